//! Renders YAML for dbt.

/// Renders text as a scalar; every JSON string is a valid YAML scalar.
pub(super) fn text(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Renders texts as a list on one line.
pub(super) fn list<S: AsRef<str>>(texts: &[S]) -> String {
    let texts: Vec<String> = texts.iter().map(|one| text(one.as_ref())).collect();
    format!("[{}]", texts.join(", "))
}
