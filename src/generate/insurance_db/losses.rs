//! What is lost, and what the policy promises for it.

use super::case::Case;
use crate::random::{Proportion, Stream};
use crate::tables::insurance_db::*;
use crate::values::money::Cents;

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
const INJURIES: Proportion = Proportion::of(1, 2);
const INJURY: i64 = 29_000;
/// A loss in percent of the mean: least, quartiles, most; of houses with a heavier tail.
const LOSS: [i64; 5] = [15, 45, 75, 120, 290];
const HEAVY_LOSS: [i64; 5] = [12, 32, 58, 105, 410];
/// A loss exceeds the deductible by at least this many dollars: nobody claims less.
const WORTH_CLAIMING: i64 = 60;
/// The loss of a renter in percent of an owner's: there is less to lose.
const RENTERS_LOSS: i64 = 30;

/// What was lost, and what the policy promises for it.
pub struct Claimed {
    /// What is claimed.
    pub claim_type: ClaimType,
    /// Whether a driver is liable for somebody's health rather than for a thing.
    pub injury: bool,
    /// The loss.
    pub amount: Cents,
    /// The lesser of the limit and the loss less the deductible.
    pub promised: Cents,
}

impl Claimed {
    /// A loss that one of the coverages of a policy pays for.
    pub fn new(case: &Case, stream: &mut Stream, coverage: &[Coverage]) -> Claimed {
        let policy_type = case.insured.policy_type;
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
            && stream.chance(INJURIES);
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
        let cents = cents + stream.range(0..=99);
        let amount = Cents(cents).clamp(least, most);
        Claimed {
            claim_type,
            injury,
            amount,
            promised: row.coverage_limit.min(amount - row.deductible),
        }
    }
}
