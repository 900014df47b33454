//! customer_db: profiles, interactions, surveys, complaints and campaigns.

use crate::labels;
use crate::table;
use crate::tables::constraint::{Bound::*, Condition::*, Constraint::*, Term::*};
use crate::tables::employees_db::EmployeeId;
use crate::tables::key::{CustomerId, numbered, numeric, of_customer};
use crate::values::Text;
use crate::values::calendar::{Date, Timestamp};
use crate::values::money::Cents;
use crate::values::phones::Phone;

labels! {
    /// Customer segment.
    pub enum CustomerSegment {
        Retail = "retail",
        Premium = "premium",
        Corporate = "corporate",
        PrivateBanking = "private_banking",
    }
}

labels! {
    /// Whether a customer is an individual or a business.
    pub enum CustomerType {
        Individual = "individual",
        Business = "business",
    }
}

labels! {
    /// Status of a customer.
    pub enum CustomerStatus {
        Active = "active",
        Dormant = "dormant",
        Closed = "closed",
    }
}

labels! {
    /// Status of a customer's identity check.
    pub enum KycStatus {
        Verified = "verified",
        Expired = "expired",
        Pending = "pending",
        UnderReview = "under_review",
    }
}

labels! {
    /// Risk rating of a customer.
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
    /// Reason for an interaction.
    pub enum InteractionType {
        Inquiry = "inquiry",
        Support = "support",
        Complaint = "complaint",
        AccountUpdate = "account_update",
        ProductInquiry = "product_inquiry",
    }
}

labels! {
    /// Channel of an interaction.
    pub enum Channel {
        Phone = "phone",
        Email = "email",
        Web = "web",
        MobileApp = "mobile_app",
        Branch = "branch",
    }
}

labels! {
    /// Outcome of an interaction.
    pub enum Outcome {
        Resolved = "resolved",
        FollowUpNeeded = "follow_up_needed",
        Escalated = "escalated",
    }
}

labels! {
    /// Type of complaint.
    pub enum ComplaintType {
        Service = "service",
        Fee = "fee",
        Product = "product",
        Fraud = "fraud",
        Other = "other",
    }
}

labels! {
    /// Status of a complaint.
    pub enum ComplaintStatus {
        Resolved = "resolved",
        Investigating = "investigating",
        Closed = "closed",
        Open = "open",
    }
}

labels! {
    /// Priority of a complaint.
    pub enum Priority {
        Low = "low",
        Medium = "medium",
        High = "high",
    }
}

labels! {
    /// Type of campaign.
    pub enum CampaignType {
        Email = "email",
        Digital = "digital",
        CrossSell = "cross_sell",
        DirectMail = "direct_mail",
    }
}

labels! {
    /// Target audience of a campaign.
    pub enum TargetSegment {
        All = "all",
        Retail = "retail",
        Premium = "premium",
        Corporate = "corporate",
        PrivateBanking = "private_banking",
    }
}

impl TargetSegment {
    /// Returns the target that is exactly this segment.
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
    /// Response to a campaign.
    pub enum ResponseType {
        Opened = "opened",
        Clicked = "clicked",
        Purchased = "purchased",
        Unsubscribed = "unsubscribed",
    }
}

numbered!(
    /// `HH-0000001`: the smallest number among the customers of the household. Not the key of a table, but shared by its members.
    HouseholdId, "HH-", 7,
);

table! {
    /// One profile per customer: the same person as in accounts_db, with address, segment and status.
    customer_db.customer_profiles: CustomerProfile [
        term CustomerProfile, product Customer360, steward CustomerService, retention Identification, criticality High, freshness HalfYearly
    ] {
        /// Key: the customer's id, as in accounts_db.
        customer_id: CustomerId [key, copied "accounts_db.customers.customer_id"],
        /// First and last name; of a business, the company's name.
        full_name: Text [
            pii Name,
            computed "people.same" "accounts_db.customers.first_name" "accounts_db.customers.last_name",
        ],
        /// Personal email address, as in accounts_db.
        email: Text [unique, pii Email, copied "accounts_db.customers.email"],
        /// Phone number, as in accounts_db; in most cases of the state.
        phone: Phone [unique, pii Phone, copied "accounts_db.customers.phone"],
        /// Street address.
        address: Text [pii Address],
        /// City.
        city: Text [pii Address],
        /// Two-letter state code.
        state: Text [matches "^[A-Z]{2}$", pii Address],
        /// ZIP code of the city, five digits.
        postal_code: Text [matches "^[0-9]{5}$", pii Address],
        /// Country, always US.
        country: Country,
        /// Customer segment.
        customer_segment: CustomerSegment [term Segment],
        /// Customer status.
        customer_status: CustomerStatus,
        /// Date of onboarding.
        onboarding_date: Date [term Onboarding, computed "people.same" "accounts_db.customers.created_at"],
        /// Employee assigned to the customer; NULL if none is.
        assigned_agent_id: Option<EmployeeId>,
        /// Status of the latest KYC record in compliance_db.
        kyc_status: KycStatus [term KnowYourCustomer, computed "people.kyc" "compliance_db.kyc_records.kyc_status"],
        /// Rating of the latest KYC record in compliance_db.
        risk_rating: RiskRating [term RiskRating, computed "people.kyc" "compliance_db.kyc_records.risk_rating"],
        /// Time the profile was created.
        created_at: Timestamp [event],
        /// Time of the last change.
        updated_at: Timestamp [computed "audit.profiles" "compliance_db.audit_trails.performed_at"],
        /// Individual or business.
        customer_type: CustomerType,
        /// Key shared by the customers of one address: HH- and the smallest of their numbers; NULL for businesses.
        household_id: Option<HouseholdId> [index, term Household],
        /// Occupation, or status of those without one; NULL for businesses.
        occupation: Option<Text> [pii Employment],
        /// Employer; NULL for businesses and for those who have none.
        employer: Option<Text> [pii Employment],
        /// Gross income of a year in whole US dollars; of a business, its revenue.
        annual_income: Cents [pii Income, unit UsdPerYear, term AnnualIncome],
    }
    Check(Is("updated_at", AtLeast(Column("created_at")))),
    Check(SetWhen("household_id", "customer_type", &["individual"])),
    Check(SetWhen("occupation", "customer_type", &["individual"])),
}

of_customer!(
    /// `INT-0000001-1`
    InteractionId, "INT-", { ordinal: u8 = 1 }, customer_db.interactions.interaction_id
);

table! {
    /// Contacts between customers and the bank.
    customer_db.interactions: Interaction [
        term Interaction, product Customer360, steward CustomerService, retention Contact, criticality Medium, freshness Monthly
    ] {
        /// Key: customer and sequence number in time order.
        interaction_id: InteractionId [key],
        /// Customer who got in touch.
        customer_id: CustomerId,
        /// Reason for the interaction.
        interaction_type: InteractionType,
        /// Channel.
        channel: Channel [index, term Channel],
        /// Time of the event.
        interaction_date: Timestamp [event],
        /// Duration in minutes.
        duration_minutes: i16 [between 1 45, unit Minutes],
        /// Notes.
        notes: Text [pii FreeText],
        /// Employee who handled it; NULL for self-service.
        handled_by: Option<EmployeeId>,
        /// Outcome.
        outcome: Outcome,
    }
}

numeric!(
    /// Customer and interaction: customer 57, interaction 3 is 573.
    SurveyId, customer_db.satisfaction_surveys.survey_id
);

table! {
    /// Satisfaction surveys after interactions.
    customer_db.satisfaction_surveys: SatisfactionSurvey [
        term SatisfactionSurvey, product Customer360, steward CustomerService, retention Contact, criticality Low, freshness Quarterly
    ] {
        /// Key: customer and the interaction's sequence number.
        survey_id: SurveyId [key],
        /// Customer who answered.
        customer_id: CustomerId [copied "customer_db.interactions.customer_id"],
        /// Interaction surveyed.
        interaction_id: InteractionId [unique],
        /// Likelihood to recommend the bank, 0 to 10.
        nps_score: i16 [between 0 10, unit Points, term NetPromoterScore],
        /// Stars, 1 to 5.
        satisfaction_rating: i16 [between 1 5, unit Points],
        /// Date of the answer.
        survey_date: Date [event],
        /// The customer's comments; NULL if none were left.
        comments: Option<Text> [pii FreeText],
    }
}

of_customer!(
    /// `CMP-0000001-1`
    ComplaintId, "CMP-", { ordinal: u8 = 1 }, customer_db.complaints.complaint_id
);

table! {
    /// Customer complaints.
    customer_db.complaints: Complaint [
        term Complaint, product Customer360, steward CustomerService, retention Complaint, criticality Medium, freshness Quarterly
    ] {
        /// Key: customer and sequence number.
        complaint_id: ComplaintId [key],
        /// Customer who complained.
        customer_id: CustomerId,
        /// What it is about.
        complaint_type: ComplaintType,
        /// The complaint in the customer's words.
        description: Text [pii FreeText],
        /// Status.
        status: ComplaintStatus,
        /// Priority.
        priority: Priority,
        /// Time of filing.
        filed_date: Timestamp [event],
        /// Time of resolution; NULL until resolved.
        resolved_date: Option<Timestamp>,
        /// Hours from filing to resolution; NULL until resolved.
        resolution_time_hours: Option<i32> [at_least 0, unit Hours, term ResolutionTime],
        /// Employee assigned to it.
        assigned_to: EmployeeId,
    }
    Check(Is("resolved_date", AtLeast(Column("filed_date")))),
    Check(SetWhen("resolved_date", "status", &["resolved", "closed"])),
    Check(SetTogether("resolved_date", "resolution_time_hours")),
}

numbered!(
    /// `CAMP-01`
    CampaignId, "CAMP-", 2, customer_db.campaigns.campaign_id
);

table! {
    /// Marketing campaigns of the last year.
    customer_db.campaigns: Campaign [
        term Campaign, product Campaigns, steward MarketingSpecialist, retention Contact, criticality Low, freshness Quarterly
    ] {
        /// Key: CAMP-01, CAMP-02, and so on.
        campaign_id: CampaignId [key],
        /// Title.
        campaign_name: Text,
        /// Type of campaign.
        campaign_type: CampaignType,
        /// First day.
        start_date: Date [event],
        /// Last day.
        end_date: Date,
        /// Target audience.
        target_segment: TargetSegment [term Segment],
    }
    Check(Is("end_date", AtLeast(Column("start_date")))),
}

numeric!(
    /// Customer and ordinal: customer 57, response 2 is 572.
    ResponseId, customer_db.campaign_responses.response_id
);

table! {
    /// Customer responses to campaigns.
    customer_db.campaign_responses: CampaignResponse [
        term CampaignResponse, product Campaigns, steward MarketingSpecialist, retention Contact, criticality Low, freshness Quarterly
    ] {
        /// Key: customer and sequence number.
        response_id: ResponseId [key],
        /// Campaign responded to.
        campaign_id: CampaignId,
        /// Customer who responded.
        customer_id: CustomerId,
        /// Date of the response, during the campaign.
        response_date: Date [event],
        /// Type of response.
        response_type: ResponseType [index],
        /// Whether it led to a sale.
        converted: bool [term Conversion],
    }
    Unique(&["campaign_id", "customer_id"]),
}
