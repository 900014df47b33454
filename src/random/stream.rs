//! Draws from the stream for one aspect of one row.

use super::proportion::Proportion;
use rand::Rng;
use rand_pcg::Pcg64;
use std::ops::RangeInclusive;

/// Quantiles of the standard normal distribution at steps of 1/32, in thousandths, truncated at both ends.
const NORMAL: [i64; 33] = [
    -2_900, -1_863, -1_534, -1_318, -1_150, -1_010, -887, -776, -674, -579, -489, -402, -319, -237,
    -157, -78, 0, 78, 157, 237, 319, 402, 489, 579, 674, 776, 887, 1_010, 1_150, 1_318, 1_534,
    1_863, 2_900,
];

/// Returns the percentile, in thousandths from 0 to 1,000, of a value given in thousandths of a standard deviation.
pub fn normal_percentile(thousandths: i64) -> i64 {
    let value = thousandths.clamp(NORMAL[0], NORMAL[32]);
    let step = NORMAL.partition_point(|&knot| knot <= value).clamp(1, 32);
    let (low, high) = (NORMAL[step - 1], NORMAL[step]);
    ((step as i64 - 1) * (high - low) + (value - low)) * 1_000 / (32 * (high - low))
}

/// An endless sequence of draws for one aspect of one row.
#[derive(Clone, Debug)]
pub struct Stream(pub(super) Pcg64);

impl Stream {
    /// Draws 64 random bits.
    #[inline]
    pub fn bits(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// Draws a number in `0..n` (the high half of a 128-bit product; its bias is below n / 2^64). `n` must be at least 1.
    #[inline]
    pub fn below(&mut self, n: u64) -> u64 {
        ((u128::from(self.bits()) * u128::from(n)) >> 64) as u64
    }

    /// Draws a number in the range, both ends included.
    #[inline]
    pub fn range(&mut self, range: RangeInclusive<i64>) -> i64 {
        let (low, high) = range.into_inner();
        debug_assert!(low <= high, "range: {low} is above {high}");
        low + self.below((high - low + 1) as u64) as i64
    }

    /// Draws true with the given probability.
    #[inline]
    pub fn chance(&mut self, proportion: Proportion) -> bool {
        self.below(proportion.whole) < proportion.part
    }

    /// Draws one of the items, all equally likely. The slice must not be empty.
    #[inline]
    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len() as u64) as usize]
    }

    /// Draws the index of a weight, in proportion to the weights.
    #[inline]
    pub fn weighted(&mut self, weights: &[u32]) -> usize {
        let whole = weights.iter().map(|&w| u64::from(w)).sum();
        let mut left = self.below(whole);
        for (i, &weight) in weights.iter().enumerate() {
            if left < u64::from(weight) {
                return i;
            }
            left -= u64::from(weight);
        }
        weights.len() - 1
    }

    /// Draws from a normal distribution, in thousandths of a standard deviation, from -2,900 to 2,900.
    #[inline]
    pub fn normal(&mut self) -> i64 {
        self.quantile(&NORMAL)
    }

    /// Draws from a distribution given by its quantiles at equal steps, with linear interpolation: five knots are minimum,
    /// quartiles, and maximum.
    #[inline]
    pub fn quantile(&mut self, knots: &[i64]) -> i64 {
        let steps = knots.len() as u64 - 1;
        let place = self.bits() >> 32;
        let at = place * steps;
        let (i, inside) = ((at >> 32) as usize, (at & 0xFFFF_FFFF) as i128);
        let width = i128::from(knots[i + 1] - knots[i]);
        knots[i] + ((width * inside) >> 32) as i64
    }
}
