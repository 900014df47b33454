//! Weighted values.

use super::share::Share;
use super::stream::Stream;

/// `N` values, each as frequent as its weight is large: percentages mostly.
///
/// ```
/// use dhub::random::{Random, Weighted};
///
/// const SIDES: Weighted<&str, 2> = Weighted::new([("heads", 1), ("tails", 0)]);
/// let mut stream = Random::new(42).stream(dhub::key!("docs/coin"), 1);
/// assert_eq!(SIDES.draw(&mut stream), "heads");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Weighted<T, const N: usize> {
    values: [T; N],
    weights: [u32; N],
}

impl<T: Copy, const N: usize> Weighted<T, N> {
    /// Pairs each value with its weight. There must be at least one.
    pub const fn new(pairs: [(T, u32); N]) -> Weighted<T, N> {
        let mut values = [pairs[0].0; N];
        let mut weights = [0; N];
        let mut i = 0;
        while i < N {
            values[i] = pairs[i].0;
            weights[i] = pairs[i].1;
            i += 1;
        }
        Weighted { values, weights }
    }

    /// Returns the value at a share's position.
    #[inline]
    pub fn at(&self, share: Share) -> T {
        self.values[share.weighted(&self.weights)]
    }

    /// Draws a value in proportion to the weights.
    #[inline]
    pub fn draw(&self, stream: &mut Stream) -> T {
        self.values[stream.weighted(&self.weights)]
    }

    /// Returns the values, in order.
    pub const fn values(&self) -> &[T; N] {
        &self.values
    }

    /// Returns the same values with the weights that `reweigh` computes from the old ones.
    #[must_use]
    pub fn reweighed(&self, reweigh: impl Fn(T, u32) -> u32) -> Weighted<T, N> {
        let mut weights = self.weights;
        for (weight, &value) in weights.iter_mut().zip(&self.values) {
            *weight = reweigh(value, *weight);
        }
        Weighted { weights, ..*self }
    }
}
