//! How a caller names a scenario: as it is now, or at one revision for ever.

use std::fmt;
use std::str::FromStr;

use super::id::{RevisionNumber, ScenarioId};

/// A scenario, or one revision of it: `id` or `id@revision`.
///
/// ```
/// use footprint::store::ScenarioVersion;
/// let pinned: ScenarioVersion = "00112233445566778899aabbccddeeff@3".parse()?;
/// assert_eq!(pinned.number.map(|number| number.get()), Some(3));
/// assert_eq!(pinned.to_string(), "00112233445566778899aabbccddeeff@3");
/// assert!("00112233445566778899aabbccddeeff@0".parse::<ScenarioVersion>().is_err());
/// # Ok::<(), footprint::store::InvalidScenarioVersion>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ScenarioVersion {
    /// The scenario.
    pub id: ScenarioId,
    /// The revision; none for the current one.
    pub number: Option<RevisionNumber>,
}

/// A text that names no scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "not a scenario: expected its id (32 lower-case hexadecimal digits), or id@revision, such as {}@2",
    "0".repeat(32)
)]
pub struct InvalidScenarioVersion;

impl FromStr for ScenarioVersion {
    type Err = InvalidScenarioVersion;

    /// Reads the two ways a scenario is named.
    ///
    /// # Errors
    /// [`InvalidScenarioVersion`] for anything else.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (id, number) = match text.split_once('@') {
            Some((id, number)) => (id, Some(number.parse().map_err(|_not_a_number| InvalidScenarioVersion)?)),
            None => (text, None),
        };
        let id = id.parse().map_err(|_not_an_id| InvalidScenarioVersion)?;
        Ok(Self { id, number })
    }
}

impl fmt::Display for ScenarioVersion {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.number {
            Some(number) => write!(out, "{}@{number}", self.id),
            None => self.id.fmt(out),
        }
    }
}
