-- The 6 tables of customer_db, as created by a bundle's load.sh.
-- Rendered by dhub from the declarations of the tables (src/tables/customer_db.rs).
-- On an empty database: psql -X -v ON_ERROR_STOP=1 -1 -d customer_db -f schema.sql

CREATE TABLE customer_profiles (
    customer_id       text          NOT NULL,
    full_name         text          NOT NULL,
    email             text          NOT NULL,
    phone             text          NOT NULL,
    address           text          NOT NULL,
    city              text          NOT NULL,
    state             text          NOT NULL,
    postal_code       text          NOT NULL,
    country           text          NOT NULL,
    customer_segment  text          NOT NULL,
    customer_status   text          NOT NULL,
    onboarding_date   date          NOT NULL,
    assigned_agent_id text,
    kyc_status        text          NOT NULL,
    risk_rating       text          NOT NULL,
    created_at        timestamp     NOT NULL,
    updated_at        timestamp     NOT NULL,
    customer_type     text          NOT NULL,
    household_id      text,
    occupation        text,
    employer          text,
    annual_income     numeric(15,2) NOT NULL,
    CONSTRAINT customer_profiles_pkey PRIMARY KEY (customer_id),
    CONSTRAINT customer_profiles_email_key UNIQUE (email),
    CONSTRAINT customer_profiles_phone_key UNIQUE (phone),
    CONSTRAINT customer_profiles_country_labels CHECK (country IN ('US')),
    CONSTRAINT customer_profiles_customer_segment_labels CHECK (customer_segment IN ('retail', 'premium', 'corporate', 'private_banking')),
    CONSTRAINT customer_profiles_customer_status_labels CHECK (customer_status IN ('active', 'dormant', 'closed')),
    CONSTRAINT customer_profiles_kyc_status_labels CHECK (kyc_status IN ('verified', 'expired', 'pending', 'under_review')),
    CONSTRAINT customer_profiles_risk_rating_labels CHECK (risk_rating IN ('low', 'medium', 'high')),
    CONSTRAINT customer_profiles_customer_type_labels CHECK (customer_type IN ('individual', 'business')),
    CONSTRAINT customer_profiles_state_check CHECK (state ~ '^[A-Z]{2}$'),
    CONSTRAINT customer_profiles_postal_code_check CHECK (postal_code ~ '^[0-9]{5}$'),
    CONSTRAINT customer_profiles_check_1 CHECK (updated_at >= created_at),
    CONSTRAINT customer_profiles_check_2 CHECK ((customer_type = 'individual') = (household_id IS NOT NULL)),
    CONSTRAINT customer_profiles_check_3 CHECK ((customer_type = 'individual') = (occupation IS NOT NULL))
);
COMMENT ON TABLE customer_profiles IS 'One profile per customer: the same person as in accounts_db, with address, segment and status.';
COMMENT ON COLUMN customer_profiles.customer_id IS 'Key: the customer''s id, as in accounts_db. References accounts_db.customers(customer_id).';
COMMENT ON COLUMN customer_profiles.full_name IS 'First and last name; of a business, the company''s name.';
COMMENT ON COLUMN customer_profiles.email IS 'Personal email address, as in accounts_db.';
COMMENT ON COLUMN customer_profiles.phone IS 'Phone number, as in accounts_db; in most cases of the state.';
COMMENT ON COLUMN customer_profiles.address IS 'Street address.';
COMMENT ON COLUMN customer_profiles.city IS 'City.';
COMMENT ON COLUMN customer_profiles.state IS 'Two-letter state code.';
COMMENT ON COLUMN customer_profiles.postal_code IS 'ZIP code of the city, five digits.';
COMMENT ON COLUMN customer_profiles.country IS 'Country, always US.';
COMMENT ON COLUMN customer_profiles.customer_segment IS 'Customer segment.';
COMMENT ON COLUMN customer_profiles.customer_status IS 'Customer status.';
COMMENT ON COLUMN customer_profiles.onboarding_date IS 'Date of onboarding.';
COMMENT ON COLUMN customer_profiles.assigned_agent_id IS 'Employee assigned to the customer; NULL if none is. References employees_db.employees(employee_id).';
COMMENT ON COLUMN customer_profiles.kyc_status IS 'Status of the latest KYC record in compliance_db.';
COMMENT ON COLUMN customer_profiles.risk_rating IS 'Rating of the latest KYC record in compliance_db.';
COMMENT ON COLUMN customer_profiles.created_at IS 'Time the profile was created.';
COMMENT ON COLUMN customer_profiles.updated_at IS 'Time of the last change.';
COMMENT ON COLUMN customer_profiles.customer_type IS 'Individual or business.';
COMMENT ON COLUMN customer_profiles.household_id IS 'Key shared by the customers of one address: HH- and the smallest of their numbers; NULL for businesses.';
COMMENT ON COLUMN customer_profiles.occupation IS 'Occupation, or status of those without one; NULL for businesses.';
COMMENT ON COLUMN customer_profiles.employer IS 'Employer; NULL for businesses and for those who have none.';
COMMENT ON COLUMN customer_profiles.annual_income IS 'Gross income of a year in whole US dollars; of a business, its revenue.';

CREATE TABLE interactions (
    interaction_id   text      NOT NULL,
    customer_id      text      NOT NULL,
    interaction_type text      NOT NULL,
    channel          text      NOT NULL,
    interaction_date timestamp NOT NULL,
    duration_minutes smallint  NOT NULL,
    notes            text      NOT NULL,
    handled_by       text,
    outcome          text      NOT NULL,
    CONSTRAINT interactions_pkey PRIMARY KEY (interaction_id),
    CONSTRAINT interactions_interaction_type_labels CHECK (interaction_type IN (
        'inquiry', 'support', 'complaint', 'account_update', 'product_inquiry'
    )),
    CONSTRAINT interactions_channel_labels CHECK (channel IN ('phone', 'email', 'web', 'mobile_app', 'branch')),
    CONSTRAINT interactions_outcome_labels CHECK (outcome IN ('resolved', 'follow_up_needed', 'escalated')),
    CONSTRAINT interactions_duration_minutes_check CHECK (duration_minutes BETWEEN 1 AND 45)
);
COMMENT ON TABLE interactions IS 'Contacts between customers and the bank.';
COMMENT ON COLUMN interactions.interaction_id IS 'Key: customer and sequence number in time order.';
COMMENT ON COLUMN interactions.customer_id IS 'Customer who got in touch.';
COMMENT ON COLUMN interactions.interaction_type IS 'Reason for the interaction.';
COMMENT ON COLUMN interactions.channel IS 'Channel.';
COMMENT ON COLUMN interactions.interaction_date IS 'Time of the event.';
COMMENT ON COLUMN interactions.duration_minutes IS 'Duration in minutes.';
COMMENT ON COLUMN interactions.notes IS 'Notes.';
COMMENT ON COLUMN interactions.handled_by IS 'Employee who handled it; NULL for self-service. References employees_db.employees(employee_id).';
COMMENT ON COLUMN interactions.outcome IS 'Outcome.';

CREATE TABLE satisfaction_surveys (
    survey_id           bigint GENERATED BY DEFAULT AS IDENTITY,
    customer_id         text     NOT NULL,
    interaction_id      text     NOT NULL,
    nps_score           smallint NOT NULL,
    satisfaction_rating smallint NOT NULL,
    survey_date         date     NOT NULL,
    comments            text,
    CONSTRAINT satisfaction_surveys_pkey PRIMARY KEY (survey_id),
    CONSTRAINT satisfaction_surveys_interaction_id_key UNIQUE (interaction_id),
    CONSTRAINT satisfaction_surveys_nps_score_check CHECK (nps_score BETWEEN 0 AND 10),
    CONSTRAINT satisfaction_surveys_satisfaction_rating_check CHECK (satisfaction_rating BETWEEN 1 AND 5)
);
COMMENT ON TABLE satisfaction_surveys IS 'Satisfaction surveys after interactions.';
COMMENT ON COLUMN satisfaction_surveys.survey_id IS 'Key: customer and the interaction''s sequence number.';
COMMENT ON COLUMN satisfaction_surveys.customer_id IS 'Customer who answered.';
COMMENT ON COLUMN satisfaction_surveys.interaction_id IS 'Interaction surveyed.';
COMMENT ON COLUMN satisfaction_surveys.nps_score IS 'Likelihood to recommend the bank, 0 to 10.';
COMMENT ON COLUMN satisfaction_surveys.satisfaction_rating IS 'Stars, 1 to 5.';
COMMENT ON COLUMN satisfaction_surveys.survey_date IS 'Date of the answer.';
COMMENT ON COLUMN satisfaction_surveys.comments IS 'The customer''s comments; NULL if none were left.';

CREATE TABLE complaints (
    complaint_id          text      NOT NULL,
    customer_id           text      NOT NULL,
    complaint_type        text      NOT NULL,
    description           text      NOT NULL,
    status                text      NOT NULL,
    priority              text      NOT NULL,
    filed_date            timestamp NOT NULL,
    resolved_date         timestamp,
    resolution_time_hours integer,
    assigned_to           text      NOT NULL,
    CONSTRAINT complaints_pkey PRIMARY KEY (complaint_id),
    CONSTRAINT complaints_complaint_type_labels CHECK (complaint_type IN ('service', 'fee', 'product', 'fraud', 'other')),
    CONSTRAINT complaints_status_labels CHECK (status IN ('resolved', 'investigating', 'closed', 'open')),
    CONSTRAINT complaints_priority_labels CHECK (priority IN ('low', 'medium', 'high')),
    CONSTRAINT complaints_resolution_time_hours_check CHECK (resolution_time_hours >= 0),
    CONSTRAINT complaints_check_1 CHECK (resolved_date >= filed_date),
    CONSTRAINT complaints_check_2 CHECK ((status IN ('resolved', 'closed')) = (resolved_date IS NOT NULL)),
    CONSTRAINT complaints_check_3 CHECK ((resolved_date IS NULL) = (resolution_time_hours IS NULL))
);
COMMENT ON TABLE complaints IS 'Customer complaints.';
COMMENT ON COLUMN complaints.complaint_id IS 'Key: customer and sequence number.';
COMMENT ON COLUMN complaints.customer_id IS 'Customer who complained.';
COMMENT ON COLUMN complaints.complaint_type IS 'What it is about.';
COMMENT ON COLUMN complaints.description IS 'The complaint in the customer''s words.';
COMMENT ON COLUMN complaints.status IS 'Status.';
COMMENT ON COLUMN complaints.priority IS 'Priority.';
COMMENT ON COLUMN complaints.filed_date IS 'Time of filing.';
COMMENT ON COLUMN complaints.resolved_date IS 'Time of resolution; NULL until resolved.';
COMMENT ON COLUMN complaints.resolution_time_hours IS 'Hours from filing to resolution; NULL until resolved.';
COMMENT ON COLUMN complaints.assigned_to IS 'Employee assigned to it. References employees_db.employees(employee_id).';

CREATE TABLE campaigns (
    campaign_id    text NOT NULL,
    campaign_name  text NOT NULL,
    campaign_type  text NOT NULL,
    start_date     date NOT NULL,
    end_date       date NOT NULL,
    target_segment text NOT NULL,
    CONSTRAINT campaigns_pkey PRIMARY KEY (campaign_id),
    CONSTRAINT campaigns_campaign_type_labels CHECK (campaign_type IN ('email', 'digital', 'cross_sell', 'direct_mail')),
    CONSTRAINT campaigns_target_segment_labels CHECK (target_segment IN (
        'all', 'retail', 'premium', 'corporate', 'private_banking'
    )),
    CONSTRAINT campaigns_check_1 CHECK (end_date >= start_date)
);
COMMENT ON TABLE campaigns IS 'Marketing campaigns of the last year.';
COMMENT ON COLUMN campaigns.campaign_id IS 'Key: CAMP-01, CAMP-02, and so on.';
COMMENT ON COLUMN campaigns.campaign_name IS 'Title.';
COMMENT ON COLUMN campaigns.campaign_type IS 'Type of campaign.';
COMMENT ON COLUMN campaigns.start_date IS 'First day.';
COMMENT ON COLUMN campaigns.end_date IS 'Last day.';
COMMENT ON COLUMN campaigns.target_segment IS 'Target audience.';

CREATE TABLE campaign_responses (
    response_id   bigint GENERATED BY DEFAULT AS IDENTITY,
    campaign_id   text    NOT NULL,
    customer_id   text    NOT NULL,
    response_date date    NOT NULL,
    response_type text    NOT NULL,
    converted     boolean NOT NULL,
    CONSTRAINT campaign_responses_pkey PRIMARY KEY (response_id),
    CONSTRAINT campaign_responses_campaign_id_customer_id_key UNIQUE (campaign_id, customer_id),
    CONSTRAINT campaign_responses_response_type_labels CHECK (response_type IN ('opened', 'clicked', 'purchased', 'unsubscribed'))
);
COMMENT ON TABLE campaign_responses IS 'Customer responses to campaigns.';
COMMENT ON COLUMN campaign_responses.response_id IS 'Key: customer and sequence number.';
COMMENT ON COLUMN campaign_responses.campaign_id IS 'Campaign responded to.';
COMMENT ON COLUMN campaign_responses.customer_id IS 'Customer who responded.';
COMMENT ON COLUMN campaign_responses.response_date IS 'Date of the response, during the campaign.';
COMMENT ON COLUMN campaign_responses.response_type IS 'Type of response.';
COMMENT ON COLUMN campaign_responses.converted IS 'Whether it led to a sale.';

ALTER TABLE interactions ADD CONSTRAINT interactions_customer_id_fkey
    FOREIGN KEY (customer_id) REFERENCES customer_profiles (customer_id);
ALTER TABLE satisfaction_surveys ADD CONSTRAINT satisfaction_surveys_customer_id_fkey
    FOREIGN KEY (customer_id) REFERENCES customer_profiles (customer_id);
ALTER TABLE satisfaction_surveys ADD CONSTRAINT satisfaction_surveys_interaction_id_fkey
    FOREIGN KEY (interaction_id) REFERENCES interactions (interaction_id);
ALTER TABLE complaints ADD CONSTRAINT complaints_customer_id_fkey
    FOREIGN KEY (customer_id) REFERENCES customer_profiles (customer_id);
ALTER TABLE campaign_responses ADD CONSTRAINT campaign_responses_campaign_id_fkey
    FOREIGN KEY (campaign_id) REFERENCES campaigns (campaign_id);
ALTER TABLE campaign_responses ADD CONSTRAINT campaign_responses_customer_id_fkey
    FOREIGN KEY (customer_id) REFERENCES customer_profiles (customer_id);

CREATE INDEX customer_profiles_household_id_idx ON customer_profiles (household_id);
CREATE INDEX interactions_customer_id_idx ON interactions (customer_id);
CREATE INDEX interactions_channel_idx ON interactions (channel);
CREATE INDEX satisfaction_surveys_customer_id_idx ON satisfaction_surveys (customer_id);
CREATE INDEX complaints_customer_id_idx ON complaints (customer_id);
CREATE INDEX campaign_responses_customer_id_idx ON campaign_responses (customer_id);
CREATE INDEX campaign_responses_response_type_idx ON campaign_responses (response_type);
