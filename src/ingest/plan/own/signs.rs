//! Signs by which a file can be told to have been an export of ours, when it has lost what its plan is known by on its way: a program
//! that saves a map anew keeps its features, and drops what the collection says of itself; columns are taken out of a table.

use crate::reading::findings::At;
use crate::reading::polygons::PolygonFeature;

/// How the status of every plan that is kept begins.
pub const WHAT_IF: &str = "a what-if, decided by nobody";

/// Properties of ours, of which a feature has one at least beside `draft`.
const BESIDE_DRAFT: [&str; 3] = ["scenario", "caveat", "attribution"];

/// What features say of where they come from.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct OwnSigns {
    /// The draft that all of them are of.
    pub base: Option<String>,
    /// What they are of, in words, where that is a plan that was kept.
    pub of_plan: Option<String>,
}

impl OwnSigns {
    /// Those of features.
    #[must_use]
    pub fn of_features(features: &[At<PolygonFeature>]) -> Self {
        let all = |property: &str| {
            let first = features.first()?.row.text(property)?;
            features.iter().all(|at| at.row.text(property).as_ref() == Some(&first)).then_some(first)
        };
        let is_ours = features.first().is_some_and(|first| {
            BESIDE_DRAFT.iter().any(|property| first.row.properties.contains_key(*property))
        });
        let is_revision = |scenario: &String| scenario.contains('@');
        let of_scenario = all("scenario")
            .filter(is_revision)
            .map(|scenario| format!("its features say that they are of the scenario {scenario}"));
        let of_status =
            || all("status").filter(|status| status.starts_with(WHAT_IF)).map(|_| of_status("features"));
        Self { base: all("draft").filter(|_| is_ours), of_plan: of_scenario.or_else(of_status) }
    }
}

/// What rows or features of a plan that was kept say.
#[must_use]
pub fn of_status(rows: &str) -> String {
    format!("its {rows} say that they are of {WHAT_IF}")
}
