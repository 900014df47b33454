//! Payees and their accounts at other banks: one per brand and city, shared by everybody who pays there.

use super::account::Account;
use crate::random::Stream;
use crate::tables::accounts_db::Digits10;
use crate::values::commerce::Category;
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
