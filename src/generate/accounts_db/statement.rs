//! An account's statement, month by month.
//!
//! An account's calendar month is a function of the account and the month: its rows, its opening balance, and the opening balance
//! of the next month. A longer history therefore contains the rows of a shorter one, unchanged.

use super::account::Account;
use super::business::{self, Company};
use super::daily::fee;
use super::household::{self, Habits};
use super::incomes::Income;
use super::month::{Row, Rows as MonthRows};
use super::purpose::Use;
use super::{balance, interest, levels, savings};
use crate::generate::context::Context;
use crate::generate::customer::{Customer, Ordinal};
use crate::generate::hours;
use crate::generate::ledger::{Ledger, Posting, Shortage};
use crate::key;
use crate::tables::Rows;
use crate::tables::accounts_db::*;
use crate::tables::employees_db::Role;
use crate::tables::ids::TransactionId;
use crate::values::money::Cents;
use crate::values::month::Month;
use crate::values::statement as lines;

/// An account and what its months are made from.
pub struct Statement<'a> {
    /// The account.
    pub account: &'a Account<'a>,
    /// Its recurring items.
    pub habits: Option<Habits>,
    company: Option<Company>,
    /// Incomes paid to savings.
    pensions: Vec<Income>,
    /// What others post to the account, in time order.
    postings: Vec<Posting>,
    /// What can't be paid on time, in time order.
    pub shortages: Vec<Shortage>,
}

/// Makes the transactions of one account, including its postings in the ledger; returns the resulting balance.
pub fn write(
    context: Context,
    neighbors: &[Customer],
    ordinal: Ordinal,
    ledger: &mut Ledger,
    rows: &mut Rows,
) -> Cents {
    let mut account = Account::new(context, neighbors, ordinal, ledger.reactivated_on(ordinal));
    let holding = account.holding;
    let window = context.bank.plan.first_month();
    let end = Month::of(holding.last_day);
    if end < window && holding.status == AccountStatus::Closed {
        return Cents::ZERO;
    }
    let mut postings = ledger.take(ordinal);
    postings.sort_by_key(|posting| posting.at);
    // A company's payroll reserve and savings aren't spent day by day.
    let mut shortages = ledger.take_shortages(ordinal);
    if !matches!(account.used_for, Use::Household | Use::Pocket) {
        shortages.clear();
    }
    shortages.sort_by_key(|shortage| shortage.due);
    let habits = match account.used_for {
        Use::Household => Some(household::habits(&account)),
        _ => None,
    };
    account.reserve = match &habits {
        Some(habits) => habits.reserve,
        None => savings::reserve(&account),
    };
    let company = match account.used_for {
        Use::Business => business::company(&account),
        _ => None,
    };
    let account = &account;
    let statement = Statement {
        account,
        habits,
        company,
        pensions: savings::incomes(account),
        postings,
        shortages,
    };
    let writer = Writer { account };
    // For an account frozen before the window, the last month alone gives its balance.
    let first = Month::of(holding.opened).max(window).min(end);
    let mut months = statement.period(first);
    let mut opening = statement.opening(&months);
    loop {
        let last = months[months.len() - 1].month;
        let next = (last < end).then(|| statement.period(last + 1));
        let ends = match &next {
            // Then balances follow from each other.
            _ if account.rests_in(last) => None,
            Some(next) => Some(statement.opening(next)),
            None if last.last() == holding.last_day && statement.settles_in(last) => {
                // Nobody empties an account because of the as-of date.
                let usual = match statement.is_in_need(last + 1) {
                    true => statement.usual(last + 1),
                    false => statement.usual(last + 1).max(opening * 2 / 3),
                };
                Some(usual + statement.carried(last))
            }
            None => None,
        };
        let balance = statement.settle(&mut months, opening, ends);
        for month in months.into_iter().filter(|one| one.month >= window) {
            writer.write(month, rows);
        }
        match next {
            Some(next) => (months, opening) = (next, balance),
            None => return Cents(balance),
        }
    }
}

impl Statement<'_> {
    /// The months that are balanced together with a month: that one, or for savings those of a calendar quarter.
    fn period(&self, month: Month) -> Vec<MonthRows<'_>> {
        let account = self.account;
        let opened = Month::of(account.holding.opened);
        let (first, last) = match account.used_for {
            Use::Savings if !account.dormant && !account.rests_in(month) => {
                let first = month - (month.month() as i32 - 1) % 3;
                let last = Month::of(account.last_act).min(first + 2);
                (first.max(opened), last)
            }
            _ => (month, month),
        };
        let months = (0..=last - first).map(|at| self.month(first + at));
        months.collect()
    }

    /// Opening balance of a period, in cents; if the account opens in it, the opening deposit.
    fn opening(&self, months: &[MonthRows]) -> i64 {
        let account = self.account;
        let first = months[0].month;
        let reactivates = account.dormant && first <= Month::of(account.first_act);
        if reactivates || account.rests_in(first) {
            return self.kept(first);
        }
        let (mut moved, mut need) = (0, 0);
        for month in months {
            need = need.max(month.need() - moved);
            moved += month.worst();
        }
        (self.usual(first) + self.carried(first - 1)).max(need)
    }

    /// Whether the period ends with a month; for savings, a calendar quarter, even if the statements end earlier.
    fn settles_in(&self, month: Month) -> bool {
        self.account.used_for != Use::Savings || month.month().is_multiple_of(3)
    }

    /// A month's rows, in time order, before its balances are known.
    fn month(&self, month: Month) -> MonthRows<'_> {
        let mut rows = MonthRows::new(self.account, month);
        rows.shortages = self.shortages_in(month).copied().collect();
        let postings = self.postings_in(month);
        rows.rows.extend(postings.iter().map(|posting| Row {
            posting: posting.clone(),
            give: 0,
        }));
        rows.wire_fees();
        if !rows.is_silent() {
            match self.account.used_for {
                Use::Household => {
                    let habits = self.habits.as_ref().expect("a household has habits");
                    rows.household(habits);
                }
                Use::Pocket => rows.pocket(),
                Use::Business => {
                    if let Some(company) = &self.company {
                        rows.company(company);
                    }
                }
                Use::Savings => rows.savings(&self.pensions),
                Use::Certificate => rows.certificate(),
            }
        }
        let charge = self.account.dormant_fee(month);
        if charge > 0 {
            let at = rows.at(hours::business_day_from(month.first()), hours::MORNING);
            let posting = fee(at, charge, lines::DORMANT_FEE);
            rows.rows.push(Row { posting, give: 0 });
        }
        rows.rows.sort_by_key(|row| row.posting.at);
        if let Some(habits) = &self.habits {
            let first = rows.first_check(habits);
            rows.number_checks(first);
        }
        if let Some(company) = &self.company {
            let first = rows.first_check_of(company);
            rows.number_checks(first);
        }
        rows
    }

    /// What others put on the account in a month.
    pub fn postings_in(&self, month: Month) -> &[Posting] {
        self.postings_from(month, month + 1)
    }

    /// What others post to the account from a month until before another.
    fn postings_from(&self, month: Month, until: Month) -> &[Posting] {
        let (first, after) = (month.first().second(0), until.first().second(0));
        let from = self.postings.partition_point(|one| one.at < first);
        let later = &self.postings[from..];
        &later[..later.partition_point(|one| one.at < after)]
    }

    /// Balance above the usual level at the end of a month, because of large sums others have moved in it or in the two months
    /// before: half of it is gone with each month.
    fn carried(&self, month: Month) -> i64 {
        let level = self.account.holding.level.0;
        let needs = self.is_in_need(month + 1);
        let left = (0..3).map(|ago| {
            let month = month - ago;
            let postings = self.postings_in(month);
            // In need, only what has just come in isn't yet gone.
            let gone = needs && moved(postings) <= 0;
            (levels::left_over(level, postings, month) >> ago) * i64::from(!gone)
        });
        left.max().unwrap_or_default()
    }

    /// Opening balance of a month without activity: the balance when activity ended, plus bookings since.
    fn kept(&self, until: Month) -> i64 {
        let account = self.account;
        let holding = account.holding;
        let opened = Month::of(holding.opened);
        if account.dormant {
            // Enough to cover what moves once it is active again.
            let month = Month::of(account.first_act);
            let since = moved(self.postings_from(until, month));
            return levels::usual(account, month).max(self.month(month).need() + 100_00) - since;
        }
        let mut month = match account.used_for {
            Use::Certificate => opened,
            _ => (Month::of(account.last_act) + 1).max(opened),
        };
        let mut balance = levels::usual(account, month).max(self.need_from(month));
        let rate = holding.interest_rate.map_or(0, |rate| rate.0);
        while month < until {
            balance += moved(self.postings_in(month));
            balance -= account.dormant_fee(month);
            balance += account.renewal(month).map_or(0, |(_, cents)| cents);
            if self.bears_in(month) {
                balance += interest::interest(holding.account_type, rate, balance);
            }
            month = month + 1;
        }
        balance
    }

    /// What an account without activity from a month on must hold for what others will still post to it.
    fn need_from(&self, month: Month) -> i64 {
        let (mut sum, mut need) = (0, 0);
        let from = self
            .postings
            .partition_point(|one| one.at.date() < month.first());
        for posting in &self.postings[from..] {
            if posting.amount < Cents::ZERO {
                need = need.max(balance::needed_for(-posting.amount.0) - sum + 100_00);
            }
            sum += moved(std::slice::from_ref(posting));
        }
        need
    }

    /// Whether interest is paid at the end of a month without activity.
    fn bears_in(&self, month: Month) -> bool {
        let holding = self.account.holding;
        holding.interest_rate.is_some()
            && interest::pays_interest(holding.account_type, month.month())
            && month.last() <= holding.last_day
    }

    /// Completes a period that begins with `opening` so that it ends with `ends`, if given; returns the balance.
    fn settle(&self, months: &mut [MonthRows], opening: i64, ends: Option<i64>) -> i64 {
        let last = months.len() - 1;
        let months = months.iter_mut().enumerate();
        months.fold(opening, |balance, (at, month)| {
            self.settle_month(month, balance, ends.filter(|_| at == last))
        })
    }

    /// Completes a month that begins with `opening` so that it ends with `ends`, if given; returns the balance.
    fn settle_month(&self, month: &mut MonthRows, opening: i64, ends: Option<i64>) -> i64 {
        let account = self.account;
        month.begins_with = opening;
        month.opening = opening;
        if Month::of(account.holding.opened) == month.month {
            month.opening = 0;
            month.open(opening);
        }
        let rests = account.rests_in(month.month);
        if account.dormant && rests {
            return month.opening + month.sum();
        }
        if !rests {
            month.run_short();
        }
        month.bank_books(if rests { None } else { ends });
        let balance = month.opening + month.sum();
        if account.holding.status == AccountStatus::Closed
            && Month::of(account.holding.last_day) == month.month
        {
            return month.close(balance);
        }
        balance
    }
}

/// The fee for a posting, if it is a wire.
fn wire_fee(posting: &Posting) -> Option<(&'static str, i64)> {
    (posting.channel == TransactionChannel::Wire).then_some(match posting.amount > Cents::ZERO {
        true => lines::INCOMING_WIRE,
        false => lines::OUTGOING_WIRE,
    })
}

/// Net movement of postings including wire fees, in cents.
fn moved(postings: &[Posting]) -> i64 {
    let postings = postings.iter();
    postings
        .map(|one| one.amount.0 - wire_fee(one).map_or(0, |(_, cents)| cents))
        .sum()
}

impl MonthRows<'_> {
    /// Adds the fee for each wire.
    fn wire_fees(&mut self) {
        let rows = self.rows.iter();
        let fees = rows.filter_map(|row| {
            let (words, cents) = wire_fee(&row.posting)?;
            Some(fee(row.posting.at + 1, cents, words))
        });
        let fees: Vec<Posting> = fees.collect();
        let fees = fees.into_iter();
        self.rows
            .extend(fees.map(|posting| Row { posting, give: 0 }));
    }
}

/// Writes an account's months.
struct Writer<'a> {
    account: &'a Account<'a>,
}

impl Writer<'_> {
    fn write(&self, month: MonthRows, out: &mut Rows) {
        let account = self.account;
        let key = key!("accounts_db.transactions/processed_by");
        let mut draws = account.stream_in(key, month.month);
        let mut balance = Cents(month.opening);
        for (ordinal, row) in (1..).zip(month.rows) {
            let posting = row.posting;
            balance += posting.amount;
            let processed_by = posting.manual.then(|| {
                let roles = [Role::CustomerService, Role::BranchManager];
                let day = posting.at.date();
                account.context.at_branch(&roles, &[day], &mut draws)
            });
            out.transactions.push(Transaction {
                transaction_id: TransactionId {
                    customer: account.id.customer,
                    account: account.id.ordinal,
                    month: month.month,
                    ordinal,
                },
                account_id: account.id,
                transaction_type: posting.transaction_type,
                transaction_amount: posting.amount,
                transaction_date: posting.at,
                description: posting.description,
                balance_after: balance,
                counterparty_account: posting.counterparty,
                processed_by,
                channel: posting.channel,
                category: posting.category,
            });
        }
    }
}
