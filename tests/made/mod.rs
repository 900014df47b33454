//! Tables made in memory.

use dhub::generate::{Bank, encode_part, parts};
use dhub::plan::{DEFAULT_AS_OF, DEFAULT_SEED, Plan, Scale};
use dhub::tables::{Encoded, Rows};

/// The plan of a scale, everything else by default.
pub fn plan(scale: &str) -> Plan {
    let scale = Scale::parse(scale).unwrap();
    Plan::new(DEFAULT_SEED, DEFAULT_AS_OF, scale, None, None).unwrap()
}

/// All tables of a plan.
pub fn tables(plan: Plan) -> Encoded {
    let bank = Bank::new(plan);
    let (mut rows, mut tables) = (Rows::default(), Encoded::default());
    for part in 0..parts(&bank) {
        encode_part(&bank, part, &mut rows, &mut tables);
    }
    tables
}

/// The lines of a table.
#[allow(dead_code, reason = "not every test that shares this file reads lines")]
pub fn lines(csv: &[u8]) -> Vec<&str> {
    std::str::from_utf8(csv)
        .unwrap()
        .split_terminator('\n')
        .collect()
}
