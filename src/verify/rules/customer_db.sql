-- rule: interactions.rows
-- Expected rows: interactions.
-- expect: rows 2330 customers; slack 0.3; effect 0.02
SELECT count(*) FROM interactions;
-- mutation
DELETE FROM interactions WHERE rowid % 40 = 0;

-- rule: interactions.per_customer
-- Interactions: number per customer, exact in each full block of 200.
-- expect: share 0 20, 1 25, 2 21, 3 16, 4 11, 5 7; each 200
SELECT (number_of(customer_id) - 1) / 200, CAST(n AS TEXT), count(*) FROM (
    SELECT p.customer_id, count(DISTINCT interaction_id) AS n FROM customer_profiles p LEFT JOIN interactions i ON i.customer_id = p.customer_id GROUP BY 1
) GROUP BY 1, 2;
-- mutation
DELETE FROM interactions WHERE rowid = 2;

-- rule: interactions.ids
-- Chronological ordering: a customer's interactions are numbered from 1 in order of time.
SELECT interaction_id, interaction_date, previous FROM (
    SELECT *, lag(interaction_date) OVER own AS previous, row_number() OVER own AS ordinal
    FROM interactions WINDOW own AS (PARTITION BY customer_id ORDER BY interaction_id)
) WHERE interaction_date < previous OR interaction_id <> 'INT-' || substr(customer_id, 6) || '-' || ordinal;
-- mutation
UPDATE interactions SET interaction_date = as_of() || ' 23:59:59' WHERE interaction_id LIKE '%-1';
-- mutation
UPDATE interactions SET interaction_id = replace(interaction_id, '-1', '-9') WHERE rowid = 2;

-- rule: interactions.types
-- Interactions by type.
-- expect: share inquiry 45, support 35, account_update 10, product_inquiry 10; blocks; slack 0.2
SELECT CASE interaction_type WHEN 'complaint' THEN 'inquiry' ELSE interaction_type END, count(*) FROM interactions GROUP BY 1;
-- mutation
UPDATE interactions SET interaction_type = 'support' WHERE rowid % 10 = 0;

-- rule: interactions.channels
-- Interactions by channel.
-- expect: share phone 30, email 25, web 20, mobile_app 15, branch 10; blocks; slack 0.2
SELECT channel, count(*) FROM interactions GROUP BY 1;
-- mutation
UPDATE interactions SET channel = 'branch' WHERE rowid % 10 = 0;

-- rule: interactions.minutes
-- Interactions: duration varies by channel: phone and branch 5-45 minutes, web 2-15, email and app 1-10.
SELECT interaction_id, channel, duration_minutes FROM interactions
WHERE duration_minutes IS NULL OR duration_minutes NOT BETWEEN CASE WHEN channel IN ('phone', 'branch') THEN 5 WHEN channel = 'web' THEN 2 ELSE 1 END
    AND CASE WHEN channel IN ('phone', 'branch') THEN 45 WHEN channel = 'web' THEN 15 ELSE 10 END;
-- mutation
UPDATE interactions SET duration_minutes = 46 WHERE rowid = 2;

-- rule: interactions.handled
-- Interactions: share handled by employees.
-- expect: share 80; blocks; slack 0.1
SELECT count(handled_by), count(*) FROM interactions;
-- mutation
UPDATE interactions SET handled_by = NULL WHERE rowid % 10 = 0;

-- rule: interactions.outcomes
-- Interactions by outcome.
-- expect: share resolved 70, follow_up_needed 20, escalated 10; blocks; slack 0.2
SELECT outcome, count(*) FROM interactions GROUP BY 1;
-- mutation
UPDATE interactions SET outcome = 'escalated' WHERE rowid % 10 = 0;

-- rule: interactions.dates
-- Date/time consistency: an interaction comes after the customer joined and not after the as-of date.
SELECT interaction_id, interaction_date, created_at FROM interactions i JOIN customers c ON c.customer_id = i.customer_id
WHERE interaction_date <= created_at OR substr(interaction_date, 1, 10) > as_of();
-- mutation
UPDATE interactions SET interaction_date = add_days(as_of(), 1) || ' 10:00:00' WHERE rowid = 2;

-- rule: interactions.self_service
-- Interactions without an employee came by web or app; calls, emails and visits are handled by an employee.
SELECT interaction_id, channel FROM interactions WHERE handled_by IS NULL AND channel NOT IN ('web', 'mobile_app');
-- mutation
UPDATE interactions SET channel = 'phone' WHERE rowid = (SELECT min(rowid) FROM interactions WHERE handled_by IS NULL);

-- rule: interactions.changes
-- An interaction that changes the address, phone number or email address leaves an audit row on the same day.
SELECT interaction_id, interaction_date, notes FROM interactions i
WHERE notes REGEXP '^(Changed the (mailing|email) address|Updated the phone number)' AND NOT EXISTS (
    SELECT 1 FROM audit_trails a WHERE a.entity_id = i.customer_id AND a.action = 'profile_changed' AND a.performed_at >= i.interaction_date
        AND substr(a.performed_at, 1, 10) = substr(i.interaction_date, 1, 10));
-- mutation
DELETE FROM audit_trails WHERE action = 'profile_changed';

-- rule: interactions.opening
-- Customers without an account talk about opening one, the account of somebody they act for, their safe deposit box, or a policy they have.
SELECT interaction_id, notes FROM interactions i LEFT JOIN (SELECT customer_id, min(opened_date) AS first FROM accounts GROUP BY 1) a USING (customer_id)
WHERE (first IS NULL OR first > substr(interaction_date, 1, 10)) AND NOT notes REGEXP 'account|safe deposit box|Changed the |Updated the phone'
  AND NOT (notes REGEXP 'policy|Policy|claim' AND EXISTS (
    SELECT 1 FROM policies p WHERE p.customer_id = i.customer_id AND start_date <= substr(interaction_date, 1, 10)));
-- mutation
DELETE FROM policies WHERE customer_id NOT IN (SELECT customer_id FROM accounts);
-- mutation
UPDATE interactions SET notes = 'Reported a lost debit card. Nothing further needed.' WHERE customer_id NOT IN (SELECT customer_id FROM accounts);

-- rule: interactions.brief
-- What anybody at the bank knows is answered at once: such a question needs no follow-up and is not escalated.
SELECT interaction_id, outcome, notes FROM interactions WHERE outcome <> 'resolved'
  AND notes REGEXP 'cut-off time|on Saturday|daily limit|routing details|current savings rate|documents are needed|minimum deposit|exchange rates|lost debit card|PIN blocked';
-- mutation
UPDATE interactions SET outcome = 'follow_up_needed' WHERE outcome = 'resolved' AND rowid % 5 = 0;

-- rule: interactions.cards
-- Nobody without a checking account mentions a debit card or PIN.
SELECT interaction_id, notes FROM interactions i WHERE notes REGEXP 'debit card|Debit card|PIN |card limit|card charge' AND NOT EXISTS (
    SELECT 1 FROM accounts a WHERE a.customer_id = i.customer_id AND account_type = 'checking' AND opened_date <= substr(interaction_date, 1, 10));
-- mutation
UPDATE accounts SET account_type = 'savings';

-- rule: interactions.left
-- Customers who have left do not get in touch after their last account was closed.
SELECT interaction_id, interaction_date, closed FROM interactions JOIN customer_profiles USING (customer_id)
JOIN (SELECT customer_id, max(closed_date) AS closed FROM accounts GROUP BY 1) USING (customer_id)
WHERE customer_status = 'closed' AND substr(interaction_date, 1, 10) > closed;
-- mutation
UPDATE interactions SET interaction_date = as_of() || ' 10:00:00' WHERE customer_id IN (SELECT customer_id FROM customer_profiles WHERE customer_status = 'closed');

-- rule: interactions.dormant
-- Dormant customers who joined more than a year and two months ago have been silent for a year.
SELECT interaction_id, interaction_date FROM interactions JOIN customer_profiles USING (customer_id)
WHERE customer_status = 'dormant' AND onboarding_date < add_days(as_of(), -426) AND interaction_date > add_days(as_of(), -364);
-- mutation
UPDATE customer_profiles SET customer_status = 'dormant';

-- rule: interactions.screens
-- Mean age of individuals who come to a branch or call, minus that of those who use the app, with an allowance for small numbers.
-- expect: between 5 and 40
SELECT CASE WHEN m >= 10 AND n >= 10 THEN a / n - b / m + 40 / sqrt(m) ELSE 20 END FROM (
    SELECT sum(channel IN ('phone', 'branch')) AS n, sum(channel = 'mobile_app') AS m, sum(CASE WHEN channel IN ('phone', 'branch') THEN age END) * 1.0 AS a,
        sum(CASE WHEN channel = 'mobile_app' THEN age END) * 1.0 AS b
    FROM interactions JOIN customer_profiles p USING (customer_id) JOIN (SELECT customer_id, years(date_of_birth, as_of()) AS age FROM customers) USING (customer_id)
    WHERE customer_type = 'individual');
-- mutation
UPDATE interactions SET channel = CASE channel WHEN 'mobile_app' THEN 'phone' WHEN 'phone' THEN 'mobile_app' ELSE channel END;

-- rule: interactions.complaints
-- An interaction of type complaint is followed by the complaint within ten days.
SELECT interaction_id, interaction_date FROM interactions i WHERE interaction_type = 'complaint' AND NOT EXISTS (
    SELECT 1 FROM complaints c WHERE c.customer_id = i.customer_id AND filed_date > interaction_date
        AND substr(filed_date, 1, 10) <= add_days(substr(interaction_date, 1, 10), 10));
-- mutation
UPDATE interactions SET interaction_type = 'complaint' WHERE interaction_type = 'support' AND rowid % 9 = 0;

-- rule: interactions.promises
-- Promises are kept: an interaction after which the bank promised to get back is followed within two weeks by one on the same subject that says so, and
-- every follow-up follows such an interaction.
SELECT interaction_id, interaction_date, notes FROM interactions i
WHERE notes REGEXP 'follow up|call back|Call back|come back|and reply\.|Appointment|Promised|to follow|queued|to answer|to look at' AND outcome = 'follow_up_needed' AND NOT EXISTS (
    SELECT 1 FROM interactions f WHERE f.customer_id = i.customer_id AND f.interaction_date > i.interaction_date AND f.notes LIKE 'Follow-up: %'
        AND substr(f.interaction_date, 1, 10) <= add_days(substr(i.interaction_date, 1, 10), 14))
UNION ALL SELECT interaction_id, interaction_date, notes FROM interactions f WHERE notes LIKE 'Follow-up: %' AND NOT EXISTS (
    SELECT 1 FROM interactions i WHERE f.customer_id = i.customer_id AND f.interaction_date > i.interaction_date AND i.outcome = 'follow_up_needed'
        AND substr(f.interaction_date, 1, 10) <= add_days(substr(i.interaction_date, 1, 10), 14));
-- mutation
UPDATE interactions SET notes = substr(notes, 12) WHERE notes LIKE 'Follow-up: %' AND rowid % 3 = 0;
-- mutation
UPDATE interactions SET outcome = 'resolved' WHERE outcome = 'follow_up_needed' AND rowid % 3 = 0;

-- rule: interactions.followed
-- Percentage of interactions needing a follow-up that have one within two weeks, with an allowance for small numbers.
-- expect: between 75 and 1000
SELECT CASE WHEN n > 0 THEN 100.0 * hits / n + 120 / sqrt(n) ELSE 100 END FROM (
    SELECT sum(EXISTS (SELECT 1 FROM interactions f WHERE f.customer_id = i.customer_id AND f.interaction_date > i.interaction_date
        AND substr(f.interaction_date, 1, 10) <= add_days(substr(i.interaction_date, 1, 10), 14))) AS hits, count(*) AS n
    FROM interactions i WHERE outcome = 'follow_up_needed');
-- mutation
UPDATE interactions SET outcome = 'follow_up_needed' WHERE outcome = 'resolved';

-- rule: interactions.follow_ups
-- A follow-up comes from an employee, on a business day in office hours; at a counter also on a Saturday morning.
SELECT interaction_id, channel, handled_by, interaction_date FROM (SELECT *, substr(interaction_date, 1, 10) AS on_day FROM interactions)
WHERE notes LIKE 'Follow-up: %' AND (handled_by IS NULL OR substr(interaction_date, 12) NOT BETWEEN '09:00:00' AND '16:59:59'
    OR weekday(on_day) > CASE channel WHEN 'branch' THEN 5 ELSE 4 END OR on_day IN (SELECT day FROM holidays));
-- mutation
UPDATE interactions SET handled_by = NULL WHERE channel IN ('web', 'mobile_app');
-- mutation
UPDATE interactions SET interaction_date = substr(interaction_date, 1, 11) || '21:10:00' WHERE channel IN ('web', 'mobile_app', 'email');

-- rule: interactions.updated
-- The notes of a completed update say that it was made, not that a question was answered.
SELECT interaction_id, notes FROM interactions WHERE interaction_type = 'account_update' AND outcome = 'resolved' AND NOT notes REGEXP '(Done|Entered|Confirmed|Completed)[^.]*\.$'
  AND notes NOT LIKE 'Follow-up: %';
-- mutation
UPDATE interactions SET notes = replace(notes, 'Completed by self-service.', 'Answered by the help pages.') WHERE interaction_type = 'account_update';
