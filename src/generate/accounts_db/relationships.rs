//! Links to other accounts: the customer's own savings, or one of a customer with a smaller number, of this block or the
//! one before.

use crate::generate::context::Context;
use crate::generate::customer::{Customer, Holding};
use crate::generate::hours::office_moment;
use crate::generate::stream_rows::StreamRow;
use crate::key;
use crate::random::Weighted;
use crate::tables::Rows;
use crate::tables::accounts_db::{
    AccountRelationship, AccountStatus, AccountType, RelationshipType,
};
use crate::tables::ids::{AccountId, RelationshipId};

/// Types of a relationship, linked savings aside (data model, section 4).
const TYPES: Weighted<RelationshipType, 3> = Weighted::new([
    (RelationshipType::JointOwner, 45),
    (RelationshipType::Beneficiary, 35),
    (RelationshipType::AuthorizedUser, 20),
]);

/// Makes the relationships that start from the accounts of a customer.
pub fn write<'a>(context: Context, neighbors: impl Iterator<Item = &'a Customer>, rows: &mut Rows) {
    let customer = context.customer;
    if customer.accounts.iter().all(|one| one.relationships == 0) {
        return;
    }
    let mut others: Vec<(AccountId, &Holding)> = neighbors
        .take_while(|other| other.number < customer.number)
        .flat_map(open_accounts)
        .collect();
    for (ordinal, holding) in customer.holdings() {
        let primary = customer.account_id(ordinal);
        let mut related: Vec<(AccountId, &Holding)> = customer
            .holdings()
            .map(|(other, holding)| (customer.account_id(other), holding))
            .filter(|(id, other)| *id != primary && other.account_type == AccountType::Savings)
            .collect();
        let key = key!("accounts_db.account_relationships/related");
        let mut stream = context.stream_of(key, primary);
        while related.len() < usize::from(holding.relationships) && !others.is_empty() {
            related.push(others.swap_remove(stream.below(others.len() as u64) as usize));
        }
        for (link, (id, other)) in (1..=u64::from(holding.relationships)).zip(related) {
            let relationship_type = if id.customer == customer.number {
                RelationshipType::LinkedSavings
            } else {
                TYPES.draw(&mut stream)
            };
            let both_open = holding.opened.max(other.opened);
            let last_day = holding.last_day.min(other.last_day).max(both_open);
            rows.account_relationships.push(AccountRelationship {
                relationship_id: RelationshipId(primary.row() * 10 + link),
                primary_account_id: primary,
                related_account_id: id,
                relationship_type,
                created_at: office_moment(&mut stream, both_open, last_day),
            });
        }
    }
}

/// The accounts of a customer that are not closed.
fn open_accounts(customer: &Customer) -> impl Iterator<Item = (AccountId, &Holding)> {
    customer
        .holdings()
        .filter(|(_, holding)| holding.status != AccountStatus::Closed)
        .map(|(ordinal, holding)| (customer.account_id(ordinal), holding))
}
