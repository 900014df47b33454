//! Restricts statements to reading.

use crate::tables::FILES;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

/// Pragmas that only return information.
const READ_ONLY_PRAGMAS: [&str; 6] = [
    "database_list",
    "table_list",
    "table_info",
    "table_xinfo",
    "index_list",
    "function_list",
];

/// State of the authorizer, and what the last statement requested.
#[derive(Debug, Default)]
pub(super) struct Access {
    /// Whether the engine itself is running statements, which are then unrestricted.
    pub loading: bool,
    /// Tables that the statement reads, as indexes into [`FILES`].
    pub reads: BTreeSet<usize>,
    /// The first denied action.
    pub denied: Option<&'static str>,
}

/// Authorizes one action of a statement being prepared.
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
            // SQLite does not name the database of a table of which no column is read, as in count(*), unless the query qualifies
            // it.
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
        AuthAction::Pragma { pragma_name, .. } if READ_ONLY_PRAGMAS.contains(&pragma_name) => {
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
