//! Regenerates a bundle's files in memory and compares them with those on disk; writes nothing.

use crate::bundle::companions::{self, Companion};
use crate::bundle::digest::{Fingerprint, Tally};
use crate::bundle::format::Format;
use crate::bundle::manifest::{MANIFEST, Resource};
use crate::bundle::origin::Origin;
use crate::bundle::read::{Bundle, Finding};
use crate::bundle::write::remake;
use crate::bundle::{Progress, only, unzip};
use crate::error::{Error, Result, words};
use crate::plan::{AmlRate, DATA_VERSION, Months, Plan, Scale};
use crate::threads;
use crate::values::calendar::Date;
use rayon::prelude::*;
use std::io::{ErrorKind, Read};

/// Result of comparing a bundle with what this version generates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// The bundle's data version, if it differs from this version's.
    pub data_version: Option<u32>,
    /// Number of tables that this version generates.
    pub tables: usize,
    /// Total number of rows that this version generates.
    pub rows: u64,
    /// Tables, then other files, that differ from what this version generates.
    pub findings: Vec<Finding>,
    /// Stray files, which rewriting the bundle would not remove.
    pub strays: Vec<Finding>,
}

impl Check {
    /// Returns whether every byte matches and there are no stray files.
    pub fn passed(&self) -> bool {
        self.as_made() && self.strays.is_empty()
    }

    /// Returns whether every byte of the bundle's own files matches.
    pub fn as_made(&self) -> bool {
        self.data_version.is_none() && self.findings.is_empty()
    }
}

/// Regenerates a bundle from the origin in its manifest and compares the result with the files on disk.
///
/// Files are read and hashed here, tables as CSV; the digests stored in the bundle are not trusted. `threads` and `memory` are as
/// in [`Options`](crate::bundle::Options).
///
/// # Errors
///
/// Fails when the manifest does not describe a complete origin, or when a file cannot be read for a reason other than being
/// missing or damaged.
pub fn check(
    bundle: &Bundle,
    threads: usize,
    memory: u64,
    progress: &dyn Progress,
) -> Result<Check> {
    let manifest = bundle.manifest();
    let plan = plan(bundle)?;
    let only = only::tables(bundle)?;
    let made = remake(
        plan,
        only.as_deref(),
        bundle.format(),
        threads,
        memory,
        progress,
    )?;

    let compare = |wanted: &Resource| {
        let resource = manifest.resource(&wanted.database, &wanted.name);
        let wrong = match resource {
            None => Some("not in the bundle, but this version makes it".to_string()),
            Some(resource) => differs(bundle, resource, wanted)?,
        };
        let path = resource.unwrap_or(wanted).path.clone();
        Ok(wrong.map(|wrong| Finding { path, wrong }))
    };
    // Collect before unwrapping, so that the error of the first table is reported whatever the thread timing.
    let compared: Vec<Result<_>> =
        threads::on_pool(threads, || made.par_iter().map(compare).collect());
    let mut findings = compared
        .into_iter()
        .filter_map(Result::transpose)
        .collect::<Result<Vec<Finding>>>()?;
    let (tables, rows) = (made.len(), made.iter().map(|one| one.rows).sum());
    let known = |resource: &&Resource| {
        made.iter()
            .any(|one| (&one.database, &one.name) == (&resource.database, &resource.name))
    };
    let unknown = manifest.resources.iter().filter(|one| !known(one));
    findings.extend(unknown.map(|resource| Finding {
        path: resource.path.clone(),
        wrong: "in the bundle, but this version makes no such table".to_string(),
    }));
    let (_, companions) = match &only {
        None => companions::of_bundle(&plan, made, bundle.format()),
        Some(tables) => companions::of_some(&plan, None, made, only::names(tables)),
    };
    findings.extend(companions.iter().filter_map(|wanted| {
        let wrong = rewritten(bundle, wanted)?;
        let path = wanted.path.clone();
        Some(Finding { path, wrong })
    }));
    Ok(Check {
        data_version: Some(manifest.dhub.data_version).filter(|version| *version != DATA_VERSION),
        tables,
        rows,
        findings,
        strays: bundle.strays(),
    })
}

/// Returns how a companion file differs from the expected text, if it does.
fn rewritten(bundle: &Bundle, wanted: &Companion) -> Option<String> {
    match Fingerprint::of_file(&bundle.directory().join(&wanted.path)) {
        Ok(found) => {
            let wanted = Fingerprint::of(wanted.text.as_bytes());
            (found != wanted).then(|| {
                format!(
                    "not what this version makes: expected sha256 {}, found {}",
                    wanted.hash, found.hash
                )
            })
        }
        Err(error) if error.kind() == ErrorKind::NotFound => Some("missing".to_string()),
        Err(error) => Some(format!("cannot read: {}", words("read", &error))),
    }
}

/// Returns how a table's file differs from the expected one, if it does.
fn differs(bundle: &Bundle, resource: &Resource, wanted: &Resource) -> Result<Option<String>> {
    let missing = |error: &std::io::Error| error.kind() == ErrorKind::NotFound;
    let mut input = match bundle.csv(resource) {
        Err(error) if error.io().is_some_and(missing) => {
            return Ok(Some("missing".to_string()));
        }
        input => input?,
    };
    let method = resource.stored_as().and_then(Format::method);
    let mut tally = Tally::default();
    let mut buffer = vec![0; 1 << 18];
    loop {
        match input.read(&mut buffer) {
            Ok(0) => break,
            Ok(n) => tally.add(&buffer[..n]),
            Err(error) if method.is_some() => {
                let method = method.unwrap_or_default();
                return Ok(Some(unzip::wrong(method, &error)));
            }
            Err(error) => {
                return Err(Error::at("read", &bundle.directory().join(&resource.path))(
                    error,
                ));
            }
        }
    }
    let (found, wanted_csv) = (tally.finish(), wanted.csv());
    if found != *wanted_csv {
        return Ok(Some(format!(
            "not what this version makes: expected sha256 {} of {} bytes as CSV, found {} of {}",
            wanted_csv.hash, wanted_csv.bytes, found.hash, found.bytes
        )));
    }
    let path = bundle.directory().join(&resource.path);
    let stored = Fingerprint::of_file(&path).map_err(Error::at("read", &path))?;
    Ok((stored != wanted.stored)
        .then(|| "the rows that this version makes, but compressed otherwise".to_string()))
}

/// Rebuilds the plan from a bundle's manifest.
pub(crate) fn plan(bundle: &Bundle) -> Result<Plan> {
    let Origin {
        seed,
        scale,
        as_of,
        employees,
        customers,
        overridden,
        aml_rate,
        months,
        ..
    } = &bundle.manifest().dhub;
    let damaged = |reason: String| {
        let reason = format!("{reason}; restore the file or write the bundle again");
        Error::damaged(&bundle.directory().join(MANIFEST), reason)
    };
    let scale = scale
        .parse::<Scale>()
        .map_err(|expected| damaged(format!("scale: {expected}, found {scale}")))?;
    let as_of = as_of
        .parse::<Date>()
        .map_err(|_| damaged(format!("as_of: expected a date, found {as_of}")))?;
    let rate = aml_rate
        .parse::<AmlRate>()
        .map_err(|expected| damaged(format!("aml_rate: {expected}, found {aml_rate}")))?;
    let length = months
        .to_string()
        .parse::<Months>()
        .map_err(|expected| damaged(format!("months: {expected}, found {months}")))?;
    let given = |count: &u32| overridden.then_some(*count);
    let plan = Plan::new(*seed, as_of, scale, given(employees), given(customers));
    let plan = plan
        .map_err(|error| damaged(error.to_string()))?
        .with_aml_rate(rate)
        .with_months(length);
    for (name, wanted, found) in [
        ("employees", plan.employees, employees),
        ("customers", plan.customers, customers),
    ] {
        if wanted != *found {
            return Err(damaged(format!(
                "{name}: expected {wanted} at scale {scale}, found {found}"
            )));
        }
    }
    Ok(plan)
}
