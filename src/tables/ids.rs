//! The types of all keys, each declared next to its table.

pub use super::accounts_db::{AccountId, RelationshipId, TransactionId};
pub use super::compliance_db::{
    AuditId, CheckId, KycId, Period, ReportId, RuleId, SarId, ViolationId,
};
pub use super::customer_db::{
    CampaignId, ComplaintId, HouseholdId, InteractionId, ResponseId, SurveyId,
};
pub use super::employees_db::{
    AssignmentId, BranchCode, DepartmentId, EmployeeId, ProgramId, ReviewId, TrainingRecordId,
};
pub use super::insurance_db::{
    BeneficiaryId, ClaimId, ClaimNumber, CoverageId, PaymentId, PolicyEventId, PolicyId,
    PolicyNumber,
};
pub use super::key::CustomerId;
pub use super::labels::SchemeId;
pub use super::loans_db::{
    ApplicationId, AssessmentId, CollateralId, GuarantorId, LoanId, ScheduleId,
};
