//! Whether a bundle is what this version makes: its tables are made again and compared, nothing is written.

use crate::bundle::digest::{Fingerprint, Tally};
use crate::bundle::manifest::{MANIFEST, Origin, Resource};
use crate::bundle::read::{Bundle, Finding};
use crate::bundle::{Progress, rehearse};
use crate::error::{Error, Result};
use crate::plan::{AmlRate, DATA_VERSION, Plan, Scale};
use crate::tables::{self, Table};
use crate::values::calendar::Date;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::io::{ErrorKind, Read};

/// What a bundle and this version have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// The bundle's data version, if it is not this version's.
    pub data_version: Option<u32>,
    /// How many tables this version makes.
    pub tables: usize,
    /// How many rows it makes in all.
    pub rows: u64,
    /// Tables that are not what this version makes, then other files that are not as they were written.
    pub findings: Vec<Finding>,
}

impl Check {
    /// Whether every byte of the tables is what this version makes, and every other file as it was written.
    pub fn passed(&self) -> bool {
        self.data_version.is_none() && self.findings.is_empty()
    }
}

/// Makes the tables of a bundle again from what its manifest says they were made of, and compares them with its files.
///
/// The files are read and hashed here, as CSV: the manifest's digests play no part. `threads` and `memory` as in
/// [`Options`](crate::bundle::Options).
///
/// # Errors
///
/// When the manifest does not say what the bundle was made of, or a file cannot be read for another reason than that it is
/// missing or damaged.
pub fn check(
    bundle: &Bundle,
    threads: usize,
    memory: u64,
    progress: &dyn Progress,
) -> Result<Check> {
    let manifest = bundle.manifest();
    let plan = plan(bundle)?;
    let made = rehearse(plan, threads, memory, progress)?;

    let tables: Vec<&Table> = tables::files().collect();
    let mut findings = tables
        .par_iter()
        .zip(&made)
        .map(|(table, (_, wanted))| {
            let resource = manifest.resource(table.database, table.name);
            let wrong = match resource {
                None => Some("not in the bundle, but this version makes it".to_string()),
                Some(resource) => differs(bundle, resource, wanted)?,
            };
            let path = match resource {
                Some(resource) => resource.path.clone(),
                None => format!("{}/{}.csv", table.database, table.name),
            };
            Ok(wrong.map(|wrong| Finding { path, wrong }))
        })
        .collect::<Vec<Result<_>>>() // so that of several failures the first table's is reported
        .into_iter()
        .filter_map(Result::transpose)
        .collect::<Result<Vec<Finding>>>()?;
    let paths: BTreeSet<&str> = manifest.resources.iter().map(|one| &one.path[..]).collect();
    let unknown = manifest.resources.iter().filter(|resource| {
        let name = (&resource.database[..], &resource.name[..]);
        !tables
            .iter()
            .any(|table| (table.database, table.name) == name)
    });
    findings.extend(unknown.map(|resource| Finding {
        path: resource.path.clone(),
        wrong: "in the bundle, but this version makes no such table".to_string(),
    }));
    let others = bundle.check()?.into_iter();
    findings.extend(others.filter(|finding| !paths.contains(&finding.path[..])));
    Ok(Check {
        data_version: Some(manifest.dhub.data_version).filter(|version| *version != DATA_VERSION),
        tables: made.len(),
        rows: made.iter().map(|(rows, _)| rows).sum(),
        findings,
    })
}

/// What is wrong with the file of a table.
fn differs(bundle: &Bundle, resource: &Resource, wanted: &Fingerprint) -> Result<Option<String>> {
    let missing = |error: &std::io::Error| error.kind() == ErrorKind::NotFound;
    let mut input = match bundle.csv(resource) {
        Err(Error::Io { source, .. }) if missing(&source) => {
            return Ok(Some("missing".to_string()));
        }
        input => input?,
    };
    let mut tally = Tally::default();
    let mut buffer = vec![0; 1 << 18];
    loop {
        match input.read(&mut buffer) {
            Ok(0) => break,
            Ok(n) => tally.add(&buffer[..n]),
            Err(error) if resource.compression.is_some() => {
                return Ok(Some(format!("expected zstd, found damage ({error})")));
            }
            Err(error) => {
                return Err(Error::at("read", &bundle.folder().join(&resource.path))(
                    error,
                ));
            }
        }
    }
    let found = tally.finish();
    Ok((found != *wanted).then(|| {
        format!(
            "not what this version makes: expected sha256 {} of {} bytes as CSV, found {} of {}",
            wanted.hash, wanted.bytes, found.hash, found.bytes
        )
    }))
}

/// The plan that a bundle was made after.
pub(crate) fn plan(bundle: &Bundle) -> Result<Plan> {
    let Origin {
        seed,
        scale,
        as_of,
        employees,
        customers,
        overridden,
        aml_rate,
        ..
    } = &bundle.manifest().dhub;
    let damaged = |reason: String| {
        let reason = format!("{reason}; restore the file or write the bundle anew");
        Error::damaged(&bundle.folder().join(MANIFEST), reason)
    };
    let scale = Scale::parse(scale)
        .map_err(|expected| damaged(format!("scale: {expected}, found {scale}")))?;
    let as_of = Date::parse(as_of)
        .map_err(|_| damaged(format!("as_of: expected a date, found {as_of}")))?;
    let rate = AmlRate::parse(aml_rate)
        .map_err(|expected| damaged(format!("aml_rate: {expected}, found {aml_rate}")))?;
    let given = |count: &u32| overridden.then_some(*count);
    let plan = Plan::new(*seed, as_of, scale, given(employees), given(customers));
    let plan = plan.map_err(damaged)?.with_aml_rate(rate);
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
