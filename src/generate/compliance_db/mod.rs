//! compliance_db: derived from the finished rows of everybody, never invented (data model, section 8).

mod alerts;
mod audit;
mod kyc;
mod reports;
mod rules;
mod sars;
mod screening;
mod violations;

pub use kyc::Shares;
pub use rules::pays_a_loan;

use crate::generate::Bank;
use crate::generate::block::{Block, Customer};
use crate::generate::insurance_db::Decision;
use crate::generate::schemes::{self, Planted};
use crate::tables::Rows;
use crate::tables::compliance_db::*;
use crate::tables::employees_db::Role;
use crate::tables::ids::RuleId;
use crate::values::calendar::Date;
use crate::values::texts::compliance::RULES;

/// Who looks after compliance.
const OFFICERS: [Role; 2] = [Role::ComplianceOfficer, Role::RiskAnalyst];
/// Months before the as-of date in which the catalogue of rules was written, and from one rule to the next.
const RULES_WRITTEN: i32 = 110;

/// The rows of the bank as a whole: the rules, and the periodic reports with what broke rules about them.
pub fn bank(bank: &Bank, rows: &mut Rows) {
    let written = bank.as_of().add_months(-RULES_WRITTEN).or_next_weekday();
    for (number, rule) in (1..).zip(&RULES) {
        rows.compliance_rules.push(ComplianceRule {
            rule_id: RuleId(number),
            rule_name: rule.name.into(),
            rule_type: rule.rule_type,
            description: rule.description.into(),
            threshold_value: rule.threshold,
            is_active: true,
            created_date: written.add_months(number as i32 / 4),
        });
    }
    reports::periodic(bank, rows);
    violations::late_reports(bank, rows);
    audit::bank(rows);
}

/// The rules about staff, over the finished rows of employees.
pub fn staff(bank: &Bank, rows: &mut Rows) {
    violations::overdue_training(bank, rows);
}

/// All of a customer, over the finished rows of the customer's life.
pub fn customer(
    bank: &Bank,
    block: &Block,
    customer: &Customer,
    planted: Option<&Planted>,
    decisions: &[Decision],
    rows: &mut Rows,
) {
    let breaches = rules::breaches(customer, rows);
    let mut alerts = alerts::raise(bank, customer, &breaches, rows);
    sars::file(bank, customer, planted, &breaches, &mut alerts, rows);
    kyc::records(bank, block, customer, rows);
    screening::checks(bank, customer, &alerts, rows);
    reports::cash(bank, customer, rows);
    violations::customer(bank, customer, &breaches, &alerts, rows);
    audit::customer(bank, customer, &alerts, decisions, rows);
    if let Some(planted) = planted {
        schemes::answers(planted, rows);
    }
}

/// A day from `least` to `most` days after `day`.
fn after(stream: &mut crate::random::Stream, day: Date, (least, most): (i64, i64)) -> Date {
    day + stream.range(least, most) as i32
}
