//! What must hold for any input, however broken: shared by the property tests of tests/parsers/ and the fuzz targets of fuzz/.
//!
//! Each check feeds bytes to one parser. It panics when the parser does, when an error is not one clear line, or when what was
//! read is not what was written.

use dhub::bundle::csv::Records;
use dhub::bundle::{Bundle, MANIFEST, Manifest};
use dhub::diff;
use dhub::live::url::{Url, redacted};
use dhub::plan::{AmlRate, DEFAULT_AS_OF, Part, Plan, Scale};
use serde_json::{Value, json};
use std::fmt::Display;
use std::process::Command;
use std::sync::OnceLock;

/// An error is one clear line: words, no control character.
fn one_line(error: impl Display) -> String {
    let line = error.to_string();
    assert!(!line.trim().is_empty(), "an error without words");
    assert!(
        !line.contains(char::is_control),
        "an error of more than one line: {line:?}"
    );
    line
}

/// Every record is faulty, or writing its fields in bundle form gives exactly the bytes that were read.
pub fn csv(input: &[u8]) {
    let mut records = Records::new(input);
    let (mut written, mut sound) = (Vec::new(), true);
    loop {
        match records.advance() {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                one_line(error);
                return;
            }
        }
        if let Some(fault) = records.fault() {
            one_line(&fault.message);
            assert!(
                fault.field <= records.len() + 1,
                "field {} of {}",
                fault.field,
                records.len()
            );
            sound = false;
        }
        assert_eq!(records.texts().len(), records.len());
        for i in 0..records.len() {
            if i > 0 {
                written.push(b',');
            }
            let field = records.field(i).unwrap_or_default();
            if field.iter().any(|byte| b",\"\n\r".contains(byte)) {
                written.push(b'"');
                for &byte in field {
                    written.push(byte);
                    if byte == b'"' {
                        written.push(byte);
                    }
                }
                written.push(b'"');
            } else {
                written.extend_from_slice(field);
            }
        }
        written.push(b'\n');
    }
    assert!(
        !sound || written == input,
        "not what was read: {:?}",
        String::from_utf8_lossy(&written)
    );
}

/// A manifest is refused in one line that names the file, or it names no path outside its directory and parses back to itself.
pub fn manifest(input: &[u8]) {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join(MANIFEST);
    std::fs::write(&path, input).unwrap();
    let manifest = match Manifest::read(directory.path()) {
        Ok(manifest) => manifest,
        Err(error) => {
            assert!(one_line(error).contains(MANIFEST));
            return;
        }
    };
    for path in manifest.paths() {
        let outside = |part: &str| part == "..";
        assert!(
            !path.starts_with('/') && !path.split('/').any(outside),
            "{path:?}"
        );
    }
    for line in manifest.contradictions() {
        one_line(line);
    }
    let written = serde_json::to_vec(&manifest).unwrap();
    std::fs::write(&path, &written).unwrap();
    let again = Manifest::read(directory.path()).expect("what was written can be read");
    assert_eq!(serde_json::to_vec(&again).unwrap(), written);
    // Opening the bundle gives findings or errors, never a panic, whatever the manifest says about its files.
    if let Ok(bundle) = Bundle::open(directory.path()) {
        let _ = bundle.command();
        let wanted = bundle.manifest().paths().next().is_some();
        assert!(
            !wanted || !bundle.check().is_empty(),
            "no file of it is there"
        );
    }
}

/// A URL is refused in one line that starts with the variable's name, or psql gets an address without a password.
pub fn url(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else {
        return;
    };
    let shown = redacted(text);
    assert!(
        !shown.contains("postgresql://") && !shown.contains("postgres://"),
        "{shown:?}"
    );
    match Url::parse(text) {
        Err(error) => assert!(one_line(error).starts_with("DATABASE_URL: ")),
        Ok(url) => {
            assert!(!format!("{url:?}").contains("://"), "{url:?}");
            let mut psql = Command::new("psql");
            url.address(&mut psql, "bank");
            for argument in psql.get_args().map(|argument| argument.to_string_lossy()) {
                let authority = argument.split("://").nth(1).unwrap_or_default();
                let authority = authority.split(['/', '?']).next().unwrap_or_default();
                let user = authority.rsplit_once('@').map_or("", |(user, _)| user);
                assert!(!user.contains(':'), "a password in {argument:?}");
                assert!(
                    !argument.contains("?password=") && !argument.contains("&password="),
                    "{argument:?}"
                );
            }
        }
    }
}

/// A password of any characters, percent-encoded before the host, reaches psql unchanged and never its command line.
pub fn password(input: &[u8]) {
    let password: String = String::from_utf8_lossy(input).replace('\0', "");
    // A password that is part of the address itself would be found there.
    let secret = format!("\u{df}{password}");
    let escaped: String = secret.bytes().map(|byte| format!("%{byte:02X}")).collect();
    for text in [
        format!("postgresql://me:{escaped}@db.test:5433/bank?sslmode=require"),
        format!("postgresql://me@db.test/bank?password={escaped}&sslmode=require"),
        format!("postgres://me@db.test/bank?sslmode=require&password={escaped}"),
        format!("postgres://me@db.test/bank?%70assword={escaped}"),
    ] {
        let url = Url::parse(&text).expect("a URL with an escaped password");
        let mut psql = Command::new("psql");
        url.address(&mut psql, "");
        let mut given = psql.get_envs().filter(|(name, _)| *name == "PGPASSWORD");
        let given = given.next().and_then(|(_, value)| value).unwrap();
        assert_eq!(given.to_str(), Some(secret.as_str()));
        for argument in psql.get_args() {
            let argument = argument.to_string_lossy();
            assert!(
                !argument.contains(&escaped) && !argument.contains(&secret),
                "{argument:?}"
            );
        }
    }
}

/// Numbers and dates of the command line: refused in one line, or formatted so that they parse back to themselves.
pub fn numbers(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else {
        return;
    };
    match text.parse::<Scale>() {
        Err(error) => drop(one_line(error)),
        Ok(scale) => {
            let again = scale
                .to_string()
                .parse::<Scale>()
                .map_err(|error| error.to_string());
            assert_eq!(again, Ok(scale));
            match Plan::new(1, DEFAULT_AS_OF, scale, None, None) {
                Err(error) => assert!(one_line(error).starts_with("--scale: ")),
                Ok(plan) => assert!(plan.customers >= 1 && plan.employees >= 7),
            }
        }
    }
    match text.parse::<AmlRate>() {
        Err(error) => drop(one_line(error)),
        Ok(rate) => {
            let again = rate
                .to_string()
                .parse::<AmlRate>()
                .map_err(|error| error.to_string());
            assert_eq!(again, Ok(rate));
        }
    }
    match text.parse::<Part>() {
        Err(error) => drop(one_line(error)),
        Ok(part) => {
            let again = part
                .to_string()
                .parse::<Part>()
                .map_err(|error| error.to_string());
            assert_eq!(again, Ok(part));
        }
    }
}

/// The byte between the two tables of an input of [`diff()`]; CSV never contains it.
const BETWEEN: u8 = 0;

/// Two tables, one bundle each: their comparison fails in one line, or is symmetric, and finds no difference between a table
/// and itself.
pub fn diff(input: &[u8]) {
    let mut tables = input.splitn(2, |&byte| byte == BETWEEN);
    let old = bundle_of(tables.next().unwrap_or_default());
    let new = bundle_of(tables.next().unwrap_or_default());
    let compare = |old: &tempfile::TempDir, new: &tempfile::TempDir| {
        let open = |directory: &tempfile::TempDir| Bundle::open(directory.path()).unwrap();
        let options = diff::Options {
            sort_memory: 1 << 10,
        };
        let mut rows = Vec::new();
        let summary = diff::compare(&open(old), &open(new), &options, None);
        let with_rows = diff::compare(&open(old), &open(new), &options, Some(&mut rows));
        match (summary, with_rows) {
            (Ok(summary), Ok(with_rows)) => {
                assert_eq!(summary.tables, with_rows.tables);
                Some(summary)
            }
            (Err(error), _) => {
                one_line(error);
                None
            }
            (Ok(_), Err(error)) => panic!("only with rows: {}", one_line(error)),
        }
    };
    for same in [&old, &new] {
        if let Some(found) = compare(same, same) {
            assert!(
                found.same,
                "a table differs from itself: {:?}",
                found.tables
            );
        }
    }
    if let (Some(there), Some(back)) = (compare(&old, &new), compare(&new, &old)) {
        assert_eq!(there.same, back.same);
        let counts = |one: &diff::TableDiff| (one.added, one.removed, one.changed);
        let (added, removed, changed) = counts(&there.tables[0]);
        assert_eq!(counts(&back.tables[0]), (removed, added, changed));
    }
}

/// Creates a directory with a bundle of one table with these bytes.
fn bundle_of(csv: &[u8]) -> tempfile::TempDir {
    static TEMPLATE: OnceLock<Value> = OnceLock::new();
    let template = TEMPLATE.get_or_init(|| {
        let manifest = include_bytes!("../golden/datapackage.json");
        serde_json::from_slice(manifest).unwrap()
    });
    let mut records = Records::new(csv);
    let mut rows = 0_u64;
    while records.advance().unwrap_or(false) {
        rows += 1;
    }
    let mut manifest = template.clone();
    let mut table = manifest["resources"][0].clone();
    let path = "employees_db/departments.csv";
    table["path"] = json!(path);
    table["rows"] = json!(rows.saturating_sub(1));
    if let Some(table) = table.as_object_mut() {
        table.remove("compression");
        table.remove("uncompressed");
    }
    manifest["resources"] = json!([table]);
    let directory = tempfile::tempdir().unwrap();
    std::fs::create_dir(directory.path().join("employees_db")).unwrap();
    std::fs::write(directory.path().join(path), csv).unwrap();
    std::fs::write(directory.path().join(MANIFEST), manifest.to_string()).unwrap();
    directory
}
