//! What all customers share: the plan, the randomness and the staff.

use crate::plan::Plan;
use crate::random::Random;

/// The bank that a plan describes.
#[derive(Debug)]
pub struct Bank {
    plan: Plan,
    random: Random,
}

impl Bank {
    /// The bank of a plan.
    pub fn new(plan: Plan) -> Bank {
        Bank {
            plan,
            random: Random::new(plan.seed),
        }
    }

    /// The plan that it was made from.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Its randomness.
    pub fn random(&self) -> &Random {
        &self.random
    }
}
