//! `footprint evaluate`

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use comfy_table::presets::NOTHING;
use comfy_table::{CellAlignment, Table};

use super::data_args::DataArgs;
use super::json_file::{not_evaluated, print, read_json};
use crate::planning::terms::figures::ZoneFigures;
use crate::planning::what_if::evaluate::evaluate;
use crate::planning::what_if::evaluation::Evaluation;
use crate::planning::what_if::request::Request;

/// Compute what changes when a border moves.
///
/// Reads the same JSON as POST /v1/evaluate and prints what it means in words and in figures.
#[derive(clap::Args)]
#[command(after_help = "Try:\n  \
    echo '{\"changes\":[{\"op\":\"move_areas\",\"areas\":[\"E01028422\"],\"to\":\"N02\"}]}' | footprint evaluate -")]
pub(super) struct Evaluate {
    #[command(flatten)]
    data: DataArgs,
    /// JSON file with the changes; - for standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Print the whole answer as JSON
    #[arg(long)]
    json: bool,
}

impl Evaluate {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let body = read_json(&self.file)?;
        let loaded = self.data.load()?;
        let request = Request::read(&body);
        let what_if = match evaluate(&loaded, &request) {
            Ok(what_if) => what_if,
            Err(error) => return not_evaluated(error),
        };
        let answer = what_if.answer();
        print(&answer, self.json, |out, answer| write_text(out, answer))?;
        Ok(ExitCode::SUCCESS)
    }
}

fn write_text(out: &mut impl Write, answer: &Evaluation<'_>) -> io::Result<()> {
    for sentence in &answer.summary {
        writeln!(out, "{sentence}")?;
    }
    for note in &answer.notes {
        writeln!(out, "Change {}: {}", note.change + 1, note.text)?;
    }
    for zone in &answer.neighbourhoods {
        writeln!(out, "\n{} {}", zone.id, zone.name)?;
        let mut table = Table::new();
        table.load_style(NOTHING).set_header(["", "before", "after", "difference"]);
        let rows_of = |figures: &Option<ZoneFigures>| rows(figures.as_ref());
        let (before, after) = (rows_of(&zone.before), rows_of(&zone.after));
        for ((name, before), (_, after)) in before.into_iter().zip(after) {
            let difference = before.zip(after).map(|(before, after)| after - before);
            let text = |value: Option<f64>| value.map_or_else(|| "-".to_owned(), number);
            table.add_row([name.to_owned(), text(before), text(after), text(difference)]);
        }
        for column in table.column_iter_mut().skip(1) {
            column.set_cell_alignment(CellAlignment::Right);
        }
        writeln!(out, "{table}")?;
    }
    writeln!(out, "\n{}: {}. {}", answer.draft.title, answer.draft.status, answer.draft.caveat)
}

/// Each figure by name; none where it is not known, or the neighbourhood is not there.
#[expect(clippy::cast_precision_loss, reason = "counts of people are far below 2^53")]
fn rows(figures: Option<&ZoneFigures>) -> Vec<(&'static str, Option<f64>)> {
    let count = |of: fn(&ZoneFigures) -> Option<u64>| figures.and_then(of).map(|count| count as f64);
    vec![
        ("residents", count(|figures| figures.residents)),
        ("registered by practice", count(|figures| figures.registered_by_practice)),
        ("registered by residence", count(|figures| figures.registered_by_residence)),
        ("registered at home", count(|figures| figures.registered_at_home)),
        ("self-containment", figures.and_then(|figures| figures.self_containment)),
        ("Core20 residents", count(|figures| figures.core20_residents)),
        ("practices", count(|figures| Some(figures.practices))),
        ("areas", count(|figures| figures.areas)),
        ("land, km2", figures.map(|figures| figures.area_m2 / 1e6)),
        ("connected pieces", count(|figures| figures.pieces.map(u64::from))),
    ]
}

/// Whole numbers whole, others with four decimals.
fn number(value: f64) -> String {
    if value.fract() == 0.0 { format!("{value:.0}") } else { format!("{value:.4}") }
}
