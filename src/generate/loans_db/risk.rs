//! What credit scores mean, and who assesses them (data model, section 6, "Risk").

use super::arrears;
use super::case::Case;
use super::conduct::GRACE;
use super::repayment::Standing;
use super::scores::{BEST_SCORE, WORST_SCORE};
use super::shares::SETTLED;
use crate::generate::hours::business_day_between;
use crate::generate::stream_rows::StreamRow;
use crate::key;
use crate::random::Weighted;
use crate::tables::Rows;
use crate::tables::employees_db::Role;
use crate::tables::loans_db::*;
use crate::values::calendar::Date;
use crate::values::money::Probability;
use std::ops::RangeInclusive;

/// Share of assessments by risk analysts and by compliance officers, in percent (data model, section 6).
const ASSESSORS: Weighted<Role, 2> =
    Weighted::new([(Role::RiskAnalyst, 85), (Role::ComplianceOfficer, 15)]);
/// Probability of default of a loan in default, in ten-thousandths (data model, section 6: .60-.95).
const IN_DEFAULT: RangeInclusive<i64> = 6_000..=9_500;
/// How far a score moves before it is assessed again: further down if installments were a month late, which a restructured loan
/// never lives down, and to the bottom in default.
const DRIFT: RangeInclusive<i64> = -25..=25;
const TROUBLED: RangeInclusive<i64> = -95..=-35;
const FALLEN_TO: RangeInclusive<i64> = 330..=545;
/// Days for which an installment paid more than a month late counts against the score.
const REMEMBERED: i32 = 365;

/// The grade of a score (data model, section 6).
pub fn grade(score: i16) -> CreditGrade {
    match score {
        800.. => CreditGrade::Aaa,
        760.. => CreditGrade::Aa,
        720.. => CreditGrade::A,
        680.. => CreditGrade::Bbb,
        640.. => CreditGrade::Bb,
        600.. => CreditGrade::B,
        560.. => CreditGrade::Ccc,
        520.. => CreditGrade::Cc,
        _ => CreditGrade::C,
    }
}

/// The probability of default for a score in good standing: .01 for the best score, rising with the square of the shortfall to
/// .50.
pub fn probability(score: i16) -> Probability {
    let missing = i64::from(BEST_SCORE - score);
    Probability(100 + missing * missing * 4_900 / (550 * 550))
}

/// An assessment before it becomes a row.
struct Assessment {
    ordinal: u64,
    loan: Option<LoanId>,
    day: Date,
    score: i16,
    probability: Probability,
}

/// Creates the assessment of an application, on a day before its decision.
pub fn write_first(case: &Case, day: Date, rows: &mut Rows) {
    let score = case.application.score;
    let assessment = Assessment {
        ordinal: 1,
        loan: None,
        day,
        score,
        probability: probability(score),
    };
    write(case, assessment, rows);
}

/// Reassesses a loan once it is old enough; a loan in default, once it is charged off.
pub fn write_again(case: &Case, standing: &Standing, rows: &mut Rows) {
    let as_of = case.context.as_of();
    let status = case.application.loan.map(|loan| loan.status);
    let settled = case.days.disbursed + SETTLED;
    let loan_type = case.application.loan_type;
    let first = match (status, standing.unpaid_since) {
        (Some(LoanStatus::Defaulted), Some(day)) => {
            settled.max(arrears::charged_off(loan_type, day))
        }
        _ => settled,
    };
    if first > as_of {
        return;
    }
    let key = key!("loans_db.risk_assessments/row_again");
    let mut stream = case.context.stream_of(key, case.loan_id());
    let day = business_day_between(&mut stream, first, as_of);
    let before = case.application.score;
    let moved = |by: i64| (before + by as i16).clamp(WORST_SCORE, BEST_SCORE);
    let day = day.max(case.days.disbursed + 1);
    let remembered = match status {
        Some(LoanStatus::Restructured) => i32::MAX,
        _ => REMEMBERED,
    };
    let behind = was_behind(case.loan_id(), day, remembered, rows);
    let score = match status {
        Some(LoanStatus::Defaulted) => (stream.range(FALLEN_TO) as i16).min(before),
        _ if behind => moved(stream.range(TROUBLED)),
        _ => moved(stream.range(DRIFT)),
    };
    let probability = match status {
        Some(LoanStatus::Defaulted) => Probability(stream.range(IN_DEFAULT)),
        _ => probability(score),
    };
    let assessment = Assessment {
        ordinal: 2,
        loan: Some(case.loan_id()),
        day,
        score,
        probability,
    };
    write(case, assessment, rows);
}

/// Whether an installment of a loan was unpaid for more than a month within this many days before a day.
fn was_behind(loan: LoanId, day: Date, remembered: i32, rows: &Rows) -> bool {
    let mut installments = rows.repayment_schedule.iter();
    installments.any(|one| {
        let until = one.payment_date.map_or(day, |paid| paid.min(day));
        one.loan_id == loan && until - one.due_date > GRACE && day - one.due_date <= remembered
    })
}

/// Creates the row for an assessment.
fn write(case: &Case, assessment: Assessment, rows: &mut Rows) {
    let id = case.application_id().row() * 10 + assessment.ordinal;
    let key = key!("loans_db.risk_assessments/assessed_by");
    let mut stream = case.context.stream_of(key, id);
    let role = ASSESSORS.draw(&mut stream);
    let assessor = case
        .context
        .on_duty(&[role], &[assessment.day], &mut stream);
    rows.risk_assessments.push(RiskAssessment {
        assessment_id: AssessmentId(id),
        loan_id: assessment.loan,
        application_id: case.application_id(),
        assessment_date: assessment.day,
        risk_score: assessment.score,
        pd_probability: assessment.probability,
        credit_grade: grade(assessment.score),
        assessed_by: assessor,
    });
}
