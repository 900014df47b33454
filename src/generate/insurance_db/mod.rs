//! insurance_db: policies, what they cover and for whom, premiums, claims and events (data model, section 7).

mod claims;
mod cover;
mod payments;
mod products;
mod shares;

pub use claims::Decision;
pub use shares::{Insured, share_out};

use crate::generate::Bank;
use crate::generate::accounts_db::{Ledger, account_id};
use crate::generate::block::Customer;
use crate::generate::customer_db::{ProfileField, profile_changes};
use crate::generate::employees_db::between;
use crate::key;
use crate::random::{Key, Stream};
use crate::tables::Rows;
use crate::tables::employees_db::Role;
use crate::tables::ids::*;
use crate::tables::insurance_db::*;
use crate::values::Text;
use crate::values::calendar::Date;
use crate::values::money::Cents;
use crate::values::people;
use crate::values::phones::Phone;
use crate::values::texts::insurance as texts;
use cover::Cover;

/// Policies per customer that have room in the policy numbers.
const POLICIES_PER_CUSTOMER: u64 = 5;
/// Policy and claim numbers have nine digits.
const NUMBERS: u64 = 1_000_000_000;
/// Renewals at which the premium changes, and by how much of a hundred it rises.
const CHANGES: (u64, u64) = (45, 100);
const RISE: (i64, i64) = (2, 8);
/// Life policies whose beneficiaries were changed on request.
const BENEFICIARY_CHANGES: (u64, u64) = (15, 100);
/// A first beneficiary who is the spouse, and a further one who is a child: together half and three tenths of all
/// (data model, section 7); the others are parent, sibling, trust and other like 8 to 7 to 3 to 2.
const SPOUSE_FIRST: (u64, u64) = (875, 1_000);
const CHILD_NEXT: (u64, u64) = (70, 100);
const OTHER_BENEFICIARIES: [(BeneficiaryRelationship, u32); 4] = [
    (BeneficiaryRelationship::Parent, 8),
    (BeneficiaryRelationship::Sibling, 7),
    (BeneficiaryRelationship::Trust, 3),
    (BeneficiaryRelationship::Other, 2),
];
/// Percentages of one, two and three beneficiaries.
const PERCENTAGES: [&[&[i16]]; 3] = [
    &[&[100]],
    &[&[50, 50], &[60, 40], &[70, 30], &[75, 25], &[80, 20]],
    &[&[50, 25, 25], &[40, 30, 30], &[34, 33, 33], &[60, 20, 20]],
];

/// Makes the policies of one customer, whose loans are made, and posts what they move on the paying account; returns the
/// decisions on their claims.
pub fn policies(
    bank: &Bank,
    customer: &Customer,
    ledger: &mut Ledger,
    rows: &mut Rows,
) -> Vec<Decision> {
    let policies = (1..).zip(&customer.policies);
    policies
        .flat_map(|(ordinal, insured)| {
            Case::new(bank, customer, insured, ordinal, rows).write(ledger, rows)
        })
        .collect()
}

/// A policy in the making.
struct Case<'a> {
    bank: &'a Bank,
    customer: &'a Customer,
    insured: &'a Insured,
    ordinal: u8,
    cover: Cover,
    sum: Cents,
    /// One payment of the premium in each year of the policy; the last one is that of today.
    premiums: Vec<Cents>,
    /// Ordinal of the account that it is paid from.
    linked: Option<u8>,
    /// When it had lapsed until it was reinstated.
    gap: Option<(Date, Date)>,
    events: Vec<Event>,
}

/// Something that happened to a policy.
struct Event {
    day: Date,
    event_type: PolicyEventType,
    by: Option<EmployeeId>,
    description: Option<&'static str>,
}

impl<'a> Case<'a> {
    fn new(
        bank: &'a Bank,
        customer: &'a Customer,
        insured: &'a Insured,
        ordinal: u8,
        rows: &Rows,
    ) -> Case<'a> {
        let row = customer.row() * 10 + u64::from(ordinal);
        let key = key!("insurance_db.policies/terms");
        let mut stream = bank.random.stream(key, row);
        let collateral = insured.protects.then(|| cover::collateral(rows)).flatten();
        let age_today = bank.as_of().years_since(customer.born);
        let term =
            insured.policy_type == PolicyType::Life && products::is_term(&mut stream, age_today);
        let disbursed = collateral.map(|(loan, _)| loan.disbursement_date);
        let cover = Cover::new(bank, customer, insured, row, term, disbursed);
        let worth = collateral.map(|(_, worth)| worth);
        let sum = products::sum(&mut stream, insured, term, worth);
        let age = cover.start.years_since(customer.born);
        let yearly = products::yearly_premium(&mut stream, insured, term, sum, age);
        let today = products::payment(yearly, insured.frequency);
        let mut premiums = vec![today];
        if cover::is_renewed(insured.policy_type) {
            while cover.start.add_months(12 * premiums.len() as i32) <= cover.last {
                let newer = premiums[premiums.len() - 1];
                let rise = stream.range(RISE.0, RISE.1);
                let older = match stream.chance(CHANGES.0, CHANGES.1) {
                    true => newer.times(100, 100 + rise),
                    false => newer,
                };
                premiums.push(older);
            }
            premiums.reverse();
        }
        Case {
            bank,
            customer,
            insured,
            ordinal,
            cover,
            sum,
            premiums,
            linked: None,
            gap: None,
            events: Vec::new(),
        }
    }

    /// One payment of the premium that many months after the start.
    fn premium_after(&self, months: i32) -> Cents {
        let years = months as usize / 12;
        self.premiums[years.min(self.premiums.len() - 1)]
    }

    /// The number of the policy as the row of a stream.
    fn row(&self) -> u64 {
        self.customer.row() * 10 + u64::from(self.ordinal)
    }

    fn stream(&self, key: Key) -> Stream {
        self.bank.random.stream(key, self.row())
    }

    fn id(&self) -> PolicyId {
        PolicyId {
            customer: self.customer.number,
            ordinal: self.ordinal,
        }
    }

    /// The number of the policy among all that there may be.
    fn index(&self) -> u64 {
        self.customer.row() * POLICIES_PER_CUSTOMER + u64::from(self.ordinal)
    }

    fn number(&self) -> PolicyNumber {
        let key = key!("insurance_db.policies/policy_number");
        PolicyNumber(self.bank.random.permute(key, 0, NUMBERS, self.index()) as u32)
    }

    /// One of the customer's team who has one of the roles and is in service on the days.
    fn staff(&self, stream: &mut Stream, roles: &[Role], days: &[Date]) -> EmployeeId {
        let team = &self.customer.team;
        team.on_duty(roles, days, stream.bits())
    }

    fn happened(&mut self, day: Date, event_type: PolicyEventType, by: Option<EmployeeId>) {
        self.events.push(Event {
            day,
            event_type,
            by,
            description: None,
        });
    }

    /// Writes the rows of the policy; returns the decisions on its claims.
    fn write(mut self, ledger: &mut Ledger, rows: &mut Rows) -> Vec<Decision> {
        let (insured, cover) = (self.insured, self.cover);
        let mut stream = self.stream(key!("insurance_db.policies/row"));
        let issued = cover.created.date();
        let agent = self.staff(&mut stream, &[Role::InsuranceAgent], &[issued, cover.start]);
        self.linked = self.link(ledger);
        rows.policies.push(Policy {
            policy_id: self.id(),
            policy_number: self.number(),
            customer_id: CustomerId(self.customer.number),
            policy_type: insured.policy_type,
            policy_status: insured.status,
            coverage_amount: self.sum,
            premium_amount: self.premiums[self.premiums.len() - 1],
            premium_frequency: insured.frequency,
            start_date: cover.start,
            end_date: cover.end,
            linked_account_id: self
                .linked
                .map(|ordinal| account_id(self.customer, ordinal)),
            agent_id: agent,
            created_at: cover.created,
        });
        self.happened(issued, PolicyEventType::Issued, Some(agent));
        let first = rows.coverage.len();
        self.coverage(rows);
        let coverage = first..rows.coverage.len();
        self.beneficiaries(rows);
        payments::pay(&mut self, ledger, rows);
        let decisions = claims::claim(&mut self, coverage, ledger, rows);
        self.changes(&mut stream);
        self.events(rows);
        decisions
    }

    /// The account that premiums are paid from: an obligation as long as it still has to pay.
    fn link(&self, ledger: &mut Ledger) -> Option<u8> {
        let pays = matches!(
            self.insured.method,
            PaymentMethod::AutoDebit | PaymentMethod::Ach
        );
        let paying = self.customer.paying_account().filter(|_| pays)?;
        let opened = self.customer.accounts[usize::from(paying) - 1].opened;
        // What ended before the account was there, or pays a family and not the holder, was never paid from it.
        if self.cover.last < opened || self.cover.dies {
            None
        } else if self.cover.last < ledger.first_day(paying) {
            Some(paying)
        } else {
            ledger.oblige()
        }
    }

    fn coverage(&self, rows: &mut Rows) {
        let mut stream = self.stream(key!("insurance_db.coverage/row"));
        let insured = self.insured;
        let premium = self.premiums[self.premiums.len() - 1];
        let offers: Vec<_> = (0..)
            .zip(products::offers(insured.policy_type))
            .filter(|(place, _)| insured.coverages >> place & 1 == 1)
            .map(|(_, offer)| *offer)
            .filter(|(coverage, ..)| !insured.renter || products::for_renters(*coverage))
            .collect();
        let whole: i64 = offers.iter().map(|(.., weight)| weight).sum();
        let mut rest = premium;
        for (ordinal, &(coverage_type, _, weight)) in (1..).zip(&offers) {
            let yearly = premium.0 / 100 * 12;
            let sum = self.sum.0 / 100;
            let (limit, deductible) =
                products::terms(&mut stream, insured, coverage_type, sum, yearly);
            let portion = match ordinal == offers.len() as u64 {
                true => rest,
                false => premium.times(weight, whole),
            };
            rest -= portion;
            rows.coverage.push(Coverage {
                coverage_id: CoverageId(self.row() * 100 + ordinal),
                policy_id: self.id(),
                coverage_type,
                coverage_limit: Cents::dollars(limit.clamp(1, sum)),
                deductible: Cents::dollars(deductible),
                premium_portion: portion,
            });
        }
    }

    fn beneficiaries(&self, rows: &mut Rows) {
        let count = usize::from(self.insured.beneficiaries);
        if count == 0 {
            return;
        }
        let mut stream = self.stream(key!("insurance_db.beneficiaries/row"));
        let percentages = *stream.pick(PERCENTAGES[count - 1]);
        let family = rows.customers[0].last_name.clone();
        for (ordinal, &percentage) in (1..).zip(percentages) {
            let close = match ordinal {
                1 => stream.chance(SPOUSE_FIRST.0, SPOUSE_FIRST.1),
                _ => stream.chance(CHILD_NEXT.0, CHILD_NEXT.1),
            };
            let other = stream.weighted(&OTHER_BENEFICIARIES.map(|(_, weight)| weight));
            let relationship = match (close, ordinal) {
                (true, 1) => BeneficiaryRelationship::Spouse,
                (true, _) => BeneficiaryRelationship::Child,
                (false, _) => OTHER_BENEFICIARIES[other].0,
            };
            let given = people::given_name(&mut stream);
            let own = people::family_name(&mut stream);
            let name = match relationship {
                BeneficiaryRelationship::Trust => texts::trust_name(&mut stream, &family),
                BeneficiaryRelationship::Other => [given, " ", own].concat(),
                _ if stream.chance(1, 5) => [given, " ", own].concat(),
                _ => [given, " ", &family].concat(),
            };
            rows.beneficiaries.push(Beneficiary {
                beneficiary_id: BeneficiaryId(self.row() * 10 + ordinal),
                policy_id: self.id(),
                beneficiary_name: name.into(),
                relationship,
                percentage,
                contact_info: Phone::new(stream.below(Phone::FICTIONAL)),
            });
        }
    }

    /// Renewals, new premiums, endorsements, and the end.
    fn changes(&mut self, stream: &mut Stream) {
        let cover = self.cover;
        let desk = [Role::InsuranceAgent, Role::CustomerService];
        for year in 1..self.premiums.len() {
            let day = cover.start.add_months(12 * year as i32);
            self.happened(day, PolicyEventType::Renewed, None);
            if self.premiums[year] != self.premiums[year - 1] {
                self.happened(day, PolicyEventType::PremiumChanged, None);
            }
        }
        let moves = matches!(
            self.insured.policy_type,
            PolicyType::Vehicle | PolicyType::Property
        );
        for (at, field) in profile_changes(self.bank, self.customer) {
            let day = at.date();
            if moves && field == ProfileField::Address && cover.start < day && day <= cover.last {
                let by = self.staff(stream, &desk, &[day]);
                self.events.push(Event {
                    day,
                    event_type: PolicyEventType::Endorsed,
                    by: Some(by),
                    description: Some("Address changed"),
                });
            }
        }
        if self.insured.beneficiaries > 0
            && stream.chance(BENEFICIARY_CHANGES.0, BENEFICIARY_CHANGES.1)
        {
            let day = between(stream, cover.start, cover.last);
            let by = self.staff(stream, &desk, &[day]);
            self.happened(day, PolicyEventType::BeneficiaryChanged, Some(by));
        }
        match self.insured.status {
            PolicyStatus::Active => {}
            PolicyStatus::Lapsed => self.happened(cover.last, PolicyEventType::Lapsed, None),
            PolicyStatus::Matured => self.happened(cover.last, PolicyEventType::Matured, None),
            PolicyStatus::Cancelled => {
                let by = self.staff(stream, &desk, &[cover.last]);
                self.happened(cover.last, PolicyEventType::Cancelled, Some(by));
            }
        }
    }

    /// Writes the events in time order: what ends a policy comes last on its day.
    fn events(mut self, rows: &mut Rows) {
        let mut stream = self.stream(key!("insurance_db.policy_events/description"));
        self.events.sort_by_key(|event| event.day);
        for (ordinal, event) in (1..).zip(&self.events) {
            let label = event.event_type.label();
            let drawn = *stream.pick(texts::EVENTS.of(label));
            rows.policy_events.push(PolicyEvent {
                event_id: PolicyEventId(self.row() * 1_000 + ordinal),
                policy_id: self.id(),
                event_type: event.event_type,
                event_date: event.day,
                description: Text::from(event.description.unwrap_or(drawn)),
                performed_by: event.by,
            });
        }
    }
}
