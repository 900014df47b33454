//! Places: real cities with their postal codes, and invented streets.

use crate::random::Stream;
use crate::values::Text;
use crate::values::numbers::{numbered, push_number};
use std::sync::LazyLock;

/// A city.
#[derive(Clone, Copy, Debug)]
pub struct City {
    /// Name as the postal service spells it.
    pub name: &'static str,
    /// Two-letter state code.
    pub state: &'static str,
    /// Ranges of postal codes, first and last, in which every code belongs to the city and delivers to streets.
    pub postal: &'static [(u32, u32)],
    /// Population in thousands.
    pub weight: u32,
}

/// Cities are identified by their first postal code, which no two share. Comparing references would be unreliable, because each
/// use of a constant list may have its own address.
impl PartialEq for City {
    fn eq(&self, other: &City) -> bool {
        self.first_postal_code() == other.first_postal_code()
    }
}

const fn city(
    name: &'static str,
    state: &'static str,
    postal: &'static [(u32, u32)],
    weight: u32,
) -> City {
    City {
        name,
        state,
        postal,
        weight,
    }
}

/// The cities where customers live, from large to small.
#[rustfmt::skip]
pub const CITIES: &[City] = &[
    city("New York", "NY", &[(10001, 10007), (10016, 10041)], 8300),
    city("Los Angeles", "CA", &[(90001, 90008), (90010, 90029), (90031, 90049)], 3820),
    city("Chicago", "IL", &[(60601, 60626), (60628, 60634), (60636, 60647)], 2665),
    city("Houston", "TX", &[(77002, 77051), (77053, 77096)], 2314),
    city("Phoenix", "AZ", &[(85012, 85024), (85031, 85035), (85039, 85045)], 1650),
    city("Philadelphia", "PA", &[(19109, 19116), (19118, 19154)], 1551),
    city("San Antonio", "TX", &[(78201, 78233), (78237, 78245), (78247, 78261)], 1495),
    city("San Diego", "CA", &[(92101, 92111), (92119, 92124), (92126, 92131)], 1385),
    city("Dallas", "TX", &[(75201, 75212), (75214, 75220), (75223, 75238)], 1303),
    city("Jacksonville", "FL", &[(32204, 32212), (32216, 32227)], 986),
    city("Austin", "TX", &[(78701, 78705), (78721, 78739), (78744, 78754)], 980),
    city("Fort Worth", "TX", &[(76102, 76112), (76131, 76135)], 978),
    city("San Jose", "CA", &[(95110, 95113), (95116, 95136)], 970),
    city("Columbus", "OH", &[(43201, 43207), (43209, 43215), (43219, 43224)], 913),
    city("Charlotte", "NC", &[(28202, 28217)], 911),
    city("Indianapolis", "IN", &[(46201, 46205), (46216, 46222), (46224, 46229)], 879),
    city("San Francisco", "CA", &[(94107, 94112), (94114, 94118), (94127, 94134)], 809),
    city("Seattle", "WA", &[(98101, 98109), (98115, 98119)], 755),
    city("Denver", "CO", &[(80202, 80207), (80218, 80224), (80226, 80239)], 717),
    city("Oklahoma City", "OK", &[(73102, 73112), (73114, 73122), (73127, 73132)], 703),
    city("Nashville", "TN", &[(37203, 37221)], 688),
    city("El Paso", "TX", &[(79901, 79908)], 679),
    city("Washington", "DC", &[(20001, 20012), (20015, 20020)], 679),
    city("Las Vegas", "NV", &[(89106, 89110), (89117, 89124), (89141, 89149)], 661),
    city("Boston", "MA", &[(2108, 2111), (2113, 2116)], 654),
    city("Detroit", "MI", &[(48204, 48211), (48213, 48217)], 633),
    city("Portland", "OR", &[(97201, 97206), (97209, 97225), (97229, 97233)], 630),
    city("Louisville", "KY", &[(40202, 40220)], 623),
    city("Memphis", "TN", &[(38103, 38109), (38114, 38120), (38131, 38135)], 618),
    city("Baltimore", "MD", &[(21209, 21218)], 565),
    city("Milwaukee", "WI", &[(53202, 53228)], 561),
    city("Albuquerque", "NM", &[(87104, 87116), (87120, 87123)], 561),
    city("Tucson", "AZ", &[(85710, 85716), (85745, 85750)], 547),
    city("Fresno", "CA", &[(93701, 93706), (93720, 93723), (93725, 93728)], 545),
    city("Sacramento", "CA", &[(95814, 95838)], 526),
    city("Mesa", "AZ", &[(85201, 85210)], 511),
    city("Kansas City", "MO", &[(64108, 64114), (64123, 64134), (64151, 64158)], 511),
    city("Atlanta", "GA", &[(30303, 30319), (30326, 30329), (30336, 30342)], 511),
    city("Colorado Springs", "CO", &[(80902, 80913), (80915, 80930)], 489),
    city("Omaha", "NE", &[(68104, 68108), (68134, 68138)], 483),
    city("Raleigh", "NC", &[(27603, 27610), (27612, 27617)], 482),
    city("Miami", "FL", &[(33125, 33138), (33142, 33147), (33172, 33187)], 455),
    city("Virginia Beach", "VA", &[(23451, 23457), (23459, 23462)], 454),
    city("Oakland", "CA", &[(94609, 94612)], 436),
    city("Minneapolis", "MN", &[(55401, 55439), (55441, 55450)], 425),
    city("Tulsa", "OK", &[(74103, 74108), (74114, 74117), (74126, 74137)], 411),
    city("Tampa", "FL", &[(33602, 33607), (33609, 33619)], 403),
    city("Wichita", "KS", &[(67202, 67220)], 396),
    city("New Orleans", "LA", &[(70112, 70119), (70121, 70131)], 364),
    city("Cleveland", "OH", &[(44102, 44106), (44108, 44115), (44124, 44130)], 363),
    city("Honolulu", "HI", &[(96813, 96819)], 342),
    city("Orlando", "FL", &[(32803, 32812), (32817, 32822), (32831, 32837)], 320),
    city("Lexington", "KY", &[(40502, 40505), (40507, 40511), (40513, 40517)], 320),
    city("Cincinnati", "OH", &[(45202, 45209), (45211, 45220), (45229, 45249)], 311),
    city("Newark", "NJ", &[(7102, 7108)], 305),
    city("Pittsburgh", "PA", &[(15201, 15229), (15232, 15239)], 303),
    city("Greensboro", "NC", &[(27405, 27410)], 302),
    city("Lincoln", "NE", &[(68502, 68508), (68520, 68524)], 294),
    city("Anchorage", "AK", &[(99501, 99504), (99515, 99518)], 286),
    city("Madison", "WI", &[(53703, 53706), (53713, 53719)], 280),
    city("Buffalo", "NY", &[(14201, 14204), (14206, 14228)], 275),
    city("Reno", "NV", &[(89508, 89512)], 275),
    city("Fort Wayne", "IN", &[(46802, 46809)], 270),
    city("Toledo", "OH", &[(43604, 43615)], 266),
    city("Boise", "ID", &[(83702, 83706)], 236),
    city("Norfolk", "VA", &[(23502, 23505), (23507, 23511)], 231),
    city("Spokane", "WA", &[(99201, 99208)], 229),
    city("Richmond", "VA", &[(23219, 23227), (23234, 23237)], 229),
    city("Tacoma", "WA", &[(98402, 98409), (98443, 98446)], 222),
    city("Baton Rouge", "LA", &[(70805, 70812), (70814, 70820)], 220),
    city("Des Moines", "IA", &[(50307, 50317)], 210),
    city("Salt Lake City", "UT", &[(84101, 84109), (84111, 84118)], 210),
    city("Rochester", "NY", &[(14604, 14626)], 209),
    city("Worcester", "MA", &[(1602, 1610)], 207),
    city("Sioux Falls", "SD", &[(57103, 57108)], 206),
    city("Little Rock", "AR", &[(72204, 72207), (72209, 72212)], 203),
    city("Tallahassee", "FL", &[(32308, 32312)], 202),
    city("Knoxville", "TN", &[(37914, 37924)], 199),
    city("Grand Rapids", "MI", &[(49503, 49508)], 197),
    city("Birmingham", "AL", &[(35203, 35218), (35221, 35224)], 197),
    city("Montgomery", "AL", &[(36104, 36117)], 195),
    city("Providence", "RI", &[(2903, 2909)], 191),
    city("Salem", "OR", &[(97301, 97306)], 177),
    city("Springfield", "MO", &[(65802, 65804), (65806, 65807), (65809, 65810)], 170),
    city("Charleston", "SC", &[(29401, 29401), (29403, 29403), (29406, 29407)], 156),
    city("Springfield", "MA", &[(1103, 1105), (1107, 1109), (1118, 1119)], 154),
    city("Savannah", "GA", &[(31401, 31401), (31404, 31406), (31410, 31411)], 148),
    city("Jackson", "MS", &[(39201, 39204)], 144),
    city("Columbia", "SC", &[(29203, 29206)], 143),
    city("Cedar Rapids", "IA", &[(52401, 52405)], 136),
    city("New Haven", "CT", &[(6510, 6511), (6513, 6513), (6515, 6515)], 135),
    city("Fargo", "ND", &[(58102, 58104)], 134),
    city("Topeka", "KS", &[(66603, 66612), (66614, 66619)], 125),
    city("Billings", "MT", &[(59101, 59102), (59105, 59106)], 121),
    city("Manchester", "NH", &[(3101, 3104)], 116),
    city("Evansville", "IN", &[(47710, 47715)], 115),
    city("Springfield", "IL", &[(62701, 62704)], 113),
    city("Lansing", "MI", &[(48906, 48906), (48910, 48912), (48915, 48915)], 112),
    city("Peoria", "IL", &[(61602, 61607)], 111),
    city("Trenton", "NJ", &[(8608, 8611)], 90),
    city("Santa Fe", "NM", &[(87505, 87508)], 89),
    city("Duluth", "MN", &[(55802, 55808)], 87),
    city("Wilmington", "DE", &[(19801, 19810)], 71),
    city("Portland", "ME", &[(4101, 4103), (4109, 4109)], 69),
    city("Cheyenne", "WY", &[(82001, 82001), (82007, 82007), (82009, 82009)], 65),
    city("Harrisburg", "PA", &[(17101, 17104), (17109, 17113)], 50),
    city("Charleston", "WV", &[(25311, 25315)], 47),
    city("Burlington", "VT", &[(5401, 5401), (5408, 5408)], 45),
];

/// The weights of [`CITIES`], for [`Stream::weighted`].
pub const CITY_WEIGHTS: [u32; CITIES.len()] = {
    let mut weights = [0; CITIES.len()];
    let mut i = 0;
    while i < CITIES.len() {
        weights[i] = CITIES[i].weight;
        i += 1;
    }
    weights
};

impl City {
    const fn first_postal_code(&self) -> u32 {
        self.postal[0].0
    }

    /// Draws one of its postal codes, five digits.
    pub fn postal_code(&self, stream: &mut Stream) -> Text {
        let count = self
            .postal
            .iter()
            .map(|(first, last)| last - first + 1)
            .sum::<u32>();
        let mut left = stream.below(u64::from(count)) as u32;
        for &(first, last) in self.postal {
            if left <= last - first {
                return numbered::<5>("", (first + left).into());
            }
            left -= last - first + 1;
        }
        unreachable!("the ranges hold {count} codes")
    }
}

/// The cities of the branches `BR001` to `BR018`: name and state.
#[rustfmt::skip]
pub const BRANCHES: [(&str, &str); 18] = [
    ("Springfield", "IL"), ("Chicago", "IL"), ("Indianapolis", "IN"), ("Columbus", "OH"), ("Kansas City", "MO"), ("Milwaukee", "WI"),
    ("Louisville", "KY"), ("Nashville", "TN"), ("Philadelphia", "PA"), ("New York", "NY"), ("Charlotte", "NC"), ("Jacksonville", "FL"),
    ("Dallas", "TX"), ("Houston", "TX"), ("Denver", "CO"), ("Phoenix", "AZ"), ("Los Angeles", "CA"), ("Seattle", "WA"),
];

/// Returns the cities of the branches, in order.
pub fn branch_cities() -> impl Iterator<Item = &'static City> {
    BRANCHES.iter().map(|branch| {
        let at = |city: &&City| (city.name, city.state) == *branch;
        CITIES
            .iter()
            .find(at)
            .expect("a branch is in a listed city")
    })
}

/// Returns the index of the branch that serves a city: its own, or the one with the closest postal code, because these are
/// assigned from northeast to southwest.
pub fn branch(city: &City) -> u8 {
    /// By first postal code.
    static SERVED_BY: LazyLock<Vec<(u32, u8)>> = LazyLock::new(|| {
        let branches: Vec<u32> = branch_cities().map(City::first_postal_code).collect();
        let nearest = |code: u32| (0..18).min_by_key(|&at| code.abs_diff(branches[at as usize]));
        let codes = CITIES.iter().map(City::first_postal_code);
        let serving = |code| (code, nearest(code).expect("there are branches"));
        let mut served_by: Vec<(u32, u8)> = codes.map(serving).collect();
        served_by.sort_unstable();
        served_by
    });
    let found = SERVED_BY.binary_search_by_key(&city.first_postal_code(), |&(code, _)| code);
    found.map_or(0, |at| SERVED_BY[at].1)
}

/// Invented street names.
#[rustfmt::skip]
pub const STREETS: &[&str] = &[
    "Larkspur Hollow Road", "Larkspur Crossing Place", "Larkspur Knoll Avenue", "Larkspur Spring Lane",
    "Larkspur Point Circle", "Juniper Meadow Street", "Juniper Glen Road", "Juniper Bluff Place", "Juniper Run Avenue",
    "Juniper Ridge Lane", "Alder Brook Way", "Alder Orchard Street", "Alder Field Road", "Alder Bend Place",
    "Alder Landing Avenue", "Bramble Point Trail", "Bramble Hollow Way", "Bramble Crossing Street", "Bramble Knoll Road",
    "Bramble Spring Place", "Cinder Ridge Drive", "Cinder Meadow Trail", "Cinder Glen Way", "Cinder Bluff Street",
    "Cinder Run Road", "Foxglove Landing Court", "Foxglove Brook Drive", "Foxglove Orchard Trail", "Foxglove Field Way",
    "Foxglove Bend Street", "Heron Spring Circle", "Heron Point Court", "Heron Hollow Drive", "Heron Crossing Trail",
    "Heron Knoll Way", "Marigold Run Lane", "Marigold Ridge Circle", "Marigold Meadow Court", "Marigold Glen Drive",
    "Marigold Bluff Trail", "Otter Bend Avenue", "Otter Landing Lane", "Otter Brook Circle", "Otter Orchard Court",
    "Otter Field Drive", "Tamarack Knoll Place", "Tamarack Spring Avenue", "Tamarack Point Lane",
    "Tamarack Hollow Circle", "Tamarack Crossing Court", "Sparrow Bluff Lane", "Sparrow Run Circle",
    "Sparrow Ridge Court", "Sparrow Meadow Drive", "Sparrow Glen Trail", "Thistle Field Avenue", "Thistle Bend Lane",
    "Thistle Landing Circle", "Thistle Brook Court", "Thistle Orchard Drive", "Quarry Crossing Place",
    "Quarry Knoll Avenue", "Quarry Spring Lane", "Quarry Point Circle", "Quarry Hollow Court", "Lantern Glen Road",
    "Lantern Bluff Place", "Lantern Run Avenue", "Lantern Ridge Lane", "Lantern Meadow Circle", "Saddle Orchard Street",
    "Saddle Field Road", "Saddle Bend Place", "Saddle Landing Avenue", "Saddle Brook Lane", "Copperleaf Hollow Way",
    "Copperleaf Crossing Street", "Copperleaf Knoll Road", "Copperleaf Spring Place", "Copperleaf Point Avenue",
    "Bluestem Meadow Trail", "Bluestem Glen Way", "Bluestem Bluff Street", "Bluestem Run Road", "Bluestem Ridge Place",
    "Gristmill Brook Drive", "Gristmill Orchard Trail", "Gristmill Field Way", "Gristmill Bend Street",
    "Gristmill Landing Road", "Hawthorn Point Court", "Hawthorn Hollow Drive", "Hawthorn Crossing Trail",
    "Hawthorn Knoll Way", "Hawthorn Spring Street", "Ironwood Ridge Circle", "Ironwood Meadow Court",
    "Ironwood Glen Drive", "Ironwood Bluff Trail", "Ironwood Run Way", "Kestrel Landing Drive", "Kestrel Brook Trail",
    "Kestrel Orchard Way", "Kestrel Field Street", "Kestrel Bend Road", "Loom Spring Court", "Loom Point Drive",
    "Loom Hollow Trail", "Loom Crossing Way", "Loom Knoll Street", "Millstone Run Circle", "Millstone Ridge Court",
    "Millstone Meadow Drive", "Millstone Glen Trail", "Millstone Bluff Way", "Nettle Bend Lane", "Nettle Landing Circle",
    "Nettle Brook Court", "Nettle Orchard Drive", "Nettle Field Trail", "Osprey Knoll Avenue", "Osprey Spring Lane",
    "Osprey Point Circle", "Osprey Hollow Court", "Osprey Crossing Drive", "Partridge Bluff Place",
    "Partridge Run Avenue", "Partridge Ridge Lane", "Partridge Meadow Circle", "Partridge Glen Court",
    "Quince Field Road", "Quince Bend Place", "Quince Landing Avenue", "Quince Brook Lane", "Quince Orchard Circle",
    "Rookery Crossing Street", "Rookery Knoll Road", "Rookery Spring Place", "Rookery Point Avenue",
    "Rookery Hollow Lane", "Sorrel Glen Way", "Sorrel Bluff Street", "Sorrel Run Road", "Sorrel Ridge Place",
    "Sorrel Meadow Avenue", "Teasel Orchard Trail", "Teasel Field Way", "Teasel Bend Street", "Teasel Landing Road",
    "Teasel Brook Place",
];

/// Draws an address on an invented street, without a unit: `4127 Larkspur Hollow Road`.
pub fn business_address(stream: &mut Stream) -> String {
    let house = stream.range(100..=9899);
    format!("{house} {}", stream.pick(STREETS))
}

/// Draws an address on an invented street, one in four with a unit: `4127 Larkspur Hollow Road Apt 12B`.
pub fn street_address(stream: &mut Stream) -> String {
    let house = stream.range(100..=9899);
    let street = stream.pick(STREETS);
    // Room for the longest house number and unit.
    let mut address = String::with_capacity(street.len() + 16);
    push_number(house as u64, &mut address);
    address.push(' ');
    address.push_str(street);
    match stream.below(16) {
        0 | 1 => {
            let door = char::from(b'A' + stream.below(6) as u8);
            address.push_str(" Apt ");
            push_number(stream.range(1..=24) as u64, &mut address);
            address.push(door);
        }
        2 => {
            address.push_str(" Unit ");
            push_number(stream.range(1..=60) as u64, &mut address);
        }
        3 => {
            address.push_str(" # ");
            push_number(stream.range(100..=499) as u64, &mut address);
        }
        _ => {}
    }
    address
}

/// Returns whether the address that [`street_address`] would draw has a unit number, without writing it.
pub fn draws_a_unit(stream: &mut Stream) -> bool {
    let (_house, _street) = (stream.bits(), stream.bits());
    stream.below(16) < 4
}

/// Returns whether an address has a unit number, as one in four does.
pub fn is_of_a_unit(street: &str) -> bool {
    [" Apt ", " Unit ", " # "]
        .iter()
        .any(|unit| street.contains(unit))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key;
    use crate::random::Random;
    use crate::values::test_lists::assert_list;
    use std::collections::HashSet;

    /// First three digits of postal codes by state, from the postal service's list of sectional centers.
    #[rustfmt::skip]
    const PREFIXES: &[(&str, u32, u32)] = &[
        ("MA", 10, 27), ("RI", 28, 29), ("NH", 30, 38), ("ME", 39, 49), ("VT", 50, 59), ("CT", 60, 69), ("NJ", 70, 89),
        ("NY", 100, 149), ("PA", 150, 196), ("DE", 197, 199), ("DC", 200, 205), ("MD", 206, 219), ("VA", 220, 246),
        ("WV", 247, 268), ("NC", 270, 289), ("SC", 290, 299), ("GA", 300, 319), ("FL", 320, 349), ("AL", 350, 369),
        ("TN", 370, 385), ("MS", 386, 397), ("KY", 400, 427), ("OH", 430, 459), ("IN", 460, 479), ("MI", 480, 499),
        ("IA", 500, 528), ("WI", 530, 549), ("MN", 550, 567), ("SD", 570, 577), ("ND", 580, 588), ("MT", 590, 599),
        ("IL", 600, 629), ("MO", 630, 658), ("KS", 660, 679), ("NE", 680, 693), ("LA", 700, 714), ("AR", 716, 729),
        ("OK", 730, 749), ("TX", 750, 799), ("CO", 800, 816), ("WY", 820, 831), ("ID", 832, 838), ("UT", 840, 847),
        ("AZ", 850, 865), ("NM", 870, 884), ("TX", 885, 885), ("NV", 889, 898), ("CA", 900, 961), ("HI", 967, 968),
        ("OR", 970, 979), ("WA", 980, 994), ("AK", 995, 999),
    ];

    #[test]
    fn lists_are_clean_and_long_enough() {
        assert_list("streets", STREETS, 150);
        let names: HashSet<_> = CITIES.iter().map(|c| (c.name, c.state)).collect();
        assert_eq!(names.len(), CITIES.len(), "a city is listed twice");
        assert!(CITIES.len() >= 90);
        assert!(CITIES.iter().map(|c| c.state).collect::<HashSet<_>>().len() >= 30);
        assert!(BRANCHES.iter().all(|branch| names.contains(branch)));
        assert_eq!(
            BRANCHES.iter().collect::<HashSet<_>>().len(),
            BRANCHES.len()
        );
    }

    #[test]
    fn postal_codes_belong_to_the_state_and_to_one_city() {
        let mut seen = HashSet::new();
        for city in CITIES {
            for &(first, last) in city.postal {
                assert!(first <= last);
                for code in first..=last {
                    assert!(seen.insert(code), "{code:05} belongs to two cities");
                    assert!(
                        PREFIXES
                            .iter()
                            .any(|&(state, low, high)| state == city.state
                                && (low..=high).contains(&(code / 100))),
                        "{code:05} is not in {}",
                        city.state
                    );
                }
            }
        }
    }

    #[test]
    fn a_postal_code_is_one_of_the_city() {
        let mut stream = Random::new(1).stream(key!("test/postal"), 0);
        for city in CITIES {
            let count = city.postal.iter().map(|(a, b)| b - a + 1).sum::<u32>() as usize;
            let seen: HashSet<_> = (0..2000).map(|_| city.postal_code(&mut stream)).collect();
            assert_eq!(seen.len(), count, "{}", city.name);
            for code in seen {
                assert_eq!(code.len(), 5);
                let code = code.parse::<u32>().unwrap();
                assert!(city.postal.iter().any(|&(a, b)| (a..=b).contains(&code)));
            }
        }
    }

    #[test]
    fn addresses_need_no_quotes() {
        let mut stream = Random::new(1).stream(key!("test/address"), 0);
        for _ in 0..1000 {
            let of_a_unit = draws_a_unit(&mut stream.clone());
            let address = street_address(&mut stream);
            assert_eq!(is_of_a_unit(&address), of_a_unit);
            assert!(!address.contains([',', '"']), "{address}");
            assert!(
                STREETS.iter().any(|street| address.contains(street)),
                "{address}"
            );
        }
    }
}
