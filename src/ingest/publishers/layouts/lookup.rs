//! A county's own table: area to neighbourhood, with the neighbourhoods' names where it has them.

use std::collections::BTreeMap;

use crate::domain::boundaries::partition::Neighbourhood;
use crate::domain::ground::codes::{GssCode, NeighbourhoodId};
use crate::echo;
use crate::ingest::publishers::published::Published;
use crate::reading::findings::At;
use crate::reading::findings::Findings;
use crate::reading::headings::{AREA, NEIGHBOURHOOD, NEIGHBOURHOOD_NAME};
use crate::reading::table::read_rows;

pub fn read(file: &str, bytes: &[u8], findings: &mut Findings, published: &mut Published) -> Option<String> {
    let name_column = format!("{NEIGHBOURHOOD_NAME}|name");
    let mut names = BTreeMap::<NeighbourhoodId, String>::new();
    let rows = read_rows(file, bytes, &[AREA, NEIGHBOURHOOD], findings, |row| {
        let (code, id) = (row.parse::<GssCode>(AREA)?, row.parse::<NeighbourhoodId>(NEIGHBOURHOOD)?);
        let name = row.text(&name_column).to_owned();
        let name = if name.is_empty() { id.to_string() } else { name };
        match names.get(&id) {
            Some(known) if *known != name => {
                row.defect(
                    &name_column,
                    format!("{id} is called {:?} above, and {:?} here", echo::cut(known), echo::cut(&name)),
                );
            }
            Some(_) => return Ok((code, id, None)),
            None => {
                names.insert(id.clone(), name.clone());
            }
        }
        Ok((code, id.clone(), Some(Neighbourhood { id, name })))
    });
    for At { row: (code, id, neighbourhood), origin } in rows {
        published.roster.extend(neighbourhood.map(|row| At { row, origin: origin.clone() }));
        published.lookup.push(At { row: (code, id), origin });
    }
    None
}
