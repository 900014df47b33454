//! The bank's words: what the rows of a table and the values of a column are called, and what that means.

/// Makes of one list the groups, the terms and what they mean.
macro_rules! glossary {
    ($(
        $(#[doc = $group_doc:literal])+
        $group:ident = $group_label:literal {
            $($term:ident = $label:literal: $definition:literal,)+
        }
    )+) => {
        /// A part of the glossary.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum TermGroup {
            $($(#[doc = $group_doc])+ $group),+
        }

        impl TermGroup {
            /// All groups.
            pub const ALL: &'static [TermGroup] = &[$(TermGroup::$group),+];

            /// The name.
            pub const fn label(self) -> &'static str {
                match self { $(TermGroup::$group => $group_label),+ }
            }

            /// What its terms are about.
            pub const fn description(self) -> &'static str {
                match self { $(TermGroup::$group => concat!($($group_doc),+).trim_ascii()),+ }
            }
        }

        /// A word of the bank's language.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum GlossaryTerm {
            $($(#[doc = $definition] $term),+),+
        }

        impl GlossaryTerm {
            /// All terms.
            pub const ALL: &'static [GlossaryTerm] = &[$($(GlossaryTerm::$term),+),+];

            /// The word.
            pub const fn label(self) -> &'static str {
                match self { $($(GlossaryTerm::$term => $label),+),+ }
            }

            /// What it means.
            pub const fn definition(self) -> &'static str {
                match self { $($(GlossaryTerm::$term => $definition),+),+ }
            }

            /// The part of the glossary that it stands in.
            pub const fn group(self) -> TermGroup {
                match self { $($(GlossaryTerm::$term => TermGroup::$group),+),+ }
            }
        }
    };
}

glossary! {
    /// The staff and how it is organized.
    Organization = "Organization" {
        Department = "Department": "A part of the bank with a head and a budget of its own.",
        Branch = "Branch": "A place where customers are served; accounts and staff belong to one.",
        Employee = "Employee": "Somebody who works or worked for the bank. Everybody but the Chief Executive Officer has a manager.",
        Salary = "Salary": "What an employee earns in a year, before taxes.",
        TrainingProgram = "Training program": "A course on offer to the staff; one is mandatory.",
        Enrollment = "Enrollment": "An employee's place in a training program.",
        PerformanceReview = "Performance review": "The yearly judgment of an employee's work by somebody else, usually the manager.",
        Assignment = "Assignment": "The duty of an employee for a customer or a branch.",
        Budget = "Budget": "What a department may spend in a year: salaries and overhead.",
    }
    /// The people and companies that the bank deals with.
    Parties = "Customers" {
        Customer = "Customer": "A person or company that is or was served by the bank; in all databases under one number.",
        CustomerProfile = "Customer profile": "What the bank knows of a customer beyond the identity: address, segment, status, occupation and income.",
        Segment = "Customer segment": "The group by which the bank serves customers: retail, premium, corporate or private banking.",
        Household = "Household": "Customers who live at one address.",
        Onboarding = "Onboarding": "The day on which somebody becomes a customer.",
        AnnualIncome = "Annual income": "What a customer earns in a year before taxes; of a company its revenue.",
        Interaction = "Interaction": "A contact between a customer and the bank, on any channel.",
        Channel = "Channel": "The way on which a customer reaches the bank, or a transaction the account.",
        SatisfactionSurvey = "Satisfaction survey": "A customer's answers after an interaction.",
        NetPromoterScore = "Net promoter score": "The answer to whether one would recommend the bank, 0 to 10. The score of many is the share of 9 and 10 less that of 0 to 6.",
        Complaint = "Complaint": "A customer's statement that something is wrong, which must be answered.",
        ResolutionTime = "Resolution time": "The time from the filing of a complaint to its resolution.",
        Campaign = "Campaign": "Marketing that addresses a segment for some weeks.",
        CampaignResponse = "Campaign response": "A customer's answer to a campaign.",
        Conversion = "Conversion": "A response that led to a sale.",
    }
    /// Accounts and what is posted to them.
    Deposits = "Deposits and payments" {
        Account = "Account": "What a customer keeps money in; it has one holder.",
        AccountNumber = "Account number": "The number by which an account is known outside; never a key.",
        Balance = "Balance": "The money on an account after its last transaction; never negative here.",
        AccountRelationship = "Account relationship": "A link between two accounts: joint owner, beneficiary, authorized user or linked savings.",
        Transaction = "Transaction": "One line of an account's statement; negative takes money, positive brings it.",
        TransactionAmount = "Transaction amount": "How much a transaction moves; its sign says which way.",
        PostingTime = "Posting time": "The moment at which a transaction takes effect on the account.",
        Counterparty = "Counterparty": "The account at the other end of a transaction.",
        InterestRate = "Interest rate": "The nominal interest of a year as a fraction: 0.0675 is 6.75 percent.",
        MaturityDate = "Maturity date": "The day on which a term ends: of a certificate of deposit, or of a loan with its last installment.",
    }
    /// Loans, from the application to the last installment.
    Lending = "Lending" {
        LoanApplication = "Loan application": "The request of a customer for a loan, and what was decided.",
        Loan = "Loan": "Money lent to a customer under an approved application.",
        Principal = "Principal": "The amount of a loan, without interest.",
        OutstandingBalance = "Outstanding balance": "The principal that is not yet paid back.",
        Disbursement = "Disbursement": "Paying a loan out.",
        Installment = "Installment": "One monthly payment of a loan: principal and interest.",
        DaysPastDue = "Days past due": "How long the oldest unpaid installment is overdue.",
        Default = "Default": "A borrower has stopped paying.",
        StatedIncome = "Stated income": "The income of a year that an applicant gives, which need not be that of the profile.",
        DebtToIncome = "Debt to income": "Monthly payments on all debts divided by the monthly income.",
        Collateral = "Collateral": "What secures a loan: property, a vehicle, equipment or inventory.",
        AppraisedValue = "Appraised value": "What collateral is worth, according to an appraiser.",
        LoanToValue = "Loan to value": "The principal divided by the appraised value of the collateral.",
        Guarantor = "Guarantor": "Somebody who answers for another's loan.",
        CreditAssessment = "Credit assessment": "The judgment whether an applicant or borrower will pay.",
        CreditScore = "Credit score": "The likelihood of payment in points, 300 to 850; higher is better.",
        CreditGrade = "Credit grade": "The class of a credit score, AAA (best) to C.",
        ProbabilityOfDefault = "Probability of default": "How likely a borrower stops paying within a year, as a fraction.",
    }
    /// Policies, premiums and claims.
    Insurance = "Insurance" {
        Policy = "Policy": "An insurance contract.",
        SumInsured = "Sum insured": "The most that a policy pays.",
        Premium = "Premium": "What a policy costs, per payment.",
        Coverage = "Coverage": "One thing that a policy pays for, up to a limit.",
        CoverageLimit = "Coverage limit": "The most that a coverage pays.",
        Deductible = "Deductible": "The part of a loss that the policyholder bears.",
        Beneficiary = "Beneficiary": "Who receives the benefit of a life policy.",
        Claim = "Claim": "What a policyholder asks of the insurer after a loss.",
        Loss = "Loss": "What a claim is about: what happened, when, and how much it cost.",
        Reserve = "Reserve": "What is set aside for what a claim may still cost.",
        Settlement = "Settlement": "The payout that ends a claim.",
        PremiumPayment = "Premium payment": "A premium that was paid, failed or was returned.",
        PolicyEvent = "Policy event": "Something that happened to a policy: issued, renewed, changed, claimed on, lapsed or ended.",
    }
    /// What the law, and the bank itself, ask of it.
    Compliance = "Risk and compliance" {
        KnowYourCustomer = "Know your customer (KYC)": "Identifying customers before they get an account, and again in intervals that follow their risk.",
        RiskRating = "Risk rating": "How likely a customer is used for money laundering: low, medium or high. It is no credit score.",
        DueDiligence = "Due diligence": "How closely a customer is looked at; enhanced for high risk.",
        AmlCheck = "AML check": "A screening of a customer against watchlists, or an alert on a transaction (anti-money laundering).",
        Alert = "Alert": "What monitoring raises when a transaction breaks a rule; most are harmless.",
        SuspiciousActivityReport = "Suspicious activity report (SAR)": "What the bank tells the authorities about suspected crime. Whom it is about must not learn of it.",
        AmountInvolved = "Amount involved": "The sum of the suspicious transactions of a report.",
        RegulatoryReport = "Regulatory report": "A report to an authority or the board, periodic or about a day with more than 10,000 dollars in cash.",
        CurrencyTransactionReport = "Currency transaction report (CTR)": "A report of a day on which a customer paid in, or was paid out, more than 10,000 dollars in cash; the two are never netted.",
        ComplianceRule = "Compliance rule": "A rule that the bank's own data are checked against.",
        Threshold = "Threshold": "The value from which a compliance rule is broken.",
        RuleViolation = "Rule violation": "A row that breaks a compliance rule.",
        AuditTrail = "Audit trail": "Who did what to which row, when and from where.",
    }
}
