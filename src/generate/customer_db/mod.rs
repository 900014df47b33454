//! customer_db: profiles, interactions, surveys, complaints and campaigns (data model, section 5).

mod campaigns;
mod complaints;
mod interactions;
mod shares;

pub use campaigns::{campaign_responses, campaigns};
pub use complaints::complaints;
pub use interactions::interactions;
pub use shares::Shares;

use crate::generate::Bank;
use crate::generate::accounts_db::home;
use crate::generate::block::{Block, Customer};
use crate::generate::employees_db::between;
use crate::key;
use crate::random::Stream;
use crate::tables::Rows;
use crate::tables::customer_db::*;
use crate::tables::employees_db::{AssignedEntity, AssignmentType, EmployeeAssignment, Role};
use crate::tables::ids::*;
use crate::values::calendar::{Date, Timestamp};
use crate::values::places;

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

/// The profile and, if the customer is in one, the portfolio.
pub fn profile(bank: &Bank, block: &Block, customer: &Customer, rows: &mut Rows) {
    let person = &rows.customers[0];
    let row = customer.row();
    let city = home(bank, customer);
    let mut address = bank
        .random
        .stream(key!("customer_db.customer_profiles/address"), row);
    let created_at = person.created_at;
    let share = &block.relations.agent[customer.place()];
    let mut draws = bank
        .random
        .stream(key!("customer_db.customer_profiles/agent"), row);
    let agent = share.within(WITH_AGENT.0, WITH_AGENT.1).then(|| {
        customer
            .team
            .on_duty(&AGENTS, &[bank.as_of()], draws.bits())
    });
    rows.customer_profiles.push(CustomerProfile {
        customer_id: person.customer_id,
        full_name: [&*person.first_name, " ", &*person.last_name]
            .concat()
            .into(),
        email: person.email.clone(),
        phone: person.phone,
        address: places::street_address(&mut address).into(),
        city: city.name.into(),
        state: city.state.into(),
        postal_code: city.postal_code(&mut address),
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
    if let Some(agent) = agent {
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

/// The portfolio of who is in one.
fn portfolio(bank: &Bank, block: &Block, customer: &Customer, agent: EmployeeId, rows: &mut Rows) {
    let Some(share) = &block.relations.portfolio_ended[customer.place()] else {
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
        let team = &customer.team;
        let former = team.on_duty(&AGENTS, &[start, end], stream.bits());
        (former, start, Some(end))
    } else {
        let hired = customer.team.member(agent).hired;
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

/// A moment in office hours on a weekday from `first` to `last`.
pub fn office_hours(stream: &mut Stream, first: Date, last: Date) -> Timestamp {
    let day = weekday(between(stream, first, last), first, last);
    day.second(stream.range(9 * 3600, 17 * 3600 - 1))
}

/// The day, or the weekday before or after a weekend, from `first` to `last`.
fn weekday(day: Date, first: Date, last: Date) -> Date {
    let earlier = day.or_last_weekday();
    if earlier >= first {
        earlier
    } else {
        day.or_next_weekday().min(last.max(first))
    }
}
