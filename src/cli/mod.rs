//! The command line: one file a subcommand.
//!
//! Exit codes: 0 done; 1 the data or the input was refused (all defects are printed); 2 the command itself is wrong;
//! 3 everything was answered, but some questions found no neighbourhood.

mod check;
mod command;
mod completions;
mod data_args;
mod decide;
mod evaluate;
mod export;
mod first_steps;
mod import;
mod json_file;
mod new_file;
mod pack;
mod prepare;
mod reload;
mod resolve;
mod resolve_file;
mod serve;
mod terminal;
mod values;

pub use command::run;
