//! Who a customer is: the person, the company, the household and the relatives. Data only, filled in by `population`.
//!
//! Everything in every table follows from this, plus noise (data model, section 1).

use crate::tables::ids::HouseholdId;
use crate::values::Text;
use crate::values::calendar::Date;
use crate::values::employers::{self, Payday};
use crate::values::industries::Industry;
use crate::values::money::Cents;
use crate::values::occupations::Occupation;
use crate::values::people::Sex;

/// A latent trait in thousandths of a standard deviation, roughly normal over the bank's people: 0 is average, 1,000 is above 84
/// percent of them.
pub type Score = i64;

/// A person; for a business, its principal owner.
#[derive(Clone, Copy, Debug)]
pub struct Person {
    /// Female or male.
    pub sex: Sex,
    /// Given name.
    pub given_name: &'static str,
    /// Family name.
    pub family_name: &'static str,
    /// Day of birth.
    pub born: Date,
    /// How the person earns.
    pub work: Work,
    /// Annual income before taxes: wages, profit, pension or benefits.
    pub income: Cents,
    /// Wealth compared with people of all ages.
    pub wealth: Score,
    /// Reliability in paying debts.
    pub credit: Score,
    /// How readily the person does things on a screen.
    pub digital: Score,
}

/// How a person earns.
#[derive(Clone, Copy, Debug)]
pub enum Work {
    /// Wages.
    Employed(Job),
    /// Profit from their own business without employees.
    SelfEmployed(&'static Occupation),
    /// Profit from the company that is the customer.
    Owner,
    /// Pension and Social Security.
    Retired,
    /// A little, alongside school.
    Student,
    /// Benefits at most.
    NotWorking,
}

impl Work {
    /// Occupation as given in a profile.
    pub const fn title(&self) -> &'static str {
        match self {
            Work::Employed(job) => job.occupation.title,
            Work::SelfEmployed(occupation) => occupation.title,
            Work::Owner => "Business Owner",
            Work::Retired => "Retired",
            Work::Student => "Student",
            Work::NotWorking => "Not Employed",
        }
    }
}

/// A job.
#[derive(Clone, Copy, Debug)]
pub struct Job {
    /// What the person does.
    pub occupation: &'static Occupation,
    /// Employer.
    pub employer: Employer,
    /// When wages are paid.
    pub payday: Payday,
}

/// An employer.
#[derive(Clone, Copy, Debug)]
pub enum Employer {
    /// A business that is a customer in the same block: its number.
    Here(u32),
    /// One that banks elsewhere.
    Elsewhere(&'static employers::Employer),
}

/// A company.
#[derive(Clone, Debug)]
pub struct Business {
    /// Its name.
    pub name: Text,
    /// What it does.
    pub industry: &'static Industry,
    /// Annual revenue.
    pub revenue: Cents,
    /// Number of employees, customers or not.
    pub staff: u16,
    /// When it pays them.
    pub payday: Payday,
}

/// The people who live at one address.
#[derive(Clone, Debug)]
pub struct Household {
    /// The smallest member number.
    pub first: u32,
    /// The members who are customers, by number; all in one block.
    pub members: Vec<u32>,
    /// Whether it rents or owns.
    pub tenure: Tenure,
    /// The member who pays rent or mortgage, and utilities.
    pub payer: u32,
    /// Date on which it moved in.
    pub since: Date,
}

impl Household {
    /// The key that its members' profiles refer to.
    pub const fn id(&self) -> HouseholdId {
        HouseholdId(self.first)
    }

    /// The number of the customer in the same block who owns the home, if it is rented from one.
    #[inline]
    pub const fn landlord(&self) -> Option<u32> {
        match self.tenure {
            Tenure::Rents {
                landlord: Landlord::Here(number),
                ..
            } => Some(number),
            _ => None,
        }
    }
}

/// Whether a household rents or owns its home.
#[derive(Clone, Copy, Debug)]
pub enum Tenure {
    /// Rents.
    Rents {
        /// Monthly rent.
        rent: Cents,
        /// Landlord.
        landlord: Landlord,
    },
    /// Owns with a mortgage that isn't paid off.
    Mortgaged,
    /// Owns without debt.
    OwnsOutright,
}

/// Who receives the rent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Landlord {
    /// A customer in the same block: its number.
    Here(u32),
    /// One who banks elsewhere.
    Elsewhere,
}

/// How a relative is related to a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// Husband or wife.
    Spouse,
    /// Daughter or son.
    Child,
    /// Mother or father.
    Parent,
    /// Sister or brother.
    Sibling,
}

/// A relative of a person.
#[derive(Clone, Copy, Debug)]
pub struct Relative {
    /// How the relative is related.
    pub relation: Relation,
    /// Given name.
    pub given_name: &'static str,
    /// Family name.
    pub family_name: &'static str,
    /// Day of birth.
    pub born: Date,
    /// Customer number, if the relative is a customer in the same block.
    pub customer: Option<u32>,
}
