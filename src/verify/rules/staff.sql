-- section: across
-- rule: staff.in_service
-- No employee handles anything before being hired or after leaving.
SELECT entry, h.employee_id, on_day, hire_date, termination_date FROM handled h JOIN employees e ON e.employee_id = h.employee_id
WHERE on_day < hire_date OR on_day > termination_date;
-- mutation
UPDATE transactions SET transaction_date = '2010-01-04 09:00:00' WHERE processed_by = 'EMP-000002';
-- mutation
UPDATE interactions SET interaction_date = '2010-01-04 09:00:00' WHERE handled_by = 'EMP-000002';
-- mutation
UPDATE risk_assessments SET assessment_date = '2010-01-04' WHERE rowid = 2;
-- mutation
UPDATE policy_events SET event_date = '2010-01-04' WHERE performed_by = 'EMP-000004';
-- mutation
UPDATE aml_checks SET check_date = '2010-01-04' WHERE reviewed_by IS NOT NULL;

-- rule: staff.in_team
-- A customer is served by the customer's team of 20 employees.
SELECT entry, employee_id, customer FROM handled WHERE number_of(employee_id) NOT BETWEEN team_end(customer) - 19 AND team_end(customer);
-- mutation
UPDATE transactions SET processed_by = 'EMP-000001' WHERE processed_by = (SELECT max(processed_by) FROM transactions);
-- mutation
UPDATE complaints SET assigned_to = 'EMP-000002';
-- mutation
UPDATE risk_assessments SET assessed_by = 'EMP-000006';
-- mutation
UPDATE policy_events SET performed_by = 'EMP-000004';
-- mutation
UPDATE aml_checks SET reviewed_by = 'EMP-000005';
-- mutation
UPDATE employee_assignments SET employee_id = 'EMP-000002' WHERE assignment_type = 'customer_portfolio';

-- rule: staff.first_day
-- No employee handles anything before being hired: complaints, applications and claims are assigned to someone from the first day.
SELECT entry, e.employee_id, taken, hire_date FROM (SELECT complaint_id AS entry, assigned_to AS employee_id, substr(filed_date, 1, 10) AS taken FROM complaints
    UNION ALL SELECT application_id, officer_id, application_date FROM loan_applications
    UNION ALL SELECT claim_id, processed_by, claim_date FROM claims) h JOIN employees e ON e.employee_id = h.employee_id WHERE taken < hire_date;
-- mutation
UPDATE complaints SET filed_date = '2010-01-04 09:00:00';

-- rule: staff.by_role
-- Loan applications are assigned to loan officers, and policies are sold by insurance agents; the role of whoever handles a row fits the work.
SELECT entry, h.employee_id, role, roles FROM handled h JOIN employees e ON e.employee_id = h.employee_id WHERE instr(roles, role) = 0;
-- mutation
UPDATE interactions SET handled_by = 'EMP-000001';
-- mutation
UPDATE loan_applications SET officer_id = 'EMP-000001';
-- mutation
UPDATE policies SET agent_id = 'EMP-000001';

-- rule: staff.hours
-- Business hours: branches are open from 9 am to 5 pm on business days and on Saturday mornings; phones are answered, and complaints filed and
-- closed, on business days from 8 am to 8 pm; customers join, and staff do audited work, from 7 am to 8 pm.
SELECT entry, at FROM (SELECT interaction_id AS entry, interaction_date AS at FROM interactions WHERE channel = 'phone'
    UNION ALL SELECT complaint_id, filed_date FROM complaints UNION ALL SELECT complaint_id, resolved_date FROM complaints)
WHERE weekday(at) > 4 OR substr(at, 1, 10) IN (SELECT day FROM holidays) OR substr(at, 12, 2) NOT BETWEEN '08' AND '19'
UNION ALL SELECT interaction_id, interaction_date FROM interactions WHERE channel = 'branch' AND (weekday(interaction_date) > 5
    OR substr(interaction_date, 1, 10) IN (SELECT day FROM holidays)
    OR substr(interaction_date, 12, 2) NOT BETWEEN '09' AND CASE weekday(interaction_date) WHEN 5 THEN '11' ELSE '16' END)
UNION ALL SELECT customer_id, created_at FROM customers WHERE substr(created_at, 12, 2) NOT BETWEEN '07' AND '19'
UNION ALL SELECT CAST(audit_id AS TEXT), performed_at FROM audit_trails WHERE performed_by IS NOT NULL AND substr(performed_at, 12, 2) NOT BETWEEN '07' AND '19';
-- mutation
UPDATE interactions SET interaction_date = substr(interaction_date, 1, 10) || ' 21:30:00' WHERE channel = 'phone';
-- mutation: Christmas
UPDATE interactions SET interaction_date = '2025-12-25 10:30:00' WHERE channel = 'phone';
-- mutation: a Saturday afternoon
UPDATE interactions SET interaction_date = '2025-11-29 12:30:00' WHERE channel = 'branch';
-- mutation
UPDATE complaints SET resolved_date = '2025-11-29 12:00:00' WHERE resolved_date IS NOT NULL;
-- mutation
UPDATE customers SET created_at = substr(created_at, 1, 10) || ' 03:00:00' WHERE rowid = 2;

-- rule: staff.business_days
-- Staff act on business days, Monday to Friday except federal holidays, in every table that records when an employee acted.
SELECT entry, on_day FROM (
    SELECT customer_id AS entry, substr(created_at, 1, 10) AS on_day FROM customers
    UNION ALL SELECT account_id, substr(opened_date, 1, 10) FROM accounts
    UNION ALL SELECT account_id, substr(closed_date, 1, 10) FROM accounts WHERE closed_date IS NOT NULL
    UNION ALL SELECT CAST(relationship_id AS TEXT), substr(created_at, 1, 10) FROM account_relationships
    UNION ALL SELECT employee_id, substr(hire_date, 1, 10) FROM employees
    UNION ALL SELECT employee_id, substr(created_at, 1, 10) FROM employees
    UNION ALL SELECT employee_id, substr(termination_date, 1, 10) FROM employees WHERE termination_date IS NOT NULL
    UNION ALL SELECT CAST(training_record_id AS TEXT), substr(enrollment_date, 1, 10) FROM employee_training
    UNION ALL SELECT CAST(training_record_id AS TEXT), substr(completion_date, 1, 10) FROM employee_training WHERE completion_date IS NOT NULL
    UNION ALL SELECT CAST(review_id AS TEXT), substr(review_date, 1, 10) FROM performance_reviews
    UNION ALL SELECT CAST(assignment_id AS TEXT), substr(start_date, 1, 10) FROM employee_assignments
    UNION ALL SELECT CAST(assignment_id AS TEXT), substr(end_date, 1, 10) FROM employee_assignments WHERE end_date IS NOT NULL
    UNION ALL SELECT branch_code, substr(opened_date, 1, 10) FROM branches WHERE opened_date > add_months(as_of(), -140)
    UNION ALL SELECT policy_id, substr(created_at, 1, 10) FROM policies
    UNION ALL SELECT CAST(event_id AS TEXT), substr(event_date, 1, 10) FROM policy_events WHERE performed_by IS NOT NULL
    UNION ALL SELECT claim_id, substr(settlement_date, 1, 10) FROM claims WHERE settlement_date IS NOT NULL
    UNION ALL SELECT kyc_id, substr(verification_date, 1, 10) FROM kyc_records
    UNION ALL SELECT sar_id, substr(report_date, 1, 10) FROM suspicious_activity_reports
    UNION ALL SELECT sar_id, substr(filed_date, 1, 10) FROM suspicious_activity_reports WHERE filed_date IS NOT NULL
    UNION ALL SELECT application_id, substr(decision_date, 1, 10) FROM loan_applications WHERE decision_date IS NOT NULL
    UNION ALL SELECT loan_id, substr(disbursement_date, 1, 10) FROM loans
    UNION ALL SELECT CAST(assessment_id AS TEXT), substr(assessment_date, 1, 10) FROM risk_assessments
    UNION ALL SELECT collateral_id, substr(appraisal_date, 1, 10) FROM collateral
    UNION ALL SELECT CAST(audit_id AS TEXT), substr(performed_at, 1, 10) FROM audit_trails WHERE performed_by IS NOT NULL
    UNION ALL SELECT violation_id, substr(resolved_date, 1, 10) FROM rule_violations WHERE resolved_date IS NOT NULL
    UNION ALL SELECT report_id, substr(submission_date, 1, 10) FROM regulatory_reports WHERE submission_date IS NOT NULL
) WHERE weekday(on_day) > 4 OR on_day IN (SELECT day FROM holidays);
-- mutation: Thanksgiving
UPDATE accounts SET opened_date = '2025-11-27' WHERE rowid = 2;
-- mutation: a Saturday
UPDATE kyc_records SET verification_date = '2025-11-29' WHERE rowid = 2;
-- mutation: the day on which Independence Day was observed in 2021
UPDATE customers SET created_at = '2021-07-05 10:00:00' WHERE rowid = 2;
-- mutation: Juneteenth
UPDATE performance_reviews SET review_date = '2025-06-19' WHERE rowid = 2;
-- mutation: a Sunday
UPDATE loans SET disbursement_date = '2025-11-30' WHERE rowid = 2;
-- mutation: New Year
UPDATE rule_violations SET resolved_date = '2025-01-01' WHERE resolved_date IS NOT NULL;

-- rule: staff.at_branch
-- The employee who serves a customer at a counter works at the account's branch for 90% of the rows, at scale 1 and above; in a smaller bank not
-- every branch has someone at the counter.
SELECT here, n FROM (SELECT sum(e.branch_code = a.branch_code) AS here, count(*) AS n FROM transactions t
    JOIN accounts a ON a.account_id = t.account_id JOIN employees e ON e.employee_id = processed_by)
WHERE customers() >= 1200 AND NOT overridden() AND here < n * (0.9 - 1 / sqrt(customers()));
-- mutation
UPDATE employees SET branch_code = 'BR001' WHERE role = 'Customer Service Representative' AND rowid % 4 = 0;

-- rule: staff.assessors
-- Risk Assessments: assessed by risk analysts or compliance officers.
-- expect: share Risk Analyst 85, Compliance Officer 15; slack 0.3; effect 0.8
SELECT role, count(*) FROM risk_assessments r JOIN employees e ON e.employee_id = assessed_by GROUP BY 1;
-- mutation
UPDATE risk_assessments SET assessed_by = 'EMP-000005';
