//! accounts_db: customers, accounts, relationships and statements (data model, section 4).

mod amounts;
mod ledger;
mod ordinary;
mod savings;
mod statement;

pub use ledger::{Ledger, Posting};
pub use savings::put_aside;
pub use statement::statement;

use crate::generate::Bank;
use crate::generate::block::{Block, Customer, Holding};
use crate::generate::employees_db::between;
use crate::key;
use crate::tables::Rows;
use crate::tables::accounts_db::*;
use crate::tables::employees_db::BranchCode;
use crate::tables::ids::*;
use crate::values::calendar::Timestamp;
use crate::values::money::Cents;
use crate::values::phones::Phone;
use crate::values::{people, places};

/// Types of a relationship, linked savings aside (data model, section 4).
const RELATIONSHIPS: [(RelationshipType, u32); 3] = [
    (RelationshipType::JointOwner, 45),
    (RelationshipType::Beneficiary, 35),
    (RelationshipType::AuthorizedUser, 20),
];
/// An account number begins with a 9, which no routing district does; nine digits follow.
const ACCOUNT_NUMBERS: (u64, u64) = (9_000_000_000, 1_000_000_000);
/// The same for accounts at other banks.
const ELSEWHERE: (u64, u64) = (4_000_000_000, 1_000_000_000);

/// The person. A name, address or number of a real one only by chance: see data model, section 9.
pub fn customer(bank: &Bank, customer: &Customer, rows: &mut Rows) {
    let mut names = bank
        .random
        .stream(key!("accounts_db.customers/name"), customer.row());
    let (first_name, last_name) = (
        people::given_name(&mut names),
        people::family_name(&mut names),
    );
    let mut email = people::email_local(first_name, last_name);
    email.push_str(&customer.number.to_string());
    email.push('@');
    let domain: &&str = names.pick(people::EMAIL_DOMAINS);
    email.push_str(domain);
    rows.customers.push(crate::tables::accounts_db::Customer {
        customer_id: CustomerId(customer.number),
        first_name: first_name.into(),
        last_name: last_name.into(),
        date_of_birth: customer.born,
        email: email.into(),
        phone: phone(bank, customer.number),
        created_at: joined_at(bank, customer),
    });
}

/// The moment of onboarding, in business hours.
pub fn joined_at(bank: &Bank, customer: &Customer) -> Timestamp {
    let mut stream = bank.random.stream(
        key!("accounts_db.customers/created_at_time"),
        customer.row(),
    );
    customer.joined.second(stream.range(9 * 3600, 17 * 3600))
}

/// A fictional number, nobody else's: the numbers are permuted inside each range that they come from.
fn phone(bank: &Bank, customer: u32) -> Phone {
    let index = u64::from(customer) - 1;
    let key = key!("accounts_db.customers/phone");
    let place = match index.checked_sub(Phone::FICTIONAL) {
        None => bank.random.permute(key, 0, Phone::FICTIONAL, index),
        Some(index) => {
            let size = Phone::COUNT - Phone::FICTIONAL;
            Phone::FICTIONAL + bank.random.permute(key, 1, size, index)
        }
    };
    Phone::new(place)
}

/// The city in which a customer lives.
pub fn home(bank: &Bank, customer: &Customer) -> &'static places::City {
    let key = key!("customer_db.customer_profiles/city");
    let mut stream = bank.random.stream(key, customer.row());
    &places::CITIES[stream.weighted(&places::CITY_WEIGHTS)]
}

/// The accounts without their balances, which the statements will settle.
pub fn accounts(bank: &Bank, customer: &Customer, rows: &mut Rows) {
    if customer.accounts.is_empty() {
        return;
    }
    let branch = BranchCode(places::branch(home(bank, customer)) + 1);
    for (ordinal, holding) in (1..).zip(&customer.accounts) {
        let closed = holding.status == AccountStatus::Closed;
        rows.accounts.push(Account {
            account_id: account_id(customer, ordinal),
            account_number: account_number(bank, customer.number, ordinal),
            customer_id: CustomerId(customer.number),
            account_type: holding.account_type,
            account_status: holding.status,
            balance: Cents::ZERO,
            currency: Currency::Usd,
            opened_date: holding.opened,
            closed_date: closed.then_some(holding.last_day),
            branch_code: branch,
        });
    }
}

/// The key of an account.
pub fn account_id(customer: &Customer, ordinal: u8) -> AccountId {
    AccountId {
        customer: customer.number,
        ordinal,
    }
}

/// The ten digits of an account, nobody else's.
pub fn account_number(bank: &Bank, customer: u32, ordinal: u8) -> Digits10 {
    let (start, size) = ACCOUNT_NUMBERS;
    let index = u64::from(customer) * 4 + u64::from(ordinal);
    let key = key!("accounts_db.accounts/account_number");
    Digits10(start + bank.random.permute(key, 0, size, index))
}

/// An account at another bank, number `index` of those: ten digits that begin with a 4, which no routing district and no account of ours does.
pub fn elsewhere(bank: &Bank, index: u64) -> Digits10 {
    let (start, size) = ELSEWHERE;
    let key = key!("accounts_db.transactions/counterparty_account");
    Digits10(start + bank.random.permute(key, 0, size, index))
}

/// Links to other accounts: the customer's own savings, or one of a customer with a smaller number, of this block or the
/// one before.
pub fn relationships(
    bank: &Bank,
    former: Option<&Block>,
    block: &Block,
    customer: &Customer,
    rows: &mut Rows,
) {
    if customer.accounts.iter().all(|one| one.relationships == 0) {
        return;
    }
    let smaller = |(id, _): &(AccountId, &Holding)| id.customer < customer.number;
    let mut others: Vec<(AccountId, &Holding)> = former
        .into_iter()
        .chain([block])
        .flat_map(open_accounts)
        .filter(smaller)
        .collect();
    for (ordinal, holding) in (1..).zip(&customer.accounts) {
        let primary = account_id(customer, ordinal);
        let mut related: Vec<(AccountId, &Holding)> = (1..)
            .map(|other| account_id(customer, other))
            .zip(&customer.accounts)
            .filter(|(id, other)| *id != primary && other.account_type == AccountType::Savings)
            .collect();
        let row = customer.row() * 10 + u64::from(ordinal);
        let mut stream = bank
            .random
            .stream(key!("accounts_db.account_relationships/related"), row);
        while related.len() < usize::from(holding.relationships) && !others.is_empty() {
            related.push(others.swap_remove(stream.below(others.len() as u64) as usize));
        }
        for (link, (id, other)) in (1..=u64::from(holding.relationships)).zip(related) {
            let relationship_type = if id.customer == customer.number {
                RelationshipType::LinkedSavings
            } else {
                RELATIONSHIPS[stream.weighted(&RELATIONSHIPS.map(|(_, weight)| weight))].0
            };
            let both_open = holding.opened.max(other.opened);
            let last_day = holding.last_day.min(other.last_day).max(both_open);
            let day = between(&mut stream, both_open, last_day);
            rows.account_relationships.push(AccountRelationship {
                relationship_id: RelationshipId(row * 10 + link),
                primary_account_id: primary,
                related_account_id: id,
                relationship_type,
                created_at: day.second(stream.range(9 * 3600, 17 * 3600)),
            });
        }
    }
}

/// The accounts of a block that are not closed.
fn open_accounts(block: &Block) -> impl Iterator<Item = (AccountId, &Holding)> {
    block.customers.iter().flat_map(|customer| {
        (1..)
            .zip(&customer.accounts)
            .filter(|(_, holding)| holding.status != AccountStatus::Closed)
            .map(|(ordinal, holding)| (account_id(customer, ordinal), holding))
    })
}
