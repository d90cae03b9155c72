//! Reads every polygon feature of a file, whatever the format and the system.

use std::sync::Arc;

use super::bad_rings::{BadRing, BadRings};
use super::feature::{NoPolygons, PolygonDocument, PolygonFeature, RawDocument, RawFeature};
#[cfg(feature = "parquet")]
use super::geoparquet;
use super::rings::{ReadPolygon, RingReader};
use super::{flatgeobuf, geojson, geopackage, shapefile};
use crate::domain::geometry::crs::{MOST_EASTING_M, MOST_NORTHING_M};
use crate::echo;
use crate::projection::{Projector, System};
use crate::reading::findings::{At, Findings, Origin};

/// Reads polygons.
#[derive(Clone, Copy)]
pub struct PolygonReader<'a> {
    /// Projects what is not on the National Grid.
    pub projector: &'a Projector,
    /// What becomes of rings that are open or cross themselves.
    pub bad_rings: BadRings,
    /// The layer of a GeoPackage, or the Shapefile of an archive; none for the only one.
    layer: Option<&'a str>,
}

/// Reads every polygon feature of a file that was checked when it was made; lines in findings are feature numbers from 1.
pub fn read_features(
    file: &str,
    bytes: &[u8],
    projector: &Projector,
    findings: &mut Findings,
) -> Vec<At<PolygonFeature>> {
    PolygonReader::new(projector, BadRings::Trusted).read(file, bytes, findings)
}

impl<'a> PolygonReader<'a> {
    /// A reader of files that hold one layer.
    #[must_use]
    pub fn new(projector: &'a Projector, bad_rings: BadRings) -> Self {
        Self { projector, bad_rings, layer: None }
    }

    /// The same of a layer by its name, where one is given.
    #[must_use]
    pub fn of_layer(self, layer: Option<&'a str>) -> Self {
        Self { layer, ..self }
    }

    /// Whether a file is of a format that may hold several layers.
    #[must_use]
    pub fn has_layers(bytes: &[u8]) -> bool {
        geopackage::is_one(bytes) || shapefile::is_one(bytes)
    }

    /// Whether a file is of features, and not text.
    #[must_use]
    pub fn is_binary(bytes: &[u8]) -> bool {
        #[cfg(feature = "parquet")]
        if geoparquet::is_one(bytes) {
            return true;
        }
        geopackage::is_one(bytes) || flatgeobuf::is_one(bytes) || shapefile::is_one(bytes)
    }

    /// Reads every polygon feature of a file: GeoJSON, a GeoPackage, a `FlatGeobuf`, or an archive with a Shapefile. Lines in findings
    /// are feature numbers from 1.
    pub fn read(&self, file: &str, bytes: &[u8], findings: &mut Findings) -> Vec<At<PolygonFeature>> {
        let document = self.raw_document(file, bytes, findings);
        document.map(|document| self.features(file, document, findings)).unwrap_or_default()
    }

    /// The same with features that have no geometry, and no polygons then: the caller knows what that means (see
    /// [`with_geometry`](super::with_geometry)).
    pub fn read_with_bare(
        &self,
        file: &str,
        bytes: &[u8],
        findings: &mut Findings,
    ) -> Vec<At<PolygonFeature>> {
        self.read_document(file, bytes, findings).features
    }

    /// The same with what the document says of itself.
    pub fn read_document(&self, file: &str, bytes: &[u8], findings: &mut Findings) -> PolygonDocument {
        let Some(mut document) = self.raw_document(file, bytes, findings) else {
            return PolygonDocument::default();
        };
        let members = std::mem::take(&mut document.members);
        let is_bare = |feature: &mut RawFeature| feature.polygons == Err(NoPolygons::NoGeometry);
        let bare: Vec<RawFeature> = document.features.extract_if(.., is_bare).collect();
        let mut features = self.features(file, document, findings);
        let name: Arc<str> = file.into();
        features.extend(bare.into_iter().map(|RawFeature { number, id, properties, .. }| At {
            row: PolygonFeature { properties, id, polygons: Vec::new(), bad_rings: Vec::new() },
            origin: Origin { file: Arc::clone(&name), line: number },
        }));
        features.sort_by_key(|at| at.origin.line);
        PolygonDocument { features, members }
    }

    fn features(
        &self,
        file: &str,
        document: RawDocument,
        findings: &mut Findings,
    ) -> Vec<At<PolygonFeature>> {
        for reason in &document.notes {
            findings.warning(file, reason);
        }
        let Some(mut rings) = self.rings(file, &document, findings) else { return Vec::new() };
        let name: Arc<str> = file.into();
        let mut features = Vec::new();
        for feature in document.features {
            let origin = Origin { file: Arc::clone(&name), line: feature.number };
            if let Some(row) = read_one(feature, &mut rings, &origin, findings) {
                features.push(At { row, origin });
            }
        }
        if rings.long_edges > 0 {
            let reason = format!(
                "{} edges would leave their line by over 1 m if they were straight on the National Grid: they were given vertices",
                rings.long_edges
            );
            findings.warning(file, reason);
        }
        features
    }

    /// The document of a file, whatever its format; none when it cannot be read, which is told.
    fn raw_document(&self, file: &str, bytes: &[u8], findings: &mut Findings) -> Option<RawDocument> {
        #[cfg(feature = "parquet")]
        if geoparquet::is_one(bytes) {
            let told = |reason| findings.defect(file, format!("it cannot be read as GeoParquet: {reason}"));
            return geoparquet::read(bytes).map_err(told).ok();
        }
        let (format, document) = if geopackage::is_one(bytes) {
            ("a GeoPackage", geopackage::read(bytes, self.layer))
        } else if flatgeobuf::is_one(bytes) {
            ("FlatGeobuf", flatgeobuf::read(bytes))
        } else if shapefile::is_one(bytes) {
            ("a Shapefile", shapefile::read(bytes, self.layer))
        } else {
            ("GeoJSON", geojson::read(bytes))
        };
        let told = |reason| findings.defect(file, format!("it cannot be read as {format}: {reason}"));
        document.map_err(told).ok()
    }

    /// Reads rings in the document's system: as it says, else by its numbers.
    fn rings(&self, file: &str, document: &RawDocument, findings: &mut Findings) -> Option<RingReader<'_>> {
        let system = match &document.crs {
            Some(crs) => System::named(crs).map_err(|error| error.to_string()),
            None => by_numbers(file, document, findings),
        };
        let system = system.and_then(|system| {
            match swapped(&system, document).or_else(|| contradicted(&system, document)) {
                Some(reason) => Err(reason),
                None => self.projector.conversion(&system).map_err(|error| error.to_string()),
            }
        });
        match system {
            Ok(conversion) => Some(RingReader::new(conversion, self.bad_rings)),
            Err(reason) => {
                findings.defect(file, reason);
                None
            }
        }
    }
}

fn read_one(
    feature: RawFeature,
    rings: &mut RingReader<'_>,
    origin: &Origin,
    findings: &mut Findings,
) -> Option<PolygonFeature> {
    let RawFeature { id, properties, polygons: raw, .. } = feature;
    let raw = raw.map_err(|reason| findings.defect_at(origin, "geometry", reason.to_string())).ok()?;
    let mut read = PolygonFeature { properties, id, polygons: Vec::new(), bad_rings: Vec::new() };
    let mut is_whole = true;
    for (place, polygon) in raw.iter().enumerate() {
        let which = if raw.len() > 1 { format!("polygon {}: ", place + 1) } else { String::new() };
        match rings.polygon(polygon) {
            Ok(ReadPolygon { polygons, bad }) => {
                is_whole &= bad.is_none() || rings.bad_rings != BadRings::Refused;
                read.polygons.extend(polygons);
                let named = |BadRing { wrong, mended }| BadRing {
                    wrong: format!("{which}{wrong}"),
                    mended: which.clone() + &mended,
                };
                read.bad_rings.extend(bad.map(named));
            }
            Err(reason) => {
                findings.defect_at(origin, "geometry", which + &reason);
                is_whole = false;
            }
        }
    }
    if rings.bad_rings != BadRings::Judged {
        tell(std::mem::take(&mut read.bad_rings), rings.bad_rings == BadRings::Mended, origin, findings);
    }
    is_whole.then_some(read)
}

/// Tells bad rings of a feature: what was mended is a warning, where that was asked for; else what is wrong is a defect.
pub fn tell(bad: Vec<BadRing>, is_mended: bool, origin: &Origin, findings: &mut Findings) {
    for BadRing { wrong, mended } in bad {
        if is_mended {
            findings.warning_at(origin, "geometry", mended);
        } else {
            findings.defect_at(origin, "geometry", format!("{wrong} (repair mends it)"));
        }
    }
}

/// The system of coordinates that nobody named: longitude and latitude, unless they can only be metres of the National Grid.
fn by_numbers(file: &str, document: &RawDocument, findings: &mut Findings) -> Result<System, String> {
    if positions(document).all(|[first, second]| first.abs() <= 180.0 && second.abs() <= 90.0) {
        return Ok(System::LongitudeLatitude);
    }
    let is_on_grid = |[first, second]: [f64; 2]| {
        (0.0..=MOST_EASTING_M).contains(&first) && (0.0..=MOST_NORTHING_M).contains(&second)
    };
    match positions(document).find(|position| !is_on_grid(*position)) {
        None if are_kilometres(document) => Err(in_kilometres("no coordinate system is named", document)),
        None => {
            let reason = "no coordinate system is named, and the numbers can only be metres of the National Grid: they are read \
                          as EPSG:27700";
            findings.warning(file, reason);
            Ok(System::NationalGrid)
        }
        Some([first, second]) => Err(format!(
            "no coordinate system is named, and {first}, {second} is neither longitude and latitude nor a place on the National \
             Grid: name the system by its EPSG code in a crs member"
        )),
    }
}

/// What to say where every latitude of these islands stands first.
fn swapped(system: &System, document: &RawDocument) -> Option<String> {
    let is_swapped =
        |[first, second]: [f64; 2]| (49.0..=61.0).contains(&first) && (-9.0..=2.5).contains(&second);
    let [first, second] = positions(document).next()?;
    let is_wrong = *system == System::LongitudeLatitude && positions(document).all(is_swapped);
    is_wrong.then(|| {
        let first = echo::cut(&format!("{first}, {second}"));
        format!("longitude and latitude look swapped (the first position is {first}): longitude comes first")
    })
}

/// What to say where the numbers can only be of another system than the one that is named.
fn contradicted(system: &System, document: &RawDocument) -> Option<String> {
    let are_degrees = |[first, second]: [f64; 2]| first.abs() <= 180.0 && second.abs() <= 90.0;
    let [first, second] = positions(document).next()?;
    if *system == System::NationalGrid && !positions(document).all(are_degrees) && are_kilometres(document) {
        return Some(in_kilometres(
            "the file says that its coordinates are EPSG:27700 (British National Grid)",
            document,
        ));
    }
    let (named, meant) = match system {
        System::LongitudeLatitude if positions(document).all(|at| !are_degrees(at)) => {
            ("longitude and latitude", "metres, such as of EPSG:27700")
        }
        System::NationalGrid if positions(document).all(are_degrees) => {
            ("EPSG:27700 (British National Grid)", "degrees, as of longitude and latitude (EPSG:4326)")
        }
        _ => return None,
    };
    Some(format!(
        "the file says that its coordinates are {named}, and its numbers are {meant} (the first are {first}, {second}): name the system \
         that they are in"
    ))
}

/// Whether the numbers are those of the National Grid in kilometres: as metres they are a corner of the sea west of Scilly.
fn are_kilometres(document: &RawDocument) -> bool {
    let is_so = |[first, second]: [f64; 2]| {
        (0.0..=MOST_EASTING_M / 1000.0).contains(&first) && (0.0..=MOST_NORTHING_M / 1000.0).contains(&second)
    };
    positions(document).all(is_so)
}

fn in_kilometres(said: &str, document: &RawDocument) -> String {
    let [first, second] = positions(document).next().unwrap_or_default();
    format!(
        "{said}, and the numbers are kilometres of the National Grid (the first are {first}, {second}): save it in metres"
    )
}

fn positions(document: &RawDocument) -> impl Iterator<Item = [f64; 2]> {
    let polygons = document.features.iter().filter_map(|feature| feature.polygons.as_ref().ok());
    polygons.flatten().flatten().flatten().copied()
}
