//! Which bills a customer has that are paid by check or at a counter.

use crate::generate::customer::Customer;
use crate::generate::person::{Relation, Tenure, Work};
use crate::tables::accounts_db::TransactionCategory;
use crate::values::month::Month;
use std::ops::RangeInclusive;

/// Ages of children for whom tuition is paid, and of those in child care, in years.
const IN_SCHOOL: RangeInclusive<i32> = 4..=23;
const LOOKED_AFTER: RangeInclusive<i32> = 0..=11;
/// Age from which there are more medical bills.
const OLDER: i32 = 60;

/// Relative frequency with which a customer pays a bill of a category in a month: tuition needs a student or a child in school,
/// child care needs a child, and one household member pays for power and water.
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
        // Property tax; others pay little by hand.
        Taxes if pays && !matches!(customer.household.tenure, Tenure::Rents { .. }) => 16,
        Taxes => 4,
        _ => 20,
    }
}
