//! Every table, declared once: one file per database, one [`table!`](crate::table) per table.
//!
//! The declaration is the only place that knows a table's columns, and the list below the only one of tables and databases.
//! The row struct, the CSV, the DDL, the manifest, status, verify and diff all come from these two.

pub mod accounts_db;
mod catalogue;
pub mod compliance_db;
pub mod constraint;
pub mod customer_db;
mod declare;
pub mod employees_db;
mod glossary;
mod governance;
pub mod ids;
pub mod insurance_db;
pub mod key;
pub mod labels;
pub mod loans_db;
mod meaning;
mod reference;
mod table;

pub use catalogue::{Chunk, Encoded, Listed, Sinks, TableSink, files};
pub use glossary::{GlossaryTerm, TermGroup};
pub use governance::{Criticality, Domain, Freshness, Product, Retention, Stewardship};
pub use meaning::{Derivation, Pii, Unit};
pub use reference::{Reference, references};
pub use table::{Column, Row, Table};

catalogue::catalogue! {
    employees_db {
        departments: Department,
        branches: Branch,
        employees: Employee,
        training_programs: TrainingProgram,
        employee_training: EmployeeTraining,
        performance_reviews: PerformanceReview,
        employee_assignments: EmployeeAssignment,
    }
    accounts_db {
        customers: Customer,
        accounts: Account,
        account_relationships: AccountRelationship,
        transactions: Transaction,
    }
    customer_db {
        customer_profiles: CustomerProfile,
        interactions: Interaction,
        satisfaction_surveys: SatisfactionSurvey,
        complaints: Complaint,
        campaigns: Campaign,
        campaign_responses: CampaignResponse,
    }
    loans_db {
        loan_applications: LoanApplication,
        loans: Loan,
        collateral: Collateral,
        repayment_schedule: RepaymentInstallment,
        loan_guarantors: LoanGuarantor,
        risk_assessments: RiskAssessment,
    }
    insurance_db {
        policies: Policy,
        coverage: Coverage,
        beneficiaries: Beneficiary,
        claims: Claim,
        premium_payments: PremiumPayment,
        policy_events: PolicyEvent,
    }
    compliance_db {
        compliance_rules: ComplianceRule,
        kyc_records: KycRecord,
        suspicious_activity_reports: SuspiciousActivityReport,
        aml_checks: AmlCheck,
        regulatory_reports: RegulatoryReport,
        rule_violations: RuleViolation,
        audit_trails: AuditTrail,
    }
    ; labels {
        aml_schemes: AmlScheme,
    }
}

/// Looks up a column by its qualified name, such as `loans_db.loans.principal_amount`, and returns it with its table.
pub fn column_named(place: &str) -> Option<(&'static Table, &'static Column)> {
    let (table, column) = place.rsplit_once('.')?;
    let (database, name) = table.split_once('.')?;
    let named = |one: &&&Table| one.database == database && one.name == name;
    let table = FILES.iter().find(named)?;
    Some((table, table.column(column)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn tables_have_unique_names_and_one_key() {
        let mut names = HashSet::new();
        for table in CATALOGUE {
            assert!(names.insert(table.name), "{} stands twice", table.name);
            let keys = table.columns.iter().filter(|column| column.key).count();
            assert_eq!(keys, 1, "keys of {}", table.name);
            assert!(!table.key().nullable, "key of {}", table.name);
            let mut columns = HashSet::new();
            for column in table.columns {
                let name = column.name;
                assert!(
                    columns.insert(name),
                    "{}.{name} is listed twice",
                    table.name
                );
                let labels: HashSet<_> = column.labels.iter().collect();
                assert_eq!(labels.len(), column.labels.len(), "{}.{name}", table.name);
            }
        }
    }

    #[test]
    fn tables_are_in_load_order() {
        let place = |table: &&Table| DATABASES.iter().position(|name| *name == table.database);
        let places: Vec<_> = CATALOGUE.iter().map(place).collect();
        assert!(places.iter().all(Option::is_some), "{places:?}");
        assert!(places.is_sorted(), "{places:?}");
    }

    #[test]
    fn every_reference_matches_a_key_of_its_type() {
        let mut references = 0;
        for table in CATALOGUE {
            for column in table.columns {
                let Some(home) = column.reference(table) else {
                    continue;
                };
                references += 1;
                let place = format!("{}.{}", table.name, column.name);
                let target = CATALOGUE
                    .iter()
                    .find(|other| (other.database, other.name) == (home.database, home.table))
                    .unwrap_or_else(|| panic!("{place} refers to no table: {home:?}"));
                assert_eq!(target.key().name, home.column, "{place}");
                assert_eq!(target.key().homes, column.homes, "{place}");
            }
        }
        assert!(references > 40, "only {references} references");
    }

    /// Columns whose names suggest a reference have a key type, so that they are references. A key type without a home
    /// identifies a group of rows.
    #[test]
    fn columns_named_like_references_are_references() {
        for table in CATALOGUE {
            for column in table.columns {
                let named = ["_id", "_by"].iter().any(|end| column.name.ends_with(end));
                let group = column.read.is_some() && column.homes.is_empty();
                if named && !column.key && !column.any_key && !group {
                    let found = column.reference(table);
                    assert!(found.is_some(), "{}.{}", table.name, column.name);
                }
            }
        }
    }

    #[test]
    fn every_comment_is_a_sentence() {
        for table in CATALOGUE {
            let columns = table.columns.iter().map(|column| (column.name, column.doc));
            for (name, doc) in columns.chain([("", table.doc)]) {
                let first = doc.chars().next();
                let capital = first.is_some_and(char::is_uppercase);
                assert!(
                    capital && doc.ends_with('.'),
                    "{}.{name}: {doc}",
                    table.name
                );
            }
            for column in table.columns.iter().filter(|column| column.nullable) {
                let documented = column.doc.contains("NULL");
                assert!(
                    documented,
                    "{}.{}: when is it NULL?",
                    table.name, column.name
                );
            }
        }
    }
}
