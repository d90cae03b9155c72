//! The query of a page of features: parameters that every collection takes, and one for each of its properties.

use std::fmt::Display;

use super::datetime::datetime;
use crate::echo;
use crate::features::collection::Collection;
use crate::features::crs::Crs;
use crate::features::filter::cql::{self, Language};
use crate::features::query::{Direction, Query};
use crate::features::schema::{Property, PropertyKind};
use crate::features::value::Value;
use crate::features::window::Window;
use crate::features::write::Writing;
use crate::http::extract::params::{EMPTY, PIN};
use crate::http::link::LinkBase;
use crate::http::problem::Problem;

const DEFAULT_LIMIT: usize = 1_000;
const MOST_LIMIT: usize = 10_000;

/// Formats of features.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemsFormat {
    /// `f=json`, `f=geojson`
    GeoJson,
    /// `f=html`
    Html,
}

/// What every request of features says.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// The id of a draft.
    pub draft: Option<String>,
    /// A scenario.
    pub scenario: Option<String>,
    /// How features are written.
    pub writing: Writing,
    /// The zoom that outlines are simplified for; none for as they are.
    pub zoom: Option<u8>,
    /// The format that was asked for.
    pub format: Option<ItemsFormat>,
}

/// A page of features that was asked for.
#[derive(Clone, Debug)]
pub struct ItemsQuery {
    /// What every request of features says.
    pub wanted: Wanted,
    /// Which features.
    pub query: Query,
    /// Every parameter as it was given, in order.
    pairs: Vec<(String, String)>,
}

const OF_ONE: [&str; 7] = ["draft", "scenario", "crs", "properties", "zoom-level", "f", PIN];
const OF_MANY: [&str; 9] =
    ["bbox", "bbox-crs", "limit", "offset", "datetime", "filter", "filter-lang", "filter-crs", "sortby"];

/// Whether a parameter says nothing when it is empty. No property at all is a wish, and a property can be an empty text.
fn needs_value(name: &str) -> bool {
    name != "properties" && (OF_ONE.contains(&name) || OF_MANY.contains(&name))
}

impl Wanted {
    /// Reads the query of one feature.
    ///
    /// # Errors
    /// A 400 problem that names the parameter.
    pub fn read(collection: Collection, query: &str) -> Result<Self, Problem> {
        let pairs = pairs(query, |name| OF_ONE.contains(&name), || listed(&OF_ONE))?;
        Self::of(collection, &pairs)
    }

    fn of(collection: Collection, pairs: &[(String, String)]) -> Result<Self, Problem> {
        let text = |name: &str| value(pairs, name).map(str::to_owned);
        let properties = collection.properties();
        let columns = match value(pairs, "properties") {
            None => (0..properties.len()).collect(),
            Some(names) => columns(names, &properties)?,
        };
        let crs = crs(pairs, "crs")?;
        let zoom = match value(pairs, "zoom-level") {
            None => None,
            Some(text) => {
                let zoom = text.parse().ok().filter(|zoom| (0..=24).contains(zoom));
                Some(zoom.ok_or_else(|| wrong("zoom-level", "expected a whole number from 0 to 24"))?)
            }
        };
        let format = match value(pairs, "f") {
            None => None,
            Some("json" | "geojson") => Some(ItemsFormat::GeoJson),
            Some("html") => Some(ItemsFormat::Html),
            Some(_) => return Err(wrong("f", "expected json, geojson or html")),
        };
        let (draft, scenario) = (text("draft"), text("scenario"));
        Ok(Self { draft, scenario, writing: Writing { crs, columns }, zoom, format })
    }

    /// Where links lead, by the same boundaries.
    #[must_use]
    pub fn links(&self, address: String) -> LinkBase {
        LinkBase::new(address, self.draft.as_deref(), self.scenario.as_deref())
    }

    /// Whether a page is wanted.
    #[must_use]
    pub fn page(&self) -> Option<bool> {
        self.format.map(|format| format == ItemsFormat::Html)
    }
}

impl ItemsQuery {
    /// Reads the query of a page.
    ///
    /// # Errors
    /// A 400 problem that names the parameter, and the known ones when it is not known.
    pub fn read(collection: Collection, query: &str) -> Result<Self, Problem> {
        let properties = collection.properties();
        let queryable = |name: &str| properties.iter().position(|property| property.name == name);
        let known: Vec<&str> = OF_ONE.into_iter().chain(OF_MANY).collect();
        let is_known = |name: &str| known.contains(&name) || queryable(name).is_some();
        let told = || {
            let names: Vec<&str> = properties.iter().map(|property| property.name).collect();
            format!("{}; or a property of the collection: {}", listed(&known), names.join(", "))
        };
        let pairs = pairs(query, is_known, told)?;
        if let Some(text) = value(&pairs, "datetime") {
            datetime(text)?;
        }
        let window = match value(&pairs, "bbox") {
            None => None,
            Some(text) => {
                Some(Window::read(text, crs(&pairs, "bbox-crs")?).map_err(|error| wrong("bbox", error))?)
            }
        };
        let mut equals = Vec::new();
        for (name, text) in pairs.iter().filter(|(name, _)| !known.contains(&name.as_str())) {
            if let Some(column) = queryable(name) {
                equals.push((column, equal_to(&properties[column], text)?));
            }
        }
        let query = Query {
            window,
            equals,
            filter: filter(&pairs, &properties)?,
            order: value(&pairs, "sortby").map_or(Ok(vec![]), |text| order(text, &properties))?,
            offset: number(&pairs, "offset")?.unwrap_or(0),
            limit: match number(&pairs, "limit")? {
                None => DEFAULT_LIMIT,
                Some(0) => return Err(wrong("limit", "expected 1 to 10000")),
                // OGC 17-069r4, /req/core/fc-limit-response-1: more is answered with the most.
                Some(limit) => limit.min(MOST_LIMIT),
            },
        };
        Ok(Self { wanted: Wanted::of(collection, &pairs)?, query, pairs })
    }

    /// The same query from another feature on.
    #[must_use]
    pub fn at(&self, offset: usize, limit: usize) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in self.pairs.iter().filter(|(name, _)| name != "offset" && name != "limit") {
            query.append_pair(name, value);
        }
        if limit != DEFAULT_LIMIT || value(&self.pairs, "limit").is_some() {
            query.append_pair("limit", &limit.to_string());
        }
        if offset > 0 {
            query.append_pair("offset", &offset.to_string());
        }
        query.finish()
    }

    /// The same query in another format.
    #[must_use]
    pub fn in_format(&self, format: &str) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in self.pairs.iter().filter(|(name, _)| name != "f") {
            query.append_pair(name, value);
        }
        query.append_pair("f", format);
        query.finish()
    }
}

/// The parameters, each known and given once.
fn pairs(
    query: &str,
    is_known: impl Fn(&str) -> bool,
    told: impl Fn() -> String,
) -> Result<Vec<(String, String)>, Problem> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        if !is_known(&name) {
            let detail = format!("unknown parameter `{}`, expected one of {}", echo::cut(&name), told());
            return Err(Problem::bad_parameter("", detail));
        }
        if pairs.iter().any(|(given, _)| *given == name) {
            return Err(wrong(&name, "it was given more than once"));
        }
        if value.is_empty() && needs_value(&name) {
            return Err(wrong(&name, EMPTY));
        }
        pairs.push((name.into_owned(), value.into_owned()));
    }
    Ok(pairs)
}

fn listed(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

fn value<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    pairs.iter().find(|(given, _)| given == name).map(|(_, value)| value.as_str())
}

fn wrong(name: &str, reason: impl Display) -> Problem {
    Problem::bad_parameter(name, reason)
}

fn number(pairs: &[(String, String)], name: &str) -> Result<Option<usize>, Problem> {
    let text = value(pairs, name);
    text.map(|text| text.parse().map_err(|_not_one| wrong(name, "expected a whole number"))).transpose()
}

fn crs(pairs: &[(String, String)], name: &str) -> Result<Crs, Problem> {
    let Some(text) = value(pairs, name) else { return Ok(Crs::default()) };
    let known = || Crs::ALL.map(Crs::uri).join(", ");
    Crs::of_uri(text)
        .ok_or_else(|| wrong(name, format!("{:?} is not served; there are {}", echo::cut(text), known())))
}

fn filter(
    pairs: &[(String, String)],
    properties: &[Property],
) -> Result<Option<crate::features::filter::predicate::Predicate>, Problem> {
    let language = match value(pairs, "filter-lang") {
        None | Some("cql2-text") => Language::Text,
        Some("cql2-json") => Language::Json,
        Some(_) => return Err(wrong("filter-lang", "expected cql2-text or cql2-json")),
    };
    let crs = crs(pairs, "filter-crs")?;
    let Some(text) = value(pairs, "filter") else { return Ok(None) };
    let compiled = cql::compile(text, language, crs, properties);
    compiled.map(Some).map_err(|error| wrong("filter", error))
}

fn column(name: &str, properties: &[Property]) -> Result<usize, String> {
    let place = properties.iter().position(|property| property.name == name);
    place.ok_or_else(|| {
        let known: Vec<&str> = properties.iter().map(|property| property.name).collect();
        format!("{:?} is not a property; there are {}", echo::cut(name), known.join(", "))
    })
}

/// In the order of the collection, whatever the order of the names.
fn columns(names: &str, properties: &[Property]) -> Result<Vec<usize>, Problem> {
    let names = names.split(',').map(str::trim).filter(|name| !name.is_empty());
    let columns: Result<Vec<usize>, String> = names.map(|name| column(name, properties)).collect();
    let mut columns = columns.map_err(|reason| wrong("properties", reason))?;
    columns.sort_unstable();
    columns.dedup();
    Ok(columns)
}

/// Names with `-` before them from the greatest down; `+` is the default, and in a query it may have become a space.
fn order(text: &str, properties: &[Property]) -> Result<Vec<(usize, Direction)>, Problem> {
    let mut order = Vec::new();
    for name in text.split(',') {
        let (direction, name) = match name.as_bytes().first() {
            Some(b'-') => (Direction::Descending, &name[1..]),
            Some(b'+' | b' ') => (Direction::Ascending, &name[1..]),
            _ => (Direction::Ascending, name),
        };
        if name.trim().is_empty() {
            return Err(wrong(
                "sortby",
                "expected the name of a property, with - before it for the greatest first",
            ));
        }
        order.push((column(name.trim(), properties).map_err(|reason| wrong("sortby", reason))?, direction));
    }
    Ok(order)
}

fn equal_to(property: &Property, text: &str) -> Result<Value<'static>, Problem> {
    let read = match property.kind {
        PropertyKind::Text => Some(Value::written(text)),
        PropertyKind::Integer | PropertyKind::Number => {
            text.parse().ok().filter(|number: &f64| number.is_finite()).map(Value::Number)
        }
        PropertyKind::Boolean => text.parse().ok().map(Value::Boolean),
    };
    read.ok_or_else(|| wrong(property.name, format!("expected {}", property.kind.in_words())))
}
