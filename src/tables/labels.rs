//! labels: ground truth for what is planted, kept next to the databases and never loaded into them.

use crate::labels;
use crate::table;
use crate::tables::accounts_db::{AccountId, TransactionId};
use crate::tables::key::{CustomerId, of_customer};

/// The directory of the ground truth in a bundle, and its name among the databases.
pub const LABELS: &str = "labels";

labels! {
    /// Money-laundering typology.
    pub enum Typology {
        Structuring = "structuring",
        RapidMovement = "rapid_movement",
        FanIn = "fan_in",
        FanOut = "fan_out",
        RoundTrip = "round_trip",
        DormantAccount = "dormant_account",
        LoanServedWithCash = "loan_served_with_cash",
        Cycle = "cycle",
        ScatterGather = "scatter_gather",
        MuleRing = "mule_ring",
        Smurfing = "smurfing",
    }
}

labels! {
    /// Role of a transaction in a scheme.
    pub enum SchemeRole {
        Placement = "placement",
        Inflow = "inflow",
        Outflow = "outflow",
        Return = "return",
        Repayment = "repayment",
    }
}

of_customer!(
    /// `SCH-0000001-1`
    SchemeId, "SCH-", { ordinal: u8 = 1 },
);

table! {
    /// Ground truth for the planted money-laundering schemes: their transactions. Keep it from whoever is searching.
    labels.aml_schemes: AmlScheme {
        /// Scheme the transaction belongs to.
        scheme_id: SchemeId,
        /// Typology of the scheme.
        typology: Typology,
        /// Role of the transaction in the scheme.
        role: SchemeRole,
        /// Customer on whose account it is: who runs the scheme, or a member of the ring.
        customer_id: CustomerId,
        /// Account of the transaction.
        account_id: AccountId,
        /// Key: the transaction.
        transaction_id: TransactionId [key],
        /// Whether the bank detected the scheme, that is, filed a suspicious activity report.
        detected: bool,
    }
}
