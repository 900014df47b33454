-- One row per customer: identity, accounts, debts, policies, activity and monitoring.
with accounts as (
    select
        customer_id,
        count(*) as accounts,
        count(case when account_status <> 'closed' then 1 end) as open_accounts,
        sum(balance) as total_balance
    from {{ ref('stg_accounts_db__accounts') }}
    group by customer_id
),

transactions as (
    select
        accounts.customer_id,
        count(*) as transactions,
        sum(case when transactions.transaction_amount > 0 then transactions.transaction_amount else 0 end) as money_in,
        sum(case when transactions.transaction_amount < 0 then -transactions.transaction_amount else 0 end) as money_out,
        max(transactions.transaction_date) as last_transaction_at
    from {{ ref('stg_accounts_db__transactions') }} as transactions
    inner join {{ ref('stg_accounts_db__accounts') }} as accounts on accounts.account_id = transactions.account_id
    group by accounts.customer_id
),

loans as (
    select
        customer_id,
        count(*) as loans,
        count(case when loan_status <> 'paid_off' then 1 end) as open_loans,
        sum(outstanding_balance) as outstanding_balance,
        max(days_past_due) as days_past_due
    from {{ ref('stg_loans_db__loans') }}
    group by customer_id
),

policies as (
    select
        customer_id,
        count(*) as policies,
        count(case when policy_status = 'active' then 1 end) as active_policies
    from {{ ref('stg_insurance_db__policies') }}
    group by customer_id
),

claims as (
    select
        policies.customer_id,
        count(*) as claims,
        sum(claims.claim_amount) as claimed_amount,
        sum(claims.approved_amount) as approved_claim_amount
    from {{ ref('stg_insurance_db__claims') }} as claims
    inner join {{ ref('stg_insurance_db__policies') }} as policies on policies.policy_id = claims.policy_id
    group by policies.customer_id
),

interactions as (
    select
        customer_id,
        count(*) as interactions,
        max(interaction_date) as last_interaction_at
    from {{ ref('stg_customer_db__interactions') }}
    group by customer_id
),

surveys as (
    select
        customer_id,
        nps_score,
        row_number() over (partition by customer_id order by survey_date desc, survey_id desc) as place
    from {{ ref('stg_customer_db__satisfaction_surveys') }}
),

complaints as (
    select
        customer_id,
        count(*) as complaints,
        count(case when resolved_date is null then 1 end) as open_complaints
    from {{ ref('stg_customer_db__complaints') }}
    group by customer_id
),

alerts as (
    select
        customer_id,
        count(*) as aml_alerts
    from {{ ref('stg_compliance_db__aml_checks') }}
    where transaction_id is not null
    group by customer_id
),

reports as (
    select
        customer_id,
        count(*) as suspicious_activity_reports
    from {{ ref('stg_compliance_db__suspicious_activity_reports') }}
    group by customer_id
)

select
    customers.customer_id,
    profiles.full_name,
    profiles.customer_type,
    profiles.customer_segment,
    profiles.customer_status,
    profiles.state,
    profiles.household_id,
    profiles.onboarding_date,
    profiles.annual_income,
    profiles.kyc_status,
    profiles.risk_rating,
    coalesce(accounts.accounts, 0) as accounts,
    coalesce(accounts.open_accounts, 0) as open_accounts,
    coalesce(accounts.total_balance, 0) as total_balance,
    coalesce(transactions.transactions, 0) as transactions,
    coalesce(transactions.money_in, 0) as money_in,
    coalesce(transactions.money_out, 0) as money_out,
    transactions.last_transaction_at,
    coalesce(loans.loans, 0) as loans,
    coalesce(loans.open_loans, 0) as open_loans,
    coalesce(loans.outstanding_balance, 0) as outstanding_balance,
    coalesce(loans.days_past_due, 0) as days_past_due,
    coalesce(policies.policies, 0) as policies,
    coalesce(policies.active_policies, 0) as active_policies,
    coalesce(claims.claims, 0) as claims,
    coalesce(claims.claimed_amount, 0) as claimed_amount,
    coalesce(claims.approved_claim_amount, 0) as approved_claim_amount,
    coalesce(interactions.interactions, 0) as interactions,
    interactions.last_interaction_at,
    surveys.nps_score as last_nps_score,
    coalesce(complaints.complaints, 0) as complaints,
    coalesce(complaints.open_complaints, 0) as open_complaints,
    coalesce(alerts.aml_alerts, 0) as aml_alerts,
    coalesce(reports.suspicious_activity_reports, 0) as suspicious_activity_reports
from {{ ref('stg_accounts_db__customers') }} as customers
left join {{ ref('stg_customer_db__customer_profiles') }} as profiles on profiles.customer_id = customers.customer_id
left join accounts on accounts.customer_id = customers.customer_id
left join transactions on transactions.customer_id = customers.customer_id
left join loans on loans.customer_id = customers.customer_id
left join policies on policies.customer_id = customers.customer_id
left join claims on claims.customer_id = customers.customer_id
left join interactions on interactions.customer_id = customers.customer_id
left join surveys on surveys.customer_id = customers.customer_id and surveys.place = 1
left join complaints on complaints.customer_id = customers.customer_id
left join alerts on alerts.customer_id = customers.customer_id
left join reports on reports.customer_id = customers.customer_id
