//! Screenings at each check of identity, and the alerts as checks of transactions.

use super::alerts::Alert;
use super::officers::OFFICERS;
use crate::generate::context::Context;
use crate::key;
use crate::random::Proportion;
use crate::tables::Rows;
use crate::tables::compliance_db::*;
use crate::tables::customer_db::RiskRating;
use crate::tables::ids::{CheckId, CustomerId};
use crate::values::texts::compliance::SCREENINGS;

/// The lists of a round of screening.
const ROUND: [CheckType; 3] = [
    CheckType::Watchlist,
    CheckType::Sanctions,
    CheckType::PepScreening,
];
/// Screenings with a hit, in thousandths (data model, section 8).
const FLAGGED: Proportion = Proportion::per_mille(13);
/// Days after which every hit has been cleared.
const CLEARED_AFTER: i32 = 10;

/// Makes the checks of a customer, in time order.
pub fn write(context: Context, alerts: &[Alert], rows: &mut Rows) {
    let customer_id = context.customer.id();
    for record in &rows.kyc_records {
        let key = key!("compliance_db.aml_checks/screening");
        let mut stream = context.stream_of(key, record.kyc_id);
        for check_type in ROUND {
            let flagged = stream.chance(FLAGGED);
            let open = context.as_of() - record.verification_date < CLEARED_AFTER;
            let result = match flagged {
                true if open => "open",
                true => "false_positive",
                false => "clear",
            };
            let result = *stream.pick(SCREENINGS.of(result));
            rows.aml_checks.push(AmlCheck {
                check_id: unnumbered(customer_id),
                customer_id,
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
                    context.on_duty(&OFFICERS, &days, &mut stream)
                }),
            });
        }
    }
    for alert in alerts {
        let transaction = &rows.transactions[alert.row];
        let key = key!("compliance_db.aml_checks/result");
        let result = match alert.status {
            ViolationStatus::Resolved if alert.reported => "alert_reported",
            ViolationStatus::Resolved => "alert_cleared",
            _ => "alert_open",
        };
        let mut stream = context.stream_of(key, transaction.transaction_id);
        let result = *stream.pick(SCREENINGS.of(result));
        rows.aml_checks.push(AmlCheck {
            check_id: unnumbered(customer_id),
            customer_id,
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

/// A key without its ordinal.
fn unnumbered(CustomerId(customer): CustomerId) -> CheckId {
    CheckId {
        customer,
        ordinal: 0,
    }
}

/// As grave as the gravest of the broken rules.
fn risk_level(alert: &Alert) -> RiskRating {
    let severities = alert.rules.iter().map(|rule| rule.definition().severity);
    match severities.max() {
        Some(Severity::Critical | Severity::High) => RiskRating::High,
        Some(Severity::Medium) => RiskRating::Medium,
        _ => RiskRating::Low,
    }
}
