-- Customers who are being reviewed are reviewed again day by day, with screenings.

-- piece: again
CREATE TEMP TABLE again AS
SELECT k.*, n.value AS n, add_days(as_of(), n.value - 10) AS day, CASE risk_rating WHEN 'low' THEN 60 ELSE 36 END AS months,
    (SELECT count(*) FROM aml_checks a WHERE a.customer_id = k.customer_id) + 3 * n.value - 2 AS checked
FROM (SELECT *, max(kyc_id) FROM kyc_records GROUP BY customer_id) k, json_each('[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]') n
WHERE kyc_status IN ('pending', 'under_review') AND number_of(customer_id) NOT IN (
    SELECT audit_id / 1000 FROM audit_trails WHERE performed_at > add_days(as_of(), -10)
    UNION SELECT number_of(customer_id) FROM aml_checks WHERE check_date > add_days(as_of(), -10)) ORDER BY kyc_id, n;

-- piece: reviewed
INSERT INTO kyc_records
SELECT printf('%s%02d', substr(kyc_id, 1, 12), substr(kyc_id, -2) + n), customer_id, day, kyc_status, document_type, document_number,
    max(expiry_date, add_months(day, months)), verified_by, add_months(day, months), risk_rating FROM again;
INSERT INTO aml_checks
SELECT printf('AML-%s-%03d', substr(customer_id, 6), checked + t.key), customer_id, NULL, day, t.value, FALSE, risk_rating, 'No match', NULL
FROM again, json_each('["watchlist", "sanctions", "pep_screening"]') t;
INSERT INTO audit_trails
SELECT number_of(customer_id) * 1000 + 900 + n, 'aml_check', printf('AML-%s-%03d', substr(customer_id, 6), checked), 'screening_completed', NULL,
    day || ' 12:00:00', NULL, '{"screenings":3}', '10.0.0.10' FROM again;

-- rule: rules.rows
-- The twentieth is gone: all reports were in time.
DELETE FROM compliance_rules WHERE rule_id = 'RULE-20';
UPDATE regulatory_reports SET submission_date = add_days(reporting_period_end, 20) WHERE report_id IN (
    SELECT entity_id FROM rule_violations WHERE rule_id = 'RULE-20');
DELETE FROM audit_trails WHERE entity_id IN (SELECT violation_id FROM rule_violations WHERE rule_id = 'RULE-20');
DELETE FROM rule_violations WHERE rule_id = 'RULE-20';

-- rule: rules.thresholds
UPDATE compliance_rules SET threshold_value = 9000 WHERE rule_id = 'RULE-01';

-- rule: kyc.rows
-- Customers who are being reviewed are reviewed again day by day, with screenings. Some withdrawals out of profile were rent and raised
-- no alert, so that the number of checks holds.
{again}
DELETE FROM again WHERE rowid > 192;
{reviewed}
CREATE TEMP TABLE gone AS
SELECT violation_id, transaction_id, check_id FROM aml_checks JOIN rule_violations ON entity_id = transaction_id
JOIN accounts_db.transactions USING (transaction_id) WHERE rule_id = 'RULE-03' AND counterparty_account IS NULL AND transaction_amount > -8000
  AND check_id IN (SELECT max(check_id) FROM aml_checks GROUP BY customer_id) AND customer_id NOT IN (SELECT customer_id FROM suspicious_activity_reports)
  AND transaction_id IN (SELECT entity_id FROM rule_violations GROUP BY 1 HAVING count(*) = 1);
UPDATE accounts_db.transactions SET transaction_type = 'payment', description = 'Rent' WHERE transaction_id IN (SELECT transaction_id FROM gone);
DELETE FROM audit_trails WHERE entity_id IN (SELECT violation_id FROM gone UNION ALL SELECT check_id FROM gone);
DELETE FROM rule_violations WHERE violation_id IN (SELECT violation_id FROM gone);
DELETE FROM aml_checks WHERE check_id IN (SELECT check_id FROM gone);

-- rule: kyc.ids
UPDATE audit_trails SET entity_id = substr(entity_id, 1, 12) || '09'
WHERE entity_id = (SELECT max(kyc_id) FROM kyc_records WHERE kyc_id NOT IN (SELECT entity_id FROM rule_violations));
UPDATE kyc_records SET kyc_id = substr(kyc_id, 1, 12) || '09'
WHERE kyc_id = (SELECT max(kyc_id) FROM kyc_records WHERE kyc_id NOT IN (SELECT entity_id FROM rule_violations));

-- rule: kyc.next_review
UPDATE kyc_records SET next_review_date = add_months(next_review_date, 1)
WHERE rowid = (SELECT min(rowid) FROM kyc_records WHERE next_review_date > as_of());

-- rule: kyc.calendar
-- A customer of whom there is no report was reviewed a hundred days before that, far too early.
CREATE TEMP TABLE early AS
SELECT k.kyc_id, k.customer_id, number_of(k.customer_id) AS number, k.risk_rating, k.verification_date AS was, add_days(k.verification_date, -100) AS day
FROM kyc_records k JOIN kyc_records f ON f.customer_id = k.customer_id AND f.kyc_id < k.kyc_id
WHERE k.kyc_id LIKE '%-02' AND k.kyc_status = 'verified' AND k.risk_rating = 'low' AND f.next_review_date < f.expiry_date
  AND k.next_review_date > add_months(as_of(), 12)
  AND NOT EXISTS (SELECT 1 FROM kyc_records n WHERE n.customer_id = k.customer_id AND n.kyc_id > k.kyc_id)
  AND NOT EXISTS (SELECT 1 FROM audit_trails WHERE audit_id / 1000 = number AND performed_at BETWEEN day AND was)
ORDER BY k.kyc_id LIMIT 1;
UPDATE kyc_records SET verification_date = day, next_review_date = add_months(day, 60) FROM early e WHERE e.kyc_id = kyc_records.kyc_id;
UPDATE aml_checks SET check_date = day FROM early e WHERE e.customer_id = aml_checks.customer_id AND check_date = was;
UPDATE audit_trails SET performed_at = day || substr(performed_at, 11) FROM early WHERE audit_id / 1000 = number AND substr(performed_at, 1, 10) = was;

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
-- A customer whose document is valid and one of the same 200 whose document expired change their statuses, in the profiles as well.
UPDATE customer_db.customer_profiles SET kyc_status = iif(kyc_status = 'expired', 'verified', 'expired')
WHERE rowid IN (SELECT min(rowid) FROM customer_db.customer_profiles WHERE kyc_status IN ('expired', 'verified') GROUP BY kyc_status);
UPDATE kyc_records SET kyc_status = p.kyc_status FROM customer_db.customer_profiles p
WHERE p.customer_id = kyc_records.customer_id AND kyc_id IN (SELECT max(kyc_id) FROM kyc_records GROUP BY customer_id);

-- rule: kyc.document_numbers
UPDATE kyc_records SET document_number = replace(document_number, 'ZZ', 'AB') WHERE rowid = (SELECT min(rowid) FROM kyc_records);

-- rule: aml.rows
-- Customers who are being reviewed are reviewed again day by day, with screenings.
{again}
DELETE FROM again WHERE rowid > 189;
{reviewed}

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
UPDATE aml_checks SET screening_result = 'Person on the list, under review' WHERE check_type IN ('watchlist', 'pep_screening') AND aml_flag;

-- rule: sars.rows
-- Two more are drafted of everybody who was reported.
INSERT INTO suspicious_activity_reports
SELECT substr(sar_id, 1, 12) || n.value, customer_id, account_id, report_date, activity_type, description, 'draft', NULL, regulatory_tier, NULL, amount_involved
FROM suspicious_activity_reports, json_each('[2, 3]') n WHERE sar_id LIKE '%-1';

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

-- rule: violations.rows
-- Violations that are neither resolved nor alerts are recorded several times.
INSERT INTO rule_violations
SELECT substr(violation_id, 1, 12) || (n.value + substr(violation_id, -2)), rule_id, entity_type, entity_id, violation_date, severity, status, NULL, NULL, NULL
FROM rule_violations, json_each('[20, 40, 60, 80]') n
WHERE status <> 'resolved' AND (rule_id IN ('RULE-14', 'RULE-17', 'RULE-18') OR rule_id IN ('RULE-11', 'RULE-12') AND n.value = 20);

-- rule: violations.by_rule
-- Each expired document that is not renewed is reported three times.
INSERT INTO rule_violations
SELECT substr(violation_id, 1, 12) || (n + CAST(substr(violation_id, -2) AS INTEGER)), rule_id, entity_type, entity_id, violation_date, severity, status, resolution_notes, resolved_by, resolved_date
FROM rule_violations, (SELECT 30 AS n UNION ALL SELECT 50) WHERE rule_id = 'RULE-12' AND status <> 'resolved';

-- rule: violations.entities
UPDATE rule_violations SET violation_date = add_days(violation_date, -1) WHERE violation_id = (SELECT max(violation_id) FROM rule_violations WHERE rule_id = 'RULE-03');

-- rule: violations.severity
UPDATE rule_violations SET severity = 'high' WHERE rowid = (SELECT min(rowid) FROM rule_violations WHERE severity = 'medium');

-- rule: violations.alerts
-- Withdrawals out of profile are still investigated, all of them.
UPDATE rule_violations SET status = 'investigating', resolution_notes = NULL, resolved_by = NULL, resolved_date = NULL
WHERE rule_id = 'RULE-03' AND status = 'resolved';
DELETE FROM audit_trails WHERE action = 'violation_resolved'
  AND entity_id IN (SELECT violation_id FROM rule_violations WHERE status = 'investigating');
DELETE FROM audit_trails WHERE action = 'alert_closed' AND entity_id IN (
    SELECT check_id FROM aml_checks c JOIN rule_violations v ON v.entity_id = c.transaction_id WHERE v.status = 'investigating');

-- rule: violations.by_age
-- The oldest alerts are open again.
UPDATE rule_violations SET status = 'open', resolution_notes = NULL, resolved_by = NULL, resolved_date = NULL
WHERE violation_id IN (
    SELECT violation_id FROM rule_violations WHERE number_of(rule_id) <= 10 ORDER BY violation_date, violation_id LIMIT 9);
DELETE FROM audit_trails WHERE action = 'violation_resolved'
  AND entity_id IN (SELECT violation_id FROM rule_violations WHERE status = 'open');
DELETE FROM audit_trails WHERE action = 'alert_closed' AND entity_id IN (
    SELECT check_id FROM aml_checks c JOIN rule_violations v ON v.entity_id = c.transaction_id WHERE v.status = 'open');

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
UPDATE suspicious_activity_reports SET filed_date = add_days(report_date, 31)
WHERE rowid = (SELECT min(rowid) FROM suspicious_activity_reports
    WHERE filed_date <= add_days(report_date, 30) AND report_date < add_days(as_of(), -31));
UPDATE audit_trails SET performed_at = filed_date || substr(performed_at, 11)
FROM suspicious_activity_reports WHERE entity_id = sar_id AND action = 'sar_filed';

-- rule: rule16.share
-- Each late report has its violation, and the audit rows are numbered anew in the order of time.
UPDATE suspicious_activity_reports SET filed_date = add_days(report_date, 31)
WHERE filed_date <= add_days(report_date, 30) AND report_date < add_days(as_of(), -31);
INSERT INTO rule_violations
SELECT 'VIO-' || substr(sar_id, 5, 7) || '-99', 'RULE-16', 'suspicious_activity_report', sar_id, filed_date, 'critical',
    'investigating', NULL, NULL, NULL
FROM suspicious_activity_reports
WHERE day(filed_date) - day(report_date) > 30 AND sar_id NOT IN (SELECT entity_id FROM rule_violations);
UPDATE audit_trails SET performed_at = filed_date || substr(performed_at, 11)
FROM suspicious_activity_reports WHERE entity_id = sar_id AND action = 'sar_filed';
UPDATE audit_trails SET audit_id = new FROM (
    SELECT audit_id AS old, audit_id / 1000 * 1000 + row_number() OVER (PARTITION BY audit_id / 1000 ORDER BY performed_at, audit_id) AS new
    FROM audit_trails) WHERE audit_id = old AND old > 999;

-- rule: rule20.report_late
UPDATE regulatory_reports SET submission_date = add_days(reporting_period_end, 60)
WHERE rowid = (SELECT min(rowid) FROM regulatory_reports
    WHERE report_type = 'call_report' AND submission_date <= add_days(reporting_period_end, 30)
      AND reporting_period_end < add_days(as_of(), -120));
