//! Complaints.

use super::office_hours;
use crate::generate::Bank;
use crate::generate::block::{Block, Customer};
use crate::key;
use crate::random::Share;
use crate::tables::Rows;
use crate::tables::customer_db::*;
use crate::tables::employees_db::Role;
use crate::tables::ids::*;
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
/// Complaints by status in percent (guide), with the days ago that they were filed.
const COMPLAINT_STATUSES: [(ComplaintStatus, u32, (i64, i64)); 4] = [
    (ComplaintStatus::Resolved, 60, (25, 720)),
    (ComplaintStatus::Investigating, 20, (3, 40)),
    (ComplaintStatus::Closed, 15, (40, 720)),
    (ComplaintStatus::Open, 5, (0, 12)),
];
/// Hours until a complaint is done with: least, quartiles, most (20 days).
const HOURS_TO_RESOLVE: [i64; 5] = [2, 22, 60, 150, 480];

/// Whether a place in a share of all is that of a customer who complains.
pub(super) fn complaining(share: &Share) -> bool {
    share.within(COMPLAINING.0, COMPLAINING.1)
}

/// The complaint of who complains.
pub fn complaints(bank: &Bank, block: &Block, customer: &Customer, rows: &mut Rows) {
    let place = customer.place();
    let shares = &block.relations;
    let (Some(by_type), Some(by_status)) = (
        &shares.complaint_type[place],
        &shares.complaint_status[place],
    ) else {
        return;
    };
    let complaint_type = COMPLAINTS[by_type.pick(&COMPLAINTS.map(|(_, weight)| weight))].0;
    let mut status = by_status.pick(&COMPLAINT_STATUSES.map(|(_, weight, _)| weight));
    let mut stream = bank
        .random
        .stream(key!("customer_db.complaints/row"), customer.row());
    let last_day = customer.last_day(bank.as_of());
    if customer.closed.is_some() {
        status = 2;
    }
    let (status, _, (least, most)) = COMPLAINT_STATUSES[status];
    let earliest = (last_day - most as i32).max(customer.joined + 1);
    let filed = office_hours(
        &mut stream,
        earliest,
        (last_day - least as i32).max(earliest),
    );
    let done = matches!(status, ComplaintStatus::Resolved | ComplaintStatus::Closed);
    let hours = stream.quantile(&HOURS_TO_RESOLVE);
    let team = &customer.team;
    let resolved = filed + hours * 3600;
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
        resolution_time_hours: done.then_some(hours as i32),
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
