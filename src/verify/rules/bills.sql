-- section: accounts_db
-- rule: transactions.checks
-- Checks are numbered in sequence: on each account later checks have higher numbers, and no number occurs twice.
SELECT transaction_id, description, previous FROM (
    SELECT transaction_id, description, lag(description) OVER (PARTITION BY account_id ORDER BY transaction_id) AS previous
    FROM transactions WHERE channel = 'check'
) WHERE CAST(substr(description, 7) AS INTEGER) <= CAST(substr(previous, 7) AS INTEGER) AND substr(previous, 7) < '9900';
-- mutation
UPDATE transactions SET description = 'Check 0001' WHERE channel = 'check' AND rowid % 5 = 0;

-- rule: transactions.first_checks
-- The checks of a new account start at number 101 or 1001: no number is higher than the account can have reached since it was opened at ten checks a
-- month.
SELECT transaction_id, description, opened_date FROM transactions JOIN accounts USING (account_id)
WHERE channel = 'check' AND CAST(substr(description, 7) AS INTEGER)
    NOT BETWEEN 101 AND 1011 + 10 * (1 + (day(substr(transaction_date, 1, 10)) - day(opened_date)) / 30);
-- mutation
UPDATE transactions SET description = 'Check 4120' WHERE channel = 'check' AND rowid % 20 = 0;

-- rule: transactions.bills
-- Bills fit the customer: tuition is paid at a counter or by check only by students, businesses and people young enough to have a child in school.
SELECT transaction_id, description, category, date_of_birth, occupation FROM transactions JOIN accounts USING (account_id) JOIN customers USING (customer_id)
JOIN customer_profiles USING (customer_id)
WHERE category IN ('education', 'childcare') AND (channel = 'check' OR description LIKE 'Bill payment at branch%')
  AND occupation <> 'Student' AND years(date_of_birth, as_of()) > CASE category WHEN 'education' THEN 73 ELSE 61 END;
-- mutation
UPDATE customers SET date_of_birth = add_months(as_of(), -960);

-- rule: transactions.recurring
-- Recurring payments occur once a month: no account-to-account bill, rent or subscription is paid twice to one payee in a calendar month.
SELECT max(transaction_id), account_id, substr(transaction_date, 1, 7) AS month, description, count(*) AS n FROM transactions
WHERE category IN ('rent', 'mortgage', 'utilities', 'telecom', 'subscriptions', 'childcare', 'card_payment') AND channel IN ('ach', 'online', 'card')
  AND description NOT LIKE 'Loan %'
GROUP BY 2, 3, 4 HAVING n > 1;
-- mutation
UPDATE transactions SET transaction_date = add_months(transaction_date, -1) || ' 06:00:00' WHERE category = 'utilities' AND channel = 'ach' AND rowid % 2 = 0;

-- rule: transactions.rent
-- No month of rent is missing between two others: whoever pays rent from an account pays it every month.
SELECT account_id, count(DISTINCT substr(transaction_date, 1, 7)) AS paid,
    max(12 * substr(transaction_date, 1, 4) + substr(transaction_date, 6, 2)) - min(12 * substr(transaction_date, 1, 4) + substr(transaction_date, 6, 2)) + 1 AS months
FROM transactions WHERE category = 'rent' AND transaction_amount < 0 GROUP BY 1 HAVING paid < months;
-- mutation
DELETE FROM transactions WHERE category = 'rent' AND transaction_date BETWEEN add_months(as_of(), -2) AND add_months(as_of(), -1);

-- rule: transactions.merchants
-- Merchants have no counterparty account: payments by card, check or cash, or at a counter, name none.
SELECT transaction_id, transaction_type, channel, description, counterparty_account FROM transactions
WHERE counterparty_account IS NOT NULL AND channel NOT IN ('ach', 'wire', 'online', 'mobile');
-- mutation
UPDATE transactions SET counterparty_account = '4512345678' WHERE channel = 'card';
