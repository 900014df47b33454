//! What a policy covers.

use super::case::Case;
use super::products;
use crate::generate::stream_rows::StreamRow;
use crate::tables::Rows;
use crate::tables::insurance_db::{Coverage, CoverageId, CoverageType};
use crate::values::money::Cents;

/// Makes the coverages of a policy.
pub fn write(case: &Case, rows: &mut Rows) {
    let premium = case.premium();
    let weights = weights(case);
    let whole: i64 = weights.iter().sum();
    let mut rest = premium;
    for ((ordinal, term), weight) in (1..).zip(&case.terms).zip(weights) {
        let portion = match ordinal == case.terms.len() as u64 {
            true => rest,
            false => premium.times(weight, whole),
        };
        rest -= portion;
        rows.coverage.push(Coverage {
            coverage_id: CoverageId(case.id.row() * 100 + ordinal),
            policy_id: case.id,
            coverage_type: named(term.coverage, case.risk.business),
            coverage_limit: Cents::dollars(term.limit),
            deductible: Cents::dollars(term.deductible),
            premium_portion: portion,
        });
    }
}

/// What a policy calls a coverage: those of a house have other names in a company's businessowners policy (ISO form BP 00 03).
const fn named(coverage: CoverageType, business: bool) -> CoverageType {
    match coverage {
        CoverageType::Dwelling if business => CoverageType::Building,
        CoverageType::Contents if business => CoverageType::BusinessProperty,
        CoverageType::OtherStructures if business => CoverageType::OutdoorProperty,
        CoverageType::LossOfUse if business => CoverageType::BusinessIncome,
        CoverageType::PersonalLiability if business => CoverageType::GeneralLiability,
        usual => usual,
    }
}

/// The weights of the coverages in the premium: those of the offer, except that a vehicle's coverages weigh what they are
/// expected to pay, next to the offer's weights for those that pay for no peril.
fn weights(case: &Case) -> Vec<i64> {
    let offers = products::offers(case.insured.policy_type);
    let offered = |coverage| {
        let offer = offers.iter().find(|offer| offer.0 == coverage);
        offer.map_or(0, |offer| offer.2)
    };
    let usual = case.terms.iter().map(|term| offered(term.coverage));
    if case.risk.car.is_none() {
        return usual.collect();
    }
    let costs: Vec<i64> = (0..case.terms.len())
        .map(|at| {
            let perils = case.perils.iter().filter(|one| one.term == at);
            let cents: i128 = perils.map(|one| one.cost(case.cover.last, 1_000)).sum();
            (cents / 1_000_000) as i64
        })
        .collect();
    let paying = costs
        .iter()
        .zip(usual.clone())
        .filter(|(cost, _)| **cost > 0);
    let (cost, parts) = paying.fold((0, 0), |(cost, parts), (one, part)| {
        (cost + one, parts + part)
    });
    let weights = costs.iter().zip(usual);
    weights
        .map(|(own, part)| match own {
            0 => part * cost / parts.max(1),
            own => *own,
        })
        .collect()
}
