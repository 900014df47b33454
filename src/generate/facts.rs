//! Facts about a life that are in no column and that one domain hands to another.

use crate::generate::customer::Ordinal;
use crate::tables::ids::ClaimId;
use crate::tables::loans_db::{Collateral, Loan};
use crate::values::calendar::Date;
use crate::values::money::Cents;
use crate::values::texts::loans::CONDOMINIUM;

/// When a claim was decided.
#[derive(Clone, Copy, Debug)]
pub struct ClaimDecision {
    /// The claim.
    pub claim_id: ClaimId,
    /// The day.
    pub day: Date,
}

/// Minimum cover for a policy on collateral: the lesser of principal and appraisal. For a condominium unit, where the association
/// insures the building, a fifth of the appraisal: walls in (HUD handbook 4000.1, II.A.3).
pub fn to_be_covered(loan: &Loan, collateral: &Collateral) -> Cents {
    match collateral.description.starts_with(CONDOMINIUM) {
        true => Cents(collateral.appraised_value.0 / 5),
        false => loan.principal_amount.min(collateral.appraised_value),
    }
}

/// Activity that raises suspicion on an account, all within one calendar month. It is decided before any row is made: what the
/// bank does about it doesn't depend on how many months of statements there are.
#[derive(Clone, Copy, Debug)]
pub struct Suspicion {
    /// The account.
    pub account: Ordinal,
    /// The first day of the activity.
    pub from: Date,
    /// The last day of the activity.
    pub to: Date,
    /// The business day on which the bank detects it, if it does so by the as-of date.
    pub reported: Option<Date>,
}
