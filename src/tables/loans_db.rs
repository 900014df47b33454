//! loans_db: applications, loans, collateral, guarantors, repayment schedules and credit assessments.

use crate::labels;
use crate::table;
use crate::tables::accounts_db::{AccountId, Digits10};
use crate::tables::constraint::{Bound::*, Condition::*, Constraint::*, Term::*, number};
use crate::tables::employees_db::EmployeeId;
use crate::tables::key::{CustomerId, numeric, of_customer};
use crate::values::Text;
use crate::values::calendar::Date;
use crate::values::money::{Cents, Fraction4, Probability};
use crate::values::phones::Phone;

labels! {
    /// Loan type.
    pub enum LoanType {
        Mortgage = "mortgage",
        Personal = "personal",
        Auto = "auto",
        Business = "business",
        Education = "education",
    }
}

labels! {
    /// What a loan is for.
    pub enum LoanPurpose {
        HomePurchase = "home_purchase",
        HomeRefinance = "home_refinance",
        RentalProperty = "rental_property",
        NewVehicle = "new_vehicle",
        UsedVehicle = "used_vehicle",
        DebtConsolidation = "debt_consolidation",
        HomeImprovement = "home_improvement",
        MedicalExpenses = "medical_expenses",
        MajorPurchase = "major_purchase",
        Moving = "moving",
        Wedding = "wedding",
        WorkingCapital = "working_capital",
        Equipment = "equipment",
        Expansion = "expansion",
        Premises = "premises",
        Tuition = "tuition",
        HomeEquity = "home_equity",
    }
}

labels! {
    /// Source of the money that paid off a loan.
    pub enum PayoffSource {
        Schedule = "schedule",
        Sale = "sale",
        TradeIn = "trade_in",
        Refinancing = "refinancing",
        OwnFunds = "own_funds",
    }
}

labels! {
    /// Status of an application.
    pub enum ApplicationStatus {
        Approved = "approved",
        Rejected = "rejected",
        Pending = "pending",
        Withdrawn = "withdrawn",
    }
}

labels! {
    /// Status of a loan.
    pub enum LoanStatus {
        Active = "active",
        PaidOff = "paid_off",
        Defaulted = "defaulted",
        Restructured = "restructured",
    }
}

labels! {
    /// Type of collateral.
    pub enum CollateralType {
        Property = "property",
        RealEstate = "real_estate",
        Vehicle = "vehicle",
        Equipment = "equipment",
        Inventory = "inventory",
    }
}

labels! {
    /// Payment status of an installment.
    pub enum InstallmentStatus {
        Paid = "paid",
        Late = "late",
        Missed = "missed",
        Pending = "pending",
    }
}

labels! {
    /// Guarantor's relationship to the borrower.
    pub enum GuarantorRelationship {
        Spouse = "spouse",
        Parent = "parent",
        Sibling = "sibling",
        BusinessPartner = "business_partner",
        Friend = "friend",
    }
}

labels! {
    /// Credit grade, best first.
    pub enum CreditGrade {
        Aaa = "AAA",
        Aa = "AA",
        A = "A",
        Bbb = "BBB",
        Bb = "BB",
        B = "B",
        Ccc = "CCC",
        Cc = "CC",
        C = "C",
    }
}

of_customer!(
    /// `APP-0000001-1`
    ApplicationId, "APP-", { ordinal: u8 = 1 }, loans_db.loan_applications.application_id
);

table! {
    /// Loan applications and their decisions.
    loans_db.loan_applications: LoanApplication [
        term LoanApplication, product LoanBook, steward LoanOfficer, retention Application, criticality High, freshness Quarterly
    ] {
        /// Key: customer and sequence number in time order.
        application_id: ApplicationId [key],
        /// Customer who applied.
        customer_id: CustomerId,
        /// Loan type.
        loan_type: LoanType,
        /// Requested amount in US dollars.
        requested_amount: Cents [above 0, unit Usd],
        /// Date of the application.
        application_date: Date [event],
        /// Status of the application.
        status: ApplicationStatus [index],
        /// Loan officer handling it.
        officer_id: EmployeeId,
        /// Date of the decision, 1 to 30 days after the application; NULL if none was made.
        decision_date: Option<Date>,
        /// Approved amount in US dollars, 80 to 100 percent of the requested amount; NULL unless approved.
        approved_amount: Option<Cents> [unit Usd],
        /// Reason for rejection; NULL unless rejected.
        rejection_reason: Option<Text>,
        /// What the money is for.
        purpose: LoanPurpose,
        /// Income a year that the applicant stated, in US dollars; of a company its revenue.
        stated_income: Cents [
            above 0, pii Income, unit UsdPerYear, term StatedIncome,
            computed "credit.stated_income" "customer_db.customer_profiles.annual_income",
        ],
        /// Debt to income as a fraction: monthly payments on the requested amount, on loans here and on debts elsewhere, divided by a twelfth of the stated income.
        dti_ratio: Fraction4 [above 0, unit Fraction, term DebtToIncome],
    }
    Check(Is("decision_date", Above(Column("application_date")))),
    Check(Any(&[Is("status", NoneOf(&["approved", "rejected"])), Is("decision_date", Set)])),
    Check(Any(&[Is("status", NoneOf(&["pending"])), Is("decision_date", Unset)])),
    Check(Is("approved_amount", Between(Times("requested_amount", number("0.8")), Column("requested_amount")))),
    Check(SetWhen("approved_amount", "status", &["approved"])),
    Check(SetWhen("rejection_reason", "status", &["rejected"])),
}

of_customer!(
    /// `LOAN-0000001-1`, the ordinal being its application's
    LoanId, "LOAN-", { ordinal: u8 = 1 }, loans_db.loans.loan_id
);

table! {
    /// Disbursed loans, at most one per approved application.
    loans_db.loans: Loan [
        term Loan, product LoanBook, steward LoanOfficer, retention Contract, criticality High, freshness Quarterly
    ] {
        /// Key: customer and the application's sequence number.
        loan_id: LoanId [key],
        /// Application it was granted on.
        application_id: ApplicationId [unique],
        /// Loan number, ten digits.
        loan_number: Digits10 [unique, matches "^[0-9]{10,12}$", pii AccountNumber],
        /// Borrower.
        customer_id: CustomerId [copied "loans_db.loan_applications.customer_id"],
        /// Borrower's account that installments are paid from; NULL if paid from elsewhere.
        linked_account_id: Option<AccountId>,
        /// Loan type, as in the application.
        loan_type: LoanType [index, copied "loans_db.loan_applications.loan_type"],
        /// Amount disbursed, in US dollars.
        principal_amount: Cents [above 0, unit Usd, term Principal, copied "loans_db.loan_applications.approved_amount"],
        /// Nominal annual interest rate as a fraction: 0.0675 is 6.75 percent.
        interest_rate: Fraction4 [unit FractionPerYear, term InterestRate],
        /// Number of monthly installments; of a restructured loan as extended.
        term_months: i16 [unit Months],
        /// Date of disbursement.
        disbursement_date: Date [event, term Disbursement],
        /// Due date of the last installment.
        maturity_date: Date [term MaturityDate, computed "loans.dates" "loans_db.repayment_schedule.due_date"],
        /// Status.
        loan_status: LoanStatus [index],
        /// Principal minus principal repaid, in US dollars; 0 once paid off.
        outstanding_balance: Cents [
            at_least 0, unit Usd, term OutstandingBalance,
            computed "loans.outstanding" "loans_db.repayment_schedule.principal_amount"
                "loans_db.repayment_schedule.payment_status",
        ],
        /// Whether the borrower is in default.
        default_status: bool [term Default],
        /// Employee who approved it.
        approved_by: EmployeeId,
        /// Date on which it was paid off; NULL while anything is owed.
        closed_date: Option<Date> [computed "credit.closed" "loans_db.repayment_schedule.payment_date"],
        /// Days that the oldest unpaid installment is past its due date on the as-of date; 0 if none is.
        days_past_due: i16 [
            at_least 0, unit Days, term DaysPastDue,
            computed "credit.past_due" "loans_db.repayment_schedule.due_date" "loans_db.repayment_schedule.payment_date",
        ],
        /// Date on which it was charged off: the business day on or after 120 days past due, of a mortgage after 180; NULL unless in default.
        charged_off_date: Option<Date> [
            computed "credit.charged_off" "loans_db.repayment_schedule.due_date" "loans_db.repayment_schedule.payment_date",
        ],
        /// What paid it off: the schedule to its end, or early the sale of the house, a trade-in, another lender, or the borrower's money elsewhere; NULL unless paid off.
        payoff_source: Option<PayoffSource>,
    }
    Check(SetWhen("payoff_source", "loan_status", &["paid_off"])),
    Check(SetWhen("charged_off_date", "loan_status", &["defaulted"])),
    Check(SetWhen("closed_date", "loan_status", &["paid_off"])),
    Check(Any(&[Is("loan_status", NoneOf(&["paid_off"])), Is("days_past_due", Equals(Number(number("0"))))])),
    Check(Is("maturity_date", Above(Column("disbursement_date")))),
    Check(Is("outstanding_balance", AtMost(Column("principal_amount")))),
    Check(Same(&Is("loan_status", OneOf(&["paid_off"])), &Is("outstanding_balance", Equals(Number(number("0")))))),
    Check(Same(&Is("loan_status", OneOf(&["defaulted"])), &True("default_status"))),
    Check(Is("interest_rate", ByLabel("loan_type", &[
        ("mortgage", number("0.0325"), number("0.0675")),
        ("personal", number("0.0599"), number("0.1799")),
        ("auto", number("0.0399"), number("0.0899")),
        ("business", number("0.0499"), number("0.1299")),
        ("education", number("0.0425"), number("0.0875")),
    ]))),
    Check(Is("term_months", ByLabel("loan_type", &[
        ("mortgage", number("180"), number("360")),
        ("personal", number("12"), number("60")),
        ("auto", number("36"), number("72")),
        ("business", number("36"), number("120")),
        ("education", number("60"), number("180")),
    ]))),
}

of_customer!(
    /// `COL-0000001-1`, the ordinal being its loan's
    CollateralId, "COL-", { ordinal: u8 = 1 }, loans_db.collateral.collateral_id
);

table! {
    /// Collateral of mortgages and of some auto and business loans.
    loans_db.collateral: Collateral [
        term Collateral, product LoanBook, steward LoanOfficer, retention Contract, criticality Medium, freshness HalfYearly
    ] {
        /// Key: customer and the loan's sequence number.
        collateral_id: CollateralId [key],
        /// Loan it secures.
        loan_id: LoanId [unique],
        /// Type of collateral.
        collateral_type: CollateralType,
        /// Description.
        description: Text [pii FreeText],
        /// Appraised value in US dollars, 110 to 150 percent of the loan's principal.
        appraised_value: Cents [above 0, unit Usd, term AppraisedValue],
        /// Date of the appraisal.
        appraisal_date: Date [event],
        /// Loan-to-value ratio as a fraction: principal divided by appraised value, rounded to 4 places.
        ltv_ratio: Fraction4 [
            between 0.6667 0.9091, unit Fraction, term LoanToValue,
            computed "collateral.ltv" "loans_db.loans.principal_amount",
        ],
    }
}

numeric!(
    /// Customer, loan and installment: customer 57, loan 1, installment 12 is 5701012.
    ScheduleId, loans_db.repayment_schedule.schedule_id
);

table! {
    /// Complete repayment schedule of each loan in monthly installments, with the payment status of each.
    loans_db.repayment_schedule: RepaymentInstallment [
        term Installment, product LoanBook, steward LoanOfficer, retention Contract, criticality High, freshness Weekly
    ] {
        /// Key: customer, loan (two digits) and installment (three digits).
        schedule_id: ScheduleId [key],
        /// Loan being repaid.
        loan_id: LoanId,
        /// Installment number, from 1 to the loan's term.
        installment_number: i16 [between 1 360, computed "schedule.complete" "loans_db.loans.term_months"],
        /// Due date.
        due_date: Date [event, computed "schedule.due" "loans_db.loans.disbursement_date"],
        /// Principal portion in US dollars.
        principal_amount: Cents [
            above 0, unit Usd, term Principal,
            computed "schedule.principal" "loans_db.loans.principal_amount",
        ],
        /// Interest portion in US dollars: one month on the outstanding principal; 0 of what an early pay-off leaves.
        interest_amount: Cents [
            at_least 0, unit Usd,
            computed "schedule.interest" "loans_db.loans.principal_amount" "loans_db.loans.interest_rate",
        ],
        /// Total installment in US dollars.
        total_amount: Cents [
            above 0, unit Usd, term Installment,
            computed "schedule.level" "loans_db.loans.principal_amount" "loans_db.loans.interest_rate"
                "loans_db.loans.term_months",
        ],
        /// Date of payment; NULL if not paid.
        payment_date: Option<Date> [event],
        /// Payment status: paid by the due date or the next business day, late after it, missed, or pending (not yet due, or overdue by at most 30 days).
        payment_status: InstallmentStatus [index],
    }
    Unique(&["loan_id", "installment_number"]),
    Check(Is("total_amount", Equals(Sum("principal_amount", "interest_amount")))),
    Check(SetWhen("payment_date", "payment_status", &["paid", "late"])),
    Check(Any(&[Is("payment_status", NoneOf(&["late"])), Is("payment_date", Above(Column("due_date")))])),
}

numeric!(
    /// Customer, loan and ordinal: customer 57, loan 1, guarantor 2 is 5712.
    GuarantorId, loans_db.loan_guarantors.guarantor_id
);

table! {
    /// Guarantors of loans.
    loans_db.loan_guarantors: LoanGuarantor [
        term Guarantor, product LoanBook, steward LoanOfficer, retention Contract, criticality Medium
    ] {
        /// Key: customer, loan and sequence number.
        guarantor_id: GuarantorId [key],
        /// Guaranteed loan.
        loan_id: LoanId [event],
        /// First and last name.
        guarantor_name: Text [pii Name],
        /// Relationship to the borrower.
        relationship: GuarantorRelationship,
        /// Phone number from a range reserved for fiction or never assigned.
        contact_info: Phone [matches "^[0-9]{3}-[0-9]{3}-[0-9]{4}$", pii Phone],
        /// Guaranteed amount in US dollars, 50 to 100 percent of the loan's principal.
        guarantee_amount: Cents [above 0, unit Usd],
    }
}

numeric!(
    /// Customer, application and ordinal in time order: customer 57, application 1, assessment 2 is 5712.
    AssessmentId, loans_db.risk_assessments.assessment_id
);

table! {
    /// Credit assessments: of every application before its decision, and of some loans again later.
    loans_db.risk_assessments: RiskAssessment [
        term CreditAssessment, product LoanBook, steward RiskAnalyst, retention Application, criticality High, freshness Quarterly
    ] {
        /// Key: customer, application and sequence number in time order.
        assessment_id: AssessmentId [key],
        /// Loan that is reassessed; NULL for the assessment of an application.
        loan_id: Option<LoanId>,
        /// Application assessed, or the one the loan was granted on.
        application_id: ApplicationId,
        /// Date of the assessment.
        assessment_date: Date [event],
        /// Credit score, 300 to 850.
        risk_score: i16 [between 300 850, unit Points, term CreditScore],
        /// Probability of default as a fraction, 0.01 to 0.95.
        pd_probability: Probability [between 0.01 0.95, unit Fraction, term ProbabilityOfDefault],
        /// Credit grade of the score, AAA (best) to C.
        credit_grade: CreditGrade [index, term CreditGrade],
        /// Risk analyst or compliance officer who made the assessment.
        assessed_by: EmployeeId,
    }
    Unique(&["application_id", "assessment_date"]),
    Check(Is("credit_grade", Equals(Grade("risk_score", &[
        (number("800"), "AAA"),
        (number("760"), "AA"),
        (number("720"), "A"),
        (number("680"), "BBB"),
        (number("640"), "BB"),
        (number("600"), "B"),
        (number("560"), "CCC"),
        (number("520"), "CC"),
    ], "C")))),
}
