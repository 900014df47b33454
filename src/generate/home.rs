//! Where a customer is at home, and what of the contact data changes over the years.

use crate::generate::customer::ProfileField;
use crate::generate::hours;
use crate::key;
use crate::random::Random;
use crate::values::calendar::{Date, Timestamp};
use crate::values::places::{self, City};

/// Changes of a profile, 0 to 3, mean 1.2 (data model, section 8).
const PROFILE_CHANGES: [u32; 4] = [30, 30, 30, 10];

/// The city in which the customer of this number lives.
pub fn home(random: &Random, number: u32) -> &'static City {
    let key = key!("customer_db.customer_profiles/city");
    let mut stream = random.stream(key, u64::from(number));
    &places::CITIES[stream.weighted(&places::CITY_WEIGHTS)]
}

/// The moment at which a customer joined on a day.
pub fn joined_at(random: &Random, number: u32, day: Date) -> Timestamp {
    let key = key!("accounts_db.customers/created_at_time");
    let mut stream = random.stream(key, u64::from(number));
    hours::OFFICE_TO_FIVE.on(day, &mut stream)
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
