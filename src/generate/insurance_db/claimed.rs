//! A claim: the loss, what the policy promises for it, and how far it has come.

use crate::tables::insurance_db::{ClaimStatus, ClaimType, LossCause};
use crate::values::calendar::Date;
use crate::values::money::Cents;

/// A loss that is claimed.
#[derive(Clone, Copy, Debug)]
pub struct Loss {
    /// Day of the loss.
    pub day: Date,
    /// Day of the claim.
    pub filed: Date,
    /// Type of claim.
    pub claim_type: ClaimType,
    /// Cause of the loss.
    pub cause: LossCause,
    /// Amount of the loss.
    pub amount: Cents,
    /// Index of the coverage that pays.
    pub term: usize,
    /// Whether the vehicle is a total loss.
    pub total: bool,
}

/// A loss, what is promised for it, and the outcome of its claim.
#[derive(Clone, Copy, Debug)]
pub struct Claimed {
    /// The loss.
    pub loss: Loss,
    /// What the policy promises.
    pub promised: Cents,
    /// How far the claim has come.
    pub outcome: Settlement,
}

impl Claimed {
    /// Whether it predicts more of the same: something was or will be paid, and neither weather nor a stone was the cause.
    pub const fn tells_of_more(&self) -> bool {
        !matches!(
            self.loss.claim_type,
            ClaimType::Comprehensive | ClaimType::WindHail | ClaimType::LossAssessment
        ) && !matches!(self.loss.cause, LossCause::Wildfire | LossCause::Lightning)
            && !matches!(
                self.outcome.status,
                ClaimStatus::Denied | ClaimStatus::Withdrawn
            )
    }

    /// Whether it is the same as another of the policy.
    pub fn is(&self, other: &Claimed) -> bool {
        (self.loss.day, self.loss.cause) == (other.loss.day, other.loss.cause)
    }
}

/// How far a claim has come.
#[derive(Clone, Copy, Debug)]
pub struct Settlement {
    /// Its status.
    pub status: ClaimStatus,
    /// Day of the decision.
    pub decided: Option<Date>,
    /// Day of the payout.
    pub settled: Option<Date>,
    /// Approved amount.
    pub approved: Option<Cents>,
    /// Reserve for what may still be paid.
    pub reserve: Cents,
}
