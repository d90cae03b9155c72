//! `--data`, which most subcommands take.

use std::path::PathBuf;

use crate::county::Loaded;
use crate::domain::draft::Draft;
use crate::echo;
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

/// A draft by its id; without one, the current draft.
pub(super) fn draft<'a>(loaded: &'a Loaded, id: Option<&str>) -> anyhow::Result<&'a Draft> {
    let atlas = &loaded.atlas;
    atlas.draft(id).map(AsRef::as_ref).ok_or_else(|| {
        let known: Vec<&str> = atlas.drafts.iter().map(|draft| draft.id.as_str()).collect();
        let id = echo::cut(id.unwrap_or("current"));
        anyhow::anyhow!("the draft {id:?} is not loaded; there is {}", known.join(", "))
    })
}
