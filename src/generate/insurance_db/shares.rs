//! What is shared out among the customers and policies of a block (data model, section 7).

use super::products;
use crate::generate::block::Customer;
use crate::generate::shares::{among, places};
use crate::key;
use crate::random::{Key, Random, Share};
use crate::tables::insurance_db::{PaymentMethod, PolicyStatus, PolicyType, PremiumFrequency};
use crate::tables::loans_db::{LoanStatus, LoanType};
use crate::values::calendar::Date;

/// Customers with an open mortgage or auto loan under collateral who are insured, and others (data model, section 7).
const BORROWERS: (u64, u64) = (98, 100);
const OTHERS: (u64, u64) = (31, 100);
/// Days since joining after which a customer takes out a policy that no loan asks for: so many years of cover are behind the
/// payments and claims that the data model expects.
const SEASONED: i32 = 540;
/// Holders with one to four policies in percent.
const POLICIES: [u32; 4] = [58, 27, 11, 4];
/// Policies that protect no collateral by type, in tenths of a percent.
const TYPES: [(PolicyType, u32); 5] = [
    (PolicyType::Vehicle, 375),
    (PolicyType::Property, 150),
    (PolicyType::Life, 260),
    (PolicyType::Health, 120),
    (PolicyType::Travel, 95),
];
/// Property policies that protect no collateral and are a renter's, in percent.
const RENTERS: (u64, u64) = (28, 100);
/// Payments by method in percent.
const METHODS: [(PaymentMethod, u32); 5] = [
    (PaymentMethod::AutoDebit, 55),
    (PaymentMethod::Card, 20),
    (PaymentMethod::Ach, 12),
    (PaymentMethod::Check, 8),
    (PaymentMethod::Online, 5),
];
/// Life policies with one to three beneficiaries in percent.
const BENEFICIARIES: [u32; 3] = [45, 35, 20];

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

/// Policies in percent that lapsed, were cancelled and matured; the others are active.
const fn ended(policy_type: PolicyType) -> [(PolicyStatus, u32); 3] {
    let [lapsed, cancelled, matured] = match policy_type {
        PolicyType::Vehicle => [10, 10, 0],
        PolicyType::Property => [4, 12, 0],
        PolicyType::Life => [11, 4, 3],
        PolicyType::Health => [12, 8, 0],
        PolicyType::Travel => [0, 8, 85],
    };
    [
        (PolicyStatus::Lapsed, lapsed),
        (PolicyStatus::Cancelled, cancelled),
        (PolicyStatus::Matured, matured),
    ]
}

/// What is settled about a policy before any row is made.
#[derive(Clone, Copy, Debug)]
pub struct Insured {
    /// What is insured.
    pub policy_type: PolicyType,
    /// How it stands.
    pub status: PolicyStatus,
    /// How often a premium is due.
    pub frequency: PremiumFrequency,
    /// How premiums are paid.
    pub method: PaymentMethod,
    /// Whether it protects the collateral of an open loan.
    pub protects: bool,
    /// Whether it is a property policy of somebody who rents.
    pub renter: bool,
    /// Which of the coverages of its type it has, a bit for each in their order.
    pub coverages: u32,
    /// The place among the policies of its type, by which the number of claims is rounded.
    pub claims: Share,
    /// How many beneficiaries a life policy has.
    pub beneficiaries: u8,
}

/// Shares out the policies of a block of customers, whose loans are known.
pub fn share_out(random: &Random, as_of: Date, block: u64, customers: &mut [Customer]) {
    let protected: Vec<Option<PolicyType>> = customers.iter().map(kind_of_collateral).collect();
    let holders = holders(random, as_of, block, customers, &protected);
    let key = key!("insurance_db.policies/count");
    let counts = places(random, key, block, &holders);
    // For each policy its holder, and whether it is the one that protects the collateral.
    let policies: Vec<(usize, Option<PolicyType>)> = (0..customers.len())
        .flat_map(|at| {
            let count = counts[at].map_or(0, |share| 1 + share.pick(&POLICIES));
            (0..count).map(move |i| (at, i == 0))
        })
        .map(|(at, first)| (at, protected[at].filter(|_| first)))
        .collect();
    let free = among(&policies, |(_, protects)| protects.is_none());
    let key = key!("insurance_db.policies/policy_type");
    let types: Vec<PolicyType> = places(random, key, block, &free)
        .iter()
        .zip(&policies)
        .map(|(share, (_, protects))| match (share, protects) {
            (Some(share), _) => TYPES[share.pick(&TYPES.map(|(_, weight)| weight))].0,
            (None, protects) => protects.expect("a policy is free or protects"),
        })
        .collect();
    let key = key!("insurance_db.premium_payments/payment_method");
    let methods = random.deal(key, block, policies.len() as u64);
    let mut insured: Vec<Option<Insured>> = vec![None; policies.len()];
    for &policy_type in PolicyType::ALL {
        let of_type = among(&types, |&one| one == policy_type);
        let part = OfType::new(random, block, policy_type, &of_type, &free);
        for (i, insured) in insured.iter_mut().enumerate() {
            if of_type[i] {
                let method = methods[i].pick(&METHODS.map(|(_, weight)| weight));
                *insured = Some(part.insured(i, METHODS[method].0));
            }
        }
    }
    for ((at, _), insured) in policies.iter().zip(insured) {
        let insured = insured.expect("a policy is of one of the types");
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
    // Every house is worth more than any car.
    if open(LoanType::Mortgage) {
        Some(PolicyType::Property)
    } else {
        open(LoanType::Auto).then_some(PolicyType::Vehicle)
    }
}

fn holders(
    random: &Random,
    as_of: Date,
    block: u64,
    customers: &[Customer],
    protected: &[Option<PolicyType>],
) -> Vec<bool> {
    let borrowers = among(protected, Option::is_some);
    let others = borrowers.iter().filter(|&&borrower| !borrower).count() as u64;
    let eligible: Vec<bool> = customers
        .iter()
        .zip(&borrowers)
        .map(|(customer, &borrower)| {
            !borrower && customer.closed.is_none() && as_of - customer.joined >= SEASONED
        })
        .collect();
    let count = eligible.iter().filter(|&&yes| yes).count() as u64;
    let key = key!("insurance_db.policies/borrower");
    let of_borrowers = places(random, key, block, &borrowers);
    let key = key!("insurance_db.policies/holder");
    let of_others = places(random, key, block, &eligible);
    of_borrowers
        .into_iter()
        .zip(of_others)
        .map(|(borrower, other)| match (borrower, other) {
            (Some(share), _) => share.within(BORROWERS.0, BORROWERS.1),
            // So many of all others, drawn from those who are still with the bank.
            (None, Some(share)) => share.within(OTHERS.0 * others, OTHERS.1 * count),
            (None, None) => false,
        })
        .collect()
}

/// The places of the policies of one type in their shares, by their number in the block.
struct OfType {
    policy_type: PolicyType,
    statuses: Vec<Option<Share>>,
    /// Weights of the statuses that end a policy, and of an active one, among those that protect nothing.
    weights: [u32; 4],
    frequencies: Vec<Option<Share>>,
    renters: Vec<Option<Share>>,
    /// Of each coverage that its type offers; no places where nothing is left to chance.
    coverages: Vec<Vec<Option<Share>>>,
    claims: Vec<Option<Share>>,
    beneficiaries: Vec<Option<Share>>,
}

impl OfType {
    fn new(
        random: &Random,
        block: u64,
        policy_type: PolicyType,
        of_type: &[bool],
        free: &[bool],
    ) -> OfType {
        let part = policy_type as u64;
        let places = |key: Key, belong: &[bool]| places(random, key.part(part), block, belong);
        let free: Vec<bool> = of_type.iter().zip(free).map(|(&a, &b)| a && b).collect();
        let count = |belong: &[bool]| belong.iter().filter(|&&yes| yes).count() as u32;
        let (all, unprotecting) = (count(of_type), count(&free));
        // What protects a collateral is in force: the ended ones of all are among the others.
        let [lapsed, cancelled, matured] = ended(policy_type).map(|(_, weight)| weight * all);
        let active = (100 * unprotecting).saturating_sub(lapsed + cancelled + matured);
        let coverage = key!("insurance_db.coverage/coverage_type");
        // Who has it by choice; what all have, or a lender insists on, is not shared out.
        let optional = |&(coverage, percent, _): &products::Offer| match percent {
            100 => Vec::new(),
            _ if products::for_lenders(coverage) => free.clone(),
            _ => Vec::from(of_type),
        };
        let coverages = products::offers(policy_type)
            .iter()
            .map(|offer| {
                let key = coverage.part(part << 8 | offer.0 as u64);
                crate::generate::shares::places(random, key, block, &optional(offer))
            })
            .collect();
        OfType {
            policy_type,
            statuses: places(key!("insurance_db.policies/policy_status"), &free),
            weights: [lapsed, cancelled, matured, active],
            frequencies: places(key!("insurance_db.policies/premium_frequency"), of_type),
            renters: places(key!("insurance_db.policies/renter"), &free),
            coverages,
            claims: places(key!("insurance_db.claims/count"), of_type),
            beneficiaries: places(key!("insurance_db.beneficiaries/count"), of_type),
        }
    }

    fn insured(&self, i: usize, method: PaymentMethod) -> Insured {
        let policy_type = self.policy_type;
        let share = |shares: &[Option<Share>]| shares[i].expect("a policy of this type");
        let status = self.statuses[i].map_or(3, |share| share.pick(&self.weights));
        let frequency = share(&self.frequencies).pick(&frequencies(policy_type));
        let offers = products::offers(policy_type).iter().zip(&self.coverages);
        let coverages = offers.enumerate().filter(|(_, ((_, percent, _), shares))| {
            let by_choice = shares.get(i).copied().flatten();
            by_choice.is_none_or(|share| share.within(u64::from(*percent), 100))
        });
        Insured {
            policy_type,
            status: ended(policy_type)
                .get(status)
                .map_or(PolicyStatus::Active, |(status, _)| *status),
            frequency: PremiumFrequency::ALL[frequency],
            method,
            protects: self.statuses[i].is_none(),
            renter: policy_type == PolicyType::Property
                && self.renters[i].is_some_and(|share| share.within(RENTERS.0, RENTERS.1)),
            coverages: coverages.fold(0, |bits, (place, _)| bits | 1 << place),
            claims: share(&self.claims),
            beneficiaries: match policy_type {
                PolicyType::Life => share(&self.beneficiaries).pick(&BENEFICIARIES) as u8 + 1,
                _ => 0,
            },
        }
    }
}
