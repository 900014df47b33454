//! Converts collected values to Arrow arrays.

use crate::columnar::values::{Data, Values};
use arrow_array::types::{
    Date32Type, Decimal64Type, Decimal128Type, Int16Type, Int32Type, Int64Type,
    TimestampMicrosecondType,
};
use arrow_array::{ArrayRef, ArrowPrimitiveType, BooleanArray, PrimitiveArray, StringArray};
use arrow_buffer::{BooleanBuffer, Buffer, NullBuffer, OffsetBuffer, ScalarBuffer};
use std::mem::take;
use std::sync::Arc;

/// Moves a column's values into an array of length `rows`.
pub(super) fn of(column: &mut Values, rows: usize, wide: bool) -> ArrayRef {
    let nulls = match column.valid.is_empty() {
        true => None,
        false => {
            let valid = BooleanBuffer::from(column.valid.as_slice());
            column.valid.clear();
            Some(NullBuffer::new(valid)).filter(|nulls| nulls.null_count() > 0)
        }
    };
    match &mut column.data {
        Data::Text(bytes, ends) => {
            let mut offsets = Vec::with_capacity(rows + 1);
            offsets.push(0);
            offsets.append(ends);
            let offsets = OffsetBuffer::new(ScalarBuffer::from(offsets));
            let bytes = Buffer::from_vec(renewed(bytes));
            Arc::new(StringArray::new(offsets, bytes, nulls))
        }
        Data::Boolean(all) => {
            let values = BooleanBuffer::from(all.as_slice());
            all.clear();
            Arc::new(BooleanArray::new(values, nulls))
        }
        Data::SmallInt(all) => primitive::<Int16Type>(renewed(all), nulls),
        Data::Integer(all) => primitive::<Int32Type>(renewed(all), nulls),
        Data::BigInt(all) => primitive::<Int64Type>(renewed(all), nulls),
        Data::Date(all) => primitive::<Date32Type>(renewed(all), nulls),
        Data::Timestamp(all) => primitive::<TimestampMicrosecondType>(renewed(all), nulls),
        Data::Decimal(all, precision, scale) if wide => {
            let all: Vec<i128> = take(all).into_iter().map(i128::from).collect();
            let array = PrimitiveArray::<Decimal128Type>::new(all.into(), nulls);
            Arc::new(sized(array.with_precision_and_scale(*precision, *scale)))
        }
        Data::Decimal(all, precision, scale) => {
            let array = PrimitiveArray::<Decimal64Type>::new(renewed(all).into(), nulls);
            Arc::new(sized(array.with_precision_and_scale(*precision, *scale)))
        }
    }
}

/// Takes the vector and leaves an empty one of the same capacity.
fn renewed<T>(all: &mut Vec<T>) -> Vec<T> {
    let room = Vec::with_capacity(all.len());
    std::mem::replace(all, room)
}

fn primitive<T: ArrowPrimitiveType>(all: Vec<T::Native>, nulls: Option<NullBuffer>) -> ArrayRef {
    Arc::new(PrimitiveArray::<T>::new(all.into(), nulls))
}

/// Unwraps the result of setting a declared precision and scale.
fn sized<T>(array: Result<T, arrow_schema::ArrowError>) -> T {
    array.expect("declared decimals fit 18 digits")
}
