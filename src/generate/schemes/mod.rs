//! What is out of the ordinary on accounts: planted money laundering schemes, honest customers who look like them, and the
//! large or odd amounts of everybody else (data model, section 8).
//!
//! Schemes and look-alikes are one cast: the same plots, amounts, hours, lines and kinds of customers. What differs is only how
//! rows follow each other, and that the answers name the schemes.

mod occasions;
mod plots;

pub use occasions::{Occasion, occasions};

use crate::generate::Bank;
use crate::generate::accounts_db::{Ledger, Posting};
use crate::generate::block::{Block, Customer, Holding, SIZE};
use crate::key;
use crate::random::Key;
use crate::tables::Rows;
use crate::tables::accounts_db::{AccountStatus, AccountType};
use crate::tables::customer_db::RiskRating;
use crate::tables::ids::{AccountId, CustomerId, SchemeId};
use crate::tables::labels::{AmlScheme, SchemeRole, Typology};
use crate::tables::loans_db::{Loan, LoanStatus};
use crate::values::calendar::{Date, Timestamp};
use crate::values::money::Cents;

/// Of each 12 schemes so many are of each typology (data model, section 8).
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
/// Of each 12 schemes so many are detected (data model, section 8).
const DETECTED: u64 = 10;
/// Twenty customers have a scheme as often as each of these says: the first is it, the three others only look like one.
const SLOTS: [Key; 4] = [
    key!("labels.aml_schemes/scheme"),
    key!("labels.aml_schemes/look_alike_1"),
    key!("labels.aml_schemes/look_alike_2"),
    key!("labels.aml_schemes/look_alike_3"),
];
/// An account on which something is planted is that many days old, so that its statement covers a whole quarter.
const ACCOUNT_AGE: i32 = 100;
/// The same for one that sleeps for over a year in between.
const DORMANT_AGE: i32 = 550;
/// A statement has at most 20 rows, of which three are salaries: what is planted and what is owed fit into the others.
const ROOM: usize = 17;

/// Who runs a scheme, or something that looks like one.
#[derive(Clone, Copy, Debug)]
pub struct Story {
    /// The customer's number.
    customer: u32,
    /// The ordinal of the account.
    ordinal: u8,
    typology: Typology,
    /// Whether it is a scheme.
    scheme: bool,
    /// Whether the bank detects it, if it is one.
    detected: bool,
}

/// A row of a plot.
struct Act {
    posting: Posting,
    role: SchemeRole,
}

/// A scheme or look-alike whose rows are in the ledger.
pub struct Planted {
    story: Story,
    typology: Typology,
    rows: Vec<(Timestamp, Cents, SchemeRole)>,
}

impl Planted {
    /// The account, and whether the bank detects a scheme on it; none for what only looks like one.
    pub fn scheme(&self) -> Option<(AccountId, bool)> {
        let story = self.story;
        let account = AccountId {
            customer: story.customer,
            ordinal: story.ordinal,
        };
        story.scheme.then_some((account, story.detected))
    }
}

/// Who of twenty customers gets into the story.
pub fn cast(bank: &Bank, block: u64, customers: &[Customer]) -> Vec<Story> {
    let rate = u64::from(bank.plan.aml_rate.per_10_000());
    let mut stories: Vec<Story> = Vec::new();
    // Who chooses first differs: a scheme has no better choice of customers than what looks like one.
    let mut slots = [0, 1, 2, 3];
    let key = key!("labels.aml_schemes/order");
    bank.random.shuffle(key, block, &mut slots);
    for slot in slots {
        let key = SLOTS[slot as usize];
        let (ten, place) = (block / 10, block % 10);
        let share = bank.random.share(key, ten, 10, place);
        if !share.within(u64::from(SIZE) * rate, 10_000) {
            continue;
        }
        // At one percent two of ten blocks have one: six times ten blocks go through the twelve.
        let turn = ten * 2 + share.of(10);
        let of_twelve = |key| {
            let row = (turn / 12) << 2 | slot;
            bank.random.permute(key, row, 12, turn % 12)
        };
        let planned = TYPOLOGIES[of_twelve(key!("labels.aml_schemes/typology")) as usize];
        let chosen = [planned, Typology::RapidMovement]
            .into_iter()
            .find_map(|typology| {
                let candidates = candidates(bank, typology, customers, &stories);
                let key = key!("labels.aml_schemes/customer");
                let mut stream = bank.random.stream(key, block << 2 | slot);
                let found = !candidates.is_empty();
                found.then(|| (typology, *stream.pick(&candidates)))
            });
        let Some((typology, (customer, ordinal))) = chosen else {
            continue;
        };
        stories.push(Story {
            customer,
            ordinal,
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
) -> Vec<(u32, u8)> {
    let free = |customer: &&Customer| stories.iter().all(|one| one.customer != customer.number);
    let mut found: Vec<(u8, (u32, u8))> = Vec::new();
    for customer in customers.iter().filter(free) {
        for (ordinal, account) in (1..).zip(&customer.accounts) {
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
    ordinal: u8,
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

/// Whether an account is active and was opened at least `days` days ago.
fn open_for(bank: &Bank, account: &Holding, days: i32) -> bool {
    account.status == AccountStatus::Active && account.opened <= bank.as_of() - days
}

/// Puts what is out of the ordinary on the accounts of a customer.
pub fn plant(
    bank: &Bank,
    block: &Block,
    customer: &Customer,
    loans: &[Loan],
    ledger: &mut Ledger,
) -> Option<Planted> {
    let cast = |story: &&Story| story.customer == customer.number;
    let Some(&story) = block.stories.iter().find(cast) else {
        occasions::plant(bank, block, customer, ledger);
        return None;
    };
    let (typology, mut acts) = plots::acts(bank, &story, customer, loans, ledger);
    acts.truncate(ROOM.saturating_sub(ledger.postings(story.ordinal).len()));
    let rows = acts
        .iter()
        .map(|act| (act.posting.at, act.posting.amount, act.role))
        .collect();
    let own = |act: &Act| act.role != SchemeRole::Repayment;
    for act in acts.into_iter().filter(own) {
        ledger.post(story.ordinal, act.posting);
    }
    Some(Planted {
        story,
        typology,
        rows,
    })
}

/// The answers, once the statements are made.
pub fn answers(planted: &Planted, rows: &mut Rows) {
    let Some((account_id, detected)) = planted.scheme() else {
        return;
    };
    for row in rows
        .transactions
        .iter()
        .filter(|row| row.account_id == account_id)
    {
        let same = |&&(at, amount, _): &&(Timestamp, Cents, SchemeRole)| {
            (at, amount) == (row.transaction_date, row.transaction_amount)
        };
        if let Some(&(_, _, role)) = planted.rows.iter().find(same) {
            rows.aml_schemes.push(AmlScheme {
                scheme_id: SchemeId {
                    customer: planted.story.customer,
                    ordinal: 1,
                },
                typology: planted.typology,
                role,
                customer_id: CustomerId(planted.story.customer),
                account_id,
                transaction_id: row.transaction_id,
                detected,
            });
        }
    }
}

/// A day in the statement: `ago` days before its end.
fn days_ago(bank: &Bank, ago: i64) -> Date {
    bank.as_of() - ago as i32
}
