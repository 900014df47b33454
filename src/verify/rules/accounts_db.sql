-- rule: customers.count
-- Scale: 1,200 customers at scale 1, rounded down, unless a count was given explicitly.
SELECT count(*) AS found, customers() AS manifest FROM customers
HAVING count(*) <> customers()
    OR NOT overridden() AND scale() IS NOT NULL AND customers() <> max(1, CAST(round(1200 * scale(), 6) AS INTEGER));
-- mutation
DELETE FROM customers WHERE customer_id = 'CUST-0001200';

-- rule: customers.ids
-- Identifiers: customers are numbered from 1 without a gap.
SELECT customer_id FROM customers WHERE number_of(customer_id) NOT BETWEEN 1 AND (SELECT count(*) FROM customers);
-- mutation
UPDATE customers SET customer_id = 'CUST-0001201' WHERE customer_id = 'CUST-0001200';

-- rule: customers.age
-- Appropriate value ranges: customers are 18 to 85 years old, and were 18 when they joined.
SELECT customer_id, date_of_birth, created_at FROM customers
WHERE years(date_of_birth, as_of()) NOT BETWEEN 18 AND 85 OR years(date_of_birth, created_at) < 18;
-- mutation
UPDATE customers SET date_of_birth = add_months(as_of(), -12 * 86) WHERE customer_id = 'CUST-0000001';

-- rule: customers.ages
-- Realistic distributions, demographics: mean age of customers.
-- expect: mean 42; slack 8
SELECT years(date_of_birth, as_of()) FROM customers;
-- mutation
UPDATE customers SET date_of_birth = add_months(date_of_birth, -144);

-- rule: customers.bell
-- Realistic distributions & weighted random selections: ages form a bell curve: many are within 7.5 years of 42, few below 25 or above 65.
-- expect: share middle 37, young 10, old 10; slack 5
SELECT 'middle', sum(years(date_of_birth, as_of()) BETWEEN 35 AND 49), count(*) FROM customers
UNION ALL SELECT 'young', sum(years(date_of_birth, as_of()) < 25), count(*) FROM customers
UNION ALL SELECT 'old', sum(years(date_of_birth, as_of()) > 65), count(*) FROM customers;
-- mutation: The middle-aged move away from the middle, on both sides.
UPDATE customers SET date_of_birth = add_months(date_of_birth, CASE WHEN rowid % 2 THEN 120 ELSE -120 END) WHERE years(date_of_birth, as_of()) BETWEEN 35 AND 49;

-- rule: customers.joined
-- Customers joined over the last 7 years, at least 3 months ago.
SELECT customer_id, created_at FROM customers
WHERE substr(created_at, 1, 10) NOT BETWEEN add_months(as_of(), -84) AND add_months(as_of(), -3);
-- mutation
UPDATE customers SET created_at = add_days(as_of(), -80) || ' 09:00:00' WHERE customer_id = 'CUST-0000001';

-- rule: customers.email
-- No real people: customers' email addresses are at example.com, example.net or example.org.
SELECT customer_id, email FROM customers WHERE NOT email REGEXP '^[a-z0-9._+-]+@example\.(com|net|org)$';
-- mutation
UPDATE customers SET email = 'customer@mail.com' WHERE customer_id = 'CUST-0000001';

-- rule: customers.phone
-- No real people: phone numbers use exchange 555 (except 1212 and 4334), an exchange that cannot be dialed, or an unassigned area code.
SELECT customer_id, phone FROM customers
WHERE NOT replace(replace(replace(replace(replace(phone, '-', ''), ' ', ''), '(', ''), ')', ''), '+', '')
    REGEXP '^1?([2-9][0-9]{2}(555[0-9]{4}|[01][0-9]{6})|([2-9]9|37|96)[0-9]{8})$' OR phone LIKE '%-555-1212' OR phone LIKE '%-555-4334';
-- mutation
UPDATE customers SET phone = '212-736-5000' WHERE customer_id = 'CUST-0000001';
-- mutation
UPDATE customers SET phone = '212-555-1212' WHERE customer_id = 'CUST-0000001';

-- rule: accounts.rows
-- Expected rows: accounts.
-- expect: rows 1136 customers; slack 1.5
SELECT count(*) FROM accounts;
-- mutation
DELETE FROM accounts WHERE rowid % 10 = 0;

-- rule: accounts.holders
-- Accounts: share of customers who have accounts, exact in each full block of 20.
-- expect: share 75; each 20
SELECT (number_of(customer_id) - 1) / 20, count(DISTINCT customer_id) FROM accounts GROUP BY 1;
-- mutation: One holder fewer.
DELETE FROM accounts WHERE customer_id = (SELECT min(customer_id) FROM accounts);

-- rule: accounts.several
-- Accounts: share of account holders who have more than one.
-- expect: share 25; blocks
SELECT sum(n > 1), count(*) FROM (SELECT count(*) AS n FROM accounts GROUP BY customer_id);
-- mutation
DELETE FROM accounts WHERE account_id LIKE '%-2' AND rowid % 4 = 0;

-- rule: accounts.two_or_three
-- Number of accounts of holders who have more than one.
-- expect: share 2 95, 3 5; effect 0.5
SELECT CAST(n AS TEXT), count(*) FROM (SELECT count(*) AS n FROM accounts GROUP BY customer_id) WHERE n > 1 GROUP BY 1;
-- mutation: Each fourth second account becomes a third.
INSERT INTO accounts SELECT 'X' || account_id, account_number, customer_id, account_type, account_status, balance, currency, opened_date, closed_date, branch_code, interest_rate, maturity_date
FROM accounts WHERE account_id LIKE '%-2' AND rowid % 4 = 0;

-- rule: accounts.ids
-- Identifiers: an account's id contains its customer's number and counts from 1; its account number has ten digits.
SELECT account_id, customer_id, account_number FROM (
    SELECT *, row_number() OVER (PARTITION BY customer_id ORDER BY account_id) AS ordinal FROM accounts
) WHERE account_id <> 'ACC-' || substr(customer_id, 6) || '-' || ordinal OR NOT account_number REGEXP '^([0-9]{10}|[0-9]{12})$';
-- mutation
UPDATE accounts SET account_number = account_number || '0' WHERE rowid = 2;
-- mutation
UPDATE accounts SET account_id = replace(account_id, '-2', '-3') WHERE account_id = (SELECT min(account_id) FROM accounts WHERE account_id LIKE '%-2');

-- rule: accounts.types
-- Accounts by type.
-- expect: share checking 50, savings 30, money_market 15, cd 5; blocks
SELECT account_type, count(*) FROM accounts GROUP BY 1;
-- mutation
UPDATE accounts SET account_type = 'money_market' WHERE account_type = 'savings' AND rowid % 3 = 0;

-- rule: accounts.status
-- Accounts by status.
-- expect: share active 92, frozen 5, closed 3; blocks; slack 0.5
SELECT account_status, count(*) FROM accounts GROUP BY 1;
-- mutation
UPDATE accounts SET account_status = 'frozen' WHERE rowid % 6 = 0;

-- rule: accounts.currency
-- All amounts are in US dollars.
SELECT account_id, currency FROM accounts WHERE currency <> 'USD';
-- mutation
UPDATE accounts SET currency = 'EUR' WHERE rowid = 2;

-- rule: accounts.branches
-- Accounts belong to branches BR001 to BR018.
SELECT account_id, branch_code FROM accounts WHERE NOT branch_code REGEXP '^BR0(0[1-9]|1[0-8])$';
-- mutation
UPDATE accounts SET branch_code = 'BR019' WHERE rowid = 2;

-- rule: accounts.opened
-- Date/time consistency, proper sequences: an account is opened after its customer joined and at least 45 days ago.
SELECT account_id, opened_date, created_at FROM accounts a JOIN customers c ON c.customer_id = a.customer_id
WHERE opened_date < substr(created_at, 1, 10) OR opened_date > add_days(as_of(), -45);
-- mutation
UPDATE accounts SET opened_date = add_days(as_of(), -44) WHERE rowid = 2;

-- rule: accounts.closed
-- Closed accounts, and only they, have a closing date, which is after the opening date, and a zero balance.
SELECT account_id, account_status, opened_date, closed_date, balance FROM accounts
WHERE (account_status = 'closed') <> (closed_date IS NOT NULL) OR closed_date < opened_date OR closed_date > as_of()
   OR account_status = 'closed' AND cents(balance) <> 0;
-- mutation
UPDATE accounts SET closed_date = NULL WHERE account_id = (SELECT min(account_id) FROM accounts WHERE account_status = 'closed');

-- rule: accounts.balances
-- Appropriate value ranges: no balance is negative, and certificates not linked to a loan or policy hold 5,000 to 250,000.
SELECT account_id, account_type, balance FROM accounts WHERE cents(balance) < 0
UNION ALL SELECT account_id, account_type, balance FROM unlinked
WHERE account_type = 'cd' AND account_status <> 'closed' AND balance NOT BETWEEN 5000 AND 250000;
-- mutation
UPDATE accounts SET balance = -0.01 WHERE rowid = 2;
-- mutation
UPDATE accounts SET balance = 250001 WHERE account_type = 'cd';

-- rule: accounts.tail
-- Balances have a heavy right tail: ratio of the mean to the median of checking accounts, with an allowance for small numbers.
-- expect: between 1.1 and 30
SELECT avg(balance) / max(CASE WHEN place = (n + 1) / 2 THEN balance END) + 2 / sqrt(max(n)) FROM (
    SELECT balance, row_number() OVER (ORDER BY balance) AS place, count(*) OVER () AS n
    FROM accounts WHERE account_type = 'checking' AND account_status <> 'closed'
);
-- mutation
UPDATE accounts SET balance = 20000;

-- rule: relationships.rows
-- Expected rows: relationships between accounts.
-- expect: rows 340 customers; slack 1; effect 0.1
SELECT count(*) FROM account_relationships;
-- mutation
DELETE FROM account_relationships WHERE rowid % 5 = 0;

-- rule: relationships.per_account
-- Accounts: number of links per account.
-- expect: share 0 75, 1 20, 2 5; blocks
SELECT CAST(n AS TEXT), count(*) FROM (
    SELECT count(r.primary_account_id) AS n FROM accounts a LEFT JOIN account_relationships r ON r.primary_account_id = a.account_id
    GROUP BY a.account_id
) GROUP BY 1;
-- mutation
DELETE FROM account_relationships WHERE relationship_id % 10 = 2;

-- rule: relationships.types
-- Accounts: relationships are joint_owner, beneficiary, authorized_user and linked_savings; each type occurs where there are at least 200
-- relationships.
SELECT kind FROM (SELECT 'joint_owner' AS kind UNION ALL SELECT 'beneficiary' UNION ALL SELECT 'authorized_user' UNION ALL SELECT 'linked_savings')
WHERE (SELECT count(*) FROM account_relationships) >= 200
  AND kind NOT IN (SELECT relationship_type FROM account_relationships);
-- mutation
UPDATE account_relationships SET relationship_type = 'joint_owner' WHERE relationship_type = 'authorized_user';

-- rule: relationships.distinct
-- Proper hierarchies: an account is never related to itself, or twice to the same account.
SELECT min(relationship_id), primary_account_id, related_account_id, count(*) FROM account_relationships
GROUP BY 2, 3 HAVING count(*) > 1 OR primary_account_id = related_account_id;
-- mutation
UPDATE account_relationships SET related_account_id = primary_account_id WHERE rowid = 2;

-- rule: relationships.linked_savings
-- Linked savings connect accounts of the same customer; a related account of another customer has a smaller number.
SELECT relationship_id, relationship_type, primary_account_id, related_account_id FROM account_relationships
WHERE number_of(related_account_id) > number_of(primary_account_id)
   OR relationship_type = 'linked_savings' AND number_of(related_account_id) <> number_of(primary_account_id);
-- mutation
UPDATE account_relationships SET relationship_type = 'linked_savings' WHERE relationship_type = 'joint_owner';

-- rule: relationships.household
-- Joint owners, authorized users and beneficiaries of an account belong to its holder's household and live at the same address.
SELECT relationship_id, relationship_type, primary_account_id, related_account_id, p.address, o.address FROM account_relationships
JOIN accounts a ON a.account_id = primary_account_id JOIN customer_profiles p ON p.customer_id = a.customer_id
JOIN accounts b ON b.account_id = related_account_id JOIN customer_profiles o ON o.customer_id = b.customer_id
WHERE p.customer_id <> o.customer_id AND (p.household_id IS NOT o.household_id OR p.address <> o.address OR p.city <> o.city);
-- mutation
UPDATE customer_profiles SET household_id = 'HH-0000001' WHERE customer_id IN (
    SELECT customer_id FROM account_relationships JOIN accounts ON account_id = primary_account_id
    WHERE relationship_type = 'joint_owner' LIMIT 1 OFFSET 5);

-- rule: relationships.one_role
-- Nobody has two roles on another person's account.
SELECT min(relationship_id), primary_account_id, number_of(related_account_id) AS other, count(DISTINCT relationship_type) AS n FROM account_relationships
WHERE number_of(related_account_id) <> number_of(primary_account_id) GROUP BY 2, 3 HAVING n > 1;
-- mutation
INSERT INTO account_relationships SELECT relationship_id + 5, primary_account_id, a.account_id, 'authorized_user', r.created_at
FROM account_relationships r JOIN accounts a ON number_of(a.account_id) = number_of(r.related_account_id) AND a.account_id <> r.related_account_id
WHERE relationship_type = 'joint_owner';

-- rule: relationships.once
-- A member of the household is joint owner, authorized user or beneficiary of a given account only once.
SELECT max(relationship_id), primary_account_id, number_of(related_account_id) AS other, count(*) AS n FROM account_relationships
WHERE number_of(related_account_id) <> number_of(primary_account_id) GROUP BY 2, 3 HAVING n > 1;
-- mutation
INSERT INTO account_relationships SELECT relationship_id + 5, primary_account_id, a.account_id, relationship_type, r.created_at
FROM account_relationships r JOIN accounts a ON number_of(a.account_id) = number_of(r.related_account_id) AND a.account_id <> r.related_account_id
WHERE relationship_type = 'joint_owner';

-- rule: relationships.dates
-- Date/time consistency, proper sequences: a relationship begins after both accounts were opened, and not in the future.
SELECT relationship_id, r.created_at, p.opened_date, o.opened_date FROM account_relationships r
JOIN accounts p ON p.account_id = primary_account_id JOIN accounts o ON o.account_id = related_account_id
WHERE substr(r.created_at, 1, 10) < max(p.opened_date, o.opened_date) OR substr(r.created_at, 1, 10) > as_of();
-- mutation
UPDATE account_relationships SET created_at = '2017-01-01 09:00:00' WHERE rowid = 2;

-- rule: transactions.rows
-- Transactions: 15 to 20 per account and quarter that it is open, averaged over the bank, with an allowance for small numbers. Each scheme beyond the usual one percent of
-- customers adds about 40 rows, with its look-alikes. An eighth of the accounts rests in the last quarter, dormant or frozen, and half of these did not before.
-- Of the interest of a quarter a bundle of one month has a third.
WITH opened AS (
    SELECT sum(max(0, day(coalesce(closed_date, as_of())) - max(day(opened_date), day(substr(add_months(as_of(), 1 - months()), 1, 8) || '01')) + 1)) / 91.3 AS quarters,
        count(*) AS n FROM accounts
)
SELECT n, round(quarters, 1) AS quarters,
    (SELECT sum(CASE WHEN months() = 1 AND transaction_type = 'interest' THEN 1 / 3.0 ELSE 1 END) FROM transactions) / quarters AS rows FROM opened
WHERE quarters > 0 AND rows - 0.4 * max(0, aml_rate() - 1) * customers() / quarters NOT BETWEEN 15 - 40 / sqrt(n)
    AND 20 * (1 + 0.06 * (1 - 3.0 / months())) + 60 / sqrt(n);
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
-- Transactions: ratio of spending to income. Where more schemes than usual are planted, accounts that look like one are excluded. Interest is a
-- fifth of the income rows: months without the end of a calendar quarter, which have none, are not judged, nor is a single month, which has that of three.
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
-- Pensions and Social Security reach at least 80% of account holders aged 67 or more who are not dormant and have an account with activity, with an
-- allowance for small numbers; wages reach at most 15% of those aged 70 or more.
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

-- rule: transactions.fees
-- Fees are 3 to 6% of spending rows, with an allowance for small numbers; fees on inactive accounts are counted separately.
SELECT sum(transaction_type = 'fee') AS fees, count(*) AS n FROM transactions
WHERE transaction_type IN ('withdrawal', 'payment', 'fee') AND description <> 'Dormant account fee'
HAVING fees NOT BETWEEN 0.03 * n - 1.5 * sqrt(n) AND 0.06 * n + 1.5 * sqrt(n);
-- mutation
UPDATE transactions SET transaction_type = 'fee' WHERE transaction_type = 'payment' AND rowid % 6 = 0;

-- rule: transactions.fee_causes
-- Each fee has a cause on the account: a cash withdrawal or purchase abroad just before, a wire a moment before, a month that began below the minimum
-- balance, or a year without activity by the holder; a fee charged by hand is soon followed by a complaint.
WITH fees AS (
    SELECT transaction_id, account_id, description, second(transaction_date) AS at, substr(transaction_date, 1, 10) AS on_day, cents(transaction_amount) AS amount,
        lag(second(transaction_date)) OVER statement AS before, lag(channel) OVER statement AS channel, lag(category) OVER statement AS category,
        lag(description) OVER statement AS cause, lag(cents(transaction_amount)) OVER statement AS caused, transaction_type,
        first_value(cents(balance_after) - CASE WHEN description = 'Opening deposit' THEN 0 ELSE cents(transaction_amount) END) OVER month AS began
    FROM transactions WINDOW statement AS (PARTITION BY account_id ORDER BY transaction_id),
        month AS (PARTITION BY account_id, substr(transaction_date, 1, 7) ORDER BY transaction_id)
)
SELECT transaction_id, description, cause FROM fees f WHERE transaction_type = 'fee' AND NOT coalesce(CASE
    WHEN description = 'Out-of-network ATM fee' THEN channel = 'atm' AND at - before <= 60
    WHEN description = 'Foreign transaction fee' THEN channel = 'card' AND at - before <= 60 AND 100 * amount >= 4 * caused - 2500
    WHEN description IN ('Domestic wire fee', 'Incoming wire fee') THEN channel = 'wire' AND at - before <= 60 AND (caused < 0) = (description = 'Domestic wire fee')
    WHEN description = 'Monthly service fee' THEN began < 250000 AND on_day = add_days(add_months(substr(on_day, 1, 8) || '01', 1), -1)
    WHEN description = 'Dormant account fee' THEN 1
    WHEN description IN ('Account maintenance fee', 'Paper statement fee', 'Cashier''s check fee', 'Stop payment fee', 'Replacement card fee') THEN EXISTS (
        SELECT 1 FROM complaints c WHERE c.customer_id = 'CUST' || substr(account_id, 4, length(account_id) - 5) AND complaint_type = 'fee'
            AND substr(filed_date, 1, 10) BETWEEN on_day AND add_days(on_day, 20))
    WHEN description = 'Early withdrawal penalty' THEN 1
    WHEN description = 'Late payment fee' THEN 1
    ELSE 0 END, 0);
-- mutation
DELETE FROM transactions WHERE channel = 'atm' AND rowid % 3 = 0;
-- mutation
UPDATE transactions SET description = 'Paper statement fee' WHERE description = 'Monthly service fee';

-- rule: transactions.refunds
-- A refund follows a purchase at the same merchant earlier in the month and does not exceed its amount.
SELECT transaction_id, description, transaction_amount FROM transactions r WHERE transaction_type = 'refund' AND description NOT LIKE 'Fee reversal: %' AND NOT EXISTS (
    SELECT 1 FROM transactions p WHERE p.account_id = r.account_id AND p.transaction_id < r.transaction_id AND p.description = substr(r.description, 8)
       AND p.channel = 'card' AND cents(p.transaction_amount) <= -cents(r.transaction_amount));
-- mutation
UPDATE transactions SET transaction_amount = transaction_amount + 5000 WHERE transaction_type = 'refund' AND rowid % 2 = 0;

-- rule: transactions.reversals
-- A fee is refunded when the complaint about it is resolved: the amount charged within the previous 45 days, as far back as statements reach.
SELECT transaction_id, description, transaction_amount FROM transactions r WHERE description LIKE 'Fee reversal: %' AND (
    NOT EXISTS (SELECT 1 FROM complaints c WHERE c.customer_id = 'CUST' || substr(account_id, 4, length(account_id) - 5) AND complaint_type = 'fee'
        AND status = 'resolved' AND resolved_date = transaction_date)
    OR transaction_date > add_days(substr(add_months(as_of(), 1 - months()), 1, 8) || '01', 45) AND NOT EXISTS (
        SELECT 1 FROM transactions p WHERE p.account_id = r.account_id AND p.transaction_id < r.transaction_id
            AND p.description = substr(r.description, 15) AND cents(p.transaction_amount) = -cents(r.transaction_amount)));
-- mutation
UPDATE transactions SET description = 'Fee reversal: Stop payment fee' WHERE transaction_type = 'refund';

-- rule: complaints.reversed
-- Customers who complained about a charge for an account that should be free, a paper statement, a cashier's check, a stop payment or a card, and
-- were right, get the fee back on their first active checking account, if its statement covers those days.
SELECT complaint_id, description, resolved_date FROM complaints c JOIN (
    SELECT customer_id, account_id, opened_date, row_number() OVER (PARTITION BY customer_id ORDER BY account_id) AS place FROM accounts
    WHERE account_type = 'checking' AND account_status = 'active' AND opened_date < add_days(as_of(), -40)) a USING (customer_id)
WHERE place = 1 AND status = 'resolved' AND complaint_type = 'fee' AND description REGEXP '^(Charged a monthly|The fee waiver|Paper statement|Charged for a cashier|Stop payment|Fee for a replacement)'
  AND opened_date < add_days(substr(filed_date, 1, 10), -40) AND resolved_date > add_days(substr(add_months(as_of(), 1 - months()), 1, 8) || '01', 45)
  AND NOT EXISTS (SELECT 1 FROM transactions t WHERE t.account_id = a.account_id AND t.transaction_date = resolved_date AND t.description LIKE 'Fee reversal: %');
-- mutation
UPDATE complaints SET complaint_type = 'fee', status = 'resolved', description = 'Stop payment fee charged although the check had cleared.',
    filed_date = add_days(as_of(), -20) || ' 10:00:00', resolved_date = add_days(as_of(), -15) || ' 10:00:00';

-- rule: transactions.certificates
-- A certificate has only interest, the opening deposit, deposits at renewal, the early-withdrawal penalty and the closing withdrawal.
SELECT transaction_id, transaction_type, description FROM transactions t JOIN accounts a ON a.account_id = t.account_id
WHERE account_type = 'cd' AND NOT (transaction_type IN ('interest', 'closure') OR description IN ('Opening deposit', 'Certificate renewed, deposit added', 'Early withdrawal penalty'));
-- mutation
UPDATE transactions SET transaction_type = 'deposit' WHERE account_id IN (SELECT account_id FROM accounts WHERE account_type = 'cd') AND transaction_type = 'interest';

-- rule: transactions.silence
-- Dormant customers have not initiated a transaction for a year: there is only interest and the dormant account fee.
SELECT transaction_id, transaction_type, description FROM transactions t JOIN accounts a ON a.account_id = t.account_id
JOIN customer_profiles p ON p.customer_id = a.customer_id
WHERE customer_status = 'dormant' AND opened_date < add_days(as_of(), -429) AND transaction_type NOT IN ('interest', 'fee') AND day(as_of()) - day(transaction_date) < 365;
-- mutation
UPDATE customer_profiles SET customer_status = 'dormant' WHERE number_of(customer_id) % 20 = 0;

-- rule: transactions.bookings
-- ACH, wires and checks are booked on business days, and so is what goes to brokers, to own accounts at other banks and to external ones, or comes
-- from there, but for instant transfers.
SELECT transaction_id, transaction_date, channel, description FROM transactions
WHERE (weekday(transaction_date) > 4 OR substr(transaction_date, 1, 10) IN (SELECT day FROM holidays))
  AND (channel IN ('ach', 'check') AND category NOT IN ('loan', 'mortgage', 'insurance', 'transfer')
    OR channel = 'wire' OR category = 'investment' OR description REGEXP '^Transfer (from|to) (own|external) account');
-- mutation
UPDATE transactions SET transaction_date = '2025-12-25 06:00:00' WHERE category = 'investment' AND substr(transaction_date, 1, 10) = '2025-12-26';
-- mutation
UPDATE transactions SET transaction_date = '2025-12-25 06:00:00' WHERE channel = 'ach' AND substr(transaction_date, 1, 10) = '2025-12-26';

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
-- Transactions: share that is manual and automated, where schemes are as rare as usual.
-- expect: share manual 30, automated 70; slack 0.8; effect 0.4
SELECT CASE WHEN processed_by IS NULL THEN 'automated' ELSE 'manual' END, count(*) FROM transactions WHERE aml_rate() <= 1 GROUP BY 1;
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
-- Surplus money is moved in few transfers: at most 7% of the transfers to a broker or an account at another bank are the third within a week, with an
-- allowance for small numbers.
SELECT sum(days <= 7) AS thirds, count(*) AS n FROM (
    SELECT julianday(transaction_date) - julianday(lag(transaction_date, 2) OVER (PARTITION BY account_id, description ORDER BY transaction_id)) AS days
    FROM transactions WHERE category IN ('investment', 'transfer') AND transaction_type = 'withdrawal' AND transaction_amount < 0)
HAVING thirds > 0.07 * n + 3 * sqrt(n);
-- mutation
UPDATE transactions SET transaction_date = as_of() || ' 10:00:00', description = 'Transfer to Heronway Brokerage'
WHERE category IN ('investment', 'transfer') AND transaction_type = 'withdrawal';

-- rule: transactions.merchants
-- Merchants have no counterparty account: payments by card, check or cash, or at a counter, name none.
SELECT transaction_id, transaction_type, channel, description, counterparty_account FROM transactions
WHERE counterparty_account IS NOT NULL AND channel NOT IN ('ach', 'wire', 'online', 'mobile');
-- mutation
UPDATE transactions SET counterparty_account = '4512345678' WHERE channel = 'card';

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
-- Friends pay each other what friends do: those of one town, at most nine years apart and of two households, small sums with a reason, at most
-- five times a month, and a present on a birthday. Both are named in full.
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
-- Friends take turns: share of the payments between two of them that go to the one with the larger number.
-- expect: share 50; slack 2
SELECT coalesce(sum(number_of(t.account_id) < number_of(a.account_id)), 0), count(*)
FROM transactions t JOIN accounts a ON a.account_number = t.counterparty_account WHERE t.description LIKE 'Person to person payment %: %' AND transaction_amount < 0;
-- mutation
DELETE FROM transactions WHERE description LIKE 'Person to person payment to %: %'
    AND number_of(account_id) > (SELECT number_of(a.account_id) FROM accounts a WHERE a.account_number = counterparty_account);

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

-- rule: transactions.savers
-- Share of customers with active checking and savings accounts who move money from one to the other; not judged where more schemes than usual are
-- planted, because these take up the room.
-- expect: share 60; slack 8
WITH holder AS (
    SELECT c.customer_id FROM accounts c JOIN accounts s ON s.customer_id = c.customer_id
    WHERE c.account_type = 'checking' AND s.account_type IN ('savings', 'money_market') AND c.account_status = 'active' AND s.account_status = 'active' GROUP BY 1
), saver AS (SELECT DISTINCT number_of(t.account_id) AS number FROM transactions t JOIN accounts a ON a.account_number = t.counterparty_account
    WHERE number_of(t.account_id) = number_of(a.account_id))
SELECT count(number), count(*) FROM holder LEFT JOIN saver ON number = number_of(customer_id) WHERE aml_rate() <= 1;
-- mutation
UPDATE transactions SET counterparty_account = '4999999999' WHERE counterparty_account IN (SELECT account_number FROM accounts);
