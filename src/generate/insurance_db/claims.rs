//! Claims: as many as the exposure predicts, for losses that fit cause, season and place, decided by what the coverages promise.

use super::case::{Case, Event};
use super::claimed::{Claimed, Loss, Settlement};
use super::exposure::Exposure;
use super::poisson::Place;
use super::rating;
use super::rating::Exposed;
use super::settlement::{is_urgent, promised_after, settled};
use super::storms::{self, Storm};
use crate::generate::facts::ClaimDecision;
use crate::generate::hours::COLLECTION;
use crate::generate::ledger::{Ledger, Posting};
use crate::generate::stream_rows::StreamRow;
use crate::key;
use crate::random::{Stream, Weighted};
use crate::tables::Rows;
use crate::tables::accounts_db::{TransactionCategory, TransactionType};
use crate::tables::employees_db::{EmployeeId, Role};
use crate::tables::insurance_db::*;
use crate::values::calendar::Date;
use crate::values::money::Cents;
use crate::values::numbers::in_full;
use crate::values::texts::insurance::{self as texts, Words};

/// Days from a loss to its claim (minimum, quartiles, maximum): losses are reported at once, treatments when the bill arrives.
const fn reported_after(policy_type: PolicyType) -> [i64; 5] {
    match policy_type {
        PolicyType::Vehicle => [0, 0, 1, 3, 21],
        PolicyType::Property => [0, 1, 2, 6, 45],
        PolicyType::Health => [0, 3, 7, 14, 45],
        PolicyType::Travel => [0, 2, 5, 12, 30],
        PolicyType::Life => [5, 8, 12, 17, 30],
    }
}
/// Causes of death, in percent: accidents mostly kill the young.
const DEATHS: Weighted<LossCause, 3> = Weighted::new([
    (LossCause::Illness, 55),
    (LossCause::NaturalCauses, 33),
    (LossCause::Accident, 12),
]);
const YOUNG: i32 = 45;
/// Days before departure within which an event can cancel a trip.
const CANCELED_BEFORE: i32 = 30;
/// Most claims on a policy: its keys have room for no more.
const MOST: u32 = 99;

/// Finds the losses of a policy whose payments are planned, and the outcome of their claims; returns whether a total loss has
/// ended coverage, so that the payments have to be planned again.
pub fn happen(case: &mut Case) -> bool {
    let mut stream = case.stream(key!("insurance_db.claims/loss"));
    let mut losses = match case.insured.policy_type {
        PolicyType::Life => case
            .cover
            .dies
            .then(|| death(case, &mut stream))
            .into_iter()
            .collect(),
        _ => struck(case, &mut stream),
    };
    losses.sort_by_key(|loss: &Loss| (loss.filed, loss.day));
    case.claims = settle(case, losses);
    let totals = case.claims.iter().filter(|one| one.loss.total);
    let Some(total) = totals.min_by_key(|one| one.loss.day).copied() else {
        return false;
    };
    // Nothing more happens to a total loss. Once the insurer has said so, its coverage ends.
    case.claims
        .retain(|one| one.loss.day <= total.loss.day && (!one.loss.total || one.is(&total)));
    let last = match case.status {
        PolicyStatus::Active => case.cover.last,
        _ => case.cover.last - 1,
    };
    let Some(day) = total.outcome.decided.filter(|day| *day <= last) else {
        return false;
    };
    if case.cover.unpaid.is_some_and(|unpaid| unpaid <= day) {
        // A policyholder who has stopped paying has nothing left to lose.
        case.claims.retain(|one| !one.is(&total));
        return false;
    }
    case.total = Some(total.loss.cause);
    case.status = PolicyStatus::Cancelled;
    case.cover.end_on(day);
    true
}

/// The outcomes of the claims for losses; claims that weren't finished when the customer left are dropped.
fn settle(case: &Case, losses: Vec<Loss>) -> Vec<Claimed> {
    let mut stream = case.stream(key!("insurance_db.claims/settlement"));
    // What a plan has paid in each policy year.
    let mut paid: Vec<(usize, Cents)> = Vec::new();
    let mut claims = Vec::with_capacity(losses.len());
    for loss in losses {
        let year = case.year_of(loss.day);
        let of_year = paid.iter().filter(|(of, _)| *of == year);
        let before = of_year.map(|(_, paid)| *paid).sum();
        let promised = promised_after(case, &loss, before);
        if let Some(outcome) = settled(case, &mut stream, &loss, promised) {
            paid.extend(outcome.approved.map(|approved| (year, approved)));
            claims.push(Claimed {
                loss,
                promised,
                outcome,
            });
        }
    }
    claims
}

/// The death of the insured, on the last day of coverage.
fn death(case: &Case, stream: &mut Stream) -> Loss {
    let day = case.cover.last;
    let age = day.years_since(case.context.customer.person.born);
    let causes = DEATHS.reweighed(|cause, weight| match cause {
        LossCause::Accident if age < YOUNG => weight * 4,
        LossCause::NaturalCauses if age < YOUNG => 0,
        _ => weight,
    });
    let filed = day + stream.quantile(&reported_after(PolicyType::Life)) as i32;
    Loss {
        day,
        filed: filed.min(case.context.last_day()),
        claim_type: ClaimType::DeathBenefit,
        cause: causes.draw(stream),
        amount: case.risk.sum,
        term: 0,
        total: false,
    }
}

/// The days on which a policy is exposed; for a trip, first those on which it may have to be canceled, then those of the trip
/// itself.
fn windows(case: &Case) -> Vec<(Date, Date)> {
    let cover = case.cover;
    match cover.departs {
        None => vec![(cover.start, cover.last)],
        Some(departs) => {
            let from = cover.start.max(departs - CANCELED_BEFORE);
            vec![(from, departs - 1), (departs, cover.last)]
        }
    }
}

/// The losses of the policy.
fn struck(case: &Case, stream: &mut Stream) -> Vec<Loss> {
    let (cover, risk, context) = (case.cover, &case.risk, case.context);
    // The premium of a trip that was called off is refunded, and there is nothing left to claim.
    if cover.departs.is_some_and(|departs| cover.last < departs) {
        return Vec::new();
    }
    let age_at = |day: Date| rating::age_factor(risk.line, case.age_in(case.year_of(day)));
    let windows = windows(case);
    let exposures: Vec<Exposure> = windows
        .iter()
        .map(|days| Exposure::new(*days, case.gap, age_at))
        .collect();
    let window = |exposed: &Exposed| match exposed.peril.claim_type {
        ClaimType::Cancellation => 0,
        _ => windows.len() - 1,
    };
    let whole = (cover.start, cover.last);
    let perils = case.perils.iter();
    let storms: Vec<Vec<Storm>> = perils
        .map(|one| storms::over(context.bank, risk.city, one.peril, whole))
        .collect();
    let mut by_window = Vec::with_capacity(windows.len());
    for (exposure, (first, last)) in exposures.iter().zip(&windows) {
        let mut expected = exposure.expected(&case.perils, &storms);
        if risk.line == PolicyType::Travel {
            // What is insured is the trip, not its days.
            let days = i64::from(*last - *first) + 1;
            for expected in &mut expected {
                *expected = *expected * 365 / days.max(1) as u64;
            }
        }
        by_window.push(expected);
    }
    let perils = case.perils.iter().enumerate();
    let expected: Vec<u64> = perils
        .map(|(at, exposed)| by_window[window(exposed)][at])
        .collect();
    let millionths: u64 = expected.iter().sum();
    let (count, rest) = Place(case.insured.claims).count(millionths);
    // Where most policies have no claim, the place of the one they have decides how bad it is; where all have many, another place
    // does.
    let place = match risk.line {
        PolicyType::Health => Place(case.insured.losses),
        _ => rest,
    };
    // A claim reaches the bank while the customer is still there.
    let until = context.customer.died.unwrap_or(context.last_day());
    (0..count.min(MOST))
        .filter_map(|number| {
            let (at, inside) = place.step(number).weighted(&expected);
            let exposed = &case.perils[at];
            let day = exposures[window(exposed)].day(exposed.peril, &storms[at], stream.bits());
            let after = stream.quantile(&reported_after(risk.line)) as i32;
            let filed = day + after;
            let prices = rating::prices(context.as_of() - day);
            let (amount, total) = exposed.loss((inside.0 >> 32) as u32, prices, day);
            let loss = Loss {
                day,
                filed,
                claim_type: exposed.peril.claim_type,
                cause: exposed.peril.cause,
                amount,
                term: exposed.term,
                total,
            };
            // A vehicle that secures an open loan is never a total loss.
            (filed <= until && !(total && case.insured.protects)).then_some(loss)
        })
        .collect()
}

/// Makes the claims of a policy; returns their decisions, in claim order.
pub fn write(case: &mut Case, ledger: &mut Ledger, rows: &mut Rows) -> Vec<ClaimDecision> {
    let mut stream = case.stream(key!("insurance_db.claims/row"));
    let mut decisions = Vec::new();
    for (ordinal, claimed) in (1..).zip(case.claims.clone()) {
        let Claimed { loss, outcome, .. } = claimed;
        let claim_id = ClaimId {
            customer: case.id.customer,
            policy: case.id.ordinal,
            ordinal,
        };
        decisions.extend(outcome.decided.map(|day| ClaimDecision { claim_id, day }));
        let handler = file(case, &mut stream, claim_id, &loss, &outcome, ledger, rows);
        if let Some(day) = outcome.decided {
            case.events.push(Event {
                day,
                event_type: PolicyEventType::ClaimDecided,
                by: Some(handler),
                words: Some(decision(case, &claimed)),
            });
        }
    }
    decisions
}

/// Makes the claim, its filing, and the payout to the linked account; returns the employee who handles it.
fn file(
    case: &mut Case,
    stream: &mut Stream,
    claim_id: ClaimId,
    loss: &Loss,
    outcome: &Settlement,
    ledger: &mut Ledger,
    rows: &mut Rows,
) -> EmployeeId {
    let decided = outcome.decided.unwrap_or(loss.filed);
    let days = [loss.filed, decided, outcome.settled.unwrap_or(decided)];
    // The agent who sold the policy doesn't decide what it pays: where a team has only one agent, a risk analyst does.
    let context = case.context;
    let handler = context
        .on_duty_but(case.agent, &[Role::InsuranceAgent], &days, stream)
        .unwrap_or_else(|| context.on_duty(&[Role::RiskAnalyst], &days, stream));
    let number = claim_number(case, claim_id);
    rows.claims.push(Claim {
        claim_id,
        policy_id: case.id,
        claim_number: number,
        claim_type: loss.claim_type,
        claim_amount: loss.amount,
        claim_date: loss.filed,
        status: outcome.status,
        approved_amount: outcome.approved,
        settlement_date: outcome.settled,
        description: (*stream.pick(&words(case.insured.policy_type, loss))).into(),
        processed_by: (outcome.status != ClaimStatus::Submitted).then_some(handler),
        loss_date: loss.day,
        cause: loss.cause,
        reserve_amount: outcome.reserve,
    });
    case.happened(loss.filed, PolicyEventType::ClaimFiled, None);
    if let (Some(account), Some(day), Some(amount)) =
        (case.linked, outcome.settled, outcome.approved)
        && is_paid_to_the_insured(loss.claim_type)
        && ledger.covers(account, day)
    {
        let key = key!("insurance_db.claims/posting_time");
        let row = case.id.row() * 100 + u64::from(claim_id.ordinal);
        let at = COLLECTION.on(day, &mut case.context.stream_of(key, row));
        let words = in_full::<11>("Insurance claim C", number.0);
        let row = Posting::new(at, TransactionType::Deposit, amount, words);
        ledger.post(account, row.spent_on(TransactionCategory::Insurance));
    }
    handler
}

/// The wording of the decision on a claim: all or part of it is paid, or why nothing is.
fn decision(case: &Case, claimed: &Claimed) -> Words {
    let Claimed {
        loss,
        promised,
        outcome,
    } = *claimed;
    let term = case.terms[loss.term];
    let line = case.insured.policy_type;
    let health = line == PolicyType::Health;
    texts::DECISIONS.of(match outcome.approved {
        Some(_) if loss.total => "total",
        Some(approved) if approved == promised => "whole",
        Some(_) => "part",
        None if loss.amount.0 <= term.deductible => "deductible",
        None if promised <= Cents::ZERO => "limit",
        None => match (loss.claim_type, loss.cause) {
            (ClaimType::Liability, _) => "liability",
            (ClaimType::Emergency, LossCause::Injury | LossCause::AcuteIllness) => "emergency",
            _ if health && is_urgent(&loss) => texts::URGENT,
            (_, LossCause::PreventiveCare | LossCause::Childbirth) => texts::NEEDED,
            (_, LossCause::OfficeVisit | LossCause::SpecialistVisit | LossCause::Laboratory) => {
                texts::VISIT
            }
            (_, LossCause::AcuteMedication | LossCause::MaintenanceMedication) => texts::MEDICATION,
            _ => line.label(),
        },
    })
}

/// Whether a claim is paid to the insured, rather than to an injured party, a hospital or a family.
const fn is_paid_to_the_insured(claim_type: ClaimType) -> bool {
    !matches!(
        claim_type,
        ClaimType::Liability
            | ClaimType::Inpatient
            | ClaimType::Emergency
            | ClaimType::DeathBenefit
    )
}

/// The claim number: the policy number and, in two digits, the claim's ordinal.
fn claim_number(case: &Case, claim_id: ClaimId) -> ClaimNumber {
    ClaimNumber(case.number().0 * 100 + u64::from(claim_id.ordinal))
}

/// Descriptions that fit a loss.
fn words(policy_type: PolicyType, loss: &Loss) -> Vec<&'static str> {
    let all = texts::CLAIMS.of(match (policy_type, loss.cause) {
        (PolicyType::Property, LossCause::Hail) => texts::HAIL_ON_PROPERTY,
        _ => loss.cause.label(),
    });
    texts::of_size(all, loss.amount.0 / 100)
}
