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
        let of_type: Vec<usize> = (0..types.len())
            .filter(|&i| types[i] == policy_type)
            .collect();
        if of_type.is_empty() {
            continue;
        }
        let part = OfType::new(&block, policy_type, &of_type);
        for (rank, i) in of_type.into_iter().enumerate() {
            insured[i] = Some(part.insured(&block, i, rank, METHODS.at(methods[i])));
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

/// The places of one type's policies in their shares, by rank among them.
struct OfType {
    policy_type: PolicyType,
    statuses: Vec<Option<Share>>,
    /// Whether the life insurance term has ended.
    run_out: Vec<bool>,
    /// Weights of the statuses that end a policy, and of an active one, among the policies dealt.
    weights: [u32; 4],
    frequencies: Vec<Share>,
    /// For each coverage the type offers; empty if nothing is left to chance.
    coverages: Vec<Vec<Share>>,
    claims: Vec<Place>,
    /// For health plans.
    losses: Vec<Place>,
    /// For vehicles.
    cars: Vec<Place>,
    /// For life insurance.
    beneficiaries: Vec<Share>,
}

impl OfType {
    /// Deals shares to the policies of a type, given by index in the block.
    fn new(block: &Policies, policy_type: PolicyType, of_type: &[usize]) -> OfType {
        let (dealer, size) = (block.dealer, of_type.len());
        let part = policy_type as u64;
        // Policies that protect collateral are in force and those of departed customers aren't, so the shares are dealt among the
        // others.
        let dealt = who(of_type, |&i| {
            block.policies[i].1.is_none() && block.holder(i).closed.is_none()
        });
        let run_out = match policy_type {
            PolicyType::Life => run_out(block, of_type, &dealt),
            _ => vec![false; size],
        };
        let dealt = both(&dealt, &who(&run_out, |over| !over));
        let (all, unsettled) = (size as u32, count(&dealt) as u32);
        let [lapsed, cancelled, matured] =
            ended(policy_type).map(|(status, weight)| match (policy_type, status) {
                (PolicyType::Life, PolicyStatus::Matured) => 0,
                _ => weight.saturating_sub(left(policy_type, status)) * all,
            });
        let active = (1_000 * unsettled).saturating_sub(lapsed + cancelled + matured);
        // Customers who pay badly let policies lapse; those insured for a long time have completed a term.
        let noise = key!("insurance_db.policies/status_noise").part(part);
        let noise: Vec<i64> = dealer.noise(noise, block.policies.len(), NOISE).collect();
        let score = |&i: &usize| noise[i] - block.holder(i).person.credit;
        let scores: Vec<i64> = of_type.iter().map(score).collect();
        let status = key!("insurance_db.policies/policy_status").part(part);
        let coverage = key!("insurance_db.coverage/coverage_type");
        // Coverages that all policies have, or that depend on the vehicle, aren't dealt.
        let coverages = products::offers(policy_type)
            .iter()
            .map(|offer| match offer {
                (_, 100, _) => Vec::new(),
                (one, ..) if vehicles::is_of_the_vehicle(*one) => Vec::new(),
                (one, ..) => dealer.deal(coverage.part(part << 8 | *one as u64), size),
            });
        let places = |of: PolicyType, key: Key| match of == policy_type {
            true => Place::deal(
                dealer.random(),
                key.part(part),
                dealer.block,
                size,
                Walk::Threes,
            ),
            false => Vec::new(),
        };
        let claims = key!("insurance_db.claims/count").part(part);
        let frequencies = key!("insurance_db.policies/premium_frequency").part(part);
        let heirs = key!("insurance_db.beneficiaries/count").part(part);
        let family = |&i: &usize| block.holder(i).kin.len() as i64;
        OfType {
            policy_type,
            statuses: dealer.deal_among_by(status, &dealt, &scores),
            run_out,
            weights: [lapsed, cancelled, matured, active],
            frequencies: dealer.deal(frequencies, size),
            coverages: coverages.collect(),
            claims: Place::deal(dealer.random(), claims, dealer.block, size, Walk::Twos),
            losses: places(PolicyType::Health, key!("insurance_db.claims/amount")),
            cars: places(
                PolicyType::Vehicle,
                key!("insurance_db.policies/vehicle_age"),
            ),
            beneficiaries: match policy_type {
                PolicyType::Life => {
                    dealer.deal_by(heirs, &of_type.iter().map(family).collect::<Vec<i64>>())
                }
                _ => Vec::new(),
            },
        }
    }

    /// The policy at an index in the block and at a rank among those of its type.
    fn insured(&self, block: &Policies, i: usize, rank: usize, method: PaymentMethod) -> Insured {
        let policy_type = self.policy_type;
        let holder = block.holder(i);
        let frequency = self.frequencies[rank].weighted(&frequencies(policy_type));
        let offers = products::offers(policy_type).iter().zip(&self.coverages);
        let coverages = offers.enumerate().filter(|(_, ((_, percent, _), shares))| {
            let by_choice = shares.get(rank);
            by_choice.is_none_or(|share| share.within(Proportion::percent(u64::from(*percent))))
        });
        let protects = block.policies[i].1.is_some();
        let place = |places: &[Place]| places.get(rank).map_or(0, |place| place.0);
        Insured {
            policy_type,
            status: match self.statuses[rank] {
                _ if protects => PolicyStatus::Active,
                _ if self.run_out[rank] => PolicyStatus::Matured,
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
            claims: place(&self.claims),
            losses: place(&self.losses),
            car: place(&self.cars),
            beneficiaries: match self.beneficiaries.get(rank) {
                Some(share) => heirs(block, i, share),
                None => Vec::new(),
            },
        }
    }
}

/// The beneficiaries that the holder of a life policy names, given the policy's place among those of the block.
fn heirs(block: &Policies, i: usize, share: &Share) -> Vec<Heir> {
    let (dealer, holder) = (block.dealer, block.holder(i));
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

/// Life policies whose term has ended: their holders joined before it began and could pay for it.
fn run_out(block: &Policies, of_type: &[usize], dealt: &[bool]) -> Vec<bool> {
    let dealer = block.dealer;
    let (first, born) = (
        dealer.as_of() - TERM_BEHIND,
        dealer.as_of().add_months(-12 * AT_THE_END),
    );
    let old = who(of_type, |&i| {
        let holder = block.holder(i);
        holder.joined() <= first
            && holder.person.born > born
            && holder.person.income >= PAYS_FOR_A_TERM
    });
    let eligible = both(dealt, &old);
    let among = count(&eligible) as u64;
    let share = RUN_OUT.of_all_among(of_type.len() as u64, among.max(1));
    dealer.choose_among(key!("insurance_db.policies/run_out"), &eligible, share)
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
