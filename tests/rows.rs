//! Rows as values with types: they say what the CSV says, come in the order of the files, and their keys read back.

mod made;

use dhub::error::{Error, ErrorKind};
use dhub::generate::{Bank, Work};
use dhub::plan::{DEFAULT_AS_OF, Plan, Scale};
use dhub::tables::accounts_db::Transaction;
use dhub::tables::compliance_db::RuleViolation;
use dhub::tables::employees_db::{Employee, TrainingProgram};
use dhub::tables::ids::*;
use dhub::tables::labels::AmlScheme;
use dhub::tables::{Encoded, Listed, Row, Rows, Sinks, TableSink, files};
use dhub::values::{Cell, SqlType};
use made::{plan, tables};

/// Compares the cells of each row with the fields of its line of CSV.
#[derive(Default)]
struct Compared {
    rows: u64,
    values: usize,
    wrong: Vec<String>,
}

impl TableSink for Compared {
    fn take<R: Row>(&mut self, rows: &[R]) {
        for row in rows {
            let mut line = Vec::new();
            row.write(&mut line);
            let mut reader = csv::ReaderBuilder::new()
                .has_headers(false)
                .from_reader(&line[..]);
            let record = reader.records().next().unwrap().unwrap();
            let mut fields = record.iter();
            row.cells(&mut |column, cell| {
                let typed = match (column.sql, cell) {
                    (_, Cell::Null) => column.nullable,
                    (SqlType::Text, Cell::Text(text)) => {
                        !text.is_empty()
                            && (column.labels.is_empty() || column.labels.contains(&text))
                    }
                    (SqlType::Boolean, Cell::Boolean(_))
                    | (SqlType::Date, Cell::Date(_))
                    | (SqlType::Timestamp, Cell::Timestamp(_)) => true,
                    (SqlType::Numeric(_, wanted), Cell::Decimal { scale, .. }) => scale == wanted,
                    (SqlType::SmallInt, Cell::Integer(n)) => i16::try_from(n).is_ok(),
                    (SqlType::Integer, Cell::Integer(n)) => i32::try_from(n).is_ok(),
                    (SqlType::BigInt | SqlType::Identity, Cell::Integer(_)) => true,
                    _ => false,
                };
                let field = fields.next();
                if !typed || field != Some(cell.to_string().as_str()) {
                    let wrong = format!("{}.{}: {cell:?} {field:?}", R::TABLE.name, column.name);
                    self.wrong.push(wrong);
                }
                self.values += 1;
            });
            assert!(fields.next().is_none(), "{}", R::TABLE.name);
        }
        self.rows += rows.len() as u64;
    }

    fn clear(&mut self) {
        *self = Compared::default();
    }
}

#[test]
fn cells_say_what_the_csv_says_with_the_type_of_the_column() {
    let bank = Bank::new(plan("0.1"));
    let work = Work::whole(&bank);
    let mut compared = Sinks::<Compared>::default();
    for batch in 0..work.batches() {
        work.encode(batch, &mut Rows::default(), &mut compared);
    }
    for (table, found) in files().zip(compared.tables) {
        let wrong = &found.wrong[..found.wrong.len().min(5)];
        assert!(wrong.is_empty(), "{}: {wrong:#?}", table.name);
        let values = found.rows as usize * table.columns.len();
        assert_eq!(found.values, values, "{}", table.name);
        assert!(found.rows > 0, "{} is empty", table.name);
    }
}

#[test]
fn typed_rows_come_in_the_order_of_the_file() {
    fn same<R: Listed>(bank: &Bank, encoded: &Encoded) {
        let place = files().position(|table| table.name == R::TABLE.name);
        let wanted = &encoded.tables[place.unwrap()];
        let mut lines = Vec::new();
        bank.rows::<R>().for_each(|row| row.write(&mut lines));
        assert!(lines == wanted.bytes, "{}", R::TABLE.name);
        assert!(!lines.is_empty());
    }
    let plan = plan("0.1");
    let (bank, encoded) = (Bank::new(plan), tables(plan));
    same::<TrainingProgram>(&bank, &encoded);
    same::<Employee>(&bank, &encoded);
    same::<Transaction>(&bank, &encoded);
    same::<RuleViolation>(&bank, &encoded);
    same::<AmlScheme>(&bank, &encoded);
}

#[test]
fn typed_rows_are_made_as_they_are_asked_for() {
    // The whole table would take hours in a test build.
    let plan = Plan::new(1, DEFAULT_AS_OF, Scale::ONE, Some(7), Some(9_999_999)).unwrap();
    let bank = Bank::new(plan);
    let first: Vec<Transaction> = bank.rows().take(3).collect();
    let ids: Vec<String> = first
        .iter()
        .map(|row| row.transaction_id.to_string())
        .collect();
    assert!(
        ids.is_sorted() && ids[0].starts_with("TXN-0000001-"),
        "{ids:?}"
    );
}

/// Reads a key and writes it again.
fn again<T: std::str::FromStr<Err = Error> + ToString>(text: &str) -> Result<String, Error> {
    text.parse::<T>().map(|key| key.to_string())
}

#[test]
fn every_key_reads_back_and_nothing_else_does() {
    type Again = fn(&str) -> Result<String, Error>;
    let keys: &[(&str, Again)] = &[
        ("departments", again::<DepartmentId>),
        ("employees", again::<EmployeeId>),
        ("training_programs", again::<ProgramId>),
        ("employee_training", again::<TrainingRecordId>),
        ("performance_reviews", again::<ReviewId>),
        ("employee_assignments", again::<AssignmentId>),
        ("customers", again::<CustomerId>),
        ("accounts", again::<AccountId>),
        ("account_relationships", again::<RelationshipId>),
        ("transactions", again::<TransactionId>),
        ("customer_profiles", again::<CustomerId>),
        ("interactions", again::<InteractionId>),
        ("satisfaction_surveys", again::<SurveyId>),
        ("complaints", again::<ComplaintId>),
        ("campaigns", again::<CampaignId>),
        ("campaign_responses", again::<ResponseId>),
        ("loan_applications", again::<ApplicationId>),
        ("loans", again::<LoanId>),
        ("collateral", again::<CollateralId>),
        ("repayment_schedule", again::<ScheduleId>),
        ("loan_guarantors", again::<GuarantorId>),
        ("risk_assessments", again::<AssessmentId>),
        ("policies", again::<PolicyId>),
        ("coverage", again::<CoverageId>),
        ("beneficiaries", again::<BeneficiaryId>),
        ("claims", again::<ClaimId>),
        ("premium_payments", again::<PaymentId>),
        ("policy_events", again::<PolicyEventId>),
        ("compliance_rules", again::<RuleId>),
        ("kyc_records", again::<KycId>),
        ("aml_checks", again::<CheckId>),
        ("suspicious_activity_reports", again::<SarId>),
        ("regulatory_reports", again::<ReportId>),
        ("rule_violations", again::<ViolationId>),
        ("audit_trails", again::<AuditId>),
        ("aml_schemes", again::<TransactionId>),
    ];
    let encoded = tables(plan("0.1"));
    for (table, chunk) in files().zip(&encoded.tables) {
        let known = keys.iter().find(|(name, _)| *name == table.name);
        let (_, again) = known.unwrap_or_else(|| panic!("{}: no key here", table.name));
        let place = table.columns.iter().position(|column| column.key).unwrap();
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(&chunk.bytes[..]);
        let mut last = String::new();
        for record in reader.records() {
            last = record.unwrap()[place].to_string();
            assert_eq!(again(&last).unwrap(), last, "{}", table.name);
        }
        for wrong in [
            String::new(),
            format!("{last} "),
            format!("+{last}"),
            format!("0{last}"),
            last.replace('-', "_") + "x",
        ] {
            let error = again(&wrong).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Parse, "{}: {wrong}", table.name);
        }
    }
}
