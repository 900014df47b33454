-- section: compliance_db
-- rule: dispositions.once
-- An alert is closed once: all violations of a transaction have the same status, notes, day and officer.
SELECT entity_id, count(*), min(resolution_notes), max(resolution_notes) FROM rule_violations WHERE entity_type = 'transaction' GROUP BY 1
HAVING count(DISTINCT status || coalesce(resolution_notes || resolved_date || resolved_by, '')) > 1;
-- mutation
UPDATE rule_violations SET resolution_notes = resolution_notes || ' ' || rule_id;

-- rule: dispositions.fit
-- A note fits its transaction: it gives a source of funds for a credit and a purpose for a debit; it mentions cash, brokers and home sales only if the
-- transaction is one; sales and invoices belong to businesses, relatives and trips to individuals.
WITH closed AS MATERIALIZED (
    SELECT violation_id, resolution_notes AS note, cents(transaction_amount) > 0 AS comes, category, customer_type = 'business' AS business
    FROM rule_violations JOIN transactions t ON t.transaction_id = entity_id JOIN accounts a ON a.account_id = t.account_id
    JOIN customer_profiles p ON p.customer_id = a.customer_id WHERE resolution_notes IS NOT NULL AND NOT resolution_notes REGEXP '(?i)suspicious activity report')
SELECT violation_id, note, comes, category, business FROM closed
WHERE NOT comes AND note REGEXP '(?i)proceeds|inheritance|gift|from the sale|kept at home|put by|cash sales|register reports|through came back|off came back|came from|moved here|paid their part|dues|collection|sold'
   OR comes AND note REGEXP '(?i)taken out|day labor|change for|invoice paid\.|down payment|tuition|went to|moved to|invested|vendors|builders|callers|installment'
   OR category <> 'cash' AND note REGEXP '(?i)^cash|cash sales|\bregister\b|in cash'
   OR category = 'cash' AND NOT note REGEXP '(?i)cash|cash sales|register|private|callers|home|holder|recurs|contract'
   OR (category = 'investment') <> (note REGEXP '(?i)broker|securities')
   OR category = 'cash' AND note REGEXP '(?i)home sale'
   OR business AND note REGEXP '(?i)relative|family|kept at home|home sale|tuition|treasurer|inheritance|trip\b|put by'
   OR NOT business AND note REGEXP '(?i)cash sales|register\b|line of business|sales records|supplier and purpose|cash journal|credit note|day labor';
-- mutation
UPDATE rule_violations SET resolution_notes = 'Source of funds documented: inheritance.' WHERE resolution_notes IS NOT NULL;
-- mutation
UPDATE rule_violations SET resolution_notes = 'Proceeds of a home sale. Settlement statement on file. Closed.' WHERE rule_id = 'RULE-04' AND resolution_notes IS NOT NULL;
-- mutation
UPDATE rule_violations SET resolution_notes = 'Cash sales agree with the sales records. Closed.' WHERE rule_id = 'RULE-04' AND resolution_notes IS NOT NULL;
-- mutation
UPDATE transactions SET transaction_amount = -transaction_amount WHERE category IN ('cash', 'transfer');

-- rule: dispositions.results
-- The result of a closed alert fits its transaction: a source of funds for a credit, a payee for a debit, books for a business.
SELECT check_id, screening_result, transaction_amount, customer_type FROM aml_checks c JOIN transactions t ON t.transaction_id = c.transaction_id
JOIN customer_profiles p ON p.customer_id = c.customer_id
WHERE transaction_amount < 0 AND screening_result REGEXP '(?i)source of funds|origin of the money' OR transaction_amount > 0 AND screening_result REGEXP '(?i)payee|^purpose'
   OR customer_type <> 'business' AND screening_result REGEXP '(?i)stated business|books' OR customer_type = 'business' AND screening_result REGEXP '(?i)source of funds|holder spoken';
-- mutation
UPDATE aml_checks SET screening_result = 'Documented source of funds' WHERE transaction_id IS NOT NULL;

-- rule: dispositions.means
-- An individual's cash alert is not closed as harmless in a month with more cash deposits than a quarter of a year's income: it is reported or still
-- open, or after a month it is decided and put on file that it is not reported.
WITH cash AS MATERIALIZED (
    SELECT customer_id, substr(transaction_date, 1, 7) AS month, sum(cents(transaction_amount)) AS total FROM transactions t JOIN accounts a ON a.account_id = t.account_id
    WHERE category = 'cash' AND transaction_amount > 0 GROUP BY 1, 2)
SELECT check_id, total, annual_income, resolution_notes FROM aml_checks c JOIN transactions t ON t.transaction_id = c.transaction_id
JOIN cash m ON m.customer_id = c.customer_id AND m.month = substr(transaction_date, 1, 7) JOIN customer_profiles p ON p.customer_id = c.customer_id
JOIN rule_violations v ON v.entity_id = c.transaction_id
WHERE customer_type = 'individual' AND category = 'cash' AND transaction_amount > 0 AND sar_id IS NULL AND status = 'resolved' AND total * 4 > cents(annual_income) + 400
  AND NOT (resolution_notes LIKE '%Decision not to report on file%' AND day(resolved_date) - day(violation_date) BETWEEN 30 AND 60);
-- mutation
UPDATE customer_profiles SET annual_income = 2400;

-- rule: dispositions.means_of_transfers
-- The same holds for an alert about transfers to or from an individual in a month with more than a quarter of a year's income in that direction, except
-- for transfers between the customer's own accounts and the price of a home.
WITH total AS MATERIALIZED (
    SELECT number_of(account_id) AS customer, month, amount > 0 AS comes, sum(abs(amount)) AS total FROM moves WHERE transfer GROUP BY 1, 2, 3)
SELECT violation_id, total, annual_income, resolution_notes FROM rule_violations v JOIN moves m ON m.transaction_id = v.entity_id AND m.transfer
JOIN total s ON s.customer = number_of(m.account_id) AND s.month = m.month AND comes = (m.amount > 0)
JOIN customer_profiles p ON p.customer_id = printf('CUST-%07d', s.customer)
WHERE rule_id IN ('RULE-02', 'RULE-05', 'RULE-06') AND customer_type = 'individual' AND v.status = 'resolved' AND total * 4 > cents(annual_income) + 400
  AND NOT resolution_notes REGEXP '(?i)report|own account|own money|home sale'
  AND NOT (m.amount >= 2500000 AND rule_id = 'RULE-02');
-- mutation
UPDATE customer_profiles SET annual_income = 2400;

-- rule: dispositions.decided
-- An alert that nothing explains is decided upon within 60 days, unless it is about what goes on after a report; and a decision not to report is about
-- nothing that a report covers.
SELECT violation_id, v.status, violation_date, resolution_notes FROM rule_violations v JOIN transactions t ON t.transaction_id = v.entity_id
WHERE v.status <> 'resolved' AND violation_date < add_days(as_of(), -60)
  AND NOT EXISTS (SELECT 1 FROM suspicious_activity_reports s WHERE s.account_id = t.account_id AND s.report_date <= substr(transaction_date, 1, 10))
UNION ALL SELECT violation_id, v.status, violation_date, resolution_notes FROM rule_violations v JOIN aml_checks c ON c.transaction_id = v.entity_id
WHERE sar_id IS NOT NULL AND resolution_notes LIKE '%not to report%';
-- mutation
UPDATE rule_violations SET status = 'investigating' WHERE entity_type = 'transaction';
-- mutation
UPDATE rule_violations SET resolution_notes = 'Decision not to report on file.' WHERE resolution_notes IS NOT NULL;

-- rule: dispositions.together
-- Alerts about money that moved in the same direction on an account in a month are closed with the same words.
WITH closed AS MATERIALIZED (
    SELECT DISTINCT t.account_id, substr(transaction_date, 1, 7) AS month, transaction_amount > 0 AS comes, category, resolution_notes AS note, screening_result AS result
    FROM rule_violations v JOIN transactions t ON t.transaction_id = v.entity_id JOIN aml_checks c ON c.transaction_id = t.transaction_id
    WHERE v.status = 'resolved' AND sar_id IS NULL AND NOT resolution_notes REGEXP '(?i)own account|own money')
SELECT account_id, month, category, comes, count(*), min(note), max(note) FROM closed GROUP BY 1, 2, 3, 4 HAVING count(*) > 1;
-- mutation
UPDATE rule_violations SET resolution_notes = resolution_notes || ' ' || entity_id WHERE resolution_notes IS NOT NULL;

-- rule: dispositions.continues
-- After a report, alerts of the same pattern on the account are not closed as harmless: the next report includes them, or they are still open.
SELECT violation_id, s.sar_id, report_date, transaction_date, resolution_notes FROM rule_violations v JOIN transactions t ON t.transaction_id = v.entity_id
JOIN suspicious_activity_reports s ON s.account_id = t.account_id AND s.report_date <= substr(transaction_date, 1, 10)
JOIN aml_checks c ON c.transaction_id = t.transaction_id
WHERE rule_id IN ('RULE-01', 'RULE-02', 'RULE-05', 'RULE-06', 'RULE-07', 'RULE-08', 'RULE-09') AND v.status = 'resolved' AND c.sar_id IS NULL;
-- mutation
UPDATE suspicious_activity_reports SET report_date = '2000-01-01', account_id = (SELECT account_id FROM rule_violations v
    JOIN transactions t ON t.transaction_id = v.entity_id JOIN aml_checks c ON c.transaction_id = t.transaction_id
    WHERE v.rule_id IN ('RULE-01', 'RULE-02', 'RULE-05', 'RULE-06', 'RULE-07', 'RULE-08', 'RULE-09') AND v.status = 'resolved' AND c.sar_id IS NULL);
