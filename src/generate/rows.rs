//! The rows of one of a bank's tables, one at a time and without a file.

use crate::generate::bank::Bank;
use crate::generate::work::Work;
use crate::tables::{Listed, Rows};

impl Bank {
    /// The rows of a table in file order, made on demand.
    ///
    /// ```
    /// use dhub::generate::Bank;
    /// use dhub::plan::{DEFAULT_AS_OF, DEFAULT_SEED, Plan};
    /// use dhub::tables::accounts_db::{Transaction, TransactionType};
    /// use dhub::values::money::Cents;
    ///
    /// let plan = Plan::new(DEFAULT_SEED, DEFAULT_AS_OF, "0.1".parse()?, None, None)?;
    /// let bank = Bank::new(plan);
    /// let fees: Cents = bank
    ///     .rows::<Transaction>()
    ///     .filter(|row| row.transaction_type == TransactionType::Fee)
    ///     .map(|row| row.transaction_amount)
    ///     .sum();
    /// assert!(fees < Cents::ZERO);
    /// # Ok::<(), dhub::error::Error>(())
    /// ```
    pub fn rows<R: Listed>(&self) -> TableRows<'_, R> {
        TableRows {
            work: Work::whole(self).only(&[R::TABLE]),
            batch: 0,
            memory: Rows::default(),
            ready: Vec::new().into_iter(),
        }
    }
}

/// The rows of one table; see [`Bank::rows`].
///
/// A customer's row requires as much of the customer's life as it depends on; at most one batch of a hundred customers is in
/// memory.
#[derive(Clone, Debug)]
pub struct TableRows<'a, R> {
    work: Work<'a>,
    /// The next batch.
    batch: u32,
    memory: Rows,
    ready: std::vec::IntoIter<R>,
}

impl<R: Listed> Iterator for TableRows<'_, R> {
    type Item = R;

    fn next(&mut self) -> Option<R> {
        loop {
            if let Some(row) = self.ready.next() {
                return Some(row);
            }
            if self.batch == self.work.batches() {
                return None;
            }
            let mut found = Vec::new();
            let mut take = |rows: &mut Rows| found.append(R::of(rows));
            self.work.make(self.batch, &mut self.memory, &mut take);
            self.batch += 1;
            self.ready = found.into_iter();
        }
    }
}
