//! What the tests with a real PostgreSQL share: the server, a bundle to load, a run of its load.sh.

pub mod bundle;
pub mod proxy;
pub mod server;

/// The program, heeding every signal: one that the tests themselves ignore, as under nohup, it would ignore, too.
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
