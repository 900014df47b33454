//! Generates a life directly, without a bundle: the customer's own rows, and those of others that refer to the customer.

use super::collector::Collector;
use super::{Life, in_range};
use crate::error::Result;
use crate::generate::{Bank, life, links_to, named_by_lives};
use crate::tables::{CATALOGUE, Listed, Sinks, TableSink};

/// The rows of a table as text.
#[derive(Default)]
struct Texts(Vec<Vec<Option<String>>>);

impl TableSink for Texts {
    fn take<R: Listed>(&mut self, rows: &[R]) {
        for row in rows {
            let mut fields = Vec::with_capacity(R::TABLE.columns.len());
            row.cells(&mut |_, cell| {
                let text = cell.to_string();
                fields.push((!text.is_empty()).then_some(text));
            });
            self.0.push(fields);
        }
    }

    fn clear(&mut self) {
        self.0.clear();
    }
}

impl Life {
    /// Generates the life of customer number `number`, from 1. Takes milliseconds at any scale.
    ///
    /// # Errors
    ///
    /// Fails when the bank has no such customer.
    pub fn from_bank(bank: &Bank, number: u32) -> Result<Life> {
        in_range(number, bank.plan.customers)?;
        let mut rows = life(bank, number);
        rows.account_relationships.extend(links_to(bank, number));
        let named = named_by_lives(bank);
        rows.campaigns = named.campaigns;
        rows.compliance_rules = named.compliance_rules;
        let mut texts = Sinks::<Texts>::default();
        rows.encode(&mut texts);
        let mut collector = Collector::new(number);
        // The ground truth follows the tables of the databases.
        for (table, texts) in texts.tables.into_iter().enumerate().take(CATALOGUE.len()) {
            for fields in texts.0 {
                if collector.wants(table, |at| fields[at].as_deref().map(str::as_bytes)) {
                    collector.take(table, fields);
                }
            }
        }
        Ok(collector.life(bank.as_of()))
    }
}
