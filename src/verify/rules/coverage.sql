-- section: insurance_db
-- rule: coverage.rows
-- Expected rows: coverages.
-- expect: rows 3600 customers; slack 3; effect 0.5
SELECT count(*) FROM coverage;
-- mutation
DELETE FROM coverage WHERE rowid % 4 = 0;

-- rule: coverage.types
-- Share of policies of a type that have a coverage: vehicles (other than collision and comprehensive), houses, condominiums.
-- expect: share vehicle/bodily_injury_liability 100, vehicle/property_damage_liability 100, vehicle/uninsured_motorist 85, vehicle/medical_payments 60, vehicle/rental_reimbursement 35, vehicle/roadside_assistance 40, house/dwelling 100, house/other_structures 100, house/contents 100, house/loss_of_use 100, house/personal_liability 100, house/medical_payments 100, house/water_backup 30, condominium/dwelling 100, condominium/contents 100, condominium/loss_of_use 100, condominium/personal_liability 100, condominium/medical_payments 100, condominium/water_backup 30, condominium/loss_assessment 100, life/death_benefit 100, life/accelerated_benefit 60, life/waiver_of_premium 30, life/accidental_death 20, life/child_rider 10, health/inpatient 100, health/outpatient 100, health/emergency 100, health/prescription 100, health/preventive 100, health/mental_health 100, travel/trip_cancellation 100, travel/trip_interruption 100, travel/travel_medical 100, travel/evacuation 100, travel/baggage 100, travel/travel_delay 100, business/building 100, business/outdoor_property 100, business/business_property 100, business/business_income 100, business/general_liability 100, business/medical_payments 100, business/water_backup 30; slack 1; effect 0.5
WITH whole AS (SELECT policy_id, CASE WHEN policy_type <> 'property' THEN policy_type WHEN insured_item LIKE 'HO-6 %' THEN 'condominium' WHEN insured_item LIKE 'BOP %' THEN 'business' ELSE 'house' END AS kind
    FROM policies WHERE insured_item NOT LIKE 'HO-4 %')
SELECT kind || '/' || coverage_type, count(*), (SELECT count(*) FROM whole o WHERE o.kind = w.kind)
FROM whole w JOIN coverage c ON c.policy_id = w.policy_id WHERE coverage_type NOT IN ('collision', 'comprehensive') GROUP BY 1;
-- mutation
DELETE FROM coverage WHERE coverage_type = 'water_backup';

-- rule: coverage.vehicle
-- Share of vehicles insured for damage to the vehicle itself.
-- expect: share collision 76, comprehensive 80; slack 2
SELECT coverage_type, count(*), (SELECT count(*) FROM policies WHERE policy_type = 'vehicle') FROM coverage
WHERE coverage_type IN ('collision', 'comprehensive') GROUP BY 1;
-- mutation
DELETE FROM coverage WHERE coverage_type = 'comprehensive' AND rowid % 2 = 0;

-- rule: coverage.vehicle_age
-- Owners of vehicles that secure no loan drop collision coverage as the vehicle ages: share with the coverage by vehicle age in years.
-- expect: share to_4 96, to_9 89, to_14 62, older 27; slack 3
WITH aged AS (
    SELECT p.policy_id, substr(min(coalesce(end_date, as_of()), as_of()), 1, 4) - model_year AS age FROM policies p JOIN vehicles v ON v.policy_id = p.policy_id
    WHERE NOT (p.policy_id LIKE '%-1' AND p.customer_id IN (SELECT customer_id FROM secured WHERE loan_type = 'auto'))
)
SELECT CASE WHEN age <= 4 THEN 'to_4' WHEN age <= 9 THEN 'to_9' WHEN age <= 14 THEN 'to_14' ELSE 'older' END, count(coverage_id), count(*)
FROM aged a LEFT JOIN coverage c ON c.policy_id = a.policy_id AND coverage_type = 'collision' GROUP BY 1;
-- mutation
UPDATE coverage SET coverage_type = 'roadside_assistance' WHERE coverage_type = 'collision' AND rowid % 3 > 0;
-- mutation
UPDATE policies SET insured_item = '2004' || substr(insured_item, 5) WHERE policy_type = 'vehicle';

-- rule: coverage.vehicle_value
-- Vehicle damage is insured for what the vehicle was worth at the policy's start, in whole hundreds, and not at all if that is negligible; a policy
-- without comprehensive has no collision either.
SELECT coverage_id, c.policy_id, coverage_type, coverage_limit, price * percent / 100 AS worth FROM coverage c
JOIN policies p ON p.policy_id = c.policy_id JOIN vehicles v ON v.policy_id = c.policy_id
JOIN depreciation d ON d.age = min(max(substr(start_date, 1, 4) - model_year, 0), 21)
WHERE coverage_type IN ('collision', 'comprehensive') AND coverage_limit NOT BETWEEN worth AND worth + 100
   OR coverage_type = 'collision' AND NOT EXISTS (SELECT 1 FROM coverage o WHERE o.policy_id = c.policy_id AND o.coverage_type = 'comprehensive');
-- mutation
UPDATE coverage SET coverage_limit = 50000 WHERE coverage_type = 'collision';
-- mutation
DELETE FROM coverage WHERE coverage_type = 'comprehensive' AND rowid % 3 = 0;

-- rule: coverage.auto_loan
-- All vehicles that secure an auto loan have collision and comprehensive coverage.
SELECT DISTINCT p.policy_id, loan_id FROM policies p JOIN secured s ON s.customer_id = p.customer_id
WHERE p.policy_id LIKE '%-1' AND policy_type = 'vehicle' AND policy_status = 'active' AND loan_type = 'auto'
  AND (SELECT count(*) FROM coverage v WHERE v.policy_id = p.policy_id AND coverage_type IN ('collision', 'comprehensive')) < 2;
-- mutation
DELETE FROM coverage WHERE coverage_type = 'collision';
-- mutation
DELETE FROM coverage WHERE coverage_type = 'comprehensive';

-- rule: coverage.portions
-- The premium portions of a policy add up to its premium.
SELECT p.policy_id, premium_amount, coalesce(portions, 0) / 100.0 AS portions FROM policies p
LEFT JOIN (SELECT policy_id, sum(cents(premium_portion)) AS portions FROM coverage GROUP BY policy_id) c ON c.policy_id = p.policy_id
WHERE cents(premium_amount) <> coalesce(portions, 0);
-- mutation
UPDATE coverage SET premium_portion = premium_portion + 0.01 WHERE rowid = 2;

-- rule: coverage.limits
-- No limit exceeds the policy's coverage amount, except the liability limit of home policies.
SELECT coverage_id, coverage_type, coverage_limit, coverage_amount FROM coverage c JOIN policies p ON p.policy_id = c.policy_id
WHERE cents(coverage_limit) > cents(coverage_amount) AND coverage_type NOT IN ('personal_liability', 'general_liability') OR cents(coverage_limit) <= 0;
-- mutation
UPDATE coverage SET coverage_limit = coverage_limit * 10;

-- rule: coverage.deductibles
-- Deductibles are multiples of 50.
SELECT coverage_id, coverage_type, deductible FROM coverage WHERE cents(deductible) < 0 OR cents(deductible) % 5000 <> 0;
-- mutation
UPDATE coverage SET deductible = deductible + 1 WHERE rowid = 2;

-- rule: coverage.once
-- A policy has each coverage at most once.
SELECT max(coverage_id), policy_id, coverage_type FROM coverage GROUP BY policy_id, coverage_type HAVING count(*) > 1;
-- mutation
UPDATE coverage SET coverage_type = 'dwelling' WHERE coverage_type = 'contents';

-- rule: beneficiaries.rows
-- Expected rows: beneficiaries.
-- expect: rows 277 customers; slack 12
SELECT count(*) FROM beneficiaries;
-- mutation
DELETE FROM beneficiaries WHERE rowid % 3 = 0;

-- rule: beneficiaries.life
-- Only life policies have beneficiaries, 1 to 3 each, whose percentages add up to 100.
SELECT p.policy_id, policy_type, count(beneficiary_id) AS n, sum(percentage) FROM policies p LEFT JOIN beneficiaries b ON b.policy_id = p.policy_id
GROUP BY p.policy_id HAVING CASE WHEN policy_type = 'life' THEN n NOT BETWEEN 1 AND 3 OR cents(sum(percentage)) <> 10000 ELSE n > 0 END;
-- mutation
UPDATE beneficiaries SET percentage = percentage - 1 WHERE rowid = 2;

-- rule: beneficiaries.number
-- Number of beneficiaries per life policy.
-- expect: share 1 45, 2 35, 3 20
SELECT CAST(n AS TEXT), count(*) FROM (SELECT count(*) AS n FROM beneficiaries GROUP BY policy_id) GROUP BY 1;
-- mutation
DELETE FROM beneficiaries WHERE beneficiary_id % 10 = 3;

-- rule: beneficiaries.relationships
-- Beneficiaries by relationship.
-- expect: share spouse 50, child 30, parent 8, sibling 7, trust 3, other 2; slack 4
SELECT relationship, count(*) FROM beneficiaries GROUP BY 1;
-- mutation
UPDATE beneficiaries SET relationship = 'sibling' WHERE relationship = 'child';

-- rule: beneficiaries.kin
-- One family per person: a customer names the same spouse in every policy, and no relative is named twice in a policy.
SELECT customer_id, count(DISTINCT name) AS spouses, min(name), max(name) FROM (
    SELECT customer_id, beneficiary_name AS name FROM beneficiaries b JOIN policies p ON p.policy_id = b.policy_id WHERE relationship = 'spouse')
GROUP BY customer_id HAVING spouses > 1
UNION ALL SELECT policy_id, count(*), beneficiary_name, relationship FROM beneficiaries GROUP BY policy_id, beneficiary_name, relationship HAVING count(*) > 1;
-- mutation
UPDATE beneficiaries SET beneficiary_name = 'Somebody Else' || rowid WHERE relationship = 'spouse';
-- mutation
UPDATE beneficiaries SET beneficiary_name = 'Somebody Else', relationship = 'child';
