//! Who works at the bank: the facts about employees that other rows depend on, and the teams that serve customers.

mod organization;

pub use organization::{CHIEF, head, heads, leads, manager, manager_of_branch, role};

use crate::generate::hours::business_day_before;
use crate::generate::region::EMPLOYEES_PER_TEAM;
use crate::key;
use crate::random::{Proportion, Random};
use crate::tables::employees_db::{BranchCode, EmploymentStatus, Role};
use crate::tables::ids::EmployeeId;
use crate::values::calendar::Date;
use crate::values::places::BRANCHES;
use std::ops::RangeInclusive;
use std::sync::Arc;

/// Staff are hired in teams of twenty (data model, section 3).
pub const PERIOD: u32 = EMPLOYEES_PER_TEAM;
/// Customers are served by the last twenty employees hired before them.
const TEAM: usize = EMPLOYEES_PER_TEAM as usize;

/// Places in a team whose holders were hired long ago and stay: the first of each role that serves customers, so that each role
/// is available in any twenty employees, on any day of seven years.
const LASTING: RangeInclusive<usize> = 1..=5;
/// Places of the counter staff at the three branches, two each, in the first and the second half of a team: they stay.
const TELLERS: [usize; 7] = [7, 8, 9, 10, 12, 14, 16];

/// Days since hire of long-serving employees, by quartiles: 7 to 20 years.
const LASTING_TENURE: [i64; 5] = [2_570, 3_000, 3_640, 4_700, 7_300];
/// Likewise, for counter staff, and for everybody else, who come and go: at least a quarter of a year, so that everybody at work
/// has had a review.
const TELLER_TENURE: [i64; 5] = [400, 800, 1_300, 2_100, 3_600];
const TENURE: [i64; 5] = [96, 640, 1_150, 1_900, 4_400];
/// Likewise, for employees who have left: they stayed for a while and left in the last year and a half.
const LEAVER_TENURE: [i64; 5] = [900, 1_300, 1_900, 2_900, 6_500];
const LEFT_AGO: RangeInclusive<i64> = 5..=540;

/// Out of twenty, employees who have left and those on leave, in tenths (data model, section 3: 5 and 3 percent).
const LEFT_OF_TEAM: u64 = 10;
const ON_LEAVE_OF_TEAM: u64 = 6;

/// What others need to know about an employee. A pure function of the number: the length of the staff list doesn't matter.
#[derive(Clone, Copy, Debug)]
pub struct Member {
    /// Employee number, from 1.
    pub number: u32,
    /// Role.
    pub role: Role,
    /// Date of hire.
    pub hired: Date,
    /// Last day, for those who have left.
    pub left: Option<Date>,
    /// Active, on leave or terminated.
    pub status: EmploymentStatus,
    /// Branch where the member works.
    pub branch: BranchCode,
}

/// How long an employee stays.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stay {
    /// Hired at least 7 years ago and still employed.
    Lasting,
    /// Still employed.
    Settled,
    /// May be on leave or have left.
    Free,
}

fn stay(number: u32) -> Stay {
    let (_, place) = organization::seat(number);
    if LASTING.contains(&place) || leads(number) {
        Stay::Lasting
    } else if TELLERS.contains(&place) && role(number) == Role::CustomerService {
        Stay::Settled
    } else {
        Stay::Free
    }
}

/// The status of an employee who is free to leave: shares of a team, dealt among such employees.
fn status(random: &Random, number: u32) -> EmploymentStatus {
    let (team, _) = organization::seat(number);
    let first = team * PERIOD + 1;
    let free = (first..first + PERIOD).filter(|&other| stay(other) == Stay::Free);
    let (mut size, mut rank) = (0, 0);
    for other in free {
        rank += u64::from(other < number);
        size += 1;
    }
    let key = key!("employees_db.employees/employment_status");
    let share = random.share(key, u64::from(team), size, rank);
    if share.within(Proportion::of(LEFT_OF_TEAM, 10 * size)) {
        EmploymentStatus::Terminated
    } else if share.within(Proportion::of(LEFT_OF_TEAM + ON_LEAVE_OF_TEAM, 10 * size)) {
        EmploymentStatus::OnLeave
    } else {
        EmploymentStatus::Active
    }
}

impl Member {
    /// The employee with this number, from 1.
    pub fn new(random: &Random, as_of: Date, number: u32) -> Member {
        let stay = stay(number);
        let status = match stay {
            Stay::Free => status(random, number),
            Stay::Lasting | Stay::Settled => EmploymentStatus::Active,
        };
        let key = key!("employees_db.employees/hire_date");
        let mut dates = random.stream(key, u64::from(number));
        let tenure = match (stay, status) {
            (Stay::Lasting, _) => LASTING_TENURE,
            (Stay::Settled, _) => TELLER_TENURE,
            (_, EmploymentStatus::Terminated) => LEAVER_TENURE,
            _ => TENURE,
        };
        let days = dates.quantile(&tenure);
        // A day in the preceding week, so that it is a business day.
        let hired = business_day_before(&mut dates, as_of, days..=days + 6);
        let left = (status == EmploymentStatus::Terminated)
            .then(|| business_day_before(&mut dates, as_of, LEFT_AGO));
        Member {
            number,
            role: role(number),
            hired,
            left,
            status,
            branch: organization::branch(number),
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

/// Places in a team, one bit each, starting with the lowest.
type Places = u32;

/// The up to twenty employees who serve a customer.
#[derive(Clone, Debug, Default)]
pub struct Team {
    /// By number; shared by the customers whom the same employees serve.
    members: Arc<[Member]>,
    /// Who has each role.
    in_role: [Places; Role::ALL.len()],
    /// Who works at each branch.
    at_branch: [Places; BRANCHES.len()],
}

impl Team {
    /// The team that ends with employee number `end`; members already in this one are taken from it.
    pub fn moved(&self, random: &Random, as_of: Date, end: u32) -> Team {
        if self.members.last().is_some_and(|last| last.number == end) {
            return self.clone();
        }
        let first = end.saturating_sub(TEAM as u32) + 1;
        let members = (first..=end).map(|number| match self.find(number) {
            Some(member) => *member,
            None => Member::new(random, as_of, number),
        });
        let members: Arc<[Member]> = members.collect();
        let mut team = Team {
            members,
            ..Team::default()
        };
        for (place, member) in team.members.iter().enumerate() {
            team.in_role[member.role as usize] |= 1 << place;
            team.at_branch[member.branch.0 as usize - 1] |= 1 << place;
        }
        team
    }

    fn find(&self, number: u32) -> Option<&Member> {
        Some(&self.members[self.place(number)?])
    }

    /// The place of an employee in the team.
    fn place(&self, number: u32) -> Option<usize> {
        let place = number.checked_sub(self.members.first()?.number)? as usize;
        (place < self.members.len()).then_some(place)
    }

    /// A member of the team.
    ///
    /// # Panics
    ///
    /// If the employee isn't a member, which is a caller bug.
    pub fn member(&self, EmployeeId(number): EmployeeId) -> &Member {
        self.find(number).expect("a member of the team")
    }

    /// A member of the team who has one of the roles and is employed on all of the days, chosen by `draw`.
    ///
    /// There always is one for the five roles that serve customers, on days of the last seven years: the first of each role in
    /// twenty.
    ///
    /// # Panics
    ///
    /// If the roles or days are others, which is a caller bug.
    pub fn on_duty(&self, roles: &[Role], days: &[Date], draw: u64) -> EmployeeId {
        let fitting = self.employed(self.with_role(roles), days);
        self.chosen(fitting, draw)
    }

    /// Like `on_duty`, but excludes one employee, whose work somebody else has to review; none if there is nobody else.
    pub fn on_duty_but(
        &self,
        but: EmployeeId,
        roles: &[Role],
        days: &[Date],
        draw: u64,
    ) -> Option<EmployeeId> {
        let mut others = self.with_role(roles);
        if let Some(place) = self.place(but.0) {
            others &= !(1 << place);
        }
        let others = self.employed(others, days);
        (others != 0).then(|| self.chosen(others, draw))
    }

    /// Like [`Team::on_duty`], but preferably somebody who works at the branch.
    ///
    /// # Panics
    ///
    /// As [`Team::on_duty`].
    pub fn at_branch(
        &self,
        branch: BranchCode,
        roles: &[Role],
        days: &[Date],
        draw: u64,
    ) -> EmployeeId {
        let nearby = self.at_branch[branch.0 as usize - 1];
        match self.employed(self.with_role(roles) & nearby, days) {
            0 => self.on_duty(roles, days, draw),
            nearby => self.chosen(nearby, draw),
        }
    }

    /// Members who have one of the roles.
    #[inline]
    fn with_role(&self, roles: &[Role]) -> Places {
        let in_role = |&role: &Role| self.in_role[role as usize];
        roles
            .iter()
            .map(in_role)
            .fold(0, |all, places| all | places)
    }

    /// Those of the members who are employed on all of the days. Whether one is is practically random, so there is no branching on it.
    #[inline]
    fn employed(&self, mut members: Places, days: &[Date]) -> Places {
        let first = days.iter().copied().min().unwrap_or_default();
        let last = days.iter().copied().max().unwrap_or_default();
        let mut employed = 0;
        while members != 0 {
            let place = members.trailing_zeros();
            let member = &self.members[place as usize];
            employed |= Places::from(member.in_service(first, last)) << place;
            // Drops the first of the remaining members.
            members &= members - 1;
        }
        employed
    }

    fn chosen(&self, mut places: Places, draw: u64) -> EmployeeId {
        assert!(
            places != 0,
            "the first of each role that serves customers is always in service"
        );
        for _ in 0..(u128::from(draw) * u128::from(places.count_ones())) >> 64 {
            // Drops the first of the remaining places.
            places &= places - 1;
        }
        self.members[places.trailing_zeros() as usize].id()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generate::region;
    use crate::plan::{DEFAULT_AS_OF, Plan};

    #[test]
    fn each_team_has_every_role_that_serves_customers_on_any_day_of_seven_years() {
        let random = Random::new(42);
        let mut team = Team::default();
        for end in 7..=400 {
            team = team.moved(&random, DEFAULT_AS_OF, end);
            for role in [
                Role::CustomerService,
                Role::LoanOfficer,
                Role::InsuranceAgent,
                Role::ComplianceOfficer,
                Role::RiskAnalyst,
            ] {
                for day in [DEFAULT_AS_OF, DEFAULT_AS_OF - 2_557] {
                    team.on_duty(&[role], &[day], 0);
                }
            }
        }
    }

    #[test]
    fn a_customer_of_a_region_finds_somebody_at_the_counter_of_each_of_its_branches() {
        let plan = Plan::new(42, DEFAULT_AS_OF, "5".parse().unwrap(), None, None).unwrap();
        let random = Random::new(plan.seed);
        let mut team = Team::default();
        // Before that, the bank hasn't yet hired for all three.
        for customer in 88..=plan.customers {
            team = team.moved(&random, DEFAULT_AS_OF, plan.team_end(customer));
            let first_of_block = (customer - 1) / 20 * 20 + 1;
            for branch in region::branches(region::of_customer(first_of_block)) {
                let branch = BranchCode(branch + 1);
                let who = team.at_branch(branch, &[Role::CustomerService], &[DEFAULT_AS_OF], 0);
                assert_eq!(team.member(who).branch, branch, "customer {customer}");
            }
        }
    }

    #[test]
    fn one_in_twenty_has_left() {
        let random = Random::new(1);
        let status = |status| {
            let all = (1..=200).map(|number| Member::new(&random, DEFAULT_AS_OF, number));
            all.filter(|member| member.status == status).count()
        };
        assert_eq!(status(EmploymentStatus::Terminated), 10);
        assert_eq!(status(EmploymentStatus::OnLeave), 6);
    }
}
