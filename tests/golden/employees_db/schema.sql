-- The 7 tables of employees_db, as created by a bundle's load.sh.
-- Rendered by dhub from the declarations of the tables (src/tables/employees_db.rs).
-- On an empty database: psql -X -v ON_ERROR_STOP=1 -1 -d employees_db -f schema.sql

CREATE TABLE departments (
    department_id      text          NOT NULL,
    department_name    text          NOT NULL,
    department_head_id text          NOT NULL,
    budget             numeric(15,2) NOT NULL,
    CONSTRAINT departments_pkey PRIMARY KEY (department_id),
    CONSTRAINT departments_department_name_key UNIQUE (department_name),
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
COMMENT ON COLUMN departments.department_head_id IS 'Department head; the Chief Executive Officer if the department has no staff yet.';
COMMENT ON COLUMN departments.budget IS 'Annual budget in US dollars: salaries and overhead.';

CREATE TABLE branches (
    branch_code text NOT NULL,
    branch_name text NOT NULL,
    address     text NOT NULL,
    city        text NOT NULL,
    state       text NOT NULL,
    postal_code text NOT NULL,
    phone       text NOT NULL,
    opened_date date NOT NULL,
    manager_id  text NOT NULL,
    CONSTRAINT branches_pkey PRIMARY KEY (branch_code),
    CONSTRAINT branches_branch_name_key UNIQUE (branch_name),
    CONSTRAINT branches_phone_key UNIQUE (phone),
    CONSTRAINT branches_state_check CHECK (state ~ '^[A-Z]{2}$'),
    CONSTRAINT branches_postal_code_check CHECK (postal_code ~ '^[0-9]{5}$')
);
COMMENT ON TABLE branches IS 'The eighteen branches of the bank.';
COMMENT ON COLUMN branches.branch_code IS 'Key: BR001 to BR018; BR001 is the head office.';
COMMENT ON COLUMN branches.branch_name IS 'Name.';
COMMENT ON COLUMN branches.address IS 'Street address.';
COMMENT ON COLUMN branches.city IS 'City.';
COMMENT ON COLUMN branches.state IS 'Two-letter state code.';
COMMENT ON COLUMN branches.postal_code IS 'ZIP code of the city, five digits.';
COMMENT ON COLUMN branches.phone IS 'The bank''s main number with the branch''s extension.';
COMMENT ON COLUMN branches.opened_date IS 'Opening date.';
COMMENT ON COLUMN branches.manager_id IS 'Branch manager; the area''s manager if the branch has none of its own.';

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
    CONSTRAINT employees_pkey PRIMARY KEY (employee_id),
    CONSTRAINT employees_employee_number_key UNIQUE (employee_number),
    CONSTRAINT employees_email_key UNIQUE (email),
    CONSTRAINT employees_role_labels CHECK (role IN (
        'Chief Executive Officer', 'Branch Manager', 'Customer Service Representative', 'Loan Officer',
        'Insurance Agent', 'Compliance Officer', 'Risk Analyst', 'IT Specialist', 'HR Specialist',
        'Finance Specialist', 'Audit Specialist', 'Operations Specialist', 'Marketing Specialist'
    )),
    CONSTRAINT employees_department_labels CHECK (department IN (
        'Retail Banking', 'Lending', 'Insurance', 'Compliance', 'Operations', 'Customer Service',
        'Risk Management', 'Information Technology', 'Human Resources', 'Finance', 'Internal Audit',
        'Marketing'
    )),
    CONSTRAINT employees_employment_status_labels CHECK (employment_status IN ('active', 'on_leave', 'terminated')),
    CONSTRAINT employees_employee_number_check CHECK (employee_number ~ '^E[0-9]{5,7}$'),
    CONSTRAINT employees_salary_check CHECK (salary > 0),
    CONSTRAINT employees_check_1 CHECK (termination_date >= hire_date),
    CONSTRAINT employees_check_2 CHECK ((employment_status = 'terminated') = (termination_date IS NOT NULL))
);
COMMENT ON TABLE employees IS 'Current and former employees; one management tree below the Chief Executive Officer, EMP-000001.';
COMMENT ON COLUMN employees.employee_id IS 'Key: EMP- and the employee''s sequence number.';
COMMENT ON COLUMN employees.employee_number IS 'Employee number: E and digits.';
COMMENT ON COLUMN employees.first_name IS 'First name.';
COMMENT ON COLUMN employees.last_name IS 'Last name.';
COMMENT ON COLUMN employees.email IS 'Work email address at the bank''s own domain.';
COMMENT ON COLUMN employees.phone IS 'The bank''s main number with the employee''s extension.';
COMMENT ON COLUMN employees.role IS 'Job role.';
COMMENT ON COLUMN employees.department IS 'Department name.';
COMMENT ON COLUMN employees.branch_code IS 'Home branch, BR001 to BR018.';
COMMENT ON COLUMN employees.manager_id IS 'Manager; NULL only for the Chief Executive Officer.';
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
    CONSTRAINT training_programs_pkey PRIMARY KEY (program_id),
    CONSTRAINT training_programs_program_name_key UNIQUE (program_name),
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
    CONSTRAINT employee_training_pkey PRIMARY KEY (training_record_id),
    CONSTRAINT employee_training_employee_id_program_id_key UNIQUE (employee_id, program_id),
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
    CONSTRAINT performance_reviews_pkey PRIMARY KEY (review_id),
    CONSTRAINT performance_reviews_employee_id_review_date_key UNIQUE (employee_id, review_date),
    CONSTRAINT performance_reviews_rating_check CHECK (rating BETWEEN 1 AND 5),
    CONSTRAINT performance_reviews_goals_met_check CHECK (goals_met BETWEEN 60 AND 100),
    CONSTRAINT performance_reviews_check_1 CHECK (reviewer_id <> employee_id)
);
COMMENT ON TABLE performance_reviews IS 'Annual performance reviews.';
COMMENT ON COLUMN performance_reviews.review_id IS 'Key: employee and sequence number.';
COMMENT ON COLUMN performance_reviews.employee_id IS 'Employee under review.';
COMMENT ON COLUMN performance_reviews.review_date IS 'Date of the review.';
COMMENT ON COLUMN performance_reviews.reviewer_id IS 'Reviewer: the manager; for the Chief Executive Officer, a peer.';
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
    CONSTRAINT employee_assignments_pkey PRIMARY KEY (assignment_id),
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

ALTER TABLE departments ADD CONSTRAINT departments_department_head_id_fkey
    FOREIGN KEY (department_head_id) REFERENCES employees (employee_id);
ALTER TABLE branches ADD CONSTRAINT branches_manager_id_fkey
    FOREIGN KEY (manager_id) REFERENCES employees (employee_id);
ALTER TABLE employees ADD CONSTRAINT employees_branch_code_fkey
    FOREIGN KEY (branch_code) REFERENCES branches (branch_code);
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
CREATE INDEX branches_manager_id_idx ON branches (manager_id);
CREATE INDEX employees_branch_code_idx ON employees (branch_code);
CREATE INDEX employees_manager_id_idx ON employees (manager_id);
CREATE INDEX employee_training_program_id_idx ON employee_training (program_id);
CREATE INDEX employee_training_status_idx ON employee_training (status);
CREATE INDEX performance_reviews_reviewer_id_idx ON performance_reviews (reviewer_id);
CREATE INDEX performance_reviews_rating_idx ON performance_reviews (rating);
CREATE INDEX employee_assignments_employee_id_idx ON employee_assignments (employee_id);
CREATE INDEX employee_assignments_related_entity_id_idx ON employee_assignments (related_entity_id);
