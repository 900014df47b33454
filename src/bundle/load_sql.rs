//! `load.sql` of each database: what load.sh runs inside its transaction, one step at a time.
//!
//! Steps that are the same for every database are in `scripts/load/*.sql`; this module renders the names, statements, and counts
//! of one database.

use crate::bundle::digest::Digest;
use crate::bundle::format::Format;
use crate::bundle::load_parts;
use crate::bundle::load_statements::{QUIET, copy_from, ending, references_inside, sequences};
use crate::bundle::origin::Origin;
use crate::plan::Part;
use crate::schema::{self, Addition, literal};
use crate::tables::Table;
use crate::values::SqlType;
use std::fmt::Write as _;

/// Precedes the bundle's id at the end of each loaded table's comment; load.sh recognizes its own tables by it.
pub const MARKER: &str = "\nLoaded by dhub, bundle ";

/// Identifies the rows being loaded.
#[derive(Clone, Debug)]
pub struct Id {
    /// The bundle's id, or the id shared by all its parts.
    pub(super) bundle: String,
    /// The part, if not the whole bundle.
    pub(super) part: Option<Part>,
}

impl Id {
    /// Returns the id of a bundle or part.
    pub fn of(origin: &Origin) -> Id {
        Id {
            bundle: match origin.part {
                None => origin.bundle.clone(),
                Some(_) => origin.parts_id(),
            },
            part: origin.part,
        }
    }

    /// Returns the marker text for each table's comment when only these rows are loaded.
    fn mark(&self) -> String {
        match self.part {
            None => self.bundle.clone(),
            Some(part) => format!("{}:{part}", self.bundle),
        }
    }

    /// Returns whether a row may refer to one that is not loaded along with it.
    pub(super) fn is_incomplete(&self) -> bool {
        self.part.is_some_and(|part| part.of() > 1)
    }
}

const LOCK: &str = include_str!("../../scripts/load/lock.sql");
const CHECK: &str = include_str!("../../scripts/load/check.sql");
const PREPARE: &str = include_str!("../../scripts/load/prepare.sql");
const CLEAR: &str = include_str!("../../scripts/load/clear.sql");

/// Renders `load.sql` of a database. load.sh runs those steps that it has defined as psql variables: `lock`, `check`, `load`,
/// `references`, and `clear`; for a part of a bundle also `beside` and `append`.
///
/// `rows` gives the number of rows per table, in load order; `id` is stored in each table's comment. The script requires psql in
/// the bundle's directory, an open transaction with load.sh's settings, and a `search_path`.
pub fn render(database: &str, rows: &[(&str, u64)], format: Format, id: &Id) -> String {
    let structure = structure(database);
    let mut sql = format!(
        "-- Loads {database}. Run by load.sh from the bundle's directory, inside a transaction whose search_path leads\n\
         -- to the schema that the tables go into. The next lines are read by load.sh.\n\
         -- bundle {}\n",
        id.bundle
    );
    if let Some(part) = id.part {
        let _ = writeln!(sql, "-- part {part}");
    }
    for (table, count) in rows {
        let _ = writeln!(sql, "-- table {table} {count}");
    }
    sql += &format!("\n{}", names(database, id, &structure));
    let (beside, append) = match id.part {
        None => Default::default(),
        Some(part) => load_parts::render(database, rows, format, part),
    };
    let load = load(database, rows, format, id);
    let references = references_between(database, id);
    for (step, text) in [
        ("lock", LOCK),
        ("check", CHECK),
        ("beside", &beside),
        ("append", &append),
        ("load", &load),
        ("references", &references),
        ("clear", CLEAR),
    ] {
        if !text.is_empty() {
            let _ = write!(sql, "\n\\if :{{?{step}}}\n{text}\\endif\n");
        }
    }
    sql
}

/// Returns the suffix of a loaded table's comment, by which load.sh sees who loaded the table and whether its structure is
/// current.
#[cfg(feature = "query")]
pub(crate) fn mark(database: &str, bundle_id: &str) -> String {
    format!("\nStructure {}.{MARKER}{bundle_id}.", structure(database))
}

/// Hashes a database's SQL. Tables whose marker has the same value need not be recreated.
fn structure(database: &str) -> String {
    let between: String = schema::references_of(database, false)
        .into_iter()
        .map(|(reference, _)| reference.sql)
        .collect();
    let all = schema::schema_sql(database) + &between;
    Digest::of(all.as_bytes()).to_string()[..16].to_string()
}

/// Renders the settings that the steps read with `current_setting`.
fn names(database: &str, id: &Id, structure: &str) -> String {
    let listed = |names: Vec<String>| literal(&names.join(" "));
    let named = |additions: Vec<Addition>| additions.into_iter().map(|one| one.name);
    let tables = schema::tables_of(database).map(|table| table.name.to_string());
    let indexes = named(schema::keys_of(database)).chain(named(schema::indexes_of(database)));
    let references = [true, false].map(|inside| schema::references_of(database, inside));
    let references = references.into_iter().flatten().map(|(one, _)| one.name);
    let columns: Vec<String> = schema::tables_of(database).map(columns).collect();
    format!(
        "SELECT count(set_config('dhub.' || name, value, true)) AS done FROM (VALUES\n    \
         ('database', '{database}'),\n    \
         ('bundle', '{}'),\n    \
         ('mark', '{}'),\n    \
         ('structure', '{structure}'),\n    \
         ('tables', {}),\n    \
         ('indexes', {}),\n    \
         ('references', {}),\n    \
         ('columns', {})\n\
         ) AS setting (name, value) \\gset\n",
        id.bundle,
        id.mark(),
        listed(tables.collect()),
        listed(indexes.collect()),
        listed(references.collect()),
        literal(&columns.join("\n")),
    )
}

/// Renders the columns of a table in the form that check.sql builds for those of the server.
fn columns(table: &'static Table) -> String {
    let columns = table.columns.iter().map(|column| {
        let sql = match column.sql {
            SqlType::Identity => "bigint not null identity".to_string(),
            SqlType::Timestamp => "timestamp without time zone".to_string(),
            other => other.to_string(),
        };
        let required = !column.nullable && column.sql != SqlType::Identity;
        let required = if required || column.key && column.sql != SqlType::Identity {
            " not null"
        } else {
            ""
        };
        format!("{} {sql}{required}", column.name)
    });
    let columns: Vec<String> = columns.collect();
    format!("{}: {}", table.name, columns.join(", "))
}

/// Renders the step `load`: creates the tables that are not kept, copies rows, adds keys and indexes, checks counts, and marks
/// the tables.
fn load(database: &str, rows: &[(&str, u64)], format: Format, id: &Id) -> String {
    let names: Vec<&str> = rows.iter().map(|(table, _)| *table).collect();
    let keeps: Vec<String> = names
        .iter()
        .map(|name| format!("'{name}' = ANY (kept) AS keep_{name}"))
        .collect();
    let mut sql = format!(
        "{QUIET}{PREPARE}\n\
         SELECT {}\n\
         FROM string_to_array(current_setting('dhub.kept'), ' ') AS kept \\gset\n\n",
        keeps.join(",\n    ")
    );
    for table in schema::tables_of(database) {
        let _ = write!(
            sql,
            "\\if :keep_{}\n\\else\n{}\\endif\n",
            table.name,
            schema::bare_table_sql(table)
        );
    }
    sql.push('\n');
    for table in &names {
        let _ = writeln!(sql, "{}", copy_from(database, table, format, "freeze, "));
    }
    sql.push('\n');
    sql += &missing(&schema::keys_of(database));
    // Rows that a part refers to may not be loaded yet; the last part adds the foreign keys.
    if !id.is_incomplete() {
        sql += &references_inside(database);
    }
    sql.push('\n');
    sql += &missing(&schema::indexes_of(database));
    sql.push_str(&sequences(database));
    sql.push_str(&check_counts(rows));
    sql += &ending(&names);
    sql
}

/// Adds the keys or indexes that were not kept.
fn missing(additions: &[Addition]) -> String {
    if additions.is_empty() {
        return String::new();
    }
    let values: Vec<String> = additions
        .iter()
        .enumerate()
        .map(|(place, one)| format!("({place}, '{}', {})", one.name, literal(&one.sql)))
        .collect();
    format!(
        "SELECT sql FROM (VALUES\n    {}\n\
         ) AS wanted (place, name, sql)\n\
         WHERE NOT EXISTS (SELECT FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relname = name)\n\
         ORDER BY place \\gexec\n\n",
        values.join(",\n    ")
    )
}

/// Renders the step `references`: with one schema per database, references between databases are foreign keys, too. They are
/// added after all rows, where both tables were loaded.
fn references_between(database: &str, id: &Id) -> String {
    let references = schema::references_of(database, false);
    if references.is_empty() {
        return "-- No table refers to another database.\n".to_string();
    }
    let values: Vec<String> = references
        .iter()
        .enumerate()
        .map(|(place, (one, home))| {
            format!(
                "({place}, '{}.{}', '{}', '{}.{}', {})",
                one.table.database,
                one.table.name,
                one.name,
                home.database,
                home.table,
                literal(&one.sql)
            )
        })
        .collect();
    format!(
        "SELECT sql FROM (VALUES\n    {}\n\
         ) AS wanted (place, own, name, other, sql)\n\
         WHERE strpos(obj_description(to_regclass(own), 'pg_class'), E'{marker}{all}') > 0\n    \
             AND strpos(obj_description(to_regclass(other), 'pg_class'), E'{marker}{all}') > 0\n    \
             AND NOT EXISTS (SELECT FROM pg_constraint WHERE conrelid = to_regclass(own) AND conname = name)\n\
         ORDER BY place \\gexec\n",
        values.join(",\n    "),
        marker = MARKER.replace('\n', "\\n"),
        // Parts: only once all of them are loaded.
        all = match id.part {
            Some(part) if part.of() > 1 => format!("{}:1-{}/", id.bundle, part.of()),
            _ => String::new(),
        },
    )
}

/// Fails if a table has a different number of rows than the bundle.
fn check_counts(rows: &[(&str, u64)]) -> String {
    let wanted: Vec<String> = rows
        .iter()
        .map(|(table, count)| format!("('{table}', {count}::bigint)"))
        .collect();
    format!(
        "\nDO $$\n\
         DECLARE\n    \
             wanted record;\n    \
             found bigint;\n\
         BEGIN\n    \
             FOR wanted IN VALUES\n        {}\n    \
             LOOP\n        \
                 EXECUTE format('SELECT count(*) FROM ONLY %I', wanted.column1) INTO found;\n        \
                 IF found <> wanted.column2 THEN\n            \
                     RAISE EXCEPTION USING ERRCODE = 'DH006', MESSAGE = format(\n                \
                         '%s: row count differs from the manifest: expected %s, found %s', wanted.column1, wanted.column2, found);\n        \
                 END IF;\n    \
             END LOOP;\n\
         END\n\
         $$;\n",
        wanted.join(",\n        ")
    )
}
