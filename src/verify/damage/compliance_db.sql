-- rule: rules.rows
INSERT INTO compliance_rules
SELECT 'RULE-020', rule_name, rule_type, description, threshold_value, is_active, created_date
FROM compliance_rules WHERE rule_id = 'RULE-20';

-- rule: kyc.rows
-- Some customers are verified twice on a day: screened once, audited twice.
INSERT INTO kyc_records
SELECT printf('%s%02d', substr(kyc_id, 1, 12), substr(kyc_id, 13) + 1), customer_id, verification_date, kyc_status,
    document_type, document_number, expiry_date, verified_by, next_review_date, risk_rating
FROM kyc_records
WHERE kyc_id IN (SELECT max(kyc_id) FROM kyc_records GROUP BY customer_id) AND number_of(customer_id) % 4 = 0
  AND kyc_status = 'verified' AND min(expiry_date, next_review_date) > as_of();
INSERT INTO audit_trails
SELECT audit_id + 900, entity_type, kyc_id, action, performed_by, performed_at, old_value, new_value, ip_address
FROM kyc_records JOIN audit_trails ON entity_id = printf('%s%02d', substr(kyc_id, 1, 12), substr(kyc_id, 13) - 1)
WHERE kyc_status = 'verified' AND kyc_id NOT IN (SELECT entity_id FROM audit_trails) AND action = 'kyc_verified';

-- rule: kyc.ids
UPDATE audit_trails SET entity_id = substr(entity_id, 1, 12) || '09'
WHERE entity_id = (SELECT max(kyc_id) FROM kyc_records WHERE kyc_id NOT IN (SELECT entity_id FROM rule_violations));
UPDATE kyc_records SET kyc_id = substr(kyc_id, 1, 12) || '09'
WHERE kyc_id = (SELECT max(kyc_id) FROM kyc_records WHERE kyc_id NOT IN (SELECT entity_id FROM rule_violations));

-- rule: kyc.next_review
UPDATE kyc_records SET next_review_date = add_months(next_review_date, 1)
WHERE rowid = (SELECT min(rowid) FROM kyc_records WHERE next_review_date > as_of());

-- rule: kyc.documents
UPDATE kyc_records SET document_type = 'passport' WHERE document_type = 'drivers_license' AND number_of(customer_id) % 2 = 0;

-- rule: kyc.outlives
-- Documents that are still valid.
UPDATE kyc_records SET expiry_date = add_days(next_review_date, -1)
WHERE next_review_date > add_days(as_of(), 1) AND expiry_date > next_review_date AND number_of(customer_id) % 5 = 0;

-- rule: kyc.expired
-- The profile says the same.
UPDATE customer_db.customer_profiles SET kyc_status = 'expired'
WHERE rowid = (SELECT min(rowid) FROM customer_db.customer_profiles WHERE kyc_status = 'verified');
UPDATE kyc_records SET kyc_status = 'expired'
WHERE kyc_id IN (SELECT max(kyc_id) FROM kyc_records GROUP BY customer_id)
  AND customer_id IN (SELECT customer_id FROM customer_db.customer_profiles WHERE kyc_status = 'expired');

-- rule: kyc.document_numbers
UPDATE kyc_records SET document_number = replace(document_number, 'ZZ', 'AB') WHERE rowid = (SELECT min(rowid) FROM kyc_records);

-- rule: aml.rows
-- also: kyc.rows (each record has exactly three screenings and each breach one alert, so checks and records grow together)
-- Customers without a profile, each verified once.
INSERT INTO kyc_records
SELECT replace(kyc_id, 'KYC-0', 'KYC-1'), replace(customer_id, 'CUST-0', 'CUST-1'), verification_date, kyc_status, document_type,
    document_number, expiry_date, 'EMP-000145', next_review_date, risk_rating
FROM kyc_records WHERE number_of(customer_id) % 4 = 0
GROUP BY customer_id HAVING count(*) = 1 AND min(expiry_date, next_review_date) > as_of();
INSERT INTO aml_checks
SELECT replace(check_id, 'AML-0', 'AML-1'), replace(customer_id, 'CUST-0', 'CUST-1'), transaction_id, check_date, check_type,
    aml_flag, risk_level, screening_result, NULL
FROM aml_checks WHERE check_type <> 'transaction_monitoring'
  AND replace(customer_id, 'CUST-0', 'CUST-1') IN (SELECT customer_id FROM kyc_records);
INSERT INTO audit_trails
SELECT audit_id + 1000000000, entity_type, replace(entity_id, 'KYC-0', 'KYC-1'), action, 'EMP-000145', performed_at,
    old_value, new_value, ip_address
FROM audit_trails WHERE action = 'kyc_verified' AND replace(entity_id, 'KYC-0', 'KYC-1') IN (SELECT kyc_id FROM kyc_records);

-- rule: aml.ids
UPDATE aml_checks SET check_id = substr(check_id, 1, 12) || '099' WHERE rowid = (SELECT max(rowid) FROM aml_checks);

-- rule: aml.screenings
UPDATE aml_checks SET check_type = 'watchlist'
WHERE rowid = (SELECT min(rowid) FROM aml_checks WHERE check_type = 'pep_screening');

-- rule: aml.no_other_screening
INSERT INTO aml_checks
SELECT printf('%s%03d', substr(max(check_id), 1, 12), substr(max(check_id), 13) + 1), customer_id, NULL, as_of(), 'watchlist',
    FALSE, 'low', 'No match', NULL
FROM aml_checks GROUP BY customer_id HAVING max(check_date) < as_of() ORDER BY customer_id LIMIT 1;

-- rule: aml.flags
UPDATE aml_checks SET aml_flag = TRUE, screening_result = 'Different nationality - false positive'
WHERE check_type = 'watchlist' AND number_of(customer_id) % 10 = 0;

-- rule: aml.alerts
UPDATE aml_checks SET aml_flag = FALSE
WHERE rowid = (SELECT min(rowid) FROM aml_checks WHERE check_type = 'transaction_monitoring');

-- rule: aml.no_sanctions
UPDATE aml_checks SET screening_result = 'Person on the list'
WHERE rowid = (SELECT min(rowid) FROM aml_checks WHERE check_type = 'sanctions' AND aml_flag);

-- rule: aml.false_positives
UPDATE aml_checks SET screening_result = 'Person on the list' WHERE check_type IN ('watchlist', 'pep_screening') AND aml_flag;

-- rule: sars.rows
-- What was filed is filed twice more.
CREATE TEMP TABLE copy AS SELECT '8' AS suffix, 500 AS step UNION ALL SELECT '9', 600;
INSERT INTO suspicious_activity_reports
SELECT sar_id || suffix, customer_id, account_id, report_date, activity_type, description, sar_status, filed_date,
    regulatory_tier, filed_by, amount_involved
FROM suspicious_activity_reports, copy WHERE filed_date IS NOT NULL AND day(filed_date) - day(report_date) <= 30;
INSERT INTO audit_trails
SELECT audit_id + step, entity_type, entity_id || suffix, action, performed_by, performed_at, old_value, new_value, ip_address
FROM audit_trails, copy
WHERE action = 'sar_filed' AND entity_id || suffix IN (SELECT sar_id FROM suspicious_activity_reports);

-- rule: sars.amounts
UPDATE suspicious_activity_reports SET amount_involved = 4999.99
WHERE rowid = (SELECT min(rowid) FROM suspicious_activity_reports);

-- rule: sars.filed
UPDATE suspicious_activity_reports SET filed_by = NULL
WHERE rowid = (SELECT min(rowid) FROM suspicious_activity_reports WHERE sar_status = 'filed');

-- rule: sars.activity
-- Another account of the same customer, of which there is no alert.
UPDATE suspicious_activity_reports SET account_id = quiet.account_id FROM (
    SELECT sar_id, a.account_id FROM suspicious_activity_reports s JOIN accounts_db.accounts a ON a.customer_id = s.customer_id
    WHERE NOT EXISTS (SELECT 1 FROM aml_checks c WHERE c.customer_id = a.customer_id
        AND substr(c.transaction_id, 5, 9) = substr(a.account_id, 5, 9))
    ORDER BY sar_id LIMIT 1) quiet
WHERE suspicious_activity_reports.sar_id = quiet.sar_id;

-- rule: sars.reviewed
-- A draft about an old alert whose customer was not verified since.
INSERT INTO suspicious_activity_reports
SELECT 'SAR-' || substr(customer_id, 6) || '-9', customer_id, 'ACC-' || substr(transaction_id, 5, 9), check_date,
    'unusual_pattern', 'The account had transactions that do not agree with its history.', 'draft', NULL, 'tier_3', NULL, 5000
FROM aml_checks a
WHERE check_type = 'transaction_monitoring' AND check_date < add_days(as_of(), -60)
  AND NOT EXISTS (SELECT 1 FROM kyc_records k WHERE k.customer_id = a.customer_id AND verification_date >= check_date)
ORDER BY check_id LIMIT 1;

-- rule: reports.periodic
DELETE FROM regulatory_reports WHERE report_type = 'bsa_board' AND report_id NOT IN (SELECT entity_id FROM rule_violations);

-- rule: reports.periods
UPDATE regulatory_reports SET submission_date = reporting_period_end
WHERE rowid = (SELECT min(rowid) FROM regulatory_reports WHERE report_type = 'bsa_board');

-- rule: reports.twice
-- The last quarter's report is of the quarter before.
UPDATE regulatory_reports SET (reporting_period_start, reporting_period_end) = (
    SELECT reporting_period_start, max(reporting_period_end) FROM regulatory_reports r
    WHERE r.report_type = 'liquidity' AND r.report_id < regulatory_reports.report_id)
WHERE report_id = (SELECT max(report_id) FROM regulatory_reports WHERE report_type = 'liquidity');

-- rule: violations.rows
-- Each unresolved violation that is no alert is recorded three times.
INSERT INTO rule_violations
SELECT violation_id || suffix, rule_id, entity_type, entity_id, violation_date, severity, status, resolution_notes,
    resolved_by, resolved_date
FROM rule_violations, (SELECT '8' AS suffix UNION ALL SELECT '9')
WHERE violation_id LIKE 'VIO-0%' AND status <> 'resolved' AND number_of(rule_id) > 10;

-- rule: violations.severity
UPDATE rule_violations SET severity = 'high' WHERE rowid = (SELECT min(rowid) FROM rule_violations WHERE severity = 'medium');

-- rule: violations.alerts
-- Withdrawals out of profile are still investigated, all of them.
UPDATE rule_violations SET status = 'investigating', resolution_notes = NULL, resolved_by = NULL, resolved_date = NULL
WHERE rule_id = 'RULE-03' AND status = 'resolved';
DELETE FROM audit_trails WHERE action = 'violation_resolved'
  AND entity_id IN (SELECT violation_id FROM rule_violations WHERE status = 'investigating');

-- rule: violations.by_age
-- The oldest alerts are open again.
UPDATE rule_violations SET status = 'open', resolution_notes = NULL, resolved_by = NULL, resolved_date = NULL
WHERE violation_id IN (
    SELECT violation_id FROM rule_violations WHERE number_of(rule_id) <= 10 ORDER BY violation_date, violation_id LIMIT 9);
DELETE FROM audit_trails WHERE action = 'violation_resolved'
  AND entity_id IN (SELECT violation_id FROM rule_violations WHERE status = 'open');

-- rule: violations.resolved
UPDATE rule_violations SET resolution_notes = NULL
WHERE rowid = (SELECT min(rowid) FROM rule_violations WHERE status = 'resolved');

-- rule: violations.inactive
UPDATE compliance_rules SET is_active = FALSE WHERE rule_id = 'RULE-20';

-- rule: violations.cured
UPDATE rule_violations SET status = 'investigating', resolution_notes = NULL, resolved_by = NULL, resolved_date = NULL
WHERE rowid = (SELECT min(rowid) FROM rule_violations WHERE rule_id = 'RULE-12' AND status = 'resolved');
DELETE FROM audit_trails WHERE action = 'violation_resolved'
  AND entity_id IN (SELECT violation_id FROM rule_violations WHERE status <> 'resolved');

-- rule: violations.lasting
-- Resolved like the latest resolved violation of another.
CREATE TEMP TABLE cure AS
SELECT n.violation_id, r.violation_id AS other, r.resolution_notes, r.resolved_by, r.resolved_date
FROM rule_violations n, rule_violations r
WHERE n.rule_id = 'RULE-19' AND r.status = 'resolved' AND r.resolved_date >= n.violation_date
ORDER BY r.resolved_date DESC, r.violation_id, n.violation_id LIMIT 1;
UPDATE rule_violations SET status = 'resolved', resolution_notes = cure.resolution_notes, resolved_by = cure.resolved_by,
    resolved_date = cure.resolved_date
FROM cure WHERE rule_violations.violation_id = cure.violation_id;
INSERT INTO audit_trails
SELECT audit_id + 500, entity_type, violation_id, action, performed_by, performed_at, old_value, new_value, ip_address
FROM audit_trails JOIN cure ON entity_id = other WHERE action = 'violation_resolved';

-- rule: rule11.review_overdue
DELETE FROM rule_violations
WHERE rowid = (SELECT min(rowid) FROM rule_violations WHERE rule_id = 'RULE-11' AND status <> 'resolved');

-- rule: rule12.document_expired
-- Nobody noticed that the document expired.
DELETE FROM rule_violations
WHERE rowid = (SELECT min(rowid) FROM rule_violations WHERE rule_id = 'RULE-12' AND status <> 'resolved');

-- rule: rule14.high_risk_stale
DELETE FROM rule_violations WHERE rowid = (SELECT min(rowid) FROM rule_violations WHERE rule_id = 'RULE-14');

-- rule: rule15.ctr_late
UPDATE regulatory_reports SET submission_date = add_days(reporting_period_end, 16)
WHERE rowid = (SELECT min(rowid) FROM regulatory_reports
    WHERE report_type = 'ctr' AND submission_date <= add_days(reporting_period_end, 15)
      AND reporting_period_end < add_days(as_of(), -16));

-- rule: rule16.sar_late
UPDATE suspicious_activity_reports SET filed_date = add_days(report_date, 31)
WHERE rowid = (SELECT min(rowid) FROM suspicious_activity_reports
    WHERE filed_date <= add_days(report_date, 30) AND report_date < add_days(as_of(), -31));

-- rule: rule16.share
-- Each late report has its violation.
UPDATE suspicious_activity_reports SET filed_date = add_days(report_date, 31)
WHERE filed_date <= add_days(report_date, 30) AND report_date < add_days(as_of(), -31);
INSERT INTO rule_violations
SELECT 'VIO-' || substr(sar_id, 5, 7) || '-99', 'RULE-16', 'suspicious_activity_report', sar_id, filed_date, 'critical',
    'investigating', NULL, NULL, NULL
FROM suspicious_activity_reports
WHERE day(filed_date) - day(report_date) > 30 AND sar_id NOT IN (SELECT entity_id FROM rule_violations);

-- rule: rule20.report_late
UPDATE regulatory_reports SET submission_date = add_days(reporting_period_end, 60)
WHERE rowid = (SELECT min(rowid) FROM regulatory_reports
    WHERE report_type = 'call_report' AND submission_date <= add_days(reporting_period_end, 30)
      AND reporting_period_end < add_days(as_of(), -120));

-- rule: audit.rows
DELETE FROM audit_trails WHERE action = 'screening_completed' AND audit_id % 2 = 0;

-- rule: audit.dates
UPDATE audit_trails SET performed_at = add_days(as_of(), 1) || substr(performed_at, 11)
WHERE audit_id = (SELECT audit_id FROM audit_trails WHERE action = 'profile_changed' ORDER BY performed_at DESC LIMIT 1);

-- rule: audit.addresses
UPDATE audit_trails SET ip_address = '192.168.1.7' WHERE rowid = (SELECT min(rowid) FROM audit_trails);

-- rule: audit.values
UPDATE audit_trails SET new_value = '{status: resolved}'
WHERE rowid = (SELECT min(rowid) FROM audit_trails WHERE action = 'violation_resolved');

-- rule: audit.profile_changes
-- An only change is audited twice.
INSERT INTO audit_trails
SELECT audit_id + 900, entity_type, entity_id, action, performed_by, performed_at, old_value, new_value, ip_address
FROM audit_trails WHERE action = 'profile_changed' GROUP BY entity_id HAVING count(*) = 1;

-- rule: audit.profile_changes_most
UPDATE audit_trails SET old_value = NULL WHERE rowid = (SELECT min(rowid) FROM audit_trails WHERE action = 'profile_changed');

-- rule: audit.own_events
DELETE FROM audit_trails WHERE rowid = (SELECT min(rowid) FROM audit_trails WHERE action = 'violation_resolved');
