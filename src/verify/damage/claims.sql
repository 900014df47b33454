-- rule: claims.rows
-- also: claims.frequency (fewer claims are fewer in the same time)
-- also: events.endorsed (nothing in the profiles stands behind the events that take the place of others)
-- also: money.claims_back (what was paid out is settled no more)
-- also: money.named (what names the rows that are gone names nothing)
-- Policies with one claim were endorsed instead.
CREATE TEMP TABLE unclaimed AS
SELECT claim_id, policy_id FROM (
    SELECT max(claim_id) AS claim_id, policy_id, row_number() OVER (ORDER BY policy_id) AS place FROM claims
    GROUP BY policy_id HAVING count(*) = 1
) WHERE place % 5 <> 0;
DELETE FROM claims WHERE claim_id IN (SELECT claim_id FROM unclaimed);
UPDATE policy_events SET event_type = 'endorsed'
WHERE event_type IN ('claim_filed', 'claim_decided') AND policy_id IN (SELECT policy_id FROM unclaimed);
DELETE FROM audit_trails WHERE action = 'claim_decided' AND entity_id IN (SELECT claim_id FROM unclaimed);

-- rule: claims.status
-- also: money.claims_back (what was paid out is settled no more)
UPDATE claims SET status = 'approved', settlement_date = NULL WHERE status = 'settled' AND rowid % 2 = 0;

-- rule: claims.health_denials
-- also: claims.limit_less_deductible (the coverages do not pay for what was denied)
-- None is denied.
UPDATE claims SET status = 'approved', approved_amount = round(claim_amount / 2, 2)
WHERE status = 'denied' AND policy_id IN (SELECT policy_id FROM policies WHERE policy_type = 'health');

-- rule: claims.frequency
-- also: order.events (the rows in question no longer stand in the order of time)
-- Flights are delayed.
CREATE TEMP TABLE delayed AS
SELECT policy_id, start_date FROM policies
WHERE policy_type = 'travel' AND policy_id NOT IN (SELECT policy_id FROM claims) ORDER BY policy_id LIMIT 26;
INSERT INTO claims
SELECT 'CLM-' || substr(policy_id, 5) || '-9', policy_id, 'C99' || substr(policy_id, 5, 7), 'delay', 2200, start_date,
    'under_review', NULL, NULL, 'Flight delayed', NULL FROM delayed;
INSERT INTO policy_events
SELECT max(event_id) + 1, e.policy_id, 'claim_filed', start_date, 'Claim filed', NULL
FROM policy_events e JOIN delayed d ON d.policy_id = e.policy_id GROUP BY e.policy_id;

-- rule: claims.mean_amounts
UPDATE claims SET claim_amount = claim_amount + 5000
WHERE policy_id IN (SELECT policy_id FROM policies WHERE policy_type = 'health');

-- rule: claims.days
-- also: audit.claim_days (what is settled on the first day is settled before it is decided)
-- also: claims.days_pooled (what is true of each kind is true of all)
-- Claims of health are settled on their first day, those that pay into an account later.
UPDATE claims SET settlement_date = claim_date
WHERE settlement_date < add_days(as_of(), -91)
  AND policy_id IN (SELECT policy_id FROM policies WHERE policy_type = 'health');

-- rule: claims.days_pooled
-- also: audit.claim_days (what is settled so early is settled before it is decided)
-- Vehicles, houses and journeys are settled in a third of their time, health in three quarters.
UPDATE claims SET settlement_date = add_days(claim_date, (day(settlement_date) - day(claim_date)) * CASE (
    SELECT policy_type FROM policies p WHERE p.policy_id = claims.policy_id) WHEN 'health' THEN 80 WHEN 'vehicle' THEN 55 ELSE 10 END / 100)
WHERE settlement_date < add_days(as_of(), -95);

-- rule: claims.in_force
-- also: order.events (the rows in question no longer stand in the order of time)
-- A loss between the conclusion and the start of the contract.
CREATE TEMP TABLE early AS
SELECT c.claim_id, p.policy_id, substr(event_date, 1, 10) AS on_day FROM claims c
JOIN policies p ON p.policy_id = c.policy_id JOIN policy_events e ON e.policy_id = p.policy_id AND event_type = 'issued'
WHERE event_date < start_date AND c.status IN ('denied', 'settled')
  AND (SELECT count(*) FROM claims o WHERE o.policy_id = p.policy_id) = 1 ORDER BY claim_id LIMIT 1;
UPDATE claims SET claim_date = on_day FROM early WHERE claims.claim_id = early.claim_id;
UPDATE policy_events SET event_date = on_day FROM early
WHERE policy_events.policy_id = early.policy_id AND event_type = 'claim_filed';

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
-- also: order.events (the rows in question no longer stand in the order of time)
-- What is still submitted was filed on the first day of the contract.
CREATE TEMP TABLE aged AS
SELECT claim_id, p.policy_id, claim_date AS on_day, start_date FROM claims c JOIN policies p ON p.policy_id = c.policy_id
WHERE status = 'submitted';
UPDATE policy_events SET event_date = start_date FROM aged
WHERE policy_events.policy_id = aged.policy_id AND event_type = 'claim_filed' AND event_date = on_day;
UPDATE claims SET claim_date = start_date FROM aged WHERE claims.claim_id = aged.claim_id;
