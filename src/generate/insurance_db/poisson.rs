//! The number of claims on a policy: a Poisson distribution over its exposure, in whole numbers.
//!
//! A policy's count is the quantile of the distribution at its place among the policies of its line. Any single count is
//! therefore drawn from the distribution, while places that fill the unit interval evenly keep a whole line's claims near what
//! its premiums expect.

use crate::random::{Key, Random};

/// One, as a 64-bit fraction.
const ONE: u128 = 1 << 64;
/// e to the power of minus one, as such a fraction.
const BY_A_WHOLE: u128 = 6_786_177_901_268_885_275;
/// Most claims expected of one policy, in millionths.
const MOST: u64 = 30_000_000;
const MILLION: u64 = 1_000_000;

/// A place in the unit interval, as a 64-bit fraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place(pub u64);

impl Place {
    /// The place of each member of a block: the unit interval is cut into `size` parts, dealt to the members by a shuffle; within
    /// their part, members of successive blocks walk along, so that the places of any run of blocks fill the interval evenly.
    pub fn deal(random: &Random, key: Key, block: u64, size: usize, walk: Walk) -> Vec<Place> {
        let mut parts: Vec<u64> = (0..size as u64).collect();
        random.shuffle(key, block, &mut parts);
        let scramble = random.stream(key.part(1), 0).bits();
        let inside = u128::from(walk.at(block, scramble));
        let of_part = |part| (u128::from(part) << 64 | inside) / size as u128;
        parts
            .into_iter()
            .map(|part| Place(of_part(part) as u64))
            .collect()
    }

    /// The number of claims where `millionths` of a claim are expected, and a place as good as new: where this place lies in the
    /// part of the interval that belongs to that number.
    pub fn count(self, millionths: u64) -> (u32, Place) {
        let mean = millionths.min(MOST);
        let place = u128::from(self.0);
        let (mut count, mut below, mut part) = (0, 0, none(mean));
        while place >= below + part && part > 0 {
            count += 1;
            below += part;
            part = part * u128::from(mean) / u128::from(MILLION) / u128::from(count);
        }
        let inside = (place - below) << 64;
        let rest = inside.checked_div(part).unwrap_or(0).min(ONE - 1);
        (count, Place(rest as u64))
    }

    /// The value at this place in a distribution given by equally spaced quantiles, interpolated linearly.
    pub fn quantile(self, knots: &[i64]) -> i64 {
        let at = u128::from(self.0) * (knots.len() as u128 - 1);
        let (i, inside) = ((at >> 64) as usize, (at >> 32) as u32);
        let width = i128::from(knots[i + 1] - knots[i]);
        knots[i] + ((width * i128::from(inside)) >> 32) as i64
    }

    /// The place `number` steps on from this one: steps of the golden ratio, which come near no place twice.
    pub fn step(self, number: u32) -> Place {
        Place(
            self.0
                .wrapping_add(0x9E37_79B9_7F4A_7C15_u64.wrapping_mul(u64::from(number))),
        )
    }

    /// Which of the weights, laid end to end over the interval, the place falls on, and the place within that part.
    pub fn weighted(self, weights: &[u64]) -> (usize, Place) {
        let whole: u64 = weights.iter().sum();
        let at = u128::from(self.0) * u128::from(whole);
        let (mut left, rest) = ((at >> 64) as u64, at as u64);
        for (i, &weight) in weights.iter().enumerate() {
            if left < weight {
                let inside = (u128::from(left) << 64 | u128::from(rest)) / u128::from(weight);
                return (i, Place(inside as u64));
            }
            left -= weight;
        }
        (weights.len() - 1, self)
    }
}

/// The chance of no claim at all, as a 64-bit fraction: e to the power of minus the mean.
fn none(millionths: u64) -> u128 {
    let (whole, rest) = (millionths / MILLION, u128::from(millionths % MILLION));
    let mut chance = ONE;
    for _ in 0..whole {
        chance = (chance * BY_A_WHOLE) >> 64;
    }
    // The series of e to the power of minus the rest; twenty terms are exact to the last bit.
    let (mut series, mut term) = (ONE as i128, ONE as i128);
    for n in 1..20 {
        term = -term * rest as i128 / (MILLION as i128 * n);
        series += term;
    }
    ((chance >> 1) * (series as u128 >> 1)) >> 62
}

/// How places walk through the unit interval: along a scrambled van der Corput sequence of a base. Two aspects of the same
/// members walk in different bases; otherwise the place in one would reveal the place in the other (Halton).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Walk {
    /// Any run of a power of two elements fills the interval evenly.
    Twos,
    /// Any run of a power of three does.
    Threes,
}

impl Walk {
    /// The element at `index`, a 64-bit fraction.
    fn at(self, index: u64, scramble: u64) -> u64 {
        match self {
            Walk::Twos => index.reverse_bits() ^ scramble,
            Walk::Threes => {
                // Forty digits in base three are as fine as 63 bits.
                let (mut index, mut scramble) = (index, scramble);
                let (mut place, mut whole) = (0_u128, 1_u128);
                for _ in 0..40 {
                    place = place * 3 + u128::from((index + scramble) % 3);
                    whole *= 3;
                    index /= 3;
                    scramble /= 3;
                }
                ((place << 64) / whole) as u64
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key;

    #[test]
    fn the_chance_of_no_claim_is_the_exponential() {
        for (millionths, chance) in [
            (0, 1.0),
            (1, 0.999_999_000_000_5),
            (580_000, 0.559_898_366_6),
            (2_500_000, 0.082_084_998_6),
            (12_345_678, 4.348_48e-6),
        ] {
            let seen = none(millionths) as f64 / ONE as f64;
            assert!((seen / chance - 1.0).abs() < 1e-5, "{millionths}: {seen}");
        }
    }

    #[test]
    fn counts_follow_the_law_of_poisson() {
        let random = Random::new(5);
        let mut stream = random.stream(key!("test/poisson"), 0);
        let mut counts = [0.0_f64; 9];
        for _ in 0..40_000 {
            let (count, _) = Place(stream.bits()).count(1_500_000);
            counts[(count as usize).min(8)] += 1.0 / 40_000.0;
        }
        let mut chance = 0.223_130;
        for (n, seen) in counts.iter().enumerate().take(8) {
            assert!((seen - chance).abs() < 0.008, "{n}: {seen} for {chance}");
            chance *= 1.5 / (n as f64 + 1.0);
        }
        assert_eq!(Place(u64::MAX).count(0), (0, Place(u64::MAX)));
    }

    #[test]
    fn what_is_left_of_a_place_is_a_place_again() {
        let random = Random::new(6);
        let mut stream = random.stream(key!("test/rest"), 0);
        let mut tenths = [0; 10];
        for _ in 0..20_000 {
            let (count, rest) = Place(stream.bits()).count(900_000);
            let (_, rest) = if count > 0 {
                rest.weighted(&[3, 0, 4])
            } else {
                (0, rest)
            };
            tenths[((u128::from(rest.0) * 10) >> 64) as usize] += 1;
        }
        assert!(
            tenths.iter().all(|n| (1_750..2_250).contains(n)),
            "{tenths:?}"
        );
    }

    #[test]
    fn any_run_of_blocks_fills_the_interval_evenly() {
        let random = Random::new(7);
        for (first, walk) in [(0, Walk::Twos), (1_000, Walk::Twos), (37, Walk::Threes)] {
            let mut parts = [0; 48];
            for block in first..first + 64 {
                let key = key!("test/places");
                for place in Place::deal(&random, key, block, 3, walk) {
                    parts[((u128::from(place.0) * 48) >> 64) as usize] += 1;
                }
            }
            assert!(parts.iter().all(|n| (2..=6).contains(n)), "{parts:?}");
        }
    }
}
