-- rule: rules.rows
-- Fixed size: compliance rules RULE-01 to RULE-20.
-- expect: between 20 and 20
SELECT count(*) FROM compliance_rules;
-- mutation
DELETE FROM compliance_rules WHERE rule_id = 'RULE-20';

-- rule: rules.thresholds
-- The thresholds of compliance_rules, by which the rules are checked.
WITH wanted(rule_id, threshold) AS (VALUES ('RULE-01', 8000.0), ('RULE-02', 10000.0), ('RULE-03', 3500.0), ('RULE-04', 5000.0), ('RULE-05', 6000.0),
    ('RULE-06', 6000.0), ('RULE-07', 5000.0), ('RULE-08', 5000.0), ('RULE-09', 3000.0), ('RULE-10', 1000.0), ('RULE-14', 12.0), ('RULE-15', 15.0),
    ('RULE-16', 30.0), ('RULE-17', 45.0), ('RULE-18', 0.9), ('RULE-19', 90.0))
SELECT w.rule_id, threshold, threshold_value FROM wanted w LEFT JOIN compliance_rules r ON r.rule_id = w.rule_id
WHERE threshold_value IS NOT threshold
UNION ALL SELECT rule_id, created_date, as_of() FROM compliance_rules WHERE created_date > as_of();
-- mutation
UPDATE compliance_rules SET threshold_value = 9000 WHERE rule_id = 'RULE-01';

-- rule: kyc.rows
-- Expected rows: KYC records. Each scheme beyond those of one percent of customers, with its look-alikes, brings reviews: about 3.5.
-- expect: rows 1826 customers; slack 1.5; effect 0.6
SELECT count(*) - 3.5 * (aml_rate() - 1) * customers() / 100 FROM kyc_records;
-- mutation
DELETE FROM kyc_records WHERE rowid % 8 = 0;

-- rule: kyc.ids
-- Identifiers: a customer's records are numbered from 1 in the order of time.
SELECT kyc_id, verification_date, previous FROM (
    SELECT *, lag(verification_date) OVER own AS previous, row_number() OVER own AS ordinal
    FROM kyc_records WINDOW own AS (PARTITION BY customer_id ORDER BY kyc_id)
) WHERE kyc_id <> 'KYC-' || substr(customer_id, 6) || '-' || printf('%02d', ordinal) OR verification_date < previous OR verification_date > as_of();
-- mutation
UPDATE kyc_records SET kyc_id = substr(kyc_id, 1, 12) || '09' WHERE rowid = 2;

-- rule: kyc.next_review
-- The next review is due 60, 36 or 12 months later for low, medium and high risk.
SELECT kyc_id, verification_date, next_review_date, risk_rating FROM kyc_records
WHERE next_review_date <> add_months(verification_date, CASE risk_rating WHEN 'low' THEN 60 WHEN 'medium' THEN 36 ELSE 12 END);
-- mutation
UPDATE kyc_records SET next_review_date = add_months(next_review_date, 1) WHERE rowid = 2;

-- rule: kyc.calendar
-- KYC: every 60, 36 or 12 months. What is replaced earlier has a document about to expire, a report of suspicious activity or an alert in
-- the 95 days before, or is a review that is not finished. What older statements show may have caused others: schemes and their look-alikes
-- about 4.7 for each scheme, and more where statements are short; without any, none.
WITH early AS MATERIALIZED (
    SELECT customer_id, successor FROM (
        SELECT *, lead(verification_date) OVER own AS successor, lead(kyc_status) OVER own AS outcome FROM kyc_records WINDOW own AS (PARTITION BY customer_id ORDER BY kyc_id))
    WHERE successor < add_days(next_review_date, -62) AND (expiry_date IS NULL OR successor < add_days(expiry_date, -62)) AND outcome NOT IN ('pending', 'under_review')
), causes AS MATERIALIZED (
    SELECT customer_id, report_date AS day FROM suspicious_activity_reports
    UNION ALL SELECT customer_id, check_date FROM aml_checks WHERE check_type = 'transaction_monitoring'
)
SELECT seen, most FROM (
    SELECT count(*) AS seen, 4.7 * (1 + 0.18 * max(0, 3 - coalesce(months(), 3))) * aml_rate() * customers() / 100 AS most FROM early e
    WHERE NOT EXISTS (SELECT 1 FROM causes c WHERE c.customer_id = e.customer_id AND day(successor) - day(c.day) BETWEEN 0 AND 95))
WHERE seen > 1.1 * most + 4.9 * sqrt(3 * most) + CASE aml_rate() WHEN 0 THEN 0 ELSE 9 END;
-- mutation
UPDATE kyc_records SET next_review_date = '2099-01-01', expiry_date = '2099-01-01' WHERE kyc_id LIKE '%-01';

-- rule: kyc.raised
-- A rating that changes rises, and only at a review that comes before its time.
SELECT kyc_id, previous, risk_rating, verification_date, due FROM (
    SELECT *, lag(risk_rating) OVER own AS previous, lag(next_review_date) OVER own AS due FROM kyc_records WINDOW own AS (PARTITION BY customer_id ORDER BY kyc_id))
WHERE previous <> risk_rating AND (instr('low medium high', risk_rating) < instr('low medium high', previous) OR verification_date > add_days(due, 150));
-- mutation
UPDATE kyc_records SET risk_rating = 'low' WHERE kyc_id NOT LIKE '%-01';

-- rule: kyc.after_reports
-- A customer who was reported and has been reviewed since is not of low risk.
SELECT s.sar_id, l.kyc_id, l.risk_rating FROM suspicious_activity_reports s JOIN latest_records l ON l.customer_id = s.customer_id
WHERE l.risk_rating = 'low' AND l.verification_date > s.report_date AND kyc_status = 'verified';
-- mutation
UPDATE kyc_records SET risk_rating = 'low', verification_date = as_of();

-- rule: kyc.due_diligence
-- Due diligence is enhanced for high risk and for politically exposed persons, and standard for all others.
WITH exposed AS MATERIALIZED (SELECT DISTINCT customer_id FROM aml_checks WHERE check_type = 'pep_screening' AND screening_result LIKE 'Confirmed: %')
SELECT kyc_id, risk_rating, due_diligence FROM kyc_records
WHERE (due_diligence = 'enhanced') <> (risk_rating = 'high' OR customer_id IN (SELECT customer_id FROM exposed));
-- mutation
UPDATE kyc_records SET due_diligence = 'standard' WHERE risk_rating = 'high';
-- mutation
UPDATE aml_checks SET screening_result = 'No match';

-- rule: kyc.tax_ids
-- A customer has one tax number.
SELECT max(kyc_id), count(DISTINCT tax_id_last4) FROM kyc_records GROUP BY customer_id HAVING count(DISTINCT tax_id_last4) > 1;
-- mutation
UPDATE kyc_records SET tax_id_last4 = '0001' WHERE kyc_id NOT LIKE '%-01' AND tax_id_last4 <> '0001';

-- rule: kyc.entity_documents
-- Businesses are identified by their own documents, persons by theirs; what a business is founded with does not expire.
SELECT kyc_id, customer_segment, document_type, expiry_date FROM kyc_records k JOIN customer_profiles p ON p.customer_id = k.customer_id
WHERE (customer_segment = 'corporate') <> (document_type IN ('articles_of_incorporation', 'business_license', 'partnership_agreement'))
   OR (expiry_date IS NULL) <> (document_type IN ('articles_of_incorporation', 'partnership_agreement'));
-- mutation
UPDATE kyc_records SET document_type = 'passport' WHERE document_type = 'business_license';
-- mutation
UPDATE kyc_records SET expiry_date = NULL WHERE document_type = 'passport';

-- rule: kyc.documents
-- KYC records of persons by type of document.
-- expect: share drivers_license 68, passport 18, state_id 9, permanent_resident_card 4, military_id 1; effect 3
SELECT document_type, count(*) FROM kyc_records WHERE document_type NOT IN ('articles_of_incorporation', 'business_license', 'partnership_agreement') GROUP BY 1;
-- mutation
UPDATE kyc_records SET document_type = 'passport' WHERE document_type = 'drivers_license' AND rowid % 2;

-- rule: kyc.outlives
-- Share of the documents that outlive the next review.
-- expect: share 97; slack 1
SELECT sum(expiry_date >= next_review_date), count(expiry_date) FROM kyc_records;
-- mutation
UPDATE kyc_records SET expiry_date = add_days(next_review_date, -1) WHERE rowid % 5 = 0;

-- rule: kyc.lifetimes
-- Documents: a driver's license is valid for 4-8 years, a passport for 10: none has longer to run.
SELECT kyc_id, document_type, verification_date, expiry_date FROM kyc_records
WHERE expiry_date > add_months(verification_date, CASE document_type WHEN 'passport' THEN 120 WHEN 'permanent_resident_card' THEN 120 ELSE 96 END);
-- mutation
UPDATE kyc_records SET expiry_date = add_months(verification_date, 121) WHERE rowid = 2;

-- rule: kyc.expired
-- The latest record is expired exactly when its document is.
SELECT kyc_id, kyc_status, expiry_date FROM latest_records WHERE (kyc_status = 'expired') <> (coalesce(expiry_date, '9999') < as_of());
-- mutation
UPDATE kyc_records SET kyc_status = 'verified' WHERE kyc_status = 'expired';

-- rule: kyc.replaced
-- A record that was replaced is verified.
SELECT kyc_id, kyc_status FROM kyc_records WHERE kyc_status <> 'verified' AND kyc_id NOT IN (SELECT kyc_id FROM latest_records);
-- mutation
UPDATE kyc_records SET kyc_status = 'pending' WHERE kyc_id LIKE '%-01';

-- rule: kyc.document_numbers
-- Nobody real: document numbers are ZZ and digits, and each belongs to one customer.
SELECT kyc_id, document_number FROM kyc_records WHERE NOT document_number REGEXP '^ZZ[0-9]+$'
UNION ALL SELECT max(kyc_id), document_number FROM kyc_records GROUP BY document_number HAVING count(DISTINCT customer_id) > 1;
-- mutation
UPDATE kyc_records SET document_number = replace(document_number, 'ZZ', 'AB') WHERE rowid = 2;
-- mutation
UPDATE kyc_records SET document_number = 'ZZ1' WHERE rowid < 20;

-- rule: aml.rows
-- Expected rows: AML checks, but for the alerts, of which there is one for each transaction that breaks a rule: three for each KYC record.
-- Each scheme beyond those of one percent of customers, with its look-alikes, brings reviews with about 10.5 of them.
-- expect: rows 5478 customers; slack 1.5; effect 1.8
SELECT count(*) - 10.5 * (aml_rate() - 1) * customers() / 100 FROM aml_checks WHERE check_type <> 'transaction_monitoring';
-- mutation
DELETE FROM aml_checks WHERE rowid % 10 = 0;

-- rule: aml.ids
-- Identifiers: a customer's screenings are numbered from 1 in the order of time, and the alerts within the month of their transactions.
SELECT check_id, transaction_id, check_date, previous FROM (
    SELECT *, lag(check_date) OVER own AS previous, row_number() OVER own AS ordinal FROM (
        SELECT *, substr(transaction_date, 1, 4) || substr(transaction_date, 6, 2) AS month FROM aml_checks c LEFT JOIN transactions t ON t.transaction_id = c.transaction_id)
    WINDOW own AS (PARTITION BY customer_id, month ORDER BY check_id)
) WHERE check_id <> 'AML-' || substr(customer_id, 6) || '-' || CASE WHEN month IS NULL THEN printf('%03d', ordinal) ELSE month || printf('-%02d', ordinal) END
   OR month IS NULL AND check_date < previous OR check_date > as_of();
-- mutation
UPDATE aml_checks SET check_id = substr(check_id, 1, 12) || '099' WHERE rowid = 2;

-- rule: aml.screenings
-- Watchlist, sanctions and PEP screening are done at onboarding and at each review: once each per KYC record.
SELECT k.kyc_id, k.verification_date, (
    SELECT count(DISTINCT check_type) * 10 + count(*) FROM aml_checks a
    WHERE a.customer_id = k.customer_id AND a.check_type <> 'transaction_monitoring' AND a.check_date = k.verification_date) AS screenings
FROM kyc_records k WHERE screenings <> 33;
-- mutation
UPDATE aml_checks SET check_type = 'watchlist' WHERE check_type = 'pep_screening' AND rowid < 10;

-- rule: aml.no_other_screening
-- No screening is done without a review of the customer.
SELECT check_id, a.customer_id, check_date FROM aml_checks a
WHERE check_type <> 'transaction_monitoring'
  AND NOT EXISTS (SELECT 1 FROM kyc_records k WHERE k.customer_id = a.customer_id AND k.verification_date = a.check_date);
-- mutation
UPDATE aml_checks SET check_date = add_days(check_date, 1) WHERE check_type = 'watchlist';

-- rule: aml.flags
-- Share of the screenings that raise a flag.
-- expect: share 1.3; slack 0.2
SELECT sum(aml_flag), count(*) FROM aml_checks WHERE check_type <> 'transaction_monitoring';
-- mutation
UPDATE aml_checks SET aml_flag = TRUE WHERE rowid % 50 = 0;

-- rule: aml.alerts
-- A monitoring alert names its transaction and is flagged; a screening names none.
SELECT check_id, check_type, transaction_id, aml_flag FROM aml_checks
WHERE (check_type = 'transaction_monitoring') <> (transaction_id IS NOT NULL) OR check_type = 'transaction_monitoring' AND NOT aml_flag
   OR number_of(transaction_id) <> number_of(customer_id);
-- mutation
UPDATE aml_checks SET aml_flag = FALSE WHERE check_type = 'transaction_monitoring';

-- rule: aml.no_sanctions
-- No true sanctions match: a flag of a screening is cleared as a false positive or still open, and says so in its own words, unless it
-- is of a politically exposed person, who may be a customer.
SELECT check_id, check_type, screening_result FROM aml_checks
WHERE check_type <> 'transaction_monitoring' AND (aml_flag <> (NOT screening_result REGEXP '^No (match|hit)')
   OR aml_flag AND NOT screening_result REGEXP '(false positive|cleared|awaiting documents|under review)$'
      AND NOT (check_type = 'pep_screening' AND risk_level = 'high' AND screening_result REGEXP '^Confirmed: .*politically exposed person'));
-- mutation
UPDATE aml_checks SET screening_result = 'True match confirmed after review' WHERE check_type = 'sanctions';

-- rule: aml.false_positives
-- Share of the screening flags that are cleared as false positives.
-- expect: share 95; slack 5
SELECT coalesce(sum(screening_result REGEXP '(?i)false.positive|cleared'), 0), count(*) FROM aml_checks
WHERE check_type <> 'transaction_monitoring' AND aml_flag AND screening_result NOT LIKE 'Confirmed: %';
-- mutation
UPDATE aml_checks SET screening_result = 'Person on the list, under review';

-- rule: sars.rows
-- Expected rows: suspicious activity reports, 15 for 12 schemes and their look-alikes in a quarter. What statements show of a last month
-- is mostly reported after it; what they show of earlier quarters is rather told once.
SELECT seen, wanted FROM (
    SELECT count(*) AS seen, 15.0 * aml_rate() * customers() / 1200 * (SELECT CASE WHEN m < 3 THEN (m - 0.9) / 2.1 ELSE 1 + 0.93 * (m - 3) / (m + 3.0) END
        FROM (SELECT coalesce(months(), 3) AS m)) AS wanted FROM suspicious_activity_reports)
WHERE sqrt(seen) < sqrt(0.9 * wanted) - 1.9 OR sqrt(max(0, seen - 2)) > sqrt(1.1 * wanted) + 1.9 OR aml_rate() = 0 AND seen > 0;
-- mutation
DELETE FROM suspicious_activity_reports;

-- rule: sars.amounts
-- Suspicious activity reports involve at least 5,000.
SELECT sar_id, amount_involved FROM suspicious_activity_reports WHERE amount_involved < 5000;
-- mutation
UPDATE suspicious_activity_reports SET amount_involved = 4999.99 WHERE rowid = 2;

-- rule: sars.filed
-- Filed and closed reports, and only they, have a filing date and who filed.
SELECT sar_id, sar_status, report_date, filed_date, filed_by FROM suspicious_activity_reports
WHERE (sar_status IN ('filed', 'closed')) <> (filed_date IS NOT NULL) OR (filed_date IS NULL) <> (filed_by IS NULL)
   OR filed_date <= report_date OR filed_date > as_of() OR report_date > as_of();
-- mutation
UPDATE suspicious_activity_reports SET filed_by = NULL;
-- mutation
UPDATE suspicious_activity_reports SET filed_date = report_date;

-- rule: sars.activity
-- A report names flagged activity: it covers an alert, all of them on its account, of its days and raised by its date.
SELECT sar_id, s.customer_id, s.account_id, report_date FROM suspicious_activity_reports s
WHERE sar_id NOT IN (SELECT sar_id FROM aml_checks WHERE sar_id IS NOT NULL)
UNION ALL SELECT c.sar_id, c.check_id, t.account_id, transaction_date FROM aml_checks c JOIN suspicious_activity_reports s ON s.sar_id = c.sar_id
JOIN transactions t ON t.transaction_id = c.transaction_id
WHERE t.account_id <> s.account_id OR substr(transaction_date, 1, 10) NOT BETWEEN activity_from AND activity_to OR check_date > report_date;
-- mutation
UPDATE aml_checks SET sar_id = NULL;
-- mutation
UPDATE suspicious_activity_reports SET activity_from = activity_to;

-- rule: sars.alerts
-- A report takes all alerts of its account and its days: none of them is closed as harmless, and each is closed on the day of detection.
SELECT c.check_id, s.sar_id, c.sar_id, screening_result, resolved_date, report_date FROM suspicious_activity_reports s
JOIN transactions t ON t.account_id = s.account_id AND substr(transaction_date, 1, 10) BETWEEN activity_from AND activity_to
JOIN aml_checks c ON c.transaction_id = t.transaction_id
LEFT JOIN rule_violations v ON v.entity_id = t.transaction_id
WHERE c.sar_id IS NOT s.sar_id OR resolved_date IS NOT report_date OR NOT resolution_notes REGEXP '(?i)report';
-- mutation
UPDATE aml_checks SET sar_id = NULL WHERE check_id = (SELECT max(check_id) FROM aml_checks WHERE sar_id IS NOT NULL);
-- mutation
UPDATE rule_violations SET resolution_notes = 'Source of funds documented. No further action.';

-- rule: sars.sums
-- A report says only what rows show: its amount is the sum of the cash deposits (structuring, fraud) or of the transfers of one direction
-- in its days, and its text has that sum, how many they are, and the days.
WITH rows AS MATERIALIZED (
    SELECT sar_id, m.amount > 0 AS inward, m.cash, count(*) AS n, sum(abs(m.amount)) AS total
    FROM suspicious_activity_reports s JOIN moves m ON m.account_id = s.account_id
    JOIN transactions t ON t.transaction_id = m.transaction_id AND substr(transaction_date, 1, 10) BETWEEN activity_from AND activity_to
    WHERE m.transfer OR m.cash AND m.amount > 0 GROUP BY 1, 2, 3
)
SELECT s.sar_id, activity_type, amount_involved, description FROM suspicious_activity_reports s WHERE NOT EXISTS (
    SELECT 1 FROM rows r WHERE r.sar_id = s.sar_id AND r.cash = (activity_type IN ('structuring', 'fraud')) AND (activity_type = 'unusual_pattern' OR r.inward)
      AND r.total = cents(amount_involved) AND instr(description, printf('%d.%02d dollars', total / 100, total % 100))
      AND instr(description, printf('%d %s%s', n, CASE WHEN r.cash THEN 'cash deposit' ELSE 'transfer' END, CASE n WHEN 1 THEN '' ELSE 's' END)))
   OR NOT instr(description, activity_from) OR NOT instr(description, activity_to);
-- mutation
UPDATE suspicious_activity_reports SET amount_involved = amount_involved + 1;
-- mutation
DELETE FROM transactions WHERE transaction_id IN (SELECT transaction_id FROM aml_checks WHERE sar_id IS NOT NULL);
-- mutation
UPDATE suspicious_activity_reports SET description = replace(description, activity_from, '2020-01-01');

-- rule: sars.reviewed
-- Identity is checked once more after a report of suspicious activity, where 25 days have passed since; not of who has left within them.
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
-- Reports, three years: each period of a type is reported once, one after the other without a gap up to the last that has ended.
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
-- A report is submitted after its period, never in the future, and approved by another employee than the one who prepared it.
SELECT report_id, reporting_period_start, reporting_period_end, submission_date, status FROM regulatory_reports
WHERE reporting_period_end < reporting_period_start OR reporting_period_end > as_of() OR submission_date <= reporting_period_end OR submission_date > as_of()
   OR prepared_by = approved_by;
-- mutation
UPDATE regulatory_reports SET submission_date = reporting_period_end WHERE rowid = 2;
-- mutation
UPDATE regulatory_reports SET approved_by = prepared_by;

-- rule: reports.unsubmitted
-- Rules 15 and 20: every report past its due day has been submitted.
SELECT report_id, due FROM due_reports WHERE submission_date IS NULL AND as_of() > due;
-- mutation
UPDATE regulatory_reports SET submission_date = NULL WHERE rowid = 2;

-- rule: violations.rows
-- Expected rows: violations of customers. Each scheme beyond those of one percent of customers, with its look-alikes, brings
-- about 5.3 of them; months of statements 79 each at scale 1, earlier ones less, as fewer accounts were open.
-- expect: rows 327 customers; slack 8; effect 1.7
SELECT max(0, count(violation_id) - 5.3 * (aml_rate() - 1) * customers() / 100 - 79 * (m / (1 + m / 40.0) - 3 / (1 + 3 / 40.0)) * customers() / 1200.0)
FROM (SELECT min(84, coalesce(months(), 3)) AS m) LEFT JOIN rule_violations ON violation_id GLOB 'VIO-[0-9]*';
-- mutation
DELETE FROM rule_violations WHERE rowid % 2;

-- rule: violations.by_rule
-- Number of violations by monitoring rule, roughly, at the scale of the bundle.
WITH about(rule_id, n) AS (VALUES ('RULE-01', 16), ('RULE-02', 7), ('RULE-03', 48), ('RULE-04', 90), ('RULE-05', 16), ('RULE-06', 8), ('RULE-09', 4), ('RULE-10', 36),
        ('RULE-11', 32), ('RULE-12', 38), ('RULE-13', 9), ('RULE-14', 4), ('RULE-15', 7), ('RULE-18', 11)),
    months(m) AS (SELECT min(84, coalesce(months(), 3)))
SELECT a.rule_id, n * customers() / 1200.0 * CASE WHEN number_of(a.rule_id) <= 10 OR a.rule_id = 'RULE-15' THEN m / (1 + m / 40.0) / 2.79 ELSE 1 END AS wanted,
    (SELECT count(*) FROM rule_violations v WHERE v.rule_id = a.rule_id) AS found FROM about a, months
WHERE aml_rate() = 1 AND (m = 3 OR a.rule_id IN ('RULE-03', 'RULE-04', 'RULE-10') OR number_of(a.rule_id) > 10)
  AND abs(found - wanted) > 0.2 * wanted + 4.9 * sqrt(wanted) + 8;
-- mutation
DELETE FROM rule_violations WHERE rule_id = 'RULE-04';

-- rule: violations.entities
-- A violation names the row that breaks the rule: of the table that the rule watches, on the day of a transaction or up to 72 hours later, under the number of its customer, employee or report.
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
-- Severity belongs to the rule: of the 20, 2 are critical, 5 high, 9 medium, 4 low.
SELECT max(rule_id), 'several', count(DISTINCT severity) FROM rule_violations GROUP BY rule_id HAVING count(DISTINCT severity) > 1
UNION ALL SELECT max(rule_id), severity, count(DISTINCT rule_id) FROM rule_violations GROUP BY severity
HAVING count(DISTINCT rule_id) > CASE severity WHEN 'critical' THEN 2 WHEN 'high' THEN 5 WHEN 'medium' THEN 9 ELSE 4 END;
-- mutation
UPDATE rule_violations SET severity = 'critical' WHERE rowid = 2;

-- rule: violations.alerts
-- Alerts of the last three months by status, where schemes are as rare as usual.
-- expect: share resolved 80, investigating 12, open 8; slack 3; effect 2
SELECT status, count(*) FROM rule_violations WHERE number_of(rule_id) <= 10 AND aml_rate() <= 1
  AND coalesce(months(), 3) >= 3 AND violation_date >= substr(add_months(as_of(), -2), 1, 8) || '01' GROUP BY 1;
-- mutation
UPDATE rule_violations SET status = 'investigating' WHERE rule_id = 'RULE-04';

-- rule: violations.by_age
-- Alerts are resolved by age: days between the mean dates of the resolved and of the open ones, with an allowance for small
-- numbers.
-- expect: between 25 and 4000
SELECT avg(CASE WHEN status = 'open' THEN day(violation_date) END) - avg(CASE WHEN status = 'resolved' THEN day(violation_date) END) + 100 / sqrt(max(1, sum(status = 'resolved')))
FROM rule_violations WHERE number_of(rule_id) <= 10;
-- mutation
UPDATE rule_violations SET violation_date = '2025-06-30';

-- rule: violations.resolved
-- Resolved violations, and only they, have notes, a date and who resolved them; nothing of them lies in the future.
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
-- A state that no later row can cure yet is not resolved: stale high risk, collateral uninsured, training overdue.
SELECT violation_id, rule_id, status FROM rule_violations WHERE rule_id IN ('RULE-14', 'RULE-17', 'RULE-19') AND status = 'resolved';
-- mutation
UPDATE rule_violations SET status = 'resolved' WHERE rule_id = 'RULE-19';

-- rule: violations.late_cured
-- A state is resolved exactly when a later row cures it: late identification and late reports by their own date, a ratio above the limit not yet.
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
-- Rule 14: the latest record of a customer is high risk and was verified more months ago than the threshold.
-- expect: violations of RULE-14
SELECT kyc_id FROM latest_records WHERE risk_rating = 'high' AND add_months(verification_date, CAST({threshold} AS INTEGER)) < as_of();
-- mutation
DELETE FROM rule_violations WHERE rule_id = 'RULE-14';

-- rule: rule15.ctr_late
-- Rule 15: a currency transaction report submitted after its due day.
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
-- Share of the suspicious activity reports that are filed late.
-- expect: share 6.7; slack 6
SELECT coalesce(sum(day(filed_date) - day(report_date) > 30), 0), count(filed_date) FROM suspicious_activity_reports;
-- mutation
UPDATE suspicious_activity_reports SET filed_date = add_days(report_date, 31);

-- rule: rule20.report_late
-- Rule 20: a periodic report submitted after its due day.
-- expect: violations of RULE-20
SELECT report_id FROM due_reports WHERE report_type <> 'ctr' AND submission_date > due;
-- mutation
UPDATE regulatory_reports SET submission_date = add_days(reporting_period_end, 60) WHERE report_type = 'call_report';
