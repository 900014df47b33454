//! The list of all tables, and rows of all of them.

use super::{
    Row, Table, accounts_db, compliance_db, customer_db, employees_db, insurance_db, labels,
    loans_db,
};

macro_rules! catalogue {
    (
        $($database:ident { $($table:ident: $row:ident),+ $(,)? })+
        ; labels { $($answer:ident: $answer_row:ident),+ $(,)? }
    ) => {
        /// All tables of the databases, in load order: parents before children, database by database.
        pub static CATALOGUE: &[&Table] = &[$($(<$database::$row as Row>::TABLE),+),+];

        /// The tables of answers, which stand in a bundle but in no database.
        pub static ANSWERS: &[&Table] = &[$(<labels::$answer_row as Row>::TABLE),+];

        /// The [`CATALOGUE`], then the [`ANSWERS`].
        pub static FILES: &[&Table] =
            &[$($(<$database::$row as Row>::TABLE),+,)+ $(<labels::$answer_row as Row>::TABLE),+];

        /// Rows of every table: those of a customer's life, or of the bank itself.
        #[derive(Clone, Debug, Default)]
        pub struct Rows {
            $($(#[doc = concat!("`", stringify!($database), ".", stringify!($table), "`")]
            pub $table: Vec<$database::$row>),+,)+
            $(#[doc = concat!("`labels.", stringify!($answer), "`")]
            pub $answer: Vec<labels::$answer_row>),+
        }

        impl Rows {
            /// Drops all rows and keeps the memory.
            pub fn clear(&mut self) {
                $($(self.$table.clear();)+)+
                $(self.$answer.clear();)+
            }

            /// Appends every row to its table's CSV.
            pub fn encode(&self, into: &mut Encoded) {
                let mut tables = into.tables.iter_mut();
                $($(encode(&self.$table, tables.next());)+)+
                $(encode(&self.$answer, tables.next());)+
            }
        }
    };
}

catalogue! {
    employees_db {
        departments: Department,
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
        aml_checks: AmlCheck,
        suspicious_activity_reports: SuspiciousActivityReport,
        regulatory_reports: RegulatoryReport,
        rule_violations: RuleViolation,
        audit_trails: AuditTrail,
    }
    ; labels {
        aml_schemes: AmlScheme,
    }
}

/// Every table that a bundle has a file of: the [`CATALOGUE`], then the [`ANSWERS`].
pub fn files() -> impl Iterator<Item = &'static Table> {
    FILES.iter().copied()
}

fn encode<R: Row>(rows: &[R], table: Option<&mut Chunk>) {
    let table = table.expect("one chunk per file");
    for row in rows {
        row.write(&mut table.bytes);
    }
    table.rows += rows.len() as u64;
}

/// A run of finished CSV lines of each table, in the order of [`files`].
#[derive(Clone, Debug)]
pub struct Encoded {
    /// One per table.
    pub tables: Vec<Chunk>,
}

/// Finished CSV lines of one table, without the header.
#[derive(Clone, Debug, Default)]
pub struct Chunk {
    /// The lines.
    pub bytes: Vec<u8>,
    /// How many they are.
    pub rows: u64,
}

impl Encoded {
    /// Drops the lines and keeps the memory.
    pub fn clear(&mut self) {
        for chunk in &mut self.tables {
            chunk.bytes.clear();
            chunk.rows = 0;
        }
    }
}

impl Default for Encoded {
    fn default() -> Self {
        Encoded {
            tables: vec![Chunk::default(); CATALOGUE.len() + ANSWERS.len()],
        }
    }
}
