//! Integers, booleans, dates and timestamps as values of a row.

use super::{SqlType, Value};
use crate::values::calendar::{Date, Timestamp};
use crate::values::cell::Cell;
use crate::values::numbers::write_number;

macro_rules! integer {
    ($($int:ty => $sql:ident),*) => {$(
        impl Value for $int {
            const SQL: SqlType = SqlType::$sql;
            #[inline]
            fn write(&self, out: &mut Vec<u8>) {
                #[allow(unused_comparisons)]
                if *self < 0 {
                    out.push(b'-');
                }
                write_number(i64::from(*self).unsigned_abs(), out);
            }

            fn cell<'a>(&'a self, _: &'a mut Vec<u8>) -> Cell<'a> {
                Cell::Integer(i64::from(*self))
            }
        }
    )*};
}
integer!(i16 => SmallInt, i32 => Integer, i64 => BigInt, u8 => SmallInt, u16 => Integer);

impl Value for bool {
    const SQL: SqlType = SqlType::Boolean;
    #[inline]
    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(if *self { b"true" } else { b"false" });
    }

    fn cell<'a>(&'a self, _: &'a mut Vec<u8>) -> Cell<'a> {
        Cell::Boolean(*self)
    }
}

impl Value for Date {
    const SQL: SqlType = SqlType::Date;
    #[inline]
    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.digits());
    }

    fn cell<'a>(&'a self, _: &'a mut Vec<u8>) -> Cell<'a> {
        Cell::Date(*self)
    }
}

impl Value for Timestamp {
    const SQL: SqlType = SqlType::Timestamp;
    #[inline]
    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.digits());
    }

    fn cell<'a>(&'a self, _: &'a mut Vec<u8>) -> Cell<'a> {
        Cell::Timestamp(*self)
    }
}
