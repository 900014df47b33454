//! What happens to a policy.

use super::case::{Case, Event};
use crate::generate::customer::ProfileField;
use crate::generate::hours::between;
use crate::generate::stream_rows::StreamRow;
use crate::key;
use crate::random::{Proportion, Stream};
use crate::tables::Rows;
use crate::tables::employees_db::Role;
use crate::tables::ids::PolicyEventId;
use crate::tables::insurance_db::*;
use crate::values::Text;
use crate::values::texts::insurance as texts;

/// Life policies whose beneficiaries were changed on request.
const BENEFICIARY_CHANGES: Proportion = Proportion::percent(15);

/// Notes renewals, new premiums, endorsements, and the end.
pub fn note_changes(case: &mut Case, stream: &mut Stream) {
    let (cover, context) = (case.cover, case.context);
    let desk = [Role::InsuranceAgent, Role::CustomerService];
    for year in 1..case.premiums.len() {
        let day = cover.start.add_months(12 * year as i32);
        case.happened(day, PolicyEventType::Renewed, None);
        if case.premiums[year] != case.premiums[year - 1] {
            case.happened(day, PolicyEventType::PremiumChanged, None);
        }
    }
    let moves = matches!(
        case.insured.policy_type,
        PolicyType::Vehicle | PolicyType::Property
    );
    for &(at, field) in &context.customer.profile_changes {
        let day = at.date();
        if moves && field == ProfileField::Address && cover.start < day && day <= cover.last {
            let by = context.on_duty(&desk, &[day], stream);
            case.events.push(Event {
                day,
                event_type: PolicyEventType::Endorsed,
                by: Some(by),
                description: Some("Address changed"),
            });
        }
    }
    if case.insured.beneficiaries > 0 && stream.chance(BENEFICIARY_CHANGES) {
        let day = between(stream, cover.start, cover.last);
        let by = context.on_duty(&desk, &[day], stream);
        case.happened(day, PolicyEventType::BeneficiaryChanged, Some(by));
    }
    match case.insured.status {
        PolicyStatus::Active => {}
        PolicyStatus::Lapsed => case.happened(cover.last, PolicyEventType::Lapsed, None),
        PolicyStatus::Matured => case.happened(cover.last, PolicyEventType::Matured, None),
        PolicyStatus::Cancelled => {
            let by = context.on_duty(&desk, &[cover.last], stream);
            case.happened(cover.last, PolicyEventType::Cancelled, Some(by));
        }
    }
}

/// Makes the rows of the events in time order: what ends a policy comes last on its day.
pub fn write(mut case: Case, rows: &mut Rows) {
    let mut stream = case.stream(key!("insurance_db.policy_events/description"));
    case.events.sort_by_key(|event| event.day);
    for (ordinal, event) in (1..).zip(&case.events) {
        let label = event.event_type.label();
        let drawn = *stream.pick(texts::EVENTS.of(label));
        rows.policy_events.push(PolicyEvent {
            event_id: PolicyEventId(case.id.row() * 1_000 + ordinal),
            policy_id: case.id,
            event_type: event.event_type,
            event_date: event.day,
            description: Text::from(event.description.unwrap_or(drawn)),
            performed_by: event.by,
        });
    }
}
