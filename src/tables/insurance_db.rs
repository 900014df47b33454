//! insurance_db: policies, coverages, beneficiaries, claims and premiums.

mod labels;

pub use labels::*;

use crate::table;
use crate::tables::accounts_db::AccountId;
use crate::tables::constraint::{Bound::*, Condition::*, Constraint::*, Term::*, number};
use crate::tables::employees_db::EmployeeId;
use crate::tables::key::{CustomerId, numbered, numeric, of_customer};
use crate::values::Text;
use crate::values::calendar::{Date, Timestamp};
use crate::values::money::Cents;
use crate::values::phones::Phone;

numbered!(
    /// `P000000001`: not a key but the number on the policy, unique
    PolicyNumber, "P", 9 u64,
);

of_customer!(
    /// `POL-0000001-1`
    PolicyId, "POL-", { ordinal: u8 = 1 }, insurance_db.policies.policy_id
);

table! {
    /// Insurance policies; a renewal is an event of a policy, not a new policy.
    insurance_db.policies: Policy [
        term Policy, product InsuranceBook, steward InsuranceAgent, retention Policy, criticality High, freshness Quarterly
    ] {
        /// Key: customer and sequence number.
        policy_id: PolicyId [key],
        /// Policy number: P and nine digits or more.
        policy_number: PolicyNumber [unique, matches "^P[0-9]{9,12}$", pii AccountNumber],
        /// Policyholder.
        customer_id: CustomerId,
        /// What is insured.
        policy_type: PolicyType,
        /// Policy status.
        policy_status: PolicyStatus,
        /// Sum insured in US dollars.
        coverage_amount: Cents [above 0, unit Usd, term SumInsured],
        /// Premium per payment in US dollars; premium_frequency says how often.
        premium_amount: Cents [above 0, unit Usd, term Premium],
        /// How often a premium is due.
        premium_frequency: PremiumFrequency,
        /// First day of coverage.
        start_date: Date [event],
        /// Last day of coverage: the end of the current term, or the day the policy lapsed, was canceled or matured; NULL for active life policies without a term.
        end_date: Option<Date>,
        /// Policyholder's account that premiums are paid from; NULL if paid otherwise.
        linked_account_id: Option<AccountId>,
        /// Insurance agent who sold the policy.
        agent_id: EmployeeId,
        /// Time the record was created.
        created_at: Timestamp,
        /// What is insured: the vehicle with model year, make and identification number, the property with the policy's form and its address, or the insured person; of health policies with the plan's tier, of trips with the day of departure.
        insured_item: Text [pii FreeText],
        /// State in which the risk is rated: two letters.
        state: Text [matches "^[A-Z]{2}$", pii Address, computed "policies.state" "customer_db.customer_profiles.state"],
    }
    Check(Is("end_date", AtLeast(Column("start_date")))),
    Check(Any(&[
        Is("end_date", Set),
        All(&[Is("policy_type", OneOf(&["life"])), Is("policy_status", OneOf(&["active"]))]),
    ])),
    Check(Same(&Is("policy_type", OneOf(&["travel"])), &Is("premium_frequency", OneOf(&["single"])))),
    Check(Is("coverage_amount", ByLabel("policy_type", &[
        ("vehicle", number("25000"), number("500000")),
        ("property", number("20000"), number("1200000")),
        ("life", number("10000"), number("1000000")),
        ("health", number("100000"), number("1000000")),
        ("travel", number("2000"), number("15000")),
    ]))),
}

numeric!(
    /// Customer, policy and ordinal: customer 57, policy 1, coverage 3 is 57103.
    CoverageId, insurance_db.coverage.coverage_id
);

table! {
    /// Coverages of each policy and their limits.
    insurance_db.coverage: Coverage [
        term Coverage, product InsuranceBook, steward InsuranceAgent, retention Policy, criticality Medium
    ] {
        /// Key: customer, policy and sequence number (two digits).
        coverage_id: CoverageId [key],
        /// Policy it belongs to.
        policy_id: PolicyId [event],
        /// Type of coverage.
        coverage_type: CoverageType,
        /// Coverage limit in US dollars, at most the policy's coverage_amount but for personal liability.
        coverage_limit: Cents [above 0, unit Usd, term CoverageLimit],
        /// Deductible in US dollars; 0 if there is none.
        deductible: Cents [at_least 0, unit Usd, term Deductible],
        /// Portion of the policy's premium_amount in US dollars; the portions add up to it.
        premium_portion: Cents [
            at_least 0, unit Usd, term Premium,
            computed "coverage.portions" "insurance_db.policies.premium_amount",
        ],
    }
    Unique(&["policy_id", "coverage_type"]),
}

numeric!(
    /// Customer, policy and ordinal: customer 57, policy 1, beneficiary 2 is 5712.
    BeneficiaryId, insurance_db.beneficiaries.beneficiary_id
);

table! {
    /// Beneficiaries of life policies.
    insurance_db.beneficiaries: Beneficiary [
        term Beneficiary, product InsuranceBook, steward InsuranceAgent, retention Policy, criticality Medium
    ] {
        /// Key: customer, policy and sequence number.
        beneficiary_id: BeneficiaryId [key],
        /// Life policy that names the beneficiary.
        policy_id: PolicyId [event],
        /// Name of the person or trust.
        beneficiary_name: Text [pii Name],
        /// Relationship to the insured.
        relationship: BeneficiaryRelationship,
        /// Share of the benefit in whole percent; the shares of a policy add up to 100.
        percentage: i16 [between 1 100, unit Percent],
        /// Phone number from a range reserved for fiction or never assigned.
        contact_info: Phone [matches "^[0-9]{3}-[0-9]{3}-[0-9]{4}$", pii Phone],
    }
}

numbered!(
    /// `C00000000101`: not a key but the number on the claim: that of the policy and, in two digits, which of its claims it is
    ClaimNumber, "C", 11 u64,
);

of_customer!(
    /// `CLM-0000001-1-1`
    ClaimId, "CLM-", { policy: u8 = 1, ordinal: u8 = 1 }, insurance_db.claims.claim_id
);

table! {
    /// Insurance claims, from filing to settlement.
    insurance_db.claims: Claim [
        term Claim, product InsuranceBook, steward InsuranceAgent, retention Claim, criticality High, freshness Quarterly
    ] {
        /// Key: customer, policy and sequence number in time order.
        claim_id: ClaimId [key],
        /// Policy claimed on, in force on the date of the loss.
        policy_id: PolicyId,
        /// Claim number: C, the digits of the policy number and two more.
        claim_number: ClaimNumber [unique, matches "^C[0-9]{11,14}$", pii AccountNumber],
        /// Type of claim.
        claim_type: ClaimType,
        /// Claimed loss in US dollars.
        claim_amount: Cents [above 0, unit Usd, term Loss],
        /// Date of filing.
        claim_date: Date [event],
        /// Claim status.
        status: ClaimStatus,
        /// Approved amount in US dollars, at most the limit and the loss minus the deductible; NULL unless approved or settled.
        approved_amount: Option<Cents> [
            above 0, unit Usd,
            computed "claims.limit_less_deductible" "insurance_db.coverage.coverage_limit"
                "insurance_db.coverage.deductible",
        ],
        /// Date of the payout; NULL unless settled.
        settlement_date: Option<Date> [term Settlement],
        /// Description of the loss.
        description: Text [pii FreeText],
        /// Employee handling the claim, not the agent who sold the policy; NULL if unassigned.
        processed_by: Option<EmployeeId>,
        /// Date of the loss, or of the death or treatment.
        loss_date: Date [term Loss],
        /// Cause of the loss.
        cause: LossCause [term Loss],
        /// What is set aside for what may still be paid, in US dollars; 0 once a claim is settled, denied or withdrawn.
        reserve_amount: Cents [at_least 0, unit Usd, term Reserve],
    }
    Check(Is("claim_date", AtLeast(Column("loss_date")))),
    Check(Any(&[Is("reserve_amount", Equals(Number(number("0")))), Is("status", OneOf(&["submitted", "under_review", "approved"]))])),
    Check(Is("approved_amount", AtMost(Column("claim_amount")))),
    Check(SetWhen("approved_amount", "status", &["approved", "settled"])),
    Check(SetWhen("settlement_date", "status", &["settled"])),
    Check(Is("settlement_date", AtLeast(Column("claim_date")))),
}

of_customer!(
    /// `PAY-0000001-1-001`
    PaymentId, "PAY-", { policy: u8 = 1, ordinal: u16 = 3 }, insurance_db.premium_payments.payment_id
);

table! {
    /// Premium payments of each policy: a row for each past due date, one more where a failed payment was made up for, and one for premium that was returned.
    insurance_db.premium_payments: PremiumPayment [
        term PremiumPayment, product InsuranceBook, steward InsuranceAgent, retention Policy, criticality High, freshness Weekly
    ] {
        /// Key: customer, policy and sequence number in time order.
        payment_id: PaymentId [key],
        /// Policy paid for.
        policy_id: PolicyId,
        /// Date of the payment or of the failed attempt.
        payment_date: Date [event, computed "payments.due" "insurance_db.policies.start_date"],
        /// Amount in US dollars; below 0 where unearned premium was returned.
        amount: Cents [unit Usd, term Premium, computed "payments.amounts" "insurance_db.policies.premium_amount"],
        /// Payment method.
        payment_method: PaymentMethod,
        /// Policyholder's account it is paid from, or returned to; NULL unless paid by auto_debit or ach from an account at this bank.
        from_account_id: Option<AccountId> [copied "insurance_db.policies.linked_account_id"],
        /// Payment status.
        payment_status: PremiumStatus,
    }
    Check(Any(&[Is("from_account_id", Unset), Is("payment_method", OneOf(&["auto_debit", "ach"]))])),
    Check(Same(&Is("payment_status", OneOf(&["refunded"])), &Is("amount", Below(Number(number("0")))))),
}

numeric!(
    /// Customer, policy and ordinal in time order: customer 57, policy 1, event 12 is 571012.
    PolicyEventId, insurance_db.policy_events.event_id
);

table! {
    /// Policy events, each one a trace of something in the other tables.
    insurance_db.policy_events: PolicyEvent [
        term PolicyEvent, product InsuranceBook, steward InsuranceAgent, retention Policy, criticality Low, freshness Monthly
    ] {
        /// Key: customer, policy and sequence number in time order (three digits).
        event_id: PolicyEventId [key],
        /// Policy it happened to.
        policy_id: PolicyId,
        /// Type of event.
        event_type: PolicyEventType,
        /// Date of the event.
        event_date: Date [
            event,
            computed "events.issued" "insurance_db.policies.created_at",
            computed "events.ends" "insurance_db.policies.end_date",
            computed "events.claim_days" "insurance_db.claims.claim_date",
            computed "events.missed" "insurance_db.premium_payments.payment_date",
        ],
        /// Description of the event.
        description: Text [pii FreeText],
        /// Employee who did it; NULL if the system did.
        performed_by: Option<EmployeeId>,
    }
}
