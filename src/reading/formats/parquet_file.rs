//! Apache Parquet, read whole: its rows, and what it says of itself. A damaged file is told as that, whatever it makes the crate do.

use std::panic::{AssertUnwindSafe, catch_unwind};

use bytes::Bytes;
use parquet::errors::{ParquetError, Result};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::{Field, Row};
use serde_json::{Map, Value};

/// The key under which `GeoParquet` says which columns are geometries.
const GEO: &str = "geo";

/// A file that was opened.
pub struct ParquetFile(SerializedFileReader<Bytes>);

impl ParquetFile {
    /// Opens a file; none when it is damaged.
    #[must_use]
    pub fn open(bytes: &[u8]) -> Option<Self> {
        guarded(|| SerializedFileReader::new(Bytes::copy_from_slice(bytes)).map(Self))
    }

    /// The names of its columns.
    #[must_use]
    pub fn columns(&self) -> Vec<String> {
        let fields = self.0.metadata().file_metadata().schema().get_fields();
        fields.iter().map(|field| field.name().to_owned()).collect()
    }

    /// What it says of itself under a key, as JSON.
    #[must_use]
    pub fn said(&self, key: &str) -> Option<Map<String, Value>> {
        let said = self.0.metadata().file_metadata().key_value_metadata()?;
        let text = said.iter().find(|said| said.key == key)?.value.as_deref()?;
        serde_json::from_str(text).ok()
    }

    /// What `GeoParquet` says of its geometries; none where it is a table.
    #[must_use]
    pub fn geo(&self) -> Option<Map<String, Value>> {
        self.said(GEO)
    }

    /// Hands over each row; none when the file is damaged.
    #[must_use]
    pub fn each(&self, mut row: impl FnMut(Row) -> Result<()>) -> Option<()> {
        guarded(|| self.0.get_row_iter(None)?.try_for_each(|read| row(read?)))
    }
}

/// Runs what reads a file; none on an error, or where a length in the file is one that no file has.
fn guarded<T>(read: impl FnOnce() -> Result<T>) -> Option<T> {
    catch_unwind(AssertUnwindSafe(read)).ok()?.ok()
}

/// The table of a file as comma-separated text in UTF-8, its geometries left out. None when it is damaged, or longer than `most` bytes.
///
/// # Errors
/// The text is longer than `most` bytes.
pub fn as_text(bytes: &[u8], most: usize) -> std::result::Result<Option<Vec<u8>>, TooLong> {
    let Some(file) = ParquetFile::open(bytes) else { return Ok(None) };
    let geometries = file.geo().and_then(|geo| geo.get("columns")?.as_object().cloned()).unwrap_or_default();
    let columns = file.columns();
    let is_told: Vec<bool> = columns.iter().map(|name| !geometries.contains_key(name)).collect();
    let mut text = csv::Writer::from_writer(Vec::new());
    let mut is_too_long = false;
    let told = columns.iter().zip(&is_told).filter(|(_, is_told)| **is_told).map(|(name, _)| name);
    let mut write = |fields: Vec<String>| {
        text.write_record(&fields).map_err(|error| ParquetError::External(Box::new(error)))?;
        is_too_long = text.get_ref().len() > most;
        if is_too_long { Err(ParquetError::General("too long".to_owned())) } else { Ok(()) }
    };
    let read = write(told.cloned().collect()).ok().and_then(|()| {
        file.each(|row| {
            let fields = row.into_columns().into_iter().zip(&is_told);
            write(fields.filter(|(_, is_told)| **is_told).map(|((_, field), _)| as_cell(&field)).collect())
        })
    });
    match read {
        _ if is_too_long => Err(TooLong),
        None => Ok(None),
        Some(()) => Ok(text.into_inner().ok()),
    }
}

/// The table is longer than is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLong;

/// A value as a cell of a table.
fn as_cell(field: &Field) -> String {
    match field {
        // As people write them: 451000, and not 451000.0.
        Field::Float(value) => value.to_string(),
        Field::Double(value) => value.to_string(),
        other => match as_json(other) {
            Value::Null => String::new(),
            Value::String(text) => text,
            other => other.to_string(),
        },
    }
}

/// A value as JSON has it. Bytes that are no text are nothing.
#[must_use]
pub fn as_json(field: &Field) -> Value {
    match field {
        Field::Null => Value::Null,
        Field::Bool(value) => Value::from(*value),
        Field::Byte(value) => Value::from(*value),
        Field::Short(value) => Value::from(*value),
        Field::Int(value) => Value::from(*value),
        Field::Long(value) => Value::from(*value),
        Field::UByte(value) => Value::from(*value),
        Field::UShort(value) => Value::from(*value),
        Field::UInt(value) => Value::from(*value),
        Field::ULong(value) => Value::from(*value),
        Field::Float(value) => Value::from(*value),
        Field::Double(value) => Value::from(*value),
        Field::Str(text) => Value::from(text.as_str()),
        Field::Bytes(bytes) => std::str::from_utf8(bytes.data()).map_or(Value::Null, Value::from),
        other => Value::from(other.to_string()),
    }
}
