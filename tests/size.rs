//! The last customers of large banks, generated directly by number, satisfy the rules of keys and money.

use csv::StringRecord;
use dhub::generate::{Bank, life};
use dhub::plan::{DEFAULT_AS_OF, MAX_CUSTOMERS, MAX_EMPLOYEES, Plan, Scale};
use dhub::tables::accounts_db::Transaction;
use dhub::tables::{CATALOGUE, Column, Encoded, Rows, Table};
use dhub::values::order::natural;
use dhub::values::phones::AREAS;
use dhub::values::{SqlType, Value};
use regex::Regex;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

/// The form of every text key, wherever it occurs.
const KEYS: &str = r"^(DEPT-\d\d|PROG-\d\d|CAMP-\d\d|RULE-\d\d|EMP-\d{6,}|CUST-\d{7,}|HH-\d{7,}|BR\d{3}|(ACC|INT|CMP|APP|LOAN|COL|POL)-\d{7,}-\d|SAR-\d{7,}-\d{6}-\d|TXN-\d{7,}-\d-\d{6}-\d\d|CLM-\d{7,}-\d-\d+|PAY-\d{7,}-\d-\d{3}|KYC-\d{7,}-\d\d|(AML|VIO)-\d{7,}-(\d{6}-)?\d+|(VIO-)?REP-CTR-\d{7,}-\d{8})$";

/// The rows of some customers, one life after the other.
struct Lives {
    lives: Vec<Rows>,
    /// The same as text, by table: the number of the customer, and the record.
    records: BTreeMap<&'static str, Vec<(u32, StringRecord)>>,
}

impl Lives {
    fn new(bank: &Bank, numbers: Range<u32>) -> Lives {
        let lives: Vec<Rows> = numbers.clone().map(|number| life(bank, number)).collect();
        let mut records: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (number, rows) in numbers.zip(&lives) {
            let mut encoded = Encoded::default();
            rows.encode(&mut encoded);
            for (table, chunk) in CATALOGUE.iter().zip(&encoded.tables) {
                let mut reader = csv::ReaderBuilder::new()
                    .has_headers(false)
                    .from_reader(&chunk.bytes[..]);
                let read = reader.records().map(|record| (number, record.unwrap()));
                records.entry(table.name).or_default().extend(read);
            }
        }
        Lives { lives, records }
    }

    /// Returns the values of a column, each with the number of the customer.
    fn column(&self, table: &Table, column: &Column) -> impl Iterator<Item = (u32, &str)> {
        let mut columns = table.columns.iter();
        let place = columns.position(|one| one.name == column.name).unwrap();
        let records = self.records[table.name].iter();
        records.map(move |(number, record)| (*number, &record[place]))
    }
}

/// The last 300 customers of scale 1000.
#[test]
fn the_last_customers_of_scale_1000_satisfy_the_rules() {
    let scale = "1000".parse::<Scale>().unwrap();
    let plan = Plan::new(42, DEFAULT_AS_OF, scale, None, None).unwrap();
    assert_eq!((plan.customers, plan.employees), (1_200_000, 150_000));
    assert_last_satisfy_the_rules(plan, 300);
}

/// The last 100 customers for whom there are ids.
#[test]
fn the_last_customers_of_the_largest_bank_satisfy_the_rules() {
    let (employees, customers) = (Some(MAX_EMPLOYEES), Some(MAX_CUSTOMERS));
    let plan = Plan::new(42, DEFAULT_AS_OF, Scale::ONE, employees, customers).unwrap();
    assert_last_satisfy_the_rules(plan, 100);
}

fn assert_last_satisfy_the_rules(plan: Plan, count: u32) {
    let bank = Bank::new(plan);
    let end = plan.customers + 1;
    let (first, last) = (
        Lives::new(&bank, 1..41),
        Lives::new(&bank, end - count..end),
    );
    for table in CATALOGUE {
        unique_values_are_unique(table, &first, &last);
        keys_have_their_form(table, &first);
        keys_have_their_form(table, &last);
        keys_are_in_order(table, &last);
    }
    phones_belong_to_nobody(&last);
    employees_exist(&bank, &last);
    money_adds_up(&last);
    assert!(last.lives.iter().all(|rows| rows.customers.len() == 1));
}

fn unique_values_are_unique(table: &Table, first: &Lives, last: &Lives) {
    for column in table.columns.iter().filter(|one| one.key || one.unique) {
        let mut seen = HashSet::new();
        for lives in [first, last] {
            for (customer, value) in lives.column(table, column) {
                let (table, column) = (table.name, column.name);
                assert!(
                    value.is_empty() || seen.insert(value),
                    "{table}.{column}: {value} stands twice, again of customer {customer}"
                );
            }
        }
    }
}

fn keys_have_their_form(table: &Table, lives: &Lives) {
    let text = Regex::new(KEYS).unwrap();
    let is_key = |column: &&Column| column.key || column.reference(table).is_some();
    for column in table.columns.iter().filter(is_key) {
        let mut widths = HashSet::new();
        for (customer, value) in lives.column(table, column) {
            let place = format!("{}.{}: {value}", table.name, column.name);
            if column.sql != SqlType::Identity {
                assert!(value.is_empty() || text.is_match(value), "{place}");
                continue;
            }
            // The customer's number, then a fixed number of digits: no two customers can have the same.
            assert!(value.parse::<i64>().is_ok_and(|id| id > 0), "{place}");
            let rest = value.strip_prefix(&customer.to_string());
            widths.insert(rest.unwrap_or_else(|| panic!("{place}")).len());
        }
        assert!(widths.len() <= 1, "{}.{}", table.name, column.name);
    }
    for (column, width) in [
        ("account_number", 10),
        ("loan_number", 10),
        ("policy_number", 10),
        ("claim_number", 12),
        ("counterparty_account", 10),
    ] {
        let Some(column) = table.column(column) else {
            continue;
        };
        for (_, value) in lives.column(table, column) {
            let fits = value.is_empty() && column.nullable
                || [width, width + 2, width + 3].contains(&value.len());
            assert!(fits, "{}.{}: {value}", table.name, column.name);
        }
    }
}

/// The file is in the order of the keys of each form: text byte by byte, numbers as numbers.
fn keys_are_in_order(table: &Table, lives: &Lives) {
    let mut previous: HashMap<String, (i64, &str)> = HashMap::new();
    for (_, key) in lives.column(table, table.key()) {
        let number = match table.key().sql {
            SqlType::Identity => key.parse().unwrap(),
            _ => 0,
        };
        let form = key.replace(|c: char| c.is_ascii_digit(), "");
        let next = (number, key);
        if let Some(previous) = previous.get(&form) {
            let order = previous.0.cmp(&next.0);
            let order = order.then_with(|| natural(previous.1.as_bytes(), next.1.as_bytes()));
            assert!(order.is_lt(), "{}: {previous:?}, {next:?}", table.name);
        }
        previous.insert(form, next);
    }
}

fn phones_belong_to_nobody(lives: &Lives) {
    for rows in &lives.lives {
        let mut phone = Vec::new();
        rows.customers[0].phone.write(&mut phone);
        let phone = String::from_utf8(phone).unwrap();
        let parts: Vec<u16> = phone.split('-').map(|part| part.parse().unwrap()).collect();
        let [area, exchange, line] = parts[..] else {
            panic!("{phone}")
        };
        let in_service = AREAS.iter().any(|(_, codes)| codes.contains(&area));
        let silent = match exchange {
            555 => ![1212, 4334].contains(&line),
            _ => exchange < 200,
        };
        let fictional = in_service && silent;
        let unassigned = area / 10 % 10 == 9 || area / 10 == 37 || area / 10 == 96;
        assert!(phone.len() == 12 && (fictional || unassigned), "{phone}");
    }
}

fn employees_exist(bank: &Bank, lives: &Lives) {
    let mut served = 0;
    for table in CATALOGUE {
        let to_staff = |column: &&Column| {
            let home = column.reference(table);
            home.is_some_and(|home| home.table == "employees")
        };
        for column in table.columns.iter().filter(to_staff) {
            for (_, value) in lives.column(table, column) {
                let number = value.strip_prefix("EMP-").map(|number| number.parse());
                if let Some(number) = number {
                    let number: u32 = number.unwrap();
                    assert!((1..=bank.plan.employees).contains(&number), "{value}");
                    served += 1;
                }
            }
        }
    }
    assert!(served > 0);
}

fn money_adds_up(lives: &Lives) {
    let mut transactions = 0;
    for rows in &lives.lives {
        for account in &rows.accounts {
            let of_account = |one: &&Transaction| one.account_id == account.account_id;
            let mut previous = None;
            for one in rows.transactions.iter().filter(of_account) {
                let id = one.transaction_id;
                assert!(one.balance_after.0 >= 0, "{id:?}");
                if let Some(previous) = previous {
                    let after = previous + one.transaction_amount.0;
                    assert_eq!(after, one.balance_after.0, "{id:?}");
                }
                previous = Some(one.balance_after.0);
                transactions += 1;
            }
            assert!(account.balance.0 >= 0, "{:?}", account.account_id);
            // An account that was closed or went dormant before the months of statements has no rows.
            if let Some(last) = previous {
                assert_eq!(last, account.balance.0, "{:?}", account.account_id);
            }
        }
    }
    assert!(transactions > lives.lives.len());
}
