//! A bundle of a few rows.

use dhub::bundle::load_sql;
use dhub::schema;
use dhub::tables::employees_db::*;
use dhub::tables::ids::*;
use dhub::tables::{CATALOGUE, Encoded, Rows};
use dhub::values::calendar::Date;
use dhub::values::money::Cents;
use std::fs;
use std::path::Path;

pub fn write(path: &Path, compressed: bool) {
    let mut encoded = Encoded::default();
    rows().encode(&mut encoded);
    for database in dhub::tables::DATABASES {
        let mut counts = Vec::new();
        for (table, chunk) in CATALOGUE.iter().zip(&encoded.tables) {
            if table.database != database {
                continue;
            }
            fs::create_dir_all(path.join(database)).unwrap();
            counts.push((table.name, chunk.rows));
            let mut bytes = table.header().into_bytes();
            bytes.extend_from_slice(&chunk.bytes);
            let csv = path.join(format!("{database}/{}.csv", table.name));
            if compressed {
                let bytes = zstd::encode_all(&bytes[..], 3).unwrap();
                fs::write(csv.with_extension("csv.zst"), bytes).unwrap();
            } else {
                fs::write(csv, bytes).unwrap();
            }
        }
        if counts.is_empty() {
            continue;
        }
        let load = load_sql::render(database, &counts, compressed, "0123abcd");
        fs::write(path.join(database).join("load.sql"), load).unwrap();
        fs::write(
            path.join(database).join("schema.sql"),
            schema::schema_sql(database),
        )
        .unwrap();
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/load.sh");
    fs::copy(script, path.join("load.sh")).unwrap();
}

fn rows() -> Rows {
    let mut rows = Rows::default();
    let day = Date::new(2024, 3, 1);
    for (i, name) in DepartmentName::ALL.iter().enumerate() {
        rows.departments.push(Department {
            department_id: DepartmentId(i as u32 + 1),
            department_name: *name,
            department_head_id: EmployeeId(1),
            budget: Cents::dollars(1000),
        });
    }
    for n in 1..=200 {
        rows.employees.push(Employee {
            employee_id: EmployeeId(n),
            employee_number: EmployeeNumber(n),
            first_name: "Given".into(),
            last_name: "Family, the \"first\"".into(),
            email: format!("given.{n}@bank.example").into(),
            phone: "(212) 555-0100 x1".into(),
            role: Role::LoanOfficer,
            department: DepartmentName::Lending,
            branch_code: BranchCode(1),
            manager_id: (n > 1).then_some(EmployeeId(1)),
            hire_date: day,
            termination_date: None,
            employment_status: EmploymentStatus::Active,
            salary: Cents::dollars(50_000),
            created_at: day.at(9, 0, 0),
        });
        rows.employee_assignments.push(EmployeeAssignment {
            assignment_id: AssignmentId(u64::from(n) * 10 + 1),
            employee_id: EmployeeId(n),
            assignment_type: AssignmentType::BranchCoverage,
            related_entity_id: AssignedEntity::Branch(BranchCode(2)),
            start_date: day,
            end_date: None,
        });
    }
    rows.training_programs.push(TrainingProgram {
        program_id: ProgramId(1),
        program_name: "Anti-money laundering".into(),
        description: "What to look for.".into(),
        duration_hours: 8,
        certification: true,
    });
    rows.employee_training.push(EmployeeTraining {
        training_record_id: TrainingRecordId(11),
        employee_id: EmployeeId(1),
        program_id: ProgramId(1),
        enrollment_date: day,
        completion_date: None,
        status: TrainingStatus::Enrolled,
        score: None,
    });
    rows.performance_reviews.push(PerformanceReview {
        review_id: ReviewId(21),
        employee_id: EmployeeId(2),
        review_date: day,
        reviewer_id: EmployeeId(1),
        rating: 4,
        goals_met: 80,
        comments: "Well done.".into(),
    });
    rows
}
