//! What the tests with a real PostgreSQL share: the server, a bundle to load, a run of its load.sh.

pub mod bundle;
pub mod proxy;
pub mod server;
