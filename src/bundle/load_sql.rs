//! `load.sql` of each database: what load.sh runs inside its transaction.

use crate::schema;
use crate::values::SqlType;
use std::fmt::Write as _;

/// Ends the comment of every loaded table, before the bundle's id: how load.sh knows its own tables.
pub const MARKER: &str = "\nLoaded by dhub, bundle ";

/// The message with which a load ends when a table holds another number of rows than the manifest says.
pub const COUNTS_DIFFER: &str = "row count differs from the manifest";
/// The message with which a load ends when a table of that name is not ours.
pub const NOT_OURS: &str = "not made by load.sh";

/// `load.sql` of a database: drops the tables, makes them, copies the rows, adds keys and indexes, checks the counts.
///
/// `rows` has the number of rows of each table, in load order; `bundle_id` is stored in each table's comment and may hold
/// letters, digits and `-`. The text needs psql in the bundle's folder, an open transaction and a `search_path`.
pub fn render(database: &str, rows: &[(&str, u64)], compressed: bool, bundle_id: &str) -> String {
    let names: Vec<&str> = rows.iter().map(|(table, _)| *table).collect();
    let mut sql = format!(
        "-- Loads {database}. Run by load.sh from the bundle's folder, inside a transaction whose search_path leads\n\
         -- to where the tables shall stand. The next lines are read by load.sh.\n\
         -- bundle {bundle_id}\n"
    );
    for (table, count) in rows {
        let _ = writeln!(sql, "-- table {table} {count}");
    }
    let _ = write!(
        sql,
        "\n\
         SET LOCAL client_min_messages = warning;\n\
         SET LOCAL client_encoding = 'UTF8';\n\
         SET LOCAL datestyle = 'ISO, YMD';\n\
         SET LOCAL jit = off;\n\n\
         {}\n\
         -- With --force, also what depends on them.\n\
         \\if :{{?force}}\n    \
         DROP TABLE IF EXISTS {names} CASCADE;\n\
         \\else\n    \
         DROP TABLE IF EXISTS {names};\n\
         \\endif\n\n\
         {}\n",
        refuse_others(&names),
        schema::bare_tables_sql(database),
        names = names.join(", "),
    );
    for table in &names {
        let _ = writeln!(sql, "{}", copy_from(database, table, compressed));
    }
    let _ = write!(
        sql,
        "\n{}\n{}\n",
        schema::keys_sql(database),
        schema::constraints_sql(database)
    );
    sql.push_str(&sequences(database));
    sql.push_str(&check_counts(rows));
    sql.push('\n');
    for table in schema::tables_of(database) {
        let comment = format!("{}{MARKER}{bundle_id}.", table.doc);
        let _ = writeln!(
            sql,
            "COMMENT ON TABLE {} IS {};",
            table.name,
            schema::literal(&comment)
        );
    }
    let _ = writeln!(
        sql,
        "\n-- A sample of some thousand rows tells the planner enough.\n\
         SET LOCAL default_statistics_target = 25;\nANALYZE {};",
        names.join(", ")
    );
    sql
}

/// Fails if a relation of one of the names stands where ours shall, without our marker. Skipped with `--force`.
fn refuse_others(names: &[&str]) -> String {
    format!(
        "\\if :{{?force}}\n\
         \\else\n\
         DO $$\n\
         DECLARE\n    \
             other text;\n\
         BEGIN\n    \
             SELECT string_agg(relname, ', ' ORDER BY relname) INTO other FROM pg_class\n    \
             WHERE relnamespace = current_schema()::regnamespace AND relname IN ({names})\n        \
                 AND coalesce(strpos(obj_description(oid, 'pg_class'), {marker}), 0) = 0;\n    \
             IF other IS NOT NULL THEN\n        \
                 RAISE EXCEPTION '%: {NOT_OURS}', other;\n    \
             END IF;\n\
         END\n\
         $$;\n\
         \\endif\n",
        names = quoted(names),
        marker = schema::literal(MARKER),
    )
}

/// One `\copy`, on a single line and with a literal path, for psql takes neither variables nor line ends there.
/// FREEZE, for the table was made in the same transaction: whoever reads the rows first need not mark them as committed.
fn copy_from(database: &str, table: &str, compressed: bool) -> String {
    let source = if compressed {
        format!("program 'zstd -dcq -- {database}/{table}.csv.zst'")
    } else {
        format!("'{database}/{table}.csv'")
    };
    format!("\\copy {table} from {source} with (format csv, header, freeze, encoding 'UTF8')")
}

/// Sets the sequence of each identity column past its highest value.
fn sequences(database: &str) -> String {
    let mut sql = String::new();
    for table in schema::tables_of(database) {
        for column in table.columns {
            if column.sql == SqlType::Identity {
                let _ = writeln!(
                    sql,
                    "SELECT setval(pg_get_serial_sequence('{table}', '{column}'), coalesce(max({column}), 0) + 1, false) \
                     AS done FROM {table} \\gset",
                    table = table.name,
                    column = column.name,
                );
            }
        }
    }
    sql
}

/// Fails if a table holds another number of rows than the bundle.
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
                 EXECUTE format('SELECT count(*) FROM %I', wanted.column1) INTO found;\n        \
                 IF found <> wanted.column2 THEN\n            \
                     RAISE EXCEPTION '%: {COUNTS_DIFFER}: expected %, found %', wanted.column1, wanted.column2, found;\n        \
                 END IF;\n    \
             END LOOP;\n\
         END\n\
         $$;\n",
        wanted.join(",\n        ")
    )
}

fn quoted(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| schema::literal(name)).collect();
    names.join(", ")
}
