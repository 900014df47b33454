-- rule: rule01.structuring
-- Rule 1: a cash deposit between the threshold and 10,000 with 2 or more such deposits in the 14 days before, within the month.
-- expect: violations of RULE-01
WITH such AS MATERIALIZED (SELECT * FROM moves WHERE cash AND amount BETWEEN {cents} AND 1000000)
SELECT transaction_id FROM such t
WHERE (SELECT count(*) FROM such b WHERE b.account_id = t.account_id AND b.month = t.month AND b.transaction_id < t.transaction_id AND t.at - b.at <= 14 * 86400) >= 2;
-- mutation
DELETE FROM rule_violations WHERE rule_id = 'RULE-01';

-- rule: rule02.rapid_movement
-- Rule 2: an incoming cash deposit or transfer of an individual at or above the threshold, at least 70% of which is withdrawn in the next 72 hours
-- within the month.
-- expect: violations of RULE-02
WITH large AS MATERIALIZED (SELECT m.* FROM moves m JOIN customer_profiles ON customer_id = 'CUST-' || substr(account_id, 5, length(account_id) - 6)
    WHERE amount >= {cents} AND category IN ('cash', 'transfer') AND customer_segment <> 'corporate')
SELECT l.transaction_id FROM large l JOIN moves d ON d.account_id = l.account_id
WHERE d.month = l.month AND d.transaction_id > l.transaction_id AND d.transaction_type = 'withdrawal' AND d.at - l.at <= 72 * 3600
GROUP BY l.transaction_id HAVING -10 * sum(d.amount) >= 7 * l.amount;
-- mutation
DELETE FROM rule_violations WHERE rule_id = 'RULE-02';

-- rule: rule03.out_of_profile
-- Rule 3: a withdrawal at or above the threshold and many times the median absolute amount of the account's other rows of the month, of which there
-- are at least five.
-- expect: violations of RULE-03
WITH large AS MATERIALIZED (
    SELECT * FROM moves WHERE transaction_type = 'withdrawal' AND -amount >= {cents}
), times AS MATERIALIZED (
    SELECT CAST(extract(extract(description, '[0-9.]+ times'), '[0-9.]+') AS REAL) AS n FROM compliance_rules WHERE rule_id = 'RULE-03'
), others AS (
    SELECT l.transaction_id, l.amount, abs(o.amount) AS other, row_number() OVER (PARTITION BY l.transaction_id ORDER BY abs(o.amount)) AS place,
        count(*) OVER (PARTITION BY l.transaction_id) AS n
    FROM large l JOIN moves o ON o.account_id = l.account_id AND o.month = l.month AND o.transaction_id <> l.transaction_id
)
SELECT transaction_id FROM others WHERE n >= 5 AND place IN ((n + 1) / 2, n / 2 + 1)
GROUP BY transaction_id HAVING -max(amount) > (SELECT n FROM times) * (min(other) + max(other)) / 2.0;
-- mutation
DELETE FROM rule_violations WHERE rule_id = 'RULE-03';

-- rule: rule04.large_cash
-- Rule 4: a cash row of a retail customer at or above the threshold.
-- expect: violations of RULE-04
SELECT transaction_id FROM moves JOIN customer_profiles ON customer_id = 'CUST-' || substr(account_id, 5, length(account_id) - 6)
WHERE cash AND abs(amount) >= {cents} AND customer_segment = 'retail';
-- mutation
DELETE FROM rule_violations WHERE rule_id = 'RULE-04';

-- rule: rule05.fan_in
-- Rule 5: an individual's deposit at the end of 7 days within the month with deposits from 4 or more counterparties that add up to the threshold.
-- expect: violations of RULE-05
WITH transfers AS MATERIALIZED (
    SELECT m.* FROM moves m JOIN customer_profiles ON customer_id = 'CUST-' || substr(account_id, 5, length(account_id) - 6)
    WHERE transfer AND amount > 0 AND customer_segment <> 'corporate')
SELECT t.transaction_id FROM transfers t JOIN transfers b ON b.account_id = t.account_id AND b.month = t.month
WHERE b.transaction_id <= t.transaction_id AND t.at - b.at <= 7 * 86400
GROUP BY t.transaction_id HAVING count(DISTINCT b.counterparty_account) >= 4 AND sum(b.amount) >= {cents};
-- mutation
DELETE FROM rule_violations WHERE rule_id = 'RULE-05';

-- rule: rule06.fan_out
-- Rule 6: an individual's withdrawal at the end of 7 days within the month with withdrawals to 4 or more counterparties that add up to the threshold.
-- expect: violations of RULE-06
WITH transfers AS MATERIALIZED (
    SELECT m.* FROM moves m JOIN customer_profiles ON customer_id = 'CUST-' || substr(account_id, 5, length(account_id) - 6)
    WHERE transfer AND amount < 0 AND customer_segment <> 'corporate')
SELECT t.transaction_id FROM transfers t JOIN transfers b ON b.account_id = t.account_id AND b.month = t.month
WHERE b.transaction_id <= t.transaction_id AND t.at - b.at <= 7 * 86400
GROUP BY t.transaction_id HAVING count(DISTINCT b.counterparty_account) >= 4 AND sum(-b.amount) >= {cents};
-- mutation
DELETE FROM rule_violations WHERE rule_id = 'RULE-06';

-- rule: rule07.round_trip
-- Rule 7: a deposit from X of at least 90% of a debit to X at or above the threshold in the 14 days before, within the month.
-- expect: violations of RULE-07
WITH transfers AS MATERIALIZED (SELECT * FROM moves WHERE counterparty_account IS NOT NULL)
SELECT DISTINCT t.transaction_id FROM transfers t JOIN transfers b ON b.account_id = t.account_id AND b.month = t.month AND b.counterparty_account = t.counterparty_account
WHERE t.transfer AND t.amount > 0 AND -b.amount >= {cents} AND b.transaction_id < t.transaction_id AND t.at - b.at <= 14 * 86400
  AND 10 * t.amount >= -9 * b.amount;
-- mutation
DELETE FROM rule_violations WHERE rule_id = 'RULE-07';

-- rule: rule08.dormant_revived
-- Rule 8: on an account charged the dormant account fee in the month, the row with which the absolute amounts of the 10 days from the first later row
-- reach the threshold, not counting fees and interest.
-- expect: violations of RULE-08
WITH charged AS MATERIALIZED (
    SELECT account_id, month, min(transaction_id) AS fee FROM moves WHERE transaction_type = 'fee' AND description = 'Dormant account fee' GROUP BY 1, 2
), own AS MATERIALIZED (
    SELECT m.*, min(at) OVER (PARTITION BY m.account_id, m.month) AS revived FROM moves m JOIN charged c ON c.account_id = m.account_id AND c.month = m.month
    WHERE m.transaction_id > fee AND transaction_type NOT IN ('fee', 'interest')
), after AS (
    SELECT transaction_id, sum(abs(amount)) OVER (PARTITION BY account_id, month ORDER BY transaction_id ROWS UNBOUNDED PRECEDING) AS total, abs(amount) AS own
    FROM own WHERE at - revived <= 10 * 86400
)
SELECT transaction_id FROM after WHERE total >= {cents} AND total - own < {cents};
-- mutation
UPDATE transactions SET transaction_type = 'fee', description = 'Dormant account fee' WHERE transaction_id LIKE '%-01';

-- rule: rule09.loan_served_with_cash
-- Rule 9: an individual's installment with cash deposits of at least 3 times its amount, and at least the threshold, in the 5 days before.
-- expect: violations of RULE-09
WITH installments AS MATERIALIZED (
    SELECT m.* FROM moves m JOIN loans l ON l.loan_number = extract(m.description, '[0-9]{10,12}') WHERE m.amount < 0 AND l.loan_type <> 'business'
)
SELECT i.transaction_id FROM installments i JOIN moves d ON d.account_id = i.account_id AND d.month = i.month
WHERE d.cash AND d.amount > 0 AND d.transaction_id < i.transaction_id AND i.at - d.at <= 5 * 86400
GROUP BY i.transaction_id HAVING sum(d.amount) >= max(-3 * i.amount, {cents});
-- mutation
DELETE FROM rule_violations WHERE rule_id = 'RULE-09';

-- rule: rule10.round_amounts
-- Rule 10: the third or later amount that is a multiple of the threshold within 7 days in the month.
-- expect: violations of RULE-10
WITH rounds AS MATERIALIZED (SELECT * FROM moves WHERE amount % {cents} = 0 AND amount <> 0)
SELECT t.transaction_id FROM rounds t JOIN rounds b ON b.account_id = t.account_id AND b.month = t.month
WHERE b.transaction_id <= t.transaction_id AND t.at - b.at <= 7 * 86400 GROUP BY t.transaction_id HAVING count(*) >= 3;
-- mutation
DELETE FROM rule_violations WHERE rule_id = 'RULE-10';

-- rule: rule13.identified_late
-- Rule 13: the first record of a customer, verified after the first account was opened.
-- expect: violations of RULE-13
SELECT kyc_id FROM kyc_records r WHERE kyc_id LIKE '%-01' AND verification_date > (SELECT min(opened_date) FROM accounts a WHERE a.customer_id = r.customer_id);
-- mutation
DELETE FROM rule_violations WHERE rule_id = 'RULE-13';

-- rule: rule17.collateral_uninsured
-- Rule 17: an active secured mortgage, disbursed more days ago than the threshold, without an active property policy of the customer, or auto loan
-- without a vehicle policy, that covers at least the lesser of principal and appraisal, or a fifth of the appraisal of a condominium.
-- expect: violations of RULE-17
SELECT loan_id FROM secured s WHERE loan_status = 'active' AND day(as_of()) - day(disbursement_date) > {threshold} AND NOT EXISTS (
    SELECT 1 FROM policies p WHERE p.customer_id = s.customer_id AND policy_status = 'active'
       AND policy_type = CASE loan_type WHEN 'mortgage' THEN 'property' ELSE 'vehicle' END AND cents(coverage_amount) >= worth);
-- mutation
DELETE FROM rule_violations WHERE rule_id = 'RULE-17';
-- mutation: A home policy does not cover a car.
UPDATE policies SET policy_type = 'property', coverage_amount = 900000 WHERE policy_type = 'vehicle';

-- rule: rule18.ltv
-- Rule 18: a loan-to-value ratio above the threshold.
-- expect: violations of RULE-18
SELECT collateral_id FROM collateral WHERE units(ltv_ratio, 4) > units({threshold}, 4);
-- mutation
DELETE FROM rule_violations WHERE rule_id = 'RULE-18';

-- rule: rule19.training_overdue
-- Rule 19: an enrollment in PROG-01 that is older, in days, than the threshold and not completed.
-- expect: violations of RULE-19
SELECT CAST(training_record_id AS TEXT) FROM employee_training
WHERE program_id = 'PROG-01' AND status <> 'completed' AND day(as_of()) - day(enrollment_date) > {threshold};
-- mutation
UPDATE employee_training SET status = 'in_progress' WHERE program_id = 'PROG-01';

-- rule: aml.one_alert_each
-- Transaction monitoring raises one alert for each transaction that breaks one of rules 1-10, and no other.
WITH broken AS (
    SELECT DISTINCT entity_id AS transaction_id FROM rule_violations WHERE number_of(rule_id) <= 10
), alert AS (
    SELECT transaction_id, count(*) AS n FROM aml_checks WHERE check_type = 'transaction_monitoring' GROUP BY 1
)
SELECT b.transaction_id, coalesce(n, 0) AS alerts FROM broken b LEFT JOIN alert a ON a.transaction_id = b.transaction_id WHERE coalesce(n, 0) <> 1
UNION ALL SELECT transaction_id, 'breaks no rule' FROM alert WHERE transaction_id NOT IN (SELECT transaction_id FROM broken);
-- mutation
DELETE FROM aml_checks WHERE check_type = 'transaction_monitoring' AND rowid % 10 = 0;

-- rule: aml.after_transaction
-- An alert is not earlier than its transaction.
SELECT check_id, check_date, transaction_date FROM aml_checks c JOIN transactions t ON t.transaction_id = c.transaction_id
WHERE check_date < substr(transaction_date, 1, 10);
-- mutation
UPDATE aml_checks SET check_date = '2000-01-01';

-- rule: reports.ctr
-- One currency transaction report for each day on which a customer deposited or withdrew more than 10,000 in cash, with both amounts, never added
-- together, and no others.
WITH cash AS MATERIALIZED (
    SELECT 'CUST-' || substr(account_id, 5, length(account_id) - 6) AS customer_id, substr(transaction_date, 1, 10) AS day,
        sum(max(0, cents(transaction_amount))) AS cash_in, sum(max(0, -cents(transaction_amount))) AS cash_out
    FROM transactions WHERE transaction_type IN ('deposit', 'withdrawal') AND description LIKE 'Cash %' GROUP BY 1, 2
    HAVING cash_in > 1000000 OR cash_out > 1000000
), ctr AS MATERIALIZED (
    SELECT report_id, customer_id, reporting_period_start AS day, cents(cash_in) AS cash_in, cents(cash_out) AS cash_out FROM regulatory_reports WHERE report_type = 'ctr'
)
SELECT customer_id, day, cash_in, cash_out, 'is missing' FROM cash WHERE (customer_id, day, cash_in, cash_out) NOT IN (SELECT customer_id, day, cash_in, cash_out FROM ctr)
UNION ALL SELECT report_id, day, cash_in, cash_out, 'has no such day' FROM ctr WHERE (customer_id, day, cash_in, cash_out) NOT IN (SELECT * FROM cash)
UNION ALL SELECT report_id, day, customer_id, NULL, 'is not of this customer and day' FROM ctr
    WHERE report_id <> 'REP-CTR-' || substr(customer_id, 6) || '-' || replace(day, '-', '');
-- mutation
DELETE FROM regulatory_reports WHERE report_type = 'ctr' AND rowid % 10 = 0;
-- mutation
UPDATE regulatory_reports SET cash_in = cash_in + 100 WHERE report_type = 'ctr';
