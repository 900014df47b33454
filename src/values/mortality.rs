//! Probability of death by age and sex.

use crate::values::people::Sex;

/// Deaths per year among 100,000 women and men by age: the Social Security Administration's period life table for 2020, every
/// fifth age from 20 to 90, rounded.
const DEATHS: [(i64, i64); 15] = [
    (48, 137),
    (66, 190),
    (99, 224),
    (131, 266),
    (174, 328),
    (248, 434),
    (368, 615),
    (558, 922),
    (822, 1_349),
    (1_183, 1_910),
    (1_788, 2_750),
    (2_887, 4_190),
    (4_710, 6_580),
    (8_030, 10_740),
    (13_760, 17_450),
];

/// Deaths within a year among 100,000 people of this sex and age, in whole years; ages below 20 and above 90 count as 20 and 90.
///
/// ```
/// use dhub::values::{mortality, people::Sex};
///
/// assert_eq!(mortality::deaths_per_100_000(Sex::Male, 65), 1_910);
/// assert!(mortality::deaths_per_100_000(Sex::Female, 40) < mortality::deaths_per_100_000(Sex::Female, 41));
/// ```
pub fn deaths_per_100_000(sex: Sex, age: i32) -> i64 {
    let years = i64::from(age.clamp(20, 90)) - 20;
    let (step, inside) = (
        (years / 5).min(13) as usize,
        years - (years / 5).min(13) * 5,
    );
    let of = |(female, male)| match sex {
        Sex::Female => female,
        Sex::Male => male,
    };
    let (low, high): (i64, i64) = (of(DEATHS[step]), of(DEATHS[step + 1]));
    low + (high - low) * inside / 5
}
