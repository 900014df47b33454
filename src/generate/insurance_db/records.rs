//! Loss records: how often an insured has had losses.

use crate::random::{Stream, Weighted};
use crate::tables::insurance_db::PolicyType;

/// Records of drivers and owners in thousandths of normal frequency: clean, a loss in the years before, several.
const RECORDS: Weighted<i64, 3> = Weighted::new([(830, 70), (1_250, 22), (1_750, 8)]);
/// How often the insured of health policies are ill: hardly ever, normally, for years on end.
const ILLNESSES: Weighted<i64, 3> = Weighted::new([(680, 52), (1_120, 34), (2_170, 14)]);

/// How often an insured has losses, in thousandths.
pub fn record(stream: &mut Stream, policy_type: PolicyType) -> i64 {
    match policy_type {
        PolicyType::Vehicle | PolicyType::Property => RECORDS.draw(stream),
        PolicyType::Health => ILLNESSES.draw(stream),
        PolicyType::Life | PolicyType::Travel => 1_000,
    }
}
