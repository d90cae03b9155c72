//! Parameters of documents about tiles.

use serde::Deserialize;

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
    /// The boundaries as a query to hand on; empty for those of the current draft.
    #[must_use]
    pub fn to_query(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in [("draft", &self.draft), ("scenario", &self.scenario)] {
            if let Some(value) = value {
                query.append_pair(name, value);
            }
        }
        let query = query.finish();
        if query.is_empty() { query } else { format!("?{query}") }
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
