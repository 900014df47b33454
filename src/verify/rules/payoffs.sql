-- section: loans_db
-- rule: credit.market
-- Rates follow the market: percentage points by which mortgage rates of 2023 and 2024 exceed those of 2020 and 2021, with an allowance for small
-- numbers.
-- expect: between 1.5 and 9
SELECT 100 * (avg(CASE WHEN substr(decided, 1, 4) IN ('2023', '2024') THEN interest_rate END)
    - avg(CASE WHEN substr(decided, 1, 4) IN ('2020', '2021') THEN interest_rate END))
    + 1.0 / sqrt(min(sum(substr(decided, 1, 4) IN ('2023', '2024')), sum(substr(decided, 1, 4) IN ('2020', '2021'))))
FROM (SELECT interest_rate, disbursement_date AS decided FROM loans WHERE loan_type = 'mortgage');
-- mutation
UPDATE loans SET interest_rate = 0.05 WHERE loan_type = 'mortgage';

-- rule: credit.closed
-- A paid-off loan was closed on the day of its last payment.
SELECT l.loan_id, closed_date, last FROM loans l
JOIN (SELECT loan_id, max(payment_date) AS last FROM repayment_schedule GROUP BY loan_id) s ON s.loan_id = l.loan_id
WHERE closed_date IS NOT CASE loan_status WHEN 'paid_off' THEN last END;
-- mutation
UPDATE loans SET closed_date = add_days(closed_date, 1) WHERE loan_status = 'paid_off';

-- rule: credit.payoffs
-- A paid-off loan says what paid it off: its schedule to the end, the sale of a house, the trade-in of a vehicle, another lender, or the
-- borrower's own funds elsewhere. Nobody refinances at a higher rate: by the annual averages of Freddie Mac's survey, rates are no higher than when the
-- loan was originated.
WITH market(year, rate) AS (VALUES ('2000', 8.05), ('2010', 4.69), ('2011', 4.45), ('2012', 3.66), ('2013', 3.98), ('2014', 4.17), ('2015', 3.85), ('2016', 3.65), ('2017', 3.99),
    ('2018', 4.54), ('2019', 3.94), ('2020', 3.11), ('2021', 2.96), ('2022', 5.34), ('2023', 6.81), ('2024', 6.72), ('2025', 6.60))
SELECT loan_id, loan_type, closed_date, payoff_source FROM loans
WHERE (payoff_source IS NULL) <> (loan_status <> 'paid_off') OR (payoff_source = 'schedule') <> (closed_date > add_days(maturity_date, -7))
   OR payoff_source = 'sale' AND loan_type <> 'mortgage' OR payoff_source = 'trade_in' AND loan_type <> 'auto'
   OR payoff_source = 'refinancing' AND (SELECT rate FROM market WHERE year = substr(closed_date, 1, 4))
        > (SELECT rate FROM market WHERE year = substr(disbursement_date, 1, 4));
-- mutation
UPDATE loans SET payoff_source = 'refinancing';
-- mutation
UPDATE loans SET payoff_source = 'sale';

-- rule: credit.few_refinance
-- Rates are high: percentage of the mortgages paid off early from 2023 to 2025 that another lender paid off, less three standard deviations
--- what so few come to by chance.
-- expect: between -1000 and 25
SELECT CASE WHEN count(*) = 0 THEN 0 ELSE 100.0 * avg(payoff_source = 'refinancing') - 130 / sqrt(count(*)) END FROM loans
WHERE loan_type = 'mortgage' AND payoff_source <> 'schedule' AND closed_date BETWEEN '2023-01-01' AND '2025-12-31';
-- mutation
UPDATE loans SET loan_status = 'paid_off', payoff_source = 'refinancing', closed_date = '2024-05-02' WHERE loan_type = 'mortgage';

-- rule: credit.sales
-- The seller of a house gets what is left of the price: a wire from a title company on the day on which the mortgage is paid off, if a statement of an
-- account of the seller covers it; and no title company pays anyone else.
WITH wires AS MATERIALIZED (
    SELECT customer_id, substr(transaction_date, 1, 10) AS day, max(transaction_id) AS transaction_id FROM transactions JOIN accounts USING (account_id)
    WHERE description REGEXP '^Wire transfer (Cedarline|Fairwater|Brightmoor)' GROUP BY 1, 2
), sales AS MATERIALIZED (
    SELECT l.customer_id, closed_date AS day, min(loan_id) AS loan_id, max(linked_account_id) AS account_id FROM loans l WHERE payoff_source = 'sale' GROUP BY 1, 2
)
SELECT loan_id, day, 'no wire' FROM sales JOIN accounts USING (account_id) WHERE (sales.customer_id, day) NOT IN (SELECT customer_id, day FROM wires)
    AND closed_date IS NULL AND day >= (SELECT substr(min(transaction_date), 1, 10) FROM transactions t WHERE t.account_id = sales.account_id)
UNION ALL SELECT transaction_id, day, 'no sale' FROM wires WHERE (customer_id, day) NOT IN (SELECT customer_id, day FROM sales);
-- mutation
UPDATE transactions SET description = 'Wire transfer Cedarline Title & Escrow' WHERE description LIKE 'Wire transfer%';

-- rule: credit.purchases
-- While rates are high, mortgages buy houses rather than refinance another lender's loan: percentage of the mortgages from 2023 on that refinance, less
-- an allowance for small numbers (Mortgage Bankers Association: 20 to 35 percent of originations in 2023 to 2025).
-- expect: between -1000 and 40
SELECT CASE WHEN count(*) = 0 THEN 0 ELSE 100.0 * avg(purpose = 'home_refinance') - 150 / sqrt(count(*)) END
FROM loans l JOIN loan_applications USING (application_id) WHERE l.loan_type = 'mortgage' AND disbursement_date >= '2023-01-01';
-- mutation
UPDATE loan_applications SET purpose = 'home_refinance' WHERE purpose IN ('home_purchase', 'rental_property');

-- rule: credit.to_the_end
-- Percentage of paid-off loans, except mortgages, that ran to term: most, with an allowance for small numbers.
-- expect: between 55 and 1000
SELECT 100.0 * sum(closed_date > add_days(maturity_date, -7)) / count(*) + 120 / sqrt(count(*)) FROM loans
WHERE loan_status = 'paid_off' AND loan_type <> 'mortgage';
-- mutation
UPDATE loans SET closed_date = add_days(maturity_date, -200) WHERE loan_status = 'paid_off';

-- rule: credit.open_account
-- A linked account was open on the day of disbursement.
SELECT loan_id, linked_account_id, opened_date, disbursement_date FROM loans JOIN accounts ON account_id = linked_account_id
WHERE opened_date > disbursement_date;
-- mutation
UPDATE accounts SET opened_date = as_of();

-- rule: credit.business_days
-- The bank observes a calendar: decisions, assessments, appraisals, disbursements and collections fall on business days.
WITH acts(entry, day) AS MATERIALIZED (
    SELECT min(application_id), decision_date FROM loan_applications WHERE decision_date IS NOT NULL GROUP BY decision_date
    UNION ALL SELECT min(loan_id), disbursement_date FROM loans GROUP BY disbursement_date
    UNION ALL SELECT min(collateral_id), appraisal_date FROM collateral GROUP BY appraisal_date
    UNION ALL SELECT CAST(min(assessment_id) AS TEXT), assessment_date FROM risk_assessments GROUP BY assessment_date
    UNION ALL SELECT CAST(min(schedule_id) AS TEXT), payment_date FROM repayment_schedule WHERE payment_date IS NOT NULL GROUP BY payment_date
), closed AS MATERIALIZED (SELECT substr(day, 1, 10) AS day FROM holidays)
SELECT entry, day FROM acts WHERE weekday(day) >= 5 OR substr(day, 1, 10) IN (SELECT day FROM closed);
-- mutation
UPDATE loan_applications SET decision_date = add_days(decision_date, 5 - weekday(decision_date)) WHERE rowid = 2;
UPDATE loan_applications SET decision_date = add_days(decision_date, 5 - weekday(decision_date)) WHERE decision_date IS NOT NULL;

-- rule: credit.refinancing
-- Refinancing follows rates: percentage points by which its share of mortgages in 2020 and 2021 exceeds that from 2023 on, with an allowance for
-- small numbers.
-- expect: between 8 and 1000
SELECT CASE WHEN min(cheap, dear) = 0 THEN 8 ELSE 100.0 * of_cheap / cheap - 100.0 * of_dear / dear + 150 / sqrt(cheap) END FROM (
    SELECT sum(year IN ('2020', '2021')) AS cheap, sum(year >= '2023') AS dear,
        sum(refinances AND year IN ('2020', '2021')) AS of_cheap, sum(refinances AND year >= '2023') AS of_dear
    FROM (SELECT substr(disbursement_date, 1, 4) AS year, purpose = 'home_refinance' AS refinances FROM loans JOIN loan_applications USING (application_id)
        WHERE loans.loan_type = 'mortgage'));
-- mutation
UPDATE loan_applications SET purpose = CASE WHEN decision_date < '2022' THEN 'home_purchase' ELSE 'home_refinance' END WHERE loan_type = 'mortgage';
