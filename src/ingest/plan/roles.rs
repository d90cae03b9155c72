//! What the columns and properties of plans are called.

/// Code of an area.
pub(super) const AREA: &str = "area|area_code|lsoa|lsoa_code|lsoa21cd|lsoa code (2021)";
/// Id, or name, of a neighbourhood.
pub(super) const HOME: &str = "neighbourhood_id|neighbourhood|neighborhood_id|neighborhood|nbhd26cd";
/// Name of a neighbourhood, in a table of areas: `name` beside an area is the area's.
pub(super) const HOME_NAME: &str =
    "neighbourhood_name|neighborhood_name|neighbourhood name|nbhd26nm|name of it";
/// The draft that a plan starts from: our own exports say it.
pub(super) const BASE: &str = "base";
/// The digest of the whole plan: our own exports say it.
pub(super) const DIGEST: &str = "plan_digest|plan digest|nbhd_version";
/// Practices that are placed by hand, as `K84060=N08 K84001=N02`.
pub(super) const PLACED: &str = "practices_placed|practices placed";
