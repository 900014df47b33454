-- section: compliance_db
-- rule: kyc.rows
-- Expected rows: KYC records. Each scheme beyond the usual one percent of customers, with its look-alikes, adds about 3.5 reviews.
-- expect: rows 1840 customers; slack 1.5; effect 0.6
SELECT count(*) - 3.5 * (aml_rate() - 1) * customers() / 100 FROM kyc_records;
-- mutation
DELETE FROM kyc_records WHERE rowid % 8 = 0;

-- rule: kyc.ids
-- Identifiers: a customer's records are numbered from 1 in order of time.
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
-- KYC: every 60, 36 or 12 months. A record replaced earlier has a document about to expire, a suspicious activity report or an alert in the previous
-- 95 days, or an unfinished review. Activity on older statements may have caused others: about 4.7 for each scheme with its look-alikes, and more
-- where statements are short; none without schemes.
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
-- A rating only changes upward, and only at an unscheduled review.
SELECT kyc_id, previous, risk_rating, verification_date, due FROM (
    SELECT *, lag(risk_rating) OVER own AS previous, lag(next_review_date) OVER own AS due FROM kyc_records WINDOW own AS (PARTITION BY customer_id ORDER BY kyc_id))
WHERE previous <> risk_rating AND (instr('low medium high', risk_rating) < instr('low medium high', previous) OR verification_date > add_days(due, 150));
-- mutation
UPDATE kyc_records SET risk_rating = 'low' WHERE kyc_id NOT LIKE '%-01';

-- rule: kyc.after_reports
-- A customer who was reported and has been reviewed since is high risk.
SELECT s.sar_id, l.kyc_id, l.risk_rating FROM suspicious_activity_reports s JOIN latest_records l ON l.customer_id = s.customer_id
WHERE l.risk_rating <> 'high' AND l.verification_date > s.report_date AND kyc_status = 'verified';
-- mutation
UPDATE kyc_records SET risk_rating = 'medium', verification_date = as_of();

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
-- A customer has one tax ID.
SELECT max(kyc_id), count(DISTINCT tax_id_last4) FROM kyc_records GROUP BY customer_id HAVING count(DISTINCT tax_id_last4) > 1;
-- mutation
UPDATE kyc_records SET tax_id_last4 = '0001' WHERE kyc_id NOT LIKE '%-01' AND tax_id_last4 <> '0001';

-- rule: kyc.entity_documents
-- Businesses are identified by business documents, individuals by personal ones; formation documents do not expire.
SELECT kyc_id, customer_segment, document_type, expiry_date FROM kyc_records k JOIN customer_profiles p ON p.customer_id = k.customer_id
WHERE (customer_segment = 'corporate') <> (document_type IN ('articles_of_incorporation', 'business_license', 'partnership_agreement'))
   OR (expiry_date IS NULL) <> (document_type IN ('articles_of_incorporation', 'partnership_agreement'));
-- mutation
UPDATE kyc_records SET document_type = 'passport' WHERE document_type = 'business_license';
-- mutation
UPDATE kyc_records SET expiry_date = NULL WHERE document_type = 'passport';

-- rule: kyc.documents
-- KYC records of individuals by document type.
-- expect: share drivers_license 68, passport 18, state_id 9, permanent_resident_card 4, military_id 1; effect 3
SELECT document_type, count(*) FROM kyc_records WHERE document_type NOT IN ('articles_of_incorporation', 'business_license', 'partnership_agreement') GROUP BY 1;
-- mutation
UPDATE kyc_records SET document_type = 'passport' WHERE document_type = 'drivers_license' AND rowid % 2;

-- rule: kyc.outlives
-- Share of documents that expire after the next review.
-- expect: share 97; slack 1
SELECT sum(expiry_date >= next_review_date), count(expiry_date) FROM kyc_records;
-- mutation
UPDATE kyc_records SET expiry_date = add_days(next_review_date, -1) WHERE rowid % 5 = 0;

-- rule: kyc.lifetimes
-- Documents: a driver's license is valid for 4-8 years, a passport for 10: none is valid for longer.
SELECT kyc_id, document_type, verification_date, expiry_date FROM kyc_records
WHERE expiry_date > add_months(verification_date, CASE document_type WHEN 'passport' THEN 120 WHEN 'permanent_resident_card' THEN 120 ELSE 96 END);
-- mutation
UPDATE kyc_records SET expiry_date = add_months(verification_date, 121) WHERE rowid = 2;

-- rule: kyc.newer
-- Whoever shows another document of the same kind shows a newer one: none expires before the one shown earlier.
SELECT kyc_id, document_type, before, expiry_date FROM (
    SELECT *, lag(document_type) OVER own AS kind, lag(expiry_date) OVER own AS before FROM kyc_records WINDOW own AS (PARTITION BY customer_id ORDER BY kyc_id))
WHERE document_type = kind AND expiry_date < before;
-- mutation
UPDATE kyc_records SET expiry_date = add_days(verification_date, 70) WHERE kyc_id NOT LIKE '%-01';

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
-- No real people: document numbers are ZZ followed by digits, and each belongs to one customer.
SELECT kyc_id, document_number FROM kyc_records WHERE NOT document_number REGEXP '^ZZ[0-9]+$'
UNION ALL SELECT max(kyc_id), document_number FROM kyc_records GROUP BY document_number HAVING count(DISTINCT customer_id) > 1;
-- mutation
UPDATE kyc_records SET document_number = replace(document_number, 'ZZ', 'AB') WHERE rowid = 2;
-- mutation
UPDATE kyc_records SET document_number = 'ZZ1' WHERE rowid < 20;

-- rule: aml.rows
-- Expected rows: AML checks without alerts (one for each transaction that breaks a rule): three for each KYC record. Each scheme beyond the usual one
-- percent of customers, with its look-alikes, adds reviews with about 10.5 of them.
-- expect: rows 5520 customers; slack 1.5; effect 1.8
SELECT count(*) - 10.5 * (aml_rate() - 1) * customers() / 100 FROM aml_checks WHERE check_type <> 'transaction_monitoring';
-- mutation
DELETE FROM aml_checks WHERE rowid % 5 = 0;

-- rule: aml.ids
-- Identifiers: a customer's screenings are numbered from 1 in order of time, and alerts within the month of their transactions.
SELECT check_id, transaction_id, check_date, previous FROM (
    SELECT *, lag(check_date) OVER own AS previous, row_number() OVER own AS ordinal FROM (
        SELECT *, substr(transaction_date, 1, 4) || substr(transaction_date, 6, 2) AS month FROM aml_checks c LEFT JOIN transactions t ON t.transaction_id = c.transaction_id)
    WINDOW own AS (PARTITION BY customer_id, month ORDER BY check_id)
) WHERE check_id <> 'AML-' || substr(customer_id, 6) || '-' || CASE WHEN month IS NULL THEN printf('%03d', ordinal) ELSE month || printf('-%02d', ordinal) END
   OR month IS NULL AND check_date < previous OR check_date > as_of();
-- mutation
UPDATE aml_checks SET check_id = substr(check_id, 1, 12) || '099' WHERE rowid = 2;

-- rule: aml.screenings
-- Watchlist, sanctions and PEP screenings are done at onboarding and at each review: once each per KYC record.
SELECT k.kyc_id, k.verification_date, (
    SELECT count(DISTINCT check_type) * 10 + count(*) FROM aml_checks a
    WHERE a.customer_id = k.customer_id AND a.check_type <> 'transaction_monitoring' AND a.check_date = k.verification_date) AS screenings
FROM kyc_records k WHERE screenings <> 33;
-- mutation
UPDATE aml_checks SET check_type = 'watchlist' WHERE check_type = 'pep_screening' AND rowid < 10;

-- rule: aml.no_other_screening
-- Every screening belongs to a review of the customer.
SELECT check_id, a.customer_id, check_date FROM aml_checks a
WHERE check_type <> 'transaction_monitoring'
  AND NOT EXISTS (SELECT 1 FROM kyc_records k WHERE k.customer_id = a.customer_id AND k.verification_date = a.check_date);
-- mutation
UPDATE aml_checks SET check_date = add_days(check_date, 1) WHERE check_type = 'watchlist';

-- rule: aml.flags
-- Share of screenings that raise a flag.
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
-- No true sanctions match: a flagged screening is cleared as a false positive or still open, and its notes say so, unless it concerns a politically
-- exposed person, who may be a customer.
SELECT check_id, check_type, screening_result FROM aml_checks
WHERE check_type <> 'transaction_monitoring' AND (aml_flag <> (NOT screening_result REGEXP '^No (match|hit)')
   OR aml_flag AND NOT screening_result REGEXP '(false positive|cleared|awaiting documents|under review)$'
      AND NOT (check_type = 'pep_screening' AND risk_level = 'high' AND screening_result REGEXP '^Confirmed: .*politically exposed person'));
-- mutation
UPDATE aml_checks SET screening_result = 'True match confirmed after review' WHERE check_type = 'sanctions';

-- rule: aml.false_positives
-- Share of screening flags that are cleared as false positives.
-- expect: share 95; slack 5
SELECT coalesce(sum(screening_result REGEXP '(?i)false.positive|cleared'), 0), count(*) FROM aml_checks
WHERE check_type <> 'transaction_monitoring' AND aml_flag AND screening_result NOT LIKE 'Confirmed: %';
-- mutation
UPDATE aml_checks SET screening_result = 'Person on the list, under review';
