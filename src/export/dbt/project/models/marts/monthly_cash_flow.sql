-- One row per month and type of account: what came in and what went out.
with postings as (
    select
        cast(date_trunc('month', transactions.transaction_date) as date) as month,
        accounts.account_type,
        transactions.account_id,
        transactions.transaction_type,
        transactions.transaction_amount
    from {{ ref('stg_accounts_db__transactions') }} as transactions
    inner join {{ ref('stg_accounts_db__accounts') }} as accounts on accounts.account_id = transactions.account_id
)

select
    month,
    account_type,
    count(*) as transactions,
    count(distinct account_id) as accounts,
    sum(case when transaction_amount > 0 then transaction_amount else 0 end) as money_in,
    sum(case when transaction_amount < 0 then -transaction_amount else 0 end) as money_out,
    sum(transaction_amount) as net_flow,
    sum(case when transaction_type = 'salary' then transaction_amount else 0 end) as salaries,
    sum(case when transaction_type = 'interest' then transaction_amount else 0 end) as interest_paid,
    sum(case when transaction_type = 'fee' then -transaction_amount else 0 end) as fees_charged
from postings
group by month, account_type
