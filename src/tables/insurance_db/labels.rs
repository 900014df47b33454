//! Allowed values of the columns of insurance_db.

use crate::labels;

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
    /// Status of a policy.
    pub enum PolicyStatus {
        Active = "active",
        Lapsed = "lapsed",
        Cancelled = "cancelled",
        Matured = "matured",
    }
}

labels! {
    /// How often a premium is due; `single` is for travel only.
    pub enum PremiumFrequency {
        Monthly = "monthly",
        Quarterly = "quarterly",
        Semiannual = "semiannual",
        Annual = "annual",
        Single = "single",
    }
}

labels! {
    /// What a coverage pays for: eight types for vehicles, then property, life, health and travel; medical payments cover
    /// vehicles and property. Loss assessment, for condominiums, was added last.
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
        LossAssessment = "loss_assessment",
        Building = "building",
        BusinessProperty = "business_property",
        OutdoorProperty = "outdoor_property",
        BusinessIncome = "business_income",
        GeneralLiability = "general_liability",
    }
}

labels! {
    /// Beneficiary's relationship to the insured.
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
    /// Type of claim: for vehicles, property, life, health and travel in turn; liability is for vehicles and property.
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
        LossAssessment = "loss_assessment",
    }
}

labels! {
    /// Cause of the claimed loss: for vehicles, property, life, health and travel in turn; hail is for vehicles and
    /// property.
    pub enum LossCause {
        Windshield = "windshield",
        Vandalism = "vandalism",
        PartsTheft = "parts_theft",
        VehicleTheft = "vehicle_theft",
        FallingObject = "falling_object",
        Hail = "hail",
        AnimalStrike = "animal_strike",
        Flood = "flood",
        Parking = "parking",
        LaneChange = "lane_change",
        RearEnd = "rear_end",
        Intersection = "intersection",
        RunOffRoad = "run_off_road",
        Ice = "ice",
        ThirdPartyDamage = "third_party_damage",
        ThirdPartyInjury = "third_party_injury",
        ApplianceLeak = "appliance_leak",
        BurstPipe = "burst_pipe",
        FrozenPipe = "frozen_pipe",
        IceDam = "ice_dam",
        SewerBackup = "sewer_backup",
        Wind = "wind",
        Hurricane = "hurricane",
        Tornado = "tornado",
        Lightning = "lightning",
        KitchenFire = "kitchen_fire",
        ElectricalFire = "electrical_fire",
        Wildfire = "wildfire",
        Burglary = "burglary",
        PersonalTheft = "personal_theft",
        DamageToNeighbor = "damage_to_neighbor",
        FallOnPremises = "fall_on_premises",
        IcySteps = "icy_steps",
        DogBite = "dog_bite",
        NaturalCauses = "natural_causes",
        Illness = "illness",
        Accident = "accident",
        OfficeVisit = "office_visit",
        SpecialistVisit = "specialist_visit",
        PreventiveCare = "preventive_care",
        Laboratory = "laboratory",
        Imaging = "imaging",
        PhysicalTherapy = "physical_therapy",
        MentalHealth = "mental_health",
        DaySurgery = "day_surgery",
        AcuteMedication = "acute_medication",
        MaintenanceMedication = "maintenance_medication",
        SpecialtyMedication = "specialty_medication",
        Injury = "injury",
        AcuteIllness = "acute_illness",
        ChestPain = "chest_pain",
        Observation = "observation",
        Childbirth = "childbirth",
        Infection = "infection",
        Surgery = "surgery",
        HeartDisease = "heart_disease",
        TravelerIllness = "traveler_illness",
        FamilyDeath = "family_death",
        JuryDuty = "jury_duty",
        StormWarning = "storm_warning",
        IllnessAbroad = "illness_abroad",
        InjuryAbroad = "injury_abroad",
        LostBaggage = "lost_baggage",
        StolenBaggage = "stolen_baggage",
        WeatherDelay = "weather_delay",
        CarrierDelay = "carrier_delay",
        SharedLoss = "shared_loss",
    }
}

labels! {
    /// Status of a claim.
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
    /// Payment method of a premium.
    pub enum PaymentMethod {
        AutoDebit = "auto_debit",
        Card = "card",
        Ach = "ach",
        Check = "check",
        Online = "online",
    }
}

labels! {
    /// Status of a premium payment.
    pub enum PremiumStatus {
        Completed = "completed",
        Late = "late",
        Failed = "failed",
        Pending = "pending",
        Refunded = "refunded",
    }
}

labels! {
    /// Type of policy event.
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
