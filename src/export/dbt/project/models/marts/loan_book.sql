-- One row per loan: amount owed, payment history, probability of default, and collateral.
with installments as (
    select
        loan_id,
        sum(total_amount) as scheduled_amount,
        sum(case when payment_date is not null then principal_amount else 0 end) as principal_repaid,
        sum(case when payment_date is not null then interest_amount else 0 end) as interest_received,
        count(case when payment_status = 'late' then 1 end) as late_installments,
        count(case when payment_status = 'missed' then 1 end) as missed_installments
    from {{ ref('stg_loans_db__repayment_schedule') }}
    group by loan_id
),

assessments as (
    select
        application_id,
        credit_grade,
        pd_probability,
        row_number() over (partition by application_id order by assessment_date desc, assessment_id desc) as place
    from {{ ref('stg_loans_db__risk_assessments') }}
),

guarantees as (
    select
        loan_id,
        sum(guarantee_amount) as guaranteed_amount
    from {{ ref('stg_loans_db__loan_guarantors') }}
    group by loan_id
)

select
    loans.loan_id,
    loans.application_id,
    loans.customer_id,
    profiles.customer_segment,
    profiles.state,
    loans.loan_type,
    applications.purpose,
    loans.loan_status,
    loans.disbursement_date,
    loans.maturity_date,
    loans.term_months,
    loans.interest_rate,
    loans.principal_amount,
    loans.outstanding_balance,
    installments.scheduled_amount,
    installments.principal_repaid,
    installments.interest_received,
    installments.late_installments,
    installments.missed_installments,
    loans.days_past_due,
    case
        when loans.loan_status = 'paid_off' then 'paid_off'
        when loans.days_past_due = 0 then 'current'
        when loans.days_past_due < 30 then '1_29'
        when loans.days_past_due < 60 then '30_59'
        when loans.days_past_due < 90 then '60_89'
        else '90_plus'
    end as delinquency_bucket,
    loans.default_status,
    applications.dti_ratio,
    assessments.credit_grade,
    assessments.pd_probability,
    round(loans.outstanding_balance * assessments.pd_probability, 2) as expected_default_balance,
    collateral.appraised_value,
    collateral.ltv_ratio,
    coalesce(guarantees.guaranteed_amount, 0) as guaranteed_amount
from {{ ref('stg_loans_db__loans') }} as loans
left join {{ ref('stg_loans_db__loan_applications') }} as applications on applications.application_id = loans.application_id
left join {{ ref('stg_customer_db__customer_profiles') }} as profiles on profiles.customer_id = loans.customer_id
left join installments on installments.loan_id = loans.loan_id
left join assessments on assessments.application_id = loans.application_id and assessments.place = 1
left join {{ ref('stg_loans_db__collateral') }} as collateral on collateral.loan_id = loans.loan_id
left join guarantees on guarantees.loan_id = loans.loan_id
