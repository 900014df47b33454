-- rule: rules.rows
-- guide: Fixed size: 20 compliance rules, RULE-01 to RULE-20.
-- expect: between 20 and 20
SELECT count(*) FROM compliance_rules;

-- rule: rules.thresholds
-- guide: The thresholds live in compliance_rules: they are those that the rules are checked by.
-- expect: none
WITH wanted(rule_id, threshold) AS (VALUES ('RULE-01', 8000.0), ('RULE-02', 10000.0), ('RULE-04', 5000.0), ('RULE-05', 6000.0), ('RULE-06', 6000.0), ('RULE-07', 5000.0),
    ('RULE-08', 5000.0), ('RULE-09', 3000.0), ('RULE-10', 1000.0), ('RULE-14', 12.0), ('RULE-15', 15.0), ('RULE-16', 30.0), ('RULE-17', 45.0), ('RULE-18', 0.9), ('RULE-19', 90.0))
SELECT w.rule_id, threshold, threshold_value FROM wanted w LEFT JOIN compliance_rules r ON r.rule_id = w.rule_id
WHERE threshold_value IS NOT threshold
UNION ALL SELECT rule_id, created_date, as_of() FROM compliance_rules WHERE created_date > as_of();

-- rule: kyc.rows
-- guide: Expected rows: 1,790 KYC records of 1,200 customers.
-- expect: rows 1790 customers; slack 3; effect 0.3
SELECT count(*) FROM kyc_records;

-- rule: kyc.ids
-- guide: Identifiers: a customer's records are numbered from 1 in the order of time.
-- expect: none
SELECT kyc_id, verification_date, former FROM (
    SELECT *, lag(verification_date) OVER own AS former, row_number() OVER own AS ordinal
    FROM kyc_records WINDOW own AS (PARTITION BY customer_id ORDER BY kyc_id)
) WHERE kyc_id <> 'KYC-' || substr(customer_id, 6) || '-' || printf('%02d', ordinal) OR verification_date < former OR verification_date > as_of();

-- rule: kyc.next_review
-- guide: The next review is due 60, 36 or 12 months later for low, medium and high risk.
-- expect: none
SELECT kyc_id, verification_date, next_review_date, risk_rating FROM kyc_records
WHERE next_review_date <> add_months(verification_date, CASE risk_rating WHEN 'low' THEN 60 WHEN 'medium' THEN 36 ELSE 12 END);

-- rule: kyc.calendar
-- guide: KYC: every 60, 36 or 12 months; earlier only after a report of suspicious activity, for a document about to expire, or for what is pending or under review.
-- expect: none
SELECT kyc_id, verification_date, next_review_date, successor FROM (
    SELECT *, lead(verification_date) OVER own AS successor, lead(kyc_status) OVER own AS outcome FROM kyc_records WINDOW own AS (PARTITION BY customer_id ORDER BY kyc_id)) k
WHERE successor < add_days(next_review_date, -62) AND successor < add_days(expiry_date, -62) AND outcome NOT IN ('pending', 'under_review')
  AND NOT EXISTS (SELECT 1 FROM suspicious_activity_reports s WHERE s.customer_id = k.customer_id AND successor >= report_date);

-- rule: kyc.documents
-- guide: Documents: driver's license 68%, passport 18%, state id 9%, permanent resident card 4%, military id 1%.
-- expect: share drivers_license 68, passport 18, state_id 9, permanent_resident_card 4, military_id 1; effect 3
SELECT document_type, count(*) FROM kyc_records GROUP BY 1;

-- rule: kyc.outlives
-- guide: A document outlives the next review for 97%.
-- expect: share 97; slack 1
SELECT sum(expiry_date >= next_review_date), count(*) FROM kyc_records;

-- rule: kyc.lifetimes
-- guide: Documents: a driver's licence is valid for 4-8 years, a passport for 10: none has longer to run.
-- expect: none
SELECT kyc_id, document_type, verification_date, expiry_date FROM kyc_records
WHERE expiry_date > add_months(verification_date, CASE document_type WHEN 'passport' THEN 120 WHEN 'permanent_resident_card' THEN 120 ELSE 96 END);

-- rule: kyc.expired
-- guide: The latest record is expired exactly when its document is.
-- expect: none
SELECT kyc_id, kyc_status, expiry_date FROM (SELECT kyc_id, kyc_status, expiry_date, max(kyc_id) FROM kyc_records GROUP BY customer_id)
WHERE (kyc_status = 'expired') <> (expiry_date < as_of());

-- rule: kyc.document_numbers
-- guide: Nobody real: document numbers are ZZ and digits.
-- expect: none
SELECT kyc_id, document_number FROM kyc_records WHERE NOT document_number REGEXP '^ZZ[0-9]+$';

-- rule: aml.rows
-- guide: Expected rows: 5,650 AML checks.
-- Each scheme beyond those of one percent of customers, with its look-alikes, brings about 11 of them.
-- expect: rows 5650 customers; slack 2; effect 1
SELECT count(*) - 11 * (aml_rate() - 1) * customers() / 100 FROM aml_checks;

-- rule: aml.ids
-- guide: Identifiers: a customer's checks are numbered from 1 in the order of time.
-- expect: none
SELECT check_id, check_date, former FROM (
    SELECT *, lag(check_date) OVER own AS former, row_number() OVER own AS ordinal
    FROM aml_checks WINDOW own AS (PARTITION BY customer_id ORDER BY check_id)
) WHERE check_id <> 'AML-' || substr(customer_id, 6) || '-' || printf('%03d', ordinal) OR check_date < former OR check_date > as_of();

-- rule: aml.screenings
-- guide: Watchlist, sanctions and PEP screening are done at onboarding and at each review: once each per KYC record.
-- expect: none
SELECT k.kyc_id, k.verification_date, (
    SELECT count(DISTINCT check_type) * 10 + count(*) FROM aml_checks a
    WHERE a.customer_id = k.customer_id AND a.check_type <> 'transaction_monitoring' AND a.check_date = k.verification_date) AS screenings
FROM kyc_records k WHERE screenings <> 33;

-- rule: aml.no_other_screening
-- guide: No screening is done without a review of the customer.
-- expect: none
SELECT check_id, a.customer_id, check_date FROM aml_checks a
WHERE check_type <> 'transaction_monitoring'
  AND NOT EXISTS (SELECT 1 FROM kyc_records k WHERE k.customer_id = a.customer_id AND k.verification_date = a.check_date);

-- rule: aml.flags
-- guide: 1.3% of the screenings raise a flag.
-- expect: share 1.3; slack 0.2
SELECT sum(aml_flag), count(*) FROM aml_checks WHERE check_type <> 'transaction_monitoring';

-- rule: aml.alerts
-- guide: A monitoring alert names its transaction and is flagged; a screening names none.
-- expect: none
SELECT check_id, check_type, transaction_id, aml_flag FROM aml_checks
WHERE (check_type = 'transaction_monitoring') <> (transaction_id IS NOT NULL) OR check_type = 'transaction_monitoring' AND NOT aml_flag
   OR number_of(transaction_id) <> number_of(customer_id);

-- rule: aml.no_sanctions
-- guide: No true sanctions match: a flag of a screening is cleared as a false positive or still open, and says so in its own words.
-- expect: none
SELECT check_id, check_type, screening_result FROM aml_checks
WHERE check_type <> 'transaction_monitoring' AND (aml_flag <> (NOT screening_result REGEXP '^No (match|hit)')
   OR aml_flag AND NOT screening_result REGEXP '(false positive|cleared|awaiting documents|under review)$');

-- rule: aml.false_positives
-- guide: Nearly all flags of screenings are cleared as false positives.
-- expect: share 95; slack 5
SELECT coalesce(sum(screening_result REGEXP '(?i)false.positive|cleared'), 0), count(*) FROM aml_checks
WHERE check_type <> 'transaction_monitoring' AND aml_flag;

-- rule: sars.rows
-- guide: Expected rows: 12-24 suspicious activity reports at scale 1.
-- Each scheme beyond those of one percent of customers, with its look-alikes, brings about 1.4 of them.
-- expect: rows 18 customers; slack 34
SELECT max(0, count(*) - 1.4 * (aml_rate() - 1) * customers() / 100) FROM suspicious_activity_reports;

-- rule: sars.amounts
-- guide: Suspicious activity reports involve at least 5,000.
-- expect: none
SELECT sar_id, amount_involved FROM suspicious_activity_reports WHERE amount_involved < 5000;

-- rule: sars.filed
-- guide: Filed and closed reports, and only they, have a filing date and who filed.
-- expect: none
SELECT sar_id, sar_status, report_date, filed_date, filed_by FROM suspicious_activity_reports
WHERE (sar_status IN ('filed', 'closed')) <> (filed_date IS NOT NULL) OR (filed_date IS NULL) <> (filed_by IS NULL)
   OR filed_date < report_date OR filed_date > as_of() OR report_date > as_of();

-- rule: sars.activity
-- guide: A report names flagged activity: an alert on its account up to the day of detection.
-- expect: none
SELECT sar_id, s.customer_id, s.account_id, report_date FROM suspicious_activity_reports s
WHERE NOT EXISTS (
    SELECT 1 FROM aml_checks a WHERE a.customer_id = s.customer_id AND a.check_type = 'transaction_monitoring'
      AND substr(a.transaction_id, 5, 9) = substr(s.account_id, 5, 9) AND a.check_date <= s.report_date);

-- rule: sars.reviewed
-- guide: Identity is checked once more after a report of suspicious activity, where 60 days have passed since; not of who has left within them.
-- expect: none
SELECT sar_id, s.customer_id, report_date FROM suspicious_activity_reports s
WHERE report_date < add_days(as_of(), -60)
  AND NOT EXISTS (SELECT 1 FROM customer_db.customer_profiles p WHERE p.customer_id = s.customer_id AND customer_status = 'closed'
      AND (SELECT max(closed_date) FROM accounts_db.accounts a WHERE a.customer_id = s.customer_id) < add_days(report_date, 60))
  AND NOT EXISTS (SELECT 1 FROM kyc_records k WHERE k.customer_id = s.customer_id AND k.verification_date >= s.report_date);

-- rule: reports.periodic
-- guide: Three years of reports: call report, liquidity and board BSA report quarterly, stress test, HMDA and OFAC yearly.
-- expect: share call_report 100, liquidity 100, bsa_board 100, stress_test 100, hmda 100, ofac 100; slack 10
WITH wanted(report_type, n) AS (VALUES ('call_report', 12), ('liquidity', 12), ('bsa_board', 12), ('stress_test', 3), ('hmda', 3), ('ofac', 3))
SELECT w.report_type, count(report_id), n FROM wanted w LEFT JOIN regulatory_reports r ON r.report_type = w.report_type GROUP BY 1;

-- rule: reports.three_years
-- guide: Reports, three years: each period of a type is reported once, one after the other without a gap up to the last that has ended.
-- expect: none
SELECT report_id, report_type, reporting_period_start, reporting_period_end, former FROM (
    SELECT *, lag(reporting_period_end) OVER own AS former, lead(reporting_period_end) OVER own AS later FROM regulatory_reports WHERE report_type <> 'ctr'
    WINDOW own AS (PARTITION BY report_type ORDER BY reporting_period_end))
WHERE reporting_period_start <> coalesce(add_days(former, 1), reporting_period_start)
   OR add_days(reporting_period_end, 1) <> add_months(reporting_period_start, CASE WHEN report_type IN ('call_report', 'liquidity', 'bsa_board') THEN 3 ELSE 12 END)
   OR later IS NULL AND add_months(add_days(reporting_period_end, 1), CASE WHEN report_type IN ('call_report', 'liquidity', 'bsa_board') THEN 3 ELSE 12 END) <= as_of()
UNION ALL SELECT report_id, report_type, reporting_period_start, reporting_period_end, NULL FROM regulatory_reports WHERE report_type = 'ctr' AND reporting_period_start <> reporting_period_end;

-- rule: reports.periods
-- guide: A report is submitted after its period, never in the future, and approved by another employee than the one who prepared it.
-- expect: none
SELECT report_id, reporting_period_start, reporting_period_end, submission_date, status FROM regulatory_reports
WHERE reporting_period_end < reporting_period_start OR reporting_period_end > as_of() OR submission_date <= reporting_period_end OR submission_date > as_of()
   OR prepared_by = approved_by;

-- rule: reports.unsubmitted
-- guide: Rules 15 and 20: no report is still not submitted after its due day.
-- expect: none
SELECT report_id, reporting_period_end FROM regulatory_reports
WHERE submission_date IS NULL AND as_of() > CASE report_type
        WHEN 'ctr' THEN add_days(reporting_period_end, 15) WHEN 'call_report' THEN add_days(reporting_period_end, 30) WHEN 'liquidity' THEN add_days(reporting_period_end, 20)
        WHEN 'bsa_board' THEN add_days(reporting_period_end, 45) WHEN 'ofac' THEN substr(reporting_period_end, 1, 4) || '-09-30'
        WHEN 'hmda' THEN (substr(reporting_period_end, 1, 4) + 1) || '-03-01' ELSE (substr(reporting_period_end, 1, 4) + 1) || '-07-31' END;

-- rule: violations.rows
-- guide: Expected rows: 300-500 violations at scale 1, about 385 of them of customers, the others of staff and reports.
-- Each scheme beyond those of one percent of customers, with its look-alikes, brings about 9 of them.
-- expect: rows 385 customers; slack 25
SELECT count(*) - 9 * (aml_rate() - 1) * customers() / 100 FROM rule_violations WHERE violation_id LIKE 'VIO-0%';

-- rule: violations.by_rule
-- guide: The rules find roughly as many rows as stated: 30, 110, 90, 34, 24, 36 for rules 1, 3, 4, 10, 11, 12.
-- expect: none
WITH about(rule_id, n) AS (VALUES ('RULE-01', 28), ('RULE-03', 100), ('RULE-04', 90), ('RULE-10', 36), ('RULE-11', 30), ('RULE-12', 38))
SELECT a.rule_id, n * customers() / 1200.0 AS wanted, (SELECT count(*) FROM rule_violations v WHERE v.rule_id = a.rule_id) AS found FROM about a
WHERE aml_rate() = 1 AND abs(found - wanted) > 0.2 * wanted + 4.9 * sqrt(wanted) + 14;

-- rule: violations.entities
-- guide: A violation names the row that breaks the rule: of the table that the rule watches, on the day of a transaction or up to 72 hours later, under the number of its customer, employee or report.
-- expect: none
SELECT violation_id, rule_id, v.entity_type, entity_id FROM rule_violations v
WHERE v.entity_type <> CASE WHEN number_of(rule_id) <= 10 THEN 'transaction' WHEN number_of(rule_id) <= 14 THEN 'kyc_record' WHEN rule_id IN ('RULE-15', 'RULE-20') THEN 'regulatory_report'
        WHEN rule_id = 'RULE-16' THEN 'suspicious_activity_report' WHEN rule_id = 'RULE-17' THEN 'loan' WHEN rule_id = 'RULE-18' THEN 'collateral' ELSE 'employee_training' END
   OR NOT CASE v.entity_type WHEN 'regulatory_report' THEN violation_id = 'VIO-' || entity_id
        WHEN 'employee_training' THEN violation_id REGEXP '^VIO-E[0-9]{6}-[0-9]{2}$' AND number_of(violation_id) = entity_id / 100
        ELSE violation_id REGEXP '^VIO-[0-9]{7}-[0-9]{2}$' AND number_of(violation_id) = number_of(entity_id) END
UNION ALL SELECT violation_id, rule_id, violation_date, transaction_date FROM rule_violations JOIN accounts_db.transactions ON transaction_id = entity_id
WHERE day(violation_date) - day(transaction_date) NOT BETWEEN 0 AND CASE rule_id WHEN 'RULE-02' THEN 3 ELSE 0 END;

-- rule: violations.severity
-- guide: Severity belongs to the rule: of the 20, 2 are critical, 5 high, 9 medium, 4 low.
-- expect: none
SELECT max(rule_id), 'several', count(DISTINCT severity) FROM rule_violations GROUP BY rule_id HAVING count(DISTINCT severity) > 1
UNION ALL SELECT max(rule_id), severity, count(DISTINCT rule_id) FROM rule_violations GROUP BY severity
HAVING count(DISTINCT rule_id) > CASE severity WHEN 'critical' THEN 2 WHEN 'high' THEN 5 WHEN 'medium' THEN 9 ELSE 4 END;

-- rule: violations.alerts
-- guide: Alerts are about 80% resolved, 12% under investigation, 8% open, where schemes are as rare as usual.
-- expect: share resolved 80, investigating 12, open 8; slack 3; effect 2
SELECT status, count(*) FROM rule_violations WHERE number_of(rule_id) <= 10 AND aml_rate() <= 1 GROUP BY 1;

-- rule: violations.by_age
-- guide: Alerts are resolved by age: the open ones are younger than the resolved ones.
-- expect: between 25 and 4000
SELECT avg(CASE WHEN status = 'open' THEN day(violation_date) END) - avg(CASE WHEN status = 'resolved' THEN day(violation_date) END) + 100 / sqrt(max(1, sum(status = 'resolved')))
FROM rule_violations WHERE number_of(rule_id) <= 10;

-- rule: violations.resolved
-- guide: Resolved violations, and only they, have notes, a date and who resolved; nothing of them lies in the future.
-- expect: none
SELECT violation_id, status, violation_date, resolved_date FROM rule_violations
WHERE (status = 'resolved') <> (resolved_date IS NOT NULL) OR (resolved_date IS NULL) <> (resolved_by IS NULL)
   OR (resolved_date IS NULL) <> (resolution_notes IS NULL) OR resolved_date < violation_date OR max(violation_date, coalesce(resolved_date, '')) > as_of();

-- rule: violations.inactive
-- guide: Only active rules have violations.
-- expect: none
SELECT violation_id, v.rule_id FROM rule_violations v JOIN compliance_rules r ON r.rule_id = v.rule_id WHERE NOT is_active;

-- rule: violations.cured
-- guide: A late review or document is resolved exactly when a later KYC record cures it.
-- expect: none
SELECT violation_id, rule_id, entity_id, v.status FROM rule_violations v JOIN kyc_records k ON k.kyc_id = v.entity_id
WHERE rule_id IN ('RULE-11', 'RULE-12')
  AND (v.status = 'resolved') <> EXISTS (SELECT 1 FROM kyc_records n WHERE n.customer_id = k.customer_id AND n.kyc_id > k.kyc_id);

-- rule: violations.lasting
-- guide: A state that no later row can cure yet is not resolved: stale high risk, collateral uninsured, training overdue.
-- expect: none
SELECT violation_id, rule_id, status FROM rule_violations WHERE rule_id IN ('RULE-14', 'RULE-17', 'RULE-19') AND status = 'resolved';

-- rule: violations.late_cured
-- guide: A state is resolved exactly when a later row cures it: late identification and late reports by their own date, a ratio above the limit not yet.
-- expect: none
SELECT violation_id, rule_id, status FROM rule_violations
WHERE rule_id IN ('RULE-13', 'RULE-15', 'RULE-20') AND status <> 'resolved' OR rule_id = 'RULE-18' AND status = 'resolved';

-- rule: rule11.review_overdue
-- guide: Rule 11: a KYC record whose successor, or the as-of date, comes after its next review date, and no other.
-- expect: none
WITH broken AS (
    SELECT kyc_id FROM (SELECT kyc_id, next_review_date, coalesce(lead(verification_date) OVER (PARTITION BY customer_id ORDER BY kyc_id), as_of()) AS until FROM kyc_records)
    WHERE until > next_review_date AND (SELECT is_active FROM compliance_rules WHERE rule_id = 'RULE-11')
)
SELECT kyc_id, 'has no violation' FROM broken WHERE kyc_id NOT IN (SELECT entity_id FROM rule_violations WHERE rule_id = 'RULE-11')
UNION ALL SELECT entity_id, 'breaks no rule' FROM rule_violations WHERE rule_id = 'RULE-11' AND entity_id NOT IN (SELECT kyc_id FROM broken);

-- rule: rule12.document_expired
-- guide: Rule 12: a KYC record whose successor, or the as-of date, comes after the document's expiry, and no other.
-- expect: none
WITH broken AS (
    SELECT kyc_id FROM (SELECT kyc_id, expiry_date, coalesce(lead(verification_date) OVER (PARTITION BY customer_id ORDER BY kyc_id), as_of()) AS until FROM kyc_records)
    WHERE until > expiry_date AND (SELECT is_active FROM compliance_rules WHERE rule_id = 'RULE-12')
)
SELECT kyc_id, 'has no violation' FROM broken WHERE kyc_id NOT IN (SELECT entity_id FROM rule_violations WHERE rule_id = 'RULE-12')
UNION ALL SELECT entity_id, 'breaks no rule' FROM rule_violations WHERE rule_id = 'RULE-12' AND entity_id NOT IN (SELECT kyc_id FROM broken);

-- rule: rule14.high_risk_stale
-- guide: Rule 14: a customer whose latest record is high risk and was verified more than 12 months ago, and no other.
-- expect: none
WITH broken AS (
    SELECT number_of(customer_id) AS customer FROM (SELECT customer_id, risk_rating, verification_date, max(kyc_id) FROM kyc_records GROUP BY customer_id)
    WHERE risk_rating = 'high' AND add_months(verification_date, 12) < as_of() AND (SELECT is_active FROM compliance_rules WHERE rule_id = 'RULE-14')
)
SELECT customer, 'has no violation' FROM broken WHERE customer NOT IN (SELECT number_of(entity_id) FROM rule_violations WHERE rule_id = 'RULE-14')
UNION ALL SELECT entity_id, 'breaks no rule' FROM rule_violations WHERE rule_id = 'RULE-14' AND number_of(entity_id) NOT IN (SELECT customer FROM broken);

-- rule: rule15.ctr_late
-- guide: Rule 15: a currency transaction report submitted more than 15 days after its day, and no other.
-- expect: none
WITH broken AS (
    SELECT report_id FROM regulatory_reports
    WHERE report_type = 'ctr' AND day(submission_date) - day(reporting_period_end) > 15 AND (SELECT is_active FROM compliance_rules WHERE rule_id = 'RULE-15')
)
SELECT report_id, 'has no violation' FROM broken WHERE report_id NOT IN (SELECT entity_id FROM rule_violations WHERE rule_id = 'RULE-15')
UNION ALL SELECT entity_id, 'breaks no rule' FROM rule_violations WHERE rule_id = 'RULE-15' AND entity_id NOT IN (SELECT report_id FROM broken);

-- rule: rule16.sar_late
-- guide: Rule 16: a suspicious activity report filed more than 30 days after its detection, and no other.
-- expect: none
WITH broken AS (
    SELECT sar_id FROM suspicious_activity_reports
    WHERE day(filed_date) - day(report_date) > 30 AND (SELECT is_active FROM compliance_rules WHERE rule_id = 'RULE-16')
)
SELECT sar_id, 'has no violation' FROM broken WHERE sar_id NOT IN (SELECT entity_id FROM rule_violations WHERE rule_id = 'RULE-16')
UNION ALL SELECT entity_id, 'breaks no rule' FROM rule_violations WHERE rule_id = 'RULE-16' AND entity_id NOT IN (SELECT sar_id FROM broken);

-- rule: rule16.share
-- guide: About one in fifteen suspicious activity reports is filed late.
-- expect: share 6.7; slack 6
SELECT coalesce(sum(day(filed_date) - day(report_date) > 30), 0), count(filed_date) FROM suspicious_activity_reports;

-- rule: rule20.report_late
-- guide: Rule 20: a periodic report submitted after its due day, and no other.
-- expect: none
WITH due AS (
    SELECT report_id, submission_date, CASE report_type
        WHEN 'call_report' THEN add_days(reporting_period_end, 30) WHEN 'liquidity' THEN add_days(reporting_period_end, 20)
        WHEN 'bsa_board' THEN add_days(reporting_period_end, 45) WHEN 'ofac' THEN substr(reporting_period_end, 1, 4) || '-09-30'
        WHEN 'hmda' THEN (substr(reporting_period_end, 1, 4) + 1) || '-03-01' WHEN 'stress_test' THEN (substr(reporting_period_end, 1, 4) + 1) || '-07-31'
    END AS day FROM regulatory_reports
), broken AS (SELECT report_id FROM due WHERE submission_date > day)
SELECT report_id, 'has no violation' FROM broken WHERE report_id NOT IN (SELECT entity_id FROM rule_violations WHERE rule_id = 'RULE-20')
UNION ALL SELECT entity_id, 'breaks no rule' FROM rule_violations WHERE rule_id = 'RULE-20' AND entity_id NOT IN (SELECT report_id FROM broken);
