//! Embedded SQLite over a bundle, with its databases and the ground truth attached. Tables are loaded when first read.
//!
//! Several engines may share loaded tables: each database is then a temporary file that all of them have open. Without a
//! temporary directory there is one engine, with its tables in memory.

use super::access::{Access, authorize};
use super::answer::{Answer, AnswerSink, Head};
use super::columns::{Storage, column_format, named, schema};
use super::describe::pragma;
use super::explain::{self, failed, in_engine};
use super::functions;
use super::load::{self, Deadline, FaultKind, TableFault};
use super::source::{BundleTables, StoredTable};
use crate::bundle::Bundle;
use crate::error::{Error, ErrorKind, Result};
use crate::tables::{DIRECTORIES, FILES, Table};
use rusqlite::config::DbConfig;
use rusqlite::fallible_iterator::FallibleIterator;
use rusqlite::hooks::AuthContext;
use rusqlite::{Batch, Connection};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Page caches of all engines that share tables, in KiB.
const CACHES_KIB: u64 = 512 * 1024;
/// Least page cache of a database, in KiB.
const LEAST_CACHE_KIB: u64 = 2 * 1024;

/// An embedded SQL engine over a bundle.
#[derive(Debug)]
pub struct Engine {
    db: Connection,
    source: BundleTables,
    access: Arc<Mutex<Access>>,
    state: Arc<Mutex<State>>,
    deadline: Option<Deadline>,
}

/// The page cache of each of these engines for each database, in KiB, in proportion to the database's rows.
fn caches(bundle: &Bundle, engines: usize) -> Vec<(&'static str, u64)> {
    let source = BundleTables::new(bundle.clone());
    let rows = |database: &str| {
        let tables = source.tables_of(database);
        tables.map(|stored| u128::from(stored.rows)).sum::<u128>()
    };
    let whole = DIRECTORIES
        .iter()
        .map(|database| rows(database))
        .sum::<u128>()
        .max(1);
    let each = u128::from(CACHES_KIB / engines.max(1) as u64);
    let caches = DIRECTORIES.iter();
    caches
        .map(|&database| {
            let cache = (each * rows(database) / whole) as u64;
            (database, cache.max(LEAST_CACHE_KIB))
        })
        .collect()
}

/// Load state of the tables, as indexes into [`FILES`].
#[derive(Debug, Default)]
struct State {
    loaded: BTreeSet<usize>,
    indexed: BTreeSet<usize>,
    unreadable: BTreeSet<usize>,
    /// Tables whose loading was interrupted, and which must not be used.
    broken: BTreeSet<usize>,
}

impl Engine {
    /// Opens an engine over a bundle. Unqualified names are looked up in the database `first` before the others.
    ///
    /// # Errors
    ///
    /// Fails when SQLite cannot start.
    pub fn open(bundle: Bundle, first: Option<&str>) -> Result<Engine> {
        Engine::over(bundle, &schema(first, None), Arc::default())
    }

    /// Opens up to this many engines, at least one, that share loaded tables. While one engine loads a table, no other may use
    /// that database.
    ///
    /// Where no temporary directory can be made, as in a container image that holds the program alone, it is one engine with
    /// the tables in memory, and slower.
    ///
    /// # Errors
    ///
    /// Fails when SQLite cannot start, or when no temporary file can be created.
    pub fn several(bundle: &Bundle, engines: usize) -> Result<Vec<Engine>> {
        let Ok(directory) = tempfile::tempdir() else {
            return Ok(vec![Engine::open(bundle.clone(), None)?]);
        };
        let state = Arc::default();
        let storage = Storage {
            directory: directory.path(),
            caches: caches(bundle, engines),
        };
        let schema = schema(None, Some(&storage));
        // The files are unlinked after opening, so they disappear with the last engine even after a crash.
        (0..engines)
            .map(|_| Engine::over(bundle.clone(), &schema, Arc::clone(&state)))
            .collect()
    }

    fn over(bundle: Bundle, schema: &str, state: Arc<Mutex<State>>) -> Result<Engine> {
        let source = BundleTables::new(bundle);
        let mut db = Connection::open_in_memory().map_err(failed)?;
        // As in PostgreSQL, double quotes delimit identifiers only, so that a misspelled one is an error and not a string.
        for config in [
            DbConfig::SQLITE_DBCONFIG_DQS_DML,
            DbConfig::SQLITE_DBCONFIG_DQS_DDL,
        ] {
            db.set_db_config(config, false).map_err(failed)?;
        }
        functions::register(&db, &source.parameters()).map_err(failed)?;
        db.execute_batch(schema).map_err(failed)?;
        let access = Arc::new(Mutex::new(Access::default()));
        let shared = Arc::clone(&access);
        db.authorizer(Some(move |context: AuthContext<'_>| {
            authorize(&shared, &context)
        }))
        .map_err(failed)?;
        Ok(Engine {
            db,
            source,
            access,
            state,
            deadline: None,
        })
    }

    /// Interrupts any query that runs longer than `limit`, including the loading of tables.
    ///
    /// # Errors
    ///
    /// Fails when SQLite cannot install the handler.
    pub fn stop_after(&mut self, limit: Duration) -> Result<()> {
        let deadline = Deadline {
            limit,
            end: Instant::now().checked_add(limit),
        };
        self.deadline = Some(deadline);
        let passed = move || deadline.passed();
        self.db.progress_handler(1000, Some(passed)).map_err(failed)
    }

    /// Returns the bundle's tables.
    pub fn source(&self) -> &BundleTables {
        &self.source
    }

    fn access(&self) -> MutexGuard<'_, Access> {
        self.access.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the tables that a statement reads.
    ///
    /// # Errors
    ///
    /// Fails unless the text is a single read-only statement; the message shows the position of the error.
    pub fn reads(&self, sql: &str) -> Result<Vec<&'static Table>> {
        {
            let mut access = self.access();
            access.reads.clear();
            access.denied = None;
        }
        let mut batch = Batch::new(&self.db, sql);
        let outcome = batch.next().and_then(|first| {
            let answers = first.map(|first| first.readonly() && first.column_count() > 0);
            Ok((answers, batch.next()?.is_some()))
        });
        match outcome {
            Ok((Some(true), false)) => Ok(self.access().reads.iter().map(|&i| FILES[i]).collect()),
            Ok((None, _)) => Err(Error::query("query: expected a statement, found none")),
            Ok((_, true)) => Err(Error::query(
                "query: expected one statement, found several; run them one by one",
            )),
            Ok((Some(false), false)) => Err(Error::query(
                "query: refused, it returns no rows; queries are read-only",
            )),
            Err(error) => Err(self.explain(sql, &error)),
        }
    }

    /// Converts an SQLite error of a query into one of ours.
    fn explain(&self, sql: &str, error: &rusqlite::Error) -> Error {
        let denied = self.access().denied;
        match (denied, self.deadline) {
            (Some(action), _) => Error::query(format!(
                "query: refused, it would {action}; queries are read-only"
            )),
            (None, Some(deadline)) if deadline.passed() => deadline.error(),
            (None, _) => explain::explain(sql, error),
        }
    }

    /// Runs a query, after loading the tables that it reads.
    ///
    /// # Errors
    ///
    /// Fails when the query is invalid or writes, or when a table that it reads is missing or damaged.
    pub fn query(&self, sql: &str) -> Result<Answer> {
        let mut answer = Answer::default();
        self.answer(sql, &mut answer)?;
        Ok(answer)
    }

    /// Like [`query`](Engine::query), but passes rows to a sink as they are produced.
    ///
    /// # Errors
    ///
    /// Also fails when the sink does. Rows may already have been passed on when an error such as an overflow occurs.
    pub fn answer(&self, sql: &str, to: &mut dyn AnswerSink) -> Result<()> {
        if let Some(answer) = pragma(sql) {
            return answer.give(to);
        }
        for table in self.reads(sql)? {
            self.ensure(table)?;
        }
        let explain = |e| self.explain(sql, &e);
        let mut statement = self.db.prepare(sql).map_err(explain)?;
        let columns: Vec<Head> = statement
            .columns()
            .map(|column| (named(column.name()), column_format(column.decl_type())))
            .collect();
        let width = columns.len();
        let mut found = statement.query([]).map_err(explain)?;
        // Produce the first row before printing the header, so that a query that fails at once prints nothing.
        let mut next = found.next().map_err(explain)?;
        to.head(columns)?;
        while let Some(row) = next {
            let values: rusqlite::Result<_> = (0..width).map(|i| row.get(i)).collect();
            if !to.row(values.map_err(explain)?)? {
                break;
            }
            next = found.next().map_err(explain)?;
        }
        Ok(())
    }

    fn ensure(&self, table: &'static Table) -> Result<()> {
        let Some(stored) = self.source.find(table) else {
            let only = self.source.bundle.manifest().dhub.only.join(", ");
            let why = match only.is_empty() {
                true => "generate it again with this version of dhub".to_string(),
                false => format!("it contains only {only}"),
            };
            return Err(Error::query(format!(
                "{}.{}: not in this bundle; {why}",
                table.database, table.name
            )));
        };
        let mut first = None;
        self.load(stored, &mut |fault: TableFault| {
            if fault.check != FaultKind::Order {
                first.get_or_insert(fault);
            }
        })?;
        match first {
            Some(fault) => {
                let directory = self.source.bundle.directory().display();
                let line = format!(
                    "{}; check the bundle with dhub verify {directory}",
                    fault.message
                );
                Err(Error::new(ErrorKind::Damaged, line))
            }
            None => Ok(()),
        }
    }

    /// Loads a table unless it is already loaded, reporting faults in its file.
    fn load(&self, stored: &StoredTable, report: &mut dyn FnMut(TableFault)) -> Result<()> {
        let index = place(stored.table);
        if self.state().broken.contains(&index) {
            let line = format!("{}: loading it was interrupted", stored.path);
            return Err(Error::engine(line));
        }
        if !self.state().loaded.insert(index) {
            return Ok(());
        }
        self.access().loading = true;
        let filled = load::fill(&self.db, &self.source, stored, self.deadline, report);
        self.access().loading = false;
        match filled {
            Ok(true) => {}
            Ok(false) => {
                self.state().unreadable.insert(index);
            }
            Err(_) => {
                self.state().broken.insert(index);
            }
        }
        match (filled, self.deadline) {
            (Ok(_), _) => Ok(()),
            (Err(_), Some(deadline)) if deadline.passed() => Err(deadline.error()),
            (Err(error), _) => Err(in_engine(&stored.path, &error)),
        }
    }

    /// Returns whether a loaded table has no rows because its file is missing or has the wrong header.
    pub fn unreadable(&self, table: &'static Table) -> bool {
        self.state().unreadable.contains(&place(table))
    }

    /// Loads and indexes a table for verify's rules, which check whatever could be read of it.
    ///
    /// # Errors
    ///
    /// Fails when the engine itself does, for example on a full disk.
    pub fn prepare(&self, stored: &StoredTable, report: &mut dyn FnMut(TableFault)) -> Result<()> {
        self.load(stored, report)?;
        if self.state().indexed.insert(place(stored.table)) {
            self.index(stored.table)?;
        }
        Ok(())
    }

    /// Creates indexes on keys, unique columns, references, and lookup columns of a loaded table.
    fn index(&self, table: &'static Table) -> Result<()> {
        self.access().loading = true;
        let outcome = table
            .columns
            .iter()
            .filter(|column| {
                column.key
                    || column.unique
                    || column.reference(table).is_some()
                    || column.index && column.labels.is_empty()
            })
            .try_for_each(|column| {
                let (database, table, column) = (table.database, table.name, column.name);
                self.db.execute_batch(&format!(
                    "CREATE INDEX {database}.{table}_{column} ON {table}({column})"
                ))
            });
        self.access().loading = false;
        outcome.map_err(|e| in_engine(&format!("{}.{}", table.database, table.name), &e))
    }

    /// Runs statements that may write, such as those that create views.
    pub(crate) fn execute(&self, sql: &str) -> Result<()> {
        self.access().loading = true;
        let outcome = self.db.execute_batch(sql);
        self.access().loading = false;
        outcome.map_err(failed)
    }
}

/// Returns the index of a table in the catalog.
fn place(table: &Table) -> usize {
    let same = |t: &&Table| t.is(table);
    FILES.iter().position(same).unwrap_or_default()
}
