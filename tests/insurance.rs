//! The arithmetic of insurance, over the lives of many customers of many seeds.

use dhub::generate::{Bank, life};
use dhub::plan::{DEFAULT_AS_OF, Plan, Scale};
use dhub::tables::Rows;
use dhub::values::money::Cents;

fn lives() -> impl Iterator<Item = Rows> {
    (1..=6).flat_map(|seed| {
        let plan = Plan::new(
            seed,
            DEFAULT_AS_OF,
            Scale::parse("0.5").unwrap(),
            None,
            None,
        );
        let bank = Bank::new(plan.unwrap());
        (1..=600).map(move |number| life(&bank, number))
    })
}

#[test]
fn the_portions_of_a_policy_sum_to_its_premium() {
    for rows in lives() {
        for policy in &rows.policies {
            let own = rows
                .coverage
                .iter()
                .filter(|one| one.policy_id == policy.policy_id);
            let portions: Cents = own.map(|one| one.premium_portion).sum();
            assert_eq!(portions, policy.premium_amount, "{policy:?}");
        }
    }
}

#[test]
fn the_percentages_of_a_policy_sum_to_a_hundred() {
    for rows in lives() {
        for policy in &rows.policies {
            let own = rows
                .beneficiaries
                .iter()
                .filter(|one| one.policy_id == policy.policy_id);
            let percentages: Vec<i16> = own.map(|one| one.percentage).collect();
            let sum: i16 = percentages.iter().sum();
            assert!(percentages.is_empty() || sum == 100, "{policy:?}");
        }
    }
}

#[test]
fn no_more_is_approved_than_the_limit_and_the_loss_less_the_deductible() {
    for rows in lives() {
        for claim in &rows.claims {
            let Some(approved) = claim.approved_amount else {
                continue;
            };
            let pays = rows.coverage.iter().any(|one| {
                one.policy_id == claim.policy_id
                    && approved <= one.coverage_limit
                    && approved <= claim.claim_amount - one.deductible
            });
            assert!(pays && approved > Cents::ZERO, "{claim:?}");
        }
    }
}
