//! What becomes of a person: traits, work and income, correlated as in real life.
//!
//! A household shares a class, which stands for education and background. It is half of a person's standing; occupation and
//! income depend on the standing, wealth and credit on income and age.

use super::units::{Origin, Shape};
use crate::generate::person::{Score, Work};
use crate::random::{Stream, Weighted, normal_percentile};
use crate::values::calendar::Date;
use crate::values::money::Cents;
use crate::values::occupations::{self, Occupation};
use std::sync::LazyLock;

/// How a person earns money, before there is an employer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Earns {
    Wages,
    Profit,
    Pension,
    School,
    Nothing,
}

/// How people earn money from an age on, in whole years, in percent (Bureau of Labor Statistics, employment status by age, 2023,
/// rounded; wages at 67 and over as in the data model, section 1).
const EARNING: [(i32, Weighted<Earns, 5>); 7] = [
    (18, earning([40, 2, 0, 52, 6])),
    (23, earning([78, 5, 0, 9, 8])),
    (30, earning([80, 9, 0, 1, 10])),
    (55, earning([70, 11, 8, 0, 11])),
    (62, earning([46, 9, 38, 0, 7])),
    (67, earning([10, 4, 86, 0, 0])),
    (70, earning([4, 3, 93, 0, 0])),
];

const fn earning(percent: [u32; 5]) -> Weighted<Earns, 5> {
    Weighted::new([
        (Earns::Wages, percent[0]),
        (Earns::Profit, percent[1]),
        (Earns::Pension, percent[2]),
        (Earns::School, percent[3]),
        (Earns::Nothing, percent[4]),
    ])
}

/// Percent of an occupation's full income that people earn from an age on, in whole years.
const CAREER: [(i32, i64); 7] = [
    (18, 62),
    (23, 76),
    (28, 90),
    (34, 102),
    (42, 110),
    (52, 112),
    (62, 102),
];
/// The standard deviation of log income within an occupation that is due to age, and the minimum that remains besides, in
/// thousandths.
const AGE_DEVIATION: i64 = 150;
const MIN_SPREAD: i64 = 60;
/// Percent of the last income replaced by a pension including Social Security, by quartiles.
const REPLACED: [i64; 5] = [32, 42, 50, 58, 75];
/// Minimum percentage of self-employed people in an occupation for it to count as a trade of one's own.
const OWN_TRADE: u8 = 7;
/// Annual income of students and of people without work, in dollars, by quartiles.
const STUDENT: [i64; 5] = [2_400, 5_500, 8_800, 12_000, 19_000];
const BENEFITS: [i64; 5] = [4_800, 9_000, 11_400, 14_400, 24_000];
/// Minimum and maximum annual income from work, in dollars.
const INCOME: (i64, i64) = (15_000, 640_000);

/// Facts about a person that are decided before the employer.
#[derive(Clone, Copy, Debug)]
pub struct Traits {
    /// How the person earns money.
    pub work: Earning,
    /// Annual income.
    pub income: Cents,
    /// See [`Person`](crate::generate::person::Person).
    pub wealth: Score,
    /// See [`Person`](crate::generate::person::Person).
    pub credit: Score,
    /// See [`Person`](crate::generate::person::Person).
    pub digital: Score,
}

/// How a person earns money, when wages don't have an employer yet.
#[derive(Clone, Copy, Debug)]
pub enum Earning {
    /// Wages for an occupation.
    Wages(&'static Occupation),
    /// Anything else.
    Settled(Work),
}

/// The traits of a member of a household of this class.
pub fn traits(
    as_of: Date,
    origin: &Origin,
    shape: Shape,
    class: Score,
    stream: &mut Stream,
) -> Traits {
    let age = as_of.years_since(origin.born);
    let standing = (7 * class + 7 * stream.normal()) / 10;
    let earns = match shape {
        Shape::Company => Earns::Profit,
        _ => at_age(&EARNING, age).draw(stream),
    };
    // Higher for people who earn more than others of the same standing.
    let luck = stream.normal();
    let occupation = occupation(normal_percentile(standing), age, earns);
    let wages = wages(occupation, age, luck);
    let (work, dollars) = match earns {
        Earns::Wages => (Earning::Wages(occupation), wages),
        Earns::Profit if shape == Shape::Company => (Earning::Settled(Work::Owner), wages),
        Earns::Profit => (Earning::Settled(Work::SelfEmployed(occupation)), wages),
        Earns::Pension => {
            let pension = wages * stream.quantile(&REPLACED) / 100;
            (Earning::Settled(Work::Retired), pension.max(11_000))
        }
        Earns::School => (Earning::Settled(Work::Student), stream.quantile(&STUDENT)),
        Earns::Nothing => (
            Earning::Settled(Work::NotWorking),
            stream.quantile(&BENEFITS),
        ),
    };
    // Where the income ranks among all, and what a lifetime of saving has made of it.
    let earned = (8 * standing + 3 * luck) / 10;
    let earned = match earns {
        Earns::School => -1_200,
        Earns::Nothing => earned - 900,
        _ => earned,
    };
    let aged = by_age(age);
    let noise = |share: i64, stream: &mut Stream| share * stream.normal() / 100;
    Traits {
        work,
        income: Cents(dollars / 10 * 1_000),
        wealth: (62 * earned + 50 * aged) / 100 + noise(58, stream),
        credit: (40 * earned + 38 * aged) / 100 + noise(80, stream),
        digital: (28 * earned - 72 * aged) / 100 + noise(58, stream),
    }
}

/// Annual earnings in an occupation at an age, in dollars, with `luck` in thousandths of a standard deviation: incomes within an
/// occupation are log-normal, apart from the spread due to age.
fn wages(occupation: &Occupation, age: i32, luck: i64) -> i64 {
    let full = occupation.median_income * at_age(&CAREER, age) / 100;
    let spread = i64::from(occupation.spread);
    let own = (spread * spread - AGE_DEVIATION * AGE_DEVIATION)
        .max(MIN_SPREAD * MIN_SPREAD)
        .isqrt();
    (full * exp(own * luck / 1_000) / 1_000).clamp(INCOME.0, INCOME.1)
}

/// The exponential function, of thousandths, in thousandths: (1 + x / 64)^64, within two percent up to one and a half.
fn exp(thousandths: i64) -> i64 {
    let mut power = 1_000_000 + thousandths * 1_000 / 64;
    for _ in 0..6 {
        power = power * power / 1_000_000;
    }
    power / 1_000
}

/// The occupation at a place from 0 to 1,000 among all, worst paid first, or the one nearest in income that somebody of this age
/// can have; for the self-employed, one in which several percent are.
fn occupation(place: i64, age: i32, earns: Earns) -> &'static Occupation {
    /// The occupations by income, each with the cumulative number of people in thousands.
    static BY_INCOME: LazyLock<Vec<(&Occupation, i64)>> = LazyLock::new(|| {
        let mut all: Vec<&Occupation> = occupations::ALL.iter().collect();
        all.sort_by_key(|one| (one.median_income, one.title));
        let mut people = 0;
        let up_to = |one: &'static Occupation| {
            people += i64::from(one.weight);
            (one, people)
        };
        all.into_iter().map(up_to).collect()
    });
    let all = BY_INCOME.last().map_or(0, |&(_, people)| people);
    let at = BY_INCOME.partition_point(|&(_, people)| people * 1_000 <= all * place.min(999));
    let fits = |one: &Occupation| {
        i32::from(one.min_age) <= age && (earns != Earns::Profit || one.self_employed >= OWN_TRADE)
    };
    let fitting = |index: usize| {
        let (one, _) = *BY_INCOME.get(index)?;
        fits(one).then_some(one)
    };
    // The nearest in income that fits.
    let nearest = (0..BY_INCOME.len()).find_map(|distance| {
        let below = at.checked_sub(distance).and_then(fitting);
        below.or_else(|| fitting(at + distance))
    });
    nearest.unwrap_or(BY_INCOME[at].0)
}

/// What an age has accumulated: rising up to 65, then falling slightly.
fn by_age(age: i32) -> Score {
    let age = i64::from(age);
    if age <= 65 {
        -1_450 + (age - 18) * 58
    } else {
        1_276 - (age - 65) * 24
    }
}

/// The entry that applies at an age.
fn at_age<T>(table: &[(i32, T)], age: i32) -> &T {
    let after = table.partition_point(|(from, _)| *from <= age);
    &table[after.saturating_sub(1)].1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exponentials_are_near_those_of_floating_point() {
        for thousandths in [-1_500, -700, -100, 0, 40, 300, 900, 1_500] {
            let exact = (thousandths as f64 / 1_000.0).exp() * 1_000.0;
            let off = exp(thousandths) as f64 / exact - 1.0;
            assert!(off.abs() < 0.02, "{thousandths}: {off}");
        }
    }

    #[test]
    fn half_of_an_occupation_lies_between_its_quartiles() {
        for occupation in occupations::ALL {
            let (low, high) = (wages(occupation, 40, -674), wages(occupation, 40, 674));
            let middle = wages(occupation, 40, 0);
            assert!(low < middle && middle < high, "{occupation:?}");
            let ratio = (high as f64 / low as f64).ln() / (2.0 * 0.674);
            let wanted = f64::from(occupation.spread) / 1_000.0;
            assert!(
                ratio <= wanted.max(0.07) && ratio > wanted - 0.16,
                "{}: {ratio}",
                occupation.title
            );
        }
    }
}
