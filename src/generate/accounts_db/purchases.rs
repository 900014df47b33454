//! Debit card purchases, what is returned of them, and fees for those abroad.

use super::daily::{fee, spending};
use super::month::Rows;
use crate::generate::hours::Hours;
use crate::generate::ledger::Posting;
use crate::key;
use crate::random::{Proportion, Stream};
use crate::tables::accounts_db::{TransactionCategory, TransactionChannel, TransactionType};
use crate::values::calendar::Date;
use crate::values::commerce::{self, Category, Ending};
use crate::values::money::Cents;
use crate::values::statement as lines;

/// Purchases returned, in part or in full.
const SENT_BACK: Proportion = Proportion::percent(9);
/// Categories in which a company uses its card.
const COMPANIES_BUY: [&str; 6] = [
    "fuel",
    "restaurants",
    "coffee",
    "electronics",
    "home improvement",
    "travel",
];
/// Purchases abroad, each with a fee, and the fee in percent.
const ABROAD: Proportion = Proportion::per_mille(12);
const FOREIGN_PERCENT: i64 = 3;
/// Percent by which a purchase can vary.
const GIVE: i64 = 35;

impl Rows<'_> {
    /// Debit card purchases; some are returned, and those abroad cost a fee.
    pub fn purchases(&mut self, per_mille: i64, scale: i64) {
        let season = match self.month.month() {
            12 => 125,
            11 => 110,
            1 | 2 => 90,
            _ => 100,
        };
        let count = self.times(
            key!("accounts_db.transactions/purchases"),
            per_mille * season / 100,
        );
        for _ in 0..count {
            let day = self.any_day();
            if self.stream.chance(ABROAD) {
                self.abroad(day, scale);
                continue;
            }
            let company = self.account.context.customer.business.is_some();
            let category = category(&mut self.stream, company);
            let price = category.price(&mut self.stream, Cents(600_00)).0;
            let merchant = *self.stream.pick(category.merchants);
            let at = self.at(day, opening_hours(category));
            let elastic = category.ending == Ending::Any;
            let price = if elastic { price * scale / 100 } else { price }.max(2_00);
            let row = spending(at, TransactionType::Payment, price, merchant)
                .via(TransactionChannel::Card)
                .spent_on(category.spending);
            let give = if elastic { price * GIVE / 100 } else { 0 };
            self.put_elastic(row, give);
            let returns = category.spending == TransactionCategory::Shopping;
            if returns && self.stream.chance(SENT_BACK) && self.days.contains(&at.date()) {
                let day = day + self.stream.range(2..=12) as i32;
                let at = self.at(day, opening_hours(category));
                let part = match self.stream.chance(Proportion::HALF) {
                    true => price,
                    false => category
                        .ending
                        .below(price * self.stream.range(25..=80) / 100),
                };
                let words = ["Refund ", merchant].concat();
                self.put(Posting::new(
                    at,
                    TransactionType::Refund,
                    Cents(part),
                    words,
                ));
            }
        }
    }

    /// A purchase abroad and its fee.
    fn abroad(&mut self, day: Date, scale: i64) {
        let at = self.at(day, Hours::whole(6, 22));
        let price = self.stream.quantile(&[12_00, 38_00, 71_00, 130_00, 420_00]) * scale / 100;
        let merchant = *self.stream.pick(lines::ABROAD);
        self.put(
            spending(at, TransactionType::Payment, price, merchant)
                .via(TransactionChannel::Card)
                .spent_on(TransactionCategory::Travel),
        );
        let cents = (price * FOREIGN_PERCENT / 100).max(25);
        self.put(fee(at + 1, cents, lines::FOREIGN_FEE));
    }
}

/// A random category, weighted by how often people (or a company) buy in it.
fn category(stream: &mut Stream, company: bool) -> &'static Category {
    let bought = |one: &Category| !company || COMPANIES_BUY.contains(&one.name);
    let weights = commerce::CATEGORIES.map(|one| if bought(one) { one.weight } else { 0 });
    commerce::CATEGORIES[stream.weighted(&weights)]
}

/// A category's opening hours.
pub fn opening_hours(category: &Category) -> Hours {
    let (first, last) = category.hours;
    // The bank's end-of-month bookings come last.
    Hours::whole(first.into(), i64::from(last).min(22))
}
