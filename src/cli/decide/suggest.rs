//! `footprint suggest`

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;

use super::plan_line::in_one_line;
use super::search_progress::with_progress;
use crate::cli::data_args::DataArgs;
use crate::cli::json_file::{not_evaluated, print, read_json};
use crate::cli::terminal::tell;
use crate::planning::decide::asked::SuggestionRequest;
use crate::planning::decide::control::Control;
use crate::planning::decide::work::Work;
use crate::planning::decide::{Outcome, Suggestion, suggest};

/// Find the smallest change that meets a policy, and what is proven of it.
///
/// Reads the same JSON as POST /v1/suggest. Exit code 3: there is no plan, or none was found.
#[derive(clap::Args)]
#[command(after_help = "Try:\n  \
    echo '{\"policy\":{\"rules\":[{\"figure\":\"residents\",\"least\":35000,\"most\":66000}]}}' | footprint suggest -")]
pub(in crate::cli) struct Suggest {
    #[command(flatten)]
    data: DataArgs,
    /// JSON file with what is asked; - for standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Print the whole answer as JSON
    #[arg(long)]
    json: bool,
    /// Write the certificate to a file, for `footprint verify-certificate`
    #[arg(long, value_name = "FILE")]
    certificate: Option<PathBuf>,
}

impl Suggest {
    pub(in crate::cli) fn run(self) -> anyhow::Result<ExitCode> {
        let body = read_json(&self.file)?;
        let loaded = self.data.load()?;
        let asked = SuggestionRequest::read(&body);
        let (work, control) = (Work::Suggest(asked.clone()), Control::default());
        let suggestion = match with_progress(&work, &control, || suggest(&loaded, &asked, &control)) {
            Ok(suggestion) => suggestion,
            Err(error) => return not_evaluated(error),
        };
        if let Some(path) = &self.certificate {
            let text = serde_json::to_vec_pretty(&suggestion.certificate)?;
            std::fs::write(path, text).with_context(|| format!("{} cannot be written", path.display()))?;
        }
        print(&suggestion, self.json, |out, suggestion| write_text(out, suggestion))?;
        let has_plan = matches!(suggestion.outcome, Outcome::Proven | Outcome::BestFound);
        Ok(if has_plan { ExitCode::SUCCESS } else { ExitCode::from(3) })
    }
}

fn write_text(out: &mut impl Write, suggestion: &Suggestion<'_>) -> io::Result<()> {
    for sentence in &suggestion.now {
        writeln!(out, "Now: {sentence}")?;
    }
    for sentence in &suggestion.summary {
        writeln!(out, "{sentence}")?;
    }
    for reason in &suggestion.impossible {
        writeln!(out, "{}", reason.remedy)?;
    }
    for (number, plan) in (1..).zip(&suggestion.plans) {
        writeln!(out, "\nPlan {number}: {}", in_one_line(plan))?;
        let alternatives = plan.alternatives.iter().map(|alternative| &alternative.in_words);
        let swaps = plan.swaps.iter().map(|swap| &swap.in_words);
        for sentence in plan.explanation.iter().chain(alternatives).chain(swaps) {
            writeln!(out, "  {sentence}")?;
        }
        writeln!(out, "  {}", plan.changes)?;
    }
    writeln!(out, "\n{} {}", suggestion.caveat, suggestion.draft.caveat)?;
    if suggestion.outcome == Outcome::NothingFound {
        tell("footprint: nothing was found in the time; allow more seconds, or a wider range");
    }
    Ok(())
}
