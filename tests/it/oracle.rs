//! The service's figures against their twin in Python, which computes them again from the shipped tables alone.
//!
//! `tests/oracle` shares no code with the service, and follows the definitions by other means: dissolved borders are
//! unpaired edges there, and points are found by another library. Without python3 or what it needs, these tests say so
//! and pass.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use footprint::planning::what_if::evaluate::evaluate;
use footprint::planning::what_if::request::Request;
use serde_json::{Value, json};

use crate::drawn;
use crate::nudged::{NUDGED, nudged_files};
use crate::support::{get_json, post_json, skip_without};

mod answers;
mod closing;
mod differences;
mod many;
mod profiles;

use differences::Differences;

/// Figures of one neighbourhood, before and after: where the service has each, and where the oracle has it.
const FIGURES: &[(&str, &str)] = &[
    ("/areas", "/areas"),
    ("/area_m2", "/area_m2"),
    ("/residents", "/residents"),
    ("/core20_residents", "/core20_residents"),
    ("/practices", "/practices"),
    ("/list_size", "/list_size"),
    ("/registered_by_practice", "/registered_by_practice"),
    ("/registered_by_residence", "/registered_by_residence"),
    ("/registered_at_home", "/registered_at_home"),
    ("/self_containment", "/self_containment"),
    ("/localisation", "/localisation"),
    ("/pieces", "/pieces"),
];

/// What the list of neighbourhoods has besides, of the draft as it is.
const LISTED: &[(&str, &str)] = &[("/perimeter_m", "/perimeter_m")];

/// Figures of a whole what-if. Tables and lists are compared to their last cell.
const WHOLE: &[(&str, &str)] = &[
    ("/flows/before", "/before/flows"),
    ("/flows/after", "/after/flows"),
    ("/moved/residents", "/change/residents"),
    ("/moved/registered_by_residence", "/change/registered_by_residence"),
    ("/consequences/movement/areas", "/change/areas"),
    ("/consequences/movement/residents", "/change/residents"),
    ("/consequences/movement/practices", "/change/practices"),
    ("/consequences/movement/postcodes", "/change/postcodes"),
    ("/consequences/movement/patients/moved", "/change/registered_by_residence"),
    ("/consequences/movement/patients/to_cross_border", "/change/patients_turned_cross_border"),
    ("/consequences/movement/patients/to_inside", "/change/patients_turned_inside"),
    ("/consequences/movement/variation_bits", "/change/variation_of_information_bits"),
    ("/consequences/core_retention", "/change/retention"),
    ("/consequences/districts/before/homogeneity", "/before/districts/homogeneity"),
    ("/consequences/districts/before/completeness", "/before/districts/completeness"),
    ("/consequences/districts/before/v_measure", "/before/districts/v_measure"),
    ("/consequences/districts/before/border_share", "/before/districts/border_coincidence"),
    ("/consequences/districts/after/homogeneity", "/after/districts/homogeneity"),
    ("/consequences/districts/after/completeness", "/after/districts/completeness"),
    ("/consequences/districts/after/v_measure", "/after/districts/v_measure"),
    ("/consequences/districts/after/border_share", "/after/districts/border_coincidence"),
];

/// Consequences for a neighbourhood, on the side before or after.
const BEYOND: &[(&str, &str)] = &[
    ("/equity/SIDE/mean_imd_decile", "/mean_imd_decile"),
    ("/equity/SIDE/core20_share", "/core20_share"),
    ("/equity/SIDE/rural_residents", "/rural_residents"),
    ("/equity/SIDE/rural_share", "/rural_share"),
    ("/equity/SIDE/census_2021", "/census_2021"),
    ("/shape/SIDE/polsby_popper", "/polsby_popper"),
    ("/shape/SIDE/reock", "/reock"),
    ("/shape/SIDE/hull_ratio", "/hull_ratio"),
];

/// Access to practices for a neighbourhood, likewise: from the oracle's table of each kind of nearest practice.
const ACCESS: &[(&str, &str)] = &[
    ("/access/SIDE/here/distances/residents", "/here/neighbourhoods/ID/residents"),
    ("/access/SIDE/here/distances/mean_m", "/here/neighbourhoods/ID/mean_m"),
    ("/access/SIDE/here/distances/p90_m", "/here/neighbourhoods/ID/p90_m"),
    ("/access/SIDE/here/residents_own", "/here/neighbourhoods/ID/residents_own"),
    ("/access/SIDE/here/residents_another", "/here/neighbourhoods/ID/residents_another"),
    ("/access/SIDE/here/residents_outside", "/here/neighbourhoods/ID/residents_outside"),
    ("/access/SIDE/everywhere/distances/mean_m", "/everywhere/neighbourhoods/ID/mean_m"),
    ("/access/SIDE/everywhere/distances/p90_m", "/everywhere/neighbourhoods/ID/p90_m"),
    ("/access/SIDE/everywhere/residents_own", "/everywhere/neighbourhoods/ID/residents_own"),
    ("/access/SIDE/everywhere/residents_another", "/everywhere/neighbourhoods/ID/residents_another"),
    ("/access/SIDE/everywhere/residents_outside", "/everywhere/neighbourhoods/ID/residents_outside"),
    ("/access/SIDE/own/mean_m", "/own/neighbourhoods/ID/mean_m"),
    ("/access/SIDE/own/p90_m", "/own/neighbourhoods/ID/p90_m"),
];

/// An area of 2011 (E01028424) became three, which lie in one neighbourhood until one of them moves.
const A_PART_OF_2011: &str = "E01035737";

/// The draft that is shipped.
const SHIPPED: &str = "illustrative-2026";

/// Rules of every kind to judge each what-if by.
static RULES: LazyLock<Value> = LazyLock::new(|| {
    json!({"rules": [
        {"figure": "residents", "least": 40_000, "most": 65_000},
        {"figure": "registered_by_practice", "most": 60_000},
        {"figure": "list_size", "least": 50_000},
        {"figure": "practices", "least": 3},
        {"figure": "self_containment", "least": 0.75},
        {"figure": "localisation", "least": 0.75, "most": 0.95},
    ]})
});

const NEEDED: &str = "import numpy, pandas\nfrom math import lcm\nfrom shapely import STRtree, multipolygons";

/// Where the shipped tables are.
fn shipped() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data")
}

/// Runs the oracle on a data directory; without what it needs, the reason is printed.
fn oracle(data: &Path, arguments: &[&str]) -> Option<Vec<u8>> {
    let reason = match Command::new("python3").args(["-c", NEEDED]).output() {
        Ok(tried) if tried.status.success() => None,
        Ok(tried) => String::from_utf8_lossy(&tried.stderr).lines().last().map(str::to_owned),
        Err(error) => Some(format!("python3: {error}")),
    };
    if let Some(reason) = reason {
        skip_without("oracle", &format!("the oracle cannot run: {reason}"));
        return None;
    }
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut command = Command::new("python3");
    command.arg(project.join("tests/oracle/oracle.py")).arg("--data").arg(data);
    let output = command.args(arguments).output().unwrap();
    let told = [String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr)].concat();
    assert!(output.status.success(), "{told}");
    Some(output.stdout)
}

/// The oracle's answer to a what-if on a draft of a data directory.
fn oracle_on(data: &Path, draft: &str, what_if: &Value) -> Option<Value> {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), what_if.to_string()).unwrap();
    let answer = oracle(data, &["--draft", draft, "--changes", file.path().to_str().unwrap()])?;
    Some(serde_json::from_slice(&answer).unwrap())
}

/// Compares the service's answer to a what-if with the oracle's.
fn compare(changes: &Value) {
    let include = ["access", "boundary_sets", "population", "postcodes"];
    let what_if = json!({"changes": changes, "policy": RULES.clone(), "explain": true, "include": include});
    if let Some(expected) = oracle_on(&shipped(), SHIPPED, &what_if) {
        assert_agree(&post_json("/v1/evaluate", &what_if), &expected);
    }
}

/// Every figure of an answer, and of its lists.
fn assert_agree(answer: &Value, expected: &Value) {
    let mut differences = Differences::default();
    differences.note_all("", answer, expected, WHOLE);
    compare_neighbourhoods(answer, expected, &mut differences);
    for (what, found, expected) in answers::lists(answer, expected) {
        differences.note(what, &found, &expected);
    }
    differences.assert_none();
}

/// Every figure of the neighbourhoods touched, and that no other one has changed.
fn compare_neighbourhoods(answer: &Value, expected: &Value, differences: &mut Differences) {
    let touched = answer["neighbourhoods"].as_array().unwrap();
    let beyond = answer["consequences"]["neighbourhoods"].as_array().unwrap();
    assert_eq!(touched.len(), beyond.len());
    for (zone, beyond) in touched.iter().zip(beyond) {
        let id = zone["id"].as_str().unwrap();
        assert_eq!(beyond["id"], id);
        for side in ["before", "after"] {
            let (what, of_side) = (format!("{id}/{side}"), &expected[side]);
            if zone[side].is_null() {
                differences.note(&what, &Value::Null, &of_side["neighbourhoods"][id]);
                continue;
            }
            differences.note_all(&what, &zone[side], &of_side["neighbourhoods"][id], FIGURES);
            for (ours, theirs) in BEYOND {
                let ours = ours.replace("SIDE", side);
                differences.note_all(&what, beyond, &of_side["neighbourhoods"][id], &[(&ours, theirs)]);
            }
            for (ours, theirs) in ACCESS {
                let (ours, theirs) = (ours.replace("SIDE", side), theirs.replace("ID", id));
                differences.note_all(&what, beyond, &of_side["access"], &[(&ours, &theirs)]);
            }
            let share = &beyond["shape"][side]["district_border_share"];
            differences.note(&what, share, &of_side["districts"]["neighbourhoods"][id]);
        }
    }
    for (id, before) in expected["before"]["neighbourhoods"].as_object().unwrap() {
        let is_told = touched.iter().any(|zone| zone["id"] == **id);
        if !is_told && *before != expected["after"]["neighbourhoods"][id] {
            differences.push(format!("{id}: changed, and is not among the neighbourhoods touched"));
        }
    }
}

#[test]
fn the_oracle_reproduces_the_golden_figures() {
    if let Some(told) = oracle(&shipped(), &["--check"]) {
        println!("{}", String::from_utf8_lossy(&told));
    }
}

#[test]
fn the_figures_of_every_neighbourhood_agree_with_the_oracle() {
    let Some(expected) = oracle_on(&shipped(), SHIPPED, &json!({"changes": []})) else {
        return;
    };
    let list = get_json("/v1/neighbourhoods");
    let items = list["items"].as_array().unwrap();
    let expected = &expected["before"]["neighbourhoods"];
    assert_eq!(items.len(), expected.as_object().unwrap().len());
    let mut differences = Differences::default();
    for item in items {
        let id = item["id"].as_str().unwrap();
        differences.note_all(id, &item["figures"], &expected[id], FIGURES);
        differences.note_all(id, item, &expected[id], LISTED);
    }
    differences.assert_none();
}

#[test]
fn without_changes_flows_agree_with_the_oracle_before_and_after() {
    compare(&json!([]));
}

#[test]
fn a_moved_area_agrees_with_the_oracle() {
    compare(&json!([{"op": "move_areas", "areas": ["E01028422"], "to": "N02"}]));
}

/// Its patients were spread over its parts by a model, so that two neighbourhoods have none to all of them.
#[test]
fn a_part_of_an_area_of_2011_that_moves_gives_the_ranges_that_the_oracle_finds() {
    let changes = json!([{"op": "move_areas", "areas": [A_PART_OF_2011], "to": "N02"}]);
    compare(&changes);
    let answer = post_json("/v1/evaluate", &json!({"changes": changes}));
    let told = answer["ranges"]["after"].as_array().unwrap();
    let living = told
        .iter()
        .find(|range| range["neighbourhood"]["id"] == "N02" && range["figure"] == "registered_by_residence");
    let living = living.unwrap();
    assert_eq!((&living["least"], &living["most"]), (&json!(50_430), &json!(56_284)), "{living}");
    assert_eq!((&living["basis"], &living["areas_of_2011"]), (&json!("modelled"), &json!(["E01028424"])));
    assert_eq!(answer["ranges"]["before"].as_array().unwrap().len(), 1, "before, only Botley's merger");
}

/// Two areas are moved twice, one ends in a second piece and holds the sites of two practices: one goes with it, the
/// other has been placed before.
#[test]
fn several_moved_areas_and_a_practice_agree_with_the_oracle() {
    compare(&json!([
        {"op": "move_areas", "areas": ["E01028422", "E01028426"], "to": "N02"},
        {"op": "move_practice", "practice": "K84007", "to": "N10"},
        {"op": "move_practice", "practice": "K84035", "to": "N15"},
        {"op": "move_areas", "areas": ["E01028652"], "to": "N01"},
        {"op": "move_areas", "areas": ["E01028435", "E01028422"], "to": "N03"},
        {"op": "move_practice", "practice": "K84012", "to": "N06"},
        {"op": "move_areas", "areas": ["E01028426"], "to": "N01"},
    ]));
}

/// Whole MSOAs, wards and districts change hands; a network moves its practices alone.
#[test]
fn sets_agree_with_the_oracle() {
    compare(&json!([
        {"op": "move_by_set", "set": "msoa", "code": "E02005928", "to": "N02"},
        {"op": "move_by_set", "set": "ward", "code": "E05011348", "to": "N03"},
        {"op": "move_by_set", "set": "pcn", "code": "U12754", "to": "N05"},
        {"op": "move_by_set", "set": "district", "code": "E07000180", "to": "N12"},
        {"op": "move_areas", "areas": ["E01028652"], "to": "N15"},
        {"op": "move_areas", "areas": ["E01028640"], "to": "N14"},
        {"op": "move_areas", "areas": ["E01028641"], "to": "N13"},
    ]));
}

/// A neighbourhood is made, given more, renamed and has a practice placed in it; others are merged and deleted, and what was
/// placed in them goes along.
#[test]
fn made_renamed_merged_and_deleted_neighbourhoods_agree_with_the_oracle() {
    compare(&json!([
        {"op": "create", "id": "N16", "name": "Banbury West", "areas": ["E01028426", "E01028428", "E01028430"]},
        {"op": "move_areas", "areas": ["E01028432"], "to": "N16"},
        {"op": "move_practice", "practice": "K84007", "to": "N10"},
        {"op": "rename", "id": "N16", "name": "West of the Cherwell"},
        {"op": "merge", "from": "N10", "into": "N09"},
        {"op": "create", "id": "A1", "name": "First by id", "areas": ["E01028652"]},
        {"op": "move_practice", "practice": "K84012", "to": "N13"},
        {"op": "delete", "id": "N13", "reassign_to": "N16"},
    ]));
}

/// A square over the middle of Oxford that cuts whatever it meets, by each rule.
#[test]
fn drawn_polygons_agree_with_the_oracle_by_every_rule() {
    let square = |west: f64, to: &str, rule: &str| {
        let (east, south, north) = (west + 0.05, 51.74, 51.77);
        let ring = json!([[west, south], [east, south], [east, north], [west, north], [west, south]]);
        json!({"op": "move_by_polygon", "to": to, "rule": rule, "geometry": {"type": "Polygon", "coordinates": [ring]}})
    };
    for rule in ["majority_of_postcodes", "centroid", "largest_overlap"] {
        compare(&json!([square(-1.28, "N11", rule), square(-1.236, "N12", rule)]));
    }
}

/// A smaller border, with a hole, gives areas away from the outside in; a larger one, of two parts, takes some.
#[test]
fn redrawn_borders_agree_with_the_oracle() {
    let smaller = json!({"type": "Polygon", "coordinates": [
        [[-1.22, 51.71], [-1.18, 51.71], [-1.18, 51.735], [-1.22, 51.735], [-1.22, 51.71]],
        [[-1.205, 51.72], [-1.195, 51.72], [-1.195, 51.725], [-1.205, 51.725], [-1.205, 51.72]]]});
    let larger = json!({"type": "MultiPolygon", "coordinates": [
        [[[-1.35, 51.98], [-1.2, 51.98], [-1.2, 52.12], [-1.35, 52.12], [-1.35, 51.98]]],
        [[[-1.6, 51.9], [-1.5, 51.9], [-1.5, 51.97], [-1.6, 51.97], [-1.6, 51.9]]]]});
    compare(&json!([
        {"op": "redraw", "id": "N10", "geometry": smaller},
        {"op": "redraw", "id": "N01", "geometry": larger},
    ]));
}

/// Every kind of change after the others, so that each sees what those before it made.
#[test]
fn every_kind_of_change_in_one_plan_agrees_with_the_oracle() {
    let square = json!({"type": "Polygon", "coordinates": [
        [[-1.3, 51.6], [-1.1, 51.6], [-1.1, 51.7], [-1.3, 51.7], [-1.3, 51.6]]]});
    let strip = json!({"type": "Polygon", "coordinates": [
        [[-1.33, 51.9], [-1.05, 51.9], [-1.05, 52.0], [-1.33, 52.0], [-1.33, 51.9]]]});
    compare(&json!([
        {"op": "move_by_polygon", "geometry": square, "to": "N14", "rule": "largest_overlap"},
        {"op": "create", "id": "N20", "name": "Between", "areas": ["E01028422", "E01028426"]},
        {"op": "redraw", "id": "N20", "geometry": strip},
        {"op": "move_by_set", "set": "pcn", "code": "U20827", "to": "N20"},
        {"op": "merge", "from": "N07", "into": "N08"},
        {"op": "move_practice", "practice": "K84065", "to": "N20"},
        {"op": "delete", "id": "N05", "reassign_to": "N20"},
        {"op": "move_by_set", "set": "msoa", "code": "E02005928", "to": "N02"},
        {"op": "rename", "id": "N20", "name": "The middle"},
        {"op": "move_areas", "areas": ["E01028652"], "to": "N11"},
    ]));
}

/// A county without Census counts, and with a dormant practice: as it is, and with what its people might change.
#[test]
fn another_county_agrees_with_the_oracle_as_it_is_and_changed() {
    let Some((data, loaded)) = crate::support::buckinghamshire() else { return };
    let changes = json!([
        {"op": "move_areas", "areas": ["E01017627", "E01017628"], "to": "B07"},
        {"op": "merge", "from": "B13", "into": "B08"},
        {"op": "create", "id": "B20", "name": "Between", "areas": ["E01017640", "E01017642", "E01017649"]},
        {"op": "delete", "id": "B12", "reassign_to": "B20"},
    ]);
    for changes in [json!([]), changes] {
        let include = ["access", "boundary_sets", "population", "postcodes"];
        let what_if =
            json!({"changes": changes, "policy": RULES.clone(), "explain": true, "include": include});
        if let Some(expected) = oracle_on(data.path(), "draft", &what_if) {
            let request = Request::read(&what_if);
            let what_if = evaluate(loaded, &request).unwrap();
            assert_agree(&serde_json::to_value(what_if.answer()).unwrap(), &expected);
        }
    }
}

/// Areas allocated to drawn polygons, and practices whose site is drawn apart from the area around it.
#[test]
fn a_drawn_draft_agrees_with_the_oracle_as_it_is_and_changed() {
    let data = tempfile::tempdir().unwrap();
    for (path, bytes) in nudged_files() {
        let file = data.path().join(path);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, bytes).unwrap();
    }
    let changes = json!([
        {"op": "move_areas", "areas": ["E01028422", "E01028652"], "to": "N02"},
        {"op": "merge", "from": "N07", "into": "N08"},
        {"op": "move_practice", "practice": "K84007", "to": "N10"},
        {"op": "delete", "id": "N10", "reassign_to": "N09"},
        {"op": "delete", "id": "N05", "reassign_to": "N04"},
    ]);
    for changes in [json!([]), changes] {
        let what_if = json!({"base": NUDGED, "changes": changes, "policy": RULES.clone(), "include": ["access", "boundary_sets", "population"]});
        if let Some(expected) = oracle_on(data.path(), NUDGED, &what_if) {
            assert_agree(&drawn::evaluate(&what_if).json(), &expected);
        }
    }
}
