//! customer_db: profiles, interactions, surveys, complaints and campaigns (data model, section 5).

use crate::generate::Bank;
use crate::generate::accounts_db::home;
use crate::generate::block::{Block, Customer};
use crate::generate::employees_db::between;
use crate::key;
use crate::random::{Random, Stream};
use crate::tables::Rows;
use crate::tables::customer_db::*;
use crate::tables::employees_db::{AssignedEntity, AssignmentType, EmployeeAssignment, Role};
use crate::tables::ids::*;
use crate::values::calendar::{Date, Timestamp};
use crate::values::places;
use crate::values::texts::complaints::COMPLAINTS as COMPLAINT_TEXTS;
use crate::values::texts::crm as texts;

/// The roles that look after customers.
const AGENTS: [Role; 3] = [
    Role::CustomerService,
    Role::LoanOfficer,
    Role::InsuranceAgent,
];
/// Customers with an agent (data model, section 5).
const WITH_AGENT: (u64, u64) = (80, 100);
/// Customers in a portfolio (guide, "Employee Assignments": 60%); they are among those with an agent.
const IN_PORTFOLIO: (u64, u64) = (60, 100);
/// Portfolios that have ended (guide: 15%).
const PORTFOLIO_ENDED: (u64, u64) = (15, 100);
/// Changes of a profile, 0 to 3, mean 1.2 (data model, section 8).
const PROFILE_CHANGES: [u32; 4] = [30, 30, 30, 10];

/// Interactions of each type in percent (data model, section 5).
const TYPES: [(InteractionType, u32); 5] = [
    (InteractionType::Inquiry, 35),
    (InteractionType::Support, 30),
    (InteractionType::Complaint, 15),
    (InteractionType::AccountUpdate, 10),
    (InteractionType::ProductInquiry, 10),
];
/// Channels in percent (guide, "Interactions") with the minutes that they take (data model, section 5).
const CHANNELS: [(Channel, u32, (i64, i64)); 5] = [
    (Channel::Phone, 30, (5, 45)),
    (Channel::Email, 25, (1, 10)),
    (Channel::Web, 20, (2, 15)),
    (Channel::MobileApp, 15, (1, 10)),
    (Channel::Branch, 10, (5, 45)),
];
/// Interactions that an employee handles (guide: 80%).
const HANDLED: (u64, u64) = (80, 100);
/// Outcomes in percent (data model, section 5).
const OUTCOMES: [(Outcome, u32); 3] = [
    (Outcome::Resolved, 70),
    (Outcome::FollowUpNeeded, 20),
    (Outcome::Escalated, 10),
];
/// Interactions lie within the last two years, most of them.
const INTERACTIONS_WITHIN: i32 = 730;
/// Interactions that are surveyed (guide: 30%), and surveys with a comment (guide: 50%).
const SURVEYED: (u64, u64) = (30, 100);
const COMMENTED: (u64, u64) = (50, 100);
/// NPS answers 0 to 10, about half of them 9 or 10 (data model, section 5).
const NPS: [u32; 11] = [1, 1, 2, 2, 3, 6, 7, 12, 16, 26, 24];
/// Stars 1 to 5 that go with an NPS answer of 0-2, 3-4, 5-6, 7-8, 9-10.
const STARS: [[u32; 5]; 5] = [
    [75, 25, 0, 0, 0],
    [25, 55, 20, 0, 0],
    [0, 20, 60, 20, 0],
    [0, 0, 25, 60, 15],
    [0, 0, 0, 25, 75],
];

/// Customers who complain (guide: 8%).
const COMPLAINING: (u64, u64) = (8, 100);
/// Complaints by type in percent (guide; `other` fills up to the whole).
const COMPLAINTS: [(ComplaintType, u32); 5] = [
    (ComplaintType::Service, 35),
    (ComplaintType::Fee, 25),
    (ComplaintType::Product, 20),
    (ComplaintType::Fraud, 10),
    (ComplaintType::Other, 10),
];
/// Complaints by status in percent (guide), with the days ago that they were filed.
const COMPLAINT_STATUSES: [(ComplaintStatus, u32, (i64, i64)); 4] = [
    (ComplaintStatus::Resolved, 60, (25, 720)),
    (ComplaintStatus::Investigating, 20, (3, 40)),
    (ComplaintStatus::Closed, 15, (40, 720)),
    (ComplaintStatus::Open, 5, (0, 12)),
];
/// Hours until a complaint is done with: least, quartiles, most (20 days).
const HOURS_TO_RESOLVE: [i64; 5] = [2, 22, 60, 150, 480];

/// Campaigns of a generation (guide: 10-15).
const CAMPAIGNS: (i64, i64) = (10, 15);
/// Campaigns by type in percent (guide).
const CAMPAIGN_TYPES: [(CampaignType, u32); 4] = [
    (CampaignType::Email, 40),
    (CampaignType::Digital, 30),
    (CampaignType::CrossSell, 20),
    (CampaignType::DirectMail, 10),
];
/// Customers who respond (guide: 5%), to 1-2 campaigns: 30 percent of them to two.
const RESPONDING: (u64, u64) = (5, 100);
const RESPONDING_TWICE: (u64, u64) = (30, 100);
/// Responses by type in percent (data model, section 5), with the percentage that converts: mostly the purchases, never who unsubscribes.
const RESPONSES: [(ResponseType, u32, u64); 4] = [
    (ResponseType::Opened, 40, 2),
    (ResponseType::Clicked, 30, 10),
    (ResponseType::Purchased, 20, 90),
    (ResponseType::Unsubscribed, 10, 0),
];

/// The profile and, if the customer is in one, the portfolio.
pub fn profile(bank: &Bank, block: &Block, customer: &Customer, rows: &mut Rows) {
    let person = &rows.customers[0];
    let row = customer.row();
    let city = home(bank, customer);
    let mut address = bank
        .random
        .stream(key!("customer_db.customer_profiles/address"), row);
    let created_at = person.created_at;
    let share = block.share(
        &bank.random,
        key!("customer_db.customer_profiles/assigned_agent_id"),
        customer,
    );
    let mut draws = bank
        .random
        .stream(key!("customer_db.customer_profiles/agent"), row);
    let agent = share.within(WITH_AGENT.0, WITH_AGENT.1).then(|| {
        bank.team(customer.number)
            .on_duty(&AGENTS, &[bank.as_of()], draws.bits())
    });
    rows.customer_profiles.push(CustomerProfile {
        customer_id: person.customer_id,
        full_name: format!("{} {}", person.first_name, person.last_name).into(),
        email: person.email.clone(),
        phone: person.phone,
        address: places::street_address(&mut address).into(),
        city: city.name.into(),
        state: city.state.into(),
        postal_code: city.postal_code(&mut address).into(),
        country: Country::Us,
        customer_segment: customer.segment,
        customer_status: customer.status,
        onboarding_date: customer.joined,
        assigned_agent_id: agent,
        kyc_status: customer.kyc_status,
        risk_rating: customer.risk_rating,
        created_at,
        updated_at: profile_changes(bank, customer)
            .pop()
            .map_or(created_at, |(at, _)| at),
    });
    if let Some(agent) = agent.filter(|_| share.within(IN_PORTFOLIO.0, IN_PORTFOLIO.1)) {
        portfolio(bank, block, customer, agent, rows);
    }
}

/// What may change in a profile; each does once at most, so the last value is the profile's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProfileField {
    Address,
    Phone,
    Email,
}

/// When the profile was changed, and what of it, in time order.
pub fn profile_changes(bank: &Bank, customer: &Customer) -> Vec<(Timestamp, ProfileField)> {
    let mut stream = bank.random.stream(
        key!("customer_db.customer_profiles/changes"),
        customer.row(),
    );
    let (first, last) = (customer.joined + 1, customer.last_day(bank.as_of()));
    let mut changes: Vec<Timestamp> = (0..stream.weighted(&PROFILE_CHANGES))
        .map(|_| office_hours(&mut stream, first, last))
        .collect();
    changes.sort_unstable();
    let mut fields = [
        ProfileField::Address,
        ProfileField::Phone,
        ProfileField::Email,
    ];
    let key = key!("customer_db.customer_profiles/changed_field");
    bank.random.shuffle(key, customer.row(), &mut fields);
    changes.into_iter().zip(fields).collect()
}

fn portfolio(bank: &Bank, block: &Block, customer: &Customer, agent: EmployeeId, rows: &mut Rows) {
    let key = key!("customer_db.customer_profiles/assigned_agent_id");
    let assigned = |one: &Customer| {
        block
            .share(&bank.random, key, one)
            .within(IN_PORTFOLIO.0, IN_PORTFOLIO.1)
    };
    let ended = key!("employees_db.employee_assignments/ended");
    let Some((share, _)) = block.share_among(&bank.random, ended, customer, assigned) else {
        return;
    };
    let mut stream = bank.random.stream(
        key!("employees_db.employee_assignments/portfolio"),
        customer.row(),
    );
    let last_day = customer.last_day(bank.as_of());
    let ended = share.within(PORTFOLIO_ENDED.0, PORTFOLIO_ENDED.1);
    let (employee_id, start_date, end_date) = if ended {
        let start = between(&mut stream, customer.joined, last_day - 60);
        let end = between(&mut stream, start + 45, last_day);
        let team = bank.team(customer.number);
        let former = team.on_duty(&AGENTS, &[start, end], stream.bits());
        (former, start, Some(end))
    } else {
        let hired = bank.staff[agent.0 as usize - 1].hired;
        let earliest = customer.joined.max(hired);
        let latest = (earliest + 400).min(bank.as_of() - 1);
        (agent, between(&mut stream, earliest, latest), None)
    };
    rows.employee_assignments.push(EmployeeAssignment {
        assignment_id: AssignmentId(customer.row() * 1000 + 1),
        employee_id,
        assignment_type: AssignmentType::CustomerPortfolio,
        related_entity_id: AssignedEntity::Customer(CustomerId(customer.number)),
        start_date,
        end_date,
    });
}

/// Interactions and the surveys after them.
pub fn interactions(bank: &Bank, block: &Block, customer: &Customer, rows: &mut Rows) {
    let count = customer.interactions;
    if count == 0 {
        return;
    }
    let last_day = customer.last_day(bank.as_of());
    let first_day = customer.joined.max(last_day - INTERACTIONS_WITHIN);
    let mut dates = bank.random.stream(
        key!("customer_db.interactions/interaction_date"),
        customer.row(),
    );
    let mut days: Vec<Date> = (0..count)
        .map(|_| between(&mut dates, first_day, last_day))
        .collect();
    days.sort_unstable();
    let mut former = rows.customers[0].created_at;
    for (ordinal, day) in (1..).zip(days) {
        let shares = &block.interactions;
        let rank = (customer.first_interaction + ordinal) as usize - 1;
        let row = customer.row() * 10 + ordinal;
        let mut stream = bank
            .random
            .stream(key!("customer_db.interactions/row"), row);
        let kind = shares.interaction_type[rank].pick(&TYPES.map(|(_, weight)| weight));
        let channel = shares.channel[rank].pick(&CHANNELS.map(|(_, weight, _)| weight));
        let outcome = shares.outcome[rank].pick(&OUTCOMES.map(|(_, weight)| weight));
        let (channel, _, minutes) = CHANNELS[channel];
        let at = match channel {
            Channel::Branch | Channel::Phone => office_hours(&mut stream, day, day),
            _ => day.second(stream.range(6 * 3600, 22 * 3600)),
        };
        // Two contacts on one day stay in the order of their numbers.
        let at = at.max(former + 60);
        former = at;
        let handled = shares.handled[rank].within(HANDLED.0, HANDLED.1).then(|| {
            let roles = [Role::CustomerService];
            bank.team(customer.number)
                .on_duty(&roles, &[at.date()], stream.bits())
        });
        let interaction_id = InteractionId {
            customer: customer.number,
            ordinal: ordinal as u8,
        };
        rows.interactions.push(Interaction {
            interaction_id,
            customer_id: CustomerId(customer.number),
            interaction_type: TYPES[kind].0,
            channel,
            interaction_date: at,
            duration_minutes: stream.range(minutes.0, minutes.1) as i16,
            notes: texts::interaction_note(
                &mut stream,
                TYPES[kind].0.label(),
                OUTCOMES[outcome].0.label(),
            )
            .into(),
            handled_by: handled,
            outcome: OUTCOMES[outcome].0,
        });
        if shares.surveyed[rank].within(SURVEYED.0, SURVEYED.1) {
            survey(bank, interaction_id, row, at, rows);
        }
    }
}

fn survey(bank: &Bank, interaction_id: InteractionId, row: u64, at: Timestamp, rows: &mut Rows) {
    let mut stream = bank
        .random
        .stream(key!("customer_db.satisfaction_surveys/row"), row);
    let nps = stream.weighted(&NPS);
    let mood = [0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4][nps];
    let stars = stream.weighted(&STARS[mood]);
    let survey_date = (at.date() + stream.range(0, 2) as i32).min(bank.as_of());
    rows.satisfaction_surveys.push(SatisfactionSurvey {
        survey_id: SurveyId(row),
        customer_id: CustomerId(interaction_id.customer),
        interaction_id,
        nps_score: nps as i16,
        satisfaction_rating: stars as i16 + 1,
        survey_date,
        comments: stream
            .chance(COMMENTED.0, COMMENTED.1)
            .then(|| (*stream.pick(texts::SURVEY_COMMENTS[stars])).into()),
    });
}

/// The complaint of who complains.
pub fn complaints(bank: &Bank, block: &Block, customer: &Customer, rows: &mut Rows) {
    let key = key!("customer_db.complaints/complaining");
    let complaining = |one: &Customer| {
        block
            .share(&bank.random, key, one)
            .within(COMPLAINING.0, COMPLAINING.1)
    };
    let among = |key| block.share_among(&bank.random, key, customer, complaining);
    let Some((by_type, _)) = among(key!("customer_db.complaints/complaint_type")) else {
        return;
    };
    let Some((by_status, _)) = among(key!("customer_db.complaints/status")) else {
        return;
    };
    let complaint_type = COMPLAINTS[by_type.pick(&COMPLAINTS.map(|(_, weight)| weight))].0;
    let mut status = by_status.pick(&COMPLAINT_STATUSES.map(|(_, weight, _)| weight));
    let mut stream = bank
        .random
        .stream(key!("customer_db.complaints/row"), customer.row());
    let last_day = customer.last_day(bank.as_of());
    if customer.closed.is_some() {
        status = 2;
    }
    let (status, _, (least, most)) = COMPLAINT_STATUSES[status];
    let earliest = (last_day - most as i32).max(customer.joined + 1);
    let filed = office_hours(
        &mut stream,
        earliest,
        (last_day - least as i32).max(earliest),
    );
    let done = matches!(status, ComplaintStatus::Resolved | ComplaintStatus::Closed);
    let hours = stream.quantile(&HOURS_TO_RESOLVE);
    let team = bank.team(customer.number);
    let resolved = filed + hours * 3600;
    rows.complaints.push(Complaint {
        complaint_id: ComplaintId {
            customer: customer.number,
            ordinal: 1,
        },
        customer_id: CustomerId(customer.number),
        complaint_type,
        description: (*stream.pick(COMPLAINT_TEXTS.of(complaint_type.label()))).into(),
        status,
        priority: match complaint_type {
            ComplaintType::Fraud => Priority::High,
            _ => Priority::ALL[stream.weighted(&[35, 50, 15])],
        },
        filed_date: filed,
        resolved_date: done.then_some(resolved),
        resolution_time_hours: done.then_some(hours as i32),
        assigned_to: team.on_duty(
            &[Role::CustomerService],
            &[
                filed.date(),
                if done { resolved.date() } else { bank.as_of() },
            ],
            stream.bits(),
        ),
    });
}

/// What a customer has to know of a campaign.
struct Offer {
    campaign_type: CampaignType,
    start: Date,
    end: Date,
    target: TargetSegment,
}

fn campaign_count(random: &Random) -> u64 {
    let mut stream = random.stream(key!("customer_db.campaigns/count"), 0);
    stream.range(CAMPAIGNS.0, CAMPAIGNS.1) as u64
}

/// Campaign number `n` of `count`, from 0: started in the last year, one after the other. The last four are for everybody,
/// so that whoever responds finds one, and run for at least a month before the as-of date.
fn offer(bank: &Bank, n: u64, count: u64) -> Offer {
    let mut stream = bank.random.stream(key!("customer_db.campaigns/row"), n);
    let share = bank
        .random
        .share(key!("customer_db.campaigns/campaign_type"), 0, count, n);
    let spacing = 300 / count as i64;
    let start = bank.as_of() - (350 - n as i64 * spacing - stream.range(0, spacing - 1)) as i32;
    Offer {
        campaign_type: CAMPAIGN_TYPES[share.pick(&CAMPAIGN_TYPES.map(|(_, weight)| weight))].0,
        start,
        end: start + stream.range(45, 120) as i32,
        target: if n + 4 >= count || n.is_multiple_of(3) {
            TargetSegment::All
        } else {
            TargetSegment::ALL[stream.weighted(&[0, 45, 30, 15, 10])]
        },
    }
}

/// The campaigns, which belong to the bank as a whole.
pub fn campaigns(bank: &Bank, rows: &mut Rows) {
    let count = campaign_count(&bank.random);
    for n in 0..count {
        let offer = offer(bank, n, count);
        let names = texts::CAMPAIGN_NAMES.of(offer.campaign_type.label());
        let same_type = |other: &Campaign| other.campaign_type == offer.campaign_type;
        let earlier = rows.campaigns.iter().filter(|one| same_type(one)).count() as u64;
        let name = bank.random.permute(
            key!("customer_db.campaigns/campaign_name"),
            offer.campaign_type as u64,
            names.len() as u64,
            earlier % names.len() as u64,
        );
        rows.campaigns.push(Campaign {
            campaign_id: CampaignId(n as u32 + 1),
            campaign_name: format!("{} {}", names[name as usize], offer.start.year()).into(),
            campaign_type: offer.campaign_type,
            start_date: offer.start,
            end_date: offer.end,
            target_segment: offer.target,
        });
    }
}

/// What a customer answers to campaigns that are for the segment or for all.
pub fn campaign_responses(bank: &Bank, block: &Block, customer: &Customer, rows: &mut Rows) {
    let stays = |one: &Customer| one.closed.is_none();
    let key = key!("customer_db.campaign_responses/responding");
    let share = block.share_among(&bank.random, key, customer, stays);
    let size = u64::from(crate::generate::block::SIZE);
    let Some((share, _)) =
        share.filter(|(share, stay)| share.within(RESPONDING.0 * size, RESPONDING.1 * stay))
    else {
        return;
    };
    let _ = share;
    let mut stream = bank
        .random
        .stream(key!("customer_db.campaign_responses/row"), customer.row());
    let responses = 1 + u64::from(stream.chance(RESPONDING_TWICE.0, RESPONDING_TWICE.1));
    let count = campaign_count(&bank.random);
    let target = TargetSegment::of(customer.segment);
    let mut offers: Vec<(u64, Date, Date)> = (0..count)
        .map(|n| (n, offer(bank, n, count)))
        .filter(|(_, offer)| offer.target == TargetSegment::All || offer.target == target)
        .map(|(n, offer)| {
            (
                n,
                offer.start.max(customer.joined),
                offer.end.min(bank.as_of()),
            )
        })
        .filter(|(_, first, last)| first <= last)
        .collect();
    for ordinal in 1..=responses.min(offers.len() as u64) {
        let (n, first, last) = offers.swap_remove(stream.below(offers.len() as u64) as usize);
        let kind = stream.weighted(&RESPONSES.map(|(_, weight, _)| weight));
        let (response_type, _, converting) = RESPONSES[kind];
        rows.campaign_responses.push(CampaignResponse {
            response_id: ResponseId(customer.row() * 10 + ordinal),
            campaign_id: CampaignId(n as u32 + 1),
            customer_id: CustomerId(customer.number),
            response_date: between(&mut stream, first, last),
            response_type,
            converted: stream.chance(converting, 100),
        });
    }
}

/// A moment in office hours on a day from `first` to `last`; weekends move to the weekday before or after.
pub fn office_hours(stream: &mut Stream, first: Date, last: Date) -> Timestamp {
    let day = between(stream, first, last);
    let earlier = day.or_last_weekday();
    let day = if earlier >= first {
        earlier
    } else {
        day.or_next_weekday().min(last.max(first))
    };
    day.second(stream.range(9 * 3600, 17 * 3600 - 1))
}
