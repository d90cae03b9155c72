//! `footprint groups`

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use serde_json::{Value, json};

use crate::cli::data_args::DataArgs;
use crate::cli::json_file::{not_evaluated, print, read_json};
use crate::planning::decide::groups::asked::GroupsRequest;
use crate::planning::decide::groups::groupings::{Grouping, Groupings, groupings};
use crate::planning::terms::words::grouped;

/// Find groups of neighbourhoods, and all ways to cover the study area by them.
///
/// Reads the same JSON as POST /v1/groups; without a file, groups of about 250,000 residents. Exit code 3: there is no way.
#[derive(clap::Args)]
#[command(after_help = "Try:\n  footprint groups\n  \
    echo '{\"least\":230000,\"most\":320000,\"groups\":3,\"rank_by\":\"balance\"}' | footprint groups -")]
pub(in crate::cli) struct Groups {
    #[command(flatten)]
    data: DataArgs,
    /// JSON file with what is asked; - for standard input
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// Print the whole answer as JSON
    #[arg(long)]
    json: bool,
}

impl Groups {
    pub(in crate::cli) fn run(self) -> anyhow::Result<ExitCode> {
        let body: Value = self.file.as_deref().map_or_else(|| Ok(json!({})), read_json)?;
        let loaded = self.data.load()?;
        let asked = GroupsRequest::read(&body);
        let answer = match groupings(&loaded, &asked) {
            Ok(answer) => answer,
            Err(error) => return not_evaluated(error),
        };
        print(&answer, self.json, |out, answer| write_text(out, answer))?;
        Ok(if answer.ways.total > 0 { ExitCode::SUCCESS } else { ExitCode::from(3) })
    }
}

fn write_text(out: &mut impl Write, answer: &Groupings<'_>) -> io::Result<()> {
    for sentence in &answer.summary {
        writeln!(out, "{sentence}")?;
    }
    for (number, way) in (1..).zip(&answer.ways.items) {
        write_way(out, number, way, answer.figure.nouns().1)?;
    }
    if answer.not_dominated.count > 0 {
        writeln!(
            out,
            "\nNone of the others is better than these in everything ({} in all):",
            answer.not_dominated.total
        )?;
        for (number, way) in (1..).zip(&answer.not_dominated.items) {
            write_way(out, number, way, answer.figure.nouns().1)?;
        }
    }
    writeln!(out, "\n{} {}", answer.caveat, answer.draft.caveat)
}

fn write_way(out: &mut impl Write, number: usize, way: &Grouping, people: &str) -> io::Result<()> {
    let crossing = way.patients_crossing.map_or_else(|| "unknown".to_owned(), grouped);
    writeln!(
        out,
        "\n{number}. Patients crossing {crossing}; largest less smallest {}; councils divided {}",
        grouped(way.balance),
        way.councils_crossed
    )?;
    for group in &way.groups {
        writeln!(out, "   {} {people}: {}", grouped(group.people), group.neighbourhoods.join(" "))?;
    }
    Ok(())
}
