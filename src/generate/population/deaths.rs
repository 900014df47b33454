//! Who has died.
//!
//! The dead are closed customers, who are a fixed share of all; anybody whose death would exceed it lives on.

use super::{CLOSED_AGO, FIRST_ACCOUNT_WITHIN, OPEN_BEFORE_END, Settled, Shape, YEARS_OF_AGE};
use crate::generate::shares::Dealer;
use crate::key;
use crate::values::calendar::Date;
use crate::values::mortality;
use std::ops::RangeInclusive;

/// Days from death to the settlement of the estate.
pub const ESTATE: RangeInclusive<i64> = 20..=90;
/// Candidates drawn, in percent of the life table's deaths: closed customers have a place for about six in ten.
const DRAWN: i64 = 165;

/// The day on which each customer in a block would have died, within the last two and a half years.
pub fn candidates(dealer: &Dealer, block: &Settled) -> Vec<Option<Date>> {
    let as_of = dealer.as_of();
    let mut stream = dealer.stream(key!("accounts_db.customers/death"));
    let mut candidate = |place: usize| {
        let member = &block.members[place];
        let ago = stream.range(*ESTATE.start()..=i64::from(CLOSED_AGO)) as i32;
        let chance = stream.below(100_000) as i64;
        let day = as_of - ago;
        let age = day.years_since(member.origin.born);
        let yearly = mortality::deaths_per_100_000(member.origin.sex, age);
        let days = i64::from(CLOSED_AGO) - ESTATE.start();
        let dies = chance < yearly * days * DRAWN / 36_525;
        // Old enough to have become a customer and opened an account.
        let of_age = member.origin.born.add_months(12 * YEARS_OF_AGE);
        let customer = of_age + FIRST_ACCOUNT_WITHIN as i32 + OPEN_BEFORE_END < day;
        (dies && customer && member.shape != Shape::Company).then_some(day)
    };
    (0..block.members.len()).map(&mut candidate).collect()
}
