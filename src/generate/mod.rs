//! The guide's rules: how a bank and its customers' lives are made, in three layers.
//!
//! - Ground, facts and data without rows: `bank`, `region` and `staff`, `hours` (drawing days and hours), `shares` (what is dealt
//!   to a block), `customer` (facts about a customer that are decided before any row), `person`, `population` and `home` (who
//!   they are), `ledger` (what moves on their accounts), `facts` (what is in no column).
//! - Domains, one module per database, with its name, and `schemes`. Each deals its own shares to a block of customers
//!   (`deal`) and writes one customer's rows (`write`). No domain knows another: what two of them need belongs to the
//!   ground.
//! - Roof: `block` calls the domains' `deal` in order, `life` hands each its own shares, and `work` cuts a run into batches.
//!
//! A run is a series of batches, each a pure function of the [`Bank`] and its number: first the bank itself, then its staff, then
//! the [`life()`] of each customer. Concatenated, the batches are the tables.

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
