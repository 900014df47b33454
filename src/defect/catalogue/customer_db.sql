-- defect: duplicate-customer
-- A customer has a second profile with a different id, email address and phone number: it was opened without searching first.
-- table: customer_db.customer_profiles
-- dimension: uniqueness
-- rule: profiles.count
-- loads: databases
-- units: 1
-- add: customer_id, email, phone
SELECT customer_id, customer_id, 'CUST-' || printf('%07d', customers() + 1), 'second.' || email, '999' || substr(phone, 4) FROM customer_profiles
WHERE '999' || substr(phone, 4) NOT IN (SELECT phone FROM customer_profiles) AND 'second.' || email NOT IN (SELECT email FROM customer_profiles);

-- defect: mojibake-names
-- Names with accents are garbled: a file in UTF-8 was read as Windows-1252 and saved again.
-- table: customer_db.customer_profiles
-- dimension: validity
-- rule: people.same
-- units: 1-3
-- change: full_name
SELECT customer_id, customer_id, replace(replace(replace(replace(replace(full_name, 'é', 'Ã©'), 'ó', 'Ã³'), 'ñ', 'Ã±'), 'ú', 'Ãº'), 'á', 'Ã¡')
FROM customer_profiles WHERE customer_type = 'individual' AND full_name REGEXP '[éóñúá]';

-- defect: zip-code-without-zero
-- Postal codes have four digits: a spreadsheet took them for numbers and dropped the leading zero.
-- table: customer_db.customer_profiles
-- dimension: validity
-- rule: customer_db.conditions
-- loads: never
-- units: 1-3
-- change: postal_code
SELECT customer_id, customer_id, substr(postal_code, 2) FROM customer_profiles WHERE postal_code LIKE '0%';

-- defect: moved-without-state
-- City and postal code are in one state, but the state column names another: the address was changed, the state was not.
-- table: customer_db.customer_profiles
-- dimension: consistency
-- rule: profiles.places
-- units: 1-3
-- change: state
SELECT customer_id, customer_id, CASE state WHEN 'AK' THEN 'HI' ELSE 'AK' END FROM customer_profiles;

-- defect: segment-missing
-- Customers have no segment: the source column was renamed, and the import left it empty.
-- table: customer_db.customer_profiles
-- dimension: completeness
-- rule: customer_db.types
-- loads: never
-- units: 1-3
-- change: customer_segment
SELECT customer_id, customer_id, NULL FROM customer_profiles;

-- defect: stars-reversed
-- The happiest customers gave one star and the unhappiest five: in a new survey 1 is best, and the scale was not reversed.
-- table: customer_db.satisfaction_surveys
-- dimension: accuracy
-- rule: surveys.stars
-- units: 2-5
-- change: satisfaction_rating
SELECT customer_id, survey_id, 6 - satisfaction_rating FROM satisfaction_surveys
WHERE nps_score >= 9 AND satisfaction_rating >= 4 OR nps_score <= 3 AND satisfaction_rating <= 2;

-- defect: contact-in-1970
-- Contacts happened on 1970-01-01 at midnight: a missing time became 0 seconds since the epoch.
-- table: customer_db.interactions
-- dimension: completeness
-- rule: interactions.dates
-- units: 1-3
-- change: interaction_date
SELECT customer_id, interaction_id, '1970-01-01 00:00:00' FROM interactions;

-- defect: survey-without-contact
-- Surveys refer to contacts that do not exist: the contacts were archived, their surveys were not.
-- table: customer_db.satisfaction_surveys
-- dimension: consistency
-- rule: customer_db.references
-- loads: never
-- units: 1-3
-- change: interaction_id
SELECT customer_id, survey_id, interaction_id || '99' FROM satisfaction_surveys;

-- defect: channel-respelled
-- A month of emails has the channel "e-mail" instead of "email": a new release of the source spells it differently.
-- table: customer_db.interactions
-- dimension: validity
-- rule: customer_db.types
-- loads: never
-- units: 1
-- change: channel
SELECT 'EMAIL ' || substr(interaction_date, 1, 7), interaction_id, 'e-mail' FROM interactions WHERE channel = 'email';

-- defect: call-without-employee
-- Calls have no employee: the phone system did not pass on who was logged in.
-- table: customer_db.interactions
-- dimension: completeness
-- rule: interactions.self_service
-- units: 1-4
-- change: handled_by
SELECT customer_id, interaction_id, NULL FROM interactions WHERE channel = 'phone' AND handled_by IS NOT NULL;

-- defect: hours-as-days
-- Complaints took a 24th of the hours between their two dates: the new ticket system counts days, but the column is in hours.
-- table: customer_db.complaints
-- dimension: accuracy
-- rule: complaints.resolved
-- units: 1-3
-- change: resolution_time_hours
SELECT customer_id, complaint_id, resolution_time_hours / 24 FROM complaints WHERE resolution_time_hours >= 24;

-- defect: response-before-campaign
-- Customers responded a year before the campaign began: the year of the response was lost and filled in incorrectly.
-- table: customer_db.campaign_responses
-- dimension: timeliness
-- rule: responses.dates
-- units: 1-2
-- change: response_date
SELECT customer_id, response_id, add_months(response_date, -12) FROM campaign_responses;
