//! Terms of each loan type: amounts, rates, terms and purposes (guide, "Loans"; data model, section 6).

use super::means::income;
use crate::generate::customer::Customer;
use crate::random::{Proportion, Share, Stream, Weighted};
use crate::tables::loans_db::{LoanPurpose, LoanType};
use crate::values::money::{Cents, Fraction4};
use crate::values::property;
use std::ops::RangeInclusive;

/// What the bank offers for a loan type.
#[derive(Clone, Copy, Debug)]
pub struct Product {
    loan_type: LoanType,
    /// Minimum and maximum requested amount in dollars (data model, section 6).
    amounts: (i64, i64),
    /// Lowest and highest yearly rate in ten-thousandths (guide, "Loans").
    rates: (i64, i64),
    /// Percent of the span from lowest to highest rate that depends on the market; the rest depends on the score.
    by_market: i64,
    /// Amount wanted in percent of yearly income (for a company, of revenue), by quartiles.
    wanted: [i64; 5],
}

impl Product {
    /// The product for a loan type. Rates of long loans follow the bond market, those of short ones the borrower.
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

    /// Minimum requested amount.
    pub const fn least(&self) -> Cents {
        Cents::dollars(self.amounts.0)
    }

    /// Maximum requested amount.
    pub const fn most(&self) -> Cents {
        Cents::dollars(self.amounts.1)
    }

    /// Amount someone with this income would like to borrow. Mortgages are larger where houses are expensive.
    pub fn wanted(&self, stream: &mut Stream, customer: &Customer, income: Cents) -> Cents {
        let percent = stream.quantile(&self.wanted);
        match self.loan_type {
            LoanType::Mortgage => {
                let dear = property::dollars_per_square_foot(customer.home.state) - 200;
                income.times(percent + dear / 4, 100)
            }
            // Tuition doesn't depend on income.
            LoanType::Education => Cents::dollars(5_000 + percent * 170),
            _ => income.times(percent, 100),
        }
    }

    /// The amount requested instead of a `wanted` one: customers who want too little or too much for the product request an
    /// amount near its limits. At most `most`, if that is enough for the product.
    pub fn within(&self, stream: &mut Stream, wanted: Cents, most: Cents) -> Cents {
        let (least, largest) = (self.least(), self.most());
        if wanted > largest {
            return largest.times(stream.range(78..=100), 100);
        }
        // Halfway toward what would be twice the minimum, or more if more is wanted.
        let near = least.times(stream.range(100..=175), 100).min(most);
        wanted
            .max(near)
            .max(least.times(stream.range(100..=106), 100))
    }

    /// The rate offered, give or take an eighth of a percent; it rises with the market level of the day (0 to 1000) and with the
    /// risk, from the best score, 850, down to 500 and below.
    pub fn rate(&self, stream: &mut Stream, score: i16, market: i64) -> Fraction4 {
        let (low, high) = self.rates;
        let risk = (850 - i64::from(score)).min(350) * 1_000 / 350;
        let place = self.by_market * market + (100 - self.by_market) * risk;
        let rate = low + (high - low) * place / 100_000 + stream.range(-12..=12);
        Fraction4(rate.clamp(low, high))
    }
}

/// Mortgage terms in years, with their percentages (data model, section 6); the wealthiest borrowers come first.
const MORTGAGE_YEARS: Weighted<u16, 4> = Weighted::new([(15, 20), (20, 12), (25, 8), (30, 60)]);
/// The same in thousandths, for borrowers young enough for any of these terms and for those who aren't: about 82 and 18 of 100,
/// so that together they match the percentages above.
const YEARS_OF_THE_YOUNG: Weighted<u16, 4> =
    Weighted::new([(15, 110), (20, 60), (25, 50), (30, 780)]);
const YEARS_OF_THE_OLD: Weighted<u16, 3> = Weighted::new([(15, 470), (20, 290), (25, 240)]);
/// The last ages at which a mortgage may run for 30, 25 and 20 years: nobody is in debt beyond 85.
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

/// Term in months; only whole years are offered.
pub fn term(stream: &mut Stream, loan_type: LoanType) -> u16 {
    let years = match loan_type {
        LoanType::Mortgage => i64::from(MORTGAGE_YEARS.draw(stream)),
        _ => stream.range(years(loan_type)),
    };
    years as u16 * 12
}

/// Whether someone of this age may take out a mortgage of any length.
pub const fn may_borrow_for_long(age: i64) -> bool {
    age <= YOUNG
}

/// Mortgage term in months, given the borrower's age and their place among the block's borrowers who may, or may not, take any
/// term.
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

/// Days from application to decision (guide: 1-30), and from decision to disbursement (data model, section 6: 3-35).
pub const fn lags(loan_type: LoanType) -> (RangeInclusive<i64>, RangeInclusive<i64>) {
    match loan_type {
        LoanType::Mortgage => (10..=30, 10..=35),
        LoanType::Personal => (1..=8, 3..=10),
        LoanType::Auto => (1..=6, 3..=12),
        LoanType::Business => (7..=30, 5..=30),
        LoanType::Education => (3..=18, 7..=35),
    }
}

/// Upper limits for both.
pub const MAX_DECISION: i32 = 30;
pub const MAX_FUNDING: i32 = 40;

/// Amount from which an auto loan is more likely to be for a new vehicle than for a used one.
const NEW_VEHICLE: Cents = Cents::dollars(26_000);
/// No new vehicle can be bought with what is granted on a request below the first amount; no used one is worth more than the
/// second.
const MIN_NEW: Cents = Cents::dollars(21_000);
const MAX_USED: Cents = Cents::dollars(58_000);

/// What a mortgage does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HomeLoan {
    /// Buys the house in which the customer lives or would live.
    Purchase,
    /// Replaces another mortgage on that house.
    Refinance,
    /// Borrows against that house, on which nothing is owed.
    Equity,
    /// Buys a house to rent out.
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
            HomeLoan::Equity => HomeEquity,
            HomeLoan::OtherHouse => RentalProperty,
        },
        LoanType::Auto => {
            let rather_new = stream.chance(Proportion::percent(85)) == (amount >= NEW_VEHICLE);
            match amount > MAX_USED || rather_new && amount >= MIN_NEW {
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

/// Minimum yearly income for a loan of this type; anything less wouldn't support the smallest loan.
const fn least_income(loan_type: LoanType) -> Cents {
    Cents::dollars(match loan_type {
        LoanType::Mortgage => 27_000,
        LoanType::Auto => 18_000,
        LoanType::Personal => 10_000,
        LoanType::Business => 70_000,
        LoanType::Education => 4_500,
    })
}

/// Income needed for two loans, in percent of that for one; the second is usually smaller.
const FOR_TWO: i64 = 140;

/// Whether a customer's income supports the smallest loan of a type, or each of `loans` loans.
pub fn carries(customer: &Customer, loan_type: LoanType, loans: usize) -> bool {
    let percent = if loans > 1 { FOR_TWO } else { 100 };
    income(customer) >= least_income(loan_type).times(percent, 100)
}
