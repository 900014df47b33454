//! Industries and names of the businesses among the customers.

use crate::random::Stream;
use crate::values::Text;
use crate::values::occupations::{Occupation, Sector};
use crate::values::places::City;
use crate::values::texts::fill;
use std::sync::LazyLock;

/// An industry of small and medium-sized companies.
#[derive(Debug)]
pub struct Industry {
    /// Name: `Restaurant`, `Trucking`.
    pub label: &'static str,
    /// Companies per 1,000.
    pub weight: u32,
    /// Merchant category code of the card networks, or the closest one.
    pub category: u16,
    /// Sector in which its employees work.
    pub sector: Sector,
    /// Patterns of company names, with `{family}` for the owner's name, `{city}` for the location, and `{word}` for an invented
    /// word.
    pub names: &'static [&'static str],
    /// Titles of occupations in this industry, in addition to the usual office ones.
    pub roles: &'static [&'static str],
    /// Annual revenue in whole dollars: minimum, quartiles, maximum.
    pub revenue: [i64; 5],
    /// Annual revenue per employee in whole dollars.
    pub revenue_per_head: i64,
    /// Whether customers pay by card, which leads to a settlement every business day.
    pub takes_cards: bool,
    /// Whether customers are invoiced.
    pub invoices: bool,
    /// Share of revenue received in cash, in thousandths.
    pub cash: u16,
    /// Cost of goods and supplies, in thousandths of revenue.
    pub supplies: u16,
    /// Machines, furnishings and vehicles that its companies pledge.
    pub equipment: &'static [&'static str],
    /// Goods that its companies pledge; none where nothing much is kept in stock.
    pub stock: &'static [&'static str],
    /// Premises that its companies buy.
    pub premises: &'static [&'static str],
    /// Names of invented suppliers.
    pub suppliers: &'static [&'static str],
}

/// Premises by what happens there.
const SHOPS: &[&str] = &["Retail unit", "Mixed-use building", "Storefront building"];
const YARDS: &[&str] = &["Warehouse", "Workshop", "Warehouse with yard"];
const GARAGES: &[&str] = &["Workshop", "Workshop with offices", "Industrial building"];
const CLINICS: &[&str] = &["Medical office", "Medical office suite", "Clinic building"];
const OFFICES: &[&str] = &["Office suite", "Office building", "Mixed-use building"];

/// Occupations found in companies of every industry.
const OFFICE_ROLES: &[&str] = &[
    "Bookkeeper",
    "Office Clerk",
    "Administrative Assistant",
    "Customer Service Representative",
];

impl Industry {
    /// Returns whether its companies employ people of an occupation.
    pub fn employs(&self, occupation: &Occupation) -> bool {
        self.roles.contains(&occupation.title) || OFFICE_ROLES.contains(&occupation.title)
    }

    /// Returns the number of employees of a company with this annual revenue in dollars: at least one.
    pub const fn staff(&self, revenue: i64) -> i64 {
        let staff = revenue / self.revenue_per_head;
        if staff > 1 { staff } else { 1 }
    }
}

/// Draws one of [`ALL`] in proportion to its frequency.
pub fn industry(stream: &mut Stream) -> &'static Industry {
    static WEIGHTS: LazyLock<Vec<u32>> =
        LazyLock::new(|| ALL.iter().map(|one| one.weight).collect());
    &ALL[stream.weighted(&WEIGHTS)]
}

/// Draws a company name: `Kowalski Plumbing & Heating`, `Tulsa Dental Studio`, `Copper Wren Kitchen LLC`.
pub fn company_name(stream: &mut Stream, industry: &Industry, family: &str, city: &City) -> Text {
    let pattern = stream.pick(industry.names);
    let word = [*stream.pick(FIRST_WORDS), " ", *stream.pick(SECOND_WORDS)].concat();
    let name = fill(
        pattern,
        &[("family", family), ("city", city.name), ("word", &word)],
    );
    // Names that already include a legal form do not get another one.
    let formed = LEGAL_FORMS.iter().any(|form| name.ends_with(form));
    match stream.below(5) {
        0 | 1 if !formed => [&*name, LEGAL_FORMS[stream.weighted(&[70, 30])]]
            .concat()
            .into(),
        _ => name.into(),
    }
}

/// Legal forms that may end a company's name, the most common ones first.
const LEGAL_FORMS: &[&str] = &[" LLC", " Inc", " Co", " LLP", " PLLC", " PC"];

/// Words for invented names.
#[rustfmt::skip]
const FIRST_WORDS: &[&str] = &[
    "Copper", "Silver", "Blue", "Red", "Golden", "Amber", "Iron", "Cedar", "Juniper", "Willow", "Maple", "Briar", "Clover", "Harbor",
    "Prairie", "Summit", "Lakeside", "Hilltop", "Northside", "Riverbend", "Sunrise", "Lantern", "Foxglove", "Quarry", "Millrace",
    "Thistle", "Bramble", "Larkspur", "Tamarack", "Bluestem", "Ironwood", "Hawthorn", "Kestrel", "Osprey", "Heron", "Sparrow",
    "Wren", "Otter", "Badger", "Bison", "Painted", "Twin", "Three", "Old", "New", "Little", "Grand", "True",
];
#[rustfmt::skip]
const SECOND_WORDS: &[&str] = &[
    "Wren", "Heron", "Fox", "Elk", "Oak", "Pine", "Birch", "Stone", "Creek", "Ridge", "Hollow", "Meadow", "Field", "Gate", "Bridge",
    "Anchor", "Lantern", "Kettle", "Anvil", "Compass", "Arrow", "Feather", "Acorn", "Barrel", "Wheel", "Crown", "Key", "Bell",
    "Harvest", "Horizon", "Rivers", "Pines", "Oaks", "Mesa", "Canyon", "Valley", "Canopy", "Orchard", "Garden", "Trail",
];

/// The industries. Revenues are for companies with a few to a few dozen employees, based on receipts by size in the Census
/// Bureau's Statistics of U.S. Businesses; the other values are our estimates.
#[rustfmt::skip]
pub static ALL: &[Industry] = &[
    Industry { label: "Restaurant", weight: 120, category: 5812, sector: Sector::Hospitality,
        names: &["{family}'s Kitchen", "The {word} Grill", "{word} Tavern", "{family} & Sons Catering", "Cafe {family}", "The {word} Bistro",
            "{family} Family Restaurant", "{word} Smokehouse"],
        roles: &["Cook", "Chef", "Server", "Bartender", "Restaurant Manager", "Cashier", "Fast Food Worker"],
        revenue: [180_000, 480_000, 850_000, 1_500_000, 4_800_000], revenue_per_head: 75_000, takes_cards: true, invoices: false,
        cash: 180, supplies: 340,
        equipment: &["Restaurant kitchen installation", "Walk-in cooler and freezers", "Dining room furnishings"],
        stock: &["Wine and spirits in cellar", "Food and beverages in stock"], premises: SHOPS,
        suppliers: &["Brackwater Foodservice", "Tallowmere Produce Co", "Quillhaven Beverage Distributors", "Saltgate Seafood Supply",
            "Ridgestile Restaurant Equipment", "Fernhollow Linen Service"] },
    Industry { label: "General Contractor", weight: 90, category: 1520, sector: Sector::Construction,
        names: &["{family} Construction", "{family} Builders", "{word} Homes", "{city} Remodeling", "{family} & Sons Contracting",
            "{word} Building Group"],
        roles: &["Carpenter", "Construction Worker", "Construction Manager", "Electrician", "Plumber"],
        revenue: [250_000, 700_000, 1_400_000, 3_200_000, 12_000_000], revenue_per_head: 210_000, takes_cards: false, invoices: true,
        cash: 10, supplies: 520,
        equipment: &["Compact excavator", "Work truck fleet of three", "Scaffolding and concrete forms"],
        stock: &["Lumber in yard", "Building materials in yard"], premises: YARDS,
        suppliers: &["Oak & Anvil Building Supply", "Brackwater Lumber Wholesale", "Longstile Concrete", "Stonequill Roofing Supply",
            "Copperwire Electrical Supply", "Harrowmead Equipment Rental"] },
    Industry { label: "Plumbing and Heating", weight: 60, category: 1711, sector: Sector::Construction,
        names: &["{family} Plumbing", "{family} Plumbing & Heating", "{city} Drain & Sewer", "{word} Mechanical", "{family} Heating & Air"],
        roles: &["Plumber", "Construction Worker", "Receptionist"],
        revenue: [180_000, 450_000, 900_000, 1_900_000, 6_000_000], revenue_per_head: 160_000, takes_cards: true, invoices: true,
        cash: 20, supplies: 380,
        equipment: &["Service van fleet of three", "Drain cleaning and camera equipment", "Pipe threading machines"],
        stock: &["Pipe and fittings in stock", "Boilers and water heaters in stock"], premises: YARDS,
        suppliers: &["Plumb & Square Wholesale", "Highfallow HVAC Supply", "Kettle Creek Pipe & Valve", "Tin Pennant Fleet Fuel"] },
    Industry { label: "Electrical Contractor", weight: 45, category: 1731, sector: Sector::Construction,
        names: &["{family} Electric", "{word} Electric", "{city} Lighting & Electric", "{family} Brothers Electrical"],
        roles: &["Electrician", "Construction Worker", "Operations Manager"],
        revenue: [160_000, 420_000, 850_000, 1_800_000, 6_500_000], revenue_per_head: 155_000, takes_cards: false, invoices: true,
        cash: 0, supplies: 400,
        equipment: &["Service van fleet of two", "Bucket truck", "Cable pulling and testing equipment"],
        stock: &["Cable and fixtures in stock", "Electrical supplies in stock"], premises: YARDS,
        suppliers: &["Copperwire Electrical Supply", "Voltwren Trade Counter", "Northlamp Fixtures", "Tin Pennant Fleet Fuel"] },
    Industry { label: "Landscaping", weight: 45, category: 780, sector: Sector::Services,
        names: &["{family} Landscaping", "{word} Lawn & Garden", "{city} Grounds Care", "{family} Tree Service"],
        roles: &["Landscaper", "Construction Worker", "Truck Driver"],
        revenue: [90_000, 230_000, 450_000, 950_000, 3_000_000], revenue_per_head: 85_000, takes_cards: true, invoices: true,
        cash: 60, supplies: 300,
        equipment: &["Commercial mowers and trailers", "Tractor with implements", "Wood chipper and stump grinder"],
        stock: &["Garden plants and materials", "Mulch and stone in yard"], premises: YARDS,
        suppliers: &["Fernhollow Nursery Wholesale", "Tallowmere Turf & Seed", "Hobnail Power Equipment", "Tin Pennant Fleet Fuel"] },
    Industry { label: "Medical Practice", weight: 60, category: 8011, sector: Sector::Health,
        names: &["{family} Family Medicine", "{city} Internal Medicine Associates", "{word} Pediatrics", "{family} Dermatology PLLC",
            "{city} Orthopedic Group", "{word} Womens Health"],
        roles: &["Physician", "Registered Nurse", "Licensed Practical Nurse", "Medical Assistant", "Nursing Assistant", "Receptionist"],
        revenue: [420_000, 950_000, 1_900_000, 4_200_000, 14_000_000], revenue_per_head: 190_000, takes_cards: true, invoices: true,
        cash: 5, supplies: 160,
        equipment: &["Ultrasound imaging system", "Examination room equipment", "Digital X-ray unit"],
        stock: &[], premises: CLINICS,
        suppliers: &["Clearwell Medical Supply", "Havenwick Diagnostics Lab", "Bramblecare Wholesale Drugs", "Lanternfield Medical Billing"] },
    Industry { label: "Dental Practice", weight: 45, category: 8021, sector: Sector::Health,
        names: &["{family} Dental", "{city} Family Dentistry", "{word} Dental Studio", "{family} Orthodontics PC", "{word} Smiles"],
        roles: &["Dentist", "Dental Hygienist", "Receptionist"],
        revenue: [350_000, 700_000, 1_050_000, 1_800_000, 5_000_000], revenue_per_head: 165_000, takes_cards: true, invoices: true,
        cash: 10, supplies: 200,
        equipment: &["Dental imaging unit", "Dental chairs and delivery units", "Dental milling unit"],
        stock: &[], premises: CLINICS,
        suppliers: &["Clearfen Dental Supply", "Bramble Dental Laboratory", "Clearwell Medical Supply", "Lanternfield Medical Billing"] },
    Industry { label: "Veterinary Clinic", weight: 20, category: 742, sector: Sector::Health,
        names: &["{family} Veterinary Clinic", "{word} Animal Hospital", "{city} Pet Care"],
        roles: &["Receptionist", "Janitor"],
        revenue: [300_000, 650_000, 1_100_000, 2_000_000, 5_500_000], revenue_per_head: 120_000, takes_cards: true, invoices: false,
        cash: 20, supplies: 260,
        equipment: &["Veterinary surgery equipment", "Animal X-ray unit", "Kennels and examination tables"],
        stock: &[], premises: CLINICS,
        suppliers: &["Clearwell Medical Supply", "Sorrel Animal Health", "Fernhollow Linen Service"] },
    Industry { label: "Law Office", weight: 55, category: 8111, sector: Sector::Professional,
        names: &["{family} Law", "Law Office of {family}", "{family} & Associates LLP", "{family} Legal Group", "{city} Legal Partners"],
        roles: &["Lawyer", "Paralegal", "Receptionist"],
        revenue: [180_000, 420_000, 850_000, 2_000_000, 9_000_000], revenue_per_head: 210_000, takes_cards: false, invoices: true,
        cash: 0, supplies: 90,
        equipment: &["Office furnishings and computers", "Conference room furnishings", "Law library and shelving"],
        stock: &[], premises: OFFICES,
        suppliers: &["Stonequill Legal Research", "Bellwick Office Supply", "Larkwire Business Telephone", "Harrowmead Court Reporting"] },
    Industry { label: "Accounting Firm", weight: 40, category: 8931, sector: Sector::Professional,
        names: &["{family} Accounting", "{family} Tax & Bookkeeping", "{city} Tax Advisors", "{family} CPA Group"],
        roles: &["Accountant", "Receptionist"],
        revenue: [120_000, 300_000, 600_000, 1_400_000, 6_000_000], revenue_per_head: 140_000, takes_cards: true, invoices: true,
        cash: 5, supplies: 90,
        equipment: &["Office furnishings and computers", "Server and network equipment", "Copiers and mailing machines"],
        stock: &[], premises: OFFICES,
        suppliers: &["Bellwick Office Supply", "Hazelmere Tax Software", "Larkwire Business Telephone"] },
    Industry { label: "Trucking", weight: 50, category: 4214, sector: Sector::Transport,
        names: &["{family} Trucking", "{family} Freight", "{word} Transport", "{word} Hauling", "{family} & Sons Logistics"],
        roles: &["Truck Driver", "Delivery Driver", "Warehouse Worker", "Operations Manager", "Auto Mechanic"],
        revenue: [180_000, 450_000, 1_000_000, 2_600_000, 11_000_000], revenue_per_head: 190_000, takes_cards: false, invoices: true,
        cash: 0, supplies: 470,
        equipment: &["Highway tractor unit", "Flatbed trailer fleet of three", "Refrigerated delivery truck"],
        stock: &[], premises: YARDS,
        suppliers: &["Longfurrow Truck Stops", "Brackwater Petroleum", "Roadwren Truck Leasing", "Marrowick Tire & Parts"] },
    Industry { label: "Auto Repair", weight: 50, category: 7538, sector: Sector::Services,
        names: &["{family} Auto Repair", "{word} Automotive", "{city} Brake & Tire", "{family} Body Shop", "{family} Brothers Garage"],
        roles: &["Auto Mechanic", "Receptionist"],
        revenue: [150_000, 360_000, 650_000, 1_200_000, 3_500_000], revenue_per_head: 130_000, takes_cards: true, invoices: false,
        cash: 90, supplies: 400,
        equipment: &["Vehicle lifts and diagnostic equipment", "Tire changer and wheel balancer", "Vehicle paint booth"],
        stock: &["Auto parts in stock", "Tires in stock"], premises: GARAGES,
        suppliers: &["Pinwheel Parts Warehouse", "Marrowick Tire & Parts", "Brackwater Lubricants", "Hobnail Tool Trucks"] },
    Industry { label: "Convenience Store", weight: 45, category: 5499, sector: Sector::Retail,
        names: &["{word} Food Mart", "{family} Market", "{city} Corner Store", "{word} Gas & Go"],
        roles: &["Cashier", "Stock Clerk", "Retail Salesperson", "Store Supervisor"],
        revenue: [420_000, 900_000, 1_600_000, 2_800_000, 7_000_000], revenue_per_head: 260_000, takes_cards: true, invoices: false,
        cash: 260, supplies: 720,
        equipment: &["Refrigerated display cases", "Walk-in cooler and shelving", "Checkout counters and security system"],
        stock: &["Groceries and beverages in stock", "Snacks and household goods in stock"], premises: SHOPS,
        suppliers: &["Tallowmere Wholesale Grocers", "Quillhaven Beverage Distributors", "Brackwater Petroleum", "Larkmoor Snack Distributors"] },
    Industry { label: "Clothing Shop", weight: 35, category: 5651, sector: Sector::Retail,
        names: &["{family} Boutique", "{word} Outfitters", "{word} & Thread", "The {word} Closet"],
        roles: &["Retail Salesperson", "Cashier", "Store Supervisor", "Stock Clerk"],
        revenue: [90_000, 230_000, 420_000, 850_000, 2_800_000], revenue_per_head: 140_000, takes_cards: true, invoices: false,
        cash: 80, supplies: 520,
        equipment: &["Store fixtures and displays", "Industrial embroidery machines", "Alteration and pressing machines"],
        stock: &["Clothing in stock", "Shoes and accessories in stock"], premises: SHOPS,
        suppliers: &["Thread & Thimble Wholesale", "Juniper Lane Apparel Group", "Mayfen Textile Imports", "Parcelwren Express"] },
    Industry { label: "Hardware Store", weight: 20, category: 5251, sector: Sector::Retail,
        names: &["{family} Hardware", "{city} Hardware & Supply", "{word} Home Center"],
        roles: &["Retail Salesperson", "Cashier", "Store Supervisor", "Stock Clerk", "Warehouse Worker"],
        revenue: [350_000, 800_000, 1_500_000, 2_900_000, 8_000_000], revenue_per_head: 190_000, takes_cards: true, invoices: true,
        cash: 70, supplies: 620,
        equipment: &["Forklift and pallet racking", "Delivery truck with liftgate", "Key cutting and paint mixing machines"],
        stock: &["Hardware and tools in stock", "Paint and building supplies in stock"], premises: SHOPS,
        suppliers: &["Hammerstile Wholesale", "Nailbarrow Distribution", "Cobblestone Paint Works", "Fernhollow Nursery Wholesale"] },
    Industry { label: "Hair Salon", weight: 40, category: 7230, sector: Sector::Services,
        names: &["{family} Hair Studio", "{word} Salon", "{family} Barber Shop", "{word} Salon & Spa"],
        roles: &["Hair Stylist", "Receptionist", "Cashier"],
        revenue: [60_000, 140_000, 240_000, 450_000, 1_400_000], revenue_per_head: 60_000, takes_cards: true, invoices: false,
        cash: 200, supplies: 140,
        equipment: &["Salon furnishings", "Styling stations and dryers", "Wash units and salon chairs"],
        stock: &[], premises: SHOPS,
        suppliers: &["Velvet Acorn Beauty Supply", "Fernhollow Linen Service", "Bellwick Office Supply"] },
    Industry { label: "Laundromat", weight: 15, category: 7211, sector: Sector::Services,
        names: &["{word} Laundry", "{city} Coin Laundry", "{family} Cleaners"],
        roles: &["Cashier", "Housekeeper", "Janitor", "Delivery Driver", "Maintenance Technician"],
        revenue: [80_000, 180_000, 300_000, 520_000, 1_300_000], revenue_per_head: 90_000, takes_cards: true, invoices: false,
        cash: 380, supplies: 160,
        equipment: &["Commercial laundry machines", "Dry cleaning machine", "Laundry pressing and folding machines"],
        stock: &[], premises: SHOPS,
        suppliers: &["Silverbrook Laundry Equipment", "Fernhollow Linen Service", "Clearwell Cleaning Supply"] },
    Industry { label: "Cleaning Service", weight: 30, category: 7349, sector: Sector::Services,
        names: &["{family} Cleaning", "{word} Janitorial", "{city} Commercial Cleaning"],
        roles: &["Janitor", "Housekeeper", "Operations Manager"],
        revenue: [70_000, 180_000, 380_000, 900_000, 3_500_000], revenue_per_head: 52_000, takes_cards: false, invoices: true,
        cash: 20, supplies: 110,
        equipment: &["Floor scrubbers and carpet machines", "Cleaning van fleet of three", "Pressure washing trailer"],
        stock: &[], premises: OFFICES,
        suppliers: &["Clearwell Cleaning Supply", "Tin Pennant Fleet Fuel", "Marlowe Uniforms"] },
    Industry { label: "Software Consultancy", weight: 35, category: 7372, sector: Sector::Technology,
        names: &["{word} Software", "{family} Technologies", "{word} Data", "{word} Systems"],
        roles: &["Software Developer", "Systems Administrator", "Data Analyst", "Graphic Designer", "Marketing Specialist", "Sales Representative", "Computer Support Specialist"],
        revenue: [150_000, 400_000, 950_000, 2_600_000, 12_000_000], revenue_per_head: 200_000, takes_cards: true, invoices: true,
        cash: 0, supplies: 120,
        equipment: &["Server and network equipment", "Office furnishings and computers", "Workstations and test equipment"],
        stock: &[], premises: OFFICES,
        suppliers: &["Cloudcrate Systems", "Brightloom Networks", "Bellwick Office Supply", "Bramblewick Staffing"] },
    Industry { label: "Machine Shop", weight: 30, category: 3599, sector: Sector::Manufacturing,
        names: &["{family} Machine & Tool", "{word} Precision", "{city} Fabrication", "{family} Metal Works"],
        roles: &["Machinist", "Welder", "Assembler", "Mechanical Engineer", "Maintenance Technician", "Warehouse Worker"],
        revenue: [300_000, 850_000, 1_900_000, 4_500_000, 16_000_000], revenue_per_head: 190_000, takes_cards: false, invoices: true,
        cash: 0, supplies: 430,
        equipment: &["CNC milling machine", "Laser cutting table", "CNC turning center"],
        stock: &["Steel and bar stock in warehouse", "Machined parts in stock"], premises: GARAGES,
        suppliers: &["Cindermoor Steel Service", "Kestrelton Tooling Supply", "Ridgestile Industrial Gases", "Thornleigh Freight Lines"] },
    Industry { label: "Bakery", weight: 25, category: 5462, sector: Sector::Hospitality,
        names: &["{family} Bakery", "{word} Bakehouse", "{family}'s Pastries", "The {word} Oven"],
        roles: &["Cook", "Cashier", "Server", "Delivery Driver", "Store Supervisor"],
        revenue: [90_000, 230_000, 420_000, 800_000, 2_400_000], revenue_per_head: 68_000, takes_cards: true, invoices: true,
        cash: 160, supplies: 330,
        equipment: &["Commercial oven line", "Dough mixers and proofers", "Refrigerated bakery van"],
        stock: &["Flour and sugar in stock", "Baking supplies in stock"], premises: SHOPS,
        suppliers: &["Millstone Flour & Grain", "Brackwater Foodservice", "Tallowmere Dairy", "Ridgestile Restaurant Equipment"] },
    Industry { label: "Fitness Studio", weight: 15, category: 7997, sector: Sector::Services,
        names: &["{word} Fitness", "{city} Yoga Collective", "{family} Martial Arts", "{word} Strength"],
        roles: &["Personal Trainer", "Receptionist", "Janitor", "Marketing Specialist"],
        revenue: [80_000, 190_000, 360_000, 700_000, 2_200_000], revenue_per_head: 75_000, takes_cards: true, invoices: false,
        cash: 20, supplies: 100,
        equipment: &["Cardio and strength equipment", "Rowing and cycling machines", "Studio furnishings and sound system"],
        stock: &[], premises: SHOPS,
        suppliers: &["Ironfern Equipment", "Clearwell Cleaning Supply", "Brightloom Networks"] },
    Industry { label: "Property Management", weight: 30, category: 6513, sector: Sector::Finance,
        names: &["{family} Properties", "{word} Property Management", "{city} Rentals Group", "{word} Apartments LLC"],
        roles: &["Maintenance Technician", "Real Estate Agent", "Security Guard"],
        revenue: [150_000, 380_000, 800_000, 2_000_000, 9_000_000], revenue_per_head: 260_000, takes_cards: false, invoices: true,
        cash: 10, supplies: 300,
        equipment: &["Maintenance van and tools", "Grounds equipment and mowers", "Office furnishings and computers"],
        stock: &[], premises: OFFICES,
        suppliers: &["Nailbarrow Maintenance Supply", "Marrowick Electric", "Ostermere Municipal Water", "Stonequill Roofing LLC"] },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key;
    use crate::random::Random;
    use crate::values::occupations;
    use crate::values::places::CITIES;
    use crate::values::test_lists::assert_list;
    use std::collections::HashSet;

    #[test]
    fn industries_are_distinct_with_plausible_figures() {
        let labels: Vec<_> = ALL.iter().map(|one| one.label).collect();
        assert_list("industries", &labels, 20);
        for one in ALL {
            assert!(
                one.revenue.is_sorted() && one.revenue[0] >= 50_000,
                "{}",
                one.label
            );
            assert!(one.takes_cards || one.invoices, "{}", one.label);
            assert!(one.cash <= 400 && one.supplies <= 750, "{}", one.label);
            assert_list(one.label, one.names, 3);
            assert_list(one.label, one.roles, 1);
            let exists = |title: &&str| occupations::ALL.iter().any(|one| one.title == *title);
            assert!(
                one.roles.iter().chain(OFFICE_ROLES).all(exists),
                "{}",
                one.label
            );
            assert_list(one.label, one.suppliers, 3);
            assert_list(one.label, one.equipment, 3);
            assert_list(one.label, one.premises, 3);
            assert_list(one.label, one.stock, 2 * usize::from(!one.stock.is_empty()));
            assert!(
                one.staff(one.revenue[0]) >= 1 && one.staff(one.revenue[4]) <= 90,
                "{}",
                one.label
            );
        }
    }

    #[test]
    fn company_names_are_complete_need_no_quotes_and_rarely_collide() {
        let mut stream = Random::new(1).stream(key!("test/companies"), 0);
        let mut seen = HashSet::new();
        for n in 0..4_000 {
            let industry = industry(&mut stream);
            let family = crate::values::people::anybody(&mut stream, 1970).1;
            let name = company_name(&mut stream, industry, family, &CITIES[n % CITIES.len()]);
            assert!(!name.contains(['{', ',', '"']), "{name}");
            assert!(name.chars().count() <= 60, "{name}");
            seen.insert(name);
        }
        assert!(seen.len() > 3_500, "{}", seen.len());
    }

    #[test]
    fn words_of_names_are_clean() {
        assert_list("first words", FIRST_WORDS, 40);
        assert_list("second words", SECOND_WORDS, 40);
    }
}
