-- rule: staff.transactions_in_service
UPDATE accounts_db.transactions SET processed_by = absent.employee_id FROM (
    SELECT transaction_id AS entry, e.employee_id FROM accounts_db.transactions JOIN employees_db.employees e
    ON number_of(e.employee_id) BETWEEN team_end(number_of(account_id)) - 19 AND team_end(number_of(account_id))
    WHERE processed_by IS NOT NULL AND termination_date < transaction_date ORDER BY transaction_id LIMIT 1) absent
WHERE transactions.transaction_id = absent.entry;

-- rule: staff.transactions_in_team
UPDATE accounts_db.transactions SET processed_by = 'EMP-000001'
WHERE rowid = (SELECT max(rowid) FROM accounts_db.transactions WHERE processed_by IS NOT NULL);

-- rule: staff.contacts_in_service
UPDATE customer_db.interactions SET handled_by = absent.employee_id FROM (
    SELECT interaction_id AS entry, e.employee_id FROM customer_db.interactions JOIN employees_db.employees e
    ON number_of(e.employee_id) BETWEEN team_end(number_of(customer_id)) - 19 AND team_end(number_of(customer_id))
    WHERE handled_by IS NOT NULL AND role = 'Customer Service Representative' AND hire_date > substr(interaction_date, 1, 10)
    ORDER BY interaction_id LIMIT 1) absent
WHERE interactions.interaction_id = absent.entry;

-- rule: staff.contacts_in_team
UPDATE customer_db.complaints SET assigned_to = 'EMP-000002'
WHERE rowid = (SELECT max(rowid) FROM customer_db.complaints WHERE resolved_date IS NULL);

-- rule: staff.loans_in_service
UPDATE loans_db.risk_assessments SET assessed_by = absent.employee_id FROM (
    SELECT assessment_id AS entry, e.employee_id FROM loans_db.risk_assessments JOIN employees_db.employees e
    ON number_of(e.employee_id) BETWEEN team_end(number_of(application_id)) - 19 AND team_end(number_of(application_id))
    WHERE role = 'Compliance Officer' AND hire_date > assessment_date ORDER BY assessment_id LIMIT 1) absent
WHERE assessment_id = absent.entry;

-- rule: staff.loans_in_team
UPDATE loans_db.risk_assessments SET assessed_by = 'EMP-000006' WHERE rowid = (SELECT max(rowid) FROM loans_db.risk_assessments);

-- rule: staff.policies_in_service
UPDATE insurance_db.policy_events SET performed_by = absent.employee_id FROM (
    SELECT event_id AS entry, e.employee_id FROM insurance_db.policy_events JOIN employees_db.employees e
    ON number_of(e.employee_id) BETWEEN team_end(number_of(policy_id)) - 19 AND team_end(number_of(policy_id))
    WHERE performed_by IS NOT NULL AND hire_date > substr(event_date, 1, 10) ORDER BY event_id LIMIT 1) absent
WHERE policy_events.event_id = absent.entry;

-- rule: staff.policies_in_team
UPDATE insurance_db.policy_events SET performed_by = 'EMP-000004'
WHERE rowid = (SELECT max(rowid) FROM insurance_db.policy_events WHERE performed_by IS NOT NULL);

-- rule: staff.compliance_in_service
UPDATE compliance_db.aml_checks SET reviewed_by = absent.employee_id FROM (
    SELECT check_id AS entry, e.employee_id FROM compliance_db.aml_checks JOIN employees_db.employees e
    ON number_of(e.employee_id) BETWEEN team_end(number_of(customer_id)) - 19 AND team_end(number_of(customer_id))
    WHERE reviewed_by IS NOT NULL AND role = 'Compliance Officer' AND hire_date > check_date ORDER BY check_id LIMIT 1) absent
WHERE aml_checks.check_id = absent.entry;

-- rule: staff.first_day
-- A complaint was filed the day before whoever took it was hired.
CREATE TEMP TABLE taken AS
SELECT complaint_id, add_days(hire_date, -1) || ' 10:00:00' AS at FROM customer_db.complaints c
JOIN employees_db.employees e ON e.employee_id = assigned_to JOIN customer_db.customer_profiles p ON p.customer_id = c.customer_id
WHERE hire_date > add_days(onboarding_date, 1) ORDER BY complaint_id LIMIT 1;
UPDATE customer_db.complaints SET filed_date = (SELECT at FROM taken),
    resolution_time_hours = CASE WHEN resolved_date IS NOT NULL THEN (second(resolved_date) - second((SELECT at FROM taken))) / 3600 END
WHERE complaint_id IN (SELECT complaint_id FROM taken);

-- rule: staff.compliance_in_team
UPDATE compliance_db.aml_checks SET reviewed_by = 'EMP-000005'
WHERE rowid = (SELECT max(rowid) FROM compliance_db.aml_checks WHERE reviewed_by IS NOT NULL);

-- rule: staff.assignments_in_team
-- The last customer goes to the bank's first customer service representative.
UPDATE employees_db.employee_assignments SET employee_id = 'EMP-000002'
WHERE related_entity_id = (SELECT max(related_entity_id) FROM employees_db.employee_assignments
    WHERE assignment_type = 'customer_portfolio');

-- rule: staff.officers
-- An application that is not decided goes to the branch manager of the team.
UPDATE loans_db.loan_applications SET officer_id = printf('EMP-%06d', team_end(number_of(customer_id)) - (team_end(number_of(customer_id)) - 1) % 20)
WHERE rowid = (SELECT min(rowid) FROM loans_db.loan_applications WHERE decision_date IS NULL);

-- rule: staff.agents
-- The first policy is sold by the branch manager, as the audit row says too.
UPDATE insurance_db.policies SET agent_id = 'EMP-000001' WHERE rowid = (SELECT min(rowid) FROM insurance_db.policies);
UPDATE compliance_db.audit_trails SET performed_by = 'EMP-000001'
WHERE action = 'policy_issued' AND entity_id = (SELECT min(policy_id) FROM insurance_db.policies);

-- rule: staff.by_role
-- A branch manager of the team takes a call.
UPDATE customer_db.interactions SET handled_by = (
    SELECT max(e.employee_id) FROM employees_db.employees e WHERE role = 'Branch Manager'
      AND number_of(e.employee_id) BETWEEN team_end(number_of(customer_id)) - 19 AND team_end(number_of(customer_id)))
WHERE interaction_id = (SELECT max(interaction_id) FROM customer_db.interactions WHERE handled_by IS NOT NULL);

-- rule: staff.complaint_hours
-- A complaint is closed late in the evening.
UPDATE customer_db.complaints SET resolved_date = substr(resolved_date, 1, 10) || ' 21:30:00',
    resolution_time_hours = (second(substr(resolved_date, 1, 10) || ' 21:30:00') - second(filed_date)) / 3600
WHERE complaint_id = (SELECT min(complaint_id) FROM customer_db.complaints WHERE resolved_date IS NOT NULL);

-- rule: staff.hours
-- The last call of a customer comes in the evening.
UPDATE customer_db.interactions SET interaction_date = substr(interaction_date, 1, 10) || ' 21:30:00'
WHERE interaction_id = (SELECT min(interaction_id) FROM customer_db.interactions i WHERE channel = 'phone' AND NOT EXISTS (
    SELECT 1 FROM customer_db.interactions n WHERE n.customer_id = i.customer_id AND n.interaction_id > i.interaction_id));

-- rule: staff.assessors
-- The numbers of a twenty's first compliance officer and risk analyst, both of long service, lie side by side.
UPDATE loans_db.risk_assessments SET assessed_by = printf('EMP-%06d', number_of(assessed_by) - 1)
WHERE number_of(assessed_by) % 20 = 6
  AND number_of(assessed_by) - 1 >= team_end(number_of(coalesce(application_id, loan_id))) - 19;
