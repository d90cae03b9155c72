//! What laying a file over a draft needs to know, and what is found on the way.

use std::collections::{BTreeMap, BTreeSet};

use super::known::{KnownNeighbourhoods, Meaning};
use super::laid::{Laying, Names, Unknown};
use super::plan_defect::PlanDefect;
use crate::county::Loaded;
use crate::domain::draft::Draft;
use crate::domain::ground::codes::NeighbourhoodId;
use crate::reading::findings::Origin;

/// What laying a file needs to know, and what is found.
pub(super) struct Layer<'a> {
    pub loaded: &'a Loaded,
    pub base: &'a Draft,
    pub known: KnownNeighbourhoods<'a>,
    pub laying: Laying,
    pub defects: Vec<PlanDefect>,
    /// Neighbourhoods to be made, by what the file calls them.
    pub made: BTreeMap<String, NeighbourhoodId>,
    /// What is not known: the first place, how often, and its defect.
    pub unknown: BTreeMap<String, (usize, PlanDefect)>,
    /// What is made and is nearly a neighbourhood of the draft, with what may have been meant.
    pub near: BTreeMap<String, Vec<String>>,
    /// Texts that mean that an area has no neighbourhood.
    pub unassigned: BTreeMap<String, Vec<Origin>>,
}

impl Layer<'_> {
    /// The neighbourhood that a text stands for. None when there is none; what is wrong is noted.
    pub fn home(&mut self, origin: &Origin, column: &str, text: &str) -> Option<NeighbourhoodId> {
        // An export that is brought back has ids, and nothing else: one may be what another is called.
        if self.laying.names == Names::AsWritten
            && let Ok(id) = text.parse::<NeighbourhoodId>()
            && self.known.name(&id).is_none()
        {
            return Some(self.make(text));
        }
        match self.known.meaning(text) {
            Meaning::Known(id) => Some(id),
            Meaning::Unassigned => {
                self.unassigned.entry(text.to_owned()).or_default().push(origin.clone());
                None
            }
            Meaning::Unknown(_) if is_error_of_spreadsheet(text) => {
                let reason =
                    "is what a spreadsheet writes for a formula that failed: write the neighbourhood there";
                self.defects.push(PlanDefect::at(origin, column, text, reason));
                None
            }
            Meaning::Unknown(suggestions) if self.laying.unknown == Unknown::Refuse => {
                self.refuse(origin, column, text, suggestions);
                None
            }
            Meaning::Unknown(suggestions) => {
                if !suggestions.is_empty() {
                    self.near.insert(text.trim().to_owned(), suggestions);
                }
                Some(self.make(text))
            }
        }
    }

    /// Whether a row makes a neighbourhood by a text that is no id, and so is its name.
    pub fn is_made_by_name(&self, id: &NeighbourhoodId, text: &str) -> bool {
        self.known.name(id).is_none() && text != id.as_str()
    }

    fn refuse(&mut self, origin: &Origin, column: &str, text: &str, suggestions: Vec<String>) {
        let (count, _) = self.unknown.entry(text.to_owned()).or_insert_with(|| {
            let meant = match &suggestions[..] {
                [] => "; if it is new, import with new=create".to_owned(),
                some => format!(": did you mean {}? If it is new, import with new=create", some.join(" or ")),
            };
            let reason = format!("is not a neighbourhood of {}{meant}", self.base.id);
            (0, PlanDefect::at(origin, column, text, reason).suggesting(suggestions))
        });
        *count += 1;
    }

    /// A new neighbourhood: under its text where that is an id, else under an id that follows those of the base. One text in
    /// any case is one neighbourhood.
    fn make(&mut self, text: &str) -> NeighbourhoodId {
        let key = text.trim().to_lowercase();
        if let Some(id) = self.made.get(&key) {
            return id.clone();
        }
        let taken: BTreeSet<NeighbourhoodId> = self.made.values().cloned().collect();
        let id = text.trim().parse().unwrap_or_else(|_not_an_id| self.known.free_id(&taken));
        self.made.insert(key, id.clone());
        id
    }
}

/// Whether a text is an error of a spreadsheet's, as `#REF!`, `#NAME?`, `#GETTING_DATA` and `Err:502`: never what somebody calls a neighbourhood.
fn is_error_of_spreadsheet(text: &str) -> bool {
    let text = text.trim();
    let is_of = |word: &str, others: &str| {
        !word.is_empty() && word.chars().all(|symbol| symbol.is_ascii_uppercase() || others.contains(symbol))
    };
    let of_excel = || text.strip_prefix('#').map(|word| word.strip_suffix(['!', '?']).unwrap_or(word));
    let of_libre_office = || text.strip_prefix("Err:").filter(|number| number.parse::<u16>().is_ok());
    of_excel().is_some_and(|word| is_of(word, "/0_")) || of_libre_office().is_some()
}
