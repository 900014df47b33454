use super::*;

fn plan(scale: &str) -> Plan {
    Plan::new(42, DEFAULT_AS_OF, scale.parse().unwrap(), None, None).unwrap()
}

#[test]
fn counts_are_exact_floors_of_the_decimal() {
    for (scale, customers, employees) in [
        ("0.82", 984, 123),
        ("0.05", 60, 7),
        ("1.0", 1200, 150),
        ("0.0001", 1, 7),
        (".1", 120, 15),
        ("1000", 1_200_000, 150_000),
    ] {
        let plan = plan(scale);
        assert_eq!((plan.customers, plan.employees), (customers, employees));
    }
}

#[test]
fn invalid_scales_are_refused() {
    for text in [
        "0",
        "0.0",
        "-1",
        "NaN",
        "inf",
        "1e9",
        "",
        ".",
        "833334",
        "99999999999999999999",
        "0.0000001",
    ] {
        assert!(text.parse::<Scale>().is_err(), "{text}");
    }
}

#[test]
fn the_largest_scale_has_the_maximum_counts() {
    let largest = plan("833333");
    assert_eq!(
        (largest.customers, largest.employees),
        (999_999_600, 124_999_950)
    );
    assert!("833333.4".parse::<Scale>().is_err());
}

#[test]
fn rates_are_percentages_with_two_decimals() {
    for (text, wanted) in [
        ("1", 100),
        ("0.25", 25),
        (".5", 50),
        ("5.00", 500),
        ("0", 0),
    ] {
        assert_eq!(text.parse::<AmlRate>().unwrap().per_10_000(), wanted);
    }
    for text in ["", ".", "5.01", "-1", "0.001", "1e1", "99999", "NaN"] {
        assert!(text.parse::<AmlRate>().is_err(), "{text}");
    }
    for text in ["0", "1", "0.25", "2.5"] {
        assert_eq!(text.parse::<AmlRate>().unwrap().to_string(), text);
    }
}

#[test]
fn months_are_whole_numbers_up_to_ten_years() {
    for text in ["1", "3", "120"] {
        assert_eq!(text.parse::<Months>().unwrap().to_string(), text);
    }
    for text in ["", "0", "121", "-3", "+3", "3.0", "300"] {
        assert!(text.parse::<Months>().is_err(), "{text}");
    }
    let plan = plan("1").with_months("13".parse().unwrap());
    assert_eq!(plan.first_month().first(), Date::new(2024, 12, 1));
}

#[test]
fn a_customer_has_the_same_team_at_every_scale() {
    for customer in 1..=1200 {
        assert_eq!(plan("1").team_end(customer), plan("10").team_end(customer));
    }
}
