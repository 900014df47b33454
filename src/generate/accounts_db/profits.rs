//! What a business earns and doesn't keep: state and federal taxes, and the owner's draw.

use super::business::Company;
use super::daily::spending;
use super::month::Rows;
use super::payees::{Payee, account_of};
use crate::generate::hours::{COLLECTION, Hours};
use crate::tables::accounts_db::{TransactionCategory, TransactionChannel, TransactionType};
use crate::values::numbers::numbered;
use crate::values::statement as lines;

/// Months in which quarterly income tax is paid, and the tax in percent of a month's revenue.
const TAX_MONTHS: [u32; 4] = [1, 4, 6, 9];
const INCOME_TAX: i64 = 7;
/// The owner's draw in percent of what remains of a month's revenue, and the percentage by which it can vary.
const DRAWN: i64 = 84;
const GIVE_OF_DRAW: i64 = 75;

impl Rows<'_> {
    /// Quarterly state and federal taxes: on counter sales, and on income.
    pub fn taxes(&mut self, company: &Company, revenue: i64, sold: i64) {
        let mut due = Vec::with_capacity(2);
        if let Some(rate) = company.sales_tax.filter(|_| self.month.month() % 3 == 1) {
            due.push((20, 3 * sold * rate / 1_000, lines::SALES_TAX, 1));
        }
        if TAX_MONTHS.contains(&self.month.month()) {
            due.push((15, revenue * INCOME_TAX / 100, lines::INCOME_TAX, 0));
        }
        for (day, amount, words, office) in due {
            let at = self.at(self.business_day(day), COLLECTION);
            let amount = amount * self.stream.range(96..=104) / 100 / 100 * 100;
            let row = spending(at, TransactionType::Payment, amount.max(20_00), words)
                .with(account_of(self.account, Payee::TaxOffice, office, None));
            self.put(row.spent_on(TransactionCategory::Taxes));
        }
    }

    /// The owner's draw from what remains; larger in a good month.
    pub fn draw(&mut self, revenue: i64) {
        let spent: i64 = self
            .rows
            .iter()
            .map(|row| row.posting.amount.0.min(0))
            .sum();
        let amount = (revenue + spent) * DRAWN / 100 / 50_00 * 50_00;
        if amount < 200_00 {
            return;
        }
        let day = self.stream.range(24..=28) as u32;
        let at = self.at(self.business_day(day), Hours::whole(9, 18));
        let number = self.account.owner_elsewhere();
        let words = numbered::<4>(lines::OWNER_DRAW, number.0);
        let row = spending(at, TransactionType::Withdrawal, amount, words)
            .with(number)
            .via(TransactionChannel::Online)
            .spent_on(TransactionCategory::Transfer);
        self.put_elastic(row, amount * GIVE_OF_DRAW / 100);
    }
}
