//! The reason of a row's answer, in the words in which one question alone is answered: asked for only where the column is.

use crate::county::Loaded;
use crate::domain::draft::Draft;
use crate::echo;
use crate::planning::resolve::question::Asked;
use crate::planning::resolve::resolver::Resolver;
use crate::reading::cell::{Decimal, decimal_in, is_missing};
use crate::reading::coordinate::Axis;
use crate::reading::question::question_columns::QuestionColumns;

/// Explains answers about one draft's boundaries.
pub struct Reasons<'a>(Resolver<'a>);

impl<'a> Reasons<'a> {
    /// Reasons of the answers about a draft.
    #[must_use]
    pub fn new(loaded: &'a Loaded, draft: &'a Draft) -> Self {
        Self(Resolver::new(loaded, draft))
    }

    /// Why a question was answered as it was; none where there is nothing to explain. The second value is that of a point.
    #[must_use]
    pub fn of(&self, asks: QuestionColumns, decimal: Decimal, values: [&[u8]; 2]) -> Option<String> {
        let [first, second] = values.map(|value| String::from_utf8_lossy(value).into_owned());
        let asked = match asks {
            QuestionColumns::Postcode(_) => Asked { postcode: Some(first), ..Asked::default() },
            QuestionColumns::GridReference(_) => Asked { grid_reference: Some(first), ..Asked::default() },
            QuestionColumns::Practice(_) => Asked { practice: Some(first), ..Asked::default() },
            QuestionColumns::Area(_) => Asked { area: Some(first), ..Asked::default() },
            QuestionColumns::LonLat(..) | QuestionColumns::EastingNorthing(..) => {
                match point(asks, decimal, &first, &second) {
                    Ok(asked) => asked,
                    Err(reason) => return Some(reason),
                }
            }
        };
        self.0.asked(&asked).reason
    }
}

fn point(asks: QuestionColumns, decimal: Decimal, first: &str, second: &str) -> Result<Asked, String> {
    let is_degrees = matches!(asks, QuestionColumns::LonLat(..));
    let axes = if is_degrees { [Axis::Longitude, Axis::Latitude] } else { [Axis::Metres; 2] };
    let read = |text: &str, axis: Axis| match axis.read(text, decimal) {
        Some(number) => Ok(Some(number)),
        None if is_missing(text) => Ok(None),
        None => {
            let text = echo::cut(text);
            Err(match (decimal_in(&text, is_degrees), decimal) {
                (Some(Decimal::Comma), Decimal::Dot) => format!(
                    "{text:?} has decimals behind a comma, and its column is read with dots before decimals"
                ),
                (Some(Decimal::Dot), Decimal::Comma) => format!(
                    "{text:?} has decimals behind a dot, and its column is read with commas before decimals"
                ),
                _ => format!("{text:?} is not a number"),
            })
        }
    };
    let (first, second) = (read(first, axes[0])?, read(second, axes[1])?);
    Ok(if is_degrees {
        Asked { lon: first, lat: second, ..Asked::default() }
    } else {
        Asked { easting: first, northing: second, ..Asked::default() }
    })
}
