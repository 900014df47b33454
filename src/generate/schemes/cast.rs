//! Who runs a scheme or a look-alike, alone or as a ring, and on which accounts.

use super::episodes::{self, Episode, Reported};
use super::stage::{ACCOUNT_AGE, open_for};
use crate::generate::bank::Bank;
use crate::generate::between;
use crate::generate::customer::{CUSTOMERS_PER_BLOCK, Customer, Holding, Ordinal};
use crate::generate::shares::Dealer;
use crate::key;
use crate::random::{Key, Proportion, Stream};
use crate::tables::accounts_db::AccountType;
use crate::tables::customer_db::{CustomerSegment, CustomerStatus};
use crate::tables::labels::Typology;
use crate::tables::loans_db::LoanStatus;
use crate::values::money::Cents;

/// The plan for every 12 schemes (our choice; the data model wants at least 8 in 100 to be rings).
const PLANS: [Plan; 12] = [
    Plan::Alone(Typology::Structuring),
    Plan::Alone(Typology::Structuring),
    Plan::Alone(Typology::Structuring),
    Plan::Alone(Typology::RapidMovement),
    Plan::Alone(Typology::RapidMovement),
    Plan::Alone(Typology::FanIn),
    Plan::Alone(Typology::FanOut),
    Plan::Alone(Typology::RoundTrip),
    Plan::Alone(Typology::DormantAccount),
    Plan::Alone(Typology::LoanServedWithCash),
    Plan::Ring(0),
    Plan::Ring(1),
];
/// The rings: every 24 schemes have one of each.
const RINGS: [Typology; 4] = [
    Typology::Cycle,
    Typology::ScatterGather,
    Typology::MuleRing,
    Typology::Smurfing,
];
/// How many of every 12 schemes break a rule; the rest stay below all of them (data model: 30 to 40 percent).
const LOUD: u64 = 8;
/// How often twenty customers have a story is drawn separately for each of these: the first is the scheme, the other three are
/// look-alikes.
const SLOTS: [Key; 4] = [
    key!("labels.aml_schemes/scheme"),
    key!("labels.aml_schemes/look_alike_1"),
    key!("labels.aml_schemes/look_alike_2"),
    key!("labels.aml_schemes/look_alike_3"),
];
/// Look-alikes that break a rule and are reported out of caution: reporting requires no proof, and failing to report is fined.
const CAUTIOUS: Proportion = Proportion::HALF;
/// Most reports among twenty customers: as many as there are ratings that can be raised.
const MAX_REPORTED: usize = 4;
/// A business that can take in this much cash in a month without surprising anybody takes in cash.
const TAKINGS: Cents = Cents::dollars(30_000);
/// Minimum and maximum members of a ring, and the minimum for one that breaks a rule about several counterparties.
const MIN_RING: usize = 3;
const MAX_RING: u64 = 8;
const MIN_FAN: usize = 6;

/// What is planned.
#[derive(Clone, Copy)]
enum Plan {
    Alone(Typology),
    Ring(u64),
}

/// An account in a story.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// Customer number.
    pub customer: u32,
    /// The account.
    pub account: Ordinal,
    /// Account type.
    pub account_type: AccountType,
    /// The customer's given name.
    pub holder: &'static str,
    /// Whether the customer is a business.
    pub business: bool,
}

impl Part {
    fn new(customer: &Customer, account: Ordinal) -> Part {
        Part {
            customer: customer.number,
            account,
            account_type: customer.holding(account).account_type,
            holder: customer.person.given_name,
            business: customer.business.is_some(),
        }
    }
}

/// A scheme or a look-alike.
#[derive(Clone, Debug)]
pub struct Story {
    /// A number unique to the story.
    pub row: u64,
    /// The accounts involved; the first belongs to the main character.
    pub parts: Vec<Part>,
    /// Typology.
    pub typology: Typology,
    /// Whether it is a scheme.
    pub scheme: bool,
    /// Whether it breaks a rule.
    pub loud: bool,
    /// How much it looks like a scheme: normal, in thousandths, with a higher mean if it is one.
    pub guile: i64,
    /// When it runs, latest first.
    pub episodes: Vec<Episode>,
}

/// Distance between the means of `guile`, in thousandths of its standard deviation: no detector can beat the normal distribution
/// at 1.7 / sqrt(2), an AUC of .885.
const APART: i64 = 1_700;

/// The stories of twenty customers.
pub fn cast(dealer: &Dealer, customers: &[Customer]) -> Vec<Story> {
    let (bank, random, block) = (dealer.bank, dealer.random(), dealer.block);
    let rate = u64::from(bank.plan.aml_rate.per_10_000());
    let rate = Proportion::per_10_000(u64::from(CUSTOMERS_PER_BLOCK) * rate);
    let mut stories: Vec<Story> = Vec::new();
    // The order of choosing varies: schemes get no better choice of customers than look-alikes.
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
        // At one percent, two in ten blocks have one: six times ten blocks go through the twelve.
        let turn = ten * 2 + share.of(10);
        let of_twelve = |key| {
            let row = (turn / 12) << 2 | slot;
            random.permute(key, row, 12, turn % 12)
        };
        let plan = PLANS[of_twelve(key!("labels.aml_schemes/typology")) as usize];
        let loud = of_twelve(key!("labels.aml_schemes/loud")) < LOUD;
        let row = block << 2 | slot;
        let mut stream = random.stream(key!("labels.aml_schemes/cast"), row);
        let free = |customer: &&Customer| {
            let own = |part: &Part| part.customer == customer.number;
            !stories.iter().flat_map(|one| &one.parts).any(own)
        };
        let free: Vec<&Customer> = customers.iter().filter(free).collect();
        let planned = match plan {
            Plan::Alone(typology) => alone(bank, typology, loud, &free, &mut stream),
            Plan::Ring(which) => {
                let key = key!("labels.aml_schemes/ring");
                let turn = turn / 12;
                let kind = random.permute(key, (turn / 2) << 2 | slot, 4, turn % 2 * 2 + which);
                ring(bank, RINGS[kind as usize], loud, &free, &mut stream)
            }
        };
        let chosen =
            planned.or_else(|| alone(bank, Typology::RapidMovement, loud, &free, &mut stream));
        let Some((typology, parts)) = chosen else {
            continue;
        };
        let scheme = slot == 0;
        let cautious = stream.chance(CAUTIOUS);
        let first = &customers[((parts[0].customer - 1) % CUSTOMERS_PER_BLOCK) as usize];
        let reported = match cash_of(typology) {
            _ if !loud => Reported::Never,
            // Nobody can tell where the cash came from.
            Some(cash) if first.cash_of_a_month() < Cents::dollars(cash) => Reported::EachTime,
            _ if scheme || cautious => Reported::AtLast,
            _ => Reported::Never,
        };
        let opened = parts.iter().map(|part| {
            let place = (part.customer - 1) % CUSTOMERS_PER_BLOCK;
            customers[place as usize].holding(part.account).opened
        });
        let opened = opened.max().unwrap_or(bank.as_of());
        let mean = if scheme { APART / 2 } else { -APART / 2 };
        stories.push(Story {
            row,
            parts,
            typology,
            scheme,
            loud,
            guile: stream.normal() + mean,
            episodes: episodes::episodes(bank.as_of(), typology, opened, reported, &mut stream),
        });
    }
    let mut room = MAX_REPORTED;
    for story in &mut stories {
        let needed = story.suspects().len();
        match room.checked_sub(needed) {
            Some(left) if story.is_reported() => room = left,
            Some(_) => {}
            None => story
                .episodes
                .iter_mut()
                .for_each(|one| one.reported = None),
        }
    }
    stories
}

impl Story {
    /// Whether the bank has reported it.
    pub fn is_reported(&self) -> bool {
        self.episodes.iter().any(|one| one.reported.is_some())
    }

    /// The parts whose rows break a rule, if the story does.
    pub fn suspects(&self) -> &[Part] {
        match self.typology {
            Typology::Cycle => &self.parts,
            // The first pays several others, the second is paid by them.
            Typology::ScatterGather => &self.parts[..2],
            _ => &self.parts[..1],
        }
    }
}

/// The typology with one of the accounts that fit it best, if any does.
fn alone(
    bank: &Bank,
    typology: Typology,
    loud: bool,
    free: &[&Customer],
    stream: &mut Stream,
) -> Option<(Typology, Vec<Part>)> {
    let mut found: Vec<(u8, Part)> = Vec::new();
    for customer in free {
        for (account, holding) in customer.holdings() {
            if fits(bank, typology, customer, account, holding) {
                let unfit = match typology {
                    // Nobody receives a salary or pays a loan on a dormant account.
                    Typology::DormantAccount => {
                        u8::from(customer.paying_account() == Some(account))
                    }
                    Typology::LoanServedWithCash => u8::from(!repays(customer)),
                    Typology::Structuring => {
                        let takes_cash = takes_cash(customer, account);
                        // Cash near an installment would break another rule.
                        let near = !loud && customer.business.is_none() && repays(customer);
                        2 * u8::from(!takes_cash) + u8::from(near)
                    }
                    _ => 0,
                };
                found.push((unfit, Part::new(customer, account)));
            }
        }
    }
    let best = found.iter().map(|(unfit, _)| *unfit).min()?;
    found.retain(|(unfit, _)| *unfit == best);
    let (_, part) = *stream.pick(&found);
    Some((typology, vec![part]))
}

/// The members of a ring: people, each with an account on which money moves. If there are too few for breaking a rule about
/// several counterparties, the ring is a cycle.
fn ring(
    bank: &Bank,
    typology: Typology,
    loud: bool,
    free: &[&Customer],
    stream: &mut Stream,
) -> Option<(Typology, Vec<Part>)> {
    let mut members: Vec<Part> = free
        .iter()
        .filter(|customer| customer.segment != CustomerSegment::Corporate)
        .filter(|customer| customer.status != CustomerStatus::Dormant)
        .filter_map(|customer| {
            let moves = |one: &Holding| moves(bank, one);
            let account = customer.first_account(moves)?;
            Some(Part::new(customer, account))
        })
        .collect();
    for i in (1..members.len()).rev() {
        members.swap(i, stream.below(i as u64 + 1) as usize);
    }
    let fans = loud && typology != Typology::Cycle;
    let typology = match fans && members.len() < MIN_FAN {
        true => Typology::Cycle,
        false => typology,
    };
    // Every member of a cycle that breaks a rule is reported; below the rules, four counterparties would be too many.
    let (least, most) = match typology {
        Typology::Cycle if loud => (MIN_RING as u64, 4),
        _ if loud => (MIN_FAN as u64, MAX_RING),
        Typology::ScatterGather => (MIN_RING as u64, 5),
        _ => (MIN_RING as u64, 4),
    };
    let size = least + stream.below(most - least + 1);
    members.truncate(size as usize);
    (members.len() >= MIN_RING).then_some((typology, members))
}

/// Whether money moves on an account that has been open long enough.
fn moves(bank: &Bank, account: &Holding) -> bool {
    open_for(bank, account, ACCOUNT_AGE) && account.account_type != AccountType::Cd
}

/// Whether a typology fits an account.
fn fits(
    bank: &Bank,
    typology: Typology,
    customer: &Customer,
    ordinal: Ordinal,
    account: &Holding,
) -> bool {
    /// Minimum age in days of an account that has been dormant for over a year.
    const DORMANT_AGE: i32 = 550;
    let person = customer.segment != CustomerSegment::Corporate;
    moves(bank, account)
        && customer.status != CustomerStatus::Dormant
        && match typology {
            Typology::DormantAccount => {
                person
                    && account.account_type != AccountType::Checking
                    && open_for(bank, account, DORMANT_AGE)
            }
            Typology::LoanServedWithCash => person && customer.paying_account() == Some(ordinal),
            // Money coming and going is normal for businesses: these rules are about people.
            Typology::RapidMovement | Typology::FanIn | Typology::FanOut => person,
            _ => true,
        }
}

/// Most cash per month, in dollars, that a story breaking a cash rule brings in; none if it is about transfers.
const fn cash_of(typology: Typology) -> Option<i64> {
    match typology {
        Typology::Structuring => Some(50_000),
        Typology::LoanServedWithCash => Some(18_000),
        _ => None,
    }
}

/// Whether an account receives cash takings: one of a business in a cash trade.
fn takes_cash(customer: &Customer, account: Ordinal) -> bool {
    customer.business.is_some()
        && customer.cash_of_a_month() >= TAKINGS
        && between::household_account(customer) == Some(account)
}

/// Whether a customer is paying installments on a loan.
fn repays(customer: &Customer) -> bool {
    let loans = customer.applications.iter().filter_map(|one| one.loan);
    let running = [LoanStatus::Active, LoanStatus::Restructured];
    loans.into_iter().any(|loan| running.contains(&loan.status))
}
