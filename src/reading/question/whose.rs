//! Headings that say whose place their column holds, where that is not the place of those whom a table lists: `GP Practice Postcode`
//! among patients. Such a column never wins over another that holds places, and is told where it is the only one.

use crate::reading::headings::words;

/// Words for places people go to or come from, and do not live at.
const OF_OTHERS: [&str; 42] = [
    "practice",
    "prac",
    "surgery",
    "gp",
    "doctor",
    "dr",
    "pcn",
    "icb",
    "ccg",
    "clinic",
    "hospital",
    "trust",
    "provider",
    "pharmacy",
    "chemist",
    "dentist",
    "dispensary",
    "school",
    "college",
    "university",
    "nursery",
    "work",
    "workplace",
    "employer",
    "company",
    "business",
    "office",
    "organisation",
    "organization",
    "org",
    "branch",
    "site",
    "depot",
    "headquarter",
    "hq",
    "shop",
    "supplier",
    "venue",
    "nok",
    "previous",
    "former",
    "old",
];
/// What is written together with such a word: `gppostcode`.
const WRITTEN_TOGETHER: [&str; 6] = ["postcode", "postalcode", "address", "pcode", "lsoa", "code"];
/// A word at least as long is found within a longer one: `practicepostcodeclean`.
const LONG: usize = 6;

/// The word by which a heading says that its places are of others.
#[must_use]
pub fn of_others(heading: &str) -> Option<&'static str> {
    words(heading, char::is_alphanumeric).iter().find_map(|word| {
        let alone = |word: &str| {
            let single = word.strip_suffix("ies").map(|stem| format!("{stem}y"));
            let single = single.as_deref().unwrap_or_else(|| word.strip_suffix('s').unwrap_or(word));
            OF_OTHERS.into_iter().find(|other| *other == word || *other == single)
        };
        let part = |together: &str| {
            let (before, after) = word.split_once(together)?;
            alone(before).or_else(|| alone(after))
        };
        let within = || OF_OTHERS.into_iter().find(|other| other.len() >= LONG && word.contains(other));
        alone(word).or_else(|| WRITTEN_TOGETHER.into_iter().find_map(part)).or_else(within)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_says_whose_its_places_are_in_any_spelling() {
        for (heading, word) in [
            ("GP Practice Postcode", "gp"),
            ("Post Code (GP)", "gp"),
            ("Postcode of practice", "practice"),
            ("Surgery Postcode", "surgery"),
            ("practice_postcode", "practice"),
            ("PracticePostcode", "practice"),
            ("gppostcode", "gp"),
            ("workpostcode", "work"),
            ("postcodegp", "gp"),
            ("School Postcode", "school"),
            ("Pharmacies' postcodes", "pharmacy"),
            ("Doctor's postcode", "doctor"),
            ("registeredpracticepcode", "practice"),
        ] {
            assert_eq!(of_others(heading), Some(word), "{heading}");
        }
        for heading in [
            "Postcode",
            "Home address",
            "Patient Postcode",
            "Address5",
            "PCode",
            "network postcode",
            "household postcode",
            "",
            "pcds",
            "LSOA21CD",
        ] {
            assert_eq!(of_others(heading), None, "{heading}");
        }
    }
}
