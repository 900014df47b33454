//! How a place affects a risk: weather, crime, and what repairs, courts and doctors cost there.

use crate::values::places::City;

/// What it is about a place that moves the frequency of a loss.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hazard {
    /// The same everywhere.
    None,
    /// Ice and frost.
    Winter,
    /// Hail.
    Hail,
    /// Tornadoes.
    Tornado,
    /// Hurricanes, on the coasts that they reach.
    Hurricane,
    /// Wildfires.
    Wildfire,
    /// Lightning.
    Lightning,
    /// Deer on the road.
    Deer,
    /// Burglars and thieves.
    Crime,
}

/// A state: its hazards in percent of normal, and what insured losses cost there in percent.
#[derive(Clone, Copy, Debug)]
pub struct State {
    code: &'static str,
    hazards: [i16; 8],
    /// Drivers' losses.
    pub driving: i64,
    /// Owners' and renters' losses.
    pub home: i64,
    /// Treatments.
    pub care: i64,
}

const fn state(code: &'static str, hazards: [i16; 8], [driving, home, care]: [i64; 3]) -> State {
    State {
        code,
        hazards,
        driving,
        home,
        care,
    }
}

/// The states by code. Weather after the counts of NOAA's Storm Events Database (hail, tornadoes, lightning) and the National
/// Hurricane Center (landfalls); wildfires after the National Interagency Fire Center; deer after the claims that State Farm
/// publishes; theft after the FBI's crime statistics; costs after the average expenditures that the NAIC publishes for automobile
/// and homeowners insurance, and personal health expenditure by state (CMS). Rounded; our own.
#[rustfmt::skip]
const STATES: [State; 51] = [
    //           winter hail torn. hurr. fire light. deer crime  driving home care
    state("AK", [250,    5,   0,   0,   60,   5,  60, 120], [ 85,  75, 128]),
    state("AL", [ 10,  110, 220,  60,   15, 170, 140, 110], [ 95, 115,  90]),
    state("AR", [ 45,  150, 190,   0,   15, 140, 150, 120], [ 95, 125,  93]),
    state("AZ", [ 15,   40,  10,   0,  170,  60,  40, 105], [100,  80,  92]),
    state("CA", [ 12,    5,   5,   0,  380,  10,  35, 115], [112,  95, 104]),
    state("CO", [130,  330,  90,   0,  270,  90,  60, 135], [108, 120,  97]),
    state("CT", [140,   25,  15,  20,    0,  50,  80,  70], [112, 105, 112]),
    state("DC", [ 80,   40,  10,   0,    0,  70,  30, 170], [128,  90, 115]),
    state("DE", [ 80,   35,  15,  20,    0,  70,  90,  90], [115,  75, 112]),
    state("FL", [  0,   45,  90, 420,   60, 260,  40,  85], [134, 150, 103]),
    state("GA", [ 12,   80, 110, 110,   15, 170, 130, 100], [112, 105,  92]),
    state("HI", [  0,    0,   0,  60,   40,   5,   0, 110], [ 75,  70,  98]),
    state("IA", [190,  180, 190,   0,    0, 120, 200,  70], [ 75, 100, 100]),
    state("ID", [150,   40,  10,   0,  190,  30,  70,  55], [ 75,  75,  90]),
    state("IL", [150,  140, 180,   0,    0, 120, 110,  95], [ 92,  95, 101]),
    state("IN", [140,  100, 120,   0,    0, 120, 140,  85], [ 82,  95, 102]),
    state("KS", [110,  320, 290,   0,   20, 150, 150, 105], [ 88, 135, 100]),
    state("KY", [ 80,   90, 120,   0,    5, 130, 150,  75], [ 98, 110, 103]),
    state("LA", [  3,   80, 150, 380,   10, 220,  80, 125], [142, 150, 101]),
    state("MA", [150,   20,  10,  20,    0,  40,  60,  60], [100, 100, 118]),
    state("MD", [ 80,   40,  20,  20,    0,  70,  90,  95], [115,  85, 104]),
    state("ME", [220,   15,  10,   5,    0,  40, 120,  45], [ 70,  75, 113]),
    state("MI", [200,   70,  60,   0,    0,  80, 180,  80], [135,  85, 102]),
    state("MN", [250,  180, 110,   0,   10,  80, 170,  85], [ 85, 110, 108]),
    state("MO", [100,  210, 190,   0,    5, 140, 150, 115], [ 92, 115, 103]),
    state("MS", [ 10,  110, 260,  60,   15, 190, 150, 105], [ 98, 120,  93]),
    state("MT", [200,  170,  20,   0,  200,  50, 220,  80], [ 80, 105, 102]),
    state("NC", [ 30,   60,  80,  70,   10, 140, 140, 100], [ 80,  90,  95]),
    state("ND", [280,  190,  60,   0,   10,  60, 190,  80], [ 68, 100, 110]),
    state("NE", [160,  320, 210,   0,   15, 130, 130,  85], [ 82, 135, 103]),
    state("NH", [190,   15,  10,   5,    0,  40,  80,  40], [ 78,  80, 116]),
    state("NJ", [110,   25,  10,  30,    0,  60,  60,  65], [128,  85, 107]),
    state("NM", [ 50,  110,  15,   0,  150,  70,  60, 150], [ 95,  90,  95]),
    state("NV", [ 25,   15,   0,   0,  120,  20,  20, 110], [118,  75,  90]),
    state("NY", [150,   25,  15,  20,    0,  50, 110,  70], [124,  95, 122]),
    state("OH", [140,   80,  70,   0,    0, 110, 140,  85], [ 80,  85, 104]),
    state("OK", [ 60,  340, 290,   0,   30, 160, 110, 115], [100, 140,  96]),
    state("OR", [ 60,   10,   5,   0,  180,  15,  90, 125], [100,  72,  99]),
    state("PA", [140,   40,  25,   0,    0,  70, 200,  70], [ 96,  80, 113]),
    state("RI", [140,   15,  10,  25,    0,  40,  60,  60], [122, 105, 110]),
    state("SC", [ 12,   70,  90, 120,   10, 160, 160, 115], [108, 105,  93]),
    state("SD", [240,  280, 110,   0,   20,  80, 200,  80], [ 75, 110, 108]),
    state("TN", [ 40,   90, 160,   0,    5, 150, 130, 120], [ 88, 105,  93]),
    state("TX", [ 20,  260, 150, 240,   40, 130, 110, 115], [110, 135,  95]),
    state("UT", [140,   35,   5,   0,  140,  40, 100,  95], [ 92,  70,  82]),
    state("VA", [ 60,   45,  40,  80,    5,  80, 160,  75], [ 85,  80,  97]),
    state("VT", [220,   15,   5,   5,    0,  40, 100,  50], [ 72,  75, 119]),
    state("WA", [ 50,    5,   5,   0,  110,  10,  70, 135], [102,  72,  98]),
    state("WI", [220,  110,  80,   0,    5,  80, 190,  65], [ 74,  80, 107]),
    state("WV", [120,   30,  10,   0,    5,  90, 260,  60], [ 90,  80, 115]),
    state("WY", [180,  210,  30,   0,  110,  60, 130,  75], [ 78, 100, 100]),
];

/// Cities that hurricanes reach, in states that also have an inland.
const COASTAL: [(&str, &str); 22] = [
    ("Houston", "TX"),
    ("Corpus Christi", "TX"),
    ("Galveston", "TX"),
    ("Beaumont", "TX"),
    ("Brownsville", "TX"),
    ("Pasadena", "TX"),
    ("Virginia Beach", "VA"),
    ("Norfolk", "VA"),
    ("Chesapeake", "VA"),
    ("Newport News", "VA"),
    ("Hampton", "VA"),
    ("Wilmington", "NC"),
    ("Charleston", "SC"),
    ("Myrtle Beach", "SC"),
    ("Savannah", "GA"),
    ("Mobile", "AL"),
    ("Gulfport", "MS"),
    ("New Haven", "CT"),
    ("Providence", "RI"),
    ("New York", "NY"),
    ("Newark", "NJ"),
    ("Boston", "MA"),
];

/// The state of a city.
///
/// # Panics
///
/// If the city is in none of them, which a test rules out.
pub fn state_of(city: &City) -> &'static State {
    let at = STATES.binary_search_by_key(&city.state, |state| state.code);
    &STATES[at.expect("a city lies in one of the states")]
}

impl Hazard {
    /// The hazard of a place in percent of normal.
    pub fn at(self, city: &City, state: &State) -> i64 {
        let place = match self {
            Hazard::None => return 100,
            Hazard::Hurricane if !hurricanes_reach(city) => return 0,
            Hazard::Winter => 0,
            Hazard::Hail => 1,
            Hazard::Tornado => 2,
            Hazard::Hurricane => 3,
            Hazard::Wildfire => 4,
            Hazard::Lightning => 5,
            Hazard::Deer => 6,
            Hazard::Crime => 7,
        };
        i64::from(state.hazards[place])
    }
}

/// Whether hurricanes reach a city: all of Florida, Louisiana and Hawaii, and cities on other coasts.
fn hurricanes_reach(city: &City) -> bool {
    matches!(city.state, "FL" | "LA" | "HI") || COASTAL.contains(&(city.name, city.state))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::places::CITIES;

    #[test]
    fn every_city_lies_in_a_state_and_feels_its_weather() {
        assert!(STATES.is_sorted_by_key(|state| state.code));
        for city in CITIES {
            let state = state_of(city);
            let reached = Hazard::Hurricane.at(city, state) > 0;
            assert!(!reached || state.hazards[3] > 0, "{}", city.name);
            assert_eq!(Hazard::None.at(city, state), 100);
        }
        let at = |name: &str, hazard: Hazard| {
            let city = CITIES.iter().find(|city| city.name == name).expect(name);
            hazard.at(city, state_of(city))
        };
        assert_eq!(at("Denver", Hazard::Hurricane), 0);
        assert_eq!(at("El Paso", Hazard::Hurricane), 0);
        assert_eq!(at("Miami", Hazard::Winter), 0);
        assert!(at("Miami", Hazard::Hurricane) > at("Norfolk", Hazard::Hurricane));
        assert!(at("Denver", Hazard::Hail) > 2 * at("Boston", Hazard::Hail));
    }
}
