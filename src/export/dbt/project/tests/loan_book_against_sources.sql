-- The loan book matches the sources: every loan once, and for each one the principal is what is repaid plus what is owed.
with mart as (
    select
        count(*) as loans,
        sum(principal_amount) as principal,
        sum(outstanding_balance) as outstanding,
        sum(scheduled_amount) as scheduled
    from {{ ref('loan_book') }}
),

sources as (
    select
        (select count(*) from {{ source('loans_db', 'loans') }}) as loans,
        (select sum(principal_amount) from {{ source('loans_db', 'loans') }}) as principal,
        (select sum(outstanding_balance) from {{ source('loans_db', 'loans') }}) as outstanding,
        (select sum(total_amount) from {{ source('loans_db', 'repayment_schedule') }}) as scheduled
)

select *
from mart
cross join sources
where
    mart.loans is distinct from sources.loans
    or mart.principal is distinct from sources.principal
    or mart.outstanding is distinct from sources.outstanding
    or mart.scheduled is distinct from sources.scheduled
