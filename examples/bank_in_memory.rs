//! Generates a bank in memory and sums customers' balances by type of account.

use dhub::error::Result;
use dhub::generate::Bank;
use dhub::plan::{DEFAULT_AS_OF, DEFAULT_SEED, Plan};
use dhub::tables::accounts_db::Account;
use dhub::values::money::Cents;
use std::collections::BTreeMap;

/// Runs the example.
pub fn main() -> Result<()> {
    let plan = Plan::new(DEFAULT_SEED, DEFAULT_AS_OF, "0.1".parse()?, None, None)?;
    let bank = Bank::new(plan);
    let mut totals: BTreeMap<_, (u32, Cents)> = BTreeMap::new();
    for account in bank.rows::<Account>() {
        let (count, balance) = totals.entry(account.account_type).or_default();
        *count += 1;
        *balance += account.balance;
    }
    for (kind, (count, balance)) in &totals {
        println!("{kind:<14} {count:>4} accounts {balance:>14} USD");
    }
    assert_eq!(totals.len(), 4);
    Ok(())
}
