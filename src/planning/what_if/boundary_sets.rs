//! How neighbourhoods go together with every other set of boundaries that is loaded: MSOAs, wards, other drafts.

use serde::Serialize;

use super::consequences::Sides;
use super::evaluate::WhatIf;
use crate::domain::boundaries::division::Boundaries;
use crate::domain::boundaries::partition::Partition;
use crate::domain::boundaries::side::Side;
use crate::domain::draft::Draft;
use crate::domain::figures::coterminosity::{Agreement, Coterminosity};
use crate::domain::figures::near_border::NearBorder;
use crate::domain::ground::codes::GssCode;
use crate::domain::ground::geography::{Area, AreaIx};

/// Which of a set's polygons an area is in, where that is known.
type Label = fn(&Area) -> Option<GssCode>;

/// How neighbourhoods and one set of boundaries go together.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BoundaryFit {
    /// Homogeneity, completeness and V-measure, by residents.
    #[serde(flatten)]
    pub agreement: Agreement,
    /// Of all borders between neighbourhoods, the share that is a border of the set too.
    pub border_share: Option<f64>,
}

/// A set of boundaries, and how the neighbourhoods go together with it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SetFit<'a> {
    /// `msoas`, `wards`, or the id of a draft.
    pub set: &'a str,
    /// How a border is recognised: `identity` for sets made of areas, else `within_10_m`.
    pub borders_by: &'static str,
    /// Before and after.
    #[serde(flatten)]
    pub fit: Sides<BoundaryFit>,
}

impl BoundaryFit {
    pub(super) fn of(fit: &Coterminosity) -> Self {
        Self { agreement: fit.agreement, border_share: fit.border.share }
    }
}

impl WhatIf<'_> {
    /// The fit with MSOAs and wards, where every area is known to be in one, and every draft loaded but the one that is
    /// changed.
    pub(super) fn boundary_sets<'a>(&'a self, before: Side<'_>, after: Side<'_>) -> Vec<SetFit<'a>> {
        let geography = &self.atlas.ground.geography;
        let labels: [(&str, Label); 2] = [("msoas", |area| area.msoa), ("wards", |area| area.ward)];
        let mut sets = Vec::new();
        for (set, label) in labels {
            if geography.areas().all(|(_, area)| label(area).is_some()) {
                sets.push(self.by_label(set, before, after, |area| label(geography.area(area))));
            }
        }
        let others = self.atlas.drafts.iter().filter(|draft| draft.id != self.draft.id);
        sets.extend(others.filter_map(|draft| {
            let partition = draft.division.partition()?;
            Some(self.with_draft(draft, partition, before, after))
        }));
        sets
    }

    fn with_draft<'a>(
        &'a self,
        draft: &'a Draft,
        partition: &'a Partition,
        before: Side<'_>,
        after: Side<'_>,
    ) -> SetFit<'a> {
        let by_area = self.by_label(&draft.id, before, after, |area| partition.zone(area));
        let Boundaries::Drawn(drawing) = draft.division.boundaries() else {
            return by_area;
        };
        let border = NearBorder::new(&drawing.coverage, !drawing.defects.is_empty());
        let near = |fit: BoundaryFit, side: Side<'_>| {
            let areas = &self.atlas.ground.areas;
            let found = border.coincidence(areas, |owner| side.partition.zone_of_owner(owner));
            BoundaryFit { border_share: found.share, ..fit }
        };
        let Sides { before: was, after: is } = by_area.fit;
        let fit = Sides { before: near(was, before), after: near(is, after) };
        SetFit { set: &draft.id, borders_by: "within_10_m", fit }
    }

    fn by_label<'a, L: Copy + Ord>(
        &self,
        set: &'a str,
        before: Side<'_>,
        after: Side<'_>,
        label_of: impl Fn(AreaIx) -> L,
    ) -> SetFit<'a> {
        let fit = |side: Side<'_>| {
            let zone_of = |area| side.partition.zone(area);
            let found = Coterminosity::compare(&self.atlas.ground, side.roster.len(), zone_of, &label_of);
            BoundaryFit::of(&found)
        };
        SetFit { set, borders_by: "identity", fit: Sides { before: fit(before), after: fit(after) } }
    }
}
