//! What is kept of the work of answering, within one budget: rendered answers, and what they are made from.
//!
//! Each kind has a share of its own, so that none can drive out the others. What a version of the data has kept goes with it.

use std::sync::Arc;
use std::time::Duration;

use moka::sync::Cache;

use crate::domain::draft::Draft;
use crate::features::collection::Collection;
use crate::features::prepared::Prepared;
use crate::http::cache::{Budget, RenderedCache, weighed};
use crate::store::ScenarioVersion;
use crate::tiles::kind::LayerKind;
use crate::tiles::layer::Layer;

/// Shares of the budget, in percent. Together they are less than all of it: the rest is what the allocator, and answers on their way,
/// hold beside what is kept (measured by `make test-long`).
const RENDERED: u64 = 25;
const LAYERS: u64 = 12;
const COLLECTIONS: u64 = 12;
const SCENARIOS: u64 = 21;

/// Another replica may have deleted a scenario; after this long that is seen here.
const SCENARIO_AGE: Duration = Duration::from_mins(1);

/// A collection by boundaries, simplified for a zoom or not.
pub type CollectionKey = (String, Collection, Option<u8>);
/// A layer by boundaries at a zoom.
pub type LayerKey = (LayerKind, String, u8);

/// The caches of one version of the data.
pub struct Caches {
    /// Answers, by question and encoding.
    pub rendered: RenderedCache,
    /// Layers of tiles.
    pub layers: Cache<LayerKey, Arc<Layer>>,
    /// Features of collections that are kept whole.
    pub collections: Cache<CollectionKey, Arc<Prepared>>,
    /// Boundaries of scenarios.
    pub scenario_drafts: Cache<ScenarioVersion, Arc<Draft>>,
}

impl Caches {
    /// Empty caches that share a budget; `draft_bytes` is what the boundaries of a scenario come to take.
    #[must_use]
    pub fn new(budget: Budget, draft_bytes: usize) -> Self {
        let layers = |key: &LayerKey, layer: &Arc<Layer>| key.1.len() + layer.bytes();
        let collections = |key: &CollectionKey, prepared: &Arc<Prepared>| key.0.len() + prepared.bytes();
        let drafts = move |_: &ScenarioVersion, _: &Arc<Draft>| draft_bytes;
        Self {
            rendered: RenderedCache::new(budget.percent(RENDERED)),
            layers: weighed(budget.percent(LAYERS), layers).build(),
            collections: weighed(budget.percent(COLLECTIONS), collections).build(),
            scenario_drafts: weighed(budget.percent(SCENARIOS), drafts).time_to_live(SCENARIO_AGE).build(),
        }
    }

    /// Bytes kept in all of them together.
    #[must_use]
    pub fn weight(&self) -> u64 {
        self.layers.run_pending_tasks();
        self.collections.run_pending_tasks();
        self.scenario_drafts.run_pending_tasks();
        self.rendered.weight()
            + self.layers.weighted_size()
            + self.collections.weighted_size()
            + self.scenario_drafts.weighted_size()
    }
}
