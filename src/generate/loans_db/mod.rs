//! loans_db: applications, loans, collateral, schedules, guarantors and risk (data model, section 6).

mod applications;
mod case;
mod life_span;
mod loans;
mod products;
mod repayment;
mod risk;
mod schedule;
mod scores;
mod shares;

pub use schedule::{Installment, schedule};
pub use shares::share_out;

use crate::generate::context::Context;
use crate::generate::ledger::Ledger;
use crate::tables::Rows;
use case::Case;

/// Makes the applications and loans of one customer, and posts what they move on the paying account.
pub fn write(context: Context, ledger: &mut Ledger, rows: &mut Rows) {
    for case in Case::all(context) {
        let approved = applications::write(&case, rows);
        if let (Some(funding), Some(principal)) = (&case.application.loan, approved) {
            loans::write(&case, funding, principal, ledger, rows);
        }
    }
}
