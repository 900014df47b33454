//! Keys as stream rows.

use crate::tables::ids::*;

/// A table key whose number serves as a stream row. Two keys of one type never share a row.
pub trait StreamRow {
    /// The row number.
    fn row(self) -> u64;
}

impl StreamRow for u64 {
    fn row(self) -> u64 {
        self
    }
}

impl StreamRow for CustomerId {
    fn row(self) -> u64 {
        u64::from(self.0)
    }
}

impl StreamRow for EmployeeId {
    fn row(self) -> u64 {
        u64::from(self.0)
    }
}

/// The customer's number and one digit.
macro_rules! of_customer {
    ($($id:ty),+) => {$(
        impl StreamRow for $id {
            #[inline]
            fn row(self) -> u64 {
                u64::from(self.customer) * 10 + u64::from(self.ordinal)
            }
        }
    )+};
}
of_customer!(AccountId, ApplicationId, LoanId, PolicyId, InteractionId);

impl StreamRow for KycId {
    fn row(self) -> u64 {
        u64::from(self.customer) * 100 + u64::from(self.ordinal)
    }
}

impl StreamRow for TransactionId {
    fn row(self) -> u64 {
        let account = u64::from(self.customer) * 10 + u64::from(self.account);
        account << 32 | self.month.index() << 16 | u64::from(self.ordinal)
    }
}

impl StreamRow for PaymentId {
    fn row(self) -> u64 {
        let policy = u64::from(self.customer) * 10 + u64::from(self.policy);
        policy * 1_000 + u64::from(self.ordinal)
    }
}
