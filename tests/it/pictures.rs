//! Plans as pictures, and the glyphs that maps are labelled in.

use axum::body::Body;
use axum::http::Request;
use serde_json::json;

use crate::support::{get_answer, send};

/// Width and height of a PNG, as its header tells.
pub fn size(png: &[u8]) -> [u32; 2] {
    assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
    [16, 20].map(|at| u32::from_be_bytes(png[at..at + 4].try_into().unwrap()))
}

#[test]
fn a_plan_is_a_picture_with_its_names_and_what_must_be_said() {
    let answer = get_answer("/v1/drafts/illustrative-2026/map.svg");
    assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, "image/svg+xml"));
    let svg = String::from_utf8(answer.body).unwrap();
    for said in ["Banbury", "Bicester", "Crown copyright", "Numbers are residents", "illustrative"] {
        assert!(svg.contains(said), "{said}");
    }
    assert!(!svg.contains("url(#moved)"), "nothing moves in a draft");
    let png = get_answer("/v1/drafts/illustrative-2026/map.png?width=800");
    assert_eq!((png.header("content-type"), size(&png.body)), ("image/png", [800, 450]));
    assert_eq!(size(&get_answer("/v1/drafts/illustrative-2026/map.png").body), [1600, 900]);
    for width in ["199", "4001", "wide"] {
        assert_eq!(get_answer(&format!("/v1/drafts/illustrative-2026/map.png?width={width}")).status, 400);
    }
}

#[test]
fn one_neighbourhood_is_a_picture_too() {
    let path = "/v1/drafts/illustrative-2026/map.svg?neighbourhood=";
    let svg = String::from_utf8(get_answer(&format!("{path}N03")).body).unwrap();
    assert!(svg.contains("Map of Bicester and the neighbourhoods around it"), "{svg}");
    let refused = get_answer(&format!("{path}N99"));
    assert_eq!(refused.status, 400);
    assert!(refused.json()["detail"].as_str().unwrap().contains("N99 is not a neighbourhood of"));
}

#[test]
fn what_a_scenario_moves_is_hatched() {
    let body = json!({ "name": "To a slide", "changes": [{ "op": "move_areas", "areas": ["E01028422"], "to": "N02" }] });
    // Scenarios are made by people on the service's own machine only.
    let request = Request::post("/v1/scenarios").header("host", "localhost");
    let request = request.header("content-type", "application/json").body(Body::from(body.to_string()));
    let made = send(request.unwrap()).json();
    let id = made["id"].as_str().unwrap();
    for path in [format!("/v1/scenarios/{id}"), format!("/v1/scenarios/{id}/revisions/1")] {
        let svg = String::from_utf8(get_answer(&format!("{path}/map.svg")).body).unwrap();
        assert!(svg.contains("To a slide") && svg.contains("url(#moved)"), "{svg}");
        assert_eq!(size(&get_answer(&format!("{path}/map.png?width=400")).body), [400, 225]);
    }
}

#[test]
fn glyphs_are_there_for_names_and_empty_for_the_rest() {
    let of = |range: &str| get_answer(&format!("/xyz/fonts/Noto%20Sans%20Regular/{range}"));
    let latin = of("0-255.pbf");
    assert_eq!((latin.status.as_u16(), latin.header("content-type")), (200, "application/x-protobuf"));
    assert!(latin.body.len() > 50_000);
    assert_eq!(of("19968-20223.pbf").body.len(), 0);
    assert_eq!([of("1-256.pbf").status, of("nothing").status].map(|status| status.as_u16()), [404, 404]);
    let other = get_answer("/xyz/fonts/Comic%20Sans/0-255.pbf");
    assert!(other.json()["detail"].as_str().unwrap().contains("Noto Sans Regular"));
}

/// Boxes of nested drawings, as the slide places them: the map, and within it the inset.
fn nested(svg: &str) -> Vec<&str> {
    svg.split("<svg ").skip(2).map(|rest| rest.split('>').next().unwrap()).collect()
}

#[test]
fn neighbourhoods_that_are_smaller_than_their_names_are_named_in_an_inset_of_the_slide_alone() {
    let svg = String::from_utf8(get_answer("/v1/drafts/illustrative-2026/map.svg").body).unwrap();
    let drawn = nested(&svg);
    assert_eq!(drawn.len(), 2, "a map and its inset: {drawn:?}");
    let (map, rest) = svg.split_once(drawn[1]).unwrap();
    let inset = rest.split("</svg>").next().unwrap();
    for name in ["Temple Cowley", "Littlemore,", "Headington,"] {
        assert!(inset.contains(name) && !map.contains(name), "{name}");
    }
    for name in ["Banbury", "Bicester", "Didcot"] {
        assert!(map.contains(name) && !inset.contains(name), "{name}");
    }
}
