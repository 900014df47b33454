-- rule: employees.count
-- guide: Scale: 150 employees at scale 1, rounded down, at least 7, unless a count was given by hand.
-- expect: none
SELECT count(*) AS found, employees() AS manifest FROM employees
HAVING count(*) <> employees()
    OR NOT overridden() AND scale() IS NOT NULL AND employees() <> max(7, CAST(round(150 * scale(), 6) AS INTEGER));

-- rule: employees.ids
-- guide: Identifiers: employees are numbered from 1 without a gap, and the personnel number is 10000 more.
-- expect: none
SELECT employee_id, employee_number FROM employees
WHERE number_of(employee_id) NOT BETWEEN 1 AND (SELECT count(*) FROM employees)
   OR employee_number <> 'E' || (10000 + number_of(employee_id));

-- rule: departments.rows
-- guide: Fixed size: 12 departments, DEPT-01 to DEPT-12, with the names that employees carry.
-- expect: between 12 and 12
SELECT count(DISTINCT department_name) FROM departments WHERE number_of(department_id) BETWEEN 1 AND 12;

-- rule: departments.heads
-- guide: Proper hierarchies: a department is headed by one of its own staff still in service, else by the head of the bank.
-- expect: none
SELECT department_id, department_name, department_head_id, e.department, e.employment_status
FROM departments JOIN employees e ON e.employee_id = department_head_id
WHERE e.employment_status = 'terminated' OR e.department <> department_name AND department_head_id <> 'EMP-000001';

-- rule: training_programs.rows
-- guide: Fixed size: 16-20 training programmes, namely 18, PROG-01 to PROG-18.
-- expect: between 18 and 18
SELECT count(*) FROM training_programs;

-- rule: training_programs.certification
-- guide: About 30% of the programmes end with a certificate.
-- expect: between 20 and 40
SELECT 100.0 * sum(certification) / count(*) FROM training_programs;

-- rule: branches.codes
-- guide: Fixed size: 15-20 branch codes, namely BR001 to BR018.
-- expect: none
SELECT employee_id, branch_code FROM employees WHERE NOT branch_code REGEXP '^BR0(0[1-9]|1[0-8])$';

-- rule: branches.in_use
-- guide: Fixed size: 15-20 branch codes are in use by staff, accounts and coverages, but for two where there are few accounts.
-- expect: between 15 and 20
SELECT count(*) + 2 * ((SELECT count(*) FROM accounts_db.accounts) < 200) FROM (
    SELECT branch_code FROM employees UNION SELECT branch_code FROM accounts_db.accounts
    UNION SELECT related_entity_id FROM employee_assignments WHERE assignment_type = 'branch_coverage');

-- rule: employees.roles
-- guide: Roles of 20: customer service 8, loan officers 4, insurance agents 3, compliance officers 2, one branch manager, one
-- risk analyst, and one of the six specialists in turn; each full twenty holds exactly these.
-- expect: none
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

-- rule: employees.first_seven
-- guide: The first seven of each twenty are branch manager, customer service, loan officer, insurance agent, compliance officer,
-- risk analyst, customer service.
-- expect: none
SELECT employee_id, role FROM employees
WHERE role <> CASE (number_of(employee_id) - 1) % 20
    WHEN 0 THEN 'Branch Manager' WHEN 1 THEN 'Customer Service Representative' WHEN 2 THEN 'Loan Officer'
    WHEN 3 THEN 'Insurance Agent' WHEN 4 THEN 'Compliance Officer' WHEN 5 THEN 'Risk Analyst'
    WHEN 6 THEN 'Customer Service Representative' ELSE role END;

-- rule: employees.pattern
-- guide: Roles go by a fixed pattern of 20: each place of a twenty has the role that it has in the first, but for the specialists.
-- expect: none
SELECT employee_id, kind, first FROM (
    SELECT employee_id, kind, first_value(kind) OVER (PARTITION BY (number - 1) % 20 ORDER BY number) AS first FROM (
        SELECT employee_id, number_of(employee_id) AS number, CASE WHEN role LIKE '% Specialist' THEN 'Specialist' ELSE role END AS kind FROM employees)
) WHERE kind <> first;

-- rule: employees.specialists
-- guide: The twentieth role is in turn IT, HR, Finance, Audit, Operations and Marketing Specialist.
-- expect: none
SELECT employee_id, role FROM employees
WHERE role LIKE '% Specialist' AND role <> CASE (number_of(employee_id) - 1) / 20 % 6
    WHEN 0 THEN 'IT' WHEN 1 THEN 'HR' WHEN 2 THEN 'Finance' WHEN 3 THEN 'Audit' WHEN 4 THEN 'Operations' ELSE 'Marketing'
    END || ' Specialist';

-- rule: employees.root
-- guide: Proper hierarchies: EMP-000001, a branch manager, is the one employee without a manager.
-- expect: none
SELECT employee_id, role, manager_id FROM employees
WHERE (manager_id IS NULL) <> (employee_id = 'EMP-000001') OR employee_id = 'EMP-000001' AND role <> 'Branch Manager';

-- rule: employees.managers
-- guide: Proper hierarchies: a manager is a branch manager with a smaller number than the employee.
-- expect: none
SELECT e.employee_id, e.manager_id, m.role FROM employees e JOIN employees m ON m.employee_id = e.manager_id
WHERE m.role <> 'Branch Manager' OR number_of(m.employee_id) >= number_of(e.employee_id);

-- rule: employees.depth
-- guide: Proper hierarchies: everyone hangs on the root, at most 6 levels deep.
-- expect: none
WITH RECURSIVE tree(employee_id, level) AS (
    SELECT employee_id, 1 FROM employees WHERE manager_id IS NULL
    UNION ALL
    SELECT e.employee_id, level + 1 FROM tree JOIN employees e ON e.manager_id = tree.employee_id WHERE level < 7
)
SELECT e.employee_id, level FROM employees e LEFT JOIN tree ON tree.employee_id = e.employee_id WHERE level IS NULL OR level > 6;

-- rule: employees.salaries
-- guide: Appropriate value ranges: the salary lies in the range of the role, the head of the bank's in its own.
-- expect: none
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

-- rule: employees.status
-- guide: Employment status: active 92%, on leave 3%, terminated 5%.
-- expect: share active 92, on_leave 3, terminated 5; slack 0.5; effect 0.2
SELECT employment_status, count(*) FROM employees GROUP BY 1;

-- rule: employees.hired
-- guide: Everyone was hired over the last 10 years, and nobody leaves before being hired.
-- expect: none
SELECT employee_id, hire_date, termination_date FROM employees
WHERE hire_date NOT BETWEEN add_months(as_of(), -120) AND as_of() OR termination_date < hire_date
   OR (employment_status = 'terminated') <> (termination_date IS NOT NULL);

-- rule: employees.stand_ins
-- guide: In each twenty the first of each of the six leading roles was hired 7-10 years ago and never leaves.
-- expect: none
SELECT employee_id, role, hire_date, employment_status FROM employees
WHERE (number_of(employee_id) - 1) % 20 < 6
  AND (hire_date > add_months(as_of(), -84) OR hire_date < add_months(as_of(), -120) OR employment_status = 'terminated');

-- rule: employees.addresses
-- guide: Nobody real: staff write from the bank's own .example name, each from an address of their own.
-- expect: none
SELECT employee_id, email FROM employees
WHERE NOT email REGEXP '^[a-z0-9._-]+@([a-z0-9-]+\.)+example$'
   OR substr(email, instr(email, '@')) <> (SELECT substr(email, instr(email, '@')) FROM employees WHERE employee_id = 'EMP-000001');

-- rule: employees.phones
-- guide: Nobody real: staff have the bank's switchboard, a number of 555-0100 to 555-0199, with an extension of their own.
-- expect: none
SELECT employee_id, phone FROM employees
WHERE NOT phone REGEXP '^[2-9][0-9]{2}-555-01[0-9]{2} x[0-9]+$' OR extract(phone, '[0-9]+$') <> extract(employee_number, '[0-9]+');

-- rule: employees.no_future
-- guide: Date/time consistency: no event of the staff is later than the as-of date.
-- expect: none
SELECT employee_id, 'employees', hire_date, termination_date, created_at FROM employees
WHERE hire_date > as_of() OR termination_date > as_of() OR substr(created_at, 1, 10) > as_of()
UNION ALL SELECT CAST(training_record_id AS TEXT), 'employee_training', enrollment_date, completion_date, NULL FROM employee_training
WHERE enrollment_date > as_of() OR completion_date > as_of()
UNION ALL SELECT CAST(review_id AS TEXT), 'performance_reviews', review_date, NULL, NULL FROM performance_reviews WHERE review_date > as_of()
UNION ALL SELECT CAST(assignment_id AS TEXT), 'employee_assignments', start_date, end_date, NULL FROM employee_assignments
WHERE start_date > as_of() OR end_date > as_of();

-- rule: training.rows
-- guide: Expected rows: 450 enrolments of 150 employees.
-- expect: rows 450 employees; slack 3; effect 0.2
SELECT count(*) FROM employee_training;

-- rule: training.per_employee
-- guide: Employee Training: each employee enrols in 2-4 different programmes.
-- expect: none
SELECT e.employee_id, count(t.program_id) AS enrolments, count(DISTINCT t.program_id) AS programmes
FROM employees e LEFT JOIN employee_training t ON t.employee_id = e.employee_id
GROUP BY 1 HAVING enrolments NOT BETWEEN 2 AND 4 OR programmes <> enrolments;

-- rule: training.compulsory
-- guide: PROG-01, anti-money-laundering, is one of everyone's programmes.
-- expect: none
SELECT employee_id FROM employees e
WHERE NOT EXISTS (SELECT 1 FROM employee_training t WHERE t.employee_id = e.employee_id AND t.program_id = 'PROG-01');

-- rule: training.status
-- guide: Employee Training: 80% completed, 15% in progress, 5% enrolled.
-- expect: share completed 80, in_progress 15, enrolled 5; slack 1; effect 0.4
SELECT status, count(*) FROM employee_training GROUP BY 1;

-- rule: training.scores
-- guide: Employee Training: completed trainings, and only they, have a score of 65-100.
-- expect: none
SELECT training_record_id, status, score FROM employee_training
WHERE (status = 'completed') <> (score IS NOT NULL) OR score NOT BETWEEN 65 AND 100;

-- rule: training.enrolled
-- guide: Employee Training: enrolment lies within the last 2 years and within the employee's service.
-- expect: none
SELECT training_record_id, t.employee_id, enrollment_date, hire_date, termination_date
FROM employee_training t JOIN employees e ON e.employee_id = t.employee_id
WHERE enrollment_date < add_months(as_of(), -24) OR enrollment_date > as_of() OR enrollment_date < hire_date
   OR enrollment_date > termination_date OR completion_date > termination_date;

-- rule: training.completed
-- guide: A completion comes 7-56 days after the enrolment; the unfinished have none.
-- expect: none
SELECT training_record_id, status, enrollment_date, completion_date FROM employee_training
WHERE (status = 'completed') <> (completion_date IS NOT NULL) OR day(completion_date) - day(enrollment_date) NOT BETWEEN 7 AND 56;

-- rule: reviews.rows
-- guide: Expected rows: 284 reviews of 150 employees.
-- expect: rows 284 employees; slack 4; effect 0.15
SELECT count(*) FROM performance_reviews;

-- rule: reviews.per_employee
-- guide: Performance Reviews: active employees of at least 6 months have 1-3 reviews, nobody else has any.
-- expect: none
SELECT e.employee_id, employment_status, hire_date, count(r.review_id) AS reviews
FROM employees e LEFT JOIN performance_reviews r ON r.employee_id = e.employee_id
GROUP BY 1 HAVING reviews NOT BETWEEN
    (employment_status = 'active' AND add_months(hire_date, 6) <= as_of())
    AND CASE WHEN employment_status = 'active' THEN 3 ELSE 0 END;

-- rule: reviews.wanted
-- guide: Performance Reviews: of active employees of four years and more, 20% have one review, 35% two, 45% three.
-- expect: share 1 20, 2 35, 3 45; slack 1; effect 0.4
SELECT CAST(reviews AS TEXT), count(*) FROM (
    SELECT count(r.review_id) AS reviews FROM employees e JOIN performance_reviews r ON r.employee_id = e.employee_id
    WHERE employment_status = 'active' AND hire_date < add_months(as_of(), -48) GROUP BY e.employee_id
) GROUP BY 1;

-- rule: reviews.annual
-- guide: Performance Reviews: annual cadence, the first after at least 6 months of service.
-- expect: none
SELECT review_id, r.employee_id, review_date, former, hire_date FROM (
    SELECT *, lag(review_date) OVER (PARTITION BY employee_id ORDER BY review_date) AS former FROM performance_reviews
) r JOIN employees e ON e.employee_id = r.employee_id
WHERE review_date < add_months(hire_date, 6) OR day(review_date) - day(former) NOT BETWEEN 330 AND 400;

-- rule: reviews.reviewers
-- guide: Performance Reviews: the reviewer is the manager, for the head of the bank EMP-000005, and in service on the day.
-- expect: none
SELECT review_id, r.employee_id, reviewer_id, e.manager_id, review_date
FROM performance_reviews r JOIN employees e ON e.employee_id = r.employee_id JOIN employees m ON m.employee_id = reviewer_id
WHERE reviewer_id <> coalesce(e.manager_id, 'EMP-000005') OR review_date < m.hire_date OR review_date > m.termination_date;

-- rule: reviews.ratings
-- guide: Performance Reviews: ratings 1 to 5 are 2%, 8%, 35%, 40%, 15%.
-- expect: share 1 2, 2 8, 3 35, 4 40, 5 15; slack 0.3; effect 0.15
SELECT CAST(rating AS TEXT), count(*) FROM performance_reviews GROUP BY 1;

-- rule: reviews.goals
-- guide: Performance Reviews: goals met are 60-100%.
-- expect: none
SELECT review_id, goals_met FROM performance_reviews WHERE goals_met NOT BETWEEN 60 AND 100;

-- rule: reviews.goals_rise
-- guide: Performance Reviews: goals met rise with the rating: those of 4 and 5 lie above those of 1 to 3 on average.
-- expect: between 0.01 and 40
SELECT avg(CASE WHEN rating >= 4 THEN goals_met END) - avg(CASE WHEN rating <= 3 THEN goals_met END) FROM performance_reviews;

-- rule: reviews.goals_by_rating
-- guide: Performance Reviews: goals met rise with the rating, from each to the next, where three reviews have them.
-- expect: none
SELECT rating, met, former FROM (
    SELECT rating, met, lag(met) OVER (ORDER BY rating) AS former FROM (
        SELECT rating, avg(goals_met) AS met FROM performance_reviews GROUP BY rating HAVING count(*) >= 3)
) WHERE met <= former;

-- rule: assignments.customers
-- guide: Employee Assignments: 60% of customers are assigned, of each full 200 exactly: of 1,200 customers 720, the rest of the expected
-- 735 rows are branch coverages.
-- expect: share 60; each 200
SELECT (number_of(related_entity_id) - 1) / 200, count(DISTINCT related_entity_id) FROM employee_assignments
WHERE assignment_type = 'customer_portfolio' GROUP BY 1;

-- rule: assignments.twice
-- guide: Employee Assignments: no customer or branch is assigned twice to the same employee, no customer to two.
-- expect: none
SELECT min(assignment_id), related_entity_id, count(*) FROM employee_assignments
GROUP BY related_entity_id, CASE WHEN assignment_type = 'branch_coverage' THEN employee_id END HAVING count(*) > 1;

-- rule: assignments.roles
-- guide: Employee Assignments: customers go to customer service, loan officers and insurance agents.
-- expect: none
SELECT assignment_id, a.employee_id, role FROM employee_assignments a JOIN employees e ON e.employee_id = a.employee_id
WHERE assignment_type = 'customer_portfolio' AND role NOT IN ('Customer Service Representative', 'Loan Officer', 'Insurance Agent');

-- rule: assignments.shared_out
-- guide: Employee Assignments: customer service, loan officers and insurance agents all get customers.
-- expect: none
SELECT wanted.role FROM (SELECT 'Customer Service Representative' AS role UNION ALL SELECT 'Loan Officer' UNION ALL SELECT 'Insurance Agent') wanted
WHERE (SELECT count(*) FROM employee_assignments WHERE assignment_type = 'customer_portfolio') >= 30 AND NOT EXISTS (
    SELECT 1 FROM employee_assignments a JOIN employees e ON e.employee_id = a.employee_id
    WHERE assignment_type = 'customer_portfolio' AND e.role = wanted.role);

-- rule: assignments.coverage
-- guide: Employee Assignments: 10-20 branch coverages, two of each of EMP-1 to 7 and one of each of 8 to 13.
-- expect: none
SELECT e.employee_id, count(assignment_id) AS coverages
FROM employees e LEFT JOIN employee_assignments a ON a.employee_id = e.employee_id AND assignment_type = 'branch_coverage'
GROUP BY 1 HAVING coverages <> CASE WHEN number_of(e.employee_id) <= 7 THEN 2 WHEN number_of(e.employee_id) <= 13 THEN 1 ELSE 0 END;

-- rule: assignments.entities
-- guide: A portfolio names a customer, a coverage a branch, BR001 to BR018.
-- expect: none
SELECT assignment_id, assignment_type, related_entity_id FROM employee_assignments
WHERE NOT related_entity_id REGEXP CASE assignment_type WHEN 'branch_coverage' THEN '^BR0(0[1-9]|1[0-8])$' ELSE '^CUST-[0-9]{7}$' END;

-- rule: assignments.ended
-- guide: Employee Assignments: 85% ongoing, 15% ended.
-- expect: share ongoing 85, ended 15; blocks
SELECT CASE WHEN end_date IS NULL THEN 'ongoing' ELSE 'ended' END, count(*) FROM employee_assignments GROUP BY 1;

-- rule: assignments.service
-- guide: Nobody is assigned before being hired or after leaving.
-- expect: none
SELECT assignment_id, a.employee_id, start_date, end_date, hire_date, termination_date
FROM employee_assignments a JOIN employees e ON e.employee_id = a.employee_id
WHERE start_date < hire_date OR end_date < start_date OR coalesce(end_date, '9999-12-31') > termination_date;
