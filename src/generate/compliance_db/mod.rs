//! compliance_db: derived from everyone's finished rows, never invented (data model, section 8).

mod acts;
mod alerts;
mod audit;
mod catalogue;
mod dispositions;
mod earlier;
mod freezes;
mod kyc;
mod narrative;
mod officers;
mod reports;
mod rules;
mod sars;
mod screening;
mod shares;
mod trail;
mod violations;

pub use earlier::keep_reports;
pub use shares::{Shares, deal};

use crate::generate::bank::Bank;
use crate::generate::context::Context;
use crate::generate::customer::Customer;
use crate::generate::facts::ClaimDecision;
use crate::generate::hours::business_day_from;
use crate::tables::Rows;
use crate::tables::compliance_db::ComplianceRule;
use catalogue::MonitoringRule;

/// Months before the as-of date when work on the catalog of rules began.
const RULES_WRITTEN: i32 = 110;

/// Generates the bank-wide rows: the rules, and the periodic reports with the rule violations on them.
pub fn write_bank(bank: &Bank, rows: &mut Rows) {
    let written = business_day_from(bank.as_of().add_months(-RULES_WRITTEN));
    for &rule in MonitoringRule::ALL {
        let definition = rule.definition();
        rows.compliance_rules.push(ComplianceRule {
            rule_id: rule.id(),
            rule_name: definition.name.into(),
            rule_type: definition.rule_type,
            description: definition.description.into(),
            threshold_value: definition.threshold.value(),
            is_active: true,
            // Four rules a month.
            created_date: written.add_months(i32::from(rule.number()) / 4),
        });
    }
    reports::write_periodic(bank, rows);
    violations::write_late_reports(bank, rows);
    audit::write_bank(rows);
}

/// Generates the staff violations from the employees' finished rows.
pub fn write_staff(bank: &Bank, rows: &mut Rows) {
    violations::write_overdue_training(bank, rows);
}

/// Generates all of a customer's rows from the finished rows of the customer life. `neighbors` are the block's customers.
pub fn write(
    context: Context,
    shares: &Shares,
    neighbors: &[Customer],
    decisions: &[ClaimDecision],
    rows: &mut Rows,
) {
    let file = &shares.files[context.customer.place()];
    let breaches = rules::breaches(context.customer, rows);
    let mut alerts = alerts::raise(context, &breaches, rows);
    sars::write(context, file, neighbors, &mut alerts, rows);
    dispositions::settle(context, file, &mut alerts, rows);
    kyc::write(context, file, rows);
    screening::write(context, file, &alerts, rows);
    reports::write_cash(context, rows);
    violations::write(context, &breaches, &alerts, rows);
    audit::write(context, &alerts, decisions, rows);
}
