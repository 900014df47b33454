-- rule: claims.rows
-- guide: Expected rows: 190 claims.
-- expect: rows 190 customers; slack 7; effect 1
SELECT count(*) FROM claims;

-- rule: claims.status
-- guide: Claims: settled 68%, denied 13%, under review 8%, approved 6%, submitted 3%, withdrawn 2%.
-- expect: share settled 68, denied 13, under_review 8, approved 6, submitted 3, withdrawn 2; slack 4
SELECT status, count(*) FROM claims GROUP BY 1;

-- rule: claims.health_denials
-- guide: Of health claims 19% are denied.
-- expect: share 19; slack 4
SELECT coalesce(sum(status = 'denied'), 0), count(*) FROM claims c JOIN policies p ON p.policy_id = c.policy_id WHERE policy_type = 'health';

-- rule: claims.frequency
-- guide: Claims per 100 policy-years: vehicle 12, property 5.8, life 0.3, health 90; per 100 travel policies 10 (here per 200).
-- expect: share vehicle 6, property 2.9, life 0.15, health 45, travel 5; slack 0.3
WITH exposure AS (
    SELECT policy_type, sum(CASE policy_type WHEN 'travel' THEN 1.0 ELSE (day(min(coalesce(end_date, as_of()), as_of())) - day(start_date)) / 365.25 END) AS years
    FROM policies GROUP BY 1
), filed AS (
    SELECT policy_type, count(*) AS n FROM claims c JOIN policies p ON p.policy_id = c.policy_id GROUP BY 1
)
SELECT e.policy_type, coalesce(n, 0), max(2 * years, coalesce(n, 0)) FROM exposure e LEFT JOIN filed f ON f.policy_type = e.policy_type;

-- rule: claims.mean_amounts
-- guide: The mean claim is about 6-8k for a vehicle (5-7k, injuries 26k), 15.7k for property, 1.8k for health, 2.2k for travel.
-- expect: mean vehicle 7000, property 15700, health 1800, travel 2200; slack 30
SELECT policy_type, claim_amount FROM claims c JOIN policies p ON p.policy_id = c.policy_id WHERE policy_type <> 'life';

-- rule: claims.days
-- guide: The mean days to settle are 23 for a vehicle, 44 property, 30 life, 21 health, 14 travel.
-- expect: mean vehicle 23, property 44, life 30, health 21, travel 14; slack 20
SELECT policy_type, day(settlement_date) - day(claim_date) FROM claims c JOIN policies p ON p.policy_id = c.policy_id
WHERE settlement_date IS NOT NULL;

-- rule: claims.days_pooled
-- guide: The days to settle are 23, 44, 30, 21, 14 on average for vehicle, property, life, health, travel: each counted in these, they average 1.
-- expect: mean 1; slack 5
SELECT (day(settlement_date) - day(claim_date)) / CASE policy_type WHEN 'vehicle' THEN 23.0 WHEN 'property' THEN 44.0 WHEN 'life' THEN 30.0 WHEN 'health' THEN 21.0 ELSE 14.0 END
FROM claims c JOIN policies p ON p.policy_id = c.policy_id WHERE settlement_date IS NOT NULL;

-- rule: claims.in_force
-- guide: Claims happen while the policy is in force, and not after the as-of date.
-- expect: none
SELECT claim_id, claim_date, start_date, end_date FROM claims c JOIN policies p ON p.policy_id = c.policy_id
WHERE claim_date < start_date OR claim_date > end_date OR claim_date > as_of();

-- rule: claims.approved
-- guide: An approved amount belongs to approved and settled claims, and is at most the policy's promise and the loss.
-- expect: none
SELECT claim_id, status, claim_amount, approved_amount, coverage_amount FROM claims c JOIN policies p ON p.policy_id = c.policy_id
WHERE (status IN ('approved', 'settled')) <> (approved_amount IS NOT NULL) AND NOT (status = 'denied' AND cents(approved_amount) = 0)
   OR cents(approved_amount) > cents(claim_amount) OR cents(approved_amount) > cents(coverage_amount);

-- rule: claims.limit_less_deductible
-- guide: Approved is at most min(limit, loss - deductible) of a coverage that pays for such a claim.
-- expect: none
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

-- rule: claims.settled
-- guide: Settled claims, and only they, have a settlement date, after the claim and not in the future.
-- expect: none
SELECT claim_id, status, claim_date, settlement_date FROM claims
WHERE (status = 'settled') <> (settlement_date IS NOT NULL) OR settlement_date < claim_date OR settlement_date > as_of();

-- rule: claims.older_are_settled
-- guide: The older claims are the settled ones: what is still submitted is much younger than what is settled.
-- expect: between 150 and 3000
SELECT avg(CASE WHEN status = 'submitted' THEN day(claim_date) END) - avg(CASE WHEN status = 'settled' THEN day(claim_date) END) + 900 / sqrt(max(1, sum(status = 'settled'))) FROM claims;
