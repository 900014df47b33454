//! What a run has to make, cut into batches.

use crate::generate::bank::Bank;
use crate::generate::block::Block;
use crate::generate::customer::CUSTOMERS_PER_BLOCK;
use crate::generate::life::write_life;
use crate::generate::staff::Team;
use crate::generate::steps::Steps;
use crate::generate::{compliance_db, customer_db, employees_db, staff};
use crate::plan::Part;
use crate::tables::{FILES, Rows, Sinks, Table, TableSink};
use std::ops::Range;

/// Customers per batch, a multiple of `CUSTOMERS_PER_BLOCK`: their lines, about 750 kB, stay in the processor's caches.
pub const CUSTOMERS_PER_BATCH: u32 = 100;
/// Employees per batch.
const EMPLOYEES_PER_BATCH: u32 = 200;

/// The batches of a whole bank or one part of it, numbered from 0.
///
/// Written in order, the batches make up the tables; each can be made alone, on any thread.
#[derive(Clone, Debug)]
pub struct Work<'a> {
    bank: &'a Bank,
    /// Batches of employees, after the one for the bank itself; none if another part makes both.
    staff: Option<u32>,
    /// Customers, from 0.
    customers: Range<u32>,
    /// For each table, in the order of [`FILES`], whether its rows are handed over; all if none.
    wanted: Option<Vec<bool>>,
    /// Which steps of a life to make.
    steps: Steps,
}

impl<'a> Work<'a> {
    /// The whole bank.
    pub fn whole(bank: &'a Bank) -> Work<'a> {
        Work::part(bank, Part::WHOLE)
    }

    /// One part: its customers; the first part also has the bank itself and its staff.
    pub fn part(bank: &'a Bank, part: Part) -> Work<'a> {
        Work {
            bank,
            staff: part
                .is_first()
                .then(|| bank.plan.employees.div_ceil(EMPLOYEES_PER_BATCH)),
            customers: part.of_count(bank.plan.customers),
            wanted: None,
            steps: Steps::ALL,
        }
    }

    /// Only the rows of some tables, exactly as in the whole bank. What only other tables need isn't made.
    ///
    /// ```
    /// use dhub::generate::{Bank, Work};
    /// use dhub::plan::{DEFAULT_AS_OF, Plan};
    /// use dhub::tables::loans_db::Loan;
    /// use dhub::tables::{Encoded, Row, Rows, files};
    ///
    /// let bank = Bank::new(Plan::new(42, DEFAULT_AS_OF, "0.1".parse()?, None, None)?);
    /// let work = Work::whole(&bank).only(&[Loan::TABLE]);
    /// let (mut rows, mut made) = (Rows::default(), Encoded::default());
    /// (0..work.batches()).for_each(|batch| work.encode(batch, &mut rows, &mut made));
    /// for (table, chunk) in files().zip(&made.tables) {
    ///     assert_eq!(chunk.rows > 0, table.name == "loans");
    /// }
    /// # Ok::<(), dhub::error::Error>(())
    /// ```
    pub fn only(mut self, tables: &[&'static Table]) -> Work<'a> {
        let named = |file: &&Table| tables.iter().any(|table| table.is(file));
        let wanted: Vec<bool> = FILES.iter().map(named).collect();
        self.steps = Steps::of(&wanted);
        self.wanted = Some(wanted);
        if !self.steps.bank {
            self.staff = None;
        }
        if !self.steps.lives {
            self.customers.end = self.customers.start;
        }
        self
    }

    /// Number of batches.
    pub fn batches(&self) -> u32 {
        let Range { start, end } = self.customers;
        let customers = if start == end {
            0
        } else {
            end.div_ceil(CUSTOMERS_PER_BATCH) - start / CUSTOMERS_PER_BATCH
        };
        self.before_customers() + customers
    }

    /// Batches for the bank itself and its staff.
    fn before_customers(&self) -> u32 {
        self.staff.map_or(0, |staff| 1 + staff)
    }

    /// Hands the rows of a batch to the sinks in `into`: by default their CSV lines are appended. `rows` is scratch space.
    pub fn encode<S: TableSink>(&self, batch: u32, rows: &mut Rows, into: &mut Sinks<S>) {
        self.make(batch, rows, &mut |rows| {
            if let Some(wanted) = &self.wanted {
                rows.keep(wanted);
            }
            rows.encode(into);
        });
    }

    /// Makes the rows of a batch in `rows` and hands them over as they are made, one customer at a time.
    pub(crate) fn make(&self, batch: u32, rows: &mut Rows, each: &mut impl FnMut(&mut Rows)) {
        rows.clear();
        match batch.checked_sub(self.before_customers()) {
            Some(batch) => self.customers(batch, rows, each),
            None if batch == 0 => {
                employees_db::write_bank(self.bank, rows);
                customer_db::write_campaigns(self.bank, rows);
                compliance_db::write_bank(self.bank, rows);
                each(rows);
            }
            None => {
                self.staff(batch - 1, rows);
                each(rows);
            }
        }
    }

    fn staff(&self, batch: u32, rows: &mut Rows) {
        let bank = self.bank;
        let blocks = EMPLOYEES_PER_BATCH / staff::PERIOD;
        let blocks = batch * blocks..(batch + 1) * blocks;
        for block in blocks.take_while(|block| block * staff::PERIOD < bank.plan.employees) {
            employees_db::write_block(bank, block, rows);
        }
        compliance_db::write_staff(bank, rows);
    }

    /// Batches start where they do in the whole bank, so that a part splits no blocks other than its own first and last.
    fn customers(&self, batch: u32, rows: &mut Rows, each: &mut impl FnMut(&mut Rows)) {
        let bank = self.bank;
        let from = (self.customers.start / CUSTOMERS_PER_BATCH + batch) * CUSTOMERS_PER_BATCH;
        let start = from.max(self.customers.start);
        let end = (from + CUSTOMERS_PER_BATCH).min(self.customers.end);
        let first = start / CUSTOMERS_PER_BLOCK;
        let mut team = Team::default();
        for number in first..end.div_ceil(CUSTOMERS_PER_BLOCK) {
            let block = Block::near(bank, number, &team);
            let wanted = |number: u32| (start..end).contains(&(number - 1));
            for customer in block.customers.iter().filter(|one| wanted(one.number)) {
                rows.clear();
                write_life(bank, &block, customer, self.steps, rows);
                each(rows);
            }
            if let Some(last) = block.customers.into_iter().next_back() {
                team = last.team;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{DEFAULT_AS_OF, Plan, Scale};
    use crate::tables::{DIRECTORIES, Encoded};

    fn encode(work: &Work) -> Encoded {
        let (mut rows, mut tables) = (Rows::default(), Encoded::default());
        for batch in 0..work.batches() {
            work.encode(batch, &mut rows, &mut tables);
        }
        tables
    }

    /// Each table alone, and each database: whatever else is left out, no byte changes.
    #[test]
    fn some_tables_are_as_they_are_in_the_whole() {
        let plan = Plan::new(7, DEFAULT_AS_OF, Scale::ONE, Some(230), Some(230)).unwrap();
        let bank = Bank::new(plan);
        let whole = encode(&Work::whole(&bank));
        let single = FILES.iter().map(|table| vec![*table]);
        let databases = DIRECTORIES.iter().map(|database| {
            let of = FILES.iter().filter(|table| table.database == *database);
            of.copied().collect::<Vec<_>>()
        });
        for tables in single.chain(databases) {
            for part in [1, 2].map(|number| Part::new(number, 2).unwrap()) {
                let made = encode(&Work::part(&bank, part).only(&tables));
                let wanted = encode(&Work::part(&bank, part));
                for ((table, made), wanted) in FILES.iter().zip(made.tables).zip(wanted.tables) {
                    let named = tables.iter().any(|one| one.name == table.name);
                    let wanted = if named { wanted.bytes } else { Vec::new() };
                    assert!(made.bytes == wanted, "{} of {part}", table.name);
                }
            }
        }
        assert!(
            whole.tables.iter().all(|table| table.rows > 0),
            "tables to see"
        );
    }

    #[test]
    fn what_only_other_tables_need_is_not_made() {
        let steps = |name: &str| {
            let wanted: Vec<bool> = FILES.iter().map(|table| table.name == name).collect();
            Steps::of(&wanted)
        };
        assert!(!steps("employees").lives);
        assert!(!steps("campaigns").lives);
        let loans = steps("loans");
        assert!(!loans.insurance && !loans.statements && !loans.bank);
        let transactions = steps("transactions");
        assert!(!transactions.contacts && !transactions.compliance && !transactions.bank);
        assert_eq!(steps("audit_trails"), Steps::ALL);
    }

    #[test]
    fn the_parts_one_after_the_other_are_the_whole() {
        for (customers, of) in [(430, 3), (430, 7), (200, 2), (3, 7)] {
            let plan = Plan::new(7, DEFAULT_AS_OF, Scale::ONE, Some(9), Some(customers)).unwrap();
            let bank = Bank::new(plan);
            let mut joined = Encoded::default();
            for number in 1..=of {
                let part = encode(&Work::part(&bank, Part::new(number, of).unwrap()));
                for (whole, part) in joined.tables.iter_mut().zip(part.tables) {
                    whole.bytes.extend(part.bytes);
                    whole.rows += part.rows;
                }
            }
            let whole = encode(&Work::whole(&bank));
            for (joined, whole) in joined.tables.iter().zip(whole.tables) {
                assert!(joined.bytes == whole.bytes, "{customers} {of}");
                assert_eq!(joined.rows, whole.rows);
            }
        }
    }
}
