//! Values with their weights.

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
    /// The values, each with its weight. At least one.
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

    /// The value at a place of a share.
    #[inline]
    pub fn at(&self, share: Share) -> T {
        self.values[share.weighted(&self.weights)]
    }

    /// A value, as likely as its weight is large.
    #[inline]
    pub fn draw(&self, stream: &mut Stream) -> T {
        self.values[stream.weighted(&self.weights)]
    }

    /// The values, in their order.
    pub const fn values(&self) -> &[T; N] {
        &self.values
    }

    /// The same values, each with the weight that `reweigh` makes of its own.
    #[must_use]
    pub fn reweighed(&self, reweigh: impl Fn(T, u32) -> u32) -> Weighted<T, N> {
        let mut weights = self.weights;
        for (weight, &value) in weights.iter_mut().zip(&self.values) {
            *weight = reweigh(value, *weight);
        }
        Weighted { weights, ..*self }
    }
}
