//! When a story runs: one episode in each of the last quarters, each within one calendar month.
//!
//! Quarters count back from the month of the as-of date, so that each has as many schemes as the first, and more months of
//! statements just show more of the same.

use crate::generate::hours::business_day_after;
use crate::random::{Proportion, Stream};
use crate::tables::labels::Typology;
use crate::values::calendar::Date;
use crate::values::month::Month;
use std::ops::RangeInclusive;

/// Months per quarter.
const QUARTER: i32 = 3;
/// The day of the month from which the month has room for an episode.
const MONTH_BEGUN: u32 = 10;
/// How many quarters before the last one a story began: weights of 0, 1, 2, ...
const BEGUN: [u32; 9] = [40, 15, 12, 10, 8, 5, 4, 3, 3];
/// Days from the end of an episode to its detection.
const DETECTED_AFTER: RangeInclusive<i64> = 6..=24;
/// Episodes before one that is reported that were reported, too: once the bank has reported a story, it reports what goes on.
const REPORTED_BEFORE: Proportion = Proportion::of(2, 3);
/// Reports on one story, at most: after that many a bank ends the relationship, so nobody it still serves has more.
const MAX_REPORTED: usize = 3;
/// Days of the month that the dormant account fee comes before a revival.
const AFTER_FEE: i64 = 6;

/// What the bank reports about a story once it detects it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reported {
    /// Nothing.
    Never,
    /// The last episode, and some of those just before it.
    AtLast,
    /// Every episode: there is no other explanation.
    EachTime,
}

/// A part of a story, within one calendar month.
#[derive(Clone, Copy, Debug)]
pub struct Episode {
    /// Number of the quarter, counting back from the last one.
    pub quarter: u64,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// The business day on which the bank detects it, if it does so by the as-of date.
    pub reported: Option<Date>,
}

/// Maximum length of an episode in days; none means the whole month, because an installment sets the time.
const fn days(typology: Typology) -> Option<i64> {
    match typology {
        Typology::Structuring => Some(23),
        Typology::RapidMovement => Some(6),
        Typology::FanIn | Typology::FanOut | Typology::DormantAccount => Some(17),
        Typology::RoundTrip => Some(14),
        Typology::LoanServedWithCash => None,
        Typology::Cycle | Typology::ScatterGather | Typology::MuleRing | Typology::Smurfing => {
            Some(18)
        }
    }
}

/// A month of a quarter, counting back from the last one. A month that has only just begun doesn't have room yet.
pub fn month(as_of: Date, quarter: u64, stream: &mut Stream) -> Month {
    let skipped = i64::from(quarter == 0 && as_of.day() < MONTH_BEGUN);
    let back = stream.range(skipped..=i64::from(QUARTER) - 1) as i32;
    Month::of(as_of) - QUARTER * quarter as i32 - back
}

/// The episodes of a story on accounts all opened by a day, latest first.
pub fn episodes(
    as_of: Date,
    typology: Typology,
    opened: Date,
    reported: Reported,
    stream: &mut Stream,
) -> Vec<Episode> {
    // Revivals and loan payments occur only once.
    let once = matches!(
        typology,
        Typology::DormantAccount | Typology::LoanServedWithCash
    );
    let begun = stream.weighted(&BEGUN);
    let quarters = if once { 0 } else { begun as u64 };
    let mut episodes = Vec::new();
    let mut known = false;
    for quarter in 0..=quarters {
        let month = month(as_of, quarter, stream);
        let (first, last) = (month.first(), month.last());
        let (from, to) = match days(typology) {
            None => (first, last),
            Some(days) => {
                let earliest = if once { AFTER_FEE } else { 0 };
                let latest = (i64::from(last - first) - days).min(i64::from(as_of - first) - 2);
                let from = first + stream.range(earliest..=latest.max(earliest)) as i32;
                (from, (from + days as i32).min(last))
            }
        };
        let detected = business_day_after(stream, to, DETECTED_AFTER);
        // What would be reported each time had not begun earlier; what else was begins to be known with the third report from the last.
        let most = episodes.len() >= MAX_REPORTED;
        if most && reported == Reported::EachTime {
            break;
        }
        let again = match reported {
            Reported::EachTime => true,
            _ => quarter == 0 || known && !most && stream.chance(REPORTED_BEFORE),
        };
        let reported =
            Some(detected).filter(|day| reported != Reported::Never && again && *day <= as_of);
        known = reported.is_some();
        if quarter > 0 && from <= opened {
            break;
        }
        episodes.push(Episode {
            quarter,
            from,
            to,
            reported,
        });
    }
    episodes
}
