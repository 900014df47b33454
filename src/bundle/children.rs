//! The exchange of a bundle in a directory that cannot be moved itself: a mount point, a layer below, a parent that may not be
//! written. Its files change places one by one.
//!
//! In the staging directory, which is inside of the place then, stands:
//!
//! ```text
//! new/         the bundle in the making; its files move out of it at the end
//! old/         takes in the files of the previous bundle
//! installing   made when all of these are in it: from now on the new bundle stands as a whole or will
//! ```
//!
//! A run that dies before `installing` is there is undone by the next one, a later one is completed. The manifest leaves first
//! and comes last, so that what stands there in between passes for no bundle.

use crate::bundle::files::{exists, sync_directory};
use crate::bundle::manifest::MANIFEST;
use crate::bundle::own::Own;
use crate::error::{Error, Result};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The file that says that the files of the previous bundle are out of the way.
pub(crate) const INSTALLING: &str = "installing";

/// Which place the manifest has among the files that move.
#[derive(Clone, Copy, PartialEq)]
enum Manifest {
    First,
    Last,
}

/// Exchanges the files of the bundle in `out`, if there is one, with those in `new` of the staging directory. Afterwards
/// [`recover`] removes the previous ones.
///
/// # Errors
///
/// When a file cannot be moved. Then everything stands as before, if that can be; if not, the next run sees to it.
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
        // Nothing of the new bundle may stand there when the previous one comes back.
        let moved = installed.iter().filter(|file| !exists(&new.join(file)));
        move_all(out, &new, moved, Manifest::First)?;
        remove(&staging.join(INSTALLING))?;
        recover(out, staging)?;
        return Err(error);
    }
    // Directories that the new bundle does not have; the others are not empty.
    for directory in previous.directories.iter().rev() {
        let _ = fs::remove_dir(out.join(directory));
    }
    Ok(())
}

/// Moves the files of the previous bundle out of the way.
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

/// Completes or undoes what a killed run began, and removes the bundle that is not in its place afterwards.
pub(crate) fn recover(out: &Path, staging: &Path) -> Result<()> {
    let (new, old) = (staging.join("new"), staging.join("old"));
    let installing = staging.join(INSTALLING);
    let back = if exists(&installing) { &new } else { &old };
    // Before `installing` the new bundle is the one to go, and nothing of it stands in its place.
    if exists(back) {
        move_all(back, out, walk(back)?.iter(), Manifest::Last)?;
    }
    for left in [new, old] {
        if exists(&left) {
            fs::remove_dir_all(&left).map_err(Error::at("remove", &left))?;
        }
    }
    // The last to go: without it the files of the previous bundle would come back.
    remove(&installing)
}

fn remove(file: &Path) -> Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(Error::at("remove", file)(error)),
        _ => Ok(()),
    }
}

/// Moves files, relative to `from`, to the same places in `to`.
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
                "is in the way of a file of the bundle; move it away and run the command again",
            ));
        }
        fs::rename(&source, &target).map_err(Error::at("move", &source))?;
    }
    Ok(())
}

/// Flushes the directories of files in `root` to the disk.
fn sync_all(root: &Path, files: &BTreeSet<PathBuf>) -> Result<()> {
    let directories: BTreeSet<&Path> = files.iter().filter_map(|file| file.parent()).collect();
    let directories = directories
        .into_iter()
        .map(|directory| root.join(directory));
    directories
        .filter(|directory| directory.is_dir())
        .try_for_each(|directory| sync_directory(&directory))
}

/// The files below a directory, relative to it.
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

    /// A bundle of these files, the manifest among them.
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

    /// A place with a bundle in it and a new one staged inside: the home, the place, the staging directory, both bundles.
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
    fn files_change_places_and_empty_directories_go() {
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

    /// A run may be killed before and after each of its steps.
    #[test]
    fn a_run_that_is_killed_at_any_step_leaves_one_bundle_or_the_other() {
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
            // In between there is no bundle for anybody.
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
    fn a_step_that_fails_is_undone() {
        for in_the_way in ["a_db/three.csv", "new_db/x.csv"] {
            let (_home, out, staging, mut previous, _) = staged();
            fs::create_dir_all(out.join(in_the_way).parent().unwrap()).unwrap();
            fs::write(out.join(in_the_way), "mine").unwrap();
            previous.insert(in_the_way.into(), "mine".to_string());
            let refusal = exchange(&out, &staging).unwrap_err().to_string();
            assert!(refusal.contains("is in the way"), "{refusal}");
            fs::remove_dir_all(&staging).unwrap();
            assert_eq!(contents(&out), previous);
        }
    }
}
