//! The version of the service that answers now, and how the next takes its place.
//!
//! A request takes the version of the moment once, when it comes ([`Versions::take_once`]), and keeps it to its end: neither its handler
//! nor what stands around it sees another. The one before lives until the last request that took it has been answered.

use std::sync::{Arc, Weak};

use arc_swap::ArcSwap;
use axum::extract::Request;
use serde::Serialize;

use super::app::{App, NotMade};
use crate::county::Loaded;
use crate::ingest::Refused;

/// Which version answers. Cheap to clone; all clones see a replacement at once.
#[derive(Clone)]
pub struct Versions(Arc<Inner>);

struct Inner {
    current: ArcSwap<App>,
    refused: ArcSwap<Option<Refusal>>,
}

/// Data that was to be loaded while the service ran, and was not: the data before it goes on.
#[derive(Clone, Debug, Serialize)]
pub struct Refusal {
    /// When, RFC 3339 in UTC.
    pub at: String,
    /// How many defects it has; the log lists them.
    pub defects: usize,
}

/// What became of data that was loaded while the service ran.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Replaced {
    /// It answers from now on, under this digest.
    With(String),
    /// It is the data that answers already.
    Unchanged,
}

/// The same, for who must not keep the service alive: a worker ends with it.
#[derive(Clone)]
pub struct WeakVersions(Weak<Inner>);

impl WeakVersions {
    /// The service, while there is one.
    #[must_use]
    pub fn upgrade(&self) -> Option<Versions> {
        self.0.upgrade().map(Versions)
    }
}

impl From<App> for Versions {
    fn from(app: App) -> Self {
        Self(Arc::new(Inner { current: ArcSwap::from_pointee(app), refused: ArcSwap::default() }))
    }
}

impl Versions {
    /// The version that answers a request that comes now.
    #[must_use]
    pub fn current(&self) -> App {
        App::clone(&self.0.current.load())
    }

    /// The same, without keeping the service alive.
    #[must_use]
    pub fn downgrade(&self) -> WeakVersions {
        WeakVersions(Arc::downgrade(&self.0))
    }

    /// Gives a request the version that answers it from its beginning to its end.
    #[must_use]
    pub fn take_once(&self, mut request: Request) -> Request {
        request.extensions_mut().insert(self.current());
        request
    }

    /// Lets other data answer from the next request on, with the settings and the store as they were.
    ///
    /// # Errors
    /// [`NotMade`] when what is prepared from it cannot be written; the version before goes on.
    pub fn replace(&self, loaded: Loaded) -> Result<Replaced, NotMade> {
        let current = self.current();
        self.0.refused.store(Arc::new(None));
        if current.atlas().digest == loaded.atlas.digest {
            return Ok(Replaced::Unchanged);
        }
        let digest = loaded.atlas.digest.clone();
        self.0.current.store(Arc::new(current.with_data(loaded)?));
        Ok(Replaced::With(digest))
    }

    /// Notes that data was refused, for `/health/ready` to tell until other data is accepted.
    pub fn note_refused(&self, refused: &Refused) {
        let refusal =
            Refusal { at: jiff::Timestamp::now().to_string(), defects: refused.findings.defects.len() };
        self.0.refused.store(Arc::new(Some(refusal)));
    }

    /// The data last refused, if none has been accepted since.
    #[must_use]
    pub fn refused(&self) -> Option<Refusal> {
        Option::clone(&self.0.refused.load())
    }
}
