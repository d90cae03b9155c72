//! The neighbourhoods of a draft, found by what people write for them: an id or a name, in any case. What is not known is never
//! guessed; what it may have meant is told.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::boundaries::partition::Roster;
use crate::domain::ground::codes::NeighbourhoodId;

/// What people write for an area that no neighbourhood has. None of these is ever an id, unless a neighbourhood is called so.
const UNASSIGNED: [&str; 20] = [
    "0",
    "-1",
    "na",
    "n/a",
    "#n/a",
    "nan",
    "null",
    "none",
    "nil",
    "-",
    "--",
    "?",
    "\\n",
    "unassigned",
    "not assigned",
    "unallocated",
    "not allocated",
    "unknown",
    "tbc",
    "tbd",
];
/// Most suggestions that are told: where more fit as well, none does.
const MOST_SUGGESTIONS: usize = 3;

/// What a text stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// A neighbourhood of the draft.
    Known(NeighbourhoodId),
    /// That it has none.
    Unassigned,
    /// Nothing known; what may have been meant.
    Unknown(Vec<String>),
}

/// The neighbourhoods of a draft.
pub struct KnownNeighbourhoods<'a> {
    roster: &'a Roster,
    by_word: BTreeMap<String, BTreeSet<NeighbourhoodId>>,
}

impl<'a> KnownNeighbourhoods<'a> {
    /// Those of a roster.
    #[must_use]
    pub fn of(roster: &'a Roster) -> Self {
        let mut by_word = BTreeMap::<String, BTreeSet<NeighbourhoodId>>::new();
        for (_, neighbourhood) in roster.iter() {
            for word in [neighbourhood.id.as_str(), &neighbourhood.name] {
                by_word.entry(plain(word)).or_default().insert(neighbourhood.id.clone());
            }
        }
        Self { roster, by_word }
    }

    /// What a text stands for: an id as it is written, else an id or a name without regard to case, when only one fits.
    #[must_use]
    pub fn meaning(&self, text: &str) -> Meaning {
        let written = text.trim().parse::<NeighbourhoodId>().ok();
        if let Some(id) = written.filter(|id| self.roster.find(id).is_some()) {
            return Meaning::Known(id);
        }
        let word = plain(text);
        match self.by_word.get(&word) {
            Some(fitting) if fitting.len() == 1 => {
                fitting.iter().next().cloned().map_or(Meaning::Unassigned, Meaning::Known)
            }
            Some(fitting) => Meaning::Unknown(fitting.iter().map(ToString::to_string).collect()),
            None if UNASSIGNED.contains(&word.as_str()) => Meaning::Unassigned,
            None => Meaning::Unknown(self.suggestions(&word)),
        }
    }

    /// The name of a neighbourhood of the draft.
    #[must_use]
    pub fn name(&self, id: &NeighbourhoodId) -> Option<&'a str> {
        self.roster.find(id).map(|zone| self.roster.neighbourhood(zone).name.as_str())
    }

    /// An id that nobody has, in the way of the draft's: after N15 comes N16.
    #[must_use]
    pub fn free_id(&self, taken: &BTreeSet<NeighbourhoodId>) -> NeighbourhoodId {
        let numbered = |id: &NeighbourhoodId| {
            let digits = id.as_str().len()
                - id.as_str().trim_end_matches(|symbol: char| symbol.is_ascii_digit()).len();
            let (stem, number) = id.as_str().split_at(id.as_str().len() - digits);
            Some((stem.to_owned(), digits, number.parse::<u32>().ok()?))
        };
        let ids = self.roster.iter().map(|(_, neighbourhood)| &neighbourhood.id).chain(taken);
        let last = ids.filter_map(numbered).max_by_key(|(_, _, number)| *number);
        let (stem, width, number) = last.unwrap_or_else(|| ("N".to_owned(), 2, 0));
        let id = format!("{stem}{:0width$}", number + 1);
        id.parse().expect("a stem of an id with digits behind it is an id, being as long or one longer")
    }

    /// Ids that look the same (O and 0, I and 1), else ids and names with the fewest letters to change.
    fn suggestions(&self, word: &str) -> Vec<String> {
        let looks = lookalike(word);
        let same = |(known, _): &(&String, &BTreeSet<NeighbourhoodId>)| lookalike(known) == looks;
        let mut found: BTreeSet<&NeighbourhoodId> =
            self.by_word.iter().filter(same).flat_map(|(_, ids)| ids).collect();
        if found.is_empty() {
            let distance = |known: &String| strsim::damerau_levenshtein(known, word);
            let most = (word.chars().count() / 4).max(1);
            let near = self
                .by_word
                .iter()
                .map(|(known, ids)| (distance(known), ids))
                .filter(|(far, _)| *far <= most);
            let nearest = near.clone().map(|(far, _)| far).min();
            found = near.filter(|(far, _)| Some(*far) == nearest).flat_map(|(_, ids)| ids).collect();
        }
        if found.len() > MOST_SUGGESTIONS {
            Vec::new()
        } else {
            found.iter().map(ToString::to_string).collect()
        }
    }
}

/// Whether a text says that there is no neighbourhood.
#[must_use]
pub fn is_unassigned(text: &str) -> bool {
    UNASSIGNED.contains(&plain(text).as_str())
}

/// A text without case and with single spaces.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// A word as it looks: letters that are taken for digits as these, and no zeros before a number.
fn lookalike(word: &str) -> String {
    let digits = word.replace('o', "0").replace(['i', 'l'], "1");
    let mut seen = String::with_capacity(digits.len());
    for symbol in digits.chars().filter(|symbol| symbol.is_alphanumeric()) {
        let is_leading = symbol == '0' && !seen.ends_with(|before: char| before.is_ascii_digit());
        if !is_leading {
            seen.push(symbol);
        }
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::boundaries::partition::Neighbourhood;

    fn roster() -> Roster {
        let all = ["Banbury", "Deddington", "Bicester", "Oxford East", "Oxford West"];
        let named = |(number, name): (usize, &str)| Neighbourhood {
            id: format!("N{:02}", number + 1).parse().unwrap(),
            name: name.to_owned(),
        };
        Roster::new(all.into_iter().enumerate().map(named).collect())
    }

    #[test]
    fn an_id_or_a_name_in_any_case_is_that_neighbourhood() {
        let roster = roster();
        let known = KnownNeighbourhoods::of(&roster);
        for (text, id) in [("N02", "N02"), ("n02", "N02"), (" Banbury ", "N01"), ("oxford  EAST", "N04")] {
            assert_eq!(known.meaning(text), Meaning::Known(id.parse().unwrap()), "{text}");
        }
        for text in ["0", "-1", "NA", "Unassigned", "#N/A", "n/a"] {
            assert_eq!(known.meaning(text), Meaning::Unassigned, "{text}");
        }
    }

    #[test]
    fn what_is_not_known_is_told_with_what_may_have_been_meant() {
        let roster = roster();
        let known = KnownNeighbourhoods::of(&roster);
        let meant = |text: &str| match known.meaning(text) {
            Meaning::Unknown(suggestions) => suggestions,
            other => panic!("{text}: {other:?}"),
        };
        assert_eq!(meant("NO2"), ["N02"]);
        assert_eq!(meant("N2"), ["N02"]);
        assert_eq!(meant("Banbry"), ["N01"]);
        assert_eq!(meant("Oxford Eats"), ["N04"]);
        assert!(meant("N16").is_empty(), "as near to many");
        assert!(meant("Somewhere").is_empty());
    }

    #[test]
    fn two_that_fit_as_well_are_both_told() {
        let named = |id: &str| Neighbourhood { id: id.parse().unwrap(), name: "Same".to_owned() };
        let roster = Roster::new(vec![named("a"), named("b")]);
        let known = KnownNeighbourhoods::of(&roster);
        assert_eq!(known.meaning("same"), Meaning::Unknown(vec!["a".to_owned(), "b".to_owned()]));
    }

    #[test]
    fn a_made_id_follows_those_of_the_draft() {
        let roster = roster();
        let known = KnownNeighbourhoods::of(&roster);
        let mut taken = BTreeSet::new();
        for id in ["N06", "N07"] {
            let free = known.free_id(&taken);
            assert_eq!(free.as_str(), id);
            taken.insert(free);
        }
        let roster = Roster::new(Vec::new());
        assert_eq!(KnownNeighbourhoods::of(&roster).free_id(&BTreeSet::new()).as_str(), "N01");
    }
}
