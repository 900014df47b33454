//! Who handles compliance, and how soon.

use crate::tables::employees_db::Role;
use std::ops::RangeInclusive;

/// Roles that handle compliance.
pub const OFFICERS: [Role; 2] = [Role::ComplianceOfficer, Role::RiskAnalyst];
/// Role that investigates a case before it is reported.
pub const ANALYST: [Role; 1] = [Role::RiskAnalyst];
/// Role responsible for what goes to the authorities.
pub const COMPLIANCE_OFFICER: [Role; 1] = [Role::ComplianceOfficer];
/// Days from a suspicious activity report to the review it triggers.
pub const REVIEWED_AFTER: RangeInclusive<i64> = 2..=14;
