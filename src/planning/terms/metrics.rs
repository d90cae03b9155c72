//! What every figure means: key, version, unit, definition and vintage, in one table that answers refer to by its digest.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::needs::Need;
use super::provenance::Part;
use super::vintages::Dated;
use crate::digest::sha256;
use crate::domain::atlas::Atlas;
use crate::domain::ground::Ground;

/// How a figure is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// Counted or measured by its publisher or by us.
    Counted,
    /// Estimated by a model: a mid-year estimate, patients moved between geographies, straight lines for roads.
    Modelled,
    /// Rests on something that nobody states.
    Inferred,
}

impl Basis {
    /// As it is written.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Counted => "counted",
            Self::Modelled => "modelled",
            Self::Inferred => "inferred",
        }
    }
}

/// One metric, as defined.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Metric {
    /// Its name for programs.
    pub key: String,
    /// Raised whenever the same input could give another figure.
    pub version: u32,
    /// Its name for people.
    pub title: String,
    /// What it is counted in.
    pub unit: String,
    /// Whether it is a count, sum, ratio, mean, list or other: sums can be added up over neighbourhoods, the others cannot.
    pub kind: String,
    /// Whether it is counted, modelled, or rests on something inferred.
    pub basis: Basis,
    /// What it takes its date from.
    #[serde(skip_serializing)]
    pub dated: Vec<Dated>,
    /// Which rule gives a range, or why there is none.
    pub range: String,
    /// What it must not be used for.
    pub not_for: String,
    /// The definition.
    pub definition: String,
    /// Who published the definition, where somebody did.
    #[serde(default)]
    pub source: Option<String>,
    /// What the data must hold for it.
    #[serde(skip_serializing)]
    pub needs: Vec<Need>,
    /// The tables it is computed from.
    #[serde(skip_serializing)]
    pub parts: Vec<String>,
    /// The names it goes by in answers.
    pub members: Vec<String>,
}

/// A metric as it can be computed from the data loaded.
#[derive(Clone, Debug, Serialize)]
pub struct MetricView<'a> {
    /// Its definition.
    #[serde(flatten)]
    pub metric: &'static Metric,
    /// Of when it is; null where no date is stated, and for what is of no date.
    pub vintage: Option<String>,
    /// Dataset and vintage of each table it is computed from.
    pub parts: Vec<Part<'a>>,
    /// Why it cannot be computed; null when it can.
    pub unavailable: Option<&'static str>,
}

/// All metrics, and one digest of what they mean.
#[derive(Clone, Debug, Serialize)]
pub struct MetricsView<'a> {
    /// SHA-256 of every key and version: answers carry it, so that two can be told to mean the same.
    pub digest: &'static str,
    /// How many there are.
    pub count: usize,
    /// All of them.
    pub items: Vec<MetricView<'a>>,
}

#[derive(Deserialize)]
struct Listed {
    metrics: Vec<Metric>,
}

static METRICS: LazyLock<Vec<Metric>> = LazyLock::new(|| {
    let listed: Listed =
        toml::from_str(include_str!("metrics.toml")).expect("the compiled-in metrics are valid");
    listed.metrics
});

static DIGEST: LazyLock<String> = LazyLock::new(|| {
    let mut lines: Vec<String> =
        METRICS.iter().map(|metric| format!("{} {}\n", metric.key, metric.version)).collect();
    lines.sort_unstable();
    sha256(lines.concat().as_bytes())
});

/// All metrics, in the order they are told.
#[must_use]
pub fn metrics() -> &'static [Metric] {
    &METRICS
}

/// SHA-256 of every (key, version), in order of key.
#[must_use]
pub fn digest() -> &'static str {
    &DIGEST
}

/// All metrics with the vintages of the data loaded.
#[must_use]
pub fn view(atlas: &Atlas) -> MetricsView<'_> {
    let items: Vec<MetricView<'_>> = metrics().iter().map(|metric| metric.view(atlas)).collect();
    MetricsView { digest: digest(), count: items.len(), items }
}

/// A figure that cannot be computed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "named after what they are")]
pub struct Unavailable {
    pub figure: &'static str,
    pub reason: &'static str,
}

/// The figures of a what-if that the data loaded does not allow to be computed.
#[must_use]
pub fn unavailable(ground: &Ground) -> Vec<Unavailable> {
    let missing = metrics()
        .iter()
        .filter_map(|metric| Some(Unavailable { figure: &metric.key, reason: metric.unavailable(ground)? }));
    missing.collect()
}

impl Metric {
    fn view<'a>(&'static self, atlas: &'a Atlas) -> MetricView<'a> {
        let used = atlas.sources.iter().filter(|source| self.parts.contains(&source.path));
        MetricView {
            metric: self,
            vintage: self.vintage(atlas),
            parts: used.map(Part::of).collect(),
            unavailable: self.unavailable(&atlas.ground),
        }
    }

    /// Of when it is, of the data loaded: several dates where it is of several.
    #[must_use]
    pub fn vintage(&self, atlas: &Atlas) -> Option<String> {
        let mut vintages: Vec<String> = self.dated.iter().filter_map(|dated| dated.vintage(atlas)).collect();
        vintages.dedup();
        (!vintages.is_empty()).then(|| vintages.join("; "))
    }

    fn unavailable(&self, ground: &Ground) -> Option<&'static str> {
        self.needs.iter().find_map(|need| need.missing_in(ground))
    }
}

/// How the figures of an answer are known, and of when they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Known {
    /// Which metric, by its key in `/v1/metrics-definitions`.
    pub figure: &'static str,
    /// The names it goes by in the answer.
    pub members: &'static [String],
    /// Whether it is counted, modelled, or rests on something inferred.
    pub basis: Basis,
    /// Of when it is; null where no date is stated, and for what is of no date.
    pub vintage: Option<String>,
}

/// How each figure is known that the data loaded allows to be computed.
#[must_use]
pub fn known(atlas: &Atlas) -> Vec<Known> {
    let known = metrics().iter().filter(|metric| metric.unavailable(&atlas.ground).is_none());
    let view = |metric: &'static Metric| Known {
        figure: &metric.key,
        members: &metric.members,
        basis: metric.basis,
        vintage: metric.vintage(atlas),
    };
    known.map(view).collect()
}

/// How a metric is known, and of when it is, as stands behind its name: `modelled, mid-2022`.
#[must_use]
pub fn known_in_words(key: &str, atlas: &Atlas) -> String {
    let Some(metric) = metric(key) else { return String::new() };
    let vintage = metric.vintage(atlas).map_or_else(String::new, |vintage| format!(", {vintage}"));
    format!("{}{vintage}", metric.basis.as_str())
}

/// The metric of a key.
#[must_use]
pub fn metric(key: &str) -> Option<&'static Metric> {
    metrics().iter().find(|metric| metric.key == key)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_metric_is_named_once_and_whole() {
        let keys: BTreeSet<&str> = metrics().iter().map(|metric| metric.key.as_str()).collect();
        assert_eq!(keys.len(), metrics().len());
        for metric in metrics() {
            assert!(
                metric.version > 0 && !metric.definition.is_empty() && !metric.unit.is_empty(),
                "{metric:?}"
            );
        }
    }

    #[test]
    fn a_member_has_one_definition() {
        let mut seen = BTreeSet::new();
        for metric in metrics() {
            for member in &metric.members {
                assert!(seen.insert(member), "{member} is defined twice");
            }
        }
    }
}
