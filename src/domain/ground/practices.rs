//! GP practices: those of the county, those outside where its residents are registered, and those that closed.

use super::codes::OdsCode;
use super::places::Site;
use super::postcode::Postcode;

/// A slot in [`Practices`]; issued by it alone, never shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PracticeIx(u32);

/// One practice, at its main site.
#[derive(Clone, Debug, PartialEq)]
pub struct Practice {
    /// ODS code.
    pub code: OdsCode,
    /// Published name.
    pub name: String,
    /// Postcode of the main site; none where its publisher has coordinates alone.
    pub postcode: Option<Postcode>,
    /// The main site; none when its postcode has no point here.
    pub site: Option<Site>,
    /// Open or not.
    pub status: Status,
    /// Primary care network, where it belongs to one.
    pub network: Option<Network>,
    /// Sub-ICB location code, where known.
    pub sub_icb: Option<String>,
    /// Registered patients as published (May 2025 here), where known.
    pub list_size: Option<u32>,
}

/// A primary care network.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Network {
    /// ODS code, such as `U12754`.
    pub code: OdsCode,
    /// Published name.
    pub name: String,
}

/// Whether a practice sees patients.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// It does.
    Active,
    /// It is registered but sees none for now.
    Dormant,
    /// It closed.
    Closed {
        /// ISO date, where known.
        on: Option<String>,
        /// Who took its patients, where known.
        successor: Option<OdsCode>,
        /// How the successor is known.
        basis: Option<String>,
        /// Patients it had in the registrations, who are counted with its successor, where known.
        patients: Option<u32>,
    },
}

/// The same in a word, without what is known of a closing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Activity {
    /// It sees patients.
    Active,
    /// It is registered but sees none for now.
    Dormant,
    /// It closed, or a plan closes it.
    Closed,
}

/// All practices in order of code.
#[derive(Clone, Debug, Default)]
pub struct Practices {
    practices: Vec<Practice>,
}

impl Practices {
    /// Takes practices in any order; codes must differ (`ingest` has checked).
    #[must_use]
    pub fn new(mut practices: Vec<Practice>) -> Self {
        practices.sort_by_key(|practice| practice.code);
        Self { practices }
    }

    /// All of them, in order of code.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (PracticeIx, &Practice)> {
        self.practices.iter().enumerate().map(|(place, practice)| (slot(place), practice))
    }

    /// How many there are, of every status and place.
    #[must_use]
    pub fn len(&self) -> usize {
        self.practices.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.practices.is_empty()
    }

    /// The slot of a code.
    #[must_use]
    pub fn find(&self, code: OdsCode) -> Option<PracticeIx> {
        self.practices.binary_search_by_key(&code, |practice| practice.code).ok().map(slot)
    }

    /// The practice in a slot.
    #[must_use]
    pub fn practice(&self, practice: PracticeIx) -> &Practice {
        &self.practices[practice.slot()]
    }
}

impl PracticeIx {
    /// Position in arrays kept by practice.
    #[must_use]
    pub fn slot(self) -> usize {
        self.0 as usize
    }
}

impl Practice {
    /// The network's code, where there is one.
    #[must_use]
    pub fn network_code(&self) -> Option<OdsCode> {
        self.network.as_ref().map(|network| network.code)
    }

    /// What it is called in a sentence: its name and its code, `The Bell Surgery (K84035)`.
    #[must_use]
    pub fn called(&self) -> String {
        format!("{} ({})", self.name, self.code)
    }
}

impl Status {
    /// The ISO date it closed, where it did and that is known.
    #[must_use]
    pub fn closed_on(&self) -> Option<&str> {
        match self {
            Self::Closed { on, .. } => on.as_deref(),
            Self::Active | Self::Dormant => None,
        }
    }

    /// Whether it sees patients, in a word.
    #[must_use]
    pub fn activity(&self) -> Activity {
        match self {
            Self::Active => Activity::Active,
            Self::Dormant => Activity::Dormant,
            Self::Closed { .. } => Activity::Closed,
        }
    }
}

impl Activity {
    /// As written in answers and tables.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Dormant => "dormant",
            Self::Closed => "closed",
        }
    }
}

fn slot(place: usize) -> PracticeIx {
    PracticeIx(u32::try_from(place).expect("practices are counted in 32 bits"))
}
