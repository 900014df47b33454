-- rule: employees.count
-- Scale: 150 employees at scale 1, rounded down, at least 7, unless a count was given explicitly.
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
-- Fixed size: number of departments, numbered from DEPT-01, with the names that employees carry.
-- expect: between 12 and 12
SELECT count(DISTINCT department_name) FROM departments WHERE number_of(department_id) BETWEEN 1 AND 12;
-- mutation
DELETE FROM departments WHERE department_id = 'DEPT-12';

-- rule: departments.heads
-- Proper hierarchies: a department is headed by a member with at least seven years of service; the Chief Executive Officer stands in only
-- while it has no staff. Customer Service is headed by a branch manager, not by someone who serves at a counter.
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

-- rule: branches.rows
-- Fixed size: 15-20 branches, namely BR001 to BR018.
-- expect: between 18 and 18
SELECT count(*) FROM branches WHERE branch_code REGEXP '^BR0(0[1-9]|1[0-8])$';
-- mutation
DELETE FROM branches WHERE branch_code = 'BR018';

-- rule: branches.places
-- Each branch is in a different city, on a fictitious street, with a postal code of the state. Its phone number is the bank's switchboard with the
-- branch's extension.
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
-- A branch opened before anyone was hired there and before its first account.
SELECT b.branch_code, opened_date, first FROM branches b JOIN (
    SELECT branch_code, min(day) AS first FROM (SELECT branch_code, hire_date AS day FROM employees UNION ALL SELECT branch_code, opened_date FROM accounts) GROUP BY 1
) f ON f.branch_code = b.branch_code WHERE opened_date > first;
-- mutation
UPDATE branches SET opened_date = as_of() WHERE branch_code = 'BR002';

-- rule: branches.managers
-- A branch is led by its Branch Manager; if it has none yet, by the manager of its area of three branches, or by the Chief Executive
-- Officer.
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
-- 120 employees staff every branch, and each branch has a manager and someone at the counter.
SELECT branch_code FROM branches b WHERE employees() >= 120 AND 2 <> (SELECT count(DISTINCT role) FROM employees e
    WHERE e.branch_code = b.branch_code AND role IN ('Branch Manager', 'Customer Service Representative') AND employment_status <> 'terminated');
-- mutation
UPDATE employees SET branch_code = 'BR001' WHERE branch_code = 'BR014' AND role = 'Customer Service Representative';

-- rule: branches.customers
-- Branch staffing follows the customers: the highest ratio of account holders to branch staff over the lowest, in banks with 1,500 or more employees;
-- from 120 employees on, each branch has staff.
-- expect: between 1 and 3
SELECT CASE WHEN employees() < 120 THEN 2 WHEN count(staff) < count(*) THEN 99 WHEN employees() < 1500 THEN 2
    ELSE max(1.0 * customers / staff) / min(1.0 * customers / staff) END FROM (
    SELECT branch_code, count(DISTINCT customer_id) AS customers FROM accounts GROUP BY 1) LEFT JOIN (
    SELECT branch_code, count(*) AS staff FROM employees WHERE employment_status <> 'terminated'
        AND role IN ('Customer Service Representative', 'Loan Officer', 'Insurance Agent', 'Branch Manager') GROUP BY 1) USING (branch_code);
-- mutation: All staff of one branch move to another.
UPDATE employees SET branch_code = 'BR002' WHERE branch_code = 'BR001';

-- rule: employees.roles
-- Each full block of 20 employees has 3 insurance agents, 2 compliance officers and a risk analyst. The first 20 also have the Chief Executive
-- Officer, 3 branch managers, 7 in customer service, 2 loan officers and a specialist; the next five blocks, one per area, 3 branch managers, 7 in
-- customer service, 3 loan officers and a specialist; all others 8 in customer service, 4 loan officers and 2 specialists.
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
-- Each block of 20 begins with one of each role that serves customers, in the second to sixth place: customer service, loan officer, insurance agent,
-- compliance officer, risk analyst. EMP-000001 is the Chief Executive Officer and EMP-000007 a branch manager.
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
-- Roles follow fixed patterns of 20, one for the first block of an area and one for later ones: each place has the role that it has in the first such
-- block, except for specialists.
SELECT employee_id, kind, first FROM (
    SELECT employee_id, kind, first_value(kind) OVER (PARTITION BY later, (number - 1) % 20 ORDER BY number) AS first FROM (
        SELECT employee_id, number_of(employee_id) AS number, number_of(employee_id) > 120 AS later,
            CASE WHEN role LIKE '% Specialist' THEN 'Specialist' ELSE role END AS kind FROM employees WHERE number_of(employee_id) > 20)
) WHERE kind <> first;
-- mutation
UPDATE employees SET role = 'Customer Service Representative' WHERE employee_id = 'EMP-000104';

-- rule: employees.specialists
-- Specialists rotate through IT, HR, Finance, Audit, Operations and Marketing; where there are two, the second is three ahead.
SELECT employee_id, role FROM employees
WHERE role LIKE '% Specialist' AND role <> CASE ((number_of(employee_id) - 1) / 20 + CASE (number_of(employee_id) - 1) % 20 WHEN 8 THEN 3 ELSE 0 END) % 6
    WHEN 0 THEN 'IT' WHEN 1 THEN 'HR' WHEN 2 THEN 'Finance' WHEN 3 THEN 'Audit' WHEN 4 THEN 'Operations' ELSE 'Marketing'
    END || ' Specialist';
-- mutation
UPDATE employees SET role = 'Audit Specialist' WHERE role = 'IT Specialist';

-- rule: employees.root
-- Proper hierarchies: EMP-000001, the Chief Executive Officer, is the only employee without a manager.
SELECT employee_id, role, manager_id FROM employees
WHERE (manager_id IS NULL) <> (employee_id = 'EMP-000001') OR (role = 'Chief Executive Officer') <> (employee_id = 'EMP-000001');
-- mutation
UPDATE employees SET manager_id = NULL WHERE employee_id = 'EMP-000002';
-- mutation
UPDATE employees SET role = 'Chief Executive Officer' WHERE employee_id = 'EMP-000007';

-- rule: employees.managers
-- Proper hierarchies: the Chief Executive Officer leads the heads of departments and the area managers; area managers lead the managers of the other
-- branches, branch managers the branch staff (customer service, loan officers, insurance agents), and department heads everyone else. A manager has a
-- smaller number than the employee, or is one of the first seven, and is in service. EMP-000002 reports to the head of Customer Service.
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
-- Appropriate value ranges: salaries are within the range of the role.
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
-- Salary rises with tenure: correlation of salary, relative to the role's average, with days of service; from 75 employees on.
-- expect: between 0.35 and 0.98
SELECT CASE WHEN count(*) < 75 THEN 0.7 ELSE (count(*) * sum(pay * days) - sum(pay) * sum(days))
    / sqrt((count(*) * sum(pay * pay) - sum(pay) * sum(pay)) * (count(*) * sum(days * days) - sum(days) * sum(days))) END
FROM (SELECT salary / avg(salary) OVER (PARTITION BY role) AS pay, 1.0 * (day(coalesce(termination_date, as_of())) - day(hire_date)) AS days FROM employees);
-- mutation
UPDATE employees SET hire_date = add_days(add_months(as_of(), -120), number_of(employee_id) * 7919 % 3400);

-- rule: employees.pay_by_rating
-- Salary rises with ratings: percent above the role's average for employees with ratings of 4 and better, minus the same for the others; from 75
-- employees on. A small difference gets an allowance of three standard deviations for that few employees.
-- expect: between 5 and 30
WITH paid AS (
    SELECT rating >= 4 AS good, pay FROM (SELECT employee_id, salary / avg(salary) OVER (PARTITION BY role) AS pay FROM employees) e
    JOIN (SELECT employee_id, avg(rating) AS rating FROM performance_reviews GROUP BY 1) r ON r.employee_id = e.employee_id
), compared AS (
    SELECT 100 * (avg(CASE WHEN good THEN pay END) - avg(CASE WHEN NOT good THEN pay END)) AS more,
        100 * sqrt((avg(pay * pay) - avg(pay) * avg(pay)) * (1.0 / sum(good) + 1.0 / sum(NOT good))) AS chance FROM paid
)
SELECT CASE WHEN employees() < 75 THEN 7 WHEN more < 7 THEN min(7, more + 3 * chance) ELSE more END FROM compared;
-- mutation
UPDATE performance_reviews SET rating = 6 - rating;

-- rule: employees.below_manager
-- Proper hierarchies: everyone earns less than their manager.
SELECT e.employee_id, e.salary, m.employee_id, m.salary FROM employees e JOIN employees m ON m.employee_id = e.manager_id WHERE e.salary >= m.salary;
-- mutation
UPDATE employees SET salary = 110000 WHERE role = 'Branch Manager';

-- rule: employees.hires
-- A bank of 1,500 or more employees hires continuously: someone still there was hired in each of the last ten years, counted back from the as-of date, in
-- the last five months, and more than ten years ago; from 150 employees on, someone was hired in the last year.
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
-- In each block of twenty, the first of each of the five roles that serve customers was hired 7-20 years ago and never leaves; the same holds for
-- every branch manager.
SELECT employee_id, role, hire_date, employment_status FROM employees
WHERE ((number_of(employee_id) - 1) % 20 BETWEEN 1 AND 5 OR role IN ('Chief Executive Officer', 'Branch Manager'))
  AND (hire_date > add_months(as_of(), -84) OR hire_date < add_months(as_of(), -244) OR employment_status = 'terminated');
-- mutation
UPDATE employees SET hire_date = add_days(add_months(as_of(), -84), 1) WHERE employee_id = 'EMP-000021';

-- rule: employees.addresses
-- No real people: staff email addresses are in the bank's own .example domain, and unique.
SELECT employee_id, email FROM employees
WHERE NOT email REGEXP '^[a-z0-9._-]+@([a-z0-9-]+\.)+example$'
   OR substr(email, instr(email, '@')) <> (SELECT substr(email, instr(email, '@')) FROM employees WHERE employee_id = 'EMP-000001');
-- mutation
UPDATE employees SET email = replace(email, '@', '@mail.') WHERE employee_id = 'EMP-000150';

-- rule: employees.phones
-- No real people: staff have the bank's switchboard number, 555-0100 to 555-0199, with a unique extension.
SELECT employee_id, phone FROM employees
WHERE NOT phone REGEXP '^[2-9][0-9]{2}-555-01[0-9]{2} x[0-9]+$' OR extract(phone, '[0-9]+$') <> extract(employee_number, '[0-9]+');
-- mutation
UPDATE employees SET phone = '212-867-5309 x10002' WHERE employee_id = 'EMP-000002';

-- rule: employees.no_future
-- Date/time consistency: no staff event is after the as-of date.
SELECT employee_id, 'employees', hire_date, termination_date, created_at FROM employees
WHERE hire_date > as_of() OR termination_date > as_of() OR substr(created_at, 1, 10) > as_of()
UNION ALL SELECT CAST(training_record_id AS TEXT), 'employee_training', enrollment_date, completion_date, NULL FROM employee_training
WHERE enrollment_date > as_of() OR completion_date > as_of()
UNION ALL SELECT CAST(review_id AS TEXT), 'performance_reviews', review_date, NULL, NULL FROM performance_reviews WHERE review_date > as_of()
UNION ALL SELECT CAST(assignment_id AS TEXT), 'employee_assignments', start_date, end_date, NULL FROM employee_assignments
WHERE start_date > as_of() OR end_date > as_of();
-- mutation
UPDATE employees SET created_at = add_days(as_of(), 1) || ' 09:00:00' WHERE employee_id = 'EMP-000150';
