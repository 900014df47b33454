-- rule: policies.dormant
-- Dormant customers have taken out no policy for a year.
SELECT policy_id, start_date FROM policies JOIN customer_profiles USING (customer_id)
WHERE customer_status = 'dormant' AND start_date > add_days(as_of(), -365);
-- mutation
UPDATE customer_profiles SET customer_status = 'dormant';

-- rule: policies.rows
-- Expected rows: policies.
-- expect: rows 720 customers
SELECT count(*) FROM policies;
-- mutation
DELETE FROM policies WHERE rowid % 8 = 0;

-- rule: policies.holders
-- Share of customers who hold policies.
-- expect: share 37.5; blocks; slack 0.5
SELECT count(DISTINCT customer_id), customers() FROM policies;
-- mutation
DELETE FROM policies WHERE number_of(customer_id) % 10 = 0;

-- rule: policies.number
-- Number of policies per holder.
-- expect: share 1 58, 2 27, 3 11, 4 4; slack 0.3; effect 0.4
SELECT CAST(n AS TEXT), count(*) FROM (SELECT count(*) AS n FROM policies GROUP BY customer_id) GROUP BY 1;
-- mutation
DELETE FROM policies WHERE policy_id LIKE '%-4' OR policy_id LIKE '%-3';

-- rule: policies.ids
-- Identifiers: a policy's id contains its customer's number and counts from 1.
SELECT policy_id, customer_id FROM (SELECT *, row_number() OVER (PARTITION BY customer_id ORDER BY policy_id) AS ordinal FROM policies)
WHERE policy_id <> 'POL-' || substr(customer_id, 6) || '-' || ordinal;
-- mutation
UPDATE policies SET policy_id = 'POL-0000001-9' WHERE rowid = 2;

-- rule: policies.types
-- Policies by type.
-- expect: share vehicle 35, property 25, life 22, health 10, travel 8; slack 0.3; effect 0.3
SELECT policy_type, count(*) FROM policies GROUP BY 1;
-- mutation
UPDATE policies SET policy_type = 'property' WHERE policy_type = 'vehicle' AND rowid % 3 = 0;

-- rule: policies.status
-- Policies by type and status.
-- expect: share vehicle/active 80, vehicle/lapsed 10, vehicle/cancelled 10, property/active 84, property/lapsed 4, property/cancelled 12, life/active 82, life/lapsed 11, life/cancelled 4, life/matured 3, health/active 80, health/lapsed 12, health/cancelled 8, travel/active 7, travel/cancelled 8, travel/matured 85; slack 1
SELECT policy_type || '/' || policy_status, count(*) FROM policies GROUP BY 1;
-- mutation
UPDATE policies SET policy_status = 'cancelled' WHERE rowid % 3 = 0;

-- rule: policies.frequency
-- Policies by type and premium frequency.
-- expect: share vehicle/monthly 70, vehicle/quarterly 8, vehicle/semiannual 15, vehicle/annual 7, property/monthly 60, property/quarterly 8, property/semiannual 7, property/annual 25, life/monthly 72, life/quarterly 12, life/semiannual 4, life/annual 12, health/monthly 96, health/quarterly 2, health/annual 2, travel/single 100; slack 1
SELECT policy_type || '/' || premium_frequency, count(*) FROM policies GROUP BY 1;
-- mutation
UPDATE policies SET premium_frequency = 'semiannual' WHERE policy_type = 'health' AND rowid % 4 = 0;

-- rule: policies.premiums
-- The annual premium is 360-4,500 for a vehicle, 500-6,000 for a house or a company's premises, 180-2,500 for a condominium, 96-600 for renters;
-- health costs 200-2,000 a month, travel 60-900 once.
SELECT policy_id, policy_type, premium_frequency, premium_amount FROM priced
WHERE yearly NOT BETWEEN CASE WHEN policy_type = 'vehicle' THEN 360 WHEN insured_item LIKE 'HO-6 %' THEN 180 WHEN insured_item LIKE 'HO-4 %' THEN 96
        WHEN policy_type = 'property' THEN 500 WHEN policy_type = 'health' THEN 2400 WHEN policy_type = 'travel' THEN 60 ELSE 1 END - 1
    AND CASE WHEN policy_type = 'vehicle' THEN 4500 WHEN insured_item LIKE 'HO-6 %' THEN 2500 WHEN insured_item LIKE 'HO-4 %' THEN 600
        WHEN policy_type = 'property' THEN 6000 WHEN policy_type = 'health' THEN 24000 WHEN policy_type = 'travel' THEN 900 ELSE 1000000 END + 1;
-- mutation
UPDATE policies SET premium_amount = 902 WHERE policy_type = 'travel';
-- mutation
UPDATE policies SET premium_amount = 700, premium_frequency = 'annual' WHERE insured_item LIKE 'HO-4 %';

-- rule: policies.mean_premiums
-- Mean annual premium: vehicles, and property by form.
-- expect: mean vehicle 1090, house 1240, condominium 445, tenant 172; slack 10
SELECT CASE substr(insured_item, 1, 5) WHEN 'HO-3 ' THEN 'house' WHEN 'DP-3 ' THEN 'house' WHEN 'HO-6 ' THEN 'condominium' WHEN 'HO-4 ' THEN 'tenant' ELSE policy_type END, yearly
FROM priced WHERE policy_type = 'vehicle' OR policy_type = 'property' AND insured_item NOT LIKE 'BOP %';
-- mutation
UPDATE policies SET premium_amount = premium_amount * 1.5 WHERE policy_type = 'vehicle';
-- mutation
UPDATE policies SET premium_amount = premium_amount * 3 WHERE insured_item LIKE 'HO-4 %';

-- rule: policies.vehicle_value
-- The premium of a vehicle with damage coverage depends on its age and value: vehicles up to five years old cost at least 1.1 times as much as those
-- ten or more years old, and among the newer ones expensive vehicles 1.1 times as much as cheap ones, with an allowance for small numbers.
WITH rated AS (
    SELECT yearly, price, substr(min(coalesce(end_date, as_of()), as_of()), 1, 4) - model_year AS age FROM priced p JOIN vehicles v ON v.policy_id = p.policy_id
    WHERE EXISTS (SELECT 1 FROM coverage c WHERE c.policy_id = p.policy_id AND coverage_type = 'collision')
), means(what, high, low, n) AS (
    SELECT 'age', avg(CASE WHEN age <= 5 THEN yearly END), avg(CASE WHEN age >= 10 THEN yearly END), min(sum(age <= 5), sum(age >= 10)) FROM rated
    UNION ALL SELECT 'value', avg(CASE WHEN price >= 45000 THEN yearly END), avg(CASE WHEN price < 32000 THEN yearly END),
        min(sum(price >= 45000), sum(price < 32000)) FROM rated WHERE age <= 9
)
SELECT what, high, low FROM means WHERE n >= 10 AND high < (1.1 - 1.2 / sqrt(n)) * low;
-- mutation
UPDATE policies SET premium_amount = 30 + 20 * (2026 - substr(insured_item, 1, 4)), premium_frequency = 'monthly' WHERE policy_type = 'vehicle';
-- mutation
UPDATE policies SET insured_item = '2008' || substr(insured_item, 5) WHERE policy_type = 'vehicle' AND premium_amount * 12 > 1300;

-- rule: policies.life_by_age
-- Life premiums depend on age and coverage amount: for the same amount, insureds aged 50 and over pay at least 1.5 times as much as those under 40,
-- term and whole life separately.
WITH rated AS (
    SELECT end_date IS NULL AS whole, years(date_of_birth, start_date) AS age, yearly / coverage_amount AS rate
    FROM priced p JOIN customers c ON c.customer_id = p.customer_id WHERE policy_type = 'life' AND policy_status = 'active'
)
SELECT whole, avg(CASE WHEN age >= 50 THEN rate END) AS old, avg(CASE WHEN age < 40 THEN rate END) AS young FROM rated GROUP BY whole
HAVING old < 1.5 * young AND min(sum(age >= 50), sum(age < 40)) >= 5;
-- mutation
UPDATE policies SET premium_amount = 10, coverage_amount = 100000;

-- rule: policies.health_by_age
-- Health plans are rated by age: insureds aged 55 and over pay on average at least 1.5 times as much as those under 35, with an allowance for small
-- numbers.
SELECT avg(CASE WHEN age >= 55 THEN yearly END) AS old, avg(CASE WHEN age < 35 THEN yearly END) AS young FROM (
    SELECT yearly, years(date_of_birth, as_of()) AS age FROM priced p JOIN customers c ON c.customer_id = p.customer_id WHERE policy_type = 'health')
HAVING min(sum(age >= 55), sum(age < 35)) >= 5 AND old < (1.5 - 2.0 / sqrt(min(sum(age >= 55), sum(age < 35)))) * young;
-- mutation
UPDATE policies SET premium_amount = CASE WHEN customer_id IN (SELECT customer_id FROM customers WHERE date_of_birth < '1980') THEN 50 ELSE 900 END,
    premium_frequency = 'monthly' WHERE policy_type = 'health';

-- rule: policies.by_state
-- Property is rated by location: the most expensive state costs at least 1.4 times the cheapest, among states with at least five houses.
SELECT max(mean) AS dearest, min(mean) AS cheapest, count(*) AS states FROM (
    SELECT state, avg(yearly) AS mean FROM priced WHERE insured_item LIKE 'HO-3 %' GROUP BY state HAVING count(*) >= 5)
HAVING states >= 6 AND dearest < 1.4 * cheapest;
-- mutation
UPDATE policies SET premium_amount = 130, premium_frequency = 'monthly', insured_item = 'HO-3 ' || insured_item;

-- rule: policies.state
-- A risk is rated in the state where its holder lives.
SELECT policy_id, i.state, p.state FROM policies i JOIN customer_profiles p ON p.customer_id = i.customer_id WHERE i.state <> p.state;
-- mutation
UPDATE policies SET state = 'ZZ' WHERE rowid = 2;

-- rule: policies.items
-- The insured item is consistent: a vehicle has a model year at most one year after the start and an invalid VIN (I, O or Q in fifth place); property
-- has a form and an address in the state; all others name the insured person and date of birth, health also the plan's tier, a trip its departure
-- date.
SELECT policy_id, policy_type, insured_item, full_name FROM policies i JOIN customers c ON c.customer_id = i.customer_id
JOIN (SELECT customer_id, first_name || ' ' || last_name AS person FROM customers) n ON n.customer_id = i.customer_id
JOIN customer_profiles p ON p.customer_id = i.customer_id
WHERE NOT CASE policy_type
    WHEN 'vehicle' THEN insured_item REGEXP '^[12][0-9]{3} .+ VIN [A-HJ-NPR-Z0-9]{4}[IOQ][A-HJ-NPR-Z0-9]{12}$' AND substr(insured_item, 1, 4) + 0 <= substr(start_date, 1, 4) + 1
    WHEN 'property' THEN insured_item REGEXP '^(HO-3|HO-4|HO-6|DP-3|BOP) at [0-9]+ ' AND insured_item LIKE '% ' || p.city || ' ' || i.state
    WHEN 'health' THEN insured_item REGEXP '^(Bronze|Silver|Gold|Platinum) plan for ' AND instr(insured_item, person || ' born ' || date_of_birth) > 0
    WHEN 'travel' THEN iif(policy_status = 'active', insured_item = person || ' born ' || date_of_birth, instr(insured_item, person || ' born ' || date_of_birth || ' departing ') = 1
        AND day(substr(insured_item, -10)) BETWEEN day(start_date) AND day(start_date) + 250 AND substr(insured_item, -21, 11) = ' departing ')
    ELSE insured_item = person || ' born ' || date_of_birth END;
-- mutation
UPDATE policies SET insured_item = replace(insured_item, ' VIN ', ' ');
-- mutation
UPDATE policies SET insured_item = 'Somebody born 1980-01-01' WHERE policy_type IN ('life', 'health', 'travel');
-- mutation
UPDATE policies SET insured_item = 'HO-3 at 1 Main Street Nowhere ' || state WHERE policy_type = 'property';
-- mutation
UPDATE policies SET insured_item = replace(insured_item, ' departing ' || substr(insured_item, -10), ' departing 2031-01-01') WHERE policy_type = 'travel';

-- rule: policies.forms
-- The form of a property policy fits its holder and coverage: HO-4 has no dwelling coverage, HO-6 a small one, no other structures and loss
-- assessment, HO-3 full dwelling coverage, a company's BOP a building, business property and business income. An address with a unit number is not a house, and a condominium that secures a loan is
-- insured as one.
WITH covered AS (
    SELECT p.policy_id, substr(insured_item, 1, 4) AS form, insured_item, coverage_amount, customer_segment = 'corporate' AS company,
        sum(coverage_type = 'dwelling') AS dwelling, sum(coverage_type = 'building') AS building, sum(coverage_type = 'other_structures') AS others, sum(coverage_type = 'loss_assessment') AS assessment,
        sum(coverage_type IN ('contents', 'business_property')) AS contents,
        min(CASE WHEN coverage_type IN ('personal_liability', 'general_liability') THEN coverage_limit END) AS liability, sum(coverage_type = 'business_income') AS income
    FROM policies p JOIN coverage c ON c.policy_id = p.policy_id JOIN customer_profiles u ON u.customer_id = p.customer_id
    WHERE policy_type = 'property' GROUP BY p.policy_id
)
SELECT policy_id, insured_item, coverage_amount FROM covered
WHERE (form = 'BOP ') <> company OR contents <> 1 OR liability < 100000 OR form = 'HO-3' AND insured_item REGEXP ' (Apt|Unit|#) ' AND policy_id NOT LIKE '%-1'
   OR NOT CASE form WHEN 'HO-4' THEN dwelling + others + assessment = 0 AND coverage_amount <= 60000
    WHEN 'HO-6' THEN dwelling = 1 AND others = 0 AND assessment = 1 AND coverage_amount <= 500000
    WHEN 'BOP ' THEN building = 1 AND income = 1 AND dwelling + others + assessment = 0 AND coverage_amount >= 150000
    ELSE dwelling = 1 AND others = 1 AND building + assessment = 0 AND coverage_amount >= 150000 END
UNION ALL SELECT p.policy_id, insured_item, description FROM policies p JOIN secured s ON s.customer_id = p.customer_id
WHERE p.policy_id LIKE '%-1' AND policy_type = 'property' AND policy_status = 'active' AND loan_type = 'mortgage'
    AND (description LIKE 'Condominium%') <> (insured_item LIKE 'HO-6 %')
    AND (SELECT count(*) FROM secured o WHERE o.customer_id = s.customer_id) = 1;
-- mutation
UPDATE policies SET insured_item = 'HO-3' || substr(insured_item, 5) WHERE insured_item LIKE 'HO-6 %';
-- mutation
UPDATE coverage SET coverage_type = 'other_structures' WHERE coverage_type = 'loss_assessment';
-- mutation
UPDATE coverage SET coverage_limit = 36000 WHERE coverage_type = 'personal_liability';

-- rule: policies.landlords
-- A rental house is not its owner's home: the policy that protects the loan that bought it has the form of a dwelling fire policy, DP-3,
-- and insures an address other than the owner's; no other policy has that form.
WITH rented_out AS (
    SELECT s.customer_id FROM loans s JOIN loan_applications USING (application_id)
    WHERE loan_status <> 'paid_off' AND purpose = 'rental_property' AND (SELECT count(*) FROM secured o WHERE o.customer_id = s.customer_id) = 1
)
SELECT policy_id, insured_item, address FROM policies p JOIN customer_profiles c ON c.customer_id = p.customer_id
WHERE policy_id LIKE '%-1' AND policy_type = 'property' AND policy_status = 'active' AND p.customer_id IN (SELECT customer_id FROM rented_out)
    AND (insured_item NOT LIKE 'DP-3 %' OR insured_item LIKE '% ' || address || ' %')
UNION ALL SELECT policy_id, insured_item, customer_id FROM policies WHERE insured_item LIKE 'DP-3 %'
    AND customer_id NOT IN (SELECT l.customer_id FROM loans l JOIN loan_applications USING (application_id) WHERE purpose = 'rental_property');
-- mutation
UPDATE policies SET insured_item = 'HO-3' || substr(insured_item, 5) WHERE insured_item LIKE 'DP-3 %';
-- mutation
UPDATE policies SET insured_item = 'DP-3' || substr(insured_item, 5) WHERE insured_item LIKE 'HO-4 %';

-- rule: policies.condominiums
-- Share of the insured homes of owners that are condominiums (Census Bureau, American Housing Survey, 2021: about one in ten).
-- expect: share 10; slack 4
SELECT sum(insured_item LIKE 'HO-6 %'), count(*) FROM policies WHERE insured_item REGEXP '^HO-[36] ';
-- mutation
UPDATE policies SET insured_item = 'HO-6' || substr(insured_item, 5) WHERE insured_item LIKE 'HO-3 %' AND rowid % 3 = 0;

-- rule: policies.house_income
-- A house that secures no loan is insured for at most 12 times the annual income, or the minimum of 150,000.
SELECT policy_id, coverage_amount, annual_income FROM policies p JOIN customer_profiles c ON c.customer_id = p.customer_id
WHERE insured_item LIKE 'HO-3 %' AND coverage_amount > 150000 AND coverage_amount > 12 * annual_income
  AND NOT (policy_id LIKE '%-1' AND p.customer_id IN (SELECT customer_id FROM secured));
-- mutation
UPDATE policies SET coverage_amount = 1200000 WHERE insured_item LIKE 'HO-3 %';

-- rule: policies.stays
-- A homeowner's policy does not move with the owner: no HO-3 or HO-6 has a change of address.
SELECT event_id, e.policy_id, insured_item, description FROM policy_events e JOIN policies p ON p.policy_id = e.policy_id
WHERE event_type = 'endorsed' AND description = 'Address changed' AND insured_item REGEXP '^HO-[36] ';
-- mutation
UPDATE policy_events SET event_type = 'endorsed', description = 'Address changed' WHERE policy_id IN (SELECT policy_id FROM policies WHERE insured_item LIKE 'HO-3 %');

-- rule: policies.electric
-- Electric vehicles have a model year of 2012 or later.
SELECT policy_id, insured_item FROM policies WHERE policy_type = 'vehicle' AND insured_item LIKE '% electric %' AND substr(insured_item, 1, 4) < '2012';
-- mutation
UPDATE policies SET insured_item = '2008' || substr(insured_item, 5) WHERE policy_type = 'vehicle';

-- rule: policies.trips
-- Trip insurance is issued on the day of booking and paid for before departure; it ends after departure, or is canceled before.
SELECT p.policy_id, policy_status, created_at, start_date, substr(insured_item, -10) AS departs, end_date, min(payment_date) AS paid
FROM policies p JOIN premium_payments m ON m.policy_id = p.policy_id WHERE policy_type = 'travel' AND policy_status <> 'active'
GROUP BY p.policy_id HAVING substr(created_at, 1, 10) <> start_date OR start_date >= departs OR paid > start_date
    OR CASE policy_status WHEN 'cancelled' THEN end_date >= departs ELSE day(end_date) - day(departs) NOT BETWEEN 4 AND 24 END;
-- mutation
UPDATE policies SET start_date = substr(insured_item, -10) WHERE policy_type = 'travel';
-- mutation
UPDATE policies SET end_date = add_days(substr(insured_item, -10), -1) WHERE policy_status = 'matured' AND policy_type = 'travel';

-- rule: policies.booked
-- Trips are booked weeks to months before departure: a month or more on average.
SELECT avg(day(substr(insured_item, -10)) - day(start_date)) AS days, count(*) AS n FROM policies WHERE policy_type = 'travel' AND policy_status <> 'active'
HAVING n >= 5 AND days < 30;
-- mutation
UPDATE policies SET start_date = add_days(substr(insured_item, -10), -4) WHERE policy_type = 'travel';

-- rule: policies.companies
-- Companies have no life, health or travel insurance.
SELECT policy_id, policy_type, i.customer_id FROM policies i JOIN customer_profiles p ON p.customer_id = i.customer_id
WHERE customer_segment = 'corporate' AND policy_type NOT IN ('vehicle', 'property');
-- mutation
UPDATE customer_profiles SET customer_segment = 'corporate' WHERE customer_id IN (SELECT customer_id FROM policies WHERE policy_type = 'life');

-- rule: policies.one_house
-- A person has at most one health plan, and a household at most one policy for its home.
SELECT max(policy_id), customer_id, policy_type, count(*) FROM policies WHERE policy_type = 'health'
   OR policy_type = 'property' AND customer_id IN (SELECT customer_id FROM customer_profiles WHERE customer_segment <> 'corporate')
GROUP BY customer_id, policy_type HAVING count(*) > 1;
-- mutation
UPDATE policies SET policy_type = 'health' WHERE policy_type = 'vehicle';

-- rule: policies.matured
-- Life insurance ends as agreed: with the death of the insured, or a whole number of years after the start.
SELECT p.policy_id, start_date, end_date FROM policies p LEFT JOIN claims c ON c.policy_id = p.policy_id AND c.claim_type = 'death_benefit'
WHERE policy_type = 'life' AND policy_status = 'matured' AND NOT coalesce(loss_date = end_date,
    add_days(end_date, 1) = add_months(start_date, 12 * round((day(end_date) - day(start_date) + 1) / 365.25)));
-- mutation
UPDATE policies SET end_date = add_days(end_date, -100) WHERE policy_status = 'matured' AND policy_type = 'life';

-- rule: policies.dead
-- Death ends everything: no policy outlives its holder, no premium is collected and no loss occurs after the death.
WITH dead AS (SELECT customer_id, min(loss_date) AS died FROM claims c JOIN policies p ON p.policy_id = c.policy_id WHERE claim_type = 'death_benefit' GROUP BY 1)
SELECT p.policy_id AS entry, policy_status, end_date, died FROM dead d JOIN policies p ON p.customer_id = d.customer_id WHERE coalesce(end_date, as_of()) > died OR policy_status = 'active'
UNION ALL SELECT payment_id, payment_status, payment_date, died FROM dead d JOIN policies p ON p.customer_id = d.customer_id
    JOIN premium_payments m ON m.policy_id = p.policy_id WHERE payment_date > died AND payment_status <> 'refunded'
UNION ALL SELECT claim_id, c.status, loss_date, died FROM dead d JOIN policies p ON p.customer_id = d.customer_id
    JOIN claims c ON c.policy_id = p.policy_id WHERE loss_date > died OR claim_date > died AND claim_type <> 'death_benefit';
-- mutation
UPDATE claims SET loss_date = add_days(loss_date, -3000) WHERE claim_type = 'death_benefit';

-- rule: policies.deaths
-- Death benefits as a ratio to the deaths of insured persons expected from the period life table of the Social Security Administration (2020), in
-- hundredths of twice that number, with an allowance for small numbers.
-- expect: share 50; slack 22; effect 1.5
WITH lives AS (
    SELECT years(date_of_birth, start_date) + (day(min(coalesce(end_date, as_of()), as_of())) - day(start_date)) / 730.5 AS age,
        (day(min(coalesce(end_date, as_of()), as_of())) - day(start_date) + 1) / 365.25 AS exposed
    FROM policies p JOIN customers c ON c.customer_id = p.customer_id WHERE policy_type = 'life'
), expected AS (
    SELECT sum(exposed * CASE WHEN age < 25 THEN 110 WHEN age < 30 THEN 145 WHEN age < 35 THEN 180 WHEN age < 40 THEN 225 WHEN age < 45 THEN 296
        WHEN age < 50 THEN 416 WHEN age < 55 THEN 616 WHEN age < 60 THEN 913 WHEN age < 65 THEN 1316 WHEN age < 70 THEN 1908 WHEN age < 75 THEN 2900 WHEN age < 80 THEN 4600
        WHEN age < 85 THEN 7500 ELSE 12500 END) / 100000 AS deaths FROM lives
)
SELECT count(*), max(count(*), 2 * (SELECT deaths FROM expected)) FROM claims WHERE claim_type = 'death_benefit';
-- mutation
INSERT INTO claims SELECT claim_id || '9' || n, policy_id, claim_number || n, 'death_benefit', claim_amount, claim_date, status, approved_amount, settlement_date, description, processed_by, loss_date, cause, reserve_amount
FROM claims, (SELECT 1 AS n UNION SELECT 2 UNION SELECT 3 UNION SELECT 4);

-- rule: policies.coverage
-- Coverage amounts are 25k-500k for vehicles, 150k-1.2M for property (renters 20-60k, condominiums 40-500k), 10k-1M for life, 2-15k for travel; a
-- health plan pays at least 100k and at most 1M a year.
SELECT policy_id, policy_type, coverage_amount FROM policies
WHERE coverage_amount NOT BETWEEN CASE policy_type WHEN 'vehicle' THEN 25000 WHEN 'property' THEN 20000 WHEN 'life' THEN 10000
        WHEN 'health' THEN 100000 ELSE 2000 END
    AND CASE policy_type WHEN 'vehicle' THEN 500000 WHEN 'property' THEN 1200000 WHEN 'travel' THEN 15000 ELSE 1000000 END
   OR insured_item LIKE 'HO-6 %' AND coverage_amount NOT BETWEEN 40000 AND 500000 OR policy_type = 'property' AND insured_item NOT LIKE 'HO-6 %' AND coverage_amount > 60000 AND coverage_amount < 150000;
-- mutation
UPDATE policies SET coverage_amount = 100000 WHERE policy_type = 'property';

-- rule: policies.life_sums
-- Term life covers 100k-1M; whole life, which has no end date while active, 10-250k.
SELECT policy_id, policy_status, end_date, coverage_amount FROM policies
WHERE policy_type = 'life' AND policy_status = 'active' AND coverage_amount NOT BETWEEN CASE WHEN end_date IS NULL THEN 10000 ELSE 100000 END
    AND CASE WHEN end_date IS NULL THEN 250000 ELSE 1000000 END;
-- mutation
UPDATE policies SET coverage_amount = 90000 WHERE coverage_amount = 100000;

-- rule: policies.life_income
-- Life insurance covers at most 20 times the annual income and costs at most a tenth of it, except for the minimum coverage of 10,000.
SELECT policy_id, coverage_amount, yearly, annual_income FROM priced p JOIN customer_profiles c ON c.customer_id = p.customer_id
WHERE policy_type = 'life' AND coverage_amount > 10000 AND (coverage_amount > 20 * annual_income OR yearly > 0.1 * annual_income + 1);
-- mutation
UPDATE policies SET coverage_amount = 1000000 WHERE policy_type = 'life' AND rowid % 2 = 0;
-- mutation
UPDATE policies SET premium_amount = premium_amount * 100 WHERE policy_type = 'life';

-- rule: policies.health_income
-- A health plan costs at most a fifth of the income: people who earn less have Medicaid or other insurance.
SELECT policy_id, yearly, annual_income FROM priced p JOIN customer_profiles c ON c.customer_id = p.customer_id
WHERE policy_type = 'health' AND yearly > 0.2 * annual_income;
-- mutation
UPDATE policies SET premium_amount = premium_amount * 4 WHERE policy_type = 'health';

-- rule: policies.terms
-- Term life insurance that is active or has matured runs for at least five years, and ends by age 75.
SELECT p.policy_id, start_date, end_date, date_of_birth FROM policies p JOIN customers c ON c.customer_id = p.customer_id
WHERE policy_type = 'life' AND policy_status IN ('active', 'matured') AND end_date IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM claims d WHERE d.policy_id = p.policy_id AND claim_type = 'death_benefit')
  AND (add_months(start_date, 60) > add_days(end_date, 1) OR years(date_of_birth, end_date) > 75);
-- mutation
UPDATE policies SET end_date = add_months(end_date, 480) WHERE policy_type = 'life' AND policy_status = 'active';
-- mutation
UPDATE policies SET start_date = add_months(end_date, -12) WHERE policy_type = 'life' AND policy_status = 'active';

-- rule: policies.start
-- Policies that do not protect collateral started 1 to 54 months ago; a matured five-year term started earlier, but not before its holder joined.
-- None starts in the future or before it is written, and all end after they start.
SELECT policy_id, start_date, end_date, p.created_at FROM policies p JOIN accounts_db.customers c ON c.customer_id = p.customer_id
WHERE start_date > as_of() OR start_date < substr(p.created_at, 1, 10) OR end_date < start_date OR start_date < substr(c.created_at, 1, 10)
   OR start_date NOT BETWEEN add_months(as_of(), -54) AND add_days(as_of(), -28)
  AND NOT (policy_type = 'life' AND policy_status = 'matured' AND add_days(end_date, 1) = add_months(start_date, 60))
  AND NOT (policy_id LIKE '%-1' AND p.customer_id IN (SELECT customer_id FROM secured));
-- mutation
UPDATE policies SET start_date = add_days(as_of(), -21) WHERE rowid < 20;
-- mutation
UPDATE policies SET end_date = add_days(start_date, -1) WHERE rowid = 2;
-- mutation
UPDATE policies SET start_date = add_months(start_date, -12) WHERE policy_type = 'life' AND policy_status = 'matured';

-- rule: policies.in_force
-- A policy that lapsed, was canceled or matured has ended; an active one has not.
SELECT policy_id, policy_status, start_date, end_date FROM policies
WHERE policy_status = 'active' AND end_date < as_of() OR policy_status <> 'active' AND (end_date IS NULL OR end_date > as_of());
-- mutation
UPDATE policies SET end_date = add_days(as_of(), -1) WHERE policy_status = 'active';
