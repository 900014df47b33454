//! Contacts about frozen accounts: customers who can't get at their money get in touch.

use super::span::span;
use crate::generate::customer::{Customer, Freeze};
use crate::tables::customer_db::InteractionType;
use crate::values::calendar::Date;

/// Most days from a freeze to the contact about it.
pub const NOTICED_WITHIN: i32 = 5;

/// The freezes after which a customer gets in touch, in time order: those of the last few days haven't been noticed yet.
pub fn noticed(customer: &Customer, as_of: Date) -> Vec<Freeze> {
    let (first, last) = span(customer, as_of);
    let mut freezes: Vec<Freeze> = customer
        .accounts
        .iter()
        .filter_map(|one| one.freeze)
        .collect();
    freezes.retain(|one| first <= one.from && one.from + NOTICED_WITHIN <= last);
    freezes.sort_unstable_by_key(|one| one.from);
    freezes.dedup_by_key(|one| one.from);
    freezes
}

/// How inclined a contact is to be of a type: one about a freeze asks for support.
pub const fn to_ask(freeze: Option<Freeze>, interaction_type: InteractionType) -> i64 {
    match (freeze, interaction_type) {
        (None, _) => 0,
        (Some(_), InteractionType::Support) => 20_000,
        _ => -20_000,
    }
}

/// How inclined a contact is to resolve nothing: it never does while a freeze lasts.
pub const fn to_be_hard(freeze: Option<Freeze>) -> i64 {
    match freeze {
        Some(Freeze { lifted: None, .. }) => 20_000,
        Some(_) => 2_000,
        None => 0,
    }
}
