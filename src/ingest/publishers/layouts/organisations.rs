//! ODS epraccur: practices and other prescribers, in the dialect of before or of since 2025.
//!
//! Where the file has a row of headings its columns go by these, wherever they stand; as the NHS hands it out it has none, and 27
//! columns in a fixed order, each held against what it should hold. Only GP practices are kept: prescribing setting `4`, or role
//! `RO76`. A list of practices that people keep has fewer columns: what it does not say is told.

use crate::domain::ground::codes::OdsCode;
use crate::domain::ground::postcode::Postcode;
use crate::domain::ground::practices::Status;
use crate::echo;
use crate::ingest::publishers::headings::named;
use crate::ingest::publishers::names::as_people_write;
use crate::ingest::publishers::once::Whole;
use crate::ingest::publishers::organisation_columns::{is_headed, is_of_practices};
use crate::ingest::publishers::positions::{Held, Position};
use crate::ingest::publishers::published::Published;
use crate::ingest::publishers::recognise::headings;
use crate::ingest::publishers::rows::Organisation;
use crate::ingest::publishers::vintages::day;
use crate::ingest::read_practices::{place, tell_without_postcode};
use crate::projection::Projector;
use crate::reading::findings::{At, Findings, wanted};
use crate::reading::headings::{
    CLOSED_ON, COMMISSIONER, EASTING, LONGITUDE, ORGANISATION, ORGANISATION_NAME, POSTCODE, SETTING, STATUS,
};
use crate::reading::table::{Row, Unread, read_headless, read_rows};

const COLUMNS: &str = "code,name,grouping,icb,address1,address2,address3,town,county,postcode,opened,closed,status,sub_type,\
    commissioner,joined,left,telephone,null19,null20,null21,amended,null23,provider,null25,setting,null27";
const POSITIONS: &[Position] = &[
    Position { column: "code", number: 1, holds: "ODS codes", is_such: is_organisation },
    Position { column: "postcode", number: 10, holds: "postcodes", is_such: is_postcode },
    Position {
        column: "status",
        number: 13,
        holds: "a status (A, C, D, P, ACTIVE or INACTIVE)",
        is_such: is_status,
    },
    Position {
        column: "setting",
        number: 26,
        holds: "prescribing settings (4) or roles (RO76)",
        is_such: is_setting,
    },
];

/// Columns by what they say.
struct Roles {
    code: String,
    name: String,
    status: Option<String>,
    setting: Option<String>,
    closed: Option<String>,
    commissioner: Option<String>,
}

pub fn read(
    file: &str,
    bytes: &[u8],
    projector: &Projector,
    findings: &mut Findings,
    published: &mut Published,
) -> Option<String> {
    let headers = headings(bytes);
    // `Status` is of the form of a code too.
    let has_headings = is_headed(&headers)
        || is_of_practices(&headers)
        || headers.first().is_none_or(|first| first.parse::<OdsCode>().is_err());
    let rows = if has_headings {
        let roles = roles(file, &headers, findings)?;
        let needed = [roles.code.as_str(), &roles.name];
        read_rows(file, bytes, &needed, findings, |row| organisation(&roles, row, projector))
    } else {
        let [code, name] = ["code", "name"].map(str::to_owned);
        let [closed, commissioner, status, setting] =
            ["closed", "commissioner", "status", "setting"].map(|name| Some(name.to_owned()));
        let roles = Roles { code, name, status, setting, closed, commissioner };
        let mut held = Held::of(POSITIONS);
        let mut found = Findings::default();
        let columns: Vec<&str> = COLUMNS.split(',').take(headers.len()).collect();
        let rows = read_headless(&columns.join(","), file, bytes, &mut found, |row| {
            held.look(row);
            organisation(&roles, row, projector)
        });
        if !held.tell(file, findings) {
            // Each of its rows would say the same once more.
            return None;
        }
        findings.append(found);
        rows
    };
    let rows: Vec<At<Whole<Organisation>>> = wanted(rows).collect();
    let practices = rows.iter().map(|at| &at.row.row);
    let without: Vec<OdsCode> = practices.filter(|row| row.postcode.is_none()).map(|row| row.code).collect();
    tell_without_postcode(file, &without, findings);
    let rows = rows.into_iter().map(|at| (at.row.row.code, at));
    let said = |code: &OdsCode, row: &Organisation| {
        let postcode = row.postcode.map_or_else(|| "no postcode".to_owned(), |postcode| postcode.to_string());
        let status = row.status.activity().as_str();
        [code.to_string(), format!("{:?}, {postcode}, {status}", row.name)]
    };
    published.organisations.add(file, "code", rows, said, findings);
    None
}

fn roles(file: &str, headers: &[String], findings: &mut Findings) -> Option<Roles> {
    let mut find = |what: &str, names: &str| named(file, headers, what, names, findings);
    let code = find("practice's code", ORGANISATION);
    let name = find("practice's name", ORGANISATION_NAME);
    let status = find("status", STATUS);
    let (setting, closed) = (find("prescribing setting or role", SETTING), find("closing date", CLOSED_ON));
    let commissioner = find("commissioner", COMMISSIONER);
    if findings.is_usable() {
        let needed = [("code", &code), ("name", &name)];
        for (what, _) in needed.iter().filter(|(_, found)| found.is_none()) {
            findings.defect(file, format!("a table of practices needs a column of the {what}"));
        }
        if setting.is_none() {
            findings.warning(
                file,
                "it has no column of the prescribing setting or role: every row is taken for a GP practice",
            );
        }
        match (&status, &setting) {
            (None, Some(_)) => findings.defect(file, "a table of practices needs a column of the status"),
            (None, None) => {
                findings
                    .warning(file, "it has no column of the status: every practice is taken for an open one");
            }
            _ => {}
        }
    }
    if !findings.is_usable() {
        return None;
    }
    Some(Roles { code: code?, name: name?, status, setting, closed, commissioner })
}

fn organisation(
    roles: &Roles,
    row: &mut Row<'_>,
    projector: &Projector,
) -> Result<Option<Whole<Organisation>>, Unread> {
    let is_of_practice = |setting: &str| ["4", "RO76"].contains(&setting.to_ascii_uppercase().as_str());
    if !roles.setting.as_deref().is_none_or(|setting| is_of_practice(row.text(setting))) {
        return Ok(None);
    }
    let closes_on = roles.closed.as_deref().and_then(|closed| day(row.text(closed)));
    let said = roles.status.as_deref().map_or("ACTIVE", |status| row.text(status)).to_ascii_uppercase();
    let status = match said.as_str() {
        "A" | "ACTIVE" | "OPEN" => Status::Active,
        "C" | "INACTIVE" | "CLOSED" => {
            Status::Closed { on: closes_on.clone(), successor: None, basis: None, patients: None }
        }
        "D" | "DORMANT" => Status::Dormant,
        "P" | "PROPOSED" => return Ok(None),
        other => {
            let reason =
                format!("{:?} is not A, C, D, P, ACTIVE or INACTIVE (or open, closed)", echo::cut(other));
            return Err(row.unread(roles.status.as_deref().unwrap_or(STATUS), reason));
        }
    };
    // Practices that closed long ago have no postcode, and nobody registered there.
    let has_point = [EASTING, LONGITUDE].iter().any(|column| !row.value(column).is_empty());
    if row.value(POSTCODE).is_empty() && !has_point && status != Status::Active {
        return Ok(None);
    }
    let commissioner = roles.commissioner.as_deref().map_or("", |column| row.text(column)).to_owned();
    let (postcode, point) = place(row, projector)?;
    let read = Organisation {
        code: row.parse(&roles.code)?,
        name: as_people_write(row.text(&roles.name)),
        postcode,
        point,
        sub_icb: Some(commissioner).filter(|code| !code.is_empty()),
        status,
        closes_on,
    };
    Ok(Some(Whole::of(read, row)))
}

/// Other prescribers have codes that are no practice's.
fn is_organisation(text: &str) -> bool {
    (3..=10).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn is_postcode(text: &str) -> bool {
    text.parse::<Postcode>().is_ok()
}

fn is_status(text: &str) -> bool {
    ["A", "C", "D", "P", "ACTIVE", "INACTIVE", "DORMANT", "PROPOSED"]
        .contains(&text.to_ascii_uppercase().as_str())
}

/// `4`, `25`, `RO76`.
fn is_setting(text: &str) -> bool {
    let digits = text.strip_prefix("RO").or_else(|| text.strip_prefix("ro")).unwrap_or(text);
    (1..=4).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}
