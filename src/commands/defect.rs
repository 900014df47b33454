//! `dhub defect`

use super::output::{self, plain};
use super::progress::Bars;
use super::report::{self, TextColumn};
use super::{print, signals};
use crate::cli::{self, ReportFormat};
use dhub::bundle::{ANSWERS, Bundle, Progress};
use dhub::defect::{self, Action, Choice, Hit, Planted, catalogue};
use dhub::error::Result;
use serde::Serialize;
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

pub fn run(arguments: &cli::Defect) -> Result<ExitCode> {
    let start = Instant::now();
    if arguments.list {
        return list(arguments.output.format);
    }
    let choice = match arguments.defect.is_empty() {
        true => Choice::Count(arguments.count()),
        false => Choice::named(&arguments.defect).map_err(|error| error.within("--defect"))?,
    };
    let bundle = Bundle::open(arguments.bundle())?;
    let out = arguments.out();
    let quiet = arguments.output.quiet;
    let bars = Bars::new();
    let progress: &dyn Progress = if quiet { &() } else { &bars };
    signals::tidy_up();
    let (seed, force) = (arguments.seed, arguments.force);
    let planted = defect::plant(&bundle, &choice, seed, &out, force, progress)?;
    drop(bars);
    match arguments.output.format {
        ReportFormat::Json => output::print_json(&report(&out, &planted))?,
        ReportFormat::Text if quiet => {}
        ReportFormat::Text => print(text(&out, &planted))?,
    }
    if !quiet {
        output::print_elapsed(start);
    }
    Ok(ExitCode::SUCCESS)
}

fn text(out: &Path, planted: &Planted) -> String {
    let hits = &planted.defects;
    let cells = |cell: fn(&Hit) -> String| hits.iter().map(cell);
    let table = report::fit(&[
        TextColumn::left("defect", cells(|hit| hit.defect.name.to_string())),
        TextColumn::left("table", cells(|hit| table(hit.defect))),
        TextColumn::right("rows", cells(|hit| hit.keys.len().to_string())),
        TextColumn::left("rule", cells(|hit| hit.defect.rule.to_string())),
        TextColumn::left("loads", cells(|hit| hit.defect.loads.word().to_string())),
    ]);
    let place = plain(&out.display().to_string());
    let answers = plain(&out.join(ANSWERS).display().to_string());
    format!(
        "{table}\n{}{place}: written; find the defects with: dhub verify {place}\nanswer key: {answers}\n",
        report::origin(&planted.manifest)
    )
}

/// The planted defects as JSON.
#[derive(Serialize)]
struct Report<'a> {
    directory: String,
    answers: String,
    dhub: &'a dhub::bundle::Origin,
    defects: Vec<Line<'a>>,
}

#[derive(Serialize)]
struct Line<'a> {
    #[serde(flatten)]
    defect: Listed,
    keys: &'a [String],
}

fn report<'a>(out: &Path, planted: &'a Planted) -> Report<'a> {
    let line = |hit: &'a Hit| Line {
        defect: Listed::of(hit.defect),
        keys: &hit.keys,
    };
    Report {
        directory: out.display().to_string(),
        answers: out.join(ANSWERS).display().to_string(),
        dhub: &planted.manifest.dhub,
        defects: planted.defects.iter().map(line).collect(),
    }
}

/// A defect of the catalog.
#[derive(Serialize)]
struct Listed {
    defect: &'static str,
    table: String,
    dimension: &'static str,
    action: &'static str,
    columns: Vec<&'static str>,
    rule: &'static str,
    loads: &'static str,
    description: &'static str,
}

impl Listed {
    fn of(defect: &'static defect::Defect) -> Listed {
        Listed {
            defect: defect.name,
            table: table(defect),
            dimension: defect.dimension,
            action: match defect.action {
                Action::Change(_) => "change",
                Action::Remove => "remove",
                Action::Repeat => "repeat",
                Action::Add(_) => "add",
            },
            columns: match &defect.action {
                Action::Change(columns) => columns.iter().map(|one| one.name).collect(),
                _ => Vec::new(),
            },
            rule: defect.rule,
            loads: defect.loads.word(),
            description: defect.description,
        }
    }
}

fn table(defect: &defect::Defect) -> String {
    format!("{}.{}", defect.table.database, defect.table.name)
}

fn list(format: ReportFormat) -> Result<ExitCode> {
    let listed: Vec<Listed> = catalogue().iter().map(Listed::of).collect();
    match format {
        ReportFormat::Json => output::print_json(&listed)?,
        ReportFormat::Text => print(listing(&listed))?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Lists the catalog as text: the defects of each table, with their descriptions.
fn listing(listed: &[Listed]) -> String {
    let mut text = String::new();
    let mut database = "";
    for one in listed {
        let of = one.table.split('.').next().unwrap_or_default();
        if of != database {
            if !database.is_empty() {
                text.push('\n');
            }
            database = of;
            text += &format!("{database}\n");
        }
        let loads = match one.loads {
            "never" => "; PostgreSQL rejects it",
            "databases" => "; PostgreSQL rejects it with --layout schemas",
            _ => "",
        };
        text += &format!(
            "  {}\n    {}\n    {}, {}; found by {}{loads}\n",
            one.defect, one.description, one.table, one.dimension, one.rule
        );
    }
    format!("{text}\n{} defects\n", listed.len())
}
