//! The ways to start load.sh: other shells, links, Docker's directory of scripts, spellings of DATABASE_URL.

use super::support::bundle::{Bundle, Tools};
use super::support::server::{Databases, psql, sql};
use super::{assert_loaded, databases_of};
use dhub::tables::DATABASES;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::{Command, Stdio};

#[test]
fn another_shell_hands_over_to_bash() {
    let bundle = Bundle::plain();
    for shell in ["sh", "dash", "bash --posix"] {
        let databases = Databases::none();
        let mut words = shell.split(' ');
        let Ok(output) = Command::new(words.next().unwrap())
            .args(words)
            .arg(bundle.file("load.sh"))
            .args(["--prefix", &databases.prefix])
            .output()
        else {
            continue;
        };
        assert_eq!(
            output.status.code(),
            Some(0),
            "{shell}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        assert_loaded(&bundle, &databases_of(&databases));
    }
    let tools = Tools::without(&["bash"]);
    let output = Command::new("/bin/sh")
        .arg(bundle.file("load.sh"))
        .env("PATH", tools.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).starts_with("load.sh: bash: not found"));
}

#[test]
fn a_link_leads_to_the_bundle() {
    let bundle = Bundle::plain();
    let databases = Databases::none();
    let directory = tempfile::tempdir().unwrap();
    let (first, second) = (
        directory.path().join("first"),
        directory.path().join("second"),
    );
    symlink(bundle.file("load.sh"), &first).unwrap();
    symlink("first", &second).unwrap();
    let status = Command::new(&second)
        .args(["--prefix", &databases.prefix])
        .stdout(Stdio::null())
        .status();
    assert_eq!(status.unwrap().code(), Some(0));
    assert_loaded(&bundle, &databases_of(&databases));
}

/// What the entrypoint of Docker's image does with each file in /docker-entrypoint-initdb.d, copied from it.
const ENTRYPOINT: &str = r#"
set -Eeo pipefail
shopt -s nullglob
docker_process_init_files() {
    local f
    for f; do
        case "$f" in
        *.sh)
            if [ -x "$f" ]; then
                printf '%s: running %s\n' "$0" "$f"
                "$f"
            else
                printf '%s: sourcing %s\n' "$0" "$f"
                . "$f"
            fi
            ;;
        *.sql) exit 9 ;;
        *) printf '%s: ignoring %s\n' "$0" "$f" ;;
        esac
        printf '\n'
    done
}
export PGPASSWORD="${PGPASSWORD:-}"
docker_process_init_files "$1"/*
echo "init process complete"
"#;

/// The directory is the bundle itself, without write access; the databases have their own names there.
#[test]
fn the_init_directory_of_the_docker_image_loads_the_bundle() {
    let bundle = Bundle::plain();
    let script = tempfile::tempdir().unwrap();
    let entrypoint = script.path().join("docker-entrypoint.sh");
    fs::write(&entrypoint, ENTRYPOINT).unwrap();
    let user = sql("", "\\echo :USER");
    for database in DATABASES {
        assert_eq!(
            sql(
                "",
                &format!("SELECT count(*) FROM pg_database WHERE datname = '{database}'")
            ),
            "0"
        );
    }
    for mode in [0o555, 0o444] {
        fs::set_permissions(bundle.file("load.sh"), fs::Permissions::from_mode(mode)).unwrap();
        let status = Command::new("chmod")
            .args(["-R", "a-w"])
            .arg(bundle.path())
            .status();
        assert!(status.unwrap().success());
        let output = Command::new("bash")
            .arg(&entrypoint)
            .arg(bundle.path())
            .env_remove("PGUSER")
            .env("POSTGRES_USER", &user)
            .env("POSTGRES_DB", "postgres")
            .output()
            .unwrap();
        let (stdout, stderr) = (
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr),
        );
        let loaded = output.status.success() && stdout.ends_with("init process complete\n");
        let how = if mode == 0o555 { "running" } else { "sourcing" };
        let held = loaded.then(|| {
            assert_loaded(&bundle, &|database| {
                (database.to_string(), "public".to_string())
            });
        });
        for database in DATABASES {
            psql("")
                .args(["-c", &format!("DROP DATABASE IF EXISTS {database}")])
                .output()
                .unwrap();
        }
        assert!(held.is_some() && stdout.contains(how), "{stdout}{stderr}");
    }
    // A failed load ends the initialization.
    fs::set_permissions(bundle.file("load.sh"), fs::Permissions::from_mode(0o444)).unwrap();
    fs::remove_file(bundle.file("SHA256SUMS")).unwrap();
    let output = Command::new("bash")
        .arg(&entrypoint)
        .arg(bundle.path())
        .output()
        .unwrap();
    assert!(
        !output.status.success() && !String::from_utf8_lossy(&output.stdout).contains("complete")
    );
}

#[test]
fn spellings_of_a_url() {
    let bundle = Bundle::plain();
    // A psql that notes its arguments and the password that it got.
    let seen = tempfile::tempdir().unwrap();
    let seen = seen.path().join("seen");
    let note = format!(
        "printf '%s [%s]\\n' \"$*\" \"$PGPASSWORD\" >'{}'; exit 2",
        seen.display()
    );
    let tools = Tools::none().with("psql", &note);
    for (url, address) in [
        (
            "postgresql://h/d?user=u&password=s3cret",
            "-d postgresql://h/d?user=u [s3cret]",
        ),
        (
            "postgresql://h/d?password=s3cret&user=u",
            "-d postgresql://h/d?user=u [s3cret]",
        ),
        (
            "postgresql://h/d?p%61ssword=s3cret",
            "-d postgresql://h/d [s3cret]",
        ),
        (
            "postgresql://h/d?user=u&%70%61%73%73%77%6F%72%64=s3cret&x=1",
            "-d postgresql://h/d?user=u&x=1 [s3cret]",
        ),
        ("postgresql://u:s3cret@h", "-d postgresql://u@h [s3cret]"),
        (
            "postgresql://u:s3cret@h?sslmode=require",
            "-d postgresql://u@h?sslmode=require [s3cret]",
        ),
    ] {
        let load = bundle
            .script(&["--layout=schemas"])
            .env("DATABASE_URL", url);
        load.tools(&tools).env("PGPASSWORD", "").expect(3);
        let arguments = fs::read_to_string(&seen).unwrap();
        assert!(
            arguments.ends_with(&format!("{address}\n")),
            "{url}: {arguments}"
        );
    }
    for (url, words) in [
        (
            "postgresql://u:100%@localhost:1/d",
            "a % in the password must be written %25",
        ),
        (
            "postgresql://u:s3cret%zz@localhost:1/d",
            "a % in the password must be written %25",
        ),
        (
            "postgresql://u:s3cret%00@localhost:1/d",
            "a % in the password must be written %25",
        ),
        (
            "postgresql://h/d?password=s3cret%4",
            "a % in the password must be written %25",
        ),
        (
            "postgresql+psycopg://u:s3cret@h/d",
            "write just postgresql://",
        ),
        (
            "postgresql://u:s3cret@h/d?schema=public",
            "schema is a parameter for other programs",
        ),
        (
            "postgresql://u:s3cret@h/d?pgbouncer=true",
            "pgbouncer is a parameter for other programs",
        ),
        (
            "postgresql://u@h/d?sslpassword=s3cret",
            "sslpassword would appear on the command line",
        ),
        (
            "postgresql://u&password=s3cret@h/d",
            "a & or = before the ? of the parameters",
        ),
        (
            "postgresql://h/d&password=s3cret",
            "a & or = before the ? of the parameters",
        ),
        (
            "postgresql://h/d?user=u?password=s3cret",
            "a ? @ or = in the value of a parameter",
        ),
    ] {
        let refused = bundle
            .script(&["--status"])
            .env("DATABASE_URL", url)
            .expect(2);
        assert!(refused.stderr.contains(words), "{url}: {}", refused.stderr);
        assert!(!refused.stderr.contains("s3cret"), "{}", refused.stderr);
        assert_eq!(refused.stderr.lines().count(), 1);
    }
}
