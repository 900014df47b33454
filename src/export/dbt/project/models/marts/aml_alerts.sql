-- One row per transaction monitoring alert: the transaction, the rules that it breaks, and the outcome.
with violations as (
    select
        violations.entity_id as transaction_id,
        count(*) as broken_rules,
        string_agg(rules.rule_name, ', ' order by rules.rule_id) as rule_names
    from {{ ref('stg_compliance_db__rule_violations') }} as violations
    inner join {{ ref('stg_compliance_db__compliance_rules') }} as rules on rules.rule_id = violations.rule_id
    where violations.entity_type = 'transaction'
    group by violations.entity_id
)

select
    alerts.check_id,
    alerts.customer_id,
    profiles.customer_segment,
    profiles.risk_rating as customer_risk_rating,
    alerts.transaction_id,
    transactions.account_id,
    transactions.transaction_date,
    transactions.transaction_type,
    transactions.channel,
    transactions.transaction_amount,
    alerts.check_date,
    alerts.risk_level,
    alerts.screening_result,
    coalesce(violations.broken_rules, 0) as broken_rules,
    violations.rule_names,
    alerts.reviewed_by,
    reviewers.role as reviewer_role,
    alerts.sar_id,
    reports.sar_status,
    reports.activity_type,
    reports.regulatory_tier,
    reports.report_date,
    reports.filed_date,
    reports.report_date - cast(transactions.transaction_date as date) as days_to_report
from {{ ref('stg_compliance_db__aml_checks') }} as alerts
left join {{ ref('stg_accounts_db__transactions') }} as transactions on transactions.transaction_id = alerts.transaction_id
left join {{ ref('stg_customer_db__customer_profiles') }} as profiles on profiles.customer_id = alerts.customer_id
left join {{ ref('stg_compliance_db__suspicious_activity_reports') }} as reports on reports.sar_id = alerts.sar_id
left join {{ ref('stg_employees_db__employees') }} as reviewers on reviewers.employee_id = alerts.reviewed_by
left join violations on violations.transaction_id = alerts.transaction_id
where alerts.transaction_id is not null
