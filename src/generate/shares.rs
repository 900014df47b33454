//! Shares of a part of a block: each rule that says "of those who" is dealt out among just those.

use crate::random::{Key, Random, Share};

/// Who of all belongs to a part of a block.
pub fn among<T>(all: &[T], belongs: impl Fn(&T) -> bool) -> Vec<bool> {
    all.iter().map(belongs).collect()
}

/// The places of those who belong to a part of a block, in a share of that part.
pub fn places(random: &Random, key: Key, block: u64, belong: &[bool]) -> Vec<Option<Share>> {
    let size = belong.iter().filter(|&&yes| yes).count() as u64;
    let mut shares = random.deal(key, block, size).into_iter();
    belong
        .iter()
        .map(|&yes| if yes { shares.next() } else { None })
        .collect()
}
