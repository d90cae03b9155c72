//! Names that a file gives to its neighbourhoods: each has one, that of most of its rows, and none takes the name of another.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::known::{KnownNeighbourhoods, is_same_word, plain};
use super::laid::{GivenName, Laid, Names};
use super::layer::Layer;
use super::plan_defect::PlanDefect;
use crate::domain::ground::codes::NeighbourhoodId;
use crate::echo;

/// The name of each neighbourhood: that of most of its rows, of as many the one that it has already. The other rows are defects.
pub(super) fn choose(layer: &mut Layer<'_>, laid: &mut Laid, given: Vec<(NeighbourhoodId, GivenName)>) {
    let mut by_id = BTreeMap::<NeighbourhoodId, BTreeMap<String, Vec<GivenName>>>::new();
    // An id that stands where names are expected is no name, as the two columns are headed the other way round; nor is an id with the name
    // that it has.
    let is_id_again = |(id, given): &(NeighbourhoodId, GivenName)| {
        let is_known = || layer.known.name(id).is_some_and(|name| !is_same_word(name, &given.name));
        layer.laying.names == Names::AsKnown
            && is_known()
            && layer.known.find(&given.name).as_ref() == Some(id)
    };
    for (id, name) in given.into_iter().filter(|given| !is_id_again(given)) {
        by_id.entry(id).or_default().entry(plain(&name.name)).or_default().push(name);
    }
    for (id, mut words) in by_id {
        let known = layer.known.name(&id).map(plain);
        let weight = |(word, rows): &(&String, &Vec<GivenName>)| {
            (rows.len(), known.as_ref() == Some(*word), Reverse(rows[0].origin.line))
        };
        let Some(best) = words.iter().max_by_key(weight).map(|(word, _)| word.clone()) else { continue };
        let Some(mut rows) = words.remove(&best) else { continue };
        let (count, chosen) = (rows.len(), rows.swap_remove(0));
        for other in words.into_values().flatten() {
            let defect = of_another(&layer.known, &id, &other).unwrap_or_else(|| {
                let names = [&chosen.name, &other.name].map(|name| echo::cut(name));
                let rows =
                    if count == 1 { format!("row {}", chosen.origin.line) } else { format!("{count} rows") };
                let reason = format!("{id} is called {:?} in {rows} and {:?} here", names[0], names[1]);
                PlanDefect::at(&other.origin, &other.column, &other.name, reason)
            });
            layer.defects.push(defect);
        }
        laid.names.insert(id, chosen);
    }
}

/// Notes each name that is another neighbourhood's, unless that one goes or is given a name that is nobody's: where names go round
/// among neighbourhoods, their ids and names were shifted against each other. An export that is brought back has the names it has.
pub(super) fn refuse_names_of_others(layer: &mut Layer<'_>, laid: &Laid) {
    if layer.laying.names == Names::AsWritten {
        return;
    }
    let staying: BTreeSet<&NeighbourhoodId> = laid.homes.values().collect();
    let has_one_of_today = |other: &NeighbourhoodId| {
        let next = laid.names.get(other);
        staying.contains(other) && next.is_none_or(|next| layer.known.find(&next.name).is_some())
    };
    let taken = laid.names.iter().filter_map(|(id, given)| {
        let other = layer.known.find(&given.name).filter(|other| other != id && has_one_of_today(other));
        other.and_then(|_| of_another(&layer.known, id, given))
    });
    let taken: Vec<PlanDefect> = taken.collect();
    layer.defects.extend(taken);
}

/// A name that says another neighbourhood than the one it is given to.
fn of_another(
    known: &KnownNeighbourhoods<'_>,
    id: &NeighbourhoodId,
    given: &GivenName,
) -> Option<PlanDefect> {
    let GivenName { name, column, origin } = given;
    let other = known.find(name).filter(|other| other != id)?;
    let called = echo::cut(known.name(&other).unwrap_or_default());
    let reason =
        format!("says {other} ({called}), and stands beside {id}: did you mean {id}, or {other} ({called})?");
    let suggestions = vec![id.to_string(), other.to_string()];
    Some(PlanDefect::at(origin, column, name, reason).suggesting(suggestions))
}
