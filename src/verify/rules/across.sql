-- rule: people.same
-- Valid foreign keys across all databases: customer_id syncs accounts_db and customer_db: the same person with the same name, email and phone,
-- onboarded on the day the customer was created; in the corporate segment the profile names the company, and the customer is its principal owner.
SELECT c.customer_id, full_name, first_name || ' ' || last_name, p.email, c.email, p.phone, c.phone, onboarding_date, c.created_at
FROM customers c LEFT JOIN customer_profiles p ON p.customer_id = c.customer_id
WHERE p.customer_id IS NULL OR (full_name = first_name || ' ' || last_name) = (customer_segment = 'corporate') OR p.email <> c.email OR p.phone <> c.phone
   OR onboarding_date <> substr(c.created_at, 1, 10);
-- mutation
UPDATE customers SET phone = '212-555-0100' WHERE customer_id = 'CUST-0001200';

-- rule: people.closed_accounts
-- Closed customers have no open account.
SELECT account_id, account_status FROM accounts a JOIN customer_profiles p ON p.customer_id = a.customer_id
WHERE customer_status = 'closed' AND account_status <> 'closed';
-- mutation
UPDATE customer_profiles SET customer_status = 'closed';

-- rule: people.closed_loans
-- Closed customers have no open loan.
SELECT loan_id, loan_status FROM loans l JOIN customer_profiles p ON p.customer_id = l.customer_id
WHERE customer_status = 'closed' AND loan_status <> 'paid_off';
-- mutation
UPDATE customer_profiles SET customer_status = 'closed';

-- rule: people.closed_policies
-- Closed customers have no policy in force.
SELECT policy_id, policy_status FROM policies i JOIN customer_profiles p ON p.customer_id = i.customer_id
WHERE customer_status = 'closed' AND policy_status = 'active';
-- mutation
UPDATE customer_profiles SET customer_status = 'closed';

-- rule: people.assigned
-- Employee Assignments: a portfolio names an existing customer and begins after onboarding.
SELECT assignment_id, related_entity_id, start_date, onboarding_date FROM employee_assignments a
LEFT JOIN customer_profiles p ON p.customer_id = a.related_entity_id
WHERE assignment_type = 'customer_portfolio' AND (p.customer_id IS NULL OR start_date < onboarding_date);
-- mutation
UPDATE employee_assignments SET start_date = '2000-01-01' WHERE assignment_type = 'customer_portfolio';

-- rule: people.applicants
-- Loan Applications: applicants hold accounts and apply after they joined.
SELECT application_id, l.customer_id, application_date, created_at FROM loan_applications l
JOIN customers c ON c.customer_id = l.customer_id
WHERE application_date < substr(created_at, 1, 10) OR NOT EXISTS (SELECT 1 FROM accounts a WHERE a.customer_id = l.customer_id);
-- mutation
UPDATE loan_applications SET application_date = '2000-01-01' WHERE rowid = 2;
-- mutation
DELETE FROM accounts WHERE customer_id = (SELECT min(customer_id) FROM loan_applications);

-- rule: people.insured
-- Policies start after their customer joined.
SELECT policy_id, start_date, c.created_at FROM policies p JOIN customers c ON c.customer_id = p.customer_id WHERE start_date < substr(c.created_at, 1, 10);
-- mutation
UPDATE policies SET start_date = '2000-01-01' WHERE rowid = 2;

-- rule: people.one_spouse
-- One family per person: the spouse who guarantees a loan is the spouse named in life insurance.
SELECT customer_id, min(name), max(name) FROM (
    SELECT customer_id, guarantor_name AS name FROM loan_guarantors g JOIN loans l ON l.loan_id = g.loan_id WHERE relationship = 'spouse'
    UNION ALL SELECT customer_id, beneficiary_name FROM beneficiaries b JOIN policies p ON p.policy_id = b.policy_id WHERE relationship = 'spouse'
) GROUP BY customer_id HAVING count(DISTINCT name) > 1;
-- mutation
UPDATE loan_guarantors SET guarantor_name = 'Somebody Else' WHERE relationship = 'spouse';

-- rule: people.kyc
-- A profile's kyc_status and risk_rating match the latest KYC record.
SELECT p.customer_id, p.kyc_status, k.kyc_status, p.risk_rating, k.risk_rating FROM customer_profiles p
LEFT JOIN latest_records k ON k.customer_id = p.customer_id
WHERE k.customer_id IS NULL OR p.kyc_status <> k.kyc_status OR p.risk_rating <> k.risk_rating;
-- mutation
UPDATE customer_profiles SET risk_rating = 'medium' WHERE risk_rating = 'low';
-- mutation
UPDATE customer_profiles SET kyc_status = 'pending' WHERE kyc_status = 'verified';

-- rule: people.identified
-- Share of account holders who are identified after onboarding, as planted.
-- expect: share 1; effect 0.15
SELECT sum(verification_date > onboarding_date), count(*) FROM customer_profiles p JOIN kyc_records k ON k.customer_id = p.customer_id AND kyc_id LIKE '%-01'
WHERE p.customer_id IN (SELECT customer_id FROM accounts);
-- mutation
UPDATE customer_profiles SET onboarding_date = '2000-01-01' WHERE rowid % 20 = 0;

-- rule: people.identified_at_onboarding
-- Identity is verified on the day of onboarding; late identifications are reported under rule 13.
SELECT p.customer_id, onboarding_date, verification_date FROM customer_profiles p JOIN kyc_records k ON k.customer_id = p.customer_id AND kyc_id LIKE '%-01'
WHERE verification_date <> onboarding_date AND kyc_id NOT IN (SELECT entity_id FROM rule_violations WHERE rule_id = 'RULE-13');
-- mutation
UPDATE customer_profiles SET onboarding_date = add_days(onboarding_date, -7) WHERE rowid = 2;

-- rule: people.contacts_unreal
-- No real people: guarantors and beneficiaries have numbers 555-0100 to 555-0199, an area code with middle digit 9, or the number of a customer.
SELECT id, contact_info FROM (SELECT guarantor_id AS id, contact_info FROM loan_guarantors UNION ALL SELECT beneficiary_id, contact_info FROM beneficiaries)
WHERE NOT contact_info REGEXP '^([2-9][0-9]{2}-555-01[0-9]{2}|[2-9]9[0-9]-[0-9]{3}-[0-9]{4})$'
  AND contact_info NOT IN (SELECT phone FROM customer_profiles);
-- mutation
UPDATE loan_guarantors SET contact_info = '212-867-5309' WHERE rowid = 2;
-- mutation
UPDATE beneficiaries SET contact_info = '212-867-5309' WHERE rowid = 2;

-- rule: accounts.medians
-- Balances follow type and segment: medians of accounts not linked to a loan or policy.
-- expect: median checking/retail 6000, checking/premium 12000, checking/corporate 60000, checking/private_banking 40000, savings/retail 4000, savings/premium 18000, savings/private_banking 75000, money_market/retail 15000, money_market/premium 40000, money_market/private_banking 150000; slack 8
SELECT account_type || '/' || customer_segment, balance FROM unlinked a JOIN customer_profiles p ON p.customer_id = a.customer_id
WHERE account_status <> 'closed' AND (account_type = 'checking' OR account_type <> 'cd' AND customer_segment <> 'corporate');
-- mutation
UPDATE accounts SET balance = 40000 WHERE account_type = 'checking';

-- rule: policies.borrowers
-- Share of policyholders among borrowers with an open secured mortgage or auto loan, and among others.
-- expect: share borrowers 98, others 31; slack 0.5
SELECT CASE WHEN p.customer_id IN (SELECT customer_id FROM secured) THEN 'borrowers' ELSE 'others' END, count(DISTINCT i.customer_id), count(DISTINCT p.customer_id)
FROM customer_profiles p LEFT JOIN policies i ON i.customer_id = p.customer_id GROUP BY 1;
-- mutation
DELETE FROM policies WHERE number_of(customer_id) % 5 = 0;

-- rule: policies.collateral
-- Collateral protection: share of such borrowers whose first policy matches the collateral, starts within 45 days of disbursement, covers the lesser
-- of principal and appraisal, and is in force.
-- expect: share 98; slack 0.5
WITH covered AS (
    SELECT max(disbursement_date BETWEEN add_days(p.start_date, -45) AND p.start_date AND policy_status = 'active'
        AND policy_type = CASE loan_type WHEN 'auto' THEN 'vehicle' ELSE 'property' END AND cents(coverage_amount) >= worth) AS good
    FROM secured s LEFT JOIN policies p ON p.customer_id = s.customer_id AND policy_id LIKE '%-1'
    WHERE disbursement_date < add_days(as_of(), -45) GROUP BY s.customer_id
)
SELECT sum(coalesce(good, 0)), count(*) FROM covered;
-- mutation
UPDATE loans SET disbursement_date = add_days(disbursement_date, 46);

-- rule: policies.others
-- Policies that do not protect collateral, by type.
-- expect: share vehicle 37.5, property 15, life 26, health 12, travel 9.5; slack 0.3; effect 0.35
SELECT policy_type, count(*) FROM policies WHERE NOT (policy_id LIKE '%-1' AND customer_id IN (SELECT customer_id FROM secured)) GROUP BY 1;
-- mutation
UPDATE policies SET policy_type = 'property' WHERE policy_type = 'vehicle' AND rowid % 3 = 0;

-- rule: numbers.unreal
-- No real accounts: no loan number, account number or external account number begins like a real routing district (00-12, 21-32, 61-72, 80).
SELECT id, number FROM (SELECT account_id AS id, account_number AS number FROM accounts UNION ALL SELECT loan_id, loan_number FROM loans
    UNION ALL SELECT transaction_id, counterparty_account FROM transactions WHERE counterparty_account IS NOT NULL)
WHERE number REGEXP '^(0[0-9]|1[0-2]|2[1-9]|3[0-2]|6[1-9]|7[0-2]|80)';
-- mutation
UPDATE accounts SET account_number = '0210000213' WHERE rowid = 2;
-- mutation
UPDATE loans SET loan_number = '3210000213' WHERE rowid = 2;
-- mutation
UPDATE transactions SET counterparty_account = '8010000213' WHERE rowid = 2;

-- rule: ids.composed
-- Unique values without retry: keys are unique by construction, because numeric row ids combine the parent's number and an ordinal.
SELECT 'employee_training', training_record_id FROM employee_training WHERE training_record_id / 100 <> number_of(employee_id) OR training_record_id % 100 NOT BETWEEN 1 AND 4
UNION ALL SELECT 'performance_reviews', review_id FROM performance_reviews WHERE review_id / 10 <> number_of(employee_id) OR review_id % 10 NOT BETWEEN 1 AND 3
UNION ALL SELECT 'employee_assignments', assignment_id FROM employee_assignments
    WHERE CASE assignment_type WHEN 'customer_portfolio' THEN assignment_id <> number_of(related_entity_id) * 1000 + 1 ELSE assignment_id / 10 <> number_of(employee_id) OR assignment_id % 10 NOT IN (1, 2, 3) END
UNION ALL SELECT 'account_relationships', relationship_id FROM account_relationships
    WHERE relationship_id / 10 <> number_of(primary_account_id) * 10 + CAST(substr(primary_account_id, -1) AS INTEGER) OR relationship_id % 10 NOT IN (1, 2)
UNION ALL SELECT 'satisfaction_surveys', survey_id FROM satisfaction_surveys WHERE survey_id <> number_of(interaction_id) * 10 + CAST(substr(interaction_id, -1) AS INTEGER)
UNION ALL SELECT 'campaign_responses', response_id FROM campaign_responses WHERE response_id / 10 <> number_of(customer_id) OR response_id % 10 NOT IN (1, 2)
UNION ALL SELECT 'repayment_schedule', schedule_id FROM repayment_schedule
    WHERE schedule_id <> (number_of(loan_id) * 100 + CAST(substr(loan_id, -1) AS INTEGER)) * 1000 + installment_number
UNION ALL SELECT 'loan_guarantors', guarantor_id FROM loan_guarantors WHERE guarantor_id / 10 <> number_of(loan_id) * 10 + CAST(substr(loan_id, -1) AS INTEGER) OR guarantor_id % 10 NOT IN (1, 2)
UNION ALL SELECT 'risk_assessments', assessment_id FROM risk_assessments
    WHERE assessment_id <> (number_of(application_id) * 10 + CAST(substr(application_id, -1) AS INTEGER)) * 10 + CASE WHEN loan_id IS NULL THEN 1 ELSE 2 END
UNION ALL SELECT 'beneficiaries', beneficiary_id FROM beneficiaries WHERE beneficiary_id / 10 <> number_of(policy_id) * 10 + CAST(substr(policy_id, -1) AS INTEGER) OR beneficiary_id % 10 NOT BETWEEN 1 AND 3
UNION ALL SELECT 'coverage', coverage_id FROM coverage WHERE coverage_id / 100 <> number_of(policy_id) * 10 + CAST(substr(policy_id, -1) AS INTEGER) OR coverage_id % 100 = 0
UNION ALL SELECT 'policy_events', event_id FROM policy_events WHERE event_id / 1000 <> number_of(policy_id) * 10 + CAST(substr(policy_id, -1) AS INTEGER) OR event_id % 1000 = 0;
-- mutation
UPDATE satisfaction_surveys SET survey_id = survey_id + 5 WHERE rowid = 2;
-- mutation
UPDATE coverage SET policy_id = 'POL-0000001-1';

-- rule: ids.forms
-- No duplicates on unique constraints: the keys of complaints, claims, payments, reports, violations and the bank's own rows are well-formed and
-- contain their customer's number.
SELECT complaint_id FROM complaints WHERE complaint_id <> 'CMP-' || substr(customer_id, 6) || '-1'
UNION ALL SELECT claim_id FROM claims WHERE NOT claim_id REGEXP '^CLM-[0-9]{7,}-[1-9]-[1-9][0-9]*$' OR substr(claim_id, 5, length(policy_id) - 4) <> substr(policy_id, 5)
UNION ALL SELECT payment_id FROM premium_payments WHERE NOT payment_id REGEXP '^PAY-[0-9]{7,}-[1-9]-[0-9]{3}$' OR substr(payment_id, 5, length(policy_id) - 4) <> substr(policy_id, 5)
UNION ALL SELECT sar_id FROM suspicious_activity_reports WHERE NOT sar_id REGEXP '^SAR-[0-9]{7,}-[0-9]{6}-[1-9]$' OR number_of(sar_id) <> number_of(customer_id)
UNION ALL SELECT department_id FROM departments WHERE NOT department_id REGEXP '^DEPT-(0[1-9]|1[0-2])$'
UNION ALL SELECT program_id FROM training_programs WHERE NOT program_id REGEXP '^PROG-(0[1-9]|1[0-8])$'
UNION ALL SELECT campaign_id FROM campaigns WHERE campaign_id NOT IN (
    SELECT printf('CAMP-%02d', row_number() OVER (ORDER BY start_date, campaign_id)) FROM campaigns)
UNION ALL SELECT rule_id FROM compliance_rules WHERE NOT rule_id REGEXP '^RULE-(0[1-9]|1[0-9]|20)$'
UNION ALL SELECT employee_id FROM employees WHERE employee_id <> printf('EMP-%06d', number_of(employee_id))
UNION ALL SELECT customer_id FROM customers WHERE customer_id <> printf('CUST-%07d', number_of(customer_id))
UNION ALL SELECT report_id FROM regulatory_reports
    WHERE report_id <> CASE report_type WHEN 'ctr' THEN extract(report_id, '^REP-CTR-[0-9]{7,}-') || replace(reporting_period_end, '-', '')
        WHEN 'call_report' THEN 'REP-CALL-' || substr(reporting_period_end, 1, 4) || 'Q' || (substr(reporting_period_end, 6, 2) / 3)
        WHEN 'liquidity' THEN 'REP-LIQ-' || substr(reporting_period_end, 1, 4) || 'Q' || (substr(reporting_period_end, 6, 2) / 3)
        WHEN 'bsa_board' THEN 'REP-BSA-' || substr(reporting_period_end, 1, 4) || 'Q' || (substr(reporting_period_end, 6, 2) / 3)
        WHEN 'stress_test' THEN 'REP-STRESS-' || substr(reporting_period_end, 1, 4) WHEN 'hmda' THEN 'REP-HMDA-' || substr(reporting_period_end, 1, 4)
        WHEN 'ofac' THEN 'REP-OFAC-' || substr(reporting_period_end, 1, 4) END;
-- mutation
UPDATE complaints SET complaint_id = substr(complaint_id, 1, 12) || '2' WHERE rowid = 2;

-- rule: order.events
-- Chronological ordering: a policy's events, claims and premiums, a loan's payments, an employee's reviews, a customer's reports and the audit rows
-- are numbered in order of time.
SELECT 'policy_events', CAST(event_id AS TEXT), at, previous FROM (SELECT event_id, event_date AS at, lag(event_date) OVER (PARTITION BY policy_id ORDER BY event_id) AS previous FROM policy_events) WHERE at < previous
UNION ALL SELECT 'claims', claim_id, at, previous FROM (SELECT claim_id, claim_date AS at, lag(claim_date) OVER (PARTITION BY policy_id ORDER BY length(claim_id), claim_id) AS previous FROM claims) WHERE at < previous
UNION ALL SELECT 'repayment_schedule', CAST(schedule_id AS TEXT), at, previous FROM (SELECT schedule_id, payment_date AS at, lag(payment_date) OVER (PARTITION BY loan_id ORDER BY installment_number) AS previous FROM repayment_schedule WHERE payment_date IS NOT NULL) WHERE at < previous
UNION ALL SELECT 'performance_reviews', CAST(review_id AS TEXT), at, previous FROM (SELECT review_id, review_date AS at, lag(review_date) OVER (PARTITION BY employee_id ORDER BY review_id) AS previous FROM performance_reviews) WHERE at < previous
UNION ALL SELECT 'suspicious_activity_reports', sar_id, at, previous FROM (SELECT sar_id, report_date AS at, lag(report_date) OVER (PARTITION BY customer_id ORDER BY sar_id) AS previous FROM suspicious_activity_reports) WHERE at < previous
UNION ALL SELECT 'audit_trails', CAST(audit_id AS TEXT), at, previous FROM (SELECT audit_id, performed_at AS at, lag(performed_at) OVER (PARTITION BY audit_id / 1000 ORDER BY audit_id) AS previous FROM audit_trails) WHERE at < previous;
-- mutation
UPDATE policy_events SET event_id = -event_id;

-- rule: texts.no_hint
-- No text visible to customers hints at a suspicious activity report or names a planted scheme.
SELECT entry, text FROM texts WHERE text REGEXP '(?i)suspicio|launder|structuring|\bSAR\b|\bAML\b|smurf|red flag|scheme|decoy|look.?alike|planted';
-- mutation
UPDATE transactions SET description = description || ' (AML hold)' WHERE rowid = 2;
-- mutation
UPDATE interactions SET notes = 'A SAR was filed.' WHERE rowid = 2;
-- mutation
UPDATE complaints SET description = 'Called a smurf' WHERE rowid = 2;
-- mutation
UPDATE satisfaction_surveys SET comments = 'Suspicious' WHERE rowid = 2;
