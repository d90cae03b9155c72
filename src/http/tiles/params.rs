//! Parameters of documents about tiles.

use serde::Deserialize;

use crate::http::link::LinkBase;
use crate::http::problem::Problem;
use crate::tiles::kind::LayerKind;

/// Parameters of documents about tiles.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TilesParams {
    /// The id of a draft.
    pub draft: Option<String>,
    /// A scenario: `id`, or `id@revision`.
    pub scenario: Option<String>,
    #[expect(dead_code, reason = "there is one format: what else is asked for is refused")]
    f: Option<TilesetFormat>,
}

/// Parameters of documents that no boundaries change.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentOnly {
    #[expect(dead_code, reason = "there is one format: what else is asked for is refused")]
    f: Option<TilesetFormat>,
}

/// Formats of documents about tiles.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum TilesetFormat {
    Json,
}

impl TilesParams {
    /// Where links lead, by the same boundaries.
    #[must_use]
    pub fn links(&self, address: String) -> LinkBase {
        LinkBase::new(address, self.draft.as_deref(), self.scenario.as_deref())
    }
}

/// The layer of what moved is of a scenario.
///
/// # Errors
/// A 400 problem when none is named.
pub fn moved_by_one(kind: LayerKind, scenario: Option<&String>) -> Result<(), Problem> {
    if kind == LayerKind::Moved && scenario.is_none() {
        return Err(Problem::bad_parameter("scenario", "say which: what it moved is drawn"));
    }
    Ok(())
}
