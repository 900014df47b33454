//! What a declaration demands of rows, as data: rendered to SQL and to the manifest, never read back from either.

mod condition;
mod number;
mod sql;
#[cfg(test)]
mod tests;

pub use condition::{Bound, Condition, Constraint, Term};
pub use number::{Number, number};
pub use sql::{Dialect, literal};
