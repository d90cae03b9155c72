//! Where the patients living in each area are registered.

use crate::domain::draft::Draft;
use crate::domain::figures::flows::To;
use crate::domain::figures::plurality;
use crate::domain::ground::Ground;

/// Where the patients living in one area are registered; none of it without registrations.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Registered {
    /// Where most of them are: a neighbourhood, of several the first, or outside every one; none when nobody lives there.
    pub mostly_in: Option<To>,
    /// Of all of them, the share registered in the area's own neighbourhood, 0 to 1.
    pub at_home: Option<f64>,
    /// Of all of them, the share registered outside every neighbourhood, 0 to 1.
    pub outside: Option<f64>,
}

/// One for each area, in order.
#[must_use]
pub fn by_area(ground: &Ground, draft: &Draft) -> Vec<Registered> {
    let (areas, zones) = (ground.geography.len(), draft.division.roster().len());
    let Some(registrations) = &ground.registrations else { return vec![Registered::default(); areas] };
    let patients =
        plurality::by_area(registrations, areas, zones, |practice| draft.division.registered_in(practice));
    let registered = ground.geography.areas().zip(&patients).map(|((area, _), patients)| Registered {
        mostly_in: patients.most().map(|(to, _)| to),
        at_home: draft.division.zone_of_area(area).and_then(|zone| patients.share_in(zone)),
        outside: patients.share_outside(),
    });
    registered.collect()
}
