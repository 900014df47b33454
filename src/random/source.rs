//! Keys, and the streams derived from seed, key, and row number.

use super::stream::Stream;
use rand_pcg::Pcg64;

/// The golden ratio in 64 bits, the usual odd constant of Weyl sequences.
pub(super) const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

/// Name of a stream, hashed at compile time (FNV-1a, 64 bits).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key(pub(super) u64);

impl Key {
    /// Creates the key for a name such as `"accounts_db.accounts/opened_date"`.
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

    /// Derives the key for one part of an aspect, such as the loans of one type, whose shares are dealt separately.
    pub const fn part(self, part: u64) -> Key {
        Key(mix(self.0 ^ mix(part.wrapping_add(GOLDEN))))
    }
}

/// Creates a [`Key`] hashed at compile time: `key!("accounts_db.accounts/opened_date")`.
#[macro_export]
macro_rules! key {
    ($name:literal) => {
        const { $crate::random::Key::new($name) }
    };
}

/// A bijection of 64-bit words that scatters nearby inputs (the finalizer of SplitMix64).
pub(super) const fn mix(mut x: u64) -> u64 {
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
    pub(super) seed: u64,
}

impl Random {
    /// Creates the randomness for a seed.
    pub const fn new(seed: u64) -> Random {
        Random {
            seed: mix(seed ^ GOLDEN),
        }
    }

    /// Returns the stream for one aspect of one row. Equal arguments give equal streams; different ones never share a state.
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

    /// Applies a pseudorandom permutation of `0..n` to `i`, without storing it.
    ///
    /// A four-round Feistel network over the next power of two, with cycle walking.
    ///
    /// # Panics
    ///
    /// Panics if `i >= n`, which is a caller bug.
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

    /// Shuffles `items` with the stream of `key` and `row`.
    pub fn shuffle<T>(&self, key: Key, row: u64, items: &mut [T]) {
        let mut stream = self.stream(key, row);
        for i in (1..items.len()).rev() {
            items.swap(i, stream.below(i as u64 + 1) as usize);
        }
    }
}
