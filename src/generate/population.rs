//! Who the customers of a block are: settled before any domain shares out what it knows of them.
//!
//! The seam for households: whatever ties the twenty persons of a block together is settled here, on whole customers.

use crate::generate::customer::{CUSTOMERS_PER_BLOCK, Customer};
use crate::generate::hours::{ago, between};
use crate::generate::shares::Dealer;
use crate::generate::staff::Team;
use crate::generate::{home, region};
use crate::key;
use crate::random::Weighted;
use crate::tables::customer_db::{CustomerSegment, CustomerStatus, KycStatus, RiskRating};
use std::ops::RangeInclusive;

/// Customers of each segment in percent (guide: retail 60%, premium 25%, etc.; data model, section 5).
const SEGMENTS: Weighted<CustomerSegment, 4> = Weighted::new([
    (CustomerSegment::Retail, 60),
    (CustomerSegment::Premium, 25),
    (CustomerSegment::Corporate, 10),
    (CustomerSegment::PrivateBanking, 5),
]);
/// Customers of each status in percent (data model, section 5).
const STATUSES: Weighted<CustomerStatus, 3> = Weighted::new([
    (CustomerStatus::Active, 90),
    (CustomerStatus::Dormant, 7),
    (CustomerStatus::Closed, 3),
]);
/// Customers of each KYC status in percent (data model, section 5).
const KYC: Weighted<KycStatus, 4> = Weighted::new([
    (KycStatus::Verified, 94),
    (KycStatus::Expired, 3),
    (KycStatus::Pending, 2),
    (KycStatus::UnderReview, 1),
]);
/// Customers of each risk rating in percent (data model, section 5).
const RISKS: Weighted<RiskRating, 3> = Weighted::new([
    (RiskRating::Low, 78),
    (RiskRating::Medium, 18),
    (RiskRating::High, 4),
]);
/// Age in days at the as-of date, at eighths of the population: 18 to 85 years, a bell around 42 (data model, section 4).
const AGES: [i64; 9] = [
    6_700, 9_900, 11_900, 13_700, 15_340, 17_000, 19_000, 21_900, 31_000,
];
const YEARS_OF_AGE: i32 = 18;
/// Days ago that a customer joined: within seven years, at least three months (data model, section 4).
const JOINED_AGO: RangeInclusive<i64> = 95..=2_550;
/// Days from joining to the first account, at most.
pub const FIRST_ACCOUNT_WITHIN: i64 = 12;
/// Days before the end that a frozen or closed account was opened, so that it has a statement to show.
pub const OPEN_BEFORE_END: i32 = 50;
/// Days ago that a customer left, at most.
const CLOSED_AGO: i32 = 900;

/// The customers of a block, in order; what domains settle about them is still empty.
pub fn customers(dealer: &Dealer) -> Vec<Customer> {
    let statuses = dealer.deal_to_customers(key!("customer_db.customer_profiles/customer_status"));
    let segments = dealer.deal_to_customers(key!("customer_db.customer_profiles/customer_segment"));
    let kyc_statuses = dealer.deal_to_customers(key!("compliance_db.kyc_records/kyc_status"));
    let risk_ratings = dealer.deal_to_customers(key!("compliance_db.kyc_records/risk_rating"));
    let (random, as_of) = (dealer.random(), dealer.as_of());
    let mut team = Team::default();
    let customer = |place: usize| {
        let number = dealer.block as u32 * CUSTOMERS_PER_BLOCK + place as u32 + 1;
        team = dealer.bank.team(number, &team);
        let row = u64::from(number);
        let status = STATUSES.at(statuses[place]);
        let mut ages = random.stream(key!("accounts_db.customers/date_of_birth"), row);
        let born = as_of - ages.quantile(&AGES) as i32;
        let of_age = born.add_months(12 * YEARS_OF_AGE);
        let mut dates = random.stream(key!("accounts_db.customers/created_at"), row);
        let (earliest, latest) = ago(as_of, JOINED_AGO);
        let joined = between(&mut dates, of_age.max(earliest), latest);
        let closed = (status == CustomerStatus::Closed).then(|| {
            let earliest = joined + FIRST_ACCOUNT_WITHIN as i32 + OPEN_BEFORE_END;
            between(&mut dates, earliest.max(as_of - CLOSED_AGO), as_of)
        });
        let home = home::home(random, number);
        let history = (joined + 1, closed.unwrap_or(as_of));
        Customer {
            number,
            segment: SEGMENTS.at(segments[place]),
            status,
            kyc_status: KYC.at(kyc_statuses[place]),
            risk_rating: RISKS.at(risk_ratings[place]),
            born,
            joined_at: home::joined_at(random, number, joined),
            closed,
            home,
            branch: region::branch_of(home),
            profile_changes: home::profile_changes(random, number, history),
            team: team.clone(),
            accounts: Vec::new(),
            applications: Vec::new(),
            policies: Vec::new(),
            interactions: 0,
            first_interaction: 0,
        }
    };
    (0..CUSTOMERS_PER_BLOCK as usize).map(customer).collect()
}
