//! Who looks after compliance.

use crate::tables::employees_db::Role;

/// The roles of those who look after compliance.
pub const OFFICERS: [Role; 2] = [Role::ComplianceOfficer, Role::RiskAnalyst];
