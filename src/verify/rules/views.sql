-- What several rules have in common. SQLite pushes conditions into a compound view only if a column has the same affinity in all its SELECTs: hence
-- substr() around dates and CAST around NULL.

-- The federal holidays from 12 years before the as-of date to a year after it: the days themselves, and the days on which they are
-- observed (Saturday: the Friday before; Sunday: the Monday after). A business day is one with weekday() below 5 that is not among them.
CREATE TEMP VIEW holidays(day) AS
WITH RECURSIVE years(year) AS (
    SELECT substr(as_of(), 1, 4) - 12 UNION ALL SELECT year + 1 FROM years WHERE year <= substr(as_of(), 1, 4) + 0),
fixed(month_day, since) AS (VALUES ('-01-01', 0), ('-06-19', 2021), ('-07-04', 0), ('-11-11', 0), ('-12-25', 0)),
floating(first_day, weekday, since) AS (
    VALUES ('-01-15', 0, 1986), ('-02-15', 0, 0), ('-05-25', 0, 0), ('-09-01', 0, 0), ('-10-08', 0, 0), ('-11-22', 3, 0)),
named(day) AS (
    SELECT year || month_day FROM years JOIN fixed ON year >= since
    UNION ALL SELECT add_days(year || first_day, (weekday - weekday(year || first_day) + 7) % 7) FROM years JOIN floating ON year >= since)
SELECT day FROM named
UNION SELECT add_days(day, CASE weekday(day) WHEN 5 THEN -1 WHEN 6 THEN 1 ELSE 0 END) FROM named;

-- The transactions that monitoring watches: amounts in cents, times in seconds, and whether it is cash.
CREATE TEMP VIEW moves AS
SELECT transaction_id, account_id, transaction_type, category, description, counterparty_account, cents(transaction_amount) AS amount,
    second(transaction_date) AS at, transaction_type IN ('deposit', 'withdrawal') AND description LIKE 'Cash %' AS cash,
    transaction_type IN ('deposit', 'withdrawal') AND category = 'transfer' AND counterparty_account IS NOT NULL AS transfer,
    substr(transaction_date, 1, 7) AS month
FROM transactions WHERE transaction_type <> 'closure';

-- Each customer's paying account: the first active checking account, unless the customer is dormant.
CREATE TEMP VIEW paying AS
SELECT a.customer_id, min(account_id) AS account_id FROM accounts a JOIN customer_profiles p ON p.customer_id = a.customer_id
WHERE account_status = 'active' AND account_type = 'checking' AND customer_status <> 'dormant' GROUP BY a.customer_id;

-- Accounts with no loan or policy linked to them.
CREATE TEMP VIEW unlinked AS
SELECT * FROM accounts WHERE account_id NOT IN (SELECT linked_account_id FROM loans WHERE linked_account_id IS NOT NULL)
    AND account_id NOT IN (SELECT linked_account_id FROM policies WHERE linked_account_id IS NOT NULL);

-- Open mortgages and auto loans with collateral, and the coverage that it needs: for a condominium, whose building the association
-- insures, a fifth of the appraisal.
CREATE TEMP VIEW secured AS
SELECT l.*, appraised_value, description, CASE WHEN description LIKE 'Condominium%' THEN cents(appraised_value) / 5
    ELSE min(cents(principal_amount), cents(appraised_value)) END AS worth
FROM loans l JOIN collateral c ON c.loan_id = l.loan_id WHERE loan_type IN ('mortgage', 'auto') AND loan_status <> 'paid_off';

-- The first assessment of each application.
CREATE TEMP VIEW first_assessments AS
SELECT application_id, risk_score, pd_probability, min(assessment_date || assessment_id) FROM risk_assessments GROUP BY application_id;

-- Policies with the months from one premium to the next, and their annual or single premium.
CREATE TEMP VIEW priced AS
SELECT *, premium_amount * coalesce(12 / nullif(months, 0), 1) AS yearly FROM (
    SELECT *, CASE premium_frequency WHEN 'monthly' THEN 1 WHEN 'quarterly' THEN 3 WHEN 'semiannual' THEN 6 WHEN 'annual' THEN 12 ELSE 0 END AS months
    FROM policies);

-- Models of vehicles with the price when new, in dollars.
CREATE TEMP VIEW models(model, price) AS
VALUES
    ('Corvane Strider sedan', 27500), ('Corvane Strider wagon', 31000), ('Corvane Fathom SUV', 41500), ('Corvane Lark hatchback', 22800),
    ('Lumaro Sela sedan', 25200), ('Lumaro Vento crossover', 32400), ('Lumaro Terrado SUV', 47800), ('Haldane Drover pickup', 44900), ('Haldane Drover crew cab', 58600), ('Haldane Stockman SUV', 69500), ('Brissel Petit hatchback', 21400), ('Brissel Allure sedan', 34700), ('Brissel Voyage minivan', 38200), ('Nordwyn Fjell wagon', 52300), ('Nordwyn Fjell crossover', 55900), ('Nordwyn Isen electric sedan', 78500),
    ('Tarsin Kite electric hatchback', 33600), ('Tarsin Aero coupe', 84000), ('Tarsin Mesa SUV', 39300), ('Pellan Family minivan', 36100),
    ('Pellan Scout crossover', 28700), ('Pellan City hatchback', 20300), ('Kestrix Talon coupe', 63800), ('Kestrix Merlin sedan', 46200),
    ('Kestrix Harrier pickup', 37500), ('Oakmere Hauler pickup', 51700), ('Oakmere Rambler SUV', 35400), ('Oakmere Courier cargo van', 42600);

-- Insured vehicles with model year and price of the model when new, in dollars.
CREATE TEMP VIEW vehicles AS
SELECT policy_id, CAST(substr(insured_item, 1, 4) AS INTEGER) AS model_year, price
FROM policies JOIN models ON model = substr(insured_item, 6, instr(insured_item, ' VIN ') - 6) WHERE policy_type = 'vehicle';

-- Value of a vehicle in percent of its price when new, by age in whole years; the last one holds for all older vehicles.
CREATE TEMP VIEW depreciation(age, percent) AS
VALUES (0, 100), (1, 82), (2, 72), (3, 63), (4, 55), (5, 48), (6, 42), (7, 36), (8, 31), (9, 27), (10, 23), (11, 20), (12, 17), (13, 15), (14, 13), (15, 12), (16, 11), (17, 10), (18, 9), (19, 8), (20, 7), (21, 6);

-- Claims for damage to vehicles, with their actual cash value on the day, in cents.
CREATE TEMP VIEW damaged AS
SELECT c.*, price * percent / 100 * 100 AS value FROM claims c JOIN vehicles v ON v.policy_id = c.policy_id
JOIN depreciation d ON d.age = min(max(substr(loss_date, 1, 4) - model_year, 0), 21) WHERE claim_type IN ('collision', 'comprehensive');

-- Regulatory reports with the last day on which they are on time.
CREATE TEMP VIEW due_reports AS
SELECT *, CASE report_type
    WHEN 'ctr' THEN add_days(reporting_period_end, 15) WHEN 'call_report' THEN add_days(reporting_period_end, 30)
    WHEN 'liquidity' THEN add_days(reporting_period_end, 20) WHEN 'bsa_board' THEN add_days(reporting_period_end, 45)
    WHEN 'ofac' THEN substr(reporting_period_end, 1, 4) || '-09-30'
    WHEN 'hmda' THEN (substr(reporting_period_end, 1, 4) + 1) || '-03-01'
    ELSE (substr(reporting_period_end, 1, 4) + 1) || '-07-31' END AS due
FROM regulatory_reports;

-- KYC records with the day on which the next one replaced them, or the as-of date.
CREATE TEMP VIEW records AS
SELECT kyc_id, next_review_date, expiry_date, coalesce(lead(verification_date) OVER (PARTITION BY customer_id ORDER BY kyc_id), as_of()) AS until
FROM kyc_records;

-- The latest KYC record of each customer.
CREATE TEMP VIEW latest_records AS
SELECT customer_id, kyc_status, risk_rating, verification_date, expiry_date, max(kyc_id) AS kyc_id FROM kyc_records GROUP BY customer_id;

-- What is audited: the day and by whom, if the row itself says so.
CREATE TEMP VIEW events(action, entity_id, on_day, by) AS
SELECT 'account_opened', account_id, substr(opened_date, 1, 10), CAST(NULL AS TEXT) FROM accounts
UNION ALL SELECT 'account_closed', account_id, substr(closed_date, 1, 10), CAST(NULL AS TEXT) FROM accounts WHERE closed_date IS NOT NULL
UNION ALL SELECT 'application_decided', application_id, substr(decision_date, 1, 10), officer_id FROM loan_applications
    WHERE decision_date IS NOT NULL
UNION ALL SELECT 'loan_disbursed', loan_id, substr(disbursement_date, 1, 10), approved_by FROM loans
UNION ALL SELECT 'policy_issued', policy_id, substr(created_at, 1, 10), agent_id FROM policies
UNION ALL SELECT 'policy_ended', policy_id, substr(event_date, 1, 10), performed_by FROM policy_events
    WHERE event_type IN ('lapsed', 'cancelled', 'matured')
UNION ALL SELECT 'policy_changed', policy_id, substr(event_date, 1, 10), performed_by FROM policy_events
    WHERE event_type IN ('endorsed', 'beneficiary_changed', 'reinstated') AND performed_by IS NOT NULL
UNION ALL SELECT 'account_frozen', account_id, NULL, CAST(NULL AS TEXT) FROM accounts WHERE account_status = 'frozen'
UNION ALL SELECT 'account_frozen', entity_id, NULL, NULL FROM audit_trails WHERE action = 'account_released'
UNION ALL SELECT 'account_frozen', account_id, NULL, NULL FROM accounts a WHERE account_status = 'closed'
    AND EXISTS (SELECT 1 FROM interactions i WHERE i.customer_id = a.customer_id AND notes REGEXP 'account is frozen' AND interaction_date > add_days(closed_date, -40))
UNION ALL SELECT 'account_released', entity_id, NULL, NULL FROM audit_trails WHERE action = 'account_frozen'
    AND entity_id IN (SELECT account_id FROM accounts WHERE account_status = 'active')
UNION ALL SELECT 'report_submitted', report_id, substr(submission_date, 1, 10), approved_by FROM regulatory_reports
    WHERE submission_date IS NOT NULL
UNION ALL SELECT 'claim_decided', claim_id, NULL, processed_by FROM claims WHERE status IN ('settled', 'denied', 'approved')
UNION ALL SELECT 'complaint_closed', complaint_id, substr(resolved_date, 1, 10), assigned_to FROM complaints
    WHERE resolved_date IS NOT NULL
UNION ALL SELECT 'kyc_verified', kyc_id, substr(verification_date, 1, 10), verified_by FROM kyc_records
    WHERE kyc_status NOT IN ('pending', 'under_review')
UNION ALL SELECT 'sar_filed', sar_id, substr(filed_date, 1, 10), filed_by FROM suspicious_activity_reports
    WHERE filed_date IS NOT NULL
UNION ALL SELECT 'exit_decided', entity_id, NULL, NULL FROM audit_trails WHERE action = 'exit_decided'
UNION ALL SELECT 'violation_resolved', violation_id, substr(resolved_date, 1, 10), resolved_by FROM rule_violations
    WHERE resolved_date IS NOT NULL
UNION ALL SELECT 'alert_closed', check_id, NULL, CAST(NULL AS TEXT) FROM aml_checks c WHERE check_type = 'transaction_monitoring'
    AND NOT EXISTS (SELECT 1 FROM rule_violations v WHERE v.entity_id = c.transaction_id AND v.status <> 'resolved');

-- Who handled what, on which day, for which customer, and the roles that do such work.
CREATE TEMP VIEW handled(entry, employee_id, on_day, customer, roles) AS
SELECT transaction_id, processed_by, substr(transaction_date, 1, 10), number_of(account_id), 'Customer Service Representative Branch Manager'
    FROM transactions WHERE processed_by IS NOT NULL
UNION ALL SELECT interaction_id, handled_by, substr(interaction_date, 1, 10), number_of(customer_id), 'Customer Service Representative'
    FROM interactions WHERE handled_by IS NOT NULL
UNION ALL SELECT complaint_id, assigned_to, substr(coalesce(resolved_date, as_of()), 1, 10), number_of(customer_id), 'Customer Service Representative'
    FROM complaints WHERE assigned_to IS NOT NULL
UNION ALL SELECT customer_id, assigned_agent_id, as_of(), number_of(customer_id), 'Customer Service Representative Loan Officer Insurance Agent'
    FROM customer_profiles WHERE assigned_agent_id IS NOT NULL
UNION ALL SELECT CAST(assignment_id AS TEXT), employee_id, substr(start_date, 1, 10), number_of(related_entity_id), NULL
    FROM employee_assignments WHERE assignment_type = 'customer_portfolio'
UNION ALL SELECT application_id, officer_id, coalesce(decision_date, application_date), number_of(customer_id), 'Loan Officer' FROM loan_applications
UNION ALL SELECT loan_id, approved_by, substr(disbursement_date, 1, 10), number_of(customer_id), 'Loan Officer Branch Manager' FROM loans
UNION ALL SELECT CAST(assessment_id AS TEXT), assessed_by, substr(assessment_date, 1, 10), number_of(coalesce(application_id, loan_id)), 'Risk Analyst Compliance Officer'
    FROM risk_assessments
UNION ALL SELECT policy_id, agent_id, substr(start_date, 1, 10), number_of(customer_id), 'Insurance Agent' FROM policies WHERE agent_id IS NOT NULL
UNION ALL SELECT claim_id, processed_by, coalesce(settlement_date, claim_date), number_of(claim_id), 'Insurance Agent Risk Analyst' FROM claims
    WHERE processed_by IS NOT NULL
UNION ALL SELECT CAST(event_id AS TEXT), performed_by, substr(event_date, 1, 10), number_of(policy_id), 'Insurance Agent Risk Analyst Customer Service Representative'
    FROM policy_events WHERE performed_by IS NOT NULL
UNION ALL SELECT kyc_id, verified_by, substr(verification_date, 1, 10), number_of(customer_id), 'Compliance Officer Risk Analyst' FROM kyc_records
UNION ALL SELECT check_id, reviewed_by, substr(check_date, 1, 10), number_of(customer_id), 'Compliance Officer Risk Analyst' FROM aml_checks
    WHERE reviewed_by IS NOT NULL
UNION ALL SELECT sar_id, filed_by, substr(filed_date, 1, 10), number_of(customer_id), 'Compliance Officer' FROM suspicious_activity_reports
    WHERE filed_by IS NOT NULL
UNION ALL SELECT violation_id, resolved_by, substr(resolved_date, 1, 10), CASE WHEN violation_id LIKE 'VIO-0%' THEN number_of(violation_id) END,
    'Compliance Officer Risk Analyst' FROM rule_violations WHERE resolved_by IS NOT NULL
UNION ALL SELECT report_id, prepared_by, substr(reporting_period_end, 1, 10), number_of(customer_id),
    CASE report_type WHEN 'ctr' THEN 'Customer Service Representative' WHEN 'hmda' THEN 'Loan Officer' ELSE 'Risk Analyst' END FROM regulatory_reports
UNION ALL SELECT report_id, approved_by, substr(submission_date, 1, 10), NULL,
    CASE WHEN report_type IN ('call_report', 'liquidity', 'stress_test') THEN 'Chief Executive Officer' ELSE 'Compliance Officer' END
    FROM regulatory_reports WHERE approved_by IS NOT NULL
UNION ALL SELECT CAST(audit_id AS TEXT), performed_by, substr(performed_at, 1, 10),
    CASE WHEN audit_id >= 1000000000 AND action <> 'report_submitted' THEN audit_id / 1000000000 END, NULL
    FROM audit_trails WHERE performed_by IS NOT NULL;

-- Texts that customers see.
CREATE TEMP VIEW texts(entry, text) AS
SELECT transaction_id, description FROM transactions
UNION ALL SELECT interaction_id, notes FROM interactions
UNION ALL SELECT complaint_id, description FROM complaints
UNION ALL SELECT CAST(survey_id AS TEXT), comments FROM satisfaction_surveys;

-- Money movements of each account in a month in which it breaks a rule that watches for schemes: of cash and transfers of at least 300, what
-- came in and what part of it left, the number of rows and days, the time until the first one left, the number of counterparties; and whether a
-- scheme is behind it.
CREATE TEMP VIEW scheme_cases AS
SELECT rule_id, account_id, month, account_id IN (SELECT account_id FROM aml_schemes) AS scheme,
    sum(max(amount, 0)) AS came, -sum(min(amount, 0)) / max(1.0, sum(max(amount, 0))) AS share, sum(amount > 0) AS credits, sum(amount < 0) AS debits,
    coalesce(max(CASE WHEN amount > 0 THEN at END) - min(CASE WHEN amount > 0 THEN at END), -1) AS days_in,
    coalesce(max(CASE WHEN amount < 0 THEN at END) - min(CASE WHEN amount < 0 THEN at END), -1) AS days_out,
    coalesce(min(CASE WHEN amount < 0 THEN at END) - min(CASE WHEN amount > 0 THEN at END), 99) AS wait,
    count(DISTINCT CASE WHEN amount > 0 THEN other END) AS payers, count(DISTINCT CASE WHEN amount < 0 THEN other END) AS payees
FROM (
    SELECT rule_id, f.account_id, month, transaction_amount AS amount, julianday(transaction_date) AS at, counterparty_account AS other FROM (
        SELECT DISTINCT rule_id, account_id, substr(transaction_date, 1, 7) AS month FROM rule_violations JOIN transactions ON transaction_id = entity_id
        WHERE rule_id IN ('RULE-01', 'RULE-02', 'RULE-05', 'RULE-06', 'RULE-07', 'RULE-08', 'RULE-09')) f
    JOIN transactions t ON t.account_id = f.account_id AND substr(transaction_date, 1, 7) = month
    WHERE transaction_type IN ('deposit', 'withdrawal') AND category IN ('cash', 'transfer') AND abs(transaction_amount) >= 300)
GROUP BY 1, 2, 3;
