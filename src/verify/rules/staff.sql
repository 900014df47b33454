-- Who handled what, on which day, for which customer.

-- piece: transactions
WITH handled(entry, employee_id, on_day, customer) AS (
    SELECT transaction_id, processed_by, substr(transaction_date, 1, 10), number_of(account_id) FROM accounts_db.transactions WHERE processed_by IS NOT NULL
)

-- piece: contacts
WITH handled(entry, employee_id, on_day, customer) AS (
    SELECT interaction_id, handled_by, substr(interaction_date, 1, 10), number_of(customer_id) FROM customer_db.interactions WHERE handled_by IS NOT NULL
    UNION ALL SELECT complaint_id, assigned_to, substr(coalesce(resolved_date, as_of()), 1, 10), number_of(customer_id) FROM customer_db.complaints WHERE assigned_to IS NOT NULL
    UNION ALL SELECT customer_id, assigned_agent_id, as_of(), number_of(customer_id) FROM customer_db.customer_profiles WHERE assigned_agent_id IS NOT NULL
)

-- piece: loans
WITH handled(entry, employee_id, on_day, customer) AS (
    SELECT application_id, officer_id, coalesce(decision_date, application_date), number_of(customer_id) FROM loans_db.loan_applications
    UNION ALL SELECT loan_id, approved_by, disbursement_date, number_of(customer_id) FROM loans_db.loans
    UNION ALL SELECT CAST(assessment_id AS TEXT), assessed_by, assessment_date, number_of(coalesce(application_id, loan_id)) FROM loans_db.risk_assessments
)

-- piece: policies
WITH handled(entry, employee_id, on_day, customer) AS (
    SELECT policy_id, agent_id, start_date, number_of(customer_id) FROM insurance_db.policies WHERE agent_id IS NOT NULL
    UNION ALL SELECT claim_id, processed_by, coalesce(settlement_date, claim_date), number_of(claim_id) FROM insurance_db.claims WHERE processed_by IS NOT NULL
    UNION ALL SELECT CAST(event_id AS TEXT), performed_by, substr(event_date, 1, 10), number_of(policy_id) FROM insurance_db.policy_events WHERE performed_by IS NOT NULL
)

-- piece: compliance
WITH handled(entry, employee_id, on_day, customer) AS (
    SELECT kyc_id, verified_by, verification_date, number_of(customer_id) FROM compliance_db.kyc_records
    UNION ALL SELECT check_id, reviewed_by, check_date, number_of(customer_id) FROM compliance_db.aml_checks WHERE reviewed_by IS NOT NULL
    UNION ALL SELECT sar_id, filed_by, filed_date, number_of(customer_id) FROM compliance_db.suspicious_activity_reports WHERE filed_by IS NOT NULL
    UNION ALL SELECT violation_id, resolved_by, resolved_date, CASE WHEN violation_id LIKE 'VIO-0%' THEN number_of(violation_id) END FROM compliance_db.rule_violations WHERE resolved_by IS NOT NULL
    UNION ALL SELECT report_id, prepared_by, reporting_period_end, NULL FROM compliance_db.regulatory_reports
    UNION ALL SELECT report_id, approved_by, submission_date, NULL FROM compliance_db.regulatory_reports WHERE approved_by IS NOT NULL
    UNION ALL SELECT CAST(audit_id AS TEXT), performed_by, substr(performed_at, 1, 10), CASE WHEN audit_id > 999 THEN audit_id / 1000 END FROM compliance_db.audit_trails WHERE performed_by IS NOT NULL
)

-- piece: in_service
SELECT entry, h.employee_id, on_day, hire_date, termination_date FROM handled h JOIN employees_db.employees e ON e.employee_id = h.employee_id
WHERE on_day < hire_date OR on_day > termination_date;

-- piece: in_team
SELECT entry, employee_id, customer FROM handled
WHERE number_of(employee_id) NOT BETWEEN team_end(customer) - 19 AND team_end(customer);

-- rule: staff.transactions_in_service
-- guide: Nobody handles anything before their hire or after their termination.
-- expect: none
{transactions}
{in_service}

-- rule: staff.transactions_in_team
-- guide: A customer is served by the team of 20 employees hired up to it.
-- expect: none
{transactions}
{in_team}

-- rule: staff.contacts_in_service
-- guide: Nobody handles anything before their hire or after their termination.
-- expect: none
{contacts}
{in_service}

-- rule: staff.contacts_in_team
-- guide: A customer is served by the team of 20 employees hired up to it.
-- expect: none
{contacts}
{in_team}

-- rule: staff.loans_in_service
-- guide: Nobody handles anything before their hire or after their termination.
-- expect: none
{loans}
{in_service}

-- rule: staff.loans_in_team
-- guide: A customer is served by the team of 20 employees hired up to it.
-- expect: none
{loans}
{in_team}

-- rule: staff.policies_in_service
-- guide: Nobody handles anything before their hire or after their termination.
-- expect: none
{policies}
{in_service}

-- rule: staff.policies_in_team
-- guide: A customer is served by the team of 20 employees hired up to it.
-- expect: none
{policies}
{in_team}

-- rule: staff.compliance_in_service
-- guide: Nobody handles anything before their hire or after their termination.
-- expect: none
{compliance}
{in_service}

-- rule: staff.first_day
-- guide: Nobody handles anything before their hire: a complaint, an application and a claim lie in somebody's hands from the first day.
-- expect: none
SELECT complaint_id, e.employee_id, filed_date, hire_date FROM customer_db.complaints JOIN employees_db.employees e ON e.employee_id = assigned_to WHERE substr(filed_date, 1, 10) < hire_date
UNION ALL SELECT application_id, e.employee_id, application_date, hire_date FROM loans_db.loan_applications JOIN employees_db.employees e ON e.employee_id = officer_id WHERE application_date < hire_date
UNION ALL SELECT claim_id, e.employee_id, claim_date, hire_date FROM insurance_db.claims JOIN employees_db.employees e ON e.employee_id = processed_by WHERE claim_date < hire_date;

-- rule: staff.compliance_in_team
-- guide: A customer is served by the team of 20 employees hired up to it.
-- expect: none
{compliance}
{in_team}

-- rule: staff.assignments_in_team
-- guide: Portfolios go to the team of their customer.
-- expect: none
SELECT assignment_id, employee_id, related_entity_id FROM employees_db.employee_assignments
WHERE assignment_type = 'customer_portfolio'
  AND number_of(employee_id) NOT BETWEEN team_end(number_of(related_entity_id)) - 19 AND team_end(number_of(related_entity_id));

-- rule: staff.officers
-- guide: Loan Applications: assigned to loan officers.
-- expect: none
SELECT application_id, officer_id, role FROM loans_db.loan_applications l JOIN employees_db.employees e ON e.employee_id = officer_id WHERE role <> 'Loan Officer';

-- rule: staff.agents
-- guide: Policies are sold by insurance agents.
-- expect: none
SELECT policy_id, agent_id, role FROM insurance_db.policies p JOIN employees_db.employees e ON e.employee_id = agent_id WHERE role <> 'Insurance Agent';

-- rule: staff.by_role
-- guide: All agents, officers, reviewers and handlers of a customer's rows are of the roles that do such work.
-- expect: none
WITH handled(entry, employee_id, roles) AS (
    SELECT interaction_id, handled_by, 'Customer Service Representative' FROM customer_db.interactions
    UNION ALL SELECT complaint_id, assigned_to, 'Customer Service Representative' FROM customer_db.complaints
    UNION ALL SELECT customer_id, assigned_agent_id, 'Customer Service Representative Loan Officer Insurance Agent' FROM customer_db.customer_profiles
    UNION ALL SELECT transaction_id, processed_by, 'Customer Service Representative Branch Manager' FROM accounts_db.transactions
    UNION ALL SELECT loan_id, approved_by, 'Loan Officer Branch Manager' FROM loans_db.loans
    UNION ALL SELECT claim_id, processed_by, 'Insurance Agent' FROM insurance_db.claims
    UNION ALL SELECT CAST(event_id AS TEXT), performed_by, 'Insurance Agent Customer Service Representative' FROM insurance_db.policy_events
    UNION ALL SELECT kyc_id, verified_by, 'Compliance Officer Risk Analyst' FROM compliance_db.kyc_records
    UNION ALL SELECT check_id, reviewed_by, 'Compliance Officer Risk Analyst' FROM compliance_db.aml_checks
    UNION ALL SELECT sar_id, filed_by, 'Compliance Officer Risk Analyst' FROM compliance_db.suspicious_activity_reports
    UNION ALL SELECT violation_id, resolved_by, 'Compliance Officer Risk Analyst' FROM compliance_db.rule_violations
    UNION ALL SELECT report_id, prepared_by, 'Compliance Officer Risk Analyst' FROM compliance_db.regulatory_reports
    UNION ALL SELECT report_id, approved_by, 'Branch Manager' FROM compliance_db.regulatory_reports
)
SELECT entry, h.employee_id, role, roles FROM handled h JOIN employees_db.employees e ON e.employee_id = h.employee_id WHERE instr(roles, role) = 0;

-- rule: staff.complaint_hours
-- guide: Business-like hours: complaints are closed by staff on weekdays between 7 and 20 o'clock.
-- expect: none
SELECT complaint_id, resolved_date FROM customer_db.complaints WHERE weekday(resolved_date) > 4 OR substr(resolved_date, 12, 2) NOT BETWEEN '07' AND '19';

-- rule: staff.hours
-- guide: Business-like hours: what staff do, and what branches see, happens between 7 and 20 o'clock.
-- expect: none
SELECT interaction_id, interaction_date FROM customer_db.interactions WHERE channel IN ('branch', 'phone') AND substr(interaction_date, 12, 2) NOT BETWEEN '07' AND '19'
UNION ALL SELECT complaint_id, filed_date FROM customer_db.complaints WHERE substr(filed_date, 12, 2) NOT BETWEEN '07' AND '19'
UNION ALL SELECT customer_id, created_at FROM accounts_db.customers WHERE substr(created_at, 12, 2) NOT BETWEEN '07' AND '19'
UNION ALL SELECT CAST(audit_id AS TEXT), performed_at FROM compliance_db.audit_trails WHERE action <> 'complaint_closed' AND performed_by IS NOT NULL AND substr(performed_at, 12, 2) NOT BETWEEN '07' AND '19';

-- rule: staff.assessors
-- guide: Risk Assessments: assessed by risk analysts (85%) or compliance officers.
-- expect: share Risk Analyst 85, Compliance Officer 15; slack 0.3; effect 0.8
SELECT role, count(*) FROM loans_db.risk_assessments r JOIN employees_db.employees e ON e.employee_id = assessed_by GROUP BY 1;
