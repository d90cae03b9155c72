//! A table of areas: a column for the area, one for the neighbourhood, perhaps its name, and what our own exports add.

use std::collections::BTreeSet;

use super::annotations::AcceptedRow;
use super::own::signs::{WHAT_IF, of_status};
use super::plan_file::{AreaRow, AreaRows, Claim, PlanContent, PlanFile, claim, closed_in, placed_in};
use super::plan_reading::{PlanColumns, PlanReading};
use super::rivals::neighbourhood_words::is_of_neighbourhoods;
use crate::domain::ground::codes::GssCode;
use crate::echo;
use crate::reading::TableHead;
use crate::reading::findings::{At, Findings};
use crate::reading::headings::{
    self, NEIGHBOURHOOD, NEIGHBOURHOOD_NAME, POSTCODE, PRACTICE, area_of_any_year,
};
use crate::reading::layout::Header;
use crate::reading::not_opened::listed;
use crate::reading::rows::footer;
use crate::reading::table::{Row, read_rows_by_hand};

/// The draft that a plan starts from: our own exports say it.
const BASE: &str = "base";
/// How official the plan is: our own exports say it.
const STATUS: &str = "status|nbhd_status";
/// The digest of the whole plan: our own exports say it.
const DIGEST: &str = "plan_digest|nbhd_version";
/// Practices that are placed by hand, as `K84060=N08 K84001=N02`.
pub(super) const PLACED: &str = "practices_placed|nbhd_practices_placed";
/// Practices that close, as `K84060=K84012`.
pub(super) const CLOSED: &str = "practices_closed|nbhd_practices_closed";
/// How much is kept with the plan beside its borders, practices and names.
const ANNOTATIONS: &str = "annotations|nbhd_annotations";
/// An issue that is accepted, and why: our own workbooks have them, one in a row.
const ACCEPTED: &str = "accepted_issue";
const BECAUSE: &str = "accepted_because";
/// Columns that programs write polygons into.
const GEOMETRY: &str = "wkt|geom|geometry|the_geom|wkb_geometry|geojson|st_geojson";
/// Reads a table.
pub(super) fn read_table(file: &str, bytes: &[u8], reading: &PlanReading) -> PlanFile {
    let mut read = PlanFile {
        content: PlanContent::Areas(AreaRows::default()),
        placed: Vec::new(),
        closed: Vec::new(),
        accepted: Vec::new(),
        claim: Claim::default(),
        findings: Findings::default(),
        columns: Vec::new(),
        chosen: reading.columns.clone(),
        head: None,
    };
    let roles = Roles::of(reading);
    read.head = TableHead::of(bytes, &reading.table, &roles.required());
    let names = read.head.as_ref().map(|head| head.names.clone()).unwrap_or_default();
    if reading.table.header == Header::Auto && names.iter().any(|name| name.trim().parse::<GssCode>().is_ok())
    {
        let reason = "its first row has values and no names of columns: say so with header=absent, and which columns are meant, first that \
                      of the areas, as in column=#1,#2 (--header absent --column '#1,#2')";
        read.findings.defect(file, reason);
        return read;
    }
    if let Some(what) = other_kind(&names, &roles) {
        let reason = format!(
            "it is a table of {what}; a plan has a row for each area (LSOA), with its neighbourhood beside it"
        );
        read.findings.defect(file, reason);
        return read;
    }
    read.columns = roles.columns(&names);
    if reading.table.header == Header::Absent && reading.columns.area.is_none() {
        let reason = "without a header the columns are told by their numbers: first that of the areas, then that of the \
                      neighbourhoods, as in column=#1,#2 (--column '#1,#2')";
        read.findings.defect(file, reason);
        return read;
    }
    if let Some(reason) = without_areas(&names, &roles).or_else(|| to_be_chosen(&names, &roles)) {
        read.findings.defect(file, reason);
        return read;
    }
    read_areas(file, bytes, &names, reading, &mut read);
    read
}

/// What is said of a table none of whose columns says areas.
fn without_areas(names: &[String], roles: &Roles) -> Option<String> {
    let is_there = headings::place(&roles.area, names.iter().map(String::as_str)).is_some();
    if is_there || names.is_empty() || roles.area != area_of_any_year() {
        return None;
    }
    Some(format!(
        "no column says areas: a plan has a row for each area, its code (such as E01028422) below a heading such as LSOA21CD, and its \
         neighbourhood beside it; the columns are {}. Where one of these has the codes, choose it with the neighbourhood's, as in \
         column=Code,Neighbourhood (--column)",
        listed(&names.iter().collect::<Vec<_>>())
    ))
}

/// What is said where the neighbourhood may stand in columns such as `Old neighbourhood` and `New neighbourhood`, and in none that is
/// called so alone: none of them is taken unasked.
fn to_be_chosen(names: &[String], roles: &Roles) -> Option<String> {
    let is_there = |role: &str| headings::place(role, names.iter().map(String::as_str)).is_some();
    if roles.is_home_said || is_there(&roles.home) || !is_there(&roles.area) {
        return None;
    }
    let own = [BASE, DIGEST, PLACED, CLOSED, ANNOTATIONS, ACCEPTED, BECAUSE];
    let is_own = |name: &String| own.iter().any(|role| headings::is_one_of(name, role));
    let columns: Vec<String> = names
        .iter()
        .filter(|name| is_of_neighbourhoods(name) && !is_own(name))
        .map(|name| format!("{:?}", echo::cut(name)))
        .collect();
    let last = columns.last()?;
    Some(format!(
        "no column is called neighbourhood, and {} may say it: choose the one that is meant with column (such as --column {last})",
        columns.join(", ")
    ))
}

fn read_areas(file: &str, bytes: &[u8], names: &[String], reading: &PlanReading, read: &mut PlanFile) {
    let (mut claims, mut placed, mut closed) = (BTreeSet::<[String; 3]>::new(), Vec::new(), Vec::new());
    let mut is_what_if = false;
    let mut accepted = Vec::new();
    let roles = Roles::of(reading);
    let required = roles.required();
    let others = roles.others(names);
    let each = |row: &mut Row<'_>| {
        is_what_if |= row.text(STATUS).starts_with(WHAT_IF);
        let claim = [BASE, DIGEST, ANNOTATIONS].map(|role| row.text(role).to_owned());
        // A row that was put in says nothing of it.
        if claim.iter().any(|cell| !cell.is_empty()) {
            claims.insert(claim);
        }
        let issue = row.text(ACCEPTED).to_owned();
        if !issue.is_empty() {
            accepted.push(AcceptedRow { issue, reason: row.text(BECAUSE).to_owned() });
        }
        placed.extend(placed_in(row.text(PLACED)));
        closed.extend(closed_in(row.text(CLOSED)));
        let others = others.iter().map(|place| row.text_at(*place).to_owned()).collect();
        Ok(AreaRow { others, ..area_row(row, &roles) })
    };
    let findings = &mut read.findings;
    let rows: Vec<At<AreaRow>> = read_rows_by_hand(file, bytes, &reading.table, &required, findings, each);
    let is_there = |role: &str| headings::place(role, names.iter().map(String::as_str)).is_some();
    let has_practices = is_there(PLACED) && is_there(CLOSED);
    match (claims.len(), claims.first()) {
        (1, Some([base, digest, annotations])) => {
            read.claim = claim(base, digest, annotations, has_practices);
        }
        (0, _) => {}
        // A column called `Base` alone may be anybody's.
        (plans, _) if is_there(DIGEST) => findings.warning(file, of_several_plans(plans)),
        _ => {}
    }
    if read.claim.digest.is_none() {
        let of_base = || (!is_there(DIGEST)).then(|| read.claim.base.as_deref().map(of_base)).flatten();
        let lost = read.claim.lost.take();
        read.claim.lost = lost.or_else(|| if is_what_if { Some(of_status("rows")) } else { of_base() });
        read.claim.has_practices = has_practices;
    }
    let called = |role: &str| {
        let found = read.columns.iter().find(|(known, _)| *known == role);
        found.map_or_else(|| role.to_owned(), |(_, name)| name.clone())
    };
    let columns = [called("area"), called("neighbourhood")];
    let name_column = called("neighbourhood_name");
    let other_columns = others.iter().map(|place| names[*place].clone()).collect();
    let by_postcode = has(names, POSTCODE);
    let chosen = reading.columns.clone();
    read.content =
        PlanContent::Areas(AreaRows { rows, columns, name_column, other_columns, chosen, by_postcode });
    (read.placed, read.closed, read.accepted) = (placed, closed, accepted);
}

fn of_several_plans(plans: usize) -> String {
    format!(
        "its rows say that they are of {plans} plans (base, digest): they are read as rows of none, and what each of these plans had \
         beside its areas may be missing"
    )
}

fn of_base(base: &str) -> String {
    format!("its rows say that their plan starts from {}, as exports of this service do", echo::cut(base))
}

/// What the columns of an area and of its neighbourhood are called: as the caller says, else by their many names.
struct Roles {
    area: String,
    home: String,
    /// Whether the caller says which column is the neighbourhood's.
    is_home_said: bool,
}

impl Roles {
    fn of(reading: &PlanReading) -> Self {
        let PlanColumns { area, neighbourhood } = &reading.columns;
        Self {
            area: area.clone().unwrap_or_else(area_of_any_year),
            // A neighbourhood may be said by its name alone.
            home: neighbourhood.clone().unwrap_or_else(|| format!("{NEIGHBOURHOOD}|{NEIGHBOURHOOD_NAME}")),
            is_home_said: neighbourhood.is_some(),
        }
    }

    fn required(&self) -> [&str; 2] {
        [&self.area, &self.home]
    }

    /// The columns taken, by what they were taken for.
    fn columns(&self, names: &[String]) -> Vec<(&'static str, String)> {
        let roles = [
            ("area", self.area.as_str()),
            ("neighbourhood", self.home.as_str()),
            ("neighbourhood_name", NEIGHBOURHOOD_NAME),
        ];
        let called = |role: &str| {
            headings::place(role, names.iter().map(String::as_str)).map(|place| names[place].clone())
        };
        let mut columns: Vec<_> =
            roles.into_iter().filter_map(|(role, of)| Some((role, called(of)?))).collect();
        columns.dedup_by(|(_, later), (_, earlier)| later == earlier);
        columns
    }

    /// The places of columns that are taken for nothing.
    fn others(&self, names: &[String]) -> Vec<usize> {
        let place = |role: &str| headings::place(role, names.iter().map(String::as_str));
        let ours = [BASE, DIGEST, PLACED, CLOSED, ANNOTATIONS, ACCEPTED, BECAUSE];
        let roles = [self.area.as_str(), &self.home, NEIGHBOURHOOD_NAME].into_iter().chain(ours);
        let taken: Vec<usize> = roles.filter_map(place).collect();
        let is_other = |place: &usize| !taken.contains(place);
        (0..names.len()).filter(is_other).collect()
    }
}

fn area_row(row: &Row<'_>, roles: &Roles) -> AreaRow {
    let name = Some(plain(row.text(NEIGHBOURHOOD_NAME))).filter(|name| !name.is_empty());
    let (area, home) = (row.text(&roles.area).to_owned(), row.text(&roles.home).to_owned());
    AreaRow { is_total: is_total(&area, &home), area, home, name, others: Vec::new() }
}

/// A row that sums those above, or names neither an area nor a neighbourhood.
#[must_use]
pub fn is_total(area: &str, home: &str) -> bool {
    footer::is_total(area) || (area.is_empty() && (home.is_empty() || footer::is_total(home)))
}

/// A name without the apostrophe that keeps spreadsheets from taking it for a formula.
pub(super) fn plain(name: &str) -> String {
    let formula = name.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@']));
    formula.unwrap_or(name).to_owned()
}

/// What a table is of that is no plan, by the names of its columns. One of postcodes with their areas can be one.
fn other_kind(names: &[String], roles: &Roles) -> Option<&'static str> {
    let is_there = |role: &str| headings::place(role, names.iter().map(String::as_str)).is_some();
    let area = area_of_any_year();
    if roles.area != area && is_there(&roles.area) {
        return None;
    }
    let has_areas = is_there(&area);
    match (has(names, POSTCODE), has(names, PRACTICE)) {
        (_, true) => Some("practices"),
        (true, _) if !has_areas => Some("postcodes"),
        _ if !has_areas && names.iter().any(|name| headings::is_one_of(name, GEOMETRY)) => {
            Some("polygons as text, which are not read: save them as GeoJSON or as a GeoPackage")
        }
        _ => None,
    }
}

/// Whether a column goes by a name of a role that nothing else goes by.
fn has(names: &[String], role: &str) -> bool {
    names.iter().any(|name| headings::is_one_of(name, role) && !headings::is_loose(name))
}
