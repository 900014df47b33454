//! Complaints.

use super::office_hours;
use crate::generate::Bank;
use crate::generate::block::{Block, Customer};
use crate::key;
use crate::random::{Share, Stream};
use crate::tables::Rows;
use crate::tables::customer_db::*;
use crate::tables::employees_db::Role;
use crate::tables::ids::*;
use crate::values::calendar::Timestamp;
use crate::values::texts::complaints::COMPLAINTS as COMPLAINT_TEXTS;

/// Customers who complain (guide: 8%).
const COMPLAINING: (u64, u64) = (8, 100);
/// Complaints by type in percent (guide; `other` fills up to the whole).
const COMPLAINTS: [(ComplaintType, u32); 5] = [
    (ComplaintType::Service, 35),
    (ComplaintType::Fee, 25),
    (ComplaintType::Product, 20),
    (ComplaintType::Fraud, 10),
    (ComplaintType::Other, 10),
];
/// Complaints in a hundred that are of customers who have left: as many as there are of those (data model, section 5). All of
/// them are closed, and count among the closed ones.
const LEFT: u32 = 3;
/// Complaints by status in percent (guide).
const COMPLAINT_STATUSES: [(ComplaintStatus, u32); 4] = [
    (ComplaintStatus::Resolved, 60),
    (ComplaintStatus::Investigating, 20),
    (ComplaintStatus::Closed, 15),
    (ComplaintStatus::Open, 5),
];
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
const CLOSING: (i64, i64) = (9, 17);
/// Days from the Monday after a weekend on which its complaints are closed.
const AFTER_WEEKEND: (i64, i64) = (0, 2);

/// Whether a place in a share of all is that of a customer who complains.
pub(super) fn complaining(share: &Share) -> bool {
    share.within(COMPLAINING.0, COMPLAINING.1)
}

/// The status of a complaint by its place among those of customers who stay.
fn status(share: &Share) -> ComplaintStatus {
    let weights = COMPLAINT_STATUSES.map(|(status, weight)| match status {
        ComplaintStatus::Closed => weight - LEFT,
        _ => weight,
    });
    COMPLAINT_STATUSES[share.pick(&weights)].0
}

/// When a complaint is closed that was filed at a time and takes about so many hours: in office hours of a weekday, whole hours
/// later.
fn closed_at(stream: &mut Stream, filed: Timestamp, hours: i64) -> Timestamp {
    let at = filed + hours * HOUR;
    let hour = at.second_of_day() / HOUR;
    let day = match at.date() {
        day if day == filed.date() && hour > CLOSING.1 => day + 1,
        day => day,
    };
    let weekday = match day.or_next_weekday() {
        monday if monday > day => monday + stream.range(AFTER_WEEKEND.0, AFTER_WEEKEND.1) as i32,
        day => day,
    };
    if weekday == at.date() && (CLOSING.0..=CLOSING.1).contains(&hour) {
        return at;
    }
    let hour = stream.range(CLOSING.0, CLOSING.1);
    weekday.second(hour * HOUR + filed.second_of_day() % HOUR)
}

/// The complaint of who complains.
pub fn complaints(bank: &Bank, block: &Block, customer: &Customer, rows: &mut Rows) {
    let place = customer.place();
    let shares = &block.relations;
    let Some(by_type) = &shares.complaint_type[place] else {
        return;
    };
    let complaint_type = COMPLAINTS[by_type.pick(&COMPLAINTS.map(|(_, weight)| weight))].0;
    let by_status = &shares.complaint_status[place];
    let status = by_status.as_ref().map_or(ComplaintStatus::Closed, status);
    let mut stream = bank
        .random
        .stream(key!("customer_db.complaints/row"), customer.row());
    let last_day = customer.last_day(bank.as_of());
    let (least, most) = filed_ago(status);
    let earliest = (last_day - most).max(customer.joined + 1);
    let filed = office_hours(&mut stream, earliest, (last_day - least).max(earliest));
    let done = matches!(status, ComplaintStatus::Resolved | ComplaintStatus::Closed);
    let hours = stream.quantile(&HOURS_TO_RESOLVE);
    let team = &customer.team;
    let key = key!("customer_db.complaints/resolved_date");
    let mut closing = bank.random.stream(key, customer.row());
    let resolved = closed_at(&mut closing, filed, hours);
    rows.complaints.push(Complaint {
        complaint_id: ComplaintId {
            customer: customer.number,
            ordinal: 1,
        },
        customer_id: CustomerId(customer.number),
        complaint_type,
        description: (*stream.pick(COMPLAINT_TEXTS.of(complaint_type.label()))).into(),
        status,
        priority: match complaint_type {
            ComplaintType::Fraud => Priority::High,
            _ => Priority::ALL[stream.weighted(&[35, 50, 15])],
        },
        filed_date: filed,
        resolved_date: done.then_some(resolved),
        resolution_time_hours: done.then_some(((resolved - filed) / HOUR) as i32),
        assigned_to: team.on_duty(
            &[Role::CustomerService],
            &[
                filed.date(),
                if done { resolved.date() } else { bank.as_of() },
            ],
            stream.bits(),
        ),
    });
}
