//! Names of scenarios, of their revisions, and of jobs, parsed once at the door.

use std::fmt;
use std::str::FromStr;

/// The identity of a scenario: 128 random bits, so that it cannot be guessed and no two makers agree on one by chance.
///
/// ```
/// use footprint::store::ScenarioId;
/// let id: ScenarioId = "00112233445566778899aabbccddeeff".parse()?;
/// assert_eq!(id.to_string(), "00112233445566778899aabbccddeeff");
/// assert!("00112233445566778899AABBCCDDEEFF".parse::<ScenarioId>().is_err());
/// # Ok::<(), footprint::store::InvalidScenarioId>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ScenarioId(RandomBits);

/// The identity of a job, made as that of a scenario is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JobId(RandomBits);

/// 128 bits, written as 32 lower-case hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct RandomBits(u128);

/// A text that cannot be the id of a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the id of a job: expected 32 lower-case hexadecimal digits")]
pub struct InvalidJobId;

/// A text that cannot be the id of a scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the id of a scenario: expected 32 lower-case hexadecimal digits")]
pub struct InvalidScenarioId;

/// The number of a revision, from 1 without gaps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RevisionNumber(i64);

/// A value that cannot be the number of a revision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the number of a revision: expected a whole number from 1")]
pub struct InvalidRevisionNumber;

impl ScenarioId {
    /// A new id from the operating system's random bits.
    #[must_use]
    pub fn random() -> Self {
        Self(RandomBits::drawn())
    }
}

impl FromStr for ScenarioId {
    type Err = InvalidScenarioId;

    /// Reads the one way an id is written.
    ///
    /// # Errors
    /// [`InvalidScenarioId`] for anything but 32 lower-case hexadecimal digits.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        RandomBits::read(text).map(Self).ok_or(InvalidScenarioId)
    }
}

impl fmt::Display for ScenarioId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

impl JobId {
    /// A new id from the operating system's random bits.
    #[must_use]
    pub fn random() -> Self {
        Self(RandomBits::drawn())
    }
}

impl FromStr for JobId {
    type Err = InvalidJobId;

    /// Reads the one way an id is written.
    ///
    /// # Errors
    /// [`InvalidJobId`] for anything but 32 lower-case hexadecimal digits.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        RandomBits::read(text).map(Self).ok_or(InvalidJobId)
    }
}

impl fmt::Display for JobId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

impl RandomBits {
    fn drawn() -> Self {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes).expect("the operating system gives random bits once it has started");
        Self(u128::from_be_bytes(bytes))
    }

    fn read(text: &str) -> Option<Self> {
        let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        let is_whole = text.len() == 32 && text.bytes().all(is_digit);
        is_whole.then(|| u128::from_str_radix(text, 16).ok().map(Self)).flatten()
    }
}

impl fmt::Display for RandomBits {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:032x}", self.0)
    }
}

impl RevisionNumber {
    /// The first revision of every scenario.
    pub const FIRST: Self = Self(1);

    /// The number, from 1.
    #[must_use]
    pub fn get(self) -> i64 {
        self.0
    }

    /// The number of the revision after this one.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

impl TryFrom<i64> for RevisionNumber {
    type Error = InvalidRevisionNumber;

    fn try_from(number: i64) -> Result<Self, Self::Error> {
        if number < 1 { Err(InvalidRevisionNumber) } else { Ok(Self(number)) }
    }
}

impl FromStr for RevisionNumber {
    type Err = InvalidRevisionNumber;

    /// Reads digits alone: no sign, no leading zero.
    ///
    /// # Errors
    /// [`InvalidRevisionNumber`] for anything else, and for numbers past 64 bits.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if !text.bytes().all(|byte| byte.is_ascii_digit()) || text.starts_with('0') {
            return Err(InvalidRevisionNumber);
        }
        text.parse().map(Self).map_err(|_too_long| InvalidRevisionNumber)
    }
}

impl fmt::Display for RevisionNumber {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}
