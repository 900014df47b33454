//! Money that moves between two customers of a block: each side recomputes it from the pair alone, so both statements show the
//! same day and amount, each with the other's account number (data model, section 4).
//!
//! Each statement has its row even if the other customer doesn't exist at the current scale.

use crate::generate::bank::Bank;
use crate::generate::context::Context;
use crate::generate::customer::{Customer, Holding, Ordinal};
use crate::generate::hours;
use crate::generate::ledger::{Ledger, Posting, account_number, number_elsewhere};
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
use crate::values::statement;
use std::ops::RangeInclusive;

/// Net wages after taxes and deductions, in percent of gross.
const NET_OF_WAGES: i64 = 76;
/// Smallest and largest wage payment, in cents (guide, "Transactions": salary $1k-8k).
pub const WAGE: (i64, i64) = (1_000_00, 8_000_00);
/// Annual rise in wages and prices, in percent.
const RISE: i64 = 3;

/// The account that receives income and pays bills: the first active checking account, or the first checking account if none is
/// active; none without a checking account.
pub fn household_account(customer: &Customer) -> Option<Ordinal> {
    let checking = |one: &Holding| one.account_type == AccountType::Checking;
    customer
        .first_account(|one| checking(one) && one.is_active())
        .or_else(|| customer.first_account(checking))
}

/// The number of the account a customer pays from, here or at another bank.
pub fn account_number_of(bank: &Bank, customer: &Customer) -> Digits10 {
    match household_account(customer) {
        Some(ordinal) => account_number(bank, customer.account_id(ordinal)),
        None => number_elsewhere(bank, customer),
    }
}

/// A wage payment at the as-of date, within the limits; payments that would fall outside are spread out rather than piled up at
/// the limit.
pub fn wage(person: &Person, payday: Payday) -> i64 {
    let (least, most) = WAGE;
    let net = person.income.0 * NET_OF_WAGES / 100 / payday.payments_a_year();
    match net {
        _ if net < least => least + net % 170_00,
        _ if net > most => most - 4_00 - net % 930_00,
        _ => net,
    }
}

/// Today's `amount` as of an earlier month: it has risen every January since.
pub fn earlier(amount: i64, month: Month, as_of: Date) -> i64 {
    let years = i64::from(as_of.year() - month.first().year()).max(0);
    amount * 100 / (100 + RISE * years)
}

/// When income arrives.
#[derive(Clone, Copy, Debug)]
pub enum Rhythm {
    /// On the employer's paydays.
    Wages(Payday),
    /// On the second, third or fourth Wednesday of the month.
    Wednesday(u32),
    /// On a fixed day of the month.
    Day(u32),
}

/// The business days of a month on which something with this rhythm is paid, in order.
pub fn days_of(rhythm: Rhythm, month: Month) -> impl Iterator<Item = Date> {
    let mut nominal = [None; 4];
    match rhythm {
        Rhythm::Wages(Payday::EveryTwoWeeks { phase }) => {
            // If the Friday is a holiday, payday is the day before; that may fall in the previous month.
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

/// Household members who contribute part of their income to the one who pays the rent and the bills.
const SHARES_COSTS: Proportion = Proportion::percent(97);
/// Monthly contribution, in percent of monthly income.
const SHARE: RangeInclusive<i64> = 9..=19;
/// Smallest and largest contribution, in cents.
const SHARE_LIMITS: (i64, i64) = (60_00, 1_450_00);

/// A household member's contribution to the payer, the same every month.
struct Contribution {
    /// In cents, at the as-of date.
    amount: i64,
    /// The day of the month.
    day: u32,
}

/// What `member` contributes to `payer`, if they live together.
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

/// Rent a household pays to a customer in its block, the same every month.
#[derive(Clone, Copy, Debug)]
pub struct RentHere {
    /// In cents, at the as-of date.
    amount: i64,
    /// The day of the month.
    pub day: u32,
    /// First day on which it is paid from account to account: both sides have had an account for a few weeks.
    pub from: Date,
}

/// The rent `tenant` pays `landlord`, if paid from account to account.
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

/// Posts the rents a customer pays to and receives from others in its block. `neighbors` are the customers in the block.
pub fn pay_rents(context: Context, neighbors: &[Customer], ledger: &mut Ledger) {
    let customer = context.customer;
    for other in neighbors {
        if other.number == customer.number {
            continue;
        }
        for (tenant, landlord, sign) in [(customer, other, -1), (other, customer, 1)] {
            if tenant.household.landlord() != Some(landlord.number) {
                continue;
            }
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

/// Posts what members of a customer's household give each other. `neighbors` are the customers in the block.
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

/// A monthly payment from one customer to another.
struct Monthly {
    /// Number of the giving customer.
    giver: u32,
    /// In cents, at the as-of date.
    amount: i64,
    /// The day of the month.
    day: u32,
    /// Earliest day on which it can be paid.
    from: Date,
    /// Transaction category.
    category: TransactionCategory,
    /// Text on the customer's statement.
    words: Text,
}

/// Posts a monthly payment on the customer's side: `sign` says whether it is received or paid.
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
        // No payments in an account's first weeks.
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
