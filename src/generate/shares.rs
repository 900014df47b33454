//! Shares of a block: each rule about "of those who" is dealt out among just those.

use crate::generate::bank::Bank;
use crate::generate::customer::CUSTOMERS_PER_BLOCK;
use crate::random::{Key, Proportion, Random, Share, Stream};
use crate::values::calendar::Date;

/// Deals the shares of one block to its members, in the order of a keyed shuffle or by propensity.
#[derive(Clone, Copy, Debug)]
pub struct Dealer<'a> {
    /// The bank.
    pub bank: &'a Bank,
    /// The number of the block, from 0.
    pub block: u64,
}

impl Dealer<'_> {
    /// The as-of date: no event is later.
    pub fn as_of(&self) -> Date {
        self.bank.as_of()
    }

    /// The randomness of the bank.
    pub fn random(&self) -> &Random {
        &self.bank.random
    }

    /// Stream for one aspect of the block.
    pub fn stream(&self, key: Key) -> Stream {
        self.bank.random.stream(key, self.block)
    }

    /// The places of `size` members.
    pub fn deal(&self, key: Key, size: usize) -> Vec<Share> {
        self.bank.random.deal(key, self.block, size as u64)
    }

    /// The places of members with these scores: the highest score gets the first place; see [`Random::deal_by`].
    pub fn deal_by(&self, key: Key, scores: &[i64]) -> Vec<Share> {
        self.bank.random.deal_by(key, self.block, scores)
    }

    /// Noise added to the scores of `size` members: `sigma` is its standard deviation, in the unit of the scores.
    pub fn noise(&self, key: Key, size: usize, sigma: i64) -> impl Iterator<Item = i64> {
        let mut stream = self.stream(key);
        (0..size).map(move |_| stream.normal() * sigma / 1_000)
    }

    /// The places of all customers.
    pub fn deal_to_customers(&self, key: Key) -> Vec<Share> {
        self.deal(key, CUSTOMERS_PER_BLOCK as usize)
    }

    /// The places of members of a subset of the block, in a share of that subset.
    pub fn deal_among(&self, key: Key, belong: &[bool]) -> Vec<Option<Share>> {
        let size = count(belong);
        if size == 0 {
            return vec![None; belong.len()];
        }
        let mut shares = self.deal(key, size).into_iter();
        belong
            .iter()
            .map(|&yes| if yes { shares.next() } else { None })
            .collect()
    }

    /// The places of members of a subset of the block, in the order of their scores; `scores` has one for every member of the
    /// block.
    pub fn deal_among_by(&self, key: Key, belong: &[bool], scores: &[i64]) -> Vec<Option<Share>> {
        let of_part = part(belong, scores);
        if of_part.is_empty() {
            return vec![None; belong.len()];
        }
        let mut shares = self.deal_by(key, &of_part).into_iter();
        belong
            .iter()
            .map(|&yes| if yes { shares.next() } else { None })
            .collect()
    }

    /// Which members of a subset of the block are chosen: that proportion of the subset, with the highest scores.
    pub fn choose_among_by(
        &self,
        key: Key,
        belong: &[bool],
        scores: &[i64],
        proportion: Proportion,
    ) -> Vec<bool> {
        let of_part = part(belong, scores);
        if of_part.is_empty() {
            return vec![false; belong.len()];
        }
        let random = &self.bank.random;
        let mut chosen = random
            .choose_by(key, self.block, &of_part, proportion)
            .into_iter();
        who(belong, |&yes| yes && chosen.next() == Some(true))
    }

    /// Which members of a subset of the block are chosen: that proportion of the subset.
    pub fn choose_among(&self, key: Key, belong: &[bool], proportion: Proportion) -> Vec<bool> {
        let places = self.deal_among(key, belong);
        who(&places, |share| {
            share.is_some_and(|share| share.within(proportion))
        })
    }
}

/// The scores of the members of a subset of a block.
fn part(belong: &[bool], scores: &[i64]) -> Vec<i64> {
    let mut of_part = Vec::with_capacity(belong.len());
    let members = belong.iter().zip(scores).filter(|(yes, _)| **yes);
    of_part.extend(members.map(|(_, &score)| score));
    of_part
}

/// Which members belong to a subset of a block.
pub fn who<T>(all: &[T], belongs: impl FnMut(&T) -> bool) -> Vec<bool> {
    all.iter().map(belongs).collect()
}

/// Which members belong to both subsets.
pub fn both(one: &[bool], other: &[bool]) -> Vec<bool> {
    one.iter().zip(other).map(|(&a, &b)| a && b).collect()
}

/// Size of a subset.
pub fn count(belong: &[bool]) -> usize {
    belong.iter().filter(|&&yes| yes).count()
}
