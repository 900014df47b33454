//! Consistency of a population.

use super::*;
use crate::generate::bank::Bank;
use crate::generate::person::{Employer, Landlord, Relation, Tenure};
use crate::plan::{DEFAULT_AS_OF, Plan};
use crate::values::money::Cents;

fn blocks(count: u64) -> Vec<Vec<Customer>> {
    let plan = Plan::new(42, DEFAULT_AS_OF, "20".parse().unwrap(), None, None).unwrap();
    let bank = Bank::new(plan);
    let block = |block| customers(&Dealer { bank: &bank, block }, &Team::default());
    (0..count).map(block).collect()
}

#[test]
fn three_in_five_individuals_share_a_household() {
    let blocks = blocks(100);
    let individuals = || blocks.iter().flatten().filter(|one| one.business.is_none());
    let shared = individuals().filter(|one| one.household.members.len() > 1);
    let percent = shared.count() * 100 / individuals().count();
    assert!((56..=64).contains(&percent), "{percent}");
}

#[test]
fn whoever_shares_a_household_is_kin_and_lives_in_one_city() {
    for customers in blocks(40) {
        let of = |number: u32| &customers[(number - 1) as usize % customers.len()];
        for customer in &customers {
            let others = customer.household.members.iter().copied();
            for other in others.filter(|&one| one != customer.number) {
                let back = of(other);
                assert!(customer.kin.iter().any(|one| one.customer == Some(other)));
                assert_eq!(back.home.name, customer.home.name);
                assert_eq!(back.household.first, customer.household.first);
            }
            for relative in &customer.kin {
                let Some(number) = relative.customer else {
                    continue;
                };
                let person = &of(number).person;
                assert_eq!(
                    (relative.given_name, relative.family_name, relative.born),
                    (person.given_name, person.family_name, person.born)
                );
                let same = |one: &&crate::generate::person::Relative| {
                    one.customer == Some(customer.number)
                };
                let back = of(number).kin.iter().find(same).unwrap();
                let expected = match relative.relation {
                    Relation::Child => Relation::Parent,
                    Relation::Parent => Relation::Child,
                    same => same,
                };
                assert_eq!(back.relation, expected);
            }
        }
    }
}

#[test]
fn employers_and_landlords_of_a_block_are_what_they_must_be() {
    for customers in blocks(60) {
        let of = |number: u32| &customers[(number - 1) as usize % customers.len()];
        for customer in &customers {
            if let Work::Employed(job) = customer.person.work
                && let Employer::Here(number) = job.employer
            {
                let business = of(number).business.as_ref().unwrap();
                assert_eq!(business.payday, job.payday);
                assert_eq!(of(number).status, CustomerStatus::Active);
            }
            if let Tenure::Rents {
                landlord: Landlord::Here(number),
                ..
            } = customer.household.tenure
            {
                assert!(!matches!(of(number).household.tenure, Tenure::Rents { .. }));
                assert!(!customer.household.members.contains(&number));
            }
        }
    }
}

#[test]
fn income_wealth_and_age_hang_together() {
    let blocks = blocks(200);
    let people: Vec<&Customer> = blocks
        .iter()
        .flatten()
        .filter(|one| one.business.is_none())
        .collect();
    let mean = |of: &dyn Fn(&Customer) -> bool, what: &dyn Fn(&Customer) -> i64| {
        let chosen: Vec<i64> = people
            .iter()
            .filter(|one| of(one))
            .map(|one| what(one))
            .collect();
        chosen.iter().sum::<i64>() / chosen.len() as i64
    };
    let wealth = |one: &Customer| one.person.wealth;
    let credit = |one: &Customer| one.person.credit;
    let rich = |one: &Customer| one.person.income > Cents(10_000_000);
    let poor = |one: &Customer| one.person.income < Cents(3_000_000);
    assert!(mean(&rich, &wealth) > mean(&poor, &wealth) + 700);
    assert!(mean(&rich, &credit) > mean(&poor, &credit) + 400);
    let young = |one: &Customer| DEFAULT_AS_OF.years_since(one.person.born) < 30;
    let old = |one: &Customer| DEFAULT_AS_OF.years_since(one.person.born) >= 67;
    assert!(mean(&old, &wealth) > mean(&young, &wealth) + 700);
    assert!(mean(&young, &|one| one.person.digital) > mean(&old, &|one| one.person.digital) + 900);
    let pensioners = people.iter().filter(|one| old(one));
    let retired = pensioners
        .clone()
        .filter(|one| matches!(one.person.work, Work::Retired));
    assert!(retired.count() * 100 >= pensioners.count() * 80);
}

#[test]
fn the_dead_are_closed_customers_whose_estate_is_settled_after_their_death() {
    let blocks = blocks(200);
    let customers = || blocks.iter().flatten();
    let dead: Vec<&Customer> = customers().filter(|one| one.died.is_some()).collect();
    assert!(dead.len() > 20, "{}", dead.len());
    for one in dead {
        assert_eq!(one.status, CustomerStatus::Closed);
        assert!(one.joined() < one.died.unwrap() && one.died < one.closed);
    }
}

#[test]
fn nobody_leaves_before_joining() {
    for seed in 1..=12 {
        let plan = Plan::new(seed, DEFAULT_AS_OF, "20".parse().unwrap(), None, None).unwrap();
        let bank = Bank::new(plan);
        for block in 0..200 {
            for one in customers(&Dealer { bank: &bank, block }, &Team::default()) {
                let last = one.last_act(DEFAULT_AS_OF);
                let room = FIRST_ACCOUNT_WITHIN as i32 + OPEN_BEFORE_END / 2;
                assert!(one.joined() + room < last, "seed {seed}: {}", one.number);
            }
        }
    }
}

#[test]
fn companies_here_employ_those_whose_work_they_have() {
    let mut seen = 0;
    for customers in blocks(60) {
        for customer in &customers {
            let Work::Employed(job) = customer.person.work else {
                continue;
            };
            if let Employer::Here(number) = job.employer {
                let company = &customers[(number - 1) as usize % customers.len()];
                let business = company.business.as_ref().unwrap();
                assert!(business.industry.employs(job.occupation));
                seen += 1;
            }
        }
    }
    assert!(seen > 40, "{seen}");
}
