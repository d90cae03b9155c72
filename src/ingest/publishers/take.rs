//! One file read for what it is.

use super::delivery::Delivered;
use super::published::{Published, Taken};
use super::recognise::{Kind, recognise};
use super::{
    addresses, area_changes, boundaries, code_point_open, deprivation, list_sizes, lookup, networks,
    organisations, patients, postcode_directory, successors,
};
use crate::projection::Projector;
use crate::reading::findings::Findings;

impl Published {
    /// Reads one file for what it is; one that is none of the publishers' is told, and left alone.
    pub fn take(&mut self, delivered: &Delivered, projector: &Projector, findings: &mut Findings) {
        let Delivered { name: file, bytes, .. } = delivered;
        let Some(kind) = recognise(file, bytes) else {
            findings.warning(file, "is no layout known here, and is left alone");
            return;
        };
        let before = self.rows();
        let vintage = match kind {
            Kind::CodePointOpen => code_point_open::read(file, bytes, findings, self),
            Kind::PostcodeDirectory => postcode_directory::read(file, bytes, findings, self),
            Kind::Addresses => addresses::read(file, bytes, findings, self),
            Kind::Organisations => organisations::read(file, bytes, findings, self),
            Kind::Networks => networks::read_report(file, bytes, findings, self),
            Kind::NetworksWorkbook => networks::read_workbook(file, bytes, findings, self),
            Kind::ListSizes => list_sizes::read(file, bytes, findings, self),
            Kind::Patients => patients::read(file, bytes, findings, self),
            Kind::Deprivation => deprivation::read(file, bytes, findings, self),
            Kind::AreaChanges => area_changes::read(file, bytes, findings, self),
            Kind::AreaPolygons => boundaries::read(file, bytes, projector, findings, self),
            Kind::Successors => successors::read(file, bytes, findings, self),
            Kind::Lookup => lookup::read(file, bytes, findings, self),
        };
        let rows = self.rows() - before;
        self.taken.push(Taken { file: file.clone(), kind, rows, vintage });
    }
}
