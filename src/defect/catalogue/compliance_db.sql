-- defect: expired-but-verified
-- A customer is verified although the document has expired: the job that sets the status did not run.
-- table: compliance_db.kyc_records
-- dimension: timeliness
-- rule: kyc.expired
-- units: 1-3
-- change: kyc_status
SELECT r.customer_id, r.kyc_id, 'verified' FROM latest_records r WHERE r.kyc_status = 'expired';

-- defect: two-tax-ids
-- A customer has two tax IDs: the records of two people were merged into one.
-- table: compliance_db.kyc_records
-- dimension: consistency
-- rule: kyc.tax_ids
-- units: 1-2
-- change: tax_id_last4
SELECT customer_id, max(kyc_id), printf('%04d', (max(tax_id_last4) + 4321) % 10000) FROM kyc_records GROUP BY customer_id HAVING count(*) > 1;

-- defect: alert-without-transaction
-- Alerts name a transaction that does not exist: it was reversed and deleted after they were raised.
-- table: compliance_db.aml_checks
-- dimension: consistency
-- rule: compliance_db.references
-- loads: databases
-- units: 1-2
-- change: transaction_id
SELECT customer_id, check_id, substr(transaction_id, 1, length(transaction_id) - 2) || '99' FROM aml_checks c
WHERE transaction_id IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM transactions t WHERE t.transaction_id = substr(c.transaction_id, 1, length(c.transaction_id) - 2) || '99');

-- defect: sanctions-screening-skipped
-- A customer was never screened for sanctions: the service did not respond, and the check was not retried.
-- table: compliance_db.aml_checks
-- dimension: completeness
-- rule: aml.screenings
-- units: 1-2
-- remove
SELECT customer_id, check_id FROM aml_checks WHERE check_type = 'sanctions';

-- defect: amount-with-transposed-digits
-- The amount of a suspicious activity report has two digits transposed: it was entered by hand.
-- table: compliance_db.suspicious_activity_reports
-- dimension: accuracy
-- rule: sars.sums
-- units: 1-2
-- change: amount_involved
SELECT sar_id, sar_id, swapped / 100.0 FROM (
    SELECT sar_id, cents(amount_involved) AS amount,
        cents(amount_involved) + 90000 * (cents(amount_involved) / 10000 % 10 - cents(amount_involved) / 100000 % 10) AS swapped
    FROM suspicious_activity_reports WHERE sar_id IN (SELECT sar_id FROM aml_checks)
) WHERE swapped <> amount AND swapped >= 500000;

-- defect: severity-misfiled
-- A violation's severity differs from all others of its rule: it was set by hand.
-- table: compliance_db.rule_violations
-- dimension: validity
-- rule: violations.severity
-- units: 1-2
-- change: severity
SELECT rule_id, min(violation_id), CASE min(severity) WHEN 'low' THEN 'high' ELSE 'low' END FROM rule_violations GROUP BY rule_id HAVING count(*) > 1;

-- defect: audit-day-lost
-- All audit rows of one day are missing: the log was rotated before it was copied.
-- table: compliance_db.audit_trails
-- dimension: completeness
-- rule: audit.events
-- units: 1
-- remove
SELECT 'AUDIT ' || substr(performed_at, 1, 10), audit_id FROM audit_trails
WHERE substr(performed_at, 1, 10) IN (SELECT substr(performed_at, 1, 10) FROM audit_trails WHERE action IN ('account_opened', 'policy_issued', 'kyc_verified'));

-- defect: audit-values-truncated
-- The new values of audit rows end in the middle of their JSON: the column of the source was too short.
-- table: compliance_db.audit_trails
-- dimension: validity
-- rule: audit.values
-- units: 1-3
-- change: new_value
SELECT entity_id, audit_id, substr(new_value, 1, 16) FROM audit_trails WHERE length(new_value) > 16;

-- defect: invalid-ip-address
-- Audit rows have an IP address with an octet of 300: a test made it up, and its rows reached the log.
-- table: compliance_db.audit_trails
-- dimension: validity
-- rule: audit.addresses
-- units: 1-3
-- change: ip_address
SELECT entity_id, audit_id, '10.300' || substr(ip_address, 3 + instr(substr(ip_address, 4), '.')) FROM audit_trails;

-- defect: approved-by-its-author
-- A report was approved by its own preparer: the second signature was copied from the first.
-- table: compliance_db.regulatory_reports
-- dimension: consistency
-- rule: reports.periods
-- units: 1-2
-- change: approved_by
SELECT report_id, report_id, prepared_by FROM regulatory_reports WHERE approved_by <> prepared_by;
