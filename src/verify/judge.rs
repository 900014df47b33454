//! Decides how far a sound bundle may deviate from an expected figure.
//!
//! A drawn share deviates by chance, and the more so the fewer rows there are. Counts are judged with the Chernoff bound on binomial
//! tails: a figure is a finding if a sound bundle would show one so high, or so low, with a probability below e^-`ODDS`. The
//! bound holds for any number of rows, so small bundles need no exceptions.

use super::counts::Dealt;
use super::expect::{Figures, Tolerance, Unit};
use std::collections::BTreeMap;

/// False positive rate of a figure, as the negated natural logarithm of the probability.
const ODDS: f64 = 12.0;
/// Equivalent number of standard deviations.
const DEVIATIONS: f64 = 4.9;
/// Customers per block in which shares are dealt.
pub const BLOCK: f64 = 20.0;
/// Rows by which an incomplete last block may be off.
const CUT: f64 = 2.0;

/// Size of the bundle, against which counts are judged.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// Number of customers.
    pub customers: f64,
    /// Number of employees.
    pub employees: f64,
}

/// A figure with its verdict.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// Label; empty for a single figure.
    pub label: String,
    /// Expected value; NaN if only the bounds are given.
    pub figure: f64,
    /// Lower bound for a sound bundle.
    pub low: f64,
    /// Upper bound for a sound bundle.
    pub high: f64,
    /// Actual value; NaN if there is nothing to judge.
    pub seen: f64,
}

impl Judged {
    /// Returns whether the actual value is within bounds, or there is nothing to judge.
    pub fn ok(&self) -> bool {
        self.seen.is_nan() || (self.low..=self.high).contains(&self.seen)
    }
}

/// Judges counts against shares in percent. `counts` holds (label, hits, of); labels without a figure are expected to be 0.
/// `blocks` is the number of blocks in which dealt shares may deviate.
pub fn shares(
    figures: &Figures,
    tolerance: Tolerance,
    counts: &BTreeMap<String, (f64, f64)>,
    blocks: f64,
) -> Vec<Judged> {
    let known = |label: &str| figures.iter().any(|(name, _)| name == label);
    let unknown = counts
        .keys()
        .filter(|label| !known(label))
        .map(|label| (label.clone(), 0.0));
    let judge = |(label, percent): (String, f64)| {
        let (hits, of) = counts.get(&label).copied().unwrap_or((0.0, f64::NAN));
        let (low, high) = interval(percent / 100.0, of, tolerance, blocks);
        Judged {
            label,
            figure: percent,
            low: 100.0 * low,
            high: 100.0 * high,
            seen: 100.0 * hits / of,
        }
    };
    figures.iter().cloned().chain(unknown).map(judge).collect()
}

/// Returns, for full blocks of `each` customers, the figures that are not exactly the shares in percent. Blocks in which the
/// labels cover more or fewer customers are left to the rules on those counts.
pub fn inexact_blocks(
    figures: &Figures,
    each: f64,
    dealt: &Dealt,
    customers: f64,
) -> impl Iterator<Item = Judged> {
    let full = (customers / each).floor() as i64;
    let judge = move |block: i64| {
        let hits = move |label: &str| {
            let hits = dealt.get(label).and_then(|blocks| blocks.get(&block));
            hits.copied().unwrap_or(0.0)
        };
        let members: f64 = dealt.keys().map(|label| hits(label)).sum();
        let whole = dealt.contains_key("") || members == each;
        let (first, last) = (block as f64 * each + 1.0, (block + 1) as f64 * each);
        let off = figures.iter().filter(move |(label, percent)| {
            whole && (hits(label) * 100.0 - percent * each).abs() > 1e-6
        });
        off.map(move |(label, percent)| Judged {
            label: match label.as_str() {
                "" => format!("customers {first}-{last}"),
                label => format!("{label} of customers {first}-{last}"),
            },
            figure: *percent,
            low: *percent,
            high: *percent,
            seen: 100.0 * hits(label) / each,
        })
    };
    (0..full).flat_map(judge)
}

/// Returns the range of shares among `n` rows that a sound bundle may show for an expected share `p`.
fn interval(p: f64, n: f64, tolerance: Tolerance, blocks: f64) -> (f64, f64) {
    // 0% and 100% must hold exactly.
    if p <= 0.0 || p >= 1.0 || n.is_nan() || n <= 0.0 {
        return (p, p);
    }
    let slack = if !tolerance.slack.is_nan() {
        tolerance.slack / 100.0
    } else if tolerance.blocks {
        0.0
    } else {
        (0.1 * p.min(1.0 - p)).min(0.01)
    };
    let effect = tolerance.effect.unwrap_or(1.0);
    // A design effect below 1 means that rows are dealt in blocks, the last of which is incomplete.
    let cut = if effect < 1.0 { CUT / n } else { 0.0 };
    let (low, high) = chance_interval((p - slack).max(0.0), (p + slack).min(1.0), n / effect);
    let (low, high) = ((low - cut).max(0.0), (high + cut).min(1.0));
    if tolerance.blocks {
        // In each block a dealt share is off by less than one member, upwards or downwards with equal probability; the last block
        // is incomplete.
        let reach = (6.0 + 1.2 * blocks.sqrt()) / n + slack;
        return (low.max(p - reach), high.min(p + reach));
    }
    (low, high)
}

/// Returns the range of shares among `n` draws whose tail probability is at least e^-[`ODDS`], for a true probability between
/// `low` and `high`.
fn chance_interval(low: f64, high: f64, n: f64) -> (f64, f64) {
    let divergence = |q: f64, p: f64| {
        let term = |a: f64, b: f64| if a <= 0.0 { 0.0 } else { a * (a / b).ln() };
        term(q, p) + term(1.0 - q, 1.0 - p)
    };
    let edge = |p: f64, end: f64| {
        let (mut inside, mut outside) = (p, end);
        if p <= 0.0 || p >= 1.0 {
            return p;
        }
        if n * divergence(end, p) <= ODDS {
            return end;
        }
        for _ in 0..60 {
            let middle = f64::midpoint(inside, outside);
            if n * divergence(middle, p) <= ODDS {
                inside = middle
            } else {
                outside = middle
            }
        }
        inside
    };
    (edge(low, 0.0), edge(high, 1.0))
}

/// Judges the mean of values; `slack` is in percent of the figure.
pub fn mean(label: &str, figure: f64, slack: f64, values: &[f64]) -> Judged {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let variance = values.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (n - 1.0).max(1.0);
    // A sample that by chance misses rare large values has both a lower mean and a lower spread, so the spread is scaled up with
    // the mean. A small sample says little even about that, so its spread is at least twice the figure.
    let wider = (figure / mean).clamp(1.0, 1.5);
    let spread = if n < 30.0 {
        variance.sqrt().max(2.0 * figure.abs())
    } else {
        variance.sqrt() * if wider.is_nan() { 1.0 } else { wider }
    };
    let chance = if values.is_empty() {
        0.0
    } else {
        DEVIATIONS * spread / n.sqrt()
    };
    let reach = figure.abs() * slack / 100.0 + chance;
    Judged {
        label: label.to_string(),
        figure,
        low: figure - reach,
        high: figure + reach,
        seen: mean,
    }
}

/// Judges the median of values: half of them must be below the figure. `slack` is in percentage points of that half.
pub fn median(label: &str, figure: f64, slack: f64, values: &mut [f64]) -> Judged {
    values.sort_by(f64::total_cmp);
    let n = values.len() as f64;
    let (low, high) = chance_interval(0.5 - slack / 100.0, 0.5 + slack / 100.0, n);
    let below = values.partition_point(|&x| x < figure) as f64 / n;
    let upto = values.partition_point(|&x| x <= figure) as f64 / n;
    // Values equal to the figure count for either side.
    let seen = 0.5_f64.max(below).min(upto);
    Judged {
        label: label.to_string(),
        figure,
        low: 100.0 * low,
        high: 100.0 * high,
        seen: if values.is_empty() {
            f64::NAN
        } else {
            100.0 * seen
        },
    }
}

/// Judges a number of rows that is `figure` at scale 1. With correlated rows, the standard deviation is `sqrt(effect *
/// expected)`; rules without an effect allow a larger relative deviation at smaller scales.
pub fn rows(figure: f64, unit: Unit, tolerance: Tolerance, size: Size, seen: f64) -> Judged {
    let scale = match unit {
        Unit::Customers => size.customers / 1200.0,
        Unit::Employees => size.employees / 150.0,
    };
    let wanted = figure * scale;
    let slack = wanted * tolerance.slack / 100.0;
    let reach = match tolerance.effect {
        None => slack * (1.0 / scale.sqrt()).max(1.0) + 2.0 * DEVIATIONS.min(wanted.sqrt()),
        Some(effect) => slack + DEVIATIONS * (wanted * effect).sqrt() + DEVIATIONS,
    };
    // Shares dealt among twenty customers do not hold for fewer than that.
    let handful = match size.customers < BLOCK {
        true => figure * BLOCK / 1200.0,
        false => 0.0,
    };
    Judged {
        label: String::new(),
        figure: wanted,
        low: (wanted - reach - handful).max(0.0).floor(),
        high: (wanted + reach + handful).ceil(),
        seen,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verify::expect::Expect;

    #[test]
    fn chance_deviations_pass_and_wrong_shares_do_not() {
        let draws = Tolerance {
            slack: f64::NAN,
            effect: None,
            blocks: false,
            each: None,
        };
        let judge = |hits: f64, of: f64| {
            let counts = BTreeMap::from([(String::new(), (hits, of))]);
            shares(&vec![(String::new(), 50.0)], draws, &counts, 3.0)[0].ok()
        };
        assert!(judge(0.0, 4.0));
        assert!(!judge(0.0, 40.0));
        assert!(judge(530.0, 1000.0));
        assert!(!judge(600.0, 1000.0));
        assert!(judge(50_900.0, 100_000.0));
        assert!(!judge(52_000.0, 100_000.0));
    }

    #[test]
    fn an_unexpected_label_is_a_finding() {
        let counts = BTreeMap::from([
            ("a".to_string(), (99.0, 100.0)),
            ("b".to_string(), (1.0, 100.0)),
        ]);
        let draws = Tolerance {
            slack: 1.0,
            effect: None,
            blocks: false,
            each: None,
        };
        let judged = shares(&vec![("a".to_string(), 100.0)], draws, &counts, 5.0);
        assert!(!judged[1].ok());
    }

    #[test]
    fn blocks_are_judged_tightly() {
        let blocks = Tolerance {
            slack: f64::NAN,
            effect: None,
            blocks: true,
            each: None,
        };
        let (low, high) = interval(0.75, 12_000.0, blocks, 600.0);
        assert!(low > 0.746 && high < 0.754, "{low} {high}");
    }

    #[test]
    fn full_blocks_have_exact_shares() {
        let Ok(Expect::Share(figures, tolerance)) = Expect::parse("share 5; each 20") else {
            panic!("not a share");
        };
        let judge = |dealt: &[(i64, f64)]| {
            let dealt = Dealt::from([(String::new(), dealt.iter().copied().collect())]);
            let labels = inexact_blocks(&figures, 20.0, &dealt, 50.0).map(|judged| judged.label);
            labels.collect::<Vec<_>>()
        };
        assert!(judge(&[(0, 1.0), (1, 1.0), (2, 10.0)]).is_empty());
        assert_eq!(judge(&[(0, 1.0)]), ["customers 21-40"]);
        assert_eq!(judge(&[(0, 2.0), (1, 1.0)]), ["customers 1-20"]);
        let labels = vec![("a".to_string(), 10.0), ("b".to_string(), 90.0)];
        let members = |a: f64, b: f64| {
            let block = |hits| BTreeMap::from([(0, hits)]);
            let dealt = Dealt::from([("a".to_string(), block(a)), ("b".to_string(), block(b))]);
            inexact_blocks(&labels, 20.0, &dealt, 20.0).count()
        };
        assert_eq!((members(2.0, 18.0), members(3.0, 17.0)), (0, 2));
        assert_eq!(members(2.0, 17.0), 0, "one is missing");
        let whole = |hits: f64| {
            let counts = BTreeMap::from([(String::new(), (hits, 700.0))]);
            shares(&figures, tolerance, &counts, 0.0)[0].ok()
        };
        assert!(whole(35.0) && whole(40.0) && !whole(42.0));
    }

    #[test]
    fn correlated_rows_vary_more_and_relatively_less_at_larger_scales() {
        let Ok(Expect::Rows(figure, unit, tolerance)) =
            Expect::parse("rows 10000 customers; slack 2; effect 9")
        else {
            panic!("not a number of rows");
        };
        let judge = |customers: f64, seen: f64| {
            let employees = customers / 8.0;
            let size = Size {
                customers,
                employees,
            };
            rows(figure, unit, tolerance, size, seen).ok()
        };
        assert!(judge(1200.0, 11_600.0) && !judge(1200.0, 11_700.0));
        assert!(judge(120_000.0, 1_034_000.0) && !judge(120_000.0, 1_036_000.0));
    }

    #[test]
    fn means_and_medians_allow_for_few_values() {
        assert!(mean("", 10.0, 5.0, &[9.0, 12.0]).ok());
        let many: Vec<f64> = (0..1000).map(|i| 20.0 + f64::from(i % 7)).collect();
        assert!(!mean("", 10.0, 5.0, &many).ok());
        assert!(median("", 23.0, 3.0, &mut many.clone()).ok());
        assert!(!median("", 25.0, 3.0, &mut many.clone()).ok());
        assert!(median("", 25.0, 3.0, &mut []).ok());
        assert!(median("", 150_000.0, 3.0, &mut [48_960.99]).ok());
    }
}
