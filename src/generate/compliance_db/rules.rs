//! Rules 1 to 10: what single transactions break, each with the rows that made it so.
//!
//! A rule looks at one row of one account, in time order, the closure left out. Windows are measured in seconds back from the
//! row, both ends included.

use super::catalogue::MonitoringRule;
use crate::generate::customer::Customer;
use crate::generate::ledger::{is_cash, pays_a_loan};
use crate::tables::Rows;
use crate::tables::accounts_db::{Transaction, TransactionType};
use crate::tables::customer_db::CustomerSegment;
use crate::tables::loans_db::Loan;
use crate::values::calendar::Date;

const DAY: i64 = 86_400;
/// Rule 1: this much cash at once, up to the limit of a report, so often within two weeks.
const STRUCTURED: (i64, i64) = (MonitoringRule::Structuring.cents(), 10_000_00);
const STRUCTURED_BEFORE: u32 = 2;
const STRUCTURED_WITHIN: i64 = 14 * DAY;
/// Rule 2: a credit of which this many percent leave within three days.
const PASSING: i64 = MonitoringRule::RapidMovement.cents();
const PASSING_PERCENT: i64 = 70;
const PASSING_WITHIN: i64 = 72 * 3600;
/// Rule 3: a withdrawal of this, and more than this many times the median of the account's other amounts.
const OUT_OF_PROFILE: i64 = MonitoringRule::OutOfProfile.cents();
const OUT_OF_PROFILE_TIMES: i64 = 25;
/// Rule 4: cash of a retail customer.
const LARGE_CASH: i64 = MonitoringRule::LargeCash.cents();
/// Rules 5 and 6: this much money and this many counterparties within a week.
const FAN_IN: i64 = MonitoringRule::FanIn.cents();
const FAN_OUT: i64 = MonitoringRule::FanOut.cents();
const FAN_COUNTERPARTIES: usize = 4;
const FAN_WITHIN: i64 = 7 * DAY;
/// Rule 7: a debit of this, of which this many percent come back within two weeks.
const ROUND_TRIP: i64 = MonitoringRule::RoundTrip.cents();
const ROUND_TRIP_PERCENT: i64 = 90;
const ROUND_TRIP_WITHIN: i64 = 14 * DAY;
/// Rule 8: after a sleep of a year, so much within ten days.
const DORMANT: i64 = MonitoringRule::DormantRevived.cents();
const DORMANT_FOR: i64 = 365 * DAY;
const DORMANT_WITHIN: i64 = 10 * DAY;
/// Rule 9: cash of this at least, and of this many times the installment, within five days.
const SERVED_WITH_CASH: i64 = MonitoringRule::ServedWithCash.cents();
const SERVED_TIMES: i64 = 3;
const SERVED_WITHIN: i64 = 5 * DAY;
/// Rule 10: multiples of this, with this many before it within a week.
const ROUND: i64 = MonitoringRule::RoundAmounts.cents();
const ROUND_BEFORE: u32 = 2;
const ROUND_WITHIN: i64 = 7 * DAY;

/// A transaction that breaks a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Breach {
    /// The rule.
    pub rule: MonitoringRule,
    /// The transaction that is named, among the rows of the customer.
    pub row: usize,
    /// The first row of its account.
    pub first: usize,
    /// The rows that make it one, a bit for each row of the account.
    pub pattern: u64,
    /// The day on which the last of them was booked.
    pub day: Date,
}

/// A statement without its closure.
struct Statement<'a> {
    rows: &'a [Transaction],
    loans: &'a [Loan],
    retail: bool,
}

/// How a rule is broken: the rows that make row `at` break it, if it does.
type Test = fn(&Statement, usize) -> Option<u64>;

/// In the order of the catalogue.
const TESTS: [(MonitoringRule, Test); 10] = [
    (MonitoringRule::Structuring, |account, at| {
        account.structuring(at)
    }),
    (MonitoringRule::RapidMovement, |account, at| {
        account.rapid_movement(at)
    }),
    (MonitoringRule::OutOfProfile, |account, at| {
        account.out_of_profile(at)
    }),
    (MonitoringRule::LargeCash, |account, at| {
        account.large_cash(at)
    }),
    (MonitoringRule::FanIn, |account, at| account.fan_in(at)),
    (MonitoringRule::FanOut, |account, at| account.fan_out(at)),
    (MonitoringRule::RoundTrip, |account, at| {
        account.round_trip(at)
    }),
    (MonitoringRule::DormantRevived, |account, at| {
        account.dormant_revived(at)
    }),
    (MonitoringRule::ServedWithCash, |account, at| {
        account.served_with_cash(at)
    }),
    (MonitoringRule::RoundAmounts, |account, at| {
        account.round_amounts(at)
    }),
];

/// Every breach of rules 1 to 10 on the accounts of a customer, by row and rule.
pub fn breaches(customer: &Customer, rows: &Rows) -> Vec<Breach> {
    let mut breaches = Vec::new();
    let mut first = 0;
    let same_account = |a: &Transaction, b: &Transaction| a.account_id == b.account_id;
    for account in rows.transactions.chunk_by(same_account) {
        let open = account.partition_point(|row| row.transaction_type != TransactionType::Closure);
        let statement = Statement {
            rows: &account[..open],
            loans: &rows.loans,
            retail: customer.segment == CustomerSegment::Retail,
        };
        for at in 0..open {
            for (rule, breaks) in TESTS {
                if let Some(pattern) = breaks(&statement, at) {
                    let last = 63 - pattern.leading_zeros() as usize;
                    breaches.push(Breach {
                        rule,
                        row: first + at,
                        first,
                        pattern,
                        day: account[last].transaction_date.date(),
                    });
                }
            }
        }
        first += account.len();
    }
    breaches
}

fn amount(row: &Transaction) -> i64 {
    row.transaction_amount.0
}

fn is_cash_deposit(row: &Transaction) -> bool {
    is_cash(row) && amount(row) > 0
}

impl Statement<'_> {
    /// The rows before row `at` that lie within `seconds` of it, newest first.
    fn before(&self, at: usize, seconds: i64) -> impl Iterator<Item = (usize, &Transaction)> {
        let now = self.rows[at].transaction_date;
        let recent = move |(_, row): &(usize, &Transaction)| now - row.transaction_date <= seconds;
        self.rows[..at].iter().enumerate().rev().take_while(recent)
    }

    /// Row `at` and those before it within `seconds` that are alike, if at least `least` of these are.
    fn repeated(
        &self,
        at: usize,
        seconds: i64,
        least: u32,
        alike: impl Fn(&Transaction) -> bool,
    ) -> Option<u64> {
        if !alike(&self.rows[at]) {
            return None;
        }
        let before = bits(self.before(at, seconds).filter(|(_, row)| alike(row)));
        (before.count_ones() >= least).then_some(before | 1 << at)
    }

    fn structuring(&self, at: usize) -> Option<u64> {
        let (least, most) = STRUCTURED;
        self.repeated(at, STRUCTURED_WITHIN, STRUCTURED_BEFORE, |row| {
            is_cash_deposit(row) && (least..=most).contains(&amount(row))
        })
    }

    fn rapid_movement(&self, at: usize) -> Option<u64> {
        let credit = &self.rows[at];
        if amount(credit) < PASSING {
            return None;
        }
        let mut left = 0;
        let mut pattern = 1 << at;
        for (i, row) in self.rows.iter().enumerate().skip(at + 1) {
            if row.transaction_date - credit.transaction_date > PASSING_WITHIN {
                break;
            }
            if amount(row) < 0 {
                left -= amount(row);
                pattern |= 1 << i;
                if left * 100 >= amount(credit) * PASSING_PERCENT {
                    return Some(pattern);
                }
            }
        }
        None
    }

    fn out_of_profile(&self, at: usize) -> Option<u64> {
        let row = &self.rows[at];
        let out = -amount(row);
        if row.transaction_type != TransactionType::Withdrawal || out < OUT_OF_PROFILE {
            return None;
        }
        let others = self.rows.iter().enumerate().filter(|(i, _)| *i != at);
        let mut others: Vec<i64> = others.map(|(_, row)| amount(row).abs()).collect();
        others.sort_unstable();
        let middle = others.len() / 2;
        let twice_median = match others.len() {
            0 => return None,
            even if even % 2 == 0 => others[middle - 1] + others[middle],
            _ => 2 * others[middle],
        };
        (2 * out > OUT_OF_PROFILE_TIMES * twice_median).then_some(1 << at)
    }

    fn large_cash(&self, at: usize) -> Option<u64> {
        let row = &self.rows[at];
        (self.retail && amount(row).abs() >= LARGE_CASH && is_cash(row)).then_some(1 << at)
    }

    fn fan_in(&self, at: usize) -> Option<u64> {
        self.fan(at, 1, FAN_IN)
    }

    fn fan_out(&self, at: usize) -> Option<u64> {
        self.fan(at, -1, FAN_OUT)
    }

    /// The row with which a week has enough counterparties and money, one of which was still missing without it.
    fn fan(&self, at: usize, sign: i64, least: i64) -> Option<u64> {
        let row = &self.rows[at];
        if amount(row) * sign <= 0 {
            return None;
        }
        let own = row.counterparty_account?;
        let mut known = Vec::new();
        let (mut pattern, mut sum) = (0_u64, 0);
        for (i, other) in self.before(at, FAN_WITHIN) {
            if let (Some(account), 1..) = (other.counterparty_account, amount(other) * sign) {
                if !known.contains(&account) {
                    known.push(account);
                }
                pattern |= 1 << i;
                sum += amount(other) * sign;
            }
        }
        let enough =
            |counterparties: usize, sum: i64| counterparties >= FAN_COUNTERPARTIES && sum >= least;
        let with = known.len() + usize::from(!known.contains(&own));
        let completes = enough(with, sum + amount(row) * sign) && !enough(known.len(), sum);
        completes.then_some(pattern | 1 << at)
    }

    fn round_trip(&self, at: usize) -> Option<u64> {
        let credit = &self.rows[at];
        let partner = credit.counterparty_account?;
        let returns = |debit: &Transaction| {
            let out = -amount(debit);
            debit.counterparty_account == Some(partner)
                && out >= ROUND_TRIP
                && amount(credit) * 100 >= out * ROUND_TRIP_PERCENT
        };
        let out = self
            .before(at, ROUND_TRIP_WITHIN)
            .find(|(_, row)| returns(row));
        out.map(|(i, _)| 1 << i | 1 << at)
    }

    fn dormant_revived(&self, at: usize) -> Option<u64> {
        let slept = |i: &usize| {
            self.rows[*i].transaction_date - self.rows[*i - 1].transaction_date >= DORMANT_FOR
        };
        let revival = (1..=at).rev().find(slept)?;
        let since = self.rows[at].transaction_date - self.rows[revival].transaction_date;
        let sum = |rows: &[Transaction]| -> i64 { rows.iter().map(|row| amount(row).abs()).sum() };
        let completes = since <= DORMANT_WITHIN
            && sum(&self.rows[revival..=at]) >= DORMANT
            && sum(&self.rows[revival..at]) < DORMANT;
        completes.then(|| (revival..=at).fold(0, |bits, i| bits | 1 << i))
    }

    fn served_with_cash(&self, at: usize) -> Option<u64> {
        let row = &self.rows[at];
        if !pays_a_loan(self.loans, row.transaction_type, &row.description) {
            return None;
        }
        let cash = || {
            self.before(at, SERVED_WITHIN)
                .filter(|(_, row)| is_cash_deposit(row))
        };
        let sum: i64 = cash().map(|(_, row)| amount(row)).sum();
        let serves = sum >= SERVED_WITH_CASH && sum >= -amount(row) * SERVED_TIMES;
        serves.then(|| bits(cash()) | 1 << at)
    }

    fn round_amounts(&self, at: usize) -> Option<u64> {
        self.repeated(at, ROUND_WITHIN, ROUND_BEFORE, |row| {
            amount(row) % ROUND == 0
        })
    }
}

fn bits<'a>(rows: impl Iterator<Item = (usize, &'a Transaction)>) -> u64 {
    rows.fold(0, |bits, (i, _)| bits | 1 << i)
}
