//! Which practice is in which primary care network: `ePCN.xlsx`, or the report of core partners as CSV.
//!
//! A membership without an end is current. A practice in two networks at once is a defect.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};

use super::names::as_people_write;
use super::published::Published;
use crate::domain::ground::codes::OdsCode;
use crate::domain::ground::practices::Network;
use crate::reading::findings::{At, wanted};
use crate::reading::findings::{Findings, Origin};
use crate::reading::table::read_headless;

const COLUMNS: &str = "practice,practice_name,practice_sub_icb,practice_sub_icb_name,network,network_name,network_sub_icb,\
    network_sub_icb_name,from,until,match";
const SHEET: &str = "PCN Core Partner Details";

/// The report, with a header or without.
pub(super) fn read_report(
    file: &str,
    bytes: &[u8],
    findings: &mut Findings,
    published: &mut Published,
) -> Option<String> {
    let rows = read_headless(COLUMNS, file, bytes, findings, |row| {
        let is_header = row.text("practice").to_ascii_lowercase().starts_with("partner");
        if is_header || !row.text("until").is_empty() {
            return Ok(None);
        }
        let name = as_people_write(row.text("network_name"));
        Ok(Some((row.parse("practice")?, Network { code: row.parse("network")?, name })))
    });
    keep(wanted(rows), findings, published);
    None
}

/// The workbook.
pub(super) fn read_workbook(
    file: &str,
    bytes: &[u8],
    findings: &mut Findings,
    published: &mut Published,
) -> Option<String> {
    let opened = Xlsx::new(Cursor::new(bytes)).and_then(|mut book| book.worksheet_range(SHEET));
    let sheet = match opened {
        Ok(sheet) => sheet,
        Err(error) => {
            findings.defect(file, format!("no sheet {SHEET:?} can be read: {error}"));
            return None;
        }
    };
    let text = |cell: Option<&Data>| cell.map(ToString::to_string).unwrap_or_default().trim().to_owned();
    let mut current = Vec::new();
    for (row, line) in sheet.rows().zip(1_u64..).skip(1) {
        let (practice, network) = (text(row.first()), text(row.get(4)));
        let origin = Origin { file: file.into(), line };
        if !text(row.get(9)).is_empty() || practice.is_empty() {
            continue;
        }
        match (practice.parse(), network.parse()) {
            (Ok(practice), Ok(code)) => {
                let name = as_people_write(&text(row.get(5)));
                current.push(At { row: (practice, Network { code, name }), origin });
            }
            (practice, network) => {
                for error in [practice.err(), network.err()].into_iter().flatten() {
                    findings.defect_at(&origin, SHEET, error.to_string());
                }
            }
        }
    }
    keep(current, findings, published);
    None
}

fn keep(
    current: impl IntoIterator<Item = At<(OdsCode, Network)>>,
    findings: &mut Findings,
    published: &mut Published,
) {
    let mut known: BTreeMap<OdsCode, Network> =
        published.memberships.iter().map(|at| at.row.clone()).collect();
    for at in current {
        let (practice, network) = &at.row;
        match known.get(practice) {
            Some(other) if other.code == network.code => {}
            Some(other) => {
                let reason = format!("{practice} is in {} and in {} at once", other.code, network.code);
                findings.defect_at(&at.origin, "network", reason);
            }
            None => {
                known.insert(*practice, network.clone());
                published.memberships.push(at);
            }
        }
    }
}
