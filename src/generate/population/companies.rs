//! A block's companies.

use super::{Settled, Shape, jobs};
use crate::generate::person::Business;
use crate::generate::shares::Dealer;
use crate::key;
use crate::values::industries;
use crate::values::money::Cents;

/// The owner's profit in percent of revenue, and its limits in dollars.
const PROFIT: i64 = 11;
const OWNERS: (i64, i64) = (38_000, 420_000);
/// Most employees of a company.
const MAX_STAFF: i64 = 180;

/// The business at each place in a block, if it is a company.
pub fn businesses(dealer: &Dealer, block: &Settled) -> Vec<Option<Business>> {
    let business = |place: usize| {
        let member = &block.members[place];
        let number = block.number(place);
        let key = key!("customer_db.customer_profiles/company");
        let mut stream = dealer.random().stream(key, u64::from(number));
        let industry = industries::industry(&mut stream);
        let owner = member.origin.family_name;
        let revenue = stream.quantile(&industry.revenue);
        let staff = industry.staff(revenue);
        Business {
            name: industries::company_name(&mut stream, industry, owner, member.home),
            industry,
            revenue: Cents(revenue / 100 * 10_000),
            staff: staff.clamp(1, MAX_STAFF) as u16,
            payday: jobs::payday(&mut stream),
        }
    };
    (0..block.members.len())
        .map(|place| (block.members[place].shape == Shape::Company).then(|| business(place)))
        .collect()
}

/// What a company's owner earns with it in a year.
pub fn owners_income(business: &Business) -> Cents {
    Cents((business.revenue.0 * PROFIT / 100).clamp(OWNERS.0 * 100, OWNERS.1 * 100))
}
