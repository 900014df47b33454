//! Sentences about the customer, the accounts, and their transactions.

use super::{Telling, Weight::*, plain, telling};
use crate::life::words::*;
use crate::life::{Event, Life};

impl Life {
    pub(super) fn accounts_told(&self, event: &Event) -> Option<Telling> {
        Some(match event.table().name {
            "employee_assignments" => plain(
                "bank",
                format!(
                    "Looked after by {}{}",
                    event.text("employee_id"),
                    then(" until ", event.get("end_date"))
                ),
            ),
            "customers" => plain(
                "bank",
                format!(
                    "Becomes a customer: {} {}",
                    event.text("first_name"),
                    event.text("last_name")
                ),
            ),
            "customer_profiles" => telling(
                "bank".into(),
                None,
                Head,
                format!(
                    "Profile of {}, {}, {} {}",
                    event.text("full_name"),
                    event.label("customer_segment"),
                    event.text("city"),
                    event.text("state")
                ),
            ),
            "accounts" => plain(
                &self.account(event.key()),
                format!(
                    "Opens account {} at branch {}{}",
                    event.key(),
                    event.text("branch_code"),
                    then(", closed on ", event.get("closed_date"))
                ),
            ),
            "account_relationships" => {
                let (from, to) = (
                    event.text("primary_account_id"),
                    event.text("related_account_id"),
                );
                let role = event.label("relationship_type");
                match self.find("accounts", from) {
                    Some(_) if self.find("accounts", to).is_some() => plain(
                        &self.account(from),
                        format!("Linked with {} ({role})", self.account(to)),
                    ),
                    Some(_) => plain(
                        &self.account(from),
                        format!("The holder of {to}, another customer, is named as {role}"),
                    ),
                    None => plain(
                        &self.account(to),
                        format!("Named as {role} on {from}, of another customer"),
                    ),
                }
            }
            "transactions" => telling(
                self.account(event.text("account_id")),
                event.get("transaction_amount"),
                Plain,
                event.text("description").to_string(),
            ),
            _ => return None,
        })
    }
}
