-- rule: rule01.structuring
-- guide: Rule 1: a cash deposit of 8,000-10,000 with 2 or more such in the 14 days before, and no other.
-- expect: none
WITH moves AS (
    SELECT transaction_id, account_id, transaction_type, description, counterparty_account, cents(transaction_amount) AS amount,
        second(transaction_date) AS at,
        transaction_type IN ('deposit', 'withdrawal') AND description LIKE 'Cash %' AS cash
    FROM accounts_db.transactions WHERE transaction_type <> 'closure'
), such AS MATERIALIZED (
    SELECT * FROM moves WHERE cash AND amount BETWEEN 800000 AND 1000000
), broken AS (
    SELECT transaction_id AS entity_id FROM (SELECT transaction_id FROM such t
        WHERE (SELECT count(*) FROM such b WHERE b.account_id = t.account_id AND b.transaction_id < t.transaction_id AND t.at - b.at <= 14 * 86400) >= 2)
    WHERE (SELECT is_active FROM compliance_db.compliance_rules WHERE rule_id = 'RULE-01')
)
SELECT entity_id, 'has no violation' FROM broken WHERE entity_id NOT IN (SELECT entity_id FROM compliance_db.rule_violations WHERE rule_id = 'RULE-01')
UNION ALL SELECT entity_id, 'breaks no rule' FROM compliance_db.rule_violations WHERE rule_id = 'RULE-01' AND entity_id NOT IN (SELECT entity_id FROM broken);

-- rule: rule02.rapid_movement
-- guide: Rule 2: a credit of 10,000 or more, the debits of the next 72 hours at least 70% of it, and no other.
-- expect: none
WITH moves AS (
    SELECT transaction_id, account_id, transaction_type, description, counterparty_account, cents(transaction_amount) AS amount,
        second(transaction_date) AS at,
        transaction_type IN ('deposit', 'withdrawal') AND description LIKE 'Cash %' AS cash
    FROM accounts_db.transactions WHERE transaction_type <> 'closure'
), large AS MATERIALIZED (
    SELECT * FROM moves WHERE amount >= 1000000
), broken AS (
    SELECT transaction_id AS entity_id FROM (SELECT l.transaction_id FROM large l JOIN moves d ON d.account_id = l.account_id
        WHERE d.transaction_id > l.transaction_id AND d.amount < 0 AND d.at - l.at <= 72 * 3600
        GROUP BY l.transaction_id HAVING -10 * sum(d.amount) >= 7 * l.amount)
    WHERE (SELECT is_active FROM compliance_db.compliance_rules WHERE rule_id = 'RULE-02')
)
SELECT entity_id, 'has no violation' FROM broken WHERE entity_id NOT IN (SELECT entity_id FROM compliance_db.rule_violations WHERE rule_id = 'RULE-02')
UNION ALL SELECT entity_id, 'breaks no rule' FROM compliance_db.rule_violations WHERE rule_id = 'RULE-02' AND entity_id NOT IN (SELECT entity_id FROM broken);

-- rule: rule03.out_of_profile
-- guide: Rule 3: a withdrawal of at least the threshold and many times the median absolute amount of the account's other rows, and no other.
-- expect: none
WITH moves AS (
    SELECT transaction_id, account_id, transaction_type, description, counterparty_account, cents(transaction_amount) AS amount,
        second(transaction_date) AS at,
        transaction_type IN ('deposit', 'withdrawal') AND description LIKE 'Cash %' AS cash
    FROM accounts_db.transactions WHERE transaction_type <> 'closure'
), large AS MATERIALIZED (
    SELECT * FROM moves WHERE transaction_type = 'withdrawal'
      AND -amount >= (SELECT cents(threshold_value) FROM compliance_db.compliance_rules WHERE rule_id = 'RULE-03')
), times AS MATERIALIZED (
    SELECT CAST(extract(extract(description, '[0-9.]+ times'), '[0-9.]+') AS REAL) AS n FROM compliance_db.compliance_rules WHERE rule_id = 'RULE-03'
), others AS (
    SELECT l.transaction_id, l.amount, abs(o.amount) AS other, row_number() OVER (PARTITION BY l.transaction_id ORDER BY abs(o.amount)) AS place,
        count(*) OVER (PARTITION BY l.transaction_id) AS n
    FROM large l JOIN moves o ON o.account_id = l.account_id AND o.transaction_id <> l.transaction_id
), broken AS (
    SELECT transaction_id AS entity_id FROM (SELECT transaction_id FROM others WHERE place IN ((n + 1) / 2, n / 2 + 1)
        GROUP BY transaction_id HAVING -max(amount) > (SELECT n FROM times) * (min(other) + max(other)) / 2.0)
    WHERE (SELECT is_active FROM compliance_db.compliance_rules WHERE rule_id = 'RULE-03')
)
SELECT entity_id, 'has no violation' FROM broken WHERE entity_id NOT IN (SELECT entity_id FROM compliance_db.rule_violations WHERE rule_id = 'RULE-03')
UNION ALL SELECT entity_id, 'breaks no rule' FROM compliance_db.rule_violations WHERE rule_id = 'RULE-03' AND entity_id NOT IN (SELECT entity_id FROM broken);

-- rule: rule04.large_cash
-- guide: Rule 4: a cash row of 5,000 or more of a retail customer, and no other.
-- expect: none
WITH moves AS (
    SELECT transaction_id, account_id, transaction_type, description, counterparty_account, cents(transaction_amount) AS amount,
        second(transaction_date) AS at,
        transaction_type IN ('deposit', 'withdrawal') AND description LIKE 'Cash %' AS cash
    FROM accounts_db.transactions WHERE transaction_type <> 'closure'
), broken AS (
    SELECT transaction_id AS entity_id FROM (SELECT transaction_id FROM moves m
        JOIN customer_db.customer_profiles p ON p.customer_id = 'CUST-' || substr(account_id, 5, 7)
        WHERE cash AND abs(amount) >= 500000 AND customer_segment = 'retail')
    WHERE (SELECT is_active FROM compliance_db.compliance_rules WHERE rule_id = 'RULE-04')
)
SELECT entity_id, 'has no violation' FROM broken WHERE entity_id NOT IN (SELECT entity_id FROM compliance_db.rule_violations WHERE rule_id = 'RULE-04')
UNION ALL SELECT entity_id, 'breaks no rule' FROM compliance_db.rule_violations WHERE rule_id = 'RULE-04' AND entity_id NOT IN (SELECT entity_id FROM broken);

-- rule: rule05.fan_in
-- guide: Rule 5: the credit that completes 4 or more counterparties and 6,000 in 7 days, and no other.
-- expect: none
WITH moves AS (
    SELECT transaction_id, account_id, transaction_type, description, counterparty_account, cents(transaction_amount) AS amount,
        second(transaction_date) AS at,
        transaction_type IN ('deposit', 'withdrawal') AND description LIKE 'Cash %' AS cash
    FROM accounts_db.transactions WHERE transaction_type <> 'closure'
), transfers AS MATERIALIZED (
    SELECT * FROM moves WHERE counterparty_account IS NOT NULL AND amount > 0
), broken AS (
    SELECT transaction_id AS entity_id FROM (SELECT t.transaction_id FROM transfers t JOIN transfers b ON b.account_id = t.account_id
        WHERE b.transaction_id <= t.transaction_id AND t.at - b.at <= 7 * 86400
        GROUP BY t.transaction_id HAVING count(DISTINCT b.counterparty_account) >= 4 AND abs(sum(b.amount)) >= 600000
          AND NOT (count(DISTINCT CASE WHEN b.transaction_id < t.transaction_id THEN b.counterparty_account END) >= 4
              AND abs(sum(CASE WHEN b.transaction_id < t.transaction_id THEN b.amount END)) >= 600000))
    WHERE (SELECT is_active FROM compliance_db.compliance_rules WHERE rule_id = 'RULE-05')
)
SELECT entity_id, 'has no violation' FROM broken WHERE entity_id NOT IN (SELECT entity_id FROM compliance_db.rule_violations WHERE rule_id = 'RULE-05')
UNION ALL SELECT entity_id, 'breaks no rule' FROM compliance_db.rule_violations WHERE rule_id = 'RULE-05' AND entity_id NOT IN (SELECT entity_id FROM broken);

-- rule: rule06.fan_out
-- guide: Rule 6: the debit that completes 4 or more counterparties and 6,000 in 7 days, and no other.
-- expect: none
WITH moves AS (
    SELECT transaction_id, account_id, transaction_type, description, counterparty_account, cents(transaction_amount) AS amount,
        second(transaction_date) AS at,
        transaction_type IN ('deposit', 'withdrawal') AND description LIKE 'Cash %' AS cash
    FROM accounts_db.transactions WHERE transaction_type <> 'closure'
), transfers AS MATERIALIZED (
    SELECT * FROM moves WHERE counterparty_account IS NOT NULL AND amount < 0
), broken AS (
    SELECT transaction_id AS entity_id FROM (SELECT t.transaction_id FROM transfers t JOIN transfers b ON b.account_id = t.account_id
        WHERE b.transaction_id <= t.transaction_id AND t.at - b.at <= 7 * 86400
        GROUP BY t.transaction_id HAVING count(DISTINCT b.counterparty_account) >= 4 AND abs(sum(b.amount)) >= 600000
          AND NOT (count(DISTINCT CASE WHEN b.transaction_id < t.transaction_id THEN b.counterparty_account END) >= 4
              AND abs(sum(CASE WHEN b.transaction_id < t.transaction_id THEN b.amount END)) >= 600000))
    WHERE (SELECT is_active FROM compliance_db.compliance_rules WHERE rule_id = 'RULE-06')
)
SELECT entity_id, 'has no violation' FROM broken WHERE entity_id NOT IN (SELECT entity_id FROM compliance_db.rule_violations WHERE rule_id = 'RULE-06')
UNION ALL SELECT entity_id, 'breaks no rule' FROM compliance_db.rule_violations WHERE rule_id = 'RULE-06' AND entity_id NOT IN (SELECT entity_id FROM broken);

-- rule: rule07.round_trip
-- guide: Rule 7: a credit from X of at least 90% of a debit of 5,000 or more to X in the 14 days before, and no other.
-- expect: none
WITH moves AS (
    SELECT transaction_id, account_id, transaction_type, description, counterparty_account, cents(transaction_amount) AS amount,
        second(transaction_date) AS at,
        transaction_type IN ('deposit', 'withdrawal') AND description LIKE 'Cash %' AS cash
    FROM accounts_db.transactions WHERE transaction_type <> 'closure'
), transfers AS MATERIALIZED (
    SELECT * FROM moves WHERE counterparty_account IS NOT NULL
), broken AS (
    SELECT transaction_id AS entity_id FROM (SELECT DISTINCT t.transaction_id FROM transfers t JOIN transfers b ON b.account_id = t.account_id AND b.counterparty_account = t.counterparty_account
        WHERE t.amount > 0 AND b.amount <= -500000 AND b.transaction_id < t.transaction_id AND t.at - b.at <= 14 * 86400
          AND 10 * t.amount >= -9 * b.amount)
    WHERE (SELECT is_active FROM compliance_db.compliance_rules WHERE rule_id = 'RULE-07')
)
SELECT entity_id, 'has no violation' FROM broken WHERE entity_id NOT IN (SELECT entity_id FROM compliance_db.rule_violations WHERE rule_id = 'RULE-07')
UNION ALL SELECT entity_id, 'breaks no rule' FROM compliance_db.rule_violations WHERE rule_id = 'RULE-07' AND entity_id NOT IN (SELECT entity_id FROM broken);

-- rule: rule08.dormant_revived
-- guide: Rule 8: after two consecutive rows 365 or more days apart, the row that completes 5,000 in absolute amounts within 10 days, and no other.
-- expect: none
WITH moves AS (
    SELECT transaction_id, account_id, transaction_type, description, counterparty_account, cents(transaction_amount) AS amount,
        second(transaction_date) AS at,
        transaction_type IN ('deposit', 'withdrawal') AND description LIKE 'Cash %' AS cash
    FROM accounts_db.transactions WHERE transaction_type <> 'closure'
), gaps AS MATERIALIZED (
    SELECT account_id, transaction_id AS revived, at FROM (
        SELECT account_id, transaction_id, at, at - lag(at) OVER (PARTITION BY account_id ORDER BY transaction_id) AS gap FROM moves
    ) WHERE gap >= 365 * 86400
), after AS (
    SELECT m.transaction_id, sum(abs(m.amount)) OVER (PARTITION BY revived ORDER BY m.transaction_id ROWS UNBOUNDED PRECEDING) AS total, abs(m.amount) AS own
    FROM gaps g JOIN moves m ON m.account_id = g.account_id AND m.transaction_id >= g.revived AND m.at - g.at <= 10 * 86400
), broken AS (
    SELECT transaction_id AS entity_id FROM (SELECT transaction_id FROM after WHERE total >= 500000 AND total - own < 500000)
    WHERE (SELECT is_active FROM compliance_db.compliance_rules WHERE rule_id = 'RULE-08')
)
SELECT entity_id, 'has no violation' FROM broken WHERE entity_id NOT IN (SELECT entity_id FROM compliance_db.rule_violations WHERE rule_id = 'RULE-08')
UNION ALL SELECT entity_id, 'breaks no rule' FROM compliance_db.rule_violations WHERE rule_id = 'RULE-08' AND entity_id NOT IN (SELECT entity_id FROM broken);

-- rule: rule09.loan_served_with_cash
-- guide: Rule 9: an instalment with cash deposits of at least 3 times it and 3,000 in the 5 days before, and no other.
-- expect: none
WITH moves AS (
    SELECT transaction_id, account_id, transaction_type, description, counterparty_account, cents(transaction_amount) AS amount,
        second(transaction_date) AS at,
        transaction_type IN ('deposit', 'withdrawal') AND description LIKE 'Cash %' AS cash
    FROM accounts_db.transactions WHERE transaction_type <> 'closure'
), instalments AS MATERIALIZED (
    SELECT m.* FROM moves m JOIN loans_db.loans l ON l.loan_number = extract(m.description, '[0-9]{10}') WHERE m.amount < 0
), broken AS (
    SELECT transaction_id AS entity_id FROM (SELECT i.transaction_id FROM instalments i JOIN moves d ON d.account_id = i.account_id
        WHERE d.cash AND d.amount > 0 AND d.transaction_id < i.transaction_id AND i.at - d.at <= 5 * 86400
        GROUP BY i.transaction_id HAVING sum(d.amount) >= max(-3 * i.amount, 300000))
    WHERE (SELECT is_active FROM compliance_db.compliance_rules WHERE rule_id = 'RULE-09')
)
SELECT entity_id, 'has no violation' FROM broken WHERE entity_id NOT IN (SELECT entity_id FROM compliance_db.rule_violations WHERE rule_id = 'RULE-09')
UNION ALL SELECT entity_id, 'breaks no rule' FROM compliance_db.rule_violations WHERE rule_id = 'RULE-09' AND entity_id NOT IN (SELECT entity_id FROM broken);

-- rule: rule10.round_amounts
-- guide: Rule 10: the third or later amount that is a multiple of 1,000 within 7 days, and no other.
-- expect: none
WITH moves AS (
    SELECT transaction_id, account_id, transaction_type, description, counterparty_account, cents(transaction_amount) AS amount,
        second(transaction_date) AS at,
        transaction_type IN ('deposit', 'withdrawal') AND description LIKE 'Cash %' AS cash
    FROM accounts_db.transactions WHERE transaction_type <> 'closure'
), rounds AS MATERIALIZED (
    SELECT * FROM moves WHERE amount % 100000 = 0 AND amount <> 0
), broken AS (
    SELECT transaction_id AS entity_id FROM (SELECT t.transaction_id FROM rounds t JOIN rounds b ON b.account_id = t.account_id
        WHERE b.transaction_id <= t.transaction_id AND t.at - b.at <= 7 * 86400 GROUP BY t.transaction_id HAVING count(*) >= 3)
    WHERE (SELECT is_active FROM compliance_db.compliance_rules WHERE rule_id = 'RULE-10')
)
SELECT entity_id, 'has no violation' FROM broken WHERE entity_id NOT IN (SELECT entity_id FROM compliance_db.rule_violations WHERE rule_id = 'RULE-10')
UNION ALL SELECT entity_id, 'breaks no rule' FROM compliance_db.rule_violations WHERE rule_id = 'RULE-10' AND entity_id NOT IN (SELECT entity_id FROM broken);

-- rule: rule13.identified_late
-- guide: Rule 13: a customer first verified after the first account was opened, and no other.
-- expect: none
WITH broken AS (
    SELECT entity FROM (SELECT number_of(k.customer_id) AS entity FROM compliance_db.kyc_records k
        JOIN (SELECT customer_id, min(opened_date) AS opened FROM accounts_db.accounts GROUP BY customer_id) a ON a.customer_id = k.customer_id
        GROUP BY k.customer_id HAVING min(verification_date) > opened) WHERE (SELECT is_active FROM compliance_db.compliance_rules WHERE rule_id = 'RULE-13')
)
SELECT entity, 'has no violation' FROM broken WHERE entity NOT IN (SELECT number_of(entity_id) FROM compliance_db.rule_violations WHERE rule_id = 'RULE-13')
UNION ALL SELECT entity_id, 'breaks no rule' FROM compliance_db.rule_violations WHERE rule_id = 'RULE-13' AND number_of(entity_id) NOT IN (SELECT entity FROM broken);

-- rule: rule17.collateral_uninsured
-- guide: Rule 17: an active mortgage or auto loan under collateral, paid out more than 45 days ago, without an active property or vehicle policy of the customer of at least min(principal, appraisal), and no other.
-- expect: none
WITH broken AS (
    SELECT entity FROM (SELECT l.loan_id AS entity FROM loans_db.loans l JOIN loans_db.collateral c ON c.loan_id = l.loan_id
        WHERE loan_status = 'active' AND loan_type IN ('mortgage', 'auto') AND disbursement_date < add_days(as_of(), -45) AND NOT EXISTS (
            SELECT 1 FROM insurance_db.policies p WHERE p.customer_id = l.customer_id AND policy_status = 'active'
               AND policy_type IN ('property', 'vehicle') AND cents(coverage_amount) >= min(cents(principal_amount), cents(appraised_value)))) WHERE (SELECT is_active FROM compliance_db.compliance_rules WHERE rule_id = 'RULE-17')
)
SELECT entity, 'has no violation' FROM broken WHERE entity NOT IN (SELECT entity_id FROM compliance_db.rule_violations WHERE rule_id = 'RULE-17')
UNION ALL SELECT entity_id, 'breaks no rule' FROM compliance_db.rule_violations WHERE rule_id = 'RULE-17' AND entity_id NOT IN (SELECT entity FROM broken);

-- rule: rule18.ltv
-- guide: Rule 18: a loan-to-value ratio over 0.9000, and no other.
-- expect: none
WITH broken AS (
    SELECT entity FROM (SELECT collateral_id AS entity FROM loans_db.collateral WHERE units(ltv_ratio, 4) > 9000) WHERE (SELECT is_active FROM compliance_db.compliance_rules WHERE rule_id = 'RULE-18')
)
SELECT entity, 'has no violation' FROM broken WHERE entity NOT IN (SELECT entity_id FROM compliance_db.rule_violations WHERE rule_id = 'RULE-18')
UNION ALL SELECT entity_id, 'breaks no rule' FROM compliance_db.rule_violations WHERE rule_id = 'RULE-18' AND entity_id NOT IN (SELECT entity FROM broken);

-- rule: rule19.training_overdue
-- guide: Rule 19: an enrolment in PROG-01 older than 90 days and not completed, and no other.
-- expect: none
WITH broken AS (
    SELECT entity FROM (SELECT CAST(training_record_id AS TEXT) AS entity FROM employees_db.employee_training
        WHERE program_id = 'PROG-01' AND status <> 'completed' AND enrollment_date < add_days(as_of(), -90)) WHERE (SELECT is_active FROM compliance_db.compliance_rules WHERE rule_id = 'RULE-19')
)
SELECT entity, 'has no violation' FROM broken WHERE entity NOT IN (SELECT entity_id FROM compliance_db.rule_violations WHERE rule_id = 'RULE-19')
UNION ALL SELECT entity_id, 'breaks no rule' FROM compliance_db.rule_violations WHERE rule_id = 'RULE-19' AND entity_id NOT IN (SELECT entity FROM broken);

-- rule: aml.one_alert_each
-- guide: Transaction monitoring raises one alert for each transaction that breaks one of rules 1-10, and no other.
-- expect: none
WITH broken AS (
    SELECT DISTINCT entity_id AS transaction_id FROM compliance_db.rule_violations WHERE number_of(rule_id) <= 10
), alert AS (
    SELECT transaction_id, count(*) AS n FROM compliance_db.aml_checks WHERE check_type = 'transaction_monitoring' GROUP BY 1
)
SELECT b.transaction_id, coalesce(n, 0) AS alerts FROM broken b LEFT JOIN alert a ON a.transaction_id = b.transaction_id WHERE coalesce(n, 0) <> 1
UNION ALL SELECT transaction_id, 'breaks no rule' FROM alert WHERE transaction_id NOT IN (SELECT transaction_id FROM broken);

-- rule: aml.after_transaction
-- guide: An alert is not older than its transaction.
-- expect: none
SELECT check_id, check_date, transaction_date FROM compliance_db.aml_checks c JOIN accounts_db.transactions t ON t.transaction_id = c.transaction_id
WHERE check_date < substr(transaction_date, 1, 10);

-- rule: reports.ctr
-- guide: A currency transaction report for each customer's day with more than 10,000 in cash, and no other.
-- expect: none
WITH cash AS (
    SELECT 'REP-CTR-' || substr(account_id, 5, 7) || '-' || replace(substr(transaction_date, 1, 10), '-', '') AS report_id, sum(abs(cents(transaction_amount))) AS total
    FROM accounts_db.transactions WHERE transaction_type IN ('deposit', 'withdrawal') AND description LIKE 'Cash %' GROUP BY 1 HAVING total > 1000000
)
SELECT report_id, 'is missing' FROM cash WHERE report_id NOT IN (SELECT report_id FROM compliance_db.regulatory_reports)
UNION ALL SELECT report_id, 'has no such day' FROM compliance_db.regulatory_reports WHERE report_type = 'ctr' AND report_id NOT IN (SELECT report_id FROM cash);
