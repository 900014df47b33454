-- The 7 tables of compliance_db, as created by a bundle's load.sh.
-- Rendered by dhub from the declarations of the tables (src/tables/compliance_db.rs).
-- On an empty database: psql -X -v ON_ERROR_STOP=1 -1 -d compliance_db -f schema.sql

CREATE TABLE compliance_rules (
    rule_id         text          NOT NULL,
    rule_name       text          NOT NULL,
    rule_type       text          NOT NULL,
    description     text          NOT NULL,
    threshold_value numeric(15,2),
    is_active       boolean       NOT NULL,
    created_date    date          NOT NULL,
    CONSTRAINT compliance_rules_pkey PRIMARY KEY (rule_id),
    CONSTRAINT compliance_rules_rule_name_key UNIQUE (rule_name),
    CONSTRAINT compliance_rules_rule_type_labels CHECK (rule_type IN (
        'transaction', 'kyc', 'reporting', 'lending', 'training'
    ))
);
COMMENT ON TABLE compliance_rules IS 'Compliance rules that the bank''s own data is checked against.';
COMMENT ON COLUMN compliance_rules.rule_id IS 'Key, RULE-01 to RULE-20.';
COMMENT ON COLUMN compliance_rules.rule_name IS 'Name.';
COMMENT ON COLUMN compliance_rules.rule_type IS 'Type of rule.';
COMMENT ON COLUMN compliance_rules.description IS 'What breaks it.';
COMMENT ON COLUMN compliance_rules.threshold_value IS 'Threshold, in the unit named in the description; NULL if the rule has none.';
COMMENT ON COLUMN compliance_rules.is_active IS 'Whether the rule is in force.';
COMMENT ON COLUMN compliance_rules.created_date IS 'Date the rule was created.';

CREATE TABLE kyc_records (
    kyc_id            text NOT NULL,
    customer_id       text NOT NULL,
    verification_date date NOT NULL,
    kyc_status        text NOT NULL,
    document_type     text NOT NULL,
    document_number   text NOT NULL,
    expiry_date       date,
    verified_by       text NOT NULL,
    next_review_date  date NOT NULL,
    risk_rating       text NOT NULL,
    due_diligence     text NOT NULL,
    tax_id_last4      text NOT NULL,
    CONSTRAINT kyc_records_pkey PRIMARY KEY (kyc_id),
    CONSTRAINT kyc_records_kyc_status_labels CHECK (kyc_status IN ('verified', 'expired', 'pending', 'under_review')),
    CONSTRAINT kyc_records_document_type_labels CHECK (document_type IN (
        'drivers_license', 'passport', 'state_id', 'permanent_resident_card', 'military_id',
        'articles_of_incorporation', 'business_license', 'partnership_agreement'
    )),
    CONSTRAINT kyc_records_risk_rating_labels CHECK (risk_rating IN ('low', 'medium', 'high')),
    CONSTRAINT kyc_records_due_diligence_labels CHECK (due_diligence IN ('standard', 'enhanced')),
    CONSTRAINT kyc_records_document_number_check CHECK (document_number ~ '^ZZ[0-9]{9,12}$'),
    CONSTRAINT kyc_records_tax_id_last4_check CHECK (tax_id_last4 ~ '^[0-9]{4}$'),
    CONSTRAINT kyc_records_check_1 CHECK (expiry_date > verification_date),
    CONSTRAINT kyc_records_check_2 CHECK (next_review_date > verification_date)
);
COMMENT ON TABLE kyc_records IS 'Identity checks of customers: at onboarding, then at the interval of the risk rating, and after a suspicious activity report.';
COMMENT ON COLUMN kyc_records.kyc_id IS 'Key: customer and sequence number in time order.';
COMMENT ON COLUMN kyc_records.customer_id IS 'Customer who was verified. References accounts_db.customers(customer_id).';
COMMENT ON COLUMN kyc_records.verification_date IS 'Date of the check.';
COMMENT ON COLUMN kyc_records.kyc_status IS 'Status; a customer''s latest record is expired exactly when its document is.';
COMMENT ON COLUMN kyc_records.document_type IS 'Document presented.';
COMMENT ON COLUMN kyc_records.document_number IS 'Document number: ZZ and nine digits, a form that no authority issues.';
COMMENT ON COLUMN kyc_records.expiry_date IS 'Last day on which the document is valid; NULL if it does not expire.';
COMMENT ON COLUMN kyc_records.verified_by IS 'Employee who performed the check. References employees_db.employees(employee_id).';
COMMENT ON COLUMN kyc_records.next_review_date IS 'Due date of the next check: 60, 36 or 12 months later for low, medium and high risk.';
COMMENT ON COLUMN kyc_records.risk_rating IS 'Risk rating assigned by the check.';
COMMENT ON COLUMN kyc_records.due_diligence IS 'How closely the customer is looked at: enhanced for high risk.';
COMMENT ON COLUMN kyc_records.tax_id_last4 IS 'Last four digits of the Social Security number, or of a business''s employer identification number.';

CREATE TABLE suspicious_activity_reports (
    sar_id          text          NOT NULL,
    customer_id     text          NOT NULL,
    account_id      text          NOT NULL,
    report_date     date          NOT NULL,
    activity_type   text          NOT NULL,
    description     text          NOT NULL,
    sar_status      text          NOT NULL,
    filed_date      date,
    regulatory_tier text          NOT NULL,
    filed_by        text,
    amount_involved numeric(15,2) NOT NULL,
    activity_from   date          NOT NULL,
    activity_to     date          NOT NULL,
    CONSTRAINT suspicious_activity_reports_pkey PRIMARY KEY (sar_id),
    CONSTRAINT suspicious_activity_reports_activity_type_labels CHECK (activity_type IN (
        'structuring', 'unusual_pattern', 'rapid_movement', 'dormant_reactivation', 'fraud'
    )),
    CONSTRAINT suspicious_activity_reports_sar_status_labels CHECK (sar_status IN ('filed', 'under_review', 'draft', 'closed')),
    CONSTRAINT suspicious_activity_reports_regulatory_tier_labels CHECK (regulatory_tier IN ('tier_1', 'tier_2', 'tier_3')),
    CONSTRAINT suspicious_activity_reports_amount_involved_check CHECK (amount_involved >= 5000),
    CONSTRAINT suspicious_activity_reports_check_1 CHECK (filed_date >= report_date),
    CONSTRAINT suspicious_activity_reports_check_2 CHECK (activity_to >= activity_from),
    CONSTRAINT suspicious_activity_reports_check_3 CHECK (report_date >= activity_to),
    CONSTRAINT suspicious_activity_reports_check_4 CHECK ((sar_status IN ('filed', 'closed')) = (filed_date IS NOT NULL)),
    CONSTRAINT suspicious_activity_reports_check_5 CHECK ((filed_date IS NULL) = (filed_by IS NULL))
);
COMMENT ON TABLE suspicious_activity_reports IS 'Suspicious activity reports; each covers alerts on one account.';
COMMENT ON COLUMN suspicious_activity_reports.sar_id IS 'Key: customer, month of the activity and sequence number.';
COMMENT ON COLUMN suspicious_activity_reports.customer_id IS 'Customer who is reported. References accounts_db.customers(customer_id).';
COMMENT ON COLUMN suspicious_activity_reports.account_id IS 'Account on which the activity was seen. References accounts_db.accounts(account_id).';
COMMENT ON COLUMN suspicious_activity_reports.report_date IS 'Date of detection.';
COMMENT ON COLUMN suspicious_activity_reports.activity_type IS 'Suspected activity.';
COMMENT ON COLUMN suspicious_activity_reports.description IS 'Narrative of the activity.';
COMMENT ON COLUMN suspicious_activity_reports.sar_status IS 'Status of the report.';
COMMENT ON COLUMN suspicious_activity_reports.filed_date IS 'Filing date; NULL until filed.';
COMMENT ON COLUMN suspicious_activity_reports.regulatory_tier IS 'Size of the activity: tier_1 from 100,000 dollars, tier_2 from 25,000.';
COMMENT ON COLUMN suspicious_activity_reports.filed_by IS 'Employee who filed it; NULL until filed. References employees_db.employees(employee_id).';
COMMENT ON COLUMN suspicious_activity_reports.amount_involved IS 'Total amount of the activity in US dollars.';
COMMENT ON COLUMN suspicious_activity_reports.activity_from IS 'First day of the activity.';
COMMENT ON COLUMN suspicious_activity_reports.activity_to IS 'Last day of the activity.';

CREATE TABLE aml_checks (
    check_id         text    NOT NULL,
    customer_id      text    NOT NULL,
    transaction_id   text,
    check_date       date    NOT NULL,
    check_type       text    NOT NULL,
    aml_flag         boolean NOT NULL,
    risk_level       text    NOT NULL,
    screening_result text    NOT NULL,
    reviewed_by      text,
    sar_id           text,
    CONSTRAINT aml_checks_pkey PRIMARY KEY (check_id),
    CONSTRAINT aml_checks_check_type_labels CHECK (check_type IN (
        'watchlist', 'sanctions', 'pep_screening', 'transaction_monitoring'
    )),
    CONSTRAINT aml_checks_risk_level_labels CHECK (risk_level IN ('low', 'medium', 'high')),
    CONSTRAINT aml_checks_check_1 CHECK ((check_type = 'transaction_monitoring') = (transaction_id IS NOT NULL)),
    CONSTRAINT aml_checks_check_2 CHECK (aml_flag OR check_type <> 'transaction_monitoring')
);
COMMENT ON TABLE aml_checks IS 'Watchlist screenings at each identity check, and one alert for each transaction that breaks a transaction rule.';
COMMENT ON COLUMN aml_checks.check_id IS 'Key: customer and sequence number in time order; for an alert, within the month of its transaction.';
COMMENT ON COLUMN aml_checks.customer_id IS 'Customer who was checked. References accounts_db.customers(customer_id).';
COMMENT ON COLUMN aml_checks.transaction_id IS 'Transaction that raised the alert; NULL for a screening. References accounts_db.transactions(transaction_id).';
COMMENT ON COLUMN aml_checks.check_date IS 'Date of the check.';
COMMENT ON COLUMN aml_checks.check_type IS 'What was checked.';
COMMENT ON COLUMN aml_checks.aml_flag IS 'Whether anything was found; always true for an alert.';
COMMENT ON COLUMN aml_checks.risk_level IS 'Severity.';
COMMENT ON COLUMN aml_checks.screening_result IS 'Outcome.';
COMMENT ON COLUMN aml_checks.reviewed_by IS 'Employee who reviewed it; NULL if not reviewed. References employees_db.employees(employee_id).';
COMMENT ON COLUMN aml_checks.sar_id IS 'Suspicious activity report that covers the alert; NULL if none does.';

CREATE TABLE regulatory_reports (
    report_id              text          NOT NULL,
    report_type            text          NOT NULL,
    reporting_period_start date          NOT NULL,
    reporting_period_end   date          NOT NULL,
    submission_date        date,
    status                 text          NOT NULL,
    prepared_by            text          NOT NULL,
    approved_by            text,
    customer_id            text,
    cash_in                numeric(15,2),
    cash_out               numeric(15,2),
    CONSTRAINT regulatory_reports_pkey PRIMARY KEY (report_id),
    CONSTRAINT regulatory_reports_report_type_labels CHECK (report_type IN (
        'call_report', 'liquidity', 'stress_test', 'hmda', 'ofac', 'bsa_board', 'ctr'
    )),
    CONSTRAINT regulatory_reports_status_labels CHECK (status IN ('draft', 'in_review', 'submitted', 'accepted')),
    CONSTRAINT regulatory_reports_check_1 CHECK (reporting_period_end >= reporting_period_start),
    CONSTRAINT regulatory_reports_check_2 CHECK (submission_date > reporting_period_end),
    CONSTRAINT regulatory_reports_check_3 CHECK ((status IN ('submitted', 'accepted')) = (submission_date IS NOT NULL)),
    CONSTRAINT regulatory_reports_check_4 CHECK ((submission_date IS NULL) = (approved_by IS NULL)),
    CONSTRAINT regulatory_reports_check_5 CHECK ((report_type = 'ctr') = (customer_id IS NOT NULL)),
    CONSTRAINT regulatory_reports_check_6 CHECK ((customer_id IS NULL) = (cash_in IS NULL)),
    CONSTRAINT regulatory_reports_check_7 CHECK ((customer_id IS NULL) = (cash_out IS NULL))
);
COMMENT ON TABLE regulatory_reports IS 'Reports to regulators and the board: three years of periodic reports, and a currency transaction report (CTR) for each day on which a customer paid in, or was paid out, more than 10,000 dollars in cash.';
COMMENT ON COLUMN regulatory_reports.report_id IS 'Key: type and period; for a CTR, customer and date.';
COMMENT ON COLUMN regulatory_reports.report_type IS 'What it is about.';
COMMENT ON COLUMN regulatory_reports.reporting_period_start IS 'First day covered.';
COMMENT ON COLUMN regulatory_reports.reporting_period_end IS 'Last day covered.';
COMMENT ON COLUMN regulatory_reports.submission_date IS 'Submission date; NULL until submitted.';
COMMENT ON COLUMN regulatory_reports.status IS 'Status.';
COMMENT ON COLUMN regulatory_reports.prepared_by IS 'Employee who prepares it. References employees_db.employees(employee_id).';
COMMENT ON COLUMN regulatory_reports.approved_by IS 'Employee who approved it; NULL until submitted. References employees_db.employees(employee_id).';
COMMENT ON COLUMN regulatory_reports.customer_id IS 'Customer of a CTR; NULL for other reports. References accounts_db.customers(customer_id).';
COMMENT ON COLUMN regulatory_reports.cash_in IS 'Cash paid in on the day of a CTR, in US dollars; NULL for other reports.';
COMMENT ON COLUMN regulatory_reports.cash_out IS 'Cash paid out on the day of a CTR, in US dollars, never netted with what was paid in; NULL for other reports.';

CREATE TABLE rule_violations (
    violation_id     text NOT NULL,
    rule_id          text NOT NULL,
    entity_type      text NOT NULL,
    entity_id        text NOT NULL,
    violation_date   date NOT NULL,
    severity         text NOT NULL,
    status           text NOT NULL,
    resolution_notes text,
    resolved_by      text,
    resolved_date    date,
    CONSTRAINT rule_violations_pkey PRIMARY KEY (violation_id),
    CONSTRAINT rule_violations_entity_id_rule_id_key UNIQUE (entity_id, rule_id),
    CONSTRAINT rule_violations_entity_type_labels CHECK (entity_type IN (
        'customer_profile', 'account', 'transaction', 'loan_application', 'loan', 'collateral', 'policy',
        'claim', 'complaint', 'employee_training', 'kyc_record', 'aml_check', 'suspicious_activity_report',
        'regulatory_report', 'rule_violation'
    )),
    CONSTRAINT rule_violations_severity_labels CHECK (severity IN ('low', 'medium', 'high', 'critical')),
    CONSTRAINT rule_violations_status_labels CHECK (status IN ('open', 'investigating', 'resolved')),
    CONSTRAINT rule_violations_check_1 CHECK (resolved_date >= violation_date),
    CONSTRAINT rule_violations_check_2 CHECK ((status = 'resolved') = (resolved_date IS NOT NULL)),
    CONSTRAINT rule_violations_check_3 CHECK ((resolved_date IS NULL) = (resolved_by IS NULL)),
    CONSTRAINT rule_violations_check_4 CHECK ((resolved_date IS NULL) = (resolution_notes IS NULL))
);
COMMENT ON TABLE rule_violations IS 'Exactly the rows that break a compliance rule.';
COMMENT ON COLUMN rule_violations.violation_id IS 'Key: customer and sequence number, within the month where a statement breaks the rule; for staff, E with the employee''s number and a sequence number; for a report, the report''s key.';
COMMENT ON COLUMN rule_violations.rule_id IS 'Rule that was broken.';
COMMENT ON COLUMN rule_violations.entity_type IS 'Table of the row that breaks it.';
COMMENT ON COLUMN rule_violations.entity_id IS 'Key of that row.';
COMMENT ON COLUMN rule_violations.violation_date IS 'Date the rule was first broken.';
COMMENT ON COLUMN rule_violations.severity IS 'Severity, that of the rule.';
COMMENT ON COLUMN rule_violations.status IS 'Status of the remediation.';
COMMENT ON COLUMN rule_violations.resolution_notes IS 'Resolution notes; NULL until resolved.';
COMMENT ON COLUMN rule_violations.resolved_by IS 'Employee who resolved it; NULL until resolved. References employees_db.employees(employee_id).';
COMMENT ON COLUMN rule_violations.resolved_date IS 'Date of resolution; NULL until resolved.';

CREATE TABLE audit_trails (
    audit_id     bigint GENERATED BY DEFAULT AS IDENTITY,
    entity_type  text      NOT NULL,
    entity_id    text      NOT NULL,
    action       text      NOT NULL,
    performed_by text,
    performed_at timestamp NOT NULL,
    old_value    text,
    new_value    text      NOT NULL,
    ip_address   text      NOT NULL,
    CONSTRAINT audit_trails_pkey PRIMARY KEY (audit_id),
    CONSTRAINT audit_trails_entity_type_labels CHECK (entity_type IN (
        'customer_profile', 'account', 'transaction', 'loan_application', 'loan', 'collateral', 'policy',
        'claim', 'complaint', 'employee_training', 'kyc_record', 'aml_check', 'suspicious_activity_report',
        'regulatory_report', 'rule_violation'
    )),
    CONSTRAINT audit_trails_action_labels CHECK (action IN (
        'account_opened', 'account_frozen', 'account_closed', 'application_decided', 'loan_disbursed',
        'kyc_verified', 'screening_completed', 'policy_issued', 'policy_changed', 'policy_ended',
        'claim_decided', 'alert_closed', 'sar_filed', 'report_submitted', 'violation_resolved',
        'profile_changed', 'complaint_closed', 'account_released', 'exit_decided'
    )),
    CONSTRAINT audit_trails_ip_address_check CHECK (ip_address ~ '^10([.][0-9]{1,3}){3}$')
);
COMMENT ON TABLE audit_trails IS 'Audit trail: one row per event in the other tables and per act of staff.';
COMMENT ON COLUMN audit_trails.audit_id IS 'Key: customer, month and sequence number in time order (customer 57, row 12 is 57000000012; row 12 of what follows from the statements of October 2025 is 57202510012); for the bank''s own reports, the sequence number alone.';
COMMENT ON COLUMN audit_trails.entity_type IS 'Table of the row that the event is about.';
COMMENT ON COLUMN audit_trails.entity_id IS 'Key of that row.';
COMMENT ON COLUMN audit_trails.action IS 'Action taken.';
COMMENT ON COLUMN audit_trails.performed_by IS 'Employee who did it; NULL if the system did. References employees_db.employees(employee_id).';
COMMENT ON COLUMN audit_trails.performed_at IS 'Time of the event.';
COMMENT ON COLUMN audit_trails.old_value IS 'Previous state as JSON; NULL if there was none.';
COMMENT ON COLUMN audit_trails.new_value IS 'New state as JSON.';
COMMENT ON COLUMN audit_trails.ip_address IS 'IP address in the bank''s network it was done from.';

ALTER TABLE aml_checks ADD CONSTRAINT aml_checks_sar_id_fkey
    FOREIGN KEY (sar_id) REFERENCES suspicious_activity_reports (sar_id);
ALTER TABLE rule_violations ADD CONSTRAINT rule_violations_rule_id_fkey
    FOREIGN KEY (rule_id) REFERENCES compliance_rules (rule_id);

CREATE INDEX kyc_records_customer_id_idx ON kyc_records (customer_id);
CREATE INDEX suspicious_activity_reports_customer_id_idx ON suspicious_activity_reports (customer_id);
CREATE INDEX suspicious_activity_reports_account_id_idx ON suspicious_activity_reports (account_id);
CREATE INDEX aml_checks_customer_id_idx ON aml_checks (customer_id);
CREATE INDEX aml_checks_transaction_id_idx ON aml_checks (transaction_id);
CREATE INDEX aml_checks_sar_id_idx ON aml_checks (sar_id);
CREATE INDEX regulatory_reports_customer_id_idx ON regulatory_reports (customer_id);
CREATE INDEX rule_violations_rule_id_idx ON rule_violations (rule_id);
CREATE INDEX audit_trails_entity_id_idx ON audit_trails (entity_id);
CREATE INDEX audit_trails_performed_at_idx ON audit_trails (performed_at);
