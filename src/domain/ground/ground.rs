//! The ground: facts laid over the areas, with what follows from them and no border.

use std::sync::OnceLock;

use geo::MultiPolygon;

use super::address_shares::AddressShares;
use super::area_changes::AreaChanges;
use super::area_tables::AreaTables;
use super::footprint::Footprint;
use super::geography::{AreaIx, Geography};
use super::live_places::LivePlaces;
use super::named::gazetteer::Gazetteer;
use super::named::postcode_units::PostcodeUnits;
use super::named::units::Units;
use super::nearest_practice::NearestPractices;
use super::places::{Place, Places, Standing};
use super::practices::{Practice, PracticeIx, Practices};
use super::registrations::Registrations;
use crate::domain::geometry::area_index::{AreaIndex, Hit};
use crate::domain::geometry::coverage::{Coverage, GeoBox, Shape, SharedBorder, union};
use crate::domain::geometry::crs::GridPoint;
use crate::domain::geometry::outline::Outline;

/// What lies on the ground, whoever draws borders over it.
pub struct Ground {
    /// Areas and districts.
    pub geography: Geography,
    /// The areas' polygons; an area owns faces under its slot.
    pub areas: Coverage,
    /// Points to areas.
    pub area_index: AreaIndex,
    /// Postcodes.
    pub places: Places,
    /// Practices.
    pub practices: Practices,
    /// Registrations; none when not loaded.
    pub registrations: Option<Registrations>,
    area_of_place: Box<[Option<AreaIx>]>,
    /// Numbers of the postcodes whose point is on a border between areas, in order.
    on_border: Box<[u32]>,
    area_of_practice: Box<[Option<AreaIx>]>,
    neighbouring_areas: Vec<SharedBorder>,
    area_footprints: Box<[Footprint]>,
    area_boxes: Box<[Option<GeoBox>]>,
    nearest_practices: OnceLock<NearestPractices>,
    outline: OnceLock<Outline>,
    address_shares: AddressShares,
    gazetteer: Gazetteer,
    units: Units,
    area_tables: AreaTables,
    area_changes: AreaChanges,
    postcode_units: PostcodeUnits,
    live: OnceLock<LivePlaces>,
}

/// Where each postcode lies among the areas.
#[derive(Clone, Debug, Default)]
pub struct PlacesInAreas {
    /// For each the area that its point lies inside.
    pub area_of_place: Vec<Option<AreaIx>>,
    /// Numbers of those on a border between areas, in order.
    pub on_border: Vec<u32>,
}

impl Ground {
    /// Lays facts over the areas: finds the area of every postcode, and which areas are neighbours.
    #[must_use]
    pub fn new(
        geography: Geography,
        areas: Coverage,
        area_index: AreaIndex,
        places: Places,
        practices: Practices,
        registrations: Option<Registrations>,
    ) -> Self {
        let mut found = PlacesInAreas::default();
        for (number, place) in (0..).zip(places.all()) {
            let hit = place.site.map_or(Hit::Outside, |site| area_index.locate(site.grid));
            if matches!(hit, Hit::OnBoundary(_)) {
                found.on_border.push(number);
            }
            found.area_of_place.push(inside(&hit));
        }
        Self::known(geography, areas, area_index, places, practices, registrations, found)
    }

    /// The same where the area of every postcode is known.
    #[must_use]
    pub fn known(
        geography: Geography,
        areas: Coverage,
        area_index: AreaIndex,
        places: Places,
        practices: Practices,
        registrations: Option<Registrations>,
        found: PlacesInAreas,
    ) -> Self {
        let area_of = |practice: &Practice| {
            let site = practice.site?;
            match practice.postcode.and_then(|postcode| places.find(postcode)) {
                // Most practices are known by the point of their postcode, whose area is known.
                Some(place) if places.place(place).site == Some(site) => found.area_of_place[place],
                _ => inside(&area_index.locate(site.grid)),
            }
        };
        let area_of_practice = practices.iter().map(|(_, practice)| area_of(practice)).collect();
        let neighbouring_areas = areas.shared_borders();
        let area_boxes = areas.owner_boxes().into();
        let area_footprints = geography
            .areas()
            .map(|(ix, area)| Footprint {
                areas: 1,
                residents: area.residents.into(),
                core20_residents: area.residents_where(area.is_core20()),
                double_area_mm2: areas.double_area_mm2(ix.owner()),
                ..Footprint::default()
            })
            .collect();
        Self {
            geography,
            areas,
            area_index,
            places,
            practices,
            registrations,
            area_of_place: found.area_of_place.into(),
            on_border: found.on_border.into(),
            area_of_practice,
            neighbouring_areas,
            area_footprints,
            area_boxes,
            nearest_practices: OnceLock::new(),
            outline: OnceLock::new(),
            address_shares: AddressShares::default(),
            gazetteer: Gazetteer::default(),
            units: Units::default(),
            area_tables: AreaTables::default(),
            area_changes: AreaChanges::default(),
            postcode_units: PostcodeUnits::default(),
            live: OnceLock::new(),
        }
    }

    /// With the addresses of postcodes counted by area.
    #[must_use]
    pub fn with_address_shares(mut self, shares: AddressShares) -> Self {
        self.address_shares = shares;
        self
    }

    /// With populated places, and with the units that are known.
    #[must_use]
    pub fn with_names(mut self, gazetteer: Gazetteer, units: Units) -> Self {
        (self.gazetteer, self.units) = (gazetteer, units);
        self
    }

    /// With what is published about its areas in tables of their own.
    #[must_use]
    pub fn with_area_tables(mut self, tables: AreaTables) -> Self {
        self.area_tables = tables;
        self
    }

    /// With what postcodes are in beside district and ward.
    #[must_use]
    pub fn with_postcode_units(mut self, units: PostcodeUnits) -> Self {
        self.postcode_units = units;
        self
    }

    /// With the areas of 2011 that are no longer used.
    #[must_use]
    pub fn with_area_changes(mut self, changes: AreaChanges) -> Self {
        self.area_changes = changes;
        self
    }

    /// The area that a point lies inside; none outside and on a border.
    #[must_use]
    pub fn area_at(&self, point: GridPoint) -> Option<AreaIx> {
        inside(&self.area_index.locate(point))
    }

    /// Populated places; empty when not loaded.
    #[must_use]
    pub fn gazetteer(&self) -> &Gazetteer {
        &self.gazetteer
    }

    /// Units beside areas and districts; empty when not loaded.
    #[must_use]
    pub fn units(&self) -> &Units {
        &self.units
    }

    /// What is published about the areas in tables of their own.
    #[must_use]
    pub fn area_tables(&self) -> &AreaTables {
        &self.area_tables
    }

    /// What postcodes are in beside district and ward; empty when not loaded.
    #[must_use]
    pub fn postcode_units(&self) -> &PostcodeUnits {
        &self.postcode_units
    }

    /// Areas of 2011 that are no longer used, of the whole country, and what became of them; empty when not loaded.
    #[must_use]
    pub fn area_changes(&self) -> &AreaChanges {
        &self.area_changes
    }

    /// The addresses of postcodes, counted by area; empty when not loaded.
    #[must_use]
    pub fn address_shares(&self) -> &AddressShares {
        &self.address_shares
    }

    /// Live postcodes, to be searched; indexed when first asked for.
    pub fn live(&self) -> &LivePlaces {
        self.live.get_or_init(|| LivePlaces::new(&self.places))
    }

    /// The area that a postcode's point lies inside; none on a border between areas, and none outside.
    #[must_use]
    pub fn area_of_place(&self, place: usize) -> Option<AreaIx> {
        self.area_of_place[place]
    }

    /// Numbers of the postcodes whose point is on a border of areas, in order; those without an area that are not among
    /// them lie outside every area.
    #[must_use]
    pub fn places_on_border(&self) -> &[u32] {
        &self.on_border
    }

    /// The area that a practice's main site lies inside; none on a border between areas, and none outside.
    #[must_use]
    pub fn area_of_practice(&self, practice: PracticeIx) -> Option<AreaIx> {
        self.area_of_practice[practice.slot()]
    }

    /// Areas with a common border, each pair once.
    #[must_use]
    pub fn neighbouring_areas(&self) -> &[SharedBorder] {
        &self.neighbouring_areas
    }

    /// The areas that share a border with one, and how much of it in metres.
    pub fn neighbours_of(&self, area: AreaIx) -> impl Iterator<Item = (AreaIx, f64)> {
        let own = area.owner();
        self.neighbouring_areas.iter().filter_map(move |border| {
            let other = if border.a == own { border.b } else { border.a };
            (border.a == own || border.b == own).then_some((AreaIx::from_owner(other), border.length_m))
        })
    }

    /// An area's polygons in floating millimetres, for algorithms that need a float.
    #[must_use]
    pub fn area_polygons(&self, area: AreaIx) -> MultiPolygon<f64> {
        let own = self.areas.faces().filter(|(owner, _)| *owner == area.owner());
        own.map(|(_, polygon)| polygon.to_geo_float()).collect()
    }

    /// The way from every live postcode to its nearest practice; found when first asked for.
    pub fn nearest_practices(&self) -> &NearestPractices {
        let find = || {
            let areas = (&self.geography, &self.area_index);
            NearestPractices::new(areas, &self.places, &self.area_of_place, &self.practices)
        };
        self.nearest_practices.get_or_init(find)
    }

    /// The outline of all areas together; gathered when first asked for.
    pub fn outline(&self) -> &Outline {
        self.outline.get_or_init(|| Outline::of(&self.areas))
    }

    /// What one area brings to its neighbourhood.
    #[must_use]
    pub fn area_footprint(&self, area: AreaIx) -> Footprint {
        self.area_footprints[area.slot()]
    }

    /// The outline of some areas together.
    #[must_use]
    pub fn outline_of(&self, areas: &[AreaIx]) -> Shape {
        let mut chosen = vec![false; self.geography.len()];
        for area in areas {
            chosen[area.slot()] = true;
        }
        self.areas.dissolve(|face| chosen[self.areas.owner(face) as usize])
    }

    /// The box around some areas; none for none.
    pub fn box_of(&self, areas: impl IntoIterator<Item = AreaIx>) -> Option<GeoBox> {
        areas.into_iter().map(|area| self.area_boxes[area.slot()]).fold(None, union)
    }

    /// Live postcodes whose point lies in no area.
    pub fn places_outside(&self) -> impl Iterator<Item = &Place> {
        self.live_without_area().filter(|place| place.site.is_some())
    }

    /// Live postcodes that their publisher gives no point.
    pub fn places_nowhere(&self) -> impl Iterator<Item = &Place> {
        self.live_without_area().filter(|place| place.site.is_none())
    }

    fn live_without_area(&self) -> impl Iterator<Item = &Place> {
        let places = self.places.all().iter().zip(&self.area_of_place);
        let without = places.filter(|(place, area)| place.standing == Standing::Live && area.is_none());
        without.map(|(place, _)| place)
    }
}

fn inside(hit: &Hit) -> Option<AreaIx> {
    match hit {
        Hit::Inside(owner) => Some(AreaIx::from_owner(*owner)),
        Hit::OnBoundary(_) | Hit::Outside => None,
    }
}
