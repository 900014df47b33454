//! Lending: why an application was rejected, and what secures a loan. Makes and models are invented.

use super::ByLabel;
use crate::random::{Proportion, Stream};
use crate::values::calendar::Date;
use crate::values::industries::Industry;

/// Why an application was rejected: by the applicant's score, whether the income supports the loan, and its type.
#[rustfmt::skip]
pub const REJECTIONS: ByLabel = ByLabel(&[
    ("low", &[
        "Credit score below the minimum for this product",
        "Recent serious delinquency on the credit report",
        "Accounts in collection on the credit report",
        BANKRUPTCY,
        "Too many late payments in the last two years",
        "Charged-off account on the credit report",
        "Repossession on the credit report",
    ]),
    ("overreaching", &[
        "Debt-to-income ratio too high",
        "Debt-to-income ratio too high after the new payment",
        "Requested amount too high for the stated income",
        "Income insufficient for the amount of credit requested",
        "Excessive obligations in relation to income",
        "Payments on existing debts too high in relation to income",
        "Income does not support the monthly payment",
    ]),
    ("business", &[
        "Business plan without sufficient cash flow",
        "Financial statements not supplied",
        "Tax returns of the business incomplete",
        "Purpose of the loan outside our lending policy",
        "Liens on the assets of the business",
        "Too few customers make up most of the revenue",
        "Equity of the owners too small",
    ]),
    ("mortgage", &[
        "Down payment too small",
        "Appraised value of the property too low",
        "Title to the property not clear",
        "Condition of the property not acceptable",
        "Application for the mortgage incomplete",
        "Property type outside our lending policy",
        "Source of the down payment not verified",
    ]),
    ("auto", &[
        "Cash and trade-in too small",
        "Vehicle too old for this product",
        "Mileage of the vehicle too high for this product",
        "Purchase price above the value of the vehicle",
        "Purchase contract not supplied",
        "Title of the vehicle not clear",
        "Insurance of the vehicle not verified",
    ]),
    ("other", &[
        "Card balances too high in relation to limits",
        "Too many credit inquiries in the last six months",
        "Length of credit history too short",
        "Too few accounts on the credit report",
        "Application incomplete and documents not supplied",
        "Purpose of the loan not acceptable",
        "Too many accounts opened in the last year",
    ]),
]);
/// Why the application of a bankrupt applicant was rejected.
pub const BANKRUPTCY: &str = "Bankruptcy within the last seven years";
/// Why an application that overstated the applicant's income was rejected.
pub const UNVERIFIED: &str = "Income could not be verified";

/// Reasons that don't fit a purpose: who refinances or borrows against a home pays nothing down, and a new vehicle is not old.
const UNFIT: [(&str, &str); 7] = [
    ("home_refinance", "Down payment too small"),
    ("home_refinance", "Source of the down payment not verified"),
    ("home_equity", "Down payment too small"),
    ("home_equity", "Source of the down payment not verified"),
    ("new_vehicle", "Vehicle too old for this product"),
    (
        "new_vehicle",
        "Mileage of the vehicle too high for this product",
    ),
    ("new_vehicle", "Title of the vehicle not clear"),
];

/// Returns the reasons that fit a score of 300 to 850, and a loan type and purpose if the score doesn't explain the rejection;
/// `overreaching` if the payments would take too much of the income.
pub fn rejection_reasons(
    score: u16,
    loan_type: &str,
    purpose: &str,
    overreaching: bool,
) -> Vec<&'static str> {
    let reasons = REJECTIONS.of(match (overreaching, score, loan_type) {
        (true, ..) => "overreaching",
        (_, ..620, _) => "low",
        (_, _, "business" | "mortgage" | "auto") => loan_type,
        _ => "other",
    });
    let fits = |reason: &&&str| !UNFIT.contains(&(purpose, **reason));
    reasons.iter().filter(fits).copied().collect()
}

/// Invented makes with invented models, each with its price when new, in dollars.
#[rustfmt::skip]
pub const VEHICLES: [(&str, &[(&str, i64)]); 9] = [
    ("Corvane", &[("Strider sedan", 27_500), ("Strider wagon", 31_000), ("Fathom SUV", 41_500), ("Lark hatchback", 22_800)]),
    ("Lumaro", &[("Sela sedan", 25_200), ("Vento crossover", 32_400), ("Terrado SUV", 47_800)]),
    ("Haldane", &[("Drover pickup", 44_900), ("Drover crew cab", 58_600), ("Stockman SUV", 69_500)]),
    ("Brissel", &[("Petit hatchback", 21_400), ("Allure sedan", 34_700), ("Voyage minivan", 38_200)]),
    ("Nordwyn", &[("Fjell wagon", 52_300), ("Fjell crossover", 55_900), ("Isen electric sedan", 78_500)]),
    ("Tarsin", &[("Kite electric hatchback", 33_600), ("Aero coupe", 84_000), ("Mesa SUV", 39_300)]),
    ("Pellan", &[("Family minivan", 36_100), ("Scout crossover", 28_700), ("City hatchback", 20_300)]),
    ("Kestrix", &[("Talon coupe", 63_800), ("Merlin sedan", 46_200), ("Harrier pickup", 37_500)]),
    ("Oakmere", &[("Hauler pickup", 51_700), ("Rambler SUV", 35_400), ("Courier cargo van", 42_600)]),
];

/// Value of a vehicle in percent of its price when new, by age in whole years, from 0.
pub const WORTH: [i64; 14] = [100, 82, 72, 63, 55, 48, 42, 36, 31, 27, 23, 20, 17, 15];
/// Percent by which an appraisal may differ from that.
const APPRAISAL_OFF: i64 = 12;

/// The characters of vehicle identification numbers.
const VIN: &[u8] = b"ABCDEFGHJKLMNPRSTUVWXYZ0123456789";

/// Draws a vehicle identification number that can't exist: its fifth character is a letter that no real one has.
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

/// The first model year of electric vehicles.
const ELECTRIC_SINCE: i32 = 2012;

/// Returns whether a model was sold in a model year.
fn is_sold(model: &str, year: i32) -> bool {
    year >= ELECTRIC_SINCE || !model.contains("electric")
}

/// Draws any vehicle of a model year: `2022 Lumaro Vento crossover VIN ...`.
pub fn vehicle_of(stream: &mut Stream, year: i32) -> String {
    let (make, models) = stream.pick(&VEHICLES);
    let sold: Vec<_> = models
        .iter()
        .filter(|(model, _)| is_sold(model, year))
        .collect();
    let (model, _) = stream.pick(&sold);
    format!("{year} {make} {model} VIN {}", vin(stream))
}

/// Draws a vehicle worth this many dollars on a day, new or used: `2022 Lumaro Vento crossover VIN ...`; the closest one if
/// there is none.
pub fn vehicle(stream: &mut Stream, dollars: i64, day: Date, new: bool) -> String {
    let ages = if new { 0..1 } else { 1..WORTH.len() };
    let off = |price: i64, age: usize| (price * WORTH[age] - dollars * 100).abs();
    let all = VEHICLES.iter().flat_map(|(make, models)| {
        models.iter().flat_map({
            let ages = ages.clone();
            move |&(model, price)| ages.clone().map(move |age| (make, model, price, age))
        })
    });
    let all = all.filter(|&(_, model, _, age)| is_sold(model, day.year() - age as i32));
    let fitting = all
        .clone()
        .filter(|&(_, _, price, age)| off(price, age) <= dollars * APPRAISAL_OFF);
    let found = match fitting.clone().count() {
        0 => all.min_by_key(|&(_, _, price, age)| off(price, age)),
        count => fitting.clone().nth(stream.below(count as u64) as usize),
    };
    let (make, model, _, age) = found.expect("there are vehicles");
    // From fall on, the next model year is sold as new.
    let of_next_year = new && day.month() >= 9 && stream.chance(Proportion::HALF);
    let year = day.year() - age as i32 + i32::from(of_next_year);
    format!("{year} {make} {model} VIN {}", vin(stream))
}

/// Description of a home in a multi-unit building, which has no land of its own.
pub const CONDOMINIUM: &str = "Condominium";

/// Homes by size, for one household and for several.
const SMALLEST: &[&str] = &["Cottage"];
const SMALL: &[&str] = &["Cottage", "Bungalow"];
const MIDDLE: &[&str] = &[
    "Townhouse",
    "Bungalow",
    "Ranch house",
    "Single-family house",
];
const LARGE: &[&str] = &[
    "Single-family house",
    "Ranch house",
    "Single-family house",
    "Colonial house",
];
/// Minimum square feet for two dwellings.
const TWO_DWELLINGS: i64 = 1_000;
const SEVERAL: &[&str] = &["Duplex", "Two-family house"];

/// Describes a home of this many square feet, in a house with `several` dwellings or one; `year` is the year of the loan.
pub fn home(stream: &mut Stream, several: bool, feet: i64, year: i32) -> String {
    // A rental without room for two dwellings has one.
    let two = several && feet >= TWO_DWELLINGS;
    let rooms = rooms(stream, two, feet, year);
    let kinds = match (two, feet) {
        (true, _) => SEVERAL,
        (_, ..700) => SMALLEST,
        (_, 700..950) => SMALL,
        (_, 950..1_500) => MIDDLE,
        _ => LARGE,
    };
    format!("{} {rooms}", stream.pick(kinds))
}

/// Describes a condominium of this many square feet; `year` is the year of the loan.
pub fn condominium(stream: &mut Stream, feet: i64, year: i32) -> String {
    format!("{CONDOMINIUM} {}", rooms(stream, false, feet, year))
}

/// Describes a home's rooms, for one household or two, its size, and its year of construction.
fn rooms(stream: &mut Stream, two: bool, feet: i64, year: i32) -> String {
    let bedrooms = match feet {
        ..620 => 1,
        620..1_000 => 2,
        1_000..1_700 => 3,
        1_700..2_700 => 4,
        2_700..4_200 => 5,
        _ => 6,
    };
    let baths = (bedrooms + 1) / 2 + i64::from(bedrooms > 2 && stream.chance(Proportion::HALF));
    let baths = if two { baths.max(2) } else { baths };
    let rooms = if bedrooms == 1 { "bedroom" } else { "bedrooms" };
    let bath = if baths == 1 { "bath" } else { "baths" };
    let built = i64::from(year) - stream.quantile(&[1, 14, 32, 52, 105]);
    format!("{bedrooms} {rooms} {baths} {bath} {feet} sq ft built {built}")
}

/// Describes business premises of an industry, of this many square feet; `year` is the year of the loan.
pub fn premises(stream: &mut Stream, industry: &Industry, feet: i64, year: i32) -> String {
    let built = i64::from(year) - stream.range(5..=70);
    format!(
        "{} {feet} sq ft built {built}",
        stream.pick(industry.premises)
    )
}

/// Describes equipment of a business in an industry; `year` is the year of the loan.
pub fn equipment(stream: &mut Stream, industry: &Industry, year: i32) -> String {
    let bought = i64::from(year) - stream.range(0..=3);
    format!("{} bought {bought}", stream.pick(industry.equipment))
}

/// Describes inventory of a business in an industry that keeps some.
pub fn inventory(stream: &mut Stream, industry: &Industry) -> String {
    (*stream.pick(industry.stock)).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key;
    use crate::random::Random;
    use crate::values::industries::industry;
    use crate::values::test_lists::assert_list;
    use crate::values::texts::tests::{assert_by_label, assert_discreet};

    #[test]
    fn lists_are_clean_and_long_enough() {
        let labels = [
            "low",
            "overreaching",
            "business",
            "mortgage",
            "auto",
            "other",
        ];
        assert_by_label("rejections", &REJECTIONS, &labels, 7);
        assert_discreet(REJECTIONS.0.iter().flat_map(|(_, list)| *list));
        assert_list("makes", VEHICLES.iter().map(|(make, _)| make), 9);
        let models = VEHICLES.iter().flat_map(|(_, models)| *models);
        assert_list("models", models.map(|(model, _)| model), 27);
    }

    #[test]
    fn reasons_fit_the_applicant() {
        assert!(rejection_reasons(480, "personal", "moving", false)[0].contains("score below"));
        assert!(rejection_reasons(740, "personal", "moving", true)[0].contains("Debt-to-income"));
        assert!(rejection_reasons(780, "business", "equipment", false)[0].contains("Business"));
        let good = rejection_reasons(780, "personal", "moving", false);
        let refinanced = rejection_reasons(780, "mortgage", "home_refinance", false);
        assert!(
            !refinanced
                .iter()
                .any(|reason| reason.contains("down payment"))
        );
        assert!(!good.iter().any(|reason| reason.contains("late payments")));
    }

    #[test]
    fn no_vehicle_is_real() {
        let mut stream = Random::new(1).stream(key!("test/vin"), 0);
        for _ in 0..500 {
            let vin = vin(&mut stream);
            assert_eq!(vin.len(), 17);
            assert!(vin.contains(['I', 'O', 'Q']), "{vin}");
        }
    }

    /// Returns the year and the price when new of a described vehicle.
    fn year_and_price(text: &str) -> (i32, i64) {
        let price = VEHICLES.iter().flat_map(|(_, models)| *models);
        let price = price.filter(|(model, _)| text.contains(model));
        let (_, price) = price.max_by_key(|(model, _)| model.len()).unwrap();
        (text[..4].parse().unwrap(), *price)
    }

    #[test]
    fn vehicles_are_worth_about_the_given_amount() {
        let mut stream = Random::new(1).stream(key!("test/vehicle"), 0);
        let day = Date::new(2024, 3, 9);
        for _ in 0..500 {
            let dollars = stream.range(9_000..=80_000);
            let text = vehicle(&mut stream, dollars, day, false);
            let (year, price) = year_and_price(&text);
            let worth = price * WORTH[(2024 - year) as usize] / 100;
            assert!((2024 - 13..2024).contains(&year), "{text}");
            if dollars < 65_000 {
                assert!(
                    (worth - dollars).abs() * 100 <= dollars * 13,
                    "{dollars}: {text}"
                );
            }
            let (year, price) = year_and_price(&vehicle(&mut stream, dollars, day, true));
            assert_eq!(year, 2024);
            if (20_000..75_000).contains(&dollars) {
                assert!(
                    (price - dollars).abs() * 100 <= dollars * 16,
                    "{dollars}: {price}"
                );
            }
        }
    }

    #[test]
    fn collateral_is_described_without_quotes() {
        let mut stream = Random::new(1).stream(key!("test/collateral"), 0);
        for _ in 0..200 {
            let feet = stream.range(42..=780) * 10;
            let industry = industry(&mut stream);
            let mut texts = vec![
                home(&mut stream, false, feet, 2024),
                home(&mut stream, true, feet, 2024),
                premises(&mut stream, industry, feet, 2024),
                equipment(&mut stream, industry, 2024),
            ];
            if !industry.stock.is_empty() {
                texts.push(inventory(&mut stream, industry));
            }
            for text in texts {
                assert!(!text.is_empty() && text == text.trim() && !text.contains([',', '"']));
                let years = text
                    .split(' ')
                    .skip_while(|word| !matches!(*word, "built" | "bought"));
                for year in years.filter_map(|word| word.parse::<i32>().ok()) {
                    assert!((1900..=2024).contains(&year), "{text}");
                }
            }
        }
        assert!(home(&mut stream, false, 560, 2024).contains(" 1 bedroom 1 bath 560 sq ft"));
    }
}
