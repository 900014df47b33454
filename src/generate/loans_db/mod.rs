//! loans_db: applications, loans, collateral, schedules, guarantors and risk (data model, section 6).

mod applicants;
mod applications;
mod arrears;
mod case;
mod collateral;
mod conduct;
mod days;
mod guarantors;
mod length;
mod life_span;
mod loans;
mod market;
mod means;
mod moves;
mod payoff;
mod products;
mod rents;
mod repayment;
mod risk;
mod schedule;
mod scores;
mod shares;
mod shortfall;
mod terms;
mod types;

pub use schedule::{Installment, Schedule, schedule};
pub use shares::deal;

use crate::generate::context::Context;
use crate::generate::ledger::Ledger;
use crate::tables::Rows;
use case::Case;

/// Makes the applications and loans of one customer, and posts the money they move on the paying account.
pub fn write(context: Context, ledger: &mut Ledger, rows: &mut Rows) {
    for case in Case::all(context) {
        applications::write(&case, rows);
        if let Some(funding) = &case.application.loan {
            loans::write(&case, funding, ledger, rows);
        }
    }
}
