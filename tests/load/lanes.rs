//! The lanes of load.sh, which process several databases in parallel.

use std::process::Command;

#[test]
fn each_name_is_taken_once_by_any_number_of_lanes() {
    let piece = concat!(env!("CARGO_MANIFEST_DIR"), "/scripts/load/04-lanes.sh");
    let names: Vec<String> = (101..=135).map(|name| name.to_string()).collect();
    let script = r#". "$0"; jobs=3 nested=""; say() { echo "$1"; }; lanes say "$@""#;
    let output = Command::new("bash")
        .args(["-c", script, piece])
        .args(&names)
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let mut taken: Vec<&str> = said.lines().collect();
    taken.sort_unstable();
    assert_eq!(taken, names, "{}", String::from_utf8_lossy(&output.stderr));
}
