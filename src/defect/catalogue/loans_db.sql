-- defect: stale-outstanding-balance
-- A loan's outstanding balance does not reflect the last installment paid: it is the previous month's.
-- table: loans_db.loans
-- dimension: timeliness
-- rule: loans.outstanding
-- units: 1-3
-- change: outstanding_balance
SELECT l.loan_id, l.loan_id, (cents(outstanding_balance) + cents(s.principal_amount)) / 100.0 FROM loans l JOIN repayment_schedule s ON s.loan_id = l.loan_id
WHERE loan_status = 'active' AND installment_number = (
    SELECT max(installment_number) FROM repayment_schedule p WHERE p.loan_id = l.loan_id AND payment_status IN ('paid', 'late'));

-- defect: rate-in-percent
-- A loan's interest rate is a hundred times too high: it is in percent, all others are fractions.
-- table: loans_db.loans
-- dimension: accuracy
-- rule: loans.rates
-- loads: never
-- units: 1-3
-- change: interest_rate
SELECT loan_id, loan_id, units(interest_rate, 4) / 100.0 FROM loans;

-- defect: loan-lost
-- A loan is missing, but its installments are there: its row was lost when the table was moved.
-- table: loans_db.loans
-- dimension: completeness
-- rule: loans_db.references
-- loads: never
-- units: 1-2
-- remove
SELECT loan_id, loan_id FROM loans;

-- defect: installments-missing
-- Three installments in the middle of a schedule are missing: a page of the source was skipped.
-- table: loans_db.repayment_schedule
-- dimension: completeness
-- rule: schedule.complete
-- units: 1-2
-- remove
SELECT loan_id, schedule_id FROM repayment_schedule
WHERE installment_number BETWEEN 2 + number_of(loan_id) % 7 AND 4 + number_of(loan_id) % 7;

-- defect: principal-and-interest-swapped
-- Principal and interest of an installment are swapped; their sum is right, so totals do not reveal it.
-- table: loans_db.repayment_schedule
-- dimension: accuracy
-- rule: schedule.interest
-- units: 1-3
-- change: principal_amount, interest_amount
SELECT loan_id, schedule_id, interest_amount, principal_amount FROM repayment_schedule
WHERE interest_amount > 0 AND cents(interest_amount) <> cents(principal_amount) AND installment_number = 1 + number_of(loan_id) % 9;

-- defect: stale-loan-to-value
-- The loan-to-value ratio does not follow from principal and value: the value was reappraised, the ratio was not recomputed.
-- table: loans_db.collateral
-- dimension: consistency
-- rule: collateral.ltv
-- units: 1-3
-- change: ltv_ratio
SELECT loan_id, collateral_id, (units(ltv_ratio, 4) + CASE WHEN units(ltv_ratio, 4) < 8000 THEN 137 ELSE -137 END) / 10000.0 FROM collateral;

-- defect: grade-one-off
-- The credit grade is one better than the score implies: the grade limits were changed, old grades were kept.
-- table: loans_db.risk_assessments
-- dimension: consistency
-- rule: risk.grades
-- loads: never
-- units: 1-4
-- change: credit_grade
SELECT application_id, assessment_id, CASE credit_grade WHEN 'AA' THEN 'AAA' WHEN 'A' THEN 'AA' WHEN 'BBB' THEN 'A' WHEN 'BB' THEN 'BBB'
    WHEN 'B' THEN 'BB' WHEN 'CCC' THEN 'B' WHEN 'CC' THEN 'CCC' ELSE 'CC' END
FROM risk_assessments WHERE credit_grade <> 'AAA';

-- defect: unknown-assessor
-- Assessments name someone who is not in the employee list: a contractor's number was never entered there.
-- table: loans_db.risk_assessments
-- dimension: consistency
-- rule: loans_db.references
-- loads: databases
-- units: 1-3
-- change: assessed_by
SELECT application_id, assessment_id, 'EMP-' || printf('%06d', employees() + 1) FROM risk_assessments;

-- defect: guarantee-with-extra-zero
-- A guarantor guarantees ten times the agreed amount: a zero was typed twice.
-- table: loans_db.loan_guarantors
-- dimension: accuracy
-- rule: guarantors.amount
-- units: 1-2
-- change: guarantee_amount
SELECT loan_id, guarantor_id, cents(guarantee_amount) / 10 FROM loan_guarantors WHERE cents(guarantee_amount) % 100 = 0;

-- defect: decision-in-wrong-month
-- Applications were decided more than 30 days after they were filed: the decision was entered with the wrong month.
-- table: loans_db.loan_applications
-- dimension: accuracy
-- rule: applications.decided
-- units: 1-3
-- change: decision_date
SELECT application_id, application_id, add_months(decision_date, 2) FROM loan_applications
WHERE decision_date IS NOT NULL AND add_months(decision_date, 2) <= as_of();
