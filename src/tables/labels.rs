//! labels: the answers to what is planted. They stand beside the databases and are never loaded into them.

use crate::labels;
use crate::table;
use crate::tables::ids::*;

/// The folder of the answers in a bundle, and their name among the databases.
pub const LABELS: &str = "labels";

labels! {
    /// How money is laundered.
    pub enum Typology {
        Structuring = "structuring",
        RapidMovement = "rapid_movement",
        FanIn = "fan_in",
        FanOut = "fan_out",
        RoundTrip = "round_trip",
        DormantAccount = "dormant_account",
        LoanServedWithCash = "loan_served_with_cash",
    }
}

labels! {
    /// What a transaction does in a scheme.
    pub enum SchemeRole {
        Placement = "placement",
        Inflow = "inflow",
        Outflow = "outflow",
        Return = "return",
        Repayment = "repayment",
    }
}

table! {
    /// The transactions of the planted money laundering schemes: the answers, to be kept from those who search.
    labels.aml_schemes: AmlScheme {
        /// The scheme that the transaction belongs to.
        scheme_id: SchemeId,
        /// How the scheme works.
        typology: Typology,
        /// What the transaction does in it.
        role: SchemeRole,
        /// Who runs the scheme.
        customer_id: CustomerId,
        /// Account that it runs on.
        account_id: AccountId,
        /// Key: a transaction of a scheme.
        transaction_id: TransactionId [key],
        /// Whether the bank found the scheme: there is a report of suspicious activity.
        detected: bool,
    }
}
