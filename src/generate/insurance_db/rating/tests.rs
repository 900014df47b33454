//! What rating promises.

use super::super::exposure::Exposure;
use super::super::storms::Storm;
use super::*;
use crate::tables::insurance_db::LossCause;
use crate::values::calendar::Date;
use crate::values::places::CITIES;

const TODAY: Date = Date::new(2025, 12, 31);

fn city(name: &str) -> &'static City {
    CITIES.iter().find(|city| city.name == name).expect(name)
}

fn driver(place: &str, age: i32) -> Risk {
    Risk {
        line: PolicyType::Vehicle,
        city: city(place),
        age,
        female: false,
        business: false,
        home: Home::House,
        car: Some(Vehicle {
            year: 2022,
            price: 42_000,
        }),
        sum: Cents::dollars(100_000),
        record: 1_000,
    }
}

fn full_cover(deductible: i64) -> Vec<Term> {
    use CoverageType::*;
    [
        (BodilyInjuryLiability, 0),
        (PropertyDamageLiability, 0),
        (Collision, deductible),
        (Comprehensive, deductible),
    ]
    .map(|(coverage, deductible)| Term {
        coverage,
        limit: 50_000,
        deductible,
    })
    .to_vec()
}

/// No storms: everything strikes one at a time.
fn none(perils: &[Exposed]) -> Vec<Vec<Storm>> {
    vec![Vec::new(); perils.len()]
}

fn claims(perils: &[Exposed]) -> i64 {
    perils.iter().map(|one| one.rate).sum()
}

#[test]
fn what_makes_losses_frequent_makes_premiums_dear() {
    let of = |risk: Risk, deductible| {
        let perils = exposed(&risk, &full_cover(deductible));
        let factor = age_factor(risk.line, risk.age);
        (
            premium(&risk, &perils, risk.age, TODAY, 0).0,
            claims(&perils) * factor,
        )
    };
    let usual = of(driver("Columbus", 45), 500);
    for (dearer, deductible) in [
        (driver("Columbus", 19), 500),
        (driver("New Orleans", 45), 500),
        (
            Risk {
                record: 1_500,
                ..driver("Columbus", 45)
            },
            500,
        ),
        (driver("Columbus", 45), 250),
    ] {
        let (premium, frequency) = of(dearer, deductible);
        assert!(
            premium > usual.0 && frequency > usual.1,
            "{dearer:?} {deductible}"
        );
    }
}

#[test]
fn nothing_happens_out_of_season_or_out_of_place() {
    let perils = exposed(&driver("Minneapolis", 45), &full_cover(500));
    let ice = perils
        .iter()
        .find(|one| one.peril.cause == LossCause::Ice)
        .expect("ice in Minnesota");
    let exposure = Exposure::new(
        (Date::new(2023, 5, 17), Date::new(2025, 11, 30)),
        None,
        |_| 1_000,
    );
    for place in 0..200 {
        let day = exposure.day(ice.peril, &[], place * (u64::MAX / 200));
        assert!(matches!(day.month(), 1..=3 | 12), "{day}");
    }
    let summer = Exposure::new(
        (Date::new(2024, 5, 1), Date::new(2024, 9, 30)),
        None,
        |_| 1_000,
    );
    let expected = summer.expected(&perils, &none(&perils));
    let at = perils
        .iter()
        .position(|one| one.peril.cause == LossCause::Ice)
        .expect("ice");
    assert_eq!(expected[at], 0);
    let perils = exposed(&driver("Miami", 45), &full_cover(500));
    assert!(perils.iter().all(|one| one.peril.cause != LossCause::Ice));
}

#[test]
fn a_year_of_cover_expects_the_claims_of_a_year() {
    let perils = exposed(&driver("Columbus", 45), &full_cover(500));
    let year = (Date::new(2024, 7, 1), Date::new(2025, 6, 30));
    let expected: u64 = Exposure::new(year, None, |_| 1_000)
        .expected(&perils, &none(&perils))
        .iter()
        .sum();
    assert!(
        claims(&perils).abs_diff(expected as i64) < 3_000,
        "{expected}"
    );
    let gap = Some((Date::new(2024, 9, 10), Date::new(2025, 3, 10)));
    let half: u64 = Exposure::new(year, gap, |_| 1_000)
        .expected(&perils, &none(&perils))
        .iter()
        .sum();
    assert!(
        (expected * 45 / 100..expected * 56 / 100).contains(&half),
        "{half} of {expected}"
    );
}

#[test]
fn a_windshield_costs_what_windshields_cost() {
    let perils = exposed(&driver("Columbus", 45), &full_cover(250));
    let glass = perils
        .iter()
        .find(|one| one.peril.cause == LossCause::Windshield)
        .expect("glass");
    for place in [0, 1 << 31, u32::MAX] {
        assert!((31_000..=160_000).contains(&glass.loss(place, 1_000, TODAY).0.0));
    }
}

#[test]
fn what_is_reckoned_for_a_claim_is_what_claims_are_paid_on_average() {
    let terms = full_cover(500);
    for one in exposed(&driver("Denver", 45), &terms) {
        let term = terms[one.term];
        let paid = |i: u64| {
            promised(
                one.loss((i << 22) as u32, 1_000, TODAY).0.0,
                term.deductible,
                term.limit,
            )
        };
        let mean = (0..1_024).map(paid).sum::<i64>() / 1_024;
        let reckoned = (one.cost(TODAY, 1_000) / i128::from(one.priced)) as i64;
        assert!(
            mean.abs_diff(reckoned) * 50 < reckoned as u64,
            "{:?}: {mean} for {reckoned}",
            one.peril.cause
        );
    }
}

#[test]
fn a_dear_car_costs_more_to_insure_than_a_cheap_and_an_old_one() {
    let of = |year, price| {
        let risk = Risk {
            car: Some(Vehicle { year, price }),
            ..driver("Columbus", 45)
        };
        let perils = exposed(&risk, &full_cover(500));
        premium(&risk, &perils, risk.age, TODAY, 0).0
    };
    assert!(of(2024, 60_000) * 10 > of(2024, 22_000) * 13);
    assert!(of(2024, 42_000) * 10 > of(2010, 42_000) * 13);
}

#[test]
fn nothing_is_lost_of_a_car_but_its_value() {
    let old = Vehicle {
        year: 2011,
        price: 40_000,
    };
    let risk = Risk {
        car: Some(old),
        ..driver("Columbus", 45)
    };
    for one in exposed(&risk, &full_cover(500)) {
        for place in [0, 1 << 31, u32::MAX] {
            let (loss, total) = one.loss(place, 1_000, TODAY);
            let worth = Cents::dollars(old.worth(TODAY));
            assert_eq!(
                total,
                one.damaged.is_some() && loss == worth,
                "{:?}",
                one.peril.cause
            );
            assert!(loss <= worth || one.damaged.is_none());
            assert!(total || one.peril.cause != LossCause::VehicleTheft);
        }
    }
}
