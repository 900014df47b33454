//! The policy itself.

use super::case::Case;
use crate::generate::customer::Ordinal;
use crate::generate::ledger::Ledger;
use crate::random::Stream;
use crate::tables::Rows;
use crate::tables::employees_db::Role;
use crate::tables::insurance_db::*;

/// Makes the row of the policy, which is issued with it, and links it to an account.
pub fn write(case: &mut Case, stream: &mut Stream, ledger: &mut Ledger, rows: &mut Rows) {
    let (insured, cover, customer) = (case.insured, case.cover, case.context.customer);
    let issued = cover.created.date();
    let days = [issued, cover.start];
    let agent = case
        .context
        .at_branch(&[Role::InsuranceAgent], &days, stream);
    case.linked = linked_account(case, ledger);
    rows.policies.push(Policy {
        policy_id: case.id,
        policy_number: case.number(),
        customer_id: customer.id(),
        policy_type: insured.policy_type,
        policy_status: insured.status,
        coverage_amount: case.sum,
        premium_amount: case.premium(),
        premium_frequency: insured.frequency,
        start_date: cover.start,
        end_date: cover.end,
        linked_account_id: case.linked.map(|ordinal| customer.account_id(ordinal)),
        agent_id: agent,
        created_at: cover.created,
    });
    case.happened(issued, PolicyEventType::Issued, Some(agent));
}

/// Days before the as-of date from which on a policy is counted among the obligations of an account.
const QUARTER: i32 = 91;

/// The account that premiums are paid from: an obligation as long as it still has to pay.
fn linked_account(case: &Case, ledger: &mut Ledger) -> Option<Ordinal> {
    let customer = case.context.customer;
    let pays = matches!(
        case.insured.method,
        PaymentMethod::AutoDebit | PaymentMethod::Ach
    );
    let paying = customer.paying_account().filter(|_| pays)?;
    let opened = customer.holding(paying).opened;
    // What ended before the account was there, or pays a family and not the holder, was never paid from it.
    if case.cover.last < opened || case.cover.dies {
        None
    } else if case.cover.last < case.context.as_of() - QUARTER {
        Some(paying)
    } else {
        ledger.oblige()
    }
}
