-- rule: employees.count
DELETE FROM employees WHERE rowid = (SELECT max(rowid) FROM employees);

-- rule: employees.ids
-- also: employees.phones (the extension is of the personnel number)
UPDATE employees SET employee_number = 'E99999' WHERE rowid = (SELECT min(rowid) FROM employees);

-- rule: departments.rows
DELETE FROM departments WHERE rowid = (SELECT max(rowid) FROM departments);

-- rule: departments.heads
UPDATE departments SET department_head_id = (
    SELECT max(employee_id) FROM employees WHERE department = 'Compliance' AND employment_status = 'active')
WHERE department_name = 'Lending';

-- rule: training_programs.rows
-- also: ids.forms (its key is of no programme either)
INSERT INTO training_programs VALUES ('PROG-19', 'A nineteenth programme', 'Nobody enrols.', 4, 0);

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
-- also: employees.pattern (each place of a twenty has its role)
-- also: staff.by_role (the work that falls to them belongs to another role)
UPDATE employees SET role = 'Insurance Agent'
WHERE rowid = (SELECT min(rowid) FROM employees
    WHERE role = 'Customer Service Representative' AND (number_of(employee_id) - 1) % 20 >= 7 AND salary >= 40000);

-- rule: employees.first_seven
-- also: employees.pattern (each place of a twenty has its role)
-- also: staff.by_role (the work that falls to them belongs to another role)
-- In the last twenty, which is not full.
UPDATE employees SET role = 'Insurance Agent', salary = 42000
WHERE rowid = (SELECT max(rowid) FROM employees WHERE (number_of(employee_id) - 1) % 20 = 6);

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
-- also: reviews.wanted (fewer rows are fewer for each)
-- All but the last; of those in long service only the oldest of some with three and of as many with two.
DELETE FROM performance_reviews WHERE review_id IN (
    SELECT review_id FROM (
        SELECT review_id, employee_id, row_number() OVER (PARTITION BY employee_id ORDER BY review_date DESC) AS place
        FROM performance_reviews
    ) r JOIN employees e ON e.employee_id = r.employee_id
    WHERE place > 1 AND hire_date >= add_months(as_of(), -48)
    UNION ALL SELECT review_id FROM (
        SELECT r.review_id, row_number() OVER (PARTITION BY n ORDER BY e.employee_id) AS place FROM employees e JOIN (
            SELECT employee_id, review_id, min(review_date), count(*) AS n FROM performance_reviews GROUP BY employee_id HAVING n > 1
        ) r ON r.employee_id = e.employee_id
        WHERE hire_date < add_months(as_of(), -48)
    ) WHERE place <= 16);

-- rule: reviews.per_employee
-- The only one.
DELETE FROM performance_reviews WHERE employee_id = (
    SELECT min(employee_id) FROM (SELECT employee_id FROM performance_reviews GROUP BY employee_id HAVING count(*) = 1));

-- rule: reviews.wanted
-- also: ids.composed (the numbers of the new rows are of no parent)
-- One of three goes to those who had one: now nearly all have two.
CREATE TEMP TABLE served AS
SELECT e.employee_id, manager_id, n, review_id, review_date, row_number() OVER (PARTITION BY n ORDER BY e.employee_id) AS place
FROM employees e JOIN (
    SELECT employee_id, count(*) AS n, review_id, min(review_date) AS review_date FROM performance_reviews GROUP BY employee_id
) r ON r.employee_id = e.employee_id
WHERE manager_id IS NOT NULL AND hire_date < add_months(as_of(), -48);
UPDATE performance_reviews
SET employee_id = poor.employee_id, reviewer_id = poor.manager_id, review_date = add_days(poor.review_date, -365)
FROM served rich JOIN served poor ON poor.place = rich.place AND poor.n = 1
WHERE rich.n = 3 AND performance_reviews.review_id = rich.review_id;

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
-- also: reviews.goals_by_rating (what is the same for all does not rise either)
UPDATE performance_reviews SET goals_met = 80;

-- rule: reviews.goals_by_rating
-- Who is rated 2 met less than who is rated 1.
UPDATE performance_reviews SET goals_met = 60 WHERE rating = 2;

-- rule: assignments.rows
-- also: assignments.customers (as no customer is assigned twice, fewer rows are fewer customers)
DELETE FROM employee_assignments WHERE assignment_type = 'customer_portfolio' AND rowid % 10 = 0;

-- rule: assignments.customers
DELETE FROM employee_assignments WHERE assignment_type = 'customer_portfolio' AND rowid % 28 = 0;

-- rule: assignments.twice
-- also: ids.composed (the numbers of the new rows are of no parent)
-- An employee gets a colleague's customer.
UPDATE employee_assignments SET related_entity_id = pair.related_entity_id FROM (
    SELECT a.assignment_id, b.related_entity_id FROM employee_assignments a JOIN employee_assignments b
    ON b.assignment_id < a.assignment_id AND b.start_date < a.start_date AND b.employee_id <> a.employee_id
    WHERE a.assignment_type = 'customer_portfolio' AND b.assignment_type = 'customer_portfolio'
      AND number_of(a.related_entity_id) / 8 = number_of(b.related_entity_id) / 8 ORDER BY 1 LIMIT 1) pair
WHERE employee_assignments.assignment_id = pair.assignment_id;

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
-- also: ids.composed (the numbers of the new rows are of no parent)
UPDATE employee_assignments SET employee_id = 'EMP-000021'
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
