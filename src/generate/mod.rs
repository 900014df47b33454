//! The guide's rules: how a bank and the lives of its customers are made, in three storeys.
//!
//! - Ground, facts and data without a row: `bank`, `region` and `staff`, `hours` (days and hours drawn), `shares` (what is dealt
//!   to a block), `customer` (what is settled about one before any row), `person`, `population` and `home` (who they are),
//!   `ledger` (what moves on their accounts), `facts` (what no column says).
//! - Domains, one room each, named as its database, and `schemes`. Each deals its own shares to a block of customers
//!   (`share_out`) and writes the rows of one (`write`). No domain knows another: what two of them need lies on the ground.
//! - Roof: `block` calls the domains' `share_out` in order, `life` hands each its own shares, and `work` cuts a run into
//!   batches.
//!
//! A run is a row of batches, each a pure function of the [`Bank`] and its number: first the bank itself, then its staff,
//! then the [`life()`] of each customer. Written one after the other the batches are the tables.

// Ground.
mod bank;
mod between;
mod contact;
mod context;
mod customer;
mod facts;
mod friends;
mod home;
mod hours;
mod ledger;
mod person;
mod population;
mod region;
mod shares;
mod staff;
mod stream_rows;

// Domains.
mod accounts_db;
mod compliance_db;
mod customer_db;
mod employees_db;
mod insurance_db;
mod loans_db;
mod rows;
mod schemes;

// Roof.
mod block;
mod life;
mod steps;
mod work;

pub use bank::Bank;
pub use life::{life, links_to, named_by_lives};
pub use loans_db::{Installment, Schedule, schedule};
pub use rows::TableRows;
pub use work::{CUSTOMERS_PER_BATCH, Work};
