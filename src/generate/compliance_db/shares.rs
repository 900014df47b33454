//! Whose identity of twenty customers is checked late.

use crate::generate::customer::Customer;
use crate::generate::shares::{Dealer, who};
use crate::key;
use crate::random::Proportion;
use crate::tables::customer_db::RiskRating;

/// Customers who were identified after their first account was opened (data model, section 8: plant 1%).
const IDENTIFIED_LATE: Proportion = Proportion::percent(1);
/// High-risk customers who have not been reviewed for over a year.
const STALE: Proportion = Proportion::percent(11);

/// Whose identity is checked late, by their place in the block.
#[derive(Clone, Debug)]
pub struct Shares {
    /// Who was identified after the first account was opened.
    pub identified_late: Vec<bool>,
    /// Whose record is stale.
    pub stale: Vec<bool>,
}

/// Shares out a block of customers.
pub fn share_out(dealer: &Dealer, customers: &[Customer]) -> Shares {
    let key = key!("compliance_db.kyc_records/identified_late");
    let late = dealer.deal_to_customers(key);
    let high = who(customers, |one| {
        one.risk_rating == RiskRating::High && one.closed.is_none()
    });
    Shares {
        identified_late: who(&late, |share| share.within(IDENTIFIED_LATE)),
        stale: dealer.choose_among(key!("compliance_db.kyc_records/stale"), &high, STALE),
    }
}
