//! What statements may do: read.

use crate::tables::FILES;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

/// Settings that only tell something.
const TELLING: [&str; 6] = [
    "database_list",
    "table_list",
    "table_info",
    "table_xinfo",
    "index_list",
    "function_list",
];

/// What statements may do, and what the last one wanted.
#[derive(Debug, Default)]
pub(super) struct Access {
    /// Whether the engine itself is at work.
    pub loading: bool,
    /// The tables that it reads, by their place in [`FILES`].
    pub reads: BTreeSet<usize>,
    /// The first thing that it may not do.
    pub denied: Option<&'static str>,
}

/// Judges one step of a statement that is being prepared.
pub(super) fn authorize(access: &Mutex<Access>, context: &AuthContext<'_>) -> Authorization {
    let mut access = access.lock().unwrap_or_else(PoisonError::into_inner);
    if access.loading {
        return Authorization::Allow;
    }
    let action = match context.action {
        AuthAction::Select | AuthAction::Function { .. } | AuthAction::Recursive => {
            return Authorization::Allow;
        }
        AuthAction::Read { table_name, .. } => {
            // A table of which no column is read, as by count(*), comes with its database only if the query names it.
            let database = |name| {
                context
                    .database_name
                    .is_none_or(|database| database == name)
            };
            if let Some(i) = FILES
                .iter()
                .position(|t| t.name == table_name && database(t.database))
            {
                access.reads.insert(i);
            }
            return Authorization::Allow;
        }
        AuthAction::Pragma { pragma_name, .. } if TELLING.contains(&pragma_name) => {
            return Authorization::Allow;
        }
        AuthAction::Insert { table_name }
        | AuthAction::Delete { table_name }
        | AuthAction::Update { table_name, .. }
            if table_name.starts_with("sqlite_") =>
        {
            "change the schema"
        }
        AuthAction::Insert { .. } => "insert rows",
        AuthAction::Update { .. } => "update rows",
        AuthAction::Delete { .. } => "delete rows",
        AuthAction::Pragma { .. } => "change settings",
        AuthAction::Attach { .. } | AuthAction::Detach { .. } => "attach a database",
        AuthAction::Transaction { .. } | AuthAction::Savepoint { .. } => "open a transaction",
        _ => "change the schema",
    };
    access.denied.get_or_insert(action);
    Authorization::Deny
}
