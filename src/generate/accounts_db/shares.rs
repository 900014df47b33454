//! What is dealt out among a block's accounts (data model, section 4).

use super::{freezes, levels, relationships};
use crate::generate::customer::{Customer, Holding, Ordinal};
use crate::generate::hours;
use crate::generate::person::Work;
use crate::generate::population::{FIRST_ACCOUNT_WITHIN, OPEN_BEFORE_END};
use crate::generate::shares::{Dealer, who};
use crate::generate::stream_rows::StreamRow;
use crate::key;
use crate::random::{Proportion, Share, Weighted};
use crate::tables::accounts_db::{AccountStatus, AccountType};
use crate::tables::customer_db::{CustomerSegment, CustomerStatus};
use crate::values::calendar::Date;
use std::ops::RangeInclusive;

/// Customers who hold accounts: 15 of 20 (guide, "Accounts": 75%).
const HOLDERS: Proportion = Proportion::percent(75);
/// Holders with several accounts (guide: 25%), and how many they have, in percent (data model, section 4).
const SEVERAL: Proportion = Proportion::percent(25);
const SEVERAL_ACCOUNTS: Weighted<u8, 2> = Weighted::new([(2, 95), (3, 5)]);
/// Accounts of each type in percent (guide: checking 50%, savings 30%, etc.).
const TYPES: Weighted<AccountType, 4> = Weighted::new([
    (AccountType::Checking, 50),
    (AccountType::Savings, 30),
    (AccountType::MoneyMarket, 15),
    (AccountType::Cd, 5),
]);
/// Accounts of customers who are still with the bank: active 92 to frozen 5. The 3 percent that are closed belong to closed customers.
/// What freezes money freezes all of a customer's: it is dealt to the holders, and all accounts of one have the same status.
const OPEN_STATUSES: Weighted<AccountStatus, 2> =
    Weighted::new([(AccountStatus::Active, 92), (AccountStatus::Frozen, 5)]);
/// Accounts with two, one and no relationship in percent, those that may have most first (guide: 20% have 1 link, 5% have 2).
/// Few blocks have so many accounts that may have two: a few more are sought than there are to be.
const RELATIONSHIPS: Weighted<u8, 3> = Weighted::new([(2, 60), (1, 190), (0, 750)]);
/// The score of an account for each one that it may be linked to, of two at most, and what chance adds.
const LINK: i64 = 1_000;
const LINK_NOISE: i64 = 150;
/// Checking accounts that bear interest (data model, section 4).
const BEARING_INTEREST: Proportion = Proportion::of(1, 3);
/// Certificate terms, in months.
const TERMS: [u8; 5] = [6, 12, 18, 24, 36];
/// Days from joining to the first account.
const FIRST_ACCOUNT: RangeInclusive<i64> = 0..=FIRST_ACCOUNT_WITHIN;
/// Minimum days since an account was opened (data model, section 4).
const OPENED_AGO: i32 = 45;
/// Minimum days since a dormant customer's account was opened: it has been inactive for over a year.
const DORMANT_AGE: i32 = 430;
/// Days for which somebody new often has no account yet.
const PROSPECT_FOR: i32 = 300;
/// Noise in account types: the standard deviation of the score.
const TYPE_NOISE: i64 = 500;
/// Most days since an account was frozen.
const FROZEN_AGO: i64 = 300;

/// Opens the accounts of a block of customers, who are complete apart from what domains add.
pub fn deal(dealer: &Dealer, customers: &mut [Customer]) {
    let noise = dealer.noise(
        key!("accounts_db.accounts/holder_noise"),
        customers.len(),
        1_000,
    );
    let scores = customers.iter().zip(noise);
    let scores: Vec<i64> = scores
        .map(|(one, noise)| need_of_an_account(one, dealer.as_of()) + noise)
        .collect();
    let places = dealer.deal_by(key!("accounts_db.accounts/holder"), &scores);
    let holders: Vec<usize> = (0..customers.len())
        .filter(|&at| places[at].within(HOLDERS))
        .collect();
    let noise = dealer.noise(
        key!("accounts_db.accounts/several_noise"),
        holders.len(),
        1_000,
    );
    let scores = holders.iter().zip(noise);
    let scores: Vec<i64> = scores
        .map(|(&at, noise)| need_of_several(&customers[at]) + noise)
        .collect();
    let counts = account_counts(dealer, &scores);
    let size = counts.iter().map(|&count| usize::from(count)).sum();
    let deal = |key| dealer.deal(key, size);
    let accounts = holders.iter().zip(&counts);
    let accounts = accounts.flat_map(|(&at, &count)| (0..count).map(move |index| (at, index)));
    let noise = dealer.noise(key!("accounts_db.accounts/type_noise"), size, TYPE_NOISE);
    let needs: Vec<i64> = accounts
        .zip(noise)
        .map(|((at, index), noise)| need_of_checking(&customers[at], index) + noise)
        .collect();
    let shares = HoldingShares {
        account_type: dealer.deal_by(key!("accounts_db.accounts/account_type"), &needs),
        bears_interest: deal(key!("accounts_db.transactions/bears_interest")),
    };
    let statuses = statuses(dealer, &counts);
    let mut rank = 0;
    for ((&at, &count), status) in holders.iter().zip(&counts).zip(statuses) {
        let status = match customers[at].closed {
            Some(_) => AccountStatus::Closed,
            None => OPEN_STATUSES.at(status),
        };
        for ordinal in (0..usize::from(count)).map(Ordinal::at) {
            let holding = hold(dealer, &customers[at], ordinal, (rank, status), &shares);
            customers[at].accounts.push(holding);
            rank += 1;
        }
    }
    freezes::settle(dealer, customers);
    link(dealer, customers);
}

/// Decides how many relationships start from each of a block's accounts.
fn link(dealer: &Dealer, customers: &mut [Customer]) {
    let noise = key!("accounts_db.account_relationships/noise");
    let accounts: Vec<(usize, Ordinal)> = (0..customers.len())
        .flat_map(|at| {
            customers[at]
                .holdings()
                .map(move |(ordinal, _)| (at, ordinal))
        })
        .collect();
    let related: Vec<usize> = accounts
        .iter()
        .map(|&(at, ordinal)| {
            let related = relationships::related(&customers[at], ordinal, customers);
            related.len().min(2)
        })
        .collect();
    let noise = dealer.noise(noise, accounts.len(), LINK_NOISE);
    let scores = related.iter().zip(noise);
    let scores: Vec<i64> = scores
        .map(|(&related, noise)| LINK * related as i64 + noise)
        .collect();
    let shares = dealer.deal_by(key!("accounts_db.account_relationships/count"), &scores);
    for (((at, ordinal), share), related) in accounts.into_iter().zip(shares).zip(related) {
        let wanted = RELATIONSHIPS.at(share).min(related as u8);
        customers[at].accounts[ordinal.index()].relationships = wanted;
    }
}

/// The places of a block's accounts in each share, by rank.
struct HoldingShares {
    account_type: Vec<Share>,
    bears_interest: Vec<Share>,
}

/// How likely a customer is to hold an account at all: companies, premium and private banking customers, and those who share a
/// household here are more likely to; only an account can go dormant, and many who joined lately are still about to open one.
fn need_of_an_account(customer: &Customer, as_of: Date) -> i64 {
    let shared = customer.household.members.len() > 1;
    let shared = 900 * i64::from(shared);
    let settled = match customer.status {
        CustomerStatus::Active if as_of - customer.joined() <= PROSPECT_FOR => -1_600,
        CustomerStatus::Active => 0,
        CustomerStatus::Dormant | CustomerStatus::Closed => 6_000,
    };
    match customer.segment {
        CustomerSegment::Corporate => 6_000,
        CustomerSegment::PrivateBanking => 8_000,
        CustomerSegment::Premium => shared + settled.max(0) + 2_200,
        CustomerSegment::Retail => shared + settled + customer.person.wealth / 4,
    }
}

/// How much a customer needs the account for everyday payments: checking comes first, then savings, money market and
/// certificates.
fn need_of_checking(customer: &Customer, index: u8) -> i64 {
    let person = &customer.person;
    let first = if index == 0 { 900 } else { -300 };
    let works = match person.work {
        _ if customer.business.is_some() => 2_500,
        Work::Employed(_) => 700,
        Work::Owner | Work::SelfEmployed(_) | Work::Retired => 400,
        Work::Student | Work::NotWorking => 0,
    };
    first + works - 300 * person.wealth / 1_000
}

/// How likely a holder is to have more than one account: the wealthy and those who share a household here are more likely to.
fn need_of_several(customer: &Customer) -> i64 {
    let shared = customer.household.members.len() > 1;
    700 * i64::from(shared) + customer.person.wealth / 3
}

/// Number of accounts of each holder in a block, by likelihood of having several.
fn account_counts(dealer: &Dealer, likely: &[i64]) -> Vec<u8> {
    let several = dealer.deal_by(key!("accounts_db.accounts/several"), likely);
    let has_several = |share: &&Share| share.within(SEVERAL);
    let size = several.iter().filter(has_several).count();
    let mut counts = dealer
        .deal(key!("accounts_db.accounts/count"), size)
        .into_iter()
        .map(|share| SEVERAL_ACCOUNTS.at(share));
    several
        .iter()
        .map(|share| match has_several(&share) {
            true => counts.next().expect("one count for each who has several"),
            false => 1,
        })
        .collect()
}

/// The places of the holders of a block in the status of their accounts, by how many they have: those who have one and those who
/// have several are frozen as often, so that the share is one of accounts, too.
fn statuses(dealer: &Dealer, counts: &[u8]) -> Vec<Share> {
    let key = key!("accounts_db.accounts/account_status");
    let several = who(counts, |&count| count > 1);
    let one = who(&several, |several| !several);
    let of_several = dealer.deal_among(key, &several);
    let of_one = dealer.deal_among(key.part(1), &one);
    let places = of_several.into_iter().zip(of_one);
    places
        .map(|(several, one)| several.or(one).expect("one account or several"))
        .collect()
}

/// The account of an ordinal, by rank, with its status.
fn hold(
    dealer: &Dealer,
    customer: &Customer,
    ordinal: Ordinal,
    (rank, status): (usize, AccountStatus),
    shares: &HoldingShares,
) -> Holding {
    let (random, as_of) = (dealer.random(), dealer.as_of());
    let (joined, row) = (customer.joined(), customer.account_id(ordinal).row());
    let account_type = TYPES.at(shares.account_type[rank]);
    let mut dates = random.stream(key!("accounts_db.accounts/opened_date"), row);
    let latest = match (customer.closed, status) {
        (Some(closed), _) => customer.died.unwrap_or(closed) - OPEN_BEFORE_END,
        (None, AccountStatus::Frozen) => as_of - OPENED_AGO - OPEN_BEFORE_END,
        (None, _) if customer.status == CustomerStatus::Dormant => as_of - DORMANT_AGE,
        (None, _) => as_of - OPENED_AGO,
    };
    let opened = if ordinal.index() == 0 {
        joined + dates.range(FIRST_ACCOUNT) as i32
    } else {
        hours::business_day_between(&mut dates, joined, latest)
    };
    let latest = latest.max(joined);
    let opened = opened.clamp(joined, latest);
    let opened = hours::business_day_near(&mut dates, opened, joined, latest);
    let last_day = match (customer.closed, status) {
        (Some(closed), _) => closed,
        (None, AccountStatus::Frozen) => {
            let most = FROZEN_AGO.min(i64::from(as_of - opened - OPEN_BEFORE_END));
            as_of - dates.range(1..=most.max(1)) as i32
        }
        (None, _) => as_of,
    };
    let mut balances = random.stream(key!("accounts_db.accounts/balance"), row);
    let bears = account_type != AccountType::Checking
        || shares.bears_interest[rank].within(BEARING_INTEREST);
    let mut terms = random.stream(key!("accounts_db.accounts/term"), row);
    Holding {
        account_type,
        status,
        opened,
        last_day,
        level: levels::level(&mut balances, customer, account_type),
        interest_rate: bears.then(|| levels::interest_rate(account_type)),
        term: (account_type == AccountType::Cd).then(|| *terms.pick(&TERMS)),
        relationships: 0,
        freeze: None,
    }
}
