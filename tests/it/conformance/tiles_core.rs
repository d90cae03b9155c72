//! OGC 20-057, requirements class Core.

use super::{Requirement, parameter, status_of, strings};
use crate::support::{get_answer, get_json};

pub const REQUIREMENTS: &[Requirement] = &[
    ("tc-op", tc_op),
    ("tc-tilematrix-definition", tc_tilematrix_definition),
    ("tc-tilerow-definition", tc_tilerow_definition),
    ("tc-tilecol-definition", tc_tilecol_definition),
    ("tc-success", tc_success),
    ("tc-error", tc_error),
    ("conformance-success", conformance_success),
];

const TILE: &str = "/collections/{collection}/tiles/{set}/{matrix}/{row}/{column}";
const OXFORD: &str = "/collections/neighbourhoods/tiles/WebMercatorQuad/8/84/126";

#[test]
fn tc_op() {
    assert_eq!(status_of(OXFORD), 200);
}

#[test]
fn tc_tilematrix_definition() {
    assert_eq!(parameter(TILE, "matrix")["required"], true);
    assert_eq!(status_of(&OXFORD.replace("/8/", "/eight/")), 404);
}

#[test]
fn tc_tilerow_definition() {
    let row = parameter(TILE, "row");
    assert_eq!(
        (&row["required"], &row["schema"]["type"], &row["schema"]["minimum"]),
        (&true.into(), &"integer".into(), &0.into())
    );
}

#[test]
fn tc_tilecol_definition() {
    let column = parameter(TILE, "column");
    assert_eq!(
        (&column["required"], &column["schema"]["type"], &column["schema"]["minimum"]),
        (&true.into(), &"integer".into(), &0.into())
    );
}

#[test]
fn tc_success() {
    let answer = get_answer(OXFORD);
    assert_eq!(
        (answer.status.as_u16(), answer.header("content-type")),
        (200, "application/vnd.mapbox-vector-tile")
    );
}

#[test]
fn tc_error() {
    for off in ["/8/256/126", "/8/84/256", "/23/0/0", "/8/-1/126"] {
        assert_eq!(status_of(&OXFORD.replace("/8/84/126", off)), 404, "{off}");
    }
    assert_eq!(status_of(&OXFORD.replace("/8/84/126", "/8/0/0")), 204);
}

#[test]
fn conformance_success() {
    let classes = get_json("/conformance");
    assert!(
        strings(&classes["conformsTo"]).contains(&"http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/core")
    );
}
