-- rule: schedule.rows
-- Of loans that do not exist.
INSERT INTO repayment_schedule
SELECT schedule_id + 100000000000, replace(loan_id, 'LOAN-0', 'LOAN-1'), installment_number, due_date, principal_amount,
    interest_amount, total_amount, payment_date, payment_status
FROM repayment_schedule WHERE number_of(loan_id) % 2 = 0;

-- rule: schedule.complete
-- An instalment of nothing after the last.
CREATE TEMP TABLE added AS
SELECT max(schedule_id) AS last, add_months(maturity_date, 1) AS due
FROM repayment_schedule s JOIN loans l ON l.loan_id = s.loan_id
WHERE installment_number = term_months AND loan_status = 'active' AND substr(maturity_date, 9) <= '28';
INSERT INTO repayment_schedule
SELECT schedule_id + 1, loan_id, installment_number + 1, due, 0, 0, 0, NULL, 'pending'
FROM repayment_schedule JOIN added ON schedule_id = last;
UPDATE loans SET maturity_date = due FROM added
WHERE loan_id = (SELECT loan_id FROM repayment_schedule WHERE schedule_id = last);

-- rule: schedule.due
UPDATE repayment_schedule SET due_date = add_days(due_date, -1) WHERE rowid = (
    SELECT min(s.rowid) FROM repayment_schedule s JOIN loans l ON l.loan_id = s.loan_id
    WHERE loan_status = 'active' AND installment_number BETWEEN 2 AND term_months - 1 AND due_date > add_days(as_of(), 1));

-- rule: schedule.principal
-- The last instalment of a loan asks for a cent too much.
UPDATE repayment_schedule SET principal_amount = principal_amount + 0.01, total_amount = total_amount + 0.01 WHERE rowid = (
    SELECT min(s.rowid) FROM repayment_schedule s JOIN loans l ON l.loan_id = s.loan_id
    WHERE payment_status = 'pending' AND installment_number = term_months);

-- rule: schedule.interest
-- A cent of interest is asked for a month later than it is due.
CREATE TEMP TABLE early AS
SELECT min(schedule_id) AS id FROM repayment_schedule s JOIN loans l ON l.loan_id = s.loan_id
WHERE payment_status = 'pending' AND due_date > as_of() AND installment_number < term_months - 2;
UPDATE repayment_schedule SET principal_amount = principal_amount + 0.01, interest_amount = interest_amount - 0.01
FROM early WHERE schedule_id = id;
UPDATE repayment_schedule SET principal_amount = principal_amount - 0.01, interest_amount = interest_amount + 0.01
FROM early WHERE schedule_id = id + 1;

-- rule: schedule.level
-- A cent of principal is asked for a month earlier than planned.
CREATE TEMP TABLE early AS
SELECT min(schedule_id) AS id FROM repayment_schedule s JOIN loans l ON l.loan_id = s.loan_id
WHERE payment_status = 'pending' AND due_date > as_of() AND installment_number < term_months - 2;
UPDATE repayment_schedule SET principal_amount = principal_amount + 0.01, total_amount = total_amount + 0.01
FROM early WHERE schedule_id = id;
UPDATE repayment_schedule SET principal_amount = principal_amount - 0.01, total_amount = total_amount - 0.01
FROM early WHERE schedule_id = id + 1;

-- rule: schedule.status
-- Paid a day late, and called on time.
UPDATE repayment_schedule SET payment_date = add_days(due_date, 1) WHERE schedule_id = (
    SELECT min(schedule_id) FROM repayment_schedule s JOIN loans l ON l.loan_id = s.loan_id
    WHERE loan_status = 'active' AND payment_status = 'paid' AND due_date < add_days(as_of(), -120));

-- rule: schedule.pending
-- Due within the last 30 days, and already called missed.
UPDATE repayment_schedule SET payment_status = 'missed' WHERE schedule_id = (
    SELECT min(schedule_id) FROM repayment_schedule s JOIN loans l ON l.loan_id = s.loan_id
    WHERE loan_status = 'defaulted' AND payment_status = 'pending' AND due_date BETWEEN add_days(as_of(), -30) AND as_of());

-- rule: schedule.on_time
-- Nearly everything that active loans paid late before the quarter was paid on the due day.
UPDATE repayment_schedule SET payment_status = 'paid', payment_date = due_date WHERE schedule_id IN (
    SELECT schedule_id FROM repayment_schedule s JOIN loans l ON l.loan_id = s.loan_id
    WHERE loan_status = 'active' AND payment_status = 'late' AND payment_date < add_days(as_of(), -120));

-- rule: schedule.defaulted
-- Of what defaulted loans missed before the quarter, the first was paid on the due day.
CREATE TEMP TABLE kept AS
SELECT schedule_id, s.loan_id, cents(s.principal_amount) AS principal FROM repayment_schedule s JOIN loans l ON l.loan_id = s.loan_id
WHERE loan_status = 'defaulted' AND payment_status = 'missed' AND due_date < add_days(as_of(), -120);
UPDATE repayment_schedule SET payment_status = 'paid', payment_date = due_date WHERE schedule_id IN (SELECT schedule_id FROM kept);
UPDATE loans SET outstanding_balance = round(outstanding_balance - (
    SELECT sum(principal) FROM kept k WHERE k.loan_id = loans.loan_id) / 100.0, 2)
WHERE loan_id IN (SELECT loan_id FROM kept);

-- rule: schedule.default_at_end
-- The first instalment that was missed changes places with the one before.
CREATE TEMP TABLE first AS
SELECT s.loan_id, min(schedule_id) AS id FROM repayment_schedule s JOIN loans l ON l.loan_id = s.loan_id
WHERE loan_status = 'defaulted' AND payment_status = 'missed'
GROUP BY s.loan_id HAVING min(due_date) < add_days(as_of(), -120) AND min(installment_number) > 2 LIMIT 1;
UPDATE loans SET outstanding_balance = round(outstanding_balance + (
    SELECT sum(CASE WHEN schedule_id = id THEN -cents(s.principal_amount) ELSE cents(s.principal_amount) END)
    FROM repayment_schedule s JOIN first ON schedule_id IN (id, id - 1)) / 100.0, 2)
WHERE loan_id = (SELECT loan_id FROM first);
UPDATE repayment_schedule SET payment_status = 'paid', payment_date = due_date WHERE schedule_id = (SELECT id FROM first);
UPDATE repayment_schedule SET payment_status = 'missed', payment_date = NULL WHERE schedule_id = (SELECT id - 1 FROM first);

-- rule: schedule.paid_off
-- The last regular instalment and the first of those that were paid at once on the pay-off date were paid the day before.
CREATE TEMP TABLE off AS
SELECT min(schedule_id) AS id FROM repayment_schedule s JOIN loans l ON l.loan_id = s.loan_id
WHERE loan_status = 'paid_off' AND due_date > payment_date AND installment_number > 2 GROUP BY s.loan_id, payment_date HAVING count(*) > 2 ORDER BY 1 LIMIT 1;
UPDATE repayment_schedule SET payment_date = add_days(payment_date, -1) FROM off WHERE schedule_id IN (id - 1, id);

-- rule: schedule.paid_off_early
-- A loan is paid back on the day of its payout.
CREATE TEMP TABLE undone AS SELECT min(loan_id) AS id, disbursement_date AS date FROM loans WHERE loan_status = 'paid_off';
UPDATE repayment_schedule SET payment_date = date FROM undone WHERE loan_id = id;
