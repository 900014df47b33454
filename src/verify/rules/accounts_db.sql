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
-- Accounts: share of account holders who have more than one account.
-- expect: share 25; blocks
SELECT sum(n > 1), count(*) FROM (SELECT count(*) AS n FROM accounts GROUP BY customer_id);
-- mutation
DELETE FROM accounts WHERE account_id LIKE '%-2' AND rowid % 4 = 0;

-- rule: accounts.two_or_three
-- Number of accounts of holders who have more than one.
-- expect: share 2 95, 3 5; effect 0.5
SELECT CAST(n AS TEXT), count(*) FROM (SELECT count(*) AS n FROM accounts GROUP BY customer_id) WHERE n > 1 GROUP BY 1;
-- mutation: Every fourth second account becomes a third one.
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
-- expect: share active 91, frozen 5, closed 4; blocks; slack 0.5
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

-- rule: accounts.estates
-- The dead open no accounts: a balance is paid to the estate at least 20 days after the death, and no account is opened in the 50 days before that.
SELECT a.account_id, opened_date, closed_date FROM accounts a JOIN transactions t ON t.account_id = a.account_id
WHERE description LIKE '%paid to the estate' AND day(closed_date) - day(opened_date) < 66;
-- mutation
UPDATE accounts SET opened_date = closed_date WHERE account_id IN (SELECT account_id FROM transactions WHERE description LIKE '%paid to the estate');

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

-- rule: relationships.one_way
-- Two accounts are linked in one direction.
SELECT a.relationship_id, a.primary_account_id, a.related_account_id FROM account_relationships a JOIN account_relationships b
ON b.primary_account_id = a.related_account_id AND b.related_account_id = a.primary_account_id;
-- mutation
INSERT INTO account_relationships SELECT relationship_id + 5, related_account_id, primary_account_id, relationship_type, created_at
FROM account_relationships WHERE relationship_type = 'linked_savings';
