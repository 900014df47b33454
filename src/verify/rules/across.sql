-- rule: people.same
-- guide: customer_id syncs accounts_db and customer_db: the same person with name, email and telephone, onboarded the day the customer was created.
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
-- guide: KYC is done at onboarding; 1% of customers are planted as identified late.
-- expect: share 99; slack 1
SELECT sum(day(first) - day(onboarding_date) BETWEEN 0 AND 30), count(*) FROM customer_db.customer_profiles p
JOIN (SELECT customer_id, min(verification_date) AS first FROM compliance_db.kyc_records GROUP BY customer_id) k ON k.customer_id = p.customer_id;

-- rule: accounts.medians
-- guide: Balances follow type and segment: the medians of accounts without obligations, in retail, premium, corporate and private banking.
-- expect: median checking/retail 6000, checking/premium 12000, checking/corporate 20000, checking/private_banking 40000, savings/retail 4000, savings/premium 18000, savings/corporate 25000, savings/private_banking 75000, money_market/retail 15000, money_market/premium 40000, money_market/corporate 60000, money_market/private_banking 150000; slack 8
SELECT account_type || '/' || customer_segment, balance FROM accounts_db.accounts a JOIN customer_db.customer_profiles p ON p.customer_id = a.customer_id
WHERE account_status <> 'closed' AND account_id NOT IN (SELECT linked_account_id FROM loans_db.loans WHERE linked_account_id IS NOT NULL)
  AND account_id NOT IN (SELECT linked_account_id FROM insurance_db.policies WHERE linked_account_id IS NOT NULL);

-- rule: linked.loans
-- guide: A linked account is the customer's paying account: the first active checking account, else the first active one.
-- expect: none
WITH paying AS (
    SELECT customer_id, account_id, min(CASE account_type WHEN 'checking' THEN 'a' ELSE 'b' END || account_id)
    FROM accounts_db.accounts WHERE account_status = 'active' GROUP BY customer_id
)
SELECT loan_id, l.customer_id, linked_account_id, p.account_id FROM loans_db.loans l LEFT JOIN paying p ON p.customer_id = l.customer_id
WHERE linked_account_id IS NOT NULL AND linked_account_id IS NOT p.account_id;

-- rule: linked.policies
-- guide: A linked account is the customer's paying account: the first active checking account, else the first active one.
-- expect: none
WITH paying AS (
    SELECT customer_id, account_id, min(CASE account_type WHEN 'checking' THEN 'a' ELSE 'b' END || account_id)
    FROM accounts_db.accounts WHERE account_status = 'active' GROUP BY customer_id
)
SELECT policy_id, l.customer_id, linked_account_id, p.account_id FROM insurance_db.policies l LEFT JOIN paying p ON p.customer_id = l.customer_id
WHERE linked_account_id IS NOT NULL AND linked_account_id IS NOT p.account_id;

-- rule: linked.loans_used
-- guide: Linked to customer accounts for repayment: most loans that are being paid by customers with a paying account are linked.
-- expect: between 60 and 100
WITH paying AS (
    SELECT customer_id, account_id, min(CASE account_type WHEN 'checking' THEN 'a' ELSE 'b' END || account_id)
    FROM accounts_db.accounts WHERE account_status = 'active' GROUP BY customer_id
)
SELECT 100.0 * count(linked_account_id) / count(*) FROM loans_db.loans l JOIN paying p ON p.customer_id = l.customer_id WHERE loan_status = 'active';

-- rule: linked.obligations
-- guide: At most 4 monthly obligations hang on an account.
-- expect: none
SELECT account_id, sum(loans), sum(premiums) FROM (
    SELECT linked_account_id AS account_id, 1 AS loans, 0 AS premiums FROM loans_db.loans WHERE loan_status <> 'paid_off' AND linked_account_id IS NOT NULL
    UNION ALL SELECT linked_account_id, 0, 1 FROM insurance_db.policies
    WHERE policy_status = 'active' AND premium_frequency = 'monthly' AND linked_account_id IS NOT NULL
) GROUP BY 1 HAVING count(*) > 4;

-- rule: money.instalments
-- guide: Money moves once: an instalment paid from a linked account inside its quarter is a payment there, same date, same amount, naming the loan.
-- expect: none
WITH recent AS MATERIALIZED (
    SELECT * FROM loans_db.repayment_schedule WHERE payment_date >= add_days(as_of(), -91)
)
SELECT schedule_id, s.loan_id, payment_date, total_amount, loan_number
FROM recent s JOIN loans_db.loans l ON l.loan_id = s.loan_id
JOIN accounts_db.accounts a ON a.account_id = linked_account_id
WHERE payment_date >= opened_date AND NOT EXISTS (
    SELECT 1 FROM accounts_db.transactions t
    WHERE t.account_id = linked_account_id AND transaction_type = 'payment' AND instr(description, loan_number) > 0
      AND substr(transaction_date, 1, 10) = payment_date AND cents(transaction_amount) = -cents(total_amount));

-- rule: money.loans_back
-- guide: The reverse: a transaction that names a loan is one instalment or the payout of that loan.
-- expect: none
SELECT transaction_id, transaction_type, transaction_date, transaction_amount, description FROM accounts_db.transactions t
JOIN loans_db.loans l ON l.loan_number = extract(description, '[0-9]{10}')
WHERE t.account_id IS NOT linked_account_id
   OR NOT (transaction_type = 'payment' AND EXISTS (
            SELECT 1 FROM loans_db.repayment_schedule s WHERE s.loan_id = l.loan_id AND payment_date = substr(transaction_date, 1, 10)
               AND cents(total_amount) = -cents(transaction_amount))
        OR transaction_type = 'deposit' AND disbursement_date = substr(transaction_date, 1, 10) AND cents(principal_amount) = cents(transaction_amount)
           AND loan_type IN ('personal', 'education', 'business'));

-- rule: money.loans_once
-- guide: No instalment is paid twice: as many transactions name a loan on a day as it has instalments and payouts.
-- expect: none
SELECT max(transaction_id), l.loan_id, substr(transaction_date, 1, 10) AS on_day, count(*) AS n FROM accounts_db.transactions t
JOIN loans_db.loans l ON l.loan_number = extract(description, '[0-9]{10}')
GROUP BY l.loan_id, on_day
HAVING n > (SELECT count(*) FROM loans_db.repayment_schedule s WHERE s.loan_id = l.loan_id AND payment_date = on_day) + (disbursement_date = on_day);

-- rule: money.payouts
-- guide: A personal, education or business loan paid out inside the window to a linked account is one deposit of the principal.
-- expect: none
SELECT l.loan_id, loan_type, disbursement_date, principal_amount, (
    SELECT count(*) FROM accounts_db.transactions t
    WHERE t.account_id = linked_account_id AND transaction_type = 'deposit' AND substr(transaction_date, 1, 10) = disbursement_date
      AND cents(transaction_amount) = cents(principal_amount)) AS found
FROM loans_db.loans l JOIN accounts_db.accounts a ON a.account_id = linked_account_id
WHERE loan_type IN ('personal', 'education', 'business') AND disbursement_date >= max(add_days(as_of(), -91), opened_date) AND found <> 1;

-- rule: money.premiums
-- guide: A completed premium paid by auto debit or ach from an account inside its quarter is one payment there, same date, same amount.
-- expect: none
SELECT payment_id, m.policy_id, payment_date, amount, policy_number, (
    SELECT count(*) FROM accounts_db.transactions t
    WHERE t.account_id = from_account_id AND transaction_type = 'payment' AND substr(transaction_date, 1, 10) = payment_date
      AND cents(transaction_amount) = -cents(amount) AND instr(description, policy_number) > 0) AS found
FROM insurance_db.premium_payments m JOIN insurance_db.policies p ON p.policy_id = m.policy_id
JOIN accounts_db.accounts a ON a.account_id = from_account_id
WHERE payment_status = 'completed' AND payment_method IN ('auto_debit', 'ach')
  AND account_status = 'active' AND payment_date >= max(add_days(as_of(), -91), opened_date) AND found <> 1;

-- rule: money.premiums_back
-- guide: The reverse: a transaction that names a policy is a completed premium or a settled claim of it.
-- expect: none
SELECT transaction_id, transaction_type, transaction_date, transaction_amount, description FROM accounts_db.transactions t
JOIN insurance_db.policies p ON p.policy_number = extract(description, '\bP[0-9]{9}\b')
WHERE transaction_type <> 'deposit' AND NOT EXISTS (
    SELECT 1 FROM insurance_db.premium_payments m WHERE m.policy_id = p.policy_id AND from_account_id = t.account_id
       AND payment_status = 'completed' AND payment_date = substr(transaction_date, 1, 10) AND cents(amount) = -cents(transaction_amount));

-- rule: money.own_account
-- guide: Premiums are paid from the customer's own account.
-- expect: none
SELECT payment_id, from_account_id FROM insurance_db.premium_payments WHERE number_of(from_account_id) <> number_of(payment_id);

-- rule: money.claims
-- guide: A settled claim of a customer with a linked account, inside the window, is one deposit.
-- expect: none
SELECT claim_id, settlement_date, approved_amount, linked_account_id, (
    SELECT count(*) FROM accounts_db.transactions t
    WHERE t.account_id = linked_account_id AND transaction_type = 'deposit' AND substr(transaction_date, 1, 10) = settlement_date
      AND cents(transaction_amount) = cents(approved_amount)) AS found
FROM insurance_db.claims c JOIN insurance_db.policies p ON p.policy_id = c.policy_id JOIN accounts_db.accounts a ON a.account_id = linked_account_id
WHERE c.status = 'settled' AND settlement_date >= max(add_days(as_of(), -91), opened_date) AND found <> 1;

-- rule: staff.transactions_in_service
-- guide: Nobody handles anything before their hire or after their termination.
-- expect: none
WITH handled(entry, employee_id, on_day, customer) AS (
    SELECT transaction_id, processed_by, substr(transaction_date, 1, 10), number_of(account_id) FROM accounts_db.transactions WHERE processed_by IS NOT NULL
)
SELECT entry, h.employee_id, on_day, hire_date, termination_date FROM handled h JOIN employees_db.employees e ON e.employee_id = h.employee_id
WHERE on_day < hire_date OR on_day > termination_date;

-- rule: staff.transactions_in_team
-- guide: A customer is served by the team of 20 employees hired up to it.
-- expect: none
WITH handled(entry, employee_id, on_day, customer) AS (
    SELECT transaction_id, processed_by, substr(transaction_date, 1, 10), number_of(account_id) FROM accounts_db.transactions WHERE processed_by IS NOT NULL
)
SELECT entry, employee_id, customer FROM handled
WHERE number_of(employee_id) NOT BETWEEN team_end(customer) - 19 AND team_end(customer);

-- rule: staff.contacts_in_service
-- guide: Nobody handles anything before their hire or after their termination.
-- expect: none
WITH handled(entry, employee_id, on_day, customer) AS (
    SELECT interaction_id, handled_by, substr(interaction_date, 1, 10), number_of(customer_id) FROM customer_db.interactions WHERE handled_by IS NOT NULL
    UNION ALL SELECT complaint_id, assigned_to, substr(coalesce(resolved_date, as_of()), 1, 10), number_of(customer_id) FROM customer_db.complaints WHERE assigned_to IS NOT NULL
    UNION ALL SELECT customer_id, assigned_agent_id, as_of(), number_of(customer_id) FROM customer_db.customer_profiles WHERE assigned_agent_id IS NOT NULL
)
SELECT entry, h.employee_id, on_day, hire_date, termination_date FROM handled h JOIN employees_db.employees e ON e.employee_id = h.employee_id
WHERE on_day < hire_date OR on_day > termination_date;

-- rule: staff.contacts_in_team
-- guide: A customer is served by the team of 20 employees hired up to it.
-- expect: none
WITH handled(entry, employee_id, on_day, customer) AS (
    SELECT interaction_id, handled_by, substr(interaction_date, 1, 10), number_of(customer_id) FROM customer_db.interactions WHERE handled_by IS NOT NULL
    UNION ALL SELECT complaint_id, assigned_to, substr(coalesce(resolved_date, as_of()), 1, 10), number_of(customer_id) FROM customer_db.complaints WHERE assigned_to IS NOT NULL
    UNION ALL SELECT customer_id, assigned_agent_id, as_of(), number_of(customer_id) FROM customer_db.customer_profiles WHERE assigned_agent_id IS NOT NULL
)
SELECT entry, employee_id, customer FROM handled
WHERE number_of(employee_id) NOT BETWEEN team_end(customer) - 19 AND team_end(customer);

-- rule: staff.loans_in_service
-- guide: Nobody handles anything before their hire or after their termination.
-- expect: none
WITH handled(entry, employee_id, on_day, customer) AS (
    SELECT application_id, officer_id, coalesce(decision_date, application_date), number_of(customer_id) FROM loans_db.loan_applications
    UNION ALL SELECT loan_id, approved_by, disbursement_date, number_of(customer_id) FROM loans_db.loans
    UNION ALL SELECT CAST(assessment_id AS TEXT), assessed_by, assessment_date, number_of(coalesce(application_id, loan_id)) FROM loans_db.risk_assessments
)
SELECT entry, h.employee_id, on_day, hire_date, termination_date FROM handled h JOIN employees_db.employees e ON e.employee_id = h.employee_id
WHERE on_day < hire_date OR on_day > termination_date;

-- rule: staff.loans_in_team
-- guide: A customer is served by the team of 20 employees hired up to it.
-- expect: none
WITH handled(entry, employee_id, on_day, customer) AS (
    SELECT application_id, officer_id, coalesce(decision_date, application_date), number_of(customer_id) FROM loans_db.loan_applications
    UNION ALL SELECT loan_id, approved_by, disbursement_date, number_of(customer_id) FROM loans_db.loans
    UNION ALL SELECT CAST(assessment_id AS TEXT), assessed_by, assessment_date, number_of(coalesce(application_id, loan_id)) FROM loans_db.risk_assessments
)
SELECT entry, employee_id, customer FROM handled
WHERE number_of(employee_id) NOT BETWEEN team_end(customer) - 19 AND team_end(customer);

-- rule: staff.policies_in_service
-- guide: Nobody handles anything before their hire or after their termination.
-- expect: none
WITH handled(entry, employee_id, on_day, customer) AS (
    SELECT policy_id, agent_id, start_date, number_of(customer_id) FROM insurance_db.policies WHERE agent_id IS NOT NULL
    UNION ALL SELECT claim_id, processed_by, coalesce(settlement_date, claim_date), number_of(claim_id) FROM insurance_db.claims WHERE processed_by IS NOT NULL
    UNION ALL SELECT CAST(event_id AS TEXT), performed_by, substr(event_date, 1, 10), number_of(policy_id) FROM insurance_db.policy_events WHERE performed_by IS NOT NULL
)
SELECT entry, h.employee_id, on_day, hire_date, termination_date FROM handled h JOIN employees_db.employees e ON e.employee_id = h.employee_id
WHERE on_day < hire_date OR on_day > termination_date;

-- rule: staff.policies_in_team
-- guide: A customer is served by the team of 20 employees hired up to it.
-- expect: none
WITH handled(entry, employee_id, on_day, customer) AS (
    SELECT policy_id, agent_id, start_date, number_of(customer_id) FROM insurance_db.policies WHERE agent_id IS NOT NULL
    UNION ALL SELECT claim_id, processed_by, coalesce(settlement_date, claim_date), number_of(claim_id) FROM insurance_db.claims WHERE processed_by IS NOT NULL
    UNION ALL SELECT CAST(event_id AS TEXT), performed_by, substr(event_date, 1, 10), number_of(policy_id) FROM insurance_db.policy_events WHERE performed_by IS NOT NULL
)
SELECT entry, employee_id, customer FROM handled
WHERE number_of(employee_id) NOT BETWEEN team_end(customer) - 19 AND team_end(customer);

-- rule: staff.compliance_in_service
-- guide: Nobody handles anything before their hire or after their termination.
-- expect: none
WITH handled(entry, employee_id, on_day, customer) AS (
    SELECT kyc_id, verified_by, verification_date, number_of(customer_id) FROM compliance_db.kyc_records
    UNION ALL SELECT check_id, reviewed_by, check_date, number_of(customer_id) FROM compliance_db.aml_checks WHERE reviewed_by IS NOT NULL
    UNION ALL SELECT sar_id, filed_by, filed_date, number_of(customer_id) FROM compliance_db.suspicious_activity_reports WHERE filed_by IS NOT NULL
    UNION ALL SELECT violation_id, resolved_by, resolved_date, CASE WHEN violation_id LIKE 'VIO-0%' THEN number_of(violation_id) END FROM compliance_db.rule_violations WHERE resolved_by IS NOT NULL
    UNION ALL SELECT report_id, prepared_by, reporting_period_end, NULL FROM compliance_db.regulatory_reports
    UNION ALL SELECT report_id, approved_by, submission_date, NULL FROM compliance_db.regulatory_reports WHERE approved_by IS NOT NULL
    UNION ALL SELECT CAST(audit_id AS TEXT), performed_by, substr(performed_at, 1, 10), CASE WHEN audit_id > 999 THEN audit_id / 1000 END FROM compliance_db.audit_trails WHERE performed_by IS NOT NULL
)
SELECT entry, h.employee_id, on_day, hire_date, termination_date FROM handled h JOIN employees_db.employees e ON e.employee_id = h.employee_id
WHERE on_day < hire_date OR on_day > termination_date;

-- rule: staff.compliance_in_team
-- guide: A customer is served by the team of 20 employees hired up to it.
-- expect: none
WITH handled(entry, employee_id, on_day, customer) AS (
    SELECT kyc_id, verified_by, verification_date, number_of(customer_id) FROM compliance_db.kyc_records
    UNION ALL SELECT check_id, reviewed_by, check_date, number_of(customer_id) FROM compliance_db.aml_checks WHERE reviewed_by IS NOT NULL
    UNION ALL SELECT sar_id, filed_by, filed_date, number_of(customer_id) FROM compliance_db.suspicious_activity_reports WHERE filed_by IS NOT NULL
    UNION ALL SELECT violation_id, resolved_by, resolved_date, CASE WHEN violation_id LIKE 'VIO-0%' THEN number_of(violation_id) END FROM compliance_db.rule_violations WHERE resolved_by IS NOT NULL
    UNION ALL SELECT report_id, prepared_by, reporting_period_end, NULL FROM compliance_db.regulatory_reports
    UNION ALL SELECT report_id, approved_by, submission_date, NULL FROM compliance_db.regulatory_reports WHERE approved_by IS NOT NULL
    UNION ALL SELECT CAST(audit_id AS TEXT), performed_by, substr(performed_at, 1, 10), CASE WHEN audit_id > 999 THEN audit_id / 1000 END FROM compliance_db.audit_trails WHERE performed_by IS NOT NULL
)
SELECT entry, employee_id, customer FROM handled
WHERE number_of(employee_id) NOT BETWEEN team_end(customer) - 19 AND team_end(customer);

-- rule: staff.assignments_in_team
-- guide: Portfolios go to the team of their customer.
-- expect: none
SELECT assignment_id, employee_id, related_entity_id FROM employees_db.employee_assignments
WHERE assignment_type = 'customer_portfolio'
  AND number_of(employee_id) NOT BETWEEN team_end(number_of(related_entity_id)) - 19 AND team_end(number_of(related_entity_id));

-- rule: staff.officers
-- guide: Loan Applications: assigned to loan officers.
-- expect: none
SELECT application_id, officer_id, role FROM loans_db.loan_applications l JOIN employees_db.employees e ON e.employee_id = officer_id WHERE role <> 'Loan Officer';

-- rule: staff.agents
-- guide: Policies are sold by insurance agents.
-- expect: none
SELECT policy_id, agent_id, role FROM insurance_db.policies p JOIN employees_db.employees e ON e.employee_id = agent_id WHERE role <> 'Insurance Agent';

-- rule: staff.assessors
-- guide: Risk Assessments: assessed by risk analysts (85%) or compliance officers.
-- expect: share Risk Analyst 85, Compliance Officer 15
SELECT role, count(*) FROM loans_db.risk_assessments r JOIN employees_db.employees e ON e.employee_id = assessed_by GROUP BY 1;

-- rule: policies.borrowers
-- guide: 98% of those with an open mortgage or auto loan under collateral hold policies, 31% of the others.
-- expect: share borrowers 98, others 31; slack 2
WITH borrower AS (
    SELECT DISTINCT customer_id FROM loans_db.loans l JOIN loans_db.collateral c ON c.loan_id = l.loan_id
    WHERE loan_type IN ('mortgage', 'auto') AND loan_status <> 'paid_off'
)
SELECT CASE WHEN b.customer_id IS NULL THEN 'others' ELSE 'borrowers' END, count(DISTINCT i.customer_id), count(DISTINCT p.customer_id)
FROM customer_db.customer_profiles p LEFT JOIN borrower b ON b.customer_id = p.customer_id
LEFT JOIN insurance_db.policies i ON i.customer_id = p.customer_id GROUP BY 1;

-- rule: policies.collateral
-- guide: Collateral protection: the first policy of such a borrower is of the collateral's kind, starts within 45 days of the payout, covers min(principal, appraisal) and is in force.
-- expect: share 98; slack 2
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
-- expect: share vehicle 37.5, property 15, life 26, health 12, travel 9.5; slack 2
SELECT policy_type, count(*) FROM insurance_db.policies p
WHERE NOT (policy_id LIKE '%-1' AND EXISTS (
    SELECT 1 FROM loans_db.loans l JOIN loans_db.collateral c ON c.loan_id = l.loan_id
    WHERE l.customer_id = p.customer_id AND loan_type IN ('mortgage', 'auto') AND loan_status <> 'paid_off'))
GROUP BY 1;

-- rule: audit.account_opened
-- guide: One audit row per real event: account opened.
-- expect: none
WITH event AS (SELECT account_id AS entity_id FROM accounts_db.accounts WHERE 1),
    audited AS (SELECT entity_id, count(*) AS n FROM compliance_db.audit_trails WHERE action = 'account_opened' GROUP BY 1)
SELECT e.entity_id, coalesce(n, 0) AS audit_rows FROM event e LEFT JOIN audited a ON a.entity_id = e.entity_id WHERE coalesce(n, 0) <> 1
UNION ALL SELECT entity_id, 'never happened' FROM audited WHERE entity_id NOT IN (SELECT entity_id FROM event);

-- rule: audit.account_closed
-- guide: One audit row per real event: account closed.
-- expect: none
WITH event AS (SELECT account_id AS entity_id FROM accounts_db.accounts WHERE closed_date IS NOT NULL),
    audited AS (SELECT entity_id, count(*) AS n FROM compliance_db.audit_trails WHERE action = 'account_closed' GROUP BY 1)
SELECT e.entity_id, coalesce(n, 0) AS audit_rows FROM event e LEFT JOIN audited a ON a.entity_id = e.entity_id WHERE coalesce(n, 0) <> 1
UNION ALL SELECT entity_id, 'never happened' FROM audited WHERE entity_id NOT IN (SELECT entity_id FROM event);

-- rule: audit.application_decided
-- guide: One audit row per real event: application decided.
-- expect: none
WITH event AS (SELECT application_id AS entity_id FROM loans_db.loan_applications WHERE decision_date IS NOT NULL),
    audited AS (SELECT entity_id, count(*) AS n FROM compliance_db.audit_trails WHERE action = 'application_decided' GROUP BY 1)
SELECT e.entity_id, coalesce(n, 0) AS audit_rows FROM event e LEFT JOIN audited a ON a.entity_id = e.entity_id WHERE coalesce(n, 0) <> 1
UNION ALL SELECT entity_id, 'never happened' FROM audited WHERE entity_id NOT IN (SELECT entity_id FROM event);

-- rule: audit.loan_disbursed
-- guide: One audit row per real event: loan disbursed.
-- expect: none
WITH event AS (SELECT loan_id AS entity_id FROM loans_db.loans WHERE 1),
    audited AS (SELECT entity_id, count(*) AS n FROM compliance_db.audit_trails WHERE action = 'loan_disbursed' GROUP BY 1)
SELECT e.entity_id, coalesce(n, 0) AS audit_rows FROM event e LEFT JOIN audited a ON a.entity_id = e.entity_id WHERE coalesce(n, 0) <> 1
UNION ALL SELECT entity_id, 'never happened' FROM audited WHERE entity_id NOT IN (SELECT entity_id FROM event);

-- rule: audit.policy_issued
-- guide: One audit row per real event: policy issued.
-- expect: none
WITH event AS (SELECT policy_id AS entity_id FROM insurance_db.policies WHERE 1),
    audited AS (SELECT entity_id, count(*) AS n FROM compliance_db.audit_trails WHERE action = 'policy_issued' GROUP BY 1)
SELECT e.entity_id, coalesce(n, 0) AS audit_rows FROM event e LEFT JOIN audited a ON a.entity_id = e.entity_id WHERE coalesce(n, 0) <> 1
UNION ALL SELECT entity_id, 'never happened' FROM audited WHERE entity_id NOT IN (SELECT entity_id FROM event);

-- rule: audit.claim_decided
-- guide: One audit row per real event: claim decided.
-- expect: none
WITH event AS (SELECT claim_id AS entity_id FROM insurance_db.claims WHERE status IN ('settled', 'denied', 'approved')),
    audited AS (SELECT entity_id, count(*) AS n FROM compliance_db.audit_trails WHERE action = 'claim_decided' GROUP BY 1)
SELECT e.entity_id, coalesce(n, 0) AS audit_rows FROM event e LEFT JOIN audited a ON a.entity_id = e.entity_id WHERE coalesce(n, 0) <> 1
UNION ALL SELECT entity_id, 'never happened' FROM audited WHERE entity_id NOT IN (SELECT entity_id FROM event);

-- rule: audit.complaint_closed
-- guide: One audit row per real event: complaint closed.
-- expect: none
WITH event AS (SELECT complaint_id AS entity_id FROM customer_db.complaints WHERE resolved_date IS NOT NULL),
    audited AS (SELECT entity_id, count(*) AS n FROM compliance_db.audit_trails WHERE action = 'complaint_closed' GROUP BY 1)
SELECT e.entity_id, coalesce(n, 0) AS audit_rows FROM event e LEFT JOIN audited a ON a.entity_id = e.entity_id WHERE coalesce(n, 0) <> 1
UNION ALL SELECT entity_id, 'never happened' FROM audited WHERE entity_id NOT IN (SELECT entity_id FROM event);
