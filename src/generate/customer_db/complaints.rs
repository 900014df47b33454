//! Complaints.

use super::having;
use super::shares::Shares;
use crate::generate::context::Context;
use crate::generate::hours::{business_day_near, office_moment};
use crate::key;
use crate::random::{Stream, Weighted};
use crate::tables::Rows;
use crate::tables::customer_db::*;
use crate::tables::employees_db::Role;
use crate::values::calendar::Timestamp;
use crate::values::texts::complaints::{self as texts, Subject, Weight};
use std::ops::RangeInclusive;

/// Complaints by type in percent (guide; `other` makes up the rest).
pub const COMPLAINTS: Weighted<ComplaintType, 5> = Weighted::new([
    (ComplaintType::Service, 35),
    (ComplaintType::Fee, 25),
    (ComplaintType::Product, 20),
    (ComplaintType::Fraud, 10),
    (ComplaintType::Other, 10),
]);
/// Complaints by status in percent (guide).
const COMPLAINT_STATUSES: Weighted<ComplaintStatus, 4> = Weighted::new([
    (ComplaintStatus::Resolved, 60),
    (ComplaintStatus::Investigating, 20),
    (ComplaintStatus::Closed, 15),
    (ComplaintStatus::Open, 5),
]);
/// Complaints by priority in percent, low, medium, high: fraud is always high, comfort never.
const fn priorities(complaint_type: ComplaintType, weight: Weight) -> [u32; 3] {
    match (complaint_type, weight) {
        (ComplaintType::Fraud, _) => [0, 0, 100],
        (_, Weight::Heavy) => [0, 35, 65],
        (_, Weight::Usual) => [36, 56, 8],
        (_, Weight::Light) => [75, 25, 0],
    }
}
/// How many days ago complaints with a status were filed.
const fn filed_ago(status: ComplaintStatus) -> (i32, i32) {
    match status {
        ComplaintStatus::Resolved => (25, 720),
        ComplaintStatus::Investigating => (3, 40),
        ComplaintStatus::Closed => (40, 720),
        ComplaintStatus::Open => (0, 12),
    }
}
/// Minimum days for which the customer has had the subject of the complaint.
const KNOWN_FOR: i32 = 10;
/// Minimum days from joining to a complaint: by then the customer has had an account and a contact.
const SETTLED_IN: i32 = 30;
/// Hours to resolution: minimum, quartiles, maximum (20 days). Resolutions outside office hours are moved to later.
const HOURS_TO_RESOLVE: [i64; 5] = [2, 22, 60, 150, 480];
const HOUR: i64 = 3_600;
/// Hours of the day at which complaints are closed, both included.
const CLOSING: RangeInclusive<i64> = 9..=17;

/// When a complaint that was filed at a time and takes about so many hours is closed: during office hours on a weekday, a whole
/// number of hours later.
fn closed_at(stream: &mut Stream, filed: Timestamp, hours: i64) -> Timestamp {
    let at = filed + hours * HOUR;
    let hour = at.second_of_day() / HOUR;
    let day = match at.date() {
        day if day == filed.date() && hour > *CLOSING.end() => day + 1,
        day => day,
    };
    let weekday = business_day_near(stream, day, filed.date() + 1, day + 7);
    if weekday == at.date() && CLOSING.contains(&hour) {
        return at;
    }
    let hour = stream.range(CLOSING);
    weekday.second(hour * HOUR + filed.second_of_day() % HOUR)
}

/// The type of the customer's complaint, if there is one.
pub fn complaint_type(context: Context, shares: &Shares) -> Option<ComplaintType> {
    let grievance = shares.grievance[context.customer.place()]?;
    Some(COMPLAINTS.at(grievance.complaint_type))
}

/// The exact subject of the customer's complaint, if there is one: something the customer had some days before.
pub fn subject(context: Context, shares: &Shares, rows: &Rows) -> Option<&'static Subject> {
    let complaint_type = complaint_type(context, shares)?;
    let day = filed(context, shares)?.date() - KNOWN_FOR;
    let having = having::to_complain(context, rows, day);
    let mut stream = context.stream(key!("customer_db.complaints/description"));
    Some(texts::subject(&mut stream, complaint_type.label(), having))
}

/// When the customer files the complaint, if there is one.
pub fn filed(context: Context, shares: &Shares) -> Option<Timestamp> {
    let customer = context.customer;
    let grievance = shares.grievance[customer.place()]?;
    let mut stream = context.stream(key!("customer_db.complaints/filed_date"));
    let last_day = customer.last_act(context.as_of());
    let (least, most) = filed_ago(COMPLAINT_STATUSES.at(grievance.status));
    let earliest = (last_day - most).max(customer.joined() + SETTLED_IN);
    let latest = (last_day - least).max(earliest);
    Some(office_moment(&mut stream, earliest, latest))
}

/// When the complaint is filed and when it is resolved, if it is.
pub fn resolved(context: Context, shares: &Shares) -> Option<(Timestamp, Timestamp)> {
    let filed = filed(context, shares)?;
    let grievance = shares.grievance[context.customer.place()]?;
    let resolved = COMPLAINT_STATUSES.at(grievance.status) == ComplaintStatus::Resolved;
    resolved.then(|| (filed, done_with(context, filed)))
}

/// When a complaint filed at a time is resolved or closed, if it is by now.
fn done_with(context: Context, filed: Timestamp) -> Timestamp {
    let mut stream = context.stream(key!("customer_db.complaints/hours"));
    let hours = stream.quantile(&HOURS_TO_RESOLVE);
    let mut closing = context.stream(key!("customer_db.complaints/resolved_date"));
    closed_at(&mut closing, filed, hours)
}

/// Makes the customer's complaint, if there is one.
pub fn write(context: Context, shares: &Shares, rows: &mut Rows) {
    let customer = context.customer;
    let (Some(filed), Some(complaint_type), Some(subject)) = (
        filed(context, shares),
        complaint_type(context, shares),
        subject(context, shares, rows),
    ) else {
        return;
    };
    let status = shares.grievance[customer.place()].map_or(ComplaintStatus::Closed, |one| {
        COMPLAINT_STATUSES.at(one.status)
    });
    let mut stream = context.stream(key!("customer_db.complaints/row"));
    let weight = texts::weight(complaint_type.label(), subject);
    let done = matches!(status, ComplaintStatus::Resolved | ComplaintStatus::Closed);
    let resolved = done_with(context, filed);
    let until = if done {
        resolved.date()
    } else {
        context.as_of()
    };
    rows.complaints.push(Complaint {
        complaint_id: ComplaintId {
            customer: customer.number,
            ordinal: 1,
        },
        customer_id: customer.id(),
        complaint_type,
        description: subject.1.into(),
        status,
        priority: Priority::ALL[stream.weighted(&priorities(complaint_type, weight))],
        filed_date: filed,
        resolved_date: done.then_some(resolved),
        resolution_time_hours: done.then_some(((resolved - filed) / HOUR) as i32),
        assigned_to: context.on_duty(
            &[Role::CustomerService],
            &[filed.date(), until],
            &mut stream,
        ),
    });
}
