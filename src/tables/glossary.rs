//! The bank's glossary: terms for the rows of tables and the values of columns, with definitions.

/// Expands a list into the groups, terms and definitions.
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

            /// Returns the subject of its terms.
            pub const fn description(self) -> &'static str {
                match self { $(TermGroup::$group => concat!($($group_doc),+).trim_ascii()),+ }
            }
        }

        /// A term of the glossary.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum GlossaryTerm {
            $($(#[doc = $definition] $term),+),+
        }

        impl GlossaryTerm {
            /// All terms.
            pub const ALL: &'static [GlossaryTerm] = &[$($(GlossaryTerm::$term),+),+];

            /// Returns the term.
            pub const fn label(self) -> &'static str {
                match self { $($(GlossaryTerm::$term => $label),+),+ }
            }

            /// Returns the definition.
            pub const fn definition(self) -> &'static str {
                match self { $($(GlossaryTerm::$term => $definition),+),+ }
            }

            /// Returns the group that it belongs to.
            pub const fn group(self) -> TermGroup {
                match self { $($(GlossaryTerm::$term => TermGroup::$group),+),+ }
            }
        }
    };
}

glossary! {
    /// The staff and how it is organized.
    Organization = "Organization" {
        Department = "Department": "A part of the bank with its own head and budget.",
        Branch = "Branch": "A place where customers are served; accounts and staff belong to one.",
        Employee = "Employee": "A person who works or worked for the bank. Everyone except the Chief Executive Officer has a manager.",
        Salary = "Salary": "What an employee earns in a year, before taxes.",
        TrainingProgram = "Training program": "A course on offer to the staff; one is mandatory.",
        Enrollment = "Enrollment": "An employee's place in a training program.",
        PerformanceReview = "Performance review": "The annual evaluation of an employee's work by someone else, usually the manager.",
        Assignment = "Assignment": "An employee's responsibility for a customer or a branch.",
        Budget = "Budget": "What a department may spend in a year: salaries and overhead.",
    }
    /// The people and companies that the bank deals with.
    Parties = "Customers" {
        Customer = "Customer": "A person or company that is or was served by the bank; identified by the same number in all databases.",
        CustomerProfile = "Customer profile": "What the bank knows about a customer beyond identity: address, segment, status, occupation and income.",
        Segment = "Customer segment": "The group by which the bank serves customers: retail, premium, corporate or private banking.",
        Household = "Household": "Customers who live at one address.",
        Onboarding = "Onboarding": "The day on which a person or company becomes a customer.",
        AnnualIncome = "Annual income": "What a customer earns in a year, before taxes; for a company, its revenue.",
        Interaction = "Interaction": "A contact between a customer and the bank, on any channel.",
        Channel = "Channel": "The way in which a customer reaches the bank, or a transaction reaches the account.",
        SatisfactionSurvey = "Satisfaction survey": "A customer's answers after an interaction.",
        NetPromoterScore = "Net promoter score": "Likelihood to recommend the bank, 0 to 10. The score of a group is the share of 9 and 10 minus the share of 0 to 6.",
        Complaint = "Complaint": "A customer's statement that something is wrong, which must be answered.",
        ResolutionTime = "Resolution time": "The time from the filing of a complaint to its resolution.",
        Campaign = "Campaign": "Marketing that targets a segment for several weeks.",
        CampaignResponse = "Campaign response": "A customer's answer to a campaign.",
        Conversion = "Conversion": "A response that led to a sale.",
    }
    /// Accounts and what is posted to them.
    Deposits = "Deposits and payments" {
        Account = "Account": "What a customer keeps money in; it has one holder.",
        AccountNumber = "Account number": "The number by which an account is known outside; never a key.",
        Balance = "Balance": "The money in an account after its last transaction; never negative here.",
        AccountRelationship = "Account relationship": "A link between two accounts: joint owner, beneficiary, authorized user or linked savings.",
        Transaction = "Transaction": "One line of an account's statement; negative amounts take money out, positive ones bring it in.",
        TransactionAmount = "Transaction amount": "How much a transaction moves; the sign gives the direction.",
        PostingTime = "Posting time": "The moment at which a transaction takes effect on the account.",
        Counterparty = "Counterparty": "The account at the other end of a transaction.",
        InterestRate = "Interest rate": "The nominal annual interest rate as a fraction: 0.0675 is 6.75 percent.",
        MaturityDate = "Maturity date": "The day on which a term ends: that of a certificate of deposit, or of a loan with its last installment.",
    }
    /// Loans, from the application to the last installment.
    Lending = "Lending" {
        LoanApplication = "Loan application": "A customer's request for a loan, and the decision.",
        Loan = "Loan": "Money lent to a customer under an approved application.",
        Principal = "Principal": "The amount of a loan, without interest.",
        OutstandingBalance = "Outstanding balance": "The principal not yet paid back.",
        Disbursement = "Disbursement": "Paying a loan out.",
        Installment = "Installment": "One monthly payment of a loan: principal and interest.",
        DaysPastDue = "Days past due": "How long the oldest unpaid installment is overdue.",
        Default = "Default": "A borrower has stopped paying.",
        StatedIncome = "Stated income": "The annual income that an applicant states, which may differ from the profile's.",
        DebtToIncome = "Debt to income": "Monthly payments on all debts divided by the monthly income.",
        Collateral = "Collateral": "What secures a loan: property, a vehicle, equipment or inventory.",
        AppraisedValue = "Appraised value": "What collateral is worth, according to an appraiser.",
        LoanToValue = "Loan to value": "The principal divided by the appraised value of the collateral.",
        Guarantor = "Guarantor": "A person who is liable for someone else's loan.",
        CreditAssessment = "Credit assessment": "An evaluation of whether an applicant or borrower will pay.",
        CreditScore = "Credit score": "The likelihood of repayment in points, 300 to 850; higher is better.",
        CreditGrade = "Credit grade": "The class of a credit score, AAA (best) to C.",
        ProbabilityOfDefault = "Probability of default": "How likely a borrower is to stop paying within a year, as a fraction.",
    }
    /// Policies, premiums and claims.
    Insurance = "Insurance" {
        Policy = "Policy": "An insurance contract.",
        SumInsured = "Sum insured": "The most that a policy pays.",
        Premium = "Premium": "What a policy costs, per payment.",
        Coverage = "Coverage": "One thing that a policy pays for, up to a limit.",
        CoverageLimit = "Coverage limit": "The most that a coverage pays.",
        Deductible = "Deductible": "The part of a loss that the policyholder bears.",
        Beneficiary = "Beneficiary": "A person who receives the benefit of a life policy.",
        Claim = "Claim": "What a policyholder requests from the insurer after a loss.",
        Loss = "Loss": "What a claim is about: what happened, when, and how much it cost.",
        Reserve = "Reserve": "Money set aside for what a claim may still cost.",
        Settlement = "Settlement": "The payout that ends a claim.",
        PremiumPayment = "Premium payment": "A premium that was paid, failed or was returned.",
        PolicyEvent = "Policy event": "Something that happened to a policy: issued, renewed, changed, claimed on, lapsed or ended.",
    }
    /// What the law, and the bank itself, ask of it.
    Compliance = "Risk and compliance" {
        KnowYourCustomer = "Know your customer (KYC)": "Identifying customers before they get an account, and again at intervals that depend on their risk.",
        RiskRating = "Risk rating": "How likely a customer is to be used for money laundering: low, medium or high. Not a credit score.",
        DueDiligence = "Due diligence": "How closely a customer is examined; enhanced for high risk.",
        AmlCheck = "AML check": "A screening of a customer against watchlists, or an alert on a transaction (anti-money laundering).",
        Alert = "Alert": "What monitoring raises when a transaction breaks a rule; most are harmless.",
        SuspiciousActivityReport = "Suspicious activity report (SAR)": "A report to the authorities about suspected crime. Its subject must not learn of it.",
        AmountInvolved = "Amount involved": "The sum of the suspicious transactions of a report.",
        RegulatoryReport = "Regulatory report": "A report to an authority or the board: periodic, or about a day with more than 10,000 dollars in cash.",
        CurrencyTransactionReport = "Currency transaction report (CTR)": "A report about a day on which a customer deposited or withdrew more than 10,000 dollars in cash; the two are never netted.",
        ComplianceRule = "Compliance rule": "A rule that the bank's own data is checked against.",
        Threshold = "Threshold": "The value at which a compliance rule is broken.",
        RuleViolation = "Rule violation": "A row that breaks a compliance rule.",
        AuditTrail = "Audit trail": "Who did what to which row, when and from where.",
    }
}
