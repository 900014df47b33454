//! Loans, each with its schedule, collateral and guarantors, and the money it moves on the paying account.

use super::case::Case;
use super::{arrears, collateral, guarantors, payoff, rents, repayment, risk, shortfall};
use crate::generate::customer::{Funding, Ordinal};
use crate::generate::hours::COLLECTION;
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
use crate::values::statement::LATE_PAYMENT_FEE;

/// The fee for an installment paid more than this many days late: a percentage of it, within a minimum and a maximum.
const LATE_AFTER: i32 = 10;
const LATE_FEE_PERCENT: i64 = 5;
const LATE_FEE: (Cents, Cents) = (Cents::dollars(15), Cents::dollars(100));

/// Makes the loan with its collateral, schedule and guarantors, and posts the money it moves on the paying account.
pub fn write(case: &Case, funding: &Funding, ledger: &mut Ledger, rows: &mut Rows) {
    let (context, customer, days) = (case.context, case.customer(), case.days);
    let (principal, rate) = (case.terms.granted, case.terms.rate);
    let mut stream = context.stream_of(key!("loans_db.loans/row"), case.loan_id());
    let linked = ledger.oblige_from(days.disbursed);
    let approver = [Role::LoanOfficer, Role::BranchManager];
    let approved_by = context.at_branch(&approver, &[days.decided, days.disbursed], &mut stream);
    let number = loan_number(case);
    let first = rows.repayment_schedule.len();
    let standing = repayment::write(case, funding, (principal, rate), rows);
    let term_months = (rows.repayment_schedule.len() - first) as i16;
    rows.loans.push(Loan {
        loan_id: case.loan_id(),
        application_id: case.application_id(),
        loan_number: number,
        customer_id: customer.id(),
        linked_account_id: linked.map(|ordinal| customer.account_id(ordinal)),
        loan_type: case.application.loan_type,
        principal_amount: principal,
        interest_rate: rate,
        term_months,
        disbursement_date: days.disbursed,
        maturity_date: standing.matures,
        loan_status: funding.status,
        outstanding_balance: standing.outstanding,
        default_status: funding.status == LoanStatus::Defaulted,
        approved_by,
        closed_date: standing.closed,
        days_past_due: standing
            .unpaid_since
            .map_or(0, |due| (context.as_of() - due) as i16),
        charged_off_date: standing
            .unpaid_since
            .filter(|_| funding.status == LoanStatus::Defaulted)
            .map(|due| arrears::charged_off(case.application.loan_type, due)),
        payoff_source: standing
            .closed
            .map(|day| payoff::source(case, day, standing.matures)),
    });
    if funding.secured {
        collateral::write(case, principal, rows);
    }
    guarantors::write(case, funding.guarantors, principal, rows);
    if let Some(ordinal) = linked {
        // A lump-sum early payoff comes from the sale, the trade-in or the next lender, not from the account.
        let from_account = match funding.status {
            LoanStatus::PaidOff => usize::from(days.installments),
            _ => term_months as usize,
        };
        let installments = &rows.repayment_schedule[first..][..from_account];
        post(case, ordinal, number, principal, installments, ledger);
        shortfall::run_short(case, ordinal, installments, ledger);
        let left = &rows.repayment_schedule[first + from_account..];
        let left = left.iter().map(|one| one.principal_amount).sum();
        if let (Some(loan), Some(house)) = (rows.loans.last(), rows.collateral.last()) {
            rents::post(case, loan, house, ordinal, ledger);
        }
        if let Some(loan) = rows.loans.last() {
            payoff::post_sale(case, loan, left, ordinal, ledger);
        }
    }
    if funding.assessed_again {
        risk::write_again(case, &standing, rows);
    }
}

/// The fee for an installment that was paid too late.
fn late_fee(installment: Cents) -> Cents {
    let (least, most) = LATE_FEE;
    installment.times(LATE_FEE_PERCENT, 100).clamp(least, most)
}

/// The loan's ten digits, unique.
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
    // A row keeps its time whatever other rows a longer or shorter statement has.
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
    let as_of = case.context.as_of();
    for installment in installments.iter().take_while(|one| one.due_date <= as_of) {
        let Some(day) = installment.payment_date else {
            continue;
        };
        if ledger.covers(account, day) {
            let at = COLLECTION.on(day, &mut time_of(day));
            let words = in_full::<10>("Loan payment ", number.0);
            let amount = -installment.total_amount;
            let row = Posting::new(at, TransactionType::Payment, amount, words);
            ledger.post(account, row.spent_on(category));
            if day - installment.due_date > LATE_AFTER {
                let fee = late_fee(installment.total_amount);
                let row = Posting::new(at + 1, TransactionType::Fee, -fee, LATE_PAYMENT_FEE);
                ledger.post(account, row);
            }
        }
    }
}
