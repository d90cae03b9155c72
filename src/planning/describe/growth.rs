//! How lists grew since the registrations: two figures of two dates, and what the growth may be where the first rests on a merger
//! that is inferred.

use serde::Serialize;

use crate::domain::figures::share::share;
use crate::planning::terms::vintages::Vintages;

/// The patients of some practices at two dates, of two sources: by registrations, and by published lists.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Growth {
    /// Registered, of the earlier date.
    pub registered_by_practice: u64,
    /// On lists, of the later date.
    pub list_size: u64,
    /// The second less the first, as a share of the first; null of none.
    pub growth: Option<f64>,
    /// What it may be, where the first has a range; null where it has none.
    pub range: Option<GrowthRange>,
    /// The date of the first; null where none is stated.
    pub registrations_of: Option<String>,
    /// The date of the second.
    pub lists_of: Option<String>,
}

/// What the growth of lists may be.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GrowthRange {
    /// The least.
    pub least: f64,
    /// The most.
    pub most: f64,
    /// The rule that gives the range of the registrations, in words.
    pub reason: String,
}

impl Growth {
    /// Of registrations, the least and as they are counted.
    pub(super) fn of(
        [least, registered_by_practice]: [u64; 2],
        list_size: Option<u64>,
        reason: &str,
        vintages: &Vintages,
    ) -> Option<Self> {
        let list_size = list_size?;
        let since = |registered| share(list_size, registered).map(|ratio| ratio - 1.0);
        let range =
            since(registered_by_practice).zip(since(least)).filter(|_| least < registered_by_practice);
        Some(Self {
            registered_by_practice,
            list_size,
            growth: since(registered_by_practice),
            range: range.map(|(least, most)| GrowthRange { least, most, reason: reason.to_owned() }),
            registrations_of: vintages.registrations.clone(),
            lists_of: vintages.lists.clone(),
        })
    }
}
