//! What is said of a file that is not read.

use super::delivery::{Delivered, has_extension, is_lock};
use super::organisation_columns::lacking;
use super::polygon_files::properties;
use crate::echo;
use crate::reading::container::Container;
use crate::reading::formats::known::Known;
use crate::reading::not_opened::NotOpened;
use crate::reading::polygons::{LayerColumns, layers_of_geopackage};
use crate::reading::table::headers;

/// What to say of a file that cannot be opened, whatever is in it: it may be one that the county needs, and no figure would tell that
/// it is missing. None where it is known to be something else.
pub fn defect(name: &str, error: &NotOpened) -> Option<String> {
    let own = name.rsplit('/').next().unwrap_or(name);
    match error {
        NotOpened::SeveralSheets { sheets, example } => {
            let chosen = format!("{own}={example}");
            Some(format!(
                "the sheets {sheets} each hold such a table, and only one would be read: choose it with --sheet {chosen:?}, or put their \
                 rows into one sheet"
            ))
        }
        NotOpened::NoSheet { .. } | NotOpened::NotAWorkbook => Some(format!("{error} (--sheet)")),
        NotOpened::Damaged { .. }
        | NotOpened::DamagedParquet
        | NotOpened::PackedOtherwise
        | NotOpened::PackedTooOften
        | NotOpened::PackedWithPassword
        | NotOpened::TooLarge { .. }
        | NotOpened::Workbook(_)
        | NotOpened::Password => Some(format!("{error}; if it is not needed, take it out of the sources")),
        NotOpened::Other(_) | NotOpened::SeveralFiles(_) | NotOpened::NoFile | NotOpened::NoRows(_) => None,
    }
}

/// Why it is left alone, as the end of a sentence that begins with its name.
pub fn reason(delivered: &Delivered, not_opened: Option<&NotOpened>) -> String {
    let Delivered { name, bytes, .. } = delivered;
    let own = name.rsplit('/').next().unwrap_or(name);
    if is_lock(name) {
        return "is left alone: a program keeps it while a workbook is open; save and close that workbook"
            .to_owned();
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return "is empty, and is left alone".to_owned();
    }
    if let Some(layers) = layers_of_geopackage(bytes) {
        return of_geopackage(layers);
    }
    if has_extension(own, "shp") {
        return match properties(bytes).filter(|columns| !columns.is_empty()) {
            None => {
                "is a Shapefile without its table, and is left alone: put the .dbf of the same name beside it"
                    .to_owned()
            }
            Some(columns) => unknown_polygons(&format!("a Shapefile (its columns: {})", columns.join(", "))),
        };
    }
    if ["dbf", "shx", "prj", "cpg"].iter().any(|part| has_extension(own, part)) {
        return "is one part of a Shapefile, and is left alone: the .shp of the same name is not beside it"
            .to_owned();
    }
    if properties(bytes).is_some() {
        return unknown_polygons("a file of polygons");
    }
    match Container::of(bytes) {
        Container::Zip | Container::OldWorkbook => {
            if let Some(error) = not_opened {
                return format!("is left alone: {error}");
            }
            return "is a workbook without a sheet whose layout is known here, and is left alone".to_owned();
        }
        Container::Other(Known { name, advice }) => {
            return format!("is {name}, which is not read here, and is left alone: {advice}");
        }
        Container::Gzip | Container::Text | Container::Parquet => {}
    }
    if bytes.trim_ascii_start().starts_with(b"{") || !is_text(bytes) {
        return "is no layout known here, and is left alone".to_owned();
    }
    let headers = headers(bytes);
    let lacks = lacking(&headers).map(|what| {
        format!(
            "; as a list of practices (ODS epraccur) it lacks a column of {what}, and no heading says that its rows are practices (Practice \
             Code, Practice Name)"
        )
    });
    let names = echo::cut(&headers.join(", "));
    format!(
        "is no layout known here, and is left alone (its first row: {names}){}",
        lacks.unwrap_or_default()
    )
}

fn of_geopackage(layers: Result<Vec<LayerColumns>, String>) -> String {
    let layers = match layers {
        Ok(layers) if !layers.is_empty() => layers,
        Ok(_) => return "is left alone: it is a GeoPackage without a layer of polygons".to_owned(),
        Err(reason) => return format!("is left alone: {reason}"),
    };
    let layers: Vec<String> = layers
        .iter()
        .map(|LayerColumns { layer, columns }| format!("{layer}: {}", columns.join(", ")))
        .collect();
    unknown_polygons(&format!("a GeoPackage (its layers and their columns: {})", layers.join("; ")))
}

fn unknown_polygons(what: &str) -> String {
    format!(
        "is {}, no layout known here, and is left alone: neighbourhoods need a property `id` or `name`, areas `LSOA21CD`",
        echo::cut(what)
    )
}

/// Whether there is hardly a control character among its first.
fn is_text(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(256)];
    let controls =
        start.iter().filter(|byte| **byte < b' ' && !byte.is_ascii_whitespace() && **byte != 0).count();
    controls * 20 < start.len().max(1)
}
