//! The events of a policy.

use super::case::{Case, Event};
use super::{homes, vehicles};
use crate::generate::customer::ProfileField;
use crate::generate::hours::{business_day_between, business_day_until};
use crate::generate::stream_rows::StreamRow;
use crate::key;
use crate::random::{Proportion, Stream};
use crate::tables::Rows;
use crate::tables::employees_db::Role;
use crate::tables::insurance_db::*;
use crate::values::Text;
use crate::values::calendar::Date;
use crate::values::texts::insurance::{self as texts, Words};

/// Life policies whose beneficiaries were changed on request.
const BENEFICIARY_CHANGES: Proportion = Proportion::percent(15);

/// Records renewals, new premiums, endorsements, and the end.
pub fn note_changes(case: &mut Case, stream: &mut Stream) {
    let (cover, context) = (case.cover, case.context);
    let desk = [Role::InsuranceAgent, Role::CustomerService];
    let why: Vec<_> = (1..case.premiums.len())
        .map(|year| why_changed(case, year))
        .collect();
    for year in 1..case.premiums.len() {
        let day = cover.start.add_months(12 * year as i32);
        let changed = case.premiums[year] != case.premiums[year - 1];
        let mut noted = |event_type, words| {
            case.events.push(Event {
                day,
                event_type,
                by: None,
                words,
            });
        };
        noted(
            PolicyEventType::Renewed,
            (!changed).then_some(texts::UNCHANGED),
        );
        if changed {
            noted(PolicyEventType::PremiumChanged, why[year - 1]);
        }
    }
    let moves = matches!(
        case.insured.policy_type,
        PolicyType::Vehicle | PolicyType::Property
    ) && !homes::stays(context.customer, case.insured);
    for &(at, field) in &context.customer.profile_changes {
        let day = at.date();
        if moves && field == ProfileField::Address && cover.start < day && day <= cover.last {
            let by = context.on_duty(&desk, &[day], stream);
            case.events.push(Event {
                day,
                event_type: PolicyEventType::Endorsed,
                by: Some(by),
                words: Some(texts::MOVED),
            });
        }
    }
    // Nobody changes anything on the day of a death.
    let last = if cover.dies {
        cover.last - 1
    } else {
        cover.last
    };
    if !case.insured.beneficiaries.is_empty() && stream.chance(BENEFICIARY_CHANGES) {
        let day = business_day_between(stream, cover.start, last);
        if day >= cover.start {
            let by = context.on_duty(&desk, &[day], stream);
            case.happened(day, PolicyEventType::BeneficiaryChanged, Some(by));
        }
    }
    ended(case, stream, &desk);
}

/// Why the premium differs from the year before, if the reason is a claim or the lack of one.
fn why_changed(case: &Case, year: usize) -> Option<Words> {
    let after = |day: Date| case.year_of(day) == year - 1;
    let rises = case.premiums[year] > case.premiums[year - 1];
    let claimed = case
        .events
        .iter()
        .any(|event| matches!(event.event_type, PolicyEventType::ClaimFiled) && after(event.day));
    let told = case
        .claims
        .iter()
        .any(|one| one.tells_of_more() && after(one.loss.filed));
    match case.insured.policy_type {
        PolicyType::Health => None,
        _ if rises && told => Some(texts::RAISED),
        _ if !rises && !claimed => Some(texts::LOWERED),
        _ => None,
    }
}

/// Records the end of a policy that is over.
fn ended(case: &mut Case, stream: &mut Stream, desk: &[Role]) {
    let (cover, context) = (case.cover, case.context);
    let (event_type, by, words) = match case.status {
        PolicyStatus::Active => return,
        PolicyStatus::Lapsed => (PolicyEventType::Lapsed, None, None),
        PolicyStatus::Matured if cover.dies => (PolicyEventType::Matured, None, Some(texts::DIED)),
        PolicyStatus::Matured => (PolicyEventType::Matured, None, None),
        PolicyStatus::Cancelled if cover.dies => (
            PolicyEventType::Cancelled,
            None,
            Some(texts::ENDED_BY_DEATH),
        ),
        PolicyStatus::Cancelled => {
            let day = business_day_until(cover.last).max(cover.start);
            let by = context.on_duty(desk, &[day, cover.last], stream);
            let of = match case.insured.policy_type {
                PolicyType::Life if cover.term.is_none() => texts::WHOLE_LIFE,
                line => line.label(),
            };
            let words = match case.total {
                Some(cause) => vehicles::words(cause),
                None => texts::CANCELED.of(of),
            };
            (PolicyEventType::Cancelled, Some(by), Some(words))
        }
    };
    case.events.push(Event {
        day: cover.last,
        event_type,
        by,
        words,
    });
}

/// The order of events on one day: a missed payment before what it leads to, a renewal before its premium, and the end of a
/// policy after everything else.
const fn order(event_type: PolicyEventType) -> u8 {
    match event_type {
        PolicyEventType::Issued => 0,
        PolicyEventType::PaymentMissed => 1,
        PolicyEventType::GraceNotice => 2,
        PolicyEventType::Renewed => 3,
        PolicyEventType::PremiumChanged => 4,
        PolicyEventType::Endorsed => 5,
        PolicyEventType::BeneficiaryChanged => 6,
        PolicyEventType::ClaimFiled => 7,
        PolicyEventType::ClaimDecided => 8,
        PolicyEventType::Lapsed => 9,
        PolicyEventType::Reinstated => 10,
        PolicyEventType::Cancelled => 11,
        PolicyEventType::Matured => 12,
    }
}

/// Makes the rows of the events, in time order.
pub fn write(mut case: Case, rows: &mut Rows) {
    let mut stream = case.stream(key!("insurance_db.policy_events/description"));
    case.events
        .sort_by_key(|event| (event.day, order(event.event_type)));
    for (ordinal, event) in (1..).zip(&case.events) {
        let usual = || texts::EVENTS.of(event.event_type.label());
        let description = *stream.pick(event.words.unwrap_or_else(usual));
        rows.policy_events.push(PolicyEvent {
            event_id: PolicyEventId(case.id.row() * 1_000 + ordinal),
            policy_id: case.id,
            event_type: event.event_type,
            event_date: event.day,
            description: Text::from(description),
            performed_by: event.by,
        });
    }
}
