-- defect: shared-work-email
-- Two employees have the same email address: the second record was created as a copy of the first.
-- table: employees_db.employees
-- dimension: uniqueness
-- rule: employees_db.keys
-- loads: never
-- units: 1-2
-- change: email
SELECT e.employee_id, e.employee_id, p.email FROM employees e JOIN employees p ON p.rowid = e.rowid - 1;

-- defect: manager-loop
-- An employee reports to one of their own subordinates: followed upward, the reporting line never reaches the head of the bank.
-- table: employees_db.employees
-- dimension: consistency
-- rule: employees.depth
-- units: 1
-- change: manager_id
SELECT e.employee_id, e.employee_id, min(s.employee_id) FROM employees e JOIN employees s ON s.manager_id = e.employee_id
WHERE e.manager_id IS NOT NULL GROUP BY e.employee_id;

-- defect: salary-in-cents
-- Salaries are a hundred times too high: the payroll system delivers cents, and the import took them for dollars.
-- table: employees_db.employees
-- dimension: accuracy
-- rule: employees.salaries
-- units: 1-3
-- change: salary
SELECT employee_id, employee_id, cents(salary) FROM employees;

-- defect: enrollment-year-typo
-- Enrollments are a year too early, so courses seem to have taken more than a year: the year was mistyped.
-- table: employees_db.employee_training
-- dimension: accuracy
-- rule: training.completed
-- units: 1-3
-- change: enrollment_date
SELECT employee_id, training_record_id, add_months(enrollment_date, -12) FROM employee_training WHERE status = 'completed';

-- defect: portfolio-of-unknown-customer
-- An employee is assigned to customers who do not exist: they were deleted from the customer systems, their assignments were not.
-- table: employees_db.employee_assignments
-- dimension: consistency
-- rule: people.assigned
-- units: 1-3
-- change: related_entity_id
SELECT 'ASSIGNED ' || related_entity_id, assignment_id, 'CUST-' || printf('%07d', customers() + number_of(related_entity_id))
FROM employee_assignments WHERE assignment_type = 'customer_portfolio';

-- defect: review-by-wrong-reviewer
-- Reviews were written by someone other than the manager: the reviewer was picked from the wrong line of a list.
-- table: employees_db.performance_reviews
-- dimension: accuracy
-- rule: reviews.reviewers
-- units: 1-2
-- change: reviewer_id
SELECT r.employee_id, review_id, (
    SELECT min(o.employee_id) FROM employees o WHERE o.employee_id NOT IN (r.employee_id, r.reviewer_id) AND o.hire_date < review_date)
FROM performance_reviews r WHERE EXISTS (
    SELECT 1 FROM employees o WHERE o.employee_id NOT IN (r.employee_id, r.reviewer_id) AND o.hire_date < review_date);

-- defect: training-file-late
-- Last year's enrollments in the mandatory course are missing for some employees: the training system's file did not arrive.
-- table: employees_db.employee_training
-- dimension: timeliness
-- rule: training.mandatory
-- units: 1-3
-- remove
SELECT employee_id, training_record_id FROM employee_training WHERE program_id = 'PROG-01';
