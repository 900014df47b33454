//! How far a claim has come, and what it is paid.

use super::case::Case;
use super::claimed::{Loss, Settlement};
use super::rating;
use crate::generate::hours::{business_day_until, due};
use crate::random::{Proportion, Stream};
use crate::tables::insurance_db::{ClaimStatus, LossCause, PolicyType};
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
/// Days from the start within which a life policy may be contested, and days that it takes to settle what is claimed then.
const CONTESTABLE: i32 = 730;
const CONTESTED: RangeInclusive<i64> = 60..=118;
/// Days for which a stolen vehicle may be found before it is paid for.
const STOLEN: RangeInclusive<i64> = 14..=27;
const SPREAD: [i64; 5] = [20, 55, 85, 125, 250];
/// Days for which a claim waits; a part of the claims is then looked at for longer, and approved before they are paid: the
/// shares of the data model, for claims that come in evenly.
const SUBMITTED: i32 = 19;
const UNDER_REVIEW: i32 = 110;
const APPROVED: i32 = 205;
const SLOW: Proportion = Proportion::of(2, 5);
/// Days from the approval of a claim that waits to be paid to the as-of date: paying takes no longer.
const WAITS_FOR_PAYMENT: RangeInclusive<i64> = 1..=14;
/// Claims in 1,000 that are denied and withdrawn among those that are decided; health insurers deny more (KFF, claims denials in
/// marketplace plans: 17 to 19 percent), but hardly what plans must cover: preventive care (42 USC 300gg-13), and births.
const DENIED: u32 = 62;
const DENIED_HEALTH: u32 = 195;
const DENIED_PREVENTIVE: u32 = 30;
const DENIED_BIRTH: u32 = 50;
const WITHDRAWN: u32 = 24;
/// Approved of what the policy promises: three in four times all of it, else this many percent.
const GRANTED_WHOLE: Proportion = Proportion::of(3, 4);
const PART: RangeInclusive<i64> = 80..=99;
/// What is set aside for a claim in percent of what the policy promises: once it is known, and once somebody has looked at it.
const RESERVE: RangeInclusive<i64> = 65..=110;
const REVIEWED: RangeInclusive<i64> = 85..=105;
/// Reserves are round.
const ROUND: Cents = Cents::dollars(50);

/// What a policy promises for a loss, after so much has been paid in the year: plans have a yearly limit.
pub fn promised_after(case: &Case, loss: &Loss, before: Cents) -> Cents {
    let term = case.terms[loss.term];
    let promised = Cents(rating::promised(loss.amount.0, term.deductible, term.limit));
    match case.insured.policy_type {
        PolicyType::Health => promised.min(case.risk.sum - before),
        _ => promised,
    }
}

/// The settlement of a loss for which the policy promises so much; none if the customer left before it was through.
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
        // Who has no vehicle any more does not withdraw.
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
    // What took long to look at has just been approved.
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
    // Of life insurance the family is paid, whose claim outlives the accounts.
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

/// A claim that is through: denied, withdrawn or paid.
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
