-- section: compliance_db
-- rule: sars.sums
-- A report says only what rows show: its amount is the sum of the cash deposits (structuring, fraud) or of the transfers of one direction
-- in its days, and its text states that sum, their number, and their first and last day. It leaves out nothing that went the other way:
-- transfers, money from or to brokers, and cash. (Reports on months before the statements are on file without their rows.)
WITH rows AS MATERIALIZED (
    SELECT sar_id, m.amount > 0 AS inward, m.cash, count(*) AS n, sum(abs(m.amount)) AS total, min(substr(transaction_date, 1, 10)) AS first, max(substr(transaction_date, 1, 10)) AS last
    FROM suspicious_activity_reports s JOIN moves m ON m.account_id = s.account_id
    JOIN transactions t ON t.transaction_id = m.transaction_id AND substr(transaction_date, 1, 10) BETWEEN activity_from AND activity_to
    WHERE m.transfer OR m.cash AND m.amount > 0 GROUP BY 1, 2, 3
), ways AS MATERIALIZED (
    SELECT sar_id, m.amount > 0 AS inward, sum(abs(m.amount)) AS total
    FROM suspicious_activity_reports s JOIN moves m ON m.account_id = s.account_id
    JOIN transactions t ON t.transaction_id = m.transaction_id AND substr(transaction_date, 1, 10) BETWEEN activity_from AND activity_to
    WHERE m.transfer OR m.cash OR m.category = 'investment' AND m.transaction_type IN ('deposit', 'withdrawal') GROUP BY 1, 2
)
SELECT s.sar_id, activity_type, amount_involved, description FROM suspicious_activity_reports s
WHERE activity_from >= substr(add_months(as_of(), 1 - coalesce(months(), 3)), 1, 8) || '01' AND NOT EXISTS (
    SELECT 1 FROM rows r WHERE r.sar_id = s.sar_id AND r.cash = (activity_type IN ('structuring', 'fraud')) AND (activity_type = 'unusual_pattern' OR r.inward)
      AND r.total = cents(amount_involved) AND instr(description, printf('%d.%02d dollars', total / 100, total % 100))
      AND instr(description, printf('%d %s%s', n, CASE WHEN r.cash THEN 'cash deposit' ELSE 'transfer' END, CASE n WHEN 1 THEN '' ELSE 's' END))
      AND instr(description, first) AND instr(description, last)
      AND NOT EXISTS (SELECT 1 FROM ways w WHERE w.sar_id = s.sar_id AND w.inward <> r.inward AND NOT instr(description, printf('%d.%02d dollars', w.total / 100, w.total % 100))));
-- mutation
UPDATE suspicious_activity_reports SET amount_involved = amount_involved + 1;
-- mutation
DELETE FROM transactions WHERE transaction_id IN (SELECT transaction_id FROM aml_checks WHERE sar_id IS NOT NULL);
-- mutation: A deposit has another date.
UPDATE suspicious_activity_reports SET description = replace(description, substr(activity_from, 1, 8), '2020-01-');
-- mutation: Money sent to brokers is left out.
UPDATE transactions SET category = 'investment', transaction_amount = transaction_amount - 1 WHERE category = 'transfer' AND transaction_type = 'withdrawal';

-- rule: sars.subjects
-- A report says who the customer is, as in the profile: the name of the person or company first, then occupation or industry, income or
-- revenue, and since when; and it names each earlier report.
SELECT sar_id, full_name, occupation, annual_income, onboarding_date, description FROM suspicious_activity_reports s JOIN customer_profiles p ON p.customer_id = s.customer_id
WHERE NOT instr(description, printf('%d.%02d dollars a year', cents(annual_income) / 100, cents(annual_income) % 100)) OR NOT instr(description, 'since ' || onboarding_date)
   OR substr(description, 1, length(full_name) + 2) <> full_name || ' (' OR occupation IS NULL AND NOT description REGEXP '\([A-Z][a-z]+[A-Za-z ,&'']*, stated revenue '
   OR occupation IS NOT NULL AND NOT instr(description, '(' || occupation || ',')
   OR EXISTS (SELECT 1 FROM suspicious_activity_reports e WHERE e.customer_id = s.customer_id AND e.report_date < s.report_date
        AND e.filed_date <= coalesce(s.filed_date, as_of()) AND (NOT instr(s.description, e.filed_date) OR instr(s.description, 'No earlier report')));
-- mutation
UPDATE customer_profiles SET annual_income = annual_income + 10;
-- mutation: A company is described by its industry instead of its name.
UPDATE suspicious_activity_reports SET description = 'The customer ' || substr(description, instr(description, '('));
-- mutation
UPDATE customer_profiles SET occupation = 'Astronaut' WHERE occupation IS NOT NULL;
-- mutation: An earlier report is not named.
INSERT INTO suspicious_activity_reports SELECT 'SAR-0000000-200001-1', customer_id, account_id, add_days(report_date, -40), activity_type, description, sar_status, add_days(report_date, -20), regulatory_tier, filed_by,
    amount_involved, activity_from, activity_to FROM suspicious_activity_reports WHERE sar_id = (SELECT min(sar_id) FROM suspicious_activity_reports);

-- rule: sars.counterparties
-- A report says how many accounts are at the other end of the transfers, and how many of these belong to other customers; those of a block that
-- the scale cuts off are not all here.
WITH ends AS MATERIALIZED (
    SELECT s.sar_id, s.description, count(DISTINCT m.counterparty_account) AS n,
        count(DISTINCT CASE WHEN number_of(a.account_id) <> number_of(s.account_id) THEN a.account_id END) AS known
    FROM suspicious_activity_reports s JOIN moves m ON m.account_id = s.account_id AND m.transfer
    JOIN transactions t ON t.transaction_id = m.transaction_id AND substr(transaction_date, 1, 10) BETWEEN activity_from AND activity_to
    LEFT JOIN accounts a ON a.account_number = m.counterparty_account
    WHERE (number_of(s.account_id) + 19) / 20 * 20 <= customers() GROUP BY 1)
SELECT sar_id, n, known, description FROM ends WHERE NOT instr(description, printf('Accounts at the other end: %d. Customers of this bank among them: %d.', n, known));
-- mutation
UPDATE suspicious_activity_reports SET description = replace(description, 'among them: 0', 'among them: 1');
-- mutation
UPDATE transactions SET counterparty_account = (SELECT max(account_number) FROM accounts) WHERE counterparty_account IS NOT NULL;

-- rule: sars.words
-- The text of a report uses singular for one row and plural for several, and does not give a range of days if everything happened on one day.
SELECT sar_id, description FROM suspicious_activity_reports
WHERE description REGEXP '\b1 (transfers|cash deposits|cash withdrawals)\b' OR description REGEXP '\b1 cash deposit for [0-9.]+ dollars in all were'
   OR description REGEXP '\b([2-9]|[1-9][0-9]+) (transfer|cash deposit|cash withdrawal)\b' OR description REGEXP '\b([2-9]|[1-9][0-9]+) [a-z ]+ for [0-9.]+ dollars in all was'
   OR instr(description, 'rom ' || activity_from || ' to ' || activity_from) OR instr(description, 'etween ' || activity_from || ' and ' || activity_from);
-- mutation
UPDATE suspicious_activity_reports SET description = replace(replace(description, '3 ', '1 '), '4 ', '1 ');
-- mutation
UPDATE suspicious_activity_reports SET description = '1 cash deposit for 6000.00 dollars in all were made.';

-- rule: sars.earlier
-- The earlier reports that a report names, by the days of their filing, are on file, and no others.
SELECT sar_id, report_date, description FROM suspicious_activity_reports s
WHERE coalesce(extract(description, 'Reported before on [0-9and -]+'), '') <> coalesce('Reported before on ' || (SELECT group_concat(day, ' and ') FROM (
    SELECT e.filed_date AS day FROM suspicious_activity_reports e WHERE e.customer_id = s.customer_id AND e.report_date < s.report_date
        AND e.filed_date <= coalesce(s.filed_date, as_of()) ORDER BY e.report_date)), '');
-- mutation: Only what the months of statements show is on file.
DELETE FROM suspicious_activity_reports WHERE sar_id NOT IN (SELECT sar_id FROM aml_checks WHERE sar_id IS NOT NULL);
-- mutation
UPDATE suspicious_activity_reports SET description = replace(description, 'No earlier report', 'Reported before on 2025-06-02');
