//! Loans, each with its schedule, collateral and guarantors, and what they move on the paying account.

use super::case::Case;
use super::{products, repayment, risk};
use crate::generate::customer::{Funding, Ordinal};
use crate::generate::hours::{COLLECTION, between};
use crate::generate::ledger::{Ledger, Posting};
use crate::generate::stream_rows::StreamRow;
use crate::key;
use crate::tables::Rows;
use crate::tables::accounts_db::{Digits10, TransactionCategory, TransactionType};
use crate::tables::employees_db::Role;
use crate::tables::loans_db::*;
use crate::values::calendar::Date;
use crate::values::money::Cents;
use crate::values::number_spaces::LOANS;
use crate::values::numbers::in_full;
use crate::values::texts::loans as texts;

/// Makes the loan with its collateral, schedule and guarantors, and what they move on the paying account.
pub fn write(
    case: &Case,
    funding: &Funding,
    principal: Cents,
    ledger: &mut Ledger,
    rows: &mut Rows,
) {
    let (context, customer, days) = (case.context, case.customer(), case.days);
    let loan_type = case.application.loan_type;
    let key = key!("loans_db.loans/row");
    let mut stream = context.stream_of(key, case.loan_id());
    let rate = products::rate(&mut stream, loan_type, case.application.score);
    let linked = match funding.status {
        LoanStatus::PaidOff => customer.paying_account(),
        _ => ledger.oblige(),
    };
    let approver = [Role::LoanOfficer, Role::BranchManager];
    let approved_by = context.at_branch(&approver, &[days.decided, days.disbursed], &mut stream);
    let number = loan_number(case);
    let first = rows.repayment_schedule.len();
    let outstanding = repayment::write(case, funding, principal, rate, rows);
    let last = rows.repayment_schedule.last().expect("a term of months");
    rows.loans.push(Loan {
        loan_id: case.loan_id(),
        application_id: case.application_id(),
        loan_number: number,
        customer_id: customer.id(),
        linked_account_id: linked.map(|ordinal| customer.account_id(ordinal)),
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
        collateral(case, principal, rows);
    }
    guarantors(case, funding.guarantors, principal, rows);
    if let Some(ordinal) = linked {
        let installments = &rows.repayment_schedule[first..];
        post(case, ordinal, number, principal, installments, ledger);
    }
    if funding.assessed_again {
        risk::write_again(case, rows);
    }
}

/// The ten digits of the loan, unique.
fn loan_number(case: &Case) -> Digits10 {
    let random = &case.context.bank.random;
    Digits10(LOANS.number(random, case.customer().number, u64::from(case.ordinal)))
}

/// Money moves once: what the loan moves on the linked account is a row of its statement.
fn post(
    case: &Case,
    account: Ordinal,
    number: Digits10,
    principal: Cents,
    installments: &[RepaymentInstallment],
    ledger: &mut Ledger,
) {
    // A row stands at the same time whatever other rows a longer or shorter statement has.
    let random = &case.context.bank.random;
    let key = key!("loans_db.loans/posting_time");
    let time_of =
        |day: Date| random.stream(key, case.loan_id().row() << 20 | day.0 as u64 & 0xF_FFFF);
    let disbursed = case.days.disbursed;
    let to_account = matches!(
        case.application.loan_type,
        LoanType::Personal | LoanType::Education | LoanType::Business
    );
    if to_account && ledger.covers(account, disbursed) {
        let at = COLLECTION.on(disbursed, &mut time_of(disbursed));
        let words = in_full::<10>("Loan disbursement ", number.0);
        let row = Posting::new(at, TransactionType::Deposit, principal, words);
        ledger.post(account, row.spent_on(TransactionCategory::Loan));
    }
    let category = match case.application.loan_type {
        LoanType::Mortgage => TransactionCategory::Mortgage,
        _ => TransactionCategory::Loan,
    };
    for installment in installments {
        let Some(day) = installment.payment_date else {
            continue;
        };
        if ledger.covers(account, day) {
            let at = COLLECTION.on(day, &mut time_of(day));
            let words = in_full::<10>("Loan payment ", number.0);
            let amount = -installment.total_amount;
            let row = Posting::new(at, TransactionType::Payment, amount, words);
            ledger.post(account, row.spent_on(category));
        }
    }
}

/// What secures the loan.
fn collateral(case: &Case, principal: Cents, rows: &mut Rows) {
    let key = key!("loans_db.collateral/row");
    let mut stream = case.context.stream_of(key, case.loan_id());
    let value = products::appraisal(&mut stream, principal);
    let collateral_type = products::collateral_type(&mut stream, case.application.loan_type);
    let (applied, decided) = (case.days.applied, case.days.decided);
    let year = applied.year();
    rows.collateral.push(Collateral {
        collateral_id: CollateralId {
            customer: case.customer().number,
            ordinal: case.ordinal,
        },
        loan_id: case.loan_id(),
        collateral_type,
        description: texts::collateral(&mut stream, collateral_type.label(), year).into(),
        appraised_value: value,
        appraisal_date: between(&mut stream, applied, decided),
        ltv_ratio: products::loan_to_value(principal, value),
    });
}

/// Who answers for the loan.
fn guarantors(case: &Case, count: u8, principal: Cents, rows: &mut Rows) {
    let key = key!("loans_db.loan_guarantors/row");
    let mut stream = case.context.stream_of(key, case.loan_id());
    let family = rows.customers[0].last_name.clone();
    for ordinal in 1..=u64::from(count) {
        let guarantor = products::guarantor(&mut stream, case.application.loan_type, &family);
        rows.loan_guarantors.push(LoanGuarantor {
            guarantor_id: GuarantorId(case.loan_id().row() * 10 + ordinal),
            loan_id: case.loan_id(),
            guarantor_name: guarantor.name.into(),
            relationship: guarantor.relationship,
            contact_info: guarantor.phone,
            guarantee_amount: products::guarantee(&mut stream, principal),
        });
    }
}
