//! `footprint completions`

use std::io;
use std::process::ExitCode;

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
    /// Prints the script for a command line.
    pub(super) fn run(self, mut command_line: clap::Command) -> ExitCode {
        clap_complete::generate(self.shell, &mut command_line, "footprint", &mut io::stdout());
        ExitCode::SUCCESS
    }
}
