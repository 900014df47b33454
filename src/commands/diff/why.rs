//! Explains differences between data versions with the entries of CHANGELOG.md.

const CHANGELOG: &str = include_str!("../../../CHANGELOG.md");

/// Starts the list of data changes in a section.
const DATA: &str = "Data that differs";

/// Returns the entries about the data of each version above `old`, up to `new`.
pub fn changes(old: u32, new: u32) -> Vec<String> {
    between(CHANGELOG, old, new)
}

fn between(changelog: &str, old: u32, new: u32) -> Vec<String> {
    let mut changes = Vec::new();
    for section in changelog.split("\n## ").skip(1) {
        let (heading, text) = section.split_once('\n').unwrap_or((section, ""));
        let version = heading.split("DATA_VERSION ").nth(1);
        let version = version.and_then(|version| version.trim().parse::<u32>().ok());
        if !version.is_some_and(|version| old < version && version <= new) {
            continue;
        }
        let lines = text
            .lines()
            .skip_while(|line| !line.starts_with(DATA))
            .skip(1);
        for line in lines {
            if let Some(change) = line.strip_prefix("- ") {
                changes.push(change.to_string());
            } else if let (Some(more), Some(change)) = (line.strip_prefix("  "), changes.last_mut())
            {
                *change += " ";
                *change += more.trim();
            } else if !line.is_empty() {
                break;
            }
        }
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOG: &str = "# Changes

## Next, DATA_VERSION 4

- Nothing of data.

## 0.3.0, DATA_VERSION 3

Data that differs from 0.1.0:

- First
  and on.
- Second.

New:

- A command.

## 0.1.0, DATA_VERSION 1

The first version.
";

    #[test]
    fn only_entries_of_the_data_versions_in_between_are_quoted() {
        assert_eq!(between(LOG, 1, 3), ["First and on.", "Second."]);
        assert_eq!(between(LOG, 1, 4), between(LOG, 2, 3));
        for (old, new) in [(3, 3), (3, 4), (4, 1), (0, 2)] {
            assert!(between(LOG, old, new).is_empty(), "{old} {new}");
        }
    }

    #[test]
    fn the_changelog_covers_the_current_data_version() {
        let version = dhub::plan::DATA_VERSION;
        assert!(changes(version - 1, version).len() > 1);
    }
}
