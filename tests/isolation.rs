//! Isolation: a new stream, column or table changes no existing byte.

mod made;

use dhub::generate::{Bank, life};
use dhub::key;
use dhub::random::{Key, Proportion};
use dhub::tables::accounts_db::{AccountStatus, AccountType};
use dhub::tables::ids::{AccountId, CustomerId};
use dhub::tables::{CATALOGUE, Encoded, Row};
use made::{plan, tables};
use std::collections::HashMap;
use std::path::Path;

dhub::table! {
    /// Accounts as a later version might have them, with an additional column.
    accounts_db.accounts: LaterAccount {
        /// Key.
        account_id: AccountId [key],
        /// Who holds it.
        customer_id: CustomerId,
        /// What kind.
        account_type: AccountType,
        /// Whether money may move.
        account_status: AccountStatus,
        /// The new column.
        paperless: bool,
    }
}

/// Returns the tables with lives generated one by one; `draw` may draw anything in between.
fn one_by_one(bank: &Bank, mut draw: impl FnMut(u32, &dhub::tables::Rows)) -> Encoded {
    let mut encoded = Encoded::default();
    for number in 1..=bank.plan.customers {
        let rows = life(bank, number);
        draw(number, &rows);
        rows.encode(&mut encoded);
    }
    encoded
}

#[test]
fn a_new_column_and_its_stream_change_no_other_byte() {
    let bank = Bank::new(plan("0.1"));
    let before = one_by_one(&bank, |_, _| {});
    let mut later = Vec::new();
    let after = one_by_one(&bank, |number, rows| {
        for account in &rows.accounts {
            let row = u64::from(number) * 10 + u64::from(account.account_id.ordinal);
            let mut stream = bank
                .random
                .stream(key!("accounts_db.accounts/paperless"), row);
            let account = LaterAccount {
                account_id: account.account_id,
                customer_id: account.customer_id,
                account_type: account.account_type,
                account_status: account.account_status,
                paperless: stream.chance(Proportion::HALF),
            };
            account.write(&mut later);
        }
    });
    for ((table, before), after) in CATALOGUE.iter().zip(before.tables).zip(after.tables) {
        assert_eq!(before.bytes, after.bytes, "{} has moved", table.name);
    }
    let drawn = std::str::from_utf8(&later).unwrap();
    assert!(drawn.contains(",true\n") && drawn.contains(",false\n"));
}

#[test]
fn a_life_is_the_same_alone_or_among_others() {
    let plan = plan("0.1");
    let bank = Bank::new(plan);
    let whole = tables(plan);
    for number in [1, 20, 21, 57, 120] {
        let mut alone = Encoded::default();
        life(&bank, number).encode(&mut alone);
        for ((table, whole), alone) in CATALOGUE.iter().zip(&whole.tables).zip(&alone.tables) {
            let found = alone.bytes.is_empty()
                || whole
                    .bytes
                    .windows(alone.bytes.len())
                    .any(|part| part == alone.bytes);
            assert!(found, "{}: customer {number} differs alone", table.name);
        }
    }
}

#[test]
fn stream_names_belong_to_tables_and_their_keys_never_collide() {
    let mut names = HashMap::new();
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut directories = vec![source.join("generate"), source.join("values")];
    while let Some(directory) = directories.pop() {
        for entry in std::fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                directories.push(path);
                continue;
            }
            let source = std::fs::read_to_string(&path).unwrap();
            // Draws of unit tests reach no table.
            let source = source.split("#[cfg(test)]").next().unwrap_or_default();
            for part in source.split("key!(").skip(1) {
                let name = part.split('"').nth(1).unwrap().to_string();
                let (table, _) = name
                    .split_once('/')
                    .unwrap_or_else(|| panic!("{}: {name:?} has no aspect", path.display()));
                let known = |known: &&&dhub::tables::Table| {
                    format!("{}.{}", known.database, known.name) == table
                };
                assert!(
                    CATALOGUE.iter().find(known).is_some() || table.starts_with("labels."),
                    "{}: {name:?} names no table",
                    path.display()
                );
                let key = format!("{:?}", Key::new(&name));
                let other = names.insert(key, name.clone());
                assert!(other.is_none_or(|other| other == name));
            }
        }
    }
    assert!(names.len() > 50, "only {} streams found", names.len());
}
