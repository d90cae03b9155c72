//! Plans that contradict themselves: told where they do, and never half of it taken in silence.

use serde_json::{Value, json};

use crate::import_areas::preview;
use crate::support::{county, get_json};

const GEOJSON: &str = "application/geo+json";

fn table(text: &str) -> Value {
    preview("missing=keep", "text/csv", text.to_owned())
}

/// Every area with its neighbourhood's id and name, or as `other` says.
fn whole_plan(other: impl Fn(&str) -> Option<[&'static str; 2]>) -> String {
    let (atlas, mut table) = (&county().atlas, "area,neighbourhood,neighbourhood_name\n".to_owned());
    let division = &atlas.draft(None).unwrap().division;
    for (ix, area) in atlas.ground.geography.areas() {
        let known = division.roster().neighbourhood(division.zone_of_area(ix).unwrap());
        let [id, name] = other(area.code.as_str()).unwrap_or([known.id.as_str(), &known.name]);
        table.extend([area.code.as_str(), ",", id, ",\"", name, "\"\n"]);
    }
    table
}

fn name_of(id: &str) -> &'static str {
    let division = &county().atlas.draft(None).unwrap().division;
    let zone = division.roster().find(&id.parse().unwrap()).unwrap();
    &division.roster().neighbourhood(zone).name
}

#[test]
fn a_row_with_one_neighbourhoods_id_and_anothers_name_is_a_defect() {
    for name in ["Banbury", "banbury ", "N01"] {
        let told = table(&format!("area,neighbourhood,Neighbourhood name\nE01028422,N02,{name}\n"));
        let error = &told["errors"][0];
        assert_eq!(
            (&error["row"], &error["column"], &error["suggestions"]),
            (&json!(2), &json!("Neighbourhood name"), &json!(["N02", "N01"])),
            "{told}"
        );
        let reason = error["reason"].as_str().unwrap();
        assert!(reason.contains("did you mean N02, or N01 (Banbury)?"), "{reason}");
        assert_eq!(told["errors"].as_array().unwrap().len(), 1, "{told}");
    }
    // The same in a property of a feature.
    let mut document = get_json("/collections/neighbourhoods/items?limit=100");
    for feature in document["features"].as_array_mut().unwrap() {
        if feature["id"] == "N02" {
            feature["properties"]["name"] = json!("Banbury");
        }
    }
    let told = preview("", GEOJSON, document.to_string());
    assert_eq!(told["errors"][0]["suggestions"], json!(["N02", "N01"]), "{}", told["errors"]);
}

#[test]
fn of_a_whole_layer_the_row_that_contradicts_is_blamed_and_not_the_others() {
    let first = |wrong: [&'static str; 2]| {
        let division = &county().atlas.draft(None).unwrap().division;
        let of_2 = division.roster().find(&"N02".parse().unwrap());
        let areas = county().atlas.ground.geography.areas();
        let (row, area) = areas.enumerate().find(|(_, (ix, _))| division.zone_of_area(*ix) == of_2).unwrap();
        let code = area.1.code;
        (row + 2, preview("", "text/csv", whole_plan(|other| (other == code.as_str()).then_some(wrong))))
    };
    for wrong in [["N02", "Banbury"], ["N02", "Some other name"], ["N01", name_of("N02")]] {
        let (row, told) = first(wrong);
        let errors = told["errors"].as_array().unwrap();
        assert_eq!(errors.len(), 1, "{wrong:?}: {told}");
        assert_eq!((&errors[0]["row"], &errors[0]["value"]), (&json!(row), &json!(wrong[1])), "{told}");
    }
}

#[test]
fn names_that_go_round_are_defects_and_those_of_one_that_goes_are_taken() {
    let swapped = format!(
        "area,neighbourhood,neighbourhood_name\nE01028422,N02,Banbury\nE01028423,N01,\"{}\"\n",
        name_of("N02")
    );
    let told = table(&swapped);
    assert_eq!(told["errors"].as_array().unwrap().len(), 2, "{told}");
    assert_eq!(told["errors"][0]["suggestions"], json!(["N02", "N01"]), "{told}");
    // Drawn, with every id moved on by one.
    let mut document = get_json("/collections/neighbourhoods/items?limit=100");
    let features = document["features"].as_array_mut().unwrap();
    let mut ids: Vec<Value> = features.iter().map(|feature| feature["id"].clone()).collect();
    ids.rotate_left(1);
    for (feature, id) in features.iter_mut().zip(ids) {
        feature["properties"]["neighbourhood_id"] = id.clone();
        feature["properties"]["id"] = id.clone();
        feature["id"] = id;
    }
    let told = preview("", GEOJSON, document.to_string());
    assert!(told["errors"].as_array().unwrap().len() >= 15, "{told}");
    let division = &county().atlas.draft(None).unwrap().division;
    let homes = division.roster();
    let areas: Vec<[&'static str; 2]> = county()
        .atlas
        .ground
        .geography
        .areas()
        .map(|(ix, area)| {
            let id = homes.neighbourhood(division.zone_of_area(ix).unwrap()).id.as_str();
            [area.code.as_str(), if id == "N01" { "N02" } else { id }]
        })
        .collect();
    let mut gone = "area,neighbourhood,neighbourhood_name\n".to_owned();
    for [area, id] in areas {
        gone.extend([area, ",", id, ",", if id == "N02" { "Banbury" } else { "" }, "\n"]);
    }
    let told = preview("", "text/csv", gone);
    assert_eq!(told["errors"], json!([]), "{}", told["errors"]);
    assert_eq!(told["neighbourhoods"]["gone"][0]["id"], "N01");
    assert_eq!(told["neighbourhoods"]["renamed"][0]["to"], "Banbury");
}

#[test]
fn an_area_without_a_neighbourhood_stays_where_it_is_or_is_a_defect() {
    let plan = "area,neighbourhood\nE01028422,N02\nE01028423,\n";
    let told = table(plan);
    assert_eq!(told["errors"], json!([]), "{told}");
    assert!(
        told["warnings"].to_string().contains("1 row names no neighbourhood: such an area stays"),
        "{told}"
    );
    let told = preview("", "text/csv", plan.to_owned());
    assert!(told["errors"].to_string().contains("is blank"), "{told}");
}

#[test]
fn a_quote_that_is_not_closed_is_a_defect_of_its_line() {
    let told = table("area,neighbourhood,note\nE01028422,N02,\"open\nE01028423,N01,x\nE01028426,N05,\"y\"\n");
    let errors = told["errors"].as_array().unwrap();
    assert_eq!(errors.len(), 1, "{told}");
    assert_eq!(errors[0]["row"], 2, "{told}");
    assert!(errors[0]["reason"].as_str().unwrap().contains("a quote is opened in this line"), "{told}");
}

#[test]
fn two_drawn_neighbourhoods_on_the_same_ground_are_a_defect() {
    let mut document = get_json("/collections/neighbourhoods/items?limit=100");
    let features = document["features"].as_array_mut().unwrap();
    let place = |id: &str, features: &[Value]| features.iter().position(|one| one["id"] == id).unwrap();
    let (one, two) = (place("N01", features), place("N02", features));
    features[two]["geometry"] = features[one]["geometry"].clone();
    let told = preview("missing=keep", GEOJSON, document.to_string());
    let errors = told["errors"].as_array().unwrap();
    let reason = errors[0]["reason"].as_str().unwrap_or_default();
    assert!(reason.contains("N01 and N02 overlap by ") && reason.contains(" m2 "), "{told}");
    assert_eq!((&errors[0]["row"], &errors[0]["column"]), (&json!(two + 1), &json!("geometry")), "{told}");
    let square = |id: &str, west: f64, east: f64| {
        let ring = json!([[west, 52.0], [east, 52.0], [east, 52.08], [west, 52.08], [west, 52.0]]);
        json!({"type": "Feature", "properties": {"id": id}, "geometry": {"type": "Polygon", "coordinates": [ring]}})
    };
    let squares = |east: f64| {
        let features = [square("N02", -1.40, east), square("N03", -1.35, -1.30)];
        preview(
            "missing=keep",
            GEOJSON,
            json!({"type": "FeatureCollection", "features": features}).to_string(),
        )
    };
    let told = squares(-1.34);
    assert!(told["errors"][0]["reason"].as_str().unwrap().contains("N02 and N03 overlap by"), "{told}");
    // Less than a sliver is told and no more: 2 mm of 9 km.
    let told = squares(-1.349_999_97);
    assert_eq!(told["errors"], json!([]), "{told}");
    assert!(told["warnings"].to_string().contains("N02 and N03 overlap by"), "{}", told["warnings"]);
}

#[test]
fn a_feature_that_says_its_neighbourhood_twice_is_a_defect() {
    let feature = |properties: &str| {
        format!(
            r#"{{"type":"FeatureCollection","features":[{{"type":"Feature","geometry":{{"type":"Polygon","coordinates":[[[-1.3,51.7],[-1.2,51.7],[-1.2,51.8],[-1.3,51.7]]]}},
"properties":{{{properties}}}}}]}}"#
        )
    };
    let told = preview("missing=keep", GEOJSON, feature(r#""id":"N01","id":"N02""#));
    let reason = told["errors"][0]["reason"].as_str().unwrap();
    assert!(
        reason.contains("the member \"id\" stands twice in one object, at line 2")
            && told["changes"] == json!([]),
        "{told}"
    );
    assert_ne!(preview("missing=keep", GEOJSON, feature(r#""id":"N01""#))["errors"][0]["reason"], reason);
}

/// Every area's code, name and neighbourhood, in their order.
fn areas() -> Vec<[String; 3]> {
    let atlas = &county().atlas;
    let division = &atlas.draft(None).unwrap().division;
    let row = |(ix, area): (_, &footprint::domain::ground::geography::Area)| {
        let home = division.roster().neighbourhood(division.zone_of_area(ix).unwrap());
        [area.code.to_string(), area.name.clone(), home.id.to_string()]
    };
    atlas.ground.geography.areas().map(row).collect()
}

#[test]
fn neighbourhoods_whose_areas_are_exchanged_are_neither_new_nor_gone() {
    let mut text = "area,neighbourhood\n".to_owned();
    for [code, _, home] in areas() {
        let home = match home.as_str() {
            "N05" => "N06",
            "N06" => "N05",
            other => other,
        };
        text.extend([code.as_str(), ",", home, "\n"]);
    }
    let told = preview("", "text/csv", text);
    assert_eq!(told["neighbourhoods"], json!({"new": [], "gone": [], "renamed": []}), "{told}");
    assert!(told["areas_moved"].as_u64().unwrap() > 20, "{told}");
}

#[test]
fn what_is_made_and_nearly_known_is_told() {
    let made = |name: &str| {
        let text = format!("area,neighbourhood\nE01028422,{name}\n");
        preview("missing=keep&new=create", "text/csv", text)
    };
    let told = made("Banbry");
    assert!(
        told["warnings"].to_string().contains("is nearly a neighbourhood of the draft: did you mean N01?"),
        "{told}"
    );
}

#[test]
fn a_table_without_areas_is_told_what_a_plan_looks_like() {
    let told = table("N01,N02\nE01028422,E01028423\n");
    let reason = told["errors"][0]["reason"].as_str().unwrap();
    assert!(
        reason.contains("its first row has values") || reason.contains("a plan has a row for each area"),
        "{told}"
    );
    let told = table("LSOA name,Neighbourhood\nCherwell 008A,N01\n");
    let reason = told["errors"][0]["reason"].as_str().unwrap();
    assert!(reason.contains("a plan has a row for each area, its code (such as E01028422)"), "{told}");
    assert!(reason.contains("the columns are LSOA name, Neighbourhood"), "{told}");
}
