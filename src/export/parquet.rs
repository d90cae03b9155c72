//! A lookup as Apache Parquet, one row group of 65,536 rows after another: text as UTF-8, numbers as doubles, both
//! optional.

use std::io::Write;
use std::sync::Arc;

use parquet::basic::Compression;
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

use super::lookups::{ColumnType, Lookup};
use super::plan_said::PlanSaid;
use crate::bulk::answer_cell::Cell;
use crate::county::Loaded;
use crate::domain::draft::Draft;

const ROWS_A_GROUP: usize = 65_536;

/// The values of one column, and for every row whether it has one.
#[derive(Default)]
struct Values {
    texts: Vec<ByteArray>,
    numbers: Vec<f64>,
    has: Vec<i16>,
}

/// Writes a lookup; the number of rows.
///
/// # Errors
/// An error of writing.
pub fn write(
    lookup: Lookup,
    loaded: &Loaded,
    draft: &Draft,
    out: &mut (impl Write + Send),
) -> Result<usize, ParquetError> {
    let columns = lookup.columns();
    let fields = columns.iter().map(|column| match column.kind {
        ColumnType::Text => format!("optional binary {} (UTF8);", column.name),
        ColumnType::Number => format!("optional double {};", column.name),
    });
    let schema = format!("message {} {{ {} }}", lookup.name(), fields.collect::<Vec<_>>().join(" "));
    let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
    let mut file =
        SerializedFileWriter::new(out, Arc::new(parse_message_type(&schema)?), Arc::new(properties))?;
    let kinds: Vec<ColumnType> = columns.iter().map(|column| column.kind).collect();
    let mut values: Vec<Values> = kinds.iter().map(|_| Values::default()).collect();
    let mut count = 0;
    let said = PlanSaid::of_draft(loaded, draft);
    lookup.rows(loaded, draft, &said, |cells| {
        for (values, cell) in values.iter_mut().zip(cells) {
            values.take(cell);
        }
        count += 1;
        if count % ROWS_A_GROUP == 0 { write_group(&mut file, &kinds, &mut values) } else { Ok(()) }
    })?;
    if count % ROWS_A_GROUP > 0 {
        write_group(&mut file, &kinds, &mut values)?;
    }
    file.close()?;
    Ok(count)
}

impl Values {
    #[expect(clippy::cast_precision_loss, reason = "millimetres are far below 2^53")]
    fn take(&mut self, cell: &Cell<'_>) {
        self.has.push(i16::from(*cell != Cell::None));
        match cell {
            Cell::None => {}
            Cell::Text(text) => self.texts.push(ByteArray::from(text.as_bytes().to_vec())),
            Cell::Thousandths(value) => self.numbers.push(*value as f64 / 1e3),
            Cell::Degrees(value) => self.numbers.push(f64::from(*value) / 1e7),
        }
    }
}

fn write_group<W: Write + Send>(
    file: &mut SerializedFileWriter<W>,
    kinds: &[ColumnType],
    values: &mut [Values],
) -> Result<(), ParquetError> {
    let mut group = file.next_row_group()?;
    for (kind, values) in kinds.iter().zip(values) {
        let values = std::mem::take(values);
        let Some(mut column) = group.next_column()? else { break };
        match kind {
            ColumnType::Text => {
                column.typed::<ByteArrayType>().write_batch(&values.texts, Some(&values.has), None)?;
            }
            ColumnType::Number => {
                column.typed::<DoubleType>().write_batch(&values.numbers, Some(&values.has), None)?;
            }
        }
        column.close()?;
    }
    group.close()?;
    Ok(())
}
