//! employees_db: the staff, their training, reviews and assignments.

use crate::labels;
use crate::table;
use crate::tables::constraint::{Bound::*, Condition::*, Constraint::*, Term::*};
use crate::tables::ids::{
    AssignmentId, CustomerId, DepartmentId, EmployeeId, ProgramId, ReviewId, TrainingRecordId,
};
use crate::values::calendar::{Date, Timestamp};
use crate::values::money::Cents;
use crate::values::numbers::{write_digits, write_number};
use crate::values::{SqlType, Text, Value};

labels! {
    /// What an employee does.
    pub enum Role {
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

labels! {
    /// Whether an employee is at work.
    pub enum EmploymentStatus {
        Active = "active",
        OnLeave = "on_leave",
        Terminated = "terminated",
    }
}

labels! {
    /// How far an enrolment has come.
    pub enum TrainingStatus {
        Completed = "completed",
        InProgress = "in_progress",
        Enrolled = "enrolled",
    }
}

labels! {
    /// What an employee is assigned to.
    pub enum AssignmentType {
        CustomerPortfolio = "customer_portfolio",
        BranchCoverage = "branch_coverage",
    }
}

/// A branch of the bank, `BR001` to `BR018`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BranchCode(pub u8);

impl Value for BranchCode {
    const SQL: SqlType = SqlType::Text;
    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"BR");
        write_digits::<3>(u64::from(self.0), out);
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

table! {
    /// The twelve departments of the bank.
    employees_db.departments: Department {
        /// Key, DEPT-01 to DEPT-12.
        department_id: DepartmentId [key],
        /// Name; employees.department holds it.
        department_name: DepartmentName [unique],
        /// Employee who heads the department; the head of the bank stands in where it has no staff of its own.
        department_head_id: EmployeeId,
        /// Yearly budget in US dollars: salaries and overhead.
        budget: Cents [above 0],
    }
}

table! {
    /// Everyone who works or has worked for the bank; one tree of managers with EMP-000001 at its root.
    employees_db.employees: Employee {
        /// Key, EMP- and the number in order of the staff list.
        employee_id: EmployeeId [key],
        /// Personnel number, E and digits.
        employee_number: EmployeeNumber [unique, matches "^E[0-9]{5,7}$"],
        /// Given name.
        first_name: Text,
        /// Family name.
        last_name: Text,
        /// Work address at the bank's own domain.
        email: Text [unique],
        /// The bank's switchboard with the employee's extension.
        phone: Text,
        /// What the employee does.
        role: Role,
        /// Name of the department.
        department: DepartmentName,
        /// Branch of work, BR001 to BR018.
        branch_code: BranchCode [matches "^BR[0-9]{3}$"],
        /// Manager; NULL for the head of the bank alone.
        manager_id: Option<EmployeeId>,
        /// First day at work.
        hire_date: Date,
        /// Last day at work; NULL unless terminated.
        termination_date: Option<Date>,
        /// Whether the employee is at work.
        employment_status: EmploymentStatus,
        /// Yearly salary in US dollars.
        salary: Cents [above 0],
        /// When the personnel record was made.
        created_at: Timestamp,
    }
    Check(Is("termination_date", AtLeast(Column("hire_date")))),
    Check(SetWhen("termination_date", "employment_status", &["terminated"])),
}

table! {
    /// The training programmes on offer.
    employees_db.training_programs: TrainingProgram {
        /// Key, PROG-01 to PROG-18; PROG-01 is compulsory.
        program_id: ProgramId [key],
        /// Title.
        program_name: Text [unique],
        /// What it teaches.
        description: Text,
        /// Length in hours.
        duration_hours: i16 [above 0],
        /// Whether it ends with a certificate.
        certification: bool,
    }
}

table! {
    /// Enrolments of employees in training programmes.
    employees_db.employee_training: EmployeeTraining {
        /// Key: employee and ordinal.
        training_record_id: TrainingRecordId [key],
        /// Who is trained.
        employee_id: EmployeeId,
        /// In what.
        program_id: ProgramId,
        /// Day of enrolment.
        enrollment_date: Date,
        /// Day of completion; NULL unless completed.
        completion_date: Option<Date>,
        /// How far it has come.
        status: TrainingStatus [index],
        /// Points of the final test; NULL unless completed.
        score: Option<i16> [between 65 100],
    }
    Unique(&["employee_id", "program_id"]),
    Check(Is("completion_date", AtLeast(Column("enrollment_date")))),
    Check(SetWhen("completion_date", "status", &["completed"])),
    Check(SetWhen("score", "status", &["completed"])),
}

table! {
    /// Annual reviews of the staff.
    employees_db.performance_reviews: PerformanceReview {
        /// Key: employee and ordinal.
        review_id: ReviewId [key],
        /// Who is reviewed.
        employee_id: EmployeeId,
        /// Day of the review.
        review_date: Date,
        /// Who reviews: the manager, for the head of the bank a peer.
        reviewer_id: EmployeeId,
        /// Overall rating from 1 to 5, the best.
        rating: i16 [index, between 1 5],
        /// Percentage of the year's goals that were met.
        goals_met: i16 [between 60 100],
        /// The reviewer's words.
        comments: Text,
    }
    Unique(&["employee_id", "review_date"]),
    Check(Is("reviewer_id", Not(Column("employee_id")))),
}

table! {
    /// Which customers and branches employees look after.
    employees_db.employee_assignments: EmployeeAssignment {
        /// Key: employee and ordinal for a branch, customer and 001 for a portfolio.
        assignment_id: AssignmentId [key],
        /// Who is assigned.
        employee_id: EmployeeId,
        /// To a customer or to a branch.
        assignment_type: AssignmentType,
        /// The customer's id (accounts_db.customers) or the branch's code.
        related_entity_id: AssignedEntity [index],
        /// First day.
        start_date: Date,
        /// Last day; NULL while it lasts.
        end_date: Option<Date>,
    }
    Check(Is("end_date", AtLeast(Column("start_date")))),
}
