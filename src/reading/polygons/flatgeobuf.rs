//! `FlatGeobuf` 3: a header, an index that is passed over, and features one after the other.
//!
//! The crate checks what it hands out as tables of `FlatBuffers`; how long rings and values are is checked here, since its own readers
//! take a damaged file at its word. Its tables may stand in others more than once: what is read is held to what the file's bytes can hold.

use flatgeobuf::packed_r_tree::{NodeItem, PackedRTree};
use flatgeobuf::{
    ColumnType, Feature, Geometry, GeometryType, Header, size_prefixed_root_as_feature,
    size_prefixed_root_as_header,
};
use serde_json::Value;

use super::bare::drawn_polygons;
use super::feature::{CURVES, NoPolygons, RawDocument, RawFeature, RawPolygon};

/// What every file of this version begins with; a patch number follows.
const MAGIC: &[u8] = b"fgb\x03fgb";
/// With the patch number.
const MAGIC_BYTES: usize = 8;
/// No layer has more columns.
const MOST_COLUMNS: usize = 2000;
/// The names of columns stand with the values of every feature: as many bytes of them as the file has, so many times, or this many.
const NAMES_A_BYTE: usize = 64;
const MOST_NAMES: usize = 64 * 1024 * 1024;
const DAMAGED: &str = "it is damaged, or was cut off on its way";

/// Whether a file is one.
pub(super) fn is_one(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

/// The names of the columns; none when a file is no `FlatGeobuf`.
#[must_use]
pub fn columns_of_flatgeobuf(bytes: &[u8]) -> Option<Vec<String>> {
    let named = || {
        let (header, _) = header(bytes)?;
        Some(header.columns()?.iter().map(|column| column.name().to_owned()).collect())
    };
    is_one(bytes).then(|| named().unwrap_or_default())
}

/// Reads every feature. What the file says of itself as JSON, as our own exports do, is the document's.
///
/// # Errors
/// Why it cannot be read, in words.
pub(super) fn read(bytes: &[u8]) -> Result<RawDocument, String> {
    let (header, mut rest) = header(bytes).ok_or(DAMAGED)?;
    let members = header.metadata().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
    let mut document = RawDocument { crs: crs(&header), members, ..RawDocument::default() };
    let names: usize = header.columns().into_iter().flatten().map(|column| column.name().len() + 16).sum();
    let mut geometry = Bytes(bytes.len());
    let mut of_names = Bytes(MOST_NAMES.max(NAMES_A_BYTE * bytes.len()));
    while !rest.is_empty() {
        let number = document.features.len() as u64 + 1;
        let feature = sized(&mut rest).and_then(|bytes| size_prefixed_root_as_feature(bytes).ok());
        let feature = feature.ok_or_else(|| format!("feature {number}: {DAMAGED}"))?;
        let properties =
            properties(&header, &feature).ok_or_else(|| format!("feature {number}: {DAMAGED}"))?;
        let polygons = of_names.take(names).and_then(|()| polygons(&header, &feature, &mut geometry));
        let polygons = polygons.ok_or_else(|| format!("feature {number}: {DAMAGED}"))?;
        document.features.push(RawFeature { number, id: None, properties, polygons });
    }
    let count = document.features.len() as u64;
    if header.features_count() > 0 && header.features_count() != count {
        return Err(format!(
            "it says that it has {} features, and {count} are in it: {DAMAGED}",
            header.features_count()
        ));
    }
    Ok(document)
}

/// How many bytes of a file are left for what is read from it.
struct Bytes(usize);

impl Bytes {
    /// Takes so many; none where there are fewer.
    fn take(&mut self, count: usize) -> Option<()> {
        self.0 = self.0.checked_sub(count)?;
        Some(())
    }
}

/// The header, and the bytes of the features.
fn header(bytes: &[u8]) -> Option<(Header<'_>, &[u8])> {
    let mut rest = bytes.get(MAGIC_BYTES..)?;
    let header = size_prefixed_root_as_header(sized(&mut rest)?).ok()?;
    let mut names = Bytes(bytes.len());
    let columns = header.columns().into_iter().flatten();
    if header.columns().is_some_and(|columns| columns.len() > MOST_COLUMNS)
        || !columns.into_iter().all(|column| names.take(column.name().len()).is_some())
    {
        return None;
    }
    let (count, node) = (usize::try_from(header.features_count()).ok()?, header.index_node_size());
    if node == 0 || count == 0 {
        return Some((header, rest));
    }
    // An index has an item for each feature: one that says more than there are bytes is none.
    let is_possible = node >= 2 && count.checked_mul(size_of::<NodeItem>())? <= rest.len();
    let index = is_possible.then(|| PackedRTree::index_size(count, node))?;
    Some((header, rest.get(index..)?))
}

/// The next table with its length before it.
fn sized<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let length = u32::from_le_bytes(*rest.first_chunk()?);
    let (table, behind) = rest.split_at_checked(usize::try_from(length).ok()?.checked_add(4)?)?;
    *rest = behind;
    Some(table)
}

fn crs(header: &Header<'_>) -> Option<String> {
    let crs = header.crs()?;
    match crs.code() {
        0 => crs.wkt().map(str::to_owned),
        code => Some(format!("{}:{code}", crs.org().unwrap_or("EPSG"))),
    }
}

fn properties(header: &Header<'_>, feature: &Feature<'_>) -> Option<geojson::JsonObject> {
    let mut properties = geojson::JsonObject::new();
    // Columns of its own would be named anew for every feature, and no program writes them.
    let own = feature.columns().filter(|columns| columns.len() <= MOST_COLUMNS);
    if feature.columns().is_some() && own.is_none() {
        return None;
    }
    let columns = own.or_else(|| header.columns());
    if let Some(columns) = columns {
        for column in columns {
            properties.insert(column.name().to_owned(), Value::Null);
        }
        let mut rest = feature.properties().map(|bytes| bytes.bytes()).unwrap_or_default();
        while rest.len() > 1 {
            let place = usize::from(u16::from_le_bytes(taken(&mut rest)?));
            if place >= columns.len() {
                return None;
            }
            let column = columns.get(place);
            properties.insert(column.name().to_owned(), value(column.type_(), &mut rest)?);
        }
    }
    Some(properties)
}

fn taken<const LENGTH: usize>(rest: &mut &[u8]) -> Option<[u8; LENGTH]> {
    let (value, behind) = rest.split_first_chunk()?;
    *rest = behind;
    Some(*value)
}

fn value(kind: ColumnType, rest: &mut &[u8]) -> Option<Value> {
    Some(match kind {
        ColumnType::Byte => i8::from_le_bytes(taken(rest)?).into(),
        ColumnType::UByte => u8::from_le_bytes(taken(rest)?).into(),
        ColumnType::Bool => (u8::from_le_bytes(taken(rest)?) != 0).into(),
        ColumnType::Short => i16::from_le_bytes(taken(rest)?).into(),
        ColumnType::UShort => u16::from_le_bytes(taken(rest)?).into(),
        ColumnType::Int => i32::from_le_bytes(taken(rest)?).into(),
        ColumnType::UInt => u32::from_le_bytes(taken(rest)?).into(),
        ColumnType::Long => i64::from_le_bytes(taken(rest)?).into(),
        ColumnType::ULong => u64::from_le_bytes(taken(rest)?).into(),
        ColumnType::Float => f32::from_le_bytes(taken(rest)?).into(),
        ColumnType::Double => f64::from_le_bytes(taken(rest)?).into(),
        _ => {
            let length = usize::try_from(u32::from_le_bytes(taken(rest)?)).ok()?;
            let (text, behind) = rest.split_at_checked(length)?;
            *rest = behind;
            match kind {
                ColumnType::Binary => Value::Null,
                ColumnType::Json => serde_json::from_slice(text).ok()?,
                _ => std::str::from_utf8(text).ok()?.into(),
            }
        }
    })
}

/// The polygons of a feature; `None` where it is damaged.
fn polygons(
    header: &Header<'_>,
    feature: &Feature<'_>,
    left: &mut Bytes,
) -> Option<Result<Vec<RawPolygon>, NoPolygons>> {
    let (mut polygons, mut others) = (Vec::new(), 0);
    if let Some(geometry) = feature.geometry() {
        let kind = match geometry.type_() {
            GeometryType::Unknown => header.geometry_type(),
            kind => kind,
        };
        if matches!(kind, GeometryType::CurvePolygon | GeometryType::MultiSurface) {
            return Some(Err(NoPolygons::Other(CURVES.to_owned())));
        }
        collect(geometry, kind, &mut polygons, &mut others, left)?;
    }
    Some(drawn_polygons(polygons, others > 0))
}

fn collect(
    geometry: Geometry<'_>,
    kind: GeometryType,
    out: &mut Vec<RawPolygon>,
    others: &mut usize,
    left: &mut Bytes,
) -> Option<()> {
    // Where it stands in its file.
    left.take(size_of::<u32>())?;
    match kind {
        GeometryType::Polygon => out.push(rings(geometry, left)?),
        GeometryType::MultiPolygon => {
            for part in geometry.parts().into_iter().flatten() {
                left.take(size_of::<u32>())?;
                out.push(rings(part, left)?);
            }
        }
        GeometryType::GeometryCollection => {
            for part in geometry.parts().into_iter().flatten() {
                collect(part, part.type_(), out, others, left)?;
            }
        }
        _ => *others += 1,
    }
    Some(())
}

/// The rings of a polygon: all positions, and where each ring ends; of a single ring the end may be left out.
fn rings(polygon: Geometry<'_>, left: &mut Bytes) -> Option<RawPolygon> {
    left.take(polygon.xy().map_or(0, |numbers| numbers.len() * size_of::<f64>()))?;
    left.take(polygon.ends().map_or(0, |ends| ends.len() * size_of::<u32>()))?;
    let numbers: Vec<f64> = polygon.xy().into_iter().flatten().collect();
    let positions: Vec<[f64; 2]> = numbers.chunks_exact(2).map(|pair| [pair[0], pair[1]]).collect();
    let mut ends: Vec<usize> =
        polygon.ends().into_iter().flatten().filter_map(|end| usize::try_from(end).ok()).collect();
    if ends.is_empty() {
        ends.push(positions.len());
    }
    let (mut rings, mut from) = (Vec::with_capacity(ends.len()), 0);
    for end in ends {
        rings.push(positions.get(from..end)?.to_vec());
        from = end;
    }
    Some(rings)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tables of `FlatBuffers`, written by hand: no program writes one into another twice.
    #[derive(Default)]
    struct Buffer(Vec<u8>);

    impl Buffer {
        /// With the length before it, and the place of the root's offset.
        fn sized() -> Self {
            Self(vec![0; 8])
        }

        /// Writes a table with a field of 4 bytes in each of some slots; gives the places of the fields.
        fn table(&mut self, slots: &[usize]) -> Vec<usize> {
            let entries = slots.iter().max().map_or(0, |last| last + 1);
            let size = |count: usize| u16::try_from(count).unwrap().to_le_bytes();
            self.align(4, 0);
            let start = self.0.len();
            self.0.extend(size(4 + 2 * entries));
            self.0.extend(size(4 + 4 * slots.len()));
            for slot in 0..entries {
                let place = slots.iter().position(|known| *known == slot);
                self.0.extend(size(place.map_or(0, |place| 4 + 4 * place)));
            }
            self.align(4, 0);
            let table = self.0.len();
            self.0.extend(u32::try_from(table - start).unwrap().to_le_bytes());
            self.0.resize(table + 4 + 4 * slots.len(), 0);
            (0..slots.len()).map(|place| table + 4 + 4 * place).collect()
        }

        /// Writes a vector of so many items of some bytes; gives the place of the first.
        fn vector(&mut self, count: usize, bytes: usize) -> usize {
            self.align(8, 4);
            self.0.extend(u32::try_from(count).unwrap().to_le_bytes());
            let first = self.0.len();
            self.0.resize(first + count * bytes, 0);
            first
        }

        fn align(&mut self, to: usize, before: usize) {
            while !(self.0.len() + before).is_multiple_of(to) {
                self.0.push(0);
            }
        }

        /// Lets the offset at a place lead to another.
        fn lead(&mut self, place: usize, to: usize) {
            self.0[place..place + 4].copy_from_slice(&u32::try_from(to - place).unwrap().to_le_bytes());
        }

        fn finished(mut self) -> Vec<u8> {
            let length = u32::try_from(self.0.len() - 4).unwrap();
            self.0[..4].copy_from_slice(&length.to_le_bytes());
            self.0
        }
    }

    /// A header with so many columns, all of them one.
    fn header_of(columns: usize) -> Vec<u8> {
        let mut out = Buffer::sized();
        let fields = out.table(&[2, 7]);
        out.lead(4, fields[0] - 4);
        out.0[fields[0]] = GeometryType::MultiPolygon.0;
        let first = out.vector(columns, 4);
        out.lead(fields[1], first - 4);
        let column = out.table(&[0, 1]);
        (0..columns).for_each(|place| out.lead(first + 4 * place, column[0] - 4));
        out.0[column[1]] = ColumnType::String.0;
        let name = out.vector(1, 1);
        out.0[name] = b'n';
        out.0.push(0);
        out.lead(column[0], name - 4);
        out.finished()
    }

    /// A feature of one square that stands in it so many times.
    fn feature_of(parts: usize) -> Vec<u8> {
        let mut out = Buffer::sized();
        let feature = out.table(&[0]);
        out.lead(4, feature[0] - 4);
        let geometry = out.table(&[6, 7]);
        out.lead(feature[0], geometry[0] - 4);
        out.0[geometry[0]] = GeometryType::MultiPolygon.0;
        let first = out.vector(parts, 4);
        out.lead(geometry[1], first - 4);
        let part = out.table(&[1, 6]);
        (0..parts).for_each(|place| out.lead(first + 4 * place, part[0] - 4));
        out.0[part[1]] = GeometryType::Polygon.0;
        let numbers = [0.0_f64, 0.0, 1.0, 0.0, 1.0, 1.0, 0.0, 0.0];
        let xy = out.vector(numbers.len(), 8);
        out.lead(part[0], xy - 4);
        for (place, number) in numbers.iter().enumerate() {
            out.0[xy + 8 * place..xy + 8 * place + 8].copy_from_slice(&number.to_le_bytes());
        }
        out.finished()
    }

    fn file(columns: usize, parts: usize) -> Vec<u8> {
        [MAGIC, b"\x01", &header_of(columns), &feature_of(parts)].concat()
    }

    #[test]
    fn what_a_file_reads_as_is_no_more_than_its_bytes_hold() {
        let polygons = |parts| match read(&file(1, parts)) {
            Ok(document) => Ok(document.features[0].polygons.clone().unwrap().len()),
            Err(why) => Err(why),
        };
        assert_eq!(polygons(1), Ok(1));
        assert_eq!(polygons(2), Ok(2));
        assert_eq!(polygons(1000), Err(format!("feature 1: {DAMAGED}")));
        assert_eq!(
            columns_of_flatgeobuf(&file(MOST_COLUMNS, 1)).map(|names| names.len()),
            Some(MOST_COLUMNS)
        );
        assert_eq!(read(&file(MOST_COLUMNS + 1, 1)).err(), Some(DAMAGED.to_owned()));
    }
}
