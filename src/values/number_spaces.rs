//! The registry of number spaces: every number that a permutation hands out, so that it is unique and looks like chance.
//!
//! A space numbers the things that the customers can have: each customer has room for so many of them, in a row. The
//! permutation of the space then scatters these over all of its numbers.

use crate::key;
use crate::random::{Key, Random};
use crate::values::phones::Phone;

/// Numbers of one kind, unique among themselves.
#[derive(Clone, Copy, Debug)]
pub struct NumberSpace {
    key: Key,
    /// The smallest number.
    start: u64,
    /// How many numbers there are.
    size: u64,
    /// The index from which its numbers are counted, where several kinds share the numbers of one permutation.
    base: u64,
    /// Room for each customer.
    per_customer: u64,
}

/// A billion: nine digits, alone or after a leading one.
const BILLION: u64 = 1_000_000_000;

/// Account numbers: ten digits that begin with a 9, which no routing district does.
pub const ACCOUNTS: NumberSpace = NumberSpace {
    key: key!("accounts_db.accounts/account_number"),
    start: 9 * BILLION,
    size: BILLION,
    base: 0,
    per_customer: 4,
};
/// Loan numbers: ten digits that begin with a 5, which no routing district does.
pub const LOANS: NumberSpace = NumberSpace {
    key: key!("loans_db.loans/loan_number"),
    start: 5 * BILLION,
    size: BILLION,
    base: 0,
    per_customer: 4,
};
/// Policy numbers: nine digits.
pub const POLICIES: NumberSpace = NumberSpace {
    key: key!("insurance_db.policies/policy_number"),
    start: 0,
    size: BILLION,
    base: 0,
    per_customer: 5,
};
/// Claim numbers: nine digits. Ten for each policy.
pub const CLAIMS: NumberSpace = NumberSpace {
    key: key!("insurance_db.claims/claim_number"),
    start: 0,
    size: BILLION,
    base: 0,
    per_customer: POLICIES.per_customer * 10,
};
/// Numbers of identity documents: nine digits.
pub const DOCUMENTS: NumberSpace = NumberSpace {
    key: key!("compliance_db.kyc_records/document_number"),
    start: 0,
    size: BILLION,
    base: 0,
    per_customer: 100,
};
/// Customers' own accounts at other banks: ten digits that begin with a 4, which no routing district and no account of ours
/// does.
pub const OWN_ACCOUNTS_ELSEWHERE: NumberSpace = NumberSpace {
    key: key!("accounts_db.transactions/counterparty_account"),
    start: 4 * BILLION,
    size: BILLION,
    base: 0,
    per_customer: 8,
};
/// Accounts of employers at other banks, above those of any customer; they belong to no customer.
pub const EMPLOYERS_ELSEWHERE: NumberSpace = NumberSpace {
    base: 100_000_000,
    per_customer: 0,
    ..OWN_ACCOUNTS_ELSEWHERE
};
/// Accounts at other banks of the strangers with whom a customer has to do, above those of employers.
pub const STRANGERS_ELSEWHERE: NumberSpace = NumberSpace {
    base: 200_000_000,
    per_customer: 64,
    ..OWN_ACCOUNTS_ELSEWHERE
};

impl NumberSpace {
    /// The number of thing `ordinal` of a customer.
    ///
    /// # Panics
    ///
    /// When the space has no room for it, which is a caller bug.
    #[inline]
    pub fn number(&self, random: &Random, customer: u32, ordinal: u64) -> u64 {
        let index = self.base + u64::from(customer) * self.per_customer + ordinal;
        self.start + random.permute(self.key, 0, self.size, index)
    }
}

/// The telephone number of a customer. Customers up to 31,600 have one kept for fiction, the others one that nobody can have.
pub fn phone(random: &Random, customer: u32) -> Phone {
    let key = key!("accounts_db.customers/phone");
    let index = u64::from(customer) - 1;
    // Each of the two ranges is permuted by itself, so that a larger bank changes no number of a smaller one.
    let place = match index.checked_sub(Phone::FICTIONAL) {
        None => random.permute(key, 0, Phone::FICTIONAL, index),
        Some(index) => {
            let size = Phone::COUNT - Phone::FICTIONAL;
            Phone::FICTIONAL + random.permute(key, 1, size, index)
        }
    };
    Phone::new(place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::CUSTOMERS_MOST;
    use crate::values::statement::EMPLOYERS;

    /// The last index that a space may be asked for: the room of the last customer is filled to the end.
    fn last(space: &NumberSpace) -> u64 {
        space.base + u64::from(CUSTOMERS_MOST) * space.per_customer + space.per_customer
    }

    #[test]
    fn every_space_has_room_for_the_most_customers() {
        for space in [ACCOUNTS, LOANS, POLICIES, CLAIMS, STRANGERS_ELSEWHERE] {
            assert!(last(&space) < space.size, "{space:?}");
        }
        // Ordinals of documents begin with 1 and stay below the room.
        assert!(last(&DOCUMENTS) - 1 < DOCUMENTS.size);
        assert!(u64::from(CUSTOMERS_MOST) <= Phone::COUNT);
    }

    #[test]
    fn accounts_elsewhere_belong_to_one_kind() {
        assert!(last(&OWN_ACCOUNTS_ELSEWHERE) < EMPLOYERS_ELSEWHERE.base);
        let employers = EMPLOYERS_ELSEWHERE.base + EMPLOYERS.len() as u64;
        assert!(employers < STRANGERS_ELSEWHERE.base);
    }

    #[test]
    fn numbers_are_distinct() {
        let random = Random::new(42);
        let mut seen = std::collections::HashSet::new();
        for customer in 1..2_000 {
            for ordinal in 1..=3 {
                assert!(seen.insert(ACCOUNTS.number(&random, customer, ordinal)));
            }
            assert!(seen.insert(LOANS.number(&random, customer, 1)));
        }
        assert!(
            seen.iter()
                .all(|number| (5_000_000_000..10_000_000_000).contains(number))
        );
    }
}
