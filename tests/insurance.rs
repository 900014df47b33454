//! The arithmetic of insurance, over the lives of many customers of many seeds.

use dhub::generate::{Bank, life};
use dhub::plan::{DEFAULT_AS_OF, Plan, Scale};
use dhub::tables::Rows;
use dhub::tables::insurance_db::{ClaimType, CoverageType, PolicyType};
use dhub::tables::loans_db::{Loan, LoanStatus, LoanType};
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

#[test]
fn a_vehicle_under_an_open_loan_has_comprehensive_cover_as_have_most_others() {
    let (mut protecting, mut others, mut covered) = (0, 0, 0);
    for rows in lives() {
        let secures = |loan_type| {
            let open = |loan: &&Loan| {
                loan.loan_type == loan_type && loan.loan_status != LoanStatus::PaidOff
            };
            let mut open = rows.loans.iter().filter(open);
            open.any(|loan| {
                rows.collateral
                    .iter()
                    .any(|one| one.loan_id == loan.loan_id)
            })
        };
        for policy in &rows.policies {
            if policy.policy_type != PolicyType::Vehicle {
                continue;
            }
            let comprehensive = rows.coverage.iter().any(|one| {
                one.policy_id == policy.policy_id
                    && one.coverage_type == CoverageType::Comprehensive
            });
            // The first policy of a borrower protects the collateral; a house comes before a car.
            let first = policy.policy_id.ordinal == 1;
            if first && secures(LoanType::Auto) && !secures(LoanType::Mortgage) {
                assert!(comprehensive, "{policy:?}");
                protecting += 1;
            } else {
                others += 1;
                covered += u32::from(comprehensive);
            }
        }
    }
    assert!(protecting > 40, "{protecting}");
    let share = 100 * covered / others;
    assert!((76..=84).contains(&share), "{share} of {others}");
}

#[test]
fn injuries_cost_more_than_dents() {
    let (mut injuries, mut dents) = (Vec::new(), Vec::new());
    for rows in lives() {
        for claim in &rows.claims {
            let vehicle = |one: &&dhub::tables::insurance_db::Policy| {
                one.policy_id == claim.policy_id && one.policy_type == PolicyType::Vehicle
            };
            if claim.claim_type == ClaimType::Liability
                && rows.policies.iter().any(|one| vehicle(&one))
            {
                match claim.description.to_lowercase().contains("injured") {
                    true => injuries.push(claim.claim_amount),
                    false => dents.push(claim.claim_amount),
                }
            }
        }
    }
    let mean = |all: &[Cents]| all.iter().copied().sum::<Cents>().0 / all.len() as i64;
    let (injury, dent) = (mean(&injuries), mean(&dents));
    assert!(
        (18_000_00..=36_000_00).contains(&injury),
        "{injury} of {}",
        injuries.len()
    );
    assert!(
        (4_000_00..=9_000_00).contains(&dent),
        "{dent} of {}",
        dents.len()
    );
    assert!(dents.iter().all(|amount| *amount < Cents::dollars(18_000)));
}
