//! `footprint resolve FILE`: a table or lines of JSON answered offline on all cores, in order.
//!
//! One thread reads and cuts, all cores answer blocks, one thread writes; a few batches of blocks are under way at once, so
//! memory does not grow with the file.

use std::fs::File;
use std::io::{self, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;
use std::time::Instant;

use anyhow::Context;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use rayon::prelude::*;

use super::new_file::{NewFile, one_file_twice};
use super::terminal::tell;
use super::values::whole_number;
use crate::bulk::answers::Answers;
use crate::bulk::counts::Counts;
use crate::bulk::fields::Fields;
use crate::bulk::ndjson;
use crate::bulk::opening::{Opening, is_held, taken_out};
use crate::bulk::options::{Beginning, NotATable, OnUnmatched, Options};
use crate::bulk::table::Table;
use crate::bulk::tally::Tally;
use crate::county::Loaded;
use crate::domain::draft::Draft;
use crate::planning::terms::words::{counted, grouped};
use crate::reading::cell::Decimal;
use crate::reading::container::Container;
use crate::reading::cutter::{Block, Cutter};
use crate::reading::dialect::Delimiter;
use crate::reading::formats::programs::is_json_document;
use crate::reading::layout::Header;
use crate::reading::not_opened::NotOpened;
use crate::reading::question::choice::Choice;
use crate::reading::rows::object_lines;
use crate::reading::script::Script;

/// How a file is read and answered.
#[derive(clap::Args)]
#[command(next_help_heading = "A table")]
pub(super) struct FileArgs {
    /// Column of the question, by name or as #2; two with a comma between for a point; by default found by looking
    #[arg(long, value_name = "COLUMN")]
    column: Option<Choice>,
    /// auto, comma, semicolon, tab, pipe, space or a character
    #[arg(long, value_name = "DELIMITER")]
    delimiter: Option<Delimiter>,
    /// Whether the first row has the names of the columns
    #[arg(long, value_name = "HEADER", value_enum)]
    header: Option<Header>,
    /// Rows above the table, such as a title; by default found by looking
    #[arg(long, value_name = "COUNT", value_parser = whole_number::<usize>)]
    skip_rows: Option<usize>,
    /// Sheet of a workbook; by default the first with a table
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// Label of the encoding, such as windows-1252; by default found by looking
    #[arg(long, value_name = "LABEL")]
    encoding: Option<String>,
    /// Which character stands before decimals; by default found by looking
    #[arg(long, value_name = "WHICH", value_enum)]
    decimal: Option<Decimal>,
    /// Put before the names of the columns appended
    #[arg(long, value_name = "TEXT")]
    prefix: Option<String>,
    /// Columns appended, separated by commas, or all
    #[arg(long, value_name = "FIELDS")]
    fields: Option<Fields>,
    /// What becomes of rows without a neighbourhood
    #[arg(long, value_name = "WHAT", value_enum)]
    on_unmatched: Option<OnUnmatched>,
    /// File to write; by default standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// File to write with the rows by neighbourhood, each with the range that postcodes near a border give
    #[arg(long, value_name = "FILE")]
    counts: Option<PathBuf>,
}

/// A file is looked at to this length before its first row is answered.
const LOOKED_AT: usize = 256 * 1024;
/// What one core answers at a time.
const BLOCK: usize = 512 * 1024;
/// Blocks a core and batch.
const BLOCKS_A_CORE: usize = 4;
/// Batches that wait before and behind the cores.
const BATCHES: usize = 2;

/// What rows are answered from.
struct Work<'a> {
    loaded: &'a Loaded,
    draft: &'a Draft,
    table: Option<Table>,
}

/// A file, and what is said of it.
struct Asked<'a> {
    path: &'a Path,
    /// What is said that only a table has.
    of_a_table: Option<&'static str>,
    options: Options,
}

type Answered = (Vec<u8>, Tally);

impl FileArgs {
    /// Whether something is said that only a file has.
    pub(super) fn is_used(&self) -> bool {
        self.output.is_some() || self.encoding.is_some() || self.of_a_table().is_some()
    }

    /// What is said of columns, which lines of JSON do not have.
    fn of_a_table(&self) -> Option<&'static str> {
        let given = [
            ("--column", self.column.is_some()),
            ("--delimiter", self.delimiter.is_some()),
            ("--header", self.header.is_some()),
            ("--skip-rows", self.skip_rows.is_some()),
            ("--sheet", self.sheet.is_some()),
            ("--decimal", self.decimal.is_some()),
            ("--prefix", self.prefix.is_some()),
            ("--fields", self.fields.is_some()),
            ("--on-unmatched", self.on_unmatched.is_some()),
            ("--counts", self.counts.is_some()),
        ];
        given.into_iter().find(|(_, is_given)| *is_given).map(|(name, _)| name)
    }

    fn options(self) -> Options {
        Options {
            column: self.column.unwrap_or_default(),
            delimiter: self.delimiter.and_then(Delimiter::byte),
            header: self.header.unwrap_or_default(),
            skip_rows: self.skip_rows,
            sheet: self.sheet,
            decimal: self.decimal,
            prefix: self.prefix.unwrap_or_default(),
            fields: self.fields.unwrap_or_default(),
            on_unmatched: self.on_unmatched.unwrap_or_default(),
            encoding: self.encoding,
        }
    }

    /// Answers a file, or standard input when it is `-`.
    pub(super) fn run(self, path: &Path, loaded: &Loaded, draft: &Draft) -> anyhow::Result<ExitCode> {
        let started = Instant::now();
        let (input, length) = open(path).with_context(|| format!("{} cannot be read", path.display()))?;
        let (output, counts) = (self.output.clone(), self.counts.clone());
        let unwritten = |path: &Path| format!("{} cannot be written", path.display());
        if counts.as_deref() == Some(Path::new("-")) {
            anyhow::bail!("--counts names a file: standard output is the table's");
        }
        // As everywhere, `-` is standard output.
        let output = output.filter(|path| path != Path::new("-"));
        let named =
            [("the table", Some(path)), ("--output", output.as_deref()), ("--counts", counts.as_deref())];
        if let Some([one, other]) = one_file_twice(&named) {
            anyhow::bail!("{one} and {other} name the same file: what is written to one would be lost");
        }
        let written = output.as_deref().map(NewFile::at);
        let out: Box<dyn Write + Send> = match written.as_ref().zip(output.as_deref()) {
            Some((written, path)) => Box::new(written.create().with_context(|| unwritten(path))?),
            None => Box::new(io::stdout()),
        };
        let bar = progress(length);
        let asked = Asked { path, of_a_table: self.of_a_table(), options: self.options() };
        let (tally, at_end) = answer(Box::new(bar.wrap_read(input)), out, loaded, draft, &asked)?;
        bar.finish_and_clear();
        if let Some((written, path)) = written.zip(output.as_deref()) {
            written.finish().with_context(|| unwritten(path))?;
        }
        if let Some(path) = counts {
            let (file, table) = (NewFile::at(&path), Counts::of(&tally, draft).csv());
            file.create()
                .and_then(|mut written| written.write_all(table.as_ref()))
                .and_then(|()| file.finish())
                .with_context(|| unwritten(&path))?;
        }
        tell(&format!("{}: {}. {}", draft.title, draft.status, draft.caveat));
        for sentence in &at_end {
            tell(sentence);
        }
        tally.members.sentence().iter().for_each(|sentence| tell(sentence));
        let outcomes: Vec<String> = tally
            .outcomes()
            .map(|(outcome, rows)| format!("{} {}", grouped(rows), outcome.as_str()))
            .collect();
        let seconds = started.elapsed().as_secs_f64();
        let rows = counted(tally.rows(), "row", "rows");
        let told = if outcomes.is_empty() { "none to answer".to_owned() } else { outcomes.join(", ") };
        tell(&format!("{rows} in {seconds:.2} s: {told}"));
        Ok(if tally.unmatched() > 0 { ExitCode::from(3) } else { ExitCode::SUCCESS })
    }
}

fn open(path: &Path) -> io::Result<(Box<dyn Read + Send>, Option<u64>)> {
    if path == Path::new("-") {
        return Ok((Box::new(io::stdin()), None));
    }
    let file = File::open(path)?;
    let length = file.metadata()?.len();
    Ok((Box::new(file), Some(length)))
}

/// A bar on a terminal; elsewhere nothing is drawn.
fn progress(length: Option<u64>) -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(length, ProgressDrawTarget::stderr_with_hz(5));
    let template = if length.is_some() {
        "{bar:40} {bytes}/{total_bytes} {bytes_per_sec} {eta}"
    } else {
        "{spinner} {bytes} {bytes_per_sec}"
    };
    bar.with_style(ProgressStyle::with_template(template).expect("the template is valid"))
}

/// Answers the rows of a file: how many there were of each outcome, and what is to be told of them that was not told of the first.
fn answer(
    input: Box<dyn Read + Send>,
    out: impl Write + Send,
    loaded: &Loaded,
    draft: &Draft,
    asked: &Asked<'_>,
) -> anyhow::Result<(Tally, Vec<String>)> {
    let Asked { path, of_a_table, options } = asked;
    let Source { mut input, beginning } =
        source(input, options).with_context(|| path.display().to_string())?;
    let (table, cutter, above, told) = if is_lines(path, &beginning) {
        if let Some(option) = of_a_table {
            anyhow::bail!("{}: {option} is for tables, and these are lines of JSON", path.display());
        }
        let script = Script::of(&beginning.bytes, options.encoding.as_deref())
            .map_err(|label| NotATable::UnknownEncoding(label.to_owned()))?;
        let mut cutter = Cutter::of_lines(script);
        cutter.push(&beginning.bytes);
        (None, cutter, 0, Vec::new())
    } else {
        let mut opening = Opening::of(&beginning, options).with_context(|| path.display().to_string())?;
        opening.doubt(&Answers::new(loaded, draft, opening.table.fields()));
        let told = opening.understanding.sentences();
        for sentence in &told {
            tell(sentence);
        }
        (Some(opening.table), opening.cutter, opening.understanding.rows_before(), told)
    };
    let head = table.as_ref().map(|table| table.head().to_vec()).unwrap_or_default();
    let work = Work { loaded, draft, table };
    let (blocks_in, blocks) = sync_channel(BATCHES);
    let (answers_in, answers) = sync_channel(BATCHES);
    thread::scope(|scope| {
        let reading = scope.spawn(move || read(&mut input, cutter, &blocks_in));
        let writing = scope.spawn(move || write(out, &head, &answers));
        for batch in blocks {
            let batch: Vec<Block> = batch;
            let answered: Vec<Answered> = batch.into_par_iter().map(|block| work.answer(&block)).collect();
            if answers_in.send(answered).is_err() {
                break;
            }
        }
        drop(answers_in);
        let written = writing.join().map_err(|_panic| anyhow::anyhow!("the thread that writes panicked"))?;
        let tally = written.context("the answer cannot be written")?;
        let read = reading.join().map_err(|_panic| anyhow::anyhow!("the thread that reads panicked"))?;
        read.context("the file cannot be read to its end")?;
        let at_end = tally.sentences_besides(above, &told);
        Ok((tally, at_end))
    })
}

/// What is read, and its beginning, which was read already.
struct Source {
    input: Box<dyn Read + Send>,
    beginning: Beginning,
}

/// Opens what is packed by gzip while it is read, and takes a table out of an archive or a workbook, which is read whole.
fn source(mut input: Box<dyn Read + Send>, options: &Options) -> anyhow::Result<Source> {
    let (mut bytes, mut is_whole) = beginning(&mut input)?;
    let mut from = Vec::new();
    if Container::of(&bytes) == Container::Gzip {
        input = Box::new(flate2::read::MultiGzDecoder::new(io::Cursor::new(bytes).chain(input)));
        (bytes, is_whole) = beginning(&mut input).map_err(|_cut_off| NotOpened::Damaged { by: "gzip" })?;
        from.push("a file packed by gzip".to_owned());
    }
    if is_held(&bytes) {
        input.read_to_end(&mut bytes)?;
        let mut beginning = taken_out(&bytes, options)?;
        from.append(&mut beginning.from);
        return Ok(Source { input: Box::new(io::empty()), beginning: Beginning { from, ..beginning } });
    }
    Ok(Source { input, beginning: Beginning { bytes, is_whole, from, ..Beginning::default() } })
}

fn beginning(input: &mut impl Read) -> io::Result<(Vec<u8>, bool)> {
    let mut bytes = Vec::new();
    let most = LOOKED_AT as u64;
    let count = input.by_ref().take(most).read_to_end(&mut bytes)?;
    Ok((bytes, count < LOOKED_AT))
}

/// Lines of JSON are known by the name of their file, or by their first character.
fn is_lines(path: &Path, beginning: &Beginning) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    let mark = "\u{feff}".as_bytes();
    let bytes = beginning.bytes.strip_prefix(mark).unwrap_or(&beginning.bytes);
    let is_called_so = ["ndjson", "jsonl"].contains(&extension.to_ascii_lowercase().as_str());
    // What is one document, or of another program, is refused as a table by its name; a line may hold a list beside its question.
    let is_document = is_json_document(bytes) && !object_lines::is_rows(bytes);
    !is_document
        && Container::of(bytes) == Container::Text
        && (is_called_so || begins_an_object(bytes) || bytes.starts_with(b"\x1e"))
}

/// Whether a text begins as an object of JSON does: `{3F2504E0-4F89}` is an identifier, and a value of a table.
fn begins_an_object(text: &[u8]) -> bool {
    let inner = text.trim_ascii_start().strip_prefix(b"{").map(<[u8]>::trim_ascii_start);
    inner.is_some_and(|inner| matches!(inner.first(), Some(b'"' | b'}')))
}

/// Reads to the end, or until nobody wants more.
fn read(mut input: impl Read, mut cutter: Cutter, batches: &SyncSender<Vec<Block>>) -> io::Result<()> {
    let most = rayon::current_num_threads() * BLOCKS_A_CORE;
    let (mut batch, mut buffer) = (Vec::new(), vec![0; BLOCK]);
    loop {
        let count = match input.read(&mut buffer) {
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if count == 0 {
            break;
        }
        cutter.push(&buffer[..count]);
        if cutter.kept() >= BLOCK {
            batch.extend(std::iter::from_fn(|| cutter.take()));
        }
        if batch.len() >= most && batches.send(std::mem::take(&mut batch)).is_err() {
            return Ok(());
        }
    }
    batch.extend(std::iter::from_fn(|| cutter.finish()));
    let _nobody_wants_more = batches.send(batch);
    Ok(())
}

fn write(mut out: impl Write, head: &[u8], answers: &Receiver<Vec<Answered>>) -> io::Result<Tally> {
    let mut tally = Tally::default();
    out.write_all(head)?;
    for batch in answers {
        for (bytes, counted) in batch {
            out.write_all(&bytes)?;
            tally.add(&counted);
        }
    }
    out.flush()?;
    Ok(tally)
}

impl Work<'_> {
    fn answer(&self, block: &Block) -> Answered {
        let mut out = Vec::with_capacity(2 * block.bytes.len());
        let tally = match &self.table {
            Some(table) => {
                let answers = Answers::new(self.loaded, self.draft, table.fields());
                table.answer(&answers, block, &mut out)
            }
            None => ndjson::answer(self.loaded, self.draft, block, &mut out),
        };
        (out, tally)
    }
}
