//! Customers. A real person's name, address or number occurs only by chance: see data model, section 9.

use crate::generate::contact;
use crate::generate::context::Context;
use crate::key;
use crate::tables::Rows;
use crate::tables::accounts_db::Customer;
use crate::values::people;

/// Makes the customer's row.
pub fn write(context: Context, rows: &mut Rows) {
    let customer = context.customer;
    let person = &customer.person;
    let (first_name, last_name) = (person.given_name, person.family_name);
    let mut names = context.stream(key!("accounts_db.customers/email"));
    let mut email = people::email_local(first_name, last_name);
    email.push_str(&customer.number.to_string());
    email.push('@');
    let domain: &&str = names.pick(people::EMAIL_DOMAINS);
    email.push_str(domain);
    rows.customers.push(Customer {
        customer_id: customer.id(),
        first_name: first_name.into(),
        last_name: last_name.into(),
        date_of_birth: person.born,
        email: email.into(),
        phone: contact::phone(&context.bank.random, customer.number, customer.home),
        created_at: customer.joined_at,
    });
}
