//! Money that moves between two customers of a block: what each side recomputes from the pair alone, so that both statements
//! show the same day and amount, each with the other's account number (data model, section 4).
//!
//! A row stands on either statement whether or not the other customer exists at a scale.

use crate::generate::bank::Bank;
use crate::generate::customer::{Customer, Holding, Ordinal};
use crate::generate::hours;
use crate::generate::ledger::account_number;
use crate::generate::person::Person;
use crate::tables::accounts_db::{AccountType, Digits10};
use crate::values::calendar::Date;
use crate::values::employers::Payday;
use crate::values::month::Month;
use crate::values::number_spaces::OWN_ACCOUNTS_ELSEWHERE;

/// What is left of wages after taxes and deductions, in percent.
const NET_OF_WAGES: i64 = 76;
/// A wage payment is between these, in cents (guide, "Transactions": salary $1k-8k).
pub const WAGE: (i64, i64) = (1_000_00, 8_000_00);
/// Percent by which wages and prices rise in a year.
const RISE: i64 = 3;

/// The account that income comes to and bills are paid from: the first active checking account, or the first checking account
/// where none is active; none without a checking account.
pub fn household_account(customer: &Customer) -> Option<Ordinal> {
    let checking = |one: &Holding| one.account_type == AccountType::Checking;
    customer
        .first_account(|one| checking(one) && one.is_active())
        .or_else(|| customer.first_account(checking))
}

/// The number of the account that a customer pays from, here or elsewhere.
pub fn account_number_of(bank: &Bank, customer: &Customer) -> Digits10 {
    match household_account(customer) {
        Some(ordinal) => account_number(bank, customer.account_id(ordinal)),
        None => Digits10(OWN_ACCOUNTS_ELSEWHERE.number(&bank.random, customer.number, 0)),
    }
}

/// A wage payment at the as-of date, inside the limits; those that would lie beyond them do not pile up there.
pub fn wage(person: &Person, payday: Payday) -> i64 {
    let (least, most) = WAGE;
    let net = person.income.0 * NET_OF_WAGES / 100 / payday.payments_a_year();
    match net {
        _ if net < least => least + net % 170_00,
        _ if net > most => most - 4_00 - net % 930_00,
        _ => net,
    }
}

/// An amount of today as it was in a month: it has risen each January.
pub fn earlier(amount: i64, month: Month, as_of: Date) -> i64 {
    let years = i64::from(as_of.year() - month.first().year()).max(0);
    amount * 100 / (100 + RISE * years)
}

/// When an income comes.
#[derive(Clone, Copy, Debug)]
pub enum Rhythm {
    /// On an employer's paydays.
    Wages(Payday),
    /// On the second, third or fourth Wednesday of the month.
    Wednesday(u32),
    /// On a day of the month.
    Day(u32),
}

/// The business days of a month on which something of this rhythm is paid, in order.
pub fn days_of(rhythm: Rhythm, month: Month) -> impl Iterator<Item = Date> {
    let mut nominal = [None; 4];
    match rhythm {
        Rhythm::Wages(Payday::EveryTwoWeeks { phase }) => {
            // A Friday that is a holiday is paid on the day before, in the month before if it is the first.
            let friday = (0..7).map(|day| month.first() + day);
            let friday = friday.into_iter().find(|day| day.weekday() == 4);
            let first = friday.unwrap_or(month.first());
            let fits = first.0.div_euclid(7) & 1 == i32::from(phase);
            let first = if fits { first } else { first + 7 };
            for (week, slot) in (0..).zip(&mut nominal) {
                *slot = Some(first + 14 * week);
            }
        }
        Rhythm::Wages(Payday::TwiceAMonth) => {
            nominal = [Some(month.day(15)), Some(month.last()), None, None];
        }
        Rhythm::Wages(Payday::Monthly) => nominal[0] = Some(month.last()),
        Rhythm::Wednesday(number) => {
            let first = (0..7).map(|day| month.first() + day);
            let first = first.into_iter().find(|day| day.weekday() == 2);
            nominal[0] = first.map(|day| day + 7 * (number as i32 - 1));
        }
        Rhythm::Day(day) => nominal[0] = Some(month.day(day)),
    }
    nominal.into_iter().flatten().filter_map(move |day| {
        let paid = match rhythm {
            Rhythm::Day(_) => hours::business_day_within(day, month.first(), month.last()),
            _ => hours::payday(day),
        };
        (Month::of(paid) == month).then_some(paid)
    })
}
