//! ODS epraccur: practices and other prescribers, 27 columns, in the dialect of before or of since 2025.
//!
//! Only GP practices are kept: prescribing setting `4`, or role `RO76`.

use crate::domain::ground::practices::Status;
use crate::echo;
use crate::ingest::publishers::names::as_people_write;
use crate::ingest::publishers::published::Published;
use crate::ingest::publishers::rows::Organisation;
use crate::reading::findings::Findings;
use crate::reading::findings::wanted;
use crate::reading::table::{Row, Unread, read_headless};

const COLUMNS: &str = "code,name,grouping,icb,address1,address2,address3,town,county,postcode,opened,closed,status,sub_type,\
    commissioner,joined,left,telephone,null19,null20,null21,amended,null23,provider,null25,setting,null27";

pub fn read(file: &str, bytes: &[u8], findings: &mut Findings, published: &mut Published) -> Option<String> {
    let rows = read_headless(COLUMNS, file, bytes, findings, |row| {
        let is_header = row.text("code").to_ascii_lowercase().starts_with("organisation");
        let is_practice = ["4", "RO76"].contains(&row.text("setting"));
        if is_header || !is_practice { Ok(None) } else { organisation(row) }
    });
    published.organisations.extend(wanted(rows));
    None
}

fn organisation(row: &mut Row<'_>) -> Result<Option<Organisation>, Unread> {
    let status = match row.text("status").to_ascii_uppercase().as_str() {
        "A" | "ACTIVE" => Status::Active,
        "C" | "INACTIVE" => {
            Status::Closed { on: iso_date(row.text("closed")), successor: None, basis: None, patients: None }
        }
        "D" => Status::Dormant,
        "P" => return Ok(None),
        other => {
            let reason = format!("{:?} is not A, C, D, P, ACTIVE or INACTIVE", echo::cut(other));
            return Err(row.unread("status", reason));
        }
    };
    // Practices that closed long ago have no postcode, and nobody registered there.
    if row.text("postcode").is_empty() && status != Status::Active {
        return Ok(None);
    }
    Ok(Some(Organisation {
        code: row.parse("code")?,
        name: as_people_write(row.text("name")),
        postcode: row.parse("postcode")?,
        sub_icb: Some(row.text("commissioner").to_owned()).filter(|code| !code.is_empty()),
        status,
    }))
}

/// `20241031` as `2024-10-31`.
fn iso_date(text: &str) -> Option<String> {
    let is_date = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    is_date.then(|| format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]))
}
