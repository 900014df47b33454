-- rule: audit.rows
-- Two profiles in seven were never changed, but for those whose changes have endorsements.
CREATE TEMP TABLE still AS
SELECT customer_id AS id FROM customer_db.customer_profiles WHERE number_of(customer_id) % 7 < 2
  AND number_of(customer_id) NOT IN (SELECT number_of(policy_id) FROM insurance_db.policy_events WHERE event_type = 'endorsed');
DELETE FROM audit_trails WHERE action = 'profile_changed' AND entity_id IN (SELECT id FROM still);
UPDATE customer_db.customer_profiles SET updated_at = created_at WHERE customer_id IN (SELECT id FROM still);

-- rule: audit.dates
UPDATE audit_trails SET performed_at = add_days(as_of(), 1) || substr(performed_at, 11) WHERE audit_id = (
    SELECT max(audit_id) FROM audit_trails a WHERE action = 'alert_closed' AND NOT EXISTS (SELECT 1 FROM audit_trails n WHERE n.audit_id = a.audit_id + 1));

-- rule: audit.addresses
UPDATE audit_trails SET ip_address = '10.1.0.999' WHERE audit_id = (SELECT max(audit_id) FROM audit_trails);

-- rule: audit.values
UPDATE audit_trails SET new_value = '{status: resolved}'
WHERE rowid = (SELECT min(rowid) FROM audit_trails WHERE action = 'violation_resolved');

-- rule: audit.profile_changes
-- An only change is audited twice.
UPDATE audit_trails SET audit_id = audit_id + audit_id % 1000;
INSERT INTO audit_trails
SELECT audit_id + 1, entity_type, entity_id, action, performed_by, performed_at, old_value, new_value, ip_address
FROM audit_trails WHERE action = 'profile_changed' GROUP BY entity_id HAVING count(*) = 1;

-- rule: audit.profile_changes_most
UPDATE audit_trails SET old_value = NULL WHERE rowid = (SELECT min(rowid) FROM audit_trails WHERE action = 'profile_changed');

-- rule: audit.own_events
DELETE FROM audit_trails WHERE rowid = (SELECT min(rowid) FROM audit_trails WHERE action = 'violation_resolved');

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
-- A decision is audited twice, the second time as the last row of its customer.
INSERT INTO compliance_db.audit_trails
SELECT audit_id + 1, entity_type, entity_id, action, performed_by, performed_at, old_value, new_value, ip_address FROM compliance_db.audit_trails a
WHERE action = 'claim_decided' AND NOT EXISTS (SELECT 1 FROM compliance_db.audit_trails n WHERE n.audit_id = a.audit_id + 1) ORDER BY audit_id LIMIT 1;

-- rule: audit.claim_days
-- Another agent of the team decided.
UPDATE audit_trails SET performed_by = other FROM (
    SELECT audit_id AS decision, max(e.employee_id) AS other FROM audit_trails a JOIN employees_db.employees e
      ON number_of(e.employee_id) BETWEEN team_end(a.audit_id / 1000) - 19 AND team_end(a.audit_id / 1000)
    WHERE a.action = 'claim_decided' AND e.role = 'Insurance Agent' AND e.employee_id <> performed_by AND hire_date <= performed_at
      AND termination_date IS NULL GROUP BY 1 ORDER BY 1 LIMIT 1)
WHERE audit_id = decision;

-- rule: audit.complaint_closed
DELETE FROM compliance_db.audit_trails
WHERE rowid = (SELECT min(rowid) FROM compliance_db.audit_trails WHERE action = 'complaint_closed');

-- rule: audit.screenings
DELETE FROM audit_trails WHERE audit_id = (SELECT max(audit_id) FROM audit_trails WHERE action = 'screening_completed');

-- rule: audit.alerts
DELETE FROM audit_trails WHERE audit_id = (SELECT max(audit_id) FROM audit_trails WHERE action = 'alert_closed');

-- rule: audit.profiles
DELETE FROM audit_trails WHERE audit_id = (SELECT max(audit_id) FROM audit_trails WHERE action = 'profile_changed' AND performed_at = (
    SELECT updated_at FROM customer_db.customer_profiles WHERE customer_id = entity_id) AND NOT EXISTS (
    SELECT 1 FROM insurance_db.policy_events e WHERE event_type = 'endorsed' AND number_of(e.policy_id) = number_of(entity_id)));

-- rule: audit.days
UPDATE audit_trails SET performed_at = add_days(performed_at, 1) || substr(performed_at, 11) WHERE audit_id = (
    SELECT max(a.audit_id) FROM audit_trails a WHERE a.action = 'account_opened' AND NOT EXISTS (
        SELECT 1 FROM audit_trails n WHERE n.audit_id = a.audit_id + 1 AND n.performed_at < add_days(a.performed_at, 2)));

-- rule: audit.tables
UPDATE audit_trails SET entity_type = 'transaction' WHERE audit_id = (SELECT max(audit_id) FROM audit_trails WHERE action = 'account_opened');
