//! The properties of features as columns: what formats with a schema need to know of them.

use geojson::Feature;
use serde_json::Value;

/// The type of a column's values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FeatureColumnType {
    Text,
    Whole,
    Number,
    Truth,
    /// Lists and objects.
    Json,
}

/// A property that every feature has, or a null for it.
pub(super) struct FeatureColumn<'a> {
    pub name: &'a str,
    pub kind: FeatureColumnType,
}

/// The columns of features with the same properties.
pub(super) fn of(features: &[Feature]) -> Vec<FeatureColumn<'_>> {
    let names = features.first().and_then(|feature| feature.properties.as_ref()).into_iter().flatten();
    names.map(|(name, _)| FeatureColumn { name, kind: kind(features, name) }).collect()
}

fn kind(features: &[Feature], name: &str) -> FeatureColumnType {
    let values = features.iter().filter_map(|feature| feature.property(name));
    let values: Vec<&Value> = values.filter(|value| !value.is_null()).collect();
    match values.first() {
        Some(Value::Bool(_)) => FeatureColumnType::Truth,
        Some(Value::Number(_)) if values.iter().all(|value| value.is_i64()) => FeatureColumnType::Whole,
        Some(Value::Number(_)) => FeatureColumnType::Number,
        Some(Value::Array(_) | Value::Object(_)) => FeatureColumnType::Json,
        _ => FeatureColumnType::Text,
    }
}
