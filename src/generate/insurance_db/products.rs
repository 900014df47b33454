//! What each type of policy promises and costs (data model, section 7).

use super::rating::{Home, Risk};
use crate::generate::customer::Insured;
use crate::generate::person::Person;
use crate::random::{Proportion, Stream, Weighted};
use crate::tables::insurance_db::{CoverageType, PolicyType, PremiumFrequency};
use crate::values::money::Cents;
use crate::values::mortality::deaths_per_100_000;
use crate::values::people::Sex;

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
            (LossAssessment, 100, 2),
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

/// Liability limits that drivers choose, in dollars, and how many in 100 choose each.
const LIABILITIES: Weighted<i64, 5> = Weighted::new([
    (50_000, 22),
    (100_000, 38),
    (250_000, 18),
    (300_000, 14),
    (500_000, 8),
]);
/// Sums insured in dollars: minimum, quartiles, maximum.
const OWNED: [i64; 5] = [150_000, 240_000, 330_000, 450_000, 1_200_000];
const UNITS: [i64; 5] = [40_000, 50_000, 65_000, 90_000, 150_000];
const RENTED: [i64; 5] = [20_000, 25_000, 30_000, 40_000, 60_000];
const TERM_LIFE: [i64; 5] = [100_000, 200_000, 300_000, 500_000, 1_000_000];
const WHOLE_LIFE: [i64; 5] = [10_000, 25_000, 50_000, 100_000, 250_000];
const TRAVEL: [i64; 5] = [2_000, 3_500, 5_000, 8_000, 15_000];
/// Life policies that have a term.
const FOR_A_TERM: Proportion = Proportion::percent(65);
/// Oldest age at which a term policy is sold.
const TERM_AGE: i32 = 60;

/// Whether a life policy has a term: most of the young's do.
pub fn is_term(stream: &mut Stream, age: i32) -> bool {
    stream.chance(FOR_A_TERM) && age <= TERM_AGE
}

/// The tier of a health plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tier {
    /// The cheapest, with the highest deductibles.
    Bronze,
    /// The usual one.
    Silver,
    /// Expensive.
    Gold,
    /// The most expensive, with hardly any deductible.
    Platinum,
}

/// Health plans by tier in percent (enrollment published by the Centers for Medicare and Medicaid Services, with more gold, as in
/// plans without subsidies).
const TIERS: Weighted<Tier, 4> = Weighted::new([
    (Tier::Bronze, 28),
    (Tier::Silver, 42),
    (Tier::Gold, 22),
    (Tier::Platinum, 8),
]);

impl Tier {
    /// The tier of a plan: the wealthier, in thousandths of a standard deviation, choose a more expensive one.
    pub fn new(stream: &mut Stream, wealth: i64) -> Tier {
        let weight = |tier, weight: u32| {
            let dear = i64::from(matches!(tier, Tier::Gold | Tier::Platinum)) * 2 - 1;
            (i64::from(weight) * (1_000 + dear * wealth.clamp(-1_500, 1_500) / 2)) as u32
        };
        TIERS.reweighed(weight).draw(stream)
    }

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Tier::Bronze => "Bronze",
            Tier::Silver => "Silver",
            Tier::Gold => "Gold",
            Tier::Platinum => "Platinum",
        }
    }

    /// The most that a plan pays in a year, in dollars.
    const fn limits(self) -> &'static [i64] {
        match self {
            Tier::Bronze => &[100_000, 150_000, 250_000],
            Tier::Silver => &[250_000, 500_000],
            Tier::Gold => &[500_000, 750_000, 1_000_000],
            Tier::Platinum => &[1_000_000],
        }
    }

    /// Deductible of each hospital stay, other treatment, emergency and prescription, in dollars.
    pub const fn deductibles(self) -> [i64; 4] {
        match self {
            Tier::Bronze => [3_500, 150, 750, 50],
            Tier::Silver => [1_500, 100, 500, 50],
            Tier::Gold => [750, 50, 300, 0],
            Tier::Platinum => [250, 0, 150, 0],
        }
    }
}

/// The sum insured; `worth` is the least it must cover: what a lender requires, or the value of a vehicle.
pub fn sum(
    stream: &mut Stream,
    insured: &Insured,
    home: Home,
    term: bool,
    tier: Tier,
    worth: Option<Cents>,
) -> Cents {
    let (dollars, step) = match (insured.policy_type, home) {
        (PolicyType::Vehicle, _) => (LIABILITIES.draw(stream), 5_000),
        (PolicyType::Property, Home::Rented) => (stream.quantile(&RENTED), 1_000),
        (PolicyType::Property, Home::Unit) => (stream.quantile(&UNITS), 5_000),
        (PolicyType::Property, Home::House) => (stream.quantile(&OWNED), 10_000),
        (PolicyType::Life, _) if term => (stream.quantile(&TERM_LIFE), 50_000),
        (PolicyType::Life, _) => (stream.quantile(&WHOLE_LIFE), 5_000),
        (PolicyType::Health, _) => (*stream.pick(tier.limits()), 50_000),
        (PolicyType::Travel, _) => (stream.quantile(&TRAVEL), 500),
    };
    let drawn = Cents::dollars(dollars / step * step);
    let whole = worth.map_or(Cents::ZERO, |worth| {
        -(-worth).floor_to(Cents::dollars(step))
    });
    match (insured.policy_type, home) {
        // A car is insured for one of the usual sums.
        (PolicyType::Vehicle, _) => LIABILITIES
            .values()
            .iter()
            .map(|one| Cents::dollars(*one))
            .find(|one| *one >= whole.max(drawn))
            .unwrap_or(whole),
        // A house under a loan is insured for what the lender requires.
        (PolicyType::Property, Home::House) if worth.is_some() => {
            whole.max(Cents::dollars(OWNED[0]))
        }
        _ => drawn.max(whole),
    }
}

/// Minimum and maximum cost of a year of coverage, or of a trip, in dollars (data model, section 7; health plans are rated by
/// age).
const fn least_and_most(policy_type: PolicyType, home: Home) -> (i64, i64) {
    match policy_type {
        PolicyType::Vehicle => (360, 4_500),
        PolicyType::Property => match home {
            Home::House => (500, 6_000),
            Home::Unit => (180, 2_500),
            Home::Rented => (96, 600),
        },
        PolicyType::Life => (60, 1_000_000),
        PolicyType::Health => (2_400, 24_000),
        PolicyType::Travel => (60, 900),
    }
}

/// A yearly premium within the bounds of its line.
pub fn within_bounds(risk: &Risk, yearly: Cents) -> Cents {
    let (least, most) = least_and_most(risk.line, risk.home);
    yearly.clamp(Cents::dollars(least), Cents::dollars(most))
}

/// What life policies pay out of their premiums, in thousandths: the table counts everyone's deaths, and the insured are
/// examined.
const LIFE_PAID_OUT: i64 = 1_150;
/// The age by which a whole life policy is paid up.
const WHOLE_LIFE_PAID_UP: i32 = 95;

/// The level yearly premium of a life policy: the deaths of its years, over `years` or to old age, and, for whole life, what is
/// saved for the certain one. `health` is in percent of the usual.
pub fn life_premium(sum: Cents, sex: Sex, age: i32, years: Option<i32>, health: i64) -> Cents {
    let until = years.map_or(WHOLE_LIFE_PAID_UP, |years| {
        (age + years).min(WHOLE_LIFE_PAID_UP)
    });
    let years = i64::from((until - age).max(1));
    let deaths: i64 = (age..until.max(age + 1))
        .map(|age| deaths_per_100_000(sex, age))
        .sum();
    // Interest takes off part of what is due late.
    let interest = (1_000 - years * 9).max(450);
    let mean = deaths.min(90_000) * interest / years;
    let premium = i128::from(sum.0) * i128::from(mean * health);
    // Of 100,000 people, times thousandths and percent, over thousandths.
    Cents((premium / i128::from(10_000_000 * LIFE_PAID_OUT)) as i64)
}

/// Most that a life policy covers, in years' income, and most that its premium takes of a year's income, in percent.
const MAX_INCOME_YEARS: i64 = 20;
const MAX_PREMIUM_PERCENT: i64 = 10;

/// The premium of the worst health, in percent of the usual.
pub const DEAREST_HEALTH: i64 = 130;

/// Whether a person can pay for the smallest term policy, and needs at least that much.
pub fn affords_term(person: &Person, age: i32, years: i32) -> bool {
    let least = Cents::dollars(TERM_LIFE[0]);
    let premium = life_premium(least, person.sex, age, Some(years), DEAREST_HEALTH);
    least <= person.income.times(MAX_INCOME_YEARS, 1)
        && premium <= person.income.times(MAX_PREMIUM_PERCENT, 100)
}

/// The sum of a life policy, cut to what the income calls for and can pay for, but not below the smallest sum sold.
pub fn affordable(sum: Cents, person: &Person, age: i32, term: Option<i32>) -> Cents {
    let (least, step) = match term {
        Some(_) => (TERM_LIFE[0], 50_000),
        None => (WHOLE_LIFE[0], 5_000),
    };
    let premium = life_premium(sum, person.sex, age, term, DEAREST_HEALTH);
    let pays = person.income.times(MAX_PREMIUM_PERCENT, 100);
    let paid_for = match premium > pays {
        true => sum.times(pays.0, premium.0),
        false => sum,
    };
    let most = paid_for.min(person.income.times(MAX_INCOME_YEARS, 1));
    sum.min(most.floor_to(Cents::dollars(step)))
        .max(Cents::dollars(least))
}

/// Most that a house is insured for, in years' income.
const HOUSE_INCOMES: i64 = 12;

/// The sum of a house, cut to what an owner with this income lives in.
pub fn inhabited(sum: Cents, person: &Person) -> Cents {
    let most = person.income.times(HOUSE_INCOMES, 1);
    sum.min(most.floor_to(Cents::dollars(10_000)))
        .max(Cents::dollars(OWNED[0]))
}

/// Months from one premium to the next; `None` if there is just one.
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
