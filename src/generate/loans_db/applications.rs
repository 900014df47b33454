//! Applications, each with its decision and assessment.

use super::case::Case;
use super::{products, risk};
use crate::generate::hours::between;
use crate::key;
use crate::random::Proportion;
use crate::tables::Rows;
use crate::tables::employees_db::Role;
use crate::tables::loans_db::*;
use crate::values::Text;
use crate::values::money::Cents;
use crate::values::texts::loans as texts;
use std::ops::RangeInclusive;

/// Percent of the requested amount that is approved (data model, section 6): half of the approvals grant all of it.
const APPROVED: RangeInclusive<i64> = 80..=100;
const GRANTED_WHOLE: Proportion = Proportion::HALF;
/// Amounts are asked for and granted in steps.
const STEP: Cents = Cents::dollars(100);

/// Makes the application and its assessment; returns the approved amount.
pub fn write(case: &Case, rows: &mut Rows) -> Option<Cents> {
    let (application, days, context) = (case.application, case.days, case.context);
    let key = key!("loans_db.loan_applications/row");
    let mut stream = context.stream_of(key, case.application_id());
    let segment = case.customer().segment;
    let requested = products::amount(&mut stream, application.loan_type, segment);
    let granted = requested.times(stream.range(APPROVED), 100);
    let granted = match stream.chance(GRANTED_WHOLE) {
        true => requested,
        false => -(-granted).floor_to(STEP),
    };
    let approved = (application.status == ApplicationStatus::Approved).then_some(granted);
    let decided = matches!(
        application.status,
        ApplicationStatus::Approved | ApplicationStatus::Rejected
    );
    let reasons = texts::rejection_reasons(application.score as u16);
    let reason = *stream.pick(reasons);
    let last_day = if decided { days.decided } else { days.applied };
    rows.loan_applications.push(LoanApplication {
        application_id: case.application_id(),
        customer_id: case.customer().id(),
        loan_type: application.loan_type,
        requested_amount: requested,
        application_date: days.applied,
        status: application.status,
        officer_id: context.at_branch(&[Role::LoanOfficer], &[days.applied, last_day], &mut stream),
        decision_date: decided.then_some(days.decided),
        approved_amount: approved,
        rejection_reason: (application.status == ApplicationStatus::Rejected)
            .then_some(Text::from(reason)),
    });
    let latest = (days.decided - 1).min(context.as_of());
    let assessed = between(&mut stream, days.applied, latest);
    risk::write_first(case, assessed, rows);
    approved
}
