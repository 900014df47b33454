//! Turns the results of rule queries into counts by label and by block of customers.

use super::expect::Figures;
use crate::error::{Error, Result};
use crate::query::answer::{Answer, words};
use rusqlite::types::Value;
use std::collections::BTreeMap;

/// Hits by label, then by block of customers.
pub type Dealt = BTreeMap<String, BTreeMap<i64, f64>>;

fn number(value: &Value) -> f64 {
    match value {
        Value::Integer(n) => *n as f64,
        Value::Real(x) => *x,
        _ => f64::NAN,
    }
}

/// Returns the single number of a result.
///
/// # Errors
///
/// Fails when the result is not a single number.
pub fn single(answer: &Answer) -> Result<f64> {
    match answer.rows.as_slice() {
        [row] if row.len() == 1 => Ok(number(&row[0])),
        _ => Err(Error::parse("expected one number")),
    }
}

/// Reads (label, hits, of) from a result with (hits, of), (label, count), or (label, hits, of).
///
/// # Errors
///
/// Fails when the result has other columns.
pub fn by_label(answer: &Answer, figures: &Figures) -> Result<BTreeMap<String, (f64, f64)>> {
    let mut counts = BTreeMap::new();
    let labeled = figures.iter().any(|(label, _)| !label.is_empty());
    match answer.columns.len() {
        2 if !labeled => {
            let row = answer
                .rows
                .first()
                .ok_or_else(|| Error::parse("expected a row (hits, of)"))?;
            counts.insert(String::new(), (number(&row[0]), number(&row[1])));
        }
        2 => {
            let group = |label: &str| {
                label
                    .rsplit_once('/')
                    .map_or(String::new(), |(group, _)| group.to_string())
            };
            let mut totals: BTreeMap<String, f64> = BTreeMap::new();
            for row in &answer.rows {
                *totals.entry(group(&words(&row[0]))).or_default() += number(&row[1]);
            }
            for (label, _) in figures {
                counts.insert(
                    label.clone(),
                    (0.0, totals.get(&group(label)).copied().unwrap_or(0.0)),
                );
            }
            for row in &answer.rows {
                let label = words(&row[0]);
                let of = totals[&group(&label)];
                counts.insert(label, (number(&row[1]), of));
            }
        }
        3 => {
            // Labels of a group share a total, so a missing label counts 0 of its group's total. A missing group, or a missing
            // label without a group, has no total.
            let mut totals = BTreeMap::new();
            for row in &answer.rows {
                let (label, of) = (words(&row[0]), number(&row[2]));
                if let Some((group, _)) = label.rsplit_once('/') {
                    totals.insert(group.to_string(), of);
                }
                counts.insert(label, (number(&row[1]), of));
            }
            for (label, _) in figures {
                let total = label
                    .rsplit_once('/')
                    .and_then(|(group, _)| totals.get(group));
                if let Some(&of) = total {
                    counts.entry(label.clone()).or_insert((0.0, of));
                }
            }
        }
        _ => {
            return Err(Error::parse(
                "expected (hits, of), (label, count) or (label, hits, of)",
            ));
        }
    }
    Ok(counts)
}

/// Reads hits by label and block from (block, hits) or (block, label, hits). Blocks count from 0.
///
/// # Errors
///
/// Fails when the result has other columns.
pub fn by_block(answer: &Answer, figures: &Figures) -> Result<Dealt> {
    let mut dealt: Dealt = figures
        .iter()
        .map(|(label, _)| (label.clone(), BTreeMap::new()))
        .collect();
    for row in &answer.rows {
        let (block, label, hits) = match row.as_slice() {
            [block, hits] => (block, String::new(), hits),
            [block, label, hits] => (block, words(label), hits),
            _ => {
                return Err(Error::parse(
                    "expected (block, hits) or (block, label, hits)",
                ));
            }
        };
        let Value::Integer(block) = block else {
            return Err(Error::parse("expected the number of a block"));
        };
        *dealt.entry(label).or_default().entry(*block).or_default() += number(hits);
    }
    Ok(dealt)
}

/// Sums hits over all blocks into (label, hits, of). For a single figure, `of` is the number of customers; with labels, it is the
/// number of customers that have any label. Customers beyond the last block do not count.
pub fn totals(
    dealt: &Dealt,
    figures: &Figures,
    each: f64,
    customers: f64,
) -> BTreeMap<String, (f64, f64)> {
    let end = (customers / each).ceil() as i64;
    let hits = |blocks: &BTreeMap<i64, f64>| blocks.range(..end).map(|(_, hits)| hits).sum::<f64>();
    let labeled = figures.iter().any(|(label, _)| !label.is_empty());
    let of = match labeled {
        true => dealt.values().map(hits).sum(),
        false => customers,
    };
    dealt
        .iter()
        .map(|(label, blocks)| (label.clone(), (hits(blocks), of)))
        .collect()
}

/// Reads values by label from (value) or (label, value).
///
/// # Errors
///
/// Fails when the result has other columns.
pub fn values(answer: &Answer) -> Result<BTreeMap<String, Vec<f64>>> {
    let mut values: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for row in &answer.rows {
        let (label, value) = match row.as_slice() {
            [value] => (String::new(), value),
            [label, value] => (words(label), value),
            _ => return Err(Error::parse("expected (value) or (label, value)")),
        };
        values.entry(label).or_default().push(number(value));
    }
    Ok(values)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::answer::ColumnFormat;

    fn answer(rows: &[(&str, i64, i64)]) -> Answer {
        let row = |&(label, hits, of): &(&str, i64, i64)| {
            vec![
                Value::Text(label.into()),
                Value::Integer(hits),
                Value::Integer(of),
            ]
        };
        Answer {
            columns: ["label", "hits", "of"]
                .map(|name| (name.to_string(), ColumnFormat::Plain))
                .to_vec(),
            rows: rows.iter().map(row).collect(),
        }
    }

    #[test]
    fn a_missing_label_counts_zero_of_its_group() {
        let figures = ["a/x", "a/y", "b/x", "c"].map(|label| (label.to_string(), 50.0));
        let counts = by_label(&answer(&[("a/x", 9, 20)]), &figures.to_vec()).unwrap();
        assert_eq!(counts.get("a/x"), Some(&(9.0, 20.0)));
        assert_eq!(counts.get("a/y"), Some(&(0.0, 20.0)));
        assert_eq!(counts.len(), 2, "a missing group has no total");
    }

    #[test]
    fn hits_of_all_blocks_do_not_count_customers_beyond_the_last() {
        let rows = [(0, 1), (1, 2), (2, 1), (7, 5)];
        let row = |&(block, hits): &(i64, i64)| vec![Value::Integer(block), Value::Integer(hits)];
        let answer = Answer {
            columns: ["block", "hits"]
                .map(|name| (name.to_string(), ColumnFormat::Plain))
                .to_vec(),
            rows: rows.iter().map(row).collect(),
        };
        let figures = vec![(String::new(), 5.0)];
        let dealt = by_block(&answer, &figures).unwrap();
        assert_eq!(dealt[""], rows.map(|(b, n)| (b, n as f64)).into());
        assert_eq!(totals(&dealt, &figures, 20.0, 50.0)[""], (4.0, 50.0));
    }
}
