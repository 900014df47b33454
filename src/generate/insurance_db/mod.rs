//! insurance_db: policies, what they cover and for whom, premiums, claims and events (data model, section 7).

mod beneficiaries;
mod case;
mod claims;
mod cover;
mod coverage;
mod events;
mod losses;
mod payments;
mod policies;
mod products;
mod shares;

pub use shares::share_out;

use crate::generate::context::Context;
use crate::generate::facts::ClaimDecision;
use crate::generate::ledger::Ledger;
use crate::key;
use crate::tables::Rows;
use case::Case;

/// Makes the policies of one customer, whose loans are made, and posts what they move on the paying account; returns the
/// decisions on their claims.
pub fn write(context: Context, ledger: &mut Ledger, rows: &mut Rows) -> Vec<ClaimDecision> {
    (1..)
        .zip(&context.customer.policies)
        .flat_map(|(ordinal, insured)| {
            let mut case = Case::new(context, insured, ordinal, rows);
            let mut stream = case.stream(key!("insurance_db.policies/row"));
            policies::write(&mut case, &mut stream, ledger, rows);
            let coverage = coverage::write(&case, rows);
            beneficiaries::write(&case, rows);
            payments::write(&mut case, ledger, rows);
            let decisions = claims::write(&mut case, coverage, ledger, rows);
            events::note_changes(&mut case, &mut stream);
            events::write(case, rows);
            decisions
        })
        .collect()
}
