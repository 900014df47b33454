//! Parses `DATABASE_URL` and passes it to psql without the password, which must appear neither in the process list nor in
//! messages.

use crate::error::{Error, Result};
use std::process::Command;

/// A libpq connection URL, with its password separated.
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
    /// Extracts the password from a URL, whether it is before the host or among the parameters, whose names may be
    /// percent-encoded.
    ///
    /// # Errors
    ///
    /// Fails when the text is not a PostgreSQL URL. The message does not contain it.
    pub fn parse(text: &str) -> Result<Url> {
        let wrong = |line: &str| Err(Error::usage(format!("DATABASE_URL: {line}")));
        let Some((scheme, rest)) = text.split_once("://") else {
            return wrong("expected postgresql://... (its value is not shown)");
        };
        match scheme.split_once('+') {
            None if ["postgresql", "postgres"].contains(&scheme) => {}
            Some(("postgresql" | "postgres", _)) => {
                return wrong(
                    "write just postgresql://: the +driver suffix is for other programs (its value is not shown)",
                );
            }
            _ => return wrong("expected postgresql://... (its value is not shown)"),
        }
        let (authority, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
        let (place, parameters) = path.split_once('?').unwrap_or((path, ""));
        let host = authority.split_once('@').map_or("", |(_, host)| host);
        if host.contains('@') || place.contains('@') {
            return wrong("a / or @ in the password must be written %2F or %40");
        }
        // If the ? is missing, parameters such as a password would become part of the database name, which is displayed.
        let user = authority.split_once('@').map_or("", |(user, _)| user);
        let user = user.split(':').next().unwrap_or_default();
        let server = authority.rsplit('@').next().unwrap_or_default();
        if [user, server, place].concat().contains(['&', '=']) {
            return wrong("a & or = before the ? of the parameters must be written %26 or %3D");
        }
        let mut password = None;
        let mut address = authority.to_string();
        if let Some((user, host)) = authority.split_once('@')
            && let Some((user, given)) = user.split_once(':')
        {
            password = Some(decoded(given, "password")?);
            address = format!("{user}@{host}");
        }
        let mut kept = Vec::new();
        for parameter in parameters.split('&').filter(|one| !one.is_empty()) {
            let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
            // libpq rejects these; the rest might be a password.
            if value.contains('=') || parameter.contains(['?', '@']) {
                return wrong(
                    "a ? @ or = in the value of a parameter must be written %3F %40 or %3D",
                );
            }
            // libpq decodes parameter names, too.
            let name = decoded(name, "name of a parameter")?;
            match name.as_str() {
                "password" => password = Some(decoded(value, "password")?),
                "sslpassword" | "oauth_client_secret" | "scram_client_key" | "scram_server_key" => {
                    return wrong(&format!(
                        "{name} would appear on the command line of psql; put it in a service file instead, see PGSERVICE"
                    ));
                }
                "schema"
                | "pgbouncer"
                | "connection_limit"
                | "pool_timeout"
                | "socket_timeout"
                | "statement_cache_size"
                | "sslaccept"
                | "sslidentity" => {
                    return wrong(&format!(
                        "{name} is a parameter for other programs that psql does not know; remove it"
                    ));
                }
                _ => kept.push(parameter),
            }
        }
        let mut without_password = format!("postgresql://{address}{place}");
        if !kept.is_empty() {
            without_password += &format!("?{}", kept.join("&"));
        }
        decoded(&without_password, "URL")?;
        Ok(Url {
            without_password,
            password,
        })
    }

    /// Sets psql's connection to this URL and the named database; an empty name means the URL's own.
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

/// Decodes percent-encoding; `what` names the text in messages.
fn decoded(text: &str, what: &str) -> Result<String> {
    let wrong = || {
        Error::usage(format!(
            "DATABASE_URL: a % in the {what} must be written %25"
        ))
    };
    let digit = |byte: Option<&u8>| byte.and_then(|&byte| char::from(byte).to_digit(16));
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let (high, low) = digit(rest.first())
            .zip(digit(rest.get(1)))
            .ok_or_else(wrong)?;
        match high * 16 + low {
            0 => return Err(wrong()),
            escaped => bytes.push(escaped as u8),
        }
        rest = &rest[2..];
    }
    String::from_utf8(bytes)
        .map_err(|_| Error::usage(format!("DATABASE_URL: expected UTF-8 in the {what}")))
}

/// Removes URLs from a psql message.
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

    /// Returns the URL passed to psql for a database, and the password in its environment.
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
    fn the_password_is_removed() {
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
                "postgresql:///one?user=u&password=p",
                "",
                "postgresql:///one?user=u",
                Some("p"),
            ),
            (
                "postgresql://db.example?%70assw%6Frd=a%40b&application_name=x%20y&password=last",
                "two",
                "postgresql://db.example?application_name=x%20y&dbname=two",
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
    fn invalid_urls_are_refused_without_being_shown() {
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
            "postgresql://me&password=secret@db",
            "postgresql://db/one?sslpassword=secret",
            "postgresql://db/one?ssl%70assword=secret",
            "postgresql://me:secret%+1@db/one",
            "postgresql://me:secret%é@db/one",
            "postgresql://db/one?password=secret%",
            "postgresql://db/one?passwor%4=secret",
            "postgresql://db/se%ret",
            "postgresql+psycopg2://me:secret@db/one",
            "postgresql://me:secret@db/one?schema=public",
            "postgresql://me:secret@db/one?pgbouncer=true",
            "postgresql://db/one?sslpasswo%72d=secret",
        ] {
            let error = Url::parse(url).unwrap_err().to_string();
            assert!(error.starts_with("DATABASE_URL: "), "{error}");
            assert!(
                !error.contains("secret") && !error.contains("sec@"),
                "{error}"
            );
        }
        assert_eq!(
            redacted("error in \"postgres://me@db\" and postgresql://x y, postgres://z"),
            "error in \"DATABASE_URL\" and DATABASE_URL y, DATABASE_URL"
        );
    }
}
