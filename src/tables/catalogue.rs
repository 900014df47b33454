//! What follows from the list of all tables in [`crate::tables`]: the names of the databases, and rows of every table.

use super::{FILES, Row, Table};

/// Makes of the list of all tables everything that must know all of them.
macro_rules! catalogue {
    (
        $($database:ident { $($table:ident: $row:ident),+ $(,)? })+
        ; labels { $($answer:ident: $answer_row:ident),+ $(,)? }
    ) => {
        /// The names of the databases, in load order.
        pub const DATABASES: [&str; [$(stringify!($database)),+].len()] = [$(stringify!($database)),+];

        /// The folders of a bundle that hold tables: the [`DATABASES`], then the answers.
        pub const FOLDERS: [&str; DATABASES.len() + 1] = [$(stringify!($database),)+ labels::LABELS];

        /// All tables of the databases, in load order: parents before children, database by database.
        pub static CATALOGUE: &[&Table] = &[$($(<$database::$row as Row>::TABLE),+),+];

        /// The tables of answers, which stand in a bundle but in no database.
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
            /// Drops all rows and keeps the memory.
            pub fn clear(&mut self) {
                $($(self.$table.clear();)+)+
                $(self.$answer.clear();)+
            }

            /// Appends every row to its table's CSV.
            pub fn encode(&self, into: &mut Encoded) {
                let mut tables = into.tables.iter_mut();
                $($($crate::tables::catalogue::encode(&self.$table, tables.next());)+)+
                $($crate::tables::catalogue::encode(&self.$answer, tables.next());)+
            }
        }
    };
}

pub(super) use catalogue;

/// A row of a table of the catalogue.
pub trait Listed: Row + Sized {
    /// The rows of its table.
    fn of(rows: &mut super::Rows) -> &mut Vec<Self>;
}

/// Every table that a bundle has a file of: the [`CATALOGUE`], then the [`ANSWERS`].
pub fn files() -> impl Iterator<Item = &'static Table> {
    FILES.iter().copied()
}

pub(super) fn encode<R: Row>(rows: &[R], table: Option<&mut Chunk>) {
    let table = table.expect("one chunk per file");
    for row in rows {
        row.write(&mut table.bytes);
    }
    table.rows += rows.len() as u64;
}

/// A run of finished CSV lines of each table, in the order of [`files`].
#[derive(Clone, Debug)]
pub struct Encoded {
    /// One per table.
    pub tables: Vec<Chunk>,
}

/// Finished CSV lines of one table, without the header.
#[derive(Clone, Debug, Default)]
pub struct Chunk {
    /// The lines.
    pub bytes: Vec<u8>,
    /// How many they are.
    pub rows: u64,
}

impl Encoded {
    /// Drops the lines and keeps the memory.
    pub fn clear(&mut self) {
        for chunk in &mut self.tables {
            chunk.bytes.clear();
            chunk.rows = 0;
        }
    }
}

impl Default for Encoded {
    fn default() -> Self {
        Encoded {
            tables: vec![Chunk::default(); FILES.len()],
        }
    }
}
