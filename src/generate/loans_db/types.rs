//! What kind of loan fits whom (guide, "Loan Applications" and "Loans", by type).

use super::market;
use super::products::carries;
use crate::generate::customer::Customer;
use crate::generate::person::{Relation, Relative, Tenure, Work};
use crate::generate::shares::{Dealer, count, who};
use crate::key;
use crate::random::Proportion;
use crate::tables::loans_db::LoanType;
use crate::values::calendar::Date;
use std::ops::RangeInclusive;

/// Applications, and loans, by type in thousandths (guide: 35, 20, 5 percent; personal loans are the rest but for companies').
/// Somewhat more than that: there are blocks in which a type fits nobody.
const SHARES: [(LoanType, u64); 3] = [
    (LoanType::Mortgage, 412),
    (LoanType::Education, 76),
    (LoanType::Auto, 205),
];
/// Years of age at which somebody takes a mortgage.
const MORTGAGE_AGES: RangeInclusive<i32> = 22..=66;
/// Wealth of somebody who buys a house for others to live in, in thousandths of a standard deviation.
const INVESTOR: i64 = 300;
/// Years of age of children who go to college, and of those who study themselves beside their work.
const COLLEGE: RangeInclusive<i32> = 17..=23;
const GRADUATE: i32 = 29;
/// Days after the first account from which a mortgage may pay for the house.
const MAY_BUY_AFTER: i32 = 130;
/// How dear money may be, as the market goes, for somebody to take a new mortgage on the house.
const CHEAP: i64 = 400;
/// What else makes the type, in thousandths of a standard deviation.
const NOISE: i64 = 500;

/// The types of the applications of these customers, by place: shared out among the funded ones, and among the others.
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
                    let free = group[i] && types[i].is_none();
                    let customer = &customers[applicants[i]];
                    let loans = applicants.iter().filter(|at| **at == applicants[i]).count();
                    let affords = carries(customer, loan_type, loans);
                    (free && affords).then(|| fit(dealer, customer, loan_type, granted))?
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

/// How well a type fits a customer, in thousandths of a standard deviation; none where it does not. Who is `granted` a mortgage
/// owns the house of the household or has the means for another one; others may still hope.
fn fit(dealer: &Dealer, customer: &Customer, loan_type: LoanType, granted: bool) -> Option<i64> {
    let age = dealer.as_of().years_since(customer.person.born);
    match loan_type {
        LoanType::Mortgage if !MORTGAGE_AGES.contains(&age) => None,
        LoanType::Mortgage if owes_for_home(customer) => {
            Some(needs_for_home(customer, dealer.as_of()))
        }
        LoanType::Mortgage if granted => {
            let invests = customer.person.wealth >= INVESTOR && age >= 30;
            invests.then_some(customer.person.wealth - 1_500)
        }
        LoanType::Mortgage => match customer.household.tenure {
            Tenure::Rents { .. } => Some(500),
            _ => Some(customer.person.wealth - 1_500),
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
        LoanType::Auto => Some(match customer.person.work {
            Work::Employed(_) | Work::SelfEmployed(_) | Work::Owner => 400,
            Work::Retired => 100,
            Work::Student | Work::NotWorking => -600,
        }),
        LoanType::Personal | LoanType::Business => Some(0),
    }
}

/// Whether a mortgage is on the house in which a customer lives: who pays for it, or lives with the one who does as a couple.
pub fn owes_for_home(customer: &Customer) -> bool {
    let pays = customer.household.payer == customer.number || lives_with_payer(customer);
    pays && matches!(customer.household.tenure, Tenure::Mortgaged)
}

/// How much somebody needs a mortgage on the house of the household, in thousandths of a standard deviation: to buy it, or to refinance;
/// who would have to do that while money is dear rather does not.
pub fn needs_for_home(customer: &Customer, as_of: Date) -> i64 {
    if buys_as_customer(customer, as_of) {
        1_600
    } else if knew_cheap_money(customer, as_of) {
        600
    } else {
        -1_800
    }
}

/// Whether the household of a customer moved in when the bank could already lend the money for the house.
fn buys_as_customer(customer: &Customer, as_of: Date) -> bool {
    let moved_in = customer.household.since;
    customer
        .first_paying()
        .is_some_and(|account| (account.opened + MAY_BUY_AFTER..=as_of - 1).contains(&moved_in))
}

/// Whether money was cheap on some first of January or July since a customer could borrow here.
fn knew_cheap_money(customer: &Customer, as_of: Date) -> bool {
    let Some(account) = customer.first_paying() else {
        return false;
    };
    let since = account.opened + MAY_BUY_AFTER;
    (since.year()..=as_of.year())
        .flat_map(|year| [1, 7].map(|month| Date::new(year, month, 1)))
        .any(|day| (since..=as_of).contains(&day) && market::level(day) <= CHEAP)
}

/// Whether a customer would like to own the house in which to live.
pub fn hopes_for_home(customer: &Customer) -> bool {
    !matches!(customer.household.tenure, Tenure::OwnsOutright)
}

/// Whether a customer is the husband or wife of the one who pays for the house.
pub fn lives_with_payer(customer: &Customer) -> bool {
    let payer = |one: &Relative| {
        one.relation == Relation::Spouse && one.customer == Some(customer.household.payer)
    };
    customer.kin.iter().any(payer)
}

/// A house has one mortgage here: who of a household has, or may have, another one is left out.
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
