//! `DATABASE_URL`: handed to psql without its password, which neither the list of processes nor a message shall show.

use std::process::Command;

/// A connection URL of libpq, and the password that stood in it.
#[derive(Clone)]
pub struct Url {
    without_password: String,
    password: Option<String>,
}

/// Never shows the password.
impl std::fmt::Debug for Url {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Url(..)")
    }
}

impl Url {
    /// Takes the password out of a URL, be it before the host or among the parameters.
    ///
    /// # Errors
    ///
    /// When the text is no URL of PostgreSQL. The message does not show it.
    pub fn parse(text: &str) -> Result<Url, String> {
        let rest = ["postgresql://", "postgres://"]
            .iter()
            .find_map(|scheme| text.strip_prefix(scheme))
            .ok_or("DATABASE_URL: expected postgresql://... (its value is not shown)")?;
        let (authority, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
        let host = authority.split_once('@').map_or("", |(_, host)| host);
        let place = path.split('?').next().unwrap_or_default();
        if host.contains('@') || place.contains('@') {
            return Err(
                "DATABASE_URL: a / or @ in the password must be written %2F or %40".to_string(),
            );
        }
        // Whoever forgets the ? would show a password as the name of a database.
        let server = authority.rsplit('@').next().unwrap_or_default();
        if server.contains(['&', '=']) || place.contains(['&', '=']) {
            return Err(
                "DATABASE_URL: a & or = before the ? of the parameters must be written %26 or %3D"
                    .to_string(),
            );
        }
        let mut password = None;
        let mut address = authority.to_string();
        if let Some((user, host)) = authority.split_once('@')
            && let Some((user, given)) = user.split_once(':')
        {
            password = Some(decoded(given)?);
            address = format!("{user}@{host}");
        }
        let (place, parameters) = path.split_once('?').unwrap_or((path, ""));
        let mut kept = Vec::new();
        for parameter in parameters.split('&').filter(|one| !one.is_empty()) {
            let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
            // Libpq takes neither; what follows might be a password.
            if value.contains('=') || parameter.contains(['?', '@']) {
                return Err(
                    "DATABASE_URL: a ? @ or = in the value of a parameter must be written %3F %40 or %3D"
                        .to_string(),
                );
            }
            // Libpq reads escapes in names, too.
            match decoded(name)?.as_str() {
                "password" => password = Some(decoded(value)?),
                "sslpassword" => {
                    return Err("DATABASE_URL: sslpassword would show in the list of processes; put it into a service file (PGSERVICE)".to_string());
                }
                _ => kept.push(parameter),
            }
        }
        let mut without_password = format!("postgresql://{address}{place}");
        if !kept.is_empty() {
            without_password += &format!("?{}", kept.join("&"));
        }
        Ok(Url {
            without_password,
            password,
        })
    }

    /// Makes psql connect there, to a database of this name; the empty name is the URL's own.
    pub fn address(&self, psql: &mut Command, database: &str) {
        let mut url = self.without_password.clone();
        if !database.is_empty() {
            let ask = if url.contains('?') { '&' } else { '?' };
            url += &format!("{ask}dbname={database}");
        }
        psql.arg("-d").arg(url);
        if let Some(password) = &self.password {
            psql.env("PGPASSWORD", password);
        }
    }
}

/// A text whose escapes such as `%2F` are read.
fn decoded(text: &str) -> Result<String, String> {
    let mut bytes = Vec::new();
    let mut parts = text.split('%');
    bytes.extend_from_slice(parts.next().unwrap_or_default().as_bytes());
    for part in parts {
        let escape = part
            .get(..2)
            .and_then(|two| u8::from_str_radix(two, 16).ok());
        let escape = escape.filter(|byte| *byte != 0);
        bytes.push(escape.ok_or("DATABASE_URL: a % must be written %25")?);
        bytes.extend_from_slice(&part.as_bytes()[2..]);
    }
    String::from_utf8(bytes).map_err(|_| "DATABASE_URL: expected UTF-8".to_string())
}

/// A message of psql in which no URL stands.
pub fn redacted(message: &str) -> String {
    let mut shown = String::new();
    let mut rest = message;
    let first = |rest: &str| {
        let starts = ["postgresql://", "postgres://"].map(|scheme| rest.find(scheme));
        starts.into_iter().flatten().min()
    };
    while let Some(start) = first(rest) {
        shown += &rest[..start];
        shown += "DATABASE_URL";
        let url = &rest[start..];
        rest = &url[url.find([' ', '"', '\n']).unwrap_or(url.len())..];
    }
    shown + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ffi::OsStr;

    /// The URL for a database that psql is given, and the password in its environment.
    fn given(url: &str, database: &str) -> (String, Option<String>) {
        let mut psql = Command::new("psql");
        Url::parse(url).unwrap().address(&mut psql, database);
        let words = |text: &OsStr| text.to_str().unwrap().to_string();
        let password = psql
            .get_envs()
            .find(|(name, _)| *name == "PGPASSWORD")
            .and_then(|(_, value)| value.map(words));
        (psql.get_args().last().map(words).unwrap(), password)
    }

    #[test]
    fn the_password_is_taken_out() {
        for (url, database, address, password) in [
            (
                "postgresql://me:s3%2Fcr%25et@db.example:5433/one",
                "",
                "postgresql://me@db.example:5433/one",
                Some("s3/cr%et"),
            ),
            (
                "postgres://db.example/one?password=a%40b&sslmode=require",
                "two",
                "postgresql://db.example/one?sslmode=require&dbname=two",
                Some("a@b"),
            ),
            (
                "postgresql:///?host=/tmp/socket&user=me",
                "two",
                "postgresql:///?host=/tmp/socket&user=me&dbname=two",
                None,
            ),
            (
                "postgresql://db.example/one?user=me&p%61ssword=last",
                "",
                "postgresql://db.example/one?user=me",
                Some("last"),
            ),
            (
                "postgresql://me@a,b",
                "two",
                "postgresql://me@a,b?dbname=two",
                None,
            ),
        ] {
            let wanted = (address.to_string(), password.map(str::to_string));
            assert_eq!(given(url, database), wanted, "{url}");
        }
    }

    #[test]
    fn what_is_no_url_is_refused_and_not_shown() {
        for url in [
            "mysql://me:secret@db",
            "secret",
            "postgresql://me:sec/ret@db/one",
            "postgresql://me:sec@ret@db/one",
            "postgresql://me:secret%@db/one",
            "postgresql://me:secret%00@db/one",
            "postgresql://me:secret%zz@db/one",
            "postgresql://me:%ffsecret@db/one",
            "postgresql://db/one?user=me?password=secret",
            "postgresql://db/one?user=me=password=secret",
            "postgresql://db/one&password=secret",
            "postgresql://me@db&password=secret",
            "postgresql://db/one?sslpassword=secret",
            "postgresql://db/one?ssl%70assword=secret",
        ] {
            let error = Url::parse(url).unwrap_err();
            assert!(error.starts_with("DATABASE_URL: "), "{error}");
            assert!(!error.contains("sec"), "{error}");
        }
        assert_eq!(
            redacted("error in \"postgres://me@db\" and postgresql://x y, postgres://z"),
            "error in \"DATABASE_URL\" and DATABASE_URL y, DATABASE_URL"
        );
    }
}
