//! customer_db: profiles, and what the bank and its customers say to each other.

use crate::labels;
use crate::table;
use crate::tables::constraint::{Bound::*, Condition::*, Constraint::*, Term::*};
use crate::tables::ids::*;
use crate::values::Text;
use crate::values::calendar::{Date, Timestamp};
use crate::values::phones::Phone;

labels! {
    /// How the bank looks at a customer.
    pub enum CustomerSegment {
        Retail = "retail",
        Premium = "premium",
        Corporate = "corporate",
        PrivateBanking = "private_banking",
    }
}

labels! {
    /// Whether a customer is with the bank.
    pub enum CustomerStatus {
        Active = "active",
        Dormant = "dormant",
        Closed = "closed",
    }
}

labels! {
    /// How the check of a customer's identity stands.
    pub enum KycStatus {
        Verified = "verified",
        Expired = "expired",
        Pending = "pending",
        UnderReview = "under_review",
    }
}

labels! {
    /// How likely the bank thinks abuse is.
    pub enum RiskRating {
        Low = "low",
        Medium = "medium",
        High = "high",
    }
}

labels! {
    /// The country of an address.
    pub enum Country {
        Us = "US",
    }
}

labels! {
    /// What an interaction is about.
    pub enum InteractionType {
        Inquiry = "inquiry",
        Support = "support",
        Complaint = "complaint",
        AccountUpdate = "account_update",
        ProductInquiry = "product_inquiry",
    }
}

labels! {
    /// The way of an interaction.
    pub enum Channel {
        Phone = "phone",
        Email = "email",
        Web = "web",
        MobileApp = "mobile_app",
        Branch = "branch",
    }
}

labels! {
    /// How an interaction ended.
    pub enum Outcome {
        Resolved = "resolved",
        FollowUpNeeded = "follow_up_needed",
        Escalated = "escalated",
    }
}

labels! {
    /// What a complaint is about.
    pub enum ComplaintType {
        Service = "service",
        Fee = "fee",
        Product = "product",
        Fraud = "fraud",
        Other = "other",
    }
}

labels! {
    /// How far a complaint has come.
    pub enum ComplaintStatus {
        Resolved = "resolved",
        Investigating = "investigating",
        Closed = "closed",
        Open = "open",
    }
}

labels! {
    /// How urgent a complaint is.
    pub enum Priority {
        Low = "low",
        Medium = "medium",
        High = "high",
    }
}

labels! {
    /// The medium of a campaign.
    pub enum CampaignType {
        Email = "email",
        Digital = "digital",
        CrossSell = "cross_sell",
        DirectMail = "direct_mail",
    }
}

labels! {
    /// Whom a campaign is for.
    pub enum TargetSegment {
        All = "all",
        Retail = "retail",
        Premium = "premium",
        Corporate = "corporate",
        PrivateBanking = "private_banking",
    }
}

impl TargetSegment {
    /// The target that is just this segment.
    pub const fn of(segment: CustomerSegment) -> TargetSegment {
        match segment {
            CustomerSegment::Retail => TargetSegment::Retail,
            CustomerSegment::Premium => TargetSegment::Premium,
            CustomerSegment::Corporate => TargetSegment::Corporate,
            CustomerSegment::PrivateBanking => TargetSegment::PrivateBanking,
        }
    }
}

labels! {
    /// What a customer did with a campaign.
    pub enum ResponseType {
        Opened = "opened",
        Clicked = "clicked",
        Purchased = "purchased",
        Unsubscribed = "unsubscribed",
    }
}

table! {
    /// One profile per customer: the same person as in accounts_db, with address, segment and standing.
    customer_db.customer_profiles: CustomerProfile {
        /// Key, the customer's number as in accounts_db.
        customer_id: CustomerId [key],
        /// Given and family name.
        full_name: Text,
        /// Private address, as in accounts_db.
        email: Text [unique],
        /// Telephone number, as in accounts_db.
        phone: Phone [unique],
        /// House and street.
        address: Text,
        /// City.
        city: Text,
        /// The two letters of the state.
        state: Text [matches "^[A-Z]{2}$"],
        /// Postal code of the city, five digits.
        postal_code: Text [matches "^[0-9]{5}$"],
        /// Country, always US.
        country: Country,
        /// How the bank looks at the customer.
        customer_segment: CustomerSegment,
        /// Whether the customer is with the bank.
        customer_status: CustomerStatus,
        /// Day on which the customer was created.
        onboarding_date: Date,
        /// Employee who looks after the customer; NULL if nobody does.
        assigned_agent_id: Option<EmployeeId>,
        /// Standing of the latest KYC record in compliance_db.
        kyc_status: KycStatus,
        /// Rating of the latest KYC record in compliance_db.
        risk_rating: RiskRating,
        /// When the profile was made.
        created_at: Timestamp,
        /// When it was last changed.
        updated_at: Timestamp,
    }
    Check(Is("updated_at", AtLeast(Column("created_at")))),
}

table! {
    /// Contacts between customers and the bank.
    customer_db.interactions: Interaction {
        /// Key: customer and ordinal in time order.
        interaction_id: InteractionId [key],
        /// Who got in touch.
        customer_id: CustomerId,
        /// What it was about.
        interaction_type: InteractionType,
        /// The way it came.
        channel: Channel [index],
        /// When.
        interaction_date: Timestamp,
        /// Length in minutes.
        duration_minutes: i16 [between 1 45],
        /// What was said.
        notes: Text,
        /// Employee who handled it; NULL if it was served without one.
        handled_by: Option<EmployeeId>,
        /// How it ended.
        outcome: Outcome,
    }
}

table! {
    /// Surveys after interactions.
    customer_db.satisfaction_surveys: SatisfactionSurvey {
        /// Key: customer and the interaction's ordinal.
        survey_id: SurveyId [key],
        /// Who answered.
        customer_id: CustomerId,
        /// About which interaction.
        interaction_id: InteractionId [unique],
        /// Likelihood to recommend the bank, 0 to 10.
        nps_score: i16 [between 0 10],
        /// Stars, 1 to 5.
        satisfaction_rating: i16 [between 1 5],
        /// Day of the answer.
        survey_date: Date,
        /// The customer's words; NULL if there were none.
        comments: Option<Text>,
    }
}

table! {
    /// Complaints of customers.
    customer_db.complaints: Complaint {
        /// Key: customer and ordinal.
        complaint_id: ComplaintId [key],
        /// Who complains.
        customer_id: CustomerId,
        /// What it is about.
        complaint_type: ComplaintType,
        /// The customer's words.
        description: Text,
        /// How far it has come.
        status: ComplaintStatus,
        /// How urgent it is.
        priority: Priority,
        /// When it was filed.
        filed_date: Timestamp,
        /// When it was done with; NULL before.
        resolved_date: Option<Timestamp>,
        /// Hours from filed to resolved; NULL before.
        resolution_time_hours: Option<i32> [at_least 0],
        /// Employee who takes care of it.
        assigned_to: EmployeeId,
    }
    Check(Is("resolved_date", AtLeast(Column("filed_date")))),
    Check(SetWhen("resolved_date", "status", &["resolved", "closed"])),
    Check(SetTogether("resolved_date", "resolution_time_hours")),
}

table! {
    /// Marketing campaigns of the last year.
    customer_db.campaigns: Campaign {
        /// Key, CAMP-01 and on.
        campaign_id: CampaignId [key],
        /// Title.
        campaign_name: Text,
        /// The medium.
        campaign_type: CampaignType,
        /// First day.
        start_date: Date,
        /// Last day.
        end_date: Date,
        /// Whom it is for.
        target_segment: TargetSegment,
    }
    Check(Is("end_date", AtLeast(Column("start_date")))),
}

table! {
    /// What customers did with campaigns.
    customer_db.campaign_responses: CampaignResponse {
        /// Key: customer and ordinal.
        response_id: ResponseId [key],
        /// Which campaign.
        campaign_id: CampaignId,
        /// Who responded.
        customer_id: CustomerId,
        /// Day of the response, inside the campaign.
        response_date: Date,
        /// What the customer did.
        response_type: ResponseType [index],
        /// Whether it led to a sale.
        converted: bool,
    }
    Unique(&["campaign_id", "customer_id"]),
}
