//! What secures a loan, with a value to match (guide, "Collateral"; data model, section 6).

use super::case::Case;
use crate::generate::home;
use crate::generate::hours::business_day_between;
use crate::key;
use crate::random::{Proportion, Stream};
use crate::tables::Rows;
use crate::tables::ids::CollateralId;
use crate::tables::loans_db::*;
use crate::values::industries::Industry;
use crate::values::money::{Cents, Fraction4, divide_half_even};
use crate::values::texts::loans as texts;
use crate::values::{places, property};

/// Appraised value in hundredths of a percent of the principal (guide: 110-150%): vehicles depreciate and are financed almost in
/// full, houses aren't.
const VEHICLE: [i64; 3] = [11_000, 11_350, 12_100];
const OTHERS: [i64; 6] = [11_000, 11_420, 12_050, 12_900, 13_800, 15_000];
/// The same of homes that their owners borrow against: at most 80% of the value (Fannie Mae, Eligibility Matrix, cash-out).
const EQUITY: [i64; 4] = [12_500, 13_100, 13_900, 15_000];
/// Mortgages on the customer's own home that are secured by a multi-unit house; all rental houses are multi-unit.
const DWELLINGS: Proportion = Proportion::percent(8);
/// Price of a house in percent of the usual price for its size and location.
const AROUND_PRICE: [i64; 5] = [72, 90, 100, 112, 140];
/// Square footage of a home.
const HOME: (i64, i64) = (420, 7_800);
/// Price per square foot of a shop or workshop, in percent of that of a home.
const PREMISES: [i64; 3] = [55, 75, 100];

/// Creates the row for what secures a loan.
pub fn write(case: &Case, principal: Cents, rows: &mut Rows) {
    let key = key!("loans_db.collateral/row");
    let mut stream = case.context.stream_of(key, case.loan_id());
    let (days, purpose) = (&case.days, case.terms.purpose);
    let business = case.customer().business.as_ref();
    let industry = business.map(|business| business.industry);
    let year = days.decided.year();
    let (collateral_type, knots) = match case.application.loan_type {
        LoanType::Auto => (CollateralType::Vehicle, &VEHICLE[..]),
        LoanType::Business => (of_business(purpose, industry), &OTHERS[..]),
        _ if purpose == LoanPurpose::HomeEquity => (CollateralType::Property, &EQUITY[..]),
        _ if purpose == LoanPurpose::RentalProperty || stream.chance(DWELLINGS) => {
            (CollateralType::RealEstate, &OTHERS[..])
        }
        _ => (CollateralType::Property, &OTHERS[..]),
    };
    let value = principal.times(stream.quantile(knots), 10_000);
    let value = -(-value).floor_to(Cents::dollars(1));
    let city = case.customer().home;
    let per_foot = property::dollars_per_square_foot(city.state) * property::price_level(year);
    let feet = |percent: i64| value.0 * 100 / (per_foot * percent).max(1) / 10 * 10;
    let description = match (collateral_type, industry) {
        (CollateralType::Vehicle, _) => {
            let new = purpose == LoanPurpose::NewVehicle;
            texts::vehicle(&mut stream, value.0 / 100, days.decided, new)
        }
        (CollateralType::Equipment, Some(one)) => texts::equipment(&mut stream, one, year),
        (CollateralType::Inventory, Some(one)) => texts::inventory(&mut stream, one),
        (_, Some(one)) => {
            let feet = feet(stream.quantile(&PREMISES));
            texts::premises(&mut stream, one, feet, year)
        }
        (kind, _) => {
            let feet = feet(around(&mut stream)).clamp(HOME.0, HOME.1);
            let several = kind == CollateralType::RealEstate;
            // Anyone whose address has a unit number doesn't own a house.
            let unit = purpose != LoanPurpose::RentalProperty
                && places::is_of_a_unit(&home::street(
                    &case.context.bank.random,
                    case.customer().household.first,
                ));
            match unit {
                true => texts::condominium(&mut stream, feet, year),
                false => texts::home(&mut stream, several, feet, year),
            }
        }
    };
    rows.collateral.push(Collateral {
        collateral_id: CollateralId {
            customer: case.customer().number,
            ordinal: case.ordinal,
        },
        loan_id: case.loan_id(),
        collateral_type,
        description: description.into(),
        appraised_value: value,
        appraisal_date: business_day_between(&mut stream, days.assessed_by(), days.decided),
        ltv_ratio: loan_to_value(principal, value),
    });
}

/// How expensive a house is for its size and location.
fn around(stream: &mut Stream) -> i64 {
    stream.quantile(&AROUND_PRICE)
}

/// What a company pledges: mostly what it buys, or machines if it keeps no goods.
fn of_business(purpose: LoanPurpose, industry: Option<&Industry>) -> CollateralType {
    let keeps_goods = industry.is_some_and(|one| !one.stock.is_empty());
    match purpose {
        LoanPurpose::Premises => CollateralType::RealEstate,
        LoanPurpose::WorkingCapital if keeps_goods => CollateralType::Inventory,
        _ => CollateralType::Equipment,
    }
}

/// Loan-to-value ratio: principal divided by value, rounded half-even to four places.
fn loan_to_value(principal: Cents, value: Cents) -> Fraction4 {
    Fraction4(divide_half_even(
        i128::from(principal.0) * 10_000,
        i128::from(value.0),
    ))
}
