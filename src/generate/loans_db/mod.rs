//! loans_db: applications, loans, collateral, schedules, guarantors and risk (data model, section 6).

mod products;
mod repayment;
mod risk;
mod schedule;
mod shares;

pub use schedule::{Installment, schedule};
pub use shares::{Application, Funding, share_out};

use crate::generate::Bank;
use crate::generate::accounts_db::{Ledger, Posting, account_id};
use crate::generate::block::Customer;
use crate::generate::employees_db::between;
use crate::key;
use crate::random::Stream;
use crate::tables::Rows;
use crate::tables::accounts_db::{Digits10, TransactionType};
use crate::tables::employees_db::Role;
use crate::tables::ids::*;
use crate::tables::loans_db::*;
use crate::values::Text;
use crate::values::calendar::Date;
use crate::values::money::Cents;
use crate::values::numbers::numbered;
use crate::values::texts::loans as texts;

/// A loan number begins with a 5, which no routing district does; nine digits follow.
const LOAN_NUMBERS: (u64, u64) = (5_000_000_000, 1_000_000_000);
/// Applications per customer that have room in the loan numbers.
const LOANS_PER_CUSTOMER: u64 = 4;
/// Days from an application to its decision (guide: 1-30).
const DECISION: (i64, i64) = (1, 30);
/// Days from the decision to the money.
const FUNDING: (i64, i64) = (3, 35);
/// Pending applications are from the last 45 days (data model, section 6).
const PENDING_AGO: (i64, i64) = (0, 44);
/// Percent of the requested amount that is approved (data model, section 6): half of the approvals grant all of it.
const APPROVED: (i64, i64) = (80, 100);
/// Amounts are asked for and granted in steps.
const STEP: Cents = Cents::dollars(100);

/// Makes the loans of one customer, and posts what they move on the paying account.
pub fn loans(bank: &Bank, customer: &Customer, ledger: &mut Ledger, rows: &mut Rows) {
    let mut days: Vec<Days> = (1..)
        .zip(&customer.applications)
        .map(|(ordinal, application)| Days::new(bank, customer, ordinal, application))
        .collect();
    // The ordinals follow the applications in time; what was shared out goes along.
    let mut order: Vec<usize> = (0..days.len()).collect();
    order.sort_by_key(|&i| days[i].applied);
    days.sort_by_key(|days| days.applied);
    for ((ordinal, at), days) in (1..).zip(order).zip(&days) {
        let application = &customer.applications[at];
        let case = Case {
            bank,
            customer,
            application,
            ordinal,
            days,
        };
        let approved = case.apply(rows);
        if let (Some(funding), Some(principal)) = (&application.loan, approved) {
            case.fund(funding, principal, ledger, rows);
        }
    }
}

/// The days of an application and its loan.
struct Days {
    applied: Date,
    decided: Date,
    disbursed: Date,
    /// Full months from the disbursement to the as-of date; 0 without a loan.
    age: i32,
    term: u16,
}

impl Days {
    fn new(bank: &Bank, customer: &Customer, ordinal: u64, application: &Application) -> Days {
        let as_of = bank.as_of();
        let row = customer.row() * 10 + ordinal;
        let mut stream = bank
            .random
            .stream(key!("loans_db.loan_applications/application_date"), row);
        let first = customer.accounts[0].opened + 1;
        let decision = stream.range(DECISION.0, DECISION.1) as i32;
        let Some(funding) = &application.loan else {
            let applied = if application.status == ApplicationStatus::Pending {
                as_of - stream.range(PENDING_AGO.0, PENDING_AGO.1) as i32
            } else {
                between(&mut stream, first, as_of - decision)
            };
            return Days {
                applied,
                decided: applied + decision,
                disbursed: applied + decision,
                age: 0,
                term: 0,
            };
        };
        let funded = decision + stream.range(FUNDING.0, FUNDING.1) as i32;
        let term = products::term(application.loan_type, funding.term);
        let (least, most) = repayment::ages(funding.status, term);
        // Whole months between the disbursement and the as-of date, as far as the customer's history reaches.
        let oldest = (as_of - (first + funded)) * 12 / 366;
        let months = stream.range(i64::from(least), i64::from(oldest.min(most).max(least)));
        let disbursed = as_of.add_months(-months as i32) - stream.range(0, 27) as i32;
        let disbursed = disbursed.max(first + funded);
        Days {
            applied: disbursed - funded,
            decided: disbursed - funded + decision,
            disbursed,
            age: months as i32,
            term,
        }
    }
}

/// An application on its way.
struct Case<'a> {
    bank: &'a Bank,
    customer: &'a Customer,
    application: &'a Application,
    ordinal: u8,
    days: &'a Days,
}

impl Case<'_> {
    fn row(&self) -> u64 {
        self.customer.row() * 10 + u64::from(self.ordinal)
    }

    fn application_id(&self) -> ApplicationId {
        ApplicationId {
            customer: self.customer.number,
            ordinal: self.ordinal,
        }
    }

    fn loan_id(&self) -> LoanId {
        LoanId {
            customer: self.customer.number,
            ordinal: self.ordinal,
        }
    }

    fn loan_number(&self) -> Digits10 {
        let (start, size) = LOAN_NUMBERS;
        let index = u64::from(self.customer.number) * LOANS_PER_CUSTOMER + u64::from(self.ordinal);
        let key = key!("loans_db.loans/loan_number");
        Digits10(start + self.bank.random.permute(key, 0, size, index))
    }

    /// The application and its assessment; returns the approved amount.
    fn apply(&self, rows: &mut Rows) -> Option<Cents> {
        let (application, days) = (self.application, self.days);
        let key = key!("loans_db.loan_applications/row");
        let mut stream = self.bank.random.stream(key, self.row());
        let segment = self.customer.segment;
        let requested = products::amount(&mut stream, application.loan_type, segment);
        let granted = requested.times(stream.range(APPROVED.0, APPROVED.1), 100);
        let granted = match stream.chance(1, 2) {
            true => requested,
            false => -(-granted).floor_to(STEP),
        };
        let approved = (application.status == ApplicationStatus::Approved).then_some(granted);
        let decided = matches!(
            application.status,
            ApplicationStatus::Approved | ApplicationStatus::Rejected
        );
        let reasons = texts::rejection_reasons(application.score as u16);
        let reason = *stream.pick(reasons);
        let last_day = if decided { days.decided } else { days.applied };
        let team = &self.customer.team;
        rows.loan_applications.push(LoanApplication {
            application_id: self.application_id(),
            customer_id: CustomerId(self.customer.number),
            loan_type: application.loan_type,
            requested_amount: requested,
            application_date: days.applied,
            status: application.status,
            officer_id: team.on_duty(
                &[Role::LoanOfficer],
                &[days.applied, last_day],
                stream.bits(),
            ),
            decision_date: decided.then_some(days.decided),
            approved_amount: approved,
            rejection_reason: (application.status == ApplicationStatus::Rejected)
                .then_some(Text::from(reason)),
        });
        let latest = (days.decided - 1).min(self.bank.as_of());
        let assessed = between(&mut stream, days.applied, latest);
        let scored = (self.application_id(), application.score);
        risk::first(self.bank, self.customer, scored, assessed, rows);
        approved
    }

    /// The loan with its collateral, plan and guarantors, and what they move on the paying account.
    fn fund(&self, funding: &Funding, principal: Cents, ledger: &mut Ledger, rows: &mut Rows) {
        let (bank, days) = (self.bank, self.days);
        let loan_type = self.application.loan_type;
        let key = key!("loans_db.loans/row");
        let mut stream = bank.random.stream(key, self.row());
        let rate = products::rate(&mut stream, loan_type, self.application.score);
        let linked = match funding.status {
            LoanStatus::PaidOff => self.customer.paying_account(),
            _ => ledger.oblige(),
        };
        let team = &self.customer.team;
        let approver = [Role::LoanOfficer, Role::BranchManager];
        let approved_by = team.on_duty(&approver, &[days.decided, days.disbursed], stream.bits());
        let number = self.loan_number();
        let first = rows.repayment_schedule.len();
        let outstanding = repayment::plan(self, funding, principal, rate, rows);
        let last = rows.repayment_schedule.last().expect("a term of months");
        rows.loans.push(Loan {
            loan_id: self.loan_id(),
            application_id: self.application_id(),
            loan_number: number,
            customer_id: CustomerId(self.customer.number),
            linked_account_id: linked.map(|ordinal| account_id(self.customer, ordinal)),
            loan_type,
            principal_amount: principal,
            interest_rate: rate,
            term_months: days.term as i16,
            disbursement_date: days.disbursed,
            maturity_date: last.due_date,
            loan_status: funding.status,
            outstanding_balance: outstanding,
            default_status: funding.status == LoanStatus::Defaulted,
            approved_by,
        });
        if funding.secured {
            self.collateral(principal, rows);
        }
        self.guarantors(funding.guarantors, principal, rows);
        if let Some(ordinal) = linked {
            let installments = &rows.repayment_schedule[first..];
            self.post(ordinal, number, principal, installments, ledger);
        }
        let earliest = days.disbursed + shares::SETTLED;
        if funding.assessed_again && earliest <= bank.as_of() {
            let span = (earliest, bank.as_of());
            let (customer, application) = (self.customer, self.application);
            risk::again(bank, customer, application, self.loan_id(), span, rows);
        }
    }

    /// Money moves once: what the loan moves on the linked account is a row of its statement.
    fn post(
        &self,
        ordinal: u8,
        number: Digits10,
        principal: Cents,
        installments: &[RepaymentInstallment],
        ledger: &mut Ledger,
    ) {
        let key = key!("loans_db.loans/posting_time");
        let mut stream = self.bank.random.stream(key, self.row());
        let disbursed = self.days.disbursed;
        let to_account = matches!(
            self.application.loan_type,
            LoanType::Personal | LoanType::Education | LoanType::Business
        );
        if to_account && ledger.covers(ordinal, disbursed) {
            let posting = Posting {
                at: morning(&mut stream, disbursed),
                transaction_type: TransactionType::Deposit,
                amount: principal,
                description: numbered::<10>("Loan disbursement ", number.0),
                counterparty: None,
                manual: false,
            };
            ledger.post(ordinal, posting);
        }
        for installment in installments {
            let Some(day) = installment.payment_date else {
                continue;
            };
            if ledger.covers(ordinal, day) {
                let posting = Posting {
                    at: morning(&mut stream, day),
                    transaction_type: TransactionType::Payment,
                    amount: -installment.total_amount,
                    description: numbered::<10>("Loan payment ", number.0),
                    counterparty: None,
                    manual: false,
                };
                ledger.post(ordinal, posting);
            }
        }
    }

    fn collateral(&self, principal: Cents, rows: &mut Rows) {
        let key = key!("loans_db.collateral/row");
        let mut stream = self.bank.random.stream(key, self.row());
        let value = products::appraisal(&mut stream, principal);
        let collateral_type = products::collateral_type(&mut stream, self.application.loan_type);
        let (applied, decided) = (self.days.applied, self.days.decided);
        let year = applied.year();
        rows.collateral.push(Collateral {
            collateral_id: CollateralId {
                customer: self.customer.number,
                ordinal: self.ordinal,
            },
            loan_id: self.loan_id(),
            collateral_type,
            description: texts::collateral(&mut stream, collateral_type.label(), year).into(),
            appraised_value: value,
            appraisal_date: between(&mut stream, applied, decided),
            ltv_ratio: products::loan_to_value(principal, value),
        });
    }

    fn guarantors(&self, count: u8, principal: Cents, rows: &mut Rows) {
        let key = key!("loans_db.loan_guarantors/row");
        let mut stream = self.bank.random.stream(key, self.row());
        let family = rows.customers[0].last_name.clone();
        for ordinal in 1..=u64::from(count) {
            let guarantor = products::guarantor(&mut stream, self.application.loan_type, &family);
            rows.loan_guarantors.push(LoanGuarantor {
                guarantor_id: GuarantorId(self.row() * 10 + ordinal),
                loan_id: self.loan_id(),
                guarantor_name: guarantor.name.into(),
                relationship: guarantor.relationship,
                contact_info: guarantor.phone,
                guarantee_amount: products::guarantee(&mut stream, principal),
            });
        }
    }
}

/// A moment between five and seven in the morning, when the bank collects.
fn morning(stream: &mut Stream, day: Date) -> crate::values::calendar::Timestamp {
    day.second(stream.range(5 * 3600, 7 * 3600))
}
