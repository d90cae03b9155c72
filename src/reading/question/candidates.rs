//! Columns that could hold a question, by what their values are and what they are called.

use super::kind::Kind;
use super::question_columns::QuestionColumns;
use super::sample::Sample;
use super::whose;
use crate::reading::headings;

/// A column that could hold questions of a kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Its place, from 0.
    pub place: usize,
    /// Its name in quotes, or its number.
    pub column: String,
    /// What it holds.
    pub kind: Kind,
    /// How many of its values are of the kind.
    pub valid: usize,
    /// How many values it has in the sample.
    pub present: usize,
    /// How well its name fits.
    pub fit: NameFit,
    /// The word by which its name says that it is the place of others; none of practices, which are others.
    pub of_others: Option<&'static str>,
}

/// Every column of a sample, with every kind.
pub struct Candidates(Vec<Candidate>);

impl Candidates {
    /// Counts what every column of a sample holds.
    #[must_use]
    pub fn of(sample: &Sample<'_>) -> Self {
        let mut all = Vec::new();
        for place in 0..sample.width {
            let kinds: Vec<Option<Kind>> = sample.values(place).map(Kind::of).collect();
            let name = sample.whole_name(place);
            let whose = whose::of_others(&name);
            for kind in Kind::ALL {
                let valid = kinds.iter().filter(|found| **found == Some(kind)).count();
                // An LSOA is what areas are here; an MSOA or a district has a code of the same shape.
                let is_lsoa = kind == Kind::Area
                    && sample.values(place).all(|code| code.trim_start().get(1..3) == Some("01"));
                let by_values = if is_lsoa && valid > 0 { NameFit::ByValues } else { NameFit::None };
                let fit = fit(kind, &name).max(by_values);
                let (column, present) = (sample.column(place), kinds.len());
                let of_others = whose.filter(|_| kind != Kind::Practice);
                all.push(Candidate { place, column, kind, valid, present, fit, of_others });
            }
        }
        Self(all)
    }

    /// Columns most of whose values are of a kind, in order.
    #[must_use]
    pub fn holding(&self, kind: Kind) -> Vec<&Candidate> {
        self.0.iter().filter(|one| one.kind == kind && one.holds()).collect()
    }

    /// Columns of a kind that not most of their values are of, but a quarter or some below a name of it; none that are of others.
    #[must_use]
    pub fn holding_some(&self, kind: Kind) -> Vec<&Candidate> {
        let has_some = |one: &&Candidate| {
            !one.holds() && one.valid > 0 && (one.fit > NameFit::None || one.valid * 4 >= one.present)
        };
        let theirs = self.0.iter().filter(|one| one.kind == kind && one.of_others.is_none());
        theirs.filter(has_some).collect()
    }

    /// Columns whose names say that they hold a kind, of no others: those of a plain name whatever they hold, of 2011 or of a postcode
    /// of something unless their values are of none.
    #[must_use]
    pub fn named_plainly(&self, kind: Kind) -> Vec<&Candidate> {
        let says_so = |one: &&Candidate| {
            one.fit == NameFit::Plain
                || (one.fit >= NameFit::Qualified && (one.valid > 0 || one.present == 0))
        };
        let own = self.0.iter().filter(|one| one.kind == kind && one.of_others.is_none());
        own.filter(says_so).collect()
    }

    /// The column of a question; none of a point.
    #[must_use]
    pub fn of_question(&self, asks: QuestionColumns) -> Option<&Candidate> {
        let (kind, place) = asks.single()?;
        self.0.iter().find(|one| one.place == place && one.kind == kind)
    }

    /// A column that is called so, unless its values speak against it: with some of the kind, or without any values where no
    /// other column holds a question; with `even_so`, whatever its values are, if its name can mean nothing else.
    #[must_use]
    pub fn named(&self, kind: Kind, even_so: bool) -> Option<usize> {
        let none_holds = !self.0.iter().any(Candidate::holds);
        let fits = |one: &&Candidate| {
            one.valid > 0 || (one.present == 0 && none_holds) || (even_so && one.fit >= NameFit::Qualified)
        };
        let named = self.0.iter().filter(|one| one.kind == kind && one.fit > NameFit::None).filter(fits);
        // Of equal ones the first, which `max_by_key` would not give.
        named.rev().max_by_key(|one| one.fit).map(|one| one.place)
    }

    /// A column that is called as what it holds, of no others, all of whose values are of the kind.
    #[must_use]
    pub fn named_rightly(&self, kind: Kind) -> Option<&Candidate> {
        let is_right =
            |one: &&Candidate| one.fit >= NameFit::Loose && one.valid > 0 && one.valid == one.present;
        let own = self.0.iter().filter(|one| one.kind == kind && one.of_others.is_none()).filter(is_right);
        // Of equal ones the first, which `max_by_key` would not give.
        own.rev().max_by_key(|one| one.fit)
    }

    /// Columns that hold a question of any kind, other than those that were taken.
    #[must_use]
    pub fn besides(&self, places: &[usize]) -> Vec<Candidate> {
        self.0.iter().filter(|one| one.holds() && !places.contains(&one.place)).cloned().collect()
    }
}

impl Candidate {
    /// In words: `"GP Postcode", 2 of 2`.
    #[must_use]
    pub fn told(&self) -> String {
        format!("{}, {} of {} values", self.column, self.valid, self.present)
    }

    /// A column of addresses, by how many of its values end in a postcode.
    #[must_use]
    pub(super) fn of_addresses(place: usize, column: String, valid: usize, present: usize) -> Self {
        let (kind, fit, of_others) = (Kind::Postcode, NameFit::None, None);
        Self { place, column, kind, valid, present, fit, of_others }
    }

    fn holds(&self) -> bool {
        self.valid * 2 > self.present
    }
}

/// How well the name of a column fits a kind, the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameFit {
    /// It is no name of it.
    None,
    /// It is none, and the values can be nothing else.
    ByValues,
    /// A name that people also give to other things.
    Loose,
    /// A name of 2011, or of a postcode of something; this and what follows can mean nothing else.
    Qualified,
    /// A name of it.
    Plain,
}

/// How well a name fits a kind.
#[must_use]
pub fn fit(kind: Kind, name: &str) -> NameFit {
    let is = |role| headings::is_one_of(name, role);
    let fit = match kind {
        Kind::Postcode if is(headings::POSTCODE) => NameFit::Plain,
        Kind::Postcode if headings::names_postcode(name) => NameFit::Qualified,
        Kind::GridReference if is(headings::GRID_REFERENCE) => NameFit::Plain,
        Kind::Practice if is(headings::PRACTICE) => NameFit::Plain,
        Kind::Area if is(headings::AREA) => NameFit::Plain,
        Kind::Area if is(headings::AREA_2011) => NameFit::Qualified,
        _ => return NameFit::None,
    };
    if headings::is_loose(name) { NameFit::Loose } else { fit }
}
