//! OGC 23-058r1, requirements class Schemas.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{COLLECTIONS, Requirement};
use crate::support::{get_answer, get_json};

pub const REQUIREMENTS: &[Requirement] = &[
    ("json-schema", json_schema),
    ("properties", properties),
    ("additional-keywords", additional_keywords),
    ("role", role),
    ("role-id", role_id),
    ("property-seq", property_seq),
    ("unit", unit),
    ("definition", definition),
];

fn schemas() -> impl Iterator<Item = (String, Value)> {
    COLLECTIONS.into_iter().flat_map(|collection| {
        ["schema", "queryables", "sortables"].into_iter().map(move |of| {
            let path = format!("/collections/{collection}/{of}");
            let schema = get_json(&path);
            (path, schema)
        })
    })
}

fn declared(schema: &Value) -> impl Iterator<Item = (&String, &Value)> {
    schema["properties"].as_object().unwrap().iter()
}

#[test]
fn json_schema() {
    for (path, schema) in schemas() {
        jsonschema::draft202012::meta::validate(&schema).unwrap();
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        assert_eq!(
            (schema["$id"].as_str().unwrap(), &schema["type"]),
            (&*format!("http://footprint.test{path}"), &"object".into())
        );
        assert_eq!(get_answer(&path).header("content-type"), "application/schema+json");
    }
}

#[test]
fn properties() {
    for (path, schema) in schemas() {
        for (name, property) in declared(&schema) {
            match property["format"].as_str() {
                Some(format) => {
                    assert!(["geometry-point", "geometry-multipolygon"].contains(&format), "{path} {name}");
                    assert_eq!(property.get("type"), None);
                }
                None => assert!(property["type"].is_string(), "{path} {name}"),
            }
        }
    }
}

#[test]
fn additional_keywords() {
    let known = ["title", "description", "type", "format"];
    for (path, schema) in schemas() {
        for (_, property) in declared(&schema) {
            for keyword in property.as_object().unwrap().keys() {
                assert!(known.contains(&&**keyword) || keyword.starts_with("x-ogc-"), "{path} {keyword}");
            }
        }
    }
}

#[test]
fn role() {
    for (path, schema) in schemas() {
        for (name, property) in declared(&schema) {
            let role = property.get("x-ogc-role");
            assert_eq!(role.is_some(), ["id", "geometry"].contains(&&**name), "{path} {name}");
            assert!(role.is_none_or(Value::is_string));
        }
    }
}

#[test]
fn role_id() {
    for (path, schema) in schemas() {
        let ids: Vec<_> = declared(&schema).filter(|(_, property)| property["x-ogc-role"] == "id").collect();
        assert_eq!(ids.len(), 1, "{path}");
        assert_eq!((ids[0].0.as_str(), &ids[0].1["type"]), ("id", &"string".into()));
    }
    let page = get_json("/collections/areas/items?limit=5");
    let features = page["features"].as_array().unwrap();
    assert_eq!(features.len(), 5);
    for feature in features {
        assert!(feature["id"].is_string());
        assert_eq!(feature["id"], feature["properties"]["id"]);
    }
}

#[test]
fn property_seq() {
    for (path, schema) in schemas() {
        let properties = declared(&schema).filter(|(_, property)| property.get("format").is_none());
        let places: Vec<u64> =
            properties.map(|(_, property)| property["x-ogc-propertySeq"].as_u64().unwrap()).collect();
        assert!(places.len() > 5, "{path}");
        assert_eq!(places.iter().collect::<BTreeSet<_>>().len(), places.len(), "{path}");
        assert!(places.is_sorted(), "{path}");
    }
}

#[test]
fn unit() {
    // None is declared: a unit stands in the description, of every property whose name has one.
    let words = [
        ("_km2", "square kilomet"),
        ("_km", "kilomet"),
        ("_m", "Metres"),
        ("_lon", "degrees"),
        ("_lat", "degrees"),
        ("easting", "Metres"),
        ("northing", "Metres"),
    ];
    let mut measured = BTreeSet::new();
    for (path, schema) in schemas() {
        for (name, property) in declared(&schema) {
            assert_eq!(property.get("x-ogc-unit"), None, "{path} {name}");
            if let Some((_, unit)) = words.iter().find(|(end, _)| name.ends_with(end)) {
                let description = property["description"].as_str().unwrap();
                assert!(description.contains(unit), "{path} {name}: {description}");
                measured.insert(name.clone());
            }
        }
    }
    let expected =
        "area_km2 distance_to_boundary_m easting label_lat label_lon northing perimeter_km residents_per_km2";
    assert_eq!(measured.iter().map(String::as_str).collect::<Vec<_>>().join(" "), expected);
}

#[test]
fn definition() {
    // None is declared: what a property means is said in words, in each collection differently of each.
    for (path, schema) in schemas() {
        let mut said = BTreeSet::new();
        for (name, property) in declared(&schema) {
            assert_eq!(property.get("x-ogc-definition"), None, "{path} {name}");
            let description = property["description"].as_str().unwrap();
            assert!(description.len() > 3 && description != name, "{path} {name}: {description}");
            assert!(said.insert(description.to_owned()), "{path} {name}: {description}");
        }
        assert!(said.len() > 5, "{path} declares {}", said.len());
    }
}
