//! The trail of one customer in the making: moments, addresses and keys.

use crate::generate::hours::OFFICE;
use crate::random::Stream;
use crate::tables::compliance_db::*;
use crate::tables::ids::EmployeeId;
use crate::values::Text;
use crate::values::calendar::{Date, Timestamp};
use crate::values::month::Month;
use std::ops::RangeInclusive;

/// Seconds from onboarding, or the opening of a file, to its screening, and from a screening to the decision on it.
const SCREENED_AFTER: RangeInclusive<i64> = 120..=480;
const VERIFIED_AFTER: RangeInclusive<i64> = 300..=1_200;
/// Seconds from the verification of a customer to an account that is opened on the same day.
const OPENED_AFTER: RangeInclusive<i64> = 300..=1_500;
/// The address from which the system itself works.
const SYSTEM: IpAddress = IpAddress([0, 0, 10]);
/// Audit ids of a customer are the number times this, and those of a month; ids of a month are its six digits times that.
const IDS_OF_CUSTOMER: u64 = 1_000_000_000;
const IDS_OF_MONTH: u64 = 1_000;

/// What was before, as JSON, and what is now.
pub type Change = (Option<&'static str>, &'static str);

/// The trail of one customer in the making.
pub struct Trail {
    /// Where moments and who acted are drawn from.
    pub stream: Stream,
    onboarded: Timestamp,
    /// When the customer was first verified, if that has been noted.
    verified: Option<Timestamp>,
    rows: Vec<(Option<Month>, AuditTrail)>,
    /// The month whose statements what is added follows from; none for the rest of the life.
    month: Option<Month>,
}

impl Trail {
    /// Nothing has happened yet but the onboarding.
    pub fn new(stream: Stream, onboarded: Timestamp) -> Trail {
        Trail {
            stream,
            onboarded,
            verified: None,
            rows: Vec::new(),
            month: None,
        }
    }

    /// What is added from here on follows from the statements of a month: its keys must not depend on how many there are.
    /// Nor may what is drawn for it: `stream` is that of the month.
    pub fn follow(&mut self, month: Month, stream: Stream) {
        self.month = Some(month);
        self.stream = stream;
    }

    /// A moment of a day in office hours; on the day of onboarding after it.
    pub fn moment(&mut self, day: Date) -> Timestamp {
        if day == self.onboarded.date() {
            let verified = self.verified.filter(|at| at.date() == day);
            verified.unwrap_or(self.onboarded) + self.stream.range(OPENED_AFTER)
        } else {
            OFFICE.on(day, &mut self.stream)
        }
    }

    /// The moments of a day at which a customer was screened and then verified.
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

    /// An event on a day, by somebody or by the system.
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

    /// An event at a moment, by somebody or by the system.
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

    /// Puts the rows in the order of their keys: those of the life, then those that follow from each month, in time order.
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

/// The address of an employee's desk, unique.
fn address(EmployeeId(number): EmployeeId) -> IpAddress {
    let (rest, desk) = (number / 250, number % 250);
    IpAddress([(1 + rest / 250) as u8, (rest % 250) as u8, desk as u8 + 1])
}
