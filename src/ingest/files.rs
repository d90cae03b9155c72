//! Where the files of a data directory come from: a folder, the copy within the binary, or memory.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

/// The default county, compiled in so that one binary runs anywhere.
#[derive(rust_embed::RustEmbed)]
#[folder = "data/"]
struct Embedded;

/// A set of named files.
#[derive(Clone, Debug)]
pub enum Files {
    /// The copy within the binary.
    Embedded,
    /// A folder.
    Directory(PathBuf),
    /// A file made by `pack`, opened by `load`.
    Packed(PathBuf),
    /// What `prepare` has made and not yet written.
    Memory(BTreeMap<String, Vec<u8>>),
}

impl Files {
    /// The whole of one file.
    ///
    /// # Errors
    /// As reading a file: `NotFound` when there is none of the name.
    pub fn read(&self, name: &str) -> io::Result<Cow<'static, [u8]>> {
        let absent = || io::Error::from(io::ErrorKind::NotFound);
        match self {
            Self::Embedded => Embedded::get(name).map(|file| file.data).ok_or_else(absent),
            Self::Directory(folder) => std::fs::read(folder.join(name)).map(Cow::Owned),
            Self::Packed(_) => Err(absent()),
            Self::Memory(files) => files.get(name).cloned().map(Cow::Owned).ok_or_else(absent),
        }
    }

    /// A folder or a packed file when a path is given, else the copy within the binary.
    #[must_use]
    pub fn at(path: Option<&Path>) -> Self {
        match path {
            None => Self::Embedded,
            Some(path) if path.is_file() => Self::Packed(path.to_owned()),
            Some(path) => Self::Directory(path.to_owned()),
        }
    }

    /// How the files are called in messages.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Embedded => "the data within the binary".to_owned(),
            Self::Directory(path) | Self::Packed(path) => path.display().to_string(),
            Self::Memory(_) => "the prepared data".to_owned(),
        }
    }
}
