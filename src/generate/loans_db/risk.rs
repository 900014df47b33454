//! What credit scores mean, and who assesses them (data model, section 6, "Risk").

use super::case::Case;
use super::scores::{BEST_SCORE, WORST_SCORE};
use super::shares::SETTLED;
use crate::generate::hours::between;
use crate::generate::stream_rows::StreamRow;
use crate::key;
use crate::random::Weighted;
use crate::tables::Rows;
use crate::tables::employees_db::Role;
use crate::tables::loans_db::*;
use crate::values::calendar::Date;
use crate::values::money::Probability;
use std::ops::RangeInclusive;

/// Assessments by risk analysts and by compliance officers in percent (data model, section 6).
const ASSESSORS: Weighted<Role, 2> =
    Weighted::new([(Role::RiskAnalyst, 85), (Role::ComplianceOfficer, 15)]);
/// Chance of default once in default, in ten-thousandths (data model, section 6: .60-.95).
const IN_DEFAULT: RangeInclusive<i64> = 6_000..=9_500;
/// How far a score moves until it is assessed again; in default it has fallen.
const DRIFT: RangeInclusive<i64> = -25..=25;
const FALLEN_TO: RangeInclusive<i64> = 330..=545;

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

/// The chance of default of a score in good standing: .01 at the top, rising with the square of what is missing to .50.
pub fn probability(score: i16) -> Probability {
    let missing = i64::from(BEST_SCORE - score);
    Probability(100 + missing * missing * 4_900 / (550 * 550))
}

/// An assessment before it is a row.
struct Assessment {
    ordinal: u64,
    loan: Option<LoanId>,
    day: Date,
    score: i16,
    probability: Probability,
}

/// Makes the assessment of an application, on a day before its decision.
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

/// Makes the assessment of a loan again later, once it is old enough.
pub fn write_again(case: &Case, rows: &mut Rows) {
    let (first, last) = (case.days.disbursed + SETTLED, case.context.as_of());
    if first > last {
        return;
    }
    let key = key!("loans_db.risk_assessments/row_again");
    let mut stream = case.context.stream_of(key, case.loan_id());
    let application = case.application;
    let defaulted = application
        .loan
        .is_some_and(|loan| loan.status == LoanStatus::Defaulted);
    let (score, probability) = if defaulted {
        let fallen = stream.range(FALLEN_TO) as i16;
        let score = fallen.min(application.score);
        (score, Probability(stream.range(IN_DEFAULT)))
    } else {
        let moved = application.score + stream.range(DRIFT) as i16;
        let score = moved.clamp(WORST_SCORE, BEST_SCORE);
        (score, probability(score))
    };
    let assessment = Assessment {
        ordinal: 2,
        loan: Some(case.loan_id()),
        day: between(&mut stream, first, last),
        score,
        probability,
    };
    write(case, assessment, rows);
}

/// Makes the row of an assessment.
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
