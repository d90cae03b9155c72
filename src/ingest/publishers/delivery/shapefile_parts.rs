//! A Shapefile as programs save it: one file in several beside each other, which are read together.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::file_names::{has_extension, is_for_people};

/// The endings of the parts that are read.
const READ: [&str; 4] = ["shp", "dbf", "prj", "cpg"];
/// The endings of parts beside them, which tell nothing more.
const BESIDE: [&str; 10] = ["shx", "sbn", "sbx", "qix", "qpj", "qmd", "fix", "atx", "lyr", "shp.xml"];

/// Of the names of files in one folder, those that are parts of a Shapefile (`.shp`) there, and are read with it.
pub fn is_beside_shapes(name: &str, beside: &[String]) -> bool {
    let is_part = |shapes: &&String| parted(name, shapes).is_some();
    !has_extension(name, "shp")
        && beside.iter().filter(|name| has_extension(name, "shp")).any(|s| is_part(&s))
}

/// Of the names of files in one folder, the parts of a Shapefile that are read, the shapes among them.
pub fn parts_of<'a>(shapes: &str, beside: &'a [String]) -> Vec<&'a String> {
    let is_read = |name: &&String| parted(name, shapes).is_some_and(|ending| READ.contains(&ending.as_str()));
    beside.iter().filter(is_read).collect()
}

/// Whether all files are parts of one Shapefile, or are for people.
pub fn is_one_shapefile(names: &[String]) -> bool {
    let shapes: Vec<&String> = names.iter().filter(|name| has_extension(name, "shp")).collect();
    let [shapes] = shapes[..] else { return false };
    let is_other = |name: &&String| {
        let own = name.rsplit('/').next().unwrap_or(name);
        !own.is_empty()
            && !own.starts_with('.')
            && !name.starts_with("__MACOSX/")
            && parted(name, shapes).is_none()
    };
    !names.iter().any(|name| is_other(&name) && !is_for_people(name))
}

/// Parts, each with its bytes, in one archive, as a Shapefile is read.
///
/// # Errors
/// As writing an archive.
pub fn packed(parts: &[(String, Vec<u8>)]) -> zip::result::ZipResult<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options =
        SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored).large_file(true);
    for (name, bytes) in parts {
        archive.start_file(name.as_str(), options)?;
        archive.write_all(bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}

/// The ending of a part of the Shapefile with these shapes, in lower case; none when it is no part of it.
fn parted(name: &str, shapes: &str) -> Option<String> {
    let stem = shapes.get(..shapes.len().checked_sub(4)?)?;
    let (own, ending) = (name.get(..stem.len())?, name.get(stem.len()..)?);
    let ending = ending.strip_prefix('.')?.to_ascii_lowercase();
    let is_known = READ.iter().chain(&BESIDE).any(|known| *known == ending);
    (own.eq_ignore_ascii_case(stem) && is_known).then_some(ending)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn parts_are_those_of_the_same_name_in_any_case() {
        let all = names(&["a.SHP", "A.dbf", "a.shp.xml", "a.prj", "ab.dbf", "a.csv", "b.dbf"]);
        assert_eq!(parts_of("a.SHP", &all), [&all[0], &all[1], &all[3]]);
        let beside: Vec<bool> = all.iter().map(|name| is_beside_shapes(name, &all)).collect();
        assert_eq!(beside, [false, true, true, true, false, false, false]);
    }

    #[test]
    fn an_archive_is_one_shapefile_when_nothing_else_is_in_it() {
        assert!(is_one_shapefile(&names(&[
            "x/a.shp",
            "x/a.dbf",
            "x/",
            "x/readme.txt",
            "__MACOSX/x/a.shp.q"
        ])));
        assert!(!is_one_shapefile(&names(&["a.shp", "a.dbf", "table.csv"])));
        assert!(!is_one_shapefile(&names(&["a.shp", "b.shp"])));
    }
}
