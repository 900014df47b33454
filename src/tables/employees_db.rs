//! employees_db: the staff, their training, reviews and assignments.

use crate::labels;
use crate::table;
use crate::tables::constraint::{Bound::*, Condition::*, Constraint::*, Term::*};
use crate::tables::key::{CustomerId, numbered, numeric};
use crate::values::calendar::{Date, Timestamp};
use crate::values::money::Cents;
use crate::values::numbers::write_number;
use crate::values::{SqlType, Text, Value};

labels! {
    /// Role of an employee.
    pub enum Role {
        ChiefExecutive = "Chief Executive Officer",
        BranchManager = "Branch Manager",
        CustomerService = "Customer Service Representative",
        LoanOfficer = "Loan Officer",
        InsuranceAgent = "Insurance Agent",
        ComplianceOfficer = "Compliance Officer",
        RiskAnalyst = "Risk Analyst",
        ItSpecialist = "IT Specialist",
        HrSpecialist = "HR Specialist",
        FinanceSpecialist = "Finance Specialist",
        AuditSpecialist = "Audit Specialist",
        OperationsSpecialist = "Operations Specialist",
        MarketingSpecialist = "Marketing Specialist",
    }
}

labels! {
    /// The name of a department.
    pub enum DepartmentName {
        RetailBanking = "Retail Banking",
        Lending = "Lending",
        Insurance = "Insurance",
        Compliance = "Compliance",
        Operations = "Operations",
        CustomerService = "Customer Service",
        RiskManagement = "Risk Management",
        InformationTechnology = "Information Technology",
        HumanResources = "Human Resources",
        Finance = "Finance",
        InternalAudit = "Internal Audit",
        Marketing = "Marketing",
    }
}

impl Role {
    /// Returns the department of a role. The Chief Executive Officer also leads retail banking.
    pub const fn department(self) -> DepartmentName {
        match self {
            Role::ChiefExecutive | Role::BranchManager => DepartmentName::RetailBanking,
            Role::CustomerService => DepartmentName::CustomerService,
            Role::LoanOfficer => DepartmentName::Lending,
            Role::InsuranceAgent => DepartmentName::Insurance,
            Role::ComplianceOfficer => DepartmentName::Compliance,
            Role::RiskAnalyst => DepartmentName::RiskManagement,
            Role::ItSpecialist => DepartmentName::InformationTechnology,
            Role::HrSpecialist => DepartmentName::HumanResources,
            Role::FinanceSpecialist => DepartmentName::Finance,
            Role::AuditSpecialist => DepartmentName::InternalAudit,
            Role::OperationsSpecialist => DepartmentName::Operations,
            Role::MarketingSpecialist => DepartmentName::Marketing,
        }
    }
}

labels! {
    /// Employment status of an employee.
    pub enum EmploymentStatus {
        Active = "active",
        OnLeave = "on_leave",
        Terminated = "terminated",
    }
}

labels! {
    /// Status of an enrollment.
    pub enum TrainingStatus {
        Completed = "completed",
        InProgress = "in_progress",
        Enrolled = "enrolled",
    }
}

labels! {
    /// Type of assignment.
    pub enum AssignmentType {
        CustomerPortfolio = "customer_portfolio",
        BranchCoverage = "branch_coverage",
    }
}

/// `E10001`: E and 10,000 plus the employee's number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EmployeeNumber(pub u32);

impl Value for EmployeeNumber {
    const SQL: SqlType = SqlType::Text;
    fn write(&self, out: &mut Vec<u8>) {
        out.push(b'E');
        write_number(u64::from(self.0) + 10_000, out);
    }
}

/// A customer or a branch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AssignedEntity {
    /// The customer of a portfolio.
    Customer(CustomerId),
    /// The branch that is covered.
    Branch(BranchCode),
}

impl Value for AssignedEntity {
    const SQL: SqlType = SqlType::Text;
    fn write(&self, out: &mut Vec<u8>) {
        match self {
            AssignedEntity::Customer(id) => id.write(out),
            AssignedEntity::Branch(code) => code.write(out),
        }
    }
}

numbered!(
    /// `DEPT-01`
    DepartmentId, "DEPT-", 2, employees_db.departments.department_id
);

table! {
    /// The twelve departments of the bank.
    employees_db.departments: Department [
        term Department, product Workforce, steward FinanceSpecialist, retention InUse, criticality Medium
    ] {
        /// Key: DEPT-01 to DEPT-12.
        department_id: DepartmentId [key],
        /// Name, as in employees.department.
        department_name: DepartmentName [unique, term Department],
        /// Department head; the Chief Executive Officer if the department has no staff yet.
        department_head_id: EmployeeId,
        /// Annual budget in US dollars: salaries and overhead.
        budget: Cents [above 0, unit UsdPerYear, term Budget],
    }
}

numbered!(
    /// `BR001`
    BranchCode, "BR", 3, employees_db.branches.branch_code
);

table! {
    /// The eighteen branches of the bank.
    employees_db.branches: Branch [
        term Branch, product Workforce, steward OperationsSpecialist, retention InUse, criticality Medium
    ] {
        /// Key: BR001 to BR018; BR001 is the head office.
        branch_code: BranchCode [key],
        /// Name.
        branch_name: Text [unique],
        /// Street address.
        address: Text,
        /// City.
        city: Text,
        /// Two-letter state code.
        state: Text [matches "^[A-Z]{2}$"],
        /// ZIP code of the city, five digits.
        postal_code: Text [matches "^[0-9]{5}$"],
        /// The bank's main number with the branch's extension.
        phone: Text [unique],
        /// Opening date.
        opened_date: Date [event],
        /// Branch manager; the area's manager if the branch has none of its own.
        manager_id: EmployeeId,
    }
}

numbered!(
    /// `EMP-000001`
    EmployeeId, "EMP-", 6, employees_db.employees.employee_id
);

table! {
    /// Current and former employees; one management tree below the Chief Executive Officer, EMP-000001.
    employees_db.employees: Employee [
        term Employee, product Workforce, steward HrSpecialist, retention Employment, criticality High
    ] {
        /// Key: EMP- and the employee's sequence number.
        employee_id: EmployeeId [key],
        /// Employee number: E and digits.
        employee_number: EmployeeNumber [unique, matches "^E[0-9]{5,7}$", pii AccountNumber],
        /// First name.
        first_name: Text [pii Name],
        /// Last name.
        last_name: Text [pii Name],
        /// Work email address at the bank's own domain.
        email: Text [unique, pii Email],
        /// The bank's main number with the employee's extension.
        phone: Text [pii Phone],
        /// Job role.
        role: Role,
        /// Department name.
        department: DepartmentName [copied "employees_db.departments.department_name"],
        /// Home branch, BR001 to BR018.
        branch_code: BranchCode,
        /// Manager; NULL only for the Chief Executive Officer.
        manager_id: Option<EmployeeId>,
        /// Hire date.
        hire_date: Date [event],
        /// Last day of employment; NULL unless terminated.
        termination_date: Option<Date>,
        /// Employment status.
        employment_status: EmploymentStatus,
        /// Annual salary in US dollars.
        salary: Cents [above 0, pii Income, unit UsdPerYear, term Salary],
        /// Time the record was created.
        created_at: Timestamp,
    }
    Check(Is("termination_date", AtLeast(Column("hire_date")))),
    Check(SetWhen("termination_date", "employment_status", &["terminated"])),
}

numbered!(
    /// `PROG-01`
    ProgramId, "PROG-", 2, employees_db.training_programs.program_id
);

table! {
    /// Training programs on offer.
    employees_db.training_programs: TrainingProgram [
        term TrainingProgram, product Workforce, steward HrSpecialist, retention InUse, criticality Low
    ] {
        /// Key: PROG-01 to PROG-18; PROG-01 is mandatory.
        program_id: ProgramId [key],
        /// Title.
        program_name: Text [unique],
        /// What the program teaches.
        description: Text,
        /// Duration in hours.
        duration_hours: i16 [above 0, unit Hours],
        /// Whether it ends with a certificate.
        certification: bool,
    }
}

numeric!(
    /// Employee and ordinal: employee 12, record 3 is 1203.
    TrainingRecordId, employees_db.employee_training.training_record_id
);

table! {
    /// Enrollments of employees in training programs.
    employees_db.employee_training: EmployeeTraining [
        term Enrollment, product Workforce, steward HrSpecialist, retention Employment, criticality Medium, freshness Quarterly
    ] {
        /// Key: employee and sequence number.
        training_record_id: TrainingRecordId [key],
        /// Employee who is enrolled.
        employee_id: EmployeeId,
        /// Training program.
        program_id: ProgramId,
        /// Date of enrollment.
        enrollment_date: Date [event],
        /// Date of completion; NULL unless completed.
        completion_date: Option<Date>,
        /// Status.
        status: TrainingStatus [index],
        /// Final test score; NULL unless completed.
        score: Option<i16> [between 65 100, unit Points],
    }
    Unique(&["employee_id", "program_id"]),
    Check(Is("completion_date", AtLeast(Column("enrollment_date")))),
    Check(SetWhen("completion_date", "status", &["completed"])),
    Check(SetWhen("score", "status", &["completed"])),
}

numeric!(
    /// Employee and ordinal: employee 12, review 3 is 123.
    ReviewId, employees_db.performance_reviews.review_id
);

table! {
    /// Annual performance reviews.
    employees_db.performance_reviews: PerformanceReview [
        term PerformanceReview, product Workforce, steward HrSpecialist, retention Employment, criticality Medium, freshness HalfYearly
    ] {
        /// Key: employee and sequence number.
        review_id: ReviewId [key],
        /// Employee under review.
        employee_id: EmployeeId,
        /// Date of the review.
        review_date: Date [event],
        /// Reviewer: the manager; for the Chief Executive Officer, a peer.
        reviewer_id: EmployeeId [computed "reviews.reviewers" "employees_db.employees.manager_id"],
        /// Overall rating, 1 to 5 (best).
        rating: i16 [index, between 1 5, unit Points],
        /// Percentage of the year's goals met.
        goals_met: i16 [between 60 100, unit Percent],
        /// Reviewer's comments.
        comments: Text [pii FreeText],
    }
    Unique(&["employee_id", "review_date"]),
    Check(Is("reviewer_id", Not(Column("employee_id")))),
}

numeric!(
    /// A branch coverage has employee and ordinal (employee 12, row 1 is 121); a portfolio the customer and `001`
    /// (customer 57 is 57001), above every coverage.
    AssignmentId, employees_db.employee_assignments.assignment_id
);

table! {
    /// Customers and branches assigned to employees.
    employees_db.employee_assignments: EmployeeAssignment [
        term Assignment, product Workforce, steward HrSpecialist, retention Employment, criticality Low, freshness HalfYearly
    ] {
        /// Key: for a branch, employee and sequence number; for a portfolio, customer and 001.
        assignment_id: AssignmentId [key],
        /// Employee assigned.
        employee_id: EmployeeId,
        /// Type of assignment: a customer or a branch.
        assignment_type: AssignmentType,
        /// Customer id (accounts_db.customers) or branch code.
        related_entity_id: AssignedEntity [
            index, any_key,
            copied "accounts_db.customers.customer_id" "employees_db.branches.branch_code",
        ],
        /// First day.
        start_date: Date [event],
        /// Last day; NULL while ongoing.
        end_date: Option<Date>,
    }
    Check(Is("end_date", AtLeast(Column("start_date")))),
}
