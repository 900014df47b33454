-- rule: profiles.count
INSERT INTO customer_profiles SELECT * FROM customer_profiles WHERE customer_id = (SELECT max(customer_id) FROM customer_profiles);

-- rule: profiles.segments
-- Two customers of different blocks, who answer no campaign and move little cash, change their segments.
CREATE TEMP TABLE calm AS
SELECT p.customer_id, customer_segment FROM customer_profiles p
WHERE p.customer_id NOT IN (SELECT customer_id FROM campaign_responses) AND p.customer_id NOT IN (SELECT customer_id FROM accounts_db.accounts);
UPDATE customer_profiles SET customer_segment = 'premium' WHERE customer_id = (SELECT min(customer_id) FROM calm WHERE customer_segment = 'retail');
UPDATE customer_profiles SET customer_segment = 'retail' WHERE customer_id = (SELECT max(customer_id) FROM calm WHERE customer_segment = 'premium');

-- rule: profiles.status
UPDATE customer_profiles SET customer_status = 'dormant' WHERE customer_status = 'active' AND number_of(customer_id) % 20 = 0;

-- rule: profiles.agents
UPDATE customer_profiles SET assigned_agent_id = NULL WHERE number_of(customer_id) % 10 = 0;

-- rule: profiles.kyc
-- The latest records say the same and no longer have an audit row of their end.
UPDATE customer_profiles SET kyc_status = 'pending' WHERE kyc_status = 'verified' AND number_of(customer_id) % 20 = 0;
UPDATE compliance_db.kyc_records SET kyc_status = 'pending'
WHERE kyc_id IN (SELECT max(kyc_id) FROM compliance_db.kyc_records GROUP BY customer_id)
  AND kyc_status = 'verified' AND number_of(customer_id) % 20 = 0;
DELETE FROM compliance_db.audit_trails WHERE action = 'kyc_verified'
  AND entity_id IN (SELECT kyc_id FROM compliance_db.kyc_records WHERE kyc_status = 'pending');

-- rule: profiles.risk
-- The latest records say the same and move the next review, which is still to come.
UPDATE compliance_db.kyc_records SET risk_rating = 'medium', next_review_date = add_months(verification_date, 36)
WHERE kyc_id IN (SELECT max(kyc_id) FROM compliance_db.kyc_records GROUP BY customer_id)
  AND risk_rating = 'low' AND add_months(verification_date, 36) > as_of() AND number_of(customer_id) % 4 = 0;
UPDATE customer_profiles SET risk_rating = (
    SELECT risk_rating FROM compliance_db.kyc_records k WHERE k.customer_id = customer_profiles.customer_id
    ORDER BY kyc_id DESC LIMIT 1);

-- rule: profiles.places
UPDATE customer_profiles SET postal_code = CASE state WHEN 'CA' THEN '10001' ELSE '90001' END WHERE rowid = (
    SELECT min(rowid) FROM (SELECT rowid, count(*) OVER (PARTITION BY city, state) AS n FROM customer_profiles) WHERE n = 1);

-- rule: profiles.cities
-- Buffalo's code.
UPDATE customer_profiles SET postal_code = '14201'
WHERE rowid = (SELECT min(rowid) FROM customer_profiles WHERE city = 'New York' AND state = 'NY');

-- rule: profiles.country
UPDATE customer_profiles SET country = 'CA' WHERE rowid = (SELECT min(rowid) FROM customer_profiles);

-- rule: profiles.dates
-- One that was never changed is made the day before the customer joins.
UPDATE customer_profiles SET created_at = add_days(onboarding_date, -1) || ' 10:00:00'
WHERE rowid = (SELECT min(rowid) FROM customer_profiles WHERE updated_at > created_at);

-- rule: interactions.rows
-- Of customers who have no profile: the number per customer holds. Their contacts are surveyed like the others'.
INSERT INTO interactions
SELECT replace(interaction_id, 'INT-0', 'INT-1'), replace(customer_id, 'CUST-0', 'CUST-1'), interaction_type, channel,
    interaction_date, duration_minutes, notes, CASE WHEN handled_by IS NOT NULL THEN 'EMP-000142' END, outcome
FROM interactions WHERE number_of(customer_id) <= 40;
INSERT INTO satisfaction_surveys
SELECT survey_id + 10000000, replace(customer_id, 'CUST-0', 'CUST-1'), replace(interaction_id, 'INT-0', 'INT-1'),
    nps_score, satisfaction_rating, survey_date, comments
FROM satisfaction_surveys WHERE number_of(customer_id) <= 40;

-- rule: interactions.per_customer
DELETE FROM interactions WHERE number_of(customer_id) % 9 = 0
  AND customer_id IN (SELECT customer_id FROM interactions GROUP BY 1 HAVING count(*) = 1)
  AND interaction_id NOT IN (SELECT interaction_id FROM satisfaction_surveys);

-- rule: interactions.ids
-- The second comes before the first.
UPDATE interactions SET interaction_date = (
    SELECT onboarding_date FROM customer_profiles p WHERE p.customer_id = interactions.customer_id) || ' 00:00:00'
WHERE rowid = (SELECT min(rowid) FROM interactions WHERE interaction_id LIKE '%-2' AND channel = 'web' AND handled_by IS NULL
    AND interaction_id NOT IN (SELECT interaction_id FROM satisfaction_surveys));

-- rule: interactions.types
UPDATE interactions SET interaction_type = 'support' WHERE interaction_type = 'inquiry' AND number_of(customer_id) % 2 = 0;

-- rule: interactions.channels
UPDATE interactions SET channel = 'branch' WHERE channel = 'phone' AND number_of(customer_id) % 2 = 0;

-- rule: interactions.minutes
UPDATE interactions SET duration_minutes = 30 WHERE rowid = (SELECT min(rowid) FROM interactions WHERE channel = 'web');

-- rule: interactions.handled
UPDATE interactions SET handled_by = NULL WHERE number_of(customer_id) % 4 = 0;

-- rule: interactions.outcomes
UPDATE interactions SET outcome = 'escalated' WHERE outcome = 'resolved' AND number_of(customer_id) % 4 = 0;

-- rule: interactions.dates
UPDATE interactions SET interaction_date = (
    SELECT add_days(onboarding_date, -1) FROM customer_profiles p WHERE p.customer_id = interactions.customer_id) || ' 10:00:00'
WHERE rowid = (SELECT min(rowid) FROM interactions WHERE interaction_id LIKE '%-1' AND handled_by IS NULL
    AND interaction_id NOT IN (SELECT interaction_id FROM satisfaction_surveys));

-- rule: surveys.rows
-- Of contacts of people who are no customers, more often than others but few enough for the share of all.
CREATE TEMP TABLE asked AS
SELECT i.customer_id FROM interactions i LEFT JOIN satisfaction_surveys s ON s.interaction_id = i.interaction_id
GROUP BY 1 HAVING count(s.survey_id) * 2 > count(*) ORDER BY 1 LIMIT 19;
INSERT INTO interactions
SELECT replace(interaction_id, 'INT-0', 'INT-1'), replace(customer_id, 'CUST-0', 'CUST-1'), interaction_type, channel,
    interaction_date, duration_minutes, notes, CASE WHEN handled_by IS NOT NULL THEN 'EMP-000142' END, outcome
FROM interactions WHERE customer_id IN (SELECT customer_id FROM asked);
INSERT INTO satisfaction_surveys
SELECT survey_id + 10000000, replace(customer_id, 'CUST-0', 'CUST-1'), replace(interaction_id, 'INT-0', 'INT-1'),
    nps_score, satisfaction_rating, survey_date, comments
FROM satisfaction_surveys WHERE customer_id IN (SELECT customer_id FROM asked);

-- rule: surveys.share
-- Few enough that the number of surveys holds.
DELETE FROM satisfaction_surveys WHERE rowid % 45 = 0;

-- rule: surveys.interaction
UPDATE satisfaction_surveys SET survey_date = add_days(survey_date, 3)
WHERE rowid = (SELECT min(rowid) FROM satisfaction_surveys WHERE survey_date < add_days(as_of(), -3));

-- rule: surveys.scores
UPDATE satisfaction_surveys SET satisfaction_rating = 6
WHERE rowid = (SELECT min(rowid) FROM satisfaction_surveys WHERE satisfaction_rating = 5);

-- rule: surveys.positive
UPDATE satisfaction_surveys SET nps_score = 8 WHERE nps_score >= 9 AND number_of(customer_id) % 2 = 0;

-- rule: surveys.stars
UPDATE satisfaction_surveys SET nps_score = 10
WHERE rowid = (SELECT min(rowid) FROM satisfaction_surveys WHERE satisfaction_rating = 2);

-- rule: surveys.correlated
-- The stars of who is neither a promoter nor angry are turned.
UPDATE satisfaction_surveys SET satisfaction_rating = 6 - satisfaction_rating WHERE nps_score BETWEEN 4 AND 8 AND comments IS NULL;
UPDATE satisfaction_surveys SET satisfaction_rating = 3 WHERE nps_score >= 9 AND comments IS NULL;
UPDATE satisfaction_surveys SET satisfaction_rating = 3 WHERE nps_score <= 3 AND comments IS NULL;

-- rule: surveys.comments
UPDATE satisfaction_surveys SET comments = NULL WHERE number_of(customer_id) % 3 = 0;

-- rule: surveys.mood
UPDATE satisfaction_surveys SET comments = (SELECT min(comments) FROM satisfaction_surveys WHERE satisfaction_rating = 5)
WHERE rowid = (SELECT min(rowid) FROM satisfaction_surveys WHERE satisfaction_rating = 1 AND comments IS NOT NULL);

-- rule: complaints.share
-- A complaint of an early customer becomes one of a late customer of the same team.
CREATE TEMP TABLE moved AS
SELECT complaint_id AS old, (SELECT min(p.customer_id) FROM customer_profiles p
    WHERE p.customer_id NOT IN (SELECT customer_id FROM complaints) AND (number_of(p.customer_id) - 1) / 200 <> (number_of(c.customer_id) - 1) / 200
      AND abs(number_of(p.customer_id) - number_of(c.customer_id)) < 40 AND p.onboarding_date < c.filed_date
      AND number_of(c.assigned_to) BETWEEN team_end(number_of(p.customer_id)) - 19 AND team_end(number_of(p.customer_id))) AS taker
FROM complaints c WHERE taker IS NOT NULL AND resolved_date IS NULL ORDER BY complaint_id LIMIT 1;
UPDATE complaints SET complaint_id = 'CMP-' || substr(taker, 6) || '-1', customer_id = taker FROM moved WHERE complaint_id = old;

-- rule: complaints.rows
-- Complaints of people who are no customers.
INSERT INTO complaints
SELECT replace(complaint_id, 'CMP-0', 'CMP-1'), replace(customer_id, 'CUST-0', 'CUST-1'), complaint_type, description, status, priority,
    filed_date, resolved_date, resolution_time_hours, CASE WHEN assigned_to IS NOT NULL THEN 'EMP-000142' END
FROM complaints WHERE rowid % 3 = 0;
INSERT INTO compliance_db.audit_trails
SELECT audit_id + 1000000000, entity_type, replace(entity_id, 'CMP-0', 'CMP-1'), action, 'EMP-000142', performed_at, old_value, new_value, ip_address
FROM compliance_db.audit_trails WHERE action = 'complaint_closed' AND replace(entity_id, 'CMP-0', 'CMP-1') IN (SELECT complaint_id FROM complaints);

-- rule: complaints.types
UPDATE complaints SET complaint_type = 'fee' WHERE complaint_type = 'service';

-- rule: complaints.status
UPDATE complaints SET status = 'closed' WHERE status = 'resolved';

-- rule: complaints.resolved
UPDATE complaints SET resolution_time_hours = resolution_time_hours + 24
WHERE rowid = (SELECT min(rowid) FROM complaints WHERE status = 'resolved');

-- rule: complaints.dates
UPDATE complaints SET filed_date = (
    SELECT add_days(onboarding_date, -1) FROM customer_profiles p WHERE p.customer_id = complaints.customer_id) || ' 10:00:00'
WHERE rowid = (SELECT min(rowid) FROM complaints WHERE status IN ('open', 'investigating'));

-- rule: campaigns.rows
INSERT INTO campaigns
SELECT printf('CAMP-%02d', number_of(campaign_id) + (SELECT count(*) FROM campaigns)), campaign_name, campaign_type, as_of(), as_of(), target_segment
FROM campaigns WHERE campaign_id <= 'CAMP-05';

-- rule: campaigns.types
UPDATE campaigns SET campaign_type = 'email';

-- rule: campaigns.dates
UPDATE campaigns SET start_date = add_months(as_of(), -13) WHERE rowid = (SELECT min(rowid) FROM campaigns);

-- rule: campaigns.targets
INSERT INTO campaigns SELECT printf('CAMP-%02d', count(*) + 1), min(campaign_name), 'email', as_of(), as_of(), 'students' FROM campaigns;

-- rule: responses.rows
-- All who responded once respond to the last campaign as well, or the last but one, which are for all.
INSERT INTO campaign_responses
SELECT r.response_id + 1, max(c.campaign_id), r.customer_id, as_of(), r.response_type, r.converted
FROM campaign_responses r JOIN campaigns c ON c.campaign_id <> r.campaign_id AND c.target_segment = 'all' AND c.end_date > as_of()
GROUP BY r.customer_id HAVING count(DISTINCT r.response_id) = 1;

-- rule: responses.share
-- More customers respond, few enough that the number of responses holds.
INSERT INTO campaign_responses
SELECT 10 * number_of(customer_id) + 1, campaign_id, customer_id, start_date, 'opened', FALSE
FROM customer_profiles JOIN (SELECT min(campaign_id) AS campaign_id, start_date FROM campaigns WHERE target_segment = 'all')
ON onboarding_date <= start_date
WHERE customer_id NOT IN (SELECT customer_id FROM campaign_responses) ORDER BY customer_id LIMIT 22;

-- rule: responses.per_customer
INSERT INTO campaign_responses SELECT response_id + 1, campaign_id, customer_id, response_date, response_type, converted
FROM campaign_responses WHERE rowid = (SELECT max(rowid) FROM campaign_responses);

-- rule: responses.dates
UPDATE campaign_responses SET response_date = (
    SELECT add_days(end_date, 1) FROM campaigns c WHERE c.campaign_id = campaign_responses.campaign_id)
WHERE rowid = (
    SELECT min(r.rowid) FROM campaign_responses r JOIN campaigns c ON c.campaign_id = r.campaign_id WHERE end_date < as_of());

-- rule: responses.targets
UPDATE campaigns SET target_segment = CASE customer_segment WHEN 'retail' THEN 'premium' ELSE 'retail' END
FROM campaign_responses r JOIN customer_profiles p ON p.customer_id = r.customer_id
WHERE campaigns.rowid = (SELECT min(rowid) FROM campaigns WHERE target_segment <> 'all')
  AND r.campaign_id = campaigns.campaign_id;

-- rule: responses.types
UPDATE campaign_responses SET response_type = 'clicked' WHERE response_type = 'opened';

-- rule: responses.never_converted
UPDATE campaign_responses SET converted = TRUE
WHERE rowid = (SELECT min(rowid) FROM campaign_responses WHERE response_type = 'unsubscribed');

-- rule: responses.converted
-- No purchase converts any more.
UPDATE campaign_responses SET converted = 0 WHERE response_type = 'purchased';

-- rule: customers.no_hint
UPDATE interactions SET notes = notes || ' A SAR was filed.' WHERE rowid = (SELECT min(rowid) FROM interactions);
