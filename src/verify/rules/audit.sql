-- rule: audit.rows
-- guide: Expected rows: 8,400 audit rows.
-- Each scheme beyond those of one percent of customers, with its look-alikes, brings about 19 of them.
-- expect: rows 8400 customers
SELECT count(*) - 19 * (aml_rate() - 1) * customers() / 100 FROM audit_trails;

-- rule: audit.dates
-- guide: Date/time consistency: no audited event comes after the as-of date.
-- expect: none
SELECT audit_id, performed_at FROM audit_trails WHERE substr(performed_at, 1, 10) > as_of();

-- rule: audit.addresses
-- guide: Nobody real: staff addresses lie in 10.0.0.0/8 and are addresses.
-- expect: none
SELECT audit_id, ip_address FROM audit_trails WHERE NOT ip_address REGEXP '^10(\.(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])){3}$';

-- rule: audit.values
-- guide: Old and new values are JSON.
-- expect: none
SELECT audit_id, old_value, new_value FROM audit_trails WHERE NOT json_valid(new_value) OR NOT json_valid(coalesce(old_value, '{}'));

-- rule: audit.profile_changes
-- guide: Profiles change 0-3 times a customer, 1.2 times on average.
-- expect: mean 1.2; slack 10
SELECT min(4, count(audit_id)) FROM (SELECT DISTINCT customer_id FROM kyc_records) k
LEFT JOIN audit_trails a ON a.entity_id = k.customer_id AND action = 'profile_changed' GROUP BY k.customer_id;

-- rule: audit.profile_changes_most
-- guide: No profile changes more than 3 times, and each change says what was before.
-- expect: none
SELECT entity_id, count(*), count(old_value) FROM audit_trails WHERE action = 'profile_changed'
GROUP BY 1 HAVING count(*) > 3 OR count(old_value) <> count(*);

-- rule: audit.own_events
-- guide: One audit row per real event: finished KYC checks, filed reports of suspicious activity, resolved violations.
-- expect: none
WITH event(action, entity_id) AS (
    SELECT 'kyc_verified', kyc_id FROM kyc_records WHERE kyc_status NOT IN ('pending', 'under_review')
    UNION ALL SELECT 'sar_filed', sar_id FROM suspicious_activity_reports WHERE filed_date IS NOT NULL
    UNION ALL SELECT 'violation_resolved', violation_id FROM rule_violations WHERE resolved_date IS NOT NULL
)
SELECT e.action, e.entity_id, 'has no audit row or several' AS wrong FROM event e
WHERE (SELECT count(*) FROM audit_trails a WHERE a.entity_id = e.entity_id AND a.action = e.action) <> 1
UNION ALL SELECT a.action, a.entity_id, 'never happened' FROM audit_trails a
WHERE action IN ('kyc_verified', 'sar_filed', 'violation_resolved') AND entity_id NOT IN (SELECT entity_id FROM event);

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

-- rule: audit.claim_days
-- guide: One audit row per real event: a claim is decided between its filing and its settlement, by who processed it.
-- expect: none
SELECT audit_id, entity_id, performed_at, claim_date, settlement_date, performed_by, processed_by FROM audit_trails a JOIN insurance_db.claims c ON claim_id = entity_id
WHERE a.action = 'claim_decided' AND (substr(performed_at, 1, 10) NOT BETWEEN claim_date AND coalesce(settlement_date, as_of()) OR performed_by IS NOT processed_by);

-- rule: audit.complaint_closed
-- guide: One audit row per real event: complaint closed.
-- expect: none
WITH event AS (SELECT complaint_id AS entity_id FROM customer_db.complaints WHERE resolved_date IS NOT NULL),
    audited AS (SELECT entity_id, count(*) AS n FROM compliance_db.audit_trails WHERE action = 'complaint_closed' GROUP BY 1)
SELECT e.entity_id, coalesce(n, 0) AS audit_rows FROM event e LEFT JOIN audited a ON a.entity_id = e.entity_id WHERE coalesce(n, 0) <> 1
UNION ALL SELECT entity_id, 'never happened' FROM audited WHERE entity_id NOT IN (SELECT entity_id FROM event);

-- rule: audit.screenings
-- guide: One audit row per real event: screening round done, one for each KYC record, of its customer and on its day.
-- expect: none
SELECT k.kyc_id, k.verification_date, (SELECT count(*) FROM audit_trails a JOIN aml_checks c ON c.check_id = a.entity_id
    WHERE a.action = 'screening_completed' AND c.customer_id = k.customer_id AND c.check_date = k.verification_date AND substr(performed_at, 1, 10) = c.check_date) AS n
FROM kyc_records k WHERE n <> 1
UNION ALL SELECT NULL, NULL, n FROM (SELECT count(*) - (SELECT count(*) FROM kyc_records) AS n FROM audit_trails WHERE action = 'screening_completed') WHERE n <> 0;

-- rule: audit.alerts
-- guide: One audit row per real event: alert closed, one for each alert whose violations are all resolved.
-- expect: none
WITH event AS (
    SELECT check_id AS entity_id FROM aml_checks c WHERE check_type = 'transaction_monitoring'
      AND NOT EXISTS (SELECT 1 FROM rule_violations v WHERE v.entity_id = c.transaction_id AND v.status <> 'resolved')
), audited AS (SELECT entity_id, count(*) AS n FROM audit_trails WHERE action = 'alert_closed' GROUP BY 1)
SELECT e.entity_id, coalesce(n, 0) AS audit_rows FROM event e LEFT JOIN audited a ON a.entity_id = e.entity_id WHERE coalesce(n, 0) <> 1
UNION ALL SELECT entity_id, 'never happened' FROM audited WHERE entity_id NOT IN (SELECT entity_id FROM event);

-- rule: audit.profiles
-- guide: One audit row per real event: the last change of a profile is the day on which it was updated, and of a customer that exists.
-- expect: none
SELECT p.customer_id, updated_at, last FROM customer_db.customer_profiles p
LEFT JOIN (SELECT entity_id, max(performed_at) AS last FROM audit_trails WHERE action = 'profile_changed' GROUP BY 1) a ON a.entity_id = p.customer_id
WHERE updated_at <> coalesce(last, created_at)
UNION ALL SELECT entity_id, performed_at, NULL FROM audit_trails WHERE action = 'profile_changed' AND entity_id NOT IN (SELECT customer_id FROM customer_db.customer_profiles);

-- rule: audit.days
-- guide: An audit row names something that happened, on its day and by who did it.
-- expect: none
WITH happened(action, entity_id, on_day, by) AS (
    SELECT 'account_opened', account_id, opened_date, NULL FROM accounts_db.accounts
    UNION ALL SELECT 'account_closed', account_id, closed_date, NULL FROM accounts_db.accounts WHERE closed_date IS NOT NULL
    UNION ALL SELECT 'application_decided', application_id, decision_date, officer_id FROM loans_db.loan_applications WHERE decision_date IS NOT NULL
    UNION ALL SELECT 'loan_disbursed', loan_id, disbursement_date, approved_by FROM loans_db.loans
    UNION ALL SELECT 'kyc_verified', kyc_id, verification_date, verified_by FROM kyc_records
    UNION ALL SELECT 'policy_issued', policy_id, substr(created_at, 1, 10), agent_id FROM insurance_db.policies
    UNION ALL SELECT 'sar_filed', sar_id, filed_date, filed_by FROM suspicious_activity_reports WHERE filed_date IS NOT NULL
    UNION ALL SELECT 'violation_resolved', violation_id, resolved_date, resolved_by FROM rule_violations WHERE resolved_date IS NOT NULL
    UNION ALL SELECT 'complaint_closed', complaint_id, substr(resolved_date, 1, 10), assigned_to FROM customer_db.complaints WHERE resolved_date IS NOT NULL
)
SELECT audit_id, a.action, a.entity_id, performed_at, on_day, performed_by, h.by FROM audit_trails a JOIN happened h ON h.action = a.action AND h.entity_id = a.entity_id
WHERE substr(performed_at, 1, 10) <> coalesce(on_day, substr(performed_at, 1, 10)) OR performed_by IS NOT coalesce(h.by, performed_by);

-- rule: audit.tables
-- guide: An audit row says of which table its row is.
-- expect: none
SELECT audit_id, action, entity_type, entity_id FROM audit_trails
WHERE entity_type <> CASE action WHEN 'account_opened' THEN 'account' WHEN 'account_closed' THEN 'account' WHEN 'application_decided' THEN 'loan_application' WHEN 'loan_disbursed' THEN 'loan'
    WHEN 'kyc_verified' THEN 'kyc_record' WHEN 'screening_completed' THEN 'aml_check' WHEN 'alert_closed' THEN 'aml_check' WHEN 'policy_issued' THEN 'policy' WHEN 'claim_decided' THEN 'claim'
    WHEN 'sar_filed' THEN 'suspicious_activity_report' WHEN 'violation_resolved' THEN 'rule_violation' WHEN 'profile_changed' THEN 'customer_profile' ELSE 'complaint' END;
