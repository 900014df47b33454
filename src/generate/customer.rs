//! What is settled about a customer before any row is made: data only.
//!
//! `population` and `home` fill in who the person is, then each domain its own part, in the order of `block`. Whatever two
//! tables must agree on belongs here, drawn once.

use crate::generate::person::{Business, Household, Person, Relative};
pub use crate::generate::region::CUSTOMERS_PER_BLOCK;
use crate::generate::staff::Team;
use crate::tables::accounts_db::{AccountStatus, AccountType};
use crate::tables::customer_db::{CustomerSegment, CustomerStatus, KycStatus, RiskRating};
use crate::tables::employees_db::BranchCode;
use crate::tables::ids::{AccountId, CustomerId};
use crate::tables::insurance_db::{PaymentMethod, PolicyStatus, PolicyType, PremiumFrequency};
use crate::tables::loans_db::{ApplicationStatus, LoanStatus, LoanType};
use crate::values::calendar::{Date, Timestamp};
use crate::values::money::{Cents, Fraction4};
use crate::values::places::City;

/// What is settled about a customer.
#[derive(Clone, Debug)]
pub struct Customer {
    /// The number, from 1.
    pub number: u32,
    /// The segment.
    pub segment: CustomerSegment,
    /// Active, dormant or closed.
    pub status: CustomerStatus,
    /// As the latest KYC record says; `compliance_db` settles it.
    pub kyc_status: KycStatus,
    /// As the latest KYC record says; `compliance_db` settles it by who the customer is and by what raised suspicion.
    pub risk_rating: RiskRating,
    /// The person; of a business its principal owner.
    pub person: Person,
    /// The company: of customers of the corporate segment, and of no other.
    pub business: Option<Business>,
    /// With whom the customer lives. Nobody lives with a business.
    pub household: Household,
    /// Spouse, children, parents and siblings, in this order.
    pub kin: Vec<Relative>,
    /// The moment of onboarding, in business hours.
    pub joined_at: Timestamp,
    /// Day of death, of a closed customer; on the day of `closed` the estate was settled.
    pub died: Option<Date>,
    /// Day on which a closed customer left, with all accounts.
    pub closed: Option<Date>,
    /// Where the customer lives.
    pub home: &'static City,
    /// The branch near the home: that of all accounts.
    pub branch: BranchCode,
    /// When the profile was changed, and what of it, in time order; each field once at most.
    pub profile_changes: Vec<(Timestamp, ProfileField)>,
    /// The employees who serve the customer.
    pub team: Team,
    /// The accounts, by [`Ordinal`].
    pub accounts: Vec<Holding>,
    /// The loan applications, by ordinal of the draw.
    pub applications: Vec<Application>,
    /// Whether the mortgage on the house of the household is one of this bank, whoever of its members owes it.
    pub mortgage_here: bool,
    /// The insurance policies, by ordinal.
    pub policies: Vec<Insured>,
    /// How many interactions.
    pub interactions: u64,
    /// The rank of the first interaction among those of the block.
    pub first_interaction: u64,
}

/// The place of an account among those of its holder, from 1: the last digit of its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ordinal(u8);

impl Ordinal {
    /// The ordinal of the account at this index, from 0 to 8.
    pub const fn at(index: usize) -> Ordinal {
        Ordinal(index as u8 + 1)
    }

    /// The index, from 0.
    #[inline]
    pub const fn index(self) -> usize {
        self.0 as usize - 1
    }

    /// The number, from 1.
    #[inline]
    pub const fn number(self) -> u8 {
        self.0
    }
}

/// What may change in a profile; each does once at most, so the last value is the profile's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProfileField {
    /// The street address.
    Address,
    /// The telephone number.
    Phone,
    /// The e-mail address.
    Email,
}

/// What is settled about an account.
#[derive(Clone, Copy, Debug)]
pub struct Holding {
    /// What kind of account.
    pub account_type: AccountType,
    /// Active, frozen or closed.
    pub status: AccountStatus,
    /// First day.
    pub opened: Date,
    /// Last day with transactions: the as-of date, the day it was closed, or the last one before it was frozen.
    pub last_day: Date,
    /// When it was frozen, if it ever was.
    pub freeze: Option<Freeze>,
    /// What usually lies on it.
    pub level: Cents,
    /// Interest a year, if it bears any.
    pub interest_rate: Option<Fraction4>,
    /// Months of each term, of a certificate.
    pub term: Option<u8>,
    /// How many relationships start from it.
    pub relationships: u8,
}

/// A time in which nothing goes out of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Freeze {
    /// The business day on which it begins.
    pub from: Date,
    /// The business day on which it is lifted; none if it lasts, or ends with the account.
    pub lifted: Option<Date>,
}

/// What is settled about a loan application.
#[derive(Clone, Copy, Debug)]
pub struct Application {
    /// What became of it.
    pub status: ApplicationStatus,
    /// What the money is for.
    pub loan_type: LoanType,
    /// Whether it is for the house in which the customer lives.
    pub for_home: bool,
    /// Credit score before the decision, 300 to 850.
    pub score: i16,
    /// The loan that came of it, if it was funded.
    pub loan: Option<Funding>,
}

/// What is settled about a loan.
#[derive(Clone, Copy, Debug)]
pub struct Funding {
    /// How it stands.
    pub status: LoanStatus,
    /// Months that it runs as agreed.
    pub term: u16,
    /// Installments until it is paid off; fewer than the term when it is paid off early.
    pub installments: u16,
    /// Months that it runs longer once it is restructured.
    pub longer: u16,
    /// How the borrower pays.
    pub habit: Habit,
    /// Whether it is under collateral.
    pub secured: bool,
    /// How many guarantors.
    pub guarantors: u8,
    /// Whether it is assessed again later.
    pub assessed_again: bool,
}

/// How a borrower pays while all goes well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Habit {
    /// Never late.
    Punctual,
    /// Late once a year or so.
    Careless,
    /// Late every few months.
    Late,
}

/// What is settled about an insurance policy.
#[derive(Clone, Debug)]
pub struct Insured {
    /// What is insured.
    pub policy_type: PolicyType,
    /// How it stands.
    pub status: PolicyStatus,
    /// How often a premium is due.
    pub frequency: PremiumFrequency,
    /// How premiums are paid.
    pub method: PaymentMethod,
    /// Whether it protects the collateral of an open loan.
    pub protects: bool,
    /// Whether it is a property policy of somebody who rents.
    pub renter: bool,
    /// Which of the coverages of its type it has, a bit for each in their order.
    pub coverages: u32,
    /// The place among the policies of its type, as a fraction of 64 bits, by which the number of its claims is drawn.
    pub claims: u64,
    /// The same for how bad what happens is, where much happens.
    pub losses: u64,
    /// The same for how old an insured vehicle is.
    pub car: u64,
    /// Whom a life policy names.
    pub beneficiaries: Vec<Heir>,
}

/// Whom a life policy names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heir {
    /// One of the kin, by index.
    Kin(usize),
    /// A trust of the family.
    Trust,
    /// Somebody who is no relative.
    Friend,
}

impl Customer {
    /// The key of the customer's row.
    pub const fn id(&self) -> CustomerId {
        CustomerId(self.number)
    }

    /// The number as the row of a stream.
    #[inline]
    pub fn row(&self) -> u64 {
        u64::from(self.number)
    }

    /// The place in the block, from 0.
    pub const fn place(&self) -> usize {
        ((self.number - 1) % CUSTOMERS_PER_BLOCK) as usize
    }

    /// Day of onboarding.
    pub const fn joined(&self) -> Date {
        self.joined_at.date()
    }

    /// How much cash paid in within a month surprises nobody: of a business three times what it takes in in cash, of a person
    /// what a quarter of a year brings.
    pub fn cash_of_a_month(&self) -> Cents {
        Cents(match &self.business {
            Some(business) => {
                business.revenue.0 / 12 * i64::from(business.industry.cash) * 3 / 1_000
            }
            None => self.person.income.0 / 4,
        })
    }

    /// The last day on which anything happens for the customer: of the dead the settling of the estate.
    pub fn last_day(&self, as_of: Date) -> Date {
        self.closed.unwrap_or(as_of)
    }

    /// The last day on which the customer does anything.
    pub fn last_act(&self, as_of: Date) -> Date {
        self.died.unwrap_or(self.last_day(as_of))
    }

    /// The day on which all accounts were frozen, if none was released: the bank does no new business from then on.
    pub fn frozen_since(&self) -> Option<Date> {
        let freezes = self.accounts.iter().filter_map(|one| one.freeze);
        let lasting = freezes.filter(|one| one.lifted.is_none());
        lasting.map(|one| one.from).min()
    }

    /// The accounts with their ordinals.
    pub fn holdings(&self) -> impl Iterator<Item = (Ordinal, &Holding)> {
        (1..).map(Ordinal).zip(&self.accounts)
    }

    /// The account of this ordinal.
    #[inline]
    pub fn holding(&self, ordinal: Ordinal) -> &Holding {
        &self.accounts[ordinal.index()]
    }

    /// The key of the account of this ordinal.
    #[inline]
    pub const fn account_id(&self, ordinal: Ordinal) -> AccountId {
        AccountId {
            customer: self.number,
            ordinal: ordinal.number(),
        }
    }

    /// The first account that is as wanted.
    pub fn first_account(&self, wanted: impl Fn(&Holding) -> bool) -> Option<Ordinal> {
        self.accounts.iter().position(wanted).map(Ordinal::at)
    }

    /// The account that loans and premiums are paid from: the first active checking account, if there is one and the customer
    /// has not fallen silent (data model, section 4).
    pub fn paying_account(&self) -> Option<Ordinal> {
        if self.status == CustomerStatus::Dormant {
            return None;
        }
        self.first_account(|one| one.is_active() && one.account_type == AccountType::Checking)
    }

    /// The first of the accounts from which a loan may be paid.
    pub fn first_paying(&self) -> Option<&Holding> {
        let pays = |one: &&Holding| one.is_active() && one.account_type != AccountType::Cd;
        self.accounts
            .iter()
            .filter(pays)
            .min_by_key(|one| one.opened)
    }

    /// The account that pays what begins on a day: the same among the accounts that were open by then. No certificate pays.
    pub fn paying_account_on(&self, day: Date) -> Option<Ordinal> {
        let open = |one: &Holding| {
            one.is_active() && one.opened <= day && one.account_type != AccountType::Cd
        };
        self.first_account(|one| open(one) && one.account_type == AccountType::Checking)
            .or_else(|| self.first_account(open))
    }
}

impl Holding {
    /// The last day of the term of a certificate that runs on a day.
    pub fn matures_after(&self, day: Date) -> Option<Date> {
        let months = i32::from(self.term?);
        let terms = (day.years_since(self.opened) * 12 / months)..;
        let mut ends = terms.map(|terms| self.opened.add_months((terms + 1) * months));
        ends.find(|&end| end > day)
    }

    /// Whether it is neither frozen nor closed.
    pub fn is_active(&self) -> bool {
        self.status == AccountStatus::Active
    }
}
