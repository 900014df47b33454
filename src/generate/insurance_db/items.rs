//! The insured item, in words.

use super::cover::Cover;
use super::homes;
use super::products::Tier;
use super::rating::Home;
use crate::generate::context::Context;
use crate::generate::customer::{Customer, Insured};
use crate::generate::home;
use crate::random::Stream;
use crate::tables::insurance_db::PolicyType;

/// The insured item of a policy that doesn't insure a vehicle.
pub fn describe(
    context: Context,
    stream: &mut Stream,
    insured: &Insured,
    cover: &Cover,
    tier: Tier,
    home: Home,
    rented_out: bool,
) -> String {
    let customer = context.customer;
    match insured.policy_type {
        PolicyType::Property => {
            let form = homes::form(home, customer.business.is_some(), rented_out);
            let address = address(context, insured, cover, stream, rented_out);
            format!("{form} at {address}")
        }
        PolicyType::Health => format!("{} plan for {}", tier.name(), person(customer)),
        PolicyType::Travel => match cover.departs {
            Some(day) => format!("{} departing {day}", person(customer)),
            None => person(customer),
        },
        PolicyType::Life | PolicyType::Vehicle => person(customer),
    }
}

/// The insured person: name and date of birth.
fn person(customer: &Customer) -> String {
    let person = &customer.person;
    format!(
        "{} {} born {}",
        person.given_name, person.family_name, person.born
    )
}

/// The address of the property: the household's, or a previous one if coverage ended, or an owner's began, before the household
/// moved there. What secures an open loan is where the household lives, unless it is rented out.
fn address(
    context: Context,
    insured: &Insured,
    cover: &Cover,
    stream: &mut Stream,
    rented_out: bool,
) -> String {
    let customer = context.customer;
    let before = cover.last < customer.household.since
        || homes::stays(customer, insured) && cover.start < customer.household.since;
    let street = if rented_out {
        homes::elsewhere(stream, false)
    } else if before && !insured.protects {
        homes::elsewhere(stream, homes::has_unit(context))
    } else {
        home::street(&context.bank.random, customer.household.first)
    };
    let city = customer.home;
    format!("{street} {} {}", city.name, city.state)
}
