//! `footprint frontier`

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use super::plan_line::in_one_line;
use super::search_progress::with_progress;
use crate::cli::data_args::DataArgs;
use crate::cli::json_file::{not_evaluated, print, read_json};
use crate::planning::decide::control::Control;
use crate::planning::decide::frontier::asked::FrontierRequest;
use crate::planning::decide::frontier::{Frontier, frontier};
use crate::planning::decide::work::Work;

/// Find what fewer people moved cost in patients who cross borders, or in neighbourhoods outside a policy.
///
/// Reads the same JSON as POST /v1/frontier. Exit code 3: no plan was found.
#[derive(clap::Args)]
#[command(
    name = "frontier",
    after_help = "Try:\n  \
    echo '{\"policy\":{\"rules\":[{\"figure\":\"residents\",\"least\":35000,\"most\":66000}]}}' | footprint frontier -"
)]
pub(in crate::cli) struct FindFrontier {
    #[command(flatten)]
    data: DataArgs,
    /// JSON file with what is asked; - for standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Print the whole answer as JSON
    #[arg(long)]
    json: bool,
}

impl FindFrontier {
    pub(in crate::cli) fn run(self) -> anyhow::Result<ExitCode> {
        let body = read_json(&self.file)?;
        let loaded = self.data.load()?;
        let asked = FrontierRequest::read(&body);
        let (work, control) = (Work::Frontier(asked.clone()), Control::default());
        let answer = match with_progress(&work, &control, || frontier(&loaded, &asked, &control)) {
            Ok(answer) => answer,
            Err(error) => return not_evaluated(error),
        };
        print(&answer, self.json, |out, answer| write_text(out, answer))?;
        Ok(if answer.plans.is_empty() { ExitCode::from(3) } else { ExitCode::SUCCESS })
    }
}

fn write_text(out: &mut impl Write, answer: &Frontier<'_>) -> io::Result<()> {
    for sentence in answer.now.iter().map(|now| format!("Now: {now}")).chain(answer.summary.iter().cloned()) {
        writeln!(out, "{sentence}")?;
    }
    for reason in &answer.impossible {
        writeln!(out, "{}", reason.remedy)?;
    }
    for (number, plan) in (1..).zip(&answer.plans) {
        writeln!(out, "\nPlan {number}: {}", in_one_line(plan))?;
        writeln!(out, "  {}", plan.changes)?;
    }
    writeln!(out, "\n{} {}", answer.caveat, answer.draft.caveat)
}
