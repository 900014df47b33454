-- section: employees_db
-- rule: training_programs.rows
-- Fixed size: number of training programs.
-- expect: between 18 and 18
SELECT count(*) FROM training_programs;
-- mutation
DELETE FROM training_programs WHERE program_id = 'PROG-18';

-- rule: training_programs.certification
-- Share of training programs that lead to a certification.
-- expect: between 20 and 40
SELECT 100.0 * sum(certification) / count(*) FROM training_programs;
-- mutation
UPDATE training_programs SET certification = TRUE;

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

-- rule: training.mandatory
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
-- A program is completed 7-56 days after enrollment; unfinished ones have no completion date.
SELECT training_record_id, status, enrollment_date, completion_date FROM employee_training
WHERE (status = 'completed') <> (completion_date IS NOT NULL) OR day(completion_date) - day(enrollment_date) NOT BETWEEN 7 AND 56;
-- mutation
UPDATE employee_training SET completion_date = add_days(enrollment_date, 6) WHERE employee_id = 'EMP-000001' AND status = 'completed';

-- rule: training.orientation
-- Orientation is for recent hires: everyone in service who was hired within the last two years has it, started within a month, and nobody else.
SELECT e.employee_id, hire_date, enrollment_date FROM employees e
LEFT JOIN employee_training t ON t.employee_id = e.employee_id AND program_id = (SELECT program_id FROM training_programs WHERE program_name LIKE '%Orientation%')
WHERE enrollment_date > add_days(hire_date, 31) OR enrollment_date IS NULL AND hire_date >= add_days(as_of(), -729) AND employment_status <> 'terminated';
-- mutation
UPDATE employee_training SET program_id = 'PROG-02' WHERE employee_id = 'EMP-000002' AND program_id <> 'PROG-01';
-- mutation
DELETE FROM employee_training WHERE program_id = 'PROG-02';

-- rule: training.by_role
-- Programs fit the role: licensing is for insurance agents, leadership for managers, mortgage underwriting for loan officers; every agent and manager
-- with two years of service has theirs.
SELECT e.employee_id, e.role, program_name FROM employees e JOIN employee_training t ON t.employee_id = e.employee_id JOIN training_programs p ON p.program_id = t.program_id
WHERE program_name LIKE '%Licensing%' AND role <> 'Insurance Agent' OR program_name LIKE 'Leadership%' AND role NOT IN ('Branch Manager', 'Chief Executive Officer')
   OR program_name LIKE '%Underwriting%' AND role <> 'Loan Officer'
UNION ALL SELECT e.employee_id, e.role, 'none' FROM employees e
WHERE role IN ('Insurance Agent', 'Branch Manager') AND hire_date < add_days(as_of(), -729) AND NOT EXISTS (
    SELECT 1 FROM employee_training t JOIN training_programs p ON p.program_id = t.program_id
    WHERE t.employee_id = e.employee_id AND program_name LIKE CASE role WHEN 'Branch Manager' THEN 'Leadership%' ELSE '%Licensing%' END);
-- mutation
UPDATE employee_training SET program_id = 'PROG-07' WHERE employee_id = 'EMP-000002' AND program_id <> 'PROG-01' AND training_record_id % 100 = 2;
-- mutation
DELETE FROM employee_training WHERE program_id = 'PROG-14' AND employee_id = 'EMP-000021';

-- rule: training.yearly
-- Mandatory training is taken every year: everyone in service started it within the last year.
SELECT e.employee_id, enrollment_date FROM employees e JOIN employee_training t ON t.employee_id = e.employee_id
WHERE program_id = 'PROG-01' AND employment_status <> 'terminated' AND enrollment_date < add_months(as_of(), -12);
-- mutation
UPDATE employee_training SET enrollment_date = add_months(as_of(), -13) WHERE program_id = 'PROG-01' AND employee_id = 'EMP-000009';
