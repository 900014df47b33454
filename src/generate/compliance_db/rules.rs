//! Rules 1 to 10: violations by single transactions.
//!
//! Monitoring runs month by month: a rule evaluates one row among those of its account and calendar month, in time order and without
//! the closure, so its findings don't depend on how many months there are. Windows are measured in seconds back from the row,
//! with both ends included.

use super::catalogue::MonitoringRule;
use crate::generate::customer::Customer;
use crate::generate::ledger::{is_cash, pays_a_loan};
use crate::tables::Rows;
use crate::tables::accounts_db::{Transaction, TransactionCategory, TransactionType};
use crate::tables::customer_db::CustomerSegment;
use crate::tables::loans_db::Loan;
use crate::values::calendar::Date;
use crate::values::statement::DORMANT_FEE;

const DAY: i64 = 86_400;
/// Rule 1: this much cash at once, up to the reporting limit, preceded by at least this many such rows within two weeks.
const STRUCTURED: (i64, i64) = (MonitoringRule::Structuring.cents(), 10_000_00);
const STRUCTURED_BEFORE: usize = 2;
const STRUCTURED_WITHIN: i64 = 14 * DAY;
/// Rule 2: a credit to a person, of which this percentage leaves within three days.
const PASSING: i64 = MonitoringRule::RapidMovement.cents();
const PASSING_PERCENT: i64 = 70;
const PASSING_WITHIN: i64 = 72 * 3600;
/// Rule 3: a withdrawal of this amount that is also more than this many times the median of this many other amounts in the month.
const OUT_OF_PROFILE: i64 = MonitoringRule::OutOfProfile.cents();
const OUT_OF_PROFILE_TIMES: i64 = 25;
const OUT_OF_PROFILE_OTHERS: usize = 5;
/// Rule 4: cash of a retail customer.
const LARGE_CASH: i64 = MonitoringRule::LargeCash.cents();
/// Rules 5 and 6: transfers of this amount with this many counterparties within a week.
const FAN_IN: i64 = MonitoringRule::FanIn.cents();
const FAN_OUT: i64 = MonitoringRule::FanOut.cents();
const FAN_COUNTERPARTIES: usize = 4;
const FAN_WITHIN: i64 = 7 * DAY;
/// Rule 7: a debit of this amount, of which this percentage comes back within two weeks.
const ROUND_TRIP: i64 = MonitoringRule::RoundTrip.cents();
const ROUND_TRIP_PERCENT: i64 = 90;
const ROUND_TRIP_WITHIN: i64 = 14 * DAY;
/// Rule 8: this amount within ten days on an account that was charged for dormancy.
const DORMANT: i64 = MonitoringRule::DormantRevived.cents();
const DORMANT_WITHIN: i64 = 10 * DAY;
/// Rule 9: cash from a person of at least this amount and this many times the installment, within five days.
const SERVED_WITH_CASH: i64 = MonitoringRule::ServedWithCash.cents();
const SERVED_TIMES: i64 = 3;
const SERVED_WITHIN: i64 = 5 * DAY;
/// Rule 10: multiples of this amount, preceded by this many within a week.
const ROUND: i64 = MonitoringRule::RoundAmounts.cents();
const ROUND_BEFORE: usize = 2;
const ROUND_WITHIN: i64 = 7 * DAY;

/// A transaction that breaks a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Breach {
    /// The rule.
    pub rule: MonitoringRule,
    /// The transaction named, as an index into the customer's rows.
    pub row: usize,
    /// Day of the violation: the transaction's day, or that of the last debit that rule 2 waits for.
    pub day: Date,
}

/// An account's rows for a month, without its closure.
struct Statement<'a> {
    rows: &'a [Transaction],
    loans: &'a [Loan],
    segment: CustomerSegment,
    /// The first fee for dormancy.
    charged: Option<usize>,
}

/// Test of a rule: the row with which row `at` breaks it, if any.
type Test = fn(&Statement, usize) -> Option<usize>;

/// The tests, in catalog order.
static TESTS: [(MonitoringRule, Test); 10] = [
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

/// Every violation of rules 1 to 10 on a customer's accounts, by row and rule.
pub fn breaches(customer: &Customer, rows: &Rows) -> Vec<Breach> {
    let mut breaches = Vec::new();
    let mut first = 0;
    let same = |a: &Transaction, b: &Transaction| {
        let month = |row: &Transaction| row.transaction_id.month;
        a.account_id == b.account_id && month(a) == month(b)
    };
    for month in rows.transactions.chunk_by(same) {
        let open = month.partition_point(|row| row.transaction_type != TransactionType::Closure);
        let charged = |row: &Transaction| {
            row.transaction_type == TransactionType::Fee && row.description == DORMANT_FEE
        };
        let statement = Statement {
            rows: &month[..open],
            loans: &rows.loans,
            segment: customer.segment,
            charged: month[..open].iter().position(charged),
        };
        for at in 0..open {
            for &(rule, breaks) in &TESTS {
                if let Some(last) = breaks(&statement, at) {
                    breaches.push(Breach {
                        rule,
                        row: first + at,
                        day: month[last].transaction_date.date(),
                    });
                }
            }
        }
        first += month.len();
    }
    breaches
}

fn amount(row: &Transaction) -> i64 {
    row.transaction_amount.0
}

/// Whether a row is a cash deposit.
fn is_cash_deposit(row: &Transaction) -> bool {
    is_cash(row) && amount(row) > 0
}

/// Whether money came from or went to someone's account, other than as a wage, a bill, or a purchase.
pub fn is_transfer(row: &Transaction) -> bool {
    use TransactionType::{Deposit, Withdrawal};
    matches!(row.transaction_type, Deposit | Withdrawal)
        && row.category == TransactionCategory::Transfer
        && row.counterparty_account.is_some()
}

/// Whether the row was made by the customer, or by someone else for or against them, and isn't the bank's own interest or fees.
fn moves(row: &Transaction) -> bool {
    !matches!(
        row.transaction_type,
        TransactionType::Interest | TransactionType::Fee
    )
}

impl Statement<'_> {
    /// Whether the account belongs to a business, which lives on takings that soon pay wages, suppliers, and debts.
    fn of_business(&self) -> bool {
        self.segment == CustomerSegment::Corporate
    }

    /// The rows before row `at` within `seconds` of it, newest first.
    fn before(&self, at: usize, seconds: i64) -> impl Iterator<Item = &Transaction> {
        let now = self.rows[at].transaction_date;
        let recent = move |row: &&Transaction| now - row.transaction_date <= seconds;
        self.rows[..at].iter().rev().take_while(recent)
    }

    /// Row `at` if it is alike and so are at least `least` rows within `seconds` before it.
    fn repeated(
        &self,
        at: usize,
        seconds: i64,
        least: usize,
        alike: impl Fn(&Transaction) -> bool,
    ) -> Option<usize> {
        let enough = || self.before(at, seconds).filter(|row| alike(row)).count() >= least;
        (alike(&self.rows[at]) && enough()).then_some(at)
    }

    fn structuring(&self, at: usize) -> Option<usize> {
        let (least, most) = STRUCTURED;
        self.repeated(at, STRUCTURED_WITHIN, STRUCTURED_BEFORE, |row| {
            (least..=most).contains(&amount(row)) && is_cash_deposit(row)
        })
    }

    fn rapid_movement(&self, at: usize) -> Option<usize> {
        let credit = &self.rows[at];
        let passes = matches!(
            credit.category,
            TransactionCategory::Transfer | TransactionCategory::Cash
        );
        if self.of_business() || amount(credit) < PASSING || !passes {
            return None;
        }
        let mut left = 0;
        for (i, row) in self.rows.iter().enumerate().skip(at + 1) {
            if row.transaction_date - credit.transaction_date > PASSING_WITHIN {
                break;
            }
            if row.transaction_type == TransactionType::Withdrawal {
                left -= amount(row);
            }
            if left * 100 >= amount(credit) * PASSING_PERCENT {
                return Some(i);
            }
        }
        None
    }

    fn out_of_profile(&self, at: usize) -> Option<usize> {
        let row = &self.rows[at];
        let out = -amount(row);
        if row.transaction_type != TransactionType::Withdrawal || out < OUT_OF_PROFILE {
            return None;
        }
        let others = self.rows.iter().enumerate().filter(|(i, _)| *i != at);
        let mut others: Vec<i64> = others.map(|(_, row)| amount(row).abs()).collect();
        if others.len() < OUT_OF_PROFILE_OTHERS {
            return None;
        }
        others.sort_unstable();
        let middle = others.len() / 2;
        let twice_median = match others.len() % 2 {
            0 => others[middle - 1] + others[middle],
            _ => 2 * others[middle],
        };
        (2 * out > OUT_OF_PROFILE_TIMES * twice_median).then_some(at)
    }

    fn large_cash(&self, at: usize) -> Option<usize> {
        let row = &self.rows[at];
        let retail = self.segment == CustomerSegment::Retail;
        (retail && amount(row).abs() >= LARGE_CASH && is_cash(row)).then_some(at)
    }

    fn fan_in(&self, at: usize) -> Option<usize> {
        self.fan(at, 1, FAN_IN)
    }

    fn fan_out(&self, at: usize) -> Option<usize> {
        self.fan(at, -1, FAN_OUT)
    }

    /// A transfer of a person that reaches the required counterparties and money within a week.
    fn fan(&self, at: usize, sign: i64, least: i64) -> Option<usize> {
        let alike = |row: &Transaction| amount(row) * sign > 0 && is_transfer(row);
        let row = &self.rows[at];
        if self.of_business() || !alike(row) {
            return None;
        }
        let (mut known, mut count) = ([None; FAN_COUNTERPARTIES], 0);
        let mut sum = 0;
        let before = self.before(at, FAN_WITHIN).filter(|row| alike(row));
        for other in before.chain([row]) {
            if count < known.len() && !known[..count].contains(&other.counterparty_account) {
                known[count] = other.counterparty_account;
                count += 1;
            }
            sum += amount(other) * sign;
        }
        (count >= FAN_COUNTERPARTIES && sum >= least).then_some(at)
    }

    fn round_trip(&self, at: usize) -> Option<usize> {
        let credit = &self.rows[at];
        if !is_transfer(credit) {
            return None;
        }
        let returns = |debit: &Transaction| {
            let out = -amount(debit);
            debit.counterparty_account == credit.counterparty_account
                && out >= ROUND_TRIP
                && amount(credit) * 100 >= out * ROUND_TRIP_PERCENT
        };
        let mut before = self.before(at, ROUND_TRIP_WITHIN);
        before.any(returns).then_some(at)
    }

    fn dormant_revived(&self, at: usize) -> Option<usize> {
        let row = &self.rows[at];
        let charged = self.charged.filter(|charged| *charged < at)?;
        let own = || self.rows[charged..].iter().filter(|row| moves(row));
        let revived = own().next()?.transaction_date;
        if !moves(row) || row.transaction_date - revived > DORMANT_WITHIN {
            return None;
        }
        let until = own().take_while(|other| other.transaction_id <= row.transaction_id);
        let sum: i64 = until.map(|row| amount(row).abs()).sum();
        (sum >= DORMANT && sum - amount(row).abs() < DORMANT).then_some(at)
    }

    fn served_with_cash(&self, at: usize) -> Option<usize> {
        let row = &self.rows[at];
        if self.of_business() || !pays_a_loan(self.loans, row.transaction_type, &row.description) {
            return None;
        }
        let cash = self
            .before(at, SERVED_WITHIN)
            .filter(|row| is_cash_deposit(row));
        let sum: i64 = cash.map(amount).sum();
        (sum >= SERVED_WITH_CASH && sum >= -amount(row) * SERVED_TIMES).then_some(at)
    }

    fn round_amounts(&self, at: usize) -> Option<usize> {
        self.repeated(at, ROUND_WITHIN, ROUND_BEFORE, |row| {
            amount(row) % ROUND == 0
        })
    }
}
