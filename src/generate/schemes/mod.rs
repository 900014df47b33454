//! What is out of the ordinary on accounts: planted money laundering schemes, honest customers who look like them, and the
//! large or odd amounts of everybody else (data model, section 8).
//!
//! Schemes and look-alikes are one cast: the same plots, amounts, hours, lines and kinds of customers. What differs is only, and
//! by degrees, how rows follow each other, and that the answers name the schemes.

mod cast;
mod episodes;
mod occasions;
mod planted;
mod plots;
mod rings;
mod stage;

pub use planted::{Planted, write_answers};

use crate::generate::context::Context;
use crate::generate::customer::{CUSTOMERS_PER_BLOCK, Customer};
use crate::generate::facts::Suspicion;
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

impl Shares {
    /// What raises suspicion against each customer of the block, by place, in time order.
    pub fn suspicions(&self) -> Vec<Vec<Suspicion>> {
        let mut all = vec![Vec::new(); CUSTOMERS_PER_BLOCK as usize];
        for story in self.stories.iter().filter(|story| story.loud) {
            for part in story.suspects() {
                let place = (part.customer - 1) % CUSTOMERS_PER_BLOCK;
                let episodes = story.episodes.iter().rev().map(|one| Suspicion {
                    account: part.account,
                    from: one.from,
                    to: one.to,
                    reported: one.reported,
                });
                all[place as usize].extend(episodes);
            }
        }
        all
    }

    /// Whether a customer is in a story: its rows need the room.
    pub fn tells_of(&self, customer: &Customer) -> bool {
        self.story_of(customer).is_some()
    }

    fn story_of(&self, customer: &Customer) -> Option<&Story> {
        let own = |part: &cast::Part| part.customer == customer.number;
        self.stories
            .iter()
            .find(|story| story.parts.iter().any(own))
    }
}

/// Puts what is out of the ordinary on the accounts of a customer; returns what is part of a scheme.
pub fn plant(
    context: Context,
    shares: &Shares,
    loans: &[Loan],
    ledger: &mut Ledger,
) -> Option<Planted> {
    match shares.story_of(context.customer) {
        Some(story) => planted::plant(context, story, loans, ledger),
        None => {
            let occasion = shares.occasions[context.customer.place()]?;
            occasions::plant(context, occasion, ledger);
            None
        }
    }
}
