//! The contacts of twenty customers: how many, about what, through which channel, and with what outcome.

use super::grievance::Grievance;
use super::span::span;
use super::{collections, eager, freezes};
use crate::generate::customer::{Customer, Freeze, ProfileField};
use crate::generate::shares::{Dealer, count, who};
use crate::key;
use crate::random::{Key, Proportion, Weighted};
use crate::tables::customer_db::{Channel, InteractionType, Outcome};
use crate::values::calendar::{Date, Timestamp};

/// Customers with 0 to 5 contacts in percent (data model, section 5).
const COUNTS: [u32; 6] = [20, 25, 21, 16, 11, 7];
/// Contacts of each type in percent (data model, section 5), in the order in which they are dealt; the rest are inquiries, except
/// those followed by a complaint.
const TYPES: [(InteractionType, Key, u64); 3] = [
    (
        InteractionType::AccountUpdate,
        key!("customer_db.interactions/account_update"),
        10,
    ),
    (
        InteractionType::ProductInquiry,
        key!("customer_db.interactions/product_inquiry"),
        10,
    ),
    (
        InteractionType::Support,
        key!("customer_db.interactions/support"),
        35,
    ),
];
/// Channels in percent (guide, "Interactions"), those of the most digital customers first.
const CHANNELS: Weighted<Channel, 5> = Weighted::new([
    (Channel::MobileApp, 15),
    (Channel::Web, 20),
    (Channel::Email, 25),
    (Channel::Phone, 30),
    (Channel::Branch, 10),
]);
/// Escalated contacts, and those that need a follow-up, among all (data model, section 5); the rest are resolved.
const ESCALATED: Proportion = Proportion::percent(10);
const FOLLOW_UP: Proportion = Proportion::percent(20);
/// Contacts that an employee handles (guide: 80%).
const HANDLED: Proportion = Proportion::percent(80);
/// Contacts that are surveyed (guide: 30%).
const SURVEYED: Proportion = Proportion::percent(30);
/// Minimum days in which a customer can get in touch for a contact to have a follow-up.
const ROOM_TO_FOLLOW: i32 = 20;

/// A block's contacts, by rank.
#[derive(Clone, Debug)]
pub struct Contacts {
    contacts: Vec<Settled>,
}

/// Facts about a contact.
#[derive(Clone, Copy, Debug)]
pub struct Settled {
    /// Position of the customer in the block.
    place: usize,
    /// What it is about.
    pub interaction_type: InteractionType,
    /// The profile change it requests.
    pub change: Option<(Timestamp, ProfileField)>,
    /// Whether it comes from collections, if there is a reason.
    pub collection: bool,
    /// Channel.
    pub channel: Channel,
    /// Outcome.
    pub outcome: Outcome,
    /// Rank of the contact it follows up, if any.
    pub follows: Option<usize>,
    /// The account freeze it is about, if any.
    pub freeze: Option<Freeze>,
    /// Whether an employee handled it.
    pub handled: bool,
    /// Whether it is surveyed.
    pub surveyed: bool,
}

/// Decides how many contacts the customers have and what they are about.
pub fn deal(dealer: &Dealer, customers: &mut [Customer]) -> Contacts {
    let size = customers.len();
    let key = key!("customer_db.interactions/count_noise");
    let noise: Vec<i64> = dealer.noise(key, size, 1_100).collect();
    // The first places have no contact.
    let scores: Vec<i64> = (0..size)
        .map(|place| -eager::to_contact(&customers[place], noise[place], dealer.as_of()))
        .collect();
    let counts = dealer.deal_by(key!("customer_db.interactions/count"), &scores);
    let mut contacts = Vec::with_capacity(size * (COUNTS.len() - 1));
    // Index of each contact among its customer's, from 0.
    let mut turns = Vec::with_capacity(contacts.capacity());
    for (place, (customer, share)) in customers.iter_mut().zip(counts).enumerate() {
        customer.first_interaction = contacts.len() as u64;
        customer.interactions = share.weighted(&COUNTS) as u64;
        let collections = collections::wanted(customer);
        let freezes = freezes::noticed(customer, dealer.as_of());
        let count = customer.interactions as usize;
        for turn in 0..count {
            turns.push(turn);
            // The last contacts are about freezes: profile changes take the first ones.
            let freeze = freezes.get(count - 1 - turn).copied();
            contacts.push(Settled {
                place,
                interaction_type: InteractionType::Inquiry,
                change: None,
                collection: turn < collections && freeze.is_none(),
                channel: Channel::Phone,
                outcome: Outcome::Resolved,
                follows: None,
                freeze,
                handled: true,
                surveyed: false,
            });
        }
    }
    let mut contacts = Contacts { contacts };
    contacts.deal_types(dealer, customers, &turns);
    contacts
}

impl Contacts {
    /// The contact with this rank.
    pub fn of(&self, rank: usize) -> &Settled {
        &self.contacts[rank]
    }

    /// Rank of the last contact of the customer at a place that can be a complaint: one that wasn't dealt a type.
    pub fn before_complaint(&self, place: usize) -> Option<usize> {
        let first = self.contacts.partition_point(|one| one.place < place);
        let own = self.contacts[first..].partition_point(|one| one.place == place);
        let may_be = |&rank: &usize| {
            let one = &self.contacts[rank];
            one.interaction_type == InteractionType::Inquiry && one.freeze.is_none()
        };
        (first..first + own).rev().find(may_be)
    }

    /// For each contact, another of the same customer that can follow it up: of the same type, or both inquiries or support. Each
    /// contact is in at most one such pair, and none of those `taken` is.
    fn pairs(&self, spans: &[(Date, Date)], taken: &[bool]) -> Vec<Option<usize>> {
        use InteractionType::{Inquiry, Support};
        let mut pairs: Vec<Option<usize>> = vec![None; self.contacts.len()];
        let mut free: Vec<bool> = (0..self.contacts.len())
            .map(|rank| {
                let (first, last) = spans[self.contacts[rank].place];
                !taken[rank]
                    && !self.contacts[rank].collection
                    && self.contacts[rank].change.is_none()
                    && self.contacts[rank].freeze.is_none()
                    && last - first > ROOM_TO_FOLLOW
            })
            .collect();
        for rank in 0..self.contacts.len() {
            let one = &self.contacts[rank];
            if !free[rank] || one.interaction_type == InteractionType::AccountUpdate {
                continue;
            }
            let later = (rank + 1..self.contacts.len())
                .take_while(|&other| self.contacts[other].place == one.place);
            let about = |other: InteractionType| {
                other == one.interaction_type
                    || matches!(
                        (one.interaction_type, other),
                        (Inquiry | Support, Inquiry | Support)
                    )
            };
            let follower = later
                .filter(|&other| free[other])
                .find(|&other| about(self.contacts[other].interaction_type));
            if let Some(follower) = follower {
                free[rank] = false;
                free[follower] = false;
                pairs[rank] = Some(follower);
            }
        }
        pairs
    }

    /// Deals one type after the other to the most inclined, among all contacts that don't have one yet.
    fn deal_types(&mut self, dealer: &Dealer, customers: &[Customer], turns: &[usize]) {
        let all = self.contacts.len();
        let mut open = vec![true; all];
        let changes = |contact: &Settled, turn: usize| {
            let customer = &customers[contact.place];
            let (first, last) = span(customer, dealer.as_of());
            let inside = |(at, _): &&(Timestamp, ProfileField)| (first..=last).contains(&at.date());
            customer
                .profile_changes
                .iter()
                .rev()
                .filter(inside)
                .nth(turn)
                .copied()
        };
        for (interaction_type, key, percent) in TYPES {
            let left = open.iter().filter(|&&open| open).count() as u64;
            if left == 0 {
                return;
            }
            let noise = dealer.noise(key.part(1), all, 1_000);
            let scores: Vec<i64> = self
                .contacts
                .iter()
                .zip(turns)
                .zip(noise)
                .map(|((contact, &turn), noise)| {
                    let customer = &customers[contact.place];
                    let account = !customer.accounts.is_empty();
                    let inclined = match (interaction_type, account) {
                        (InteractionType::Support, _) if contact.collection => 50_000,
                        _ if contact.collection => -50_000,
                        (InteractionType::AccountUpdate, _) => {
                            changes(contact, turn).map_or(0, |_| 1_300)
                        }
                        (InteractionType::ProductInquiry, false) => 800,
                        (InteractionType::Support, false) => -1_000,
                        _ => 0,
                    };
                    let frozen = freezes::to_ask(contact.freeze, interaction_type);
                    inclined + frozen + noise
                })
                .collect();
            let proportion = Proportion::percent(percent).of_all_among(all as u64, left);
            let chosen = dealer.choose_among_by(key, &open, &scores, proportion);
            for (rank, _) in chosen.iter().enumerate().filter(|(_, chosen)| **chosen) {
                open[rank] = false;
                let contact = &mut self.contacts[rank];
                contact.interaction_type = interaction_type;
                if interaction_type == InteractionType::AccountUpdate {
                    contact.change = changes(contact, turns[rank]);
                }
            }
        }
        for contact in &mut self.contacts {
            contact.collection &= contact.interaction_type == InteractionType::Support;
        }
    }

    /// Decides each contact's channel, outcome and handler and whether it is surveyed, once it is known who complains.
    pub fn settle(
        &mut self,
        dealer: &Dealer,
        customers: &[Customer],
        grievances: &[Option<Grievance>],
    ) {
        let size = self.contacts.len();
        let noise = |key, sigma| dealer.noise(key, size, sigma).collect::<Vec<i64>>();
        let scored = |noise: Vec<i64>, score: &dyn Fn(&Settled) -> i64| -> Vec<i64> {
            let contacts = self.contacts.iter().zip(noise);
            contacts.map(|(one, noise)| score(one) + noise).collect()
        };
        // A customer without an account doesn't have the app yet.
        let screen = |one: &Settled| {
            let customer = &customers[one.place];
            let account = if customer.accounts.is_empty() {
                -600
            } else {
                0
            };
            customer.person.digital + account
        };
        let scores = scored(
            noise(key!("customer_db.interactions/channel_noise"), 600),
            &screen,
        );
        let channels = dealer.deal_by(key!("customer_db.interactions/channel"), &scores);
        let mut channels: Vec<Channel> = channels.into_iter().map(|one| CHANNELS.at(one)).collect();
        let is_call = |one: usize| self.contacts[one].collection;
        collections::exchange(&mut channels, is_call, collections::is_used);

        let followed: Vec<bool> = (0..size)
            .map(|rank| {
                let grievance = grievances[self.contacts[rank].place];
                grievance.is_some_and(|grievance| grievance.after == Some(rank))
            })
            .collect();
        for rank in (0..size).filter(|&rank| followed[rank]) {
            self.contacts[rank].interaction_type = InteractionType::Complaint;
        }
        let spans: Vec<(Date, Date)> = customers
            .iter()
            .map(|customer| span(customer, dealer.as_of()))
            .collect();
        let pairs = self.pairs(&spans, &followed);
        let outcomes = self.outcomes(dealer, &followed, &pairs);
        for (rank, contact) in self.contacts.iter_mut().enumerate() {
            contact.channel = channels[rank];
            contact.outcome = outcomes[rank];
        }
        for (rank, &follower) in pairs.iter().enumerate() {
            if let (Outcome::FollowUpNeeded, Some(follower)) = (outcomes[rank], follower) {
                self.contacts[follower].follows = Some(rank);
            }
        }

        let noise = dealer.noise(key!("customer_db.interactions/handled_noise"), size, 700);
        let scores: Vec<i64> = self
            .contacts
            .iter()
            .zip(noise)
            .map(|(one, noise)| {
                // Outweighs everything else: only the web and the app work without an employee.
                let spoken = match one.channel {
                    Channel::Phone | Channel::Branch => 40_000,
                    Channel::Email => 20_000,
                    Channel::Web | Channel::MobileApp => 0,
                };
                let hard = match one.outcome {
                    Outcome::Resolved => 0,
                    _ => 1_500,
                };
                // Promised follow-ups are written by an employee.
                let promised = one.follows.map_or(0, |_| 9_000);
                spoken + hard + promised + noise
            })
            .collect();
        let handled = dealer.deal_by(key!("customer_db.interactions/handled_by"), &scores);
        let surveyed = dealer.deal(key!("customer_db.satisfaction_surveys/surveyed"), size);
        let mut surveyed = who(&surveyed, |share| share.within(SURVEYED));
        // Nobody surveys a collections call.
        let is_call = |one: usize| self.contacts[one].collection;
        collections::exchange(&mut surveyed, is_call, |surveyed| !surveyed);
        for (rank, contact) in self.contacts.iter_mut().enumerate() {
            contact.handled = contact.follows.is_some() || handled[rank].within(HANDLED);
            contact.surveyed = surveyed[rank];
        }
    }

    /// The outcome of each contact: first escalations, then follow-ups needed, mostly for contacts that have a follow-up.
    fn outcomes(
        &self,
        dealer: &Dealer,
        followed: &[bool],
        pairs: &[Option<usize>],
    ) -> Vec<Outcome> {
        let size = self.contacts.len();
        let hard = |one: &Settled| match one.interaction_type {
            InteractionType::Complaint => 2_800,
            InteractionType::Support => 1_400,
            InteractionType::ProductInquiry => 200,
            InteractionType::Inquiry => 0,
            InteractionType::AccountUpdate => -1_000,
        };
        // A resolved contact didn't need a complaint, and a profile change is done.
        let key = key!("customer_db.interactions/outcome_noise");
        let scores: Vec<i64> = dealer
            .noise(key, size, 900)
            .enumerate()
            .map(|(rank, noise)| {
                let changed = self.contacts[rank].change.map_or(0, |_| -6_000);
                let frozen = freezes::to_be_hard(self.contacts[rank].freeze);
                let followed = 3_000 * i64::from(followed[rank]);
                hard(&self.contacts[rank]) + noise + changed + followed + frozen
            })
            .collect();
        let all = vec![true; size];
        let key = key!("customer_db.interactions/outcome");
        let escalated = dealer.choose_among_by(key, &all, &scores, ESCALATED);
        let left = who(&escalated, |escalated| !escalated);
        if count(&left) == 0 {
            return vec![Outcome::Escalated; size];
        }
        let following: Vec<bool> = {
            let mut following = vec![false; size];
            pairs
                .iter()
                .flatten()
                .for_each(|&rank| following[rank] = true);
            following
        };
        let scores: Vec<i64> = (0..size)
            .map(|rank| {
                let pair = pairs[rank].map_or(0, |_| 6_000);
                // A follow-up is usually the last one.
                scores[rank] + pair - 2_000 * i64::from(following[rank])
            })
            .collect();
        let key = key!("customer_db.interactions/follow_up");
        let proportion = FOLLOW_UP.of_all_among(size as u64, count(&left) as u64);
        let follow_up = dealer.choose_among_by(key, &left, &scores, proportion);
        (0..size)
            .map(|rank| match (escalated[rank], follow_up[rank]) {
                (true, _) => Outcome::Escalated,
                (_, true) => Outcome::FollowUpNeeded,
                _ => Outcome::Resolved,
            })
            .collect()
    }
}
