//! Facts about the bundle: how it was generated, and the size of the bank.

use super::Data;
use super::html::{escaped, grouped, money};
use crate::bundle::{Format, Manifest};
use crate::tables::DATABASES_IN_WORDS;
use crate::verify::report::{Report, Verdict};

/// Key figures: name, query, and whether it is money.
const FIGURES: [(&str, &str, bool); 8] = [
    (
        "customers today",
        "SELECT count(*) FROM customer_db.customer_profiles WHERE customer_status <> 'closed'",
        false,
    ),
    (
        "open accounts",
        "SELECT count(*) FROM accounts_db.accounts WHERE account_status <> 'closed'",
        false,
    ),
    (
        "on deposit",
        "SELECT coalesce(sum(balance), 0.0) FROM accounts_db.accounts",
        true,
    ),
    (
        "transactions",
        "SELECT count(*) FROM accounts_db.transactions",
        false,
    ),
    (
        "outstanding loan balance",
        "SELECT coalesce(sum(outstanding_balance), 0.0) FROM loans_db.loans",
        true,
    ),
    (
        "policies in force",
        "SELECT count(*) FROM insurance_db.policies WHERE policy_status = 'active'",
        false,
    ),
    (
        "employees in service",
        "SELECT count(*) FROM employees_db.employees WHERE employment_status <> 'terminated'",
        false,
    ),
    (
        "branches",
        "SELECT count(*) FROM employees_db.branches",
        false,
    ),
];

/// Renders the top of the page, below its title.
pub fn render(manifest: &Manifest, report: &Report, data: &Data) -> String {
    let origin = &manifest.dhub;
    let mut text = format!(
        "<p class=\"lead\">{} It shows the bank as of {}; no event is later. \
         The {DATABASES_IN_WORDS} databases refer to each other's customers, accounts and employees.</p>\n",
        escaped(&manifest.description),
        escaped(&origin.as_of),
    );
    if let Some(defects) = &origin.defects {
        text += &format!(
            "<p class=\"note\"><strong>Defective on purpose.</strong> It was made with {}; <code>{}</code> is the answer key.</p>\n",
            escaped(&defects.words()),
            crate::bundle::ANSWERS
        );
    }
    text += "<dl class=\"figures-of-all\">\n";
    for (name, sql, is_money) in FIGURES {
        let shown = match data.rows(sql).as_deref() {
            Ok([row]) if is_money => money(row.number(0)),
            Ok([row]) => grouped(row.count(0)),
            _ => "unknown".to_string(),
        };
        text += &format!("<div><dt>{name}</dt><dd>{shown}</dd></div>\n");
    }
    text += "</dl>\n<dl class=\"facts\">\n";
    let (ok, found) = (report.count(Verdict::Ok), report.count(Verdict::Finding));
    let checked = match found {
        0 => format!("all {ok} rules hold"),
        found => format!("{found} of {} rules have findings", ok + found),
    };
    let size = match origin.overridden {
        true => format!(
            "{} customers, {} employees",
            grouped(origin.customers.into()),
            grouped(origin.employees.into())
        ),
        false => format!(
            "scale {}: {} customers and {} employees, including former ones",
            origin.scale,
            grouped(origin.customers.into()),
            grouped(origin.employees.into())
        ),
    };
    let tables = format!(
        "{} tables, {} rows, {} bytes as CSV",
        manifest.resources.len(),
        grouped(origin.rows),
        grouped(origin.bytes)
    );
    for (name, value) in [
        ("size", size),
        ("tables", tables),
        (
            "statements",
            format!("{} months up to {}", origin.months, origin.as_of),
        ),
        ("seed", origin.seed.to_string()),
        (
            "schemes",
            format!("{} percent of customers run one", origin.aml_rate),
        ),
        (
            "version",
            format!(
                "dhub {}, data version {}",
                origin.version, origin.data_version
            ),
        ),
        ("bundle", origin.bundle.clone()),
        ("verified", checked),
    ] {
        text += &format!("<div><dt>{name}</dt><dd>{}</dd></div>\n", escaped(&value));
    }
    text += "</dl>\n";
    let format = manifest.resources.first().and_then(|one| one.stored_as());
    if origin.defects.is_none() {
        text += &format!(
            "<p>This command reproduces the bundle byte for byte:</p>\n\
             <pre class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Command\"><code>{}</code></pre>\n",
            escaped(&manifest.command(format.unwrap_or(Format::Csv)))
        );
    }
    text
}
