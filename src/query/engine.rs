//! The embedded SQLite over a bundle: the six databases and the answers attached, tables loaded when a query first reads them.
//!
//! Several engines may share the loaded tables: then each database is a temporary file that all of them have open.

use super::access::{Access, authorize};
use super::answer::{Answer, AnswerSink, Head};
use super::columns::{named, schema, shown};
use super::describe::pragma;
use super::explain::{self, failed, in_engine};
use super::functions;
use super::load::{self, Deadline, FaultKind, TableFault};
use super::source::{BundleTables, StoredTable};
use crate::bundle::Bundle;
use crate::error::{Error, ErrorKind, Result};
use crate::tables::{FILES, Table};
use rusqlite::config::DbConfig;
use rusqlite::fallible_iterator::FallibleIterator;
use rusqlite::hooks::AuthContext;
use rusqlite::{Batch, Connection};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// An embedded engine over a bundle.
#[derive(Debug)]
pub struct Engine {
    db: Connection,
    source: BundleTables,
    access: Arc<Mutex<Access>>,
    state: Arc<Mutex<State>>,
    deadline: Option<Deadline>,
}

/// What has become of the tables, by their place in [`FILES`].
#[derive(Debug, Default)]
struct State {
    loaded: BTreeSet<usize>,
    indexed: BTreeSet<usize>,
    unreadable: BTreeSet<usize>,
    /// Loading did not come to its end: what is there is no table.
    broken: BTreeSet<usize>,
}

impl Engine {
    /// An engine over a bundle. Unqualified names are looked up in the database `first` before the others.
    ///
    /// # Errors
    ///
    /// When the engine cannot start.
    pub fn open(bundle: Bundle, first: Option<&str>) -> Result<Engine> {
        Engine::over(bundle, &schema(first, None), Arc::default())
    }

    /// Engines that share their tables: what one has loaded all of them read. While one loads a table no other may use its
    /// database.
    ///
    /// # Errors
    ///
    /// When the engines cannot start, or no temporary file can be made.
    pub fn several(bundle: &Bundle, engines: usize) -> Result<Vec<Engine>> {
        let directory = tempfile::tempdir().map_err(no_temporary_directory)?;
        let state = Arc::default();
        let schema = schema(None, Some(directory.path()));
        // The files lose their names at the end and go with the last engine, whatever ends it.
        (0..engines)
            .map(|_| Engine::over(bundle.clone(), &schema, Arc::clone(&state)))
            .collect()
    }

    fn over(bundle: Bundle, schema: &str, state: Arc<Mutex<State>>) -> Result<Engine> {
        let source = BundleTables::new(bundle);
        let mut db = Connection::open_in_memory().map_err(failed)?;
        // A name in double quotes is a name, as in PostgreSQL, and a mistyped one a mistake.
        for config in [
            DbConfig::SQLITE_DBCONFIG_DQS_DML,
            DbConfig::SQLITE_DBCONFIG_DQS_DDL,
        ] {
            db.set_db_config(config, false).map_err(failed)?;
        }
        functions::register(&db, &source.world()).map_err(failed)?;
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

    /// Stops whatever the engine does for a query after so long.
    ///
    /// # Errors
    ///
    /// When the engine cannot be told.
    pub fn stop_after(&mut self, limit: Duration) -> Result<()> {
        let deadline = Deadline {
            limit,
            end: Instant::now().checked_add(limit),
        };
        self.deadline = Some(deadline);
        let passed = move || deadline.passed();
        self.db.progress_handler(1000, Some(passed)).map_err(failed)
    }

    /// The bundle.
    pub fn source(&self) -> &BundleTables {
        &self.source
    }

    fn access(&self) -> MutexGuard<'_, Access> {
        self.access.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The tables that a statement reads.
    ///
    /// # Errors
    ///
    /// When it is not one statement that only reads; the message shows the place.
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
                "query: expected one statement, found several; ask them one by one",
            )),
            Ok((Some(false), false)) => Err(Error::query(
                "query: refused, it answers no rows; queries only read",
            )),
            Err(error) => Err(self.explain(sql, &error)),
        }
    }

    /// An error of a query in words.
    fn explain(&self, sql: &str, error: &rusqlite::Error) -> Error {
        let denied = self.access().denied;
        match (denied, self.deadline) {
            (Some(action), _) => Error::query(format!(
                "query: refused, it would {action}; queries only read"
            )),
            (None, Some(deadline)) if deadline.passed() => deadline.error(),
            (None, _) => explain::explain(sql, error),
        }
    }

    /// Answers a query, after loading the tables that it reads.
    ///
    /// # Errors
    ///
    /// When the query is wrong or writes, or a table it reads is missing or damaged.
    pub fn query(&self, sql: &str) -> Result<Answer> {
        let mut answer = Answer::default();
        self.answer(sql, &mut answer)?;
        Ok(answer)
    }

    /// As [`query`](Engine::query), but gives the rows as they come instead of keeping them.
    ///
    /// # Errors
    ///
    /// Also when the rows cannot be taken. Some may have been given before a query turns out to be wrong, as by a number
    /// that overflows.
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
            .map(|column| (named(column.name()), shown(column.decl_type())))
            .collect();
        let width = columns.len();
        let mut found = statement.query([]).map_err(explain)?;
        // Where not even the first row can be made nothing is printed.
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
            return Err(Error::query(format!(
                "{}.{}: not in this bundle; make it again with this version of dhub",
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

    /// Loads a table unless it is there already, and reports what is wrong with its file.
    fn load(&self, stored: &StoredTable, report: &mut dyn FnMut(TableFault)) -> Result<()> {
        let index = place(stored.table);
        if self.state().broken.contains(&index) {
            let line = format!("{}: loading it was broken off", stored.path);
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

    /// Whether a table that was loaded has no rows because its file is missing or has another header.
    pub fn unreadable(&self, table: &'static Table) -> bool {
        self.state().unreadable.contains(&place(table))
    }

    /// Loads and indexes a table of the bundle for the rules, which judge what could be read of it.
    ///
    /// # Errors
    ///
    /// When the engine itself fails, as on a full disk.
    pub fn prepare(&self, stored: &StoredTable, report: &mut dyn FnMut(TableFault)) -> Result<()> {
        self.load(stored, report)?;
        if self.state().indexed.insert(place(stored.table)) {
            self.index(stored.table)?;
        }
        Ok(())
    }

    /// Makes the indexes of keys, unique columns, references and columns to look up in a loaded table.
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

    /// Runs statements that may write, as those that make views.
    pub(crate) fn execute(&self, sql: &str) -> Result<()> {
        self.access().loading = true;
        let outcome = self.db.execute_batch(sql);
        self.access().loading = false;
        outcome.map_err(failed)
    }
}

/// The failure to make a temporary directory, which TMPDIR names.
fn no_temporary_directory(error: std::io::Error) -> Error {
    let directory = std::env::temp_dir();
    // The library that makes it adds its name, which says nothing to anybody.
    let error = std::io::Error::from(error.kind());
    Error::at("make a directory in", &directory)(error).within("TMPDIR")
}

/// The place of a table in the catalogue.
fn place(table: &Table) -> usize {
    let same = |t: &&Table| t.is(table);
    FILES.iter().position(same).unwrap_or_default()
}
