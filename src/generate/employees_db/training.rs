//! Training: an employee's programs depend on role and tenure.

use crate::generate::bank::Bank;
use crate::generate::hours::{ago, business_day_between};
use crate::generate::staff::Member;
use crate::key;
use crate::random::{Stream, Weighted};
use crate::tables::Rows;
use crate::tables::employees_db::*;
use crate::values::calendar::Date;
use std::ops::RangeInclusive;

/// Programs per employee: 2 to 4 (guide, "Employee Training").
const PROGRAMS: RangeInclusive<i64> = 2..=4;
/// Completed, in progress, enrolled (guide, "Employee Training").
const TRAINING: Weighted<TrainingStatus, 3> = Weighted::new([
    (TrainingStatus::Completed, 80),
    (TrainingStatus::InProgress, 15),
    (TrainingStatus::Enrolled, 5),
]);
/// Enrollments lie within the last two years; those in the compulsory annual program within the last one.
const ENROLLED_WITHIN: i32 = 729;
const COMPULSORY_WITHIN: i32 = 364;
/// Days since enrollment for training in progress, and for training not yet begun: the most recent enrollments are the unfinished
/// ones.
const IN_PROGRESS_AGO: RangeInclusive<i64> = 14..=150;
const ENROLLED_AGO: RangeInclusive<i64> = 1..=30;
/// Days from hire to enrollment in the orientation.
const ORIENTATION_AFTER: RangeInclusive<i64> = 1..=25;
/// Days from enrollment to completion, and the days left for it before the last day.
const TRAINING_DAYS: RangeInclusive<i64> = 7..=56;
const ROOM: i32 = 14;

/// Programs by number.
const COMPULSORY: u32 = 1;
const ORIENTATION: u32 = 2;
const CUSTOMER_SERVICE: u32 = 3;
const INFORMATION_SECURITY: u32 = 4;
const CONSUMER_LENDING: u32 = 5;
const MORTGAGE_UNDERWRITING: u32 = 6;
const INSURANCE_LICENSE: u32 = 7;
const CREDIT_RISK: u32 = 8;
const FAIR_LENDING: u32 = 9;
const PRIVACY: u32 = 10;
const BRANCH_OPERATIONS: u32 = 11;
const COUNTER_FRAUD: u32 = 12;
const COMPLAINTS: u32 = 13;
const LEADERSHIP: u32 = 14;
const DIGITAL_TOOLS: u32 = 15;
const SPREADSHEETS: u32 = 16;
const SAFETY: u32 = 17;
const INCLUSION: u32 = 18;

/// A role's needs: the required program, if there is one, and other suitable ones.
fn fitting(role: Role) -> (Option<u32>, &'static [u32]) {
    match role {
        Role::ChiefExecutive => (
            Some(LEADERSHIP),
            &[INFORMATION_SECURITY, FAIR_LENDING, INCLUSION],
        ),
        Role::BranchManager => (
            Some(LEADERSHIP),
            &[
                BRANCH_OPERATIONS,
                FAIR_LENDING,
                COMPLAINTS,
                SAFETY,
                INCLUSION,
            ],
        ),
        Role::CustomerService => (
            None,
            &[
                CUSTOMER_SERVICE,
                BRANCH_OPERATIONS,
                COUNTER_FRAUD,
                COMPLAINTS,
                DIGITAL_TOOLS,
                SAFETY,
                PRIVACY,
            ],
        ),
        Role::LoanOfficer => (
            Some(FAIR_LENDING),
            &[
                CONSUMER_LENDING,
                MORTGAGE_UNDERWRITING,
                CREDIT_RISK,
                PRIVACY,
            ],
        ),
        Role::InsuranceAgent => (
            Some(INSURANCE_LICENSE),
            &[CUSTOMER_SERVICE, PRIVACY, COMPLAINTS, DIGITAL_TOOLS],
        ),
        Role::ComplianceOfficer => (
            None,
            &[PRIVACY, FAIR_LENDING, COUNTER_FRAUD, INFORMATION_SECURITY],
        ),
        Role::RiskAnalyst => (
            Some(CREDIT_RISK),
            &[SPREADSHEETS, CONSUMER_LENDING, PRIVACY],
        ),
        Role::ItSpecialist => (
            Some(INFORMATION_SECURITY),
            &[PRIVACY, DIGITAL_TOOLS, SPREADSHEETS],
        ),
        Role::HrSpecialist => (Some(INCLUSION), &[SAFETY, PRIVACY, INFORMATION_SECURITY]),
        Role::FinanceSpecialist => (
            Some(SPREADSHEETS),
            &[CREDIT_RISK, PRIVACY, INFORMATION_SECURITY],
        ),
        Role::AuditSpecialist => (None, &[SPREADSHEETS, CREDIT_RISK, PRIVACY, COUNTER_FRAUD]),
        Role::OperationsSpecialist => (
            None,
            &[
                BRANCH_OPERATIONS,
                SAFETY,
                INFORMATION_SECURITY,
                SPREADSHEETS,
            ],
        ),
        Role::MarketingSpecialist => (None, &[DIGITAL_TOOLS, PRIVACY, SPREADSHEETS, INCLUSION]),
    }
}

/// An enrollment in the making.
struct Enrollment<'a> {
    member: &'a Member,
    ordinal: u64,
    program: u32,
}

impl Enrollment<'_> {
    fn id(&self) -> u64 {
        u64::from(self.member.number) * 100 + self.ordinal
    }

    /// Whether it must be completed by now: employees who have left, and orientations, which end soon after hire.
    fn is_over(&self) -> bool {
        self.member.left.is_some() || self.program == ORIENTATION
    }

    /// The first and last day on which it can have begun if it was completed by `last_day`.
    fn begun(&self, as_of: Date, last_day: Date) -> (Date, Date) {
        let hired = self.member.hired;
        let within = |days| hired.max(as_of - days).max(last_day - ENROLLED_WITHIN);
        match self.program {
            ORIENTATION => (
                hired + *ORIENTATION_AFTER.start() as i32,
                hired + *ORIENTATION_AFTER.end() as i32,
            ),
            COMPULSORY if self.member.left.is_none() => {
                (within(COMPULSORY_WITHIN), last_day - ROOM)
            }
            _ => (within(ENROLLED_WITHIN), last_day - ROOM),
        }
    }
}

/// Makes a block's enrollments.
pub fn write(bank: &Bank, block: u32, members: &[Member], rows: &mut Rows) {
    let as_of = bank.as_of();
    let enrollments: Vec<Enrollment> = members
        .iter()
        .flat_map(|member| {
            let programs = programs(bank, member);
            (1..)
                .zip(programs)
                .map(move |(ordinal, program)| Enrollment {
                    member,
                    ordinal,
                    program,
                })
        })
        .collect();
    // What must be completed takes the first places.
    let scores: Vec<i64> = enrollments.iter().map(|one| one.is_over().into()).collect();
    let key = key!("employees_db.employee_training/status");
    let places = bank.random.deal_by(key, u64::from(block), &scores);
    for (enrollment, place) in enrollments.iter().zip(places) {
        let member = enrollment.member;
        if member.number > bank.plan.employees {
            break;
        }
        let status = match TRAINING.at(place) {
            _ if enrollment.is_over() => TrainingStatus::Completed,
            status => status,
        };
        let last_day = member.left.unwrap_or(as_of);
        let key = key!("employees_db.employee_training/record");
        let mut stream = bank.random.stream(key, enrollment.id());
        let (earliest, latest) = match status {
            TrainingStatus::Completed => enrollment.begun(as_of, last_day),
            TrainingStatus::InProgress => ago(as_of, IN_PROGRESS_AGO),
            TrainingStatus::Enrolled => ago(as_of, ENROLLED_AGO),
        };
        let enrolled = business_day_between(&mut stream, earliest.max(member.hired), latest);
        let completed = (status == TrainingStatus::Completed).then(|| {
            let (least, most) = TRAINING_DAYS.into_inner();
            let latest = (enrolled + most as i32).min(last_day);
            business_day_between(&mut stream, enrolled + least as i32, latest)
        });
        rows.employee_training.push(EmployeeTraining {
            training_record_id: TrainingRecordId(enrollment.id()),
            employee_id: member.id(),
            program_id: ProgramId(enrollment.program),
            enrollment_date: enrolled,
            completion_date: completed,
            status,
            score: completed.map(|_| score(&mut stream)),
        });
    }
}

fn score(stream: &mut Stream) -> i16 {
    stream.quantile(&[65, 76, 84, 92, 101]).min(100) as i16
}

/// An employee's programs, without duplicates: the compulsory one; the orientation in the first two years; what the role
/// requires, then what suits it.
fn programs(bank: &Bank, member: &Member) -> Vec<u32> {
    let row = u64::from(member.number);
    let key = key!("employees_db.employee_training/count");
    let count = bank.random.stream(key, row).range(PROGRAMS) as usize;
    let (needed, besides) = fitting(member.role);
    let mut besides = besides.to_vec();
    let key = key!("employees_db.employee_training/program_id");
    bank.random.shuffle(key, row, &mut besides);
    let earliest = bank.as_of() - ENROLLED_WITHIN;
    let recent = member.hired >= earliest && member.left.is_none();
    let orientation = recent.then_some(ORIENTATION);
    let all = [COMPULSORY].into_iter().chain(orientation).chain(needed);
    all.chain(besides).take(count).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::texts::staff::PROGRAMS as TEXTS;

    #[test]
    fn the_numbers_are_those_of_the_programs_meant() {
        for (program, word) in [
            (COMPULSORY, "Anti-Money Laundering"),
            (ORIENTATION, "Orientation"),
            (CUSTOMER_SERVICE, "Customer Service"),
            (INFORMATION_SECURITY, "Information Security"),
            (CONSUMER_LENDING, "Consumer Lending"),
            (MORTGAGE_UNDERWRITING, "Mortgage"),
            (INSURANCE_LICENSE, "Licensing"),
            (CREDIT_RISK, "Credit Risk"),
            (FAIR_LENDING, "Fair Lending"),
            (PRIVACY, "Privacy"),
            (BRANCH_OPERATIONS, "Branch Operations"),
            (COUNTER_FRAUD, "Fraud"),
            (COMPLAINTS, "Complaint"),
            (LEADERSHIP, "Leadership"),
            (DIGITAL_TOOLS, "Digital"),
            (SPREADSHEETS, "Spreadsheet"),
            (SAFETY, "Safety"),
            (INCLUSION, "Inclusive"),
        ] {
            let name = TEXTS[program as usize - 1].name;
            assert!(name.contains(word), "{program} is {name}");
        }
    }

    #[test]
    fn every_role_has_enough_programs() {
        for &role in Role::ALL {
            let (needed, besides) = fitting(role);
            assert!(1 + needed.iter().count() + besides.len() >= *PROGRAMS.end() as usize);
            assert!(needed.is_none_or(|needed| !besides.contains(&needed)));
        }
    }
}
