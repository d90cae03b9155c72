//! What handlers share: one version of the data, the contract, the settings, and the caches.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::request::Parts;

use super::basemap::Basemap;
use super::caches::Caches;
use super::searches::Searches;
use super::workers::Workers;
use crate::county::Loaded;
use crate::domain::atlas::Atlas;
use crate::domain::draft::Draft;
use crate::features::collection::Collection;
use crate::features::prepared::Prepared;
use crate::features::rows::Rows;
use crate::features::zoom::EXACT;
use crate::http::cache::{Budget, RenderedCache};
use crate::http::extract::base_url::base_url;
use crate::http::problem::Problem;
use crate::store::Store;
use crate::tiles::kind::LayerKind;
use crate::tiles::layer::Layer;

/// The contract, as it is served.
pub const OPENAPI_YAML: &str = include_str!("../../../openapi.yaml");

/// The state of the service. Cheap to clone.
///
/// As an argument of a handler it is the version that the request took when it came: see `versions`.
#[derive(Clone)]
pub struct App(Arc<Inner>);

/// How the service runs, whatever data it answers from.
#[derive(Clone, Default)]
pub struct Settings {
    /// Where clients find it; by default what they ask for.
    pub public_url: Option<String>,
    /// Where scenarios are kept.
    pub store: Option<Store>,
    /// Whether it listens to this machine alone; only then may anyone write.
    pub binds_loopback: bool,
    /// Whether what `Forwarded` and `X-Forwarded-*` say is believed: every client comes through a proxy that writes them.
    pub trusts_proxy: bool,
    /// What pages draw under the draft.
    pub basemap: Option<Basemap>,
    /// Turns of those who search for plans and are answered at once.
    pub searches: Searches,
    /// Who runs jobs.
    pub workers: Workers,
    /// How much memory all caches may take together.
    pub cache_budget: Budget,
}

struct Inner {
    loaded: Loaded,
    settings: Settings,
    openapi_json: String,
    caches: Caches,
}

/// What keeps the service from being made.
#[derive(Debug, thiserror::Error)]
pub enum NotMade {
    /// `openapi.yaml` cannot be read; a defect of the build.
    #[error("openapi.yaml cannot be read: {0}")]
    Contract(#[from] yaml_serde::Error),
    /// A document cannot be written.
    #[error("a document cannot be prepared: {0}")]
    Document(#[from] serde_json::Error),
}

impl App {
    /// Prepares everything that never changes while this atlas is served.
    ///
    /// # Errors
    /// [`NotMade`] when the contract or a feature cannot be written as JSON.
    pub fn new(loaded: Loaded, mut settings: Settings) -> Result<Self, NotMade> {
        let contract: serde_json::Value = yaml_serde::from_str(OPENAPI_YAML)?;
        let openapi_json = serde_json::to_string(&contract)?;
        settings.public_url = settings.public_url.map(|url| url.trim_end_matches('/').to_owned());
        let caches = Caches::new(settings.cache_budget, bytes_of_a_draft(&loaded.atlas));
        Ok(Self(Arc::new(Inner { loaded, settings, openapi_json, caches })))
    }

    /// The same service over other data: nothing that follows from the data before is kept.
    ///
    /// # Errors
    /// As [`App::new`].
    pub fn with_data(&self, loaded: Loaded) -> Result<Self, NotMade> {
        Self::new(loaded, self.0.settings.clone())
    }

    /// The atlas and its projector.
    #[must_use]
    pub fn loaded(&self) -> &Loaded {
        &self.0.loaded
    }

    /// The atlas.
    #[must_use]
    pub fn atlas(&self) -> &Atlas {
        &self.0.loaded.atlas
    }

    /// The draft asked for, else the current one.
    ///
    /// # Errors
    /// A 404 problem that names the drafts loaded.
    pub fn draft(&self, id: Option<&str>) -> Result<&Arc<Draft>, Problem> {
        self.atlas().draft(id).ok_or_else(|| Problem::unknown_draft(self.atlas(), id.unwrap_or_default()))
    }

    /// Hands the features of a collection to `with`, simplified for a zoom where one is given: those kept whole are prepared
    /// when first asked for.
    pub fn with_rows<T>(
        &self,
        collection: Collection,
        draft: &Draft,
        zoom: Option<u8>,
        with: impl FnOnce(&dyn Rows) -> T,
    ) -> T {
        let prepared = self.prepared(collection, draft, zoom.filter(|_| collection.has_outlines()));
        Collection::with_rows(self.loaded(), draft, prepared.as_deref(), with)
    }

    fn prepared(&self, collection: Collection, draft: &Draft, zoom: Option<u8>) -> Option<Arc<Prepared>> {
        let key = (draft.id.clone(), collection, zoom.filter(|zoom| *zoom < EXACT));
        let kept = &self.0.caches.collections;
        let Some(zoom) = key.2 else {
            return kept.optionally_get_with(key, || collection.prepare(self.loaded(), draft).map(Arc::new));
        };
        let exact = self.prepared(collection, draft, None)?;
        let simplify = || exact.simplified(&self.atlas().ground, draft, zoom).map(Arc::new);
        kept.optionally_get_with(key, simplify)
    }

    /// A layer of tiles at a zoom: made when first asked for.
    #[must_use]
    pub fn layer(&self, kind: LayerKind, draft: &Draft, zoom: u8) -> Arc<Layer> {
        let make = || {
            self.with_rows(kind.collection(), draft, Some(zoom), |rows| {
                Arc::new(kind.layer(self.loaded(), draft, rows, zoom))
            })
        };
        self.0.caches.layers.get_with((kind, draft.id.clone(), zoom), make)
    }

    /// Answers that were rendered before.
    #[must_use]
    pub fn rendered(&self) -> &RenderedCache {
        &self.0.caches.rendered
    }

    /// Everything that is kept of the work of answering.
    #[must_use]
    pub fn caches(&self) -> &Caches {
        &self.0.caches
    }

    /// What pages draw under the draft, where there is something.
    #[must_use]
    pub fn basemap(&self) -> Option<&Basemap> {
        self.0.settings.basemap.as_ref()
    }

    /// The contract as JSON.
    #[must_use]
    pub fn openapi_json(&self) -> &str {
        &self.0.openapi_json
    }

    /// The store of scenarios.
    ///
    /// # Errors
    /// A 503 problem when the service runs without one.
    pub fn store(&self) -> Result<&Store, Problem> {
        self.0.settings.store.as_ref().ok_or_else(Problem::no_store)
    }

    /// How the service runs.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.0.settings
    }

    /// Whether clients may find this service under a path.
    #[must_use]
    pub fn may_have_prefix(&self) -> bool {
        self.0.settings.trusts_proxy || self.0.settings.public_url.is_some()
    }

    /// Where clients find this service, without a slash at the end: as configured, else as a trusted proxy or the request says.
    ///
    /// # Errors
    /// A 400 problem when the Host header is no host.
    pub fn base_url(&self, headers: &HeaderMap) -> Result<String, Problem> {
        match &self.0.settings.public_url {
            Some(url) => Ok(url.clone()),
            None => base_url(headers, self.0.settings.trusts_proxy),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for App {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parts.extensions.get().cloned().ok_or_else(|| {
            tracing::error!("a request came to a handler without a version of the data");
            Problem::internal()
        })
    }
}

/// What the boundaries of a scenario come to take in memory, about: how each postcode lies, the segments of borders, and their numbers
/// around the cells of the ground that are asked for. They fill while they are asked, after they were weighed, so they are weighed as
/// what they come to when every postcode was asked for; measured as the growth of a service that was asked just that.
fn bytes_of_a_draft(atlas: &Atlas) -> usize {
    const CELLS: usize = 2_500_000;
    const EACH_POSTCODE: usize = 80;
    const EACH_VERTEX: usize = 64;
    let ground = &atlas.ground;
    CELLS + ground.places.all().len() * EACH_POSTCODE + ground.areas.vertices().len() * EACH_VERTEX
}
