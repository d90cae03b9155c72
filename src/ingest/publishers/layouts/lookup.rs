//! A county's own table: area to neighbourhood, with the neighbourhoods' names where it has them, or by names alone.

use std::collections::BTreeMap;

use crate::domain::boundaries::partition::Neighbourhood;
use crate::domain::ground::codes::{GssCode, NeighbourhoodId};
use crate::echo;
use crate::ingest::made_ids::made_ids;
use crate::ingest::plan::known::{is_same_word, is_unassigned};
use crate::ingest::plan::own::decided::tell_decided;
use crate::ingest::plan::rivals::of_table::{LookupColumns, LookupTable};
use crate::ingest::plan::table_rows::is_total;
use crate::ingest::publishers::published::Published;
use crate::reading::cell::without_name;
use crate::reading::findings::{At, Findings, Origin, wanted};
use crate::reading::headings::{AREA, NEIGHBOURHOOD, NEIGHBOURHOOD_NAME};
use crate::reading::repeats::count_once;
use crate::reading::table::{Row, Unread, read_rows};

/// A row as it is written.
struct LookupRow {
    code: GssCode,
    /// Its neighbourhood, by id or by name.
    home: String,
    /// The neighbourhood's name; empty where the table has none.
    name: String,
}

pub fn read(file: &str, bytes: &[u8], findings: &mut Findings, published: &mut Published) -> Option<String> {
    let home_column = home_column();
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
        if home.is_empty() {
            return Err(
                row.unread(&home_column, "is blank: every area needs a neighbourhood, by its id or its name")
            );
        }
        if is_unassigned(&home) {
            let reason = format!(
                "{home:?} says that the area has no neighbourhood: every area needs one (and no neighbourhood is called so)"
            );
            return Err(row.unread(&home_column, reason));
        }
        let name = if has_ids { row.text(&name_column).to_owned() } else { String::new() };
        Ok(Some(LookupRow { code: code(row)?, home, name }))
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
    let are_ids = has_ids && !are_names(&rows);
    if are_ids && !rows.is_empty() && rows.iter().all(|at| at.row.name.is_empty()) {
        findings.warning(file, "it has no names of neighbourhoods: each is called by its id");
    }
    let rows = if are_ids { rows } else { by_names(file, rows, findings) };
    let lookup = homes(rows, &headings, published, findings);
    keep(file, lookup, published, findings);
    let columns = LookupColumns { area: AREA, home: &home_column, name: &name_column };
    if let Some(table) = LookupTable::read(file, bytes, columns) {
        table.refuse_rivals(&published.roster, findings);
        published.lookup_tables.push(table);
    }
    tell_decided(file, bytes, &[columns.area, columns.home], findings);
    None
}

/// A neighbourhood by its id, else by its name.
fn home_column() -> String {
    format!("{NEIGHBOURHOOD}|{NEIGHBOURHOOD_NAME}|name")
}

/// The code of a row's area, which may have a name behind it.
fn code(row: &mut Row<'_>) -> Result<GssCode, Unread> {
    without_name(row.text(AREA)).parse().or_else(|_| row.parse(AREA))
}

/// The neighbourhood of each area, by id; the neighbourhoods join the roster. An id in another case is the one that was met first.
fn homes(
    rows: Vec<At<LookupRow>>,
    [home_heading, name_heading]: &[String; 2],
    published: &mut Published,
    findings: &mut Findings,
) -> Vec<At<(GssCode, NeighbourhoodId)>> {
    let (mut homes, mut in_case) = (Vec::new(), BTreeMap::<NeighbourhoodId, OtherCase>::new());
    for At { row: LookupRow { code, home, name }, origin } in rows {
        let id = match home.parse::<NeighbourhoodId>() {
            Ok(id) => id,
            Err(error) => {
                findings.defect_at(&origin, home_heading, error.to_string());
                continue;
            }
        };
        let known = published.roster.iter().find(|at| is_same_word(at.row.id.as_str(), id.as_str()));
        let Some(At { row: known, origin: first }) = known else {
            let name = if name.is_empty() { id.to_string() } else { name };
            let row = Neighbourhood { id: id.clone(), name };
            published.roster.push(At { row, origin: origin.clone() });
            homes.push(At { row: (code, id), origin });
            continue;
        };
        if known.id != id {
            let other = OtherCase { known: known.id.clone(), rows: 0, first: origin.clone() };
            in_case.entry(id).or_insert(other).rows += 1;
        }
        if !name.is_empty() && !is_same_word(&known.name, &name) {
            let ([known_name, name], Origin { file, line }) =
                ([&known.name, &name].map(|name| echo::cut(name)), first);
            let reason = format!("{} is called {known_name:?} on {file}:{line}, and {name:?} here", known.id);
            findings.defect_at(&origin, name_heading, reason);
        }
        homes.push(At { row: (code, known.id.clone()), origin });
    }
    for (id, OtherCase { known, rows, first }) in in_case {
        let rows = if rows == 1 { "1 row".to_owned() } else { format!("{rows} rows") };
        let reason = format!("{id} is taken for {known}, which differs in its capitals alone, in {rows}");
        findings.warning_at(&first, home_heading, reason);
    }
    homes
}

/// Rows that write an id in another case than the first did.
struct OtherCase {
    known: NeighbourhoodId,
    rows: usize,
    first: Origin,
}

/// Adds areas to those of other tables. A row that says the same as another counts once; a table that says other neighbourhoods than
/// another one is another draft, which is one defect.
fn keep(
    file: &str,
    lookup: Vec<At<(GssCode, NeighbourhoodId)>>,
    published: &mut Published,
    findings: &mut Findings,
) {
    let known: BTreeMap<GssCode, &At<(GssCode, NeighbourhoodId)>> =
        published.lookup.iter().map(|at| (at.row.0, at)).collect();
    let contradicting: Vec<_> = lookup
        .iter()
        .filter_map(|at| Some((at, *known.get(&at.row.0)?)))
        .filter(|(at, known)| known.row.1 != at.row.1)
        .collect();
    if let [(at, first), ..] = contradicting[..] {
        let areas = match contradicting.len() {
            1 => "1 area is".to_owned(),
            several => format!("{several} areas are"),
        };
        let reason = format!(
            "{areas} in another neighbourhood here than in {}, as {} in {} and not in {}: two drafts. Take one of the two files out, or name \
             it with --draft {file}, which keeps it beside the other",
            first.origin.file, at.row.0, at.row.1, first.row.1
        );
        findings.defect(file, reason);
        return;
    }
    published.lookup.extend(lookup);
    published.lookup = count_once(std::mem::take(&mut published.lookup), |(code, _)| *code, findings);
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
