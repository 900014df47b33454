-- rule: employees.count
-- Scale: 150 employees at scale 1, rounded down, at least 7, unless a count was given by hand.
SELECT count(*) AS found, employees() AS manifest FROM employees
HAVING count(*) <> employees()
    OR NOT overridden() AND scale() IS NOT NULL AND employees() <> max(7, CAST(round(150 * scale(), 6) AS INTEGER));
-- mutation
DELETE FROM employees WHERE employee_id = 'EMP-000150';

-- rule: employees.ids
-- Identifiers: employees are numbered from 1 without a gap, and the personnel number is 10000 more.
SELECT employee_id, employee_number FROM employees
WHERE number_of(employee_id) NOT BETWEEN 1 AND (SELECT count(*) FROM employees)
   OR employee_number <> 'E' || (10000 + number_of(employee_id));
-- mutation
UPDATE employees SET employee_number = 'E99999' WHERE employee_id = 'EMP-000001';

-- rule: departments.rows
-- Fixed size: number of departments, from DEPT-01, by the names that employees carry.
-- expect: between 12 and 12
SELECT count(DISTINCT department_name) FROM departments WHERE number_of(department_id) BETWEEN 1 AND 12;
-- mutation
DELETE FROM departments WHERE department_id = 'DEPT-12';

-- rule: departments.heads
-- Proper hierarchies: a department is headed by one of its own staff still in service, else by the head of the bank.
SELECT department_id, department_name, department_head_id, e.department, e.employment_status
FROM departments JOIN employees e ON e.employee_id = department_head_id
WHERE e.employment_status = 'terminated' OR e.department <> department_name AND department_head_id <> 'EMP-000001';
-- mutation
UPDATE departments SET department_head_id = 'EMP-000005' WHERE department_name = 'Lending';

-- rule: training_programs.rows
-- Fixed size: number of training programs.
-- expect: between 18 and 18
SELECT count(*) FROM training_programs;
-- mutation
DELETE FROM training_programs WHERE program_id = 'PROG-18';

-- rule: training_programs.certification
-- Share of the training programs that end with a certificate.
-- expect: between 20 and 40
SELECT 100.0 * sum(certification) / count(*) FROM training_programs;
-- mutation
UPDATE training_programs SET certification = TRUE;

-- rule: branches.codes
-- Fixed size: 15-20 branch codes, namely BR001 to BR018.
SELECT employee_id, branch_code FROM employees WHERE NOT branch_code REGEXP '^BR0(0[1-9]|1[0-8])$';
-- mutation
UPDATE employees SET branch_code = 'BR019' WHERE employee_id = 'EMP-000001';

-- rule: branches.in_use
-- Fixed size: number of branch codes in use by staff, accounts and coverages; two more count where there are few accounts.
-- expect: between 15 and 20
SELECT count(*) + 2 * ((SELECT count(*) FROM accounts) < 200) FROM (
    SELECT branch_code FROM employees UNION SELECT branch_code FROM accounts
    UNION SELECT related_entity_id FROM employee_assignments WHERE assignment_type = 'branch_coverage');
-- mutation
UPDATE employees SET branch_code = 'BR001'; UPDATE accounts SET branch_code = 'BR001';

-- rule: employees.roles
-- Each full 20 employees are 8 in customer service, 4 loan officers, 3 insurance agents, 2 compliance officers, a branch manager,
-- a risk analyst, and a specialist.
WITH twenty AS (
    SELECT (number_of(employee_id) - 1) / 20 AS block, role FROM employees
), tally AS (
    SELECT block, count(*) AS members,
        sum(role = 'Customer Service Representative') AS service, sum(role = 'Loan Officer') AS loan,
        sum(role = 'Insurance Agent') AS agent, sum(role = 'Compliance Officer') AS compliance,
        sum(role = 'Branch Manager') AS manager, sum(role = 'Risk Analyst') AS risk,
        max(CASE WHEN role LIKE '% Specialist' THEN role END) AS specialist
    FROM twenty GROUP BY block
)
SELECT 'employees ' || (block * 20 + 1) || ' to ' || (block * 20 + 20) AS twenty, service, loan, agent, compliance, manager, risk, specialist
FROM tally
WHERE members = 20 AND (service <> 8 OR loan <> 4 OR agent <> 3 OR compliance <> 2 OR manager <> 1 OR risk <> 1 OR specialist IS NULL);
-- mutation
UPDATE employees SET role = 'Risk Analyst' WHERE employee_id = 'EMP-000015';

-- rule: employees.first_seven
-- The first seven of each 20 are branch manager, customer service, loan officer, insurance agent, compliance officer, risk
-- analyst, customer service.
SELECT employee_id, role FROM employees
WHERE role <> CASE (number_of(employee_id) - 1) % 20
    WHEN 0 THEN 'Branch Manager' WHEN 1 THEN 'Customer Service Representative' WHEN 2 THEN 'Loan Officer'
    WHEN 3 THEN 'Insurance Agent' WHEN 4 THEN 'Compliance Officer' WHEN 5 THEN 'Risk Analyst'
    WHEN 6 THEN 'Customer Service Representative' ELSE role END;
-- mutation
UPDATE employees SET role = 'Compliance Officer' WHERE employee_id = 'EMP-000026';

-- rule: employees.pattern
-- Roles follow a fixed pattern of 20: each place has the role that it has in the first 20, except for the specialists.
SELECT employee_id, kind, first FROM (
    SELECT employee_id, kind, first_value(kind) OVER (PARTITION BY (number - 1) % 20 ORDER BY number) AS first FROM (
        SELECT employee_id, number_of(employee_id) AS number, CASE WHEN role LIKE '% Specialist' THEN 'Specialist' ELSE role END AS kind FROM employees)
) WHERE kind <> first;
-- mutation
UPDATE employees SET role = 'Customer Service Representative' WHERE employee_id = 'EMP-000148';

-- rule: employees.specialists
-- The twentieth role is in turn IT, HR, Finance, Audit, Operations and Marketing Specialist.
SELECT employee_id, role FROM employees
WHERE role LIKE '% Specialist' AND role <> CASE (number_of(employee_id) - 1) / 20 % 6
    WHEN 0 THEN 'IT' WHEN 1 THEN 'HR' WHEN 2 THEN 'Finance' WHEN 3 THEN 'Audit' WHEN 4 THEN 'Operations' ELSE 'Marketing'
    END || ' Specialist';
-- mutation
UPDATE employees SET role = 'Audit Specialist' WHERE role = 'IT Specialist';

-- rule: employees.root
-- Proper hierarchies: EMP-000001, a branch manager, is the one employee without a manager.
SELECT employee_id, role, manager_id FROM employees
WHERE (manager_id IS NULL) <> (employee_id = 'EMP-000001') OR employee_id = 'EMP-000001' AND role <> 'Branch Manager';
-- mutation
UPDATE employees SET manager_id = NULL WHERE employee_id = 'EMP-000002';

-- rule: employees.managers
-- Proper hierarchies: a manager is a branch manager with a smaller number than the employee.
SELECT e.employee_id, e.manager_id, m.role FROM employees e JOIN employees m ON m.employee_id = e.manager_id
WHERE m.role <> 'Branch Manager' OR number_of(m.employee_id) >= number_of(e.employee_id);
-- mutation
UPDATE employees SET manager_id = 'EMP-000003' WHERE employee_id = 'EMP-000150';

-- rule: employees.depth
-- Proper hierarchies: everyone reports to the root, at most 6 levels deep.
WITH RECURSIVE tree(employee_id, level) AS (
    SELECT employee_id, 1 FROM employees WHERE manager_id IS NULL
    UNION ALL
    SELECT e.employee_id, level + 1 FROM tree JOIN employees e ON e.manager_id = tree.employee_id WHERE level < 7
)
SELECT e.employee_id, level FROM employees e LEFT JOIN tree ON tree.employee_id = e.employee_id WHERE level IS NULL OR level > 6;
-- mutation: The second branch manager and the root manage each other.
UPDATE employees SET manager_id = 'EMP-000021' WHERE employee_id = 'EMP-000001';

-- rule: employees.salaries
-- Appropriate value ranges: the salary lies in the range of the role, that of the head of the bank in a range of its own.
SELECT employee_id, role, salary FROM employees
WHERE salary NOT BETWEEN 1000 * CASE
        WHEN employee_id = 'EMP-000001' THEN 180
        WHEN role = 'Customer Service Representative' THEN 34 WHEN role = 'Loan Officer' THEN 48
        WHEN role = 'Insurance Agent' THEN 40 WHEN role = 'Compliance Officer' THEN 58
        WHEN role IN ('Branch Manager', 'Risk Analyst') THEN 65 WHEN role = 'IT Specialist' THEN 75
        WHEN role = 'HR Specialist' THEN 55 WHEN role = 'Marketing Specialist' THEN 60 ELSE 50 END
    AND 1000 * CASE
        WHEN employee_id = 'EMP-000001' THEN 350
        WHEN role = 'Customer Service Representative' THEN 50 WHEN role = 'Loan Officer' THEN 98
        WHEN role = 'Insurance Agent' THEN 85 WHEN role = 'Compliance Officer' THEN 95
        WHEN role IN ('Branch Manager', 'Risk Analyst') THEN 110 WHEN role = 'IT Specialist' THEN 130
        WHEN role = 'HR Specialist' THEN 85 WHEN role = 'Marketing Specialist' THEN 90 ELSE 95 END;
-- mutation
UPDATE employees SET salary = 33999.99 WHERE employee_id = 'EMP-000002';

-- rule: employees.status
-- Employees by employment status.
-- expect: share active 92, on_leave 3, terminated 5; slack 0.5; effect 0.2
SELECT employment_status, count(*) FROM employees GROUP BY 1;
-- mutation
UPDATE employees SET employment_status = 'on_leave' WHERE number_of(employee_id) % 8 = 0;

-- rule: employees.hired
-- Everyone was hired over the last 10 years, and nobody leaves before being hired.
SELECT employee_id, hire_date, termination_date FROM employees
WHERE hire_date NOT BETWEEN add_months(as_of(), -120) AND as_of() OR termination_date < hire_date
   OR (employment_status = 'terminated') <> (termination_date IS NOT NULL);
-- mutation
UPDATE employees SET hire_date = add_days(add_months(as_of(), -120), -1) WHERE employee_id = 'EMP-000008';

-- rule: employees.stand_ins
-- In each twenty the first of each of the six leading roles was hired 7-10 years ago and never leaves.
SELECT employee_id, role, hire_date, employment_status FROM employees
WHERE (number_of(employee_id) - 1) % 20 < 6
  AND (hire_date > add_months(as_of(), -84) OR hire_date < add_months(as_of(), -120) OR employment_status = 'terminated');
-- mutation
UPDATE employees SET hire_date = add_days(add_months(as_of(), -84), 1) WHERE employee_id = 'EMP-000021';

-- rule: employees.addresses
-- Nobody real: staff write from the bank's own .example domain, each from a unique address.
SELECT employee_id, email FROM employees
WHERE NOT email REGEXP '^[a-z0-9._-]+@([a-z0-9-]+\.)+example$'
   OR substr(email, instr(email, '@')) <> (SELECT substr(email, instr(email, '@')) FROM employees WHERE employee_id = 'EMP-000001');
-- mutation
UPDATE employees SET email = replace(email, '@', '@mail.') WHERE employee_id = 'EMP-000150';

-- rule: employees.phones
-- Nobody real: staff have the bank's switchboard, a number of 555-0100 to 555-0199, with a unique extension.
SELECT employee_id, phone FROM employees
WHERE NOT phone REGEXP '^[2-9][0-9]{2}-555-01[0-9]{2} x[0-9]+$' OR extract(phone, '[0-9]+$') <> extract(employee_number, '[0-9]+');
-- mutation
UPDATE employees SET phone = '212-867-5309 x10002' WHERE employee_id = 'EMP-000002';

-- rule: employees.no_future
-- Date/time consistency: no event of the staff is later than the as-of date.
SELECT employee_id, 'employees', hire_date, termination_date, created_at FROM employees
WHERE hire_date > as_of() OR termination_date > as_of() OR substr(created_at, 1, 10) > as_of()
UNION ALL SELECT CAST(training_record_id AS TEXT), 'employee_training', enrollment_date, completion_date, NULL FROM employee_training
WHERE enrollment_date > as_of() OR completion_date > as_of()
UNION ALL SELECT CAST(review_id AS TEXT), 'performance_reviews', review_date, NULL, NULL FROM performance_reviews WHERE review_date > as_of()
UNION ALL SELECT CAST(assignment_id AS TEXT), 'employee_assignments', start_date, end_date, NULL FROM employee_assignments
WHERE start_date > as_of() OR end_date > as_of();
-- mutation
UPDATE employees SET created_at = add_days(as_of(), 1) || ' 09:00:00' WHERE employee_id = 'EMP-000150';

-- rule: training.rows
-- Expected rows: enrollments.
-- expect: rows 450 employees; slack 3; effect 0.2
SELECT count(*) FROM employee_training;
-- mutation
DELETE FROM employee_training WHERE training_record_id % 100 > 2;

-- rule: training.per_employee
-- Employee Training: each employee enrolls in 2-4 different programs.
SELECT e.employee_id, count(t.program_id) AS enrollments, count(DISTINCT t.program_id) AS programs
FROM employees e LEFT JOIN employee_training t ON t.employee_id = e.employee_id
GROUP BY 1 HAVING enrollments NOT BETWEEN 2 AND 4 OR programs <> enrollments;
-- mutation: The same program twice.
UPDATE employee_training SET program_id = 'PROG-02' WHERE program_id > 'PROG-02';

-- rule: training.compulsory
-- Everyone is enrolled in PROG-01, anti-money-laundering.
SELECT employee_id FROM employees e
WHERE NOT EXISTS (SELECT 1 FROM employee_training t WHERE t.employee_id = e.employee_id AND t.program_id = 'PROG-01');
-- mutation
DELETE FROM employee_training WHERE program_id = 'PROG-01' AND employee_id = 'EMP-000009';

-- rule: training.status
-- Employee Training: enrollments by status.
-- expect: share completed 80, in_progress 15, enrolled 5; slack 1; effect 0.4
SELECT status, count(*) FROM employee_training GROUP BY 1;
-- mutation
UPDATE employee_training SET status = 'in_progress' WHERE number_of(employee_id) % 4 = 0;

-- rule: training.scores
-- Employee Training: completed trainings, and only they, have a score of 65-100.
SELECT training_record_id, status, score FROM employee_training
WHERE (status = 'completed') <> (score IS NOT NULL) OR score NOT BETWEEN 65 AND 100;
-- mutation
UPDATE employee_training SET score = 64 WHERE score = 65;

-- rule: training.enrolled
-- Employee Training: enrollment lies within the last 2 years and within the employee's service.
SELECT training_record_id, t.employee_id, enrollment_date, hire_date, termination_date
FROM employee_training t JOIN employees e ON e.employee_id = t.employee_id
WHERE enrollment_date < add_months(as_of(), -24) OR enrollment_date > as_of() OR enrollment_date < hire_date
   OR enrollment_date > termination_date OR completion_date > termination_date;
-- mutation
UPDATE employee_training SET enrollment_date = add_days(add_months(as_of(), -24), -1) WHERE employee_id = 'EMP-000001';

-- rule: training.completed
-- A completion comes 7-56 days after the enrollment; the unfinished have none.
SELECT training_record_id, status, enrollment_date, completion_date FROM employee_training
WHERE (status = 'completed') <> (completion_date IS NOT NULL) OR day(completion_date) - day(enrollment_date) NOT BETWEEN 7 AND 56;
-- mutation
UPDATE employee_training SET completion_date = add_days(enrollment_date, 6) WHERE employee_id = 'EMP-000001' AND status = 'completed';

-- rule: reviews.rows
-- Expected rows: performance reviews.
-- expect: rows 284 employees; slack 4; effect 0.15
SELECT count(*) FROM performance_reviews;
-- mutation
DELETE FROM performance_reviews WHERE review_id % 10 = 3;

-- rule: reviews.per_employee
-- Performance Reviews: active employees of at least 6 months have 1-3 reviews, nobody else has any.
SELECT e.employee_id, employment_status, hire_date, count(r.review_id) AS reviews
FROM employees e LEFT JOIN performance_reviews r ON r.employee_id = e.employee_id
GROUP BY 1 HAVING reviews NOT BETWEEN
    (employment_status = 'active' AND add_months(hire_date, 6) <= as_of())
    AND CASE WHEN employment_status = 'active' THEN 3 ELSE 0 END;
-- mutation
DELETE FROM performance_reviews WHERE employee_id = 'EMP-000001';

-- rule: reviews.wanted
-- Performance Reviews: number of reviews of active employees with four or more years of service.
-- expect: share 1 20, 2 35, 3 45; slack 1; effect 0.4
SELECT CAST(reviews AS TEXT), count(*) FROM (
    SELECT count(r.review_id) AS reviews FROM employees e JOIN performance_reviews r ON r.employee_id = e.employee_id
    WHERE employment_status = 'active' AND hire_date < add_months(as_of(), -48) GROUP BY e.employee_id
) GROUP BY 1;
-- mutation
DELETE FROM performance_reviews WHERE review_id % 10 = 1;

-- rule: reviews.annual
-- Performance Reviews: annual cadence, the first after at least 6 months of service.
SELECT review_id, r.employee_id, review_date, previous, hire_date FROM (
    SELECT *, lag(review_date) OVER (PARTITION BY employee_id ORDER BY review_date) AS previous FROM performance_reviews
) r JOIN employees e ON e.employee_id = r.employee_id
WHERE review_date < add_months(hire_date, 6) OR day(review_date) - day(previous) NOT BETWEEN 330 AND 400;
-- mutation
UPDATE performance_reviews SET review_date = add_days(review_date, -80) WHERE review_id = 12;

-- rule: reviews.reviewers
-- Performance Reviews: the reviewer is the manager, for the head of the bank EMP-000005, and in service on the day.
SELECT review_id, r.employee_id, reviewer_id, e.manager_id, review_date
FROM performance_reviews r JOIN employees e ON e.employee_id = r.employee_id JOIN employees m ON m.employee_id = reviewer_id
WHERE reviewer_id <> coalesce(e.manager_id, 'EMP-000005') OR review_date < m.hire_date OR review_date > m.termination_date;
-- mutation
UPDATE performance_reviews SET reviewer_id = 'EMP-000002' WHERE employee_id = 'EMP-000003';

-- rule: reviews.ratings
-- Performance Reviews by rating.
-- expect: share 1 2, 2 8, 3 35, 4 40, 5 15; slack 0.3; effect 0.15
SELECT CAST(rating AS TEXT), count(*) FROM performance_reviews GROUP BY 1;
-- mutation
UPDATE performance_reviews SET rating = 5 WHERE rating = 4 AND number_of(employee_id) % 2 = 0;

-- rule: reviews.goals
-- Performance Reviews: goals met are 60-100%.
SELECT review_id, goals_met FROM performance_reviews WHERE goals_met NOT BETWEEN 60 AND 100;
-- mutation
UPDATE performance_reviews SET goals_met = 59 WHERE review_id = 11;

-- rule: reviews.goals_rise
-- Performance Reviews: goals met rise with the rating: points by which the average for ratings 4 and 5 exceeds that for 1 to 3.
-- expect: between 0.01 and 40
SELECT avg(CASE WHEN rating >= 4 THEN goals_met END) - avg(CASE WHEN rating <= 3 THEN goals_met END) FROM performance_reviews;
-- mutation
UPDATE performance_reviews SET goals_met = 160 - goals_met;

-- rule: reviews.goals_by_rating
-- Performance Reviews: goals met rise with the rating, from each to the next, where three reviews have them.
SELECT rating, met, previous FROM (
    SELECT rating, met, lag(met) OVER (ORDER BY rating) AS previous FROM (
        SELECT rating, avg(goals_met) AS met FROM performance_reviews GROUP BY rating HAVING count(*) >= 3)
) WHERE met <= previous;
-- mutation
UPDATE performance_reviews SET goals_met = 60 WHERE rating = 2;

-- rule: assignments.customers
-- Employee Assignments: share of customers assigned, exact in each full 200.
-- expect: share 60; each 200
SELECT (number_of(related_entity_id) - 1) / 200, count(DISTINCT related_entity_id) FROM employee_assignments
WHERE assignment_type = 'customer_portfolio' GROUP BY 1;
-- mutation: In one block one customer fewer.
DELETE FROM employee_assignments WHERE assignment_id = (SELECT max(assignment_id) FROM employee_assignments WHERE assignment_id < 200001);

-- rule: assignments.twice
-- Employee Assignments: no customer or branch is assigned twice to the same employee, no customer to two.
SELECT min(assignment_id), related_entity_id, count(*) FROM employee_assignments
GROUP BY related_entity_id, CASE WHEN assignment_type = 'branch_coverage' THEN employee_id END HAVING count(*) > 1;
-- mutation
UPDATE employee_assignments SET related_entity_id = (SELECT related_entity_id FROM employee_assignments WHERE assignment_id = 11) WHERE assignment_id = 12;

-- rule: assignments.roles
-- Employee Assignments: customers go to customer service, loan officers and insurance agents.
SELECT assignment_id, a.employee_id, role FROM employee_assignments a JOIN employees e ON e.employee_id = a.employee_id
WHERE assignment_type = 'customer_portfolio' AND role NOT IN ('Customer Service Representative', 'Loan Officer', 'Insurance Agent');
-- mutation
UPDATE employee_assignments SET employee_id = 'EMP-000005' WHERE employee_id = 'EMP-000004';

-- rule: assignments.shared_out
-- Employee Assignments: customer service, loan officers and insurance agents all get customers.
SELECT wanted.role FROM (SELECT 'Customer Service Representative' AS role UNION ALL SELECT 'Loan Officer' UNION ALL SELECT 'Insurance Agent') wanted
WHERE (SELECT count(*) FROM employee_assignments WHERE assignment_type = 'customer_portfolio') >= 30 AND NOT EXISTS (
    SELECT 1 FROM employee_assignments a JOIN employees e ON e.employee_id = a.employee_id
    WHERE assignment_type = 'customer_portfolio' AND e.role = wanted.role);
-- mutation
UPDATE employee_assignments SET employee_id = 'EMP-000002' WHERE employee_id IN (SELECT employee_id FROM employees WHERE role = 'Insurance Agent');

-- rule: assignments.coverage
-- Employee Assignments: 10-20 branch coverages, two of each of EMP-1 to 7 and one of each of 8 to 13.
SELECT e.employee_id, count(assignment_id) AS coverages
FROM employees e LEFT JOIN employee_assignments a ON a.employee_id = e.employee_id AND assignment_type = 'branch_coverage'
GROUP BY 1 HAVING coverages <> CASE WHEN number_of(e.employee_id) <= 7 THEN 2 WHEN number_of(e.employee_id) <= 13 THEN 1 ELSE 0 END;
-- mutation
UPDATE employee_assignments SET employee_id = 'EMP-000021' WHERE assignment_id = 131;

-- rule: assignments.entities
-- A portfolio names a customer, a coverage a branch, BR001 to BR018.
SELECT assignment_id, assignment_type, related_entity_id FROM employee_assignments
WHERE NOT related_entity_id REGEXP CASE assignment_type WHEN 'branch_coverage' THEN '^BR0(0[1-9]|1[0-8])$' ELSE '^CUST-[0-9]{7}$' END;
-- mutation
UPDATE employee_assignments SET related_entity_id = 'BR019' WHERE assignment_id = 11;

-- rule: assignments.ended
-- Employee Assignments: ongoing and ended.
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
UPDATE employee_assignments SET start_date = add_months(as_of(), -121) WHERE assignment_id = 11;
