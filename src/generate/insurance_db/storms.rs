//! Storms: what hits a place on one day, and strikes many at once.
//!
//! Where and when is a fact of the world: a function of the seed, the place, the cause and the year. All policies in force there
//! on that day are exposed, so their claims fall on the same few days.

use super::perils::{Peril, Season};
use crate::generate::bank::Bank;
use crate::key;
use crate::random::Weighted;
use crate::tables::insurance_db::LossCause;
use crate::values::calendar::Date;
use crate::values::places::City;

/// The day of a storm, and its part of a normal year's losses, in percent.
pub type Storm = (Date, u64);

/// Severity of a year's storms in percent: few years are normal.
type Year = Weighted<u64, 4>;
const QUIET_AND_WILD: Year = Weighted::new([(65, 35), (90, 25), (120, 25), (163, 15)]);

/// Reach of a storm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reach {
    City,
    State,
}

/// Reach of a cause, and the parts of its storms in a year, in percent; `None` if each house and car is struck alone.
const fn of(cause: LossCause) -> Option<(Reach, &'static [u64])> {
    Some(match cause {
        LossCause::Hail => (Reach::City, &[58, 28, 14]),
        LossCause::Wind => (Reach::City, &[40, 26, 20, 14]),
        LossCause::Flood | LossCause::SewerBackup => (Reach::City, &[45, 33, 22]),
        LossCause::Tornado => (Reach::City, &[70, 30]),
        LossCause::Hurricane => (Reach::State, &[75, 25]),
        LossCause::Wildfire => (Reach::State, &[65, 35]),
        LossCause::FrozenPipe => (Reach::State, &[55, 30, 15]),
        _ => return None,
    })
}

/// The storms of a kind that hit a city from the year of the first day to that of the last, in no order; none for what strikes
/// one at a time.
pub fn over(bank: &Bank, city: &City, peril: &Peril, (first, last): (Date, Date)) -> Vec<Storm> {
    let Some((reach, parts)) = of(peril.cause) else {
        return Vec::new();
    };
    let name = match reach {
        Reach::City => city.name,
        Reach::State => "",
    };
    // The same rain floods streets and cellars.
    let cause = match peril.cause {
        LossCause::SewerBackup => LossCause::Flood,
        cause => cause,
    };
    let place = city.state.bytes().chain(name.bytes());
    let place = place.fold(0xCBF2_9CE4_8422_2325_u64, |code, byte| {
        (code ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
    });
    let mut storms = Vec::with_capacity(parts.len() * 6);
    for year in first.year()..=last.year() {
        let row = place ^ (cause as u64) << 16 ^ year as u64;
        let mut stream = bank.random.stream(key!("insurance_db.claims/storms"), row);
        let severe = QUIET_AND_WILD.draw(&mut stream);
        for part in parts {
            let month = month_of(peril.season, stream.bits());
            let first = Date::new(year, month, 1);
            let day = first + stream.below((first.month_end() - first + 1) as u64) as i32;
            storms.push((day, part * severe / 100));
        }
    }
    storms
}

/// A month of a season, from 1, at a 64-bit place in the year.
fn month_of(season: &Season, place: u64) -> u32 {
    let whole: u64 = season.iter().map(|weight| u64::from(*weight)).sum();
    let mut left = ((u128::from(place) * u128::from(whole)) >> 64) as u64;
    for (month, weight) in (1..).zip(season) {
        let weight = u64::from(*weight);
        if left < weight {
            return month;
        }
        left -= weight;
    }
    12
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generate::insurance_db::perils::perils_of;
    use crate::plan::{DEFAULT_AS_OF, DEFAULT_SEED, Plan};
    use crate::tables::insurance_db::PolicyType;
    use crate::values::places::CITIES;

    #[test]
    fn storms_come_in_their_season_and_weigh_as_much_as_a_year_on_average() {
        let scale = "0.1".parse().expect("a scale");
        let plan = Plan::new(DEFAULT_SEED, DEFAULT_AS_OF, scale, None, None).expect("a plan");
        let bank = Bank::new(plan);
        let span = (Date::new(1980, 1, 1), Date::new(2029, 12, 31));
        for line in [PolicyType::Vehicle, PolicyType::Property] {
            for peril in perils_of(line).iter().filter(|one| of(one.cause).is_some()) {
                let (mut weight, mut years) = (0, 0);
                for city in CITIES.iter().take(40) {
                    let storms = over(&bank, city, peril, span);
                    let is_seasonal = |day: &Date| peril.season[day.month() as usize - 1] > 0;
                    assert!(storms.iter().all(|(day, _)| is_seasonal(day)));
                    weight += storms.iter().map(|(_, part)| part).sum::<u64>();
                    years += 50;
                }
                let mean = weight / years;
                assert!((92..108).contains(&mean), "{:?}: {mean}", peril.cause);
            }
        }
    }
}
