-- rule: rules.rows
-- Fixed size: compliance rules RULE-01 to RULE-20.
-- expect: between 20 and 20
SELECT count(*) FROM compliance_rules;
-- mutation
DELETE FROM compliance_rules WHERE rule_id = 'RULE-20';

-- rule: rules.thresholds
-- The thresholds in compliance_rules that the rules are checked against.
WITH wanted(rule_id, threshold) AS (VALUES ('RULE-01', 8000.0), ('RULE-02', 10000.0), ('RULE-03', 3500.0), ('RULE-04', 5000.0), ('RULE-05', 6000.0),
    ('RULE-06', 6000.0), ('RULE-07', 5000.0), ('RULE-08', 5000.0), ('RULE-09', 3000.0), ('RULE-10', 1000.0), ('RULE-14', 12.0), ('RULE-15', 15.0),
    ('RULE-16', 30.0), ('RULE-17', 45.0), ('RULE-18', 0.9), ('RULE-19', 90.0))
SELECT w.rule_id, threshold, threshold_value FROM wanted w LEFT JOIN compliance_rules r ON r.rule_id = w.rule_id
WHERE threshold_value IS NOT threshold
UNION ALL SELECT rule_id, created_date, as_of() FROM compliance_rules WHERE created_date > as_of();
-- mutation
UPDATE compliance_rules SET threshold_value = 9000 WHERE rule_id = 'RULE-01';

-- rule: sars.rows
-- Expected rows: suspicious activity reports, 29 for 12 schemes and their look-alikes, however many months of statements there are: 15 on the
-- last quarter, 14 on those before. A customer is reported up to three times.
SELECT seen, wanted FROM (SELECT count(*) AS seen, 29.0 * aml_rate() * customers() / 1200 AS wanted FROM suspicious_activity_reports)
WHERE sqrt(seen) < sqrt(0.9 * wanted) - 2.3 OR sqrt(max(0, seen - 2)) > sqrt(1.1 * wanted) + 1.9 OR aml_rate() = 0 AND seen > 0;
-- mutation
DELETE FROM suspicious_activity_reports;

-- rule: sars.amounts
-- Suspicious activity reports involve at least 5,000.
SELECT sar_id, amount_involved FROM suspicious_activity_reports WHERE amount_involved < 5000;
-- mutation
UPDATE suspicious_activity_reports SET amount_involved = 4999.99 WHERE rowid = 2;

-- rule: sars.filed
-- Filed and closed reports, and only they, have a filing date and a filer.
SELECT sar_id, sar_status, report_date, filed_date, filed_by FROM suspicious_activity_reports
WHERE (sar_status IN ('filed', 'closed')) <> (filed_date IS NOT NULL) OR (filed_date IS NULL) <> (filed_by IS NULL)
   OR filed_date <= report_date OR filed_date > as_of() OR report_date > as_of();
-- mutation
UPDATE suspicious_activity_reports SET filed_by = NULL;
-- mutation
UPDATE suspicious_activity_reports SET filed_date = report_date;

-- rule: sars.four_eyes
-- Whoever files a report did not investigate its alerts.
SELECT s.sar_id, filed_by, reviewed_by FROM suspicious_activity_reports s JOIN aml_checks c ON c.sar_id = s.sar_id WHERE filed_by = reviewed_by;
-- mutation
UPDATE aml_checks SET reviewed_by = (SELECT max(filed_by) FROM suspicious_activity_reports WHERE filed_by IS NOT NULL) WHERE sar_id IS NOT NULL;

-- rule: sars.activity
-- A report names flagged activity: it covers an alert, if the statements go back so far, and all its alerts are on its account, within its days
-- and raised by its date.
SELECT sar_id, s.customer_id, s.account_id, report_date FROM suspicious_activity_reports s
WHERE activity_from >= substr(add_months(as_of(), 1 - coalesce(months(), 3)), 1, 8) || '01' AND sar_id NOT IN (SELECT sar_id FROM aml_checks WHERE sar_id IS NOT NULL)
UNION ALL SELECT c.sar_id, c.check_id, t.account_id, transaction_date FROM aml_checks c JOIN suspicious_activity_reports s ON s.sar_id = c.sar_id
JOIN transactions t ON t.transaction_id = c.transaction_id
WHERE t.account_id <> s.account_id OR substr(transaction_date, 1, 10) NOT BETWEEN activity_from AND activity_to OR check_date > report_date;
-- mutation
UPDATE aml_checks SET sar_id = NULL;
-- mutation
UPDATE suspicious_activity_reports SET activity_from = activity_to;

-- rule: sars.alerts
-- A report includes all alerts of its account within its days: none is closed as harmless, and each is closed on the day of detection.
SELECT c.check_id, s.sar_id, c.sar_id, screening_result, resolved_date, report_date FROM suspicious_activity_reports s
JOIN transactions t ON t.account_id = s.account_id AND substr(transaction_date, 1, 10) BETWEEN activity_from AND activity_to
JOIN aml_checks c ON c.transaction_id = t.transaction_id
LEFT JOIN rule_violations v ON v.entity_id = t.transaction_id
WHERE c.sar_id IS NOT s.sar_id OR resolved_date IS NOT report_date OR NOT resolution_notes REGEXP '(?i)report';
-- mutation
UPDATE aml_checks SET sar_id = NULL WHERE check_id = (SELECT max(check_id) FROM aml_checks WHERE sar_id IS NOT NULL);
-- mutation
UPDATE rule_violations SET resolution_notes = 'Source of funds documented. No further action.';

-- rule: sars.reviewed
-- Identity is verified again after a suspicious activity report, once 25 days have passed, unless the customer has left by then.
SELECT sar_id, s.customer_id, report_date FROM suspicious_activity_reports s
WHERE report_date < add_days(as_of(), -25)
  AND NOT EXISTS (SELECT 1 FROM customer_profiles p WHERE p.customer_id = s.customer_id AND customer_status = 'closed'
      AND (SELECT max(closed_date) FROM accounts a WHERE a.customer_id = s.customer_id) < add_days(report_date, 25))
  AND NOT EXISTS (SELECT 1 FROM kyc_records k WHERE k.customer_id = s.customer_id AND k.verification_date >= s.report_date);
-- mutation
DELETE FROM kyc_records WHERE kyc_id NOT LIKE '%-01';

-- rule: reports.periodic
-- Three years of periodic reports.
-- expect: share call_report 100, liquidity 100, bsa_board 100, stress_test 100, hmda 100, ofac 100; slack 10
WITH wanted(report_type, n) AS (VALUES ('call_report', 12), ('liquidity', 12), ('bsa_board', 12), ('stress_test', 3), ('hmda', 3), ('ofac', 3))
SELECT w.report_type, count(report_id), n FROM wanted w LEFT JOIN regulatory_reports r ON r.report_type = w.report_type GROUP BY 1;
-- mutation
DELETE FROM regulatory_reports WHERE report_type = 'bsa_board' AND rowid % 2;

-- rule: reports.three_years
-- Reports, three years: each period of a type is reported once, without gaps, up to the last one that has ended.
SELECT report_id, report_type, reporting_period_start, reporting_period_end, previous FROM (
    SELECT *, lag(reporting_period_end) OVER own AS previous, lead(reporting_period_end) OVER own AS later,
        CASE WHEN report_type IN ('call_report', 'liquidity', 'bsa_board') THEN 3 ELSE 12 END AS months
    FROM regulatory_reports WHERE report_type <> 'ctr' WINDOW own AS (PARTITION BY report_type ORDER BY reporting_period_end))
WHERE reporting_period_start <> coalesce(add_days(previous, 1), reporting_period_start)
   OR add_days(reporting_period_end, 1) <> add_months(reporting_period_start, months)
   OR later IS NULL AND add_months(add_days(reporting_period_end, 1), months) <= as_of()
UNION ALL SELECT report_id, report_type, reporting_period_start, reporting_period_end, NULL FROM regulatory_reports WHERE report_type = 'ctr' AND reporting_period_start <> reporting_period_end;
-- mutation
DELETE FROM regulatory_reports WHERE report_id = 'REP-BSA-2024Q2';

-- rule: reports.periods
-- A report is submitted after its period, never in the future, and approved by someone other than its preparer.
SELECT report_id, reporting_period_start, reporting_period_end, submission_date, status FROM regulatory_reports
WHERE reporting_period_end < reporting_period_start OR reporting_period_end > as_of() OR submission_date <= reporting_period_end OR submission_date > as_of()
   OR prepared_by = approved_by;
-- mutation
UPDATE regulatory_reports SET submission_date = reporting_period_end WHERE rowid = 2;
-- mutation
UPDATE regulatory_reports SET approved_by = prepared_by;

-- rule: reports.unsubmitted
-- Rules 15 and 20: every report past its due date has been submitted.
SELECT report_id, due FROM due_reports WHERE submission_date IS NULL AND as_of() > due;
-- mutation
UPDATE regulatory_reports SET submission_date = NULL WHERE rowid = 2;

-- rule: violations.rows
-- Expected rows: violations of customers. Each scheme beyond the usual one percent of customers, with its look-alikes, adds about 5.3; each month of
-- statements adds 72 at scale 1, earlier months less, because fewer accounts were open.
-- expect: rows 327 customers; slack 8; effect 1.7
SELECT max(0, count(violation_id) - 5.3 * (aml_rate() - 1) * customers() / 100 - 72 * (m / (1 + m / 40.0) - 3 / (1 + 3 / 40.0)) * customers() / 1200.0)
FROM (SELECT min(84, coalesce(months(), 3)) AS m) LEFT JOIN rule_violations ON violation_id GLOB 'VIO-[0-9]*';
-- mutation
DELETE FROM rule_violations WHERE rowid % 2;

-- rule: violations.by_rule
-- Approximate number of violations by monitoring rule, at the scale of the bundle. Earlier months have fewer, because fewer accounts were open
-- (the third figure says how much). An account that breaks a rule in one month does so in others: violations are correlated over the months.
WITH about(rule_id, n, fewer) AS (VALUES ('RULE-01', 16, 0), ('RULE-02', 7, 0), ('RULE-03', 58, 73), ('RULE-04', 62, 86), ('RULE-05', 16, 0), ('RULE-06', 9, 0),
        ('RULE-09', 4, 0), ('RULE-10', 37, 115), ('RULE-11', 33, 0), ('RULE-12', 39, 0), ('RULE-13', 9, 0), ('RULE-14', 4, 0), ('RULE-15', 6, 69), ('RULE-18', 11, 0)),
    months(m) AS (SELECT min(84, coalesce(months(), 3))),
    counted AS (
        SELECT a.rule_id, m, n * customers() / 1200.0 * CASE WHEN fewer > 0 THEN m / (1.0 + m * 1.0 / fewer) / 3 * (1 + 3.0 / fewer) ELSE 1 END AS wanted,
            max(1, CASE WHEN fewer > 0 THEN m / 3.0 ELSE 1 END) AS together, (SELECT count(*) FROM rule_violations v WHERE v.rule_id = a.rule_id) AS found
        FROM about a, months)
SELECT rule_id, wanted, found FROM counted
WHERE aml_rate() = 1 AND (m = 3 OR together > 1 OR number_of(rule_id) > 10)
  AND abs(found - wanted) > 0.15 * wanted + 4.9 * sqrt(wanted * together) + 8;
-- mutation
DELETE FROM rule_violations WHERE rule_id = 'RULE-04';

-- rule: violations.entities
-- A violation names the row that breaks the rule: from the table that the rule monitors, on the day of a transaction or up to 72 hours later, with
-- the number of its customer, employee or report.
SELECT violation_id, rule_id, v.entity_type, entity_id FROM rule_violations v
WHERE v.entity_type <> CASE WHEN number_of(rule_id) <= 10 THEN 'transaction' WHEN number_of(rule_id) <= 14 THEN 'kyc_record' WHEN rule_id IN ('RULE-15', 'RULE-20') THEN 'regulatory_report'
        WHEN rule_id = 'RULE-16' THEN 'suspicious_activity_report' WHEN rule_id = 'RULE-17' THEN 'loan' WHEN rule_id = 'RULE-18' THEN 'collateral' ELSE 'employee_training' END
   OR NOT CASE v.entity_type WHEN 'regulatory_report' THEN violation_id = 'VIO-' || entity_id
        WHEN 'employee_training' THEN violation_id REGEXP '^VIO-E[0-9]{6,}-[0-9]{2}$' AND number_of(violation_id) = entity_id / 100
        WHEN 'transaction' THEN violation_id REGEXP '^VIO-[0-9]{7,}-[0-9]{6}-[0-9]{2}$' AND number_of(violation_id) = number_of(entity_id)
        WHEN 'suspicious_activity_report' THEN violation_id REGEXP '^VIO-[0-9]{7,}-[0-9]{6}-[0-9]{2}$' AND number_of(violation_id) = number_of(entity_id)
        ELSE violation_id REGEXP '^VIO-[0-9]{7,}-[0-9]{2}$' AND number_of(violation_id) = number_of(entity_id) END
UNION ALL SELECT violation_id, rule_id, violation_date, transaction_date FROM rule_violations JOIN transactions ON transaction_id = entity_id
WHERE day(violation_date) - day(transaction_date) NOT BETWEEN 0 AND CASE rule_id WHEN 'RULE-02' THEN 3 ELSE 0 END
   OR rule_id <> 'RULE-16' AND instr(violation_id, '-' || substr(transaction_date, 1, 4) || substr(transaction_date, 6, 2) || '-') = 0;
-- mutation
UPDATE rule_violations SET violation_date = add_days(violation_date, -1) WHERE rule_id = 'RULE-03';
-- mutation
UPDATE rule_violations SET entity_type = 'loan' WHERE rowid = 2;

-- rule: violations.severity
-- Severity is a property of the rule: of the 20, 2 are critical, 5 high, 9 medium, 4 low.
SELECT max(rule_id), 'several', count(DISTINCT severity) FROM rule_violations GROUP BY rule_id HAVING count(DISTINCT severity) > 1
UNION ALL SELECT max(rule_id), severity, count(DISTINCT rule_id) FROM rule_violations GROUP BY severity
HAVING count(DISTINCT rule_id) > CASE severity WHEN 'critical' THEN 2 WHEN 'high' THEN 5 WHEN 'medium' THEN 9 ELSE 4 END;
-- mutation
UPDATE rule_violations SET severity = 'critical' WHERE rowid = 2;

-- rule: violations.alerts
-- Alerts in the last three months by status, if schemes are as rare as usual.
-- expect: share resolved 77, investigating 16, open 7; slack 3; effect 2
SELECT status, count(*) FROM rule_violations WHERE number_of(rule_id) <= 10 AND aml_rate() <= 1
  AND coalesce(months(), 3) >= 3 AND violation_date >= substr(add_months(as_of(), -2), 1, 8) || '01' GROUP BY 1;
-- mutation
UPDATE rule_violations SET status = 'investigating' WHERE rule_id IN ('RULE-03', 'RULE-04', 'RULE-10');

-- rule: violations.by_age
-- Older alerts are resolved first: days between the mean dates of resolved and open alerts, with an allowance for small numbers and for a history
-- of one month, which has no older ones.
-- expect: between 25 and 4000
SELECT avg(CASE WHEN status = 'open' THEN day(violation_date) END) - avg(CASE WHEN status = 'resolved' THEN day(violation_date) END) + 100 / sqrt(max(1, sum(status = 'resolved')))
    + CASE months() WHEN 1 THEN 10 ELSE 0 END
FROM rule_violations WHERE number_of(rule_id) <= 10;
-- mutation
UPDATE rule_violations SET violation_date = '2025-06-30';

-- rule: violations.resolved
-- Resolved violations, and only they, have notes, a date and a resolver; none of these dates is in the future.
SELECT violation_id, status, violation_date, resolved_date FROM rule_violations
WHERE (status = 'resolved') <> (resolved_date IS NOT NULL) OR (resolved_date IS NULL) <> (resolved_by IS NULL)
   OR (resolved_date IS NULL) <> (resolution_notes IS NULL) OR resolved_date < violation_date OR max(violation_date, coalesce(resolved_date, '')) > as_of();
-- mutation
UPDATE rule_violations SET resolution_notes = NULL;

-- rule: violations.inactive
-- Only active rules have violations.
SELECT violation_id, v.rule_id FROM rule_violations v JOIN compliance_rules r ON r.rule_id = v.rule_id WHERE NOT is_active;
-- mutation
UPDATE compliance_rules SET is_active = FALSE WHERE rule_id = 'RULE-20';

-- rule: violations.cured
-- A late review or document is resolved exactly when a later KYC record cures it.
SELECT violation_id, rule_id, entity_id, v.status FROM rule_violations v JOIN kyc_records k ON k.kyc_id = v.entity_id
WHERE rule_id IN ('RULE-11', 'RULE-12')
  AND (v.status = 'resolved') <> EXISTS (SELECT 1 FROM kyc_records n WHERE n.customer_id = k.customer_id AND n.kyc_id > k.kyc_id);
-- mutation
UPDATE rule_violations SET status = 'investigating' WHERE rule_id = 'RULE-12';

-- rule: violations.lasting
-- A condition that no later row can cure is unresolved: stale high risk, uninsured collateral, overdue training.
SELECT violation_id, rule_id, status FROM rule_violations WHERE rule_id IN ('RULE-14', 'RULE-17', 'RULE-19') AND status = 'resolved';
-- mutation
UPDATE rule_violations SET status = 'resolved' WHERE rule_id = 'RULE-19';

-- rule: violations.late_cured
-- A condition is resolved exactly when a later row cures it: late identifications and late reports by their own date; a ratio above the limit remains
-- open.
SELECT violation_id, rule_id, status FROM rule_violations
WHERE rule_id IN ('RULE-13', 'RULE-15', 'RULE-20') AND status <> 'resolved' OR rule_id = 'RULE-18' AND status = 'resolved';
-- mutation
UPDATE rule_violations SET status = 'open' WHERE rule_id = 'RULE-20';

-- rule: rule11.review_overdue
-- Rule 11: a KYC record whose successor, or the as-of date, comes after its next review date.
-- expect: violations of RULE-11
SELECT kyc_id FROM records WHERE until > next_review_date;
-- mutation
DELETE FROM rule_violations WHERE rule_id = 'RULE-11';

-- rule: rule12.document_expired
-- Rule 12: a KYC record whose successor, or the as-of date, comes after the document's expiry.
-- expect: violations of RULE-12
SELECT kyc_id FROM records WHERE until > expiry_date;
-- mutation
DELETE FROM rule_violations WHERE rule_id = 'RULE-12';

-- rule: rule14.high_risk_stale
-- Rule 14: the latest record of a customer is high risk and was verified longer ago, in months, than the threshold.
-- expect: violations of RULE-14
SELECT kyc_id FROM latest_records WHERE risk_rating = 'high' AND add_months(verification_date, CAST({threshold} AS INTEGER)) < as_of();
-- mutation
DELETE FROM rule_violations WHERE rule_id = 'RULE-14';

-- rule: rule15.ctr_late
-- Rule 15: a currency transaction report submitted after its due date.
-- expect: violations of RULE-15
SELECT report_id FROM due_reports WHERE report_type = 'ctr' AND submission_date > due;
-- mutation
UPDATE regulatory_reports SET submission_date = add_days(reporting_period_end, 16) WHERE report_type = 'ctr';

-- rule: rule16.sar_late
-- Rule 16: a suspicious activity report filed more days after its detection than the threshold.
-- expect: violations of RULE-16
SELECT sar_id FROM suspicious_activity_reports WHERE day(filed_date) - day(report_date) > {threshold};
-- mutation
UPDATE suspicious_activity_reports SET filed_date = add_days(report_date, 31);

-- rule: rule16.share
-- Share of suspicious activity reports that are filed late.
-- expect: share 6.7; slack 6
SELECT coalesce(sum(day(filed_date) - day(report_date) > 30), 0), count(filed_date) FROM suspicious_activity_reports;
-- mutation
UPDATE suspicious_activity_reports SET filed_date = add_days(report_date, 31);

-- rule: rule20.report_late
-- Rule 20: a periodic report submitted after its due date.
-- expect: violations of RULE-20
SELECT report_id FROM due_reports WHERE report_type <> 'ctr' AND submission_date > due;
-- mutation
UPDATE regulatory_reports SET submission_date = add_days(reporting_period_end, 60) WHERE report_type = 'call_report';

-- rule: sars.exits
-- A bank ends the relationship with whom it has reported three times: nobody has more reports, and within 21 days of the last filing it is decided to
-- give notice of 90 days, with nobody else.
WITH reported AS MATERIALIZED (
    SELECT customer_id, count(*) AS n, count(filed_date) AS filed, max(filed_date) AS last FROM suspicious_activity_reports GROUP BY 1),
exits AS MATERIALIZED (
    SELECT number_of(entity_id) AS customer, count(*) AS decisions, min(substr(performed_at, 1, 10)) AS day FROM audit_trails WHERE action = 'exit_decided' GROUP BY 1)
SELECT customer_id, n, last, day FROM reported LEFT JOIN exits ON customer = number_of(customer_id)
WHERE n > 3 OR filed = 3 AND day IS NULL AND last < add_days(as_of(), -21) OR filed < 3 AND day IS NOT NULL
   OR day IS NOT NULL AND (decisions > 1 OR day(day) - day(last) NOT BETWEEN 5 AND 21 OR add_days(day, 90) <= as_of());
-- mutation
UPDATE suspicious_activity_reports SET customer_id = (SELECT min(customer_id) FROM suspicious_activity_reports);
-- mutation
DELETE FROM audit_trails WHERE action = 'exit_decided';
-- mutation
UPDATE audit_trails SET performed_at = add_days(substr(performed_at, 1, 10), -60) || substr(performed_at, 11) WHERE action = 'exit_decided';
