//! The policy itself.

use super::case::Case;
use super::payments::debits;
use crate::generate::customer::Ordinal;
use crate::generate::ledger::Ledger;
use crate::random::Stream;
use crate::tables::Rows;
use crate::tables::employees_db::Role;
use crate::tables::insurance_db::*;

/// Days before the as-of date from which a policy counts among an account's obligations.
const QUARTER: i32 = 91;

/// Decides who sells the policy, which is then issued, and the account it is paid from.
pub fn issue(case: &mut Case, stream: &mut Stream, ledger: &mut Ledger) {
    let issued = case.cover.created.date();
    let days = [issued, case.cover.start];
    case.agent = case
        .context
        .at_branch(&[Role::InsuranceAgent], &days, stream);
    case.linked = linked_account(case, ledger);
    case.happened(issued, PolicyEventType::Issued, Some(case.agent));
}

/// Makes the row of the policy.
pub fn write(case: &mut Case, rows: &mut Rows) {
    let (insured, customer) = (case.insured, case.context.customer);
    rows.policies.push(Policy {
        policy_id: case.id,
        policy_number: case.number(),
        customer_id: customer.id(),
        policy_type: insured.policy_type,
        policy_status: case.status,
        coverage_amount: case.risk.sum,
        premium_amount: case.premium(),
        premium_frequency: insured.frequency,
        start_date: case.cover.start,
        end_date: case.cover.end,
        linked_account_id: case.linked.map(|ordinal| customer.account_id(ordinal)),
        agent_id: case.agent,
        created_at: case.cover.created,
        insured_item: std::mem::take(&mut case.item).into(),
        state: case.risk.city.state.into(),
    });
}

/// The account that premiums are paid from: an obligation as long as premiums are still due.
fn linked_account(case: &Case, ledger: &mut Ledger) -> Option<Ordinal> {
    let customer = case.context.customer;
    let paying = customer
        .paying_account()
        .filter(|_| debits(case.insured.method))?;
    let opened = customer.holding(paying).opened;
    // A policy that ended before the account existed, or pays a family instead of the holder, was never paid from it.
    if case.cover.last < opened || case.cover.dies {
        None
    } else if case.cover.last < case.context.as_of() - QUARTER {
        Some(paying)
    } else {
        ledger.oblige()
    }
}
