//! What is dealt among the applications and loans of a block (data model, section 6).
//!
//! The applicants and the scores come first, then the decisions on the applications, then the type, then what depends on the
//! type.

use super::applicants::applicants;
use super::length::{Length, MIN_EARLY};
use super::scores::scores;
use super::types::{borrows_for_home, hopes_for_home, invests, types};
use super::{means, moves, products};
use crate::generate::customer::{Application, Customer, Funding, Habit};
use crate::generate::shares::{Dealer, both, count, who};
use crate::key;
use crate::random::{Key, Proportion, Share, Stream, Weighted};
use crate::tables::loans_db::{ApplicationStatus, LoanStatus, LoanType};

/// Applications still pending or withdrawn, in percent of all (guide: pending 10, withdrawn 5).
const UNDECIDED: Weighted<Option<ApplicationStatus>, 3> = Weighted::new([
    (Some(ApplicationStatus::Pending), 10),
    (Some(ApplicationStatus::Withdrawn), 5),
    (None, 85),
]);
/// Decisions, best scores first (guide: approved 65, rejected 20).
const DECISIONS: Weighted<ApplicationStatus, 2> = Weighted::new([
    (ApplicationStatus::Approved, 65),
    (ApplicationStatus::Rejected, 20),
]);
/// Standard deviation, in score points, of the other factors in an application.
const BESIDE_SCORE: i64 = 60;
/// Approvals that are funded (data model, section 6).
const FUNDED: Proportion = Proportion::percent(83);
/// Minimum days since a loan could first have been disbursed for it to have defaulted or been restructured.
const SEASONED: i32 = 460;
/// Defaulted and restructured loans (guide: 3 and 2 percent), in blocks with a candidate: a loan whose borrower's score, give or
/// take luck, is below this.
const DEFAULTED: Proportion = Proportion::per_mille(38);
const RESTRUCTURED: Proportion = Proportion::per_mille(28);
const WORRYING: i64 = 752;
/// Standard deviation of luck, in score points.
const LUCK: i64 = 62;
/// Paid-off loans in percent of a type's, where any can be paid off, so that the overall share is 20 (data model, section 6).
const fn paid_off(loan_type: LoanType) -> u64 {
    match loan_type {
        LoanType::Personal => 44,
        LoanType::Auto => 33,
        LoanType::Business => 19,
        LoanType::Education => 6,
        LoanType::Mortgage => 6,
    }
}
/// Loans of a type that are secured by collateral (data model, section 6).
const fn secured(loan_type: LoanType) -> Proportion {
    Proportion::percent(match loan_type {
        LoanType::Mortgage => 100,
        LoanType::Auto => 68,
        LoanType::Business => 42,
        LoanType::Personal | LoanType::Education => 0,
    })
}
/// Loans with 2, 1 and 0 guarantors: 25 percent have any (guide), and 30 percent of those have two.
const GUARANTORS: Weighted<u8, 3> = Weighted::new([(2, 75), (1, 175), (0, 750)]);
/// How borrowers pay, worst scores first, in thousandths; together, 5 percent of what is due is paid late (guide: 95% on time).
const HABITS: Weighted<Habit, 3> = Weighted::new([
    (Habit::Late, 100),
    (Habit::Careless, 180),
    (Habit::Punctual, 720),
]);
/// Standard deviation, in score points, of character, which counts in addition to the score.
const CHARACTER: i64 = 15;
/// Weight of means in paying late, in percent of their weight in defaulting.
const MEANS_OF_HABIT: i64 = 12;
/// Score points for having the money for a payroll.
const COMPANIES_PAY: i64 = 400;
/// Days after disbursement from which a loan is reassessed.
pub const SETTLED: i32 = 60;
/// Active loans that are reassessed: 40 percent (guide), drawn from the 91.6 percent that are old enough.
const ASSESSED_AGAIN_IF_SETTLED: Proportion = Proportion::percent(40).of_all_among(1_000, 916);

/// Deals the applications of a block of customers, whose accounts are known, along with their outcomes.
pub fn deal(dealer: &Dealer, customers: &mut [Customer]) {
    let applicants = applicants(dealer, customers);
    let scores = scores(dealer, customers, &applicants);
    let statuses = statuses(dealer, &scores);
    let approved = who(&statuses, |&status| status == ApplicationStatus::Approved);
    let funded = dealer.choose_among(key!("loans_db.loans/funded"), &approved, FUNDED);
    let types = types(dealer, customers, &applicants, &funded);
    let fundings = Funded {
        dealer,
        customers,
        applicants: &applicants,
        scores: &scores,
        types: &types,
        funded: &funded,
    }
    .deal();
    for (i, &at) in applicants.iter().enumerate() {
        customers[at].applications.push(Application {
            status: statuses[i],
            loan_type: types[i],
            for_home: types[i] == LoanType::Mortgage
                && (borrows_for_home(&customers[at], dealer.as_of())
                    || !funded[i]
                        && hopes_for_home(&customers[at])
                        && !invests(&customers[at], dealer.as_of())),
            score: scores[i],
            loan: fundings[i],
        });
    }
    for (i, &at) in applicants.iter().enumerate() {
        if let Some(funding) = fundings[i] {
            means::limit(&mut customers[at], types[i], funding.status, funding.habit);
        }
    }
    mark_mortgages(customers);
}

/// Tells everyone who lives in a house that its mortgage is with this bank.
fn mark_mortgages(customers: &mut [Customer]) {
    let owes = |application: &Application| {
        let owed = application
            .loan
            .is_some_and(|loan| loan.status != LoanStatus::PaidOff);
        owed && application.for_home
    };
    for at in 0..customers.len() {
        if customers[at].applications.iter().any(owes) {
            let household = customers[at].household.id();
            for one in customers
                .iter_mut()
                .filter(|one| one.household.id() == household)
            {
                one.mortgage_here = true;
            }
        }
    }
}

/// Outcomes of the applications: better scores are more likely to be approved.
fn statuses(dealer: &Dealer, scores: &[i16]) -> Vec<ApplicationStatus> {
    let key = key!("loans_db.loan_applications/status");
    let undecided: Vec<Option<ApplicationStatus>> = dealer
        .deal(key, scores.len())
        .into_iter()
        .map(|share| UNDECIDED.at(share))
        .collect();
    let decided = who(&undecided, Option::is_none);
    let merits = with_noise(dealer, key.part(1), BESIDE_SCORE, scores, 1);
    let decisions = dealer.deal_among_by(key.part(2), &decided, &merits);
    undecided
        .into_iter()
        .zip(decisions)
        .map(|(undecided, share)| match (undecided, share) {
            (Some(status), _) => status,
            (None, Some(share)) => DECISIONS.at(share),
            (None, None) => unreachable!("every application is either undecided or decided"),
        })
        .collect()
}

/// The scores (or their shortfall, if `sign` is -1), with noise of this many points.
fn with_noise(dealer: &Dealer, key: Key, sigma: i64, scores: &[i16], sign: i64) -> Vec<i64> {
    let noise = dealer.noise(key, scores.len(), sigma);
    let scores = scores.iter().map(|&score| i64::from(score) * sign);
    scores
        .zip(noise)
        .map(|(score, noise)| score + noise)
        .collect()
}

/// The applications of a block, some of which are funded.
struct Funded<'a> {
    dealer: &'a Dealer<'a>,
    customers: &'a [Customer],
    applicants: &'a [usize],
    scores: &'a [i16],
    types: &'a [LoanType],
    funded: &'a [bool],
}

impl Funded<'_> {
    /// What has been decided about each funded application.
    fn deal(&self) -> Vec<Option<Funding>> {
        let (dealer, size) = (self.dealer, self.funded.len());
        let lacking = |key: Key, sigma: i64| with_noise(dealer, key, sigma, self.scores, -1);
        let statuses = self.statuses();
        let is = |status: LoanStatus| {
            let of = statuses.iter().zip(self.funded);
            of.map(|(&one, &funded)| funded && one == status)
                .collect::<Vec<bool>>()
        };
        let active = is(LoanStatus::Active);

        let key = key!("loans_db.repayment_schedule/habit");
        let mut needy = self.with_means(lacking(key.part(1), CHARACTER), MEANS_OF_HABIT);
        for (need, loan_type) in needy.iter_mut().zip(self.types) {
            if *loan_type == LoanType::Business {
                *need -= COMPANIES_PAY;
            }
        }
        let habits = dealer.deal_among_by(key, &active, &needy);
        let key = key!("loans_db.loan_guarantors/count");
        let mut needs = lacking(key.part(1), CHARACTER);
        for (need, loan_type) in needs.iter_mut().zip(self.types) {
            *need += match loan_type {
                LoanType::Education => 250,
                LoanType::Business => 100,
                _ => 0,
            };
        }
        let guarantors = dealer.deal_among_by(key, self.funded, &needs);
        let again = dealer.deal_among(key!("loans_db.risk_assessments/again"), &active);
        let mortgages = both(
            self.funded,
            &who(self.types, |&one| one == LoanType::Mortgage),
        );
        // Older and wealthier borrowers repay sooner.
        let haste = |&at: &usize| self.age(at) * 100 + self.customers[at].person.wealth;
        let haste: Vec<i64> = self.applicants.iter().map(haste).collect();
        let long = who(self.applicants, |&at| {
            products::may_borrow_for_long(self.age(at))
        });
        let key = key!("loans_db.loans/term_months");
        let terms = dealer.deal_among_by(key, &both(&mortgages, &long), &haste);
        let short = both(&mortgages, &who(&long, |long| !long));
        let of_the_old = dealer.deal_among_by(key.part(1), &short, &haste);
        let terms: Vec<Option<Share>> = terms
            .into_iter()
            .zip(of_the_old)
            .map(|(one, other)| one.or(other))
            .collect();
        let mut collateral = vec![None; size];
        for loan_type in [LoanType::Mortgage, LoanType::Auto, LoanType::Business] {
            let of_type = both(self.funded, &who(self.types, |&one| one == loan_type));
            if count(&of_type) == 0 {
                continue;
            }
            let key = key!("loans_db.collateral/secured").part(loan_type as u64);
            let places = dealer.deal_among(key, &of_type);
            for (one, place) in collateral.iter_mut().zip(places) {
                *one = one.or(place);
            }
        }
        let mut lengths = dealer.stream(key!("loans_db.loans/term_of_history"));
        (0..size)
            .map(|i| {
                let mut stream = Stream::clone(&lengths);
                lengths.bits();
                if !self.funded[i] {
                    return None;
                }
                let (status, loan_type) = (statuses[i], self.types[i]);
                let agreed = match terms[i] {
                    Some(place) => products::mortgage_term(self.age(self.applicants[i]), place),
                    None => products::term(&mut stream, loan_type),
                };
                let months = self.months_of(i, status);
                let length = Length::new(&mut stream, loan_type, status, agreed, months);
                Some(Funding {
                    status,
                    term: length.term,
                    installments: length.installments,
                    longer: length.longer,
                    habit: habits[i].map_or(Habit::Punctual, |share| HABITS.at(share)),
                    secured: collateral[i].is_some_and(|share| share.within(secured(loan_type))),
                    guarantors: guarantors[i].map_or(0, |share| GUARANTORS.at(share)),
                    assessed_again: match again[i] {
                        Some(share) => share.within(ASSESSED_AGAIN_IF_SETTLED),
                        None => status != LoanStatus::PaidOff,
                    },
                })
            })
            .collect()
    }

    /// Loan statuses: loans with the worst scores have defaulted or been restructured; long-time customers have paid off theirs.
    fn statuses(&self) -> Vec<LoanStatus> {
        let dealer = self.dealer;
        let key = key!("loans_db.loans/loan_status");
        let applications = |at: usize| self.applicants.iter().filter(|one| **one == at).count();
        let lacking = with_noise(dealer, key.part(1), LUCK, self.scores, -1);
        // A borrower who has defaulted here applies for no further loans; one with a certificate of deposit breaks it first.
        let seasoned: Vec<bool> = (0..self.funded.len())
            .map(|i| {
                let at = self.applicants[i];
                let seasoned = self.funded[i] && self.history(at) >= SEASONED;
                let has_money = means::holds_certificate(&self.customers[at]);
                seasoned && !has_money && -lacking[i] < WORRYING && applications(at) == 1
            })
            .collect();
        let of_all = |share: Proportion, among: &[bool]| {
            share.of_all_among(count(self.funded) as u64, (count(among) as u64).max(1))
        };
        let lacking = self.with_means(lacking, 100);
        let share = of_all(DEFAULTED, &seasoned);
        let defaulted = dealer.choose_among_by(key.part(2), &seasoned, &lacking, share);
        let others = both(&seasoned, &who(&defaulted, |one| !one));
        let share = of_all(RESTRUCTURED, &others);
        let restructured = dealer.choose_among_by(key.part(4), &others, &lacking, share);
        let mut statuses: Vec<LoanStatus> = defaulted
            .iter()
            .zip(&restructured)
            .map(|one| match one {
                (true, _) => LoanStatus::Defaulted,
                (_, true) => LoanStatus::Restructured,
                _ => LoanStatus::Active,
            })
            .collect();
        let noise: Vec<i64> = dealer.noise(key.part(5), statuses.len(), 400).collect();
        let histories: Vec<i64> = (0..statuses.len())
            .map(|i| i64::from(self.history(self.applicants[i])) + noise[i])
            .collect();
        for &loan_type in LoanType::ALL {
            let of_type = both(self.funded, &who(self.types, |&one| one == loan_type));
            if count(&of_type) == 0 {
                continue;
            }
            let performing: Vec<bool> = (0..statuses.len())
                .map(|i| {
                    let least = self.shortest(i) + 6;
                    of_type[i]
                        && statuses[i] == LoanStatus::Active
                        && self.months(self.applicants[i]) >= least
                        && (loan_type != LoanType::Mortgage || self.sells(i))
                })
                .collect();
            let (of, among) = (count(&of_type) as u64, count(&performing) as u64);
            let share = Proportion::percent(paid_off(loan_type)).of_all_among(of, among.max(1));
            let key = key.part(16 + loan_type as u64);
            let chosen = dealer.choose_among_by(key, &performing, &histories, share);
            for (status, _) in statuses
                .iter_mut()
                .zip(chosen)
                .filter(|(_, chosen)| *chosen)
            {
                *status = LoanStatus::PaidOff;
            }
        }
        statuses
    }

    /// Their shortfall in score points and in means, of which this percentage counts.
    fn with_means(&self, mut lacking: Vec<i64>, percent: i64) -> Vec<i64> {
        for (lacks, &at) in lacking.iter_mut().zip(self.applicants) {
            *lacks -= means::of(&self.customers[at]) * percent / 100;
        }
        lacking
    }

    /// A customer's age in years.
    fn age(&self, at: usize) -> i64 {
        i64::from(
            self.dealer
                .as_of()
                .years_since(self.customers[at].person.born),
        )
    }

    /// Days since a customer could first have received a loan.
    fn history(&self, at: usize) -> i32 {
        let first = self.customers[at].first_paying();
        first.map_or(0, |account| self.dealer.as_of() - account.opened - 100)
    }

    /// The same in full months.
    fn months(&self, at: usize) -> i64 {
        i64::from(self.history(at)) * 12 / 366
    }

    /// Whether an applicant has a house to sell.
    fn sells(&self, i: usize) -> bool {
        moves::sells(&self.customers[self.applicants[i]], self.dealer.as_of())
    }

    /// Full months that a loan can have run; for the mortgage on a house that was sold, until the household moved.
    fn months_of(&self, i: usize, status: LoanStatus) -> i64 {
        let months = self.months(self.applicants[i]);
        let sold = self.types[i] == LoanType::Mortgage && status == LoanStatus::PaidOff;
        let until_move =
            moves::months_until_move(&self.customers[self.applicants[i]], self.dealer.as_of());
        until_move
            .filter(|_| sold)
            .map_or(months, |one| one.min(months))
    }

    /// Minimum months before a loan can have been paid off.
    fn shortest(&self, i: usize) -> i64 {
        match self.types[i] {
            LoanType::Personal => 12,
            _ => MIN_EARLY,
        }
    }
}
