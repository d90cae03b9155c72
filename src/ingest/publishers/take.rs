//! One file read for what it is.

use super::bad_rows::part;
use super::delivery::{Delivered, is_for_people, is_lock};
use super::layouts::{
    addresses, area_changes, boundaries, code_point_open, deprivation, drawn, gazetteer, list_sizes, lookup,
    networks, organisations, patients, postcode_directory, successors, unit_lookup, unit_names,
};
use super::left_alone::{defect, reason};
use super::opened::{Text, opened};
use super::published::{Published, Taken};
use super::recognise::{Kind, recognise};
use crate::ingest::area_tables::read_nomis_ages;
use crate::projection::Projector;
use crate::reading::findings::Findings;
use crate::reading::not_opened::NotOpened;
use crate::reading::polygons::PolygonReader;

impl Published {
    /// Reads one file for what it is; one that is none of the publishers' is told, and left alone.
    pub fn take(&mut self, delivered: &Delivered, projector: &Projector, findings: &mut Findings) {
        let sheet = self.sheets.chosen(&delivered.name);
        let Text { from, bytes, without_values, not_opened } = opened(&delivered.bytes, sheet.as_deref());
        let Some(kind) = recognise(&bytes) else {
            self.leave(delivered, sheet.as_deref(), not_opened.as_ref(), findings);
            return;
        };
        let layer = sheet.as_deref().filter(|_| PolygonReader::has_layers(&bytes));
        if sheet.is_some() && layer.is_none() && from.is_none() {
            findings.defect(&delivered.name, format!("{} (--sheet)", NotOpened::NotAWorkbook));
        }
        let file = from.map_or_else(|| delivered.name.clone(), |from| format!("{} ({from})", delivered.name));
        let before = self.rows();
        let mut found = Findings::default();
        for reason in without_values {
            found.defect(&file, reason);
        }
        let vintage = self.read(kind, &file, &bytes, layer, projector, &mut found);
        let rows = self.rows() - before;
        // Of a table of areas it is told why.
        let is_told = kind == Kind::Lookup && found != Findings::default();
        if rows == 0 && !is_told {
            found.warning(&file, format!("was taken for {}, and no row of it is used", kind.title()));
        }
        self.keep_bad_rows(kind, rows, &bytes, &mut found);
        findings.append(found);
        self.taken.push(Taken { file, kind, rows, vintage });
    }

    /// Leaves a file alone, and says why; one that may be needed is a defect.
    fn leave(
        &mut self,
        delivered: &Delivered,
        sheet: Option<&str>,
        not_opened: Option<&NotOpened>,
        findings: &mut Findings,
    ) {
        let name = &delivered.name;
        if is_for_people(name) {
            self.for_people.push(name.clone());
            return;
        }
        let is_lock = is_lock(name);
        match (not_opened.filter(|_| !is_lock).and_then(|error| defect(name, error)), sheet) {
            (Some(defect), _) => findings.defect(name, defect),
            (None, Some(sheet)) => {
                findings.defect(name, format!("the sheet {sheet:?} (--sheet) is no layout known here"));
            }
            (None, None) => findings.warning(name, reason(delivered, not_opened)),
        }
    }

    fn read(
        &mut self,
        kind: Kind,
        file: &str,
        bytes: &[u8],
        layer: Option<&str>,
        projector: &Projector,
        findings: &mut Findings,
    ) -> Option<String> {
        match kind {
            Kind::CodePointOpen | Kind::Postcodes => {
                code_point_open::read(kind, file, bytes, projector, findings, self)
            }
            Kind::PostcodeDirectory => postcode_directory::read(file, bytes, findings, self),
            Kind::Addresses => addresses::read(file, bytes, findings, self),
            Kind::Organisations | Kind::Practices => {
                organisations::read(file, bytes, projector, findings, self)
            }
            Kind::Networks => networks::read(file, bytes, findings, self),
            Kind::ListSizes => list_sizes::read(file, bytes, findings, self),
            Kind::Patients => patients::read(file, bytes, findings, self),
            Kind::Deprivation => deprivation::read(file, bytes, findings, self),
            Kind::AreaChanges => area_changes::read(file, bytes, findings, self),
            Kind::AreaPolygons => boundaries::read(file, bytes, layer, projector, findings, self),
            Kind::OpenNames => gazetteer::read_open_names(file, bytes, findings, self),
            Kind::GeoNames => gazetteer::read_geonames(file, bytes, projector, findings, self),
            Kind::Units => unit_lookup::read(file, bytes, findings, self),
            Kind::UnitNames => unit_names::read(file, bytes, findings, self),
            Kind::Successors => successors::read(file, bytes, findings, self),
            Kind::Lookup => lookup::read(file, bytes, findings, self),
            Kind::Ages => {
                self.ages = Some(read_nomis_ages(file, bytes, findings));
                Some("Census 2021".to_owned())
            }
            Kind::Drawn => drawn::read(file, bytes, layer, projector, findings, self),
        }
    }

    /// Sets bad rows of a whole country's file apart. A file of which no row can be read, and a county's own, must be right.
    fn keep_bad_rows(&mut self, kind: Kind, rows: usize, bytes: &[u8], found: &mut Findings) {
        let is_own =
            matches!(kind, Kind::Lookup | Kind::Drawn | Kind::Successors | Kind::Practices | Kind::Postcodes);
        if rows == 0 || is_own || found.is_usable() {
            return;
        }
        let (bad, of_file) = part(std::mem::take(&mut found.defects), bytes);
        self.bad_rows.extend(bad);
        found.defects = of_file;
    }
}
