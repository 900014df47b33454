-- The flows of all months add up to exactly the transactions of the source.
with mart as (
    select
        sum(net_flow) as net_flow,
        sum(transactions) as transactions
    from {{ ref('monthly_cash_flow') }}
),

sources as (
    select
        sum(transaction_amount) as net_flow,
        count(*) as transactions
    from {{ source('accounts_db', 'transactions') }}
)

select *
from mart
cross join sources
where
    mart.net_flow is distinct from sources.net_flow
    or mart.transactions is distinct from sources.transactions
