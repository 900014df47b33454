//! Who a customer is: the person, the company, the household and the kin. Data only; `population` settles it.
//!
//! Every later fact of every table follows from these, plus noise (data model, section 1).

use crate::tables::ids::HouseholdId;
use crate::values::Text;
use crate::values::calendar::Date;
use crate::values::employers::{self, Payday};
use crate::values::industries::Industry;
use crate::values::money::Cents;
use crate::values::occupations::Occupation;
use crate::values::people::Sex;

/// A latent trait in thousandths of a standard deviation, about normal over the people of a bank: 0 is the average,
/// 1,000 is above 84 percent of them.
pub type Score = i64;

/// A person. Of a business: its principal owner.
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
    /// What the person earns in a year before taxes: wages, profit, pension or benefits.
    pub income: Cents,
    /// How much the person owns, beside others of any age.
    pub wealth: Score,
    /// How well the person pays what is owed.
    pub credit: Score,
    /// How readily the person does things on a screen.
    pub digital: Score,
}

/// How a person earns.
#[derive(Clone, Copy, Debug)]
pub enum Work {
    /// Wages.
    Employed(Job),
    /// Profit of an own trade without employees.
    SelfEmployed(&'static Occupation),
    /// Profit of the company that is the customer.
    Owner,
    /// Pension and Social Security.
    Retired,
    /// Little, beside school.
    Student,
    /// Benefits at most.
    NotWorking,
}

impl Work {
    /// What somebody does for a living, as a profile says it.
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
    /// For whom.
    pub employer: Employer,
    /// When wages are paid.
    pub payday: Payday,
}

/// Who pays wages.
#[derive(Clone, Copy, Debug)]
pub enum Employer {
    /// A business that is a customer, of the same block: its number.
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
    /// What it takes in a year.
    pub revenue: Cents,
    /// How many people it pays, customers or not.
    pub staff: u16,
    /// When it pays them.
    pub payday: Payday,
}

/// Those who live at one address.
#[derive(Clone, Debug)]
pub struct Household {
    /// The smallest number of a member.
    pub first: u32,
    /// The members who are customers, by number; all of one block.
    pub members: Vec<u32>,
    /// How it lives there.
    pub tenure: Tenure,
    /// The member who pays rent or mortgage, and utilities.
    pub payer: u32,
    /// Day on which it moved in.
    pub since: Date,
}

impl Household {
    /// The key that its members' profiles name.
    pub const fn id(&self) -> HouseholdId {
        HouseholdId(self.first)
    }
}

/// How a household lives at its address.
#[derive(Clone, Copy, Debug)]
pub enum Tenure {
    /// In somebody else's house.
    Rents {
        /// What is paid each month.
        rent: Cents,
        /// To whom.
        landlord: Landlord,
    },
    /// In an own house that is not paid off.
    Mortgaged,
    /// In an own house without debt.
    OwnsOutright,
}

/// Who takes a rent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Landlord {
    /// A customer of the same block: its number.
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
    /// The number of a relative who is a customer, of the same block.
    pub customer: Option<u32>,
}
