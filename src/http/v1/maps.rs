//! `/v1/drafts/{id}/map.svg`, `/v1/scenarios/{id}/map.svg`, and as PNG: a plan as a picture for slides, or one neighbourhood.

use std::sync::Arc;

use axum::extract::Path;
use axum::http::HeaderMap;
use serde::Deserialize;

use super::neighbourhoods::zone;
use super::scenarios::ScenarioPath;
use crate::domain::draft::Draft;
use crate::export::pictures::picture::{Picture, document};
use crate::export::pictures::png::draw;
use crate::export::pictures::slide;
use crate::http::answer::Answer;
use crate::http::cache::Rendered;
use crate::http::extract::params::Params;
use crate::http::link::LinkHeaders;
use crate::http::media::Media;
use crate::http::problem::Problem;
use crate::http::state::app::App;
use crate::markup::lettering::Lettering;

/// Pixels across when nothing is said, and what may be asked for.
pub(super) const WIDTH: u32 = 1600;
const WIDTHS: std::ops::RangeInclusive<u32> = 200..=4000;

/// Parameters of a picture.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MapParams {
    neighbourhood: Option<String>,
}

/// Parameters of a picture of pixels.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PixelParams {
    neighbourhood: Option<String>,
    width: Option<u32>,
}

/// `GET /v1/drafts/{id}/map.svg`
pub async fn svg_of_draft(
    app: App,
    headers: HeaderMap,
    Path(id): Path<String>,
    Params(params): Params<MapParams>,
) -> Result<Answer, Problem> {
    let draft = app.draft(Some(&id))?.clone();
    svg(app, draft, &headers, params).await
}

/// `GET /v1/scenarios/{id}/map.svg`, `GET /v1/scenarios/{id}/revisions/{revision}/map.svg`
pub async fn svg_of_scenario(
    app: App,
    headers: HeaderMap,
    Path(path): Path<ScenarioPath>,
    Params(params): Params<MapParams>,
) -> Result<Answer, Problem> {
    let draft = app.boundaries_of(path.revision(&app).await?).await?;
    svg(app, draft, &headers, params).await
}

async fn svg(app: App, draft: Arc<Draft>, headers: &HeaderMap, params: MapParams) -> Result<Answer, Problem> {
    let key = format!("map {} {}", draft.id, params.neighbourhood.as_deref().unwrap_or_default());
    let (drawing, of) = (app.clone(), Arc::clone(&draft));
    let render = move || {
        let written = written(&drawing, &of, params.neighbourhood.as_deref(), Lettering::Text)?;
        Ok(Rendered::new(written, LinkHeaders::default()))
    };
    let rendered = app.rendered().answer(key, headers, render).await?;
    Answer::of_rendered(Media::Svg, app.atlas(), &draft, rendered).accepted_by(headers)
}

/// `GET /v1/drafts/{id}/map.png`
pub async fn png_of_draft(
    app: App,
    headers: HeaderMap,
    Path(id): Path<String>,
    Params(params): Params<PixelParams>,
) -> Result<Answer, Problem> {
    let draft = app.draft(Some(&id))?.clone();
    png(app, draft, &headers, params).await
}

/// `GET /v1/scenarios/{id}/map.png`, `GET /v1/scenarios/{id}/revisions/{revision}/map.png`
pub async fn png_of_scenario(
    app: App,
    headers: HeaderMap,
    Path(path): Path<ScenarioPath>,
    Params(params): Params<PixelParams>,
) -> Result<Answer, Problem> {
    let draft = app.boundaries_of(path.revision(&app).await?).await?;
    png(app, draft, &headers, params).await
}

/// Pixels are compressed as they are, so they are kept and sent in no encoding.
async fn png(
    app: App,
    draft: Arc<Draft>,
    headers: &HeaderMap,
    params: PixelParams,
) -> Result<Answer, Problem> {
    let width = params.width.unwrap_or(WIDTH);
    if !WIDTHS.contains(&width) {
        let (least, most) = (WIDTHS.start(), WIDTHS.end());
        return Err(Problem::bad_parameter("width", format!("expected {least} to {most} pixels")));
    }
    let neighbourhood = params.neighbourhood;
    let key = format!("png {width} {} {}", draft.id, neighbourhood.as_deref().unwrap_or_default());
    let (drawing, of) = (app.clone(), Arc::clone(&draft));
    let render = move || {
        let written = written(&drawing, &of, neighbourhood.as_deref(), Lettering::Outlines)?;
        Ok(Rendered::new(pixels(&written, width)?, LinkHeaders::default()))
    };
    let rendered = app.rendered().answer(key, &HeaderMap::new(), render).await?;
    Answer::of_rendered(Media::Png, app.atlas(), &draft, rendered).uncompressed().accepted_by(headers)
}

/// A picture as PNG.
pub(super) fn pixels(svg: &str, width: u32) -> Result<Vec<u8>, Problem> {
    draw(svg, width).map_err(|error| {
        tracing::error!(%error, "a map could not be drawn");
        Problem::internal()
    })
}

/// The picture as SVG: of one neighbourhood, or of the plan as a slide.
fn written(
    app: &App,
    draft: &Draft,
    neighbourhood: Option<&str>,
    lettering: Lettering,
) -> Result<String, Problem> {
    let base = app.draft(Some(draft.base_id()))?;
    let picture = Picture { lettering, ..Picture::of_change(app.loaded(), base, draft) };
    let title = draft.scenario.as_ref().map_or(&draft.title, |scenario| &scenario.name);
    let Some(id) = neighbourhood else { return Ok(slide::write(&picture, title)) };
    let about =
        zone(draft, id).map_err(|problem| Problem::bad_parameter("neighbourhood", problem.detail()))?;
    let picture = Picture { about: Some(about), text: 60.0, ..picture };
    let Some(frame) = picture.frame() else {
        return Err(Problem::not_found(format!("{id} has no ground to draw")));
    };
    let [width, height] = frame.size().map(|side| side / 2.0);
    let name = &draft.division.roster().neighbourhood(about).name;
    Ok(document(
        width,
        height,
        &format!("{title}: {name}"),
        &picture.map(&frame, Some([0.0, 0.0, width, height])),
    ))
}
