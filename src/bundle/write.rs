//! Writing a bundle, start to finish.

use crate::bundle::digest::Fingerprint;
use crate::bundle::manifest::{MANIFEST, Manifest, Resource};
use crate::bundle::sink::{Finished, Sink};
use crate::bundle::staging::{Staging, sync_folder};
use crate::bundle::{Options, Progress, SUMS, Stage, load_sql, pipeline, readme};
use crate::error::{Error, Result};
use crate::generate::{self, Bank};
use crate::plan::Plan;
use crate::schema;
use crate::tables::{self, DATABASES, Table};
use rayon::prelude::*;
use std::fs::{self, File};
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

const LOAD_SH: &str = include_str!("../../scripts/load.sh");
const GIT_ATTRIBUTES: &str = "# Every byte counts: SHA256SUMS.\n* -text\n*.zst binary\n";

/// Flushing waits for the disk, not for the processor: so many at a time.
const FLUSHES: usize = 8;

/// Writes the bundle of a plan to `options.out` and returns its manifest.
///
/// The bytes depend on the plan and on `options.compress` alone. The former bundle stands until the new one is complete
/// and on the disk; then they change places.
///
/// # Errors
///
/// When `out` holds anything that is no part of a bundle, or cannot be written. Then everything stands as before.
pub fn write(plan: Plan, options: &Options, progress: &dyn Progress) -> Result<Manifest> {
    let pool = pool(options.threads)?;
    let staging = Staging::begin(&options.out)?;
    let mut folder = Folder::new(staging.path());

    let bank = Bank::new(plan);
    let tables = pool.install(|| write_tables(&bank, options, &mut folder, progress))?;
    let manifest = write_companions(&plan, tables, options.compress, &mut folder)?;
    folder.flush(progress)?;
    staging.publish()?;
    Ok(manifest)
}

/// Makes the tables of a plan and keeps only their fingerprints: rows and CSV of each table, in the order of [`tables::files`].
///
/// `threads` and `memory` as in [`Options`].
///
/// # Errors
///
/// When the threads cannot be started.
pub fn rehearse(
    plan: Plan,
    threads: usize,
    memory: u64,
    progress: &dyn Progress,
) -> Result<Vec<(u64, Fingerprint)>> {
    let bank = Bank::new(plan);
    let sinks = tables::files()
        .map(|table| Sink::nowhere(&table.header()))
        .collect();
    let done = pool(threads)?.install(|| pour(&bank, threads, memory, sinks, progress))?;
    Ok(done.into_iter().map(|done| (done.rows, done.csv)).collect())
}

fn pool(threads: usize) -> Result<rayon::ThreadPool> {
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .map_err(|error| {
            Error::Usage(format!(
                "--threads: cannot start {threads}: {error}; choose fewer"
            ))
        })
}

/// Makes every part of the bank and gives it to the sinks, one per table.
fn pour(
    bank: &Bank,
    threads: usize,
    memory: u64,
    mut sinks: Vec<Sink>,
    progress: &dyn Progress,
) -> Result<Vec<Finished>> {
    let parts = generate::parts(bank);
    let wave = pipeline::wave(threads, memory);
    progress.stage(Stage::Rows, parts.into());
    let encode = |part, rows: &mut _, into: &mut _| generate::encode_part(bank, part, rows, into);
    pipeline::pour(0..parts, wave, encode, &mut sinks, progress)?;
    sinks.into_par_iter().map(Sink::finish).collect()
}

/// Writes the file of each table.
fn write_tables(
    bank: &Bank,
    options: &Options,
    folder: &mut Folder,
    progress: &dyn Progress,
) -> Result<Vec<Resource>> {
    let sink = if options.compress {
        Sink::zstd
    } else {
        Sink::plain
    };
    let mut paths = Vec::new();
    let mut sinks = Vec::new();
    for table in tables::files() {
        let path = file_of(table, options.compress);
        sinks.push(sink(&folder.place(&path)?, &table.header())?);
        paths.push(path);
    }
    let finished = pour(bank, options.threads, options.memory, sinks, progress)?;
    let mut resources = Vec::with_capacity(paths.len());
    for ((table, path), done) in tables::files().zip(paths).zip(finished) {
        folder.add(&path, done.stored, done.file);
        resources.push(Resource::new(
            table,
            path,
            done.rows,
            done.csv,
            done.stored,
            options.compress,
        ));
    }
    Ok(resources)
}

/// The path of a table's file in the bundle.
fn file_of(table: &Table, compress: bool) -> String {
    let suffix = if compress { ".zst" } else { "" };
    format!("{}/{}.csv{suffix}", table.database, table.name)
}

/// Writes everything that is not a table: SQL, load.sh, README and manifest.
fn write_companions(
    plan: &Plan,
    tables: Vec<Resource>,
    compress: bool,
    folder: &mut Folder,
) -> Result<Manifest> {
    let databases: Vec<&str> = DATABASES
        .into_iter()
        .filter(|database| schema::tables_of(database).next().is_some())
        .collect();
    let mut files = vec![MANIFEST.to_string(), SUMS.to_string()];
    files.extend(["README.md", "load.sh", ".gitattributes"].map(String::from));
    for database in &databases {
        files.extend(["schema", "load"].map(|sql| format!("{database}/{sql}.sql")));
    }
    let manifest = Manifest::new(plan, tables, files);

    for database in databases {
        let counts: Vec<(&str, u64)> = manifest
            .resources
            .iter()
            .filter(|resource| resource.database == database)
            .map(|resource| (resource.name.as_str(), resource.rows))
            .collect();
        let load = load_sql::render(database, &counts, compress, &manifest.dhub.bundle);
        folder.write(
            &format!("{database}/schema.sql"),
            &schema::schema_sql(database),
        )?;
        folder.write(&format!("{database}/load.sql"), &load)?;
    }
    folder.write("README.md", &readme::render(&manifest, compress))?;
    folder.write_executable("load.sh", LOAD_SH)?;
    folder.write(".gitattributes", GIT_ATTRIBUTES)?;
    folder.write(MANIFEST, &manifest.render())?;
    folder.write(SUMS, &folder.sums())?;
    Ok(manifest)
}

/// A folder that is being filled: its files, still open, and their fingerprints.
struct Folder {
    root: PathBuf,
    folders: Vec<PathBuf>,
    files: Vec<(String, Fingerprint)>,
    open: Vec<(PathBuf, File)>,
}

impl Folder {
    fn new(root: PathBuf) -> Folder {
        Folder {
            folders: vec![root.clone()],
            root,
            files: Vec::new(),
            open: Vec::new(),
        }
    }

    /// The place of a file; its folder is made if need be.
    fn place(&mut self, path: &str) -> Result<PathBuf> {
        let place = self.root.join(path);
        let parent = place.parent().unwrap_or(&self.root);
        if !self.folders.iter().any(|folder| folder == parent) {
            fs::create_dir(parent).map_err(Error::at("create", parent))?;
            self.folders.push(parent.to_path_buf());
        }
        Ok(place)
    }

    fn add(&mut self, path: &str, stored: Fingerprint, file: Option<(PathBuf, File)>) {
        self.files.push((path.to_string(), stored));
        self.open.extend(file);
    }

    fn write(&mut self, path: &str, text: &str) -> Result<()> {
        self.write_mode(path, text, 0o666)
    }

    fn write_executable(&mut self, path: &str, text: &str) -> Result<()> {
        self.write_mode(path, text, 0o777)
    }

    fn write_mode(&mut self, path: &str, text: &str, mode: u32) -> Result<()> {
        let place = self.place(path)?;
        let mut file = File::options()
            .write(true)
            .create_new(true)
            .mode(mode)
            .open(&place)
            .map_err(Error::at("create", &place))?;
        file.write_all(text.as_bytes())
            .map_err(Error::at("write", &place))?;
        self.add(path, Fingerprint::of(text.as_bytes()), Some((place, file)));
        Ok(())
    }

    /// `SHA256SUMS` of the files so far.
    fn sums(&self) -> String {
        let mut lines: Vec<(&str, String)> = self
            .files
            .iter()
            .map(|(path, stored)| (path.as_str(), format!("{}  {path}\n", stored.hash)))
            .collect();
        lines.sort();
        lines.into_iter().map(|(_, line)| line).collect()
    }

    /// Flushes files and folders to the disk.
    fn flush(self, progress: &dyn Progress) -> Result<()> {
        progress.stage(Stage::Flush, self.open.len() as u64);
        let each = self.open.len().div_ceil(FLUSHES).max(1);
        std::thread::scope(|scope| {
            let flushes: Vec<_> = self
                .open
                .chunks(each)
                .map(|files| scope.spawn(move || flush_files(files, progress)))
                .collect();
            flushes
                .into_iter()
                .try_for_each(|flush| flush.join().expect("flushing does not panic"))
        })?;
        self.folders
            .iter()
            .rev()
            .try_for_each(|folder| sync_folder(folder))
    }
}

fn flush_files(files: &[(PathBuf, File)], progress: &dyn Progress) -> Result<()> {
    files.iter().try_for_each(|(path, file): &(PathBuf, File)| {
        file.sync_all()
            .map_err(Error::at("flush", Path::new(path)))?;
        progress.advance(1);
        Ok(())
    })
}
