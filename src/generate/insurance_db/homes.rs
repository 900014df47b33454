//! Which part of a home is insured, and under which form.

use super::rating::Home;
use crate::generate::context::Context;
use crate::generate::customer::{Customer, Insured};
use crate::generate::home;
use crate::random::Stream;
use crate::tables::Rows;
use crate::tables::insurance_db::PolicyType;
use crate::tables::loans_db::{Loan, LoanPurpose};
use crate::values::places::{self, is_of_a_unit};
use crate::values::texts::loans::CONDOMINIUM;

/// What a property policy insures; `pledged` is the description of the loan collateral it protects.
pub fn of(context: Context, insured: &Insured, pledged: Option<&str>) -> Home {
    let unit = match pledged {
        Some(text) => text.starts_with(CONDOMINIUM),
        None => has_unit(context),
    };
    match insured.policy_type {
        PolicyType::Property if insured.renter => Home::Rented,
        PolicyType::Property if unit && context.customer.business.is_none() => Home::Unit,
        _ => Home::House,
    }
}

/// The form of a property policy, as the Insurance Services Office numbers them; companies have a businessowners policy.
pub const fn form(home: Home, business: bool, rented_out: bool) -> &'static str {
    match home {
        _ if business => "BOP",
        _ if rented_out => "DP-3",
        Home::House => "HO-3",
        Home::Unit => "HO-6",
        Home::Rented => "HO-4",
    }
}

/// Whether a policy insures a house that its owner rents out: it secures the loan that bought it.
pub fn is_rented_out(rows: &Rows, loan: &Loan) -> bool {
    let mut applications = rows.loan_applications.iter();
    applications.any(|one| {
        one.application_id == loan.application_id && one.purpose == LoanPurpose::RentalProperty
    })
}

/// Whether the household's address has a unit number.
pub fn has_unit(context: Context) -> bool {
    home::has_unit(&context.bank.random, context.customer.household.first)
}

/// A previous address of a household, with a unit number or without.
pub fn elsewhere(stream: &mut Stream, unit: bool) -> String {
    (0..64)
        .map(|_| places::street_address(stream))
        .find(|street| is_of_a_unit(street) == unit)
        .unwrap_or_else(|| places::business_address(stream))
}

/// Whether the insured property stays behind when the household moves: an owner's home.
pub fn stays(customer: &Customer, insured: &Insured) -> bool {
    insured.policy_type == PolicyType::Property && customer.business.is_none() && !insured.renter
}
