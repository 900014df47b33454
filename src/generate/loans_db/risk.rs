//! Credit scores, what they mean, and who assesses them (data model, section 6, "Risk").

use super::shares::Application;
use crate::generate::Bank;
use crate::generate::block::Customer;
use crate::key;
use crate::random::{Random, Share, Stream};
use crate::tables::Rows;
use crate::tables::employees_db::Role;
use crate::tables::ids::*;
use crate::tables::loans_db::*;
use crate::values::calendar::Date;
use crate::values::money::Probability;

/// Scores in percent by their lower end; each band reaches to the next, the last to 850 (data model, section 6).
const SCORES: [(i16, u32); 8] = [
    (300, 3),
    (500, 5),
    (550, 7),
    (600, 10),
    (650, 14),
    (700, 17),
    (750, 22),
    (800, 22),
];
const BEST_SCORE: i16 = 850;
/// Assessments by risk analysts and by compliance officers in percent (data model, section 6).
const ASSESSORS: [(Role, u32); 2] = [(Role::RiskAnalyst, 85), (Role::ComplianceOfficer, 15)];
/// Chance of default once in default, in ten-thousandths (data model, section 6: .60-.95).
const IN_DEFAULT: (i64, i64) = (6_000, 9_500);
/// How far a score moves until it is assessed again; in default it has fallen.
const DRIFT: (i64, i64) = (-25, 25);
const FALLEN_TO: (i64, i64) = (330, 545);

/// The scores of the applications of a block: shared out, the better ones rather to the approved.
pub fn scores(random: &Random, block: u64, statuses: &[ApplicationStatus]) -> Vec<i16> {
    let size = statuses.len() as u64;
    let mut places = random.deal(key!("loans_db.risk_assessments/risk_score"), block, size);
    places.sort_by_key(|share| std::cmp::Reverse(share.of(u64::from(u32::MAX))));
    let mut luck = random.stream(key!("loans_db.risk_assessments/merit"), block);
    let mut order: Vec<(i64, usize)> = statuses
        .iter()
        .enumerate()
        .map(|(i, status)| {
            let merit = match status {
                ApplicationStatus::Approved => 70,
                ApplicationStatus::Pending | ApplicationStatus::Withdrawn => 35,
                ApplicationStatus::Rejected => 0,
            };
            (merit + luck.range(0, 99), i)
        })
        .collect();
    order.sort_by_key(|&(merit, i)| (std::cmp::Reverse(merit), i));
    let mut scores = vec![0; statuses.len()];
    for (place, (_, i)) in places.into_iter().zip(order) {
        scores[i] = score(place, &mut luck);
    }
    scores
}

fn score(place: Share, stream: &mut Stream) -> i16 {
    let band = place.pick(&SCORES.map(|(_, weight)| weight));
    let end = SCORES.get(band + 1).map_or(BEST_SCORE + 1, |band| band.0);
    stream.range(i64::from(SCORES[band].0), i64::from(end) - 1) as i16
}

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
    ordinal: u8,
    loan: Option<LoanId>,
    day: Date,
    score: i16,
    probability: Probability,
}

/// The assessment of an application, on a day before its decision.
pub fn first(
    bank: &Bank,
    customer: &Customer,
    (id, score): (ApplicationId, i16),
    day: Date,
    rows: &mut Rows,
) {
    let assessment = Assessment {
        ordinal: 1,
        loan: None,
        day,
        score,
        probability: probability(score),
    };
    assess(bank, customer, id, assessment, rows);
}

/// The assessment of a loan again later, on a day from `first` to `last`.
pub fn again(
    bank: &Bank,
    customer: &Customer,
    application: &Application,
    loan_id: LoanId,
    (first, last): (Date, Date),
    rows: &mut Rows,
) {
    let row = customer.row() * 10 + u64::from(loan_id.ordinal);
    let mut stream = bank
        .random
        .stream(key!("loans_db.risk_assessments/row_again"), row);
    let defaulted = application
        .loan
        .is_some_and(|loan| loan.status == LoanStatus::Defaulted);
    let (score, probability) = if defaulted {
        let fallen = stream.range(FALLEN_TO.0, FALLEN_TO.1) as i16;
        let score = fallen.min(application.score);
        (score, Probability(stream.range(IN_DEFAULT.0, IN_DEFAULT.1)))
    } else {
        let moved = application.score + stream.range(DRIFT.0, DRIFT.1) as i16;
        let score = moved.clamp(SCORES[0].0, BEST_SCORE);
        (score, probability(score))
    };
    let id = ApplicationId {
        customer: loan_id.customer,
        ordinal: loan_id.ordinal,
    };
    let assessment = Assessment {
        ordinal: 2,
        loan: Some(loan_id),
        day: first + stream.range(0, i64::from(last - first)) as i32,
        score,
        probability,
    };
    assess(bank, customer, id, assessment, rows);
}

fn assess(
    bank: &Bank,
    customer: &Customer,
    application_id: ApplicationId,
    assessment: Assessment,
    rows: &mut Rows,
) {
    let id = (customer.row() * 10 + u64::from(application_id.ordinal)) * 10
        + u64::from(assessment.ordinal);
    let mut stream = bank
        .random
        .stream(key!("loans_db.risk_assessments/assessed_by"), id);
    let role = ASSESSORS[stream.weighted(&ASSESSORS.map(|(_, weight)| weight))].0;
    let team = &customer.team;
    rows.risk_assessments.push(RiskAssessment {
        assessment_id: AssessmentId(id),
        loan_id: assessment.loan,
        application_id,
        assessment_date: assessment.day,
        risk_score: assessment.score,
        pd_probability: assessment.probability,
        credit_grade: grade(assessment.score),
        assessed_by: team.on_duty(&[role], &[assessment.day], stream.bits()),
    });
}
