//! Which part of a kept list is asked for: `limit` and `offset`.

use serde::Deserialize;

use crate::http::problem::Problem;

/// Items in one answer when nothing is said, and at most.
const LIMIT: u32 = 100;
const MOST_LIMIT: u32 = 1000;

/// Parameters of a list.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paging {
    limit: Option<u32>,
    offset: Option<u64>,
}

impl Paging {
    /// How many items are answered at most.
    ///
    /// # Errors
    /// A 400 problem when it is not 1 to 1,000.
    pub fn limit(&self) -> Result<u32, Problem> {
        let limit = self.limit.unwrap_or(LIMIT);
        if (1..=MOST_LIMIT).contains(&limit) {
            Ok(limit)
        } else {
            Err(Problem::bad_parameter("limit", format!("expected 1 to {MOST_LIMIT}")))
        }
    }

    /// How many items are passed over; no list is longer than `u32::MAX`.
    #[must_use]
    pub fn offset(&self) -> u32 {
        u32::try_from(self.offset.unwrap_or(0)).unwrap_or(u32::MAX)
    }
}
