-- section: compliance_db
-- rule: audit.freezes
-- The audit trail says why an account was frozen.
SELECT audit_id, entity_id, new_value FROM audit_trails WHERE action = 'account_frozen' AND NOT new_value REGEXP '"reason":"[a-z ]{8,}"';
-- mutation
UPDATE audit_trails SET new_value = '{"account_status":"frozen"}' WHERE action = 'account_frozen';

-- rule: freezes.stop
-- While an account is frozen, nothing leaves it except what the bank itself takes.
WITH frozen AS MATERIALIZED (
    SELECT entity_id AS account_id, min(CASE action WHEN 'account_frozen' THEN performed_at END) AS since,
        coalesce(min(CASE action WHEN 'account_frozen' THEN NULL ELSE performed_at END), '9999-12-31') AS until
    FROM audit_trails WHERE action IN ('account_frozen', 'account_released', 'account_closed') GROUP BY 1 HAVING since IS NOT NULL)
SELECT transaction_id, description, transaction_date, since, until FROM transactions t JOIN frozen f ON f.account_id = t.account_id
WHERE transaction_amount < 0 AND transaction_type NOT IN ('fee', 'closure') AND transaction_date > since AND transaction_date < until;
-- mutation
UPDATE audit_trails SET performed_at = add_days(performed_at, -60) WHERE action = 'account_frozen';

-- rule: freezes.noticed
-- Customers whose accounts are frozen, and no others, get in touch about it within six days; if the holder does not, the audit trail says so.
WITH frozen AS MATERIALIZED (
    SELECT audit_id, customer_id, performed_at AS since, instr(new_value, 'holder not reached') > 0 AS silent
    FROM audit_trails JOIN accounts ON account_id = entity_id WHERE action = 'account_frozen'),
asked AS MATERIALIZED (SELECT interaction_id, customer_id, interaction_date AS at FROM interactions WHERE notes REGEXP 'account is frozen')
SELECT audit_id, customer_id, since, silent FROM frozen f
WHERE substr(since, 1, 10) < add_days(as_of(), -6) AND silent = EXISTS (SELECT 1 FROM asked i WHERE i.customer_id = f.customer_id AND day(at) - day(since) BETWEEN 0 AND 6)
UNION ALL SELECT interaction_id, customer_id, at, NULL FROM asked i
WHERE NOT EXISTS (SELECT 1 FROM frozen f WHERE i.customer_id = f.customer_id AND day(at) - day(since) BETWEEN 0 AND 6);
-- mutation
UPDATE interactions SET notes = 'Asked for the current savings rate.' WHERE notes REGEXP 'account is frozen';
-- mutation
DELETE FROM audit_trails WHERE action = 'account_frozen';

-- rule: freezes.end
-- A freeze ends unless the account is still frozen: it was lifted within a month, for a reason that the audit trail states, or ended
-- with the account, which was closed within a month.
SELECT account_id, account_status, since, released, closed_date FROM (
    SELECT account_id, account_status, closed_date, max(CASE action WHEN 'account_frozen' THEN performed_at END) AS since,
        max(CASE action WHEN 'account_released' THEN performed_at END) AS released, max(action = 'account_released' AND new_value REGEXP '"reason":"[a-z ]{8,}"') AS says
    FROM accounts LEFT JOIN audit_trails ON entity_id = account_id AND action IN ('account_frozen', 'account_released') GROUP BY 1)
WHERE CASE account_status WHEN 'frozen' THEN since IS NULL OR released IS NOT NULL WHEN 'closed' THEN day(closed_date) - day(since) NOT BETWEEN 1 AND 31 OR released IS NOT NULL
    ELSE (since IS NULL) <> (released IS NULL) OR day(released) - day(since) NOT BETWEEN 1 AND 31 OR released IS NOT NULL AND NOT says END;
-- mutation
DELETE FROM audit_trails WHERE action = 'account_released';
-- mutation
UPDATE accounts SET account_status = 'active' WHERE account_status = 'frozen';

-- rule: freezes.whole
-- A freeze covers all accounts of a customer, on one day and for one reason. One account of several is frozen alone only for
-- a reason that concerns it alone, and released.
WITH frozen AS MATERIALIZED (
    SELECT account_id, customer_id, substr(performed_at, 1, 10) AS day, extract(new_value, '"reason":"[a-z ]+"') AS why,
        NOT EXISTS (SELECT 1 FROM audit_trails r WHERE r.entity_id = account_id AND r.action = 'account_released') AS lasts
    FROM audit_trails JOIN accounts ON account_id = entity_id WHERE action = 'account_frozen')
SELECT f.account_id, f.day, f.why, o.account_id, o.account_status FROM frozen f JOIN accounts o ON o.customer_id = f.customer_id AND o.account_id <> f.account_id
WHERE (f.lasts OR NOT f.why REGEXP 'takeover|check|statement of the account') AND o.opened_date <= f.day AND coalesce(o.closed_date, '9999-12-31') > f.day
  AND NOT EXISTS (SELECT 1 FROM frozen g WHERE g.account_id = o.account_id AND g.day = f.day AND g.why = f.why AND g.lasts = f.lasts);
-- mutation: One of several accounts is released.
DELETE FROM audit_trails WHERE action = 'account_frozen' AND entity_id LIKE '%-2';
-- mutation: A levy is on one account alone.
UPDATE audit_trails SET new_value = '{"account_status":"frozen","reason":"tax levy"}' WHERE action = 'account_frozen';

-- rule: freezes.no_business
-- From the day on which all accounts of a customer are frozen, no application is approved or pending, no loan is disbursed and no policy is sold.
WITH frozen AS MATERIALIZED (
    SELECT customer_id, min(substr(performed_at, 1, 10)) AS since FROM audit_trails f JOIN accounts ON account_id = entity_id
    WHERE action = 'account_frozen' AND NOT EXISTS (SELECT 1 FROM audit_trails r WHERE r.entity_id = f.entity_id AND r.action = 'account_released') GROUP BY 1)
SELECT application_id, status, decision_date, since FROM loan_applications JOIN frozen USING (customer_id)
WHERE status = 'pending' OR status = 'approved' AND decision_date >= since
UNION ALL SELECT loan_id, loan_type, disbursement_date, since FROM loans JOIN frozen USING (customer_id) WHERE disbursement_date >= since
UNION ALL SELECT policy_id, policy_type, start_date, since FROM policies JOIN frozen USING (customer_id) WHERE start_date >= since OR substr(created_at, 1, 10) >= since;
-- mutation
UPDATE loan_applications SET customer_id = (SELECT min(customer_id) FROM accounts WHERE account_status = 'frozen') WHERE status = 'pending';
-- mutation
UPDATE policies SET customer_id = (SELECT min(customer_id) FROM accounts WHERE account_status = 'frozen'), start_date = as_of();
