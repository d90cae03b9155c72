//! A file of a plan, as it was read: rows of areas, or features. What they mean on a draft is `lay`'s.

use super::table_rows::read_table;
use crate::projection::Projector;
use crate::reading::findings::{At, Findings};
use crate::reading::polygons::{BadRings, PolygonDocument, PolygonFeature, PolygonReader};
use crate::reading::script::Script;

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

/// An area and the neighbourhood it is in, in the file's words.
#[derive(Clone, Debug, Default)]
pub(super) struct AreaRow {
    pub area: String,
    pub home: String,
    /// The neighbourhood's name, where it is told.
    pub name: Option<String>,
    /// The whole row says that it is a total, or nothing.
    pub is_total: bool,
}

/// Rows of areas, and how to look at them.
#[derive(Clone, Debug, Default)]
pub(super) struct AreaRows {
    pub rows: Vec<At<AreaRow>>,
    /// What the columns are called: area, neighbourhood.
    pub columns: [String; 2],
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

/// What a file says of where it comes from: our own exports do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Claim {
    /// The draft that the plan starts from.
    pub base: Option<String>,
    /// The digest of the whole plan.
    pub digest: Option<String>,
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
    /// Where it says it comes from.
    pub claim: Claim,
    /// How it was read, and what is wrong with it.
    pub findings: Findings,
    /// How the table was understood: a role, and the column taken for it.
    pub columns: Vec<(&'static str, String)>,
    /// How the table is written, in words, where that is not as most are.
    pub written: String,
}

impl PlanFile {
    /// Reads a file by what is in it. What is wrong with it is among its findings.
    #[must_use]
    pub fn read(bytes: &[u8], projector: &Projector, bad_rings: BadRings) -> Self {
        if is_table(bytes) {
            return read_table("the table", bytes);
        }
        let mut findings = Findings::default();
        let reader = PolygonReader { projector, bad_rings };
        let PolygonDocument { features, members } =
            reader.read_document("the features", bytes, &mut findings);
        let text = |name: &str| members.get(name).and_then(|value| value.as_str()).map(str::to_owned);
        let claim = Claim { base: text("base").or_else(|| text("draft")), digest: text("content_digest") };
        let count = |name: &str| members.get(name).and_then(serde_json::Value::as_u64);
        if let (Some(matched), Some(returned)) = (count("numberMatched"), count("numberReturned"))
            && returned < matched
        {
            let reason = format!(
                "it is one page of several: {returned} of {matched} features (ask for them with limit)"
            );
            findings.warning("the features", reason);
        }
        let placed = members.get("practices_placed").and_then(|placed| placed.as_object());
        let placed = placed.into_iter().flatten().map(|(practice, home)| PlacedRow {
            practice: practice.clone(),
            home: home.as_str().unwrap_or_default().to_owned(),
        });
        let placed = placed.collect();
        Self {
            content: PlanContent::Features(features),
            placed,
            claim,
            findings,
            columns: Vec::new(),
            written: String::new(),
        }
    }
}

/// Whether a file is a table and not one of features.
fn is_table(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(1024)];
    let Ok(script) = Script::of(sample, None) else { return true };
    let start = script.encoding.decode_without_bom_handling(&sample[script.mark..]).0;
    let first = start.chars().find(|symbol| !symbol.is_whitespace() && !symbol.is_control());
    let is_features = matches!(first, Some('{' | '[')) || PolygonReader::is_binary(bytes);
    !is_features
}

/// Practices placed by hand, as a cell has them: `K84060=N08 K84001=N02`.
pub(super) fn placed_in(cell: &str) -> impl Iterator<Item = PlacedRow> + '_ {
    let pairs = cell.split([' ', ';', ',']).filter(|pair| !pair.is_empty());
    pairs.map(|pair| {
        let (practice, home) = pair.split_once('=').unwrap_or((pair, ""));
        PlacedRow { practice: practice.to_owned(), home: home.to_owned() }
    })
}

/// A claim from one cell of each.
pub(super) fn claim(base: &str, digest: &str) -> Claim {
    let told = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    Claim { base: told(base), digest: told(digest).filter(|digest| digest.len() == 64) }
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
