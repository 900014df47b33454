//! A person's everyday activity: cash, checks, counter visits and card bills.

use super::bills;
use super::household::Habits;
use super::incomes::Income;
use super::month::Rows;
use super::payees::{Payee, account_of};
use crate::generate::between;
use crate::generate::hours::{COLLECTION, Hours, business_day_near, counter_moment_on};
use crate::generate::ledger::Posting;
use crate::key;
use crate::random::Proportion;
use crate::tables::accounts_db::{TransactionCategory, TransactionChannel, TransactionType};
use crate::values::Text;
use crate::values::calendar::{Date, Timestamp};
use crate::values::money::Cents;
use crate::values::month::Month;
use crate::values::numbers::numbered;
use crate::values::statement as lines;

/// Cash machine withdrawals, in dollars: multiples of 20.
const MACHINE: [i64; 5] = [20, 60, 100, 160, 400];
/// Counter transactions, in dollars.
const COUNTER: [i64; 5] = [60, 200, 340, 700, 2_600];
/// Ordinary cash rows stay below this, in cents; anything more is part of a story.
const MAX_CASH: i64 = 4_900_00;
/// Cash withdrawn at other banks' machines, each with a fee.
const OTHER_BANKS: Proportion = Proportion::percent(42);
/// Checks received, in dollars.
const CHECK_RECEIVED: [i64; 5] = [25, 80, 190, 420, 1_400];
/// Approximate price of a purchase that scales with income, in cents.
const PRICE: i64 = 60_00;
/// Percent of the remaining income that is spent on purchases.
const SPENT: i64 = 80;
/// Most of the account's usual level that a credit card bill takes, in percent.
const MAX_CARD: i64 = 20;
/// Most of the usual amounts that is spent in a month of need, in percent.
const IN_NEED: i64 = 50;
/// Percent by which a credit card bill can vary.
const GIVE_OF_CARD: i64 = 48;

/// A row that takes `cents` from the account.
pub fn spending(
    at: Timestamp,
    transaction_type: TransactionType,
    cents: i64,
    description: impl Into<Text>,
) -> Posting {
    Posting::new(at, transaction_type, Cents(-cents), description)
}

/// The fee for a transaction.
pub fn fee(at: Timestamp, cents: i64, description: &'static str) -> Posting {
    spending(at, TransactionType::Fee, cents, description)
}

/// Spending scales with income: percent of an amount that is meant for an income of about 4,000 dollars a month.
fn scale(habits: &Habits) -> i64 {
    (40 + habits.monthly / 70_00).clamp(45, 230)
}

impl Rows<'_> {
    /// Cash machine withdrawals, each followed by a fee if at another bank's machine.
    pub fn machines(&mut self, per_mille: i64, scale: i64) {
        for _ in 0..self.times(key!("accounts_db.transactions/machine"), per_mille) {
            let day = self.any_day();
            let at = self.at(day, Hours::whole(7, 22));
            let amount = self.stream.quantile(&MACHINE) * scale / 100 / 20 * 20_00;
            let amount = amount.clamp(20_00, 600_00);
            let elsewhere = self.stream.chance(OTHER_BANKS);
            let places = match elsewhere {
                true => lines::OTHER_BANKS,
                false => lines::ATMS,
            };
            let place = *self.stream.pick(places);
            let words = [lines::CASH, "withdrawal ATM ", place].concat();
            self.put(
                spending(at, TransactionType::Withdrawal, amount, words)
                    .via(TransactionChannel::Atm)
                    .spent_on(TransactionCategory::Cash),
            );
            if elsewhere {
                self.put(fee(
                    at + 1,
                    lines::OUT_OF_NETWORK.1,
                    lines::OUT_OF_NETWORK.0,
                ));
            }
        }
    }

    /// Counter visits: check and cash deposits, cash withdrawals, and bills, including the credit card's if the account pays one.
    /// No telephone is paid for twice.
    pub fn counter(&mut self, per_mille: i64, scale: i64, habits: Option<&Habits>) {
        let times = self.times(key!("accounts_db.transactions/counter"), per_mille);
        if times == 0 {
            return;
        }
        let card = habits.is_some_and(|habits| habits.card.is_some());
        let telephone = habits.is_some_and(|habits| habits.pays_for(TransactionCategory::Telecom));
        let weights = lines::BRANCH_PAYMENTS.iter();
        let weights: Vec<u32> = weights
            .map(|(_, category)| match category {
                TransactionCategory::CardPayment => 14 * u32::from(card),
                TransactionCategory::Telecom if telephone => 0,
                _ => bills::weight(self.account.context.customer, self.month, *category),
            })
            .collect();
        for _ in 0..times {
            let day = self.counter_day();
            let at = counter_moment_on(day, &mut self.stream);
            let dollars = self.stream.quantile(&COUNTER) * scale / 100;
            let row = match self.stream.below(100) {
                0..50 => {
                    let amount = (dollars / 10 * 10_00).clamp(20_00, MAX_CASH);
                    let words = *self.stream.pick(lines::BRANCH_CASH_WITHDRAWALS);
                    spending(at, TransactionType::Withdrawal, amount, words)
                        .spent_on(TransactionCategory::Cash)
                }
                50..53 => {
                    let amount = (dollars / 2 / 5 * 5_00).clamp(20_00, MAX_CASH);
                    let words = *self.stream.pick(lines::BRANCH_CASH_DEPOSITS);
                    Posting::new(at, TransactionType::Deposit, Cents(amount), words)
                        .spent_on(TransactionCategory::Cash)
                }
                53..63 => self.check_received(at, scale),
                _ => {
                    let (words, category) = lines::BRANCH_PAYMENTS[self.stream.weighted(&weights)];
                    let amount = bills::amount(&mut self.stream, category, scale) * 100
                        + self.stream.range(0..=99);
                    spending(at, TransactionType::Payment, amount.max(15_00), words)
                        .spent_on(category)
                }
            };
            self.put(row.by_hand(true).via(TransactionChannel::Branch));
        }
    }

    /// The deposit of a check somebody wrote to the holder, with cents more often than not.
    pub fn check_received(&mut self, at: Timestamp, scale: i64) -> Posting {
        let dollars = self.stream.quantile(&CHECK_RECEIVED) * scale / 100;
        let amount = match self.stream.below(5) {
            0 | 1 => Cents(dollars / 5 * 5_00 + 5_00),
            _ => Cents(dollars * 100 + self.stream.range(0..=99)),
        };
        let words = "Check deposit at branch";
        Posting::new(at, TransactionType::Deposit, amount, words)
    }

    /// Checks the holder has written, not yet numbered.
    pub fn checks(&mut self, count: i64, scale: i64) {
        if count == 0 {
            return;
        }
        let weigh = |category| bills::weight(self.account.context.customer, self.month, category);
        let weights = lines::CHECK_CATEGORIES.map(weigh);
        for _ in 0..count {
            let category = lines::CHECK_CATEGORIES[self.stream.weighted(&weights)];
            let dollars = bills::amount(&mut self.stream, category, scale);
            let amount = match self.stream.below(5) {
                0 | 1 => dollars * 100 + self.stream.range(0..=99),
                _ => dollars / 5 * 5_00 + 5_00,
            };
            let day = self.counter_day();
            self.check(day, amount, category);
        }
    }

    /// A check presented on a day; it is numbered once all checks of the month are known.
    pub fn check(&mut self, day: Date, cents: i64, category: TransactionCategory) {
        let day = business_day_near(&mut self.stream, day, self.month.first(), self.month.last());
        let at = self.at(day, Hours::whole(9, 16));
        self.put(
            spending(
                at,
                TransactionType::Payment,
                cents,
                Text::Borrowed(lines::CHECK),
            )
            .by_hand(true)
            .via(TransactionChannel::Check)
            .spent_on(category),
        );
    }

    /// Numbers the month's checks, whose rows are in time order: `number` is the first one.
    pub fn number_checks(&mut self, mut number: i64) {
        for row in &mut self.rows {
            if row.posting.channel == TransactionChannel::Check
                && row.posting.description == lines::CHECK
            {
                row.posting.description = numbered::<4>(lines::CHECK, number as u64);
                number += 1;
            }
        }
    }

    /// A household's activity in a month.
    pub fn household(&mut self, habits: &Habits) {
        let as_of = self.account.context.as_of();
        let scale = match self.is_in_need() {
            true => scale(habits).min(IN_NEED),
            false => scale(habits),
        };
        for income in &habits.incomes {
            self.income(income);
        }
        for bill in &habits.bills {
            let chance = self.stream.range(-100..=100);
            if !bill.is_due(self.month) {
                continue;
            }
            let amount = bill.amount_in(self.month, as_of, chance);
            let day = self.business_day(bill.day);
            if bill.is_check() {
                if self.waits_for_checks() {
                    continue;
                }
                self.check(day, amount, bill.category);
                continue;
            }
            let (day, hours) = match bill.channel {
                TransactionChannel::Card => (self.month.day(bill.day), Hours::whole(1, 5)),
                TransactionChannel::Online => (day, Hours::whole(7, 21)),
                _ => (day, COLLECTION),
            };
            let at = self.at(day, hours);
            let row = spending(at, TransactionType::Payment, amount, bill.text.clone());
            let row = Posting {
                counterparty: bill.payee,
                ..row.via(bill.channel).spent_on(bill.category)
            };
            self.put(row);
        }
        self.machines(habits.machine, scale);
        self.counter(habits.counter, scale, Some(habits));
        if !self.waits_for_checks() {
            let key = key!("accounts_db.transactions/checks");
            self.checks(self.times(key, habits.checks), scale);
        }
        let scale = match habits.card {
            _ if self.is_in_need() => scale,
            Some(_) => scale,
            None => self.scale_without_card(habits, scale),
        };
        self.purchases(habits.purchases, scale);
        // In need, the card takes what there is, later on.
        if let Some((issuer, day)) = habits.card.filter(|_| !self.is_in_need()) {
            self.card_bill(habits, issuer, day);
        }
    }

    /// Scale of purchases for somebody without a credit card: most of the remaining income goes into them.
    fn scale_without_card(&self, habits: &Habits, scale: i64) -> i64 {
        let usual = (PRICE * habits.purchases / 1_000).max(1);
        (self.left(habits) * SPENT / usual).clamp(scale, scale * 5 / 2)
    }

    /// What remains of an average month's income after the rows so far.
    fn left(&self, habits: &Habits) -> i64 {
        let rows = self.rows.iter();
        let spent: i64 = rows.map(|row| row.posting.amount.0.min(0)).sum();
        habits.monthly + spent
    }

    /// Whether the first checkbook is still on its way: it comes after the month in which the account is opened.
    pub fn waits_for_checks(&self) -> bool {
        self.month <= Month::of(self.account.holding.opened)
    }

    /// The number of the month's first check.
    pub fn first_check(&self, habits: &Habits) -> i64 {
        let key = key!("accounts_db.transactions/checks");
        let start = Month::of(self.account.holding.opened) + 1;
        let bills = habits.bills.iter().filter(|bill| bill.is_check());
        let billed: i64 = bills.map(|bill| bill.times(start, self.month)).sum();
        let before = self.times_between(key, habits.checks, start, self.month);
        habits.first_check + billed + before
    }

    /// Posts an income for the month.
    pub fn income(&mut self, income: &Income) {
        let as_of = self.account.context.as_of();
        let amount = income.amount_in(self.month, as_of);
        let born = self.account.context.customer.person.born;
        if self.month.last().years_since(born) < income.from_age {
            return;
        }
        for day in between::days_of(income.rhythm, self.month) {
            let at = self.at(day, COLLECTION);
            let transaction_type = match income.category {
                TransactionCategory::Salary => TransactionType::Salary,
                _ => TransactionType::Deposit,
            };
            let varies = income.category == TransactionCategory::Invoice;
            let amount = match varies {
                true => amount * self.stream.range(70..=130) / 100 + self.stream.range(0..=99),
                false => amount,
            };
            let row = Posting::new(at, transaction_type, Cents(amount), income.text.clone());
            self.put(Posting {
                counterparty: income.payer,
                channel: match income.category {
                    TransactionCategory::Transfer => TransactionChannel::Mobile,
                    _ => TransactionChannel::Ach,
                },
                category: income.category,
                ..row
            });
        }
    }

    /// The credit card bill: more or less what remains of the income.
    fn card_bill(&mut self, habits: &Habits, issuer: usize, day: u32) {
        let left = self.left(habits);
        let most = self.account.holding.level.0 * MAX_CARD / 100;
        let amount = (left * 93 / 100).clamp(45_00, most.clamp(60_00, 9_500_00));
        let amount = amount * self.stream.range(88..=108) / 100;
        let at = self.at(self.business_day(day), COLLECTION);
        let row = spending(at, TransactionType::Payment, amount, lines::CARDS[issuer])
            .spent_on(TransactionCategory::CardPayment);
        let payee = account_of(self.account, Payee::CardIssuer, issuer, None);
        self.put_elastic(row.with(payee), amount * GIVE_OF_CARD / 100);
    }
}
