-- section: accounts_db
-- rule: transactions.salaries
-- Transactions: salaries are 1,000 to 8,000, paid on weekdays into checking accounts.
SELECT transaction_id, transaction_amount, transaction_date, account_type FROM transactions t JOIN accounts a ON a.account_id = t.account_id
WHERE transaction_type = 'salary'
  AND (transaction_amount NOT BETWEEN 1000 AND 8000 OR weekday(transaction_date) > 4 OR account_type <> 'checking');
-- mutation
UPDATE transactions SET transaction_amount = 999.99 WHERE transaction_id = (SELECT min(transaction_id) FROM transactions WHERE transaction_type = 'salary');
-- mutation
UPDATE accounts SET account_type = 'savings';

-- rule: transactions.payday
-- Salaries come from one employer per customer, every two weeks, twice a month or monthly.
SELECT transaction_id, transaction_date, previous FROM (
    SELECT transaction_id, transaction_date, lag(transaction_date) OVER (PARTITION BY account_id ORDER BY transaction_id) AS previous
    FROM transactions WHERE transaction_type = 'salary'
) WHERE day(transaction_date) - day(previous) NOT BETWEEN 11 AND 36
UNION ALL
SELECT min(transaction_id), min(description), max(description) FROM transactions WHERE transaction_type = 'salary'
GROUP BY number_of(transaction_id) HAVING count(DISTINCT description) > 1;
-- mutation
UPDATE transactions SET description = 'Payroll Another Employer' WHERE rowid = (SELECT min(rowid) FROM transactions WHERE transaction_type = 'salary');
-- mutation
UPDATE transactions SET transaction_date = add_days(transaction_date, 9) || substr(transaction_date, 11) WHERE transaction_type = 'salary' AND rowid % 2;

-- rule: transactions.salaried
-- Share of individuals' active checking accounts that receive a salary.
-- expect: share 68; slack 6; effect 2
SELECT count(DISTINCT CASE WHEN transaction_type = 'salary' THEN a.account_id END), count(DISTINCT a.account_id)
FROM accounts a JOIN transactions t ON t.account_id = a.account_id JOIN customer_profiles p ON p.customer_id = a.customer_id
WHERE account_type = 'checking' AND account_status = 'active' AND customer_segment <> 'corporate';
-- mutation
UPDATE transactions SET transaction_type = 'deposit' WHERE transaction_type = 'salary' AND number_of(account_id) % 2 = 0;

-- rule: transactions.pensions
-- At least 80% of account holders aged 67 or more who are not dormant and have an account with activity receive a pension or Social Security, with an
-- allowance for small numbers; at most 15% of those aged 70 or more receive wages.
WITH holders AS (
    SELECT c.customer_id, years(date_of_birth, as_of()) AS age FROM customers c JOIN customer_profiles p ON p.customer_id = c.customer_id
    WHERE customer_status = 'active' AND customer_segment <> 'corporate'
      AND EXISTS (SELECT 1 FROM accounts a WHERE a.customer_id = c.customer_id AND account_status = 'active' AND account_type <> 'cd')
), paid AS (
    SELECT 'CUST-' || substr(account_id, 5, length(account_id) - 6) AS customer_id, max(category IN ('pension', 'social_security')) AS pension, max(category = 'salary') AS wage
    FROM transactions WHERE category IN ('pension', 'social_security', 'salary') GROUP BY 1
)
SELECT 'pensions', sum(coalesce(pension, 0)) AS hits, count(*) AS n FROM holders h LEFT JOIN paid p ON p.customer_id = h.customer_id WHERE age >= 68
HAVING hits < 0.8 * n - 2 * sqrt(n)
UNION ALL SELECT 'wages', sum(coalesce(wage, 0)) AS hits, count(*) AS n FROM holders h LEFT JOIN paid p ON p.customer_id = h.customer_id WHERE age >= 70
HAVING hits > 0.15 * n + 2 * sqrt(n);
-- mutation
UPDATE transactions SET category = 'deposit' WHERE category IN ('pension', 'social_security');
-- mutation
UPDATE customers SET date_of_birth = add_months(as_of(), -12 * 71) WHERE number_of(customer_id) % 3 = 0;

-- rule: transactions.certificates
-- A certificate has only interest, the opening deposit, deposits at renewal, the early-withdrawal penalty and the closing withdrawal.
SELECT transaction_id, transaction_type, description FROM transactions t JOIN accounts a ON a.account_id = t.account_id
WHERE account_type = 'cd' AND NOT (transaction_type IN ('interest', 'closure') OR description IN ('Opening deposit', 'Certificate renewed, deposit added', 'Early withdrawal penalty'));
-- mutation
UPDATE transactions SET transaction_type = 'deposit' WHERE account_id IN (SELECT account_id FROM accounts WHERE account_type = 'cd') AND transaction_type = 'interest';

-- rule: transactions.interest
-- Interest is paid at the end of a month or quarter, at the account's rate on its balance: on certificates each month, on other accounts
-- once a quarter.
WITH paid AS (
    SELECT transaction_id, account_id, transaction_date, cents(transaction_amount) AS amount, cents(balance_after) - cents(transaction_amount) AS balance
    FROM transactions WHERE transaction_type = 'interest'
)
SELECT transaction_id, transaction_date, p.amount, p.balance, interest_rate FROM paid p JOIN accounts a ON a.account_id = p.account_id
WHERE interest_rate IS NULL OR substr(add_days(substr(transaction_date, 1, 10), 1), 9) <> '01'
   OR account_type <> 'cd' AND substr(transaction_date, 6, 2) NOT IN ('03', '06', '09', '12')
   OR abs(p.amount - p.balance * interest_rate * CASE account_type WHEN 'cd' THEN 1 ELSE 3 END / 12) > 2;
-- mutation
UPDATE transactions SET transaction_type = 'interest' WHERE transaction_type = 'refund';
-- mutation
UPDATE accounts SET interest_rate = interest_rate + 0.01 WHERE interest_rate IS NOT NULL AND rowid % 5 = 0;

-- rule: transactions.interest_bearing
-- Share of accounts that bear interest, by type.
-- expect: share checking 33.3, savings 100, money_market 100, cd 100; slack 0.5; effect 0.4
SELECT account_type, count(interest_rate), count(*) FROM accounts GROUP BY 1;
-- mutation
UPDATE accounts SET interest_rate = NULL WHERE account_type = 'savings' AND rowid % 3 = 0;

-- rule: transactions.payroll
-- Employees of a company that banks here are paid by its payroll: on payday, at least the sum of their salaries leaves its account.
WITH paid AS (
    SELECT a.account_id AS company, max(t.transaction_id) AS transaction_id, substr(t.transaction_date, 1, 10) AS on_day, sum(cents(t.transaction_amount)) AS wages
    FROM transactions t JOIN accounts a ON a.account_number = t.counterparty_account
    WHERE t.transaction_type = 'salary' AND a.account_status = 'active' AND substr(t.transaction_date, 1, 10) > a.opened_date GROUP BY 1, 3
)
SELECT transaction_id, company, on_day, wages FROM paid p WHERE NOT EXISTS (
    SELECT 1 FROM transactions b WHERE b.account_id = company AND b.category = 'payroll' AND substr(b.transaction_date, 1, 10) = on_day
       AND -cents(b.transaction_amount) >= wages);
-- mutation
DELETE FROM transactions WHERE category = 'payroll';
