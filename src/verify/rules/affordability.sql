-- section: loans_db
-- rule: credit.dti
-- Amounts follow income: for approved applications, payments on all debts are at most 50 percent of the stated income.
SELECT application_id, loan_type, dti_ratio FROM loan_applications WHERE status = 'approved' AND units(dti_ratio, 4) > 5000;
-- mutation
UPDATE loan_applications SET dti_ratio = 0.51 WHERE status = 'approved' AND rowid % 10 = 0;

-- rule: credit.dti_rule
-- Amounts follow income: percentage of approvals for which payments on all debts are at most 43 percent, with an allowance for small numbers.
-- expect: between 90 and 1000
SELECT 100.0 * sum(units(dti_ratio, 4) <= 4300) / count(*) + 60 / sqrt(count(*)) FROM loan_applications WHERE status = 'approved';
-- mutation
UPDATE loan_applications SET dti_ratio = 0.4301 WHERE rowid % 3 = 0;

-- rule: credit.dti_holds
-- The debt-to-income ratio includes at least the level payment of the loan itself.
SELECT application_id, stated_income, dti_ratio, payment / 100.0 AS payment FROM (
    SELECT a.application_id, stated_income, dti_ratio, loan_status,
        annuity(cents(principal_amount), units(interest_rate, 4), term_months) AS payment
    FROM loan_applications a JOIN loans l ON l.application_id = a.application_id)
WHERE payment * 12 * 10000 > (units(dti_ratio, 4) + 1) * cents(stated_income) AND loan_status <> 'restructured';
-- mutation
UPDATE loan_applications SET dti_ratio = 0.01;

-- rule: credit.mortgage_income
-- Amounts follow income: a mortgage is at most five years' income.
SELECT application_id, requested_amount, stated_income FROM loan_applications
WHERE loan_type = 'mortgage' AND status = 'approved' AND cents(requested_amount) > 5 * cents(stated_income);
-- mutation
UPDATE loan_applications SET stated_income = 19000 WHERE loan_type = 'mortgage';

-- rule: credit.insufficient_income
-- A rejection for insufficient income is justified.
SELECT application_id, rejection_reason, dti_ratio FROM loan_applications a JOIN customer_profiles USING (customer_id)
WHERE status = 'rejected' AND rejection_reason REGEXP '(?i)debt-to-income|stated income|obligations|in relation to income|support the monthly|insufficient for'
  AND units(dti_ratio, 4) <= CASE WHEN customer_segment = 'corporate' THEN 1075 ELSE 4300 END;
-- mutation
UPDATE loan_applications SET rejection_reason = 'Debt-to-income ratio too high', dti_ratio = 0.05 WHERE status = 'rejected';

-- rule: credit.stated_income
-- The stated income is within 10% of the profile's income at the time, assuming wages grew by 3% a year since; it is at least 20% higher where it
-- could not be verified, and only there, except that it may be up to 25% higher to support the smallest amount granted.
SELECT application_id, stated_income, annual_income, ratio, rejection_reason FROM (
    SELECT *, stated_income / (annual_income * (1 - 0.03 * ((day(as_of()) - day(application_date)) / 365))) AS ratio
    FROM loan_applications JOIN customer_profiles USING (customer_id))
WHERE annual_income >= 2000 AND (rejection_reason IS 'Income could not be verified') <> (ratio >= 1.2)
   OR annual_income >= 2000 AND rejection_reason IS NOT 'Income could not be verified' AND ratio NOT BETWEEN 0.9 AND CASE status WHEN 'approved' THEN 1.25 ELSE 1.1 END;
-- mutation
UPDATE loan_applications SET stated_income = stated_income * 1.3;
-- mutation
UPDATE loan_applications SET stated_income = stated_income * 0.8;

-- rule: credit.companies
-- Companies take out business loans, and only companies do.
SELECT application_id, loan_type, customer_segment FROM loan_applications JOIN customer_profiles USING (customer_id)
WHERE (loan_type = 'business') <> (customer_segment = 'corporate');
-- mutation
UPDATE loan_applications SET loan_type = 'personal' WHERE loan_type = 'business';

-- rule: credit.old_age
-- Nobody aged 67 or more is granted a mortgage, and none runs beyond the age of 90.
SELECT loan_id, date_of_birth, maturity_date FROM loans JOIN accounts_db.customers USING (customer_id)
WHERE loan_type = 'mortgage' AND loan_status <> 'restructured'
  AND (years(date_of_birth, disbursement_date) > 66 OR years(date_of_birth, maturity_date) > 90);
-- mutation
UPDATE accounts_db.customers SET date_of_birth = add_months(date_of_birth, -480);
