-- rule: applications.rows
-- Expected rows: loan applications.
-- expect: rows 504 customers; slack 0.3; effect 0.02
SELECT count(*) FROM loan_applications;
-- mutation
DELETE FROM loan_applications WHERE rowid % 20 = 0;

-- rule: applications.applicants
-- Loan Applications: share of customers who apply, exact in each full block of 200.
-- expect: share 35; each 200
SELECT (number_of(customer_id) - 1) / 200, count(DISTINCT customer_id) FROM loan_applications GROUP BY 1;
-- mutation
DELETE FROM loan_applications WHERE customer_id = (SELECT min(customer_id) FROM loan_applications);

-- rule: applications.twice
-- Loan Applications: number per applicant, never more than two.
-- expect: share 1 80, 2 20; blocks
SELECT CAST(n AS TEXT), count(*) FROM (SELECT count(*) AS n FROM loan_applications GROUP BY customer_id) GROUP BY 1;
-- mutation
DELETE FROM loan_applications WHERE application_id LIKE '%-2' AND rowid % 3 = 0;

-- rule: applications.ids
-- Identifiers: an application's id contains its customer's number and counts from 1 in order of time.
SELECT application_id, customer_id, application_date FROM (
    SELECT *, row_number() OVER own AS ordinal, lag(application_date) OVER own AS previous
    FROM loan_applications WINDOW own AS (PARTITION BY customer_id ORDER BY application_id)
) WHERE application_id <> 'APP-' || substr(customer_id, 6) || '-' || ordinal OR application_date < previous;
-- mutation
UPDATE loan_applications SET application_id = substr(application_id, 1, 12) || '3' WHERE rowid = 2;

-- rule: applications.types
-- Loan Applications by type.
-- expect: share mortgage 35, personal 30, auto 20, business 10, education 5; slack 0.3; effect 0.5
SELECT loan_type, count(*) FROM loan_applications GROUP BY 1;
-- mutation
UPDATE loan_applications SET loan_type = 'education' WHERE loan_type = 'personal' AND rowid % 3 = 0;

-- rule: applications.status
-- Loan Applications by status.
-- expect: share approved 65, rejected 20, pending 10, withdrawn 5; slack 0.3; effect 0.8
SELECT status, count(*) FROM loan_applications GROUP BY 1;
-- mutation
UPDATE loan_applications SET status = 'withdrawn' WHERE status = 'pending';

-- rule: applications.amounts
-- Amounts: mortgage 100k-800k, auto 8k-75k, personal 2k-50k, business 15k-500k, education 5k-90k.
SELECT application_id, loan_type, requested_amount FROM loan_applications
WHERE requested_amount NOT BETWEEN CASE loan_type WHEN 'mortgage' THEN 100000 WHEN 'auto' THEN 8000 WHEN 'personal' THEN 2000
        WHEN 'business' THEN 15000 ELSE 5000 END
    AND CASE loan_type WHEN 'mortgage' THEN 800000 WHEN 'auto' THEN 75000 WHEN 'personal' THEN 50000
        WHEN 'business' THEN 500000 ELSE 90000 END;
-- mutation
UPDATE loan_applications SET requested_amount = 7999.99 WHERE loan_type = 'auto';

-- rule: applications.decided
-- Loan Applications: decisions are made 1-30 days after the application; pending applications have none and are from the last 45 days.
SELECT application_id, status, application_date, decision_date FROM loan_applications
WHERE day(decision_date) - day(application_date) NOT BETWEEN 1 AND 30 OR decision_date > as_of() OR application_date > as_of()
   OR status IN ('approved', 'rejected') AND decision_date IS NULL
   OR status = 'pending' AND (decision_date IS NOT NULL OR application_date < add_days(as_of(), -45));
-- mutation
UPDATE loan_applications SET decision_date = add_days(application_date, 31) WHERE rowid = 2;
-- mutation
UPDATE loan_applications SET decision_date = NULL;

-- rule: applications.approved
-- Approved applications, and only they, have an approved amount, 80-100% of the requested amount; rejected ones have a reason.
SELECT application_id, status, requested_amount, approved_amount, rejection_reason FROM loan_applications
WHERE (status = 'approved') <> (approved_amount IS NOT NULL) OR (status = 'rejected') <> (rejection_reason IS NOT NULL)
   OR 100 * cents(approved_amount) < 80 * cents(requested_amount) OR cents(approved_amount) > cents(requested_amount);
-- mutation
UPDATE loan_applications SET rejection_reason = 'Insufficient income' WHERE status = 'pending';
-- mutation
UPDATE loan_applications SET approved_amount = requested_amount * 0.79 WHERE status = 'approved';

-- rule: applications.likelier
-- Loan Applications: approval becomes more likely with the score: points between the mean scores of approved and rejected applications, with an
-- allowance for small numbers.
-- expect: between 90 and 900
SELECT avg(CASE WHEN status = 'approved' THEN risk_score END) - avg(CASE WHEN status = 'rejected' THEN risk_score END)
    + 550 / sqrt(max(1, min(sum(status = 'approved'), sum(status = 'rejected'))))
FROM loan_applications JOIN first_assessments USING (application_id);
-- mutation
UPDATE risk_assessments SET risk_score = 700;

-- rule: applications.reasons
-- Loan Applications: rejection reasons fit the score: nobody with a good score is rejected for adverse credit history.
SELECT application_id, rejection_reason, risk_score FROM loan_applications a JOIN risk_assessments r USING (application_id)
WHERE status = 'rejected' AND risk_score >= 650
  AND rejection_reason REGEXP '(?i)bankruptcy|charged-off|repossession|delinquency|accounts in collection|below the minimum|late payments';
-- mutation
UPDATE loan_applications SET rejection_reason = 'Bankruptcy within the last seven years' WHERE status = 'rejected';

-- rule: loans.rows
-- Expected rows: loans.
-- expect: rows 272 customers
SELECT count(*) FROM loans;
-- mutation
DELETE FROM loans WHERE rowid % 4 = 0;

-- rule: loans.funded
-- Loans: share of approved applications that are funded.
-- expect: share 83; blocks
SELECT (SELECT count(*) FROM loans), (SELECT count(*) FROM loan_applications WHERE status = 'approved');
-- mutation
DELETE FROM loans WHERE rowid % 8 = 0;

-- rule: loans.application
-- A loan has its application's customer and type; the principal is the approved amount, disbursed after the decision.
SELECT loan_id, l.application_id, a.status, l.customer_id, a.customer_id, l.loan_type, a.loan_type, principal_amount, approved_amount
FROM loans l JOIN loan_applications a ON a.application_id = l.application_id
WHERE a.status <> 'approved' OR l.customer_id <> a.customer_id OR l.loan_type <> a.loan_type
   OR cents(principal_amount) <> cents(approved_amount) OR disbursement_date < decision_date
   OR substr(loan_id, 6) <> substr(l.application_id, 5) OR NOT loan_number REGEXP '^([0-9]{10}|[0-9]{12})$';
-- mutation
UPDATE loans SET principal_amount = principal_amount - 0.01 WHERE rowid = 2;

-- rule: loans.dates
-- Date/time consistency: a loan is disbursed by the as-of date and matures with its last installment.
SELECT l.loan_id, disbursement_date, maturity_date, last_due FROM loans l
LEFT JOIN (SELECT loan_id, max(due_date) AS last_due FROM repayment_schedule GROUP BY loan_id) s ON s.loan_id = l.loan_id
WHERE disbursement_date > as_of() OR last_due IS NULL OR maturity_date <> last_due;
-- mutation
UPDATE loans SET maturity_date = add_days(maturity_date, 1) WHERE rowid = 2;

-- rule: loans.rates
-- Loans: rates are mortgage 3.25-6.75%, personal 5.99-17.99%, auto 3.99-8.99%, business 4.99-12.99%, education 4.25-8.75%.
SELECT loan_id, loan_type, interest_rate FROM loans
WHERE units(interest_rate, 4) NOT BETWEEN CASE loan_type WHEN 'mortgage' THEN 325 WHEN 'personal' THEN 599 WHEN 'auto' THEN 399
        WHEN 'business' THEN 499 ELSE 425 END
    AND CASE loan_type WHEN 'mortgage' THEN 675 WHEN 'personal' THEN 1799 WHEN 'auto' THEN 899 WHEN 'business' THEN 1299 ELSE 875 END;
-- mutation
UPDATE loans SET interest_rate = 0.0324 WHERE loan_type = 'mortgage';

-- rule: loans.terms
-- Loans: mortgages run 15, 20, 25 or 30 years, personal 1-5, auto 3-6, business 3-10, education 5-15.
SELECT loan_id, loan_type, term_months FROM loans
WHERE term_months NOT BETWEEN CASE loan_type WHEN 'mortgage' THEN 180 WHEN 'personal' THEN 12 WHEN 'education' THEN 60 ELSE 36 END
    AND CASE loan_type WHEN 'mortgage' THEN 360 WHEN 'personal' THEN 60 WHEN 'auto' THEN 72 WHEN 'business' THEN 120 ELSE 180 END
   OR loan_type = 'mortgage' AND term_months % 60 <> 0 OR term_months % 12 <> 0;
-- mutation
UPDATE loans SET term_months = 84 WHERE loan_type = 'auto';
-- mutation
UPDATE loans SET term_months = 192 WHERE loan_type = 'mortgage';

-- rule: loans.mortgage_terms
-- Mortgages by term in years.
-- expect: share 15 20, 20 12, 25 8, 30 60
SELECT CAST(term_months / 12 AS TEXT), count(*) FROM loans WHERE loan_type = 'mortgage' GROUP BY 1;
-- mutation
UPDATE loans SET term_months = 300 WHERE term_months = 360 AND rowid % 2;

-- rule: loans.rate_by_risk
-- Loans: the rate rises with risk: basis points by which scores below 700 pay more than scores above, within a type and year, with an allowance for
-- small numbers.
-- expect: between 100 and 10000
WITH scored AS (
    SELECT units(interest_rate, 4) - avg(units(interest_rate, 4)) OVER (PARTITION BY loan_type, substr(disbursement_date, 1, 4)) AS above, risk_score
    FROM loans JOIN first_assessments USING (application_id)
)
SELECT avg(CASE WHEN risk_score < 700 THEN above END) - avg(CASE WHEN risk_score >= 700 THEN above END)
    + 500 / sqrt(max(1, min(sum(risk_score < 700), sum(risk_score >= 700))))
FROM scored;
-- mutation
UPDATE loans SET interest_rate = 0.0625;

-- rule: loans.status
-- Loans by status.
-- expect: share active 75, paid_off 20, defaulted 3, restructured 2
SELECT loan_status, count(*) FROM loans GROUP BY 1;
-- mutation
UPDATE loans SET loan_status = 'restructured' WHERE rowid % 10 = 0;

-- rule: loans.paid_off
-- Share of loans that are paid off, by type.
-- expect: share personal 38, auto 28, business 15, education 5, mortgage 3; slack 4
SELECT loan_type, sum(loan_status = 'paid_off'), count(*) FROM loans GROUP BY 1;
-- mutation
UPDATE loans SET loan_status = 'paid_off' WHERE loan_type = 'education';

-- rule: loans.default_status
-- Default status is set for defaulted loans, and only for them.
SELECT loan_id, loan_status, default_status FROM loans WHERE default_status <> (loan_status = 'defaulted');
-- mutation
UPDATE loans SET default_status = TRUE;

-- rule: loans.outstanding
-- Loans: the outstanding balance is the principal minus the principal repaid.
SELECT l.loan_id, loan_status, outstanding_balance, principal_amount, paid / 100.0 AS paid FROM loans l JOIN (
    SELECT loan_id, sum(CASE WHEN payment_status IN ('paid', 'late') THEN cents(principal_amount) ELSE 0 END) AS paid
    FROM repayment_schedule GROUP BY loan_id
) s ON s.loan_id = l.loan_id
WHERE cents(outstanding_balance) <> cents(principal_amount) - paid OR (loan_status = 'paid_off') <> (cents(outstanding_balance) = 0);
-- mutation
UPDATE loans SET outstanding_balance = outstanding_balance - 0.01 WHERE rowid = 2;

-- rule: loans.default_age
-- A defaulted loan is 12-36 months old.
SELECT loan_id, disbursement_date FROM loans
WHERE loan_status = 'defaulted' AND disbursement_date NOT BETWEEN add_months(as_of(), -36) AND add_months(as_of(), -12);
-- mutation
UPDATE loans SET disbursement_date = add_days(add_months(as_of(), -12), 1) WHERE loan_status = 'defaulted';

-- rule: collateral.rows
-- Expected rows: pieces of collateral.
-- expect: rows 141 customers; slack 11
SELECT count(*) FROM collateral;
-- mutation
DELETE FROM collateral WHERE rowid % 3 = 0;

-- rule: collateral.share
-- Collateral: share of loans that have it, by type.
-- expect: share mortgage 100, auto 68, business 42, personal 0, education 0; slack 3
SELECT loan_type, count(DISTINCT c.loan_id), count(DISTINCT l.loan_id) FROM loans l LEFT JOIN collateral c ON c.loan_id = l.loan_id GROUP BY 1;
-- mutation
UPDATE loans SET loan_type = 'personal' WHERE loan_type = 'auto';

-- rule: collateral.secured
-- Collateral: share of secured loans (mortgage, auto, business) that have it.
-- expect: share 80; slack 0.5; effect 0.45
SELECT count(c.loan_id), count(*) FROM loans l LEFT JOIN collateral c ON c.loan_id = l.loan_id WHERE loan_type IN ('mortgage', 'auto', 'business');
-- mutation
DELETE FROM collateral WHERE rowid % 5 = 0;

-- rule: collateral.once
-- Identifiers: a loan has at most one piece of collateral, whose id is derived from the loan's.
SELECT collateral_id, loan_id FROM collateral WHERE substr(collateral_id, 5) <> substr(loan_id, 6);
-- mutation
UPDATE collateral SET collateral_id = replace(collateral_id, '-1', '-3') WHERE rowid = 2;

-- rule: collateral.value
-- Collateral: appraised at 110-150% of the principal.
SELECT collateral_id, appraised_value, principal_amount FROM collateral c JOIN loans l ON l.loan_id = c.loan_id
WHERE 100 * cents(appraised_value) NOT BETWEEN 110 * cents(principal_amount) AND 150 * cents(principal_amount);
-- mutation
UPDATE collateral SET appraised_value = appraised_value * 1.5 WHERE rowid = 2;

-- rule: collateral.ltv
-- Collateral: the loan-to-value ratio is principal / value to 4 places.
SELECT collateral_id, ltv_ratio, principal_amount, appraised_value FROM collateral c JOIN loans l ON l.loan_id = c.loan_id
WHERE units(ltv_ratio, 4) <> half_even(cents(principal_amount) * 10000, cents(appraised_value));
-- mutation
UPDATE collateral SET ltv_ratio = ltv_ratio + 0.0001 WHERE rowid = 2;

-- rule: collateral.equity
-- Collateral: nobody borrows more than 80% of the value of an owned home.
SELECT collateral_id, appraised_value, principal_amount FROM collateral c JOIN loans l ON l.loan_id = c.loan_id
JOIN loan_applications a ON a.application_id = l.application_id
WHERE purpose = 'home_equity' AND 100 * cents(principal_amount) > 80 * cents(appraised_value);
-- mutation
UPDATE collateral SET appraised_value = appraised_value * 0.9, ltv_ratio = units(ltv_ratio, 4) / 9000.0
WHERE loan_id IN (SELECT loan_id FROM loans JOIN loan_applications USING (application_id) WHERE purpose = 'home_equity');

-- rule: collateral.types
-- Collateral: property and real estate for mortgages, vehicles for auto loans, and any kind for businesses.
SELECT collateral_id, collateral_type, loan_type FROM collateral c JOIN loans l ON l.loan_id = c.loan_id
WHERE loan_type = 'mortgage' AND collateral_type NOT IN ('property', 'real_estate') OR loan_type = 'auto' AND collateral_type <> 'vehicle'
   OR collateral_type NOT IN ('property', 'real_estate', 'vehicle', 'equipment', 'inventory');
-- mutation
UPDATE collateral SET collateral_type = 'inventory';

-- rule: collateral.vins
-- Nothing real: a vehicle's VIN has 17 characters, one of which is never used in VINs (I, O, Q).
SELECT collateral_id, description FROM collateral
WHERE collateral_type = 'vehicle' AND NOT coalesce(extract(description, 'VIN [A-Z0-9]{17}\b') REGEXP 'VIN .*[IOQ]', 0);
-- mutation
UPDATE collateral SET description = 'Sedan VIN 1HGCM82633A004352' WHERE collateral_type = 'vehicle';

-- rule: collateral.appraised
-- Date/time consistency, proper sequences: the appraisal follows the application and the first credit check, and does not follow the disbursement.
SELECT collateral_id, appraisal_date, first_score, disbursement_date FROM collateral c
JOIN loans l ON l.loan_id = c.loan_id JOIN loan_applications a ON a.application_id = l.application_id
JOIN (SELECT application_id, min(assessment_date) AS first_score FROM risk_assessments GROUP BY 1) r ON r.application_id = a.application_id
WHERE appraisal_date NOT BETWEEN max(application_date, first_score) AND disbursement_date;
-- mutation
UPDATE collateral SET appraisal_date = as_of() WHERE rowid = 2;

-- rule: guarantors.rows
-- Expected rows: guarantors.
-- expect: rows 88 customers; slack 12
SELECT count(*) FROM loan_guarantors;
-- mutation
DELETE FROM loan_guarantors WHERE rowid % 3 = 0;

-- rule: guarantors.share
-- Loan Guarantors: share of loans that have any.
-- expect: share 25; blocks
SELECT (SELECT count(DISTINCT loan_id) FROM loan_guarantors), (SELECT count(*) FROM loans);
-- mutation
DELETE FROM loan_guarantors WHERE number_of(loan_id) % 3 = 0;

-- rule: guarantors.number
-- Loan Guarantors: number per guaranteed loan.
-- expect: share 1 70, 2 30
SELECT CAST(n AS TEXT), count(*) FROM (SELECT count(*) AS n FROM loan_guarantors GROUP BY loan_id) GROUP BY 1;
-- mutation
DELETE FROM loan_guarantors WHERE guarantor_id % 10 = 2;

-- rule: guarantors.relationships
-- Loan Guarantors: spouse, parent, sibling, business partner or friend.
SELECT guarantor_id, relationship FROM loan_guarantors WHERE relationship NOT IN ('spouse', 'parent', 'sibling', 'business_partner', 'friend');
-- mutation
UPDATE loan_guarantors SET relationship = 'cousin' WHERE rowid = 2;

-- rule: guarantors.amount
-- Loan Guarantors: they guarantee 50-100% of the principal.
SELECT guarantor_id, guarantee_amount, principal_amount FROM loan_guarantors g JOIN loans l ON l.loan_id = g.loan_id
WHERE 100 * cents(guarantee_amount) NOT BETWEEN 50 * cents(principal_amount) AND 100 * cents(principal_amount);
-- mutation
UPDATE loan_guarantors SET guarantee_amount = 0.49 * principal_amount FROM loans l WHERE l.loan_id = loan_guarantors.loan_id;

-- rule: collateral.trade
-- Inventory and equipment that a company pledges are of its industry, as its name tells; no industry is unknown.
WITH trades(names, goods) AS (VALUES
    ('(Kitchen|Grill|Tavern|Catering|Bistro|Family Restaurant|Smokehouse)$|^Cafe ', 'Restaurant kitchen|Walk-in cooler|Dining room|Wine and spirits|Food and beverages'),
    ('(Construction|Builders|Homes|Remodeling|Contracting|Building Group)$', 'Compact excavator|Work truck|Scaffolding|Lumber|Building materials'),
    ('(Plumbing|Plumbing & Heating|Drain & Sewer|Mechanical|Heating & Air)$', 'Service van|Drain cleaning|Pipe |Boilers'),
    ('(Electric|Lighting & Electric|Brothers Electrical)$', 'Service van|Bucket truck|Cable |Electrical supplies'),
    ('(Landscaping|Lawn & Garden|Grounds Care|Tree Service)$', 'Commercial mowers|Tractor|Wood chipper|Garden plants|Mulch'),
    ('(Family Medicine|Internal Medicine Associates|Pediatrics|Dermatology|Orthopedic Group|Womens Health)$', 'Ultrasound|Examination room|X-ray'),
    ('(Dental|Family Dentistry|Dental Studio|Orthodontics|Smiles)$', 'Dental '),
    ('(Veterinary Clinic|Animal Hospital|Pet Care)$', 'Veterinary|Animal X-ray|Kennels'),
    ('(Law|& Associates|Legal Group|Legal Partners)$|^Law Office of ', 'Office furnishings|Conference room|Law library'),
    ('(Accounting|Tax & Bookkeeping|Tax Advisors|CPA Group)$', 'Office furnishings|Server|Copiers'),
    ('(Trucking|Freight|Transport|Hauling|Logistics)$', 'Highway tractor|trailer|delivery truck'),
    ('(Auto Repair|Automotive|Brake & Tire|Body Shop|Brothers Garage)$', 'Vehicle lifts|Tire|Vehicle paint|Auto parts'),
    ('(Food Mart|Market|Corner Store|Gas & Go)$', 'Refrigerated display|Walk-in cooler|Checkout|Groceries|Snacks'),
    ('(Boutique|Outfitters|& Thread|Closet)$', 'Store fixtures|embroidery|Alteration|Clothing|Shoes'),
    ('(Hardware|Hardware & Supply|Home Center)$', 'Forklift and pallet|liftgate|Key cutting|Hardware and tools|Paint and building'),
    ('(Hair Studio|Salon|Barber Shop|Salon & Spa)$', 'Salon|Styling|salon chairs'),
    ('(Laundry|Coin Laundry|Cleaners)$', 'laundry|Dry cleaning|Laundry'),
    ('(Cleaning|Janitorial|Commercial Cleaning)$', 'Floor scrubbers|Cleaning van|Pressure washing'),
    ('(Software|Technologies|Data|Systems)$', 'Server|Office furnishings|Workstations'),
    ('(Machine & Tool|Precision|Fabrication|Metal Works)$', 'CNC|Laser cutting|Steel and bar|Machined parts'),
    ('(Bakery|Bakehouse|Pastries|Oven)$', 'oven line|Dough|bakery van|Flour|Baking'),
    ('(Fitness|Yoga Collective|Martial Arts|Strength)$', 'Cardio|Rowing|Studio furnishings'),
    ('(Properties|Property Management|Rentals Group|Apartments)$', 'Maintenance van|Grounds equipment|Office furnishings')),
pledges AS MATERIALIZED (
    SELECT collateral_id, description, replace(full_name, extract(full_name, ' (LLC|Inc|Co|LLP|PLLC|PC)$'), '') AS short, full_name
    FROM collateral JOIN loans USING (loan_id) JOIN customer_profiles USING (customer_id) WHERE collateral_type IN ('equipment', 'inventory')
)
SELECT collateral_id, full_name, description FROM pledges p WHERE NOT EXISTS (
    SELECT 1 FROM trades WHERE coalesce(short, full_name) REGEXP names AND description REGEXP goods);
-- mutation
UPDATE collateral SET description = 'Wine and spirits in cellar' WHERE collateral_type = 'equipment';
-- mutation
UPDATE collateral SET description = 'CNC milling machine bought 2020' WHERE collateral_type IN ('equipment', 'inventory');

-- rule: collateral.vehicles
-- A vehicle that secures an auto loan is worth about what it was appraised at when the loan was decided: within 13 percent of what its model
-- and year imply.
WITH priced AS MATERIALIZED (
    SELECT collateral_id, description, appraised_value, price * percent / 100 AS worth FROM collateral JOIN loans USING (loan_id)
    JOIN loan_applications USING (application_id) JOIN models ON model = substr(description, 6, instr(description, ' VIN ') - 6)
    JOIN depreciation ON age = max(0, substr(decision_date, 1, 4) - substr(description, 1, 4)) WHERE collateral_type = 'vehicle'
)
SELECT collateral_id, description, appraised_value, worth FROM priced WHERE abs(appraised_value - worth) > 0.13 * appraised_value;
-- mutation
UPDATE collateral SET description = '2025 Pellan City hatchback VIN ' || substr(description, instr(description, ' VIN ') + 5) WHERE collateral_type = 'vehicle';

-- rule: loans.rentals
-- Whoever has a mortgage on a rental house has means and a home: an income of at least 90,000 dollars, give or take what is stated, and
-- no rent to pay; and starting two months after the purchase, rent comes into the account that pays the mortgage.
WITH lets AS MATERIALIZED (
    SELECT l.*, stated_income FROM loans l JOIN loan_applications a USING (application_id) WHERE purpose = 'rental_property'
), rents AS MATERIALIZED (
    SELECT account_id, customer_id, transaction_amount, transaction_date FROM transactions JOIN accounts USING (account_id) WHERE category = 'rent'
)
SELECT loan_id, 'income', stated_income FROM lets WHERE stated_income < 70000
UNION ALL SELECT loan_id, 'pays rent', transaction_amount FROM lets JOIN rents USING (customer_id) WHERE transaction_amount < 0
UNION ALL SELECT loan_id, 'gets no rent', disbursement_date FROM lets JOIN accounts ON account_id = linked_account_id
    WHERE loan_status <> 'paid_off' AND account_status = 'active' AND disbursement_date < add_days(as_of(), -105) AND NOT EXISTS (
        SELECT 1 FROM rents WHERE rents.account_id = linked_account_id AND transaction_amount > 0 AND transaction_date >= add_days(as_of(), -40));
-- mutation: The landlords pay rent themselves.
UPDATE loan_applications SET purpose = 'rental_property' WHERE loan_type = 'personal';
-- mutation
DELETE FROM transactions WHERE category = 'rent' AND transaction_amount > 0;
