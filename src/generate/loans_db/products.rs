//! What each type of loan is: amounts, rates, terms and purposes (guide, "Loans"; data model, section 6).

use super::means::income;
use crate::generate::customer::Customer;
use crate::random::{Proportion, Share, Stream, Weighted};
use crate::tables::loans_db::{LoanPurpose, LoanType};
use crate::values::money::{Cents, Fraction4};
use crate::values::property;
use std::ops::RangeInclusive;

/// What the bank offers of a type.
#[derive(Clone, Copy, Debug)]
pub struct Product {
    loan_type: LoanType,
    /// Requested dollars, least and most (data model, section 6).
    amounts: (i64, i64),
    /// Yearly rates in ten-thousandths, lowest and highest (guide, "Loans").
    rates: (i64, i64),
    /// Percent of the way from the lowest rate to the highest that the market makes; the score makes the rest.
    by_market: i64,
    /// Percent of a year's income that is wanted, by quartiles: of a company of its revenue.
    wanted: [i64; 5],
}

impl Product {
    /// The product of a type. Long loans follow the market of bonds, short ones the borrower.
    pub const fn of(loan_type: LoanType) -> Product {
        let (amounts, rates, by_market, wanted) = match loan_type {
            LoanType::Mortgage => (
                (100_000, 800_000),
                (325, 675),
                72,
                [150, 220, 285, 350, 480],
            ),
            LoanType::Personal => ((2_000, 50_000), (599, 1_799), 22, [3, 9, 16, 26, 50]),
            LoanType::Auto => ((8_000, 75_000), (399, 899), 45, [12, 26, 37, 48, 72]),
            LoanType::Business => ((15_000, 500_000), (499, 1_299), 50, [2, 6, 12, 20, 40]),
            LoanType::Education => ((5_000, 90_000), (425, 875), 60, [20, 60, 130, 260, 500]),
        };
        Product {
            loan_type,
            amounts,
            rates,
            by_market,
            wanted,
        }
    }

    /// The least that is asked for.
    pub const fn least(&self) -> Cents {
        Cents::dollars(self.amounts.0)
    }

    /// The most that is asked for.
    pub const fn most(&self) -> Cents {
        Cents::dollars(self.amounts.1)
    }

    /// What somebody of this income would like to borrow. Where houses are dear mortgages are larger.
    pub fn wanted(&self, stream: &mut Stream, customer: &Customer, income: Cents) -> Cents {
        let percent = stream.quantile(&self.wanted);
        match self.loan_type {
            LoanType::Mortgage => {
                let dear = property::dollars_per_square_foot(customer.home.state) - 200;
                income.times(percent + dear / 4, 100)
            }
            // Schools cost what they cost.
            LoanType::Education => Cents::dollars(5_000 + percent * 170),
            _ => income.times(percent, 100),
        }
    }

    /// The amount that is asked for instead of a `wanted` one: who wants too little or too much for the product takes something
    /// near its ends. At most `most`, if that is enough for the product.
    pub fn within(&self, stream: &mut Stream, wanted: Cents, most: Cents) -> Cents {
        let (least, largest) = (self.least(), self.most());
        if wanted > largest {
            return largest.times(stream.range(78..=100), 100);
        }
        // Half of the way to what would be twice the least, and more if more is wanted.
        let near = least.times(stream.range(100..=175), 100).min(most);
        wanted
            .max(near)
            .max(least.times(stream.range(100..=106), 100))
    }

    /// The rate that is offered, give or take an eighth percent: with the market of the day (0 to 1000) and with the risk, from
    /// the best score, 850, to 500 and below.
    pub fn rate(&self, stream: &mut Stream, score: i16, market: i64) -> Fraction4 {
        let (low, high) = self.rates;
        let risk = (850 - i64::from(score)).min(350) * 1_000 / 350;
        let place = self.by_market * market + (100 - self.by_market) * risk;
        let rate = low + (high - low) * place / 100_000 + stream.range(-12..=12);
        Fraction4(rate.clamp(low, high))
    }
}

/// Years of a mortgage in percent (data model, section 6): the wealthiest borrowers first.
const MORTGAGE_YEARS: Weighted<u16, 4> = Weighted::new([(15, 20), (20, 12), (25, 8), (30, 60)]);
/// The same in thousandths of those who are young enough for each of them, and of those who are not: about 82 and 18 of 100, so
/// that all together come to the same.
const YEARS_OF_THE_YOUNG: Weighted<u16, 4> =
    Weighted::new([(15, 140), (20, 82), (25, 50), (30, 728)]);
const YEARS_OF_THE_OLD: Weighted<u16, 3> = Weighted::new([(15, 470), (20, 290), (25, 240)]);
/// The last age at which a mortgage may run for 30, 25 and 20 years: nobody is in debt beyond 85.
const YOUNG: i64 = 52;
const MIDDLE_AGED: i64 = 58;
const OLD: i64 = 63;

/// Shortest and longest term in years (guide, "Loans").
pub const fn years(loan_type: LoanType) -> RangeInclusive<i64> {
    match loan_type {
        LoanType::Mortgage => 15..=30,
        LoanType::Personal => 1..=5,
        LoanType::Auto => 3..=6,
        LoanType::Business => 3..=10,
        LoanType::Education => 5..=15,
    }
}

/// Months that are offered: whole years.
pub fn term(stream: &mut Stream, loan_type: LoanType) -> u16 {
    let years = match loan_type {
        LoanType::Mortgage => i64::from(MORTGAGE_YEARS.draw(stream)),
        _ => stream.range(years(loan_type)),
    };
    years as u16 * 12
}

/// Whether somebody of this age may take any mortgage, however long.
pub const fn may_borrow_for_long(age: i64) -> bool {
    age <= YOUNG
}

/// Months of a mortgage by the borrower's age, and the place among those of the block who may, or may not, borrow for long.
pub fn mortgage_term(age: i64, place: Share) -> u16 {
    let years = if may_borrow_for_long(age) {
        YEARS_OF_THE_YOUNG.at(place)
    } else if age <= OLD {
        let most = if age <= MIDDLE_AGED { 25 } else { 20 };
        YEARS_OF_THE_OLD.at(place).min(most)
    } else {
        15
    };
    years * 12
}

/// Days from an application to its decision (guide: 1-30), and from there to the money (data model, section 6: 3-35).
pub const fn lags(loan_type: LoanType) -> (RangeInclusive<i64>, RangeInclusive<i64>) {
    match loan_type {
        LoanType::Mortgage => (10..=30, 10..=35),
        LoanType::Personal => (1..=8, 3..=10),
        LoanType::Auto => (1..=6, 3..=12),
        LoanType::Business => (7..=30, 5..=30),
        LoanType::Education => (3..=18, 7..=35),
    }
}

/// The longest of both.
pub const DECISION_MOST: i32 = 30;
pub const FUNDING_MOST: i32 = 40;

/// Dollars from which on an auto loan rather buys a new vehicle than a used one.
const NEW_VEHICLE: Cents = Cents::dollars(26_000);
/// Below these dollars no new vehicle is to be had for what is granted of them; beyond those no used one is worth so much.
const NEW_LEAST: Cents = Cents::dollars(21_000);
const USED_MOST: Cents = Cents::dollars(58_000);

/// What a mortgage does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HomeLoan {
    /// It buys the house in which the customer lives, or would.
    Purchase,
    /// It takes the place of another mortgage on that house.
    Refinance,
    /// It buys a house for others to live in.
    OtherHouse,
}

/// What the money is for.
pub fn purpose(
    stream: &mut Stream,
    loan_type: LoanType,
    home: HomeLoan,
    amount: Cents,
) -> LoanPurpose {
    use LoanPurpose::*;
    match loan_type {
        LoanType::Mortgage => match home {
            HomeLoan::Purchase => HomePurchase,
            HomeLoan::Refinance => HomeRefinance,
            HomeLoan::OtherHouse => RentalProperty,
        },
        LoanType::Auto => {
            let rather_new = stream.chance(Proportion::percent(85)) == (amount >= NEW_VEHICLE);
            match amount > USED_MOST || rather_new && amount >= NEW_LEAST {
                true => NewVehicle,
                false => UsedVehicle,
            }
        }
        LoanType::Personal => [
            DebtConsolidation,
            HomeImprovement,
            MedicalExpenses,
            MajorPurchase,
            Moving,
            Wedding,
        ][stream.weighted(&[45, 18, 12, 13, 7, 5])],
        LoanType::Business => {
            let weights = match amount.0 {
                ..8_000_000 => [50, 40, 10, 0],
                _ => [30, 35, 15, 20],
            };
            [WorkingCapital, Equipment, Expansion, Premises][stream.weighted(&weights)]
        }
        LoanType::Education => Tuition,
    }
}

/// Dollars a year below which nobody is lent money of a type: it would not carry the smallest loan.
const fn least_income(loan_type: LoanType) -> Cents {
    Cents::dollars(match loan_type {
        LoanType::Mortgage => 27_000,
        LoanType::Auto => 18_000,
        LoanType::Personal => 10_000,
        LoanType::Business => 70_000,
        LoanType::Education => 4_500,
    })
}

/// Percent of the income that one loan needs that two need: mostly the other one is smaller.
const FOR_TWO: i64 = 140;

/// Whether the income of a customer carries the smallest loan of a type, or one of `loans`.
pub fn carries(customer: &Customer, loan_type: LoanType, loans: usize) -> bool {
    let percent = if loans > 1 { FOR_TWO } else { 100 };
    income(customer) >= least_income(loan_type).times(percent, 100)
}
