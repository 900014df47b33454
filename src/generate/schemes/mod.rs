//! What is out of the ordinary on accounts: planted money laundering schemes, honest customers who look like them, and the
//! large or odd amounts of everybody else (data model, section 8).
//!
//! Schemes and look-alikes are one cast: the same plots, amounts, hours, lines and kinds of customers. What differs is only how
//! rows follow each other, and that the answers name the schemes.

mod cast;
mod occasions;
mod planted;
mod plots;
mod stage;

pub use planted::{Planted, write_answers};

use crate::generate::context::Context;
use crate::generate::customer::Customer;
use crate::generate::ledger::Ledger;
use crate::generate::shares::Dealer;
use crate::tables::loans_db::Loan;
use cast::Story;
use occasions::Occasion;

/// What happens out of the ordinary in a block.
#[derive(Clone, Debug)]
pub struct Shares {
    /// Who runs a scheme, or something that looks like one.
    stories: Vec<Story>,
    /// Who handles large cash or round sums, by place.
    occasions: Vec<Option<Occasion>>,
}

/// Shares out the stories and occasions of a block of customers, whose accounts and loans are known.
pub fn share_out(dealer: &Dealer, customers: &[Customer]) -> Shares {
    Shares {
        stories: cast::cast(dealer, customers),
        occasions: occasions::occasions(dealer, customers),
    }
}

/// Puts what is out of the ordinary on the accounts of a customer; returns the scheme or look-alike, if it is one.
pub fn plant(
    context: Context,
    shares: &Shares,
    loans: &[Loan],
    ledger: &mut Ledger,
) -> Option<Planted> {
    let own = |story: &&Story| story.customer == context.customer.number;
    match shares.stories.iter().find(own) {
        Some(story) => Some(planted::plant(context, *story, loans, ledger)),
        None => {
            let occasion = shares.occasions[context.customer.place()]?;
            occasions::plant(context, occasion, ledger);
            None
        }
    }
}
