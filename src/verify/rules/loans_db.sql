-- rule: applications.rows
-- guide: Expected rows: 504 applications of 1,200 customers.
-- expect: rows 504 customers; slack 0.3; effect 0.02
SELECT count(*) FROM loan_applications;

-- rule: applications.applicants
-- guide: Loan Applications: 35% of customers apply for loans, of each full 200 exactly.
-- expect: share 35; each 200
SELECT (number_of(customer_id) - 1) / 200, count(DISTINCT customer_id) FROM loan_applications GROUP BY 1;

-- rule: applications.twice
-- guide: Loan Applications: 20% of applicants apply twice, nobody more often.
-- expect: share 1 80, 2 20; blocks
SELECT CAST(n AS TEXT), count(*) FROM (SELECT count(*) AS n FROM loan_applications GROUP BY customer_id) GROUP BY 1;

-- rule: applications.ids
-- guide: Identifiers: an application's id holds its customer's number and counts from 1 in the order of time.
-- expect: none
SELECT application_id, customer_id, application_date FROM (
    SELECT *, row_number() OVER own AS ordinal, lag(application_date) OVER own AS former
    FROM loan_applications WINDOW own AS (PARTITION BY customer_id ORDER BY application_id)
) WHERE application_id <> 'APP-' || substr(customer_id, 6) || '-' || ordinal OR application_date < former;

-- rule: applications.types
-- guide: Loan Applications: mortgage 35%, personal 30%, auto 20%, business 10%, education 5%.
-- expect: share mortgage 35, personal 30, auto 20, business 10, education 5; slack 0.3; effect 0.5
SELECT loan_type, count(*) FROM loan_applications GROUP BY 1;

-- rule: applications.status
-- guide: Loan Applications: approved 65%, rejected 20%, pending 10%, withdrawn 5%.
-- expect: share approved 65, rejected 20, pending 10, withdrawn 5; slack 0.3; effect 0.8
SELECT status, count(*) FROM loan_applications GROUP BY 1;

-- rule: applications.amounts
-- guide: Amounts: mortgage 100k-800k, auto 8k-75k, personal 2k-50k, business 15k-500k, education 5k-90k.
-- expect: none
SELECT application_id, loan_type, requested_amount FROM loan_applications
WHERE requested_amount NOT BETWEEN CASE loan_type WHEN 'mortgage' THEN 100000 WHEN 'auto' THEN 8000 WHEN 'personal' THEN 2000
        WHEN 'business' THEN 15000 ELSE 5000 END
    AND CASE loan_type WHEN 'mortgage' THEN 800000 WHEN 'auto' THEN 75000 WHEN 'personal' THEN 50000
        WHEN 'business' THEN 500000 ELSE 90000 END;

-- rule: applications.decided
-- guide: Loan Applications: decision made 1-30 days after the application; pending ones have none and are from the last 45 days.
-- expect: none
SELECT application_id, status, application_date, decision_date FROM loan_applications
WHERE day(decision_date) - day(application_date) NOT BETWEEN 1 AND 30 OR decision_date > as_of() OR application_date > as_of()
   OR status IN ('approved', 'rejected') AND decision_date IS NULL
   OR status = 'pending' AND (decision_date IS NOT NULL OR application_date < add_days(as_of(), -45));

-- rule: applications.approved
-- guide: Approved applications, and only they, have an approved amount of 80-100% of the requested one; rejected ones a reason.
-- expect: none
SELECT application_id, status, requested_amount, approved_amount, rejection_reason FROM loan_applications
WHERE (status = 'approved') <> (approved_amount IS NOT NULL) OR (status = 'rejected') <> (rejection_reason IS NOT NULL)
   OR 100 * cents(approved_amount) < 80 * cents(requested_amount) OR cents(approved_amount) > cents(requested_amount);

-- rule: applications.likelier
-- guide: Loan Applications: approval gets likelier with the score: the approved have better scores than the rejected, by far more than chance makes of their number.
-- expect: between 90 and 900
SELECT avg(CASE WHEN status = 'approved' THEN risk_score END) - avg(CASE WHEN status = 'rejected' THEN risk_score END)
    + 550 / sqrt(max(1, min(sum(status = 'approved'), sum(status = 'rejected'))))
FROM loan_applications a JOIN (
    SELECT application_id, risk_score, min(assessment_date || assessment_id) FROM risk_assessments GROUP BY application_id
) r ON r.application_id = a.application_id;

-- rule: applications.reasons
-- guide: Loan Applications: rejections carry a reason that fits the score: no bad mark on the credit report where the score is good.
-- expect: none
SELECT application_id, rejection_reason, risk_score FROM loan_applications a JOIN risk_assessments r USING (application_id)
WHERE status = 'rejected' AND risk_score >= 650
  AND rejection_reason REGEXP '(?i)bankruptcy|charged-off|repossession|delinquency|collection|below the minimum|late payments';

-- rule: loans.rows
-- guide: Expected rows: 272 loans.
-- expect: rows 272 customers
SELECT count(*) FROM loans;

-- rule: loans.funded
-- guide: Loans: generated from approved applications, 83% of which are funded.
-- expect: share 83; blocks
SELECT (SELECT count(*) FROM loans), (SELECT count(*) FROM loan_applications WHERE status = 'approved');

-- rule: loans.application
-- guide: A loan belongs to its application's customer and type; the principal is the approved amount, paid out after the decision.
-- expect: none
SELECT loan_id, l.application_id, a.status, l.customer_id, a.customer_id, l.loan_type, a.loan_type, principal_amount, approved_amount
FROM loans l JOIN loan_applications a ON a.application_id = l.application_id
WHERE a.status <> 'approved' OR l.customer_id <> a.customer_id OR l.loan_type <> a.loan_type
   OR cents(principal_amount) <> cents(approved_amount) OR disbursement_date < decision_date
   OR substr(loan_id, 6) <> substr(l.application_id, 5) OR NOT loan_number REGEXP '^[0-9]{10}$';

-- rule: loans.dates
-- guide: Date/time consistency: a loan is paid out by the as-of date and matures with its last instalment.
-- expect: none
SELECT l.loan_id, disbursement_date, maturity_date, last_due FROM loans l
LEFT JOIN (SELECT loan_id, max(due_date) AS last_due FROM repayment_schedule GROUP BY loan_id) s ON s.loan_id = l.loan_id
WHERE disbursement_date > as_of() OR last_due IS NULL OR maturity_date <> last_due;

-- rule: loans.rates
-- guide: Loans: rates are mortgage 3.25-6.75%, personal 5.99-17.99%, auto 3.99-8.99%, business 4.99-12.99%, education 4.25-8.75%.
-- expect: none
SELECT loan_id, loan_type, interest_rate FROM loans
WHERE units(interest_rate, 4) NOT BETWEEN CASE loan_type WHEN 'mortgage' THEN 325 WHEN 'personal' THEN 599 WHEN 'auto' THEN 399
        WHEN 'business' THEN 499 ELSE 425 END
    AND CASE loan_type WHEN 'mortgage' THEN 675 WHEN 'personal' THEN 1799 WHEN 'auto' THEN 899 WHEN 'business' THEN 1299 ELSE 875 END;

-- rule: loans.terms
-- guide: Loans: mortgages run 15, 20, 25 or 30 years, personal 1-5, auto 3-6, business 3-10, education 5-15.
-- expect: none
SELECT loan_id, loan_type, term_months FROM loans
WHERE term_months NOT BETWEEN CASE loan_type WHEN 'mortgage' THEN 180 WHEN 'personal' THEN 12 WHEN 'education' THEN 60 ELSE 36 END
    AND CASE loan_type WHEN 'mortgage' THEN 360 WHEN 'personal' THEN 60 WHEN 'auto' THEN 72 WHEN 'business' THEN 120 ELSE 180 END
   OR loan_type = 'mortgage' AND term_months % 60 <> 0 OR term_months % 12 <> 0;

-- rule: loans.mortgage_terms
-- guide: Mortgages of 15, 20, 25 and 30 years are 20%, 12%, 8%, 60%.
-- expect: share 15 20, 20 12, 25 8, 30 60
SELECT CAST(term_months / 12 AS TEXT), count(*) FROM loans WHERE loan_type = 'mortgage' GROUP BY 1;

-- rule: loans.rate_by_risk
-- guide: Loans: the rate rises with the risk: within a type, scores below 700 pay more than scores above, by more than chance makes of their number.
-- expect: between 150 and 10000
WITH scored AS (
    SELECT units(interest_rate, 4) - avg(units(interest_rate, 4)) OVER (PARTITION BY loan_type) AS above, risk_score
    FROM loans l JOIN (
        SELECT application_id, risk_score, min(assessment_date || assessment_id) FROM risk_assessments GROUP BY application_id
    ) r ON r.application_id = l.application_id
)
SELECT avg(CASE WHEN risk_score < 700 THEN above END) - avg(CASE WHEN risk_score >= 700 THEN above END)
    + 980 / sqrt(max(1, min(sum(risk_score < 700), sum(risk_score >= 700))))
FROM scored;

-- rule: loans.status
-- guide: Loans: active 75%, paid off 20%, defaulted 3%, restructured 2%.
-- expect: share active 75, paid_off 20, defaulted 3, restructured 2
SELECT loan_status, count(*) FROM loans GROUP BY 1;

-- rule: loans.paid_off
-- guide: Paid off are 38% of personal loans, 28% of auto, 15% of business, 5% of education loans and 3% of mortgages.
-- expect: share personal 38, auto 28, business 15, education 5, mortgage 3; slack 4
SELECT loan_type, sum(loan_status = 'paid_off'), count(*) FROM loans GROUP BY 1;

-- rule: loans.default_status
-- guide: The default status is set for the defaulted loans, and only for them.
-- expect: none
SELECT loan_id, loan_status, default_status FROM loans WHERE default_status <> (loan_status = 'defaulted');

-- rule: loans.outstanding
-- guide: Loans: the outstanding balance is the principal less the principal parts paid.
-- expect: none
SELECT l.loan_id, loan_status, outstanding_balance, principal_amount, paid / 100.0 AS paid FROM loans l JOIN (
    SELECT loan_id, sum(CASE WHEN payment_status IN ('paid', 'late') THEN cents(principal_amount) ELSE 0 END) AS paid
    FROM repayment_schedule GROUP BY loan_id
) s ON s.loan_id = l.loan_id
WHERE cents(outstanding_balance) <> cents(principal_amount) - paid OR (loan_status = 'paid_off') <> (cents(outstanding_balance) = 0);

-- rule: loans.default_age
-- guide: A defaulted loan is 12-36 months old.
-- expect: none
SELECT loan_id, disbursement_date FROM loans
WHERE loan_status = 'defaulted' AND disbursement_date NOT BETWEEN add_months(as_of(), -36) AND add_months(as_of(), -12);

-- rule: collateral.rows
-- guide: Expected rows: 141 pieces of collateral.
-- expect: rows 141 customers; slack 11
SELECT count(*) FROM collateral;

-- rule: collateral.share
-- guide: Collateral: 80% of secured loans have one: every mortgage, 65% of auto loans, 40% of business loans, no other.
-- expect: share mortgage 100, auto 65, business 40, personal 0, education 0; slack 3
SELECT loan_type, count(DISTINCT c.loan_id), count(DISTINCT l.loan_id) FROM loans l LEFT JOIN collateral c ON c.loan_id = l.loan_id GROUP BY 1;

-- rule: collateral.secured
-- guide: Collateral: 80% of secured loans (mortgage, auto, business) have collateral.
-- expect: share 80; slack 0.5; effect 0.45
SELECT count(c.loan_id), count(*) FROM loans l LEFT JOIN collateral c ON c.loan_id = l.loan_id WHERE loan_type IN ('mortgage', 'auto', 'business');

-- rule: collateral.once
-- guide: Identifiers: a loan has at most one collateral, named after it.
-- expect: none
SELECT collateral_id, loan_id FROM collateral WHERE substr(collateral_id, 5) <> substr(loan_id, 6);

-- rule: collateral.value
-- guide: Collateral: appraised at 110-150% of the principal.
-- expect: none
SELECT collateral_id, appraised_value, principal_amount FROM collateral c JOIN loans l ON l.loan_id = c.loan_id
WHERE 100 * cents(appraised_value) NOT BETWEEN 110 * cents(principal_amount) AND 150 * cents(principal_amount);

-- rule: collateral.ltv
-- guide: Collateral: the loan-to-value ratio is principal / value to 4 places.
-- expect: none
SELECT collateral_id, ltv_ratio, principal_amount, appraised_value FROM collateral c JOIN loans l ON l.loan_id = c.loan_id
WHERE units(ltv_ratio, 4) <> half_even(cents(principal_amount) * 10000, cents(appraised_value));

-- rule: collateral.types
-- guide: Collateral: property and real estate for mortgages, vehicles for auto loans, and any kind for businesses.
-- expect: none
SELECT collateral_id, collateral_type, loan_type FROM collateral c JOIN loans l ON l.loan_id = c.loan_id
WHERE loan_type = 'mortgage' AND collateral_type NOT IN ('property', 'real_estate') OR loan_type = 'auto' AND collateral_type <> 'vehicle'
   OR collateral_type NOT IN ('property', 'real_estate', 'vehicle', 'equipment', 'inventory');

-- rule: collateral.vins
-- guide: Nobody real: a vehicle's VIN has 17 signs, among them a letter that VINs never have (I, O, Q).
-- expect: none
SELECT collateral_id, description FROM collateral
WHERE collateral_type = 'vehicle' AND NOT coalesce(extract(description, 'VIN [A-Z0-9]{17}\b') REGEXP 'VIN .*[IOQ]', 0);

-- rule: collateral.appraised
-- guide: Date/time consistency, proper sequences: the appraisal comes after the application and not after the payout.
-- expect: none
SELECT collateral_id, appraisal_date, application_date, disbursement_date FROM collateral c
JOIN loans l ON l.loan_id = c.loan_id JOIN loan_applications a ON a.application_id = l.application_id
WHERE appraisal_date NOT BETWEEN application_date AND disbursement_date;

-- rule: guarantors.rows
-- guide: Expected rows: 88 guarantors.
-- expect: rows 88 customers; slack 12
SELECT count(*) FROM loan_guarantors;

-- rule: guarantors.share
-- guide: Loan Guarantors: 25% of loans have guarantors.
-- expect: share 25; blocks
SELECT (SELECT count(DISTINCT loan_id) FROM loan_guarantors), (SELECT count(*) FROM loans);

-- rule: guarantors.number
-- guide: Loan Guarantors: 70% have 1 guarantor, 30% have 2.
-- expect: share 1 70, 2 30
SELECT CAST(n AS TEXT), count(*) FROM (SELECT count(*) AS n FROM loan_guarantors GROUP BY loan_id) GROUP BY 1;

-- rule: guarantors.relationships
-- guide: Loan Guarantors: spouse, parent, sibling, business partner or friend.
-- expect: none
SELECT guarantor_id, relationship FROM loan_guarantors WHERE relationship NOT IN ('spouse', 'parent', 'sibling', 'business_partner', 'friend');

-- rule: guarantors.amount
-- guide: Loan Guarantors: they guarantee 50-100% of the principal.
-- expect: none
SELECT guarantor_id, guarantee_amount, principal_amount FROM loan_guarantors g JOIN loans l ON l.loan_id = g.loan_id
WHERE 100 * cents(guarantee_amount) NOT BETWEEN 50 * cents(principal_amount) AND 100 * cents(principal_amount);

-- rule: risk.rows
-- guide: Expected rows: 600 risk assessments.
-- expect: rows 600 customers
SELECT count(*) FROM risk_assessments;

-- rule: risk.every_application
-- guide: Risk Assessments: all applications are assessed before the decision, once.
-- expect: none
SELECT a.application_id, status, application_date, decision_date, count(assessment_id) AS before
FROM loan_applications a LEFT JOIN risk_assessments r
  ON r.application_id = a.application_id AND assessment_date BETWEEN application_date AND coalesce(decision_date, as_of())
GROUP BY 1 HAVING before <> 1;

-- rule: risk.belongs
-- guide: An assessment names an application, and no loan but the one of that application.
-- expect: none
SELECT assessment_id, r.application_id, r.loan_id, l.application_id FROM risk_assessments r LEFT JOIN loans l ON l.loan_id = r.loan_id
WHERE r.application_id IS NULL AND r.loan_id IS NULL OR l.application_id <> r.application_id OR assessment_date > as_of();

-- rule: risk.again
-- guide: Risk Assessments: 40% of active loans are assessed again later, and all defaulted and restructured ones.
-- expect: share active 40, defaulted 100, restructured 100, paid_off 0; slack 3
SELECT loan_status, count(DISTINCT r.loan_id), count(DISTINCT l.loan_id) FROM loans l
LEFT JOIN risk_assessments r ON r.loan_id = l.loan_id AND assessment_date > disbursement_date GROUP BY 1;

-- rule: risk.again_all
-- guide: Risk Assessments: 40% of active loans are assessed again, however young they are.
-- expect: share 40; slack 0.5; effect 0.5
SELECT count(DISTINCT r.loan_id), count(DISTINCT l.loan_id) FROM loans l
LEFT JOIN risk_assessments r ON r.loan_id = l.loan_id WHERE loan_status = 'active';

-- rule: risk.scores
-- guide: Risk Assessments: scores of 300-850; below 500, by fifties, and 800 and more are 3, 5, 7, 10, 14, 17, 22, 22% of the applications.
-- expect: share 300 3, 500 5, 550 7, 600 10, 650 14, 700 17, 750 22, 800 22; slack 0.2; effect 0.2
SELECT CAST(min(800, CASE WHEN risk_score < 500 THEN 300 ELSE risk_score / 50 * 50 END) AS TEXT), count(*) FROM (
    SELECT application_id, risk_score, min(assessment_date || assessment_id) FROM risk_assessments GROUP BY application_id
) GROUP BY 1;

-- rule: risk.ranges
-- guide: Risk Assessments: scores lie in 300-850, probabilities of default in 0.01-0.95.
-- expect: none
SELECT assessment_id, risk_score, pd_probability FROM risk_assessments
WHERE risk_score NOT BETWEEN 300 AND 850 OR units(pd_probability, 4) NOT BETWEEN 100 AND 9500;

-- rule: risk.grades
-- guide: Risk Assessments: the grade follows from the score: AAA from 800, AA 760, A 720, BBB 680, BB 640, B 600, CCC 560, CC 520, C below.
-- expect: none
SELECT assessment_id, risk_score, credit_grade FROM risk_assessments
WHERE credit_grade <> CASE WHEN risk_score >= 800 THEN 'AAA' WHEN risk_score >= 760 THEN 'AA' WHEN risk_score >= 720 THEN 'A'
    WHEN risk_score >= 680 THEN 'BBB' WHEN risk_score >= 640 THEN 'BB' WHEN risk_score >= 600 THEN 'B'
    WHEN risk_score >= 560 THEN 'CCC' WHEN risk_score >= 520 THEN 'CC' ELSE 'C' END;

-- rule: risk.default_probability
-- guide: Risk Assessments: the probability of default is 0.60-0.95 once in default.
-- expect: none
SELECT assessment_id, r.loan_id, assessment_date, pd_probability FROM risk_assessments r JOIN loans l ON l.loan_id = r.loan_id
WHERE loan_status = 'defaulted' AND assessment_date > (
        SELECT min(due_date) FROM repayment_schedule s WHERE s.loan_id = l.loan_id AND payment_status = 'missed')
  AND units(pd_probability, 4) NOT BETWEEN 6000 AND 9500;

-- rule: risk.probability_top
-- guide: Risk Assessments: the probability of default is 0.01 at the top of the scores, and 0.60 and more only once in default.
-- expect: none
SELECT assessment_id, risk_score, pd_probability, loan_status FROM risk_assessments r LEFT JOIN loans l ON l.loan_id = r.loan_id
WHERE risk_score >= 840 AND units(pd_probability, 4) > 150 AND coalesce(loan_status, '') <> 'defaulted'
   OR units(pd_probability, 4) >= 6000 AND coalesce(loan_status, '') <> 'defaulted';

-- rule: risk.probability_falls
-- guide: Risk Assessments: the probability of default falls as the score rises: no fifty points show less than the fifty above them.
-- expect: none
WITH first AS (
    SELECT application_id, risk_score, pd_probability, min(assessment_date || assessment_id) FROM risk_assessments GROUP BY application_id
), bins AS (
    SELECT risk_score / 50 AS bin, avg(pd_probability) AS probability FROM first GROUP BY 1
)
SELECT bin * 50 AS score, probability, above FROM (
    SELECT bin, probability, lead(probability) OVER (ORDER BY bin) AS above FROM bins
) WHERE above > probability;

-- rule: risk.probability_of_scores
-- guide: Risk Assessments: the probability of default rises as the score falls: before a default no lower score has one that is lower by more than a third.
-- expect: none
SELECT a.assessment_id, a.risk_score, a.pd_probability, highest FROM (
    SELECT assessment_id, risk_score, pd_probability, max(pd_probability) OVER (ORDER BY risk_score DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS highest
    FROM risk_assessments WHERE loan_id IS NULL) a
WHERE pd_probability * 1.34 < highest;
