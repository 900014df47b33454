-- section: loans_db
-- rule: risk.rows
-- Expected rows: risk assessments.
-- expect: rows 600 customers
SELECT count(*) FROM risk_assessments;
-- mutation
DELETE FROM risk_assessments WHERE rowid % 5 = 0;

-- rule: risk.every_application
-- Risk Assessments: all applications are assessed before the decision, once.
SELECT a.application_id, status, application_date, decision_date, count(assessment_id) AS before
FROM loan_applications a LEFT JOIN risk_assessments r
  ON r.application_id = a.application_id AND assessment_date BETWEEN application_date AND coalesce(decision_date, as_of())
GROUP BY 1 HAVING before <> 1;
-- mutation
UPDATE risk_assessments SET assessment_date = as_of() WHERE rowid = 2;

-- rule: risk.belongs
-- An assessment names an application, and no loan but the one of that application.
SELECT assessment_id, r.application_id, r.loan_id, l.application_id FROM risk_assessments r LEFT JOIN loans l ON l.loan_id = r.loan_id
WHERE r.application_id IS NULL AND r.loan_id IS NULL OR l.application_id <> r.application_id OR assessment_date > as_of();
-- mutation
UPDATE risk_assessments SET loan_id = (SELECT max(loan_id) FROM loans) WHERE rowid = 2;

-- rule: risk.again
-- Risk Assessments: share of loans that are assessed again later, by status.
-- expect: share active 40, defaulted 100, restructured 100, paid_off 0; slack 3
SELECT loan_status, count(DISTINCT r.loan_id), count(DISTINCT l.loan_id) FROM loans l
LEFT JOIN risk_assessments r ON r.loan_id = l.loan_id AND assessment_date > disbursement_date GROUP BY 1;
-- mutation
UPDATE loans SET loan_status = 'paid_off' WHERE loan_status = 'defaulted';

-- rule: risk.again_all
-- Risk Assessments: share of active loans that are assessed again, regardless of age.
-- expect: share 40; slack 0.5; effect 0.5
SELECT count(DISTINCT r.loan_id), count(DISTINCT l.loan_id) FROM loans l
LEFT JOIN risk_assessments r ON r.loan_id = l.loan_id WHERE loan_status = 'active';
-- mutation
DELETE FROM risk_assessments WHERE loan_id IS NOT NULL AND rowid % 2;

-- rule: risk.scores
-- Risk Assessments: scores of applications: below 500, in steps of fifty, 800 and above. They are dealt
--- among all customers of a block, of whom a third apply: six tenths of the variance of independent draws.
-- expect: share 300 3, 500 5, 550 7, 600 10, 650 14, 700 17, 750 22, 800 22; slack 0.2; effect 0.6
SELECT CAST(min(800, CASE WHEN risk_score < 500 THEN 300 ELSE risk_score / 50 * 50 END) AS TEXT), count(*) FROM first_assessments GROUP BY 1;
-- mutation
UPDATE risk_assessments SET risk_score = risk_score + 100 WHERE risk_score < 700;

-- rule: risk.ranges
-- Risk Assessments: scores lie in 300-850, probabilities of default in 0.01-0.95.
SELECT assessment_id, risk_score, pd_probability FROM risk_assessments
WHERE risk_score NOT BETWEEN 300 AND 850 OR units(pd_probability, 4) NOT BETWEEN 100 AND 9500;
-- mutation
UPDATE risk_assessments SET risk_score = 851 WHERE rowid = 2;
-- mutation
UPDATE risk_assessments SET pd_probability = 0.0099 WHERE rowid = 2;

-- rule: risk.grades
-- Risk Assessments: the grade follows from the score: AAA from 800, AA 760, A 720, BBB 680, BB 640, B 600, CCC 560, CC 520, C below.
SELECT assessment_id, risk_score, credit_grade FROM risk_assessments
WHERE credit_grade <> CASE WHEN risk_score >= 800 THEN 'AAA' WHEN risk_score >= 760 THEN 'AA' WHEN risk_score >= 720 THEN 'A'
    WHEN risk_score >= 680 THEN 'BBB' WHEN risk_score >= 640 THEN 'BB' WHEN risk_score >= 600 THEN 'B'
    WHEN risk_score >= 560 THEN 'CCC' WHEN risk_score >= 520 THEN 'CC' ELSE 'C' END;
-- mutation
UPDATE risk_assessments SET credit_grade = 'AA' WHERE credit_grade = 'AAA';

-- rule: risk.default_probability
-- Risk Assessments: the probability of default is 0.60-0.95 for loans in default.
SELECT assessment_id, r.loan_id, assessment_date, pd_probability FROM risk_assessments r JOIN loans l ON l.loan_id = r.loan_id
WHERE loan_status = 'defaulted' AND assessment_date > (
        SELECT min(due_date) FROM repayment_schedule s WHERE s.loan_id = l.loan_id AND payment_status = 'missed')
  AND units(pd_probability, 4) NOT BETWEEN 6000 AND 9500;
-- mutation
UPDATE risk_assessments SET pd_probability = 0.5999;

-- rule: risk.probability_top
-- Risk Assessments: the probability of default is 0.01 for the best scores, and 0.60 or more only for loans in default.
SELECT assessment_id, risk_score, pd_probability, loan_status FROM risk_assessments r LEFT JOIN loans l ON l.loan_id = r.loan_id
WHERE risk_score >= 840 AND units(pd_probability, 4) > 150 AND coalesce(loan_status, '') <> 'defaulted'
   OR units(pd_probability, 4) >= 6000 AND coalesce(loan_status, '') <> 'defaulted';
-- mutation
UPDATE risk_assessments SET pd_probability = 0.6;

-- rule: risk.probability_falls
-- Risk Assessments: the probability of default falls as the score rises: no range of fifty points has a lower one than the next higher range.
WITH bins AS (SELECT risk_score / 50 AS bin, avg(pd_probability) AS probability FROM first_assessments GROUP BY 1)
SELECT bin * 50 AS score, probability, above FROM (
    SELECT bin, probability, lead(probability) OVER (ORDER BY bin) AS above FROM bins
) WHERE above > probability;
-- mutation
UPDATE risk_assessments SET pd_probability = 0.01 WHERE risk_score BETWEEN 650 AND 699;

-- rule: risk.probability_of_scores
-- Risk Assessments: the probability of default rises as the score falls: before a default, no lower score has a probability that is lower by more than a third.
SELECT a.assessment_id, a.risk_score, a.pd_probability, highest FROM (
    SELECT assessment_id, risk_score, pd_probability, max(pd_probability) OVER (ORDER BY risk_score DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS highest
    FROM risk_assessments WHERE loan_id IS NULL) a
WHERE pd_probability * 1.34 < highest;
-- mutation
UPDATE risk_assessments SET pd_probability = 0.01 WHERE risk_score BETWEEN 620 AND 640;
