//! Renders diagrams of the references between a bundle's tables, in Mermaid, which GitHub and GitLab display.

use crate::tables::{DATABASES, Reference, Table, references};
use crate::values::SqlType;
use std::fmt::Write as _;

/// Renders a section of the README: a diagram across databases, and one per database. Empty if there are no references.
pub(super) fn render(tables: &[&'static Table]) -> String {
    let all = references(tables);
    if all.is_empty() {
        return String::new();
    }
    let mut text = "## References between tables\n\n".to_string();
    if all.iter().any(Reference::crosses) {
        text += "Between databases, labeled with the referencing columns. No server enforces these; `dhub verify` checks them:\n\n";
        text += &across(tables, &all);
    }
    text += "Within each database, with primary keys (PK) and references (FK). References to another database name the table there:\n\n";
    for database in DATABASES {
        let own: Vec<&Table> = of(tables, database).collect();
        if !own.is_empty() {
            text += &within(database, &own, &all);
        }
    }
    text
}

fn of(tables: &[&'static Table], database: &str) -> impl Iterator<Item = &'static Table> {
    let own = move |table: &&Table| table.database == database;
    tables.iter().copied().filter(own)
}

/// The databases with their tables.
fn across(tables: &[&'static Table], all: &[Reference]) -> String {
    let mut text = "```mermaid\nerDiagram\n".to_string();
    for database in DATABASES {
        let mut own = of(tables, database).peekable();
        if own.peek().is_none() {
            continue;
        }
        let _ = writeln!(text, "    {database} {{");
        for table in own {
            let _ = writeln!(text, "        table {}", table.name);
        }
        text += "    }\n";
    }
    for from in DATABASES {
        for to in DATABASES {
            let between = |one: &&Reference| {
                (one.from.database, one.to.database) == (from, to) && one.crosses()
            };
            let mut names: Vec<&str> = Vec::new();
            for one in all.iter().filter(between) {
                // Several tables have a column of the same name.
                if !names.contains(&one.column.name) {
                    names.push(one.column.name);
                }
            }
            if !names.is_empty() {
                let _ = writeln!(text, "    {to} ||--o{{ {from} : \"{}\"", names.join(", "));
            }
        }
    }
    text + "```\n\n"
}

/// The tables of a database with their keys.
fn within(database: &str, tables: &[&Table], all: &[Reference]) -> String {
    let mut text = format!("<details><summary>{database}</summary>\n\n```mermaid\nerDiagram\n");
    for table in tables {
        let _ = writeln!(text, "    {} {{", table.name);
        let outgoing = |name: &str| {
            all.iter()
                .find(|one| one.from.is(table) && one.column.name == name)
        };
        for column in table.columns {
            let reference = outgoing(column.name);
            let key = match (column.key, reference.is_some()) {
                (true, true) => "PK, FK",
                (true, false) => "PK",
                (false, true) => "FK",
                (false, false) => continue,
            };
            let kind = match column.sql {
                SqlType::Identity => SqlType::BigInt,
                other => other,
            };
            let home = match reference {
                Some(one) if one.crosses() => {
                    format!(" \"{}.{}\"", one.to.database, one.to.name)
                }
                _ => String::new(),
            };
            let _ = writeln!(text, "        {kind} {} {key}{home}", column.name);
        }
        text += "    }\n";
    }
    let inside = |one: &&Reference| one.from.database == database && !one.crosses();
    for one in all.iter().filter(inside) {
        let least = if one.column.nullable { "|o" } else { "||" };
        let most = if one.many() { "o{" } else { "o|" };
        let _ = writeln!(
            text,
            "    {} {least}--{most} {} : {}",
            one.to.name, one.from.name, one.column.name
        );
    }
    text + "```\n\n</details>\n\n"
}

#[cfg(test)]
mod tests {
    use super::render;
    use crate::tables::{CATALOGUE, Table};

    #[test]
    fn every_reference_is_drawn_or_named_at_its_column() {
        let text = render(CATALOGUE);
        let mut seen = 0;
        for table in CATALOGUE {
            for column in table.columns {
                let Some(home) = column.reference(table) else {
                    continue;
                };
                seen += 1;
                let line = match home.database == table.database {
                    true => format!("{} : {}\n", table.name, column.name),
                    false => format!(" {} FK \"{}.{}\"\n", column.name, home.database, home.table)
                        .replace(" FK", if column.key { " PK, FK" } else { " FK" }),
                };
                assert!(text.contains(&line), "{line}");
            }
        }
        assert!(seen > 50, "{seen}");
    }

    #[test]
    fn a_partial_bundle_draws_only_references_among_its_tables() {
        let some = |names: &[&str]| -> Vec<&'static Table> {
            let wanted = |table: &&&Table| names.contains(&table.name);
            CATALOGUE.iter().filter(wanted).copied().collect()
        };
        assert_eq!(render(&some(&["branches"])), "");
        let text = render(&some(&["loans", "collateral"]));
        assert!(text.contains("loans ||--o| collateral : loan_id"), "{text}");
        assert!(!text.contains("accounts_db"), "{text}");
    }
}
