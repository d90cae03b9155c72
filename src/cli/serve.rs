//! `footprint serve`

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::Context;
use tokio::net::TcpListener;

use super::data_args::DataArgs;
use super::first_steps::{base_url, example_path, first_steps};
use super::reload::follow;
use super::terminal::tell;
use super::values::{address, http_url, whole_number};
use crate::http::server::{serve, stopped};
use crate::http::{self, App, Basemap, Budget, Settings, Versions, router};
use crate::store::Store;
use crate::telemetry::{self, LogFormat};

/// Serve the HTTP interface.
///
/// Listens on this machine alone unless --bind says otherwise. SIGINT and SIGTERM finish the requests under way.
/// SIGHUP loads the data anew, and so does a change of its files: new data is checked whole, then answers from the next
/// request on; data with a defect is refused, and the data before goes on.
#[derive(clap::Args)]
#[command(after_help = "Try:\n  \
    curl 'http://127.0.0.1:8080/v1/resolve?postcode=OX1%201ND'\n  \
    curl http://127.0.0.1:8080/collections/neighbourhoods/items")]
pub(super) struct Serve {
    #[command(flatten)]
    data: DataArgs,
    /// Address and port to listen on
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080", env = "FOOTPRINT_BIND", value_parser = address)]
    bind: SocketAddr,
    /// File that scenarios are kept in, made when it is not there; or a database of PostgreSQL, as `postgres://USER@HOST/DATABASE`
    #[arg(
        long,
        value_name = "FILE|URL",
        default_value = "footprint.sqlite",
        env = "FOOTPRINT_STORE",
        hide_env_values = true
    )]
    store: String,
    /// URL under which clients find this service, for the links in answers; by default what they ask for
    #[arg(long, value_name = "URL", env = "FOOTPRINT_PUBLIC_URL", value_parser = http_url)]
    public_url: Option<String>,
    /// Believe the headers Forwarded and X-Forwarded-Proto, -Host and -Prefix for the links in answers: only behind a proxy
    /// that writes them itself
    #[arg(long, env = "FOOTPRINT_TRUST_PROXY", conflicts_with = "public_url")]
    trust_proxy: bool,
    /// PMTiles file to draw under the draft in the planner's page; without one the ground is plain
    #[arg(long, value_name = "FILE", env = "FOOTPRINT_BASEMAP")]
    basemap: Option<PathBuf>,
    /// Most memory for what is kept of answers and of what they are made from, in megabytes; the data itself comes on top
    #[arg(long, value_name = "MB", default_value_t = 96, env = "FOOTPRINT_CACHE_MB", value_parser = whole_number::<u64>)]
    cache_mb: u64,
    /// How log lines are written (`RUST_LOG` sets the level)
    #[arg(long, value_name = "FORMAT", default_value = "text", env = "FOOTPRINT_LOG_FORMAT")]
    log_format: LogFormat,
}

/// A location as it may be shown: a URL can hold a password.
fn without_password(location: &str) -> String {
    let Some((scheme, rest)) = location.split_once("://") else { return location.to_owned() };
    let (address, _) = rest.split_once('?').unwrap_or((rest, ""));
    let place = address.rsplit_once('@').map_or(address, |(_, place)| place);
    format!("{scheme}://{place}")
}

/// What to do where another program has the port, or this one may not have it.
fn cannot_listen(bind: SocketAddr) -> String {
    let other = SocketAddr::new(bind.ip(), if bind.port() == 8080 { 8081 } else { 8080 });
    format!(
        "cannot listen on {bind}; choose another port with --bind {other}, FOOTPRINT_BIND={other} or make run PORT={}",
        other.port()
    )
}

impl Serve {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        telemetry::start(self.log_format);
        let started = Instant::now();
        let loaded = self.data.load()?;
        for warning in &loaded.atlas.warnings {
            tracing::warn!(warning, "the data was loaded with a warning");
        }
        let basemap = self.basemap.as_deref().map(|path| {
            Basemap::open(path).with_context(|| format!("the basemap {} cannot be used", path.display()))
        });
        let basemap = basemap.transpose()?;
        let (title, digest) = (loaded.atlas.title.clone(), loaded.atlas.digest.clone());
        let example_path = example_path(&loaded.atlas);
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        runtime.block_on(async {
            let store = Store::open(&self.store)
                .await
                .with_context(|| format!("the store {} cannot be used", without_password(&self.store)))?;
            let settings = Settings {
                public_url: self.public_url.clone(),
                store: Some(store.clone()),
                binds_loopback: self.bind.ip().is_loopback(),
                trusts_proxy: self.trust_proxy,
                basemap,
                cache_budget: Budget::of_mb(self.cache_mb),
                ..Settings::default()
            };
            let writes_closed = settings.writes_closed();
            let versions = Versions::from(App::new(loaded, settings)?);
            let listener = TcpListener::bind(self.bind).await.with_context(|| cannot_listen(self.bind))?;
            let address = listener.local_addr()?;
            if let Some(why) = writes_closed {
                tracing::warn!(why, "scenarios cannot be saved, not even on this machine");
            }
            let ready_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
            tracing::info!(title, digest, ready_ms, "serving at http://{address}");
            if self.log_format == LogFormat::Text && tracing::enabled!(tracing::Level::INFO) {
                let base = base_url(self.public_url.as_deref(), address);
                tell(&first_steps(&base, &example_path, http::has_pages()));
            }
            http::begin_jobs(&versions);
            let workers = versions.current().settings().workers.clone();
            let following = tokio::spawn(follow(self.data.data, versions.clone()));
            serve(listener, router(versions), stopped()).await;
            following.abort();
            workers.end().await;
            store.close().await;
            Ok(ExitCode::SUCCESS)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_not_shown() {
        for url in
            ["postgres://me:s3cret@db:5432/plans", "postgres://me:s3cr@et@db:5432/plans?password=s3cret"]
        {
            assert_eq!(without_password(url), "postgres://db:5432/plans");
        }
        assert_eq!(without_password("folder/footprint.sqlite"), "folder/footprint.sqlite");
    }
}
