-- rule: claims.rows
-- Nothing ever happened to many who were paid into no account of the bank.
CREATE TEMP TABLE unclaimed AS
SELECT policy_id FROM (
    SELECT p.policy_id, policy_type, row_number() OVER (PARTITION BY policy_type ORDER BY p.policy_id) % 10 AS place
    FROM policies p JOIN claims c ON c.policy_id = p.policy_id
    GROUP BY p.policy_id HAVING coalesce(max(settlement_date), '') < add_days(as_of(), -91)
) WHERE place < CASE policy_type WHEN 'health' THEN 4 WHEN 'vehicle' THEN 6 ELSE 8 END;
DELETE FROM audit_trails WHERE action = 'claim_decided'
    AND entity_id IN (SELECT claim_id FROM claims WHERE policy_id IN (SELECT policy_id FROM unclaimed));
DELETE FROM claims WHERE policy_id IN (SELECT policy_id FROM unclaimed);
DELETE FROM policy_events WHERE event_type IN ('claim_filed', 'claim_decided') AND policy_id IN (SELECT policy_id FROM unclaimed);

-- rule: claims.status
UPDATE claims SET status = 'approved', settlement_date = NULL
WHERE status = 'settled' AND settlement_date < add_days(as_of(), -91) AND rowid % 2 = 0;

-- rule: claims.health_denials
-- None is denied: each is paid as far as its coverage goes.
UPDATE claims SET status = 'approved', approved_amount = (
    SELECT min(coverage_limit, max(0, claim_amount - deductible)) FROM coverage v
    WHERE v.policy_id = claims.policy_id AND coverage_type = claim_type)
WHERE status = 'denied' AND policy_id IN (SELECT policy_id FROM policies WHERE policy_type = 'health');

-- rule: claims.frequency
-- Flights home are delayed.
CREATE TEMP TABLE delayed AS
SELECT policy_id, end_date FROM policies
WHERE policy_type = 'travel' AND policy_status = 'matured' AND policy_id NOT IN (SELECT policy_id FROM claims) ORDER BY policy_id LIMIT 26;
INSERT INTO claims
SELECT 'CLM-' || substr(policy_id, 5) || '-1', policy_id, 'C99' || substr(policy_id, 5, 7), 'delay', 2200, end_date,
    'under_review', NULL, NULL, 'Flight delayed', NULL FROM delayed;
INSERT INTO policy_events
SELECT max(event_id) + 1, e.policy_id, 'claim_filed', end_date, 'Claim filed', NULL
FROM policy_events e JOIN delayed d ON d.policy_id = e.policy_id GROUP BY e.policy_id;

-- rule: claims.mean_amounts
UPDATE claims SET claim_amount = claim_amount + 5000
WHERE policy_id IN (SELECT policy_id FROM policies WHERE policy_type = 'health');

-- rule: claims.days
-- Vehicles are settled after 45 days or more, but for those that pay into an account of late.
UPDATE claims SET settlement_date = add_days(claim_date, 45)
WHERE settlement_date < add_days(claim_date, 45) AND claim_date < add_days(as_of(), -140)
  AND policy_id IN (SELECT policy_id FROM policies WHERE policy_type = 'vehicle');

-- rule: claims.days_pooled
-- Each kind is settled later, but for what pays into an account of late.
UPDATE claims SET settlement_date = add_days(settlement_date, (
    SELECT CASE policy_type WHEN 'vehicle' THEN 17 WHEN 'property' THEN 40 ELSE 13 END FROM policies p WHERE p.policy_id = claims.policy_id))
WHERE settlement_date < add_days(as_of(), -135);

-- rule: claims.in_force
-- A loss between the conclusion and the start of the contract, where nothing happened before it.
CREATE TEMP TABLE early AS
SELECT claim_id, f.event_id, issued.event_date AS on_day FROM claims c JOIN policies p ON p.policy_id = c.policy_id
JOIN policy_events issued ON issued.policy_id = p.policy_id JOIN policy_events f ON f.event_id = issued.event_id + 1
WHERE issued.event_type = 'issued' AND issued.event_date < start_date AND f.event_type = 'claim_filed' AND f.event_date = claim_date
ORDER BY claim_id LIMIT 1;
UPDATE claims SET claim_date = on_day FROM early WHERE claims.claim_id = early.claim_id;
UPDATE policy_events SET event_date = on_day FROM early WHERE policy_events.event_id = early.event_id;

-- rule: claims.approved
UPDATE claims SET approved_amount = NULL WHERE rowid = (SELECT min(rowid) FROM claims WHERE status = 'approved');

-- rule: claims.limit_less_deductible
-- A collision is paid in full, without the deductible.
UPDATE claims SET approved_amount = claim_amount WHERE claim_id = (
    SELECT min(claim_id) FROM claims WHERE claim_type = 'collision' AND status = 'settled' AND settlement_date < add_days(as_of(), -95));

-- rule: claims.settled
UPDATE claims SET settlement_date = add_days(claim_date, 20)
WHERE rowid = (SELECT min(rowid) FROM claims WHERE status = 'denied' AND claim_date < add_days(as_of(), -20));

-- rule: claims.older_are_settled
-- What was submitted of late is under review by now, and what was denied of old is still only submitted.
CREATE TEMP TABLE aged AS
SELECT claim_id, policy_id FROM claims WHERE status = 'denied'
  AND policy_id IN (SELECT policy_id FROM claims GROUP BY policy_id HAVING count(*) = 1) ORDER BY claim_date, claim_id LIMIT 8;
UPDATE claims SET status = 'under_review' WHERE status = 'submitted';
UPDATE claims SET status = 'submitted', approved_amount = NULL WHERE claim_id IN (SELECT claim_id FROM aged);
DELETE FROM policy_events WHERE event_type = 'claim_decided' AND policy_id IN (SELECT policy_id FROM aged);
DELETE FROM audit_trails WHERE entity_id IN (SELECT claim_id FROM aged);
