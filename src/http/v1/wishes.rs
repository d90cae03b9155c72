//! What a query asks of the answer to a what-if: the members of its body that are no changes, as parameters.

use crate::county::policies::Policies;
use crate::http::problem::Problem;
use crate::planning::what_if::request::Request;

/// Parameters beside the changes; `include` with commas between.
#[derive(Debug, Default)]
pub(super) struct Wishes {
    pub(super) policy: Option<String>,
    pub(super) include: Option<String>,
    pub(super) explain: Option<bool>,
}

impl Wishes {
    /// Adds them to a request; the policy is one of those there are.
    ///
    /// # Errors
    /// A 400 problem that names the parameter.
    pub(super) fn asked_with(self, policies: &Policies, request: Request) -> Result<Request, Problem> {
        let explain = self.explain.unwrap_or_default();
        let (policy, include) = (self.policy.as_deref(), self.include.as_deref());
        request.with_parameters(policies, policy, include, explain).map_err(|defect| {
            let name = defect.pointer.split('/').nth(1).unwrap_or_default();
            let value =
                defect.value.as_ref().map_or_else(String::new, |value| format!("{value} is not known: "));
            Problem::bad_parameter(name, format!("{value}{}", defect.reason))
        })
    }
}
