//! Areas that lack what every area has, postcodes in use and patients: a file is not whole, or is of other areas.

use std::collections::BTreeSet;

use crate::domain::geometry::area_index::Hit;
use crate::domain::ground::Ground;
use crate::domain::ground::geography::AreaIx;
use crate::domain::ground::places::Standing;
use crate::domain::ground::registrations::Home;
use crate::ingest::tables::names;
use crate::reading::findings::Findings;

/// Warns of such areas. That all areas lack it is a defect: the files do not belong together.
pub fn check(ground: &Ground, findings: &mut Findings) {
    if let Some(bare) = Bare::without(ground, &with_postcodes(ground)) {
        let told = bare.told();
        let postal: BTreeSet<&str> =
            ground.places.all().iter().map(|place| place.postcode.area_letters()).collect();
        let postal: Vec<&str> = postal.into_iter().collect();
        if bare.is_all() {
            let reason = format!(
                "{told} no postcode in use: are eastings and northings swapped, or the areas' polygons elsewhere?"
            );
            findings.defect(names::POSTCODES, reason);
        } else {
            let reason = format!(
                "{told} no postcode in use: is the file of a postcode area missing? The postcodes are of {}",
                postal.join(", ")
            );
            findings.warning(names::POSTCODES, reason);
        }
    }
    let Some(registered) = with_patients(ground) else { return };
    if let Some(bare) = Bare::without(ground, &registered) {
        let told = bare.told();
        if bare.is_all() {
            let reason =
                format!("{told} nobody registered: are the registrations by LSOA, and of this county?");
            findings.defect(names::REGISTRATIONS, reason);
        } else {
            let reason =
                format!("{told} nobody registered: are the registrations whole, and by the same LSOAs?");
            findings.warning(names::REGISTRATIONS, reason);
        }
    }
}

/// Areas that have a postcode in use, also on their border.
fn with_postcodes(ground: &Ground) -> BTreeSet<AreaIx> {
    let (places, slots) =
        (ground.places.all(), ground.geography.areas().map(|(area, _)| area).collect::<Vec<_>>());
    let is_live = |number: usize| places[number].standing == Standing::Live;
    let inside = (0..places.len()).filter(|number| is_live(*number));
    let mut areas: BTreeSet<AreaIx> = inside.filter_map(|number| ground.area_of_place(number)).collect();
    let on_border = ground.places_on_border().iter().map(|number| *number as usize);
    for site in on_border.filter(|number| is_live(*number)).filter_map(|number| places[number].site) {
        if let Hit::OnBoundary(owners) = ground.area_index.locate(site.grid) {
            areas.extend(owners.iter().filter_map(|owner| slots.get(*owner as usize)));
        }
    }
    areas
}

/// Areas where somebody is registered; none when no registrations are loaded.
fn with_patients(ground: &Ground) -> Option<BTreeSet<AreaIx>> {
    let rows = ground.registrations.as_ref()?.rows().iter().filter(|row| row.patients > 0);
    let area = |home: Home| match home {
        Home::Area(area) => Some(area),
        Home::Outside | Home::Unknown => None,
    };
    Some(rows.filter_map(|row| area(row.home)).collect())
}

/// Areas with residents that lack something.
struct Bare<'a> {
    ground: &'a Ground,
    areas: Vec<AreaIx>,
}

impl<'a> Bare<'a> {
    /// Those that are not among some; none when all are.
    fn without(ground: &'a Ground, having: &BTreeSet<AreaIx>) -> Option<Self> {
        let areas =
            ground.geography.areas().filter(|(area, row)| row.residents > 0 && !having.contains(area));
        let areas: Vec<AreaIx> = areas.map(|(area, _)| area).collect();
        (!areas.is_empty()).then_some(Self { ground, areas })
    }

    fn is_all(&self) -> bool {
        self.areas.len() == self.ground.geography.areas().filter(|(_, area)| area.residents > 0).count()
    }

    /// How many they are, with their residents and the first: what they have not is to follow.
    fn told(&self) -> String {
        let geography = &self.ground.geography;
        let residents: u64 = self.areas.iter().map(|area| u64::from(geography.area(*area).residents)).sum();
        let of: u64 = geography.areas().map(|(_, area)| u64::from(area.residents)).sum();
        let first = geography.area(self.areas[0]).code;
        let has = if self.areas.len() == 1 { "has" } else { "have" };
        format!(
            "{} of {} areas ({residents} of {of} residents; the first is {first}) {has}",
            self.areas.len(),
            geography.len()
        )
    }
}
