//! `footprint pack`

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;

use super::data_args::DataArgs;
use super::new_file::NewFile;
use super::terminal::tell;
use crate::ingest::packed::{begins_as_pack, pack};
use crate::ingest::{Files, load};

/// Pack a data directory into one file that is quick to open.
///
/// For a whole country: `--data FILE` is then ready in a second instead of half a minute, and answers the same. The file
/// is opened only when it is whole and unaltered. Pack again after `footprint prepare`, and after an update of this
/// program that asks for it.
#[derive(clap::Args)]
#[command(
    after_help = "Try:\n  footprint pack --data my-data --to my-data.footprint\n  footprint serve --data my-data.footprint"
)]
pub(super) struct Pack {
    #[command(flatten)]
    data: DataArgs,
    /// File to write; one of that name is replaced once the new one is whole
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
}

impl Pack {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let files = Files::at(self.data.data.as_deref());
        if matches!(files, Files::Packed(_)) {
            anyhow::bail!("{} is a file; a packed file is made from a data directory", files.name());
        }
        if std::fs::read(&self.to).is_ok_and(|bytes| !begins_as_pack(&bytes)) {
            anyhow::bail!("{} is there, and is no packed file: it is left as it is", self.to.display());
        }
        tell(&format!("Loading and checking {}", files.name()));
        let loaded = load(&files)?;
        let bytes =
            pack(&files, &loaded).with_context(|| format!("{} cannot be read again", files.name()))?;
        let file = NewFile::at(&self.to);
        file.create()
            .and_then(|mut written| written.write_all(&bytes))
            .and_then(|()| file.finish())
            .with_context(|| format!("{} cannot be written", self.to.display()))?;
        tell(&format!("Wrote {} bytes to {}: data {}", bytes.len(), self.to.display(), loaded.atlas.digest));
        Ok(ExitCode::SUCCESS)
    }
}
