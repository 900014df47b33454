-- rule: profiles.count
-- guide: Each customer has one profile.
-- expect: none
SELECT count(*) AS found, customers() AS manifest FROM customer_profiles HAVING count(*) <> customers();

-- rule: profiles.segments
-- guide: Customers: retail 60%, premium 25%, corporate 10%, private banking 5%, of each full 200 exactly.
-- expect: share retail 60, premium 25, corporate 10, private_banking 5; each 200
SELECT (number_of(customer_id) - 1) / 200, customer_segment, count(DISTINCT customer_id) FROM customer_profiles GROUP BY 1, 2;

-- rule: profiles.status
-- guide: Customers: active 90%, dormant 7%, closed 3%, of each full 200 exactly.
-- expect: share active 90, dormant 7, closed 3; each 200
SELECT (number_of(customer_id) - 1) / 200, customer_status, count(DISTINCT customer_id) FROM customer_profiles GROUP BY 1, 2;

-- rule: profiles.agents
-- guide: 80% of customers have an agent, of each full 200 exactly.
-- expect: share 80; each 200
SELECT (number_of(customer_id) - 1) / 200, count(DISTINCT customer_id) FROM customer_profiles WHERE assigned_agent_id IS NOT NULL GROUP BY 1;

-- rule: profiles.kyc
-- guide: KYC status: verified 94%, expired 3%, pending 2%, under review 1%, of each full 200 exactly.
-- expect: share verified 94, expired 3, pending 2, under_review 1; each 200
SELECT (number_of(customer_id) - 1) / 200, kyc_status, count(DISTINCT customer_id) FROM customer_profiles GROUP BY 1, 2;

-- rule: profiles.risk
-- guide: Risk rating: low 78%, medium 18%, high 4%, of each full 200 exactly.
-- expect: share low 78, medium 18, high 4; each 200
SELECT (number_of(customer_id) - 1) / 200, risk_rating, count(DISTINCT customer_id) FROM customer_profiles GROUP BY 1, 2;

-- rule: profiles.places
-- guide: City, state and postal code agree: the code lies in the state's range.
-- expect: none
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

-- rule: profiles.cities
-- guide: City, state and postal code agree: the codes of one city lie close together.
-- expect: none
SELECT min(customer_id), city, state, min(postal_code), max(postal_code) FROM customer_profiles
GROUP BY city, state HAVING CAST(max(substr(postal_code, 1, 3)) AS INTEGER) - CAST(min(substr(postal_code, 1, 3)) AS INTEGER) > 9;

-- rule: profiles.country
-- guide: All customers live in one country.
-- expect: between 1 and 1
SELECT count(DISTINCT country) FROM customer_profiles;

-- rule: profiles.dates
-- guide: Date/time consistency, proper sequences: a profile is made when the customer joins, changed later, and never in the future.
-- expect: none
SELECT customer_id, onboarding_date, created_at, updated_at FROM customer_profiles
WHERE substr(created_at, 1, 10) < onboarding_date OR updated_at < created_at OR substr(updated_at, 1, 10) > as_of();

-- rule: interactions.rows
-- guide: Expected rows: 2,330 interactions of 1,200 customers.
-- expect: rows 2330 customers; slack 0.3; effect 0.02
SELECT count(*) FROM interactions;

-- rule: interactions.per_customer
-- guide: Interactions: each customer has 0 to 5: 20%, 25%, 21%, 16%, 11%, 7%, of each full 200 exactly.
-- expect: share 0 20, 1 25, 2 21, 3 16, 4 11, 5 7; each 200
SELECT (number_of(customer_id) - 1) / 200, CAST(n AS TEXT), count(*) FROM (
    SELECT p.customer_id, count(DISTINCT interaction_id) AS n FROM customer_profiles p LEFT JOIN interactions i ON i.customer_id = p.customer_id GROUP BY 1
) GROUP BY 1, 2;

-- rule: interactions.ids
-- guide: Chronological ordering: a customer's interactions are numbered from 1 in the order of time.
-- expect: none
SELECT interaction_id, interaction_date, former FROM (
    SELECT *, lag(interaction_date) OVER own AS former, row_number() OVER own AS ordinal
    FROM interactions WINDOW own AS (PARTITION BY customer_id ORDER BY interaction_id)
) WHERE interaction_date < former OR interaction_id <> 'INT-' || substr(customer_id, 6) || '-' || ordinal;

-- rule: interactions.types
-- guide: Interactions: inquiry 35%, support 30%, complaint 15%, account update 10%, product inquiry 10%.
-- expect: share inquiry 35, support 30, complaint 15, account_update 10, product_inquiry 10; blocks; slack 0.2
SELECT interaction_type, count(*) FROM interactions GROUP BY 1;

-- rule: interactions.channels
-- guide: Interactions: phone 30%, email 25%, web 20%, mobile app 15%, branch 10%.
-- expect: share phone 30, email 25, web 20, mobile_app 15, branch 10; blocks; slack 0.2
SELECT channel, count(*) FROM interactions GROUP BY 1;

-- rule: interactions.minutes
-- guide: Interactions: duration varies by channel: phone and branch 5-45 minutes, web 2-15, email and app 1-10.
-- expect: none
SELECT interaction_id, channel, duration_minutes FROM interactions
WHERE duration_minutes IS NULL OR duration_minutes NOT BETWEEN CASE WHEN channel IN ('phone', 'branch') THEN 5 WHEN channel = 'web' THEN 2 ELSE 1 END
    AND CASE WHEN channel IN ('phone', 'branch') THEN 45 WHEN channel = 'web' THEN 15 ELSE 10 END;

-- rule: interactions.handled
-- guide: Interactions: 80% are handled by employees.
-- expect: share 80; blocks; slack 0.1
SELECT count(handled_by), count(*) FROM interactions;

-- rule: interactions.outcomes
-- guide: Interactions: resolved 70%, follow-up needed 20%, escalated 10%.
-- expect: share resolved 70, follow_up_needed 20, escalated 10; blocks; slack 0.2
SELECT outcome, count(*) FROM interactions GROUP BY 1;

-- rule: interactions.dates
-- guide: Date/time consistency: an interaction comes after the onboarding and not after the as-of date.
-- expect: none
SELECT interaction_id, interaction_date, onboarding_date FROM interactions i JOIN customer_profiles p ON p.customer_id = i.customer_id
WHERE substr(interaction_date, 1, 10) NOT BETWEEN onboarding_date AND as_of();

-- rule: surveys.rows
-- guide: Expected rows: 700 surveys.
-- expect: rows 700 customers; slack 0.3; effect 0.012
SELECT count(*) FROM satisfaction_surveys;

-- rule: surveys.share
-- guide: Satisfaction Surveys: 30% of interactions are surveyed.
-- expect: share 30; blocks; slack 0.1
SELECT (SELECT count(DISTINCT interaction_id) FROM satisfaction_surveys), (SELECT count(*) FROM interactions);

-- rule: surveys.interaction
-- guide: A survey belongs to an interaction of its customer, 0-2 days before it, which has no other survey.
-- expect: none
SELECT survey_id, s.customer_id, s.interaction_id, survey_date, interaction_date FROM satisfaction_surveys s
JOIN interactions i ON i.interaction_id = s.interaction_id
WHERE s.customer_id <> i.customer_id OR day(survey_date) - day(interaction_date) NOT BETWEEN 0 AND 2 OR survey_date > as_of()
UNION ALL SELECT max(survey_id), NULL, interaction_id, NULL, NULL FROM satisfaction_surveys GROUP BY interaction_id HAVING count(*) > 1;

-- rule: surveys.scores
-- guide: Appropriate value ranges: NPS is 0 to 10, satisfaction 1 to 5 stars.
-- expect: none
SELECT survey_id, nps_score, satisfaction_rating FROM satisfaction_surveys
WHERE nps_score NOT BETWEEN 0 AND 10 OR satisfaction_rating NOT BETWEEN 1 AND 5;

-- rule: surveys.positive
-- guide: Satisfaction Surveys: NPS is weighted to the positive, about half are 9 or 10.
-- expect: share 50; slack 1
SELECT sum(nps_score >= 9), count(*) FROM satisfaction_surveys;

-- rule: surveys.stars
-- guide: Satisfaction Surveys: stars follow the NPS: no promoter gives two stars or less, no score of 3 or less gives four.
-- expect: none
SELECT survey_id, nps_score, satisfaction_rating FROM satisfaction_surveys
WHERE nps_score >= 9 AND satisfaction_rating <= 2 OR nps_score <= 3 AND satisfaction_rating >= 4;

-- rule: surveys.correlated
-- guide: Satisfaction Surveys: stars are correlated with the NPS, and strongly, as far as their number can tell.
-- expect: between 0.6 and 1
SELECT CASE WHEN n >= 20 THEN min(1, coalesce((n * xy - x * y) / sqrt((n * xx - x * x) * (n * yy - y * y)), 0) + 2 / sqrt(n)) ELSE 1 END FROM (
    SELECT count(*) AS n, sum(nps_score) * 1.0 AS x, sum(satisfaction_rating) * 1.0 AS y, sum(nps_score * satisfaction_rating) * 1.0 AS xy,
        sum(nps_score * nps_score) * 1.0 AS xx, sum(satisfaction_rating * satisfaction_rating) * 1.0 AS yy FROM satisfaction_surveys);

-- rule: surveys.comments
-- guide: Satisfaction Surveys: 50% leave comments.
-- expect: share 50
SELECT count(comments), count(*) FROM satisfaction_surveys;

-- rule: surveys.mood
-- guide: Comments are in the mood of the stars: none is given both with four or five and with one or two.
-- expect: none
SELECT min(survey_id), comments FROM satisfaction_surveys WHERE comments IS NOT NULL
GROUP BY comments HAVING max(satisfaction_rating) >= 4 AND min(satisfaction_rating) <= 2;

-- rule: complaints.share
-- guide: Complaints: 8% of customers file complaints, of each full 200 exactly.
-- expect: share 8; each 200
SELECT (number_of(customer_id) - 1) / 200, count(DISTINCT customer_id) FROM complaints GROUP BY 1;

-- rule: complaints.rows
-- guide: Expected rows: 96 complaints.
-- expect: rows 96 customers; slack 12
SELECT count(*) FROM complaints;

-- rule: complaints.types
-- guide: Complaints: service 35%, fee 25%, product 20%, fraud 10%, other 10%.
-- expect: share service 35, fee 25, product 20, fraud 10, other 10
SELECT complaint_type, count(*) FROM complaints GROUP BY 1;

-- rule: complaints.status
-- guide: Complaints: 60% resolved, 20% investigating, 15% closed, 5% open.
-- expect: share resolved 60, investigating 20, closed 15, open 5
SELECT status, count(*) FROM complaints GROUP BY 1;

-- rule: complaints.resolved
-- guide: Resolved and closed complaints, and only they, have a date of resolution and the hours between.
-- expect: none
SELECT complaint_id, status, filed_date, resolved_date, resolution_time_hours FROM complaints
WHERE (status IN ('resolved', 'closed')) <> (resolved_date IS NOT NULL) OR (resolved_date IS NULL) <> (resolution_time_hours IS NULL)
   OR resolved_date < filed_date OR abs((second(resolved_date) - second(filed_date)) / 3600.0 - resolution_time_hours) > 1;

-- rule: complaints.dates
-- guide: Date/time consistency: a complaint comes after the onboarding, nothing of it after the as-of date.
-- expect: none
SELECT complaint_id, filed_date, resolved_date, onboarding_date FROM complaints c JOIN customer_profiles p ON p.customer_id = c.customer_id
WHERE substr(filed_date, 1, 10) NOT BETWEEN onboarding_date AND as_of() OR substr(resolved_date, 1, 10) > as_of();

-- rule: campaigns.rows
-- guide: Campaigns: 10-15 per generation.
-- expect: between 10 and 15
SELECT count(*) FROM campaigns;

-- rule: campaigns.types
-- guide: Campaigns: email 40%, digital 30%, cross-sell 20%, direct mail 10%: each type misses its share by less than two campaigns.
-- expect: none
WITH wanted(campaign_type, percent) AS (VALUES ('email', 40), ('digital', 30), ('cross_sell', 20), ('direct_mail', 10)), n AS (SELECT count(*) AS n FROM campaigns)
SELECT campaign_type, (SELECT count(*) FROM campaigns c WHERE c.campaign_type = w.campaign_type) AS found, percent * n.n / 100.0 AS meant FROM wanted w, n
WHERE abs(found - meant) >= 2;

-- rule: campaigns.dates
-- guide: Campaigns started in the last year and end after they start.
-- expect: none
SELECT campaign_id, start_date, end_date FROM campaigns
WHERE start_date NOT BETWEEN add_months(as_of(), -12) AND as_of() OR end_date < start_date;

-- rule: campaigns.targets
-- guide: A campaign targets a segment or all.
-- expect: none
SELECT campaign_id, target_segment FROM campaigns
WHERE target_segment NOT IN ('all', 'retail', 'premium', 'corporate', 'private_banking');

-- rule: responses.rows
-- guide: Expected rows: 78 responses.
-- expect: rows 78 customers; slack 12
SELECT count(*) FROM campaign_responses;

-- rule: responses.share
-- guide: Campaigns: 5% of customers respond, of each full 200 exactly.
-- expect: share 5; each 200
SELECT (number_of(customer_id) - 1) / 200, count(DISTINCT customer_id) FROM campaign_responses GROUP BY 1;

-- rule: responses.per_customer
-- guide: Campaigns: those who respond do so to 1-2 different campaigns.
-- expect: none
SELECT customer_id, count(*) AS responses, count(DISTINCT campaign_id) AS campaigns FROM campaign_responses
GROUP BY 1 HAVING responses > 2 OR campaigns <> responses;

-- rule: responses.dates
-- guide: A response lies inside the campaign's dates, after the customer joined and not after the as-of date.
-- expect: none
SELECT response_id, response_date, start_date, end_date, onboarding_date FROM campaign_responses r
JOIN campaigns c ON c.campaign_id = r.campaign_id JOIN customer_profiles p ON p.customer_id = r.customer_id
WHERE response_date < start_date OR response_date > end_date OR response_date > as_of() OR response_date < onboarding_date;

-- rule: responses.targets
-- guide: Customers respond to campaigns for their own segment or for all.
-- expect: none
SELECT response_id, target_segment, customer_segment FROM campaign_responses r
JOIN campaigns c ON c.campaign_id = r.campaign_id JOIN customer_profiles p ON p.customer_id = r.customer_id
WHERE target_segment NOT IN ('all', customer_segment);

-- rule: responses.types
-- guide: Responses: opened 40%, clicked 30%, purchased 20%, unsubscribed 10%.
-- expect: share opened 40, clicked 30, purchased 20, unsubscribed 10
SELECT response_type, count(*) FROM campaign_responses GROUP BY 1;

-- rule: responses.never_converted
-- guide: Nobody who unsubscribed is converted.
-- expect: none
SELECT response_id, response_type, converted FROM campaign_responses WHERE response_type = 'unsubscribed' AND converted;

-- rule: responses.converted
-- guide: Customers are converted mostly when they purchased, seldom when they clicked, hardly ever when they only opened.
-- expect: share purchased 90, clicked 10, opened 2; slack 5
SELECT response_type, sum(converted), count(*) FROM campaign_responses WHERE response_type <> 'unsubscribed' GROUP BY 1;

-- rule: customers.no_hint
-- guide: Nothing in a customer-facing table hints at a suspicious activity report or tells a planted scheme by name.
-- expect: none
SELECT interaction_id, notes FROM interactions WHERE notes REGEXP '(?i)suspicio|launder|structuring|\bSAR\b|\bAML\b|smurf|red flag|scheme|decoy|look.?alike|planted'
UNION ALL SELECT complaint_id, description FROM complaints WHERE description REGEXP '(?i)suspicio|launder|structuring|\bSAR\b|\bAML\b|smurf|red flag|scheme|decoy|look.?alike|planted'
UNION ALL SELECT CAST(survey_id AS TEXT), comments FROM satisfaction_surveys WHERE comments REGEXP '(?i)suspicio|launder|structuring|\bSAR\b|\bAML\b|smurf|red flag|scheme|decoy|look.?alike|planted';
