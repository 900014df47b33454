-- section: insurance_db
-- rule: payments.rows
-- Expected rows: premium payments.
-- expect: rows 10700 customers; slack 6; effect 10
SELECT count(*) FROM premium_payments;
-- mutation
DELETE FROM premium_payments WHERE rowid % 3 = 0;

-- rule: payments.methods
-- Premium payments by method.
-- expect: share auto_debit 55, card 20, ach 12, check 8, online 5; effect 20; slack 3
SELECT payment_method, count(*) FROM premium_payments GROUP BY 1;
-- mutation
UPDATE premium_payments SET payment_method = 'check' WHERE payment_method = 'card';

-- rule: payments.status
-- Premium payments by status.
-- expect: share completed 95, late 2.5, failed 1.5, pending 0.4, refunded 0.5; effect 2; slack 0.5
SELECT payment_status, count(*) FROM premium_payments GROUP BY 1;
-- mutation
UPDATE premium_payments SET payment_status = 'pending' WHERE rowid % 10 = 0;

-- rule: payments.amounts
-- Payments are positive, refunds negative, and a policy's last payment is its premium.
SELECT payment_id, amount, premium_amount FROM (
    SELECT m.payment_id, m.amount, p.premium_amount, row_number() OVER (PARTITION BY m.policy_id ORDER BY payment_id DESC) AS place
    FROM premium_payments m JOIN policies p ON p.policy_id = m.policy_id WHERE payment_status <> 'refunded'
) WHERE cents(amount) <= 0 OR place = 1 AND cents(amount) <> cents(premium_amount)
UNION ALL SELECT payment_id, amount, payment_status FROM premium_payments WHERE (payment_status = 'refunded') <> (cents(amount) < 0);
-- mutation
UPDATE premium_payments SET amount = amount + 1 WHERE rowid % 10 = 0;
-- mutation
UPDATE premium_payments SET amount = -amount WHERE payment_status = 'refunded';

-- rule: payments.changes
-- The premium changes exactly where there is a premium_changed event between two payments.
WITH paid AS (
    SELECT payment_id, policy_id, payment_date, payment_status, amount, lag(amount) OVER own AS previous, lag(payment_date) OVER own AS since
    FROM premium_payments WHERE payment_status <> 'refunded' WINDOW own AS (PARTITION BY policy_id ORDER BY payment_id)
)
SELECT policy_id, sum(amount <> previous) AS changes, (SELECT count(*) FROM policy_events e WHERE e.policy_id = paid.policy_id AND event_type = 'premium_changed') AS events
FROM paid GROUP BY policy_id HAVING coalesce(changes, 0) <> events
UNION ALL SELECT payment_id, previous, amount FROM paid
WHERE amount <> previous AND NOT EXISTS (SELECT 1 FROM policy_events e WHERE e.policy_id = paid.policy_id AND event_type = 'premium_changed'
    AND event_date BETWEEN add_days(since, -31) AND payment_date);
-- mutation
UPDATE premium_payments SET amount = amount + 1 WHERE payment_id LIKE '%-002';
-- mutation
UPDATE policy_events SET event_date = '2000-01-01' WHERE event_type = 'premium_changed';

-- rule: payments.falls
-- Premiums go up and down: if there are at least a hundred changes, 5 to 60 percent of them are decreases.
SELECT falls, changes FROM (SELECT coalesce(sum(amount < previous), 0) AS falls, count(*) AS changes FROM (
    SELECT amount, lag(amount) OVER (PARTITION BY policy_id ORDER BY payment_id) AS previous FROM premium_payments WHERE payment_status <> 'refunded')
    WHERE amount <> previous)
WHERE changes >= 100 AND 1.0 * falls / changes NOT BETWEEN 0.05 AND 0.6;
-- mutation
UPDATE premium_payments SET amount = 1000 + CAST(substr(payment_id, -3) AS INTEGER) WHERE payment_status <> 'refunded';

-- rule: payments.due
-- A premium is paid, fails or is pending on its due date, or on the next business day; a late payment comes up to 30 days later, or up to 45 days
-- after it failed.
WITH counted AS (
    SELECT payment_id, m.policy_id, payment_date, payment_status, start_date, months, coalesce(((substr(payment_date, 1, 4) - substr(start_date, 1, 4)) * 12
        + substr(payment_date, 6, 2) - substr(start_date, 6, 2)) / nullif(months, 0), 0) * months AS since
    FROM premium_payments m JOIN priced p ON p.policy_id = m.policy_id WHERE payment_status <> 'refunded'
), dated AS (
    SELECT *, day(payment_date) - day(add_months(start_date, CASE WHEN add_months(start_date, since) > payment_date THEN since - months ELSE since END)) AS after FROM counted
)
SELECT payment_id, payment_status, payment_date, after FROM dated d
WHERE CASE payment_status WHEN 'late' THEN after NOT BETWEEN 1 AND 30 AND NOT EXISTS (SELECT 1 FROM premium_payments f WHERE f.policy_id = d.policy_id
        AND f.payment_status = 'failed' AND day(d.payment_date) - day(f.payment_date) BETWEEN 1 AND 45)
    ELSE after NOT BETWEEN 0 AND 4 END;
-- mutation
UPDATE premium_payments SET payment_date = add_days(payment_date, 6) WHERE payment_id LIKE '%-001';

-- rule: payments.business_days
-- Premiums are collected and refunded on business days; a pending payment has its due date.
SELECT payment_id, payment_date, payment_status FROM premium_payments m JOIN policies p ON p.policy_id = m.policy_id
WHERE payment_status <> 'pending' AND weekday(payment_date) > 4 AND payment_date IS NOT end_date;
-- mutation
UPDATE premium_payments SET payment_date = add_days(payment_date, 5 - weekday(payment_date)) WHERE payment_status = 'completed';

-- rule: payments.caught_up
-- A failed premium is made up within 45 days, or the policy has lapsed by then.
SELECT payment_id, m.policy_id, payment_date, policy_status, end_date FROM premium_payments m JOIN policies p ON p.policy_id = m.policy_id
WHERE payment_status = 'failed' AND NOT EXISTS (SELECT 1 FROM premium_payments l WHERE l.policy_id = m.policy_id AND l.payment_status = 'late'
        AND day(l.payment_date) - day(m.payment_date) BETWEEN 1 AND 45)
    AND NOT (policy_status = 'lapsed' AND day(end_date) - day(payment_date) BETWEEN 0 AND 45);
-- mutation
DELETE FROM premium_payments WHERE payment_status = 'late';
-- mutation
UPDATE policies SET policy_status = 'active' WHERE policy_status = 'lapsed';

-- rule: payments.refunds
-- Unearned premium is refunded once, within 20 days: what was paid for the days after a cancellation or death, or all of it for a trip that was
-- canceled; there are no other refunds.
WITH paid AS (
    SELECT policy_id, sum(payment_status IN ('completed', 'late')) AS paid, sum(payment_status = 'pending') AS pending, -sum(CASE WHEN payment_status = 'refunded' THEN cents(amount) ELSE 0 END) AS returned,
        sum(payment_status = 'refunded') AS times, max(CASE WHEN payment_status = 'refunded' THEN payment_date END) AS on_day FROM premium_payments GROUP BY 1
), owed AS (
    SELECT p.*, paid, pending, returned, times, on_day, CASE WHEN policy_status = 'cancelled' OR policy_type = 'life' AND policy_status = 'matured' THEN
        CASE WHEN months = 0 THEN cents(premium_amount) ELSE cents(premium_amount) * max(0, day(add_months(start_date, months * paid)) - day(end_date) - 1)
            / (day(add_months(start_date, months * paid)) - day(add_months(start_date, months * (paid - 1)))) END ELSE 0 END AS unearned
    FROM priced p JOIN paid ON paid.policy_id = p.policy_id
)
SELECT policy_id, policy_type, policy_status, end_date, unearned, returned, on_day FROM owed
WHERE times > 1 OR returned > 0 AND abs(returned - unearned) > 1 OR day(on_day) - day(end_date) NOT BETWEEN 1 AND 20
   OR returned = 0 AND unearned > 101 AND pending = 0 AND end_date < add_days(as_of(), -20);
-- mutation
DELETE FROM premium_payments WHERE payment_status = 'refunded';
-- mutation
UPDATE premium_payments SET amount = amount - 5 WHERE payment_status = 'refunded';

-- rule: payments.until
-- Payments continue without gaps to the end of the policy or the as-of date; travel insurance is paid once.
SELECT p.policy_id, policy_status, premium_frequency, start_date, end_date, count(payment_id) AS payments, max(payment_date) AS last
FROM priced p LEFT JOIN premium_payments m ON m.policy_id = p.policy_id AND payment_status NOT IN ('failed', 'refunded')
GROUP BY p.policy_id
HAVING last > as_of() OR last > end_date OR months = 0 AND payments <> 1
    OR policy_status = 'active' AND months > 0 AND (add_months(start_date, months * payments) <= as_of() OR add_months(start_date, months * (payments - 1)) > as_of())
    OR policy_status IN ('cancelled', 'matured') AND months > 0 AND add_months(start_date, months * payments) < add_days(end_date, -5);
-- mutation
DELETE FROM premium_payments WHERE payment_id LIKE '%-001';

-- rule: payments.from_account
-- An account is debited only by auto debit and ACH.
SELECT payment_id, payment_method, from_account_id FROM premium_payments
WHERE from_account_id IS NOT NULL AND payment_method NOT IN ('auto_debit', 'ach');
-- mutation
UPDATE premium_payments SET payment_method = 'card' WHERE from_account_id IS NOT NULL;

-- rule: payments.linked
-- Premiums are paid from the customer's own account linked to the policy.
SELECT payment_id, from_account_id, linked_account_id FROM premium_payments m JOIN policies p ON p.policy_id = m.policy_id
WHERE from_account_id IS NOT NULL AND from_account_id IS NOT linked_account_id;
-- mutation
UPDATE premium_payments SET from_account_id = 'ACC-0000001-1' WHERE from_account_id IS NOT NULL;
