//! What every row of a lookup says of its plan: how official it is, what it starts from, and the digest by which it is known again.

use std::collections::BTreeMap;
use std::fmt::Display;

use crate::bulk::answer_cell::Cell;
use crate::county::Loaded;
use crate::domain::boundaries::practice_decisions::PracticeDecisions;
use crate::domain::draft::Draft;
use crate::domain::ground::Ground;
use crate::domain::ground::codes::OdsCode;
use crate::ingest::plan::annotations::Annotations;

/// What is said of a plan.
pub struct PlanSaid {
    status: String,
    base: String,
    /// Of a scenario: a draft is known by its id.
    digest: String,
    /// How much is kept with a scenario beside what the table has.
    annotations: String,
    placed: Decided,
    closed: Decided,
}

/// Practices with what is decided of each, as cells such as `K84060=N08`: by the code of the area in which the main site lies, for tables
/// of areas, and by its postcode, for those of postcodes.
#[derive(Default)]
struct Decided(BTreeMap<String, String>);

impl PlanSaid {
    /// Of a draft as it is.
    #[must_use]
    pub fn of_draft(loaded: &Loaded, draft: &Draft) -> Self {
        Self::of(loaded, draft, None, &PracticeDecisions::default(), None)
    }

    /// Of boundaries, with the digest of their plan, what it decides of practices and what is kept with it, where they are of a scenario.
    #[must_use]
    pub fn of(
        loaded: &Loaded,
        draft: &Draft,
        digest: Option<&str>,
        practices: &PracticeDecisions,
        annotations: Option<Annotations>,
    ) -> Self {
        let PracticeDecisions { placed, closed } = practices;
        Self {
            status: draft.status.clone(),
            base: draft.base_id().to_owned(),
            digest: digest.unwrap_or_default().to_owned(),
            annotations: annotations.map(|annotations| annotations.to_string()).unwrap_or_default(),
            placed: Decided::of(&loaded.atlas.ground, placed),
            closed: Decided::of(&loaded.atlas.ground, closed),
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
            "annotations" | "NBHD_ANNOTATIONS" => &self.annotations,
            "practices_placed" | "NBHD_PRACTICES_PLACED" => self.placed.text(key),
            "practices_closed" | "NBHD_PRACTICES_CLOSED" => self.closed.text(key),
            _ => "",
        }
    }
}

impl Decided {
    /// A practice whose area or postcode is not in the table is told in its first row.
    fn of<T: Display>(ground: &Ground, decided: &[(OdsCode, T)]) -> Self {
        let mut cells = Self::default();
        let first_area = ground.geography.areas().next().map(|(area, _)| area);
        let first_place = ground.places.all().first().map(|place| place.postcode);
        for (practice, of) in decided {
            let Some(ix) = ground.practices.find(*practice) else { continue };
            let area = ground.area_of_practice(ix).or(first_area);
            let code = area.map(|area| ground.geography.area(area).code.to_string());
            let postcode = ground.practices.practice(ix).postcode;
            let known = postcode.filter(|postcode| ground.places.find(*postcode).is_some());
            let postcode = known.or(first_place).map(|postcode| postcode.to_string());
            let told = format!("{practice}={of}");
            for key in code.into_iter().chain(postcode) {
                let cell = cells.0.entry(key).or_default();
                if !cell.is_empty() {
                    cell.push(' ');
                }
                cell.push_str(&told);
            }
        }
        cells
    }

    /// The cell in the row of a key: the code of an area, or a postcode.
    fn text(&self, key: &str) -> &str {
        self.0.get(key).map_or("", String::as_str)
    }
}
