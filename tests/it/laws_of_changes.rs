//! Laws of the nine kinds of change, as planners write them, in any order proptest can think of.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use footprint::domain::boundaries::partition::Divided;
use footprint::domain::boundaries::plan::Plan;
use footprint::domain::boundaries::side::Side;
use footprint::domain::draft::Draft;
use footprint::domain::figures::counting::Figures;
use footprint::domain::ground::footprint::Footprint;
use footprint::planning::terms::body_defect::BodyDefect;
use footprint::planning::what_if::changes::{Applied, Applying};
use footprint::planning::what_if::request::Request;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

use crate::support::county;

fn draft() -> &'static Draft {
    &county().atlas.drafts[county().atlas.current]
}

fn applied(changes: &[Value]) -> Result<Applied, Vec<BodyDefect>> {
    let plan = Plan::of(&draft().division).unwrap();
    let request = Request::read_list(None, &changes.into());
    if !request.defects().is_empty() {
        return Err(request.defects().to_vec());
    }
    Applying::new(county(), draft(), plan).apply(&request)
}

/// Those changes that hold after the ones before them.
fn held(changes: Vec<Value>) -> (Vec<Value>, Applied) {
    let mut held = Vec::new();
    let mut last = applied(&held).unwrap();
    for change in changes {
        held.push(change);
        match applied(&held) {
            Ok(applied) => last = applied,
            Err(_) => drop(held.pop()),
        }
    }
    (held, last)
}

fn divided(plan: &Plan) -> Divided {
    plan.complete(&county().atlas.ground, &draft().division).unwrap()
}

fn figures(divided: &Divided) -> Figures {
    let Divided { roster, partition, homes, closures } = divided;
    Figures::count(&county().atlas.ground, Side { roster, partition, homes, closures })
}

/// What there is to name in changes.
struct Names {
    areas: Vec<String>,
    practices: Vec<String>,
    /// Sets with a code each.
    sets: Vec<(&'static str, String)>,
    /// Where people live, in degrees.
    places: Vec<[f64; 2]>,
}

fn names() -> &'static Names {
    static NAMES: OnceLock<Names> = OnceLock::new();
    NAMES.get_or_init(|| {
        let ground = &county().atlas.ground;
        let mut sets = Vec::new();
        for (_, area) in ground.geography.areas() {
            sets.push(("msoa", area.msoa.unwrap().to_string()));
            sets.push(("ward", area.ward.unwrap().to_string()));
        }
        let here = || ground.practices.iter().filter(|(ix, _)| draft().division.home(*ix).is_some());
        sets.extend(here().filter_map(|(_, practice)| Some(("pcn", practice.network_code()?.to_string()))));
        let sites = ground.places.all().iter().step_by(101).filter_map(|place| place.site);
        Names {
            areas: ground.geography.areas().map(|(_, area)| area.code.to_string()).collect(),
            practices: here().map(|(_, practice)| practice.code.to_string()).collect(),
            sets,
            places: sites.map(|site| [site.lon_lat.longitude_deg(), site.lon_lat.latitude_deg()]).collect(),
        }
    })
}

/// One of the fifteen, or one that a change may have created.
fn zone() -> impl Strategy<Value = String> {
    (0..18usize)
        .prop_map(|number| if number < 15 { format!("N{:02}", number + 1) } else { format!("X{number}") })
}

fn areas() -> impl Strategy<Value = Vec<String>> {
    prop::sample::subsequence(names().areas.clone(), 1..40)
}

/// A rectangle around where people live.
fn drawn() -> impl Strategy<Value = Value> {
    (prop::sample::select(names().places.clone()), 0.005..0.08, 0.005..0.05).prop_map(
        |([x, y], across, up)| {
            let (west, east, south, north) = (x - across, x + across, y - up, y + up);
            let ring = json!([[west, south], [east, south], [east, north], [west, north], [west, south]]);
            json!({"type": "Polygon", "coordinates": [ring]})
        },
    )
}

/// Any of the eleven kinds.
fn change() -> impl Strategy<Value = Value> {
    let rules = ["majority_of_postcodes", "centroid", "largest_overlap"];
    prop_oneof![
        (areas(), zone()).prop_map(|(areas, to)| json!({"op": "move_areas", "areas": areas, "to": to})),
        (prop::sample::select(names().practices.clone()), zone())
            .prop_map(|(practice, to)| json!({"op": "move_practice", "practice": practice, "to": to})),
        (prop::sample::select(names().practices.clone()), prop::sample::select(names().practices.clone()))
            .prop_map(|(practice, to)| json!({"op": "close_practice", "practice": practice, "to": to})),
        (prop::sample::select(names().sets.clone()), zone())
            .prop_map(|((set, code), to)| json!({"op": "move_by_set", "set": set, "code": code, "to": to})),
        (drawn(), zone(), prop::sample::select(rules.to_vec())).prop_map(|(geometry, to, rule)| {
            json!({"op": "move_by_polygon", "geometry": geometry, "to": to, "rule": rule})
        }),
        (zone(), areas())
            .prop_map(|(id, areas)| json!({"op": "create", "id": id, "name": "New", "areas": areas})),
        (zone(), "[A-Z][a-z]{1,9}").prop_map(|(id, name)| json!({"op": "rename", "id": id, "name": name})),
        (zone(), zone()).prop_map(|(from, into)| json!({"op": "merge", "from": from, "into": into})),
        (zone(), zone()).prop_map(|(id, to)| json!({"op": "delete", "id": id, "reassign_to": to})),
        (zone(), drawn()).prop_map(|(id, geometry)| json!({"op": "redraw", "id": id, "geometry": geometry})),
        (zone(), "[a-z]{1,9}").prop_map(|(zone, reason)| {
            json!({"op": "accept_issue", "issue": format!("in_pieces:{zone}"), "reason": reason})
        }),
    ]
}

fn changes() -> impl Strategy<Value = Vec<Value>> {
    prop::collection::vec(change(), 1..7)
}

/// Changes that touch nothing in common: each area, practice and name is in one of them at most.
fn disjoint_changes() -> impl Strategy<Value = (Vec<Value>, Vec<Value>)> {
    let areas =
        prop::collection::vec((prop::option::weighted(0.3, 0..4usize), 0..15usize), names().areas.len());
    let practices = prop::sample::subsequence(names().practices.clone(), 0..5);
    (areas, practices, 1..=15, 1..=15).prop_flat_map(|(groups, practices, there, renamed)| {
        let mut changes = Vec::new();
        for group in 0..4 {
            let of = |(number, (its, _)): (usize, &(Option<usize>, usize))| {
                (*its == Some(group)).then(|| names().areas[number].clone())
            };
            let areas: Vec<String> = groups.iter().enumerate().filter_map(of).collect();
            let to = format!("N{:02}", groups[group].1 + 1);
            changes.push(match group {
                0 | 1 => json!({"op": "create", "id": format!("Y{group}"), "name": "New", "areas": areas}),
                _ => json!({"op": "move_areas", "areas": areas, "to": to}),
            });
        }
        let place =
            |code: &String| json!({"op": "move_practice", "practice": code, "to": format!("N{there:02}")});
        changes.extend(practices.iter().map(place));
        changes.push(json!({"op": "rename", "id": format!("N{renamed:02}"), "name": "Renamed"}));
        (Just(changes.clone()), Just(changes).prop_shuffle())
    })
}

/// The laws below would hold of changes that are all refused.
#[test]
fn every_kind_of_change_is_among_those_thought_of_that_hold() {
    let mut runner = TestRunner::deterministic();
    let mut held = BTreeSet::new();
    for _ in 0..400 {
        let change = change().new_tree(&mut runner).unwrap().current();
        let is_held = applied(std::slice::from_ref(&change)).is_ok();
        held.extend(is_held.then(|| change["op"].as_str().unwrap().to_owned()));
    }
    let all = [
        "accept_issue",
        "close_practice",
        "create",
        "delete",
        "merge",
        "move_areas",
        "move_by_polygon",
        "move_by_set",
        "move_practice",
    ];
    assert_eq!(held, [&all[..], &["redraw", "rename"]].concat().into_iter().map(str::to_owned).collect());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_undoes_each_kind_of_change_restores_the_plan_exactly(changes in changes()) {
        let (_, applied) = held(changes);
        let mut plan = applied.plan.clone();
        let redo: Vec<_> = applied.undo.iter().map(|inverse| plan.apply(inverse)).collect();
        prop_assert_eq!(&plan, &Plan::of(&draft().division).unwrap());
        for inverse in redo.iter().rev() {
            plan.apply(inverse);
        }
        prop_assert_eq!(plan, applied.plan, "and what undoes the undoing, the changed one");
    }

    #[test]
    fn no_kind_of_change_loses_an_area_a_person_or_a_patient(changes in changes()) {
        let (_, applied) = held(changes);
        let after = divided(&applied.plan);
        let closed = after.closures.iter().count() as u64;
        let (before, after) = (draft().figures.as_ref().unwrap(), figures(&after));
        let practices = before.total().practices - closed;
        prop_assert_eq!(after.total(), Footprint { practices, ..before.total() }, "a practice closes with no patient lost");
        prop_assert!(after.footprints.iter().all(|zone| zone.areas > 0), "nobody is left without an area");
        let (before, after) = (before.flows.as_ref().unwrap().cross_border(), after.flows.unwrap().cross_border());
        prop_assert_eq!(after.registered_outside, before.registered_outside);
        prop_assert_eq!(after.living_outside, before.living_outside);
        prop_assert_eq!(after.unknown, before.unknown);
        prop_assert_eq!(
            after.at_home + after.between_neighbourhoods,
            before.at_home + before.between_neighbourhoods
        );
    }

    #[test]
    fn changes_without_anything_in_common_give_the_same_in_any_order((one, other) in disjoint_changes()) {
        let read = |changes: &[Value]| applied(changes).map(|applied| divided(&applied.plan));
        match (read(&one), read(&other)) {
            (Ok(one), Ok(other)) => prop_assert_eq!(one, other),
            (one, other) => prop_assert!(one.is_err() && other.is_err(), "refused in one order alone"),
        }
    }

    #[test]
    fn the_same_changes_always_give_the_same_plan_and_notes(changes in changes()) {
        let (held, first) = held(changes);
        let again = applied(&held).unwrap();
        prop_assert_eq!(again.plan, first.plan);
        prop_assert_eq!(again.notes, first.notes);
    }
}
