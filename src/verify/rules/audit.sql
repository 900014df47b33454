-- section: compliance_db
-- rule: audit.rows
-- Expected rows: audit rows of customers. Each scheme beyond the usual one percent of customers, with its look-alikes, adds about 16.5; each month of
-- statements adds 154 at scale 1, earlier months less, because fewer accounts were open.
-- expect: rows 8815 customers; slack 1; effect 1.2
SELECT max(0, count(audit_id) - 16.5 * (aml_rate() - 1) * customers() / 100 - 154 * (m / (1 + m / 60.0) - 3 / (1 + 3 / 60.0)) * customers() / 1200.0)
FROM (SELECT min(84, coalesce(months(), 3)) AS m) LEFT JOIN audit_trails ON audit_id >= 1000000000;
-- mutation
DELETE FROM audit_trails WHERE rowid % 4 = 0;

-- rule: audit.dates
-- Date/time consistency: no audited event comes after the as-of date.
SELECT audit_id, performed_at FROM audit_trails WHERE substr(performed_at, 1, 10) > as_of();
-- mutation
UPDATE audit_trails SET performed_at = add_days(as_of(), 1) WHERE rowid = 2;

-- rule: audit.ids
-- Identifiers: a customer's audit rows are numbered from 1 in order of time, and those derived from a month's statements within that month; none
-- precedes the day the customer joined. Reports on months before the statements keep their numbers.
SELECT audit_id, entity_id, performed_at FROM (
    SELECT *, row_number() OVER own AS ordinal, lag(performed_at) OVER own AS previous
    FROM audit_trails WINDOW own AS (PARTITION BY audit_id / 1000 ORDER BY audit_id))
JOIN customers ON customer_id = printf('CUST-%07d', audit_id / 1000000000)
WHERE audit_id % 1000 <> ordinal AND audit_id / 1000 % 1000000 NOT BETWEEN 1 AND CAST(replace(substr(add_months(as_of(), -coalesce(months(), 3)), 1, 7), '-', '') AS INTEGER)
    OR audit_id % 1000 < ordinal OR number_of(entity_id) <> audit_id / 1000000000 OR performed_at < created_at OR performed_at < previous;
-- mutation
UPDATE audit_trails SET audit_id = audit_id + 900 WHERE audit_id > 1000000000 AND rowid % 100 = 0;
-- mutation
UPDATE customers SET created_at = as_of();

-- rule: audit.addresses
-- No real addresses: staff IP addresses are valid and in 10.0.0.0/8.
SELECT audit_id, ip_address FROM audit_trails WHERE NOT ip_address REGEXP '^10(\.(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])){3}$';
-- mutation
UPDATE audit_trails SET ip_address = '10.1.0.999' WHERE rowid = 2;

-- rule: audit.values
-- Old and new values are JSON.
SELECT audit_id, old_value, new_value FROM audit_trails WHERE NOT json_valid(new_value) OR NOT json_valid(coalesce(old_value, '{}'));
-- mutation
UPDATE audit_trails SET new_value = '{status: resolved}' WHERE rowid = 2;

-- rule: audit.profile_changes
-- Mean number of changes per customer profile.
-- expect: mean 1.2; slack 10
SELECT min(4, count(audit_id)) FROM (SELECT DISTINCT customer_id FROM kyc_records) k
LEFT JOIN audit_trails a ON a.entity_id = k.customer_id AND action = 'profile_changed' GROUP BY k.customer_id;
-- mutation
DELETE FROM audit_trails WHERE action = 'profile_changed' AND rowid % 3 = 0;

-- rule: audit.profile_changes_most
-- No profile changes more than 3 times, and each change records the previous value.
SELECT entity_id, count(*), count(old_value) FROM audit_trails WHERE action = 'profile_changed'
GROUP BY 1 HAVING count(*) > 3 OR count(old_value) <> count(*);
-- mutation
UPDATE audit_trails SET old_value = NULL WHERE action = 'profile_changed' AND rowid % 100 = 0;

-- rule: audit.events
-- One audit row per actual event, and none for events that never happened: accounts opened, frozen, released and closed, applications decided, loans disbursed,
-- policies issued, changed by staff and ended, claims decided, complaints closed, KYC checks finished, suspicious activity reports filed, other
-- reports submitted, violations resolved, and alerts closed once all their violations are resolved.
WITH happened AS MATERIALIZED (SELECT action, entity_id, count(*) AS n FROM events GROUP BY 1, 2),
    audited AS MATERIALIZED (SELECT action, entity_id, count(*) AS n FROM audit_trails GROUP BY 1, 2)
SELECT h.action, h.entity_id, h.n AS times, coalesce(a.n, 0) AS audit_rows FROM happened h
LEFT JOIN audited a ON a.entity_id = h.entity_id AND a.action = h.action
WHERE coalesce(a.n, 0) <> h.n
UNION ALL SELECT action, entity_id, 'never happened', NULL FROM audited
WHERE action NOT IN ('profile_changed', 'screening_completed') AND (action, entity_id) NOT IN (SELECT action, entity_id FROM happened);
-- mutation
DELETE FROM audit_trails WHERE audit_id = (SELECT min(audit_id) FROM audit_trails WHERE action = 'account_frozen');
-- mutation
DELETE FROM audit_trails WHERE audit_id = (SELECT min(audit_id) FROM audit_trails WHERE action = 'policy_ended');
-- mutation
DELETE FROM audit_trails WHERE audit_id = (SELECT min(audit_id) FROM audit_trails WHERE action = 'policy_changed');
-- mutation
DELETE FROM audit_trails WHERE audit_id = (SELECT max(audit_id) FROM audit_trails WHERE action = 'report_submitted');
-- mutation
DELETE FROM audit_trails WHERE audit_id = (SELECT min(audit_id) FROM audit_trails WHERE action = 'account_opened');
-- mutation
DELETE FROM audit_trails WHERE audit_id = (SELECT min(audit_id) FROM audit_trails WHERE action = 'account_closed');
-- mutation
DELETE FROM audit_trails WHERE audit_id = (SELECT min(audit_id) FROM audit_trails WHERE action = 'application_decided');
-- mutation
DELETE FROM audit_trails WHERE audit_id = (SELECT min(audit_id) FROM audit_trails WHERE action = 'loan_disbursed');
-- mutation
DELETE FROM audit_trails WHERE audit_id = (SELECT min(audit_id) FROM audit_trails WHERE action = 'policy_issued');
-- mutation
DELETE FROM audit_trails WHERE audit_id = (SELECT min(audit_id) FROM audit_trails WHERE action = 'claim_decided');
-- mutation
DELETE FROM audit_trails WHERE audit_id = (SELECT min(audit_id) FROM audit_trails WHERE action = 'complaint_closed');
-- mutation
DELETE FROM audit_trails WHERE audit_id = (SELECT min(audit_id) FROM audit_trails WHERE action = 'kyc_verified');
-- mutation
DELETE FROM audit_trails WHERE audit_id = (SELECT min(audit_id) FROM audit_trails WHERE action = 'sar_filed');
-- mutation
DELETE FROM audit_trails WHERE audit_id = (SELECT min(audit_id) FROM audit_trails WHERE action = 'violation_resolved');
-- mutation
DELETE FROM audit_trails WHERE audit_id = (SELECT min(audit_id) FROM audit_trails WHERE action = 'alert_closed');
-- mutation: An event that never happened.
UPDATE rule_violations SET resolved_date = NULL;

-- rule: audit.claim_days
-- A claim is decided between filing and settlement, by the employee who processed it.
SELECT audit_id, entity_id, performed_at, claim_date, settlement_date, performed_by, processed_by FROM audit_trails a JOIN claims c ON claim_id = entity_id
WHERE a.action = 'claim_decided' AND (substr(performed_at, 1, 10) NOT BETWEEN claim_date AND coalesce(settlement_date, as_of()) OR performed_by IS NOT processed_by);
-- mutation
UPDATE audit_trails SET performed_at = as_of() WHERE action = 'claim_decided';

-- rule: audit.screenings
-- One audit row per screening round, one for each KYC record, with its customer and day.
SELECT k.kyc_id, k.verification_date, (SELECT count(*) FROM audit_trails a JOIN aml_checks c ON c.check_id = a.entity_id
    WHERE a.action = 'screening_completed' AND c.customer_id = k.customer_id AND c.check_date = k.verification_date AND substr(performed_at, 1, 10) = c.check_date) AS n
FROM kyc_records k WHERE n <> 1
UNION ALL SELECT NULL, NULL, n FROM (SELECT count(*) - (SELECT count(*) FROM kyc_records) AS n FROM audit_trails WHERE action = 'screening_completed') WHERE n <> 0;
-- mutation
DELETE FROM audit_trails WHERE audit_id = (SELECT max(audit_id) FROM audit_trails WHERE action = 'screening_completed');

-- rule: audit.profiles
-- A profile's last change is on the day it was updated; every change belongs to an existing customer.
SELECT p.customer_id, updated_at, last FROM customer_profiles p
LEFT JOIN (SELECT entity_id, max(performed_at) AS last FROM audit_trails WHERE action = 'profile_changed' GROUP BY 1) a ON a.entity_id = p.customer_id
WHERE updated_at <> coalesce(last, created_at)
UNION ALL SELECT entity_id, performed_at, NULL FROM audit_trails WHERE action = 'profile_changed' AND entity_id NOT IN (SELECT customer_id FROM customer_profiles);
-- mutation
UPDATE customer_profiles SET updated_at = created_at;

-- rule: audit.days
-- An audit row names an event that happened, on that day and by that employee.
SELECT audit_id, a.action, a.entity_id, performed_at, on_day, performed_by, e.by FROM audit_trails a JOIN events e ON e.entity_id = a.entity_id AND e.action = a.action
GROUP BY audit_id HAVING max((on_day IS NULL OR on_day = substr(performed_at, 1, 10)) AND (e.by IS NULL OR e.by IS performed_by)) = 0;
-- mutation
UPDATE audit_trails SET performed_at = add_days(performed_at, 1) WHERE audit_id = (SELECT max(audit_id) FROM audit_trails WHERE action = 'account_opened');

-- rule: audit.tables
-- An audit row states which table its entity is in.
SELECT audit_id, action, entity_type, entity_id FROM audit_trails
WHERE entity_type <> CASE action WHEN 'account_opened' THEN 'account' WHEN 'account_closed' THEN 'account' WHEN 'account_frozen' THEN 'account' WHEN 'account_released' THEN 'account' WHEN 'policy_ended' THEN 'policy' WHEN 'policy_changed' THEN 'policy'
    WHEN 'report_submitted' THEN 'regulatory_report' WHEN 'application_decided' THEN 'loan_application' WHEN 'loan_disbursed' THEN 'loan'
    WHEN 'kyc_verified' THEN 'kyc_record' WHEN 'screening_completed' THEN 'aml_check' WHEN 'alert_closed' THEN 'aml_check' WHEN 'policy_issued' THEN 'policy' WHEN 'claim_decided' THEN 'claim'
    WHEN 'sar_filed' THEN 'suspicious_activity_report' WHEN 'exit_decided' THEN 'suspicious_activity_report' WHEN 'violation_resolved' THEN 'rule_violation' WHEN 'profile_changed' THEN 'customer_profile' ELSE 'complaint' END;
-- mutation
UPDATE audit_trails SET entity_type = 'transaction' WHERE rowid = 2;

-- rule: audit.order
-- A customer is screened, then verified, and only then gets an account: on the same day, in order of time, except for customers identified late (rule
-- 13).
WITH first_acts AS MATERIALIZED (
    SELECT audit_id / 1000000000 AS customer, min(CASE action WHEN 'screening_completed' THEN performed_at END) AS screened,
        min(CASE action WHEN 'kyc_verified' THEN performed_at END) AS verified, min(CASE action WHEN 'account_opened' THEN performed_at END) AS opened
    FROM audit_trails WHERE action IN ('screening_completed', 'kyc_verified', 'account_opened') GROUP BY 1)
SELECT customer, screened, verified, opened FROM first_acts
WHERE screened >= verified OR opened <= verified AND customer NOT IN (SELECT number_of(entity_id) FROM rule_violations WHERE rule_id = 'RULE-13');
-- mutation
UPDATE audit_trails SET performed_at = substr(performed_at, 1, 10) || ' 08:59:59' WHERE action = 'account_opened';
-- mutation
UPDATE audit_trails SET performed_at = add_days(performed_at, 1) || ' 08:59:59' WHERE action = 'screening_completed';

-- rule: audit.hours
-- Compliance works on business days from 8 am to 6 pm: checks, alerts, reports, violations, account freezes and releases, exits.
SELECT audit_id, action, performed_at FROM audit_trails
WHERE performed_by IS NOT NULL AND action IN ('kyc_verified', 'alert_closed', 'sar_filed', 'report_submitted', 'violation_resolved', 'account_frozen', 'account_released', 'exit_decided')
  AND (weekday(performed_at) > 4 OR substr(performed_at, 1, 10) IN (SELECT day FROM holidays) OR substr(performed_at, 12, 2) NOT BETWEEN '08' AND '17');
-- mutation
UPDATE audit_trails SET performed_at = substr(performed_at, 1, 10) || ' 19:30:00' WHERE action = 'report_submitted';
-- mutation
UPDATE audit_trails SET performed_at = '2025-12-25 10:00:00' WHERE action = 'alert_closed';
