//! The list of a practice that counts elsewhere or closes, and where its patients live once the changes are made.

use super::what_if::WhatIf;
use crate::domain::boundaries::partition::ZoneIx;
use crate::domain::figures::splits::PracticeSplit;
use crate::domain::ground::footprint::known_sum;
use crate::domain::ground::practices::PracticeIx;

/// Of one practice.
pub(super) struct MovedList {
    /// Patients on its published list and on those that it took; on its own, which goes to another, where it closes. None where one
    /// of them is not known.
    pub(super) size: Option<u64>,
    /// Whether there are lists among them that it took.
    pub(super) has_taken: bool,
    /// Where they live; none without registrations.
    pub(super) split: Option<PracticeSplit>,
    /// The neighbourhood that they were registered in, where it is still there.
    pub(super) left: Option<ZoneIx>,
    /// The one that they are registered in.
    pub(super) to: Option<ZoneIx>,
}

impl WhatIf<'_> {
    /// The lists of the practices that count elsewhere or close, in their order.
    pub(super) fn moved_lists(&self) -> Vec<MovedList> {
        self.impact.practices.iter().map(|(ix, from, _)| self.moved_list(*ix, *from)).collect()
    }

    /// The list of a practice that counted in `from`.
    fn moved_list(&self, practice: PracticeIx, from: Option<ZoneIx>) -> MovedList {
        let (ground, closures) = (&self.atlas.ground, &self.after.closures);
        let taken = closures.taken_by(practice);
        let lists: Vec<PracticeIx> = std::iter::once(practice).chain(taken).collect();
        let sizes = lists.iter().map(|ix| ground.practices.practice(*ix).list_size.map(u64::from));
        let split = ground.registrations.as_ref().map(|registrations| {
            let rows = lists.iter().flat_map(|ix| registrations.of_practice(*ix));
            PracticeSplit::count(rows, self.after.roster.len(), &self.after.partition)
        });
        MovedList {
            size: sizes.reduce(known_sum).flatten(),
            has_taken: lists.len() > 1,
            split,
            left: from.and_then(|zone| self.after.roster.find(&self.was(zone).id)),
            to: self.side_after().registered_in(practice),
        }
    }
}
