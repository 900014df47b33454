-- rule: people.same
UPDATE accounts_db.customers SET phone = '212-555-0100' WHERE rowid = (SELECT max(rowid) FROM accounts_db.customers);

-- rule: people.closed_accounts
UPDATE customer_db.customer_profiles SET customer_status = 'closed'
WHERE customer_id = (SELECT min(customer_id) FROM accounts_db.accounts
    WHERE account_status <> 'closed' AND customer_id NOT IN (SELECT customer_id FROM loans_db.loans)
      AND customer_id NOT IN (SELECT customer_id FROM insurance_db.policies));

-- rule: people.closed_loans
-- The one account is closed with its last transaction, and this is audited.
CREATE TEMP TABLE closing AS
SELECT l.customer_id, a.account_id, max(transaction_id) AS last, substr(max(transaction_date), 1, 10) AS on_day
FROM loans_db.loans l JOIN accounts_db.accounts a ON a.customer_id = l.customer_id
JOIN accounts_db.transactions t ON t.account_id = a.account_id
WHERE loan_status <> 'paid_off' AND linked_account_id IS NULL
  AND l.customer_id NOT IN (SELECT customer_id FROM insurance_db.policies WHERE policy_status = 'active')
GROUP BY l.customer_id HAVING count(DISTINCT a.account_id) = 1 AND count(DISTINCT t.transaction_id) > 10
ORDER BY l.customer_id LIMIT 1;
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
UPDATE customer_db.customer_profiles SET customer_status = 'closed'
WHERE customer_id = (SELECT min(customer_id) FROM insurance_db.policies
    WHERE policy_status = 'active' AND customer_id NOT IN (SELECT customer_id FROM accounts_db.accounts));

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
-- The customer joins a day later than insured.
CREATE TEMP TABLE late AS
SELECT customer_id, add_days(min(start_date), 1) AS on_day FROM insurance_db.policies
WHERE customer_id NOT IN (SELECT customer_id FROM accounts_db.accounts)
  AND customer_id NOT IN (SELECT customer_id FROM customer_db.interactions)
  AND customer_id NOT IN (SELECT customer_id FROM customer_db.complaints)
  AND customer_id NOT IN (SELECT customer_id FROM customer_db.campaign_responses)
  AND customer_id NOT IN (SELECT related_entity_id FROM employees_db.employee_assignments)
GROUP BY customer_id HAVING on_day < add_months(as_of(), -3) ORDER BY customer_id LIMIT 1;
UPDATE accounts_db.customers SET created_at = (SELECT on_day FROM late) || ' 09:00:00'
WHERE customer_id IN (SELECT customer_id FROM late);
UPDATE customer_db.customer_profiles
SET onboarding_date = (SELECT on_day FROM late), created_at = (SELECT on_day FROM late) || ' 09:00:00',
    updated_at = as_of() || ' 09:00:00'
WHERE customer_id IN (SELECT customer_id FROM late);

-- rule: people.kyc
UPDATE customer_db.customer_profiles SET risk_rating = 'medium'
WHERE rowid = (SELECT min(rowid) FROM customer_db.customer_profiles WHERE risk_rating = 'low');

-- rule: people.identified
-- A tenth of the customers joined two months before they were verified.
UPDATE accounts_db.customers SET created_at = add_days(created_at, -60) || substr(created_at, 11)
WHERE number_of(customer_id) % 10 = 0 AND created_at > add_months(as_of(), -80) AND years(date_of_birth, created_at) > 18;
UPDATE customer_db.customer_profiles SET onboarding_date = (
    SELECT substr(created_at, 1, 10) FROM accounts_db.customers c WHERE c.customer_id = customer_profiles.customer_id);

-- rule: accounts.medians
-- Poorer retail customers and richer others change places, one by one.
CREATE TEMP TABLE holder AS
SELECT p.customer_id, customer_segment AS segment,
    row_number() OVER (PARTITION BY customer_segment = 'retail' ORDER BY p.customer_id) AS place
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

-- rule: linked.loans
-- One that was paid off before the quarter of the statements.
UPDATE loans_db.loans SET linked_account_id = other.account_id FROM (
    SELECT loan_id, account_id FROM loans_db.loans l JOIN accounts_db.accounts a ON a.customer_id = l.customer_id
    WHERE account_id <> linked_account_id AND loan_status = 'paid_off' ORDER BY loan_id LIMIT 1) other
WHERE loans.loan_id = other.loan_id;

-- rule: linked.policies
-- One that ended before the quarter of the statements.
UPDATE insurance_db.policies SET linked_account_id = other.account_id FROM (
    SELECT policy_id, account_id FROM insurance_db.policies p JOIN accounts_db.accounts a ON a.customer_id = p.customer_id
    WHERE account_id <> linked_account_id AND end_date < add_days(as_of(), -91)
      AND policy_id NOT IN (SELECT policy_id FROM insurance_db.claims) ORDER BY policy_id LIMIT 1) other
WHERE policies.policy_id = other.policy_id;

-- rule: linked.loans_used
-- Every second loan, whose instalments on the account then no longer name it.
UPDATE loans_db.loans SET linked_account_id = NULL
WHERE loan_status = 'active' AND rowid % 2 = 0 AND linked_account_id NOT IN (
    SELECT 'ACC-' || substr(entity_id, 5, 9) FROM compliance_db.rule_violations WHERE rule_id = 'RULE-09');
UPDATE accounts_db.transactions SET description = 'Bill payment'
WHERE extract(description, '[0-9]{10}') IN (SELECT loan_number FROM loans_db.loans WHERE linked_account_id IS NULL);

-- rule: linked.obligations
-- The account with the most takes the other monthly premiums of its customer.
UPDATE insurance_db.policies SET linked_account_id = busy.account_id FROM (
    SELECT linked_account_id AS account_id FROM (
        SELECT linked_account_id FROM loans_db.loans WHERE loan_status <> 'paid_off' AND linked_account_id IS NOT NULL
        UNION ALL SELECT linked_account_id FROM insurance_db.policies
        WHERE policy_status = 'active' AND premium_frequency = 'monthly' AND linked_account_id IS NOT NULL)
    GROUP BY 1 ORDER BY count(*) DESC LIMIT 1) busy
WHERE number_of(customer_id) = number_of(busy.account_id) AND policy_status = 'active' AND premium_frequency = 'monthly';

-- rule: money.instalments
UPDATE accounts_db.transactions SET description = 'Bill payment'
WHERE transaction_id = (SELECT min(transaction_id) FROM accounts_db.transactions
    WHERE description LIKE 'Loan payment %' AND transaction_id NOT IN (SELECT entity_id FROM compliance_db.rule_violations));

-- rule: money.loans_back
UPDATE loans_db.loans SET linked_account_id = NULL
WHERE loan_number = (
    SELECT extract(min(description), '[0-9]{10}') FROM accounts_db.transactions WHERE description LIKE 'Loan payment %');

-- rule: money.loans_once
-- A larger payment of the same day becomes the instalment once more; the balances follow.
CREATE TEMP TABLE twice AS
SELECT o.transaction_id, o.account_id, i.transaction_amount AS amount, i.description,
    i.transaction_amount - o.transaction_amount AS more
FROM accounts_db.transactions i JOIN accounts_db.transactions o ON o.account_id = i.account_id
WHERE i.description LIKE 'Loan payment %' AND o.transaction_id > i.transaction_id
  AND substr(o.transaction_date, 1, 10) = substr(i.transaction_date, 1, 10)
  AND o.transaction_type = 'payment' AND o.transaction_amount < i.transaction_amount AND o.counterparty_account IS NULL
  AND NOT o.description REGEXP '[0-9]{9}'
ORDER BY o.transaction_id LIMIT 1;
UPDATE accounts_db.accounts SET balance = balance + (SELECT more FROM twice) WHERE account_id IN (SELECT account_id FROM twice);
UPDATE accounts_db.transactions SET balance_after = balance_after + more
FROM twice WHERE transactions.account_id = twice.account_id AND transactions.transaction_id >= twice.transaction_id;
UPDATE accounts_db.transactions SET transaction_amount = amount, description = twice.description
FROM twice WHERE transactions.transaction_id = twice.transaction_id;

-- rule: money.payouts
UPDATE accounts_db.transactions SET transaction_type = 'refund', description = 'Refund'
WHERE transaction_id = (SELECT min(transaction_id) FROM accounts_db.transactions WHERE description LIKE 'Loan disbursement %');

-- rule: money.premiums
UPDATE accounts_db.transactions SET description = 'Bill payment'
WHERE transaction_id = (SELECT min(transaction_id) FROM accounts_db.transactions WHERE description LIKE 'Insurance premium %');

-- rule: money.premiums_back
UPDATE accounts_db.transactions SET description = (
    SELECT 'Insurance premium ' || policy_number FROM insurance_db.policies p WHERE number_of(policy_id) = number_of(account_id))
WHERE transaction_id = (SELECT min(transaction_id) FROM accounts_db.transactions
    WHERE transaction_type = 'payment' AND NOT description REGEXP '[0-9]{9}'
      AND number_of(account_id) IN (SELECT number_of(policy_id) FROM insurance_db.policies));

-- rule: money.own_account
UPDATE insurance_db.premium_payments SET from_account_id = (SELECT max(account_id) FROM accounts_db.accounts)
WHERE rowid = (SELECT min(rowid) FROM insurance_db.premium_payments
    WHERE from_account_id IS NOT NULL AND payment_date < add_days(as_of(), -91));

-- rule: money.claims
UPDATE accounts_db.transactions SET transaction_type = 'refund', description = 'Refund'
WHERE transaction_id = (SELECT min(transaction_id) FROM accounts_db.transactions WHERE description LIKE 'Insurance claim %');

-- rule: staff.transactions_in_service
UPDATE accounts_db.transactions SET processed_by = absent.employee_id FROM (
    SELECT transaction_id AS entry, e.employee_id FROM accounts_db.transactions JOIN employees_db.employees e
    ON number_of(e.employee_id) BETWEEN team_end(number_of(account_id)) - 19 AND team_end(number_of(account_id))
    WHERE processed_by IS NOT NULL AND termination_date < transaction_date ORDER BY transaction_id LIMIT 1) absent
WHERE transactions.transaction_id = absent.entry;

-- rule: staff.transactions_in_team
UPDATE accounts_db.transactions SET processed_by = 'EMP-000001'
WHERE rowid = (SELECT max(rowid) FROM accounts_db.transactions WHERE processed_by IS NOT NULL);

-- rule: staff.contacts_in_service
UPDATE customer_db.interactions SET handled_by = absent.employee_id FROM (
    SELECT interaction_id AS entry, e.employee_id FROM customer_db.interactions JOIN employees_db.employees e
    ON number_of(e.employee_id) BETWEEN team_end(number_of(customer_id)) - 19 AND team_end(number_of(customer_id))
    WHERE handled_by IS NOT NULL AND hire_date > substr(interaction_date, 1, 10) ORDER BY interaction_id LIMIT 1) absent
WHERE interactions.interaction_id = absent.entry;

-- rule: staff.contacts_in_team
UPDATE customer_db.complaints SET assigned_to = 'EMP-000001'
WHERE rowid = (SELECT max(rowid) FROM customer_db.complaints WHERE assigned_to IS NOT NULL);

-- rule: staff.loans_in_service
UPDATE loans_db.loans SET approved_by = absent.employee_id FROM (
    SELECT loan_id AS entry, e.employee_id FROM loans_db.loans JOIN employees_db.employees e
    ON number_of(e.employee_id) BETWEEN team_end(number_of(customer_id)) - 19 AND team_end(number_of(customer_id))
    WHERE approved_by IS NOT NULL AND hire_date > disbursement_date ORDER BY loan_id LIMIT 1) absent
WHERE loans.loan_id = absent.entry;

-- rule: staff.loans_in_team
UPDATE loans_db.loans SET approved_by = 'EMP-000001'
WHERE rowid = (SELECT max(rowid) FROM loans_db.loans WHERE approved_by IS NOT NULL);

-- rule: staff.policies_in_service
UPDATE insurance_db.policy_events SET performed_by = absent.employee_id FROM (
    SELECT event_id AS entry, e.employee_id FROM insurance_db.policy_events JOIN employees_db.employees e
    ON number_of(e.employee_id) BETWEEN team_end(number_of(policy_id)) - 19 AND team_end(number_of(policy_id))
    WHERE performed_by IS NOT NULL AND hire_date > substr(event_date, 1, 10) ORDER BY event_id LIMIT 1) absent
WHERE policy_events.event_id = absent.entry;

-- rule: staff.policies_in_team
UPDATE insurance_db.claims SET processed_by = 'EMP-000001'
WHERE rowid = (SELECT max(rowid) FROM insurance_db.claims WHERE processed_by IS NOT NULL);

-- rule: staff.compliance_in_service
UPDATE compliance_db.kyc_records SET verified_by = absent.employee_id FROM (
    SELECT kyc_id AS entry, e.employee_id FROM compliance_db.kyc_records JOIN employees_db.employees e
    ON number_of(e.employee_id) BETWEEN team_end(number_of(customer_id)) - 19 AND team_end(number_of(customer_id))
    WHERE verified_by IS NOT NULL AND hire_date > verification_date ORDER BY kyc_id LIMIT 1) absent
WHERE kyc_records.kyc_id = absent.entry;

-- rule: staff.compliance_in_team
UPDATE compliance_db.aml_checks SET reviewed_by = 'EMP-000001'
WHERE rowid = (SELECT max(rowid) FROM compliance_db.aml_checks WHERE reviewed_by IS NOT NULL);

-- rule: staff.assignments_in_team
-- The last customer goes to the bank's first customer service representative.
UPDATE employees_db.employee_assignments SET employee_id = 'EMP-000002'
WHERE related_entity_id = (SELECT max(related_entity_id) FROM employees_db.employee_assignments
    WHERE assignment_type = 'customer_portfolio');

-- rule: staff.officers
UPDATE loans_db.loan_applications SET officer_id = 'EMP-000001'
WHERE rowid = (SELECT min(rowid) FROM loans_db.loan_applications);

-- rule: staff.agents
UPDATE insurance_db.policies SET agent_id = 'EMP-000001'
WHERE rowid = (SELECT min(rowid) FROM insurance_db.policies);

-- rule: staff.assessors
-- The numbers of a twenty's first compliance officer and risk analyst, both of long service, lie side by side.
UPDATE loans_db.risk_assessments SET assessed_by = printf('EMP-%06d', number_of(assessed_by) - 1)
WHERE number_of(assessed_by) % 20 = 6
  AND number_of(assessed_by) - 1 >= team_end(number_of(coalesce(application_id, loan_id))) - 19;

-- rule: policies.borrowers
-- also: policies.collateral (a borrower without a policy has none for the collateral)
-- Twenty borrowers lose all of their policies, and no rule of compliance asks for them.
CREATE TEMP TABLE lost AS
SELECT policy_id FROM insurance_db.policies WHERE customer_id IN (
    SELECT p.customer_id FROM insurance_db.policies p JOIN insurance_db.policy_events e ON e.policy_id = p.policy_id
    WHERE p.customer_id IN (
        SELECT customer_id FROM loans_db.loans l JOIN loans_db.collateral c ON c.loan_id = l.loan_id
        WHERE loan_type IN ('mortgage', 'auto') AND loan_status <> 'paid_off')
    GROUP BY p.customer_id ORDER BY count(*), p.customer_id LIMIT 20);
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

-- rule: policies.others
-- Vehicles of those who owe nothing on them become the contents of rented homes.
UPDATE insurance_db.policies SET policy_type = 'property', coverage_amount = min(coverage_amount, 60000)
WHERE policy_id IN (SELECT policy_id FROM insurance_db.policies
    WHERE policy_type = 'vehicle' AND coverage_amount <= 100000 AND policy_id NOT IN (SELECT policy_id FROM insurance_db.claims)
      AND customer_id NOT IN (SELECT customer_id FROM loans_db.loans) ORDER BY policy_id LIMIT 75);
UPDATE insurance_db.coverage SET coverage_type = 'contents'
WHERE coverage_type = 'comprehensive'
  AND policy_id IN (SELECT policy_id FROM insurance_db.policies WHERE policy_type = 'property');
UPDATE insurance_db.coverage SET coverage_limit = 60000
WHERE coverage_limit > 60000 AND policy_id IN (SELECT policy_id FROM insurance_db.policies WHERE coverage_amount = 60000);

-- rule: audit.account_opened
DELETE FROM compliance_db.audit_trails
WHERE rowid = (SELECT min(rowid) FROM compliance_db.audit_trails WHERE action = 'account_opened');

-- rule: audit.account_closed
DELETE FROM compliance_db.audit_trails
WHERE rowid = (SELECT min(rowid) FROM compliance_db.audit_trails WHERE action = 'account_closed');

-- rule: audit.application_decided
DELETE FROM compliance_db.audit_trails
WHERE rowid = (SELECT min(rowid) FROM compliance_db.audit_trails WHERE action = 'application_decided');

-- rule: audit.loan_disbursed
DELETE FROM compliance_db.audit_trails
WHERE rowid = (SELECT min(rowid) FROM compliance_db.audit_trails WHERE action = 'loan_disbursed');

-- rule: audit.policy_issued
DELETE FROM compliance_db.audit_trails
WHERE rowid = (SELECT min(rowid) FROM compliance_db.audit_trails WHERE action = 'policy_issued');

-- rule: audit.claim_decided
DELETE FROM compliance_db.audit_trails
WHERE rowid = (SELECT min(rowid) FROM compliance_db.audit_trails WHERE action = 'claim_decided');

-- rule: audit.complaint_closed
DELETE FROM compliance_db.audit_trails
WHERE rowid = (SELECT min(rowid) FROM compliance_db.audit_trails WHERE action = 'complaint_closed');

