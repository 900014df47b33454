//! Interactions, and customers' survey answers about them.

use super::collections::{self, Call};
use super::contacts::Settled;
use super::shares::Shares;
use super::{complaints, freezes, having, span};
use crate::generate::context::Context;
use crate::generate::customer::ProfileField;
use crate::generate::hours::{
    Hours, OFFICE, ONLINE, between, business_day_before, counter_moment, office_moment,
};
use crate::generate::stream_rows::StreamRow;
use crate::key;
use crate::random::{Proportion, Stream};
use crate::tables::Rows;
use crate::tables::customer_db::*;
use crate::tables::employees_db::Role;
use crate::tables::ids::*;
use crate::values::calendar::{Date, Timestamp};
use crate::values::texts::complaints::{self as grievances, Subject};
use crate::values::texts::contacts::{self as texts, Needs, Way};
use crate::values::texts::crm;
use std::ops::RangeInclusive;

/// Duration of a contact in minutes, by channel (data model, section 5).
const fn minutes(channel: Channel) -> RangeInclusive<i64> {
    match channel {
        Channel::Phone | Channel::Branch => 5..=45,
        Channel::Web => 2..=15,
        Channel::Email | Channel::MobileApp => 1..=10,
    }
}
/// Seconds from a contact to the profile change it requests.
const CHANGED_AFTER: RangeInclusive<i64> = 60..=900;
/// The second of the day at which the bank opens.
const OPENS: i64 = 9 * 3_600;
/// Days from a contact to the complaint that follows it.
const COMPLAINT_AFTER: RangeInclusive<i64> = 1..=4;
/// Most days from a contact to its follow-up.
const FOLLOWED_UP_WITHIN: i32 = 9;
/// Tries at drawing a topic the customer hasn't had yet.
const TRIES: usize = 3;
/// Surveys with a comment (guide: 50%).
const COMMENTED: Proportion = Proportion::percent(50);
/// NPS answers 0 to 10 by outcome; overall, about half are 9 or 10 (data model, section 5).
const NPS_RESOLVED: [u32; 11] = [0, 0, 1, 1, 2, 4, 5, 10, 15, 31, 31];
const NPS_FOLLOW_UP: [u32; 11] = [1, 2, 3, 4, 6, 11, 13, 17, 16, 16, 11];
const NPS_ESCALATED: [u32; 11] = [8, 8, 10, 12, 14, 15, 12, 10, 6, 3, 2];
/// Complaint contacts that the customer remembers as having ended worse.
const SPOILED: Proportion = Proportion::percent(50);
/// Stars 1 to 5 that go with an NPS answer of 0-2, 3-4, 5-6, 7-8, 9-10.
const STARS: [[u32; 5]; 5] = [
    [75, 25, 0, 0, 0],
    [25, 55, 20, 0, 0],
    [0, 20, 60, 20, 0],
    [0, 0, 25, 60, 15],
    [0, 0, 0, 25, 75],
];

/// A contact with its time but not yet its ordinal.
struct Contact<'a> {
    at: Timestamp,
    /// Rank among the block's contacts.
    rank: usize,
    settled: &'a Settled,
    stream: Stream,
    /// Whether another contact follows it up within days.
    awaited: bool,
    /// Why collections gets in touch, if it does.
    call: Option<Call>,
}

/// Makes a customer's interactions and the surveys after them.
pub fn write(context: Context, shares: &Shares, rows: &mut Rows) {
    let customer = context.customer;
    let filed = complaints::filed(context, shares);
    let followed = shares.grievance[customer.place()].and_then(|one| one.after);
    let span = span::span(customer, context.as_of());
    let ranks = customer.first_interaction as usize..;
    let ranks = || ranks.clone().take(customer.interactions as usize);
    let awaited = |rank: usize| ranks().any(|one| shares.contacts.of(one).follows == Some(rank));
    let mut calls = match ranks().any(|rank| shares.contacts.of(rank).collection) {
        true => collections::calls(rows, span, context.as_of()).into_iter(),
        false => Vec::new().into_iter(),
    };
    let mut contacts: Vec<Contact> = (1..=customer.interactions)
        .map(|draw| {
            let rank = (customer.first_interaction + draw) as usize - 1;
            let settled = shares.contacts.of(rank);
            let id = interaction_id(context, draw);
            let mut stream = context.stream_of(key!("customer_db.interactions/row"), id);
            let call = settled.collection.then(|| calls.next()).flatten();
            let at = match (call, filed, settled.change, settled.freeze) {
                (Some(call), ..) => office_moment(&mut stream, call.first, call.last),
                (_, Some(filed), ..) if followed == Some(rank) => {
                    let day = business_day_before(&mut stream, filed.date(), COMPLAINT_AFTER);
                    hours(settled.channel).on(day, &mut stream)
                }
                (_, _, Some((changed, _)), _) => {
                    let earlier = changed + -stream.range(CHANGED_AFTER);
                    // Not before the bank opens.
                    earlier.max(changed.date().second(OPENS))
                }
                (.., Some(freeze)) => {
                    let days = (freeze.from + 1, freeze.from + freezes::NOTICED_WITHIN);
                    moment(&mut stream, settled.channel, days)
                }
                _ => {
                    let last = match awaited(rank) {
                        true => span.1 - FOLLOWED_UP_WITHIN,
                        false => span.1,
                    };
                    moment(&mut stream, settled.channel, (span.0, last))
                }
            };
            Contact {
                at,
                rank,
                settled,
                stream,
                awaited: awaited(rank),
                call,
            }
        })
        .collect();
    for at in 0..contacts.len() {
        let Some(rank) = contacts[at].settled.follows else {
            continue;
        };
        let before = contacts.iter().find(|one| one.rank == rank);
        let day = before.map_or(span.0, |one| one.at.date());
        let days = (day + 1, day + FOLLOWED_UP_WITHIN);
        let contact = &mut contacts[at];
        contact.at = match contact.settled.channel {
            Channel::Branch => counter_moment(&mut contact.stream, days.0, days.1),
            // A bank employee calls or writes.
            _ => office_moment(&mut contact.stream, days.0, days.1),
        };
    }
    // Ordinals follow time order; what was dealt stays with each contact.
    contacts.sort_by_key(|contact| (contact.at, contact.rank));
    // The topic of each contact, by rank.
    let mut topics: Vec<(usize, &'static str)> = Vec::new();
    for (ordinal, mut contact) in (1..).zip(contacts) {
        let settled = contact.settled;
        let handled = settled.handled.then(|| {
            handler(
                context,
                settled.channel,
                contact.at.date(),
                &mut contact.stream,
            )
        });
        let interaction_id = interaction_id(context, ordinal);
        let minutes = contact.stream.range(minutes(settled.channel)) as i16;
        let complaint = (followed == Some(contact.rank))
            .then(|| complaints::subject(context, shares, rows))
            .flatten();
        let follows = settled.follows;
        let earlier = topics.iter().find(|(rank, _)| Some(*rank) == follows);
        let topic = match earlier {
            Some((_, topic)) => topic,
            None => topic(context, &mut contact, complaint, rows),
        };
        topics.push((contact.rank, topic));
        let row = Interaction {
            interaction_id,
            customer_id: customer.id(),
            interaction_type: settled.interaction_type,
            channel: settled.channel,
            interaction_date: contact.at,
            duration_minutes: minutes,
            notes: note(&mut contact, topic).into(),
            handled_by: handled,
            outcome: settled.outcome,
        };
        if settled.surveyed {
            survey(context, &row, rows);
        }
        rows.interactions.push(row);
    }
}

/// The hours in which a channel is used.
const fn hours(channel: Channel) -> Hours {
    match channel {
        Channel::Phone | Channel::Branch => OFFICE,
        Channel::Email | Channel::Web | Channel::MobileApp => ONLINE,
    }
}

/// A moment in a span at which a channel is used.
fn moment(stream: &mut Stream, channel: Channel, (first, last): (Date, Date)) -> Timestamp {
    match channel {
        Channel::Branch => counter_moment(stream, first, last),
        Channel::Phone => office_moment(stream, first, last),
        Channel::Email | Channel::Web | Channel::MobileApp => {
            let day = between(stream, first, last);
            ONLINE.on(day, stream)
        }
    }
}

/// Who handles a contact: at a counter, somebody at the customer's branch.
fn handler(context: Context, channel: Channel, day: Date, stream: &mut Stream) -> EmployeeId {
    let (roles, days) = ([Role::CustomerService], [day]);
    match channel {
        Channel::Branch => context.at_branch(&roles, &days, stream),
        _ => context.on_duty(&roles, &days, stream),
    }
}

/// The way a contact came about, as its text reflects it.
const fn way(channel: Channel, handled: bool) -> Way {
    match channel {
        Channel::Branch => Way::Counter,
        Channel::Phone => Way::Phone,
        _ if handled => Way::Written,
        _ => Way::Alone,
    }
}

/// What the contact was about.
fn topic(
    context: Context,
    contact: &mut Contact,
    complaint: Option<&'static Subject>,
    rows: &Rows,
) -> &'static str {
    let Contact {
        at,
        settled,
        stream,
        call,
        awaited,
        ..
    } = contact;
    let way = way(settled.channel, settled.handled);
    if let Some(call) = call {
        return texts::collections::topic(way, at.date() - call.unpaid_since);
    }
    let settled_at_once = settled.outcome == Outcome::Resolved && !*awaited;
    if settled.freeze.is_some() {
        return stream.pick::<&str>(texts::FROZEN);
    }
    let having = match settled.interaction_type {
        InteractionType::Complaint => having::to_complain(context, rows, at.date()),
        _ => having::on(context, rows, at.date()),
    };
    let mut topic = || match (settled.interaction_type, settled.change) {
        (_, Some((_, field))) => stream.pick(texts::CHANGES.of(match field {
            ProfileField::Address => "address",
            ProfileField::Phone => "phone",
            ProfileField::Email => "email",
        })),
        (InteractionType::Complaint, _) => {
            // Without an account, a customer can only complain about service.
            let kind = match having.has(Needs::Account) {
                true => complaints::COMPLAINTS.draw(stream),
                false => ComplaintType::Service,
            };
            let drawn = || grievances::subject(stream, kind.label(), having);
            complaint.unwrap_or_else(drawn).0
        }
        (other, _) => texts::topic(stream, other.label(), having, way, settled_at_once),
    };
    // Nobody asks the same thing twice as long as there is something else to ask.
    let told = |topic: &str| {
        rows.interactions.iter().any(|one| {
            let notes = one.notes.as_ref();
            let notes = notes.strip_prefix(texts::FOLLOW_UP).unwrap_or(notes);
            notes.starts_with(topic)
        })
    };
    let mut drawn = topic();
    for _ in 0..TRIES {
        if told(drawn) {
            drawn = topic();
        }
    }
    drawn
}

/// What the contact was about and how it ended.
fn note(contact: &mut Contact, topic: &str) -> String {
    let settled = contact.settled;
    let way = way(settled.channel, settled.handled);
    // The bank keeps its promises; if nobody follows up, it was the customer's turn.
    let ended = match (contact.awaited, settled.outcome, settled.interaction_type) {
        (true, ..) => "awaited",
        // A change request isn't answered but carried out.
        (_, Outcome::Resolved, InteractionType::AccountUpdate) => "changed",
        _ => settled.outcome.label(),
    };
    let closing = match contact.call {
        Some(_) => texts::collections::closing(&mut contact.stream, ended, way),
        None => texts::closing(&mut contact.stream, ended, way),
    };
    match settled.follows {
        Some(_) => [texts::FOLLOW_UP, topic, ". ", closing].concat(),
        None => [topic, ". ", closing].concat(),
    }
}

/// The key of a customer's interaction.
fn interaction_id(context: Context, ordinal: u64) -> InteractionId {
    InteractionId {
        customer: context.customer.number,
        ordinal: ordinal as u8,
    }
}

/// The customer's survey answer about an interaction.
fn survey(context: Context, interaction: &Interaction, rows: &mut Rows) {
    let key = key!("customer_db.satisfaction_surveys/row");
    let mut stream = context.stream_of(key, interaction.interaction_id);
    let spoiled =
        interaction.interaction_type == InteractionType::Complaint && stream.chance(SPOILED);
    let nps = stream.weighted(match (interaction.outcome, spoiled) {
        (Outcome::Resolved, false) => &NPS_RESOLVED,
        (Outcome::Resolved, true) | (Outcome::FollowUpNeeded, false) => &NPS_FOLLOW_UP,
        (Outcome::FollowUpNeeded, true) | (Outcome::Escalated, _) => &NPS_ESCALATED,
    });
    let way = way(interaction.channel, interaction.handled_by.is_some());
    let mood = [0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4][nps];
    let stars = stream.weighted(&STARS[mood]);
    let day = interaction.interaction_date.date();
    let last = context.customer.last_act(context.as_of());
    rows.satisfaction_surveys.push(SatisfactionSurvey {
        survey_id: SurveyId(interaction.interaction_id.row()),
        customer_id: interaction.customer_id,
        interaction_id: interaction.interaction_id,
        nps_score: nps as i16,
        satisfaction_rating: stars as i16 + 1,
        survey_date: (day + stream.range(0..=2) as i32).min(last.max(day)),
        comments: stream
            .chance(COMMENTED)
            .then(|| crm::comment(&mut stream, stars, way).into()),
    });
}
