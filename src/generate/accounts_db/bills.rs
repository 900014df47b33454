//! Which bills a customer has that are paid by check or at a counter.

use crate::generate::customer::Customer;
use crate::generate::person::{Relation, Tenure, Work};
use crate::random::Stream;
use crate::tables::accounts_db::TransactionCategory;
use crate::values::month::Month;
use std::ops::RangeInclusive;

/// Ages of children for whom tuition is paid, and of those in child care, in years.
const IN_SCHOOL: RangeInclusive<i32> = 4..=23;
const LOOKED_AFTER: RangeInclusive<i32> = 0..=11;
/// Age from which there are more medical bills.
const OLDER: i32 = 60;

/// Checks written to shops and others, in dollars.
const CHECK: [i64; 5] = [20, 60, 120, 260, 900];

/// The amount of a bill of a category that is paid by check or at a counter, in dollars, for a customer whose spending `scale` is
/// in percent: quantiles (judgment). Everybody pays about the same for power, water, telephone and child care.
pub fn amount(stream: &mut Stream, category: TransactionCategory, scale: i64) -> i64 {
    use TransactionCategory::{
        CardPayment, Childcare, Education, Health, Taxes, Telecom, Utilities,
    };
    let (quantiles, scaled) = match category {
        Telecom => ([26, 45, 68, 98, 190], false),
        Utilities => ([30, 58, 92, 148, 320], false),
        Childcare => ([50, 140, 230, 360, 800], false),
        Health => ([20, 55, 125, 290, 1_200], true),
        Education => ([30, 80, 165, 340, 1_200], true),
        Taxes => ([30, 85, 170, 380, 1_600], true),
        CardPayment => ([25, 70, 150, 320, 1_200], true),
        _ => (CHECK, true),
    };
    let dollars = stream.quantile(&quantiles);
    match scaled {
        true => dollars * scale / 100,
        false => dollars,
    }
}

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
