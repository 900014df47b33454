//! Shares of a block: each rule that says "of those who" is dealt out among just those.

use crate::generate::bank::Bank;
use crate::generate::customer::CUSTOMERS_PER_BLOCK;
use crate::random::{Key, Proportion, Random, Share, Stream};
use crate::values::calendar::Date;

/// Deals the shares of one block to its members, by rank. A propensity that ranks people would be dealt here too.
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

    /// The stream of one aspect of the block.
    pub fn stream(&self, key: Key) -> Stream {
        self.bank.random.stream(key, self.block)
    }

    /// The places of `size` members.
    pub fn deal(&self, key: Key, size: usize) -> Vec<Share> {
        self.bank.random.deal(key, self.block, size as u64)
    }

    /// The places of all customers.
    pub fn deal_to_customers(&self, key: Key) -> Vec<Share> {
        self.deal(key, CUSTOMERS_PER_BLOCK as usize)
    }

    /// The places of those who belong to a part of the block, in a share of that part.
    pub fn deal_among(&self, key: Key, belong: &[bool]) -> Vec<Option<Share>> {
        let mut shares = self.deal(key, count(belong)).into_iter();
        belong
            .iter()
            .map(|&yes| if yes { shares.next() } else { None })
            .collect()
    }

    /// Who of those who belong to a part of the block is chosen: that proportion of the part.
    pub fn choose_among(&self, key: Key, belong: &[bool], proportion: Proportion) -> Vec<bool> {
        let places = self.deal_among(key, belong);
        who(&places, |share| {
            share.is_some_and(|share| share.within(proportion))
        })
    }
}

/// Who of all belongs to a part of a block.
pub fn who<T>(all: &[T], belongs: impl Fn(&T) -> bool) -> Vec<bool> {
    all.iter().map(belongs).collect()
}

/// Who belongs to both parts.
pub fn both(one: &[bool], other: &[bool]) -> Vec<bool> {
    one.iter().zip(other).map(|(&a, &b)| a && b).collect()
}

/// How many belong to a part.
pub fn count(belong: &[bool]) -> usize {
    belong.iter().filter(|&&yes| yes).count()
}
