//! Vector tiles, decoded: a mosaic of them is the map, without a seam and without a tear.

use std::collections::BTreeMap;

use axum::http::Request;
use fast_mvt::{MvtGeometry, MvtReaderRef, MvtValueRef};
use geo::{Area, BooleanOps, Coord, CoordsIter, LineString, MultiPolygon, Polygon, Rect};
use serde_json::{Value, json};

use crate::boundaries::scenario;
use crate::support::{get_answer, get_json, send, some};

pub const EXTENT: i32 = 4096;
/// The box around the county.
const COUNTY: [f64; 4] = [-1.72, 51.45, -0.86, 52.17];

/// A feature of a tile: its properties, and its geometry in units of the tile.
pub struct Drawn {
    id: u64,
    pub properties: BTreeMap<String, Value>,
    pub geometry: MvtGeometry,
}

fn decoded(bytes: &[u8], layer: &str) -> Vec<Drawn> {
    let reader = MvtReaderRef::new(bytes).unwrap();
    let layers: Vec<_> = reader.layers().collect();
    assert_eq!(layers.len(), 1);
    assert_eq!((layers[0].name(), layers[0].version(), layers[0].extent()), (layer, 2, 4096));
    let value = |value| match value {
        MvtValueRef::String(text) => json!(text),
        MvtValueRef::Double(number) => json!(number),
        MvtValueRef::Int(number) | MvtValueRef::SInt(number) => json!(number),
        MvtValueRef::UInt(number) => json!(number),
        MvtValueRef::Bool(is) => json!(is),
        other => panic!("{other:?}"),
    };
    let drawn = layers[0].features().map(|feature| Drawn {
        id: feature.id().unwrap(),
        properties: feature
            .properties()
            .map(|pair| pair.map(|(name, given)| (name.to_owned(), value(given))).unwrap())
            .collect(),
        geometry: feature.geometry().unwrap(),
    });
    drawn.collect()
}

/// The features of a tile; none of an empty one.
pub fn tile(layer: &str, [z, x, y]: [u32; 3], query: &str) -> Vec<Drawn> {
    let answer = get_answer(&format!("/xyz/{layer}/{z}/{x}/{y}{query}"));
    if answer.status == 204 {
        return vec![];
    }
    assert_eq!(answer.status, 200);
    decoded(&answer.body, layer)
}

pub fn polygons(geometry: &MvtGeometry) -> MultiPolygon<f64> {
    let ring = |ring: &LineString<i32>| {
        ring.0.iter().map(|at| Coord { x: f64::from(at.x), y: f64::from(at.y) }).collect::<LineString<f64>>()
    };
    let polygon = |polygon: &Polygon<i32>| {
        Polygon::new(ring(polygon.exterior()), polygon.interiors().iter().map(ring).collect())
    };
    match geometry {
        MvtGeometry::Polygon(one) => MultiPolygon(vec![polygon(one)]),
        MvtGeometry::MultiPolygon(several) => several.iter().map(polygon).collect(),
        other => panic!("{other:?}"),
    }
}

/// A place in units of a zoom, computed here from longitude and latitude.
fn units(lon: f64, lat: f64, zoom: u32) -> [f64; 2] {
    let across = f64::from(1 << zoom) * f64::from(EXTENT);
    let y = 0.5 - lat.to_radians().sin().atanh() / std::f64::consts::TAU;
    [(lon / 360.0 + 0.5) * across, y * across]
}

/// All tiles of a zoom that the county lies in: column and row.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the county lies on the grid")]
pub fn columns_and_rows(zoom: u32) -> Vec<[u32; 2]> {
    let [west, south, east, north] = COUNTY;
    let [least, most] = [units(west, north, zoom), units(east, south, zoom)]
        .map(|at| at.map(|along| along as u32 / EXTENT as u32));
    let columns = least[0]..=most[0];
    columns.flat_map(|column| (least[1]..=most[1]).map(move |row| [column, row])).collect()
}

pub fn square() -> Rect<f64> {
    Rect::new(Coord { x: 0.0, y: 0.0 }, Coord { x: f64::from(EXTENT), y: f64::from(EXTENT) })
}

/// The outline of each feature for a zoom, on the grid of units: what the tiles together must show.
fn on_grid(collection: &str, zoom: u32) -> BTreeMap<String, MultiPolygon<f64>> {
    let page = get_json(&format!("/collections/{collection}/items?zoom-level={zoom}"));
    let ring = |ring: &Value| {
        let place = |at: &Value| {
            let [x, y] = units(at[0].as_f64().unwrap(), at[1].as_f64().unwrap(), zoom).map(f64::round);
            Coord { x, y }
        };
        ring.as_array().unwrap().iter().map(place).collect::<LineString<f64>>()
    };
    let polygon = |rings: &Value| {
        let mut rings = rings.as_array().unwrap().iter().map(ring);
        Polygon::new(rings.next().unwrap(), rings.collect())
    };
    let outline = |feature: &Value| {
        let polygons = feature["geometry"]["coordinates"].as_array().unwrap().iter().map(polygon);
        (feature["id"].as_str().unwrap().to_owned(), polygons.collect())
    };
    page["features"].as_array().unwrap().iter().map(outline).collect()
}

#[test]
fn a_mosaic_of_all_tiles_is_the_map() {
    for (collection, zoom) in
        [("neighbourhoods", 7), ("neighbourhoods", 9), ("neighbourhoods", 11), ("areas", 10)]
    {
        let mut shown = BTreeMap::<String, f64>::new();
        let mut whole_tiles = 0;
        for [x, y] in columns_and_rows(zoom) {
            let mut in_tile = 0.0;
            for drawn in tile(collection, [zoom, x, y], "") {
                let part = polygons(&drawn.geometry).intersection(&MultiPolygon::from(square().to_polygon()));
                let area = part.unsigned_area();
                in_tile += area;
                *shown.entry(drawn.properties["id"].as_str().unwrap().to_owned()).or_default() += area;
            }
            let full = square().unsigned_area();
            // Whatever lies within the county is covered once, to what snapping to units can turn over.
            assert!(in_tile <= full * 1.0001, "{collection} {zoom}/{x}/{y} is covered twice: {in_tile}");
            whole_tiles += usize::from((in_tile - full).abs() < full * 1e-4);
        }
        let expected = on_grid(collection, zoom);
        assert_eq!(shown.len(), expected.len(), "{collection} at {zoom}");
        for (id, outline) in &expected {
            let (area, shown) = (outline.unsigned_area(), shown[id]);
            assert!(
                (shown - area).abs() <= 1e-6 * area + 2.0,
                "{collection} {id} at {zoom}: {shown} of {area}"
            );
        }
        if zoom >= 11 {
            assert!(whole_tiles > 0);
        }
    }
}

/// Where outlines cross a line from north to south, x units from the west of a tile.
fn crossings(features: &[Drawn], x: f64) -> Vec<i64> {
    let mut found = Vec::new();
    for drawn in features {
        for polygon in &polygons(&drawn.geometry) {
            for line in
                std::iter::once(polygon.exterior()).chain(polygon.interiors()).flat_map(LineString::lines)
            {
                let (from, to) = (line.start, line.end);
                if (from.x <= x) != (to.x <= x) {
                    let y = from.y + (to.y - from.y) * (x - from.x) / (to.x - from.x);
                    if (0.0..=f64::from(EXTENT)).contains(&y) {
                        #[expect(clippy::cast_possible_truncation, reason = "within a tile")]
                        found.push((y * 1e6).round() as i64);
                    }
                }
            }
        }
    }
    found.sort_unstable();
    found
}

#[test]
fn where_two_tiles_join_both_draw_the_same_borders() {
    let mut compared = 0;
    for (layer, zoom) in
        [("neighbourhoods", 8), ("neighbourhoods", 12), ("areas", 10), ("neighbourhoods", 15)]
    {
        let all = columns_and_rows(zoom);
        for [x, y] in all.iter().copied().step_by(1 + all.len() / 60) {
            let (west, east) = (tile(layer, [zoom, x, y], ""), tile(layer, [zoom, x + 1, y], ""));
            let (left, right) = (crossings(&west, f64::from(EXTENT)), crossings(&east, 0.0));
            assert_eq!(left, right, "{layer} {zoom}/{x}/{y}");
            compared += left.len();
        }
    }
    assert!(compared > 100, "only {compared} borders were seen");
}

#[test]
fn nobody_vanishes_at_any_zoom_and_ids_stay() {
    let items = get_json("/collections/neighbourhoods/items");
    let fids: BTreeMap<u64, String> = items["features"]
        .as_array()
        .unwrap()
        .iter()
        .map(|feature| {
            let id = feature["id"].as_str().unwrap().to_owned();
            (feature["properties"]["fid"].as_u64().unwrap(), id)
        })
        .collect();
    for zoom in 0..=8 {
        let mut seen = BTreeMap::new();
        for [x, y] in columns_and_rows(zoom) {
            for drawn in tile("neighbourhoods", [zoom, x, y], "") {
                assert!(drawn.properties["caveat"].as_str().unwrap().contains("Working draft"));
                assert!(polygons(&drawn.geometry).unsigned_area() > 0.0, "{}", drawn.id);
                seen.insert(drawn.id, drawn.properties["id"].as_str().unwrap().to_owned());
            }
        }
        assert_eq!(seen, fids, "at zoom {zoom}");
    }
    assert_eq!(tile("areas", [0, 0, 0], "").len(), 428);
    assert_eq!(tile("practices", [0, 0, 0], "").len(), 268);
    assert_eq!(tile("districts", [0, 0, 0], "").len(), 5);
}

#[test]
fn where_people_live_is_one_feature_a_tile_and_thinner_on_small_zooms() {
    let points = |zoom: u32| -> usize {
        let tiles = columns_and_rows(zoom).into_iter().map(|[x, y]| tile("settlement", [zoom, x, y], ""));
        let features = tiles.inspect(|drawn| assert!(drawn.len() < 2, "one of many points")).flatten();
        features.map(|one| one.geometry.coords_count()).sum()
    };
    let (small, large) = (points(8), points(12));
    // What lies beside the edge of a tile is on both.
    assert!(small > 1000 && small * 2 < large && large < 22_294 * 21 / 20, "{small}, {large}");
}

#[test]
fn a_label_lies_in_its_neighbourhood_away_from_the_border() {
    let mut labels = BTreeMap::new();
    for [x, y] in columns_and_rows(14) {
        for drawn in tile("labels", [14, x, y], "") {
            let MvtGeometry::Point(at) = &drawn.geometry else { panic!("{:?}", drawn.geometry) };
            if (0..EXTENT).contains(&at.x()) && (0..EXTENT).contains(&at.y()) {
                let name = drawn.properties["id"].as_str().unwrap().to_owned();
                assert!(labels.insert(name, drawn.properties).is_none(), "once only");
            }
        }
    }
    assert_eq!(labels.len(), 15);
    for (id, properties) in labels {
        let found =
            get_json(&format!("/v1/resolve?lon={}&lat={}", properties["label_lon"], properties["label_lat"]));
        assert_eq!(found["neighbourhood"]["id"], id);
        assert!(found["distance_to_boundary_m"].as_f64().unwrap() > 400.0, "{id}: {found}");
    }
}

#[test]
fn a_scenario_has_tiles_of_its_own_and_of_what_it_moved() {
    let area = "E01028422";
    let id = scenario(&json!([{"op": "move_areas", "areas": [area], "to": "N02"}]));
    let query = format!("?scenario={id}");
    let moved = tile("moved", [0, 0, 0], &query);
    assert_eq!(moved.len(), 1);
    let properties = &moved[0].properties;
    let before = get_json(&format!("/v1/resolve?area={area}"))["neighbourhood"]["id"].clone();
    assert_eq!(
        (&properties["id"], &properties["from"], &properties["to"], &properties["scenario"]),
        (&json!(area), &before, &json!("N02"), &json!(format!("{id}@1")))
    );
    let by = |query: &str| {
        let drawn = tile("areas", [0, 0, 0], query);
        drawn.into_iter().find(|drawn| drawn.properties["id"] == area).unwrap().properties["neighbourhood"]
            .clone()
    };
    assert_eq!((by(&query), by("")), (json!("N02"), before));
    let answer = get_answer(&format!("/xyz/neighbourhoods/8/126/84{query}"));
    assert_eq!(answer.header("cache-control"), "private, no-cache");
    assert_ne!(answer.body, get_answer("/xyz/neighbourhoods/8/126/84").body);
    // Without a scenario there is nothing that it moved.
    let refused = get_answer("/xyz/moved/0/0/0");
    assert_eq!((refused.status.as_u16(), refused.json()["code"].clone()), (400, json!("invalid_parameter")));
    assert_eq!(get_answer("/xyz/moved").status, 400);
    let style = get_json(&format!("/xyz/style{query}"));
    assert!(style["sources"]["moved"]["url"].as_str().unwrap().ends_with(&format!("/xyz/moved{query}")));
    assert_eq!(get_json("/xyz/style")["sources"].get("moved"), None);
}

#[test]
fn an_empty_tile_is_204_and_one_off_the_grid_404() {
    let empty = get_answer("/xyz/neighbourhoods/10/0/0");
    assert_eq!((empty.status.as_u16(), empty.body.len()), (204, 0));
    assert!(empty.header("etag").starts_with('"') && empty.header("cache-control").starts_with("public"));
    for path in [
        "neighbourhoods/0/0/1",
        "neighbourhoods/8/256/84",
        "neighbourhoods/23/0/0",
        "neighbourhoods/-1/0/0",
        "neighbourhoods/8/126.5/84",
        "neighbourhoods/8/126/4294967296000",
        "postcodes/8/126/84",
        "nothing/8/126/84",
    ] {
        let answer = get_answer(&format!("/xyz/{path}"));
        assert_eq!(answer.status, 404, "{path}");
        assert_eq!(answer.json()["code"], "not_found");
    }
    for path in ["neighbourhoods/tiles/WorldCRS84Quad/8/84/126", "postcodes/tiles", "areas/tiles/x"] {
        assert_eq!(get_answer(&format!("/collections/{path}")).status, 404, "{path}");
    }
    assert_eq!(get_answer("/xyz/neighbourhoods/8/126/84?zoom=3").status, 400);
    assert_eq!(get_answer("/xyz/neighbourhoods/8/126/84?f=png").status, 400);
}

#[test]
fn a_tile_is_written_once_and_may_be_kept() {
    let path = "/xyz/neighbourhoods/8/126/84";
    let first = get_answer(path);
    let etag = first.header("etag").to_owned();
    assert!(etag.starts_with('"') && etag.ends_with("-mvt\""), "{etag}");
    assert_eq!(first.header("content-type"), "application/vnd.mapbox-vector-tile");
    assert_eq!(get_answer(path).body, first.body);
    // OGC's order of row and column leads to the same bytes.
    assert_eq!(get_answer("/collections/neighbourhoods/tiles/WebMercatorQuad/8/84/126").body, first.body);
    let with = |name: &str, value: &str| {
        send(
            Request::get(path)
                .header("host", "footprint.test")
                .header(name, value)
                .body(axum::body::Body::empty())
                .unwrap(),
        )
    };
    assert_eq!(with("if-none-match", &etag).status, 304);
    let encoded = with("accept-encoding", "gzip");
    assert_eq!(encoded.header("content-encoding"), "gzip");
    assert_eq!(encoded.header("etag"), format!("{}-gzip\"", etag.trim_end_matches('"')));
    assert!(encoded.body.len() < first.body.len());
    assert_eq!(with("accept", "image/png").status, 406);
    let digest = get_json("/v1/data")["digest"].as_str().unwrap().to_owned();
    let pinned = get_answer(&format!("{path}?data={digest}"));
    assert_eq!(pinned.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(pinned.body, first.body);
}

#[test]
fn what_describes_the_tiles_leads_to_them() {
    let described = get_json("/xyz/neighbourhoods?draft=illustrative-2026");
    assert_eq!(
        described["tiles"],
        json!(["http://footprint.test/xyz/neighbourhoods/{z}/{x}/{y}?draft=illustrative-2026"])
    );
    assert_eq!(
        (&described["tilejson"], &described["minzoom"], &described["maxzoom"]),
        (&json!("3.0.0"), &json!(0), &json!(14))
    );
    let attribution = described["attribution"].as_str().unwrap();
    assert!(attribution.contains("not official") && attribution.contains("Crown copyright"), "{attribution}");
    assert!(described["description"].as_str().unwrap().contains("Working draft"));
    let declared = described["vector_layers"][0]["fields"].as_object().unwrap();
    let drawn = tile("neighbourhoods", [8, 126, 84], "");
    assert!(!drawn.is_empty());
    for drawn in drawn {
        assert!(!drawn.properties.is_empty());
        assert!(drawn.properties.keys().all(|name| declared.contains_key(name)));
    }
    let tileset = get_json("/collections/areas/tiles/WebMercatorQuad");
    let item = tileset["links"].as_array().unwrap().iter().find(|link| link["rel"] == "item").unwrap();
    assert_eq!(item["templated"], true);
    let href = item["href"].as_str().unwrap().trim_start_matches("http://footprint.test");
    let path = href.replace("{tileMatrix}", "8").replace("{tileRow}", "84").replace("{tileCol}", "126");
    assert_eq!(get_answer(&path).status, 200, "{path}");
    let set = get_json("/tileMatrixSets/WebMercatorQuad");
    let matrix = &set["tileMatrices"][10];
    // OGC 17-083r4, annex D.1.
    assert!((matrix["scaleDenominator"].as_f64().unwrap() - 545_978.773_465_544).abs() < 1e-6);
    assert!((matrix["cellSize"].as_f64().unwrap() - 152.874_056_570_353).abs() < 1e-9);
    assert_eq!(matrix["matrixWidth"], 1024);
    let collection = get_json("/collections/areas");
    let rels: Vec<&str> =
        collection["links"].as_array().unwrap().iter().map(|link| link["rel"].as_str().unwrap()).collect();
    assert!(rels.contains(&"http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector"), "{rels:?}");
}

#[test]
fn neighbours_have_different_colours_and_few_colours_do() {
    let items = get_json("/collections/neighbourhoods/items?properties=id,colour");
    let colours: BTreeMap<String, u64> = items["features"]
        .as_array()
        .unwrap()
        .iter()
        .map(|feature| {
            (feature["id"].as_str().unwrap().to_owned(), feature["properties"]["colour"].as_u64().unwrap())
        })
        .collect();
    assert_eq!(colours.len(), 15);
    for (id, colour) in &colours {
        for neighbour in some(&get_json(&format!("/v1/neighbourhoods/{id}/neighbours"))["items"]) {
            assert_ne!(&colours[neighbour["id"].as_str().unwrap()], colour, "{id}");
        }
    }
    assert!(colours.values().all(|colour| *colour < 6), "{colours:?}");
}
