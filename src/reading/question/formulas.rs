//! Formulas whose values a workbook does not hold, in a table of questions: told, and refused where the question stands in them.

use super::candidates::{NameFit, fit};
use super::choice::{Choice, NoColumn};
use super::columns::FoundQuestion;
use super::kind::Kind;
use super::sample::Sample;
use super::whose;
use crate::reading::workbook::uncalculated::{Uncalculated, in_words};

/// The columns that were found, and what is to be said of formulas without values in others; `above` rows stand before the first
/// of values.
///
/// # Errors
/// Why no column could be taken: also when the question stands in such formulas, or may where the caller did not choose.
pub fn heed(
    uncalculated: &Uncalculated,
    above: usize,
    sample: &Sample<'_>,
    choice: &Choice,
    found: Result<FoundQuestion, NoColumn>,
) -> Result<(FoundQuestion, Vec<String>), NoColumn> {
    let columns: Vec<(usize, usize)> = uncalculated.below(above).collect();
    let told = |(place, count): &(usize, usize)| in_words(*count, &sample.column(*place));
    let all = || columns.iter().map(told).collect::<Vec<_>>();
    let found = match found {
        Err(NoColumn::NotFound(_)) if !columns.is_empty() => {
            return Err(NoColumn::Uncalculated(all().join("; ")));
        }
        Err(several @ NoColumn::Several { .. }) => {
            let of_question: Vec<String> =
                columns.iter().filter(|(place, _)| names_a_question(sample, *place)).map(told).collect();
            return Err(if of_question.is_empty() {
                several
            } else {
                NoColumn::Uncalculated(of_question.join("; "))
            });
        }
        found => found?,
    };
    let is_meant = |place: usize| {
        found.asks.places().contains(&place)
            || (*choice == Choice::Auto && may_be_meant(sample, place, &found))
    };
    let meant: Vec<String> = columns.iter().filter(|(place, _)| is_meant(*place)).map(told).collect();
    if !meant.is_empty() {
        return Err(NoColumn::Uncalculated(meant.join("; ")));
    }
    let sentences = all().into_iter().map(|sentence| format!("{sentence}.")).collect();
    Ok((found, sentences))
}

/// What is said of a sheet that has such formulas and nothing else; none where it has none.
#[must_use]
pub fn all_formulas(uncalculated: &Uncalculated) -> Option<NoColumn> {
    let told = |(place, count)| in_words(count, &format!("#{}", place + 1));
    let columns: Vec<String> = uncalculated.below(0).map(told).collect();
    (!columns.is_empty()).then(|| NoColumn::Uncalculated(columns.join("; ")))
}

/// Whether a column is called as a question is, and not as one of others.
fn names_a_question(sample: &Sample<'_>, place: usize) -> bool {
    let name = sample.whole_name(place);
    Kind::ALL.into_iter().any(|kind| fit(kind, &name) > NameFit::None) && whose::of_others(&name).is_none()
}

/// Whether a column could have been found instead if its values were there: by its name, and unless it is of others.
fn may_be_meant(sample: &Sample<'_>, place: usize, found: &FoundQuestion) -> bool {
    let name = sample.whole_name(place);
    let kinds = [Some(Kind::Postcode), found.asks.single().map(|(kind, _)| kind)];
    kinds.into_iter().flatten().any(|kind| fit(kind, &name) > NameFit::None)
        && whose::of_others(&name).is_none()
}
