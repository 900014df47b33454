//! Links to other accounts: the customer's own savings, or an account of a household member with a smaller number, who exists at
//! every scale at which the customer does.

use crate::generate::context::Context;
use crate::generate::customer::{Customer, Holding, Ordinal};
use crate::generate::hours::office_moment;
use crate::generate::stream_rows::StreamRow;
use crate::key;
use crate::random::Weighted;
use crate::tables::Rows;
use crate::tables::accounts_db::{
    AccountRelationship, AccountStatus, AccountType, RelationshipType,
};
use crate::tables::ids::{AccountId, RelationshipId};

/// Relationship types in percent, apart from linked savings (data model, section 4).
const TYPES: Weighted<RelationshipType, 3> = Weighted::new([
    (RelationshipType::JointOwner, 45),
    (RelationshipType::Beneficiary, 35),
    (RelationshipType::AuthorizedUser, 20),
]);

/// The accounts that an account of a customer may be linked to: own savings first, of savings only those opened as later ones, then
/// one of each member of the household, who is but one thing to an account, and that once. `neighbors` are the customers of the block.
pub fn related<'a>(
    customer: &'a Customer,
    ordinal: Ordinal,
    neighbors: &'a [Customer],
) -> Vec<(AccountId, &'a Holding)> {
    let holding = customer.holding(ordinal);
    let at_once = |one: &Holding| one.opened <= holding.last_day && holding.opened <= one.last_day;
    let own = customer
        .holdings()
        .filter(|(other, one)| *other != ordinal && saves(one))
        .filter(|(other, _)| *other > ordinal || !saves(holding))
        .map(|(other, one)| (customer.account_id(other), one));
    let members = neighbors
        .iter()
        .take_while(|other| other.number < customer.number)
        .filter(|other| other.household.first == customer.household.first)
        .filter_map(|other| open_accounts(other).find(|(_, one)| at_once(one)));
    own.filter(|(_, one)| at_once(one)).chain(members).collect()
}

/// Makes the relationships that start from a customer's accounts. `neighbors` are the customers in the block.
pub fn write(context: Context, neighbors: &[Customer], rows: &mut Rows) {
    let customer = context.customer;
    for (ordinal, holding) in customer.holdings() {
        if holding.relationships == 0 {
            continue;
        }
        let primary = customer.account_id(ordinal);
        let related = related(customer, ordinal, neighbors);
        let key = key!("accounts_db.account_relationships/related");
        let mut stream = context.stream_of(key, primary);
        for (link, (id, other)) in (1..=u64::from(holding.relationships)).zip(related) {
            let relationship_type = if id.customer == customer.number {
                RelationshipType::LinkedSavings
            } else {
                TYPES.draw(&mut stream)
            };
            let both_open = holding.opened.max(other.opened);
            let last_day = holding.last_day.min(other.last_day);
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

/// Whether an account is for savings.
fn saves(holding: &Holding) -> bool {
    holding.account_type != AccountType::Checking
}

/// A customer's accounts that aren't closed.
fn open_accounts(customer: &Customer) -> impl Iterator<Item = (AccountId, &Holding)> {
    customer
        .holdings()
        .filter(|(_, holding)| holding.status != AccountStatus::Closed)
        .map(|(ordinal, holding)| (customer.account_id(ordinal), holding))
}
