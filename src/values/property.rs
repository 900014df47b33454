//! House prices: dollars per square foot by state, and a price index by year.

/// Dollars per square foot of an existing home in 2024, rounded to fives: an estimate that preserves the order of states in
/// published price indexes.
#[rustfmt::skip]
const BY_STATE: [(&str, i64); 51] = [
    ("AK", 215), ("AL", 145), ("AR", 135), ("AZ", 250), ("CA", 430), ("CO", 300), ("CT", 240), ("DC", 470), ("DE", 215),
    ("FL", 245), ("GA", 180), ("HI", 490), ("IA", 145), ("ID", 250), ("IL", 190), ("IN", 150), ("KS", 145), ("KY", 150),
    ("LA", 145), ("MA", 380), ("MD", 225), ("ME", 235), ("MI", 160), ("MN", 190), ("MO", 155), ("MS", 130), ("MT", 265), ("NC", 195),
    ("ND", 165), ("NE", 165), ("NH", 275), ("NJ", 290), ("NM", 190), ("NV", 255), ("NY", 360), ("OH", 150), ("OK", 140),
    ("OR", 290), ("PA", 180), ("RI", 285), ("SC", 185), ("SD", 180), ("TN", 190), ("TX", 175),
    ("UT", 260), ("VA", 230), ("VT", 255), ("WA", 335), ("WI", 190), ("WV", 125), ("WY", 225),
];
/// Price in states where no customer lives.
const ELSEWHERE: i64 = 190;

/// House prices from 2017 on, in percent of those of 2024 (Federal Housing Finance Agency, House Price Index of the United
/// States, rounded).
const BY_YEAR: [i64; 9] = [58, 62, 65, 69, 80, 92, 96, 100, 103];
const FIRST_YEAR: i32 = 2017;

/// Returns the price of a home in dollars per square foot in 2024, by two-letter state code.
pub fn dollars_per_square_foot(state: &str) -> i64 {
    BY_STATE
        .iter()
        .find(|(name, _)| *name == state)
        .map_or(ELSEWHERE, |(_, dollars)| *dollars)
}

/// Returns house prices in a year in percent of those of 2024; constant before and after the index.
pub fn price_level(year: i32) -> i64 {
    let place = (year - FIRST_YEAR).clamp(0, BY_YEAR.len() as i32 - 1);
    BY_YEAR[place as usize]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::places::CITIES;

    #[test]
    fn every_state_with_customers_has_its_price() {
        for city in CITIES {
            let known = BY_STATE.iter();
            assert_eq!(
                known.filter(|(state, _)| *state == city.state).count(),
                1,
                "{}",
                city.state
            );
        }
    }

    #[test]
    fn prices_rise_and_differ() {
        assert!(dollars_per_square_foot("CA") > 2 * dollars_per_square_foot("OH"));
        assert!((2010..2030).all(|year| price_level(year) <= price_level(year + 1)));
    }
}
