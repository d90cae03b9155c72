//! A Shapefile within an archive: its shapes, its table in the encoding of its `.cpg`, and its system by its `.prj`.
//!
//! Which ring is a hole is told by what lies in what: programs do not agree on the direction of rings.

use std::io::{Cursor, Read};

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use geo::{Contains, Coord, LineString, Point, Polygon};
use serde_json::Value;
use shapefile::dbase::encoding::EncodingRs;
use shapefile::dbase::{FieldValue, Reader as TableReader, ReaderBuilder, Record};
use shapefile::record::traits::HasXY;
use shapefile::{PolygonRing, Shape, ShapeReader};
use zip::ZipArchive;

use super::bare::drawn_polygons;
use super::chosen_layer::chosen_layer;
use super::feature::{NoPolygons, RawDocument, RawFeature, RawPolygon, RawRing};

/// Most bytes that are unpacked.
const MOST_UNPACKED: u64 = 256 * 1024 * 1024;

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// Whether a file is an archive with a Shapefile.
pub(super) fn is_one(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK")
        && ZipArchive::new(Cursor::new(bytes)).is_ok_and(|archive| !stems(&archive).is_empty())
}

/// Reads the one that is in it, or that of a name.
///
/// # Errors
/// Why it cannot be read, in words.
pub(super) fn read(bytes: &[u8], wanted: Option<&str>) -> Result<RawDocument, String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))
        .map_err(|_damaged| "its archive is damaged, or was cut off on its way".to_owned())?;
    let stems = stems(&archive);
    let names: Vec<&str> = stems.iter().map(|stem| stem.rsplit('/').next().unwrap_or(stem)).collect();
    let stem = &stems[chosen_layer(&names, wanted)?];
    let shapes = part(&mut archive, stem, "shp")?.ok_or("its .shp cannot be unpacked")?;
    let shapes = ShapeReader::new(Cursor::new(shapes)).and_then(ShapeReader::read);
    let shapes = shapes.map_err(|_damaged| damaged("its .shp"))?;
    let records = records(&mut archive, stem)?;
    if records.as_ref().is_some_and(|records| records.len() != shapes.len()) {
        return Err("its .shp and .dbf have different numbers of rows".to_owned());
    }
    let mut properties = records.unwrap_or_default().into_iter();
    let crs = part(&mut archive, stem, "prj")?.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let mut document = RawDocument { crs, ..RawDocument::default() };
    for (number, shape) in (1..).zip(shapes) {
        let properties = properties.next().unwrap_or_default();
        document.features.push(RawFeature { number, id: None, properties, polygons: polygons(shape) });
    }
    Ok(document)
}

/// The names, without ending, of the Shapefiles in an archive.
fn stems(archive: &Archive<'_>) -> Vec<String> {
    let shapes = |name: String| {
        let (stem, ending) = name.rsplit_once('.')?;
        let is_shapes = ending.eq_ignore_ascii_case("shp") && !name.starts_with("__MACOSX/");
        is_shapes.then(|| stem.to_owned())
    };
    let mut stems: Vec<String> = names(archive).filter_map(shapes).collect();
    stems.sort();
    stems
}

fn names(archive: &Archive<'_>) -> impl Iterator<Item = String> {
    archive.file_names().filter_map(Result::ok).map(std::borrow::Cow::into_owned)
}

/// One of the files of a Shapefile; none when it is not there.
fn part(archive: &mut Archive<'_>, stem: &str, ending: &str) -> Result<Option<Vec<u8>>, String> {
    let wanted = format!("{stem}.{ending}");
    let name = names(archive).find(|name| name.eq_ignore_ascii_case(&wanted));
    let Some(name) = name else { return Ok(None) };
    let file = archive.by_name(&name).map_err(|_damaged| damaged(&name))?;
    let mut bytes = Vec::new();
    file.take(MOST_UNPACKED + 1).read_to_end(&mut bytes).map_err(|_damaged| damaged(&name))?;
    if bytes.len() as u64 > MOST_UNPACKED {
        return Err(format!("{name} is larger than {} MiB unpacked", MOST_UNPACKED >> 20));
    }
    Ok(Some(bytes))
}

fn records(archive: &mut Archive<'_>, stem: &str) -> Result<Option<Vec<geojson::JsonObject>>, String> {
    let Some(table) = part(archive, stem, "dbf")? else { return Ok(None) };
    let label = part(archive, stem, "cpg")?;
    let encoding = encoding(label.as_deref(), &table);
    let reader = ReaderBuilder::new().with_encoding(EncodingRs::from(encoding)).build(Cursor::new(table));
    let records = reader.and_then(|mut reader: TableReader<_>| reader.read());
    let records = records.map_err(|_damaged| damaged("its .dbf"))?;
    Ok(Some(records.into_iter().map(properties).collect()))
}

fn damaged(part: &str) -> String {
    format!("{part} cannot be read: it is damaged, or was cut off on its way")
}

/// As its `.cpg` says, else UTF-8 where the table is that, else Windows-1252.
fn encoding(label: Option<&[u8]>, table: &[u8]) -> &'static Encoding {
    let label = label.map(|label| String::from_utf8_lossy(label).trim().to_ascii_lowercase());
    let named = label.and_then(|label| {
        let label = label.replace("ansi ", "windows-");
        Encoding::for_label(label.as_bytes())
    });
    named.unwrap_or_else(|| if std::str::from_utf8(table).is_ok() { UTF_8 } else { WINDOWS_1252 })
}

fn properties(record: Record) -> geojson::JsonObject {
    let value = |value: FieldValue| match value {
        FieldValue::Character(text) => text.map_or(Value::Null, Value::from),
        FieldValue::Memo(text) => Value::from(text),
        FieldValue::Numeric(number) => number.map_or(Value::Null, Value::from),
        FieldValue::Float(number) => number.map_or(Value::Null, Value::from),
        FieldValue::Integer(number) => Value::from(number),
        FieldValue::Double(number) | FieldValue::Currency(number) => Value::from(number),
        FieldValue::Logical(is) => is.map_or(Value::Null, Value::from),
        FieldValue::Date(_) | FieldValue::DateTime(_) => Value::Null,
    };
    let mut fields: Vec<(String, Value)> =
        record.into_iter().map(|(name, field)| (name, value(field))).collect();
    fields.sort_by(|(one, _), (other, _)| one.cmp(other));
    fields.into_iter().collect()
}

fn polygons(shape: Shape) -> Result<Vec<RawPolygon>, NoPolygons> {
    let rings = match shape {
        Shape::Polygon(polygon) => raw_rings(polygon.into_inner()),
        Shape::PolygonM(polygon) => raw_rings(polygon.into_inner()),
        Shape::PolygonZ(polygon) => raw_rings(polygon.into_inner()),
        Shape::NullShape => return Err(NoPolygons::NoGeometry),
        _ => return Err(NoPolygons::Other("expected a polygon".to_owned())),
    };
    drawn_polygons(nested(rings), false)
}

fn raw_rings<P: HasXY>(rings: Vec<PolygonRing<P>>) -> Vec<RawRing> {
    let points = |ring: PolygonRing<P>| match ring {
        PolygonRing::Outer(points) | PolygonRing::Inner(points) => points,
    };
    rings.into_iter().map(|ring| points(ring).iter().map(|point| [point.x(), point.y()]).collect()).collect()
}

/// Rings put into each other: one that lies in an even number of others is an exterior, the rest are holes of the innermost one
/// around them.
fn nested(rings: Vec<RawRing>) -> Vec<RawPolygon> {
    let shapes: Vec<Polygon<f64>> = rings.iter().map(filled).collect();
    let around: Vec<Vec<usize>> = (0..rings.len())
        .map(|ring| {
            let Some([x, y]) = rings[ring].first().copied() else { return Vec::new() };
            let others = (0..rings.len()).filter(|other| *other != ring);
            others.filter(|other| shapes[*other].contains(&Point::new(x, y))).collect()
        })
        .collect();
    let mut polygons: Vec<(usize, RawPolygon)> = Vec::new();
    for (place, ring) in rings.iter().enumerate().filter(|(place, _)| around[*place].len().is_multiple_of(2))
    {
        polygons.push((place, vec![ring.clone()]));
    }
    for (place, ring) in rings.into_iter().enumerate().filter(|(place, _)| around[*place].len() % 2 == 1) {
        let innermost = around[place].iter().copied().max_by_key(|other| around[*other].len());
        if let Some((_, polygon)) = polygons.iter_mut().find(|(exterior, _)| Some(*exterior) == innermost) {
            polygon.push(ring);
        }
    }
    polygons.into_iter().map(|(_, polygon)| polygon).collect()
}

fn filled(ring: &RawRing) -> Polygon<f64> {
    Polygon::new(LineString::new(ring.iter().map(|[x, y]| Coord { x: *x, y: *y }).collect()), Vec::new())
}
