//! A row in words: one sentence per table.

use super::{Event, Life};
use crate::values::calendar::Date;

/// What is told of a row.
#[derive(Clone, Debug)]
pub struct Telling {
    /// What it is about, in a word: an account, a loan, a policy, contacts, an office of the bank.
    pub topic: String,
    /// The amount, as it stands in the row.
    pub amount: Option<String>,
    /// The sentence.
    pub text: String,
    /// What a story does with it.
    pub weight: Weight,
}

/// What a story does with a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// A line of its own.
    Plain,
    /// A line of its own, marked as trouble.
    Trouble,
    /// As expected: where a month has nothing else, it is only counted, as so many of these words.
    Routine(&'static str),
    /// Goes with others of the day into one line behind these words.
    Together(&'static str),
    /// The head of the story says it.
    Head,
}
use Weight::*;

/// A label in words.
pub fn words(label: &str) -> String {
    match label {
        "cd" => "CD".to_string(),
        "ach" => "ACH".to_string(),
        "pep_screening" => "PEP".to_string(),
        "drivers_license" => "driver's license".to_string(),
        "kyc_verified" => "KYC verified".to_string(),
        "sar_filed" => "SAR filed".to_string(),
        "state_id" => "state ID".to_string(),
        label => label.replace('_', " "),
    }
}

/// A number with commas between thousands.
pub fn grouped(number: &str) -> String {
    let (sign, digits) = number
        .strip_prefix('-')
        .map_or(("", number), |rest| ("-", rest));
    let (whole, decimals) = digits
        .split_once('.')
        .map_or((digits, ""), |(whole, _)| (whole, &digits[whole.len()..]));
    let first = whole.chars().count() % 3;
    let mut text = String::from(sign);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && at % 3 == first {
            text.push(',');
        }
        text.push(digit);
    }
    text + decimals
}

/// The number at the end of a key, such as that of an account among its holder's.
fn ordinal(key: &str) -> &str {
    key.rsplit('-').next().unwrap_or(key)
}

/// Days from one date to another.
fn days(from: &str, to: &str) -> i32 {
    match (
        from.get(..10).unwrap_or(from).parse::<Date>(),
        to.get(..10).unwrap_or(to).parse::<Date>(),
    ) {
        (Ok(from), Ok(to)) => to - from,
        _ => 0,
    }
}

/// A count and a word in the singular.
pub fn count(number: i64, word: &str) -> String {
    format!("{number} {word}{}", if number == 1 { "" } else { "s" })
}

/// Words behind others, if there are any.
fn then(before: &str, words: Option<&str>) -> String {
    words.map_or(String::new(), |words| format!("{before}{words}"))
}

impl Life {
    /// A sentence about a row, with its amount.
    pub fn summary(&self, event: &Event) -> String {
        let told = self.telling(event);
        let text = match told.weight {
            Together(head) => format!("{head}: {}", told.text),
            _ => told.text,
        };
        match told.amount {
            Some(amount) => format!("{text}: {}", grouped(&amount)),
            None => text,
        }
    }

    /// An account of the life by its type, such as `checking 1`; one of another customer by its key.
    pub fn account(&self, key: &str) -> String {
        self.find("accounts", key)
            .map_or(key.to_string(), |account| {
                let kind = words(account.get("account_type").unwrap_or_default());
                format!("{kind} {}", ordinal(key))
            })
    }

    /// A loan of the life by its type.
    pub fn loan(&self, key: &str) -> String {
        let kind = self
            .find("loans", key)
            .and_then(|loan| loan.get("loan_type"));
        format!("{} {}", kind.unwrap_or("loan"), ordinal(key))
    }

    /// A policy of the life by its type.
    pub fn policy(&self, key: &str) -> String {
        let kind = self
            .find("policies", key)
            .and_then(|policy| policy.get("policy_type"));
        format!("{} {}", kind.unwrap_or("policy"), ordinal(key))
    }

    /// What is told of a row.
    pub fn telling(&self, event: &Event) -> Telling {
        let get = |column: &str| event.get(column).unwrap_or_default();
        let label = |column: &str| words(get(column));
        let money = |column: &str| grouped(get(column));
        let telling = |topic: String, amount: Option<&str>, weight, text: String| Telling {
            topic,
            amount: amount.map(str::to_string),
            text,
            weight,
        };
        let plain = |topic: &str, text: String| telling(topic.to_string(), None, Plain, text);
        match event.table().name {
            "employee_assignments" => plain(
                "bank",
                format!(
                    "Looked after by {}{}",
                    get("employee_id"),
                    then(" until ", event.get("end_date"))
                ),
            ),
            "customers" => plain(
                "bank",
                format!(
                    "Becomes a customer: {} {}",
                    get("first_name"),
                    get("last_name")
                ),
            ),
            "customer_profiles" => telling(
                "bank".into(),
                None,
                Head,
                format!(
                    "Profile of {}, {}, {} {}",
                    get("full_name"),
                    label("customer_segment"),
                    get("city"),
                    get("state")
                ),
            ),
            "accounts" => plain(
                &self.account(event.key()),
                format!(
                    "Opens account {} at branch {}{}",
                    event.key(),
                    get("branch_code"),
                    then(", closed on ", event.get("closed_date"))
                ),
            ),
            "account_relationships" => {
                let (from, to) = (get("primary_account_id"), get("related_account_id"));
                let role = label("relationship_type");
                match self.find("accounts", from) {
                    Some(_) if self.find("accounts", to).is_some() => plain(
                        &self.account(from),
                        format!("Linked with {} ({role})", self.account(to)),
                    ),
                    Some(_) => plain(
                        &self.account(from),
                        format!("The holder of {to}, another customer, is named as {role}"),
                    ),
                    None => plain(
                        &self.account(to),
                        format!("Named as {role} on {from}, of another customer"),
                    ),
                }
            }
            "transactions" => telling(
                self.account(get("account_id")),
                event.get("transaction_amount"),
                Plain,
                get("description").to_string(),
            ),
            "interactions" => {
                let weight = match get("outcome") {
                    "escalated" => Trouble,
                    _ => Plain,
                };
                let outcome = match get("outcome") {
                    "resolved" => "",
                    "escalated" => " Escalated.",
                    _ => " To be followed up.",
                };
                telling(
                    "contact".into(),
                    None,
                    weight,
                    format!("By {}: {}{outcome}", label("channel"), get("notes")),
                )
            }
            "satisfaction_surveys" => plain(
                "survey",
                format!(
                    "Would recommend the bank {} of 10, {}{}",
                    get("nps_score"),
                    count(
                        get("satisfaction_rating").parse().unwrap_or_default(),
                        "star"
                    ),
                    event
                        .get("comments")
                        .map_or(String::new(), |said| format!(": \"{said}\""))
                ),
            ),
            "complaints" => {
                let end = match event.get("resolved_date") {
                    Some(end) => match days(event.time(), end) {
                        0 => format!("{} the same day", label("status")),
                        days => format!("{} after {}", label("status"), count(days.into(), "day")),
                    },
                    None => label("status"),
                };
                telling(
                    "complaint".into(),
                    None,
                    Trouble,
                    format!(
                        "{} ({} priority, {end})",
                        get("description"),
                        label("priority")
                    ),
                )
            }
            "campaign_responses" => plain(
                "campaign",
                format!(
                    "{}: {}{}",
                    self.name(get("campaign_id")),
                    label("response_type"),
                    if get("converted") == "true" {
                        ", converted"
                    } else {
                        ""
                    }
                ),
            ),
            "loan_applications" => {
                let outcome = match (get("status"), event.get("decision_date")) {
                    ("approved", Some(day)) => {
                        format!("approved on {day} for {}", money("approved_amount"))
                    }
                    ("rejected", Some(day)) => format!(
                        "rejected on {day}: {}",
                        get("rejection_reason").trim_end_matches('.')
                    ),
                    (_, Some(day)) => format!("{} (decided on {day})", label("status")),
                    (_, None) => label("status"),
                };
                let weight = if get("status") == "rejected" {
                    Trouble
                } else {
                    Plain
                };
                telling(
                    format!("{} {}", get("loan_type"), ordinal(event.key())),
                    event.get("requested_amount"),
                    weight,
                    format!("Applies for a loan, {outcome}"),
                )
            }
            "loans" => telling(
                self.loan(event.key()),
                event.get("principal_amount"),
                Plain,
                format!(
                    "Loan paid out: {} over {} months, until {}",
                    percent(get("interest_rate")),
                    get("term_months"),
                    get("maturity_date")
                ),
            ),
            "collateral" => telling(
                self.loan(get("loan_id")),
                event.get("appraised_value"),
                Plain,
                format!("Collateral appraised: {}", get("description")),
            ),
            "repayment_schedule" => self.installment(event),
            "loan_guarantors" => telling(
                self.loan(get("loan_id")),
                None,
                Together("Guaranteed by"),
                format!(
                    "{} ({}) for {}",
                    get("guarantor_name"),
                    label("relationship"),
                    money("guarantee_amount")
                ),
            ),
            "risk_assessments" => plain(
                &match event.get("loan_id") {
                    Some(loan) => self.loan(loan),
                    None => self
                        .find("loan_applications", get("application_id"))
                        .map_or("loan".into(), |one| {
                            format!(
                                "{} {}",
                                one.get("loan_type").unwrap_or_default(),
                                ordinal(one.key())
                            )
                        }),
                },
                format!(
                    "Credit score {} ({}), default expected with {}",
                    get("risk_score"),
                    get("credit_grade"),
                    percent(get("pd_probability"))
                ),
            ),
            "policies" => telling(
                self.policy(event.key()),
                None,
                Plain,
                format!(
                    "Cover of {} begins, premium {} {}{}",
                    money("coverage_amount"),
                    money("premium_amount"),
                    label("premium_frequency"),
                    then(", until ", event.get("end_date"))
                ),
            ),
            "coverage" => {
                let deductible = match get("deductible") {
                    "0.00" => String::new(),
                    _ => format!(" above {}", money("deductible")),
                };
                telling(
                    self.policy(get("policy_id")),
                    None,
                    Together("Covers"),
                    format!(
                        "{} to {}{deductible}",
                        label("coverage_type"),
                        money("coverage_limit")
                    ),
                )
            }
            "beneficiaries" => telling(
                self.policy(get("policy_id")),
                None,
                Together("In favor of"),
                format!(
                    "{} ({}) {}%",
                    get("beneficiary_name"),
                    label("relationship"),
                    get("percentage")
                ),
            ),
            "claims" => {
                let outcome = match (event.get("approved_amount"), event.get("settlement_date")) {
                    (Some(amount), Some(day)) => {
                        format!("settled on {day} with {}", grouped(amount))
                    }
                    (Some(amount), None) => format!("approved for {}", grouped(amount)),
                    _ => label("status"),
                };
                telling(
                    self.policy(get("policy_id")),
                    event.get("claim_amount"),
                    Plain,
                    format!(
                        "Claim for {}: {}, {outcome}",
                        label("claim_type"),
                        get("description").trim_end_matches('.')
                    ),
                )
            }
            "premium_payments" => {
                let (weight, how) = match get("payment_status") {
                    "completed" => (Routine("premium"), String::new()),
                    "pending" => (Plain, ", pending".to_string()),
                    other => (Trouble, format!(", {}", words(other))),
                };
                telling(
                    self.policy(get("policy_id")),
                    event.get("amount"),
                    weight,
                    match get("payment_method") {
                        "online" => format!("Premium online{how}"),
                        method => format!("Premium by {}{how}", words(method)),
                    },
                )
            }
            "policy_events" => {
                let weight = match get("event_type") {
                    "payment_missed" | "grace_notice" | "lapsed" | "cancelled" => Trouble,
                    "claim_filed" => Head, // the claim itself says it
                    _ => Plain,
                };
                let (kind, said) = (label("event_type"), get("description"));
                telling(
                    self.policy(get("policy_id")),
                    None,
                    weight,
                    format!("{}: {said}", capital(&kind)),
                )
            }
            "kyc_records" => plain(
                "kyc",
                format!(
                    "Identity check with {}, valid to {}: {}, risk {}, next by {}",
                    label("document_type"),
                    get("expiry_date"),
                    label("kyc_status"),
                    label("risk_rating"),
                    get("next_review_date")
                ),
            ),
            "aml_checks" => {
                let (kind, result) = (label("check_type"), get("screening_result"));
                match (event.get("transaction_id"), get("aml_flag")) {
                    (Some(transaction), _) => {
                        let about = self.find("transactions", transaction).map_or(
                            transaction.to_string(),
                            |one| {
                                format!(
                                    "{} of {} on {}",
                                    one.get("description").unwrap_or_default(),
                                    grouped(one.get("transaction_amount").unwrap_or_default()),
                                    one.day()
                                )
                            },
                        );
                        telling(
                            "aml".into(),
                            None,
                            Trouble,
                            format!("Alert about {about}: {result}"),
                        )
                    }
                    (None, "f") => telling(
                        "aml".into(),
                        None,
                        Together("Screened, nothing found"),
                        kind,
                    ),
                    (None, _) => telling(
                        "aml".into(),
                        None,
                        Trouble,
                        format!("Screened, {kind}: {result}"),
                    ),
                }
            }
            "suspicious_activity_reports" => telling(
                "aml".into(),
                event.get("amount_involved"),
                Trouble,
                format!(
                    "Suspicious activity report, {} on {}, {}{}: {}",
                    label("activity_type"),
                    self.account(get("account_id")),
                    label("sar_status"),
                    then(" on ", event.get("filed_date")),
                    get("description")
                ),
            ),
            "regulatory_reports" => {
                let status = match (event.get("submission_date"), get("status")) {
                    (Some(day), "submitted") => format!("submitted on {day}"),
                    (Some(day), status) => format!("submitted on {day}, {}", words(status)),
                    (None, status) => words(status),
                };
                let what = "Currency transaction report of the cash of this day";
                plain("aml", format!("{what}, {status}"))
            }
            "rule_violations" => {
                let about = match self.find("transactions", get("entity_id")) {
                    Some(one) => format!(
                        " ({}, {})",
                        one.get("description").unwrap_or_default(),
                        one.day()
                    ),
                    None => format!(" ({})", get("entity_id")),
                };
                telling(
                    "rules".into(),
                    None,
                    Trouble,
                    format!(
                        "Breaks \"{}\"{about}: {}{}",
                        self.name(get("rule_id")),
                        label("status"),
                        then(" on ", event.get("resolved_date"))
                    ),
                )
            }
            "audit_trails" => telling(
                "audit".into(),
                None,
                Together("On record"),
                label("action") + &self.changed(event),
            ),
            other => plain(other, event.key().to_string()),
        }
    }

    /// What changed in a profile, behind the action of an audit row; nothing for other actions.
    fn changed(&self, event: &Event) -> String {
        let new = event.get("new_value").unwrap_or_default();
        match (event.get("action"), serde_json::from_str(new)) {
            (Some("profile_changed"), Ok(serde_json::Value::Object(new))) => {
                let columns: Vec<&str> = new.keys().map(String::as_str).collect();
                format!(" ({})", columns.join(", "))
            }
            _ => String::new(),
        }
    }

    fn installment(&self, event: &Event) -> Telling {
        let get = |column: &str| event.get(column).unwrap_or_default();
        let loan = self.find("loans", get("loan_id"));
        let of = then(" of ", loan.and_then(|loan| loan.get("term_months")));
        let due = get("due_date");
        let (weight, how) = match get("payment_status") {
            "paid" => (Routine("installment"), String::new()),
            "late" => {
                let late = days(due, event.time());
                (Trouble, format!(", {} late", count(i64::from(late), "day")))
            }
            "missed" => (Trouble, ", missed".to_string()),
            _ => (Plain, ", due".to_string()),
        };
        Telling {
            topic: self.loan(get("loan_id")),
            amount: event.get("total_amount").map(str::to_string),
            text: format!("Installment {}{of}{how}", get("installment_number")),
            weight,
        }
    }
}

/// A fraction such as 0.0442 in percent: 4.42%.
pub fn percent(fraction: &str) -> String {
    let digits: String = fraction.chars().filter(char::is_ascii_digit).collect();
    let Some((whole, rest)) = digits
        .get(..3)
        .zip(digits.get(3..))
        .filter(|_| fraction.starts_with("0."))
    else {
        return fraction.to_string();
    };
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    match rest.trim_end_matches('0') {
        "" => format!("{whole}%"),
        rest => format!("{whole}.{rest}%"),
    }
}

/// The text with a capital at its beginning.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_people_read_them() {
        for (number, wanted) in [
            ("5.00", "5.00"),
            ("-1234.50", "-1,234.50"),
            ("1000000", "1,000,000"),
            ("-123.00", "-123.00"),
        ] {
            assert_eq!(grouped(number), wanted);
        }
        for (fraction, wanted) in [
            ("0.0442", "4.42%"),
            ("0.0600", "6%"),
            ("0.1799", "17.99%"),
            ("0.95", "95%"),
            ("1", "1"),
        ] {
            assert_eq!(percent(fraction), wanted);
        }
    }
}
