//! Areas with their neighbourhoods, looked up on a draft.

use std::collections::BTreeMap;

use super::blocks::headed_blocks;
use super::given_names;
use super::known::Meaning;
use super::laid::{GivenName, Laid, Missing};
use super::layer::Layer;
use super::plan_defect::PlanDefect;
use super::plan_file::{AreaRow, AreaRows};
use super::rivals::beside_codes::{CodedRow, KnownAreas, OtherAreas, beside_codes};
use super::rivals::contradiction::{Beside, contradiction, spoken};
use crate::domain::ground::codes::{GssCode, NeighbourhoodId};
use crate::domain::ground::geography::AreaIx;
use crate::echo;
use crate::reading::cell::without_name;
use crate::reading::findings::{At, Origin};

/// Looks rows up. What is wrong is among the layer's defects.
pub(super) fn lay_areas(layer: &mut Layer<'_>, rows: &AreaRows) -> Laid {
    let mut laid = Laid::default();
    let columns = &rows.columns;
    if rows.chosen.neighbourhood.is_none() {
        tell_rivals(layer, &mut laid, rows);
    }
    if rows.chosen.area.is_none() {
        tell_other_areas(layer, &mut laid, rows);
    }
    if let Some(defect) = headed_blocks(layer, rows) {
        layer.defects.push(defect);
        return laid;
    }
    let codes = read_codes(layer, rows, &mut laid);
    // A row that cannot be read would be told again as an area that is missing.
    if !layer.defects.is_empty() {
        return laid;
    }
    let mut seen = BTreeMap::<AreaIx, &At<AreaRow>>::new();
    let (mut names, mut repeated) = (Vec::new(), Vec::new());
    for (code, at) in codes {
        let At { row, origin } = at;
        let Some(area) = layer.loaded.atlas.ground.geography.find(code) else {
            not_loaded(layer, &mut laid, columns, at, code);
            continue;
        };
        if let Some(before) = seen.insert(area, at) {
            if before.row.home == row.home && (rows.by_postcode || before.row.name == row.name) {
                repeated.extend((!rows.by_postcode).then_some(origin.line));
                continue;
            }
            let reason = format!("stands twice, also in row {}: take one of them out", before.origin.line);
            layer.defects.push(PlanDefect::at(origin, &columns[0], &row.area, reason));
            continue;
        }
        if let Some(id) = layer.home(origin, &columns[1], &row.home) {
            names.extend(given_name(layer, rows, &id, row, origin).map(|name| (id.clone(), name)));
            laid.homes.insert(area, id);
        }
    }
    given_names::choose(layer, &mut laid, names);
    if let [first, ..] = repeated[..] {
        let rows = if repeated.len() == 1 {
            "1 row says".to_owned()
        } else {
            format!("{} rows say", repeated.len())
        };
        laid.warnings.push(format!(
            "{rows} of an area what another row says already, the first in row {first}: each area counts once"
        ));
    }
    if rows.by_postcode {
        laid.warnings.push("it is a table of postcodes: each area is where its postcodes are".to_owned());
    }
    if layer.laying.missing == Missing::Keep {
        keep_missing(layer, &mut laid);
    }
    laid
}

/// Notes where another column says another neighbourhood than the one that was taken, or speaks of one.
fn tell_rivals(layer: &mut Layer<'_>, laid: &mut Laid, rows: &AreaRows) {
    let taken = &rows.columns[1];
    for (place, column) in rows.other_columns.iter().enumerate() {
        let beside = rows.rows.iter().filter(|at| !at.row.is_total).map(|at| Beside {
            origin: &at.origin,
            own: &at.row.home,
            other: at.row.others.get(place).map_or("", String::as_str),
        });
        let beside: Vec<Beside<'_>> = beside.collect();
        if let Some(found) = contradiction(&layer.known, taken, column, &beside, &choose_by_hand(taken)) {
            layer.defects.push(PlanDefect::at(found.origin, column, found.value, found.reason));
        } else {
            laid.warnings.extend(spoken(&layer.known, taken, column, &beside));
        }
    }
}

/// Notes columns that name other areas than the codes beside them.
fn tell_other_areas(layer: &mut Layer<'_>, laid: &mut Laid, rows: &AreaRows) {
    let known = KnownAreas::of_ground(&layer.loaded.atlas.ground);
    let coded = rows.rows.iter().filter(|at| !at.row.is_total).map(|At { row, origin }| CodedRow {
        origin,
        code: &row.area,
        others: row.others.iter().map(String::as_str).collect(),
    });
    let coded: Vec<CodedRow<'_>> = coded.collect();
    let columns: Vec<&str> = rows.other_columns.iter().map(String::as_str).collect();
    for other in beside_codes(&known, &rows.columns[0], &columns, &coded) {
        match other {
            OtherAreas::Few(told) => laid.warnings.push(told),
            OtherAreas::Many { origin, column, value, reason } => {
                layer.defects.push(PlanDefect::at(origin, column, value, reason));
            }
        }
    }
}

/// What to do where two columns contradict each other.
pub(super) fn choose_by_hand(taken: &str) -> String {
    format!("choose which of the two columns is meant with column (--column {taken:?})")
}

/// An area that is not loaded is a defect, unless it is in no neighbourhood anyway. One of 2011 that is no longer used is told with
/// the areas that took its ground.
fn not_loaded(
    layer: &mut Layer<'_>,
    laid: &mut Laid,
    columns: &[String; 2],
    at: &At<AreaRow>,
    code: GssCode,
) {
    let At { row, origin } = at;
    if layer.known.meaning(&row.home) == Meaning::Unassigned {
        laid.warnings.push(format!(
            "row {}: {} is not among the areas that are loaded, and is in no neighbourhood: it is left out",
            origin.line,
            echo::cut(&row.area)
        ));
        return;
    }
    let ground = &layer.loaded.atlas.ground;
    let successors: Vec<String> = ground.area_changes().successors(code).map(|new| new.to_string()).collect();
    let reason = match &successors[..] {
        [] => "is not among the areas that are loaded".to_owned(),
        [one] => {
            format!("is a code of 2011 that is no longer used: the area became {one}, which is to stand here")
        }
        several => format!(
            "is a code of 2011 that is no longer used: the area became {}, each of which needs a row of its own",
            several.join(", ")
        ),
    };
    layer.defects.push(PlanDefect::at(origin, &columns[0], &row.area, reason).suggesting(successors));
}

/// The rows that name an area and a neighbourhood. Totals are told and left out.
fn read_codes<'a>(
    layer: &mut Layer<'_>,
    rows: &'a AreaRows,
    laid: &mut Laid,
) -> Vec<(GssCode, &'a At<AreaRow>)> {
    let columns = &rows.columns;
    let (mut codes, mut blank) = (Vec::with_capacity(rows.rows.len()), 0);
    for at in &rows.rows {
        let At { row, origin } = at;
        // A postcode outside the study area.
        if rows.by_postcode && (row.area.is_empty() || row.home.is_empty()) {
            continue;
        }
        if row.is_total {
            let what = if row.area.is_empty() { "names no area" } else { "is a total" };
            laid.warnings.push(format!("row {} {what}: it is left out", origin.line));
            continue;
        }
        let code = without_name(&row.area).parse::<GssCode>();
        if let Err(error) = &code {
            let suggestions = code_of_name(layer, &row.area).into_iter().collect();
            let told = error.to_string();
            // A defect says the value itself.
            let without_value = told.strip_prefix(&format!("{:?} ", echo::cut(&row.area)));
            let reason = if row.area.is_empty() { "is blank" } else { without_value.unwrap_or(&told) };
            layer
                .defects
                .push(PlanDefect::at(origin, &columns[0], &row.area, reason).suggesting(suggestions));
        }
        if row.home.is_empty() && layer.laying.missing == Missing::Keep {
            blank += 1;
            continue;
        }
        if row.home.is_empty() {
            layer.defects.push(PlanDefect::at(origin, &columns[1], "", "is blank"));
        }
        if let (Ok(code), false) = (code, row.home.is_empty()) {
            codes.push((code, at));
        }
    }
    if blank > 0 {
        let rows = if blank == 1 { "1 row names".to_owned() } else { format!("{blank} rows name") };
        laid.warnings.push(format!(
            "{rows} no neighbourhood: such an area stays where the base has it (missing=keep)"
        ));
    }
    laid.rows = codes.len();
    codes
}

/// The code of an area that goes by a name.
fn code_of_name(layer: &Layer<'_>, name: &str) -> Option<String> {
    let mut areas = layer.loaded.atlas.ground.geography.areas();
    areas.find(|(_, area)| area.name.eq_ignore_ascii_case(name)).map(|(_, area)| area.code.to_string())
}

/// The name that a row gives to its neighbourhood; of one that is made by a text that is no id, that text.
fn given_name(
    layer: &Layer<'_>,
    rows: &AreaRows,
    id: &NeighbourhoodId,
    row: &AreaRow,
    origin: &Origin,
) -> Option<GivenName> {
    let given = |name: &String, column: &String| GivenName {
        name: name.clone(),
        column: column.clone(),
        origin: origin.clone(),
    };
    let own = row.name.as_ref().map(|name| given(name, &rows.name_column));
    own.or_else(|| layer.is_made_by_name(id, &row.home).then(|| given(&row.home, &rows.columns[1])))
}

/// Areas that are not named stay where the base has them.
pub(super) fn keep_missing(layer: &Layer<'_>, laid: &mut Laid) {
    let base = &layer.base.division;
    for (area, _) in layer.loaded.atlas.ground.geography.areas() {
        if let (false, Some(zone)) = (laid.homes.contains_key(&area), base.zone_of_area(area)) {
            laid.homes.insert(area, base.roster().neighbourhood(zone).id.clone());
        }
    }
}
