//! Months without enough money for everything due: how much the account holds when they begin.

use super::levels;
use super::statement::Statement;
use crate::generate::between::days_of;
use crate::generate::ledger::Shortage;
use crate::values::money::Cents;
use crate::values::month::Month;

/// Days until wages are spent in a month of need, and the percentage left until then.
const UNSPENT_FOR: i32 = 6;
const UNSPENT: i64 = 80;

/// Minimum amount of an incoming payment that counts as a large sum, besides wages.
const MUCH: Cents = Cents::dollars(5_000);

/// A month of need begins with at least the usual balance divided by this.
const SPENT_BEFORE: i64 = 5;

impl Statement<'_> {
    /// What can't be paid when it is due in a month: nothing if a large sum comes in. Only the month itself counts, so that the
    /// result is the same in every history.
    pub fn shortages_in(&self, month: Month) -> impl Iterator<Item = &Shortage> {
        let (first, last) = (month.first(), month.last());
        let lasting = self.shortages.iter();
        let mut lasting = lasting
            .filter(move |one| one.lasts_within(first, last))
            .peekable();
        let is_met = lasting.peek().is_some()
            && self.postings_in(month).iter().any(|one| one.amount >= MUCH);
        lasting.filter(move |_| !is_met)
    }

    /// Whether a month lacks enough money for everything due.
    pub fn is_in_need(&self, month: Month) -> bool {
        self.shortages_in(month).next().is_some()
    }

    /// Usual opening balance of a month if it covers the month, at least the wages just received; in a month of need, part of what
    /// can't be paid.
    pub fn usual(&self, month: Month) -> i64 {
        let usual = levels::usual(self.account, month).max(self.just_paid(month));
        let due = self.shortages_in(month).map(|one| one.amount.0).min();
        due.map_or(usual, |due| {
            let kept = levels::in_need(self.account, month, due) + self.just_paid(month);
            // The previous month can't spend more than fits into a few rows.
            kept.max(usual / SPENT_BEFORE).min(usual)
        })
    }

    /// Income received in the last days before a month, which can't all be spent when the month begins.
    fn just_paid(&self, month: Month) -> i64 {
        let (as_of, first) = (self.account.context.as_of(), month.first());
        let before = month - 1;
        let incomes = self.habits.iter().flat_map(|habits| &habits.incomes);
        let paid = incomes.map(|income| {
            let days = days_of(income.rhythm, before).filter(|day| first - *day <= UNSPENT_FOR);
            days.count() as i64 * income.amount_in(before, as_of)
        });
        paid.sum::<i64>() * UNSPENT / 100
    }
}
