//! Statements that every `load.sql` shares, whether it loads a whole bundle or adds a part.

use crate::bundle::format::Format;
use crate::schema;
use crate::values::SqlType;
use std::fmt::Write as _;

/// `default_statistics_target` while loading: PostgreSQL samples 300 rows per unit. Enough for the low-cardinality columns that
/// people group by, in a quarter of the time; autovacuum later uses the server's own setting.
const STATISTICS_TARGET: u32 = 25;

pub(super) const QUIET: &str = include_str!("../../scripts/load/quiet.sql");
const MARK: &str = include_str!("../../scripts/load/mark.sql");
const FINISH: &str = include_str!("../../scripts/load/finish.sql");

/// Renders a `\copy` on a single line with a literal path, because psql allows neither variables nor line breaks in it. `freeze`
/// is used if the table was created or truncated in the same transaction: it spares the first readers from setting hint bits.
pub(super) fn copy_from(database: &str, table: &str, format: Format, freeze: &str) -> String {
    let source = format.copy_source(&format!("{database}/{table}.{}", format.extension()));
    format!("\\copy {table} from {source} with (format csv, header, {freeze}encoding 'UTF8')")
}

/// Renders the foreign keys inside a database.
pub(super) fn references_inside(database: &str) -> String {
    let mut sql = String::new();
    for (reference, _) in schema::references_of(database, true) {
        let _ = writeln!(sql, "{};", reference.sql);
    }
    sql
}

/// Advances the sequence of each identity column past its highest value.
pub(super) fn sequences(database: &str) -> String {
    let mut sql = String::new();
    for table in schema::tables_of(database) {
        for column in table.columns {
            if column.sql == SqlType::Identity {
                let _ = writeln!(
                    sql,
                    "SELECT setval(pg_get_serial_sequence('{table}', '{column}'), coalesce(max({column}), 0) + 1, false) \
                     AS done FROM ONLY {table} \\gset",
                    table = table.name,
                    column = column.name,
                );
            }
        }
    }
    sql
}

/// Renders the end of a load: markers, statistics, and restoring what others had attached to the tables.
pub(super) fn ending(tables: &[&str]) -> String {
    format!(
        "\n{MARK}\n\
         SET LOCAL default_statistics_target = {STATISTICS_TARGET};\n\
         ANALYZE {};\n\n\
         {FINISH}",
        tables.join(", ")
    )
}
