-- section: accounts_db
-- rule: transactions.rows
-- Transactions: 15 to 20 per account and quarter that it is open, averaged over the bank, with an allowance for small numbers. Each scheme beyond the usual one percent of
-- customers adds about 40 rows, with its look-alikes. An eighth of the accounts are inactive in the last quarter, dormant or frozen, and half of these were active before.
-- A bundle of one month counts a third of a quarter's interest; a bundle of one or two months may contain those in which people buy more.
WITH opened AS (
    SELECT sum(max(0, day(coalesce(closed_date, as_of())) - max(day(opened_date), day(substr(add_months(as_of(), 1 - months()), 1, 8) || '01')) + 1)) / 91.3 AS quarters,
        count(*) AS n FROM accounts
)
SELECT n, round(quarters, 1) AS quarters,
    (SELECT sum(CASE WHEN months() = 1 AND transaction_type = 'interest' THEN 1 / 3.0 ELSE 1 END) FROM transactions) / quarters AS rows FROM opened
WHERE quarters > 0 AND rows - 0.4 * max(0, aml_rate() - 1) * customers() / quarters NOT BETWEEN 15 - 40 / sqrt(n)
    AND 20 * (1 + CASE WHEN months() < 3 THEN 0.1 ELSE 0.06 * (1 - 3.0 / months()) END) + 60 / sqrt(n);
-- mutation
DELETE FROM transactions WHERE rowid % 3;

-- rule: transactions.per_type
-- Transactions by account type: per quarter, an active account of a customer who is not dormant has about 32 on checking, 7 on savings and money
-- market accounts, and 3 on certificates; a company's checking account has more.
WITH wanted(kind, n) AS (VALUES ('checking', 32), ('company', 46), ('savings', 7.4), ('money_market', 7.4), ('cd', 3.2)), counted AS (
    SELECT CASE WHEN account_type = 'checking' AND customer_segment = 'corporate' THEN 'company' ELSE account_type END AS kind, a.account_id,
        (SELECT count(*) FROM transactions t WHERE t.account_id = a.account_id) * 3.0
            / min(months(), (day(as_of()) - day(opened_date)) / 30.4) AS n
    FROM accounts a JOIN customer_profiles p ON p.customer_id = a.customer_id
    WHERE account_status = 'active' AND customer_status = 'active' AND opened_date <= add_months(as_of(), -4)
)
SELECT c.kind, count(*) AS accounts, avg(c.n) AS found, w.n AS wanted FROM counted c JOIN wanted w ON w.kind = c.kind
WHERE months() >= 3 AND substr(add_days(as_of(), 1), 9) = '01' AND aml_rate() <= 1
GROUP BY 1 HAVING abs(found - wanted) > 0.2 * wanted + 2.4 * wanted / sqrt(accounts);
-- mutation
DELETE FROM transactions WHERE rowid % 3;

-- rule: transactions.chronological
-- Transactions: chronological ordering: an account's transactions in a calendar month are numbered from 1 in order of time.
WITH dated AS (
    SELECT transaction_id, account_id, transaction_date, substr(transaction_date, 1, 4) || substr(transaction_date, 6, 2) AS month FROM transactions
)
SELECT transaction_id, transaction_date, previous FROM (
    SELECT *, lag(transaction_date) OVER statement AS previous, row_number() OVER statement AS ordinal
    FROM dated WINDOW statement AS (PARTITION BY account_id, month ORDER BY transaction_id)
) WHERE transaction_date < previous OR substr(transaction_id, 5) <> substr(account_id, 5) || '-' || month || '-' || printf('%02d', ordinal);
-- mutation
UPDATE transactions SET transaction_date = substr(transaction_date, 1, 8) || '01 00:00:00' WHERE transaction_id LIKE '%-02';
-- mutation
UPDATE transactions SET transaction_id = replace(transaction_id, '-02', '-99') WHERE account_id = (SELECT min(account_id) FROM accounts);

-- rule: transactions.months
-- An account's transactions fall in the bundle's calendar months up to the as-of date or the closing date; only rows before a silence of a year or
-- more are older.
WITH spaced AS (
    SELECT transaction_id, account_id, day(transaction_date) AS today,
        CASE WHEN day(transaction_date) - day(lag(transaction_date) OVER (PARTITION BY account_id ORDER BY transaction_id)) >= 365
             THEN transaction_id END AS revived
    FROM transactions
), since AS (
    SELECT account_id, coalesce(max(revived), '') AS since FROM spaced GROUP BY account_id
)
SELECT transaction_id, a.account_status, add_days('1970-01-01', today) AS on_day
FROM spaced s JOIN since q ON q.account_id = s.account_id JOIN accounts a ON a.account_id = s.account_id
WHERE transaction_id >= since AND (
       today < day(substr(add_months(as_of(), 1 - months()), 1, 8) || '01')
    OR today > day(coalesce(closed_date, as_of())));
-- mutation
UPDATE transactions SET transaction_date = add_days(add_months(as_of(), -months()), -1) || ' 12:00:00' WHERE transaction_id LIKE '%-01';

-- rule: transactions.since_opening
-- Date/time consistency, proper sequences: no transaction comes before its account was opened or after the as-of date.
SELECT transaction_id, transaction_date, opened_date FROM transactions t JOIN accounts a ON a.account_id = t.account_id
WHERE substr(transaction_date, 1, 10) NOT BETWEEN opened_date AND as_of();
-- mutation
UPDATE transactions SET transaction_date = add_days(as_of(), 1) || ' 12:00:00' WHERE rowid = 2;

-- rule: transactions.signs
-- Transactions: withdrawals, payments and fees are negative; deposits, salaries, interest and refunds are positive.
SELECT transaction_id, transaction_type, transaction_amount FROM transactions
WHERE CASE WHEN transaction_type IN ('withdrawal', 'payment', 'fee') THEN cents(transaction_amount) >= 0
           WHEN transaction_type = 'closure' THEN cents(transaction_amount) > 0
           ELSE cents(transaction_amount) <= 0 END;
-- mutation
UPDATE transactions SET transaction_amount = -transaction_amount WHERE transaction_id = (SELECT min(transaction_id) FROM transactions);

-- rule: transactions.spending
-- Transactions: ratio of spending to income. If more schemes than usual are planted, accounts that look like one are excluded. Interest is a
-- fifth of the income rows: months without the end of a calendar quarter, which have none, are not judged, nor is a single month, which has the interest of three.
-- expect: share spending 70, income 30; slack 1.2; effect 0.3
SELECT CASE WHEN transaction_type IN ('withdrawal', 'payment', 'fee') THEN 'spending' ELSE 'income' END, count(*)
FROM transactions WHERE transaction_type <> 'closure' AND months() > 1
  AND (aml_rate() <= 1 OR account_id NOT IN (
    SELECT t.account_id FROM rule_violations v JOIN transactions t ON t.transaction_id = v.entity_id WHERE number_of(v.rule_id) IN (1, 2, 5, 6, 7, 8, 9)))
  AND substr(add_months(as_of(), 1 - months()), 1, 8) || '01' <= (
    SELECT add_days(substr(next, 1, 5) || printf('%02d', (substr(next, 6, 2) - 1) / 3 * 3 + 1) || '-01', -1) FROM (SELECT add_days(as_of(), 1) AS next))
GROUP BY 1;
-- mutation
UPDATE transactions SET transaction_type = 'refund' WHERE transaction_type = 'payment' AND rowid % 9 = 0;

-- rule: transactions.categories
-- Each common category occurs where there are at least 2,000 transactions, and a category fits its transaction's type.
WITH common(category) AS (VALUES ('salary'), ('transfer'), ('deposit'), ('interest'), ('rent'), ('utilities'), ('telecom'), ('subscriptions'),
    ('insurance'), ('groceries'), ('dining'), ('fuel'), ('shopping'), ('health'), ('taxes'), ('fees'), ('cash'), ('card_payment'))
SELECT category, 'is missing' FROM common WHERE (SELECT count(*) FROM transactions) >= 2000 AND category NOT IN (SELECT category FROM transactions)
UNION ALL SELECT transaction_id, category FROM transactions
WHERE (transaction_type = 'salary') <> (category = 'salary') OR (transaction_type = 'interest') <> (category = 'interest')
   OR (transaction_type = 'refund') <> (category = 'refund') OR (transaction_type = 'fee') <> (category = 'fees')
   OR (description LIKE 'Cash %') <> (category = 'cash');
-- mutation
UPDATE transactions SET category = 'other' WHERE category = 'fuel';
-- mutation
UPDATE transactions SET category = 'other' WHERE transaction_type = 'fee' AND rowid % 7 = 0;

-- rule: transactions.channels
-- A channel fits the transaction: ATMs and counters for cash, counters and checks for what staff process, the bank itself for fees and interest,
-- checks under their number.
SELECT transaction_id, transaction_type, channel, description FROM transactions
WHERE (processed_by IS NOT NULL) <> (channel IN ('branch', 'check')) OR (channel = 'check') <> (description REGEXP '^Check [0-9]+$')
   OR channel = 'atm' AND description NOT LIKE '%ATM%' OR category = 'cash' AND channel NOT IN ('atm', 'branch')
   OR (transaction_type IN ('fee', 'interest', 'closure')) AND channel <> 'internal' OR channel = 'wire' AND description NOT LIKE 'Wire transfer %';
-- mutation
UPDATE transactions SET channel = 'online' WHERE channel = 'branch' AND rowid % 9 = 0;

-- rule: transactions.chain
-- Realistic financial calculations: each balance is the previous balance plus the amount, to the cent, and never negative.
SELECT transaction_id, transaction_amount, balance_after, previous FROM (
    SELECT *, lag(balance_after) OVER (PARTITION BY account_id ORDER BY transaction_id) AS previous FROM transactions
) WHERE cents(balance_after) < 0 OR cents(previous) + cents(transaction_amount) <> cents(balance_after)
     OR previous IS NULL AND cents(balance_after) < cents(transaction_amount);
-- mutation
UPDATE transactions SET balance_after = balance_after + 0.01 WHERE transaction_id LIKE '%-02';

-- rule: transactions.last_balance
-- The balance after the last transaction equals the account's balance.
SELECT a.account_id, balance, balance_after FROM accounts a
JOIN (SELECT account_id, balance_after, max(transaction_id) FROM transactions GROUP BY account_id) t ON t.account_id = a.account_id
WHERE cents(balance) <> cents(balance_after);
-- mutation
UPDATE accounts SET balance = balance + 0.01 WHERE rowid = 2;

-- rule: transactions.thirty_percent
-- Transactions: a spending amount is at most 30% of the balance before it.
SELECT transaction_id, transaction_amount, balance_after FROM transactions
WHERE transaction_type IN ('withdrawal', 'payment', 'fee')
  AND -10 * cents(transaction_amount) > 3 * (cents(balance_after) - cents(transaction_amount));
-- mutation
UPDATE transactions SET balance_after = -transaction_amount WHERE transaction_type = 'fee' AND rowid % 100 = 0;

-- rule: transactions.silence
-- Dormant customers have not initiated a transaction for a year: there is only interest and the dormant account fee.
SELECT transaction_id, transaction_type, description FROM transactions t JOIN accounts a ON a.account_id = t.account_id
JOIN customer_profiles p ON p.customer_id = a.customer_id
WHERE customer_status = 'dormant' AND opened_date < add_days(as_of(), -429) AND transaction_type NOT IN ('interest', 'fee') AND day(as_of()) - day(transaction_date) < 365;
-- mutation
UPDATE customer_profiles SET customer_status = 'dormant' WHERE number_of(customer_id) % 20 = 0;

-- rule: transactions.bookings
-- ACH, wires and checks post on business days, and so do transfers to and from brokers, the holder's accounts at other banks and external
-- accounts, except for instant transfers.
SELECT transaction_id, transaction_date, channel, description FROM transactions
WHERE (weekday(transaction_date) > 4 OR substr(transaction_date, 1, 10) IN (SELECT day FROM holidays))
  AND (channel IN ('ach', 'check') AND category NOT IN ('loan', 'mortgage', 'insurance', 'transfer')
    OR channel = 'wire' OR category = 'investment' OR description REGEXP '^Transfer (from|to) (own|external) account');
-- mutation
UPDATE transactions SET transaction_date = '2025-12-25 06:00:00' WHERE category = 'investment' AND substr(transaction_date, 1, 10) = '2025-12-26';
-- mutation
UPDATE transactions SET transaction_date = '2025-12-25 06:00:00' WHERE channel = 'ach' AND substr(transaction_date, 1, 10) = '2025-12-26';

-- rule: transactions.closure
-- A closed account whose last month is in the bundle ends with one closure row that takes the balance to 0; no other account has one.
SELECT a.account_id, account_status, closures, last_type, last_balance FROM accounts a JOIN (
    SELECT account_id, sum(transaction_type = 'closure') AS closures FROM transactions GROUP BY account_id
) c ON c.account_id = a.account_id JOIN (
    SELECT account_id, transaction_type AS last_type, balance_after AS last_balance, max(transaction_id) FROM transactions GROUP BY account_id
) l ON l.account_id = a.account_id
WHERE closures <> (account_status = 'closed') OR account_status = 'closed' AND (last_type <> 'closure' OR cents(last_balance) <> 0);
-- mutation
UPDATE transactions SET transaction_type = 'closure' WHERE transaction_id = (SELECT min(transaction_id) FROM transactions WHERE transaction_type = 'fee');

-- rule: transactions.manual
-- Transactions: share that is manual and automated, if schemes are as rare as usual. A single month has the interest of three
-- and is not judged.
-- expect: share manual 30, automated 70; slack 0.8; effect 0.4
SELECT CASE WHEN processed_by IS NULL THEN 'automated' ELSE 'manual' END, count(*) FROM transactions WHERE aml_rate() <= 1 AND months() > 1 GROUP BY 1;
-- mutation
UPDATE transactions SET processed_by = NULL WHERE rowid % 3 = 0;

-- rule: transactions.counter_hours
-- Staff process transactions only while counters are open: on business days from 9 am to 5 pm, and on Saturday mornings.
SELECT transaction_id, transaction_date, processed_by FROM transactions
WHERE processed_by IS NOT NULL AND (weekday(transaction_date) > 5 OR substr(transaction_date, 1, 10) IN (SELECT day FROM holidays)
    OR substr(transaction_date, 12, 2) NOT BETWEEN '09' AND CASE weekday(transaction_date) WHEN 5 THEN '11' ELSE '16' END);
-- mutation
UPDATE transactions SET transaction_date = substr(transaction_date, 1, 11) || '08:59:59' WHERE processed_by = 'EMP-000002';
-- mutation
UPDATE transactions SET transaction_date = '2025-11-28 17:00:00' WHERE transaction_id = (SELECT min(transaction_id) FROM transactions WHERE processed_by IS NOT NULL);
-- mutation: a Saturday afternoon
UPDATE transactions SET transaction_date = '2025-11-29 12:00:00' WHERE transaction_id = (SELECT min(transaction_id) FROM transactions WHERE processed_by IS NOT NULL);
-- mutation: Thanksgiving
UPDATE transactions SET transaction_date = '2025-11-27 10:00:00' WHERE transaction_id = (SELECT min(transaction_id) FROM transactions WHERE processed_by IS NOT NULL);

-- rule: transactions.counter_weekdays
-- No weekday has more than 26% of the transactions that staff process.
SELECT weekday, n, total FROM (SELECT weekday(transaction_date) AS weekday, count(*) AS n, sum(count(*)) OVER () AS total FROM transactions
    WHERE processed_by IS NOT NULL GROUP BY 1) WHERE n > 0.26 * total + sqrt(total) + 3;
-- mutation
UPDATE transactions SET transaction_date = add_days(transaction_date, 4 - weekday(transaction_date)) || substr(transaction_date, 11) WHERE processed_by IS NOT NULL AND rowid % 2 = 0;

-- rule: transactions.cash
-- Cash rows are labeled as such: a description that begins with Cash belongs to a deposit or withdrawal.
SELECT transaction_id, transaction_type, description FROM transactions
WHERE description LIKE 'Cash %' AND transaction_type NOT IN ('deposit', 'withdrawal');
-- mutation
UPDATE transactions SET description = 'Cash payment' WHERE transaction_id = (SELECT min(transaction_id) FROM transactions WHERE transaction_type = 'payment');
