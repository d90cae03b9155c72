//! A certificate that is kept with a scenario: of the very plan that the scenario is, and with nothing in it that is found not to hold.
//!
//! A short search is made for a plan that it says there is not; what is not refuted is kept as the certificate's word, not as proven.

use std::time::Duration;

use serde_json::Value;

use super::certificate::Certificate;
use super::verify::{Check, verify};
use crate::county::Loaded;
use crate::planning::saved::scenarios::content_digest;
use crate::planning::terms::body_defect::BodyDefect;
use crate::planning::what_if::evaluate::evaluate;
use crate::planning::what_if::request::Request;

/// How long is searched for a plan that a certificate says there is not.
const SEARCH: Duration = Duration::from_secs(1);

/// The certificate as it is kept, when it is of the plan with this digest and nothing in it is found not to hold.
///
/// # Errors
/// Everything that does not hold, at `/certificate`.
pub fn of_plan(loaded: &Loaded, written: &Value, plan: &str) -> Result<String, Vec<BodyDefect>> {
    let defect = |reason: String| BodyDefect::new("/certificate", None, reason);
    let checks = verify(loaded, written, Some(SEARCH));
    let failed = checks.into_iter().filter(|check| check.holds == Some(false));
    let mut defects: Vec<BodyDefect> =
        failed.map(|Check { what, .. }| defect(format!("does not hold: {what}"))).collect();
    if defects.is_empty() && digest_of(loaded, written).as_deref() != Some(plan) {
        defects.push(defect("is of another plan than these changes make".to_owned()));
    }
    if defects.is_empty() { Ok(written.to_string()) } else { Err(defects) }
}

/// The digest of the plan that a certificate is of.
fn digest_of(loaded: &Loaded, written: &Value) -> Option<String> {
    let certificate: Certificate = serde_json::from_value(written.clone()).ok()?;
    let start = Request::read_start(certificate.request.as_object()?);
    let request = start.with_more(certificate.changes.as_array()?);
    evaluate(loaded, &request).ok().map(|plan| content_digest(&plan))
}
