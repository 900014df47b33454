//! Claims: as many as the exposure says, decided by what the coverages promise.

use super::case::Case;
use super::losses::Claimed;
use crate::generate::facts::ClaimDecision;
use crate::generate::hours::{COLLECTION, between, due};
use crate::generate::ledger::{Ledger, Posting};
use crate::generate::stream_rows::StreamRow;
use crate::key;
use crate::random::{Proportion, Stream};
use crate::tables::Rows;
use crate::tables::accounts_db::{TransactionCategory, TransactionType};
use crate::tables::employees_db::Role;
use crate::tables::ids::{ClaimId, ClaimNumber};
use crate::tables::insurance_db::*;
use crate::values::calendar::Date;
use crate::values::number_spaces::CLAIMS;
use crate::values::numbers::in_full;
use crate::values::texts::insurance as texts;
use std::ops::Range;
use std::ops::RangeInclusive;

/// Claims in 10,000 years of cover; of travel in 10,000 policies (data model, section 7).
const fn frequency(policy_type: PolicyType) -> i64 {
    match policy_type {
        PolicyType::Vehicle => 1_200,
        PolicyType::Property => 580,
        PolicyType::Life => 0,
        PolicyType::Health => 9_000,
        PolicyType::Travel => 1_000,
    }
}

/// Mean days to settle (data model, section 7), and their spread in percent of the mean.
const fn days_to_settle(policy_type: PolicyType) -> i64 {
    match policy_type {
        PolicyType::Vehicle => 23,
        PolicyType::Property => 44,
        PolicyType::Life => 30,
        PolicyType::Health => 21,
        PolicyType::Travel => 14,
    }
}
const SPREAD: [i64; 5] = [20, 55, 85, 125, 250];
/// Days for which a claim waits; half of the claims are then looked at for longer, and approved before they are paid: the
/// shares of the data model, for claims that come in evenly.
const SUBMITTED: i32 = 19;
const UNDER_REVIEW: i32 = 120;
const APPROVED: i32 = 205;
const SLOW: Proportion = Proportion::of(1, 2);
/// Claims in 1,000 that are denied and withdrawn among those that are decided; health insurers deny more.
const DENIED: u32 = 85;
const DENIED_HEALTH: u32 = 229;
const WITHDRAWN: u32 = 24;
/// Approved of what the policy promises: three in four times all of it, else this many percent.
const GRANTED_WHOLE: Proportion = Proportion::of(3, 4);
const PART: RangeInclusive<i64> = 80..=99;

/// Makes the claims of a policy whose coverages are the rows of `coverage`; returns their decisions, in the order of the claims.
pub fn write(
    case: &mut Case,
    coverage: Range<usize>,
    ledger: &mut Ledger,
    rows: &mut Rows,
) -> Vec<ClaimDecision> {
    let mut stream = case.stream(key!("insurance_db.claims/row"));
    let cover = case.cover;
    let mut days: Vec<Date> = if cover.dies {
        vec![cover.last]
    } else {
        (0..count(case))
            .map(|_| between(&mut stream, cover.start, cover.last))
            .map(|day| match case.gap {
                Some((lapsed, reinstated)) if (lapsed..reinstated).contains(&day) => reinstated,
                _ => day,
            })
            .collect()
    };
    days.sort_unstable();
    let mut decisions = Vec::new();
    for (ordinal, day) in (1..).zip(days) {
        let loss = Claimed::new(case, &mut stream, &rows.coverage[coverage.clone()]);
        let outcome = Settlement::new(case, &mut stream, day);
        let claim_id = ClaimId {
            customer: case.id.customer,
            policy: case.id.ordinal,
            ordinal,
        };
        decisions.extend(outcome.decided.map(|day| ClaimDecision { claim_id, day }));
        file(
            case,
            &mut stream,
            claim_id,
            day,
            (loss, outcome),
            ledger,
            rows,
        );
    }
    decisions
}

/// How many claims: the expected number, rounded by the policy's place among those of its type.
fn count(case: &Case) -> i64 {
    let rate = frequency(case.insured.policy_type);
    let millionths = match case.insured.policy_type {
        PolicyType::Travel => rate * 100,
        // In 36,525 days of 10,000 policies are a million years.
        _ => rate * i64::from(case.cover.last - case.cover.start) * 10_000 / 36_525,
    };
    (millionths + case.insured.claims.of(1_000_000) as i64) / 1_000_000
}

/// How far a claim has come.
struct Settlement {
    status: ClaimStatus,
    decided: Option<Date>,
    settled: Option<Date>,
}

impl Settlement {
    fn new(case: &Case, stream: &mut Stream, day: Date) -> Settlement {
        let as_of = case.context.as_of();
        let policy_type = case.insured.policy_type;
        let slow = stream.chance(SLOW);
        let denied = match policy_type {
            PolicyType::Health => DENIED_HEALTH,
            PolicyType::Life => 0,
            _ => DENIED,
        };
        let ending = stream.weighted(&[denied, WITHDRAWN, 1_000 - denied - WITHDRAWN]);
        let days = days_to_settle(policy_type) * stream.quantile(&SPREAD) / 100;
        let settled = due(day + days.max(2) as i32).min(as_of);
        let decided = (settled - stream.range(1..=5) as i32).max(day);
        let age = as_of - day;
        let (status, decided, settled) = if age < SUBMITTED {
            (ClaimStatus::Submitted, None, None)
        } else if slow && age < UNDER_REVIEW {
            (ClaimStatus::UnderReview, None, None)
        } else if slow && age < APPROVED {
            (ClaimStatus::Approved, Some(decided), None)
        } else {
            match ending {
                0 => (ClaimStatus::Denied, Some(decided), None),
                1 => (ClaimStatus::Withdrawn, None, None),
                _ => (ClaimStatus::Settled, Some(decided), Some(settled)),
            }
        };
        Settlement {
            status,
            decided,
            settled,
        }
    }
}

/// The claim, its events, and the settlement on the linked account.
fn file(
    case: &mut Case,
    stream: &mut Stream,
    claim_id: ClaimId,
    day: Date,
    (loss, outcome): (Claimed, Settlement),
    ledger: &mut Ledger,
    rows: &mut Rows,
) {
    let part = stream.range(PART);
    let granted = match stream.chance(GRANTED_WHOLE) {
        true => loss.promised,
        false => loss.promised.times(part, 100),
    };
    let approved =
        matches!(outcome.status, ClaimStatus::Approved | ClaimStatus::Settled).then_some(granted);
    let days = [
        day,
        outcome.decided.unwrap_or(day),
        outcome.settled.unwrap_or(day),
    ];
    let handler = case.context.on_duty(&[Role::InsuranceAgent], &days, stream);
    let label = format!(
        "{}/{}",
        case.insured.policy_type.label(),
        if loss.injury {
            texts::INJURY
        } else {
            loss.claim_type.label()
        }
    );
    let ordinal = u64::from(claim_id.policy) * 10 + u64::from(claim_id.ordinal);
    let random = &case.context.bank.random;
    let number = ClaimNumber(CLAIMS.number(random, claim_id.customer, ordinal));
    rows.claims.push(Claim {
        claim_id,
        policy_id: case.id,
        claim_number: number,
        claim_type: loss.claim_type,
        claim_amount: loss.amount,
        claim_date: day,
        status: outcome.status,
        approved_amount: approved,
        settlement_date: outcome.settled,
        description: (*stream.pick(texts::CLAIMS.of(&label))).into(),
        processed_by: (outcome.status != ClaimStatus::Submitted).then_some(handler),
    });
    case.happened(day, PolicyEventType::ClaimFiled, None);
    if let Some(decided) = outcome.decided {
        case.happened(decided, PolicyEventType::ClaimDecided, Some(handler));
    }
    if let (Some(account), Some(day), Some(amount)) = (case.linked, outcome.settled, approved)
        && ledger.covers(account, day)
    {
        let key = key!("insurance_db.claims/posting_time");
        let row = case.id.row() * 100 + u64::from(claim_id.ordinal);
        let at = COLLECTION.on(day, &mut case.context.stream_of(key, row));
        let words = in_full::<9>("Insurance claim C", number.0);
        let row = Posting::new(at, TransactionType::Deposit, amount, words);
        ledger.post(account, row.spent_on(TransactionCategory::Insurance));
    }
}
