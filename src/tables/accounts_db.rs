//! accounts_db: customers, their accounts and what moves on them.

use crate::labels;
use crate::table;
use crate::tables::constraint::{Bound::*, Condition::*, Constraint::*, Term::*, number};
use crate::tables::employees_db::BranchCode;
use crate::tables::ids::{AccountId, CustomerId, EmployeeId, RelationshipId, TransactionId};
use crate::values::calendar::{Date, Timestamp};
use crate::values::money::Cents;
use crate::values::numbers::write_digits;
use crate::values::phones::Phone;
use crate::values::{SqlType, Text, Value};

labels! {
    /// What kind of account.
    pub enum AccountType {
        Checking = "checking",
        Savings = "savings",
        MoneyMarket = "money_market",
        Cd = "cd",
    }
}

labels! {
    /// Whether money may move.
    pub enum AccountStatus {
        Active = "active",
        Frozen = "frozen",
        Closed = "closed",
    }
}

labels! {
    /// The currency of an account.
    pub enum Currency {
        Usd = "USD",
    }
}

labels! {
    /// What the related account's owner is to the primary account.
    pub enum RelationshipType {
        JointOwner = "joint_owner",
        Beneficiary = "beneficiary",
        AuthorizedUser = "authorized_user",
        LinkedSavings = "linked_savings",
    }
}

labels! {
    /// What kind of transaction; the first three are spending, the next four income.
    pub enum TransactionType {
        Withdrawal = "withdrawal",
        Payment = "payment",
        Fee = "fee",
        Deposit = "deposit",
        Salary = "salary",
        Interest = "interest",
        Refund = "refund",
        Closure = "closure",
    }
}

/// Ten digits, as account and loan numbers have them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digits10(pub u64);

impl Value for Digits10 {
    const SQL: SqlType = SqlType::Text;
    #[inline]
    fn write(&self, out: &mut Vec<u8>) {
        write_digits::<10>(self.0, out);
    }
}

table! {
    /// Everyone who is or was a customer: the person behind the accounts, loans and policies.
    accounts_db.customers: Customer {
        /// Key, CUST- and the number in order of the customer list.
        customer_id: CustomerId [key],
        /// Given name.
        first_name: Text,
        /// Family name.
        last_name: Text,
        /// Day of birth.
        date_of_birth: Date,
        /// Private address, at a domain that is kept for examples.
        email: Text [unique],
        /// Telephone number, of a range that nobody has.
        phone: Phone [unique, matches "^[0-9]{3}-[0-9]{3}-[0-9]{4}$"],
        /// When the customer was onboarded.
        created_at: Timestamp,
    }
    Check(Is("date_of_birth", Below(Column("created_at")))),
}

table! {
    /// The accounts of the customers.
    accounts_db.accounts: Account {
        /// Key: customer and ordinal.
        account_id: AccountId [key],
        /// Account number, ten digits that no routing district begins with.
        account_number: Digits10 [unique, matches "^[0-9]{10}$"],
        /// Who holds it.
        customer_id: CustomerId,
        /// What kind of account.
        account_type: AccountType,
        /// Whether money may move.
        account_status: AccountStatus,
        /// Balance after the last transaction, in US dollars; 0 once closed.
        balance: Cents [at_least 0],
        /// Currency, always USD.
        currency: Currency,
        /// First day.
        opened_date: Date,
        /// Last day; NULL unless closed.
        closed_date: Option<Date>,
        /// Branch that keeps it, BR001 to BR018.
        branch_code: BranchCode [matches "^BR[0-9]{3}$"],
    }
    Check(Is("closed_date", AtLeast(Column("opened_date")))),
    Check(SetWhen("closed_date", "account_status", &["closed"])),
}

table! {
    /// Links between accounts: owners, beneficiaries and users of one who hold the other, and linked savings.
    accounts_db.account_relationships: AccountRelationship {
        /// Key: primary account and ordinal.
        relationship_id: RelationshipId [key],
        /// Account that the link starts from.
        primary_account_id: AccountId,
        /// Account that it leads to.
        related_account_id: AccountId,
        /// What the related account's holder is to the primary account.
        relationship_type: RelationshipType,
        /// When the link was made.
        created_at: Timestamp,
    }
    Unique(&["primary_account_id", "related_account_id"]),
    Check(Is("primary_account_id", Not(Column("related_account_id")))),
}

table! {
    /// The statement of each account: up to a quarter of transactions, in time order.
    accounts_db.transactions: Transaction {
        /// Key: account and ordinal in time order.
        transaction_id: TransactionId [key],
        /// Account that it moves.
        account_id: AccountId,
        /// What kind of transaction.
        transaction_type: TransactionType [index],
        /// Amount in US dollars: negative for spending, positive for income.
        transaction_amount: Cents [not 0],
        /// When it was booked.
        transaction_date: Timestamp [index],
        /// Line on the statement; it begins with "Cash " where money changed hands.
        description: Text,
        /// Balance of the account after it.
        balance_after: Cents [at_least 0],
        /// Number of the account at the other end, at another bank or the customer's own; NULL where there is none.
        counterparty_account: Option<Digits10> [matches "^[0-9]{10}$"],
        /// Employee who made it by hand; NULL if it was automatic.
        processed_by: Option<EmployeeId>,
    }
    Check(Any(&[
        Is("transaction_type", OneOf(&["closure"])),
        Same(&Is("transaction_amount", Above(Number(number("0")))), &Is("transaction_type", OneOf(&["deposit", "salary", "interest", "refund"]))),
    ])),
}
