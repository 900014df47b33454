//! A customer's applications, in time order.

use super::days::{self, Days};
use super::terms::{Debt, Terms};
use crate::generate::context::Context;
use crate::generate::customer::{Application, Customer};
use crate::generate::hours::business_day_between;
use crate::key;
use crate::tables::ids::{ApplicationId, LoanId};
use crate::tables::loans_db::ApplicationStatus;
use crate::values::money::Cents;

/// Least days from a rejection to an approval: six months.
const AFTER_REJECTION: i32 = 184;
/// An application of a customer.
#[derive(Clone, Debug)]
pub struct Case<'a> {
    /// Its customer.
    pub context: Context<'a>,
    /// What has been decided about it.
    pub application: &'a Application,
    /// Its ordinal among the customer's applications in time order, from 1.
    pub ordinal: u8,
    /// Its days.
    pub days: Days,
    /// What is requested and granted.
    pub terms: Terms,
}

impl<'a> Case<'a> {
    /// The applications of a customer in time order, each with what was dealt to it.
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

    /// The applicant.
    pub fn customer(&self) -> &'a Customer {
        self.context.customer
    }

    /// The amount granted, if the application is approved.
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

/// A rejected applicant isn't approved within six months: such a rejection comes after the approval, or long before.
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
            // Disbursement is on a business day after the approval.
            let soonest = approved.decided + 1;
            business_day_between(&mut stream, soonest, context.as_of())
        };
        *days = days.moved_to(decided - took, decided);
    }
}
