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
-- also: transactions.transfers (the other side is missing)
-- A scheme pays into the customer's own other account.
UPDATE accounts_db.transactions SET counterparty_account = (SELECT max(account_number) FROM accounts_db.accounts a WHERE number_of(a.account_id) = number_of(transaction_id) AND a.account_id <> transactions.account_id)
WHERE transaction_id = (SELECT min(l.transaction_id) FROM aml_schemes l JOIN accounts_db.transactions t ON t.transaction_id = l.transaction_id
    WHERE counterparty_account IS NOT NULL AND (SELECT count(*) FROM accounts_db.accounts a WHERE a.customer_id = l.customer_id) > 1);

-- rule: labels.roles
UPDATE aml_schemes SET role = 'inflow' WHERE rowid = (SELECT max(rowid) FROM aml_schemes WHERE role = 'outflow');

-- rule: labels.reported
UPDATE aml_schemes SET detected = 1 - detected WHERE scheme_id = (SELECT min(scheme_id) FROM aml_schemes);

-- rule: labels.found
UPDATE aml_schemes SET typology = 'fan_in' WHERE scheme_id = (SELECT min(scheme_id) FROM aml_schemes WHERE typology = 'fan_out');

-- rule: labels.look_alikes
-- also: labels.schemes (they are too few)
-- All schemes but one are forgotten.
DELETE FROM aml_schemes WHERE scheme_id <> (SELECT min(scheme_id) FROM aml_schemes);
