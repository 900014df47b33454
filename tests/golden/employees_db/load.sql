-- Loads employees_db. Run by load.sh from the bundle's folder, inside a transaction whose search_path leads
-- to where the tables shall stand. The next lines are read by load.sh.
-- bundle 01b520f797aaf7e1
-- table departments 12
-- table employees 15
-- table training_programs 18
-- table employee_training 41
-- table performance_reviews 35
-- table employee_assignments 92

SET LOCAL client_min_messages = warning;
SET LOCAL client_encoding = 'UTF8';
SET LOCAL datestyle = 'ISO, YMD';

\if :{?force}
\else
DO $$
DECLARE
    other text;
BEGIN
    SELECT string_agg(relname, ', ' ORDER BY relname) INTO other FROM pg_class
    WHERE relnamespace = current_schema()::regnamespace AND relname IN ('departments', 'employees', 'training_programs', 'employee_training', 'performance_reviews', 'employee_assignments')
        AND coalesce(strpos(obj_description(oid, 'pg_class'), '
Loaded by dhub, bundle '), 0) = 0;
    IF other IS NOT NULL THEN
        RAISE EXCEPTION '%: not made by load.sh', other;
    END IF;
END
$$;
\endif

-- With --force, also what depends on them.
\if :{?force}
    DROP TABLE IF EXISTS departments, employees, training_programs, employee_training, performance_reviews, employee_assignments CASCADE;
\else
    DROP TABLE IF EXISTS departments, employees, training_programs, employee_training, performance_reviews, employee_assignments;
\endif

CREATE TABLE departments (
    department_id      text          NOT NULL,
    department_name    text          NOT NULL,
    department_head_id text          NOT NULL,
    budget             numeric(15,2) NOT NULL,
    CONSTRAINT departments_department_name_labels CHECK (department_name IN (
        'Retail Banking', 'Lending', 'Insurance', 'Compliance', 'Operations', 'Customer Service',
        'Risk Management', 'Information Technology', 'Human Resources', 'Finance', 'Internal Audit',
        'Marketing'
    )),
    CONSTRAINT departments_budget_check CHECK (budget > 0)
);
COMMENT ON TABLE departments IS 'The twelve departments of the bank.';
COMMENT ON COLUMN departments.department_id IS 'Key: DEPT-01 to DEPT-12.';
COMMENT ON COLUMN departments.department_name IS 'Name, as in employees.department.';
COMMENT ON COLUMN departments.department_head_id IS 'Department head; the head of the bank if the department has no staff of its own.';
COMMENT ON COLUMN departments.budget IS 'Annual budget in US dollars: salaries and overhead.';

CREATE TABLE employees (
    employee_id       text          NOT NULL,
    employee_number   text          NOT NULL,
    first_name        text          NOT NULL,
    last_name         text          NOT NULL,
    email             text          NOT NULL,
    phone             text          NOT NULL,
    role              text          NOT NULL,
    department        text          NOT NULL,
    branch_code       text          NOT NULL,
    manager_id        text,
    hire_date         date          NOT NULL,
    termination_date  date,
    employment_status text          NOT NULL,
    salary            numeric(15,2) NOT NULL,
    created_at        timestamp     NOT NULL,
    CONSTRAINT employees_role_labels CHECK (role IN (
        'Branch Manager', 'Customer Service Representative', 'Loan Officer', 'Insurance Agent',
        'Compliance Officer', 'Risk Analyst', 'IT Specialist', 'HR Specialist', 'Finance Specialist',
        'Audit Specialist', 'Operations Specialist', 'Marketing Specialist'
    )),
    CONSTRAINT employees_department_labels CHECK (department IN (
        'Retail Banking', 'Lending', 'Insurance', 'Compliance', 'Operations', 'Customer Service',
        'Risk Management', 'Information Technology', 'Human Resources', 'Finance', 'Internal Audit',
        'Marketing'
    )),
    CONSTRAINT employees_employment_status_labels CHECK (employment_status IN ('active', 'on_leave', 'terminated')),
    CONSTRAINT employees_employee_number_check CHECK (employee_number ~ '^E[0-9]{5,7}$'),
    CONSTRAINT employees_branch_code_check CHECK (branch_code ~ '^BR[0-9]{3}$'),
    CONSTRAINT employees_salary_check CHECK (salary > 0),
    CONSTRAINT employees_check_1 CHECK (termination_date >= hire_date),
    CONSTRAINT employees_check_2 CHECK ((employment_status = 'terminated') = (termination_date IS NOT NULL))
);
COMMENT ON TABLE employees IS 'Current and former employees; one management tree rooted at EMP-000001.';
COMMENT ON COLUMN employees.employee_id IS 'Key: EMP- and the employee''s sequence number.';
COMMENT ON COLUMN employees.employee_number IS 'Employee number: E and digits.';
COMMENT ON COLUMN employees.first_name IS 'First name.';
COMMENT ON COLUMN employees.last_name IS 'Last name.';
COMMENT ON COLUMN employees.email IS 'Work email address at the bank''s own domain.';
COMMENT ON COLUMN employees.phone IS 'The bank''s main number with the employee''s extension.';
COMMENT ON COLUMN employees.role IS 'Job role.';
COMMENT ON COLUMN employees.department IS 'Department name.';
COMMENT ON COLUMN employees.branch_code IS 'Home branch, BR001 to BR018.';
COMMENT ON COLUMN employees.manager_id IS 'Manager; NULL only for the head of the bank.';
COMMENT ON COLUMN employees.hire_date IS 'Hire date.';
COMMENT ON COLUMN employees.termination_date IS 'Last day of employment; NULL unless terminated.';
COMMENT ON COLUMN employees.employment_status IS 'Employment status.';
COMMENT ON COLUMN employees.salary IS 'Annual salary in US dollars.';
COMMENT ON COLUMN employees.created_at IS 'Time the record was created.';

CREATE TABLE training_programs (
    program_id     text     NOT NULL,
    program_name   text     NOT NULL,
    description    text     NOT NULL,
    duration_hours smallint NOT NULL,
    certification  boolean  NOT NULL,
    CONSTRAINT training_programs_duration_hours_check CHECK (duration_hours > 0)
);
COMMENT ON TABLE training_programs IS 'Training programs on offer.';
COMMENT ON COLUMN training_programs.program_id IS 'Key: PROG-01 to PROG-18; PROG-01 is mandatory.';
COMMENT ON COLUMN training_programs.program_name IS 'Title.';
COMMENT ON COLUMN training_programs.description IS 'What the program teaches.';
COMMENT ON COLUMN training_programs.duration_hours IS 'Duration in hours.';
COMMENT ON COLUMN training_programs.certification IS 'Whether it ends with a certificate.';

CREATE TABLE employee_training (
    training_record_id bigint GENERATED BY DEFAULT AS IDENTITY,
    employee_id        text     NOT NULL,
    program_id         text     NOT NULL,
    enrollment_date    date     NOT NULL,
    completion_date    date,
    status             text     NOT NULL,
    score              smallint,
    CONSTRAINT employee_training_status_labels CHECK (status IN ('completed', 'in_progress', 'enrolled')),
    CONSTRAINT employee_training_score_check CHECK (score BETWEEN 65 AND 100),
    CONSTRAINT employee_training_check_1 CHECK (completion_date >= enrollment_date),
    CONSTRAINT employee_training_check_2 CHECK ((status = 'completed') = (completion_date IS NOT NULL)),
    CONSTRAINT employee_training_check_3 CHECK ((status = 'completed') = (score IS NOT NULL))
);
COMMENT ON TABLE employee_training IS 'Enrollments of employees in training programs.';
COMMENT ON COLUMN employee_training.training_record_id IS 'Key: employee and sequence number.';
COMMENT ON COLUMN employee_training.employee_id IS 'Employee who is enrolled.';
COMMENT ON COLUMN employee_training.program_id IS 'Training program.';
COMMENT ON COLUMN employee_training.enrollment_date IS 'Date of enrollment.';
COMMENT ON COLUMN employee_training.completion_date IS 'Date of completion; NULL unless completed.';
COMMENT ON COLUMN employee_training.status IS 'Status.';
COMMENT ON COLUMN employee_training.score IS 'Final test score; NULL unless completed.';

CREATE TABLE performance_reviews (
    review_id   bigint GENERATED BY DEFAULT AS IDENTITY,
    employee_id text     NOT NULL,
    review_date date     NOT NULL,
    reviewer_id text     NOT NULL,
    rating      smallint NOT NULL,
    goals_met   smallint NOT NULL,
    comments    text     NOT NULL,
    CONSTRAINT performance_reviews_rating_check CHECK (rating BETWEEN 1 AND 5),
    CONSTRAINT performance_reviews_goals_met_check CHECK (goals_met BETWEEN 60 AND 100),
    CONSTRAINT performance_reviews_check_1 CHECK (reviewer_id <> employee_id)
);
COMMENT ON TABLE performance_reviews IS 'Annual performance reviews.';
COMMENT ON COLUMN performance_reviews.review_id IS 'Key: employee and sequence number.';
COMMENT ON COLUMN performance_reviews.employee_id IS 'Employee under review.';
COMMENT ON COLUMN performance_reviews.review_date IS 'Date of the review.';
COMMENT ON COLUMN performance_reviews.reviewer_id IS 'Reviewer: the manager; for the head of the bank, a peer.';
COMMENT ON COLUMN performance_reviews.rating IS 'Overall rating, 1 to 5 (best).';
COMMENT ON COLUMN performance_reviews.goals_met IS 'Percentage of the year''s goals met.';
COMMENT ON COLUMN performance_reviews.comments IS 'Reviewer''s comments.';

CREATE TABLE employee_assignments (
    assignment_id     bigint GENERATED BY DEFAULT AS IDENTITY,
    employee_id       text NOT NULL,
    assignment_type   text NOT NULL,
    related_entity_id text NOT NULL,
    start_date        date NOT NULL,
    end_date          date,
    CONSTRAINT employee_assignments_assignment_type_labels CHECK (assignment_type IN ('customer_portfolio', 'branch_coverage')),
    CONSTRAINT employee_assignments_check_1 CHECK (end_date >= start_date)
);
COMMENT ON TABLE employee_assignments IS 'Customers and branches assigned to employees.';
COMMENT ON COLUMN employee_assignments.assignment_id IS 'Key: for a branch, employee and sequence number; for a portfolio, customer and 001.';
COMMENT ON COLUMN employee_assignments.employee_id IS 'Employee assigned.';
COMMENT ON COLUMN employee_assignments.assignment_type IS 'Type of assignment: a customer or a branch.';
COMMENT ON COLUMN employee_assignments.related_entity_id IS 'Customer id (accounts_db.customers) or branch code.';
COMMENT ON COLUMN employee_assignments.start_date IS 'First day.';
COMMENT ON COLUMN employee_assignments.end_date IS 'Last day; NULL while ongoing.';

\copy departments from program 'zstd -dcq -- employees_db/departments.csv.zst' with (format csv, header, freeze, encoding 'UTF8')
\copy employees from program 'zstd -dcq -- employees_db/employees.csv.zst' with (format csv, header, freeze, encoding 'UTF8')
\copy training_programs from program 'zstd -dcq -- employees_db/training_programs.csv.zst' with (format csv, header, freeze, encoding 'UTF8')
\copy employee_training from program 'zstd -dcq -- employees_db/employee_training.csv.zst' with (format csv, header, freeze, encoding 'UTF8')
\copy performance_reviews from program 'zstd -dcq -- employees_db/performance_reviews.csv.zst' with (format csv, header, freeze, encoding 'UTF8')
\copy employee_assignments from program 'zstd -dcq -- employees_db/employee_assignments.csv.zst' with (format csv, header, freeze, encoding 'UTF8')

ALTER TABLE departments
    ADD CONSTRAINT departments_pkey PRIMARY KEY (department_id),
    ADD CONSTRAINT departments_department_name_key UNIQUE (department_name);
ALTER TABLE employees
    ADD CONSTRAINT employees_pkey PRIMARY KEY (employee_id),
    ADD CONSTRAINT employees_employee_number_key UNIQUE (employee_number),
    ADD CONSTRAINT employees_email_key UNIQUE (email);
ALTER TABLE training_programs
    ADD CONSTRAINT training_programs_pkey PRIMARY KEY (program_id),
    ADD CONSTRAINT training_programs_program_name_key UNIQUE (program_name);
ALTER TABLE employee_training
    ADD CONSTRAINT employee_training_pkey PRIMARY KEY (training_record_id),
    ADD CONSTRAINT employee_training_employee_id_program_id_key UNIQUE (employee_id, program_id);
ALTER TABLE performance_reviews
    ADD CONSTRAINT performance_reviews_pkey PRIMARY KEY (review_id),
    ADD CONSTRAINT performance_reviews_employee_id_review_date_key UNIQUE (employee_id, review_date);
ALTER TABLE employee_assignments
    ADD CONSTRAINT employee_assignments_pkey PRIMARY KEY (assignment_id);

ALTER TABLE departments ADD CONSTRAINT departments_department_head_id_fkey
    FOREIGN KEY (department_head_id) REFERENCES employees (employee_id);
ALTER TABLE employees ADD CONSTRAINT employees_manager_id_fkey
    FOREIGN KEY (manager_id) REFERENCES employees (employee_id);
ALTER TABLE employee_training ADD CONSTRAINT employee_training_employee_id_fkey
    FOREIGN KEY (employee_id) REFERENCES employees (employee_id);
ALTER TABLE employee_training ADD CONSTRAINT employee_training_program_id_fkey
    FOREIGN KEY (program_id) REFERENCES training_programs (program_id);
ALTER TABLE performance_reviews ADD CONSTRAINT performance_reviews_employee_id_fkey
    FOREIGN KEY (employee_id) REFERENCES employees (employee_id);
ALTER TABLE performance_reviews ADD CONSTRAINT performance_reviews_reviewer_id_fkey
    FOREIGN KEY (reviewer_id) REFERENCES employees (employee_id);
ALTER TABLE employee_assignments ADD CONSTRAINT employee_assignments_employee_id_fkey
    FOREIGN KEY (employee_id) REFERENCES employees (employee_id);

CREATE INDEX departments_department_head_id_idx ON departments (department_head_id);
CREATE INDEX employees_manager_id_idx ON employees (manager_id);
CREATE INDEX employee_training_program_id_idx ON employee_training (program_id);
CREATE INDEX employee_training_status_idx ON employee_training (status);
CREATE INDEX performance_reviews_reviewer_id_idx ON performance_reviews (reviewer_id);
CREATE INDEX performance_reviews_rating_idx ON performance_reviews (rating);
CREATE INDEX employee_assignments_employee_id_idx ON employee_assignments (employee_id);
CREATE INDEX employee_assignments_related_entity_id_idx ON employee_assignments (related_entity_id);

SELECT setval(pg_get_serial_sequence('employee_training', 'training_record_id'), coalesce(max(training_record_id), 0) + 1, false) AS done FROM employee_training \gset
SELECT setval(pg_get_serial_sequence('performance_reviews', 'review_id'), coalesce(max(review_id), 0) + 1, false) AS done FROM performance_reviews \gset
SELECT setval(pg_get_serial_sequence('employee_assignments', 'assignment_id'), coalesce(max(assignment_id), 0) + 1, false) AS done FROM employee_assignments \gset

DO $$
DECLARE
    wanted record;
    found bigint;
BEGIN
    FOR wanted IN VALUES
        ('departments', 12::bigint),
        ('employees', 15::bigint),
        ('training_programs', 18::bigint),
        ('employee_training', 41::bigint),
        ('performance_reviews', 35::bigint),
        ('employee_assignments', 92::bigint)
    LOOP
        EXECUTE format('SELECT count(*) FROM %I', wanted.column1) INTO found;
        IF found <> wanted.column2 THEN
            RAISE EXCEPTION '%: row count differs from the manifest: expected %, found %', wanted.column1, wanted.column2, found;
        END IF;
    END LOOP;
END
$$;

COMMENT ON TABLE departments IS 'The twelve departments of the bank.
Loaded by dhub, bundle 01b520f797aaf7e1.';
COMMENT ON TABLE employees IS 'Current and former employees; one management tree rooted at EMP-000001.
Loaded by dhub, bundle 01b520f797aaf7e1.';
COMMENT ON TABLE training_programs IS 'Training programs on offer.
Loaded by dhub, bundle 01b520f797aaf7e1.';
COMMENT ON TABLE employee_training IS 'Enrollments of employees in training programs.
Loaded by dhub, bundle 01b520f797aaf7e1.';
COMMENT ON TABLE performance_reviews IS 'Annual performance reviews.
Loaded by dhub, bundle 01b520f797aaf7e1.';
COMMENT ON TABLE employee_assignments IS 'Customers and branches assigned to employees.
Loaded by dhub, bundle 01b520f797aaf7e1.';

SET LOCAL default_statistics_target = 25;
ANALYZE departments, employees, training_programs, employee_training, performance_reviews, employee_assignments;
