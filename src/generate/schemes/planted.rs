//! Schemes and look-alikes that are in the ledger, and the answers.

use super::cast::Story;
use super::plots;
use super::stage::ROOM;
use crate::generate::context::Context;
use crate::generate::facts::PlantedScheme;
use crate::generate::ledger::Ledger;
use crate::tables::Rows;
use crate::tables::ids::{AccountId, CustomerId, SchemeId};
use crate::tables::labels::{AmlScheme, SchemeRole, Typology};
use crate::tables::loans_db::Loan;
use crate::values::calendar::Timestamp;
use crate::values::money::Cents;

/// A scheme or look-alike whose rows are in the ledger.
pub struct Planted {
    story: Story,
    account_id: AccountId,
    typology: Typology,
    rows: Vec<(Timestamp, Cents, SchemeRole)>,
}

impl Planted {
    /// The scheme; none for what only looks like one.
    pub fn scheme(&self) -> Option<PlantedScheme> {
        self.story.scheme.then_some(PlantedScheme {
            account_id: self.account_id,
            detected: self.story.detected,
        })
    }
}

/// Puts the rows of a story on its account.
pub fn plant(context: Context, story: Story, loans: &[Loan], ledger: &mut Ledger) -> Planted {
    let (typology, mut acts) = plots::acts(context, &story, loans, ledger);
    acts.truncate(ROOM.saturating_sub(ledger.postings(story.account).len()));
    let rows = acts
        .iter()
        .map(|act| (act.posting.at, act.posting.amount, act.role))
        .collect();
    // An installment stands in the ledger already: the loan has posted it.
    let own = acts
        .into_iter()
        .filter(|act| act.role != SchemeRole::Repayment);
    for act in own {
        ledger.post(story.account, act.posting);
    }
    Planted {
        story,
        account_id: context.customer.account_id(story.account),
        typology,
        rows,
    }
}

/// Makes the answers, once the statements are made.
pub fn write_answers(planted: &Planted, rows: &mut Rows) {
    let Some(PlantedScheme {
        account_id,
        detected,
    }) = planted.scheme()
    else {
        return;
    };
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
                scheme_id: SchemeId {
                    customer: planted.story.customer,
                    ordinal: 1,
                },
                typology: planted.typology,
                role,
                customer_id: CustomerId(planted.story.customer),
                account_id,
                transaction_id: row.transaction_id,
                detected,
            });
        }
    }
}
