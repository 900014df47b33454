-- The balances, debts, transactions and alerts of all customers add up to exactly those of the sources.
with mart as (
    select
        sum(total_balance) as balances,
        sum(outstanding_balance) as debts,
        sum(transactions) as transactions,
        sum(money_in - money_out) as net_flow,
        sum(claimed_amount) as claimed,
        sum(aml_alerts) as alerts
    from {{ ref('customer_360') }}
),

sources as (
    select
        (select coalesce(sum(balance), 0) from {{ source('accounts_db', 'accounts') }}) as balances,
        (select coalesce(sum(outstanding_balance), 0) from {{ source('loans_db', 'loans') }}) as debts,
        (select count(*) from {{ source('accounts_db', 'transactions') }}) as transactions,
        (select coalesce(sum(transaction_amount), 0) from {{ source('accounts_db', 'transactions') }}) as net_flow,
        (select coalesce(sum(claim_amount), 0) from {{ source('insurance_db', 'claims') }}) as claimed,
        (select count(transaction_id) from {{ source('compliance_db', 'aml_checks') }}) as alerts
)

select *
from mart
cross join sources
where
    mart.balances is distinct from sources.balances
    or mart.debts is distinct from sources.debts
    or mart.transactions is distinct from sources.transactions
    or mart.net_flow is distinct from sources.net_flow
    or mart.claimed is distinct from sources.claimed
    or mart.alerts is distinct from sources.alerts
