//! How much money there is on an account, and comes onto it (data model, section 4).

use crate::random::Stream;
use crate::tables::accounts_db::AccountType;
use crate::tables::customer_db::CustomerSegment;
use crate::values::money::{Cents, Fraction4};

/// Median balance in dollars by segment: retail, premium, corporate, private banking.
fn median(account_type: AccountType, segment: CustomerSegment) -> i64 {
    let by_segment: [i64; 4] = match account_type {
        AccountType::Checking => [6_000, 12_000, 20_000, 40_000],
        AccountType::Savings => [4_000, 18_000, 25_000, 75_000],
        AccountType::MoneyMarket => [15_000, 40_000, 60_000, 150_000],
        AccountType::Cd => [25_000, 40_000, 60_000, 90_000],
    };
    by_segment[segment as usize]
}

/// Thousandths of the median at sixteenths of the population: a log-normal with sigma 0.8, cut at both ends.
const SPREAD: [i64; 17] = [
    150, 293, 398, 492, 583, 675, 774, 881, 1_000, 1_135, 1_292, 1_480, 1_715, 2_034, 2_510, 3_412,
    9_000,
];
/// A certificate of deposit is between these, in dollars.
const CD: (i64, i64) = (5_000, 250_000);

/// The balance at the end of the statement, before obligations ask for more.
pub fn balance(stream: &mut Stream, account_type: AccountType, segment: CustomerSegment) -> Cents {
    let median = median(account_type, segment);
    let cents = stream.quantile(&SPREAD.map(|thousandths| median * thousandths / 10));
    match account_type {
        AccountType::Cd => Cents(cents.clamp(CD.0 * 100, CD.1 * 100)),
        _ => Cents(cents),
    }
}

/// Hundredths of the balance that are moved between accounts of the customer.
const TRANSFER: [i64; 5] = [1, 2, 4, 7, 12];

/// Cents to move from or to another account: some hundredths of the balance, in steps of five dollars, never a round thousand.
pub fn transfer(stream: &mut Stream, balance: Cents) -> i64 {
    let amount = balance.0 / 100 * stream.quantile(&TRANSFER);
    let amount = (amount / 500 * 500).max(1000);
    if amount % 100_000 == 0 {
        amount - 500
    } else {
        amount
    }
}

/// A monthly salary, 1,000 to 8,000 dollars, which rises with the segment; no more than 40 percent of what lies on the account.
pub fn salary(stream: &mut Stream, segment: CustomerSegment, balance: Cents) -> Cents {
    let knots: [i64; 5] = match segment {
        CustomerSegment::Retail => [100_000, 210_000, 290_000, 390_000, 800_000],
        CustomerSegment::Premium => [180_000, 350_000, 460_000, 600_000, 800_000],
        CustomerSegment::Corporate => [250_000, 430_000, 570_000, 700_000, 800_000],
        CustomerSegment::PrivateBanking => [300_000, 520_000, 660_000, 760_000, 800_000],
    };
    let most = (balance.0 * 2 / 5).max(knots[0]);
    Cents(stream.quantile(&knots).min(most))
}

/// What an account of a type bears a year, if it does.
pub const fn interest_rate(account_type: AccountType) -> Fraction4 {
    Fraction4(match account_type {
        AccountType::Checking => 10,
        AccountType::Savings => 120,
        AccountType::MoneyMarket => 275,
        AccountType::Cd => 410,
    })
}

/// Interest of a quarter: the balance at the yearly rate, divided by four, half-even.
pub fn interest(rate: Fraction4, balance: Cents) -> Cents {
    Cents(balance.times(rate.0, 10_000 * 4).0.max(1))
}
