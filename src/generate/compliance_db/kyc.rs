//! Checks of identity: at onboarding, by the calendar of the risk rating, and after a report of suspicious activity.

use super::OFFICERS;
use crate::generate::Bank;
use crate::generate::block::{Block, Customer, SIZE};
use crate::generate::shares::{among, places};
use crate::key;
use crate::random::{Random, Stream};
use crate::tables::Rows;
use crate::tables::compliance_db::*;
use crate::tables::customer_db::{KycStatus, RiskRating};
use crate::tables::ids::{CustomerId, KycId};
use crate::values::calendar::Date;

/// Documents in percent, with the months that they are valid for (data model, section 8).
const DOCUMENTS: [(DocumentType, u32, i32); 5] = [
    (DocumentType::DriversLicense, 68, 96),
    (DocumentType::Passport, 18, 120),
    (DocumentType::StateId, 9, 96),
    (DocumentType::PermanentResidentCard, 4, 120),
    (DocumentType::MilitaryId, 1, 96),
];
/// What is asked for where the customer's usual document would not last.
const LONGEST: (DocumentType, i32) = (DocumentType::Passport, 120);
/// Documents that do not outlive the next review (data model, section 8: the others are 97%); the review is then mostly done
/// before they expire.
const SHORT: (u64, u64) = (3, 100);
const SHORT_SEEN: (u64, u64) = (8, 10);
/// Days that a short document is valid at least.
const SHORT_LEAST: i64 = 60;
/// Customers who were identified after their first account was opened, and how many days (data model, section 8: plant 1%).
const IDENTIFIED_LATE: (u64, u64) = (1, 100);
const IDENTIFIED_AFTER: (i64, i64) = (2, 20);
/// Days before its due day that a review is done; the overdue ones, days after it.
const EARLY: (i64, i64) = (0, 25);
const OVERDUE: (u64, u64) = (45, 1_000);
const OVERDUE_DAYS: (i64, i64) = (4, 100);
/// High-risk customers who have not been reviewed for over a year: that many in a hundred, and days.
const STALE: (u64, u64) = (11, 100);
const STALE_SINCE: (i64, i64) = (370, 520);
/// A customer whose document has expired was last reviewed at least that many days ago.
const EXPIRED_SINCE: i32 = 30;
/// A review that is under way began within so many days.
const UNDER_WAY: (i64, i64) = (2, 40);
/// Days from a report of suspicious activity to the review that it causes.
const AFTER_REPORT: (i64, i64) = (2, 14);

/// Whose identity of twenty customers is checked late, by their place in the block.
#[derive(Clone, Debug)]
pub struct Shares {
    identified_late: Vec<bool>,
    stale: Vec<bool>,
}

impl Shares {
    /// Shares out block number `block`.
    pub fn new(random: &Random, block: u64, customers: &[Customer]) -> Shares {
        let late = key!("compliance_db.kyc_records/identified_late");
        let late = random.deal(late, block, u64::from(SIZE));
        let high = |one: &Customer| one.risk_rating == RiskRating::High && one.closed.is_none();
        let stale = key!("compliance_db.kyc_records/stale");
        let stale = places(random, stale, block, &among(customers, high));
        Shares {
            identified_late: among(&late, |share| {
                share.within(IDENTIFIED_LATE.0, IDENTIFIED_LATE.1)
            }),
            stale: among(&stale, |share| {
                share.is_some_and(|share| share.within(STALE.0, STALE.1))
            }),
        }
    }
}

/// A check of identity in the making.
struct Review {
    day: Date,
    rating: RiskRating,
    document: DocumentType,
    expiry: Date,
}

impl Review {
    fn due(&self) -> Date {
        due(self.day, self.rating)
    }
}

/// The day by which the check after one of `day` is due.
fn due(day: Date, rating: RiskRating) -> Date {
    day.add_months(match rating {
        RiskRating::Low => 60,
        RiskRating::Medium => 36,
        RiskRating::High => 12,
    })
}

/// The records of a customer; the latest one says what the profile says.
pub fn records(bank: &Bank, block: &Block, customer: &Customer, rows: &mut Rows) {
    let key = key!("compliance_db.kyc_records/reviews");
    let mut stream = bank.random.stream(key, customer.row());
    let reported = rows.suspicious_activity_reports.first();
    let reported = reported.map(|report| report.report_date);
    let mut reviews = reviews(bank, block, customer, reported, &mut stream);
    settle_last(bank, customer, &mut reviews, &mut stream);
    let count = reviews.len();
    let mut document = 0;
    for (i, review) in reviews.iter().enumerate() {
        let renewed = i == 0 || reviews[i - 1].expiry != review.expiry;
        document += u64::from(renewed);
        let days = [review.day];
        rows.kyc_records.push(KycRecord {
            kyc_id: KycId {
                customer: customer.number,
                ordinal: i as u8 + 1,
            },
            customer_id: CustomerId(customer.number),
            verification_date: review.day,
            kyc_status: if i + 1 == count {
                customer.kyc_status
            } else {
                KycStatus::Verified
            },
            document_type: review.document,
            document_number: number(bank, customer, document),
            expiry_date: review.expiry,
            verified_by: customer.team.on_duty(&OFFICERS, &days, stream.bits()),
            next_review_date: review.due(),
            risk_rating: review.rating,
        });
    }
}

/// The number of a customer's `ordinal`th document, nobody else's.
fn number(bank: &Bank, customer: &Customer, ordinal: u64) -> DocumentNumber {
    let key = key!("compliance_db.kyc_records/document_number");
    let number = bank
        .random
        .permute(key, 0, 1_000_000_000, customer.row() * 100 + ordinal);
    DocumentNumber(number as u32)
}

/// Every check until the last one that was done.
fn reviews(
    bank: &Bank,
    block: &Block,
    customer: &Customer,
    reported: Option<Date>,
    stream: &mut Stream,
) -> Vec<Review> {
    let last_day = customer.last_day(bank.as_of());
    // A document that has expired was valid when it was seen, and expired before the as-of date.
    let expired = customer.kyc_status == KycStatus::Expired;
    let caused = reported
        .map(|day| day + stream.range(AFTER_REPORT.0, AFTER_REPORT.1) as i32)
        .filter(|day| *day <= last_day && (!expired || *day < bank.as_of() - 1));
    // A report of suspicious activity has raised the rating by a step, if it is not low.
    let mut rating = match (caused, customer.risk_rating) {
        (None, rating) => rating,
        (Some(_), RiskRating::High) => RiskRating::Medium,
        (Some(_), _) => RiskRating::Low,
    };
    let done_until = done_until(bank, block, customer, caused, stream);
    let usual = DOCUMENTS[stream.weighted(&DOCUMENTS.map(|(_, weight, _)| weight))];
    let mut reviews: Vec<Review> = Vec::new();
    let mut next = Some(first_day(bank, block, customer, stream));
    while let Some(day) = next {
        if caused == Some(day) {
            rating = customer.risk_rating;
        }
        let due = due(day, rating);
        let short = stream.chance(SHORT.0, SHORT.1);
        let held = reviews.last().filter(|one| !short && one.expiry > due);
        let (document, expiry) = match held {
            Some(former) => (former.document, former.expiry),
            None if short => {
                let days = stream.range(SHORT_LEAST, i64::from(due - day) - 1);
                (usual.0, day + days as i32)
            }
            None => lasting(usual, day, due, stream),
        };
        reviews.push(Review {
            day,
            rating,
            document,
            expiry,
        });
        let seen = short && stream.chance(SHORT_SEEN.0, SHORT_SEEN.1);
        let wanted = if seen { expiry } else { due };
        let scheduled = if stream.chance(OVERDUE.0, OVERDUE.1) && !seen {
            wanted + stream.range(OVERDUE_DAYS.0, OVERDUE_DAYS.1) as i32
        } else {
            (wanted - stream.range(EARLY.0, EARLY.1) as i32).or_last_weekday()
        };
        let scheduled = scheduled.max(day + 1);
        next = match caused {
            Some(caused) if day < caused && caused <= scheduled => Some(caused),
            _ => Some(scheduled).filter(|day| *day <= done_until),
        };
    }
    let begun = last_day - stream.range(UNDER_WAY.0, UNDER_WAY.1) as i32;
    let under_way = matches!(
        customer.kyc_status,
        KycStatus::Pending | KycStatus::UnderReview
    );
    if let Some(last) = reviews.last()
        && under_way
        && last.day < begun
    {
        let (rating, document, expiry) = (last.rating, last.document, last.expiry);
        reviews.push(Review {
            day: begun,
            rating,
            document,
            expiry,
        });
    }
    reviews
}

/// Onboarding, or for the few who were identified late a while after the first account was opened.
fn first_day(bank: &Bank, block: &Block, customer: &Customer, stream: &mut Stream) -> Date {
    let late = block.kyc.identified_late[customer.place()];
    let days = stream.range(IDENTIFIED_AFTER.0, IDENTIFIED_AFTER.1) as i32;
    match customer.accounts.iter().map(|one| one.opened).min() {
        Some(opened) if late && opened + days < customer.last_day(bank.as_of()) => opened + days,
        _ => customer.joined,
    }
}

/// The last day on which a scheduled review of the customer has been done.
fn done_until(
    bank: &Bank,
    block: &Block,
    customer: &Customer,
    caused: Option<Date>,
    stream: &mut Stream,
) -> Date {
    let (as_of, last_day) = (bank.as_of(), customer.last_day(bank.as_of()));
    let stale = block.kyc.stale[customer.place()];
    let since = stream.range(STALE_SINCE.0, STALE_SINCE.1) as i32;
    match customer.kyc_status {
        KycStatus::Expired => last_day.min(as_of - EXPIRED_SINCE),
        KycStatus::Verified if stale && caused.is_none() => as_of - since,
        _ => last_day,
    }
}

/// A document that is valid beyond `until`: the usual one if it can be.
fn lasting(
    (document, _, months): (DocumentType, u32, i32),
    day: Date,
    until: Date,
    stream: &mut Stream,
) -> (DocumentType, Date) {
    let (document, months) = if day.add_months(months) > until {
        (document, months)
    } else {
        LONGEST
    };
    let most = i64::from(day.add_months(months) - until).max(1);
    (document, until + stream.range(1, most) as i32)
}

/// Makes the last record's document expired or valid at the as-of date, as the customer's status says.
fn settle_last(bank: &Bank, customer: &Customer, reviews: &mut [Review], stream: &mut Stream) {
    let as_of = bank.as_of();
    let Some(last) = reviews.last_mut() else {
        return;
    };
    if customer.kyc_status == KycStatus::Expired {
        if last.expiry >= as_of {
            let days = i64::from(as_of - last.day) - 1;
            last.expiry = last.day + stream.range((days / 4).max(1), days.max(1)) as i32;
        }
    } else {
        let until = last.due().max(as_of);
        if last.expiry <= until {
            let months = DOCUMENTS
                .iter()
                .find(|(document, ..)| *document == last.document)
                .map_or(LONGEST.1, |(_, _, months)| *months);
            (last.document, last.expiry) =
                lasting((last.document, 0, months), last.day, until, stream);
        }
    }
}
