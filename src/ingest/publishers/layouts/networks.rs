//! Which practice is in which primary care network: the core partners' sheet of `ePCN.xlsx`, or their report as CSV.
//!
//! With a header columns go by their names, wherever they stand, so that a table of codes of networks and practices will do; the report
//! without one has eleven in a fixed order. A membership without an end is current; of one with an end `prepare/ending_memberships.rs` tells. A practice in two networks at once is a defect.

use std::collections::BTreeMap;

use crate::domain::ground::codes::OdsCode;
use crate::domain::ground::practices::Network;
use crate::ingest::publishers::headings::named;
use crate::ingest::publishers::names::as_people_write;
use crate::ingest::publishers::positions::{Held, Position};
use crate::ingest::publishers::published::Published;
use crate::ingest::publishers::recognise::headings;
use crate::ingest::publishers::vintages::day;
use crate::reading::findings::{At, Findings, wanted};
use crate::reading::headings::{MEMBER, MEMBERSHIP_END, NETWORK, NETWORK_NAME, is_one_of};
use crate::reading::table::{Row, Unread, read_headless, read_rows};

const COLUMNS: &str = "practice,practice_name,practice_sub_icb,practice_sub_icb_name,network,network_name,network_sub_icb,\
    network_sub_icb_name,from,until,match";

/// The column by which the NHS's report is known.
const PARTNER: &str = "partner_organisation_code";
const POSITIONS: &[Position] = &[
    Position { column: "practice", number: 1, holds: "ODS codes of practices", is_such: is_ods_code },
    Position {
        column: "network",
        number: 5,
        holds: "codes of networks (U and five digits)",
        is_such: is_network,
    },
    Position { column: "from", number: 9, holds: "dates on which memberships began", is_such: is_date },
];

/// Columns by what they say.
struct Roles {
    practice: String,
    network: String,
    name: String,
    /// None where the table does not say: each membership goes on.
    until: Option<String>,
}

/// A practice and its network, and when it stops being a member, as it is written; blank where it does not.
type Membership = (OdsCode, Network, String);

pub fn read(file: &str, bytes: &[u8], findings: &mut Findings, published: &mut Published) -> Option<String> {
    let headers = headings(bytes);
    let rows = if headers.iter().any(|name| is_one_of(name, NETWORK)) {
        let roles = roles(file, &headers, findings)?;
        let columns = [roles.practice.as_str(), roles.network.as_str()];
        read_rows(file, bytes, &columns, findings, |row| membership(&roles, row))
    } else {
        let [practice, network, name, until] =
            ["practice", "network", "network_name", "until"].map(str::to_owned);
        let roles = Roles { practice, network, name, until: Some(until) };
        let (mut held, mut found) = (Held::of(POSITIONS), Findings::default());
        let rows = read_headless(COLUMNS, file, bytes, &mut found, |row| {
            held.look(row);
            membership(&roles, row)
        });
        if !held.tell(file, findings) {
            // Each of its rows would say the same once more.
            return None;
        }
        findings.append(found);
        rows
    };
    let (current, ending) = wanted(rows).partition::<Vec<_>, _>(|at: &At<Membership>| at.row.2.is_empty());
    published.ending_memberships.extend(ending);
    keep(current, findings, published);
    None
}

fn membership(roles: &Roles, row: &mut Row<'_>) -> Result<Option<Membership>, Unread> {
    let until = roles.until.as_deref().map_or("", |until| row.value(until)).to_owned();
    if row.text(&roles.practice).is_empty() {
        return Ok(None);
    }
    if let Some(column) = roles.until.as_deref().filter(|_| !until.is_empty() && day(&until).is_none()) {
        return Err(
            row.unread(column, "is not read as the day on which a membership ends: write it as 2026-12-31")
        );
    }
    // What ended long ago may have codes of another kind.
    let is_read = is_ods_code(row.text(&roles.practice)) && is_ods_code(row.text(&roles.network));
    if !until.is_empty() && !is_read {
        return Ok(None);
    }
    let name = as_people_write(row.text(&roles.name));
    Ok(Some((row.parse(&roles.practice)?, Network { code: row.parse(&roles.network)?, name }, until)))
}

fn is_ods_code(text: &str) -> bool {
    text.parse::<OdsCode>().is_ok()
}

fn is_network(text: &str) -> bool {
    is_ods_code(text) && text.starts_with(['U', 'u'])
}

/// A date in digits, as ODS or a spreadsheet writes it.
fn is_date(text: &str) -> bool {
    text.bytes().filter(u8::is_ascii_digit).count() >= 4
}

fn roles(file: &str, headers: &[String], findings: &mut Findings) -> Option<Roles> {
    let mut find = |what: &str, names: &str| {
        let found = named(file, headers, what, names, findings);
        if found.is_none() && findings.is_usable() {
            findings.defect(file, format!("a table of networks needs a column of the {what}"));
        }
        found
    };
    let practice = find("practice", of_member(headers));
    let network = find("network", NETWORK);
    let name = find("name of the network", NETWORK_NAME);
    let until = named(file, headers, "end of the membership", MEMBERSHIP_END, findings);
    if until.is_none() && findings.is_usable() {
        if is_report(headers) {
            findings.defect(file, "a table of networks needs a column of the end of the membership");
        } else {
            findings.warning(
                file,
                "it has no column of the end of a membership: each is taken for one that goes on",
            );
        }
    }
    if !findings.is_usable() {
        return None;
    }
    Some(Roles { practice: practice?, network: network?, name: name?, until })
}

/// What the column of the practice is called: in the report the partner is meant, whoever else is named beside it.
fn of_member(headers: &[String]) -> &'static str {
    if is_report(headers) { PARTNER } else { MEMBER }
}

/// Whether it is the NHS's own report, which has memberships that ended too.
fn is_report(headers: &[String]) -> bool {
    headers.iter().any(|name| is_one_of(name, PARTNER))
}

fn keep(current: Vec<At<Membership>>, findings: &mut Findings, published: &mut Published) {
    let mut known: BTreeMap<OdsCode, Network> =
        published.memberships.iter().map(|at| at.row.clone()).collect();
    for At { row: (practice, network, _), origin } in current {
        match known.get(&practice) {
            Some(other) if other.code == network.code => {}
            Some(other) => {
                let reason = format!("{practice} is in {} and in {} at once", other.code, network.code);
                findings.defect_at(&origin, "network", reason);
            }
            None => {
                known.insert(practice, network.clone());
                published.memberships.push(At { row: (practice, network), origin });
            }
        }
    }
}
