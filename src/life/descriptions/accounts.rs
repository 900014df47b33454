//! Sentences about the customer, the accounts, and their transactions.

use super::{Description, Weight::*, description, plain};
use crate::life::words::*;
use crate::life::{Event, Life};

impl Life {
    pub(super) fn describe_account(&self, event: &Event) -> Option<Description> {
        Some(match event.table().name {
            "employee_assignments" => plain(
                "bank",
                format!(
                    "Assigned to {}{}",
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
            "customer_profiles" => description(
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
            "transactions" => description(
                self.account(event.text("account_id")),
                event.get("transaction_amount"),
                Plain,
                event.text("description").to_string(),
            ),
            _ => return None,
        })
    }
}
