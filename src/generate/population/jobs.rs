//! Who works for which employer.

use super::{Earning, Settled};
use crate::generate::person::{Business, Employer, Job, Work};
use crate::generate::shares::Dealer;
use crate::key;
use crate::random::{Proportion, Stream, Weighted};
use crate::tables::customer_db::CustomerStatus;
use crate::values::employers::{self, Payday};

/// Employers' paydays in percent: every two weeks, twice a month, monthly (Bureau of Labor Statistics, length of pay periods,
/// 2023; weekly payers are counted with the first).
const PAYDAYS: Weighted<Payday, 4> = Weighted::new([
    (Payday::EveryTwoWeeks { phase: 0 }, 34),
    (Payday::EveryTwoWeeks { phase: 1 }, 34),
    (Payday::TwiceAMonth, 21),
    (Payday::Monthly, 11),
]);
/// Employees who work for a company in the block, if there is one in their state that employs their occupation.
const HERE: Proportion = Proportion::percent(90);
/// Companies with fewer employees pay no customer other than their owner.
const MIN_STAFF: u16 = 3;

/// When an employer pays wages.
pub fn payday(stream: &mut Stream) -> Payday {
    PAYDAYS.draw(stream)
}

/// How each customer in a block earns money.
pub fn works(
    dealer: &Dealer,
    block: &Settled,
    businesses: &[Option<Business>],
    statuses: &[CustomerStatus],
) -> Vec<Work> {
    let random = dealer.random();
    let hiring: Vec<(usize, &Business)> = (0..businesses.len())
        .filter(|&place| statuses[place] == CustomerStatus::Active)
        .filter_map(|place| Some((place, businesses[place].as_ref()?)))
        .filter(|(_, business)| business.staff >= MIN_STAFF)
        .collect();
    let mut left: Vec<u16> = hiring
        .iter()
        .map(|(_, business)| business.staff - 1)
        .collect();
    let mut work = |place: usize| {
        let occupation = match block.members[place].traits.work {
            Earning::Settled(work) => return work,
            Earning::Wages(occupation) => occupation,
        };
        let row = u64::from(block.number(place));
        let mut stream = random.stream(key!("customer_db.customer_profiles/employer"), row);
        let state = block.members[place].home.state;
        let here = stream.chance(HERE);
        let fits = |at: usize| {
            let (company, business) = hiring[at];
            left[at] > 0
                && block.members[company].home.state == state
                && business.industry.employs(occupation)
        };
        let company = here
            .then(|| (0..hiring.len()).find(|&at| fits(at)))
            .flatten();
        let (employer, payday) = match company {
            Some(at) => {
                left[at] -= 1;
                let (company, business) = hiring[at];
                (Employer::Here(block.number(company)), business.payday)
            }
            None => {
                let employer = employers::employer(&mut stream, occupation);
                (Employer::Elsewhere(employer), employer.payday)
            }
        };
        Work::Employed(Job {
            occupation,
            employer,
            payday,
        })
    };
    (0..block.members.len()).map(&mut work).collect()
}
