-- rule: labels.schemes
-- The percentage of customers who run a scheme is that of --aml-rate, 1 by default.
SELECT seen, wanted FROM (SELECT count(DISTINCT scheme_id) AS seen, customers() * aml_rate() / 100 AS wanted FROM aml_schemes)
WHERE abs(seen - wanted) > 2 + wanted * 0.05;
-- mutation
DELETE FROM aml_schemes WHERE typology = 'structuring';

-- rule: labels.dealt
-- Of each 12 schemes 4 are structuring, 2 rapid movement, 2 a dormant account, 1 each fan-in, fan-out, round trip, loan served with cash; 10 are detected.
WITH wanted(typology, of_twelve) AS (VALUES ('structuring', 4), ('rapid_movement', 2), ('dormant_account', 2), ('fan_in', 1), ('fan_out', 1), ('round_trip', 1), ('loan_served_with_cash', 1)),
    n AS (SELECT count(DISTINCT scheme_id) AS n, count(DISTINCT CASE WHEN detected THEN scheme_id END) AS detected FROM aml_schemes)
SELECT w.typology, (SELECT count(DISTINCT scheme_id) FROM aml_schemes s WHERE s.typology = w.typology) AS found, of_twelve * n.n / 12.0 AS meant FROM wanted w, n
WHERE abs(found - meant) > 3 + n.n * 0.1
UNION ALL SELECT 'detected', n.detected, n.n * 10 / 12.0 FROM n WHERE abs(n.detected - n.n * 10 / 12.0) > 2 + n.n * 0.05;
-- mutation
UPDATE aml_schemes SET typology = 'structuring';

-- rule: labels.ids
-- Identifiers: a scheme's id holds its customer's number and counts from 1.
SELECT scheme_id, customer_id FROM aml_schemes WHERE scheme_id <> 'SCH-' || substr(customer_id, 6) || '-1';
-- mutation
UPDATE aml_schemes SET scheme_id = substr(scheme_id, 1, 11) || '-2' WHERE rowid = 2;

-- rule: labels.one_scheme
-- A scheme is of one kind and is detected or not.
SELECT scheme_id, count(DISTINCT typology), count(DISTINCT detected) FROM aml_schemes
GROUP BY 1 HAVING count(DISTINCT typology) > 1 OR count(DISTINCT detected) > 1;
-- mutation
UPDATE aml_schemes SET typology = 'fan_out' WHERE rowid = 2;

-- rule: labels.places
-- A scheme lives in its customer's rows.
SELECT l.transaction_id, l.account_id, l.customer_id FROM aml_schemes l
JOIN transactions t ON t.transaction_id = l.transaction_id
JOIN accounts a ON a.account_id = t.account_id
WHERE l.account_id <> t.account_id OR l.customer_id <> a.customer_id;
-- mutation
UPDATE aml_schemes SET account_id = 'ACC-0000001-1' WHERE rowid = 2;

-- rule: labels.elsewhere
-- The counterparties of a scheme are accounts elsewhere.
SELECT l.transaction_id, counterparty_account FROM aml_schemes l JOIN transactions t ON t.transaction_id = l.transaction_id
JOIN accounts a ON a.account_number = t.counterparty_account;
-- mutation
UPDATE transactions SET counterparty_account = (SELECT min(account_number) FROM accounts);

-- rule: labels.roles
-- Money comes in by placements, inflows and returns, and goes out by outflows and repayments; what is placed is cash.
SELECT l.transaction_id, l.role, t.transaction_amount, t.description FROM aml_schemes l
JOIN transactions t ON t.transaction_id = l.transaction_id
WHERE (l.role IN ('placement', 'inflow', 'return')) <> (t.transaction_amount > 0)
    OR l.role = 'placement' AND t.description NOT LIKE 'Cash %';
-- mutation
UPDATE aml_schemes SET role = 'inflow' WHERE role = 'outflow';

-- rule: labels.reported
-- A scheme is detected exactly when there is a report of suspicious activity of its customer.
SELECT scheme_id, detected FROM aml_schemes
WHERE detected <> (customer_id IN (SELECT customer_id FROM suspicious_activity_reports))
GROUP BY 1;
-- mutation
UPDATE aml_schemes SET detected = NOT detected;

-- rule: labels.found
-- Each scheme makes its account break the rule that watches for its kind.
WITH watch(typology, rule_id) AS (
    VALUES ('structuring', 'RULE-01'), ('rapid_movement', 'RULE-02'), ('fan_in', 'RULE-05'), ('fan_out', 'RULE-06'),
        ('round_trip', 'RULE-07'), ('dormant_account', 'RULE-08'), ('loan_served_with_cash', 'RULE-09')
), broken AS (
    SELECT DISTINCT rule_id, account_id FROM rule_violations JOIN transactions ON transaction_id = entity_id
)
SELECT DISTINCT scheme_id, typology FROM aml_schemes
WHERE scheme_id NOT IN (SELECT scheme_id FROM aml_schemes JOIN watch USING (typology) JOIN broken USING (rule_id, account_id));
-- mutation
UPDATE aml_schemes SET typology = 'fan_in' WHERE typology = 'fan_out';

-- rule: labels.look_alikes
-- Honest look-alikes are planted among schemes: share of the accounts that break a rule that watches for a scheme and run none.
-- expect: share 75; slack 3; effect 0.03
SELECT count(DISTINCT CASE WHEN t.account_id NOT IN (SELECT account_id FROM aml_schemes) THEN t.account_id END), count(DISTINCT t.account_id)
FROM rule_violations v JOIN transactions t ON t.transaction_id = v.entity_id
WHERE rule_id IN ('RULE-01', 'RULE-02', 'RULE-05', 'RULE-06', 'RULE-07', 'RULE-08', 'RULE-09');
-- mutation
DELETE FROM aml_schemes;
