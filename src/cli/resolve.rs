//! `footprint resolve`

use std::collections::BTreeMap;
use std::io::{self, BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use comfy_table::Table;
use comfy_table::presets::UTF8_HORIZONTAL_ONLY;

use super::data_args::{DataArgs, draft};
use super::resolve_file::FileArgs;
use super::terminal::tell;
use crate::domain::geometry::grid_reference::GridReference;
use crate::domain::ground::codes::{BranchCode, GssCode, OdsCode};
use crate::domain::ground::postcode::Postcode;
use crate::planning::resolve::question::Asked;
use crate::planning::resolve::resolution::{Outcome, Resolution};
use crate::planning::resolve::resolver::Resolver;

/// Find the neighbourhood of postcodes, points, practices or areas.
///
/// A question is a postcode (OX1 1ND), a practice (K84001), an area (E01028422), a longitude and latitude (-1.25,51.75),
/// an easting and northing (451000,206000) or a grid reference (SP 510 060). Without arguments, questions are read from standard input, one a line.
///
/// One argument that is a file, or -, is a table (or lines of JSON) of any size: its columns are kept and the answer's
/// appended, on all cores, in order. It may be packed by gzip, in a zip archive, or a workbook (XLSX, ODS). How it was
/// understood is said on standard error: the column that holds the question is found by its values and its name.
#[derive(clap::Args)]
#[command(after_help = "Exits with 3 when some question found no neighbourhood.\n\nTry:\n  \
    footprint resolve 'OX1 1ND' K84001\n  \
    footprint resolve patients.csv --output patients-by-neighbourhood.csv\n  \
    zcat patients.csv.gz | footprint resolve - --fields all --on-unmatched drop")]
pub(super) struct Resolve {
    #[command(flatten)]
    data: DataArgs,
    /// Questions, or one file; without any, questions are read from standard input
    #[arg(value_name = "QUESTION|FILE")]
    questions: Vec<String>,
    /// Boundaries to answer from; by default the current draft
    #[arg(long, value_name = "ID")]
    draft: Option<String>,
    /// How answers are written; by default a table on a terminal, else CSV
    #[arg(long, value_name = "FORMAT")]
    format: Option<AnswerFormat>,
    #[command(flatten)]
    file: FileArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum AnswerFormat {
    /// Columns for reading
    Table,
    /// Comma-separated values with a header
    Csv,
    /// The answers of /v1/resolve, one JSON object a line
    Ndjson,
}

const COLUMNS: [&str; 12] = [
    "input",
    "outcome",
    "neighbourhood_id",
    "neighbourhood_name",
    "distance_to_boundary_m",
    "runner_up_id",
    "area_code",
    "district_code",
    "easting",
    "northing",
    "lon",
    "lat",
];

impl Resolve {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let questions: Vec<String> = self.questions.iter().map(|text| text.trim().to_owned()).collect();
        let loaded = self.data.load()?;
        let draft = draft(&loaded, self.draft.as_deref())?;
        if let Some(path) = file_of(&questions) {
            if self.format.is_some() {
                anyhow::bail!(
                    "--format is for questions: a table is answered as a table, and lines of JSON as lines of JSON"
                );
            }
            return self.file.run(&path, &loaded, draft);
        }
        refuse_files(&questions)?;
        if self.file.is_used() {
            anyhow::bail!("these options are for a table: give one file, or - for standard input");
        }
        let resolver = Resolver::new(&loaded, draft);
        let stdout = io::stdout();
        let format =
            self.format.unwrap_or(if stdout.is_terminal() { AnswerFormat::Table } else { AnswerFormat::Csv });
        let mut writer = Answers::new(format, stdout.lock())?;
        let mut outcomes = BTreeMap::<Outcome, usize>::new();
        let lines: Box<dyn Iterator<Item = io::Result<String>>> = if questions.is_empty() {
            Box::new(io::stdin().lock().split(b'\n').map(|line| line.map(|line| to_text(&line))))
        } else {
            Box::new(questions.into_iter().map(Ok))
        };
        for line in lines {
            let line = line?;
            let answer = resolver.asked(&ask(&line));
            *outcomes.entry(answer.outcome).or_default() += 1;
            writer.write(&line, &answer)?;
        }
        writer.finish()?;
        tell(&format!("{}: {}. {}", draft.title, draft.status, draft.caveat));
        Ok(summary(&outcomes))
    }
}

/// Whether an argument that is no file is written as one: then its name is mistyped, and it is no question.
fn is_called_as_a_file(only: &str) -> bool {
    const EXTENSIONS: [&str; 12] =
        ["csv", "tsv", "tab", "txt", "xlsx", "xlsb", "xls", "ods", "ndjson", "jsonl", "gz", "zip"];
    let extension = Path::new(only).extension().and_then(|extension| extension.to_str());
    let is_known =
        extension.is_some_and(|found| EXTENSIONS.iter().any(|known| known.eq_ignore_ascii_case(found)));
    is_known || only.contains(std::path::MAIN_SEPARATOR)
}

/// Names of files are no questions: one that is not there, is a folder, or is one of several.
fn refuse_files(questions: &[String]) -> anyhow::Result<()> {
    if let [only] = questions
        && Path::new(only).is_dir()
    {
        anyhow::bail!("{only:?} is a folder: give a table within it");
    }
    if let [only] = questions
        && is_called_as_a_file(only)
    {
        anyhow::bail!("there is no file {only:?}");
    }
    if let Some(file) = questions.iter().find(|question| Path::new(question).is_file()) {
        anyhow::bail!("{file:?} is a file: give one table at a time, and no questions beside it");
    }
    Ok(())
}

/// One argument that is a file, or stands for standard input.
fn file_of(questions: &[String]) -> Option<PathBuf> {
    let [only] = questions else { return None };
    (only == "-" || Path::new(only).is_file()).then(|| PathBuf::from(only))
}

/// A line as text; what is not UTF-8 is answered as unreadable, not the end of the input.
fn to_text(line: &[u8]) -> String {
    String::from_utf8_lossy(line.strip_suffix(b"\r").unwrap_or(line)).into_owned()
}

/// Tells how the questions were answered when there were several, and says so by the exit code.
fn summary(outcomes: &BTreeMap<Outcome, usize>) -> ExitCode {
    if outcomes.values().sum::<usize>() > 1 {
        let counts = outcomes.iter().map(|(outcome, count)| format!("{count} {}", outcome.as_str()));
        tell(&counts.collect::<Vec<_>>().join(", "));
    }
    if outcomes.keys().any(|outcome| !outcome.is_match()) { ExitCode::from(3) } else { ExitCode::SUCCESS }
}

/// What a line asks for, told by its shape.
fn ask(line: &str) -> Asked {
    let text = line.trim();
    if let Some((first, second)) = text.split_once(',')
        && let (Ok(first), Ok(second)) = (first.trim().parse::<f64>(), second.trim().parse::<f64>())
    {
        let is_degrees = first.abs() <= 180.0 && second.abs() <= 90.0;
        return if is_degrees {
            Asked { lon: Some(first), lat: Some(second), ..Asked::default() }
        } else {
            Asked { easting: Some(first), northing: Some(second), ..Asked::default() }
        };
    }
    if text.parse::<Postcode>().is_err() {
        if text.parse::<GridReference>().is_ok() {
            return Asked { grid_reference: Some(text.to_owned()), ..Asked::default() };
        }
        if text.parse::<OdsCode>().is_ok() || text.parse::<BranchCode>().is_ok() {
            return Asked { practice: Some(text.to_owned()), ..Asked::default() };
        }
        if text.parse::<GssCode>().is_ok() {
            return Asked { area: Some(text.to_owned()), ..Asked::default() };
        }
    }
    Asked { postcode: Some(text.to_owned()), ..Asked::default() }
}

enum Answers<W: Write> {
    Table(Table, W),
    Csv(csv::Writer<W>),
    Ndjson(io::BufWriter<W>),
}

impl<W: Write> Answers<W> {
    fn new(format: AnswerFormat, out: W) -> anyhow::Result<Self> {
        Ok(match format {
            AnswerFormat::Table => {
                let mut table = Table::new();
                table.load_style(UTF8_HORIZONTAL_ONLY);
                table.set_header(["question", "outcome", "neighbourhood", "border, m", "across it"]);
                Self::Table(table, out)
            }
            AnswerFormat::Csv => {
                let mut writer = csv::Writer::from_writer(out);
                writer.write_record(COLUMNS)?;
                Self::Csv(writer)
            }
            AnswerFormat::Ndjson => Self::Ndjson(io::BufWriter::new(out)),
        })
    }

    fn write(&mut self, line: &str, answer: &Resolution<'_>) -> anyhow::Result<()> {
        match self {
            Self::Table(table, _) => {
                let place = |named: &Option<crate::planning::terms::provenance::Named<'_>>| {
                    named.as_ref().map_or_else(String::new, |named| format!("{} {}", named.id, named.name))
                };
                let metres =
                    answer.distance_to_boundary_m.map_or_else(String::new, |metres| format!("{metres:.0}"));
                let found = answer.neighbourhood.as_ref().map_or_else(
                    || answer.reason.clone().unwrap_or_default(),
                    |_| place(&answer.neighbourhood),
                );
                table.add_row([
                    line.to_owned(),
                    answer.outcome.as_str().to_owned(),
                    found,
                    metres,
                    place(&answer.runner_up),
                ]);
            }
            Self::Csv(writer) => writer.write_record(record(line, answer))?,
            Self::Ndjson(writer) => {
                serde_json::to_writer(&mut *writer, answer)?;
                writer.write_all(b"\n")?;
            }
        }
        Ok(())
    }

    fn finish(self) -> io::Result<()> {
        match self {
            Self::Table(table, mut out) => writeln!(out, "{table}"),
            Self::Csv(mut writer) => writer.flush(),
            Self::Ndjson(mut writer) => writer.flush(),
        }
    }
}

fn record(line: &str, answer: &Resolution<'_>) -> [String; COLUMNS.len()] {
    let text = |value: Option<&dyn std::fmt::Display>| value.map_or_else(String::new, ToString::to_string);
    let (neighbourhood, across) = (answer.neighbourhood.as_ref(), answer.runner_up.as_ref());
    let location = answer.location.as_ref();
    [
        line.to_owned(),
        answer.outcome.as_str().to_owned(),
        text(neighbourhood.map(|named| &named.id as _)),
        text(neighbourhood.map(|named| &named.name as _)),
        answer.distance_to_boundary_m.map_or_else(String::new, |metres| format!("{metres:.3}")),
        text(across.map(|named| &named.id as _)),
        text(answer.area.as_ref().map(|area| &area.code as _)),
        text(answer.district.as_ref().map(|district| &district.code as _)),
        text(location.map(|location| &location.easting as _)),
        text(location.map(|location| &location.northing as _)),
        text(location.map(|location| &location.lon as _)),
        text(location.map(|location| &location.lat as _)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_told_by_its_shape() {
        assert!(ask("ox1 1nd").postcode.is_some());
        assert!(ask("M601NW").postcode.is_some(), "a postcode wins over a code of the same shape");
        assert!(ask(" K84001 ").practice.is_some());
        assert!(ask("K84001002").practice.is_some());
        assert!(ask("SP 51050 06070").grid_reference.is_some());
        assert!(ask("E01028422").area.is_some());
        assert_eq!(ask("-1.25, 51.75").lon, Some(-1.25));
        assert_eq!(ask("451000,206000").northing, Some(206_000.0));
        assert!(ask("nonsense").postcode.is_some());
    }
}
