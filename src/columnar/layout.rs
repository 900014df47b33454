//! How a declared table stands in Parquet and Arrow.

use crate::columnar::unencoded;
use crate::error::Result;
use crate::tables::{Column, Table};
use crate::values::SqlType;
use arrow_schema::{DataType, Field, Schema, SchemaRef, TimeUnit};
use parquet::arrow::ArrowSchemaConverter;
use parquet::basic::{Compression, Encoding, ZstdLevel};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{
    EnabledStatistics, WriterProperties, WriterPropertiesPtr, WriterVersion,
};
use parquet::schema::types::{ColumnPath, TypePtr};
use std::collections::HashMap;
use std::sync::Arc;

/// Pages of this size are what readers expect; a page is what a reader must decompress to see one value.
const PAGE_BYTES: usize = 1 << 20;

/// What a file says of itself: names and values, in order.
pub(crate) type Facts = [(&'static str, String)];

/// The columns of a table with their types, and how each is encoded.
pub(crate) struct Layout {
    /// In Arrow's words, decimals as wide as a Parquet file takes them.
    pub(crate) schema: SchemaRef,
    /// In Parquet's.
    pub(crate) root: TypePtr,
    /// Encodings, compression and what the file says of itself.
    pub(crate) properties: WriterPropertiesPtr,
}

impl Layout {
    /// The layout of a table, in a file that says `facts` of itself.
    pub(crate) fn new(table: &Table, facts: &Facts) -> Result<Layout> {
        let schema = Arc::new(schema(table, false, facts));
        let root = ArrowSchemaConverter::new()
            .convert(&schema)
            .map_err(unencoded)?
            .root_schema_ptr();
        let about = facts
            .iter()
            .chain(std::iter::once(&about(table)))
            .map(|(name, value)| KeyValue::new(format!("dhub.{name}"), value.clone()))
            .collect();
        let mut properties = WriterProperties::builder()
            .set_writer_version(WriterVersion::PARQUET_1_0)
            .set_created_by(concat!("dhub version ", env!("CARGO_PKG_VERSION")).to_string())
            .set_key_value_metadata(Some(about))
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .set_data_page_size_limit(PAGE_BYTES)
            .set_dictionary_page_size_limit(PAGE_BYTES)
            .set_statistics_enabled(EnabledStatistics::Chunk)
            .set_offset_index_disabled(true);
        for column in table.columns {
            let path = ColumnPath::new(vec![column.name.to_string()]);
            let (dictionary, encoding) = encoding(column);
            properties = properties
                .set_column_dictionary_enabled(path.clone(), dictionary)
                .set_column_encoding(path, encoding);
        }
        Ok(Layout {
            schema,
            root,
            properties: Arc::new(properties.build()),
        })
    }
}

/// What a file says of its table.
fn about(table: &Table) -> (&'static str, String) {
    ("table", format!("{}.{}", table.database, table.name))
}

/// The columns of a table; `wide` for readers of streams, not all of which know decimals of 64 bits.
pub(crate) fn schema(table: &Table, wide: bool, facts: &Facts) -> Schema {
    let fields = table.columns.iter().map(|column| {
        let about = HashMap::from([("description".to_string(), column.doc.to_string())]);
        Field::new(column.name, kind(column.sql, wide), column.nullable).with_metadata(about)
    });
    let fields: Vec<Field> = fields.collect();
    let facts = facts
        .iter()
        .map(|(name, value)| (format!("dhub.{name}"), value.clone()));
    Schema::new_with_metadata(fields, facts.collect::<HashMap<_, _>>())
}

fn kind(sql: SqlType, wide: bool) -> DataType {
    match sql {
        SqlType::Text => DataType::Utf8,
        SqlType::Boolean => DataType::Boolean,
        SqlType::SmallInt => DataType::Int16,
        SqlType::Integer => DataType::Int32,
        SqlType::BigInt | SqlType::Identity => DataType::Int64,
        SqlType::Numeric(precision, scale) if wide => DataType::Decimal128(precision, scale as i8),
        SqlType::Numeric(precision, scale) => DataType::Decimal64(precision, scale as i8),
        SqlType::Date => DataType::Date32,
        SqlType::Timestamp => DataType::Timestamp(TimeUnit::Microsecond, None),
    }
}

/// Whether values are numbered in a dictionary, and how those are stored that are not: by what the declaration says of how often
/// a value comes again.
fn encoding(column: &Column) -> (bool, Encoding) {
    let alone = column.key || column.unique;
    match column.sql {
        SqlType::Text if alone => (false, Encoding::DELTA_BYTE_ARRAY),
        SqlType::Text => (true, Encoding::DELTA_BYTE_ARRAY),
        SqlType::Boolean => (false, Encoding::RLE),
        SqlType::Timestamp => (false, Encoding::DELTA_BINARY_PACKED),
        SqlType::Numeric(..) => (false, Encoding::PLAIN),
        SqlType::SmallInt
        | SqlType::Integer
        | SqlType::BigInt
        | SqlType::Identity
        | SqlType::Date => (!alone, Encoding::DELTA_BINARY_PACKED),
    }
}
