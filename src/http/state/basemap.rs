//! A basemap under the planner's map, when the service was given one (`--basemap`). The file is not read here but for its first
//! bytes; pages fetch the parts of it that they show, by ranges.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::cause;

/// Where it is served.
const PATH: &str = "/app/basemap.pmtiles";
/// Bytes of the header (PMTiles version 3 specification, section 3).
const HEADER: usize = 127;
/// More metadata than this is not looked at for the attribution.
const MOST_METADATA: u64 = 4 * 1024 * 1024;

/// A PMTiles file of version 3.
#[derive(Clone, Debug)]
pub struct Basemap {
    path: PathBuf,
    r#type: &'static str,
    attribution: Option<String>,
}

/// What a page must know of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Described {
    url: String,
    r#type: &'static str,
    attribution: Option<String>,
}

/// Why a file is no basemap.
#[derive(Debug, thiserror::Error)]
pub enum NoBasemap {
    /// It cannot be read.
    #[error("it cannot be read: {}", cause::of_file(.0))]
    Unread(#[from] std::io::Error),
    /// It is something else.
    #[error("it is not a PMTiles file of version 3 (`pmtiles convert` makes one of MBTiles)")]
    NotPmtiles,
    /// Its tiles are of a kind that maps here do not draw.
    #[error("its tiles are of kind {0}: expected vector tiles (1), PNG (2), JPEG (3) or WebP (4)")]
    Kind(u8),
}

impl Basemap {
    /// Looks at the header of a file.
    ///
    /// # Errors
    /// [`NoBasemap`] for what cannot be drawn.
    pub fn open(path: &Path) -> Result<Self, NoBasemap> {
        let mut file = File::open(path)?;
        let mut header = [0; HEADER];
        if file.read_exact(&mut header).is_err() || &header[..8] != b"PMTiles\x03" {
            return Err(NoBasemap::NotPmtiles);
        }
        let r#type = match header[99] {
            1 => "vector",
            2..=4 => "raster",
            kind => return Err(NoBasemap::Kind(kind)),
        };
        let attribution = attribution(&mut file, &header);
        Ok(Self { path: path.to_owned(), r#type, attribution })
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What a page must know of it, where clients find the service at `base`.
    #[must_use]
    pub fn described(&self, base: &str) -> Described {
        let (r#type, attribution) = (self.r#type, self.attribution.clone());
        Described { url: format!("{base}{PATH}"), r#type, attribution }
    }
}

/// What its metadata asks to be shown with it.
fn attribution(file: &mut File, header: &[u8; HEADER]) -> Option<String> {
    let number = |at: usize| Some(u64::from_le_bytes(header[at..at + 8].try_into().ok()?));
    let (start, length) = (number(24)?, number(32)?.min(MOST_METADATA));
    file.seek(SeekFrom::Start(start)).ok()?;
    let stored = file.take(length);
    let metadata: serde_json::Value = match header[97] {
        1 => serde_json::from_reader(stored).ok()?,
        2 => serde_json::from_reader(flate2::read::GzDecoder::new(stored).take(MOST_METADATA)).ok()?,
        _ => return None,
    };
    metadata["attribution"].as_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(kind: u8, metadata: &str) -> tempfile::NamedTempFile {
        let mut bytes = vec![0; HEADER];
        bytes[..8].copy_from_slice(b"PMTiles\x03");
        bytes[24..32].copy_from_slice(&(HEADER as u64).to_le_bytes());
        bytes[32..40].copy_from_slice(&(metadata.len() as u64).to_le_bytes());
        (bytes[97], bytes[99]) = (1, kind);
        bytes.extend(metadata.as_bytes());
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), bytes).unwrap();
        file
    }

    #[test]
    fn a_basemap_says_what_it_is_and_whose() {
        let file = file(2, r#"{"attribution":"OS OpenData"}"#);
        let basemap = Basemap::open(file.path()).unwrap();
        assert_eq!(
            basemap.described("https://a.example/maps"),
            Described {
                url: "https://a.example/maps/app/basemap.pmtiles".to_owned(),
                r#type: "raster",
                attribution: Some("OS OpenData".to_owned())
            }
        );
    }

    #[test]
    fn what_is_no_basemap_is_told_before_anything_is_served() {
        let refused = |path: &Path| Basemap::open(path).unwrap_err().to_string();
        assert!(refused(file(9, "").path()).contains("kind 9"));
        let text = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(text.path(), "not a map").unwrap();
        assert!(refused(text.path()).contains("not a PMTiles file"));
        assert!(refused(Path::new("/nowhere")).contains("cannot be read"));
    }
}
