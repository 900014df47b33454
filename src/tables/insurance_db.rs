//! insurance_db: policies, what they cover and for whom, what was claimed and what was paid.

use crate::labels;
use crate::table;
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
        policy_number: PolicyNumber [unique, check "policy_number ~ '^P[0-9]{9}$'"],
        /// Who holds it.
        customer_id: CustomerId,
        /// What is insured.
        policy_type: PolicyType,
        /// How it stands.
        policy_status: PolicyStatus,
        /// Sum insured in US dollars.
        coverage_amount: Cents [check "coverage_amount > 0"],
        /// One payment of the premium in US dollars, as often as the frequency says.
        premium_amount: Cents [check "premium_amount > 0"],
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
    "CHECK (end_date >= start_date)",
    "CHECK (end_date IS NOT NULL OR (policy_type = 'life' AND policy_status = 'active'))",
    "CHECK ((policy_type = 'travel') = (premium_frequency = 'single'))",
    "CHECK (coverage_amount BETWEEN CASE policy_type WHEN 'vehicle' THEN 25000 WHEN 'property' THEN 20000 WHEN 'life' THEN 10000 WHEN 'health' THEN 5000 ELSE 2000 END AND CASE policy_type WHEN 'vehicle' THEN 500000 WHEN 'property' THEN 1200000 WHEN 'travel' THEN 15000 ELSE 1000000 END)",
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
        coverage_limit: Cents [check "coverage_limit > 0"],
        /// Part of a loss that the holder bears, in US dollars; 0 where there is none.
        deductible: Cents [check "deductible >= 0"],
        /// Part of the policy's premium_amount in US dollars; the parts of a policy sum to it.
        premium_portion: Cents [check "premium_portion >= 0"],
    }
    "UNIQUE (policy_id, coverage_type)",
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
        percentage: i16 [check "percentage BETWEEN 1 AND 100"],
        /// Telephone number, of a range that nobody has.
        contact_info: Phone [check "contact_info ~ '^[0-9]{3}-[0-9]{3}-[0-9]{4}$'"],
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
        claim_number: ClaimNumber [unique, check "claim_number ~ '^C[0-9]{9}$'"],
        /// What it is for.
        claim_type: ClaimType,
        /// Loss claimed in US dollars.
        claim_amount: Cents [check "claim_amount > 0"],
        /// Day on which it was filed.
        claim_date: Date,
        /// How far it has come.
        status: ClaimStatus,
        /// Amount granted in US dollars, at most the limit and the loss less the deductible; NULL unless approved or settled.
        approved_amount: Option<Cents> [check "approved_amount > 0"],
        /// Day of the payout; NULL unless settled.
        settlement_date: Option<Date>,
        /// What happened.
        description: Text,
        /// Employee who handles it; NULL if nobody has taken it up.
        processed_by: Option<EmployeeId>,
    }
    "CHECK (approved_amount <= claim_amount)",
    "CHECK ((status IN ('approved', 'settled')) = (approved_amount IS NOT NULL))",
    "CHECK ((status = 'settled') = (settlement_date IS NOT NULL))",
    "CHECK (settlement_date >= claim_date)",
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
        amount: Cents [check "amount > 0"],
        /// How it is paid.
        payment_method: PaymentMethod,
        /// The holder's account that it is paid from; NULL unless by auto_debit or ach from an account of this bank.
        from_account_id: Option<AccountId>,
        /// What became of it.
        payment_status: PremiumStatus,
    }
    "CHECK (from_account_id IS NULL OR payment_method IN ('auto_debit', 'ach'))",
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
