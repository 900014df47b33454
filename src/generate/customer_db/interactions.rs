//! Interactions, and what customers say of them in surveys.

use super::shares::Shares;
use crate::generate::context::Context;
use crate::generate::hours::{
    OFFICE, ONLINE, between, business_day_near, counter_day_near, counter_moment_on,
};
use crate::generate::stream_rows::StreamRow;
use crate::key;
use crate::random::{Proportion, Stream, Weighted};
use crate::tables::Rows;
use crate::tables::customer_db::*;
use crate::tables::employees_db::Role;
use crate::tables::ids::*;
use crate::values::calendar::{Date, Timestamp};
use crate::values::texts::crm as texts;

/// Interactions of each type in percent (data model, section 5).
const TYPES: Weighted<InteractionType, 5> = Weighted::new([
    (InteractionType::Inquiry, 35),
    (InteractionType::Support, 30),
    (InteractionType::Complaint, 15),
    (InteractionType::AccountUpdate, 10),
    (InteractionType::ProductInquiry, 10),
]);
/// Channels in percent (guide, "Interactions") with the minutes that they take (data model, section 5).
const CHANNELS: Weighted<(Channel, Minutes), 5> = Weighted::new([
    ((Channel::Phone, Minutes(5, 45)), 30),
    ((Channel::Email, Minutes(1, 10)), 25),
    ((Channel::Web, Minutes(2, 15)), 20),
    ((Channel::MobileApp, Minutes(1, 10)), 15),
    ((Channel::Branch, Minutes(5, 45)), 10),
]);
/// Interactions that an employee handles (guide: 80%).
const HANDLED: Proportion = Proportion::percent(80);
/// Outcomes in percent (data model, section 5).
const OUTCOMES: Weighted<Outcome, 3> = Weighted::new([
    (Outcome::Resolved, 70),
    (Outcome::FollowUpNeeded, 20),
    (Outcome::Escalated, 10),
]);
/// Interactions lie within the last two years, most of them.
const INTERACTIONS_WITHIN: i32 = 730;
/// Interactions that are surveyed (guide: 30%), and surveys with a comment (guide: 50%).
const SURVEYED: Proportion = Proportion::percent(30);
const COMMENTED: Proportion = Proportion::percent(50);
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

/// The least and the most minutes that an interaction takes.
#[derive(Clone, Copy)]
struct Minutes(i64, i64);

/// An interaction that has its time but not yet its number.
struct Contact {
    at: Timestamp,
    /// The rank among the interactions of the block.
    rank: usize,
    channel: Channel,
    minutes: Minutes,
    stream: Stream,
}

/// Makes the interactions of a customer, and the surveys after them.
pub fn write(context: Context, shares: &Shares, rows: &mut Rows) {
    let (customer, shares) = (context.customer, &shares.interactions);
    if customer.interactions == 0 {
        return;
    }
    let last_day = context.last_day();
    let first_day = customer.joined().max(last_day - INTERACTIONS_WITHIN);
    let mut dates = context.stream(key!("customer_db.interactions/interaction_date"));
    let mut days: Vec<Date> = (0..customer.interactions)
        .map(|_| between(&mut dates, first_day, last_day))
        .collect();
    days.sort_unstable();
    let mut contacts: Vec<Contact> = (1..)
        .zip(days)
        .map(|(draw, day)| {
            let rank = (customer.first_interaction + draw) as usize - 1;
            let id = interaction_id(context, draw);
            let mut stream = context.stream_of(key!("customer_db.interactions/row"), id);
            let (channel, minutes) = CHANNELS.at(shares.channel[rank]);
            let at = match channel {
                Channel::Branch => {
                    let day = counter_day_near(&mut stream, day, first_day, last_day);
                    counter_moment_on(day, &mut stream)
                }
                Channel::Phone => {
                    let day = business_day_near(&mut stream, day, first_day, last_day);
                    OFFICE.on(day, &mut stream)
                }
                _ => ONLINE.on(day, &mut stream),
            };
            Contact {
                at: at.max(customer.joined_at + 60 * draw as i64),
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
        let interaction_type = TYPES.at(shares.interaction_type[rank]);
        let outcome = OUTCOMES.at(shares.outcome[rank]);
        let handled = shares.handled[rank].within(HANDLED).then(|| {
            let (roles, days) = ([Role::CustomerService], [at.date()]);
            match channel {
                Channel::Branch => context.at_branch(&roles, &days, &mut stream),
                _ => context.on_duty(&roles, &days, &mut stream),
            }
        });
        let interaction_id = interaction_id(context, ordinal);
        rows.interactions.push(Interaction {
            interaction_id,
            customer_id: customer.id(),
            interaction_type,
            channel,
            interaction_date: at,
            duration_minutes: stream.range(minutes.0..=minutes.1) as i16,
            notes: texts::interaction_note(&mut stream, interaction_type.label(), outcome.label())
                .into(),
            handled_by: handled,
            outcome,
        });
        if shares.surveyed[rank].within(SURVEYED) {
            survey(context, interaction_id, at, rows);
        }
    }
}

/// The key of a customer's interaction.
fn interaction_id(context: Context, ordinal: u64) -> InteractionId {
    InteractionId {
        customer: context.customer.number,
        ordinal: ordinal as u8,
    }
}

/// What the customer says of an interaction afterwards.
fn survey(context: Context, interaction_id: InteractionId, at: Timestamp, rows: &mut Rows) {
    let key = key!("customer_db.satisfaction_surveys/row");
    let mut stream = context.stream_of(key, interaction_id);
    let nps = stream.weighted(&NPS);
    let mood = [0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4][nps];
    let stars = stream.weighted(&STARS[mood]);
    let survey_date = (at.date() + stream.range(0..=2) as i32).min(context.as_of());
    rows.satisfaction_surveys.push(SatisfactionSurvey {
        survey_id: SurveyId(interaction_id.row()),
        customer_id: CustomerId(interaction_id.customer),
        interaction_id,
        nps_score: nps as i16,
        satisfaction_rating: stars as i16 + 1,
        survey_date,
        comments: stream
            .chance(COMMENTED)
            .then(|| (*stream.pick(texts::SURVEY_COMMENTS[stars])).into()),
    });
}
