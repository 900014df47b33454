-- section: insurance_db
-- rule: claims.rows
-- Expected rows: claims.
-- expect: rows 410 customers; slack 10; effect 6
SELECT count(*) FROM claims;
-- mutation
DELETE FROM claims WHERE rowid % 5;

-- rule: claims.status
-- Claims by status.
-- expect: share settled 69, denied 15.5, under_review 6.5, approved 4, submitted 2.5, withdrawn 2; slack 3
SELECT status, count(*) FROM claims GROUP BY 1;
-- mutation
UPDATE claims SET status = 'approved' WHERE rowid % 2;

-- rule: claims.health_denials
-- Share of health claims that are denied.
-- expect: share 18.5; slack 4
SELECT coalesce(sum(status = 'denied'), 0), count(*) FROM claims c JOIN policies p ON p.policy_id = c.policy_id WHERE policy_type = 'health';
-- mutation
UPDATE claims SET status = 'approved' WHERE status = 'denied';

-- rule: claims.frequency
-- Claims per 400 policy-years, or per 400 travel policies. Claims of one policy are correlated: the variance of their number is 4.3 to 4.8 times its mean.
-- expect: share vehicle 3.1, property 1.5, life 0.14, health 60.5, travel 2.6; slack 0.4; effect 4.8
WITH exposure AS (
    SELECT policy_type, sum(CASE policy_type WHEN 'travel' THEN 1.0 ELSE (day(min(coalesce(end_date, as_of()), as_of())) - day(start_date)) / 365.25 END) AS years
    FROM policies GROUP BY 1
), filed AS (
    SELECT policy_type, count(*) AS n FROM claims c JOIN policies p ON p.policy_id = c.policy_id GROUP BY 1
)
SELECT e.policy_type, coalesce(n, 0), max(4 * years, coalesce(n, 0)) FROM exposure e LEFT JOIN filed f ON f.policy_type = e.policy_type;
-- mutation
UPDATE claims SET policy_id = (SELECT max(policy_id) FROM policies WHERE policy_type = 'travel') WHERE rowid % 4 = 0;

-- rule: claims.mean_amounts
-- Mean amount claimed, by policy type.
-- expect: mean vehicle 7200, property 17500, health 2900, travel 2000; slack 25
SELECT policy_type, claim_amount FROM claims c JOIN policies p ON p.policy_id = c.policy_id WHERE policy_type <> 'life';
-- mutation
UPDATE claims SET claim_amount = 25000;

-- rule: claims.injuries
-- Mean amount of auto liability claims, for injuries and for damage.
-- expect: mean injury 27000, damage 7400; slack 25
SELECT iif(cause = 'third_party_injury', 'injury', 'damage'), claim_amount FROM claims JOIN policies USING (policy_id)
WHERE policy_type = 'vehicle' AND claim_type = 'liability';
-- mutation
UPDATE claims SET claim_amount = 200000 WHERE claim_type = 'liability';

-- rule: claims.days
-- Mean days to settle a claim, by policy type; deaths within two years of the start are contestable.
-- expect: mean vehicle 23, property 44, life 30, contestable 89, health 21, travel 14; slack 20
SELECT iif(policy_type = 'life' AND day(loss_date) - day(start_date) < 730, 'contestable', policy_type), day(settlement_date) - day(claim_date) FROM claims c JOIN policies p ON p.policy_id = c.policy_id
WHERE settlement_date IS NOT NULL;
-- mutation
UPDATE claims SET settlement_date = add_days(settlement_date, 30);

-- rule: claims.days_pooled
-- Days to settle a claim, relative to the mean for its policy type.
-- expect: mean 1; slack 5
SELECT (day(settlement_date) - day(claim_date)) / CASE policy_type WHEN 'vehicle' THEN 23.0 WHEN 'property' THEN 44.0 WHEN 'life' THEN iif(day(loss_date) - day(start_date) < 730, 89.0, 30.0) WHEN 'health' THEN 21.0 ELSE 14.0 END
FROM claims c JOIN policies p ON p.policy_id = c.policy_id WHERE settlement_date IS NOT NULL;
-- mutation
UPDATE claims SET settlement_date = add_days(settlement_date, 20);

-- rule: claims.in_force
-- Losses occur while the policy is in force; claims follow within 60 days, none after the as-of date.
SELECT claim_id, loss_date, claim_date, start_date, end_date FROM claims c JOIN policies p ON p.policy_id = c.policy_id
WHERE loss_date < start_date OR loss_date > end_date OR claim_date > as_of() OR day(claim_date) - day(loss_date) NOT BETWEEN 0 AND 60;
-- mutation
UPDATE claims SET loss_date = '2015-01-01', claim_date = '2015-01-02' WHERE rowid = 2;
-- mutation
UPDATE claims SET claim_date = add_days(claim_date, -70) WHERE rowid = 2;

-- rule: claims.contestable
-- A death within two years of a policy's start is investigated: its claim takes 60 to 125 days.
SELECT claim_id, start_date, loss_date, claim_date, settlement_date FROM claims c JOIN policies p ON p.policy_id = c.policy_id
WHERE claim_type = 'death_benefit' AND day(loss_date) - day(start_date) < 730 AND day(settlement_date) - day(claim_date) NOT BETWEEN 60 AND 125;
-- mutation
UPDATE claims SET settlement_date = add_days(claim_date, 20) WHERE claim_type = 'death_benefit' AND settlement_date IS NOT NULL;

-- rule: claims.stolen
-- The insurer waits for a stolen vehicle to be found: its claim is settled after 14 to 31 days.
SELECT claim_id, claim_date, settlement_date FROM claims WHERE cause = 'vehicle_theft' AND day(settlement_date) - day(claim_date) NOT BETWEEN 14 AND 31;
-- mutation
UPDATE claims SET cause = 'vehicle_theft', settlement_date = add_days(claim_date, 3) WHERE status = 'settled';

-- rule: claims.trips
-- A trip is canceled before departure; all other losses occur during the trip.
SELECT claim_id, claim_type, loss_date, substr(insured_item, -10) AS departs FROM claims c JOIN policies p ON p.policy_id = c.policy_id
WHERE policy_type = 'travel' AND policy_status <> 'active' AND (claim_type = 'cancellation') <> (loss_date < departs);
-- mutation
UPDATE claims SET claim_type = iif(claim_type = 'cancellation', 'delay', 'cancellation') WHERE policy_id IN (SELECT policy_id FROM policies WHERE policy_type = 'travel');

-- rule: claims.paid_over_premium
-- Loss ratio by line: the total approved, whatever its size, over all premiums net of refunds, is 60 to 75 percent for vehicles, 55 to 70 for
-- property, 75 to 90 for health. Small bundles get an allowance for chance: three standard deviations of the ratio around the middle of the range,
-- derived from the number of claims that the premiums pay for, at least 20; the upper limit also allows for the third moment of claims, of which few are very large.
WITH windows(line, low, high, spread, claim) AS (VALUES ('vehicle', 0.6, 0.75, 1.6, 7400), ('property', 0.55, 0.7, 1.7, 16000), ('health', 0.75, 0.9, 2.9, 2400)),
paid AS (SELECT policy_type AS line, sum(approved_amount) AS dollars FROM claims c JOIN policies p ON p.policy_id = c.policy_id GROUP BY 1),
premiums AS (SELECT policy_type AS line, sum(amount) AS dollars FROM premium_payments m JOIN policies p ON p.policy_id = m.policy_id
    WHERE payment_status IN ('completed', 'late', 'refunded') GROUP BY 1),
ratios AS (
    SELECT w.line, low, high, (low + high) / 2 AS middle, spread, 1.0 * coalesce(paid.dollars, 0) / premiums.dollars AS ratio, premiums.dollars * (low + high) / 2 / claim AS n
    FROM windows w JOIN premiums ON premiums.line = w.line LEFT JOIN paid ON paid.line = w.line
)
SELECT line, ratio, low, high, n FROM ratios
WHERE n >= 20 AND ratio NOT BETWEEN min(low, middle - 3 * middle * spread / sqrt(n)) AND max(high, middle + middle * spread * (3 / sqrt(n) + 12 / n));
-- mutation
UPDATE claims SET approved_amount = 1;
-- mutation
UPDATE premium_payments SET amount = amount / 3;

-- rule: claims.life_paid_over_premium
-- Loss ratio of life insurance, pooled over all policies: death benefits approved are 60 percent of all premiums, give or take 35 points
-- and three standard deviations for that many deaths, plus four deaths, because the few of a small bank are not evenly spread.
WITH paid AS (SELECT coalesce(sum(approved_amount), 0) AS dollars FROM claims WHERE claim_type = 'death_benefit'),
premiums AS (SELECT sum(amount) AS dollars, sum(amount) * 0.6 / (SELECT avg(coverage_amount) FROM policies WHERE policy_type = 'life') AS deaths
    FROM premium_payments m JOIN policies p ON p.policy_id = m.policy_id WHERE policy_type = 'life' AND payment_status IN ('completed', 'late', 'refunded'))
SELECT 'life', paid.dollars / premiums.dollars AS ratio, deaths FROM paid, premiums
WHERE deaths > 0 AND abs(paid.dollars / premiums.dollars - 0.6) > 0.35 + 3 * 0.6 * 1.4 / sqrt(deaths) + 4 * 0.6 / deaths;
-- mutation
UPDATE claims SET approved_amount = approved_amount * 15 WHERE claim_type = 'death_benefit';
UPDATE premium_payments SET amount = amount / 8;

-- rule: claims.severities
-- Mean payment for damage to vehicles, by coverage: collision 7,200, comprehensive 2,700 (Insurance Information Institute, 2022: 6,000 and 2,700).
-- expect: mean collision 7200, comprehensive 2700; slack 20
SELECT claim_type, approved_amount FROM claims JOIN policies USING (policy_id)
WHERE policy_type = 'vehicle' AND claim_type IN ('collision', 'comprehensive') AND approved_amount IS NOT NULL;
-- mutation
UPDATE claims SET approved_amount = 25000 WHERE claim_type = 'comprehensive' AND approved_amount IS NOT NULL;

-- rule: claims.vehicle_value
-- A vehicle loss is limited to its actual cash value: no damage claim is higher, and a theft is claimed at that value.
SELECT claim_id, cause, loss_date, claim_amount, value / 100 AS value FROM damaged
WHERE cents(claim_amount) > value OR cause = 'vehicle_theft' AND cents(claim_amount) <> value;
-- mutation
UPDATE claims SET claim_amount = claim_amount * 6 WHERE claim_type IN ('collision', 'comprehensive');
-- mutation
UPDATE claims SET cause = 'vehicle_theft', claim_amount = claim_amount - 1 WHERE claim_type = 'comprehensive';

-- rule: claims.total_loss
-- A total loss or theft ends a vehicle's coverage no later than the day it is decided: nothing is lost afterwards, and no loan on it is open.
SELECT d.claim_id, cause, loss_date, d.status, settlement_date, policy_status, end_date FROM damaged d JOIN policies p ON p.policy_id = d.policy_id
WHERE cents(claim_amount) = value AND (d.status IN ('approved', 'settled', 'denied') AND (policy_status = 'active' OR end_date > coalesce(settlement_date, as_of()))
   OR d.status = 'withdrawn' OR EXISTS (SELECT 1 FROM claims o WHERE o.policy_id = d.policy_id AND o.loss_date > d.loss_date)
   OR p.policy_id LIKE '%-1' AND policy_status = 'active' AND p.customer_id IN (SELECT customer_id FROM secured WHERE loan_type = 'auto')
       AND p.customer_id NOT IN (SELECT customer_id FROM secured WHERE loan_type = 'mortgage'));
-- mutation
UPDATE policies SET policy_status = 'active' WHERE policy_status = 'cancelled';
-- mutation
UPDATE claims SET status = 'withdrawn' WHERE claim_id IN (SELECT claim_id FROM damaged WHERE cents(claim_amount) = value);

-- rule: claims.total_losses
-- Share of paid vehicle damage claims that are total losses.
-- expect: share 17; slack 5
SELECT coalesce(sum(cents(claim_amount) = value), 0), count(*) FROM damaged WHERE status IN ('approved', 'settled');
-- mutation
UPDATE claims SET claim_amount = (SELECT value / 100.0 FROM damaged d WHERE d.claim_id = claims.claim_id) WHERE claim_type IN ('collision', 'comprehensive');

-- rule: claims.storms
-- A catastrophe hits many at once: in a year, no city has claims on more than three days of hail, four of wind, three of flood and two of tornadoes,
-- and no state on more than two days of a hurricane or wildfire and three of frost.
WITH struck AS (
    SELECT claim_id, cause, substr(loss_date, 1, 4) AS year, loss_date, i.state, CASE WHEN cause IN ('hurricane', 'wildfire', 'frozen_pipe') THEN '' ELSE city END AS city
    FROM claims c JOIN policies i ON i.policy_id = c.policy_id JOIN customer_profiles u ON u.customer_id = i.customer_id
    WHERE cause IN ('hail', 'wind', 'flood', 'sewer_backup', 'tornado', 'hurricane', 'wildfire', 'frozen_pipe')
)
SELECT max(claim_id), iif(cause = 'sewer_backup', 'flood', cause) AS kind, year, state, city, count(DISTINCT loss_date) AS days FROM struck GROUP BY kind, year, state, city
HAVING days > CASE kind WHEN 'wind' THEN 4 WHEN 'hail' THEN 3 WHEN 'flood' THEN 3 WHEN 'frozen_pipe' THEN 3 ELSE 2 END;
-- mutation
UPDATE claims SET cause = 'hail';

-- rule: claims.gap
-- No loss occurs between a policy's lapse and its reinstatement.
SELECT claim_id, loss_date, l.event_date AS lapsed, r.event_date AS reinstated FROM claims c
JOIN policy_events r ON r.policy_id = c.policy_id AND r.event_type = 'reinstated'
JOIN policy_events l ON l.policy_id = c.policy_id AND l.event_type = 'lapsed' AND l.event_id < r.event_id
WHERE loss_date >= l.event_date AND loss_date < r.event_date;
-- mutation
UPDATE policy_events SET event_type = CASE event_type WHEN 'issued' THEN 'lapsed' ELSE 'reinstated' END WHERE event_type IN ('issued', 'claim_decided');

-- rule: claims.several
-- Claims follow a Poisson distribution over exposure: vehicle policies with two or more claims as a share of those with any.
-- expect: share 13; slack 4
SELECT coalesce(sum(n > 1), 0), count(*) FROM (SELECT count(*) AS n FROM claims c JOIN policies p ON p.policy_id = c.policy_id WHERE policy_type = 'vehicle' GROUP BY c.policy_id);
-- mutation
UPDATE policies SET policy_type = 'vehicle' WHERE policy_type = 'health';

-- rule: claims.causes
-- A claim's type fits its cause.
WITH leads(cause, claim_type) AS (VALUES ('windshield', 'comprehensive'), ('vandalism', 'comprehensive'), ('parts_theft', 'comprehensive'), ('vehicle_theft', 'comprehensive'),
    ('falling_object', 'comprehensive'), ('hail', 'comprehensive'), ('hail', 'wind_hail'), ('animal_strike', 'comprehensive'), ('flood', 'comprehensive'), ('parking', 'collision'),
    ('lane_change', 'collision'), ('rear_end', 'collision'), ('intersection', 'collision'), ('run_off_road', 'collision'), ('ice', 'collision'), ('third_party_damage', 'liability'),
    ('third_party_injury', 'liability'), ('appliance_leak', 'water_damage'), ('burst_pipe', 'water_damage'), ('frozen_pipe', 'water_damage'), ('ice_dam', 'water_damage'),
    ('sewer_backup', 'water_damage'), ('wind', 'wind_hail'), ('hurricane', 'wind_hail'), ('tornado', 'wind_hail'), ('lightning', 'fire'), ('kitchen_fire', 'fire'), ('electrical_fire', 'fire'),
    ('wildfire', 'fire'), ('shared_loss', 'loss_assessment'), ('burglary', 'theft'), ('personal_theft', 'theft'), ('damage_to_neighbor', 'liability'), ('fall_on_premises', 'liability'), ('icy_steps', 'liability'), ('dog_bite', 'liability'),
    ('natural_causes', 'death_benefit'), ('illness', 'death_benefit'), ('accident', 'death_benefit'), ('office_visit', 'outpatient'), ('specialist_visit', 'outpatient'), ('preventive_care', 'outpatient'),
    ('laboratory', 'outpatient'), ('imaging', 'outpatient'), ('physical_therapy', 'outpatient'), ('mental_health', 'outpatient'), ('day_surgery', 'outpatient'), ('acute_medication', 'prescription'),
    ('maintenance_medication', 'prescription'), ('specialty_medication', 'prescription'), ('injury', 'emergency'), ('acute_illness', 'emergency'), ('chest_pain', 'emergency'), ('observation', 'inpatient'),
    ('childbirth', 'inpatient'), ('infection', 'inpatient'), ('surgery', 'inpatient'), ('heart_disease', 'inpatient'), ('traveler_illness', 'cancellation'), ('family_death', 'cancellation'),
    ('jury_duty', 'cancellation'), ('storm_warning', 'cancellation'), ('illness_abroad', 'medical'), ('injury_abroad', 'medical'), ('lost_baggage', 'baggage'), ('stolen_baggage', 'baggage'),
    ('weather_delay', 'delay'), ('carrier_delay', 'delay'))
SELECT claim_id, cause, claim_type FROM claims WHERE (cause, claim_type) NOT IN (SELECT cause, claim_type FROM leads);
-- mutation
UPDATE claims SET cause = 'ice' WHERE cause = 'windshield';

-- rule: claims.seasons
-- Causes have a season and a place: no ice or frost from April to November and none in Florida and Hawaii, hail from March to October, hurricanes
-- from June to November in coastal states, wildfires from May to November.
SELECT claim_id, cause, loss_date, state FROM claims c JOIN policies p ON p.policy_id = c.policy_id
WHERE cause IN ('ice', 'frozen_pipe', 'ice_dam', 'icy_steps') AND (substr(loss_date, 6, 2) BETWEEN '04' AND '11' OR state IN ('FL', 'HI'))
   OR cause = 'hail' AND substr(loss_date, 6, 2) NOT BETWEEN '03' AND '10' OR cause = 'wildfire' AND substr(loss_date, 6, 2) NOT BETWEEN '05' AND '11'
   OR cause = 'hurricane' AND (substr(loss_date, 6, 2) NOT BETWEEN '06' AND '11' OR state NOT IN ('FL', 'LA', 'TX', 'MS', 'AL', 'GA', 'SC', 'NC', 'VA', 'HI', 'NY', 'NJ', 'CT', 'RI', 'MA'));
-- mutation
UPDATE claims SET loss_date = substr(loss_date, 1, 4) || '-12-24' WHERE cause = 'hail';

-- rule: claims.glass
-- Windshield claims are 250 to 1,600.
SELECT claim_id, claim_amount FROM claims WHERE cause = 'windshield' AND claim_amount NOT BETWEEN 250 AND 1600;
-- mutation
UPDATE claims SET claim_amount = 14101 WHERE cause = 'windshield';

-- rule: claims.treatments
-- Treatments fit the insured: nobody over 50 gives birth.
SELECT claim_id, cause, loss_date, date_of_birth FROM claims c JOIN policies p ON p.policy_id = c.policy_id JOIN customers u ON u.customer_id = p.customer_id
WHERE cause = 'childbirth' AND years(date_of_birth, loss_date) NOT BETWEEN 16 AND 50;
-- mutation
UPDATE claims SET cause = 'childbirth' WHERE policy_id IN (SELECT policy_id FROM policies WHERE policy_type = 'health');

-- rule: claims.reserves
-- A claim that may still be paid has a reserve, equal to the approved amount once it is approved; other claims have none.
SELECT claim_id, status, reserve_amount, approved_amount FROM claims
WHERE CASE status WHEN 'approved' THEN cents(reserve_amount) <> cents(approved_amount) WHEN 'submitted' THEN cents(reserve_amount) <= 0
    WHEN 'under_review' THEN cents(reserve_amount) <= 0 ELSE cents(reserve_amount) <> 0 END;
-- mutation
UPDATE claims SET reserve_amount = 100;

-- rule: claims.by_others
-- The agent who sold a policy does not decide its claims.
SELECT claim_id, processed_by, agent_id FROM claims c JOIN policies p ON p.policy_id = c.policy_id WHERE processed_by = agent_id;
-- mutation
UPDATE claims SET processed_by = (SELECT agent_id FROM policies p WHERE p.policy_id = claims.policy_id);

-- rule: claims.yearly_limit
-- A health plan pays no more in a policy year than its limit.
SELECT p.policy_id, coverage_amount, sum(approved_amount) AS paid FROM claims c JOIN policies p ON p.policy_id = c.policy_id
WHERE policy_type = 'health' GROUP BY p.policy_id, years(start_date, loss_date) HAVING paid > coverage_amount;
-- mutation
UPDATE claims SET approved_amount = 1000001 WHERE approved_amount IS NOT NULL;

-- rule: claims.business_days
-- Claims are paid on business days.
SELECT claim_id, settlement_date FROM claims WHERE weekday(settlement_date) > 4;
-- mutation
UPDATE claims SET settlement_date = add_days(settlement_date, 5 - weekday(settlement_date));

-- rule: claims.approved
-- Approved and settled claims, and only they, have an approved amount, which exceeds neither the policy's limit nor the loss.
SELECT claim_id, status, claim_amount, approved_amount, coverage_amount FROM claims c JOIN policies p ON p.policy_id = c.policy_id
WHERE (status IN ('approved', 'settled')) <> (approved_amount IS NOT NULL) OR cents(approved_amount) <= 0
   OR cents(approved_amount) > cents(claim_amount)
   OR cents(approved_amount) > cents(coverage_amount) AND NOT (policy_type = 'property' AND claim_type = 'liability');
-- mutation
UPDATE claims SET approved_amount = claim_amount + 1 WHERE status = 'settled';
-- mutation
UPDATE claims SET approved_amount = NULL WHERE status = 'approved';

-- rule: claims.limit_less_deductible
-- The approved amount is at most min(limit, loss - deductible) of a coverage that pays for such a claim.
WITH pays(claim_type, policy_type, coverage_type) AS (VALUES ('collision', 'vehicle', 'collision'), ('comprehensive', 'vehicle', 'comprehensive'),
    ('liability', 'vehicle', 'bodily_injury_liability'), ('liability', 'vehicle', 'property_damage_liability'), ('liability', 'property', 'personal_liability'), ('liability', 'property', 'general_liability'),
    ('water_damage', 'property', 'building'), ('water_damage', 'property', 'business_property'), ('wind_hail', 'property', 'building'), ('wind_hail', 'property', 'business_property'),
    ('fire', 'property', 'building'), ('fire', 'property', 'business_property'), ('theft', 'property', 'business_property'),
    ('water_damage', 'property', 'dwelling'), ('water_damage', 'property', 'contents'), ('water_damage', 'property', 'water_backup'), ('wind_hail', 'property', 'dwelling'), ('wind_hail', 'property', 'contents'),
    ('fire', 'property', 'dwelling'), ('fire', 'property', 'contents'), ('theft', 'property', 'contents'), ('loss_assessment', 'property', 'loss_assessment'), ('death_benefit', 'life', 'death_benefit'),
    ('outpatient', 'health', 'outpatient'), ('outpatient', 'health', 'preventive'), ('outpatient', 'health', 'mental_health'), ('inpatient', 'health', 'inpatient'), ('emergency', 'health', 'emergency'), ('prescription', 'health', 'prescription'),
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

-- rule: claims.approved_lately
-- An approved claim is paid within weeks: no claim decided more than three weeks ago is still unpaid.
SELECT claim_id, claim_date, substr(performed_at, 1, 10) AS decided FROM claims c
JOIN audit_trails a ON a.entity_id = c.claim_id AND a.action = 'claim_decided'
WHERE status = 'approved' AND substr(performed_at, 1, 10) NOT BETWEEN add_days(as_of(), -21) AND as_of();
-- mutation
UPDATE audit_trails SET performed_at = add_days(substr(performed_at, 1, 10), -60) || substr(performed_at, 11) WHERE action = 'claim_decided';

-- rule: claims.older_are_settled
-- Settled claims are older than submitted ones: days between their mean dates, with an allowance for small numbers.
-- expect: between 150 and 3000
SELECT avg(CASE WHEN status = 'submitted' THEN day(claim_date) END) - avg(CASE WHEN status = 'settled' THEN day(claim_date) END) + 900 / sqrt(max(1, sum(status = 'settled'))) FROM claims;
-- mutation
UPDATE claims SET claim_date = add_days(claim_date, -900) WHERE status = 'submitted';

-- rule: claims.preventive
-- Plans pay for preventive care (42 USC 300gg-13): percentage of such claims that are denied, not counting one of them, less three standard deviations
-- for that few claims.
-- expect: between -1000 and 3.5
SELECT CASE WHEN count(*) = 0 THEN 0 ELSE 100.0 * max(0, sum(status = 'denied') - 1) / count(*) - 100.0 * 3 * 0.18 / sqrt(count(*)) END FROM claims WHERE cause = 'preventive_care';
-- mutation
UPDATE claims SET status = 'denied', cause = 'preventive_care' WHERE cause IN ('preventive_care', 'office_visit');

-- rule: claims.urgent
-- Care that nobody puts off is rarely denied: percentage of emergencies and urgent hospital care, one claim aside, less three standard deviations of what so
-- few come to by chance.
-- expect: between -1000 and 9
SELECT CASE WHEN count(*) = 0 THEN 0 ELSE 100.0 * max(0, sum(status = 'denied') - 1) / count(*) - 100.0 * 3 * 0.25 / sqrt(count(*)) END FROM claims
WHERE claim_type = 'emergency' OR cause IN ('heart_disease', 'infection', 'observation');
-- mutation
UPDATE claims SET status = 'denied', claim_type = 'emergency' WHERE cause IN ('injury', 'office_visit', 'specialist_visit');

-- rule: claims.needed
-- Nobody calls preventive care, a birth, an emergency, a visit or usual medication unnecessary, or asks for an authorization: policies of which no other
-- claim is denied are told other reasons.
WITH denied AS MATERIALIZED (
    SELECT policy_id FROM claims WHERE status = 'denied' GROUP BY policy_id
    HAVING sum(NOT (cause IN ('preventive_care', 'childbirth', 'heart_disease', 'infection', 'observation', 'office_visit', 'specialist_visit', 'laboratory',
        'acute_medication', 'maintenance_medication') OR claim_type = 'emergency')) = 0
)
SELECT policy_id, description FROM policy_events JOIN denied USING (policy_id)
WHERE description LIKE 'Claim denied%' AND description REGEXP 'medically necessary|authorization';
-- mutation
UPDATE policy_events SET description = 'Claim denied as not medically necessary' WHERE description LIKE 'Claim denied%';

-- rule: claims.described
-- What happened fits what is claimed: no fence for 30,000 dollars, no stitches for 13,000.
WITH sizes(words, least, most) AS (VALUES ('Paint scratched%', 0, 3500), ('Tires slashed%', 0, 1600), ('Mirror and antenna%', 0, 1500), ('Hail broke the rear%', 0, 3500),
    ('Door scraped%', 0, 5000), ('Bumper damaged%', 0, 4000), ('Scraped a%', 0, 6000), ('Knocked over a gate%', 0, 7000), ('%fence%', 0, 8000), ('Gutters%', 0, 6000),
    ('Skylight%', 0, 5000), ('Roof to be replaced%', 8000, 1000000), ('Chimney%', 0, 15000), ('Parcel stolen%', 0, 1200), ('Laptop stolen%', 0, 3500),
    ('Cut hand stitched', 0, 3500), ('Stitches%', 0, 3000), ('High fever%', 0, 4000), ('Ear infection%', 0, 1500), ('Dental emergency%', 0, 2000))
SELECT claim_id, description, claim_amount FROM claims JOIN sizes ON description LIKE words WHERE claim_amount NOT BETWEEN least AND most + 0.99;
-- mutation
UPDATE claims SET claim_amount = 20000 WHERE claim_type <> 'death_benefit';
