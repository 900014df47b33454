//! How far along a claim is, and how much it is paid.

use super::case::Case;
use super::claimed::{Loss, Settlement};
use super::rating;
use crate::generate::hours::{business_day_until, due};
use crate::random::{Proportion, Stream};
use crate::tables::insurance_db::{ClaimStatus, ClaimType, LossCause, PolicyType};
use crate::values::calendar::Date;
use crate::values::money::Cents;
use std::ops::RangeInclusive;

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
/// Days from the start of a life policy during which it may be contested, and days to settle a claim filed in that time.
const CONTESTABLE: i32 = 730;
const CONTESTED: RangeInclusive<i64> = 60..=118;
/// Days to allow for a stolen vehicle to be found before the claim is paid.
const STOLEN: RangeInclusive<i64> = 14..=27;
const SPREAD: [i64; 5] = [20, 55, 85, 125, 250];
/// Ages in days up to which a claim waits; a share of claims is then reviewed for longer, or stays approved before being paid:
/// the data model's shares, for claims that arrive at an even rate.
const SUBMITTED: i32 = 19;
const UNDER_REVIEW: i32 = 110;
const APPROVED: i32 = 205;
const SLOW: Proportion = Proportion::of(2, 5);
/// Days from approval to the as-of date for a claim awaiting payment: payment takes no longer.
const WAITS_FOR_PAYMENT: RangeInclusive<i64> = 1..=14;
/// Denied and withdrawn claims per 1,000 decided ones; health insurers deny more (KFF, claims denials in marketplace plans: 17 to
/// 19 percent), but rarely what plans must cover: preventive care (42 USC 300gg-13) and births, and care that nobody puts off.
const DENIED: u32 = 62;
const DENIED_HEALTH: u32 = 235;
const DENIED_URGENT: u32 = 60;
const DENIED_PREVENTIVE: u32 = 30;
const DENIED_BIRTH: u32 = 50;
const WITHDRAWN: u32 = 24;
/// Amount approved: three times in four, everything the policy promises, otherwise this percentage of it.
const GRANTED_WHOLE: Proportion = Proportion::of(3, 4);
const PART: RangeInclusive<i64> = 80..=99;
/// Reserve for a claim, in percent of what the policy promises: once it is filed, and once it is under review.
const RESERVE: RangeInclusive<i64> = 65..=110;
const REVIEWED: RangeInclusive<i64> = 85..=105;
/// Reserves are round sums.
const ROUND: Cents = Cents::dollars(50);

/// What a policy promises for a loss, after this much has been paid in the year: health plans have a yearly limit.
pub fn promised_after(case: &Case, loss: &Loss, before: Cents) -> Cents {
    let term = case.terms[loss.term];
    let promised = Cents(rating::promised(loss.amount.0, term.deductible, term.limit));
    match case.insured.policy_type {
        PolicyType::Health => promised.min(case.risk.sum - before),
        _ => promised,
    }
}

/// Whether a treatment is one that nobody chooses or puts off: in an emergency room, or in a hospital but for births and planned
/// surgery.
pub const fn is_urgent(loss: &Loss) -> bool {
    matches!(loss.claim_type, ClaimType::Emergency)
        || matches!(
            loss.cause,
            LossCause::HeartDisease | LossCause::Infection | LossCause::Observation
        )
}

/// The settlement of a loss for which the policy promises this much; `None` if the customer left before it was completed.
pub fn settled(
    case: &Case,
    stream: &mut Stream,
    loss: &Loss,
    promised: Cents,
) -> Option<Settlement> {
    let (as_of, customer) = (case.context.as_of(), case.context.customer);
    let policy_type = case.insured.policy_type;
    let slow = stream.chance(SLOW);
    let denied = match (policy_type, loss.cause) {
        (PolicyType::Health, LossCause::PreventiveCare) => DENIED_PREVENTIVE,
        (PolicyType::Health, LossCause::Childbirth) => DENIED_BIRTH,
        (PolicyType::Health, _) if is_urgent(loss) => DENIED_URGENT,
        (PolicyType::Health, _) => DENIED_HEALTH,
        (PolicyType::Life, _) => 0,
        _ => DENIED,
    };
    let withdrawn = if policy_type == PolicyType::Life {
        0
    } else {
        WITHDRAWN
    };
    let ending = stream.weighted(&[denied, withdrawn, 1_000 - denied - withdrawn]);
    let ending = match ending {
        _ if promised <= Cents::ZERO => 0,
        // Nobody withdraws a claim for a vehicle that is a total loss.
        1 if loss.total => 2,
        _ => ending,
    };
    let part = stream.range(PART);
    let whole = stream.chance(GRANTED_WHOLE) || policy_type == PolicyType::Life || loss.total;
    let granted = match whole {
        true => promised,
        false => promised.times(part, 100),
    };
    let usual = days_to_settle(policy_type) * stream.quantile(&SPREAD) / 100;
    let [contested, stolen] = [CONTESTED, STOLEN].map(|days| stream.range(days));
    let young = loss.day - case.cover.start < CONTESTABLE;
    let days = match loss.cause {
        LossCause::VehicleTheft => stolen,
        _ if policy_type == PolicyType::Life && young => contested,
        _ => usual,
    };
    let settled = due(loss.filed + days.max(3) as i32);
    let decided = business_day_until(settled - stream.range(1..=5) as i32).max(due(loss.filed));
    // A claim that took long to review has just been approved.
    let waits = stream.range(WAITS_FOR_PAYMENT) as i32;
    let approved = business_day_until(as_of - waits).max(decided);
    let [first, reviewed] = [RESERVE, REVIEWED].map(|percent| stream.range(percent));
    let reserve = |percent| promised.times(percent, 100).floor_to(ROUND).max(ROUND);
    let age = as_of - loss.filed;
    let waiting = |status, reserve| Settlement {
        status,
        decided: None,
        settled: None,
        approved: None,
        reserve,
    };
    // Life insurance is paid to the family, so the claim outlives the accounts.
    if let Some(closed) = customer.closed
        && policy_type != PolicyType::Life
    {
        return (settled <= closed).then(|| ended(ending, (decided, settled), granted));
    }
    Some(if age < SUBMITTED {
        waiting(ClaimStatus::Submitted, reserve(first))
    } else if (slow && age < UNDER_REVIEW) || decided > as_of {
        waiting(ClaimStatus::UnderReview, reserve(reviewed))
    } else if ending == 2 && ((slow && age < APPROVED) || settled > as_of) {
        Settlement {
            status: ClaimStatus::Approved,
            decided: Some(if settled > as_of { decided } else { approved }),
            settled: None,
            approved: Some(granted),
            reserve: granted,
        }
    } else {
        ended(ending, (decided, settled), granted)
    })
}

/// A completed claim: denied, withdrawn or paid.
fn ended(ending: usize, (decided, settled): (Date, Date), granted: Cents) -> Settlement {
    let (status, decided, settled, approved) = match ending {
        0 => (ClaimStatus::Denied, Some(decided), None, None),
        1 => (ClaimStatus::Withdrawn, None, None, None),
        _ => (
            ClaimStatus::Settled,
            Some(decided),
            Some(settled),
            Some(granted),
        ),
    };
    Settlement {
        status,
        decided,
        settled,
        approved,
        reserve: Cents::ZERO,
    }
}
