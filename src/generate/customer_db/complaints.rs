//! Complaints.

use super::shares::Shares;
use crate::generate::context::Context;
use crate::generate::hours::{business_day_near, office_moment};
use crate::key;
use crate::random::{Share, Stream, Weighted};
use crate::tables::Rows;
use crate::tables::customer_db::*;
use crate::tables::employees_db::Role;
use crate::values::calendar::Timestamp;
use crate::values::texts::complaints::COMPLAINTS as COMPLAINT_TEXTS;
use std::ops::RangeInclusive;

/// Complaints by type in percent (guide; `other` fills up to the whole).
const COMPLAINTS: Weighted<ComplaintType, 5> = Weighted::new([
    (ComplaintType::Service, 35),
    (ComplaintType::Fee, 25),
    (ComplaintType::Product, 20),
    (ComplaintType::Fraud, 10),
    (ComplaintType::Other, 10),
]);
/// Complaints in percent that are of customers who have left: as many as there are of those (data model, section 5). All of
/// them are closed, and count among the closed ones.
const LEFT: u32 = 3;
/// Complaints by status in percent (guide).
const COMPLAINT_STATUSES: Weighted<ComplaintStatus, 4> = Weighted::new([
    (ComplaintStatus::Resolved, 60),
    (ComplaintStatus::Investigating, 20),
    (ComplaintStatus::Closed, 15),
    (ComplaintStatus::Open, 5),
]);
/// Complaints that are not about fraud by priority in percent: low, medium, high.
const PRIORITIES: [u32; 3] = [35, 50, 15];
/// The days ago that complaints of a status were filed.
const fn filed_ago(status: ComplaintStatus) -> (i32, i32) {
    match status {
        ComplaintStatus::Resolved => (25, 720),
        ComplaintStatus::Investigating => (3, 40),
        ComplaintStatus::Closed => (40, 720),
        ComplaintStatus::Open => (0, 12),
    }
}
/// Hours until a complaint is done with: least, quartiles, most (20 days). What would end out of office hours ends later.
const HOURS_TO_RESOLVE: [i64; 5] = [2, 22, 60, 150, 480];
const HOUR: i64 = 3_600;
/// Hours of the day in which complaints are closed, both included.
const CLOSING: RangeInclusive<i64> = 9..=17;

/// The status of a complaint by its place among those of customers who stay.
fn status(share: Share) -> ComplaintStatus {
    let staying = COMPLAINT_STATUSES.reweighed(|status, weight| match status {
        ComplaintStatus::Closed => weight - LEFT,
        _ => weight,
    });
    staying.at(share)
}

/// When a complaint is closed that was filed at a time and takes about so many hours: in office hours of a weekday, whole hours
/// later.
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

/// Makes the complaint of who complains.
pub fn write(context: Context, shares: &Shares, rows: &mut Rows) {
    let customer = context.customer;
    let place = customer.place();
    let Some(by_type) = shares.complaint_type[place] else {
        return;
    };
    let complaint_type = COMPLAINTS.at(by_type);
    let status = shares.complaint_status[place].map_or(ComplaintStatus::Closed, status);
    let mut stream = context.stream(key!("customer_db.complaints/row"));
    let last_day = context.last_day();
    let (least, most) = filed_ago(status);
    let earliest = (last_day - most).max(customer.joined() + 1);
    let filed = office_moment(&mut stream, earliest, (last_day - least).max(earliest));
    let done = matches!(status, ComplaintStatus::Resolved | ComplaintStatus::Closed);
    let hours = stream.quantile(&HOURS_TO_RESOLVE);
    let mut closing = context.stream(key!("customer_db.complaints/resolved_date"));
    let resolved = closed_at(&mut closing, filed, hours);
    rows.complaints.push(Complaint {
        complaint_id: ComplaintId {
            customer: customer.number,
            ordinal: 1,
        },
        customer_id: customer.id(),
        complaint_type,
        description: (*stream.pick(COMPLAINT_TEXTS.of(complaint_type.label()))).into(),
        status,
        priority: match complaint_type {
            ComplaintType::Fraud => Priority::High,
            _ => Priority::ALL[stream.weighted(&PRIORITIES)],
        },
        filed_date: filed,
        resolved_date: done.then_some(resolved),
        resolution_time_hours: done.then_some(((resolved - filed) / HOUR) as i32),
        assigned_to: context.on_duty(
            &[Role::CustomerService],
            &[
                filed.date(),
                if done {
                    resolved.date()
                } else {
                    context.as_of()
                },
            ],
            &mut stream,
        ),
    });
}
