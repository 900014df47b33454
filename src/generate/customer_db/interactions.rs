//! Interactions, and what customers say of them in surveys.

use super::{office_hours, weekday};
use crate::generate::Bank;
use crate::generate::block::{Block, Customer};
use crate::generate::employees_db::between;
use crate::key;
use crate::random::Stream;
use crate::tables::Rows;
use crate::tables::customer_db::*;
use crate::tables::employees_db::Role;
use crate::tables::ids::*;
use crate::values::calendar::{Date, Timestamp};
use crate::values::texts::crm as texts;

/// Interactions of each type in percent (data model, section 5).
const TYPES: [(InteractionType, u32); 5] = [
    (InteractionType::Inquiry, 35),
    (InteractionType::Support, 30),
    (InteractionType::Complaint, 15),
    (InteractionType::AccountUpdate, 10),
    (InteractionType::ProductInquiry, 10),
];
/// Channels in percent (guide, "Interactions") with the minutes that they take (data model, section 5).
const CHANNELS: [(Channel, u32, (i64, i64)); 5] = [
    (Channel::Phone, 30, (5, 45)),
    (Channel::Email, 25, (1, 10)),
    (Channel::Web, 20, (2, 15)),
    (Channel::MobileApp, 15, (1, 10)),
    (Channel::Branch, 10, (5, 45)),
];
/// Interactions that an employee handles (guide: 80%).
const HANDLED: (u64, u64) = (80, 100);
/// Outcomes in percent (data model, section 5).
const OUTCOMES: [(Outcome, u32); 3] = [
    (Outcome::Resolved, 70),
    (Outcome::FollowUpNeeded, 20),
    (Outcome::Escalated, 10),
];
/// Interactions lie within the last two years, most of them.
const INTERACTIONS_WITHIN: i32 = 730;
/// Interactions that are surveyed (guide: 30%), and surveys with a comment (guide: 50%).
const SURVEYED: (u64, u64) = (30, 100);
const COMMENTED: (u64, u64) = (50, 100);
/// NPS answers 0 to 10, about half of them 9 or 10 (data model, section 5).
const NPS: [u32; 11] = [1, 1, 2, 2, 3, 6, 7, 12, 16, 26, 24];
/// Stars 1 to 5 that go with an NPS answer of 0-2, 3-4, 5-6, 7-8, 9-10.
const STARS: [[u32; 5]; 5] = [
    [75, 25, 0, 0, 0],
    [25, 55, 20, 0, 0],
    [0, 20, 60, 20, 0],
    [0, 0, 25, 60, 15],
    [0, 0, 0, 25, 75],
];

/// An interaction that has its time but not yet its number.
struct Contact {
    at: Timestamp,
    /// The rank among the interactions of the block.
    rank: usize,
    channel: Channel,
    minutes: (i64, i64),
    stream: Stream,
}

/// Interactions and the surveys after them.
pub fn interactions(bank: &Bank, block: &Block, customer: &Customer, rows: &mut Rows) {
    let count = customer.interactions;
    if count == 0 {
        return;
    }
    let last_day = customer.last_day(bank.as_of());
    let first_day = customer.joined.max(last_day - INTERACTIONS_WITHIN);
    let mut dates = bank.random.stream(
        key!("customer_db.interactions/interaction_date"),
        customer.row(),
    );
    let mut days: Vec<Date> = (0..count)
        .map(|_| between(&mut dates, first_day, last_day))
        .collect();
    days.sort_unstable();
    let onboarded = rows.customers[0].created_at;
    let mut contacts: Vec<Contact> = (1..)
        .zip(days)
        .map(|(draw, day)| {
            let rank = (customer.first_interaction + draw) as usize - 1;
            let row = customer.row() * 10 + draw;
            let key = key!("customer_db.interactions/row");
            let mut stream = bank.random.stream(key, row);
            let channel =
                block.interactions.channel[rank].pick(&CHANNELS.map(|(_, weight, _)| weight));
            let (channel, _, minutes) = CHANNELS[channel];
            let at = match channel {
                Channel::Branch | Channel::Phone => {
                    let day = weekday(day, first_day, last_day);
                    office_hours(&mut stream, day, day)
                }
                _ => day.second(stream.range(6 * 3600, 22 * 3600)),
            };
            Contact {
                at: at.max(onboarded + 60 * draw as i64),
                rank,
                stream,
                channel,
                minutes,
            }
        })
        .collect();
    // The ordinals follow the contacts in time; what was shared out goes along.
    contacts.sort_by_key(|contact| contact.at);
    for (ordinal, contact) in (1..).zip(contacts) {
        let Contact {
            at,
            rank,
            mut stream,
            channel,
            minutes,
        } = contact;
        let shares = &block.interactions;
        let row = customer.row() * 10 + ordinal;
        let kind = shares.interaction_type[rank].pick(&TYPES.map(|(_, weight)| weight));
        let outcome = shares.outcome[rank].pick(&OUTCOMES.map(|(_, weight)| weight));
        let handled = shares.handled[rank].within(HANDLED.0, HANDLED.1).then(|| {
            let roles = [Role::CustomerService];
            customer.team.on_duty(&roles, &[at.date()], stream.bits())
        });
        let interaction_id = InteractionId {
            customer: customer.number,
            ordinal: ordinal as u8,
        };
        rows.interactions.push(Interaction {
            interaction_id,
            customer_id: CustomerId(customer.number),
            interaction_type: TYPES[kind].0,
            channel,
            interaction_date: at,
            duration_minutes: stream.range(minutes.0, minutes.1) as i16,
            notes: texts::interaction_note(
                &mut stream,
                TYPES[kind].0.label(),
                OUTCOMES[outcome].0.label(),
            )
            .into(),
            handled_by: handled,
            outcome: OUTCOMES[outcome].0,
        });
        if shares.surveyed[rank].within(SURVEYED.0, SURVEYED.1) {
            survey(bank, interaction_id, row, at, rows);
        }
    }
}

fn survey(bank: &Bank, interaction_id: InteractionId, row: u64, at: Timestamp, rows: &mut Rows) {
    let mut stream = bank
        .random
        .stream(key!("customer_db.satisfaction_surveys/row"), row);
    let nps = stream.weighted(&NPS);
    let mood = [0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4][nps];
    let stars = stream.weighted(&STARS[mood]);
    let survey_date = (at.date() + stream.range(0, 2) as i32).min(bank.as_of());
    rows.satisfaction_surveys.push(SatisfactionSurvey {
        survey_id: SurveyId(row),
        customer_id: CustomerId(interaction_id.customer),
        interaction_id,
        nps_score: nps as i16,
        satisfaction_rating: stars as i16 + 1,
        survey_date,
        comments: stream
            .chance(COMMENTED.0, COMMENTED.1)
            .then(|| (*stream.pick(texts::SURVEY_COMMENTS[stars])).into()),
    });
}
