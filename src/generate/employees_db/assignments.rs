//! Who covers which branches. Customer portfolios are made with the customers.

use super::meets_customers;
use crate::generate::bank::Bank;
use crate::generate::hours::business_day_between;
use crate::generate::region;
use crate::generate::staff::Member;
use crate::key;
use crate::random::Random;
use crate::tables::Rows;
use crate::tables::employees_db::*;

/// Each branch employee among the first seven, whom every bank has, covers every branch of the area.
const FIRST: u32 = 7;
const COVERAGES_OF_FIRST: u64 = 3;
/// Later branch employees up to this number cover one branch: 12 to 19 coverages at every scale (guide: 10-20).
const COVERING: u32 = 15;
/// Ended coverages out of twenty (guide: 15%).
const COVERAGES_ENDED: usize = 3;
/// Minimum days a coverage lasts, and the range of days before the last day in which it began.
const LASTS: i32 = 60;
const BEGUN_AGO: (i32, i32) = (900, 120);

/// Branch coverages of the branch employees at the top of the staff list.
pub fn write_coverages(bank: &Bank, members: &[Member], rows: &mut Rows) {
    let mut coverages: Vec<(&Member, u64)> = Vec::new();
    for member in &members[..COVERING as usize] {
        let count = match member.role {
            _ if !meets_customers(member.role) => 0,
            _ if member.number <= FIRST => COVERAGES_OF_FIRST,
            _ => 1,
        };
        coverages.extend((1..=count).map(|ordinal| (member, ordinal)));
    }
    // Employees who have left cover nothing anymore; the other ended coverages are drawn.
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
        let key = key!("employees_db.employee_assignments/coverage");
        let mut stream = bank.random.stream(key, id);
        let last_day = member.left.unwrap_or(bank.as_of());
        let (most, least) = BEGUN_AGO;
        let earliest = member.hired.max(last_day - most);
        let start = business_day_between(&mut stream, earliest, last_day - least);
        let branch = covered(&bank.random, member, ordinal);
        rows.employee_assignments.push(EmployeeAssignment {
            assignment_id: AssignmentId(id),
            employee_id: member.id(),
            assignment_type: AssignmentType::BranchCoverage,
            related_entity_id: AssignedEntity::Branch(branch),
            start_date: start,
            end_date: ended
                .contains(&at)
                .then(|| business_day_between(&mut stream, start + LASTS, last_day)),
        });
    }
}

/// The branch of a member's coverage with this ordinal: one in the area, in an order specific to the member.
fn covered(random: &Random, member: &Member, ordinal: u64) -> BranchCode {
    let (region, _) = region::of_branch(member.branch.0 - 1);
    let count = u64::from(region::BRANCHES_PER_REGION);
    let key = key!("employees_db.employee_assignments/branch");
    let at = random.permute(key, u64::from(member.number), count, ordinal - 1);
    BranchCode(region::branches(region).start + at as u32 + 1)
}
