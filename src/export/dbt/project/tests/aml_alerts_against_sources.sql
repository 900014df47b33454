-- The alerts are those of the source, each once, and each one refers to an existing transaction.
with mart as (
    select
        count(*) as alerts,
        count(account_id) as transactions,
        count(sar_id) as reported
    from {{ ref('aml_alerts') }}
),

sources as (
    select
        count(transaction_id) as alerts,
        count(transaction_id) as transactions,
        count(case when transaction_id is not null then sar_id end) as reported
    from {{ source('compliance_db', 'aml_checks') }}
)

select *
from mart
cross join sources
where
    mart.alerts is distinct from sources.alerts
    or mart.transactions is distinct from sources.transactions
    or mart.reported is distinct from sources.reported
