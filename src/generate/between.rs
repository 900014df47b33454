//! Money that moves between two customers of a block: what each side recomputes from the pair alone, so that both statements
//! show the same day and amount, each with the other's account number (data model, section 4).
//!
//! A row stands on either statement whether or not the other customer exists at a scale.

use crate::generate::bank::Bank;
use crate::generate::context::Context;
use crate::generate::customer::{Customer, Holding, Ordinal};
use crate::generate::hours;
use crate::generate::ledger::{Ledger, Posting, account_number};
use crate::generate::person::{Landlord, Person, Tenure};
use crate::key;
use crate::random::Proportion;
use crate::tables::accounts_db::{
    AccountType, Digits10, TransactionCategory, TransactionChannel, TransactionType,
};
use crate::tables::customer_db::CustomerStatus;
use crate::values::Text;
use crate::values::calendar::Date;
use crate::values::employers::Payday;
use crate::values::money::Cents;
use crate::values::month::Month;
use crate::values::number_spaces::OWN_ACCOUNTS_ELSEWHERE;
use crate::values::statement;
use std::ops::RangeInclusive;

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

/// Members of a household who give a part of their income to the one who pays the rent and the bills.
const SHARES_COSTS: Proportion = Proportion::percent(97);
/// What they give each month, in percent of it.
const SHARE: RangeInclusive<i64> = 9..=19;
/// The least and the most of it, in cents.
const SHARE_LIMITS: (i64, i64) = (60_00, 1_450_00);

/// What a member of a household gives to the one who pays for all, the same in each month.
struct Contribution {
    /// In cents, at the as-of date.
    amount: i64,
    /// The day of the month.
    day: u32,
}

/// What `member` gives to `payer`, who live together.
fn contribution(bank: &Bank, member: &Customer, payer: &Customer) -> Option<Contribution> {
    let active = |one: &Customer| one.status == CustomerStatus::Active && one.died.is_none();
    let pays = member.household.payer == payer.number && member.number != payer.number;
    if !pays || !active(member) || !active(payer) {
        return None;
    }
    let key = key!("accounts_db.transactions/contribution");
    let mut stream = bank.random.stream(key, member.row());
    let gives = stream.chance(SHARES_COSTS);
    let amount = member.person.income.0 / 12 * stream.range(SHARE) / 100;
    let amount = amount.clamp(SHARE_LIMITS.0, SHARE_LIMITS.1) / 5_00 * 5_00;
    let day = stream.range(1..=27) as u32;
    gives.then_some(Contribution { amount, day })
}

/// The rent that a household pays to a customer of its block, the same in each month.
#[derive(Clone, Copy, Debug)]
pub struct RentHere {
    /// In cents, at the as-of date.
    amount: i64,
    /// The day of the month.
    pub day: u32,
    /// The first day from which it goes from account to account: both sides have had one for some weeks.
    pub from: Date,
}

/// What `tenant` pays to `landlord`, if it does so from account to account.
pub fn rent_here(bank: &Bank, tenant: &Customer, landlord: &Customer) -> Option<RentHere> {
    let rent = match tenant.household.tenure {
        Tenure::Rents {
            rent,
            landlord: Landlord::Here(number),
        } if number == landlord.number => rent,
        _ => return None,
    };
    let active = |one: &Customer| one.status == CustomerStatus::Active && one.died.is_none();
    if tenant.household.payer != tenant.number || !active(tenant) || !active(landlord) {
        return None;
    }
    let opened = |one: &Customer| {
        let account = one.paying_account()?;
        (household_account(one) == Some(account)).then(|| one.holding(account).opened)
    };
    let both_open = opened(tenant)?.max(opened(landlord)?);
    let key = key!("accounts_db.transactions/rent_day");
    Some(RentHere {
        amount: rent.0,
        day: bank.random.stream(key, tenant.row()).range(1..=5) as u32,
        from: tenant.household.since.max(both_open + 21),
    })
}

/// Puts on the account of a customer the rents that it pays to others of its block, and takes from them. `neighbors` are the
/// customers of its block.
pub fn pay_rents(context: Context, neighbors: &[Customer], ledger: &mut Ledger) {
    let customer = context.customer;
    for other in neighbors {
        if other.number == customer.number {
            continue;
        }
        for (tenant, landlord, sign) in [(customer, other, -1), (other, customer, 1)] {
            if let Some(rent) = rent_here(context.bank, tenant, landlord) {
                let preposition = if sign < 0 { "Rent to " } else { "Rent from " };
                let gift = Monthly {
                    giver: tenant.number,
                    amount: rent.amount,
                    day: rent.day,
                    from: rent.from,
                    category: TransactionCategory::Rent,
                    words: [preposition, other.person.given_name].concat().into(),
                };
                move_monthly(context, other, &gift, sign, ledger);
            }
        }
    }
}

/// Puts on the accounts of a customer what the members of its household give each other. `neighbors` are the customers of
/// its block.
pub fn share_costs(context: Context, neighbors: &[Customer], ledger: &mut Ledger) {
    let (bank, customer) = (context.bank, context.customer);
    for other in neighbors {
        if other.number == customer.number || other.household.payer != customer.household.payer {
            continue;
        }
        for (giver, taker, sign) in [(customer, other, -1), (other, customer, 1)] {
            let Some(gift) = contribution(bank, giver, taker) else {
                continue;
            };
            let preposition = if sign < 0 { "to " } else { "from " };
            let words = [statement::PERSON, preposition, other.person.given_name];
            let gift = Monthly {
                giver: giver.number,
                amount: gift.amount,
                day: gift.day,
                from: Date(0),
                category: TransactionCategory::Transfer,
                words: words.concat().into(),
            };
            move_monthly(context, other, &gift, sign, ledger);
        }
    }
}

/// What goes from one customer to another each month.
struct Monthly {
    /// The number of who gives.
    giver: u32,
    /// In cents, at the as-of date.
    amount: i64,
    /// The day of the month.
    day: u32,
    /// The first day on which it can go.
    from: Date,
    /// What it is.
    category: TransactionCategory,
    /// As on the customer's statement.
    words: Text,
}

/// Puts what is given each month on the customer's side: `sign` says whether it comes or goes.
fn move_monthly(
    context: Context,
    other: &Customer,
    gift: &Monthly,
    sign: i64,
    ledger: &mut Ledger,
) {
    let (bank, customer) = (context.bank, context.customer);
    let (Some(here), Some(there)) = (customer.paying_account(), other.paying_account()) else {
        return;
    };
    let number = account_number(bank, other.account_id(there));
    let both_open = customer
        .holding(here)
        .opened
        .max(other.holding(there).opened);
    let mut month = Month::of(ledger.first_day(here).max(both_open));
    while month.first() <= context.as_of() {
        let day = month.day(gift.day);
        // The first month of an account has other worries.
        if day > both_open + 20 && day >= gift.from && ledger.covers(here, day) {
            let key = match gift.category {
                TransactionCategory::Rent => key!("accounts_db.transactions/rent_at"),
                _ => key!("accounts_db.transactions/contribution_at"),
            };
            let row = u64::from(gift.giver) << 20 | month.index();
            let at = hours::DAYTIME.on(day, &mut bank.random.stream(key, row));
            let amount = earlier(gift.amount, month, context.as_of()) / 5_00 * 5_00;
            let transaction_type = match sign {
                1 => TransactionType::Deposit,
                _ => TransactionType::Withdrawal,
            };
            let posting = Posting::new(
                at,
                transaction_type,
                Cents(sign * amount),
                gift.words.clone(),
            )
            .with(number)
            .via(TransactionChannel::Mobile)
            .spent_on(gift.category);
            ledger.post(here, posting);
        }
        month = month + 1;
    }
}
