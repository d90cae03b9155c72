//! Groups of neighbourhoods as documents: the group of each area as a table, a picture for a slide, and a sheet of a workbook.

use std::slice;

use serde_json::Value;

use super::Subject;
use super::pictures::picture::Picture;
use super::pictures::slide;
use super::sheet::{Sheet, SheetCell, columns, text};
use super::workbook_sheets::known;
use crate::bulk::spreadsheet::push_inert;
use crate::domain::boundaries::partition::{Neighbourhood, ZoneIx};
use crate::markup::lettering::Lettering;
use crate::planning::decide::groups::described::{DescribedGroups, described_of};
use crate::planning::terms::body_defect::BodyDefect;
use crate::planning::terms::figures::ZoneFigures;
use crate::planning::terms::words::names;
use crate::planning::what_if::{NotEvaluated, WhatIf};

const HEADER: &str = "area_code,neighbourhood_id,neighbourhood_name,group_id,group_name\n";

/// Comma-separated values in UTF-8, areas in order of code.
#[must_use]
pub fn write_csv(groups: &DescribedGroups<'_>) -> Vec<u8> {
    let mut out = HEADER.as_bytes().to_vec();
    for row in groups.areas() {
        out.extend_from_slice(row.area.as_bytes());
        let (neighbourhood, group) = (row.neighbourhood, row.group);
        for text in [neighbourhood.id.as_str(), &neighbourhood.name, group.id.as_str(), &group.name] {
            out.push(b',');
            push_inert(&mut out, text, b',');
        }
        out.push(b'\n');
    }
    out
}

/// A slide as SVG: the groups with their residents, and within them the borders of their neighbourhoods.
#[must_use]
pub fn write_slide(groups: &DescribedGroups<'_>, lettering: Lettering) -> String {
    let picture =
        Picture { lettering, parts: groups.outlines(), ..Picture::of(groups.loaded(), &groups.draft) };
    let of = groups.draft.scenario.as_ref().map_or(&groups.draft.title, |scenario| &scenario.name);
    slide::write(&picture, &format!("Groups of neighbourhoods: {of}"))
}

/// The figures of each group that is kept with a plan, and its neighbourhoods; where they do not fit the plan as it is, or cannot be read,
/// why. None where no groups are kept.
pub(super) fn sheet(subject: &Subject<'_>, plan: &WhatIf<'_>) -> Option<Sheet> {
    let groups = match &subject.groups {
        Ok(groups) if groups.is_empty() => return None,
        Ok(groups) => groups,
        Err(error) => {
            return Some(of_faults(
                "The groups that are kept cannot be read",
                slice::from_ref(&error.reason),
            ));
        }
    };
    let scenario = subject.draft.scenario.clone();
    Some(match described_of(subject.loaded, plan, groups, &[], scenario) {
        Ok(groups) => of_groups(&groups),
        Err(error) => of_faults("The groups do not fit the plan as it is", &misfits(&error)),
    })
}

fn of_faults(what: &'static str, faults: &[String]) -> Sheet {
    let rows = faults.iter().map(|why| vec![text(why)]).collect();
    Sheet { name: NAME, columns: columns([(what, 110.0)]), rows }
}

fn misfits(error: &NotEvaluated) -> Vec<String> {
    let NotEvaluated::Body(defects) = error else { return vec![error.to_string()] };
    let told = |defect: &BodyDefect| match defect.value.as_ref().and_then(Value::as_str) {
        Some(value) => format!("{value} {}", defect.reason),
        None => defect.reason.clone(),
    };
    defects.iter().map(told).collect()
}

fn of_groups(groups: &DescribedGroups<'_>) -> Sheet {
    let atlas = &groups.loaded().atlas;
    let mut columns = columns([("Group", 10.0), ("Name", 34.0), ("Neighbourhoods", 60.0)]);
    columns.extend(FIGURE_COLUMNS.map(|(title, metric)| (known(title, metric, atlas), 16.0)));
    let row = |(group, own): (ZoneIx, Vec<&Neighbourhood>)| {
        let named = groups.draft.division.roster().neighbourhood(group);
        let own: Vec<&str> = own.iter().map(|own| own.name.as_str()).collect();
        let figures = ZoneFigures::of_draft(&atlas.ground, &groups.draft, group);
        let mut row = vec![text(named.id.as_str()), text(&named.name), text(&names(&own))];
        row.extend(figure_cells(&figures));
        row
    };
    Sheet { name: NAME, columns, rows: groups.groups().map(row).collect() }
}

const NAME: &str = "Groups";

/// Columns, and the metric of each.
const FIGURE_COLUMNS: [(&str, &str); 9] = [
    ("Residents", "residents"),
    ("Registered by practice", "registered_by_practice"),
    ("Registered by residence", "registered_by_residence"),
    ("List size", "list_size"),
    ("Practices", "practices"),
    ("Core20 residents", "core20"),
    ("Self-containment", "self_containment"),
    ("Localisation", "localisation"),
    ("Pieces", "contiguity"),
];

fn figure_cells(figures: &ZoneFigures) -> [SheetCell; FIGURE_COLUMNS.len()] {
    let count = |count: Option<u64>| SheetCell::Count(count.map(u64::cast_signed));
    [
        count(figures.residents),
        count(figures.registered_by_practice),
        count(figures.registered_by_residence),
        count(figures.list_size),
        count(Some(figures.practices)),
        count(figures.core20_residents),
        SheetCell::Share(figures.self_containment),
        SheetCell::Share(figures.localisation),
        count(figures.pieces.map(u64::from)),
    ]
}
