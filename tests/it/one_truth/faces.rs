//! The faces of the service, each read into the same columns: those of its tables.

use std::collections::BTreeMap;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use fast_mvt::{MvtReaderRef, MvtValueRef};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::support::runtime;

/// What a face says of one thing, by column; one it does not tell is left out, and nothing is an empty text.
pub type Told = BTreeMap<&'static str, String>;
/// What a face says of everything, by postcode, code or place.
pub type Face = BTreeMap<String, Told>;

/// Columns and where they stand in an answer of JSON.
const IN_JSON: [(&str, &str); 15] = [
    ("outcome", "/outcome"),
    ("neighbourhood_id", "/neighbourhood/id"),
    ("neighbourhood_name", "/neighbourhood/name"),
    ("distance_to_boundary_m", "/distance_to_boundary_m"),
    ("runner_up_id", "/runner_up/id"),
    ("runner_up_name", "/runner_up/name"),
    ("area_code", "/area/code"),
    ("district_code", "/district/code"),
    ("easting", "/location/easting"),
    ("northing", "/location/northing"),
    ("lon", "/location/lon"),
    ("lat", "/location/lat"),
    ("ambiguous", "/ambiguous"),
    ("views_site", "/practice/views/site/id"),
    ("reason", "/reason"),
];
/// In a description of postcodes.io.
const IN_POSTCODES_IO: [(&str, &str); 5] = [
    ("outcome", "/neighbourhood_assignment"),
    ("neighbourhood_id", "/codes/neighbourhood"),
    ("neighbourhood_name", "/neighbourhood"),
    ("area_code", "/codes/lsoa21"),
    ("district_code", "/codes/admin_district"),
];
/// In a practice of `/v1/practices`.
const IN_LIST: [(&str, &str); 4] = [
    ("neighbourhood_id", "/neighbourhood/id"),
    ("neighbourhood_name", "/neighbourhood/name"),
    ("area_code", "/area/code"),
    ("views_site", "/views/site/id"),
];

/// Properties of each collection and of its tiles.
fn properties(collection: &str) -> &'static [(&'static str, &'static str)] {
    match collection {
        "postcodes" => &[
            ("neighbourhood_id", "neighbourhood"),
            ("neighbourhood_name", "neighbourhood_name"),
            ("distance_to_boundary_m", "distance_to_boundary_m"),
            ("ambiguous", "near_boundary"),
            ("area_code", "area"),
            ("district_code", "district"),
            ("easting", "easting"),
            ("northing", "northing"),
        ],
        "practices" => &[("neighbourhood_id", "neighbourhood"), ("neighbourhood_name", "neighbourhood_name")],
        _ => &[
            ("neighbourhood_id", "neighbourhood"),
            ("neighbourhood_name", "neighbourhood_name"),
            ("district_code", "district"),
        ],
    }
}

/// Some boundaries of a service.
pub struct Boundaries<'a> {
    pub router: &'a Router,
    /// As in a query.
    pub query: String,
    /// The path of their export.
    pub export: String,
}

/// A value as one text, however a face writes it: a number to the millimetre, or to seven decimals of a degree.
pub fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Number(number) => format!("{:.7}", number.as_f64().unwrap()),
        other => other.to_string(),
    }
}

pub fn json(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).unwrap()
}

fn told(answer: &Value, columns: &[(&'static str, &str)]) -> Told {
    columns
        .iter()
        .map(|(column, pointer)| (*column, text(answer.pointer(pointer).unwrap_or(&Value::Null))))
        .collect()
}

/// What an answer of `/v1/resolve` says, in any form of JSON.
fn resolved(answer: &Value) -> Told {
    let mut told = told(answer, &IN_JSON);
    let others = answer["also_on_boundary_of"].as_array();
    let others = others.map(|others| others.iter().map(|other| text(&other["id"])).collect::<Vec<_>>());
    told.insert("also_on_boundary_of", others.unwrap_or_default().join(" "));
    told
}

/// Rows of a table, each under what stands in its first columns.
fn rows(bytes: &[u8], keys: usize, prefix: &str) -> Face {
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(bytes);
    let header = reader.headers().unwrap().clone();
    let columns: Vec<_> =
        header.iter().map(|name| column(name.strip_prefix(prefix).unwrap_or(name))).collect();
    let row = |row: csv::StringRecord| {
        let key = row.iter().take(keys).collect::<Vec<_>>().join(",");
        let cells = columns.iter().zip(&row).skip(keys).filter_map(|(column, cell)| {
            let number =
                ["easting", "northing", "lon", "lat", "distance_to_boundary_m"].contains(&(*column)?);
            let number = if number { cell.parse::<f64>().ok() } else { None };
            Some(((*column)?, number.map_or_else(|| cell.to_owned(), |number| format!("{number:.7}"))))
        });
        (key, cells.collect())
    };
    reader.records().map(|record| row(record.unwrap())).collect()
}

fn column(name: &str) -> Option<&'static str> {
    IN_JSON.iter().map(|(column, _)| *column).find(|column| *column == name)
}

impl Boundaries<'_> {
    fn ask(&self, request: Request<Body>) -> Vec<u8> {
        let path = request.uri().to_string();
        let (status, body) = runtime().block_on(async {
            let response = self.router.clone().oneshot(request).await.unwrap();
            let status = response.status();
            (status, response.into_body().collect().await.unwrap().to_bytes().to_vec())
        });
        assert!(status.is_success(), "{path}: {status} {}", String::from_utf8_lossy(&body));
        body
    }

    fn of_these(&self, path: &str) -> String {
        format!("{path}{}{}", if path.contains('?') { '&' } else { '?' }, self.query)
    }

    /// GET of a path, by these boundaries.
    pub fn get(&self, path: &str) -> Vec<u8> {
        self.ask(Request::get(self.of_these(path)).header("host", "localhost").body(Body::empty()).unwrap())
    }

    /// POST to a path as it is.
    pub fn post(&self, path: &str, media: &str, body: &str) -> Vec<u8> {
        let request = Request::post(path).header("host", "localhost").header("content-type", media);
        self.ask(request.body(Body::from(body.to_owned())).unwrap())
    }

    fn resolve(&self, query: &str, media: &str, body: &str) -> Vec<u8> {
        self.post(&self.of_these(&format!("/v1/resolve{query}")), media, body)
    }

    /// The answers to a list of items.
    pub fn truth(&self, asked: &[Value], keys: &[String]) -> Face {
        let answers = asked.chunks(10_000).flat_map(|items| {
            let answer = self.resolve("", "application/json", &json!({ "items": items }).to_string());
            json(&answer)["items"].as_array().unwrap().iter().map(resolved).collect::<Vec<_>>()
        });
        keys.iter().cloned().zip(answers).collect()
    }

    /// The same as lines of JSON.
    pub fn lines(&self, asked: &[Value], keys: &[String]) -> Face {
        let sent: Vec<String> = asked.iter().map(Value::to_string).collect();
        let answered = self.resolve("", "application/x-ndjson", &sent.join("\n"));
        let lines = answered.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
        keys.iter().cloned().zip(lines.map(|line| resolved(&json(line)))).collect()
    }

    /// The same as a table of one or two columns.
    pub fn table(&self, names: &str, rows_sent: &[String]) -> Face {
        let sent = format!("{names}\n{}\n", rows_sent.join("\n"));
        let answered = self.resolve("?fields=all&prefix=fp_", "text/csv", &sent);
        rows(&answered, names.split(',').count(), "fp_")
    }

    /// A lookup, as it is exported.
    pub fn lookup(&self, of: &str) -> Face {
        let keys = if of == "areas" || of == "practices" { 2 } else { 1 };
        let request = Request::get(format!("{}?f=csv&of={of}", self.export)).header("host", "localhost");
        let answered = self.ask(request.body(Body::empty()).unwrap());
        let rows = rows(&answered, keys, "");
        rows.into_iter().map(|(key, told)| (key.split(',').next().unwrap().to_owned(), told)).collect()
    }

    /// One question by itself.
    pub fn alone(&self, question: &Value) -> Told {
        let pairs = question.as_object().unwrap().iter().map(|(name, value)| {
            let value = value.as_str().map_or_else(|| value.to_string(), |text| text.replace(' ', "%20"));
            format!("{name}={value}")
        });
        resolved(&json(&self.get(&format!("/v1/resolve?{}", pairs.collect::<Vec<_>>().join("&")))))
    }

    /// All features of a collection, by a property.
    pub fn collection(&self, collection: &str, key: &str) -> Face {
        let mut face = Face::new();
        loop {
            let path = format!("/collections/{collection}/items?limit=10000&offset={}", face.len());
            let page = json(&self.get(&path));
            let features = page["features"].as_array().unwrap();
            face.extend(features.iter().map(|feature| {
                let columns = properties(collection).iter();
                let told = columns.map(|(column, name)| (*column, text(&feature["properties"][name])));
                (text(&feature["properties"][key]), told.collect())
            }));
            if features.len() < 10_000 {
                return face;
            }
        }
    }

    /// All features of a layer, as they stand in the tile of the whole world.
    pub fn tile(&self, layer: &str) -> Face {
        let bytes = self.get(&format!("/xyz/{layer}/0/0/0"));
        let reader = MvtReaderRef::new(&bytes).unwrap();
        let features = reader.layers().next().unwrap().features();
        let drawn = features.map(|feature| {
            let pairs = feature.properties().filter_map(|pair| match pair.unwrap() {
                (name, MvtValueRef::String(value)) => Some((name.to_owned(), value.to_owned())),
                _ => None,
            });
            let mut given: BTreeMap<String, String> = pairs.collect();
            let columns = properties(layer).iter();
            let told = columns.map(|(column, name)| (*column, given.get(*name).cloned().unwrap_or_default()));
            let told = told.collect();
            (given.remove("id").unwrap(), told)
        });
        drawn.collect()
    }

    /// A list of ours.
    pub fn list(&self, name: &str) -> Face {
        let list = json(&self.get(&format!("/v1/{name}")));
        let items = list["items"].as_array().unwrap().iter();
        items.map(|item| (text(&item["code"]), told(item, &IN_LIST))).collect()
    }

    /// Live postcodes as postcodes.io describes them.
    pub fn postcodes_io(&self, postcodes: &[String]) -> Face {
        let of_each = postcodes.chunks(100).flat_map(|chunk| {
            let body = json!({ "postcodes": chunk }).to_string();
            let answer = json(&self.post(&self.of_these("/postcodes"), "application/json", &body));
            let found = answer["result"].as_array().unwrap().iter().map(|item| &item["result"]);
            let found = found.filter(|found| !found.is_null());
            found.map(|found| (text(&found["postcode"]), told(found, &IN_POSTCODES_IO))).collect::<Vec<_>>()
        });
        of_each.collect()
    }

    /// Holds a face to the truth: everything is there, and says at least so many columns.
    pub fn hold(&self, face: &str, truth: &Face, said: Face, columns: usize) {
        assert!(said.keys().eq(truth.keys()), "{face} of {}: not of the same things", self.query);
        self.hold_some(face, truth, said, columns);
    }

    /// The same of a face that has not everything.
    pub fn hold_some(&self, face: &str, truth: &Face, said: Face, columns: usize) {
        assert!(!said.is_empty(), "{face} of {} says nothing", self.query);
        for (key, told) in said {
            assert!(told.len() >= columns, "{face} of {} tells only {told:?}", self.query);
            self.hold_one(face, truth, &key, &told);
        }
    }

    /// The same of one thing.
    pub fn hold_one(&self, face: &str, truth: &Face, key: &str, told: &Told) {
        let truth = &truth[key];
        for (column, value) in told {
            assert_eq!(value, &truth[column], "{column} of {key} by {face} of {}", self.query);
        }
    }
}
