//! The practices nearest to a place, in a straight line to their main sites: for whoever asks where the next one is, not for where
//! anybody may register.

use serde::Serialize;

use crate::domain::draft::Draft;
use crate::domain::geometry::crs::GridPoint;
use crate::domain::ground::Ground;
use crate::domain::ground::codes::OdsCode;
use crate::domain::ground::postcode::Postcode;
use crate::planning::terms::provenance::Named;

/// A practice and how far it is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NearPractice<'a> {
    /// ODS code.
    pub code: OdsCode,
    /// Published name.
    pub name: &'a str,
    /// Postcode of its main site; none where it is known by coordinates alone.
    pub postcode: Option<Postcode>,
    /// Where its main site is on the National Grid.
    #[serde(skip)]
    pub site: GridPoint,
    /// Straight distance in metres, planar on EPSG:27700.
    pub distance_m: f64,
    /// The neighbourhood it counts in; none outside.
    pub neighbourhood: Option<Named<'a>>,
}

/// At most so many active practices with a known site that the plan does not close, the nearest first; of equally near ones, in order of code.
#[must_use]
pub fn nearby<'a>(
    ground: &'a Ground,
    draft: &'a Draft,
    point: GridPoint,
    most: usize,
) -> Vec<NearPractice<'a>> {
    let is_open = |(ix, _): &(_, f64)| !draft.division.closures().is_closed(*ix);
    let found = ground.nearest_practices().from(point).into_iter().filter(is_open).take(most);
    let told = found.filter_map(|(ix, distance_m)| {
        let practice = ground.practices.practice(ix);
        Some(NearPractice {
            code: practice.code,
            name: &practice.name,
            postcode: practice.postcode,
            site: practice.site?.grid,
            distance_m,
            neighbourhood: draft
                .division
                .home(ix)
                .map(|zone| draft.division.roster().neighbourhood(zone).into()),
        })
    });
    told.collect()
}
