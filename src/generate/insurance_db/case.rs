//! A policy being made.

use super::claimed::Claimed;
use super::cover::{self, Cover};
use super::poisson::Place;
use super::products::{self, Tier};
use super::rating::{self, Exposed, Home, Risk, Term};
use super::{homes, items, records, terms, vehicles};
use crate::generate::context::Context;
use crate::generate::customer::{Insured, Ordinal};
use crate::key;
use crate::random::{Key, Stream};
use crate::tables::Rows;
use crate::tables::employees_db::EmployeeId;
use crate::tables::insurance_db::{
    LossCause, PolicyEventType, PolicyId, PolicyNumber, PolicyStatus, PolicyType, PremiumStatus,
};
use crate::values::calendar::{Date, days_in_month};
use crate::values::money::Cents;
use crate::values::number_spaces::POLICIES;
use crate::values::people::Sex;
use crate::values::texts::insurance::Words;

/// A policy of a customer.
pub struct Case<'a> {
    /// Its customer.
    pub context: Context<'a>,
    /// What has been decided about it.
    pub insured: &'a Insured,
    /// Its key.
    pub id: PolicyId,
    /// Status: as decided, or canceled after a total loss.
    pub status: PolicyStatus,
    /// When it is in force.
    pub cover: Cover,
    /// What is known about the risk.
    pub risk: Risk,
    /// Its coverages.
    pub terms: Vec<Term>,
    /// The perils it is exposed to.
    pub perils: Vec<Exposed>,
    /// The insured item, in words.
    pub item: String,
    /// Agent who sold it.
    pub agent: EmployeeId,
    /// Account it is paid from.
    pub linked: Option<Ordinal>,
    /// Payments, in time order.
    pub payments: Vec<Payment>,
    /// From its lapse to its reinstatement.
    pub gap: Option<(Date, Date)>,
    /// Claimed losses, in order of filing.
    pub claims: Vec<Claimed>,
    /// Cause of the total loss that ended the policy.
    pub total: Option<LossCause>,
    /// One premium payment in each policy year; the last is the current one.
    pub premiums: Vec<Cents>,
    /// Its events, not yet in order.
    pub events: Vec<Event>,
}

/// A payment or an attempted one.
#[derive(Clone, Copy, Debug)]
pub struct Payment {
    /// Due day.
    pub due: Date,
    /// Day it was made or failed.
    pub day: Date,
    /// Its status.
    pub status: PremiumStatus,
}

/// An event of a policy.
pub struct Event {
    /// Its day.
    pub day: Date,
    /// Its type.
    pub event_type: PolicyEventType,
    /// Employee who did it, if any.
    pub by: Option<EmployeeId>,
    /// Wording other than the usual.
    pub words: Option<Words>,
}

impl<'a> Case<'a> {
    /// The policy with this ordinal, from 1, of a customer whose loans are in `rows`: its terms and its perils.
    pub fn new(context: Context<'a>, insured: &'a Insured, ordinal: u8, rows: &Rows) -> Case<'a> {
        let customer = context.customer;
        let id = PolicyId {
            customer: customer.number,
            ordinal,
        };
        let mut stream = context.stream_of(key!("insurance_db.policies/terms"), id);
        let collateral = insured.protects.then(|| cover::collateral(rows)).flatten();
        let disbursed = collateral.map(|(loan, ..)| loan.disbursement_date);
        let cover = Cover::new(context, insured, id, disbursed);
        let pledged = collateral.map(|(_, collateral, _)| &*collateral.description);
        let rented_out = collateral.is_some_and(|(loan, ..)| homes::is_rented_out(rows, loan));
        let tier = Tier::new(&mut stream, customer.person.wealth);
        let worth = collateral.map(|(.., worth)| worth);
        let home = homes::of(context, insured, pledged);
        let car = (insured.policy_type == PolicyType::Vehicle)
            .then(|| vehicles::choose(&mut stream, Place(insured.car), pledged, cover.start));
        let value = car.as_ref().map(|(_, vehicle)| vehicle.worth(cover.start));
        let worth = worth.max(value.map(Cents::dollars));
        let sum = products::sum(
            &mut stream,
            insured,
            home,
            cover.term.is_some(),
            tier,
            worth,
        );
        let age = cover.start.years_since(customer.person.born);
        let sum = match insured.policy_type {
            PolicyType::Life => products::affordable(sum, &customer.person, age, cover.term),
            PolicyType::Property
                if home == Home::House && customer.business.is_none() && !insured.protects =>
            {
                products::inhabited(sum, &customer.person)
            }
            _ => sum,
        };
        let risk = Risk {
            line: insured.policy_type,
            city: customer.home,
            age,
            female: customer.person.sex == Sex::Female,
            business: customer.business.is_some(),
            home,
            car: car.as_ref().map(|(_, vehicle)| *vehicle),
            sum,
            record: records::record(&mut stream, insured.policy_type),
        };
        let terms = terms::of(&mut stream, insured, &risk, &cover, tier);
        Case {
            context,
            insured,
            id,
            status: insured.status,
            cover,
            risk,
            perils: rating::exposed(&risk, &terms),
            terms,
            item: match car {
                Some((text, _)) => text,
                None => items::describe(
                    context,
                    &mut stream,
                    insured,
                    &cover,
                    tier,
                    home,
                    rented_out,
                ),
            },
            agent: EmployeeId(0),
            linked: None,
            payments: Vec::new(),
            gap: None,
            claims: Vec::new(),
            total: None,
            premiums: Vec::new(),
            events: Vec::new(),
        }
    }

    /// The current premium.
    pub fn premium(&self) -> Cents {
        self.premiums[self.premiums.len() - 1]
    }

    /// The policy year, from 0, that a day falls in.
    pub fn year_of(&self, day: Date) -> usize {
        let (first, month, start) = self.cover.start.civil();
        let (year, month_then, day_then) = day.civil();
        // A policy that starts on February 29 has its anniversaries on the 28th.
        let anniversary = (month, start.min(days_in_month(year, month)));
        let years = year - first - i32::from((month_then, day_then) < anniversary);
        years.max(0) as usize
    }

    /// Age of the insured at the start of a policy year.
    pub fn age_in(&self, year: usize) -> i32 {
        self.risk.age + year as i32
    }

    /// The stream of one aspect of the policy.
    pub fn stream(&self, key: Key) -> Stream {
        self.context.stream_of(key, self.id)
    }

    /// The policy number, unique.
    pub fn number(&self) -> PolicyNumber {
        let random = &self.context.bank.random;
        let ordinal = u64::from(self.id.ordinal);
        PolicyNumber(POLICIES.number(random, self.id.customer, ordinal))
    }

    /// Records an event on a day.
    pub fn happened(&mut self, day: Date, event_type: PolicyEventType, by: Option<EmployeeId>) {
        self.events.push(Event {
            day,
            event_type,
            by,
            words: None,
        });
    }
}
