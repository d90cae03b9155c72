//! What a file is that is no table, by its first bytes: named, with what to do, so that whoever brought it knows what to save it as.

use super::known::{Known, is_called_a_table};
use super::programs::{is_control, of_program};

const PART: &str = "zip it with the .shp, .dbf, .shx and .prj of the same name";
const PART_OR_TABLE: &str =
    "zip it with the .shp, .dbf, .shx and .prj of the same name, or save its table as CSV or as a workbook";
const ARROW: &str = "save it as CSV, or where it has polygons convert it (ogr2ogr converted.geojson FILE)";
const PARQUET: &str = "this program was built without what reads it, which `make dist` builds in; or save it as CSV, or where it has polygons \
    convert it (ogr2ogr converted.geojson FILE)";
/// How much of a document of markup is looked at to name it.
const LOOKED_AT: usize = 1024;

/// The first bytes of files that are no tables.
const BINARY: [(&[u8], Known); 20] = [
    (b"%PDF", Known::table("a PDF document")),
    (b"\x89PNG", Known::table("a picture (PNG)")),
    (b"\xff\xd8\xff", Known::table("a picture (JPEG)")),
    (b"GIF8", Known::table("a picture (GIF)")),
    (b"II*\0", Known::table("a picture (TIFF)")),
    (b"MM\0*", Known::table("a picture (TIFF)")),
    (b"fgb\x03fgb", Known::polygons("a map (FlatGeobuf)")),
    (b"\0\0\x27\x0a\0\0\0\0\0\0\0\0", Known { name: "one part of a Shapefile (.shp or .shx)", advice: PART }),
    (b"!table", Known::map("a map (MapInfo TAB)")),
    (b"PAR1", Known { name: "a Parquet or GeoParquet file", advice: PARQUET }),
    (b"ARROW1", Known { name: "an Arrow or GeoArrow file", advice: ARROW }),
    (b"SQLite format 3\0", Known::polygons("a database (SQLite or GeoPackage)")),
    (b"{\\rtf", Known::table("a document (RTF)")),
    (b"7z\xbc\xaf\x27\x1c", Known::table("an archive (7-Zip)")),
    (b"Rar!", Known::table("an archive (RAR)")),
    (b"BZh", Known::table("packed by bzip2")),
    (b"\xfd7zXZ\0", Known::table("packed by xz")),
    (b"\x28\xb5\x2f\xfd", Known::table("packed by Zstandard")),
    (b"\xff\xfe\0\0", Known::table("text in UTF-32")),
    (b"\0\0\xfe\xff", Known::table("text in UTF-32")),
];

/// How documents of markup begin, in lower case, behind a mark and white space.
const MARKUP: [(&[u8], Known); 15] = [
    (b"<!doctype", WEB_PAGE),
    (b"<html", WEB_PAGE),
    (b"<head", WEB_PAGE),
    (b"<body", WEB_PAGE),
    (b"<meta", WEB_PAGE),
    (b"<style", WEB_PAGE),
    (b"<table", WEB_PAGE),
    (b"<!--", WEB_PAGE),
    (b"mime-version:", Known::table("a web page (MHTML)")),
    (b"<kml", KML),
    (b"<gpx", GPX),
    (b"<gml:", GML),
    (b"<wfs:", GML),
    (b"<svg", SVG),
    (b"<?xml", Known::table("an XML document")),
];
const WEB_PAGE: Known = Known::table("a web page");
const KML: Known = Known::map("a map (KML)");
const GML: Known = Known::map("a map (GML)");
const GPX: Known = Known::map("a map (GPX)");
const SVG: Known = Known::table("a picture (SVG)");

/// What an XML document is, by a word at its beginning.
const XML: [(&[u8], Known); 6] = [
    (b"<kml", KML),
    (b"<gpx", GPX),
    (b"opengis.net/gml", GML),
    (b"<wfs:", GML),
    (b"<svg", SVG),
    (b"<html", WEB_PAGE),
];

/// Names, or endings of names, of files within archives that are documents of programs.
const DOCUMENTS: [(&str, Known); 7] = [
    ("word/document.xml", Known::table("a document (Word)")),
    ("ppt/presentation.xml", Known::table("a presentation (PowerPoint)")),
    ("Index/Document.iwa", Known::table("a document of Numbers, Pages or Keynote, which can export it")),
    (".kml", Known::map("a map (KMZ)")),
    (".gdbtable", Known::map("a map (Esri file geodatabase)")),
    (".qgs", Known::map("a project of QGIS, which can save its layers")),
    (".shp", Known::polygons("a map (zipped Shapefile)")),
];

/// What a file is that is no table; none of what may be one.
#[must_use]
pub fn of_no_table(beginning: &[u8]) -> Option<Known> {
    let starting = |known: &[(&[u8], Known)], bytes: &[u8]| {
        known.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, known)| *known)
    };
    if let Some(known) = starting(&BINARY, beginning).or_else(|| of_program(beginning)) {
        return Some(known);
    }
    if is_dbase(beginning) {
        return Some(Known {
            name: "one part of a Shapefile, or a table of dBASE (.dbf)",
            advice: PART_OR_TABLE,
        });
    }
    let text = beginning.strip_prefix(b"\xef\xbb\xbf").unwrap_or(beginning).trim_ascii_start();
    if is_array(text) {
        return Some(Known::table("a JSON array"));
    }
    let beginning = text[..text.len().min(LOOKED_AT)].to_ascii_lowercase();
    let has = |word: &[u8]| memchr::memmem::find(&beginning, word).is_some();
    if beginning.starts_with(b"version ") && has(b"\ncolumns ") {
        return Some(Known::map("a map (MapInfo MIF)"));
    }
    let known = starting(&MARKUP, &beginning)?;
    if beginning.starts_with(b"<?xml") || beginning.starts_with(b"<!--") {
        return XML.iter().find(|(word, _)| has(word)).map_or(Some(known), |(_, named)| Some(*named));
    }
    Some(known)
}

/// What an archive is that some program keeps its document in, by the files in it: by their endings only where no table is beside them.
#[must_use]
pub fn of_document(names: &[String]) -> Option<Known> {
    let ends = |ending: &str| names.iter().any(|name| name.to_ascii_lowercase().ends_with(ending));
    let has_table = names.iter().any(|name| is_called_a_table(name));
    let is_there = |part: &str| {
        if part.starts_with('.') { !has_table && ends(part) } else { names.iter().any(|found| found == part) }
    };
    DOCUMENTS.iter().find(|(part, _)| is_there(part)).map(|(_, known)| *known)
}

/// Whether a file begins as tables of `dBASE` III to `FoxPro` do: a version, the day of the last change, and a head of whole fields.
fn is_dbase(beginning: &[u8]) -> bool {
    let Some([version, _, month, day, _, _, _, _, low, high]) = beginning.first_chunk() else { return false };
    let head = u16::from_le_bytes([*low, *high]);
    // `0` and `1` are versions, and begin texts: their rows hold no control bytes.
    let fields = &beginning[1..beginning.len().min(32)];
    [0x03, 0x30, 0x31, 0x83, 0x8b, 0xf5].contains(version)
        && fields.iter().any(|byte| is_control(*byte))
        && (1..=12).contains(month)
        && (1..=31).contains(day)
        && head > 32
        // FoxPro has a link of 263 bytes behind its fields.
        && [0, 1, 8].contains(&(head % 32))
}

/// Whether a text begins as an array of objects or arrays in JSON does.
fn is_array(text: &[u8]) -> bool {
    let inner = text.strip_prefix(b"[").map(<[u8]>::trim_ascii_start);
    inner.is_some_and(|inner| inner.starts_with(b"{") || inner.starts_with(b"["))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_table_is_named_whatever_stands_before_it() {
        for (beginning, expected) in [
            ("%PDF-1.7", Some("a PDF document")),
            ("<html><table>", Some("a web page")),
            ("\u{feff}<html>", Some("a web page")),
            ("\r\n  <HTML xmlns='x'>", Some("a web page")),
            ("<meta http-equiv=Content-Type>", Some("a web page")),
            ("<table border=1>", Some("a web page")),
            ("<!-- by a program -->\n<html>", Some("a web page")),
            ("MIME-Version: 1.0\r\n", Some("a web page (MHTML)")),
            ("<?xml version=\"1.0\"?>\n<kml xmlns=\"x\">", Some("a map (KML)")),
            ("<?xml version=\"1.0\"?>\n<html>", Some("a web page")),
            ("<kml><Document/>", Some("a map (KML)")),
            ("<?xml version='1.0'?>\n<wfs:FeatureCollection>", Some("a map (GML)")),
            ("!table\n!version 300\n", Some("a map (MapInfo TAB)")),
            ("Version 300\nCharset \"Neutral\"\nColumns 1\n", Some("a map (MapInfo MIF)")),
            ("version ,columns \n1,2\n", None),
            ("fgb\u{3}fgb\u{1}", Some("a map (FlatGeobuf)")),
            ("\0\0'\n\0\0\0\0\0\0\0\0\0", Some("one part of a Shapefile (.shp or .shx)")),
            ("\u{feff}<?xml version=\"1.0\"?>\n<Workbook/>", Some("an XML document")),
            ("[\n {\"a\":1}]", Some("a JSON array")),
            ("<5,OX1 1ND\n", None),
            ("[ref],postcode\n", None),
            ("ref,postcode\n", None),
            ("10\t\tBob Hill\tOX1 1ND\n", None),
            ("FEA1001,OX1 1ND\n", None),
            ("FEA1\0\0\0\0", Some("a Feather file")),
            ("ARROW1\0\0", Some("an Arrow or GeoArrow file")),
            ("", None),
        ] {
            assert_eq!(of_no_table(beginning.as_bytes()).map(|known| known.name), expected, "{beginning:?}");
        }
        let of_archive = |name: &str| of_document(&[name.to_owned()]).map(|known| known.name);
        assert_eq!(of_archive("ppt/presentation.xml"), Some("a presentation (PowerPoint)"));
        assert_eq!(of_archive("maps/Areas.KML"), Some("a map (KMZ)"));
        assert_eq!(of_archive("a.csv"), None);
        let beside = |table: &str| of_document(&[table.to_owned(), "areas.kml".to_owned()]);
        assert!(["a.csv", "A.XLSB", "a.psv"].into_iter().all(|table| beside(table).is_none()));
        let dbase = b"\x03\x7e\x0b\x1c\x0f\0\0\0\x61\0\x2c\0";
        assert_eq!(
            of_no_table(dbase).map(|known| known.name),
            Some("one part of a Shapefile, or a table of dBASE (.dbf)")
        );
    }
}
