//! A policy in the making.

use super::cover::{self, Cover};
use super::products;
use crate::generate::context::Context;
use crate::generate::customer::{Insured, Ordinal};
use crate::key;
use crate::random::{Key, Proportion, Stream};
use crate::tables::Rows;
use crate::tables::ids::{EmployeeId, PolicyId, PolicyNumber};
use crate::tables::insurance_db::{PolicyEventType, PolicyType};
use crate::values::calendar::Date;
use crate::values::money::Cents;
use crate::values::number_spaces::POLICIES;
use std::ops::RangeInclusive;

/// Renewals at which the premium changes, and by how many percent it rises.
const PREMIUM_CHANGES: Proportion = Proportion::percent(45);
const PREMIUM_RISE: RangeInclusive<i64> = 2..=8;

/// A policy of a customer.
pub struct Case<'a> {
    /// Whose it is.
    pub context: Context<'a>,
    /// What is settled about it.
    pub insured: &'a Insured,
    /// Its key.
    pub id: PolicyId,
    /// When it covers.
    pub cover: Cover,
    /// The sum insured.
    pub sum: Cents,
    /// One payment of the premium in each year of the policy; the last one is that of today.
    pub premiums: Vec<Cents>,
    /// The account that it is paid from.
    pub linked: Option<Ordinal>,
    /// When it had lapsed until it was reinstated.
    pub gap: Option<(Date, Date)>,
    /// What happened to it, not yet in order.
    pub events: Vec<Event>,
}

/// Something that happened to a policy.
pub struct Event {
    /// When.
    pub day: Date,
    /// What.
    pub event_type: PolicyEventType,
    /// Who did it, if somebody did.
    pub by: Option<EmployeeId>,
    /// In other words than usual.
    pub description: Option<&'static str>,
}

impl<'a> Case<'a> {
    /// The policy of an ordinal, from 1, of a customer whose loans are in `rows`.
    pub fn new(context: Context<'a>, insured: &'a Insured, ordinal: u8, rows: &Rows) -> Case<'a> {
        let customer = context.customer;
        let id = PolicyId {
            customer: customer.number,
            ordinal,
        };
        let mut stream = context.stream_of(key!("insurance_db.policies/terms"), id);
        let collateral = insured.protects.then(|| cover::collateral(rows)).flatten();
        let age_today = context.as_of().years_since(customer.person.born);
        let term =
            insured.policy_type == PolicyType::Life && products::is_term(&mut stream, age_today);
        let disbursed = collateral.map(|(loan, _)| loan.disbursement_date);
        let cover = Cover::new(context, insured, id, term, disbursed);
        let worth = collateral.map(|(_, worth)| worth);
        let sum = products::sum(&mut stream, insured, term, worth);
        let age = cover.start.years_since(customer.person.born);
        let yearly = products::yearly_premium(&mut stream, insured, term, sum, age);
        let today = products::payment(yearly, insured.frequency);
        let mut premiums = vec![today];
        if cover::is_renewed(insured.policy_type) {
            while cover.start.add_months(12 * premiums.len() as i32) <= cover.last {
                let newer = premiums[premiums.len() - 1];
                let rise = stream.range(PREMIUM_RISE);
                let older = match stream.chance(PREMIUM_CHANGES) {
                    true => newer.times(100, 100 + rise),
                    false => newer,
                };
                premiums.push(older);
            }
            premiums.reverse();
        }
        Case {
            context,
            insured,
            id,
            cover,
            sum,
            premiums,
            linked: None,
            gap: None,
            events: Vec::new(),
        }
    }

    /// One payment of the premium that many months after the start.
    pub fn premium_after(&self, months: i32) -> Cents {
        let years = months as usize / 12;
        self.premiums[years.min(self.premiums.len() - 1)]
    }

    /// The premium of today.
    pub fn premium(&self) -> Cents {
        self.premiums[self.premiums.len() - 1]
    }

    /// The stream of one aspect of the policy.
    pub fn stream(&self, key: Key) -> Stream {
        self.context.stream_of(key, self.id)
    }

    /// The number on the policy, unique.
    pub fn number(&self) -> PolicyNumber {
        let random = &self.context.bank.random;
        let ordinal = u64::from(self.id.ordinal);
        PolicyNumber(POLICIES.number(random, self.id.customer, ordinal))
    }

    /// Notes what happened on a day.
    pub fn happened(&mut self, day: Date, event_type: PolicyEventType, by: Option<EmployeeId>) {
        self.events.push(Event {
            day,
            event_type,
            by,
            description: None,
        });
    }
}
