//! What a column may say of neighbourhoods. Its values decide; its name only tells how little is enough, or that it says something else
//! of an area, such as its town, which may be called as a neighbourhood is.

use super::neighbourhood_words::is_of_neighbourhoods;
use crate::domain::ground::codes::NeighbourhoodId;
use crate::ingest::plan::known::KnownNeighbourhoods;
use crate::reading::headings::bare;

/// Parts of the names of columns that say what a plan changes.
const OF_CHANGES: [&str; 11] =
    ["propos", "option", "new", "final", "revis", "current", "previous", "old", "moveto", "moved", "change"];
/// Parts of the names of columns that say which other neighbourhood an area has to do with: where most of those who live there are
/// registered, which border is nearest.
const OF_OTHERS: [&str; 7] =
    ["runnerup", "registered", "nearest", "neighbouring", "adjacent", "border", "shares"];
/// Parts of the names of columns that say a place or a unit: these have names that neighbourhoods have too.
const OF_PLACES: [&str; 18] = [
    "town",
    "parish",
    "ward",
    "district",
    "place",
    "locality",
    "settlement",
    "village",
    "city",
    "county",
    "areaname",
    "lsoa",
    "msoa",
    "address",
    "surgery",
    "practice",
    "pcn",
    "network",
];

/// What the values of a column can say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Says {
    /// Neighbourhoods: any id or name is one.
    Neighbourhoods,
    /// Whatever they say: a number or a letter is no neighbourhood's id.
    Anything,
    /// Places: an id is a neighbourhood's, a name is not.
    Places,
    /// Another neighbourhood than the area's own.
    Others,
}

impl Says {
    /// What those of the column of a name can.
    pub fn by(column: &str) -> Self {
        let column = bare(column);
        let has = |parts: &[&str]| parts.iter().any(|part| column.contains(part));
        if has(&OF_OTHERS) {
            Self::Others
        } else if is_of_neighbourhoods(&column)
            || has(&OF_CHANGES)
            || ["to", "from"].contains(&column.as_str())
        {
            Self::Neighbourhoods
        } else if has(&OF_PLACES) {
            Self::Places
        } else {
            Self::Anything
        }
    }

    /// The neighbourhood that a value is.
    pub fn neighbourhood(self, known: &KnownNeighbourhoods<'_>, text: &str) -> Option<NeighbourhoodId> {
        // Most texts are numbers, and a table of postcodes has a million of them.
        if self != Self::Neighbourhoods && !is_word(text) {
            return None;
        }
        match self {
            Self::Neighbourhoods | Self::Anything => known.find(text),
            Self::Places => known.find_id(text),
            Self::Others => None,
        }
    }

    /// The neighbourhood that a sentence speaks of, when it is one: `Move to N14`.
    pub fn spoken_of(self, known: &KnownNeighbourhoods<'_>, text: &str) -> Option<NeighbourhoodId> {
        if self == Self::Others || !is_word(text) {
            return None;
        }
        let (id, is_by_id) = known.spoken_of(text)?;
        let counts = match self {
            Self::Neighbourhoods | Self::Anything => true,
            Self::Places | Self::Others => is_by_id,
        };
        counts.then_some(id)
    }
}

/// Whether a text is more than a number or a letter or two, which stand for many things: a decile, a class.
fn is_word(text: &str) -> bool {
    let (letters, digits) = (
        text.chars().filter(|symbol| symbol.is_alphabetic()).count(),
        text.chars().filter(char::is_ascii_digit).count(),
    );
    letters > 2 || (letters > 0 && digits > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::boundaries::partition::{Neighbourhood, Roster};

    fn roster() -> Roster {
        let named =
            |(id, name): (&str, &str)| Neighbourhood { id: id.parse().unwrap(), name: name.to_owned() };
        Roster::new([("1", "Banbury"), ("A", "Thame and Chinnor"), ("N03", "Bicester")].map(named).into())
    }

    #[test]
    fn numbers_letters_and_towns_are_neighbourhoods_only_where_the_heading_says_so() {
        let roster = roster();
        let known = KnownNeighbourhoods::of(&roster);
        let says = |column: &str, value: &str| {
            Says::by(column).neighbourhood(&known, value).map(|id| id.as_str().to_owned())
        };
        for column in ["Proposed neighbourhood", "Change to", "to", "Moved to", "Option B"] {
            for (value, id) in [("1", "1"), ("a", "A"), ("bicester", "N03")] {
                assert_eq!(says(column, value).as_deref(), Some(id), "{column}: {value}");
            }
        }
        for (column, value, id) in [
            ("IMD decile", "1", None),
            ("Class", "A", None),
            ("Town", "Bicester", None),
            ("Town", "N03", Some("N03")),
            ("Notes", "Bicester", Some("N03")),
            ("registered_mostly_in", "N03", None),
            ("runner_up_name", "Bicester", None),
        ] {
            assert_eq!(says(column, value).as_deref(), id, "{column}: {value}");
        }
    }

    #[test]
    fn a_sentence_speaks_of_the_one_neighbourhood_that_it_names() {
        let roster = roster();
        let known = KnownNeighbourhoods::of(&roster);
        let of = |column: &str, text: &str| {
            Says::by(column).spoken_of(&known, text).map(|id| id.as_str().to_owned())
        };
        assert_eq!(of("Move?", "move to N03, please").as_deref(), Some("N03"));
        assert_eq!(of("Notes", "should be Thame and Chinnor?").as_deref(), Some("A"));
        assert_eq!(of("Notes", "a town of 1 school"), None, "letters and numbers are no ids here");
        assert_eq!(of("Notes", "Bicester or Banbury"), None, "of two it is neither");
        assert_eq!(of("Town", "Bicester South"), None);
        assert_eq!(of("Notes", "Bicesterley"), None);
    }
}
