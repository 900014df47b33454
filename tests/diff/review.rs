//! Pages for reviewers: Markdown for pull requests, HTML for a browser, and the workflow in the README.

use crate::command::Home;
use crate::given::*;
use std::fs;

fn page(format: &str, old: &Given, new: &Given) -> String {
    let output = dhub(&["--format", format], old, new);
    assert!(output.stderr.is_empty(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

const DETAILS: &str = "
<details open><summary><b>employees_db.departments</b>: 1 added, 1 removed, 1 changed</summary>

| column | changed | key | old | new |
|---|--:|---|---|---|
| `name` | 1 | `DEPT-02` | `Loans` | `Len\\|ding` |

Added: `DEPT-33`

Removed: `DEPT-03`

</details>
";

fn changed() -> (Given, Given) {
    let old = departments(DEPARTMENTS);
    let mut new = departments(
        &DEPARTMENTS
            .replace(",Loans,2", ",Len|ding,2")
            .replace("DEPT-03", "DEPT-33"),
    );
    new.manifest.dhub.seed = 43;
    new.manifest.dhub.data_version = 3;
    new.write_manifest();
    (old, new)
}

#[test]
fn markdown_says_what_has_changed_and_why() {
    let (old, new) = changed();
    let text = page("md", &old, &new);
    let head = format!(
        "### 1 of 1 tables differs, in 3 rows

| | old | new |
|---|---|---|
| bundle | `{}` | `{}` |
| data version | `1` | `3` |
| seed | `42` | `43` |

The new bundle has another data version, another seed: it is another bank, and rows with the same key are about other people.

<details><summary>Changes in data version 3, according to CHANGELOG.md</summary>

- ",
        old.path().display(),
        new.path().display()
    );
    assert!(text.starts_with(&head), "{text}");
    let changelog = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/CHANGELOG.md"));
    let changelog = changelog.unwrap();
    let first = changelog.split("Data that differ").nth(1).unwrap();
    let first = first.lines().find(|line| line.starts_with("- ")).unwrap();
    assert!(text.contains(first), "expected {first}");
    let table = "| employees_db.departments | 4 | 4 | 1 | 1 | 1 |\n";
    assert!(text.contains(table), "{text}");
    assert!(text.ends_with(&format!("{DETAILS}\n")), "{text}");
}

#[test]
fn pages_of_equal_bundles_say_so() {
    let (old, new) = (departments(DEPARTMENTS), departments(DEPARTMENTS));
    let text = page("md", &old, &new);
    assert!(
        text.starts_with("### No difference: 1 table, 4 rows\n\n"),
        "{text}"
    );
    assert!(
        !text.contains("details") && !text.contains("made of"),
        "{text}"
    );
    assert!(page("html", &old, &new).contains("<h1>No difference: 1 table, 4 rows</h1>"));
    // The same seed and version, other rows.
    let edited = departments(&DEPARTMENTS.replace(",Loans,2", ",Lending,2"));
    let text = page("md", &old, &edited);
    assert!(
        text.contains(
            "\nBoth were generated from the same seed, scale, as-of date and data version: "
        ),
        "{text}"
    );
}

#[test]
fn markdown_stays_below_the_limit_and_begins_with_the_largest_changes() {
    let wide = "x".repeat(300);
    let make = |mark: &str| {
        let tables: Vec<(String, String)> = (0..400)
            .map(|table| {
                let rows = 1 + table % 7;
                let row = |row: usize| {
                    let fields = vec![format!("{mark}|`<b>@all {wide}"); 6].join(",");
                    format!("K{row}|{wide},{fields}\n")
                };
                let rows: String = (0..rows).map(row).collect();
                (
                    format!("big_db/t{table:03}"),
                    format!("id,a,b,c,d,e,f\n{rows}"),
                )
            })
            .collect();
        let tables: Vec<(&str, &str)> = tables
            .iter()
            .map(|(a, b)| (a.as_str(), b.as_str()))
            .collect();
        Given::new(&tables)
    };
    let (old, new) = (make("old"), make("new"));
    let text = page("md", &old, &new);
    assert!(text.len() < 65_000, "{}", text.len());
    assert!(text.len() > 60_000, "{}", text.len());
    assert!(text.contains("\nDetails of "), "{}", &text[60_000..]);
    let rows: Vec<u64> = text
        .lines()
        .filter(|line| line.starts_with("| big_db.t"))
        .map(|line| {
            line.split(" | ")
                .nth(5)
                .unwrap()
                .trim_end_matches(" |")
                .parse()
                .unwrap()
        })
        .collect();
    assert_eq!(rows.len(), 400);
    assert!(rows.is_sorted_by(|a, b| a >= b) && rows[0] == 7, "{rows:?}");
    let details = text.matches("<details>").count();
    assert!(details > 10 && text.matches("</details>").count() == details);
    // Every line of a table has the columns of its header.
    for line in text.lines().filter(|line| line.starts_with("| `")) {
        let bars = line.replace("\\|", "").matches('|').count();
        assert_eq!(bars, 6, "{line}");
    }
}

#[test]
fn html_is_well_formed_and_shows_values_unchanged() {
    let (old, _) = changed();
    let new = departments(&DEPARTMENTS.replace(",Loans,2", ",<script>alert('1')</script> & co,2"));
    let text = page("html", &old, &new);
    assert!(text.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"));
    assert!(
        text.contains("<code>&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp; co</code>"),
        "{text}"
    );
    assert!(
        !text.contains("<script") && !text.contains("http"),
        "{text}"
    );
    let body = text.split("</style>").nth(1).unwrap();
    let mut open = Vec::new();
    for tag in body.split('<').skip(1) {
        let name = tag.split(['>', ' ']).next().unwrap();
        match name.strip_prefix('/') {
            Some(name) if name == "head" || name == "html" => {}
            Some(name) => assert_eq!(open.pop(), Some(name), "{text}"),
            None => open.push(name),
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

#[test]
fn the_workflow_of_the_readme_comments_on_a_pull_request() {
    let readme = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap();
    let (_, workflow) = readme
        .split_once("# .github/workflows/review.yml\n")
        .unwrap();
    let (_, script) = workflow.split_once("- run: |\n").unwrap();
    let (script, _) = script.split_once("        env:\n").unwrap();
    let home = Home::new();
    home.dhub("seed all -q -s 0.05 --out repo/bundle").run();
    home.write(
        "bin/gh",
        "#!/bin/sh\necho \"$*\" > ../said\ncp \"$5\" ../body\n",
    );
    let prepare = "chmod +x bin/gh; cd repo; git init -q -b main; git config user.name a; git config user.email a@example.com
        git add -A; git commit -qm one; git checkout -qb change";
    let bash = |script: &str| {
        let run = home.run_of("bash").args(&["-e", "-c", script]);
        run.with_dhub_in_path().run();
    };
    bash(prepare);
    home.dhub("seed all -q -s 0.05 --seed 7 --out repo/bundle")
        .run();
    bash(
        "cd repo; git commit -qam two; git checkout -q main; git commit -q --allow-empty -m other; git checkout -q change",
    );
    home.write("run.sh", script);
    bash(
        "export PATH=\"$PWD/bin:$PATH\" RUNNER_TEMP=\"$PWD\" GITHUB_STEP_SUMMARY=\"$PWD/summary\" BASE=main NUMBER=12; cd repo; bash -e ../run.sh",
    );
    let body = home.read("body");
    assert!(
        body.lines().next().unwrap().contains(" tables differ, in "),
        "{body}"
    );
    assert!(body.contains("\n| seed | `42` | `7` |\n"), "{body}");
    assert_eq!(home.read("summary"), body);
    assert!(home.read("said").starts_with("pr comment 12 --body-file "));
    // If the pull request adds the bundle, there is nothing to compare it with.
    fs::remove_file(home.path("body")).unwrap();
    bash(
        "cd repo; git checkout -q --orphan empty; git rm -rqf .; git commit -q --allow-empty -m none; git checkout -q change; git rebase -q --onto empty --root",
    );
    home.run_of("bash")
        .args(&[
            "-c",
            "export RUNNER_TEMP=\"$PWD\" BASE=empty NUMBER=12; cd repo; bash -e ../run.sh",
        ])
        .with_dhub_in_path()
        .stderr_has("fatal: ")
        .run();
    assert!(!home.path("body").exists());
}
