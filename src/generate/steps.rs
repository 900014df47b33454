//! What must be made so that some tables are there: work that only other tables need is left out.

use crate::tables::{FILES, Table};

/// The steps of a life, and whether there are lives at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Steps {
    /// The bank itself and its staff.
    pub bank: bool,
    /// Customers, their accounts without balances, and relationships.
    pub lives: bool,
    /// Loans, which statements pay, insurance protects, and others speak of.
    pub loans: bool,
    /// Insurance, the same.
    pub insurance: bool,
    /// Statements, which settle the balances, and over which compliance watches.
    pub statements: bool,
    /// Profiles, contacts and answers to campaigns.
    pub contacts: bool,
    /// What compliance makes of all of it.
    pub compliance: bool,
}

impl Steps {
    /// All of them.
    pub const ALL: Steps = Steps {
        bank: true,
        lives: true,
        loans: true,
        insurance: true,
        statements: true,
        contacts: true,
        compliance: true,
    };

    /// Those that the tables marked in `wanted`, in the order of [`FILES`], are made by.
    pub fn of(wanted: &[bool]) -> Steps {
        let any = |made_by: fn(&Table) -> bool| {
            let mut marked = FILES.iter().zip(wanted).filter(|(_, wanted)| **wanted);
            marked.any(|(table, _)| made_by(table))
        };
        let compliance =
            any(|table| table.database == "compliance_db" && table.name != "compliance_rules");
        let contacts = compliance
            || any(|table| {
                let of_customers = table.database == "customer_db" && table.name != "campaigns";
                of_customers || table.name == "employee_assignments"
            });
        let statements = compliance
            || any(|table| matches!(table.name, "accounts" | "transactions" | "aml_schemes"));
        let insurance = statements || contacts || any(|table| table.database == "insurance_db");
        Steps {
            bank: any(|table| {
                let of_bank = ["employees_db", "compliance_db"].contains(&table.database);
                of_bank || table.name == "campaigns"
            }),
            lives: insurance || any(|table| ["accounts_db", "loans_db"].contains(&table.database)),
            loans: insurance || any(|table| table.database == "loans_db"),
            insurance,
            statements,
            contacts,
            compliance,
        }
    }
}
