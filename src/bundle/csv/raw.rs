//! Splits CSV input into raw records, keeping quotes.

use std::io::{self, BufRead, Read};

/// Maximum length of a record in bytes, so that a missing quote or line end cannot load a whole file into memory.
pub(crate) const LONGEST: usize = 1 << 20;

/// Result of [`RawRecords::advance`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Next {
    /// A record was read.
    Record,
    /// End of input.
    End,
    /// A record longer than [`LONGEST`] bytes.
    TooLong,
}

/// How a record ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    /// LF.
    Lf,
    /// CRLF, the Windows line ending.
    CrLf,
    /// End of input.
    Cut,
}

/// Reader that holds one raw record in memory.
#[derive(Debug)]
pub(crate) struct RawRecords<R> {
    input: R,
    /// The record without its line ending.
    pub bytes: Vec<u8>,
    /// Number of quotes in the record; odd if the input ends inside quotes.
    pub quotes: usize,
    /// How the record ends.
    pub ending: Ending,
    /// The line on which the record starts, from 1; 0 before the first record.
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

    /// Reads the next record without checking its contents.
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

/// Counts occurrences of a byte. Chunks of at most 255 keep the sums in `u8`, which vectorizes well.
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
