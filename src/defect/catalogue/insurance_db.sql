-- defect: portions-rounded
-- The premium portions of a policy's coverages no longer add up to its premium: each was rounded to whole dollars.
-- table: insurance_db.coverage
-- dimension: consistency
-- rule: coverage.portions
-- units: 1-3
-- change: premium_portion
SELECT policy_id, coverage_id, (cents(premium_portion) + 50) / 100 FROM coverage c
WHERE cents(premium_portion) % 100 <> 0 AND (
    SELECT sum((cents(o.premium_portion) + 50) / 100 * 100) - sum(cents(o.premium_portion)) FROM coverage o WHERE o.policy_id = c.policy_id) <> 0;

-- defect: shares-over-100-percent
-- The beneficiaries of a policy get more than 100 percent: one share was raised, the others were not lowered.
-- table: insurance_db.beneficiaries
-- dimension: consistency
-- rule: beneficiaries.life
-- units: 1-2
-- change: percentage
SELECT policy_id, beneficiary_id, percentage + 10 FROM beneficiaries WHERE percentage <= 90
  AND beneficiary_id IN (SELECT min(beneficiary_id) FROM beneficiaries GROUP BY policy_id);

-- defect: loss-before-coverage
-- A policy's losses happened before it began: the date was entered incorrectly when the claims were filed.
-- table: insurance_db.claims
-- dimension: accuracy
-- rule: claims.in_force
-- units: 1-3
-- change: loss_date
SELECT c.policy_id, claim_id, add_days(start_date, -3) FROM claims c JOIN policies p ON p.policy_id = c.policy_id;

-- defect: deductible-forgotten
-- Claims were approved in full, without the deductible: the payment system did not have it.
-- table: insurance_db.claims
-- dimension: accuracy
-- rule: claims.limit_less_deductible
-- units: 1-2
-- change: approved_amount
SELECT c.policy_id, claim_id, claim_amount FROM claims c JOIN policies p ON p.policy_id = c.policy_id
WHERE claim_type IN ('collision', 'comprehensive') AND status IN ('approved', 'settled') AND claim_amount <= coverage_amount AND cents(approved_amount) < cents(claim_amount)
  AND EXISTS (SELECT 1 FROM coverage v WHERE v.policy_id = c.policy_id AND v.coverage_type = c.claim_type AND cents(deductible) > 0);

-- defect: coverage-in-thousands
-- The coverage amount is a thousand times too low: a broker's file is in thousands of dollars.
-- table: insurance_db.policies
-- dimension: accuracy
-- rule: policies.coverage
-- loads: never
-- units: 1-3
-- change: coverage_amount
SELECT policy_id, policy_id, cents(coverage_amount) / 1000 / 100.0 FROM policies WHERE cents(coverage_amount) >= 100000;

-- defect: unknown-agent
-- Policies name an agent who is not an employee: an old broker number was carried over.
-- table: insurance_db.policies
-- dimension: consistency
-- rule: insurance_db.references
-- loads: databases
-- units: 1-3
-- change: agent_id
SELECT policy_id, policy_id, 'EMP-' || printf('%06d', employees() + 1) FROM policies;

-- defect: premium-collected-twice
-- The last premium of a policy was collected twice: the collection file of that day was sent again.
-- table: insurance_db.premium_payments
-- dimension: uniqueness
-- rule: payments.until
-- units: 1-3
-- add: payment_id
SELECT m.policy_id, max(payment_id), substr(max(payment_id), 1, length(max(payment_id)) - 3) || printf('%03d', substr(max(payment_id), -3) + 1)
FROM premium_payments m JOIN policies p ON p.policy_id = m.policy_id
WHERE policy_status = 'active' AND premium_frequency <> 'single' AND payment_id REGEXP '-[0-9]{3}$'
GROUP BY m.policy_id HAVING substr(max(payment_id), -3) < '998' AND NOT sum(payment_status IN ('failed', 'pending', 'refunded'));

-- defect: first-event-missing
-- The event that issues a policy is missing, so its history begins in the middle: events before a migration were not moved.
-- table: insurance_db.policy_events
-- dimension: completeness
-- rule: events.issued
-- units: 1-3
-- remove
SELECT policy_id, event_id FROM policy_events WHERE event_type = 'issued';
