-- rule: customers.count
-- guide: Scale: 1,200 customers at scale 1, rounded down, unless a count was given by hand.
-- expect: none
SELECT count(*) AS found, customers() AS manifest FROM customers
HAVING count(*) <> customers()
    OR NOT overridden() AND scale() IS NOT NULL AND customers() <> max(1, CAST(round(1200 * scale(), 6) AS INTEGER));

-- rule: customers.ids
-- guide: Identifiers: customers are numbered from 1 without a gap.
-- expect: none
SELECT customer_id FROM customers WHERE number_of(customer_id) NOT BETWEEN 1 AND (SELECT count(*) FROM customers);

-- rule: customers.age
-- guide: Appropriate value ranges: customers are 18 to 85 years old, and were 18 when they joined.
-- expect: none
SELECT customer_id, date_of_birth, created_at FROM customers
WHERE years(date_of_birth, as_of()) NOT BETWEEN 18 AND 85 OR years(date_of_birth, created_at) < 18;

-- rule: customers.ages
-- guide: Realistic distributions, demographics: ages form a bell around 42.
-- expect: mean 42; slack 8
SELECT years(date_of_birth, as_of()) FROM customers;

-- rule: customers.bell
-- guide: Realistic distributions & weighted random selections: ages form a bell around 42: three in eight lie within 7.5 years of it, few are below 25 or above 65.
-- expect: share middle 37, young 10, old 10; slack 5
SELECT 'middle', sum(years(date_of_birth, as_of()) BETWEEN 35 AND 49), count(*) FROM customers
UNION ALL SELECT 'young', sum(years(date_of_birth, as_of()) < 25), count(*) FROM customers
UNION ALL SELECT 'old', sum(years(date_of_birth, as_of()) > 65), count(*) FROM customers;

-- rule: customers.joined
-- guide: Customers joined over the last 7 years, at least 3 months ago.
-- expect: none
SELECT customer_id, created_at FROM customers
WHERE substr(created_at, 1, 10) NOT BETWEEN add_months(as_of(), -84) AND add_months(as_of(), -3);

-- rule: customers.email
-- guide: Nobody real: customers write from example.com, example.net or example.org.
-- expect: none
SELECT customer_id, email FROM customers WHERE NOT email REGEXP '^[a-z0-9._+-]+@example\.(com|net|org)$';

-- rule: customers.phone
-- guide: Nobody real: numbers are 555-0100 to 555-0199, or in an area code with middle digit 9.
-- expect: none
SELECT customer_id, phone FROM customers
WHERE NOT replace(replace(replace(replace(replace(phone, '-', ''), ' ', ''), '(', ''), ')', ''), '+', '')
    REGEXP '^1?([2-9][0-9]{2}55501[0-9]{2}|[2-9]9[0-9]{8})$';

-- rule: accounts.rows
-- guide: Expected rows: 1,136 accounts of 1,200 customers.
-- expect: rows 1136 customers; slack 1.5
SELECT count(*) FROM accounts;

-- rule: accounts.holders
-- guide: Accounts: 75% of customers have accounts, of each full 20 exactly.
-- expect: share 75; each 20
SELECT (number_of(customer_id) - 1) / 20, count(DISTINCT customer_id) FROM accounts GROUP BY 1;

-- rule: accounts.several
-- guide: Accounts: 25% of the holders have several.
-- expect: share 25; blocks
SELECT sum(n > 1), count(*) FROM (SELECT count(*) AS n FROM accounts GROUP BY customer_id);

-- rule: accounts.two_or_three
-- guide: Of those with several accounts 95% have two, 5% three.
-- expect: share 2 95, 3 5; effect 0.5
SELECT CAST(n AS TEXT), count(*) FROM (SELECT count(*) AS n FROM accounts GROUP BY customer_id) WHERE n > 1 GROUP BY 1;

-- rule: accounts.ids
-- guide: Identifiers: an account's id holds its customer's number and counts from 1; its number has ten digits.
-- expect: none
SELECT account_id, customer_id, account_number FROM (
    SELECT *, row_number() OVER (PARTITION BY customer_id ORDER BY account_id) AS ordinal FROM accounts
) WHERE account_id <> 'ACC-' || substr(customer_id, 6) || '-' || ordinal OR NOT account_number REGEXP '^[0-9]{10}$';

-- rule: accounts.numbers
-- guide: Nobody real: no account number begins like a real routing district (00-12, 21-32, 61-72, 80).
-- expect: none
SELECT account_id, account_number FROM accounts
WHERE CAST(substr(account_number, 1, 2) AS INTEGER) BETWEEN 0 AND 12 OR CAST(substr(account_number, 1, 2) AS INTEGER) BETWEEN 21 AND 32
   OR CAST(substr(account_number, 1, 2) AS INTEGER) BETWEEN 61 AND 72 OR substr(account_number, 1, 2) = '80';

-- rule: accounts.types
-- guide: Accounts: checking 50%, savings 30%, money market 15%, certificates 5%.
-- expect: share checking 50, savings 30, money_market 15, cd 5; blocks
SELECT account_type, count(*) FROM accounts GROUP BY 1;

-- rule: accounts.status
-- guide: Accounts: active 92%, frozen 5%, closed 3%.
-- expect: share active 92, frozen 5, closed 3; blocks; slack 0.5
SELECT account_status, count(*) FROM accounts GROUP BY 1;

-- rule: accounts.currency
-- guide: Money is US dollars.
-- expect: none
SELECT account_id, currency FROM accounts WHERE currency <> 'USD';

-- rule: accounts.branches
-- guide: Accounts are kept at the branches BR001 to BR018.
-- expect: none
SELECT account_id, branch_code FROM accounts WHERE NOT branch_code REGEXP '^BR0(0[1-9]|1[0-8])$';

-- rule: accounts.opened
-- guide: Date/time consistency, proper sequences: an account is opened after its customer joined and at least 45 days ago.
-- expect: none
SELECT account_id, opened_date, created_at FROM accounts a JOIN customers c ON c.customer_id = a.customer_id
WHERE opened_date < substr(created_at, 1, 10) OR opened_date > add_days(as_of(), -45);

-- rule: accounts.closed
-- guide: Closed accounts, and only they, have a closing date, after the opening, and no balance.
-- expect: none
SELECT account_id, account_status, opened_date, closed_date, balance FROM accounts
WHERE (account_status = 'closed') <> (closed_date IS NOT NULL) OR closed_date < opened_date OR closed_date > as_of()
   OR account_status = 'closed' AND cents(balance) <> 0;

-- rule: accounts.balances
-- guide: Appropriate value ranges: no balance is negative, and certificates that no loan and no policy hangs on hold 5,000 to 250,000.
-- expect: none
SELECT account_id, account_type, balance FROM accounts
WHERE cents(balance) < 0 OR account_type = 'cd' AND account_status <> 'closed' AND balance NOT BETWEEN 5000 AND 250000
  AND account_id NOT IN (SELECT linked_account_id FROM loans_db.loans WHERE linked_account_id IS NOT NULL)
  AND account_id NOT IN (SELECT linked_account_id FROM insurance_db.policies WHERE linked_account_id IS NOT NULL);

-- rule: accounts.tail
-- guide: Balances have a heavy right tail: the mean of the checking accounts lies well above their median, as far as their number can tell.
-- expect: between 1.1 and 30
SELECT avg(balance) / max(CASE WHEN place = (n + 1) / 2 THEN balance END) + 2 / sqrt(max(n)) FROM (
    SELECT balance, row_number() OVER (ORDER BY balance) AS place, count(*) OVER () AS n
    FROM accounts WHERE account_type = 'checking' AND account_status <> 'closed'
);

-- rule: relationships.rows
-- guide: Expected rows: 340 relationships between 1,136 accounts.
-- expect: rows 340 customers; slack 1; effect 0.1
SELECT count(*) FROM account_relationships;

-- rule: relationships.per_account
-- guide: Accounts: 20% of accounts have 1 link, 5% have 2.
-- expect: share 0 75, 1 20, 2 5; blocks
SELECT CAST(n AS TEXT), count(*) FROM (
    SELECT count(r.primary_account_id) AS n FROM accounts a LEFT JOIN account_relationships r ON r.primary_account_id = a.account_id
    GROUP BY a.account_id
) GROUP BY 1;

-- rule: relationships.types
-- guide: Accounts: types of relationships are joint_owner, beneficiary, authorized_user and linked_savings: each of them occurs.
-- expect: none
SELECT kind FROM (SELECT 'joint_owner' AS kind UNION ALL SELECT 'beneficiary' UNION ALL SELECT 'authorized_user' UNION ALL SELECT 'linked_savings')
WHERE (SELECT count(*) FROM account_relationships) >= 200
  AND kind NOT IN (SELECT relationship_type FROM account_relationships);

-- rule: relationships.distinct
-- guide: Proper hierarchies: an account is never related to itself, nor twice to the same.
-- expect: none
SELECT min(relationship_id), primary_account_id, related_account_id, count(*) FROM account_relationships
GROUP BY 2, 3 HAVING count(*) > 1 OR primary_account_id = related_account_id;

-- rule: relationships.linked_savings
-- guide: Linked savings join accounts of one customer; an account of another customer has a smaller number.
-- expect: none
SELECT relationship_id, relationship_type, primary_account_id, related_account_id FROM account_relationships
WHERE number_of(related_account_id) > number_of(primary_account_id)
   OR relationship_type = 'linked_savings' AND number_of(related_account_id) <> number_of(primary_account_id);

-- rule: relationships.dates
-- guide: Date/time consistency, proper sequences: a relationship begins after both accounts were opened, and is no future event.
-- expect: none
SELECT relationship_id, r.created_at, p.opened_date, o.opened_date FROM account_relationships r
JOIN accounts p ON p.account_id = primary_account_id JOIN accounts o ON o.account_id = related_account_id
WHERE substr(r.created_at, 1, 10) < max(p.opened_date, o.opened_date) OR substr(r.created_at, 1, 10) > as_of();

-- rule: transactions.rows
-- guide: Expected rows: 17,000 transactions.
-- expect: rows 17000 customers; slack 1.5; effect 0.15
SELECT count(*) FROM transactions;

-- rule: transactions.per_account
-- guide: Transactions: 10-20 times the accounts, for each has 10 to 20, the closing one not counted.
-- expect: none
SELECT a.account_id, count(transaction_id) AS n
FROM accounts a LEFT JOIN transactions t ON t.account_id = a.account_id AND transaction_type <> 'closure'
GROUP BY 1 HAVING n NOT BETWEEN 10 AND 20;

-- rule: transactions.chronological
-- guide: Transactions: chronological ordering: an account's transactions are numbered from 1 in the order of time.
-- expect: none
SELECT transaction_id, transaction_date, former FROM (
    SELECT transaction_id, account_id, transaction_date, lag(transaction_date) OVER statement AS former, row_number() OVER statement AS ordinal
    FROM transactions WINDOW statement AS (PARTITION BY account_id ORDER BY transaction_id)
) WHERE transaction_date < former OR substr(transaction_id, 5) <> substr(account_id, 5) || '-' || printf('%04d', ordinal);

-- rule: transactions.quarter
-- guide: An account's transactions lie in the 92 days that end at the as-of date, or at the day it was frozen or closed; only the rows
-- before a silence of a year or more are older.
-- expect: none
WITH spaced AS (
    SELECT transaction_id, account_id, day(transaction_date) AS today,
        CASE WHEN day(transaction_date) - day(lag(transaction_date) OVER (PARTITION BY account_id ORDER BY transaction_id)) >= 365
             THEN transaction_id END AS revived
    FROM transactions
), quarter AS (
    SELECT account_id, max(today) AS last, coalesce(max(revived), '') AS since FROM spaced GROUP BY account_id
)
SELECT transaction_id, a.account_status, add_days('1970-01-01', today) AS on_day
FROM spaced s JOIN quarter q ON q.account_id = s.account_id JOIN accounts a ON a.account_id = s.account_id
WHERE transaction_id >= since AND (
       today <= CASE account_status WHEN 'active' THEN day(as_of()) WHEN 'closed' THEN day(closed_date) ELSE last END - 92
    OR today > CASE account_status WHEN 'closed' THEN day(closed_date) ELSE day(as_of()) END);

-- rule: transactions.since_opening
-- guide: Date/time consistency, proper sequences: no transaction comes before its account was opened or after the as-of date.
-- expect: none
SELECT transaction_id, transaction_date, opened_date FROM transactions t JOIN accounts a ON a.account_id = t.account_id
WHERE substr(transaction_date, 1, 10) NOT BETWEEN opened_date AND as_of();

-- rule: transactions.signs
-- guide: Transactions: withdrawals, payments and fees take money, deposits, salaries, interest and refunds bring it.
-- expect: none
SELECT transaction_id, transaction_type, transaction_amount FROM transactions
WHERE CASE WHEN transaction_type IN ('withdrawal', 'payment', 'fee') THEN cents(transaction_amount) >= 0
           WHEN transaction_type = 'closure' THEN cents(transaction_amount) > 0
           ELSE cents(transaction_amount) <= 0 END;

-- rule: transactions.spending
-- guide: Transactions: spending 70%, income 30%.
-- Where more schemes are planted than usual, accounts that look like one are left out.
-- expect: share spending 70, income 30; slack 1.2; effect 0.3
SELECT CASE WHEN transaction_type IN ('withdrawal', 'payment', 'fee') THEN 'spending' ELSE 'income' END, count(*)
FROM transactions WHERE transaction_type <> 'closure'
  AND (aml_rate() <= 1 OR account_id NOT IN (
    SELECT t.account_id FROM compliance_db.rule_violations v JOIN transactions t ON t.transaction_id = v.entity_id WHERE number_of(v.rule_id) IN (1, 2, 5, 6, 7, 8, 9)))
GROUP BY 1;

-- rule: transactions.types
-- guide: Transactions: spending is withdrawals 40%, payments 45%, fees 15%; income is deposits 50%, salaries 30%, interest 15%, refunds 5%.
-- Where more schemes are planted than usual, accounts that look like one are left out.
-- expect: share spending/withdrawal 40, spending/payment 45, spending/fee 15, income/deposit 50, income/salary 30, income/interest 15, income/refund 5; slack 2.5; effect 0.6
SELECT CASE WHEN transaction_type IN ('withdrawal', 'payment', 'fee') THEN 'spending/' ELSE 'income/' END || transaction_type, count(*)
FROM transactions WHERE transaction_type <> 'closure'
  AND (aml_rate() <= 1 OR account_id NOT IN (
    SELECT t.account_id FROM compliance_db.rule_violations v JOIN transactions t ON t.transaction_id = v.entity_id WHERE number_of(v.rule_id) IN (1, 2, 5, 6, 7, 8, 9)))
GROUP BY 1;

-- rule: transactions.chain
-- guide: Realistic financial calculations: each balance is the one before plus the amount, to the cent, and never negative.
-- expect: none
SELECT transaction_id, transaction_amount, balance_after, former FROM (
    SELECT *, lag(balance_after) OVER (PARTITION BY account_id ORDER BY transaction_id) AS former FROM transactions
) WHERE cents(balance_after) < 0 OR cents(former) + cents(transaction_amount) <> cents(balance_after)
     OR former IS NULL AND cents(balance_after) < cents(transaction_amount);

-- rule: transactions.last_balance
-- guide: The balance after the last transaction is the account's balance.
-- expect: none
SELECT a.account_id, balance, balance_after FROM accounts a
JOIN (SELECT account_id, balance_after, max(transaction_id) FROM transactions GROUP BY account_id) t ON t.account_id = a.account_id
WHERE cents(balance) <> cents(balance_after);

-- rule: transactions.thirty_percent
-- guide: Transactions: a spending amount is at most 30% of the balance before it.
-- expect: none
SELECT transaction_id, transaction_amount, balance_after FROM transactions
WHERE transaction_type IN ('withdrawal', 'payment', 'fee')
  AND -10 * cents(transaction_amount) > 3 * (cents(balance_after) - cents(transaction_amount));

-- rule: transactions.salaries
-- guide: Transactions: salaries are 1,000 to 8,000, paid on weekdays into checking accounts.
-- expect: none
SELECT transaction_id, transaction_amount, transaction_date, account_type FROM transactions t JOIN accounts a ON a.account_id = t.account_id
WHERE transaction_type = 'salary'
  AND (transaction_amount NOT BETWEEN 1000 AND 8000 OR weekday(transaction_date) > 4 OR account_type <> 'checking');

-- rule: transactions.payday
-- guide: Salaries come monthly from one employer per customer.
-- expect: none
SELECT transaction_id, transaction_date, former FROM (
    SELECT transaction_id, transaction_date, lag(transaction_date) OVER (PARTITION BY account_id ORDER BY transaction_id) AS former
    FROM transactions WHERE transaction_type = 'salary'
) WHERE day(transaction_date) - day(former) NOT BETWEEN 24 AND 38
UNION ALL
SELECT min(transaction_id), min(description), max(description) FROM transactions WHERE transaction_type = 'salary'
GROUP BY number_of(transaction_id) HAVING count(DISTINCT description) > 1;

-- rule: transactions.salaried
-- guide: Nine in ten active checking accounts receive a salary.
-- expect: share 90; slack 0.5; effect 0.8
SELECT count(DISTINCT CASE WHEN transaction_type = 'salary' THEN a.account_id END), count(DISTINCT a.account_id)
FROM accounts a JOIN transactions t ON t.account_id = a.account_id WHERE account_type = 'checking' AND account_status = 'active';

-- rule: transactions.fees
-- guide: Fees come from a short price list.
-- expect: between 0 and 15
SELECT count(DISTINCT cents(transaction_amount)) FROM transactions WHERE transaction_type = 'fee';

-- rule: transactions.interest
-- guide: Interest is paid once a quarter, at its end.
-- expect: none
SELECT max(transaction_id), substr(transaction_date, 1, 7) AS month, count(*) FROM transactions WHERE transaction_type = 'interest'
GROUP BY account_id, 2 HAVING count(*) > 1 OR substr(month, 6) NOT IN ('03', '06', '09', '12') OR substr(min(transaction_date), 9, 2) < '28';

-- rule: transactions.interest_bearing
-- guide: Interest goes to savings, money market accounts and certificates, and to a third of the checking accounts, where a quarter's end
-- lies in their statement, and after a silence of a year or more.
-- expect: share checking 33.3, savings 100, money_market 100, cd 100; slack 0.5; effect 0.4
WITH ended AS (
    SELECT day(substr(as_of(), 1, 4) || '-12-31') AS q UNION ALL SELECT day(substr(as_of(), 1, 4) || '-09-30')
    UNION ALL SELECT day(substr(as_of(), 1, 4) || '-06-30') UNION ALL SELECT day(substr(as_of(), 1, 4) || '-03-31')
    UNION ALL SELECT day((substr(as_of(), 1, 4) - 1) || '-12-31')
), silent AS (
    SELECT DISTINCT account_id FROM (
        SELECT account_id, day(transaction_date) - day(lag(transaction_date) OVER (PARTITION BY account_id ORDER BY transaction_id)) AS gap FROM transactions)
    WHERE gap >= 365
)
SELECT account_type, count(DISTINCT CASE WHEN transaction_type = 'interest' THEN a.account_id END), count(DISTINCT a.account_id)
FROM accounts a JOIN transactions t ON t.account_id = a.account_id
WHERE account_status = 'active' AND a.account_id NOT IN (SELECT account_id FROM silent)
  AND EXISTS (SELECT 1 FROM ended WHERE q BETWEEN max(day(as_of()) - 91, day(opened_date) + 30) AND day(as_of()))
GROUP BY 1;

-- rule: transactions.closure
-- guide: A closed account ends with one closure row that takes the balance to 0; no other account has one.
-- expect: none
SELECT a.account_id, account_status, closures, last_type, last_balance FROM accounts a JOIN (
    SELECT account_id, sum(transaction_type = 'closure') AS closures FROM transactions GROUP BY account_id
) c ON c.account_id = a.account_id JOIN (
    SELECT account_id, transaction_type AS last_type, balance_after AS last_balance, max(transaction_id) FROM transactions GROUP BY account_id
) l ON l.account_id = a.account_id
WHERE closures <> (account_status = 'closed') OR account_status = 'closed' AND (last_type <> 'closure' OR cents(last_balance) <> 0);

-- rule: transactions.manual
-- guide: Transactions: 30% manual, 70% automated.
-- expect: share manual 30, automated 70; slack 0.6; effect 0.2
SELECT CASE WHEN processed_by IS NULL THEN 'automated' ELSE 'manual' END, count(*) FROM transactions GROUP BY 1;

-- rule: transactions.branch_hours
-- guide: What the staff process happens on weekdays between 7 and 20 o'clock.
-- expect: none
SELECT transaction_id, transaction_date, processed_by FROM transactions
WHERE processed_by IS NOT NULL AND (weekday(transaction_date) > 4 OR substr(transaction_date, 12, 2) NOT BETWEEN '07' AND '19');

-- rule: transactions.cash
-- guide: Cash rows say so: a description that begins with Cash belongs to a deposit or withdrawal.
-- expect: none
SELECT transaction_id, transaction_type, description FROM transactions
WHERE description LIKE 'Cash %' AND transaction_type NOT IN ('deposit', 'withdrawal');

-- rule: transactions.counterparties
-- guide: Customers never pay each other: a counterparty at this bank is the customer's own other account.
-- expect: none
SELECT transaction_id, counterparty_account, a.account_id FROM transactions t JOIN accounts a ON a.account_number = t.counterparty_account
WHERE number_of(a.account_id) <> number_of(t.account_id) OR a.account_id = t.account_id;

-- rule: transactions.merchants
-- guide: Merchants have no counterparty account: only transfers, wires, payments between people and payrolls name one.
-- expect: none
SELECT transaction_id, transaction_type, description, counterparty_account FROM transactions
WHERE counterparty_account IS NOT NULL
  AND (transaction_type NOT IN ('deposit', 'withdrawal', 'salary') OR NOT description REGEXP '(?i)^(transfer|wire|ach|person to person|payroll)');

-- rule: transactions.transfers
-- guide: A transfer between a customer's own accounts is two rows of the same day and amount.
-- expect: none
WITH own AS (
    SELECT t.transaction_id, t.account_id, a.account_id AS other, substr(transaction_date, 1, 10) AS on_day, cents(transaction_amount) AS amount
    FROM transactions t JOIN accounts a ON t.counterparty_account = a.account_number
    WHERE t.counterparty_account IS NOT NULL
)
SELECT o.transaction_id, o.other, o.on_day, o.amount FROM own o
WHERE (SELECT count(*) FROM own m WHERE m.account_id = o.other AND m.other = o.account_id AND m.on_day = o.on_day AND m.amount = -o.amount)
   <> (SELECT count(*) FROM own m WHERE m.account_id = o.account_id AND m.other = o.other AND m.on_day = o.on_day AND m.amount = o.amount);

-- rule: transactions.put_aside
-- guide: Money adds up: about three in five who have a checking account and savings here, both active, put money aside from one to the other,
-- where schemes, which take the room, are as rare as usual.
-- expect: share 60; slack 8
WITH holder AS (
    SELECT c.customer_id FROM accounts c JOIN accounts s ON s.customer_id = c.customer_id
    WHERE c.account_type = 'checking' AND s.account_type IN ('savings', 'money_market') AND c.account_status = 'active' AND s.account_status = 'active' GROUP BY 1
), saver AS (SELECT DISTINCT number_of(t.account_id) AS number FROM transactions t JOIN accounts a ON a.account_number = t.counterparty_account)
SELECT count(number), count(*) FROM holder LEFT JOIN saver ON number = number_of(customer_id) WHERE aml_rate() <= 1;

-- rule: transactions.no_hint
-- guide: Nothing in a statement hints at a suspicious activity report or tells a planted scheme by name.
-- expect: none
SELECT transaction_id, description FROM transactions WHERE description REGEXP '(?i)suspicio|launder|structuring|\bSAR\b|\bAML\b|smurf|red flag|scheme|decoy|look.?alike|planted';
