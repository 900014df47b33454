-- rule: people.same
-- guide: Valid foreign keys across all databases: customer_id syncs accounts_db and customer_db: the same person with name, email and telephone, onboarded the day the customer was created.
-- expect: none
SELECT c.customer_id, full_name, first_name || ' ' || last_name, p.email, c.email, p.phone, c.phone, onboarding_date, c.created_at
FROM accounts_db.customers c LEFT JOIN customer_db.customer_profiles p ON p.customer_id = c.customer_id
WHERE p.customer_id IS NULL OR full_name <> first_name || ' ' || last_name OR p.email <> c.email OR p.phone <> c.phone
   OR onboarding_date <> substr(c.created_at, 1, 10);

-- rule: people.closed_accounts
-- guide: Closed customers have no open account.
-- expect: none
SELECT account_id, account_status FROM accounts_db.accounts a JOIN customer_db.customer_profiles p ON p.customer_id = a.customer_id
WHERE customer_status = 'closed' AND account_status <> 'closed';

-- rule: people.closed_loans
-- guide: Closed customers have no open loan.
-- expect: none
SELECT loan_id, loan_status FROM loans_db.loans l JOIN customer_db.customer_profiles p ON p.customer_id = l.customer_id
WHERE customer_status = 'closed' AND loan_status <> 'paid_off';

-- rule: people.closed_policies
-- guide: Closed customers have no policy in force.
-- expect: none
SELECT policy_id, policy_status FROM insurance_db.policies i JOIN customer_db.customer_profiles p ON p.customer_id = i.customer_id
WHERE customer_status = 'closed' AND policy_status = 'active';

-- rule: people.assigned
-- guide: Employee Assignments: a portfolio is a customer that exists, and begins after the onboarding.
-- expect: none
SELECT assignment_id, related_entity_id, start_date, onboarding_date FROM employees_db.employee_assignments a
LEFT JOIN customer_db.customer_profiles p ON p.customer_id = a.related_entity_id
WHERE assignment_type = 'customer_portfolio' AND (p.customer_id IS NULL OR start_date < onboarding_date);

-- rule: people.applicants
-- guide: Loan Applications: applicants hold accounts, and apply after they joined.
-- expect: none
SELECT application_id, l.customer_id, application_date, created_at FROM loans_db.loan_applications l
JOIN accounts_db.customers c ON c.customer_id = l.customer_id
WHERE application_date < substr(created_at, 1, 10) OR NOT EXISTS (SELECT 1 FROM accounts_db.accounts a WHERE a.customer_id = l.customer_id);

-- rule: people.insured
-- guide: Policies start after their customer joined.
-- expect: none
SELECT policy_id, start_date, created_at FROM insurance_db.policies p JOIN (SELECT customer_id, created_at AS joined FROM accounts_db.customers) c
ON c.customer_id = p.customer_id WHERE start_date < substr(joined, 1, 10);

-- rule: people.kyc
-- guide: kyc_status and risk_rating of a profile are those of the latest KYC record.
-- expect: none
SELECT p.customer_id, p.kyc_status, k.kyc_status, p.risk_rating, k.risk_rating FROM customer_db.customer_profiles p LEFT JOIN (
    SELECT customer_id, kyc_status, risk_rating, max(kyc_id) FROM compliance_db.kyc_records GROUP BY customer_id
) k ON k.customer_id = p.customer_id
WHERE k.customer_id IS NULL OR p.kyc_status <> k.kyc_status OR p.risk_rating <> k.risk_rating;

-- rule: people.identified
-- guide: KYC is done on the day of the onboarding, but for the 1% of the holders of accounts who are planted as identified late.
-- expect: share 1; effect 0.15
SELECT sum(first > onboarding_date), count(*) FROM customer_db.customer_profiles p
JOIN (SELECT customer_id, min(verification_date) AS first FROM compliance_db.kyc_records GROUP BY customer_id) k ON k.customer_id = p.customer_id
WHERE p.customer_id IN (SELECT customer_id FROM accounts_db.accounts);

-- rule: people.identified_at_onboarding
-- guide: KYC is done on the day of the onboarding; whoever is late is one that rule 13 finds.
-- expect: none
SELECT p.customer_id, onboarding_date, first FROM customer_db.customer_profiles p
JOIN (SELECT customer_id, min(verification_date) AS first FROM compliance_db.kyc_records GROUP BY customer_id) k ON k.customer_id = p.customer_id
WHERE first <> onboarding_date AND number_of(p.customer_id) NOT IN (SELECT number_of(entity_id) FROM compliance_db.rule_violations WHERE rule_id = 'RULE-13');

-- rule: people.contacts_unreal
-- guide: Nobody real: guarantors and beneficiaries have numbers of 555-0100 to 555-0199, or in an area code with middle digit 9.
-- expect: none
SELECT guarantor_id, contact_info FROM loans_db.loan_guarantors WHERE NOT contact_info REGEXP '^([2-9][0-9]{2}-555-01[0-9]{2}|[2-9]9[0-9]-[0-9]{3}-[0-9]{4})$'
UNION ALL SELECT beneficiary_id, contact_info FROM insurance_db.beneficiaries WHERE NOT contact_info REGEXP '^([2-9][0-9]{2}-555-01[0-9]{2}|[2-9]9[0-9]-[0-9]{3}-[0-9]{4})$';

-- rule: accounts.medians
-- guide: Balances follow type and segment: the medians of accounts without obligations, in retail, premium, corporate and private banking.
-- expect: median checking/retail 6000, checking/premium 12000, checking/corporate 20000, checking/private_banking 40000, savings/retail 4000, savings/premium 18000, savings/corporate 25000, savings/private_banking 75000, money_market/retail 15000, money_market/premium 40000, money_market/corporate 60000, money_market/private_banking 150000; slack 8
SELECT account_type || '/' || customer_segment, balance FROM accounts_db.accounts a JOIN customer_db.customer_profiles p ON p.customer_id = a.customer_id
WHERE account_status <> 'closed' AND account_id NOT IN (SELECT linked_account_id FROM loans_db.loans WHERE linked_account_id IS NOT NULL)
  AND account_id NOT IN (SELECT linked_account_id FROM insurance_db.policies WHERE linked_account_id IS NOT NULL);

-- rule: policies.borrowers
-- guide: 98% of those with an open mortgage or auto loan under collateral hold policies, 31% of the others.
-- expect: share borrowers 98, others 31; slack 0.5
WITH borrower AS (
    SELECT DISTINCT customer_id FROM loans_db.loans l JOIN loans_db.collateral c ON c.loan_id = l.loan_id
    WHERE loan_type IN ('mortgage', 'auto') AND loan_status <> 'paid_off'
)
SELECT CASE WHEN b.customer_id IS NULL THEN 'others' ELSE 'borrowers' END, count(DISTINCT i.customer_id), count(DISTINCT p.customer_id)
FROM customer_db.customer_profiles p LEFT JOIN borrower b ON b.customer_id = p.customer_id
LEFT JOIN insurance_db.policies i ON i.customer_id = p.customer_id GROUP BY 1;

-- rule: policies.collateral
-- guide: Collateral protection: the first policy of such a borrower is of the collateral's kind, starts within 45 days of the payout, covers min(principal, appraisal) and is in force.
-- expect: share 98; slack 0.5
WITH covered AS (
    SELECT l.customer_id, max(disbursement_date BETWEEN add_days(p.start_date, -45) AND p.start_date
        AND policy_type = CASE loan_type WHEN 'auto' THEN 'vehicle' ELSE 'property' END
        AND cents(coverage_amount) >= min(cents(principal_amount), cents(appraised_value)) AND policy_status = 'active') AS good
    FROM loans_db.loans l JOIN loans_db.collateral c ON c.loan_id = l.loan_id
    LEFT JOIN insurance_db.policies p ON p.customer_id = l.customer_id AND policy_id LIKE '%-1'
    WHERE loan_type IN ('mortgage', 'auto') AND loan_status <> 'paid_off' AND disbursement_date < add_days(as_of(), -45)
    GROUP BY l.customer_id
)
SELECT sum(coalesce(good, 0)), count(*) FROM covered;

-- rule: policies.others
-- guide: The policies that protect no collateral are vehicle 37.5%, property 15%, life 26%, health 12%, travel 9.5%.
-- expect: share vehicle 37.5, property 15, life 26, health 12, travel 9.5; slack 0.3; effect 0.35
SELECT policy_type, count(*) FROM insurance_db.policies p
WHERE NOT (policy_id LIKE '%-1' AND EXISTS (
    SELECT 1 FROM loans_db.loans l JOIN loans_db.collateral c ON c.loan_id = l.loan_id
    WHERE l.customer_id = p.customer_id AND loan_type IN ('mortgage', 'auto') AND loan_status <> 'paid_off'))
GROUP BY 1;

-- rule: numbers.unreal
-- guide: Nobody real: no number of a loan or of an account elsewhere begins like a real routing district.
-- expect: none
SELECT transaction_id, counterparty_account FROM accounts_db.transactions
WHERE counterparty_account REGEXP '^(0[0-9]|1[0-2]|2[1-9]|3[0-2]|6[1-9]|7[0-2]|80)'
UNION ALL SELECT loan_id, loan_number FROM loans_db.loans WHERE loan_number REGEXP '^(0[0-9]|1[0-2]|2[1-9]|3[0-2]|6[1-9]|7[0-2]|80)';

-- rule: ids.composed
-- guide: Unique values without retry (no automatic retry on constraint violations, no generator reset): they are unique by construction, as
-- numeric row ids are composed of the parent's number and the ordinal.
-- expect: none
SELECT 'employee_training', training_record_id FROM employees_db.employee_training WHERE training_record_id / 100 <> number_of(employee_id) OR training_record_id % 100 NOT BETWEEN 1 AND 4
UNION ALL SELECT 'performance_reviews', review_id FROM employees_db.performance_reviews WHERE review_id / 10 <> number_of(employee_id) OR review_id % 10 NOT BETWEEN 1 AND 3
UNION ALL SELECT 'employee_assignments', assignment_id FROM employees_db.employee_assignments
    WHERE CASE assignment_type WHEN 'customer_portfolio' THEN assignment_id <> number_of(related_entity_id) * 1000 + 1 ELSE assignment_id / 10 <> number_of(employee_id) OR assignment_id % 10 NOT IN (1, 2) END
UNION ALL SELECT 'account_relationships', relationship_id FROM accounts_db.account_relationships
    WHERE relationship_id / 10 <> number_of(primary_account_id) * 10 + CAST(substr(primary_account_id, -1) AS INTEGER) OR relationship_id % 10 NOT IN (1, 2)
UNION ALL SELECT 'satisfaction_surveys', survey_id FROM customer_db.satisfaction_surveys WHERE survey_id <> number_of(interaction_id) * 10 + CAST(substr(interaction_id, -1) AS INTEGER)
UNION ALL SELECT 'campaign_responses', response_id FROM customer_db.campaign_responses WHERE response_id / 10 <> number_of(customer_id) OR response_id % 10 NOT IN (1, 2)
UNION ALL SELECT 'repayment_schedule', schedule_id FROM loans_db.repayment_schedule
    WHERE schedule_id <> (number_of(loan_id) * 100 + CAST(substr(loan_id, -1) AS INTEGER)) * 1000 + installment_number
UNION ALL SELECT 'loan_guarantors', guarantor_id FROM loans_db.loan_guarantors WHERE guarantor_id / 10 <> number_of(loan_id) * 10 + CAST(substr(loan_id, -1) AS INTEGER) OR guarantor_id % 10 NOT IN (1, 2)
UNION ALL SELECT 'risk_assessments', assessment_id FROM loans_db.risk_assessments
    WHERE assessment_id <> (number_of(application_id) * 10 + CAST(substr(application_id, -1) AS INTEGER)) * 10 + CASE WHEN loan_id IS NULL THEN 1 ELSE 2 END
UNION ALL SELECT 'beneficiaries', beneficiary_id FROM insurance_db.beneficiaries WHERE beneficiary_id / 10 <> number_of(policy_id) * 10 + CAST(substr(policy_id, -1) AS INTEGER) OR beneficiary_id % 10 NOT BETWEEN 1 AND 3
UNION ALL SELECT 'coverage', coverage_id FROM insurance_db.coverage WHERE coverage_id / 100 <> number_of(policy_id) * 10 + CAST(substr(policy_id, -1) AS INTEGER) OR coverage_id % 100 = 0
UNION ALL SELECT 'policy_events', event_id FROM insurance_db.policy_events WHERE event_id / 1000 <> number_of(policy_id) * 10 + CAST(substr(policy_id, -1) AS INTEGER) OR event_id % 1000 = 0;

-- rule: ids.forms
-- guide: No duplicates on unique constraints: the keys of complaints, claims, payments, reports, violations and of what the bank has are of their
-- form and hold the number of their customer.
-- expect: none
SELECT complaint_id FROM customer_db.complaints WHERE complaint_id <> 'CMP-' || substr(customer_id, 6) || '-1'
UNION ALL SELECT claim_id FROM insurance_db.claims WHERE NOT claim_id REGEXP '^CLM-[0-9]{7}-[1-9]-[1-9][0-9]*$' OR substr(claim_id, 5, 9) <> substr(policy_id, 5)
UNION ALL SELECT payment_id FROM insurance_db.premium_payments WHERE NOT payment_id REGEXP '^PAY-[0-9]{7}-[1-9]-[0-9]{3}$' OR substr(payment_id, 5, 9) <> substr(policy_id, 5)
UNION ALL SELECT sar_id FROM compliance_db.suspicious_activity_reports WHERE NOT sar_id REGEXP '^SAR-[0-9]{7}-[1-9]$' OR number_of(sar_id) <> number_of(customer_id)
UNION ALL SELECT department_id FROM employees_db.departments WHERE NOT department_id REGEXP '^DEPT-(0[1-9]|1[0-2])$'
UNION ALL SELECT program_id FROM employees_db.training_programs WHERE NOT program_id REGEXP '^PROG-(0[1-9]|1[0-8])$'
UNION ALL SELECT campaign_id FROM customer_db.campaigns WHERE campaign_id NOT IN (
    SELECT printf('CAMP-%02d', row_number() OVER (ORDER BY start_date, campaign_id)) FROM customer_db.campaigns)
UNION ALL SELECT rule_id FROM compliance_db.compliance_rules WHERE NOT rule_id REGEXP '^RULE-(0[1-9]|1[0-9]|20)$'
UNION ALL SELECT employee_id FROM employees_db.employees WHERE employee_id <> printf('EMP-%06d', number_of(employee_id))
UNION ALL SELECT customer_id FROM accounts_db.customers WHERE customer_id <> printf('CUST-%07d', number_of(customer_id))
UNION ALL SELECT report_id FROM compliance_db.regulatory_reports
    WHERE report_id <> CASE report_type WHEN 'ctr' THEN substr(report_id, 1, 16) || replace(reporting_period_end, '-', '')
        WHEN 'call_report' THEN 'REP-CALL-' || substr(reporting_period_end, 1, 4) || 'Q' || (substr(reporting_period_end, 6, 2) / 3)
        WHEN 'liquidity' THEN 'REP-LIQ-' || substr(reporting_period_end, 1, 4) || 'Q' || (substr(reporting_period_end, 6, 2) / 3)
        WHEN 'bsa_board' THEN 'REP-BSA-' || substr(reporting_period_end, 1, 4) || 'Q' || (substr(reporting_period_end, 6, 2) / 3)
        WHEN 'stress_test' THEN 'REP-STRESS-' || substr(reporting_period_end, 1, 4) WHEN 'hmda' THEN 'REP-HMDA-' || substr(reporting_period_end, 1, 4)
        WHEN 'ofac' THEN 'REP-OFAC-' || substr(reporting_period_end, 1, 4) END;

-- rule: order.events
-- guide: Chronological ordering: a policy's events, claims and premiums, a loan's payments, an employee's reviews, a customer's reports and the audit rows are numbered in the order of time.
-- expect: none
SELECT 'policy_events', CAST(event_id AS TEXT), at, former FROM (SELECT event_id, event_date AS at, lag(event_date) OVER (PARTITION BY policy_id ORDER BY event_id) AS former FROM insurance_db.policy_events) WHERE at < former
UNION ALL SELECT 'claims', claim_id, at, former FROM (SELECT claim_id, claim_date AS at, lag(claim_date) OVER (PARTITION BY policy_id ORDER BY length(claim_id), claim_id) AS former FROM insurance_db.claims) WHERE at < former
UNION ALL SELECT 'repayment_schedule', CAST(schedule_id AS TEXT), at, former FROM (SELECT schedule_id, payment_date AS at, lag(payment_date) OVER (PARTITION BY loan_id ORDER BY installment_number) AS former FROM loans_db.repayment_schedule WHERE payment_date IS NOT NULL) WHERE at < former
UNION ALL SELECT 'performance_reviews', CAST(review_id AS TEXT), at, former FROM (SELECT review_id, review_date AS at, lag(review_date) OVER (PARTITION BY employee_id ORDER BY review_id) AS former FROM employees_db.performance_reviews) WHERE at < former
UNION ALL SELECT 'suspicious_activity_reports', sar_id, at, former FROM (SELECT sar_id, report_date AS at, lag(report_date) OVER (PARTITION BY customer_id ORDER BY sar_id) AS former FROM compliance_db.suspicious_activity_reports) WHERE at < former
UNION ALL SELECT 'audit_trails', CAST(audit_id AS TEXT), at, former FROM (SELECT audit_id, performed_at AS at, lag(performed_at) OVER (PARTITION BY audit_id / 1000 ORDER BY audit_id) AS former FROM compliance_db.audit_trails) WHERE at < former;
