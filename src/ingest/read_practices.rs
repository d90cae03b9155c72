//! Practices of every status, in the county and outside.

use super::read_places::point;
use super::tables::PracticeRow;
use crate::domain::ground::practices::{Network, Practice, Status};
use crate::echo;
use crate::projection::Projector;
use crate::reading::findings::At;
use crate::reading::findings::Findings;
use crate::reading::table::{Row, Unread, read_rows};

/// The practices that a table lists, where it has no `status` column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listed {
    /// Open ones.
    Active,
    /// Closed ones.
    Closed,
}

/// Reads a table of practices.
pub fn read_practices(
    file: &str,
    bytes: &[u8],
    listed: Listed,
    projector: &Projector,
    findings: &mut Findings,
) -> Vec<At<PracticeRow>> {
    read_rows(file, bytes, &["ods_code", "name", "postcode"], findings, |row| {
        let practice = Practice {
            code: row.parse("ods_code")?,
            name: row.name("name")?,
            postcode: row.parse("postcode")?,
            site: None,
            status: status(row, listed)?,
            network: network(row)?,
            sub_icb: Some(row.text("sub_icb_code").to_owned()).filter(|code| !code.is_empty()),
            list_size: row.whole("list_size")?,
        };
        Ok(PracticeRow { practice, point: point(row, projector)? })
    })
}

fn status(row: &mut Row<'_>, listed: Listed) -> Result<Status, Unread> {
    let text = row.text("status").to_ascii_lowercase();
    let said =
        |column: &str, row: &Row<'_>| Some(row.text(column).to_owned()).filter(|text| !text.is_empty());
    match (text.as_str(), listed) {
        ("active", _) | ("", Listed::Active) => Ok(Status::Active),
        ("dormant", _) => Ok(Status::Dormant),
        ("closed", _) | ("", Listed::Closed) => Ok(Status::Closed {
            on: said("closed_on", row),
            successor: row.optional("successor")?,
            basis: said("basis", row),
            patients: row.whole("patients")?,
        }),
        _ => Err(row.unread("status", format!("{:?} is not active, dormant or closed", echo::cut(&text)))),
    }
}

fn network(row: &mut Row<'_>) -> Result<Option<Network>, Unread> {
    let Some(code) = row.optional("pcn_code")? else {
        return Ok(None);
    };
    Ok(Some(Network { code, name: row.name("pcn_name")? }))
}
