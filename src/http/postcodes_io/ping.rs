//! `GET /ping`

use super::envelope::{Lasts, OPENING, Refusal, boundaries, reply};
use super::wishes::Wishes;
use crate::http::answer::Answer;
use crate::http::state::app::App;

/// `GET /ping`
pub async fn ping(app: App, wishes: Wishes) -> Result<Answer, Refusal> {
    let draft = boundaries(&app, &wishes).await?;
    reply(app.atlas(), &draft, &wishes, Lasts::Not, [OPENING, b"\"pong\""].concat())
}
