//! How accounts are opened and closed.

use super::daily::{fee, spending};
use super::month::{Row, Rows};
use crate::generate::hours;
use crate::generate::ledger::Posting;
use crate::tables::accounts_db::{TransactionChannel, TransactionType};
use crate::values::money::Cents;
use crate::values::statement as lines;

impl Rows<'_> {
    /// The row that opens the account.
    pub fn open(&mut self, cents: i64) {
        if cents <= 0 {
            return;
        }
        let opened = self.account.holding.opened;
        let digital = self.account.context.customer.person.digital > 500;
        let first = self.rows.first().map(|row| row.posting.at);
        let at = hours::counter_moment_on(opened, &mut self.stream);
        let at = first.map_or(at, |first| at.min(first + -1));
        let row = Posting::new(
            at,
            TransactionType::Deposit,
            Cents(cents),
            "Opening deposit",
        );
        let open = opened.is_counter_day() && at.second_of_day() >= 9 * 3_600;
        let row = match digital || !open {
            true => row.via(TransactionChannel::Online),
            false => row.via(TransactionChannel::Branch).by_hand(true),
        };
        self.rows.insert(
            0,
            Row {
                posting: row,
                give: 0,
            },
        );
    }

    /// The rows that close the account, leaving nothing.
    pub fn close(&mut self, balance: i64) -> i64 {
        let holding = self.account.holding;
        let died = self.account.context.customer.died.is_some();
        let mut balance = balance;
        let at = holding.last_day;
        let early = holding.matures_after(holding.last_day - 1);
        if early.is_some_and(|end| end > holding.last_day) && !died {
            // Three months' interest.
            let rate = holding.interest_rate.map_or(0, |rate| rate.0);
            let cents = Cents(balance).times(rate * 3, 120_000).0.max(25_00);
            balance -= cents;
            let posting = fee(at.at(23, 45, 0), cents, lines::PENALTY);
            self.rows.push(Row { posting, give: 0 });
        }
        if balance > 0 {
            let words = match died {
                true => "Account closed, balance paid to the estate",
                false => "Account closed, balance paid out",
            };
            let row = spending(at.at(23, 59, 59), TransactionType::Closure, balance, words);
            self.rows.push(Row {
                posting: row,
                give: 0,
            });
        }
        0
    }
}
