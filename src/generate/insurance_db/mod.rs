//! insurance_db: policies, what they cover and for whom, premiums, claims and events (data model, section 7).
//!
//! `shares` decides who is insured against what. For each policy, `cover` finds its days, `products`, `terms`, `homes` and
//! `vehicles` what it promises, `rating` (with `perils`, `climate`, `storms` and `exposure`) what may happen and what that costs,
//! `payments` when it is paid, `claims` (with `poisson` and `settlement`) what did happen, and `premiums` what it costs each
//! year; then its rows are written.

mod beneficiaries;
mod case;
mod claimed;
mod claims;
mod climate;
mod cover;
mod coverage;
mod events;
mod exposure;
mod holders;
mod homes;
mod items;
mod payments;
mod perils;
mod poisson;
mod policies;
mod premiums;
mod products;
mod rating;
mod records;
mod settlement;
mod shares;
mod storms;
mod terms;
mod vehicles;

pub use shares::deal;

use crate::generate::context::Context;
use crate::generate::facts::ClaimDecision;
use crate::generate::ledger::Ledger;
use crate::key;
use crate::tables::Rows;
use case::Case;

/// Makes the policies of one customer, whose loans are already made, and posts the money they move on the paying account; returns
/// the decisions on their claims.
pub fn write(context: Context, ledger: &mut Ledger, rows: &mut Rows) -> Vec<ClaimDecision> {
    (1..)
        .zip(&context.customer.policies)
        .flat_map(|(ordinal, insured)| {
            let mut case = Case::new(context, insured, ordinal, rows);
            let mut stream = case.stream(key!("insurance_db.policies/row"));
            payments::plan(&mut case);
            if claims::happen(&mut case) {
                payments::plan(&mut case);
            }
            policies::issue(&mut case, &mut stream, ledger);
            premiums::set(&mut case);
            policies::write(&mut case, rows);
            coverage::write(&case, rows);
            beneficiaries::write(&case, rows);
            payments::write(&case, ledger, rows);
            let decisions = claims::write(&mut case, ledger, rows);
            events::note_changes(&mut case, &mut stream);
            events::write(case, rows);
            decisions
        })
        .collect()
}
