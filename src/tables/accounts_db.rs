//! accounts_db: customers, their accounts and transactions.

use crate::labels;
use crate::table;
use crate::tables::constraint::{Bound::*, Condition::*, Constraint::*, Term::*, number};
use crate::tables::employees_db::{BranchCode, EmployeeId};
use crate::tables::key::{CustomerId, numeric, of_customer};
use crate::values::calendar::{Date, Timestamp};
use crate::values::money::{Cents, Fraction4};
use crate::values::month::Month;
use crate::values::numbers::write_digits;
use crate::values::phones::Phone;
pub use crate::values::statement::{TransactionCategory, TransactionChannel};
use crate::values::{SqlType, Text, Value};

labels! {
    /// Type of account.
    pub enum AccountType {
        Checking = "checking",
        Savings = "savings",
        MoneyMarket = "money_market",
        Cd = "cd",
    }
}

labels! {
    /// Account status.
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
    /// Role of the related account's owner on the primary account.
    pub enum RelationshipType {
        JointOwner = "joint_owner",
        Beneficiary = "beneficiary",
        AuthorizedUser = "authorized_user",
        LinkedSavings = "linked_savings",
    }
}

labels! {
    /// Type of transaction; the first three are spending, the next four income.
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

/// A number of ten digits or more, such as an account or loan number.
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
    accounts_db.customers: Customer [
        term Customer, product Customer360, steward CustomerService, retention Identification, criticality High, freshness HalfYearly
    ] {
        /// Key: CUST- and the customer's sequence number.
        customer_id: CustomerId [key],
        /// First name.
        first_name: Text [pii Name],
        /// Last name.
        last_name: Text [pii Name],
        /// Date of birth.
        date_of_birth: Date [pii BirthDate],
        /// Personal email address, at a domain reserved for examples.
        email: Text [unique, pii Email],
        /// Phone number from a range reserved for fiction or never assigned.
        phone: Phone [unique, matches "^[0-9]{3}-[0-9]{3}-[0-9]{4}$", pii Phone],
        /// Time of onboarding.
        created_at: Timestamp [event, term Onboarding],
    }
    Check(Is("date_of_birth", Below(Column("created_at")))),
}

of_customer!(
    /// `ACC-0000001-1`
    AccountId, "ACC-", { ordinal: u8 = 1 }, accounts_db.accounts.account_id
);

table! {
    /// Customer accounts.
    accounts_db.accounts: Account [
        term Account, product CashFlow, steward BranchManager, retention Transactions, criticality High, freshness HalfYearly
    ] {
        /// Key: customer and sequence number.
        account_id: AccountId [key],
        /// Account number: ten digits that cannot start a routing number.
        account_number: Digits10 [unique, matches "^[0-9]{10,12}$", pii AccountNumber, term AccountNumber],
        /// Customer who holds the account.
        customer_id: CustomerId,
        /// Type of account.
        account_type: AccountType,
        /// Account status.
        account_status: AccountStatus,
        /// Balance after the last transaction, in US dollars; 0 once closed.
        balance: Cents [
            at_least 0, unit Usd, term Balance,
            computed "transactions.last_balance" "accounts_db.transactions.balance_after",
        ],
        /// Currency, always USD.
        currency: Currency,
        /// First day.
        opened_date: Date [event],
        /// Last day; NULL unless closed.
        closed_date: Option<Date>,
        /// Branch that holds the account, BR001 to BR018.
        branch_code: BranchCode,
        /// Annual interest rate as a fraction; NULL where none is paid.
        interest_rate: Option<Fraction4> [unit FractionPerYear, term InterestRate],
        /// Last day of the current term of a certificate; NULL for other accounts.
        maturity_date: Option<Date> [term MaturityDate],
    }
    Check(Is("closed_date", AtLeast(Column("opened_date")))),
    Check(SetWhen("closed_date", "account_status", &["closed"])),
    Check(SetWhen("maturity_date", "account_type", &["cd"])),
    Check(Is("maturity_date", Above(Column("opened_date")))),
}

numeric!(
    /// Customer, account and ordinal: customer 57, account 1, link 2 is 5712.
    RelationshipId, accounts_db.account_relationships.relationship_id
);

table! {
    /// Links between accounts: joint owners, beneficiaries, authorized users and linked savings.
    accounts_db.account_relationships: AccountRelationship [
        term AccountRelationship, product CashFlow, steward BranchManager, retention Transactions, criticality Medium, freshness HalfYearly
    ] {
        /// Key: primary account and sequence number.
        relationship_id: RelationshipId [key],
        /// Account that the link starts from.
        primary_account_id: AccountId,
        /// Account that the link points to.
        related_account_id: AccountId,
        /// Role of the related account's holder on the primary account.
        relationship_type: RelationshipType,
        /// Time the link was created.
        created_at: Timestamp [event],
    }
    Unique(&["primary_account_id", "related_account_id"]),
    Check(Is("primary_account_id", Not(Column("related_account_id")))),
}

of_customer!(
    /// `TXN-0000001-1-202510-01`: account, calendar month, number within the month
    TransactionId, "TXN-", { account: u8 = 1, month: Month = 6, ordinal: u16 = 2 }, accounts_db.transactions.transaction_id
);

table! {
    /// Account statements: up to a quarter of transactions per account, in time order.
    accounts_db.transactions: Transaction [
        term Transaction, product CashFlow, steward OperationsSpecialist, retention Transactions, criticality High, freshness Daily
    ] {
        /// Key: account, calendar month and sequence number within it, in time order.
        transaction_id: TransactionId [key],
        /// Account that it posts to.
        account_id: AccountId,
        /// Type of transaction.
        transaction_type: TransactionType [index],
        /// Amount in US dollars: negative for spending, positive for income.
        transaction_amount: Cents [
            not 0, unit Usd, term TransactionAmount,
            computed "money.installments" "loans_db.repayment_schedule.total_amount",
            computed "money.payouts" "loans_db.loans.principal_amount",
            computed "money.premiums" "insurance_db.premium_payments.amount",
            computed "money.claims" "insurance_db.claims.approved_amount",
        ],
        /// Time of posting.
        transaction_date: Timestamp [
            index, event, term PostingTime,
            computed "money.installments" "loans_db.repayment_schedule.payment_date",
            computed "money.payouts" "loans_db.loans.disbursement_date",
            computed "money.premiums" "insurance_db.premium_payments.payment_date",
            computed "money.claims" "insurance_db.claims.settlement_date",
        ],
        /// Statement line; starts with "Cash " for cash transactions.
        description: Text [
            pii FreeText,
            computed "money.named" "loans_db.loans.loan_number" "insurance_db.policies.policy_number"
                "insurance_db.claims.claim_number",
        ],
        /// Account balance after the transaction.
        balance_after: Cents [at_least 0, unit Usd, term Balance],
        /// Account number of the counterparty, at another bank or the customer's own; NULL if there is none.
        counterparty_account: Option<Digits10> [matches "^[0-9]{10,12}$", pii AccountNumber, term Counterparty],
        /// Employee who processed it by hand; NULL if automated.
        processed_by: Option<EmployeeId>,
        /// Way in which it reached the account.
        channel: TransactionChannel [term Channel],
        /// What it was for.
        category: TransactionCategory,
    }
    Check(Any(&[
        Is("transaction_type", OneOf(&["closure"])),
        Same(&Is("transaction_amount", Above(Number(number("0")))), &Is("transaction_type", OneOf(&["deposit", "salary", "interest", "refund"]))),
    ])),
}
