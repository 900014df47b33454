//! Screenings at each identity check, and alerts as checks of transactions.

use super::alerts::Alert;
use super::officers::OFFICERS;
use super::shares::File;
use crate::generate::context::Context;
use crate::key;
use crate::random::Proportion;
use crate::tables::Rows;
use crate::tables::compliance_db::*;
use crate::tables::customer_db::{CustomerSegment, RiskRating};
use crate::values::texts::compliance::SCREENINGS;

/// Lists in a round of screening.
const ROUND: [CheckType; 3] = [
    CheckType::Watchlist,
    CheckType::Sanctions,
    CheckType::PepScreening,
];
/// Screenings with a false hit, in thousandths: 13 including those of exposed persons (data model, section 8).
const FLAGGED: Proportion = Proportion::per_mille(10);
/// Days after which every hit has been cleared.
const CLEARED_AFTER: i32 = 10;

/// Generates a customer's checks: the screenings in time order, then the alerts by month.
pub fn write(context: Context, file: &File, alerts: &[Alert], rows: &mut Rows) {
    let customer = context.customer;
    let mut ordinal = 0;
    for record in &rows.kyc_records {
        let key = key!("compliance_db.aml_checks/screening");
        let mut stream = context.stream_of(key, record.kyc_id);
        for check_type in ROUND {
            ordinal += 1;
            let exposed = file.exposed && check_type == CheckType::PepScreening;
            let flagged = stream.chance(FLAGGED) || exposed;
            let open = context.as_of() - record.verification_date < CLEARED_AFTER;
            let result = match flagged {
                true if exposed => "exposed",
                true if open => "open",
                true if customer.segment == CustomerSegment::Corporate => "false_positive_business",
                true => "false_positive",
                false => "clear",
            };
            // A person's exposure doesn't change from round to round.
            let result = match exposed {
                true => SCREENINGS.of(result)[customer.row() as usize % 3],
                false => *stream.pick(SCREENINGS.of(result)),
            };
            rows.aml_checks.push(AmlCheck {
                check_id: CheckId::Screening(customer.number, ordinal),
                customer_id: customer.id(),
                transaction_id: None,
                check_date: record.verification_date,
                check_type,
                aml_flag: flagged,
                risk_level: match flagged {
                    true if exposed => RiskRating::High,
                    true => RiskRating::Medium,
                    false => RiskRating::Low,
                },
                screening_result: result.into(),
                reviewed_by: flagged.then(|| {
                    let days = [record.verification_date];
                    context.on_duty(&OFFICERS, &days, &mut stream)
                }),
                sar_id: None,
            });
        }
    }
    // By month across all accounts, like the keys.
    let mut alerts: Vec<&Alert> = alerts.iter().collect();
    alerts.sort_by_key(|alert| rows.transactions[alert.row].transaction_id.month);
    let month = |alert: &Alert| rows.transactions[alert.row].transaction_id.month;
    for alerts in alerts.chunk_by(|a, b| month(a) == month(b)) {
        for (ordinal, alert) in (1..).zip(alerts) {
            let transaction = &rows.transactions[alert.row];
            let key = key!("compliance_db.aml_checks/result");
            let mut stream = context.stream_of(key, transaction.transaction_id);
            let result = match alert.disposition {
                Some(disposition) => disposition.result,
                None => *stream.pick(SCREENINGS.of(match alert.status {
                    ViolationStatus::Open => "alert_open",
                    _ => "alert_investigating",
                })),
            };
            rows.aml_checks.push(AmlCheck {
                check_id: CheckId::Alert(customer.number, month(alert), ordinal),
                customer_id: customer.id(),
                transaction_id: Some(transaction.transaction_id),
                check_date: alert.raised,
                check_type: CheckType::TransactionMonitoring,
                aml_flag: true,
                risk_level: risk_level(alert),
                screening_result: result.into(),
                reviewed_by: alert.officer,
                sar_id: alert.sar,
            });
        }
    }
}

/// Based on the most serious of the broken rules.
fn risk_level(alert: &Alert) -> RiskRating {
    let severities = alert.rules.iter().map(|rule| rule.definition().severity);
    match severities.max() {
        Some(Severity::Critical | Severity::High) => RiskRating::High,
        Some(Severity::Medium) => RiskRating::Medium,
        _ => RiskRating::Low,
    }
}
