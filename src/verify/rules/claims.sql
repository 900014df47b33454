-- section: insurance_db
-- rule: claims.rows
-- Expected rows: claims.
-- expect: rows 190 customers; slack 7; effect 1
SELECT count(*) FROM claims;
-- mutation
DELETE FROM claims WHERE rowid % 2;

-- rule: claims.status
-- Claims by status.
-- expect: share settled 68, denied 13, under_review 8, approved 6, submitted 3, withdrawn 2; slack 4
SELECT status, count(*) FROM claims GROUP BY 1;
-- mutation
UPDATE claims SET status = 'approved' WHERE rowid % 2;

-- rule: claims.health_denials
-- Share of the health claims that are denied.
-- expect: share 19; slack 4
SELECT coalesce(sum(status = 'denied'), 0), count(*) FROM claims c JOIN policies p ON p.policy_id = c.policy_id WHERE policy_type = 'health';
-- mutation
UPDATE claims SET status = 'approved' WHERE status = 'denied';

-- rule: claims.frequency
-- Claims per 200 policy-years, or per 200 travel policies.
-- expect: share vehicle 6, property 2.9, life 0.15, health 45, travel 5; slack 0.3
WITH exposure AS (
    SELECT policy_type, sum(CASE policy_type WHEN 'travel' THEN 1.0 ELSE (day(min(coalesce(end_date, as_of()), as_of())) - day(start_date)) / 365.25 END) AS years
    FROM policies GROUP BY 1
), filed AS (
    SELECT policy_type, count(*) AS n FROM claims c JOIN policies p ON p.policy_id = c.policy_id GROUP BY 1
)
SELECT e.policy_type, coalesce(n, 0), max(2 * years, coalesce(n, 0)) FROM exposure e LEFT JOIN filed f ON f.policy_type = e.policy_type;
-- mutation
UPDATE claims SET policy_id = (SELECT max(policy_id) FROM policies WHERE policy_type = 'travel') WHERE rowid % 4 = 0;

-- rule: claims.mean_amounts
-- Mean amount claimed, by type of policy.
-- expect: mean vehicle 7000, property 15700, health 1800, travel 2200; slack 30
SELECT policy_type, claim_amount FROM claims c JOIN policies p ON p.policy_id = c.policy_id WHERE policy_type <> 'life';
-- mutation
UPDATE claims SET claim_amount = 25000;

-- rule: claims.injuries
-- Mean amount of liability claims of drivers, for injuries and for damage.
-- expect: mean injury 26000, damage 6000; slack 30
SELECT iif(lower(description) LIKE '%injured%', 'injury', 'damage'), claim_amount FROM claims JOIN policies USING (policy_id)
WHERE policy_type = 'vehicle' AND claim_type = 'liability';
-- mutation
UPDATE claims SET claim_amount = 200000 WHERE claim_type = 'liability';

-- rule: claims.days
-- Mean days to settle a claim, by type of policy.
-- expect: mean vehicle 23, property 44, life 30, health 21, travel 14; slack 20
SELECT policy_type, day(settlement_date) - day(claim_date) FROM claims c JOIN policies p ON p.policy_id = c.policy_id
WHERE settlement_date IS NOT NULL;
-- mutation
UPDATE claims SET settlement_date = add_days(settlement_date, 30);

-- rule: claims.days_pooled
-- Days to settle a claim as a ratio to the mean for its type of policy.
-- expect: mean 1; slack 5
SELECT (day(settlement_date) - day(claim_date)) / CASE policy_type WHEN 'vehicle' THEN 23.0 WHEN 'property' THEN 44.0 WHEN 'life' THEN 30.0 WHEN 'health' THEN 21.0 ELSE 14.0 END
FROM claims c JOIN policies p ON p.policy_id = c.policy_id WHERE settlement_date IS NOT NULL;
-- mutation
UPDATE claims SET settlement_date = add_days(settlement_date, 20);

-- rule: claims.in_force
-- Claims happen while the policy is in force, and not after the as-of date.
SELECT claim_id, claim_date, start_date, end_date FROM claims c JOIN policies p ON p.policy_id = c.policy_id
WHERE claim_date < start_date OR claim_date > end_date OR claim_date > as_of();
-- mutation
UPDATE claims SET claim_date = '2015-01-01' WHERE rowid = 2;

-- rule: claims.approved
-- Approved and settled claims, and only they, have an approved amount, at most the policy's promise and the loss.
SELECT claim_id, status, claim_amount, approved_amount, coverage_amount FROM claims c JOIN policies p ON p.policy_id = c.policy_id
WHERE (status IN ('approved', 'settled')) <> (approved_amount IS NOT NULL) OR cents(approved_amount) <= 0
   OR cents(approved_amount) > cents(claim_amount) OR cents(approved_amount) > cents(coverage_amount);
-- mutation
UPDATE claims SET approved_amount = claim_amount + 1 WHERE status = 'settled';
-- mutation
UPDATE claims SET approved_amount = NULL WHERE status = 'approved';

-- rule: claims.limit_less_deductible
-- Approved is at most min(limit, loss - deductible) of a coverage that pays for such a claim.
WITH pays(claim_type, policy_type, coverage_type) AS (VALUES ('collision', 'vehicle', 'collision'), ('comprehensive', 'vehicle', 'comprehensive'),
    ('liability', 'vehicle', 'bodily_injury_liability'), ('liability', 'vehicle', 'property_damage_liability'), ('liability', 'property', 'personal_liability'),
    ('water_damage', 'property', 'dwelling'), ('water_damage', 'property', 'contents'), ('wind_hail', 'property', 'dwelling'), ('wind_hail', 'property', 'contents'),
    ('fire', 'property', 'dwelling'), ('fire', 'property', 'contents'), ('theft', 'property', 'contents'), ('death_benefit', 'life', 'death_benefit'),
    ('outpatient', 'health', 'outpatient'), ('inpatient', 'health', 'inpatient'), ('emergency', 'health', 'emergency'), ('prescription', 'health', 'prescription'),
    ('cancellation', 'travel', 'trip_cancellation'), ('medical', 'travel', 'travel_medical'), ('baggage', 'travel', 'baggage'), ('delay', 'travel', 'travel_delay'))
SELECT claim_id, p.policy_type, c.claim_type, claim_amount, approved_amount FROM claims c JOIN policies p ON p.policy_id = c.policy_id
WHERE NOT EXISTS (SELECT 1 FROM coverage v JOIN pays w ON w.coverage_type = v.coverage_type
    WHERE v.policy_id = c.policy_id AND w.policy_type = p.policy_type AND w.claim_type = c.claim_type
      AND coalesce(cents(approved_amount), 0) <= min(cents(coverage_limit), max(0, cents(claim_amount) - cents(deductible))));
-- mutation
UPDATE claims SET approved_amount = claim_amount WHERE claim_type = 'collision';

-- rule: claims.settled
-- Settled claims, and only they, have a settlement date, after the claim and not in the future.
SELECT claim_id, status, claim_date, settlement_date FROM claims
WHERE (status = 'settled') <> (settlement_date IS NOT NULL) OR settlement_date < claim_date OR settlement_date > as_of();
-- mutation
UPDATE claims SET settlement_date = claim_date WHERE status = 'denied';

-- rule: claims.older_are_settled
-- Settled claims are older than submitted ones: days between their mean dates, with an allowance for small numbers.
-- expect: between 150 and 3000
SELECT avg(CASE WHEN status = 'submitted' THEN day(claim_date) END) - avg(CASE WHEN status = 'settled' THEN day(claim_date) END) + 900 / sqrt(max(1, sum(status = 'settled'))) FROM claims;
-- mutation
UPDATE claims SET claim_date = add_days(claim_date, -900) WHERE status = 'submitted';
