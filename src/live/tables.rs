//! Counts and drops loaded tables on the server.

use super::{Live, NULL, Rights, read_csv};
use crate::bundle::load_sql::MARKER;
use crate::error::{Error, Result};
use crate::schema::{literal, tables_of};

/// A table on the server with the name of one of ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadedTable {
    /// Name of the table.
    pub table: &'static str,
    /// Number of rows.
    pub rows: i64,
    /// Id of the bundle it was loaded from; None if load.sh did not create it.
    pub bundle: Option<String>,
}

impl Live {
    /// Lists the existing tables of a database in load order; empty if there is no such database.
    ///
    /// # Errors
    ///
    /// Fails when psql or the server reports an error.
    pub fn tables(&self, database: &str) -> Result<Vec<LoadedTable>> {
        let counting = format!(
            "SET LOCAL statement_timeout = 0;\n\
             SELECT string_agg(format('SELECT %L, count(*), %L FROM %I.%I', relname, mark, nspname, relname), ' UNION ALL ')\n\
             {} \\gexec\n",
            self.present(database)
        );
        let Some(answer) = self.ask(database, &counting, Rights::Read)? else {
            return Ok(Vec::new());
        };
        let records = read_csv(&answer);
        let held = |table: &'static str| {
            let record = records.iter().find(|r| r.len() == 3 && r[0] == table)?;
            Some(LoadedTable {
                table,
                rows: record[1].parse().ok()?,
                bundle: Some(record[2].clone()).filter(|mark| mark != NULL),
            })
        };
        Ok(tables_of(database).filter_map(|t| held(t.name)).collect())
    }

    /// Drops the tables of a database that load.sh loaded, all or none, and returns their number.
    ///
    /// # Errors
    ///
    /// Fails when psql or the server reports an error, for example because other objects depend on a table.
    pub fn clear(&self, database: &str) -> Result<usize> {
        let ours = format!("{} WHERE mark IS NOT NULL", self.present(database));
        let dropping = format!(
            "SET LOCAL statement_timeout = 0;\nSET LOCAL client_min_messages = warning;\n\
             SELECT pg_advisory_xact_lock(hashtextextended('dhub load', 0)) AS done \\gset\n\
             SELECT relname {ours};\n\
             SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) FROM pg_constraint k\n\
             JOIN pg_class c ON c.oid = conrelid JOIN pg_namespace n ON n.oid = relnamespace\n\
             WHERE contype = 'f' AND nspname <> {schema} AND strpos(obj_description(c.oid, 'pg_class'), {marker}) > 0\n\
             AND confrelid IN (SELECT oid {ours}) \\gexec\n\
             SELECT 'DROP TABLE ' || string_agg(format('%I.%I', nspname, relname), ', ') {ours} HAVING count(*) > 0 \\gexec\n",
            schema = literal(self.schema(database)),
            marker = literal(MARKER),
        );
        let answer = self.ask(database, &dropping, Rights::Write)?;
        Ok(answer.map_or(0, |names| names.lines().skip(1).count()))
    }

    /// Renders `FROM` with the existing tables as (relname, nspname, mark), where the mark is the id of the bundle they were
    /// loaded from.
    fn present(&self, database: &str) -> String {
        let names: Vec<String> = tables_of(database).map(|t| literal(t.name)).collect();
        format!(
            "FROM (SELECT c.oid, relname, nspname, substring(obj_description(c.oid, 'pg_class') FROM {pattern}) AS mark\n\
             FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace\n\
             WHERE nspname = {schema} AND relkind = 'r' AND relname IN ({names})) AS present",
            pattern = literal(&format!("{MARKER}([^ ]+)\\.$")),
            schema = literal(self.schema(database)),
            names = names.join(", "),
        )
    }

    /// Runs a script in a database; returns None if the server has no such database.
    fn ask(&self, database: &str, script: &str, access: Rights) -> Result<Option<String>> {
        let home = self.home(database);
        let answer = self.psql(&home, script, access);
        match answer.map_err(|error| error.within(database))? {
            Ok(answer) => Ok(Some(answer)),
            // If the server does not respond or rejects the password, a second query would do the same.
            Err(failure) if failure.names(&home) && self.exists(&home) == Some(false) => Ok(None),
            Err(failure) => Err(Error::from(failure).within(database)),
        }
    }
}
