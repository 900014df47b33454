//! Recurring items on a household account: incomes, bills and habits. Decided once per account, the same every month.

use super::account::Account;
use super::incomes::{self, Income};
use super::payees::{Payee, Supply, account_of, brand};
use super::purpose::{self, Reserve};
use crate::generate::between::{self, rent_here};
use crate::generate::person::{Landlord, Score, Tenure};
use crate::key;
use crate::random::{Proportion, Stream};
use crate::tables::accounts_db::{Digits10, TransactionCategory, TransactionChannel};
use crate::values::Text;
use crate::values::calendar::Date;
use crate::values::commerce::{self, Ending};
use crate::values::month::Month;
use crate::values::statement as lines;

/// Wealth from which a customer with a checking account has a broker, give or take: about a third do (judgment; more than the
/// fifth of families that own stocks directly, Survey of Consumer Finances 2022, as funds count too).
const INVESTS: Score = 400;
/// A household's monthly bill for power, in cents.
const POWER: [i64; 5] = [48_00, 84_00, 121_00, 168_00, 310_00];
/// First check number of a new account.
const FIRST_CHECKS: [i64; 2] = [101, 1_001];

/// A monthly bill.
#[derive(Clone, Debug)]
pub struct Bill {
    /// The day of the month.
    pub day: u32,
    /// Amount at the as-of date, in cents.
    pub amount: i64,
    /// Percent by which it varies from month to month; 0 for a fixed price.
    pub variation: i64,
    /// Percent by which it differs from the usual amount in each month of the year.
    pub season: [i64; 12],
    /// How the price ends.
    pub ending: Ending,
    /// Text on the statement; for a check, who cashes it.
    pub text: Text,
    /// The payee's account.
    pub payee: Option<Digits10>,
    /// How it is paid.
    pub channel: TransactionChannel,
    /// What it is for.
    pub category: TransactionCategory,
    /// First day on which it is due.
    pub since: Option<Date>,
    /// First day on which it is no longer due.
    pub until: Option<Date>,
}

/// Recurring items on an account.
#[derive(Clone, Debug)]
pub struct Habits {
    /// Incomes.
    pub incomes: Vec<Income>,
    /// Bills.
    pub bills: Vec<Bill>,
    /// Income in an average month, in cents.
    pub monthly: i64,
    /// The credit card, by index, and the day its bill is paid.
    pub card: Option<(usize, u32)>,
    /// Where surplus money goes.
    pub reserve: Reserve,
    /// Cash machine withdrawals per thousand months.
    pub machine: i64,
    /// Likewise, for checks apart from bills paid by check.
    pub checks: i64,
    /// Likewise, for counter visits.
    pub counter: i64,
    /// Likewise, for debit card purchases.
    pub purchases: i64,
    /// First check number.
    pub first_check: i64,
}

/// The recurring items on a person's account.
pub fn habits(account: &Account) -> Habits {
    let customer = account.context.customer;
    let person = &customer.person;
    let mut stream = account.stream(key!("accounts_db.transactions/habits"));
    let stream = &mut stream;
    let incomes = incomes::of_person(account, person, stream);
    let age = account.context.as_of().years_since(person.born);
    let monthly: i64 = incomes.iter().map(Income::monthly).sum();
    let bills = bills(account, stream, monthly, age);
    let due = bills.iter().filter(|bill| bill.until.is_none());
    let billed: i64 = due.map(|bill| bill.amount).sum();
    let rest = monthly - billed;
    let digital = person.digital;
    let by_card = rest > 700_00 && stream.chance(Proportion::percent(76));
    let card = by_card.then(|| {
        let issuer = stream.below(lines::CARDS.len() as u64) as usize;
        (issuer, stream.range(4..=27) as u32)
    });
    let by_age = i64::from(age - 45);
    let rate = |least: i64, mean: i64| mean.max(least);
    let broker = stream.below(lines::BROKERS.len() as u64) as usize;
    let invests = purpose::invests(customer, stream, INVESTS);
    Habits {
        monthly,
        card,
        reserve: match invests {
            true => Reserve::Broker(broker),
            false => Reserve::OwnAccount,
        },
        machine: rate(100, 420 - digital * 3 / 10 + stream.range(-300..=300)),
        checks: rate(
            80,
            1_490 + by_age * 16 - digital / 3 + stream.range(-350..=350),
        ),
        counter: rate(
            100,
            1_490 + by_age * 10 - digital / 3 + stream.range(-400..=400),
        ),
        purchases: match by_card {
            true => stream.range(200..=600),
            false => stream.range(1_450..=2_500),
        },
        first_check: *stream.pick(&FIRST_CHECKS),
        incomes,
        bills,
    }
}

impl Habits {
    /// Whether something of a category is paid every month.
    pub fn pays_for(&self, category: TransactionCategory) -> bool {
        self.bills.iter().any(|bill| bill.category == category)
    }
}

impl Bill {
    /// Whether it is paid by check.
    pub fn is_check(&self) -> bool {
        self.channel == TransactionChannel::Check
    }

    /// Whether it is due in a month.
    pub fn is_due(&self, month: Month) -> bool {
        let day = month.day(self.day);
        self.since.is_none_or(|since| since <= day) && self.until.is_none_or(|until| day < until)
    }

    /// Number of months from `from` until before `until` in which it is due.
    pub fn times(&self, from: Month, until: Month) -> i64 {
        // The first month in which the bill's day isn't before a date.
        let reaches = |date| {
            let month = Month::of(date);
            month + i32::from(month.day(self.day) < date)
        };
        let from = self.since.map_or(from, |since| from.max(reaches(since)));
        let until = self.until.map_or(until, |end| until.min(reaches(end)));
        i64::from((until - from).max(0))
    }

    /// Its amount in a month; `chance` is a percentage from -100 to 100.
    pub fn amount_in(&self, month: Month, as_of: Date, chance: i64) -> i64 {
        let amount = between::earlier(self.amount, month, as_of);
        let season = self.season[month.month() as usize - 1];
        let amount = amount * (100 + season + self.variation * chance / 100) / 100;
        self.ending.below(amount)
    }
}

/// The monthly bills.
fn bills(account: &Account, stream: &mut Stream, monthly: i64, age: i32) -> Vec<Bill> {
    use TransactionChannel::{Ach, Card, Check, Online};
    let customer = account.context.customer;
    let household = &customer.household;
    let (city, digital) = (customer.home, customer.person.digital);
    let mut bills = Vec::with_capacity(8);
    let pays = household.payer == customer.number;
    let since = household.since;
    if pays {
        match household.tenure {
            Tenure::Rents { rent, landlord } => {
                let by_check = stream.chance(Proportion::percent(40));
                let channel = match by_check {
                    true => Check,
                    false if stream.chance(Proportion::percent(25)) => Online,
                    false => Ach,
                };
                let day = stream.range(1..=5) as u32;
                let (place, name) = brand(stream, &commerce::RENT, city, 4);
                let (before, former) = brand(stream, &commerce::RENT, city, 4);
                // Rent paid to a customer is posted on both accounts, once both exist.
                let here = match landlord {
                    Landlord::Here(number) => {
                        rent_here(account.context.bank, customer, account.neighbor(number))
                    }
                    Landlord::Elsewhere => None,
                };
                let until = here.map(|here| here.from);
                for (place, name, amount, since, until) in [
                    (place, name, rent.0, Some(since), until),
                    (before, former, rent.0 * 93 / 100, None, Some(since)),
                ] {
                    bills.push(Bill {
                        day: here.map_or(day, |here| here.day),
                        amount,
                        variation: 0,
                        season: [0; 12],
                        ending: Ending::Five,
                        text: ["Rent ", name].concat().into(),
                        payee: Some(account_of(account, Payee::Landlord, place, Some(city))),
                        channel,
                        category: TransactionCategory::Rent,
                        since,
                        until,
                    });
                }
            }
            Tenure::Mortgaged if !owes_mortgage(account) => {
                let lender = stream.below(lines::LENDERS.len() as u64) as usize;
                let amount = (monthly * stream.range(17..=27) / 100).clamp(480_00, 4_800_00);
                bills.push(Bill {
                    text: [lines::MORTGAGE, lines::LENDERS[lender]].concat().into(),
                    payee: Some(account_of(account, Payee::Lender, lender, None)),
                    category: TransactionCategory::Mortgage,
                    ..bill(stream.range(1..=15) as u32, amount, Ach)
                });
            }
            _ => {}
        }
        let (place, name) = brand(stream, &commerce::UTILITIES, city, 3);
        let by_check = stream.chance(Proportion::percent(26));
        let supply = Supply::of(name);
        bills.push(Bill {
            variation: match supply {
                Supply::Waste => 0,
                _ => 14,
            },
            season: supply.season(),
            text: name.into(),
            payee: Some(account_of(account, Payee::Utility, place, Some(city))),
            category: TransactionCategory::Utilities,
            ..bill(
                stream.range(6..=24) as u32,
                stream.quantile(&POWER) * supply.percent_of_power() / 100,
                if by_check { Check } else { Ach },
            )
        });
    }
    if pays && stream.chance(Proportion::percent(38)) {
        let (place, name) = brand(stream, &commerce::TELECOM, city, 6);
        bills.push(Bill {
            ending: Ending::Nine,
            text: name.into(),
            payee: Some(account_of(account, Payee::Telecom, place, None)),
            category: TransactionCategory::Telecom,
            ..bill(
                stream.range(3..=26) as u32,
                stream.quantile(&[34_99, 49_99, 64_99, 84_99, 159_99]),
                Ach,
            )
        });
    }
    for odds in [26 + digital / 40, 6 + digital / 60] {
        if stream.chance(Proportion::percent(odds.clamp(3, 85) as u64)) {
            let category = &commerce::SUBSCRIPTIONS;
            let name = *stream.pick(category.merchants);
            if bills.iter().any(|bill| bill.text == name) {
                continue;
            }
            bills.push(Bill {
                ending: Ending::NinetyNine,
                text: name.into(),
                category: TransactionCategory::Subscriptions,
                ..bill(
                    stream.range(1..=28) as u32,
                    stream.quantile(&[4_99, 9_99, 12_99, 17_99, 49_99]),
                    Card,
                )
            });
        }
    }
    if (27..=46).contains(&age) && monthly > 2_600_00 && stream.chance(Proportion::percent(22)) {
        let place = stream.below(lines::CHILDCARE.len() as u64) as usize;
        let by_check = stream.chance(Proportion::percent(60));
        bills.push(Bill {
            ending: Ending::Five,
            text: lines::CHILDCARE[place].into(),
            payee: Some(account_of(account, Payee::School, place, Some(city))),
            category: TransactionCategory::Childcare,
            ..bill(
                stream.range(1..=8) as u32,
                (monthly * stream.range(7..=14) / 100).clamp(180_00, 1_450_00),
                if by_check { Check } else { Ach },
            )
        });
    }
    bills
}

/// A bill with a fixed price.
fn bill(day: u32, amount: i64, channel: TransactionChannel) -> Bill {
    Bill {
        day,
        amount,
        variation: 0,
        season: [0; 12],
        ending: Ending::Any,
        text: Text::from(""),
        payee: None,
        channel,
        category: TransactionCategory::Other,
        since: None,
        until: None,
    }
}

/// Whether the holder has a mortgage of this bank on the home, of which the installments are posted.
fn owes_mortgage(account: &Account) -> bool {
    let customer = account.context.customer;
    customer
        .applications
        .iter()
        .any(|one| one.for_home && one.loan.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bill_is_counted_in_the_months_in_which_it_is_due() {
        let (start, end) = (
            Month::of(Date::new(2024, 11, 1)),
            Month::of(Date::new(2026, 3, 1)),
        );
        for day in [1, 15, 31] {
            for since in [
                None,
                Some(Date::new(2025, 2, 28)),
                Some(Date::new(2025, 1, 15)),
            ] {
                for until in [
                    None,
                    Some(Date::new(2025, 1, 16)),
                    Some(Date::new(2025, 12, 31)),
                ] {
                    let one = Bill {
                        since,
                        until,
                        ..bill(day, 100_00, TransactionChannel::Check)
                    };
                    let mut due = 0;
                    for after in 0..=end - start {
                        let month = start + after;
                        assert_eq!(one.times(start, month), due, "{since:?} {until:?} {month}");
                        due += i64::from(one.is_due(month));
                    }
                }
            }
        }
    }
}
