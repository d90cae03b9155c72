//! The changes drawn by hand: a polygon that takes areas, and a new border for a neighbourhood. Both are snapped to whole
//! areas, and what was snapped is told.

use geojson::{Geometry, GeometryValue};

use super::change_ops::to_zone;
use super::changes::{Applying, Note, NotedArea};
use super::operation::ChangeRequest;
use crate::domain::boundaries::partition::ZoneIx;
use crate::domain::boundaries::plan::Change;
use crate::domain::boundaries::within::{Rule, Within, within};
use crate::domain::ground::codes::NeighbourhoodId;
use crate::domain::ground::geography::AreaIx;
use crate::reading::polygons::DrawnPolygons;

/// Most vertices of all drawn lines of one request.
const MOST_VERTICES: usize = 100_000;

impl Applying<'_> {
    pub(super) fn move_by_polygon(
        &mut self,
        requested: &ChangeRequest,
        geometry: &Geometry,
        to: &NeighbourhoodId,
        rule: Rule,
    ) -> Option<Change> {
        let pointer = requested.pointer();
        let (drawn, to) = (self.geometry(&pointer, geometry), self.zone(&pointer, "to", to));
        let (drawn, to) = (drawn?, to?);
        let touched = within(self.ground(), &drawn.polygons, rule);
        let taken = taken(&touched);
        if taken.is_empty() {
            self.defect(&format!("{pointer}/geometry"), None, "no area belongs to it by the rule");
            return None;
        }
        let text = format!(
            "The polygon takes {} whole areas, by the rule {}.{}",
            taken.len(),
            rule.as_str(),
            long_edges(&drawn)
        );
        let cut =
            self.cut_areas(&touched, |area, is_taken| if is_taken { Some(to) } else { self.plan.zone(area) });
        self.note(Note {
            change: requested.number,
            text,
            areas: cut,
            drawn: requested.written().get("geometry").cloned(),
        });
        Some(to_zone(taken, to))
    }

    /// Areas inside come, areas left outside go to the neighbour they share most border with.
    pub(super) fn redraw(
        &mut self,
        requested: &ChangeRequest,
        id: &NeighbourhoodId,
        geometry: &Geometry,
    ) -> Option<Change> {
        let pointer = requested.pointer();
        let (zone, drawn) = (self.zone(&pointer, "id", id), self.geometry(&pointer, geometry));
        let (zone, drawn) = (zone?, drawn?);
        let touched = within(self.ground(), &drawn.polygons, Rule::default());
        let taken = taken(&touched);
        let left = self.areas_of(zone).into_iter().filter(|area| !taken.contains(area)).collect();
        let Some(left) = self.to_neighbours(left, zone, &taken) else {
            let reason = "areas it leaves out touch no other neighbourhood; move them first";
            self.defect(&format!("{pointer}/geometry"), None, reason);
            return None;
        };
        let new_zone = |area: AreaIx, is_taken: bool| {
            let given = left.iter().find(|(other, _)| *other == area).map(|(_, to)| *to);
            if is_taken { Some(zone) } else { given.or(self.plan.zone(area)) }
        };
        let mut noted = self.cut_areas(&touched, new_zone);
        for (area, to) in &left {
            let share = touched.iter().find(|within| within.area == *area).map(|within| within.share);
            let given = self.noted(*area, share, Some(*to));
            if !noted.iter().any(|known| known.code == given.code) {
                noted.push(given);
            }
        }
        let text = format!(
            "The drawn border is snapped to {} whole areas by the rule {}; {} areas it leaves out go to the neighbour \
             they share most border with.{}",
            taken.len(),
            Rule::default().as_str(),
            left.len(),
            long_edges(&drawn)
        );
        self.note(Note {
            change: requested.number,
            text,
            areas: noted,
            drawn: requested.written().get("geometry").cloned(),
        });
        let mut moves: Vec<_> = taken.into_iter().map(|area| (area, Some(zone))).collect();
        moves.extend(left.into_iter().map(|(area, to)| (area, Some(to))));
        Some(Change::Areas(moves))
    }

    /// Gives each area to the other neighbourhood it shares most border with, from the outside in. None when one touches none.
    fn to_neighbours(
        &self,
        mut left: Vec<AreaIx>,
        zone: ZoneIx,
        taken: &[AreaIx],
    ) -> Option<Vec<(AreaIx, ZoneIx)>> {
        let mut given: Vec<(AreaIx, ZoneIx)> = Vec::new();
        while !left.is_empty() {
            let owner = |area: AreaIx| {
                let now = given.iter().find(|(known, _)| *known == area).map(|(_, to)| *to);
                now.or_else(|| self.plan.zone(area).filter(|of| *of != zone && !taken.contains(&area)))
            };
            let found: Vec<_> =
                left.iter().filter_map(|area| Some((*area, self.longest_border(*area, owner)?))).collect();
            if found.is_empty() {
                return None;
            }
            left.retain(|area| !found.iter().any(|(known, _)| known == area));
            given.extend(found);
        }
        Some(given)
    }

    /// The neighbourhood an area shares most border with, of those its neighbours are in.
    fn longest_border(&self, area: AreaIx, owner: impl Fn(AreaIx) -> Option<ZoneIx>) -> Option<ZoneIx> {
        let mut lengths = std::collections::BTreeMap::<ZoneIx, f64>::new();
        for (other, length_m) in self.ground().neighbours_of(area) {
            if let Some(zone) = owner(other) {
                *lengths.entry(zone).or_default() += length_m;
            }
        }
        let longest = lengths.into_iter().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
        longest.map(|(zone, _)| zone)
    }

    /// Areas that a line runs through: some of what decides lies inside, some outside.
    fn cut_areas(
        &self,
        touched: &[Within],
        zone_of: impl Fn(AreaIx, bool) -> Option<ZoneIx>,
    ) -> Vec<NotedArea> {
        let is_cut = |within: &&Within| {
            (within.share > 0.0 && within.share < 1.0) || (within.share > 0.5) != within.taken
        };
        let noted =
            |within: &Within| self.noted(within.area, Some(within.share), zone_of(within.area, within.taken));
        touched.iter().filter(is_cut).map(noted).collect()
    }

    fn noted(&self, area: AreaIx, share: Option<f64>, zone: Option<ZoneIx>) -> NotedArea {
        let code = self.ground().geography.area(area).code.to_string();
        NotedArea { code, share, neighbourhood: zone.map(|zone| self.id_of(zone)).unwrap_or_default() }
    }

    fn geometry(&mut self, pointer: &str, geometry: &Geometry) -> Option<DrawnPolygons> {
        let drawn = self.read_geometry(geometry);
        drawn.map_err(|reason| self.defect(&format!("{pointer}/geometry"), None, reason)).ok()
    }

    fn read_geometry(&mut self, geometry: &Geometry) -> Result<DrawnPolygons, String> {
        let polygons = match &geometry.value {
            GeometryValue::Polygon { coordinates } => std::slice::from_ref(coordinates),
            GeometryValue::MultiPolygon { coordinates } => coordinates,
            _ => return Err("expected a Polygon or MultiPolygon".to_owned()),
        };
        if polygons.is_empty() {
            return Err("there is no polygon in it".to_owned());
        }
        self.vertices += polygons.iter().flatten().map(Vec::len).sum::<usize>();
        if self.vertices > MOST_VERTICES {
            return Err(format!("the drawn lines have more than {MOST_VERTICES} vertices together"));
        }
        DrawnPolygons::read(geometry, &self.loaded.projector, self.edges)
    }
}

/// What is said of edges that were given vertices.
fn long_edges(drawn: &DrawnPolygons) -> String {
    match drawn.long_edges {
        0 => String::new(),
        1 => " One edge is so long that it was given vertices, to run straight in longitude and latitude."
            .to_owned(),
        count => format!(
            " {count} edges are so long that they were given vertices, to run straight in longitude and latitude."
        ),
    }
}

fn taken(touched: &[Within]) -> Vec<AreaIx> {
    touched.iter().filter(|within| within.taken).map(|within| within.area).collect()
}
