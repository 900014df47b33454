//! Shares: members of a block get positions such that each share holds exactly.

use super::proportion::Proportion;
use super::source::{GOLDEN, Key, Random, mix};

/// A position in the unit interval, from [`Random::deal`] or [`Random::share`].
#[derive(Clone, Copy, Debug)]
pub struct Share {
    place: u64,
    cells: u64,
}

impl Share {
    /// Returns whether the position lies in the leading part of the unit interval whose length is the proportion.
    #[inline]
    pub const fn within(&self, proportion: Proportion) -> bool {
        let Proportion { part, whole } = proportion;
        (self.place as u128 * whole as u128) < ((part * self.cells) as u128) << 32
    }

    /// Returns the index of the weight at the position, with the weights laid end to end over the unit interval.
    #[inline]
    pub fn weighted(&self, weights: &[u32]) -> usize {
        let whole = weights.iter().map(|&w| u64::from(w)).sum();
        let mut part = 0;
        for (i, &weight) in weights.iter().enumerate() {
            part += u64::from(weight);
            if self.within(Proportion { part, whole }) {
                return i;
            }
        }
        weights.len() - 1
    }

    /// Maps the position to a number in `0..n`.
    pub const fn of(&self, n: u64) -> u64 {
        ((self.place as u128 * n as u128) / ((self.cells as u128) << 32)) as u64
    }
}

impl Random {
    /// Deals positions to the `size` members of a population in a block, by rank, such that every share holds in each block.
    ///
    /// The unit interval is cut into `size` slices, dealt to the members by a shuffle; within its slice, a member takes one of
    /// ten positions, a different one in each of ten consecutive blocks. With 20 members, shares that are multiples of one
    /// twentieth are exact in each block, and multiples of half a percent in ten blocks. Supports up to 256 members.
    pub fn deal(&self, key: Key, block: u64, size: u64) -> Vec<Share> {
        let parts = self.parts(key, block, size);
        (0..size)
            .map(|rank| self.place(key, block, size, rank, parts[rank as usize]))
            .collect()
    }

    /// Like [`Random::deal`], but in the order of one score per member: the highest score takes the first position, so that
    /// `within` selects the most inclined. Ties are shuffled. Shares hold just as exactly.
    pub fn deal_by(&self, key: Key, block: u64, scores: &[i64]) -> Vec<Share> {
        let (size, parts) = (scores.len() as u64, self.parts_by(key, block, scores));
        (0..size)
            .map(|rank| self.place(key, block, size, rank, parts[rank as usize]))
            .collect()
    }

    /// Which members [`Random::deal_by`] puts within a proportion.
    pub fn choose_by(
        &self,
        key: Key,
        block: u64,
        scores: &[i64],
        proportion: Proportion,
    ) -> Vec<bool> {
        let Proportion {
            part: chosen,
            whole,
        } = proportion;
        if scores.is_empty() || chosen == 0 {
            return vec![false; scores.len()];
        }
        let (size, parts) = (scores.len() as u64, self.parts_by(key, block, scores));
        let slice = |part: u8| {
            // A slice as a whole is within the proportion or not, except for the one that its end cuts.
            let part = u64::from(part);
            match chosen * size {
                end if (part + 1) * whole <= end => Some(true),
                end if part * whole >= end => Some(false),
                _ => None,
            }
        };
        (0..size)
            .map(|rank| {
                let part = parts[rank as usize];
                slice(part)
                    .unwrap_or_else(|| self.place(key, block, size, rank, part).within(proportion))
            })
            .collect()
    }

    /// Returns the position of a single member: `deal(key, block, size)[rank]`.
    pub fn share(&self, key: Key, block: u64, size: u64, rank: u64) -> Share {
        self.place(key, block, size, rank, self.part(key, block, size, rank))
    }

    /// Returns the element that the shuffle of `0..size` moves to one position, by undoing its swaps from last to first.
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

    /// Shuffles `0..size`.
    #[inline]
    fn parts(&self, key: Key, block: u64, size: u64) -> [u8; 256] {
        let mut parts = [0; 256];
        for (part, i) in parts.iter_mut().zip(0..size) {
            *part = i as u8;
        }
        self.shuffle(key, block, &mut parts[..size as usize]);
        parts
    }

    /// The slices of the members in the order of their scores: the highest score gets slice 0. Ties are shuffled.
    fn parts_by(&self, key: Key, block: u64, scores: &[i64]) -> [u8; 256] {
        let ties = self.parts(key, block, scores.len() as u64);
        let members = scores.iter().zip(ties).zip(0_u8..=255);
        // The highest score first, then the tie, then the member: one number orders them all.
        let place = |((score, tie), member): ((&i64, u8), u8)| {
            let descending = !(score ^ i64::MIN) as u64;
            u128::from(descending) << 16 | u128::from(tie) << 8 | u128::from(member)
        };
        let mut order: Vec<u128> = members.map(place).collect();
        order.sort_unstable();
        let mut parts = [0; 256];
        for (part, member) in (0..=255).zip(order) {
            parts[(member & 0xFF) as usize] = part;
        }
        parts
    }

    #[inline]
    fn place(&self, key: Key, block: u64, size: u64, rank: u64, part: u8) -> Share {
        let part = u64::from(part);
        let scattered = mix(mix(key.0 ^ self.seed).wrapping_add((block / 10) << 8 | part));
        // Ten blocks visit all ten positions, in steps of 1, 3, 7, or 9, which are coprime to 10.
        let step = [1, 3, 7, 9][(scattered >> 62) as usize];
        let tenth = (block % 10 * step + (scattered >> 32) % 10) % 10;
        let jitter = mix(scattered ^ (block << 8 | rank).wrapping_mul(GOLDEN)) >> 32;
        Share {
            place: (part * 10 + tenth) << 32 | jitter,
            cells: size * 10,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: Key = Key::new("test_db.table/aspect");

    #[test]
    fn shares_are_exact_in_a_block_and_to_half_a_percent_in_ten() {
        let random = Random::new(3);
        for block in 0..40 {
            let inside = (0..20)
                .filter(|&i| {
                    random
                        .share(KEY, block, 20, i)
                        .within(Proportion::percent(75))
                })
                .count();
            assert_eq!(inside, 15);
        }
        for part in 0..=200 {
            let inside = (0..10)
                .flat_map(|block| (0..20).map(move |i| (block, i)))
                .filter(|&(block, i)| {
                    random
                        .share(KEY, block, 20, i)
                        .within(Proportion::of(part, 200))
                })
                .count();
            assert_eq!(inside as u64, part);
        }
    }

    #[test]
    fn a_deal_by_score_keeps_shares_exact_and_ranks_the_members() {
        let random = Random::new(3);
        let mut inside = 0;
        for block in 0..10 {
            let scores: Vec<i64> = (0..20).map(|rank| rank * 7 % 20 / 2).collect();
            let dealt = random.deal_by(KEY, block, &scores);
            let within = |part| {
                let within = |share: &Share| share.within(Proportion::of(part, 200));
                dealt.iter().filter(|share| within(share)).count() as u64
            };
            assert_eq!(within(50), 5);
            inside += within(3);
            let chosen: Vec<i64> = (0..20)
                .filter(|&rank| dealt[rank].within(Proportion::percent(20)))
                .map(|rank| scores[rank])
                .collect();
            assert!(chosen.iter().all(|&score| score >= 8), "{chosen:?}");
        }
        assert_eq!(inside, 3);
    }

    #[test]
    fn who_is_chosen_by_score_is_within_the_proportion_of_the_deal() {
        let random = Random::new(9);
        let proportions = [(0, 1), (1, 1), (1, 3), (37, 1_000), (1, 20), (999, 1_000)];
        for (size, block) in [(1, 3), (2, 0), (7, 11), (20, 5), (20, 6), (256, 2)] {
            let score = |rank: usize| [i64::MIN, -5, 0, 0, 3, i64::MAX][rank % 6];
            let scores: Vec<i64> = (0..size).map(score).collect();
            let dealt = random.deal_by(KEY, block, &scores);
            for proportion in proportions.map(|(part, whole)| Proportion { part, whole }) {
                let within: Vec<bool> = dealt.iter().map(|one| one.within(proportion)).collect();
                assert_eq!(random.choose_by(KEY, block, &scores, proportion), within);
            }
        }
    }

    #[test]
    fn a_single_share_equals_its_place_in_the_deal() {
        let random = Random::new(5);
        for size in [1, 2, 3, 20, 31, 256] {
            let dealt = random.deal(KEY, size, size);
            for (rank, dealt) in (0..).zip(dealt) {
                assert_eq!(random.share(KEY, size, size, rank).place, dealt.place);
            }
        }
    }
}
