//! Perils: how often they strike, when in the year, where, and at what cost.
//!
//! Frequencies and costs are ground-up, before any deductible. They are set so that each line matches the industry: automobile
//! claims by coverage after ISO's Fast Track data (collision 4 to 5 and comprehensive 3 to 4 in 100 car-years, damage to others 2
//! to 3, injury under 1), homeowners after the Insurance Information Institute (5 to 6 in 100 house-years: wind and hail, water,
//! fire, theft, liability), health after the utilization that the Health Care Cost Institute publishes. The figures of single
//! causes are judgment.

use super::climate::Hazard;
use crate::tables::insurance_db::{ClaimType, CoverageType, LossCause, PolicyType};

/// Something that may happen.
#[derive(Clone, Copy, Debug)]
pub struct Peril {
    /// Cause of the loss.
    pub cause: LossCause,
    /// Type of the claim.
    pub claim_type: ClaimType,
    /// The coverage that pays: the first of these that the policy has.
    pub pays: &'static [CoverageType],
    /// Losses per 100,000 years of coverage (for travel, per 100,000 policies) where nothing is unusual.
    pub rate: i64,
    /// Mean loss in dollars.
    pub mean: i64,
    /// How losses spread around the mean.
    pub spread: &'static Spread,
    /// When in the year.
    pub season: &'static Season,
    /// What it depends on about the place.
    pub hazard: Hazard,
    /// Whom it can happen to.
    pub whom: Whom,
}

/// Losses in percent of their mean at the octiles of their distribution, from least to most.
pub type Spread = [i64; 9];
/// The weights of the months, January first.
pub type Season = [u8; 12];

/// Whom a peril can happen to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whom {
    /// Everyone.
    Anyone,
    /// Everyone except a company.
    People,
    /// Anyone who owns the rooms.
    Owners,
    /// Anyone who owns the walls and the roof: a condominium's belong to the association, under a policy of its own.
    Houses,
    /// Women of childbearing age, 20 to 44.
    Mothers,
    /// People aged 40 and older.
    Elderly,
}

/// The mean of each is 100.
const NARROW: Spread = [50, 66, 78, 87, 96, 106, 118, 134, 180];
const MEDIUM: Spread = [15, 35, 52, 68, 85, 105, 132, 172, 290];
const HEAVY: Spread = [5, 16, 28, 42, 60, 85, 125, 200, 480];

const EVEN: Season = [1; 12];
/// There is ice in the four cold months.
const ICE: Season = [5, 4, 1, 0, 0, 0, 0, 0, 0, 0, 0, 3];
const FROST: Season = [5, 4, 1, 0, 0, 0, 0, 0, 0, 0, 0, 3];
const HAIL: Season = [0, 0, 2, 5, 8, 8, 5, 4, 2, 0, 0, 0];
const TORNADO: Season = [0, 1, 4, 8, 9, 5, 2, 1, 1, 1, 2, 1];
const HURRICANE: Season = [0, 0, 0, 0, 0, 1, 2, 6, 9, 4, 1, 0];
const WILDFIRE: Season = [0, 0, 0, 0, 1, 2, 5, 6, 5, 4, 1, 0];
const LIGHTNING: Season = [0, 0, 1, 2, 4, 7, 8, 7, 3, 1, 0, 0];
const STORMS: Season = [3, 3, 4, 4, 4, 3, 2, 2, 2, 2, 3, 3];
const RAIN: Season = [1, 1, 2, 3, 4, 4, 4, 5, 5, 3, 1, 1];
/// Deer are on the road during the rut.
const RUT: Season = [3, 2, 2, 2, 3, 3, 2, 2, 3, 7, 11, 6];
/// Infections of the cold season.
const COLD: Season = [7, 7, 5, 3, 2, 1, 1, 1, 2, 3, 4, 6];
const SUMMER: Season = [2, 2, 3, 3, 4, 5, 6, 6, 4, 3, 3, 4];

/// The columns of the tables below.
type Row = (
    LossCause,
    ClaimType,
    &'static [CoverageType],
    i64,
    i64,
    &'static Spread,
    &'static Season,
    Hazard,
    Whom,
);

const fn perils<const N: usize>(rows: [Row; N]) -> [Peril; N] {
    let mut perils = [Peril {
        cause: rows[0].0,
        claim_type: rows[0].1,
        pays: rows[0].2,
        rate: rows[0].3,
        mean: rows[0].4,
        spread: rows[0].5,
        season: rows[0].6,
        hazard: rows[0].7,
        whom: rows[0].8,
    }; N];
    let mut i = 0;
    while i < N {
        let (cause, claim_type, pays, rate, mean, spread, season, hazard, whom) = rows[i];
        perils[i] = Peril {
            cause,
            claim_type,
            pays,
            rate,
            mean,
            spread,
            season,
            hazard,
            whom,
        };
        i += 1;
    }
    perils
}

/// The perils of a line, cheapest first: the place that decides how often something happens then also decides how bad it is.
pub fn perils_of(policy_type: PolicyType) -> &'static [Peril] {
    match policy_type {
        PolicyType::Vehicle => &VEHICLE,
        PolicyType::Property => &PROPERTY,
        PolicyType::Life => &[],
        PolicyType::Health => &HEALTH,
        PolicyType::Travel => &TRAVEL,
    }
}

use CoverageType as C;
use Hazard as H;
use LossCause as L;
use Whom::{Anyone, Elderly, Houses, Mothers, Owners, People};

const DENTS: &[C] = &[C::Comprehensive];
const CRASH: &[C] = &[C::Collision];
const HOUSE: &[C] = &[C::Dwelling, C::Contents];
const THINGS: &[C] = &[C::Contents];

#[rustfmt::skip]
static VEHICLE: [Peril; 16] = perils([
    (L::Windshield,       ClaimType::Comprehensive, DENTS, 2_460,    800, &NARROW, &EVEN,      H::None,      Anyone),
    (L::Vandalism,        ClaimType::Comprehensive, DENTS,   450,  2_000, &MEDIUM, &EVEN,      H::Crime,     Anyone),
    (L::PartsTheft,       ClaimType::Comprehensive, DENTS,   350,  2_500, &NARROW, &EVEN,      H::Crime,     Anyone),
    (L::FallingObject,    ClaimType::Comprehensive, DENTS,   250,  3_300, &MEDIUM, &STORMS,    H::None,      Anyone),
    (L::Parking,          ClaimType::Collision,     CRASH, 1_610,  3_600, &MEDIUM, &EVEN,      H::None,      Anyone),
    (L::Hail,             ClaimType::Comprehensive, DENTS,   560,  5_100, &MEDIUM, &HAIL,      H::Hail,      Anyone),
    (L::AnimalStrike,     ClaimType::Comprehensive, DENTS,   600,  5_500, &MEDIUM, &RUT,       H::Deer,      Anyone),
    (L::LaneChange,       ClaimType::Collision,     CRASH,   690,  7_400, &MEDIUM, &EVEN,      H::None,      Anyone),
    (L::ThirdPartyDamage, ClaimType::Liability,     &[C::PropertyDamageLiability], 2_410, 8_300, &MEDIUM, &EVEN, H::None, Anyone),
    (L::RearEnd,          ClaimType::Collision,     CRASH, 1_660,  8_900, &MEDIUM, &EVEN,      H::None,      Anyone),
    (L::Ice,              ClaimType::Collision,     CRASH,   460,  10_300, &MEDIUM, &ICE,       H::Winter,    Anyone),
    (L::Flood,            ClaimType::Comprehensive, DENTS,    97, 11_500, &MEDIUM, &RAIN,      H::Lightning, Anyone),
    (L::Intersection,     ClaimType::Collision,     CRASH, 1_120,  12_800, &MEDIUM, &EVEN,      H::None,      Anyone),
    (L::RunOffRoad,       ClaimType::Collision,     CRASH,   460, 13_900, &MEDIUM, &EVEN,      H::None,      Anyone),
    (L::VehicleTheft,     ClaimType::Comprehensive, DENTS,   260, 22_500, &NARROW, &EVEN,      H::Crime,     Anyone),
    (L::ThirdPartyInjury, ClaimType::Liability,     &[C::BodilyInjuryLiability], 1_020, 26_000, &MEDIUM, &EVEN, H::None, Anyone),
]);

#[rustfmt::skip]
static PROPERTY: [Peril; 20] = perils([
    (L::PersonalTheft,    ClaimType::Theft,         THINGS,  290,  3_800, &MEDIUM, &SUMMER,    H::Crime,     People),
    (L::Burglary,         ClaimType::Theft,         THINGS,  330,  6_800, &MEDIUM, &EVEN,      H::Crime,     Anyone),
    (L::SharedLoss,       ClaimType::LossAssessment, &[C::LossAssessment], 600, 7_800, &MEDIUM, &STORMS, H::None, Owners),
    (L::DamageToNeighbor, ClaimType::Liability,     &[C::PersonalLiability], 120, 11_000, &MEDIUM, &EVEN, H::None, Anyone),
    (L::SewerBackup,      ClaimType::WaterDamage,   &[C::WaterBackup], 540, 12_400, &MEDIUM, &RAIN, H::None,  Owners),
    (L::IceDam,           ClaimType::WaterDamage,   HOUSE,   120, 13_600, &MEDIUM, &FROST,     H::Winter, Houses),
    (L::ApplianceLeak,    ClaimType::WaterDamage,   HOUSE,   750, 15_000, &MEDIUM, &EVEN,      H::None,      Anyone),
    (L::Wind,             ClaimType::WindHail,      HOUSE,   970, 15_600, &MEDIUM, &STORMS,    H::None, Houses),
    (L::Lightning,        ClaimType::Fire,          HOUSE,   120, 18_200, &MEDIUM, &LIGHTNING, H::Lightning, Houses),
    (L::BurstPipe,        ClaimType::WaterDamage,   HOUSE,   670, 18_800, &MEDIUM, &EVEN,      H::None,      Anyone),
    (L::Hail,             ClaimType::WindHail,      HOUSE,   730, 20_000, &MEDIUM, &HAIL,      H::Hail, Houses),
    (L::FrozenPipe,       ClaimType::WaterDamage,   HOUSE,   360, 24_000, &MEDIUM, &FROST,     H::Winter,    Owners),
    (L::IcySteps,         ClaimType::Liability,     &[C::PersonalLiability],  65, 34_000, &MEDIUM, &ICE,  H::Winter, Houses),
    (L::FallOnPremises,   ClaimType::Liability,     &[C::PersonalLiability],  97, 36_500, &MEDIUM, &EVEN, H::None, Anyone),
    (L::DogBite,          ClaimType::Liability,     &[C::PersonalLiability], 160, 41_500, &MEDIUM, &EVEN, H::None, People),
    (L::Hurricane,        ClaimType::WindHail,      HOUSE,   360, 44_000, &MEDIUM, &HURRICANE, H::Hurricane, Houses),
    (L::KitchenFire,      ClaimType::Fire,          HOUSE,   200, 65_000, &MEDIUM, &EVEN,      H::None,      Anyone),
    (L::ElectricalFire,   ClaimType::Fire,          HOUSE,   120, 88_500, &MEDIUM, &EVEN,      H::None,      Anyone),
    (L::Tornado,          ClaimType::WindHail,      HOUSE,    49, 104_000, &MEDIUM, &TORNADO,   H::Tornado, Houses),
    (L::Wildfire,         ClaimType::Fire,          HOUSE,    23, 123_500, &MEDIUM, &WILDFIRE,  H::Wildfire, Houses),
]);

#[rustfmt::skip]
static HEALTH: [Peril; 19] = perils([
    (L::AcuteMedication,       ClaimType::Prescription, &[C::Prescription],  6_400,    130, &MEDIUM, &COLD,   H::None, People),
    (L::PreventiveCare,        ClaimType::Outpatient,   &[C::Preventive],   13_510,    320, &NARROW, &EVEN,   H::None, People),
    (L::OfficeVisit,           ClaimType::Outpatient,   &[C::Outpatient],   34_120,    360, &NARROW, &COLD,   H::None, People),
    (L::MaintenanceMedication, ClaimType::Prescription, &[C::Prescription], 22_760,    420, &MEDIUM, &EVEN,   H::None, People),
    (L::SpecialistVisit,       ClaimType::Outpatient,   &[C::Outpatient],   17_770,    560, &NARROW, &EVEN,   H::None, People),
    (L::Laboratory,            ClaimType::Outpatient,   &[C::Outpatient],   11_380,    570, &MEDIUM, &EVEN,   H::None, People),
    (L::MentalHealth,          ClaimType::Outpatient,   &[C::MentalHealth],  6_400,    950, &MEDIUM, &EVEN,   H::None, People),
    (L::PhysicalTherapy,       ClaimType::Outpatient,   &[C::Outpatient],   9_240,  1_400, &MEDIUM, &EVEN,   H::None, People),
    (L::Imaging,               ClaimType::Outpatient,   &[C::Outpatient],   8_540,  2_300, &MEDIUM, &EVEN,   H::None, People),
    (L::Injury,                ClaimType::Emergency,    &[C::Emergency],     5_340,  5_200, &MEDIUM, &SUMMER, H::None, People),
    (L::AcuteIllness,          ClaimType::Emergency,    &[C::Emergency],     4_620,  5_600, &MEDIUM, &COLD,   H::None, People),
    (L::SpecialtyMedication,   ClaimType::Prescription, &[C::Prescription],  2_130,  8_400, &MEDIUM, &EVEN,   H::None, People),
    (L::Observation,           ClaimType::Inpatient,    &[C::Inpatient],     1_500, 14_500, &MEDIUM, &EVEN,   H::None, People),
    (L::DaySurgery,            ClaimType::Outpatient,   &[C::Outpatient],    3_600, 14_500, &MEDIUM, &EVEN,   H::None, People),
    (L::ChestPain,             ClaimType::Emergency,    &[C::Emergency],     1_710,  14_800, &MEDIUM, &EVEN,   H::None, Elderly),
    (L::Infection,             ClaimType::Inpatient,    &[C::Inpatient],     1_900, 21_000, &MEDIUM, &COLD,   H::None, People),
    (L::Childbirth,            ClaimType::Inpatient,    &[C::Inpatient],     3_270, 23_000, &NARROW, &EVEN,   H::None, Mothers),
    (L::Surgery,               ClaimType::Inpatient,    &[C::Inpatient],     2_700, 37_000, &NARROW, &EVEN,   H::None, People),
    (L::HeartDisease,          ClaimType::Inpatient,    &[C::Inpatient],     1_600, 40_000, &NARROW, &EVEN,   H::None, Elderly),
]);

#[rustfmt::skip]
static TRAVEL: [Peril; 10] = perils([
    (L::CarrierDelay,    ClaimType::Delay,        &[C::TravelDelay],      1_110,   430, &MEDIUM, &EVEN,   H::None, People),
    (L::WeatherDelay,    ClaimType::Delay,        &[C::TravelDelay],      790,   470, &MEDIUM, &COLD,   H::None, People),
    (L::LostBaggage,     ClaimType::Baggage,      &[C::Baggage],          1_270,   950, &MEDIUM, &EVEN,   H::None, People),
    (L::StolenBaggage,   ClaimType::Baggage,      &[C::Baggage],          870, 1_200, &MEDIUM, &SUMMER, H::None, People),
    (L::IllnessAbroad,   ClaimType::Medical,      &[C::TravelMedical],    1_030, 2_300, &MEDIUM, &EVEN,   H::None, People),
    (L::JuryDuty,        ClaimType::Cancellation, &[C::TripCancellation],   200, 3_000, &MEDIUM, &EVEN,   H::None, People),
    (L::FamilyDeath,     ClaimType::Cancellation, &[C::TripCancellation],   560, 3_300, &MEDIUM, &EVEN,   H::None, People),
    (L::TravelerIllness, ClaimType::Cancellation, &[C::TripCancellation], 1_500, 3_500, &MEDIUM, &COLD,   H::None, People),
    (L::StormWarning,    ClaimType::Cancellation, &[C::TripCancellation],   400, 3_500, &MEDIUM, &HURRICANE, H::None, People),
    (L::InjuryAbroad,    ClaimType::Medical,      &[C::TravelMedical],      630, 5_200, &HEAVY,  &SUMMER, H::None, People),
]);

/// A loss in percent of the mean at a place in its distribution, a 32-bit fraction.
pub fn spread_at(spread: &Spread, place: u32) -> i64 {
    let at = u64::from(place) * 8;
    let (step, inside) = ((at >> 32) as usize, (at & 0xFFFF_FFFF) as i64);
    spread[step] + (((spread[step + 1] - spread[step]) * inside) >> 32)
}

/// The place in a distribution from which losses exceed `percent` of the mean, a 32-bit fraction; `None` if no loss does.
pub fn place_of(spread: &Spread, percent: i64) -> Option<u32> {
    let step = spread.partition_point(|&knot| knot <= percent);
    match step {
        0 => Some(0),
        9 => None,
        _ => {
            let (low, high) = (spread[step - 1], spread[step]);
            let inside = ((percent - low) << 32) / (high - low);
            Some((((step as u64 - 1) << 32 | inside as u64) / 8) as u32)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generate::insurance_db::products;

    fn lines() -> impl Iterator<Item = (PolicyType, &'static [Peril])> {
        PolicyType::ALL.iter().map(|&line| (line, perils_of(line)))
    }

    #[test]
    fn spreads_have_the_mean_that_they_are_percentages_of() {
        for (_, perils) in lines() {
            for peril in perils {
                let knots = peril.spread;
                let mean =
                    knots.windows(2).map(|pair| pair[0] + pair[1]).sum::<i64>() as f64 / 16.0;
                assert!((97.0..104.0).contains(&mean), "{:?}: {mean}", peril.cause);
            }
        }
    }

    #[test]
    fn perils_stand_by_cost_each_cause_once_in_a_line_and_are_covered() {
        for (line, perils) in lines() {
            assert!(perils.is_sorted_by_key(|peril| peril.mean), "{line:?}");
            for peril in perils {
                let offered = |coverage| {
                    products::offers(line)
                        .iter()
                        .any(|offer| offer.0 == coverage)
                };
                assert!(
                    peril.pays.iter().all(|&coverage| offered(coverage)),
                    "{:?}",
                    peril.cause
                );
                assert_eq!(
                    perils.iter().filter(|one| one.cause == peril.cause).count(),
                    1
                );
            }
        }
        for &cause in LossCause::ALL {
            let somewhere = lines().any(|(_, perils)| perils.iter().any(|one| one.cause == cause));
            let death = matches!(cause, L::NaturalCauses | L::Illness | L::Accident);
            assert!(somewhere != death, "{cause:?}");
        }
    }

    #[test]
    fn a_place_is_where_its_loss_begins() {
        for percent in [50, 51, 77, 100, 133, 179] {
            let place = place_of(&NARROW, percent).expect("some losses are larger");
            let there = spread_at(&NARROW, place);
            assert!(
                (percent - 1..=percent).contains(&there),
                "{percent}: {there}"
            );
        }
        assert_eq!(place_of(&NARROW, 20), Some(0));
        assert_eq!(place_of(&NARROW, 180), None);
        assert_eq!(spread_at(&MEDIUM, u32::MAX), 289);
    }
}
