//! A person's relatives: one set, read by every table.

use super::units::{self, Origin};
use super::{Settled, Unit};
use crate::generate::person::{Relation, Relative};
use crate::generate::shares::Dealer;
use crate::key;
use crate::random::{Proportion, Stream};
use crate::values::calendar::Date;
use crate::values::people::Sex;

/// People married to somebody who isn't a customer, in percent by age in years, among those without a partner here.
const MARRIED: [(i32, u64); 5] = [(18, 4), (24, 22), (30, 46), (40, 55), (70, 42)];
/// Number of children of an adult past childbearing age, from none (Census Bureau, fertility of women, 2022, rounded).
const CHILDREN: [u32; 5] = [18, 19, 36, 18, 9];
/// Number of siblings.
const SIBLINGS: [u32; 5] = [19, 36, 27, 12, 6];
/// Days between the births of parent and child.
const GENERATION: [i64; 5] = [7_000, 9_000, 10_600, 12_200, 15_000];
/// Most days between the births of siblings.
const SIBLINGS_WITHIN: i64 = 3_300;
/// Days per year.
const YEAR: i32 = 365;
/// Age in years up to which a parent counts as living.
const ALIVE_UNTIL: i32 = 88;

/// The relatives of the customer at a place: spouse, children, parents, siblings, in that order; living at the as-of date, apart
/// from customers. A company's relatives are its owner's.
pub fn relatives(dealer: &Dealer, unit: &Unit, block: &Settled, place: usize) -> Vec<Relative> {
    let at = unit
        .members
        .iter()
        .position(|&one| one == place)
        .expect("a member");
    let own = &block.members[place].origin;
    let customer = |at: usize| {
        (
            &block.members[unit.members[at]].origin,
            block.number(unit.members[at]),
        )
    };
    let family = Family {
        dealer,
        // What a couple has in common is drawn per household.
        row: u64::from(block.number(unit.members[0])),
        number: u64::from(block.number(place)),
    };
    let grown_child = unit.shape.child();
    if grown_child == Some(at) {
        return family.of_grown_child(own, (0..at).map(customer).collect());
    }
    let partner = unit.shape.is_couple().then(|| customer(1 - at));
    let child = grown_child.map(customer);
    family.of_adult(
        own,
        partner,
        child,
        if unit.shape.is_couple() {
            customer(0).0
        } else {
            own
        },
    )
}

/// A family whose members are being named.
struct Family<'a> {
    dealer: &'a Dealer<'a>,
    row: u64,
    number: u64,
}

impl Family<'_> {
    /// The relatives of somebody who lives with parents who are customers.
    fn of_grown_child(&self, own: &Origin, parents: Vec<(&Origin, u32)>) -> Vec<Relative> {
        let mut kin: Vec<Relative> = parents
            .iter()
            .map(|(origin, number)| relative(Relation::Parent, origin, Some(*number)))
            .collect();
        // The parents' other children are the siblings.
        let head = parents[0].0;
        let youngest = parents
            .iter()
            .map(|(origin, _)| origin.born)
            .max()
            .unwrap_or(head.born);
        kin.extend(
            self.children(head, youngest, Some(own.given_name))
                .into_iter()
                .map(|sibling| Relative {
                    relation: Relation::Sibling,
                    ..sibling
                }),
        );
        kin
    }

    /// The relatives of anybody else. `head` is the partner whose family name the children have.
    fn of_adult(
        &self,
        own: &Origin,
        partner: Option<(&Origin, u32)>,
        child: Option<(&Origin, u32)>,
        head: &Origin,
    ) -> Vec<Relative> {
        let as_of = self.dealer.as_of();
        let mut stream = self.stream();
        let age = as_of.years_since(own.born);
        let after = MARRIED.partition_point(|(from, _)| *from <= age);
        let married = stream.chance(Proportion::percent(MARRIED[after.saturating_sub(1)].1));
        let spouse = match partner {
            Some((origin, number)) => Some(relative(Relation::Spouse, origin, Some(number))),
            None if married && child.is_none() => {
                let origin = units::partner(as_of, own, &mut stream);
                Some(relative(Relation::Spouse, &origin, None))
            }
            None => None,
        };
        let mut kin = Vec::with_capacity(8);
        kin.extend(spouse);
        kin.extend(child.map(|(origin, number)| relative(Relation::Child, origin, Some(number))));
        let youngest = spouse.map_or(own.born, |spouse| spouse.born.max(own.born));
        kin.extend(self.children(head, youngest, child.map(|(origin, _)| origin.given_name)));
        let mother = own.born - stream.quantile(&GENERATION) as i32;
        let father = mother - stream.quantile(&units::YOUNGER) as i32;
        for (sex, born) in [(Sex::Female, mother), (Sex::Male, father)] {
            let parent = units::origin(&mut stream, sex, own.heritage, born, Some(own.birth_name));
            if as_of.years_since(born) < ALIVE_UNTIL {
                kin.push(relative(Relation::Parent, &parent, None));
            }
        }
        for _ in 0..stream.weighted(&SIBLINGS) {
            let apart = stream.range(400..=SIBLINGS_WITHIN) as i32;
            let born = own.born
                + if stream.bits() & 1 == 0 {
                    apart
                } else {
                    -apart
                };
            let parent = Origin {
                family_name: own.birth_name,
                ..*own
            };
            let sibling = units::child(&parent, born.min(as_of - 6 * YEAR), &mut stream);
            // No two members of a family have the same given name.
            let taken = |one: &Relative| one.given_name == sibling.given_name;
            if sibling.given_name != own.given_name && !kin.iter().any(taken) {
                kin.push(relative(Relation::Sibling, &sibling, None));
            }
        }
        kin
    }

    /// The children of a household who aren't customers, apart from a `grown` one who is. `youngest` is the younger parent's date
    /// of birth.
    fn children(
        &self,
        head: &Origin,
        youngest: Date,
        grown: Option<&'static str>,
    ) -> Vec<Relative> {
        let as_of = self.dealer.as_of();
        let key = key!("customer_db.customer_profiles/children");
        let mut stream = self.dealer.random().stream(key, self.row);
        let count = stream
            .weighted(&CHILDREN)
            .saturating_sub(usize::from(grown.is_some()));
        let mut children: Vec<Relative> = Vec::with_capacity(count);
        for _ in 0..count {
            let born = youngest + stream.quantile(&GENERATION) as i32;
            let child = units::child(head, born.min(as_of), &mut stream);
            let mut named = children.iter().map(|one| one.given_name).chain(grown);
            if born < as_of && named.all(|name| name != child.given_name) {
                children.push(relative(Relation::Child, &child, None));
            }
        }
        children
    }

    fn stream(&self) -> Stream {
        let key = key!("customer_db.customer_profiles/kin");
        self.dealer.random().stream(key, self.number)
    }
}

fn relative(relation: Relation, origin: &Origin, customer: Option<u32>) -> Relative {
    Relative {
        relation,
        given_name: origin.given_name,
        family_name: origin.family_name,
        born: origin.born,
        customer,
    }
}
