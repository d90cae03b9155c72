//! ODS epraccur: practices and other prescribers, in the dialect of before or of since 2025.
//!
//! Where the file has a row of headings its columns go by these, wherever they stand; as the NHS hands it out it has none, and 27
//! columns in a fixed order, each held against what it should hold. Only GP practices are kept: prescribing setting `4`, or role
//! `RO76`.

use crate::domain::ground::codes::OdsCode;
use crate::domain::ground::postcode::Postcode;
use crate::domain::ground::practices::Status;
use crate::echo;
use crate::ingest::publishers::headings::bare_role;
use crate::ingest::publishers::names::as_people_write;
use crate::ingest::publishers::organisation_columns::{
    CLOSED, CODE, COMMISSIONER, NAME, POSTCODE, SETTING, STATUS, is_headed,
};
use crate::ingest::publishers::positions::{Held, Position};
use crate::ingest::publishers::published::Published;
use crate::ingest::publishers::recognise::headings;
use crate::ingest::publishers::rows::Organisation;
use crate::reading::findings::Findings;
use crate::reading::findings::wanted;
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
    postcode: String,
    status: String,
    setting: String,
    closed: Option<String>,
    commissioner: Option<String>,
}

pub fn read(file: &str, bytes: &[u8], findings: &mut Findings, published: &mut Published) -> Option<String> {
    let headers = headings(bytes);
    // `Status` is of the form of a code too.
    let has_headings =
        is_headed(&headers) || headers.first().is_none_or(|first| first.parse::<OdsCode>().is_err());
    let rows = if has_headings {
        let roles = roles(file, &headers, findings)?;
        let needed = [roles.code.as_str(), &roles.postcode, &roles.status, &roles.setting];
        read_rows(file, bytes, &needed, findings, |row| organisation(&roles, row))
    } else {
        let [code, name, postcode, status, setting] =
            ["code", "name", "postcode", "status", "setting"].map(str::to_owned);
        let [closed, commissioner] = ["closed", "commissioner"].map(|name| Some(name.to_owned()));
        let roles = Roles { code, name, postcode, status, setting, closed, commissioner };
        let mut held = Held::of(POSITIONS);
        let mut found = Findings::default();
        let columns: Vec<&str> = COLUMNS.split(',').take(headers.len()).collect();
        let rows = read_headless(&columns.join(","), file, bytes, &mut found, |row| {
            held.look(row);
            organisation(&roles, row)
        });
        if !held.tell(file, findings) {
            // Each of its rows would say the same once more.
            return None;
        }
        findings.append(found);
        rows
    };
    published.organisations.extend(wanted(rows));
    None
}

fn roles(file: &str, headers: &[String], findings: &mut Findings) -> Option<Roles> {
    let mut find = |what: &str, names: &[&str]| bare_role(file, headers, what, names, findings);
    let (code, name) = (find("practice's code", CODE), find("practice's name", NAME));
    let (postcode, status) = (find("postcode", POSTCODE), find("status", STATUS));
    let (setting, closed) = (find("prescribing setting or role", SETTING), find("closing date", CLOSED));
    let commissioner = find("commissioner", COMMISSIONER);
    let needed = [
        ("code", &code),
        ("name", &name),
        ("postcode", &postcode),
        ("status", &status),
        ("setting", &setting),
    ];
    if findings.is_usable() {
        for (what, _) in needed.iter().filter(|(_, found)| found.is_none()) {
            findings.defect(file, format!("a table of practices needs a column of the {what}"));
        }
    }
    Some(Roles {
        code: code?,
        name: name?,
        postcode: postcode?,
        status: status?,
        setting: setting?,
        closed,
        commissioner,
    })
}

fn organisation(roles: &Roles, row: &mut Row<'_>) -> Result<Option<Organisation>, Unread> {
    if !["4", "RO76"].contains(&row.text(&roles.setting).to_ascii_uppercase().as_str()) {
        return Ok(None);
    }
    let status = match row.text(&roles.status).to_ascii_uppercase().as_str() {
        "A" | "ACTIVE" => Status::Active,
        "C" | "INACTIVE" => {
            let on = roles.closed.as_deref().and_then(|closed| iso_date(row.text(closed)));
            Status::Closed { on, successor: None, basis: None, patients: None }
        }
        "D" | "DORMANT" => Status::Dormant,
        "P" | "PROPOSED" => return Ok(None),
        other => {
            let reason = format!("{:?} is not A, C, D, P, ACTIVE or INACTIVE", echo::cut(other));
            return Err(row.unread(&roles.status, reason));
        }
    };
    // Practices that closed long ago have no postcode, and nobody registered there.
    if row.text(&roles.postcode).is_empty() && status != Status::Active {
        return Ok(None);
    }
    let commissioner = roles.commissioner.as_deref().map_or("", |column| row.text(column)).to_owned();
    Ok(Some(Organisation {
        code: row.parse(&roles.code)?,
        name: as_people_write(row.text(&roles.name)),
        postcode: row.parse(&roles.postcode)?,
        sub_icb: Some(commissioner).filter(|code| !code.is_empty()),
        status,
    }))
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

/// `20241031`, `31/10/2024` or `2024-10-31` as the last.
fn iso_date(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split(['-', '/']).collect();
    let (year, month, day) = match parts.as_slice() {
        [date] if date.len() == 8 && date.is_ascii() => (&date[..4], &date[4..6], &date[6..]),
        [year, month, day] if year.len() == 4 => (*year, *month, *day),
        [day, month, year] if year.len() == 4 => (*year, *month, *day),
        _ => return None,
    };
    let is_date = [year, month, day]
        .iter()
        .all(|part| part.len() >= 2 && part.bytes().all(|byte| byte.is_ascii_digit()));
    is_date.then(|| format!("{year}-{month}-{day}"))
}
