//! The branches.

use super::employees::SWITCHBOARD;
use crate::generate::bank::Bank;
use crate::generate::hours::business_day_before;
use crate::generate::staff;
use crate::key;
use crate::tables::Rows;
use crate::tables::employees_db::{Branch, BranchCode, EmployeeId};
use crate::values::places::{self, BRANCHES};
use crate::values::texts::staff::BRANCH_NAMES;
use std::ops::RangeInclusive;

/// Days since the head office opened, and since the other branches did.
const HEAD_OFFICE_OPENED: RangeInclusive<i64> = 20_500..=22_500;
const OPENED: RangeInclusive<i64> = 7_700..=19_000;
/// Branch extensions follow this one; employee extensions begin at 10001.
const EXTENSION: u32 = 1_000;

/// Makes the branch rows.
pub fn write(bank: &Bank, rows: &mut Rows) {
    let random = &bank.random;
    for (number, city) in (1..).zip(places::branch_cities()) {
        let row = u64::from(number);
        let mut stream = random.stream(key!("employees_db.branches/address"), row);
        let address = places::business_address(&mut stream);
        let postal_code = city.postal_code(&mut stream);
        let mut dates = random.stream(key!("employees_db.branches/opened_date"), row);
        let name = match number {
            1 => "Head Office",
            _ => {
                let key = key!("employees_db.branches/branch_name");
                let count = BRANCHES.len() as u64 - 1;
                BRANCH_NAMES[random.permute(key, 0, count, row - 2) as usize]
            }
        };
        let opened = match number {
            1 => HEAD_OFFICE_OPENED,
            _ => OPENED,
        };
        let manager = staff::manager_of_branch(BranchCode(number), bank.plan.employees);
        rows.branches.push(Branch {
            branch_code: BranchCode(number),
            branch_name: format!("{} {name}", city.name).into(),
            address: address.into(),
            city: city.name.into(),
            state: city.state.into(),
            postal_code,
            phone: format!("{SWITCHBOARD} x{}", EXTENSION + number).into(),
            opened_date: business_day_before(&mut dates, bank.as_of(), opened),
            manager_id: EmployeeId(manager),
        });
    }
}
