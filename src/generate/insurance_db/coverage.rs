//! What a policy covers.

use super::case::Case;
use super::products;
use crate::generate::stream_rows::StreamRow;
use crate::key;
use crate::tables::Rows;
use crate::tables::ids::CoverageId;
use crate::tables::insurance_db::Coverage;
use crate::values::money::Cents;
use std::ops::Range;

/// Makes the coverages of a policy; returns where they stand among the rows.
pub fn write(case: &Case, rows: &mut Rows) -> Range<usize> {
    let first = rows.coverage.len();
    let mut stream = case.stream(key!("insurance_db.coverage/row"));
    let insured = case.insured;
    let premium = case.premium();
    let offers: Vec<_> = (0..)
        .zip(products::offers(insured.policy_type))
        .filter(|(place, _)| insured.coverages >> place & 1 == 1)
        .map(|(_, offer)| *offer)
        .filter(|(coverage, ..)| !insured.renter || products::for_renters(*coverage))
        .collect();
    let whole: i64 = offers.iter().map(|(.., weight)| weight).sum();
    let mut rest = premium;
    for (ordinal, &(coverage_type, _, weight)) in (1..).zip(&offers) {
        let yearly = premium.0 / 100 * 12;
        let sum = case.sum.0 / 100;
        let (limit, deductible) = products::terms(&mut stream, insured, coverage_type, sum, yearly);
        let portion = match ordinal == offers.len() as u64 {
            true => rest,
            false => premium.times(weight, whole),
        };
        rest -= portion;
        rows.coverage.push(Coverage {
            coverage_id: CoverageId(case.id.row() * 100 + ordinal),
            policy_id: case.id,
            coverage_type,
            coverage_limit: Cents::dollars(limit.clamp(1, sum)),
            deductible: Cents::dollars(deductible),
            premium_portion: portion,
        });
    }
    first..rows.coverage.len()
}
