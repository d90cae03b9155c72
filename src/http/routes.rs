//! Every path of the service. Reads like `openapi.yaml`; a test holds the two to each other.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn;
use axum::routing::{delete, get, patch, post, put};

use super::middleware::{data_pin, finish, stack};
use super::state::versions::Versions;
use super::{health, ogc, postcodes_io, spelling, tiles, v1, web};

/// Bodies of POST /v1/resolve.
const RESOLVE_LIMIT: usize = 4 * 1024 * 1024;
/// Bodies of POST /v1/scenarios/import.
const IMPORT_LIMIT: usize = 32 * 1024 * 1024;

/// Bodies of POST /postcodes, as there.
const POSTCODES_LIMIT: usize = 100 * 1024;

/// Faces that write errors in their own way.
const ENVELOPES: &[finish::Envelope] = &[postcodes_io::ENVELOPE];

/// The service as one router, over one version of it or over whichever is current.
pub fn router(versions: impl Into<Versions>) -> Router {
    let routes = Router::<Versions>::new()
        // OGC API - Features
        .route("/", get(ogc::landing::landing).layer(from_fn(web::tracking::left_out)))
        .route("/conformance", get(ogc::conformance::conformance))
        .route("/api", get(ogc::api::api))
        .route("/collections", get(ogc::collections::collections))
        .route("/collections/{collection}", get(ogc::collections::collection))
        .route("/collections/{collection}/items", get(ogc::items::items))
        .route("/collections/{collection}/schema", get(ogc::schemas::schema))
        .route("/collections/{collection}/queryables", get(ogc::schemas::queryables))
        .route("/collections/{collection}/sortables", get(ogc::schemas::sortables))
        .route("/collections/{collection}/items/{id}", get(ogc::item::item))
        // Our own
        .route("/v1/resolve", get(v1::resolve::one))
        .route("/v1/resolve", post(v1::resolve::many).layer(DefaultBodyLimit::max(RESOLVE_LIMIT)))
        .route("/v1/evaluate", post(v1::evaluate::evaluate))
        .route("/v1/evaluate/postcodes.csv", post(v1::evaluate::postcodes))
        .route("/v1/suggest", post(v1::decide::suggest::suggest))
        .route("/v1/frontier", post(v1::decide::frontier::frontier))
        .route("/v1/groups", post(v1::decide::groups::find))
        .route("/v1/groups/profile", post(v1::decide::groups::profile))
        .route("/v1/jobs", get(v1::decide::jobs::list))
        .route("/v1/jobs/{id}", get(v1::decide::jobs::one))
        .route("/v1/jobs/{id}", delete(v1::decide::jobs::cancel))
        .route("/v1/metrics-definitions", get(v1::metrics_definitions::list))
        .route("/v1/neighbourhoods", get(v1::neighbourhoods::list))
        .route("/v1/neighbourhoods/{id}", get(v1::neighbourhoods::one))
        .route("/v1/neighbourhoods/{id}/profile", get(v1::neighbourhoods::insight))
        .route("/v1/neighbourhoods/{id}/neighbours", get(v1::neighbourhoods::neighbours))
        .route("/v1/practices", get(v1::practices::list))
        .route("/v1/practices/{code}", get(v1::practices::one))
        .route("/v1/areas/{code}", get(v1::areas::one))
        .route("/v1/drafts", get(v1::drafts::list))
        .route("/v1/drafts/{id}", get(v1::drafts::one))
        .route("/v1/drafts/{id}/validity", get(v1::drafts::validity))
        .route("/v1/drafts/{id}/diff", get(v1::difference::of_draft))
        .route("/v1/drafts/{id}/export", get(v1::export::of_draft))
        .route("/v1/data", get(v1::data::data))
        .route("/v1/places", get(v1::places::list))
        .route("/v1/policies", get(v1::policies::list))
        // For operators
        .route("/health/live", get(health::live))
        .route("/health/ready", get(health::ready));
    // Unknown parameters mean nothing to postcodes.io, and so does a pin.
    let ours = with_pages(with_maps(with_tiles(with_scenarios(routes)))).layer(from_fn(data_pin::hold));
    let versions = versions.into();
    let routes = as_postcodes_io(ours);
    let again = routes.clone().with_state(versions.clone());
    let routes = routes.fallback(move |request| spelling::by_its_one_spelling(again.clone(), request));
    stack::around(routes, versions.clone(), ENVELOPES).with_state(versions)
}

fn with_scenarios(routes: Router<Versions>) -> Router<Versions> {
    routes
        .route("/v1/scenarios", get(v1::scenarios::collection::list))
        .route("/v1/scenarios", post(v1::scenarios::collection::create))
        .route(
            "/v1/scenarios/import",
            post(v1::scenarios::import::import).layer(DefaultBodyLimit::max(IMPORT_LIMIT)),
        )
        .route("/v1/scenarios/{id}", get(v1::scenarios::one::one))
        .route("/v1/scenarios/{id}", patch(v1::scenarios::one::rename))
        .route("/v1/scenarios/{id}", delete(v1::scenarios::one::delete))
        .route("/v1/scenarios/{id}/changes", post(v1::scenarios::changes::change))
        .route("/v1/scenarios/{id}/changes", put(v1::scenarios::changes::replace))
        .route("/v1/scenarios/{id}/undo", post(v1::scenarios::changes::undo))
        .route("/v1/scenarios/{id}/redo", post(v1::scenarios::changes::redo))
        .route("/v1/scenarios/{id}/branch", post(v1::scenarios::changes::branch))
        .route("/v1/scenarios/{id}/diff", get(v1::difference::of_scenario))
        .route("/v1/scenarios/{id}/export", get(v1::export::of_scenario))
        .route("/v1/scenarios/{id}/groups", get(v1::scenarios::groups::kept))
        .route("/v1/scenarios/{id}/groups", put(v1::scenarios::groups::keep))
        .route("/v1/scenarios/{id}/impact", get(v1::scenarios::impact::impact))
        .route("/v1/scenarios/{id}/impact/postcodes.csv", get(v1::scenarios::impact::postcodes))
        .route("/v1/scenarios/{id}/revisions", get(v1::scenarios::one::history))
        .route("/v1/scenarios/{id}/revisions/{revision}", get(v1::scenarios::one::one))
        .route("/v1/scenarios/{id}/revisions/{revision}/diff", get(v1::difference::of_scenario))
        .route("/v1/scenarios/{id}/revisions/{revision}/export", get(v1::export::of_scenario))
        .route("/v1/scenarios/{id}/revisions/{revision}/groups", get(v1::scenarios::groups::kept))
        .route("/v1/scenarios/{id}/revisions/{revision}/impact", get(v1::scenarios::impact::impact))
        .route(
            "/v1/scenarios/{id}/revisions/{revision}/impact/postcodes.csv",
            get(v1::scenarios::impact::postcodes),
        )
}

/// The paths of tiles.
fn with_tiles(routes: Router<Versions>) -> Router<Versions> {
    routes
        // OGC API - Tiles
        .route("/tileMatrixSets", get(tiles::ogc::tile_matrix_sets))
        .route("/tileMatrixSets/{set}", get(tiles::ogc::tile_matrix_set))
        .route("/collections/{collection}/tiles", get(tiles::ogc::tilesets))
        .route("/collections/{collection}/tiles/{set}", get(tiles::ogc::tileset))
        .route("/collections/{collection}/tiles/{set}/{matrix}/{row}/{column}", get(tiles::tile::by_matrix))
        // Tiles for maps
        .route("/xyz/style", get(tiles::style::style))
        .route("/xyz/fonts/{fontstack}/{range}", get(tiles::glyphs::glyphs))
        .route("/xyz/{layer}", get(tiles::description::description))
        .route("/xyz/{layer}/{z}/{x}/{y}", get(tiles::tile::by_zoom))
}

/// Pictures of plans.
fn with_maps(routes: Router<Versions>) -> Router<Versions> {
    routes
        .route("/v1/drafts/{id}/map.svg", get(v1::maps::svg_of_draft))
        .route("/v1/drafts/{id}/map.png", get(v1::maps::png_of_draft))
        .route("/v1/scenarios/{id}/map.svg", get(v1::maps::svg_of_scenario))
        .route("/v1/scenarios/{id}/map.png", get(v1::maps::png_of_scenario))
        .route("/v1/scenarios/{id}/revisions/{revision}/map.svg", get(v1::maps::svg_of_scenario))
        .route("/v1/scenarios/{id}/revisions/{revision}/map.png", get(v1::maps::png_of_scenario))
}

/// The pages for people.
fn with_pages(routes: Router<Versions>) -> Router<Versions> {
    // Pages are shared by people, and senders append to their links.
    let shared = || from_fn(web::tracking::left_out);
    routes
        .route("/app", get(web::pages::without_slash).layer(shared()))
        .route("/app/", get(web::pages::planner).layer(shared()))
        .route("/app/basemap.pmtiles", get(web::basemap::basemap))
        .route("/app/find", get(web::find::form).post(web::find::answer).layer(shared()))
        .route("/app/accessibility", get(web::accessibility::statement).layer(shared()))
        .route("/app/icon.svg", get(web::pages::icon))
        .route("/app/{page}", get(web::pages::named).layer(shared()))
        .route("/app/assets/{asset}", get(web::pages::asset))
}

/// The paths of postcodes.io.
fn as_postcodes_io(routes: Router<Versions>) -> Router<Versions> {
    routes
        .route("/postcodes", get(postcodes_io::postcodes::query))
        .route("/postcodes", post(postcodes_io::bulk::bulk).layer(DefaultBodyLimit::max(POSTCODES_LIMIT)))
        .route("/postcodes/{postcode}", get(postcodes_io::postcodes::show))
        .route("/postcodes/{postcode}/nearest", get(postcodes_io::postcodes::nearest))
        .route("/postcodes/{postcode}/validate", get(postcodes_io::postcodes::validate))
        .route("/postcodes/{postcode}/autocomplete", get(postcodes_io::postcodes::autocomplete))
        .route("/postcodes/lon/{longitude}/lat/{latitude}", get(postcodes_io::postcodes::lon_lat))
        .route("/postcodes/lat/{latitude}/lon/{longitude}", get(postcodes_io::postcodes::lat_lon))
        .route("/outcodes", get(postcodes_io::outcodes::query))
        .route("/outcodes/{outcode}", get(postcodes_io::outcodes::show))
        .route("/outcodes/{outcode}/nearest", get(postcodes_io::outcodes::nearest))
        .route("/terminated_postcodes/{postcode}", get(postcodes_io::terminated_postcodes::show))
        .route("/places", get(postcodes_io::places::query))
        .route("/places/{place}", get(postcodes_io::places::show))
        .route("/random/places", get(postcodes_io::places::random))
        .route("/random/postcodes", get(postcodes_io::random::postcodes))
        .route("/ping", get(postcodes_io::ping::ping))
}
