//! Maps declared tables to Parquet and Arrow.

use crate::columnar::unencoded;
use crate::error::Result;
use crate::tables::{Column, Table};
use crate::values::SqlType;
use arrow_schema::{DataType, Field, Metadata, Schema, SchemaRef, TimeUnit};
use parquet::arrow::ArrowSchemaConverter;
use parquet::basic::{Compression, Encoding, ZstdLevel};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{
    EnabledStatistics, WriterProperties, WriterPropertiesPtr, WriterVersion,
};
use parquet::schema::types::{ColumnPath, TypePtr};
use std::sync::Arc;

/// Page size in bytes that readers expect. A reader must decompress a whole page to get at one value.
const PAGE_BYTES: usize = 1 << 20;

/// Metadata embedded in a file: keys and values, in order.
pub(crate) type Facts = [(&'static str, String)];

/// Column types and encodings of a table.
pub(crate) struct Layout {
    /// Arrow schema, with decimals as narrow as Parquet files allow.
    pub(crate) schema: SchemaRef,
    /// Parquet schema.
    pub(crate) root: TypePtr,
    /// Encodings, compression, and embedded metadata.
    pub(crate) properties: WriterPropertiesPtr,
}

impl Layout {
    /// Builds the layout of a table in a file with the metadata `facts`.
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

/// Returns the metadata entry that names the table.
fn about(table: &Table) -> (&'static str, String) {
    ("table", format!("{}.{}", table.database, table.name))
}

/// Builds the Arrow schema of a table. `wide` selects 128-bit decimals, because not all stream readers support 64-bit ones.
pub(crate) fn schema(table: &Table, wide: bool, facts: &Facts) -> Schema {
    let fields = table.columns.iter().map(|column| {
        let about = [("description", column.doc)];
        Field::new(column.name, kind(column.sql, wide), column.nullable).with_metadata(about)
    });
    let fields: Vec<Field> = fields.collect();
    let facts = facts
        .iter()
        .map(|(name, value)| (format!("dhub.{name}"), value.clone()));
    // Sorted by key, so that every process writes the same schema message.
    Schema::new_with_metadata(fields, facts.collect::<Metadata>())
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

/// Chooses whether to dictionary-encode a column, and the encoding otherwise, by how often the declaration lets values repeat.
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
