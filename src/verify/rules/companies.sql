-- section: accounts_db
-- rule: companies.takings
-- Cash deposits of businesses follow their sales: no amount of 500 dollars or more makes up more than 2% of the deposits, and at least 4% are between
-- 5,000 and 8,000, with an allowance for small numbers.
WITH cash AS MATERIALIZED (
    SELECT cents(transaction_amount) AS amount FROM transactions t JOIN accounts a ON a.account_id = t.account_id JOIN customer_profiles p ON p.customer_id = a.customer_id
    WHERE customer_type = 'business' AND category = 'cash' AND transaction_amount > 0), n AS (SELECT count(*) AS n FROM cash)
SELECT amount, count(*) AS times, n FROM cash, n WHERE amount >= 50000 GROUP BY 1 HAVING times > 0.02 * n + 3 * sqrt(0.02 * n) + 3
UNION ALL SELECT 'between', sum(amount BETWEEN 500000 AND 800000) AS found, n FROM cash, n HAVING found < 0.04 * n - 3 * sqrt(0.04 * n);
-- mutation
UPDATE transactions SET transaction_amount = 4900 WHERE category = 'cash' AND transaction_amount >= 900;

-- rule: companies.night_drop
-- Only businesses have a key to the night drop.
SELECT transaction_id, t.description, customer_type FROM transactions t JOIN accounts a ON a.account_id = t.account_id JOIN customer_profiles p ON p.customer_id = a.customer_id
WHERE t.description LIKE '%night drop%' AND customer_type <> 'business';
-- mutation
UPDATE transactions SET description = 'Cash deposit night drop' WHERE description = 'Cash deposit at branch';

-- rule: companies.money
-- A business spends at least 55% of its revenue on suppliers, wages, taxes and rent; its owner draws 8 to 30%, and brokers get less than 1%, with
-- an allowance for small numbers.
WITH rows AS MATERIALIZED (
    SELECT category, t.description, cents(transaction_amount) AS amount FROM transactions t JOIN accounts a ON a.account_id = t.account_id
    JOIN customer_profiles p ON p.customer_id = a.customer_id WHERE customer_type = 'business' AND account_type = 'checking'),
sums AS (SELECT sum(max(0, amount)) AS taken, -sum(CASE WHEN category IN ('supplier', 'payroll', 'taxes', 'rent') THEN amount ELSE 0 END) AS costs,
    -sum(CASE WHEN description LIKE 'Owner draw %' THEN amount ELSE 0 END) AS drawn, -sum(CASE WHEN category = 'investment' THEN min(0, amount) ELSE 0 END) AS invested, count(*) AS n FROM rows)
SELECT taken, costs, drawn, invested FROM sums
WHERE costs < (0.55 - 4 / sqrt(n)) * taken OR drawn NOT BETWEEN (0.08 - 2 / sqrt(n)) * taken AND (0.3 + 4 / sqrt(n)) * taken OR invested > (0.01 + 1 / sqrt(n)) * taken;
-- mutation
UPDATE transactions SET category = 'investment', description = 'Transfer to Heronway Brokerage' WHERE description LIKE 'Owner draw %';
-- mutation
DELETE FROM transactions WHERE category IN ('payroll', 'supplier');
