//! Who is paid, and the accounts of payees at other banks: one for each brand and city, shared by all who pay there.

use super::account::Account;
use crate::random::Stream;
use crate::tables::accounts_db::Digits10;
use crate::values::commerce::Category;
use crate::values::number_spaces::PAYEES_ELSEWHERE;
use crate::values::places::{CITIES, City};

/// Kinds of payees, whose accounts are numbered apart from each other.
#[derive(Clone, Copy, Debug)]
pub enum Payee {
    /// Landlords.
    Landlord,
    /// Power, gas and water.
    Utility,
    /// Telephone and internet.
    Telecom,
    /// Lenders of mortgages.
    Lender,
    /// Brokers, who have one account for all cities.
    Broker,
    /// Card issuers, who have one account for all cities.
    CardIssuer,
    /// Schools and people who look after children.
    School,
    /// Tax offices.
    TaxOffice,
    /// Suppliers of businesses.
    Supplier,
    /// Those who bring card payments to businesses.
    Acquirer,
    /// Pension funds, and the Social Security Administration.
    Pension,
    /// Businesses that pay invoices.
    Client,
}

/// Room for the brands of a kind.
const BRANDS: u64 = 64;

/// The account of a brand in a city; of a brand that has one account for all cities if there is no city.
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

/// One of the brands of a category, and its place among them: a few of them in each city.
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
