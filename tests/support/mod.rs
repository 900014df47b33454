//! Shared by the tests with a real PostgreSQL: the server, a bundle to load, runs of its load.sh.

pub mod bundle;
pub mod proxy;
pub mod server;

/// Returns the program with default signal handling: it would inherit signals that the tests ignore, as under nohup.
pub fn heeding_signals() -> std::process::Command {
    let program = env!("CARGO_BIN_EXE_dhub");
    if cfg!(target_os = "linux") {
        let mut env = std::process::Command::new("env");
        env.args(["--default-signal", program]);
        env
    } else {
        std::process::Command::new(program)
    }
}
