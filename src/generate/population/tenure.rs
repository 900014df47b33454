//! Who owns the home, and who pays for it.

use super::{Earning, Settled, Shape, Unit};
use crate::generate::home;
use crate::generate::person::{Household, Landlord, Score, Tenure, Work};
use crate::generate::shares::Dealer;
use crate::key;
use crate::random::Proportion;
use crate::tables::customer_db::CustomerStatus;
use crate::values::money::Cents;

/// Households that rent, and owners without debt, in percent by age of the payer in years (Census Bureau, American Community
/// Survey, tenure by age of householder, 2022, rounded).
const RENTING: [(i32, i64, i64); 6] = [
    (18, 82, 6),
    (30, 58, 8),
    (40, 40, 14),
    (50, 30, 28),
    (62, 22, 52),
    (75, 22, 74),
];
/// Percentage points by which a standard deviation of wealth changes the chance of renting.
const BY_WEALTH: i64 = 20;
/// Ownership rate at addresses with a unit number, and at others, in percent of the overall rate (Census Bureau, American Housing
/// Survey, 2021: about one in ten owner-occupied homes is in a condominium, one in four addresses here).
const OWN_UNITS: i64 = 36;
const OWN_HOUSES: i64 = 121;
/// Rent in percent of household income, by quartiles.
const RENT_PERCENT: [i64; 5] = [16, 22, 26, 30, 36];
/// Minimum and maximum monthly rent, in dollars.
const RENT: (i64, i64) = (650, 4_200);
/// Rents paid to a customer in the block, if one who could own the home lives in the same city.
const TO_NEIGHBOR: Proportion = Proportion::percent(40);
/// Wealth of a customer who owns a second home.
const LANDLORD: Score = 700;

/// A block's households.
pub struct Households {
    households: Vec<Household>,
    of: Vec<usize>,
}

impl Households {
    /// The household of the customer at a place.
    pub fn of(&self, place: usize) -> &Household {
        &self.households[self.of[place]]
    }
}

/// The households of a block, one per unit.
pub fn households(
    dealer: &Dealer,
    units: &[Unit],
    block: &Settled,
    statuses: &[CustomerStatus],
) -> Households {
    let households = units
        .iter()
        .map(|unit| household(dealer, unit, block, statuses));
    let mut households: Vec<Household> = households.collect();
    for index in 0..units.len() {
        let owner = landlord(dealer, &units[index], block, &households, statuses);
        if let Tenure::Rents { landlord, .. } = &mut households[index].tenure {
            *landlord = owner;
        }
    }
    Households {
        households,
        of: block.members.iter().map(|member| member.unit).collect(),
    }
}

fn household(
    dealer: &Dealer,
    unit: &Unit,
    block: &Settled,
    statuses: &[CustomerStatus],
) -> Household {
    let as_of = dealer.as_of();
    let mut members: Vec<u32> = unit
        .members
        .iter()
        .map(|&place| block.number(place))
        .collect();
    members.sort_unstable();
    let first = members[0];
    // The member with the highest income who is still a customer pays.
    let stays = |place: usize| statuses[place] != CustomerStatus::Closed;
    let income = |place: &usize| (stays(*place), block.members[*place].traits.income);
    let payer = unit
        .members
        .iter()
        .copied()
        .max_by_key(income)
        .expect("a member");
    let staying = unit
        .members
        .iter()
        .filter(|&&place| stays(place) || place == payer);
    let income: Cents = staying
        .map(|&place| block.members[place].traits.income)
        .sum();
    let key = key!("customer_db.customer_profiles/tenure");
    let mut stream = dealer.random().stream(key, u64::from(first));
    let age = as_of.years_since(block.members[payer].origin.born);
    let after = RENTING.partition_point(|(from, _, _)| *from <= age);
    let (_, renting, free) = RENTING[after.saturating_sub(1)];
    let traits = &block.members[payer].traits;
    // Addresses with a unit number are mostly rented.
    let owning = 100 - renting + BY_WEALTH * traits.wealth / 1_000;
    let own = match home::has_unit(dealer.random(), first) {
        true => OWN_UNITS,
        false => OWN_HOUSES,
    };
    let renting = (100 - owning * own / 100).clamp(3, 97) as u64;
    let rents = stream.chance(Proportion::percent(renting)) || unit.shape == Shape::Company;
    let earns_little = matches!(
        traits.work,
        Earning::Settled(Work::Student | Work::NotWorking)
    );
    let tenure = if rents || earns_little {
        let monthly = income.0 / 100 / 12 * stream.quantile(&RENT_PERCENT) / 100;
        let rent = monthly.clamp(RENT.0, RENT.1) / 5 * 5;
        Tenure::Rents {
            rent: Cents(rent * 100),
            landlord: Landlord::Elsewhere,
        }
    } else if stream.chance(Proportion::percent(free as u64)) {
        Tenure::OwnsOutright
    } else {
        Tenure::Mortgaged
    };
    Household {
        first,
        members,
        tenure,
        payer: block.number(payer),
        since: home::moved_in(dealer.random(), first, as_of),
    }
}

/// The first customer in the block who could own a household's home, in the same city; otherwise somebody who banks elsewhere.
fn landlord(
    dealer: &Dealer,
    unit: &Unit,
    block: &Settled,
    households: &[Household],
    statuses: &[CustomerStatus],
) -> Landlord {
    let tenant = &households[block.members[unit.members[0]].unit];
    let key = key!("customer_db.customer_profiles/landlord");
    let mut stream = dealer.random().stream(key, u64::from(tenant.first));
    if unit.shape == Shape::Company || !stream.chance(TO_NEIGHBOR) {
        return Landlord::Elsewhere;
    }
    let city = block.members[unit.members[0]].home;
    let owns = |place: &usize| {
        let member = &block.members[*place];
        let household = &households[member.unit];
        member.shape != Shape::Company
            && !matches!(household.tenure, Tenure::Rents { .. })
            && household.payer == block.number(*place)
            && member.traits.wealth >= LANDLORD
            && statuses[*place] == CustomerStatus::Active
            && member.home == city
    };
    (0..block.members.len())
        .find(owns)
        .map_or(Landlord::Elsewhere, |place| {
            Landlord::Here(block.number(place))
        })
}
