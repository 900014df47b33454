//! Documents match the tree: citations, links, tables, columns and rules that they name exist.

use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

/// Directories without handwritten files.
const MADE: [&str; 6] = ["target", ".git", "out", "golden", "node_modules", "corpus"];
/// Extensions of text files.
const TEXTS: [&str; 8] = ["md", "rs", "sql", "sh", "toml", "yml", "yaml", "py"];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Returns every text of the repository: its path from the root, and its content.
fn texts() -> BTreeMap<String, String> {
    fn walk(directory: &Path, into: &mut BTreeMap<String, String>) {
        for entry in std::fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let text = TEXTS.iter().any(|kind| name.ends_with(&format!(".{kind}")));
            if path.is_symlink() {
                continue;
            } else if path.is_dir() && !MADE.contains(&name.as_str()) {
                walk(&path, into);
            } else if path.is_file() && (text || name == "Makefile" || name == "run") {
                let inside = path.strip_prefix(root()).unwrap();
                let said = std::fs::read_to_string(&path).unwrap();
                into.insert(inside.to_string_lossy().replace('\\', "/"), said);
            }
        }
    }
    let mut texts = BTreeMap::new();
    walk(&root(), &mut texts);
    assert!(texts.contains_key("README.md") && texts.contains_key("src/lib.rs"));
    // This file quotes forbidden text.
    texts.remove("tests/docs.rs");
    texts
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).unwrap()
}

/// Returns a text on one line, without comment markers.
fn flowing(text: &str) -> String {
    let marks = regex(r"(?m)\n\s*(///?|//!|--|#)?[ \t]*");
    marks.replace_all(text, " ").into_owned()
}

/// Returns the numbered sections of docs/data-model.md.
fn sections() -> BTreeMap<u32, String> {
    let page = read("docs/data-model.md");
    let heading = regex(r"(?m)^## (\d+)\. .*$");
    let starts: Vec<(u32, usize)> = heading
        .captures_iter(&page)
        .map(|found| (found[1].parse().unwrap(), found.get(0).unwrap().start()))
        .collect();
    let ends = starts.iter().skip(1).map(|one| one.1).chain([page.len()]);
    let part = |(&(number, start), end): (&(u32, usize), usize)| (number, page[start..end].into());
    starts.iter().zip(ends).map(part).collect()
}

#[test]
fn sections_of_the_data_model_that_are_cited_exist() {
    let sections = sections();
    let numbers: Vec<u32> = sections.keys().copied().collect();
    let wanted: Vec<u32> = (1..=numbers.len() as u32).collect();
    assert_eq!(numbers, wanted, "sections are numbered from 1 in order");
    let citation = regex(r#"data[ -]model,?\s+section\s+(\d+)(?:,\s+"([^"]+)")?"#);
    let (mut cited, mut missing) = (0, Vec::new());
    for (path, text) in texts() {
        for found in citation.captures_iter(&flowing(&text)) {
            cited += 1;
            let part = found.get(2).map_or("", |part| part.as_str());
            let resolves = found[1]
                .parse()
                .ok()
                .and_then(|number: u32| sections.get(&number))
                .is_some_and(|section| section.contains(part));
            if !resolves {
                missing.push(format!("{path}: {}", &found[0]));
            }
        }
    }
    assert!(cited > 0, "the code says where its rules come from");
    assert!(
        missing.is_empty(),
        "no such section:\n{}",
        missing.join("\n")
    );
}

#[test]
fn headings_of_the_guide_that_are_cited_exist() {
    let guide = read("docs/guide.md");
    let citation = regex(r#"guide,\s+"([^"]+)""#);
    let (mut cited, mut missing) = (0, Vec::new());
    for (path, text) in texts() {
        for found in citation.captures_iter(&flowing(&text)) {
            cited += 1;
            let heading = &found[1];
            if !guide.contains(&format!("# {heading}\n"))
                && !guide.contains(&format!("**{heading}.**"))
            {
                missing.push(format!("{path}: {}", &found[0]));
            }
        }
    }
    assert!(cited > 0, "the code says where its rules come from");
    assert!(
        missing.is_empty(),
        "no such heading:\n{}",
        missing.join("\n")
    );
}

/// Returns the anchor of a heading, as GitHub and most renderers generate it.
fn anchor(heading: &str) -> String {
    let kept = |c: char| c.is_alphanumeric() || c == ' ' || c == '-' || c == '_';
    let text: String = heading
        .to_lowercase()
        .chars()
        .filter(|&c| kept(c))
        .collect();
    text.trim().replace(' ', "-")
}

fn anchors(page: &str) -> BTreeSet<String> {
    let heading = regex(r"(?m)^#{1,6} (.+)$");
    let found = heading.captures_iter(page);
    found.map(|heading| anchor(&heading[1])).collect()
}

/// Returns a path without `.` and `..`.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(plain.pop()),
            Component::CurDir => {}
            part => plain.push(part),
        }
    }
    plain
}

#[test]
fn relative_links_of_pages_resolve() {
    let link = regex(r"\]\(([^)\s]+)\)");
    let code = regex(r"(?s)```.*?```|`[^`\n]*`");
    let mut pages = texts();
    pages.retain(|path, _| path.ends_with(".md"));
    let golden = "tests/golden/README.md";
    pages.insert(golden.into(), read(golden));
    let (mut links, mut broken) = (0, Vec::new());
    for (path, text) in &pages {
        for found in link.captures_iter(&code.replace_all(text, "")) {
            let target = &found[1];
            if target.contains("://") || target.starts_with("mailto:") {
                continue;
            }
            links += 1;
            let (file, fragment) = target.split_once('#').unwrap_or((target, ""));
            let at = match file {
                "" => root().join(path),
                file => plain(&root().join(path).parent().unwrap().join(file)),
            };
            let inside = at.starts_with(root()) && at.exists();
            let anchored = fragment.is_empty()
                || inside && anchors(&std::fs::read_to_string(&at).unwrap()).contains(fragment);
            if !inside || !anchored {
                broken.push(format!("{path}: {target}"));
            }
        }
    }
    assert!(links > 0, "pages link to each other");
    assert!(broken.is_empty(), "broken links:\n{}", broken.join("\n"));
}

#[test]
fn the_data_model_describes_every_table_and_column_and_no_other() {
    let page = read("docs/data-model.md");
    let heading = regex(r"(?m)^### ([a-z_]+)\.([a-z_]+)$");
    let row = regex(r"(?m)^\| `([a-z_0-9]+)` \| [^|]+ \| [^|]{3,} \|$");
    let starts: Vec<(String, usize)> = heading
        .captures_iter(&page)
        .map(|found| {
            let start = found.get(0).unwrap().end();
            (format!("{}.{}", &found[1], &found[2]), start)
        })
        .collect();
    let mut described = Vec::new();
    for (i, (table, start)) in starts.iter().enumerate() {
        let end = starts.get(i + 1).map_or(page.len(), |next| next.1);
        let columns = row.captures_iter(&page[*start..end]);
        let columns: Vec<String> = columns.map(|found| found[1].into()).collect();
        described.push((table.clone(), columns));
    }
    let declared: Vec<(String, Vec<String>)> = dhub::tables::files()
        .map(|table| {
            let columns = table.columns.iter().map(|column| column.name.into());
            (
                format!("{}.{}", table.database, table.name),
                columns.collect(),
            )
        })
        .collect();
    for (table, columns) in &declared {
        match described.iter().find(|(name, _)| name == table) {
            Some((_, found)) => assert_eq!(found, columns, "columns of {table}, in order"),
            None => panic!("docs/data-model.md does not describe {table}"),
        }
    }
    let names = |tables: &[(String, Vec<String>)]| -> Vec<String> {
        tables.iter().map(|(name, _)| name.clone()).collect()
    };
    assert_eq!(names(&described), names(&declared), "the tables, in order");
}

/// Only two pages state the number of databases, so that adding one requires no search.
#[test]
fn pages_count_the_databases_as_the_catalog_does() {
    let word = dhub::tables::DATABASES_IN_WORDS;
    for page in ["README.md", "docs/data-model.md"] {
        let counted = format!("{word} PostgreSQL databases");
        assert!(read(page).contains(&counted), "{page} says: {counted}");
    }
    let counts = regex(&format!(
        r"(?i)\b{word} (?:PostgreSQL )?(?:databases|schemas)\b"
    ));
    // The guide and the history are exempt.
    let others = [
        "README.md",
        "docs/data-model.md",
        "docs/guide.md",
        "CHANGELOG.md",
    ];
    let mut texts = texts();
    texts.retain(|path, _| !others.contains(&path.as_str()));
    for (path, text) in texts {
        let found = counts.find(&text).map(|found| found.as_str());
        assert_eq!(found, None, "{path} counts the databases");
    }
    assert_eq!(counts.find_iter(&read("README.md")).count(), 1);
}

#[test]
fn the_readme_lists_every_table_by_its_database() {
    let row = regex(r"(?m)^\| ([a-z]+_db) \| ([a-z_, ]+) \| [0-9,]+ \|$");
    let page = read("README.md");
    let listed = row.captures_iter(&page).map(|found| {
        let tables = found[2].split(", ").map(String::from);
        (found[1].to_string(), tables.collect::<BTreeSet<_>>())
    });
    let mut declared = BTreeMap::<String, BTreeSet<String>>::new();
    for table in dhub::tables::CATALOGUE {
        let of = declared.entry(table.database.into()).or_default();
        of.insert(table.name.into());
    }
    assert_eq!(listed.collect::<BTreeMap<_, _>>(), declared);
}

#[test]
fn rules_that_the_data_model_names_exist() {
    let rule = regex(r"(?m)^-- rule: (\S+)");
    let mut rules = BTreeSet::new();
    for (path, text) in texts() {
        if path.starts_with("src/verify/rules/") {
            rules.extend(rule.captures_iter(&text).map(|found| found[1].to_string()));
        }
    }
    let named = regex(r"`([a-z_]+\.[a-z_]+)`");
    let section = &sections()[&12];
    let rows = section.lines().filter(|line| line.starts_with("| "));
    let rows: Vec<&str> = rows.collect();
    let named: Vec<String> = named
        .captures_iter(&rows.join("\n"))
        .map(|found| found[1].to_string())
        .collect();
    assert!(named.len() > 50, "section 12 names rules");
    let missing: Vec<&String> = named.iter().filter(|name| !rules.contains(*name)).collect();
    assert!(missing.is_empty(), "no such rules: {missing:?}");
}

#[test]
fn guarantees_that_the_data_model_names_are_checked_under_their_own_words() {
    use dhub::verify::rules::{FILES, parse};
    let rules = FILES.iter().flat_map(|(_, file)| parse(file).unwrap());
    let sentences: Vec<String> = rules.map(|rule| rule.sentence).collect();
    let section = &sections()[&12];
    let (_, guarantees) = section.split_once("under their own words").unwrap();
    let quoted = regex(r#""([^"]+)""#);
    let guarantees = quoted.captures_iter(guarantees);
    let guarantees: Vec<String> = guarantees.map(|found| found[1].to_string()).collect();
    assert_eq!(guarantees.len(), 9, "{guarantees:?}");
    for guarantee in guarantees {
        let checked = sentences.iter().any(|one| one.starts_with(&guarantee));
        assert!(checked, "no rule is about {guarantee:?}");
    }
}

#[test]
fn every_cited_file_exists() {
    // A path from the root, in a comment or on a page. Patterns and placeholders are not paths.
    let path = regex(
        r"(?:^|[\s`(])((?:src|docs|tests|scripts|schema|benches|examples|fuzz|\.github|\.ci)/[\w./-]*\w)([*<{$]?)",
    );
    let comment = regex(r"(?m)^\s*(?://[/!]?|--|#) (.*)$");
    let page = regex(r"\b([A-Za-z][\w-]*\.md)\b");
    // Code for readers' own repositories.
    let fenced = regex(r"(?s)```.*?```");
    let mut missing = Vec::new();
    for (file, text) in texts() {
        // Of the history, only the unreleased part refers to the current tree.
        let written = match file.ends_with(".md") {
            true if file == "CHANGELOG.md" => text.split("\n## ").take(2).collect(),
            true => fenced.replace_all(&text, "").into_owned(),
            false => {
                let lines = comment.captures_iter(&text);
                lines.map(|line| line[1].to_string() + "\n").collect()
            }
        };
        for found in path.captures_iter(&written) {
            if found[2].is_empty() && !root().join(&found[1]).exists() {
                missing.push(format!("{file}: {}", &found[1]));
            }
        }
        for found in page.captures_iter(&written) {
            let near = root().join(&file).parent().unwrap().join(&found[1]);
            let known = [
                root().join(&found[1]),
                root().join("docs").join(&found[1]),
                near,
            ];
            if !known.iter().any(|path| path.exists()) {
                missing.push(format!("{file}: {}", &found[1]));
            }
        }
    }
    assert!(
        missing.is_empty(),
        "nobody can open:\n{}",
        missing.join("\n")
    );
}
