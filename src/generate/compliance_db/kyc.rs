//! Identity checks: at onboarding, on the schedule set by the risk rating, and after a suspicious activity report.
//!
//! A check is preceded by its screening, and the first account by the check, except for the few customers identified late.

use super::officers::OFFICERS;
use super::shares::File;
use crate::generate::context::Context;
use crate::generate::hours::{business_day_after, business_day_before, business_day_from};
use crate::key;
use crate::random::{Proportion, Stream, Weighted};
use crate::tables::Rows;
use crate::tables::compliance_db::*;
use crate::tables::customer_db::{CustomerSegment, KycStatus, RiskRating};
use crate::values::calendar::Date;
use crate::values::number_spaces::DOCUMENTS as DOCUMENT_NUMBERS;
use std::ops::RangeInclusive;

/// Documents of persons in percent, with their validity in months (data model, section 8).
const DOCUMENTS: Weighted<Document, 5> = Weighted::new([
    (document(DocumentType::DriversLicense, 96), 68),
    (document(DocumentType::Passport, 120), 18),
    (document(DocumentType::StateId, 96), 9),
    (document(DocumentType::PermanentResidentCard, 120), 4),
    (document(DocumentType::MilitaryId, 96), 1),
]);
/// Documents of businesses in percent: formation documents don't expire, but a license does.
const ENTITY_DOCUMENTS: Weighted<Document, 3> = Weighted::new([
    (lasting_document(DocumentType::ArticlesOfIncorporation), 60),
    (LICENSE, 28),
    (lasting_document(DocumentType::PartnershipAgreement), 12),
]);
const LICENSE: Document = document(DocumentType::BusinessLicense, 60);
/// The document requested when the customer's usual one wouldn't last.
const LONGEST: Document = document(DocumentType::Passport, 120);
const LONGEST_OF_ENTITY: Document = lasting_document(DocumentType::ArticlesOfIncorporation);
/// Documents that don't outlive the next review (data model, section 8: the others are 97%); in most of these cases, the review
/// is done before they expire.
const SHORT: Proportion = Proportion::percent(3);
const SHORT_SEEN: Proportion = Proportion::of(8, 10);
/// Minimum validity of a short document, in days.
const MIN_SHORT: i64 = 60;
/// Days from the first account's opening to identification, for the few customers identified late.
const IDENTIFIED_AFTER: RangeInclusive<i64> = 2..=20;
/// Days by which a review is done before its due day, or after it if overdue.
const EARLY: RangeInclusive<i64> = 0..=25;
const OVERDUE: Proportion = Proportion::per_mille(45);
const OVERDUE_DAYS: RangeInclusive<i64> = 4..=100;
/// Days since the last review of a high-risk customer whose record is stale: over a year.
const STALE_SINCE: RangeInclusive<i64> = 370..=520;
/// Minimum days since the last review of a customer whose document has expired.
const EXPIRED_SINCE: i32 = 30;
/// Days since a review under way began.
const UNDER_WAY: RangeInclusive<i64> = 2..=40;

/// A kind of document, and its validity in months if it expires.
#[derive(Clone, Copy)]
struct Document {
    document_type: DocumentType,
    months: Option<i32>,
}

const fn document(document_type: DocumentType, months: i32) -> Document {
    Document {
        document_type,
        months: Some(months),
    }
}

const fn lasting_document(document_type: DocumentType) -> Document {
    Document {
        document_type,
        months: None,
    }
}

/// An identity check in the making.
struct Review {
    day: Date,
    rating: RiskRating,
    document: Document,
    expiry: Option<Date>,
}

impl Review {
    fn due(&self) -> Date {
        due(self.day, self.rating)
    }
}

/// The day by which the check following one on `day` is due.
fn due(day: Date, rating: RiskRating) -> Date {
    day.add_months(match rating {
        RiskRating::Low => 60,
        RiskRating::Medium => 36,
        RiskRating::High => 12,
    })
}

/// Whether a document is valid beyond `until`.
fn outlives(expiry: Option<Date>, until: Date) -> bool {
    expiry.is_none_or(|day| day > until)
}

/// Generates a customer's records; the latest one agrees with the profile.
pub fn write(context: Context, file: &File, rows: &mut Rows) {
    let customer = context.customer;
    let mut stream = context.stream(key!("compliance_db.kyc_records/reviews"));
    let mut reviews = reviews(context, file, &mut stream);
    settle_last(context, &mut reviews, &mut stream);
    let count = reviews.len();
    let tax_id = context
        .stream(key!("compliance_db.kyc_records/tax_id_last4"))
        .range(1..=9_999);
    let mut documents = 0;
    for (i, review) in reviews.iter().enumerate() {
        let renewed = i == 0 || reviews[i - 1].expiry != review.expiry;
        documents += u64::from(renewed);
        rows.kyc_records.push(KycRecord {
            kyc_id: KycId {
                customer: customer.number,
                ordinal: i as u8 + 1,
            },
            customer_id: customer.id(),
            verification_date: review.day,
            kyc_status: if i + 1 == count {
                customer.kyc_status
            } else {
                KycStatus::Verified
            },
            document_type: review.document.document_type,
            document_number: document_number(context, documents),
            expiry_date: review.expiry,
            verified_by: context.on_duty(&OFFICERS, &[review.day], &mut stream),
            next_review_date: review.due(),
            risk_rating: review.rating,
            due_diligence: match review.rating {
                RiskRating::High => DueDiligence::Enhanced,
                _ if file.exposed => DueDiligence::Enhanced,
                _ => DueDiligence::Standard,
            },
            tax_id_last4: TaxIdEnd(tax_id as u16),
        });
    }
}

/// The unique number of a customer's `ordinal`th document.
fn document_number(context: Context, ordinal: u64) -> DocumentNumber {
    let (random, customer) = (&context.bank.random, context.customer.number);
    DocumentNumber(DOCUMENT_NUMBERS.number(random, customer, ordinal))
}

/// The document that a customer usually shows. If it has expired by now, it is of a kind that can.
fn usual(context: Context, stream: &mut Stream) -> Document {
    let customer = context.customer;
    match customer.segment {
        CustomerSegment::Corporate if customer.kyc_status == KycStatus::Expired => LICENSE,
        CustomerSegment::Corporate => ENTITY_DOCUMENTS.draw(stream),
        _ => DOCUMENTS.draw(stream),
    }
}

/// Every check up to the last one done.
fn reviews(context: Context, file: &File, stream: &mut Stream) -> Vec<Review> {
    let (customer, last_day) = (context.customer, context.last_day());
    let done_until = done_until(context, file, stream);
    let usual = usual(context, stream);
    let mut rating = file.first_rating;
    let mut reviews: Vec<Review> = Vec::new();
    let mut next = Some(first_day(context, file, stream));
    while let Some(day) = next {
        if file.caused.contains(&day) {
            rating = file.rating_on(day, customer.risk_rating);
        }
        let due = due(day, rating);
        let short = stream.chance(SHORT) && usual.months.is_some();
        let held = reviews
            .last()
            .filter(|one| !short && outlives(one.expiry, due));
        let (document, expiry) = match held {
            Some(previous) => (previous.document, previous.expiry),
            None if short => {
                let days = stream.range(MIN_SHORT..=i64::from(due - day) - 1);
                let expiry = Some(day + days as i32);
                // Nobody shows an older document than the last time.
                let shown = reviews.last().filter(|one| one.expiry >= expiry);
                shown.map_or((usual, expiry), |one| (one.document, one.expiry))
            }
            None => lasting(context, usual, day, due, stream),
        };
        reviews.push(Review {
            day,
            rating,
            document,
            expiry,
        });
        let seen = short && stream.chance(SHORT_SEEN);
        let wanted = expiry.filter(|day| seen && *day < due).unwrap_or(due);
        let scheduled = if stream.chance(OVERDUE) && !seen {
            business_day_after(stream, wanted, OVERDUE_DAYS)
        } else {
            business_day_before(stream, wanted, EARLY)
        };
        let scheduled = scheduled.max(business_day_from(day + 1));
        let caused = file.caused.iter().copied().find(|one| *one > day);
        next = match caused {
            Some(caused) if caused <= scheduled => Some(caused),
            _ => Some(scheduled).filter(|day| *day <= done_until),
        };
    }
    let begun = business_day_before(stream, last_day, UNDER_WAY);
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

/// The day of onboarding or, for the few customers identified late, some time after the first account was opened.
fn first_day(context: Context, file: &File, stream: &mut Stream) -> Date {
    let customer = context.customer;
    let opened = customer.accounts.iter().map(|one| one.opened).min();
    match opened.map(|opened| business_day_after(stream, opened, IDENTIFIED_AFTER)) {
        Some(day) if file.identified_late && day < context.last_day() => day,
        _ => customer.joined(),
    }
}

/// The last day through which the customer's scheduled reviews have been done.
fn done_until(context: Context, file: &File, stream: &mut Stream) -> Date {
    let (customer, as_of, last_day) = (context.customer, context.as_of(), context.last_day());
    let since = stream.range(STALE_SINCE) as i32;
    match customer.kyc_status {
        KycStatus::Expired => last_day.min(as_of - EXPIRED_SINCE),
        KycStatus::Verified if file.stale => as_of - since,
        _ => last_day,
    }
}

/// A document valid beyond `until`: the usual one if possible.
fn lasting(
    context: Context,
    usual: Document,
    day: Date,
    until: Date,
    stream: &mut Stream,
) -> (Document, Option<Date>) {
    let last = |document: Document| document.months.map(|months| day.add_months(months));
    let document = match context.customer.segment {
        _ if outlives(last(usual), until) => usual,
        CustomerSegment::Corporate => LONGEST_OF_ENTITY,
        _ => LONGEST,
    };
    let expiry = last(document).map(|last| {
        let most = i64::from(last - until).max(1);
        until + stream.range(1..=most) as i32
    });
    (document, expiry)
}

/// Makes the last record's document expired or valid at the as-of date, according to the customer's status.
fn settle_last(context: Context, reviews: &mut [Review], stream: &mut Stream) {
    let as_of = context.as_of();
    let Some((last, before)) = reviews.split_last_mut() else {
        return;
    };
    if context.customer.kyc_status == KycStatus::Expired {
        if outlives(last.expiry, as_of - 1) {
            if last.expiry.is_none() {
                last.document = LICENSE;
            }
            let days = i64::from(as_of - last.day) - 1;
            let day = last.day + stream.range((days / 4).max(1)..=days.max(1)) as i32;
            // It is the document that was shown before, if one was.
            let same = |one: &&mut Review| one.expiry.is_none_or(|expiry| expiry >= day);
            for one in before.iter_mut().rev().take_while(same) {
                (one.document, one.expiry) = (last.document, Some(day));
            }
            last.expiry = Some(day);
        }
    } else {
        let until = last.due().max(as_of);
        if !outlives(last.expiry, until) {
            (last.document, last.expiry) = lasting(context, last.document, last.day, until, stream);
        }
    }
}
