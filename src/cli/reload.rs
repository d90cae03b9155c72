//! New data while the service runs: at SIGHUP, or when the data's files have changed.
//!
//! The new atlas is loaded beside the old and checked whole. Only then does it answer; what is refused changes nothing.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use crate::http::{Replaced, Versions};
use crate::ingest::{Files, load};

/// How often the files are looked at. Files that changed are loaded once they have stood still for as long.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// Keeps a service in step with its data for as long as it runs.
pub(super) async fn follow(data: Option<PathBuf>, versions: Versions) {
    let mut hang_up = HangUp::listen();
    let mut changes = data.as_deref().map(Changes::of);
    loop {
        let why = tokio::select! {
            () = hang_up.comes() => "SIGHUP",
            () = settled(changes.as_mut()) => "the files have changed",
        };
        if data.is_none() {
            tracing::info!("{why}: the data is within the program, and stays");
            continue;
        }
        tracing::info!("{why}: loading the data anew");
        reload(Files::at(data.as_deref()), versions.clone()).await;
    }
}

async fn reload(files: Files, versions: Versions) {
    let work = move || {
        let started = Instant::now();
        let loaded = match load(&files) {
            Ok(loaded) => loaded,
            Err(refused) => {
                versions.note_refused(&refused);
                return tracing::error!("refused, and the data before it goes on: {refused}");
            }
        };
        for warning in &loaded.atlas.warnings {
            tracing::warn!(warning, "the data was loaded with a warning");
        }
        match versions.replace(loaded) {
            Ok(Replaced::With(digest)) => {
                let took_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
                tracing::info!(digest, took_ms, "the new data answers");
            }
            Ok(Replaced::Unchanged) => tracing::info!("it is the data that answers already"),
            Err(error) => tracing::error!(%error, "refused, and the data before it goes on"),
        }
    };
    if let Err(error) = tokio::task::spawn_blocking(work).await {
        tracing::error!(%error, "loading broke off, and the data before it goes on");
    }
}

/// Resolves when files have changed and then stood still; never without a folder to look at.
async fn settled(changes: Option<&mut Changes>) {
    let Some(changes) = changes else { return std::future::pending().await };
    loop {
        tokio::time::sleep(LOOK_EVERY).await;
        if changes.have_settled() {
            return;
        }
    }
}

/// What is seen of files without reading them: path, length, and when they were written.
type Look = Vec<(PathBuf, u64, Option<SystemTime>)>;

/// The files of a data directory (or a packed file), as loaded and as last seen.
struct Changes {
    at: PathBuf,
    loaded: Look,
    seen: Look,
}

impl Changes {
    fn of(at: &Path) -> Self {
        let look = look(at);
        Self { at: at.to_owned(), loaded: look.clone(), seen: look }
    }

    /// Whether they differ from what was loaded, and are as they were at the last look.
    fn have_settled(&mut self) -> bool {
        let now = look(&self.at);
        let stands_still = now == self.seen;
        self.seen = now;
        let have_changed = stands_still && self.seen != self.loaded;
        if have_changed {
            self.loaded.clone_from(&self.seen);
        }
        have_changed
    }
}

fn look(at: &Path) -> Look {
    let mut found = Look::new();
    let mut todo = vec![at.to_owned()];
    while let Some(path) = todo.pop() {
        let Ok(metadata) = path.metadata() else { continue };
        if !metadata.is_dir() {
            found.push((path, metadata.len(), metadata.modified().ok()));
        } else if let Ok(entries) = path.read_dir() {
            todo.extend(entries.flatten().map(|entry| entry.path()));
        }
    }
    found.sort();
    found
}

/// SIGHUP, where there is one.
struct HangUp {
    #[cfg(unix)]
    signal: Option<tokio::signal::unix::Signal>,
}

impl HangUp {
    #[cfg(unix)]
    fn listen() -> Self {
        let signal = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::hangup());
        let signal = signal.inspect_err(|error| tracing::error!(%error, "SIGHUP cannot be waited for")).ok();
        Self { signal }
    }

    #[cfg(not(unix))]
    fn listen() -> Self {
        Self {}
    }

    async fn comes(&mut self) {
        #[cfg(unix)]
        if let Some(signal) = &mut self.signal
            && signal.recv().await.is_some()
        {
            return;
        }
        std::future::pending::<()>().await;
    }
}
