//! An account whose statement is being made: its use and its usual level.

use super::purpose::{Reserve, Use, used_for};
use crate::generate::context::Context;
use crate::generate::customer::{CUSTOMERS_PER_BLOCK, Customer, Freeze, Holding, Ordinal};
use crate::generate::hours;
use crate::generate::stream_rows::StreamRow;
use crate::key;
use crate::random::{Key, Stream};
use crate::tables::accounts_db::{AccountStatus, AccountType};
use crate::tables::customer_db::CustomerStatus;
use crate::tables::ids::AccountId;
use crate::values::calendar::Date;
use crate::values::month::Month;
use crate::values::statement as lines;
use std::ops::RangeInclusive;

/// Days for which a dormant customer has been inactive.
const SILENT_FOR: RangeInclusive<i64> = 400..=900;

/// Days after opening during which an account of a customer who goes dormant still has activity.
const SILENT_AFTER: i32 = 20;

/// An account.
pub struct Account<'a> {
    /// The holder, and the bank.
    pub context: Context<'a>,
    /// Facts about the account.
    pub holding: &'a Holding,
    /// Its position among the holder's accounts.
    pub ordinal: Ordinal,
    /// Its key.
    pub id: AccountId,
    /// What it is used for.
    pub used_for: Use,
    /// First day on which the holder uses it.
    pub first_act: Date,
    /// Last day on which the holder uses it.
    pub last_act: Date,
    /// Whether it lies dormant until `first_act`.
    pub dormant: bool,
    /// Where surplus money goes, and where missing money comes from.
    pub reserve: Reserve,
    /// The customers of the holder's block.
    neighbors: &'a [Customer],
}

impl<'a> Account<'a> {
    /// The account with this ordinal, which lies dormant until `reactivated_on`. `neighbors` are the customers in the holder's block.
    pub fn new(
        context: Context<'a>,
        neighbors: &'a [Customer],
        ordinal: Ordinal,
        reactivated_on: Option<Date>,
    ) -> Account<'a> {
        let customer = context.customer;
        let holding = customer.holding(ordinal);
        let mut account = Account {
            context,
            holding,
            ordinal,
            id: customer.account_id(ordinal),
            used_for: used_for(customer, ordinal),
            first_act: reactivated_on.unwrap_or(holding.opened),
            last_act: holding.last_day.min(customer.last_act(context.as_of())),
            dormant: reactivated_on.is_some(),
            reserve: Reserve::OwnAccount,
            neighbors,
        };
        if let Some(Freeze { from, lifted: None }) = holding.freeze {
            account.last_act = account.last_act.min(from - 1);
        }
        if customer.status == CustomerStatus::Dormant && reactivated_on.is_none() {
            let mut stream = context.stream(key!("accounts_db.transactions/silence"));
            let silent = context.as_of() - stream.range(SILENT_FOR) as i32;
            account.last_act = account
                .last_act
                .min(silent.max(holding.opened + SILENT_AFTER));
        }
        account
    }

    /// The customers in the holder's block.
    pub fn neighbors(&self) -> &'a [Customer] {
        self.neighbors
    }

    /// The customer in the holder's block with this number.
    pub fn neighbor(&self, number: u32) -> &'a Customer {
        let place = (number - 1) % CUSTOMERS_PER_BLOCK;
        &self.neighbors[place as usize]
    }

    /// Stream for one aspect of the account.
    #[inline]
    pub fn stream(&self, key: Key) -> Stream {
        self.context.stream_of(key, self.id)
    }

    /// Stream for one aspect of one of the account's months.
    #[inline]
    pub fn stream_in(&self, key: Key, month: Month) -> Stream {
        let row = self.id.row() << 20 | month.index();
        self.context.bank.random.stream(key, row)
    }

    /// Whether nothing but the bank's own bookings happens in a month, so that balances follow from each other.
    pub fn rests_in(&self, month: Month) -> bool {
        self.used_for == Use::Certificate
            || month.last() < self.first_act
            || month.first() > self.last_act
    }

    /// Whether the holder is dormant.
    pub fn is_dormant(&self) -> bool {
        self.context.customer.status == CustomerStatus::Dormant
            && self.holding.status != AccountStatus::Closed
    }

    /// The days of a month on which the holder may use the account: in a month in which it was frozen and released, the longer
    /// part before or after the freeze.
    pub fn days_in(&self, month: Month) -> RangeInclusive<Date> {
        let (first, last) = (
            month.first().max(self.first_act),
            month.last().min(self.last_act),
        );
        match self.holding.freeze {
            Some(Freeze {
                from,
                lifted: Some(lifted),
            }) if (first..=last).contains(&from) => match from - first > last - lifted {
                true => first..=from - 1,
                false => lifted + 1..=last,
            },
            _ => first..=last,
        }
    }

    /// The bank's charge in a month for an account without activity for a year.
    pub fn dormant_fee(&self, month: Month) -> i64 {
        let since = self.last_act + 365;
        let charged = self.is_dormant()
            && !self.dormant
            && month.first() > since
            && hours::business_day_from(month.first()) <= self.holding.last_day
            && self.holding.account_type == AccountType::Checking;
        if charged { lines::DORMANT_CHARGE } else { 0 }
    }
}
