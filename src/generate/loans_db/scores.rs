//! Credit scores.

use crate::generate::shares::Dealer;
use crate::key;
use crate::random::{Share, Stream, Weighted};
use crate::tables::loans_db::ApplicationStatus;

/// The lowest score.
pub const WORST_SCORE: i16 = 300;
/// The highest score.
pub const BEST_SCORE: i16 = 850;

/// Scores that are equally likely, both ends included.
#[derive(Clone, Copy)]
struct Band {
    least: i16,
    most: i16,
}

const fn band(least: i16, most: i16) -> Band {
    Band { least, most }
}

/// Scores in percent (data model, section 6).
const BANDS: Weighted<Band, 8> = Weighted::new([
    (band(WORST_SCORE, 499), 3),
    (band(500, 549), 5),
    (band(550, 599), 7),
    (band(600, 649), 10),
    (band(650, 699), 14),
    (band(700, 749), 17),
    (band(750, 799), 22),
    (band(800, BEST_SCORE), 22),
]);

/// The scores of the applications of a block: shared out, the better ones rather to the approved.
pub fn scores(dealer: &Dealer, statuses: &[ApplicationStatus]) -> Vec<i16> {
    let key = key!("loans_db.risk_assessments/risk_score");
    let mut places = dealer.deal(key, statuses.len());
    places.sort_by_key(|share| std::cmp::Reverse(share.of(u64::from(u32::MAX))));
    let mut luck = dealer.stream(key!("loans_db.risk_assessments/merit"));
    let mut order: Vec<(i64, usize)> = statuses
        .iter()
        .enumerate()
        .map(|(i, status)| {
            let merit = match status {
                ApplicationStatus::Approved => 70,
                ApplicationStatus::Pending | ApplicationStatus::Withdrawn => 35,
                ApplicationStatus::Rejected => 0,
            };
            (merit + luck.range(0..=99), i)
        })
        .collect();
    order.sort_by_key(|&(merit, i)| (std::cmp::Reverse(merit), i));
    let mut scores = vec![0; statuses.len()];
    for (place, (_, i)) in places.into_iter().zip(order) {
        scores[i] = score(place, &mut luck);
    }
    scores
}

/// The score at a place of a share.
fn score(place: Share, stream: &mut Stream) -> i16 {
    let Band { least, most } = BANDS.at(place);
    stream.range(i64::from(least)..=i64::from(most)) as i16
}
