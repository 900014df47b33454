//! What is insured, in words.

use super::cover::Cover;
use super::products::Tier;
use crate::generate::context::Context;
use crate::generate::customer::{Customer, Insured};
use crate::generate::home;
use crate::random::Stream;
use crate::tables::insurance_db::PolicyType;
use crate::values::places;
use crate::values::texts::loans;

/// Years that vehicles have on the road when they are insured, at quarters.
const VEHICLE_AGE: [i64; 5] = [0, 2, 5, 9, 16];

/// The insured item of a policy; `pledged` is what a loan's collateral is called that it protects.
pub fn describe(
    context: Context,
    stream: &mut Stream,
    insured: &Insured,
    cover: &Cover,
    tier: Tier,
    pledged: Option<&str>,
) -> String {
    let customer = context.customer;
    match (insured.policy_type, pledged) {
        (PolicyType::Vehicle, Some(vehicle)) => vehicle.to_string(),
        (PolicyType::Vehicle, None) => {
            let age = stream.quantile(&VEHICLE_AGE) as i32;
            loans::vehicle_of(stream, cover.start.year() - age)
        }
        (PolicyType::Property, _) => address(context, cover, stream),
        (PolicyType::Health, _) => format!("{} plan for {}", tier.name(), person(customer)),
        (PolicyType::Travel, _) => match cover.departs {
            Some(day) => format!("{} departing {day}", person(customer)),
            None => person(customer),
        },
        (PolicyType::Life, _) => person(customer),
    }
}

/// The insured person: name and day of birth.
fn person(customer: &Customer) -> String {
    let person = &customer.person;
    format!(
        "{} {} born {}",
        person.given_name, person.family_name, person.born
    )
}

/// The address of the property: that of the household, or the one before where cover ended before it moved there.
fn address(context: Context, cover: &Cover, stream: &mut Stream) -> String {
    let customer = context.customer;
    let street = if cover.last < customer.household.since {
        places::street_address(stream)
    } else {
        home::street(&context.bank.random, customer.household.first)
    };
    let city = customer.home;
    format!("{street} {} {}", city.name, city.state)
}
