//! One account's statement: at most a quarter of transactions that read like a life and add up to the cent.
//!
//! What is given comes first: salaries, interest, and the postings that other databases put on the account. Ordinary rows fill
//! up to the 10-20 of the account in the shares of the guide. The balance is drawn for the *end* of the statement, and is
//! raised to what the rows need where a spending would exceed 30 percent of the balance before it.

use super::ledger::{Ledger, Posting};
use super::{account_id, amounts, elsewhere};
use crate::generate::Bank;
use crate::generate::block::{Block, Customer, Holding};
use crate::key;
use crate::random::{Key, Stream};
use crate::tables::Rows;
use crate::tables::accounts_db::*;
use crate::tables::employees_db::Role;
use crate::tables::ids::TransactionId;
use crate::values::calendar::Date;
use crate::values::money::Cents;
use crate::values::statement::EMPLOYERS;

/// A statement covers that many days, ends included (data model, section 4).
const DAYS: i32 = 92;
/// Transactions of an account (guide, "Transactions": 10-20x accounts).
const LEAST: u64 = 10;
const MOST: u64 = 20;
/// Spending to income (guide: 70% to 30%).
const SPENDING: (u64, u64) = (70, 100);
/// Withdrawals, payments and fees of the spending (data model, section 4).
const SPENDINGS: [u32; 3] = [40, 45, 15];
/// Refunds among deposits and refunds: 5 to 50 percent of the income (data model, section 4).
const REFUNDS: (u64, u64) = (5, 55);
/// Transactions that somebody made by hand (guide: 30% manual).
const MANUAL: (u64, u64) = (30, 100);
/// Checking accounts that a salary comes to (data model, section 4).
const SALARIED: (u64, u64) = (9, 10);
/// Checking accounts that bear interest (data model, section 4).
const BEARING_INTEREST: (u64, u64) = (1, 3);
/// Days of the month on which employers pay; 31 is the last one. A payday on a weekend comes on the Friday before.
const PAYDAYS: [i32; 4] = [1, 15, 25, 31];
/// Where the numbers of employers' accounts begin among the accounts elsewhere, above those of any customer.
const EMPLOYER_ACCOUNTS: u64 = 100_000_000;
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

/// The first day that a statement may cover.
pub fn first_day(holding: &Holding) -> Date {
    holding.opened.max(holding.last_day - (DAYS - 1))
}

/// Makes the transactions of one account, with its postings in the ledger, and settles its balance; returns the balance.
pub fn statement(
    bank: &Bank,
    block: &Block,
    customer: &Customer,
    ordinal: u8,
    ledger: &mut Ledger,
    rows: &mut Rows,
) -> Cents {
    let mut account = Account::new(bank, block, customer, ordinal, ledger);
    account.salaries();
    account.interest();
    account.fill();
    account.settle(rows)
}

/// The balance that an account ends with, if its rows do not need more.
pub(super) fn drawn_balance(bank: &Bank, customer: &Customer, ordinal: u8) -> Cents {
    let account_type = customer.accounts[usize::from(ordinal) - 1].account_type;
    let key = key!("accounts_db.accounts/balance");
    let mut stream = bank.random.stream(key, row(customer, ordinal));
    amounts::balance(&mut stream, account_type, customer.segment)
}

/// The number of an account as the row of a stream.
fn row(customer: &Customer, ordinal: u8) -> u64 {
    customer.row() * 10 + u64::from(ordinal)
}

/// An account whose statement is being made.
pub(super) struct Account<'a> {
    pub bank: &'a Bank,
    pub block: &'a Block,
    pub customer: &'a Customer,
    pub holding: &'a Holding,
    pub ordinal: u8,
    /// The number of the account as the row of a stream.
    pub row: u64,
    /// The first day of the statement.
    pub first: Date,
    /// The balance at the end of the statement.
    pub balance: Cents,
    /// What stands on it, not yet in order.
    pub rows: Vec<Posting>,
}

/// How many ordinary rows of each type to make, and how many of them by hand.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counts {
    pub withdrawals: u64,
    pub payments: u64,
    pub fees: u64,
    pub deposits: u64,
    pub refunds: u64,
    pub manual: u64,
}

impl<'a> Account<'a> {
    fn new(
        bank: &'a Bank,
        block: &'a Block,
        customer: &'a Customer,
        ordinal: u8,
        ledger: &mut Ledger,
    ) -> Account<'a> {
        let holding = &customer.accounts[usize::from(ordinal) - 1];
        let mut rows = ledger.take(ordinal);
        rows.reserve(MOST as usize);
        Account {
            bank,
            block,
            customer,
            holding,
            ordinal,
            row: row(customer, ordinal),
            first: ledger.first_day(ordinal),
            balance: drawn_balance(bank, customer, ordinal),
            rows,
        }
    }

    fn stream(&self, key: Key) -> Stream {
        self.bank.random.stream(key, self.row)
    }

    /// A monthly salary from one employer, in the early morning of the payday.
    fn salaries(&mut self) {
        let share = self.block.accounts.salaried[self.holding.rank];
        if self.holding.account_type != AccountType::Checking
            || !share.within(SALARIED.0, SALARIED.1)
        {
            return;
        }
        // The employer and payday are the customer's, the amount is the account's.
        let key = key!("accounts_db.transactions/employer");
        let mut stream = self.bank.random.stream(key, self.customer.row());
        let employer = stream.below(EMPLOYERS.len() as u64);
        let payday = *stream.pick(&PAYDAYS);
        let mut stream = self.stream(key!("accounts_db.transactions/salary"));
        let amount = amounts::salary(&mut stream, self.customer.segment, self.balance);
        let mut month = Date::new(self.first.year(), self.first.month(), 1);
        let mut room = (MOST as usize).saturating_sub(self.rows.len());
        while month <= self.holding.last_day && room > 0 {
            let day = (month + (payday - 1))
                .min(month.month_end())
                .or_last_weekday();
            if (self.first..=self.holding.last_day).contains(&day) {
                room -= 1;
                self.rows.push(Posting {
                    at: day.second(stream.range(5 * 3600, 7 * 3600)),
                    transaction_type: TransactionType::Salary,
                    amount,
                    description: ["Payroll ", EMPLOYERS[employer as usize]].concat().into(),
                    counterparty: Some(elsewhere(self.bank, EMPLOYER_ACCOUNTS + employer)),
                    manual: false,
                });
            }
            month = month.add_months(1);
        }
    }

    /// Interest on the last day of the latest quarter, on savings, money market, certificates and a third of checking.
    fn interest(&mut self) {
        let share = self.block.accounts.bears_interest[self.holding.rank];
        if self.holding.account_type == AccountType::Checking
            && !share.within(BEARING_INTEREST.0, BEARING_INTEREST.1)
        {
            return;
        }
        let day = quarter_end(self.holding.last_day);
        if self.first <= day && self.rows.len() < MOST as usize {
            self.rows.push(Posting {
                at: day.at(23, 30, 0),
                transaction_type: TransactionType::Interest,
                amount: amounts::interest(self.holding.account_type, self.balance),
                description: "Interest for the quarter".into(),
                counterparty: None,
                manual: false,
            });
        }
    }

    /// Ordinary rows, so many that the guide's shares hold over the table.
    fn fill(&mut self) {
        let given = |is: fn(&Posting) -> bool| {
            let rows = self.rows.iter().filter(|row| is(row));
            rows.count() as u64
        };
        let given_income = given(|row| row.amount > Cents::ZERO);
        let given_deposits = given(|row| row.transaction_type == TransactionType::Deposit);
        let given_withdrawals = given(|row| row.transaction_type == TransactionType::Withdrawal);
        let given_payments = self.rows.len() as u64 - given_income - given_withdrawals;
        let given_spending = given_payments + given_withdrawals;
        let shares = &self.block.accounts;
        let rank = self.holding.rank;
        let wanted = LEAST + shares.count[rank].of(MOST - LEAST + 1);
        let rounding = shares.spending[rank].of(SPENDING.1);
        let spending = ((wanted * SPENDING.0 + rounding) / SPENDING.1)
            .min(wanted - given_income.min(wanted))
            .max(given_spending);
        let income = wanted.saturating_sub(spending).max(given_income);

        let mut stream = self.stream(key!("accounts_db.transactions/types"));
        let given = [given_withdrawals, given_payments];
        let [withdrawals, payments, fees] = split(&mut stream, spending, given);
        let deposits = income - given_income;
        let refunds =
            ((deposits + given_deposits) * REFUNDS.0 + stream.below(REFUNDS.1)) / REFUNDS.1;
        let refunds = refunds.min(deposits);
        let manual = ((spending + income) * MANUAL.0 + stream.below(MANUAL.1)) / MANUAL.1;
        let given_manual = self.rows.iter().filter(|row| row.manual).count() as u64;
        let counts = Counts {
            withdrawals,
            payments,
            fees,
            deposits: deposits - refunds,
            refunds,
            manual: manual.saturating_sub(given_manual),
        };
        self.ordinary(counts);
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
        let closure = (self.holding.status == AccountStatus::Closed).then(|| Posting {
            at: self.holding.last_day.at(23, 59, 59),
            transaction_type: TransactionType::Closure,
            amount: -self.balance,
            description: "Account closed, balance paid out".into(),
            counterparty: None,
            manual: false,
        });
        let team = &self.customer.team;
        let mut draws = self.stream(key!("accounts_db.transactions/processed_by"));
        for (ordinal, row) in (1..).zip(self.rows.into_iter().chain(closure)) {
            balance += row.amount;
            let processed_by = row.manual.then(|| {
                let roles = [Role::CustomerService, Role::BranchManager];
                team.on_duty(&roles, &[row.at.date()], draws.bits())
            });
            out.transactions.push(Transaction {
                transaction_id: TransactionId {
                    customer: self.customer.number,
                    account: self.ordinal,
                    ordinal,
                },
                account_id: account_id(self.customer, self.ordinal),
                transaction_type: row.transaction_type,
                transaction_amount: row.amount,
                transaction_date: row.at,
                description: row.description,
                balance_after: balance,
                counterparty_account: row.counterparty,
                processed_by,
            });
        }
        balance
    }
}

/// Ordinary withdrawals, payments and fees among `spending` rows of which so many withdrawals and payments are `given` already.
fn split(stream: &mut Stream, spending: u64, given: [u64; 2]) -> [u64; 3] {
    let mut counts = [0_u64; 3];
    let whole = u64::from(SPENDINGS.iter().sum::<u32>());
    let shift = stream.below(whole);
    for i in 0..spending {
        let mut place = (i * whole + shift) / spending;
        let mut kind = 0;
        while kind < 2 && place >= u64::from(SPENDINGS[kind]) {
            place -= u64::from(SPENDINGS[kind]);
            kind += 1;
        }
        counts[kind] += 1;
    }
    // What is given takes the place of ordinary rows of its kind, then of payments, withdrawals and fees.
    for (own, mut given) in given.into_iter().enumerate() {
        for kind in [own, 1, 0, 2] {
            let taken = counts[kind].min(given);
            counts[kind] -= taken;
            given -= taken;
        }
    }
    counts
}
