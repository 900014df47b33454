//! Which type of loan suits which customer (guide, "Loan Applications" and "Loans", by type).

use super::products::carries;
use super::{market, means};
use crate::generate::customer::Customer;
use crate::generate::person::{Relation, Relative, Tenure, Work};
use crate::generate::shares::{Dealer, count, who};
use crate::key;
use crate::random::Proportion;
use crate::tables::loans_db::LoanType;
use crate::values::calendar::Date;
use crate::values::money::Cents;
use std::ops::RangeInclusive;

/// Applications and loans by type, in thousandths (guide: 35, 20, 5 percent; the rest are personal loans, except companies').
/// Slightly higher than the guide's, because in some blocks a type suits nobody.
const SHARES: [(LoanType, u64); 3] = [
    (LoanType::Mortgage, 440),
    (LoanType::Education, 76),
    (LoanType::Auto, 205),
];
/// Ages at which people take out a mortgage.
const MORTGAGE_AGES: RangeInclusive<i32> = 22..=66;
/// Minimum wealth (in thousandths of a standard deviation), age and yearly income of a customer who buys a house to rent out, and
/// of one who could borrow against their own.
const INVESTOR: i64 = 800;
const INVESTOR_AGE: i32 = 30;
const INVESTOR_INCOME: Cents = Cents::dollars(90_000);
const OWNER_INVESTOR_INCOME: Cents = Cents::dollars(140_000);
/// How much more likely a customer who already rents out a house is to do so.
const LETS_ALREADY: i64 = 3_000;
/// Account balances, in percent of a month's income, above which a customer prefers an auto loan to another type, and the maximum
/// preference.
const ENOUGH: i64 = 250;
const MAX_OF_MONEY: i64 = 2_000;
/// Ages of children in college, and the maximum age of customers who study while working.
const COLLEGE: RangeInclusive<i32> = 17..=23;
const GRADUATE: i32 = 29;
/// Days after the first account before a mortgage can pay for the house.
const MAY_BUY_AFTER: i32 = 130;
/// Highest market level at which people refinance their home.
const CHEAP: i64 = 400;
/// How much a customer who owes nothing on the home needs to borrow against it.
const EQUITY: i64 = 100;
/// Noise in the choice of type, in thousandths of a standard deviation.
const NOISE: i64 = 500;

/// The types of these customers' applications, by place; dealt separately among the funded ones and the others.
pub fn types(
    dealer: &Dealer,
    customers: &[Customer],
    applicants: &[usize],
    funded: &[bool],
) -> Vec<LoanType> {
    let company = |&at: &usize| customers[at].business.is_some();
    let mut types: Vec<Option<LoanType>> = applicants
        .iter()
        .map(|at| company(at).then_some(LoanType::Business))
        .collect();
    for (part, group) in [funded.to_vec(), who(funded, |one| !one)]
        .iter()
        .enumerate()
    {
        let granted = part == 0;
        for (loan_type, share) in SHARES {
            let key = key!("loans_db.loans/loan_type").part(loan_type as u64 * 2 + part as u64);
            let mut fits: Vec<Option<i64>> = (0..applicants.len())
                .map(|i| {
                    if !group[i] || types[i].is_some() {
                        return None;
                    }
                    let customer = &customers[applicants[i]];
                    let loans = applicants.iter().filter(|at| **at == applicants[i]).count();
                    carries(customer, loan_type, loans)
                        .then(|| fit(dealer, customers, customer, loan_type, granted))?
                })
                .collect();
            if loan_type == LoanType::Mortgage {
                one_mortgage_a_household(customers, applicants, &types, &mut fits);
            }
            let belong = who(&fits, Option::is_some);
            let noise = dealer.noise(key.part(1), applicants.len(), NOISE);
            let scores: Vec<i64> = fits
                .iter()
                .zip(noise)
                .map(|(fit, noise)| fit.unwrap_or(0) + noise)
                .collect();
            let (of, among) = (count(group) as u64, count(&belong) as u64);
            let proportion = Proportion::per_mille(share).of_all_among(of, among.max(1));
            let chosen = dealer.choose_among_by(key, &belong, &scores, proportion);
            for (one, _) in types.iter_mut().zip(chosen).filter(|(_, chosen)| *chosen) {
                *one = Some(loan_type);
            }
        }
    }
    types
        .into_iter()
        .map(|one| one.unwrap_or(LoanType::Personal))
        .collect()
}

/// How well a type suits one of the `customers` of a block, in thousandths of a standard deviation; `None` if it doesn't. A
/// customer who is `granted` a mortgage owes on the household's home, or owns it and can afford another house; others may merely
/// hope.
fn fit(
    dealer: &Dealer,
    customers: &[Customer],
    customer: &Customer,
    loan_type: LoanType,
    granted: bool,
) -> Option<i64> {
    let age = dealer.as_of().years_since(customer.person.born);
    match loan_type {
        LoanType::Mortgage if !MORTGAGE_AGES.contains(&age) => None,
        LoanType::Mortgage if borrows_for_home(customer, dealer.as_of()) => {
            Some(needs_for_home(customer, dealer.as_of()))
        }
        LoanType::Mortgage if invests(customer, dealer.as_of()) => {
            let already = match lets_house(customers, customer) {
                true => LETS_ALREADY,
                false => 0,
            };
            Some(customer.person.wealth - 1_500 + already)
        }
        LoanType::Mortgage if granted => None,
        LoanType::Mortgage => match customer.household.tenure {
            Tenure::Rents { .. } => Some(500),
            Tenure::Mortgaged => Some(customer.person.wealth - 1_500),
            Tenure::OwnsOutright => None,
        },
        LoanType::Education => {
            let in_college = |born| COLLEGE.contains(&dealer.as_of().years_since(born));
            let children = customer
                .kin
                .iter()
                .filter(|one| one.relation == Relation::Child);
            match customer.person.work {
                Work::Student => Some(1_500),
                _ if children.filter(|child| in_college(child.born)).count() > 0 => Some(800),
                Work::Employed(_) if age <= GRADUATE => Some(0),
                _ => None,
            }
        }
        LoanType::Auto => {
            let of_work = match customer.person.work {
                Work::Employed(_) | Work::SelfEmployed(_) | Work::Owner => 400,
                Work::Retired => 100,
                Work::Student | Work::NotWorking => -600,
            };
            // People with money don't take out personal loans, but may pay off a car over time.
            let money = (means::on_hand(customer) - ENOUGH).clamp(0, MAX_OF_MONEY);
            Some(of_work + money)
        }
        LoanType::Personal | LoanType::Business => Some(0),
    }
}

/// Whether a customer can afford to buy a house to rent out: has a home that needs no financing, and enough wealth and income.
pub fn invests(customer: &Customer, as_of: Date) -> bool {
    let person = &customer.person;
    if customer.business.is_some() || person.wealth < INVESTOR || person.income < INVESTOR_INCOME {
        return false;
    }
    let pays = || customer.household.payer == customer.number || lives_with_payer(customer);
    let owns = || match customer.household.tenure {
        Tenure::Rents { .. } => false,
        Tenure::Mortgaged => needs_for_home(customer, as_of) < 0,
        Tenure::OwnsOutright => person.income >= OWNER_INVESTOR_INCOME,
    };
    pays()
        && owns()
        && (INVESTOR_AGE..=*MORTGAGE_AGES.end()).contains(&as_of.years_since(person.born))
}

/// Whether a customer's mortgage would be on their own home, not on a house to rent out.
pub fn borrows_for_home(customer: &Customer, as_of: Date) -> bool {
    (owes_for_home(customer) || owns_outright(customer)) && !invests(customer, as_of)
}

/// Whether a customer's home is their own and nothing is owed on it elsewhere.
pub fn owns_outright(customer: &Customer) -> bool {
    let pays = customer.household.payer == customer.number || lives_with_payer(customer);
    pays && matches!(customer.household.tenure, Tenure::OwnsOutright)
}

/// Whether a household among the customers of a block lives in a house that this customer owns.
fn lets_house(customers: &[Customer], owner: &Customer) -> bool {
    customers
        .iter()
        .any(|tenant| tenant.household.landlord() == Some(owner.number))
}

/// Whether there is a mortgage on the customer's home and the customer owes it: pays for the house, or is the payer's spouse.
pub fn owes_for_home(customer: &Customer) -> bool {
    let pays = customer.household.payer == customer.number || lives_with_payer(customer);
    pays && matches!(customer.household.tenure, Tenure::Mortgaged)
}

/// How much a customer needs a mortgage on the household's home, in thousandths of a standard deviation, to buy or to refinance
/// it, or to borrow against it; customers who would have to refinance at high rates tend not to.
pub fn needs_for_home(customer: &Customer, as_of: Date) -> i64 {
    if buys_as_customer(customer, as_of) {
        1_600
    } else if owns_outright(customer) {
        EQUITY
    } else if knew_cheap_money(customer, as_of) {
        600
    } else {
        -1_800
    }
}

/// Whether a customer's household moved in at a time when the bank could already finance the house.
fn buys_as_customer(customer: &Customer, as_of: Date) -> bool {
    let moved_in = customer.household.since;
    customer
        .first_paying()
        .is_some_and(|account| (account.opened + MAY_BUY_AFTER..=as_of - 1).contains(&moved_in))
}

/// Whether rates were low on any January 1 or July 1 since the customer could first borrow here.
fn knew_cheap_money(customer: &Customer, as_of: Date) -> bool {
    let Some(account) = customer.first_paying() else {
        return false;
    };
    let since = account.opened + MAY_BUY_AFTER;
    (since.year()..=as_of.year())
        .flat_map(|year| [(year, 1), (year, 7)])
        .filter(|&(year, month)| market::level_in(year, month) <= CHEAP)
        .any(|(year, month)| (since..=as_of).contains(&Date::new(year, month, 1)))
}

/// Whether a customer would like to own their home.
pub fn hopes_for_home(customer: &Customer) -> bool {
    !matches!(customer.household.tenure, Tenure::OwnsOutright)
}

/// Whether a customer is the spouse of the person who pays for the house.
pub fn lives_with_payer(customer: &Customer) -> bool {
    let payer = |one: &Relative| {
        one.relation == Relation::Spouse && one.customer == Some(customer.household.payer)
    };
    customer.kin.iter().any(payer)
}

/// A house has only one mortgage here: leaves out members of a household that already has one or may get one.
fn one_mortgage_a_household(
    customers: &[Customer],
    applicants: &[usize],
    types: &[Option<LoanType>],
    fits: &mut [Option<i64>],
) {
    for i in 0..fits.len() {
        let household = customers[applicants[i]].household.id();
        let same = |j: &usize| customers[applicants[*j]].household.id() == household;
        let taken = (0..types.len())
            .filter(same)
            .any(|j| types[j] == Some(LoanType::Mortgage) || j < i && fits[j].is_some());
        if taken {
            fits[i] = None;
        }
    }
}
