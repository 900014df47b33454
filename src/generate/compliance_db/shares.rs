//! How the bank sees each customer in a block of twenty: risk at onboarding and today, and the events that raised it.
//!
//! Nothing is drawn backward: a rating rises at a review triggered by an event that would have happened anyway.

use super::officers::REVIEWED_AFTER;
use crate::generate::customer::Customer;
use crate::generate::facts::Suspicion;
use crate::generate::hours::business_day_after;
use crate::generate::shares::{Dealer, both, who};
use crate::key;
use crate::random::{Proportion, Stream, Weighted};
use crate::tables::customer_db::{CustomerSegment, CustomerStatus, KycStatus, RiskRating};
use crate::values::calendar::Date;
use crate::values::month::Month;
use std::ops::RangeInclusive;

/// Percentage of never-reported customers with each risk rating, riskiest first (data model, section 5). A reported customer is
/// high-risk once a review has taken up the report.
const RATINGS: Weighted<RiskRating, 3> = Weighted::new([
    (RiskRating::High, 4),
    (RiskRating::Medium, 18),
    (RiskRating::Low, 78),
]);
/// The same at onboarding, for customers who have since given reason for a review; in thousandths.
const FIRST_RATINGS: Weighted<RiskRating, 3> = Weighted::new([
    (RiskRating::High, 25),
    (RiskRating::Medium, 155),
    (RiskRating::Low, 820),
]);
/// Percentage of customers with each KYC status, those with something going on first (data model, section 5).
const STATUSES: Weighted<KycStatus, 4> = Weighted::new([
    (KycStatus::UnderReview, 1),
    (KycStatus::Pending, 2),
    (KycStatus::Expired, 3),
    (KycStatus::Verified, 94),
]);
/// Customers identified after their first account was opened (data model, section 8: plant 1%).
const IDENTIFIED_LATE: Proportion = Proportion::percent(1);
/// High-risk customers not reviewed for over a year.
const STALE: Proportion = Proportion::percent(11);
/// Persons who hold a prominent public function, or are close to someone who does.
const EXPOSED: Proportion = Proportion::per_mille(6);
/// Share of revenue received in cash at which a business counts as cash-intensive, in thousandths.
const CASH_INTENSIVE: u16 = 150;
/// Days until a suspicion that led to alerts but no report has been weighed in a review.
const WEIGHED_AFTER: RangeInclusive<i64> = 32..=60;
/// Days for which a suspicion is still being looked at.
const FRESH: i32 = 60;
/// Minimum days from the last identity check until the document shown may have expired.
const EXPIRES_AFTER: i32 = 75;

/// Contributions to a customer's risk score, in thousandths of the standard deviation of chance.
mod weights {
    /// A business: its owners and their money are harder to see through.
    pub const BUSINESS: i64 = 700;
    /// A business that takes in much cash.
    pub const CASH_BUSINESS: i64 = 1_900;
    /// Wealth that moves.
    pub const PRIVATE_BANKING: i64 = 400;
    /// A prominent public function.
    pub const EXPOSED: i64 = 2_500;
    /// Alerts that a review has taken up.
    pub const ALERTED: i64 = 2_500;
    /// A suspicion being looked at puts the file under review.
    pub const FRESH: i64 = 6_000;
    /// The file of a customer who has left is closed.
    pub const GONE: i64 = -20_000;
}

/// How the bank sees the customers, by place in the block.
#[derive(Clone, Debug)]
pub struct Shares {
    /// Each customer's file.
    pub files: Vec<File>,
}

impl Shares {
    /// Month of a block customer's first reported activity.
    pub fn first_reported(&self, customer: &Customer) -> Option<Month> {
        let suspicions = self.files[customer.place()].suspicions.iter();
        let reported = suspicions.filter(|one| one.reported.is_some());
        reported.map(|one| Month::of(one.from)).min()
    }
}

/// How the bank sees a customer.
#[derive(Clone, Debug)]
pub struct File {
    /// Causes for suspicion, in time order.
    pub suspicions: Vec<Suspicion>,
    /// Reviews triggered by suspicions: business days in time order, up to the last day.
    pub caused: Vec<Date>,
    /// The first of them triggered by a report.
    pub taken_up: Option<Date>,
    /// Rating at onboarding. From the first triggered review on, the rating is today's, except for what a later report has
    /// raised.
    pub first_rating: RiskRating,
    /// Whether the customer is a politically exposed person.
    pub exposed: bool,
    /// Whether the customer was identified after the first account was opened.
    pub identified_late: bool,
    /// Whether the customer's record is stale.
    pub stale: bool,
}

/// Rates a block of customers by who they are and what raised suspicion, in order of place.
pub fn deal(dealer: &Dealer, customers: &mut [Customer], suspicions: &[Vec<Suspicion>]) -> Shares {
    let key = key!("compliance_db.kyc_records/identified_late");
    let late = dealer.deal_to_customers(key);
    let persons = who(customers, |one| one.segment != CustomerSegment::Corporate);
    let prominent: Vec<i64> = customers
        .iter()
        .zip(dealer.noise(
            key!("compliance_db.kyc_records/prominent"),
            customers.len(),
            1_000,
        ))
        .map(|(customer, noise)| customer.person.wealth + noise)
        .collect();
    let key = key!("compliance_db.kyc_records/exposed");
    let exposed = dealer.choose_among_by(key, &persons, &prominent, EXPOSED);
    let noise = dealer.noise(
        key!("compliance_db.kyc_records/risk"),
        customers.len(),
        1_000,
    );
    let inherent: Vec<i64> = customers
        .iter()
        .zip(&exposed)
        .zip(noise)
        .map(|((customer, &exposed), noise)| noise + inherent(customer, exposed))
        .collect();

    let (caused, taken_up): (Vec<Vec<Date>>, Vec<Option<Date>>) = customers
        .iter()
        .zip(suspicions)
        .map(|(customer, suspicions)| caused(dealer, customer, suspicions))
        .unzip();
    let scores: Vec<i64> = (0..customers.len())
        .map(|at| inherent[at] + raised(&suspicions[at], &caused[at]))
        .collect();
    let unreported = who(&taken_up, Option::is_none);
    let key = key!("compliance_db.kyc_records/risk_rating");
    let ratings = dealer.deal_among_by(key, &unreported, &scores);
    let firsts = dealer.deal_by(key!("compliance_db.kyc_records/first_rating"), &inherent);
    let statuses = statuses(dealer, customers, suspicions, &caused);
    for (at, customer) in customers.iter_mut().enumerate() {
        customer.risk_rating = ratings[at].map_or(RiskRating::High, |place| RATINGS.at(place));
        customer.kyc_status = statuses[at];
    }

    let high = who(customers, |one| {
        one.risk_rating == RiskRating::High && one.closed.is_none()
    });
    let calm = who(&caused, Vec::is_empty);
    let stale = both(&high, &calm);
    let stale = dealer.choose_among(key!("compliance_db.kyc_records/stale"), &stale, STALE);
    let files = caused.into_iter().enumerate().map(|(at, caused)| {
        let today = customers[at].risk_rating;
        File {
            suspicions: suspicions[at].clone(),
            first_rating: match caused.is_empty() {
                true => today,
                false => FIRST_RATINGS.at(firsts[at]).min(today),
            },
            caused,
            taken_up: taken_up[at],
            exposed: exposed[at],
            identified_late: late[at].within(IDENTIFIED_LATE),
            stale: stale[at],
        }
    });
    Shares {
        files: files.collect(),
    }
}

/// A customer's risk factors that exist from the first day on.
fn inherent(customer: &Customer, exposed: bool) -> i64 {
    let segment = match (&customer.business, customer.segment) {
        (Some(one), _) if one.industry.cash >= CASH_INTENSIVE => weights::CASH_BUSINESS,
        (Some(_), _) => weights::BUSINESS,
        (None, CustomerSegment::PrivateBanking) => weights::PRIVATE_BANKING,
        _ => 0,
    };
    segment + if exposed { weights::EXPOSED } else { 0 }
}

impl File {
    /// The rating from a triggered review on a given day, which doesn't anticipate any report.
    pub fn rating_on(&self, day: Date, today: RiskRating) -> RiskRating {
        match self.taken_up {
            Some(taken_up) if day < taken_up => self.first_rating.max(RiskRating::Medium),
            _ => today,
        }
    }
}

/// The reviews triggered by suspicions: soon after a report, later after alerts that led to none. Also returns the first one
/// triggered by a report.
fn caused(
    dealer: &Dealer,
    customer: &Customer,
    suspicions: &[Suspicion],
) -> (Vec<Date>, Option<Date>) {
    let last_day = customer.last_day(dealer.as_of());
    let key = key!("compliance_db.kyc_records/caused");
    let mut stream = dealer.random().stream(key, customer.row());
    let review = |one: &Suspicion, stream: &mut Stream| {
        let (day, days) = match one.reported {
            Some(day) => (day, REVIEWED_AFTER),
            None => (one.to, WEIGHED_AFTER),
        };
        business_day_after(stream, day, days)
    };
    let reviews: Vec<(Date, bool)> = suspicions
        .iter()
        .map(|one| (review(one, &mut stream), one.reported.is_some()))
        .filter(|(day, _)| *day <= last_day)
        .collect();
    let taken_up = reviews.iter().filter(|(_, reported)| *reported);
    let taken_up = taken_up.map(|(day, _)| *day).min();
    let mut days: Vec<Date> = reviews.into_iter().map(|(day, _)| day).collect();
    days.sort_unstable();
    days.dedup();
    (days, taken_up)
}

/// What suspicions taken up by reviews add to the score.
fn raised(suspicions: &[Suspicion], caused: &[Date]) -> i64 {
    let taken_up = |day: Date| caused.last().is_some_and(|last| *last >= day);
    let weight = |one: &Suspicion| match one.reported {
        None if taken_up(one.to + *WEIGHED_AFTER.start() as i32) => weights::ALERTED,
        _ => 0,
    };
    suspicions.iter().map(weight).max().unwrap_or_default()
}

/// Each customer's KYC status: files where something is being looked at are more likely to be under review.
fn statuses(
    dealer: &Dealer,
    customers: &[Customer],
    suspicions: &[Vec<Suspicion>],
    caused: &[Vec<Date>],
) -> Vec<KycStatus> {
    let noise = dealer.noise(
        key!("compliance_db.kyc_records/state"),
        customers.len(),
        1_000,
    );
    let score = |((customer, suspicions), caused): ((&Customer, &Vec<Suspicion>), &Vec<Date>)| {
        let fresh = suspicions.last().is_some_and(|one| {
            let looked_at = caused.last().is_some_and(|day| *day > one.to);
            one.to > dealer.as_of() - FRESH && one.from <= dealer.as_of() && !looked_at
        });
        match customer.status {
            CustomerStatus::Closed => weights::GONE,
            _ if fresh => weights::FRESH,
            _ => 0,
        }
    };
    let scores: Vec<i64> = customers
        .iter()
        .zip(suspicions)
        .zip(caused)
        .map(score)
        .zip(noise)
        .map(|(score, noise)| score + noise)
        .collect();
    let places = dealer.deal_by(key!("compliance_db.kyc_records/kyc_status"), &scores);
    let mut statuses: Vec<KycStatus> = places.into_iter().map(|place| STATUSES.at(place)).collect();
    // A customer who has just shown a valid document yields the place to the next customer with nothing amiss.
    let may_expire = |at: usize| {
        let checked = caused[at].last().copied();
        let checked = checked.map_or(customers[at].joined(), |day| {
            day.max(customers[at].joined())
        });
        dealer.as_of() - checked >= EXPIRES_AFTER
    };
    for at in 0..statuses.len() {
        if statuses[at] != KycStatus::Expired || may_expire(at) {
            continue;
        }
        let other = (0..statuses.len())
            .filter(|other| statuses[*other] == KycStatus::Verified && may_expire(*other))
            .max_by_key(|other| scores[*other]);
        if let Some(other) = other {
            statuses.swap(at, other);
        }
    }
    statuses
}
