//! Employers that are not customers of the bank: public ones in every city, and invented companies. Many customers share one.

use crate::random::Stream;
use crate::values::Text;
use crate::values::occupations::{Occupation, Sector};
use crate::values::places::{CITIES, City};
use crate::values::texts::fill;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// An employer's pay schedule, the same for all its employees. A payday that is not a business day moves to the preceding one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Payday {
    /// Every other Friday: 26 times a year.
    EveryTwoWeeks {
        /// Which of the two alternating Fridays: 0 or 1.
        phase: u8,
    },
    /// On the 15th and the last day of the month: 24 times a year.
    TwiceAMonth,
    /// On the last day of the month.
    Monthly,
}

impl Payday {
    /// Returns the number of paydays per year.
    pub const fn payments_a_year(self) -> i64 {
        match self {
            Payday::EveryTwoWeeks { .. } => 26,
            Payday::TwiceAMonth => 24,
            Payday::Monthly => 12,
        }
    }
}

/// An employer, or one that exists in every city.
#[derive(Debug)]
pub struct Employer {
    /// Index in [`ALL`].
    index: u16,
    /// Name, in which `{city}` and `{state}` stand for the employee's.
    pub pattern: &'static str,
    /// Sector.
    pub sector: Sector,
    /// Share of the sector's employees, relative to the other employers.
    pub weight: u32,
    /// Pay schedule.
    pub payday: Payday,
}

impl Employer {
    /// Returns the employer's name for an employee who lives in a city: `City of Tulsa`.
    pub fn name(&self, city: &City) -> Text {
        if !self.pattern.contains('{') {
            return self.pattern.into();
        }
        let state = state_name(city.state);
        fill(self.pattern, &[("city", city.name), ("state", state)]).into()
    }

    /// Returns the index of its account among those of all employers, below [`ACCOUNTS`]: one per name.
    pub fn account(&self, city: &City) -> u64 {
        let scattered = if self.pattern.contains("{city}") {
            CITIES
                .iter()
                .position(|one| one == city)
                .map_or(0, |at| at as u64)
        } else if self.pattern.contains("{state}") {
            let same = |one: &City| one.state == city.state;
            CITIES.iter().position(same).map_or(0, |at| at as u64)
        } else {
            0
        };
        u64::from(self.index) * CITIES.len() as u64 + scattered
    }
}

/// Maximum number of employers' accounts.
pub const ACCOUNTS: u64 = (ALL.len() * CITIES.len()) as u64;

/// Draws the employer of someone with an occupation, in proportion to its size.
pub fn employer(stream: &mut Stream, occupation: &Occupation) -> &'static Employer {
    let sector = *stream.pick(occupation.sectors);
    let candidates = match WORKPLACES_BY_TITLE.get(occupation.title) {
        Some(fixed) => fixed,
        None => &BY_SECTOR[&sector],
    };
    let mut left = stream.below(candidates.iter().map(|one| u64::from(one.weight)).sum());
    for one in candidates {
        let weight = u64::from(one.weight);
        if left < weight {
            return one;
        }
        left -= weight;
    }
    unreachable!("every sector has an employer")
}

/// The employers of each sector, in order.
static BY_SECTOR: LazyLock<BTreeMap<Sector, Vec<&'static Employer>>> = LazyLock::new(|| {
    let mut by_sector: BTreeMap<Sector, Vec<&Employer>> = BTreeMap::new();
    for one in &ALL {
        by_sector.entry(one.sector).or_default().push(one);
    }
    by_sector
});

/// The employers of each occupation listed in [`WORKPLACES`], in order.
static WORKPLACES_BY_TITLE: LazyLock<BTreeMap<&str, Vec<&'static Employer>>> =
    LazyLock::new(|| {
        let mut by_title = BTreeMap::new();
        for (titles, patterns) in WORKPLACES {
            let listed = |one: &&Employer| patterns.contains(&one.pattern);
            for &title in *titles {
                by_title.insert(title, ALL.iter().filter(listed).collect());
            }
        }
        by_title
    });

/// Occupations that work for certain employers within a sector: titles, and the employers.
#[rustfmt::skip]
const WORKPLACES: &[(&[&str], &[&str])] = &[
    (&["Elementary School Teacher", "High School Teacher", "Teacher Assistant", "School Counselor"],
        &["{city} Unified School District", "{city} Charter Academy"]),
    (&["Professor"], &["{city} Community College", "{city} State University", "{state} Lakes University"]),
    (&["Librarian"], &["City of {city}", "{city} Unified School District", "{city} State University"]),
    (&["Child Care Worker"], &["Little Lantern Early Learning"]),
    (&["Police Officer"], &["City of {city}", "{city} County Government", "State of {state}"]),
    (&["Firefighter"], &["City of {city}", "{city} County Government"]),
    (&["Correctional Officer"], &["{city} County Government", "State of {state}"]),
    (&["Mail Carrier"], &["US Treasury Federal Salary"]),
    (&["Pharmacist", "Pharmacy Technician"],
        &["Bramblecare Pharmacies Inc", "Wellspring Drugstores Inc", "{city} Regional Medical Center", "Highfallow Health System"]),
    (&["Dentist", "Dental Hygienist"], &["Clearfen Dental Partners"]),
    (&["Physician", "Physical Therapist", "Medical Assistant"],
        &["{city} Regional Medical Center", "{city} Community Hospital", "Highfallow Health System", "Ostermere Hospitals Inc",
            "Quillhaven Physician Group"]),
    (&["Home Health Aide"], &["Northquill Home Care LLC", "Havenwick Senior Living"]),
    (&["Insurance Agent"], &["Foxglove Mutual Insurance", "Tandem Hill Insurance Services"]),
    (&["Real Estate Agent"], &["{city} Realty Partners"]),
    (&["Lawyer", "Paralegal"], &["Orrisdale Legal Associates", "City of {city}", "State of {state}"]),
    (&["Fast Food Worker"], &["Burger Lantern Restaurants", "Taqueria Luna Parda Inc"]),
    (&["Cook", "Chef", "Server", "Bartender", "Restaurant Manager"],
        &["Cedar Plank Diners Inc", "Taqueria Luna Parda Inc", "Tallowmere Hotels LLC", "Saltgate Resorts Inc"]),
    (&["Delivery Driver"], &["Parcelwren Express Inc", "Quillhaven Logistics LLC"]),
    (&["Truck Driver"], &["Quillhaven Logistics LLC", "Thornleigh Freight Lines", "Brackwater Foods Inc"]),
    (&["Auto Mechanic"], &["Pinwheel Auto Care Inc", "Longfurrow Auto Group"]),
    (&["Landscaper"], &["Greenstile Grounds Inc"]),
    (&["Security Guard"], &["Sentrywick Security Inc", "City of {city}"]),
    (&["Hair Stylist"], &["Velvet Acorn Salons Inc"]),
    (&["Personal Trainer"], &["Ironfern Fitness Clubs Inc"]),
];

/// Returns the name of a state from its two-letter code.
pub fn state_name(state: &str) -> &'static str {
    STATES
        .iter()
        .find(|(letters, _)| *letters == state)
        .map_or("United States", |(_, name)| name)
}

#[rustfmt::skip]
const STATES: [(&str, &str); 51] = [
    ("AL", "Alabama"), ("AK", "Alaska"), ("AZ", "Arizona"), ("AR", "Arkansas"), ("CA", "California"), ("CO", "Colorado"),
    ("CT", "Connecticut"), ("DE", "Delaware"), ("DC", "District of Columbia"), ("FL", "Florida"), ("GA", "Georgia"), ("HI", "Hawaii"),
    ("ID", "Idaho"), ("IL", "Illinois"), ("IN", "Indiana"), ("IA", "Iowa"), ("KS", "Kansas"), ("KY", "Kentucky"), ("LA", "Louisiana"),
    ("ME", "Maine"), ("MD", "Maryland"), ("MA", "Massachusetts"), ("MI", "Michigan"), ("MN", "Minnesota"), ("MS", "Mississippi"),
    ("MO", "Missouri"), ("MT", "Montana"), ("NE", "Nebraska"), ("NV", "Nevada"), ("NH", "New Hampshire"), ("NJ", "New Jersey"),
    ("NM", "New Mexico"), ("NY", "New York"), ("NC", "North Carolina"), ("ND", "North Dakota"), ("OH", "Ohio"), ("OK", "Oklahoma"),
    ("OR", "Oregon"), ("PA", "Pennsylvania"), ("RI", "Rhode Island"), ("SC", "South Carolina"), ("SD", "South Dakota"),
    ("TN", "Tennessee"), ("TX", "Texas"), ("UT", "Utah"), ("VT", "Vermont"), ("VA", "Virginia"), ("WA", "Washington"),
    ("WV", "West Virginia"), ("WI", "Wisconsin"), ("WY", "Wyoming"),
];

macro_rules! employers {
    ($($pattern:literal, $sector:ident, $weight:literal, $payday:expr;)+) => {{
        let mut all = [$(Employer { index: 0, pattern: $pattern, sector: Sector::$sector, weight: $weight, payday: $payday }),+];
        let mut i = 0;
        while i < all.len() {
            all[i].index = i as u16;
            i += 1;
        }
        all
    }};
}

/// Every other Friday.
const FIRST: Payday = Payday::EveryTwoWeeks { phase: 0 };
/// The alternate Fridays.
const SECOND: Payday = Payday::EveryTwoWeeks { phase: 1 };
/// The 15th and the last day of the month.
const TWICE: Payday = Payday::TwiceAMonth;
/// The last day of the month.
const MONTH: Payday = Payday::Monthly;

/// The employers. Weights are relative within a sector; those of chains and public employers are large, so that many customers
/// share a counterparty.
#[rustfmt::skip]
pub static ALL: [Employer; 81] = employers![
    "{city} Regional Medical Center", Health, 30, FIRST;
    "{city} Community Hospital", Health, 14, SECOND;
    "Highfallow Health System", Health, 40, FIRST;
    "Ostermere Hospitals Inc", Health, 26, SECOND;
    "Havenwick Senior Living", Health, 16, SECOND;
    "Northquill Home Care LLC", Health, 18, FIRST;
    "Bramblecare Pharmacies Inc", Health, 10, FIRST;
    "Clearfen Dental Partners", Health, 8, TWICE;
    "Quillhaven Physician Group", Health, 12, TWICE;
    "{city} Unified School District", Education, 60, MONTH;
    "{city} Community College", Education, 10, TWICE;
    "{city} State University", Education, 16, TWICE;
    "{state} Lakes University", Education, 14, TWICE;
    "{city} Charter Academy", Education, 7, TWICE;
    "Little Lantern Early Learning", Education, 8, FIRST;
    "City of {city}", Government, 30, FIRST;
    "{city} County Government", Government, 24, SECOND;
    "State of {state}", Government, 26, TWICE;
    "US Treasury Federal Salary", Government, 30, FIRST;
    "{city} Transit Authority", Government, 8, SECOND;
    "{city} Water District", Government, 5, FIRST;
    "Marrowick Stores Inc", Retail, 46, FIRST;
    "Millbrook Market Inc", Retail, 36, SECOND;
    "Hammerstile Hardware Inc", Retail, 26, FIRST;
    "Thistledown Foods Inc", Retail, 22, SECOND;
    "Fernhollow Pantry Inc", Retail, 18, FIRST;
    "Bellwick Outfitters Inc", Retail, 14, SECOND;
    "Voltwren Electronics Inc", Retail, 10, TWICE;
    "Wellspring Drugstores Inc", Retail, 12, FIRST;
    "Longfurrow Auto Group", Retail, 10, TWICE;
    "Tallowmere Wholesale Club", Retail, 16, FIRST;
    "Tallowmere Hotels LLC", Hospitality, 16, SECOND;
    "Saltgate Resorts Inc", Hospitality, 8, FIRST;
    "Cedar Plank Diners Inc", Hospitality, 16, SECOND;
    "Burger Lantern Restaurants", Hospitality, 30, FIRST;
    "Taqueria Luna Parda Inc", Hospitality, 14, SECOND;
    "Ember & Oat Coffee Inc", Hospitality, 14, FIRST;
    "{city} Convention Center", Hospitality, 5, TWICE;
    "Wrenfield Electric Motors Co", Manufacturing, 18, FIRST;
    "Cindermoor Instruments Inc", Manufacturing, 10, SECOND;
    "Bellwick Plastics Inc", Manufacturing, 12, FIRST;
    "Brackwater Foods Inc", Manufacturing, 20, SECOND;
    "Lanternfield Paper Mills Inc", Manufacturing, 10, FIRST;
    "Ridgestile Manufacturing Inc", Manufacturing, 14, SECOND;
    "Ostermere Pharma Labs Inc", Manufacturing, 10, TWICE;
    "Kestrelton Aerospace Inc", Manufacturing, 12, TWICE;
    "{city} Steel Works", Manufacturing, 8, FIRST;
    "Tamarisk Construction Co", Construction, 18, FIRST;
    "Harrowmead Builders Inc", Construction, 16, SECOND;
    "{city} Electrical Contractors", Construction, 12, FIRST;
    "{city} Mechanical & Plumbing", Construction, 12, SECOND;
    "Stonequill Roofing LLC", Construction, 8, FIRST;
    "Longstile Paving Co", Construction, 8, SECOND;
    "Quillhaven Logistics LLC", Transport, 24, FIRST;
    "Thornleigh Freight Lines", Transport, 20, SECOND;
    "Longfurrow Warehouse Co", Transport, 22, FIRST;
    "Parcelwren Express Inc", Transport, 26, SECOND;
    "Skylark Regional Air Inc", Transport, 8, TWICE;
    "Hazelmere Software Inc", Technology, 20, TWICE;
    "Larkmoor Analytics Inc", Technology, 14, TWICE;
    "Brightloom Networks Inc", Technology, 16, FIRST;
    "Larkwire Mobile Inc", Technology, 14, SECOND;
    "Cloudcrate Systems Inc", Technology, 18, TWICE;
    "Northlamp Devices Inc", Technology, 10, FIRST;
    "Foxglove Mutual Insurance", Finance, 20, TWICE;
    "Copperleaf Brokerage Inc", Finance, 10, TWICE;
    "Orrisdale Card Services Inc", Finance, 14, FIRST;
    "{city} Realty Partners", Finance, 12, TWICE;
    "Tandem Hill Insurance Services", Finance, 12, FIRST;
    "Orrisdale Legal Associates", Professional, 12, TWICE;
    "Millrace Accounting Partners", Professional, 12, TWICE;
    "Kestrelton Consulting Group", Professional, 16, MONTH;
    "Havenwick Engineering LLC", Professional, 14, TWICE;
    "Harrowmead Media Group", Professional, 8, TWICE;
    "Bramblewick Staffing Inc", Professional, 16, FIRST;
    "Marlowe Facility Services Inc", Services, 18, FIRST;
    "Sentrywick Security Inc", Services, 14, SECOND;
    "Ironfern Fitness Clubs Inc", Services, 8, TWICE;
    "Pinwheel Auto Care Inc", Services, 12, SECOND;
    "Velvet Acorn Salons Inc", Services, 8, FIRST;
    "Greenstile Grounds Inc", Services, 8, SECOND;
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key;
    use crate::random::Random;
    use crate::values::occupations;
    use std::collections::{HashMap, HashSet};

    #[test]
    fn each_name_has_one_account_and_each_account_one_name() {
        let mut accounts: HashMap<Text, u64> = HashMap::new();
        for employer in &ALL {
            for city in CITIES {
                let account = employer.account(city);
                assert!(account < ACCOUNTS);
                let name = employer.name(city);
                assert!(!name.contains(['{', ',']), "{name}");
                if employer.pattern.contains("{city}") {
                    // Several cities are called Springfield or Columbus.
                    continue;
                }
                assert_eq!(*accounts.entry(name).or_insert(account), account);
            }
        }
        let distinct: HashSet<_> = accounts.values().collect();
        assert_eq!(distinct.len(), accounts.len());
    }

    #[test]
    fn every_occupation_finds_an_employer_of_its_sectors() {
        let mut stream = Random::new(1).stream(key!("test/employers"), 0);
        for occupation in occupations::ALL {
            for _ in 0..20 {
                let employer = employer(&mut stream, occupation);
                let own = occupation.sectors.contains(&employer.sector);
                let title = occupation.title;
                let fixed = WORKPLACES
                    .iter()
                    .find(|(titles, _)| titles.contains(&title));
                assert!(
                    fixed.map_or(own, |(_, patterns)| patterns.contains(&employer.pattern)),
                    "{title}: {}",
                    employer.pattern
                );
            }
        }
    }

    #[test]
    fn workplaces_name_occupations_and_employers_that_exist() {
        let mut seen = HashSet::new();
        for (titles, patterns) in WORKPLACES {
            for title in *titles {
                assert!(
                    occupations::ALL.iter().any(|one| one.title == *title),
                    "{title}"
                );
                assert!(seen.insert(*title), "{title} twice");
            }
            for pattern in *patterns {
                assert!(ALL.iter().any(|one| one.pattern == *pattern), "{pattern}");
            }
        }
    }

    #[test]
    fn every_state_with_a_city_has_a_name() {
        for city in CITIES {
            assert_ne!(state_name(city.state), "United States", "{}", city.state);
        }
        assert_eq!(ALL[15].name(&CITIES[0]), "City of New York");
    }
}
