//! Facts about a life that no column says, and that one domain hands on to another.

use crate::generate::customer::Ordinal;
use crate::tables::ids::ClaimId;
use crate::values::calendar::Date;

/// When a claim was decided.
#[derive(Clone, Copy, Debug)]
pub struct ClaimDecision {
    /// The claim.
    pub claim_id: ClaimId,
    /// The day.
    pub day: Date,
}

/// What raises suspicion on an account, all within one civil month. It is settled before any row is made: what the bank makes
/// of it does not depend on how many months of statements there are.
#[derive(Clone, Copy, Debug)]
pub struct Suspicion {
    /// The account.
    pub account: Ordinal,
    /// The first day of the activity.
    pub from: Date,
    /// Its last day.
    pub to: Date,
    /// The business day on which the bank detects it, if it does, up to the as-of date.
    pub reported: Option<Date>,
}
