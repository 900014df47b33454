//! The insured vehicle: how old it is, and whether it is worth insuring against damage to itself.

use super::poisson::Place;
use crate::random::Stream;
use crate::tables::insurance_db::{CoverageType, LossCause};
use crate::values::calendar::Date;
use crate::values::texts::insurance::Words;
use crate::values::vehicles::Vehicle;

/// Age of vehicles when insured, in years (minimum, quartiles, maximum); the average vehicle on the road is 12.6 years old (S&P
/// Global Mobility, 2024), those insured here are some years younger.
const AGE: [i64; 5] = [0, 3, 7, 11, 19];
/// Percent of vehicles, by age up to so many years, insured for collision and, because it is cheaper, comprehensive: overall
/// about 76 and 80 (Insurance Information Institute, 2021), and no bank lends on one without. Owners of old ones go without.
const KEPT: [(i32, u64, u64); 7] = [
    (4, 96, 98),
    (7, 92, 95),
    (9, 85, 89),
    (11, 73, 78),
    (14, 54, 61),
    (18, 32, 40),
    (i32::MAX, 16, 22),
];
/// Vehicles worth less, in dollars, aren't insured against damage to themselves.
const WORTH_INSURING: i64 = 3_000;
/// Price when new, in dollars, of a vehicle whose repairs cost what the table of perils says.
const USUAL: i64 = 42_000;
/// Repairs above this percentage of the value aren't made: the vehicle is a total loss (state laws say 60 to 100).
const TOTAL: i64 = 75;

/// The vehicle of a policy that starts on a day, and its description: the one that a loan's collateral has, or any.
pub fn choose(
    stream: &mut Stream,
    place: Place,
    pledged: Option<&str>,
    start: Date,
) -> (String, Vehicle) {
    match pledged {
        Some(text) => (text.to_string(), Vehicle::described(text)),
        None => Vehicle::any(stream, start.year() - place.quantile(&AGE) as i32),
    }
}

/// Whether a coverage is for damage to the vehicle itself.
pub const fn is_of_the_vehicle(coverage: CoverageType) -> bool {
    matches!(
        coverage,
        CoverageType::Collision | CoverageType::Comprehensive
    )
}

/// Whether the owner of a vehicle has such a coverage on a day; `percent`, below 100, is the owner's place: an owner without
/// comprehensive has no collision either.
pub fn keeps(vehicle: Vehicle, coverage: CoverageType, day: Date, percent: u64) -> bool {
    let age = vehicle.age(day);
    let (_, collision, comprehensive) = KEPT[KEPT.partition_point(|(upto, ..)| *upto < age)];
    let most = match coverage {
        CoverageType::Collision => collision,
        _ => comprehensive,
    };
    percent < most && vehicle.worth(day) >= WORTH_INSURING
}

/// What repairs of a vehicle cost, in percent of the usual one's.
pub fn repairs(vehicle: Vehicle) -> i64 {
    50 + 50 * vehicle.price / USUAL
}

/// The loss in cents, given the repair cost and the vehicle's worth in cents, and whether it is a total loss; a stolen vehicle is
/// lost entirely.
pub const fn lost(cause: LossCause, repair: i64, worth: i64) -> (i64, bool) {
    match cause {
        LossCause::VehicleTheft => (worth, true),
        _ if repair * 100 > worth * TOTAL => (worth, true),
        _ => (repair, false),
    }
}

/// The wording of a policy's end after a total loss of its vehicle.
pub const fn words(cause: LossCause) -> Words {
    match cause {
        LossCause::VehicleTheft => &["Canceled after the theft of the vehicle"],
        _ => &["Canceled after the total loss of the vehicle"],
    }
}
