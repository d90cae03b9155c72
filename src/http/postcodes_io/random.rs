//! `GET /random/postcodes`: any live postcode, or any of an outward code.

use super::description::Describer;
use super::envelope::{Lasts, OPENING, Refusal, boundaries, reply};
use super::wishes::Wishes;
use crate::http::answer::Answer;
use crate::http::problem::Problem;
use crate::http::state::app::App;

/// `GET /random/postcodes`
pub async fn postcodes(app: App, wishes: Wishes) -> Result<Answer, Refusal> {
    let draft = boundaries(&app, &wishes).await?;
    let live = app.atlas().ground.live();
    let numbers = match wishes.named("outcode") {
        None => live.numbers(),
        Some(text) => {
            let code: String = text.chars().filter(|character| !character.is_whitespace()).collect();
            live.outcode(&code.to_uppercase()).map_or(&[][..], |outcode| live.of_outcode(outcode))
        }
    };
    let mut out = OPENING.to_vec();
    match any(numbers)? {
        Some(number) => Describer::new(&app, &draft, None).push(&mut out, *number as usize, None),
        None => out.extend_from_slice(b"null"),
    }
    reply(app.atlas(), &draft, &wishes, Lasts::Not, out)
}

/// One of them, each as likely as the others (to within 2^-32 of their number).
pub(super) fn any<T>(items: &[T]) -> Result<Option<&T>, Problem> {
    let dice = getrandom::u64().map_err(|error| {
        tracing::error!(%error, "the system gives no random numbers");
        Problem::internal()
    })?;
    let place = (u128::from(dice) * items.len() as u128) >> 64;
    let place = usize::try_from(place).expect("it is below their number");
    Ok(items.get(place))
}
