//! Map software that nobody here wrote, against the running service: GDAL of Debian, a newer one within pyogrio, `OWSLib`, `MapLibre` in
//! Chromium. Without one of them (`.ci/run` installs all, and requires them) its test says so and passes.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use crate::clients::{answers, check, installed};
use crate::server::Server;
use crate::support::{get_json, skip_without};

/// What a tool of GDAL prints; none when it is not there.
fn gdal(tool: &str, arguments: &[&str]) -> Option<String> {
    let output =
        Command::new(tool).args(arguments).env("NO_PROXY", "127.0.0.1").env_remove("http_proxy").output();
    let Ok(output) = output else {
        skip_without("gdal", &format!("{tool} is not installed"));
        return None;
    };
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && told.is_empty(), "{tool} {arguments:?}: {told}");
    Some(String::from_utf8(output.stdout).unwrap())
}

fn count(file: &Path, layer: &str) -> Option<u64> {
    let told = gdal("ogrinfo", &["-ro", "-so", file.to_str().unwrap(), layer])?;
    told.split("Feature Count: ").nth(1)?.lines().next()?.parse().ok()
}

#[test]
fn gdal_lists_the_collections_and_their_properties() {
    let server = Server::start().without_log();
    let source = format!("OAPIF:http://{}", server.address());
    let Some(listed) = gdal("ogrinfo", &["-ro", &source]) else { return };
    for collection in ["neighbourhoods", "areas", "practices", "postcodes", "districts"] {
        assert!(listed.contains(&format!(": {collection} (")), "{listed}");
    }
    let described = gdal("ogrinfo", &["-ro", "-so", &source, "neighbourhoods"]).unwrap();
    for said in [
        "Geometry: Multi Polygon",
        "Feature Count: 15",
        "name: String",
        "residents: Integer",
        "area_km2: Real",
    ] {
        assert!(described.contains(said), "{said} in {described}");
    }
}

#[test]
fn gdal_reads_a_scenario_by_the_address_of_the_service() {
    let server = Server::start().without_log();
    let body =
        r#"{"name": "For a map", "changes": [{"op": "move_areas", "areas": ["E01028507"], "to": "N04"}]}"#;
    let answer = server.ask(&format!(
        "POST /v1/scenarios HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    ));
    let made: Value = serde_json::from_str(answer.split_once("\r\n\r\n").unwrap().1).unwrap();
    let residents = |query: &str| -> Option<Vec<u64>> {
        let source = format!("OAPIF:http://{}/{query}", server.address());
        let told = gdal("ogr2ogr", &["-f", "GeoJSON", "/vsistdout/", &source, "neighbourhoods"])?;
        let told: Value = serde_json::from_str(&told).unwrap();
        let features = told["features"].as_array().unwrap();
        Some(features.iter().map(|feature| feature["properties"]["residents"].as_u64().unwrap()).collect())
    };
    let Some(draft) = residents("") else { return };
    let scenario = residents(&format!("?scenario={}", made["id"].as_str().unwrap())).unwrap();
    // E01028507 of N02 has 1,412 residents.
    assert_eq!((scenario[1], scenario[3]), (draft[1] - 1_412, draft[3] + 1_412));
    assert_eq!(residents("?draft=illustrative-2026"), Some(draft));
}

#[test]
fn gdal_reads_every_exported_form_as_the_geojson_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().to_str().unwrap();
    let exported = Command::new(env!("CARGO_BIN_EXE_footprint"))
        .args(["export", "--to", to, "--boundaries", "geojson,flatgeobuf,geopackage"])
        .env_remove("FOOTPRINT_DATA")
        .output()
        .unwrap();
    assert!(exported.status.success(), "{}", String::from_utf8_lossy(&exported.stderr));
    // All through GDAL, in order of id.
    let read = |name: &str, fields: &str| -> Vec<Value> {
        let path = folder.path().join(name);
        let sql = format!("SELECT {fields} FROM neighbourhoods ORDER BY id");
        let arguments = ["-f", "GeoJSON", "/vsistdout/", path.to_str().unwrap(), "-sql", &sql];
        let written =
            gdal("ogr2ogr", &[&arguments[..], &["-lco", "COORDINATE_PRECISION=7"]].concat()).unwrap();
        serde_json::from_str::<Value>(&written).unwrap()["features"].as_array().unwrap().clone()
    };
    for name in ["neighbourhoods.fgb", "neighbourhoods.gpkg"] {
        let file = folder.path().join(name);
        let Some(layers) = gdal("ogrinfo", &["-ro", file.to_str().unwrap()]) else { return };
        assert_eq!(
            layers.lines().filter(|line| line.starts_with("1: neighbourhoods (Multi Polygon)")).count(),
            1,
            "{layers}"
        );
        assert!(!layers.contains("2: "), "one layer: {layers}");
        let told = gdal("ogrinfo", &["-ro", "-so", file.to_str().unwrap(), "neighbourhoods"]).unwrap();
        for said in [
            "Geometry: Multi Polygon",
            "Feature Count: 15",
            "ID[\"EPSG\",4326]",
            "residents: Integer64",
            "area_m2: Real",
            "name: String",
        ] {
            assert!(told.contains(said), "{said} in {told}");
        }
        let [binary, text] = [name, "neighbourhoods.geojson"].map(|name| read(name, "*"));
        assert_eq!((binary.len(), text.len()), (15, 15), "{name}");
        for (ours, theirs) in binary.iter().zip(&text) {
            assert_eq!(ours["geometry"], theirs["geometry"], "{name}: {}", theirs["properties"]["id"]);
            for (field, value) in theirs["properties"].as_object().unwrap() {
                let ours = &ours["properties"][field];
                let is_number = ours.is_number() && ours.as_f64() == value.as_f64();
                // Lists and objects are texts of JSON in tables.
                let is_text = || {
                    ours.as_str().is_some_and(|text| text.parse::<Value>().is_ok_and(|read| read == *value))
                };
                assert!(ours == value || is_number || is_text(), "{name}: {field}: {ours} {value}");
            }
        }
    }
}

#[test]
fn gdal_copies_every_feature_across_pages() {
    let server = Server::start().without_log();
    let source = format!("OAPIF:http://{}", server.address());
    let folder = tempfile::tempdir().unwrap();
    let copied = |name: &str, layer: &str, more: &[&str]| {
        let file = folder.path().join(name);
        let mut arguments = vec!["-f", "GPKG", file.to_str().unwrap(), &source, layer];
        arguments.extend(more);
        gdal("ogr2ogr", &arguments)?;
        count(&file, layer)
    };
    let Some(neighbourhoods) = copied("neighbourhoods.gpkg", "neighbourhoods", &[]) else { return };
    assert_eq!(neighbourhoods, 15);
    assert_eq!(copied("postcodes.gpkg", "postcodes", &[]), Some(22_294));
    let boxed = copied("oxford.gpkg", "postcodes", &["-spat", "-1.30", "51.72", "-1.20", "51.79"]);
    let asked =
        get_json("/collections/postcodes/items?limit=1&bbox=-1.30,51.72,-1.20,51.79")["numberMatched"]
            .as_u64();
    assert_eq!(boxed, asked);
    let chosen = copied("large.gpkg", "areas", &["-where", "residents > 2000"]);
    let asked =
        get_json("/collections/areas/items?limit=1&filter=residents%20%3E%202000")["numberMatched"].as_u64();
    assert_eq!(chosen, asked);
}

#[test]
fn a_newer_gdal_reads_the_national_grid() {
    let Some(answers) = answers("clients", "python3", "grid.py", &["-c", "import pyogrio"], &[]) else {
        return;
    };
    assert_eq!(answers["crs"], "EPSG:27700", "{answers}");
    assert_eq!(answers["place"], serde_json::json!([451_050.0, 206_160.0]));
    assert_eq!(answers["layers"].as_array().map(Vec::len), Some(5));
    check(&answers, &[("/areas", "428")]);
    let query = "bbox=450900,206000,451200,206300&bbox-crs=http://www.opengis.net/def/crs/EPSG/0/27700";
    let asked = get_json(&format!("/collections/postcodes/items?limit=1&{query}"))["numberMatched"].clone();
    assert_eq!(answers["boxed"], asked);
}

#[test]
fn owslib_finds_its_way() {
    let Some(answers) =
        answers("clients", "python3", "ogc.py", &["-c", "import owslib.ogcapi.features"], &[])
    else {
        return;
    };
    check(
        &answers,
        &[
            ("/conforms_to_core", "true"),
            ("/api", "3.0.3"),
            ("/queryable", "integer"),
            ("/schema", "geometry-multipolygon"),
            ("/areas", "428"),
            ("/one", "Oxford Central, North and Botley"),
        ],
    );
    assert_eq!(answers["collections"].as_array().map(Vec::len), Some(5));
    let page = get_json("/collections/areas/items");
    let residents = page["features"]
        .as_array()
        .unwrap()
        .iter()
        .map(|area| area["properties"]["residents"].as_u64().unwrap());
    assert_eq!(answers["residents"].as_u64(), Some(residents.sum()));
    let matched = |query: &str| get_json(&format!("/collections/{query}"))["numberMatched"].clone();
    assert_eq!(answers["filtered"], matched("areas/items?limit=1&filter=residents%20%3E%202000"));
    assert_eq!(answers["boxed"], matched("postcodes/items?limit=1&bbox=-1.30,51.72,-1.20,51.79"));
    assert_eq!(answers["title"], get_json("/collections/neighbourhoods")["title"]);
}

/// Red, green and blue of `#rrggbb`.
fn channels(colour: &str) -> [f64; 3] {
    [1, 3, 5].map(|at| f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()))
}

/// How a layer of the style is painted.
fn paint<'a>(style: &'a Value, layer: &str) -> &'a Value {
    let layers = style["layers"].as_array().unwrap();
    &layers.iter().find(|one| one["id"] == layer).unwrap()["paint"]
}

/// The colour under the neighbourhoods, and how much of it their own colours cover.
fn ground_and_opacity(style: &Value) -> (&str, f64) {
    let ground = paint(style, "background")["background-color"].as_str().unwrap();
    (ground, paint(style, "neighbourhoods")["fill-opacity"].as_f64().unwrap())
}

/// Whether a colour that is seen is one at an opacity over another; a renderer may round at each step.
fn is_drawn(seen: &str, over: &str, opacity: f64, under: &str) -> bool {
    let [seen, over, under] = [seen, over, under].map(channels);
    let mixed = over.iter().zip(under).map(|(over, under)| over * opacity + under * (1.0 - opacity));
    seen.iter().zip(mixed).all(|(seen, mixed)| (seen - mixed).abs() <= 1.5)
}

#[test]
fn maplibre_draws_each_neighbourhood_in_its_colour_from_tiles_and_from_geojson() {
    if !Path::new("/usr/bin/chromium").exists() || !installed().join("node_modules/maplibre-gl").exists() {
        skip_without("browser", "chromium or maplibre-gl is not installed");
        return;
    }
    let items = get_json("/collections/neighbourhoods/items");
    let features = items["features"].as_array().unwrap();
    let at =
        |feature: &Value| json!([feature["properties"]["label_lon"], feature["properties"]["label_lat"]]);
    let mut places: serde_json::Map<String, Value> =
        features.iter().map(|feature| (feature["id"].as_str().unwrap().to_owned(), at(feature))).collect();
    places.insert("outside".to_owned(), json!([-0.9, 52.05]));
    let folder = tempfile::tempdir().unwrap();
    let listed = folder.path().join("places.json");
    std::fs::write(&listed, Value::Object(places).to_string()).unwrap();
    let modules = installed().join("node_modules");
    let more = [modules.to_str().unwrap(), listed.to_str().unwrap()];
    let Some(answers) = answers("browser", "node", "map.mjs", &["-e", "require('playwright-core')"], &more)
    else {
        return;
    };
    assert_eq!(answers["complaints"], json!([]), "the browser complains of nothing");
    let style = get_json("/xyz/style");
    let (ground, opacity) = ground_and_opacity(&style);
    let fills = paint(&style, "neighbourhoods")["fill-color"].as_array().unwrap();
    let fill = |colour: &Value| &fills[fills.iter().position(|number| number == colour).unwrap() + 1];
    for from in ["tiles", "geojson"] {
        let drawn = &answers[from];
        assert_eq!(drawn["errors"], json!([]), "{from}");
        for feature in features {
            let id = feature["id"].as_str().unwrap();
            let (seen, fill) = (&drawn["colours"][id], fill(&feature["properties"]["colour"]));
            assert!(
                is_drawn(seen.as_str().unwrap(), fill.as_str().unwrap(), opacity, ground),
                "{id} from {from}: {seen} is not {fill} at {opacity} over {ground}"
            );
        }
        assert_eq!(drawn["colours"]["outside"], ground);
        assert!(
            drawn["labels"].as_array().unwrap().len() >= 12,
            "names are drawn where they fit: {}",
            drawn["labels"]
        );
    }
}

/// Older than the newest, which is installed under its own name; `.ci/run` installs each.
const OLDER: [&str; 4] = ["maplibre-gl-4.7", "maplibre-gl-5.6", "maplibre-gl-5.24", "mapbox-gl-1.13"];

#[test]
fn older_map_libraries_draw_the_style_as_it_is() {
    let modules = installed().join("node_modules");
    let is_there = |package: &&str| modules.join(package).exists();
    if !Path::new("/usr/bin/chromium").exists() || !OLDER.iter().all(is_there) {
        skip_without("browser", "chromium or an older map library is not installed");
        return;
    }
    let packages = OLDER.into_iter().chain(["maplibre-gl"]);
    let more: Vec<&str> = [modules.to_str().unwrap()].into_iter().chain(packages).collect();
    let probe = ["-e", "require('playwright-core')"];
    let Some(answers) = answers("browser", "node", "map_older.mjs", &probe, &more) else { return };
    let style = get_json("/xyz/style");
    let (ground, opacity) = ground_and_opacity(&style);
    for (package, drawn) in answers.as_object().unwrap() {
        let told = json!([drawn["errors"], drawn["complaints"]]);
        assert_eq!(told, json!([[], []]), "{package} complains of nothing");
        assert!(
            drawn["labels"].as_array().unwrap().len() >= 12,
            "{package} writes names: {}",
            drawn["labels"]
        );
        let pixels = |colour: &str, opacity: f64| -> u64 {
            let colours = drawn["colours"].as_object().unwrap().iter();
            let alike = colours.filter(|(seen, _)| is_drawn(seen, colour, opacity, ground));
            alike.map(|(_, count)| count.as_u64().unwrap()).sum()
        };
        for fill in ["#77aadd", "#ee8866", "#eedd88"] {
            assert!(pixels(fill, opacity) > 1_000, "{package} without {fill}");
        }
        assert!(pixels("#212b32", 1.0) > 1_000, "{package} without borders");
    }
}

#[test]
fn the_pages_for_people_are_accessible_and_fit_a_telephone() {
    let is_there =
        Path::new("/usr/bin/chromium").exists() && installed().join("node_modules/axe-core").exists();
    if !is_there {
        skip_without("browser", "chromium or axe-core is not installed");
        return;
    }
    let mut paths = vec![
        "/".to_owned(),
        "/app/find".to_owned(),
        "/app/accessibility".to_owned(),
        "/conformance?f=html".to_owned(),
        "/api?f=html".to_owned(),
        "/collections".to_owned(),
    ];
    for collection in ["neighbourhoods", "areas", "practices", "postcodes", "districts"] {
        let path = format!("/collections/{collection}");
        let first =
            get_json(&format!("{path}/items?limit=1"))["features"][0]["id"].as_str().unwrap().to_owned();
        let parts =
            ["schema", "queryables", "sortables", "items?limit=20"].map(|part| format!("{path}/{part}"));
        paths.extend([path.clone(), format!("{path}/items/{first}")].into_iter().chain(parts));
    }
    let folder = tempfile::tempdir().unwrap();
    let listed = folder.path().join("paths.json");
    std::fs::write(&listed, json!(paths).to_string()).unwrap();
    let modules = installed().join("node_modules");
    let more = [modules.to_str().unwrap(), listed.to_str().unwrap()];
    let Some(findings) =
        answers("browser", "node", "pages.mjs", &["-e", "require('playwright-core')"], &more)
    else {
        return;
    };
    for path in paths {
        assert_eq!(findings[&path], json!([]), "{path}");
    }
}
