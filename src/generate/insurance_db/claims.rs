//! Claims: as many as the exposure says, decided by what the coverages promise.

use super::{Case, NUMBERS};
use crate::generate::accounts_db::{Ledger, Posting};
use crate::generate::employees_db::between;
use crate::key;
use crate::random::Stream;
use crate::tables::Rows;
use crate::tables::accounts_db::TransactionType;
use crate::tables::employees_db::Role;
use crate::tables::ids::{ClaimId, ClaimNumber};
use crate::tables::insurance_db::*;
use crate::values::calendar::Date;
use crate::values::money::Cents;
use crate::values::numbers::numbered;
use crate::values::texts::insurance as texts;
use std::ops::Range;

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

/// What may be claimed: type, coverages that pay for it, how often of 100, and the mean loss in dollars.
type Loss = (ClaimType, &'static [CoverageType], u32, i64);

const fn losses(policy_type: PolicyType) -> &'static [Loss] {
    use CoverageType as C;
    match policy_type {
        PolicyType::Vehicle => &[
            (ClaimType::Collision, &[C::Collision], 48, 6_000),
            (ClaimType::Comprehensive, &[C::Comprehensive], 38, 5_000),
            (
                ClaimType::Liability,
                &[C::BodilyInjuryLiability, C::PropertyDamageLiability],
                14,
                6_000,
            ),
        ],
        PolicyType::Property => &[
            (
                ClaimType::WaterDamage,
                &[C::Dwelling, C::Contents],
                35,
                12_000,
            ),
            (ClaimType::WindHail, &[C::Dwelling, C::Contents], 30, 13_000),
            (ClaimType::Fire, &[C::Dwelling, C::Contents], 10, 48_000),
            (ClaimType::Theft, &[C::Contents], 15, 5_000),
            (ClaimType::Liability, &[C::PersonalLiability], 10, 20_000),
        ],
        PolicyType::Life => &[(ClaimType::DeathBenefit, &[C::DeathBenefit], 1, 0)],
        PolicyType::Health => &[
            (ClaimType::Outpatient, &[C::Outpatient], 50, 900),
            (ClaimType::Inpatient, &[C::Inpatient], 8, 12_000),
            (ClaimType::Emergency, &[C::Emergency], 17, 2_200),
            (ClaimType::Prescription, &[C::Prescription], 25, 300),
        ],
        PolicyType::Travel => &[
            (ClaimType::Cancellation, &[C::TripCancellation], 35, 3_200),
            (ClaimType::Medical, &[C::TravelMedical], 20, 3_600),
            (ClaimType::Baggage, &[C::Baggage], 25, 1_000),
            (ClaimType::Delay, &[C::TravelDelay], 20, 500),
        ],
    }
}

/// Liability claims of drivers that are for an injury, and their mean loss in dollars: claims end near the limit, which leaves
/// a mean of 26,000 (data model, section 7).
const INJURIES: (u64, u64) = (1, 2);
const INJURY: i64 = 29_000;
/// A loss in hundredths of the mean: least, quartiles, most; of houses with a heavier tail.
const LOSS: [i64; 5] = [15, 45, 75, 120, 290];
const HEAVY_LOSS: [i64; 5] = [12, 32, 58, 105, 410];
/// A loss is at least so much above what the holder bears, in dollars: nobody claims less.
const WORTH_CLAIMING: i64 = 60;
/// Of the loss of a renter so much of a hundred: there is less to lose.
const RENTERS_LOSS: i64 = 30;

/// Mean days to settle (data model, section 7), and their spread in hundredths.
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
const SLOW: (u64, u64) = (1, 2);
/// Claims in 1,000 that are denied and withdrawn among those that are decided; health insurers deny more.
const DENIED: u32 = 85;
const DENIED_HEALTH: u32 = 229;
const WITHDRAWN: u32 = 24;
/// Approved in hundredths of what the policy promises: three in four times all of it.
const PART: (i64, i64) = (80, 99);
/// Rows of a statement that leave room for a settlement.
const ROOM: usize = 18;

/// When a claim was decided, which no column of it says.
#[derive(Clone, Copy, Debug)]
pub struct Decision {
    /// The claim.
    pub claim_id: ClaimId,
    /// The day.
    pub day: Date,
}

/// Makes the claims of a policy whose coverages are the rows of `coverage`; returns their decisions, in the order of the claims.
pub fn claim(
    case: &mut Case,
    coverage: Range<usize>,
    ledger: &mut Ledger,
    rows: &mut Rows,
) -> Vec<Decision> {
    let mut stream = case.stream(key!("insurance_db.claims/row"));
    let (cover, policy_type) = (case.cover, case.insured.policy_type);
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
        let loss = Claimed::new(
            case,
            &mut stream,
            policy_type,
            &rows.coverage[coverage.clone()],
        );
        let outcome = Outcome::new(case, &mut stream, day, ledger);
        let claim_id = ClaimId {
            customer: case.customer.number,
            policy: case.ordinal,
            ordinal,
        };
        decisions.extend(outcome.decided.map(|day| Decision { claim_id, day }));
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

/// What was lost, and what the policy promises for it.
struct Claimed {
    claim_type: ClaimType,
    /// Whether a driver is liable for somebody's health rather than for a thing.
    injury: bool,
    amount: Cents,
    /// The lesser of the limit and the loss less the deductible.
    promised: Cents,
}

impl Claimed {
    fn new(
        case: &Case,
        stream: &mut Stream,
        policy_type: PolicyType,
        coverage: &[Coverage],
    ) -> Claimed {
        let paying = |types: &[CoverageType]| {
            types
                .iter()
                .find_map(|one| coverage.iter().find(|row| row.coverage_type == *one))
        };
        let losses = losses(policy_type);
        let mut weights = [0; 8];
        for (weight, (_, types, often, _)) in weights.iter_mut().zip(losses) {
            *weight = if paying(types).is_some() { *often } else { 0 };
        }
        let (claim_type, types, _, mean) = losses[stream.weighted(&weights[..losses.len()])];
        if policy_type == PolicyType::Life {
            return Claimed {
                claim_type,
                injury: false,
                amount: case.sum,
                promised: case.sum,
            };
        }
        let injury = claim_type == ClaimType::Liability
            && policy_type == PolicyType::Vehicle
            && stream.chance(INJURIES.0, INJURIES.1);
        let types = match (types, injury) {
            ([_, damage], false) if claim_type == ClaimType::Liability => {
                std::slice::from_ref(damage)
            }
            _ => types,
        };
        let row = paying(types).expect("a loss that a coverage pays for");
        let mean = if injury { INJURY } else { mean };
        let spread = match policy_type {
            PolicyType::Property => &HEAVY_LOSS,
            _ => &LOSS,
        };
        let renter = if case.insured.renter {
            RENTERS_LOSS
        } else {
            100
        };
        let cents = mean * stream.quantile(spread) * renter / 100;
        let least = row.deductible + Cents::dollars(WORTH_CLAIMING);
        // Nobody claims much more than the policy promises.
        let most = row.coverage_limit.times(5, 4).max(least);
        let cents = cents + stream.range(0, 99);
        let amount = Cents(cents).clamp(least, most);
        Claimed {
            claim_type,
            injury,
            amount,
            promised: row.coverage_limit.min(amount - row.deductible),
        }
    }
}

/// How far a claim has come.
struct Outcome {
    status: ClaimStatus,
    decided: Option<Date>,
    settled: Option<Date>,
}

impl Outcome {
    fn new(case: &Case, stream: &mut Stream, day: Date, ledger: &Ledger) -> Outcome {
        let as_of = case.bank.as_of();
        let policy_type = case.insured.policy_type;
        let slow = stream.chance(SLOW.0, SLOW.1);
        let denied = match policy_type {
            PolicyType::Health => DENIED_HEALTH,
            PolicyType::Life => 0,
            _ => DENIED,
        };
        let ending = stream.weighted(&[denied, WITHDRAWN, 1_000 - denied - WITHDRAWN]);
        let days = days_to_settle(policy_type) * stream.quantile(&SPREAD) / 100;
        let settled = (day + days.max(2) as i32).or_next_weekday().min(as_of);
        let decided = (settled - stream.range(1, 5) as i32).max(day);
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
        // What finds no room on the statement is paid out a little later.
        let crowded = |ordinal| ledger.postings(ordinal).len() >= ROOM;
        match (case.linked, settled) {
            (Some(ordinal), Some(day)) if ledger.covers(ordinal, day) && crowded(ordinal) => {
                Outcome {
                    status: ClaimStatus::Approved,
                    decided,
                    settled: None,
                }
            }
            _ => Outcome {
                status,
                decided,
                settled,
            },
        }
    }
}

/// The claim, its events, and the settlement on the linked account.
fn file(
    case: &mut Case,
    stream: &mut Stream,
    claim_id: ClaimId,
    day: Date,
    (loss, outcome): (Claimed, Outcome),
    ledger: &mut Ledger,
    rows: &mut Rows,
) {
    let part = stream.range(PART.0, PART.1);
    let granted = match stream.chance(3, 4) {
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
    let handler = case.staff(stream, &[Role::InsuranceAgent], &days);
    let label = format!(
        "{}/{}",
        case.insured.policy_type.label(),
        if loss.injury {
            texts::INJURY
        } else {
            loss.claim_type.label()
        }
    );
    let index = case.index() * 10 + u64::from(claim_id.ordinal);
    let key = key!("insurance_db.claims/claim_number");
    let number = ClaimNumber(case.bank.random.permute(key, 0, NUMBERS, index) as u32);
    rows.claims.push(Claim {
        claim_id,
        policy_id: case.id(),
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
        let posting = Posting {
            at: day.second(stream.range(5 * 3600, 7 * 3600)),
            transaction_type: TransactionType::Deposit,
            amount,
            description: numbered::<9>("Insurance claim C", number.0.into()),
            counterparty: None,
            manual: false,
        };
        ledger.post(account, posting);
    }
}
