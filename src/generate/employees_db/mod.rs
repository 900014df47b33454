//! employees_db: departments, branches, staff, training, reviews and assignments (data model, section 3).

mod assignments;
mod branches;
mod employees;
mod reviews;
mod training;

use crate::generate::bank::Bank;
use crate::generate::staff::{self, Member, PERIOD};
use crate::tables::Rows;
use crate::tables::employees_db::*;
use crate::values::money::Cents;
use crate::values::texts::staff as texts;

/// Department costs besides salaries: 35 percent on top of them, and a base amount in thousands of dollars.
const OVERHEAD_PERCENT: i64 = 135;
const BASIS: i64 = 400;

/// The bank-wide rows: departments, branches and programs.
pub fn write_bank(bank: &Bank, rows: &mut Rows) {
    departments(bank, rows);
    branches::write(bank, rows);
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

fn departments(bank: &Bank, rows: &mut Rows) {
    let mut salaries = [Cents::ZERO; DepartmentName::ALL.len()];
    for number in 1..=bank.plan.employees {
        let member = &Member::new(&bank.random, bank.as_of(), number);
        if member.left.is_none() {
            let at = member.role.department() as usize;
            salaries[at] += employees::salary(bank, member);
        }
    }
    for (i, &name) in DepartmentName::ALL.iter().enumerate() {
        let cost = salaries[i].times(OVERHEAD_PERCENT, 100) + Cents::dollars(BASIS * 1000);
        let head = Some(staff::head(name)).filter(|&head| head <= bank.plan.employees);
        rows.departments.push(Department {
            department_id: DepartmentId(i as u32 + 1),
            department_name: name,
            department_head_id: EmployeeId(head.unwrap_or(staff::CHIEF)),
            budget: cost.floor_to(Cents::dollars(1000)),
        });
    }
}

/// The rows of block number `block` of twenty employees, as far as the plan includes them.
pub fn write_block(bank: &Bank, block: u32, rows: &mut Rows) {
    let numbers = block * PERIOD + 1..=(block + 1) * PERIOD;
    // A share needs the whole block, including employees the scale cuts off.
    let members: Vec<Member> = numbers
        .map(|number| Member::new(&bank.random, bank.as_of(), number))
        .collect();
    let hired = |member: &&Member| member.number <= bank.plan.employees;
    for member in members.iter().filter(hired) {
        employees::write(bank, member, rows);
    }
    training::write(bank, block, &members, rows);
    reviews::write(bank, block, &members, rows);
    if block == 0 {
        assignments::write_coverages(bank, &members, rows);
    }
}

/// How much better than average heads and managers are, in thousandths of a standard deviation.
const LEADER_BONUS: i64 = 900;

/// How good an employee is at the job, year after year, in thousandths of a standard deviation: reviews and pay depend on it.
fn skill(bank: &Bank, member: &Member) -> i64 {
    let key = crate::key!("employees_db.performance_reviews/skill");
    let skill = bank.random.stream(key, u64::from(member.number)).normal();
    match staff::leads(member.number) {
        true => skill / 2 + LEADER_BONUS,
        false => skill,
    }
}

/// Whether a role serves customers at a branch or manages one.
fn meets_customers(role: Role) -> bool {
    matches!(
        role,
        Role::BranchManager | Role::CustomerService | Role::LoanOfficer | Role::InsuranceAgent
    )
}
