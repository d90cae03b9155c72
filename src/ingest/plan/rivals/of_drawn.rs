//! Drawn neighbourhoods that data is made of, whose properties contradict each other.

use std::collections::{BTreeMap, BTreeSet};

use super::contradiction::{Beside, contradiction};
use super::of_table::TAKE_ONE_OUT;
use crate::domain::boundaries::partition::{Neighbourhood, Roster};
use crate::domain::ground::codes::NeighbourhoodId;
use crate::echo;
use crate::ingest::plan::known::KnownNeighbourhoods;
use crate::reading::findings::{At, Findings};
use crate::reading::polygons::PolygonFeature;

/// What the feature's own identifier is called, beside its properties.
const OWN_ID: &str = "the feature's own id";

/// Notes each property, and the features' own identifiers, where these say another of the drawn neighbourhoods than the feature is taken
/// for: `ids` and `names`, one of each a feature.
pub fn refuse_rivals(
    features: &[At<PolygonFeature>],
    ids: &[Option<String>],
    names: &[Option<String>],
    findings: &mut Findings,
) {
    let known_as = |(id, name): (&Option<String>, &Option<String>)| {
        let id = id.as_ref()?.parse::<NeighbourhoodId>().ok()?;
        let name = name.clone().unwrap_or_else(|| id.to_string());
        Some((id, name))
    };
    let drawn: BTreeMap<NeighbourhoodId, String> = ids.iter().zip(names).filter_map(known_as).collect();
    let roster = Roster::new(drawn.into_iter().map(|(id, name)| Neighbourhood { id, name }).collect());
    let known = KnownNeighbourhoods::of(&roster);
    let keys: BTreeSet<&str> =
        features.iter().flat_map(|at| at.row.properties.keys()).map(String::as_str).collect();
    let text = |at: &At<PolygonFeature>, key: &str| {
        if key == OWN_ID { at.row.id.clone() } else { at.row.text(key) }.unwrap_or_default()
    };
    let says_it = |key: &&str| features.iter().zip(ids).all(|(at, id)| id.as_ref() == Some(&text(at, key)));
    let taken = keys.iter().copied().find(says_it).unwrap_or(OWN_ID);
    for key in keys.iter().copied().chain([OWN_ID]).filter(|key| *key != taken) {
        let texts: Vec<String> = features.iter().map(|at| text(at, key)).collect();
        let beside = features.iter().zip(ids).zip(&texts).map(|((at, id), other)| Beside {
            origin: &at.origin,
            own: id.as_deref().unwrap_or_default(),
            other,
        });
        let beside: Vec<Beside<'_>> = beside.collect();
        if let Some(found) = contradiction(&known, taken, key, &beside, TAKE_ONE_OUT) {
            let reason = format!("{:?} {}", echo::cut(found.value), found.reason);
            findings.defect_at(found.origin, key, reason);
        }
    }
}
