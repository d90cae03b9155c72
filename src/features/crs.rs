//! The four reference systems that features are written in and queried by, and how positions are written in each.

use std::f64::consts::{FRAC_PI_4, PI};

use crate::domain::geometry::crs::{GridPoint, LonLat};

/// Radius of the sphere of EPSG:3857 in metres: the semi-major axis of WGS 84.
const WEB_MERCATOR_RADIUS_M: f64 = 6_378_137.0;

/// A reference system that is served.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Crs {
    /// OGC CRS84: longitude and latitude in degrees.
    #[default]
    Crs84,
    /// EPSG:4326: latitude and longitude in degrees.
    Epsg4326,
    /// EPSG:27700, the National Grid: easting and northing in metres. How the data is kept.
    Epsg27700,
    /// EPSG:3857, Web Mercator: metres.
    Epsg3857,
}

impl Crs {
    /// All of them, the default first.
    pub const ALL: [Self; 4] = [Self::Crs84, Self::Epsg4326, Self::Epsg27700, Self::Epsg3857];

    /// Its URI.
    #[must_use]
    pub fn uri(self) -> &'static str {
        match self {
            Self::Crs84 => "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
            Self::Epsg4326 => "http://www.opengis.net/def/crs/EPSG/0/4326",
            Self::Epsg27700 => "http://www.opengis.net/def/crs/EPSG/0/27700",
            Self::Epsg3857 => "http://www.opengis.net/def/crs/EPSG/0/3857",
        }
    }

    /// The system of a URI, also as a safe CURIE (`[EPSG:27700]`) or with https.
    #[must_use]
    pub fn of_uri(text: &str) -> Option<Self> {
        let curie = text.trim_start_matches('[').trim_end_matches(']');
        let is_it = |crs: &Self| {
            let tail = crs.uri().trim_start_matches("http://");
            let curie_of_it = match crs {
                Self::Crs84 => "OGC:CRS84",
                Self::Epsg4326 => "EPSG:4326",
                Self::Epsg27700 => "EPSG:27700",
                Self::Epsg3857 => "EPSG:3857",
            };
            text.trim_start_matches("https://").trim_start_matches("http://") == tail || curie == curie_of_it
        };
        Self::ALL.into_iter().find(is_it)
    }

    /// How a document of features names a system that is not the one of `GeoJSON` (the member of `GeoJSON` 2008, which programs read
    /// although RFC 7946 has dropped it). None for degrees: their order is the header's to say.
    #[must_use]
    pub fn declared(self) -> Option<serde_json::Value> {
        let code = match self {
            Self::Crs84 | Self::Epsg4326 => return None,
            Self::Epsg27700 => 27700,
            Self::Epsg3857 => 3857,
        };
        let name = format!("urn:ogc:def:crs:EPSG::{code}");
        Some(serde_json::json!({"type": "name", "properties": {"name": name}}))
    }

    /// How many decimals a position is written with: about a centimetre, a millimetre on the National Grid.
    #[must_use]
    pub fn decimals(self) -> usize {
        match self {
            Self::Crs84 | Self::Epsg4326 => 7,
            Self::Epsg27700 | Self::Epsg3857 => 3,
        }
    }

    /// A point known in both systems, as written in this one: in units of the last decimal, in its order of axes.
    #[must_use]
    pub fn scaled(self, grid: GridPoint, lon_lat: LonLat) -> [i64; 2] {
        match self {
            Self::Crs84 => [lon_lat.longitude_e7().into(), lon_lat.latitude_e7().into()],
            Self::Epsg4326 => [lon_lat.latitude_e7().into(), lon_lat.longitude_e7().into()],
            Self::Epsg27700 => [grid.easting_mm.into(), grid.northing_mm.into()],
            Self::Epsg3857 => web_mercator_m(lon_lat).map(millimetres),
        }
    }
}

/// EPSG method 1024, Popular Visualisation Pseudo Mercator (IOGP guidance note 7-2, 3.2.1.2): metres east and north.
fn web_mercator_m(lon_lat: LonLat) -> [f64; 2] {
    let (longitude, latitude) = (lon_lat.longitude_deg().to_radians(), lon_lat.latitude_deg().to_radians());
    [WEB_MERCATOR_RADIUS_M * longitude, WEB_MERCATOR_RADIUS_M * (FRAC_PI_4 + latitude / 2.0).tan().ln()]
}

/// The inverse: longitude and latitude in degrees of metres east and north.
#[must_use]
pub fn of_web_mercator([east_m, north_m]: [f64; 2]) -> [f64; 2] {
    let latitude = PI / 2.0 - 2.0 * (-north_m / WEB_MERCATOR_RADIUS_M).exp().atan();
    [(east_m / WEB_MERCATOR_RADIUS_M).to_degrees(), latitude.to_degrees()]
}

/// A place in shares of the world of EPSG:3857 from its north-west corner, x to the east and y to the south.
#[must_use]
pub fn world(lon_lat: LonLat) -> [f64; 2] {
    let [east, north] = web_mercator_m(lon_lat).map(|metres| metres / (2.0 * PI * WEB_MERCATOR_RADIUS_M));
    [0.5 + east, 0.5 - north]
}

#[expect(clippy::cast_possible_truncation, reason = "the world is 20,037,508 m wide each way in EPSG:3857")]
fn millimetres(metres: f64) -> i64 {
    (metres * 1000.0).round() as i64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::geometry::crs::Crs84;

    #[test]
    fn web_mercator_is_as_the_guidance_note_has_it_and_back() {
        // IOGP 373-07-2: 24 22 54.433 N, 100 20 00 W is E -11169055.58, N 2800000.00.
        let point = Crs84::from_lon_lat(-100.0 - 20.0 / 60.0, 24.0 + 22.0 / 60.0 + 54.433 / 3600.0).unwrap();
        let [east, north] = web_mercator_m(point.to_lon_lat());
        assert!((east + 11_169_055.58).abs() < 0.02 && (north - 2_800_000.00).abs() < 0.02, "{east} {north}");
        let back = of_web_mercator([east, north]);
        assert!(
            (back[0] - point.longitude_deg()).abs() < 1e-7 && (back[1] - point.latitude_deg()).abs() < 1e-7
        );
    }

    #[test]
    fn a_system_is_known_by_its_uri_and_its_short_name() {
        for crs in Crs::ALL {
            assert_eq!(Crs::of_uri(crs.uri()), Some(crs));
        }
        assert_eq!(Crs::of_uri("[EPSG:27700]"), Some(Crs::Epsg27700));
        assert_eq!(Crs::of_uri("http://www.opengis.net/def/crs/EPSG/0/4258"), None);
    }
}
