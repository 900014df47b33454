-- section: accounts_db
-- rule: transactions.counterparties
-- A counterparty at this bank is a different account, and belongs to a customer in the same block of twenty.
SELECT transaction_id, counterparty_account, a.account_id FROM transactions t JOIN accounts a ON a.account_number = t.counterparty_account
WHERE a.account_id = t.account_id OR (number_of(a.account_id) - 1) / 20 <> (number_of(t.account_id) - 1) / 20;
-- mutation
UPDATE transactions SET counterparty_account = (SELECT account_number FROM accounts a WHERE a.account_id = transactions.account_id) WHERE counterparty_account IS NOT NULL;

-- rule: transactions.shared_counterparties
-- At least 20% of counterparties deal with two or more accounts, with an allowance for small numbers.
SELECT sum(n > 1) AS shared, count(*) AS counterparties FROM (
    SELECT count(DISTINCT account_id) AS n FROM transactions WHERE counterparty_account IS NOT NULL GROUP BY counterparty_account)
WHERE aml_rate() <= 1 HAVING shared < 0.2 * counterparties - 2 * sqrt(counterparties);
-- mutation
UPDATE transactions SET counterparty_account = substr('4' || abs(rowid * 7919 + 100000000), 1, 10) WHERE counterparty_account IS NOT NULL;

-- rule: transactions.swept
-- Surplus money is moved in few transfers: at most 7% of the transfers to a broker or an account at another bank are the third one within a week, with an
-- allowance for small numbers.
SELECT sum(days <= 7) AS thirds, count(*) AS n FROM (
    SELECT julianday(transaction_date) - julianday(lag(transaction_date, 2) OVER (PARTITION BY account_id, description ORDER BY transaction_id)) AS days
    FROM transactions WHERE category IN ('investment', 'transfer') AND transaction_type = 'withdrawal' AND transaction_amount < 0)
HAVING thirds > 0.07 * n + 3 * sqrt(n);
-- mutation
UPDATE transactions SET transaction_date = as_of() || ' 10:00:00', description = 'Transfer to Heronway Brokerage'
WHERE category IN ('investment', 'transfer') AND transaction_type = 'withdrawal';

-- rule: transactions.transfers
-- A transfer between accounts at the bank is two rows with the same time and amount, each naming the other account: between a customer's own
-- accounts, a withdrawal from checking and a deposit into savings.
WITH own AS (
    SELECT t.transaction_id, t.account_id, a.account_id AS other, transaction_date AS at, cents(transaction_amount) AS amount, transaction_type
    FROM transactions t JOIN accounts a ON t.counterparty_account = a.account_number WHERE transaction_type <> 'salary'
)
SELECT o.transaction_id, o.other, o.at, o.amount FROM own o JOIN accounts a ON a.account_id = o.account_id
WHERE transaction_type <> CASE WHEN amount < 0 THEN 'withdrawal' ELSE 'deposit' END OR number_of(o.account_id) = number_of(o.other) AND (account_type = 'checking') <> (amount < 0)
   OR (SELECT count(*) FROM own m WHERE m.account_id = o.other AND m.other = o.account_id AND m.at = o.at AND m.amount = -o.amount) <> 1;
-- mutation: It leaves one account without reaching the other.
DELETE FROM transactions WHERE transaction_amount > 0 AND transaction_type = 'deposit' AND counterparty_account IN (SELECT account_number FROM accounts);

-- rule: transactions.between
-- Money moves between customers: at least 10% of accounts have a transaction with another customer, with an allowance for small numbers.
SELECT count(DISTINCT t.account_id) AS found, (SELECT count(*) FROM accounts) AS n FROM transactions t
JOIN accounts a ON a.account_number = t.counterparty_account WHERE number_of(a.account_id) <> number_of(t.account_id)
HAVING found < 0.1 * n - 2 * sqrt(n);
-- mutation
DELETE FROM transactions WHERE counterparty_account IN (SELECT account_number FROM accounts);

-- rule: transactions.friends
-- Friends pay each other as friends do: they live in one town, are at most nine years apart in age and from two households, and pay small sums with a reason, at most
-- five times a month, and a birthday present. Both are named in full.
WITH paid AS MATERIALIZED (
    SELECT transaction_id, own.customer_id AS one, a.customer_id AS other, abs(cents(transaction_amount)) AS amount, transaction_amount > 0 AS gets,
        t.description, substr(transaction_date, 1, 10) AS on_day
    FROM transactions t JOIN accounts own USING (account_id) JOIN accounts a ON a.account_number = t.counterparty_account
    WHERE t.description LIKE 'Person to person payment %: %'
)
SELECT transaction_id, t.description, amount FROM paid t JOIN customers c ON c.customer_id = one JOIN customers d ON d.customer_id = other
JOIN customer_profiles p ON p.customer_id = c.customer_id JOIN customer_profiles q ON q.customer_id = d.customer_id
WHERE p.city <> q.city OR p.household_id = q.household_id OR abs(day(c.date_of_birth) - day(d.date_of_birth)) > 9 * 366 OR amount > 40000
   OR instr(t.description, ' ' || q.full_name || ': ') = 0
   OR t.description LIKE '%: happy birthday' AND substr(on_day, 6) NOT IN (substr(CASE WHEN gets THEN c.date_of_birth ELSE d.date_of_birth END, 6), '02-28')
UNION ALL SELECT max(transaction_id), count(*), NULL FROM paid GROUP BY one, other, substr(on_day, 1, 7) HAVING count(*) > 5;
-- mutation
UPDATE transactions SET description = replace(description, ': ', ': x: '), transaction_amount = transaction_amount * 40 WHERE description LIKE 'Person to person payment %: %';

-- rule: transactions.friends_turns
-- Friends take turns: share of payments between two friends that go to the one with the larger number.
-- expect: share 50; slack 2
SELECT coalesce(sum(number_of(t.account_id) < number_of(a.account_id)), 0), count(*)
FROM transactions t JOIN accounts a ON a.account_number = t.counterparty_account WHERE t.description LIKE 'Person to person payment %: %' AND transaction_amount < 0;
-- mutation
DELETE FROM transactions WHERE description LIKE 'Person to person payment to %: %'
    AND number_of(account_id) > (SELECT number_of(a.account_id) FROM accounts a WHERE a.account_number = counterparty_account);

-- rule: transactions.savers
-- Share of customers with active checking and savings accounts who move money from one to the other; not judged where more schemes than usual are
-- planted, because they leave no room for it.
-- expect: share 60; slack 8
WITH holder AS (
    SELECT c.customer_id FROM accounts c JOIN accounts s ON s.customer_id = c.customer_id
    WHERE c.account_type = 'checking' AND s.account_type IN ('savings', 'money_market') AND c.account_status = 'active' AND s.account_status = 'active' GROUP BY 1
), saver AS (SELECT DISTINCT number_of(t.account_id) AS number FROM transactions t JOIN accounts a ON a.account_number = t.counterparty_account
    WHERE number_of(t.account_id) = number_of(a.account_id))
SELECT count(number), count(*) FROM holder LEFT JOIN saver ON number = number_of(customer_id) WHERE aml_rate() <= 1;
-- mutation
UPDATE transactions SET counterparty_account = '4999999999' WHERE counterparty_account IN (SELECT account_number FROM accounts);
