//! The lossless form of a plan: the draft it starts from, the changes in their order, and the digest of what they make.
//!
//! A scenario as it is read has the same members, so that one saved from `/v1/scenarios/{id}` is a plan too.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::ingest::plan::annotations::Annotations;

/// What the form is called, within itself.
const FORM: &str = "footprint-plan";

/// A plan to keep or send.
#[derive(Clone, Debug, Serialize)]
pub struct PlanDocument<'a> {
    /// Always `footprint-plan`.
    #[serde(rename = "type")]
    form: &'static str,
    /// What people call it.
    pub name: &'a str,
    /// How official it is.
    pub status: &'a str,
    /// What must be said with it.
    pub caveat: &'a str,
    /// Id of the draft that is changed.
    pub base: &'a str,
    /// Digest of the data it was written on.
    pub data: &'a str,
    /// All changes from the base, in order.
    pub changes: Value,
    /// Digest of base, areas, practices placed and closed, and names.
    pub content_digest: Option<&'a str>,
    /// How much is kept with it beside borders, practices and names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub annotations: Option<Annotations>,
}

/// A plan that was read.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ReadPlan {
    pub base: Option<String>,
    /// Digest of the data that it was written on.
    pub data: Option<String>,
    pub changes: Value,
    pub digest: Option<String>,
    /// How much is kept with it, where the document says so.
    pub annotations: Option<Annotations>,
    /// Groups and a certificate that stand in it, as in a scenario that was read.
    pub beside: Annotations,
}

impl<'a> PlanDocument<'a> {
    /// Of a base and the changes to it.
    #[must_use]
    pub fn new(base: &'a str, changes: Value) -> Self {
        let (name, status, caveat, data) = Default::default();
        Self {
            form: FORM,
            name,
            status,
            caveat,
            base,
            data,
            changes,
            content_digest: None,
            annotations: None,
        }
    }
}

impl ReadPlan {
    /// Reads a document; none when it is another kind.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        if bytes.iter().find(|byte| !byte.is_ascii_whitespace()) != Some(&b'{') {
            return None;
        }
        let document: Value = serde_json::from_slice(bytes).ok()?;
        let changes = document.get("changes").filter(|changes| changes.is_array())?.clone();
        let text = |member: &str| document.get(member).and_then(Value::as_str).map(str::to_owned);
        let counted = document.get("annotations");
        let beside = Annotations {
            groups: document.get("groups").and_then(Value::as_array).map_or(0, Vec::len),
            certificates: usize::from(document.get("certificate").is_some_and(Value::is_object)),
            ..Annotations::default()
        };
        Some(Self {
            base: text("base"),
            data: text("data"),
            changes,
            digest: text("content_digest"),
            annotations: counted.and_then(|counted| Annotations::deserialize(counted).ok()),
            beside,
        })
    }
}
