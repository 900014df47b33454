//! The staff list.

use super::skill;
use crate::generate::bank::Bank;
use crate::generate::hours::MORNING;
use crate::generate::staff::{self, Member};
use crate::key;
use crate::tables::Rows;
use crate::tables::employees_db::*;
use crate::values::calendar::Date;
use crate::values::money::Cents;
use crate::values::people;
use std::ops::RangeInclusive;

/// Annual salaries in thousands of dollars, lowest to highest (data model, section 3).
fn salary_band(role: Role) -> (i64, i64) {
    match role {
        Role::ChiefExecutive => (180, 350),
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
/// Position in the salary band, in thousandths of its width: at hire, added by each of the first ten years and each later one,
/// added by a standard deviation of skill, noise, and the bonus of heads of departments and areas.
const AT_HIRE: i64 = 120;
const PER_YEAR: i64 = 55;
const PER_LATER_YEAR: i64 = 12;
const FIRST_YEARS: i64 = 10 * 365;
const PER_SKILL: i64 = 90;
const BY_CHANCE: i64 = 45;
const FOR_HEADS: i64 = 250;
/// Most that anybody earns, in percent of the manager's salary.
const BELOW_MANAGER: i64 = 97;

/// The bank's own domain; `.example` belongs to nobody (RFC 2606).
const BANK_DOMAIN: &str = "harborlight.example";
/// The only toll-free number reserved for fiction; the extension is the employee number.
pub const SWITCHBOARD: &str = "800-555-0199";
/// Ages at hire in years, in general and for leaders.
const AGE_AT_HIRE: RangeInclusive<i64> = 20..=48;
const AGE_OF_LEADERS: RangeInclusive<i64> = 30..=46;

/// Makes a member's row.
pub fn write(bank: &Bank, member: &Member, rows: &mut Rows) {
    let row = u64::from(member.number);
    let mut names = bank.random.stream(key!("employees_db.employees/name"), row);
    let age = match staff::leads(member.number) {
        true => names.range(AGE_OF_LEADERS),
        false => names.range(AGE_AT_HIRE),
    };
    let (first_name, last_name) = people::anybody(&mut names, member.hired.year() - age as i32);
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
        department: member.role.department(),
        branch_code: member.branch,
        manager_id: staff::manager(member.number).map(EmployeeId),
        hire_date: member.hired,
        termination_date: member.left,
        employment_status: member.status,
        salary: salary(bank, member),
        created_at: MORNING.on(member.hired, &mut created),
    });
}

/// An annual salary within the role's band, in steps of 100 dollars: it rises with years of service and skill and stays below the
/// manager's.
pub fn salary(bank: &Bank, member: &Member) -> Cents {
    let own = by_merit(bank, member);
    let Some(above) = staff::manager(member.number) else {
        return own;
    };
    let manager = Member::new(&bank.random, bank.as_of(), above);
    let most = salary(bank, &manager).times(BELOW_MANAGER, 100);
    own.min(most.floor_to(Cents::dollars(100)))
}

/// The salary regardless of the manager's.
fn by_merit(bank: &Bank, member: &Member) -> Cents {
    let (low, high) = salary_band(member.role);
    let until: Date = member.left.unwrap_or(bank.as_of());
    let key = key!("employees_db.employees/salary");
    let mut stream = bank.random.stream(key, u64::from(member.number));
    let heads = staff::heads(member.number);
    let days = i64::from(until - member.hired);
    let years = days.min(FIRST_YEARS) * PER_YEAR + (days - FIRST_YEARS).max(0) * PER_LATER_YEAR;
    let place = AT_HIRE
        + years / 365
        + skill(bank, member) * PER_SKILL / 1_000
        + stream.normal() * BY_CHANCE / 1_000
        + if heads { FOR_HEADS } else { 0 };
    let place = place.clamp(0, 1_000);
    Cents::dollars(low * 1_000 + (high - low) * place).floor_to(Cents::dollars(100))
}
