//! Which steps of the generator a set of tables requires: work that only other tables need is skipped.

use crate::tables::accounts_db::{Account, Customer, Transaction};
use crate::tables::compliance_db::ComplianceRule;
use crate::tables::customer_db::{Campaign, Interaction};
use crate::tables::employees_db::{Employee, EmployeeAssignment};
use crate::tables::insurance_db::Policy;
use crate::tables::labels::AmlScheme;
use crate::tables::loans_db::Loan;
use crate::tables::{FILES, Row, Table};

/// The steps of a life, and whether to make lives at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Steps {
    /// The bank itself and its staff.
    pub bank: bool,
    /// Customers, accounts without balances, and relationships.
    pub lives: bool,
    /// Loans, which statements pay, insurance protects, and other rows refer to.
    pub loans: bool,
    /// Insurance, likewise.
    pub insurance: bool,
    /// Statements, which determine the balances and are monitored by compliance.
    pub statements: bool,
    /// Profiles, contacts and campaign responses.
    pub contacts: bool,
    /// Compliance's view of all of it.
    pub compliance: bool,
}

impl Steps {
    /// All steps.
    pub const ALL: Steps = Steps {
        bank: true,
        lives: true,
        loans: true,
        insurance: true,
        statements: true,
        contacts: true,
        compliance: true,
    };

    /// No steps.
    const NONE: Steps = Steps {
        bank: false,
        lives: false,
        loans: false,
        insurance: false,
        statements: false,
        contacts: false,
        compliance: false,
    };

    /// The steps required by the tables marked in `wanted`, in the order of [`FILES`].
    pub fn of(wanted: &[bool]) -> Steps {
        let marked = FILES.iter().zip(wanted).filter(|(_, wanted)| **wanted);
        let mut steps = Steps::NONE;
        for (table, _) in marked {
            let step = Steps::making(table);
            steps.bank |= step.bank;
            steps.lives |= step.lives;
            steps.loans |= step.loans;
            steps.insurance |= step.insurance;
            steps.statements |= step.statements;
            steps.contacts |= step.contacts;
            steps.compliance |= step.compliance;
        }
        // Statements and contacts refer to policies, policies to loans, loans to accounts.
        steps.insurance |= steps.statements || steps.contacts;
        steps.loans |= steps.insurance;
        steps.lives |= steps.loans;
        steps
    }

    /// The step that makes a table; all steps for a table without an entry.
    fn making(table: &Table) -> Steps {
        let one_of = |tables: &[&Table]| tables.iter().any(|one| one.is(table));
        let with = |other: &Table| table.database == other.database;
        let mut steps = Steps::NONE;
        if one_of(&[Campaign::TABLE, ComplianceRule::TABLE]) {
            steps.bank = true;
        } else if one_of(&[EmployeeAssignment::TABLE]) {
            (steps.bank, steps.contacts) = (true, true);
        } else if with(Employee::TABLE) {
            steps.bank = true;
        } else if one_of(&[Account::TABLE, Transaction::TABLE, AmlScheme::TABLE]) {
            steps.statements = true;
        } else if with(Customer::TABLE) {
            steps.lives = true;
        } else if with(Loan::TABLE) {
            steps.loans = true;
        } else if with(Policy::TABLE) {
            steps.insurance = true;
        } else if with(Interaction::TABLE) {
            steps.contacts = true;
        } else {
            return Steps::ALL;
        }
        steps
    }
}
