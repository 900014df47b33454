//! How the bank is organized: posts, branches, departments, and who reports to whom (data model, section 3).
//!
//! Everything follows from the employee number alone, so that nobody's manager changes with the scale: each manager comes before
//! the staff in the list or is among the first seven, whom every bank has.

use crate::generate::region::{self, BRANCHES_PER_REGION, EMPLOYEES_PER_TEAM, REGIONS};
use crate::tables::employees_db::{BranchCode, DepartmentName, Role};
use std::sync::LazyLock;

/// The number of the Chief Executive Officer.
pub const CHIEF: u32 = 1;
/// The head office branch, where everybody works who doesn't serve customers.
const HEAD_OFFICE: BranchCode = BranchCode(1);

/// A place in a team: its holder's role and workplace.
#[derive(Clone, Copy)]
enum Post {
    /// Runs the bank.
    Chief,
    /// Serves customers at a branch in the team's region, or manages those who do.
    Branch(Role, u32),
    /// Works at the head office.
    Office(Role),
    /// Likewise, as one of the specialists: teams have them in rotation, this many ahead.
    Specialist(u32),
}

use Post::{Branch, Chief, Office, Specialist};
use Role::*;

/// Specialists, in rotation.
const SPECIALISTS: [Role; 6] = [
    ItSpecialist,
    HrSpecialist,
    FinanceSpecialist,
    AuditSpecialist,
    OperationsSpecialist,
    MarketingSpecialist,
];

/// The very first team. Its first seven hold each role that serves customers, where most of the first customers live: the head
/// office is in a small town.
const FIRST_TEAM: [Post; TEAM] = [
    Chief,
    Branch(CustomerService, 1),
    Branch(LoanOfficer, 0),
    Branch(InsuranceAgent, 0),
    Office(ComplianceOfficer),
    Office(RiskAnalyst),
    Branch(BranchManager, 2),
    Branch(BranchManager, 1),
    Branch(CustomerService, 2),
    Branch(BranchManager, 0),
    Branch(CustomerService, 0),
    Specialist(0),
    Branch(CustomerService, 1),
    Branch(InsuranceAgent, 1),
    Branch(CustomerService, 2),
    Office(ComplianceOfficer),
    Branch(CustomerService, 0),
    Branch(LoanOfficer, 2),
    Branch(InsuranceAgent, 2),
    Branch(CustomerService, 1),
];

/// The first team of every other region, with its branch managers.
const REGION_TEAM: [Post; TEAM] = [
    Branch(BranchManager, 0),
    Branch(CustomerService, 0),
    Branch(LoanOfficer, 0),
    Branch(InsuranceAgent, 0),
    Office(ComplianceOfficer),
    Office(RiskAnalyst),
    Branch(BranchManager, 1),
    Branch(CustomerService, 1),
    Branch(BranchManager, 2),
    Branch(CustomerService, 2),
    Specialist(0),
    Branch(LoanOfficer, 1),
    Branch(CustomerService, 0),
    Branch(InsuranceAgent, 1),
    Branch(CustomerService, 1),
    Office(ComplianceOfficer),
    Branch(CustomerService, 2),
    Branch(LoanOfficer, 2),
    Branch(InsuranceAgent, 2),
    Branch(CustomerService, 0),
];

/// Every later team.
const LATER_TEAM: [Post; TEAM] = [
    Branch(CustomerService, 0),
    Branch(CustomerService, 0),
    Branch(LoanOfficer, 0),
    Branch(InsuranceAgent, 0),
    Office(ComplianceOfficer),
    Office(RiskAnalyst),
    Branch(LoanOfficer, 1),
    Branch(CustomerService, 1),
    Specialist(3),
    Branch(CustomerService, 2),
    Specialist(0),
    Branch(LoanOfficer, 1),
    Branch(CustomerService, 0),
    Branch(InsuranceAgent, 1),
    Branch(CustomerService, 1),
    Office(ComplianceOfficer),
    Branch(CustomerService, 2),
    Branch(LoanOfficer, 2),
    Branch(InsuranceAgent, 2),
    Branch(CustomerService, 0),
];

const TEAM: usize = EMPLOYEES_PER_TEAM as usize;

/// Places in later teams whose holders work where the region's customers are; the others keep the counters of all three branches
/// staffed.
const FREE: [usize; 9] = [2, 0, 3, 6, 13, 11, 19, 17, 18];
/// Branch employees in a later team.
const BRANCH_PEOPLE: u64 = 15;

/// The branches of a later team, by place, for each region and for as many rounds as there are free places.
static LATER_BRANCHES: LazyLock<Vec<[[u32; TEAM]; FREE.len()]>> = LazyLock::new(|| {
    let branches = |region: u32, round: usize| {
        let mut people = [0; BRANCHES_PER_REGION as usize];
        let mut at = [0; TEAM];
        for (place, post) in LATER_TEAM.iter().enumerate() {
            if let (Branch(_, branch), false) = (post, FREE.contains(&place)) {
                at[place] = *branch;
                people[*branch as usize] += 1;
            }
        }
        let weights = region::weights(region);
        let all: u64 = weights.iter().sum();
        // Each round starts with a different place, so that every branch gets each role in some round.
        for turn in 0..FREE.len() {
            let wanting = |&branch: &usize| {
                let wanted = (BRANCH_PEOPLE * weights[branch] * 100 / all) as i64;
                wanted - 100 * people[branch]
            };
            let branches = (0..weights.len()).rev();
            let branch = branches.max_by_key(wanting).unwrap_or_default();
            at[FREE[(turn + round) % FREE.len()]] = branch as u32;
            people[branch] += 1;
        }
        at
    };
    let rounds = |region| std::array::from_fn(|round| branches(region, round));
    (0..REGIONS).map(rounds).collect()
});

/// An employee's team, from 0, and place in it, from 0.
pub const fn seat(number: u32) -> (u32, usize) {
    (
        (number - 1) / EMPLOYEES_PER_TEAM,
        ((number - 1) % EMPLOYEES_PER_TEAM) as usize,
    )
}

/// An employee's post, but for later teams, not necessarily at the right branch.
const fn post_anywhere(number: u32) -> Post {
    match seat(number) {
        (0, place) => FIRST_TEAM[place],
        (team, place) if team < REGIONS => REGION_TEAM[place],
        (_, place) => LATER_TEAM[place],
    }
}

fn post(number: u32) -> Post {
    let (team, place) = seat(number);
    match post_anywhere(number) {
        Branch(role, _) if team >= REGIONS => {
            let rounds = &LATER_BRANCHES[region::of_team(team) as usize];
            Branch(role, rounds[(team / REGIONS) as usize % FREE.len()][place])
        }
        post => post,
    }
}

/// An employee's role.
pub fn role(number: u32) -> Role {
    match post_anywhere(number) {
        Chief => ChiefExecutive,
        Branch(role, _) | Office(role) => role,
        Specialist(ahead) => SPECIALISTS[((seat(number).0 + ahead) % REGIONS) as usize],
    }
}

/// The branch where an employee works.
pub fn branch(number: u32) -> BranchCode {
    match post(number) {
        Branch(_, at) => BranchCode(first_branch(region::of_team(seat(number).0)).0 + at),
        Chief | Office(_) | Specialist(_) => HEAD_OFFICE,
    }
}

/// The first of a region's branches.
fn first_branch(region: u32) -> BranchCode {
    BranchCode(region::branches(region).start + 1)
}

/// The first customer service representative, who serves customers in even the smallest bank.
const FIRST_AT_COUNTER: u32 = 2;

/// The number of a department's head: its first member, once the bank has that many employees. Customer service, whose staff work
/// at the branches, is headed by the first branch manager.
pub const fn head(department: DepartmentName) -> u32 {
    match department {
        DepartmentName::RetailBanking => CHIEF,
        DepartmentName::CustomerService => 7,
        DepartmentName::Lending => 3,
        DepartmentName::Insurance => 4,
        DepartmentName::Compliance => 5,
        DepartmentName::RiskManagement => 6,
        DepartmentName::InformationTechnology => 12,
        DepartmentName::HumanResources => 31,
        DepartmentName::Finance => 51,
        DepartmentName::InternalAudit => 71,
        DepartmentName::Operations => 91,
        DepartmentName::Marketing => 111,
    }
}

/// The number of a branch's manager, once the bank has that many employees.
pub fn branch_manager(BranchCode(code): BranchCode) -> u32 {
    let (region, at) = region::of_branch(code - 1);
    managers(region)[at as usize]
}

/// The number of the area manager of a branch: the first of the managers there.
pub fn area_manager(BranchCode(code): BranchCode) -> u32 {
    let [one, two, three] = managers(region::of_branch(code - 1).0);
    one.min(two).min(three)
}

/// The numbers of the managers of a region's three branches: they are in its first team.
const fn managers(region: u32) -> [u32; 3] {
    let [one, two, three] = match region {
        0 => [9, 7, 6],
        _ => [0, 6, 8],
    };
    let first = region * EMPLOYEES_PER_TEAM + 1;
    [first + one, first + two, first + three]
}

/// The employee in `branches.manager_id` at a bank with this many employees: the branch's manager, else the area's, else the
/// Chief Executive Officer.
pub fn manager_of_branch(branch: BranchCode, employees: u32) -> u32 {
    [branch_manager(branch), area_manager(branch)]
        .into_iter()
        .find(|&manager| manager <= employees)
        .unwrap_or(CHIEF)
}

/// Whether an employee heads a department or an area.
pub fn heads(number: u32) -> bool {
    let (role, branch) = (role(number), branch(number));
    head(role.department()) == number || role == BranchManager && area_manager(branch) == number
}

/// Whether an employee heads a department or manages a branch: such people have been here for a long time and stay.
pub fn leads(number: u32) -> bool {
    let role = role(number);
    role == BranchManager || head(role.department()) == number
}

/// An employee's manager: heads of departments and area managers report to the Chief Executive Officer, other branch managers to
/// the area manager, branch staff to the branch manager, everybody else to the head of the department.
pub fn manager(number: u32) -> Option<u32> {
    let (role, branch) = (role(number), branch(number));
    let head = head(role.department());
    match post(number) {
        Chief => None,
        _ if number == head || number == area_manager(branch) && role == BranchManager => {
            Some(CHIEF)
        }
        Branch(BranchManager, _) => Some(area_manager(branch)),
        // Hired before the branch has a manager.
        Branch(CustomerService, _) if number == FIRST_AT_COUNTER => Some(head),
        Branch(..) => Some(branch_manager(branch)),
        Office(_) | Specialist(_) => Some(head),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::MIN_EMPLOYEES;
    use std::collections::BTreeSet;

    #[test]
    fn everyone_reports_up_to_the_chief_within_six_levels() {
        for number in (1..=2_000).chain([999_980, 999_999]) {
            let mut levels = 1;
            let mut at = number;
            while let Some(above) = manager(at) {
                assert!(above <= at.max(MIN_EMPLOYEES), "{at} reports to {above}");
                at = above;
                levels += 1;
            }
            assert_eq!(at, CHIEF);
            assert!(levels <= 6, "{number}: {levels}");
        }
    }

    #[test]
    fn heads_are_the_first_of_their_departments() {
        for department_name in DepartmentName::ALL {
            let belongs = |number: &u32| match department_name {
                DepartmentName::CustomerService => role(*number) == BranchManager,
                _ => role(*number).department() == *department_name,
            };
            let first = (1..).find(belongs);
            assert_eq!(first, Some(head(*department_name)), "{department_name:?}");
        }
    }

    #[test]
    fn branch_staff_report_to_the_manager_of_their_branch_at_every_scale() {
        for number in 1..=3_000 {
            let branch = branch(number);
            let first = number == FIRST_AT_COUNTER;
            if let (Branch(role, _), false) = (post(number), leads(number) || first) {
                assert_ne!(role, BranchManager);
                for employees in [number.max(MIN_EMPLOYEES), 3_000, 999_999] {
                    assert_eq!(manager(number), Some(manager_of_branch(branch, employees)));
                }
            }
            if role(number) == BranchManager {
                assert_eq!(branch_manager(branch), number);
            }
        }
    }

    #[test]
    fn branch_people_work_where_the_customers_are() {
        for region in 0..REGIONS {
            let weights = region::weights(region);
            let all: u64 = weights.iter().sum();
            let mut people = [0_u64; BRANCHES_PER_REGION as usize];
            let teams = (0..FREE.len() as u32).map(|round| REGIONS * (round + 1) + region);
            for team in teams {
                let first = team * EMPLOYEES_PER_TEAM + 1;
                for number in first..first + EMPLOYEES_PER_TEAM {
                    if let Branch(_, at) = post(number) {
                        people[at as usize] += 1;
                    }
                }
            }
            let whole: u64 = people.iter().sum();
            for (weight, people) in weights.iter().zip(people) {
                let (wanted, made) = (1_000 * weight / all, 1_000 * people / whole);
                assert!(wanted.abs_diff(made) <= 60, "{region}: {wanted} {made}");
            }
        }
    }

    #[test]
    fn a_scale_of_one_staffs_every_branch() {
        let codes: BTreeSet<u32> = (1..=150).map(|number| branch(number).0).collect();
        assert_eq!(codes, (1..=18).collect());
        for code in 1..=18 {
            assert_eq!(role(branch_manager(BranchCode(code))), BranchManager);
        }
    }
}
