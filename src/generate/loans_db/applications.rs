//! Applications, each with its decision and assessment.

use super::case::Case;
use super::risk;
use crate::generate::hours::business_day_between;
use crate::key;
use crate::tables::Rows;
use crate::tables::employees_db::Role;
use crate::tables::loans_db::*;
use crate::values::Text;

/// Makes the application and its assessment.
pub fn write(case: &Case, rows: &mut Rows) {
    let (application, days, context) = (case.application, case.days, case.context);
    let key = key!("loans_db.loan_applications/row");
    let mut stream = context.stream_of(key, case.application_id());
    let decided = matches!(
        application.status,
        ApplicationStatus::Approved | ApplicationStatus::Rejected
    );
    let last_day = if decided { days.decided } else { days.applied };
    rows.loan_applications.push(LoanApplication {
        application_id: case.application_id(),
        customer_id: case.customer().id(),
        loan_type: application.loan_type,
        requested_amount: case.terms.requested,
        application_date: days.applied,
        status: application.status,
        officer_id: context.at_branch(&[Role::LoanOfficer], &[days.applied, last_day], &mut stream),
        decision_date: decided.then_some(days.decided),
        approved_amount: case.granted(),
        rejection_reason: (application.status == ApplicationStatus::Rejected)
            .then_some(Text::from(case.terms.reason)),
        purpose: case.terms.purpose,
        stated_income: case.terms.income,
        dti_ratio: case.terms.dti,
    });
    let latest = days.assessed_by().min(context.as_of());
    let assessed = business_day_between(&mut stream, days.applied, latest);
    risk::write_first(case, assessed.max(days.applied), rows);
}
