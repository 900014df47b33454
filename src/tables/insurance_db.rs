//! insurance_db: policies, what they cover and for whom, what was claimed and what was paid.

use crate::labels;
use crate::table;
use crate::tables::constraint::{Bound::*, Condition::*, Constraint::*, Term::*, number};
use crate::tables::ids::*;
use crate::values::Text;
use crate::values::calendar::{Date, Timestamp};
use crate::values::money::Cents;
use crate::values::phones::Phone;

labels! {
    /// What is insured.
    pub enum PolicyType {
        Vehicle = "vehicle",
        Property = "property",
        Life = "life",
        Health = "health",
        Travel = "travel",
    }
}

labels! {
    /// How a policy stands.
    pub enum PolicyStatus {
        Active = "active",
        Lapsed = "lapsed",
        Cancelled = "cancelled",
        Matured = "matured",
    }
}

labels! {
    /// How often a premium is due; single for travel alone.
    pub enum PremiumFrequency {
        Monthly = "monthly",
        Quarterly = "quarterly",
        Semiannual = "semiannual",
        Annual = "annual",
        Single = "single",
    }
}

labels! {
    /// What a coverage pays for: eight kinds for vehicles, then property, life, health and travel; medical payments are
    /// of vehicles and property.
    pub enum CoverageType {
        BodilyInjuryLiability = "bodily_injury_liability",
        PropertyDamageLiability = "property_damage_liability",
        Collision = "collision",
        Comprehensive = "comprehensive",
        UninsuredMotorist = "uninsured_motorist",
        MedicalPayments = "medical_payments",
        RentalReimbursement = "rental_reimbursement",
        RoadsideAssistance = "roadside_assistance",
        Dwelling = "dwelling",
        OtherStructures = "other_structures",
        Contents = "contents",
        LossOfUse = "loss_of_use",
        PersonalLiability = "personal_liability",
        WaterBackup = "water_backup",
        DeathBenefit = "death_benefit",
        AcceleratedBenefit = "accelerated_benefit",
        WaiverOfPremium = "waiver_of_premium",
        AccidentalDeath = "accidental_death",
        ChildRider = "child_rider",
        Inpatient = "inpatient",
        Outpatient = "outpatient",
        Emergency = "emergency",
        Prescription = "prescription",
        Preventive = "preventive",
        MentalHealth = "mental_health",
        TripCancellation = "trip_cancellation",
        TripInterruption = "trip_interruption",
        TravelMedical = "travel_medical",
        Evacuation = "evacuation",
        Baggage = "baggage",
        TravelDelay = "travel_delay",
    }
}

labels! {
    /// What a beneficiary is to the insured.
    pub enum BeneficiaryRelationship {
        Spouse = "spouse",
        Child = "child",
        Parent = "parent",
        Sibling = "sibling",
        Trust = "trust",
        Other = "other",
    }
}

labels! {
    /// What a claim is for: of vehicles, property, life, health and travel in turn; liability is of vehicles and property.
    pub enum ClaimType {
        Collision = "collision",
        Comprehensive = "comprehensive",
        Liability = "liability",
        WaterDamage = "water_damage",
        WindHail = "wind_hail",
        Fire = "fire",
        Theft = "theft",
        DeathBenefit = "death_benefit",
        Outpatient = "outpatient",
        Inpatient = "inpatient",
        Emergency = "emergency",
        Prescription = "prescription",
        Cancellation = "cancellation",
        Medical = "medical",
        Baggage = "baggage",
        Delay = "delay",
    }
}

labels! {
    /// How far a claim has come.
    pub enum ClaimStatus {
        Submitted = "submitted",
        UnderReview = "under_review",
        Approved = "approved",
        Settled = "settled",
        Denied = "denied",
        Withdrawn = "withdrawn",
    }
}

labels! {
    /// How a premium is paid.
    pub enum PaymentMethod {
        AutoDebit = "auto_debit",
        Card = "card",
        Ach = "ach",
        Check = "check",
        Online = "online",
    }
}

labels! {
    /// What became of a premium.
    pub enum PremiumStatus {
        Completed = "completed",
        Late = "late",
        Failed = "failed",
        Pending = "pending",
    }
}

labels! {
    /// What happened to a policy.
    pub enum PolicyEventType {
        Issued = "issued",
        Renewed = "renewed",
        PremiumChanged = "premium_changed",
        Endorsed = "endorsed",
        BeneficiaryChanged = "beneficiary_changed",
        PaymentMissed = "payment_missed",
        GraceNotice = "grace_notice",
        Lapsed = "lapsed",
        Reinstated = "reinstated",
        Cancelled = "cancelled",
        Matured = "matured",
        ClaimFiled = "claim_filed",
        ClaimDecided = "claim_decided",
    }
}

table! {
    /// Insurance policies of customers; renewals are events of a policy, not new ones.
    insurance_db.policies: Policy {
        /// Key: customer and ordinal.
        policy_id: PolicyId [key],
        /// Policy number, P and nine digits.
        policy_number: PolicyNumber [unique, matches "^P[0-9]{9}$"],
        /// Who holds it.
        customer_id: CustomerId,
        /// What is insured.
        policy_type: PolicyType,
        /// How it stands.
        policy_status: PolicyStatus,
        /// Sum insured in US dollars.
        coverage_amount: Cents [above 0],
        /// One payment of the premium in US dollars, as often as the frequency says.
        premium_amount: Cents [above 0],
        /// How often a premium is due.
        premium_frequency: PremiumFrequency,
        /// First day of cover.
        start_date: Date,
        /// Last day of cover: the end of the current term, or the day on which it lapsed, was cancelled or matured; NULL for active life policies without a term.
        end_date: Option<Date>,
        /// The holder's account that premiums are paid from; NULL if they are paid otherwise.
        linked_account_id: Option<AccountId>,
        /// Insurance agent who sold it.
        agent_id: EmployeeId,
        /// When the policy record was made.
        created_at: Timestamp,
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
        ("health", number("5000"), number("1000000")),
        ("travel", number("2000"), number("15000")),
    ]))),
}

table! {
    /// What each policy pays for, up to which limit.
    insurance_db.coverage: Coverage {
        /// Key: customer, policy and ordinal (two digits).
        coverage_id: CoverageId [key],
        /// Policy that it belongs to.
        policy_id: PolicyId,
        /// What it pays for.
        coverage_type: CoverageType,
        /// Most that it pays in US dollars, never more than the policy promises.
        coverage_limit: Cents [above 0],
        /// Part of a loss that the holder bears, in US dollars; 0 where there is none.
        deductible: Cents [at_least 0],
        /// Part of the policy's premium_amount in US dollars; the parts of a policy sum to it.
        premium_portion: Cents [at_least 0],
    }
    Unique(&["policy_id", "coverage_type"]),
}

table! {
    /// Who is paid when the insured of a life policy dies.
    insurance_db.beneficiaries: Beneficiary {
        /// Key: customer, policy and ordinal.
        beneficiary_id: BeneficiaryId [key],
        /// Life policy that names the beneficiary.
        policy_id: PolicyId,
        /// Name of the person or trust.
        beneficiary_name: Text,
        /// What the beneficiary is to the insured.
        relationship: BeneficiaryRelationship,
        /// Share of the benefit in whole percent; the shares of a policy sum to 100.
        percentage: i16 [between 1 100],
        /// Telephone number, of a range that nobody has.
        contact_info: Phone [matches "^[0-9]{3}-[0-9]{3}-[0-9]{4}$"],
    }
}

table! {
    /// Claims on policies, from filing to settlement.
    insurance_db.claims: Claim {
        /// Key: customer, policy and ordinal in time order.
        claim_id: ClaimId [key],
        /// Policy that is claimed on, in force on the day of the claim.
        policy_id: PolicyId,
        /// Claim number, C and nine digits.
        claim_number: ClaimNumber [unique, matches "^C[0-9]{9}$"],
        /// What it is for.
        claim_type: ClaimType,
        /// Loss claimed in US dollars.
        claim_amount: Cents [above 0],
        /// Day on which it was filed.
        claim_date: Date,
        /// How far it has come.
        status: ClaimStatus,
        /// Amount granted in US dollars, at most the limit and the loss less the deductible; NULL unless approved or settled.
        approved_amount: Option<Cents> [above 0],
        /// Day of the payout; NULL unless settled.
        settlement_date: Option<Date>,
        /// What happened.
        description: Text,
        /// Employee who handles it; NULL if nobody has taken it up.
        processed_by: Option<EmployeeId>,
    }
    Check(Is("approved_amount", AtMost(Column("claim_amount")))),
    Check(SetWhen("approved_amount", "status", &["approved", "settled"])),
    Check(SetWhen("settlement_date", "status", &["settled"])),
    Check(Is("settlement_date", AtLeast(Column("claim_date")))),
}

table! {
    /// Premiums of each policy, one row for each due day of the past.
    insurance_db.premium_payments: PremiumPayment {
        /// Key: customer, policy and ordinal in time order.
        payment_id: PaymentId [key],
        /// Policy that is paid for.
        policy_id: PolicyId,
        /// Day on which it was paid or, if it was not, tried.
        payment_date: Date,
        /// Amount in US dollars.
        amount: Cents [above 0],
        /// How it is paid.
        payment_method: PaymentMethod,
        /// The holder's account that it is paid from; NULL unless by auto_debit or ach from an account of this bank.
        from_account_id: Option<AccountId>,
        /// What became of it.
        payment_status: PremiumStatus,
    }
    Check(Any(&[Is("from_account_id", Unset), Is("payment_method", OneOf(&["auto_debit", "ach"]))])),
}

table! {
    /// What happened to policies, each event the trace of something in the other tables.
    insurance_db.policy_events: PolicyEvent {
        /// Key: customer, policy and ordinal in time order (three digits).
        event_id: PolicyEventId [key],
        /// Policy that it happened to.
        policy_id: PolicyId,
        /// What happened.
        event_type: PolicyEventType,
        /// Day of the event.
        event_date: Date,
        /// What happened, in words.
        description: Text,
        /// Employee who did it; NULL if the system did.
        performed_by: Option<EmployeeId>,
    }
}
