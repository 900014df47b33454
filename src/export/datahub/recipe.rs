//! A recipe with which `datahub ingest` reads the loaded tables from PostgreSQL.

use super::naming::{Layout, Naming};
use crate::export::tables::Tables;

/// Renders the recipe as YAML.
pub(super) fn render(tables: &Tables, naming: &Naming) -> String {
    let databases = tables.databases();
    let any = |names: &[String]| {
        let escaped: Vec<String> = names.iter().map(|name| name.replace('.', "\\.")).collect();
        format!("['^({})$']", escaped.join("|"))
    };
    let names: Vec<String> = databases.iter().map(|name| name.to_string()).collect();
    let (load, place) = match naming.layout() {
        Layout::Databases => {
            let loaded: Vec<String> = databases.iter().map(|name| naming.database(name)).collect();
            let prefix = naming.database("");
            let flag = if prefix.is_empty() {
                String::new()
            } else {
                format!(" --prefix {prefix}")
            };
            let place = format!(
                "    initial_database: \"${{PGDATABASE:-postgres}}\"\n    database_pattern:\n      allow: {}\n    schema_pattern:\n      allow: ['^public$']\n",
                any(&loaded)
            );
            (format!("load.sh{flag}"), place)
        }
        Layout::Schemas => {
            let database = naming.database("");
            let place = format!(
                "    database: \"{database}\"\n    schema_pattern:\n      allow: {}\n",
                any(&names)
            );
            (
                format!("PGDATABASE={database} load.sh --layout schemas"),
                place,
            )
        }
    };
    let instance = naming
        .instance()
        .map(|name| format!("    platform_instance: \"{name}\"\n"));
    format!(
        "# Reads what `{load}` has loaded into PostgreSQL: datahub ingest -c recipe.yml\n\
         # The pack next to it describes the same tables; load either one first.\n\
         source:\n  type: postgres\n  config:\n    \
             host_port: \"${{PGHOST:-localhost}}:${{PGPORT:-5432}}\"\n    \
             username: \"${{PGUSER:-postgres}}\"\n    \
             password: \"${{PGPASSWORD:-}}\"\n\
         {place}{}    env: {}\n    include_stored_procedures: false\n\
         sink:\n  type: datahub-rest\n  config:\n    \
             server: \"${{DATAHUB_GMS_URL:-http://localhost:8080}}\"\n    \
             token: \"${{DATAHUB_GMS_TOKEN:-}}\"\n",
        instance.unwrap_or_default(),
        naming.environment(),
    )
}
