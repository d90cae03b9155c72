//! What of the ground changes hands in a what-if: the new outlines, and the postcodes that go elsewhere.

use geojson::{Feature, FeatureCollection, Geometry, GeometryValue, JsonObject, Position};
use serde::Serialize;

use crate::domain::boundaries::partition::Partition;
use crate::domain::ground::codes::GssCode;
use crate::domain::ground::places::Standing;
use crate::domain::ground::postcode::Postcode;
use crate::planning::terms::colours;
use crate::planning::terms::geometry;
use crate::planning::what_if::WhatIf;

/// A live postcode that changes neighbourhood: it goes with the area its point lies inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct MovedPostcode<'a> {
    /// Which.
    pub postcode: Postcode,
    /// The area it lies in.
    pub area: GssCode,
    /// The id of the neighbourhood it leaves.
    pub from: &'a str,
    /// The id of the neighbourhood it comes to.
    pub to: &'a str,
}

impl MovedPostcode<'_> {
    /// The names of the columns of [`MovedPostcode::to_csv`].
    pub const CSV_HEADER: &'static str = "postcode,area,from,to\r\n";

    /// One row of CSV; none of the codes needs a quotation mark.
    #[must_use]
    pub fn to_csv(&self) -> String {
        format!("{},{},{},{}\r\n", self.postcode, self.area, self.from, self.to)
    }
}

impl WhatIf<'_> {
    /// Live postcodes that change neighbourhood, in order: as many as `movement.postcodes` counts.
    pub fn moved_postcodes(&self) -> impl Iterator<Item = MovedPostcode<'_>> {
        let ground = &self.atlas.ground;
        let mut moves = vec![None; ground.geography.len()];
        for (area, from, to) in &self.impact.areas {
            moves[area.slot()] = Some((self.was(*from).id.as_str(), self.is(*to).id.as_str()));
        }
        let live = ground.places.all().iter().enumerate();
        live.filter(|(_, place)| place.standing == Standing::Live).filter_map(move |(number, place)| {
            let area = ground.area_of_place(number)?;
            let (from, to) = moves[area.slot()]?;
            let area = ground.geography.area(area).code;
            Some(MovedPostcode { postcode: place.postcode, area, from, to })
        })
    }

    /// Borders that come and borders that go: lines between neighbourhoods on one side of the change alone.
    pub(super) fn border_lines(&self) -> FeatureCollection {
        let coverage = &self.atlas.ground.areas;
        let (before, after) = (self.side_before().partition, self.side_after().partition);
        let (mut gained, mut lost) = (Vec::new(), Vec::new());
        for arc in coverage.arcs() {
            let (Some(left), Some(right)) = (arc.left, arc.right) else { continue };
            let [left, right] = [left, right].map(|face| coverage.owner(face));
            let divides = |side: &Partition| side.zone_of_owner(left) != side.zone_of_owner(right);
            let line = || {
                arc.vertices
                    .iter()
                    .map(|vertex| Position::from(coverage.position(*vertex).to_position()))
                    .collect()
            };
            match (divides(before), divides(after)) {
                (false, true) => gained.push(line()),
                (true, false) => lost.push(line()),
                _ => {}
            }
        }
        let feature = |kind: &str, lines: Vec<Vec<Position>>| {
            let mut properties = JsonObject::new();
            properties.insert("border".to_owned(), kind.into());
            properties.insert("caveat".to_owned(), self.draft.caveat.as_str().into());
            Feature {
                bbox: None,
                geometry: Some(Geometry::new(GeometryValue::MultiLineString { coordinates: lines })),
                id: None,
                properties: Some(properties),
                foreign_members: None,
            }
        };
        let features = vec![feature("gained", gained), feature("lost", lost)];
        FeatureCollection { bbox: None, features, foreign_members: None }
    }

    /// The new outlines of the neighbourhoods that changed, bit-equal along the borders they share.
    pub(super) fn borders(&self) -> FeatureCollection {
        let (coverage, partition) = (&self.atlas.ground.areas, &self.after.partition);
        let zone_of = |face| Some(partition.zone_of_owner(coverage.owner(face)).slot());
        let outlines = coverage.dissolve_each(self.after.roster.len(), zone_of);
        let zone_of_owner = |owner| partition.zone_of_owner(owner);
        let colours = colours::of_plan(self.atlas, self.draft, &self.after.roster, zone_of_owner);
        let mut features = Vec::new();
        for zone in self.impact.touched.iter().filter_map(|(_, to)| *to) {
            let shape = &outlines[zone.slot()];
            let neighbourhood = self.is(zone);
            let mut properties = JsonObject::new();
            properties.insert("id".to_owned(), neighbourhood.id.as_str().into());
            properties.insert("name".to_owned(), neighbourhood.name.as_str().into());
            properties.insert("colour".to_owned(), colours[zone.slot()].into());
            properties.insert("caveat".to_owned(), self.draft.caveat.as_str().into());
            features.push(Feature {
                bbox: geometry::bbox(coverage, shape).map(geometry::to_geojson_bbox),
                geometry: Some(geometry::multi_polygon(coverage, shape)),
                id: Some(geojson::feature::Id::String(neighbourhood.id.to_string())),
                properties: Some(properties),
                foreign_members: None,
            });
        }
        FeatureCollection { bbox: None, features, foreign_members: None }
    }
}
