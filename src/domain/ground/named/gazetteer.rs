//! Populated places by name: towns and villages, to label maps and to search by name, never to count people.

use crate::domain::ground::places::Site;

/// A town, village or other populated place.
#[derive(Clone, Debug, PartialEq)]
pub struct PopulatedPlace {
    /// The publisher's identifier, in lower case.
    pub code: String,
    /// What it is called.
    pub name: String,
    /// Its name in another language, where it has one.
    pub other_name: Option<String>,
    /// Kind as published, such as `Village`; none where it is not told.
    pub kind: Option<String>,
    /// A point in its middle, not its edge.
    pub site: Site,
    /// People, of mixed years; none where it is not told.
    pub population: Option<u32>,
}

/// All populated places.
#[derive(Default)]
pub struct Gazetteer {
    /// In order of code.
    places: Vec<PopulatedPlace>,
    /// The names of each, folded.
    folded: Vec<[String; 2]>,
}

impl Gazetteer {
    /// Takes places in any order; codes must differ (`ingest` has checked).
    #[must_use]
    pub fn new(mut places: Vec<PopulatedPlace>) -> Self {
        places.sort_by(|a, b| a.code.cmp(&b.code));
        let names = |place: &PopulatedPlace| {
            [&place.name, place.other_name.as_ref().unwrap_or(&place.name)].map(|name| folded(name))
        };
        let folded = places.iter().map(names).collect();
        Self { places, folded }
    }

    /// All of them, in order of code.
    #[must_use]
    pub fn places(&self) -> &[PopulatedPlace] {
        &self.places
    }

    /// The place of a code, in any case.
    #[must_use]
    pub fn find(&self, code: &str) -> Option<&PopulatedPlace> {
        let code = code.to_lowercase();
        let place = self.places.binary_search_by(|place| place.code.as_str().cmp(&code)).ok()?;
        Some(&self.places[place])
    }

    /// Places whose name has the words asked for, one after the other; where there are none, those whose name begins so. Those
    /// with the shortest names first, of these the largest.
    #[must_use]
    pub fn search(&self, text: &str, limit: usize) -> Vec<&PopulatedPlace> {
        let asked = folded(text);
        let words: Vec<&str> = asked.split_whitespace().collect();
        if words.is_empty() {
            return Vec::new();
        }
        let has_words = |name: &str| {
            name.split_whitespace().collect::<Vec<_>>().windows(words.len()).any(|run| run == words)
        };
        let found = self.ranked(has_words, limit);
        if found.is_empty() { self.ranked(|name| name.starts_with(&asked), limit) } else { found }
    }

    fn ranked(&self, is_found: impl Fn(&str) -> bool, limit: usize) -> Vec<&PopulatedPlace> {
        let named = self.places.iter().zip(&self.folded);
        let mut found: Vec<&PopulatedPlace> = named
            .filter(|(_, names)| names.iter().any(|name| is_found(name)))
            .map(|(place, _)| place)
            .collect();
        let words = |place: &PopulatedPlace| folded(&place.name).split_whitespace().count();
        found.sort_by_key(|place| (words(place), std::cmp::Reverse(place.population), &place.name));
        found.truncate(limit);
        found
    }
}

/// A name without case, apostrophes and hyphens, words separated by one space.
fn folded(name: &str) -> String {
    let lower = name.to_lowercase().replace(['\'', '’'], "").replace('-', " ");
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::geometry::crs::{GridPoint, LonLat};

    fn place(code: &str, name: &str, population: u32) -> PopulatedPlace {
        let site = Site {
            grid: GridPoint { easting_mm: 1, northing_mm: 1 },
            lon_lat: LonLat::from_e7(0, 500_000_000).unwrap(),
        };
        let (code, name) = (code.to_owned(), name.to_owned());
        PopulatedPlace { code, name, other_name: None, kind: None, site, population: Some(population) }
    }

    #[test]
    fn whole_words_come_before_beginnings_and_short_names_before_long_ones() {
        let gazetteer = Gazetteer::new(vec![
            place("b", "Stoke-on-the-Hill", 5),
            place("a", "Stoke", 1),
            place("c", "North Stoke", 900),
            place("d", "South Stoke", 901),
            place("e", "Stokenchurch", 4000),
            place("f", "St. Mary's", 3),
        ]);
        let names = |text: &str, limit| -> Vec<&str> {
            gazetteer.search(text, limit).into_iter().map(|place| place.name.as_str()).collect()
        };
        assert_eq!(names("stoke", 9), ["Stoke", "South Stoke", "North Stoke", "Stoke-on-the-Hill"]);
        assert_eq!(names("STOKE ON", 9), ["Stoke-on-the-Hill"]);
        assert_eq!(names("stoken", 9), ["Stokenchurch"]);
        assert_eq!(names("stoke", 1), ["Stoke"]);
        assert_eq!(names("marys", 9), ["St. Mary's"]);
        assert!(names("nowhere", 9).is_empty() && names(" ", 9).is_empty());
        assert_eq!(gazetteer.find("A").map(|place| place.name.as_str()), Some("Stoke"));
    }
}
