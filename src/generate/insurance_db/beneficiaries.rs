//! Who is paid when the insured dies.

use super::case::Case;
use crate::generate::stream_rows::StreamRow;
use crate::key;
use crate::random::{Proportion, Weighted};
use crate::tables::Rows;
use crate::tables::ids::BeneficiaryId;
use crate::tables::insurance_db::{Beneficiary, BeneficiaryRelationship};
use crate::values::people;
use crate::values::phones::Phone;
use crate::values::texts::insurance as texts;

/// A first beneficiary who is the spouse, and a further one who is a child: together half and three tenths of all
/// About when the people of whom only the name is told were born.
const BORN_ABOUT: i32 = 1980;
/// (data model, section 7); the others are parent, sibling, trust and other like 8 to 7 to 3 to 2.
const SPOUSE_FIRST: Proportion = Proportion::per_mille(875);
const CHILD_NEXT: Proportion = Proportion::percent(70);
const OTHER_BENEFICIARIES: Weighted<BeneficiaryRelationship, 4> = Weighted::new([
    (BeneficiaryRelationship::Parent, 8),
    (BeneficiaryRelationship::Sibling, 7),
    (BeneficiaryRelationship::Trust, 3),
    (BeneficiaryRelationship::Other, 2),
]);
/// Relatives who have another family name than the insured.
const OTHER_NAME: Proportion = Proportion::of(1, 5);
/// Percentages of one, two and three beneficiaries.
const PERCENTAGES: [&[&[i16]]; 3] = [
    &[&[100]],
    &[&[50, 50], &[60, 40], &[70, 30], &[75, 25], &[80, 20]],
    &[&[50, 25, 25], &[40, 30, 30], &[34, 33, 33], &[60, 20, 20]],
];

/// Makes the beneficiaries of a life policy.
pub fn write(case: &Case, rows: &mut Rows) {
    let count = usize::from(case.insured.beneficiaries);
    if count == 0 {
        return;
    }
    let mut stream = case.stream(key!("insurance_db.beneficiaries/row"));
    let percentages = *stream.pick(PERCENTAGES[count - 1]);
    let family = rows.customers[0].last_name.clone();
    for (ordinal, &percentage) in (1..).zip(percentages) {
        let close = match ordinal {
            1 => stream.chance(SPOUSE_FIRST),
            _ => stream.chance(CHILD_NEXT),
        };
        let other = OTHER_BENEFICIARIES.draw(&mut stream);
        let relationship = match (close, ordinal) {
            (true, 1) => BeneficiaryRelationship::Spouse,
            (true, _) => BeneficiaryRelationship::Child,
            (false, _) => other,
        };
        let (given, own) = people::anybody(&mut stream, BORN_ABOUT);
        let name = match relationship {
            BeneficiaryRelationship::Trust => texts::trust_name(&mut stream, &family),
            BeneficiaryRelationship::Other => [given, " ", own].concat(),
            _ if stream.chance(OTHER_NAME) => [given, " ", own].concat(),
            _ => [given, " ", &family].concat(),
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
