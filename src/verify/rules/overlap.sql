-- section: labels
-- rule: labels.overlap
-- Schemes and look-alikes overlap in every feature: within each rule, no single feature of a month distinguishes one from the other, nor does the rating at
-- onboarding: the area under the curve is .25 to .75 (of the rating .38 to .62) with an allowance for small numbers.
WITH cases AS MATERIALIZED (SELECT * FROM scheme_cases),
told AS (
    SELECT rule_id, scheme, 'came' AS feature, came AS value FROM cases UNION ALL SELECT rule_id, scheme, 'share', share FROM cases
    UNION ALL SELECT rule_id, scheme, 'credits', credits FROM cases UNION ALL SELECT rule_id, scheme, 'debits', debits FROM cases
    UNION ALL SELECT rule_id, scheme, 'days_in', days_in FROM cases UNION ALL SELECT rule_id, scheme, 'days_out', days_out FROM cases
    UNION ALL SELECT rule_id, scheme, 'wait', wait FROM cases UNION ALL SELECT rule_id, scheme, 'payers', payers FROM cases
    UNION ALL SELECT rule_id, scheme, 'payees', payees FROM cases
    UNION ALL SELECT rule_id, scheme, 'first rating', instr('low medium high', risk_rating) FROM cases c
        JOIN accounts a ON a.account_id = c.account_id JOIN kyc_records k ON k.customer_id = a.customer_id AND k.kyc_id LIKE '%-01'
), ranked AS (
    SELECT *, rank() OVER own + (count(*) OVER (PARTITION BY feature, rule_id, value) - 1) / 2.0 AS place FROM told WINDOW own AS (PARTITION BY feature, rule_id ORDER BY value)
), wins AS (
    SELECT feature, rule_id, sum(scheme) AS n, count(*) - sum(scheme) AS others, sum(scheme * place) - sum(scheme) * (sum(scheme) + 1) / 2.0 AS wins FROM ranked GROUP BY 1, 2
), areas AS (
    SELECT feature, sum(wins) / sum(n * others) AS area, sum(n) AS schemes, sqrt(sum(n * others * (n + others + 1.0) / 12)) / sum(n * others) AS chance
    FROM wins WHERE n > 0 AND others > 0 GROUP BY 1)
SELECT feature, round(area, 3), schemes FROM areas WHERE abs(area - 0.5) > CASE feature WHEN 'first rating' THEN 0.12 ELSE 0.25 END + 2.5 * chance;
-- mutation
UPDATE kyc_records SET risk_rating = CASE WHEN customer_id IN (SELECT customer_id FROM aml_schemes) THEN 'low' ELSE 'high' END WHERE kyc_id LIKE '%-01';
-- mutation: Every other customer runs a scheme and receives money; all others send it.
UPDATE transactions SET transaction_amount = CASE number_of(account_id) % 2 WHEN 1 THEN 400 ELSE -400 END;
INSERT INTO aml_schemes SELECT 'SCH-0000000-1', 'structuring', 'inflow', customer_id, account_id, account_id, 1 FROM accounts WHERE number_of(account_id) % 2;
DELETE FROM aml_schemes WHERE number_of(account_id) % 2 = 0;
INSERT OR IGNORE INTO rule_violations SELECT 'VIO-' || transaction_id, 'RULE-01', 'transaction', transaction_id, '2025-12-01', 'critical', 'open', NULL, NULL, NULL FROM transactions
WHERE transaction_type IN ('deposit', 'withdrawal') AND category IN ('cash', 'transfer');

-- rule: labels.learned
-- Several features together distinguish schemes from look-alikes to some degree: ranked among those of the same rule by how soon money leaves and to how
-- many, the area under the curve is .64 to .88, give or take four standard deviations of chance, since the months of
-- one account are alike.
WITH scored AS MATERIALIZED (
    SELECT rule_id, scheme, percent_rank() OVER (PARTITION BY rule_id ORDER BY payees) - percent_rank() OVER (PARTITION BY rule_id ORDER BY wait) AS value FROM scheme_cases
), ranked AS (
    SELECT *, rank() OVER own + (count(*) OVER (PARTITION BY rule_id, value) - 1) / 2.0 AS place FROM scored WINDOW own AS (PARTITION BY rule_id ORDER BY value)
), wins AS (
    SELECT rule_id, sum(scheme) AS n, count(*) - sum(scheme) AS others, sum(scheme * place) - sum(scheme) * (sum(scheme) + 1) / 2.0 AS wins FROM ranked GROUP BY 1
), areas AS (
    SELECT sum(wins) / sum(n * others) AS area, sum(n) AS schemes, sqrt(sum(n * others * (n + others + 1.0) / 12)) / sum(n * others) AS chance FROM wins WHERE n > 0 AND others > 0)
SELECT 'learned', round(area, 3), schemes FROM areas WHERE area < 0.64 - 4 * chance OR area > 0.88 + 4 * chance;
-- mutation: Money of schemes leaves last and goes to nobody.
UPDATE transactions SET counterparty_account = NULL, transaction_date = substr(transaction_date, 1, 8) || '28 23:00:00'
WHERE transaction_amount < 0 AND account_id IN (SELECT account_id FROM aml_schemes);
