//! The beginning of a table of questions: how it is written, where it begins, and which columns hold the question.

use std::ops::Range;

use encoding_rs::UTF_8;

use super::answers::Answers;
use super::beside::Beside;
use super::doubts::{Pair, doubt, points};
use super::fields::Field;
use super::names_of_rows::{TOLD, has_names_of_rows};
use super::options::{Beginning, NotATable, Options};
use super::repeated::{Heading, Repeated};
use super::table::Table;
use crate::echo;
use crate::invisible::trim;
use crate::reading::container::{Container, opened};
use crate::reading::cutter::Cutter;
use crate::reading::dialect::delimiter;
use crate::reading::formats::programs::is_json_document;
use crate::reading::layout::{Header, Layout, Undecided, codes_above, other_heading};
use crate::reading::question::addresses::postcode_at_end;
use crate::reading::question::choice::{Choice, NoColumn};
use crate::reading::question::columns::FoundQuestion;
use crate::reading::question::formulas::{all_formulas, heed};
use crate::reading::question::kind::Kind;
use crate::reading::question::sample::Sample;
use crate::reading::record::{fields, first_record, push_field, value};
use crate::reading::rows::object_lines;
use crate::reading::script::{LineEnd, Script};
use crate::reading::understanding::{Understanding, Written};

/// How many rows are looked at to find the columns, before the first is answered.
const LOOKED_AT: usize = 1000;
/// How much of a sheet is looked at to find whether it holds the question.
const LARGEST_BEGINNING: usize = 1024 * 1024;
const MARK: &[u8] = "\u{feff}".as_bytes();

/// A table that can be answered.
pub struct Opening {
    /// How its rows are answered.
    pub table: Table,
    /// What cuts it: the beginning, without what stands above its rows, is in there.
    pub cutter: Cutter,
    /// How it was understood.
    pub understanding: Understanding,
    /// Its first points, where it asks for points.
    points: Vec<Pair>,
    /// Columns that were not taken, with its first values.
    beside: Vec<Beside>,
}

/// Takes a table out of what holds it, when that has to be read whole: a workbook, an archive.
///
/// # Errors
/// [`NotATable`] when there is none.
pub fn taken_out(bytes: &[u8], options: &Options) -> Result<Beginning, NotATable> {
    let fits = |text: &[u8]| {
        let text = &text[..text.len().min(LARGEST_BEGINNING)];
        let is_code = |record: &Record| record.values.iter().any(|cell| Kind::of(cell).is_some());
        first_records(text, b',', false).iter().any(is_code) && holds_question(text, options)
    };
    let opened = opened(bytes, options.sheet.as_deref(), &fits)?;
    Ok(Beginning {
        bytes: opened.bytes.into_owned(),
        is_whole: true,
        script: opened.script,
        from: opened.from,
        uncalculated: opened.uncalculated,
    })
}

/// Whether the text of a sheet holds the question, or columns between which the caller has to choose.
fn holds_question(text: &[u8], options: &Options) -> bool {
    let script = Script { encoding: UTF_8, mark: 0, lines: LineEnd::Feed };
    let beginning = Beginning { bytes: text.to_vec(), script: Some(script), ..Beginning::default() };
    match Opening::of(&beginning, options) {
        Ok(_) => true,
        Err(NotATable::Column(error)) => matches!(error, NoColumn::Several { .. } | NoColumn::Halves { .. }),
        Err(_) => false,
    }
}

/// Whether a table has to be read whole before it is known what it is.
#[must_use]
pub fn is_held(beginning: &[u8]) -> bool {
    matches!(
        Container::of(beginning),
        Container::Gzip | Container::Zip | Container::OldWorkbook | Container::Parquet
    )
}

impl Opening {
    /// Reads how a table is written from its beginning.
    ///
    /// # Errors
    /// [`NotATable`] when it is none, or the columns of the question cannot be found.
    pub fn of(beginning: &Beginning, options: &Options) -> Result<Self, NotATable> {
        let Beginning { bytes, is_whole, script, from, uncalculated } = beginning;
        // Only of a sheet is it known before it is looked at.
        let is_sheet = script.is_some();
        let script = match script {
            Some(script) => *script,
            None => script_of(bytes, options)?,
        };
        let text = script.decoded(bytes);
        if object_lines::is_rows(&text) {
            return Err(NotATable::Lines);
        }
        let delimiter = options.delimiter.unwrap_or_else(|| delimiter(&text));
        let records = first_records(&text, delimiter, *is_whole);
        let values: Vec<Vec<String>> = records.iter().map(|record| record.values.clone()).collect();
        if values.iter().flatten().all(|cell| trim(cell).is_empty()) {
            return Err(all_formulas(uncalculated).map_or(NotATable::Empty, NotATable::Column));
        }
        let layout = Layout::of(&values, options.skip_rows, options.header);
        let (above, table) = records.split_at(layout.above);
        let mut first = table.first().cloned().ok_or(NotATable::Empty)?;
        let before_rows = layout.above + usize::from(layout.has_header);
        let rows = &values[before_rows..];
        let is_quoted = |place: usize| records[before_rows + place].content.starts_with(b"\"");
        let has_row_names = layout.has_header && has_names_of_rows(&first.values, rows, is_quoted);
        if has_row_names {
            first.begin_with_a_blank(delimiter);
        }
        let names = layout.has_header.then_some(first.values.as_slice());
        let width = first.values.len();
        let title = layout.above.checked_sub(1).map_or(&[][..], |last| values[last].as_slice());
        let sample = Sample { names, above: title, rows, width, delimiter };
        let found = options.column.find(&sample, options.decimal);
        let heeded = heed(uncalculated, before_rows, &sample, &options.column, found);
        let (found, of_formulas) = heeded.map_err(|error| refused(error, &values, &layout, options))?;
        if options.header == Header::Auto && names_an_address(names, &found) {
            // The first address was taken for the name of its column.
            let options = Options { header: Header::Absent, ..options.clone() };
            return Self::of(beginning, &options);
        }
        let appended = appended(names.unwrap_or_default(), options)?;
        let heading = Heading::of(names.unwrap_or_default(), before_rows, found.asks.places());
        let of_heading = of_heading(&layout, &values, has_row_names, heading.repeated_in(rows));
        let mut head = passed_on(script, above);
        if layout.has_header {
            push_head(&mut head, &first, &appended, delimiter);
        }
        let mut cutter = Cutter::of_table(script, delimiter, width);
        cutter.push(bytes);
        cutter.forget_rows(before_rows);
        let above: Vec<String> = above.iter().map(Record::text).collect();
        let written = Written { from, is_sheet, script, delimiter, above: &above };
        let mut understanding = Understanding::of(&written, &sample, &found);
        understanding.warnings.extend(of_heading.into_iter().chain(of_formulas));
        understanding.warnings.extend(contradicted(script, bytes, options));
        let doubt = script.doubt(bytes).filter(|_| options.encoding.is_none());
        understanding.warnings.extend(doubt.map(|doubt| format!("Read so, {doubt}.")));
        let points = points(&sample, (found.asks, found.decimal.unwrap_or_default()));
        let table =
            Table::new(delimiter, &found, width, options, appended, head).with_heading(heading, is_sheet);
        let beside = if options.column == Choice::Auto { Beside::of(&sample, &found) } else { vec![] };
        Ok(Self { table, cutter, understanding, points, beside })
    }
}

impl Opening {
    /// Adds to what is doubtful that its points would lie in neighbourhoods if they were read another way, and that rows would lie in
    /// others by a column that was not taken.
    pub fn doubt(&mut self, answers: &Answers<'_>) {
        self.understanding.warnings.extend(self.beside.iter().filter_map(|one| one.doubt(answers)));
        self.understanding.warnings.extend(doubt(&self.points, self.table.asks(), answers));
    }
}

/// What is to be said of the rows above the first of values, and of those like its names.
fn of_heading(layout: &Layout, rows: &[Vec<String>], has_row_names: bool, repeated: Repeated) -> Vec<String> {
    let undecided = layout.undecided.as_ref().map(Undecided::sentence);
    let told = undecided.into_iter().chain(has_row_names.then(|| TOLD.to_owned()));
    told.chain(codes_above(&rows[..layout.above])).chain(repeated.sentence()).collect()
}

/// Whether a name of the column of addresses that was found is an address itself.
fn names_an_address(names: Option<&[String]>, found: &FoundQuestion) -> bool {
    let is_value = |place: usize| names.is_some_and(|names| postcode_at_end(&names[place]).is_some());
    found.at_end && found.asks.places().into_iter().any(is_value)
}

/// That bytes are not of the encoding that the caller says; those that are not are read as Windows-1252.
fn contradicted(script: Script, bytes: &[u8], options: &Options) -> Option<String> {
    let label = options.encoding.as_deref().filter(|_| script.encoding == UTF_8)?;
    let error = std::str::from_utf8(bytes).err().filter(|error| error.error_len().is_some())?;
    let line = memchr::memchr_iter(b'\n', &bytes[..error.valid_up_to()]).count() + 1;
    Some(format!(
        "CAREFUL: the text is said to be {}, and line {line} is not: such lines are read as Windows-1252.",
        echo::quoted(label)
    ))
}

/// What stands above a table, as it is.
fn passed_on(script: Script, above: &[Record]) -> Vec<u8> {
    let mut head = if script.mark > 0 { MARK.to_vec() } else { vec![] };
    for row in above {
        head.extend_from_slice(&row.raw());
    }
    head
}

/// Why no column was taken, and where the names of the columns may be instead.
fn refused(error: NoColumn, rows: &[Vec<String>], layout: &Layout, options: &Options) -> NotATable {
    let is_by_hand = options.header != Header::Auto;
    let is_of_names =
        matches!(error, NoColumn::NotFound(_) | NoColumn::Unknown { .. } | NoColumn::OutOfRange { .. });
    let hint = if is_of_names && !is_by_hand { other_heading(rows, layout) } else { None };
    match hint {
        Some(hint) => NotATable::Heading { error, hint },
        None => NotATable::Column(error),
    }
}

fn script_of(bytes: &[u8], options: &Options) -> Result<Script, NotATable> {
    if is_json_document(bytes) {
        return Err(NotATable::JsonDocument);
    }
    // What is text is not opened, and what is not is named.
    opened(bytes, options.sheet.as_deref(), &|_| true)?;
    let script = Script::of(bytes, options.encoding.as_deref())
        .map_err(|label| NotATable::UnknownEncoding(echo::cut(label)))?;
    // NUL pads fields; the other controls stand in no text.
    let is_control = |byte: &u8| matches!(byte, 1..=8 | 0x0e..=0x19 | 0x1b..=0x1f);
    let head = &bytes[..bytes.len().min(4096)];
    let controls = head.iter().filter(|byte| is_control(byte)).count();
    match head.iter().position(is_control) {
        Some(place) if controls * 20 > head.len() => Err(NotATable::NoText(place)),
        _ => Ok(script),
    }
}

/// A record of the beginning.
#[derive(Clone)]
struct Record {
    content: Vec<u8>,
    end: Vec<u8>,
    values: Vec<String>,
}

impl Record {
    /// As it came.
    fn raw(&self) -> Vec<u8> {
        let end = if self.end.is_empty() { b"\n" } else { self.end.as_slice() };
        [self.content.as_slice(), end].concat()
    }

    /// Puts a column without a name before the others.
    fn begin_with_a_blank(&mut self, delimiter: u8) {
        self.values.insert(0, String::new());
        self.content.insert(0, delimiter);
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.content).into_owned()
    }
}

fn first_records(text: &[u8], delimiter: u8, is_whole: bool) -> Vec<Record> {
    let (mut rest, mut records, mut places) = (text, Vec::new(), Vec::new());
    while !rest.is_empty() && records.len() < LOOKED_AT {
        let (content, end) = first_record(rest, delimiter);
        // The beginning may end within this record: it is left out unless it is the only one.
        if end.is_empty() && !is_whole && !records.is_empty() {
            break;
        }
        fields(content, delimiter, &mut places);
        let text =
            |place: &Range<usize>| String::from_utf8_lossy(&value(&content[place.clone()])).into_owned();
        let values = places.iter().map(text).collect();
        records.push(Record { content: content.to_vec(), end: end.to_vec(), values });
        rest = &rest[content.len() + end.len()..];
    }
    records
}

/// Names of the columns appended. A table of postcodes mostly has a column of that name: the canonical ones have another then.
fn appended(own: &[String], options: &Options) -> Result<Vec<String>, NotATable> {
    let is_there = |name: &String| own.contains(name);
    let mut names = Vec::new();
    for field in options.fields.all() {
        let mut name = format!("{}{}", options.prefix, field.name());
        if *field == Field::Postcode && is_there(&name) {
            name = format!("{}canonical_postcode", options.prefix);
        }
        if is_there(&name) {
            return Err(NotATable::Clash(echo::cut(&name)));
        }
        names.push(name);
    }
    Ok(names)
}

fn push_head(head: &mut Vec<u8>, first: &Record, appended: &[String], delimiter: u8) {
    head.extend_from_slice(&first.content);
    for name in appended {
        head.push(delimiter);
        push_field(head, name.as_bytes(), delimiter);
    }
    head.extend_from_slice(if first.end.is_empty() { b"\n" } else { &first.end });
}
