//! employees_db: departments, staff, training, reviews and assignments (data model, section 3).

use crate::generate::bank::Bank;
use crate::generate::hours::{MORNING, ago, before, between, business_day_until};
use crate::generate::staff::{self, Member, PERIOD};
use crate::key;
use crate::random::Weighted;
use crate::tables::Rows;
use crate::tables::employees_db::*;
use crate::values::calendar::Date;
use crate::values::money::Cents;
use crate::values::people;
use crate::values::texts::staff as texts;
use std::ops::RangeInclusive;

/// Yearly salaries in thousands of dollars, lowest to highest (data model, section 3).
fn salary_band(role: Role) -> (i64, i64) {
    match role {
        Role::CustomerService => (34, 50),
        Role::LoanOfficer => (48, 98),
        Role::InsuranceAgent => (40, 85),
        Role::ComplianceOfficer => (58, 95),
        Role::BranchManager | Role::RiskAnalyst => (65, 110),
        Role::ItSpecialist => (75, 130),
        Role::HrSpecialist => (55, 85),
        Role::MarketingSpecialist => (60, 90),
        Role::FinanceSpecialist | Role::AuditSpecialist | Role::OperationsSpecialist => (50, 95),
    }
}
/// Who runs the bank earns more.
const ROOT_SALARY: (i64, i64) = (180, 350);
/// The median salary lies at 42 percent of the band.
const MEDIAN_IN_BAND: i64 = 42;

/// The bank's own domain; `.example` belongs to nobody (RFC 2606).
const BANK_DOMAIN: &str = "harborlight.example";
/// The only toll-free number that is kept for fiction; the extension is the personnel number.
const SWITCHBOARD: &str = "800-555-0199";

/// Programs that an employee takes: 2 to 4 (guide, "Employee Training").
const PROGRAMS: RangeInclusive<i64> = 2..=4;
/// Completed, in progress, enrolled (guide, "Employee Training").
const TRAINING: Weighted<TrainingStatus, 3> = Weighted::new([
    (TrainingStatus::Completed, 80),
    (TrainingStatus::InProgress, 15),
    (TrainingStatus::Enrolled, 5),
]);
/// Enrollments lie within the last two years.
const ENROLLED_WITHIN: i32 = 729;
/// Days since the enrollment of who has begun, and of who has not: late enrollments are the unfinished ones.
const IN_PROGRESS_AGO: RangeInclusive<i64> = 14..=150;
const ENROLLED_AGO: RangeInclusive<i64> = 1..=30;
/// Days from enrollment to completion.
const TRAINING_DAYS: RangeInclusive<i64> = 7..=56;

/// Reviews wanted of an active employee: 1, 2 or 3 (data model, section 3).
const REVIEWS: [u32; 3] = [20, 35, 45];
/// Ratings 1 to 5 in percent (guide, "Performance Reviews").
const RATINGS: [u32; 5] = [2, 8, 35, 40, 15];
/// Percent of goals met by rating 1 to 5 (guide: 60-100, rising with the rating).
const GOALS_MET: [(i64, i64); 5] = [(60, 66), (65, 76), (74, 88), (84, 96), (93, 100)];
/// Days of tenure before a first review.
const BEFORE_REVIEW: i32 = 184;
/// The employee who reviews the head of the bank.
const ROOT_REVIEWER: EmployeeId = EmployeeId(5);

/// Employees 1 to 7 cover two branches, 8 to 13 one: 14 to 20 rows at every scale.
const COVERING_TWICE: u32 = 7;
const COVERING: u32 = 13;
/// Coverages that have ended, of twenty (guide: 15%).
const COVERAGES_ENDED: usize = 3;

/// What a department costs besides salaries: 35 percent on top of them, and a basis in thousands of dollars.
const OVERHEAD_PERCENT: i64 = 135;
const BASIS: i64 = 400;

/// The rows of the bank as a whole: departments and programs.
pub fn write_bank(bank: &Bank, rows: &mut Rows) {
    let mut salaries = [Cents::ZERO; DepartmentName::ALL.len()];
    let mut heads = [EmployeeId(1); DepartmentName::ALL.len()];
    for number in (1..=bank.plan.employees).rev() {
        let member = &Member::new(&bank.random, bank.as_of(), number);
        if member.left.is_none() {
            let at = staff::department(member.role) as usize;
            salaries[at] += salary(bank, member);
            heads[at] = member.id();
        }
    }
    for (i, &name) in DepartmentName::ALL.iter().enumerate() {
        let cost = salaries[i].times(OVERHEAD_PERCENT, 100) + Cents::dollars(BASIS * 1000);
        rows.departments.push(Department {
            department_id: DepartmentId(i as u32 + 1),
            department_name: name,
            department_head_id: heads[i],
            budget: cost.floor_to(Cents::dollars(1000)),
        });
    }
    for (i, program) in texts::PROGRAMS.iter().enumerate() {
        rows.training_programs.push(TrainingProgram {
            program_id: ProgramId(i as u32 + 1),
            program_name: program.name.into(),
            description: program.description.into(),
            duration_hours: program.hours as i16,
            certification: program.certifies,
        });
    }
}

/// The rows of block number `block` of twenty employees, as far as the plan has them.
pub fn write_block(bank: &Bank, block: u32, rows: &mut Rows) {
    let numbers = block * PERIOD + 1..=(block + 1) * PERIOD;
    // A share needs the whole block, also of employees that the scale cuts off.
    let members: Vec<Member> = numbers
        .map(|number| Member::new(&bank.random, bank.as_of(), number))
        .collect();
    let hired = |member: &&Member| member.number <= bank.plan.employees;
    for member in members.iter().filter(hired) {
        employee(bank, member, rows);
    }
    training(bank, block, &members, rows);
    reviews(bank, block, &members, rows);
    if block == 0 {
        coverages(bank, &members, rows);
    }
}

fn employee(bank: &Bank, member: &Member, rows: &mut Rows) {
    let row = u64::from(member.number);
    let mut names = bank.random.stream(key!("employees_db.employees/name"), row);
    // About the age at which people start here.
    let (first_name, last_name) = people::anybody(&mut names, member.hired.year() - 30);
    let mut email = people::email_local(first_name, last_name);
    email.push_str(&format!(".{}@{}", 10_000 + member.number, BANK_DOMAIN));
    let mut created = bank
        .random
        .stream(key!("employees_db.employees/created_at"), row);
    rows.employees.push(Employee {
        employee_id: member.id(),
        employee_number: EmployeeNumber(member.number),
        first_name: first_name.into(),
        last_name: last_name.into(),
        email: email.into(),
        phone: format!("{} x{}", SWITCHBOARD, 10_000 + member.number).into(),
        role: member.role,
        department: staff::department(member.role),
        branch_code: member.branch,
        manager_id: staff::manager(member.number).map(EmployeeId),
        hire_date: member.hired,
        termination_date: member.left,
        employment_status: member.status,
        salary: salary(bank, member),
        created_at: MORNING.on(member.hired, &mut created),
    });
}

/// A yearly salary inside the role's band, in steps of 100 dollars.
fn salary(bank: &Bank, member: &Member) -> Cents {
    let (low, high) = match member.number {
        1 => ROOT_SALARY,
        _ => salary_band(member.role),
    };
    let (low, high) = (low * 1000, high * 1000);
    let median = low + (high - low) * MEDIAN_IN_BAND / 100;
    let mut stream = bank.random.stream(
        key!("employees_db.employees/salary"),
        u64::from(member.number),
    );
    Cents::dollars(stream.quantile(&[low, median, high])).floor_to(Cents::dollars(100))
}

fn training(bank: &Bank, block: u32, members: &[Member], rows: &mut Rows) {
    let as_of = bank.as_of();
    let counts: Vec<u64> = members
        .iter()
        .map(|member| {
            let row = u64::from(member.number);
            bank.random
                .stream(key!("employees_db.employee_training/count"), row)
                .range(PROGRAMS) as u64
        })
        .collect();
    let size = counts.iter().sum();
    let mut rank = 0;
    for (member, &count) in members.iter().zip(&counts) {
        let employee = u64::from(member.number);
        let last_day = member.left.unwrap_or(as_of);
        let first_day = member.hired.max(as_of - ENROLLED_WITHIN);
        for ordinal in 1..=count {
            let id = employee * 100 + ordinal;
            let status_share = bank.random.share(
                key!("employees_db.employee_training/status"),
                u64::from(block),
                size,
                rank,
            );
            rank += 1;
            let mut status = TRAINING.at(status_share);
            if member.left.is_some() {
                status = TrainingStatus::Completed;
            }
            let mut stream = bank
                .random
                .stream(key!("employees_db.employee_training/record"), id);
            let (earliest, latest) = match status {
                TrainingStatus::Completed => (first_day, last_day - *TRAINING_DAYS.start() as i32),
                TrainingStatus::InProgress => ago(as_of, IN_PROGRESS_AGO),
                TrainingStatus::Enrolled => ago(as_of, ENROLLED_AGO),
            };
            let enrolled = between(&mut stream, earliest.max(first_day), latest);
            let completed = (status == TrainingStatus::Completed).then(|| {
                let (least, most) = TRAINING_DAYS.into_inner();
                enrolled + stream.range(least..=most.min(i64::from(last_day - enrolled))) as i32
            });
            if member.number <= bank.plan.employees {
                rows.employee_training.push(EmployeeTraining {
                    training_record_id: TrainingRecordId(id),
                    employee_id: member.id(),
                    program_id: program(bank, employee, ordinal),
                    enrollment_date: enrolled,
                    completion_date: completed,
                    status,
                    score: completed
                        .map(|_| stream.quantile(&[65, 76, 84, 92, 101]).min(100) as i16),
                });
            }
        }
    }
}

/// The compulsory program first, then others, never one twice.
fn program(bank: &Bank, employee: u64, ordinal: u64) -> ProgramId {
    if ordinal == 1 {
        return ProgramId(1);
    }
    let others = texts::PROGRAMS.len() as u64 - 1;
    let other = bank.random.permute(
        key!("employees_db.employee_training/program_id"),
        employee,
        others,
        ordinal - 2,
    );
    ProgramId(other as u32 + 2)
}

fn reviews(bank: &Bank, block: u32, members: &[Member], rows: &mut Rows) {
    let as_of = bank.as_of();
    let active = members
        .iter()
        .filter(|member| member.status == EmploymentStatus::Active);
    let size = active.clone().count() as u64;
    let mut dates: Vec<(&Member, Date)> = Vec::new();
    for (rank, member) in active.enumerate() {
        let wanted = bank.random.share(
            key!("employees_db.performance_reviews/count"),
            u64::from(block),
            size,
            rank as u64,
        );
        let wanted = wanted.weighted(&REVIEWS) as i32 + 1;
        let first_possible = member.hired + BEFORE_REVIEW;
        let mut stream = bank.random.stream(
            key!("employees_db.performance_reviews/review_date"),
            u64::from(member.number),
        );
        let latest_ago = i64::from((as_of - first_possible).min(364));
        let latest = business_day_until(before(&mut stream, as_of, 0..=latest_ago));
        let latest = latest.max(first_possible);
        let possible = (0..wanted)
            .map(|years| latest.add_months(-12 * years))
            .take_while(|&day| day >= first_possible);
        let from = dates.len();
        dates.extend(possible.map(|day| (member, day)));
        dates[from..].reverse();
    }
    let mut ordinal = 0;
    for (rank, &(member, day)) in dates.iter().enumerate() {
        let first = rank == 0 || dates[rank - 1].0.number != member.number;
        ordinal = if first { 1 } else { ordinal + 1 };
        if member.number > bank.plan.employees {
            break;
        }
        let rating = bank
            .random
            .share(
                key!("employees_db.performance_reviews/rating"),
                u64::from(block),
                dates.len() as u64,
                rank as u64,
            )
            .weighted(&RATINGS);
        let id = u64::from(member.number) * 10 + ordinal;
        let mut stream = bank
            .random
            .stream(key!("employees_db.performance_reviews/words"), id);
        rows.performance_reviews.push(PerformanceReview {
            review_id: ReviewId(id),
            employee_id: member.id(),
            review_date: day,
            reviewer_id: staff::manager(member.number).map_or(ROOT_REVIEWER, EmployeeId),
            rating: rating as i16 + 1,
            goals_met: stream.range(GOALS_MET[rating].0..=GOALS_MET[rating].1) as i16,
            comments: (*stream.pick(texts::REVIEW_COMMENTS[rating])).into(),
        });
    }
}

/// Who covers which branch, by the first thirteen of the staff list.
fn coverages(bank: &Bank, members: &[Member], rows: &mut Rows) {
    let mut coverages: Vec<(&Member, u64)> = Vec::new();
    for member in &members[..COVERING as usize] {
        coverages.push((member, 1));
        if member.number <= COVERING_TWICE {
            coverages.push((member, 2));
        }
    }
    // Those who have left cover nothing any more; the others to end are drawn.
    let mut order: Vec<usize> = (0..coverages.len()).collect();
    let key = key!("employees_db.employee_assignments/coverage_ended");
    bank.random.shuffle(key, 0, &mut order);
    order.sort_by_key(|&at| coverages[at].0.left.is_none());
    let ended = &order[..COVERAGES_ENDED];
    for (at, &(member, ordinal)) in coverages.iter().enumerate() {
        if member.number > bank.plan.employees {
            break;
        }
        let id = u64::from(member.number) * 10 + ordinal;
        let mut stream = bank
            .random
            .stream(key!("employees_db.employee_assignments/coverage"), id);
        let last_day = member.left.unwrap_or(bank.as_of());
        let start = between(
            &mut stream,
            member.hired.max(last_day - 900),
            last_day - 120,
        );
        let branch = bank.random.permute(
            key!("employees_db.employee_assignments/branch"),
            u64::from(member.number),
            staff::BRANCHES,
            ordinal,
        );
        rows.employee_assignments.push(EmployeeAssignment {
            assignment_id: AssignmentId(id),
            employee_id: member.id(),
            assignment_type: AssignmentType::BranchCoverage,
            related_entity_id: AssignedEntity::Branch(BranchCode(branch as u8 + 1)),
            start_date: start,
            end_date: ended
                .contains(&at)
                .then(|| between(&mut stream, start + 60, last_day)),
        });
    }
}
