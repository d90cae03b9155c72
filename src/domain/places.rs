//! Postcodes and the one point each is known by.
//!
//! A sorted table, found in by hash: a binary search over a country's postcodes would wait for memory at every step. Live and
//! terminated postcodes stand in one table, so that one search tells which a postcode is.

use hashbrown::HashTable;
use rstar::primitives::GeomWithData;
use rstar::{PointDistance, RTree};

use super::codes::GssCode;
use super::crs::{GridPoint, LonLat};
use super::postcode::Postcode;

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

/// All postcodes in order, with how far the nearest other live postcode point is.
#[derive(Default)]
pub struct Places {
    /// The code of each postcode, with its number: all that finding one looks at.
    numbers: HashTable<(u32, u32)>,
    rows: Box<[Place]>,
    nearest_other_m: Box<[f32]>,
    live: usize,
}

impl Places {
    /// Takes places in any order; postcodes must differ (`ingest` has checked).
    #[must_use]
    pub fn new(mut places: Vec<Place>) -> Self {
        places.sort_by_key(|place| place.postcode);
        let nearest_other_m = nearest_others(&places);
        Self::known(places, nearest_other_m)
    }

    /// Takes the places of another such table, in its order, and what it found of each.
    #[must_use]
    pub fn known(rows: Vec<Place>, nearest_other_m: Vec<f32>) -> Self {
        let mut numbers = HashTable::with_capacity(rows.len());
        for (number, place) in (0..).zip(&rows) {
            let code = place.postcode.code();
            numbers.insert_unique(hash(code), (code, number), |(code, _)| hash(*code));
        }
        Self {
            numbers,
            live: rows.iter().filter(|place| place.standing == Standing::Live).count(),
            rows: rows.into(),
            nearest_other_m: nearest_other_m.into(),
        }
    }

    /// The number of a postcode in this table.
    #[must_use]
    pub fn find(&self, postcode: Postcode) -> Option<usize> {
        let code = postcode.code();
        self.numbers.find(hash(code), |known| known.0 == code).map(|known| known.1 as usize)
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

    /// What [`Places::nearest_other_m`] answers for each place, in order.
    #[must_use]
    pub fn nearest_others_m(&self) -> &[f32] {
        &self.nearest_other_m
    }

    /// Metres from a place to the nearest live postcode point that is not the same point; infinite when there is none.
    #[must_use]
    pub fn nearest_other_m(&self, number: usize) -> f64 {
        self.nearest_other_m[number].into()
    }
}

/// A table takes the low bits to find a place by, and the high ones to tell what is there: the product has every bit of the code in
/// the high ones, and these are brought down.
fn hash(code: u32) -> u64 {
    let product = u64::from(code).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    product ^ product >> 32
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "single precision keeps a distance to better than a centimetre"
)]
fn nearest_others(places: &[Place]) -> Vec<f32> {
    let live = places.iter().filter(|place| place.standing == Standing::Live).filter_map(|place| place.site);
    let tree = RTree::bulk_load(live.map(|site| GeomWithData::new(site.grid.to_millimetres(), ())).collect());
    let distance_m = |site: Site| {
        let at = site.grid.to_millimetres();
        let others = tree.nearest_neighbor_iter(&at).map(|point| point.distance_2(&at));
        others.into_iter().find(|distance_2| *distance_2 > 0.0).map_or(f64::INFINITY, |d| d.sqrt() / 1000.0)
    };
    places.iter().map(|place| place.site.map_or(f64::INFINITY, distance_m) as f32).collect()
}
