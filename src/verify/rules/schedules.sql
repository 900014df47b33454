-- section: loans_db
-- rule: schedule.rows
-- Expected rows: installments.
-- expect: rows 35800 customers; slack 3; effect 90
SELECT count(*) FROM repayment_schedule;
-- mutation
DELETE FROM repayment_schedule WHERE rowid % 2 = 0;

-- rule: schedule.complete
-- Repayment Schedules: complete monthly schedules, installments from 1 to the term.
SELECT l.loan_id, term_months, count(s.schedule_id) AS installments, min(installment_number), max(installment_number)
FROM loans l LEFT JOIN repayment_schedule s ON s.loan_id = l.loan_id
GROUP BY l.loan_id HAVING installments <> term_months OR min(installment_number) <> 1 OR max(installment_number) <> term_months
    OR count(DISTINCT installment_number) <> installments;
-- mutation
DELETE FROM repayment_schedule WHERE rowid = 2;

-- rule: schedule.due
-- Repayment Schedules: monthly installments of principal and interest are due on the same day each month, clamped to the end of the month, the first
-- 15-62 days after disbursement.
WITH base AS (
    SELECT s.loan_id, max(CAST(substr(due_date, 9, 2) AS INTEGER)) AS of_month, min(substr(due_date, 1, 7)) AS first, disbursement_date
    FROM repayment_schedule s JOIN loans l ON l.loan_id = s.loan_id GROUP BY s.loan_id
)
SELECT schedule_id, s.loan_id, installment_number, due_date FROM repayment_schedule s JOIN base b ON b.loan_id = s.loan_id
WHERE substr(due_date, 1, 7) <> substr(add_months(first || '-01', installment_number - 1), 1, 7)
   OR CAST(substr(due_date, 9, 2) AS INTEGER)
      <> min(of_month, day(add_months(substr(due_date, 1, 8) || '01', 1)) - day(substr(due_date, 1, 8) || '01'))
   OR installment_number = 1 AND day(due_date) - day(disbursement_date) NOT BETWEEN 15 AND 62;
-- mutation
UPDATE repayment_schedule SET due_date = add_days(due_date, -1) WHERE rowid = 3;

-- rule: schedule.principal
-- Realistic financial calculations: the principal parts add up exactly to the loan's principal.
SELECT l.loan_id, principal_amount, parts / 100.0 AS parts FROM loans l
JOIN (SELECT loan_id, sum(cents(principal_amount)) AS parts FROM repayment_schedule GROUP BY loan_id) s ON s.loan_id = l.loan_id
WHERE parts <> cents(principal_amount);
-- mutation
UPDATE repayment_schedule SET principal_amount = principal_amount + 0.01 WHERE rowid = 2;

-- rule: schedule.interest
-- Realistic financial calculations: interest is the outstanding principal times rate / 12, rounded half-even to the cent; none after an early payoff.
SELECT schedule_id, loan_id, installment_number, interest_amount, outstanding / 100.0 AS outstanding FROM (
    SELECT schedule_id, s.loan_id, installment_number, interest_amount, interest_rate, closed_date,
        max(CASE WHEN interest_amount > 0 THEN installment_number END) OVER (PARTITION BY s.loan_id) AS last,
        max(CASE WHEN payment_date < closed_date THEN installment_number ELSE 0 END) OVER (PARTITION BY s.loan_id) AS before,
        cents(l.principal_amount) - coalesce(sum(cents(s.principal_amount)) OVER (
            PARTITION BY s.loan_id ORDER BY installment_number ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS outstanding
    FROM repayment_schedule s JOIN loans l ON l.loan_id = s.loan_id
) WHERE CASE WHEN closed_date IS NOT NULL AND installment_number > before + 1 THEN cents(interest_amount) <> 0
    ELSE cents(interest_amount) <> half_even(outstanding * units(interest_rate, 4), 120000) END;
-- mutation
UPDATE repayment_schedule SET interest_amount = interest_amount + 0.01 WHERE rowid = 2;
-- mutation: An early payoff costs future interest.
UPDATE repayment_schedule SET interest_amount = 0.01 WHERE cents(interest_amount) = 0;

-- rule: schedule.level
-- Realistic financial calculations: every installment except the last is the annuity's level payment; after an early payoff it is the scheduled
-- principal. Restructured loans have their own rule.
WITH level AS MATERIALIZED (
    SELECT loan_id, loan_status, term_months, interest_rate, annuity(cents(principal_amount), units(interest_rate, 4), term_months) AS payment FROM loans
)
SELECT schedule_id, s.loan_id, installment_number, total_amount, payment / 100.0 AS payment
FROM repayment_schedule s JOIN level l ON l.loan_id = s.loan_id
WHERE cents(total_amount) <> cents(principal_amount) + cents(interest_amount)
   OR installment_number < term_months AND cents(total_amount) <> payment AND loan_status <> 'restructured'
      AND NOT (loan_status = 'paid_off' AND cents(interest_amount) = 0);
-- mutation
UPDATE repayment_schedule SET principal_amount = principal_amount + 0.01, total_amount = total_amount + 0.01
WHERE rowid = (SELECT min(s.rowid) FROM repayment_schedule s JOIN loans l ON l.loan_id = s.loan_id WHERE loan_status = 'active');

-- rule: schedule.restructured
-- A restructured loan has a new, smaller payment from its restructuring on: the annuity of the outstanding principal over the remaining months.
WITH rows AS MATERIALIZED (
    SELECT s.loan_id, installment_number AS n, cents(s.total_amount) AS total, term_months, units(interest_rate, 4) AS rate,
        cents(l.principal_amount) - coalesce(sum(cents(s.principal_amount)) OVER (
            PARTITION BY s.loan_id ORDER BY installment_number ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS outstanding,
        lag(cents(s.total_amount)) OVER (PARTITION BY s.loan_id ORDER BY installment_number) AS before
    FROM repayment_schedule s JOIN loans l ON l.loan_id = s.loan_id WHERE loan_status = 'restructured'
)
SELECT loan_id, count(*) AS changes, min(n) AS at, min(total) / 100.0 AS payment FROM rows WHERE n < term_months AND (total <> before OR n = 1) GROUP BY loan_id
HAVING changes <> 2 OR max(CASE n WHEN 1 THEN total END) <= max(CASE WHEN n > 1 THEN total END)
    OR max(CASE WHEN n > 1 THEN total <> annuity(outstanding, rate, term_months - n + 1) END);
-- mutation
UPDATE repayment_schedule SET total_amount = total_amount + 1 WHERE installment_number = 3;
-- mutation
UPDATE loans SET loan_status = 'restructured' WHERE loan_status = 'active';

-- rule: schedule.status
-- Repayment Schedules: chronological tracking of payments: paid by the due date or the next business day, late after that, missed and pending without
-- a payment; none in the future.
WITH closed AS MATERIALIZED (SELECT substr(day, 1, 10) AS day FROM holidays), moved AS MATERIALIZED (
    SELECT due_date, payment_date, payment_status, min(schedule_id) AS schedule_id FROM repayment_schedule
    WHERE payment_date > due_date GROUP BY 1, 2, 3
), open(due_date, business_day) AS MATERIALIZED (
    SELECT due_date, min(next) FROM (SELECT due_date, add_days(due_date, days) AS next FROM (SELECT DISTINCT due_date FROM moved)
        JOIN (SELECT 0 AS days UNION ALL VALUES (1), (2), (3), (4)))
    WHERE weekday(next) < 5 AND next NOT IN (SELECT day FROM closed) GROUP BY due_date
)
SELECT schedule_id, s.loan_id, payment_status, due_date, payment_date FROM repayment_schedule s JOIN loans l ON l.loan_id = s.loan_id
WHERE (payment_status IN ('paid', 'late')) <> (payment_date IS NOT NULL) OR payment_date > as_of() OR payment_date < disbursement_date
   OR payment_status = 'late' AND payment_date <= due_date
UNION ALL SELECT schedule_id, NULL, payment_status, m.due_date, payment_date FROM moved m JOIN open USING (due_date)
WHERE (payment_status = 'paid') <> (payment_date <= business_day);
-- mutation
UPDATE repayment_schedule SET payment_date = add_days(due_date, 5) WHERE payment_status = 'paid' AND rowid < 50;
-- mutation
UPDATE repayment_schedule SET payment_date = NULL WHERE rowid = 2;

-- rule: schedule.pending
-- An installment that is not yet due, or at most 30 days overdue and unpaid, is pending; only a paid-off loan pays ahead.
SELECT schedule_id, s.loan_id, loan_status, payment_status, due_date FROM repayment_schedule s JOIN loans l ON l.loan_id = s.loan_id
WHERE payment_status = 'pending' AND due_date < add_days(as_of(), -30)
   OR payment_status = 'missed' AND due_date >= add_days(as_of(), -30)
   OR loan_status <> 'paid_off' AND due_date > as_of() AND payment_status <> 'pending';
-- mutation
UPDATE repayment_schedule SET payment_status = 'missed' WHERE payment_status = 'pending';

-- rule: schedule.on_time
-- Repayment Schedules: share of installments of active loans that are paid on time; the others are late, or still unpaid after 30 days.
-- expect: share 95; slack 0.6; effect 8
SELECT sum(payment_status = 'paid'), count(*) FROM repayment_schedule s JOIN loans l ON l.loan_id = s.loan_id
WHERE loan_status = 'active' AND payment_status <> 'pending';
-- mutation
UPDATE repayment_schedule SET payment_status = 'paid' WHERE payment_status IN ('late', 'missed');
-- mutation
UPDATE repayment_schedule SET payment_status = 'late' WHERE payment_status = 'paid' AND rowid % 8 = 0;

-- rule: schedule.defaulted
-- Repayment Schedules: share of due installments that defaulted loans miss.
-- expect: share 50; slack 2; effect 0.15
SELECT sum(payment_status = 'missed'), count(*) FROM repayment_schedule s JOIN loans l ON l.loan_id = s.loan_id
WHERE loan_status = 'defaulted' AND due_date < add_days(as_of(), -30);
-- mutation
UPDATE repayment_schedule SET payment_status = 'paid' WHERE payment_status = 'missed';

-- rule: schedule.default_at_end
-- A defaulted loan misses its payments at the end: none is paid after the first missed one.
SELECT schedule_id, s.loan_id, installment_number, payment_status FROM repayment_schedule s JOIN (
    SELECT loan_id, min(installment_number) AS first FROM repayment_schedule WHERE payment_status = 'missed' GROUP BY loan_id
) m ON m.loan_id = s.loan_id JOIN loans l ON l.loan_id = s.loan_id
WHERE loan_status = 'defaulted' AND installment_number > first AND payment_status IN ('paid', 'late');
-- mutation
UPDATE repayment_schedule SET payment_status = 'missed' WHERE installment_number = 1;

-- rule: schedule.paid_off
-- Repayment Schedules: a paid-off loan has every installment paid, at an early payoff the remaining ones on that day.
SELECT schedule_id, s.loan_id, payment_status, due_date, payment_date, off FROM repayment_schedule s
JOIN loans l ON l.loan_id = s.loan_id JOIN (SELECT loan_id, max(payment_date) AS off FROM repayment_schedule GROUP BY loan_id) p ON p.loan_id = s.loan_id
WHERE loan_status = 'paid_off' AND (payment_status <> 'paid' OR off > as_of() OR due_date > off AND payment_date <> off);
-- mutation
UPDATE repayment_schedule SET payment_date = due_date WHERE payment_status = 'paid';

-- rule: schedule.paid_off_early
-- A loan is paid off early or with its last installment, never before the first.
SELECT l.loan_id, disbursement_date, max(payment_date) AS off FROM loans l JOIN repayment_schedule s ON s.loan_id = l.loan_id
WHERE loan_status = 'paid_off' GROUP BY l.loan_id HAVING off <= disbursement_date OR off > add_days(maturity_date, 4);
-- mutation
UPDATE repayment_schedule SET payment_date = disbursement_date FROM loans l WHERE l.loan_id = repayment_schedule.loan_id;

-- rule: schedule.late_fees
-- An installment paid more than 10 days late costs a fee of 5%, at least 15 and at most 100 dollars, on the account and day of the payment; nothing
-- else incurs that fee.
WITH paid AS MATERIALIZED (
    SELECT t.account_id, substr(transaction_date, 1, 10) AS on_day, extract(description, '[0-9]{10,12}') AS loan_number FROM transactions t
    WHERE transaction_type = 'payment' AND description LIKE 'Loan payment %' GROUP BY 1, 2, 3
), wanted AS MATERIALIZED (
    SELECT account_id, on_day, count(*) AS n, sum(min(10000, max(1500, half_even(cents(total_amount) * 5, 100)))) AS amount
    FROM paid JOIN loans l ON l.loan_number = paid.loan_number JOIN repayment_schedule s ON s.loan_id = l.loan_id AND payment_date = on_day
    WHERE payment_status = 'late' AND day(payment_date) - day(due_date) > 10 GROUP BY 1, 2
), charged AS MATERIALIZED (
    SELECT account_id, substr(transaction_date, 1, 10) AS on_day, count(*) AS n, -sum(cents(transaction_amount)) AS amount FROM transactions
    WHERE description = 'Late payment fee' GROUP BY 1, 2
)
SELECT account_id, on_day, n, amount / 100.0, 'not charged' FROM wanted WHERE (account_id, on_day, n, amount) NOT IN (SELECT * FROM charged)
UNION ALL SELECT account_id, on_day, n, amount / 100.0, 'not due' FROM charged WHERE (account_id, on_day, n, amount) NOT IN (SELECT * FROM wanted);
-- mutation
DELETE FROM transactions WHERE description = 'Late payment fee';
-- mutation
UPDATE transactions SET description = 'Late payment fee' WHERE description = 'Monthly service fee';

-- rule: schedule.short_of_money
-- Effects have causes: people who pay late were short of money: percentage of the late installments of individuals whose checking account, at the end
-- of the due date, held less than the ten thirds of the installment that a payment needs, plus three standard
--- deviations for that few installments.
-- expect: between 55 and 1000
WITH late AS MATERIALIZED (
    SELECT schedule_id, linked_account_id AS account_id, due_date, cents(total_amount) AS due FROM repayment_schedule
    JOIN loans USING (loan_id) JOIN accounts ON account_id = linked_account_id
    WHERE payment_status = 'late' AND account_type = 'checking' AND loan_type <> 'business'
      AND due_date >= (SELECT substr(min(transaction_date), 1, 10) FROM transactions)
), before AS (
    SELECT due, max(transaction_id) AS transaction_id FROM late JOIN transactions USING (account_id)
    WHERE substr(transaction_date, 1, 10) <= due_date GROUP BY schedule_id
)
SELECT CASE WHEN count(*) = 0 THEN 60 ELSE 100.0 * sum(3 * cents(balance_after) < 10 * due) / count(*) + 150 / sqrt(count(*)) END
FROM before JOIN transactions USING (transaction_id);
-- mutation: Late payers have the money.
UPDATE transactions SET balance_after = balance_after * 40 + 9000;
UPDATE repayment_schedule SET payment_status = 'late' WHERE payment_status = 'paid';

-- rule: schedule.wanted_elsewhere
-- Effects have causes: percentage of the late installments of people with a checking account for which there was too little on the due date, as
-- above, or too little for both it and the largest other payment of the two weeks after, which also needs ten thirds of its amount; the others forget. With an
-- allowance for small numbers of loans: people who forget one installment forget the next.
-- expect: between 80 and 1000
WITH late AS MATERIALIZED (
    SELECT schedule_id, loan_id, linked_account_id AS account_id, due_date, add_days(due_date, 14) AS until, cents(total_amount) AS due FROM repayment_schedule
    JOIN loans USING (loan_id) JOIN accounts ON account_id = linked_account_id
    WHERE payment_status = 'late' AND account_type = 'checking' AND loan_type <> 'business'
      AND due_date >= (SELECT substr(min(transaction_date), 1, 10) FROM transactions)
), near AS MATERIALIZED (
    SELECT schedule_id, loan_id, due, max(CASE WHEN substr(transaction_date, 1, 10) <= due_date THEN transaction_id END) AS transaction_id,
        coalesce(-min(CASE WHEN substr(transaction_date, 1, 10) > due_date AND description NOT LIKE 'Loan payment %' THEN cents(transaction_amount) END), 0) AS other
    FROM late JOIN transactions USING (account_id) WHERE substr(transaction_date, 1, 10) <= until GROUP BY schedule_id
)
SELECT CASE WHEN count(*) = 0 THEN 80
    ELSE 100.0 * sum(3 * cents(balance_after) < 10 * due OR 3 * (cents(balance_after) - due) < 10 * max(other, 0)) / count(*) + 140 / sqrt(count(DISTINCT loan_id)) END
FROM near JOIN transactions USING (transaction_id);
-- mutation: Late payers have the money.
UPDATE transactions SET balance_after = balance_after * 40 + 9000;

-- rule: schedule.no_money_in_default
-- Effects have causes: people with enough money do not default: percentage of the defaulted loans of individuals whose open accounts hold more than
-- the debt, not counting one of them, less an allowance for small numbers.
-- expect: between -1000 and 8
SELECT CASE WHEN count(*) = 0 THEN 0 ELSE 100.0 * max(0, sum(held > cents(outstanding_balance)) - 1) / count(*) - 60 / sqrt(count(*)) END
FROM loans JOIN (SELECT customer_id, sum(cents(balance)) AS held FROM accounts GROUP BY customer_id) USING (customer_id)
WHERE loan_status = 'defaulted' AND loan_type <> 'business';
-- mutation: Defaulters have the money.
UPDATE accounts SET balance = balance * 1000;
