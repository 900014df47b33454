-- section: employees_db
-- rule: reviews.rows
-- Expected rows: performance reviews.
-- expect: rows 277 employees; slack 3; effect 0.2
SELECT count(*) FROM performance_reviews;
-- mutation
DELETE FROM performance_reviews WHERE review_id % 10 = 2;

-- rule: reviews.per_employee
-- Performance Reviews: active employees with at least 6 months of service have 1-3 reviews, others none.
SELECT e.employee_id, employment_status, hire_date, count(r.review_id) AS reviews
FROM employees e LEFT JOIN performance_reviews r ON r.employee_id = e.employee_id
GROUP BY 1 HAVING reviews NOT BETWEEN
    (employment_status = 'active' AND add_months(hire_date, 6) <= as_of())
    AND CASE WHEN employment_status = 'active' THEN 3 ELSE 0 END;
-- mutation
DELETE FROM performance_reviews WHERE employee_id = 'EMP-000001';

-- rule: reviews.wanted
-- Performance Reviews: number of reviews of active employees with four or more years of service.
-- expect: share 1 20, 2 35, 3 45; slack 1; effect 0.4
SELECT CAST(reviews AS TEXT), count(*) FROM (
    SELECT count(r.review_id) AS reviews FROM employees e JOIN performance_reviews r ON r.employee_id = e.employee_id
    WHERE employment_status = 'active' AND hire_date < add_months(as_of(), -48) GROUP BY e.employee_id
) GROUP BY 1;
-- mutation
DELETE FROM performance_reviews WHERE review_id % 10 = 1;

-- rule: reviews.annual
-- Performance Reviews: annual, starting when the three-month probation is over.
SELECT review_id, r.employee_id, review_date, previous, hire_date FROM (
    SELECT *, lag(review_date) OVER (PARTITION BY employee_id ORDER BY review_date) AS previous FROM performance_reviews
) r JOIN employees e ON e.employee_id = r.employee_id
WHERE review_date < add_days(hire_date, 89) OR day(review_date) - day(previous) NOT BETWEEN 330 AND 400;
-- mutation
UPDATE performance_reviews SET review_date = add_days(review_date, -80) WHERE review_id = 12;

-- rule: reviews.reviewers
-- Performance Reviews: the reviewer is the manager, for the Chief Executive Officer EMP-000005, and in service on the day.
SELECT review_id, r.employee_id, reviewer_id, e.manager_id, review_date
FROM performance_reviews r JOIN employees e ON e.employee_id = r.employee_id JOIN employees m ON m.employee_id = reviewer_id
WHERE reviewer_id <> coalesce(e.manager_id, 'EMP-000005') OR review_date < m.hire_date OR review_date > m.termination_date;
-- mutation
UPDATE performance_reviews SET reviewer_id = 'EMP-000002' WHERE employee_id = 'EMP-000003';

-- rule: reviews.ratings
-- Performance Reviews by rating.
-- expect: share 1 2, 2 8, 3 35, 4 40, 5 15; slack 0.3; effect 0.15
SELECT CAST(rating AS TEXT), count(*) FROM performance_reviews GROUP BY 1;
-- mutation
UPDATE performance_reviews SET rating = 5 WHERE rating = 4 AND number_of(employee_id) % 2 = 0;

-- rule: reviews.persistent
-- Performance Reviews: ratings are persistent from year to year: correlation of a rating with the previous one; from 75 employees on.
-- expect: between 0.3 and 0.98
SELECT CASE WHEN employees() < 75 THEN 0.7 ELSE (count(*) * sum(rating * before) - sum(rating) * sum(before))
    / sqrt((count(*) * sum(rating * rating) - 1.0 * sum(rating) * sum(rating)) * (count(*) * sum(before * before) - 1.0 * sum(before) * sum(before))) END
FROM (SELECT rating, lag(rating) OVER (PARTITION BY employee_id ORDER BY review_date) AS before FROM performance_reviews) WHERE before IS NOT NULL;
-- mutation
UPDATE performance_reviews SET rating = 1 + review_id * 7919 % 4;

-- rule: reviews.goals
-- Performance Reviews: goals met are 60-100%.
SELECT review_id, goals_met FROM performance_reviews WHERE goals_met NOT BETWEEN 60 AND 100;
-- mutation
UPDATE performance_reviews SET goals_met = 59 WHERE review_id = 11;

-- rule: reviews.goals_rise
-- Performance Reviews: goals met rise with the rating: points by which the average for ratings 4 and 5 exceeds that for 1 to 3.
-- expect: between 0.01 and 40
SELECT avg(CASE WHEN rating >= 4 THEN goals_met END) - avg(CASE WHEN rating <= 3 THEN goals_met END) FROM performance_reviews;
-- mutation
UPDATE performance_reviews SET goals_met = 160 - goals_met;

-- rule: reviews.goals_by_rating
-- Performance Reviews: goals met rise with the rating, from each rating to the next, if each has at least three reviews.
SELECT rating, met, previous FROM (
    SELECT rating, met, lag(met) OVER (ORDER BY rating) AS previous FROM (
        SELECT rating, avg(goals_met) AS met FROM performance_reviews GROUP BY rating HAVING count(*) >= 3)
) WHERE met <= previous;
-- mutation
UPDATE performance_reviews SET goals_met = 60 WHERE rating = 2;
