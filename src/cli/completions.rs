//! `footprint completions`

use std::io;
use std::process::ExitCode;

use clap::CommandFactory;

/// Print a script that completes the commands and options of this program in a shell.
#[derive(clap::Args)]
#[command(
    after_help = "Try:\n  footprint completions bash > ~/.local/share/bash-completion/completions/footprint"
)]
pub(super) struct Completions {
    /// The shell
    #[arg(value_enum)]
    shell: clap_complete::Shell,
}

impl Completions {
    pub(super) fn run(self) -> ExitCode {
        clap_complete::generate(self.shell, &mut crate::cli::Cli::command(), "footprint", &mut io::stdout());
        ExitCode::SUCCESS
    }
}
