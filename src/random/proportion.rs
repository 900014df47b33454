//! Proportions of a whole.

/// A rational number from 0 to 1: a fraction of a population, or a probability.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proportion {
    pub(super) part: u64,
    pub(super) whole: u64,
}

impl Proportion {
    /// One half.
    pub const HALF: Proportion = Proportion::of(1, 2);

    /// Creates `part` of `whole`, where `whole` is 1 to a million. Values above one are capped at one.
    pub const fn of(part: u64, whole: u64) -> Proportion {
        assert!(whole > 0, "a proportion of nothing");
        Proportion { part, whole }
    }

    /// Creates `part` percent.
    pub const fn percent(part: u64) -> Proportion {
        Proportion::of(part, 100)
    }

    /// Creates `part` per thousand.
    pub const fn per_mille(part: u64) -> Proportion {
        Proportion::of(part, 1_000)
    }

    /// Creates `part` per ten thousand.
    pub const fn per_10_000(part: u64) -> Proportion {
        Proportion::of(part, 10_000)
    }

    /// Returns the proportion of the `chosen` members that equals this proportion of `all` members: for a share of the whole
    /// population drawn only from a subset.
    pub const fn of_all_among(self, all: u64, chosen: u64) -> Proportion {
        Proportion {
            part: self.part * all,
            whole: self.whole * chosen,
        }
    }

    /// Computes this proportion of a count, rounded down after adding `rounding` (below [`Proportion::whole`]) to the numerator.
    pub const fn of_count(self, count: u64, rounding: u64) -> u64 {
        (count * self.part + rounding) / self.whole
    }

    /// Returns the denominator.
    pub const fn whole(self) -> u64 {
        self.whole
    }
}
