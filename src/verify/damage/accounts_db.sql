-- rule: customers.count
DELETE FROM customers WHERE rowid = (SELECT max(rowid) FROM customers);

-- rule: customers.ids
-- A number beyond the last, wherever the customer is named, and a compliance officer of the last team.
CREATE TEMP TABLE moved AS
SELECT max(customer_id) AS old, 'CUST-' || printf('%07d', customers() + 1) AS new FROM customers
WHERE customer_id NOT IN (SELECT customer_id FROM accounts) AND customer_id NOT IN (SELECT customer_id FROM insurance_db.policies)
  AND customer_id NOT IN (SELECT customer_id FROM customer_db.interactions)
  AND customer_id NOT IN (SELECT customer_id FROM customer_db.complaints)
  AND customer_id NOT IN (SELECT customer_id FROM customer_db.campaign_responses)
  AND customer_id NOT IN (SELECT related_entity_id FROM employees_db.employee_assignments)
  AND number_of(customer_id) NOT IN (
    SELECT number_of(entity_id) FROM compliance_db.rule_violations WHERE violation_id LIKE 'VIO-0%')
  AND customer_id NOT IN (SELECT customer_id FROM compliance_db.aml_checks WHERE reviewed_by IS NOT NULL);
UPDATE customers SET customer_id = new FROM moved WHERE customer_id = old;
UPDATE customer_db.customer_profiles SET customer_id = new FROM moved WHERE customer_id = old;
UPDATE compliance_db.kyc_records SET customer_id = new, kyc_id = 'KYC-' || substr(new, 6) || substr(kyc_id, 12),
    verified_by = (SELECT max(employee_id) FROM employees_db.employees
        WHERE role = 'Compliance Officer' AND number_of(employee_id) % 20 = 5)
FROM moved WHERE customer_id = old;
UPDATE compliance_db.aml_checks SET customer_id = new, check_id = 'AML-' || substr(new, 6) || substr(check_id, 12)
FROM moved WHERE customer_id = old;
UPDATE compliance_db.audit_trails SET audit_id = audit_id % 1000 + number_of(new) * 1000, entity_id = replace(entity_id, substr(old, 5), substr(new, 5))
FROM moved WHERE instr(entity_id, substr(old, 5)) > 0;
UPDATE compliance_db.audit_trails SET performed_by = verified_by FROM compliance_db.kyc_records WHERE action = 'kyc_verified' AND entity_id = kyc_id;

-- rule: customers.age
UPDATE customers SET date_of_birth = add_months(as_of(), -12 * 86) WHERE rowid = (SELECT min(rowid) FROM customers);

-- rule: customers.ages
-- As many as before are in the middle, below 25 and above 65, but all in the middle are at its end and few lie between 25 and it.
UPDATE customers SET date_of_birth = add_months(date_of_birth,
    -12 * CASE WHEN years(date_of_birth, as_of()) < 35 THEN 30 ELSE 49 - years(date_of_birth, as_of()) END)
WHERE years(date_of_birth, as_of()) BETWEEN 25 AND 48;

-- rule: customers.bell
-- Everybody who is middle-aged gets a few years away from it, on both sides.
UPDATE customers SET date_of_birth = add_months(date_of_birth, CASE WHEN rowid % 2 THEN 120 ELSE -120 END)
WHERE years(date_of_birth, as_of()) BETWEEN 35 AND 49 AND years(date_of_birth, created_at) >= 29;

-- rule: customers.joined
-- One who was identified late anyway.
CREATE TEMP TABLE first AS
SELECT customer_id, add_days(add_months(as_of(), -84), -1) AS on_day FROM customers
WHERE years(date_of_birth, as_of()) > 30
  AND number_of(customer_id) IN (SELECT number_of(entity_id) FROM compliance_db.rule_violations WHERE rule_id = 'RULE-13') ORDER BY created_at LIMIT 1;
UPDATE customers SET created_at = on_day || ' 09:00:00' FROM first WHERE customers.customer_id = first.customer_id;
UPDATE customer_db.customer_profiles SET onboarding_date = on_day, created_at = on_day || ' 09:00:00'
FROM first WHERE customer_profiles.customer_id = first.customer_id;

-- rule: customers.email
UPDATE customers SET email = 'customer@mail.com' WHERE rowid = (SELECT min(rowid) FROM customers);
UPDATE customer_db.customer_profiles SET email = 'customer@mail.com'
WHERE customer_id = (SELECT customer_id FROM customers WHERE email = 'customer@mail.com');

-- rule: customers.phone
UPDATE customers SET phone = '212-555-2368' WHERE rowid = (SELECT min(rowid) FROM customers);
UPDATE customer_db.customer_profiles SET phone = '212-555-2368'
WHERE customer_id = (SELECT customer_id FROM customers WHERE phone = '212-555-2368');

-- rule: accounts.rows
-- Accounts of people who are no customers, copied from holders who did nothing that is watched.
CREATE TEMP TABLE more AS
SELECT min(account_id) AS old, replace(min(account_id), 'ACC-0', 'ACC-1') AS new FROM accounts a
WHERE customer_id NOT IN (SELECT customer_id FROM loans_db.loans UNION SELECT customer_id FROM insurance_db.policies)
  AND number_of(customer_id) NOT IN (
    SELECT coalesce(number_of(entity_id), 0) FROM compliance_db.rule_violations
    UNION SELECT CAST(substr(report_id, 9, 7) AS INTEGER) FROM compliance_db.regulatory_reports WHERE report_type = 'ctr')
GROUP BY customer_id HAVING count(*) = 1 ORDER BY customer_id LIMIT 26;
INSERT INTO accounts
SELECT new, '99' || substr(account_number, 3), replace(customer_id, 'CUST-0', 'CUST-1'), account_type, account_status, balance, currency,
    opened_date, closed_date, branch_code
FROM accounts JOIN more ON account_id = old;
INSERT INTO transactions
SELECT replace(transaction_id, 'TXN-0', 'TXN-1'), new, transaction_type, transaction_amount, transaction_date, description, balance_after,
    counterparty_account, CASE WHEN processed_by IS NOT NULL THEN 'EMP-000142' END
FROM transactions JOIN more ON account_id = old;
INSERT INTO compliance_db.audit_trails
SELECT audit_id + 1000000000, entity_type, new, action, NULL, performed_at, old_value, new_value, ip_address
FROM compliance_db.audit_trails JOIN more ON entity_id = old;

-- rule: accounts.holders
CREATE TEMP TABLE gone AS
SELECT min(account_id) AS account_id FROM accounts
WHERE customer_id NOT IN (SELECT customer_id FROM loans_db.loan_applications)
  AND customer_id NOT IN (SELECT customer_id FROM insurance_db.policies)
  AND number_of(customer_id) NOT IN (
    SELECT number_of(entity_id) FROM compliance_db.rule_violations WHERE rule_id = 'RULE-13')
GROUP BY customer_id HAVING count(*) = 1 ORDER BY customer_id LIMIT 20;
DELETE FROM compliance_db.audit_trails WHERE entity_id IN (SELECT account_id FROM gone);
DELETE FROM accounts WHERE account_id IN (SELECT account_id FROM gone);

-- rule: accounts.several
CREATE TEMP TABLE gone AS
SELECT max(account_id) AS account_id FROM accounts
WHERE customer_id NOT IN (SELECT customer_id FROM loans_db.loans WHERE linked_account_id LIKE '%-2')
  AND customer_id NOT IN (SELECT customer_id FROM insurance_db.policies WHERE linked_account_id LIKE '%-2')
  AND number_of(customer_id) NOT IN (SELECT number_of(account_id) FROM transactions WHERE counterparty_account LIKE '9%')
GROUP BY customer_id HAVING count(*) = 2 ORDER BY customer_id LIMIT 20;
DELETE FROM compliance_db.audit_trails WHERE entity_id IN (SELECT account_id FROM gone);
DELETE FROM accounts WHERE account_id IN (SELECT account_id FROM gone);

-- rule: accounts.two_or_three
-- A third account with the same statement as the second, and with its audit rows each after one of the second.
CREATE TEMP TABLE twin AS
SELECT account_id, account_number FROM accounts a WHERE account_id LIKE '%-2' AND account_status = 'active' AND NOT EXISTS (
    SELECT 1 FROM accounts o WHERE o.customer_id = a.customer_id AND (o.account_id LIKE '%-3' OR EXISTS (
        SELECT 1 FROM transactions t WHERE t.account_id = a.account_id AND t.counterparty_account = o.account_number)))
  AND account_id NOT IN (SELECT 'ACC-' || substr(entity_id, 5, 9) FROM compliance_db.rule_violations)
  AND account_id NOT IN (SELECT linked_account_id FROM loans_db.loans WHERE linked_account_id IS NOT NULL)
  AND account_id NOT IN (SELECT linked_account_id FROM insurance_db.policies WHERE linked_account_id IS NOT NULL)
ORDER BY account_id LIMIT 22;
INSERT INTO accounts
SELECT replace(account_id, '-2', '-3'), '99' || substr(account_number, 3), customer_id, account_type, account_status, balance,
    currency, opened_date, closed_date, branch_code
FROM accounts WHERE account_id IN (SELECT account_id FROM twin);
INSERT INTO transactions
SELECT replace(transaction_id, '-2-', '-3-'), replace(account_id, '-2', '-3'), transaction_type, transaction_amount,
    transaction_date, description, balance_after, counterparty_account, processed_by
FROM transactions WHERE account_id IN (SELECT account_id FROM twin);
UPDATE compliance_db.audit_trails SET audit_id = audit_id + audit_id % 1000;
INSERT INTO compliance_db.audit_trails
SELECT audit_id + 1, entity_type, replace(entity_id, '-2', '-3'), action, performed_by, performed_at, old_value, new_value,
    ip_address
FROM compliance_db.audit_trails WHERE entity_id IN (SELECT account_id FROM twin);

-- rule: accounts.ids
UPDATE accounts SET account_number = account_number || '0'
WHERE rowid = (SELECT min(rowid) FROM accounts
    WHERE account_number NOT IN (SELECT counterparty_account FROM transactions WHERE counterparty_account IS NOT NULL));

-- rule: accounts.numbers
UPDATE accounts SET account_number = '02' || substr(account_number, 3)
WHERE rowid = (SELECT min(rowid) FROM accounts
    WHERE account_number NOT IN (SELECT counterparty_account FROM transactions WHERE counterparty_account IS NOT NULL));

-- rule: accounts.types
-- Poor and rich alike, to keep the medians.
UPDATE accounts SET account_type = 'money_market'
WHERE account_type = 'savings' AND account_status <> 'closed' AND number_of(account_id) % 3 = 0;

-- rule: accounts.status
UPDATE accounts SET account_status = 'frozen'
WHERE account_status = 'active' AND number_of(account_id) % 6 = 0
  AND customer_id NOT IN (SELECT customer_id FROM loans_db.loans)
  AND customer_id NOT IN (SELECT customer_id FROM insurance_db.policies);

-- rule: accounts.currency
UPDATE accounts SET currency = 'EUR' WHERE rowid = (SELECT min(rowid) FROM accounts);

-- rule: accounts.branches
UPDATE accounts SET branch_code = 'BR019' WHERE rowid = (SELECT min(rowid) FROM accounts);

-- rule: accounts.opened
-- Of a customer who was identified late anyway.
CREATE TEMP TABLE early AS
SELECT account_id AS id, add_days(created_at, -1) AS on_day FROM accounts a JOIN customers c ON c.customer_id = a.customer_id
WHERE number_of(a.customer_id) IN (SELECT number_of(entity_id) FROM compliance_db.rule_violations WHERE rule_id = 'RULE-13') ORDER BY 1 LIMIT 1;
UPDATE accounts SET opened_date = on_day FROM early WHERE account_id = id;
UPDATE compliance_db.audit_trails SET performed_at = on_day || substr(performed_at, 11) FROM early WHERE action = 'account_opened' AND entity_id = id;

-- rule: accounts.closed
DELETE FROM compliance_db.audit_trails
WHERE action = 'account_closed' AND entity_id = (SELECT min(account_id) FROM accounts WHERE account_status = 'closed');
UPDATE accounts SET closed_date = NULL WHERE rowid = (SELECT min(rowid) FROM accounts WHERE account_status = 'closed');

-- rule: accounts.balances
-- A certificate with more than there may be, all over its statement.
CREATE TEMP TABLE rich AS
SELECT min(account_id) AS account_id FROM accounts
WHERE account_type = 'cd' AND account_status <> 'closed' AND account_id NOT IN (
    SELECT linked_account_id FROM loans_db.loans WHERE linked_account_id IS NOT NULL
    UNION ALL SELECT linked_account_id FROM insurance_db.policies WHERE linked_account_id IS NOT NULL);
UPDATE transactions SET balance_after = balance_after + 250000 WHERE account_id = (SELECT account_id FROM rich);
UPDATE accounts SET balance = balance + 250000 WHERE account_id = (SELECT account_id FROM rich);

-- rule: accounts.tail
-- The richer two thirds of each segment, by obligation or not, hold the same.
CREATE TEMP TABLE richer AS
SELECT account_id, 100000 - balance AS more FROM (
    SELECT account_id, balance, ntile(3) OVER (PARTITION BY customer_segment ORDER BY balance) AS third
    FROM accounts a JOIN customer_db.customer_profiles p ON p.customer_id = a.customer_id
    WHERE account_type = 'checking' AND account_status <> 'closed'
) WHERE third > 1 AND balance < 100000;
UPDATE transactions SET balance_after = balance_after + more FROM richer WHERE transactions.account_id = richer.account_id;
UPDATE accounts SET balance = balance + more FROM richer WHERE accounts.account_id = richer.account_id;

-- rule: relationships.rows
-- Links of accounts that do not exist: the number per account holds.
INSERT INTO account_relationships
SELECT relationship_id + 100000000, replace(primary_account_id, 'ACC-0', 'ACC-1'), related_account_id, relationship_type, created_at
FROM account_relationships WHERE relationship_type <> 'linked_savings' AND rowid % 5 = 0;

-- rule: relationships.per_account
-- Some lose their only one, as many get a second.
DELETE FROM account_relationships WHERE rowid IN (
    SELECT max(rowid) FROM account_relationships GROUP BY primary_account_id
    HAVING count(*) = 1 AND number_of(primary_account_id) % 3 = 0);
INSERT INTO account_relationships
SELECT relationship_id + 1, primary_account_id, (SELECT min(account_id) FROM accounts), 'beneficiary', as_of() || ' 09:00:00'
FROM account_relationships GROUP BY primary_account_id HAVING count(*) = 1 AND number_of(primary_account_id) % 3 = 1;

-- rule: relationships.types
UPDATE account_relationships SET relationship_type = 'joint_owner' WHERE relationship_type = 'authorized_user';

-- rule: relationships.distinct
UPDATE account_relationships SET related_account_id = primary_account_id
WHERE rowid = (SELECT min(rowid) FROM account_relationships);

-- rule: relationships.linked_savings
UPDATE account_relationships SET relationship_type = 'linked_savings'
WHERE rowid = (SELECT min(rowid) FROM account_relationships
    WHERE number_of(related_account_id) <> number_of(primary_account_id));

-- rule: relationships.dates
UPDATE account_relationships SET created_at = (
    SELECT add_days(opened_date, -1) || ' 09:00:00' FROM accounts WHERE account_id = primary_account_id)
WHERE rowid = (SELECT min(rowid) FROM account_relationships);

-- rule: transactions.rows
-- Five hundred accounts with room for it buy one more coffee at the time and by the hand of their last row, which max() picks.
CREATE TEMP TABLE buyer AS
SELECT t.account_id, transaction_date, processed_by, count(*) AS n, max(transaction_id) AS last
FROM transactions t JOIN accounts a ON a.account_id = t.account_id
WHERE account_status = 'active' AND account_type <> 'cd' AND balance > 5
  AND t.account_id NOT IN (SELECT account_id FROM transactions WHERE transaction_type = 'withdrawal' AND transaction_amount <= (
    SELECT -threshold_value FROM compliance_db.compliance_rules WHERE rule_id = 'RULE-03'))
GROUP BY t.account_id HAVING n < 20 ORDER BY 1 LIMIT 500;
UPDATE accounts SET balance = balance - 1 WHERE account_id IN (SELECT account_id FROM buyer);
INSERT INTO transactions
SELECT 'TXN-' || substr(a.account_id, 5) || '-' || printf('%04d', n + 1), a.account_id, 'payment', -1, transaction_date,
    'Morningwick Roasters', balance, NULL, processed_by
FROM buyer b JOIN accounts a ON a.account_id = b.account_id;

-- rule: transactions.per_account
-- One more coffee where there is no room for it.
CREATE TEMP TABLE buyer AS
SELECT t.account_id, transaction_date, count(*) AS n, max(transaction_id) AS last
FROM transactions t JOIN accounts a ON a.account_id = t.account_id
WHERE account_status = 'active' AND account_type <> 'cd' AND balance > 5
GROUP BY t.account_id HAVING n = 20 ORDER BY 1 LIMIT 1;
UPDATE accounts SET balance = balance - 1 WHERE account_id IN (SELECT account_id FROM buyer);
INSERT INTO transactions
SELECT 'TXN-' || substr(a.account_id, 5) || '-' || printf('%04d', n + 1), a.account_id, 'payment', -1, transaction_date,
    'Morningwick Roasters', balance, NULL, NULL
FROM buyer b JOIN accounts a ON a.account_id = b.account_id;

-- rule: transactions.chronological
-- Two rows of a day change their times.
CREATE TEMP TABLE swapped AS
SELECT transaction_id, next, transaction_date, next_date FROM (
    SELECT transaction_id, account_id, transaction_date, processed_by,
        lead(transaction_id) OVER statement AS next, lead(transaction_date) OVER statement AS next_date,
        lead(processed_by) OVER statement AS next_by
    FROM transactions WINDOW statement AS (PARTITION BY account_id ORDER BY transaction_id)
) WHERE substr(transaction_date, 1, 10) = substr(next_date, 1, 10) AND transaction_date < next_date
    AND processed_by IS NULL AND next_by IS NULL ORDER BY 1 LIMIT 1;
UPDATE transactions
SET transaction_date = CASE transactions.transaction_id WHEN next THEN swapped.transaction_date ELSE next_date END
FROM swapped WHERE transactions.transaction_id IN (swapped.transaction_id, next);

-- rule: transactions.quarter
UPDATE transactions SET transaction_date = add_days(as_of(), -92) || ' 12:00:00'
WHERE transaction_id = (SELECT min(transaction_id) FROM transactions t JOIN accounts a ON a.account_id = t.account_id
    WHERE transaction_id LIKE '%-0001' AND transaction_type = 'fee' AND processed_by IS NULL
      AND account_status = 'active' AND opened_date < add_days(as_of(), -92));

-- rule: transactions.since_opening
-- The first row moves to the day before the opening of an account that is younger than the quarter.
UPDATE transactions SET transaction_date = early.on_day || ' 12:00:00' FROM (
    SELECT transaction_id, add_days(opened_date, -1) AS on_day FROM transactions t JOIN accounts a ON a.account_id = t.account_id
    WHERE transaction_id LIKE '%-0001' AND transaction_type IN ('payment', 'fee') AND processed_by IS NULL AND NOT description REGEXP '[0-9]'
      AND account_status = 'active' AND opened_date > add_days(as_of(), -90) ORDER BY 1 LIMIT 1) early
WHERE transactions.transaction_id = early.transaction_id;

-- rule: transactions.signs
UPDATE transactions SET transaction_type = 'refund'
WHERE rowid = (SELECT min(rowid) FROM transactions
    WHERE transaction_type = 'payment' AND transaction_amount > -100 AND NOT description REGEXP '[0-9]');

-- rule: transactions.spending
-- Small spending brings money instead, and lifts the balances after it.
CREATE TEMP TABLE turned AS
SELECT transaction_id, t.account_id, -2 * transaction_amount AS more
FROM transactions t JOIN accounts a ON a.account_id = t.account_id
WHERE account_type <> 'cd' AND account_status <> 'closed' AND number_of(transaction_id) % 9 = 0
  AND transaction_type IN ('payment', 'fee') AND transaction_amount > -100 AND NOT description REGEXP '[0-9]';
CREATE INDEX turned_account ON turned(account_id);
UPDATE transactions SET transaction_type = CASE WHEN rowid % 6 = 0 THEN 'refund' ELSE 'deposit' END,
    transaction_amount = -transaction_amount
WHERE transaction_id IN (SELECT transaction_id FROM turned);
UPDATE transactions SET balance_after = balance_after + coalesce((
    SELECT sum(more) FROM turned d
    WHERE d.account_id = transactions.account_id AND d.transaction_id <= transactions.transaction_id), 0)
WHERE account_id IN (SELECT account_id FROM turned);
UPDATE accounts SET balance = balance + (SELECT sum(more) FROM turned d WHERE d.account_id = accounts.account_id)
WHERE account_id IN (SELECT account_id FROM turned);

-- rule: transactions.types
UPDATE transactions SET transaction_type = 'withdrawal'
WHERE transaction_type = 'payment' AND transaction_amount > -500 AND NOT description REGEXP '[0-9]'
  AND number_of(transaction_id) % 3 = 0;

-- rule: transactions.chain
UPDATE transactions SET balance_after = balance_after + 0.01
WHERE transaction_id = (SELECT min(transaction_id) FROM transactions
    WHERE transaction_id LIKE '%-0005' AND transaction_type = 'deposit');

-- rule: transactions.last_balance
UPDATE accounts SET balance = balance + 0.01
WHERE rowid = (SELECT min(rowid) FROM accounts WHERE account_type = 'savings' AND account_status = 'active');

-- rule: transactions.thirty_percent
-- A statement sinks as a whole until one spending is too much for it.
CREATE TEMP TABLE sunk AS
SELECT account_id, min(max(balance_after - transaction_amount + 10 * transaction_amount / 3.0, 0)) AS room FROM transactions
WHERE transaction_type IN ('withdrawal', 'payment', 'fee')
  AND account_id IN (SELECT account_id FROM accounts WHERE account_type = 'savings' AND account_status = 'active')
GROUP BY account_id HAVING min(balance_after) > room + 100 ORDER BY room LIMIT 1;
UPDATE transactions SET balance_after = round(balance_after - room - 1, 2)
FROM sunk WHERE transactions.account_id = sunk.account_id;
UPDATE accounts SET balance = round(balance - room - 1, 2) FROM sunk WHERE accounts.account_id = sunk.account_id;

-- rule: transactions.salaries
UPDATE accounts SET account_type = 'savings'
WHERE account_id = (SELECT min(account_id) FROM transactions t
    WHERE transaction_type = 'salary' AND number_of(account_id) NOT IN (SELECT number_of(customer_id) FROM loans_db.loans)
      AND number_of(account_id) NOT IN (SELECT number_of(customer_id) FROM insurance_db.policies));

-- rule: transactions.payday
UPDATE transactions SET description = 'Payroll Another Employer'
WHERE rowid = (SELECT min(rowid) FROM transactions WHERE transaction_type = 'salary');

-- rule: transactions.salaried
UPDATE transactions SET transaction_type = 'deposit' WHERE transaction_type = 'salary' AND number_of(account_id) % 9 = 0;

-- rule: transactions.fees
UPDATE transactions SET transaction_type = 'fee' WHERE rowid IN (
    SELECT min(rowid) FROM transactions
    WHERE transaction_type = 'payment' AND transaction_amount > -30 AND NOT description REGEXP '[0-9]'
    GROUP BY transaction_amount LIMIT 20);

-- rule: transactions.interest
UPDATE transactions SET transaction_type = 'interest'
WHERE rowid = (SELECT min(rowid) FROM transactions WHERE transaction_type = 'refund' AND substr(transaction_date, 6, 2) = '11');

-- rule: transactions.interest_bearing
UPDATE transactions SET transaction_type = 'deposit'
WHERE transaction_type = 'interest' AND number_of(account_id) % 3 = 0
  AND account_id IN (SELECT account_id FROM accounts WHERE account_type = 'savings');

-- rule: transactions.closure
UPDATE transactions SET transaction_type = 'closure'
WHERE transaction_id = (SELECT min(transaction_id) FROM transactions
    WHERE transaction_type = 'fee'
      AND account_id IN (SELECT account_id FROM transactions GROUP BY account_id HAVING count(*) > 10)
      AND account_id IN (SELECT account_id FROM accounts WHERE account_status = 'active'));

-- rule: transactions.manual
UPDATE transactions SET processed_by = NULL WHERE number_of(transaction_id) % 3 = 0;

-- rule: transactions.branch_hours
UPDATE transactions SET transaction_date = substr(transaction_date, 1, 11) || '06:59:59'
WHERE rowid = (SELECT min(rowid) FROM transactions WHERE transaction_id LIKE '%-0001' AND processed_by IS NOT NULL);

-- rule: transactions.cash
UPDATE transactions SET description = 'Cash payment'
WHERE rowid = (SELECT min(rowid) FROM transactions WHERE transaction_type = 'payment' AND NOT description REGEXP '[0-9]');

-- rule: transactions.counterparties
-- A deposit and a withdrawal of the same day and amount, of two customers, become one transfer.
CREATE TEMP TABLE pair AS
SELECT d.transaction_id AS credit, w.transaction_id AS debit, a.account_number AS credited, b.account_number AS debited
FROM transactions d JOIN transactions w ON w.transaction_amount = -d.transaction_amount
    AND substr(w.transaction_date, 1, 10) = substr(d.transaction_date, 1, 10)
    AND number_of(w.account_id) <> number_of(d.account_id)
JOIN accounts a ON a.account_id = d.account_id JOIN accounts b ON b.account_id = w.account_id
WHERE d.transaction_type = 'deposit' AND w.transaction_type = 'withdrawal'
  AND d.counterparty_account IS NULL AND w.counterparty_account IS NULL AND d.transaction_amount < 500 ORDER BY 1, 2 LIMIT 1;
UPDATE transactions SET description = 'Transfer', counterparty_account = CASE transaction_id WHEN credit THEN debited ELSE credited END
FROM pair WHERE transaction_id IN (credit, debit);

-- rule: transactions.merchants
UPDATE transactions SET counterparty_account = '4512345678' WHERE transaction_id = (
    SELECT min(transaction_id) FROM transactions WHERE description LIKE 'Rent %');

-- rule: transactions.transfers
-- It leaves one account without reaching the other.
UPDATE transactions SET counterparty_account = (
    SELECT account_number FROM accounts a WHERE number_of(a.account_id) = number_of(transactions.account_id)
       AND a.account_id <> transactions.account_id ORDER BY account_id LIMIT 1)
WHERE rowid = (SELECT min(rowid) FROM transactions
    WHERE description LIKE 'Transfer to own account%' AND number_of(account_id) IN (
        SELECT number_of(account_id) FROM accounts WHERE account_id LIKE '%-2'));

-- rule: transactions.put_aside
-- All of it goes to accounts elsewhere.
UPDATE transactions SET counterparty_account = '4' || substr(counterparty_account, 2)
WHERE counterparty_account IN (SELECT account_number FROM accounts);

-- rule: transactions.no_hint
UPDATE transactions SET description = description || ' (AML hold)' WHERE rowid = (SELECT min(rowid) FROM transactions);
