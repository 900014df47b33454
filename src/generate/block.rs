//! Who the customers are: twenty at a time, because a share holds over twenty (data model, section 1).
//!
//! What is shared out among customers, or among the accounts, applications or interactions of twenty customers, is settled
//! here, before any row is made. A block is a pure function of the bank and its number, and always whole: a scale that cuts
//! it off changes nothing in it.

use crate::generate::bank::Bank;
use crate::generate::compliance_db;
use crate::generate::customer_db;
use crate::generate::employees_db::between;
use crate::generate::insurance_db::{self, Insured};
use crate::generate::loans_db::{self, Application};
use crate::generate::schemes::{self, Occasion, Story};
use crate::generate::staff::Team;
use crate::key;
use crate::random::{Random, Share};
use crate::tables::accounts_db::{AccountStatus, AccountType};
use crate::tables::customer_db::{CustomerSegment, CustomerStatus, KycStatus, RiskRating};
use crate::values::calendar::Date;

/// Customers in a block.
pub const SIZE: u32 = 20;

/// Customers of each segment in percent (guide: retail 60%, premium 25%, etc.; data model, section 5).
const SEGMENTS: [(CustomerSegment, u32); 4] = [
    (CustomerSegment::Retail, 60),
    (CustomerSegment::Premium, 25),
    (CustomerSegment::Corporate, 10),
    (CustomerSegment::PrivateBanking, 5),
];
/// Customers of each status in percent (data model, section 5).
const STATUSES: [(CustomerStatus, u32); 3] = [
    (CustomerStatus::Active, 90),
    (CustomerStatus::Dormant, 7),
    (CustomerStatus::Closed, 3),
];
/// Customers of each KYC status in percent (data model, section 5).
const KYC: [(KycStatus, u32); 4] = [
    (KycStatus::Verified, 94),
    (KycStatus::Expired, 3),
    (KycStatus::Pending, 2),
    (KycStatus::UnderReview, 1),
];
/// Customers of each risk rating in percent (data model, section 5).
const RISKS: [(RiskRating, u32); 3] = [
    (RiskRating::Low, 78),
    (RiskRating::Medium, 18),
    (RiskRating::High, 4),
];

/// Customers who hold accounts: 15 of 20 (guide, "Accounts": 75%).
const HOLDERS: (u64, u64) = (75, 100);
/// Holders with several accounts (guide: 25%), and how many those have (data model, section 4).
const SEVERAL: (u64, u64) = (25, 100);
const SEVERAL_ACCOUNTS: [(u8, u32); 2] = [(2, 95), (3, 5)];
/// Accounts of each type in percent (guide: checking 50%, savings 30%, etc.).
const TYPES: [(AccountType, u32); 4] = [
    (AccountType::Checking, 50),
    (AccountType::Savings, 30),
    (AccountType::MoneyMarket, 15),
    (AccountType::Cd, 5),
];
/// Accounts of customers who are still with the bank: active 92 to frozen 5. The 3 percent that are closed belong to closed customers.
const OPEN_STATUSES: [(AccountStatus, u32); 2] =
    [(AccountStatus::Active, 92), (AccountStatus::Frozen, 5)];
/// Accounts with no, one and two relationships in percent (guide: 20% have 1 link, 5% have 2).
const RELATIONSHIPS: [u32; 3] = [75, 20, 5];

/// Customers with 0 to 5 interactions in percent (data model, section 5).
const INTERACTIONS: [u32; 6] = [20, 25, 21, 16, 11, 7];

/// Age in days at the as-of date, at eighths of the population: 18 to 85 years, a bell around 42 (data model, section 4).
const AGES: [i64; 9] = [
    6_700, 9_900, 11_900, 13_700, 15_340, 17_000, 19_000, 21_900, 31_000,
];
const YEARS_OF_AGE: i32 = 18;
/// Days ago that a customer joined: within seven years, at least three months (data model, section 4).
const JOINED_AGO: (i64, i64) = (95, 2_550);
/// Days from joining to the first account.
const FIRST_ACCOUNT: (i64, i64) = (0, 12);
/// Accounts are opened at least that many days ago (data model, section 4).
const OPENED_AGO: i32 = 45;
/// Days before the end that a frozen or closed account was opened, so that it has a statement to show.
const BEFORE_END: i32 = 50;
/// Days ago that an account was frozen, or a customer left, at most.
const FROZEN_AGO: i64 = 300;
const CLOSED_AGO: i64 = 900;

/// Twenty customers.
#[derive(Clone, Debug)]
pub struct Block {
    /// The customers, in order.
    pub customers: Vec<Customer>,
    /// The accounts that they hold.
    pub accounts: AccountShares,
    /// The interactions that they have.
    pub interactions: InteractionShares,
    /// Who has an agent, complains and answers campaigns.
    pub relations: customer_db::Shares,
    /// Whose identity is checked late.
    pub kyc: compliance_db::Shares,
    /// Who runs a scheme, or something that looks like one.
    pub stories: Vec<Story>,
    /// Who handles large cash or round sums, by place.
    pub occasions: Vec<Option<Occasion>>,
}

/// The places of the accounts of a block in the shares that their statements need, by rank.
#[derive(Clone, Debug)]
pub struct AccountShares {
    /// How many transactions.
    pub count: Vec<Share>,
    /// Which way the number of spendings is rounded.
    pub spending: Vec<Share>,
    /// Whether a salary comes to a checking account.
    pub salaried: Vec<Share>,
    /// Whether a checking account bears interest.
    pub bears_interest: Vec<Share>,
}

/// The places of the interactions of a block in their shares, by rank.
#[derive(Clone, Debug)]
pub struct InteractionShares {
    /// What it is about.
    pub interaction_type: Vec<Share>,
    /// The way it came.
    pub channel: Vec<Share>,
    /// How it ended.
    pub outcome: Vec<Share>,
    /// Whether an employee handled it.
    pub handled: Vec<Share>,
    /// Whether it is surveyed.
    pub surveyed: Vec<Share>,
}

/// What is settled about a customer before any row is made.
#[derive(Clone, Debug)]
pub struct Customer {
    /// The number, from 1.
    pub number: u32,
    /// The segment.
    pub segment: CustomerSegment,
    /// Active, dormant or closed.
    pub status: CustomerStatus,
    /// As the latest KYC record says.
    pub kyc_status: KycStatus,
    /// As the latest KYC record says.
    pub risk_rating: RiskRating,
    /// Day of birth.
    pub born: Date,
    /// Day of onboarding.
    pub joined: Date,
    /// Day on which a closed customer left, with all accounts.
    pub closed: Option<Date>,
    /// The employees who serve the customer.
    pub team: Team,
    /// The accounts, by ordinal.
    pub accounts: Vec<Holding>,
    /// The loan applications, by ordinal of the draw.
    pub applications: Vec<Application>,
    /// The insurance policies, by ordinal.
    pub policies: Vec<Insured>,
    /// How many interactions.
    pub interactions: u64,
    /// The rank of the first interaction among those of the block.
    pub first_interaction: u64,
}

/// What is settled about an account before any row is made.
#[derive(Clone, Copy, Debug)]
pub struct Holding {
    /// The rank among the accounts of the block.
    pub rank: usize,
    /// What kind of account.
    pub account_type: AccountType,
    /// Active, frozen or closed.
    pub status: AccountStatus,
    /// First day.
    pub opened: Date,
    /// Last day with transactions: the as-of date, or the day it was frozen or closed.
    pub last_day: Date,
    /// How many relationships start from it.
    pub relationships: u8,
}

impl Customer {
    /// The number as the row of a stream.
    pub fn row(&self) -> u64 {
        u64::from(self.number)
    }

    /// The place in the block, from 0.
    pub fn place(&self) -> usize {
        ((self.number - 1) % SIZE) as usize
    }

    /// The last day on which the customer does anything.
    pub fn last_day(&self, as_of: Date) -> Date {
        self.closed.unwrap_or(as_of)
    }

    /// Ordinal, from 1, of the account that loans and premiums are paid from: the first active checking account, else the
    /// first active one, else none (data model, section 4).
    pub fn paying_account(&self) -> Option<u8> {
        let active = |holding: &Holding| holding.status == AccountStatus::Active;
        let checking =
            |holding: &Holding| active(holding) && holding.account_type == AccountType::Checking;
        let at = self
            .accounts
            .iter()
            .position(checking)
            .or_else(|| self.accounts.iter().position(active))?;
        Some(at as u8 + 1)
    }
}

impl Block {
    /// Block number `number`, from 0: customers 20 x number + 1 to 20 x number + 20.
    pub fn new(bank: &Bank, number: u64) -> Block {
        let mut customers = who(bank, number);
        let accounts = open_accounts(bank, number, &mut customers);
        loans_db::share_out(&bank.random, bank.as_of(), number, &mut customers);
        insurance_db::share_out(&bank.random, bank.as_of(), number, &mut customers);
        let mut interactions = 0;
        for customer in &mut customers {
            customer.first_interaction = interactions;
            interactions += customer.interactions;
        }
        let account = |key| bank.random.deal(key, number, accounts);
        let interaction = |key| bank.random.deal(key, number, interactions);
        Block {
            relations: customer_db::Shares::new(&bank.random, number, &customers),
            kyc: compliance_db::Shares::new(&bank.random, number, &customers),
            stories: schemes::cast(bank, number, &customers),
            occasions: schemes::occasions(bank, number, &customers),
            customers,
            accounts: AccountShares {
                count: account(key!("accounts_db.transactions/count")),
                spending: account(key!("accounts_db.transactions/spending")),
                salaried: account(key!("accounts_db.transactions/salaried")),
                bears_interest: account(key!("accounts_db.transactions/bears_interest")),
            },
            interactions: InteractionShares {
                interaction_type: interaction(key!("customer_db.interactions/interaction_type")),
                channel: interaction(key!("customer_db.interactions/channel")),
                outcome: interaction(key!("customer_db.interactions/outcome")),
                handled: interaction(key!("customer_db.interactions/handled_by")),
                surveyed: interaction(key!("customer_db.satisfaction_surveys/surveyed")),
            },
        }
    }
}

/// The customers of a block, their accounts and interactions not yet shared out.
fn who(bank: &Bank, block: u64) -> Vec<Customer> {
    let (random, as_of) = (&bank.random, bank.as_of());
    let deal = |key| random.deal(key, block, u64::from(SIZE));
    let statuses = deal(key!("customer_db.customer_profiles/customer_status"));
    let segments = deal(key!("customer_db.customer_profiles/customer_segment"));
    let kyc_statuses = deal(key!("compliance_db.kyc_records/kyc_status"));
    let risk_ratings = deal(key!("compliance_db.kyc_records/risk_rating"));
    let interactions = deal(key!("customer_db.interactions/count"));
    let mut team = Team::default();
    let customer = |place: usize| {
        let number = block as u32 * SIZE + place as u32 + 1;
        team = bank.team(number, &team);
        let row = u64::from(number);
        let status = STATUSES[statuses[place].pick(&STATUSES.map(|(_, weight)| weight))].0;
        let mut ages = random.stream(key!("accounts_db.customers/date_of_birth"), row);
        let born = as_of - ages.quantile(&AGES) as i32;
        let of_age = born.add_months(12 * YEARS_OF_AGE);
        let mut dates = random.stream(key!("accounts_db.customers/created_at"), row);
        let joined = between(
            &mut dates,
            of_age.max(as_of - JOINED_AGO.1 as i32),
            as_of - JOINED_AGO.0 as i32,
        );
        let closed = (status == CustomerStatus::Closed).then(|| {
            let earliest = joined + FIRST_ACCOUNT.1 as i32 + BEFORE_END;
            between(&mut dates, earliest.max(as_of - CLOSED_AGO as i32), as_of)
        });
        Customer {
            number,
            segment: SEGMENTS[segments[place].pick(&SEGMENTS.map(|(_, weight)| weight))].0,
            status,
            kyc_status: KYC[kyc_statuses[place].pick(&KYC.map(|(_, weight)| weight))].0,
            risk_rating: RISKS[risk_ratings[place].pick(&RISKS.map(|(_, weight)| weight))].0,
            born,
            joined,
            closed,
            team: team.clone(),
            accounts: Vec::new(),
            applications: Vec::new(),
            policies: Vec::new(),
            interactions: interactions[place].pick(&INTERACTIONS) as u64,
            first_interaction: 0,
        }
    };
    (0..SIZE as usize).map(customer).collect()
}

/// Shares out the accounts of a block; returns how many there are.
fn open_accounts(bank: &Bank, block: u64, customers: &mut [Customer]) -> u64 {
    let random = &bank.random;
    let places = random.deal(key!("accounts_db.accounts/holder"), block, u64::from(SIZE));
    let holders: Vec<usize> = (0..customers.len())
        .filter(|&at| places[at].within(HOLDERS.0, HOLDERS.1))
        .collect();
    let counts = account_counts(random, block, holders.len());
    let size = counts.iter().map(|&count| u64::from(count)).sum();
    let deal = |key| random.deal(key, block, size);
    let shares = HoldingShares {
        account_type: deal(key!("accounts_db.accounts/account_type")),
        status: deal(key!("accounts_db.accounts/account_status")),
        relationships: deal(key!("accounts_db.account_relationships/count")),
    };
    let mut rank = 0;
    for (&at, &count) in holders.iter().zip(&counts) {
        for ordinal in 1..=count {
            let holding = hold(bank, &customers[at], ordinal, rank, &shares);
            customers[at].accounts.push(holding);
            rank += 1;
        }
    }
    size
}

/// The places of the accounts of a block in their shares, by rank.
struct HoldingShares {
    account_type: Vec<Share>,
    status: Vec<Share>,
    relationships: Vec<Share>,
}

/// How many accounts each holder of a block has.
fn account_counts(random: &Random, block: u64, holders: usize) -> Vec<u8> {
    let several = random.deal(key!("accounts_db.accounts/several"), block, holders as u64);
    let has_several = |share: &&Share| share.within(SEVERAL.0, SEVERAL.1);
    let size = several.iter().filter(has_several).count() as u64;
    let mut counts = random
        .deal(key!("accounts_db.accounts/count"), block, size)
        .into_iter()
        .map(|share| SEVERAL_ACCOUNTS[share.pick(&SEVERAL_ACCOUNTS.map(|(_, weight)| weight))].0);
    several
        .iter()
        .map(|share| match has_several(&share) {
            true => counts.next().expect("one count for each who has several"),
            false => 1,
        })
        .collect()
}

fn hold(
    bank: &Bank,
    customer: &Customer,
    ordinal: u8,
    rank: usize,
    shares: &HoldingShares,
) -> Holding {
    let (random, as_of) = (&bank.random, bank.as_of());
    let status = match customer.closed {
        Some(_) => AccountStatus::Closed,
        None => OPEN_STATUSES[shares.status[rank].pick(&OPEN_STATUSES.map(|(_, weight)| weight))].0,
    };
    let mut dates = random.stream(
        key!("accounts_db.accounts/opened_date"),
        customer.row() * 10 + u64::from(ordinal),
    );
    let latest = match (customer.closed, status) {
        (Some(closed), _) => closed - BEFORE_END,
        (None, AccountStatus::Frozen) => as_of - OPENED_AGO - BEFORE_END,
        (None, _) => as_of - OPENED_AGO,
    };
    let opened = if ordinal == 1 {
        customer.joined + dates.range(FIRST_ACCOUNT.0, FIRST_ACCOUNT.1) as i32
    } else {
        between(&mut dates, customer.joined, latest)
    };
    let opened = opened.min(latest).max(customer.joined);
    let last_day = match (customer.closed, status) {
        (Some(closed), _) => closed,
        (None, AccountStatus::Frozen) => {
            let most = FROZEN_AGO.min(i64::from(as_of - opened - BEFORE_END));
            as_of - dates.range(1, most.max(1)) as i32
        }
        (None, _) => as_of,
    };
    Holding {
        rank,
        account_type: TYPES[shares.account_type[rank].pick(&TYPES.map(|(_, weight)| weight))].0,
        status,
        opened,
        last_day,
        relationships: shares.relationships[rank].pick(&RELATIONSHIPS) as u8,
    }
}
