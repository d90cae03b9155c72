//! `footprint import`

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;

use super::data_args::DataArgs;
use super::json_file::print;
use super::json_file::read_bytes;
use super::terminal::tell;
use super::values::whole_number;
use crate::ingest::plan::laid::{Laying, Missing, Unknown};
use crate::ingest::plan::plan_reading::PlanReading;
use crate::planning::saved::imported::import::{Import, Importing, import};
use crate::planning::saved::imported::preview::{ImportPreview, REFUSED};
use crate::planning::terms::body_defect::BodyDefect;
use crate::planning::terms::words;
use crate::reading::by_hand::ByHand;
use crate::reading::findings::Finding;
use crate::reading::layout::Header;
use crate::reading::polygons::BadRings;
use crate::reading::question::choice::Choice;

/// Read a plan from a file, and say everything that it would change.
///
/// The file may be a table of areas, each with its neighbourhood (CSV in any common dialect and encoding, or a workbook);
/// GeoJSON, a GeoPackage or a zipped Shapefile, of areas or of drawn neighbourhoods; or a plan as it was exported. What it is,
/// is told by what is in it. --output writes the changes that make the plan of its base, for `footprint evaluate`.
#[derive(clap::Args)]
#[command(after_help = "Try:\n  \
    footprint import workshop.xlsx --missing keep\n  \
    footprint import drawn.geojson --new create --output plan.json && footprint evaluate plan.json")]
pub(super) struct ImportCommand {
    #[command(flatten)]
    data: DataArgs,
    /// File with the plan; - for standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The draft it starts from; by default the one that the file says, else the current one
    #[arg(long, value_name = "ID")]
    base: Option<String>,
    /// What happens to areas that the file does not name
    #[arg(long, value_name = "WHAT", value_enum, default_value_t)]
    missing: Missing,
    /// What happens to neighbourhoods that the base does not have
    #[arg(long, value_name = "WHAT", value_enum, default_value_t)]
    new: Unknown,
    /// Mend rings that are open or cross themselves, and say what was mended in square metres
    #[arg(long)]
    repair: bool,
    /// Column (or property of features) of the neighbourhood, by name or as #2; two with a comma between: the area's first
    #[arg(long, value_name = "COLUMN")]
    column: Option<Choice>,
    /// Sheet of a workbook, by default the first with a plan; or layer of a GeoPackage, or one of several Shapefiles in an archive
    #[arg(long, value_name = "NAME", visible_alias = "layer")]
    sheet: Option<String>,
    /// Rows above the table, such as a title; by default found by looking
    #[arg(long, value_name = "COUNT", value_parser = whole_number::<usize>)]
    skip_rows: Option<usize>,
    /// Whether the first row has the names of the columns
    #[arg(long, value_name = "HEADER", value_enum)]
    header: Option<Header>,
    /// Label of the encoding, such as windows-1252; by default found by looking
    #[arg(long, value_name = "LABEL")]
    encoding: Option<String>,
    /// Print everything as JSON, as /v1/scenarios/import?preview=true answers it
    #[arg(long)]
    json: bool,
    /// File to write the plan to, as the base and its changes
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl ImportCommand {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let bytes = read_bytes(&self.file)?;
        let loaded = self.data.load()?;
        let importing = Importing {
            base: self.base,
            laying: Laying { missing: self.missing, unknown: self.new, ..Laying::default() },
            reading: PlanReading {
                bad_rings: if self.repair { BadRings::Mended } else { BadRings::Refused },
                table: ByHand {
                    sheet: self.sheet,
                    skip_rows: self.skip_rows,
                    header: self.header.unwrap_or_default(),
                    encoding: self.encoding,
                },
                columns: self.column.unwrap_or_default().into(),
            },
        };
        let Import { preview, .. } = import(&loaded, &bytes, &importing)?;
        print(&preview, self.json, |out, preview| write_text(out, preview))?;
        if !preview.importable {
            if !self.json {
                if let Some(understood) = preview.understood.strip_suffix(REFUSED) {
                    tell(&format!("Read as {understood}."));
                }
                tell_refused(&self.file, preview.errors);
            }
            return Ok(ExitCode::from(1));
        }
        if let Some(path) = self.output {
            let plan = serde_json::json!({ "base": preview.base, "changes": preview.changes });
            let text = serde_json::to_vec_pretty(&plan)?;
            std::fs::write(&path, text).with_context(|| format!("{} cannot be written", path.display()))?;
            tell(&format!("The plan is in {}.", path.display()));
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Every defect with its row, column and value; those of one kind together.
fn tell_refused(file: &Path, defects: Vec<BodyDefect>) {
    let count = words::counted(BodyDefect::count(&defects) as u64, "defect", "defects");
    tell(&format!("footprint: {count}; nothing was imported"));
    for defect in defects {
        let value = defect.value.as_ref().and_then(serde_json::Value::as_str);
        let value = value.map(|value| format!("{value:?} ")).unwrap_or_default();
        let column = defect.column.or_else(|| Some(defect.pointer).filter(|pointer| !pointer.is_empty()));
        let (file, reason) = (file.display().to_string(), value + &defect.reason);
        tell(&format!("  {}", Finding { file, line: defect.row, column, reason }));
        if defect.more > 0 {
            tell(&format!("  and {} more like it", words::grouped(defect.more as u64)));
        }
    }
}

fn write_text(out: &mut impl Write, preview: &ImportPreview) -> io::Result<()> {
    for warning in &preview.warnings {
        tell(&format!("Note: {warning}"));
    }
    if !preview.importable {
        return Ok(());
    }
    writeln!(out, "Read as {}, laid over {}.", preview.understood, preview.base)?;
    let changed = &preview.neighbourhoods;
    for made in &changed.new {
        writeln!(out, "New: {} {}, {}", made.id, made.name, areas(made.areas))?;
    }
    for gone in &changed.gone {
        writeln!(out, "Gone: {} {}", gone.id, gone.name)?;
    }
    for renamed in &changed.renamed {
        writeln!(out, "Renamed: {} from {} to {}", renamed.id, renamed.from, renamed.to)?;
    }
    for moved in &preview.moves {
        let (areas, residents) = (areas(moved.areas.len()), residents(moved.residents));
        writeln!(out, "{} to {}: {areas}, {residents}", moved.from, moved.to)?;
    }
    for placed in &preview.practices_placed {
        writeln!(out, "The practice {} counts in {}.", placed.practice, placed.to)?;
    }
    for closed in &preview.practices_closed {
        writeln!(out, "The practice {} closes, and {} has its list.", closed.practice, closed.to)?;
    }
    for split in &preview.split_areas {
        writeln!(
            out,
            "{} is split by a drawn border; the whole of it goes to {}.",
            split.area, split.neighbourhood
        )?;
    }
    let residents = residents(preview.residents_moved);
    let verb = if preview.areas_moved == 1 { "moves" } else { "move" };
    writeln!(out, "{} with {residents} {verb}.", areas(preview.areas_moved))
}

fn areas(count: usize) -> String {
    words::counted(count as u64, "area", "areas")
}

fn residents(count: u64) -> String {
    words::counted(count, "resident", "residents")
}
