//! `--data`, which most subcommands take.

use std::path::PathBuf;

use crate::county::Loaded;
use crate::ingest::{Files, load};

/// Which data to work on.
#[derive(clap::Args)]
pub(super) struct DataArgs {
    /// Data directory made by `footprint prepare`, or file made by `footprint pack`; by default the county within this
    /// program
    #[arg(long, value_name = "PATH", env = "FOOTPRINT_DATA")]
    pub(super) data: Option<PathBuf>,
}

impl DataArgs {
    pub(super) fn load(&self) -> anyhow::Result<Loaded> {
        Ok(load(&Files::at(self.data.as_deref()))?)
    }
}
