//! Schemes and look-alikes in the ledger, and the ground truth.

use super::cast::Story;
use super::plots::{self, Act};
use super::rings;
use crate::generate::context::Context;
use crate::generate::ledger::Ledger;
use crate::tables::Rows;
use crate::tables::ids::{AccountId, CustomerId, SchemeId};
use crate::tables::labels::{AmlScheme, SchemeRole, Typology};
use crate::tables::loans_db::Loan;
use crate::values::calendar::Timestamp;
use crate::values::money::Cents;

/// What a scheme has posted on a customer's account.
pub struct Planted {
    scheme_id: SchemeId,
    account_id: AccountId,
    typology: Typology,
    detected: bool,
    rows: Vec<(Timestamp, Cents, SchemeRole)>,
}

/// Posts the rows of a story that belong on the customer's account, as far as its statement covers them; returns them if it is a
/// scheme.
pub fn plant(
    context: Context,
    story: &Story,
    loans: &[Loan],
    ledger: &mut Ledger,
) -> Option<Planted> {
    let own = |one: &super::cast::Part| one.customer == context.customer.number;
    let part = story.parts.iter().position(own)?;
    let account = story.parts[part].account;
    let mut typology = story.typology;
    let mut rows = Vec::new();
    let mut take = |act: Act, ledger: &mut Ledger| {
        let day = act.posting.at.date();
        if act.part != part || !ledger.covers(account, day) || day > context.as_of() {
            return;
        }
        rows.push((act.posting.at, act.posting.amount, act.role));
        // The loan has already posted installments to the ledger.
        if act.role != SchemeRole::Repayment {
            ledger.post(account, act.posting);
        }
    };
    for episode in &story.episodes {
        if !ledger.covers(account, episode.to.min(context.as_of())) {
            continue;
        }
        let acts = if story.parts.len() > 1 {
            rings::acts(context.bank, story, *episode)
        } else {
            let (told, acts) = plots::acts(context, story, *episode, loans, ledger);
            typology = told;
            acts
        };
        acts.into_iter().for_each(|act| take(act, ledger));
    }
    story.scheme.then(|| Planted {
        scheme_id: SchemeId {
            customer: story.parts[0].customer,
            ordinal: 1,
        },
        account_id: context.customer.account_id(account),
        typology,
        detected: story.is_reported(),
        rows,
    })
}

/// Makes the ground truth, once the statements are made.
pub fn write_answers(planted: &Planted, rows: &mut Rows) {
    let account_id = planted.account_id;
    for row in rows
        .transactions
        .iter()
        .filter(|row| row.account_id == account_id)
    {
        let same = |&&(at, amount, _): &&(Timestamp, Cents, SchemeRole)| {
            (at, amount) == (row.transaction_date, row.transaction_amount)
        };
        if let Some(&(_, _, role)) = planted.rows.iter().find(same) {
            rows.aml_schemes.push(AmlScheme {
                scheme_id: planted.scheme_id,
                typology: planted.typology,
                role,
                customer_id: CustomerId(account_id.customer),
                account_id,
                transaction_id: row.transaction_id,
                detected: planted.detected,
            });
        }
    }
}
