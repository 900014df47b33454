//! Who works at the bank: the facts about an employee that everyone else's rows hang on, and the teams that serve customers.

use crate::generate::hours::{before, business_day_from, business_day_until};
use crate::generate::region::EMPLOYEES_PER_TEAM;
use crate::key;
use crate::random::{Random, Weighted};
use crate::tables::employees_db::{BranchCode, DepartmentName, EmploymentStatus, Role};
use crate::tables::ids::EmployeeId;
use crate::values::calendar::Date;
use std::ops::RangeInclusive;

/// The pattern of roles repeats every twenty employees (data model, section 3).
pub const PERIOD: u32 = EMPLOYEES_PER_TEAM;
/// The leading places of the pattern: the first of each role that serves customers, hired long ago and never leaving.
pub const LEADING: u32 = 6;
/// Customers are served by the last twenty employees hired up to them.
const TEAM: usize = 20;
/// A manager's own managers: 15 each keeps the tree within six levels for a million employees.
const MANAGERS_PER_MANAGER: u32 = 15;
/// Branches of the bank (data model, section 1).
pub const BRANCHES: u64 = 18;

/// Whole days in the past in which people of the leading places were hired: 7 to 10 years.
const LEADING_TENURE: RangeInclusive<i64> = 2_570..=3_640;
/// The same for all others: 10 years at most; half a year at least, so that everyone at work has had a review.
const TENURE: RangeInclusive<i64> = 200..=3_640;
/// The same for those who have left: they were here for a while, and left in the last year and a half.
const LEAVER_TENURE: RangeInclusive<i64> = 900..=3_640;
const LEFT_AGO: RangeInclusive<i64> = 5..=540;

/// Terminated 5 and on leave 3 percent of twenty, all among the 14 who are not leading: 1 and 0.6 of 14 (data model, section 3).
const STATUS: Weighted<EmploymentStatus, 3> = Weighted::new([
    (EmploymentStatus::Terminated, 10),
    (EmploymentStatus::OnLeave, 6),
    (EmploymentStatus::Active, 124),
]);

/// What others need to know of an employee. A pure function of the number: the staff list's length does not matter.
#[derive(Clone, Copy, Debug)]
pub struct Member {
    /// The number, from 1.
    pub number: u32,
    /// What the member does.
    pub role: Role,
    /// First day.
    pub hired: Date,
    /// Last day, of those who have left.
    pub left: Option<Date>,
    /// Active, on leave or terminated.
    pub status: EmploymentStatus,
    /// Where the member works.
    pub branch: BranchCode,
}

impl Member {
    /// The employee of this number, from 1.
    pub fn new(random: &Random, as_of: Date, number: u32) -> Member {
        let row = u64::from(number);
        let (block, place) = ((number - 1) / PERIOD, (number - 1) % PERIOD);
        let status = if place < LEADING {
            EmploymentStatus::Active
        } else {
            let share = random.share(
                key!("employees_db.employees/employment_status"),
                u64::from(block),
                u64::from(PERIOD - LEADING),
                u64::from(place - LEADING),
            );
            STATUS.at(share)
        };
        let mut dates = random.stream(key!("employees_db.employees/hire_date"), row);
        let tenure = match status {
            _ if place < LEADING => LEADING_TENURE,
            EmploymentStatus::Terminated => LEAVER_TENURE,
            _ => TENURE,
        };
        let hired = business_day_from(before(&mut dates, as_of, tenure));
        let left = (status == EmploymentStatus::Terminated)
            .then(|| business_day_until(before(&mut dates, as_of, LEFT_AGO)));
        let branch = random.permute(
            key!("employees_db.employees/branch_code"),
            (row - 1) / BRANCHES,
            BRANCHES,
            (row - 1) % BRANCHES,
        );
        Member {
            number,
            role: role(number),
            hired,
            left,
            status,
            branch: BranchCode(branch as u8 + 1),
        }
    }

    /// The key of the member's row.
    pub fn id(&self) -> EmployeeId {
        EmployeeId(self.number)
    }

    /// Whether the member is employed on all days from the first to the last.
    pub fn in_service(&self, first: Date, last: Date) -> bool {
        (self.hired <= first) & self.left.is_none_or(|left| last <= left)
    }
}

/// The role of an employee: a fixed pattern of twenty places, the eighth of which goes round the specialists.
pub fn role(number: u32) -> Role {
    use Role::*;
    const SPECIALISTS: [Role; 6] = [
        ItSpecialist,
        HrSpecialist,
        FinanceSpecialist,
        AuditSpecialist,
        OperationsSpecialist,
        MarketingSpecialist,
    ];
    let block = (number - 1) / PERIOD;
    let specialist = SPECIALISTS[block as usize % SPECIALISTS.len()];
    let pattern = [
        BranchManager,
        CustomerService,
        LoanOfficer,
        InsuranceAgent,
        ComplianceOfficer,
        RiskAnalyst,
        CustomerService,
        specialist,
        LoanOfficer,
        CustomerService,
        InsuranceAgent,
        CustomerService,
        LoanOfficer,
        CustomerService,
        ComplianceOfficer,
        CustomerService,
        LoanOfficer,
        CustomerService,
        InsuranceAgent,
        CustomerService,
    ];
    pattern[((number - 1) % PERIOD) as usize]
}

/// The department in which a role works.
pub fn department(role: Role) -> DepartmentName {
    match role {
        Role::BranchManager => DepartmentName::RetailBanking,
        Role::CustomerService => DepartmentName::CustomerService,
        Role::LoanOfficer => DepartmentName::Lending,
        Role::InsuranceAgent => DepartmentName::Insurance,
        Role::ComplianceOfficer => DepartmentName::Compliance,
        Role::RiskAnalyst => DepartmentName::RiskManagement,
        Role::ItSpecialist => DepartmentName::InformationTechnology,
        Role::HrSpecialist => DepartmentName::HumanResources,
        Role::FinanceSpecialist => DepartmentName::Finance,
        Role::AuditSpecialist => DepartmentName::InternalAudit,
        Role::OperationsSpecialist => DepartmentName::Operations,
        Role::MarketingSpecialist => DepartmentName::Marketing,
    }
}

/// The manager of an employee, always of a smaller number: the branch manager who leads the employee's twenty; for a branch
/// manager the one above in a tree of fifteen; nobody for EMP-000001.
pub fn manager(number: u32) -> Option<u32> {
    let (block, place) = ((number - 1) / PERIOD, (number - 1) % PERIOD);
    match (block, place) {
        (0, 0) => None,
        (_, 0) => Some((block - 1) / MANAGERS_PER_MANAGER * PERIOD + 1),
        _ => Some(block * PERIOD + 1),
    }
}

/// The up to twenty employees who serve a customer, by number.
#[derive(Clone, Debug, Default)]
pub struct Team(Vec<Member>);

impl Team {
    /// The team that ends with employee number `end`; whoever is in this one too is taken from it.
    pub fn moved(&self, random: &Random, as_of: Date, end: u32) -> Team {
        let first = end.saturating_sub(TEAM as u32) + 1;
        let members = (first..=end).map(|number| match self.find(number) {
            Some(member) => *member,
            None => Member::new(random, as_of, number),
        });
        Team(members.collect())
    }

    fn find(&self, number: u32) -> Option<&Member> {
        let place = number.checked_sub(self.0.first()?.number)?;
        self.0.get(place as usize)
    }

    /// A member of the team.
    ///
    /// # Panics
    ///
    /// When the employee is not one, which is a caller bug.
    pub fn member(&self, EmployeeId(number): EmployeeId) -> &Member {
        self.find(number).expect("a member of the team")
    }

    /// One of the team who has one of the roles and is in service on all of the days; `draw` chooses.
    ///
    /// There always is one for the six leading roles and days of the last seven years: the first of each role in twenty.
    ///
    /// # Panics
    ///
    /// When the roles or days are others, which is a caller bug.
    pub fn on_duty(&self, roles: &[Role], days: &[Date], draw: u64) -> EmployeeId {
        let roles = roles.iter().fold(0, |bits, &role| bits | 1 << role as u32);
        let first = days.iter().copied().min().unwrap_or_default();
        let last = days.iter().copied().max().unwrap_or_default();
        // Who fits is as good as random: all are looked at without a branch.
        let mut fitting = [0; TEAM];
        let mut count = 0;
        for (place, member) in self.0.iter().enumerate() {
            fitting[count.min(TEAM - 1)] = place;
            let has_role = roles >> member.role as u32 & 1 == 1;
            count += usize::from(has_role & member.in_service(first, last));
        }
        assert!(
            count > 0,
            "the first of each leading role is always in service"
        );
        let chosen = (u128::from(draw) * count as u128) >> 64;
        self.0[fitting[chosen as usize]].id()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::DEFAULT_AS_OF;

    #[test]
    fn the_tree_of_managers_has_at_most_six_levels() {
        for number in [1, 2, 20, 21, 150, 150_000, 999_999] {
            let mut levels = 1;
            let mut at = number;
            while let Some(above) = manager(at) {
                assert!(above < at);
                assert_eq!(role(above), Role::BranchManager);
                at = above;
                levels += 1;
            }
            assert!(levels <= 6, "{number}: {levels}");
        }
    }

    #[test]
    fn each_team_has_every_leading_role_on_any_day_of_seven_years() {
        let random = Random::new(42);
        let mut team = Team::default();
        for end in 7..=400 {
            team = team.moved(&random, DEFAULT_AS_OF, end);
            for role in &Role::ALL[..LEADING as usize] {
                for day in [DEFAULT_AS_OF, DEFAULT_AS_OF - 2_557] {
                    team.on_duty(&[*role], &[day], 0);
                }
            }
        }
    }

    #[test]
    fn one_in_twenty_has_left() {
        let random = Random::new(1);
        let left = (1..=200)
            .filter(|&number| Member::new(&random, DEFAULT_AS_OF, number).left.is_some())
            .count();
        assert_eq!(left, 10);
    }
}
