-- section: loans_db
-- rule: credit.one_quality
-- One credit quality per person: correlation of the first scores of two applications within a year, with an allowance for small numbers.
-- expect: between 0.8 and 9
WITH scored AS MATERIALIZED (
    SELECT customer_id, application_id, application_date, risk_score FROM loan_applications JOIN first_assessments USING (application_id)
), pairs AS MATERIALIZED (
    SELECT a.risk_score AS x, b.risk_score AS y FROM scored a JOIN scored b ON b.customer_id = a.customer_id AND b.application_id > a.application_id
    WHERE day(b.application_date) - day(a.application_date) <= 365
)
SELECT CASE WHEN count(*) < 12 THEN 0.8
    ELSE (avg(x * y) - avg(x) * avg(y)) / sqrt((avg(x * x) - avg(x) * avg(x)) * (avg(y * y) - avg(y) * avg(y))) + 2.0 / sqrt(count(*)) END
FROM pairs;
-- mutation
UPDATE risk_assessments SET risk_score = 1150 - risk_score WHERE assessment_id / 10 % 10 = 2;

-- rule: credit.auc
-- Default follows the score: how often a defaulted loan has a lower first score than another loan (the area under the curve, .68 to .88), give or
-- take three standard deviations for that few defaults; not judged without defaults.
-- expect: between 0.68 and 0.88
WITH ranked AS MATERIALIZED (
    SELECT loan_status = 'defaulted' AS bad,
        rank() OVER (ORDER BY risk_score) + (count(*) OVER (PARTITION BY risk_score) - 1) / 2.0 AS place
    FROM loans JOIN first_assessments USING (application_id)
), curve AS (
    SELECT sum(bad) AS n, 1 - (sum(bad * place) - sum(bad) * (sum(bad) + 1) / 2.0) / (sum(bad) * sum(NOT bad)) AS auc FROM ranked
)
SELECT CASE WHEN auc IS NULL THEN 0.78 WHEN auc < 0.78 THEN min(0.78, auc + 0.87 / sqrt(n)) ELSE max(0.78, auc - 0.87 / sqrt(n)) END FROM curve;
-- mutation: The borrowers with the best scores default.
UPDATE risk_assessments SET risk_score = 1150 - risk_score;

-- rule: credit.grades
-- The default rate falls from grade to grade: AAA to A, BBB and BB, below; with an allowance for small numbers.
WITH pooled AS MATERIALIZED (
    SELECT CASE WHEN risk_score >= 720 THEN 1 WHEN risk_score >= 640 THEN 2 ELSE 3 END AS grades, count(*) AS n,
        avg(loan_status = 'defaulted') AS rate FROM loans JOIN first_assessments USING (application_id) GROUP BY 1
)
SELECT grades, rate, better FROM (
    SELECT grades, rate, n, lag(rate) OVER (ORDER BY grades) AS better, lag(n) OVER (ORDER BY grades) AS of FROM pooled
) WHERE rate + 3.5 * sqrt(better * (1 - better) * (1.0 / n + 1.0 / of)) < better;
-- mutation
UPDATE loans SET loan_status = 'defaulted' WHERE application_id IN (SELECT application_id FROM risk_assessments WHERE risk_score >= 720);

-- rule: credit.habits
-- Late payment is habitual: variance-to-mean ratio of the late installments of active loans, with an allowance for small numbers.
-- expect: between 3 and 1000
WITH late AS MATERIALIZED (
    SELECT loan_id, sum(payment_status IN ('late', 'missed')) AS n FROM repayment_schedule JOIN loans USING (loan_id)
    WHERE loan_status = 'active' GROUP BY loan_id
)
SELECT CASE WHEN coalesce(sum(n), 0) > 10 THEN (avg(n * n) - avg(n) * avg(n)) / avg(n) + 24 / sqrt(count(*)) ELSE 3 END FROM late;
-- mutation: Everybody is late once.
UPDATE repayment_schedule SET payment_status = CASE installment_number WHEN 1 THEN 'late' ELSE 'paid' END WHERE payment_date IS NOT NULL;

-- rule: credit.late_scores
-- Late payment follows the score: correlation of the late installments of active loans with the first score, at most -.2, less three standard
-- deviations for that few loans.
-- expect: between -9 and -0.2
WITH late AS MATERIALIZED (
    SELECT application_id, sum(payment_status IN ('late', 'missed')) AS n FROM repayment_schedule JOIN loans USING (loan_id)
    WHERE loan_status = 'active' AND due_date <= as_of() GROUP BY loan_id
), pairs AS (SELECT risk_score AS x, n AS y FROM late JOIN first_assessments USING (application_id))
SELECT CASE WHEN count(*) < 12 OR avg(y * y) = avg(y) * avg(y) THEN -0.2
    ELSE (avg(x * y) - avg(x) * avg(y)) / sqrt((avg(x * x) - avg(x) * avg(x)) * (avg(y * y) - avg(y) * avg(y))) - 3.0 / sqrt(count(*)) END
FROM pairs;
-- mutation
UPDATE risk_assessments SET risk_score = 1150 - risk_score;

-- rule: credit.default_was_late
-- A defaulting loan is late before it misses payments: the last installment before the first missed one was late.
SELECT l.loan_id, missed.first, s.payment_status FROM loans l
JOIN (SELECT loan_id, min(installment_number) AS first FROM repayment_schedule WHERE payment_status = 'missed' GROUP BY loan_id) missed
  ON missed.loan_id = l.loan_id
JOIN repayment_schedule s ON s.loan_id = l.loan_id AND s.installment_number = missed.first - 1
WHERE loan_status = 'defaulted' AND s.payment_status <> 'late';
-- mutation
UPDATE repayment_schedule SET payment_status = 'paid' WHERE payment_status = 'late';

-- rule: credit.behind
-- As many active loans are delinquent as in published tables: share with an installment more than 30 days past due (Mortgage Bankers
-- Association, National Delinquency Survey, fourth quarter of 2024: 2.6 of conventional loans).
-- expect: share 1.9; slack 0.5
SELECT sum(days_past_due > 30), count(*) FROM loans WHERE loan_status = 'active';
-- mutation
UPDATE loans SET days_past_due = 45 WHERE loan_status = 'active';

-- rule: credit.buckets
-- Delinquency rolls: of the active loans that are more than 30 days past due, shares at 31 to 60 days, 61 to 90, and more.
-- expect: share 30 49, 60 29, 90 22; slack 6
SELECT CASE WHEN days_past_due > 90 THEN '90' WHEN days_past_due > 60 THEN '60' ELSE '30' END, count(*) FROM loans
WHERE loan_status = 'active' AND days_past_due > 30 GROUP BY 1;
-- mutation: No delinquency rolls.
UPDATE loans SET days_past_due = 31 WHERE loan_status = 'active';

-- rule: credit.no_default_unnoticed
-- A loan is in default once it is 120 days past due, a mortgage once it is 180 (FFIEC, 65 FR 36903), and no other loan is.
SELECT loan_id, loan_type, loan_status, days_past_due FROM loans
WHERE (days_past_due >= CASE loan_type WHEN 'mortgage' THEN 180 ELSE 120 END) <> (loan_status = 'defaulted');
-- mutation
UPDATE loans SET days_past_due = 150 WHERE loan_status = 'active' AND days_past_due > 0;

-- rule: credit.charged_off
-- A loan in default was charged off on the first business day at 120 days past due, a mortgage at 180 (FFIEC, 65 FR 36903), and assessed
-- again then or later; no other loan ever had an installment unpaid for that long.
WITH oldest AS MATERIALIZED (
    SELECT loan_id, add_days(min(due_date), CASE loan_type WHEN 'mortgage' THEN 180 ELSE 120 END) AS day
    FROM repayment_schedule JOIN loans USING (loan_id) WHERE payment_status = 'missed' AND loan_status = 'defaulted' GROUP BY loan_id
), closed AS MATERIALIZED (SELECT substr(day, 1, 10) AS day FROM holidays), wanted AS (
    SELECT loan_id, min(next) AS business_day FROM (SELECT loan_id, add_days(day, days) AS next FROM oldest
        JOIN (SELECT 0 AS days UNION ALL VALUES (1), (2), (3), (4)))
    WHERE weekday(next) < 5 AND next NOT IN (SELECT day FROM closed) GROUP BY loan_id
)
SELECT loan_id, charged_off_date, business_day FROM loans LEFT JOIN wanted USING (loan_id) WHERE charged_off_date IS NOT business_day
UNION ALL SELECT r.loan_id, assessment_date, charged_off_date FROM risk_assessments r JOIN loans USING (loan_id) WHERE assessment_date < charged_off_date
UNION ALL SELECT loan_id, due_date, payment_date FROM repayment_schedule JOIN loans USING (loan_id)
    WHERE day(payment_date) - day(due_date) >= CASE loan_type WHEN 'mortgage' THEN 180 ELSE 120 END;
-- mutation
UPDATE loans SET charged_off_date = add_days(charged_off_date, 1);
-- mutation
UPDATE repayment_schedule SET payment_date = add_days(due_date, 200) WHERE payment_status = 'late';
-- mutation
UPDATE risk_assessments SET assessment_date = add_days(assessment_date, -200) WHERE pd_probability >= 0.6;

-- rule: credit.collections
-- Effects have causes: when collections gets in touch about a loan, it is as many days past due on that day as the note says.
WITH notes AS MATERIALIZED (
    SELECT interaction_id, customer_id, substr(interaction_date, 1, 10) AS day, notes, channel,
        coalesce(CAST(extract(notes, '[369]0') AS INTEGER), 9) AS days
    FROM interactions WHERE notes LIKE 'Collections %'
)
SELECT interaction_id, day, notes FROM notes n WHERE channel NOT IN ('phone', 'email') OR NOT EXISTS (
    SELECT 1 FROM loans l JOIN repayment_schedule s USING (loan_id) WHERE l.customer_id = n.customer_id
        AND due_date < add_days(n.day, -n.days) AND coalesce(payment_date, charged_off_date, '9999-12-31') > n.day);
-- mutation
UPDATE interactions SET notes = 'Collections called about a loan payment past due' WHERE rowid % 9 = 0;
-- mutation
UPDATE repayment_schedule SET payment_date = due_date;

-- rule: credit.called
-- Causes have effects: percentage of the active loans more than 30 days past due about which collections has been
-- in touch since, and of the loans charged off in the last year and a half about which it was so at least twice, with an allowance for small numbers.
-- expect: between 95 and 1000
SELECT CASE WHEN count(*) = 0 THEN 100 ELSE 100.0 * avg(called >= CASE loan_status WHEN 'defaulted' THEN 2 ELSE 1 END) + 50 / sqrt(count(*)) END FROM (
    SELECT loan_status, (SELECT count(*) FROM interactions i WHERE i.customer_id = l.customer_id AND notes LIKE 'Collections %'
        AND interaction_date > CASE loan_status WHEN 'defaulted' THEN add_months(as_of(), -24) ELSE add_days(as_of(), -days_past_due) END) AS called
    FROM loans l WHERE loan_status = 'active' AND days_past_due > 30 OR loan_status = 'defaulted');
-- mutation
DELETE FROM interactions WHERE notes LIKE 'Collections %';

-- rule: credit.score_falls
-- Late payment lowers the score: if an active loan was more than 30 days past due in the year before it is assessed again,
-- its score is then at least 35 points below that of the application, or the lowest possible.
SELECT assessment_id, r.loan_id, assessment_date, r.risk_score, f.risk_score AS before FROM risk_assessments r JOIN loans l ON l.loan_id = r.loan_id
JOIN first_assessments f ON f.application_id = l.application_id
WHERE loan_status = 'active' AND r.risk_score > max(300, f.risk_score - 35) AND EXISTS (SELECT 1 FROM repayment_schedule s WHERE s.loan_id = r.loan_id
    AND due_date BETWEEN add_days(assessment_date, -365) AND add_days(assessment_date, -31)
    AND (payment_date IS NULL OR payment_date > add_days(due_date, 30)));
-- mutation
UPDATE risk_assessments SET risk_score = 850 WHERE loan_id IS NOT NULL;

-- rule: credit.cured
-- Delinquent borrowers catch up: share of loans that were once paid more than 30 days late, among active ones at least two years old.
-- expect: share 20; slack 7
SELECT sum(behind), count(*) FROM (
    SELECT max(day(payment_date) - day(due_date) > 30) AS behind FROM repayment_schedule JOIN loans USING (loan_id)
    WHERE loan_status = 'active' AND disbursement_date <= add_months(as_of(), -24) AND payment_date IS NOT NULL GROUP BY loan_id);
-- mutation
UPDATE repayment_schedule SET payment_date = add_days(due_date, 40) WHERE payment_date IS NOT NULL;

-- rule: credit.past_due
-- Days past due count from the oldest installment that is due and unpaid.
SELECT l.loan_id, days_past_due, oldest FROM loans l LEFT JOIN (
    SELECT loan_id, min(due_date) AS oldest FROM repayment_schedule WHERE payment_date IS NULL AND due_date < as_of() GROUP BY loan_id
) s ON s.loan_id = l.loan_id
WHERE days_past_due <> coalesce(day(as_of()) - day(oldest), 0);
-- mutation
UPDATE loans SET days_past_due = days_past_due + 1 WHERE rowid = 2;

-- rule: credit.rejected_again
-- A rejected applicant is not approved within six months.
SELECT a.application_id, r.application_id, r.decision_date, a.decision_date FROM loan_applications a
JOIN loan_applications r ON r.customer_id = a.customer_id
WHERE a.status = 'approved' AND r.status = 'rejected' AND a.decision_date >= r.decision_date AND a.decision_date < add_months(r.decision_date, 6);
-- mutation
INSERT INTO loan_applications SELECT replace(application_id, '-1', '-8'), customer_id, loan_type, requested_amount, application_date, 'rejected',
    officer_id, add_days(decision_date, -40), NULL, 'Down payment too small', purpose, stated_income, dti_ratio
FROM loan_applications WHERE status = 'approved';

-- rule: credit.acquainted
-- Nobody applies within 30 days of opening the first account, or as a minor.
SELECT application_id, application_date, opened, date_of_birth FROM loan_applications a
JOIN (SELECT customer_id, min(opened_date) AS opened FROM accounts GROUP BY customer_id) USING (customer_id)
JOIN accounts_db.customers USING (customer_id)
WHERE application_date < add_days(opened, 30) OR years(date_of_birth, application_date) < 18;
-- mutation
UPDATE loan_applications SET application_date = add_days((SELECT min(opened_date) FROM accounts a WHERE a.customer_id = loan_applications.customer_id), 13)
WHERE rowid = 2;

-- rule: credit.purposes
-- The purpose fits the type of the loan.
SELECT application_id, loan_type, purpose FROM loan_applications
WHERE purpose NOT IN ('working_capital', 'equipment', 'expansion', 'premises') AND loan_type = 'business'
   OR loan_type <> CASE WHEN purpose IN ('home_purchase', 'home_refinance', 'home_equity', 'rental_property') THEN 'mortgage' WHEN purpose LIKE '%vehicle' THEN 'auto'
        WHEN purpose = 'tuition' THEN 'education' WHEN purpose IN ('working_capital', 'equipment', 'expansion', 'premises') THEN 'business'
        ELSE 'personal' END;
-- mutation
UPDATE loan_applications SET purpose = 'wedding' WHERE rowid = 2;

-- rule: credit.reasons
-- The reason for a rejection fits the purpose: who refinances or borrows against a home pays nothing down, and a new vehicle is not old.
SELECT application_id, purpose, rejection_reason FROM loan_applications
WHERE purpose IN ('home_refinance', 'home_equity') AND rejection_reason REGEXP '(?i)down payment' OR purpose = 'new_vehicle' AND rejection_reason REGEXP '(?i)too old|mileage|title';
-- mutation
UPDATE loan_applications SET rejection_reason = 'Down payment too small' WHERE rejection_reason IS NOT NULL;
-- mutation
UPDATE loan_applications SET rejection_reason = 'Mileage of the vehicle too high for this product' WHERE rejection_reason IS NOT NULL;

-- rule: credit.after_default
-- Whoever has defaulted here does not ask for more.
SELECT a.application_id, l.loan_id, application_date FROM loan_applications a JOIN loans l USING (customer_id)
WHERE loan_status = 'defaulted' AND a.application_id <> l.application_id;
-- mutation
UPDATE loan_applications SET customer_id = (SELECT min(customer_id) FROM loans WHERE loan_status = 'defaulted') WHERE status = 'pending';

-- rule: credit.few_rentals
-- Few mortgages buy a house to let: their percentage, less three standard deviations of what so few come to by chance.
-- expect: between -1000 and 18
SELECT CASE WHEN count(*) = 0 THEN 0 ELSE 100.0 * avg(purpose = 'rental_property') - 130 / sqrt(count(*)) END
FROM loans l JOIN loan_applications USING (application_id) WHERE l.loan_type = 'mortgage';
-- mutation
UPDATE loan_applications SET purpose = 'rental_property' WHERE loan_type = 'mortgage';

-- rule: credit.bankruptcy
-- A bankruptcy has lasting effects: an applicant rejected for one has a score below 580 in each assessment, and no approved application.
SELECT r.application_id, a.application_id, risk_score FROM loan_applications r JOIN loan_applications a USING (customer_id)
JOIN risk_assessments s ON s.application_id = a.application_id
WHERE r.rejection_reason LIKE 'Bankruptcy%' AND (risk_score >= 580 OR a.status = 'approved');
-- mutation
UPDATE loan_applications SET rejection_reason = 'Bankruptcy within the last seven years' WHERE status = 'rejected';

-- rule: credit.no_foresight
-- Delinquency lowers the score once it occurs, not before: if a loan that has not defaulted is assessed again at a score more than 25 points
-- below that of the application, it had been more than 30 days past due by then.
SELECT assessment_id, r.loan_id, assessment_date, r.risk_score, f.risk_score AS before FROM risk_assessments r JOIN loans l ON l.loan_id = r.loan_id
JOIN first_assessments f ON f.application_id = l.application_id
WHERE loan_status <> 'defaulted' AND r.risk_score < f.risk_score - 25 AND NOT EXISTS (SELECT 1 FROM repayment_schedule s WHERE s.loan_id = r.loan_id
    AND due_date < add_days(assessment_date, -30) AND (payment_date IS NULL OR payment_date > add_days(due_date, 30)));
-- mutation
UPDATE repayment_schedule SET payment_date = due_date WHERE payment_date IS NOT NULL;

-- rule: credit.savings_first
-- People spend their savings before they borrow at the rates of personal loans: percentage of personal loans of the last two years whose borrower has
-- more than twice as much in accounts here, not counting two of them, less three standard deviations for that few loans.
-- expect: between -1000 and 15
WITH money AS MATERIALIZED (SELECT customer_id, sum(balance) AS held FROM accounts WHERE account_status = 'active' GROUP BY 1)
SELECT CASE WHEN count(*) = 0 THEN 0 ELSE 100.0 * max(0, sum(coalesce(held, 0) > 2 * principal_amount) - 2) / count(*) - 100.0 * 3 * 0.36 / sqrt(count(*)) END
FROM loans LEFT JOIN money USING (customer_id)
WHERE loan_type = 'personal' AND loan_status <> 'paid_off' AND disbursement_date > add_months(as_of(), -24);
-- mutation
UPDATE accounts SET balance = 400000 WHERE account_status = 'active';
