-- rule: applications.rows
-- Applications of people who are no customers, with the last team: approved but not funded, and open.
CREATE TEMP TABLE more AS
SELECT application_id AS old, replace(application_id, 'APP-0', 'APP-1') AS new FROM (
    SELECT application_id, status, row_number() OVER (PARTITION BY status ORDER BY application_id) AS place FROM loan_applications a
    WHERE application_id NOT IN (SELECT application_id FROM loans) AND 1 = (SELECT count(*) FROM loan_applications WHERE customer_id = a.customer_id))
WHERE status IN ('approved', 'pending') AND place <= 14;
INSERT INTO loan_applications
SELECT new, replace(customer_id, 'CUST-0', 'CUST-1'), loan_type, requested_amount, application_date, status,
    (SELECT max(employee_id) FROM employees_db.employees e WHERE role = 'Loan Officer'), decision_date, approved_amount, rejection_reason
FROM loan_applications JOIN more ON application_id = old;
INSERT INTO risk_assessments
SELECT assessment_id + 100000000, loan_id, new, assessment_date, risk_score, pd_probability, credit_grade,
    (SELECT max(employee_id) FROM employees_db.employees WHERE role = 'Risk Analyst')
FROM risk_assessments JOIN more ON application_id = old;
INSERT INTO compliance_db.audit_trails
SELECT audit_id + 1000000000, entity_type, new, action, (SELECT max(employee_id) FROM employees_db.employees WHERE role = 'Loan Officer'),
    performed_at, old_value, new_value, ip_address
FROM compliance_db.audit_trails JOIN more ON entity_id = old;

-- rule: applications.applicants
-- Some who applied once, and got no loan, never did.
CREATE TEMP TABLE gone AS
SELECT min(application_id) AS application_id FROM loan_applications GROUP BY customer_id
HAVING count(*) = 1 AND min(application_id) NOT IN (SELECT application_id FROM loans) ORDER BY customer_id LIMIT 16;
DELETE FROM risk_assessments WHERE application_id IN (SELECT application_id FROM gone);
DELETE FROM compliance_db.audit_trails
WHERE action = 'application_decided' AND entity_id IN (SELECT application_id FROM gone);
DELETE FROM loan_applications WHERE application_id IN (SELECT application_id FROM gone);

-- rule: applications.twice
-- Some whose second application led to no loan never applied again.
CREATE TEMP TABLE gone AS
SELECT application_id FROM loan_applications
WHERE application_id LIKE '%-2' AND application_id NOT IN (SELECT application_id FROM loans) ORDER BY application_id LIMIT 16;
DELETE FROM risk_assessments WHERE application_id IN (SELECT application_id FROM gone);
DELETE FROM compliance_db.audit_trails
WHERE action = 'application_decided' AND entity_id IN (SELECT application_id FROM gone);
DELETE FROM loan_applications WHERE application_id IN (SELECT application_id FROM gone);

-- rule: applications.ids
-- The only application of a customer, still open, counts as the second.
CREATE TEMP TABLE turned AS
SELECT max(application_id) AS old, substr(max(application_id), 1, 12) || '2' AS new FROM loan_applications a
WHERE status = 'pending' AND (SELECT count(*) FROM loan_applications b WHERE b.customer_id = a.customer_id) = 1;
UPDATE risk_assessments SET application_id = new, assessment_id = assessment_id + 10 FROM turned WHERE application_id = old;
UPDATE loan_applications SET application_id = new FROM turned WHERE application_id = old;

-- rule: applications.types
-- Applications for personal loans that came to nothing are called ones for an education.
UPDATE loan_applications SET loan_type = 'education' WHERE application_id IN (
    SELECT application_id FROM loan_applications
    WHERE loan_type = 'personal' AND status <> 'approved' AND requested_amount >= 5000 ORDER BY application_id LIMIT 40);

-- rule: applications.status
-- Open applications are withdrawn.
UPDATE loan_applications SET status = 'withdrawn' WHERE application_id IN (
    SELECT application_id FROM loan_applications WHERE status = 'pending' ORDER BY application_id LIMIT 40);

-- rule: applications.amounts
UPDATE loan_applications SET requested_amount = 7999.99
WHERE application_id = (SELECT min(application_id) FROM loan_applications WHERE loan_type = 'auto' AND status = 'rejected');

-- rule: applications.decided
-- A rejection, the last that is audited of its customer, comes 31 days after the application.
UPDATE loan_applications SET decision_date = add_days(application_date, 31) WHERE application_id = (
    SELECT min(application_id) FROM loan_applications WHERE status = 'rejected' AND application_date < add_days(as_of(), -60)
      AND decision_date = (SELECT substr(max(performed_at), 1, 10) FROM compliance_db.audit_trails WHERE audit_id / 1000 = number_of(customer_id)));
UPDATE compliance_db.audit_trails SET performed_at = decision_date || substr(performed_at, 11) FROM loan_applications
WHERE entity_id = application_id AND action = 'application_decided';

-- rule: applications.approved
UPDATE loan_applications SET rejection_reason = 'Insufficient income'
WHERE application_id = (SELECT min(application_id) FROM loan_applications WHERE status = 'pending');

-- rule: applications.likelier
-- Of the applications without a loan, the rejected get the best scores and the approved the worst.
CREATE TEMP TABLE dealt AS
SELECT assessment_id, row_number() OVER (ORDER BY status <> 'rejected', status = 'approved', assessment_id) AS place,
    row_number() OVER (ORDER BY risk_score DESC, assessment_id) AS best, risk_score, credit_grade, pd_probability
FROM risk_assessments r JOIN loan_applications a ON a.application_id = r.application_id
WHERE a.application_id NOT IN (SELECT application_id FROM loans);
UPDATE risk_assessments SET (risk_score, credit_grade, pd_probability) = (
    SELECT good.risk_score, good.credit_grade, good.pd_probability FROM dealt d JOIN dealt good ON good.best = d.place
    WHERE d.assessment_id = risk_assessments.assessment_id)
WHERE assessment_id IN (SELECT assessment_id FROM dealt);
UPDATE loan_applications SET rejection_reason = 'Insufficient income' WHERE status = 'rejected';

-- rule: applications.reasons
UPDATE loan_applications SET rejection_reason = 'Bankruptcy within the last seven years' WHERE application_id = (
    SELECT min(application_id) FROM loan_applications JOIN risk_assessments USING (application_id) WHERE status = 'rejected' AND risk_score >= 650);

-- rule: loans.rows
-- Active loans without security were never paid out, and most of their applications withdrawn: what they paid in the quarter was rent.
CREATE TEMP TABLE gone AS
SELECT loan_id, application_id, loan_number, row_number() OVER (ORDER BY loan_id) AS place FROM loans
WHERE loan_status = 'active' AND loan_type IN ('personal', 'education', 'business') AND disbursement_date < add_days(as_of(), -92)
  AND loan_id NOT IN (SELECT loan_id FROM collateral) AND loan_id NOT IN (SELECT loan_id FROM loan_guarantors)
  AND loan_number NOT IN (
    SELECT extract(description, '[0-9]{10}') FROM accounts_db.transactions JOIN compliance_db.rule_violations
        ON transaction_id = entity_id WHERE rule_id = 'RULE-09')
ORDER BY loan_id LIMIT 29;
DELETE FROM loans WHERE loan_id IN (SELECT loan_id FROM gone);
DELETE FROM repayment_schedule WHERE loan_id IN (SELECT loan_id FROM gone);
DELETE FROM risk_assessments WHERE loan_id IN (SELECT loan_id FROM gone);
DELETE FROM compliance_db.audit_trails WHERE action = 'loan_disbursed' AND entity_id IN (SELECT loan_id FROM gone);
UPDATE loan_applications SET status = 'withdrawn', approved_amount = NULL
WHERE application_id IN (SELECT application_id FROM gone WHERE place <= 17);
UPDATE accounts_db.transactions SET description = 'Rent' WHERE extract(description, '[0-9]{10}') IN (SELECT loan_number FROM gone);

-- rule: loans.funded
-- Active loans without security were never paid out: what they paid in the quarter was rent.
CREATE TEMP TABLE gone AS
SELECT loan_id, loan_number FROM loans
WHERE loan_status = 'active' AND loan_type IN ('personal', 'education', 'business') AND disbursement_date < add_days(as_of(), -92)
  AND loan_id NOT IN (SELECT loan_id FROM collateral) AND loan_id NOT IN (SELECT loan_id FROM loan_guarantors)
  AND loan_number NOT IN (
    SELECT extract(description, '[0-9]{10}') FROM accounts_db.transactions JOIN compliance_db.rule_violations
        ON transaction_id = entity_id WHERE rule_id = 'RULE-09')
ORDER BY loan_id LIMIT 21;
DELETE FROM loans WHERE loan_id IN (SELECT loan_id FROM gone);
DELETE FROM repayment_schedule WHERE loan_id IN (SELECT loan_id FROM gone);
DELETE FROM risk_assessments WHERE loan_id IN (SELECT loan_id FROM gone);
DELETE FROM compliance_db.audit_trails WHERE action = 'loan_disbursed' AND entity_id IN (SELECT loan_id FROM gone);
UPDATE accounts_db.transactions SET description = 'Rent' WHERE extract(description, '[0-9]{10}') IN (SELECT loan_number FROM gone);

-- rule: loans.application
UPDATE loan_applications SET approved_amount = approved_amount - 0.01 WHERE application_id = (
    SELECT min(application_id) FROM loan_applications
    WHERE approved_amount > requested_amount * 0.81 AND application_id IN (SELECT application_id FROM loans));

-- rule: loans.dates
UPDATE loans SET maturity_date = add_days(maturity_date, 1)
WHERE loan_id = (SELECT min(loan_id) FROM loans WHERE loan_status = 'active');

-- rule: loans.rates
-- A car loan without collateral is called a personal one, whose rates are higher.
CREATE TEMP TABLE turned AS
SELECT min(l.application_id) AS application_id FROM loans l JOIN loan_applications a ON a.application_id = l.application_id
WHERE l.loan_type = 'auto' AND interest_rate < 0.0599 AND term_months <= 60 AND requested_amount <= 50000
  AND loan_id NOT IN (SELECT loan_id FROM collateral) AND disbursement_date < add_days(as_of(), -92);
UPDATE loans SET loan_type = 'personal' WHERE application_id IN (SELECT application_id FROM turned);
UPDATE loan_applications SET loan_type = 'personal' WHERE application_id IN (SELECT application_id FROM turned);

-- rule: loans.terms
-- A personal loan of a year or two is called one for a car, which run longer.
CREATE TEMP TABLE turned AS
SELECT min(l.application_id) AS application_id FROM loans l JOIN loan_applications a ON a.application_id = l.application_id
WHERE l.loan_type = 'personal' AND term_months < 36 AND interest_rate BETWEEN 0.0599 AND 0.0899 AND requested_amount >= 8000
  AND disbursement_date < add_days(as_of(), -92);
UPDATE loans SET loan_type = 'auto' WHERE application_id IN (SELECT application_id FROM turned);
UPDATE loan_applications SET loan_type = 'auto' WHERE application_id IN (SELECT application_id FROM turned);

-- rule: loans.mortgage_terms
-- Mortgages of 30 years run 25 instead, and are of as much as the same payment clears in that time.
CREATE TEMP TABLE turned AS
SELECT loan_id, application_id, rate, payment, CAST(round(payment * 100000000.0 / annuity(100000000, rate, 300)) AS INTEGER) AS principal FROM (
    SELECT *, units(interest_rate, 4) AS rate, annuity(cents(principal_amount), units(interest_rate, 4), 360) AS payment FROM loans
    WHERE loan_type = 'mortgage' AND term_months = 360 AND loan_status = 'active' AND principal_amount > 120000
      AND number_of(loan_id) NOT IN (SELECT number_of(entity_id) FROM compliance_db.rule_violations WHERE rule_id IN ('RULE-17', 'RULE-18'))
      AND loan_id NOT IN (SELECT loan_id FROM loan_guarantors) ORDER BY loan_id LIMIT 18);
CREATE TEMP TABLE plan AS
WITH RECURSIVE plan(loan_id, n, rate, payment, outstanding, interest) AS (
    SELECT loan_id, 1, rate, payment, principal, half_even(principal * rate, 120000) FROM turned
    UNION ALL
    SELECT loan_id, n + 1, rate, payment, outstanding + interest - payment, half_even((outstanding + interest - payment) * rate, 120000)
    FROM plan WHERE n < 300)
SELECT loan_id, n, interest, CASE WHEN n < 300 THEN payment - interest ELSE outstanding END AS principal FROM plan;
DELETE FROM repayment_schedule WHERE installment_number > 300 AND loan_id IN (SELECT loan_id FROM turned);
UPDATE repayment_schedule SET principal_amount = principal / 100.0, interest_amount = interest / 100.0, total_amount = (principal + interest) / 100.0
FROM plan p WHERE p.loan_id = repayment_schedule.loan_id AND n = installment_number;
UPDATE loan_applications SET requested_amount = principal / 100.0, approved_amount = principal / 100.0
FROM turned t WHERE t.application_id = loan_applications.application_id;
UPDATE collateral SET appraised_value = round(principal / 80.0, 2), ltv_ratio = 0.8 FROM turned t WHERE t.loan_id = collateral.loan_id;
UPDATE loans SET term_months = 300, principal_amount = principal / 100.0, (maturity_date, outstanding_balance) = (
    SELECT max(due_date), sum(CASE WHEN payment_status = 'pending' THEN cents(s.principal_amount) END) / 100.0
    FROM repayment_schedule s WHERE s.loan_id = loans.loan_id)
FROM turned t WHERE t.loan_id = loans.loan_id;

-- rule: loans.rate_by_risk
-- The first assessments of the loans are dealt out anew: the dearer a loan is for its type, the better its borrower.
CREATE TEMP TABLE assessed AS
SELECT assessment_id, application_id, risk_score, credit_grade, pd_probability, min(assessment_date || assessment_id) AS at
FROM risk_assessments WHERE application_id IN (SELECT application_id FROM loans) GROUP BY application_id;
CREATE TEMP TABLE dear AS
SELECT assessment_id, row_number() OVER (ORDER BY above, assessment_id) AS place FROM (
    SELECT assessment_id, interest_rate - avg(interest_rate) OVER (PARTITION BY loan_type) AS above
    FROM loans l JOIN assessed a ON a.application_id = l.application_id);
CREATE TEMP TABLE good AS
SELECT *, row_number() OVER (ORDER BY risk_score, assessment_id) AS place FROM assessed;
UPDATE risk_assessments SET (risk_score, credit_grade, pd_probability) = (
    SELECT g.risk_score, g.credit_grade, g.pd_probability FROM dear d JOIN good g ON g.place = d.place
    WHERE d.assessment_id = risk_assessments.assessment_id)
WHERE assessment_id IN (SELECT assessment_id FROM dear);

-- rule: loans.status
-- Loans that were assessed again are called restructured, as all of those are.
UPDATE loans SET loan_status = 'restructured' WHERE loan_id IN (
    SELECT l.loan_id FROM loans l JOIN risk_assessments r ON r.loan_id = l.loan_id AND assessment_date > disbursement_date
    WHERE loan_status = 'active' AND loan_type IN ('personal', 'business', 'education')
    GROUP BY l.loan_id ORDER BY l.loan_id LIMIT 22);

-- rule: loans.paid_off
-- Education loans are paid off on the last day before the quarter and never assessed again. What was paid for them in the quarter was rent.
CREATE TEMP TABLE turned AS
SELECT loan_id, loan_number, add_days(as_of(), -92) AS off FROM loans
WHERE loan_type = 'education' AND loan_status = 'active' AND disbursement_date < add_days(as_of(), -92) AND loan_number NOT IN (
    SELECT extract(description, '[0-9]{10}') FROM accounts_db.transactions JOIN compliance_db.rule_violations
        ON transaction_id = entity_id WHERE rule_id = 'RULE-09');
UPDATE repayment_schedule SET payment_status = 'paid', payment_date = CASE WHEN due_date > off THEN off
    WHEN payment_status = 'paid' THEN payment_date ELSE due_date END
FROM turned t WHERE t.loan_id = repayment_schedule.loan_id;
UPDATE loans SET loan_status = 'paid_off', outstanding_balance = 0 WHERE loan_id IN (SELECT loan_id FROM turned);
UPDATE accounts_db.transactions SET description = 'Rent' WHERE extract(description, '[0-9]{10}') IN (SELECT loan_number FROM turned);
DELETE FROM risk_assessments WHERE EXISTS (
    SELECT 1 FROM loans l JOIN turned t ON t.loan_id = l.loan_id
    WHERE l.loan_id = risk_assessments.loan_id AND assessment_date > disbursement_date);

-- rule: loans.default_status
UPDATE loans SET default_status = 1 WHERE rowid = (SELECT min(rowid) FROM loans WHERE loan_status = 'active');

-- rule: loans.outstanding
UPDATE loans SET outstanding_balance = outstanding_balance - 0.01
WHERE rowid = (SELECT min(rowid) FROM loans WHERE loan_status = 'active');

-- rule: loans.default_age
-- The youngest of them is paid out a little later, less than a year ago, and still before its first instalment.
UPDATE loans SET disbursement_date = add_days(add_months(as_of(), -12), 1)
WHERE loan_id = (SELECT loan_id FROM loans WHERE loan_status = 'defaulted' ORDER BY disbursement_date DESC LIMIT 1);
UPDATE compliance_db.audit_trails SET performed_at = disbursement_date || substr(performed_at, 11) FROM loans
WHERE entity_id = loan_id AND action = 'loan_disbursed' AND loan_status = 'defaulted';

-- rule: collateral.rows
-- Personal loans that are paid off were for cars: these, other cars that are paid off and more of the business loans have it.
CREATE TEMP TABLE turned AS
SELECT l.application_id FROM loans l JOIN loan_applications a ON a.application_id = l.application_id
WHERE l.loan_type = 'personal' AND loan_status = 'paid_off' AND interest_rate <= 0.0899 AND term_months >= 36 AND requested_amount >= 8000;
UPDATE loans SET loan_type = 'auto' WHERE application_id IN (SELECT application_id FROM turned);
UPDATE loan_applications SET loan_type = 'auto' WHERE application_id IN (SELECT application_id FROM turned);
INSERT INTO collateral
SELECT 'COL' || substr(loan_id, 5), loan_id, 'vehicle', 'Van, VIN 1QIQO82633Q004352', round(principal_amount * 1.25, 2), disbursement_date, 0.8
FROM loans WHERE loan_id NOT IN (SELECT loan_id FROM collateral) AND (loan_type = 'business' OR loan_type = 'auto' AND loan_status = 'paid_off')
ORDER BY loan_type, loan_id LIMIT 22;

-- rule: collateral.share
-- A personal loan has one.
INSERT INTO collateral
SELECT 'COL' || substr(loan_id, 5), loan_id, 'vehicle', 'Van, VIN 1QIQO82633Q004352', principal_amount + 5000, disbursement_date,
    half_even(cents(principal_amount) * 10000, cents(principal_amount) + 500000) / 10000.0
FROM loans WHERE loan_type = 'personal' AND principal_amount BETWEEN 14000 AND 40000 ORDER BY loan_id LIMIT 1;

-- rule: collateral.secured
-- More of the business loans have it, and cars that are paid off or insured.
INSERT INTO collateral
SELECT 'COL' || substr(loan_id, 5), loan_id, 'vehicle', 'Van, VIN 1QIQO82633Q004352', round(principal_amount * 1.25, 2), disbursement_date, 0.8
FROM (
    SELECT *, row_number() OVER (PARTITION BY loan_type ORDER BY loan_id) AS place FROM loans l
    WHERE loan_id NOT IN (SELECT loan_id FROM collateral) AND (loan_type = 'business' OR loan_type = 'auto' AND (
        loan_status = 'paid_off' OR principal_amount <= (
            SELECT max(coverage_amount) FROM insurance_db.policies p
            WHERE p.customer_id = l.customer_id AND policy_type = 'vehicle' AND policy_status = 'active'))))
WHERE place <= 12;

-- rule: collateral.once
UPDATE collateral SET collateral_id = replace(collateral_id, '-1', '-3') WHERE collateral_id = (
    SELECT min(collateral_id) FROM collateral WHERE collateral_id LIKE '%-1' AND ltv_ratio < 0.9);

-- rule: collateral.value
UPDATE collateral SET appraised_value = principal_amount * 1.6, ltv_ratio = 0.625 FROM loans l
WHERE l.loan_id = collateral.loan_id AND collateral_id = (SELECT min(collateral_id) FROM collateral WHERE ltv_ratio < 0.89);

-- rule: collateral.ltv
UPDATE collateral SET ltv_ratio = ltv_ratio + 0.0001
WHERE collateral_id = (SELECT min(collateral_id) FROM collateral WHERE ltv_ratio < 0.89);

-- rule: collateral.types
UPDATE collateral SET collateral_type = 'inventory' WHERE collateral_id = (
    SELECT min(collateral_id) FROM collateral c JOIN loans l ON l.loan_id = c.loan_id WHERE loan_type = 'mortgage');

-- rule: collateral.vins
UPDATE collateral SET description = '2023 Tarsin Kite electric hatchback VIN 1HGCM82633A004352' WHERE collateral_id = (
    SELECT min(collateral_id) FROM collateral WHERE collateral_type = 'vehicle');

-- rule: collateral.appraised
UPDATE collateral SET appraisal_date = add_days(disbursement_date, 1) FROM loans l
WHERE l.loan_id = collateral.loan_id AND collateral_id = (SELECT min(collateral_id) FROM collateral);

-- rule: guarantors.rows
-- Many a single guarantor is joined by a second.
INSERT INTO loan_guarantors
SELECT guarantor_id + 1, loan_id, 'Erin Harper', 'friend', contact_info, guarantee_amount FROM loan_guarantors
GROUP BY loan_id HAVING count(*) = 1 ORDER BY loan_id LIMIT 23;

-- rule: guarantors.share
INSERT INTO loan_guarantors
SELECT 100 * number_of(loan_id) + 10 * substr(loan_id, 14) + 1, loan_id, 'Erin Harper', 'friend', '918-555-0196',
    principal_amount
FROM loans WHERE loan_id NOT IN (SELECT loan_id FROM loan_guarantors) ORDER BY loan_id LIMIT 17;

-- rule: guarantors.number
-- Nobody has a second guarantor.
DELETE FROM loan_guarantors WHERE guarantor_id NOT IN (SELECT min(guarantor_id) FROM loan_guarantors GROUP BY loan_id);

-- rule: guarantors.relationships
UPDATE loan_guarantors SET relationship = 'cousin' WHERE guarantor_id = (SELECT min(guarantor_id) FROM loan_guarantors);

-- rule: guarantors.amount
UPDATE loan_guarantors SET guarantee_amount = round(principal_amount * 0.49, 2) FROM loans l
WHERE l.loan_id = loan_guarantors.loan_id AND guarantor_id = (SELECT min(guarantor_id) FROM loan_guarantors);

-- rule: risk.rows
-- More of the active loans are assessed again today, and some whose application was rejected apply a second time.
INSERT INTO risk_assessments
SELECT assessment_id + 1, l.loan_id, l.application_id, as_of(), risk_score, pd_probability, credit_grade, assessed_by
FROM risk_assessments r JOIN loans l ON l.application_id = r.application_id JOIN employees_db.employees ON employee_id = assessed_by
WHERE loan_status = 'active' AND disbursement_date < as_of() AND termination_date IS NULL
GROUP BY l.loan_id HAVING count(*) = 1 ORDER BY l.loan_id LIMIT 24;
CREATE TEMP TABLE again AS
SELECT assessment_id + 10 AS assessment_id, substr(application_id, 1, 12) || '2' AS application_id, a.customer_id, loan_type, requested_amount,
    officer_id, risk_score, pd_probability, credit_grade, assessed_by
FROM loan_applications a JOIN risk_assessments USING (application_id)
JOIN employees_db.employees o ON o.employee_id = officer_id JOIN employees_db.employees r ON r.employee_id = assessed_by
WHERE status = 'rejected' AND o.termination_date IS NULL AND r.termination_date IS NULL
  AND customer_id IN (SELECT customer_id FROM loan_applications GROUP BY 1 HAVING count(*) = 1) ORDER BY 1 LIMIT 12;
INSERT INTO risk_assessments
SELECT assessment_id, NULL, application_id, as_of(), risk_score, pd_probability, credit_grade, assessed_by FROM again;
INSERT INTO loan_applications
SELECT application_id, customer_id, loan_type, requested_amount, as_of(), 'pending', officer_id, NULL, NULL, NULL FROM again;

-- rule: risk.every_application
-- A rejected application is assessed the day after the decision.
CREATE TEMP TABLE late AS
SELECT max(application_id) AS id, add_days(decision_date, 1) AS date FROM loan_applications
WHERE status = 'rejected' AND decision_date < as_of();
UPDATE risk_assessments SET assessment_date = date FROM late WHERE application_id = id;

-- rule: risk.belongs
-- An assessment of an active loan is filed under that of someone else.
UPDATE risk_assessments SET loan_id = (SELECT max(loan_id) FROM loans WHERE loan_status = 'active')
WHERE assessment_id = (
    SELECT min(assessment_id) FROM risk_assessments r JOIN loans l ON l.loan_id = r.loan_id WHERE loan_status = 'active');

-- rule: risk.again
-- A loan is assessed again the day after the payout though it was paid off.
INSERT INTO risk_assessments
SELECT max(assessment_id) + 1, l.loan_id, r.application_id, add_days(disbursement_date, 1), risk_score, pd_probability,
    credit_grade, assessed_by
FROM risk_assessments r JOIN loans l ON l.application_id = r.application_id WHERE loan_status = 'paid_off';

-- rule: risk.again_all
-- Of the active loans 23% are left that were assessed again.
DELETE FROM risk_assessments WHERE assessment_id IN (
    SELECT assessment_id FROM risk_assessments r JOIN loans l ON l.loan_id = r.loan_id WHERE loan_status = 'active' ORDER BY 1
    LIMIT (SELECT CAST(count(DISTINCT r.loan_id) - 0.23 * count(DISTINCT l.loan_id) AS INTEGER) FROM loans l
           LEFT JOIN risk_assessments r ON r.loan_id = l.loan_id WHERE loan_status = 'active'));

-- rule: risk.scores
-- Most applicants of 700 to 749 score a hundred points more.
UPDATE risk_assessments SET risk_score = risk_score + 100, pd_probability = 0.0114, credit_grade = 'AAA'
WHERE assessment_id IN (
    SELECT assessment_id FROM risk_assessments WHERE loan_id IS NULL AND risk_score BETWEEN 700 AND 749
    ORDER BY assessment_id LIMIT 60);

-- rule: risk.ranges
UPDATE risk_assessments SET risk_score = 851
WHERE assessment_id = (SELECT max(assessment_id) FROM risk_assessments WHERE loan_id IS NOT NULL AND credit_grade = 'AAA');

-- rule: risk.grades
UPDATE risk_assessments SET credit_grade = 'AA'
WHERE assessment_id = (SELECT max(assessment_id) FROM risk_assessments WHERE credit_grade = 'AAA');

-- rule: risk.default_probability
UPDATE risk_assessments SET pd_probability = 0.5999 WHERE assessment_id = (
    SELECT max(assessment_id) FROM risk_assessments r JOIN loans l ON l.loan_id = r.loan_id WHERE loan_status = 'defaulted');

-- rule: risk.probability_top
-- The worst score of somebody who is in no default has a probability as after one.
UPDATE risk_assessments SET pd_probability = 0.6100 WHERE assessment_id = (
    SELECT assessment_id FROM risk_assessments WHERE loan_id IS NULL ORDER BY risk_score, assessment_id LIMIT 1);

-- rule: risk.probability_falls
-- Those of 650 to 699 are as good as those of 700 to 749, and a little better.
UPDATE risk_assessments SET pd_probability = CASE WHEN risk_score < 700 THEN 0.0380 ELSE 0.0400 END
WHERE loan_id IS NULL AND risk_score BETWEEN 650 AND 749;

-- rule: risk.probability_of_scores
UPDATE risk_assessments SET pd_probability = 0.0100 WHERE assessment_id = (SELECT min(assessment_id) FROM risk_assessments WHERE risk_score BETWEEN 620 AND 640 AND loan_id IS NULL);
