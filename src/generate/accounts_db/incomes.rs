//! A person's incomes: wages, pensions, benefits.

use super::account::Account;
use super::payees::{Payee, account_of};
use crate::generate::between::{self, Rhythm};
use crate::generate::person::{Employer, Person, Work};
use crate::random::Stream;
use crate::tables::accounts_db::{Digits10, TransactionCategory};
use crate::values::Text;
use crate::values::calendar::Date;
use crate::values::month::Month;
use crate::values::number_spaces::EMPLOYERS_ELSEWHERE;
use crate::values::statement as lines;

/// Net pension after taxes, in percent.
const NET_OF_PENSION: i64 = 88;
/// Age by which Social Security is paid at the latest.
const FULL_AGE: i32 = 67;
/// Maximum monthly Social Security payment, in cents.
const MAX_SOCIAL_SECURITY: i64 = 3_900_00;

/// A recurring income.
#[derive(Clone, Debug)]
pub struct Income {
    /// When it is paid.
    pub rhythm: Rhythm,
    /// Amount per payment at the as-of date, in cents.
    pub amount: i64,
    /// Text on the statement.
    pub text: Text,
    /// The payer's account.
    pub payer: Option<Digits10>,
    /// Transaction category.
    pub category: TransactionCategory,
    /// Age from which it is paid.
    pub from_age: i32,
}

/// A person's incomes, for a household account or, if there is none, for savings.
pub fn of_person(account: &Account, person: &Person, stream: &mut Stream) -> Vec<Income> {
    let customer = account.context.customer;
    let bank = account.context.bank;
    let age = account.context.as_of().years_since(person.born);
    let mut incomes = Vec::with_capacity(2);
    let yearly = person.income.0;
    // From age sixty-seven everybody gets Social Security; for the retired it is a good part of their income.
    let retired = matches!(person.work, Work::Retired);
    let mut left = yearly;
    if age >= FULL_AGE || retired && age >= 62 {
        let percent = match retired {
            true => stream.range(38..=72),
            false => stream.range(18..=32),
        };
        let amount = (yearly / 12 * percent / 100).clamp(620_00, MAX_SOCIAL_SECURITY);
        left = (left - amount * 12).max(0);
        incomes.push(Income {
            rhythm: Rhythm::Wednesday(2 + ((person.born.day() - 1) / 10).min(2)),
            amount: amount / 100 * 100,
            text: lines::SOCIAL_SECURITY.into(),
            payer: Some(account_of(account, Payee::Pension, 0, None)),
            category: TransactionCategory::SocialSecurity,
            from_age: if retired { 62 } else { FULL_AGE },
        });
    }
    match person.work {
        Work::Employed(job) => {
            let (text, payer) = match job.employer {
                Employer::Here(number) => {
                    let business = account.neighbor(number);
                    let name = business.business.as_ref().map_or("", |one| &one.name);
                    let text = [lines::PAYROLL, name].concat();
                    (
                        text.into(),
                        Some(between::account_number_of(bank, business)),
                    )
                }
                Employer::Elsewhere(employer) => {
                    let name = employer.name(customer.home);
                    let index = employer.account(customer.home);
                    let number = EMPLOYERS_ELSEWHERE.number(&bank.random, 0, index);
                    (
                        [lines::PAYROLL, &name].concat().into(),
                        Some(Digits10(number)),
                    )
                }
            };
            incomes.push(Income {
                rhythm: Rhythm::Wages(job.payday),
                amount: between::wage(person, job.payday),
                text,
                payer,
                category: TransactionCategory::Salary,
                from_age: 0,
            });
        }
        Work::SelfEmployed(_) => {
            let part = left * 80 / 100 / 12 / 2;
            let brand = stream.below(lines::PROCESSORS.len() as u64) as usize;
            let first = stream.range(2..=8) as u32;
            for i in 0..2 {
                incomes.push(Income {
                    rhythm: Rhythm::Day(first + i * 14),
                    amount: part,
                    text: [lines::PAYOUT, lines::PROCESSORS[brand]].concat().into(),
                    payer: Some(account_of(account, Payee::Acquirer, brand, None)),
                    category: TransactionCategory::Invoice,
                    from_age: 0,
                });
            }
        }
        Work::Retired => {
            let amount = left * NET_OF_PENSION / 100 / 12;
            if amount >= 90_00 {
                let brand = 1 + stream.below(lines::PENSIONS.len() as u64) as usize;
                incomes.push(Income {
                    rhythm: Rhythm::Day(*stream.pick(&[1, 1, 1, 15, 28])),
                    amount,
                    text: lines::PENSIONS[brand - 1].into(),
                    payer: Some(account_of(account, Payee::Pension, brand, None)),
                    category: TransactionCategory::Pension,
                    from_age: 0,
                });
            }
        }
        // Profits go to the company's own account.
        Work::Owner => {}
        Work::Student | Work::NotWorking => {
            let benefits = matches!(person.work, Work::NotWorking) && yearly >= 3_000_00;
            let amount = (yearly / 12).max(260_00) / 5_00 * 5_00;
            incomes.push(Income {
                rhythm: Rhythm::Day(stream.range(1..=26) as u32),
                amount,
                text: match benefits {
                    true => (*stream.pick(lines::BENEFITS)).into(),
                    false => lines::FAMILY.into(),
                },
                payer: benefits.then(|| account_of(account, Payee::Pension, 40, None)),
                category: match benefits {
                    true => TransactionCategory::Benefits,
                    false => TransactionCategory::Transfer,
                },
                from_age: 0,
            });
        }
    }
    incomes
}

impl Income {
    /// Amount in an average month, in cents.
    pub fn monthly(&self) -> i64 {
        match self.rhythm {
            Rhythm::Wages(payday) => self.amount * payday.payments_a_year() / 12,
            _ => self.amount,
        }
    }

    /// Its amount in a month: the longer ago, the lower.
    pub fn amount_in(&self, month: Month, as_of: Date) -> i64 {
        let amount = between::earlier(self.amount, month, as_of);
        match self.category {
            TransactionCategory::Salary => amount.max(between::WAGE.0),
            _ => amount,
        }
    }
}
