//! Postcodes and the one point each is known by.
//!
//! Live and terminated postcodes stand in one table, in order, so that one search tells which a postcode is.

use rstar::primitives::GeomWithData;
use rstar::{PointDistance, RTree};

use super::codes::GssCode;
use super::postcode::Postcode;
use super::postcode_index::PostcodeIndex;
use crate::domain::geometry::crs::{GridPoint, LonLat};

/// What is known of one postcode.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// The postcode.
    pub postcode: Postcode,
    /// In use, or no longer.
    pub standing: Standing,
    /// The point it is known by; none when the publisher gives no grid reference.
    pub site: Option<Site>,
    /// District as published with the postcode, where it is.
    pub district: Option<GssCode>,
    /// Ward as published with the postcode, where it is.
    pub ward: Option<GssCode>,
    /// Code-Point Open positional quality: 10 best, 90 no coordinates.
    pub quality: Option<u8>,
}

/// A point in both systems, converted once when the data was loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Site {
    /// On the National Grid.
    pub grid: GridPoint,
    /// In longitude and latitude.
    pub lon_lat: LonLat,
}

/// Whether a postcode is in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Royal Mail delivers to it.
    Live,
    /// It was in use once.
    Terminated,
}

/// All postcodes in order, with how far the addresses of each are held to lie from its point.
#[derive(Default)]
pub struct Places {
    numbers: PostcodeIndex,
    rows: Box<[Place]>,
    /// Outward codes in order, each once.
    outwards: Box<[[u8; 4]]>,
    reach_m: Box<[f32]>,
    live: usize,
}

impl Places {
    /// Takes places in any order; postcodes must differ (`ingest` has checked).
    #[must_use]
    pub fn new(mut places: Vec<Place>) -> Self {
        places.sort_by_key(|place| place.postcode);
        let reach_m = reaches_m(&places);
        Self::known(places, reach_m)
    }

    /// Takes the places of another such table, in its order, and what it found of each.
    #[must_use]
    pub fn known(rows: Vec<Place>, reach_m: Vec<f32>) -> Self {
        let mut outwards: Vec<[u8; 4]> = rows.iter().map(|place| padded(place.postcode.outward())).collect();
        outwards.dedup();
        Self {
            outwards: outwards.into(),
            numbers: PostcodeIndex::new(rows.iter().map(|place| place.postcode)),
            live: rows.iter().filter(|place| place.standing == Standing::Live).count(),
            rows: rows.into(),
            reach_m: reach_m.into(),
        }
    }

    /// The number of a postcode in this table.
    #[must_use]
    pub fn find(&self, postcode: Postcode) -> Option<usize> {
        self.numbers.find(postcode)
    }

    /// Whether there is a postcode of an outward code.
    #[must_use]
    pub fn has_outcode(&self, outward: &str) -> bool {
        self.outwards.binary_search(&padded(outward)).is_ok()
    }

    /// Whether there is a postcode of an outward code that begins with these letters of a postcode area, and no others.
    #[must_use]
    pub fn has_postal_area(&self, letters: &str) -> bool {
        let is_of = |outward: &[u8; 4]| {
            let rest = outward.strip_prefix(letters.as_bytes());
            rest.is_some_and(|rest| rest.first().is_some_and(u8::is_ascii_digit))
        };
        self.outwards.iter().any(is_of)
    }

    /// The place under a number.
    #[must_use]
    pub fn place(&self, number: usize) -> &Place {
        &self.rows[number]
    }

    /// All places in order of postcode.
    #[must_use]
    pub fn all(&self) -> &[Place] {
        &self.rows
    }

    /// How many are live.
    #[must_use]
    pub fn live(&self) -> usize {
        self.live
    }

    /// What [`Places::reach_m`] answers for each place, in order.
    #[must_use]
    pub fn reaches_m(&self) -> &[f32] {
        &self.reach_m
    }

    /// How far from its point the addresses of a place are held to lie, in metres: to the nearest live postcode point that is not the
    /// same point; infinite when there is none. One that is no longer in use has no neighbours of its time, and often its successor
    /// right beside it: it reaches at least as far as the live postcode nearest to it.
    #[must_use]
    pub fn reach_m(&self, number: usize) -> f64 {
        self.reach_m[number].into()
    }
}

/// An outward code with spaces behind it, in whose order postcodes stand.
fn padded(outward: &str) -> [u8; 4] {
    let mut bytes = [b' '; 4];
    let count = outward.len().min(bytes.len());
    bytes[..count].copy_from_slice(&outward.as_bytes()[..count]);
    bytes
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "single precision keeps a distance to better than a centimetre"
)]
fn reaches_m(places: &[Place]) -> Vec<f32> {
    let live = places.iter().filter(|place| place.standing == Standing::Live).filter_map(|place| place.site);
    let tree = RTree::bulk_load(live.map(|site| GeomWithData::new(site.grid.to_millimetres(), ())).collect());
    let next_m = |at: [f64; 2]| {
        let others = tree.nearest_neighbor_iter(&at).map(|point| point.distance_2(&at));
        others.into_iter().find(|distance_2| *distance_2 > 0.0).map_or(f64::INFINITY, |d| d.sqrt() / 1000.0)
    };
    let reach_m = |place: &Place| {
        let at = place.site?.grid.to_millimetres();
        let in_its_place = tree.nearest_neighbor(&at).filter(|_| place.standing == Standing::Terminated);
        Some(in_its_place.map_or(0.0, |live| next_m(*live.geom())).max(next_m(at)))
    };
    places.iter().map(|place| reach_m(place).unwrap_or(f64::INFINITY) as f32).collect()
}
