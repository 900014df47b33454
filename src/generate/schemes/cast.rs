//! Who runs a scheme, or something that looks like one, on which account.

use super::stage::{ACCOUNT_AGE, open_for};
use crate::generate::bank::Bank;
use crate::generate::customer::{CUSTOMERS_PER_BLOCK, Customer, Holding, Ordinal};
use crate::generate::shares::Dealer;
use crate::key;
use crate::random::{Key, Proportion};
use crate::tables::accounts_db::AccountType;
use crate::tables::customer_db::RiskRating;
use crate::tables::labels::Typology;
use crate::tables::loans_db::LoanStatus;

/// The typologies of each 12 schemes (data model, section 8).
const TYPOLOGIES: [Typology; 12] = [
    Typology::Structuring,
    Typology::Structuring,
    Typology::Structuring,
    Typology::Structuring,
    Typology::RapidMovement,
    Typology::RapidMovement,
    Typology::FanIn,
    Typology::FanOut,
    Typology::RoundTrip,
    Typology::DormantAccount,
    Typology::DormantAccount,
    Typology::LoanServedWithCash,
];
/// How many of each 12 schemes are detected (data model, section 8).
const DETECTED: u64 = 10;
/// Twenty customers have a scheme as often as each of these says: the first is it, the three others only look like one.
const SLOTS: [Key; 4] = [
    key!("labels.aml_schemes/scheme"),
    key!("labels.aml_schemes/look_alike_1"),
    key!("labels.aml_schemes/look_alike_2"),
    key!("labels.aml_schemes/look_alike_3"),
];
/// An account that sleeps for over a year in between is that many days old.
const DORMANT_AGE: i32 = 550;

/// Who runs a scheme, or something that looks like one.
#[derive(Clone, Copy, Debug)]
pub struct Story {
    /// The customer's number.
    pub customer: u32,
    /// The account.
    pub account: Ordinal,
    /// How it is planned to go.
    pub typology: Typology,
    /// Whether it is a scheme.
    pub scheme: bool,
    /// Whether the bank detects it, if it is one.
    pub detected: bool,
}

/// Who of twenty customers gets into the story.
pub fn cast(dealer: &Dealer, customers: &[Customer]) -> Vec<Story> {
    let (bank, random, block) = (dealer.bank, dealer.random(), dealer.block);
    let rate = u64::from(bank.plan.aml_rate.per_10_000());
    let rate = Proportion::per_10_000(u64::from(CUSTOMERS_PER_BLOCK) * rate);
    let mut stories: Vec<Story> = Vec::new();
    // Who chooses first differs: a scheme has no better choice of customers than what looks like one.
    let mut slots = [0, 1, 2, 3];
    let key = key!("labels.aml_schemes/order");
    random.shuffle(key, block, &mut slots);
    for slot in slots {
        let key = SLOTS[slot as usize];
        let (ten, place) = (block / 10, block % 10);
        let share = random.share(key, ten, 10, place);
        if !share.within(rate) {
            continue;
        }
        // At one percent two of ten blocks have one: six times ten blocks go through the twelve.
        let turn = ten * 2 + share.of(10);
        let of_twelve = |key| {
            let row = (turn / 12) << 2 | slot;
            random.permute(key, row, 12, turn % 12)
        };
        let planned = TYPOLOGIES[of_twelve(key!("labels.aml_schemes/typology")) as usize];
        let chosen = [planned, Typology::RapidMovement]
            .into_iter()
            .find_map(|typology| {
                let candidates = candidates(bank, typology, customers, &stories);
                let key = key!("labels.aml_schemes/customer");
                let mut stream = random.stream(key, block << 2 | slot);
                let found = !candidates.is_empty();
                found.then(|| (typology, *stream.pick(&candidates)))
            });
        let Some((typology, (customer, account))) = chosen else {
            continue;
        };
        stories.push(Story {
            customer,
            account,
            typology,
            scheme: slot == 0,
            detected: of_twelve(key!("labels.aml_schemes/detected")) < DETECTED,
        });
    }
    stories
}

/// The customers and ordinals of the accounts without a story that a typology fits best.
fn candidates(
    bank: &Bank,
    typology: Typology,
    customers: &[Customer],
    stories: &[Story],
) -> Vec<(u32, Ordinal)> {
    let free = |customer: &&Customer| stories.iter().all(|one| one.customer != customer.number);
    let mut found: Vec<(u8, (u32, Ordinal))> = Vec::new();
    for customer in customers.iter().filter(free) {
        for (ordinal, account) in customer.holdings() {
            if fits(bank, typology, customer, ordinal, account) {
                let unfit = match typology {
                    // Nobody is paid a salary, nor pays a loan, on an account that sleeps.
                    Typology::DormantAccount => customer.paying_account() == Some(ordinal),
                    Typology::LoanServedWithCash => !repays(customer),
                    _ => false,
                };
                // Else trouble comes where risk was seen before.
                let rank = 2 * u8::from(unfit) + u8::from(customer.risk_rating == RiskRating::Low);
                found.push((rank, (customer.number, ordinal)));
            }
        }
    }
    let best = found.iter().map(|(rank, _)| *rank).min();
    found.retain(|(rank, _)| Some(*rank) == best);
    found.into_iter().map(|(_, place)| place).collect()
}

/// Whether a typology fits an account.
fn fits(
    bank: &Bank,
    typology: Typology,
    customer: &Customer,
    ordinal: Ordinal,
    account: &Holding,
) -> bool {
    let paying = customer.paying_account() == Some(ordinal);
    let moves = open_for(bank, account, ACCOUNT_AGE) && account.account_type != AccountType::Cd;
    match typology {
        Typology::DormantAccount => {
            let saves = account.account_type != AccountType::Checking;
            moves && saves && open_for(bank, account, DORMANT_AGE)
        }
        Typology::LoanServedWithCash => moves && paying,
        _ => moves,
    }
}

/// Whether a customer has a loan of which installments are paid.
fn repays(customer: &Customer) -> bool {
    let loans = customer.applications.iter().filter_map(|one| one.loan);
    let running = [LoanStatus::Active, LoanStatus::Restructured];
    loans.into_iter().any(|loan| running.contains(&loan.status))
}
