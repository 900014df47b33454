//! One customer's trail in the making: timestamps, addresses, and keys.

use crate::generate::hours::OFFICE;
use crate::random::Stream;
use crate::tables::compliance_db::*;
use crate::tables::ids::EmployeeId;
use crate::values::Text;
use crate::values::calendar::{Date, Timestamp};
use crate::values::month::Month;
use std::ops::RangeInclusive;

/// Seconds from onboarding, or the opening of a file, to its screening, and from a screening to its decision.
const SCREENED_AFTER: RangeInclusive<i64> = 120..=480;
const VERIFIED_AFTER: RangeInclusive<i64> = 300..=1_200;
/// Seconds from a customer's verification to the opening of an account on the same day.
const OPENED_AFTER: RangeInclusive<i64> = 300..=1_500;
/// The system's own address.
const SYSTEM: IpAddress = IpAddress([0, 0, 10]);
/// An audit id is the customer number times the first factor, plus the month's six digits times the second (zero for the rest of
/// the life), plus the row's ordinal.
const IDS_OF_CUSTOMER: u64 = 1_000_000_000;
const IDS_OF_MONTH: u64 = 1_000;

/// The previous values, as JSON, and the new ones.
pub type Change = (Option<&'static str>, &'static str);

/// One customer's trail in the making.
pub struct Trail {
    /// Stream for timestamps and for who acted.
    pub stream: Stream,
    onboarded: Timestamp,
    /// When the customer was first verified, if recorded.
    verified: Option<Timestamp>,
    rows: Vec<(Option<Month>, AuditTrail)>,
    /// Month whose statements the added rows follow from; none for the rest of the life.
    month: Option<Month>,
}

impl Trail {
    /// A trail in which nothing but the onboarding has happened.
    pub fn new(stream: Stream, onboarded: Timestamp) -> Trail {
        Trail {
            stream,
            onboarded,
            verified: None,
            rows: Vec::with_capacity(16),
            month: None,
        }
    }

    /// Marks what is added from here on as following from a month's statements. Neither its keys nor its draws may depend on how
    /// many months there are: `stream` is the month's own.
    pub fn follow(&mut self, month: Month, stream: Stream) {
        self.month = Some(month);
        self.stream = stream;
    }

    /// A time during office hours on a given day; on the day of onboarding, a time after it.
    pub fn moment(&mut self, day: Date) -> Timestamp {
        if day == self.onboarded.date() {
            let verified = self.verified.filter(|at| at.date() == day);
            verified.unwrap_or(self.onboarded) + self.stream.range(OPENED_AFTER)
        } else {
            OFFICE.on(day, &mut self.stream)
        }
    }

    /// The times on a given day when a customer was screened and then verified.
    pub fn checked(&mut self, day: Date) -> (Timestamp, Timestamp) {
        let begun = match day == self.onboarded.date() {
            true => self.onboarded,
            false => OFFICE.on(day, &mut self.stream),
        };
        let screened = begun + self.stream.range(SCREENED_AFTER);
        let verified = screened + self.stream.range(VERIFIED_AFTER);
        self.verified.get_or_insert(verified);
        (screened, verified)
    }

    /// Adds an event on a day, by an employee or the system.
    pub fn add(
        &mut self,
        day: Date,
        action: AuditAction,
        entity: Entity,
        by: Option<EmployeeId>,
        (old, new): Change,
    ) {
        let at = self.moment(day);
        self.add_at(at, action, entity, by, (old.map(Text::from), new.into()));
    }

    /// Adds an event at a given time, by an employee or the system.
    pub fn add_at(
        &mut self,
        at: Timestamp,
        action: AuditAction,
        entity: Entity,
        by: Option<EmployeeId>,
        values: (Option<Text>, Text),
    ) {
        self.rows
            .push((self.month, row(at, action, entity, by, values)));
    }

    /// Adds the rows in key order: those of the life, then those that follow from each month, in time order.
    pub fn write(mut self, customer: u64, rows: &mut Vec<AuditTrail>) {
        self.rows
            .sort_by_key(|(month, row)| (*month, row.performed_at));
        let (mut previous, mut ordinal) = (None, 0);
        for (month, mut row) in self.rows {
            ordinal = if previous == Some(month) {
                ordinal + 1
            } else {
                1
            };
            previous = Some(month);
            let month = month.map_or(0, u64::from);
            row.audit_id = AuditId(customer * IDS_OF_CUSTOMER + month * IDS_OF_MONTH + ordinal);
            rows.push(row);
        }
    }
}

/// The six digits of the month whose statements a row of a customer's trail follows from; 0 for the rest of the life.
pub const fn month_of(id: AuditId) -> u64 {
    id.0 % IDS_OF_CUSTOMER / IDS_OF_MONTH
}

/// A row without its key.
pub fn row(
    at: Timestamp,
    action: AuditAction,
    entity: Entity,
    by: Option<EmployeeId>,
    (old_value, new_value): (Option<Text>, Text),
) -> AuditTrail {
    AuditTrail {
        audit_id: AuditId(0),
        entity_type: entity.entity_type(),
        entity_id: entity,
        action,
        performed_by: by,
        performed_at: at,
        old_value,
        new_value,
        ip_address: by.map_or(SYSTEM, address),
    }
}

/// The unique address of an employee's desk.
fn address(EmployeeId(number): EmployeeId) -> IpAddress {
    let (rest, desk) = (number / 250, number % 250);
    IpAddress([(1 + rest / 250) as u8, (rest % 250) as u8, desk as u8 + 1])
}
