//! The ordinary rows of a statement: cash, transfers, bills, purchases, fees, deposits and refunds.

use super::account::Account;
use super::amounts;
use super::mix::Mix;
use crate::generate::hours::{Hours, counter_day_near, counter_moment_on};
use crate::generate::ledger::{Posting, ROWS_MOST};
use crate::key;
use crate::random::{Proportion, Stream};
use crate::tables::accounts_db::{
    AccountType, Digits10, TransactionCategory, TransactionChannel, TransactionType,
};
use crate::values::Text;
use crate::values::calendar::{Date, Timestamp};
use crate::values::commerce::{self, Category};
use crate::values::money::Cents;
use crate::values::number_spaces::OWN_ACCOUNTS_ELSEWHERE;
use crate::values::numbers::numbered;
use crate::values::statement::{self as lines, Occasion};
use std::ops::RangeInclusive;

/// Dollars from a cash machine: multiples of 20.
const ATM: [i64; 5] = [20, 60, 100, 200, 600];
/// Dollars over the counter, for an account with a median balance.
const COUNTER: [i64; 5] = [80, 200, 380, 800, 3_000];
/// Cash stays below this in ordinary rows, in cents; more is somebody's story.
const CASH_MOST: i64 = 490_000;
/// Withdrawals that are cash from a machine rather than a transfer, by what the account is for.
const CASH_FROM_CHECKING: Proportion = Proportion::of(3, 4);
const CASH_FROM_SAVINGS: Proportion = Proportion::of(1, 4);
/// Deposits over the counter that are cash rather than a check.
const CASH_OVER_COUNTER: Proportion = Proportion::of(2, 5);
/// Payments that are a household bill rather than a purchase.
const BILLS: Proportion = Proportion::of(1, 3);
/// Customers move money from and to their accounts at other banks: 6:00 to 23:59.
const OWN_TRANSFER_ELSEWHERE: Hours = Hours::whole(6, 23);
/// The part of the balance that one ordinary row may move, in percent.
const ROW_MOST: i64 = 12;
/// The part of the balance that one monthly bill may take, in percent.
const BILL_MOST: i64 = 20;
/// What is left of an income after the monthly bill is saved: the bill takes this many percent of the surplus.
const BILL_OF_SURPLUS: RangeInclusive<i64> = 75..=105;
/// The least monthly bill, in cents.
const BILL_LEAST: i64 = 18_000;

impl Account<'_> {
    /// Makes the ordinary rows: which type comes when is shuffled, the days are spread over the statement.
    pub(super) fn ordinary(&mut self, mix: Mix) {
        use TransactionType::*;
        let mut stream = self.stream(key!("accounts_db.transactions/ordinary"));
        let bills = self.bills(&mut stream, mix.of(Payment));
        let mut kinds: Vec<TransactionType> = Vec::with_capacity(ROWS_MOST as usize);
        for (kind, count) in mix.rows {
            let bills = if kind == Payment {
                bills.len() as u64
            } else {
                0
            };
            let count = count - bills;
            kinds.extend(std::iter::repeat_n(kind, count as usize));
        }
        for i in (1..kinds.len()).rev() {
            kinds.swap(i, stream.below(i as u64 + 1) as usize);
        }
        let by_hand = self.by_hand(&mut stream, &kinds, mix.manual);
        let days = i64::from(self.holding.last_day - self.first) + 1;
        let count = kinds.len() as i64;
        for (at, (&kind, by_hand)) in (0..).zip(kinds.iter().zip(by_hand)) {
            let within = (at * days * 16 + stream.range(0..=days * 16 - 1)) / (count * 16);
            let day = self.first + within as i32;
            let row = match kind {
                Withdrawal => self.withdrawal(&mut stream, day, by_hand),
                Deposit => self.deposit(&mut stream, day, by_hand),
                Fee => self.fee(&mut stream, day, by_hand),
                Payment => self.purchase(&mut stream, day, by_hand),
                _ => self.refund(&mut stream, day),
            };
            self.rows.push(row);
        }
        self.pay_bills(&mut stream, &bills);
    }

    /// Which of the rows are made at a counter: cash, deposits and fees before payments, refunds never.
    fn by_hand(&self, stream: &mut Stream, kinds: &[TransactionType], count: u64) -> Vec<bool> {
        let mut order: Vec<(u8, u64, usize)> = kinds
            .iter()
            .enumerate()
            .filter(|&(_, &kind)| kind != TransactionType::Refund)
            .map(|(at, &kind)| {
                (
                    u8::from(kind == TransactionType::Payment),
                    stream.bits(),
                    at,
                )
            })
            .collect();
        order.sort_unstable();
        let mut by_hand = vec![false; kinds.len()];
        for &(_, _, at) in order.iter().take(count as usize) {
            by_hand[at] = true;
        }
        by_hand
    }

    /// At most `most` percent of the balance, at least ten dollars.
    fn part(&self, most: i64) -> i64 {
        (self.balance.0 * most / 100).max(1000)
    }

    fn withdrawal(&self, stream: &mut Stream, day: Date, by_hand: bool) -> Posting {
        let checking = self.holding.account_type == AccountType::Checking;
        if by_hand {
            let level = (self.balance.0 / 600_000).clamp(1, 6);
            let amount = stream.quantile(&COUNTER) / 10 * 1000 * level;
            let amount = amount.min(self.part(ROW_MOST) / 1000 * 1000).min(CASH_MOST);
            let at = self.counter(stream, day);
            let words = *stream.pick(lines::BRANCH_CASH_WITHDRAWALS);
            let row = spending(at, TransactionType::Withdrawal, amount.max(1000), words);
            return row
                .by_hand(true)
                .via(TransactionChannel::Branch)
                .spent_on(TransactionCategory::Cash);
        }
        let machine = if checking {
            CASH_FROM_CHECKING
        } else {
            CASH_FROM_SAVINGS
        };
        if stream.chance(machine) {
            let amount = stream.quantile(&ATM) / 20 * 2000;
            let amount = amount.min(self.part(ROW_MOST) / 2000 * 2000).max(2000);
            let place = stream.pick(lines::ATMS);
            let at = Hours::whole(7, 22).on(day, stream);
            let words = [lines::CASH, "withdrawal ATM ", place].concat();
            return spending(at, TransactionType::Withdrawal, amount, words)
                .via(TransactionChannel::Atm)
                .spent_on(TransactionCategory::Cash);
        }
        let amount = amounts::transfer(stream, self.balance);
        let (words, own) = self.own_elsewhere("Transfer to own account ending ");
        let at = OWN_TRANSFER_ELSEWHERE.on(day, stream);
        spending(at, TransactionType::Withdrawal, amount, words).with(own)
    }

    fn deposit(&self, stream: &mut Stream, day: Date, by_hand: bool) -> Posting {
        let deposit = |at, amount, words: Text| {
            Posting::new(at, TransactionType::Deposit, Cents(amount), words)
        };
        if by_hand {
            let at = self.counter(stream, day);
            let row = if stream.chance(CASH_OVER_COUNTER) {
                let amount = (stream.quantile(&COUNTER) / 5 * 500).min(self.part(ROW_MOST));
                let words = *stream.pick(lines::BRANCH_CASH_DEPOSITS);
                deposit(at, amount / 500 * 500, words.into()).spent_on(TransactionCategory::Cash)
            } else {
                deposit(at, self.check(stream), "Check deposit at branch".into())
            };
            return row.by_hand(true).via(TransactionChannel::Branch);
        }
        if stream.chance(Proportion::HALF) {
            let amount = self.check(stream);
            let at = Hours::whole(7, 22).on(day, stream);
            return deposit(at, amount, "Mobile check deposit".into())
                .via(TransactionChannel::Mobile);
        }
        let amount = amounts::transfer(stream, self.balance);
        let (words, own) = self.own_elsewhere("Transfer from own account ending ");
        let at = OWN_TRANSFER_ELSEWHERE.on(day, stream);
        deposit(at, amount, words)
            .with(own)
            .spent_on(TransactionCategory::Transfer)
    }

    /// The amount of a check: any cents, some hundredths of the balance.
    fn check(&self, stream: &mut Stream) -> i64 {
        let most = self.part(ROW_MOST / 2);
        stream.range(most / 8 + 1..=most)
    }

    /// A fee of the price list; one that is charged by hand is for a service at the counter.
    fn fee(&self, stream: &mut Stream, day: Date, by_hand: bool) -> Posting {
        let weights = lines::FEES.map(|fee| match fee.occasion {
            Occasion::Service => fee.weight,
            _ if by_hand => 0,
            _ => fee.weight,
        });
        let fee = &lines::FEES[stream.weighted(&weights)];
        let month_end = day.month_end();
        let at = match fee.occasion {
            _ if by_hand => self.counter(stream, day),
            Occasion::MonthEnd if month_end <= self.holding.last_day => month_end.at(23, 15, 0),
            Occasion::MonthEnd => self.holding.last_day.at(0, 30, 0),
            _ => Hours::whole(7, 20).on(day, stream),
        };
        spending(at, TransactionType::Fee, fee.price.0, fee.reason).by_hand(by_hand)
    }

    /// A purchase, or a household bill; over the counter a bill it always is.
    fn purchase(&self, stream: &mut Stream, day: Date, by_hand: bool) -> Posting {
        let bill = by_hand || stream.chance(BILLS);
        let category = if bill {
            *stream.pick(&[
                &commerce::UTILITIES,
                &commerce::TELECOM,
                &commerce::SUBSCRIPTIONS,
            ])
        } else {
            category(stream)
        };
        // A bill comes from the same company each time.
        let merchant = if bill {
            let merchants = category.merchants;
            merchants[(self.context.customer.row() % merchants.len() as u64) as usize]
        } else {
            stream.pick(category.merchants)
        };
        let amount = category.price(stream, Cents(self.part(ROW_MOST))).0;
        let (at, description) = if by_hand {
            let description = ["Bill payment at branch ", merchant].concat();
            (self.counter(stream, day), description.into())
        } else {
            (
                opening_hours(category).on(day, stream),
                Text::from(merchant),
            )
        };
        let channel = match (by_hand, bill) {
            (true, _) => TransactionChannel::Branch,
            (false, true) => TransactionChannel::Ach,
            (false, false) => TransactionChannel::Card,
        };
        spending(at, TransactionType::Payment, amount, description)
            .by_hand(by_hand)
            .via(channel)
            .spent_on(category.spending)
    }

    fn refund(&self, stream: &mut Stream, day: Date) -> Posting {
        let category = category(stream);
        let amount = category.price(stream, Cents(self.part(ROW_MOST / 3)));
        let merchant = stream.pick(category.merchants);
        let at = opening_hours(category).on(day, stream);
        let words = ["Refund ", merchant].concat();
        Posting::new(at, TransactionType::Refund, amount, words)
    }

    /// The days on which the largest bill of a salaried month, rent or a card, is paid: as many as there are salaries and room.
    fn bills(&self, stream: &mut Stream, payments: u64) -> Vec<Date> {
        let day_of_month = stream.range(1..=28) as i32;
        let mut days: Vec<Date> = self
            .rows
            .iter()
            .filter(|row| row.transaction_type == TransactionType::Salary)
            .map(|row| {
                let (year, month, _) = row.at.date().civil();
                Date::new(year, month, 1) + (day_of_month - 1)
            })
            .filter(|&day| self.shows(day))
            .collect();
        days.truncate(payments as usize);
        days
    }

    /// The largest bills take most of what is left of the income.
    fn pay_bills(&mut self, stream: &mut Stream, days: &[Date]) {
        if days.is_empty() {
            return;
        }
        let surplus: Cents = self.rows.iter().map(|row| row.amount).sum();
        let most = self.part(BILL_MOST).max(BILL_LEAST);
        let part = stream.range(BILL_OF_SURPLUS);
        let monthly = (surplus.0 * part / 100 / days.len() as i64).clamp(BILL_LEAST, most);
        let rents = stream.chance(Proportion::HALF);
        let category = if rents { &commerce::RENT } else { &CARDS };
        let payee = *stream.pick(category.merchants);
        for &day in days {
            let amount = if rents {
                monthly / 500 * 500 - if monthly / 500 % 200 == 0 { 500 } else { 0 }
            } else {
                stream.range(monthly * 4 / 5..=monthly)
            };
            let at = opening_hours(category).on(day, stream);
            let description = if rents {
                ["Rent ", payee].concat().into()
            } else {
                Text::from(payee)
            };
            let row = spending(at, TransactionType::Payment, amount, description);
            self.rows.push(row.spent_on(category.spending));
        }
    }

    /// Words that name the customer's account at another bank, and its number.
    fn own_elsewhere(&self, words: &str) -> (Text, Digits10) {
        let random = &self.context.bank.random;
        let number = OWN_ACCOUNTS_ELSEWHERE.number(random, self.id.customer, 0);
        (numbered::<4>(words, number), Digits10(number))
    }

    /// A moment at the counter on the day, or on one near it when counters are closed.
    fn counter(&self, stream: &mut Stream, day: Date) -> Timestamp {
        let day = counter_day_near(stream, day, self.first, self.holding.last_day);
        counter_moment_on(day, stream)
    }
}

/// A row that takes cents from the account.
fn spending(
    at: Timestamp,
    transaction_type: TransactionType,
    cents: i64,
    description: impl Into<Text>,
) -> Posting {
    Posting::new(at, transaction_type, Cents(-cents), description)
}

/// Credit cards of other banks.
static CARDS: Category = Category {
    name: "credit cards",
    merchants: &[
        "Card payment Lanternline Rewards",
        "Card payment Copperleaf Platinum",
        "Card payment Heronway Miles",
        "Card payment Quillhaven Cash Back",
        "Card payment Bluestem Everyday",
        "Card payment Tamarack Store Card",
    ],
    hours: (2, 8),
    prices: [4_500, 22_000, 54_000, 120_000, 380_000],
    ending: commerce::Ending::Any,
    weight: 0,
    spending: TransactionCategory::CardPayment,
};

/// A category that sells, as often as people buy from it.
fn category(stream: &mut Stream) -> &'static Category {
    let weights = commerce::CATEGORIES.map(|category| category.weight);
    commerce::CATEGORIES[stream.weighted(&weights)]
}

/// When a category sells.
fn opening_hours(category: &Category) -> Hours {
    let (first, last) = category.hours;
    Hours::whole(first.into(), last.into())
}
