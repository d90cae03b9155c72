//! What every row of a lookup says of its plan: how official it is, what it starts from, and the digest by which it is known again.

use std::collections::BTreeMap;
use std::fmt::Display;

use crate::bulk::answers::Cell;
use crate::county::Loaded;
use crate::domain::boundaries::practice_decisions::PracticeDecisions;
use crate::domain::draft::Draft;
use crate::domain::ground::Ground;
use crate::domain::ground::codes::OdsCode;

/// What is said of a plan.
pub struct PlanSaid {
    status: String,
    base: String,
    /// Of a scenario: a draft is known by its id.
    digest: String,
    /// By the code of the area in which its main site lies: practices placed by hand, as `K84060=N08`.
    placed: BTreeMap<String, String>,
    /// The same of practices that close, as `K84060=K84012`.
    closed: BTreeMap<String, String>,
}

impl PlanSaid {
    /// Of boundaries, with the digest of their plan and what it decides of practices, where they are of a scenario.
    #[must_use]
    pub fn of(loaded: &Loaded, draft: &Draft, digest: Option<&str>, practices: &PracticeDecisions) -> Self {
        let PracticeDecisions { placed, closed } = practices;
        Self {
            status: draft.status.clone(),
            base: draft.base_id().to_owned(),
            digest: digest.unwrap_or_default().to_owned(),
            placed: by_area(&loaded.atlas.ground, placed),
            closed: by_area(&loaded.atlas.ground, closed),
        }
    }

    /// The cell of a column in the row of a key.
    pub(super) fn cell(&self, column: &str, key: &str) -> Cell<'_> {
        let text = self.text(column, key);
        if text.is_empty() { Cell::None } else { Cell::Text(text.into()) }
    }

    /// The same as text.
    pub(super) fn text(&self, column: &str, key: &str) -> &str {
        match column {
            "status" | "NBHD_STATUS" => self.status.as_str(),
            "base" => &self.base,
            "NBHD_VERSION" if self.digest.is_empty() => &self.base,
            "plan_digest" | "NBHD_VERSION" => &self.digest,
            "practices_placed" => self.placed.get(key).map_or("", String::as_str),
            "practices_closed" => self.closed.get(key).map_or("", String::as_str),
            _ => "",
        }
    }
}

/// Practices, each with what is decided of it, as cells by the area that its main site lies in; of one without an area in the first.
fn by_area<T: Display>(ground: &Ground, decided: &[(OdsCode, T)]) -> BTreeMap<String, String> {
    let mut by_area = BTreeMap::<String, String>::new();
    let first = ground.geography.areas().next().map(|(area, _)| area);
    for (practice, of) in decided {
        let area = ground.practices.find(*practice).and_then(|ix| ground.area_of_practice(ix)).or(first);
        let Some(area) = area else { continue };
        let cell = by_area.entry(ground.geography.area(area).code.to_string()).or_default();
        let gap = if cell.is_empty() { "" } else { " " };
        let of = of.to_string();
        for part in [gap, practice.as_str(), "=", &of] {
            cell.push_str(part);
        }
    }
    by_area
}
