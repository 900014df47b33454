//! What each type of policy promises and costs (data model, section 7).

use crate::generate::customer::Insured;
use crate::random::{Proportion, Stream, Weighted};
use crate::tables::insurance_db::{CoverageType, PolicyType, PremiumFrequency};
use crate::values::money::Cents;

/// A coverage, the percentage of policies that have it, and its weight in the premium.
pub type Offer = (CoverageType, u32, i64);

/// The coverages of a type of policy, in the order of their rows.
pub const fn offers(policy_type: PolicyType) -> &'static [Offer] {
    use CoverageType::*;
    match policy_type {
        PolicyType::Vehicle => &[
            (BodilyInjuryLiability, 100, 32),
            (PropertyDamageLiability, 100, 18),
            (Collision, 76, 28),
            (Comprehensive, 80, 12),
            (UninsuredMotorist, 85, 6),
            (MedicalPayments, 60, 4),
            (RentalReimbursement, 35, 3),
            (RoadsideAssistance, 40, 2),
        ],
        PolicyType::Property => &[
            (Dwelling, 100, 58),
            (OtherStructures, 100, 6),
            (Contents, 100, 20),
            (LossOfUse, 100, 6),
            (PersonalLiability, 100, 7),
            (MedicalPayments, 100, 3),
            (WaterBackup, 30, 5),
        ],
        PolicyType::Life => &[
            (DeathBenefit, 100, 86),
            (AcceleratedBenefit, 60, 3),
            (WaiverOfPremium, 30, 5),
            (AccidentalDeath, 20, 7),
            (ChildRider, 10, 4),
        ],
        PolicyType::Health => &[
            (Inpatient, 100, 42),
            (Outpatient, 100, 24),
            (Emergency, 100, 12),
            (Prescription, 100, 14),
            (Preventive, 100, 3),
            (MentalHealth, 100, 5),
        ],
        PolicyType::Travel => &[
            (TripCancellation, 100, 40),
            (TripInterruption, 100, 18),
            (TravelMedical, 100, 20),
            (Evacuation, 100, 10),
            (Baggage, 100, 7),
            (TravelDelay, 100, 5),
        ],
    }
}

/// Whether a coverage is of use to somebody who rents: what stands on the ground is the landlord's.
pub const fn for_renters(coverage: CoverageType) -> bool {
    !matches!(
        coverage,
        CoverageType::Dwelling | CoverageType::OtherStructures | CoverageType::WaterBackup
    )
}

/// Whether a lender insists on a coverage where it protects the collateral (data model, section 7: comprehensive is on 80 in a
/// hundred vehicles, on all with an auto loan).
pub const fn for_lenders(coverage: CoverageType) -> bool {
    matches!(coverage, CoverageType::Comprehensive)
}

/// Liability limits that drivers choose, in dollars, and how often of 100.
const LIABILITIES: Weighted<i64, 5> = Weighted::new([
    (50_000, 22),
    (100_000, 38),
    (250_000, 18),
    (300_000, 14),
    (500_000, 8),
]);
/// Sums insured in dollars: least, quartiles, most.
const OWNED: [i64; 5] = [150_000, 240_000, 330_000, 450_000, 1_200_000];
const RENTED: [i64; 5] = [20_000, 25_000, 30_000, 40_000, 60_000];
const TERM_LIFE: [i64; 5] = [100_000, 200_000, 300_000, 500_000, 1_000_000];
const WHOLE_LIFE: [i64; 5] = [10_000, 25_000, 50_000, 100_000, 250_000];
const HEALTH: [i64; 5] = [5_000, 100_000, 250_000, 500_000, 1_000_000];
const TRAVEL: [i64; 5] = [2_000, 3_500, 5_000, 8_000, 15_000];
/// Life policies that are for a term.
const FOR_A_TERM: Proportion = Proportion::percent(65);
/// Oldest age at which a term policy is sold.
const TERM_AGE: i32 = 65;

/// Whether a life policy is for a term: most are, of the young.
pub fn is_term(stream: &mut Stream, age: i32) -> bool {
    stream.chance(FOR_A_TERM) && age <= TERM_AGE
}

/// The sum insured; `worth` is what it must cover at least, if it protects a collateral.
pub fn sum(stream: &mut Stream, insured: &Insured, term: bool, worth: Option<Cents>) -> Cents {
    let (dollars, step) = match insured.policy_type {
        PolicyType::Vehicle => (LIABILITIES.draw(stream), 5_000),
        PolicyType::Property if insured.renter => (stream.quantile(&RENTED), 1_000),
        PolicyType::Property => (stream.quantile(&OWNED), 10_000),
        PolicyType::Life if term => (stream.quantile(&TERM_LIFE), 50_000),
        PolicyType::Life => (stream.quantile(&WHOLE_LIFE), 5_000),
        PolicyType::Health => (stream.quantile(&HEALTH), 5_000),
        PolicyType::Travel => (stream.quantile(&TRAVEL), 500),
    };
    let drawn = Cents::dollars(dollars / step * step);
    match (insured.policy_type, worth) {
        // A house is insured for what stands on it, a car for the usual sums if those suffice.
        (PolicyType::Property, Some(worth)) => {
            let whole = -(-worth).floor_to(Cents::dollars(step));
            whole.max(Cents::dollars(OWNED[0]))
        }
        (_, Some(worth)) => drawn.max(-(-worth).floor_to(Cents::dollars(step))),
        (_, None) => drawn,
    }
}

/// Yearly dollars for 100,000 dollars of term life insurance, from age 15 in steps of ten years.
const TERM_RATES: [i64; 8] = [90, 100, 130, 230, 520, 1_150, 2_600, 6_000];
/// The same for the whole life.
const WHOLE_RATES: [i64; 8] = [560, 760, 1_100, 1_700, 2_700, 4_400, 7_600, 13_000];

/// The premium of a year, in cents: what is insured, for how much and at which age decides (of travel, of the trip).
pub fn yearly_premium(
    stream: &mut Stream,
    insured: &Insured,
    term: bool,
    sum: Cents,
    age: i32,
) -> Cents {
    let dollars = sum.0 / 100;
    let age = i64::from(age);
    let (cents, least, most) = match insured.policy_type {
        PolicyType::Vehicle => {
            let young = match age {
                ..25 => 950,
                25..30 => 320,
                70.. => 240,
                _ => 0,
            };
            let record = stream.quantile(&[0, 120, 260, 460, 1_250]);
            let cents = (600 + young + record) * 100 + dollars / 12;
            (cents, 600_00, 3_600_00)
        }
        PolicyType::Property if insured.renter => {
            (stream.quantile(&[500_00, 560_00, 650_00]), 500_00, 650_00)
        }
        PolicyType::Property => {
            let place = stream.quantile(&[180, 270, 350, 450, 800]);
            (500_00 + dollars * place / 1_000, 500_00, 4_500_00)
        }
        PolicyType::Life => {
            let rates = if term { &TERM_RATES } else { &WHOLE_RATES };
            let decade = ((age - 15) / 10).min(TERM_RATES.len() as i64 - 2);
            let years = age - 15 - decade * 10;
            let (low, high) = (rates[decade as usize], rates[decade as usize + 1]);
            let rate = low * 10 + (high - low) * years;
            // Tenths of a dollar for 100,000, and the insured's own health.
            let health = stream.quantile(&[85, 95, 105, 130]);
            (dollars * rate / 10_000 * health / 100, 60_00, i64::MAX)
        }
        PolicyType::Health => {
            let cents = (450_00 + (age - 18) * 2_60 + stream.range(0..=30_00)) * 12;
            (cents, 450_00 * 12, 650_00 * 12)
        }
        PolicyType::Travel => {
            let share = stream.quantile(&[300, 390, 460, 600]);
            (dollars * share / 100, 60_00, 900_00)
        }
    };
    Cents(cents.clamp(least, most))
}

/// Months from one premium to the next; none when there is just one.
pub const fn months(frequency: PremiumFrequency) -> Option<i32> {
    match frequency {
        PremiumFrequency::Monthly => Some(1),
        PremiumFrequency::Quarterly => Some(3),
        PremiumFrequency::Semiannual => Some(6),
        PremiumFrequency::Annual => Some(12),
        PremiumFrequency::Single => None,
    }
}

/// One payment of a yearly premium, rounded half-even to the cent.
pub fn payment(yearly: Cents, frequency: PremiumFrequency) -> Cents {
    yearly.times(i64::from(months(frequency).unwrap_or(12)), 12)
}

/// Limit and deductible of a coverage, in dollars before the limit is cut to the sum insured.
pub fn terms(
    stream: &mut Stream,
    insured: &Insured,
    coverage: CoverageType,
    sum: i64,
    yearly: i64,
) -> (i64, i64) {
    use CoverageType::*;
    let mut pick = |values: &[i64]| *stream.pick(values);
    match coverage {
        BodilyInjuryLiability | UninsuredMotorist => (sum, 0),
        PropertyDamageLiability => (pick(&[25_000, 50_000, 100_000]), 0),
        Collision if insured.protects => (sum, pick(&[500, 500, 1_000])),
        Collision => (pick(&[18_000, 25_000, 35_000, 50_000]), pick(&[500, 1_000])),
        Comprehensive if insured.protects => (sum, pick(&[250, 500, 500])),
        Comprehensive => (pick(&[18_000, 25_000, 35_000, 50_000]), pick(&[250, 500])),
        MedicalPayments => (pick(&[1_000, 2_000, 5_000, 10_000]), 0),
        RentalReimbursement => (pick(&[900, 1_200, 1_500]), 0),
        RoadsideAssistance => (pick(&[150, 250, 500]), 0),
        Dwelling => (sum, pick(&[500, 1_000, 1_000, 2_500])),
        OtherStructures => (sum / 10, pick(&[500, 1_000])),
        Contents if insured.renter => (sum, pick(&[250, 500])),
        Contents => (sum / 2, pick(&[500, 1_000])),
        LossOfUse => (sum / 5, 0),
        PersonalLiability => (pick(&[100_000, 300_000, 500_000]), 0),
        WaterBackup => (pick(&[5_000, 10_000, 25_000]), pick(&[500, 1_000])),
        DeathBenefit | AccidentalDeath => (sum, 0),
        AcceleratedBenefit => ((sum / 2).min(250_000), 0),
        WaiverOfPremium => (yearly * pick(&[1, 2, 3]), 0),
        ChildRider => (pick(&[5_000, 10_000]), 0),
        Inpatient => (sum, pick(&[250, 500, 1_000])),
        Outpatient => (sum / 2, pick(&[50, 100, 200])),
        Emergency => (sum / 4, pick(&[100, 150, 250])),
        Prescription => (sum / 20, pick(&[0, 0, 50])),
        Preventive => (sum / 20, 0),
        MentalHealth => (sum / 5, pick(&[0, 50, 100])),
        TripCancellation | TripInterruption => (sum, pick(&[0, 0, 100])),
        TravelMedical => (sum, pick(&[0, 50, 100])),
        Evacuation => (sum, 0),
        Baggage => (pick(&[1_000, 1_500, 2_500]), pick(&[0, 50, 100])),
        TravelDelay => (pick(&[500, 750, 1_000]), 0),
    }
}
