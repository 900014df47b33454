//! Who is paid when the insured dies.

use super::case::Case;
use crate::generate::customer::{Customer, Heir};
use crate::generate::person::Relation;
use crate::generate::stream_rows::StreamRow;
use crate::key;
use crate::random::{Proportion, Stream, Weighted};
use crate::tables::Rows;
use crate::tables::insurance_db::{Beneficiary, BeneficiaryId, BeneficiaryRelationship};
use crate::values::people;
use crate::values::phones::Phone;
use crate::values::texts::insurance as texts;

/// Policyholders with a spouse who name them first, and further beneficiaries who are children where there are any: together half
/// and three tenths of all (data model, section 7); the others are parent, sibling, trust and other, 8 to 7 to 3 to 2.
const SPOUSE_FIRST: Proportion = Proportion::percent(92);
const CHILD_NEXT: Proportion = Proportion::percent(78);
const OTHERS: Weighted<BeneficiaryRelationship, 4> = Weighted::new([
    (BeneficiaryRelationship::Parent, 8),
    (BeneficiaryRelationship::Sibling, 7),
    (BeneficiaryRelationship::Trust, 3),
    (BeneficiaryRelationship::Other, 2),
]);
/// Approximate year of birth of friends.
const BORN_ABOUT: i32 = 1978;
/// Percentages of one, two and three beneficiaries.
const PERCENTAGES: [&[&[i16]]; 3] = [
    &[&[100]],
    &[&[50, 50], &[60, 40], &[70, 30], &[75, 25], &[80, 20]],
    &[&[50, 25, 25], &[40, 30, 30], &[34, 33, 33], &[60, 20, 20]],
];

/// The beneficiaries that a customer names in a life policy: `count` of the relatives who are `alive`, a trust or a friend, none
/// twice.
pub fn choose(
    stream: &mut Stream,
    customer: &Customer,
    count: u8,
    alive: impl Fn(usize) -> bool,
) -> Vec<Heir> {
    use BeneficiaryRelationship as R;
    let mut named: Vec<Heir> = Vec::with_capacity(usize::from(count));
    for ordinal in 0..count {
        let of = |relation| {
            let kin = customer.kin.iter().enumerate();
            let free = |at: &usize| alive(*at) && !named.contains(&Heir::Kin(*at));
            kin.filter(|(_, one)| one.relation == relation)
                .map(|(at, _)| at)
                .find(free)
                .map(Heir::Kin)
        };
        let [spouse, child] = [of(Relation::Spouse), of(Relation::Child)];
        let wanted = OTHERS.draw(stream);
        let close = match (ordinal, spouse) {
            (0, Some(_)) => spouse.filter(|_| stream.chance(SPOUSE_FIRST)),
            _ => child.filter(|_| stream.chance(CHILD_NEXT)),
        };
        let other = || match wanted {
            R::Parent => of(Relation::Parent).or_else(|| of(Relation::Sibling)),
            R::Sibling => of(Relation::Sibling).or_else(|| of(Relation::Parent)),
            R::Trust if !named.contains(&Heir::Trust) => Some(Heir::Trust),
            _ => None,
        };
        let friend = || (!named.contains(&Heir::Friend)).then_some(Heir::Friend);
        let heir = close
            .or_else(other)
            .or(child)
            .or_else(friend)
            .unwrap_or(Heir::Trust);
        if !named.contains(&heir) {
            named.push(heir);
        }
    }
    named
}

/// Makes the beneficiaries of a life policy.
pub fn write(case: &Case, rows: &mut Rows) {
    let heirs = &case.insured.beneficiaries;
    if heirs.is_empty() {
        return;
    }
    let mut stream = case.stream(key!("insurance_db.beneficiaries/row"));
    let customer = case.context.customer;
    let percentages = *stream.pick(PERCENTAGES[heirs.len() - 1]);
    for ((ordinal, &percentage), heir) in (1..).zip(percentages).zip(heirs) {
        let (name, relationship) = match *heir {
            Heir::Kin(at) => {
                let kin = &customer.kin[at];
                let name = [kin.given_name, " ", kin.family_name].concat();
                (name, relationship(kin.relation))
            }
            Heir::Trust => {
                let name = texts::trust_name(&mut stream, customer.person.family_name);
                (name, BeneficiaryRelationship::Trust)
            }
            Heir::Friend => {
                let (given, family) = people::anybody(&mut stream, BORN_ABOUT);
                (
                    [given, " ", family].concat(),
                    BeneficiaryRelationship::Other,
                )
            }
        };
        rows.beneficiaries.push(Beneficiary {
            beneficiary_id: BeneficiaryId(case.id.row() * 10 + ordinal),
            policy_id: case.id,
            beneficiary_name: name.into(),
            relationship,
            percentage,
            contact_info: Phone::fictional(&mut stream),
        });
    }
}

const fn relationship(relation: Relation) -> BeneficiaryRelationship {
    match relation {
        Relation::Spouse => BeneficiaryRelationship::Spouse,
        Relation::Child => BeneficiaryRelationship::Child,
        Relation::Parent => BeneficiaryRelationship::Parent,
        Relation::Sibling => BeneficiaryRelationship::Sibling,
    }
}
