//! Money moves between a customer's own accounts: what one of them gives the other one gets.

use dhub::generate::{Bank, life};
use dhub::plan::{DEFAULT_AS_OF, Plan, Scale};
use dhub::tables::accounts_db::{
    Account, AccountStatus, AccountType, Transaction, TransactionType,
};

#[test]
fn what_is_put_aside_leaves_one_account_and_comes_to_another_of_the_customer() {
    let plan = Plan::new(5, DEFAULT_AS_OF, Scale::ONE, None, None).unwrap();
    let bank = Bank::new(plan);
    let (mut holders, mut savers) = (0, 0);
    for number in 1..=1200 {
        let rows = life(&bank, number);
        let number_of = |id| {
            let own = rows.accounts.iter().find(|one| one.account_id == id);
            own.unwrap().account_number
        };
        let active = |account_type| {
            let fits = |one: &&Account| {
                one.account_type == account_type && one.account_status == AccountStatus::Active
            };
            rows.accounts.iter().find(fits)
        };
        let savings = active(AccountType::Savings).or(active(AccountType::MoneyMarket));
        let own = |row: &&Transaction| {
            let number = row.counterparty_account;
            rows.accounts
                .iter()
                .any(|one| Some(one.account_number) == number)
        };
        let moved: Vec<_> = rows.transactions.iter().filter(own).collect();
        let (Some(checking), Some(savings)) = (active(AccountType::Checking), savings) else {
            assert!(moved.is_empty(), "customer {number}");
            continue;
        };
        holders += 1;
        savers += u32::from(!moved.is_empty());
        for row in &moved {
            let other = |twin: &&&Transaction| {
                twin.transaction_date == row.transaction_date
                    && twin.transaction_amount == -row.transaction_amount
                    && twin.counterparty_account == Some(number_of(row.account_id))
                    && row.counterparty_account == Some(number_of(twin.account_id))
            };
            assert_eq!(moved.iter().filter(other).count(), 1, "{row:?}");
            let gives = row.account_id == checking.account_id;
            assert!(gives || row.account_id == savings.account_id, "{row:?}");
            let (kind, sign) = match gives {
                true => (TransactionType::Withdrawal, -1),
                false => (TransactionType::Deposit, 1),
            };
            assert_eq!(row.transaction_type, kind, "{row:?}");
            assert_eq!(row.transaction_amount.0.signum(), sign, "{row:?}");
        }
    }
    assert!(
        savers * 2 > holders && savers < holders,
        "{savers} of {holders}"
    );
}
