//! What neighbourhoods and areas are called in sentences, so that nobody mistakes one for another.

use crate::domain::boundaries::partition::{Roster, ZoneIx};
use crate::domain::ground::geography::Area;

/// A neighbourhood's name, with its id where another has the same name.
#[must_use]
pub fn neighbourhood(roster: &Roster, zone: ZoneIx) -> String {
    let named = roster.neighbourhood(zone);
    let is_shared = roster.iter().any(|(other, known)| other != zone && known.name == named.name);
    if is_shared { format!("{} ({})", named.name, named.id) } else { named.name.clone() }
}

/// An area's name, behind that of its middle layer area where that is known: `Islip, Arncott & Chesterton: Cherwell 016F`.
#[must_use]
pub fn area(area: &Area) -> String {
    let name = if area.name.is_empty() { area.code.as_str() } else { &area.name };
    if area.msoa_name.is_empty() { name.to_owned() } else { format!("{}: {name}", area.msoa_name) }
}
