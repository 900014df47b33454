//! What is shared out among the customers and policies of a block (data model, section 7).

use super::products;
use crate::generate::customer::{Customer, Insured};
use crate::generate::shares::{Dealer, both, count, who};
use crate::key;
use crate::random::{Key, Proportion, Share, Weighted};
use crate::tables::insurance_db::{PaymentMethod, PolicyStatus, PolicyType, PremiumFrequency};
use crate::tables::loans_db::{LoanStatus, LoanType};

/// Customers with an open mortgage or auto loan under collateral who are insured, and others (data model, section 7).
const BORROWERS: Proportion = Proportion::percent(98);
const OTHERS: Proportion = Proportion::percent(31);
/// Days since joining after which a customer takes out a policy that no loan asks for: so many years of cover are behind the
/// payments and claims that the data model expects.
const SEASONED: i32 = 540;
/// Holders with one to four policies in percent.
const POLICIES: [u32; 4] = [58, 27, 11, 4];
/// Policies that protect no collateral by type, in tenths of a percent.
const TYPES: Weighted<PolicyType, 5> = Weighted::new([
    (PolicyType::Vehicle, 375),
    (PolicyType::Property, 150),
    (PolicyType::Life, 260),
    (PolicyType::Health, 120),
    (PolicyType::Travel, 95),
]);
/// Property policies that protect no collateral and are a renter's, in percent.
const RENTERS: Proportion = Proportion::percent(28);
/// Payments by method in percent.
const METHODS: Weighted<PaymentMethod, 5> = Weighted::new([
    (PaymentMethod::AutoDebit, 55),
    (PaymentMethod::Card, 20),
    (PaymentMethod::Ach, 12),
    (PaymentMethod::Check, 8),
    (PaymentMethod::Online, 5),
]);
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

/// Shares out the policies of a block of customers, whose loans are known.
pub fn share_out(dealer: &Dealer, customers: &mut [Customer]) {
    let protected: Vec<Option<PolicyType>> = customers.iter().map(kind_of_collateral).collect();
    let holders = holders(dealer, customers, &protected);
    let counts = dealer.deal_among(key!("insurance_db.policies/count"), &holders);
    // For each policy its holder, and whether it is the one that protects the collateral.
    let policies: Vec<(usize, Option<PolicyType>)> = (0..customers.len())
        .flat_map(|at| {
            let count = counts[at].map_or(0, |share| 1 + share.weighted(&POLICIES));
            (0..count).map(move |i| (at, i == 0))
        })
        .map(|(at, first)| (at, protected[at].filter(|_| first)))
        .collect();
    let free = who(&policies, |(_, protects)| protects.is_none());
    let types: Vec<PolicyType> = dealer
        .deal_among(key!("insurance_db.policies/policy_type"), &free)
        .into_iter()
        .zip(&policies)
        .map(|(share, (_, protects))| match share {
            Some(share) => TYPES.at(share),
            None => protects.expect("a policy is free or protects"),
        })
        .collect();
    let key = key!("insurance_db.premium_payments/payment_method");
    let methods = dealer.deal(key, policies.len());
    let mut insured: Vec<Option<Insured>> = vec![None; policies.len()];
    for &policy_type in PolicyType::ALL {
        let of_type = who(&types, |&one| one == policy_type);
        let part = OfType::new(dealer, policy_type, &of_type, &free);
        for (i, insured) in insured.iter_mut().enumerate() {
            if of_type[i] {
                *insured = Some(part.insured(i, METHODS.at(methods[i])));
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

/// Who of the customers holds policies.
fn holders(dealer: &Dealer, customers: &[Customer], protected: &[Option<PolicyType>]) -> Vec<bool> {
    let borrowers = who(protected, Option::is_some);
    let others = who(&borrowers, |borrower| !borrower);
    let staying = who(customers, |customer| {
        customer.closed.is_none() && dealer.as_of() - customer.joined() >= SEASONED
    });
    let eligible = both(&others, &staying);
    // So many of all others, drawn from those who are still with the bank.
    let proportion = OTHERS.of_all_among(count(&others) as u64, count(&eligible) as u64);
    let borrowers = dealer.choose_among(
        key!("insurance_db.policies/borrower"),
        &borrowers,
        BORROWERS,
    );
    let others = dealer.choose_among(key!("insurance_db.policies/holder"), &eligible, proportion);
    borrowers
        .into_iter()
        .zip(others)
        .map(|(borrower, other)| borrower || other)
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
    fn new(dealer: &Dealer, policy_type: PolicyType, of_type: &[bool], free: &[bool]) -> OfType {
        let part = policy_type as u64;
        let places = |key: Key, belong: &[bool]| dealer.deal_among(key.part(part), belong);
        let free = both(of_type, free);
        let (all, unprotecting) = (count(of_type) as u32, count(&free) as u32);
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
                dealer.deal_among(key, &optional(offer))
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
        let status = self.statuses[i].map_or(3, |share| share.weighted(&self.weights));
        let frequency = share(&self.frequencies).weighted(&frequencies(policy_type));
        let offers = products::offers(policy_type).iter().zip(&self.coverages);
        let coverages = offers.enumerate().filter(|(_, ((_, percent, _), shares))| {
            let by_choice = shares.get(i).copied().flatten();
            by_choice.is_none_or(|share| share.within(Proportion::percent(u64::from(*percent))))
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
                && self.renters[i].is_some_and(|share| share.within(RENTERS)),
            coverages: coverages.fold(0, |bits, (place, _)| bits | 1 << place),
            claims: share(&self.claims),
            beneficiaries: match policy_type {
                PolicyType::Life => share(&self.beneficiaries).weighted(&BENEFICIARIES) as u8 + 1,
                _ => 0,
            },
        }
    }
}
