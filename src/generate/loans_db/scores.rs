//! Credit scores: one quality per person, seen at the time of each application.

use crate::generate::customer::Customer;
use crate::generate::shares::Dealer;
use crate::key;
use crate::random::{Proportion, Share};

/// The lowest score.
pub const WORST_SCORE: i16 = 300;
/// The highest score.
pub const BEST_SCORE: i16 = 850;
/// What a bureau doesn't see of the person, and what changes between applications, in thousandths of a standard deviation.
const UNSEEN: i64 = 250;
const MOMENT: i64 = 90;
/// Cost of each year by which a credit history is shorter than it should be, counted from full age.
const THIN: i64 = 110;
const THIN_YEARS: i64 = 8;
const ADULT_AGE: i32 = 18;

/// How much of the distance between two scores of a person remains.
const STAYS_APART: (i16, i16) = (1, 5);

/// From the best: percent of the scores in a band, and the band's lowest score (data model, section 6).
const BANDS: [(i64, i16); 8] = [
    (22, 800),
    (22, 750),
    (17, 700),
    (14, 650),
    (10, 600),
    (7, 550),
    (5, 500),
    (3, WORST_SCORE),
];

/// The scores of a block's applications, whose applicants are given by place: dealt in order of credit quality.
pub fn scores(dealer: &Dealer, customers: &[Customer], applicants: &[usize]) -> Vec<i16> {
    let key = key!("loans_db.risk_assessments/risk_score");
    let unseen: Vec<i64> = dealer.noise(key.part(1), customers.len(), UNSEEN).collect();
    let moment = dealer.noise(key.part(2), applicants.len(), MOMENT);
    let quality: Vec<i64> = applicants
        .iter()
        .zip(moment)
        .map(|(&at, moment)| {
            let person = &customers[at].person;
            let years = i64::from(dealer.as_of().years_since(person.born) - ADULT_AGE);
            let thin = (THIN_YEARS - years).clamp(0, THIN_YEARS) * THIN;
            person.credit + unseen[at] + moment - thin
        })
        .collect();
    let places = dealer.deal_by(key, &quality);
    let mut scores: Vec<i16> = places.into_iter().map(score).collect();
    let mut stays = dealer.stream(key.part(3));
    for second in 1..applicants.len() {
        let first = second - 1;
        if applicants[first] == applicants[second] {
            // Chance among twenty would separate the two more than the time between them does. One stays and the other moves
            // close: if both moved to their middle, fewer would be at the ends.
            let (stays, comes) = match stays.chance(Proportion::HALF) {
                true => (first, second),
                false => (second, first),
            };
            let apart = scores[comes] - scores[stays];
            scores[comes] = scores[stays] + apart * STAYS_APART.0 / STAYS_APART.1;
        }
    }
    scores
}

/// The score at a place of a share, best first: linear within each band.
fn score(place: Share) -> i16 {
    const PARTS: i64 = 10_000;
    let mut place = place.of(100 * PARTS as u64) as i64;
    let mut above = BEST_SCORE + 1;
    for (percent, least) in BANDS {
        let size = percent * PARTS;
        if place < size {
            let down = place * i64::from(above - least) / size;
            return above - 1 - down as i16;
        }
        place -= size;
        above = least;
    }
    WORST_SCORE
}
