//! Declared column metadata matches the rows: personal data is only in marked columns.

mod made;

use dhub::generate::{Bank, Work};
use dhub::tables::{Listed, Pii, Rows, Sinks, TableSink, files};
use dhub::values::Cell;
use made::plan;
use std::collections::{BTreeMap, BTreeSet};

/// The texts of each text column, without keys, labels and references.
#[derive(Default)]
struct Texts(BTreeMap<&'static str, BTreeSet<String>>);

impl TableSink for Texts {
    fn take<R: Listed>(&mut self, rows: &[R]) {
        for row in rows {
            row.cells(&mut |column, cell| {
                let free = column.labels.is_empty() && column.homes.is_empty();
                if let Cell::Text(text) = cell
                    && free
                {
                    let known = self.0.entry(column.name).or_default();
                    if !known.contains(text) {
                        known.insert(text.to_string());
                    }
                }
            });
        }
    }

    fn clear(&mut self) {
        self.0.clear();
    }
}

#[test]
fn personal_data_is_only_in_marked_columns() {
    let bank = Bank::new(plan("0.5"));
    let work = Work::whole(&bank);
    let mut sinks = Sinks::<Texts>::default();
    for batch in 0..work.batches() {
        work.encode(batch, &mut Rows::default(), &mut sinks);
    }
    let columns = || {
        files().zip(&sinks.tables).flat_map(|(table, texts)| {
            let column = |name: &str| table.column(name).unwrap();
            let found = texts.0.iter();
            found.map(move |(name, texts)| (table, column(name), texts))
        })
    };

    // Values that identify one person or household; a city or the last digits of a number occur elsewhere by chance.
    let mut personal: BTreeMap<&str, Pii> = BTreeMap::new();
    for (_, column, texts) in columns() {
        let Some(
            class @ (Pii::Name
            | Pii::Email
            | Pii::Phone
            | Pii::Address
            | Pii::GovernmentId
            | Pii::AccountNumber),
        ) = column.pii
        else {
            continue;
        };
        let long = |text: &&String| {
            text.len() >= 9 && (class != Pii::Address || text.bytes().any(|b| b.is_ascii_digit()))
        };
        personal.extend(texts.iter().filter(long).map(|text| (text.as_str(), class)));
    }
    let classes: BTreeSet<&str> = personal.values().map(|class| class.label()).collect();
    assert_eq!(classes.len(), 6, "{classes:?}");

    let mut records = BTreeSet::new();
    for (table, column, texts) in columns() {
        let Some((text, class)) = texts.iter().find_map(|text| {
            let found = personal.iter().find(|(one, _)| text.contains(**one));
            found.map(|(_, class)| (text, class))
        }) else {
            continue;
        };
        assert!(
            column.pii.is_some(),
            "{}.{} is not marked and holds {class:?}: {text}",
            table.name,
            column.name
        );
        if column.pii == Some(Pii::Record) {
            records.insert(column.name);
        }
    }
    assert_eq!(records, ["new_value", "old_value"].into());
}

/// Ordering rows, or selecting new ones, requires a column that is never NULL.
#[test]
fn every_table_of_events_has_an_event_time() {
    let without: Vec<&str> = files()
        .filter(|table| table.event_time().is_none())
        .map(|table| table.name)
        .collect();
    let wanted = [
        "departments",
        "training_programs",
        "loan_guarantors",
        "coverage",
        "beneficiaries",
        "aml_schemes",
    ];
    assert_eq!(without, wanted);
    let time = |name| files().find(|table| table.name == name)?.event_time();
    for (table, column) in [
        ("transactions", "transaction_date"),
        ("loans", "disbursement_date"),
        ("repayment_schedule", "due_date"),
        ("suspicious_activity_reports", "report_date"),
        ("audit_trails", "performed_at"),
    ] {
        assert_eq!(time(table).map(|one| one.name), Some(column), "{table}");
    }
}
