//! Counts of rows by outcome and by neighbourhood.

use super::answers::RowAnswer;
use super::repeated::Repeated;
use crate::domain::boundaries::partition::ZoneIx;
use crate::planning::resolve::members_read::MembersRead;
use crate::planning::resolve::resolution::Outcome;
use crate::reading::rows::{footer, swallowed};

/// Rows by outcome, and those of a table by neighbourhood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    outcomes: [u64; Outcome::ALL.len()],
    /// By slot, as far as neighbourhoods have come.
    zones: Vec<ZoneRows>,
    /// Of lines of JSON, which members were read; a table says so before its first row.
    pub members: MembersRead,
    /// Rows that repeat the heading of the table.
    pub repeated: Repeated,
    /// Rows below the table, which were not answered.
    pub below: RowsBelow,
    /// Rows with a value that holds lines like rows.
    pub swallowed: Swallowed,
}

/// Rows below a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowsBelow {
    /// How many, without blank ones.
    pub rows: u64,
    /// How many stand before the first, and the first as it is, with its delimiter.
    first: Option<(u64, Vec<u8>, u8)>,
}

/// Rows with a value that holds lines like rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swallowed {
    /// How many.
    pub rows: u64,
    /// Such lines in all of them.
    pub lines: u64,
    /// How many rows stand before the first.
    first: Option<u64>,
}

impl RowsBelow {
    /// Counts a row, before which `place` rows stand.
    pub fn tell(&mut self, place: u64, row: &[u8], delimiter: u8) {
        self.rows += 1;
        self.first.get_or_insert_with(|| (place, row.to_owned(), delimiter));
    }

    fn add(&mut self, other: &Self, before: u64) {
        self.rows += other.rows;
        let first = || other.first.clone().map(|(place, row, delimiter)| (place + before, row, delimiter));
        self.first = self.first.take().or_else(first);
    }
}

impl Swallowed {
    /// Counts a row, before which `place` rows stand, with so many lines.
    pub fn tell(&mut self, place: u64, lines: u64) {
        self.rows += 1;
        self.lines += lines;
        self.first.get_or_insert(place);
    }

    fn add(&mut self, other: Self, before: u64) {
        self.rows += other.rows;
        self.lines += other.lines;
        self.first = self.first.or(other.first.map(|place| place + before));
    }
}

/// Rows of one neighbourhood.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ZoneRows {
    /// Answered with it.
    pub rows: u64,
    /// Of them, those of a postcode or a square of the grid that may be of another, or of none.
    pub perhaps_elsewhere: u64,
    /// Answered otherwise, of a postcode or a square of the grid that may be of this one.
    pub perhaps_here: u64,
}

impl Tally {
    /// Counts a row by its outcome alone.
    pub fn count(&mut self, outcome: Outcome) {
        self.outcomes[outcome as usize] += 1;
    }

    /// Counts a row by its outcome and its neighbourhood.
    pub fn count_row(&mut self, answer: &RowAnswer) {
        self.count(answer.outcome);
        if let Some(zone) = answer.zone() {
            let rows = self.of_zone(zone);
            rows.rows += 1;
            rows.perhaps_elsewhere += u64::from(answer.is_doubtful());
        }
        for zone in answer.perhaps_in() {
            self.of_zone(zone).perhaps_here += 1;
        }
    }

    /// Adds the rows of another.
    pub fn add(&mut self, other: &Self) {
        let before = self.rows();
        self.repeated.add(other.repeated, before);
        self.below.add(&other.below, before);
        self.swallowed.add(other.swallowed, before);
        for (own, more) in self.outcomes.iter_mut().zip(other.outcomes) {
            *own += more;
        }
        self.members.add(&other.members);
        self.zones.resize(self.zones.len().max(other.zones.len()), ZoneRows::default());
        for (own, more) in self.zones.iter_mut().zip(&other.zones) {
            own.rows += more.rows;
            own.perhaps_elsewhere += more.perhaps_elsewhere;
            own.perhaps_here += more.perhaps_here;
        }
    }

    /// What is to be said of rows that were passed over or may have been, in sentences; `above` rows stand before the first.
    #[must_use]
    pub fn sentences(&self, above: usize) -> Vec<String> {
        let row = |place: u64| place + above as u64 + 1;
        let below = self.below.first.as_ref();
        let below = below.map(|(place, first, delimiter)| {
            footer::in_words(self.below.rows, row(*place), first, *delimiter)
        });
        let Swallowed { rows, lines, first } = self.swallowed;
        let swallowed = first.map(|place| swallowed::in_words(rows, row(place), lines));
        let both = below.into_iter().chain(swallowed);
        let told = both.map(|told| format!("{told}."));
        told.chain(self.repeated.sentence()).collect()
    }

    /// The same but for those that were told already, of the first rows.
    #[must_use]
    pub fn sentences_besides(&self, above: usize, told: &[String]) -> Vec<String> {
        self.sentences(above).into_iter().filter(|sentence| !told.contains(sentence)).collect()
    }

    /// All rows.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.outcomes.iter().sum()
    }

    /// The outcomes that occurred, with their rows.
    pub fn outcomes(&self) -> impl Iterator<Item = (Outcome, u64)> {
        Outcome::ALL.into_iter().zip(self.outcomes).filter(|(_, rows)| *rows > 0)
    }

    /// The rows of one neighbourhood; none of lines of JSON, which are counted by outcome alone.
    #[must_use]
    pub fn zone(&self, zone: ZoneIx) -> ZoneRows {
        self.zones.get(zone.slot()).copied().unwrap_or_default()
    }

    /// Rows that found no neighbourhood.
    #[must_use]
    pub fn unmatched(&self) -> u64 {
        self.outcomes().filter(|(outcome, _)| !outcome.is_match()).map(|(_, rows)| rows).sum()
    }

    fn of_zone(&mut self, zone: ZoneIx) -> &mut ZoneRows {
        if self.zones.len() <= zone.slot() {
            self.zones.resize(zone.slot() + 1, ZoneRows::default());
        }
        &mut self.zones[zone.slot()]
    }
}

impl ZoneRows {
    /// The least and the most that may be of the neighbourhood.
    #[must_use]
    pub fn range(&self) -> [u64; 2] {
        [self.rows - self.perhaps_elsewhere, self.rows + self.perhaps_here]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outcome_is_counted_under_its_own_name() {
        for (place, outcome) in Outcome::ALL.into_iter().enumerate() {
            assert_eq!(outcome as usize, place);
            let written = serde_json::to_value(outcome).unwrap();
            assert_eq!(written, outcome.as_str());
            let mut tally = Tally::default();
            tally.count(outcome);
            assert_eq!(tally.outcomes().collect::<Vec<_>>(), [(outcome, 1)]);
            assert_eq!(tally.unmatched(), u64::from(!outcome.is_match()));
        }
    }
}
