//! `/app/basemap.pmtiles`: the file under the planner's map, by ranges.

use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use tower::ServiceExt;
use tower_http::services::ServeFile;

use crate::http::answer::AsItIs;
use crate::http::extract::params::{NoParams, Params};
use crate::http::problem::Problem;
use crate::http::state::app::App;

/// `GET /app/basemap.pmtiles`
pub async fn basemap(
    app: App,
    Params(NoParams {}): Params<NoParams>,
    request: Request,
) -> Result<Response, Problem> {
    let none = || Problem::not_found("there is no basemap: the service was started without --basemap");
    let basemap = app.basemap().ok_or_else(none)?;
    let Ok(response) = ServeFile::new(basemap.path()).oneshot(request).await;
    let mut response = response.into_response();
    // A range is of the bytes as they are.
    response.extensions_mut().insert(AsItIs);
    Ok(response)
}
