//! The only source of randomness: a value is a function of (seed, stream name, row).
//!
//! A [`Key`] is the name of a stream, by convention `"database.table/aspect"`, hashed at compile time. [`Random::stream`] mixes
//! seed, key, and row number, without loss, into the entire state of a PCG generator, so no two streams share a state. Drawing
//! from a new key therefore never changes a value drawn from another.
//!
//! The distributions are implemented here, on the raw 64-bit output, and pinned by the test vectors at the end of this file,
//! because those of `rand` may change their values between minor versions.

mod proportion;
mod share;
mod source;
mod stream;
mod weighted;

pub use proportion::Proportion;
pub use share::Share;
pub use source::{Key, Random};
pub use stream::{Stream, normal_percentile};
pub use weighted::Weighted;

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: Key = Key::new("test_db.table/aspect");

    #[test]
    fn draws_match_their_test_vectors() {
        let random = Random::new(42);
        let mut stream = random.stream(KEY, 7);
        let bits: Vec<u64> = (0..3).map(|_| stream.bits()).collect();
        assert_eq!(bits, VECTOR_BITS);
        let ranges: Vec<i64> = (0..6).map(|_| stream.range(-5..=5)).collect();
        assert_eq!(ranges, VECTOR_RANGES);
        let weighted: Vec<usize> = (0..6).map(|_| stream.weighted(&[1, 2, 7])).collect();
        assert_eq!(weighted, VECTOR_WEIGHTED);
        let quantiles: Vec<i64> = (0..3)
            .map(|_| stream.quantile(&[0, 10, 100, 1000]))
            .collect();
        assert_eq!(quantiles, VECTOR_QUANTILES);
        let permuted: Vec<u64> = (0..8).map(|i| random.permute(KEY, 3, 8, i)).collect();
        assert_eq!(permuted, VECTOR_PERMUTED);
        let mut shuffled = [0, 1, 2, 3, 4];
        random.shuffle(KEY, 1, &mut shuffled);
        assert_eq!(shuffled, VECTOR_SHUFFLED);
        let shares: Vec<u64> = random
            .deal(KEY, 2, 6)
            .iter()
            .map(|share| share.of(1000))
            .collect();
        assert_eq!(shares, VECTOR_SHARES);
        let ranked: Vec<u64> = random
            .deal_by(KEY, 2, &[5, 9, 9, -3, 0, 9])
            .iter()
            .map(|share| share.of(1000))
            .collect();
        assert_eq!(ranked, VECTOR_RANKED);
        let normal: Vec<i64> = (0..4).map(|_| stream.normal()).collect();
        assert_eq!(normal, VECTOR_NORMAL);
    }
    const VECTOR_BITS: [u64; 3] = [
        8543404115600553861,
        7488489564440219616,
        7816874231416293879,
    ];
    const VECTOR_RANGES: [i64; 6] = [-3, 0, -1, 1, 2, 1];
    const VECTOR_WEIGHTED: [usize; 6] = [2, 2, 2, 2, 2, 2];
    const VECTOR_QUANTILES: [i64; 3] = [33, 441, 25];
    const VECTOR_PERMUTED: [u64; 8] = [2, 3, 1, 0, 7, 6, 4, 5];
    const VECTOR_SHUFFLED: [i32; 5] = [0, 2, 1, 3, 4];
    const VECTOR_SHARES: [u64; 6] = [783, 909, 596, 4, 170, 333];
    const VECTOR_RANKED: [u64; 6] = [586, 341, 181, 909, 794, 4];
    const VECTOR_NORMAL: [i64; 4] = [4, -864, 488, -433];

    #[test]
    fn seed_key_and_row_each_change_the_stream() {
        let base = Random::new(1).stream(KEY, 1).bits();
        assert_ne!(base, Random::new(2).stream(KEY, 1).bits());
        assert_ne!(base, Random::new(1).stream(KEY, 2).bits());
        assert_ne!(base, Random::new(1).stream(Key::new("other"), 1).bits());
    }

    #[test]
    fn permute_is_a_bijection() {
        let random = Random::new(9);
        for n in [1, 2, 3, 7, 20, 200, 1000, 31_600] {
            let mut seen = vec![false; n as usize];
            for i in 0..n {
                let image = random.permute(KEY, 5, n, i) as usize;
                assert!(!seen[image], "{image} twice for n = {n}");
                seen[image] = true;
            }
        }
    }

    #[test]
    fn weighted_draws_occur_in_proportion_to_their_weights() {
        let mut stream = Random::new(4).stream(KEY, 0);
        let mut counts = [0; 3];
        for _ in 0..100_000 {
            counts[stream.weighted(&[10, 30, 60])] += 1;
        }
        for (count, wanted) in counts.into_iter().zip([10_000_i32, 30_000, 60_000]) {
            assert!((count - wanted).abs() < 600, "{counts:?}");
        }
    }
}
