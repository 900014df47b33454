//! `dhub diff`: what it reports between two bundles, and what it ignores.

#[path = "../command/mod.rs"]
mod command;
mod contents;
mod damage;
mod git;
mod given;
mod order;
mod output;
mod review;
