-- section: customer_db
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
-- Percentage of purchases that converted: what was ordered was opened, applied for or taken out soon after. The allowance for small numbers is three
--- standard deviations of a share of three in four.
-- expect: between 70 and 1000
SELECT CASE WHEN n > 0 THEN 100.0 * hits / n + 130 / sqrt(n) ELSE 100 END FROM (
    SELECT coalesce(sum(converted), 0) AS hits, count(*) AS n FROM campaign_responses WHERE response_type = 'purchased');
-- mutation
UPDATE campaign_responses SET converted = FALSE;

-- rule: responses.steps
-- Only steps that can lead to a sale convert: a response that converted is a click or a purchase, and an account, an application or a policy follows it within 60 days.
SELECT response_id, response_type, response_date FROM campaign_responses r WHERE converted AND (response_type NOT IN ('clicked', 'purchased') OR NOT EXISTS (
    SELECT 1 FROM (SELECT customer_id, opened_date AS bought FROM accounts UNION ALL SELECT customer_id, application_date FROM loan_applications
        UNION ALL SELECT customer_id, start_date FROM policies) b
    WHERE b.customer_id = r.customer_id AND bought BETWEEN response_date AND add_days(response_date, 60)));
-- mutation
UPDATE campaign_responses SET converted = TRUE WHERE response_type = 'opened';
-- mutation
UPDATE campaign_responses SET converted = TRUE WHERE response_type = 'clicked';

-- rule: responses.mail
-- Nobody opens or clicks a letter: responses to direct mail are purchases or unsubscribes.
SELECT response_id, response_type FROM campaign_responses JOIN campaigns USING (campaign_id)
WHERE campaign_type = 'direct_mail' AND response_type IN ('opened', 'clicked');
-- mutation
UPDATE campaigns SET campaign_type = 'direct_mail';

-- rule: responses.funnel
-- A response is a customer's last step in the funnel: in each channel, fewer responses are clicks than opens, with an allowance for small numbers. Of seven such responses,
-- one more is an open than a click on average; the allowance is 4.9 standard deviations from that.
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
