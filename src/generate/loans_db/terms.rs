//! What is requested, what is granted, and whether the income supports it (data model, section 6).

use super::days::Days;
use super::market;
use super::means::income;
use super::products::{self, HomeLoan, Product};
use super::schedule::{Annuity, level_payment};
use super::types::{owes_for_home, owns_outright};
use crate::generate::context::Context;
use crate::generate::customer::Application;
use crate::key;
use crate::random::Proportion;
use crate::tables::ids::ApplicationId;
use crate::tables::loans_db::{ApplicationStatus, LoanPurpose, LoanType};
use crate::values::calendar::Date;
use crate::values::money::{Cents, Fraction4, divide_half_even};
use crate::values::texts::loans as texts;
use std::ops::RangeInclusive;

/// Yearly wage growth in percent (Bureau of Labor Statistics, employment cost index, about 3).
const GROWTH: i64 = 3;
/// Stated income in percent of the true one: what is on the last tax return, or what the applicant hopes for.
const STATED: [i64; 5] = [96, 99, 100, 102, 105];
const OVERSTATED: RangeInclusive<i64> = 125..=180;
/// Ten-thousandths of the income that debts elsewhere, mostly cards, take each month.
const ELSEWHERE: [i64; 5] = [0, 100, 300, 600, 1_100];
/// Ten-thousandths of the income that debts may take: by rule, or somewhat less (the limit of 43 percent for qualified mortgages
/// from 2014 to 2021, 12 CFR 1026.43(e)); by exception; and where they are too high.
const BY_RULE: i64 = 4_300;
const SHORT_OF_IT: RangeInclusive<i64> = 0..=900;
const BY_EXCEPTION: i64 = 4_950;
const TOO_HIGH: RangeInclusive<i64> = 4_600..=7_500;
/// For a company's revenue, this fraction of the same.
const REVENUE_DIVISOR: i64 = 4;
/// Approvals by exception.
const EXCEPTIONS: Proportion = Proportion::percent(5);
/// Rejections because the income can't support the debts, and because it can't be verified.
const OVERREACHING: Proportion = Proportion::percent(45);
const UNVERIFIED: Proportion = Proportion::percent(12);
/// A bankrupt applicant's score is below this.
const BANKRUPT: u16 = 580;
/// A mortgage is at most this many years' income.
const MAX_MORTGAGE_YEARS: i64 = 5;
/// Percent of the requested amount that is approved (guide: up to all of it): half of the approvals grant all.
const APPROVED: RangeInclusive<i64> = 80..=100;
/// Amounts are requested and granted in steps.
const STEP: Cents = Cents::dollars(100);
/// The principal on which payments are measured.
const MEASURE: Cents = Cents::dollars(1_000_000);

/// What a customer owes each month on an earlier loan.
#[derive(Clone, Copy, Debug)]
pub struct Debt {
    payment: Cents,
    from: Date,
    until: Date,
}

/// What is requested and granted.
#[derive(Clone, Copy, Debug)]
pub struct Terms {
    /// What the money is for.
    pub purpose: LoanPurpose,
    /// Stated yearly income; of a company, its revenue.
    pub income: Cents,
    /// Rate offered.
    pub rate: Fraction4,
    /// Months offered.
    pub months: u16,
    /// Amount requested.
    pub requested: Cents,
    /// Amount granted, if any is.
    pub granted: Cents,
    /// Fraction of the income that all debts would take.
    pub dti: Fraction4,
    /// Why it is rejected, if it is.
    pub reason: &'static str,
}

impl Terms {
    /// The terms of an application, given the loans that the customer owes by then.
    pub fn new(
        context: Context,
        ordinal: u8,
        application: &Application,
        days: &Days,
        debts: &[Debt],
    ) -> Terms {
        let customer = context.customer;
        let id = ApplicationId {
            customer: customer.number,
            ordinal,
        };
        let mut stream = context.stream_of(key!("loans_db.loan_applications/terms"), id);
        let product = Product::of(application.loan_type);
        let rejected = application.status == ApplicationStatus::Rejected;
        let overreaching = rejected && application.score >= 560 && stream.chance(OVERREACHING);
        let unverified = rejected && !overreaching && stream.chance(UNVERIFIED);

        let years = i64::from((context.as_of() - days.applied) / 365);
        let earned = income(customer).times(100 - GROWTH * years, 100);
        let stated = if unverified {
            stream.range(OVERSTATED)
        } else {
            stream.quantile(&STATED)
        };
        let income = earned
            .times(stated, 100)
            .floor_to(STEP)
            .max(Cents::dollars(1_200));
        let level = market::level(days.decided);
        let rate = product.rate(&mut stream, application.score, level);
        let months = match days.term {
            0 => products::term(&mut stream, application.loan_type),
            months => months,
        };

        // What the monthly income leaves for this loan.
        let monthly = income.times(1, 12);
        let open = |debt: &&Debt| (debt.from..debt.until).contains(&days.applied);
        let here: Cents = debts.iter().filter(open).map(|debt| debt.payment).sum();
        let limit = if overreaching {
            stream.range(TOO_HIGH)
        } else if stream.chance(EXCEPTIONS) {
            BY_EXCEPTION
        } else {
            BY_RULE - stream.range(SHORT_OF_IT)
        };
        // A company pays its debts from what its costs leave of the revenue.
        let limit = match customer.business {
            Some(_) => limit / REVENUE_DIVISOR,
            None => limit,
        };
        let elsewhere = match customer.business {
            Some(_) => Cents::ZERO,
            None => monthly.times(stream.quantile(&ELSEWHERE), 10_000),
        };
        let annuity = Annuity::new(rate, months);
        let per_million = annuity.payment(MEASURE);
        // An applicant who applies twice keeps room for the other loan.
        let both = debts.is_empty() && customer.applications.len() > 1 && !overreaching;
        let room = if both { limit / 2 } else { limit };
        let free = (monthly.times(room, 10_000) - here - elsewhere).max(Cents::ZERO);
        let most = free.times(MEASURE.0, per_million.0);
        let wanted = match overreaching {
            true => most,
            false => product.wanted(&mut stream, customer, income).min(most),
        };
        let most = match application.loan_type {
            LoanType::Mortgage => most.min(Cents(income.0 * MAX_MORTGAGE_YEARS)),
            _ => most,
        };
        let requested = product
            .within(&mut stream, wanted.min(most), most)
            .floor_to(STEP);
        let granted = match stream.chance(Proportion::HALF) {
            true => requested,
            false => {
                let part = requested.times(stream.range(APPROVED), 100);
                -(-part).floor_to(STEP)
            }
        };
        // An applicant for the minimum owes elsewhere no more than leaves room for it; one whose debts are too high owes the rest
        // there.
        let payment = annuity.payment(requested);
        // If the income falls just short of what was granted, the applicant stated enough to support it.
        let income = match rejected {
            true => income,
            false => {
                let of_income = match customer.business {
                    Some(_) => BY_EXCEPTION / REVENUE_DIVISOR,
                    None => BY_EXCEPTION,
                };
                let for_debts = (payment + here).times(12 * 10_000, of_income);
                let for_house = match application.loan_type {
                    LoanType::Mortgage => requested.times(1, MAX_MORTGAGE_YEARS),
                    _ => Cents::ZERO,
                };
                let least = for_debts.max(for_house);
                income.max(-(-least).floor_to(STEP))
            }
        };
        let monthly = income.times(1, 12);
        let left = (monthly.times(limit, 10_000) - payment - here).max(Cents::ZERO);
        let elsewhere = if overreaching {
            left
        } else {
            elsewhere.min(left)
        };
        let dti = share(payment + here + elsewhere, monthly);
        let home = match application.for_home {
            false => HomeLoan::OtherHouse,
            true if days.buys_home => HomeLoan::Purchase,
            true if owes_for_home(customer) => HomeLoan::Refinance,
            true if owns_outright(customer) => HomeLoan::Equity,
            true => HomeLoan::Purchase,
        };
        let purpose = products::purpose(&mut stream, application.loan_type, home, requested);
        Terms {
            purpose,
            income,
            rate,
            months,
            requested,
            granted,
            dti,
            reason: match (rejected, unverified) {
                (false, _) => "",
                (true, true) => texts::UNVERIFIED,
                (true, false) => {
                    let score = application.score as u16;
                    let kind = application.loan_type.label();
                    let reasons =
                        texts::rejection_reasons(score, kind, purpose.label(), overreaching);
                    let drawn = reasons[stream.below(reasons.len() as u64) as usize];
                    // Bankruptcies stay on record: an applicant who has one applies once, and has a score to match.
                    let bankrupt = customer.applications.len() == 1 && score < BANKRUPT;
                    match drawn {
                        texts::BANKRUPTCY if !bankrupt => reasons[0],
                        other => other,
                    }
                }
            },
        }
    }

    /// What is owed each month once the loan is disbursed.
    pub fn debt(&self, days: &Days) -> Debt {
        let months = days.installments.max(days.term) + days.longer;
        Debt {
            payment: level_payment(self.granted, self.rate, self.months),
            from: days.disbursed,
            until: days.disbursed.add_months(i32::from(months)),
        }
    }
}

/// A part of an amount in ten-thousandths, rounded half-even.
fn share(part: Cents, whole: Cents) -> Fraction4 {
    Fraction4(divide_half_even(
        i128::from(part.0) * 10_000,
        i128::from(whole.0.max(1)),
    ))
}
