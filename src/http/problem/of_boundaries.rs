//! Boundaries, places and data that are not there.

use axum::http::StatusCode;

use super::problem::Problem;
use crate::domain::atlas::Atlas;
use crate::echo;
use crate::features::collection::UnknownCollection;
use crate::planning::resolve::resolution::{Outcome, Resolution};

impl Problem {
    /// Data that an address pins and that is not loaded.
    #[must_use]
    pub fn gone(digest: &str, loaded: &str) -> Self {
        let detail = format!("data: {:?} is not loaded; {loaded} is", echo::cut(digest));
        Self::new(StatusCode::GONE, "data_gone", "The data is gone", detail)
    }

    /// A draft that is not loaded.
    #[must_use]
    pub fn unknown_draft(atlas: &Atlas, id: &str) -> Self {
        let loaded: Vec<&str> = atlas.drafts.iter().map(|draft| draft.id.as_str()).collect();
        Self::not_found(format!(
            "the draft {:?} is not loaded; there is {}",
            echo::cut(id),
            loaded.join(", ")
        ))
    }

    /// A single question that was not matched because of how it was put, or because it is not known.
    #[must_use]
    pub fn unresolved(answer: &Resolution<'_>) -> Option<Self> {
        let detail = answer.reason.clone().unwrap_or_default();
        let mut problem = match answer.outcome {
            Outcome::InvalidFormat => Self::bad_parameter("", detail),
            Outcome::Empty => Self::bad_parameter(
                "",
                "ask with postcode, lon and lat, easting and northing, grid_reference, practice, or area",
            ),
            Outcome::NotFound | Outcome::Elsewhere | Outcome::Pseudo => Self::not_found(detail),
            _ => return None,
        };
        problem.0.outcome = Some(answer.outcome);
        Some(problem)
    }

    /// A scenario whose boundaries are no longer loaded.
    #[must_use]
    pub fn base_not_loaded(base: &str) -> Self {
        let detail = format!("the scenario starts from the draft {base:?}, which is no longer loaded");
        Self::new(StatusCode::CONFLICT, "base_not_loaded", "The base is not loaded", detail)
    }
}

impl From<UnknownCollection> for Problem {
    fn from(error: UnknownCollection) -> Self {
        Self::not_found(error.to_string())
    }
}
