//! Several columns that hold questions of one kind: which of them is meant, and when that would be a guess.
//!
//! Values decide over names. A name decides only where it says that the other column is of others (`postcode` beside `GP postcode`),
//! or, for codes, what kind of code is meant (`LSOA21CD` beside `LSOA11CD`).

use super::candidates::{Candidate, Candidates, NameFit};
use super::choice::NoColumn;
use super::kind::Kind;
use super::sample::Sample;
use super::whose;

/// The column of a kind that is meant; none when no column holds it.
///
/// # Errors
/// [`NoColumn::Several`] when columns hold it equally well and differ.
pub(super) fn winner<'a>(
    sample: &Sample<'_>,
    candidates: &'a Candidates,
    kind: Kind,
) -> Result<Option<&'a Candidate>, NoColumn> {
    let mut contenders = candidates.holding(kind);
    if contenders.iter().all(|one| one.of_others.is_some()) && !contenders.is_empty() {
        contenders.extend(candidates.holding_some(kind));
        contenders.sort_by_key(|one| one.place);
    }
    let is_outdone = |one: &&Candidate| contenders.iter().any(|other| outdoes(other, one));
    let left: Vec<&Candidate> = contenders.iter().copied().filter(|one| !is_outdone(one)).collect();
    // Of those that say the same, the first whose name says so best.
    let best = left.iter().copied().rev().max_by_key(|one| (one.of_others.is_none(), one.fit));
    if let Some(best) = best
        && let Some(named) = named_better(sample, candidates, best)
    {
        return Err(several(sample, kind.plural(), &[named, best]));
    }
    match best {
        Some(best) if left.iter().all(|one| sample.agree(best.place, one.place, kind)) => Ok(Some(best)),
        Some(_) => Err(several(sample, kind.plural(), &left)),
        None => Ok(None),
    }
}

/// A column whose name says better than that of the one with the most values that it is meant: those it has may be parts of
/// postcodes, or stand further down. A column without any says nothing, unless the other is of others.
fn named_better<'a>(
    sample: &Sample<'_>,
    candidates: &'a Candidates,
    best: &Candidate,
) -> Option<&'a Candidate> {
    let says_more = |one: &&Candidate| {
        one.place != best.place
            && (one.fit > best.fit || best.of_others.is_some())
            && (best.of_others.is_some() || !sample.is_blank(one.place))
    };
    candidates.named_plainly(best.kind).into_iter().find(says_more)
}

/// That columns hold the question equally well. The example is one that nothing says to be of others.
pub(super) fn several(sample: &Sample<'_>, kind: &'static str, columns: &[&Candidate]) -> NoColumn {
    let is_beside_others = |one: &Candidate| {
        let left = one.place.checked_sub(1);
        left.is_some_and(|left| whose::of_others(&sample.whole_name(left)).is_some())
    };
    let likeliest = columns.iter().min_by_key(|one| (one.of_others.is_some(), is_beside_others(one)));
    NoColumn::Several {
        kind,
        columns: columns.iter().map(|candidate| candidate.told()).collect::<Vec<_>>().join("; "),
        example: likeliest.map(|one| sample.reference(one.place)).unwrap_or_default(),
    }
}

/// Whether one column is plainly meant rather than another.
fn outdoes(one: &Candidate, other: &Candidate) -> bool {
    let is_fuller = one.valid > 2 * other.valid && one.fit >= other.fit;
    let is_plain = one.fit == NameFit::Plain && other.of_others.is_some() && one.valid * 2 >= other.valid;
    let is_theirs = one.of_others.is_none() && (is_fuller || is_plain);
    match one.kind {
        Kind::Postcode | Kind::GridReference => is_theirs,
        // Names tell codes of practices from those of other organisations, and not one practice from another.
        Kind::Practice => one.fit > other.fit && !names_a_practice(other),
        // Names tell codes of 2021 from those of 2011, and both from other units'.
        Kind::Area => {
            is_theirs
                || (other.fit == NameFit::None && one.fit > NameFit::None)
                || (one.fit == NameFit::Plain && other.fit == NameFit::Qualified)
        }
    }
}

/// Whether a heading is of a practice of some kind: `Referring practice`.
fn names_a_practice(one: &Candidate) -> bool {
    whose::of_others(&one.column)
        .is_some_and(|word| matches!(word, "practice" | "prac" | "surgery" | "gp" | "doctor"))
}
