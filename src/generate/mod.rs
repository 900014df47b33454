//! The guide's rules: one file per domain, named as its database.
//!
//! A run is a row of batches, each a pure function of the [`Bank`] and its number: first the bank itself, then its staff,
//! then the [`life()`] of each customer. Written one after the other the batches are the tables.

mod accounts_db;
mod bank;
mod block;
mod compliance_db;
mod customer_db;
mod employees_db;
mod insurance_db;
mod life;
mod loans_db;
mod schemes;
mod shares;
mod staff;
mod work;

pub use bank::Bank;
pub use life::life;
pub use loans_db::{Installment, schedule};
pub use work::{CUSTOMERS_PER_BATCH, Work};
