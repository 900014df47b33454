//! Value types of compliance_db: references to rows of other tables, documents, addresses.

use super::{CheckId, EntityType, KycId, ReportId, SarId, ViolationId};
use crate::tables::accounts_db::{AccountId, TransactionId};
use crate::tables::customer_db::ComplaintId;
use crate::tables::employees_db::TrainingRecordId;
use crate::tables::insurance_db::{ClaimId, PolicyId};
use crate::tables::key::CustomerId;
use crate::tables::loans_db::{ApplicationId, CollateralId, LoanId};
use crate::values::numbers::{write_digits, write_number};
use crate::values::{SqlType, Value};

/// The row that an audited event or a violation is about, by its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Entity {
    CustomerProfile(CustomerId),
    Account(AccountId),
    Transaction(TransactionId),
    LoanApplication(ApplicationId),
    Loan(LoanId),
    Collateral(CollateralId),
    Policy(PolicyId),
    Claim(ClaimId),
    Complaint(ComplaintId),
    EmployeeTraining(TrainingRecordId),
    KycRecord(KycId),
    AmlCheck(CheckId),
    SuspiciousActivityReport(SarId),
    RegulatoryReport(ReportId),
    RuleViolation(ViolationId),
}

impl Entity {
    /// Returns the table that the row is in.
    pub const fn entity_type(self) -> EntityType {
        match self {
            Entity::CustomerProfile(_) => EntityType::CustomerProfile,
            Entity::Account(_) => EntityType::Account,
            Entity::Transaction(_) => EntityType::Transaction,
            Entity::LoanApplication(_) => EntityType::LoanApplication,
            Entity::Loan(_) => EntityType::Loan,
            Entity::Collateral(_) => EntityType::Collateral,
            Entity::Policy(_) => EntityType::Policy,
            Entity::Claim(_) => EntityType::Claim,
            Entity::Complaint(_) => EntityType::Complaint,
            Entity::EmployeeTraining(_) => EntityType::EmployeeTraining,
            Entity::KycRecord(_) => EntityType::KycRecord,
            Entity::AmlCheck(_) => EntityType::AmlCheck,
            Entity::SuspiciousActivityReport(_) => EntityType::SuspiciousActivityReport,
            Entity::RegulatoryReport(_) => EntityType::RegulatoryReport,
            Entity::RuleViolation(_) => EntityType::RuleViolation,
        }
    }
}

impl Value for Entity {
    const SQL: SqlType = SqlType::Text;
    fn write(&self, out: &mut Vec<u8>) {
        match self {
            Entity::CustomerProfile(id) => id.write(out),
            Entity::Account(id) => id.write(out),
            Entity::Transaction(id) => id.write(out),
            Entity::LoanApplication(id) => id.write(out),
            Entity::Loan(id) => id.write(out),
            Entity::Collateral(id) => id.write(out),
            Entity::Policy(id) => id.write(out),
            Entity::Claim(id) => id.write(out),
            Entity::Complaint(id) => id.write(out),
            Entity::EmployeeTraining(id) => id.write(out),
            Entity::KycRecord(id) => id.write(out),
            Entity::AmlCheck(id) => id.write(out),
            Entity::SuspiciousActivityReport(id) => id.write(out),
            Entity::RegulatoryReport(id) => id.write(out),
            Entity::RuleViolation(id) => id.write(out),
        }
    }
}

/// The number of an identity document: `ZZ`, which no authority issues, and nine digits or more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DocumentNumber(pub u64);

impl Value for DocumentNumber {
    const SQL: SqlType = SqlType::Text;
    #[inline]
    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"ZZ");
        write_digits::<9>(self.0, out);
    }
}

/// An address of the bank's own network, 10.0.0.0/8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IpAddress(pub [u8; 3]);

impl Value for IpAddress {
    const SQL: SqlType = SqlType::Text;
    #[inline]
    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"10");
        for part in self.0 {
            out.push(b'.');
            write_number(u64::from(part), out);
        }
    }
}

/// The last four digits of a tax number: of a person's Social Security number, or a business's employer identification number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaxIdEnd(pub u16);

impl Value for TaxIdEnd {
    const SQL: SqlType = SqlType::Text;
    #[inline]
    fn write(&self, out: &mut Vec<u8>) {
        write_digits::<4>(u64::from(self.0), out);
    }
}
