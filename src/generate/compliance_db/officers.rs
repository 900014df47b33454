//! Who looks after compliance, and how soon.

use crate::tables::employees_db::Role;
use std::ops::RangeInclusive;

/// The roles of those who look after compliance.
pub const OFFICERS: [Role; 2] = [Role::ComplianceOfficer, Role::RiskAnalyst];
/// Who looks into a case before it is reported.
pub const ANALYST: [Role; 1] = [Role::RiskAnalyst];
/// Who answers for what goes to the authorities.
pub const COMPLIANCE_OFFICER: [Role; 1] = [Role::ComplianceOfficer];
/// Days from a report of suspicious activity to the review that it causes.
pub const REVIEWED_AFTER: RangeInclusive<i64> = 2..=14;
