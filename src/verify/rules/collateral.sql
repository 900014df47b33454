-- section: loans_db
-- rule: credit.vehicles
-- Collateral has a realistic value: a new vehicle's model year is that of its loan or the next, a used one's is earlier.
SELECT collateral_id, description, purpose, appraisal_date FROM (
    SELECT collateral_id, description, purpose, appraisal_date, CAST(substr(description, 1, 4) AS INTEGER) - CAST(substr(appraisal_date, 1, 4) AS INTEGER) AS ahead
    FROM collateral c JOIN loans USING (loan_id) JOIN loan_applications USING (application_id) WHERE collateral_type = 'vehicle')
WHERE ahead NOT BETWEEN CASE purpose WHEN 'new_vehicle' THEN -1 ELSE -14 END AND CASE purpose WHEN 'new_vehicle' THEN 1 ELSE 0 END;
-- mutation
UPDATE collateral SET description = '1999' || substr(description, 5) WHERE collateral_type = 'vehicle';

-- rule: credit.old_vehicles
-- Collateral has a realistic value: dollars by which vehicles up to two years old are worth more than those at least six years old, with an allowance
-- for small numbers.
-- expect: between 8000 and 1000000
SELECT avg(CASE WHEN age <= 2 THEN value END) - avg(CASE WHEN age >= 6 THEN value END)
    + 30000 / sqrt(min(sum(age <= 2), sum(age >= 6)))
FROM (SELECT appraised_value AS value, CAST(substr(appraisal_date, 1, 4) AS INTEGER) - CAST(substr(description, 1, 4) AS INTEGER) AS age
    FROM collateral WHERE collateral_type = 'vehicle');
-- mutation
UPDATE collateral SET appraised_value = 25000 - 1000 * (substr(description, 1, 4) - 2020) WHERE collateral_type = 'vehicle';

-- rule: credit.homes
-- Collateral has a realistic value: a home costs 55 to 900 dollars per square foot, and its rooms fit its size.
SELECT collateral_id, description, appraised_value FROM (
    SELECT collateral_id, description, appraised_value, CAST(extract(description, '[0-9]+ sq ft') AS INTEGER) AS feet,
        CAST(extract(description, '[0-9] bedroom') AS INTEGER) AS bedrooms, CAST(extract(description, '[0-9] bath') AS INTEGER) AS baths
    FROM collateral JOIN loans USING (loan_id) WHERE loan_type = 'mortgage')
WHERE coalesce(appraised_value / feet NOT BETWEEN 55 AND 900 OR bedrooms * 180 > feet
    OR description REGEXP '^(Duplex|Two-family)' AND (feet < 1000 OR baths < 2) OR feet < 700 AND description NOT REGEXP '^(Condominium|Cottage)', 1);
-- mutation
UPDATE collateral SET appraised_value = appraised_value * 12;
-- mutation
UPDATE collateral SET description = 'Two-family house 1 bedroom 1 bath 700 sq ft built 1950' WHERE collateral_type = 'real_estate';

-- rule: credit.guarantors
-- Guarantors are relatives or friends of a person, and partners of a company or the owner's spouse; nobody guarantees a loan twice, or their own
-- loan.
SELECT guarantor_id, relationship, loan_type FROM loan_guarantors JOIN loans USING (loan_id)
WHERE (relationship NOT IN ('business_partner', 'spouse')) = (loan_type = 'business') AND relationship <> 'spouse'
UNION ALL SELECT min(guarantor_id), guarantor_name, loan_id FROM loan_guarantors GROUP BY loan_id, guarantor_name HAVING count(*) > 1
UNION ALL SELECT guarantor_id, guarantor_name, loan_id FROM loan_guarantors JOIN loans USING (loan_id) JOIN accounts_db.customers USING (customer_id)
    WHERE guarantor_name = first_name || ' ' || last_name;
-- mutation
UPDATE loan_guarantors SET relationship = 'friend';
-- mutation
UPDATE loan_guarantors SET guarantor_name = 'Ann Lee';

-- rule: credit.one_spouse
-- One family per person: the spouse who guarantees several loans is the same.
SELECT customer_id, min(guarantor_name), max(guarantor_name) FROM loan_guarantors JOIN loans USING (loan_id)
WHERE relationship = 'spouse' GROUP BY customer_id HAVING count(DISTINCT guarantor_name) > 1;
-- mutation
UPDATE loan_guarantors SET relationship = 'spouse';
