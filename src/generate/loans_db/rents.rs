//! Rent received for a house bought with one of the bank's mortgages to rent it out (data model, section 6).

use super::case::Case;
use crate::generate::between::{Rhythm, days_of, earlier};
use crate::generate::customer::Ordinal;
use crate::generate::hours::DAYTIME;
use crate::generate::ledger::{Ledger, Posting};
use crate::generate::stream_rows::StreamRow;
use crate::key;
use crate::tables::accounts_db::{
    Digits10, TransactionCategory, TransactionChannel, TransactionType,
};
use crate::tables::loans_db::{Collateral, Loan, LoanPurpose};
use crate::values::money::Cents;
use crate::values::month::Month;
use crate::values::number_spaces::STRANGERS_ELSEWHERE;
use crate::values::people;
use std::ops::RangeInclusive;

/// Monthly rent in hundredths of a percent of the house's value, and its range in dollars (judgment: a gross yield of 6 to 9
/// percent a year).
const RENT_PER_VALUE: RangeInclusive<i64> = 52..=78;
const RENT: (i64, i64) = (650, 4_200);
/// Days from the purchase until the first tenant pays.
const FIRST_AFTER: RangeInclusive<i64> = 20..=60;
/// Where tenants' accounts begin among a customer's counterparties: above those of schemes.
const TENANTS: u64 = 60;
/// How many years ago tenants were born.
const BORN_AGO: RangeInclusive<i64> = 24..=58;

/// Posts the tenant's monthly rent to the account that pays the mortgage, for as long as the mortgage is owed.
pub fn post(case: &Case, loan: &Loan, house: &Collateral, account: Ordinal, ledger: &mut Ledger) {
    if case.terms.purpose != LoanPurpose::RentalProperty {
        return;
    }
    let context = case.context;
    let (random, as_of) = (&context.bank.random, context.as_of());
    let mut stream = context.stream_of(key!("loans_db.loans/rent"), case.loan_id());
    let rent = house
        .appraised_value
        .times(stream.range(RENT_PER_VALUE), 10_000);
    let rent = rent.clamp(Cents::dollars(RENT.0), Cents::dollars(RENT.1));
    let from = loan.disbursement_date + stream.range(FIRST_AFTER) as i32;
    let born = as_of.year() - stream.range(BORN_AGO) as i32;
    let (tenant, _) = people::anybody(&mut stream, born);
    let rhythm = Rhythm::Day(stream.range(1..=5) as u32);
    let place = u64::from(case.ordinal);
    let number = STRANGERS_ELSEWHERE.number(random, case.customer().number, TENANTS + place);
    let until = loan.closed_date.unwrap_or(as_of);
    let mut month = Month::of(ledger.first_day(account));
    while month.first() <= until {
        for day in days_of(rhythm, month) {
            if day < from || day > until || !ledger.covers(account, day) {
                continue;
            }
            let key = key!("loans_db.loans/rent_at");
            let row = case.loan_id().row() << 20 | month.index();
            let at = DAYTIME.on(day, &mut random.stream(key, row));
            let amount = Cents(earlier(rent.0, month, as_of) / 5_00 * 5_00);
            let words = ["Rent from ", tenant].concat();
            let row = Posting::new(at, TransactionType::Deposit, amount, words)
                .with(Digits10(number))
                .via(TransactionChannel::Ach)
                .spent_on(TransactionCategory::Rent);
            ledger.post(account, row);
        }
        month = month + 1;
    }
}
