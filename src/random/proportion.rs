//! Parts of a whole.

/// A part of a whole: how many of those who are asked, or how often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proportion {
    pub(super) part: u64,
    pub(super) whole: u64,
}

impl Proportion {
    /// One of two.
    pub const HALF: Proportion = Proportion::of(1, 2);

    /// `part` of `whole`; `whole` from 1 to a million. More than the whole is all of it.
    pub const fn of(part: u64, whole: u64) -> Proportion {
        assert!(whole > 0, "a proportion of nothing");
        Proportion { part, whole }
    }

    /// `part` of a hundred.
    pub const fn percent(part: u64) -> Proportion {
        Proportion::of(part, 100)
    }

    /// `part` of a thousand.
    pub const fn per_mille(part: u64) -> Proportion {
        Proportion::of(part, 1_000)
    }

    /// `part` of ten thousand.
    pub const fn per_10_000(part: u64) -> Proportion {
        Proportion::of(part, 10_000)
    }

    /// The proportion of `chosen` members that makes this proportion of `all`: a share of all, drawn from the chosen ones alone.
    pub const fn of_all_among(self, all: u64, chosen: u64) -> Proportion {
        Proportion {
            part: self.part * all,
            whole: self.whole * chosen,
        }
    }

    /// This proportion of a count, rounded down, after `rounding` (below [`Proportion::whole`]) was added to the numerator.
    pub const fn of_count(self, count: u64, rounding: u64) -> u64 {
        (count * self.part + rounding) / self.whole
    }

    /// What it is a part of.
    pub const fn whole(self) -> u64 {
        self.whole
    }
}
