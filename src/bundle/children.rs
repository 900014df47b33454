//! Replaces a bundle file by file, in a directory that cannot be renamed: a mount point, an overlay's lower layer, or a directory
//! with a read-only parent.
//!
//! The staging directory, which lies inside the target directory in this case, holds:
//!
//! ```text
//! new/         the new bundle; its files move out of it at the end
//! old/         the files of the previous bundle
//! installing   created once old/ is complete: from now on a crash rolls forward, not back
//! ```
//!
//! If a run dies before `installing` exists, the next run rolls back; after that, it rolls forward. The manifest is the first
//! file to leave and the last to arrive, so a half-replaced directory never passes for a bundle.

use crate::bundle::files::{exists, sync_directory};
use crate::bundle::manifest::MANIFEST;
use crate::bundle::own::Own;
use crate::error::{Error, Result};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Marker file: every file of the previous bundle has moved to `old/`.
pub(crate) const INSTALLING: &str = "installing";

/// When the manifest moves, relative to the other files.
#[derive(Clone, Copy, PartialEq)]
enum Manifest {
    First,
    Last,
}

/// Replaces the files of the bundle in `out`, if there is one, with those in `new` of the staging directory. Afterwards
/// [`recover`] deletes the previous files.
///
/// # Errors
///
/// Fails when a file cannot be moved. The previous state is restored if possible; otherwise the next run recovers it.
pub(crate) fn exchange(out: &Path, staging: &Path) -> Result<()> {
    let new = staging.join("new");
    let previous = match exists(&out.join(MANIFEST)) {
        true => Own::of(out)?,
        false => Own::default(),
    };
    let installed: BTreeSet<PathBuf> = walk(&new)?.into_iter().collect();
    if let Err(error) = retire(out, staging, &previous) {
        recover(out, staging)?;
        return Err(error);
    }
    let install = || {
        move_all(&new, out, installed.iter(), Manifest::Last)?;
        sync_all(out, &installed)
    };
    if let Err(error) = install() {
        // Move everything of the new bundle out again before the previous one comes back.
        let moved = installed.iter().filter(|file| !exists(&new.join(file)));
        move_all(out, &new, moved, Manifest::First)?;
        remove(&staging.join(INSTALLING))?;
        recover(out, staging)?;
        return Err(error);
    }
    // Remove directories that the new bundle does not have. Those that it does have are not empty, so `remove_dir` fails on them.
    for directory in previous.directories.iter().rev() {
        let _ = fs::remove_dir(out.join(directory));
    }
    Ok(())
}

/// Moves the files of the previous bundle to `old/`.
fn retire(out: &Path, staging: &Path, previous: &Own) -> Result<()> {
    let old = staging.join("old");
    fs::create_dir(&old).map_err(Error::at("create", &old))?;
    let present = previous.files.iter().filter(|file| exists(&out.join(file)));
    move_all(out, &old, present, Manifest::First)?;
    sync_all(out, &previous.files)?;
    let installing = staging.join(INSTALLING);
    File::create_new(&installing)
        .and_then(|file| file.sync_all())
        .map_err(Error::at("create", &installing))?;
    sync_directory(staging)
}

/// Rolls an interrupted replacement forward or back, then deletes whichever bundle was not kept.
pub(crate) fn recover(out: &Path, staging: &Path) -> Result<()> {
    let (new, old) = (staging.join("new"), staging.join("old"));
    let installing = staging.join(INSTALLING);
    let back = if exists(&installing) { &new } else { &old };
    // Before `installing` exists, no file of the new bundle has been installed, and the new bundle is discarded.
    if exists(back) {
        move_all(back, out, walk(back)?.iter(), Manifest::Last)?;
    }
    for left in [new, old] {
        if exists(&left) {
            fs::remove_dir_all(&left).map_err(Error::at("remove", &left))?;
        }
    }
    // Delete the marker last: without it, the next run would restore the previous bundle.
    remove(&installing)
}

fn remove(file: &Path) -> Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(Error::at("remove", file)(error)),
        _ => Ok(()),
    }
}

/// Moves files, given relative to `from`, to the same relative paths in `to`.
fn move_all<'a>(
    from: &Path,
    to: &Path,
    files: impl Iterator<Item = &'a PathBuf>,
    manifest: Manifest,
) -> Result<()> {
    let mut files: Vec<&PathBuf> = files.collect();
    let is_manifest = |file: &&PathBuf| file.as_path() == Path::new(MANIFEST);
    files.sort_by_key(|file| is_manifest(file) == (manifest == Manifest::Last));
    for file in files {
        let (source, target) = (from.join(file), to.join(file));
        if let Some(parent) = target.parent() {
            fs::create_dir_all(parent).map_err(Error::at("create", parent))?;
        }
        if exists(&target) {
            return Err(Error::refused(
                &target,
                "conflicts with a file of the bundle; move it elsewhere and run the command again",
            ));
        }
        fs::rename(&source, &target).map_err(Error::at("move", &source))?;
    }
    Ok(())
}

/// Flushes to disk the directories below `root` that contain these files.
fn sync_all(root: &Path, files: &BTreeSet<PathBuf>) -> Result<()> {
    let directories: BTreeSet<&Path> = files.iter().filter_map(|file| file.parent()).collect();
    let directories = directories
        .into_iter()
        .map(|directory| root.join(directory));
    directories
        .filter(|directory| directory.is_dir())
        .try_for_each(|directory| sync_directory(&directory))
}

/// Lists all files below a directory, relative to it.
fn walk(root: &Path) -> Result<Vec<PathBuf>> {
    fn visit(root: &Path, inside: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
        let directory = root.join(inside);
        for entry in fs::read_dir(&directory).map_err(Error::at("list", &directory))? {
            let entry = entry.map_err(Error::at("list", &directory))?;
            let path = inside.join(entry.file_name());
            let kind = entry
                .file_type()
                .map_err(Error::at("look at", &entry.path()))?;
            match kind.is_dir() {
                true => visit(root, &path, files)?,
                false => files.push(path),
            }
        }
        Ok(())
    }
    let mut files = Vec::new();
    visit(root, Path::new(""), &mut files)?;
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    type Files = BTreeMap<PathBuf, String>;

    /// Writes a bundle of these files, including the manifest.
    fn bundle(directory: &Path, files: &[&str], text: &str) {
        let manifest = serde_json::json!({ "dhub": { "files": files }, "resources": [] });
        for file in files {
            let path = directory.join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            let text = match *file == MANIFEST {
                true => manifest.to_string(),
                false => text.to_string(),
            };
            fs::write(path, text).unwrap();
        }
    }

    fn contents(directory: &Path) -> Files {
        let text = |file: PathBuf| {
            (
                file.clone(),
                fs::read_to_string(directory.join(file)).unwrap(),
            )
        };
        let files = walk(directory).unwrap().into_iter();
        files.map(text).collect()
    }

    const PREVIOUS: [&str; 5] = [
        MANIFEST,
        "a_db/one.csv",
        "a_db/two.csv",
        "load.sh",
        "gone_db/x.csv",
    ];
    const NEW: [&str; 5] = [
        MANIFEST,
        "a_db/one.csv",
        "a_db/three.csv",
        "load.sh",
        "new_db/x.csv",
    ];

    /// Sets up a bundle with a new one staged inside. Returns the temporary directory, target, staging directory, and both
    /// bundles' files.
    fn staged() -> (tempfile::TempDir, PathBuf, PathBuf, Files, Files) {
        let home = tempfile::tempdir().unwrap();
        let out = home.path().join("out");
        bundle(&out, &PREVIOUS, "previous");
        let previous = contents(&out);
        let staging = out.join(".dhub-staging");
        bundle(&staging.join("new"), &NEW, "new");
        let new = contents(&staging.join("new"));
        (home, out, staging, previous, new)
    }

    fn directories(out: &Path) -> Vec<PathBuf> {
        let entries = fs::read_dir(out)
            .unwrap()
            .map(|entry| entry.unwrap().path());
        let mut directories: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
        directories.sort();
        directories
    }

    #[test]
    fn files_are_exchanged_and_empty_directories_removed() {
        let (_home, out, staging, previous, new) = staged();
        exchange(&out, &staging).unwrap();
        assert_eq!(contents(&staging.join("old")), previous);
        recover(&out, &staging).unwrap();
        fs::remove_dir(&staging).unwrap();
        assert_eq!(contents(&out), new);
        assert_eq!(
            directories(&out),
            ["a_db", "new_db"].map(|name| out.join(name))
        );
    }

    /// Simulates a crash before and after every step.
    #[test]
    fn a_run_killed_at_any_step_leaves_either_bundle() {
        for killed_after in 0..=PREVIOUS.len() + 1 + NEW.len() {
            let (_home, out, staging, previous, new) = staged();
            let (old, fresh) = (staging.join("old"), staging.join("new"));
            fs::create_dir(&old).unwrap();
            let mut files: Vec<PathBuf> = previous.keys().cloned().collect();
            files.sort_by_key(|file| file != Path::new(MANIFEST));
            let retired = files.iter().take(killed_after);
            move_all(&out, &old, retired, Manifest::First).unwrap();
            let completed = killed_after > PREVIOUS.len();
            if completed {
                fs::write(staging.join(INSTALLING), "").unwrap();
                let mut files: Vec<PathBuf> = new.keys().cloned().collect();
                files.sort_by_key(|file| file == Path::new(MANIFEST));
                let installed = files.iter().take(killed_after - PREVIOUS.len() - 1);
                move_all(&fresh, &out, installed, Manifest::Last).unwrap();
            }
            // While files are moving, there must be no manifest.
            let some_moved = killed_after > 0;
            let all_moved = killed_after == PREVIOUS.len() + 1 + NEW.len();
            assert_eq!(out.join(MANIFEST).exists(), !some_moved || all_moved);

            recover(&out, &staging).unwrap();
            fs::remove_dir(&staging).unwrap();
            let wanted = if completed { &new } else { &previous };
            assert_eq!(contents(&out), *wanted, "killed after {killed_after}");
        }
    }

    #[test]
    fn a_failed_step_is_rolled_back() {
        for in_the_way in ["a_db/three.csv", "new_db/x.csv"] {
            let (_home, out, staging, mut previous, _) = staged();
            fs::create_dir_all(out.join(in_the_way).parent().unwrap()).unwrap();
            fs::write(out.join(in_the_way), "mine").unwrap();
            previous.insert(in_the_way.into(), "mine".to_string());
            let refusal = exchange(&out, &staging).unwrap_err().to_string();
            assert!(refusal.contains("conflicts with a file"), "{refusal}");
            fs::remove_dir_all(&staging).unwrap();
            assert_eq!(contents(&out), previous);
        }
    }
}
