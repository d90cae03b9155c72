//! Boundaries as GeoJSON (RFC 7946), each neighbourhood with its figures.

use geojson::{Feature, FeatureCollection, JsonObject};
use serde_json::{Value, json};

use crate::domain::atlas::Atlas;
use crate::domain::boundaries::partition::ZoneIx;
use crate::domain::boundaries::practice_decisions::PracticeDecisions;
use crate::domain::draft::Draft;
use crate::features::people;
use crate::ingest::plan::annotations::{AcceptedRow, Annotations};
use crate::planning::describe::profile;
use crate::planning::terms::geometry;
use crate::planning::terms::provenance::Provenance;

/// The tables that figures are made of.
const PARTS: [&str; 6] = ["areas", "practices", "registrations", "ages", "accommodation", "indicators"];

/// The scenario that boundaries are of, as it is known again when they are imported.
pub struct PlanMembers<'a> {
    /// Digest of the plan.
    pub content_digest: Option<&'a str>,
    /// What it decides of practices.
    pub practices: &'a PracticeDecisions,
    /// How much is kept with it beside its borders, practices and names.
    pub annotations: Option<Annotations>,
    /// Issues that it accepts.
    pub accepted: &'a [AcceptedRow],
}

/// All neighbourhoods, in order of their ids; title, caveat, attribution and sources are members of the collection, and so
/// are where it can be read again, and what the plan is known by, where these are known.
#[must_use]
pub fn features(
    atlas: &Atlas,
    draft: &Draft,
    permalink: Option<&str>,
    plan: Option<&PlanMembers<'_>>,
) -> FeatureCollection {
    let none = PracticeDecisions::default();
    let practices = plan.map_or(&none, |plan| plan.practices);
    let features = draft.division.roster().iter().map(|(zone, _)| feature(atlas, draft, zone)).collect();
    let mut said = object(json!({
        "title": draft.scenario.as_ref().map_or(&draft.title, |scenario| &scenario.name),
        "status": draft.status,
        "caveat": draft.caveat,
        "attribution": atlas.attribution,
        "data": atlas.digest,
        "permalink": permalink,
        "base": draft.base_id(),
        "annotations": plan.and_then(|plan| plan.annotations),
        "accepted_issues": plan.map_or(&[][..], |plan| plan.accepted),
        "sources": Provenance::of(atlas, draft, &PARTS).parts,
    }));
    said.extend(known_by(plan.and_then(|plan| plan.content_digest), practices));
    FeatureCollection { bbox: None, features, foreign_members: Some(said) }
}

/// The members by which a collection of features is known again as the boundaries of a plan: its digest, and what it decides of practices.
#[must_use]
pub fn known_by(content_digest: Option<&str>, practices: &PracticeDecisions) -> JsonObject {
    let PracticeDecisions { placed, closed } = practices;
    let placed: JsonObject = placed.iter().map(|(practice, id)| (practice.to_string(), json!(id))).collect();
    let closed: JsonObject =
        closed.iter().map(|(practice, taker)| (practice.to_string(), json!(taker))).collect();
    object(json!({
        "content_digest": content_digest,
        "practices_placed": placed,
        "practices_closed": closed,
    }))
}

fn feature(atlas: &Atlas, draft: &Draft, zone: ZoneIx) -> Feature {
    let profile = profile::neighbourhood(atlas, draft, zone);
    let mut properties = object(json!({
        "id": profile.id,
        "name": profile.name,
        "draft": draft.base_id(),
        "scenario": draft.scenario.as_ref().map(|_| &draft.id),
        "status": draft.status,
        "caveat": draft.caveat,
        "attribution": atlas.attribution,
        "perimeter_m": profile.perimeter_m,
    }));
    properties.extend(object(serde_json::to_value(&profile.figures).unwrap_or_default()));
    let population = people::of_neighbourhood(&atlas.ground, draft, zone);
    let names = people::properties().map(|property| property.name.to_owned());
    properties.extend(names.zip(people::values(population.as_ref()).into_iter().map(Value::from)));
    Feature {
        bbox: profile.bbox.map(geometry::to_geojson_bbox),
        geometry: Some(geometry::multi_polygon(draft.coverage(&atlas.ground), draft.outline(zone))),
        id: Some(geojson::feature::Id::String(profile.id.to_owned())),
        properties: Some(properties),
        foreign_members: None,
    }
}

fn object(value: Value) -> JsonObject {
    match value {
        Value::Object(object) => object,
        _ => JsonObject::new(),
    }
}
