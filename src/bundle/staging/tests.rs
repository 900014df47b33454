//! Tests that a bundle is replaced completely or not at all, whenever a run ends.

use super::*;
use crate::bundle::clear;
use std::ffi::OsString;

fn bundle(directory: &Path, text: &str) {
    fs::create_dir_all(directory).unwrap();
    let manifest =
        serde_json::json!({ "dhub": { "files": ["datapackage.json", "a.txt"] }, "resources": [] });
    fs::write(directory.join("datapackage.json"), manifest.to_string()).unwrap();
    fs::write(directory.join("a.txt"), text).unwrap();
}

fn begin(out: &Path) -> Result<Staging> {
    let replace = Replace {
        only: Vec::new(),
        part: None,
        force: true,
    };
    Staging::begin(out, &replace)
}

fn text(directory: &Path) -> String {
    fs::read_to_string(directory.join("a.txt")).unwrap()
}

fn names(directory: &Path) -> Vec<OsString> {
    let mut names: Vec<_> = fs::read_dir(directory)
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    names.sort();
    names
}

#[test]
fn a_new_bundle_replaces_nothing_an_empty_directory_or_an_old_bundle() {
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("out");
    for round in 0..4 {
        if round == 1 {
            fs::remove_dir_all(&out).unwrap();
            fs::create_dir(&out).unwrap();
        }
        let staging = begin(&out).unwrap();
        bundle(&staging.path(), &round.to_string());
        staging.publish(&()).unwrap();
        assert_eq!(text(&out), round.to_string());
        assert_eq!(names(home.path()), ["out"]);
    }
}

#[test]
fn a_dropped_run_changes_nothing() {
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("out");
    bundle(&out, "previous");
    let staging = begin(&out).unwrap();
    bundle(&staging.path(), "new");
    drop(staging);
    assert_eq!(text(&out), "previous");
    assert_eq!(names(home.path()), ["out"]);
}

#[test]
fn two_runs_exclude_each_other() {
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("out");
    let first = begin(&out).unwrap();
    let refusal = begin(&out).err().unwrap().to_string();
    assert!(refusal.contains("another run is writing"), "{refusal}");
    bundle(&first.path(), "first");
    first.publish(&()).unwrap();
    assert_eq!(text(&out), "first");
    drop(begin(&out).unwrap());
}

#[test]
fn two_renames_also_work_and_are_recovered_in_between() {
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("out");
    bundle(&out, "previous");
    let staging = begin(&out).unwrap();
    bundle(&staging.path(), "new");
    staging.rename_twice().unwrap();
    drop(staging);
    assert_eq!(text(&out), "new");
    assert_eq!(names(home.path()), ["out"]);

    let left = home.path().join(".out.dhub-staging");
    fs::create_dir(&left).unwrap();
    fs::rename(&out, left.join("old")).unwrap();
    bundle(&left.join("new"), "newer");
    drop(Staging::hold(&out).unwrap());
    assert_eq!(text(&out), "new");
    assert_eq!(names(home.path()), ["out"]);
}

#[test]
fn only_leftovers_of_killed_runs_are_cleaned_up() {
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("out");
    let left = home.path().join(".out.dhub-staging");
    bundle(&left.join("new/employees_db"), "half");
    drop(begin(&out).unwrap());
    assert!(names(home.path()).is_empty());

    fs::create_dir(&left).unwrap();
    fs::write(left.join("mine.txt"), "mine").unwrap();
    assert!(begin(&out).is_err());
    assert!(left.join("mine.txt").exists());
}

#[test]
fn files_added_during_a_run_survive() {
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("out");
    bundle(&out, "previous");
    let staging = begin(&out).unwrap();
    bundle(&staging.path(), "new");
    fs::write(out.join("notes.txt"), "mine").unwrap();
    let refusal = staging.publish(&()).unwrap_err().to_string();
    assert!(refusal.contains("contains notes.txt"), "{refusal}");
    assert_eq!(text(&out), "previous");
    assert!(out.join("notes.txt").exists());
}

#[test]
fn a_bundle_is_removed_as_a_whole_and_never_half_restored() {
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("out");
    bundle(&out, "mine");
    let staging = Staging::hold(&out).unwrap();
    let gone = staging.take_out().unwrap().unwrap();
    assert!(!out.exists());
    assert_eq!(text(&gone), "mine");
    drop(staging);
    assert!(names(home.path()).is_empty());

    // Simulate a crash during deletion.
    let left = home.path().join(".out.dhub-staging");
    bundle(&left.join("gone"), "mine");
    fs::remove_file(left.join("gone/datapackage.json")).unwrap();
    let cleared = clear(&out).unwrap();
    assert_eq!((cleared.files, cleared.leftovers), (0, vec![left]));
    assert!(names(home.path()).is_empty());
}
