//! What the bank itself books at the end of a month: interest, and the fee for a balance below the minimum.

use super::daily::fee;
use super::month::{Row, Rows};
use super::purpose::Use;
use crate::generate::ledger::Posting;
use crate::tables::accounts_db::{AccountType, TransactionType};
use crate::values::money::Cents;
use crate::values::statement as lines;

/// Months between interest payments: certificates pay monthly, the others once a calendar quarter.
const fn interest_months(account_type: AccountType) -> u32 {
    match account_type {
        AccountType::Checking | AccountType::Savings | AccountType::MoneyMarket => 3,
        AccountType::Cd => 1,
    }
}

/// Whether an account type pays interest at the end of a month.
pub const fn pays_interest(account_type: AccountType, month: u32) -> bool {
    month.is_multiple_of(interest_months(account_type))
}

/// Interest on a balance at an annual rate in ten-thousandths, for a month or a quarter.
pub fn interest(account_type: AccountType, rate: i64, balance: i64) -> i64 {
    let months = i64::from(interest_months(account_type));
    Cents(balance).times(rate * months, 120_000).0
}

impl Rows<'_> {
    /// The bank's bookings at the end of a month: the fee for a balance below the minimum, and interest.
    pub fn bank_books(&mut self, ends: Option<i64>) {
        let holding = self.account.holding;
        let last = self.month.last();
        if last > holding.last_day {
            if let Some(target) = ends {
                self.come_to(target);
            }
            return;
        }
        let charged = holding.account_type == AccountType::Checking
            && !self.is_silent()
            && self.begins_with < lines::MINIMUM
            && self.account.used_for != Use::Business;
        let charge = if charged { lines::SERVICE_FEE.1 } else { 0 };
        let rate = holding.interest_rate.map_or(0, |rate| rate.0);
        let pays = rate > 0 && pays_interest(holding.account_type, self.month.month());
        if let Some(target) = ends {
            // Chosen so that the balance plus interest meets the target to the cent.
            let months = i64::from(interest_months(holding.account_type));
            let before = match pays {
                true => Cents(target).times(120_000, 120_000 + rate * months).0,
                false => target,
            };
            self.come_to(before + charge);
            self.push_charge(charge);
            if pays && target > before {
                self.push_interest(target - before);
            }
            return;
        }
        self.push_charge(charge);
        let balance = self.opening + self.sum();
        let due = if pays {
            interest(holding.account_type, rate, balance)
        } else {
            0
        };
        if due > 0 {
            self.push_interest(due);
        }
    }

    fn push_charge(&mut self, cents: i64) {
        if cents > 0 {
            let at = self.month.last().at(23, 15, 0);
            let posting = fee(at, cents, lines::SERVICE_FEE.0);
            self.rows.push(Row { posting, give: 0 });
        }
    }

    fn push_interest(&mut self, cents: i64) {
        let at = self.month.last().at(23, 30, 0);
        let words = match interest_months(self.account.holding.account_type) {
            1 => "Interest for the month",
            _ => "Interest for the quarter",
        };
        let posting = Posting::new(at, TransactionType::Interest, Cents(cents), words);
        self.rows.push(Row { posting, give: 0 });
    }
}
