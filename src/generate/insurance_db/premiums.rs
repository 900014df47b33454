//! What a policy costs in each of its years.

use super::case::Case;
use super::{cover, products, rating};
use crate::key;
use crate::tables::insurance_db::PolicyType;
use crate::values::money::Cents;

/// What an insurer adds or takes off for reasons that no column shows, in thousandths.
const JUDGMENT: [i64; 5] = [940, 975, 1_000, 1_025, 1_060];
/// What the insurer filed with a state for a year: a line's rates move by this many thousandths relative to its losses.
const FILINGS: [i64; 5] = [-75, -30, 0, 30, 75];
/// A claim-free year takes this many thousandths off, down to the minimum; a claim that predicts more adds.
const CLAIM_FREE: i64 = 25;
const AFTER_A_CLAIM: i64 = 140;
const EXPERIENCE: std::ops::RangeInclusive<i64> = 900..=1_450;
/// Changes of fewer thousandths aren't made.
const WORTH_CHANGING: i64 = 10;
/// Life premiums by the health of the insured, in percent of the usual.
const HEALTH: [i64; 5] = [82, 93, 100, 107, products::DEAREST_HEALTH];

/// Sets the premium of each year of a policy whose losses are known.
pub fn set(case: &mut Case) {
    let mut stream = case.stream(key!("insurance_db.policies/premium_amount"));
    let risk = case.risk;
    let judgment = stream.quantile(&JUDGMENT);
    let payment = |case: &Case, yearly: Cents| {
        let yearly = products::within_bounds(&risk, yearly);
        products::payment(yearly, case.insured.frequency)
    };
    if risk.line == PolicyType::Life {
        let (sex, health) = (case.context.customer.person.sex, stream.quantile(&HEALTH));
        let yearly = products::life_premium(risk.sum, sex, risk.age, case.cover.term, health);
        case.premiums = vec![payment(case, yearly)];
        return;
    }
    let years = match cover::is_renewed(risk.line) {
        true => {
            let last = case.payments.iter().map(|one| one.due).max();
            last.map_or(1, |due| case.year_of(due) + 1)
        }
        false => 1,
    };
    let mut experience = 1_000;
    let mut premiums: Vec<Cents> = Vec::with_capacity(years);
    for year in 0..years {
        let first = case.cover.start.add_months(12 * year as i32);
        let days_ago = case.context.as_of() - first;
        let usual = rating::premium(&risk, &case.perils, case.age_in(year), first, days_ago);
        let filed = 1_000 + filing(case, first.year());
        let yearly = Cents(usual.0 * judgment / 1_000 * experience / 1_000 * filed / 1_000);
        let wanted = payment(case, yearly);
        let charged = match premiums.last() {
            Some(before) if (wanted - *before).0.abs() * 1_000 < before.0 * WORTH_CHANGING => {
                *before
            }
            _ => wanted,
        };
        premiums.push(charged);
        if risk.line != PolicyType::Health {
            let claims = case
                .claims
                .iter()
                .filter(|one| case.year_of(one.loss.filed) == year && one.tells_of_more());
            experience += match claims.count() as i64 {
                0 => -CLAIM_FREE,
                claims => claims * AFTER_A_CLAIM,
            };
            experience = experience.clamp(*EXPERIENCE.start(), *EXPERIENCE.end());
        }
    }
    case.premiums = premiums;
}

/// By how many thousandths a line's rates in a state exceed what its losses require, in a year.
fn filing(case: &Case, year: i32) -> i64 {
    let letters = case
        .risk
        .city
        .state
        .bytes()
        .fold(0, |code, letter| code << 8 | u64::from(letter));
    let row = letters << 32 | (case.risk.line as u64) << 16 | year as u64;
    let mut stream = case
        .context
        .stream_of(key!("insurance_db.policies/filed_rates"), row);
    // Health plan premiums are reviewed, so they move less.
    stream.quantile(&FILINGS)
        / if case.risk.line == PolicyType::Health {
            3
        } else {
            1
        }
}
