-- section: employees_db
-- rule: assignments.customers
-- Employee Assignments: share of customers assigned, exact in each full block of 200.
-- expect: share 60; each 200
SELECT (number_of(related_entity_id) - 1) / 200, count(DISTINCT related_entity_id) FROM employee_assignments
WHERE assignment_type = 'customer_portfolio' GROUP BY 1;
-- mutation: One block has one customer fewer.
DELETE FROM employee_assignments WHERE assignment_id = (SELECT max(assignment_id) FROM employee_assignments WHERE assignment_id < 200001);

-- rule: assignments.twice
-- Employee Assignments: no employee is assigned the same customer or branch twice, and no customer has two employees.
SELECT min(assignment_id), related_entity_id, count(*) FROM employee_assignments
GROUP BY related_entity_id, CASE WHEN assignment_type = 'branch_coverage' THEN employee_id END HAVING count(*) > 1;
-- mutation
UPDATE employee_assignments SET related_entity_id = (SELECT related_entity_id FROM employee_assignments WHERE assignment_id = 21) WHERE assignment_id = 22;

-- rule: assignments.roles
-- Employee Assignments: customers are assigned to customer service, loan officers and insurance agents.
SELECT assignment_id, a.employee_id, role FROM employee_assignments a JOIN employees e ON e.employee_id = a.employee_id
WHERE assignment_type = 'customer_portfolio' AND role NOT IN ('Customer Service Representative', 'Loan Officer', 'Insurance Agent');
-- mutation
UPDATE employee_assignments SET employee_id = 'EMP-000005' WHERE employee_id = 'EMP-000004';

-- rule: assignments.shared_out
-- Employee Assignments: customer service, loan officers and insurance agents all have customers.
SELECT wanted.role FROM (SELECT 'Customer Service Representative' AS role UNION ALL SELECT 'Loan Officer' UNION ALL SELECT 'Insurance Agent') wanted
WHERE (SELECT count(*) FROM employee_assignments WHERE assignment_type = 'customer_portfolio') >= 30 AND NOT EXISTS (
    SELECT 1 FROM employee_assignments a JOIN employees e ON e.employee_id = a.employee_id
    WHERE assignment_type = 'customer_portfolio' AND e.role = wanted.role);
-- mutation
UPDATE employee_assignments SET employee_id = 'EMP-000002' WHERE employee_id IN (SELECT employee_id FROM employees WHERE role = 'Insurance Agent');

-- rule: assignments.coverage
-- Employee Assignments: 10-20 branch coverages at every scale.
-- expect: between 10 and 20
SELECT count(*) FROM employee_assignments WHERE assignment_type = 'branch_coverage';
-- mutation
DELETE FROM employee_assignments WHERE assignment_type = 'branch_coverage' AND assignment_id > 40;

-- rule: assignments.covering
-- Employee Assignments: branches are covered by branch staff from the same area of three branches.
SELECT assignment_id, a.employee_id, role, branch_code, related_entity_id FROM employee_assignments a JOIN employees e ON e.employee_id = a.employee_id
WHERE assignment_type = 'branch_coverage' AND (role NOT IN ('Branch Manager', 'Customer Service Representative', 'Loan Officer', 'Insurance Agent')
    OR (substr(related_entity_id, 3) - 1) / 3 <> (substr(branch_code, 3) - 1) / 3);
-- mutation
UPDATE employee_assignments SET employee_id = 'EMP-000005' WHERE assignment_type = 'branch_coverage' AND employee_id = 'EMP-000004';
-- mutation
UPDATE employee_assignments SET related_entity_id = 'BR018' WHERE assignment_id = 21;

-- rule: assignments.entities
-- A portfolio names a customer; a coverage names a branch, BR001 to BR018.
SELECT assignment_id, assignment_type, related_entity_id FROM employee_assignments
WHERE NOT related_entity_id REGEXP CASE assignment_type WHEN 'branch_coverage' THEN '^BR0(0[1-9]|1[0-8])$' ELSE '^CUST-[0-9]{7,}$' END;
-- mutation
UPDATE employee_assignments SET related_entity_id = 'BR019' WHERE assignment_id = 21;

-- rule: assignments.ended
-- Employee Assignments: share of ongoing and ended assignments.
-- expect: share ongoing 85, ended 15; blocks
SELECT CASE WHEN end_date IS NULL THEN 'ongoing' ELSE 'ended' END, count(*) FROM employee_assignments GROUP BY 1;
-- mutation
UPDATE employee_assignments SET end_date = as_of() WHERE end_date IS NULL AND rowid % 5 = 0;

-- rule: assignments.service
-- Nobody is assigned before being hired or after leaving.
SELECT assignment_id, a.employee_id, start_date, end_date, hire_date, termination_date
FROM employee_assignments a JOIN employees e ON e.employee_id = a.employee_id
WHERE start_date < hire_date OR end_date < start_date OR coalesce(end_date, '9999-12-31') > termination_date;
-- mutation
UPDATE employee_assignments SET start_date = add_months(as_of(), -121) WHERE assignment_id = 21;
