//! Performance reviews: by the manager, once a year; a good employee usually gets good ratings every year.

use super::{meets_customers, skill};
use crate::generate::bank::Bank;
use crate::generate::hours::{business_day_before, business_day_from, business_day_until};
use crate::generate::staff::{self, Member};
use crate::key;
use crate::tables::Rows;
use crate::tables::employees_db::*;
use crate::values::calendar::Date;
use crate::values::texts::staff::{REVIEW_COMMENTS, ReviewComment};

/// Reviews an active employee should have: 1, 2 or 3 (data model, section 3).
const REVIEWS: [u32; 3] = [20, 35, 45];
/// Ratings 5 to 1 in percent, the best first (guide, "Performance Reviews").
const RATINGS: [u32; 5] = [15, 40, 35, 8, 2];
/// Percent of goals met by rating 1 to 5 (guide: 60-100, rising with the rating).
const GOALS_MET: [(i64, i64); 5] = [(60, 66), (65, 76), (74, 88), (84, 96), (93, 100)];
/// How far a year deviates from an employee's usual performance, in thousandths of the standard deviation of skill.
const YEAR_DEVIATION: i64 = 450;
/// Minimum days of tenure before the first review.
const BEFORE_REVIEW: i32 = 90;
/// The employee who reviews the Chief Executive Officer: the head of compliance, whom every bank has.
const REVIEWER_OF_CHIEF: EmployeeId = EmployeeId(staff::head(DepartmentName::Compliance));

/// A review in the making.
struct Review<'a> {
    member: &'a Member,
    ordinal: u64,
    day: Date,
}

impl Review<'_> {
    fn id(&self) -> u64 {
        u64::from(self.member.number) * 10 + self.ordinal
    }
}

/// Makes a block's reviews.
pub fn write(bank: &Bank, block: u32, members: &[Member], rows: &mut Rows) {
    let active = |member: &&Member| member.status == EmploymentStatus::Active;
    let active: Vec<&Member> = members.iter().filter(active).collect();
    let key = key!("employees_db.performance_reviews/count");
    let wanted = bank.random.deal(key, u64::from(block), active.len() as u64);
    let wanted = wanted.iter().map(|share| share.weighted(&REVIEWS) + 1);
    let reviews: Vec<Review> = active
        .iter()
        .zip(wanted)
        .flat_map(|(member, wanted)| {
            let days = days(bank, member, wanted as i32);
            (1..).zip(days).map(|(ordinal, day)| Review {
                member,
                ordinal,
                day,
            })
        })
        .collect();
    let score = |review: &Review| {
        let key = key!("employees_db.performance_reviews/year");
        let year = bank.random.stream(key, review.id()).normal();
        skill(bank, review.member) + year * YEAR_DEVIATION / 1_000
    };
    let scores: Vec<i64> = reviews.iter().map(score).collect();
    let key = key!("employees_db.performance_reviews/rating");
    let places = bank.random.deal_by(key, u64::from(block), &scores);
    for (review, place) in reviews.iter().zip(places) {
        let member = review.member;
        if member.number > bank.plan.employees {
            break;
        }
        let rating = RATINGS.len() - 1 - place.weighted(&RATINGS);
        let key = key!("employees_db.performance_reviews/words");
        let mut stream = bank.random.stream(key, review.id());
        let goals_met = stream.range(GOALS_MET[rating].0..=GOALS_MET[rating].1);
        rows.performance_reviews.push(PerformanceReview {
            review_id: ReviewId(review.id()),
            employee_id: member.id(),
            review_date: review.day,
            reviewer_id: staff::manager(member.number).map_or(REVIEWER_OF_CHIEF, EmployeeId),
            rating: rating as i16 + 1,
            goals_met: goals_met as i16,
            comments: comment(bank, review, rating).into(),
        });
    }
}

/// A comment for a rating, from 0, that fits the role; a different one each year.
fn comment(bank: &Bank, review: &Review, rating: usize) -> &'static str {
    let role = review.member.role;
    let (meets_customers, runs_the_bank) = (meets_customers(role), role == Role::ChiefExecutive);
    let comments: Vec<&ReviewComment> = REVIEW_COMMENTS[rating]
        .iter()
        .filter(|comment| comment.fits(meets_customers, runs_the_bank))
        .collect();
    let key = key!("employees_db.performance_reviews/comments");
    let row = u64::from(review.member.number) * 10 + rating as u64;
    let at = bank
        .random
        .permute(key, row, comments.len() as u64, review.ordinal - 1);
    comments[at as usize].text
}

/// The days of up to `wanted` annual reviews, the last one within the past year, in order.
fn days(bank: &Bank, member: &Member, wanted: i32) -> Vec<Date> {
    let as_of = bank.as_of();
    let first = business_day_from(member.hired + BEFORE_REVIEW);
    let key = key!("employees_db.performance_reviews/review_date");
    let mut stream = bank.random.stream(key, u64::from(member.number));
    let latest_ago = i64::from((as_of - first).min(364));
    let latest = business_day_before(&mut stream, as_of, 0..=latest_ago).max(first);
    let mut days: Vec<Date> = (0..wanted)
        .map(|years| business_day_until(latest.add_months(-12 * years)))
        .take_while(|&day| day >= first)
        .collect();
    days.reverse();
    days
}
