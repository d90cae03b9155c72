//! `footprint export`

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;

use super::data_args::{DataArgs, draft};
use super::terminal::tell;
use crate::county::Loaded;
use crate::domain::draft::Draft;
use crate::export::boundaries;
use crate::export::datapackage::{Written, describe};
use crate::export::lookups::Lookup;
use crate::export::polygons::{flatgeobuf, geopackage};

/// Write the lookups (postcode, area, practice to neighbourhood) and the boundaries as files.
///
/// For any engine to join with: postcodes, areas and practices as CSV, JSON lines or Parquet, the neighbourhoods as
/// GeoJSON, FlatGeobuf, GeoPackage or Parquet, and datapackage.json, which says what they are, from whom, of when, and what their columns mean.
#[derive(clap::Args)]
#[command(
    after_help = "Try:\n  footprint export --to lookups --format csv,ndjson --boundaries geojson,flatgeobuf"
)]
pub(super) struct Export {
    #[command(flatten)]
    data: DataArgs,
    /// Directory to write into; made when it is not there
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
    /// Boundaries to answer from; by default the current draft
    #[arg(long, value_name = "ID")]
    draft: Option<String>,
    /// Formats of the lookups, separated by commas
    #[arg(long, value_name = "FORMAT", value_delimiter = ',', default_value = "csv")]
    format: Vec<LookupFormat>,
    /// Formats of the neighbourhoods' polygons, separated by commas
    #[arg(long, value_name = "FORMAT", value_delimiter = ',', default_value = "geojson")]
    boundaries: Vec<Polygons>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Polygons {
    /// GeoJSON (RFC 7946)
    Geojson,
    /// FlatGeobuf, with an index
    Flatgeobuf,
    /// GeoPackage
    Geopackage,
    /// Parquet with polygons as WKB (GeoParquet)
    #[cfg(feature = "parquet")]
    Geoparquet,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum LookupFormat {
    /// Comma-separated values with a header
    Csv,
    /// A JSON object a line
    Ndjson,
    /// Apache Parquet
    #[cfg(feature = "parquet")]
    Parquet,
    /// Areas alone, as CSV in the form proposed for exchange between offices: exchange.csv
    Exchange,
}

impl Export {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let loaded = self.data.load()?;
        let draft = draft(&loaded, self.draft.as_deref())?;
        let mut files = Vec::new();
        let exchange = self
            .format
            .contains(&LookupFormat::Exchange)
            .then_some((Lookup::Exchange, LookupFormat::Exchange));
        let of = |lookup: Lookup| self.format.iter().map(move |format| (lookup, *format));
        let lookups =
            Lookup::ALL.into_iter().flat_map(of).filter(|(_, format)| *format != LookupFormat::Exchange);
        for (lookup, format) in lookups.chain(exchange) {
            let (extension, bytes, rows) = format.write(lookup, &loaded, draft)?;
            tell(&format!("{rows:>9} {}.{extension}", lookup.name()));
            files.push(Written {
                path: format!("{}.{extension}", lookup.name()),
                lookup: Some(lookup),
                bytes,
            });
        }
        let polygons = boundaries::features(&loaded.atlas, draft, None, None);
        for format in &self.boundaries {
            let (path, bytes) = match format {
                Polygons::Geojson => ("neighbourhoods.geojson", polygons.to_string().into_bytes()),
                Polygons::Flatgeobuf => ("neighbourhoods.fgb", flatgeobuf::write(&polygons)?),
                Polygons::Geopackage => {
                    ("neighbourhoods.gpkg", geopackage::write(&polygons).map_err(anyhow::Error::msg)?)
                }
                #[cfg(feature = "parquet")]
                Polygons::Geoparquet => {
                    ("neighbourhoods.parquet", crate::export::polygons::geoparquet::write(&polygons)?)
                }
            };
            files.push(Written { path: path.to_owned(), lookup: None, bytes });
        }
        let descriptor = serde_json::to_vec_pretty(&describe(&loaded.atlas, draft, &files))?;
        std::fs::create_dir_all(&self.to).with_context(|| format!("{} cannot be made", self.to.display()))?;
        let files = files.iter().map(|file| (file.path.as_str(), &file.bytes));
        for (name, bytes) in files.chain([("datapackage.json", &descriptor)]) {
            let path = self.to.join(name);
            std::fs::write(&path, bytes).with_context(|| format!("{} cannot be written", path.display()))?;
        }
        tell(&format!("{}: {}. {}", draft.title, draft.status, draft.caveat));
        Ok(ExitCode::SUCCESS)
    }
}

impl LookupFormat {
    fn write(
        self,
        lookup: Lookup,
        loaded: &Loaded,
        draft: &Draft,
    ) -> anyhow::Result<(&'static str, Vec<u8>, usize)> {
        let mut bytes = Vec::new();
        let (extension, rows) = match self {
            Self::Csv | Self::Exchange => ("csv", lookup.write_csv(loaded, draft, &mut bytes)?),
            Self::Ndjson => ("ndjson", lookup.write_ndjson(loaded, draft, &mut bytes)?),
            #[cfg(feature = "parquet")]
            Self::Parquet => ("parquet", crate::export::parquet::write(lookup, loaded, draft, &mut bytes)?),
        };
        Ok((extension, bytes, rows))
    }
}
