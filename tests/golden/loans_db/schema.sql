-- The 6 tables of loans_db, as created by a bundle's load.sh.
-- Rendered by dhub from the declarations of the tables (src/tables/loans_db.rs).
-- On an empty database: psql -X -v ON_ERROR_STOP=1 -1 -d loans_db -f schema.sql

CREATE TABLE loan_applications (
    application_id   text          NOT NULL,
    customer_id      text          NOT NULL,
    loan_type        text          NOT NULL,
    requested_amount numeric(15,2) NOT NULL,
    application_date date          NOT NULL,
    status           text          NOT NULL,
    officer_id       text          NOT NULL,
    decision_date    date,
    approved_amount  numeric(15,2),
    rejection_reason text,
    purpose          text          NOT NULL,
    stated_income    numeric(15,2) NOT NULL,
    dti_ratio        numeric(6,4)  NOT NULL,
    CONSTRAINT loan_applications_pkey PRIMARY KEY (application_id),
    CONSTRAINT loan_applications_loan_type_labels CHECK (loan_type IN ('mortgage', 'personal', 'auto', 'business', 'education')),
    CONSTRAINT loan_applications_status_labels CHECK (status IN ('approved', 'rejected', 'pending', 'withdrawn')),
    CONSTRAINT loan_applications_purpose_labels CHECK (purpose IN (
        'home_purchase', 'home_refinance', 'rental_property', 'new_vehicle', 'used_vehicle',
        'debt_consolidation', 'home_improvement', 'medical_expenses', 'major_purchase', 'moving', 'wedding',
        'working_capital', 'equipment', 'expansion', 'premises', 'tuition', 'home_equity'
    )),
    CONSTRAINT loan_applications_requested_amount_check CHECK (requested_amount > 0),
    CONSTRAINT loan_applications_stated_income_check CHECK (stated_income > 0),
    CONSTRAINT loan_applications_dti_ratio_check CHECK (dti_ratio > 0),
    CONSTRAINT loan_applications_check_1 CHECK (decision_date > application_date),
    CONSTRAINT loan_applications_check_2 CHECK (status NOT IN ('approved', 'rejected') OR decision_date IS NOT NULL),
    CONSTRAINT loan_applications_check_3 CHECK (status <> 'pending' OR decision_date IS NULL),
    CONSTRAINT loan_applications_check_4 CHECK (approved_amount BETWEEN requested_amount * 0.8 AND requested_amount),
    CONSTRAINT loan_applications_check_5 CHECK ((status = 'approved') = (approved_amount IS NOT NULL)),
    CONSTRAINT loan_applications_check_6 CHECK ((status = 'rejected') = (rejection_reason IS NOT NULL))
);
COMMENT ON TABLE loan_applications IS 'Loan applications and their decisions.';
COMMENT ON COLUMN loan_applications.application_id IS 'Key: customer and sequence number in time order.';
COMMENT ON COLUMN loan_applications.customer_id IS 'Customer who applied. References accounts_db.customers(customer_id).';
COMMENT ON COLUMN loan_applications.loan_type IS 'Loan type.';
COMMENT ON COLUMN loan_applications.requested_amount IS 'Requested amount in US dollars.';
COMMENT ON COLUMN loan_applications.application_date IS 'Date of the application.';
COMMENT ON COLUMN loan_applications.status IS 'Status of the application.';
COMMENT ON COLUMN loan_applications.officer_id IS 'Loan officer handling it. References employees_db.employees(employee_id).';
COMMENT ON COLUMN loan_applications.decision_date IS 'Date of the decision, 1 to 30 days after the application; NULL if none was made.';
COMMENT ON COLUMN loan_applications.approved_amount IS 'Approved amount in US dollars, 80 to 100 percent of the requested amount; NULL unless approved.';
COMMENT ON COLUMN loan_applications.rejection_reason IS 'Reason for rejection; NULL unless rejected.';
COMMENT ON COLUMN loan_applications.purpose IS 'What the money is for.';
COMMENT ON COLUMN loan_applications.stated_income IS 'Income a year that the applicant stated, in US dollars; of a company its revenue.';
COMMENT ON COLUMN loan_applications.dti_ratio IS 'Debt to income as a fraction: monthly payments on the requested amount, on loans here and on debts elsewhere, divided by a twelfth of the stated income.';

CREATE TABLE loans (
    loan_id             text          NOT NULL,
    application_id      text          NOT NULL,
    loan_number         text          NOT NULL,
    customer_id         text          NOT NULL,
    linked_account_id   text,
    loan_type           text          NOT NULL,
    principal_amount    numeric(15,2) NOT NULL,
    interest_rate       numeric(6,4)  NOT NULL,
    term_months         smallint      NOT NULL,
    disbursement_date   date          NOT NULL,
    maturity_date       date          NOT NULL,
    loan_status         text          NOT NULL,
    outstanding_balance numeric(15,2) NOT NULL,
    default_status      boolean       NOT NULL,
    approved_by         text          NOT NULL,
    closed_date         date,
    days_past_due       smallint      NOT NULL,
    charged_off_date    date,
    payoff_source       text,
    CONSTRAINT loans_pkey PRIMARY KEY (loan_id),
    CONSTRAINT loans_application_id_key UNIQUE (application_id),
    CONSTRAINT loans_loan_number_key UNIQUE (loan_number),
    CONSTRAINT loans_loan_type_labels CHECK (loan_type IN ('mortgage', 'personal', 'auto', 'business', 'education')),
    CONSTRAINT loans_loan_status_labels CHECK (loan_status IN ('active', 'paid_off', 'defaulted', 'restructured')),
    CONSTRAINT loans_payoff_source_labels CHECK (payoff_source IN (
        'schedule', 'sale', 'trade_in', 'refinancing', 'own_funds'
    )),
    CONSTRAINT loans_loan_number_check CHECK (loan_number ~ '^[0-9]{10,12}$'),
    CONSTRAINT loans_principal_amount_check CHECK (principal_amount > 0),
    CONSTRAINT loans_outstanding_balance_check CHECK (outstanding_balance >= 0),
    CONSTRAINT loans_days_past_due_check CHECK (days_past_due >= 0),
    CONSTRAINT loans_check_1 CHECK ((loan_status = 'paid_off') = (payoff_source IS NOT NULL)),
    CONSTRAINT loans_check_2 CHECK ((loan_status = 'defaulted') = (charged_off_date IS NOT NULL)),
    CONSTRAINT loans_check_3 CHECK ((loan_status = 'paid_off') = (closed_date IS NOT NULL)),
    CONSTRAINT loans_check_4 CHECK (loan_status <> 'paid_off' OR days_past_due = 0),
    CONSTRAINT loans_check_5 CHECK (maturity_date > disbursement_date),
    CONSTRAINT loans_check_6 CHECK (outstanding_balance <= principal_amount),
    CONSTRAINT loans_check_7 CHECK ((loan_status = 'paid_off') = (outstanding_balance = 0)),
    CONSTRAINT loans_check_8 CHECK ((loan_status = 'defaulted') = default_status),
    CONSTRAINT loans_check_9 CHECK (interest_rate BETWEEN CASE loan_type WHEN 'mortgage' THEN 0.0325 WHEN 'personal' THEN 0.0599 WHEN 'auto' THEN 0.0399 WHEN 'business' THEN 0.0499 WHEN 'education' THEN 0.0425 END AND CASE loan_type WHEN 'mortgage' THEN 0.0675 WHEN 'personal' THEN 0.1799 WHEN 'auto' THEN 0.0899 WHEN 'business' THEN 0.1299 WHEN 'education' THEN 0.0875 END),
    CONSTRAINT loans_check_10 CHECK (term_months BETWEEN CASE loan_type WHEN 'mortgage' THEN 180 WHEN 'personal' THEN 12 WHEN 'auto' THEN 36 WHEN 'business' THEN 36 WHEN 'education' THEN 60 END AND CASE loan_type WHEN 'mortgage' THEN 360 WHEN 'personal' THEN 60 WHEN 'auto' THEN 72 WHEN 'business' THEN 120 WHEN 'education' THEN 180 END)
);
COMMENT ON TABLE loans IS 'Disbursed loans, at most one per approved application.';
COMMENT ON COLUMN loans.loan_id IS 'Key: customer and the application''s sequence number.';
COMMENT ON COLUMN loans.application_id IS 'Application it was granted on.';
COMMENT ON COLUMN loans.loan_number IS 'Loan number, ten digits.';
COMMENT ON COLUMN loans.customer_id IS 'Borrower. References accounts_db.customers(customer_id).';
COMMENT ON COLUMN loans.linked_account_id IS 'Borrower''s account that installments are paid from; NULL if paid from elsewhere. References accounts_db.accounts(account_id).';
COMMENT ON COLUMN loans.loan_type IS 'Loan type, as in the application.';
COMMENT ON COLUMN loans.principal_amount IS 'Amount disbursed, in US dollars.';
COMMENT ON COLUMN loans.interest_rate IS 'Nominal annual interest rate as a fraction: 0.0675 is 6.75 percent.';
COMMENT ON COLUMN loans.term_months IS 'Number of monthly installments; of a restructured loan as extended.';
COMMENT ON COLUMN loans.disbursement_date IS 'Date of disbursement.';
COMMENT ON COLUMN loans.maturity_date IS 'Due date of the last installment.';
COMMENT ON COLUMN loans.loan_status IS 'Status.';
COMMENT ON COLUMN loans.outstanding_balance IS 'Principal minus principal repaid, in US dollars; 0 once paid off.';
COMMENT ON COLUMN loans.default_status IS 'Whether the borrower is in default.';
COMMENT ON COLUMN loans.approved_by IS 'Employee who approved it. References employees_db.employees(employee_id).';
COMMENT ON COLUMN loans.closed_date IS 'Date on which it was paid off; NULL while anything is owed.';
COMMENT ON COLUMN loans.days_past_due IS 'Days that the oldest unpaid installment is past its due date on the as-of date; 0 if none is.';
COMMENT ON COLUMN loans.charged_off_date IS 'Date on which it was charged off: the business day on or after 120 days past due, of a mortgage after 180; NULL unless in default.';
COMMENT ON COLUMN loans.payoff_source IS 'What paid it off: the schedule to its end, or early the sale of the house, a trade-in, another lender, or the borrower''s money elsewhere; NULL unless paid off.';

CREATE TABLE collateral (
    collateral_id   text          NOT NULL,
    loan_id         text          NOT NULL,
    collateral_type text          NOT NULL,
    description     text          NOT NULL,
    appraised_value numeric(15,2) NOT NULL,
    appraisal_date  date          NOT NULL,
    ltv_ratio       numeric(6,4)  NOT NULL,
    CONSTRAINT collateral_pkey PRIMARY KEY (collateral_id),
    CONSTRAINT collateral_loan_id_key UNIQUE (loan_id),
    CONSTRAINT collateral_collateral_type_labels CHECK (collateral_type IN (
        'property', 'real_estate', 'vehicle', 'equipment', 'inventory'
    )),
    CONSTRAINT collateral_appraised_value_check CHECK (appraised_value > 0),
    CONSTRAINT collateral_ltv_ratio_check CHECK (ltv_ratio BETWEEN 0.6667 AND 0.9091)
);
COMMENT ON TABLE collateral IS 'Collateral of mortgages and of some auto and business loans.';
COMMENT ON COLUMN collateral.collateral_id IS 'Key: customer and the loan''s sequence number.';
COMMENT ON COLUMN collateral.loan_id IS 'Loan it secures.';
COMMENT ON COLUMN collateral.collateral_type IS 'Type of collateral.';
COMMENT ON COLUMN collateral.description IS 'Description.';
COMMENT ON COLUMN collateral.appraised_value IS 'Appraised value in US dollars, 110 to 150 percent of the loan''s principal.';
COMMENT ON COLUMN collateral.appraisal_date IS 'Date of the appraisal.';
COMMENT ON COLUMN collateral.ltv_ratio IS 'Loan-to-value ratio as a fraction: principal divided by appraised value, rounded to 4 places.';

CREATE TABLE repayment_schedule (
    schedule_id        bigint GENERATED BY DEFAULT AS IDENTITY,
    loan_id            text          NOT NULL,
    installment_number smallint      NOT NULL,
    due_date           date          NOT NULL,
    principal_amount   numeric(15,2) NOT NULL,
    interest_amount    numeric(15,2) NOT NULL,
    total_amount       numeric(15,2) NOT NULL,
    payment_date       date,
    payment_status     text          NOT NULL,
    CONSTRAINT repayment_schedule_pkey PRIMARY KEY (schedule_id),
    CONSTRAINT repayment_schedule_loan_id_installment_number_key UNIQUE (loan_id, installment_number),
    CONSTRAINT repayment_schedule_payment_status_labels CHECK (payment_status IN ('paid', 'late', 'missed', 'pending')),
    CONSTRAINT repayment_schedule_installment_number_check CHECK (installment_number BETWEEN 1 AND 360),
    CONSTRAINT repayment_schedule_principal_amount_check CHECK (principal_amount > 0),
    CONSTRAINT repayment_schedule_interest_amount_check CHECK (interest_amount >= 0),
    CONSTRAINT repayment_schedule_total_amount_check CHECK (total_amount > 0),
    CONSTRAINT repayment_schedule_check_1 CHECK (total_amount = principal_amount + interest_amount),
    CONSTRAINT repayment_schedule_check_2 CHECK ((payment_status IN ('paid', 'late')) = (payment_date IS NOT NULL)),
    CONSTRAINT repayment_schedule_check_3 CHECK (payment_status <> 'late' OR payment_date > due_date)
);
COMMENT ON TABLE repayment_schedule IS 'Complete repayment schedule of each loan in monthly installments, with the payment status of each.';
COMMENT ON COLUMN repayment_schedule.schedule_id IS 'Key: customer, loan (two digits) and installment (three digits).';
COMMENT ON COLUMN repayment_schedule.loan_id IS 'Loan being repaid.';
COMMENT ON COLUMN repayment_schedule.installment_number IS 'Installment number, from 1 to the loan''s term.';
COMMENT ON COLUMN repayment_schedule.due_date IS 'Due date.';
COMMENT ON COLUMN repayment_schedule.principal_amount IS 'Principal portion in US dollars.';
COMMENT ON COLUMN repayment_schedule.interest_amount IS 'Interest portion in US dollars: one month on the outstanding principal; 0 of what an early pay-off leaves.';
COMMENT ON COLUMN repayment_schedule.total_amount IS 'Total installment in US dollars.';
COMMENT ON COLUMN repayment_schedule.payment_date IS 'Date of payment; NULL if not paid.';
COMMENT ON COLUMN repayment_schedule.payment_status IS 'Payment status: paid by the due date or the next business day, late after it, missed, or pending (not yet due, or overdue by at most 30 days).';

CREATE TABLE loan_guarantors (
    guarantor_id     bigint GENERATED BY DEFAULT AS IDENTITY,
    loan_id          text          NOT NULL,
    guarantor_name   text          NOT NULL,
    relationship     text          NOT NULL,
    contact_info     text          NOT NULL,
    guarantee_amount numeric(15,2) NOT NULL,
    CONSTRAINT loan_guarantors_pkey PRIMARY KEY (guarantor_id),
    CONSTRAINT loan_guarantors_relationship_labels CHECK (relationship IN (
        'spouse', 'parent', 'sibling', 'business_partner', 'friend'
    )),
    CONSTRAINT loan_guarantors_contact_info_check CHECK (contact_info ~ '^[0-9]{3}-[0-9]{3}-[0-9]{4}$'),
    CONSTRAINT loan_guarantors_guarantee_amount_check CHECK (guarantee_amount > 0)
);
COMMENT ON TABLE loan_guarantors IS 'Guarantors of loans.';
COMMENT ON COLUMN loan_guarantors.guarantor_id IS 'Key: customer, loan and sequence number.';
COMMENT ON COLUMN loan_guarantors.loan_id IS 'Guaranteed loan.';
COMMENT ON COLUMN loan_guarantors.guarantor_name IS 'First and last name.';
COMMENT ON COLUMN loan_guarantors.relationship IS 'Relationship to the borrower.';
COMMENT ON COLUMN loan_guarantors.contact_info IS 'Phone number from a range reserved for fiction or never assigned.';
COMMENT ON COLUMN loan_guarantors.guarantee_amount IS 'Guaranteed amount in US dollars, 50 to 100 percent of the loan''s principal.';

CREATE TABLE risk_assessments (
    assessment_id   bigint GENERATED BY DEFAULT AS IDENTITY,
    loan_id         text,
    application_id  text         NOT NULL,
    assessment_date date         NOT NULL,
    risk_score      smallint     NOT NULL,
    pd_probability  numeric(5,4) NOT NULL,
    credit_grade    text         NOT NULL,
    assessed_by     text         NOT NULL,
    CONSTRAINT risk_assessments_pkey PRIMARY KEY (assessment_id),
    CONSTRAINT risk_assessments_application_id_assessment_date_key UNIQUE (application_id, assessment_date),
    CONSTRAINT risk_assessments_credit_grade_labels CHECK (credit_grade IN ('AAA', 'AA', 'A', 'BBB', 'BB', 'B', 'CCC', 'CC', 'C')),
    CONSTRAINT risk_assessments_risk_score_check CHECK (risk_score BETWEEN 300 AND 850),
    CONSTRAINT risk_assessments_pd_probability_check CHECK (pd_probability BETWEEN 0.01 AND 0.95),
    CONSTRAINT risk_assessments_check_1 CHECK (credit_grade = CASE WHEN risk_score >= 800 THEN 'AAA' WHEN risk_score >= 760 THEN 'AA' WHEN risk_score >= 720 THEN 'A' WHEN risk_score >= 680 THEN 'BBB' WHEN risk_score >= 640 THEN 'BB' WHEN risk_score >= 600 THEN 'B' WHEN risk_score >= 560 THEN 'CCC' WHEN risk_score >= 520 THEN 'CC' ELSE 'C' END)
);
COMMENT ON TABLE risk_assessments IS 'Credit assessments: of every application before its decision, and of some loans again later.';
COMMENT ON COLUMN risk_assessments.assessment_id IS 'Key: customer, application and sequence number in time order.';
COMMENT ON COLUMN risk_assessments.loan_id IS 'Loan that is reassessed; NULL for the assessment of an application.';
COMMENT ON COLUMN risk_assessments.application_id IS 'Application assessed, or the one the loan was granted on.';
COMMENT ON COLUMN risk_assessments.assessment_date IS 'Date of the assessment.';
COMMENT ON COLUMN risk_assessments.risk_score IS 'Credit score, 300 to 850.';
COMMENT ON COLUMN risk_assessments.pd_probability IS 'Probability of default as a fraction, 0.01 to 0.95.';
COMMENT ON COLUMN risk_assessments.credit_grade IS 'Credit grade of the score, AAA (best) to C.';
COMMENT ON COLUMN risk_assessments.assessed_by IS 'Risk analyst or compliance officer who made the assessment. References employees_db.employees(employee_id).';

ALTER TABLE loans ADD CONSTRAINT loans_application_id_fkey
    FOREIGN KEY (application_id) REFERENCES loan_applications (application_id);
ALTER TABLE collateral ADD CONSTRAINT collateral_loan_id_fkey
    FOREIGN KEY (loan_id) REFERENCES loans (loan_id);
ALTER TABLE repayment_schedule ADD CONSTRAINT repayment_schedule_loan_id_fkey
    FOREIGN KEY (loan_id) REFERENCES loans (loan_id);
ALTER TABLE loan_guarantors ADD CONSTRAINT loan_guarantors_loan_id_fkey
    FOREIGN KEY (loan_id) REFERENCES loans (loan_id);
ALTER TABLE risk_assessments ADD CONSTRAINT risk_assessments_loan_id_fkey
    FOREIGN KEY (loan_id) REFERENCES loans (loan_id);
ALTER TABLE risk_assessments ADD CONSTRAINT risk_assessments_application_id_fkey
    FOREIGN KEY (application_id) REFERENCES loan_applications (application_id);

CREATE INDEX loan_applications_customer_id_idx ON loan_applications (customer_id);
CREATE INDEX loan_applications_status_idx ON loan_applications (status);
CREATE INDEX loans_customer_id_idx ON loans (customer_id);
CREATE INDEX loans_linked_account_id_idx ON loans (linked_account_id);
CREATE INDEX loans_loan_type_idx ON loans (loan_type);
CREATE INDEX loans_loan_status_idx ON loans (loan_status);
CREATE INDEX repayment_schedule_payment_status_idx ON repayment_schedule (payment_status);
CREATE INDEX loan_guarantors_loan_id_idx ON loan_guarantors (loan_id);
CREATE INDEX risk_assessments_loan_id_idx ON risk_assessments (loan_id);
CREATE INDEX risk_assessments_credit_grade_idx ON risk_assessments (credit_grade);
