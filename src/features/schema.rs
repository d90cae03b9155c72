//! The properties of a collection: name, kind of value, meaning.

use serde_json::{Map, Value as Json, json};

/// A property of the features of a collection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Property {
    /// As in GeoJSON, filters, `sortby` and `properties`.
    pub name: &'static str,
    /// The kind of its values.
    pub kind: PropertyKind,
    /// What it means, its unit included.
    pub description: &'static str,
    /// Whether it is one of many of a table: told of features, and left out of tiles and of tables on pages.
    pub is_detail: bool,
}

impl Property {
    /// The same as one of many.
    #[must_use]
    pub const fn in_detail(self) -> Self {
        Self { is_detail: true, ..self }
    }
}

/// Kinds of values. Any property may be null.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PropertyKind {
    /// Text.
    Text,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// Yes or no.
    Boolean,
}

/// The name that filters know the geometry by.
pub const GEOMETRY: &str = "geometry";

/// A text.
#[must_use]
pub const fn text(name: &'static str, description: &'static str) -> Property {
    Property { name, kind: PropertyKind::Text, description, is_detail: false }
}

/// A whole number.
#[must_use]
pub const fn integer(name: &'static str, description: &'static str) -> Property {
    Property { name, kind: PropertyKind::Integer, description, is_detail: false }
}

/// A number.
#[must_use]
pub const fn number(name: &'static str, description: &'static str) -> Property {
    Property { name, kind: PropertyKind::Number, description, is_detail: false }
}

/// A yes or no.
#[must_use]
pub const fn boolean(name: &'static str, description: &'static str) -> Property {
    Property { name, kind: PropertyKind::Boolean, description, is_detail: false }
}

impl PropertyKind {
    /// As JSON Schema calls it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Text => "string",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Boolean => "boolean",
        }
    }

    /// What is expected of a value, in words.
    #[must_use]
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Integer => "a whole number",
            Self::Number => "a number",
            Self::Boolean => "true or false",
        }
    }
}

/// A JSON Schema of features as of an object with these properties; of their geometry too, where `geometry` names its
/// kind (`OGC 23-058`, "point" or "multipolygon").
#[must_use]
pub fn json_schema(id: &str, title: &str, properties: &[Property], geometry: Option<&str>) -> Json {
    let mut members = Map::new();
    for (place, property) in properties.iter().enumerate() {
        let mut member = json!({
            "title": property.name,
            "description": property.description,
            "type": property.kind.as_str(),
            "x-ogc-propertySeq": place + 1,
        });
        if property.name == "id" {
            member["x-ogc-role"] = "id".into();
        }
        members.insert(property.name.to_owned(), member);
    }
    if let Some(kind) = geometry {
        let member = json!({
            "title": "geometry",
            "description": "Where it is",
            "format": format!("geometry-{kind}"),
            "x-ogc-role": "primary-geometry",
        });
        members.insert(GEOMETRY.to_owned(), member);
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": id,
        "title": title,
        "type": "object",
        "properties": members,
        "additionalProperties": false,
    })
}
