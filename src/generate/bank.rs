//! What all customers share: the plan, the randomness and the staff.

use crate::generate::staff::{Member, Team};
use crate::plan::Plan;
use crate::random::Random;
use crate::values::calendar::Date;

/// The bank that a plan describes.
#[derive(Debug)]
pub struct Bank {
    /// The plan that it was made from.
    pub plan: Plan,
    /// Its randomness.
    pub random: Random,
    /// Everyone on the staff list, by number.
    pub staff: Vec<Member>,
}

impl Bank {
    /// The bank of a plan.
    pub fn new(plan: Plan) -> Bank {
        let random = Random::new(plan.seed);
        Bank {
            plan,
            random,
            staff: (1..=plan.employees)
                .map(|number| Member::new(&random, plan.as_of, number))
                .collect(),
        }
    }

    /// The last day of the world.
    pub fn as_of(&self) -> Date {
        self.plan.as_of
    }

    /// The employees who serve a customer.
    pub fn team(&self, customer: u32) -> Team<'_> {
        Team::new(&self.staff, self.plan.team_end(customer))
    }
}
