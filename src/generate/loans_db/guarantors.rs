//! Guarantors of a loan: relatives of the borrower, for a company a partner instead (guide, "Loan Guarantors").

use super::case::Case;
use crate::generate::contact;
use crate::generate::person::{Relation, Relative};
use crate::generate::stream_rows::StreamRow;
use crate::key;
use crate::random::{Proportion, Stream};
use crate::tables::Rows;
use crate::tables::ids::GuarantorId;
use crate::tables::loans_db::{GuarantorRelationship, LoanGuarantor, LoanType};
use crate::values::money::Cents;
use crate::values::people;
use crate::values::phones::Phone;
use std::ops::RangeInclusive;

/// Ages of guarantors on the day of disbursement.
const AGES: RangeInclusive<i32> = 21..=78;
/// Percent of the principal that is guaranteed (guide: 50-100%): half of the time, all of it.
const GUARANTEED: RangeInclusive<i64> = 50..=99;
/// Companies for which the owner's spouse stands as guarantor before a partner.
const SPOUSE_OF_OWNER: Proportion = Proportion::percent(20);

/// A guarantor of a loan.
struct Guarantor {
    name: String,
    relationship: GuarantorRelationship,
    phone: Phone,
}

/// Makes the rows of a loan's guarantors.
pub fn write(case: &Case, count: u8, principal: Cents, rows: &mut Rows) {
    if count == 0 {
        return;
    }
    let key = key!("loans_db.loan_guarantors/row");
    let mut stream = case.context.stream_of(key, case.loan_id());
    let mut kin = willing(case).map(|(at, relative)| of_kin(case, at, relative));
    // Nobody guarantees a loan twice, or their own: of two people with one name only one does.
    let person = &case.customer().person;
    let mut known = vec![[person.given_name, " ", person.family_name].concat()];
    for ordinal in 1..=u64::from(count) {
        let unknown = |guarantor: &Guarantor| !known.contains(&guarantor.name);
        let guarantor = kin.by_ref().find(unknown).unwrap_or_else(|| {
            let mut friends = std::iter::repeat_with(|| stranger(case, &mut stream));
            friends.find(unknown).expect("there are other names")
        });
        known.push(guarantor.name.clone());
        rows.loan_guarantors.push(LoanGuarantor {
            guarantor_id: GuarantorId(case.loan_id().row() * 10 + ordinal),
            loan_id: case.loan_id(),
            guarantor_name: guarantor.name.into(),
            relationship: guarantor.relationship,
            contact_info: guarantor.phone,
            guarantee_amount: guarantee(&mut stream, principal),
        });
    }
}

/// The relatives who may guarantee a loan, with their place among all: parents first for education loans, otherwise the spouse.
fn willing<'a>(case: &Case<'a>) -> impl Iterator<Item = (usize, &'a Relative)> {
    let (customer, day) = (case.customer(), case.days.disbursed);
    let key = key!("loans_db.loan_guarantors/kin");
    let mut stream = case.context.stream_of(key, case.loan_id());
    let company = customer.business.is_some();
    let spouse_too = !company || stream.chance(SPOUSE_OF_OWNER);
    let school = case.application.loan_type == LoanType::Education;
    let rank = move |relation: Relation| match relation {
        Relation::Spouse if spouse_too => Some(u8::from(school)),
        Relation::Parent if !company => Some(u8::from(!school)),
        Relation::Sibling if !company => Some(2),
        _ => None,
    };
    let of_age = move |relative: &Relative| AGES.contains(&day.years_since(relative.born));
    let mut willing: Vec<(u8, usize, &Relative)> = customer
        .kin
        .iter()
        .enumerate()
        .filter(|(_, relative)| of_age(relative))
        .filter_map(|(at, relative)| Some((rank(relative.relation)?, at, relative)))
        .collect();
    willing.sort_by_key(|&(rank, at, _)| (rank, at));
    willing.into_iter().map(|(_, at, relative)| (at, relative))
}

/// A relative; a customer's phone number is known.
fn of_kin(case: &Case, at: usize, relative: &Relative) -> Guarantor {
    let random = &case.context.bank.random;
    let phone = match relative.customer {
        // Relatives who are customers live in the same house.
        Some(number) => contact::phone(random, number, case.customer().home),
        None => {
            let key = key!("loans_db.loan_guarantors/phone");
            let mut stream = case
                .context
                .stream_of(key, case.customer().row() * 100 + at as u64);
            Phone::fictional(&mut stream)
        }
    };
    Guarantor {
        name: [relative.given_name, " ", relative.family_name].concat(),
        relationship: match relative.relation {
            Relation::Spouse => GuarantorRelationship::Spouse,
            Relation::Parent => GuarantorRelationship::Parent,
            _ => GuarantorRelationship::Sibling,
        },
        phone,
    }
}

/// A friend of about the same age; for a company, a partner.
fn stranger(case: &Case, stream: &mut Stream) -> Guarantor {
    let customer = case.customer();
    let apart = stream.range(-9..=9) as i32;
    let born = (customer.person.born.year() + apart).min(case.days.disbursed.year() - 22);
    let (given, family) = people::anybody(stream, born);
    Guarantor {
        name: [given, " ", family].concat(),
        relationship: match customer.business {
            Some(_) => GuarantorRelationship::BusinessPartner,
            None => GuarantorRelationship::Friend,
        },
        phone: Phone::fictional(stream),
    }
}

/// The guaranteed amount, to the dollar.
fn guarantee(stream: &mut Stream, principal: Cents) -> Cents {
    let percent = stream.range(GUARANTEED);
    match stream.chance(Proportion::HALF) {
        true => principal,
        false => -(-principal.times(percent, 100)).floor_to(Cents::dollars(1)),
    }
}
