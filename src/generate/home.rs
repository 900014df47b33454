//! Where a customer lives, and which contact data changes over the years.

use crate::generate::customer::{CUSTOMERS_PER_BLOCK, ProfileField};
use crate::generate::person::Household;
use crate::generate::{hours, region};
use crate::key;
use crate::random::{Key, Proportion, Random, Stream, Weighted};
use crate::values::calendar::{Date, Timestamp};
use crate::values::places::{self, City};
use std::ops::RangeInclusive;

/// Days since a household moved in, by eighths (Census Bureau, geographical mobility, 2022: about one in nine moves within a
/// year).
const MOVED_AGO: [i64; 9] = [30, 420, 900, 1_450, 2_200, 3_300, 4_900, 7_600, 14_000];
/// Days after a move within which the bank is told.
const TOLD_AFTER: RangeInclusive<i64> = 2..=20;
/// Customers who change their telephone number, and equally their email address, while they are customers; counting moves, a
/// profile changes 1.2 times (data model, section 8).
const CHANGED: Proportion = Proportion::percent(42);

/// Households in the block's own city, elsewhere in its region, and anywhere in the country, in percent.
const NEIGHBORHOOD: Weighted<Reach, 3> =
    Weighted::new([(Reach::City, 62), (Reach::Region, 32), (Reach::Country, 6)]);

/// Stream of a household's street address.
const ADDRESS: Key = key!("customer_db.customer_profiles/address");

/// How far a household lives from the rest of its block.
#[derive(Clone, Copy, Debug)]
enum Reach {
    City,
    Region,
    Country,
}

/// The home city of the household whose first member has this number.
pub fn home(random: &Random, number: u32) -> &'static City {
    let mut stream = random.stream(
        key!("customer_db.customer_profiles/city"),
        u64::from(number),
    );
    let block = (number - 1) / CUSTOMERS_PER_BLOCK;
    let around = region::cities(region::of_customer(block * CUSTOMERS_PER_BLOCK + 1));
    let pick = |stream: &mut Stream| around.cities[stream.weighted(&around.weights)];
    match NEIGHBORHOOD.draw(&mut stream) {
        Reach::City => {
            let key = key!("customer_db.customer_profiles/city_of_block");
            pick(&mut random.stream(key, u64::from(block)))
        }
        Reach::Region => pick(&mut stream),
        Reach::Country => &places::CITIES[stream.weighted(&places::CITY_WEIGHTS)],
    }
}

/// The street address of the household whose first member has this number.
pub fn street(random: &Random, first: u32) -> String {
    places::street_address(&mut random.stream(ADDRESS, u64::from(first)))
}

/// Whether that address has a unit number.
pub fn has_unit(random: &Random, first: u32) -> bool {
    places::draws_a_unit(&mut random.stream(ADDRESS, u64::from(first)))
}

/// The time at which a customer joined on a day.
pub fn joined_at(random: &Random, number: u32, day: Date) -> Timestamp {
    let key = key!("accounts_db.customers/created_at_time");
    let mut stream = random.stream(key, u64::from(number));
    hours::OFFICE.on(day, &mut stream)
}

/// The day on which the household whose first member has this number moved in.
pub fn moved_in(random: &Random, first: u32, as_of: Date) -> Date {
    let key = key!("customer_db.customer_profiles/moved_in");
    as_of - random.stream(key, u64::from(first)).quantile(&MOVED_AGO) as i32
}

/// Changes to the profile of a household member from `first` to `last`, in time order.
///
/// Whoever moves while a customer tells the bank within days; telephone and email changes are random.
pub fn profile_changes(
    random: &Random,
    number: u32,
    household: &Household,
    (first, last): (Date, Date),
) -> Vec<(Timestamp, ProfileField)> {
    let key = key!("customer_db.customer_profiles/changes");
    let mut stream = random.stream(key, u64::from(number));
    let told = hours::after(&mut stream, household.since, TOLD_AFTER);
    let mut changes = Vec::new();
    if household.since > first && told <= last {
        let at = hours::office_moment(&mut stream, told, (told + 4).min(last));
        changes.push((at, ProfileField::Address));
    }
    for field in [ProfileField::Phone, ProfileField::Email] {
        if stream.chance(CHANGED) {
            changes.push((hours::office_moment(&mut stream, first, last), field));
        }
    }
    changes.sort_unstable_by_key(|&(at, _)| at);
    changes
}
