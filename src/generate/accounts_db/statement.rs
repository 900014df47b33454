//! One account's statement: at most a quarter of transactions that read like a life and add up to the cent.
//!
//! What is given comes first: salaries, interest, and the postings that other databases put on the account. Ordinary rows fill
//! up to the 10-20 of the account in the shares of the guide. The balance is drawn for the *end* of the statement, and is
//! raised to what the rows need where a spending would exceed 30 percent of the balance before it.

use super::account::Account;
use super::amounts;
use super::mix::Mix;
use super::shares::Shares;
use crate::generate::context::Context;
use crate::generate::customer::Ordinal;
use crate::generate::hours::{COLLECTION, payday as paid_on};
use crate::generate::ledger::{Ledger, Posting, ROWS_MOST};
use crate::key;
use crate::random::Proportion;
use crate::tables::Rows;
use crate::tables::accounts_db::*;
use crate::tables::employees_db::Role;
use crate::tables::ids::TransactionId;
use crate::values::calendar::Date;
use crate::values::money::Cents;
use crate::values::month::Month;
use crate::values::number_spaces::EMPLOYERS_ELSEWHERE;
use crate::values::statement::EMPLOYERS;

/// Checking accounts that a salary comes to (data model, section 4).
const SALARIED: Proportion = Proportion::of(9, 10);
/// Days of the month on which employers pay; 31 is the last one. A payday on a weekend comes on the Friday before.
const PAYDAYS: [i32; 4] = [1, 15, 25, 31];
/// A spending amount is at most 30% of the balance before it (guide, "Transactions"): times 10 over 3.
const fn needed_for(spending: i64) -> i64 {
    (spending * 10 + 2) / 3
}

/// The latest end of a quarter that is not after a day. The days of a statement may hold an earlier one too, whose interest is
/// that of the quarter before (data model, section 4: once a quarter).
fn quarter_end(last: Date) -> Date {
    let month = Date::new(last.year(), last.month(), 1);
    let ends = month.add_months(2 - (month.month() as i32 - 1) % 3);
    match ends.month_end() {
        end if end <= last => end,
        _ => ends.add_months(-3).month_end(),
    }
}

/// Makes the transactions of one account, with its postings in the ledger; returns the balance that they come to.
pub fn write(
    context: Context,
    shares: &Shares,
    ordinal: Ordinal,
    ledger: &mut Ledger,
    rows: &mut Rows,
) -> Cents {
    let mut account = Account::new(context, ordinal, ledger);
    account.salaries(shares);
    account.interest();
    let mix = Mix::new(&account, shares);
    account.ordinary(mix);
    account.settle(rows)
}

impl Account<'_> {
    /// A monthly salary from one employer, in the early morning of the payday.
    fn salaries(&mut self, shares: &Shares) {
        let share = shares.salaried[self.holding.rank];
        if self.holding.account_type != AccountType::Checking || !share.within(SALARIED) {
            return;
        }
        // The employer and payday are the customer's, the amount is the account's.
        let key = key!("accounts_db.transactions/employer");
        let mut stream = self.context.stream(key);
        let employer = stream.below(EMPLOYERS.len() as u64);
        let payday = *stream.pick(&PAYDAYS);
        let mut stream = self.stream(key!("accounts_db.transactions/salary"));
        let amount = amounts::salary(&mut stream, self.context.customer.segment, self.balance);
        let mut month = Date::new(self.first.year(), self.first.month(), 1);
        let mut room = (ROWS_MOST as usize).saturating_sub(self.rows.len());
        while month <= self.holding.last_day && room > 0 {
            let day = paid_on((month + (payday - 1)).min(month.month_end()));
            if self.shows(day) {
                room -= 1;
                let at = COLLECTION.on(day, &mut stream);
                let description = ["Payroll ", EMPLOYERS[employer as usize]].concat();
                let row = Posting::new(at, TransactionType::Salary, amount, description);
                let random = &self.context.bank.random;
                let account = Digits10(EMPLOYERS_ELSEWHERE.number(random, 0, employer));
                self.rows.push(row.with(account));
            }
            month = month.add_months(1);
        }
    }

    /// Interest on the last day of the latest quarter, on savings, money market, certificates and a third of checking.
    fn interest(&mut self) {
        let Some(rate) = self.holding.interest_rate else {
            return;
        };
        let day = quarter_end(self.holding.last_day);
        if self.first <= day && self.rows.len() < ROWS_MOST as usize {
            let amount = amounts::interest(rate, self.balance);
            let (at, words) = (day.at(23, 30, 0), "Interest for the quarter");
            let row = Posting::new(at, TransactionType::Interest, amount, words);
            self.rows.push(row);
        }
    }

    /// Orders the rows, raises the balance to what they need, and writes them.
    fn settle(mut self, out: &mut Rows) -> Cents {
        self.rows.sort_by_key(|row| row.at);
        let total: Cents = self.rows.iter().map(|row| row.amount).sum();
        let mut before = (self.balance - total).0;
        let mut lift = (-before).max(0);
        for row in &self.rows {
            if row.amount < Cents::ZERO {
                lift = lift.max(needed_for(-row.amount.0) - before);
            }
            before += row.amount.0;
        }
        self.balance += Cents(lift);
        let mut balance = self.balance - total;
        let closure = (self.holding.status == AccountStatus::Closed).then(|| {
            let at = self.holding.last_day.at(23, 59, 59);
            let words = "Account closed, balance paid out";
            Posting::new(at, TransactionType::Closure, -self.balance, words)
        });
        let mut draws = self.stream(key!("accounts_db.transactions/processed_by"));
        let (mut month, mut ordinal) = (Month::of(self.first), 0);
        for row in self.rows.into_iter().chain(closure) {
            balance += row.amount;
            let month_of_row = Month::of(row.at.date());
            ordinal = if month_of_row == month {
                ordinal + 1
            } else {
                1
            };
            month = month_of_row;
            let processed_by = row.manual.then(|| {
                let roles = [Role::CustomerService, Role::BranchManager];
                self.context.at_branch(&roles, &[row.at.date()], &mut draws)
            });
            out.transactions.push(Transaction {
                transaction_id: TransactionId {
                    customer: self.id.customer,
                    account: self.id.ordinal,
                    month,
                    ordinal,
                },
                account_id: self.id,
                transaction_type: row.transaction_type,
                transaction_amount: row.amount,
                transaction_date: row.at,
                description: row.description,
                balance_after: balance,
                counterparty_account: row.counterparty,
                processed_by,
                channel: row.channel,
                category: row.category,
            });
        }
        balance
    }
}
