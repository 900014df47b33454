//! Locks of other sessions, a server that is starting, and the number of connections of a load.

use super::support::bundle::Bundle;
use super::support::proxy::Proxy;
use super::support::server::{Databases, Role, psql, sql, wait_for};
use super::{assert_loaded, databases_of, schemas_of};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Starts a session that reads a table in a transaction for some seconds.
fn reader(database: &str, table: &str, seconds: u32) -> Child {
    let reading =
        format!("BEGIN; SELECT 1 FROM {table} LIMIT 1; SELECT pg_sleep({seconds}); COMMIT");
    let mut psql = psql(database);
    let child = psql
        .args(["-c", &reading])
        .env("PGAPPNAME", "a report")
        .stdout(Stdio::null())
        .spawn();
    let locked = format!(
        "SELECT count(*) > 0 FROM pg_locks WHERE relation = to_regclass('{table}') AND pid <> pg_backend_pid()"
    );
    wait_for("the reader", || sql(database, &locked) == "t");
    child.unwrap()
}

#[test]
fn a_blocking_session_is_named_and_waited_for() {
    let bundle = Bundle::plain();
    let databases = Databases::one();
    bundle.load(&databases, &[]).expect(0);
    bundle.load_schemas(&databases, &[]).expect(0);
    for (name, table, load) in [
        (
            databases.name("accounts_db"),
            "public.accounts",
            Bundle::load as fn(&Bundle, &Databases, &[&str]) -> _,
        ),
        (
            databases.name("one"),
            "accounts_db.accounts",
            Bundle::load_schemas,
        ),
    ] {
        let mut reader = reader(&name, table, 6);
        let loaded = load(&bundle, &databases, &["--only=accounts_db"]).expect(0);
        assert!(
            loaded.stderr.contains("waiting for 3 s: pid ")
                && loaded.stderr.contains(" (a report, user "),
            "{}",
            loaded.stderr
        );
        assert!(
            loaded.stderr.contains("is using table ") && loaded.stderr.contains("accounts"),
            "{}",
            loaded.stderr
        );
        assert!(reader.wait().unwrap().success());
    }
    assert_loaded(&bundle, &databases_of(&databases));
    assert_loaded(&bundle, &schemas_of(&databases));
}

#[test]
fn a_lock_timeout_gives_up_and_leaves_the_previous_data() {
    let previous = Bundle::plain();
    let next = Bundle::second();
    let databases = Databases::one();
    previous.load(&databases, &[]).expect(0);
    previous.load_schemas(&databases, &[]).expect(0);
    for (name, table, load) in [
        (
            databases.name("accounts_db"),
            "public.accounts",
            Bundle::load as fn(&Bundle, &Databases, &[&str]) -> _,
        ),
        (
            databases.name("one"),
            "accounts_db.accounts",
            Bundle::load_schemas,
        ),
    ] {
        let mut reader = reader(&name, table, 60);
        for arguments in [
            &["--lock-timeout=1"][..],
            &["--clear", "--confirm", "--lock-timeout", "1"],
        ] {
            let load = load(&next, &databases, arguments).args(&["--only=accounts_db"]);
            let refused = load.expect(1);
            assert!(
                refused
                    .stderr
                    .contains("gave up after 1 s of waiting: pid ")
                    && refused.stderr.contains("(a report, user "),
                "{}",
                refused.stderr
            );
        }
        reader.kill().unwrap();
        reader.wait().unwrap();
        let ended = "SELECT count(*) = 0 FROM pg_stat_activity WHERE application_name = 'a report' AND datname = current_database()";
        sql(
            &name,
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'a report' AND datname = current_database()",
        );
        wait_for("the end of the reader", || sql(&name, ended) == "t");
    }
    // Another load also blocks.
    let name = databases.name("accounts_db");
    let holding = "BEGIN; SELECT pg_advisory_xact_lock(hashtextextended('dhub load', 0)); SELECT pg_sleep(60)";
    let mut holder = psql(&name)
        .args(["-c", holding])
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    wait_for("the lock", || {
        sql(
            &name,
            "SELECT count(*) > 0 FROM pg_locks WHERE locktype = 'advisory' AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
        ) == "t"
    });
    let refused = next
        .load(&databases, &["--lock-timeout=1", "--only=accounts_db"])
        .expect(1);
    assert!(
        refused.stderr.contains("is loading or clearing"),
        "{}",
        refused.stderr
    );
    holder.kill().unwrap();
    holder.wait().unwrap();
    sql(
        &name,
        "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
    );
    assert_loaded(&previous, &databases_of(&databases));
    assert_loaded(&previous, &schemas_of(&databases));
}

#[test]
fn a_server_that_is_starting_is_waited_for() {
    let bundle = Bundle::plain();
    let databases = Databases::none();
    let proxy = Proxy::new();
    let load = |arguments: &[&str]| proxy.lead(bundle.load(&databases, arguments));
    // Nothing listens.
    let at = Instant::now();
    let refused = load(&[]).expect(3);
    assert!(
        refused.stderr.starts_with("load.sh: cannot connect"),
        "{}",
        refused.stderr
    );
    assert!(at.elapsed() < Duration::from_secs(5));
    let at = Instant::now();
    load(&["--wait", "2"]).expect(3);
    assert!(at.elapsed() >= Duration::from_secs(2));
    // Then connections that are closed at once, then a starting server with localized messages, then the server.
    let waiting = load(&["--wait=60"]).start();
    let pause = || std::thread::sleep(Duration::from_millis(800));
    pause();
    proxy.shut();
    pause();
    proxy.say_starting();
    pause();
    proxy.open();
    let output = waiting.wait_with_output().unwrap();
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert_loaded(&bundle, &databases_of(&databases));
}

/// Regardless of the number of earlier attempts.
#[test]
fn a_server_that_becomes_ready_between_two_attempts_is_found() {
    let bundle = Bundle::plain();
    let databases = Databases::none();
    let proxy = Proxy::new();
    for starting in 1..=3 {
        proxy.shut();
        proxy.refused();
        let waiting = proxy.lead(bundle.load(&databases, &["--dry-run", "--wait=60"]));
        let waiting = waiting.start();
        let mut met = 0;
        wait_for("some tries", || {
            met += proxy.refused();
            met >= 4
        });
        proxy.say_starting_to(starting);
        let output = waiting.wait_with_output().unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{starting}: {stderr}");
    }
}

/// Any other failure is reported at once.
#[test]
fn other_failures_than_a_starting_server_are_not_waited_for() {
    let bundle = Bundle::plain();
    let databases = Databases::none();
    let at = Instant::now();
    let load = || {
        bundle
            .load(&databases, &["--wait=60"])
            .without("DATABASE_URL")
    };
    load().env("PGHOST", "no.such.host.invalid").expect(3);
    load().env("PGUSER", "nobody_of_that_name").expect(3);
    assert!(at.elapsed() < Duration::from_secs(30));
}

/// A port that accepts connections and stays silent.
#[test]
fn a_silent_port_times_out() {
    let bundle = Bundle::plain();
    let databases = Databases::none();
    let proxy = Proxy::new();
    proxy.say_nothing();
    let at = Instant::now();
    proxy.lead(bundle.load(&databases, &[])).expect(3);
    assert!(at.elapsed() < Duration::from_secs(60));
}

/// Three attempts might lock the user out.
#[test]
fn a_wrong_password_is_tried_once() {
    let bundle = Bundle::plain();
    let proxy = Proxy::new();
    let dhub = |words: &str| {
        let mut dhub = Command::new(env!("CARGO_BIN_EXE_dhub"));
        dhub.args(words.split(' ').map(|word| word.replace('+', " ")));
        dhub.current_dir(bundle.path())
            .envs(proxy.environment())
            .env_remove("DATABASE_URL")
            .env_remove("PGDATABASE");
        let output = dhub.output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{words}");
        String::from_utf8(output.stderr).unwrap()
    };
    // The server's message is unchanged.
    proxy.refuse("Passwort-Authentifizierung fehlgeschlagen");
    for words in ["seed status --live .", "seed clear --confirm --live ."] {
        let stderr = dhub(words);
        assert!(
            stderr.starts_with("dhub: employees_db: cannot connect: connection to server at ")
                && stderr.ends_with(" failed: FATAL:  Passwort-Authentifizierung fehlgeschlagen\n")
                && stderr.lines().count() == 1,
            "{words}: {stderr}"
        );
        assert_eq!(proxy.refused(), 1, "{words}");
    }
    let stderr = dhub("db query SELECT+1 --live -d accounts_db");
    assert!(stderr.starts_with("dhub: cannot connect: "), "{stderr}");
    assert_eq!(proxy.refused(), 1);

    proxy.refuse("password authentication failed for user \"me\"");
    let stderr = dhub("verify --live .");
    assert!(
        stderr.starts_with("dhub: .: cannot compare PostgreSQL with the bundle: cannot connect: ")
            && stderr.lines().count() == 1
            && !stderr.contains("psql: error"),
        "{stderr}"
    );
    assert_eq!(proxy.refused(), 1);
    for arguments in [&[][..], &["--layout=schemas"], &["--status"], &["--wait=2"]] {
        let load = bundle.script(arguments).without("DATABASE_URL");
        let environment = proxy.environment();
        let load = environment
            .iter()
            .fold(load, |load, (name, value)| load.env(name, value));
        load.expect(3);
        assert_eq!(proxy.refused(), 1, "{arguments:?}");
    }
}

#[test]
fn a_role_of_one_connection_loads_ten_times() {
    let bundle = Bundle::plain();
    let role = Role::new();
    let databases = Databases::one();
    sql(
        "",
        &format!("ALTER ROLE {} CREATEDB CONNECTION LIMIT 1", role.name),
    );
    sql(
        "",
        &format!(
            "GRANT CREATE ON DATABASE {} TO {}",
            databases.name("one"),
            role.name
        ),
    );
    for _ in 0..10 {
        bundle.load(&databases, &["--jobs=1"]).role(&role).expect(0);
        bundle.load_schemas(&databases, &[]).role(&role).expect(0);
    }
    bundle
        .load(&databases, &["--jobs=1", "--verify=deep"])
        .role(&role)
        .expect(0);
    bundle
        .load_schemas(&databases, &["--status"])
        .role(&role)
        .expect(0);
    bundle
        .load_schemas(&databases, &["--clear", "--confirm"])
        .role(&role)
        .expect(0);
    bundle
        .load(&databases, &["--clear", "--confirm"])
        .role(&role)
        .expect(0);
}

#[test]
fn never_more_connections_than_jobs() {
    let bundle = Bundle::plain();
    let databases = Databases::one();
    for (jobs, most) in [("1", 1), ("2", 2), ("3", 3)] {
        let proxy = Proxy::new();
        proxy.open();
        proxy
            .lead(bundle.load(&databases, &["--jobs", jobs]))
            .expect(0);
        assert!(proxy.most() <= most, "{} with --jobs {jobs}", proxy.most());
        assert!(proxy.most() > 0);
    }
    let proxy = Proxy::new();
    proxy.open();
    proxy.lead(bundle.load_schemas(&databases, &[])).expect(0);
    assert_eq!(proxy.most(), 1);
}
