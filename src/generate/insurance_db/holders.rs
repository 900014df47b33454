//! Who is insured, and against what: it follows from the person.

use super::rating;
use crate::generate::customer::{CUSTOMERS_PER_BLOCK, Customer};
use crate::generate::person::{Relation, Tenure, Work};
use crate::generate::shares::Dealer;
use crate::key;
use crate::random::Weighted;
use crate::tables::customer_db::{CustomerStatus, HouseholdId};
use crate::tables::insurance_db::PolicyType;
use crate::values::money::Cents;

/// Policies that protect no collateral by type, in tenths of a percent.
const TYPES: Weighted<PolicyType, 5> = Weighted::new([
    (PolicyType::Vehicle, 362),
    (PolicyType::Property, 154),
    (PolicyType::Life, 260),
    (PolicyType::Health, 129),
    (PolicyType::Travel, 95),
]);
/// The order in which types find their policies: those that not everybody can have come first.
const ASSIGNMENT_ORDER: [PolicyType; 4] = [
    PolicyType::Health,
    PolicyType::Life,
    PolicyType::Property,
    PolicyType::Travel,
];
/// Noise added to an inclination, in thousandths of a standard deviation.
const NOISE: i64 = 700;
/// Age from which health insurance is Medicare, and age from which no life policy is taken out.
const MEDICARE: i32 = 65;
const LIFE_UNTIL: i32 = 72;
/// The least yearly income with which a 21-year-old takes out a health plan, in dollars.
const INCOME_FOR_HEALTH: i64 = 27_400;
/// How much less likely a second policy of a type is than a first.
const SECOND: i64 = 2_500;

/// How much more inclined somebody without an account is to hold a policy: few of them would be customers otherwise.
const ONLY_INSURED: i64 = 1_500;

/// How inclined a customer is to be insured at all: people with something or somebody to lose; not the dormant, who would be heard
/// from every month.
pub fn inclination(dealer: &Dealer, customer: &Customer) -> i64 {
    let age = dealer.as_of().years_since(customer.person.born);
    let middle = match age {
        ..25 => -700,
        25..30 => -200,
        30..66 => 300,
        _ => 0,
    };
    let family =
        i64::from(married(customer)) * 450 + i64::from(has(customer, Relation::Child)) * 250;
    // Policies are what many have here who bank elsewhere.
    let only = match customer.accounts.is_empty() {
        true => ONLY_INSURED,
        false => 0,
    };
    let silent = match customer.status {
        CustomerStatus::Dormant => -20_000,
        CustomerStatus::Active | CustomerStatus::Closed => 0,
    };
    middle + family + customer.person.wealth / 2 + only + silent
}

/// A policy to be taken out: its holder, by place in the block, and its type if that is decided.
pub type Slot = (usize, Option<PolicyType>);

/// The type of each policy: as many of each type as its share, taken out by those who need it most.
pub fn types(dealer: &Dealer, customers: &[Customer], slots: &[Slot]) -> Vec<PolicyType> {
    let free = slots
        .iter()
        .filter(|(_, settled)| settled.is_none())
        .count();
    let mut wanted = [0; PolicyType::ALL.len()];
    for share in dealer.deal(key!("insurance_db.policies/policy_type"), free) {
        wanted[TYPES.at(share) as usize] += 1;
    }
    let mut types: Vec<Option<PolicyType>> = slots.iter().map(|(_, settled)| *settled).collect();
    let mut taken = Taken::default();
    for &(place, settled) in slots {
        if let Some(policy_type) = settled {
            taken.add(place, &customers[place], policy_type);
        }
    }
    for policy_type in ASSIGNMENT_ORDER {
        let key = key!("insurance_db.policies/inclination").part(policy_type as u64);
        let noise: Vec<i64> = dealer.noise(key, slots.len(), NOISE).collect();
        for _ in 0..wanted[policy_type as usize] {
            let open = (0..slots.len()).filter(|&at| types[at].is_none());
            let score = |at: usize| {
                let place = slots[at].0;
                let customer = &customers[place];
                let has = taken.types[place][policy_type as usize];
                let house = taken.homes.contains(&customer.household.id());
                Some(need(dealer, customer, policy_type, has, house)? + noise[at])
            };
            let best = open.filter_map(|at| Some((score(at)?, at))).max();
            // If nobody needs one more, there is one more car.
            let Some((_, at)) = best else { break };
            types[at] = Some(policy_type);
            let place = slots[at].0;
            taken.add(place, &customers[place], policy_type);
        }
    }
    types
        .into_iter()
        .map(|one| one.unwrap_or(PolicyType::Vehicle))
        .collect()
}

/// What is already insured.
#[derive(Default)]
struct Taken {
    /// Whether a customer has a policy of a type, by place in the block and type.
    types: [[bool; PolicyType::ALL.len()]; CUSTOMERS_PER_BLOCK as usize],
    /// Households whose home is insured; a company is one of its own.
    homes: Vec<HouseholdId>,
}

impl Taken {
    fn add(&mut self, place: usize, customer: &Customer, policy_type: PolicyType) {
        self.types[place][policy_type as usize] = true;
        if policy_type == PolicyType::Property {
            self.homes.push(customer.household.id());
        }
    }
}

/// How much a customer needs a policy of a type; `None` if they can't have one. `has` says whether they already have one, `house`
/// whether the household's home is insured.
fn need(
    dealer: &Dealer,
    customer: &Customer,
    policy_type: PolicyType,
    has: bool,
    house: bool,
) -> Option<i64> {
    let person = &customer.person;
    let age = || dealer.as_of().years_since(person.born);
    let again = if has { -SECOND } else { 0 };
    if customer.business.is_some() {
        // Companies have no life or health to insure, and don't travel.
        return (policy_type == PolicyType::Property && !has).then_some(300);
    }
    match policy_type {
        PolicyType::Health => {
            let age = age();
            (age < MEDICARE && !has && pays_for_health(customer, age)).then(|| {
                let work = match person.work {
                    Work::SelfEmployed(_) => 1_800,
                    Work::Retired => 1_200,
                    Work::NotWorking | Work::Student => 600,
                    Work::Employed(_) | Work::Owner => 0,
                };
                // Older people want a plan more often.
                work + i64::from(age - 40) * 90
            })
        }
        PolicyType::Life => {
            let age = age();
            (age < LIFE_UNTIL).then(|| {
                let family =
                    i64::from(married(customer)) * 3_600 + i64::from(has_child(customer)) * 900;
                family + again - i64::from(age > 62) * 600
            })
        }
        PolicyType::Property => {
            let pays = customer.household.payer == customer.number;
            let owner = i64::from(!rents(customer));
            (pays && !house && !has).then_some(owner * 700)
        }
        PolicyType::Travel => Some(person.wealth * 4 / 5 + again / 2),
        PolicyType::Vehicle => Some(0),
    }
}

/// Whether a plan costs at most a fifth of the income, in every state and at every tier; others have Medicaid or are insured
/// elsewhere.
fn pays_for_health(customer: &Customer, age: i32) -> bool {
    let least = rating::age_factor(PolicyType::Health, age) * INCOME_FOR_HEALTH / 1_000;
    customer.person.income >= Cents::dollars(least)
}

/// Whether a customer lives in somebody else's house.
pub fn rents(customer: &Customer) -> bool {
    customer.business.is_none() && matches!(customer.household.tenure, Tenure::Rents { .. })
}

fn married(customer: &Customer) -> bool {
    has(customer, Relation::Spouse)
}

fn has_child(customer: &Customer) -> bool {
    has(customer, Relation::Child)
}

fn has(customer: &Customer, relation: Relation) -> bool {
    customer.business.is_none() && customer.kin.iter().any(|one| one.relation == relation)
}
