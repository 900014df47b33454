//! The extra steps in `load.sql` of a part, whose rows are loaded next to those of other parts.
//!
//! When no part is loaded yet, the step `load` creates the tables, as for a whole bundle. Otherwise rows are added with keys and
//! indexes in place. Foreign keys are added with the last part, when every referenced row is present.

use crate::bundle::format::Format;
use crate::bundle::load_statements::{QUIET, copy_from, ending, references_inside, sequences};
use crate::plan::Part;

const BESIDE: &str = include_str!("../../scripts/load/beside.sql");
const APPEND: &str = include_str!("../../scripts/load/append.sql");

/// Renders the steps `beside`, which looks for existing tables, and `append`, which replaces `load` if there are any.
pub(super) fn render(
    database: &str,
    rows: &[(&str, u64)],
    format: Format,
    part: Part,
) -> (String, String) {
    let beside = format!(
        "SELECT count(set_config(name, value, true)) AS done FROM (VALUES ('dhub.part', '{}'), ('dhub.parts', '{}'))\n    \
         AS setting (name, value) \\gset\n{BESIDE}",
        part.number(),
        part.of(),
    );
    let names: Vec<&str> = rows.iter().map(|(table, _)| *table).collect();
    let copies: Vec<String> = names
        .iter()
        .map(|table| copy_from(database, table, format, ""))
        .collect();
    let append = format!(
        "{APPEND}\\if :fresh\n\\else\n\\unset load\n\n{QUIET}\n{}{}\n{}{}{}\n\\if :complete\n{}\\endif\n{}\\endif\n",
        counted(&names, "before"),
        copies.join("\n"),
        sequences(database),
        counted(&names, "after"),
        check_added(rows),
        references_inside(database),
        ending(&names),
    );
    (beside, append)
}

/// Records how many rows this transaction has added to each table. Counting all rows would take longer with every part, so that
/// is done only if the server collects no statistics.
fn counted(tables: &[&str], when: &str) -> String {
    let counts: Vec<String> = tables
        .iter()
        .map(|table| {
            format!(
                "CASE current_setting('track_counts') WHEN 'on' THEN pg_stat_get_xact_tuples_inserted('{table}'::regclass)\n        \
                 ELSE (SELECT count(*) FROM ONLY {table}) END"
            )
        })
        .collect();
    format!(
        "SELECT set_config('dhub.{when}', ARRAY[\n    {}]::text, true) AS done \\gset\n",
        counts.join(",\n    ")
    )
}

/// Fails if a table received a different number of rows than the part has.
fn check_added(rows: &[(&str, u64)]) -> String {
    let wanted: Vec<String> = rows
        .iter()
        .enumerate()
        .map(|(place, (table, count))| format!("({}, '{table}', {count}::bigint)", place + 1))
        .collect();
    format!(
        "\nDO $$\n\
         DECLARE\n    \
             before CONSTANT bigint[] := current_setting('dhub.before');\n    \
             after CONSTANT bigint[] := current_setting('dhub.after');\n    \
             wanted record;\n\
         BEGIN\n    \
             FOR wanted IN VALUES\n        {}\n    \
             LOOP\n        \
                 IF after[wanted.column1] - before[wanted.column1] <> wanted.column3 THEN\n            \
                     RAISE EXCEPTION USING ERRCODE = 'DH006', MESSAGE = format(\n                \
                         '%s: row count differs from the manifest: expected %s more, found %s', wanted.column2, wanted.column3,\n                \
                         after[wanted.column1] - before[wanted.column1]);\n        \
                 END IF;\n    \
             END LOOP;\n\
         END\n\
         $$;\n",
        wanted.join(",\n        ")
    )
}
