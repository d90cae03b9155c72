//! Plans that do not hold.

use axum::http::StatusCode;

use super::of_requests::MOST_ERRORS;
use super::problem::Problem;
use crate::planning::terms::body_defect::BodyDefect;
use crate::planning::what_if::NotEvaluated;

impl Problem {
    /// A scenario whose changes the data loaded no longer bears: its reader sent none, so no body is at fault.
    #[must_use]
    pub fn of_kept_changes(error: NotEvaluated) -> Self {
        let NotEvaluated::Body(defects) = error else { return error.into() };
        // What the query asks for is read with the changes.
        if let Some(defect) = defects.iter().find(|defect| defect.pointer == "/explain") {
            return Self::bad_parameter("explain", &defect.reason);
        }
        let detail = "the data loaded no longer bears the scenario's changes; errors names every one that does not hold";
        Self::of_kept(("changes_do_not_hold", "The changes no longer hold"), detail, defects)
    }

    /// Something kept that does not hold any more: a code with its title, why, and every misfit.
    #[must_use]
    pub fn of_kept(kind: (&'static str, &'static str), detail: &str, errors: Vec<BodyDefect>) -> Self {
        let mut problem = Self::new(StatusCode::CONFLICT, kind.0, kind.1, detail);
        problem.0.errors = errors.into_iter().take(MOST_ERRORS).collect();
        problem
    }
}

impl From<NotEvaluated> for Problem {
    fn from(error: NotEvaluated) -> Self {
        let detail = error.to_string();
        match error {
            NotEvaluated::Body(defects) => Self::defects(defects),
            NotEvaluated::NoAreas => {
                Self::new(StatusCode::CONFLICT, "no_areas", "The data has no areas", detail)
            }
        }
    }
}
