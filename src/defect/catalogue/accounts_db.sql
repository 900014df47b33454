-- defect: statement-delivered-twice
-- All transactions of an account's last month appear twice, with the same ids: a file was delivered again and the first one was not removed.
-- table: accounts_db.transactions
-- dimension: uniqueness
-- rule: accounts_db.keys
-- loads: never
-- units: 1
-- repeat
SELECT account_id, transaction_id FROM transactions t
WHERE substr(transaction_date, 1, 7) = (SELECT max(substr(o.transaction_date, 1, 7)) FROM transactions o WHERE o.account_id = t.account_id);

-- defect: payment-posted-twice
-- A payment was posted twice, the second time with a new id: it was retried after a timeout although the first attempt had succeeded.
-- table: accounts_db.transactions
-- dimension: uniqueness
-- rule: transactions.chain
-- units: 1-3
-- add: transaction_id
SELECT account_id, transaction_id, substr(transaction_id, 1, length(transaction_id) - 2) || printf('%02d', substr(transaction_id, -2) + 1)
FROM transactions t WHERE transaction_type IN ('payment', 'withdrawal') AND substr(transaction_id, -3, 1) = '-' AND substr(transaction_id, -2) < '98'
  AND NOT EXISTS (SELECT 1 FROM transactions o WHERE o.account_id = t.account_id AND o.transaction_id <> t.transaction_id
    AND substr(o.transaction_id, 1, length(o.transaction_id) - 2) = substr(t.transaction_id, 1, length(t.transaction_id) - 2)
    AND substr(o.transaction_id, -2) > substr(t.transaction_id, -2));

-- defect: branch-file-late
-- The last day's transactions of one branch's accounts are missing, while the balances already include them: its file arrived too late for the load.
-- table: accounts_db.transactions
-- dimension: timeliness
-- rule: transactions.last_balance
-- units: 1
-- remove
WITH last AS (SELECT max(substr(transaction_date, 1, 10)) AS day FROM transactions)
SELECT branch_code, transaction_id FROM transactions t JOIN accounts a ON a.account_id = t.account_id JOIN last
WHERE transaction_date >= day AND EXISTS (
    SELECT 1 FROM transactions o WHERE o.account_id = t.account_id AND o.transaction_date < day AND o.balance_after <> a.balance)
  AND branch_code NOT IN (SELECT b.branch_code FROM aml_checks c JOIN transactions r ON r.transaction_id = c.transaction_id
    JOIN accounts b ON b.account_id = r.account_id WHERE r.transaction_date >= day);

-- defect: checks-in-cents
-- One day's checks are a hundred times too high: the clearing house delivers cents, and the import took them for dollars.
-- table: accounts_db.transactions
-- dimension: accuracy
-- rule: transactions.chain
-- units: 1
-- change: transaction_amount
SELECT 'CHECKS ' || substr(transaction_date, 1, 10), transaction_id, cents(transaction_amount) FROM transactions
WHERE channel = 'check' AND transaction_id NOT IN (SELECT min(transaction_id) FROM transactions GROUP BY account_id);

-- defect: fees-credited
-- Fees have the wrong sign, as if the bank had paid them to the customer: the source shows debits without a minus sign.
-- table: accounts_db.transactions
-- dimension: accuracy
-- rule: transactions.signs
-- loads: never
-- units: 1-4
-- change: transaction_amount
SELECT account_id, transaction_id, -cents(transaction_amount) / 100.0 FROM transactions WHERE transaction_type = 'fee';

-- defect: cash-category-drifted
-- From one day on the cash transactions of a branch's accounts have the category "other": a new version of the categorization does not know cash.
-- table: accounts_db.transactions
-- dimension: consistency
-- rule: transactions.categories
-- units: 1
-- change: category
SELECT 'CASH ' || branch_code, transaction_id, 'other' FROM transactions t JOIN accounts a ON a.account_id = t.account_id
WHERE category = 'cash' AND substr(transaction_date, 1, 10) > add_days(as_of(), -10);

-- defect: counter-times-in-utc
-- One day's transactions processed by staff for an account are outside opening hours: times were delivered in UTC and taken for local time.
-- table: accounts_db.transactions
-- dimension: timeliness
-- rule: transactions.counter_hours
-- units: 1-3
-- change: transaction_date
SELECT account_id || substr(transaction_date, 1, 10), transaction_id, datetime(transaction_date, '+8 hours')
FROM transactions WHERE processed_by IS NOT NULL;

-- defect: account-at-closed-branch
-- Accounts belong to a branch that is not in the list of branches: it was closed, and the accounts were not moved.
-- table: accounts_db.accounts
-- dimension: consistency
-- rule: accounts_db.references
-- loads: databases
-- units: 1-3
-- change: branch_code
SELECT account_id, account_id, 'BR019' FROM accounts;

-- defect: stale-balance
-- An account's balance is weeks old, as if nothing had happened since: an old snapshot was loaded.
-- table: accounts_db.accounts
-- dimension: timeliness
-- rule: transactions.last_balance
-- units: 1-4
-- change: balance
SELECT a.account_id, a.account_id, t.balance_after
FROM accounts a JOIN (SELECT account_id, balance_after, count(*) AS n, min(transaction_id) FROM transactions GROUP BY account_id) t ON t.account_id = a.account_id
WHERE account_status = 'active' AND n >= 5 AND t.balance_after <> a.balance;

-- defect: placeholder-birth-date
-- Customers were born on 1900-01-01: the form requires a date, and people who did not know it picked the first one.
-- table: accounts_db.customers
-- dimension: completeness
-- rule: customers.age
-- units: 1-3
-- change: date_of_birth
SELECT customer_id, customer_id, '1900-01-01' FROM customers;

-- defect: balance-in-euros
-- An account's currency is EUR although the bank only keeps dollars: a software default was never changed.
-- table: accounts_db.accounts
-- dimension: validity
-- rule: accounts_db.types
-- loads: never
-- units: 1-2
-- change: currency
SELECT account_id, account_id, 'EUR' FROM accounts;
