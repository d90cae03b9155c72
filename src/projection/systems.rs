//! The systems that coordinates are brought in, by every common way to name one, and their points as points of the National
//! Grid.
//!
//! The National Grid, longitude and latitude, and the web's Mercator are read by this program itself; any other system by PROJ, in a
//! program that is built with it.

use super::error::ProjectionError;
use super::projector::Projector;
use crate::domain::geometry::crs::{Bng, Crs84, Point};
use crate::echo;

/// A coordinate reference system that somebody named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum System {
    /// EPSG:27700: easting and northing in metres.
    NationalGrid,
    /// OGC CRS84 and what is taken as the same (WGS84, ETRS89): longitude, then latitude, in degrees.
    LongitudeLatitude,
    /// EPSG:3857: metres on the sphere that web maps are drawn on.
    WebMercator,
    /// Another, as PROJ knows it: `EPSG:` with its code, or its definition as WKT.
    Other(String),
}

/// A system that this program cannot read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnreadSystem {
    /// The text names no system.
    #[error(
        "the coordinate system {0:?} is not known: name it by its EPSG code, such as EPSG:27700 or EPSG:4326"
    )]
    Unknown(String),
    /// PROJ is needed and was left out of the build.
    #[error(
        "the coordinates are in {0}, which needs PROJ, and this program was built without it: build it with `make dist`, or \
         convert the file: ogr2ogr -t_srs EPSG:27700 converted.gpkg FILE"
    )]
    NeedsProj(String),
    /// PROJ does not know it.
    #[error("PROJ cannot read coordinates in {system}: {reason}")]
    Refused {
        /// The system.
        system: String,
        /// What PROJ says.
        reason: String,
    },
}

/// Converts points of one system.
pub struct Conversion<'a> {
    projector: &'a Projector,
    way: Way,
}

enum Way {
    NationalGrid,
    LongitudeLatitude,
    WebMercator,
    #[cfg(feature = "proj")]
    Proj(Box<proj::Proj>),
}

/// Radius of the web's sphere in metres.
const WEB_RADIUS_M: f64 = 6_378_137.0;

impl System {
    /// The system that a text names: `EPSG:27700`, `urn:ogc:def:crs:EPSG::27700`, an address of OGC's or spatialreference.org's,
    /// a bare code, or a definition as WKT.
    ///
    /// # Errors
    /// [`UnreadSystem::Unknown`]
    pub fn named(text: &str) -> Result<Self, UnreadSystem> {
        let text = text.trim();
        let unknown = || UnreadSystem::Unknown(echo::cut(text));
        if text.contains('[') && !text.starts_with('[') {
            return Ok(Self::of_definition(text));
        }
        let lower = text.to_ascii_lowercase();
        let of_place = lower.trim_end_matches(['/', ']']);
        if of_place.ends_with("crs84") || of_place.ends_with("crs84h") || lower.replace(' ', "") == "wgs84" {
            return Ok(Self::LongitudeLatitude);
        }
        // Of a compound system the first part is the horizontal one.
        let mut parts = lower.split([',', '+']);
        let codes = |part: &str| {
            let runs = part.split(|symbol: char| !symbol.is_ascii_digit());
            runs.filter(|run| (4..=6).contains(&run.len())).filter_map(|run| run.parse().ok()).next_back()
        };
        let code: u32 = parts.find_map(codes).ok_or_else(unknown)?;
        let is_bare = lower.bytes().all(|byte| byte.is_ascii_digit());
        if is_bare || lower.contains("epsg") || lower.contains("esri") {
            Ok(Self::of_code(code))
        } else {
            Err(unknown())
        }
    }

    /// The system of an EPSG code (or of Esri's, where that stands for one).
    #[must_use]
    pub fn of_code(code: u32) -> Self {
        match code {
            27700 | 7405 => Self::NationalGrid,
            4326 | 4258 | 4937 | 4979 => Self::LongitudeLatitude,
            3857 | 3785 | 900_913 | 102_100 | 102_113 => Self::WebMercator,
            code => Self::Other(format!("EPSG:{code}")),
        }
    }

    /// By the code that a definition ends with, else by the name it begins with, as files of Esri's have it.
    fn of_definition(wkt: &str) -> Self {
        let squeezed: String = wkt.chars().filter(|symbol| !symbol.is_whitespace()).collect();
        let squeezed = squeezed.to_ascii_uppercase();
        let authority = ["AUTHORITY[\"EPSG\",", "ID[\"EPSG\","].iter().find_map(|start| {
            let (_, rest) = squeezed.rsplit_once(start)?;
            let (code, end) = rest.split_once(']')?;
            // The last one is the whole system's when nothing but its own bracket follows.
            (end.len() <= 1).then(|| code.trim_matches('"').parse().ok()).flatten()
        });
        if let Some(code) = authority {
            return Self::of_code(code);
        }
        let name = squeezed.split('"').nth(1).unwrap_or_default().replace(['_', '/'], "");
        match name.as_str() {
            "BRITISHNATIONALGRID" | "OSGB1936BRITISHNATIONALGRID" | "OSGB36BRITISHNATIONALGRID" => {
                Self::NationalGrid
            }
            "GCSWGS1984" | "WGS84" | "WGS1984" | "GCSETRS1989" | "ETRS89" => Self::LongitudeLatitude,
            "WGS1984WEBMERCATORAUXILIARYSPHERE" | "WGS84PSEUDO-MERCATOR" => Self::WebMercator,
            _ => Self::Other(wkt.trim().to_owned()),
        }
    }

    /// What people call it.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::NationalGrid => "EPSG:27700 (British National Grid)".to_owned(),
            Self::LongitudeLatitude => "longitude and latitude (OGC:CRS84)".to_owned(),
            Self::WebMercator => "EPSG:3857 (Web Mercator)".to_owned(),
            Self::Other(name) => match name.split('"').nth(1) {
                Some(title) => echo::cut(title),
                None => echo::cut(name),
            },
        }
    }
}

impl Projector {
    /// How points of a system become points of the National Grid.
    ///
    /// # Errors
    /// [`UnreadSystem`] for one that this program cannot read.
    pub fn conversion(&self, system: &System) -> Result<Conversion<'_>, UnreadSystem> {
        let way = match system {
            System::NationalGrid => Way::NationalGrid,
            System::LongitudeLatitude => Way::LongitudeLatitude,
            System::WebMercator => Way::WebMercator,
            System::Other(definition) => by_proj(system, definition)?,
        };
        Ok(Conversion { projector: self, way })
    }
}

#[cfg(not(feature = "proj"))]
fn by_proj(system: &System, _: &str) -> Result<Way, UnreadSystem> {
    Err(UnreadSystem::NeedsProj(system.name()))
}

/// To longitude and latitude, from where OSTN15 leads on: PROJ alone would be metres off without its grid.
#[cfg(feature = "proj")]
fn by_proj(system: &System, definition: &str) -> Result<Way, UnreadSystem> {
    let refused = |error: proj::ProjCreateError| UnreadSystem::Refused {
        system: system.name(),
        reason: error.to_string(),
    };
    let proj = proj::Proj::new_known_crs(definition, "OGC:CRS84", None).map_err(refused)?;
    Ok(Way::Proj(Box::new(proj)))
}

impl Conversion<'_> {
    /// A point of the system: easting or longitude first.
    ///
    /// # Errors
    /// [`ProjectionError`] outside the system, or outside the National Grid.
    pub fn to_bng(&self, first: f64, second: f64) -> Result<Bng<Point>, ProjectionError> {
        let (longitude, latitude) = match &self.way {
            Way::NationalGrid => return Ok(Bng::from_easting_northing(first, second)?),
            Way::LongitudeLatitude => (first, second),
            Way::WebMercator => {
                let latitude = (second / WEB_RADIUS_M).sinh().atan();
                ((first / WEB_RADIUS_M).to_degrees(), latitude.to_degrees())
            }
            #[cfg(feature = "proj")]
            Way::Proj(proj) => proj.convert((first, second))?,
        };
        self.projector.to_bng(Crs84::from_lon_lat(longitude, latitude)?)
    }

    /// Whether a straight line of the system is one of the National Grid.
    #[must_use]
    pub fn is_on_grid(&self) -> bool {
        matches!(self.way, Way::NationalGrid)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_is_known_by_every_common_way_to_name_it() {
        for name in [
            "EPSG:27700",
            "epsg:27700",
            "27700",
            "urn:ogc:def:crs:EPSG::27700",
            "urn:ogc:def:crs:EPSG:9.8.15:27700",
            "http://www.opengis.net/def/crs/EPSG/0/27700",
            "https://www.opengis.net/def/crs/EPSG/0/27700/",
            "http://www.opengis.net/gml/srs/epsg.xml#27700",
            "[EPSG:27700]",
            "https://spatialreference.org/ref/epsg/27700/ogcwkt/",
            "urn:ogc:def:crs,crs:EPSG::27700,crs:EPSG::5701",
            "PROJCS[\"British_National_Grid\",GEOGCS[\"GCS_OSGB_1936\"]]",
            "PROJCS[\"OSGB 1936 / British National Grid\",GEOGCS[\"x\",AUTHORITY[\"EPSG\",\"4277\"]],AUTHORITY[\"EPSG\",\"27700\"]]",
            "PROJCRS[\"OSGB36 / British National Grid\",ID[\"EPSG\",27700]]",
        ] {
            assert_eq!(System::named(name), Ok(System::NationalGrid), "{name}");
        }
        for name in [
            "OGC:CRS84",
            "urn:ogc:def:crs:OGC:1.3:CRS84",
            "EPSG:4326",
            "WGS 84",
            "GEOGCS[\"GCS_WGS_1984\",X]",
        ] {
            assert_eq!(System::named(name), Ok(System::LongitudeLatitude), "{name}");
        }
        assert_eq!(System::named("EPSG:32630"), Ok(System::Other("EPSG:32630".to_owned())));
        for name in ["", "local", "British National Grid", "EPSG:1"] {
            assert!(matches!(System::named(name), Err(UnreadSystem::Unknown(_))), "{name}");
        }
    }
}
