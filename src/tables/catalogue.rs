//! Items derived from the list of all tables in [`crate::tables`]: the names of the databases, and rows of every table.

use super::{FILES, Row, Table};

/// Expands the list of all tables into everything that must know all of them.
macro_rules! catalogue {
    (
        $($database:ident { $($table:ident: $row:ident),+ $(,)? })+
        ; labels { $($answer:ident: $answer_row:ident),+ $(,)? }
    ) => {
        /// The names of the databases, in load order.
        pub const DATABASES: [&str; [$(stringify!($database)),+].len()] = [$(stringify!($database)),+];

        /// Number of databases, in words.
        pub const DATABASES_IN_WORDS: &str = $crate::tables::catalogue::in_words(DATABASES.len());

        /// The directories of a bundle that hold tables: the [`DATABASES`], then the ground truth.
        pub const DIRECTORIES: [&str; DATABASES.len() + 1] = [$(stringify!($database),)+ labels::LABELS];

        /// All tables of the databases, in load order: parents before children, database by database.
        pub static CATALOGUE: &[&Table] = &[$($(<$database::$row as Row>::TABLE),+),+];

        /// The tables of ground truth, which are in a bundle but in no database.
        pub static ANSWERS: &[&Table] = &[$(<labels::$answer_row as Row>::TABLE),+];

        /// The [`CATALOGUE`], then the [`ANSWERS`].
        pub static FILES: &[&Table] =
            &[$($(<$database::$row as Row>::TABLE),+,)+ $(<labels::$answer_row as Row>::TABLE),+];

        /// Rows of every table: those of a customer's life, or of the bank itself.
        #[derive(Clone, Debug, Default)]
        pub struct Rows {
            $($(#[doc = concat!("`", stringify!($database), ".", stringify!($table), "`")]
            pub $table: Vec<$database::$row>),+,)+
            $(#[doc = concat!("`labels.", stringify!($answer), "`")]
            pub $answer: Vec<labels::$answer_row>),+
        }

        $($(impl $crate::tables::Listed for $database::$row {
            fn of(rows: &mut Rows) -> &mut Vec<Self> {
                &mut rows.$table
            }
        })+)+
        $(impl $crate::tables::Listed for labels::$answer_row {
            fn of(rows: &mut Rows) -> &mut Vec<Self> {
                &mut rows.$answer
            }
        })+

        impl Rows {
            /// Removes all rows and keeps the memory.
            pub fn clear(&mut self) {
                $($(self.$table.clear();)+)+
                $(self.$answer.clear();)+
            }

            /// Removes the rows of tables that are not wanted; `wanted` has an element per table in the order of [`files`].
            pub(crate) fn keep(&mut self, wanted: &[bool]) {
                let mut wanted = wanted.iter();
                let mut next = || wanted.next().is_some_and(|wanted| *wanted);
                $($(if !next() { self.$table.clear(); })+)+
                $(if !next() { self.$answer.clear(); })+
            }

            /// Passes the rows of each table to its sink.
            pub fn encode<S: TableSink>(&self, into: &mut Sinks<S>) {
                let mut sinks = into.tables.iter_mut();
                let mut next = || sinks.next().expect("one sink per file");
                $($(next().take(&self.$table);)+)+
                $(next().take(&self.$answer);)+
            }
        }
    };
}

pub(super) use catalogue;

/// Returns a small number in words.
pub(super) const fn in_words(number: usize) -> &'static str {
    const WORDS: [&str; 13] = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve",
    ];
    match number {
        0..13 => WORDS[number],
        _ => "many",
    }
}

/// A row of a table in the catalog.
pub trait Listed: Row + Sized {
    /// Returns the rows of its table.
    fn of(rows: &mut super::Rows) -> &mut Vec<Self>;
}

/// Returns every table that a bundle has a file for: the [`CATALOGUE`](super::CATALOGUE), then the [`ANSWERS`](super::ANSWERS).
pub fn files() -> impl Iterator<Item = &'static Table> {
    FILES.iter().copied()
}

/// Receives typed rows of one table, in file order: the interface between generators and output formats.
///
/// [`Chunk`] turns them into CSV. For anything else, implement this trait and pass [`Sinks`] of it to
/// [`Rows::encode`](super::Rows::encode).
///
/// ```
/// use dhub::generate::{Bank, life};
/// use dhub::plan::{DEFAULT_AS_OF, Plan, Scale};
/// use dhub::tables::{Listed, Sinks, TableSink};
/// use dhub::values::Cell;
///
/// /// Counts the values that are NULL.
/// #[derive(Default)]
/// struct Nulls(usize);
///
/// impl TableSink for Nulls {
///     fn take<R: Listed>(&mut self, rows: &[R]) {
///         for row in rows {
///             row.cells(&mut |_, cell| self.0 += usize::from(cell == Cell::Null));
///         }
///     }
///     fn clear(&mut self) {
///         self.0 = 0;
///     }
/// }
///
/// let bank = Bank::new(Plan::new(42, DEFAULT_AS_OF, Scale::ONE, None, None)?);
/// let mut nulls = Sinks::<Nulls>::default();
/// life(&bank, 1).encode(&mut nulls);
/// let in_all: usize = nulls.tables.iter().map(|table| table.0).sum();
/// assert!(in_all > 0);
/// # Ok::<(), dhub::error::Error>(())
/// ```
pub trait TableSink: Default {
    /// Receives the next rows.
    fn take<R: Listed>(&mut self, rows: &[R]);

    /// Removes its contents and keeps the memory.
    fn clear(&mut self);
}

/// A sink for each table, in the order of [`files`].
#[derive(Clone, Debug)]
pub struct Sinks<S> {
    /// One per table.
    pub tables: Vec<S>,
}

/// Finished CSV lines of every table.
pub type Encoded = Sinks<Chunk>;

/// Finished CSV lines of one table, without the header.
#[derive(Clone, Debug, Default)]
pub struct Chunk {
    /// The lines.
    pub bytes: Vec<u8>,
    /// Number of lines.
    pub rows: u64,
}

impl TableSink for Chunk {
    fn take<R: Listed>(&mut self, rows: &[R]) {
        for row in rows {
            row.write(&mut self.bytes);
        }
        self.rows += rows.len() as u64;
    }

    fn clear(&mut self) {
        self.bytes.clear();
        self.rows = 0;
    }
}

impl<S: TableSink> Sinks<S> {
    /// Removes everything and keeps the memory.
    pub fn clear(&mut self) {
        self.tables.iter_mut().for_each(S::clear);
    }
}

impl<S: TableSink> Default for Sinks<S> {
    fn default() -> Self {
        Sinks {
            tables: FILES.iter().map(|_| S::default()).collect(),
        }
    }
}
