//! `openapi.yaml` by itself: references, names, closed objects, examples.

use std::collections::BTreeSet;

use crate::contract::{assert_valid, contract, items, members, operations, references, target, text, walk};

#[test]
fn the_contract_has_no_remote_reference() {
    let references = references().into_iter();
    let remote: Vec<_> = references.filter(|to| !to.starts_with("#/")).collect();
    assert!(remote.is_empty(), "{remote:?}");
}

#[test]
fn every_reference_leads_somewhere_and_every_component_is_used() {
    let references = references();
    for reference in &references {
        assert!(target(reference).is_some(), "{reference} leads nowhere");
    }
    for (kind, components) in members(&contract()["components"]) {
        for (name, _) in members(components) {
            let reference = format!("#/components/{kind}/{name}");
            assert!(references.contains(&*reference), "{reference} is not used");
        }
    }
}

#[test]
fn the_contract_has_the_version_of_the_program() {
    assert_eq!(contract()["info"]["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(contract()["openapi"], "3.0.3");
}

#[test]
fn every_operation_has_an_id_of_its_own_a_summary_and_a_tag_that_is_explained() {
    let tags: BTreeSet<&str> = items(&contract()["tags"]).map(|tag| text(&tag["name"])).collect();
    let mut ids = BTreeSet::new();
    for (path, method, operation) in operations() {
        let id = text(&operation["operationId"]);
        assert!(ids.insert(id), "{method} {path} has the id {id:?} of another");
        for member in ["operationId", "summary", "description"] {
            let is_said = !text(&operation[member]).is_empty();
            assert!(is_said, "{method} {path} has no {member}");
        }
        let tag = text(&operation["tags"][0]);
        let is_known = tags.contains(tag);
        assert!(is_known, "{method} {path} has no known tag, but {tag:?}");
    }
}

#[test]
fn every_object_is_closed_so_that_an_unknown_member_is_noticed() {
    let schemas = &contract()["components"]["schemas"];
    walk(schemas, "", &mut |place, object| {
        let is_schema = object["type"] == "object" && object["properties"].is_object();
        // Documents by others' standards have members that those standards may add to.
        let is_of_others = ["/OpenApiDocument", "/DataPackage", "/TableDescription"].contains(&place);
        if is_schema && !is_of_others {
            assert_eq!(object["additionalProperties"], false, "{place} is open");
            for name in items(&object["required"]).map(text) {
                let is_there = object["properties"].get(name).is_some();
                assert!(is_there, "{place} requires {name}, which it does not have");
            }
        }
    });
}

#[test]
fn every_example_is_valid() {
    let mut seen = 0;
    walk(contract(), "", &mut |place, object| {
        let schema = object.get("schema").unwrap_or(object);
        let several = members(&object["examples"]).map(|(_, example)| &example["value"]);
        for example in object.get("example").into_iter().chain(several) {
            assert_valid(&format!("the example at {place}"), schema, example);
            seen += 1;
        }
    });
    assert!(seen > 100, "only {seen} examples were found");
}
