//! Bundles that are committed to git: a side is a directory or `REV:PATH`.

use crate::command::Home;
use std::process::Output;

/// Creates a repository with a bundle in `data/bank`: tagged `v1`, then with another seed on `main`, with a worktree of `v1` next to it.
fn repository() -> Home {
    let home = Home::new();
    home.dhub("seed all -q -s 0.05 --out repo/data/bank").run();
    shell(
        &home,
        "cd repo && git init -q -b main && git config user.name a && git config user.email a@example.com
         git add -A && git commit -qm one && git tag -a v1 -m one && git branch old",
    );
    home.dhub("seed all -q -s 0.05 --seed 7 --out repo/data/bank")
        .run();
    shell(
        &home,
        "cd repo && git commit -qam two && git worktree add -q ../worktree v1",
    );
    home
}

/// Runs a script in bash, with dhub in the PATH and no settings of the user's git.
fn shell(home: &Home, script: &str) -> Output {
    home.run_of("bash")
        .args(&["-euo", "pipefail", "-c", script])
        .with_dhub_in_path()
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .stderr_has("")
        .run()
}

/// Expects that a comparison in a directory finds nothing, or differences.
fn compares(home: &Home, directory: &str, arguments: &str, same: bool) {
    let last = match same {
        true => "same: ",
        false => "\ndifferent: ",
    };
    home.dhub(arguments)
        .current_dir(&home.path(directory))
        .stdout_has(last)
        .status(i32::from(!same))
        .run();
}

#[test]
fn either_side_may_be_committed() {
    let home = repository();
    let id = |line: &str| line.contains("seed 42,");
    for (directory, arguments, same) in [
        // Tags, branches, ancestors, objects; against the working tree and against each other.
        ("repo", "diff v1:data/bank data/bank", false),
        ("repo", "diff HEAD:data/bank data/bank", true),
        ("repo", "diff old:data/bank HEAD~1:data/bank", true),
        ("repo", "diff HEAD~1:data/bank main:data/bank/", false),
        ("repo", "diff data/bank v1:data/bank", false),
        ("repo", "diff main@{0}:./data/bank data/bank", true),
        // The staged version.
        ("repo", "diff :data/bank HEAD:data/bank", true),
        // A revision alone means the other side's path.
        ("repo", "diff v1 data/bank", false),
        ("repo", "diff HEAD data/bank", true),
        ("repo", "diff v1:data/bank old", true),
        ("repo", "diff data/bank HEAD~1", false),
        // A single side is compared with the working tree.
        ("repo", "diff HEAD:data/bank", true),
        ("repo", "diff v1:data/bank", false),
        // In a subdirectory, a path starts at the top or here.
        ("repo/data", "diff HEAD:data/bank bank", true),
        ("repo/data", "diff HEAD:bank bank", true),
        ("repo/data", "diff HEAD:bank", true),
        ("repo/data", "diff v1:./bank", false),
        ("repo/data", "diff v1 bank", false),
        ("repo/data/bank", "diff HEAD .", true),
        ("repo/data/bank", "diff v1:", false),
        // A worktree has its own HEAD; a directory elsewhere its own repository.
        ("worktree", "diff HEAD:data/bank", true),
        ("worktree", "diff main:data/bank data/bank", false),
        ("repo", "diff HEAD:data/bank ../worktree/data/bank", false),
        ("repo", "diff v1:data/bank ../worktree/data/bank", true),
        ("", "diff HEAD worktree/data/bank", true),
        ("", "diff main worktree/data/bank", false),
    ] {
        // In the bundle's own directory, `v1:` is the top of the repository, which has no bundle, and therefore means this directory.
        compares(&home, directory, arguments, same);
    }
    // Old and new are not mixed up.
    let output = home
        .dhub("diff v1:data/bank data/bank")
        .current_dir(&home.path("repo"))
        .status(1)
        .run();
    let text = String::from_utf8(output.stdout).unwrap();
    let mut lines = text.lines();
    let (old, new) = (lines.next().unwrap(), lines.next().unwrap());
    assert!(
        old.starts_with("old v1:data/bank: bundle ") && id(old),
        "{old}"
    );
    assert!(
        new.starts_with("new data/bank: bundle ") && !id(new),
        "{new}"
    );
}

#[test]
fn rows_and_compressed_files_are_read_from_git_unchanged() {
    let home = repository();
    home.dhub("seed all -q -s 0.05 --compress zstd --out repo/packed")
        .run();
    shell(
        &home,
        "cd repo && git add packed && git commit -qm packed && rm -rf packed",
    );
    compares(&home, "repo", "diff HEAD:packed v1:data/bank", true);
    let flags = match cfg!(feature = "parquet") {
        true => "--format parquet",
        false => "--format csv",
    };
    home.dhub(&format!("seed all -q -s 0.05 {flags} --out repo/columns"))
        .run();
    shell(
        &home,
        "cd repo && git add columns && git commit -qm columns",
    );
    compares(&home, "repo", "diff HEAD:columns v1:data/bank", true);
    let rows = |arguments: &str| {
        let run = home.dhub(arguments).current_dir(&home.path("repo"));
        run.status(1).run().stdout
    };
    let committed = rows("diff v1:data/bank HEAD:data/bank --rows");
    assert!(committed.len() > 100_000);
    assert_eq!(
        committed,
        rows("diff ../worktree/data/bank data/bank --rows")
    );
    // A directory takes precedence over a revision of the same name.
    home.dhub("seed all -q -s 0.05 --out repo/v1").run();
    compares(&home, "repo", "diff v1 HEAD~1:packed", true);
    // If git cannot be run, directories are still compared.
    home.dhub("diff repo/v1 worktree/data/bank")
        .env("PATH", "/nowhere")
        .stdout_has("same")
        .run();
    home.dhub("diff HEAD:x repo/v1")
        .env("PATH", "/nowhere")
        .stderr("dhub: git: not found on the PATH; install it, or name the directories of two bundles\n")
        .status(2)
        .run();
}

#[test]
fn missing_revisions_and_files_are_reported_in_one_line() {
    let home = repository();
    shell(
        &home,
        "cd repo && git rm -q --cached data/bank/loans_db/loans.csv && git commit -qm lost
         printf 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n' > data/bank/loans_db/loans.csv
         git add -f data/bank/loans_db/loans.csv && git commit -qm pointer && git checkout -q main~2 -- data",
    );
    let part = "seed all -q -s 0.05 --part 1/2 --out repo/part";
    home.dhub(part).run();
    shell(&home, "cd repo && git add part && git commit -qm part");
    for (arguments, line) in [
        (
            "diff nope:data/bank data/bank",
            "nope:data/bank: no such revision in this repository, expected a branch, tag or commit; fetch it, or check the name",
        ),
        (
            "diff v1:nope",
            "v1:nope: no bundle here, expected a committed directory with datapackage.json",
        ),
        (
            "diff v1:../data/bank",
            "v1:../data/bank: no bundle here, expected a committed directory with datapackage.json",
        ),
        (
            "diff data/bank",
            "data/bank: is a directory, expected a revision or a second bundle; compare it with what is committed: dhub diff HEAD data/bank",
        ),
        (
            "diff nope data/bank",
            "nope: no bundle here, expected a directory with datapackage.json; write one with: dhub seed all --out nope",
        ),
        (
            "diff --quiet HEAD~1:data/bank data/bank",
            "HEAD~1:data/bank/loans_db/loans.csv:1: expected CSV, found a Git LFS pointer; fetch the file: git lfs pull",
        ),
        (
            "diff HEAD:part data/bank",
            "HEAD:part: is part 1/2 of a bundle, expected a whole one; join the parts first: dhub seed join PART... --out DIR",
        ),
    ] {
        home.dhub(arguments)
            .current_dir(&home.path("repo"))
            .stderr(&format!("dhub: {line}\n"))
            .status(2)
            .run();
    }
    // A file that the commit does not have.
    home.dhub("diff HEAD~2:data/bank data/bank")
        .current_dir(&home.path("repo"))
        .stderr_has("dhub: HEAD~2:data/bank/loans_db/loans.csv: cannot read: git: path ")
        .status(2)
        .run();
    home.dhub("diff HEAD:x repo")
        .stderr_has("dhub: HEAD:x: git: not a git repository")
        .status(2)
        .run();
}

#[test]
fn git_compares_the_csvs_of_bundles_by_key_once_configured() {
    let home = repository();
    let setup = home.dhub("diff --git-driver").run();
    let setup = String::from_utf8(setup.stdout).unwrap();
    assert_eq!(setup.lines().count(), 2);
    let readme = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md"));
    assert!(
        readme.unwrap().contains(&setup),
        "README.md: expected {setup}"
    );
    shell(&home, &format!("cd repo\n{setup}"));
    let said = |script: &str| {
        let output = shell(&home, &format!("cd repo && {script}"));
        String::from_utf8(output.stdout).unwrap()
    };
    let text = said("git diff v1 HEAD -- data/bank/employees_db/departments.csv");
    let start = "dhub diff data/bank/employees_db/departments.csv
employees_db.departments: 12 rows before, 12 after; ";
    assert!(text.starts_with(start), "{text}");
    assert!(
        text.contains("  department_head_id: ") || text.contains("  budget: "),
        "{text}"
    );
    assert!(!text.contains("@@"), "{text}");
    // Everything else is as usual: git exits with 0 if the driver shows differences.
    let text = said("git log -p -1 --ext-diff --format=%s");
    assert!(
        text.starts_with("two\n") && text.contains("\ndhub diff data/bank/loans_db/loans.csv\n")
    );
    assert!(text.contains("diff --git a/data/bank/README.md"));
    // Also compressed files, although they are binary; added and removed files; files that are not tables, or not files at all.
    home.dhub("seed all -q -s 0.05 --compress zstd --out repo/packed")
        .run();
    let text = said("git add packed && git diff --cached -- packed/loans_db");
    assert!(
        text.contains("\n  only in the new bundle\n  added: LOAN-"),
        "{text}"
    );
    let text =
        said("git rm -q data/bank/loans_db/loans.csv && git diff --cached -- data/bank/loans_db");
    assert!(
        text.contains("\n  only in the old bundle\n  removed: LOAN-"),
        "{text}"
    );
    let text = said(
        "printf 'a,b\\n1,2\\n' > mine.csv && git add mine.csv && git diff --cached -- mine.csv",
    );
    assert!(text.ends_with("+a,b\n+1,2\n"), "{text}");
    let text = said(
        "printf '\\n<<<<<<< HEAD\\n' >> data/bank/employees_db/branches.csv && git diff -- data/bank/employees_db/branches.csv",
    );
    assert!(text.ends_with("+<<<<<<< HEAD\n"), "{text}");
    home.dhub("diff --git-driver a b")
        .stderr_has("dhub: --git-driver: expected the 7 arguments that git passes")
        .status(2)
        .run();
}

#[test]
fn a_bundle_is_marked_as_generated() {
    let home = repository();
    for (file, wanted) in [
        ("data/bank/loans_db/loans.csv", "set"),
        ("data/bank/loans_db/loans.csv.zst", "set"),
        ("data/bank/load.sh", "unspecified"),
    ] {
        let script = format!("cd repo && git check-attr linguist-generated text -- {file}");
        let output = shell(&home, &script);
        let text = String::from_utf8(output.stdout).unwrap();
        assert_eq!(
            text,
            format!("{file}: linguist-generated: {wanted}\n{file}: text: unset\n")
        );
    }
}
