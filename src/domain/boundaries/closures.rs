//! Practices that a plan closes, each with the practice that takes its whole list.
//!
//! No data tells where the patients of a practice would register once it is closed, so a plan says it, by one rule: one practice
//! takes the list as it stands, wherever its patients live. Who lives where stays as it is, and no patient is lost from any sum.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::domain::ground::footprint::known_sum;
use crate::domain::ground::practices::{PracticeIx, Practices};
use crate::domain::ground::registrations::{Registration, Registrations};

/// How it is known who has the list of a practice that a plan closes.
const CLOSED_BY_PLAN: &str = "the plan closes it and gives its whole list to this practice";
/// The same of the practice that took the patients of another by the data.
const HANDED_ON_BY_PLAN: &str = "the plan closes that one and gives its whole list to this practice";

/// Who has the list of each practice that a plan closes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Closures {
    holders: BTreeMap<PracticeIx, PracticeIx>,
}

/// Who has the patients of a practice that is not open any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Successor<'a> {
    /// The practice that has them in the end: one that took them by the data and is closed by the plan hands them on.
    pub practice: PracticeIx,
    /// How that is known, every step of it; none where nobody says.
    pub basis: Option<Cow<'a, str>>,
    /// Whether a step is inferred and not stated by anybody.
    pub is_inferred: bool,
}

impl Closures {
    /// Practices that close, each with the one that takes its list; where that one closes too, the list goes on with its own.
    ///
    /// A practice that is closed takes no list, so no chain of takers ends where it began.
    #[must_use]
    pub fn new(takers: impl IntoIterator<Item = (PracticeIx, PracticeIx)>) -> Self {
        let takers: BTreeMap<PracticeIx, PracticeIx> = takers.into_iter().collect();
        let last = |first: PracticeIx| {
            let chain = std::iter::successors(Some(first), |practice| takers.get(practice).copied());
            chain.take(takers.len() + 1).last().unwrap_or(first)
        };
        Self { holders: takers.iter().map(|(closed, taker)| (*closed, last(*taker))).collect() }
    }

    /// Whether the plan closes any.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.holders.is_empty()
    }

    /// Every practice that closes, in order of code, and the one that has its list.
    pub fn iter(&self) -> impl Iterator<Item = (PracticeIx, PracticeIx)> + '_ {
        self.holders.iter().map(|(closed, holder)| (*closed, *holder))
    }

    /// Whether the plan closes a practice.
    #[must_use]
    pub fn is_closed(&self, practice: PracticeIx) -> bool {
        self.holders.contains_key(&practice)
    }

    /// Who has the list of a practice: itself, unless the plan closes it.
    #[must_use]
    pub fn holder(&self, practice: PracticeIx) -> PracticeIx {
        self.holders.get(&practice).copied().unwrap_or(practice)
    }

    /// Who has the patients of a practice that closed in the data or is closed by the plan; none while it is open, and where nobody
    /// says who took them.
    #[must_use]
    pub fn successor<'a>(&self, practices: &'a Practices, closed: PracticeIx) -> Option<Successor<'a>> {
        let holder = self.holder(closed);
        if holder != closed {
            let basis = Some(Cow::Borrowed(CLOSED_BY_PLAN));
            return Some(Successor { practice: holder, basis, is_inferred: false });
        }
        let merger = practices.merger(closed)?;
        let holder = self.holder(merger.successor);
        let basis = if holder == merger.successor {
            merger.basis.map(Cow::Borrowed)
        } else {
            let first = practices.practice(merger.successor).called();
            let on = format!("in the data {first} has its patients, and {HANDED_ON_BY_PLAN}");
            Some(Cow::Owned(merger.basis.map_or_else(|| on.clone(), |basis| format!("{basis}; {on}"))))
        };
        Some(Successor { practice: holder, basis, is_inferred: merger.is_inferred() })
    }

    /// The practices whose lists one has: its own first, then those it takes, in order of code. One that is closed has none.
    pub fn lists_of(&self, practice: PracticeIx) -> impl Iterator<Item = PracticeIx> + '_ {
        let own = (!self.is_closed(practice)).then_some(practice);
        own.into_iter().chain(self.taken_by(practice))
    }

    /// The practices whose lists one takes, in order of code.
    pub fn taken_by(&self, practice: PracticeIx) -> impl Iterator<Item = PracticeIx> + '_ {
        self.iter().filter(move |(_, holder)| *holder == practice).map(|(closed, _)| closed)
    }

    /// The published list sizes of the lists that a practice has, added up; none where one of them is not known, and of one that
    /// is closed.
    #[must_use]
    pub fn list_size(&self, practices: &Practices, practice: PracticeIx) -> Option<u64> {
        let sizes = self.lists_of(practice).map(|ix| practices.practice(ix).list_size.map(u64::from));
        sizes.reduce(known_sum).flatten()
    }

    /// The patients of the lists that a practice has, by its registrations.
    #[must_use]
    pub fn patients(&self, registrations: &Registrations, practice: PracticeIx) -> u64 {
        self.lists_of(practice).map(|ix| registrations.patients_of(ix)).sum()
    }

    /// The registrations of the lists that a practice has.
    pub fn registrations<'a>(
        &'a self,
        registrations: &'a Registrations,
        practice: PracticeIx,
    ) -> impl Iterator<Item = &'a Registration> {
        self.lists_of(practice).flat_map(|ix| registrations.of_practice(ix))
    }
}
