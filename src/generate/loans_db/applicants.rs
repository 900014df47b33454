//! Who applies for loans, and how often (guide, "Loan Applications").

use super::means;
use super::products::carries;
use super::types::{borrows_for_home, invests, lives_with_payer, needs_for_home};
use crate::generate::customer::{CUSTOMERS_PER_BLOCK, Customer, Holding};
use crate::generate::person::{Relation, Tenure, Work};
use crate::generate::shares::{Dealer, both, count, who};
use crate::key;
use crate::random::Proportion;
use crate::tables::accounts_db::AccountType;
use crate::tables::customer_db::CustomerStatus;
use crate::tables::loans_db::LoanType;

/// Customers of a block who apply: 35 percent (guide: ~35%).
const APPLYING: u64 = 7;
/// Applicants who apply twice (guide: 20%).
const APPLYING_TWICE: Proportion = Proportion::percent(20);
/// Companies among the applicants, in thousandths of a block; counting repeat applicants, they file a tenth of all applications
/// (guide: business 10%). Some blocks have no eligible company; the others make up for them.
const COMPANIES: u64 = 860;
/// Days a customer must have had an account before borrowing, the shorter minimum where too few customers have banked here that
/// long, and the age range.
const KNOWN_FOR: i32 = 135;
const MIN_KNOWN_FOR: i32 = 110;
const AGES: std::ops::RangeInclusive<i32> = 19..=80;
/// Age up to which people borrow against the home that they own.
const OWNERS: i64 = 62;
/// Reasons to apply other than circumstances, in thousandths of a standard deviation.
const NOISE: i64 = 900;
/// Account balances, in percent of a month's income, above which people tend to spend their own money; how much each further
/// percent reduces the inclination to borrow, and the maximum reduction.
const ENOUGH: i64 = 250;
const MONEY_PENALTY: i64 = 3;
const MAX_MONEY_PENALTY: i64 = 2_000;
/// How much a certificate of deposit reduces it.
const CERTIFICATE_PENALTY: i64 = 1_200;
/// Reasons to apply again other than circumstances.
const NOISE_AGAIN: i64 = 1_000;

/// The customers, by their place in the block, repeated once per application.
pub fn applicants(dealer: &Dealer, customers: &[Customer]) -> Vec<usize> {
    let known_for = |days| who(customers, |one| may_apply(dealer, one, days));
    let mut eligible = known_for(KNOWN_FOR);
    if (count(&eligible) as u64) < APPLYING {
        eligible = known_for(MIN_KNOWN_FOR);
    }
    let companies = who(customers, |customer| customer.business.is_some());
    let key = key!("loans_db.loan_applications/applicant");
    let noise = dealer.noise(key.part(1), customers.len(), NOISE);
    let inclined: Vec<i64> = customers
        .iter()
        .zip(noise)
        .map(|(customer, noise)| inclination(dealer, customer) + noise)
        .collect();

    let chosen = |part: u64, belong: &[bool], proportion: Proportion| {
        dealer.choose_among_by(key.part(part), belong, &inclined, proportion)
    };
    let of_companies = both(&eligible, &companies);
    let people = both(&eligible, &who(&companies, |company| !company));
    let (all, found) = (count(&of_companies) as u64, count(&people) as u64);
    // Where too few people may apply, companies make up the difference.
    let proportion = match APPLYING.saturating_sub(found) {
        0 => Proportion::per_mille(COMPANIES).of_all_among(1, all.max(1)),
        missing => Proportion::of(missing, all.max(1)),
    };
    let borrowing = chosen(2, &of_companies, proportion);
    let left = APPLYING.saturating_sub(count(&borrowing) as u64);
    let people = chosen(3, &people, Proportion::of(left, found.max(1)));

    let applying: Vec<bool> = borrowing
        .iter()
        .zip(&people)
        .map(|(a, b)| *a || *b)
        .collect();
    let key = key!("loans_db.loan_applications/twice");
    let noise = dealer.noise(key.part(1), customers.len(), NOISE_AGAIN);
    let again: Vec<i64> = inclined.iter().zip(noise).map(|(a, b)| a + b).collect();
    // Anyone who applies twice can afford two loans.
    let able = who(customers, |customer| match customer.business {
        Some(_) => carries(customer, LoanType::Business, 2),
        None => carries(customer, LoanType::Personal, 2),
    });
    let able = both(&applying, &able);
    let of_able =
        APPLYING_TWICE.of_all_among(count(&applying) as u64, (count(&able) as u64).max(1));
    let twice = dealer.choose_among_by(key, &able, &again, of_able);
    let times = applying.iter().zip(twice);
    times
        .enumerate()
        .flat_map(|(at, (&once, twice))| {
            std::iter::repeat_n(at, usize::from(once) + usize::from(twice))
        })
        .collect()
}

/// Whether a customer may apply: has banked here for this many days, is of age, and has enough income for a loan at all.
fn may_apply(dealer: &Dealer, customer: &Customer, days: i32) -> bool {
    let known = customer.status == CustomerStatus::Active
        && customer
            .first_paying()
            .is_some_and(|account| dealer.as_of() - account.opened >= days);
    let age = dealer.as_of().years_since(customer.person.born);
    known
        && match customer.business {
            Some(_) => carries(customer, LoanType::Business, 1),
            None => AGES.contains(&age) && carries(customer, LoanType::Personal, 1),
        }
}

/// How much a customer needs loans, in thousandths of a standard deviation: young families with a house most of all, then anyone
/// who works; hardly pensioners or people with money. Houses aren't bought from savings.
fn inclination(dealer: &Dealer, customer: &Customer) -> i64 {
    if customer.business.is_some() {
        return 0;
    }
    let age = i64::from(dealer.as_of().years_since(customer.person.born));
    let of_age = 900 - (age - 36).abs() * if age < 36 { 60 } else { 48 };
    let child = |from: i32, to: i32| {
        let of_age = |born| (from..=to).contains(&dealer.as_of().years_since(born));
        let relative = &mut customer.kin.iter();
        relative.any(|one| one.relation == Relation::Child && of_age(one.born))
    };
    let family = if child(0, 17) { 450 } else { 0 };
    let lets = invests(customer, dealer.as_of());
    let house = match customer.household.tenure {
        _ if lets => 2_300,
        Tenure::Mortgaged if needs_for_home(customer, dealer.as_of()) < 0 => 500,
        Tenure::Mortgaged if customer.household.payer == customer.number => 2_100,
        Tenure::Mortgaged if lives_with_payer(customer) => 1_700,
        Tenure::Mortgaged => 100,
        Tenure::Rents { .. } => 200,
        Tenure::OwnsOutright if borrows_for_home(customer, dealer.as_of()) && age <= OWNERS => {
            1_300
        }
        Tenure::OwnsOutright => -300,
    };
    let work = match customer.person.work {
        Work::Employed(_) | Work::SelfEmployed(_) | Work::Owner => 300,
        Work::Student => 400,
        Work::Retired => -900,
        Work::NotWorking => -600,
    };
    let checking = |one: &Holding| one.is_active() && one.account_type == AccountType::Checking;
    let checking = match customer.accounts.iter().any(checking) {
        true => 500,
        false => 0,
    };
    let buys_house = matches!(customer.household.tenure, Tenure::Mortgaged)
        && needs_for_home(customer, dealer.as_of()) >= 0;
    let money = match buys_house || lets {
        true => 0,
        false => {
            let certificate = match means::holds_certificate(customer) {
                true => CERTIFICATE_PENALTY,
                false => 0,
            };
            let more = (means::on_hand(customer) - ENOUGH).max(0);
            (more * MONEY_PENALTY).min(MAX_MONEY_PENALTY) + certificate
        }
    };
    of_age.max(-1_500) + family + house + work + checking - money
}

/// Number of applicants per block.
const _: () = assert!(APPLYING * 100 == 35 * CUSTOMERS_PER_BLOCK as u64);
