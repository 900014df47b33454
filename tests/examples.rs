//! The examples do what they say.

#[path = "../examples/bank_in_memory.rs"]
mod bank_in_memory;
#[path = "../examples/diff_bundles.rs"]
mod diff_bundles;
#[path = "../examples/read_bundle.rs"]
mod read_bundle;

#[test]
fn a_bank_is_made_in_memory() {
    bank_in_memory::main().unwrap();
}

#[test]
fn a_bundle_is_read() {
    read_bundle::main().unwrap();
}

#[test]
fn two_bundles_are_compared() {
    diff_bundles::main().unwrap();
}
