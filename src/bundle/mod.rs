//! The bundle on disk.

pub mod load_sql;
