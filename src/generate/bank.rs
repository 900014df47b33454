//! What all customers share: the plan and the randomness.

use crate::generate::staff::Team;
use crate::plan::Plan;
use crate::random::Random;
use crate::values::calendar::Date;

/// The bank that a plan describes.
///
/// ```
/// use dhub::generate::Bank;
/// use dhub::plan::{DEFAULT_AS_OF, Plan};
/// use dhub::tables::employees_db::Employee;
///
/// let bank = Bank::new(Plan::new(42, DEFAULT_AS_OF, "0.1".parse()?, None, None)?);
/// assert_eq!(bank.rows::<Employee>().count(), bank.plan.employees as usize);
/// # Ok::<(), dhub::error::Error>(())
/// ```
#[derive(Debug)]
pub struct Bank {
    /// The plan it was made from.
    pub plan: Plan,
    /// Its randomness.
    pub random: Random,
}

impl Bank {
    /// The bank of a plan.
    pub fn new(plan: Plan) -> Bank {
        let random = Random::new(plan.seed);
        Bank { plan, random }
    }

    /// The as-of date: no event is later.
    pub fn as_of(&self) -> Date {
        self.plan.as_of
    }

    /// The employees who serve the first customer and take care of bank-wide matters.
    pub fn first_team(&self) -> Team {
        self.team(1, &Team::default())
    }

    /// The employees who serve a customer; anyone also in the `previous` team is taken from it.
    pub fn team(&self, customer: u32, previous: &Team) -> Team {
        let end = self.plan.team_end(customer);
        previous.moved(&self.random, self.as_of(), end)
    }
}
