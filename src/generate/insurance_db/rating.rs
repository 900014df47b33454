//! What a risk costs: whatever makes losses more frequent or more expensive raises the premium by as much.
//!
//! A year's premium is the expected cost of the policy's perils in that year, divided by the part of premiums that the line pays
//! out. Nothing else enters, so any group of policies, by age, place, deductible, sum or record, pays about as much relative to
//! its losses as any other.

use super::climate::{self, State};
use super::perils::{Peril, Whom, perils_of, place_of, spread_at};
use super::vehicles;
use crate::tables::insurance_db::{ClaimType, CoverageType, LossCause, PolicyType};
use crate::values::calendar::Date;
use crate::values::money::Cents;
use crate::values::places::City;
use crate::values::vehicles::Vehicle;

/// What is known about a risk.
#[derive(Clone, Copy, Debug)]
pub struct Risk {
    /// The line.
    pub line: PolicyType,
    /// Where it is.
    pub city: &'static City,
    /// Age of the insured at the start.
    pub age: i32,
    /// Whether the insured is a woman.
    pub female: bool,
    /// Whether the insured is a company.
    pub business: bool,
    /// Which part of a home is insured.
    pub home: Home,
    /// The insured vehicle.
    pub car: Option<Vehicle>,
    /// The sum insured.
    pub sum: Cents,
    /// How often the insured has losses, in thousandths of normal: the record of a driver or an owner, which the insurer knows
    /// and prices; for health policies, how often the insured is ill, which nobody may price.
    pub record: i64,
}

/// Which part of a home is insured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Home {
    /// A house, or a company's premises.
    House,
    /// A condominium unit: its walls and roof are the association's.
    Unit,
    /// A tenant's belongings.
    Rented,
}

/// A coverage of a policy, in dollars.
#[derive(Clone, Copy, Debug)]
pub struct Term {
    /// What it pays for.
    pub coverage: CoverageType,
    /// The most it pays.
    pub limit: i64,
    /// What the insured bears.
    pub deductible: i64,
}

/// A peril of a policy.
#[derive(Clone, Debug)]
pub struct Exposed {
    /// What may happen.
    pub peril: &'static Peril,
    /// Index of the coverage that pays.
    pub term: usize,
    /// Claims per million years at the age where the age factor is 1.
    pub rate: i64,
    /// The same, as priced into the premium.
    priced: i64,
    /// Mean loss in cents, including those below the deductible.
    mean: i64,
    /// The place in the loss distribution from which losses are worth claiming, a 32-bit fraction.
    from: u32,
    /// Mean payment per claim at today's prices, in cents; 0 for a vehicle, whose losses depend on its age.
    payment: i64,
    /// Deductible and limit of the coverage, in dollars.
    deductible: i64,
    limit: i64,
    /// The insured vehicle, if it is what is damaged.
    damaged: Option<Damaged>,
}

/// A vehicle and what may happen to it.
#[derive(Clone, Debug)]
struct Damaged {
    vehicle: Vehicle,
    /// What repairs cost at evenly spaced places in the part of the distribution worth claiming, in ascending order, in cents at
    /// today's prices.
    repairs: Box<[i64]>,
}

/// Least dollars by which a loss exceeds the deductible: nobody claims less.
const WORTH_CLAIMING: i64 = 60;
/// Places at which a loss distribution is sampled for its mean payment.
const POINTS: usize = 32;
/// Part of what is promised that is paid, in thousandths: the rest is denied, withdrawn or cut (see `claims`).
const fn granted(line: PolicyType) -> i64 {
    match line {
        PolicyType::Health => 713,
        _ => 820,
    }
}
/// Paid over premium, in thousandths, that a line is priced for: what the National Association of Insurance Commissioners reports
/// for automobile and homeowners insurance over the years; the Affordable Care Act requires at least 80 percent of health
/// insurers.
const fn paid_over_premium(line: PolicyType) -> i64 {
    match line {
        PolicyType::Vehicle => 700,
        PolicyType::Property => 670,
        PolicyType::Health => 800,
        PolicyType::Travel | PolicyType::Life => 520,
    }
}
/// Frequency of health claims, in thousandths of the table's: people insured here are younger than the average adult, and file 250
/// claims in 100 policy-years.
const INSURED_HERE: i64 = 1_070;
/// Cost of a company's risks in percent of a person's: its vehicles and rooms are used more.
const BUSINESS: i64 = 135;
/// Frequency and cost of losses of tenants and unit owners, in percent of those of a house.
const RENTERS_RATE: i64 = 78;
const RENTERS_LOSS: i64 = 13;
const RENTERS_THEFT: i64 = 40;
const UNITS_RATE: i64 = 85;
const UNITS_LOSS: i64 = 60;
/// The sum insured at which a house has the table's losses, in dollars.
const USUAL_HOUSE: i64 = 350_000;
/// Percent of policyholders to whom the table's perils of mothers and of the elderly apply: the premium of a health plan
/// considers neither sex nor illness.
const MOTHERS: i64 = 27;
const ELDERLY: i64 = 60;
/// Ages, at the start of a policy, of women who may bear a child under it.
const MOTHERS_AGED: std::ops::RangeInclusive<i32> = 20..=40;
const ELDERLY_FROM: i32 = 40;

/// The age curve of health insurance in thousandths, from 21 to 64: the federal default of the Centers for Medicare and Medicaid
/// Services (45 CFR 147.102), 3 to 1.
#[rustfmt::skip]
const HEALTH_BY_AGE: [i64; 44] = [
    1_000, 1_000, 1_000, 1_000, 1_004, 1_024, 1_048, 1_087, 1_119, 1_135, 1_159, 1_183, 1_198, 1_214, 1_222, 1_230, 1_238, 1_246,
    1_262, 1_278, 1_302, 1_325, 1_357, 1_397, 1_444, 1_500, 1_563, 1_635, 1_706, 1_786, 1_865, 1_952, 2_040, 2_135, 2_230, 2_333,
    2_437, 2_548, 2_603, 2_714, 2_810, 2_873, 2_952, 3_000,
];

/// Effect of age on the frequency of losses, in thousandths.
pub fn age_factor(line: PolicyType, age: i32) -> i64 {
    match line {
        PolicyType::Health => HEALTH_BY_AGE[(age - 21).clamp(0, 43) as usize],
        // After the crash rates by age published by the Insurance Institute for Highway Safety.
        PolicyType::Vehicle => match age {
            ..20 => 2_300,
            20..25 => 1_700,
            25..30 => 1_180,
            30..70 => 920,
            70..77 => 1_080,
            _ => 1_350,
        },
        PolicyType::Travel => {
            if age < 60 {
                940
            } else {
                1_250
            }
        }
        PolicyType::Property | PolicyType::Life => 1_000,
    }
}

/// What losses cost this many days ago, in thousandths of today: repairs and treatments have become more expensive.
pub fn prices(days_ago: i32) -> i64 {
    const BY_YEAR: [i64; 7] = [1_000, 958, 912, 862, 818, 786, 760];
    let (year, day) = (
        (days_ago / 365).clamp(0, 5) as usize,
        i64::from(days_ago % 365),
    );
    BY_YEAR[year] - (BY_YEAR[year] - BY_YEAR[year + 1]) * day / 365
}

/// The perils of a policy with these coverages.
pub fn exposed(risk: &Risk, terms: &[Term]) -> Vec<Exposed> {
    let state = climate::state_of(risk.city);
    let pays = |peril: &Peril| {
        let of = |coverage: &CoverageType| terms.iter().position(|term| term.coverage == *coverage);
        peril.pays.iter().find_map(of)
    };
    let perils = perils_of(risk.line);
    let mut exposed = Vec::with_capacity(perils.len());
    exposed.extend(
        perils
            .iter()
            .filter_map(|peril| Exposed::new(risk, state, peril, pays(peril)?, terms)),
    );
    exposed
}

impl Exposed {
    fn new(
        risk: &Risk,
        state: &State,
        peril: &'static Peril,
        term: usize,
        terms: &[Term],
    ) -> Option<Exposed> {
        let Term {
            limit, deductible, ..
        } = terms[term];
        let (happens, reckoned) = match peril.whom {
            Whom::Anyone => (true, 100),
            Whom::People => (!risk.business, 100),
            Whom::Owners => (risk.home != Home::Rented, 100),
            Whom::Houses => (risk.home == Home::House, 100),
            Whom::Mothers => (risk.female && MOTHERS_AGED.contains(&risk.age), MOTHERS),
            Whom::Elderly => (risk.age >= ELDERLY_FROM, ELDERLY),
        };
        // A health premium counts everyone; other premiums count the risk itself.
        if !happens && reckoned == 100 {
            return None;
        }
        let mean = peril.mean * severity(risk, peril, terms[term].coverage);
        let from = place_of(
            peril.spread,
            (deductible + WORTH_CLAIMING) * 100 * 100 / mean,
        )?;
        let place = peril.hazard.at(risk.city, state) * cost(risk.line, state) * frequency(risk);
        // In 100,000 years times percent, percent and thousandths.
        let claimed = i128::from((1_u64 << 32) - u64::from(from));
        let rate =
            ((i128::from(peril.rate) * i128::from(place) * claimed) >> 32) as i64 / 1_000_000;
        if rate == 0 {
            return None;
        }
        let (health, record) = (risk.line == PolicyType::Health, risk.record);
        let is_damaged = vehicles::is_of_the_vehicle(terms[term].coverage)
            && peril.cause != LossCause::Windshield;
        let losses = losses(peril, mean, from);
        let promised = |loss| promised(loss, deductible, limit);
        let (payment, damaged) = match risk.car.filter(|_| is_damaged) {
            Some(vehicle) => {
                let repairs = losses.collect();
                (0, Some(Damaged { vehicle, repairs }))
            }
            None => (losses.map(promised).sum::<i64>() / POINTS as i64, None),
        };
        Some(Exposed {
            peril,
            term,
            rate: if happens { rate * record / 1_000 } else { 0 },
            priced: if health {
                rate * reckoned / 100
            } else {
                rate * record / 1_000
            },
            mean,
            from,
            payment,
            deductible,
            limit,
            damaged,
        })
    }

    /// A loss worth claiming, in cents, at a place in its distribution, a 32-bit fraction, on a day with these prices; and
    /// whether it is a total loss of the vehicle.
    pub fn loss(&self, place: u32, prices: i64, day: Date) -> (Cents, bool) {
        let percent = spread_at(self.peril.spread, inside(self.from, u64::from(place)));
        let cents = self.mean * percent / 100 * prices / 1_000;
        let (cents, total) = match &self.damaged {
            Some(Damaged { vehicle, .. }) => {
                vehicles::lost(self.peril.cause, cents, vehicle.worth(day) * 100)
            }
            None => (cents, false),
        };
        (Cents(cents), total)
    }

    /// Mean payment per claim in cents, at these prices, for a vehicle worth this many dollars.
    fn paid_for_vehicle(&self, repairs: &[i64], prices: i64, worth: i64) -> i64 {
        let mut sum = 0;
        for (at, repair) in repairs.iter().enumerate() {
            let (lost, total) =
                vehicles::lost(self.peril.cause, repair * prices / 1_000, worth * 100);
            let paid = promised(lost, self.deductible, self.limit);
            if total {
                // So is every larger loss.
                sum += paid * (repairs.len() - at) as i64;
                break;
            }
            sum += paid;
        }
        sum / POINTS as i64
    }

    /// Expected payments in the year whose middle is this day, at these prices, in millionths of a cent at the age where the age
    /// factor is 1.
    pub fn cost(&self, middle: Date, prices: i64) -> i128 {
        let payment = match &self.damaged {
            Some(Damaged { vehicle, repairs }) => {
                self.paid_for_vehicle(repairs, prices, vehicle.worth(middle))
            }
            None => self.payment * prices / 1_000,
        };
        i128::from(self.priced) * i128::from(payment)
    }
}

/// Losses at evenly spaced places in the part of a peril's distribution that begins at `from`, in cents at today's prices.
fn losses(peril: &Peril, mean: i64, from: u32) -> impl Iterator<Item = i64> {
    let rest = (1 << 32) - u64::from(from);
    (0..POINTS as u64).map(move |at| {
        let place = u64::from(from) + rest * (2 * at + 1) / (2 * POINTS as u64);
        mean * spread_at(peril.spread, place as u32) / 100
    })
}

/// What is promised for a loss in cents; deductible and limit are in dollars.
pub fn promised(loss: i64, deductible: i64, limit: i64) -> i64 {
    (loss - deductible * 100).clamp(0, limit * 100)
}

/// A place within the part of a distribution that begins at `from`; 32-bit fractions.
fn inside(from: u32, place: u64) -> u32 {
    let rest = (1_u64 << 32) - u64::from(from);
    (u64::from(from) + ((rest * place) >> 32)).min(u64::from(u32::MAX)) as u32
}

const fn term_is_of_the_house(coverage: CoverageType) -> bool {
    matches!(coverage, CoverageType::Dwelling | CoverageType::Contents)
}

/// What losses cost in percent of the table's.
fn severity(risk: &Risk, peril: &Peril, coverage: CoverageType) -> i64 {
    match (risk.home, risk.car) {
        (Home::Rented, _) if peril.claim_type == ClaimType::Theft => RENTERS_THEFT,
        (Home::Rented, _) if term_is_of_the_house(coverage) => RENTERS_LOSS,
        (Home::Unit, _) if term_is_of_the_house(coverage) => UNITS_LOSS,
        (Home::House, None) if term_is_of_the_house(coverage) => {
            60 + 40 * (risk.sum.0 / 100) / USUAL_HOUSE
        }
        (_, Some(car))
            if vehicles::is_of_the_vehicle(coverage) && peril.cause != LossCause::Windshield =>
        {
            vehicles::repairs(car)
        }
        _ => 100,
    }
}

/// What losses cost in a state, in percent.
const fn cost(line: PolicyType, state: &State) -> i64 {
    match line {
        PolicyType::Vehicle => state.driving,
        PolicyType::Property => state.home,
        PolicyType::Health => state.care,
        PolicyType::Life | PolicyType::Travel => 100,
    }
}

/// Frequency of losses by sum and use, in thousandths.
fn frequency(risk: &Risk) -> i64 {
    let dollars = risk.sum.0 / 100;
    let by_sum = match risk.line {
        PolicyType::Property if risk.home == Home::Rented => RENTERS_RATE * 10,
        PolicyType::Property if risk.home == Home::Unit => UNITS_RATE * 10,
        PolicyType::Property => 800 + 200 * dollars / USUAL_HOUSE,
        PolicyType::Vehicle => 950 + 50 * dollars / 125_000,
        // More expensive trips have more to lose.
        PolicyType::Travel => 700 + 300 * dollars / 5_000,
        PolicyType::Life => 1_000,
        PolicyType::Health => INSURED_HERE,
    };
    by_sum * if risk.business { BUSINESS } else { 100 } / 100
}

/// The premium of a year of coverage, or of a trip, before rounding, in cents: `age` is the age on its first day, which was this
/// many days ago.
pub fn premium(risk: &Risk, perils: &[Exposed], age: i32, first: Date, days_ago: i32) -> Cents {
    // Half a year on: the middle of the year.
    let (middle, prices) = (first + 182, prices((days_ago - 182).max(0)));
    let cents: i128 = perils.iter().map(|one| one.cost(middle, prices)).sum();
    let cents = (cents / 1_000_000) as i64 * age_factor(risk.line, age) / 1_000;
    Cents(cents * granted(risk.line) / paid_over_premium(risk.line))
}

#[cfg(test)]
mod tests;
