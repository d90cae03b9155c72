//! What keeps the polygons of a draft from being a clean division of the ground: every gap, overlap, sliver and invalid ring,
//! with where it is and how large.

use serde::Serialize;

use crate::county::Loaded;
use crate::domain::boundaries::division::Boundaries;
use crate::domain::draft::Draft;
use crate::domain::geometry::coverage::CoverageDefect;
use crate::planning::resolve::resolution::Location;

/// Gaps and overlaps below this are slivers: what a line drawn twice leaves (square metres).
const SLIVER_M2: f64 = 50.0;
/// Holes at least this large are another authority's land inside the study area (square metres).
const ENCLAVE_M2: f64 = 1_000_000.0;

/// A defect of the polygons.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Defect {
    /// Which kind.
    pub kind: Kind,
    /// Whose polygons: ids of neighbourhoods in a drawn draft, codes of areas in one made of areas. Empty for a gap.
    pub of: Vec<String>,
    /// Its size in square metres; null for an invalid ring. Nought where borders touch without common vertices.
    pub area_m2: Option<f64>,
    /// A place of it; null where OSTN15 does not reach.
    pub location: Option<Location>,
    /// The same in words.
    pub told: String,
}

/// Kinds of defects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Ground that nobody holds, enclosed by the polygons.
    Gap,
    /// The same, of a square kilometre or more: land of another authority, which is no error.
    Enclave,
    /// Ground that two hold, or borders that touch without common vertices.
    Overlap,
    /// A gap or overlap of less than 50 square metres.
    Sliver,
    /// A ring that crosses or touches itself.
    InvalidRing,
}

/// All defects of a draft's polygons: of those drawn, or of the areas it is made of. Takes tenths of a second.
#[must_use]
pub fn defects(loaded: &Loaded, draft: &Draft) -> Vec<Defect> {
    let ground = &loaded.atlas.ground;
    let name_of_area = |owner: u32| {
        let area = ground.geography.areas().nth(owner as usize);
        area.map_or_else(String::new, |(_, area)| area.code.to_string())
    };
    let name_of_zone = |owner: u32| {
        let zone = draft.division.roster().iter().nth(owner as usize);
        zone.map_or_else(String::new, |(_, zone)| zone.id.to_string())
    };
    let told = |found: &[CoverageDefect], name: &dyn Fn(u32) -> String| -> Vec<Defect> {
        found.iter().map(|defect| described(loaded, defect, name)).collect()
    };
    match draft.division.boundaries() {
        Boundaries::ByArea(_) => told(&ground.areas.defects(), &name_of_area),
        Boundaries::Drawn(drawing) => told(&drawing.defects, &name_of_zone),
    }
}

fn described(loaded: &Loaded, defect: &CoverageDefect, name: &dyn Fn(u32) -> String) -> Defect {
    let (kind, of, area_m2, at) = match defect {
        CoverageDefect::InvalidGeometry { owner, at, .. } => {
            (Kind::InvalidRing, vec![name(*owner)], None, *at)
        }
        CoverageDefect::Overlap { a, b, area_m2, at } => {
            let kind = if *area_m2 < SLIVER_M2 { Kind::Sliver } else { Kind::Overlap };
            (kind, vec![name(*a), name(*b)], Some(*area_m2), *at)
        }
        CoverageDefect::Gap { area_m2, at } => {
            let kind = match *area_m2 {
                area_m2 if area_m2 < SLIVER_M2 => Kind::Sliver,
                area_m2 if area_m2 < ENCLAVE_M2 => Kind::Gap,
                _ => Kind::Enclave,
            };
            (kind, vec![], Some(*area_m2), *at)
        }
    };
    let location = loaded.projector.site(at).map(Location::from);
    Defect { kind, of, area_m2, location, told: defect.describe(name) }
}
