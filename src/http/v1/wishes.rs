//! What a query asks of the answer to a what-if: the members of its body that are no changes, as parameters.

use serde_json::{Value, json};

use crate::http::problem::Problem;
use crate::planning::what_if::request;

/// Parameters beside the changes; `include` with commas between.
#[derive(Debug, Default)]
pub(super) struct Wishes {
    pub(super) policy: Option<String>,
    pub(super) include: Option<String>,
    pub(super) explain: Option<bool>,
}

impl Wishes {
    /// Puts them into the body of a what-if.
    ///
    /// # Errors
    /// A 400 problem that names the parameter.
    pub(super) fn into_body(self, mut body: Value) -> Result<Value, Problem> {
        let mut asked = json!({});
        if let Some(policy) = self.policy {
            asked["policy"] = policy.into();
        }
        if let Some(include) = self.include {
            asked["include"] = include.split(',').collect();
        }
        if let Some(explain) = self.explain {
            asked["explain"] = explain.into();
        }
        if let Some(defect) = request::defects(&asked).first() {
            let name = defect.pointer.split('/').nth(1).unwrap_or_default();
            let value =
                defect.value.as_ref().map_or_else(String::new, |value| format!("{value} is not known: "));
            return Err(Problem::bad_parameter(name, format!("{value}{}", defect.reason)));
        }
        if let (Some(body), Value::Object(asked)) = (body.as_object_mut(), asked) {
            body.extend(asked);
        }
        Ok(body)
    }
}
