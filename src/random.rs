//! The only source of randomness: a value is a function of (seed, stream name, row).
//!
//! A [`Key`] is the name of a stream, by custom `"database.table/aspect"`, hashed at compile time. [`Random::stream`] mixes
//! seed, key and row number, without loss, into the whole state of a PCG generator, so no two of them share a state.
//! Drawing from a new key therefore never moves a value drawn from another.
//!
//! The draws are our own, on the raw 64-bit output, and hold to the test vectors at the end of this file:
//! the distributions of `rand` may change their values between minor versions.

use rand::Rng;
use rand_pcg::Pcg64;

/// The golden ratio's 64 bits, the usual odd constant of Weyl sequences.
const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

/// The name of a stream, hashed (FNV-1a, 64 bits) while compiling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key(u64);

impl Key {
    /// The key of a name such as `"accounts_db.accounts/opened_date"`.
    pub const fn new(name: &str) -> Key {
        let bytes = name.as_bytes();
        let mut hash = 0xCBF2_9CE4_8422_2325_u64;
        let mut i = 0;
        while i < bytes.len() {
            hash = (hash ^ bytes[i] as u64).wrapping_mul(0x0000_0100_0000_01B3);
            i += 1;
        }
        Key(hash)
    }

    /// The key of one part of an aspect, such as the loans of one type: each part is shared out by itself.
    pub const fn part(self, part: u64) -> Key {
        Key(mix(self.0 ^ mix(part.wrapping_add(GOLDEN))))
    }
}

/// Makes a [`Key`] that is hashed at compile time: `key!("accounts_db.accounts/opened_date")`.
#[macro_export]
macro_rules! key {
    ($name:literal) => {
        const { $crate::random::Key::new($name) }
    };
}

/// A bijection of the 64-bit words that scatters close inputs (the finalizer of SplitMix64).
const fn mix(mut x: u64) -> u64 {
    x ^= x >> 30;
    x = x.wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x ^= x >> 27;
    x = x.wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}

/// The round function of [`Random::permute`].
#[inline]
const fn scatter(x: u64, key: u64) -> u64 {
    let x = (x ^ key).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    (x ^ (x >> 32)).wrapping_mul(0x94D0_49BB_1331_11EB) >> 24
}

/// The randomness of one run: its seed.
#[derive(Clone, Copy, Debug)]
pub struct Random {
    seed: u64,
}

impl Random {
    /// The randomness of a seed.
    pub const fn new(seed: u64) -> Random {
        Random {
            seed: mix(seed ^ GOLDEN),
        }
    }

    /// The stream of one aspect of one row. Equal arguments give equal streams; unequal ones never share a state.
    #[inline]
    pub fn stream(&self, key: Key, row: u64) -> Stream {
        let key = mix(key.0 ^ self.seed);
        let row = mix(row.wrapping_add(key).wrapping_add(GOLDEN));
        let low = mix(row ^ key);
        Stream(Pcg64::new(
            u128::from(row) << 64 | u128::from(low),
            u128::from(self.seed),
        ))
    }

    /// One bijection of `0..n`, at `i`: each number of `0..n` is the image of exactly one. Nothing is stored.
    ///
    /// A four-round Feistel network over the next power of two, walked until it lands inside.
    ///
    /// # Panics
    ///
    /// When `i >= n`, which is a mistake of the caller.
    #[inline]
    pub fn permute(&self, key: Key, row: u64, n: u64, i: u64) -> u64 {
        assert!(i < n, "permute: {i} is not below {n}");
        let key = mix(mix(key.0 ^ self.seed).wrapping_add(row));
        let bits = (64 - (n - 1).leading_zeros()).max(2);
        let (low, high) = (bits / 2, bits - bits / 2);
        let (low_mask, high_mask) = ((1_u64 << low) - 1, (1_u64 << high) - 1);
        let mut x = i;
        loop {
            let (mut left, mut right) = (x >> low, x & low_mask);
            for round in 0..2 {
                left ^= scatter(right, key.rotate_left(round * 16)) & high_mask;
                right ^= scatter(left, key.rotate_left(round * 16 + 8)) & low_mask;
            }
            x = left << low | right;
            if x < n {
                return x;
            }
        }
    }

    /// Shuffles `items` by the stream of `key` and `row`.
    pub fn shuffle<T>(&self, key: Key, row: u64, items: &mut [T]) {
        let mut stream = self.stream(key, row);
        for i in (1..items.len()).rev() {
            items.swap(i, stream.below(i as u64 + 1) as usize);
        }
    }

    /// The places of the `size` members of a population in a block, by rank, such that every share holds in each block.
    ///
    /// The unit interval is cut into `size` parts, dealt to the members by a shuffle; inside its part a member takes one of
    /// ten places, a different one in each of ten consecutive blocks. With 20 members, shares that are multiples of one
    /// twentieth are exact in each block, of half a percent in ten blocks. Up to 256 members.
    pub fn deal(&self, key: Key, block: u64, size: u64) -> Vec<Share> {
        let parts = self.parts(key, block, size);
        (0..size)
            .map(|rank| self.place(key, block, size, rank, parts[rank as usize]))
            .collect()
    }

    /// The place of one member alone: `deal(key, block, size)[rank]`.
    pub fn share(&self, key: Key, block: u64, size: u64, rank: u64) -> Share {
        self.place(key, block, size, rank, self.part(key, block, size, rank))
    }

    /// What the shuffle of `0..size` brings to one place: the swaps that reach it, undone from the last to the first.
    #[inline]
    fn part(&self, key: Key, block: u64, size: u64, rank: u64) -> u8 {
        let mut stream = self.stream(key, block);
        let mut drawn = [0; 256];
        let reach = rank.max(1) as usize..size as usize;
        for i in reach.clone().rev() {
            drawn[i] = stream.below(i as u64 + 1) as u8;
        }
        let mut at = rank as u8;
        for (i, &other) in drawn[reach.clone()].iter().enumerate() {
            let i = (reach.start + i) as u8;
            at = if at == i {
                other
            } else if at == other {
                i
            } else {
                at
            };
        }
        at
    }

    /// A shuffle of `0..size`.
    #[inline]
    fn parts(&self, key: Key, block: u64, size: u64) -> [u8; 256] {
        let mut parts = [0; 256];
        for (part, i) in parts.iter_mut().zip(0..size) {
            *part = i as u8;
        }
        self.shuffle(key, block, &mut parts[..size as usize]);
        parts
    }

    #[inline]
    fn place(&self, key: Key, block: u64, size: u64, rank: u64, part: u8) -> Share {
        let part = u64::from(part);
        let scattered = mix(mix(key.0 ^ self.seed).wrapping_add((block / 10) << 8 | part));
        // Ten blocks walk through the ten places in steps of 1, 3, 7 or 9, which all have no divisor in common with 10.
        let step = [1, 3, 7, 9][(scattered >> 62) as usize];
        let tenth = (block % 10 * step + (scattered >> 32) % 10) % 10;
        let jitter = mix(scattered ^ (block << 8 | rank).wrapping_mul(GOLDEN)) >> 32;
        Share {
            place: (part * 10 + tenth) << 32 | jitter,
            cells: size * 10,
        }
    }
}

/// A place in the unit interval, made by [`Random::deal`] or [`Random::share`].
#[derive(Clone, Copy, Debug)]
pub struct Share {
    place: u64,
    cells: u64,
}

impl Share {
    /// Whether the place lies in the first `part` of `whole`. `whole` up to a million.
    pub const fn within(&self, part: u64, whole: u64) -> bool {
        (self.place as u128 * whole as u128) < ((part * self.cells) as u128) << 32
    }

    /// The index of the weight that the place falls on, the weights laid end to end over the unit interval.
    pub fn pick(&self, weights: &[u32]) -> usize {
        let whole = weights.iter().map(|&w| u64::from(w)).sum();
        let mut end = 0;
        for (i, &weight) in weights.iter().enumerate() {
            end += u64::from(weight);
            if self.within(end, whole) {
                return i;
            }
        }
        weights.len() - 1
    }

    /// The place as a number of `0..n`.
    pub const fn of(&self, n: u64) -> u64 {
        ((self.place as u128 * n as u128) / ((self.cells as u128) << 32)) as u64
    }
}

/// An endless run of draws for one aspect of one row.
#[derive(Clone, Debug)]
pub struct Stream(Pcg64);

impl Stream {
    /// 64 random bits.
    #[inline]
    pub fn bits(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// A number of `0..n` (the high half of a 128-bit product; its bias is below n / 2^64). `n` at least 1.
    #[inline]
    pub fn below(&mut self, n: u64) -> u64 {
        ((u128::from(self.bits()) * u128::from(n)) >> 64) as u64
    }

    /// A number of `low..=high`.
    #[inline]
    pub fn range(&mut self, low: i64, high: i64) -> i64 {
        debug_assert!(low <= high, "range: {low} is above {high}");
        low + self.below((high - low + 1) as u64) as i64
    }

    /// True `part` times in `whole`.
    #[inline]
    pub fn chance(&mut self, part: u64, whole: u64) -> bool {
        self.below(whole) < part
    }

    /// One of the items, all equally likely. Not for an empty slice.
    #[inline]
    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len() as u64) as usize]
    }

    /// The index of a weight, as likely as the weight is large.
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

    /// A value of a distribution given by its quantiles at equal steps, straight lines between them:
    /// with five knots these are minimum, quartiles and maximum.
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

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: Key = Key::new("test_db.table/aspect");

    #[test]
    fn draws_hold_to_their_vectors() {
        let random = Random::new(42);
        let mut stream = random.stream(KEY, 7);
        let bits: Vec<u64> = (0..3).map(|_| stream.bits()).collect();
        assert_eq!(bits, VECTOR_BITS);
        let ranges: Vec<i64> = (0..6).map(|_| stream.range(-5, 5)).collect();
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
    fn shares_are_exact_in_a_block_and_to_half_a_percent_in_ten() {
        let random = Random::new(3);
        for block in 0..40 {
            let inside = (0..20)
                .filter(|&i| random.share(KEY, block, 20, i).within(75, 100))
                .count();
            assert_eq!(inside, 15);
        }
        for part in 0..=200 {
            let inside = (0..10)
                .flat_map(|block| (0..20).map(move |i| (block, i)))
                .filter(|&(block, i)| random.share(KEY, block, 20, i).within(part, 200))
                .count();
            assert_eq!(inside as u64, part);
        }
    }

    #[test]
    fn a_share_alone_is_its_place_in_the_deal() {
        let random = Random::new(5);
        for size in [1, 2, 3, 20, 31, 256] {
            let dealt = random.deal(KEY, size, size);
            for (rank, dealt) in (0..).zip(dealt) {
                assert_eq!(random.share(KEY, size, size, rank).place, dealt.place);
            }
        }
    }

    #[test]
    fn every_weight_is_met_as_often_as_it_weighs() {
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
