//! A file of a plan, as it was read: rows of areas, or features. What they mean on a draft is `lay`'s.

use super::annotations::{AcceptedRow, Annotations};
use super::plan_reading::PlanColumns;
use crate::echo;
use crate::reading::TableHead;
use crate::reading::findings::{At, Findings};
use crate::reading::polygons::PolygonFeature;

/// What a file was recognised as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlanKind {
    /// A table with a row an area.
    AreaTable,
    /// Features that are areas, each with its neighbourhood.
    AreaFeatures,
    /// Features that are neighbourhoods, drawn.
    NeighbourhoodFeatures,
}

/// How a file was understood, as far as it was: also of one that is refused.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Understood {
    /// What the file was taken for; none where nothing tells.
    pub kind: Option<PlanKind>,
    /// A role, and the column or property that was taken for it.
    pub columns: Vec<(&'static str, String)>,
    /// Rows or features that say where areas are; of a file that is refused, those that were read.
    pub rows: usize,
}

/// An area and the neighbourhood it is in, in the file's words.
#[derive(Clone, Debug, Default)]
pub(super) struct AreaRow {
    pub area: String,
    pub home: String,
    /// The neighbourhood's name, where it is told.
    pub name: Option<String>,
    /// The whole row says that it is a total, or nothing.
    pub is_total: bool,
    /// What stands in the other columns, each in its place.
    pub others: Vec<String>,
}

/// Rows of areas, and how to look at them.
#[derive(Clone, Debug, Default)]
pub(super) struct AreaRows {
    pub rows: Vec<At<AreaRow>>,
    /// What the columns are called: area, neighbourhood.
    pub columns: [String; 2],
    /// What the column of its name is called.
    pub name_column: String,
    /// Other columns, which may say areas or neighbourhoods too.
    pub other_columns: Vec<String>,
    /// Which columns the caller says.
    pub chosen: PlanColumns,
    /// Whether an area has a row for each of its postcodes: they must agree.
    pub by_postcode: bool,
}

/// A practice placed by hand, in the file's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedRow {
    /// ODS code.
    pub practice: String,
    /// Id of the neighbourhood that it counts in.
    pub home: String,
}

/// A practice that closes, in the file's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClosedRow {
    /// ODS code.
    pub practice: String,
    /// ODS code of the practice that has its list.
    pub taker: String,
}

/// What a file says of where it comes from: our own exports do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Claim {
    /// The draft that the plan starts from.
    pub base: Option<String>,
    /// The digest of the whole plan.
    pub digest: Option<String>,
    /// Whether it has the columns or members that say what the plan decides of practices.
    pub has_practices: bool,
    /// How much is kept with the plan beside these; none where the file does not say.
    pub annotations: Option<Annotations>,
    /// What it still says of where it comes from, in words, where it has lost the digest by which its plan is known.
    pub lost: Option<String>,
}

/// What a file has.
pub(super) enum PlanContent {
    /// Rows of areas.
    Areas(AreaRows),
    /// Features, not yet told apart.
    Features(Vec<At<PolygonFeature>>),
}

/// A file of a plan.
pub struct PlanFile {
    pub(super) content: PlanContent,
    /// Practices that it places by hand.
    pub placed: Vec<PlacedRow>,
    /// Practices that it closes.
    pub closed: Vec<ClosedRow>,
    /// Issues that it accepts.
    pub accepted: Vec<AcceptedRow>,
    /// Where it says it comes from.
    pub claim: Claim,
    /// How it was read, and what is wrong with it.
    pub findings: Findings,
    /// How the table was understood: a role, and the column taken for it.
    pub columns: Vec<(&'static str, String)>,
    /// Columns or properties that the caller says.
    pub(super) chosen: PlanColumns,
    /// How the table is written and headed; none where it is no table, or cannot be read as one.
    pub head: Option<TableHead>,
}

impl PlanFile {
    /// How it was understood, before what its features are is told apart.
    #[must_use]
    pub fn understood(&self) -> Understood {
        let (kind, rows) = match &self.content {
            PlanContent::Areas(rows) => {
                let is_plan = self.columns.iter().any(|(role, _)| *role == "area");
                (is_plan.then_some(PlanKind::AreaTable), rows.rows.len())
            }
            PlanContent::Features(features) => (None, features.len()),
        };
        Understood { kind, columns: self.columns.clone(), rows }
    }

    /// Whether it was read as a table.
    #[must_use]
    pub fn is_table(&self) -> bool {
        matches!(self.content, PlanContent::Areas(_))
    }

    /// One that is not read, and why.
    pub(super) fn refused(file: &str, reason: impl Into<String>) -> Self {
        let mut findings = Findings::default();
        findings.defect(file, reason);
        let (placed, closed, accepted, claim, columns, chosen, head) = Default::default();
        let content = PlanContent::Areas(AreaRows::default());
        Self { content, placed, closed, accepted, claim, findings, columns, chosen, head }
    }
}

/// Practices placed by hand, as a cell has them: `K84060=N08 K84001=N02`.
pub(super) fn placed_in(cell: &str) -> impl Iterator<Item = PlacedRow> + '_ {
    pairs_in(cell).map(|(practice, home)| PlacedRow { practice, home })
}

/// Practices that close, as a cell has them: `K84060=K84012`.
pub(super) fn closed_in(cell: &str) -> impl Iterator<Item = ClosedRow> + '_ {
    pairs_in(cell).map(|(practice, taker)| ClosedRow { practice, taker })
}

fn pairs_in(cell: &str) -> impl Iterator<Item = (String, String)> + '_ {
    let pairs = cell.split([' ', ';', ',']).filter(|pair| !pair.is_empty());
    pairs.map(|pair| {
        let (practice, of) = pair.split_once('=').unwrap_or((pair, ""));
        (practice.to_owned(), of.to_owned())
    })
}

/// A digest of a plan is SHA-256 in hexadecimal.
const DIGEST_LETTERS: usize = 64;

/// A claim from one cell of each.
pub(super) fn claim(base: &str, digest: &str, annotations: &str, has_practices: bool) -> Claim {
    let told = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    // The version of an exchange is the digest of a plan, or the draft as it is.
    let base = told(base);
    let is_of_digest = |text: &str| text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let (digest, draft, lost) = match told(digest) {
        Some(digest) if digest.len() == DIGEST_LETTERS && is_of_digest(&digest) => (Some(digest), None, None),
        Some(cut)
            if base.as_ref().is_some_and(|base| *base != cut) || (cut.len() > 16 && is_of_digest(&cut)) =>
        {
            (
                None,
                None,
                Some(format!("its rows have the digest {:?} of a plan, which is not whole", echo::cut(&cut))),
            )
        }
        draft => (None, draft, None),
    };
    let base = base.or(draft);
    Claim { base, digest, has_practices, annotations: annotations.parse().ok(), lost }
}

impl PlanKind {
    /// As answers give it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::AreaTable => "area_table",
            Self::AreaFeatures => "area_features",
            Self::NeighbourhoodFeatures => "neighbourhood_features",
        }
    }

    /// In words.
    #[must_use]
    pub fn in_words(self) -> &'static str {
        match self {
            Self::AreaTable => "a table of areas, each with its neighbourhood",
            Self::AreaFeatures => "features that are areas, each with its neighbourhood",
            Self::NeighbourhoodFeatures => "neighbourhoods that are drawn: whole areas are given to them",
        }
    }
}
