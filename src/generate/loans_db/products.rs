//! What each type of loan is: amounts, rates, terms, what secures it and who answers for it (guide, "Loans"; data model, section 6).

use crate::random::{Proportion, Share, Stream, Weighted};
use crate::tables::customer_db::CustomerSegment;
use crate::tables::loans_db::*;
use crate::values::money::{Cents, Fraction4, divide_half_even};
use crate::values::people;
use crate::values::phones::Phone;

/// Requested dollars, least, quartiles, most (data model, section 6: the ends).
fn amounts(loan_type: LoanType) -> [i64; 5] {
    match loan_type {
        LoanType::Mortgage => [100_000, 190_000, 275_000, 390_000, 800_000],
        LoanType::Auto => [8_000, 19_000, 28_000, 38_000, 75_000],
        LoanType::Personal => [2_000, 6_000, 12_000, 20_000, 50_000],
        LoanType::Business => [15_000, 45_000, 90_000, 180_000, 500_000],
        LoanType::Education => [5_000, 15_000, 28_000, 45_000, 90_000],
    }
}

/// Yearly rates in ten-thousandths, for the best score and for the worst (guide, "Loans").
const fn rates(loan_type: LoanType) -> (i64, i64) {
    match loan_type {
        LoanType::Mortgage => (325, 675),
        LoanType::Personal => (599, 1_799),
        LoanType::Auto => (399, 899),
        LoanType::Business => (499, 1_299),
        LoanType::Education => (425, 875),
    }
}

/// Years of a mortgage in percent (data model, section 6).
const MORTGAGE_YEARS: Weighted<u16, 4> = Weighted::new([(15, 20), (20, 12), (25, 8), (30, 60)]);

/// Shortest and longest term in years of the other types (guide, "Loans").
const fn years(loan_type: LoanType) -> (u64, u64) {
    match loan_type {
        LoanType::Mortgage => (15, 30),
        LoanType::Personal => (1, 5),
        LoanType::Auto => (3, 6),
        LoanType::Business => (3, 10),
        LoanType::Education => (5, 15),
    }
}

/// Months of a loan by its place among the loans of its type: whole years, all equally likely but for mortgages.
pub fn term(loan_type: LoanType, place: Share) -> u16 {
    if loan_type == LoanType::Mortgage {
        return MORTGAGE_YEARS.at(place) * 12;
    }
    let (least, most) = years(loan_type);
    (least + place.of(most - least + 1)) as u16 * 12
}

/// The amount that is asked for, in steps of 100 dollars: the smaller of two for retail, the larger for companies and the rich.
pub fn amount(stream: &mut Stream, loan_type: LoanType, segment: CustomerSegment) -> Cents {
    let knots = amounts(loan_type);
    let (one, other) = (stream.quantile(&knots), stream.quantile(&knots));
    let dollars = match segment {
        CustomerSegment::Retail => one.min(other),
        CustomerSegment::Premium => one,
        CustomerSegment::Corporate | CustomerSegment::PrivateBanking => one.max(other),
    };
    Cents::dollars(dollars / 100 * 100)
}

/// The rate rises with the risk: from the lowest at a score of 850 to the highest at 300, give or take a quarter percent.
pub fn rate(stream: &mut Stream, loan_type: LoanType, score: i16) -> Fraction4 {
    let (low, high) = rates(loan_type);
    let by_score = low + (high - low) * i64::from(850 - score) / 550;
    Fraction4((by_score + stream.range(-25..=25)).clamp(low, high))
}

/// Appraised hundredths of a percent of the principal (guide, "Collateral": 110-150%); few lie so low that the loan exceeds
/// nine tenths of the value.
const APPRAISED: [i64; 6] = [11_000, 11_420, 12_050, 12_900, 13_800, 15_000];

/// The appraised value, in whole dollars.
pub fn appraisal(stream: &mut Stream, principal: Cents) -> Cents {
    let value = principal.times(stream.quantile(&APPRAISED), 10_000);
    -(-value).floor_to(Cents::dollars(1))
}

/// Loan to value: principal by value, rounded half-even to four places.
pub fn loan_to_value(principal: Cents, value: Cents) -> Fraction4 {
    Fraction4(divide_half_even(
        i128::from(principal.0) * 10_000,
        i128::from(value.0),
    ))
}

/// What secures a loan, as fits its type.
pub fn collateral_type(stream: &mut Stream, loan_type: LoanType) -> CollateralType {
    match loan_type {
        LoanType::Auto => CollateralType::Vehicle,
        LoanType::Business => [
            CollateralType::RealEstate,
            CollateralType::Equipment,
            CollateralType::Inventory,
        ][stream.weighted(&[30, 45, 25])],
        _ if stream.chance(Proportion::percent(85)) => CollateralType::Property,
        _ => CollateralType::RealEstate,
    }
}

/// Who answers for a loan.
pub struct Guarantor {
    pub name: String,
    pub relationship: GuarantorRelationship,
    pub phone: Phone,
}

/// About when the people of whom only the name is told were born.
const BORN_ABOUT: i32 = 1980;

/// Somebody close: of a business loan rather a partner. Family has the borrower's name more often than not.
pub fn guarantor(stream: &mut Stream, loan_type: LoanType, family: &str) -> Guarantor {
    let weights = match loan_type {
        LoanType::Business => [20, 10, 10, 50, 10],
        _ => [40, 30, 15, 2, 13],
    };
    let relationship = GuarantorRelationship::ALL[stream.weighted(&weights)];
    let same_name = matches!(
        relationship,
        GuarantorRelationship::Spouse
            | GuarantorRelationship::Parent
            | GuarantorRelationship::Sibling
    ) && stream.chance(Proportion::of(7, 10));
    let (given, other) = people::anybody(stream, BORN_ABOUT);
    Guarantor {
        name: [given, " ", if same_name { family } else { other }].concat(),
        relationship,
        phone: Phone::fictional(stream),
    }
}

/// 50 to 100 percent of the principal (guide, "Loan Guarantors"), half of the time all of it.
pub fn guarantee(stream: &mut Stream, principal: Cents) -> Cents {
    let percent = stream.range(50..=100);
    match stream.chance(Proportion::HALF) {
        true => principal,
        false => principal.times(percent, 100),
    }
}
