//! A county's own table: area to neighbourhood, with the neighbourhoods' names where it has them, or by names alone.

use crate::domain::boundaries::partition::Neighbourhood;
use crate::domain::ground::codes::{GssCode, NeighbourhoodId};
use crate::echo;
use crate::ingest::made_ids::made_ids;
use crate::ingest::plan::known::{is_same_word, is_unassigned};
use crate::ingest::plan::own::decided::tell_decided;
use crate::ingest::plan::rivals::of_table::{LookupColumns, refuse_rivals};
use crate::ingest::plan::table_rows::is_total;
use crate::ingest::publishers::published::Published;
use crate::reading::findings::{At, Findings, Origin, wanted};
use crate::reading::headings::{AREA, NEIGHBOURHOOD, NEIGHBOURHOOD_NAME};
use crate::reading::table::read_rows;

/// A row as it is written.
struct LookupRow {
    code: GssCode,
    /// Its neighbourhood, by id or by name.
    home: String,
    /// The neighbourhood's name; empty where the table has none.
    name: String,
}

pub fn read(file: &str, bytes: &[u8], findings: &mut Findings, published: &mut Published) -> Option<String> {
    let home_column = format!("{NEIGHBOURHOOD}|{NEIGHBOURHOOD_NAME}");
    let name_column = format!("{NEIGHBOURHOOD_NAME}|name");
    let (mut has_ids, mut totals, mut headings) = (false, 0_usize, <[String; 2]>::default());
    let rows = read_rows(file, bytes, &[AREA, &home_column], findings, |row| {
        has_ids |= row.has(NEIGHBOURHOOD);
        if headings[0].is_empty() {
            headings = [&home_column, &name_column].map(|column| row.heading(column).to_owned());
        }
        let home = row.text(&home_column).to_owned();
        if is_total(row.text(AREA), &home) {
            totals += 1;
            return Ok(None);
        }
        if is_unassigned(&home) {
            let reason = format!(
                "{home:?} says that the area has no neighbourhood: every area needs one (and no neighbourhood is called so)"
            );
            return Err(row.unread(&home_column, reason));
        }
        let name = row.text(&name_column).to_owned();
        Ok(Some(LookupRow { code: row.parse(AREA)?, home, name }))
    });
    if totals > 0 {
        let rows = if totals == 1 {
            "1 row names no area or is a total, and is".to_owned()
        } else {
            format!("{totals} rows name no area or are totals, and are")
        };
        findings.warning(file, format!("{rows} left out"));
    }
    let rows: Vec<At<LookupRow>> = wanted(rows).collect();
    let rows = if has_ids && !are_names(&rows) { rows } else { by_names(file, rows, findings) };
    let [home_heading, name_heading] = headings;
    for At { row: LookupRow { code, home, name }, origin } in rows {
        let id = match home.parse::<NeighbourhoodId>() {
            Ok(id) => id,
            Err(error) => {
                findings.defect_at(&origin, &home_heading, error.to_string());
                continue;
            }
        };
        let name = if name.is_empty() { id.to_string() } else { name };
        match published.roster.iter().find(|at| at.row.id == id) {
            Some(known) if !is_same_word(&known.row.name, &name) => {
                let ([known_name, name], Origin { file, line }) =
                    ([&known.row.name, &name].map(|name| echo::cut(name)), &known.origin);
                let reason = format!("{id} is called {known_name:?} on {file}:{line}, and {name:?} here");
                findings.defect_at(&origin, &name_heading, reason);
            }
            Some(_) => {}
            None => {
                let row = Neighbourhood { id: id.clone(), name };
                published.roster.push(At { row, origin: origin.clone() });
            }
        }
        published.lookup.push(At { row: (code, id), origin });
    }
    let columns = LookupColumns { area: AREA, home: &home_column, name: &name_column };
    look_beside(file, bytes, columns, &published.roster, findings);
    None
}

/// Looks at what else the table says: other neighbourhoods, and what a plan decides of practices.
fn look_beside(
    file: &str,
    bytes: &[u8],
    columns: LookupColumns<'_>,
    roster: &[At<Neighbourhood>],
    findings: &mut Findings,
) {
    refuse_rivals(file, bytes, columns, roster, findings);
    tell_decided(file, bytes, &[columns.area, columns.home], findings);
}

/// Whether a text is an id rather than a name of one word: it has a digit.
fn is_surely_id(home: &str) -> bool {
    home.parse::<NeighbourhoodId>().is_ok() && home.bytes().any(|byte| byte.is_ascii_digit())
}

/// Whether what should be ids are names: the table has no names beside them, none of them is surely an id, and at least half of them
/// cannot be one.
fn are_names(rows: &[At<LookupRow>]) -> bool {
    let mut homes: Vec<&str> = rows.iter().map(|at| at.row.home.as_str()).collect();
    homes.sort_unstable();
    homes.dedup();
    let unlike = homes.iter().filter(|home| home.parse::<NeighbourhoodId>().is_err()).count();
    let has_ids = homes.iter().any(|home| is_surely_id(home));
    unlike * 2 >= homes.len() && !has_ids && rows.iter().all(|at| at.row.name.is_empty())
}

/// Rows that name their neighbourhoods, with ids that are made.
fn by_names(file: &str, rows: Vec<At<LookupRow>>, findings: &mut Findings) -> Vec<At<LookupRow>> {
    let names: Vec<&str> = rows.iter().map(|at| at.row.home.as_str()).collect();
    let ids = made_ids(file, "the table has names of neighbourhoods, and no ids", &names, findings);
    let with_id = |(At { row, origin }, id): (At<LookupRow>, String)| At {
        row: LookupRow { code: row.code, home: id, name: row.home },
        origin,
    };
    rows.into_iter().zip(ids).map(with_id).collect()
}
