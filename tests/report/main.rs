//! The page of `dhub report` is self-contained, matches its bundle, and is written completely or not at all.

#[path = "../command/mod.rs"]
mod command;

mod bundles;

use command::Home;
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};

/// Returns the records of a table's CSV, by column.
fn csv(home: &Home, table: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(home.path(&format!("out/{table}.csv"))).unwrap();
    reader.deserialize().map(|row| row.unwrap()).collect()
}

/// Writes a bundle of a scale to `out`, and its page.
fn page(home: &Home, scale: &str) -> String {
    home.dhub(&format!("seed all -q -s {scale}")).run();
    home.dhub("report -q").run();
    home.read("report.html")
}

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).unwrap()
}

/// Returns all matches of a pattern's first group.
fn all<'a>(text: &'a str, pattern: &str) -> Vec<&'a str> {
    let found = regex(pattern);
    let groups = found.captures_iter(text);
    groups.map(|one| one.get(1).unwrap().as_str()).collect()
}

/// Returns the visible text of markup.
fn text(markup: &str) -> String {
    let bare = regex("<[^>]*>").replace_all(markup, "");
    let bare = bare.replace("&lt;", "<").replace("&gt;", ">");
    bare.replace("&#39;", "'")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}

/// Returns the element of the page with this id.
fn part<'a>(page: &'a str, element: &str, id: &str) -> &'a str {
    let begin = regex(&format!(
        "<{element}[^>]* id=\"{id}\"|<{element} id=\"{id}\""
    ));
    let begin = begin
        .find(page)
        .unwrap_or_else(|| panic!("no {id}"))
        .start();
    let end = page[begin..].find(&format!("</{element}>")).unwrap();
    &page[begin..begin + end]
}

/// Returns the rows of the tables in a part of the page, as cells.
fn rows(part: &str) -> Vec<Vec<String>> {
    let body = all(part, "(?s)<tbody>(.*?)</tbody>");
    let lines = body.iter().flat_map(|body| all(body, "(?s)<tr>(.*?)</tr>"));
    lines
        .map(|line| all(line, "(?s)<t[hd][^>]*>(.*?)</t[hd]>"))
        .map(|cells| cells.into_iter().map(text).collect())
        .collect()
}

/// Parses a number on the page, in cents if it has cents.
fn number(shown: &str) -> i64 {
    let digits = shown.replace(['\u{2212}', ',', '.'], "");
    let sign = if shown.starts_with('\u{2212}') { -1 } else { 1 };
    sign * digits.parse::<i64>().unwrap_or_else(|_| panic!("{shown}"))
}

/// Returns the value under a name in the first part of the page.
fn said(page: &str, name: &str) -> String {
    let pattern = format!("<dt>{name}</dt><dd>(.*?)</dd>");
    text(
        all(page, &pattern)
            .first()
            .unwrap_or_else(|| panic!("no {name}")),
    )
}

#[test]
fn the_page_needs_no_network_and_no_script_and_is_below_2_mb() {
    let home = Home::new();
    let page = page(&home, "1.0");
    assert!(page.len() < 2_000_000, "{}", page.len());
    for word in [
        "<script", "http:", "https:", "url(", "@import", "<img", "<iframe", "<object", " on",
    ] {
        let allowed = word == " on" && !regex(r#"<[^>]* on[a-z]+="#).is_match(&page);
        assert!(allowed || !page.contains(word), "{word}");
    }
    let ids = all(&page, " id=\"([^\"]*)\"");
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len(), "an id stands twice");
    let links = all(&page, "href=\"([^\"]*)\"");
    assert!(links.len() > 5);
    for link in links {
        let known = link.strip_prefix('#').is_some_and(|id| unique.contains(id));
        assert!(known || link == "data:,", "{link}");
    }
    for label in all(&page, "aria-labelledby=\"([^\"]*)\"") {
        assert!(label.split(' ').all(|id| unique.contains(id)), "{label}");
    }
}

#[test]
fn every_figure_has_a_text_description() {
    let home = Home::new();
    let page = page(&home, "0.5");
    let figures = all(&page, "(?s)(<figure.*?</figure>)");
    assert_eq!(figures.len(), 10 + 1 + dhub::tables::DATABASES.len());
    for figure in figures {
        let alt = all(figure, "(?s)<desc[^>]*>(.*?)</desc>");
        assert!(alt.len() == 1 && alt[0].len() > 30, "{alt:?} in {figure}");
        assert_eq!(all(figure, "(?s)<figcaption>(.*?)</figcaption>").len(), 1);
        let is_chart = !figure.contains("class=\"diagram\"");
        assert_eq!(figure.contains("<table>"), is_chart, "{figure}");
        if is_chart {
            assert!(rows(figure).len() > 1, "{figure}");
        }
    }
}

#[test]
fn figures_match_the_rows() {
    let home = Home::new();
    let page = page(&home, "0.5");
    let transactions = csv(&home, "accounts_db/transactions");
    let profiles = csv(&home, "customer_db/customer_profiles");
    let open = profiles
        .iter()
        .filter(|one| one["customer_status"] != "closed");
    assert_eq!(number(&said(&page, "customers today")), open.count() as i64);
    assert_eq!(
        number(&said(&page, "transactions")),
        transactions.len() as i64
    );

    // Hours of the week: every transaction once, at its hour.
    let hours = rows(part(&page, "figure", "hours"));
    assert_eq!(hours.len(), 24);
    for (hour, row) in hours.iter().enumerate() {
        let wanted = transactions
            .iter()
            .filter(|one| one["transaction_date"][11..13] == format!("{hour:02}"));
        let shown: i64 = row[1..].iter().map(|cell| number(cell)).sum();
        assert_eq!(shown, wanted.count() as i64, "{hour}");
    }

    // Scores by outcome.
    let outcomes: BTreeMap<String, String> = csv(&home, "customer_db/interactions")
        .into_iter()
        .map(|one| {
            (
                one["interaction_id"].clone(),
                one["outcome"].replace('_', " "),
            )
        })
        .collect();
    let mut scores: BTreeMap<&str, [i64; 3]> = BTreeMap::new();
    let surveys = csv(&home, "customer_db/satisfaction_surveys");
    for survey in &surveys {
        let score: i64 = survey["nps_score"].parse().unwrap();
        let of = scores
            .entry(&outcomes[&survey["interaction_id"]])
            .or_default();
        of[0] += 1;
        of[1] += i64::from(score >= 9);
        of[2] += i64::from(score <= 6);
    }
    let shown = rows(part(&page, "figure", "nps"));
    assert_eq!(shown.len(), scores.len());
    for row in shown {
        let counts: Vec<i64> = row[1..4].iter().map(|cell| number(cell)).collect();
        assert_eq!(counts, scores[row[0].as_str()], "{row:?}");
        let score = (100.0 * (counts[1] - counts[2]) as f64 / counts[0] as f64).round() as i64;
        assert_eq!(number(&row[4].replace('+', "")), score, "{row:?}");
    }

    // From alerts to reports.
    let checks = csv(&home, "compliance_db/aml_checks");
    let alerts: Vec<_> = checks
        .iter()
        .filter(|one| one["check_type"] == "transaction_monitoring")
        .collect();
    // Those on months before the statements have no alerts here.
    let mut reports = csv(&home, "compliance_db/suspicious_activity_reports");
    reports.retain(|one| alerts.iter().any(|alert| alert["sar_id"] == one["sar_id"]));
    let wanted = [
        alerts.len(),
        alerts
            .iter()
            .filter(|one| !one["reviewed_by"].is_empty())
            .count(),
        alerts
            .iter()
            .filter(|one| !one["sar_id"].is_empty())
            .count(),
        reports.len(),
        reports
            .iter()
            .filter(|one| !one["filed_date"].is_empty())
            .count(),
    ];
    let shown = rows(part(&page, "figure", "alerts"));
    let shown: Vec<usize> = shown.iter().map(|row| number(&row[1]) as usize).collect();
    assert_eq!(shown, wanted);

    // Branches and customers: every one in its state.
    let states = rows(part(&page, "figure", "map"));
    let sum = |place: usize| states.iter().map(|row| number(&row[place])).sum::<i64>();
    assert_eq!(sum(1), number(&said(&page, "customers today")));
    assert_eq!(sum(2), csv(&home, "employees_db/branches").len() as i64);
}

#[test]
fn three_statements_add_up_line_by_line() {
    let home = Home::new();
    let page = page(&home, "1.0");
    let transactions = csv(&home, "accounts_db/transactions");
    for kind in ["household", "business", "reported"] {
        let statement = part(&page, "section", &format!("statement-{kind}"));
        let lines = rows(statement);
        assert!(lines.len() > 5, "{kind}");
        let mut balance = number(&said(statement, "opening balance"));
        let (mut paid_in, mut paid_out) = (0, 0);
        for line in &lines {
            let amount = number(&line[4]);
            balance += amount;
            assert_eq!(number(&line[5]), balance, "{kind}: {line:?}");
            if amount > 0 {
                paid_in += amount
            } else {
                paid_out += amount
            }
            let known = transactions.iter().any(|one| {
                one["transaction_date"].starts_with(&line[0])
                    && line[1].starts_with(&one["description"])
                    && number(&one["transaction_amount"].replace('-', "\u{2212}")) == amount
                    && number(&one["balance_after"].replace('-', "\u{2212}")) == balance
            });
            assert!(known, "{kind}: {line:?}");
        }
        assert_eq!(number(&said(statement, "paid in")), paid_in, "{kind}");
        assert_eq!(number(&said(statement, "paid out")), paid_out, "{kind}");
        assert_eq!(
            number(&said(statement, "closing balance")),
            balance,
            "{kind}"
        );
    }
    let reported = part(&page, "section", "statement-reported");
    assert!(
        reported.contains(">alert</strong>"),
        "no line raised an alert"
    );
}

#[test]
fn every_column_and_reference_is_described() {
    let home = Home::new();
    let page = page(&home, "0.05");
    let dictionary = part(&page, "section", "dictionary");
    let told = rows(dictionary);
    let columns: Vec<&str> = dhub::tables::files()
        .flat_map(|table| table.columns.iter().map(|column| column.name))
        .collect();
    let names: Vec<&str> = told.iter().map(|row| row[0].as_str()).collect();
    let mut sorted = [columns.clone(), names];
    sorted.iter_mut().for_each(|names| names.sort_unstable());
    assert_eq!(sorted[0], sorted[1]);
    let diagrams = part(&page, "section", "diagrams");
    for one in dhub::tables::references(dhub::tables::CATALOGUE) {
        let line = match one.crosses() {
            true => format!(
                "{}.{}.{}",
                one.from.database, one.from.name, one.column.name
            ),
            false => format!(
                "{}.{} refers to {}",
                one.from.name, one.column.name, one.to.name
            ),
        };
        assert!(text(diagrams).contains(&line), "{line}");
    }
}
