//! Where a customer is at home, and what of the contact data changes over the years.

use crate::generate::customer::{CUSTOMERS_PER_BLOCK, ProfileField};
use crate::generate::{hours, region};
use crate::key;
use crate::random::{Random, Stream, Weighted};
use crate::values::calendar::{Date, Timestamp};
use crate::values::places::{self, City};

/// Changes of a profile, 0 to 3, mean 1.2 (data model, section 8).
const PROFILE_CHANGES: [u32; 4] = [30, 30, 30, 10];

/// Households that live in the block's own city, elsewhere in its region, and anywhere, in percent.
const NEIGHBORHOOD: Weighted<Reach, 3> =
    Weighted::new([(Reach::City, 62), (Reach::Region, 32), (Reach::Country, 6)]);

/// How far from the others of its block a household lives.
#[derive(Clone, Copy, Debug)]
enum Reach {
    City,
    Region,
    Country,
}

/// The city in which the household lives whose first member has this number.
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

/// The moment at which a customer joined on a day.
pub fn joined_at(random: &Random, number: u32, day: Date) -> Timestamp {
    let key = key!("accounts_db.customers/created_at_time");
    let mut stream = random.stream(key, u64::from(number));
    hours::OFFICE.on(day, &mut stream)
}

/// When the profile of a customer was changed from `first` to `last`, and what of it, in time order.
pub fn profile_changes(
    random: &Random,
    number: u32,
    (first, last): (Date, Date),
) -> Vec<(Timestamp, ProfileField)> {
    let row = u64::from(number);
    let key = key!("customer_db.customer_profiles/changes");
    let mut stream = random.stream(key, row);
    let mut changes: Vec<Timestamp> = (0..stream.weighted(&PROFILE_CHANGES))
        .map(|_| hours::office_moment(&mut stream, first, last))
        .collect();
    changes.sort_unstable();
    let mut fields = [
        ProfileField::Address,
        ProfileField::Phone,
        ProfileField::Email,
    ];
    let key = key!("customer_db.customer_profiles/changed_field");
    random.shuffle(key, row, &mut fields);
    changes.into_iter().zip(fields).collect()
}
