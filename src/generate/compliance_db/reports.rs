//! Reports to regulators and the board: three years of periodic ones, and one for each day of large cash transactions.

use super::catalogue::MonitoringRule;
use crate::generate::bank::Bank;
use crate::generate::context::Context;
use crate::generate::hours::{business_day_after, business_day_before};
use crate::generate::ledger::is_cash;
use crate::generate::staff::{self, Team};
use crate::key;
use crate::random::{Proportion, Stream};
use crate::tables::Rows;
use crate::tables::compliance_db::*;
use crate::tables::employees_db::{DepartmentName, Role};
use crate::tables::ids::{EmployeeId, Period, ReportId};
use crate::values::calendar::Date;
use crate::values::money::Cents;
use std::ops::RangeInclusive;

/// Cash above this amount in a day is reported (31 CFR 1010.311).
const CASH_LIMIT: Cents = Cents::dollars(10_000);
/// Days within which it must be reported.
pub const CASH_DUE: i32 = MonitoringRule::CashReportLate.days();
/// Days from the cash to the submission of its report, on time and late.
const CASH_SUBMITTED: RangeInclusive<i64> = 4..=13;
const CASH_SUBMITTED_LATE: RangeInclusive<i64> = 17..=34;
const CASH_LATE: Proportion = Proportion::percent(12);
/// Share of periodic reports that are late, and days before or after the due day on which a report is submitted.
const LATE: Proportion = Proportion::percent(6);
const BEFORE_DUE: RangeInclusive<i64> = 1..=12;
const AFTER_DUE: RangeInclusive<i64> = 1..=9;
/// Days before its due day from which a report is in review rather than a draft.
const IN_REVIEW: i32 = 14;
/// Days after which a submitted report counts as accepted.
const ACCEPTED_AFTER: i32 = 30;
/// Months of periods whose reports are kept.
const MONTHS: i32 = 36;

/// How often a report is due, and when.
enum Calendar {
    /// Due this many days after the end of each quarter.
    Quarterly(i32),
    /// For each year that ends on the last day of the given month, due on the given month and day after it.
    Yearly { ends: u32, due: (u32, u32) },
}

/// Periodic reports in key order: type, abbreviation, and calendar (data model, section 8; rule 20 names the due days).
const PERIODIC: [(ReportType, &str, Calendar); 6] = [
    (ReportType::BsaBoard, "BSA", Calendar::Quarterly(45)),
    (ReportType::CallReport, "CALL", Calendar::Quarterly(30)),
    (
        ReportType::Hmda,
        "HMDA",
        Calendar::Yearly {
            ends: 12,
            due: (3, 1),
        },
    ),
    (ReportType::Liquidity, "LIQ", Calendar::Quarterly(20)),
    (
        ReportType::Ofac,
        "OFAC",
        Calendar::Yearly {
            ends: 6,
            due: (9, 30),
        },
    ),
    (
        ReportType::StressTest,
        "STRESS",
        Calendar::Yearly {
            ends: 12,
            due: (7, 31),
        },
    ),
];

impl Calendar {
    /// Name and first day of the period that ends with a month, and the due day of its report.
    fn period(&self, end: Date) -> Option<(Period, Date, Date)> {
        let (year, month, _) = end.civil();
        let first = |months: i32| Date::new(year, month, 1).add_months(1 - months);
        match *self {
            Calendar::Quarterly(days) if month.is_multiple_of(3) => {
                let quarter = Period::Quarter(year, (month / 3) as u8);
                Some((quarter, first(3), end + days))
            }
            Calendar::Yearly { ends, due } if month == ends => {
                let later = i32::from(due.0 <= ends);
                let due = Date::new(year + later, due.0, due.1);
                Some((Period::Year(year), first(12), due))
            }
            _ => None,
        }
    }
}

/// The day by which a periodic report is due.
pub fn due_day(report: &RegulatoryReport) -> Option<Date> {
    let (.., calendar) = PERIODIC
        .iter()
        .find(|(report_type, ..)| *report_type == report.report_type)?;
    let (_, _, due) = calendar.period(report.reporting_period_end)?;
    Some(due)
}

/// Generates the periodic reports for the periods that ended in the last three years.
pub fn write_periodic(bank: &Bank, rows: &mut Rows) {
    let team = bank.first_team();
    let (year, month, _) = bank.as_of().civil();
    for (report_type, name, calendar) in &PERIODIC {
        for ago in (0..=MONTHS).rev() {
            let end = Date::new(year, month, 1).add_months(-ago).month_end();
            let within = bank.as_of().add_months(-MONTHS) < end && end <= bank.as_of();
            let Some((period, start, due)) = calendar.period(end).filter(|_| within) else {
                continue;
            };
            let key = key!("compliance_db.regulatory_reports/periodic");
            let row = *report_type as u64 * 1_000_000 + end.year() as u64 * 100;
            let mut stream = bank.random.stream(key, row + u64::from(end.month()));
            let late = stream
                .chance(LATE)
                .then(|| business_day_after(&mut stream, due, AFTER_DUE));
            let submitted = come_in(bank, late)
                .unwrap_or_else(|| business_day_before(&mut stream, due, BEFORE_DUE));
            let id = ReportId::Periodic(name, period);
            let (period, days) = ((start, end), (due, submitted));
            let report = prepared(bank, &team, *report_type, id, period, days, &mut stream);
            rows.regulatory_reports.push(report);
        }
    }
}

/// Generates a report for each day on which a customer's cash deposits or cash withdrawals exceeded the limit. The two are never
/// added together (31 CFR 1010.313).
pub fn write_cash(context: Context, rows: &mut Rows) {
    let (bank, customer) = (context.bank, context.customer);
    let mut days: Vec<(Date, Cents, Cents)> = Vec::new();
    for row in rows.transactions.iter().filter(|row| is_cash(row)) {
        let (day, amount) = (row.transaction_date.date(), row.transaction_amount);
        let (cash_in, cash_out) = (amount.max(Cents::ZERO), (-amount).max(Cents::ZERO));
        match days.iter_mut().find(|(other, ..)| *other == day) {
            Some((_, sum_in, sum_out)) => {
                *sum_in += cash_in;
                *sum_out += cash_out;
            }
            None => days.push((day, cash_in, cash_out)),
        }
    }
    days.retain(|(_, cash_in, cash_out)| *cash_in > CASH_LIMIT || *cash_out > CASH_LIMIT);
    days.sort_unstable();
    for (day, cash_in, cash_out) in days {
        let key = key!("compliance_db.regulatory_reports/ctr");
        let row = customer.row() << 20 | (day.0 as u64 & 0xF_FFFF);
        let mut stream = context.stream_of(key, row);
        let late = stream
            .chance(CASH_LATE)
            .then(|| business_day_after(&mut stream, day, CASH_SUBMITTED_LATE));
        let submitted = come_in(bank, late)
            .unwrap_or_else(|| business_day_after(&mut stream, day, CASH_SUBMITTED));
        let due = day + CASH_DUE;
        let id = ReportId::Ctr(customer.number, day);
        let (period, days) = ((day, day), (due, submitted));
        let kind = ReportType::Ctr;
        let report = prepared(bank, &customer.team, kind, id, period, days, &mut stream);
        rows.regulatory_reports.push(RegulatoryReport {
            customer_id: Some(customer.id()),
            cash_in: Some(cash_in),
            cash_out: Some(cash_out),
            ..report
        });
    }
}

/// Roles that prepare a type of report: those familiar with its subject.
const fn preparers(report_type: ReportType) -> &'static [Role] {
    use Role::{CustomerService, LoanOfficer, RiskAnalyst};
    match report_type {
        ReportType::Ctr => &[CustomerService],
        ReportType::Hmda => &[LoanOfficer],
        _ => &[RiskAnalyst],
    }
}

/// Who approves it: the head of compliance for crime and fair lending, the Chief Executive Officer for money and risk.
fn approver(report_type: ReportType) -> EmployeeId {
    EmployeeId(match report_type {
        ReportType::CallReport | ReportType::Liquidity | ReportType::StressTest => staff::CHIEF,
        _ => staff::head(DepartmentName::Compliance),
    })
}

/// The day a late report came in, if it has. A report that hasn't come in isn't late: no report is missing after its due day.
fn come_in(bank: &Bank, late: Option<Date>) -> Option<Date> {
    late.filter(|day| *day <= bank.as_of())
}

/// A cash report, with the part it shares with other reports: what a team did for it through the as-of date.
fn prepared(
    bank: &Bank,
    team: &Team,
    report_type: ReportType,
    report_id: ReportId,
    (start, end): (Date, Date),
    (due, submitted): (Date, Date),
    stream: &mut Stream,
) -> RegulatoryReport {
    let as_of = bank.as_of();
    let day = submitted.min(as_of);
    let prepared_by = team.on_duty(preparers(report_type), &[end, day], stream.bits());
    let done = submitted <= as_of;
    RegulatoryReport {
        report_id,
        report_type,
        reporting_period_start: start,
        reporting_period_end: end,
        submission_date: done.then_some(submitted),
        status: match done {
            true if submitted + ACCEPTED_AFTER <= as_of => ReportStatus::Accepted,
            true => ReportStatus::Submitted,
            false if due - as_of <= IN_REVIEW => ReportStatus::InReview,
            false => ReportStatus::Draft,
        },
        prepared_by,
        approved_by: done.then(|| approver(report_type)),
        customer_id: None,
        cash_in: None,
        cash_out: None,
    }
}
