//! What borrowers have to fall back on: customers with little pay late, and customers who pay late have little.

use crate::generate::customer::{Customer, Habit, Holding};
use crate::generate::person::Tenure;
use crate::tables::accounts_db::AccountType;
use crate::tables::loans_db::{LoanStatus, LoanType};
use crate::values::money::Cents;

/// Account balances, in percent of a month's income, beyond which more money no longer makes anyone pay better.
const AMPLE: i64 = 500;
/// Score points that ample means are worth, that a standard deviation of wealth is worth, and the most that wealth can be worth.
const AMPLE_POINTS: i64 = 150;
const WEALTH_POINTS: i64 = 100;
const MAX_WEALTH_POINTS: i64 = 180;
/// Points added for customers whose money the bank sees only in part, or whose accounts stay full: no checking account here, rent
/// to pay, a payroll to meet, a certificate of deposit.
const NO_CHECKING: i64 = 400;
const RENT: i64 = 180;
const COMPANY: i64 = 160;
const CERTIFICATE: i64 = 400;
/// Minimum that anyone keeps in an account.
const LEAST: Cents = Cents::dollars(220);

/// Yearly income of a customer; for a company, its revenue.
pub fn income(customer: &Customer) -> Cents {
    match &customer.business {
        Some(business) => business.revenue,
        None => customer.person.income,
    }
}

/// Whether a customer holds a certificate of deposit.
pub fn holds_certificate(customer: &Customer) -> bool {
    let is_certificate = |one: &Holding| one.account_type == AccountType::Cd;
    customer
        .accounts
        .iter()
        .any(|one| one.is_active() && is_certificate(one))
}

/// Money in a customer's accounts, in percent of a month's income.
pub fn on_hand(customer: &Customer) -> i64 {
    let active = customer.accounts.iter().filter(|one| one.is_active());
    let money: Cents = active.map(|one| one.level).sum();
    money.0 * 100 / (customer.person.income.0 / 12).max(1)
}

/// What a customer has to fall back on, in points of the credit score.
pub fn of(customer: &Customer) -> i64 {
    let active = || customer.accounts.iter().filter(|one| one.is_active());
    let of_type = |account_type| move |one: &Holding| one.account_type == account_type;
    let ample = on_hand(customer).min(AMPLE) * AMPLE_POINTS / AMPLE;
    let wealth = customer.person.wealth * WEALTH_POINTS / 1_000;
    let rents = matches!(customer.household.tenure, Tenure::Rents { .. })
        && customer.household.payer == customer.number;
    let points = |yes: bool, points: i64| if yes { points } else { 0 };
    ample
        + wealth.clamp(-MAX_WEALTH_POINTS, MAX_WEALTH_POINTS)
        + points(!active().any(of_type(AccountType::Checking)), NO_CHECKING)
        + points(holds_certificate(customer), CERTIFICATE)
        + match customer.business {
            Some(_) => COMPANY,
            None => points(rents, RENT),
        }
}

/// Most that a borrower keeps in an account, in percent of a month's income, when paying a loan this way, or after spending their
/// savings before borrowing at personal loan rates.
const fn kept(loan_type: LoanType, status: LoanStatus, habit: Habit) -> Option<i64> {
    match (status, habit) {
        (LoanStatus::Defaulted, _) => Some(12),
        (LoanStatus::Restructured, _) => Some(45),
        (LoanStatus::Active, Habit::Late) => Some(40),
        (LoanStatus::Active, Habit::Careless) => Some(60),
        (LoanStatus::Active, Habit::Punctual) if matches!(loan_type, LoanType::Personal) => {
            Some(90)
        }
        _ => None,
    }
}

/// Limits a borrower's accounts to what someone who pays this type of loan this way would have.
pub fn limit(customer: &mut Customer, loan_type: LoanType, status: LoanStatus, habit: Habit) {
    let Some(percent) = kept(loan_type, status, habit) else {
        return;
    };
    let monthly = match &customer.business {
        Some(business) => business.revenue.times(1, 30),
        None => customer.person.income.times(1, 12),
    };
    let most = monthly.times(percent, 100).max(LEAST);
    for holding in &mut customer.accounts {
        if holding.account_type != AccountType::Cd {
            holding.level = holding.level.min(most);
        }
    }
}
