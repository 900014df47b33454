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
-- take three standard deviations of what so few come to by chance; not judged without defaults.
-- expect: between 0.68 and 0.88
WITH ranked AS MATERIALIZED (
    SELECT loan_status = 'defaulted' AS bad,
        rank() OVER (ORDER BY risk_score) + (count(*) OVER (PARTITION BY risk_score) - 1) / 2.0 AS place
    FROM loans JOIN first_assessments USING (application_id)
), curve AS (
    SELECT sum(bad) AS n, 1 - (sum(bad * place) - sum(bad) * (sum(bad) + 1) / 2.0) / (sum(bad) * sum(NOT bad)) AS auc FROM ranked
)
SELECT CASE WHEN auc IS NULL THEN 0.78 WHEN auc < 0.78 THEN min(0.78, auc + 0.87 / sqrt(n)) ELSE max(0.78, auc - 0.87 / sqrt(n)) END FROM curve;
-- mutation: The best default.
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
-- Late payers are habitual: variance-to-mean ratio of the late installments of active loans, with an allowance for small numbers.
-- expect: between 3 and 1000
WITH late AS MATERIALIZED (
    SELECT loan_id, sum(payment_status IN ('late', 'missed')) AS n FROM repayment_schedule JOIN loans USING (loan_id)
    WHERE loan_status = 'active' GROUP BY loan_id
)
SELECT CASE WHEN coalesce(sum(n), 0) > 10 THEN (avg(n * n) - avg(n) * avg(n)) / avg(n) + 24 / sqrt(count(*)) ELSE 3 END FROM late;
-- mutation: Everybody is late once.
UPDATE repayment_schedule SET payment_status = CASE installment_number WHEN 1 THEN 'late' ELSE 'paid' END WHERE payment_date IS NOT NULL;

-- rule: credit.late_scores
-- Lateness follows the score: correlation of the late installments of active loans with the first score, at most -.2, less three standard
-- deviations of what so few come to by chance.
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
-- A default is late before it misses: the last installment before the first missed one was late.
SELECT l.loan_id, missed.first, s.payment_status FROM loans l
JOIN (SELECT loan_id, min(installment_number) AS first FROM repayment_schedule WHERE payment_status = 'missed' GROUP BY loan_id) missed
  ON missed.loan_id = l.loan_id
JOIN repayment_schedule s ON s.loan_id = l.loan_id AND s.installment_number = missed.first - 1
WHERE loan_status = 'defaulted' AND s.payment_status <> 'late';
-- mutation
UPDATE repayment_schedule SET payment_status = 'paid' WHERE payment_status = 'late';

-- rule: credit.behind
-- Some active loans are behind, as many as in published tables: share of which an installment is unpaid for more than 30 days (Mortgage Bankers
-- Association, National Delinquency Survey, fourth quarter of 2024: 2.6 of conventional loans).
-- expect: share 1.9; slack 0.5
SELECT sum(days_past_due > 30), count(*) FROM loans WHERE loan_status = 'active';
-- mutation
UPDATE loans SET days_past_due = 45 WHERE loan_status = 'active';

-- rule: credit.buckets
-- Delinquency rolls: of the active loans that are more than 30 days past due, shares of those at 31 to 60 days, 61 to 90, and more.
-- expect: share 30 49, 60 29, 90 22; slack 6
SELECT CASE WHEN days_past_due > 90 THEN '90' WHEN days_past_due > 60 THEN '60' ELSE '30' END, count(*) FROM loans
WHERE loan_status = 'active' AND days_past_due > 30 GROUP BY 1;
-- mutation: Nothing rolls.
UPDATE loans SET days_past_due = 31 WHERE loan_status = 'active';

-- rule: credit.no_default_unnoticed
-- A loan is in default once it is 120 days past due, a mortgage once it is 180 (FFIEC, 65 FR 36903), and no other loan is.
SELECT loan_id, loan_type, loan_status, days_past_due FROM loans
WHERE (days_past_due >= CASE loan_type WHEN 'mortgage' THEN 180 ELSE 120 END) <> (loan_status = 'defaulted');
-- mutation
UPDATE loans SET days_past_due = 150 WHERE loan_status = 'active' AND days_past_due > 0;

-- rule: credit.charged_off
-- A loan in default was charged off on the first business day at 120 days past due, of a mortgage at 180 (FFIEC, 65 FR 36903), and assessed
-- again then or later; no other loan ever had an installment unpaid for so long.
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
-- Effects have causes: collections gets in touch about a loan that is past due for so long on that day, as the note says.
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
-- Causes have effects: percentage of the active loans of which an installment is unpaid for more than 30 days about which collections has been
-- in touch since, and of the charged-off ones of the last year and a half about which it was so twice and more, with an allowance for small numbers.
-- expect: between 95 and 1000
SELECT CASE WHEN count(*) = 0 THEN 100 ELSE 100.0 * avg(called >= CASE loan_status WHEN 'defaulted' THEN 2 ELSE 1 END) + 50 / sqrt(count(*)) END FROM (
    SELECT loan_status, (SELECT count(*) FROM interactions i WHERE i.customer_id = l.customer_id AND notes LIKE 'Collections %'
        AND interaction_date > CASE loan_status WHEN 'defaulted' THEN add_months(as_of(), -24) ELSE add_days(as_of(), -days_past_due) END) AS called
    FROM loans l WHERE loan_status = 'active' AND days_past_due > 30 OR loan_status = 'defaulted');
-- mutation
DELETE FROM interactions WHERE notes LIKE 'Collections %';

-- rule: credit.score_falls
-- Lateness weighs on the score: of an active loan of which an installment was unpaid for more than 30 days in the year before it is assessed again,
-- the score is then at least 35 points below that of the application, or the lowest.
SELECT assessment_id, r.loan_id, assessment_date, r.risk_score, f.risk_score AS before FROM risk_assessments r JOIN loans l ON l.loan_id = r.loan_id
JOIN first_assessments f ON f.application_id = l.application_id
WHERE loan_status = 'active' AND r.risk_score > max(300, f.risk_score - 35) AND EXISTS (SELECT 1 FROM repayment_schedule s WHERE s.loan_id = r.loan_id
    AND due_date BETWEEN add_days(assessment_date, -365) AND add_days(assessment_date, -31)
    AND (payment_date IS NULL OR payment_date > add_days(due_date, 30)));
-- mutation
UPDATE risk_assessments SET risk_score = 850 WHERE loan_id IS NOT NULL;

-- rule: credit.cured
-- Who is behind catches up: share of the loans that were once paid more than 30 days late, among the active ones of two years and more.
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

-- rule: credit.dti
-- Amounts follow income: for approved applications all debts take at most 50 percent of the stated income.
SELECT application_id, loan_type, dti_ratio FROM loan_applications WHERE status = 'approved' AND units(dti_ratio, 4) > 5000;
-- mutation
UPDATE loan_applications SET dti_ratio = 0.51 WHERE status = 'approved' AND rowid % 10 = 0;

-- rule: credit.dti_rule
-- Amounts follow income: percentage of approvals for which all debts take at most 43 percent, with an allowance for small numbers.
-- expect: between 90 and 1000
SELECT 100.0 * sum(units(dti_ratio, 4) <= 4300) / count(*) + 60 / sqrt(count(*)) FROM loan_applications WHERE status = 'approved';
-- mutation
UPDATE loan_applications SET dti_ratio = 0.4301 WHERE rowid % 3 = 0;

-- rule: credit.dti_holds
-- The debt-to-income ratio includes at least the level payment of the loan itself.
SELECT application_id, stated_income, dti_ratio, payment / 100.0 AS payment FROM (
    SELECT a.application_id, stated_income, dti_ratio, loan_status,
        annuity(cents(principal_amount), units(interest_rate, 4), term_months) AS payment
    FROM loan_applications a JOIN loans l ON l.application_id = a.application_id)
WHERE payment * 12 * 10000 > (units(dti_ratio, 4) + 1) * cents(stated_income) AND loan_status <> 'restructured';
-- mutation
UPDATE loan_applications SET dti_ratio = 0.01;

-- rule: credit.mortgage_income
-- Amounts follow income: a mortgage is at most five years' income.
SELECT application_id, requested_amount, stated_income FROM loan_applications
WHERE loan_type = 'mortgage' AND status = 'approved' AND cents(requested_amount) > 5 * cents(stated_income);
-- mutation
UPDATE loan_applications SET stated_income = 19000 WHERE loan_type = 'mortgage';

-- rule: credit.too_much
-- A rejection for insufficient income is justified.
SELECT application_id, rejection_reason, dti_ratio FROM loan_applications a JOIN customer_profiles USING (customer_id)
WHERE status = 'rejected' AND rejection_reason REGEXP '(?i)debt-to-income|stated income|obligations|in relation to income|support the monthly|insufficient for'
  AND units(dti_ratio, 4) <= CASE WHEN customer_segment = 'corporate' THEN 1075 ELSE 4300 END;
-- mutation
UPDATE loan_applications SET rejection_reason = 'Debt-to-income ratio too high', dti_ratio = 0.05 WHERE status = 'rejected';

-- rule: credit.rejected_again
-- A rejected applicant is not approved within six months.
SELECT a.application_id, r.application_id, r.decision_date, a.decision_date FROM loan_applications a
JOIN loan_applications r ON r.customer_id = a.customer_id
WHERE a.status = 'approved' AND r.status = 'rejected' AND a.decision_date >= r.decision_date AND a.decision_date < add_months(r.decision_date, 6);
-- mutation
INSERT INTO loan_applications SELECT replace(application_id, '-1', '-8'), customer_id, loan_type, requested_amount, application_date, 'rejected',
    officer_id, add_days(decision_date, -40), NULL, 'Down payment too small', purpose, stated_income, dti_ratio
FROM loan_applications WHERE status = 'approved';

-- rule: credit.stated_income
-- The stated income is within 10% of the profile's income at the time, assuming wages grew by 3% a year since; it is at least 20% higher where it
-- could not be verified, and only there, except that it may be up to 25% higher to support the smallest amount granted.
SELECT application_id, stated_income, annual_income, ratio, rejection_reason FROM (
    SELECT *, stated_income / (annual_income * (1 - 0.03 * ((day(as_of()) - day(application_date)) / 365))) AS ratio
    FROM loan_applications JOIN customer_profiles USING (customer_id))
WHERE annual_income >= 2000 AND (rejection_reason IS 'Income could not be verified') <> (ratio >= 1.2)
   OR annual_income >= 2000 AND rejection_reason IS NOT 'Income could not be verified' AND ratio NOT BETWEEN 0.9 AND CASE status WHEN 'approved' THEN 1.25 ELSE 1.1 END;
-- mutation
UPDATE loan_applications SET stated_income = stated_income * 1.3;
-- mutation
UPDATE loan_applications SET stated_income = stated_income * 0.8;

-- rule: credit.acquainted
-- Nobody applies within 30 days of the first account, or under age.
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
   OR loan_type <> CASE WHEN purpose IN ('home_purchase', 'home_refinance', 'rental_property') THEN 'mortgage' WHEN purpose LIKE '%vehicle' THEN 'auto'
        WHEN purpose = 'tuition' THEN 'education' WHEN purpose IN ('working_capital', 'equipment', 'expansion', 'premises') THEN 'business'
        ELSE 'personal' END;
-- mutation
UPDATE loan_applications SET purpose = 'wedding' WHERE rowid = 2;

-- rule: credit.companies
-- Companies take business loans, and only companies do.
SELECT application_id, loan_type, customer_segment FROM loan_applications JOIN customer_profiles USING (customer_id)
WHERE (loan_type = 'business') <> (customer_segment = 'corporate');
-- mutation
UPDATE loan_applications SET loan_type = 'personal' WHERE loan_type = 'business';

-- rule: credit.old_age
-- Nobody aged 67 or more is granted a mortgage, and none runs beyond the age of 90.
SELECT loan_id, date_of_birth, maturity_date FROM loans JOIN accounts_db.customers USING (customer_id)
WHERE loan_type = 'mortgage' AND loan_status <> 'restructured'
  AND (years(date_of_birth, disbursement_date) > 66 OR years(date_of_birth, maturity_date) > 90);
-- mutation
UPDATE accounts_db.customers SET date_of_birth = add_months(date_of_birth, -480);

-- rule: credit.market
-- Rates follow the market: percentage points by which mortgage rates of 2023 and 2024 exceed those of 2020 and 2021, with an allowance for small
-- numbers.
-- expect: between 1.5 and 9
SELECT 100 * (avg(CASE WHEN substr(decided, 1, 4) IN ('2023', '2024') THEN interest_rate END)
    - avg(CASE WHEN substr(decided, 1, 4) IN ('2020', '2021') THEN interest_rate END))
    + 1.0 / sqrt(min(sum(substr(decided, 1, 4) IN ('2023', '2024')), sum(substr(decided, 1, 4) IN ('2020', '2021'))))
FROM (SELECT interest_rate, disbursement_date AS decided FROM loans WHERE loan_type = 'mortgage');
-- mutation
UPDATE loans SET interest_rate = 0.05 WHERE loan_type = 'mortgage';

-- rule: credit.closed
-- A paid-off loan was closed on the day of its last payment.
SELECT l.loan_id, closed_date, last FROM loans l
JOIN (SELECT loan_id, max(payment_date) AS last FROM repayment_schedule GROUP BY loan_id) s ON s.loan_id = l.loan_id
WHERE closed_date IS NOT CASE loan_status WHEN 'paid_off' THEN last END;
-- mutation
UPDATE loans SET closed_date = add_days(closed_date, 1) WHERE loan_status = 'paid_off';

-- rule: credit.payoffs
-- A paid-off loan says what paid it off: its schedule to the end, the sale of a house, the trade-in of a vehicle, another lender, or money of the
-- borrower elsewhere. Nobody refinances into dearer money: by the yearly averages of Freddie Mac's survey it is no dearer than when the
-- loan was made.
WITH market(year, rate) AS (VALUES ('2000', 8.05), ('2010', 4.69), ('2011', 4.45), ('2012', 3.66), ('2013', 3.98), ('2014', 4.17), ('2015', 3.85), ('2016', 3.65), ('2017', 3.99),
    ('2018', 4.54), ('2019', 3.94), ('2020', 3.11), ('2021', 2.96), ('2022', 5.34), ('2023', 6.81), ('2024', 6.72), ('2025', 6.60))
SELECT loan_id, loan_type, closed_date, payoff_source FROM loans
WHERE (payoff_source IS NULL) <> (loan_status <> 'paid_off') OR (payoff_source = 'schedule') <> (closed_date > add_days(maturity_date, -7))
   OR payoff_source = 'sale' AND loan_type <> 'mortgage' OR payoff_source = 'trade_in' AND loan_type <> 'auto'
   OR payoff_source = 'refinancing' AND (SELECT rate FROM market WHERE year = substr(closed_date, 1, 4))
        > (SELECT rate FROM market WHERE year = substr(disbursement_date, 1, 4));
-- mutation
UPDATE loans SET payoff_source = 'refinancing';
-- mutation
UPDATE loans SET payoff_source = 'sale';

-- rule: credit.few_refinance
-- Money is dear: percentage of the mortgages paid off early from 2023 to 2025 that another lender paid off, less three standard deviations of
--- what so few come to by chance.
-- expect: between -1000 and 25
SELECT CASE WHEN count(*) = 0 THEN 0 ELSE 100.0 * avg(payoff_source = 'refinancing') - 130 / sqrt(count(*)) END FROM loans
WHERE loan_type = 'mortgage' AND payoff_source <> 'schedule' AND closed_date BETWEEN '2023-01-01' AND '2025-12-31';
-- mutation
UPDATE loans SET loan_status = 'paid_off', payoff_source = 'refinancing', closed_date = '2024-05-02' WHERE loan_type = 'mortgage';

-- rule: credit.sales
-- Who sells a house gets what is left of the price: a wire of a title company on the day on which the mortgage is paid off, where a statement of an
-- account of the seller covers it; and no title company pays anybody else.
WITH wires AS MATERIALIZED (
    SELECT customer_id, substr(transaction_date, 1, 10) AS day, max(transaction_id) AS transaction_id FROM transactions JOIN accounts USING (account_id)
    WHERE description REGEXP '^Wire transfer (Cedarline|Fairwater|Brightmoor)' GROUP BY 1, 2
), sales AS MATERIALIZED (
    SELECT l.customer_id, closed_date AS day, min(loan_id) AS loan_id, max(linked_account_id) AS account_id FROM loans l WHERE payoff_source = 'sale' GROUP BY 1, 2
)
SELECT loan_id, day, 'no wire' FROM sales JOIN accounts USING (account_id) WHERE (sales.customer_id, day) NOT IN (SELECT customer_id, day FROM wires)
    AND closed_date IS NULL AND day >= (SELECT substr(min(transaction_date), 1, 10) FROM transactions t WHERE t.account_id = sales.account_id)
UNION ALL SELECT transaction_id, day, 'no sale' FROM wires WHERE (customer_id, day) NOT IN (SELECT customer_id, day FROM sales);
-- mutation
UPDATE transactions SET description = 'Wire transfer Cedarline Title & Escrow' WHERE description LIKE 'Wire transfer%';

-- rule: credit.purchases
-- A mortgage rather buys a house than another lender's loan while money is dear: percentage of the mortgages from 2023 on that refinance, less
-- an allowance for small numbers (Mortgage Bankers Association: 20 to 35 percent of originations in 2023 to 2025).
-- expect: between -1000 and 40
SELECT CASE WHEN count(*) = 0 THEN 0 ELSE 100.0 * avg(purpose = 'home_refinance') - 150 / sqrt(count(*)) END
FROM loans l JOIN loan_applications USING (application_id) WHERE l.loan_type = 'mortgage' AND disbursement_date >= '2023-01-01';
-- mutation
UPDATE loan_applications SET purpose = 'home_refinance' WHERE purpose IN ('home_purchase', 'rental_property');

-- rule: credit.to_the_end
-- Percentage of paid-off loans, except mortgages, that ran to term: most, with an allowance for small numbers.
-- expect: between 55 and 1000
SELECT 100.0 * sum(closed_date > add_days(maturity_date, -7)) / count(*) + 100 / sqrt(count(*)) FROM loans
WHERE loan_status = 'paid_off' AND loan_type <> 'mortgage';
-- mutation
UPDATE loans SET closed_date = add_days(maturity_date, -200) WHERE loan_status = 'paid_off';

-- rule: credit.open_account
-- A linked account was open on the day of disbursement.
SELECT loan_id, linked_account_id, opened_date, disbursement_date FROM loans JOIN accounts ON account_id = linked_account_id
WHERE opened_date > disbursement_date;
-- mutation
UPDATE accounts SET opened_date = as_of();

-- rule: credit.business_days
-- The bank keeps a calendar: decisions, assessments, appraisals, disbursements and collections fall on business days.
WITH acts(entry, day) AS MATERIALIZED (
    SELECT min(application_id), decision_date FROM loan_applications WHERE decision_date IS NOT NULL GROUP BY decision_date
    UNION ALL SELECT min(loan_id), disbursement_date FROM loans GROUP BY disbursement_date
    UNION ALL SELECT min(collateral_id), appraisal_date FROM collateral GROUP BY appraisal_date
    UNION ALL SELECT CAST(min(assessment_id) AS TEXT), assessment_date FROM risk_assessments GROUP BY assessment_date
    UNION ALL SELECT CAST(min(schedule_id) AS TEXT), payment_date FROM repayment_schedule WHERE payment_date IS NOT NULL GROUP BY payment_date
), closed AS MATERIALIZED (SELECT substr(day, 1, 10) AS day FROM holidays)
SELECT entry, day FROM acts WHERE weekday(day) >= 5 OR substr(day, 1, 10) IN (SELECT day FROM closed);
-- mutation
UPDATE loan_applications SET decision_date = add_days(decision_date, 5 - weekday(decision_date)) WHERE rowid = 2;
UPDATE loan_applications SET decision_date = add_days(decision_date, 5 - weekday(decision_date)) WHERE decision_date IS NOT NULL;

-- rule: credit.vehicles
-- Collateral has a realistic value: a new vehicle's model year is that of its loan or the next, a used one's is earlier.
SELECT collateral_id, description, purpose, appraisal_date FROM (
    SELECT collateral_id, description, purpose, appraisal_date, CAST(substr(description, 1, 4) AS INTEGER) - CAST(substr(appraisal_date, 1, 4) AS INTEGER) AS ahead
    FROM collateral c JOIN loans USING (loan_id) JOIN loan_applications USING (application_id) WHERE collateral_type = 'vehicle')
WHERE ahead NOT BETWEEN CASE purpose WHEN 'new_vehicle' THEN -1 ELSE -14 END AND CASE purpose WHEN 'new_vehicle' THEN 1 ELSE 0 END;
-- mutation
UPDATE collateral SET description = '1999' || substr(description, 5) WHERE collateral_type = 'vehicle';

-- rule: credit.old_vehicles
-- Collateral has a realistic value: dollars by which vehicles up to two years old are worth more than those six or more years old, with an allowance
-- for small numbers.
-- expect: between 8000 and 1000000
SELECT avg(CASE WHEN age <= 2 THEN value END) - avg(CASE WHEN age >= 6 THEN value END)
    + 30000 / sqrt(min(sum(age <= 2), sum(age >= 6)))
FROM (SELECT appraised_value AS value, CAST(substr(appraisal_date, 1, 4) AS INTEGER) - CAST(substr(description, 1, 4) AS INTEGER) AS age
    FROM collateral WHERE collateral_type = 'vehicle');
-- mutation
UPDATE collateral SET appraised_value = 25000 - 1000 * (substr(description, 1, 4) - 2020) WHERE collateral_type = 'vehicle';

-- rule: credit.homes
-- Collateral has a realistic value: a home costs 55 to 900 dollars per square foot, and its rooms fit its size.
SELECT collateral_id, description, appraised_value FROM (
    SELECT collateral_id, description, appraised_value, CAST(extract(description, '[0-9]+ sq ft') AS INTEGER) AS feet,
        CAST(extract(description, '[0-9] bedroom') AS INTEGER) AS bedrooms, CAST(extract(description, '[0-9] bath') AS INTEGER) AS baths
    FROM collateral JOIN loans USING (loan_id) WHERE loan_type = 'mortgage')
WHERE coalesce(appraised_value / feet NOT BETWEEN 55 AND 900 OR bedrooms * 180 > feet
    OR description REGEXP '^(Duplex|Two-family)' AND (feet < 1000 OR baths < 2) OR feet < 700 AND description NOT REGEXP '^(Condominium|Cottage)', 1);
-- mutation
UPDATE collateral SET appraised_value = appraised_value * 12;
-- mutation
UPDATE collateral SET description = 'Two-family house 1 bedroom 1 bath 700 sq ft built 1950' WHERE collateral_type = 'real_estate';

-- rule: credit.guarantors
-- Guarantors are relatives or friends of a person, and partners of a company or the owner's spouse; nobody guarantees a loan twice, or their own
-- loan.
SELECT guarantor_id, relationship, loan_type FROM loan_guarantors JOIN loans USING (loan_id)
WHERE (relationship NOT IN ('business_partner', 'spouse')) = (loan_type = 'business') AND relationship <> 'spouse'
UNION ALL SELECT min(guarantor_id), guarantor_name, loan_id FROM loan_guarantors GROUP BY loan_id, guarantor_name HAVING count(*) > 1
UNION ALL SELECT guarantor_id, guarantor_name, loan_id FROM loan_guarantors JOIN loans USING (loan_id) JOIN accounts_db.customers USING (customer_id)
    WHERE guarantor_name = first_name || ' ' || last_name;
-- mutation
UPDATE loan_guarantors SET relationship = 'friend';
-- mutation
UPDATE loan_guarantors SET guarantor_name = 'Ann Lee';

-- rule: credit.one_spouse
-- One family per person: the spouse who guarantees several loans is the same.
SELECT customer_id, min(guarantor_name), max(guarantor_name) FROM loan_guarantors JOIN loans USING (loan_id)
WHERE relationship = 'spouse' GROUP BY customer_id HAVING count(DISTINCT guarantor_name) > 1;
-- mutation
UPDATE loan_guarantors SET relationship = 'spouse';

-- rule: credit.bankruptcy
-- A bankruptcy is not forgotten: an applicant rejected for one has a score below 580 in each assessment, and no approved application.
SELECT r.application_id, a.application_id, risk_score FROM loan_applications r JOIN loan_applications a USING (customer_id)
JOIN risk_assessments s ON s.application_id = a.application_id
WHERE r.rejection_reason LIKE 'Bankruptcy%' AND (risk_score >= 580 OR a.status = 'approved');
-- mutation
UPDATE loan_applications SET rejection_reason = 'Bankruptcy within the last seven years' WHERE status = 'rejected';

-- rule: credit.refinancing
-- Refinancing follows rates: percentage points by which its share of mortgages in 2020 and 2021 exceeds that from 2023 on, with an allowance for
-- small numbers.
-- expect: between 8 and 1000
SELECT CASE WHEN min(cheap, dear) = 0 THEN 8 ELSE 100.0 * of_cheap / cheap - 100.0 * of_dear / dear + 150 / sqrt(cheap) END FROM (
    SELECT sum(year IN ('2020', '2021')) AS cheap, sum(year >= '2023') AS dear,
        sum(refinances AND year IN ('2020', '2021')) AS of_cheap, sum(refinances AND year >= '2023') AS of_dear
    FROM (SELECT substr(disbursement_date, 1, 4) AS year, purpose = 'home_refinance' AS refinances FROM loans JOIN loan_applications USING (application_id)
        WHERE loans.loan_type = 'mortgage'));
-- mutation
UPDATE loan_applications SET purpose = CASE WHEN decision_date < '2022' THEN 'home_purchase' ELSE 'home_refinance' END WHERE loan_type = 'mortgage';
