//! What is shared out among the applications and loans of a block (data model, section 6).
//!
//! Status and funding come first, then the type, then what hangs on the type.

use super::scores::scores;
use crate::generate::customer::{Application, CUSTOMERS_PER_BLOCK, Customer, Funding};
use crate::generate::shares::{Dealer, both, count, who};
use crate::key;
use crate::random::{Key, Proportion, Share, Weighted};
use crate::tables::loans_db::{ApplicationStatus, LoanStatus, LoanType};

/// Customers who apply (guide, "Loan Applications": ~35%), drawn from those with accounts who are still with the bank.
const APPLYING: Proportion = Proportion::percent(35);
/// Applicants who apply twice (guide: 20%).
const APPLYING_TWICE: Proportion = Proportion::percent(20);
/// Applications by status in percent (guide).
const STATUSES: Weighted<ApplicationStatus, 4> = Weighted::new([
    (ApplicationStatus::Approved, 65),
    (ApplicationStatus::Rejected, 20),
    (ApplicationStatus::Pending, 10),
    (ApplicationStatus::Withdrawn, 5),
]);
/// Approvals that are funded (data model, section 6).
const FUNDED: Proportion = Proportion::percent(83);
/// Applications, and loans, by type in percent (guide).
const TYPES: Weighted<LoanType, 5> = Weighted::new([
    (LoanType::Mortgage, 35),
    (LoanType::Personal, 30),
    (LoanType::Auto, 20),
    (LoanType::Business, 10),
    (LoanType::Education, 5),
]);
/// Days of history with an account after which a loan may have been paid off, defaulted or restructured.
const SEASONED: i32 = 480;
/// Borrowers in percent who have such a history.
const SEASONED_SHARE: u32 = 84;
/// Loans of a type in percent that are paid off, so that all types together come to 20 (data model, section 6).
const fn paid_off(loan_type: LoanType) -> u32 {
    match loan_type {
        LoanType::Personal => 38,
        LoanType::Auto => 28,
        LoanType::Business => 15,
        LoanType::Education => 5,
        LoanType::Mortgage => 3,
    }
}
/// Loans in percent that are defaulted and restructured (guide).
const DEFAULTED: u32 = 3;
const RESTRUCTURED: u32 = 2;
/// Loans of a type that are under collateral (data model, section 6).
const fn secured(loan_type: LoanType) -> Proportion {
    Proportion::percent(match loan_type {
        LoanType::Mortgage => 100,
        LoanType::Auto => 65,
        LoanType::Business => 40,
        LoanType::Personal | LoanType::Education => 0,
    })
}
/// Loans with 0, 1 and 2 guarantors: 25 percent have any (guide), 30 percent of those two.
const GUARANTORS: [u32; 3] = [750, 175, 75];
/// Days after the payout from which a loan is assessed again.
pub const SETTLED: i32 = 60;
/// Active loans that are assessed again: 40 percent (guide), drawn from the 87.6 percent that are so old.
const ASSESSED_AGAIN_IF_SETTLED: Proportion = Proportion::percent(40).of_all_among(1_000, 876);

/// Shares out the applications of a block of customers, whose accounts are known, and what comes of them.
pub fn share_out(dealer: &Dealer, customers: &mut [Customer]) {
    let applicants = applicants(dealer, customers);
    let key = key!("loans_db.loan_applications/status");
    let statuses: Vec<ApplicationStatus> = dealer
        .deal(key, applicants.len())
        .into_iter()
        .map(|share| STATUSES.at(share))
        .collect();
    let scores = scores(dealer, &statuses);
    let approved = who(&statuses, |&status| status == ApplicationStatus::Approved);
    let funded = dealer.choose_among(key!("loans_db.loans/funded"), &approved, FUNDED);
    let types = types(dealer, &funded);
    let seasoned = who(&applicants, |&at| {
        dealer.as_of() - customers[at].accounts[0].opened >= SEASONED
    });
    let fundings = fundings(dealer, &funded, &types, &seasoned);
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
fn applicants(dealer: &Dealer, customers: &[Customer]) -> Vec<usize> {
    let may_apply =
        |customer: &Customer| !customer.accounts.is_empty() && customer.closed.is_none();
    let eligible = who(customers, may_apply);
    // So many of all customers, drawn from the eligible ones.
    let proportion = APPLYING.of_all_among(u64::from(CUSTOMERS_PER_BLOCK), count(&eligible) as u64);
    let key = key!("loans_db.loan_applications/applicant");
    let applying = dealer.choose_among(key, &eligible, proportion);
    let twice = dealer.deal_among(key!("loans_db.loan_applications/twice"), &applying);
    (0..customers.len())
        .flat_map(|at| {
            let times = match twice[at] {
                None => 0,
                Some(share) => 1 + usize::from(share.within(APPLYING_TWICE)),
            };
            std::iter::repeat_n(at, times)
        })
        .collect()
}

/// The types: shared out among the funded applications, and among the others.
fn types(dealer: &Dealer, funded: &[bool]) -> Vec<LoanType> {
    let others = who(funded, |&funded| !funded);
    let of_loans = dealer.deal_among(key!("loans_db.loans/loan_type"), funded);
    let of_others = dealer.deal_among(key!("loans_db.loan_applications/loan_type"), &others);
    of_loans
        .into_iter()
        .zip(of_others)
        .map(|(loan, other)| TYPES.at(loan.or(other).expect("an application is funded or not")))
        .collect()
}

/// What is settled about each application that is funded.
fn fundings(
    dealer: &Dealer,
    funded: &[bool],
    types: &[LoanType],
    seasoned: &[bool],
) -> Vec<Option<Funding>> {
    let mut fundings: Vec<Option<Funding>> = vec![None; funded.len()];
    let guarantors = dealer.deal_among(key!("loans_db.loan_guarantors/count"), funded);
    for &loan_type in LoanType::ALL {
        let of_type = both(funded, &who(types, |&one| one == loan_type));
        let deal =
            |key: Key, belong: &[bool]| dealer.deal_among(key.part(loan_type as u64), belong);
        let terms = deal(key!("loans_db.loans/term_months"), &of_type);
        let statuses = deal(
            key!("loans_db.loans/loan_status"),
            &both(&of_type, seasoned),
        );
        let collateral = deal(key!("loans_db.collateral/secured"), &of_type);
        for (i, term) in terms.into_iter().enumerate() {
            let Some(term) = term else { continue };
            fundings[i] = Some(Funding {
                status: statuses[i].map_or(LoanStatus::Active, |share| status(share, loan_type)),
                term,
                secured: collateral[i].is_some_and(|share| share.within(secured(loan_type))),
                guarantors: guarantors[i].map_or(0, |share| share.weighted(&GUARANTORS) as u8),
                assessed_again: true,
            });
        }
    }
    let active = who(&fundings, |funding| {
        funding.is_some_and(|funding| funding.status == LoanStatus::Active)
    });
    let again = dealer.deal_among(key!("loans_db.risk_assessments/again"), &active);
    for (funding, again) in fundings.iter_mut().zip(again) {
        if let Some(funding) = funding {
            funding.assessed_again = match again {
                Some(share) => share.within(ASSESSED_AGAIN_IF_SETTLED),
                None => funding.status != LoanStatus::PaidOff,
            };
        }
    }
    fundings
}

/// The status of a loan that is old enough for any: those make up for the ones that are not.
fn status(share: Share, loan_type: LoanType) -> LoanStatus {
    let ended = [paid_off(loan_type), DEFAULTED, RESTRUCTURED];
    let active = SEASONED_SHARE - ended.iter().sum::<u32>();
    let weights = [ended[0], ended[1], ended[2], active];
    match share.weighted(&weights) {
        0 => LoanStatus::PaidOff,
        1 => LoanStatus::Defaulted,
        2 => LoanStatus::Restructured,
        _ => LoanStatus::Active,
    }
}
