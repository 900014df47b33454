-- section: customer_db
-- rule: profiles.count
-- Each customer has one profile.
SELECT count(*) AS found, customers() AS manifest FROM customer_profiles HAVING count(*) <> customers();
-- mutation
DELETE FROM customer_profiles WHERE customer_id = 'CUST-0001200';

-- rule: profiles.segments
-- Customers by segment, exact in each full block of 200.
-- expect: share retail 60, premium 25, corporate 10, private_banking 5; each 200
SELECT (number_of(customer_id) - 1) / 200, customer_segment, count(DISTINCT customer_id) FROM customer_profiles GROUP BY 1, 2;
-- mutation: Two customers of different blocks swap segments.
UPDATE customer_profiles SET customer_segment = 'premium' WHERE customer_id = (SELECT min(customer_id) FROM customer_profiles WHERE customer_segment = 'retail');
UPDATE customer_profiles SET customer_segment = 'retail' WHERE customer_id = (SELECT max(customer_id) FROM customer_profiles WHERE customer_segment = 'premium');

-- rule: profiles.wealthy
-- Segments follow wealth at the bank: all private banking customers and nine in ten premium customers hold an account.
SELECT customer_segment, count(*) AS n, sum(customer_id IN (SELECT customer_id FROM accounts)) AS holders FROM customer_profiles
WHERE customer_segment IN ('premium', 'private_banking') GROUP BY 1
HAVING n - holders > CASE customer_segment WHEN 'premium' THEN 0.1 * n + 2 ELSE 0 END;
-- mutation
UPDATE customer_profiles SET customer_segment = 'private_banking' WHERE customer_id NOT IN (SELECT customer_id FROM accounts);

-- rule: profiles.earners
-- Segments follow income: mean income of private banking over that of premium, or of premium over that of retail if that is less; if there are ten
-- of each.
-- expect: between 1.25 and 6
SELECT CASE WHEN least < 10 THEN 2 ELSE min(private / premium, premium / retail) END FROM (
    SELECT min(sum(customer_segment = 'private_banking'), sum(customer_segment = 'premium'), sum(customer_segment = 'retail')) AS least,
        avg(CASE customer_segment WHEN 'private_banking' THEN annual_income END) AS private,
        avg(CASE customer_segment WHEN 'premium' THEN annual_income END) AS premium,
        avg(CASE customer_segment WHEN 'retail' THEN annual_income END) AS retail FROM customer_profiles);
-- mutation
UPDATE customer_profiles SET annual_income = 45000 WHERE customer_segment IN ('premium', 'private_banking');

-- rule: profiles.status
-- Customers by status, exact in each full block of 200.
-- expect: share active 90, dormant 7, closed 3; each 200
SELECT (number_of(customer_id) - 1) / 200, customer_status, count(DISTINCT customer_id) FROM customer_profiles GROUP BY 1, 2;
-- mutation
UPDATE customer_profiles SET customer_status = 'dormant' WHERE customer_id = (SELECT min(customer_id) FROM customer_profiles WHERE customer_status = 'active');

-- rule: profiles.agents
-- Share of customers who have an agent, exact in each full block of 200.
-- expect: share 80; each 200
SELECT (number_of(customer_id) - 1) / 200, count(DISTINCT customer_id) FROM customer_profiles WHERE assigned_agent_id IS NOT NULL GROUP BY 1;
-- mutation
UPDATE customer_profiles SET assigned_agent_id = NULL WHERE customer_id = (SELECT min(customer_id) FROM customer_profiles WHERE assigned_agent_id IS NOT NULL);

-- rule: profiles.held
-- Nobody goes dormant or leaves who never held an account or a policy.
SELECT customer_id, customer_status FROM customer_profiles WHERE customer_status <> 'active'
  AND customer_id NOT IN (SELECT customer_id FROM accounts) AND customer_id NOT IN (SELECT customer_id FROM policies);
-- mutation
UPDATE customer_profiles SET customer_status = 'dormant' WHERE customer_id NOT IN (SELECT customer_id FROM accounts);

-- rule: profiles.nothing
-- Percentage of customers who hold neither an account nor a policy and never applied for a loan, less an allowance for small numbers.
-- expect: between 2 and 15.5
SELECT CASE WHEN part > 8 THEN max(8, part - 40 / sqrt(n)) ELSE min(8, part + 40 / sqrt(n)) END FROM (
    SELECT count(*) AS n, 100.0 * sum(customer_id NOT IN (SELECT customer_id FROM accounts) AND customer_id NOT IN (SELECT customer_id FROM policies)
        AND customer_id NOT IN (SELECT customer_id FROM loan_applications)) / count(*) AS part FROM customer_profiles);
-- mutation
DELETE FROM policies WHERE customer_id NOT IN (SELECT customer_id FROM accounts);

-- rule: profiles.errands
-- Percentage of those who hold nothing that have been in touch, with an allowance for small numbers: they have an errand.
-- expect: between 88 and 1000
SELECT CASE WHEN n > 0 THEN 100.0 * hits / n + 60 / sqrt(n) ELSE 100 END FROM (
    SELECT count(*) AS n, sum(customer_id IN (SELECT customer_id FROM interactions)) AS hits FROM customer_profiles
    WHERE customer_id NOT IN (SELECT customer_id FROM accounts) AND customer_id NOT IN (SELECT customer_id FROM policies));
-- mutation
DELETE FROM interactions WHERE customer_id NOT IN (SELECT customer_id FROM accounts);

-- rule: profiles.unattended
-- Percentage of those who hold nothing that have an agent, less an allowance for small numbers; agents look after those who hold something.
-- expect: between -1000 and 15
SELECT CASE WHEN n > 0 THEN 100.0 * hits / n - 60 / sqrt(n) ELSE 0 END FROM (
    SELECT count(*) AS n, count(assigned_agent_id) AS hits FROM customer_profiles
    WHERE customer_id NOT IN (SELECT customer_id FROM accounts) AND customer_id NOT IN (SELECT customer_id FROM policies));
-- mutation
UPDATE customer_profiles SET assigned_agent_id = 'EMP-000002' WHERE customer_id NOT IN (SELECT customer_id FROM accounts);

-- rule: profiles.released
-- Nobody looks after customers who have left.
SELECT customer_id, assigned_agent_id FROM customer_profiles WHERE customer_status = 'closed' AND assigned_agent_id IS NOT NULL;
-- mutation
UPDATE customer_profiles SET assigned_agent_id = 'EMP-000002' WHERE customer_status = 'closed';

-- rule: profiles.kyc
-- Customers by KYC status, exact in each full block of 200.
-- expect: share verified 94, expired 3, pending 2, under_review 1; each 200
SELECT (number_of(customer_id) - 1) / 200, kyc_status, count(DISTINCT customer_id) FROM customer_profiles GROUP BY 1, 2;
-- mutation
UPDATE customer_profiles SET kyc_status = 'pending' WHERE customer_id = (SELECT min(customer_id) FROM customer_profiles WHERE kyc_status = 'verified');

-- rule: profiles.risk
-- Customers by risk rating, except those who were reported, who are high risk.
-- expect: share low 78, medium 18, high 4; slack 0.4; effect 0.3
SELECT risk_rating, count(*) FROM customer_profiles WHERE customer_id NOT IN (SELECT customer_id FROM suspicious_activity_reports) GROUP BY 1;
-- mutation
UPDATE customer_profiles SET risk_rating = 'high' WHERE risk_rating = 'medium';

-- rule: profiles.places
-- City, state and postal code agree: the code is within the state's range.
WITH range(state, low, high) AS (VALUES
    ('AL', 350, 369), ('AK', 995, 999), ('AZ', 850, 865), ('AR', 716, 729), ('CA', 900, 961), ('CO', 800, 816), ('CT', 60, 69),
    ('DE', 197, 199), ('DC', 200, 205), ('FL', 320, 349), ('GA', 300, 319), ('GA', 398, 399), ('HI', 967, 968), ('ID', 832, 838),
    ('IL', 600, 629), ('IN', 460, 479), ('IA', 500, 528), ('KS', 660, 679), ('KY', 400, 427), ('LA', 700, 714), ('ME', 39, 49),
    ('MD', 206, 219), ('MA', 10, 27), ('MA', 55, 55), ('MI', 480, 499), ('MN', 550, 567), ('MS', 386, 397), ('MO', 630, 658),
    ('MT', 590, 599), ('NE', 680, 693), ('NV', 889, 898), ('NH', 30, 38), ('NJ', 70, 89), ('NM', 870, 884), ('NY', 100, 149),
    ('NY', 5, 5), ('NC', 270, 289), ('ND', 580, 588), ('OH', 430, 459), ('OK', 730, 749), ('OR', 970, 979), ('PA', 150, 196),
    ('RI', 28, 29), ('SC', 290, 299), ('SD', 570, 577), ('TN', 370, 385), ('TX', 750, 799), ('TX', 885, 885), ('UT', 840, 847),
    ('VT', 50, 59), ('VA', 201, 201), ('VA', 220, 246), ('WA', 980, 994), ('WV', 247, 268), ('WI', 530, 549), ('WY', 820, 831))
SELECT customer_id, city, state, postal_code FROM customer_profiles p
WHERE NOT postal_code REGEXP '^[0-9]{5}$' OR NOT EXISTS (
    SELECT 1 FROM range r WHERE r.state = p.state AND CAST(substr(postal_code, 1, 3) AS INTEGER) BETWEEN low AND high);
-- mutation
UPDATE customer_profiles SET postal_code = CASE state WHEN 'CA' THEN '10001' ELSE '90001' END WHERE rowid = 2;

-- rule: profiles.cities
-- City, state and postal code agree: the codes of a city are close together.
SELECT min(customer_id), city, state, min(postal_code), max(postal_code) FROM customer_profiles
GROUP BY city, state HAVING CAST(max(substr(postal_code, 1, 3)) AS INTEGER) - CAST(min(substr(postal_code, 1, 3)) AS INTEGER) > 9;
-- mutation: A postal code from Buffalo.
UPDATE customer_profiles SET postal_code = '14201' WHERE rowid = (SELECT min(rowid) FROM customer_profiles WHERE city = 'New York');

-- rule: profiles.country
-- All customers live in the same country: number of countries.
-- expect: between 1 and 1
SELECT count(DISTINCT country) FROM customer_profiles;
-- mutation
UPDATE customer_profiles SET country = 'CA' WHERE rowid = 2;

-- rule: profiles.dates
-- Date/time consistency, proper sequences: a profile is created when the customer joins, updated later, and never in the future.
SELECT customer_id, onboarding_date, created_at, updated_at FROM customer_profiles
WHERE substr(created_at, 1, 10) < onboarding_date OR updated_at < created_at OR substr(updated_at, 1, 10) > as_of();
-- mutation
UPDATE customer_profiles SET created_at = add_days(onboarding_date, -1) || ' 10:00:00' WHERE rowid = 2;

-- rule: profiles.phones
-- Share of phone numbers whose area code is in the state of the address.
-- expect: share 85; slack 4; effect 3
WITH area(state, codes) AS (VALUES
    ('AL', '205 251 256 334 938'), ('AK', '907'), ('AZ', '480 520 602 623 928'), ('AR', '479 501 870'),
    ('CA', '209 213 279 310 323 408 415 424 442 510 530 559 562 619 626 628 650 657 661 669 707 714 747 760 805 818 831 858 909 916 925 949 951'),
    ('CO', '303 719 720 970'), ('CT', '203 475 860 959'), ('DE', '302'), ('DC', '202'),
    ('FL', '239 305 321 352 386 407 561 727 754 772 786 813 850 863 904 941 954'), ('GA', '229 404 470 478 678 706 762 770 912'), ('HI', '808'),
    ('ID', '208 986'), ('IL', '217 224 309 312 331 618 630 708 773 779 815 847 872'), ('IN', '219 260 317 463 574 765 812 930'),
    ('IA', '319 515 563 641 712'), ('KS', '316 620 785 913'), ('KY', '270 364 502 606 859'), ('LA', '225 318 337 504 985'), ('ME', '207'),
    ('MD', '240 301 410 443 667'), ('MA', '339 351 413 508 617 774 781 857 978'), ('MI', '231 248 269 313 517 586 616 734 810 906 947 989'),
    ('MN', '218 320 507 612 651 763 952'), ('MS', '228 601 662 769'), ('MO', '314 417 573 636 660 816'), ('MT', '406'), ('NE', '308 402 531'),
    ('NV', '702 725 775'), ('NH', '603'), ('NJ', '201 551 609 640 732 848 856 862 908 973'), ('NM', '505 575'),
    ('NY', '212 315 332 347 516 518 585 607 631 646 680 716 718 838 845 914 917 929 934'), ('NC', '252 336 704 743 828 910 919 980 984'),
    ('ND', '701'), ('OH', '216 220 234 330 380 419 440 513 567 614 740 937'), ('OK', '405 539 580 918'), ('OR', '458 503 541 971'),
    ('PA', '215 223 267 272 412 484 570 610 717 724 814 878'), ('RI', '401'), ('SC', '803 843 854 864'), ('SD', '605'),
    ('TN', '423 615 629 731 865 901 931'),
    ('TX', '210 214 254 281 325 346 361 409 430 432 469 512 682 713 726 737 806 817 830 832 903 915 936 940 956 972 979'), ('UT', '385 435 801'),
    ('VT', '802'), ('VA', '276 434 540 571 703 757 804'), ('WA', '206 253 360 425 509'), ('WV', '304 681'), ('WI', '262 414 534 608 715 920'),
    ('WY', '307'))
SELECT sum(instr(codes, substr(phone, 1, 3)) > 0), count(*) FROM customer_profiles LEFT JOIN area USING (state);
-- mutation
UPDATE customer_profiles SET phone = '907' || substr(phone, 4) WHERE rowid % 4 = 0;

-- rule: profiles.businesses
-- The corporate segment holds exactly the businesses; a business has no household, occupation or employer.
SELECT customer_id, customer_segment, customer_type, household_id, employer FROM customer_profiles
WHERE (customer_segment = 'corporate') <> (customer_type = 'business')
   OR customer_type = 'business' AND (household_id IS NOT NULL OR occupation IS NOT NULL OR employer IS NOT NULL);
-- mutation
UPDATE customer_profiles SET customer_type = 'individual' WHERE rowid = (SELECT min(rowid) FROM customer_profiles WHERE customer_segment = 'corporate');
-- mutation
UPDATE customer_profiles SET employer = 'Somebody' WHERE customer_segment = 'corporate';

-- rule: profiles.companies
-- A business's profile is in the company's name, not its owner's.
SELECT p.customer_id, full_name FROM customer_profiles p JOIN customers c USING (customer_id)
WHERE (full_name = first_name || ' ' || last_name) <> (customer_type = 'individual');
-- mutation
UPDATE customer_profiles SET full_name = (SELECT first_name || ' ' || last_name FROM customers c WHERE c.customer_id = customer_profiles.customer_id);

-- rule: profiles.households
-- A household is named after its first member, has one address, and is within one block of twenty customers.
SELECT household_id, min(customer_id), count(DISTINCT address || city || postal_code) AS addresses FROM customer_profiles
WHERE household_id IS NOT NULL GROUP BY household_id
HAVING addresses > 1 OR number_of(min(customer_id)) <> number_of(household_id) OR (number_of(max(customer_id)) - 1) / 20 <> (number_of(household_id) - 1) / 20;
-- mutation: A member moves out and keeps the household's id.
UPDATE customer_profiles SET address = '1 Elsewhere Street' WHERE rowid = (SELECT max(rowid) FROM customer_profiles WHERE number_of(household_id) <> number_of(customer_id));
-- mutation
UPDATE customer_profiles SET household_id = 'HH-0000001';

-- rule: profiles.sharing
-- Share of individuals who share a household with another customer.
-- expect: share 60; slack 8; effect 3
SELECT sum(n > 1), count(*) FROM (SELECT count(*) OVER (PARTITION BY household_id) AS n FROM customer_profiles WHERE household_id IS NOT NULL);
-- mutation
UPDATE customer_profiles SET household_id = 'HH' || substr(customer_id, 5) WHERE customer_type = 'individual';

-- rule: profiles.employed
-- People who are retired, students or not employed have no employer; everyone else has one.
SELECT customer_id, occupation, employer FROM customer_profiles
WHERE customer_type = 'individual' AND (occupation IN ('Retired', 'Student', 'Not Employed')) <> (employer IS NULL);
-- mutation
UPDATE customer_profiles SET employer = NULL WHERE rowid % 2 = 0;

-- rule: profiles.wages
-- Incomes follow the occupation: for occupations of at least sixty people, the median is within 10% of the median of the Bureau of Labor Statistics, with an allowance for chance
-- (Occupational Employment and Wage Statistics, United States, May 2023).
WITH published(occupation, median) AS (VALUES ('Registered Nurse', 86070), ('Home Health Aide', 33530), ('Retail Salesperson', 33680),
    ('Fast Food Worker', 29540), ('Warehouse Worker', 37680), ('Cashier', 29720), ('Operations Manager', 101280), ('Customer Service Representative', 39680),
    ('Office Clerk', 40480), ('Truck Driver', 54320), ('Janitor', 35020), ('Bookkeeper', 47440), ('Software Developer', 132270), ('Accountant', 79880),
    ('Elementary School Teacher', 63670), ('Lawyer', 145760)),
    ranked AS (SELECT occupation, annual_income, row_number() OVER (PARTITION BY occupation ORDER BY annual_income) AS place,
        count(*) OVER (PARTITION BY occupation) AS n FROM customer_profiles WHERE occupation IN (SELECT occupation FROM published))
SELECT occupation, annual_income, median, n FROM ranked JOIN published USING (occupation)
WHERE n >= 60 AND place = (n + 1) / 2 AND abs(annual_income - median) > (0.1 + 1 / sqrt(n)) * median;
-- mutation
UPDATE customer_profiles SET annual_income = 38000, occupation = 'Software Developer' WHERE occupation NOT IN ('Retired', 'Student');

-- rule: profiles.wages_spread
-- Incomes spread within an occupation as wages do (Bureau of Labor Statistics, Occupational Employment and Wage Statistics, May 2023): pooled over
-- occupations of similar pay, each person's income relative to the median of the occupation; the upper quartile is 1.15 to 1.45 times the lower one
-- for cashiers, cooks and aides, and 1.6 to 2.4 times for managers, lawyers and salespeople, with an allowance for small numbers.
WITH kinds(occupation, kind) AS (VALUES ('Cashier', 'narrow'), ('Fast Food Worker', 'narrow'), ('Home Health Aide', 'narrow'), ('Cook', 'narrow'), ('Stock Clerk', 'narrow'),
    ('Operations Manager', 'wide'), ('Lawyer', 'wide'), ('Sales Representative', 'wide'), ('Management Consultant', 'wide'), ('Insurance Agent', 'wide'), ('Real Estate Agent', 'wide')),
    placed AS (SELECT kind, occupation, annual_income, row_number() OVER (PARTITION BY occupation ORDER BY annual_income) AS place,
        count(*) OVER (PARTITION BY occupation) AS n FROM customer_profiles JOIN kinds USING (occupation)),
    middles AS (SELECT occupation, annual_income AS middle FROM placed WHERE place = (n + 1) / 2 AND n >= 15),
    ratios AS (SELECT kind, annual_income / middle AS ratio, row_number() OVER (PARTITION BY kind ORDER BY annual_income / middle) AS place,
        count(*) OVER (PARTITION BY kind) AS n FROM placed JOIN middles USING (occupation)),
    quartiles AS (SELECT kind, n, max(CASE place WHEN (3 * n + 3) / 4 THEN ratio END) / max(CASE place WHEN (n + 3) / 4 THEN ratio END) AS quartiles FROM ratios GROUP BY kind)
SELECT kind, quartiles, n FROM quartiles
WHERE n >= 60 AND quartiles NOT BETWEEN CASE kind WHEN 'narrow' THEN 1.15 ELSE 1.6 END - 3.0 / sqrt(n) AND CASE kind WHEN 'narrow' THEN 1.45 ELSE 2.4 END + 3.0 / sqrt(n);
-- mutation: All lawyers earn the same.
UPDATE customer_profiles SET occupation = 'Lawyer', annual_income = 80000 + rowid % 7 WHERE customer_type = 'individual';

-- rule: profiles.retired
-- Share of individuals aged 70 or more who are employed.
-- expect: share 12; slack 12; effect 2
SELECT sum(occupation NOT IN ('Retired', 'Not Employed', 'Student')), count(*) FROM customer_profiles p JOIN customers c USING (customer_id)
WHERE customer_type = 'individual' AND years(date_of_birth, as_of()) >= 70;
-- mutation
UPDATE customer_profiles SET occupation = 'Cook' WHERE occupation = 'Retired';

-- rule: profiles.colleagues
-- Customers share employers: in a larger bank there are far fewer employers than employed customers.
SELECT 'employers', count(DISTINCT employer) AS employers, count(employer) AS employed FROM customer_profiles
WHERE employer <> 'Self-employed' HAVING employed >= 200 AND employers > 0.8 * employed;
-- mutation
UPDATE customer_profiles SET employer = employer || ' ' || customer_id;
