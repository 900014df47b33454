-- rule: interactions.rows
-- Expected rows: interactions.
-- expect: rows 2330 customers; slack 0.3; effect 0.02
SELECT count(*) FROM interactions;
-- mutation
DELETE FROM interactions WHERE rowid % 40 = 0;

-- rule: interactions.per_customer
-- Interactions: number per customer, exact in each full block of 200.
-- expect: share 0 20, 1 25, 2 21, 3 16, 4 11, 5 7; each 200
SELECT (number_of(customer_id) - 1) / 200, CAST(n AS TEXT), count(*) FROM (
    SELECT p.customer_id, count(DISTINCT interaction_id) AS n FROM customer_profiles p LEFT JOIN interactions i ON i.customer_id = p.customer_id GROUP BY 1
) GROUP BY 1, 2;
-- mutation
DELETE FROM interactions WHERE rowid = 2;

-- rule: interactions.ids
-- Chronological ordering: a customer's interactions are numbered from 1 in order of time.
SELECT interaction_id, interaction_date, previous FROM (
    SELECT *, lag(interaction_date) OVER own AS previous, row_number() OVER own AS ordinal
    FROM interactions WINDOW own AS (PARTITION BY customer_id ORDER BY interaction_id)
) WHERE interaction_date < previous OR interaction_id <> 'INT-' || substr(customer_id, 6) || '-' || ordinal;
-- mutation
UPDATE interactions SET interaction_date = as_of() || ' 23:59:59' WHERE interaction_id LIKE '%-1';
-- mutation
UPDATE interactions SET interaction_id = replace(interaction_id, '-1', '-9') WHERE rowid = 2;

-- rule: interactions.types
-- Interactions by type.
-- expect: share inquiry 45, support 35, account_update 10, product_inquiry 10; blocks; slack 0.2
SELECT CASE interaction_type WHEN 'complaint' THEN 'inquiry' ELSE interaction_type END, count(*) FROM interactions GROUP BY 1;
-- mutation
UPDATE interactions SET interaction_type = 'support' WHERE rowid % 10 = 0;

-- rule: interactions.channels
-- Interactions by channel.
-- expect: share phone 30, email 25, web 20, mobile_app 15, branch 10; blocks; slack 0.2
SELECT channel, count(*) FROM interactions GROUP BY 1;
-- mutation
UPDATE interactions SET channel = 'branch' WHERE rowid % 10 = 0;

-- rule: interactions.minutes
-- Interactions: duration varies by channel: phone and branch 5-45 minutes, web 2-15, email and app 1-10.
SELECT interaction_id, channel, duration_minutes FROM interactions
WHERE duration_minutes IS NULL OR duration_minutes NOT BETWEEN CASE WHEN channel IN ('phone', 'branch') THEN 5 WHEN channel = 'web' THEN 2 ELSE 1 END
    AND CASE WHEN channel IN ('phone', 'branch') THEN 45 WHEN channel = 'web' THEN 15 ELSE 10 END;
-- mutation
UPDATE interactions SET duration_minutes = 46 WHERE rowid = 2;

-- rule: interactions.handled
-- Interactions: share handled by employees.
-- expect: share 80; blocks; slack 0.1
SELECT count(handled_by), count(*) FROM interactions;
-- mutation
UPDATE interactions SET handled_by = NULL WHERE rowid % 10 = 0;

-- rule: interactions.outcomes
-- Interactions by outcome.
-- expect: share resolved 70, follow_up_needed 20, escalated 10; blocks; slack 0.2
SELECT outcome, count(*) FROM interactions GROUP BY 1;
-- mutation
UPDATE interactions SET outcome = 'escalated' WHERE rowid % 10 = 0;

-- rule: interactions.dates
-- Date/time consistency: an interaction comes after the customer joined and not after the as-of date.
SELECT interaction_id, interaction_date, created_at FROM interactions i JOIN customers c ON c.customer_id = i.customer_id
WHERE interaction_date <= created_at OR substr(interaction_date, 1, 10) > as_of();
-- mutation
UPDATE interactions SET interaction_date = add_days(as_of(), 1) || ' 10:00:00' WHERE rowid = 2;

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
-- Comments match the stars: no comment is given both with four or five stars and with one or two.
SELECT min(survey_id), comments FROM satisfaction_surveys WHERE comments IS NOT NULL
GROUP BY comments HAVING max(satisfaction_rating) >= 4 AND min(satisfaction_rating) <= 2;
-- mutation
UPDATE satisfaction_surveys SET comments = (SELECT min(comments) FROM satisfaction_surveys WHERE satisfaction_rating = 5) WHERE satisfaction_rating = 1;

-- rule: surveys.words
-- Comments fit the contact: nobody thanks an agent when no agent was involved, or a branch after a call.
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

-- rule: campaigns.rows
-- Campaigns: number in the bundle.
-- expect: between 10 and 15
SELECT count(*) FROM campaigns;
-- mutation
DELETE FROM campaigns WHERE campaign_id > 'CAMP-09';

-- rule: campaigns.types
-- Campaigns by type: each type deviates from its percentage by less than two campaigns.
WITH wanted(campaign_type, percent) AS (VALUES ('email', 40), ('digital', 30), ('cross_sell', 20), ('direct_mail', 10)), n AS (SELECT count(*) AS n FROM campaigns)
SELECT campaign_type, (SELECT count(*) FROM campaigns c WHERE c.campaign_type = w.campaign_type) AS found, percent * n.n / 100.0 AS meant FROM wanted w, n
WHERE abs(found - meant) >= 2;
-- mutation
UPDATE campaigns SET campaign_type = 'email';

-- rule: campaigns.dates
-- Campaigns started within the last year and end after they start.
SELECT campaign_id, start_date, end_date FROM campaigns
WHERE start_date NOT BETWEEN add_months(as_of(), -12) AND as_of() OR end_date < start_date;
-- mutation
UPDATE campaigns SET start_date = add_months(as_of(), -13) WHERE rowid = 2;

-- rule: campaigns.targets
-- A campaign targets a segment or all.
SELECT campaign_id, target_segment FROM campaigns
WHERE target_segment NOT IN ('all', 'retail', 'premium', 'corporate', 'private_banking');
-- mutation
UPDATE campaigns SET target_segment = 'students' WHERE rowid = 2;

-- rule: responses.rows
-- Expected rows: campaign responses.
-- expect: rows 78 customers; slack 12
SELECT count(*) FROM campaign_responses;
-- mutation
DELETE FROM campaign_responses WHERE rowid % 3 = 0;

-- rule: responses.share
-- Campaigns: share of customers who respond, exact in each full block of 200.
-- expect: share 5; each 200
SELECT (number_of(customer_id) - 1) / 200, count(DISTINCT customer_id) FROM campaign_responses GROUP BY 1;
-- mutation
DELETE FROM campaign_responses WHERE customer_id = (SELECT min(customer_id) FROM campaign_responses);

-- rule: responses.per_customer
-- Campaigns: those who respond do so to 1-2 different campaigns.
SELECT customer_id, count(*) AS responses, count(DISTINCT campaign_id) AS campaigns FROM campaign_responses
GROUP BY 1 HAVING responses > 2 OR campaigns <> responses;
-- mutation
INSERT INTO campaign_responses SELECT * FROM campaign_responses;

-- rule: responses.dates
-- A response is within the campaign's dates, after the customer joined and not after the as-of date.
SELECT response_id, response_date, start_date, end_date, onboarding_date FROM campaign_responses r
JOIN campaigns c ON c.campaign_id = r.campaign_id JOIN customer_profiles p ON p.customer_id = r.customer_id
WHERE response_date < start_date OR response_date > end_date OR response_date > as_of() OR response_date < onboarding_date;
-- mutation
UPDATE campaign_responses SET response_date = add_days(as_of(), 1) WHERE rowid = 2;

-- rule: responses.targets
-- Customers respond to campaigns for their own segment or for all.
SELECT response_id, target_segment, customer_segment FROM campaign_responses r
JOIN campaigns c ON c.campaign_id = r.campaign_id JOIN customer_profiles p ON p.customer_id = r.customer_id
WHERE target_segment NOT IN ('all', customer_segment);
-- mutation
UPDATE campaigns SET target_segment = 'private_banking';

-- rule: responses.types
-- Campaign responses by type.
-- expect: share opened 40, clicked 30, purchased 20, unsubscribed 10
SELECT response_type, count(*) FROM campaign_responses GROUP BY 1;
-- mutation
UPDATE campaign_responses SET response_type = 'clicked' WHERE response_type = 'opened';

-- rule: responses.never_converted
-- Nobody who unsubscribed is converted.
SELECT response_id, response_type, converted FROM campaign_responses WHERE response_type = 'unsubscribed' AND converted;
-- mutation
UPDATE campaign_responses SET converted = TRUE;

-- rule: responses.converted
-- Percentage of purchases that converted: what was ordered was opened, applied for or taken out soon after; with an allowance for small numbers: three
--- standard deviations of a share of three in four.
-- expect: between 70 and 1000
SELECT CASE WHEN n > 0 THEN 100.0 * hits / n + 130 / sqrt(n) ELSE 100 END FROM (
    SELECT coalesce(sum(converted), 0) AS hits, count(*) AS n FROM campaign_responses WHERE response_type = 'purchased');
-- mutation
UPDATE campaign_responses SET converted = FALSE;

-- rule: responses.steps
-- Nobody skips a step: a response that converted is a click or a purchase, and an account, an application or a policy follows it within 60 days.
SELECT response_id, response_type, response_date FROM campaign_responses r WHERE converted AND (response_type NOT IN ('clicked', 'purchased') OR NOT EXISTS (
    SELECT 1 FROM (SELECT customer_id, opened_date AS bought FROM accounts UNION ALL SELECT customer_id, application_date FROM loan_applications
        UNION ALL SELECT customer_id, start_date FROM policies) b
    WHERE b.customer_id = r.customer_id AND bought BETWEEN response_date AND add_days(response_date, 60)));
-- mutation
UPDATE campaign_responses SET converted = TRUE WHERE response_type = 'opened';
-- mutation
UPDATE campaign_responses SET converted = TRUE WHERE response_type = 'clicked';

-- rule: interactions.self_service
-- Interactions without an employee came by web or app; calls, emails and visits are handled by an employee.
SELECT interaction_id, channel FROM interactions WHERE handled_by IS NULL AND channel NOT IN ('web', 'mobile_app');
-- mutation
UPDATE interactions SET channel = 'phone' WHERE rowid = (SELECT min(rowid) FROM interactions WHERE handled_by IS NULL);

-- rule: interactions.changes
-- A contact that changes the address, phone number or email address leaves an audit row on the same day.
SELECT interaction_id, interaction_date, notes FROM interactions i
WHERE notes REGEXP '^(Changed the (mailing|email) address|Updated the phone number)' AND NOT EXISTS (
    SELECT 1 FROM audit_trails a WHERE a.entity_id = i.customer_id AND a.action = 'profile_changed' AND a.performed_at >= i.interaction_date
        AND substr(a.performed_at, 1, 10) = substr(i.interaction_date, 1, 10));
-- mutation
DELETE FROM audit_trails WHERE action = 'profile_changed';

-- rule: interactions.opening
-- Customers without an account talk about opening one.
SELECT interaction_id, notes FROM interactions i LEFT JOIN (SELECT customer_id, min(opened_date) AS first FROM accounts GROUP BY 1) a USING (customer_id)
WHERE (first IS NULL OR first > substr(interaction_date, 1, 10)) AND NOT notes REGEXP 'account|Changed the |Updated the phone';
-- mutation
UPDATE interactions SET notes = 'Reported a lost debit card. Nothing further needed.' WHERE customer_id NOT IN (SELECT customer_id FROM accounts);

-- rule: interactions.cards
-- Nobody without a checking account mentions a debit card or PIN.
SELECT interaction_id, notes FROM interactions i WHERE notes REGEXP 'debit card|Debit card|PIN |card limit|card charge' AND NOT EXISTS (
    SELECT 1 FROM accounts a WHERE a.customer_id = i.customer_id AND account_type = 'checking' AND opened_date <= substr(interaction_date, 1, 10));
-- mutation
UPDATE accounts SET account_type = 'savings';

-- rule: interactions.left
-- Customers who have left do not get in touch after their last account was closed.
SELECT interaction_id, interaction_date, closed FROM interactions JOIN customer_profiles USING (customer_id)
JOIN (SELECT customer_id, max(closed_date) AS closed FROM accounts GROUP BY 1) USING (customer_id)
WHERE customer_status = 'closed' AND substr(interaction_date, 1, 10) > closed;
-- mutation
UPDATE interactions SET interaction_date = as_of() || ' 10:00:00' WHERE customer_id IN (SELECT customer_id FROM customer_profiles WHERE customer_status = 'closed');

-- rule: interactions.dormant
-- Dormant customers who joined more than a year and two months ago have been silent for a year.
SELECT interaction_id, interaction_date FROM interactions JOIN customer_profiles USING (customer_id)
WHERE customer_status = 'dormant' AND onboarding_date < add_days(as_of(), -426) AND interaction_date > add_days(as_of(), -364);
-- mutation
UPDATE customer_profiles SET customer_status = 'dormant';

-- rule: interactions.screens
-- Mean age of individuals who come to a branch or call, minus that of those who use the app, with an allowance for small numbers.
-- expect: between 5 and 40
SELECT CASE WHEN m >= 10 AND n >= 10 THEN a / n - b / m + 40 / sqrt(m) ELSE 20 END FROM (
    SELECT sum(channel IN ('phone', 'branch')) AS n, sum(channel = 'mobile_app') AS m, sum(CASE WHEN channel IN ('phone', 'branch') THEN age END) * 1.0 AS a,
        sum(CASE WHEN channel = 'mobile_app' THEN age END) * 1.0 AS b
    FROM interactions JOIN customer_profiles p USING (customer_id) JOIN (SELECT customer_id, years(date_of_birth, as_of()) AS age FROM customers) USING (customer_id)
    WHERE customer_type = 'individual');
-- mutation
UPDATE interactions SET channel = CASE channel WHEN 'mobile_app' THEN 'phone' WHEN 'phone' THEN 'mobile_app' ELSE channel END;

-- rule: surveys.outcome
-- Satisfaction follows the outcome: mean NPS of resolved contacts minus that of escalated ones, with an allowance for small numbers.
-- expect: between 2.5 and 10
SELECT CASE WHEN m >= 3 AND n >= 3 THEN min(10, a / n - b / m + 5 / sqrt(m)) ELSE 5 END FROM (
    SELECT sum(outcome = 'resolved') AS n, sum(outcome = 'escalated') AS m, sum(CASE outcome WHEN 'resolved' THEN nps_score END) * 1.0 AS a,
        sum(CASE outcome WHEN 'escalated' THEN nps_score END) * 1.0 AS b
    FROM satisfaction_surveys JOIN interactions USING (interaction_id));
-- mutation
UPDATE satisfaction_surveys SET nps_score = 8;

-- rule: complaints.follow
-- Percentage of complaints that follow a complaint contact within ten days, with an allowance for small numbers.
-- expect: between 80 and 200
SELECT CASE WHEN n > 0 THEN 100.0 * hits / n + 120 / sqrt(n) ELSE 100 END FROM (
    SELECT sum(EXISTS (SELECT 1 FROM interactions i WHERE i.customer_id = c.customer_id AND interaction_type = 'complaint'
        AND interaction_date < filed_date AND interaction_date > add_days(substr(filed_date, 1, 10), -10))) AS hits, count(*) AS n FROM complaints c);
-- mutation
UPDATE interactions SET interaction_type = 'inquiry' WHERE interaction_type = 'complaint';

-- rule: interactions.complaints
-- A complaint contact is followed by the complaint within ten days.
SELECT interaction_id, interaction_date FROM interactions i WHERE interaction_type = 'complaint' AND NOT EXISTS (
    SELECT 1 FROM complaints c WHERE c.customer_id = i.customer_id AND filed_date > interaction_date
        AND substr(filed_date, 1, 10) <= add_days(substr(interaction_date, 1, 10), 10));
-- mutation
UPDATE interactions SET interaction_type = 'complaint' WHERE interaction_type = 'support' AND rowid % 9 = 0;

-- rule: interactions.promises
-- Promises are kept: a contact for which the bank promised to get back is followed within two weeks by one on the same subject that says so, and
-- every follow-up follows such a contact.
SELECT interaction_id, interaction_date, notes FROM interactions i
WHERE notes REGEXP 'follow up|call back|Call back|come back|and reply\.|Appointment|Promised|to follow|queued|to answer|to look at' AND outcome = 'follow_up_needed' AND NOT EXISTS (
    SELECT 1 FROM interactions f WHERE f.customer_id = i.customer_id AND f.interaction_date > i.interaction_date AND f.notes LIKE 'Follow-up: %'
        AND substr(f.interaction_date, 1, 10) <= add_days(substr(i.interaction_date, 1, 10), 14))
UNION ALL SELECT interaction_id, interaction_date, notes FROM interactions f WHERE notes LIKE 'Follow-up: %' AND NOT EXISTS (
    SELECT 1 FROM interactions i WHERE f.customer_id = i.customer_id AND f.interaction_date > i.interaction_date AND i.outcome = 'follow_up_needed'
        AND substr(f.interaction_date, 1, 10) <= add_days(substr(i.interaction_date, 1, 10), 14));
-- mutation
UPDATE interactions SET notes = substr(notes, 12) WHERE notes LIKE 'Follow-up: %' AND rowid % 3 = 0;
-- mutation
UPDATE interactions SET outcome = 'resolved' WHERE outcome = 'follow_up_needed' AND rowid % 3 = 0;

-- rule: interactions.followed
-- Percentage of contacts needing a follow-up that have one within two weeks, with an allowance for small numbers.
-- expect: between 75 and 200
SELECT CASE WHEN n > 0 THEN 100.0 * hits / n + 120 / sqrt(n) ELSE 100 END FROM (
    SELECT sum(EXISTS (SELECT 1 FROM interactions f WHERE f.customer_id = i.customer_id AND f.interaction_date > i.interaction_date
        AND substr(f.interaction_date, 1, 10) <= add_days(substr(i.interaction_date, 1, 10), 14))) AS hits, count(*) AS n
    FROM interactions i WHERE outcome = 'follow_up_needed');
-- mutation
UPDATE interactions SET outcome = 'follow_up_needed' WHERE outcome = 'resolved';

-- rule: interactions.follow_ups
-- A follow-up comes from somebody of the bank, on a business day in office hours; at a counter also on a Saturday morning.
SELECT interaction_id, channel, handled_by, interaction_date FROM (SELECT *, substr(interaction_date, 1, 10) AS on_day FROM interactions)
WHERE notes LIKE 'Follow-up: %' AND (handled_by IS NULL OR substr(interaction_date, 12) NOT BETWEEN '09:00:00' AND '16:59:59'
    OR weekday(on_day) > CASE channel WHEN 'branch' THEN 5 ELSE 4 END OR on_day IN (SELECT day FROM holidays));
-- mutation
UPDATE interactions SET handled_by = NULL WHERE channel IN ('web', 'mobile_app');
-- mutation
UPDATE interactions SET interaction_date = substr(interaction_date, 1, 11) || '21:10:00' WHERE channel IN ('web', 'mobile_app', 'email');

-- rule: interactions.updated
-- An update that is done is done, not answered.
SELECT interaction_id, notes FROM interactions WHERE interaction_type = 'account_update' AND outcome = 'resolved' AND NOT notes REGEXP '(Done|Entered|Confirmed|Completed)[^.]*\.$'
  AND notes NOT LIKE 'Follow-up: %';
-- mutation
UPDATE interactions SET notes = replace(notes, 'Completed by self-service.', 'Answered by the help pages.') WHERE interaction_type = 'account_update';

-- rule: complaints.charged
-- Percentage of those who were heard about the fee for a wire, a purchase abroad or another bank's machine whose statement shows the
-- fee in the two weeks before, where it reaches back to them; with an allowance for small numbers.
-- expect: between 75 and 300
SELECT CASE WHEN n > 0 THEN 100.0 * hits / n + 150 / sqrt(n) ELSE 100 END FROM (
    SELECT sum(EXISTS (SELECT 1 FROM transactions t WHERE t.account_id = a.account_id AND transaction_type = 'fee'
            AND t.description IN ('Domestic wire fee', 'Foreign transaction fee', 'Out-of-network ATM fee')
            AND t.transaction_date BETWEEN add_days(substr(filed_date, 1, 10), -16) AND filed_date)) AS hits, count(*) AS n
    FROM complaints c JOIN (SELECT customer_id, min(account_id) AS account_id, opened_date FROM accounts
        WHERE account_type = 'checking' AND account_status = 'active' GROUP BY 1) a USING (customer_id)
    WHERE complaint_type = 'fee' AND status = 'resolved' AND description REGEXP '^(Was not told about the wire|Nobody told me that a purchase|Charged for a cash machine)'
      AND opened_date < add_days(substr(filed_date, 1, 10), -40) AND filed_date > add_days(substr(add_months(as_of(), 1 - months()), 1, 8) || '01', 20));
-- mutation
UPDATE complaints SET complaint_type = 'fee', status = 'resolved', description = 'Was not told about the wire fee before sending.', filed_date = as_of() || ' 10:00:00';

-- rule: responses.mail
-- Nobody opens or clicks a letter: responses to direct mail are purchases or unsubscribes.
SELECT response_id, response_type FROM campaign_responses JOIN campaigns USING (campaign_id)
WHERE campaign_type = 'direct_mail' AND response_type IN ('opened', 'clicked');
-- mutation
UPDATE campaigns SET campaign_type = 'direct_mail';

-- rule: responses.funnel
-- A response is a customer's last step in the funnel: in each channel fewer responses are clicks than opens, with an allowance for small numbers. Of seven such responses
-- one more opens than clicks on average; the allowance is 4.9 standard deviations from that.
SELECT max(response_id), campaign_type, sum(response_type = 'opened') AS opened, sum(response_type = 'clicked') AS clicked
FROM campaign_responses JOIN campaigns USING (campaign_id) WHERE campaign_type <> 'direct_mail' GROUP BY 2
HAVING clicked - opened > 4.9 * sqrt(clicked + opened) - (clicked + opened) / 7.0;
-- mutation
UPDATE campaign_responses SET response_type = 'clicked' WHERE response_type = 'opened';

-- rule: campaigns.segments
-- Campaigns target existing segments: each of the four has at least one campaign of its own.
SELECT segment FROM (SELECT 'retail' AS segment UNION SELECT 'premium' UNION SELECT 'corporate' UNION SELECT 'private_banking')
WHERE segment NOT IN (SELECT target_segment FROM campaigns);
-- mutation
UPDATE campaigns SET target_segment = 'all' WHERE target_segment = 'private_banking';

-- rule: responses.followed
-- Percentage of purchases that are followed by an account, a loan application or a policy within 60 days, with an allowance for
-- small numbers: three standard deviations of a share of three in four.
-- expect: between 70 and 1000
SELECT CASE WHEN n > 0 THEN 100.0 * hits / n + 130 / sqrt(n) ELSE 100 END FROM (
    SELECT sum(EXISTS (SELECT 1 FROM (SELECT customer_id, opened_date AS bought FROM accounts UNION ALL SELECT customer_id, application_date FROM loan_applications
            UNION ALL SELECT customer_id, start_date FROM policies) b
        WHERE b.customer_id = r.customer_id AND bought BETWEEN response_date AND add_days(response_date, 60))) AS hits, count(*) AS n
    FROM campaign_responses r WHERE response_type = 'purchased');
-- mutation
UPDATE campaign_responses SET response_type = 'purchased';
