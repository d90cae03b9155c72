//! The file around its tables: head, digest, and the files that stand in it as they are.

use std::collections::BTreeMap;
use std::io;

use serde::{Deserialize, Serialize};

use super::not_a_pack::{FORMAT, NotAPack, wrong};
use super::polygons::Polygons;
use super::postcode_units::UnitsOfPostcodes;
use super::postcodes::Postcodes;
use crate::county::Loaded;
use crate::ingest::assemble_ground::Made;
use crate::ingest::files::Files;
use crate::ingest::tables::names;

const MAGIC: &[u8; 8] = b"FOOTPACK";
/// Magic, format, length of the rest, its digest.
const HEAD: usize = 8 + 4 + 8 + blake3::OUT_LEN;

/// What follows the head, in postcard's wire format; the tables are encoded apart, to be read side by side.
#[derive(Serialize, Deserialize)]
struct Pack<T> {
    files: BTreeMap<String, T>,
    warnings: Vec<String>,
    /// [`Postcodes`].
    postcodes: T,
    /// [`Polygons`].
    polygons: T,
    /// [`UnitsOfPostcodes`].
    postcode_units: T,
}

/// A packed file, of which the large tables are still to be read.
pub struct Unpacked<'a> {
    /// All files of the directory but the large tables.
    pub files: Files,
    /// What the directory was loaded with, and warned of.
    pub warnings: Vec<String>,
    /// The large tables.
    pub tables: LargeTables<'a>,
}

/// The large tables as they stand in the file.
pub struct LargeTables<'a> {
    rest: &'a [u8],
    digest: &'a [u8],
    postcodes: &'a [u8],
    polygons: &'a [u8],
    postcode_units: &'a [u8],
}

/// The files that stand as columns in a packed file.
const AS_COLUMNS: [&str; 5] =
    [names::POSTCODES, names::TERMINATED, names::AREA_POLYGONS, names::POSTCODE_UNITS, names::UNIT_NAMES];

/// Packs a data directory that was loaded.
///
/// # Errors
/// As reading the directory's files once more.
pub fn pack(files: &Files, loaded: &Loaded) -> io::Result<Vec<u8>> {
    let ground = &loaded.atlas.ground;
    let listed = loaded.atlas.sources.iter().map(|source| source.path.as_str());
    let as_they_are = listed.filter(|path| !AS_COLUMNS.contains(path)).chain([names::MANIFEST]);
    let read = |path: &str| Ok((path.to_owned(), files.read(path)?.into_owned()));
    let pack = Pack::<Vec<u8>> {
        files: as_they_are.map(read).collect::<io::Result<_>>()?,
        warnings: loaded.atlas.warnings.clone(),
        postcodes: postcard::to_allocvec(&Postcodes::of(ground)).map_err(io::Error::other)?,
        polygons: postcard::to_allocvec(&Polygons::of(ground)).map_err(io::Error::other)?,
        postcode_units: postcard::to_allocvec(&UnitsOfPostcodes::of(ground)).map_err(io::Error::other)?,
    };
    let rest = postcard::to_allocvec(&pack).map_err(io::Error::other)?;
    let mut bytes = Vec::with_capacity(HEAD + rest.len());
    bytes.extend_from_slice(MAGIC);
    bytes.extend_from_slice(&FORMAT.to_le_bytes());
    bytes.extend_from_slice(&(rest.len() as u64).to_le_bytes());
    bytes.extend_from_slice(blake3::hash(&rest).as_bytes());
    bytes.extend_from_slice(&rest);
    Ok(bytes)
}

/// Whether a file begins as a packed one does, of whatever format.
#[must_use]
pub fn begins_as_pack(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

/// Opens a packed file. Whether it is whole is known when its large tables have been read too.
///
/// # Errors
/// [`NotAPack`] when it is anything else.
pub fn unpack(bytes: &[u8]) -> Result<Unpacked<'_>, NotAPack> {
    let rest = rest(bytes)?;
    let digest = &bytes[HEAD - blake3::OUT_LEN..HEAD];
    match read::<Pack<&[u8]>>(rest) {
        Ok(Pack { files, warnings, postcodes, polygons, postcode_units }) => {
            let files = files.into_iter().map(|(name, bytes)| (name, bytes.to_vec())).collect();
            let tables = LargeTables { rest, digest, postcodes, polygons, postcode_units };
            Ok(Unpacked { files: Files::Memory(files), warnings, tables })
        }
        Err(error) => Err(if is_whole(rest, digest) { error } else { NotAPack::Altered }),
    }
}

impl LargeTables<'_> {
    /// Reads them, as they were when they were packed.
    ///
    /// # Errors
    /// [`NotAPack`] when the file is not whole.
    pub fn read(self) -> Result<Made, NotAPack> {
        let (places, (is_whole, areas)) = rayon::join(
            || read::<Postcodes>(self.postcodes).and_then(Postcodes::into_places),
            || {
                let is_whole = is_whole(self.rest, self.digest);
                (is_whole, read::<Polygons>(self.polygons).and_then(Polygons::into_coverage))
            },
        );
        if !is_whole {
            return Err(NotAPack::Altered);
        }
        let (places, area_of_place, on_border) = places?;
        let (areas, area_index) = areas?;
        let units = read::<UnitsOfPostcodes>(self.postcode_units)?;
        let postcode_units = units.into_columns(places.all().len())?;
        Ok(Made { areas, area_index, places, area_of_place, on_border, postcode_units })
    }
}

fn is_whole(rest: &[u8], digest: &[u8]) -> bool {
    blake3::hash(rest).as_bytes()[..] == *digest
}

fn read<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Result<T, NotAPack> {
    postcard::from_bytes(bytes).map_err(|error| wrong(error.to_string()))
}

/// What follows the head, when it has the length stated there.
fn rest(bytes: &[u8]) -> Result<&[u8], NotAPack> {
    let head = bytes.get(..HEAD).filter(|head| head.starts_with(MAGIC)).ok_or(NotAPack::OtherKind)?;
    let format = u32::from_le_bytes(head[8..12].try_into().expect("four bytes"));
    if format != FORMAT {
        return Err(NotAPack::OtherFormat(format));
    }
    let stated = u64::from_le_bytes(head[12..20].try_into().expect("eight bytes"));
    let rest = &bytes[HEAD..];
    if rest.len() as u64 != stated {
        return Err(NotAPack::Length { found: bytes.len(), stated: stated.saturating_add(HEAD as u64) });
    }
    Ok(rest)
}
