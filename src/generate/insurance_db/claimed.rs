//! What is known of a claim: the loss, what the policy promises for it, and how far the claim has come.

use crate::tables::insurance_db::{ClaimStatus, ClaimType, LossCause};
use crate::values::calendar::Date;
use crate::values::money::Cents;

/// A loss that is claimed.
#[derive(Clone, Copy, Debug)]
pub struct Loss {
    /// When it happened.
    pub day: Date,
    /// When it was claimed.
    pub filed: Date,
    /// What is claimed.
    pub claim_type: ClaimType,
    /// Of what.
    pub cause: LossCause,
    /// The loss.
    pub amount: Cents,
    /// Which coverage pays.
    pub term: usize,
    /// Whether the vehicle is a total loss.
    pub total: bool,
}

/// A loss, what is promised for it, and what has become of its claim.
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
    /// Whether more of the kind is to be expected: something was or will be paid, and neither weather nor a stone was the cause.
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
    /// How it stands.
    pub status: ClaimStatus,
    /// When it was decided.
    pub decided: Option<Date>,
    /// When it was paid.
    pub settled: Option<Date>,
    /// What was approved.
    pub approved: Option<Cents>,
    /// What is set aside.
    pub reserve: Cents,
}
