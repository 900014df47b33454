-- rule: labels.schemes
-- The percentage of customers who run a scheme matches --aml-rate, 1 by default; with less than three months of statements, fewer schemes are
-- visible.
SELECT seen, wanted FROM (SELECT count(DISTINCT scheme_id) AS seen, customers() * aml_rate() / 100 * min(3, coalesce(months(), 3)) / 3.0 AS wanted FROM aml_schemes)
WHERE abs(seen - wanted) > 2 + wanted * 0.05 + CASE WHEN months() < 3 THEN 3 * sqrt(wanted) ELSE 0 END;
-- mutation
DELETE FROM aml_schemes WHERE typology = 'structuring';

-- rule: labels.dealt
-- Of each 12 schemes 3 are structuring, 2 rapid movement, 2 rings, and 1 each fan-in, fan-out, round trip, a dormant account and a loan serviced with
-- cash.
WITH wanted(kind, of_twelve) AS (VALUES ('structuring', 3), ('rapid_movement', 2), ('dormant_account', 1), ('fan_in', 1), ('fan_out', 1), ('round_trip', 1), ('loan_served_with_cash', 1), ('ring', 2)),
    kinds AS MATERIALIZED (SELECT DISTINCT scheme_id, CASE WHEN typology IN ('cycle', 'scatter_gather', 'mule_ring', 'smurfing') THEN 'ring' ELSE typology END AS kind FROM aml_schemes),
    n AS (SELECT count(*) AS n FROM kinds)
SELECT w.kind, (SELECT count(*) FROM kinds k WHERE k.kind = w.kind) AS found, of_twelve * n.n / 12.0 AS meant FROM wanted w, n
WHERE abs(found - meant) > 3 + n.n * 0.1;
-- mutation
UPDATE aml_schemes SET typology = 'structuring';

-- rule: labels.rings
-- At least 8% of the schemes are rings of three or more customers, of at least three kinds where there are enough schemes.
WITH rings AS MATERIALIZED (SELECT scheme_id, typology FROM aml_schemes GROUP BY 1 HAVING count(DISTINCT customer_id) > 1), n AS (SELECT count(DISTINCT scheme_id) AS n FROM aml_schemes)
SELECT 'rings', (SELECT count(*) FROM rings) AS found, n FROM n WHERE found < 0.1 * n - 0.9
UNION ALL SELECT 'kinds', (SELECT count(DISTINCT typology) FROM rings) AS found, n FROM n WHERE n >= 48 AND found < 3
UNION ALL SELECT scheme_id, count(DISTINCT customer_id), 3 FROM aml_schemes l JOIN transactions t ON t.transaction_id = l.transaction_id
    WHERE typology IN ('cycle', 'scatter_gather', 'mule_ring', 'smurfing') AND (number_of(scheme_id) + 19) / 20 * 20 <= customers()
    GROUP BY 1 HAVING count(DISTINCT customer_id) NOT BETWEEN 3 AND 8 AND min(transaction_date) < add_days(as_of(), -20);
-- mutation
DELETE FROM aml_schemes WHERE typology IN ('cycle', 'scatter_gather', 'mule_ring', 'smurfing');
-- mutation
UPDATE aml_schemes SET customer_id = 'CUST-' || substr(scheme_id, 5, length(scheme_id) - 6);

-- rule: labels.both_sides
-- Money moved between members of a ring appears on both statements: at the same time, with opposite amounts, each naming the other's account.
WITH inside AS MATERIALIZED (
    SELECT l.scheme_id, l.transaction_id, t.account_id, a.account_id AS other, transaction_date AS at, cents(transaction_amount) AS amount
    FROM aml_schemes l JOIN transactions t ON t.transaction_id = l.transaction_id JOIN accounts a ON a.account_number = t.counterparty_account)
SELECT i.transaction_id, i.account_id, i.other, i.at, i.amount FROM inside i
LEFT JOIN inside m ON m.account_id = i.other AND m.other = i.account_id AND m.at = i.at AND m.amount = -i.amount AND m.scheme_id = i.scheme_id
GROUP BY i.transaction_id HAVING count(m.transaction_id) <> 1;
-- mutation
DELETE FROM transactions WHERE transaction_id = (SELECT min(l.transaction_id) FROM aml_schemes l JOIN transactions t ON t.transaction_id = l.transaction_id
    WHERE counterparty_account IN (SELECT account_number FROM accounts));

-- rule: labels.on_us
-- Money moved between members of a ring stays within the bank: no wire, no ACH, no fee.
SELECT l.transaction_id, channel, description FROM aml_schemes l JOIN transactions t ON t.transaction_id = l.transaction_id
JOIN accounts a ON a.account_number = counterparty_account WHERE channel NOT IN ('online', 'mobile') OR description REGEXP '(?i)wire|ach |external';
-- mutation
UPDATE transactions SET channel = 'wire', description = 'Wire transfer sent' WHERE counterparty_account IN (SELECT account_number FROM accounts);

-- rule: labels.below
-- Share of schemes none of whose rows breaks a rule.
-- expect: share 33; slack 5; effect 0.4
WITH broken AS MATERIALIZED (SELECT DISTINCT l.scheme_id FROM aml_schemes l JOIN rule_violations v ON v.entity_id = l.transaction_id)
SELECT count(DISTINCT CASE WHEN scheme_id NOT IN (SELECT scheme_id FROM broken) THEN scheme_id END), count(DISTINCT scheme_id) FROM aml_schemes;
-- mutation
DELETE FROM rule_violations;

-- rule: labels.ids
-- Identifiers: a scheme's id contains the number of its first customer and counts from 1; all customers of a ring are in the same block of 20.
SELECT scheme_id, customer_id, typology FROM aml_schemes
WHERE scheme_id <> printf('SCH-%07d-1', number_of(scheme_id)) OR (number_of(scheme_id) - 1) / 20 <> (number_of(customer_id) - 1) / 20
   OR scheme_id <> 'SCH-' || substr(customer_id, 6) || '-1' AND typology NOT IN ('cycle', 'scatter_gather', 'mule_ring', 'smurfing');
-- mutation
UPDATE aml_schemes SET scheme_id = substr(scheme_id, 1, 11) || '-2' WHERE rowid = 2;

-- rule: labels.one_scheme
-- All rows of a scheme have the same type and detection status.
SELECT scheme_id, count(DISTINCT typology), count(DISTINCT detected) FROM aml_schemes
GROUP BY 1 HAVING count(DISTINCT typology) > 1 OR count(DISTINCT detected) > 1;
-- mutation
UPDATE aml_schemes SET typology = 'fan_out' WHERE rowid = 2;

-- rule: labels.places
-- A scheme's rows belong to its customers.
SELECT l.transaction_id, l.account_id, l.customer_id FROM aml_schemes l
JOIN transactions t ON t.transaction_id = l.transaction_id
JOIN accounts a ON a.account_id = t.account_id
WHERE l.account_id <> t.account_id OR l.customer_id <> a.customer_id;
-- mutation
UPDATE aml_schemes SET account_id = 'ACC-0000001-1' WHERE rowid = 2;

-- rule: labels.elsewhere
-- The counterparties of a single-account scheme are at other banks.
SELECT l.transaction_id, counterparty_account FROM aml_schemes l JOIN transactions t ON t.transaction_id = l.transaction_id
JOIN accounts a ON a.account_number = t.counterparty_account WHERE typology NOT IN ('cycle', 'scatter_gather', 'mule_ring', 'smurfing');
-- mutation
UPDATE transactions SET counterparty_account = (SELECT min(account_number) FROM accounts);

-- rule: labels.roles
-- Placements, inflows and returns bring money in; outflows and repayments take it out; placements are cash.
SELECT l.transaction_id, l.role, t.transaction_amount, t.description FROM aml_schemes l
JOIN transactions t ON t.transaction_id = l.transaction_id
WHERE (l.role IN ('placement', 'inflow', 'return')) <> (t.transaction_amount > 0)
    OR l.role = 'placement' AND t.description NOT LIKE 'Cash %';
-- mutation
UPDATE aml_schemes SET role = 'inflow' WHERE role = 'outflow';

-- rule: labels.reported
-- A scheme is detected if and only if there is a suspicious activity report on one of its accounts.
SELECT scheme_id, max(detected), count(sar_id) FROM aml_schemes l LEFT JOIN suspicious_activity_reports s ON s.account_id = l.account_id
GROUP BY 1 HAVING max(detected) <> (count(sar_id) > 0);
-- mutation
UPDATE aml_schemes SET detected = NOT detected;

-- rule: labels.found
-- Each detected scheme has an account that breaks the rule that monitors its typology.
WITH watch(typology, rule_id) AS (
    VALUES ('structuring', 'RULE-01'), ('rapid_movement', 'RULE-02'), ('fan_in', 'RULE-05'), ('fan_out', 'RULE-06'), ('round_trip', 'RULE-07'),
        ('dormant_account', 'RULE-08'), ('loan_served_with_cash', 'RULE-09'), ('cycle', 'RULE-02'), ('scatter_gather', 'RULE-05'), ('scatter_gather', 'RULE-06'),
        ('mule_ring', 'RULE-05'), ('smurfing', 'RULE-05')
), broken AS MATERIALIZED (
    SELECT DISTINCT rule_id, account_id FROM rule_violations JOIN transactions ON transaction_id = entity_id
)
SELECT DISTINCT scheme_id, typology FROM aml_schemes
WHERE detected AND scheme_id NOT IN (SELECT scheme_id FROM aml_schemes JOIN watch USING (typology) JOIN broken USING (rule_id, account_id));
-- mutation
UPDATE aml_schemes SET typology = 'fan_in' WHERE typology IN ('structuring', 'round_trip');

-- rule: labels.look_alikes
-- Honest look-alikes are planted among schemes, three for each: share of accounts without a scheme that break a scheme-monitoring rule in the last
-- three months. One in a hundred breaks one by chance.
-- expect: share 76; slack 2; effect 0.06
SELECT count(DISTINCT CASE WHEN t.account_id NOT IN (SELECT account_id FROM aml_schemes) THEN t.account_id END), count(DISTINCT t.account_id)
FROM rule_violations v JOIN transactions t ON t.transaction_id = v.entity_id
WHERE rule_id IN ('RULE-01', 'RULE-02', 'RULE-05', 'RULE-06', 'RULE-07', 'RULE-08', 'RULE-09')
  AND transaction_date >= substr(add_months(as_of(), -2), 1, 8) || '01';
-- mutation
DELETE FROM aml_schemes;
