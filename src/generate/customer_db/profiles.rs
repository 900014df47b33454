//! Profiles and agents' customer portfolios.

use super::shares::Shares;
use crate::generate::context::Context;
use crate::generate::hours::business_day_between;
use crate::key;
use crate::random::Proportion;
use crate::tables::Rows;
use crate::tables::customer_db::*;
use crate::tables::employees_db::{AssignedEntity, AssignmentType, EmployeeAssignment, Role};
use crate::tables::ids::*;
use crate::values::places;

/// The roles that serve as agents.
const AGENTS: [Role; 3] = [
    Role::CustomerService,
    Role::LoanOfficer,
    Role::InsuranceAgent,
];
/// Customers with an agent (data model, section 5).
const WITH_AGENT: Proportion = Proportion::percent(80);
/// Portfolios that have ended (guide: 15%).
const PORTFOLIO_ENDED: Proportion = Proportion::percent(15);
/// The profile and, if the customer is in one, the portfolio.
pub fn write(context: Context, shares: &Shares, rows: &mut Rows) {
    let customer = context.customer;
    let person = &rows.customers[0];
    let city = customer.home;
    // One address per household.
    let key = key!("customer_db.customer_profiles/address");
    let mut address = context.stream_of(key, u64::from(customer.household.first));
    let created_at = person.created_at;
    let individual = customer.business.is_none();
    let share = &shares.agent[customer.place()];
    let mut draws = context.stream(key!("customer_db.customer_profiles/agent"));
    let agent = share
        .within(WITH_AGENT)
        .then(|| context.at_branch(&AGENTS, &[context.as_of()], &mut draws));
    rows.customer_profiles.push(CustomerProfile {
        customer_id: person.customer_id,
        full_name: match &customer.business {
            Some(business) => business.name.clone(),
            None => [&*person.first_name, " ", &*person.last_name]
                .concat()
                .into(),
        },
        email: person.email.clone(),
        phone: person.phone,
        address: places::street_address(&mut address).into(),
        city: city.name.into(),
        state: city.state.into(),
        postal_code: city.postal_code(&mut address),
        country: Country::Us,
        customer_segment: customer.segment,
        customer_status: customer.status,
        onboarding_date: customer.joined(),
        assigned_agent_id: agent,
        kyc_status: customer.kyc_status,
        risk_rating: customer.risk_rating,
        created_at,
        updated_at: customer
            .profile_changes
            .last()
            .map_or(created_at, |(at, _)| *at),
        customer_type: match customer.business {
            Some(_) => CustomerType::Business,
            None => CustomerType::Individual,
        },
        household_id: individual.then(|| customer.household.id()),
        occupation: individual.then(|| customer.person.work.title().into()),
        employer: shares.employer[customer.place()].clone(),
        annual_income: match &customer.business {
            Some(business) => business.revenue,
            None => customer.person.income,
        },
    });
    if let Some(agent) = agent {
        portfolio(context, shares, agent, rows);
    }
}

/// The portfolio, if the customer is in one.
fn portfolio(context: Context, shares: &Shares, agent: EmployeeId, rows: &mut Rows) {
    let customer = context.customer;
    let Some(share) = &shares.portfolio_ended[customer.place()] else {
        return;
    };
    let mut stream = context.stream(key!("employees_db.employee_assignments/portfolio"));
    let (joined, last_day) = (customer.joined(), context.last_day());
    let (employee_id, start_date, end_date) = if share.within(PORTFOLIO_ENDED) {
        let start = business_day_between(&mut stream, joined, last_day - 60);
        let end = business_day_between(&mut stream, start + 45, last_day);
        let previous = context.at_branch(&AGENTS, &[start, end], &mut stream);
        (previous, start, Some(end))
    } else {
        let hired = customer.team.member(agent).hired;
        let earliest = joined.max(hired);
        let latest = (earliest + 400).min(context.as_of() - 1);
        (
            agent,
            business_day_between(&mut stream, earliest, latest),
            None,
        )
    };
    rows.employee_assignments.push(EmployeeAssignment {
        assignment_id: AssignmentId(customer.row() * 1000 + 1),
        employee_id,
        assignment_type: AssignmentType::CustomerPortfolio,
        related_entity_id: AssignedEntity::Customer(customer.id()),
        start_date,
        end_date,
    });
}
