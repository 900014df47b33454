//! Names in DataHub: the same that ingestion from PostgreSQL gives the tables.

use crate::error::{Error, Result};
use crate::tables::Table;
use md5::{Digest, Md5};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The platform of the tables.
pub(super) const PLATFORM: &str = "urn:li:dataPlatform:postgres";

/// The environments that DataHub knows.
pub const ENVIRONMENTS: [&str; 17] = [
    "PROD", "DEV", "TEST", "QA", "UAT", "EI", "PRE", "STG", "NON_PROD", "CORP", "RVW", "PRD",
    "TST", "SIT", "SBX", "SANDBOX", "CERT",
];

/// The layout used with `load.sh`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// Separate databases, with the tables in the schema `public`.
    #[default]
    Databases,
    /// One database with a schema for each.
    Schemas,
}

/// Where the tables are loaded, and what DataHub calls it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Naming {
    layout: Layout,
    prefix: String,
    database: String,
    instance: Option<String>,
    environment: &'static str,
}

impl Naming {
    /// Creates the names of a layout. `prefix` is the one given to `load.sh`, `database` the one of the layout with schemas.
    ///
    /// # Errors
    ///
    /// When a name is not valid in PostgreSQL and DataHub, or does not apply to the layout.
    pub fn new(
        layout: Layout,
        prefix: Option<&str>,
        database: Option<&str>,
        instance: Option<&str>,
        environment: &str,
    ) -> Result<Naming> {
        if let (Some(_), Layout::Schemas) = (prefix, layout) {
            let line = "--prefix applies to database names: it cannot be combined with --layout schemas; name the one database with --database";
            return Err(Error::usage(line));
        }
        if let (Some(_), Layout::Databases) = (database, layout) {
            let line = "--database names the one database of --layout schemas: it cannot be combined with --layout databases; see --prefix";
            return Err(Error::usage(line));
        }
        let first = |text: &str| text.starts_with(|c: char| c.is_ascii_lowercase() || c == '_');
        let name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if let Some(prefix) = prefix
            && !(first(prefix) && prefix.chars().all(name) && prefix.len() <= 40)
        {
            let line = format!(
                "--prefix: expected a letter, then a-z, 0-9 or _, at most 40 characters, as load.sh takes; found {prefix:?}"
            );
            return Err(Error::usage(line));
        }
        for (flag, text) in [("--database", database), ("--platform-instance", instance)] {
            let plain = |c: char| c.is_ascii_alphanumeric() || "_-.".contains(c);
            if let Some(text) = text
                && !((1..=63).contains(&text.len()) && text.chars().all(plain))
            {
                let line =
                    format!("{flag}: expected 1 to 63 letters, digits, _, - or .; found {text:?}");
                return Err(Error::usage(line));
            }
        }
        let known = ENVIRONMENTS.into_iter().find(|one| *one == environment);
        let environment = known.ok_or_else(|| {
            let all = ENVIRONMENTS.join(", ");
            Error::usage(format!(
                "--env: expected one of {all}; found {environment:?}"
            ))
        })?;
        Ok(Naming {
            layout,
            prefix: prefix.unwrap_or_default().to_string(),
            database: database.unwrap_or("demo").to_string(),
            instance: instance.map(str::to_string),
            environment,
        })
    }

    /// Returns the layout.
    pub(super) fn layout(&self) -> Layout {
        self.layout
    }

    /// Returns the environment.
    pub(super) fn environment(&self) -> &'static str {
        self.environment
    }

    /// Returns the platform instance.
    pub(super) fn instance(&self) -> Option<&str> {
        self.instance.as_deref()
    }

    /// Returns the URN of the platform instance.
    pub(super) fn instance_urn(&self) -> Option<String> {
        let instance = self.instance()?;
        Some(format!(
            "urn:li:dataPlatformInstance:({PLATFORM},{instance})"
        ))
    }

    /// Returns the PostgreSQL database that holds one of the bank's databases.
    pub(super) fn database(&self, database: &str) -> String {
        match self.layout {
            Layout::Databases => format!("{}{database}", self.prefix),
            Layout::Schemas => self.database.clone(),
        }
    }

    /// Returns the PostgreSQL schema that holds one of the bank's databases.
    pub(super) fn schema<'a>(&self, database: &'a str) -> &'a str {
        match self.layout {
            Layout::Databases => "public",
            Layout::Schemas => database,
        }
    }

    /// Returns the name of a table, without the instance.
    pub(super) fn table(&self, database: &str, table: &str) -> String {
        format!(
            "{}.{}.{table}",
            self.database(database),
            self.schema(database)
        )
    }

    /// Returns the URN of a table.
    pub(super) fn dataset(&self, database: &str, table: &str) -> String {
        let instance = self.instance().map(|instance| format!("{instance}."));
        format!(
            "urn:li:dataset:({PLATFORM},{}{},{})",
            instance.unwrap_or_default(),
            self.table(database, table),
            self.environment
        )
    }

    /// Returns the URN of a declared table.
    pub(super) fn of(&self, table: &Table) -> String {
        self.dataset(table.database, table.name)
    }

    /// Returns the key of a container. Without an instance, ingestion uses the environment in its place.
    fn key(&self, database: &str, schema: Option<&str>) -> BTreeMap<&'static str, String> {
        let instance = self.instance().unwrap_or(self.environment);
        let mut key = BTreeMap::from([
            ("platform", "postgres".to_string()),
            ("instance", instance.to_string()),
            ("database", database.to_string()),
        ]);
        key.extend(schema.map(|schema| ("schema", schema.to_string())));
        key
    }

    /// Returns the URN of a PostgreSQL database.
    pub(super) fn database_container(&self, database: &str) -> String {
        container(&self.key(database, None))
    }

    /// Returns the URN of a PostgreSQL schema.
    pub(super) fn schema_container(&self, database: &str, schema: &str) -> String {
        container(&self.key(database, Some(schema)))
    }

    /// Returns the properties that ingestion gives a container in addition to its name.
    pub(super) fn container_properties(&self, database: &str, schema: Option<&str>) -> Value {
        let mut properties = json!({ "platform": "postgres", "env": self.environment });
        if let Some(instance) = self.instance() {
            properties["instance"] = instance.into();
        }
        properties["database"] = database.into();
        if let Some(schema) = schema {
            properties["schema"] = schema.into();
        }
        properties
    }

    /// Returns an identifier for an entity of the bank as loaded here.
    pub(super) fn id(&self, kind: &str, name: &str) -> String {
        let place = match self.layout {
            Layout::Databases => &self.prefix,
            Layout::Schemas => &self.database,
        };
        guid(&BTreeMap::from([
            ("environment", self.environment.to_string()),
            ("instance", self.instance().unwrap_or_default().to_string()),
            ("kind", format!("dhub.{kind}")),
            ("layout", format!("{:?}", self.layout)),
            ("name", name.to_string()),
            ("place", place.to_string()),
        ]))
    }
}

/// Returns the URN of a column of a dataset.
pub(super) fn field(dataset: &str, column: &str) -> String {
    format!("urn:li:schemaField:({dataset},{column})")
}

fn container(key: &BTreeMap<&'static str, String>) -> String {
    format!("urn:li:container:{}", guid(key))
}

/// Hashes a key as DataHub's `datahub_guid` does: MD5 of compact JSON with sorted names.
fn guid(key: &BTreeMap<&'static str, String>) -> String {
    let json = serde_json::to_string(key).unwrap_or_default();
    let hash = Md5::digest(json.as_bytes());
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Expected names are those that `acryl-datahub` 1.7.0.17 gave to what it ingested from PostgreSQL.
    #[test]
    fn names_of_tables_and_containers_match_ingestion() {
        let naming =
            |layout, prefix, database| Naming::new(layout, prefix, database, None, "PROD").unwrap();
        let databases = naming(Layout::Databases, Some("demo_"), None);
        assert_eq!(
            databases.dataset("employees_db", "employees"),
            "urn:li:dataset:(urn:li:dataPlatform:postgres,demo_employees_db.public.employees,PROD)"
        );
        assert_eq!(
            databases.database_container("demo_employees_db"),
            "urn:li:container:0ed17581383f1561e4a4280fb4065225"
        );
        assert_eq!(
            databases.schema_container("demo_employees_db", "public"),
            "urn:li:container:ff521c3d41b41374477021d56d073ffe"
        );
        let schemas = naming(Layout::Schemas, None, Some("bank"));
        assert_eq!(
            schemas.dataset("accounts_db", "customers"),
            "urn:li:dataset:(urn:li:dataPlatform:postgres,bank.accounts_db.customers,PROD)"
        );
        assert_eq!(
            schemas.schema_container("bank", "accounts_db"),
            "urn:li:container:1254fc0fbd1b40c51d0cef31574e24e8"
        );
    }

    #[test]
    fn invalid_names_are_refused() {
        for (layout, prefix, database, instance, env) in [
            (Layout::Schemas, Some("demo_"), None, None, "PROD"),
            (Layout::Databases, None, Some("demo"), None, "PROD"),
            (Layout::Databases, Some("Demo"), None, None, "PROD"),
            (Layout::Databases, Some(""), None, None, "PROD"),
            (Layout::Schemas, None, Some(""), None, "PROD"),
            (Layout::Schemas, None, Some("a,b"), None, "PROD"),
            (Layout::Databases, None, None, Some("eu)"), "PROD"),
            (Layout::Databases, None, None, None, "prod"),
        ] {
            Naming::new(layout, prefix, database, instance, env).unwrap_err();
        }
    }
}
