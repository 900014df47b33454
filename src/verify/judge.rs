//! How far an honest bundle may be from a figure that is expected of it.
//!
//! A share that is drawn misses its figure by chance, the more so the fewer rows there are. A count is judged by the bound of
//! Chernoff on the tail of a binomial: it is a finding when an honest bundle shows so much, or so little, less than once in
//! `ODDS`. That bound holds for any number of rows, so shares need no exception for small bundles.

use super::counts::Dealt;
use super::expect::{Figures, Tolerance, Unit};
use std::collections::BTreeMap;

/// How rarely an honest bundle may be flagged, as the natural logarithm of one in e^x.
const ODDS: f64 = 12.0;
/// The same as a number of standard deviations.
const DEVIATIONS: f64 = 4.9;
/// Customers among whom shares are dealt.
pub const BLOCK: f64 = 20.0;
/// How many rows a block that is cut off may show too many or too few.
const CUT: f64 = 2.0;

/// The size of the world that counts are judged against.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// Customers of the bundle.
    pub customers: f64,
    /// Employees of the bundle.
    pub employees: f64,
}

/// A judged figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// Its label; empty for a single figure.
    pub label: String,
    /// The figure; NaN where only its ends are given.
    pub figure: f64,
    /// The least that an honest bundle shows.
    pub low: f64,
    /// The most that an honest bundle shows.
    pub high: f64,
    /// What this bundle shows; NaN when there is nothing to judge.
    pub seen: f64,
}

impl Judged {
    /// Whether the bundle shows what it should. Where there is nothing to judge nothing is wrong.
    pub fn ok(&self) -> bool {
        self.seen.is_nan() || (self.low..=self.high).contains(&self.seen)
    }
}

/// Judges counts of labels against shares in percent. `counts` is (label, hits, of); labels without a figure are judged as 0.
/// Of shares that are dealt in blocks no more than `blocks` may miss their figure.
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

/// The figures of full blocks of `each` customers that are not exactly the shares, in percent, block by block. A block whose
/// labels are of more or fewer customers is left to the rules of their number.
pub fn uneven(
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

/// The shares of `n` rows that an honest bundle shows where `p` is meant.
fn interval(p: f64, n: f64, tolerance: Tolerance, blocks: f64) -> (f64, f64) {
    // None and all are meant as they are written.
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
    // Rows that vary less than draws are dealt out in blocks, the last of which is cut off.
    let cut = if effect < 1.0 { CUT / n } else { 0.0 };
    let (low, high) = drawn((p - slack).max(0.0), (p + slack).min(1.0), n / effect);
    let (low, high) = ((low - cut).max(0.0), (high + cut).min(1.0));
    if tolerance.blocks {
        // A block misses a share by less than one member and is as likely above as below; the last one is cut off.
        let reach = (6.0 + 1.2 * blocks.sqrt()) / n + slack;
        return (low.max(p - reach), high.min(p + reach));
    }
    (low, high)
}

/// The range of shares of `n` draws that come more often than [`ODDS`] from a chance between `low` and `high`.
fn drawn(low: f64, high: f64, n: f64) -> (f64, f64) {
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

/// Judges the mean of values against a figure; `slack` in percent of it.
pub fn mean(label: &str, figure: f64, slack: f64, values: &[f64]) -> Judged {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let variance = values.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (n - 1.0).max(1.0);
    // Values that by chance miss the rare large ones lie lower and closer together: what they tell is the spread as a part of
    // their mean. A handful says little even about that: count it as at least twice the figure.
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

/// Judges the median of values against a figure: the share of values below it, in percent, must be a half; `slack` in
/// percentage points.
pub fn median(label: &str, figure: f64, slack: f64, values: &mut [f64]) -> Judged {
    values.sort_by(f64::total_cmp);
    let n = values.len() as f64;
    let (low, high) = drawn(0.5 - slack / 100.0, 0.5 + slack / 100.0, n);
    let below = values.partition_point(|&x| x < figure) as f64 / n;
    let upto = values.partition_point(|&x| x <= figure) as f64 / n;
    // Values that are the figure itself count for either side.
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

/// Judges a number of rows that is `figure` at scale 1. Where `effect` rows hang together, the number varies by the root of
/// that many times itself; one that says nothing of it may miss its figure by more where there is less.
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
    // What twenty customers share holds for no handful of them.
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
    fn chance_is_forgiven_and_a_wrong_share_is_not() {
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
    fn a_label_that_is_not_expected_is_a_finding() {
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
    fn full_blocks_show_their_shares_exactly() {
        let Ok(Expect::Share(figures, tolerance)) = Expect::parse("share 5; each 20") else {
            panic!("not a share");
        };
        let judge = |dealt: &[(i64, f64)]| {
            let dealt = Dealt::from([(String::new(), dealt.iter().copied().collect())]);
            let labels = uneven(&figures, 20.0, &dealt, 50.0).map(|judged| judged.label);
            labels.collect::<Vec<_>>()
        };
        assert!(judge(&[(0, 1.0), (1, 1.0), (2, 10.0)]).is_empty());
        assert_eq!(judge(&[(0, 1.0)]), ["customers 21-40"]);
        assert_eq!(judge(&[(0, 2.0), (1, 1.0)]), ["customers 1-20"]);
        let labels = vec![("a".to_string(), 10.0), ("b".to_string(), 90.0)];
        let members = |a: f64, b: f64| {
            let block = |hits| BTreeMap::from([(0, hits)]);
            let dealt = Dealt::from([("a".to_string(), block(a)), ("b".to_string(), block(b))]);
            uneven(&labels, 20.0, &dealt, 20.0).count()
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
    fn rows_that_hang_together_vary_more_and_the_less_the_larger_the_scale() {
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
