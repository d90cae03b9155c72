//! What handlers share: the atlas, the contract, and what was prepared from them at start.

use std::sync::Arc;

use axum::http::HeaderMap;
use axum::http::header::HOST;
use moka::sync::Cache;

use super::basemap::Basemap;
use super::boundaries::ScenarioBoundaries;
use super::forwarded::Forwarded;
use super::kept::KeptAnswers;
use super::postcodes_io::descriptions::Descriptions;
use super::problem::Problem;
use super::ready::ReadyAnswers;
use crate::county::Loaded;
use crate::digest::sha256;
use crate::domain::atlas::Atlas;
use crate::domain::draft::Draft;
use crate::features::collection::Collection;
use crate::features::prepared::Prepared;
use crate::features::rows::Rows;
use crate::features::zoom::EXACT;
use crate::store::Store;
use crate::tiles::kind::LayerKind;
use crate::tiles::layer::Layer;

/// The contract, as it is served.
pub const OPENAPI_YAML: &str = include_str!("../../openapi.yaml");

/// Collections whose features are kept, by boundaries and zoom: some hundred kilobytes each.
const KEPT_COLLECTIONS: u64 = 128;
/// Bytes of layers of tiles that are kept, by boundaries and zoom.
const KEPT_LAYERS: u64 = 64 * 1024 * 1024;

/// The state of the service. Cheap to clone.
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
}

struct Inner {
    loaded: Loaded,
    settings: Settings,
    openapi_json: Vec<u8>,
    openapi_digest: String,
    /// In the order of the drafts.
    descriptions: Vec<Descriptions>,
    collections: Cache<(String, Collection, Option<u8>), Arc<Prepared>>,
    layers: Cache<(LayerKind, String, u8), Arc<Layer>>,
    kept: KeptAnswers,
    ready: ReadyAnswers,
    scenario_boundaries: ScenarioBoundaries,
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
        let openapi_json = serde_json::to_vec(&contract)?;
        let openapi_digest = sha256(OPENAPI_YAML.as_bytes());
        let count = loaded.atlas.ground.places.all().len();
        let descriptions = loaded.atlas.drafts.iter().map(|_| Descriptions::new(count)).collect();
        settings.public_url = settings.public_url.map(|url| url.trim_end_matches('/').to_owned());
        Ok(Self(Arc::new(Inner {
            loaded,
            settings,
            openapi_json,
            openapi_digest,
            descriptions,
            collections: Cache::new(KEPT_COLLECTIONS),
            layers: Cache::builder()
                .max_capacity(KEPT_LAYERS)
                .weigher(|_, layer: &Arc<Layer>| u32::try_from(layer.bytes()).unwrap_or(u32::MAX))
                .build(),
            kept: KeptAnswers::default(),
            ready: ReadyAnswers::default(),
            scenario_boundaries: ScenarioBoundaries::default(),
        })))
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
        let kept = &self.0.collections;
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
        self.0.layers.get_with((kind, draft.id.clone(), zoom), make)
    }

    /// Answers that were written before.
    #[must_use]
    pub fn kept(&self) -> &KeptAnswers {
        &self.0.kept
    }

    /// Whole answers that were sent before.
    #[must_use]
    pub fn ready(&self) -> &ReadyAnswers {
        &self.0.ready
    }

    /// Postcodes described by a draft that was loaded, as far as they were asked for; none for a scenario.
    #[must_use]
    pub fn descriptions(&self, draft: &Draft) -> Option<&Descriptions> {
        let place = self.atlas().drafts.iter().position(|loaded| loaded.id == draft.id)?;
        self.0.descriptions.get(place)
    }

    /// Boundaries of scenarios computed lately.
    #[must_use]
    pub fn scenario_boundaries(&self) -> &ScenarioBoundaries {
        &self.0.scenario_boundaries
    }

    /// What pages draw under the draft, where there is something.
    #[must_use]
    pub fn basemap(&self) -> Option<&Basemap> {
        self.0.settings.basemap.as_ref()
    }

    /// SHA-256 of the contract: its version.
    #[must_use]
    pub fn openapi_digest(&self) -> &str {
        &self.0.openapi_digest
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

    /// The contract as JSON.
    #[must_use]
    pub fn openapi_json(&self) -> &[u8] {
        &self.0.openapi_json
    }

    /// Where clients find this service, without a slash at the end: as configured, else as a trusted proxy or the request says.
    ///
    /// # Errors
    /// A 400 problem when the Host header is no host.
    pub fn base_url(&self, headers: &HeaderMap) -> Result<String, Problem> {
        if let Some(url) = &self.0.settings.public_url {
            return Ok(url.clone());
        }
        let forwarded =
            if self.0.settings.trusts_proxy { Forwarded::read(headers) } else { Forwarded::default() };
        let asked = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
        let host = forwarded.host.as_deref().unwrap_or(asked);
        let is_host_character = |byte: u8| byte.is_ascii_alphanumeric() || b".-:[]_".contains(&byte);
        if host.is_empty() || !host.bytes().all(is_host_character) {
            return Err(Problem::bad_parameter("Host", "expected a host name and perhaps a port"));
        }
        Ok(format!("{}://{host}{}", forwarded.scheme.unwrap_or("http"), forwarded.prefix))
    }
}
