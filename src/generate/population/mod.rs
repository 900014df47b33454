//! Who a block's customers are: decided before any domain deals its shares.
//!
//! In order of the modules: who lives together (`units`), what becomes of each (`traits`), who has died (`deaths`), who works for
//! whom (`jobs`), who owns the home (`tenure`), and who is related to whom (`kin`). Shares of all customers are dealt here, by
//! propensity.

mod companies;
mod deaths;
mod jobs;
mod kin;
mod tenure;
#[cfg(test)]
mod tests;
mod traits;
mod units;

use crate::generate::customer::{CUSTOMERS_PER_BLOCK, Customer};
use crate::generate::hours::{ago, business_day_between, business_day_near};
use crate::generate::person::{Business, Person, Score, Work};
use crate::generate::shares::{Dealer, who};
use crate::generate::staff::Team;
use crate::generate::{home, region};
use crate::key;
use crate::random::{Proportion, Share, Weighted};
use crate::tables::customer_db::{CustomerSegment, CustomerStatus, KycStatus, RiskRating};
use crate::values::calendar::Date;
use crate::values::money::Cents;
use crate::values::places::City;
use std::ops::RangeInclusive;
use traits::{Earning, Traits};
use units::{Origin, Shape, Unit};

/// Customers that are companies: the corporate segment (guide: 10%; data model, section 1).
const COMPANIES: Proportion = Proportion::percent(10);
/// Segments of individuals, the wealthy first, in percent of all customers (guide: retail 60%, premium 25%, etc.; data model,
/// section 5).
const SEGMENTS: Weighted<CustomerSegment, 3> = Weighted::new([
    (CustomerSegment::PrivateBanking, 5),
    (CustomerSegment::Premium, 25),
    (CustomerSegment::Retail, 60),
]);
/// Noise in segments besides wealth and income, in thousandths of a standard deviation.
const SEGMENT_NOISE: i64 = 150;
/// Annual incomes in dollars, each with its score in thousandths of a standard deviation.
const INCOMES: [(i64, Score); 8] = [
    (0, -2_600),
    (12_000, -1_800),
    (25_000, -900),
    (45_000, 0),
    (70_000, 800),
    (110_000, 1_600),
    (200_000, 2_400),
    (640_000, 3_600),
];
/// Customers by status in percent, those most inclined to leave first (data model, section 5).
const STATUSES: Weighted<CustomerStatus, 3> = Weighted::new([
    (CustomerStatus::Closed, 3),
    (CustomerStatus::Dormant, 7),
    (CustomerStatus::Active, 90),
]);
const YEARS_OF_AGE: i32 = 18;
/// Days since a customer joined: within seven years, at least three months ago (data model, section 4).
const JOINED_AGO: RangeInclusive<i64> = 95..=2_550;
/// Most days from joining to the first account.
pub const FIRST_ACCOUNT_WITHIN: i64 = 12;
/// Minimum days for which a frozen or closed account was open, so that it has a statement to show.
pub const OPEN_BEFORE_END: i32 = 50;
/// Minimum days since a dormant customer joined, so that there was time to be silent for over a year.
const DORMANT_AGE: i32 = 480;
/// Most days since a customer left.
const CLOSED_AGO: i32 = 900;

/// A block's customers, in order; what domains add to them is still empty. Employees in the team that serves a customer `nearby`
/// are taken from it.
pub fn customers(dealer: &Dealer, nearby: &Team) -> Vec<Customer> {
    let size = CUSTOMERS_PER_BLOCK as usize;
    let companies = dealer.deal_to_customers(key!("customer_db.customer_profiles/customer_type"));
    let companies = who(&companies, |share| share.within(COMPANIES));
    let units = units::units(dealer, &companies);
    let block = Settled::new(dealer, &units);
    let segments = segments(dealer, &block);
    let dying = deaths::candidates(dealer, &block);
    let statuses = statuses(dealer, &block, &dying);
    let businesses = companies::businesses(dealer, &block);
    let works = jobs::works(dealer, &block, &businesses, &statuses);
    let households = tenure::households(dealer, &units, &block, &statuses);

    let mut customers: Vec<Customer> = Vec::with_capacity(size);
    for place in 0..size {
        let number = block.number(place);
        let previous = customers.last().map_or(nearby, |one| &one.team);
        let team = dealer.bank.team(number, previous);
        let (member, household) = (&block.members[place], households.of(place));
        let times = Times::new(dealer, number, member, statuses[place], dying[place]);
        let history = (times.joined + 1, times.last(dealer.as_of()));
        customers.push(Customer {
            number,
            segment: segments[place],
            status: statuses[place],
            kyc_status: KycStatus::Verified,
            risk_rating: RiskRating::Low,
            person: member.person(works[place], businesses[place].as_ref()),
            business: businesses[place].clone(),
            kin: kin::relatives(dealer, &units[member.unit], &block, place),
            joined_at: home::joined_at(dealer.random(), number, times.joined),
            died: times.died,
            closed: times.closed,
            home: member.home,
            branch: region::branch_of(member.home),
            profile_changes: home::profile_changes(dealer.random(), number, household, history),
            household: household.clone(),
            team,
            accounts: Vec::new(),
            applications: Vec::new(),
            mortgage_here: false,
            policies: Vec::new(),
            interactions: 0,
            first_interaction: 0,
        });
    }
    customers
}

/// What is decided first about each customer in a block.
struct Settled {
    /// Number of the first customer.
    first: u32,
    /// By place.
    members: Vec<Member>,
}

/// What is decided first about a customer.
#[derive(Clone, Copy, Debug)]
struct Member {
    /// Index of the household.
    unit: usize,
    /// Which members of the household are customers.
    shape: Shape,
    /// Sex, names and date of birth.
    origin: Origin,
    /// Traits, work and income.
    traits: Traits,
    /// Where the household lives.
    home: &'static City,
}

impl Settled {
    fn new(dealer: &Dealer, units: &[Unit]) -> Settled {
        let first = dealer.block as u32 * CUSTOMERS_PER_BLOCK + 1;
        let mut members: Vec<Option<Member>> = vec![None; CUSTOMERS_PER_BLOCK as usize];
        for (index, unit) in units.iter().enumerate() {
            let first_member = *unit.members.iter().min().expect("a member");
            let home = home::home(dealer.random(), first + first_member as u32);
            let row = u64::from(first) + unit.members[0] as u64;
            let key = key!("accounts_db.customers/household");
            let mut stream = dealer.random().stream(key, row);
            let class = stream.normal();
            let origins = units::origins(dealer.as_of(), unit, &mut stream);
            for (&place, origin) in unit.members.iter().zip(origins) {
                let key = key!("accounts_db.customers/person");
                let row = u64::from(first) + place as u64;
                let mut stream = dealer.random().stream(key, row);
                let shape = unit.shape;
                let traits = traits::traits(dealer.as_of(), &origin, shape, class, &mut stream);
                members[place] = Some(Member {
                    unit: index,
                    shape,
                    origin,
                    traits,
                    home,
                });
            }
        }
        let members = members
            .into_iter()
            .map(|one| one.expect("each place is in a household"));
        Settled {
            first,
            members: members.collect(),
        }
    }

    /// The number of the customer at a place.
    fn number(&self, place: usize) -> u32 {
        self.first + place as u32
    }

    /// Which places aren't companies.
    fn individuals(&self) -> Vec<bool> {
        who(&self.members, |one| one.shape != Shape::Company)
    }
}

impl Member {
    fn person(&self, work: Work, business: Option<&Business>) -> Person {
        let (origin, traits) = (&self.origin, &self.traits);
        Person {
            sex: origin.sex,
            given_name: origin.given_name,
            family_name: origin.family_name,
            born: origin.born,
            work,
            income: business.map_or(traits.income, companies::owners_income),
            wealth: traits.wealth,
            credit: traits.credit,
            digital: traits.digital,
        }
    }
}

/// Where an income ranks among all, in thousandths of a standard deviation.
fn of_income(income: Cents) -> Score {
    let dollars = income.0 / 100;
    let above = INCOMES.partition_point(|(least, _)| *least <= dollars);
    let (least, from) = INCOMES[above.saturating_sub(1)];
    let Some(&(next, to)) = INCOMES.get(above) else {
        return from;
    };
    from + (to - from) * (dollars - least) / (next - least)
}

/// The segments: companies are corporate, and the individual in a block with the highest wealth and income is in private banking.
fn segments(dealer: &Dealer, block: &Settled) -> Vec<CustomerSegment> {
    let noise = key!("customer_db.customer_profiles/customer_segment_noise");
    let standing = |one: &Member| (one.traits.wealth + of_income(one.traits.income)) / 2;
    let noise = dealer.noise(noise, block.members.len(), SEGMENT_NOISE);
    let scores: Vec<Score> = block
        .members
        .iter()
        .zip(noise)
        .map(|(one, noise)| standing(one) + noise)
        .collect();
    let key = key!("customer_db.customer_profiles/customer_segment");
    let shares = dealer.deal_among_by(key, &block.individuals(), &scores);
    let segment =
        |share: Option<Share>| share.map_or(CustomerSegment::Corporate, |share| SEGMENTS.at(share));
    shares.into_iter().map(segment).collect()
}

/// The statuses: the dead have left; companies are least likely to be dormant.
fn statuses(dealer: &Dealer, block: &Settled, dying: &[Option<Date>]) -> Vec<CustomerStatus> {
    const DEATH: Score = 100_000;
    let noise = key!("customer_db.customer_profiles/customer_status_noise");
    let noise = dealer.noise(noise, block.members.len(), 1_000);
    let scores: Vec<Score> = noise
        .enumerate()
        .map(|(place, noise)| match block.members[place].shape {
            _ if dying[place].is_some() => DEATH + noise,
            Shape::Company => noise - 900,
            _ => noise - block.members[place].traits.wealth / 4,
        })
        .collect();
    let key = key!("customer_db.customer_profiles/customer_status");
    let shares = dealer.deal_by(key, &scores);
    shares.into_iter().map(|share| STATUSES.at(share)).collect()
}

/// When a customer joined, died and left.
struct Times {
    joined: Date,
    died: Option<Date>,
    closed: Option<Date>,
}

impl Times {
    fn new(
        dealer: &Dealer,
        number: u32,
        member: &Member,
        status: CustomerStatus,
        dying: Option<Date>,
    ) -> Times {
        let (as_of, closed) = (dealer.as_of(), status == CustomerStatus::Closed);
        let died = dying.filter(|_| closed);
        let key = key!("accounts_db.customers/created_at");
        let mut dates = dealer.random().stream(key, u64::from(number));
        let of_age = member.origin.born.add_months(12 * YEARS_OF_AGE);
        let (earliest, latest) = ago(as_of, JOINED_AGO);
        let latest = died.map_or(latest, |died| latest.min(died - OPEN_BEFORE_END));
        let latest = match status {
            CustomerStatus::Dormant => latest.min(as_of - DORMANT_AGE).max(of_age + 10),
            _ => latest,
        };
        let joined = business_day_between(&mut dates, of_age.max(earliest), latest);
        let closed = match died {
            Some(died) => {
                let settled = (died + dates.range(deaths::ESTATE) as i32).min(as_of);
                let earliest = died + *deaths::ESTATE.start() as i32;
                Some(business_day_near(&mut dates, settled, earliest, as_of))
            }
            None => closed.then(|| {
                let earliest = joined + FIRST_ACCOUNT_WITHIN as i32 + OPEN_BEFORE_END;
                business_day_between(&mut dates, earliest.max(as_of - CLOSED_AGO), as_of)
            }),
        };
        Times {
            joined,
            died,
            closed,
        }
    }

    /// The last day on which the customer acts.
    fn last(&self, as_of: Date) -> Date {
        self.died.or(self.closed).unwrap_or(as_of)
    }
}
