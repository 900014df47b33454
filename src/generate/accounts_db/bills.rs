//! Which bills there are in somebody's life to be paid by check or at a counter.

use crate::generate::customer::Customer;
use crate::generate::person::{Relation, Tenure, Work};
use crate::tables::accounts_db::TransactionCategory;
use crate::values::month::Month;
use std::ops::RangeInclusive;

/// Ages in years of children for whom tuition is paid, and of those who are looked after.
const IN_SCHOOL: RangeInclusive<i32> = 4..=23;
const LOOKED_AFTER: RangeInclusive<i32> = 0..=11;
/// From this age on there are more bills of doctors.
const OLDER: i32 = 60;

/// How often somebody pays a bill of a category in a month, beside the others: tuition needs a student or a child at school, child
/// care a child, and power and water are paid by one of a household.
pub fn weight(customer: &Customer, month: Month, category: TransactionCategory) -> u32 {
    use TransactionCategory::{Childcare, Education, Health, Other, Taxes, Telecom, Utilities};
    if customer.business.is_some() {
        return match category {
            Utilities | Taxes => 20,
            Telecom => 15,
            Other => 40,
            _ => 0,
        };
    }
    let child = |ages: RangeInclusive<i32>| {
        let mut kin = customer.kin.iter();
        kin.any(|one| {
            let age = month.last().years_since(one.born);
            one.relation == Relation::Child && ages.contains(&age)
        })
    };
    let age = month.last().years_since(customer.person.born);
    let pays = customer.household.payer == customer.number;
    match category {
        Utilities => 36 * u32::from(pays),
        Telecom => 20,
        Health if age >= OLDER => 34,
        Health => 16,
        Education if matches!(customer.person.work, Work::Student) => 40,
        Education => 18 * u32::from(child(IN_SCHOOL)),
        Childcare => 22 * u32::from(child(LOOKED_AFTER)),
        // On a house; others pay little by hand.
        Taxes if pays && !matches!(customer.household.tenure, Tenure::Rents { .. }) => 16,
        Taxes => 4,
        _ => 20,
    }
}
