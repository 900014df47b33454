//! Unusual activity on accounts: planted money laundering schemes, look-alikes, and everybody else's large or odd amounts (data
//! model, section 8).
//!
//! Schemes and look-alikes share one cast: the same plots, amounts, hours, lines and kinds of customers. They differ only in how
//! rows follow each other, by degrees, and in that the ground truth names the schemes.

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

/// Unusual activity in a block.
#[derive(Clone, Debug)]
pub struct Shares {
    /// Who runs a scheme or a look-alike.
    stories: Vec<Story>,
    /// Who handles large amounts of cash or round sums, by place.
    occasions: Vec<Option<Occasion>>,
}

/// Deals stories and occasions to a block of customers, whose accounts and loans are known.
pub fn deal(dealer: &Dealer, customers: &[Customer]) -> Shares {
    Shares {
        stories: cast::cast(dealer, customers),
        occasions: occasions::occasions(dealer, customers),
    }
}

impl Shares {
    /// What raises suspicion about each customer in the block, by place, in time order.
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

    /// Whether a customer is in a story, whose rows need the room.
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

/// Posts unusual activity on a customer's accounts; returns what is part of a scheme.
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
