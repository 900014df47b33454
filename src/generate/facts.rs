//! Facts about a life that no column says, and that one domain hands on to another.

use crate::tables::ids::{AccountId, ClaimId};
use crate::values::calendar::Date;

/// When a claim was decided.
#[derive(Clone, Copy, Debug)]
pub struct ClaimDecision {
    /// The claim.
    pub claim_id: ClaimId,
    /// The day.
    pub day: Date,
}

/// A planted money laundering scheme.
#[derive(Clone, Copy, Debug)]
pub struct PlantedScheme {
    /// The account that it runs on.
    pub account_id: AccountId,
    /// Whether the bank detects it.
    pub detected: bool,
}
