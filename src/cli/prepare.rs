//! `footprint prepare`

use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context;
use indicatif::{ProgressBar, ProgressStyle};

use super::terminal::tell;
use super::values::whole_number;
use crate::ingest::prepare::{Comparison, Prepared, Sources, Step, compare, in_the_way, prepare, write_to};
use crate::ingest::{Files, load};

/// Build a data directory from a county's source tables, or from the publishers' own files.
///
/// Files are recognised by what is in them, in folders and in zip archives; what each was taken for is reported. Whole
/// countries are cut to the study area, practices to 5 km around it. Everything is checked. With any defect all of them are
/// printed, each with file, line and column, and nothing is written; a bad row of a whole country's file that does not concern the
/// study area is counted and told. The same input gives the same bytes.
#[derive(clap::Args)]
#[command(after_help = "\
The publishers' files, unmodified (any mix; docs/another-county.md walks through one county):
  OS Code-Point Open; ONSPD or NSPL, of any year; NSUL (addresses of postcodes on a border)
  ODS epraccur; ePCN as workbook or report; OS Open Names; ONS lookups to ICBs, regions and counties
  NHS England patients registered: gp-reg-pat-prac-all, gp-reg-pat-prac-lsoa-all
  Indices of Deprivation 2025 and 2019, File 7; ONS LSOA boundaries (GeoJSON); LSOA 2011 to 2021 (exact fit; by default as kept
  within this program)
With them, of the county itself: polygons of neighbourhoods (id, name), or a table of area_code, neighbourhood_id and
neighbourhood_name; a table of closed practices: ods_code, successor, basis; and lists in the headings that people give them, of
practices, networks or postcodes (docs/own-tables.md).

Tables in the joined layout, by their names (each stands in for what the publishers' files would give):
  neighbourhood_areas.csv    area_code, neighbourhood_id, with neighbourhoods.csv (id,name); or
  neighbourhoods.geojson     drawn polygons with properties id and name
  postcodes.csv              postcode, easting, northing; postcodes_not_live.csv with lat, lon; postcode_shares.csv
  practices.csv              ods_code, name, postcode, easting, northing, pcn_code, pcn_name, list_size;
                             practices_outside.csv, practices_closed.csv
  areas.geojson              polygons of the areas, with areas.csv and districts.csv or districts.geojson
  registrations.csv          ods_code, area_code, patients; registrations_out_of_county_practices.csv
  county.toml                title, attribution, draft and publishers (data/county.toml is the pattern)

Try:
  footprint prepare --from published --from my-neighbourhoods.csv --to my-data --dry-run")]
pub(super) struct Prepare {
    /// Folder, file or zip archive of sources; may be given several times
    #[arg(long, value_name = "PATH", required = true)]
    from: Vec<PathBuf>,
    /// Data directory to write
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
    /// Descriptor of the county; by default county.toml among the sources
    #[arg(long, value_name = "FILE")]
    county: Option<PathBuf>,
    /// Another draft, to be compared: polygons, or a table of areas and neighbourhoods; may be given several times
    #[arg(long = "draft", value_name = "FILE")]
    drafts: Vec<PathBuf>,
    /// Leave out up to N rows that concern the study area and cannot be used: one cannot be read, its count is suppressed, or its area
    /// has no border here; each is listed
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = whole_number::<usize>)]
    allow_defects: usize,
    /// Mend polygons whose rings are open or cross themselves, and list what was mended in square metres: an open ring is closed;
    /// ground that a ring goes around an odd number of times is inside
    #[arg(long)]
    repair: bool,
    /// The sheet to read of a workbook, where several hold such a table, as FILE=NAME; may be given several times
    #[arg(long = "sheet", value_name = "FILE=NAME", value_parser = sheet_of_file)]
    sheets: Vec<(String, String)>,
    /// Folder of the OSTN15 shift tables; by default ostn15 beside --from, else those within this program
    #[arg(long, value_name = "DIR")]
    ostn15: Option<PathBuf>,
    /// Check, report, and say what would change against the data in --to; write nothing
    #[arg(long)]
    dry_run: bool,
    /// Replace data though a table grows or shrinks by more than 15 %
    #[arg(long)]
    allow_large_changes: bool,
}

impl Prepare {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let Self {
            from,
            to,
            county,
            drafts,
            repair,
            allow_defects,
            sheets,
            ostn15,
            dry_run,
            allow_large_changes,
        } = self;
        if let Some(missing) = from.iter().chain(&drafts).find(|path| !path.exists()) {
            anyhow::bail!("{} is not there", missing.display());
        }
        // Links and `.` are the same folder by another name.
        let place = |path: &PathBuf| path.canonicalize().ok();
        if let Some(own) = from.iter().find(|path| place(path).is_some() && place(path) == place(&to)) {
            anyhow::bail!(
                "--to is {} of --from, whose files would be replaced: name another folder",
                own.display()
            );
        }
        let sources =
            Sources { from, county, drafts, repair, allowed_defects: allow_defects, sheets, ostn15 };
        let progress = progress();
        let prepared = prepare(&sources, &mut |step| show(&progress, step));
        progress.finish_and_clear();
        let prepared = prepared?;
        tell(&prepared.report.to_string());
        let comparison = against_last(&to, &prepared);
        if let Some(comparison) = &comparison {
            tell(&comparison.to_string());
        }
        let suspicious = comparison.map(|comparison| comparison.suspicious).unwrap_or_default();
        for table in &suspicious {
            tell(&format!("Large change: {table}"));
        }
        if let Some(reason) = in_the_way(&to, &prepared) {
            anyhow::bail!("nothing was written to {}: {reason}", to.display());
        }
        if dry_run {
            tell("Nothing was written (--dry-run).");
            return Ok(ExitCode::SUCCESS);
        }
        if !suspicious.is_empty() && !allow_large_changes {
            anyhow::bail!(
                "nothing was written: a table changes by more than 15 %; if that is right, add --allow-large-changes"
            );
        }
        write_to(&to, &prepared).with_context(|| format!("{} cannot be written", to.display()))?;
        let bytes: usize = prepared.files.values().map(Vec::len).sum();
        tell(&format!("Wrote {} files, {bytes} bytes, to {}", prepared.files.len(), to.display()));
        Ok(ExitCode::SUCCESS)
    }
}

/// A file and the name of its sheet.
fn sheet_of_file(text: &str) -> Result<(String, String), String> {
    let (file, sheet) = text.split_once('=').ok_or("expected FILE=NAME, such as patients.xlsx=Data")?;
    Ok((file.to_owned(), sheet.to_owned()))
}

/// What is being read, on a terminal; nothing elsewhere.
fn progress() -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new_spinner();
    draw_as(&bar, "{spinner} {elapsed} {msg}");
    bar.enable_steady_tick(Duration::from_millis(100));
    bar
}

fn draw_as(bar: &ProgressBar, template: &str) {
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
}

fn show(bar: &ProgressBar, step: Step<'_>) {
    match step {
        Step::Files(0) => {}
        Step::Files(bytes) => {
            bar.set_length(bytes);
            draw_as(bar, "{spinner} {elapsed} [{bar:24}] {bytes} of {total_bytes}  {msg}");
        }
        Step::File(name, bytes) => {
            bar.inc(bytes);
            bar.set_message(name.to_owned());
        }
        Step::Work(what) => bar.set_message(what.to_owned()),
    }
}

/// Against the data that is replaced; none where there is none that can be used.
fn against_last(to: &std::path::Path, prepared: &Prepared) -> Option<Comparison> {
    if !to.join("manifest.toml").is_file() {
        return None;
    }
    let last = load(&Files::at(Some(to))).ok()?;
    Some(compare(&last.atlas, &prepared.loaded.atlas))
}
