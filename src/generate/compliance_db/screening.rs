//! Screenings at each check of identity, and the alerts as checks of transactions.

use super::OFFICERS;
use super::alerts::Alert;
use crate::generate::Bank;
use crate::generate::block::Customer;
use crate::key;
use crate::tables::Rows;
use crate::tables::compliance_db::*;
use crate::tables::customer_db::RiskRating;
use crate::tables::ids::{CheckId, CustomerId};
use crate::values::texts::compliance::{RULES, SCREENINGS};

/// The lists of a round of screening.
const ROUND: [CheckType; 3] = [
    CheckType::Watchlist,
    CheckType::Sanctions,
    CheckType::PepScreening,
];
/// Screenings with a hit, in thousandths (data model, section 8).
const FLAGGED: (u64, u64) = (13, 1_000);
/// Days after which every hit has been cleared.
const CLEARED_AFTER: i32 = 10;

/// The checks of a customer, in time order.
pub fn checks(bank: &Bank, customer: &Customer, alerts: &[Alert], rows: &mut Rows) {
    for record in &rows.kyc_records {
        let row = customer.row() * 100 + u64::from(record.kyc_id.ordinal);
        let key = key!("compliance_db.aml_checks/screening");
        let mut stream = bank.random.stream(key, row);
        for check_type in ROUND {
            let flagged = stream.chance(FLAGGED.0, FLAGGED.1);
            let open = bank.as_of() - record.verification_date < CLEARED_AFTER;
            let result = match flagged {
                true if open => "open",
                true => "false_positive",
                false => "clear",
            };
            let result = *stream.pick(SCREENINGS.of(result));
            rows.aml_checks.push(AmlCheck {
                check_id: unnumbered(customer),
                customer_id: CustomerId(customer.number),
                transaction_id: None,
                check_date: record.verification_date,
                check_type,
                aml_flag: flagged,
                risk_level: if flagged {
                    RiskRating::Medium
                } else {
                    RiskRating::Low
                },
                screening_result: result.into(),
                reviewed_by: flagged.then(|| {
                    let days = [record.verification_date];
                    customer.team.on_duty(&OFFICERS, &days, stream.bits())
                }),
            });
        }
    }
    for alert in alerts {
        let transaction = &rows.transactions[alert.row];
        let key = key!("compliance_db.aml_checks/result");
        let number = super::alerts::number(transaction.transaction_id);
        let result = match alert.status {
            ViolationStatus::Resolved if alert.reported => "alert_reported",
            ViolationStatus::Resolved => "alert_cleared",
            _ => "alert_open",
        };
        let result = *bank.random.stream(key, number).pick(SCREENINGS.of(result));
        rows.aml_checks.push(AmlCheck {
            check_id: unnumbered(customer),
            customer_id: CustomerId(customer.number),
            transaction_id: Some(transaction.transaction_id),
            check_date: alert.raised,
            check_type: CheckType::TransactionMonitoring,
            aml_flag: true,
            risk_level: risk_level(alert),
            screening_result: result.into(),
            reviewed_by: alert.officer,
        });
    }
    rows.aml_checks.sort_by_key(|check| check.check_date);
    for (ordinal, check) in (1..).zip(&mut rows.aml_checks) {
        check.check_id.ordinal = ordinal;
    }
}

fn unnumbered(customer: &Customer) -> CheckId {
    CheckId {
        customer: customer.number,
        ordinal: 0,
    }
}

/// As grave as the gravest of the broken rules.
fn risk_level(alert: &Alert) -> RiskRating {
    let broken = (1..).zip(&RULES).filter(|(rule, _)| alert.breaks(*rule));
    match broken.map(|(_, rule)| rule.severity).max() {
        Some(Severity::Critical | Severity::High) => RiskRating::High,
        Some(Severity::Medium) => RiskRating::Medium,
        _ => RiskRating::Low,
    }
}
