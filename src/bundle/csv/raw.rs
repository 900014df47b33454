//! Records of CSV as they stand in a file, quotes and all.

use std::io::{self, BufRead, Read};

/// A record of more bytes than this is none of a bundle: a lost quote or line end must not bring a whole file into memory.
pub(crate) const LONGEST: usize = 1 << 20;

/// What [`RawRecords::advance`] came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Next {
    /// A record.
    Record,
    /// The end of the input.
    End,
    /// A record that has no end within [`LONGEST`] bytes.
    TooLong,
}

/// What a record ends with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    /// LF.
    Lf,
    /// CRLF, the line end of Windows.
    CrLf,
    /// The end of the input.
    Cut,
}

/// A reader that keeps one record in memory.
#[derive(Debug)]
pub(crate) struct RawRecords<R> {
    input: R,
    /// The record without its line end.
    pub bytes: Vec<u8>,
    /// How many quotes are in it: an odd number if the input ends inside of quotes.
    pub quotes: usize,
    /// What it ends with.
    pub ending: Ending,
    /// The line that it starts at, from 1; 0 before the first.
    pub line: u64,
    next_line: u64,
}

impl<R: BufRead> RawRecords<R> {
    pub fn new(input: R) -> RawRecords<R> {
        RawRecords {
            input,
            bytes: Vec::new(),
            quotes: 0,
            ending: Ending::Lf,
            line: 0,
            next_line: 1,
        }
    }

    /// Reads the next record, whatever it holds.
    ///
    /// # Errors
    ///
    /// When the input cannot be read.
    pub fn advance(&mut self) -> io::Result<Next> {
        self.bytes.clear();
        self.quotes = 0;
        self.line = self.next_line;
        loop {
            let from = self.bytes.len();
            let mut input = self.input.by_ref().take((LONGEST - from) as u64);
            if input.read_until(b'\n', &mut self.bytes)? == 0 {
                break;
            }
            if self.bytes.len() == LONGEST {
                return Ok(Next::TooLong);
            }
            self.next_line += 1;
            self.quotes += count(&self.bytes[from..], b'"');
            if self.quotes.is_multiple_of(2) {
                break;
            }
        }
        if self.bytes.is_empty() {
            return Ok(Next::End);
        }
        self.ending = match self.bytes[..] {
            [.., b'\r', b'\n'] => Ending::CrLf,
            [.., b'\n'] => Ending::Lf,
            _ => Ending::Cut,
        };
        let end = match self.ending {
            Ending::CrLf => 2,
            Ending::Lf => 1,
            Ending::Cut => 0,
        };
        self.bytes.truncate(self.bytes.len() - end);
        Ok(Next::Record)
    }
}

/// How often a byte stands in a text: summed up in bytes, of which a processor adds many at a time.
pub(crate) fn count(text: &[u8], wanted: u8) -> usize {
    let count = |part: &[u8]| part.iter().map(|b| u8::from(*b == wanted)).sum::<u8>();
    text.chunks(255).map(|part| usize::from(count(part))).sum()
}

#[cfg(test)]
mod tests {
    use super::count;

    #[test]
    fn bytes_are_counted_in_long_texts_too() {
        for length in [0, 1, 255, 256, 1000] {
            assert_eq!(count(&b",".repeat(length), b','), length);
            assert_eq!(count(&b"a,".repeat(length), b','), length);
        }
    }
}
