//! `GET /terminated_postcodes/{postcode}`: postcodes that were in use once. When they ended is known where a directory is loaded.

use axum::extract::Path;

use super::description::Describer;
use super::envelope::{Lasts, OPENING, Refusal, boundaries, push_terminated, reply};
use super::spelling::postcode;
use super::wishes::Wishes;
use crate::http::answer::Answer;
use crate::http::state::app::App;

/// `GET /terminated_postcodes/{postcode}`
pub async fn show(app: App, Path(text): Path<String>, wishes: Wishes) -> Result<Answer, Refusal> {
    let draft = boundaries(&app, &wishes).await?;
    postcode(&text).ok_or_else(Refusal::invalid_postcode)?;
    let number = Describer::new(&app, &draft, None).find_terminated(&text);
    let number = number.ok_or_else(|| Refusal::not_found("Terminated postcode not found"))?;
    let mut out = OPENING.to_vec();
    push_terminated(&mut out, &app.atlas().ground, number);
    reply(app.atlas(), &draft, &wishes, Lasts::WithTheData, out)
}
