//! One file per command: arguments -> library -> printed report.

pub mod db;
pub mod verify;
