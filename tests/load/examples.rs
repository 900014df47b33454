//! The examples in `--help` that need a server, as shown.

#[path = "../command/mod.rs"]
mod command;

use super::support::server::Databases;
use command::Home;

#[test]
fn every_example_in_help_that_needs_a_server_runs_as_shown() {
    let home = Home::new();
    home.dhub("seed all -q -s 0.05").run();
    let mut asked = 0;
    for command in command::commands() {
        let databases = Databases::one();
        let (name, value) = databases.to_one();
        let run = |shell: &str| {
            home.run_of("bash")
                .args(&["-euo", "pipefail", "-c", shell])
                .with_dhub_in_path()
                .env(name, &value)
        };
        let live = command::examples(&command);
        for example in live.iter().filter(|example| example.contains(" --live")) {
            run("out/load.sh --layout schemas 2>&1").run();
            // verify reports what it compares on the server on stderr.
            run(&format!("{example} 2>&1")).run();
            asked += 1;
        }
    }
    assert!(asked >= 5, "{asked} examples");
}
