//! What is dealt among the customers and policies of a block (data model, section 7).

use super::cover::SHORTEST_TERM;
use super::holders::{self, Slot};
use super::poisson::{Place, Walk};
use super::{beneficiaries, products, vehicles};
use crate::generate::customer::{CUSTOMERS_PER_BLOCK, Customer, Heir, Insured};
use crate::generate::shares::{Dealer, both, count, who};
use crate::key;
use crate::random::{Key, Proportion, Share, Weighted};
use crate::tables::insurance_db::{PaymentMethod, PolicyStatus, PolicyType, PremiumFrequency};
use crate::tables::loans_db::{LoanStatus, LoanType};
use crate::values::money::Cents;

/// Insured customers: those with an open mortgage or auto loan secured by collateral, and others (data model, section 7).
const BORROWERS: Proportion = Proportion::percent(98);
const OTHERS: Proportion = Proportion::per_mille(315);
/// Days since joining before a customer takes out a policy that no loan requires, so that the payments and claims the data model
/// expects have enough years of cover behind them.
const SEASONED: i32 = 540;
/// Days since joining after which a life insurance term may have ended, the age by which it has, and the minimum income of those
/// who took it out.
const TERM_BEHIND: i32 = SHORTEST_TERM * 366 + 30;
const AT_THE_END: i32 = 70;
const PAYS_FOR_A_TERM: Cents = Cents::dollars(30_000);
/// Life policies whose term has ended, besides those that ended with a death; raised, because in some blocks nobody has been a
/// customer that long.
const RUN_OUT: Proportion = Proportion::per_mille(32);
/// Holders with four policies down to one, in percent.
const POLICIES: [u32; 4] = [4, 11, 27, 58];
/// Noise added to inclinations, in thousandths of a standard deviation.
const NOISE: i64 = 900;
/// Payments by method in percent.
const METHODS: Weighted<PaymentMethod, 5> = Weighted::new([
    (PaymentMethod::AutoDebit, 55),
    (PaymentMethod::Card, 20),
    (PaymentMethod::Ach, 12),
    (PaymentMethod::Check, 8),
    (PaymentMethod::Online, 5),
]);
/// Life policies with three beneficiaries down to one, in percent.
const BENEFICIARIES: [u32; 3] = [20, 35, 45];

/// Policies by frequency in percent: monthly, quarterly, semiannual, annual, single.
const fn frequencies(policy_type: PolicyType) -> [u32; 5] {
    match policy_type {
        PolicyType::Vehicle => [70, 8, 15, 7, 0],
        PolicyType::Property => [60, 8, 7, 25, 0],
        PolicyType::Life => [72, 12, 4, 12, 0],
        PolicyType::Health => [96, 2, 0, 2, 0],
        PolicyType::Travel => [0, 0, 0, 0, 100],
    }
}

/// Lapsed, canceled and matured policies, in thousandths; the rest are active.
const fn ended(policy_type: PolicyType) -> [(PolicyStatus, u32); 3] {
    let [lapsed, cancelled, matured] = match policy_type {
        PolicyType::Vehicle => [100, 100, 0],
        PolicyType::Property => [40, 120, 0],
        // Policies whose term has ended are chosen by how long the customer has been here.
        PolicyType::Life => [110, 40, 0],
        PolicyType::Health => [120, 80, 0],
        PolicyType::Travel => [0, 80, 850],
    };
    [
        (PolicyStatus::Lapsed, lapsed),
        (PolicyStatus::Cancelled, cancelled),
        (PolicyStatus::Matured, matured),
    ]
}

/// Deals the policies of a block of customers, whose loans are known.
pub fn deal(dealer: &Dealer, customers: &mut [Customer]) {
    let protected: Vec<Option<PolicyType>> = customers.iter().map(kind_of_collateral).collect();
    let inclined: Vec<i64> = customers
        .iter()
        .zip(dealer.noise(
            key!("insurance_db.policies/holder_noise"),
            customers.len(),
            NOISE,
        ))
        .map(|(customer, noise)| holders::inclination(dealer, customer) + noise)
        .collect();
    let holders = holders(dealer, customers, &protected, &inclined);
    let counts = dealer.deal_among_by(key!("insurance_db.policies/count"), &holders, &inclined);
    // The holder of each policy, and its type if it is the one protecting the collateral.
    let policies: Vec<Slot> = (0..customers.len())
        .flat_map(|at| {
            // The customers most inclined come first: they have the most policies.
            let count = counts[at].map_or(0, |share| 4 - share.weighted(&POLICIES));
            (0..count).map(move |i| (at, i == 0))
        })
        .map(|(at, first)| (at, protected[at].filter(|_| first)))
        .collect();
    let types = holders::types(dealer, customers, &policies);
    let key = key!("insurance_db.premium_payments/payment_method");
    let methods = dealer.deal(key, policies.len());
    let block = Policies {
        dealer,
        customers,
        policies: &policies,
    };
    let mut insured: Vec<Option<Insured>> = vec![None; policies.len()];
    for &policy_type in PolicyType::ALL {
        let of_type = who(&types, |&one| one == policy_type);
        let part = OfType::new(&block, policy_type, &of_type);
        for (i, insured) in insured.iter_mut().enumerate() {
            if of_type[i] {
                *insured = Some(part.insured(&block, i, METHODS.at(methods[i])));
            }
        }
    }
    for ((at, _), insured) in policies.iter().zip(insured) {
        let insured = insured.expect("every policy has a type");
        customers[*at].policies.push(insured);
    }
}

/// The type of policy that protects the most valuable collateral of a customer's open mortgages and auto loans.
fn kind_of_collateral(customer: &Customer) -> Option<PolicyType> {
    let open = |loan_type: LoanType| {
        customer.applications.iter().any(|application| {
            application.loan_type == loan_type
                && application
                    .loan
                    .is_some_and(|loan| loan.secured && loan.status != LoanStatus::PaidOff)
        })
    };
    // Any house is worth more than any vehicle.
    if open(LoanType::Mortgage) {
        Some(PolicyType::Property)
    } else {
        open(LoanType::Auto).then_some(PolicyType::Vehicle)
    }
}

/// Which customers hold a policy.
fn holders(
    dealer: &Dealer,
    customers: &[Customer],
    protected: &[Option<PolicyType>],
    inclined: &[i64],
) -> Vec<bool> {
    let borrowers = who(protected, Option::is_some);
    let others = who(&borrowers, |borrower| !borrower);
    let seasoned = who(customers, |customer| {
        let until = customer.died.unwrap_or(customer.last_day(dealer.as_of()));
        until - customer.joined() >= SEASONED
    });
    let eligible = both(&others, &seasoned);
    // This share of all the others, drawn from those who have been customers long enough.
    let proportion = OTHERS.of_all_among(count(&others) as u64, count(&eligible) as u64);
    let borrowers = dealer.choose_among(
        key!("insurance_db.policies/borrower"),
        &borrowers,
        BORROWERS,
    );
    let key = key!("insurance_db.policies/holder");
    let others = dealer.choose_among_by(key, &eligible, inclined, proportion);
    borrowers
        .into_iter()
        .zip(others)
        .map(|(borrower, other)| borrower || other)
        .collect()
}

/// The policies of a block, and their holders.
struct Policies<'a> {
    dealer: &'a Dealer<'a>,
    customers: &'a [Customer],
    policies: &'a [Slot],
}

impl Policies<'_> {
    fn holder(&self, i: usize) -> &Customer {
        &self.customers[self.policies[i].0]
    }
}

/// The places of one type's policies in their shares, by index in the block.
struct OfType {
    policy_type: PolicyType,
    statuses: Vec<Option<Share>>,
    /// Whether the life insurance term has ended.
    run_out: Vec<bool>,
    /// Weights of the statuses that end a policy, and of an active one, among the policies dealt.
    weights: [u32; 4],
    frequencies: Vec<Option<Share>>,
    /// For each coverage the type offers; empty if nothing is left to chance.
    coverages: Vec<Vec<Option<Share>>>,
    claims: Vec<Place>,
    losses: Vec<Place>,
    cars: Vec<Place>,
    beneficiaries: Vec<Option<Share>>,
}

impl OfType {
    fn new(block: &Policies, policy_type: PolicyType, of_type: &[bool]) -> OfType {
        let dealer = block.dealer;
        let part = policy_type as u64;
        let places = |key: Key, belong: &[bool]| dealer.deal_among(key.part(part), belong);
        let numbers = 0..of_type.len();
        // Policies that protect collateral are in force and those of departed customers aren't, so the shares are dealt among the
        // others.
        let dealt: Vec<bool> = numbers
            .clone()
            .map(|i| {
                of_type[i] && block.policies[i].1.is_none() && block.holder(i).closed.is_none()
            })
            .collect();
        let run_out = run_out(block, policy_type, of_type, &dealt);
        let dealt = both(&dealt, &who(&run_out, |over| !over));
        let (all, unsettled) = (count(of_type) as u32, count(&dealt) as u32);
        let [lapsed, cancelled, matured] =
            ended(policy_type).map(|(status, weight)| match (policy_type, status) {
                (PolicyType::Life, PolicyStatus::Matured) => 0,
                _ => weight.saturating_sub(left(policy_type, status)) * all,
            });
        let active = (1_000 * unsettled).saturating_sub(lapsed + cancelled + matured);
        // Customers who pay badly let policies lapse; those insured for a long time have completed a term.
        let noise = key!("insurance_db.policies/status_noise").part(part);
        let scores: Vec<i64> = numbers
            .clone()
            .zip(dealer.noise(noise, of_type.len(), NOISE))
            .map(|(i, noise)| noise - block.holder(i).person.credit)
            .collect();
        let status = key!("insurance_db.policies/policy_status").part(part);
        let coverage = key!("insurance_db.coverage/coverage_type");
        // The policies that have it by choice; coverages that all policies have, or that depend on the vehicle, aren't dealt.
        let optional = |&(coverage, percent, _): &products::Offer| match percent {
            100 => Vec::new(),
            _ if vehicles::is_of_the_vehicle(coverage) => Vec::new(),
            _ => Vec::from(of_type),
        };
        let coverages = products::offers(policy_type)
            .iter()
            .map(|offer| {
                let key = coverage.part(part << 8 | offer.0 as u64);
                dealer.deal_among(key, &optional(offer))
            })
            .collect();
        // The places of this type's policies; others have none.
        let deal = |key: Key, walk: Walk| {
            let (block, size) = (dealer.block, count(of_type));
            let mut dealt =
                Place::deal(dealer.random(), key.part(part), block, size, walk).into_iter();
            let place = |&yes: &bool| yes.then(|| dealt.next()).flatten().unwrap_or(Place(0));
            of_type.iter().map(place).collect::<Vec<Place>>()
        };
        let family: Vec<i64> = numbers.map(|i| block.holder(i).kin.len() as i64).collect();
        let heirs = key!("insurance_db.beneficiaries/count");
        OfType {
            policy_type,
            statuses: dealer.deal_among_by(status, &dealt, &scores),
            run_out,
            weights: [lapsed, cancelled, matured, active],
            frequencies: places(key!("insurance_db.policies/premium_frequency"), of_type),
            coverages,
            claims: deal(key!("insurance_db.claims/count"), Walk::Twos),
            losses: deal(key!("insurance_db.claims/amount"), Walk::Threes),
            cars: deal(key!("insurance_db.policies/vehicle_age"), Walk::Threes),
            beneficiaries: dealer.deal_among_by(heirs.part(part), of_type, &family),
        }
    }

    fn insured(&self, block: &Policies, i: usize, method: PaymentMethod) -> Insured {
        let policy_type = self.policy_type;
        let holder = block.holder(i);
        let share = |shares: &[Option<Share>]| shares[i].expect("a policy of this type");
        let frequency = share(&self.frequencies).weighted(&frequencies(policy_type));
        let offers = products::offers(policy_type).iter().zip(&self.coverages);
        let coverages = offers.enumerate().filter(|(_, ((_, percent, _), shares))| {
            let by_choice = shares.get(i).copied().flatten();
            by_choice.is_none_or(|share| share.within(Proportion::percent(u64::from(*percent))))
        });
        let protects = block.policies[i].1.is_some();
        Insured {
            policy_type,
            status: match self.statuses[i] {
                _ if protects => PolicyStatus::Active,
                _ if self.run_out[i] => PolicyStatus::Matured,
                None => status_of_the_departed(holder, policy_type),
                Some(share) => {
                    let statuses = ended(policy_type);
                    let place = share.weighted(&self.weights);
                    statuses
                        .get(place)
                        .map_or(PolicyStatus::Active, |(status, _)| *status)
                }
            },
            frequency: PremiumFrequency::ALL[frequency],
            method,
            protects,
            renter: policy_type == PolicyType::Property && !protects && holders::rents(holder),
            coverages: coverages.fold(0, |bits, (place, _)| bits | 1 << place),
            claims: self.claims[i].0,
            losses: self.losses[i].0,
            car: self.cars[i].0,
            beneficiaries: match policy_type {
                PolicyType::Life => self.heirs(block, i),
                _ => Vec::new(),
            },
        }
    }

    /// The beneficiaries that the holder of a life policy names.
    fn heirs(&self, block: &Policies, i: usize) -> Vec<Heir> {
        let (dealer, holder) = (block.dealer, block.holder(i));
        let share = self.beneficiaries[i].expect("a policy of this type");
        // Larger families come first: they name the most.
        let count = 3 - share.weighted(&BENEFICIARIES) as u8;
        let row = u64::from(holder.number) * 10 + (i % 10) as u64;
        let mut stream = dealer
            .random()
            .stream(key!("insurance_db.beneficiaries/relationship"), row);
        let alive = |at: usize| {
            let customer = holder.kin[at]
                .customer
                .map(|number| &block.customers[place_of(number)]);
            customer.is_none_or(|customer| customer.died.is_none())
        };
        beneficiaries::choose(&mut stream, holder, count, alive)
    }
}

/// Life policies whose term has ended: their holders joined before it began and could pay for it.
fn run_out(
    block: &Policies,
    policy_type: PolicyType,
    of_type: &[bool],
    dealt: &[bool],
) -> Vec<bool> {
    let dealer = block.dealer;
    let (first, born) = (
        dealer.as_of() - TERM_BEHIND,
        dealer.as_of().add_months(-12 * AT_THE_END),
    );
    let eligible: Vec<bool> = (0..dealt.len())
        .map(|i| {
            let holder = block.holder(i);
            policy_type == PolicyType::Life
                && dealt[i]
                && holder.joined() <= first
                && holder.person.born > born
                && holder.person.income >= PAYS_FOR_A_TERM
        })
        .collect();
    let (all, among) = (count(of_type) as u64, count(&eligible) as u64);
    let key = key!("insurance_db.policies/run_out");
    dealer.choose_among(key, &eligible, RUN_OUT.of_all_among(all, among.max(1)))
}

/// A customer's place in the block.
fn place_of(number: u32) -> usize {
    ((number - 1) % CUSTOMERS_PER_BLOCK) as usize
}

/// Status of a policy whose holder has left the bank: life insurance was paid if the holder died, trips were taken, and
/// everything else ended earlier.
fn status_of_the_departed(holder: &Customer, policy_type: PolicyType) -> PolicyStatus {
    match policy_type {
        PolicyType::Travel => PolicyStatus::Matured,
        PolicyType::Life if holder.died.is_some() => PolicyStatus::Matured,
        _ => PolicyStatus::Cancelled,
    }
}

/// Policies, in thousandths, that ended up in a status because the customer left the bank or because of a total loss.
const fn left(policy_type: PolicyType, status: PolicyStatus) -> u32 {
    match (policy_type, status) {
        // Includes total losses.
        (PolicyType::Vehicle, PolicyStatus::Cancelled) => 50,
        (PolicyType::Health, PolicyStatus::Cancelled) => 20,
        (PolicyType::Property | PolicyType::Life, PolicyStatus::Cancelled) => 10,
        (PolicyType::Travel, PolicyStatus::Matured) => 10,
        _ => 0,
    }
}
