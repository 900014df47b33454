-- rule: rules.rows
-- also: ids.forms (its key is of no rule either)
INSERT INTO compliance_rules SELECT 'RULE-21', 'Another rule', rule_type, description, NULL, 1, created_date FROM compliance_rules WHERE rule_id = 'RULE-11';

-- rule: rules.thresholds
UPDATE compliance_rules SET threshold_value = 9000 WHERE rule_id = 'RULE-01';

-- rule: kyc.rows
-- also: audit.screenings (each record has its round of screening audited)
-- also: kyc.calendar (the second verification is early)
-- also: order.events (the rows in question no longer stand in the order of time)
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

-- rule: kyc.calendar
-- also: order.events (a status is one of few; its audit row stands last)
-- The one report that explains an early review is detected after it.
UPDATE kyc_records SET kyc_status = 'verified' WHERE kyc_id = (
    SELECT min(k.kyc_id) FROM kyc_records k JOIN kyc_records f ON f.customer_id = k.customer_id AND f.kyc_id = substr(k.kyc_id, 1, 12) || printf('%02d', substr(k.kyc_id, -2) - 1)
    WHERE k.kyc_status = 'under_review' AND k.verification_date < add_days(f.next_review_date, -62) AND k.verification_date < add_days(f.expiry_date, -62));
UPDATE customer_db.customer_profiles SET kyc_status = 'verified' WHERE kyc_status = 'under_review' AND customer_id IN (
    SELECT customer_id FROM (SELECT customer_id, kyc_status, max(kyc_id) FROM kyc_records GROUP BY customer_id) WHERE kyc_status = 'verified');
INSERT INTO audit_trails
SELECT s.audit_id + 500, 'kyc_record', k.kyc_id, 'kyc_verified', k.verified_by, as_of() || ' 12:00:00', s.old_value, s.new_value, s.ip_address
FROM kyc_records k JOIN audit_trails s ON s.audit_id = number_of(k.customer_id) * 1000 + 1
WHERE kyc_status = 'verified' AND NOT EXISTS (SELECT 1 FROM audit_trails a WHERE a.entity_id = k.kyc_id AND a.action = 'kyc_verified');
UPDATE audit_trails SET performed_at = (SELECT verification_date FROM kyc_records k WHERE k.kyc_id = entity_id) || ' 12:00:00'
WHERE audit_id % 1000 > 500 AND action = 'kyc_verified';

-- rule: kyc.documents
UPDATE kyc_records SET document_type = 'passport' WHERE document_type = 'drivers_license' AND number_of(customer_id) % 2 = 0;

-- rule: kyc.outlives
-- Documents that are still valid.
UPDATE kyc_records SET expiry_date = add_days(next_review_date, -1)
WHERE next_review_date > add_days(as_of(), 1) AND expiry_date > next_review_date AND number_of(customer_id) % 5 = 0;

-- rule: kyc.lifetimes
UPDATE kyc_records SET expiry_date = add_months(verification_date, 100) WHERE kyc_id = (
    SELECT min(kyc_id) FROM kyc_records WHERE document_type = 'drivers_license' AND risk_rating = 'low' AND kyc_status = 'verified' AND expiry_date > as_of() AND kyc_id LIKE '%-01');

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
-- also: audit.screenings (each record has its round of screening audited)
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
UPDATE aml_checks SET screening_result = 'True match confirmed after review' WHERE check_id = (
    SELECT min(check_id) FROM aml_checks WHERE check_type = 'sanctions' AND aml_flag);

-- rule: aml.false_positives
-- also: aml.no_sanctions (a flag that is not cleared says so in no known words)
UPDATE aml_checks SET screening_result = 'Person on the list' WHERE check_type IN ('watchlist', 'pep_screening') AND aml_flag;

-- rule: sars.rows
-- also: ids.forms (the new keys are of no form)
-- also: order.events (the rows in question no longer stand in the order of time)
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

-- rule: reports.three_years
-- A quarter of the board's reports was left out, an older one stands in for it.
UPDATE regulatory_reports SET report_id = 'REP-BSA-2022Q4', reporting_period_start = '2022-10-01', reporting_period_end = '2022-12-31', submission_date = '2023-02-01'
WHERE report_id = 'REP-BSA-2024Q2';

-- rule: reports.periods
UPDATE regulatory_reports SET submission_date = reporting_period_end
WHERE rowid = (SELECT min(rowid) FROM regulatory_reports WHERE report_type = 'bsa_board');

-- rule: reports.unsubmitted
UPDATE regulatory_reports SET status = 'draft', submission_date = NULL, approved_by = NULL
WHERE report_id = (SELECT min(report_id) FROM regulatory_reports
    WHERE report_type = 'ctr' AND report_id NOT IN (SELECT entity_id FROM rule_violations) AND reporting_period_end < add_days(as_of(), -30));

-- rule: reports.twice
-- also: reports.unsubmitted (what was not submitted yet is then overdue)
-- also: ids.forms (the new keys are of no form)
-- also: reports.three_years (what takes the place of one leaves it out)
-- The last quarter's report is of the quarter before.
UPDATE regulatory_reports SET (reporting_period_start, reporting_period_end) = (
    SELECT reporting_period_start, max(reporting_period_end) FROM regulatory_reports r
    WHERE r.report_type = 'liquidity' AND r.report_id < regulatory_reports.report_id)
WHERE report_id = (SELECT max(report_id) FROM regulatory_reports WHERE report_type = 'liquidity');

-- rule: violations.rows
-- also: violations.by_rule (so many more in all are more of some rule)
-- also: violations.entities (the new keys are of other numbers)
-- Each unresolved violation that is no alert is recorded three times.
INSERT INTO rule_violations
SELECT violation_id || suffix, rule_id, entity_type, entity_id, violation_date, severity, status, resolution_notes,
    resolved_by, resolved_date
FROM rule_violations, (SELECT '8' AS suffix UNION ALL SELECT '9')
WHERE violation_id LIKE 'VIO-0%' AND status <> 'resolved' AND number_of(rule_id) > 10;

-- rule: violations.by_rule
-- Each expired document that is not renewed is reported four times.
INSERT INTO rule_violations
SELECT substr(violation_id, 1, 12) || (n + CAST(substr(violation_id, -2) AS INTEGER)), rule_id, entity_type, entity_id, violation_date, severity, status, resolution_notes, resolved_by, resolved_date
FROM rule_violations, (SELECT 30 AS n UNION ALL SELECT 50) WHERE rule_id = 'RULE-12' AND status <> 'resolved';

-- rule: violations.entities
UPDATE rule_violations SET violation_date = add_days(violation_date, -1) WHERE violation_id = (SELECT max(violation_id) FROM rule_violations WHERE rule_id = 'RULE-03');

-- rule: violations.severity
UPDATE rule_violations SET severity = 'high' WHERE rowid = (SELECT min(rowid) FROM rule_violations WHERE severity = 'medium');

-- rule: violations.alerts
-- also: audit.alerts (an alert is closed with its last violation)
-- Withdrawals out of profile are still investigated, all of them.
UPDATE rule_violations SET status = 'investigating', resolution_notes = NULL, resolved_by = NULL, resolved_date = NULL
WHERE rule_id = 'RULE-03' AND status = 'resolved';
DELETE FROM audit_trails WHERE action = 'violation_resolved'
  AND entity_id IN (SELECT violation_id FROM rule_violations WHERE status = 'investigating');

-- rule: violations.by_age
-- also: audit.alerts (an alert is closed with its last violation)
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

-- rule: violations.late_cured
-- A late report is open again, and its end is not audited.
DELETE FROM audit_trails WHERE action = 'violation_resolved' AND entity_id = (SELECT max(violation_id) FROM rule_violations WHERE rule_id = 'RULE-20');
UPDATE rule_violations SET status = 'open', resolution_notes = NULL, resolved_by = NULL, resolved_date = NULL WHERE violation_id = (SELECT max(violation_id) FROM rule_violations WHERE rule_id = 'RULE-20');

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
-- also: audit.days (the audit row tells the day and the hand that it was before)
UPDATE suspicious_activity_reports SET filed_date = add_days(report_date, 31)
WHERE rowid = (SELECT min(rowid) FROM suspicious_activity_reports
    WHERE filed_date <= add_days(report_date, 30) AND report_date < add_days(as_of(), -31));

-- rule: rule16.share
-- also: audit.days (the audit row tells the day and the hand that it was before)
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
