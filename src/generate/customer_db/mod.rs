//! customer_db: profiles, interactions, surveys, complaints and campaigns (data model, section 5).

mod campaigns;
mod collections;
mod complaints;
mod contacts;
mod eager;
mod errand;
mod freezes;
mod grievance;
mod having;
mod interactions;
mod profiles;
mod responses;
mod reversals;
mod shares;
mod span;

pub use campaigns::write_campaigns;
pub use reversals::reverse_fee;
pub use shares::{Shares, deal};

use crate::generate::context::Context;
use crate::tables::Rows;

/// Makes a customer's profile, interactions, complaint and campaign responses.
pub fn write(context: Context, shares: &Shares, rows: &mut Rows) {
    profiles::write(context, shares, rows);
    interactions::write(context, shares, rows);
    complaints::write(context, shares, rows);
    responses::write(context, shares, rows);
}
