//! loans_db: applications, the loans that come of them, what secures them, and how they are paid back.

use crate::labels;
use crate::table;
use crate::tables::accounts_db::Digits10;
use crate::tables::constraint::{Bound::*, Condition::*, Constraint::*, Term::*, number};
use crate::tables::ids::*;
use crate::values::Text;
use crate::values::calendar::Date;
use crate::values::money::{Cents, Fraction4, Probability};
use crate::values::phones::Phone;

labels! {
    /// What the money is for.
    pub enum LoanType {
        Mortgage = "mortgage",
        Personal = "personal",
        Auto = "auto",
        Business = "business",
        Education = "education",
    }
}

labels! {
    /// What became of an application.
    pub enum ApplicationStatus {
        Approved = "approved",
        Rejected = "rejected",
        Pending = "pending",
        Withdrawn = "withdrawn",
    }
}

labels! {
    /// How a loan stands.
    pub enum LoanStatus {
        Active = "active",
        PaidOff = "paid_off",
        Defaulted = "defaulted",
        Restructured = "restructured",
    }
}

labels! {
    /// What kind of thing secures a loan.
    pub enum CollateralType {
        Property = "property",
        RealEstate = "real_estate",
        Vehicle = "vehicle",
        Equipment = "equipment",
        Inventory = "inventory",
    }
}

labels! {
    /// How an instalment was met.
    pub enum InstallmentStatus {
        Paid = "paid",
        Late = "late",
        Missed = "missed",
        Pending = "pending",
    }
}

labels! {
    /// What a guarantor is to the borrower.
    pub enum GuarantorRelationship {
        Spouse = "spouse",
        Parent = "parent",
        Sibling = "sibling",
        BusinessPartner = "business_partner",
        Friend = "friend",
    }
}

labels! {
    /// The grade of a credit score, best first.
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

table! {
    /// Applications of customers for loans, and how they were decided.
    loans_db.loan_applications: LoanApplication {
        /// Key: customer and ordinal in time order.
        application_id: ApplicationId [key],
        /// Who applies.
        customer_id: CustomerId,
        /// What the money is for.
        loan_type: LoanType,
        /// Amount asked for, in US dollars.
        requested_amount: Cents [above 0],
        /// Day of the application.
        application_date: Date,
        /// What became of it.
        status: ApplicationStatus [index],
        /// Loan officer who handles it.
        officer_id: EmployeeId,
        /// Day of the decision, 1 to 30 days after the application; NULL where none was made.
        decision_date: Option<Date>,
        /// Amount granted in US dollars, 80 to 100 percent of the requested one; NULL unless approved.
        approved_amount: Option<Cents>,
        /// Why it was rejected; NULL unless rejected.
        rejection_reason: Option<Text>,
    }
    Check(Is("decision_date", Above(Column("application_date")))),
    Check(Any(&[Is("status", NoneOf(&["approved", "rejected"])), Is("decision_date", Set)])),
    Check(Any(&[Is("status", NoneOf(&["pending"])), Is("decision_date", Unset)])),
    Check(Is("approved_amount", Between(Times("requested_amount", number("0.8")), Column("requested_amount")))),
    Check(SetWhen("approved_amount", "status", &["approved"])),
    Check(SetWhen("rejection_reason", "status", &["rejected"])),
}

table! {
    /// Loans that were paid out, one at most for each approved application.
    loans_db.loans: Loan {
        /// Key: customer and the application's ordinal.
        loan_id: LoanId [key],
        /// Application that it was granted on.
        application_id: ApplicationId [unique],
        /// Loan number, ten digits.
        loan_number: Digits10 [unique, matches "^[0-9]{10}$"],
        /// Who borrows.
        customer_id: CustomerId,
        /// The borrower's account that instalments are paid from; NULL if they are paid from elsewhere.
        linked_account_id: Option<AccountId>,
        /// What the money is for, as in the application.
        loan_type: LoanType [index],
        /// Amount paid out, in US dollars.
        principal_amount: Cents [above 0],
        /// Nominal yearly interest rate as a fraction: 0.0675 is 6.75 percent.
        interest_rate: Fraction4,
        /// Number of monthly instalments.
        term_months: i16,
        /// Day on which it was paid out.
        disbursement_date: Date,
        /// Day on which the last instalment is due.
        maturity_date: Date,
        /// How it stands.
        loan_status: LoanStatus [index],
        /// Principal less the principal parts paid, in US dollars; 0 once paid off.
        outstanding_balance: Cents [at_least 0],
        /// Whether the borrower is in default.
        default_status: bool,
        /// Employee who approved it.
        approved_by: EmployeeId,
    }
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

table! {
    /// What secures a loan: all collateral of mortgages and of some auto and business loans.
    loans_db.collateral: Collateral {
        /// Key: customer and the loan's ordinal.
        collateral_id: CollateralId [key],
        /// Loan that it secures.
        loan_id: LoanId [unique],
        /// What kind of thing it is.
        collateral_type: CollateralType,
        /// What it is.
        description: Text,
        /// Appraised value in US dollars, 110 to 150 percent of the loan's principal.
        appraised_value: Cents [above 0],
        /// Day of the appraisal.
        appraisal_date: Date,
        /// Loan to value as a fraction: the loan's principal by the appraised value, rounded to 4 places.
        ltv_ratio: Fraction4 [between 0.6667 0.9091],
    }
}

table! {
    /// The complete plan of monthly instalments of each loan, and how each instalment was met.
    loans_db.repayment_schedule: RepaymentInstallment {
        /// Key: customer, loan (two digits) and instalment (three digits).
        schedule_id: ScheduleId [key],
        /// Loan that is paid back.
        loan_id: LoanId,
        /// Place in the plan, from 1 to the loan's term.
        installment_number: i16 [between 1 360],
        /// Day on which it is due.
        due_date: Date,
        /// Part that reduces the outstanding principal, in US dollars.
        principal_amount: Cents [above 0],
        /// Interest of the month on the outstanding principal, in US dollars.
        interest_amount: Cents [at_least 0],
        /// Both parts together, in US dollars.
        total_amount: Cents [above 0],
        /// Day of the payment; NULL where there is none.
        payment_date: Option<Date>,
        /// How it was met: paid by the due day, late after it, missed, or pending while not due or due for at most 30 days.
        payment_status: InstallmentStatus [index],
    }
    Unique(&["loan_id", "installment_number"]),
    Check(Is("total_amount", Equals(Sum("principal_amount", "interest_amount")))),
    Check(SetWhen("payment_date", "payment_status", &["paid", "late"])),
    Check(Same(&Is("payment_status", OneOf(&["late"])), &Is("payment_date", Above(Column("due_date"))))),
}

table! {
    /// People who answer for a loan of somebody else.
    loans_db.loan_guarantors: LoanGuarantor {
        /// Key: customer, loan and ordinal.
        guarantor_id: GuarantorId [key],
        /// Loan that is guaranteed.
        loan_id: LoanId,
        /// Given and family name.
        guarantor_name: Text,
        /// What the guarantor is to the borrower.
        relationship: GuarantorRelationship,
        /// Telephone number, of a range that nobody has.
        contact_info: Phone [matches "^[0-9]{3}-[0-9]{3}-[0-9]{4}$"],
        /// Amount guaranteed in US dollars, 50 to 100 percent of the loan's principal.
        guarantee_amount: Cents [above 0],
    }
}

table! {
    /// Credit scores: of every application before its decision, of some loans again later.
    loans_db.risk_assessments: RiskAssessment {
        /// Key: customer, application and ordinal in time order.
        assessment_id: AssessmentId [key],
        /// Loan that is assessed again; NULL for the assessment of an application.
        loan_id: Option<LoanId>,
        /// Application that is assessed, or that the loan was granted on.
        application_id: ApplicationId,
        /// Day of the assessment.
        assessment_date: Date,
        /// Credit score, 300 to 850.
        risk_score: i16 [between 300 850],
        /// Probability of default as a fraction, 0.01 to 0.95.
        pd_probability: Probability [between 0.01 0.95],
        /// Grade of the score, AAA the best.
        credit_grade: CreditGrade [index],
        /// Risk analyst or compliance officer who made it.
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
