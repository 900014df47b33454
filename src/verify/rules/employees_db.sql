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
-- Proper hierarchies: a department is headed by a senior member of its own, in service for seven years and more; the Chief Executive
-- Officer stands in only where it has no staff yet. Customer Service is headed by a branch manager, and not by who serves at a counter.
SELECT department_id, department_name, department_head_id, h.department, h.employment_status, h.hire_date
FROM departments JOIN employees h ON h.employee_id = department_head_id
WHERE h.employment_status <> 'active' OR h.hire_date > add_months(as_of(), -84)
   OR department_name = 'Customer Service' AND h.role <> 'Branch Manager'
   OR h.department <> department_name AND department_name <> 'Customer Service' AND (department_head_id <> 'EMP-000001'
        OR EXISTS (SELECT 1 FROM employees e WHERE e.department = department_name AND e.employment_status <> 'terminated'));
-- mutation
UPDATE departments SET department_head_id = 'EMP-000005' WHERE department_name = 'Lending';
-- mutation
UPDATE departments SET department_head_id = 'EMP-000001' WHERE department_name = 'Internal Audit';
-- mutation: a department head at the counter
UPDATE departments SET department_head_id = 'EMP-000002' WHERE department_name = 'Customer Service';
-- mutation: a head who came two years ago
UPDATE employees SET hire_date = add_months(as_of(), -24) WHERE employee_id = 'EMP-000005';

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

-- rule: branches.rows
-- Fixed size: 15-20 branches, namely BR001 to BR018.
-- expect: between 18 and 18
SELECT count(*) FROM branches WHERE branch_code REGEXP '^BR0(0[1-9]|1[0-8])$';
-- mutation
DELETE FROM branches WHERE branch_code = 'BR018';

-- rule: branches.places
-- Each branch stands in a city of its own, in an invented street; its postal code is one of the state's. The telephone is the bank's
-- switchboard with the branch's extension.
SELECT branch_code, address, b.city, b.state, postal_code, phone FROM branches b
WHERE (SELECT count(*) FROM branches o WHERE o.city = b.city AND o.state = b.state) > 1
   OR NOT address REGEXP '^[0-9]{3,4} [A-Z][a-z]+ [A-Z][a-z]+ [A-Z][a-z]+$'
   OR substr(postal_code, 1, 1) <> CASE state WHEN 'NY' THEN '1' WHEN 'PA' THEN '1' WHEN 'NC' THEN '2' WHEN 'FL' THEN '3' WHEN 'TN' THEN '3'
        WHEN 'IN' THEN '4' WHEN 'OH' THEN '4' WHEN 'KY' THEN '4' WHEN 'WI' THEN '5' WHEN 'IL' THEN '6' WHEN 'MO' THEN '6' WHEN 'TX' THEN '7'
        WHEN 'CO' THEN '8' WHEN 'AZ' THEN '8' WHEN 'CA' THEN '9' WHEN 'WA' THEN '9' END
   OR phone <> (SELECT extract(phone, '^[^ ]+') FROM employees WHERE employee_id = 'EMP-000001') || ' x' || (1000 + substr(branch_code, 3));
-- mutation
UPDATE branches SET city = 'Chicago', state = 'IL' WHERE branch_code = 'BR001';
-- mutation
UPDATE branches SET postal_code = '10001' WHERE branch_code = 'BR002';
-- mutation
UPDATE branches SET phone = '312-867-5309' WHERE branch_code = 'BR002';

-- rule: branches.opened
-- A branch was open before anybody was hired there and before its first account.
SELECT b.branch_code, opened_date, first FROM branches b JOIN (
    SELECT branch_code, min(day) AS first FROM (SELECT branch_code, hire_date AS day FROM employees UNION ALL SELECT branch_code, opened_date FROM accounts) GROUP BY 1
) f ON f.branch_code = b.branch_code WHERE opened_date > first;
-- mutation
UPDATE branches SET opened_date = as_of() WHERE branch_code = 'BR002';

-- rule: branches.managers
-- A branch is led by the Branch Manager who works there; where the bank has none yet, by the manager of its area, which is three
-- branches, or by the Chief Executive Officer.
SELECT b.branch_code, b.manager_id, m.role, m.branch_code, m.employment_status FROM branches b JOIN employees m ON m.employee_id = b.manager_id
WHERE m.employment_status <> 'active' OR b.manager_id <> coalesce(
    (SELECT employee_id FROM employees e WHERE e.role = 'Branch Manager' AND e.branch_code = b.branch_code),
    (SELECT min(employee_id) FROM employees e WHERE e.role = 'Branch Manager' AND (substr(e.branch_code, 3) - 1) / 3 = (substr(b.branch_code, 3) - 1) / 3),
    'EMP-000001');
-- mutation
UPDATE branches SET manager_id = 'EMP-000007' WHERE branch_code = 'BR010';
-- mutation
UPDATE employees SET branch_code = 'BR005' WHERE employee_id = 'EMP-000021';

-- rule: branches.staffed
-- 120 employees staff every branch, and each of them has a manager and somebody at the counter.
SELECT branch_code FROM branches b WHERE employees() >= 120 AND 2 <> (SELECT count(DISTINCT role) FROM employees e
    WHERE e.branch_code = b.branch_code AND role IN ('Branch Manager', 'Customer Service Representative') AND employment_status <> 'terminated');
-- mutation
UPDATE employees SET branch_code = 'BR001' WHERE branch_code = 'BR014' AND role = 'Customer Service Representative';

-- rule: branches.customers
-- Branch staff follow the customers: greatest number of customers with an account for each person at a branch over the least one, in banks
-- of 1,500 employees and more; from 120 on each branch has some.
-- expect: between 1 and 3
SELECT CASE WHEN employees() < 120 THEN 2 WHEN count(staff) < count(*) THEN 99 WHEN employees() < 1500 THEN 2
    ELSE max(1.0 * customers / staff) / min(1.0 * customers / staff) END FROM (
    SELECT branch_code, count(DISTINCT customer_id) AS customers FROM accounts GROUP BY 1) LEFT JOIN (
    SELECT branch_code, count(*) AS staff FROM employees WHERE employment_status <> 'terminated'
        AND role IN ('Customer Service Representative', 'Loan Officer', 'Insurance Agent', 'Branch Manager') GROUP BY 1) USING (branch_code);
-- mutation: All of one branch move to another.
UPDATE employees SET branch_code = 'BR002' WHERE branch_code = 'BR001';

-- rule: employees.roles
-- Each full 20 employees have 3 insurance agents, 2 compliance officers and a risk analyst. The first 20 have besides the Chief Executive
-- Officer, 3 branch managers, 7 in customer service, 2 loan officers and a specialist; the next five twenties, one for each area, 3
-- branch managers, 7 in customer service, 3 loan officers and a specialist; all others 8 in customer service, 4 loan officers and 2
-- specialists.
WITH tally AS (
    SELECT (number_of(employee_id) - 1) / 20 AS block, count(*) AS members,
        sum(role = 'Chief Executive Officer') || ' ' || sum(role = 'Branch Manager') || ' ' || sum(role = 'Customer Service Representative') || ' '
            || sum(role = 'Loan Officer') || ' ' || sum(role = 'Insurance Agent') || ' ' || sum(role = 'Compliance Officer') || ' '
            || sum(role = 'Risk Analyst') || ' ' || sum(role LIKE '% Specialist') AS roles
    FROM employees GROUP BY 1
)
SELECT 'employees ' || (block * 20 + 1) || ' to ' || (block * 20 + 20) AS twenty, roles FROM tally
WHERE members = 20 AND roles <> CASE WHEN block = 0 THEN '1 3 7 2 3 2 1 1' WHEN block < 6 THEN '0 3 7 3 3 2 1 1' ELSE '0 0 8 4 3 2 1 2' END;
-- mutation
UPDATE employees SET role = 'Risk Analyst' WHERE employee_id = 'EMP-000015';

-- rule: employees.first_seven
-- Each 20 begin with one of each role that serves customers, in the second to sixth place: customer service, loan officer, insurance
-- agent, compliance officer, risk analyst. EMP-000001 is the Chief Executive Officer and EMP-000007 a branch manager.
SELECT employee_id, role FROM employees
WHERE role <> CASE (number_of(employee_id) - 1) % 20
    WHEN 1 THEN 'Customer Service Representative' WHEN 2 THEN 'Loan Officer'
    WHEN 3 THEN 'Insurance Agent' WHEN 4 THEN 'Compliance Officer' WHEN 5 THEN 'Risk Analyst' ELSE role END
   OR role <> CASE number_of(employee_id) WHEN 1 THEN 'Chief Executive Officer' WHEN 7 THEN 'Branch Manager' ELSE role END;
-- mutation
UPDATE employees SET role = 'Compliance Officer' WHERE employee_id = 'EMP-000026';
-- mutation
UPDATE employees SET role = 'Branch Manager' WHERE employee_id = 'EMP-000001';

-- rule: employees.pattern
-- Roles follow fixed patterns of 20, one for the areas' first and one for the later ones: each place has the role that it has in the
-- first such 20, except for the specialists.
SELECT employee_id, kind, first FROM (
    SELECT employee_id, kind, first_value(kind) OVER (PARTITION BY later, (number - 1) % 20 ORDER BY number) AS first FROM (
        SELECT employee_id, number_of(employee_id) AS number, number_of(employee_id) > 120 AS later,
            CASE WHEN role LIKE '% Specialist' THEN 'Specialist' ELSE role END AS kind FROM employees WHERE number_of(employee_id) > 20)
) WHERE kind <> first;
-- mutation
UPDATE employees SET role = 'Customer Service Representative' WHERE employee_id = 'EMP-000104';

-- rule: employees.specialists
-- The specialists are in turn of IT, HR, Finance, Audit, Operations and Marketing; where there are two, the other is three ahead.
SELECT employee_id, role FROM employees
WHERE role LIKE '% Specialist' AND role <> CASE ((number_of(employee_id) - 1) / 20 + CASE (number_of(employee_id) - 1) % 20 WHEN 8 THEN 3 ELSE 0 END) % 6
    WHEN 0 THEN 'IT' WHEN 1 THEN 'HR' WHEN 2 THEN 'Finance' WHEN 3 THEN 'Audit' WHEN 4 THEN 'Operations' ELSE 'Marketing'
    END || ' Specialist';
-- mutation
UPDATE employees SET role = 'Audit Specialist' WHERE role = 'IT Specialist';

-- rule: employees.root
-- Proper hierarchies: EMP-000001, the Chief Executive Officer, is the one employee without a manager.
SELECT employee_id, role, manager_id FROM employees
WHERE (manager_id IS NULL) <> (employee_id = 'EMP-000001') OR (role = 'Chief Executive Officer') <> (employee_id = 'EMP-000001');
-- mutation
UPDATE employees SET manager_id = NULL WHERE employee_id = 'EMP-000002';
-- mutation
UPDATE employees SET role = 'Chief Executive Officer' WHERE employee_id = 'EMP-000007';

-- rule: employees.managers
-- Proper hierarchies: the Chief Executive Officer leads the heads of departments and the managers of areas; they lead the managers of
-- the other branches, those the branch staff (customer service, loan officers, insurance agents), the heads all others. A manager
-- has a smaller number than the employee, or is one of the first seven, and is in service. EMP-000002 reports to the head of Customer Service.
SELECT e.employee_id, e.role, e.branch_code, e.manager_id, m.role, wanted FROM (
    SELECT e.*, CASE
        WHEN e.employee_id = 'EMP-000001' THEN NULL
        WHEN e.employee_id = 'EMP-000002' THEN 'EMP-000007'
        WHEN d.department_head_id = e.employee_id THEN 'EMP-000001'
        WHEN e.role = 'Branch Manager' THEN (SELECT CASE min(a.employee_id) WHEN e.employee_id THEN 'EMP-000001' ELSE min(a.employee_id) END FROM employees a
            WHERE a.role = 'Branch Manager' AND (substr(a.branch_code, 3) - 1) / 3 = (substr(e.branch_code, 3) - 1) / 3)
        WHEN e.role IN ('Customer Service Representative', 'Loan Officer', 'Insurance Agent') THEN b.manager_id
        ELSE d.department_head_id END AS wanted
    FROM employees e JOIN branches b ON b.branch_code = e.branch_code JOIN departments d ON d.department_name = e.department
) e LEFT JOIN employees m ON m.employee_id = e.manager_id
WHERE e.manager_id IS NOT wanted OR m.employment_status = 'terminated' OR number_of(m.employee_id) > max(number_of(e.employee_id), 7);
-- mutation
UPDATE employees SET manager_id = 'EMP-000003' WHERE employee_id = 'EMP-000150';
-- mutation: the auditors report to somebody else
UPDATE employees SET manager_id = 'EMP-000005' WHERE department = 'Internal Audit';
-- mutation
UPDATE branches SET manager_id = 'EMP-000021' WHERE branch_code = 'BR005';

-- rule: employees.depth
-- Proper hierarchies: everyone reports to the root, at most 6 levels deep.
WITH RECURSIVE tree(employee_id, level) AS (
    SELECT employee_id, 1 FROM employees WHERE manager_id IS NULL
    UNION ALL
    SELECT e.employee_id, level + 1 FROM tree JOIN employees e ON e.manager_id = tree.employee_id WHERE level < 7
)
SELECT e.employee_id, level FROM employees e LEFT JOIN tree ON tree.employee_id = e.employee_id WHERE level IS NULL OR level > 6;
-- mutation: Two branch managers manage each other.
UPDATE employees SET manager_id = 'EMP-000027' WHERE employee_id = 'EMP-000021';

-- rule: employees.salaries
-- Appropriate value ranges: the salary lies in the range of the role.
SELECT employee_id, role, salary FROM employees
WHERE salary NOT BETWEEN 1000 * CASE
        WHEN role = 'Chief Executive Officer' THEN 180
        WHEN role = 'Customer Service Representative' THEN 34 WHEN role = 'Loan Officer' THEN 48
        WHEN role = 'Insurance Agent' THEN 40 WHEN role = 'Compliance Officer' THEN 58
        WHEN role IN ('Branch Manager', 'Risk Analyst') THEN 65 WHEN role = 'IT Specialist' THEN 75
        WHEN role = 'HR Specialist' THEN 55 WHEN role = 'Marketing Specialist' THEN 60 ELSE 50 END
    AND 1000 * CASE
        WHEN role = 'Chief Executive Officer' THEN 350
        WHEN role = 'Customer Service Representative' THEN 50 WHEN role = 'Loan Officer' THEN 98
        WHEN role = 'Insurance Agent' THEN 85 WHEN role = 'Compliance Officer' THEN 95
        WHEN role IN ('Branch Manager', 'Risk Analyst') THEN 110 WHEN role = 'IT Specialist' THEN 130
        WHEN role = 'HR Specialist' THEN 85 WHEN role = 'Marketing Specialist' THEN 90 ELSE 95 END;
-- mutation
UPDATE employees SET salary = 33999.99 WHERE employee_id = 'EMP-000002';

-- rule: employees.pay_by_tenure
-- Salary rises with tenure: correlation of the salary, relative to the average of the role, with the days of service; 75 employees and more.
-- expect: between 0.35 and 0.98
SELECT CASE WHEN count(*) < 75 THEN 0.7 ELSE (count(*) * sum(pay * days) - sum(pay) * sum(days))
    / sqrt((count(*) * sum(pay * pay) - sum(pay) * sum(pay)) * (count(*) * sum(days * days) - sum(days) * sum(days))) END
FROM (SELECT salary / avg(salary) OVER (PARTITION BY role) AS pay, 1.0 * (day(coalesce(termination_date, as_of())) - day(hire_date)) AS days FROM employees);
-- mutation
UPDATE employees SET hire_date = add_days(add_months(as_of(), -120), number_of(employee_id) * 7919 % 3400);

-- rule: employees.pay_by_rating
-- Salary rises with the rating: percent by which those with reviews of 4 and better earn more than the average of their role, less
-- the same of the others; 75 employees and more.
-- expect: between 0.5 and 30
SELECT CASE WHEN employees() < 75 THEN 5 ELSE 100.0 * (avg(CASE WHEN rating >= 4 THEN pay END) - avg(CASE WHEN rating < 4 THEN pay END)) END
FROM (SELECT employee_id, salary / avg(salary) OVER (PARTITION BY role) AS pay FROM employees) e
JOIN (SELECT employee_id, avg(rating) AS rating FROM performance_reviews GROUP BY 1) r ON r.employee_id = e.employee_id;
-- mutation
UPDATE performance_reviews SET rating = 6 - rating;

-- rule: employees.below_manager
-- Proper hierarchies: everybody earns less than the manager.
SELECT e.employee_id, e.salary, m.employee_id, m.salary FROM employees e JOIN employees m ON m.employee_id = e.manager_id WHERE e.salary >= m.salary;
-- mutation
UPDATE employees SET salary = 110000 WHERE role = 'Branch Manager';

-- rule: employees.hires
-- A bank of 1,500 employees and more hires all the time: somebody there came in each of the last ten years, counted back from the as-of
-- date, in the last five months, and more than ten years ago; from 150 employees on somebody came in the last year.
WITH RECURSIVE years(ago) AS (SELECT 0 UNION ALL SELECT ago + 1 FROM years WHERE ago < 9),
    spans(first, last, least) AS (SELECT add_days(as_of(), -365 * (ago + 1)), add_days(as_of(), -365 * ago), CASE ago WHEN 0 THEN 150 ELSE 1500 END FROM years
        UNION ALL SELECT add_days(as_of(), -150), as_of(), 1500 UNION ALL SELECT add_days(as_of(), -7700), add_days(as_of(), -3660), 1500)
SELECT first, last FROM spans WHERE employees() >= least AND NOT EXISTS (SELECT 1 FROM employees WHERE hire_date BETWEEN first AND last);
-- mutation
UPDATE employees SET hire_date = add_days(as_of(), -400) WHERE hire_date > add_days(as_of(), -400);

-- rule: employees.status
-- Employees by employment status.
-- expect: share active 92, on_leave 3, terminated 5; slack 0.5; effect 0.2
SELECT employment_status, count(*) FROM employees GROUP BY 1;
-- mutation
UPDATE employees SET employment_status = 'on_leave' WHERE number_of(employee_id) % 8 = 0;

-- rule: employees.hired
-- Everyone was hired over the last 21 years, and nobody leaves before being hired.
SELECT employee_id, hire_date, termination_date FROM employees
WHERE hire_date NOT BETWEEN add_months(as_of(), -252) AND as_of() OR termination_date < hire_date
   OR (employment_status = 'terminated') <> (termination_date IS NOT NULL);
-- mutation
UPDATE employees SET hire_date = add_days(add_months(as_of(), -252), -1) WHERE employee_id = 'EMP-000008';

-- rule: employees.stand_ins
-- In each twenty the first of each of the five roles that serve customers was hired 7-20 years ago and never leaves; so was every branch
-- manager.
SELECT employee_id, role, hire_date, employment_status FROM employees
WHERE ((number_of(employee_id) - 1) % 20 BETWEEN 1 AND 5 OR role IN ('Chief Executive Officer', 'Branch Manager'))
  AND (hire_date > add_months(as_of(), -84) OR hire_date < add_months(as_of(), -244) OR employment_status = 'terminated');
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

-- rule: training.orientation
-- Orientation is for the recently hired: everyone in service who came within the last two years has it, begun within a month, and nobody
-- else.
SELECT e.employee_id, hire_date, enrollment_date FROM employees e
LEFT JOIN employee_training t ON t.employee_id = e.employee_id AND program_id = (SELECT program_id FROM training_programs WHERE program_name LIKE '%Orientation%')
WHERE enrollment_date > add_days(hire_date, 31) OR enrollment_date IS NULL AND hire_date >= add_days(as_of(), -729) AND employment_status <> 'terminated';
-- mutation
UPDATE employee_training SET program_id = 'PROG-02' WHERE employee_id = 'EMP-000002' AND program_id <> 'PROG-01';
-- mutation
DELETE FROM employee_training WHERE program_id = 'PROG-02';

-- rule: training.by_role
-- Programs fit the role: the license is for insurance agents, leadership for managers, mortgage underwriting for loan officers; every
-- agent and manager who has been here for two years has theirs.
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
-- The compulsory program is taken every year: whoever is in service began it within the last one.
SELECT e.employee_id, enrollment_date FROM employees e JOIN employee_training t ON t.employee_id = e.employee_id
WHERE program_id = 'PROG-01' AND employment_status <> 'terminated' AND enrollment_date < add_months(as_of(), -12);
-- mutation
UPDATE employee_training SET enrollment_date = add_months(as_of(), -13) WHERE program_id = 'PROG-01' AND employee_id = 'EMP-000009';

-- rule: reviews.rows
-- Expected rows: performance reviews.
-- expect: rows 290 employees; slack 4; effect 0.15
SELECT count(*) FROM performance_reviews;
-- mutation
DELETE FROM performance_reviews WHERE review_id % 10 = 2;

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
-- Performance Reviews: annual cadence, the first when the trial of three months is over.
SELECT review_id, r.employee_id, review_date, previous, hire_date FROM (
    SELECT *, lag(review_date) OVER (PARTITION BY employee_id ORDER BY review_date) AS previous FROM performance_reviews
) r JOIN employees e ON e.employee_id = r.employee_id
WHERE review_date < add_days(hire_date, 89) OR day(review_date) - day(previous) NOT BETWEEN 330 AND 400;
-- mutation
UPDATE performance_reviews SET review_date = add_days(review_date, -80) WHERE review_id = 12;

-- rule: reviews.reviewers
-- Performance Reviews: the reviewer is the manager, for the Chief Executive Officer EMP-000005, and in service on the day.
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

-- rule: reviews.persistent
-- Performance Reviews: who is good one year is mostly good the next: correlation of a rating with the one before; 75 employees and more.
-- expect: between 0.3 and 0.98
SELECT CASE WHEN employees() < 75 THEN 0.7 ELSE (count(*) * sum(rating * before) - sum(rating) * sum(before))
    / sqrt((count(*) * sum(rating * rating) - 1.0 * sum(rating) * sum(rating)) * (count(*) * sum(before * before) - 1.0 * sum(before) * sum(before))) END
FROM (SELECT rating, lag(rating) OVER (PARTITION BY employee_id ORDER BY review_date) AS before FROM performance_reviews) WHERE before IS NOT NULL;
-- mutation
UPDATE performance_reviews SET rating = 1 + review_id * 7919 % 4;

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
UPDATE employee_assignments SET related_entity_id = (SELECT related_entity_id FROM employee_assignments WHERE assignment_id = 21) WHERE assignment_id = 22;

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
-- Employee Assignments: 10-20 branch coverages at every scale.
-- expect: between 10 and 20
SELECT count(*) FROM employee_assignments WHERE assignment_type = 'branch_coverage';
-- mutation
DELETE FROM employee_assignments WHERE assignment_type = 'branch_coverage' AND assignment_id > 40;

-- rule: assignments.covering
-- Employee Assignments: branches are covered by branch people, of the same area of three branches.
SELECT assignment_id, a.employee_id, role, branch_code, related_entity_id FROM employee_assignments a JOIN employees e ON e.employee_id = a.employee_id
WHERE assignment_type = 'branch_coverage' AND (role NOT IN ('Branch Manager', 'Customer Service Representative', 'Loan Officer', 'Insurance Agent')
    OR (substr(related_entity_id, 3) - 1) / 3 <> (substr(branch_code, 3) - 1) / 3);
-- mutation
UPDATE employee_assignments SET employee_id = 'EMP-000005' WHERE assignment_type = 'branch_coverage' AND employee_id = 'EMP-000004';
-- mutation
UPDATE employee_assignments SET related_entity_id = 'BR018' WHERE assignment_id = 21;

-- rule: assignments.entities
-- A portfolio names a customer, a coverage a branch, BR001 to BR018.
SELECT assignment_id, assignment_type, related_entity_id FROM employee_assignments
WHERE NOT related_entity_id REGEXP CASE assignment_type WHEN 'branch_coverage' THEN '^BR0(0[1-9]|1[0-8])$' ELSE '^CUST-[0-9]{7,}$' END;
-- mutation
UPDATE employee_assignments SET related_entity_id = 'BR019' WHERE assignment_id = 21;

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
UPDATE employee_assignments SET start_date = add_months(as_of(), -121) WHERE assignment_id = 21;
