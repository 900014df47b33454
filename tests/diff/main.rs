//! `dhub diff`: what is reported between two bundles, and what is no difference.

#[path = "../command/mod.rs"]
mod command;
mod contents;
mod damage;
mod git;
mod given;
mod order;
mod output;
mod review;
