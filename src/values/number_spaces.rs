//! The registry of number spaces: all numbers produced by a permutation, so that they are unique but look random.
//!
//! A space assigns each customer a fixed number of consecutive indexes, and its permutation scatters these over its range.
//! Customers beyond the first ten million get longer numbers from a second permutation, so that a larger bank does not change the
//! numbers of a smaller one.

use crate::key;
use crate::random::{Key, Random};

/// A kind of numbers, unique within the kind.
#[derive(Clone, Copy, Debug)]
pub struct NumberSpace {
    key: Key,
    /// The ranges for the first customers and for all others.
    ranges: [NumberRange; 2],
    /// Indexes per customer.
    per_customer: u64,
}

/// Consecutive numbers.
#[derive(Clone, Copy, Debug)]
struct NumberRange {
    /// The smallest number.
    start: u64,
    /// The count of numbers.
    size: u64,
    /// Start of this kind's indexes, if several kinds share a permutation.
    base: u64,
}

/// The last customer with the shorter numbers.
const FIRST_CUSTOMERS: u32 = 9_999_999;
/// Size of the range for the first customers: nine digits, possibly after a leading one.
const SHORT: u64 = 1_000_000_000;
/// Size of the range for the others: eleven digits after a leading one.
const LONG: u64 = 100_000_000_000;

/// Returns the ranges of numbers with a leading digit; for 0, the shorter ones have no leading digit, and the longer ones have a
/// 1.
const fn ranges(leading: u64) -> [NumberRange; 2] {
    let long = if leading == 0 { 1 } else { leading };
    [
        NumberRange {
            start: leading * SHORT,
            size: SHORT,
            base: 0,
        },
        NumberRange {
            start: long * LONG,
            size: LONG,
            base: 0,
        },
    ]
}

impl NumberSpace {
    const fn new(key: Key, leading: u64, per_customer: u64) -> NumberSpace {
        NumberSpace {
            key,
            ranges: ranges(leading),
            per_customer,
        }
    }

    /// Creates another kind that shares the numbers, starting at an index of each range.
    const fn beside(self, bases: [u64; 2], per_customer: u64) -> NumberSpace {
        let [mut short, mut long] = self.ranges;
        (short.base, long.base) = (bases[0], bases[1]);
        NumberSpace {
            ranges: [short, long],
            per_customer,
            ..self
        }
    }

    /// Returns the number of a customer's item `ordinal`.
    ///
    /// # Panics
    ///
    /// Panics if the space has no room for it, which is a caller bug.
    #[inline]
    pub fn number(&self, random: &Random, customer: u32, ordinal: u64) -> u64 {
        let (row, customer) = match customer.checked_sub(FIRST_CUSTOMERS + 1) {
            None => (0, customer),
            Some(later) => (1, later),
        };
        let NumberRange { start, size, base } = self.ranges[row];
        let index = base + u64::from(customer) * self.per_customer + ordinal;
        start + random.permute(self.key, row as u64, size, index)
    }
}

/// Account numbers begin with a 9, like no routing number: ten or twelve digits.
pub const ACCOUNTS: NumberSpace =
    NumberSpace::new(key!("accounts_db.accounts/account_number"), 9, 4);
/// Loan numbers begin with a 5, like no routing number: ten or twelve digits.
pub const LOANS: NumberSpace = NumberSpace::new(key!("loans_db.loans/loan_number"), 5, 4);
/// Policy numbers: nine or twelve digits.
pub const POLICIES: NumberSpace =
    NumberSpace::new(key!("insurance_db.policies/policy_number"), 0, 5);
/// Numbers of identity documents: nine or twelve digits.
pub const DOCUMENTS: NumberSpace =
    NumberSpace::new(key!("compliance_db.kyc_records/document_number"), 0, 100);
/// Customers' own accounts at other banks begin with a 4, like no routing number and no account of this bank: ten or twelve
/// digits.
pub const OWN_ACCOUNTS_ELSEWHERE: NumberSpace =
    NumberSpace::new(key!("accounts_db.transactions/counterparty_account"), 4, 8);
/// Employers' accounts at other banks, above those of the customers.
pub const EMPLOYERS_ELSEWHERE: NumberSpace =
    OWN_ACCOUNTS_ELSEWHERE.beside([100_000_000, 10_000_000_000], 0);
/// Accounts of landlords, utilities, and other payees at other banks, above those of employers.
pub const PAYEES_ELSEWHERE: NumberSpace =
    OWN_ACCOUNTS_ELSEWHERE.beside([110_000_000, 11_000_000_000], 0);
/// Accounts at other banks of the individual counterparties of a customer, above those of employers.
pub const STRANGERS_ELSEWHERE: NumberSpace =
    OWN_ACCOUNTS_ELSEWHERE.beside([200_000_000, 20_000_000_000], 64);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::employers;
    use std::collections::HashSet;

    /// Maximum number of customers.
    const LAST: u32 = 1_000_000_000;

    /// Returns the last index of each range that may be requested: the last one of the last customer.
    fn last(space: &NumberSpace) -> [u64; 2] {
        let index = |range: usize, customers: u32| {
            space.ranges[range].base + (u64::from(customers) + 1) * space.per_customer
        };
        [
            index(0, FIRST_CUSTOMERS),
            index(1, LAST - FIRST_CUSTOMERS - 1),
        ]
    }

    #[test]
    fn every_space_has_room_for_a_billion_customers() {
        for space in [
            ACCOUNTS,
            LOANS,
            POLICIES,
            DOCUMENTS,
            OWN_ACCOUNTS_ELSEWHERE,
            STRANGERS_ELSEWHERE,
        ] {
            for (last, range) in last(&space).into_iter().zip(space.ranges) {
                assert!(last <= range.size, "{last}: {space:?}");
            }
        }
    }

    #[test]
    fn ranges_of_external_accounts_do_not_overlap() {
        for range in [0, 1] {
            let own = last(&OWN_ACCOUNTS_ELSEWHERE)[range];
            let employers = EMPLOYERS_ELSEWHERE.ranges[range].base;
            assert!(own < employers);
            assert!(employers + employers::ACCOUNTS < STRANGERS_ELSEWHERE.ranges[range].base);
        }
    }

    #[test]
    fn numbers_are_distinct_even_for_the_last_customers() {
        let random = Random::new(42);
        let customers = || {
            (1..3_000)
                .chain(9_998_000..10_002_000)
                .chain(LAST - 3_000..=LAST)
        };
        for (space, most) in [
            (ACCOUNTS, 3),
            (LOANS, 3),
            (POLICIES, 4),
            (DOCUMENTS, 99),
            (STRANGERS_ELSEWHERE, 63),
        ] {
            let mut seen = HashSet::new();
            for customer in customers() {
                for ordinal in [0, 1, most] {
                    let number = space.number(&random, customer, ordinal);
                    assert!(seen.insert((customer, ordinal == 1, number)), "{number}");
                }
            }
            let numbers: HashSet<_> = seen.iter().map(|(_, _, number)| number).collect();
            assert_eq!(numbers.len(), seen.len(), "{space:?}");
        }
    }

    #[test]
    fn numbers_never_start_like_a_routing_number() {
        let random = Random::new(42);
        for customer in [1, 9_999_999, 10_000_000, LAST] {
            let digits = if customer < 10_000_000 { 10 } else { 12 };
            for (space, leading) in [(ACCOUNTS, '9'), (LOANS, '5'), (STRANGERS_ELSEWHERE, '4')] {
                let number = space.number(&random, customer, 1).to_string();
                assert!(
                    number.len() == digits && number.starts_with(leading),
                    "{number}"
                );
            }
        }
    }
}
