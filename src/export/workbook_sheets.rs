//! The tables of the workbook.

use super::Subject;
use super::plan_said::PlanSaid;
use super::sheet::{Sheet, SheetCell, columns, text, word};
use crate::domain::atlas::Atlas;
use crate::domain::ground::codes::NeighbourhoodId;
use crate::planning::terms::figures::ZoneFigures;
use crate::planning::terms::metrics;

pub(super) fn read_me(subject: &Subject<'_>) -> Sheet {
    let atlas = &subject.loaded.atlas;
    let row = |name: &str, value: &str| vec![text(name), text(value)];
    let mut rows = vec![
        row("Study area", &atlas.title),
        row("Boundaries", subject.title()),
        row("Start from", &format!("{} ({})", subject.base.title, subject.base.id)),
        row("Status", &subject.draft.status),
        row("Caveat", &subject.draft.caveat),
        row("Read again at", &subject.permalink),
        row("Digest of the data", &atlas.digest),
        row("Digest of the plan", subject.content_digest.unwrap_or("the draft as it is")),
        row("Attribution", &atlas.attribution),
    ];
    rows.extend(subject.step.summary.iter().map(|sentence| row("In words", sentence)));
    rows.extend(subject.step.notes.iter().map(|note| row("How a change was taken", &note.text)));
    rows.extend(atlas.notes.iter().map(|note| row("Known of the data", note)));
    Sheet { name: "Read me", columns: columns([("What", 24.0), ("", 110.0)]), rows }
}

/// Every neighbourhood of either side, each figure before, after and their difference.
pub(super) fn neighbourhoods(subject: &Subject<'_>) -> Sheet {
    let (before, after) = (subject.base, subject.draft);
    let rosters = [before, after].map(|draft| draft.division.roster());
    let ids: std::collections::BTreeSet<&NeighbourhoodId> =
        rosters.iter().flat_map(|roster| roster.iter()).map(|(_, known)| &known.id).collect();
    let mut rows = Vec::new();
    for id in ids {
        let named = rosters.iter().rev().find_map(|roster| Some(roster.neighbourhood(roster.find(id)?)));
        let figures = [before, after].map(|draft| {
            let zone = draft.division.roster().find(id)?;
            Some(ZoneFigures::of_draft(&subject.loaded.atlas.ground, draft, zone))
        });
        let mut row = vec![text(id.as_str()), text(named.map_or("", |named| named.name.as_str()))];
        row.extend(figure_cells(&figures));
        rows.push(row);
    }
    let mut columns = columns([("Neighbourhood", 14.0), ("Name", 34.0)]);
    let atlas = &subject.loaded.atlas;
    columns.extend(FIGURE_COLUMNS.map(|(title, metric)| (known(title, metric, atlas), 16.0)));
    Sheet { name: "Neighbourhoods", columns, rows }
}

/// Columns, and the metric of each.
const FIGURE_COLUMNS: [(&str, &str); 26] = [
    ("Residents before", "residents"),
    ("Residents after", "residents"),
    ("Residents difference", "residents"),
    ("Registered by practice before", "registered_by_practice"),
    ("Registered by practice after", "registered_by_practice"),
    ("Registered by practice difference", "registered_by_practice"),
    ("Registered by residence before", "registered_by_residence"),
    ("Registered by residence after", "registered_by_residence"),
    ("Registered by residence difference", "registered_by_residence"),
    ("List size before", "list_size"),
    ("List size after", "list_size"),
    ("List size difference", "list_size"),
    ("Practices before", "practices"),
    ("Practices after", "practices"),
    ("Areas before", "areas"),
    ("Areas after", "areas"),
    ("Core20 residents before", "core20"),
    ("Core20 residents after", "core20"),
    ("Self-containment before", "self_containment"),
    ("Self-containment after", "self_containment"),
    ("Localisation before", "localisation"),
    ("Localisation after", "localisation"),
    ("Land before, km2", "area"),
    ("Land after, km2", "area"),
    ("Pieces before", "contiguity"),
    ("Pieces after", "contiguity"),
];

/// The title of a column, with how its figure is known and of when it is: `Residents before [modelled, mid-2022]`.
pub(super) fn known(title: &str, metric: &str, atlas: &Atlas) -> String {
    format!("{title} [{}]", metrics::known_in_words(metric, atlas))
}

fn figure_cells([before, after]: &[Option<ZoneFigures>; 2]) -> Vec<SheetCell> {
    type Figure<T> = fn(&ZoneFigures) -> Option<T>;
    let pair = |of: Figure<u64>| [before, after].map(|side| side.as_ref().and_then(of).map(u64::cast_signed));
    let compared = |of: Figure<u64>| {
        let [was, is] = pair(of);
        let difference = (was.is_some() || is.is_some()).then(|| is.unwrap_or(0) - was.unwrap_or(0));
        [was, is, difference].map(SheetCell::Count)
    };
    let both = |of: Figure<u64>| pair(of).map(SheetCell::Count);
    let shares = |of: Figure<f64>| [before, after].map(|side| SheetCell::Share(side.as_ref().and_then(of)));
    let mut cells = Vec::with_capacity(FIGURE_COLUMNS.len());
    cells.extend(compared(|side| side.residents));
    cells.extend(compared(|side| side.registered_by_practice));
    cells.extend(compared(|side| side.registered_by_residence));
    cells.extend(compared(|side| side.list_size));
    cells.extend(both(|side| Some(side.practices)));
    cells.extend(both(|side| side.areas));
    cells.extend(both(|side| side.core20_residents));
    cells.extend(shares(|side| side.self_containment));
    cells.extend(shares(|side| side.localisation));
    let land: Figure<f64> = |side| Some(side.area_m2 / 1e6);
    cells.extend([before, after].map(|side| SheetCell::Measure(side.as_ref().and_then(land))));
    cells.extend(both(|side| side.pieces.map(u64::from)));
    cells
}

pub(super) fn moved(subject: &Subject<'_>) -> Sheet {
    let moved = &subject.step.moved;
    let areas = moved.areas.iter().map(|area| {
        let residents = SheetCell::Count(Some(i64::from(area.residents)));
        vec![
            text("area"),
            text(&area.code.to_string()),
            text(area.name),
            text(area.from),
            text(area.to),
            residents,
        ]
    });
    let practices = moved.practices.iter().map(|practice| {
        let (from, to) = (practice.from.unwrap_or("outside"), practice.to.unwrap_or("outside"));
        let code = practice.code.to_string();
        let closed = practice.list_taken_by.map(|taker| format!("closed; its list to {taker}"));
        let to = closed.as_deref().unwrap_or(to);
        vec![text("practice"), text(&code), text(practice.name), text(from), text(to), SheetCell::Count(None)]
    });
    let columns = columns([
        ("What", 10.0),
        ("Code", 12.0),
        ("Name", 40.0),
        ("From", 10.0),
        ("To", 10.0),
        (known("Residents", "residents", &subject.loaded.atlas).as_str(), 16.0),
    ]);
    Sheet { name: "Moved", columns, rows: areas.chain(practices).collect() }
}

pub(super) fn practices(subject: &Subject<'_>) -> Sheet {
    let (atlas, division) = (&subject.loaded.atlas, &subject.draft.division);
    let (ground, closures) = (&atlas.ground, division.closures());
    let mut rows = Vec::new();
    for (ix, practice) in ground.practices.iter() {
        let Some(home) = division.home(ix) else { continue };
        let home = division.roster().neighbourhood(home);
        let registered =
            ground.registrations.as_ref().map(|registrations| closures.patients(registrations, ix));
        rows.push(vec![
            text(practice.code.as_str()),
            text(&practice.name),
            text(home.id.as_str()),
            text(&home.name),
            text(practice.network.as_ref().map_or("", |network| network.name.as_str())),
            SheetCell::Count(closures.list_size(&ground.practices, ix).map(u64::cast_signed)),
            SheetCell::Count(registered.map(u64::cast_signed)),
        ]);
    }
    let columns = columns([
        ("Practice", 10.0),
        ("Name", 38.0),
        ("Neighbourhood", 14.0),
        ("Name of it", 34.0),
        ("Network", 34.0),
        (known("List size", "list_size", atlas).as_str(), 16.0),
        (known("Registrations", "registered_by_practice", atlas).as_str(), 16.0),
    ]);
    Sheet { name: "Practices", columns, rows }
}

/// A cell of a workbook holds no longer text (Excel specifications and limits).
const LONGEST: usize = 32_767;

/// The lookup, with what it is known again by when it is imported.
pub(super) fn areas(subject: &Subject<'_>) -> Sheet {
    let (ground, division) = (&subject.loaded.atlas.ground, &subject.draft.division);
    let said = PlanSaid::of(
        subject.loaded,
        subject.draft,
        subject.content_digest,
        subject.practices,
        subject.annotations,
    );
    let mut accepted = subject.accepted.iter().filter(|accepted| accepted.reason.len() <= LONGEST);
    let mut rows = Vec::new();
    for (ix, area) in ground.geography.areas() {
        let home = division.zone_of_area(ix).map(|zone| division.roster().neighbourhood(zone));
        let code = area.code.to_string();
        let told = |column| text(said.text(column, &code));
        let accepted = accepted.next();
        rows.push(vec![
            text(&code),
            text(&area.name),
            text(home.map_or("", |home| home.id.as_str())),
            text(home.map_or("", |home| home.name.as_str())),
            SheetCell::Count(Some(i64::from(area.residents))),
            told("base"),
            told("plan_digest"),
            told("practices_placed"),
            told("practices_closed"),
            told("annotations"),
            text(accepted.map_or("", |accepted| &accepted.issue)),
            text(accepted.map_or("", |accepted| &accepted.reason)),
        ]);
    }
    let columns = columns([
        ("Area", 12.0),
        ("Name", 24.0),
        ("Neighbourhood", 14.0),
        ("Neighbourhood name", 34.0),
        (known("Residents", "residents", &subject.loaded.atlas).as_str(), 16.0),
        ("Base", 20.0),
        ("Plan digest", 20.0),
        ("Practices placed", 20.0),
        ("Practices closed", 20.0),
        ("Annotations", 20.0),
        ("Accepted issue", 30.0),
        ("Accepted because", 40.0),
    ]);
    Sheet { name: "Areas", columns, rows }
}

/// Patients by where they live (rows) and where they are registered (columns), after the changes.
pub(super) fn flows(subject: &Subject<'_>) -> Sheet {
    let mut rows = Vec::new();
    if let Some(flows) = &subject.step.flows {
        let mut header = vec![text("")];
        header.extend(flows.after.columns.iter().map(|id| text(id)));
        rows.push(header);
        for (id, cells) in flows.after.rows.iter().zip(&flows.after.cells) {
            let mut row = vec![text(id)];
            row.extend(cells.iter().map(|cell| SheetCell::Count(cell.map(u64::cast_signed))));
            rows.push(row);
        }
    }
    let title = known("Living in (rows), registered in (columns)", "flow", &subject.loaded.atlas);
    let columns = vec![(title, 24.0)];
    Sheet { name: "Flows", columns, rows }
}

pub(super) fn issues(subject: &Subject<'_>) -> Sheet {
    let row = |issue: &crate::planning::what_if::issues::Issue<'_>| {
        let accepted = issue.accepted.as_ref().map_or("", |accepted| &accepted.reason);
        vec![word(issue.severity), word(issue.kind), word(issue.state), text(&issue.text), text(accepted)]
    };
    let columns = columns([
        ("Weight", 10.0),
        ("Kind", 20.0),
        ("Beside the base", 16.0),
        ("Issue", 110.0),
        ("Accepted, for this reason", 60.0),
    ]);
    Sheet { name: "Issues", columns, rows: subject.step.issues.iter().map(row).collect() }
}

pub(super) fn definitions(subject: &Subject<'_>) -> Sheet {
    let view = metrics::view(&subject.loaded.atlas);
    let row = |item: &metrics::MetricView<'_>| {
        let vintages: Vec<String> =
            item.parts.iter().map(|part| format!("{}: {}", part.dataset, part.vintage)).collect();
        vec![
            text(&item.metric.title),
            text(&item.metric.unit),
            word(item.metric.basis),
            text(item.vintage.as_deref().unwrap_or_default()),
            text(&item.metric.definition),
            text(&item.metric.range),
            text(&item.metric.not_for),
            text(item.metric.source.as_deref().unwrap_or_default()),
            text(&vintages.join("; ")),
            text(&format!("{} v{}", item.metric.key, item.metric.version)),
        ]
    };
    let columns = columns([
        ("Figure", 28.0),
        ("Unit", 18.0),
        ("Basis", 10.0),
        ("Of when", 18.0),
        ("Definition", 70.0),
        ("Range", 40.0),
        ("Not for", 40.0),
        ("Published in", 34.0),
        ("Data and vintage", 60.0),
        ("Key and version", 22.0),
    ]);
    Sheet { name: "Definitions", columns, rows: view.items.iter().map(row).collect() }
}

pub(super) fn sources(subject: &Subject<'_>) -> Sheet {
    let row = |source: &crate::domain::atlas::Source| {
        vec![
            text(&source.title),
            text(&source.source),
            text(&source.licence),
            text(&source.vintage),
            text(&source.sha256),
        ]
    };
    let columns = columns([
        ("Table", 36.0),
        ("Publisher and product", 60.0),
        ("Licence", 24.0),
        ("Vintage", 40.0),
        ("SHA-256", 66.0),
    ]);
    Sheet { name: "Sources", columns, rows: subject.loaded.atlas.sources.iter().map(row).collect() }
}
