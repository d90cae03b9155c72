//! Live postcodes by nearness, by the start of their text, and by outward code: what a search of them needs.
//!
//! Made when first asked for, from `Places` alone. Order is that of the text with its space, which is the order of the
//! table too: a space sorts before every letter and digit.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::OnceLock;

use rstar::primitives::GeomWithData;
use rstar::{PointDistance, RTree};

use super::codes::GssCode;
use super::nearest_places::NearestPlaces;
use super::places::{Places, Standing};
use super::postcode::Postcode;
use crate::domain::geometry::crs::GridPoint;

type Point = GeomWithData<[f64; 2], u32>;

/// Live postcodes, to be searched.
pub struct LivePlaces {
    numbers: Box<[u32]>,
    by_compact: OnceLock<Box<[u32]>>,
    nearest: NearestPlaces,
    outcodes: Box<[Outcode]>,
    outcode_points: RTree<Point>,
    extent: Option<[f64; 4]>,
}

/// All live postcodes of one outward code that have a point.
#[derive(Clone, Debug)]
pub struct Outcode {
    /// The code, such as `OX1`.
    pub code: Box<str>,
    /// The mean of their points.
    pub grid: GridPoint,
    /// The mean of their longitudes, in degrees.
    pub longitude_deg: f64,
    /// The mean of their latitudes, in degrees.
    pub latitude_deg: f64,
    /// Districts published with them.
    pub districts: BTreeSet<GssCode>,
    /// Wards published with them.
    pub wards: BTreeSet<GssCode>,
    live: Range<usize>,
}

/// A place and how far it is from the point asked for, in metres on the grid.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Near {
    /// Number of the place, or of the outward code.
    pub number: usize,
    /// Straight distance in metres.
    pub distance_m: f64,
}

impl LivePlaces {
    /// Indexes the live postcodes of a table.
    #[must_use]
    pub fn new(places: &Places) -> Self {
        let live = places.all().iter().enumerate().filter(|(_, place)| place.standing == Standing::Live);
        let numbers: Box<[u32]> = live.map(|(number, _)| number_32(number)).collect();
        let nearest = NearestPlaces::new(places, &numbers);
        let outcodes = outcodes(places, &numbers);
        let centres = outcodes.iter().zip(0..);
        let centres = centres.map(|(outcode, number)| Point::new(outcode.grid.to_millimetres(), number));
        let outcode_points = RTree::bulk_load(centres.collect());
        let extent = extent(places, &numbers);
        Self { numbers, by_compact: OnceLock::new(), nearest, outcodes, outcode_points, extent }
    }

    /// The box around their points: west, south, east, north in degrees; none when none has a point.
    #[must_use]
    pub fn extent(&self) -> Option<[f64; 4]> {
        self.extent
    }

    /// Positions among [`LivePlaces::numbers`], in order, of those within a box: west, south, east, north in millimetres on the
    /// National Grid.
    #[must_use]
    pub fn within(&self, places: &Places, window: [i64; 4]) -> Vec<usize> {
        self.nearest.within(places, &self.numbers, window)
    }

    /// Live postcodes from a point outwards; of equally near ones, in order of postcode.
    #[expect(clippy::cast_precision_loss, reason = "a distance in the country is kept to a micrometre")]
    pub fn near<'a>(&'a self, places: &'a Places, point: GridPoint) -> impl Iterator<Item = Near> + 'a {
        let found = self.nearest.from(places, &self.numbers, point);
        found.map(|(distance_2, number)| Near {
            number: number as usize,
            distance_m: (distance_2 as f64).sqrt() / 1000.0,
        })
    }

    /// Outward codes from a point outwards, by the mean of their postcodes' points.
    pub fn outcodes_near(&self, point: GridPoint) -> impl Iterator<Item = Near> {
        let at = point.to_millimetres();
        self.outcode_points.nearest_neighbor_iter(&at).map(move |found| Near {
            number: found.data as usize,
            distance_m: found.distance_2(&at).sqrt() / 1000.0,
        })
    }

    /// Outward codes in order.
    #[must_use]
    pub fn outcodes(&self) -> &[Outcode] {
        &self.outcodes
    }

    /// An outward code, in capitals.
    #[must_use]
    pub fn outcode(&self, code: &str) -> Option<&Outcode> {
        let place = self.outcodes.binary_search_by(|outcode| (*outcode.code).cmp(code)).ok()?;
        Some(&self.outcodes[place])
    }

    /// Numbers of all live postcodes, in order.
    #[must_use]
    pub fn numbers(&self) -> &[u32] {
        &self.numbers
    }

    /// Numbers of the live postcodes of an outward code, in order.
    #[must_use]
    pub fn of_outcode(&self, outcode: &Outcode) -> &[u32] {
        &self.numbers[outcode.live.clone()]
    }

    /// Numbers of the live postcodes whose text is not before `text`, in order.
    #[must_use]
    pub fn from_text(&self, places: &Places, text: &str) -> &[u32] {
        let is_before = |number: &u32| places.place(*number as usize).postcode.spaced().as_str() < text;
        &self.numbers[self.numbers.partition_point(is_before)..]
    }

    /// The same without the space, in that order: `OX100AA` is before `OX11AA`.
    #[must_use]
    pub fn from_compact(&self, places: &Places, text: &str) -> &[u32] {
        let compact = |number: &u32| places.place(*number as usize).postcode.compact();
        let order = self.by_compact.get_or_init(|| {
            let mut order = self.numbers.clone();
            order.sort_by_key(compact);
            order
        });
        &order[order.partition_point(|number| compact(number).as_str() < text)..]
    }
}

fn extent(places: &Places, live: &[u32]) -> Option<[f64; 4]> {
    let sites = live.iter().filter_map(|number| places.place(*number as usize).site);
    let positions = sites.map(|site| site.lon_lat.to_position()).map(|[lon, lat]| [lon, lat, lon, lat]);
    positions.reduce(|one, other| {
        [one[0].min(other[0]), one[1].min(other[1]), one[2].max(other[2]), one[3].max(other[3])]
    })
}

fn outcodes(places: &Places, live: &[u32]) -> Box<[Outcode]> {
    let outward = |place: usize| -> Postcode { places.place(live[place] as usize).postcode };
    let mut found = Vec::new();
    let mut from = 0;
    while from < live.len() {
        let code = outward(from);
        let length = live[from..].partition_point(|number| {
            let postcode = places.place(*number as usize).postcode;
            postcode.outward() <= code.outward()
        });
        found.extend(outcode(places, live, code, from..from + length));
        from += length;
    }
    found.into()
}

/// None when no postcode of it has a point.
#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "a mean of 32-bit numbers")]
fn outcode(places: &Places, live: &[u32], postcode: Postcode, range: Range<usize>) -> Option<Outcode> {
    let (mut easting, mut northing, mut longitude, mut latitude, mut count) = (0.0, 0.0, 0.0, 0.0, 0_usize);
    let (mut districts, mut wards) = (BTreeSet::new(), BTreeSet::new());
    for number in &live[range.clone()] {
        let place = places.place(*number as usize);
        districts.extend(place.district);
        wards.extend(place.ward);
        let Some(site) = place.site else { continue };
        easting += f64::from(site.grid.easting_mm);
        northing += f64::from(site.grid.northing_mm);
        longitude += site.lon_lat.longitude_deg();
        latitude += site.lon_lat.latitude_deg();
        count += 1;
    }
    let mean = |sum: f64| sum / count as f64;
    (count > 0).then(|| Outcode {
        code: postcode.outward().into(),
        grid: GridPoint {
            easting_mm: mean(easting).round() as i32,
            northing_mm: mean(northing).round() as i32,
        },
        longitude_deg: mean(longitude),
        latitude_deg: mean(latitude),
        districts,
        wards,
        live: range,
    })
}

fn number_32(number: usize) -> u32 {
    u32::try_from(number).expect("postcodes are counted in 32 bits")
}
