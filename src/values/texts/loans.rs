//! Lending: why an application was rejected, and what secures a loan. Makes and models are invented.

use super::ByLabel;
use crate::random::Stream;

/// Why an application was rejected, by the applicant's score.
#[rustfmt::skip]
pub const REJECTIONS: ByLabel = ByLabel(&[
    ("low", &[
        "Credit score below the minimum for this product",
        "Recent serious delinquency on the credit report",
        "Accounts in collection on the credit report",
        "Bankruptcy within the last seven years",
        "Too many late payments in the last two years",
        "Charged-off account on the credit report",
        "Repossession on the credit report",
    ]),
    ("middle", &[
        "Debt-to-income ratio too high",
        "Insufficient credit history",
        "Card balances too high in relation to limits",
        "Too many credit inquiries in the last six months",
        "Length of employment too short",
        "Requested amount too high for the stated income",
        "Down payment too small",
    ]),
    ("high", &[
        "Income could not be verified",
        "Application incomplete and documents not supplied",
        "Appraised value of the collateral too low",
        "Collateral not acceptable for this product",
        "Debt-to-income ratio too high after the new payment",
        "Purpose of the loan outside our lending policy",
        "Business plan without sufficient cash flow",
    ]),
]);

/// The reasons that fit a score of 300 to 850.
pub fn rejection_reasons(score: u16) -> &'static [&'static str] {
    REJECTIONS.of(match score {
        ..600 => "low",
        600..700 => "middle",
        _ => "high",
    })
}

/// Invented makes with invented models.
#[rustfmt::skip]
pub const VEHICLES: [(&str, &[&str]); 9] = [
    ("Corvane", &["Strider sedan", "Strider wagon", "Fathom SUV", "Lark hatchback"]),
    ("Lumaro", &["Sela sedan", "Vento crossover", "Terrado SUV"]),
    ("Haldane", &["Drover pickup", "Drover crew cab", "Stockman SUV"]),
    ("Brissel", &["Petit hatchback", "Allure sedan", "Voyage minivan"]),
    ("Nordwyn", &["Fjell wagon", "Fjell crossover", "Isen electric sedan"]),
    ("Tarsin", &["Kite electric hatchback", "Aero coupe", "Mesa SUV"]),
    ("Pellan", &["Family minivan", "Scout crossover", "City hatchback"]),
    ("Kestrix", &["Talon coupe", "Merlin sedan", "Harrier pickup"]),
    ("Oakmere", &["Hauler pickup", "Rambler SUV", "Courier cargo van"]),
];

/// The characters of vehicle identification numbers.
const VIN: &[u8] = b"ABCDEFGHJKLMNPRSTUVWXYZ0123456789";

/// A vehicle identification number that cannot exist: its fifth character is a letter that none ever has.
pub fn vin(stream: &mut Stream) -> String {
    let mut vin = String::with_capacity(17);
    for place in 0..17 {
        let character = match place {
            4 => *stream.pick(b"IOQ"),
            11.. => *stream.pick(b"0123456789"),
            _ => *stream.pick(VIN),
        };
        vin.push(char::from(character));
    }
    vin
}

/// A vehicle of a model year: `2022 Lumaro Vento crossover VIN ...`.
pub fn vehicle(stream: &mut Stream, year: i32) -> String {
    let (make, models) = stream.pick(&VEHICLES);
    let model = stream.pick(models);
    format!("{year} {make} {model} VIN {}", vin(stream))
}

const HOMES: &[&str] = &[
    "Single-family house",
    "Townhouse",
    "Condominium",
    "Duplex",
    "Ranch house",
    "Bungalow",
];
const PREMISES: &[&str] = &[
    "Retail unit",
    "Office suite",
    "Warehouse",
    "Workshop",
    "Mixed-use building",
    "Medical office",
];

/// Machines that secure business loans.
#[rustfmt::skip]
pub const EQUIPMENT: &[&str] = &[
    "CNC milling machine", "Forklift fleet of three", "Commercial oven line", "Dental imaging unit", "Compact excavator",
    "Offset printing press", "Refrigerated delivery truck", "Packaging line", "Industrial embroidery machines",
    "Restaurant kitchen installation", "Tractor with implements", "Laser cutting table", "Salon furnishings",
    "Commercial laundry machines", "Warehouse racking system",
];

/// Goods that secure business loans.
#[rustfmt::skip]
pub const INVENTORY: &[&str] = &[
    "Hardware and tools in stock", "Restaurant supplies in stock", "Clothing in stock", "Lumber in yard", "Auto parts in stock",
    "Furniture in showroom", "Wine and spirits in cellar", "Garden plants and materials", "Electronics in stock",
    "Medical supplies in stock", "Books and stationery in stock", "Sporting goods in stock",
];

/// What a loan is secured by: `property`, `real_estate`, `vehicle`, `equipment` or `inventory`. `year` is the year of the loan.
///
/// # Panics
///
/// For another type, which is a mistake of the caller.
pub fn collateral(stream: &mut Stream, collateral_type: &str, year: i32) -> String {
    match collateral_type {
        "property" => {
            let (home, bedrooms) = (stream.pick(HOMES), stream.range(2..=5));
            let baths = stream.range(1..=bedrooms.min(3));
            let feet = bedrooms * 400 + stream.range(2..=90) * 10;
            format!(
                "{home} {bedrooms} bedrooms {baths} baths {feet} sq ft built {}",
                i64::from(year) - stream.range(3..=85)
            )
        }
        "real_estate" => {
            let (premises, feet) = (stream.pick(PREMISES), stream.range(9..=240) * 100);
            format!(
                "{premises} {feet} sq ft built {}",
                i64::from(year) - stream.range(5..=70)
            )
        }
        "vehicle" => {
            let age = stream.quantile(&[0, 0, 2, 4, 9]) as i32;
            vehicle(stream, year - age)
        }
        "equipment" => format!(
            "{} bought {}",
            stream.pick(EQUIPMENT),
            i64::from(year) - stream.range(0..=6)
        ),
        "inventory" => (*stream.pick(INVENTORY)).to_string(),
        other => panic!("no collateral of type {other:?}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key;
    use crate::random::Random;
    use crate::values::test_lists::assert_list;
    use crate::values::texts::tests::{assert_by_label, assert_discreet};

    #[test]
    fn the_lists_are_clean_and_as_long_as_promised() {
        assert_by_label("rejections", &REJECTIONS, &["low", "middle", "high"], 7);
        assert_discreet(REJECTIONS.0.iter().flat_map(|(_, list)| *list));
        assert_list("equipment", EQUIPMENT, 15);
        assert_list("inventory", INVENTORY, 12);
        assert_list("makes", VEHICLES.iter().map(|(make, _)| make), 9);
        assert_list(
            "models",
            VEHICLES.iter().flat_map(|(_, models)| *models),
            27,
        );
    }

    #[test]
    fn reasons_fit_the_score() {
        assert!(rejection_reasons(480)[0].contains("score below"));
        assert!(rejection_reasons(640).contains(&"Insufficient credit history"));
        assert!(
            !rejection_reasons(780)
                .iter()
                .any(|reason| reason.contains("score"))
        );
    }

    #[test]
    fn no_vehicle_can_exist() {
        let mut stream = Random::new(1).stream(key!("test/vin"), 0);
        for _ in 0..500 {
            let vin = vin(&mut stream);
            assert_eq!(vin.len(), 17);
            assert!(vin.contains(['I', 'O', 'Q']), "{vin}");
        }
    }

    #[test]
    fn collateral_is_described_without_quotes() {
        let mut stream = Random::new(1).stream(key!("test/collateral"), 0);
        for kind in [
            "property",
            "real_estate",
            "vehicle",
            "equipment",
            "inventory",
        ] {
            for _ in 0..200 {
                let text = collateral(&mut stream, kind, 2024);
                assert!(
                    !text.is_empty() && text == text.trim() && !text.contains([',', '"']),
                    "{text}"
                );
                for year in text
                    .split(' ')
                    .filter_map(|word| word.parse::<i32>().ok())
                    .filter(|n| (1900..2100).contains(n))
                {
                    assert!(year <= 2024 || text.contains("sq ft"), "{text}");
                }
            }
        }
    }
}
