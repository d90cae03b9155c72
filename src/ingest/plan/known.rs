//! The neighbourhoods of a draft, found by what people write for them: an id or a name, in any case. What is not known is never
//! guessed; what it may have meant is told.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::boundaries::partition::{Neighbourhood, Roster};
use crate::domain::ground::codes::NeighbourhoodId;
use crate::invisible::seen;
use crate::reading::rows::footer::is_total;

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
/// What answers say, beside the neighbourhoods, of whoever lives or is registered in none of them.
const ELSEWHERE: [&str; 2] = ["outside", "unknown"];
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
    /// By the id and the name together, in either order: `N01 - Banbury`.
    by_label: BTreeMap<String, NeighbourhoodId>,
    /// What a sentence may speak of them by.
    spoken: Vec<Spoken>,
}

/// An id or a name as it stands within a sentence.
struct Spoken {
    /// Between spaces.
    word: String,
    id: NeighbourhoodId,
    is_id: bool,
}

impl Spoken {
    /// Of a word that is one neighbourhood's; ids count where they have letters and digits, names where they are longer than two letters.
    fn of(word: &str, ids: &BTreeSet<NeighbourhoodId>) -> Option<Self> {
        let id = ids.first().filter(|_| ids.len() == 1)?;
        let is_id = is_same_word(id.as_str(), word);
        let has = |of: fn(&u8) -> bool| word.as_bytes().iter().any(of);
        let counts =
            if is_id { has(u8::is_ascii_digit) && has(u8::is_ascii_alphabetic) } else { word.len() > 2 };
        counts.then(|| Self { word: spaced(word), id: id.clone(), is_id })
    }
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
        let mut by_label = BTreeMap::new();
        for (_, Neighbourhood { id, name }) in roster.iter() {
            for label in [format!("{id} {name}"), format!("{name} {id}")] {
                by_label.insert(spaced(&label), id.clone());
            }
        }
        let spoken = by_word.iter().filter_map(|(word, ids)| Spoken::of(word, ids)).collect();
        Self { roster, by_word, by_label, spoken }
    }

    /// What a text stands for: an id as it is written, else an id or a name without regard to case, when only one fits.
    #[must_use]
    pub fn meaning(&self, text: &str) -> Meaning {
        if let Some(id) = self.find(text) {
            return Meaning::Known(id);
        }
        let word = plain(text);
        match self.by_word.get(&word) {
            Some(fitting) => Meaning::Unknown(fitting.iter().map(ToString::to_string).collect()),
            None if UNASSIGNED.contains(&word.as_str()) => Meaning::Unassigned,
            None => Meaning::Unknown(self.suggestions(&word)),
        }
    }

    /// The neighbourhood that a text stands for, when there is just one.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<NeighbourhoodId> {
        let written = seen(text).parse::<NeighbourhoodId>().ok();
        written.filter(|id| self.roster.find(id).is_some()).or_else(|| {
            let fitting = self.by_word.get(&plain(text)).filter(|fitting| fitting.len() == 1);
            fitting.and_then(BTreeSet::first).or_else(|| self.by_label.get(&spaced(text))).cloned()
        })
    }

    /// The neighbourhood whose id a text is, in any case.
    #[must_use]
    pub fn find_id(&self, text: &str) -> Option<NeighbourhoodId> {
        self.find(text).filter(|id| is_same_word(id.as_str(), text))
    }

    /// The one neighbourhood that a sentence speaks of, and whether by its id. None where it speaks of several.
    #[must_use]
    pub fn spoken_of(&self, text: &str) -> Option<(NeighbourhoodId, bool)> {
        let sentence = spaced(text);
        let mut found: Option<(&NeighbourhoodId, bool)> = None;
        for Spoken { id, is_id, .. } in self.spoken.iter().filter(|spoken| sentence.contains(&spoken.word)) {
            match &mut found {
                None => found = Some((id, *is_id)),
                Some((known, by_id)) if *known == id => *by_id |= is_id,
                Some(_) => return None,
            }
        }
        found.map(|(id, by_id)| (id.clone(), by_id))
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

    /// Ids of the same number, or that look the same (O and 0, I and 1), else ids and names with the fewest letters to change.
    fn suggestions(&self, word: &str) -> Vec<String> {
        let (looks, number) = (lookalike(word), whole_number(word));
        let same = |(known, ids): &(&String, &BTreeSet<NeighbourhoodId>)| {
            let is_id = || ids.iter().any(|id| is_same_word(id.as_str(), known));
            lookalike(known) == looks || (number.is_some() && number == last_number(known) && is_id())
        };
        let mut found: BTreeSet<&NeighbourhoodId> =
            self.by_word.iter().filter(same).flat_map(|(_, ids)| ids).collect();
        // A word that is much longer than all that are known is none of them in other letters.
        let longest = self.by_word.keys().map(String::len).max().unwrap_or_default();
        if found.is_empty() && word.len() <= 2 * longest {
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

/// Why a neighbourhood that is made may not have an id: files and answers have another meaning for it. None where it may.
#[must_use]
pub fn why_reserved(id: &NeighbourhoodId) -> Option<&'static str> {
    let word = plain(id.as_str());
    if ELSEWHERE.contains(&word.as_str()) {
        Some("stands in answers for whoever is in no neighbourhood here: choose another id")
    } else if is_unassigned(&word) {
        Some("is read in files as \"no neighbourhood\": choose another id")
    } else if is_total(&word) {
        Some("is read in files as the sum of the others: choose another id")
    } else {
        None
    }
}

/// Whether two texts are the same without regard to case and to how wide their spaces are.
#[must_use]
pub fn is_same_word(one: &str, other: &str) -> bool {
    one == other || plain(one) == plain(other)
}

/// The number that a word is, as spreadsheets write it: `2`, `2.0`.
fn whole_number(word: &str) -> Option<u32> {
    word.strip_suffix(".0").unwrap_or(word).parse().ok()
}

/// The number that a word ends with.
fn last_number(word: &str) -> Option<u32> {
    let stem = word.trim_end_matches(|symbol: char| symbol.is_ascii_digit());
    word[stem.len()..].parse().ok()
}

/// A text without case and with single spaces.
#[must_use]
pub fn plain(text: &str) -> String {
    seen(text).split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The words of a text, each between spaces.
fn spaced(text: &str) -> String {
    let words: Vec<&str> =
        text.split(|symbol: char| !symbol.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    format!(" {} ", words.join(" ").to_lowercase())
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
        for (text, id) in [
            ("N02", "N02"),
            ("n02", "N02"),
            (" Banbury ", "N01"),
            ("oxford  EAST", "N04"),
            ("N01 - Banbury", "N01"),
            ("Oxford East (N04)", "N04"),
        ] {
            assert_eq!(known.meaning(text), Meaning::Known(id.parse().unwrap()), "{text}");
        }
        for text in ["0", "-1", "NA", "Unassigned", "#N/A", "n/a"] {
            assert_eq!(known.meaning(text), Meaning::Unassigned, "{text}");
        }
    }

    #[test]
    fn an_id_that_means_something_else_is_reserved() {
        let is_reserved = |id: &str| why_reserved(&id.parse().unwrap()).is_some();
        for id in
            ["NA", "0", "-1", "null", "Unassigned", "unknown", "-", "None", "outside", "OUTSIDE", "total"]
        {
            assert!(is_reserved(id), "{id}");
        }
        for id in ["N16", "N00", "North", "1", "Nation", "Outside-Oxford"] {
            assert!(!is_reserved(id), "{id}");
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
        assert_eq!((meant("2"), meant("4.0")), (vec!["N02".to_owned()], vec!["N04".to_owned()]));
        assert!(meant("N16").is_empty(), "as near to many");
        assert!(meant("N01 Bicester").is_empty(), "an id with another's name");
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
