//! What a write expects of a scenario: `If-Match` (RFC 9110, 13.1.1).

use std::fmt;

use axum::http::HeaderMap;
use axum::http::header::IF_MATCH;

use crate::http::problem::Problem;
use crate::http::state::app::App;
use crate::store::{IdempotencyKey, Revision, RevisionNumber, ScenarioId};

/// The revisions that a write may be decided on.
pub(super) enum Expected {
    /// Whichever is current: `*`.
    Any,
    /// One of these; at least one.
    OneOf(Vec<RevisionNumber>),
}

impl Expected {
    /// Reads the header, or the several that make one list. Weak tags count too: a proxy that compresses makes them of ours.
    ///
    /// # Errors
    /// 428 when it is missing, 400 when it is neither `*` nor tags of revisions.
    pub(super) fn of(headers: &HeaderMap) -> Result<Self, Problem> {
        let wrong = || {
            let expected =
                "expected the ETag of a scenario, such as \"3\", several with commas between, or *";
            Problem::bad_parameter("If-Match", expected)
        };
        let mut texts = Vec::new();
        for value in headers.get_all(IF_MATCH) {
            texts.extend(value.to_str().map_err(|_not_text| wrong())?.split(',').map(str::trim));
        }
        if texts.is_empty() {
            return Err(Problem::precondition_required());
        }
        if texts == ["*"] {
            return Ok(Self::Any);
        }
        let number = |text: &&str| text.trim_start_matches("W/").trim_matches('"').parse().ok();
        let given = texts.iter().filter(|text| !text.is_empty());
        let numbers: Option<Vec<RevisionNumber>> = given.map(number).collect();
        numbers.filter(|numbers| !numbers.is_empty()).map(Self::OneOf).ok_or_else(wrong)
    }

    /// The revision to compare and set: the current one where it is expected, else one that loses.
    ///
    /// # Errors
    /// 404 when there is no such scenario.
    pub(super) async fn revision(&self, app: &App, id: ScenarioId) -> Result<RevisionNumber, Problem> {
        if let Some(only) = self.only() {
            return Ok(only);
        }
        let current = app.store()?.current(id).await?.ok_or_else(|| Problem::unknown_scenario(id))?.number;
        Ok(match self {
            Self::OneOf(numbers) if !numbers.contains(&current) => numbers[0],
            _ => current,
        })
    }

    /// What an earlier sending of the same request made. Only asked where that is not the revision after the one expected: the
    /// changes need not hold a second time, on what they made.
    ///
    /// # Errors
    /// 409 when the key was used for another request.
    pub(super) async fn made_before(
        &self,
        app: &App,
        id: ScenarioId,
        key: Option<&IdempotencyKey>,
    ) -> Result<Option<Revision>, Problem> {
        match key {
            Some(key) if self.only().is_none() => Ok(app.store()?.made_by(id, key).await?),
            _ => Ok(None),
        }
    }

    fn only(&self) -> Option<RevisionNumber> {
        match self {
            Self::OneOf(numbers) => <[_; 1]>::try_from(&numbers[..]).ok().map(|[only]| only),
            Self::Any => None,
        }
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Any => out.write_str("*"),
            Self::OneOf(numbers) => {
                let texts: Vec<String> = numbers.iter().map(ToString::to_string).collect();
                out.write_str(&texts.join(","))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(values: &[&'static str]) -> Result<String, u16> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(IF_MATCH, value.parse().unwrap());
        }
        Expected::of(&headers)
            .map(|expected| expected.to_string())
            .map_err(|problem| problem.status().as_u16())
    }

    #[test]
    fn a_tag_a_list_and_a_star_are_read_and_nothing_else() {
        assert_eq!(read(&["\"3\""]), Ok("3".to_owned()));
        assert_eq!(read(&["W/\"3\""]), Ok("3".to_owned()));
        assert_eq!(read(&["\"3\", W/\"5\" ,\"8\""]), Ok("3,5,8".to_owned()));
        assert_eq!(read(&["\"3\"", "\"5\""]), Ok("3,5".to_owned()));
        assert_eq!(read(&[" * "]), Ok("*".to_owned()));
        assert_eq!(read(&[]), Err(428));
        for wrong in ["", "\"x\"", "\"0\"", "*, \"3\"", "\"3\" \"4\"", ",", "**"] {
            assert_eq!(read(&[wrong]), Err(400), "{wrong}");
        }
    }
}
