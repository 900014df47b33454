//! Appends a table's stored file to a sink unchanged.

use crate::bundle::digest::Tally;
use crate::bundle::manifest::Resource;
use crate::bundle::read::Bundle;
use crate::bundle::sink::Sink;
use crate::bundle::unzip::{self, Unzip};
use crate::bundle::{Progress, files};
use crate::error::{Error, Result};
use std::fs::File;
use std::io::{self, ErrorKind, Read};

/// Read buffer size in bytes.
const BUFFER: usize = 1 << 18;

/// Builds the error for a damaged file of a bundle or part, with the remedy.
pub(crate) fn damaged(part: &Bundle, path: &str, wrong: &str) -> Error {
    Error::damaged(
        &part.directory().join(path),
        format!(
            "{wrong}; write the {} again with: {} --force --out {}",
            match part.manifest().dhub.part {
                Some(_) => "part",
                None => "bundle",
            },
            part.command(),
            part.directory().display()
        ),
    )
}

/// Refuses a bundle whose tables are not CSV: only CSV files can be concatenated.
pub(crate) fn refuse_columns(bundle: &Bundle, instead: &str) -> Result<()> {
    let format = bundle.format();
    match format.is_csv() {
        true => Ok(()),
        false => Err(Error::refused(
            bundle.directory(),
            format!("is stored as {}, expected CSV; {instead}", format.content()),
        )),
    }
}

/// Appends the contents of a table's file, which must start with `header`, to a sink without that header. Verifies the file's
/// digest while reading.
pub(crate) fn append(
    part: &Bundle,
    resource: &Resource,
    header: &str,
    sink: &mut Sink,
    progress: &dyn Progress,
) -> Result<()> {
    let path = part.directory().join(&resource.path);
    let file = match files::open(&path) {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            return Err(damaged(part, &resource.path, "missing"));
        }
        file => file.map_err(Error::at("read", &path))?,
    };
    let mut stored = HashedFile {
        file,
        tally: Tally::default(),
        progress,
    };
    let format = resource
        .stored_as()
        .ok_or_else(|| part.unknown_format(resource))?;
    let method = format.packing().method();
    let copied = match (format.packing().decoder(&mut stored), method) {
        (Ok(mut content), None) => copy(&mut *content, header, sink)?,
        (Ok(content), Some(_)) => copy(&mut Unzip::new(content, resource), header, sink)?,
        (Err(error), _) => Err(Stop::Read(error)),
    };
    if let Err(Stop::Header) = copied {
        let wrong = format!("expected the header {:?}", header.trim_end());
        return Err(damaged(part, &resource.path, &wrong));
    }
    if let Err(Stop::Read(error)) = copied {
        let Some(method) = method else {
            return Err(Error::at("read", &path)(error));
        };
        return Err(damaged(part, &resource.path, &unzip::wrong(method, &error)));
    }
    let (wanted, found) = (resource.stored, stored.tally.finish());
    if wanted.bytes != found.bytes {
        let wrong = format!("expected {} bytes, found {}", wanted.bytes, found.bytes);
        return Err(damaged(part, &resource.path, &wrong));
    }
    if wanted != found {
        let wrong = format!("expected sha256 {}, found {}", wanted.hash, found.hash);
        return Err(damaged(part, &resource.path, &wrong));
    }
    sink.append(b"", resource.rows)
}

/// Reason why a copy stopped.
enum Stop {
    Read(io::Error),
    Header,
}

/// Copies everything after the header. The inner result carries read errors, the outer one write errors.
fn copy(
    input: &mut dyn Read,
    header: &str,
    sink: &mut Sink,
) -> Result<std::result::Result<(), Stop>> {
    let mut first = vec![0; header.len()];
    match input.read_exact(&mut first) {
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Ok(Err(Stop::Header)),
        Err(error) => return Ok(Err(Stop::Read(error))),
        Ok(()) if first != header.as_bytes() => return Ok(Err(Stop::Header)),
        Ok(()) => {}
    }
    let mut buffer = vec![0; BUFFER];
    loop {
        match input.read(&mut buffer) {
            Ok(0) => return Ok(Ok(())),
            Ok(n) => sink.append(&buffer[..n], 0)?,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Ok(Err(Stop::Read(error))),
        }
    }
}

/// File reader that computes a digest as it reads.
struct HashedFile<'a> {
    file: File,
    tally: Tally,
    progress: &'a dyn Progress,
}

impl Read for HashedFile<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.file.read(buffer)?;
        self.tally.add(&buffer[..n]);
        self.progress.advance(n as u64);
        Ok(n)
    }
}
