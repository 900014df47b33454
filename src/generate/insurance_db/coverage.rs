//! What a policy covers.

use super::case::Case;
use super::products;
use crate::generate::stream_rows::StreamRow;
use crate::tables::Rows;
use crate::tables::insurance_db::{Coverage, CoverageId};
use crate::values::money::Cents;

/// Makes the coverages of a policy.
pub fn write(case: &Case, rows: &mut Rows) {
    let premium = case.premium();
    let weight = |coverage| {
        let mut offers = products::offers(case.insured.policy_type).iter();
        offers
            .find(|offer| offer.0 == coverage)
            .map_or(0, |offer| offer.2)
    };
    let whole: i64 = case.terms.iter().map(|term| weight(term.coverage)).sum();
    let mut rest = premium;
    for (ordinal, term) in (1..).zip(&case.terms) {
        let portion = match ordinal == case.terms.len() as u64 {
            true => rest,
            false => premium.times(weight(term.coverage), whole),
        };
        rest -= portion;
        rows.coverage.push(Coverage {
            coverage_id: CoverageId(case.id.row() * 100 + ordinal),
            policy_id: case.id,
            coverage_type: term.coverage,
            coverage_limit: Cents::dollars(term.limit),
            deductible: Cents::dollars(term.deductible),
            premium_portion: portion,
        });
    }
}
