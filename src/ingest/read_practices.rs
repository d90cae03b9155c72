//! Practices of every status, in the county and outside.

use super::read_places::point;
use super::tables::PracticeRow;
use crate::domain::geometry::crs::GridPoint;
use crate::domain::ground::codes::OdsCode;
use crate::domain::ground::postcode::Postcode;
use crate::domain::ground::practices::{Network, Practice, Status};
use crate::echo;
use crate::projection::Projector;
use crate::reading::counted::{counted, of_count};
use crate::reading::findings::At;
use crate::reading::findings::Findings;
use crate::reading::headings::POSTCODE;
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
    let mut without = Vec::new();
    let rows = read_rows(file, bytes, &["ods_code", "name"], findings, |row| {
        let (postcode, point) = place(row, projector)?;
        let practice = Practice {
            code: row.parse("ods_code")?,
            name: row.name("name")?,
            postcode,
            site: None,
            status: status(row, listed)?,
            network: network(row)?,
            sub_icb: Some(row.text("sub_icb_code").to_owned()).filter(|code| !code.is_empty()),
            list_size: row.whole("list_size")?,
        };
        if postcode.is_none() {
            without.push(practice.code);
        }
        Ok(PracticeRow { practice, point })
    });
    tell_without_postcode(file, &without, findings);
    rows
}

/// So many practices are named.
const NAMED: usize = 5;

/// Where a practice is: by its postcode, by its coordinates, or by both.
///
/// # Errors
/// Neither is there, or one cannot be read.
pub fn place(
    row: &mut Row<'_>,
    projector: &Projector,
) -> Result<(Option<Postcode>, Option<GridPoint>), Unread> {
    let point = point(row, projector)?;
    let postcode: Option<Postcode> = row.optional(POSTCODE)?;
    if postcode.is_none() && point.is_none() {
        let reason = "is blank, and so are coordinates: give the practice's postcode, or its easting and northing, or longitude and latitude";
        return Err(row.unread(POSTCODE, reason));
    }
    Ok((postcode, point))
}

/// Tells practices that are known by their coordinates alone.
pub fn tell_without_postcode(file: &str, practices: &[OdsCode], findings: &mut Findings) {
    if practices.is_empty() {
        return;
    }
    let named: Vec<String> = practices.iter().take(NAMED).map(ToString::to_string).collect();
    let more = if practices.len() > NAMED { " and more" } else { "" };
    let count = practices.len();
    let reason = format!(
        "{} {} no postcode, and {} where the coordinates are: {}{more}",
        counted(count, "practice"),
        of_count(count, "has", "have"),
        of_count(count, "is", "are"),
        named.join(", ")
    );
    findings.warning(file, reason);
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
