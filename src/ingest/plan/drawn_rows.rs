//! Neighbourhoods that are drawn: whole areas are given to them, as in a drawn draft. What nobody drew is missing, or stays as
//! the base has it.

use std::collections::{BTreeMap, BTreeSet};

use super::feature_rows::{DrawnRow, DrawnRows};
use super::given_names;
use super::laid::{GivenName, Laid, Missing, SplitHome};
use super::layer::Layer;
use super::overlaps::{self, Overlaps};
use super::plan_defect::PlanDefect;
use crate::domain::boundaries::allocate::{Allocation, allocate_beside, in_doubt};
use crate::domain::boundaries::partition::{Neighbourhood, Roster, ZoneIx};
use crate::domain::geometry::area_index::{AreaIndex, Hit};
use crate::domain::geometry::coverage::{Coverage, GridPolygon};
use crate::domain::geometry::crs::GridPoint;
use crate::domain::ground::Ground;
use crate::domain::ground::codes::NeighbourhoodId;
use crate::domain::ground::geography::AreaIx;
use crate::echo;
use crate::reading::findings::{At, Origin};
use crate::reading::polygons::empty_features;

/// Gives areas to drawn neighbourhoods. Several features of one are one. What is wrong is among the layer's defects.
pub(super) fn lay_drawn(layer: &mut Layer<'_>, rows: DrawnRows) -> Laid {
    let DrawnRows { rows, empty, .. } = rows;
    let (rows, bare): (Vec<_>, Vec<_>) = rows.into_iter().partition(|at| !at.row.polygons.is_empty());
    let mut laid = Laid { rows: rows.len(), ..Laid::default() };
    if rows.is_empty() {
        layer
            .defects
            .push(PlanDefect::of_file("none of its features has a geometry: draw the neighbourhoods"));
    }
    let mut drawn: Vec<(NeighbourhoodId, GridPolygon)> = Vec::new();
    let (mut names, mut origins) = (Vec::new(), BTreeMap::new());
    for At { row, origin } in rows {
        let Some(id) = layer.home(&origin, &row.column, &row.home) else { continue };
        origins.entry(id.clone()).or_insert_with(|| origin.clone());
        let is_made_by_name = layer.is_made_by_name(&id, &row.home);
        let told = row.name.or_else(|| is_made_by_name.then_some((row.column, row.home)));
        names.extend(told.map(|(column, name)| (id.clone(), GivenName { name, column, origin })));
        drawn.extend(row.polygons.into_iter().map(|polygon| (id.clone(), polygon)));
    }
    given_names::choose(layer, &mut laid, names);
    tell_bare(layer, &mut laid, &bare, &origins);
    laid.warnings.extend(empty_features(&empty));
    if let (true, Some(reason)) = (layer.defects.is_empty(), elsewhere(&layer.loaded.atlas.ground, &drawn)) {
        layer.defects.push(PlanDefect::of_file(reason));
    }
    // Areas of what is not known would be told again as missing.
    if layer.defects.is_empty() && layer.unknown.is_empty() && !drawn.is_empty() {
        give_areas(layer, &mut laid, drawn, &origins);
    }
    laid
}

/// Features that nothing was drawn for, as programs write them for each row of a table: passed over and told where nothing is lost by
/// it, else a defect.
fn tell_bare(
    layer: &mut Layer<'_>,
    laid: &mut Laid,
    bare: &[At<DrawnRow>],
    drawn: &BTreeMap<NeighbourhoodId, Origin>,
) {
    for At { row, origin } in bare {
        let made = layer.made.get(&row.home.trim().to_lowercase()).cloned();
        let id = layer.known.find(&row.home).or(made);
        let (feature, home) = (origin.line, echo::cut(&row.home));
        let is_known = id.as_ref().is_some_and(|id| layer.base.division.roster().find(id).is_some());
        if let Some(other) = id.and_then(|id| drawn.get(&id)) {
            laid.warnings.push(format!(
                "feature {feature} has no geometry; {home:?} is drawn in feature {}",
                other.line
            ));
        } else if is_known && layer.laying.missing == Missing::Keep {
            laid.warnings.push(format!(
                "feature {feature} has no geometry: {home:?} stays as the base has it (missing=keep)"
            ));
        } else {
            let keep = if is_known {
                ", or import with missing=keep, which leaves it as the base has it"
            } else {
                ""
            };
            let reason =
                format!("the neighbourhood {home:?} has no geometry: draw it, or take the feature out{keep}");
            layer.defects.push(PlanDefect::at(origin, "geometry", "", reason));
        }
    }
}

/// What to say where no polygon comes near the areas that are loaded.
fn elsewhere(ground: &Ground, drawn: &[(NeighbourhoodId, GridPolygon)]) -> Option<String> {
    let corners = |vertices: &[GridPoint]| {
        let axis = |of: fn(&GridPoint) -> i32| {
            Some((vertices.iter().map(of).min()?, vertices.iter().map(of).max()?))
        };
        Some([axis(|vertex| vertex.easting_mm)?, axis(|vertex| vertex.northing_mm)?])
    };
    let [east, north] = corners(ground.areas.vertices())?;
    let meets = |one: (i32, i32), other: (i32, i32)| one.0 <= other.1 && other.0 <= one.1;
    let is_near = |(_, polygon): &(NeighbourhoodId, GridPolygon)| {
        corners(&polygon.rings()[0]).is_some_and(|[x, y]| meets(x, east) && meets(y, north))
    };
    let (_, first) = drawn.first()?;
    if drawn.iter().any(is_near) {
        return None;
    }
    Some(format!(
        "none of its polygons comes near the areas that are loaded (easting {} to {} km, northing {} to {} km); the first has a vertex at \
         {}: are its coordinates swapped, or in another system than it says?",
        east.0 / 1_000_000,
        east.1 / 1_000_000,
        north.0 / 1_000_000,
        north.1 / 1_000_000,
        first.rings()[0][0]
    ))
}

fn give_areas(
    layer: &mut Layer<'_>,
    laid: &mut Laid,
    drawn: Vec<(NeighbourhoodId, GridPolygon)>,
    origins: &BTreeMap<NeighbourhoodId, Origin>,
) {
    let (ground, base) = (&layer.loaded.atlas.ground, &layer.base.division);
    let ids: BTreeSet<NeighbourhoodId> = drawn.iter().map(|(id, _)| id.clone()).collect();
    let keeps = layer.laying.missing == Missing::Keep;
    let kept = base.roster().iter().map(|(_, known)| known.id.clone()).filter(|_| keeps);
    let all: BTreeSet<NeighbourhoodId> = ids.iter().cloned().chain(kept).collect();
    let roster = Roster::new(all.into_iter().map(|id| Neighbourhood { name: String::new(), id }).collect());
    let owner = |id: &NeighbourhoodId| roster.find(id).expect("every id is of the roster").slot();
    let faces = drawn.into_iter().map(|(id, polygon)| {
        (u32::try_from(owner(&id)).expect("neighbourhoods are counted in 16 bits"), polygon)
    });
    let coverage =
        Coverage::build(roster.len(), faces.collect(), |vertex| layer.loaded.projector.lon_lat(vertex));
    let coverage = match coverage {
        Ok(coverage) => coverage,
        Err(error) => return layer.defects.push(PlanDefect::of_file(error.to_string())),
    };
    let defects = coverage.defects();
    let named: Vec<&NeighbourhoodId> = roster.iter().map(|(_, known)| &known.id).collect();
    let name = |owner: u32| named[owner as usize].to_string();
    let (held_twice, harmless): (Vec<_>, Vec<_>) =
        defects.iter().partition(|defect| defect.held_twice(name).is_some());
    laid.warnings.extend(overlaps::gaps_and_slivers(&harmless, name));
    let index = AreaIndex::new(&coverage, &defects);
    let rest = |area: AreaIx| {
        let zone = base.zone_of_area(area).filter(|_| keeps)?;
        roster.find(&base.roster().neighbourhood(zone).id)
    };
    match allocate_beside(ground, &coverage, &index, rest) {
        Ok(allocation) => {
            let doubtful = if held_twice.is_empty() {
                Vec::new()
            } else {
                in_doubt(ground, &coverage, &index, &allocation.partition, rest)
            };
            overlaps::tell(layer, laid, &Overlaps { held_twice, doubtful, roster: &roster, origins });
            take(layer, laid, &roster, &ids, &allocation);
            if keeps {
                tell_left_outside(layer, laid, &roster, &index, &ids);
            }
        }
        Err(unassigned) => {
            for area in unassigned.0 {
                let code = ground.geography.area(area).code;
                let reason = format!(
                    "the area {code} lies in no neighbourhood (missing=keep leaves it where the base has it)"
                );
                layer.defects.push(PlanDefect::of_file(reason));
            }
        }
    }
}

fn take(
    layer: &mut Layer<'_>,
    laid: &mut Laid,
    roster: &Roster,
    drawn: &BTreeSet<NeighbourhoodId>,
    allocation: &Allocation,
) {
    let id = |zone: ZoneIx| &roster.neighbourhood(zone).id;
    for (area, _) in layer.loaded.atlas.ground.geography.areas() {
        laid.homes.insert(area, id(allocation.partition.zone(area)).clone());
    }
    let has_areas: BTreeSet<&NeighbourhoodId> = laid.homes.values().collect();
    for empty in drawn.iter().filter(|id| !has_areas.contains(id)) {
        let reason = format!("no area is in {empty}: nowhere do most of an area's postcodes lie in it");
        layer.defects.push(PlanDefect::of_file(reason));
    }
    let homes = |(zone, count): &(ZoneIx, u32)| (id(*zone).clone(), *count);
    laid.split = allocation
        .split
        .iter()
        .map(|split| SplitHome { area: split.area, postcodes: split.postcodes.iter().map(homes).collect() })
        .collect();
}

/// Says how many areas of a neighbourhood have no postcode within its drawn border, and stay in it all the same.
fn tell_left_outside(
    layer: &Layer<'_>,
    laid: &mut Laid,
    roster: &Roster,
    index: &AreaIndex,
    drawn: &BTreeSet<NeighbourhoodId>,
) {
    let (ground, base) = (&layer.loaded.atlas.ground, &layer.base.division);
    let mut inside = BTreeSet::<(AreaIx, usize)>::new();
    for (number, place) in ground.places.all().iter().enumerate() {
        if let (Some(site), Some(area)) = (place.site, ground.area_of_place(number))
            && let Hit::Inside(owner) = index.locate(site.grid)
        {
            inside.insert((area, owner as usize));
        }
    }
    for id in drawn {
        let Some((zone, own)) = roster.find(id).zip(base.roster().find(id)) else { continue };
        let areas = ground.geography.areas().map(|(area, _)| area);
        let stays = |area: &AreaIx| base.zone_of_area(*area) == Some(own) && laid.homes.get(area) == Some(id);
        let left = areas.filter(|area| stays(area) && !inside.contains(&(*area, zone.slot()))).count();
        if left > 0 {
            let areas = if left == 1 { "1 area".to_owned() } else { format!("{left} areas") };
            let (lie, stay) = if left == 1 { ("lies", "stays") } else { ("lie", "stay") };
            laid.warnings.push(format!(
                "{areas} of {id} {lie} outside its drawn border and {stay} in it, as the base has them (missing=keep)"
            ));
        }
    }
}
