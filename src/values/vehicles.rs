//! Vehicle values, from the price of the model when new and the vehicle's age.

use crate::random::Stream;
use crate::values::calendar::Date;
use crate::values::texts::loans::{self, VEHICLES};

/// Value in percent of the price when new, by age in whole years: up to 13 years as in collateral appraisals, then declining only slightly
/// from year to year.
const OLD: [i64; 8] = [13, 12, 11, 10, 9, 8, 7, 6];

/// The attributes of a vehicle that determine its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Vehicle {
    /// The model year.
    pub year: i32,
    /// The price of the model when new, in dollars.
    pub price: i64,
}

impl Vehicle {
    /// Parses a description such as `2022 Lumaro Vento crossover VIN ...`.
    ///
    /// # Panics
    ///
    /// If it does not name a model year and an existing model.
    pub fn described(text: &str) -> Vehicle {
        let year = text.get(..4).and_then(|year| year.parse().ok());
        let named = VEHICLES
            .iter()
            .filter(|(make, _)| text[5..].starts_with(make))
            .flat_map(|(_, models)| *models)
            .find(|(model, _)| text.contains(&[" ", model, " VIN"].concat()));
        let (_, price) = named.expect("vehicle models are those of the list");
        Vehicle {
            year: year.expect("a vehicle's description begins with its year"),
            price: *price,
        }
    }

    /// Draws any vehicle of a model year, with its description.
    pub fn any(stream: &mut Stream, year: i32) -> (String, Vehicle) {
        let text = loans::vehicle_of(stream, year);
        let vehicle = Vehicle::described(&text);
        (text, vehicle)
    }

    /// Returns its age on a day, in whole years.
    pub fn age(self, day: Date) -> i32 {
        (day.year() - self.year).max(0)
    }

    /// Returns its actual cash value on a day, in dollars.
    pub fn worth(self, day: Date) -> i64 {
        let age = self.age(day) as usize;
        let percent = loans::WORTH.iter().chain(&OLD).nth(age);
        self.price * percent.unwrap_or(&OLD[OLD.len() - 1]) / 100
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key;
    use crate::random::Random;

    #[test]
    fn every_vehicle_is_known_by_its_description_and_loses_value() {
        let mut stream = Random::new(2).stream(key!("test/vehicles"), 0);
        for year in 1995..2026 {
            let (text, vehicle) = Vehicle::any(&mut stream, year);
            assert_eq!(vehicle, Vehicle::described(&text));
            assert_eq!(vehicle.year, year);
            let worth = |year| vehicle.worth(Date::new(year, 6, 30));
            assert_eq!(worth(year - 1), vehicle.price);
            assert!((year..year + 20).all(|year| worth(year + 1) < worth(year)));
            assert_eq!(worth(year + 40), vehicle.price * 6 / 100);
        }
    }
}
