//! Postcodes as columns, in order of postcode.

use serde::{Deserialize, Serialize};

use super::codes::Codes;
use super::not_a_pack::{NotAPack, wrong};
use super::points::lon_lat;
use crate::domain::geometry::crs::{GridPoint, LonLat};
use crate::domain::ground::Ground;
use crate::domain::ground::places::{Place, Places, Site, Standing};
use crate::domain::ground::postcode::Postcode;

/// All columns are as long; a row of each is one postcode.
#[derive(Serialize, Deserialize)]
pub struct Postcodes {
    /// The postcode's seven bytes as an integer, less the one before.
    steps: Vec<u64>,
    /// Whether it is no longer in use.
    terminated: Vec<bool>,
    /// Millimetres east on the National Grid; -1 for a postcode without a point.
    eastings_mm: Vec<i32>,
    /// Millimetres north on the National Grid.
    northings_mm: Vec<i32>,
    /// Ten-millionths of a degree east of Greenwich.
    longitudes_e7: Vec<i32>,
    /// Ten-millionths of a degree north of the equator.
    latitudes_e7: Vec<i32>,
    /// Districts as published.
    districts: Codes,
    /// Wards as published.
    wards: Codes,
    /// Positional quality; 255 where it is not stated.
    qualities: Vec<u8>,
    /// How far their addresses are held to lie from their points, in metres.
    reach_m: Vec<f32>,
    /// The slot of its area in order of code, from 1; 0 for none.
    areas: Vec<u32>,
    /// Numbers of the rows whose point is on a border between areas.
    on_border: Vec<u32>,
}

/// The table, for each postcode the slot of its area, and the numbers of those on a border.
pub type Placed = (Places, Vec<Option<u32>>, Vec<u32>);

const NO_POINT: i32 = -1;
const NO_QUALITY: u8 = 255;

impl Postcodes {
    /// The columns of a ground's postcodes.
    pub fn of(ground: &Ground) -> Self {
        let places = ground.places.all();
        let keys = places.iter().map(|place| place.postcode.key());
        let before = std::iter::once(0).chain(keys.clone());
        let grid = |place: &Place| place.site.map(|site| site.grid);
        let degrees = |place: &Place| place.site.map(|site| site.lon_lat);
        let area = |number| ground.area_of_place(number).map_or(0, |area| area.slot() + 1);
        Self {
            steps: keys.clone().zip(before).map(|(key, before)| key - before).collect(),
            terminated: places.iter().map(|place| place.standing == Standing::Terminated).collect(),
            eastings_mm: places.iter().map(|p| grid(p).map_or(NO_POINT, |grid| grid.easting_mm)).collect(),
            northings_mm: places.iter().map(|p| grid(p).map_or(0, |grid| grid.northing_mm)).collect(),
            longitudes_e7: places.iter().map(|p| degrees(p).map_or(0, LonLat::longitude_e7)).collect(),
            latitudes_e7: places.iter().map(|p| degrees(p).map_or(0, LonLat::latitude_e7)).collect(),
            districts: Codes::of(places.iter().map(|place| place.district)),
            wards: Codes::of(places.iter().map(|place| place.ward)),
            qualities: places.iter().map(|place| place.quality.unwrap_or(NO_QUALITY)).collect(),
            reach_m: ground.places.reaches_m().to_vec(),
            on_border: ground.places_on_border().to_vec(),
            areas: (0..places.len())
                .map(|number| u32::try_from(area(number)).expect("areas are counted in 32 bits"))
                .collect(),
        }
    }

    /// The table, for each postcode the slot of its area, and those on a border.
    pub fn into_places(self) -> Result<Placed, NotAPack> {
        let count = self.steps.len();
        let lengths = [
            self.terminated.len(),
            self.eastings_mm.len(),
            self.northings_mm.len(),
            self.longitudes_e7.len(),
            self.latitudes_e7.len(),
            self.qualities.len(),
            self.reach_m.len(),
            self.areas.len(),
        ];
        if lengths.iter().any(|length| *length != count) {
            return Err(wrong("the columns of the postcodes differ in length"));
        }
        let mut districts = self.districts.into_column()?;
        let mut wards = self.wards.into_column()?;
        let mut rows = Vec::with_capacity(count);
        let mut key = 0_u64;
        for number in 0..count {
            key = key.wrapping_add(self.steps[number]);
            let grid =
                GridPoint { easting_mm: self.eastings_mm[number], northing_mm: self.northings_mm[number] };
            let standing = if self.terminated[number] { Standing::Terminated } else { Standing::Live };
            rows.push(Place {
                postcode: Postcode::from_key(key).ok_or_else(|| wrong("a postcode is none"))?,
                standing,
                site: site(grid, self.longitudes_e7[number], self.latitudes_e7[number])?,
                district: districts.next().flatten(),
                ward: wards.next().flatten(),
                quality: Some(self.qualities[number]).filter(|quality| *quality != NO_QUALITY),
            });
        }
        let slots = self.areas.into_iter().map(|area| area.checked_sub(1)).collect();
        Ok((Places::known(rows, self.reach_m), slots, self.on_border))
    }
}

fn site(grid: GridPoint, longitude_e7: i32, latitude_e7: i32) -> Result<Option<Site>, NotAPack> {
    if grid.easting_mm == NO_POINT {
        return Ok(None);
    }
    Ok(Some(Site { grid, lon_lat: lon_lat(longitude_e7, latitude_e7)? }))
}
