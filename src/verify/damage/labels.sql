-- rule: labels.schemes
DELETE FROM aml_schemes WHERE scheme_id IN (
    SELECT DISTINCT scheme_id FROM aml_schemes WHERE typology = 'structuring' ORDER BY 1 LIMIT 3);

-- rule: labels.dealt
-- The answers name honest structuring where they named five other schemes.
CREATE TEMP TABLE other AS
SELECT DISTINCT 'ACC-' || substr(entity_id, 5, 9) AS account_id FROM compliance_db.rule_violations
WHERE rule_id = 'RULE-01' AND 'ACC-' || substr(entity_id, 5, 9) NOT IN (SELECT account_id FROM aml_schemes) AND 'CUST-' || substr(entity_id, 5, 7) NOT IN (SELECT customer_id FROM aml_schemes) ORDER BY 1 LIMIT 5;
DELETE FROM aml_schemes WHERE scheme_id IN (SELECT DISTINCT scheme_id FROM aml_schemes WHERE typology <> 'structuring' ORDER BY scheme_id LIMIT 5);
INSERT INTO aml_schemes
SELECT 'SCH-' || substr(o.account_id, 5, 7) || '-1', 'structuring', 'placement', 'CUST-' || substr(o.account_id, 5, 7), o.account_id, transaction_id,
    'CUST-' || substr(o.account_id, 5, 7) IN (SELECT customer_id FROM compliance_db.suspicious_activity_reports)
FROM other o JOIN accounts_db.transactions t ON t.account_id = o.account_id WHERE t.description LIKE 'Cash deposit%';

-- rule: labels.ids
UPDATE aml_schemes SET scheme_id = substr(scheme_id, 1, 11) || '-2' WHERE scheme_id = (SELECT min(scheme_id) FROM aml_schemes);

-- rule: labels.one_scheme
UPDATE aml_schemes SET typology = 'fan_in' WHERE rowid = (SELECT max(rowid) FROM aml_schemes WHERE typology = 'fan_out');

-- rule: labels.places
UPDATE aml_schemes SET account_id = (SELECT min(account_id) FROM accounts)
WHERE rowid = (SELECT max(rowid) FROM aml_schemes WHERE role = 'outflow');

-- rule: labels.elsewhere
-- A scheme pays into the customer's own other account, where a deposit of the day takes it up; the balances follow.
CREATE TEMP TABLE pair AS
SELECT w.transaction_id AS debit, d.transaction_id AS credit, a.account_number AS debited, b.account_number AS credited, b.account_id AS taker,
    -w.transaction_amount AS amount, -w.transaction_amount - d.transaction_amount AS more
FROM aml_schemes l JOIN accounts_db.transactions w ON w.transaction_id = l.transaction_id JOIN accounts_db.accounts a ON a.account_id = w.account_id
JOIN accounts_db.accounts b ON b.customer_id = a.customer_id AND b.account_id <> a.account_id
JOIN accounts_db.transactions d ON d.account_id = b.account_id AND substr(d.transaction_date, 1, 10) = substr(w.transaction_date, 1, 10)
WHERE w.transaction_type = 'withdrawal' AND d.transaction_type = 'deposit' ORDER BY 1, 2 LIMIT 1;
UPDATE accounts_db.accounts SET balance = balance + more FROM pair WHERE account_id = taker;
UPDATE accounts_db.transactions SET balance_after = balance_after + more FROM pair WHERE account_id = taker AND transaction_id >= credit;
UPDATE accounts_db.transactions SET transaction_amount = amount, description = 'Transfer', counterparty_account = debited
FROM pair WHERE transaction_id = credit;
UPDATE accounts_db.transactions SET counterparty_account = credited FROM pair WHERE transaction_id = debit;

-- rule: labels.roles
UPDATE aml_schemes SET role = 'inflow' WHERE rowid = (SELECT max(rowid) FROM aml_schemes WHERE role = 'outflow');

-- rule: labels.reported
UPDATE aml_schemes SET detected = 1 - detected WHERE scheme_id = (SELECT min(scheme_id) FROM aml_schemes);

-- rule: labels.found
UPDATE aml_schemes SET typology = 'fan_in' WHERE scheme_id = (SELECT min(scheme_id) FROM aml_schemes WHERE typology = 'fan_out');

-- rule: labels.look_alikes
-- Honest accounts without an alert were silent for more than a year after their first row, and woken by the next.
CREATE TEMP TABLE woken AS
SELECT account_id AS id, first, min(transaction_id) AS entity, on_day FROM (
    SELECT t.account_id, t.transaction_id, substr(t.transaction_date, 1, 10) AS on_day, f.transaction_id AS first,
        sum(abs(t.transaction_amount)) OVER (PARTITION BY t.account_id ORDER BY t.transaction_id) AS total
    FROM accounts_db.transactions f JOIN accounts_db.accounts a ON a.account_id = f.account_id LEFT JOIN employees_db.employees ON employee_id = f.processed_by
    JOIN accounts_db.transactions s ON s.transaction_id = substr(f.transaction_id, 1, 14) || '0002'
    JOIN accounts_db.transactions t ON t.account_id = s.account_id AND t.transaction_id >= s.transaction_id
        AND second(t.transaction_date) - second(s.transaction_date) <= 864000
    WHERE f.transaction_id LIKE '%-0001' AND f.transaction_type NOT IN ('salary', 'interest') AND f.transaction_amount < 5000 AND NOT f.description REGEXP '[0-9]{9}'
      AND coalesce(f.counterparty_account, '') NOT LIKE '9%' AND account_status <> 'closed' AND max(opened_date, coalesce(hire_date, '')) <= add_days(f.transaction_date, -371)
      AND substr(a.account_id, 5) NOT IN (SELECT substr(entity_id, 5, 9) FROM compliance_db.rule_violations WHERE number_of(rule_id) <= 10)
) WHERE total >= 5000 GROUP BY number_of(account_id);
UPDATE accounts_db.transactions SET transaction_date = add_days(transaction_date, -371) || substr(transaction_date, 11) FROM woken WHERE transaction_id = first;
INSERT INTO compliance_db.rule_violations
SELECT 'VIO-' || substr(entity, 5, 7) || printf('-%02d', 1 + (
        SELECT count(*) FROM compliance_db.rule_violations WHERE violation_id LIKE 'VIO-' || substr(entity, 5, 7) || '%')),
    'RULE-08', 'transaction', entity, on_day, 'high', CASE WHEN on_day > add_days(as_of(), -62) THEN 'open' ELSE 'investigating' END, NULL, NULL, NULL FROM woken;
INSERT INTO compliance_db.aml_checks
SELECT 'AML-' || substr(entity, 5, 7) || printf('-%03d', 1 + (SELECT count(*) FROM compliance_db.aml_checks WHERE number_of(customer_id) = number_of(entity))),
    'CUST-' || substr(entity, 5, 7), entity, as_of(), 'transaction_monitoring', 1, 'low', 'Under analyst review', NULL FROM woken;
