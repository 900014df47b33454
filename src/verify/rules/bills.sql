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

-- rule: transactions.first_check
-- The first checkbook comes after the month in which an account is opened, and its first check is number 101 or 1001.
SELECT account_id, opened_date, min(description) AS first, min(transaction_date) AS posted FROM transactions t JOIN accounts USING (account_id)
WHERE channel = 'check' AND EXISTS (SELECT 1 FROM transactions o WHERE o.account_id = t.account_id AND o.description = 'Opening deposit')
GROUP BY 1 HAVING CAST(substr(first, 7) AS INTEGER) NOT IN (101, 1001) OR substr(posted, 1, 7) = substr(opened_date, 1, 7);
-- mutation
UPDATE transactions SET description = 'Opening deposit' WHERE channel = 'branch' AND category = 'deposit';

-- rule: transactions.bill_sizes
-- Bills of persons cost what such bills cost: telephones at most 200 dollars, waste 90, water 200, power paid at a counter 330.
SELECT transaction_id, description, transaction_amount FROM transactions JOIN accounts USING (account_id) JOIN customer_profiles USING (customer_id)
WHERE customer_type = 'individual' AND category IN ('utilities', 'telecom') AND -transaction_amount > CASE
    WHEN category = 'telecom' THEN 200 WHEN description LIKE '%Sanitation%' OR description LIKE '%Waste%' THEN 90
    WHEN description LIKE '%Water%' THEN 200 WHEN channel = 'branch' THEN 330 ELSE 1000 END;
-- mutation
UPDATE transactions SET transaction_amount = 8 * transaction_amount WHERE category = 'telecom';
-- mutation
UPDATE transactions SET transaction_amount = 8 * transaction_amount WHERE category = 'utilities';

-- rule: transactions.telephones
-- Nobody pays for the telephone from account to account and again at a counter.
SELECT min(transaction_id), account_id FROM transactions WHERE category = 'telecom' GROUP BY 2 HAVING sum(channel = 'ach') > 0 AND sum(channel = 'branch') > 0;
-- mutation
UPDATE transactions SET category = 'telecom' WHERE description = 'Bill payment at branch: utilities';

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
