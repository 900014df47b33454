//! Constraints of declarations, as data: rendered to SQL and to the manifest, never parsed from either.

mod condition;
mod number;
mod sql;
#[cfg(test)]
mod tests;

pub use condition::{Bound, Condition, Constraint, Term};
pub use number::{Number, number};
pub use sql::{Dialect, literal};
