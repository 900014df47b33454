//! What is shared out among the applications and loans of a block (data model, section 6).
//!
//! Status and funding come first, then the type, then what hangs on the type.

use super::risk;
use crate::generate::block::{Customer, SIZE};
use crate::generate::shares::{among, places};
use crate::key;
use crate::random::{Key, Random, Share};
use crate::tables::loans_db::{ApplicationStatus, LoanStatus, LoanType};
use crate::values::calendar::Date;

/// Customers who apply (guide, "Loan Applications": ~35%), drawn from those with accounts who are still with the bank.
const APPLYING: (u64, u64) = (35, 100);
/// Applicants who apply twice (guide: 20%).
const APPLYING_TWICE: (u64, u64) = (20, 100);
/// Applications by status in percent (guide).
const STATUSES: [(ApplicationStatus, u32); 4] = [
    (ApplicationStatus::Approved, 65),
    (ApplicationStatus::Rejected, 20),
    (ApplicationStatus::Pending, 10),
    (ApplicationStatus::Withdrawn, 5),
];
/// Approvals that are funded (data model, section 6).
const FUNDED: (u64, u64) = (83, 100);
/// Applications, and loans, by type in percent (guide).
const TYPES: [(LoanType, u32); 5] = [
    (LoanType::Mortgage, 35),
    (LoanType::Personal, 30),
    (LoanType::Auto, 20),
    (LoanType::Business, 10),
    (LoanType::Education, 5),
];
/// Days of history with an account after which a loan may have been paid off, defaulted or restructured.
const SEASONED: i32 = 480;
/// Borrowers in a hundred who have such a history.
const SEASONED_SHARE: u32 = 84;
/// Loans of a type in a hundred that are paid off, so that all types together come to 20 (data model, section 6).
const fn paid_off(loan_type: LoanType) -> u32 {
    match loan_type {
        LoanType::Personal => 38,
        LoanType::Auto => 28,
        LoanType::Business => 15,
        LoanType::Education => 5,
        LoanType::Mortgage => 3,
    }
}
/// Loans in a hundred that are defaulted and restructured (guide).
const DEFAULTED: u32 = 3;
const RESTRUCTURED: u32 = 2;
/// Loans of a type in a hundred that are under collateral (data model, section 6).
const fn secured(loan_type: LoanType) -> u64 {
    match loan_type {
        LoanType::Mortgage => 100,
        LoanType::Auto => 65,
        LoanType::Business => 40,
        LoanType::Personal | LoanType::Education => 0,
    }
}
/// Loans with 0, 1 and 2 guarantors: 25 percent have any (guide), 30 percent of those two.
const GUARANTORS: [u32; 3] = [750, 175, 75];
/// Active loans that are assessed again (guide: 40%).
const ASSESSED_AGAIN: (u64, u64) = (40, 100);
/// Days after the payout from which a loan is assessed again.
pub(super) const SETTLED: i32 = 60;
/// Active loans in a thousand that are so old: those make up for the ones that are not.
const SETTLED_SHARE: u64 = 876;

/// What is settled about an application before any row is made.
#[derive(Clone, Copy, Debug)]
pub struct Application {
    /// What became of it.
    pub status: ApplicationStatus,
    /// What the money is for.
    pub loan_type: LoanType,
    /// Credit score before the decision, 300 to 850.
    pub score: i16,
    /// The loan that came of it, if it was funded.
    pub loan: Option<Funding>,
}

/// What is settled about a loan before any row is made.
#[derive(Clone, Copy, Debug)]
pub struct Funding {
    /// How it stands.
    pub status: LoanStatus,
    /// The place among the loans of its type, by which the term is chosen.
    pub term: Share,
    /// Whether it is under collateral.
    pub secured: bool,
    /// How many guarantors.
    pub guarantors: u8,
    /// Whether it is assessed again later.
    pub assessed_again: bool,
}

/// Shares out the applications of a block of customers, whose accounts are known, and what comes of them.
pub fn share_out(random: &Random, as_of: Date, block: u64, customers: &mut [Customer]) {
    let applicants = applicants(random, block, customers);
    let size = applicants.len() as u64;
    let deal = |key, size| random.deal(key, block, size);
    let statuses = deal(key!("loans_db.loan_applications/status"), size);
    let statuses: Vec<ApplicationStatus> = statuses
        .iter()
        .map(|share| STATUSES[share.pick(&STATUSES.map(|(_, weight)| weight))].0)
        .collect();
    let scores = risk::scores(random, block, &statuses);
    let funded = among(&statuses, |&status| status == ApplicationStatus::Approved);
    let key = key!("loans_db.loans/funded");
    let places = places(random, key, block, &funded);
    let funded: Vec<bool> = places
        .iter()
        .map(|place| place.is_some_and(|share| share.within(FUNDED.0, FUNDED.1)))
        .collect();
    let types = types(random, block, &funded);
    let seasoned: Vec<bool> = applicants
        .iter()
        .map(|&at| as_of - customers[at].accounts[0].opened >= SEASONED)
        .collect();
    let fundings = fundings(random, block, &funded, &types, &seasoned);
    for (i, &at) in applicants.iter().enumerate() {
        customers[at].applications.push(Application {
            status: statuses[i],
            loan_type: types[i],
            score: scores[i],
            loan: fundings[i],
        });
    }
}

/// The customers, by their place in the block, once for each of their applications.
fn applicants(random: &Random, block: u64, customers: &[Customer]) -> Vec<usize> {
    let may_apply =
        |customer: &Customer| !customer.accounts.is_empty() && customer.closed.is_none();
    let eligible = among(customers, may_apply);
    let count = eligible.iter().filter(|&&yes| yes).count() as u64;
    let key = key!("loans_db.loan_applications/applicant");
    let applying: Vec<bool> = places(random, key, block, &eligible)
        .iter()
        .map(|place| {
            // So many of all customers, drawn from the eligible ones.
            let (part, whole) = (APPLYING.0 * u64::from(SIZE), APPLYING.1 * count);
            place.is_some_and(|share| share.within(part, whole))
        })
        .collect();
    let key = key!("loans_db.loan_applications/twice");
    let twice = places(random, key, block, &applying);
    (0..customers.len())
        .flat_map(|at| {
            let times = match twice[at] {
                None => 0,
                Some(share) => 1 + usize::from(share.within(APPLYING_TWICE.0, APPLYING_TWICE.1)),
            };
            std::iter::repeat_n(at, times)
        })
        .collect()
}

/// The types: shared out among the funded applications, and among the others.
fn types(random: &Random, block: u64, funded: &[bool]) -> Vec<LoanType> {
    let others = among(funded, |&funded| !funded);
    let of_loans = places(random, key!("loans_db.loans/loan_type"), block, funded);
    let key = key!("loans_db.loan_applications/loan_type");
    let of_others = places(random, key, block, &others);
    of_loans
        .into_iter()
        .zip(of_others)
        .map(|(loan, other)| {
            let share = loan.or(other).expect("an application is funded or not");
            TYPES[share.pick(&TYPES.map(|(_, weight)| weight))].0
        })
        .collect()
}

fn fundings(
    random: &Random,
    block: u64,
    funded: &[bool],
    types: &[LoanType],
    seasoned: &[bool],
) -> Vec<Option<Funding>> {
    let mut fundings: Vec<Option<Funding>> = vec![None; funded.len()];
    let guarantors = places(
        random,
        key!("loans_db.loan_guarantors/count"),
        block,
        funded,
    );
    for &loan_type in LoanType::ALL {
        let of_type: Vec<bool> = (0..funded.len())
            .map(|i| funded[i] && types[i] == loan_type)
            .collect();
        let old: Vec<bool> = (0..funded.len())
            .map(|i| of_type[i] && seasoned[i])
            .collect();
        let places =
            |key: Key, belong: &[bool]| places(random, key.part(loan_type as u64), block, belong);
        let terms = places(key!("loans_db.loans/term_months"), &of_type);
        let statuses = places(key!("loans_db.loans/loan_status"), &old);
        let collateral = places(key!("loans_db.collateral/secured"), &of_type);
        for i in 0..funded.len() {
            let Some(term) = terms[i] else { continue };
            fundings[i] = Some(Funding {
                status: statuses[i].map_or(LoanStatus::Active, |share| status(share, loan_type)),
                term,
                secured: collateral[i].is_some_and(|share| share.within(secured(loan_type), 100)),
                guarantors: guarantors[i].map_or(0, |share| share.pick(&GUARANTORS) as u8),
                assessed_again: true,
            });
        }
    }
    let active = among(&fundings, |funding| {
        funding.is_some_and(|funding| funding.status == LoanStatus::Active)
    });
    let again = places(
        random,
        key!("loans_db.risk_assessments/again"),
        block,
        &active,
    );
    for (funding, again) in fundings.iter_mut().zip(again) {
        if let (Some(funding), Some(share)) = (funding.as_mut(), again) {
            let (part, whole) = ASSESSED_AGAIN;
            funding.assessed_again = share.within(part * 1_000, whole * SETTLED_SHARE);
        }
    }
    for funding in fundings.iter_mut().flatten() {
        funding.assessed_again &= funding.status != LoanStatus::PaidOff;
    }
    fundings
}

/// The status of a loan that is old enough for any: those make up for the ones that are not.
fn status(share: Share, loan_type: LoanType) -> LoanStatus {
    let ended = [paid_off(loan_type), DEFAULTED, RESTRUCTURED];
    let active = SEASONED_SHARE - ended.iter().sum::<u32>();
    let weights = [ended[0], ended[1], ended[2], active];
    match share.pick(&weights) {
        0 => LoanStatus::PaidOff,
        1 => LoanStatus::Defaulted,
        2 => LoanStatus::Restructured,
        _ => LoanStatus::Active,
    }
}
