//! An application of a customer, and the order of all of them in time.

use super::days::{self, Days};
use super::terms::{Debt, Terms};
use crate::generate::context::Context;
use crate::generate::customer::{Application, Customer};
use crate::generate::hours::business_day_between;
use crate::key;
use crate::tables::ids::{ApplicationId, LoanId};
use crate::tables::loans_db::ApplicationStatus;
use crate::values::money::Cents;

/// Days from a rejection to an approval, at least: half a year.
const AFTER_REJECTION: i32 = 184;
/// An application of a customer.
#[derive(Clone, Debug)]
pub struct Case<'a> {
    /// Whose it is.
    pub context: Context<'a>,
    /// What is settled about it.
    pub application: &'a Application,
    /// Its place among those of the customer in time, from 1.
    pub ordinal: u8,
    /// When it happened.
    pub days: Days,
    /// What is asked for and granted.
    pub terms: Terms,
}

impl<'a> Case<'a> {
    /// The applications of a customer in the order of time; what was shared out goes along.
    pub fn all(context: Context<'a>) -> Vec<Case<'a>> {
        let mut dated: Vec<(&Application, Days)> = (1..)
            .zip(&context.customer.applications)
            .map(|(draw, application)| (application, Days::new(context, draw, application)))
            .collect();
        wait_after_rejections(context, &mut dated);
        dated.sort_by_key(|(_, days)| days.applied);
        let mut debts: Vec<Debt> = Vec::new();
        (1..)
            .zip(dated)
            .map(|(ordinal, (application, days))| {
                let terms = Terms::new(context, ordinal, application, &days, &debts);
                if application.loan.is_some() {
                    debts.push(terms.debt(&days));
                }
                Case {
                    context,
                    application,
                    ordinal,
                    days,
                    terms,
                }
            })
            .collect()
    }

    /// Whose it is.
    pub fn customer(&self) -> &'a Customer {
        self.context.customer
    }

    /// What is granted, if the application is approved.
    pub fn granted(&self) -> Option<Cents> {
        (self.application.status == ApplicationStatus::Approved).then_some(self.terms.granted)
    }

    /// The key of the application.
    pub fn application_id(&self) -> ApplicationId {
        ApplicationId {
            customer: self.customer().number,
            ordinal: self.ordinal,
        }
    }

    /// The key of the loan.
    pub fn loan_id(&self) -> LoanId {
        LoanId {
            customer: self.customer().number,
            ordinal: self.ordinal,
        }
    }
}

/// Who was rejected is not approved within half a year: such a rejection comes after the approval, or long before.
fn wait_after_rejections(context: Context, dated: &mut [(&Application, Days)]) {
    let with = |status, dated: &[(&Application, Days)]| {
        let has = |(application, _): &&(&Application, Days)| application.status == status;
        dated.iter().find(has).map(|(_, days)| *days)
    };
    let Some(approved) = with(ApplicationStatus::Approved, dated) else {
        return;
    };
    let key = key!("loans_db.loan_applications/rejected_again");
    for (application, days) in dated {
        let waited = approved.decided - days.decided;
        if application.status != ApplicationStatus::Rejected
            || !(0..AFTER_REJECTION).contains(&waited)
        {
            continue;
        }
        let mut stream = context.stream(key);
        let (first, latest) = (
            days::earliest(context.customer),
            approved.decided - AFTER_REJECTION,
        );
        let took = days.decided - days.applied;
        let decided = if latest - first > took + 7 {
            business_day_between(&mut stream, first + took, latest)
        } else {
            // The disbursement is on a business day after its approval.
            let soonest = approved.decided + 1;
            business_day_between(&mut stream, soonest, context.as_of())
        };
        *days = days.moved_to(decided - took, decided);
    }
}
