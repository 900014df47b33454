//! Customers' telephone numbers.
//!
//! Numbers are unique by construction: customers of a region are counted by customer number alone, and each has its own place in
//! the telephone numbers of every state of the region.

use crate::generate::region::{self, REGIONS};
use crate::key;
use crate::random::{Proportion, Random, Stream};
use crate::values::phones::{Phone, areas_of};
use crate::values::places::City;
use std::sync::LazyLock;

/// Customers with a number from their own state, where the state has one for them. The rest kept a number from elsewhere.
/// Counting those who live outside the region, 85% of all customers have a number that fits their address.
const LOCAL_NUMBER: Proportion = Proportion::percent(90);

/// A state's area codes for customers of one region.
struct Areas {
    state: &'static str,
    codes: Vec<u16>,
}

/// The area codes for the customers of each region. Where cities of two regions share a state, its area codes are dealt out
/// between them, so that no two regions have a number in common; if there is only one code, the first region gets it.
fn areas(region: u32) -> &'static [Areas] {
    static BY_REGION: LazyLock<Vec<Vec<Areas>>> = LazyLock::new(|| {
        let in_state = |region: u32, state: &str| {
            let mut cities = region::cities(region).cities.iter();
            cities.any(|city| city.state == state)
        };
        let mut by_region: Vec<Vec<Areas>> = (0..REGIONS).map(|_| Vec::new()).collect();
        let mut states: Vec<&str> = Vec::new();
        for region in 0..REGIONS {
            for city in &region::cities(region).cities {
                if !states.contains(&city.state) {
                    states.push(city.state);
                }
            }
        }
        for state in states {
            let sharing: Vec<u32> = (0..REGIONS).filter(|&one| in_state(one, state)).collect();
            for (turn, &region) in sharing.iter().enumerate() {
                let codes = areas_of(state).iter().skip(turn).step_by(sharing.len());
                let codes: Vec<u16> = codes.copied().collect();
                if !codes.is_empty() {
                    by_region[region as usize].push(Areas { state, codes });
                }
            }
        }
        by_region
    });
    &BY_REGION[region as usize]
}

/// The telephone number of a customer, by number from 1, who lives in a city.
pub fn phone(random: &Random, customer: u32, home: &City) -> Phone {
    let key = key!("accounts_db.customers/phone");
    let mut stream = random.stream(
        key!("accounts_db.customers/phone_state"),
        u64::from(customer),
    );
    let (region, rank) = region::rank(customer);
    let areas = areas(region);
    let here = areas.iter().position(|one| one.state == home.state);
    let chosen = match here {
        Some(here) if stream.chance(LOCAL_NUMBER) => here,
        _ => by_size(areas, &mut stream),
    };
    let pool = u64::from(region) << 8 | chosen as u64;
    Phone::of_areas(random, key, pool, &areas[chosen].codes, rank).unwrap_or_else(|| {
        let index = u64::from(customer) - 1;
        Phone::unassigned(random.permute(key, 0, Phone::UNASSIGNED, index))
    })
}

/// Picks a state by index, weighted by its number of area codes.
fn by_size(areas: &[Areas], stream: &mut Stream) -> usize {
    let mut left = stream.below(areas.iter().map(|one| one.codes.len() as u64).sum());
    let mut sizes = areas.iter().map(|one| one.codes.len() as u64);
    sizes
        .position(|size| {
            let found = left < size;
            left = left.saturating_sub(size);
            found
        })
        .expect("one of them holds the place")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generate::home;
    use std::collections::HashSet;

    /// The largest possible customer number.
    const LAST: u32 = 1_000_000_000;

    #[test]
    fn area_codes_belong_to_one_region() {
        let all = || (0..REGIONS).flat_map(areas).flat_map(|areas| &areas.codes);
        assert_eq!(all().collect::<HashSet<_>>().len(), all().count());
    }

    #[test]
    fn phones_are_distinct_also_of_the_last_customers() {
        let random = Random::new(42);
        let mut seen = HashSet::new();
        for customer in (1..=60_000)
            .chain(9_990_000..=10_010_000)
            .chain(LAST - 60_000..=LAST)
        {
            let phone = phone(&random, customer, home::home(&random, customer));
            assert!(seen.insert(phone), "{phone} twice");
        }
    }

    #[test]
    fn eighty_five_in_a_hundred_fit_the_state() {
        let random = Random::new(7);
        for first in [1, 1_000_000, 11_000_000] {
            let fitting = (first..first + 20_000).filter(|&customer| {
                let home = home::home(&random, customer);
                let phone = phone(&random, customer, home).to_string();
                areas_of(home.state).contains(&phone[..3].parse().unwrap())
            });
            let fitting = fitting.count();
            assert!((16_400..=18_200).contains(&fitting), "{first}: {fitting}");
        }
    }
}
