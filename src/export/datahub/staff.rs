//! Owners and stewards of the tables: departments and employees of the bank.

use super::proposals::Proposals;
use crate::error::{Error, Result};
use crate::export::tables::Tables;
use crate::tables::Row;
use crate::tables::Stewardship;
use crate::tables::employees_db::{self, DepartmentName, Employee, EmploymentStatus};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Number of employees who look after the tables of a role.
const STEWARDS: usize = 2;

/// An employee exported to DataHub.
#[derive(Clone)]
struct Person {
    id: String,
    first_name: String,
    last_name: String,
    email: String,
    role: String,
    department: String,
    manager: Option<String>,
}

/// The employees exported to DataHub: department heads and stewards.
#[derive(Default)]
pub(super) struct Staff {
    /// In the order of their numbers.
    people: Vec<Person>,
    /// Department heads, by department.
    heads: BTreeMap<String, String>,
}

impl Staff {
    /// Reads the active employees who head a department or have been in a steward's role longest; nobody if the bundle has no employees.
    pub(super) fn read(tables: &Tables, roles: &[&str]) -> Result<Staff> {
        let mut heads = BTreeMap::new();
        if let Some(departments) = tables.stored(employees_db::Department::TABLE) {
            tables.records(departments, |fields| {
                let [_, name, head, ..] = fields else {
                    return Ok(());
                };
                heads.insert(text(*name)?, text(*head)?);
                Ok(())
            })?;
        }
        let mut people: Vec<Person> = Vec::new();
        let Some(employees) = tables.stored(Employee::TABLE) else {
            return Ok(Staff::default());
        };
        let place = |name: &str| {
            let mut columns = Employee::TABLE.columns.iter();
            columns.position(|column| column.name == name).unwrap_or(0)
        };
        let columns = [
            "employee_id",
            "first_name",
            "last_name",
            "email",
            "role",
            "department",
            "manager_id",
            "employment_status",
        ];
        let places = columns.map(place);
        let mut of_role: BTreeMap<String, usize> = BTreeMap::new();
        tables.records(employees, |fields| {
            let read = |i: usize| text(fields[places[i]]);
            if read(7)? != EmploymentStatus::Active.label() {
                return Ok(());
            }
            let (id, role, department) = (read(0)?, read(4)?, read(5)?);
            let before = of_role.entry(role.clone()).or_default();
            let steward = roles.contains(&role.as_str()) && *before < STEWARDS;
            *before += usize::from(steward);
            let head = heads.values().any(|head| *head == id);
            if steward || head {
                people.push(Person {
                    first_name: read(1)?,
                    last_name: read(2)?,
                    email: read(3)?,
                    manager: fields[places[6]].map(|id| text(Some(id))).transpose()?,
                    id,
                    role,
                    department,
                });
            }
            Ok(())
        })?;
        Ok(Staff { people, heads })
    }

    /// Proposes the departments as groups, and the employees as users.
    pub(super) fn propose(&self, out: &mut Proposals) {
        for department in DepartmentName::ALL {
            let name = department.label();
            let head = self.heads.get(name).and_then(|id| self.person(id));
            let admins: Vec<String> = head.map(user).into_iter().collect();
            let info = json!({
                "displayName": name,
                "description": format!("The department {name} of the bank."),
                "admins": admins,
                "members": [],
                "groups": [],
            });
            out.add(&group(name), "corpGroupInfo", info);
        }
        for person in &self.people {
            let full = format!("{} {}", person.first_name, person.last_name);
            let mut info = json!({
                "active": true,
                "displayName": full,
                "fullName": full,
                "firstName": person.first_name,
                "lastName": person.last_name,
                "email": person.email,
                "title": person.role,
                "departmentName": person.department,
                "customProperties": { "employee_id": person.id },
            });
            let manager = person.manager.as_deref().and_then(|id| self.person(id));
            if let Some(manager) = manager {
                info["managerUrn"] = user(manager).into();
            }
            let urn = user(person);
            out.add(&urn, "corpUserInfo", info);
            let groups = json!({ "groups": [group(&person.department)] });
            out.add(&urn, "groupMembership", groups);
        }
    }

    /// Returns the ownership of a department's tables: its stewards of a role or, if nobody has that role, the department head.
    pub(super) fn ownership(&self, department: &str, role: Option<&str>) -> Value {
        let owner = |urn: String, kind: &str, system: &str| {
            json!({
                "owner": urn,
                "type": kind,
                "typeUrn": format!("urn:li:ownershipType:__system__{system}"),
            })
        };
        let mut owners = vec![owner(group(department), "BUSINESS_OWNER", "business_owner")];
        if let Some(role) = role {
            let of_role = |person: &&Person| person.role == role;
            let mut stewards: Vec<_> = self.people.iter().filter(of_role).take(STEWARDS).collect();
            if stewards.is_empty() {
                let head = self.heads.get(department);
                stewards.extend(head.and_then(|id| self.person(id)));
            }
            let steward = |one| owner(user(one), "DATA_STEWARD", "data_steward");
            owners.extend(stewards.into_iter().map(steward));
        }
        json!({ "owners": owners })
    }

    fn person(&self, id: &str) -> Option<&Person> {
        self.people.iter().find(|person| person.id == id)
    }
}

/// Returns the department that owns the most of these tables; the first one in case of a tie.
pub(super) fn owner_of_most<'a>(
    tables: impl Iterator<Item = &'a Stewardship>,
) -> Option<&'static str> {
    let mut counts: Vec<(&'static str, usize)> = Vec::new();
    for stewardship in tables {
        match counts
            .iter_mut()
            .find(|(owner, _)| *owner == stewardship.owner)
        {
            Some((_, count)) => *count += 1,
            None => counts.push((stewardship.owner, 1)),
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max()?;
    let first = counts.into_iter().find(|(_, count)| *count == most);
    first.map(|(owner, _)| owner)
}

/// Returns the URN of a department.
fn group(department: &str) -> String {
    let id = department.to_lowercase().replace(' ', "_");
    format!("urn:li:corpGroup:dhub.{id}")
}

/// Returns the URN of an employee.
fn user(person: &Person) -> String {
    format!("urn:li:corpuser:{}", person.email)
}

/// Returns a field as text.
fn text(field: Option<&[u8]>) -> Result<String> {
    let text = std::str::from_utf8(field.unwrap_or_default());
    let text = text.map_err(|_| Error::parse("employees_db: expected UTF-8, found other bytes"))?;
    Ok(text.to_string())
}
