//! Facts about a customer that are decided before any row is made: data only.
//!
//! `population` and `home` fill in who the person is, then each domain fills in its own part, in the order of `block`. Anything
//! two tables must agree on belongs here, drawn once.

use crate::generate::person::{Business, Household, Person, Relation, Relative};
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

/// Facts about a customer.
#[derive(Clone, Debug)]
pub struct Customer {
    /// Customer number, from 1.
    pub number: u32,
    /// The segment.
    pub segment: CustomerSegment,
    /// Active, dormant or closed.
    pub status: CustomerStatus,
    /// As in the latest KYC record; decided by `compliance_db`.
    pub kyc_status: KycStatus,
    /// As in the latest KYC record; decided by `compliance_db` from who the customer is and what raised suspicion.
    pub risk_rating: RiskRating,
    /// The person; for a business, its principal owner.
    pub person: Person,
    /// The company: customers in the corporate segment only.
    pub business: Option<Business>,
    /// The household the customer lives in. Nobody lives with a business.
    pub household: Household,
    /// Spouse, children, parents and siblings, in that order.
    pub kin: Vec<Relative>,
    /// Time of onboarding, during business hours.
    pub joined_at: Timestamp,
    /// Date of death, for a closed customer; the estate was settled on the date in `closed`.
    pub died: Option<Date>,
    /// Date on which a closed customer left, with all accounts.
    pub closed: Option<Date>,
    /// Where the customer lives.
    pub home: &'static City,
    /// The branch near the home; all accounts belong to it.
    pub branch: BranchCode,
    /// When the profile changed and which field, in time order; each field at most once.
    pub profile_changes: Vec<(Timestamp, ProfileField)>,
    /// The employees who serve the customer.
    pub team: Team,
    /// The accounts, by [`Ordinal`].
    pub accounts: Vec<Holding>,
    /// The loan applications, by ordinal of the draw.
    pub applications: Vec<Application>,
    /// Whether the mortgage on the household's home is with this bank, whichever member owes it.
    pub mortgage_here: bool,
    /// The insurance policies, by ordinal.
    pub policies: Vec<Insured>,
    /// Number of interactions.
    pub interactions: u64,
    /// Rank of the first interaction within the block.
    pub first_interaction: u64,
}

/// An account's position among its holder's accounts, from 1: the last digit of its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ordinal(u8);

impl Ordinal {
    /// The ordinal of the account at an index from 0 to 8.
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

/// What can change in a profile; each at most once, so the last value is the profile's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProfileField {
    /// The street address.
    Address,
    /// The telephone number.
    Phone,
    /// The e-mail address.
    Email,
}

/// Facts about an account.
#[derive(Clone, Copy, Debug)]
pub struct Holding {
    /// Type of account.
    pub account_type: AccountType,
    /// Active, frozen or closed.
    pub status: AccountStatus,
    /// Date of opening.
    pub opened: Date,
    /// Last day with transactions: the as-of date, the closing date, or the last day before the freeze.
    pub last_day: Date,
    /// The freeze, if it was ever frozen.
    pub freeze: Option<Freeze>,
    /// Typical balance.
    pub level: Cents,
    /// Annual interest rate, if it bears interest.
    pub interest_rate: Option<Fraction4>,
    /// Length of each term in months, for a certificate.
    pub term: Option<u8>,
    /// Number of relationships that start from it.
    pub relationships: u8,
}

/// A period in which no money leaves an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Freeze {
    /// The business day on which it begins.
    pub from: Date,
    /// The business day on which it is lifted; none if it is still in force or ends with the account.
    pub lifted: Option<Date>,
}

/// Facts about a loan application.
#[derive(Clone, Copy, Debug)]
pub struct Application {
    /// Outcome.
    pub status: ApplicationStatus,
    /// Purpose of the loan.
    pub loan_type: LoanType,
    /// Whether it is for the home the customer lives in.
    pub for_home: bool,
    /// Credit score before the decision, 300 to 850.
    pub score: i16,
    /// The resulting loan, if it was funded.
    pub loan: Option<Funding>,
}

/// Facts about a loan.
#[derive(Clone, Copy, Debug)]
pub struct Funding {
    /// Current status.
    pub status: LoanStatus,
    /// Agreed term in months.
    pub term: u16,
    /// Installments until it is paid off; fewer than the term if it is paid off early.
    pub installments: u16,
    /// Months added to the term by restructuring.
    pub longer: u16,
    /// How the borrower pays.
    pub habit: Habit,
    /// Whether it is secured by collateral.
    pub secured: bool,
    /// Number of guarantors.
    pub guarantors: u8,
    /// Whether it is assessed again later.
    pub assessed_again: bool,
}

/// How a borrower pays while all is well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Habit {
    /// Never late.
    Punctual,
    /// Late about once a year.
    Careless,
    /// Late every few months.
    Late,
}

/// Facts about an insurance policy.
#[derive(Clone, Debug)]
pub struct Insured {
    /// What is insured.
    pub policy_type: PolicyType,
    /// Current status.
    pub status: PolicyStatus,
    /// How often a premium is due.
    pub frequency: PremiumFrequency,
    /// How premiums are paid.
    pub method: PaymentMethod,
    /// Whether it protects the collateral of an open loan.
    pub protects: bool,
    /// Whether it is a renter's property policy.
    pub renter: bool,
    /// Which coverages of its type it has, one bit each, in order.
    pub coverages: u32,
    /// Place among the policies of its type, as a 64-bit fraction; determines the number of claims.
    pub claims: u64,
    /// Likewise, for the severity of losses where there are many.
    pub losses: u64,
    /// Likewise, for the age of an insured vehicle.
    pub car: u64,
    /// Beneficiaries of a life policy.
    pub beneficiaries: Vec<Heir>,
}

/// Beneficiary of a life policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heir {
    /// One of the kin, by index.
    Kin(usize),
    /// A family trust.
    Trust,
    /// Somebody who isn't a relative.
    Friend,
}

impl Customer {
    /// The key of the customer's row.
    pub const fn id(&self) -> CustomerId {
        CustomerId(self.number)
    }

    /// Customer number as a stream row.
    #[inline]
    pub fn row(&self) -> u64 {
        u64::from(self.number)
    }

    /// Position in the block, from 0.
    pub const fn place(&self) -> usize {
        ((self.number - 1) % CUSTOMERS_PER_BLOCK) as usize
    }

    /// Date of onboarding.
    pub const fn joined(&self) -> Date {
        self.joined_at.date()
    }

    /// Cash deposits that surprise nobody within a month: for a business, three times its monthly cash revenue; for a person, a
    /// quarter's income.
    pub fn cash_of_a_month(&self) -> Cents {
        Cents(match &self.business {
            Some(business) => {
                business.revenue.0 / 12 * i64::from(business.industry.cash) * 3 / 1_000
            }
            None => self.person.income.0 / 4,
        })
    }

    /// The last day on which anything happens for the customer: if dead, the day the estate was settled.
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

    /// The account with this ordinal.
    #[inline]
    pub fn holding(&self, ordinal: Ordinal) -> &Holding {
        &self.accounts[ordinal.index()]
    }

    /// The key of the account with this ordinal.
    #[inline]
    pub const fn account_id(&self, ordinal: Ordinal) -> AccountId {
        AccountId {
            customer: self.number,
            ordinal: ordinal.number(),
        }
    }

    /// The first account that satisfies `wanted`.
    pub fn first_account(&self, wanted: impl Fn(&Holding) -> bool) -> Option<Ordinal> {
        self.accounts.iter().position(wanted).map(Ordinal::at)
    }

    /// Number of the husband or wife, if a customer, too.
    pub fn spouse(&self) -> Option<u32> {
        let first = self.kin.first()?;
        first
            .customer
            .filter(|_| first.relation == Relation::Spouse)
    }

    /// The account that loans and premiums are paid from: the first active checking account, if there is one and the customer
    /// isn't dormant (data model, section 4).
    pub fn paying_account(&self) -> Option<Ordinal> {
        if self.status == CustomerStatus::Dormant {
            return None;
        }
        self.first_account(|one| one.is_active() && one.account_type == AccountType::Checking)
    }

    /// The earliest-opened account that a loan can be paid from.
    pub fn first_paying(&self) -> Option<&Holding> {
        let pays = |one: &&Holding| one.is_active() && one.account_type != AccountType::Cd;
        self.accounts
            .iter()
            .filter(pays)
            .min_by_key(|one| one.opened)
    }

    /// The paying account for something that begins on a day, among the accounts open by then. Certificates don't pay.
    pub fn paying_account_on(&self, day: Date) -> Option<Ordinal> {
        let open = |one: &Holding| {
            one.is_active() && one.opened <= day && one.account_type != AccountType::Cd
        };
        self.first_account(|one| open(one) && one.account_type == AccountType::Checking)
            .or_else(|| self.first_account(open))
    }
}

impl Holding {
    /// For a certificate, the end of the term that is running on a day.
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
