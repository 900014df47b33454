-- section: insurance_db
-- rule: events.rows
-- Expected rows: policy events.
-- expect: rows 3150 customers; slack 6; effect 4
SELECT count(*) FROM policy_events;
-- mutation
DELETE FROM policy_events WHERE rowid % 4;

-- rule: events.issued
-- Each policy is issued once, as its first event, on the day it is written.
SELECT p.policy_id, count(event_id) AS issued, min(event_date), start_date FROM policies p
LEFT JOIN policy_events e ON e.policy_id = p.policy_id AND event_type = 'issued'
GROUP BY p.policy_id HAVING issued <> 1 OR min(event_date) <> substr(created_at, 1, 10)
    OR min(event_date) > (SELECT min(event_date) FROM policy_events o WHERE o.policy_id = p.policy_id);
-- mutation
UPDATE policy_events SET event_date = add_days(event_date, -1) WHERE event_type = 'issued';

-- rule: events.ends
-- A policy has a lapsed, canceled or matured event if and only if that is its status, on its last day; a cured lapse is followed by a reinstatement.
SELECT p.policy_id, policy_status, end_date, ended, lapsed, reinstated, cancelled, matured FROM policies p JOIN (
    SELECT policy_id, sum(event_type = 'lapsed') AS lapsed, sum(event_type = 'reinstated') AS reinstated,
        sum(event_type = 'cancelled') AS cancelled, sum(event_type = 'matured') AS matured,
        max(CASE WHEN event_type IN ('lapsed', 'cancelled', 'matured') THEN event_date END) AS ended FROM policy_events GROUP BY policy_id
) e ON e.policy_id = p.policy_id
WHERE lapsed - reinstated <> (policy_status = 'lapsed') OR cancelled <> (policy_status = 'cancelled') OR matured <> (policy_status = 'matured')
   OR policy_status <> 'active' AND ended <> end_date;
-- mutation
UPDATE policy_events SET event_date = add_days(event_date, -1) WHERE event_type = 'cancelled';
-- mutation
DELETE FROM policy_events WHERE event_type = 'matured';

-- rule: events.claims
-- Each claim is filed once and, if decided, decided once: the numbers of events match the claims.
SELECT p.policy_id, coalesce(filed, 0) AS filed, coalesce(claims, 0) AS claims, coalesce(decided, 0) AS decided, coalesce(done, 0) AS done FROM policies p
LEFT JOIN (SELECT policy_id, sum(event_type = 'claim_filed') AS filed, sum(event_type = 'claim_decided') AS decided FROM policy_events GROUP BY policy_id) e
    ON e.policy_id = p.policy_id
LEFT JOIN (SELECT policy_id, count(*) AS claims, sum(status IN ('settled', 'denied', 'approved')) AS done FROM claims GROUP BY policy_id) c
    ON c.policy_id = p.policy_id
WHERE coalesce(filed, 0) <> coalesce(claims, 0) OR coalesce(decided, 0) <> coalesce(done, 0);
-- mutation
DELETE FROM policy_events WHERE event_type = 'claim_decided' AND rowid % 10 = 0;

-- rule: events.claim_days
-- A claim_filed event is on the day of a claim, a claim_decided event on the day one was decided, by the same employee.
SELECT event_id, e.policy_id, event_date FROM policy_events e
WHERE event_type = 'claim_filed'
  AND NOT EXISTS (SELECT 1 FROM claims c WHERE c.policy_id = e.policy_id AND c.claim_date = substr(e.event_date, 1, 10))
   OR event_type = 'claim_decided' AND NOT EXISTS (
    SELECT 1 FROM claims c JOIN audit_trails a ON a.entity_id = c.claim_id AND a.action = 'claim_decided'
    WHERE c.policy_id = e.policy_id AND substr(performed_at, 1, 10) = e.event_date AND a.performed_by IS e.performed_by);
-- mutation
UPDATE policy_events SET event_date = add_days(event_date, 1) WHERE event_type = 'claim_filed';
-- mutation
UPDATE policy_events SET performed_by = NULL;

-- rule: events.missed
-- A missed payment or grace notice refers to an earlier payment that was late or failed.
SELECT event_id, e.policy_id, event_type, event_date FROM policy_events e
WHERE event_type IN ('payment_missed', 'grace_notice') AND NOT EXISTS (
    SELECT 1 FROM premium_payments m WHERE m.policy_id = e.policy_id AND payment_status IN ('failed', 'late')
       AND day(e.event_date) - day(payment_date) BETWEEN -30 AND 45);
-- mutation
UPDATE policy_events SET event_type = 'payment_missed' WHERE event_type = 'endorsed';

-- rule: events.missed_all
-- Each failed premium has a payment_missed event within a week.
SELECT payment_id, policy_id, payment_date FROM premium_payments m
WHERE payment_status = 'failed' AND NOT EXISTS (SELECT 1 FROM policy_events e
    WHERE e.policy_id = m.policy_id AND event_type = 'payment_missed' AND day(event_date) - day(payment_date) BETWEEN 0 AND 7);
-- mutation
DELETE FROM policy_events WHERE event_type = 'payment_missed';

-- rule: events.lapse
-- A lapse follows an unpaid premium and a grace period of 31 to 44 days, for which notice was given.
SELECT event_id, e.policy_id, event_date FROM policy_events e
WHERE event_type = 'lapsed' AND NOT EXISTS (
    SELECT 1 FROM premium_payments m JOIN policy_events g ON g.policy_id = m.policy_id AND g.event_type = 'grace_notice'
    WHERE m.policy_id = e.policy_id AND payment_status = 'failed' AND day(e.event_date) - day(payment_date) BETWEEN 31 AND 44
      AND g.event_date BETWEEN payment_date AND e.event_date);
-- mutation
DELETE FROM policy_events WHERE event_type = 'grace_notice';

-- rule: events.order
-- Events are consistent: no notice, missed payment or renewal comes after the end, and a premium change follows the renewal on the same day.
SELECT event_id, e.policy_id, event_type, event_date FROM policy_events e JOIN (SELECT policy_id, max(event_id) AS ended FROM policy_events
    WHERE event_type IN ('lapsed', 'cancelled', 'matured') GROUP BY 1) o ON o.policy_id = e.policy_id JOIN policies p ON p.policy_id = e.policy_id
WHERE policy_status <> 'active' AND event_id > ended AND event_type NOT IN ('claim_filed', 'claim_decided', 'reinstated')
UNION ALL SELECT event_id, e.policy_id, event_type, event_date FROM policy_events e
WHERE event_type = 'premium_changed' AND NOT EXISTS (SELECT 1 FROM policy_events r WHERE r.event_id = e.event_id - 1 AND r.policy_id = e.policy_id
    AND r.event_type = 'renewed' AND r.event_date = e.event_date);
-- mutation
UPDATE policy_events SET event_type = CASE event_type WHEN 'lapsed' THEN 'grace_notice' ELSE 'lapsed' END WHERE event_type IN ('lapsed', 'grace_notice');
-- mutation
UPDATE policy_events SET event_type = CASE event_type WHEN 'renewed' THEN 'premium_changed' ELSE 'renewed' END WHERE event_type IN ('renewed', 'premium_changed');

-- rule: events.unchanged
-- A renewal's description fits its premium: no renewal is on unchanged terms on a day on which the premium changed.
SELECT event_id, e.policy_id, event_date, description FROM policy_events e
WHERE event_type = 'renewed' AND description REGEXP 'unchanged terms|same premium|without a change'
  AND EXISTS (SELECT 1 FROM policy_events c WHERE c.policy_id = e.policy_id AND c.event_type = 'premium_changed' AND c.event_date = e.event_date);
-- mutation
UPDATE policy_events SET description = 'Renewed on unchanged terms' WHERE event_type = 'renewed';

-- rule: events.why_changed
-- A premium said to be raised after a claim, or lowered after a claim-free year, follows such a year. No premium is raised for a claim that was
-- denied or withdrawn, or for weather, theft or windshield damage.
SELECT event_id, e.policy_id, event_date, description FROM policy_events e
WHERE event_type = 'premium_changed' AND description REGEXP 'after a claim'
  AND NOT EXISTS (SELECT 1 FROM claims c WHERE c.policy_id = e.policy_id AND claim_date < event_date AND claim_date >= add_days(event_date, -366)
      AND status NOT IN ('denied', 'withdrawn') AND claim_type NOT IN ('comprehensive', 'wind_hail'))
   OR event_type = 'premium_changed' AND description REGEXP 'without a claim|free of claims'
  AND EXISTS (SELECT 1 FROM claims c WHERE c.policy_id = e.policy_id AND claim_date < event_date AND claim_date >= add_days(event_date, -364));
-- mutation
UPDATE policy_events SET description = 'Premium raised after a claim' WHERE event_type = 'premium_changed';
-- mutation
UPDATE claims SET status = 'denied';
-- mutation
UPDATE policy_events SET description = 'Premium lowered after a year without a claim' WHERE event_type = 'premium_changed';

-- rule: events.why_canceled
-- The reason for a cancellation fits what is insured: vehicles are sold, trips are called off, whole life insurance is surrendered.
SELECT event_id, e.policy_id, policy_type, description FROM policy_events e JOIN policies p ON p.policy_id = e.policy_id
WHERE event_type = 'cancelled' AND (description REGEXP 'sale|[Vv]ehicle' AND policy_type <> 'vehicle' OR description REGEXP '[Tt]rip' AND policy_type <> 'travel'
   OR description REGEXP '[Ss]urrender|[Ll]ife' AND policy_type <> 'life' OR description REGEXP 'insurer|property' AND policy_type NOT IN ('vehicle', 'property'));
-- mutation
UPDATE policy_events SET description = 'Canceled after sale of the vehicle' WHERE event_type = 'cancelled';
-- mutation
UPDATE policy_events SET description = 'Surrendered by the policyholder' WHERE event_type = 'cancelled';

-- rule: events.decisions
-- Descriptions of decisions match the outcome: a policy has as many denials as denied claims, and as many approvals as approved and settled claims.
SELECT e.policy_id, denials, denied, approvals, approved FROM (
    SELECT policy_id, sum(description LIKE 'Claim denied _%') AS denials, sum(description LIKE 'Claim approved%') AS approvals
    FROM policy_events WHERE event_type = 'claim_decided' GROUP BY policy_id) e
JOIN (SELECT policy_id, sum(status = 'denied') AS denied, sum(status IN ('approved', 'settled')) AS approved FROM claims GROUP BY policy_id) c
    ON c.policy_id = e.policy_id
WHERE denials <> denied OR approvals <> approved;
-- mutation
UPDATE policy_events SET description = 'Claim decided' WHERE event_type = 'claim_decided';

-- rule: events.business_days
-- Employees act on business days.
SELECT event_id, event_type, event_date, performed_by FROM policy_events WHERE performed_by IS NOT NULL AND weekday(event_date) > 4;
-- mutation
UPDATE policy_events SET event_date = add_days(event_date, 5 - weekday(event_date)) WHERE event_type = 'endorsed';

-- rule: events.renewed
-- Renewals are on anniversaries of the start.
SELECT event_id, e.policy_id, event_date, start_date FROM policy_events e JOIN policies p ON p.policy_id = e.policy_id
WHERE event_type = 'renewed' AND (substr(event_date, 1, 4) - substr(start_date, 1, 4) < 1
   OR substr(event_date, 1, 10) <> add_months(start_date, 12 * (substr(event_date, 1, 4) - substr(start_date, 1, 4))));
-- mutation
UPDATE policy_events SET event_date = add_days(event_date, 1) WHERE event_type = 'renewed';

-- rule: events.renewed_all
-- A policy in force is renewed on every anniversary: no renewal is missing.
SELECT p.policy_id, start_date, policy_status, n FROM policies p LEFT JOIN (SELECT policy_id, count(*) AS n FROM policy_events WHERE event_type = 'renewed' GROUP BY 1) e ON e.policy_id = p.policy_id
WHERE policy_type IN ('vehicle', 'property', 'health') AND policy_status = 'active' AND coalesce(n, 0) <> years(start_date, as_of()) + (add_months(start_date, 12 * years(start_date, as_of()) + 12) <= as_of());
-- mutation
DELETE FROM policy_events WHERE event_type = 'renewed' AND rowid % 10 = 0;

-- rule: events.beneficiary
-- Beneficiaries change only where there are any.
SELECT event_id, e.policy_id FROM policy_events e JOIN policies p ON p.policy_id = e.policy_id
WHERE event_type = 'beneficiary_changed' AND policy_type <> 'life';
-- mutation
UPDATE policy_events SET event_type = 'beneficiary_changed' WHERE event_type = 'endorsed';

-- rule: events.endorsed
-- An endorsement refers to a change of the customer's profile on that day.
SELECT event_id, policy_id, event_date FROM policy_events e
WHERE event_type = 'endorsed' AND NOT EXISTS (SELECT 1 FROM audit_trails a WHERE a.action = 'profile_changed'
    AND a.entity_id = printf('CUST-%07d', number_of(e.policy_id)) AND substr(performed_at, 1, 10) = event_date);
-- mutation
UPDATE policy_events SET event_date = add_days(event_date, 1) WHERE event_type = 'endorsed';

-- rule: events.dates
-- Date/time consistency: no event comes after the as-of date.
SELECT event_id, event_date FROM policy_events WHERE substr(event_date, 1, 10) > as_of()
UNION ALL SELECT NULL, payment_date FROM premium_payments WHERE payment_date > as_of();
-- mutation
UPDATE policy_events SET event_date = add_days(as_of(), 1) WHERE rowid = 2;
