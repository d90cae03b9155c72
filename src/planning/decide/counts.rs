//! Counts with what is counted.

use super::asked::Minimised;
use crate::county::policy::RuledFigure;
use crate::planning::terms::words::counted;

/// An amount of what is minimised.
pub(super) fn counted_minimised(minimise: Minimised, cost: u64) -> String {
    match minimise {
        Minimised::Residents => counted(cost, "resident", "residents"),
        Minimised::RegisteredByResidence => counted(cost, "registered patient", "registered patients"),
        Minimised::Areas => counted(cost, "area", "areas"),
    }
}

/// A count with what is counted.
pub(super) fn counted_figure(figure: RuledFigure, count: u64) -> String {
    counted(count, noun(figure, 1), noun(figure, 2))
}

/// What is counted, of so many.
pub(super) fn noun(figure: RuledFigure, count: u64) -> &'static str {
    let (one, many) = match figure {
        RuledFigure::Residents => ("resident", "residents"),
        RuledFigure::RegisteredByResidence => ("registered patient", "registered patients"),
        RuledFigure::RegisteredByPractice => ("patient of practices", "patients of practices"),
        RuledFigure::ListSize => ("patient on lists", "patients on lists"),
        RuledFigure::Practices => ("practice", "practices"),
        RuledFigure::Pieces => ("piece", "pieces"),
        RuledFigure::SelfContainment | RuledFigure::Localisation => ("share", "shares"),
    };
    if count == 1 { one } else { many }
}
