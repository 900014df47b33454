//! Tables generated in memory.

use dhub::generate::{Bank, Work};
use dhub::plan::{DEFAULT_AS_OF, DEFAULT_SEED, Plan, Scale};
use dhub::tables::{Encoded, Rows};

/// Returns the plan for a scale, with defaults for everything else.
pub fn plan(scale: &str) -> Plan {
    let scale = scale.parse::<Scale>().unwrap();
    Plan::new(DEFAULT_SEED, DEFAULT_AS_OF, scale, None, None).unwrap()
}

/// Generates all tables of a plan.
#[allow(
    dead_code,
    reason = "not every test that shares this file reads tables"
)]
pub fn tables(plan: Plan) -> Encoded {
    let bank = Bank::new(plan);
    let (mut rows, mut tables) = (Rows::default(), Encoded::default());
    let work = Work::whole(&bank);
    for batch in 0..work.batches() {
        work.encode(batch, &mut rows, &mut tables);
    }
    tables
}

/// Returns the lines of a table.
#[allow(dead_code, reason = "not every test that shares this file reads lines")]
pub fn lines(csv: &[u8]) -> Vec<&str> {
    std::str::from_utf8(csv)
        .unwrap()
        .split_terminator('\n')
        .collect()
}
