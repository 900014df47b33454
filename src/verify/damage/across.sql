-- rule: people.same
UPDATE accounts_db.customers SET phone = '212-555-0100' WHERE rowid = (SELECT max(rowid) FROM accounts_db.customers);

-- rule: people.closed_accounts
-- The first customer that is closed and one who has an account change places.
UPDATE customer_db.customer_profiles SET customer_status = iif(customer_status = 'closed', 'active', 'closed')
WHERE customer_id IN ((SELECT min(customer_id) FROM customer_db.customer_profiles WHERE customer_status = 'closed'), (
    SELECT min(customer_id) FROM accounts_db.accounts
    WHERE account_status <> 'closed' AND customer_id NOT IN (SELECT customer_id FROM loans_db.loans)
      AND customer_id NOT IN (SELECT customer_id FROM insurance_db.policies)));

-- rule: people.closed_loans
-- The one account is closed with its last transaction, and this is audited. A customer of the same 200 who was closed is active.
CREATE TEMP TABLE closing AS
SELECT l.customer_id, a.account_id, max(transaction_id) AS last, substr(max(transaction_date), 1, 10) AS on_day
FROM loans_db.loans l JOIN accounts_db.accounts a ON a.customer_id = l.customer_id
JOIN accounts_db.transactions t ON t.account_id = a.account_id
WHERE loan_status <> 'paid_off' AND linked_account_id IS NULL
  AND l.customer_id NOT IN (SELECT customer_id FROM insurance_db.policies WHERE policy_status = 'active')
GROUP BY l.customer_id HAVING count(DISTINCT a.account_id) = 1 AND count(DISTINCT t.transaction_id) > 10
ORDER BY l.customer_id LIMIT 1;
UPDATE customer_db.customer_profiles SET customer_status = 'active' WHERE customer_id = (
    SELECT min(p.customer_id) FROM customer_db.customer_profiles p JOIN closing c
    ON (number_of(p.customer_id) - 1) / 200 = (number_of(c.customer_id) - 1) / 200 WHERE customer_status = 'closed');
UPDATE customer_db.customer_profiles SET customer_status = 'closed' WHERE customer_id IN (SELECT customer_id FROM closing);
UPDATE accounts_db.accounts SET account_status = 'closed', balance = 0, closed_date = (SELECT on_day FROM closing)
WHERE account_id IN (SELECT account_id FROM closing);
UPDATE accounts_db.transactions
SET transaction_type = 'closure', transaction_amount = transaction_amount - balance_after, balance_after = 0,
    description = 'Account closed'
WHERE transaction_id IN (SELECT last FROM closing);
INSERT INTO compliance_db.audit_trails
SELECT audit_id + 900, entity_type, entity_id, 'account_closed', NULL, on_day || ' 12:00:00', old_value, new_value, ip_address
FROM compliance_db.audit_trails JOIN closing ON account_id = entity_id WHERE action = 'account_opened';

-- rule: people.closed_policies
-- The first customer that is closed and one who has a policy change places.
UPDATE customer_db.customer_profiles SET customer_status = iif(customer_status = 'closed', 'active', 'closed')
WHERE customer_id IN ((SELECT min(customer_id) FROM customer_db.customer_profiles WHERE customer_status = 'closed'), (
    SELECT min(customer_id) FROM insurance_db.policies
    WHERE policy_status = 'active' AND customer_id NOT IN (SELECT customer_id FROM accounts_db.accounts)));

-- rule: people.assigned
UPDATE employees_db.employee_assignments SET start_date = before.on_day FROM (
    SELECT assignment_id, add_days(onboarding_date, -1) AS on_day FROM employees_db.employee_assignments a
    JOIN customer_db.customer_profiles p ON p.customer_id = related_entity_id
    JOIN employees_db.employees e ON e.employee_id = a.employee_id
    WHERE hire_date < onboarding_date ORDER BY assignment_id LIMIT 1) before
WHERE employee_assignments.assignment_id = before.assignment_id;

-- rule: people.applicants
UPDATE loans_db.loan_applications SET application_date = early.on_day FROM (
    SELECT application_id, add_days(created_at, -1) AS on_day FROM loans_db.loan_applications l
    JOIN accounts_db.customers c ON c.customer_id = l.customer_id
    WHERE application_id LIKE '%-1' AND decision_date < add_days(created_at, 25) ORDER BY application_id LIMIT 1) early
WHERE loan_applications.application_id = early.application_id;

-- rule: people.insured
-- Somebody without accounts, insured soon after joining, joins a day after that instead, and is verified on that day.
CREATE TEMP TABLE late AS
SELECT p.customer_id, number_of(p.customer_id) AS number, add_days(min(start_date), 1) AS on_day
FROM insurance_db.policies i JOIN customer_db.customer_profiles p ON p.customer_id = i.customer_id
WHERE p.customer_id NOT IN (SELECT customer_id FROM accounts_db.accounts) GROUP BY p.customer_id HAVING updated_at > on_day
ORDER BY day(on_day) - day(onboarding_date), p.customer_id LIMIT 1;
UPDATE accounts_db.customers SET created_at = on_day || ' 09:00:00' FROM late l WHERE l.customer_id = customers.customer_id;
UPDATE customer_db.customer_profiles SET onboarding_date = on_day, created_at = on_day || ' 09:00:00' FROM late l
WHERE l.customer_id = customer_profiles.customer_id;
UPDATE compliance_db.kyc_records SET verification_date = on_day, next_review_date = add_months(on_day,
    CASE risk_rating WHEN 'low' THEN 60 WHEN 'medium' THEN 36 ELSE 12 END)
FROM late l WHERE l.customer_id = kyc_records.customer_id;
UPDATE compliance_db.aml_checks SET check_date = on_day FROM late l WHERE l.customer_id = aml_checks.customer_id;
UPDATE compliance_db.audit_trails SET performed_at = on_day || substr(performed_at, 11) FROM late
WHERE audit_id / 1000 = number AND action IN ('kyc_verified', 'screening_completed');
UPDATE compliance_db.audit_trails SET audit_id = new FROM (
    SELECT audit_id AS old, audit_id / 1000 * 1000 + row_number() OVER (PARTITION BY audit_id / 1000 ORDER BY performed_at, audit_id) AS new
    FROM compliance_db.audit_trails) WHERE audit_id = old AND old > 999;

-- rule: people.kyc
-- Two neighbours change their ratings.
UPDATE customer_db.customer_profiles SET risk_rating = iif(risk_rating = 'low', 'medium', 'low')
WHERE rowid IN (SELECT min(rowid) FROM customer_db.customer_profiles WHERE risk_rating IN ('low', 'medium') GROUP BY risk_rating);

-- rule: people.identified
-- Whoever was identified late was identified at onboarding, and reviewed so many days earlier as well; what this broke is gone.
CREATE TEMP TABLE late AS
SELECT number_of(k.customer_id) AS number, day(verification_date) - day(onboarding_date) AS days
FROM compliance_db.kyc_records k JOIN customer_db.customer_profiles p ON p.customer_id = k.customer_id
WHERE kyc_id LIKE '%-01' AND verification_date > onboarding_date;
UPDATE compliance_db.aml_checks SET check_date = add_days(check_date, -days) FROM late
WHERE number_of(customer_id) = number AND check_type <> 'transaction_monitoring';
UPDATE compliance_db.kyc_records SET verification_date = add_days(verification_date, -days), next_review_date = add_months(
    add_days(verification_date, -days), CASE risk_rating WHEN 'low' THEN 60 WHEN 'medium' THEN 36 ELSE 12 END)
FROM late WHERE number_of(customer_id) = number;
DELETE FROM compliance_db.audit_trails WHERE entity_id IN (SELECT violation_id FROM compliance_db.rule_violations WHERE rule_id = 'RULE-13');
DELETE FROM compliance_db.rule_violations WHERE rule_id = 'RULE-13';
UPDATE compliance_db.audit_trails SET performed_at = add_days(performed_at, -days) || substr(performed_at, 11) FROM late
WHERE audit_id / 1000 = number AND action IN ('kyc_verified', 'screening_completed');
UPDATE compliance_db.audit_trails SET audit_id = new FROM (
    SELECT audit_id AS old, audit_id / 1000 * 1000 + row_number() OVER (PARTITION BY audit_id / 1000 ORDER BY performed_at, audit_id) AS new
    FROM compliance_db.audit_trails) WHERE audit_id = old AND old > 999;

-- rule: people.identified_at_onboarding
-- A customer without accounts is verified a week late.
UPDATE accounts_db.customers SET created_at = add_days(created_at, -7) || substr(created_at, 11) WHERE customer_id = (
    SELECT max(customer_id) FROM accounts_db.customers WHERE customer_id NOT IN (SELECT customer_id FROM accounts_db.accounts) AND created_at > add_months(as_of(), -80) AND years(date_of_birth, created_at) > 18);
UPDATE customer_db.customer_profiles SET onboarding_date = (SELECT substr(created_at, 1, 10) FROM accounts_db.customers c WHERE c.customer_id = customer_profiles.customer_id);

-- rule: people.contacts_unreal
UPDATE loans_db.loan_guarantors SET contact_info = '212-867-5309' WHERE guarantor_id = (SELECT min(guarantor_id) FROM loans_db.loan_guarantors);

-- rule: accounts.medians
-- Poorer retail customers and richer others of the same 200 change places, one by one.
CREATE TEMP TABLE holder AS
SELECT p.customer_id, customer_segment AS segment,
    (number_of(p.customer_id) - 1) / 200 * 200 + row_number() OVER (
        PARTITION BY customer_segment = 'retail', (number_of(p.customer_id) - 1) / 200 ORDER BY p.customer_id) AS place
FROM customer_db.customer_profiles p JOIN accounts_db.accounts a ON a.customer_id = p.customer_id
WHERE account_type = 'checking' AND account_status <> 'closed'
  AND CASE customer_segment WHEN 'retail' THEN balance < 6000 ELSE balance > 12000 END
  AND p.customer_id NOT IN (SELECT customer_id FROM customer_db.campaign_responses)
  AND p.customer_id NOT IN (SELECT customer_id FROM loans_db.loans)
  AND p.customer_id NOT IN (SELECT customer_id FROM insurance_db.policies WHERE linked_account_id IS NOT NULL)
  AND number_of(p.customer_id) NOT IN (
    SELECT number_of(account_id) FROM accounts_db.transactions
    WHERE description LIKE 'Cash %' AND abs(transaction_amount) >= 5000)
GROUP BY p.customer_id;
UPDATE customer_db.customer_profiles SET customer_segment = other.segment
FROM holder own JOIN holder other ON other.place = own.place AND (other.segment = 'retail') <> (own.segment = 'retail')
WHERE customer_profiles.customer_id = own.customer_id;

-- rule: policies.borrowers
-- Thirteen borrowers lose all of their policies, and no rule of compliance asks for them.
CREATE TEMP TABLE lost AS
SELECT policy_id, policy_number FROM insurance_db.policies WHERE customer_id IN (
    SELECT p.customer_id FROM insurance_db.policies p JOIN insurance_db.policy_events e ON e.policy_id = p.policy_id
    WHERE p.customer_id IN (
        SELECT customer_id FROM loans_db.loans l JOIN loans_db.collateral c ON c.loan_id = l.loan_id
        WHERE loan_type IN ('mortgage', 'auto') AND loan_status <> 'paid_off')
    GROUP BY p.customer_id ORDER BY count(*), p.customer_id LIMIT 13);
UPDATE accounts_db.transactions SET description = 'Rent' WHERE extract(description, '\bP[0-9]{9}\b') IN (SELECT policy_number FROM lost);
DELETE FROM compliance_db.audit_trails WHERE action = 'policy_issued' AND entity_id IN (SELECT policy_id FROM lost);
DELETE FROM compliance_db.audit_trails WHERE action = 'claim_decided' AND entity_id IN (
    SELECT claim_id FROM insurance_db.claims WHERE policy_id IN (SELECT policy_id FROM lost));
DELETE FROM insurance_db.coverage WHERE policy_id IN (SELECT policy_id FROM lost);
DELETE FROM insurance_db.claims WHERE policy_id IN (SELECT policy_id FROM lost);
DELETE FROM insurance_db.premium_payments WHERE policy_id IN (SELECT policy_id FROM lost);
DELETE FROM insurance_db.beneficiaries WHERE policy_id IN (SELECT policy_id FROM lost);
DELETE FROM insurance_db.policy_events WHERE policy_id IN (SELECT policy_id FROM lost);
DELETE FROM insurance_db.policies WHERE policy_id IN (SELECT policy_id FROM lost);
UPDATE compliance_db.compliance_rules SET is_active = FALSE WHERE rule_id = 'RULE-17';
DELETE FROM compliance_db.rule_violations WHERE rule_id = 'RULE-17';

-- rule: policies.collateral
-- Loans are paid out a day after the policy starts, where the first instalment lies far enough behind it.
UPDATE loans_db.loans SET disbursement_date = later.on_day FROM (
    SELECT l.loan_id, add_days(start_date, 1) AS on_day FROM loans_db.loans l JOIN loans_db.collateral c ON c.loan_id = l.loan_id
    JOIN insurance_db.policies p ON p.customer_id = l.customer_id AND policy_id LIKE '%-1'
    JOIN loans_db.repayment_schedule s ON s.loan_id = l.loan_id AND installment_number = 1
    WHERE loan_type IN ('mortgage', 'auto') AND disbursement_date BETWEEN add_days(start_date, -45) AND start_date
      AND start_date < as_of() AND due_date > add_days(start_date, 15) AND coalesce(payment_date, due_date) > start_date) later
WHERE loans.loan_id = later.loan_id;
UPDATE compliance_db.audit_trails SET performed_at = disbursement_date || substr(performed_at, 11)
FROM loans_db.loans WHERE loan_id = entity_id AND action = 'loan_disbursed';
UPDATE compliance_db.audit_trails SET audit_id = new FROM (
    SELECT audit_id AS old, audit_id / 1000 * 1000 + row_number() OVER (PARTITION BY audit_id / 1000 ORDER BY performed_at, audit_id) AS new
    FROM compliance_db.audit_trails) WHERE audit_id = old AND old > 999;

-- rule: policies.others
-- Vehicles of those who owe nothing on them become the contents of rented homes.
UPDATE insurance_db.policies SET policy_type = 'property', coverage_amount = min(coverage_amount, 60000)
WHERE policy_id IN (SELECT policy_id FROM insurance_db.policies
    WHERE policy_type = 'vehicle' AND coverage_amount <= 100000 AND policy_id NOT IN (SELECT policy_id FROM insurance_db.claims)
      AND customer_id NOT IN (SELECT customer_id FROM loans_db.loans) ORDER BY policy_id LIMIT 32);
UPDATE insurance_db.coverage SET coverage_type = 'contents'
WHERE coverage_type = 'comprehensive'
  AND policy_id IN (SELECT policy_id FROM insurance_db.policies WHERE policy_type = 'property');
UPDATE insurance_db.coverage SET coverage_limit = 60000
WHERE coverage_limit > 60000 AND policy_id IN (SELECT policy_id FROM insurance_db.policies WHERE coverage_amount = 60000);

-- rule: numbers.unreal
UPDATE accounts_db.transactions SET counterparty_account = '0210000213' WHERE transaction_id = (
    SELECT min(transaction_id) FROM accounts_db.transactions WHERE transaction_type = 'salary');

-- rule: ids.composed
UPDATE customer_db.satisfaction_surveys SET survey_id = survey_id + 5 WHERE survey_id = (SELECT max(survey_id) FROM customer_db.satisfaction_surveys);

-- rule: ids.forms
UPDATE customer_db.complaints SET complaint_id = substr(complaint_id, 1, 12) || '2' WHERE complaint_id = (SELECT max(complaint_id) FROM customer_db.complaints WHERE resolved_date IS NULL);

-- rule: order.events
-- Two events of a policy change their numbers.
CREATE TEMP TABLE pair AS
SELECT e.event_id AS one, o.event_id AS two FROM insurance_db.policy_events e JOIN insurance_db.policy_events o ON o.policy_id = e.policy_id AND o.event_id = e.event_id + 1
WHERE e.event_type = 'renewed' AND o.event_type = 'renewed' AND o.event_date > e.event_date ORDER BY 1 LIMIT 1;
UPDATE insurance_db.policy_events SET event_id = -1 WHERE event_id = (SELECT one FROM pair);
UPDATE insurance_db.policy_events SET event_id = (SELECT one FROM pair) WHERE event_id = (SELECT two FROM pair);
UPDATE insurance_db.policy_events SET event_id = (SELECT two FROM pair) WHERE event_id = -1;
