//! Where customers spend money: invented merchants by category, and typical prices per category.

use crate::random::Stream;
use crate::values::money::Cents;
use crate::values::statement::TransactionCategory;

/// The cents in which prices end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Any cents.
    Any,
    /// 0 or 5, as in 4.75.
    Nickel,
    /// 9, as in 7.49.
    Nine,
    /// 99, as in 19.99.
    NinetyNine,
    /// 00, as in 1250.00.
    Round,
    /// Multiples of five dollars, as in 1235.00.
    Five,
}

impl Ending {
    /// Returns the highest price with this ending that is at most `cents`; `cents` itself if there is none above zero.
    pub const fn below(self, cents: i64) -> i64 {
        let (step, last) = match self {
            Ending::Any => (1, 0),
            Ending::Nickel => (5, 0),
            Ending::Nine => (10, 9),
            Ending::NinetyNine => (100, 99),
            Ending::Round => (100, 0),
            Ending::Five => (500, 0),
        };
        let price = (cents - last).div_euclid(step) * step + last;
        if price > 0 { price } else { cents }
    }
}

/// A category of merchants.
#[derive(Debug)]
pub struct Category {
    /// Name of the category.
    pub name: &'static str,
    /// Names of invented merchants.
    pub merchants: &'static [&'static str],
    /// First and last hour of the day in which a purchase starts.
    pub hours: (u8, u8),
    /// Prices in cents: minimum, lower quartile, median, upper quartile, maximum.
    pub prices: [i64; 5],
    /// Price ending.
    pub ending: Ending,
    /// Purchases per 1,000 of all categories; 0 for monthly bills, which follow the calendar.
    pub weight: u32,
    /// Transaction category on statements.
    pub spending: TransactionCategory,
}

impl Category {
    /// Draws a price of at most `most`, which must be at least a cent. A higher price is redrawn from the upper half of the range
    /// below it.
    pub fn price(&self, stream: &mut Stream, most: Cents) -> Cents {
        let price = stream.quantile(&self.prices);
        let price = if price > most.0 {
            stream.range((most.0 + 1) / 2..=most.0)
        } else {
            price
        };
        Cents(self.ending.below(price))
    }

    /// Returns whether the category bills monthly.
    pub const fn bills(&self) -> bool {
        self.weight == 0
    }
}

/// Groceries.
#[rustfmt::skip]
pub static GROCERIES: Category = Category {
    name: "groceries",
    merchants: &[
        "Millbrook Market", "Harrow & Vine Grocers", "Thistledown Foods", "Copper Kettle Market", "Quillhaven Fresh",
        "Ostermere Foods", "Basket & Barrow", "Fernhollow Pantry", "Tallowmere Market", "Orchard Lantern Foods",
        "Wrenfield Grocery", "Bellwick Natural Foods", "Greenstile Market",
    ],
    hours: (7, 21), prices: [412, 2_385, 5_460, 11_230, 28_900], ending: Ending::Any, weight: 200,
    spending: TransactionCategory::Groceries,
};

/// Fuel stations.
#[rustfmt::skip]
pub static FUEL: Category = Category {
    name: "fuel",
    merchants: &[
        "Red Heron Fuel", "Marrowick Gas & Go", "Tin Pennant Fuel Stop", "Brackwater Petroleum", "Longfurrow Travel Stop",
        "Kestrel Point Fuel", "Pinwheel Fuel Mart", "Saltgate Service Station", "Two Mesas Fuel", "Hollowell Gas",
        "Gristmill Fuel & Wash", "Amberline Fuel",
    ],
    hours: (5, 22), prices: [1_500, 2_840, 3_960, 5_120, 9_400], ending: Ending::Any, weight: 100,
    spending: TransactionCategory::Fuel,
};

/// Restaurants and takeout.
#[rustfmt::skip]
pub static RESTAURANTS: Category = Category {
    name: "restaurants",
    merchants: &[
        "The Gilded Turnip", "Casa Girasola", "Noodle Lantern House", "Tamarind & Rye", "Blue Otter Grill",
        "Marigold Tandoor", "Smokehouse Delphine", "The Crooked Ladle", "Pho Bellwick", "Trattoria Cinquefoglie",
        "Sparrow & Stag", "Taqueria Luna Parda", "Cedar Plank Diner", "Little Quince Bistro",
    ],
    hours: (11, 22), prices: [985, 1_845, 2_930, 5_175, 18_600], ending: Ending::Any, weight: 150,
    spending: TransactionCategory::Dining,
};

/// Coffee shops.
#[rustfmt::skip]
pub static COFFEE: Category = Category {
    name: "coffee",
    merchants: &[
        "Ember & Oat Coffee", "Rook Street Espresso", "Paper Crane Coffee", "The Third Saucer", "Morningwick Roasters",
        "Slow Heron Coffee", "Copperleaf Cafe", "Velvet Acorn Coffee", "Lamplight Espresso Bar", "Drift & Crema",
        "Nutmeg Corner Cafe", "Stonefern Coffee",
    ],
    hours: (6, 17), prices: [325, 495, 670, 985, 2_450], ending: Ending::Nickel, weight: 100,
    spending: TransactionCategory::Dining,
};

/// Pharmacies and drugstores.
#[rustfmt::skip]
pub static PHARMACY: Category = Category {
    name: "pharmacy",
    merchants: &[
        "Wellspring Corner Pharmacy", "Bramblecare Drugs", "Ostermere Pharmacy", "Two Lanterns Apothecary",
        "Havenwick Drugstore", "Clearwell Rx", "Tansy & Sage Pharmacy", "Foxglove Drug Mart", "Northstile Pharmacy",
        "Marlowe Family Pharmacy", "Kindling Health Pharmacy", "Sorrel Drug Company",
    ],
    hours: (8, 21), prices: [349, 949, 1_799, 3_499, 14_900], ending: Ending::Nine, weight: 55,
    spending: TransactionCategory::Health,
};

/// Electricity, gas, and water.
#[rustfmt::skip]
pub static UTILITIES: Category = Category {
    name: "utilities",
    merchants: &[
        "Brackwater Electric", "Quillhaven Power & Light", "Three Rivers Bend Water District", "Tallgrass Valley Gas",
        "Cindermoor Energy", "Ostermere Municipal Water", "Marrowick Electric Cooperative", "Highfallow Gas",
        "Silverbrook Sanitation", "Wrenfield Waste Services", "Prairie Lantern Energy", "Longstile Water Works",
    ],
    hours: (3, 6), prices: [2_840, 6_420, 10_350, 16_280, 38_900], ending: Ending::Any, weight: 0,
    spending: TransactionCategory::Utilities,
};

/// Phone and internet.
#[rustfmt::skip]
pub static TELECOM: Category = Category {
    name: "telecom",
    merchants: &[
        "Larkwire Mobile", "Hillcomb Broadband", "Sparrowtel Wireless", "Brightloom Internet", "Tandemcell",
        "Northquill Fiber", "Pebblewave Mobile", "Hearthlink Cable", "Orrisdale Telephone", "Skein Communications",
        "Fernwave Internet", "Mosaic Hill Wireless",
    ],
    hours: (3, 6), prices: [2_500, 4_499, 6_499, 8_999, 17_999], ending: Ending::Nine, weight: 0,
    spending: TransactionCategory::Telecom,
};

/// Streaming, reading, and fitness.
#[rustfmt::skip]
pub static SUBSCRIPTIONS: Category = Category {
    name: "subscriptions",
    merchants: &[
        "Lumenreel Streaming", "Tunebarrow Music", "Pagewick Audiobooks", "Reelhaven Plus", "Gamelantern Pass",
        "Inkwell Daily News", "Stillpond Meditation", "Ironfern Fitness Club", "Cloudcrate Storage", "Mealbasket Weekly",
        "Puzzlewren Games", "Kitebox Kids",
    ],
    hours: (1, 5), prices: [399, 899, 1_299, 1_799, 4_999], ending: Ending::NinetyNine, weight: 0,
    spending: TransactionCategory::Subscriptions,
};

/// Landlords.
#[rustfmt::skip]
pub static RENT: Category = Category {
    name: "rent",
    merchants: &[
        "Foxglove Property Management", "Tamarack Court Apartments", "Ridgestile Residential", "Marrowick Homes",
        "Lantern Row Apartments", "Bluestem Housing Partners", "Quarrygate Lofts", "Hazelmere Rentals",
        "Three Chimneys Property Group", "Orchard Knoll Apartments", "Wrenfield Townhomes", "Saltgate Residential",
    ],
    hours: (6, 9), prices: [64_500, 105_000, 138_500, 182_500, 345_000], ending: Ending::Round, weight: 0,
    spending: TransactionCategory::Rent,
};

/// Clothing and shoes.
#[rustfmt::skip]
pub static CLOTHING: Category = Category {
    name: "clothing",
    merchants: &[
        "Thread & Thimble", "Bellwick Outfitters", "Juniper Lane Apparel", "The Wool Lantern", "Hobnail Shoes",
        "Sable Finch Boutique", "Little Acorns Kidswear", "Denim Barrow", "Quillhaven Clothiers", "Copper Button",
        "Stride & Strand Footwear", "Mayfen Fashion Outlet",
    ],
    hours: (10, 20), prices: [1_299, 2_999, 4_999, 8_999, 32_900], ending: Ending::NinetyNine, weight: 65,
    spending: TransactionCategory::Shopping,
};

/// Electronics.
#[rustfmt::skip]
pub static ELECTRONICS: Category = Category {
    name: "electronics",
    merchants: &[
        "Voltwren Electronics", "Circuit Barn", "Brightloom Computers", "Pixel & Pine", "Hertz Hollow Audio",
        "Tinker Bay Electronics", "Gadgetry Lane", "Northlamp Computers", "Signal Fern", "Copperwire Supply",
        "The Device Depot of Marrowick", "Lumen Street Cameras",
    ],
    hours: (10, 20), prices: [1_499, 3_999, 9_999, 27_999, 149_999], ending: Ending::NinetyNine, weight: 25,
    spending: TransactionCategory::Shopping,
};

/// Home improvement and garden.
#[rustfmt::skip]
pub static HOME_IMPROVEMENT: Category = Category {
    name: "home improvement",
    merchants: &[
        "Hammerstile Hardware", "Oak & Anvil Home Center", "Brackwater Lumber", "Tallowmere Garden Center",
        "Nailbarrow Supply", "Plumb & Square", "Fernhollow Nursery", "Cobblestone Paint & Tile",
        "Ridgepole Building Supply", "Kettle Creek Hardware", "Lattice Home & Garden", "Millrace Flooring",
    ],
    hours: (7, 20), prices: [649, 1_998, 4_498, 11_998, 89_900], ending: Ending::Nine, weight: 55,
    spending: TransactionCategory::Shopping,
};

/// Travel and lodging.
#[rustfmt::skip]
pub static TRAVEL: Category = Category {
    name: "travel",
    merchants: &[
        "Skylark Regional Air", "Heronway Airlines", "Lodge at Tamarack Lake", "Saltgate Harbor Hotel", "Wayfinch Travel",
        "Copper Canyon Rail", "Roadwren Car Rental", "Juniper Springs Resort", "Brackwater Ferry Line", "Twin Lanterns Inn",
        "Longfurrow Coach Lines", "Palm Stile Suites",
    ],
    hours: (6, 23), prices: [3_900, 11_840, 21_450, 39_860, 188_000], ending: Ending::Any, weight: 25,
    spending: TransactionCategory::Travel,
};

/// Doctors, dentists, and opticians.
#[rustfmt::skip]
pub static HEALTH: Category = Category {
    name: "health",
    merchants: &[
        "Ostermere Family Medicine", "Bramble Dental Care", "Clearfen Eye Associates", "Havenwick Pediatrics",
        "Tallowmere Orthopedics", "Quillhaven Physical Therapy", "Lantern Street Dermatology", "Riverstile Urgent Care",
        "Marrowick Womens Health", "Foxfield Chiropractic", "Sorrel Hill Veterinary Clinic", "Kindling Counseling Center",
    ],
    hours: (8, 17), prices: [1_500, 3_000, 6_500, 15_000, 96_000], ending: Ending::Round, weight: 40,
    spending: TransactionCategory::Health,
};

/// Schools, courses, and books.
#[rustfmt::skip]
pub static EDUCATION: Category = Category {
    name: "education",
    merchants: &[
        "Quillhaven Community College", "Wrenfield Music School", "Ostermere Montessori", "Lantern Language Institute",
        "Brightloom Tutoring", "Tamarack Dance Academy", "Marrowick Driving School", "Fernhollow Preschool",
        "Copperleaf Art Studio", "Stonequill College Bookstore", "Northstile Technical Institute", "Bellwick Swim School",
    ],
    hours: (8, 18), prices: [2_500, 7_500, 18_500, 42_000, 240_000], ending: Ending::Round, weight: 15,
    spending: TransactionCategory::Education,
};

/// Gifts.
#[rustfmt::skip]
pub static CHARITY: Category = Category {
    name: "charity",
    merchants: &[
        "Open Lantern Food Bank", "Paws of Marrowick Shelter", "Friends of Quillhaven Library",
        "Riverstile Watershed Trust", "Hearth & Harbor Shelter", "Tamarack Trails Fund", "Wrenfield Childrens Fund",
        "Saint Brannoc Parish", "Helping Barrow", "Ostermere Arts Council", "Bluestem Veterans Relief",
        "Kindling Scholarship Fund",
    ],
    hours: (8, 21), prices: [500, 2_000, 3_500, 7_500, 50_000], ending: Ending::Round, weight: 15,
    spending: TransactionCategory::Other,
};

/// Shipping.
#[rustfmt::skip]
pub static ONLINE_RETAIL: Category = Category {
    name: "online retail",
    merchants: &[
        "Parcelwren", "Cartfinch Online", "Boxbarrow", "Hearthcrate Home", "Novellane Books", "Petpebble Supplies",
        "Sproutcart", "Tinseltown Crafts Online", "Gearheron Outdoors", "Lumenbazaar", "Toywick", "Velvetcart Beauty",
    ],
    hours: (0, 23), prices: [599, 1_599, 2_899, 5_699, 38_900], ending: Ending::NinetyNine, weight: 155,
    spending: TransactionCategory::Shopping,
};

/// All categories.
#[rustfmt::skip]
pub static CATEGORIES: [&Category; 17] = [
    &GROCERIES, &FUEL, &RESTAURANTS, &COFFEE, &PHARMACY, &UTILITIES, &TELECOM, &SUBSCRIPTIONS, &RENT, &CLOTHING,
    &ELECTRONICS, &HOME_IMPROVEMENT, &TRAVEL, &HEALTH, &EDUCATION, &CHARITY, &ONLINE_RETAIL,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key;
    use crate::random::Random;
    use crate::values::test_lists::assert_list;

    #[test]
    fn lists_are_clean_and_long_enough() {
        for category in CATEGORIES {
            assert_list(category.name, category.merchants, 12);
        }
        assert_list(
            "merchants",
            CATEGORIES.iter().flat_map(|c| c.merchants),
            200,
        );
        assert_eq!(CATEGORIES.iter().map(|c| c.weight).sum::<u32>(), 1000);
    }

    #[test]
    fn hours_and_prices_are_in_order() {
        for category in CATEGORIES {
            let (first, last) = category.hours;
            assert!(first <= last && last < 24, "{}", category.name);
            assert!(
                category.prices.is_sorted() && category.prices[0] > 0,
                "{}",
                category.name
            );
        }
    }

    #[test]
    fn prices_have_their_endings_and_stay_below_the_limit() {
        for (ending, cents, wanted) in [
            (Ending::Any, 1234, 1234),
            (Ending::Nickel, 1234, 1230),
            (Ending::Nine, 1234, 1229),
            (Ending::NinetyNine, 1234, 1199),
            (Ending::NinetyNine, 1299, 1299),
            (Ending::NinetyNine, 50, 50),
            (Ending::Round, 1299, 1200),
        ] {
            assert_eq!(ending.below(cents), wanted);
        }
        let mut stream = Random::new(1).stream(key!("test/price"), 0);
        for category in CATEGORIES {
            for most in [1, 700, 5_000, 1_000_000] {
                for _ in 0..200 {
                    let price = category.price(&mut stream, Cents(most));
                    assert!(
                        price.0 >= 1 && price.0 <= most,
                        "{}: {} of {most}",
                        category.name,
                        price.0
                    );
                }
            }
        }
    }
}
