//! Payees and their accounts at other banks: one per brand and city, shared by everybody who pays there.

use super::account::Account;
use crate::random::Stream;
use crate::tables::accounts_db::Digits10;
use crate::values::commerce::{self, Category};
use crate::values::number_spaces::PAYEES_ELSEWHERE;
use crate::values::places::{CITIES, City};

/// Kinds of payees, whose account numbers are kept apart.
#[derive(Clone, Copy, Debug)]
pub enum Payee {
    /// Landlords.
    Landlord,
    /// Power, gas and water.
    Utility,
    /// Telephone and internet.
    Telecom,
    /// Mortgage lenders.
    Lender,
    /// Brokers; each has one account for all cities.
    Broker,
    /// Card issuers; each has one account for all cities.
    CardIssuer,
    /// Schools and child care.
    School,
    /// Tax offices.
    TaxOffice,
    /// Suppliers of businesses.
    Supplier,
    /// Card payment processors.
    Acquirer,
    /// Pension funds and the Social Security Administration.
    Pension,
    /// Businesses that pay invoices.
    Client,
}

/// Maximum number of brands of a kind.
const BRANDS: u64 = 64;

/// A brand's account in a city; without a city, that of a brand with one account for all cities.
pub fn account_of(
    account: &Account,
    payee: Payee,
    brand: usize,
    city: Option<&'static City>,
) -> Digits10 {
    let city = city.map_or(0, |city| {
        let place = CITIES.iter().position(|one| *one == *city);
        place.map_or(0, |place| place as u64 + 1)
    });
    let index = (payee as u64 * BRANDS + brand as u64) * (CITIES.len() as u64 + 1) + city;
    let random = &account.context.bank.random;
    Digits10(PAYEES_ELSEWHERE.number(random, 0, index))
}

/// One of a category's brands and its index: each city has a few of them.
pub fn brand(
    stream: &mut Stream,
    category: &'static Category,
    city: &City,
    in_city: usize,
) -> (usize, &'static str) {
    let brands = category.merchants.len();
    let first = city.name.bytes().map(usize::from).sum::<usize>();
    let place = (first + stream.below(in_city as u64) as usize * 5) % brands;
    (place, category.merchants[place])
}

/// What a utility supplies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Supply {
    /// Electricity.
    Power,
    /// Natural gas.
    Gas,
    /// Water.
    Water,
    /// Removal of waste.
    Waste,
}

impl Supply {
    /// What a utility of this name supplies.
    pub fn of(name: &str) -> Supply {
        let says = |words: &[&str]| words.iter().any(|word| name.contains(word));
        if says(&["Water"]) {
            Supply::Water
        } else if says(&["Sanitation", "Waste"]) {
            Supply::Waste
        } else if says(&["Gas"]) {
            Supply::Gas
        } else {
            Supply::Power
        }
    }

    /// A household's usual bill in percent of one for power (judgment, after the Consumer Expenditure Survey 2023: power 1,700
    /// dollars a year, natural gas 500 over all households and twice that where it heats, water and other public services 750).
    pub const fn percent_of_power(self) -> i64 {
        match self {
            Supply::Power => 100,
            Supply::Gas => 75,
            Supply::Water => 50,
            Supply::Waste => 26,
        }
    }

    /// Percent by which a bill differs from the usual one in each month of the year: cooling and heating, heating, gardens.
    pub const fn season(self) -> [i64; 12] {
        match self {
            Supply::Power => [24, 24, 0, -18, -18, 0, 20, 20, 0, -18, 0, 24],
            Supply::Gas => [62, 55, 25, -10, -42, -52, -55, -55, -48, -20, 18, 50],
            Supply::Water => [-6, -6, -4, 0, 5, 11, 15, 13, 7, 0, -4, -6],
            Supply::Waste => [0; 12],
        }
    }
}

/// A utility that supplies a city with power or gas, and its index.
pub fn power(stream: &mut Stream, city: &City) -> (usize, &'static str) {
    let utilities = commerce::UTILITIES.merchants;
    let (mut place, _) = brand(stream, &commerce::UTILITIES, city, 3);
    while matches!(Supply::of(utilities[place]), Supply::Water | Supply::Waste) {
        place = (place + 1) % utilities.len();
    }
    (place, utilities[place])
}
