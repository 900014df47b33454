-- rule: rule01.structuring
-- The deposit was smaller, and the balance before it larger.
CREATE TEMP TABLE low AS
SELECT account_id, transaction_id, transaction_amount - 7990 AS less FROM accounts_db.transactions
WHERE transaction_id = (SELECT min(entity_id) FROM compliance_db.rule_violations WHERE rule_id = 'RULE-01');
UPDATE accounts_db.transactions SET balance_after = balance_after + less FROM low
WHERE transactions.account_id = low.account_id AND transactions.transaction_id < low.transaction_id;
UPDATE accounts_db.transactions SET transaction_amount = 7990 WHERE transaction_id IN (SELECT transaction_id FROM low);

-- rule: rule02.rapid_movement
-- The credit was smaller, and the balance before it larger.
CREATE TEMP TABLE low AS
SELECT account_id, transaction_id, transaction_amount - 9999 AS less FROM accounts_db.transactions
WHERE counterparty_account IS NOT NULL
  AND transaction_id IN (SELECT entity_id FROM compliance_db.rule_violations WHERE rule_id = 'RULE-02')
ORDER BY transaction_id LIMIT 1;
UPDATE accounts_db.transactions SET balance_after = balance_after + less FROM low
WHERE transactions.account_id = low.account_id AND transactions.transaction_id < low.transaction_id;
UPDATE accounts_db.transactions SET transaction_amount = 9999 WHERE transaction_id IN (SELECT transaction_id FROM low);

-- rule: rule03.out_of_profile
-- Less was withdrawn, and the balance is larger from then on.
CREATE TEMP TABLE low AS
SELECT account_id, transaction_id, -transaction_amount - 3499 AS less FROM accounts_db.transactions
WHERE transaction_amount > -5000
  AND transaction_id IN (SELECT entity_id FROM compliance_db.rule_violations WHERE rule_id = 'RULE-03')
ORDER BY transaction_id LIMIT 1;
UPDATE accounts_db.transactions SET balance_after = balance_after + less FROM low
WHERE transactions.account_id = low.account_id AND transactions.transaction_id >= low.transaction_id;
UPDATE accounts_db.transactions SET transaction_amount = -3499 WHERE transaction_id IN (SELECT transaction_id FROM low);
UPDATE accounts_db.accounts SET balance = balance + less FROM low WHERE accounts.account_id = low.account_id;

-- rule: rule04.large_cash
-- A check turns to cash.
UPDATE accounts_db.transactions SET description = 'Cash deposit at branch'
WHERE rowid = (SELECT min(t.rowid) FROM accounts_db.transactions t
    JOIN customer_db.customer_profiles p ON p.customer_id = 'CUST-' || substr(account_id, 5, 7)
    WHERE customer_segment = 'retail' AND transaction_amount BETWEEN 5000 AND 7999 AND description = 'Check deposit at branch');

-- rule: rule05.fan_in
-- The last comes from the same account as the one before.
UPDATE accounts_db.transactions SET counterparty_account = (
    SELECT b.counterparty_account FROM accounts_db.transactions b
    WHERE b.account_id = transactions.account_id AND b.transaction_id < transactions.transaction_id
      AND b.transaction_amount > 0 AND b.counterparty_account IS NOT NULL ORDER BY b.transaction_id DESC LIMIT 1)
WHERE transaction_id = (SELECT min(entity_id) FROM compliance_db.rule_violations WHERE rule_id = 'RULE-05');

-- rule: rule06.fan_out
-- The last goes to the same account as the one before.
UPDATE accounts_db.transactions SET counterparty_account = (
    SELECT b.counterparty_account FROM accounts_db.transactions b
    WHERE b.account_id = transactions.account_id AND b.transaction_id < transactions.transaction_id
      AND b.transaction_amount < 0 AND b.counterparty_account IS NOT NULL ORDER BY b.transaction_id DESC LIMIT 1)
WHERE transaction_id = (SELECT min(entity_id) FROM compliance_db.rule_violations WHERE rule_id = 'RULE-06');

-- rule: rule07.round_trip
UPDATE accounts_db.transactions SET counterparty_account = '4999999999'
WHERE transaction_id = (SELECT min(entity_id) FROM compliance_db.rule_violations WHERE rule_id = 'RULE-07');

-- rule: rule08.dormant_revived
-- The first row moves to a year before the second, which is large.
UPDATE accounts_db.transactions SET transaction_date = add_days(large.on_day, -365) || ' 09:00:00' FROM (
    SELECT t.transaction_id, s.transaction_date AS on_day FROM accounts_db.transactions t
    JOIN accounts_db.transactions s ON s.transaction_id = substr(t.transaction_id, 1, 14) || '0002'
    JOIN accounts_db.accounts a ON a.account_id = t.account_id
    WHERE t.transaction_id LIKE '%-0001' AND t.transaction_type = 'payment' AND NOT t.description REGEXP '[0-9]'
      AND abs(s.transaction_amount) >= 5000 AND account_status = 'active' AND opened_date < add_days(as_of(), -500)
    ORDER BY 1 LIMIT 1) large
WHERE transactions.transaction_id = large.transaction_id;

-- rule: rule09.loan_served_with_cash
-- A check turns to cash.
UPDATE accounts_db.transactions SET description = 'Cash deposit at branch'
WHERE transaction_id = (SELECT min(d.transaction_id) FROM accounts_db.transactions d
    JOIN accounts_db.transactions i ON i.account_id = d.account_id AND i.transaction_id > d.transaction_id
    WHERE d.transaction_amount BETWEEN 3000 AND 4999 AND d.description = 'Check deposit at branch'
      AND i.description LIKE 'Loan payment %' AND d.transaction_amount >= -3 * i.transaction_amount
      AND second(i.transaction_date) - second(d.transaction_date) <= 5 * 86400);

-- rule: rule10.round_amounts
-- A cent less is sent, and the balance is a cent larger from then on.
CREATE TEMP TABLE low AS
SELECT account_id, transaction_id FROM accounts_db.transactions
WHERE transaction_type = 'withdrawal'
  AND transaction_id IN (SELECT entity_id FROM compliance_db.rule_violations WHERE rule_id = 'RULE-10')
ORDER BY transaction_id LIMIT 1;
UPDATE accounts_db.transactions SET balance_after = balance_after + 0.01 FROM low
WHERE transactions.account_id = low.account_id AND transactions.transaction_id >= low.transaction_id;
UPDATE accounts_db.transactions SET transaction_amount = transaction_amount + 0.01
WHERE transaction_id IN (SELECT transaction_id FROM low);
UPDATE accounts_db.accounts SET balance = balance + 0.01 WHERE account_id IN (SELECT account_id FROM low);

-- rule: rule13.identified_late
-- The account is opened only on the day on which its holder is identified.
CREATE TEMP TABLE late AS
SELECT account_id AS id, first FROM accounts_db.accounts a JOIN (
    SELECT customer_id, min(verification_date) AS first FROM compliance_db.kyc_records GROUP BY customer_id) k ON k.customer_id = a.customer_id
WHERE number_of(a.customer_id) IN (SELECT number_of(entity_id) FROM compliance_db.rule_violations WHERE rule_id = 'RULE-13') ORDER BY 1 LIMIT 1;
UPDATE accounts_db.accounts SET opened_date = first FROM late WHERE account_id = id;
UPDATE compliance_db.audit_trails SET performed_at = first || ' 07:00:00' FROM late WHERE action = 'account_opened' AND entity_id = id;

-- rule: rule17.collateral_uninsured
DELETE FROM compliance_db.rule_violations
WHERE rowid = (SELECT min(rowid) FROM compliance_db.rule_violations WHERE rule_id = 'RULE-17');

-- rule: rule18.ltv
DELETE FROM compliance_db.rule_violations
WHERE rowid = (SELECT min(rowid) FROM compliance_db.rule_violations WHERE rule_id = 'RULE-18' AND status <> 'resolved');

-- rule: rule19.training_overdue
UPDATE employees_db.employee_training SET status = 'in_progress', completion_date = NULL, score = NULL
WHERE rowid = (SELECT min(rowid) FROM employees_db.employee_training
    WHERE program_id = 'PROG-01' AND status = 'completed' AND enrollment_date < add_days(as_of(), -90));

-- rule: aml.one_alert_each
-- The last check of a customer without a report, whose closure nobody audits either.
DELETE FROM compliance_db.aml_checks
WHERE check_id = (SELECT min(check_id) FROM (
        SELECT customer_id, max(check_id) AS check_id, check_type FROM compliance_db.aml_checks GROUP BY customer_id)
    WHERE check_type = 'transaction_monitoring'
      AND customer_id NOT IN (SELECT customer_id FROM compliance_db.suspicious_activity_reports));
DELETE FROM compliance_db.audit_trails WHERE action = 'alert_closed' AND entity_id NOT IN (SELECT check_id FROM compliance_db.aml_checks);

-- rule: aml.after_transaction
-- Between the check before and the transaction.
UPDATE compliance_db.aml_checks SET check_date = early.on_day FROM (
    SELECT check_id, add_days(transaction_date, -1) AS on_day FROM (
        SELECT *, lag(check_date) OVER (PARTITION BY customer_id ORDER BY check_id) AS former FROM compliance_db.aml_checks
    ) c JOIN accounts_db.transactions t ON t.transaction_id = c.transaction_id
    WHERE former < add_days(transaction_date, -1) ORDER BY check_id LIMIT 1) early
WHERE aml_checks.check_id = early.check_id;

-- rule: reports.ctr
DELETE FROM compliance_db.regulatory_reports
WHERE report_id = (SELECT min(report_id) FROM compliance_db.regulatory_reports
    WHERE report_type = 'ctr' AND report_id NOT IN (SELECT entity_id FROM compliance_db.rule_violations));
