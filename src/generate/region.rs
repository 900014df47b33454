//! The regions in which the bank grows: three branches each, staffed by one team of twenty (data model, section 3).
//!
//! A region depends only on the customer's number, so a customer lives in the same city at every scale. It is the region of the
//! employee in the middle of the window of twenty who serve the customer (`Plan::team_end`), so at least ten of the window work
//! in the customer's region.

use crate::plan::CUSTOMERS_PER_EMPLOYEE;
use crate::tables::employees_db::BranchCode;
use crate::values::places::{self, BRANCHES, CITIES, City};
use std::ops::Range;
use std::sync::LazyLock;

/// Customers per block: shares hold per twenty (data model, section 1).
pub const CUSTOMERS_PER_BLOCK: u32 = 20;

/// Branches per region: those staffed by a team of twenty.
pub const BRANCHES_PER_REGION: u32 = 3;
/// Regions of the bank.
pub const REGIONS: u32 = BRANCHES.len() as u32 / BRANCHES_PER_REGION;
/// Employees in a team, and in the window that serves a customer.
pub const EMPLOYEES_PER_TEAM: u32 = 20;

/// Blocks of customers for which one team is hired.
const BLOCKS_PER_TEAM: u32 =
    EMPLOYEES_PER_TEAM * CUSTOMERS_PER_EMPLOYEE as u32 / CUSTOMERS_PER_BLOCK;

/// The region staffed by the team with this number, from 0.
pub const fn of_team(team: u32) -> u32 {
    team % REGIONS
}

/// The region of a customer by number, from 1. Everybody in a block lives in the region of its first customer.
pub const fn of_customer(customer: u32) -> u32 {
    let youngest = customer / CUSTOMERS_PER_EMPLOYEE as u32;
    of_team(youngest.saturating_sub(EMPLOYEES_PER_TEAM / 2) / EMPLOYEES_PER_TEAM)
}

/// The region of a customer's block, by customer number from 1, and the customer's place, from 0, among all customers of blocks
/// in that region: no two customers of a region share a place.
pub const fn rank(customer: u32) -> (u32, u64) {
    let (block, place) = (
        (customer - 1) / CUSTOMERS_PER_BLOCK,
        (customer - 1) % CUSTOMERS_PER_BLOCK,
    );
    // Half a team's blocks come before the first team moves on.
    let early = BLOCKS_PER_TEAM / 2;
    let rank = match block.checked_sub(early) {
        None => block,
        Some(later) => {
            let round = later / BLOCKS_PER_TEAM / REGIONS;
            early + round * BLOCKS_PER_TEAM + later % BLOCKS_PER_TEAM
        }
    };
    (
        of_customer(block * CUSTOMERS_PER_BLOCK + 1),
        rank as u64 * CUSTOMERS_PER_BLOCK as u64 + place as u64,
    )
}

/// The branches of a region, by index into [`BRANCHES`].
pub const fn branches(region: u32) -> Range<u32> {
    let first = region * BRANCHES_PER_REGION;
    first..first + BRANCHES_PER_REGION
}

/// The region of a branch, by index into [`BRANCHES`], and the branch's position in the region, from 0.
pub const fn of_branch(branch: u32) -> (u32, u32) {
    (branch / BRANCHES_PER_REGION, branch % BRANCHES_PER_REGION)
}

/// The cities served by a region's branches, with weights.
pub struct Cities {
    /// The cities, largest first.
    pub cities: Vec<&'static City>,
    /// Their weights.
    pub weights: Vec<u32>,
}

/// Each branch has at least one in this many of its region's customers: in a small town with a branch, the bank is well known.
const ONE_IN: u32 = 5;

/// The cities of a region.
pub fn cities(region: u32) -> &'static Cities {
    static BY_REGION: LazyLock<Vec<Cities>> = LazyLock::new(|| {
        let of_region = |region| {
            let served = |city: &&City| branches(region).contains(&places::branch(city).into());
            let cities: Vec<&City> = CITIES.iter().filter(served).collect();
            // In hundredths, so that small weights can be raised slightly.
            let mut weights: Vec<u32> = cities.iter().map(|city| 100 * city.weight).collect();
            let all: u32 = weights.iter().sum();
            for branch in branches(region) {
                let of = |city: &&City| u32::from(places::branch(city)) == branch;
                let own = cities.iter().zip(&weights).filter(|(city, _)| of(city));
                let own: u32 = own.map(|(_, weight)| weight).sum();
                let wanted = (all - own) / (ONE_IN - 1);
                let places = cities.iter().zip(&mut weights).filter(|(city, _)| of(city));
                places.for_each(|(_, weight)| {
                    *weight =
                        (u64::from(*weight) * u64::from(wanted.max(own)) / u64::from(own)) as u32
                });
            }
            Cities { cities, weights }
        };
        (0..REGIONS).map(of_region).collect()
    });
    &BY_REGION[region as usize]
}

/// Number of a region's customers at each of its branches, in the unit of the city weights.
pub fn weights(region: u32) -> [u64; BRANCHES_PER_REGION as usize] {
    let mut weights = [0; BRANCHES_PER_REGION as usize];
    let all = cities(region);
    for (city, weight) in all.cities.iter().zip(&all.weights) {
        let branch = u32::from(places::branch(city)) - branches(region).start;
        weights[branch as usize] += u64::from(*weight);
    }
    weights
}

/// The branch near a city.
pub fn branch_of(city: &City) -> BranchCode {
    BranchCode(u32::from(places::branch(city)) + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_city_belongs_to_one_region_and_every_region_has_some() {
        let served: usize = (0..REGIONS).map(|one| cities(one).cities.len()).sum();
        assert_eq!(served, CITIES.len());
        assert!((0..REGIONS).all(|one| cities(one).cities.len() >= 3));
    }

    #[test]
    fn a_scale_of_one_reaches_every_region() {
        let reached: std::collections::BTreeSet<u32> = (1..=1_200).map(of_customer).collect();
        assert_eq!(reached.len() as u32, REGIONS);
    }

    #[test]
    fn no_two_customers_of_a_region_have_the_same_rank() {
        let mut seen = std::collections::HashSet::new();
        let last = 1_000_000_000;
        for customer in (1..=100_000).chain(last - 50_000..=last) {
            let block = (customer - 1) / CUSTOMERS_PER_BLOCK * CUSTOMERS_PER_BLOCK;
            let (region, rank) = rank(customer);
            assert_eq!(region, of_customer(block + 1));
            assert!(seen.insert((region, rank)), "{customer}");
            assert!(rank < u64::from(customer), "{customer}");
        }
    }
}
