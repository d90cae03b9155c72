//! How drawn edges run in a what-if, and that revisions kept before answer as they did.

use footprint::domain::geometry::crs::GridPoint;
use footprint::planning::saved::scenarios::{Decision, content_digest, to_request};
use footprint::planning::what_if::evaluate::evaluate;
use footprint::planning::what_if::request::Request;
use footprint::reading::findings::Findings;
use footprint::reading::polygons::{BadRings, DrawnPolygons, Edges, PolygonReader};
use footprint::store::{Revision, RevisionKind, ScenarioId};
use serde_json::{Value, json};

use crate::store_contract::number;
use crate::support::{county, post, post_json};

/// A band across the county: its edges along the parallels are 55 km long.
fn band() -> Value {
    json!({"type": "Polygon", "coordinates": [[[-1.7, 51.9], [-0.9, 51.9], [-0.9, 52.0], [-1.7, 52.0], [-1.7, 51.9]]]})
}

fn open(mut geometry: Value) -> Value {
    geometry["coordinates"][0].as_array_mut().unwrap().pop();
    geometry
}

/// A revision of some changes, kept with a digest and a word for how edges run.
fn revision(changes: &Value, content_digest: String, edges: Option<&str>) -> Revision {
    Revision {
        id: ScenarioId::random(),
        number: number(1),
        kind: RevisionKind::Create,
        name: "Kept".to_owned(),
        base: county().atlas.draft(None).unwrap().id.clone(),
        data: county().atlas.digest.clone(),
        changes: changes.to_string(),
        content_digest,
        undo_to: None,
        redo_to: None,
        at_ms: 0,
        actor: "local".to_owned(),
        reason: None,
        certificate: None,
        groups: None,
        edges: edges.map(str::to_owned),
    }
}

fn drawn(geometry: &Value, edges: Edges) -> DrawnPolygons {
    let geometry = serde_json::from_value(geometry.clone()).unwrap();
    DrawnPolygons::read(&geometry, &county().projector, edges).unwrap()
}

#[test]
fn an_edge_drawn_in_a_what_if_runs_as_the_same_edge_of_an_import() {
    let document = json!({"type": "Feature", "properties": {"id": "A"}, "geometry": band()});
    let reader = PolygonReader::new(&county().projector, BadRings::Refused);
    let read = reader.read("drawn", document.to_string().as_bytes(), &mut Findings::default());
    let ours = drawn(&band(), Edges::AsGiven);
    assert_eq!(ours.polygons, read[0].row.polygons);
    assert_eq!(ours.long_edges, 2, "two parallels; the meridians are short");
    let latitude = |vertex: &GridPoint| county().projector.lon_lat(*vertex).unwrap().latitude_deg();
    let ring = &ours.polygons[0].rings()[0];
    let on_a_parallel =
        |vertex: &&GridPoint| [51.9, 52.0].iter().any(|parallel| (latitude(vertex) - parallel).abs() < 1e-6);
    assert!(ring.iter().filter(on_a_parallel).count() > 14, "{} vertices", ring.len());
    assert_eq!(drawn(&band(), Edges::OnTheGrid).polygons[0].rings()[0].len(), 4);
}

#[test]
fn a_what_if_says_that_long_edges_were_given_vertices_and_refuses_an_open_ring() {
    let change =
        |geometry: Value| json!({"changes": [{"op": "move_by_polygon", "geometry": geometry, "to": "N02"}]});
    let note = post_json("/v1/evaluate", &change(band()))["notes"][0]["text"].as_str().unwrap().to_owned();
    assert!(note.contains("2 edges are so long that they were given vertices"), "{note}");
    let short = json!({"type": "Polygon", "coordinates": [[[-1.3, 51.9], [-1.28, 51.9], [-1.28, 51.92], [-1.3, 51.92], [-1.3, 51.9]]]});
    let refused = post("/v1/evaluate", &change(open(short)).to_string());
    assert_eq!(refused.status, 400);
    let error = refused.json()["errors"][0].clone();
    assert_eq!(error["pointer"], "/changes/0/geometry");
    assert_eq!(error["reason"], "ring 1 is not closed: its last position must be its first again");
}

#[test]
fn a_revision_that_was_kept_with_edges_on_the_grid_and_open_rings_answers_as_it_did() {
    let changes = json!([{"op": "move_by_polygon", "geometry": open(band()), "to": "N02"}]);
    let request = Request::read_list(None, &changes).with_edges(Edges::OnTheGrid);
    let kept = evaluate(county(), &request).unwrap_or_else(|error| panic!("{error}"));
    let mut revision = revision(&changes, content_digest(&kept), None);
    let digest = |revision: &Revision| {
        let request = to_request(county(), revision);
        evaluate(county(), &request).map(|what_if| content_digest(&what_if)).ok()
    };
    assert_eq!(digest(&revision), Some(revision.content_digest.clone()));
    // One that is kept now runs as it is read now.
    revision.changes = json!([{"op": "move_by_polygon", "geometry": band(), "to": "N02"}]).to_string();
    let now = Request::read_list(None, &serde_json::from_str(&revision.changes).unwrap());
    let now = content_digest(&evaluate(county(), &now).unwrap_or_else(|error| panic!("{error}")));
    revision.content_digest.clone_from(&now);
    assert_eq!(digest(&revision), Some(now));
}

#[test]
fn a_revision_says_how_its_edges_run_whatever_they_give_on_other_data() {
    let changes = json!([{"op": "move_by_polygon", "geometry": band(), "to": "N02"}]);
    let on_the_grid = Request::read_list(None, &changes).with_edges(Edges::OnTheGrid);
    let decided = Decision::read(county(), &on_the_grid).unwrap_or_else(|error| panic!("{error}"));
    let kept = decided.into_new(ScenarioId::random(), "Kept".to_owned(), None, 0);
    assert_eq!(kept.content.edges.as_deref(), Some("on_the_grid"));
    let decided = Decision::read(county(), &Request::read_list(None, &changes))
        .unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(
        decided.into_new(ScenarioId::random(), "Now".to_owned(), None, 0).content.edges.as_deref(),
        Some("as_given")
    );
    // A digest of other data tells nothing.
    for (word, edges) in [("on_the_grid", Edges::OnTheGrid), ("as_given", Edges::AsGiven)] {
        let kept = revision(&changes, "0".repeat(64), Some(word));
        assert_eq!(to_request(county(), &kept).edges(), edges);
    }
}
