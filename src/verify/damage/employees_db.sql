-- rule: employees.count
DELETE FROM employees WHERE rowid = (SELECT max(rowid) FROM employees);

-- rule: employees.ids
UPDATE employees SET employee_number = 'E99999', phone = substr(phone, 1, instr(phone, 'x')) || '99999'
WHERE rowid = (SELECT min(rowid) FROM employees);

-- rule: departments.rows
DELETE FROM departments WHERE rowid = (SELECT max(rowid) FROM departments);

-- rule: departments.heads
UPDATE departments SET department_head_id = (
    SELECT max(employee_id) FROM employees WHERE department = 'Compliance' AND employment_status = 'active')
WHERE department_name = 'Lending';

-- rule: training_programs.rows
-- Who took the last programme takes the first that is new to them.
UPDATE employee_training SET program_id = (SELECT min(program_id) FROM training_programs p WHERE NOT EXISTS (
    SELECT 1 FROM employee_training o WHERE o.employee_id = employee_training.employee_id AND o.program_id = p.program_id))
WHERE program_id = 'PROG-18';
DELETE FROM training_programs WHERE program_id = 'PROG-18';

-- rule: training_programs.certification
UPDATE training_programs SET certification = TRUE WHERE number_of(program_id) % 2 = 0;

-- rule: branches.codes
UPDATE employees SET branch_code = 'BR019' WHERE rowid = (SELECT min(rowid) FROM employees);

-- rule: branches.in_use
-- All branches but fourteen are merged into the first.
UPDATE employees SET branch_code = 'BR001' WHERE branch_code > 'BR014';
UPDATE accounts_db.accounts SET branch_code = 'BR001' WHERE branch_code > 'BR014';
UPDATE employee_assignments SET related_entity_id = (
    SELECT min(b.branch_code) FROM employees b WHERE b.branch_code NOT IN (
        SELECT related_entity_id FROM employee_assignments o WHERE o.employee_id = employee_assignments.employee_id))
WHERE assignment_type = 'branch_coverage' AND related_entity_id > 'BR014';

-- rule: employees.roles
-- The second compliance officer of each twenty analyses risks, which is the same work.
UPDATE employees SET role = 'Risk Analyst', salary = 70000 WHERE number_of(employee_id) % 20 = 15;

-- rule: employees.first_seven
-- In each twenty the compliance officer and the risk analyst change places, and what they assessed with them.
UPDATE employees SET role = CASE role WHEN 'Risk Analyst' THEN 'Compliance Officer' ELSE 'Risk Analyst' END, salary = 70000
WHERE number_of(employee_id) % 20 IN (5, 6);
UPDATE loans_db.risk_assessments SET assessed_by = printf('EMP-%06d', number_of(assessed_by) + CASE number_of(assessed_by) % 20 WHEN 5 THEN 1 ELSE -1 END)
WHERE number_of(assessed_by) % 20 IN (5, 6) AND team_end(number_of(application_id)) % 20 <> 5;

-- rule: employees.pattern
-- A specialist of the last, incomplete twenty does what customer service does.
UPDATE employees SET role = 'Customer Service Representative', salary = 40000 WHERE employee_id = 'EMP-000148';

-- rule: employees.specialists
UPDATE employees SET role = 'Audit Specialist', salary = 80000
WHERE rowid = (SELECT min(rowid) FROM employees WHERE role = 'IT Specialist');

-- rule: employees.root
UPDATE employees SET manager_id = NULL
WHERE rowid = (SELECT min(rowid) FROM employees
    WHERE manager_id IS NOT NULL AND employee_id NOT IN (SELECT employee_id FROM performance_reviews));

-- rule: employees.managers
UPDATE employees SET manager_id = 'EMP-000003'
WHERE rowid = (SELECT max(rowid) FROM employees WHERE employee_id NOT IN (SELECT employee_id FROM performance_reviews));

-- rule: employees.depth
-- Each branch manager under the one before, who reviews them from then on.
UPDATE employees SET manager_id = (
    SELECT max(employee_id) FROM employees m WHERE role = 'Branch Manager' AND m.employee_id < employees.employee_id)
WHERE role = 'Branch Manager';
UPDATE performance_reviews SET reviewer_id = manager_id FROM employees e
WHERE e.employee_id = performance_reviews.employee_id AND manager_id IS NOT NULL;

-- rule: employees.salaries
UPDATE employees SET salary = 33999.99
WHERE rowid = (SELECT min(rowid) FROM employees WHERE role = 'Customer Service Representative');

-- rule: employees.status
-- Those on leave have no reviews; they are taken from those who had but one.
CREATE TEMP TABLE leaving AS
SELECT employee_id FROM performance_reviews GROUP BY employee_id HAVING count(*) = 1 ORDER BY employee_id LIMIT 18;
UPDATE employees SET employment_status = 'on_leave' WHERE employee_id IN (SELECT employee_id FROM leaving);
DELETE FROM performance_reviews WHERE employee_id IN (SELECT employee_id FROM leaving);

-- rule: employees.hired
UPDATE employees SET hire_date = add_days(add_months(as_of(), -120), -1)
WHERE rowid = (SELECT min(rowid) FROM employees
    WHERE (number_of(employee_id) - 1) % 20 >= 6 AND hire_date < add_months(as_of(), -48));

-- rule: employees.stand_ins
UPDATE employees SET hire_date = add_days(add_months(as_of(), -84), 1)
WHERE rowid = (SELECT max(rowid) FROM employees WHERE (number_of(employee_id) - 1) % 20 < 6);

-- rule: employees.addresses
UPDATE employees SET email = replace(email, '@', '@mail.') WHERE rowid = (SELECT max(rowid) FROM employees);

-- rule: employees.phones
UPDATE employees SET phone = '212-867-5309 x10002' WHERE employee_id = 'EMP-000002';

-- rule: employees.no_future
UPDATE employees SET created_at = add_days(as_of(), 1) || ' 09:00:00' WHERE rowid = (SELECT max(rowid) FROM employees);

-- rule: training.rows
-- One of the three or four.
DELETE FROM employee_training WHERE rowid IN (
    SELECT max(rowid) FROM employee_training GROUP BY employee_id
    HAVING count(*) > 2 AND sum(rowid * (program_id = 'PROG-01')) <> max(rowid) AND number_of(employee_id) % 4 <> 0);

-- rule: training.per_employee
-- The same programme twice.
UPDATE employee_training SET program_id = 'PROG-02'
WHERE program_id <> 'PROG-01' AND employee_id = (
    SELECT min(employee_id) FROM (SELECT employee_id FROM employee_training GROUP BY employee_id HAVING count(*) = 3));

-- rule: training.compulsory
UPDATE employee_training SET program_id = 'PROG-18'
WHERE rowid = (SELECT min(rowid) FROM employee_training t
    WHERE program_id = 'PROG-01' AND status = 'completed'
      AND NOT EXISTS (SELECT 1 FROM employee_training o WHERE o.employee_id = t.employee_id AND o.program_id = 'PROG-18'));

-- rule: training.status
UPDATE employee_training SET status = 'in_progress', completion_date = NULL, score = NULL
WHERE program_id <> 'PROG-01' AND number_of(employee_id) % 2 = 0;

-- rule: training.scores
UPDATE employee_training SET score = 64 WHERE rowid = (SELECT min(rowid) FROM employee_training WHERE status = 'completed');

-- rule: training.enrolled
UPDATE employee_training
SET enrollment_date = add_days(add_months(as_of(), -24), -1), completion_date = add_days(add_months(as_of(), -24), 29)
WHERE rowid = (SELECT min(rowid) FROM employee_training WHERE status = 'completed' AND employee_id = 'EMP-000001');

-- rule: training.completed
UPDATE employee_training SET completion_date = add_days(enrollment_date, 6)
WHERE rowid = (SELECT min(rowid) FROM employee_training WHERE status = 'completed');

-- rule: reviews.rows
-- All but the last; of those in long service with three only the first of 16 and the second of 9 of these.
DELETE FROM performance_reviews WHERE review_id IN (
    SELECT review_id FROM (
        SELECT review_id, hire_date, n, place, dense_rank() OVER (PARTITION BY n, hire_date < add_months(as_of(), -48) ORDER BY r.employee_id) AS nth
        FROM (
            SELECT *, row_number() OVER (PARTITION BY employee_id ORDER BY review_date DESC) AS place, count(*) OVER (PARTITION BY employee_id) AS n
            FROM performance_reviews
        ) r JOIN employees e ON e.employee_id = r.employee_id
    ) WHERE place > 1 AND (hire_date >= add_months(as_of(), -48) OR n = 3 AND nth <= CASE place WHEN 3 THEN 16 ELSE 9 END));

-- rule: reviews.per_employee
-- The only one.
DELETE FROM performance_reviews WHERE employee_id = (
    SELECT min(employee_id) FROM (SELECT employee_id FROM performance_reviews GROUP BY employee_id HAVING count(*) = 1));

-- rule: reviews.wanted
-- The first of three; now more than half have two.
DELETE FROM performance_reviews WHERE review_id IN (
    SELECT min(review_id) FROM performance_reviews r JOIN employees e ON e.employee_id = r.employee_id
    WHERE hire_date < add_months(as_of(), -48) GROUP BY r.employee_id HAVING count(*) = 3 ORDER BY 1 LIMIT 30);

-- rule: reviews.annual
-- The first of three comes much earlier.
UPDATE performance_reviews SET review_date = add_days(review_date, -80)
WHERE review_id = (
    SELECT review_id FROM (
        SELECT employee_id, review_id, min(review_date) FROM performance_reviews GROUP BY employee_id HAVING count(*) = 3
    ) r JOIN employees e ON e.employee_id = r.employee_id
    WHERE hire_date < add_months(as_of(), -48) ORDER BY r.employee_id LIMIT 1);

-- rule: reviews.reviewers
UPDATE performance_reviews SET reviewer_id = 'EMP-000002'
WHERE rowid = (SELECT max(rowid) FROM performance_reviews WHERE employee_id > 'EMP-000002');

-- rule: reviews.ratings
UPDATE performance_reviews SET rating = 5 WHERE rating = 4 AND number_of(employee_id) % 2 = 0;

-- rule: reviews.goals
UPDATE performance_reviews SET goals_met = 59 WHERE rowid = (SELECT min(rowid) FROM performance_reviews WHERE rating = 1);

-- rule: reviews.goals_rise
-- They rise by next to nothing from 2 to 5, but the two reviews of 1 have all.
UPDATE performance_reviews SET rating = 2 WHERE rating = 1 AND review_id NOT IN (
    SELECT review_id FROM performance_reviews WHERE rating = 1 ORDER BY review_id LIMIT 2);
UPDATE performance_reviews SET goals_met = CASE rating WHEN 1 THEN 100 ELSE 80 + (place < rating) END FROM (
    SELECT review_id AS id, row_number() OVER (PARTITION BY rating ORDER BY review_id) % 40 AS place FROM performance_reviews)
WHERE review_id = id;

-- rule: reviews.goals_by_rating
-- Who is rated 2 met less than who is rated 1.
UPDATE performance_reviews SET goals_met = 60 WHERE rating = 2;

-- rule: assignments.customers
DELETE FROM employee_assignments WHERE assignment_type = 'customer_portfolio' AND rowid % 28 = 0;

-- rule: assignments.twice
-- An employee covers one branch twice.
UPDATE employee_assignments SET related_entity_id = (SELECT related_entity_id FROM employee_assignments WHERE assignment_id = 11)
WHERE assignment_id = 12;

-- rule: assignments.roles
-- The compliance officer who comes next in the team.
UPDATE employee_assignments SET employee_id = 'EMP-000005'
WHERE rowid = (SELECT min(rowid) FROM employee_assignments
    WHERE assignment_type = 'customer_portfolio' AND employee_id = 'EMP-000004'
      AND start_date > (SELECT hire_date FROM employees WHERE employee_id = 'EMP-000005'));

-- rule: assignments.shared_out
-- What agents looked after goes to somebody of customer service in the same team.
UPDATE employee_assignments SET employee_id = (
    SELECT max(e.employee_id) FROM employees e WHERE role = 'Customer Service Representative'
      AND number_of(e.employee_id) BETWEEN max(1, team_end(number_of(related_entity_id)) - 19) AND team_end(number_of(related_entity_id))
      AND e.hire_date <= start_date AND e.termination_date IS NULL)
WHERE assignment_type = 'customer_portfolio' AND employee_id IN (SELECT employee_id FROM employees WHERE role = 'Insurance Agent');

-- rule: assignments.coverage
UPDATE employee_assignments SET employee_id = 'EMP-000021', assignment_id = 211
WHERE rowid = (SELECT max(rowid) FROM employee_assignments
    WHERE assignment_type = 'branch_coverage'
      AND start_date > (SELECT hire_date FROM employees WHERE employee_id = 'EMP-000021'));

-- rule: assignments.entities
UPDATE employee_assignments SET related_entity_id = 'BR019'
WHERE rowid = (SELECT min(rowid) FROM employee_assignments WHERE assignment_type = 'branch_coverage');

-- rule: assignments.ended
UPDATE employee_assignments SET end_date = as_of() WHERE end_date IS NULL AND rowid % 5 = 0;

-- rule: assignments.service
-- After the customer joined, but before the employee was hired.
UPDATE employee_assignments SET start_date = early.on_day FROM (
    SELECT assignment_id, add_days(hire_date, -1) AS on_day FROM employee_assignments a
    JOIN employees e ON e.employee_id = a.employee_id JOIN accounts_db.customers c ON c.customer_id = related_entity_id
    WHERE hire_date > c.created_at ORDER BY 1 LIMIT 1) early
WHERE employee_assignments.assignment_id = early.assignment_id;
