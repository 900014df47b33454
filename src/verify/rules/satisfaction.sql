-- section: customer_db
-- rule: surveys.rows
-- Expected rows: surveys.
-- expect: rows 700 customers; slack 0.3; effect 0.012
SELECT count(*) FROM satisfaction_surveys;
-- mutation
DELETE FROM satisfaction_surveys WHERE rowid % 20 = 0;

-- rule: surveys.share
-- Satisfaction Surveys: share of interactions that are surveyed.
-- expect: share 30; blocks; slack 0.1
SELECT (SELECT count(DISTINCT interaction_id) FROM satisfaction_surveys), (SELECT count(*) FROM interactions);
-- mutation
DELETE FROM satisfaction_surveys WHERE rowid % 20 = 0;

-- rule: surveys.interaction
-- A survey belongs to an interaction of the same customer 0-2 days before; an interaction has at most one survey.
SELECT survey_id, s.customer_id, s.interaction_id, survey_date, interaction_date FROM satisfaction_surveys s
JOIN interactions i ON i.interaction_id = s.interaction_id
WHERE s.customer_id <> i.customer_id OR day(survey_date) - day(interaction_date) NOT BETWEEN 0 AND 2 OR survey_date > as_of()
UNION ALL SELECT max(survey_id), NULL, interaction_id, NULL, NULL FROM satisfaction_surveys GROUP BY interaction_id HAVING count(*) > 1;
-- mutation
UPDATE satisfaction_surveys SET survey_date = add_days(survey_date, 3) WHERE rowid = 2;
-- mutation
UPDATE satisfaction_surveys SET interaction_id = (SELECT max(interaction_id) FROM satisfaction_surveys) WHERE rowid = 2;

-- rule: surveys.scores
-- Appropriate value ranges: NPS is 0 to 10, satisfaction 1 to 5 stars.
SELECT survey_id, nps_score, satisfaction_rating FROM satisfaction_surveys
WHERE nps_score NOT BETWEEN 0 AND 10 OR satisfaction_rating NOT BETWEEN 1 AND 5;
-- mutation
UPDATE satisfaction_surveys SET satisfaction_rating = 6 WHERE rowid = 2;
-- mutation
UPDATE satisfaction_surveys SET nps_score = 11 WHERE rowid = 2;

-- rule: surveys.positive
-- Satisfaction Surveys: NPS is skewed positive: share of scores of 9 or 10.
-- expect: share 50; slack 1
SELECT sum(nps_score >= 9), count(*) FROM satisfaction_surveys;
-- mutation
UPDATE satisfaction_surveys SET nps_score = 8 WHERE nps_score >= 9 AND rowid % 2 = 0;

-- rule: surveys.stars
-- Satisfaction Surveys: stars follow NPS: no promoter gives two stars or fewer, and no score of 3 or less gives four or more.
SELECT survey_id, nps_score, satisfaction_rating FROM satisfaction_surveys
WHERE nps_score >= 9 AND satisfaction_rating <= 2 OR nps_score <= 3 AND satisfaction_rating >= 4;
-- mutation
UPDATE satisfaction_surveys SET nps_score = 10 WHERE satisfaction_rating = 2;

-- rule: surveys.correlated
-- Satisfaction Surveys: correlation of stars and NPS, with an allowance for small numbers.
-- expect: between 0.6 and 1
SELECT CASE WHEN n >= 20 THEN min(1, coalesce((n * xy - x * y) / sqrt((n * xx - x * x) * (n * yy - y * y)), 0) + 2 / sqrt(n)) ELSE 1 END FROM (
    SELECT count(*) AS n, sum(nps_score) * 1.0 AS x, sum(satisfaction_rating) * 1.0 AS y, sum(nps_score * satisfaction_rating) * 1.0 AS xy,
        sum(nps_score * nps_score) * 1.0 AS xx, sum(satisfaction_rating * satisfaction_rating) * 1.0 AS yy FROM satisfaction_surveys);
-- mutation
UPDATE satisfaction_surveys SET satisfaction_rating = 1 + rowid % 5;

-- rule: surveys.comments
-- Satisfaction Surveys: share with comments.
-- expect: share 50
SELECT count(comments), count(*) FROM satisfaction_surveys;
-- mutation
UPDATE satisfaction_surveys SET comments = NULL WHERE rowid % 3 = 0;

-- rule: surveys.mood
-- Comments match the stars: no comment appears both with four or five stars and with one or two.
SELECT min(survey_id), comments FROM satisfaction_surveys WHERE comments IS NOT NULL
GROUP BY comments HAVING max(satisfaction_rating) >= 4 AND min(satisfaction_rating) <= 2;
-- mutation
UPDATE satisfaction_surveys SET comments = (SELECT min(comments) FROM satisfaction_surveys WHERE satisfaction_rating = 5) WHERE satisfaction_rating = 1;

-- rule: surveys.words
-- Comments fit the interaction: nobody thanks an agent when no agent was involved, or a branch after a call.
SELECT survey_id, comments, channel FROM satisfaction_surveys JOIN interactions USING (interaction_id)
WHERE handled_by IS NULL AND comments REGEXP 'agent|^He |friendly' OR channel <> 'branch' AND comments REGEXP 'at my branch|my last visit';
-- mutation
UPDATE satisfaction_surveys SET comments = 'Helpful and patient agent.';

-- rule: complaints.share
-- Complaints: share of customers who file one, exact in each full block of 200.
-- expect: share 8; each 200
SELECT (number_of(customer_id) - 1) / 200, count(DISTINCT customer_id) FROM complaints GROUP BY 1;
-- mutation
DELETE FROM complaints WHERE rowid = 2;

-- rule: complaints.rows
-- Expected rows: complaints.
-- expect: rows 96 customers; slack 12
SELECT count(*) FROM complaints;
-- mutation
DELETE FROM complaints WHERE rowid % 3 = 0;

-- rule: complaints.types
-- Complaints by type.
-- expect: share service 35, fee 25, product 20, fraud 10, other 10
SELECT complaint_type, count(*) FROM complaints GROUP BY 1;
-- mutation
UPDATE complaints SET complaint_type = 'fee' WHERE complaint_type = 'service';

-- rule: complaints.status
-- Complaints by status.
-- expect: share resolved 60, investigating 20, closed 15, open 5
SELECT status, count(*) FROM complaints GROUP BY 1;
-- mutation
UPDATE complaints SET status = 'closed' WHERE status = 'resolved';

-- rule: complaints.priority
-- Fraud is of high priority; discomfort, the subject of other complaints, never is.
SELECT complaint_id, complaint_type, priority, description FROM complaints
WHERE complaint_type = 'fraud' AND priority <> 'high' OR complaint_type = 'other' AND priority = 'high';
-- mutation
UPDATE complaints SET priority = 'medium' WHERE complaint_type = 'fraud';
-- mutation
UPDATE complaints SET priority = 'high' WHERE complaint_type = 'other';

-- rule: complaints.left
-- Complaints of customers who left are closed.
SELECT complaint_id, status FROM complaints JOIN customer_profiles USING (customer_id) WHERE customer_status = 'closed' AND status <> 'closed';
-- mutation
UPDATE customer_profiles SET customer_status = 'closed';

-- rule: complaints.resolved
-- Resolved and closed complaints, and only they, have a resolution date and the hours to resolution.
SELECT complaint_id, status, filed_date, resolved_date, resolution_time_hours FROM complaints
WHERE (status IN ('resolved', 'closed')) <> (resolved_date IS NOT NULL) OR (resolved_date IS NULL) <> (resolution_time_hours IS NULL)
   OR resolution_time_hours <= 0 OR second(resolved_date) - second(filed_date) <> resolution_time_hours * 3600;
-- mutation
UPDATE complaints SET resolution_time_hours = resolution_time_hours + 24;
-- mutation
UPDATE complaints SET resolved_date = NULL;

-- rule: complaints.dates
-- Date/time consistency: a complaint follows onboarding, and no part of it is after the as-of date.
SELECT complaint_id, filed_date, resolved_date, onboarding_date FROM complaints c JOIN customer_profiles p ON p.customer_id = c.customer_id
WHERE substr(filed_date, 1, 10) NOT BETWEEN onboarding_date AND as_of() OR substr(resolved_date, 1, 10) > as_of();
-- mutation
UPDATE complaints SET filed_date = add_days(as_of(), 1) || ' 10:00:00' WHERE rowid = 2;

-- rule: surveys.outcome
-- Satisfaction follows the outcome: mean NPS of resolved interactions minus that of escalated ones, with an allowance for small numbers.
-- expect: between 2.5 and 10
SELECT CASE WHEN m >= 3 AND n >= 3 THEN min(10, a / n - b / m + 5 / sqrt(m)) ELSE 5 END FROM (
    SELECT sum(outcome = 'resolved') AS n, sum(outcome = 'escalated') AS m, sum(CASE outcome WHEN 'resolved' THEN nps_score END) * 1.0 AS a,
        sum(CASE outcome WHEN 'escalated' THEN nps_score END) * 1.0 AS b
    FROM satisfaction_surveys JOIN interactions USING (interaction_id));
-- mutation
UPDATE satisfaction_surveys SET nps_score = 8;

-- rule: complaints.follow
-- Percentage of complaints that follow an interaction of type complaint within ten days, with an allowance for small numbers.
-- expect: between 80 and 1000
SELECT CASE WHEN n > 0 THEN 100.0 * hits / n + 120 / sqrt(n) ELSE 100 END FROM (
    SELECT sum(EXISTS (SELECT 1 FROM interactions i WHERE i.customer_id = c.customer_id AND interaction_type = 'complaint'
        AND interaction_date < filed_date AND interaction_date > add_days(substr(filed_date, 1, 10), -10))) AS hits, count(*) AS n FROM complaints c);
-- mutation
UPDATE interactions SET interaction_type = 'inquiry' WHERE interaction_type = 'complaint';

-- rule: complaints.charged
-- Percentage of upheld complaints about the fee for a wire, a foreign purchase or another bank's ATM where the statement shows the
-- fee in the two weeks before, if it goes back that far; with an allowance for small numbers.
-- expect: between 75 and 300
SELECT CASE WHEN n > 0 THEN 100.0 * hits / n + 150 / sqrt(n) ELSE 100 END FROM (
    SELECT sum(EXISTS (SELECT 1 FROM transactions t WHERE t.account_id = a.account_id AND transaction_type = 'fee'
            AND t.description IN ('Domestic wire fee', 'Foreign transaction fee', 'Out-of-network ATM fee')
            AND t.transaction_date BETWEEN add_days(substr(filed_date, 1, 10), -16) AND filed_date)) AS hits, count(*) AS n
    FROM complaints c JOIN (SELECT customer_id, min(account_id) AS account_id, opened_date FROM accounts
        WHERE account_type = 'checking' AND account_status = 'active' GROUP BY 1) a USING (customer_id)
    WHERE complaint_type = 'fee' AND status = 'resolved' AND description REGEXP '^(Was not told about the wire|Nobody told me that a purchase|Charged for an ATM)'
      AND opened_date < add_days(substr(filed_date, 1, 10), -40) AND filed_date > add_days(substr(add_months(as_of(), 1 - months()), 1, 8) || '01', 20));
-- mutation
UPDATE complaints SET complaint_type = 'fee', status = 'resolved', description = 'Was not told about the wire fee before sending.', filed_date = as_of() || ' 10:00:00';
